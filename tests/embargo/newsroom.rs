//! Two newsrooms in files that the public can't tell apart before the tick; at it, one of them has a lot to tell.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use dateline::clock::Clock;
use dateline::config::{self, Overrides};
use dateline::http;
use dateline::publisher;
use dateline::snapshot::{self, Inputs, Ledger, Snapshot};
use dateline::store::{DirectoryStore, Files, Settings};
use http_body_util::BodyExt;
use tokio::sync::watch;
use tower::ServiceExt;

use crate::support;

/// Feeds of every kind that might tell of a release.
const FEEDS: &[(&str, &str)] = &[
    ("few", "title = \"Few\"\nlimit = 3\norder = \"updated\"\n"),
    ("short", "title = \"Short\"\ncontent = \"summary\"\nwithdrawal = \"remove\"\n"),
    ("corrections", "title = \"Corrections\"\nentries = \"corrections\"\n"),
    ("secrets", "title = \"Secrets\"\n[select]\ntags = { any = [\"Rahasia\"] }\n"),
    ("topics", "title = \"Topic {value}\"\neach = \"tag\"\naliases = [\"/tags/{value}/feed.xml\"]\n"),
    ("places", "title = \"From {value}\"\neach = \"place\"\n"),
    ("languages", "title = \"In {value}\"\neach = \"language\"\n"),
    ("kinds", "title = \"Kind {value}\"\neach = \"kind\"\n"),
    ("issuers", "title = \"By {value}\"\neach = \"issuer\"\n"),
];

/// What both have: a file, its front matter, and lines of the front matter that only one has, due at the tick.
const PUBLIC: &[(&str, &str, &str)] = &[
    (
        "banjir.md",
        "date: 2026-02-10\ntags: [Air]\nplace: Jakarta\naliases: [/lama/banjir]\nimage: foto.png",
        "",
    ),
    ("anggaran.id.md", "date: 2026-02-11\ntags: [Air, Anggaran]\nkind: Siaran", ""),
    ("gizi.md", "date: 2026-02-28 12:00\ntranslationKey: gizi", "updated: TICK"),
    ("vaksin.md", "date: 2026-02-13\nlang: id", "corrections: [{date: TICK, note: Ralat RAHASIA}]"),
    ("sekolah.md", "date: 2026-02-14\naliases: [/lama/sekolah]", "withdrawn: {date: TICK, reason: RAHASIA}"),
    ("kolam.md", "date: 2026-02-15\ntags: [Kolam]\nattachments: [peta.csv]", "expiryDate: TICK"),
    ("tanya.md", "date: 2026-02-16\nin_reply_to: \"tag:test.example,2026:topik\"", ""),
    ("keliru.md", "date: 2026-02-17\nwithdrawn: {date: 2026-02-18, reason: Keliru}", ""),
    ("usai.md", "date: 2026-02-17\nexpiryDate: 2026-02-18", ""),
];

/// Lines of the front matter of what both have that come to nothing: it is gone by then.
const IDLE: &[(&str, &str)] = &[
    ("keliru.md", "updated: TICK\ncorrections: [{date: TICK, note: RAHASIA}]\nexpiryDate: TICK"),
    ("usai.md", "updated: TICK\ncorrections: [{date: TICK, note: RAHASIA}]"),
];

/// Releases that only one of them has, due at the tick: a file, and its front matter without the gate.
const EMBARGOED: &[(&str, &str)] = &[
    ("topik.md", "tags: [Rahasia]"),
    ("tempat.md", "place: Pulau Rahasia"),
    ("jenis.md", "kind: Rahasia"),
    ("penerbit.md", "issuer: Badan Rahasia"),
    ("bahasa.md", "lang: ko"),
    ("label.md", "tags: [AIR]\nplace: JAKARTA"),
    ("anggaran.en.md", "tags: [Air]"),
    ("terjemahan.md", "lang: en\ntranslationKey: gizi"),
    ("susulan.md", "in_reply_to: \"tag:test.example,2026:banjir\""),
    ("kembar.md", "slug: banjir"),
    ("alias-lain.md", "aliases: [/releases/gizi/, /lama/banjir, /feeds/all.rss, /feed, /]"),
    ("alias-ditarik.md", "aliases: [/releases/keliru/, /lama/sekolah, /releases/kolam/peta.csv]"),
    ("alias.md", "aliases: [/rahasia/alamat, /rahasia/alamat-lain/]"),
    ("lampiran.md", "attachments: [rahasia.pdf]\nimage: rahasia.png"),
    ("foto.md", "image: foto.png\nattachments: [foto.png]"),
    ("lama.md", "date: 2026-01-10"),
    ("satu-hari.md", "expiryDate: 2026-03-02"),
];

/// What only one of them has, and what is never out: a file, and its whole front matter.
const NEVER: &[(&str, &str)] = &[
    ("aaa-id.md", "id: \"tag:test.example,2026:gizi\"\nembargo: TICK"),
    ("konsep.md", "date: 2026-02-01\ndraft: true\ntags: [Konsep]"),
    ("rusak.md", "date: 2026-02-01\nembargo: kapan-kapan\ntags: [Rusak]"),
    ("dicabut.md", "embargo: TICK\nwithdrawn: 2026-02-20\naliases: [/dicabut]"),
    ("lewat.md", "embargo: TICK\nexpiryDate: 2026-02-20\ncorrections: [{date: TICK, note: RAHASIA}]"),
    ("tahun-depan.md", "embargo: 2027-03-01\ntags: [Nanti]"),
];

/// The ids of what comes out at the tick.
pub(crate) fn due_names() -> impl Iterator<Item = &'static str> {
    EMBARGOED.iter().map(|(file, _)| file.trim_end_matches(".md"))
}

/// A newsroom as it was read from its files.
pub(crate) struct Newsroom {
    _files: support::Newsroom,
    pub(crate) read: Arc<publisher::Newsroom>,
}

impl Newsroom {
    /// One that has nothing to hide.
    pub(crate) fn open() -> Self {
        Self::read(&public(None), None)
    }

    /// The same with everything about which nothing is ever public, dated `tick`.
    pub(crate) fn with_what_never_is(tick: DateTime<Utc>) -> Self {
        let files: Vec<_> =
            public(None).into_iter().map(|file| idle(file, tick)).chain(never(tick)).collect();
        Self::read(&files, Some(tick))
    }

    /// The same with everything that is due at `tick`.
    pub(crate) fn with_secrets(tick: DateTime<Utc>) -> Self {
        let embargoed = EMBARGOED
            .iter()
            .map(|(file, front)| file_of(file, &format!("{front}\nembargo: TICK"), " RAHASIA", Some(tick)));
        let public = public(Some(tick)).into_iter().map(|file| idle(file, tick));
        let files: Vec<_> = public.chain(embargoed).chain(never(tick)).collect();
        Self::read(&files, Some(tick))
    }

    fn read(files: &[(String, String)], tick: Option<DateTime<Utc>>) -> Self {
        let newsroom = support::Newsroom::new();
        for (file, text) in files {
            newsroom.write(&format!("content/{file}"), text);
        }
        let own: &[&str] = if tick.is_some() { &["rahasia.pdf", "rahasia.png"] } else { &[] };
        for file in ["foto.png", "peta.csv"].iter().chain(own) {
            newsroom.write(&format!("content/{file}"), format!("bytes of {file}"));
        }
        for (name, definition) in FEEDS {
            newsroom.write(&format!("feeds/{name}.toml"), definition);
        }
        let read = Arc::new(load(&newsroom));
        Self { _files: newsroom, read }
    }

    /// What it shows at an instant, built from nothing.
    pub(crate) fn at(&self, instant: DateTime<Utc>) -> Site {
        let publisher::Newsroom { site, definitions, catalog, .. } = &*self.read;
        let inputs = Inputs { site, definitions, catalog };
        Site::of(snapshot::build(&inputs, instant, None, &mut Ledger::default()), instant)
    }
}

/// A file's name and its text; `mark` tells it from others.
fn file_of(file: &str, front: &str, mark: &str, tick: Option<DateTime<Utc>>) -> (String, String) {
    let tick = tick.map(|tick| tick.to_rfc3339()).unwrap_or_default();
    let front = front.replace("TICK", &tick);
    let text = format!("---\ntitle: Release {file}{mark}\n{front}\n---\nThe text of {file}{mark}.\n");
    (file.to_owned(), text)
}

fn public(tick: Option<DateTime<Utc>>) -> Vec<(String, String)> {
    let file = |(file, front, due): &(&str, &str, &str)| {
        let due = if tick.is_some() { due } else { "" };
        file_of(file, &format!("{front}\n{due}"), "", tick)
    };
    PUBLIC.iter().map(file).collect()
}

fn never(tick: DateTime<Utc>) -> impl Iterator<Item = (String, String)> {
    NEVER.iter().map(move |(file, front)| file_of(file, front, " RAHASIA", Some(tick)))
}

/// A file with the lines that come to nothing in it, if there are any for it.
fn idle((file, text): (String, String), tick: DateTime<Utc>) -> (String, String) {
    let lines = IDLE.iter().find(|(name, _)| *name == file).map_or("", |(_, lines)| lines);
    let text = text.replacen("\n---\n", &format!("\n{lines}\n---\n").replace("TICK", &tick.to_rfc3339()), 1);
    (file, text)
}

/// Reads a newsroom as `serve` does, long before any tick.
fn load(newsroom: &support::Newsroom) -> publisher::Newsroom {
    let root = newsroom.path("");
    let site_files = Files::default();
    let keep = |path: &std::path::Path, name| site_files.keep(path, name);
    let (configuration, problems) = config::load_site(&root, &Overrides::default(), &keep);
    let configuration = configuration.unwrap_or_else(|| panic!("{problems:?}"));
    let site = configuration.site;
    let (definitions, problems) = config::load_feeds(&root, &site, &[], &keep);
    assert!(problems.is_empty(), "{problems:?}");
    let settings = Settings {
        id_authority: site.id_authority.clone(),
        language: site.language.clone(),
        time_zone: site.time_zone,
        issuer: site.issuer.clone(),
        notice_time: configuration.notice_time,
        watched: Vec::new(),
        follow: false,
        keep: true,
        root,
    };
    let catalog =
        DirectoryStore::open(settings).unwrap().load("2026-02-28T20:00:00Z".parse().unwrap()).catalog;
    publisher::Newsroom { site, definitions, catalog, shown_at: None }
}

/// What is served at one instant.
pub(crate) struct Site {
    snapshot: Arc<Snapshot>,
    router: Router,
    /// What the router listens to: without it nothing is kept up to date.
    _snapshots: watch::Sender<Arc<Snapshot>>,
}

/// An answer, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    /// A header's value, empty where it is absent.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// A request: the method, the query with its mark, and headers.
pub(crate) struct Ask<'a>(pub(crate) &'a str, pub(crate) &'a str, pub(crate) &'a [(&'a str, &'a str)]);

impl Site {
    fn of(snapshot: Snapshot, instant: DateTime<Utc>) -> Self {
        let (snapshots, receiver) = watch::channel(Arc::new(snapshot));
        let snapshot = Arc::clone(&snapshots.borrow());
        Self { snapshot, router: http::router(receiver, Clock::Fixed(instant)), _snapshots: snapshots }
    }

    /// Every address at which something stands.
    pub(crate) fn paths(&self) -> BTreeSet<String> {
        self.snapshot.resources().map(|(path, _)| path.to_owned()).collect()
    }

    pub(crate) async fn ask(&self, path: &str, Ask(method, query, headers): &Ask<'_>) -> Answer {
        ask(&self.router, method, &format!("{path}{query}"), headers).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask(path, &Ask("GET", "", &[])).await
    }
}

pub(crate) async fn ask(router: &Router, method: &str, uri: &str, headers: &[(&str, &str)]) -> Answer {
    let request = headers
        .iter()
        .fold(Request::builder().method(method).uri(uri), |builder, (name, value)| {
            builder.header(*name, *value)
        })
        .body(Body::empty())
        .unwrap();
    let (head, body) = router.clone().oneshot(request).await.unwrap().into_parts();
    Answer { status: head.status, headers: head.headers, body: body.collect().await.unwrap().to_bytes() }
}
