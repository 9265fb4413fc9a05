//! Readers that poll a press office, and what they know after each poll.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body as HttpBody;
use axum::http::{HeaderMap, Request, StatusCode};
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use dateline::compare::{self, document};
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::office::{Item, Office, REASON};

const BASE: &str = "https://press.city.example";

/// A feed reader, with the validators that it knows.
#[derive(Debug)]
pub(crate) struct Reader {
    path: String,
    sends_tag: bool,
    sends_date: bool,
    pub(crate) asks_for_delta: bool,
    /// Whether it keeps what is no longer in the feed, as most readers do.
    keeps: bool,
    tag: Option<String>,
    date: Option<String>,
    /// When it first polled, and when it last did.
    polled: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// What the feed has, or ever had where it keeps that, by id.
    entries: BTreeMap<String, (Item, String)>,
    /// Every release that it was ever told of as new: the id by which it came.
    announced: BTreeMap<String, String>,
    /// The pages of the archive that it has met.
    met: BTreeSet<String>,
}

impl Reader {
    /// Readers of every kind.
    pub(crate) fn all() -> Vec<Self> {
        let kinds = [(false, false), (true, false), (false, true), (true, true)];
        let of_kind = |ending: &str, (sends_tag, sends_date), asks_for_delta| Self {
            path: format!("/feeds/all.{ending}"),
            sends_tag,
            sends_date,
            asks_for_delta,
            keeps: false,
            tag: None,
            date: None,
            polled: None,
            entries: BTreeMap::new(),
            announced: BTreeMap::new(),
            met: BTreeSet::new(),
        };
        let mut readers = Vec::new();
        for ending in ["atom", "rss", "json"] {
            readers.extend(kinds.map(|kind| of_kind(ending, kind, false)));
            readers.push(of_kind(ending, (true, true), true));
        }
        readers
    }

    /// Readers of every kind that keep what they once had.
    pub(crate) fn all_that_keep() -> Vec<Self> {
        Self::all().into_iter().map(|reader| Self { keeps: true, ..reader }).collect()
    }

    /// Whether it would not have polled for a day if it waited any longer.
    pub(crate) fn must_poll(&self, now: DateTime<Utc>) -> bool {
        self.polled.is_some_and(|(_, last)| now - last > TimeDelta::hours(12))
    }

    pub(crate) async fn poll(&mut self, office: &Office) {
        self.polled = Some((self.polled.map_or(office.now, |(first, _)| first), office.now));
        let headers = [
            self.tag.clone().filter(|_| self.sends_tag).map(|tag| ("if-none-match", tag)),
            self.date.clone().filter(|_| self.sends_date).map(|date| ("if-modified-since", date)),
            self.asks_for_delta.then(|| ("a-im", "feed".to_owned())),
        ];
        let (status, headers, body) = get(office, &self.path, headers.into_iter().flatten()).await;
        let is_whole = match status.as_u16() {
            200 => true,
            226 if self.asks_for_delta => false,
            304 => return,
            status => panic!("{} answers {status}", self.path),
        };
        let header = |name: &str| headers.get(name).map(|value| value.to_str().unwrap().to_owned());
        self.tag = header("etag");
        self.date = header("last-modified");
        if is_whole && !self.keeps {
            self.entries.clear();
        }
        self.take(document::feed(&body).unwrap());
    }

    /// As [`Reader::poll`], but all the way back to the first release.
    pub(crate) async fn walk(&mut self, office: &Office) {
        self.entries.clear();
        self.met.clear();
        self.walk_to_known(office).await;
    }

    /// Walks back to the first page of the archive that it has met before, and looks at none of them again.
    pub(crate) async fn walk_to_known(&mut self, office: &Office) {
        let mut next = Some(self.path.clone());
        while let Some(path) = next.take().filter(|path| *path == self.path || self.met.insert(path.clone()))
        {
            let (status, headers, body) = get(office, &path, []).await;
            if status == 302 {
                next = Some(headers["location"].to_str().unwrap().to_owned());
                continue;
            }
            assert_eq!(status, 200, "{path}");
            let page = document::feed(&body).unwrap();
            next = page.older.as_deref().map(|url| url.strip_prefix(BASE).unwrap().to_owned());
            self.take(page);
        }
    }

    fn take(&mut self, page: document::Document) {
        let mut on_page = BTreeSet::new();
        for entry in page.entries {
            assert!(on_page.insert(entry.id.clone()), "{} has {} twice", self.path, entry.id);
            let at = entry.updated.unwrap();
            if entry.is_tombstone || entry.text.contains(REASON) {
                self.entries.insert(entry.id, (Item::Notice { at }, String::new()));
                continue;
            }
            let name = entry.text.split_once("This is ").unwrap().1.split(',').next().unwrap().to_owned();
            let id = self.announced.entry(name).or_insert_with(|| entry.id.clone());
            assert_eq!(*id, entry.id, "{} announces one release twice", self.path);
            self.entries.insert(entry.id, (Item::Release { updated: at }, entry.text));
        }
    }

    /// Fails unless the reader knows what is public, and nothing else.
    pub(crate) fn assert_knows(&self, office: &Office) {
        let known: BTreeMap<String, Item> =
            self.entries.iter().map(|(id, (item, _))| (id.clone(), item.clone())).collect();
        let mut public = office.public();
        if office.removes() && !self.path.ends_with("atom") {
            public.retain(|_, item| matches!(item, Item::Release { .. }));
        }
        assert_eq!(known, public, "{self:?} at {}", office.now);
        for (id, (item, text)) in &self.entries {
            let is_current = matches!(item, Item::Notice { .. }) || office.is_current(id, text);
            assert!(is_current, "{} has an old text of {id}: {text}", self.path);
        }
    }

    /// Fails unless the reader was told of everything that is public and was new when it came.
    pub(crate) fn assert_was_told_all(&self, office: &Office) {
        let news = office.known.iter().filter(|known| known.is_news(office.now));
        let missed: Vec<_> = news.filter(|known| !self.entries.contains_key(&known.id())).collect();
        assert!(missed.is_empty(), "{} missed {missed:?} at {}", self.path, office.now);
    }

    /// Fails unless the reader, which polls at least once a day and keeps what it had, knows the last of everything
    /// that it was ever told of, and of all that came since it began.
    pub(crate) fn assert_missed_nothing(&self, office: &Office) {
        let Some((since, _)) = self.polled else { return };
        for known in &office.known {
            let Some(public) = known.at(office.now) else { continue };
            let Some((item, text)) = self.entries.get(&known.id()) else {
                let is_told = known.is_told_since(since, office.now);
                assert!(!is_told, "{} missed {known:?} at {}", self.path, office.now);
                continue;
            };
            assert_eq!(*item, public, "{} has an old {known:?} at {}", self.path, office.now);
            let is_current = matches!(item, Item::Notice { .. }) || known.has_notes_in(text, office.now);
            assert!(is_current, "{} has an old text of {known:?}: {text}", self.path);
        }
    }
}

/// Fails unless the feed of corrections has each correction that is due, and no other: so each comes once.
pub(crate) async fn assert_corrections_are_told(office: &Office) {
    for ending in ["atom", "rss", "json"] {
        let (_, _, body) = get(office, &format!("/feeds/errata.{ending}"), []).await;
        let entries = document::feed(&body).unwrap().entries.into_iter();
        let is_note = |entry: &compare::Entry| !entry.is_tombstone && !entry.text.contains(REASON);
        let told: BTreeMap<String, String> =
            entries.filter(is_note).map(|entry| (entry.id, entry.text)).collect();
        let notes = office.notes();
        assert_eq!(told.keys().collect::<Vec<_>>(), notes.keys().collect::<Vec<_>>(), "{ending}");
        assert!(notes.iter().all(|(id, note)| told[id].contains(note)), "{ending}: {told:?} for {notes:?}");
    }
}

async fn get(
    office: &Office,
    path: &str,
    headers: impl IntoIterator<Item = (&'static str, String)>,
) -> (StatusCode, HeaderMap, Bytes) {
    let request = headers
        .into_iter()
        .fold(Request::builder().uri(path), |builder, (name, value)| builder.header(name, value));
    let response = office.router().oneshot(request.body(HttpBody::empty()).unwrap()).await.unwrap();
    let (head, body) = response.into_parts();
    (head.status, head.headers, body.collect().await.unwrap().to_bytes())
}
