//! What each feed lists, and in which order.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::archive::Archive;
use super::item::Item;
use crate::article::Term;
use crate::feed::{Facet, FeedDefinition, Order};
use crate::language::Language;
use crate::site::{ArchivePage, FeedAddress, Site, Slug};
use crate::text::Text;

/// How far back from its newest entry a feed reaches, whatever its limit: who polls once a day misses nothing.
const BURST: TimeDelta = TimeDelta::hours(24);

/// What one feed will have.
pub(super) struct Plan<'a> {
    pub(super) definition: &'a FeedDefinition,
    /// The value that the feed is for, where there is one feed for each.
    pub(super) value: Option<Value>,
    pub(super) language: Language,
    /// What it lists, first comes first.
    pub(super) listed: Vec<&'a Item<'a>>,
    /// The newest change that readers can see in it.
    pub(super) updated: DateTime<Utc>,
    /// Everything that it ever had.
    pub(super) archive: Archive,
    /// The latest page of its archive with something that it does not list.
    pub(super) previous: Option<ArchivePage>,
    /// When it ended, if that has come.
    pub(super) ended: Option<DateTime<Utc>>,
}

/// A value of a facet that has a feed of its own.
pub(super) struct Value {
    pub(super) facet: Facet,
    pub(super) slug: Slug,
    pub(super) label: Text,
}

/// The feeds of a definition, from the `items` of the edition at `instant`.
pub(super) fn plans<'a>(
    items: &'a [Item<'a>],
    instant: DateTime<Utc>,
    definition: &'a FeedDefinition,
    site: &Site,
) -> Vec<Plan<'a>> {
    let ended = definition.ended_by(instant);
    let selected: Vec<&Item<'_>> = items
        .iter()
        .filter(|item| definition.selection.admits(item.facets()))
        .filter(|item| ended.is_none_or(|ended| item.published <= ended))
        .collect();
    let language = definition.language.clone();
    let Some(facet) = definition.each else {
        let language = language.or_else(|| definition.selection.only_language());
        let language = language.unwrap_or_else(|| site.language.clone());
        return vec![Plan::new(definition, None, language, selected, instant, site.time_zone)];
    };
    group(&selected, facet)
        .into_iter()
        .map(|(slug, (term, items))| {
            let own = Language::parse(term.label()).ok().filter(|_| facet == Facet::Language);
            let name = own.as_ref().and_then(Language::own_name).map(|name| Text::line(&name));
            let language = language.clone().or(own).or_else(|| definition.selection.only_language());
            let value = Value { facet, slug, label: name.unwrap_or_else(|| term.label().clone()) };
            let language = language.unwrap_or_else(|| site.language.clone());
            Plan::new(definition, Some(value), language, items, instant, site.time_zone)
        })
        // A value that only forgotten releases had says something of them.
        .filter(|plan| !plan.listed.is_empty())
        .collect()
}

/// The items by value, each with the value as the earliest release wrote it.
fn group<'a>(items: &[&'a Item<'a>], facet: Facet) -> BTreeMap<Slug, (Term, Vec<&'a Item<'a>>)> {
    let mut groups: BTreeMap<Slug, (Term, Vec<&Item<'_>>)> = BTreeMap::new();
    for item in items {
        for term in facet.values(item.facets()) {
            let (first, members) =
                groups.entry(term.slug().clone()).or_insert_with(|| (term.clone(), Vec::new()));
            if !item.is_withdrawn() {
                *first = term;
            }
            members.push(item);
        }
    }
    groups
}

impl<'a> Plan<'a> {
    fn new(
        definition: &'a FeedDefinition,
        value: Option<Value>,
        language: Language,
        mut items: Vec<&'a Item<'a>>,
        instant: DateTime<Utc>,
        zone: Tz,
    ) -> Self {
        let archive = Archive::of(&items, definition.content, zone);
        // They come in order of publication.
        if definition.order != Order::Published {
            items.sort_by(|a, b| b.rank(definition.order).cmp(&a.rank(definition.order)));
        }
        let listed = listed(&items, definition.limit, instant);
        let updated = updated(&items, &listed, definition);
        let ended = definition.ended_by(instant);
        let updated = ended.map_or(updated, |ended| updated.max(ended));
        let previous = archive.before(&listed);
        Self { definition, value, language, listed, updated, archive, previous, ended }
    }

    pub(super) fn address(&self) -> FeedAddress {
        let value = self.value.as_ref().map(|value| value.slug.clone());
        FeedAddress { name: self.definition.name.clone(), value }
    }
}

/// As many items as there is room for, and all of a burst.
fn listed<'a>(items: &[&'a Item<'a>], limit: usize, instant: DateTime<Utc>) -> Vec<&'a Item<'a>> {
    let items = || items.iter().copied().filter(|item| item.is_listed(instant));
    let since = items().map(|item| item.published).max().map(|newest| newest - BURST);
    let is_recent = |item: &Item<'_>| since.is_some_and(|since| item.published >= since);
    items()
        .enumerate()
        .filter(|(index, item)| *index < limit || is_recent(item))
        .map(|(_, item)| item)
        .collect()
}

/// The newest change that readers can see: in an entry, or that one is no longer there.
fn updated(items: &[&Item<'_>], listed: &[&Item<'_>], definition: &FeedDefinition) -> DateTime<Utc> {
    let rank = |item: &Item<'_>| item.rank(definition.order).0;
    let last = listed.last().filter(|_| listed.len() >= definition.limit).map(|item| rank(item));
    let is_in_reach = |item: &&&Item<'_>| last.is_none_or(|last| rank(item) >= last);
    let gone = items.iter().filter(|item| item.is_withdrawn()).filter(is_in_reach);
    listed.iter().chain(gone).map(|item| item.changed).max().unwrap_or(DateTime::UNIX_EPOCH)
}
