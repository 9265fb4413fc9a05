//! Compares a newsroom with an earlier one as subscribers see them: what will be new to them, what would come back as
//! unread, what they would lose.
//!
//! It looks at what is public alone, at feeds as they are served, so that a folder, an export and a live site are
//! compared alike. It never fetches anything: that is for the command that asks.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::Serialize;
use url::Url;

pub use document::{Document, List, ReadError};
pub use finding::{Affected, Finding, Kind, Severity};

use entries::Pairs;

// Feeds, and lists of them, read as a feed reader does.
pub mod document;

mod entries;
mod feeds;
mod finding;
mod pages;

/// A newsroom as its subscribers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newsroom {
    /// The URL that everything lies below, with a slash at its end.
    pub base: Url,
    /// Its feeds.
    pub feeds: Vec<Feed>,
}

impl Newsroom {
    /// The path of a URL below the base, with a slash first; `None` for what lies elsewhere.
    #[must_use]
    pub fn path_of(&self, url: &str) -> Option<String> {
        path_below(&self.base, url)
    }

    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.feeds.iter().flat_map(|feed| &feed.entries)
    }
}

/// The path of a URL below a base URL, with a slash first; `None` for what lies elsewhere.
#[must_use]
pub fn path_below(base: &Url, url: &str) -> Option<String> {
    url.strip_prefix(base.as_str()).map(|below| format!("/{below}"))
}

/// A feed, whatever its formats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Its addresses, one a format: paths below the base URL; the one that it was read at first.
    pub paths: Vec<String>,
    /// Its id, in formats that have one.
    pub id: Option<String>,
    /// Its title.
    pub title: String,
    /// Its entries, each id once.
    pub entries: Vec<Entry>,
    /// Whether these are all that it ever had; else only the latest.
    pub is_whole: bool,
}

impl Feed {
    /// What it is called here: its first address without the slash.
    #[must_use]
    pub fn name(&self) -> &str {
        self.paths.first().map_or("", |path| path.trim_start_matches('/'))
    }

    /// How many entries whoever subscribes now gets.
    fn shown(&self) -> usize {
        self.entries.iter().filter(|entry| entry.is_shown).count()
    }
}

/// An entry of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id, letter by letter as RSS spells it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The URL of its page; empty where it has none.
    pub url: String,
    /// When it says that it was published, in whole seconds.
    pub published: Option<DateTime<Utc>>,
    /// When it says that it was last changed, in whole seconds.
    pub updated: Option<DateTime<Utc>>,
    /// Its text, or its summary where it has no text.
    pub text: String,
    /// Whether it is but the tombstone of an entry.
    pub is_tombstone: bool,
    /// Whether the subscription document has it; else only the archives do.
    pub is_shown: bool,
}

impl Entry {
    /// The part of the page that it is about, where it is not the page as a whole: a correction of a release.
    fn part(&self) -> Option<&str> {
        self.url.split_once('#').map(|(_, part)| part)
    }

    /// The id of the whole of which it is a part.
    fn whole(&self) -> Option<&str> {
        self.id.strip_suffix(self.part()?)
    }
}

/// What stands at a path of the present newsroom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Something: at this path, after all redirects.
    At(String),
    /// The notice of a withdrawn release, or of a feed that ended.
    Gone,
    /// Nothing.
    Nothing,
}

/// The present newsroom, and what can be asked of it.
pub struct Present<'a> {
    /// As its subscribers see it, with all entries that it ever had.
    pub newsroom: &'a Newsroom,
    /// What stands at a path below the base URL.
    pub standing: &'a dyn Fn(&str) -> Standing,
    /// The ids of releases whose time is over.
    pub expired: &'a BTreeSet<String>,
}

/// What subscribers will see of each feed, and what is wrong with that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Each earlier feed that is still there, in the earlier order.
    pub feeds: Vec<Outlook>,
    /// What subscribers would wonder about: of the whole newsroom first, then feed by feed.
    pub findings: Vec<Finding>,
}

impl Comparison {
    /// How many entries would come back as unread, in all feeds together.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.findings.iter().map(|finding| finding.unread).sum()
    }
}

/// How many entries of one feed will be what to its subscribers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outlook {
    /// The feed, by its present address without the first slash.
    pub feed: String,
    /// New ones.
    pub new: usize,
    /// Changed ones that say so: readers show them as updated.
    pub updated: usize,
    /// Changed ones that don't.
    pub silently_changed: usize,
    /// Those withdrawn, with a notice.
    pub withdrawn: usize,
    /// Those whose time is over.
    pub expired: usize,
    /// Those that this feed alone no longer has.
    pub left: usize,
    /// Old ones that would come back as unread.
    pub reannounced: usize,
    /// Those that would vanish without a notice.
    pub vanished: usize,
}

/// Predicts what those who subscribed to the newsroom as it was `then` will see.
#[must_use]
pub fn compare(then: &Newsroom, present: &Present<'_>) -> Comparison {
    let pairs = Pairs::new(then, present);
    let mut comparison = Comparison::default();
    comparison.findings.extend(pages::domain(then, present));
    comparison.findings.extend(pages::moved(then, present, &pairs));
    for feed in &then.feeds {
        if let Some(now) = feeds::successor(feed, then, present, &mut comparison.findings) {
            entries::compare(feed, now, then, present, &pairs, &mut comparison);
        }
    }
    comparison
}

/// The path of a page, whatever part of it the URL speaks of; `None` for what lies elsewhere.
fn page(newsroom: &Newsroom, url: &str) -> Option<String> {
    newsroom.path_of(url.split('#').next().unwrap_or_default())
}

/// The entries of a newsroom by id; where several feeds have one, the first.
fn by_id(newsroom: &Newsroom) -> BTreeMap<&str, &Entry> {
    let mut entries = BTreeMap::new();
    for entry in newsroom.entries() {
        entries.entry(entry.id.as_str()).or_insert(entry);
    }
    entries
}
