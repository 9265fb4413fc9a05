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

/// How far back from its newest entry and from its newest change a feed reaches, whatever its limit: who polls once a
/// day misses nothing.
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
        // Every change is listed for a while, so the newest of all is one that readers saw.
        let changes = items.iter().map(|item| item.changed).chain(definition.ended_by(instant));
        let updated = changes.max().unwrap_or(DateTime::UNIX_EPOCH);
        let ended = definition.ended_by(instant);
        let previous = archive.before(&listed);
        Self { definition, value, language, listed, updated, archive, previous, ended }
    }

    pub(super) fn address(&self) -> FeedAddress {
        let value = self.value.as_ref().map(|value| value.slug.clone());
        FeedAddress { name: self.definition.name.clone(), value }
    }
}

/// What a feed lists: as many items as there is room for, all of a burst, and what changed lately.
///
/// Readers keep what a feed no longer has, so it must tell them of a change however old the release is. For as long as
/// a withdrawal is told, it lists
/// - every withdrawn item: its notice is short, and nobody may go on using the release;
/// - of those that changed otherwise, the latest changes up to the limit, and all within [`BURST`] of the newest. So
///   who polls daily hears of every correction, as of every release; who polls weekly hears of as many as the feed has
///   entries. The feed grows by no more than that and what is withdrawn or changes in a day.
fn listed<'a>(items: &[&'a Item<'a>], limit: usize, instant: DateTime<Utc>) -> Vec<&'a Item<'a>> {
    let items = || items.iter().copied().filter(|item| item.is_listed(instant));
    let is_changed = |item: &&Item<'_>| item.is_changed(instant);
    let news_since = items().map(|item| item.published).max().map(|newest| newest - BURST);
    let told_since = reach(items().filter(is_changed).map(|item| item.changed), limit);
    let is_news = |item: &&Item<'_>| news_since.is_some_and(|since| item.published >= since);
    let is_told = |item: &&Item<'_>| {
        item.is_withdrawn() || (is_changed(item) && told_since.is_some_and(|since| item.changed >= since))
    };
    items()
        .enumerate()
        .filter(|(index, item)| *index < limit || is_news(item) || is_told(item))
        .map(|(_, item)| item)
        .collect()
}

/// Back to when the latest of these changes reach, up to a limit and with all of a burst.
fn reach(changes: impl Iterator<Item = DateTime<Utc>>, limit: usize) -> Option<DateTime<Utc>> {
    let mut changes: Vec<_> = changes.collect();
    changes.sort_unstable_by(|a, b| b.cmp(a));
    let last = changes.iter().take(limit).next_back()?;
    Some(*last.min(&(*changes.first()? - BURST)))
}
