//! What of a feed is new or changed since an earlier edition of it (RFC 3229, with the manipulation `feed`).
//!
//! Of earlier editions only their tags and a hash of each entry are remembered, a bounded number of them. So an answer
//! may depend on what was served before; that of a client which does not ask for a delta never does.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use rayon::prelude::*;

use super::build::Basis;
use super::earlier::Earlier;
use super::resource::tag;
use super::{Coding, FeedResource, Representation};
use crate::catalog::Edition;
use crate::feed::{Archive, Entry, Feed};
use crate::file::ContentHash;
use crate::site::{FeedAddress, Format, Withdrawn};

/// How many earlier editions of a feed are remembered: with one a minute, those of a quarter of an hour.
const MOST_EDITIONS: usize = 16;

/// How many bytes all that is remembered takes, about.
const MOST_BYTES: usize = 4 << 20;

/// What may be sent to those who have an earlier edition of a feed.
#[derive(Debug)]
pub struct Delta {
    /// The hash of the bytes that they have.
    base: ContentHash,
    /// The feed with nothing but what is new or changed since.
    pub(super) document: Representation,
}

impl FeedResource {
    /// What is new or changed since the latest edition of which the client has a tag, and that tag; none where no such
    /// edition is remembered, or where the format can't express what changed.
    #[must_use]
    pub fn delta(&self, has: impl Fn(&str) -> bool) -> Option<(&Representation, String)> {
        self.deltas.iter().find_map(|delta| {
            let mut tags = Coding::ALL.into_iter().map(|coding| tag(delta.base, coding));
            Some((&delta.document, tags.find(|tag| has(tag))?))
        })
    }
}

/// What is remembered of the feeds that changed lately.
#[derive(Debug, Default)]
pub(super) struct Memory(BTreeMap<FeedAddress, Known>);

/// One feed: its entries, and its earlier editions, the latest first.
#[derive(Clone, Debug)]
struct Known {
    entries: Arc<[Mark]>,
    editions: Vec<Arc<Remembered>>,
}

/// One edition of one feed.
#[derive(Debug)]
pub(super) struct Remembered {
    hashes: Vec<(Format, ContentHash)>,
    entries: Arc<[Mark]>,
}

/// What is remembered of an entry: a hash of its id, and one of all that it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    id: u64,
    version: u64,
}

impl Memory {
    /// What the earlier snapshot remembered, and that snapshot itself.
    pub(super) fn of(earlier: &Earlier<'_>, basis: &Basis) -> Self {
        if !basis.site.delta {
            return Self::default();
        }
        let most_bytes = MOST_BYTES / basis.feeds.len().max(1);
        let known = |(feed, archive): (&Feed, &Archive)| {
            let (before, hashes) = earlier.with_the_same_head(feed, basis)?;
            let known = earlier.memory().and_then(|memory| memory.0.get(&feed.address));
            let known = if before == feed {
                known?.clone()
            } else {
                let entries = known.map_or_else(|| marks(before), |known| Arc::clone(&known.entries));
                let older = known.into_iter().flat_map(|known| known.editions.iter().cloned());
                let editions = [Arc::new(Remembered { hashes, entries })].into_iter().chain(older);
                let entries = marks(feed);
                let gone =
                    Gone { entries: &entries, archive, edition: &basis.edition, live: OnceCell::new() };
                let editions = editions.filter(|edition| !gone.are_some_of(edition));
                let editions = bounded(editions, most_bytes);
                Known { entries, editions }
            };
            Some((feed.address.clone(), known))
        };
        Self(basis.feeds.par_iter().zip(&basis.archives).filter_map(known).collect())
    }

    /// What may be sent of a feed in one format instead of `whole`; `document` makes a document like it of other
    /// entries.
    pub(super) fn deltas(
        &self,
        feed: &Feed,
        format: Format,
        whole: ContentHash,
        document: impl Fn(Arc<Remembered>) -> Representation,
    ) -> Vec<Delta> {
        let Some(Known { entries, editions }) = self.0.get(&feed.address) else { return Vec::new() };
        let delta = |edition: &Arc<Remembered>| {
            let base = edition.hash(format).filter(|base| *base != whole)?;
            let changed =
                feed.entries.iter().zip(entries.iter()).filter(|(_, mark)| !edition.entries.contains(mark));
            let changed: Vec<&Entry> = changed.map(|(entry, _)| &**entry).collect();
            can_express(feed, format, &changed)
                .then(|| Delta { base, document: document(Arc::clone(edition)) })
        };
        editions.iter().filter_map(delta).collect()
    }
}

fn bounded(editions: impl Iterator<Item = Arc<Remembered>>, most_bytes: usize) -> Vec<Arc<Remembered>> {
    let mut bytes = 0;
    editions
        .take(MOST_EDITIONS)
        .take_while(|edition| {
            bytes += edition.bytes();
            bytes <= most_bytes
        })
        .collect()
}

/// Whether the format can tell all that changed, and does so with less than the whole feed.
fn can_express(feed: &Feed, format: Format, changed: &[&Entry]) -> bool {
    let is_notice = |entry: &&Entry| matches!(entry, Entry::Withdrawn(_));
    let is_told = match format {
        Format::Atom => true,
        Format::Rss => feed.withdrawn == Withdrawn::Notice || !changed.iter().any(is_notice),
        // It has no word for "these are not all".
        Format::Json => false,
    };
    is_told && changed.len() < feed.entries.len()
}

impl Remembered {
    fn hash(&self, format: Format) -> Option<ContentHash> {
        self.hashes.iter().find(|(other, _)| *other == format).map(|(_, hash)| *hash)
    }

    fn bytes(&self) -> usize {
        size_of_val(self) + size_of_val(self.hashes.as_slice()) + size_of_val(&*self.entries)
    }

    /// The feed with nothing but the entries that this edition had not, or not like that.
    pub(super) fn since(&self, feed: &Feed) -> Feed {
        let mut feed = feed.clone();
        feed.entries.retain(|entry| !self.entries.contains(&mark(entry)));
        feed
    }
}

/// What no format can say: that an entry is gone which is not withdrawn, such as one that expired.
struct Gone<'a> {
    entries: &'a [Mark],
    archive: &'a Archive,
    edition: &'a Edition,
    /// The ids of all that the feed ever had and that is public, once they are asked for.
    live: OnceCell<BTreeSet<u64>>,
}

impl Gone<'_> {
    /// Whether the edition has an entry that is no longer public. One that newer entries have pushed out still is.
    fn are_some_of(&self, edition: &Remembered) -> bool {
        let is_listed = |mark: &&Mark| self.entries.iter().any(|other| other.id == mark.id);
        let live = || self.archive.live_ids(self.edition).map(|id| hash(&id)).collect::<BTreeSet<u64>>();
        edition
            .entries
            .iter()
            .filter(|mark| !is_listed(mark))
            .any(|mark| !self.live.get_or_init(live).contains(&mark.id))
    }
}

fn marks(feed: &Feed) -> Arc<[Mark]> {
    feed.entries.iter().map(|entry| mark(entry)).collect()
}

fn mark(entry: &Entry) -> Mark {
    Mark { id: hash(entry.id()), version: hash(entry) }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
