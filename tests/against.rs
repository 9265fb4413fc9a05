//! `dateline check --against`: what subscribers will see of a newsroom, who know an earlier one.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it does not expect")]

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use support::{Newsroom, Server, program};

#[path = "against/corrections.rs"]
mod corrections;
mod support;

const SITE: &str = "title = \"Test office\"\nid_authority = \"test.example,2026\"\nlanguage = \"en\"\n\
                    time_zone = \"Asia/Jakarta\"\nmain = \"all\"\n";

/// What `check --against` told: findings, and feeds.
struct Told {
    code: i32,
    lines: Vec<Value>,
    text: String,
}

impl Told {
    /// The one finding of a kind, if there is any: its feed, how many entries come back as unread, and how many
    /// things it is about.
    fn finding(&self, kind: &str) -> Option<(Option<&str>, u64, usize)> {
        let mut found = self.lines.iter().filter(|line| line["kind"] == kind);
        let finding = found.next()?;
        assert!(found.next().is_none(), "{kind} is told twice: {}", self.text);
        let affected = finding["affected"].as_array().unwrap().len();
        Some((finding["feed"].as_str(), finding["unread"].as_u64().unwrap(), affected))
    }

    fn kinds(&self) -> Vec<&str> {
        self.lines.iter().filter_map(|line| line["kind"].as_str()).collect()
    }

    /// How many entries of a feed are what.
    fn count(&self, feed: &str, what: &str) -> u64 {
        let outlook = self.lines.iter().find(|line| line["feed"] == feed && line["kind"].is_null());
        outlook.unwrap_or_else(|| panic!("nothing on {feed}: {}", self.text))[what].as_u64().unwrap()
    }
}

fn check(newsroom: &Newsroom, earlier: &str) -> Told {
    check_in(&newsroom.path(""), earlier)
}

fn check_in(root: &Path, earlier: &str) -> Told {
    let run = |format: &str| {
        let mut command = program(root);
        command.args(["check", "--against", earlier, "--format", format]).env("NO_PROXY", "127.0.0.1");
        command.output().unwrap()
    };
    let (json, text) = (run("json"), run("text"));
    let lines = String::from_utf8(json.stdout).unwrap();
    let lines = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let text = [text.stdout, text.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    Told { code: json.status.code().unwrap(), lines, text }
}

/// Three releases, two of them on water, and a feed of everything, of water, and of each place.
fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new();
    newsroom.write("dateline.toml", format!("{SITE}base_url = \"https://press.city.example/\"\n"));
    newsroom.write("feeds/water.toml", "title = \"Water\"\nselect.tags = \"water\"\n");
    for (day, name, tags) in [(1, "tap", "[water]"), (2, "well", "[water]"), (3, "road", "[]")] {
        newsroom.write(&format!("content/{name}.md"), release(day, name, &format!("tags: {tags}\n")));
    }
    newsroom
}

fn release(day: u32, name: &str, more: &str) -> String {
    format!(
        "---\ntitle: On the {name}\ndate: 2026-01-0{day}T09:00:00+07:00\n{more}---\nThe text of {name}.\n"
    )
}

/// The same newsroom once more, to be compared with.
fn earlier() -> (Newsroom, String) {
    let newsroom = newsroom();
    let folder = newsroom.path("").to_str().unwrap().to_owned();
    (newsroom, folder)
}

#[test]
fn nothing_is_said_of_what_stays() {
    let (_kept, earlier) = earlier();
    let told = check(&newsroom(), &earlier);
    assert_eq!((told.code, told.kinds()), (0, vec![]), "{}", told.text);
    assert!(told.text.contains("feeds/all.atom: nothing to see"), "{}", told.text);
}

#[test]
fn a_new_domain_brings_nothing_back() {
    let (_kept, earlier) = earlier();
    let newsroom = newsroom();
    newsroom.write("dateline.toml", format!("{SITE}base_url = \"https://news.city.example/press/\"\n"));
    let told = check(&newsroom, &earlier);
    assert_eq!((told.code, told.kinds()), (0, vec!["base-moved"]), "{}", told.text);
    assert!(
        told.text.contains("3 entries keep their ids and would not come back as unread"),
        "{}",
        told.text
    );
    assert_eq!(told.count("feeds/all.atom", "silently_changed"), 0);
}

#[test]
fn changed_ids_come_back_as_unread() {
    let (_kept, earlier) = earlier();
    let newsroom = newsroom();
    fs::rename(newsroom.path("content/tap.md"), newsroom.path("content/taps.md")).unwrap();
    let told = check(&newsroom, &earlier);
    assert_eq!(told.code, 1);
    assert_eq!(told.kinds(), ["page-moved", "reannounced", "reannounced"], "{}", told.text);
    for feed in ["feeds/all.atom", "feeds/water.atom"] {
        assert_eq!(told.count(feed, "reannounced"), 1);
        assert_eq!(told.count(feed, "new"), 0);
    }
    assert!(told.text.contains("1 entry has another id: 1 comes back as unread"), "{}", told.text);
    assert!(told.text.contains("tag:test.example,2026:tap → tag:test.example,2026:taps"), "{}", told.text);

    let kept = "tags: [water]\nid: \"tag:test.example,2026:tap\"\naliases: [/releases/tap/]\n";
    newsroom.write("content/taps.md", release(1, "tap", kept));
    let told = check(&newsroom, &earlier);
    assert_eq!((told.code, told.kinds()), (0, vec![]), "{}", told.text);
}

#[test]
fn what_only_archives_have_is_compared_too() {
    let feed = "title = \"All news\"\nlimit = 1\n";
    let newsroom = newsroom();
    newsroom.write("feeds/all.toml", feed);
    let out = TempDir::new().unwrap();
    let site = out.path().join("site");
    assert!(
        program(&newsroom.path("")).args(["build", "--out"]).arg(&site).output().unwrap().status.success()
    );
    fs::remove_file(newsroom.path("feeds/water.toml")).unwrap();
    fs::rename(newsroom.path("content/tap.md"), newsroom.path("content/taps.md")).unwrap();
    let told = check(&newsroom, site.to_str().unwrap());
    // Readers don't go back that far by themselves.
    assert!(told.text.contains("only the archive shows that"), "{}", told.text);
    assert_eq!(told.finding("reannounced"), Some((Some("feeds/all.atom"), 0, 1)), "{}", told.text);
    assert_eq!(told.count("feeds/all.atom", "reannounced"), 0);
}

#[test]
fn another_authority_changes_every_id() {
    let (_kept, earlier) = earlier();
    let newsroom = newsroom();
    let site = SITE.replace("test.example", "other.example");
    newsroom.write("dateline.toml", format!("{site}base_url = \"https://press.city.example/\"\n"));
    let told = check(&newsroom, &earlier);
    assert_eq!(told.code, 1);
    assert_eq!(told.count("feeds/all.atom", "reannounced"), 3, "{}", told.text);
    assert!(told.text.contains("3 entries have another id: 3 come back as unread"), "{}", told.text);
    assert!(told.kinds().contains(&"feed-id-changed"));
}

#[test]
fn deleted_files_vanish_and_withdrawn_or_expired_ones_do_not() {
    let (_kept, earlier) = earlier();
    let newsroom = newsroom();
    fs::remove_file(newsroom.path("content/road.md")).unwrap();
    newsroom.write("content/tap.md", release(1, "tap", "tags: [water]\nwithdrawn: 2026-02-01\n"));
    newsroom.write("content/well.md", release(2, "well", "tags: [water]\nexpiryDate: 2026-02-01\n"));
    let told = check(&newsroom, &earlier);
    assert_eq!((told.code, told.kinds()), (1, vec!["vanished"]), "{}", told.text);
    assert_eq!(told.finding("vanished"), Some((Some("feeds/all.atom"), 0, 1)));
    let counts = ["vanished", "withdrawn", "expired"].map(|what| told.count("feeds/all.atom", what));
    assert_eq!(counts, [1, 1, 1], "{}", told.text);
}

#[test]
fn a_moved_feed_leaves_its_subscribers_behind_unless_it_says_so() {
    let (_kept, earlier) = earlier();
    let newsroom = newsroom();
    fs::rename(newsroom.path("feeds/water.toml"), newsroom.path("feeds/clean.toml")).unwrap();
    let told = check(&newsroom, &earlier);
    assert_eq!((told.code, told.kinds()), (1, vec!["feed-moved"]), "{}", told.text);
    assert_eq!(told.finding("feed-moved"), Some((Some("feeds/water.atom"), 2, 1)));
    assert!(told.text.contains("who subscribes again gets 2 entries as unread"), "{}", told.text);

    let aliases = "[\"/feeds/water.atom\", \"/feeds/water.rss\", \"/feeds/water.json\"]";
    let moved = format!(
        "title = \"Water\"\nselect.tags = \"water\"\naliases = {aliases}\nid = \"tag:test.example,2026:feeds/water\"\n"
    );
    newsroom.write("feeds/clean.toml", moved.replace("id = ", "# id = "));
    let told = check(&newsroom, &earlier);
    assert_eq!(told.code, 0, "{}", told.text);
    let id = told.lines.iter().find(|line| line["kind"] == "feed-id-changed").unwrap()["affected"][0]["was"]
        .clone();
    newsroom
        .write("feeds/clean.toml", moved.replace("tag:test.example,2026:feeds/water", id.as_str().unwrap()));
    assert_eq!(check(&newsroom, &earlier).kinds(), Vec::<&str>::new());
}

#[test]
fn a_deleted_feed_and_a_dropped_format_are_told() {
    let (_kept, earlier) = earlier();
    let newsroom = newsroom();
    newsroom.write("feeds/all.toml", "title = \"All news\"\nformats = [\"atom\"]\n");
    newsroom.write("feeds/water.toml", "title = \"Water\"\nselect.tags = \"water\"\nended = 2026-02-01\n");
    let told = check(&newsroom, &earlier);
    assert_eq!((told.code, told.kinds()), (1, vec!["format-gone"]), "{}", told.text);
    assert_eq!(told.finding("format-gone"), Some((Some("feeds/all.atom"), 0, 2)));

    fs::remove_file(newsroom.path("feeds/water.toml")).unwrap();
    let told = check(&newsroom, &earlier);
    assert_eq!(told.finding("feed-gone"), Some((Some("feeds/water.atom"), 0, 1)), "{}", told.text);
    assert!(told.text.contains("and with it 2 entries that its subscribers had"), "{}", told.text);
}

#[test]
fn changes_are_parted_by_whether_readers_notice() {
    let (_kept, earlier) = earlier();
    let newsroom = newsroom();
    newsroom
        .write("content/tap.md", release(1, "tap", "tags: [water]\nupdated: 2026-01-20T09:00:00+07:00\n"));
    newsroom.write("content/well.md", release(2, "well", "").replace("The text", "A text"));
    newsroom.write("content/road.md", release(4, "road", ""));
    newsroom.write("content/bridge.md", release(9, "bridge", ""));
    let told = check(&newsroom, &earlier);
    let counts =
        ["new", "updated", "silently_changed", "left"].map(|what| told.count("feeds/all.atom", what));
    // What was published at another time says so in `updated` as well.
    assert_eq!(counts, [1, 2, 1, 0], "{}", told.text);
    assert_eq!(told.count("feeds/water.atom", "left"), 1);
    assert_eq!((told.code, told.kinds()), (0, vec!["publication-moved"]), "{}", told.text);

    newsroom.write("content/road.md", release(2, "road", ""));
    let told = check(&newsroom, &earlier);
    assert_eq!(told.kinds(), ["publication-moved", "update-went-back"], "{}", told.text);
}

/// What each kind of earlier newsroom must tell of the same edits.
fn assert_told(told: &Told) {
    assert_eq!(told.code, 1, "{}", told.text);
    assert_eq!(told.kinds(), ["page-moved", "reannounced", "vanished", "reannounced"], "{}", told.text);
    assert_eq!(told.count("feeds/all.atom", "reannounced"), 1);
    assert_eq!(told.count("feeds/all.atom", "vanished"), 1);
}

fn edit(newsroom: &Newsroom) {
    fs::rename(newsroom.path("content/tap.md"), newsroom.path("content/taps.md")).unwrap();
    fs::remove_file(newsroom.path("content/road.md")).unwrap();
}

#[test]
fn an_export_is_an_earlier_newsroom() {
    let newsroom = newsroom();
    let out = TempDir::new().unwrap();
    let site = out.path().join("site");
    assert!(
        program(&newsroom.path("")).args(["build", "--out"]).arg(&site).output().unwrap().status.success()
    );
    edit(&newsroom);
    assert_told(&check(&newsroom, site.to_str().unwrap()));
}

#[tokio::test]
async fn a_live_site_is_an_earlier_newsroom() {
    let served = newsroom();
    let server = Server::start(&served).await;
    let newsroom = newsroom();
    edit(&newsroom);
    let told = check(&newsroom, &server.address);
    assert_told(&told);
    assert!(told.text.contains(&format!("reading {}/feeds/all.atom", server.address)), "{}", told.text);
}

#[test]
fn a_revision_is_an_earlier_newsroom() {
    let newsroom = newsroom();
    let git = |arguments: &[&str]| {
        let names = ["-c", "user.name=Test", "-c", "user.email=test@test.example"];
        let status =
            Command::new("git").arg("-C").arg(newsroom.path("")).args(names).args(arguments).status();
        assert!(status.unwrap().success());
    };
    git(&["init", "--quiet"]);
    // The newsroom may be a folder of a larger repository.
    fs::create_dir(newsroom.path("press")).unwrap();
    for name in ["dateline.toml", "feeds", "content"] {
        fs::rename(newsroom.path(name), newsroom.path("press").join(name)).unwrap();
    }
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "First"]);
    let root = newsroom.path("press");
    fs::rename(root.join("content/tap.md"), root.join("content/taps.md")).unwrap();
    fs::remove_file(root.join("content/road.md")).unwrap();
    assert_told(&check_in(&root, "HEAD"));
    let told = check_in(&root, "HEAD~7");
    assert_eq!(told.code, 1);
    assert!(told.text.contains("neither a folder of this name nor a git revision"), "{}", told.text);
}

#[test]
fn without_git_a_revision_is_refused_in_plain_words() {
    let newsroom = newsroom();
    let output =
        program(&newsroom.path("")).args(["check", "--against", "HEAD"]).env("PATH", "").output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text.contains("the program `git` is needed"), "{text}");
}

#[test]
fn a_feed_of_another_program_is_one_too() {
    let item = |name: &str, day: u32| {
        format!(
            "<item><guid isPermaLink=\"false\">https://old.example/?p={day}</guid><title>On the {name}</title>\
             <link>https://old.example/{name}/</link><pubDate>0{day} Jan 2026 09:00:00 +0700</pubDate></item>"
        )
    };
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>Old</title>{}{}</channel></rss>",
        item("tap", 1),
        item("well", 2)
    );
    let address = serve("/feed/", feed);
    let newsroom = newsroom();
    let id = "tags: [water]\nid: \"https://old.example/?p=1\"\n";
    newsroom.write("content/tap.md", release(1, "tap", id));
    let told = check(&newsroom, &format!("{address}/feed/"));
    assert_eq!(told.finding("reannounced"), Some((Some("feed/"), 1, 1)), "{}", told.text);
    assert_eq!(told.count("feeds/all.atom", "new"), 1, "{}", told.text);
    let told = check(&newsroom, &format!("{address}/nothing"));
    assert!(told.text.contains("no list of feeds below it, and it is no feed itself"), "{}", told.text);
}

#[test]
fn an_id_that_is_no_iri_is_known_in_every_format() {
    let items: String = [("17", "tap"), ("a b", "well")]
        .iter()
        .map(|(id, name)| {
            format!("<item><guid isPermaLink=\"false\">{id}</guid><title>On the {name}</title></item>")
        })
        .collect();
    let address =
        serve("/feed/", format!("<rss version=\"2.0\"><channel><title>Old</title>{items}</channel></rss>"));
    let newsroom = newsroom();
    for (day, name, id) in [(1, "tap", "guid:17"), (2, "well", "guid:a%20b")] {
        newsroom.write(&format!("content/{name}.md"), release(day, name, &format!("id: \"{id}\"\n")));
    }
    let told = check(&newsroom, &format!("{address}/feed/"));
    assert_eq!(told.finding("reannounced"), None, "{}", told.text);
    assert_eq!(told.finding("vanished"), None, "{}", told.text);
    newsroom.write("content/tap.md", release(1, "tap", "id: 17\n"));
    let told = check(&newsroom, &format!("{address}/feed/"));
    assert!(told.text.contains("write `guid:17` if readers know it as `17`"), "{}", told.text);
}

#[test]
fn a_backdated_release_that_takes_a_known_address_is_told_of_before_it_is_published() {
    let newsroom = newsroom();
    let out = TempDir::new().unwrap();
    let built = program(&newsroom.path("")).args(["build", "--out"]).arg(out.path().join("site")).output();
    assert!(built.unwrap().status.success());
    newsroom.write("content/2025/well.md", release(1, "other well", ""));
    let told = program(&newsroom.path("")).arg("check").output().unwrap();
    let told = String::from_utf8(told.stdout).unwrap();
    assert!(told.contains("content/2025/well.md"), "{told}");
    assert!(told.contains("takes the address `/releases/well/` of content/well.md"), "{told}");
    newsroom.write("content/2025/well.md", release(9, "other well", ""));
    let told = program(&newsroom.path("")).arg("check").output().unwrap();
    assert!(!String::from_utf8_lossy(&told.stdout).contains("takes the address"), "{told:?}");
}

#[test]
fn a_known_release_in_a_renamed_file_takes_no_address() {
    let newsroom = newsroom();
    newsroom.write("content/old.md", release(1, "old", "id: \"tag:test.example,2026:old\"\nslug: well\n"));
    let out = TempDir::new().unwrap();
    let built = program(&newsroom.path("")).args(["build", "--out"]).arg(out.path().join("site")).output();
    assert!(built.unwrap().status.success());
    fs::rename(newsroom.path("content/old.md"), newsroom.path("content/older.md")).unwrap();
    let told = program(&newsroom.path("")).arg("check").output().unwrap();
    assert!(!String::from_utf8_lossy(&told.stdout).contains("takes the address"), "{told:?}");
}

#[test]
fn a_day_of_withdrawal_on_the_day_of_a_publication_to_come_is_an_error() {
    let newsroom = newsroom();
    for (withdrawn, is_error) in
        [("2999-03-02", true), ("2999-03-02 14:00", false), ("2999-03-02 15:00", false)]
    {
        let text = format!("---\ntitle: Later\ndate: 2999-03-02 15:00\nwithdrawn: {withdrawn}\n---\nText.\n");
        newsroom.write("content/later.md", text);
        let told = program(&newsroom.path("")).arg("check").output().unwrap();
        let text = String::from_utf8_lossy(&told.stdout);
        assert_eq!(text.contains("a notice will come out for it"), is_error, "{text}");
        assert_eq!(told.status.success(), !is_error, "{text}");
    }
}

#[test]
fn a_renamed_file_is_told_of_before_it_is_published() {
    let newsroom = newsroom();
    let out = TempDir::new().unwrap();
    let build = || {
        let built =
            program(&newsroom.path("")).args(["build", "--out"]).arg(out.path().join("site")).output();
        assert!(built.unwrap().status.success());
    };
    let check = |arguments: &[&str]| {
        let told = program(&newsroom.path("")).arg("check").args(arguments).output().unwrap();
        String::from_utf8(told.stdout).unwrap()
    };
    build();
    assert!(!check(&[]).contains("unread"));
    for (from, to) in [("tap", "taps"), ("well", "wells")] {
        let path = |name: &str| newsroom.path(&format!("content/{name}.md"));
        fs::rename(path(from), path(to)).unwrap();
    }
    let told = check(&[]);
    assert!(told.contains("it was `content/tap.md`, and one more file was renamed"), "{told}");
    assert!(check(&["--fix-ids"]).contains("No problems"), "{}", check(&[]));
    let text = fs::read_to_string(newsroom.path("content/taps.md")).unwrap();
    assert!(text.contains("id: \"tag:test.example,2026:tap\"\n"), "{text}");
    build();
    assert!(check(&[]).contains("No problems"));
}

/// A server with one document, for as long as the test runs.
fn serve(path: &'static str, document: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = vec![0; 4096];
            let length = stream.read(&mut request).unwrap();
            let asked = String::from_utf8_lossy(&request[..length]).into_owned();
            let has = asked.starts_with(&format!("GET {path} "));
            let (status, body) = if has { ("200 OK", document.as_str()) } else { ("404 Not Found", "") };
            write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            )
            .unwrap();
        }
    });
    address
}
