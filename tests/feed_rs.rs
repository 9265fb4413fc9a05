//! feed-rs, which Rust's feed readers are built on, reads the same of every format of every feed.
//!
//! That it is the right thing is for tests/clients to tell, which compare JSON Feed with the newsroom's files.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests stop at the first surprise")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use feed_rs::model::{Entry, Feed};
use url::Url;

mod support;

use support::Server;

/// The address of every feed, without the format's ending.
async fn feeds(server: &Server) -> Vec<String> {
    let list = server.get("/feeds.opml").await.text();
    let document = roxmltree::Document::parse(&list).unwrap();
    let urls = document.descendants().filter_map(|node| node.attribute("xmlUrl"));
    let stem = |url| Url::parse(url).unwrap().path().rsplit_once('.').unwrap().0.to_owned();
    urls.map(stem).collect::<BTreeSet<String>>().into_iter().collect()
}

fn title(feed: &Feed) -> &str {
    &feed.title.as_ref().unwrap().content
}

/// What all formats say of their entries: id, title, first publication, page.
fn essence(feed: &Feed) -> Vec<(&str, &str, String, &str)> {
    feed.entries.iter().map(essence_of).collect()
}

fn essence_of(entry: &Entry) -> (&str, &str, String, &str) {
    let title = &entry.title.as_ref().unwrap().content;
    let page = entry.links.iter().find(|link| link.rel.as_deref() != Some("enclosure")).unwrap();
    (&entry.id, title, entry.published.unwrap().to_rfc3339(), &page.href)
}

/// Reads every feed in all its formats; there are at least `least` feeds.
async fn assert_formats_agree(root: &Path, least: usize) {
    let server = Server::start_at(root).await;
    let feeds = feeds(&server).await;
    assert!(feeds.len() >= least, "{feeds:?}");
    for stem in feeds {
        let mut first: Option<Feed> = None;
        for ending in ["rss", "atom", "json"] {
            let path = format!("{stem}.{ending}");
            let answer = server.get(&path).await;
            if answer.status == 404 {
                continue;
            }
            let feed = feed_rs::parser::parse(answer.body.as_slice())
                .unwrap_or_else(|error| panic!("{path}: {error}"));
            let first = first.get_or_insert_with(|| feed.clone());
            assert_eq!(title(first), title(&feed), "{path}");
            assert_eq!(essence(first), essence(&feed), "{path}");
        }
        assert!(first.is_some_and(|feed| !feed.entries.is_empty()), "{stem} has no entry");
    }
}

#[tokio::test]
async fn the_formats_of_the_sample_s_feeds_agree() {
    assert_formats_agree(Path::new("."), 8).await;
}

#[tokio::test]
#[ignore = "needs python3"]
async fn the_formats_of_a_large_newsroom_s_feeds_agree() {
    let folder = tempfile::tempdir().unwrap();
    let made = Command::new("python3").arg("benches/newsroom.py").arg(folder.path()).status().unwrap();
    assert!(made.success());
    assert_formats_agree(folder.path(), 16).await;
}
