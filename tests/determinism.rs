//! Equal inputs, equal bytes: whoever serves a newsroom, and whenever it started, gives the same answers.
#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

mod support;

use support::{Newsroom, Server};

const BASE: &str = "https://test.example";

/// Status, ETag and body of everything that can be reached from the front page, by path.
type Site = BTreeMap<String, (u16, String, Vec<u8>)>;

/// Follows every link on pages and in feeds that leads to the site itself.
async fn crawl(server: &Server, base: &str) -> Site {
    let mut site = Site::new();
    let mut waiting =
        vec!["/".to_owned(), "/sitemap.xml".to_owned(), "/feeds.opml".to_owned(), "/robots.txt".to_owned()];
    while let Some(path) = waiting.pop() {
        if site.contains_key(&path) {
            continue;
        }
        let answer = server.get(&path).await;
        if let Ok(text) = std::str::from_utf8(&answer.body) {
            waiting.extend(paths_in(text, base));
        }
        let etag = answer.header("etag").to_owned();
        site.insert(path, (answer.status.as_u16(), etag, answer.body));
    }
    site
}

/// Whatever stands in quotes and is an address of the site, as a path.
fn paths_in(text: &str, base: &str) -> Vec<String> {
    text.split('"')
        // In JSON the quotes within HTML are escaped.
        .map(|quoted| quoted.trim_end_matches('\\'))
        .map(|quoted| quoted.strip_prefix(base).unwrap_or(quoted))
        .filter(|path| {
            path.starts_with('/') && !path.starts_with("//") && path.is_ascii() && !path.contains([' ', '>'])
        })
        .filter_map(|path| path.split(['#', '?']).next())
        .map(str::to_owned)
        .collect()
}

/// A newsroom whose base URL does not depend on where it listens.
fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new();
    newsroom.write(
        "dateline.toml",
        "title = \"Test office\"\nid_authority = \"test.example,2026\"\nlanguage = \"en\"\n\
         base_url = \"https://test.example\"\nmain = \"all\"\n",
    );
    newsroom.write("feeds/topics.toml", "title = \"{value}\"\neach = \"tag\"\n");
    for number in 0..40 {
        newsroom.write(
            &format!("content/{number}.md"),
            format!(
                "---\ntitle: Release {number}\ndate: 2025-01-{:02}\ntags: [t{}, t{}]\nattachments: [{number}.csv]\n---\n\
                 # Heading\n\n| a | b |\n|---|---|\n| {number} | *2* |\n\nA note[^1].\n\n[^1]: The note.\n",
                number % 28 + 1,
                number % 3,
                number % 7,
            ),
        );
        newsroom.write(&format!("content/{number}.csv"), format!("number\n{number}\n"));
        newsroom.write(
            &format!("content/text-{number}.txt"),
            format!("---\ntitle: Text {number}\ndate: 2024-02-03\n---\nPlain.\n"),
        );
    }
    newsroom
}

#[tokio::test]
async fn two_processes_give_the_same_bytes_and_tags() {
    let newsroom = newsroom();
    let first = Server::start(&newsroom).await;
    let before = crawl(&first, BASE).await;
    assert!(before.len() > 100, "{:?}", before.keys());

    let copy = tempfile::tempdir().unwrap();
    copy_files(&newsroom.path(""), copy.path());
    let second = Server::start_at(copy.path()).await;
    assert_same(&before, &crawl(&second, BASE).await);
}

#[tokio::test]
async fn a_rebuild_without_a_change_changes_nothing() {
    let newsroom = newsroom();
    let server = Server::start(&newsroom).await;
    let before = crawl(&server, BASE).await;
    newsroom.release("passing", "Passing");
    server.until_served("Passing").await;
    std::fs::remove_file(newsroom.path("content/passing.md")).unwrap();
    server
        .until("it is gone", async |server| !server.get("/feeds/all.rss").await.text().contains("Passing"))
        .await;
    assert_same(&before, &crawl(&server, BASE).await);
}

#[tokio::test]
async fn the_sample_newsroom_is_served_whole() {
    let server = Server::start_at(Path::new(".")).await;
    let site = crawl(&server, &server.address).await;
    let broken: Vec<_> =
        site.iter().filter(|(_, (status, ..))| *status >= 400).map(|(path, _)| path).collect();
    assert!(site.len() > 20 && broken.is_empty(), "{broken:?} of {}", site.len());
}

fn copy_files(from: &Path, to: &Path) {
    for name in ["dateline.toml", "feeds", "content"] {
        let copied = Command::new("cp").arg("-R").arg(from.join(name)).arg(to).status().unwrap();
        assert!(copied.success());
    }
}

/// Tells the paths that differ, not their bytes.
fn assert_same(one: &Site, other: &Site) {
    let differing: Vec<_> = one
        .iter()
        .filter(|(path, answer)| other.get(*path) != Some(answer))
        .map(|(path, _)| path)
        .chain(other.keys().filter(|path| !one.contains_key(*path)))
        .collect();
    assert!(differing.is_empty(), "{differing:?}");
}
