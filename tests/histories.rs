//! Newsrooms to which anything happens, and readers that poll them at any time: after every poll a reader knows
//! exactly what is public, and nothing is ever new to it twice.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it does not expect")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::Router;
use axum::body::Body as HttpBody;
use axum::http::{HeaderMap, Request, StatusCode};
use bytes::Bytes;
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use dateline::article::{Article, Body, Correction, Markup, Withdrawal};
use dateline::clock::Clock;
use dateline::compare::document;
use dateline::http;
use dateline::site::Slug;
use dateline::snapshot::{Ledger, Snapshot};
use dateline::text::Text;
use http_body_util::BodyExt;
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::test_runner::Config;
use tokio::sync::watch;
use tower::ServiceExt;

use newsroom::{Newsroom, article, hour_of_2026};

mod newsroom;

const BASE: &str = "https://press.city.example";

/// Something that happens to the newsroom, to one of its releases where it needs one, at once or ahead of its time.
#[derive(Clone, Copy, Debug)]
enum Event {
    Publish,
    /// A release that is dated hours back.
    AddLate(u8),
    /// A release that is not public before some seconds have passed.
    Embargo(u32),
    /// A change that nobody is to notice.
    Edit(u8),
    Correct(u8, u32),
    Withdraw(u8, u32),
    Expire(u8, u32),
    /// Another file name and address; the id stays.
    Rename(u8),
    /// With what `.dateline/` remembers, or without.
    Restart(bool),
}

/// An event, then some time, then polls of these readers.
type Step = (Event, TimeDelta, Vec<usize>);

fn event() -> impl Strategy<Value = Event> {
    let ahead = || prop_oneof![Just(0), 0..90_000_u32];
    prop_oneof![
        3 => Just(Event::Publish),
        1 => any::<u8>().prop_map(Event::AddLate),
        2 => (1..90_000_u32).prop_map(Event::Embargo),
        2 => any::<u8>().prop_map(Event::Edit),
        3 => (any::<u8>(), ahead()).prop_map(|(index, ahead)| Event::Correct(index, ahead)),
        2 => (any::<u8>(), ahead()).prop_map(|(index, ahead)| Event::Withdraw(index, ahead)),
        1 => (any::<u8>(), ahead()).prop_map(|(index, ahead)| Event::Expire(index, ahead)),
        1 => any::<u8>().prop_map(Event::Rename),
        1 => any::<bool>().prop_map(Event::Restart),
    ]
}

/// Many things happen within one second, many hours pass without any.
fn steps(readers: usize) -> impl Strategy<Value = Vec<Step>> {
    let pause = prop_oneof![0..900_i64, 1_000..100_000_i64, 1_000_000..40_000_000_i64];
    let polls = proptest::collection::vec(0..readers, 0..6);
    proptest::collection::vec((event(), pause.prop_map(TimeDelta::milliseconds), polls), 1..30)
}

/// What the press office knows of a release.
#[derive(Clone, Debug)]
struct Known {
    name: String,
    slug: String,
    aliases: Vec<String>,
    version: usize,
    published: DateTime<Utc>,
    expires: Option<DateTime<Utc>>,
    withdrawn: Option<DateTime<Utc>>,
    corrections: Vec<Correction>,
}

impl Known {
    fn new(name: String, published: DateTime<Utc>) -> Self {
        Self {
            slug: name.clone(),
            name,
            aliases: Vec::new(),
            version: 0,
            published,
            expires: None,
            withdrawn: None,
            corrections: Vec::new(),
        }
    }

    /// The release, as it is read from its file. Its text names it, whatever it is called later.
    fn article(&self) -> Article {
        let text = format!("This is {}, as it is. {}", self.name, version(self.version));
        Article {
            slug: Slug::parse(&self.slug).unwrap(),
            aliases: self.aliases.clone(),
            published: self.published,
            expires: self.expires,
            withdrawal: self.withdrawn.map(|at| Withdrawal { at, reason: Some(Text::line(REASON)) }),
            corrections: self.corrections.clone(),
            body: Body::new(&text, Markup::Markdown),
            source: format!("content/{}.md", self.slug).into(),
            ..article(&self.name, 0)
        }
    }

    fn id(&self) -> String {
        self.article().id.to_string()
    }

    /// What everyone is to know of it.
    fn at(&self, now: DateTime<Utc>) -> Option<Item> {
        let has_come = |end: Option<DateTime<Utc>>, at: DateTime<Utc>| end.is_some_and(|end| end <= at);
        let never = has_come(self.expires, self.published) || has_come(self.withdrawn, self.published);
        if self.published > now || never {
            return None;
        }
        if let Some(at) = self.withdrawn.filter(|at| *at <= now) {
            return Some(Item::Notice { at: at.trunc_subsecs(0) });
        }
        let corrected = self.corrections.iter().map(|correction| correction.at).filter(|at| *at <= now);
        let updated = corrected.fold(self.published, DateTime::max).trunc_subsecs(0);
        (!has_come(self.expires, now)).then_some(Item::Release { updated })
    }
}

/// What a reader is to know of a release, or knows.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Item {
    Release { updated: DateTime<Utc> },
    Notice { at: DateTime<Utc> },
}

/// A press office with its server: snapshots are replaced after each event, and when one is due.
struct Office {
    newsroom: Newsroom,
    known: Vec<Known>,
    now: DateTime<Utc>,
    ledger: Ledger,
    snapshots: watch::Sender<Arc<Snapshot>>,
}

impl Office {
    fn open(limit: usize) -> Self {
        let mut newsroom = Newsroom::new([]);
        for definition in &mut newsroom.definitions {
            definition.limit = limit;
        }
        let now = hour_of_2026(24 * 20);
        let mut ledger = Ledger::default();
        let first = newsroom.after(None, now, &mut ledger);
        Self { newsroom, known: Vec::new(), now, ledger, snapshots: watch::Sender::new(Arc::new(first)) }
    }

    fn happen(&mut self, event: Event) {
        let now = self.now;
        let ahead = |seconds: u32| now + TimeDelta::seconds(seconds.into());
        match event {
            Event::Publish => self.add(now),
            Event::AddLate(hours) => self.add(now - TimeDelta::hours(hours.into())),
            Event::Embargo(seconds) => self.add(ahead(seconds)),
            Event::Edit(index) => self.change(index, |known| known.version += 1),
            Event::Correct(index, seconds) => self.change(index, |known| {
                let note = Text::line(&format!("Note {}.", known.corrections.len()));
                known.corrections.push(Correction { at: ahead(seconds), note });
                known.corrections.sort_by_key(|correction| correction.at);
            }),
            Event::Withdraw(index, seconds) => {
                self.change(index, |known| known.withdrawn = Some(ahead(seconds)));
            }
            Event::Expire(index, seconds) => self.change(index, |known| known.expires = Some(ahead(seconds))),
            Event::Rename(index) => self.change(index, |known| {
                known.aliases.push(format!("/releases/{}/", known.slug));
                known.slug += "-again";
            }),
            Event::Restart(remembers) => self.restart(remembers),
        }
        self.publish();
    }

    fn add(&mut self, published: DateTime<Utc>) {
        let known = Known::new(format!("r{}", self.known.len()), published);
        self.newsroom.put(known.article());
        self.known.push(known);
    }

    /// Changes one of the releases whose end nobody has set.
    fn change(&mut self, index: u8, change: impl FnOnce(&mut Known)) {
        let is_open = |known: &&mut Known| known.withdrawn.is_none() && known.expires.is_none();
        let mut open: Vec<&mut Known> = self.known.iter_mut().filter(is_open).collect();
        let count = open.len().max(1);
        let Some(known) = open.get_mut(usize::from(index) % count) else { return };
        change(known);
        self.newsroom.put(known.article());
    }

    fn restart(&mut self, remembers: bool) {
        if remembers {
            let kept = serde_json::to_string(&self.ledger).unwrap();
            self.ledger = serde_json::from_str(&kept).unwrap();
        } else {
            // Who deletes the folder and starts anew takes longer than the seconds that it had lent from the future.
            self.wait(TimeDelta::minutes(2));
            self.ledger = Ledger::default();
        }
        let first = self.newsroom.after(None, self.now, &mut self.ledger);
        self.snapshots.send_replace(Arc::new(first));
    }

    fn publish(&mut self) {
        let previous = Arc::clone(&self.snapshots.borrow());
        let next = self.newsroom.after(Some(&previous), self.now, &mut self.ledger);
        self.snapshots.send_replace(Arc::new(next));
    }

    /// Lets time pass as the publisher does: it sleeps until the next change is due.
    fn wait(&mut self, pause: TimeDelta) {
        let end = self.now + pause;
        loop {
            let due = self.snapshots.borrow().next_change();
            let Some(due) = due.filter(|due| *due <= end) else { break };
            self.now = due;
            self.publish();
        }
        self.now = end;
    }

    fn router(&self) -> Router {
        http::router(self.snapshots.subscribe(), Clock::Fixed(self.now))
    }

    /// What everyone is to know now, by id: worked out from the releases alone.
    fn public(&self) -> BTreeMap<String, Item> {
        self.known.iter().filter_map(|known| Some((known.id(), known.at(self.now)?))).collect()
    }

    /// Whether a text is that of a release as it is now, all notes included.
    fn is_current(&self, id: &str, text: &str) -> bool {
        let known = self.known.iter().find(|known| known.id() == id).unwrap();
        let notes = known.corrections.iter();
        let mut due = notes.filter(|correction| (known.published..=self.now).contains(&correction.at));
        text.contains(&version(known.version)) && due.all(|correction| text.contains(&*correction.note))
    }
}

const REASON: &str = "The figures were wrong.";

fn version(version: usize) -> String {
    format!("Version {version}.")
}

/// A feed reader, with the validators that it knows.
#[derive(Debug)]
struct Reader {
    path: String,
    sends_tag: bool,
    sends_date: bool,
    asks_for_delta: bool,
    tag: Option<String>,
    date: Option<String>,
    /// What the feed has, by id.
    entries: BTreeMap<String, (Item, String)>,
    /// Every release that it was ever told of as new: the id by which it came.
    announced: BTreeMap<String, String>,
}

impl Reader {
    /// Readers of every kind.
    fn all() -> Vec<Self> {
        let kinds = [(false, false), (true, false), (false, true), (true, true)];
        let of_kind = |ending: &str, (sends_tag, sends_date), asks_for_delta| Self {
            path: format!("/feeds/all.{ending}"),
            sends_tag,
            sends_date,
            asks_for_delta,
            tag: None,
            date: None,
            entries: BTreeMap::new(),
            announced: BTreeMap::new(),
        };
        let mut readers = Vec::new();
        for ending in ["atom", "rss", "json"] {
            readers.extend(kinds.map(|kind| of_kind(ending, kind, false)));
            readers.push(of_kind(ending, (true, true), true));
        }
        readers
    }

    async fn poll(&mut self, office: &Office) {
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
        if is_whole {
            self.entries.clear();
        }
        self.take(document::feed(&body).unwrap());
    }

    /// As [`Reader::poll`], but all the way back to the first release.
    async fn walk(&mut self, office: &Office) {
        self.entries.clear();
        let mut next = Some(self.path.clone());
        while let Some(path) = next {
            let (status, _, body) = get(office, &path, []).await;
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
    fn assert_knows(&self, office: &Office) {
        let known: BTreeMap<String, Item> =
            self.entries.iter().map(|(id, (item, _))| (id.clone(), item.clone())).collect();
        assert_eq!(known, office.public(), "{self:?} at {}", office.now);
        for (id, (item, text)) in &self.entries {
            let is_current = matches!(item, Item::Notice { .. }) || office.is_current(id, text);
            assert!(is_current, "{} has an old text of {id}: {text}", self.path);
        }
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

fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(test);
}

proptest! {
    #![proptest_config(Config { cases: 32, ..Config::default() })]

    #[test]
    fn after_every_poll_a_reader_knows_what_is_public(history in steps(Reader::all().len())) {
        run(async {
            let mut office = Office::open(1_000);
            let mut readers = Reader::all();
            for (event, pause, polls) in history {
                office.happen(event);
                office.wait(pause);
                for index in polls {
                    readers[index].poll(&office).await;
                    readers[index].assert_knows(&office);
                }
            }
            for reader in &mut readers {
                reader.poll(&office).await;
                reader.assert_knows(&office);
            }
        });
    }

    #[test]
    fn who_walks_the_archives_of_a_short_feed_knows_all_of_it(history in steps(3)) {
        run(async {
            let mut office = Office::open(2);
            let mut readers: Vec<Reader> =
                Reader::all().into_iter().filter(|reader| reader.asks_for_delta).collect();
            for (event, pause, polls) in history {
                office.happen(event);
                office.wait(pause);
                for index in polls {
                    readers[index].walk(&office).await;
                    readers[index].assert_knows(&office);
                }
            }
        });
    }
}
