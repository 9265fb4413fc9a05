//! Crawls every address with every kind of request: before the tick the newsroom that has something to hide answers
//! as the one that has not, byte by byte and header by header.

use std::collections::BTreeSet;

use axum::http::header;
use chrono::{DateTime, TimeDelta, Utc};

use crate::newsroom::{Answer, Ask, Newsroom, Site, due_names};

/// What feed readers, browsers, caches and those who guess ask with, whatever the address.
const ASKS: &[Ask<'static>] = &[
    Ask("GET", "", &[]),
    Ask("GET", "", &[("sec-fetch-dest", "document"), ("accept", "text/html")]),
    Ask("GET", "?raw", &[]),
    Ask("GET", "?nocache=1", &[("accept", "text/html"), ("user-agent", "Mozilla/5.0")]),
    Ask("GET", "", &[("accept-encoding", "gzip")]),
    Ask("GET", "", &[("accept-encoding", "br;q=1, zstd;q=0.5"), ("sec-fetch-dest", "document")]),
    Ask("GET", "", &[("if-none-match", "*")]),
    Ask("GET", "", &[("if-modified-since", "Sat, 01 Jan 2000 00:00:00 GMT")]),
    Ask("GET", "", &[("if-modified-since", "Sat, 28 Feb 2026 05:00:00 GMT")]),
    Ask("GET", "", &[("if-modified-since", "Sun, 01 Mar 2026 02:00:00 GMT")]),
    Ask("GET", "", &[("range", "bytes=0-3")]),
    Ask("HEAD", "", &[]),
    Ask("HEAD", "?raw", &[("accept-encoding", "zstd")]),
    Ask("OPTIONS", "", &[("origin", "https://reader.example")]),
    Ask("POST", "", &[]),
    Ask("PROPFIND", "", &[]),
];

fn tick() -> DateTime<Utc> {
    "2026-03-01T02:00:00Z".parse().unwrap()
}

/// The addresses to try: all that stands at one of the sites, and what somebody might guess.
fn addresses(sites: &[&Site]) -> BTreeSet<String> {
    let mut paths: BTreeSet<String> = sites.iter().flat_map(|site| site.paths()).collect();
    paths.extend(due_names().flat_map(|name| {
        let name = name.replace('.', "-");
        [format!("/releases/{name}/"), format!("/releases/{name}/rahasia.pdf"), format!("/content/{name}.md")]
    }));
    for guess in [
        "/nowhere",
        "/releases/",
        "/archive/2026-04/",
        "/feeds/topics",
        "/feeds/all/archive/2026-03.atom",
        "/feeds/all/archive/2026-03-01.rss",
        "/feeds/all/archive/2026-03-01T09.json",
        "/news-sitemap.xml",
        "/readyz",
    ] {
        paths.insert(guess.to_owned());
    }
    let other_slash =
        |path: &String| path.strip_suffix('/').map_or_else(|| format!("{path}/"), ToOwned::to_owned);
    let others: Vec<String> = paths.iter().map(other_slash).filter(|path| !path.is_empty()).collect();
    paths.extend(others);
    paths.into_iter().map(|path| path.replace(' ', "%20")).collect()
}

/// Requests that repeat what the sites told, and what the secret one will tell.
async fn conditional(path: &str, sites: &[&Site]) -> Vec<(String, String)> {
    let mut tags = Vec::new();
    for site in sites {
        for headers in [&[][..], &[("accept-encoding", "gzip")], &[("sec-fetch-dest", "document")]] {
            let answer = site.ask(path, &Ask("GET", "", headers)).await;
            let tag = answer.header("etag").to_owned();
            if !tag.is_empty() {
                tags.push((tag, answer.header("last-modified").to_owned()));
            }
        }
    }
    tags
}

/// Asks both sites in every way and calls `check` with each pair of answers.
async fn crawl(open: &Site, secret: &Site, later: &Site, check: impl Fn(&str, &Ask<'_>, Answer, Answer)) {
    let paths = addresses(&[open, secret, later]);
    assert!(paths.len() > 150, "{}", paths.len());
    for path in &paths {
        for ask in ASKS {
            check(path, ask, open.ask(path, ask).await, secret.ask(path, ask).await);
        }
        for (tag, modified) in conditional(path, &[open, later]).await {
            for headers in [
                &[("if-none-match", tag.as_str())][..],
                &[("if-none-match", &tag), ("accept-encoding", "gzip, br, zstd")],
                &[("if-none-match", &tag), ("a-im", "feed, gzip")],
                &[("if-none-match", &tag), ("if-modified-since", &modified)],
                &[("if-none-match", &tag), ("sec-fetch-dest", "document")],
                &[("if-modified-since", &modified)],
                &[("if-range", &tag), ("range", "bytes=0-3")],
            ] {
                let ask = Ask("GET", "", headers);
                check(path, &ask, open.ask(path, &ask).await, secret.ask(path, &ask).await);
            }
        }
    }
}

/// As `assert_eq!`, but shows where the bodies part and not all of them.
fn assert_same(a: &Answer, b: &Answer, what: &str) {
    assert_eq!((a.status, &a.headers), (b.status, &b.headers), "{what}");
    let same = a.body.iter().zip(&b.body).take_while(|(a, b)| a == b).count();
    let rest = |answer: &Answer| {
        let near = &answer.body[same.saturating_sub(80)..answer.body.len().min(same + 200)];
        String::from_utf8_lossy(near).into_owned()
    };
    assert!(a.body == b.body, "{what}: from byte {same} on\n{}\n---\n{}", rest(a), rest(b));
}

#[tokio::test]
async fn before_the_tick_nothing_differs() {
    let (open, secret) = (Newsroom::open(), Newsroom::with_secrets(tick()));
    let later = secret.at(tick());
    for before in [TimeDelta::milliseconds(1), TimeDelta::seconds(30), TimeDelta::seconds(3_607)] {
        let instant = tick() - before;
        crawl(&open.at(instant), &secret.at(instant), &later, |path, Ask(method, query, headers), a, b| {
            assert_same(&a, &b, &format!("{method} {path}{query} {headers:?} {before} before"));
        })
        .await;
    }
}

#[tokio::test]
async fn an_embargo_off_the_minute_shortens_how_long_answers_last_in_that_minute_only() {
    let tick = tick() + TimeDelta::seconds(30);
    let (open, secret) = (Newsroom::open(), Newsroom::with_secrets(tick));
    let later = secret.at(tick);
    let instant = tick - TimeDelta::seconds(10);
    crawl(
        &open.at(instant),
        &secret.at(instant),
        &later,
        |path, Ask(method, query, headers), mut a, mut b| {
            let lasting = |answer: &mut Answer| {
                answer.headers.remove(header::CACHE_CONTROL).map(|value| value.to_str().unwrap().to_owned())
            };
            let (open, secret) = (lasting(&mut a), lasting(&mut b));
            assert_same(&a, &b, &format!("{method} {path}{query} {headers:?}"));
            assert_eq!(open.map(|open| open.replace("max-age=39", "max-age=9")), secret, "{method} {path}");
        },
    )
    .await;
    let minute_before = tick - TimeDelta::seconds(31);
    let (a, b) = (open.at(minute_before), secret.at(minute_before));
    for path in a.paths() {
        assert_eq!(a.get(&path).await, b.get(&path).await, "{path}");
    }
}

#[tokio::test]
async fn what_never_is_public_shows_in_no_header_at_its_tick_or_before() {
    let tick = tick() + TimeDelta::seconds(30);
    let (open, never) = (Newsroom::open(), Newsroom::with_what_never_is(tick));
    for before in [TimeDelta::seconds(10), TimeDelta::zero()] {
        let instant = tick - before;
        let (open, never) = (open.at(instant), never.at(instant));
        crawl(&open, &never, &never, |path, Ask(method, query, headers), a, b| {
            assert_same(&a, &b, &format!("{method} {path}{query} {headers:?} {before} before"));
        })
        .await;
    }
}

#[tokio::test]
async fn at_the_tick_everything_is_there() {
    let secret = Newsroom::with_secrets(tick());
    let site = secret.at(tick());
    let feed = site.get("/feeds/all.atom").await;
    let feed = String::from_utf8(feed.body.to_vec()).unwrap();
    for name in due_names() {
        assert!(feed.contains(&format!("<id>tag:test.example,2026:{name}</id>")), "{name}\n{feed}");
    }
    for path in [
        "/releases/topik/",
        "/releases/anggaran-en/",
        "/releases/lampiran/rahasia.pdf",
        "/releases/lampiran/rahasia.png",
        "/releases/foto/foto.png",
        "/archive/2026-03/",
        "/feeds/topics/rahasia.rss",
        "/feeds/places/pulau-rahasia",
        "/feeds/kinds/rahasia.json",
        "/feeds/issuers/badan-rahasia.atom",
        "/feeds/languages/ko.atom",
    ] {
        assert_eq!(site.get(path).await.status, 200, "{path}");
    }
    for (path, status) in [
        ("/rahasia/alamat", 301),
        ("/tags/rahasia/feed.xml", 301),
        ("/releases/sekolah/", 410),
        ("/releases/kolam/", 404),
        ("/releases/kolam/peta.csv", 301),
        ("/dicabut", 404),
        ("/feeds/topics/konsep.rss", 404),
    ] {
        assert_eq!(site.get(path).await.status, status, "{path}");
    }
    let text = async |path| String::from_utf8(site.get(path).await.body.to_vec()).unwrap();
    assert!(text("/releases/banjir/").await.contains("The text of banjir.md."), "its slug stays its own");
    assert!(text("/releases/gizi/").await.contains("The text of gizi.md."), "its id stays its own");
    assert!(text("/releases/vaksin/").await.contains("Ralat RAHASIA"));
    assert!(text("/feeds/corrections.rss").await.contains("Ralat RAHASIA"));
    assert!(text("/releases/tanya/").await.contains("/releases/topik/"), "it follows up what is now public");
}
