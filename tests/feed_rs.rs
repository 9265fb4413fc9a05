//! feed-rs, which Rust's feed readers are built on, reads every format of every feed right.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests stop at the first surprise")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use feed_rs::model::{Entry, Feed};
use url::Url;

mod corpus;
mod support;

use corpus::Truth;
use support::Server;

/// The address of every feed, without the format's ending.
async fn feeds(server: &Server) -> Vec<String> {
    let list = server.get("/feeds.opml").await.text();
    let document = roxmltree::Document::parse(&list).unwrap();
    let urls = document.descendants().filter_map(|node| node.attribute("xmlUrl"));
    let stem = |url| Url::parse(url).unwrap().path().rsplit_once('.').unwrap().0.to_owned();
    urls.map(stem).collect::<BTreeSet<String>>().into_iter().collect()
}

/// The feed at a path, `None` where it has not this format.
async fn read(server: &Server, path: &str) -> Option<Feed> {
    let answer = server.get(path).await;
    let parse = || feed_rs::parser::parse(answer.body.as_slice());
    (answer.status != 404).then(|| parse().unwrap_or_else(|error| panic!("{path}: {error}")))
}

fn title(feed: &Feed) -> &str {
    &feed.title.as_ref().unwrap().content
}

/// What all formats say of an entry.
#[derive(Debug, PartialEq)]
struct Essence<'a> {
    id: &'a str,
    title: &'a str,
    published: String,
    updated: String,
    page: &'a str,
    text: String,
}

fn essence(feed: &Feed) -> Vec<Essence<'_>> {
    feed.entries.iter().map(essence_of).collect()
}

fn essence_of(entry: &Entry) -> Essence<'_> {
    let page = entry.links.iter().find(|link| link.rel.as_deref() != Some("enclosure")).unwrap();
    Essence {
        id: &entry.id,
        title: &entry.title.as_ref().unwrap().content,
        published: entry.published.unwrap().to_rfc3339(),
        updated: entry.updated.unwrap().to_rfc3339(),
        page: &page.href,
        text: text_of(entry),
    }
}

/// The text without markup and white space, by which readers differ: the full one, or the summary where that is all.
fn text_of(entry: &Entry) -> String {
    let full = entry.content.as_ref().and_then(|content| content.body.as_deref());
    let summary = entry.summary.as_ref().map(|summary| summary.content.as_str());
    corpus::squeezed(full.or(summary).unwrap())
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
            let Some(feed) = read(&server, &path).await else { continue };
            let first = first.get_or_insert_with(|| feed.clone());
            assert_eq!(title(first), title(&feed), "{path}");
            assert_eq!(first.entries.len(), feed.entries.len(), "{path}");
            for (one, other) in essence(first).iter().zip(essence(&feed)) {
                assert_eq!(one, &other, "{path}");
            }
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

#[tokio::test]
#[ignore = "needs python3"]
async fn feeds_of_real_releases_say_what_their_files_say() {
    let Some(newsroom) = corpus::newsroom() else { return };
    let truths = corpus::truths(newsroom.path());
    assert_eq!(truths.len(), 111);
    let languages: BTreeSet<&str> = truths.iter().map(|truth| truth.language.as_str()).collect();
    let server = Server::start_at(newsroom.path()).await;
    let chosen = |chooses: &dyn Fn(&&Truth) -> bool| truths.iter().filter(chooses).collect::<Vec<_>>();
    for (name, count) in [("govuk", 24), ("debian", 86)] {
        let expected = chosen(&|truth| truth.tags == [name]);
        assert_eq!(expected.len(), count);
        assert_feed_has(&server, &format!("/feeds/{name}"), &expected).await;
    }
    assert_eq!(languages.len(), 23);
    for language in languages {
        let expected = chosen(&|truth| truth.language == language);
        assert_feed_has(&server, &format!("/feeds/languages/{language}"), &expected).await;
    }
    assert_formats_agree(newsroom.path(), 26).await;
}

/// That a feed has these releases, the newest first, in each format and whole.
async fn assert_feed_has(server: &Server, stem: &str, expected: &[&Truth]) {
    for ending in ["rss", "atom", "json"] {
        let path = format!("{stem}.{ending}");
        let feed = read(server, &path).await.unwrap();
        let found = essence(&feed);
        assert_eq!(found.len(), expected.len(), "{path}");
        for (entry, truth) in found.iter().zip(expected) {
            assert_eq!((entry.id, entry.title), (truth.id.as_str(), truth.title.as_str()), "{path}");
            let instants = (entry.published.as_str(), entry.updated.as_str());
            assert_eq!(instants, (truth.published.as_str(), truth.updated.as_str()), "{path} {}", truth.id);
            assert_eq!(truth.first_lost_paragraph(&entry.text), None, "{path} {}", truth.id);
        }
    }
}
