//! What is new in a feed, and nothing else, for readers that ask for that (RFC 3229), and what caches know feeds by.

use crate::newsroom::{Answer, Newsroom, at, header, noon};

/// The newsroom after an embargo, with the tag of the feed before it in a coding.
async fn newsroom(path: &str, coding: &str) -> (Newsroom, String) {
    let newsroom = Newsroom::at(noon(), "http://localhost:8080/");
    let before = newsroom.get(path, &[("accept-encoding", coding)]).await;
    newsroom.publish(at("2026-03-01T09:00:00Z"), |_| ());
    (newsroom, header(&before, "etag").unwrap())
}

async fn ask(newsroom: &Newsroom, path: &str, tag: &str, manipulation: &str) -> Answer {
    newsroom.get(path, &[("if-none-match", tag), ("a-im", manipulation)]).await
}

#[tokio::test]
async fn a_reader_gets_what_is_new_under_the_tag_of_the_whole() {
    for path in ["/feeds/all.atom", "/feeds/all.rss"] {
        for coding in ["identity", "gzip", "br", "zstd"] {
            let (newsroom, tag) = newsroom(path, coding).await;
            let whole = newsroom.get(path, &[]).await;
            let answer = ask(&newsroom, path, &format!("\"x\", W/{tag}"), "gzip;q=0.1, Feed").await;
            assert_eq!(answer.status(), 226);
            for (name, value) in [
                ("im", "feed"),
                ("cache-control", "no-store, im"),
                ("vary", "Accept-Encoding, Sec-Fetch-Dest, A-IM, If-None-Match"),
            ] {
                assert_eq!(header(&answer, name).as_deref(), Some(value));
            }
            for name in ["etag", "last-modified", "content-type", "link", "access-control-allow-origin"] {
                assert_eq!(header(&answer, name), header(&whole, name), "{name}");
            }
            let body = String::from_utf8(answer.body().to_vec()).unwrap();
            assert!(body.contains("Siaran rahasia") && !body.contains("Siaran vaksin"), "{body}");
            assert!(answer.body().len() < whole.body().len());
            let latest = header(&answer, "etag").unwrap();
            assert_eq!(ask(&newsroom, path, &latest, "feed").await.status(), 304);
            assert_eq!(ask(&newsroom, path, &format!("{tag}, {latest}"), "feed").await.status(), 304);
        }
    }
}

#[tokio::test]
async fn of_several_known_tags_the_latest_is_the_base_and_is_named() {
    let newsroom = Newsroom::at(at("2026-02-27T05:00:00Z"), "http://localhost:8080/");
    let tag = async |coding| {
        header(&newsroom.get("/feeds/all.atom", &[("accept-encoding", coding)]).await, "etag").unwrap()
    };
    let first = tag("identity").await;
    newsroom.publish(at("2026-02-28T02:00:00Z"), |_| ());
    let second = tag("gzip").await;
    newsroom.publish(at("2026-03-01T09:00:00Z"), |_| ());
    for (tags, base) in [
        (format!("{first}, W/{second}"), &second),
        (format!("{second}, {first}"), &second),
        (format!("\"unknown\", {first}"), &first),
        (first.clone(), &first),
    ] {
        let answer = ask(&newsroom, "/feeds/all.atom", &tags, "feed").await;
        assert_eq!((answer.status().as_u16(), header(&answer, "delta-base").as_ref()), (226, Some(base)));
        let body = String::from_utf8(answer.body().to_vec()).unwrap();
        assert!(body.contains("Siaran rahasia"), "{body}");
        assert_eq!(body.contains("Siaran vaksin"), *base == first, "{tags}: {body}");
    }
}

#[tokio::test]
async fn whoever_asks_otherwise_gets_the_whole() {
    let (newsroom, tag) = newsroom("/feeds/all.atom", "identity").await;
    for (tag, manipulation) in
        [(tag.as_str(), "gzip"), (&tag, "feed;q=0"), (&tag, ""), ("\"unknown\"", "feed")]
    {
        let answer = ask(&newsroom, "/feeds/all.atom", tag, manipulation).await;
        assert_eq!(answer.status(), 200, "{tag} {manipulation}");
        assert_eq!(header(&answer, "im"), None);
        assert_eq!(header(&answer, "vary").as_deref(), Some("Accept-Encoding, Sec-Fetch-Dest"));
    }
    let raw = ask(&newsroom, "/feeds/all.atom?raw", &tag, "feed").await;
    assert_eq!(raw.status(), 200);
    let person = [("if-none-match", &*tag), ("a-im", "feed"), ("sec-fetch-dest", "document")];
    let page = newsroom.get("/feeds/all.atom", &person).await;
    assert_eq!((page.status().as_u16(), header(&page, "im")), (200, None));
}

#[tokio::test]
async fn json_and_newsrooms_that_do_not_want_it_send_the_whole() {
    let (newsroom, tag) = newsroom("/feeds/all.json", "identity").await;
    assert_eq!(ask(&newsroom, "/feeds/all.json", &tag, "feed").await.status(), 200);
    let newsroom = Newsroom::at(noon(), "http://localhost:8080/");
    let tag = header(&newsroom.get("/feeds/all.atom", &[]).await, "etag").unwrap();
    newsroom.publish(at("2026-03-01T09:00:00Z"), |site| site.delta = false);
    assert_eq!(ask(&newsroom, "/feeds/all.atom", &tag, "feed").await.status(), 200);
}

#[tokio::test]
async fn a_feed_whose_head_changed_is_sent_whole() {
    let newsroom = Newsroom::at(noon(), "http://localhost:8080/");
    let tag = header(&newsroom.get("/feeds/all.atom", &[]).await, "etag").unwrap();
    newsroom.publish(at("2026-03-01T09:00:00Z"), |site| site.title = dateline::text::Text::line("Another"));
    assert_eq!(ask(&newsroom, "/feeds/all.atom", &tag, "feed").await.status(), 200);
}

#[tokio::test]
async fn caches_know_a_feed_by_its_name_in_every_format() {
    let newsroom = Newsroom::open();
    for path in [
        "/feeds/all.rss",
        "/feeds/all.atom",
        "/feeds/all.json",
        "/feeds/all",
        "/feeds/all.rss?raw",
        "/feeds/all/archive/2026-02-28T09.atom",
    ] {
        let answer = newsroom.get(path, &[]).await;
        for name in ["surrogate-key", "cache-tag"] {
            assert_eq!(header(&answer, name).as_deref(), Some("feed:all"), "{path}");
        }
    }
    assert_eq!(header(&newsroom.get("/", &[]).await, "surrogate-key"), None);
}
