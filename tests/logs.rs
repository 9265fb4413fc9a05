//! What is logged at `info` and above tells nothing of what is not public.
#![allow(clippy::unwrap_used, reason = "a test stops at what it does not expect")]

use support::{Newsroom, Server, release};

mod support;

/// The lines of a log at `info` and above, but for those on requests.
fn told(log: &str) -> Vec<&str> {
    let is_told = |line: &&str| [" INFO ", " WARN ", "ERROR "].iter().any(|level| line.contains(level));
    log.lines().filter(is_told).filter(|line| !line.contains("dateline::access")).collect()
}

#[tokio::test]
async fn what_is_saved_under_embargo_leaves_no_line_in_the_log() {
    let newsroom = Newsroom::new();
    newsroom.release("first.id", "First");
    let (server, log) = Server::start_logging(&newsroom, &newsroom.path("log")).await;
    let until_seen = async |what: &str, count: usize| {
        let is_seen = async |_: &Server| log().matches("published as the one before it").count() >= count;
        server.until(what, is_seen).await;
    };
    let before = told(&log()).len();
    let secret =
        |more: &str| release("Secret").replace("date: 2026-01-05", &format!("{more}date: 2199-01-05"));
    newsroom.write("content/secret.md", secret(""));
    until_seen("an embargoed release is read", 1).await;
    newsroom.write("content/first.en.md", secret(""));
    until_seen("an embargoed translation of a public one is read", 2).await;
    newsroom.write("content/broken.md", secret("embargo: soon\n"));
    until_seen("a broken one is read", 3).await;
    assert_eq!(told(&log()).len(), before, "{}", log());

    newsroom.release("second", "Second");
    server.until_served("Second").await;
    newsroom.write("content/second.md", release("Second").replace("title: Second", "title: [Second]"));
    server.until("faults of public releases are told", async |_| log().contains("has problems")).await;
    let log = log();
    assert_eq!(log.matches("edition published resources").count(), 2, "{log}");
    assert!(told(&log).last().unwrap().contains("errors=1"), "{log}");
}
