//! The archive of a feed (RFC 5005): everything that it ever had, in pages, so that whoever walks back from the feed
//! finds every release, and none of them moves from one page to another.
//!
//! On which page an entry stands depends on nothing but its own first publication and whether its month is large. So
//! a late addition or a change touches the page of its own month, or day; of the pages beside it at most the links
//! change, where that page is new.
//!
//! A month is a page. A month of more than [`LARGE`] entries has a page for each day that has any; the last of them
//! bears the address of the month, so that what links to the month from outside never changes. Withdrawn releases
//! stay, as tombstones and notices.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Datelike as _};
use chrono_tz::Tz;

use super::build::make;
use super::item::{Item, Place};
use super::links::Addresses;
use crate::article::ArticleId;
use crate::catalog::Edition;
use crate::feed::{Content, Feed, FeedLinks};
use crate::site::{Address, ArchivePage, FeedAddress, Format, Site};

/// How many entries a month has at most on one page.
const LARGE: usize = 500;

/// The pages of one feed's archive, the earliest first.
#[derive(Debug)]
pub struct Archive {
    content: Content,
    pages: Vec<Page>,
}

/// What stands on one page.
#[derive(Debug)]
struct Page {
    name: ArchivePage,
    /// The latest publication first.
    places: Vec<Place>,
}

impl Archive {
    /// The archive of all `items`, the latest publication first.
    pub(super) fn of(items: &[&Item<'_>], content: Content, zone: Tz) -> Self {
        let mut months: BTreeMap<(i32, u32), BTreeMap<u32, Vec<Place>>> = BTreeMap::new();
        for item in items {
            let date = item.published.with_timezone(&zone);
            let days = months.entry((date.year(), date.month())).or_default();
            days.entry(date.day()).or_default().push(item.place);
        }
        let pages = months.into_iter().flat_map(|((year, month), days)| pages_of_month(year, month, days));
        Self { content, pages: pages.collect() }
    }

    /// The names of the pages, the earliest first.
    pub fn names(&self) -> impl Iterator<Item = ArchivePage> {
        self.pages.iter().map(|page| page.name)
    }

    /// Where the entries of a page stand in the edition.
    #[must_use]
    pub fn places(&self, index: usize) -> &[Place] {
        self.pages.get(index).map_or(&[], |page| &page.places)
    }

    /// The place among these pages of one that has the same name and the same neighbours in `other`.
    #[must_use]
    pub fn position(&self, other: &Self, page: usize) -> Option<usize> {
        let name = |archive: &Self, index: Option<usize>| {
            index.and_then(|index| Some(archive.pages.get(index)?.name))
        };
        let around = |archive: &Self, index: usize| {
            [index.checked_sub(1), Some(index + 1)].map(|index| name(archive, index))
        };
        let index = self.pages.iter().position(|own| Some(own.name) == name(other, Some(page)))?;
        (around(self, index) == around(other, page)).then_some(index)
    }

    /// The ids of all that is not withdrawn.
    pub fn live_ids<'a>(&'a self, edition: &'a Edition) -> impl Iterator<Item = ArticleId> + 'a {
        let places = self.pages.iter().flat_map(|page| &page.places);
        let live = places.filter(|place| !place.is_withdrawn);
        live.filter_map(|place| Item::at(*place, edition)).map(|item| item.id)
    }

    /// What the pages carry of each release.
    #[must_use]
    pub const fn content(&self) -> Content {
        self.content
    }

    /// The latest page with something that a feed of these entries lacks, if there is any.
    pub(super) fn before(&self, listed: &[&Item<'_>]) -> Option<ArchivePage> {
        let listed: BTreeSet<Place> = listed.iter().map(|item| item.place).collect();
        let lacks = |page: &&Page| page.places.iter().any(|place| !listed.contains(place));
        self.pages.iter().rev().find(lacks).map(|page| page.name)
    }

    /// One page, as a feed; `feed` is what subscribers get.
    #[must_use]
    pub fn page(&self, index: usize, feed: &Feed, edition: &Edition, site: &Site) -> Feed {
        let items = self.places(index).iter().filter_map(|place| Item::at(*place, edition));
        self.of_items(items, self.links(index, feed, site), feed, edition, site)
    }

    /// What stands at the address of a page that the archive has not, or not any more, for whoever comes there on his
    /// way back: what was on that page or before it in the same month and is now under the month's address, if that
    /// month is no longer large; else nothing. It leads on to what was before it.
    #[must_use]
    pub fn vacant(&self, name: ArchivePage, feed: &Feed, edition: &Edition, site: &Site) -> Feed {
        let month = ArchivePage { day: None, ..name };
        let moved = self.pages.iter().find(|page| page.name == month).filter(|_| name.day.is_some());
        let is_before =
            |item: &Item<'_>| Some(item.published.with_timezone(&site.time_zone).day()) <= name.day;
        let places = moved.map_or(&[][..], |page| &page.places);
        let items = places.iter().filter_map(|place| Item::at(*place, edition)).filter(is_before);
        let next = self.pages.partition_point(|page| page.name.order() < name.order());
        let links = self.links_between(name, (next.checked_sub(1), Some(next)), feed, site);
        self.of_items(items, links, feed, edition, site)
    }

    fn of_items<'a>(
        &self,
        items: impl Iterator<Item = Item<'a>>,
        links: FeedLinks,
        feed: &Feed,
        edition: &Edition,
        site: &Site,
    ) -> Feed {
        let mut updated = DateTime::UNIX_EPOCH;
        let mut entries = Vec::new();
        for item in items {
            updated = updated.max(item.changed);
            let entry = make(&item, edition, site);
            entries.push(Arc::new(match self.content {
                Content::Full => entry,
                Content::Summary => entry.without_content(),
            }));
        }
        Feed { updated, links, content: self.content, entries, ..feed.clone() }
    }

    fn links(&self, index: usize, feed: &Feed, site: &Site) -> FeedLinks {
        let name = self.pages[index].name;
        self.links_between(name, (index.checked_sub(1), index.checked_add(1)), feed, site)
    }

    /// The links of a page between two others, where these are.
    fn links_between(
        &self,
        name: ArchivePage,
        (previous, next): (Option<usize>, Option<usize>),
        feed: &Feed,
        site: &Site,
    ) -> FeedLinks {
        let formats: Vec<Format> = feed.links.formats.iter().map(|(format, _)| *format).collect();
        let at = |name: ArchivePage| addresses(&feed.address, name, &formats, site);
        let beside = |index: Option<usize>| {
            let page = index.and_then(|index| self.pages.get(index));
            page.map(|page| at(page.name)).unwrap_or_default()
        };
        FeedLinks {
            archived: Some(at(name)),
            previous: beside(previous),
            next: beside(next),
            // Hubs tell of what is new, and that is never here.
            hubs: Vec::new(),
            ..feed.links.clone()
        }
    }
}

/// Where a page of an archive is, in each of these formats.
pub(super) fn addresses(feed: &FeedAddress, page: ArchivePage, formats: &[Format], site: &Site) -> Addresses {
    let at = |format: &Format| (*format, site.base_url.at(&Address::Archive(feed.clone(), page, *format)));
    formats.iter().map(at).collect()
}

fn pages_of_month(year: i32, month: u32, days: BTreeMap<u32, Vec<Place>>) -> Vec<Page> {
    let whole = ArchivePage { year, month, day: None };
    let last = days.keys().next_back().copied();
    if days.values().map(Vec::len).sum::<usize>() <= LARGE {
        return vec![Page { name: whole, places: days.into_values().rev().flatten().collect() }];
    }
    days.into_iter()
        .map(|(day, places)| {
            let day = Some(day).filter(|_| Some(day) != last);
            Page { name: ArchivePage { day, ..whole }, places }
        })
        .collect()
}
