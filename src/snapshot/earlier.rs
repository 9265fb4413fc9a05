//! What of an earlier snapshot still holds: decided by comparing what things are made of, never their bytes.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::build::Basis;
use super::delta::Memory;
use super::{FeedResource, Representation, Resource, Snapshot};
use crate::catalog::{Edition, Release};
use crate::feed::{Archive, Feed, Place};
use crate::file::ContentHash;
use crate::site::{Address, FeedAddress, Format};
use crate::text::Text;

/// An earlier snapshot, or none, seen from a new one.
pub(super) struct Earlier<'a> {
    snapshot: Option<&'a Snapshot>,
    feeds: BTreeMap<&'a FeedAddress, (&'a Feed, &'a Archive)>,
}

impl<'a> Earlier<'a> {
    pub(super) fn new(snapshot: Option<&'a Snapshot>) -> Self {
        let feeds =
            snapshot.iter().flat_map(|Snapshot { basis, .. }| basis.feeds.iter().zip(&basis.archives));
        Self { snapshot, feeds: feeds.map(|known| (&known.0.address, known)).collect() }
    }

    /// What it remembers of editions before it.
    pub(super) fn memory(&self) -> Option<&Memory> {
        self.snapshot.map(|snapshot| &snapshot.memory)
    }

    /// The feed as it was, and the hash of its bytes in each format, if nothing but its entries may differ.
    pub(super) fn with_the_same_head(
        &self,
        feed: &Feed,
        basis: &Basis,
    ) -> Option<(&Feed, Vec<(Format, ContentHash)>)> {
        let (earlier, _) = self.feeds.get(&feed.address)?;
        let is_same = self.snapshot?.basis.site == basis.site && has_same_head(earlier, feed);
        let hash = |(format, _): &(Format, _)| {
            let path = Address::Feed(earlier.address.clone(), *format).path();
            Some((*format, self.feed(&path)?.feed.content.hash()))
        };
        is_same.then(|| (*earlier, earlier.links.formats.iter().filter_map(hash).collect()))
    }

    /// Whether the feed is, entry by entry, what it was.
    pub(super) fn has_feed(&self, feed: &Feed) -> bool {
        self.feeds.get(&feed.address).is_some_and(|(earlier, _)| *earlier == feed)
    }

    /// A feed in one format, as it was.
    pub(super) fn feed(&self, path: &str) -> Option<&FeedResource> {
        match &**self.snapshot?.resources.get(path)? {
            Resource::Feed(feed) => Some(feed),
            _ => None,
        }
    }

    /// A page, as it was.
    pub(super) fn page(&self, path: &str) -> Option<&Representation> {
        match &**self.snapshot?.resources.get(path)? {
            Resource::Document(page) => Some(page),
            _ => None,
        }
    }

    /// Whether all that surrounds the pages is what it was: the site, and which feeds there are.
    pub(super) fn has_frame(&self, basis: &Basis) -> bool {
        let Some(Snapshot { basis: earlier, .. }) = self.snapshot else { return false };
        earlier.site == basis.site
            && earlier.named_feeds().len() == basis.named_feeds().len()
            && earlier.named_feeds().iter().zip(basis.named_feeds()).all(|(a, b)| has_same_head(a, b))
    }

    /// The archive of `feed`, if what all its pages show is what it was.
    pub(super) fn archive(
        &self,
        feed: &Feed,
        archive: &Archive,
        basis: &'a Basis,
    ) -> Option<EarlierArchive<'a>> {
        let before = &*self.snapshot?.basis;
        let (earlier_feed, earlier) = *self.feeds.get(&feed.address)?;
        let is_same = before.site == basis.site
            && has_same_head(feed, earlier_feed)
            && archive.content() == earlier.content()
            && feed.withdrawn == earlier_feed.withdrawn;
        is_same.then_some(EarlierArchive { archive: earlier, before: &before.edition, now: &basis.edition })
    }

    /// For each release of `basis` whose page shows what it showed, its place in the earlier edition: the release, its
    /// translations, what it follows up and what follows it up are what they were.
    pub(super) fn unchanged_releases(&self, basis: &Basis) -> Vec<Option<usize>> {
        let now = basis.edition.releases();
        let then = self.snapshot.map_or(&[][..], |snapshot| snapshot.basis.edition.releases());
        compare(now, then)
    }
}

/// The archive of a feed as it was, beside the edition that it was of and that of now.
#[derive(Clone, Copy)]
pub(super) struct EarlierArchive<'a> {
    archive: &'a Archive,
    before: &'a Edition,
    now: &'a Edition,
}

impl EarlierArchive<'_> {
    /// Whether a page of the archive of now is, entry by entry, what it was; `unchanged` tells where the releases of
    /// now stood that are what they were.
    pub(super) fn has_page(&self, archive: &Archive, page: usize, unchanged: &[Option<usize>]) -> bool {
        let Some(earlier_page) = self.archive.position(archive, page) else { return false };
        let is_as_it_was = |(now, then): (&Place, &Place)| {
            now.is_withdrawn == then.is_withdrawn
                && now.correction == then.correction
                && if now.is_withdrawn {
                    self.now.tombstones().get(now.index) == self.before.tombstones().get(then.index)
                } else {
                    unchanged.get(now.index) == Some(&Some(then.index))
                }
        };
        let [now, then] = [archive.places(page), self.archive.places(earlier_page)];
        now.len() == then.len() && now.iter().zip(then).all(is_as_it_was)
    }
}

fn has_same_head(a: &Feed, b: &Feed) -> bool {
    a.address == b.address
        && a.id == b.id
        && a.facet == b.facet
        && a.title == b.title
        && a.description == b.description
        && a.language == b.language
        && a.links.formats == b.links.formats
        && a.icon == b.icon
}

/// Walks two editions side by side: both are in the same strict order.
fn compare(now: &[Release], then: &[Release]) -> Vec<Option<usize>> {
    let mut touched = Touched::default();
    let mut earlier = then.iter().enumerate().peekable();
    let mut unchanged = Vec::with_capacity(now.len());
    for release in now {
        while let Some((_, gone)) = earlier.next_if(|(_, other)| place(other) > place(release)) {
            touched.by(gone);
        }
        let before = earlier.next_if(|(_, other)| other.id == release.id);
        let as_it_was = before.filter(|(_, before)| release.is_as_in(before)).map(|(index, _)| index);
        if as_it_was.is_none() {
            touched.by(release);
            before.into_iter().for_each(|(_, before)| touched.by(before));
        }
        unchanged.push(as_it_was);
    }
    earlier.for_each(|(_, gone)| touched.by(gone));
    now.iter().zip(unchanged).map(|(release, index)| index.filter(|_| !touched.has(release))).collect()
}

/// What releases that changed, came or went show something of themselves on.
#[derive(Default)]
struct Touched<'a> {
    /// The keys of their translations.
    keys: BTreeSet<&'a Text>,
    /// Their own ids: whoever follows them up names them.
    changed: BTreeSet<&'a str>,
    /// The ids of what they follow up, which names them.
    followed: BTreeSet<&'a str>,
}

impl<'a> Touched<'a> {
    fn by(&mut self, changed: &'a Release) {
        self.keys.extend(&changed.translation_key);
        self.changed.insert(changed.id.as_str());
        self.followed.extend(changed.in_reply_to.as_ref().map(|id| id.as_str()));
    }

    fn has(&self, release: &Release) -> bool {
        release.translation_key.as_ref().is_some_and(|key| self.keys.contains(key))
            || release.in_reply_to.as_ref().is_some_and(|id| self.changed.contains(id.as_str()))
            || self.followed.contains(release.id.as_str())
    }
}

/// What editions are ordered by, the greatest first.
fn place(release: &Release) -> (DateTime<Utc>, &str) {
    (release.published, release.id.as_str())
}
