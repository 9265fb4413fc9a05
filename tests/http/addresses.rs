//! What stands at an address, what stood there, and what never tells whether anything will.

use std::sync::Arc;

use tokio::sync::watch;

use crate::newsroom::{Newsroom, header};

#[tokio::test]
async fn what_is_not_public_is_answered_as_what_never_was() {
    let newsroom = Newsroom::open();
    for headers in [&[][..], &[("sec-fetch-dest", "document")], &[("if-none-match", "*")]] {
        let unknown = newsroom.get("/releases/tidak-ada/", headers).await;
        assert_eq!(unknown.status(), 404);
        for path in
            ["/releases/rahasia/", "/releases/rahasia", "/releases/rahasia/rahasia.pdf", "/feeds/rahasia"]
        {
            let answer = newsroom.get(path, headers).await;
            assert_eq!(answer.status(), 404, "{path}");
            assert_eq!(answer.headers(), unknown.headers(), "{path}");
            assert_eq!(answer.body(), unknown.body(), "{path}");
        }
    }
}

#[tokio::test]
async fn people_get_a_page_where_nothing_is() {
    let newsroom = Newsroom::open();
    let page = newsroom.get("/nowhere", &[("sec-fetch-dest", "document")]).await;
    assert_eq!(header(&page, "content-type").as_deref(), Some("text/html; charset=utf-8"));
    let text = newsroom.get("/nowhere", &[]).await;
    assert_eq!(header(&text, "content-type").as_deref(), Some("text/plain; charset=utf-8"));
    for answer in [page, text] {
        assert_eq!(answer.status(), 404);
        assert_eq!(header(&answer, "vary").as_deref(), Some("Accept-Encoding, Sec-Fetch-Dest"));
        assert_eq!(header(&answer, "etag"), None);
    }
}

#[tokio::test]
async fn odd_paths_are_nothing_in_particular() {
    let newsroom = Newsroom::open();
    let long = format!("/{}", "a".repeat(60_000));
    for path in [
        "//releases/gizi/",
        "/releases//gizi/",
        "/releases/../releases/gizi/",
        "/releases/gizi/../gizi/laporan.pdf",
        "/releases/gizi/%2e%2e/gizi/laporan.pdf",
        "/releases/gizi/..%2flaporan.pdf",
        "/%00",
        "/releases/gizi/%00",
        "/%ff%fe",
        "/%",
        "/%zz",
        "/releases/GIZI/",
        "/etc/passwd",
        "/.dateline/files",
        "/dateline.toml",
        "/content/gizi.md",
        long.as_str(),
    ] {
        let answer = newsroom.get(path, &[]).await;
        assert_eq!(answer.status(), 404, "{path:.60}");
    }
}

#[tokio::test]
async fn what_moved_leads_on_for_ever() {
    for (base, prefix) in [("http://localhost:8080/", ""), ("https://www.contoh.example/pers/", "/pers")] {
        let newsroom = Newsroom::at(crate::newsroom::noon(), base);
        for (path, target) in [
            ("/lama/gizi", "/releases/gizi/"),
            ("/umpan.xml", "/feeds/all.rss"),
            ("/feed", "/feeds/all.rss"),
            ("/rss.xml", "/feeds/all.rss"),
            ("/atom.xml", "/feeds/all.atom"),
            ("/feed.json", "/feeds/all.json"),
            ("/releases/gizi", "/releases/gizi/"),
        ] {
            let answer = newsroom.get(&format!("{prefix}{path}"), &[]).await;
            assert!([301, 308].contains(&answer.status().as_u16()), "{path} {}", answer.status());
            let location = header(&answer, "location").unwrap();
            assert_eq!(location, format!("{prefix}{target}"), "{path}");
            assert_eq!(newsroom.get(&location, &[]).await.status(), 200, "{location}");
            assert_eq!(header(&answer, "access-control-allow-origin").as_deref(), Some("*"));
        }
    }
}

#[tokio::test]
async fn what_left_an_archive_leads_on_for_now() {
    for (base, prefix) in [("http://localhost:8080/", ""), ("https://www.contoh.example/pers/", "/pers")] {
        let newsroom = Newsroom::at(crate::newsroom::noon(), base);
        for name in ["1999-01", "2026-02", "2026-02-28", "2026-02-28T23", "2031-12"] {
            for headers in [&[][..], &[("sec-fetch-dest", "document")]] {
                let answer = newsroom.get(&format!("{prefix}/feeds/all/archive/{name}.rss"), headers).await;
                assert_eq!(answer.status(), 302, "{name}");
                let cached = header(&answer, "cache-control").unwrap();
                assert!(cached.starts_with("public, max-age=49,"), "it holds for this minute: {cached}");
                let location = header(&answer, "location").unwrap();
                assert!(location.starts_with(&format!("{prefix}/feeds/all/archive/2026-0")), "{location}");
                assert_eq!(newsroom.get(&location, &[]).await.status(), 200, "{location}");
            }
        }
    }
}

#[tokio::test]
async fn a_query_leads_on_where_it_is_part_of_a_former_address() {
    for (base, prefix) in [("http://localhost:8080/", ""), ("https://www.contoh.example/pers/", "/pers")] {
        let newsroom = Newsroom::at(crate::newsroom::noon(), base);
        let answer = newsroom.get(&format!("{prefix}/?p=12"), &[]).await;
        assert_eq!(answer.status(), 301);
        assert_eq!(header(&answer, "location"), Some(format!("{prefix}/releases/gizi/")));
        // Some caches look at the path alone.
        assert_eq!(header(&answer, "cache-control").as_deref(), Some("no-store"));
        for query in ["?p=1", "?p=12&x=y", "?"] {
            assert_eq!(newsroom.get(&format!("{prefix}/{query}"), &[]).await.status(), 200, "{query}");
        }
    }
}

#[tokio::test]
async fn what_was_withdrawn_is_gone() {
    let newsroom = Newsroom::open();
    for path in ["/releases/keliru/", "/releases/keliru", "/releases/keliru/any.pdf"] {
        let answer = newsroom.get(path, &[("if-none-match", "*")]).await;
        assert_eq!(answer.status(), 410, "{path}");
        assert!(!String::from_utf8_lossy(answer.body()).contains("Isi siaran keliru"), "{path}");
    }
}

#[tokio::test]
async fn addresses_can_only_be_read() {
    let newsroom = Newsroom::open();
    for path in ["/", "/feeds/all.rss", "/releases/gizi/laporan.pdf", "/releases/keliru/", "/umpan.xml"] {
        for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "X"] {
            let answer = newsroom.ask(method, path, &[]).await;
            assert_eq!(answer.status(), 405, "{method} {path}");
            assert_eq!(header(&answer, "allow").as_deref(), Some("GET, HEAD, OPTIONS"));
        }
    }
    assert_eq!(newsroom.ask("POST", "/nowhere", &[]).await.status(), 404);
}

#[tokio::test]
async fn scripts_of_other_origins_may_ask() {
    let newsroom = Newsroom::open();
    for path in ["/feeds/all.rss", "/nowhere", "*"] {
        let answer = newsroom.ask("OPTIONS", path, &[("origin", "https://reader.example")]).await;
        assert_eq!(answer.status(), 204, "{path}");
        assert_eq!(header(&answer, "access-control-allow-origin").as_deref(), Some("*"));
        let allowed = header(&answer, "access-control-allow-headers");
        assert_eq!(allowed.as_deref(), Some("If-None-Match, If-Modified-Since, A-IM"));
        assert_eq!(header(&answer, "content-length"), None);
    }
}

#[tokio::test]
async fn health_is_told_apart_from_readiness() {
    let mut newsroom = Newsroom::open();
    assert_eq!(newsroom.get("/healthz", &[]).await.status(), 200);
    assert_eq!(newsroom.get("/readyz", &[]).await.status(), 200);
    // The publisher ends, and with it the sender.
    let last = Arc::clone(&newsroom.snapshots.borrow());
    newsroom.snapshots = watch::Sender::new(last);
    assert_eq!(newsroom.get("/healthz", &[]).await.status(), 200);
    assert_eq!(newsroom.get("/readyz", &[]).await.status(), 503);
    assert_eq!(newsroom.get("/feeds/all.rss", &[]).await.status(), 200, "the last good edition stays");
}
