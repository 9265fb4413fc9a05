//! Attachments and images.

use std::fs;

use crate::newsroom::{Newsroom, PDF, header};

const FILE: &str = "/releases/gizi/laporan.pdf";

#[tokio::test]
async fn a_file_is_sent_whole() {
    let newsroom = Newsroom::open();
    let answer = newsroom.get(FILE, &[("accept-encoding", "gzip, br")]).await;
    assert_eq!((answer.status().as_u16(), answer.body().as_ref()), (200, PDF));
    for (name, value) in [
        ("content-type", Some("application/pdf")),
        ("content-length", Some("30")),
        ("cache-control", Some("public, no-cache")),
        ("accept-ranges", Some("bytes")),
        ("x-content-type-options", Some("nosniff")),
        ("content-encoding", None),
        ("content-security-policy", None),
        ("last-modified", None),
    ] {
        assert_eq!(header(&answer, name).as_deref(), value, "{name}");
    }
    let tag = header(&answer, "etag").unwrap();
    let again = newsroom.get(FILE, &[("if-none-match", &tag), ("range", "bytes=0-1")]).await;
    assert_eq!((again.status().as_u16(), header(&again, "etag")), (304, Some(tag)));
    assert_eq!(header(&again, "content-length"), None);
}

#[tokio::test]
async fn what_a_browser_might_run_is_sandboxed() {
    let newsroom = Newsroom::open();
    let answer = newsroom.get("/releases/gizi/bagan.svg", &[("range", "bytes=0-3")]).await;
    assert_eq!(header(&answer, "content-security-policy").as_deref(), Some("sandbox; default-src 'none'"));
}

#[tokio::test]
async fn a_part_is_sent_as_such() {
    let newsroom = Newsroom::open();
    for (range, bytes, part) in [
        ("bytes=0-3", &PDF[0..4], "bytes 0-3/30"),
        ("bytes=20-", &PDF[20..], "bytes 20-29/30"),
        ("bytes=20-999", &PDF[20..], "bytes 20-29/30"),
        ("bytes=-5", &PDF[25..], "bytes 25-29/30"),
    ] {
        let answer = newsroom.get(FILE, &[("range", range)]).await;
        assert_eq!((answer.status().as_u16(), answer.body().as_ref()), (206, bytes), "{range}");
        assert_eq!(header(&answer, "content-range").as_deref(), Some(part));
        assert_eq!(header(&answer, "content-length").unwrap(), bytes.len().to_string());
    }
}

#[tokio::test]
async fn what_is_no_single_range_of_this_file_gets_the_whole() {
    let newsroom = Newsroom::open();
    let tag = header(&newsroom.get(FILE, &[]).await, "etag").unwrap();
    let range = ("range", "bytes=0-3");
    for headers in [
        &[("range", "bytes=0-1,3-4")][..],
        &[("range", "bytes=3-1")],
        &[range, ("if-range", "\"other\"")],
        &[range, ("if-range", "Sun, 01 Mar 2026 05:00:10 GMT")],
    ] {
        let answer = newsroom.get(FILE, headers).await;
        assert_eq!((answer.status().as_u16(), answer.body().as_ref()), (200, PDF), "{headers:?}");
    }
    assert_eq!(newsroom.get(FILE, &[range, ("if-range", &tag)]).await.status(), 206);
    assert_eq!(newsroom.ask("HEAD", FILE, &[range]).await.status(), 200);
}

#[tokio::test]
async fn a_range_outside_is_refused_with_the_length() {
    let newsroom = Newsroom::open();
    let answer = newsroom.get(FILE, &[("range", "bytes=30-")]).await;
    assert_eq!(answer.status(), 416);
    assert_eq!(header(&answer, "content-range").as_deref(), Some("bytes */30"));
}

#[tokio::test]
async fn a_file_that_is_lost_or_changed_on_disk_is_not_sent() {
    let newsroom = Newsroom::open();
    let path = newsroom.files.path().join("laporan.pdf");
    fs::write(&path, b"a draft of something else").unwrap();
    assert_eq!(newsroom.get(FILE, &[]).await.status(), 404);
    fs::remove_file(&path).unwrap();
    assert_eq!(newsroom.get(FILE, &[]).await.status(), 404);
}
