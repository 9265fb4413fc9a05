//! Changes reach the feeds where the system tells less of them than it should.
#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

use std::fs;
use std::io::Write;
use std::time::{Duration, Instant, SystemTime};

mod support;

use support::{Newsroom, Server};

/// Less than the store waits before it looks around though nothing was heard.
const LOOK: Duration = Duration::from_secs(20);

/// More than this system keeps for a program that does not listen; `None` where it keeps no such queue.
fn more_events_than_are_kept() -> Option<usize> {
    let kept = fs::read_to_string("/proc/sys/fs/inotify/max_queued_events").ok()?;
    Some(kept.trim().parse::<usize>().ok()? + 1)
}

#[tokio::test]
async fn a_change_whose_event_was_lost_is_served_at_once() {
    let Some(count) = more_events_than_are_kept() else {
        eprintln!("skipped: no inotify on this system");
        return;
    };
    let newsroom = Newsroom::new();
    // Nobody cares for hidden folders: of what happens in them alone, nothing follows.
    newsroom.write("content/.hidden/a", "");
    newsroom.release("first", "First");
    let server = Server::start(&newsroom).await;
    server.until_served("First").await;
    server.signal("STOP");
    for number in 0..count {
        fs::write(newsroom.path("content/.hidden").join(["a", "b"][number % 2]), "x").unwrap();
    }
    newsroom.release("lost", "Lost");
    server.signal("CONT");
    let since = Instant::now();
    server.until_served("Lost").await;
    assert!(since.elapsed() < LOOK, "found only by the look around every half minute");
}

#[tokio::test]
async fn in_a_folder_that_is_not_named_every_change_is_served_at_once() {
    let newsroom = Newsroom::new();
    newsroom.release("first", "First");
    let server = Server::start_within(&newsroom).await;
    server.until_served("First").await;
    let since = Instant::now();
    newsroom.write("feeds/more.toml", "title = \"More\"");
    server
        .until("the new feed is there", async |server| server.get("/feeds/more.rss").await.status == 200)
        .await;
    newsroom.write("feeds/more.toml", "title = \"Renamed\"");
    let is_renamed = async |server: &Server| server.get("/feeds/more.rss").await.text().contains("Renamed");
    server.until("it is renamed", is_renamed).await;
    fs::rename(newsroom.path("content"), newsroom.path("aside")).unwrap();
    fs::rename(newsroom.path("aside"), newsroom.path("content")).unwrap();
    newsroom.release("second", "Second");
    server.until_served("Second").await;
    assert!(since.elapsed() < LOOK, "found only by the look around every half minute");
}

#[tokio::test]
async fn where_the_system_tells_nothing_changes_are_looked_for() {
    let newsroom = Newsroom::new();
    newsroom.release("first", "First");
    let Some(server) = Server::start_deaf(&newsroom).await else {
        eprintln!("skipped: no user namespace can be had here");
        return;
    };
    server.until_served("First").await;
    newsroom.release("silent", "Silent");
    server.until_served("Silent").await;
}

#[tokio::test]
async fn a_file_that_somebody_still_writes_is_not_served_however_still_it_is() {
    if !cfg!(target_os = "linux") {
        eprintln!("skipped: only Linux tells when a file is closed");
        return;
    }
    let newsroom = Newsroom::new();
    newsroom.release("over", "Good");
    let server = Server::start(&newsroom).await;
    server.until_served("Good").await;
    let begin = |name: &str, title: &str| {
        let mut file = fs::File::create(newsroom.path(name)).unwrap();
        let half = format!("---\ntitle: {title}\ndate: 2026-01-05\n---\nThe first half of a text that is st");
        file.write_all(half.as_bytes()).unwrap();
        // As if it were written long ago.
        file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        file
    };
    let mut new = begin("content/new.md", "New");
    let mut over = begin("content/over.md", "Written over");
    newsroom.release("second", "Second");
    server.until_served("Second").await;
    assert_eq!(server.get("/releases/new/").await.status, 404);
    assert!(server.get("/releases/over/").await.text().contains("The text of Good."));
    new.write_all(b"ill.\n\nEmbargoed until 1 January 2999\n").unwrap();
    over.write_all(b"ill.\n").unwrap();
    drop((new, over));
    server.until_served("Written over").await;
    assert_eq!(server.get("/releases/new/").await.status, 404);
}
