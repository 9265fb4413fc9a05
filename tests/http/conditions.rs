//! What the client already has, and in which coding.

use std::io::Read;
use std::sync::Arc;

use chrono::TimeDelta;
use proptest::prelude::{ProptestConfig, prop_assert, proptest};
use proptest::sample::select;

use crate::newsroom::{Answer, Newsroom, header, noon};

const FEED: &str = "/feeds/all.rss";

async fn etag(newsroom: &Newsroom, headers: &[(&str, &str)]) -> String {
    header(&newsroom.get(FEED, headers).await, "etag").unwrap()
}

#[tokio::test]
async fn each_coding_has_a_tag_of_its_own_and_the_same_bytes_within() {
    let newsroom = Newsroom::open();
    let plain = newsroom.get(FEED, &[]).await;
    assert_eq!(header(&plain, "content-encoding"), None);
    let mut tags = vec![header(&plain, "etag").unwrap()];
    for coding in ["br", "zstd", "gzip"] {
        let answer = newsroom.get(FEED, &[("accept-encoding", coding)]).await;
        assert_eq!(header(&answer, "content-encoding").as_deref(), Some(coding));
        assert_eq!(header(&answer, "content-length").unwrap(), answer.body().len().to_string());
        assert!(answer.body().len() < plain.body().len());
        assert_eq!(decoded(coding, &answer), plain.body().as_ref(), "{coding}");
        tags.push(header(&answer, "etag").unwrap());
    }
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 4);
}

#[tokio::test]
async fn who_wants_only_what_he_has_gets_nothing_else() {
    let newsroom = Newsroom::open();
    let feed = newsroom.get(FEED, &[]).await;
    let (tag, modified) = (header(&feed, "etag").unwrap(), header(&feed, "last-modified").unwrap());
    for (name, value, status) in [
        ("if-match", tag.as_str(), 200),
        ("if-match", "*", 200),
        ("if-match", "\"x\"", 412),
        ("if-unmodified-since", modified.as_str(), 200),
        ("if-unmodified-since", "Thu, 01 Jan 2015 00:00:00 GMT", 412),
        ("if-unmodified-since", "yesterday", 200),
    ] {
        assert_eq!(newsroom.get(FEED, &[(name, value)]).await.status(), status, "{name}: {value}");
    }
    let file = "/releases/gizi/laporan.pdf";
    assert_eq!(newsroom.get(file, &[("if-match", "\"x\""), ("range", "bytes=0-3")]).await.status(), 412);
}

fn decoded(coding: &str, answer: &Answer) -> Vec<u8> {
    let (body, mut bytes) = (&answer.body()[..], Vec::new());
    match coding {
        "br" => brotli::BrotliDecompress(&mut &body[..], &mut bytes).unwrap(),
        "zstd" => zstd::stream::copy_decode(body, &mut bytes).unwrap(),
        _ => drop(flate2::read::GzDecoder::new(body).read_to_end(&mut bytes).unwrap()),
    }
    bytes
}

#[tokio::test]
async fn a_known_tag_is_answered_with_304_and_the_headers_that_caches_need() {
    let newsroom = Newsroom::open();
    for coding in ["identity", "gzip", "br", "zstd"] {
        let first = newsroom.get(FEED, &[("accept-encoding", coding)]).await;
        let tag = header(&first, "etag").unwrap();
        for listed in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
            for method in ["GET", "HEAD"] {
                let headers = [("accept-encoding", coding), ("if-none-match", &listed)];
                let answer = newsroom.ask(method, FEED, &headers).await;
                assert_eq!(answer.status(), 304, "{listed}");
                assert!(answer.body().is_empty());
                for name in [
                    "etag",
                    "cache-control",
                    "vary",
                    "link",
                    "access-control-allow-origin",
                    "access-control-expose-headers",
                ] {
                    assert_eq!(header(&answer, name), header(&first, name), "{name}");
                }
                for name in ["content-type", "content-length", "content-encoding", "transfer-encoding"] {
                    assert_eq!(header(&answer, name), None, "{name}");
                }
            }
        }
    }
}

#[tokio::test]
async fn the_tag_of_another_coding_that_is_accepted_selects_it() {
    let newsroom = Newsroom::open();
    let gzip = etag(&newsroom, &[("accept-encoding", "gzip")]).await;
    let plain = etag(&newsroom, &[]).await;
    for tag in [&gzip, &plain] {
        let headers = [("accept-encoding", "br, gzip;q=0.1"), ("if-none-match", tag)];
        let answer = newsroom.get(FEED, &headers).await;
        assert_eq!((answer.status().as_u16(), header(&answer, "etag").as_ref()), (304, Some(tag)));
    }
    for refused in ["br", "gzip;q=0, br", "*;q=0, br"] {
        let headers = [("accept-encoding", refused), ("if-none-match", gzip.as_str())];
        let answer = newsroom.get(FEED, &headers).await;
        assert_eq!(answer.status(), 200, "{refused}");
        assert_eq!(header(&answer, "content-encoding").as_deref(), Some("br"));
    }
}

#[tokio::test]
async fn tags_of_feed_and_view_never_match_each_other() {
    let newsroom = Newsroom::open();
    let document = ("sec-fetch-dest", "document");
    let feed = etag(&newsroom, &[]).await;
    let view = etag(&newsroom, &[document]).await;
    assert_eq!(newsroom.get(FEED, &[("if-none-match", &view)]).await.status(), 200);
    assert_eq!(newsroom.get(FEED, &[document, ("if-none-match", &feed)]).await.status(), 200);
    let again = newsroom.get(FEED, &[document, ("if-none-match", &view)]).await;
    assert_eq!(again.status(), 304);
    assert_eq!(header(&again, "cache-control").as_deref(), Some("private, no-cache"));
    assert_eq!(header(&again, "last-modified"), None);
    let since = ("if-modified-since", "Fri, 01 Jan 2100 00:00:00 GMT");
    assert_eq!(newsroom.get(FEED, &[document, since]).await.status(), 200, "the view has no date");
}

#[tokio::test]
async fn dates_are_compared_in_order() {
    let newsroom = Newsroom::open();
    for (date, status) in [
        ("Sun, 01 Mar 2026 05:00:10 GMT", 304),
        ("Sun, 01 Mar 2026 05:00:11 GMT", 304),
        ("Sunday, 01-Mar-26 05:00:10 GMT", 304),
        ("Sun Mar  1 05:00:10 2026", 304),
        ("Sun, 01 Mar 2026 05:00:09 GMT", 200),
        ("Sat, 01 Jan 2000 00:00:00 GMT", 200),
        ("2026-03-01", 200),
        ("", 200),
    ] {
        let answer = newsroom.get(FEED, &[("if-modified-since", date)]).await;
        assert_eq!(answer.status(), status, "{date}");
        let both = newsroom.get(FEED, &[("if-modified-since", date), ("if-none-match", "\"x\"")]).await;
        assert_eq!(both.status(), 200, "{date}: If-None-Match wins");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn whatever_headers_say_there_is_an_answer(
        name in select(vec!["if-none-match", "if-modified-since", "accept-encoding", "range", "if-range"]),
        value in "([\"*,;=0-9.qW/ -]|bytes=|gzip|br|identity|[^\\p{C}]){0,20}",
        path in select(vec![FEED, "/", "/releases/gizi/laporan.pdf", "/releases/keliru/"]),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let newsroom = Newsroom::open();
        let headers = [("range", "bytes=0-3"), (name, value.as_str())];
        let answer = runtime.block_on(newsroom.get(path, &headers));
        prop_assert!([200, 206, 304, 410, 416].contains(&answer.status().as_u16()));
    }
}

#[tokio::test]
async fn head_says_what_get_says() {
    let newsroom = Newsroom::open();
    for path in [FEED, "/", "/releases/gizi/laporan.pdf", "/nowhere", "/releases/keliru/", "/umpan.xml"] {
        let get = newsroom.get(path, &[("accept-encoding", "gzip")]).await;
        let head = newsroom.ask("HEAD", path, &[("accept-encoding", "gzip")]).await;
        assert_eq!((head.status(), head.headers()), (get.status(), get.headers()), "{path}");
        assert_eq!(header(&head, "content-length").unwrap(), get.body().len().to_string(), "{path}");
        assert!(head.body().is_empty(), "{path}");
    }
}

#[tokio::test]
async fn a_new_edition_is_served_with_the_next_request() {
    let newsroom = Newsroom::open();
    let before = etag(&newsroom, &[]).await;
    let later = Newsroom::at(noon() + TimeDelta::days(1), "http://localhost:8080/");
    newsroom.snapshots.send_replace(Arc::clone(&later.snapshots.borrow()));
    let answer = newsroom.get(FEED, &[("if-none-match", &before)]).await;
    assert_eq!(answer.status(), 200);
    assert!(String::from_utf8_lossy(answer.body()).contains("Siaran rahasia"));
}

#[tokio::test]
async fn caches_are_fresh_when_an_embargo_off_the_minute_ends() {
    let embargo = crate::newsroom::at("2026-03-01T09:00:00Z");
    for (before, max_age) in [(1, 0), (2, 1), (60, 59), (90, 29)] {
        let newsroom = Newsroom::at(embargo - TimeDelta::seconds(before), "http://localhost:8080/");
        for path in [FEED, "/", "/nowhere"] {
            let caching = header(&newsroom.get(path, &[]).await, "cache-control").unwrap();
            assert!(caching.contains(&format!("max-age={max_age},")), "{path} {before}: {caching}");
        }
    }
}
