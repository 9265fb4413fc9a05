//! The program as people run it: the real binary, real files, real HTTP.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it did not expect")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command as Process, Stdio};
use std::time::Duration;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

mod program;

use program::{dateline, new_newsroom};

/// How long a change may take to be seen on a busy machine; nothing waits that long where it is seen earlier.
const PATIENCE: Duration = Duration::from_secs(20);

/// A newsroom as `init` makes it, with one release.
fn newsroom() -> TempDir {
    let folder = new_newsroom();
    let release = "---\ntitle: First\ndate: 2026-01-02T03:04:05Z\n---\n\nThe first text.\n";
    fs::write(folder.path().join("content/first.md"), release).unwrap();
    folder
}

fn stdout(command: &mut Command) -> String {
    String::from_utf8(command.assert().get_output().stdout.clone()).unwrap()
}

/// A running server; it is stopped when the test ends.
struct Server {
    process: Child,
    base: String,
}

impl Server {
    fn start(root: &Path, arguments: &[&str]) -> Self {
        let mut process = Process::new(env!("CARGO_BIN_EXE_dateline"))
            .args(arguments)
            .args(["--listen", "127.0.0.1:0"])
            .arg("--root")
            .arg(root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let address =
            lines.map_while(Result::ok).find_map(|line| Some(line.split_once("listening on ")?.1.to_owned()));
        let address = address.unwrap();
        Self { process, base: format!("http://{}", address.split(';').next().unwrap()) }
    }

    async fn get(&self, path: &str) -> (u16, String) {
        let answer = reqwest::get(format!("{}{path}", self.base)).await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    /// The status and headers of what is asked for under this name of the machine.
    async fn head(&self, path: &str, host: Option<&str>) -> (u16, reqwest::header::HeaderMap) {
        let mut request = reqwest::Client::new().head(format!("{}{path}", self.base));
        if let Some(host) = host {
            request = request.header("host", host);
        }
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.headers().clone())
    }

    /// The feed, once it has (or lacks) this text.
    async fn feed_once(&self, is_right: impl Fn(&str) -> bool) -> String {
        let look = async {
            loop {
                let (_, feed) = self.get("/feeds/all.json").await;
                if is_right(&feed) {
                    return feed;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(PATIENCE, look).await.unwrap()
    }

    fn stop(mut self) -> std::process::ExitStatus {
        assert!(Process::new("kill").arg(self.process.id().to_string()).status().unwrap().success());
        self.process.wait().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn help_and_version_are_printed() {
    let root = Path::new(".");
    assert!(stdout(dateline(root).arg("--version")).starts_with("dateline "));
    let help = stdout(dateline(root).arg("--help"));
    for word in ["serve", "build", "check", "preview", "init", "new", "Examples:", "Exit status:"] {
        assert!(help.contains(word), "{word} is missing in\n{help}");
    }
    for command in ["serve", "build", "check", "preview", "init", "new"] {
        assert!(stdout(dateline(root).args([command, "--help"])).contains("Example"), "{command}");
    }
}

#[test]
fn a_wrong_command_line_gives_2() {
    let root = Path::new(".");
    for arguments in [
        &["sreve"][..],
        &["--listen", "here"],
        &["--listen", "127.0.0.1:1", "check"],
        &["serve", "--base-url", "pers.example"],
        &["preview", "--listen", "0.0.0.0:8081"],
        &["check", "--format", "xml"],
        &["init"],
    ] {
        dateline(root).args(arguments).assert().code(2);
    }
}

#[test]
fn without_a_newsroom_every_command_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["serve"][..], &[], &["new", "Title"], &["preview", "--listen", "127.0.0.1:0"]] {
        let output = dateline(folder.path()).args(arguments).assert().code(1).get_output().clone();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains("dateline init"), "{told}");
    }
    assert!(stdout(dateline(folder.path()).arg("check")).contains("dateline init"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was written");
}

#[test]
fn init_makes_a_newsroom_without_a_problem_and_never_writes_over_one() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("some/where/Kota Contoh");
    dateline(Path::new(".")).arg("init").arg(&root).assert().success();
    let site = fs::read_to_string(root.join("dateline.toml")).unwrap();
    for line in ["title = \"Kota Contoh\"\n", "main = \"all\"\n", "language = ", "time_zone = ", "listen = "]
    {
        assert!(site.contains(&format!("\n{line}")), "{line} is missing in\n{site}");
    }
    assert!(site.contains("\nid_authority = \"kota-contoh.example,"));
    assert!(root.join("content").is_dir());
    dateline(&root).args(["check", "--strict"]).assert().success();

    dateline(&root).args(["init", "branch"]).assert().success();
    assert!(root.join("branch/dateline.toml").is_file());

    fs::write(root.join("dateline.toml"), format!("{site}# mine\n")).unwrap();
    dateline(Path::new(".")).arg("init").arg(&root).assert().code(1);
    assert!(fs::read_to_string(root.join("dateline.toml")).unwrap().ends_with("# mine\n"));
}

#[test]
fn new_starts_a_draft_with_an_id_once() {
    let folder = newsroom();
    let path = stdout(dateline(folder.path()).args(["new", "Budget: \"more\" for schools"]));
    let text = fs::read_to_string(path.trim_end()).unwrap();
    assert!(text.contains("id: \"tag:") && text.contains("-budget-more-for-schools\""), "{text}");
    assert!(text.contains("draft: true"), "{text}");
    assert!(text.contains("\n# embargo: "), "what else can be said is shown: {text}");
    dateline(folder.path()).args(["new", "Budget: \"more\" for schools"]).assert().code(1);
    assert_eq!(fs::read_to_string(path.trim_end()).unwrap(), text);
    dateline(folder.path()).args(["check", "--strict"]).assert().success();

    // The hints are right: with all of them the release is a good one.
    let filled = text.replace("\n# ", "\n").replace("draft: true", "draft: false") + "Text.\n";
    let beside = Path::new(path.trim_end()).parent().unwrap();
    fs::write(beside.join("photo.jpg"), [0xff, 0xd8, 0xff, 0xe0]).unwrap();
    fs::write(beside.join("report.pdf"), "%PDF-1.4\n").unwrap();
    fs::write(path.trim_end(), filled).unwrap();
    let shown = stdout(dateline(folder.path()).args(["check", "--strict"]));
    assert!(shown.starts_with("No problems: 2 releases"), "{shown}");
}

#[test]
fn check_shows_place_reason_and_remedy() {
    let folder = newsroom();
    fs::write(folder.path().join("feeds/gizi.toml"), "title = \"Gizi\"\nlimt = 3\n").unwrap();
    let shown = stdout(dateline(folder.path()).arg("check"));
    assert!(shown.contains("error: there is no setting `limt`\n --> feeds/gizi.toml:2:1\n"), "{shown}");
    assert!(
        shown.contains("\n2 | limt = 3\n") && shown.contains("= remedy: did you mean `limit`?"),
        "{shown}"
    );
    assert!(shown.contains("\n1 error, 0 warnings: 1 release"), "{shown}");
    assert!(!shown.contains('\u{1b}'), "no colours where there is no terminal");
    dateline(folder.path()).arg("check").assert().code(1);

    let json = stdout(dateline(folder.path()).args(["check", "--format", "json"]));
    let problems: Vec<Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(problems.len(), 1);
    assert_eq!((&problems[0]["file"], &problems[0]["line"]), (&"feeds/gizi.toml".into(), &2.into()));
}

#[test]
fn only_a_strict_check_fails_on_warnings() {
    let folder = newsroom();
    let site = fs::read_to_string(folder.path().join("dateline.toml")).unwrap();
    fs::write(folder.path().join("dateline.toml"), site.replace("main = \"all\"", "main = \"news\""))
        .unwrap();
    dateline(folder.path()).arg("check").assert().success();
    dateline(folder.path()).args(["check", "--strict"]).assert().code(1);
}

#[test]
fn check_names_follow_ups_of_nothing() {
    let folder = newsroom();
    let second =
        "---\ntitle: Second\ndate: 2026-01-03\nin_reply_to: tag:nowhere.example,2026:x\n---\n\nText.\n";
    fs::write(folder.path().join("content/second.md"), second).unwrap();
    let report = stdout(dateline(folder.path()).args(["check"]));
    assert!(
        report.contains("it follows up `tag:nowhere.example,2026:x`, which is no other release here"),
        "{report}"
    );
}

#[test]
fn check_warns_of_a_new_release_that_no_subscriber_will_see() {
    let folder = newsroom();
    let write = |name: &str, date: &str| {
        let text = format!("---\ntitle: {name}\ndate: {date}\n---\n\nThe text of {name}.\n");
        fs::write(folder.path().join(format!("content/{name}.md")), text).unwrap();
    };
    fs::write(folder.path().join("feeds/all.toml"), "title = \"All\"\nlimit = 1\n").unwrap();
    write("second", "2026-02-02");
    let check = || stdout(dateline(folder.path()).arg("check"));
    assert!(!check().contains("no subscriber"), "it never ran");
    let out = folder.path().join("site");
    let export = ["build", "--base-url", "https://a.example", "--out"];
    dateline(folder.path()).args(export).arg(&out).assert().success();
    assert!(!check().contains("no subscriber"), "what was there is not new");
    write("late", "2026-01-20");
    write("newest", "2026-03-01");
    let report = check();
    assert_eq!(report.matches("no subscriber will see it").count(), 1, "{report}");
    assert!(report.contains("content/late.md") && report.contains("below the limit of `all`"), "{report}");
}

#[test]
fn fixed_ids_are_those_that_the_releases_had() {
    let folder = newsroom();
    dateline(folder.path()).args(["check", "--fix-ids"]).assert().success();
    let text = fs::read_to_string(folder.path().join("content/first.md")).unwrap();
    assert!(text.contains(":first"), "{text}");
    assert!(text.ends_with("---\n\nThe first text.\n"), "{text}");
    dateline(folder.path()).args(["check", "--fix-ids"]).assert().success();
    assert_eq!(fs::read_to_string(folder.path().join("content/first.md")).unwrap(), text);
}

#[test]
fn drafts_and_what_is_not_out_get_ids_too_and_what_gets_none_is_told() {
    let folder = newsroom();
    let path = |name: &str| folder.path().join("content").join(name);
    for (name, front) in [
        ("draft.md", "title: Draft\ndate: 2026-01-01\ndraft: true"),
        ("due.md", "title: Due\ndate: 2999-01-01"),
        ("gone.md", "title: Gone\ndate: 2026-01-01\nwithdrawn: 2026-01-02"),
        ("flow.md", "{title: Flow, date: 2026-01-01}"),
        ("odd.md", "# in braces\n{title: Odd, date: 2026-01-01}"),
    ] {
        fs::write(path(name), format!("---\n{front}\n---\n\nText.\n")).unwrap();
    }
    let told = stdout(dateline(folder.path()).args(["check", "--fix-ids", "--format", "json"]));
    for name in ["draft", "due", "gone", "flow"] {
        let text = fs::read_to_string(path(&format!("{name}.md"))).unwrap();
        assert!(text.contains(&format!(":{name}\"")), "{text}");
    }
    let told: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let odd = told.iter().find(|problem| problem["file"] == "content/odd.md").unwrap();
    assert_eq!((&odd["line"], &odd["field"]), (&2.into(), &"id".into()), "{odd}");
}

const BROKEN: &str = "---\ntitle: [\ndate: 2026-01-02T03:04:05Z\n---\n\nBroken.\n";

#[tokio::test]
async fn a_saved_change_appears_and_a_broken_file_keeps_the_last_good() {
    let folder = newsroom();
    let server = Server::start(folder.path(), &[]);
    assert_eq!(server.get("/readyz").await.0, 200);
    server.feed_once(|feed| feed.contains("The first text.")).await;
    assert_eq!(server.get("/feeds/none.rss").await.0, 404);

    let release = "---\ntitle: Second\ndate: 2026-02-02T03:04:05Z\n---\n\nThe second text.\n";
    fs::write(folder.path().join("content/second.md"), release).unwrap();
    let feed = server.feed_once(|feed| feed.contains("The second text.")).await;
    assert!(feed.contains("The first text."));

    // Broken files change nothing, where their gates are as they were; the change that is saved last shows that they were read.
    fs::write(folder.path().join("dateline.toml"), "title = ").unwrap();
    fs::write(folder.path().join("feeds/all.toml"), "title = ").unwrap();
    fs::write(folder.path().join("content/first.md"), BROKEN).unwrap();
    fs::write(folder.path().join("content/second.md"), release.replace("second text", "better text"))
        .unwrap();
    let feed = server.feed_once(|feed| feed.contains("The better text.")).await;
    assert!(feed.contains("The first text."), "{feed}");

    fs::write(folder.path().join("feeds/all.toml"), "title = \"Everything\"\n").unwrap();
    server.feed_once(|feed| feed.contains("Everything")).await;
    assert!(server.stop().success(), "a server that is told to stop stops well");
}

#[tokio::test]
async fn a_server_starts_with_the_last_good_settings_where_they_are_broken() {
    let folder = newsroom();
    let site = folder.path().join("dateline.toml");
    let good = fs::read_to_string(&site).unwrap().replace("title = ", "title = \"Good \" # ");
    let build = |code: i32| {
        let out = folder.path().join("site");
        let build = ["build", "--base-url", "https://a.example", "--out"];
        dateline(folder.path()).args(build).arg(out).assert().code(code);
    };
    fs::write(&site, &good).unwrap();
    build(0);
    fs::write(&site, "title = ").unwrap();
    build(1);
    dateline(folder.path()).arg("check").assert().code(1);
    let server = Server::start(folder.path(), &[]);
    let feed = server.get("/feeds/all.json").await.1;
    assert!(feed.contains("\"Good\"") && feed.contains("The first text."), "{feed}");
    assert!(feed.contains(&server.base), "links lead to where it really listens: {feed}");
    fs::write(&site, good.replace("Good", "Better")).unwrap();
    server.feed_once(|feed| feed.contains("\"Better\"")).await;
    drop(server);
    fs::remove_file(&site).unwrap();
    dateline(folder.path()).arg("serve").assert().code(1);
}

#[tokio::test]
async fn what_is_not_public_is_seen_in_a_preview_only() {
    let folder = newsroom();
    let release = "---\ntitle: Later\ndate: 2099-02-02T03:04:05Z\n---\n\nThe later text.\n";
    fs::write(folder.path().join("content/later.md"), release).unwrap();
    let server = Server::start(folder.path(), &["serve"]);
    assert!(!server.get("/feeds/all.json").await.1.contains("The later text."));
    let preview = Server::start(folder.path(), &["preview"]);
    let (_, feed) = preview.get("/feeds/all.json").await;
    assert!(feed.contains("The later text."), "{feed}");
    assert!(
        preview.get("/").await.1.contains("Preview of 2099-02-02T03:04:05Z"),
        "a preview says what it is"
    );
    let headers = preview.head("/feeds/all.json", None).await.1;
    assert_eq!(headers["cache-control"], "no-store");
    assert!(!headers.contains_key("access-control-allow-origin"), "no script of another site reads it");
    for (host, status) in [("localhost:80", 200), ("[::1]:1", 200), ("evil.example", 421), ("10.0.0.1", 421)]
    {
        let answer = preview.head("/feeds/all.json", Some(host)).await;
        assert_eq!(answer.0, status, "{host}");
    }
    let earlier = Server::start(folder.path(), &["preview", "--at", "2025-12-31"]);
    assert!(!earlier.get("/feeds/all.json").await.1.contains("The first text."));
}

#[tokio::test]
async fn a_preview_writes_nothing() {
    let folder = newsroom();
    let preview = Server::start(folder.path(), &["preview"]);
    assert_eq!(preview.get("/feeds/all.json").await.0, 200);
    drop(preview);
    assert!(!folder.path().join(".dateline").exists());
}

#[test]
fn check_tells_by_file_and_line_what_leads_elsewhere() {
    let folder = newsroom();
    let write = |path: &str, text: &str| fs::write(folder.path().join(path), text).unwrap();
    let site = fs::read_to_string(folder.path().join("dateline.toml")).unwrap();
    write("dateline.toml", &format!("base_url = \"http://press.example/news\"\n{site}"));
    write("feeds/topics.toml", "id = \"tag:a.example,2026:x\"\ntitle = \"Topics\"\neach = \"tag\"\n");
    write("feeds/twin.toml", "title = \"Twin\"\nid = \"tag:a.example,2026:x\"\n");
    write("feeds/old.toml", "title = \"Old\"\n\naliases = [\"/old\", \"/feeds/all.atom\"]\n");
    let release = |more: &str| format!("---\ntitle: T\ndate: 2026-01-01\n{more}\n---\n\nText.\n");
    write("content/t1.md", &release("tags: [C]\naliases: [/old/, /releases/t1]"));
    write(
        "content/t2.md",
        &release(
            "embargo: 2999-01-01\ntags: [C++]\naliases: [/old, /releases/t1/, /feeds/all.rss, /fine, /feed]",
        ),
    );
    let told = stdout(dateline(folder.path()).args(["check", "--format", "json"]));
    let mut places: Vec<String> = Vec::new();
    for problem in told.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let (file, line) = (problem["file"].as_str().unwrap(), &problem["line"]);
        places.push(format!("{file}:{line} {}", problem["field"].as_str().unwrap_or_default()));
    }
    places.sort();
    assert_eq!(
        places,
        [
            "content/t2.md:6 aliases",
            "content/t2.md:6 aliases",
            "content/t2.md:6 aliases",
            "dateline.toml:1 base_url",
            "feeds/old.toml:3 aliases",
            "feeds/old.toml:3 aliases",
            "feeds/topics.toml:2 title",
            "feeds/topics.toml:3 each",
            "feeds/twin.toml:2 id",
        ],
        "{told}"
    );
    for holder in ["content/t1.md already", "feeds/all.toml already", "that of feeds/topics.toml too"] {
        assert!(told.contains(holder), "{holder}: {told}");
    }
}

#[test]
fn what_a_parser_of_pages_misses_is_not_told() {
    let newsroom = newsroom();
    let page = "<html><body><table><p>Kota Contoh membuka klinik baru, kata wali kota.</p><tr><td>x</table></body></html>";
    fs::write(newsroom.path().join("content/page.html"), page).unwrap();
    let output = dateline(newsroom.path()).arg("check").output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!told.contains("html5ever"), "{told}");
}

#[test]
fn check_fails_also_where_its_reader_has_seen_enough() {
    let root = new_newsroom();
    for number in 0..50 {
        fs::write(root.path().join(format!("content/{number}.md")), "---\ntitle: [\n---\nText.\n").unwrap();
    }
    for format in ["text", "json"] {
        let mut check = Process::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["check", "--format", format, "--root"])
            .arg(root.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        drop(check.stdout.take());
        assert_eq!(check.wait().unwrap().code(), Some(1), "{format}");
    }
}
