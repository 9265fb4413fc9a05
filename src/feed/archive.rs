//! The archive of a feed (RFC 5005): everything that it ever had, in pages, so that whoever walks back from the feed
//! finds every release, and none of them moves from one page to another.
//!
//! A month is a page; a month of more than [`LARGE`] entries has a page for each day that has any. On which page an
//! entry stands depends on nothing but its own first publication and whether its month is large. So a late addition or
//! a change touches the page of its own month, or day; of the pages beside it at most the links change, where that
//! page is new. Withdrawn releases stay, as tombstones and notices.
//!
//! Clients may stop at the first page that they have met before (RFC 5005 §4), and never look at it again. So a page
//! that still grows must not bear the name that it will have when it is full: the latest page is called by the hour of
//! its newest entry until there is a later page, and by its day or month from then on. Within that hour it does grow
//! under one name; but all of that hour is in the feed itself, which has whatever came out within 24 hours before its
//! newest entry. What such a client may miss was dated back further than that: it was never new.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Datelike as _, NaiveDate, Timelike as _};
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
    /// The month or day that it is for: its name as soon as there is a later page.
    span: ArchivePage,
    /// The latest publication first.
    places: Vec<Place>,
}

impl Archive {
    /// The archive of all `items`, the latest publication first.
    pub(super) fn of(items: &[&Item<'_>], content: Content, zone: Tz) -> Self {
        let mut months: BTreeMap<(i32, u32), BTreeMap<NaiveDate, Vec<Place>>> = BTreeMap::new();
        for item in items {
            let day = item.published.with_timezone(&zone).date_naive();
            let days = months.entry((day.year(), day.month())).or_default();
            days.entry(day).or_default().push(item.place);
        }
        let mut pages: Vec<Page> = months.into_values().flat_map(pages_of_month).collect();
        if let (Some(latest), Some(newest)) = (pages.last_mut(), items.first()) {
            let newest = newest.published.with_timezone(&zone);
            latest.name = ArchivePage::Hour(newest.date_naive(), newest.hour());
        }
        Self { content, pages }
    }

    /// The names of the pages, the earliest first.
    pub fn names(&self) -> impl Iterator<Item = ArchivePage> {
        self.pages.iter().map(|page| page.name)
    }

    /// Names that are there to stay, and each the name of the page that it stands for now: the latest page has one that
    /// will be its own, and a month that has pages of days leads to the last of them.
    pub fn standing_names(&self) -> impl Iterator<Item = (ArchivePage, ArchivePage)> {
        self.pages.iter().enumerate().flat_map(|(index, page)| {
            let month = page.span.month();
            let is_last = self.pages.get(index + 1).is_none_or(|next| next.span.month() != month);
            let names = [Some(page.span), Some(month).filter(|_| is_last)];
            names.into_iter().flatten().filter(|name| *name != page.name).map(|name| (name, page.name))
        })
    }

    /// The page that now has what stands or once stood on a page of this name, or came before it: the last one that
    /// begins before the end of the time that the name tells. Where there is none, there is nothing further back, and it
    /// is the earliest page.
    #[must_use]
    pub fn holder(&self, name: ArchivePage) -> Option<ArchivePage> {
        let next = self.pages.partition_point(|page| first_day(page.span) <= last_day(name));
        self.pages.get(next.saturating_sub(1)).map(|page| page.name)
    }

    /// Where the entries of a page stand in the edition.
    #[must_use]
    pub fn places(&self, index: usize) -> &[Place] {
        self.pages.get(index).map_or(&[], |page| &page.places)
    }

    /// The place among these pages of one that has the same name and the same neighbours in `other`.
    #[must_use]
    pub fn position(&self, other: &Self, page: usize) -> Option<usize> {
        let wanted = other.pages.get(page)?;
        let around = |archive: &Self, index: usize| {
            [index.checked_sub(1), Some(index + 1)].map(|index| Some(archive.pages.get(index?)?.span))
        };
        let index = self.pages.partition_point(|own| first_day(own.span) < first_day(wanted.span));
        let is_found = self.pages.get(index).is_some_and(|own| own.name == wanted.name);
        (is_found && around(self, index) == around(other, page)).then_some(index)
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

    /// The latest page, if there is any.
    pub(super) fn latest(&self) -> Option<ArchivePage> {
        self.pages.last().map(|page| page.name)
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
        let mut updated = DateTime::UNIX_EPOCH;
        let mut entries = Vec::new();
        for item in self.places(index).iter().filter_map(|place| Item::at(*place, edition)) {
            updated = updated.max(item.changed);
            let entry = make(&item, edition, site);
            entries.push(Arc::new(match self.content {
                Content::Full => entry,
                Content::Summary => entry.without_content(),
            }));
        }
        Feed { updated, links: self.links(index, feed, site), content: self.content, entries, ..feed.clone() }
    }

    fn links(&self, index: usize, feed: &Feed, site: &Site) -> FeedLinks {
        let formats: Vec<Format> = feed.links.formats.iter().map(|(format, _)| *format).collect();
        let at = |name: ArchivePage| addresses(&feed.address, name, &formats, site);
        let beside = |index: Option<usize>| {
            let page = index.and_then(|index| self.pages.get(index));
            // Not by the name that it has while it is the latest: what links to it would change with each entry.
            page.map(|page| at(page.span)).unwrap_or_default()
        };
        FeedLinks {
            archived: Some(at(self.pages[index].name)),
            previous: beside(index.checked_sub(1)),
            next: beside(index.checked_add(1)),
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

fn pages_of_month(days: BTreeMap<NaiveDate, Vec<Place>>) -> Vec<Page> {
    let page = |span: ArchivePage, places: Vec<Place>| Page { name: span, span, places };
    let is_large = days.values().map(Vec::len).sum::<usize>() > LARGE;
    match days.keys().next() {
        Some(first) if !is_large => {
            let month = ArchivePage::Day(*first).month();
            vec![page(month, days.into_values().rev().flatten().collect())]
        }
        _ => days.into_iter().map(|(day, places)| page(ArchivePage::Day(day), places)).collect(),
    }
}

/// The first day that a name tells of, as year, month and day.
fn first_day(name: ArchivePage) -> (i32, u32, u32) {
    match name {
        ArchivePage::Month { year, month } => (year, month, 1),
        ArchivePage::Day(day) | ArchivePage::Hour(day, _) => (day.year(), day.month(), day.day()),
    }
}

/// The last day that a name tells of, or one past all that its month may have.
fn last_day(name: ArchivePage) -> (i32, u32, u32) {
    match name {
        ArchivePage::Month { year, month } => (year, month, 31),
        ArchivePage::Day(_) | ArchivePage::Hour(..) => first_day(name),
    }
}
