//! What requests are answered from has no trace of what is not public: so a guess costs the same work as any other.

use std::time::Duration;

use dateline::article::{Article, Attachment, Facets, NamedFile, Source, Term};
use dateline::file::{ContentHash, File, FileName};
use dateline::snapshot::Snapshot;
use dateline::text::Text;

use crate::edits::{after, read, release};
use crate::memory::Newsroom;
use crate::newsroom::ask;
use crate::publisher::Running;

/// Where something of the release might be, and where nothing is.
const GUESSES: &[&str] = &[
    "/releases/hidden/",
    "/releases/hidden",
    "/releases/hidden/hidden.pdf",
    "/hidden-alias",
    "/feeds/topics/hidden.rss",
    "/feeds/topics/hidden/archive/2026-03.atom",
    "/nowhere",
];

/// A release that leaves traces of every kind once it is public: an address of its own and an old one, a feed, files,
/// links from others.
fn hidden() -> Article {
    let bytes = b"hidden bytes";
    let file = File {
        name: FileName::parse("hidden.pdf").unwrap(),
        media_type: "application/pdf".into(),
        length: bytes.len() as u64,
        hash: ContentHash::of(bytes),
        path: "hidden/copy.pdf".into(),
    };
    let release = release("hidden", 0);
    Article {
        aliases: vec!["/hidden-alias".to_owned()],
        facets: Facets { tags: vec![Term::parse("Hidden").unwrap()], ..release.facets.clone() },
        attachments: vec![Attachment {
            source: Source::Own(file.clone()),
            title: Text::non_empty_line("Hidden paper"),
        }],
        files: vec![NamedFile { written: "hidden.pdf".to_owned(), file }],
        in_reply_to: Some(self::release("old", 0).id),
        translation_key: Text::non_empty_line("key"),
        ..release
    }
}

fn newsroom() -> Newsroom {
    let translated =
        Article { translation_key: Text::non_empty_line("key"), ..release("translated", -90_000) };
    Newsroom::new([release("old", -60), translated])
}

/// All that can be reached from a snapshot, in words, but for the instant at which it changes next.
fn everything(snapshot: &Snapshot) -> String {
    let words = format!("{snapshot:?}");
    words.rsplit_once("next_change: ").unwrap().0.to_owned()
}

#[tokio::test(start_paused = true)]
async fn a_snapshot_before_the_tick_holds_nothing_of_what_is_due() {
    let open = Running::start(read(&newsroom()), after(-20)).await;
    let mut secret = newsroom();
    secret.put(hidden());
    let mut secret = Running::start(read(&secret), after(-20)).await;
    // The edition with the release is made by now.
    tokio::time::sleep(Duration::from_secs(19)).await;
    for path in GUESSES {
        for running in [&open, &secret] {
            assert_eq!(ask(&running.router, "GET", path, &[]).await.status, 404, "{path}");
        }
    }
    let [known, hiding] = [&open, &secret].map(|running| everything(&running.snapshot()));
    assert_eq!(hiding, known);
    secret.swapped().await;
    let told = everything(&secret.snapshot());
    for trace in [
        "\"/releases/hidden/hidden.pdf\"",
        "\"/hidden-alias\"",
        "\"/feeds/topics/hidden.rss\"",
        "hidden/copy.pdf",
    ] {
        assert!(told.contains(trace) && !hiding.contains(trace), "{trace}");
    }
}
