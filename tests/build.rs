//! `dateline build`: a newsroom in, a tree of files out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it does not expect")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::SystemTime;

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

mod program;

use program::folder_of;

const SITE: &str = r#"
title        = "City of Example"
id_authority = "press.city.example,2026"
language     = "en"
time_zone    = "Asia/Jakarta"
main         = "all"
"#;

fn newsroom() -> TempDir {
    folder_of(&[
        ("dateline.toml", SITE),
        ("feeds/all.toml", "title = \"All news\"\nformats = [\"rss\", \"atom\", \"json\"]\n"),
        ("feeds/topics.toml", "title = \"{value}\"\nformats = [\"atom\"]\neach = \"tag\"\n"),
        (
            "content/budget.md",
            "---\ntitle: Budget\ndate: 2020-01-01T09:00:00+07:00\ntags: [Money]\naliases: [/2019/budget/, /b.html]\n\
             attachments:\n  - plan.pdf\n---\nThe city has a budget.\n",
        ),
        ("content/plan.pdf", "%PDF-1.7\n"),
        (
            "content/school.md",
            "---\ntitle: School\ndate: 2020-02-01T09:00:00+07:00\n---\nThe city has a school.\n",
        ),
        ("content/later.md", "---\ntitle: Secret\ndate: 2999-01-01T00:00:00+07:00\n---\nNot yet.\n"),
    ])
}

fn dateline(root: &Path) -> Command {
    let mut command = Command::new(cargo_bin!("dateline"));
    command.arg("--root").arg(root);
    command
}

/// Builds, and gives what was printed.
fn build(root: &Path, out: &Path, more: &[&str]) -> Result<String, String> {
    let base = ["build", "--base-url", "https://www.city.example/press", "--out"];
    let output = dateline(root).args(base).arg(out).args(more).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

/// Every file below a folder: its bytes, and when it was written.
fn tree(folder: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            files.extend(tree(&path).into_iter().map(|(below, file)| (format!("{name}/{below}"), file)));
        } else {
            files.insert(name, (fs::read(&path).unwrap(), path.metadata().unwrap().modified().unwrap()));
        }
    }
    files
}

fn names(folder: &Path) -> BTreeSet<String> {
    tree(folder).into_keys().collect()
}

#[test]
fn a_tree_has_every_page_and_feed_where_hosts_look_for_it() {
    let root = newsroom();
    let out = root.path().join("deep/site");
    let printed = build(root.path(), &out, &[]).unwrap();
    assert!(printed.contains("next change due: 2999-01-01T00:00:00+07:00\n"), "{printed}");
    let feed =
        |name: &str, format: &str| ["", ".br", ".gz"].map(|coding| format!("feeds/{name}.{format}{coding}"));
    let mut expected: BTreeSet<String> = [
        ".dateline-export",
        ".nojekyll",
        "2019/budget/index.html",
        "404.html",
        "_redirects",
        "archive/2020-01/index.html",
        "archive/2020-02/index.html",
        "atom.html",
        "atom.xml",
        "atom.xml.br",
        "atom.xml.gz",
        "atom/index.html",
        "b.html",
        "copy.js",
        "feed.css",
        "feed.html",
        "feed.json",
        "feed.json.br",
        "feed.json.gz",
        "feed.xml",
        "feed.xml.br",
        "feed.xml.gz",
        "feed/index.html",
        "feeds.opml",
        "feeds/all.html",
        "feeds/all/index.html",
        "feeds/index.html",
        "feeds/topics/money.html",
        "feeds/topics/money/index.html",
        "index.html",
        "index.rss",
        "index.rss.br",
        "index.rss.gz",
        "index.xml",
        "index.xml.br",
        "index.xml.gz",
        "news-sitemap.xml",
        "releases/budget/index.html",
        "releases/budget/plan.pdf",
        "releases/school/index.html",
        "robots.txt",
        "rss.html",
        "rss.xml",
        "rss.xml.br",
        "rss.xml.gz",
        "rss/index.html",
        "sitemap.xml",
        "style.css",
    ]
    .map(ToOwned::to_owned)
    .into();
    for (name, format) in [("all", "rss"), ("all", "atom"), ("all", "json"), ("topics/money", "atom")] {
        expected.extend(feed(name, format));
        expected.insert(format!("feeds/{name}/archive/2020-01.{format}"));
    }
    expected.insert("feeds/topics/money/archive/2020-01-01T09.atom".to_owned());
    for name in ["2020-02", "2020-02-01T09"] {
        expected.extend(["rss", "atom", "json"].map(|format| format!("feeds/all/archive/{name}.{format}")));
    }
    assert_eq!(names(&out), expected);
    let everything = tree(&out).into_values().flat_map(|(bytes, _)| bytes).collect::<Vec<u8>>();
    assert!(!String::from_utf8_lossy(&everything).contains("Secret"));
}

#[test]
fn a_file_with_a_question_mark_in_its_name_is_there() {
    let root = newsroom();
    let release =
        "---\ntitle: Why\ndate: 2020-01-01\naliases: [\"/?p=12\"]\nattachments:\n  - why?.pdf\n---\nText.\n";
    fs::write(root.path().join("content/why.md"), release).unwrap();
    fs::write(root.path().join("content/why?.pdf"), "%PDF-1.7\n").unwrap();
    let out = root.path().join("site");
    build(root.path(), &out, &[]).unwrap();
    assert!(out.join("releases/why/why?.pdf").is_file(), "{:?}", names(&out));
    assert!(!names(&out).iter().any(|name| name.contains("p=12")), "{:?}", names(&out));
}

#[test]
fn old_addresses_lead_on() {
    let root = newsroom();
    let out = root.path().join("site");
    build(root.path(), &out, &[]).unwrap();
    let read = |path: &str| fs::read_to_string(out.join(path)).unwrap();
    for path in ["2019/budget/index.html", "b.html"] {
        let page = read(path);
        assert!(page.contains("content=\"0; url=/press/releases/budget/\""), "{page}");
        assert!(
            page.contains(
                "<link rel=\"canonical\" href=\"https://www.city.example/press/releases/budget/\">"
            )
        );
    }
    assert_eq!(read("atom.xml"), read("feeds/all.atom"));
    let guess = read("feed/index.html");
    assert!(guess.contains("url=/press/feeds/all\""), "{guess}");
    assert!(guess.contains("type=\"application/rss+xml\" href=\"/press/feeds/all.rss\""), "{guess}");
    let redirects = read("_redirects");
    for line in ["/press/b.html /press/releases/budget/ 301", "/press/feed /press/feeds/all.rss 301"] {
        assert!(redirects.lines().any(|other| other == line), "{redirects}");
    }
}

#[test]
fn a_release_that_is_held_back_stops_no_other() {
    let root = newsroom();
    fs::write(root.path().join("content/broken.md"), "---\ntitle: [\n---\nText.\n").unwrap();
    let out = root.path().join("site");
    let printed = build(root.path(), &out, &["--format", "json"]).unwrap();
    let report: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!((&report["errors"], &report["warnings"]), (&1.into(), &0.into()), "{report}");
    assert!(out.join("releases/school/index.html").exists());
    assert!(!dateline(root.path()).arg("check").output().unwrap().status.success());
}

#[test]
fn a_second_run_writes_only_what_changed() {
    let root = newsroom();
    let out = root.path().join("site");
    build(root.path(), &out, &[]).unwrap();
    let first = tree(&out);
    let printed = build(root.path(), &out, &["--format", "json"]).unwrap();
    let report: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!((&report["written"], &report["removed"]), (&0.into(), &0.into()), "{report}");
    assert_eq!(report["next_change"], "2999-01-01T00:00:00+07:00");
    assert_eq!(tree(&out), first);

    let school = root.path().join("content/school.md");
    fs::write(&school, fs::read_to_string(&school).unwrap().replace("a school", "two schools")).unwrap();
    fs::remove_file(root.path().join("feeds/topics.toml")).unwrap();
    build(root.path(), &out, &[]).unwrap();
    let second = tree(&out);
    assert!(!second.contains_key("feeds/topics/money.atom"));
    assert_ne!(second["releases/school/index.html"].0, first["releases/school/index.html"].0);
    assert_eq!(second["releases/budget/plan.pdf"], first["releases/budget/plan.pdf"]);
    assert_eq!(second["style.css"], first["style.css"]);
    let left: Vec<_> = fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".dateline-")), "{left:?}");
}

#[test]
fn pages_are_compressed_on_demand() {
    let root = newsroom();
    let out = root.path().join("site");
    build(root.path(), &out, &["--precompress"]).unwrap();
    let names = names(&out);
    for name in ["index.html.br", "style.css.gz", "releases/budget/index.html.gz", "404.html.br"] {
        assert!(names.contains(name), "{name}");
    }
    assert!(!names.contains("releases/budget/plan.pdf.gz"));
}

#[test]
fn a_folder_with_something_else_in_it_is_left_alone() {
    let root = newsroom();
    let out = TempDir::new().unwrap();
    fs::write(out.path().join("thesis.txt"), "years of work").unwrap();
    let error = build(root.path(), out.path(), &[]).unwrap_err();
    assert!(error.contains("holds something else than an export"), "{error}");
    assert_eq!(names(out.path()), ["thesis.txt".to_owned()].into());
    let error = build(root.path(), &root.path().join("content/site"), &[]).unwrap_err();
    assert!(error.contains("among the newsroom's own files"), "{error}");
    let file = out.path().join("thesis.txt");
    assert!(build(root.path(), &file, &[]).unwrap_err().contains("is no folder"));
}

#[test]
fn a_refused_folder_is_not_made_and_the_newsrooms_own_are_refused_while_they_are_empty() {
    let root = folder_of(&[("dateline.toml", SITE), ("feeds/all.toml", "title = \"All\"\n")]);
    fs::create_dir(root.path().join("content")).unwrap();
    for out in ["content", "content/x/y", "feeds/site", ".dateline/site"] {
        let error = build(root.path(), &root.path().join(out), &[]).unwrap_err();
        assert!(error.contains("among the newsroom's own files"), "{out}: {error}");
    }
    assert!(!root.path().join("content/x").exists());
    assert_eq!(fs::read_dir(root.path().join("content")).unwrap().count(), 0);
}

#[test]
fn what_others_put_into_an_export_stays() {
    let root = newsroom();
    let out = root.path().join("site");
    build(root.path(), &out, &[]).unwrap();
    let foreign = ["CNAME", ".git/HEAD", ".well-known/acme-challenge/x", "feeds/notes/a.txt"];
    for name in foreign {
        fs::create_dir_all(out.join(name).parent().unwrap()).unwrap();
        fs::write(out.join(name), name).unwrap();
    }
    fs::create_dir_all(out.join(".git/refs/heads")).unwrap();
    fs::remove_file(root.path().join("content/school.md")).unwrap();
    build(root.path(), &out, &[]).unwrap();
    for name in foreign {
        assert_eq!(fs::read_to_string(out.join(name)).unwrap(), name);
    }
    assert!(out.join(".git/refs/heads").is_dir());
    assert!(!out.join("releases/school").exists());

    fs::create_dir_all(out.join("releases/bridge")).unwrap();
    fs::write(out.join("releases/bridge/index.html"), "mine").unwrap();
    let bridge = "---\ntitle: Bridge\ndate: 2020-03-01\n---\nIt opens.\n";
    fs::write(root.path().join("content/bridge.md"), bridge).unwrap();
    let error = build(root.path(), &out, &[]).unwrap_err();
    assert!(error.contains("bridge/index.html is in the way of the export"), "{error}");
    assert_eq!(fs::read_to_string(out.join("releases/bridge/index.html")).unwrap(), "mine");
}

#[test]
fn a_fault_that_would_take_away_feeds_or_releases_stops_the_whole() {
    for break_it in [
        |root: &Path| fs::write(root.join("feeds/all.toml"), "title = \"a\n").unwrap(),
        |root: &Path| fs::remove_dir_all(root.join("feeds")).unwrap(),
        |root: &Path| fs::remove_dir_all(root.join("content")).unwrap(),
    ] {
        let root = newsroom();
        let out = root.path().join("site");
        build(root.path(), &out, &[]).unwrap();
        let before = tree(&out);
        break_it(root.path());
        build(root.path(), &out, &[]).expect("the last good versions are known");
        let feeds = |names: BTreeSet<String>| -> BTreeSet<String> {
            names.into_iter().filter(|name| name.starts_with("feeds/")).collect()
        };
        assert_eq!(feeds(names(&out)), feeds(before.keys().cloned().collect()));
        fs::remove_dir_all(root.path().join(".dateline")).unwrap();
        let error = build(root.path(), &out, &[]).unwrap_err();
        assert!(error.contains("nothing was written") && error.contains("remedy: "), "{error}");
        assert_eq!(feeds(names(&out)), feeds(before.into_keys().collect()));
    }
}

#[test]
fn without_an_address_there_is_nothing_to_build() {
    let root = newsroom();
    let output =
        dateline(root.path()).args(["build", "--out"]).arg(root.path().join("site")).output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && error.contains("give `--base-url URL`"), "{error}");
    assert!(!root.path().join("site").exists());
}

/// A server that ends with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn the_files_are_what_is_served() {
    let root = newsroom();
    let out = root.path().join("site");
    build(root.path(), &out, &[]).unwrap();
    let serve = ["serve", "--base-url", "https://www.city.example/press", "--listen", "127.0.0.1:0"];
    let mut server = Server(dateline(root.path()).args(serve).stdout(Stdio::piped()).spawn().unwrap());
    let lines = BufReader::new(server.0.stdout.take().unwrap()).lines();
    let line = lines.map(Result::unwrap).find(|line| line.contains("listening on ")).unwrap();
    let address = line.split("listening on ").nth(1).unwrap().split(';').next().unwrap().to_owned();
    let client = reqwest::Client::new();
    for (path, file, status) in [
        ("", "index.html", 200),
        ("feeds/", "feeds/index.html", 200),
        ("feeds/all", "feeds/all.html", 200),
        ("feeds/all", "feeds/all/index.html", 200),
        ("feeds/all.rss", "feeds/all.rss", 200),
        ("feeds/all.atom", "feeds/all.atom", 200),
        ("feeds/topics/money.atom", "feeds/topics/money.atom", 200),
        ("releases/budget/", "releases/budget/index.html", 200),
        ("releases/budget/plan.pdf", "releases/budget/plan.pdf", 200),
        ("archive/2020-01/", "archive/2020-01/index.html", 200),
        ("feeds.opml", "feeds.opml", 200),
        ("sitemap.xml", "sitemap.xml", 200),
        ("style.css", "style.css", 200),
        ("nothing-here", "404.html", 404),
    ] {
        let request = client.get(format!("http://{address}/press/{path}"));
        // Only browsers are shown a page where nothing is.
        let request = if status == 404 { request.header("Sec-Fetch-Dest", "document") } else { request };
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(answer.bytes().await.unwrap(), fs::read(out.join(file)).unwrap(), "{path}");
    }
    for (coding, file) in [("br", "feeds/all.rss.br"), ("gzip", "feeds/all.rss.gz")] {
        let request =
            client.get(format!("http://{address}/press/feeds/all.rss")).header("Accept-Encoding", coding);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.headers()["content-encoding"], coding);
        assert_eq!(answer.bytes().await.unwrap(), fs::read(out.join(file)).unwrap(), "{coding}");
    }
}
