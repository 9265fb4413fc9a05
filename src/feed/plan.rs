//! What each feed lists, and in which order.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::archive::Archive;
use super::item::Item;
use crate::article::{Facets, Term};
use crate::catalog::Edition;
use crate::feed::{Facet, FeedDefinition, Order, Subject};
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

/// The feeds of a definition, from the `items` of the edition.
///
/// A value whose releases are all gone and forgotten keeps its feed, with nothing in it, and its archive: who follows it
/// waits for what comes next, and readers give up on what is not found. But no list names it, as that would tell of
/// those releases.
pub(super) fn plans<'a>(
    items: &'a [Item<'a>],
    edition: &Edition,
    definition: &'a FeedDefinition,
    site: &Site,
) -> Vec<Plan<'a>> {
    let instant = edition.instant();
    let ended = definition.ended_by(instant);
    let selected: Vec<&Item<'_>> = items
        .iter()
        .filter(|item| definition.selection.admits(item.facets()))
        .filter(|item| ended.is_none_or(|ended| item.published <= ended))
        .collect();
    let over = over(edition, definition);
    let language = definition.language.clone();
    let Some(facet) = definition.each else {
        let language = language.or_else(|| definition.selection.only_language());
        let language = language.unwrap_or_else(|| site.language.clone());
        let left = over.map(|(_, updated)| updated).max();
        return vec![Plan::new(definition, None, language, (selected, left), instant, site.time_zone)];
    };
    let groups = group(&selected, over, facet).into_iter();
    groups
        .map(|(slug, Group { term, items, left })| {
            let own = Language::parse(term.label()).ok().filter(|_| facet == Facet::Language);
            let name = own.as_ref().and_then(Language::own_name).map(|name| Text::line(&name));
            let language = language.clone().or(own).or_else(|| definition.selection.only_language());
            let value = Value { facet, slug, label: name.unwrap_or_else(|| term.label().clone()) };
            let language = language.unwrap_or_else(|| site.language.clone());
            Plan::new(definition, Some(value), language, (items, left), instant, site.time_zone)
        })
        .collect()
}

/// What feeds of the definition had of the releases that expired: the facets of each, and its last change.
fn over<'a>(
    edition: &'a Edition,
    definition: &'a FeedDefinition,
) -> impl Iterator<Item = (&'a Facets, DateTime<Utc>)> {
    let ended = definition.ended_by(edition.instant());
    let selected = edition.expired().iter().filter(|expired| definition.selection.admits(&expired.facets));
    selected.filter_map(move |expired| {
        let corrected = || expired.corrected.iter().map(|at| *at.max(&expired.published));
        let (first, last) = match definition.subject {
            Subject::Releases => (expired.published, expired.updated),
            Subject::Corrections => (corrected().min()?, corrected().max()?),
        };
        ended.is_none_or(|ended| first <= ended).then_some((&expired.facets, last))
    })
}

/// What has one value of a facet.
struct Group<'a> {
    /// The value as the earliest release wrote it.
    term: Term,
    items: Vec<&'a Item<'a>>,
    /// The last change of what is there no more.
    left: Option<DateTime<Utc>>,
}

/// The items, and what is `over`, by value.
fn group<'a, 'e>(
    items: &[&'a Item<'a>],
    over: impl Iterator<Item = (&'e Facets, DateTime<Utc>)>,
    facet: Facet,
) -> BTreeMap<Slug, Group<'a>> {
    let mut groups: BTreeMap<Slug, Group<'_>> = BTreeMap::new();
    let of = |term: Term| Group { term, items: Vec::new(), left: None };
    for item in items {
        for term in &*facet.values(item.facets()) {
            let group = groups.entry(term.slug().clone()).or_insert_with(|| of(term.clone()));
            if !item.is_withdrawn() {
                group.term.clone_from(term);
            }
            group.items.push(item);
        }
    }
    for (facets, updated) in over {
        for term in &*facet.values(facets) {
            let group = groups.entry(term.slug().clone()).or_insert_with(|| of(term.clone()));
            group.left = group.left.max(Some(updated));
        }
    }
    groups
}

impl<'a> Plan<'a> {
    fn new(
        definition: &'a FeedDefinition,
        value: Option<Value>,
        language: Language,
        (mut items, left): (Vec<&'a Item<'a>>, Option<DateTime<Utc>>),
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
        let changes = items.iter().map(|item| item.changed).chain(left).chain(definition.ended_by(instant));
        let updated = changes.max().unwrap_or(DateTime::UNIX_EPOCH);
        let ended = definition.ended_by(instant);
        let previous = archive.before(&listed);
        Self { definition, value, language, listed, updated, archive, previous, ended }
    }

    /// Whether lists of feeds name it.
    pub(super) const fn is_named(&self) -> bool {
        self.value.is_none() || !self.listed.is_empty()
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
