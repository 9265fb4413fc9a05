//! A press office to which anything happens, and what everyone is to know of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use dateline::article::{Article, Body, Correction, Markup, Withdrawal};
use dateline::clock::Clock;
use dateline::feed::{FeedDefinition, Order, Subject};
use dateline::http;
use dateline::site::{Slug, Withdrawn};
use dateline::snapshot::{Ledger, Snapshot};
use dateline::text::Text;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use tokio::sync::watch;

use crate::newsroom::{Newsroom, article, definition, hour_of_2026};

/// Something that happens to the newsroom, to one of its releases where it needs one, at once or ahead of its time.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Event {
    Publish,
    /// So many releases at once.
    Burst(u16),
    /// A release that is dated hours back.
    AddLate(u8),
    /// A release that is not public before some seconds have passed.
    Embargo(u32),
    /// A change that nobody is to notice.
    Edit(u8),
    Correct(u8, u32),
    Withdraw(u8, u32),
    /// What is withdrawn, or will be, is not any more, and says so.
    Reinstate(u8),
    Expire(u8, u32),
    /// Another file name and address; the id stays.
    Rename(u8),
    /// With what `.dateline/` remembers, or without.
    Restart(bool),
}

/// An event, then some time, then polls of these readers.
pub(crate) type Step = (Event, TimeDelta, Vec<usize>);

fn event() -> impl Strategy<Value = Event> {
    let ahead = || prop_oneof![Just(0), 0..90_000_u32];
    prop_oneof![
        3 => Just(Event::Publish),
        1 => any::<u8>().prop_map(Event::AddLate),
        2 => (1..90_000_u32).prop_map(Event::Embargo),
        2 => any::<u8>().prop_map(Event::Edit),
        3 => (any::<u8>(), ahead()).prop_map(|(index, ahead)| Event::Correct(index, ahead)),
        2 => (any::<u8>(), ahead()).prop_map(|(index, ahead)| Event::Withdraw(index, ahead)),
        1 => any::<u8>().prop_map(Event::Reinstate),
        1 => (any::<u8>(), ahead()).prop_map(|(index, ahead)| Event::Expire(index, ahead)),
        1 => any::<u8>().prop_map(Event::Rename),
        1 => any::<bool>().prop_map(Event::Restart),
    ]
}

/// Many things happen within one second, many hours pass without any.
pub(crate) fn steps(readers: usize) -> impl Strategy<Value = Vec<Step>> {
    let pause = prop_oneof![0..900_i64, 1_000..100_000_i64, 1_000_000..40_000_000_i64];
    let polls = proptest::collection::vec(0..readers, 0..6);
    proptest::collection::vec((event(), pause.prop_map(TimeDelta::milliseconds), polls), 1..30)
}

/// Years in which months become large, and turn; their releases come and go.
pub(crate) fn years() -> impl Strategy<Value = Vec<Step>> {
    let event = prop_oneof![
        4 => Just(Event::Publish),
        2 => (50..300_u16).prop_map(Event::Burst),
        1 => any::<u8>().prop_map(Event::AddLate),
        2 => (1..900_000_u32).prop_map(Event::Embargo),
        1 => (any::<u8>(), 0..9_000_000_u32).prop_map(|(index, ahead)| Event::Withdraw(index, ahead)),
        2 => (any::<u8>(), 0..9_000_000_u32).prop_map(|(index, ahead)| Event::Expire(index, ahead)),
    ];
    let pause = prop_oneof![0..9_000_i64, 9_000..100_000_i64, 100_000..2_000_000_i64];
    let polls = proptest::collection::vec(0..3_usize, 0..2);
    proptest::collection::vec((event, pause.prop_map(TimeDelta::seconds), polls), 1..30)
}

/// What the press office knows of a release.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    name: String,
    /// Since when it is in the newsroom.
    added: DateTime<Utc>,
    slug: String,
    aliases: Vec<String>,
    version: usize,
    published: DateTime<Utc>,
    expires: Option<DateTime<Utc>>,
    withdrawn: Option<DateTime<Utc>>,
    updated: Option<DateTime<Utc>>,
    corrections: Vec<Correction>,
}

impl Known {
    fn new(name: String, added: DateTime<Utc>, published: DateTime<Utc>) -> Self {
        Self {
            added,
            slug: name.clone(),
            name,
            aliases: Vec::new(),
            version: 0,
            published,
            expires: None,
            withdrawn: None,
            updated: None,
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
            withdrawal: self.withdrawn.map(|at| Withdrawal::new(at, Some(Text::line(REASON)))),
            updated: self.updated,
            corrections: self.corrections.clone(),
            body: Body::new(&text, Markup::Markdown),
            source: format!("content/{}.md", self.slug).into(),
            ..article(&self.name, 0)
        }
    }

    pub(crate) fn id(&self) -> String {
        self.article().id.to_string()
    }

    /// What everyone is to know of it.
    pub(crate) fn at(&self, now: DateTime<Utc>) -> Option<Item> {
        let has_come = |end: Option<DateTime<Utc>>, at: DateTime<Utc>| end.is_some_and(|end| end <= at);
        let is_withdrawn_unseen = self.withdrawn.is_some_and(|at| at < self.published);
        let never = has_come(self.expires, self.published) || is_withdrawn_unseen;
        if self.published > now || never {
            return None;
        }
        if let Some(at) = self.withdrawn.filter(|at| *at <= now) {
            return Some(Item::Notice { at: at.trunc_subsecs(0) });
        }
        let changes = self.corrections.iter().map(|correction| correction.at).chain(self.updated);
        let updated = changes.filter(|at| *at <= now).fold(self.published, DateTime::max).trunc_subsecs(0);
        (!has_come(self.expires, now)).then_some(Item::Release { updated })
    }
}

impl Known {
    /// Whether feeds tell of something of it that came after `since` and is due by `now`: not where it was new and
    /// dated back, below what was there.
    pub(crate) fn is_told_since(&self, since: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        let changes = self.corrections.iter().map(|correction| correction.at);
        let changes = changes.chain(self.withdrawn).chain(self.updated);
        let is_news = self.published > since && self.added <= self.published;
        is_news || changes.into_iter().any(|at| at > self.published.max(since) && at <= now)
    }

    /// Whether it was new when it came, and is still there.
    pub(crate) fn is_news(&self, now: DateTime<Utc>) -> bool {
        self.added <= self.published && matches!(self.at(now), Some(Item::Release { .. }))
    }

    /// Whether a text has all notes that are due.
    pub(crate) fn has_notes_in(&self, text: &str, now: DateTime<Utc>) -> bool {
        let notes = self.corrections.iter();
        let mut due = notes.filter(|correction| (self.published..=now).contains(&correction.at));
        due.all(|correction| text.contains(&*correction.note))
    }
}

impl Known {
    /// The notes of its corrections that are due, by the instant.
    fn notes(&self, now: DateTime<Utc>) -> BTreeMap<DateTime<Utc>, String> {
        let is_public = matches!(self.at(now), Some(Item::Release { .. }));
        let due = self.corrections.iter().filter(|correction| is_public && correction.at <= now);
        due.map(|correction| (correction.at.trunc_subsecs(0), correction.note.to_string())).collect()
    }
}

/// What a reader is to know of a release, or knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    Release { updated: DateTime<Utc> },
    Notice { at: DateTime<Utc> },
}

/// A press office with its server: snapshots are replaced after each event, and when one is due.
pub(crate) struct Office {
    newsroom: Newsroom,
    pub(crate) known: Vec<Known>,
    pub(crate) now: DateTime<Utc>,
    ledger: Ledger,
    snapshots: watch::Sender<Arc<Snapshot>>,
}

impl Office {
    pub(crate) fn open(limit: usize) -> Self {
        Self::of(limit, Order::Published, Withdrawn::Notice)
    }

    /// With feeds of this order, which have this in place of what was withdrawn.
    pub(crate) fn of(limit: usize, order: Order, withdrawn: Withdrawn) -> Self {
        let mut newsroom = Newsroom::new([]);
        newsroom.definitions.push(FeedDefinition { subject: Subject::Corrections, ..definition("errata") });
        newsroom.site.withdrawn = withdrawn;
        for definition in &mut newsroom.definitions {
            definition.limit = limit;
            definition.order = order;
        }
        let now = hour_of_2026(24 * 20);
        let mut ledger = Ledger::default();
        let first = newsroom.after(None, now, &mut ledger);
        Self { newsroom, known: Vec::new(), now, ledger, snapshots: watch::Sender::new(Arc::new(first)) }
    }

    pub(crate) fn happen(&mut self, event: Event) {
        let now = self.now;
        let ahead = |seconds: u32| now + TimeDelta::seconds(seconds.into());
        match event {
            Event::Publish => self.add(now),
            Event::Burst(count) => (0..count).for_each(|_| self.add(now)),
            Event::AddLate(hours) => self.add(now - TimeDelta::hours(hours.into())),
            Event::Embargo(seconds) => self.add(ahead(seconds)),
            Event::Edit(index) => self.change(index, |known| known.version += 1),
            Event::Correct(index, seconds) => self.change(index, |known| {
                let note = Text::line(&format!("Note {}.", known.corrections.len()));
                let is_taken =
                    |at: DateTime<Utc>| known.corrections.iter().any(|other| is_one_second(other.at, at));
                let mut at = ahead(seconds);
                while is_taken(at) {
                    at += TimeDelta::seconds(1);
                }
                known.corrections.push(Correction { at, note });
                known.corrections.sort_by_key(|correction| correction.at);
            }),
            Event::Withdraw(index, seconds) => {
                self.change(index, |known| known.withdrawn = Some(ahead(seconds)));
            }
            Event::Reinstate(index) => self.reinstate(index),
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
        let known = Known::new(format!("r{}", self.known.len()), self.now, published);
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

    fn reinstate(&mut self, index: u8) {
        let is_back = |known: &&mut Known| known.withdrawn.is_some() && known.expires.is_none();
        let mut withdrawn: Vec<&mut Known> = self.known.iter_mut().filter(is_back).collect();
        let count = withdrawn.len().max(1);
        let Some(known) = withdrawn.get_mut(usize::from(index) % count) else { return };
        known.withdrawn = None;
        known.updated = Some(self.now);
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
    pub(crate) fn wait(&mut self, pause: TimeDelta) {
        let end = self.now + pause;
        loop {
            let due = self.snapshots.borrow().next_change();
            let Some(due) = due.filter(|due| *due <= end) else { break };
            self.now = due;
            self.publish();
        }
        self.now = end;
    }

    pub(crate) fn router(&self) -> Router {
        http::router(self.snapshots.subscribe(), Clock::Fixed(self.now))
    }

    /// What everyone is to know now, by id: worked out from the releases alone.
    pub(crate) fn public(&self) -> BTreeMap<String, Item> {
        self.known.iter().filter_map(|known| Some((known.id(), known.at(self.now)?))).collect()
    }

    /// Whether feeds without tombstones have nothing in place of what was withdrawn.
    pub(crate) fn removes(&self) -> bool {
        self.newsroom.site.withdrawn == Withdrawn::Removed
    }

    /// The corrections that everyone is to know now, by id: their notes.
    pub(crate) fn notes(&self) -> BTreeMap<String, String> {
        let notes = self.known.iter().flat_map(|known| {
            let id = known.id();
            let name = move |at: DateTime<Utc>| format!("{id}#correction-{}", at.format("%Y%m%dT%H%M%SZ"));
            known.notes(self.now).into_iter().map(move |(at, note)| (name(at), note))
        });
        notes.collect()
    }

    /// Whether a text is that of a release as it is now, all notes included.
    pub(crate) fn is_current(&self, id: &str, text: &str) -> bool {
        let known = self.known.iter().find(|known| known.id() == id).unwrap();
        text.contains(&version(known.version)) && known.has_notes_in(text, self.now)
    }
}

/// Whether the store would read one as a second after the other.
fn is_one_second(at: DateTime<Utc>, other: DateTime<Utc>) -> bool {
    at.trunc_subsecs(0) == other.trunc_subsecs(0)
}

pub(crate) const REASON: &str = "The figures were wrong.";

fn version(version: usize) -> String {
    format!("Version {version}.")
}
