//! One address, several faces: the feed for readers, a page for people, the raw bytes for the curious.

use crate::newsroom::{Newsroom, header};

const FEEDS: [(&str, &str); 3] = [
    ("/feeds/all.rss", "application/rss+xml; charset=utf-8"),
    ("/feeds/all.atom", "application/atom+xml; charset=utf-8"),
    ("/feeds/all.json", "application/feed+json; charset=utf-8"),
];

/// What readers send when they poll: newsboat 2.21, rss2email 3.13 and Liferea 1.14 as they were heard to, Miniflux and
/// SimplePie (FreshRSS, WordPress) as their sources have it, and the shapes that others may take.
const READERS: [(&str, &[(&str, &str)]); 10] = [
    (
        "newsboat",
        &[
            ("user-agent", "newsboat/2.21.0 (Linux x86_64)"),
            ("accept", "*/*"),
            ("accept-encoding", "gzip, deflate"),
        ],
    ),
    (
        "rss2email, as all that use feedparser",
        &[
            ("user-agent", "feedparser/6.0.10 +https://github.com/kurtmckee/feedparser/"),
            (
                "accept",
                "application/atom+xml,application/rdf+xml,application/rss+xml,application/x-netcdf,\
                 application/xml;q=0.9,text/xml;q=0.2,*/*;q=0.1",
            ),
            ("accept-encoding", "gzip, deflate"),
            ("a-im", "feed"),
        ],
    ),
    (
        "Liferea",
        &[
            (
                "user-agent",
                "Liferea/1.14.4 (Android 12; Mobile; https://lzone.de/liferea/) AppleWebKit (KHTML, like Gecko)",
            ),
            ("accept", "application/atom+xml,application/xml;q=0.9,text/xml;q=0.8,*/*;q=0.7"),
            ("accept-encoding", "gzip, deflate"),
        ],
    ),
    (
        "Miniflux",
        &[
            ("user-agent", "Mozilla/5.0 (compatible; Miniflux/2.2.14; +https://miniflux.app)"),
            (
                "accept",
                "application/xml, application/atom+xml, application/rss+xml, application/rdf+xml, \
                 application/feed+json, text/html, */*;q=0.9",
            ),
            ("accept-encoding", "br, gzip"),
        ],
    ),
    (
        "SimplePie",
        &[
            ("user-agent", "FreshRSS/1.27.0 (Linux; https://freshrss.org) SimplePie/1.9.0"),
            (
                "accept",
                "application/atom+xml, application/rss+xml, application/rdf+xml;q=0.9, application/xml;q=0.8, \
                 text/xml;q=0.8, text/html;q=0.7, unknown/unknown;q=0.1, application/unknown;q=0.1, */*;q=0.1",
            ),
            ("accept-encoding", "deflate, gzip, br, zstd"),
        ],
    ),
    (
        "a reader inside a mail program that is made of a browser",
        &[
            ("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Thunderbird/140.0"),
            ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            ("if-modified-since", "Sat, 01 Jan 2000 00:00:00 GMT"),
            ("sec-fetch-dest", "empty"),
            ("sec-fetch-mode", "no-cors"),
        ],
    ),
    ("a reader that asks for HTML alone", &[("accept", "text/html")]),
    ("a reader that says nothing", &[]),
    (
        "a reader that calls itself Chrome",
        &[
            (
                "user-agent",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
            ),
            (
                "accept",
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
            ),
            ("upgrade-insecure-requests", "1"),
        ],
    ),
    (
        "a script's fetch()",
        &[
            ("accept", "*/*"),
            ("origin", "https://reader.example"),
            ("sec-fetch-dest", "empty"),
            ("sec-fetch-mode", "cors"),
            ("sec-fetch-site", "cross-site"),
        ],
    ),
];

/// What Firefox 153 sends when a person opens an address; of Chromium 156 `accept` is longer.
const BROWSER: &[(&str, &str)] = &[
    ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    ("accept-encoding", "gzip, deflate, br, zstd"),
    ("upgrade-insecure-requests", "1"),
    ("sec-fetch-dest", "document"),
    ("sec-fetch-mode", "navigate"),
    ("sec-fetch-site", "none"),
    ("sec-fetch-user", "?1"),
];

#[tokio::test]
async fn readers_always_get_the_feed() {
    let newsroom = Newsroom::open();
    for (path, media_type) in FEEDS {
        for (reader, headers) in READERS {
            let answer = newsroom.get(path, headers).await;
            assert_eq!(answer.status(), 200, "{reader} {path}");
            assert_eq!(header(&answer, "content-type").unwrap(), media_type, "{reader}");
        }
    }
}

#[tokio::test]
async fn a_feed_has_every_header_of_the_contract() {
    let newsroom = Newsroom::open();
    for (path, media_type) in FEEDS {
        let answer = newsroom.get(path, &[]).await;
        for (name, value) in [
            ("content-type", media_type),
            ("cache-control", "public, max-age=49, stale-while-revalidate=0, stale-if-error=3600"),
            ("vary", "Accept-Encoding, Sec-Fetch-Dest"),
            ("last-modified", "Sun, 01 Mar 2026 05:00:10 GMT"),
            ("access-control-allow-origin", "*"),
            ("access-control-expose-headers", "ETag, Last-Modified, Link"),
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "default-src 'none'; style-src 'self'; sandbox"),
        ] {
            assert_eq!(header(&answer, name).as_deref(), Some(value), "{path} {name}");
        }
        let etag = header(&answer, "etag").unwrap();
        assert!(etag.starts_with('"') && etag.ends_with('"'), "{etag} is not a strong tag");
        let links = header(&answer, "link").unwrap();
        assert!(links.contains(&format!("<http://localhost:8080{path}>; rel=\"self\"")), "{links}");
        assert!(links.contains("rel=\"hub\"") && links.contains("rel=\"alternate\""), "{links}");
    }
}

#[tokio::test]
async fn a_person_gets_a_page_at_the_same_address() {
    let newsroom = Newsroom::open();
    for (path, _) in FEEDS {
        let answer = newsroom.get(path, BROWSER).await;
        assert_eq!(answer.status(), 200);
        for (name, value) in [
            ("content-type", Some("text/html; charset=utf-8")),
            ("cache-control", Some("private, no-cache")),
            ("vary", Some("Accept-Encoding, Sec-Fetch-Dest")),
            ("x-robots-tag", Some("noindex")),
            ("last-modified", None),
            ("access-control-allow-origin", None),
        ] {
            assert_eq!(header(&answer, name).as_deref(), value, "{path} {name}");
        }
        let policy = header(&answer, "content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    }
}

#[tokio::test]
async fn raw_gives_the_same_bytes_as_plain_xml_whoever_asks() {
    let newsroom = Newsroom::open();
    let feed = newsroom.get("/feeds/all.rss", &[]).await;
    for query in ["raw", "raw=", "raw=1", "x=1&raw"] {
        for headers in [&[][..], &[("sec-fetch-dest", "document")]] {
            let raw = newsroom.get(&format!("/feeds/all.rss?{query}"), headers).await;
            assert_eq!(raw.body(), feed.body());
            assert_eq!(header(&raw, "content-type").unwrap(), "application/xml; charset=utf-8");
            let links = header(&raw, "link").unwrap();
            assert!(links.contains("<http://localhost:8080/feeds/all.rss>; rel=\"canonical\""), "{links}");
        }
    }
}

#[tokio::test]
async fn any_other_query_changes_nothing() {
    let newsroom = Newsroom::open();
    let feed = newsroom.get("/feeds/all.rss", &[]).await;
    for query in ["", "cachebust=1771", "draw", "?raw", "raws=1", "utm_source=%3Cscript%3E"] {
        let answer = newsroom.get(&format!("/feeds/all.rss?{query}"), &[]).await;
        assert_eq!(answer.headers(), feed.headers(), "{query}");
        assert_eq!(answer.body(), feed.body(), "{query}");
    }
}

#[tokio::test]
async fn every_page_has_a_strict_policy() {
    let newsroom = Newsroom::open();
    for path in ["/", "/releases/gizi/", "/feeds/", "/feeds/all", "/releases/keliru/"] {
        let answer = newsroom.get(path, &[]).await;
        let policy = header(&answer, "content-security-policy").unwrap();
        for part in ["default-src 'none'", "form-action 'none'", "base-uri 'none'", "frame-ancestors 'none'"]
        {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert_eq!(header(&answer, "x-content-type-options").as_deref(), Some("nosniff"), "{path}");
        let caching = header(&answer, "cache-control").unwrap();
        assert!(caching.starts_with("public, max-age=49"), "{path}: {caching}");
    }
}
