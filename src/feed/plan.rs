//! What each feed lists, and in which order.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use crate::article::{ArticleId, Facets, Term};
use crate::catalog::{Edition, Release, Tombstone};
use crate::feed::{Facet, FeedDefinition, Order};
use crate::language::Language;
use crate::site::{Site, Slug};
use crate::text::Text;

/// How far back from its newest entry a feed reaches, whatever its limit: who polls once a day misses nothing.
const BURST: TimeDelta = TimeDelta::hours(24);

/// What a feed can list: a public release, or the notice of a withdrawn one.
#[derive(Clone, Copy)]
pub(super) enum Item<'a> {
    Release(&'a Release),
    Tombstone(&'a Tombstone),
}

impl<'a> Item<'a> {
    pub(super) fn id(self) -> &'a ArticleId {
        match self {
            Self::Release(release) => &release.id,
            Self::Tombstone(tombstone) => &tombstone.id,
        }
    }

    pub(super) fn facets(self) -> &'a Facets {
        match self {
            Self::Release(release) => &release.facets,
            Self::Tombstone(tombstone) => &tombstone.facets,
        }
    }

    fn published(self) -> DateTime<Utc> {
        match self {
            Self::Release(release) => release.published,
            Self::Tombstone(tombstone) => tombstone.published,
        }
    }

    /// When readers last had something to notice.
    fn changed(self) -> DateTime<Utc> {
        match self {
            Self::Release(release) => release.updated,
            Self::Tombstone(tombstone) => tombstone.at,
        }
    }

    /// What it is ordered by, the greatest first.
    fn rank(self, order: Order) -> (DateTime<Utc>, &'a ArticleId) {
        let instant = match order {
            Order::Published => self.published(),
            Order::Updated => self.changed(),
        };
        (instant, self.id())
    }
}

/// All releases and all withdrawn ones, latest publication first.
pub(super) fn items(edition: &Edition) -> Vec<Item<'_>> {
    let releases = edition.releases().iter().map(Item::Release);
    let mut items: Vec<Item<'_>> = releases.chain(edition.tombstones().iter().map(Item::Tombstone)).collect();
    items.sort_by(|a, b| b.rank(Order::Published).cmp(&a.rank(Order::Published)));
    items
}

/// What one feed will have.
pub(super) struct Plan<'a> {
    pub(super) definition: &'a FeedDefinition,
    /// The value that the feed is for, where there is one feed for each.
    pub(super) value: Option<Value>,
    pub(super) language: Language,
    /// What it lists, first comes first.
    pub(super) listed: Vec<Item<'a>>,
    /// The newest change that readers can see in it.
    pub(super) updated: DateTime<Utc>,
}

/// A value of a facet that has a feed of its own.
pub(super) struct Value {
    pub(super) facet: Facet,
    pub(super) slug: Slug,
    pub(super) label: Text,
}

/// The feeds of a definition, from the `items` of the edition at `instant`.
pub(super) fn plans<'a>(
    items: &[Item<'a>],
    instant: DateTime<Utc>,
    definition: &'a FeedDefinition,
    site: &Site,
) -> Vec<Plan<'a>> {
    let selected: Vec<Item<'a>> =
        items.iter().copied().filter(|item| definition.selection.admits(item.facets())).collect();
    let language = definition.language.clone();
    let Some(facet) = definition.each else {
        let language = language.or_else(|| definition.selection.only_language());
        let language = language.unwrap_or_else(|| site.language.clone());
        return vec![Plan::new(definition, None, language, selected, instant)];
    };
    group(&selected, facet)
        .into_iter()
        .map(|(slug, (term, items))| {
            let own = Language::parse(term.label()).ok().filter(|_| facet == Facet::Language);
            let name = own.as_ref().and_then(Language::own_name).map(|name| Text::line(&name));
            let language = language.clone().or(own).or_else(|| definition.selection.only_language());
            let value = Value { facet, slug, label: name.unwrap_or_else(|| term.label().clone()) };
            let language = language.unwrap_or_else(|| site.language.clone());
            Plan::new(definition, Some(value), language, items, instant)
        })
        // A value that only forgotten releases had says something of them.
        .filter(|plan| !plan.listed.is_empty())
        .collect()
}

/// The items by value, each with the value as the earliest release wrote it.
fn group<'a>(items: &[Item<'a>], facet: Facet) -> BTreeMap<Slug, (Term, Vec<Item<'a>>)> {
    let mut groups: BTreeMap<Slug, (Term, Vec<Item<'a>>)> = BTreeMap::new();
    for item in items {
        for term in facet.values(item.facets()) {
            let (first, members) =
                groups.entry(term.slug().clone()).or_insert_with(|| (term.clone(), Vec::new()));
            if matches!(item, Item::Release(_)) {
                *first = term;
            }
            members.push(*item);
        }
    }
    groups
}

impl<'a> Plan<'a> {
    fn new(
        definition: &'a FeedDefinition,
        value: Option<Value>,
        language: Language,
        mut items: Vec<Item<'a>>,
        instant: DateTime<Utc>,
    ) -> Self {
        // They come in order of publication.
        if definition.order != Order::Published {
            items.sort_by(|a, b| b.rank(definition.order).cmp(&a.rank(definition.order)));
        }
        let listed = listed(&items, definition.limit, instant);
        let updated = updated(&items, &listed, definition);
        Self { definition, value, language, listed, updated }
    }
}

/// As many items as there is room for, and all of a burst.
fn listed<'a>(items: &[Item<'a>], limit: usize, instant: DateTime<Utc>) -> Vec<Item<'a>> {
    let is_listed = |item: &Item<'_>| match item {
        Item::Release(_) => true,
        Item::Tombstone(tombstone) => instant < tombstone.listed_until,
    };
    let items = || items.iter().copied().filter(is_listed);
    let since = items().map(Item::published).max().map(|newest| newest - BURST);
    let is_recent = |item: Item<'_>| since.is_some_and(|since| item.published() >= since);
    items()
        .enumerate()
        .filter(|(index, item)| *index < limit || is_recent(*item))
        .map(|(_, item)| item)
        .collect()
}

/// The newest change that readers can see: in an entry, or that one is no longer there.
fn updated(items: &[Item<'_>], listed: &[Item<'_>], definition: &FeedDefinition) -> DateTime<Utc> {
    let rank = |item: &Item<'_>| item.rank(definition.order).0;
    let last = listed.last().filter(|_| listed.len() >= definition.limit).map(rank);
    let is_in_reach = |item: &&Item<'_>| last.is_none_or(|last| rank(item) >= last);
    let gone = items.iter().filter(|item| matches!(item, Item::Tombstone(_))).filter(is_in_reach);
    listed.iter().chain(gone).map(|item| item.changed()).max().unwrap_or(DateTime::UNIX_EPOCH)
}
