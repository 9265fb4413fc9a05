//! From an edition and definitions to neutral feeds. It is pure: equal inputs give equal feeds.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::archive::{Archive, addresses};
use super::entry;
use super::item::{Item, Source, items};
use super::plan::{Plan, plans};
use crate::article::{ArticleId, Term};
use crate::catalog::{Edition, Release};
use crate::feed::{Content, Entry, Facet, Feed, FeedDefinition, FeedLinks, Subject};
use crate::site::{Address, ArchivePage, FeedAddress, Site, Slug};
use crate::text::Text;

/// How many bytes of full text a feed carries; past them its entries carry summaries only.
const MOST_CONTENT: usize = 1 << 20;

/// The feeds of one definition: one, or one for each value of its facet.
#[must_use]
pub fn build(edition: &Edition, definition: &FeedDefinition, site: &Site) -> Vec<Feed> {
    build_all(edition, std::slice::from_ref(definition), site).0
}

/// The feeds of all definitions, in their order but those last that no list names, and the archive of each; equal entries
/// are shared between them.
#[must_use]
pub fn build_all(
    edition: &Edition,
    definitions: &[FeedDefinition],
    site: &Site,
) -> (Vec<Feed>, Vec<Archive>) {
    let instant = edition.instant();
    let [releases, corrections] =
        [Subject::Releases, Subject::Corrections].map(|subject| items(edition, subject));
    let mut plans: Vec<Plan<'_>> = definitions
        .par_iter()
        .filter(|definition| !definition.is_gone(instant))
        .flat_map_iter(|definition| {
            let items = match definition.subject {
                Subject::Releases => &releases,
                Subject::Corrections => &corrections,
            };
            plans(items, edition, definition, site)
        })
        .collect();
    plans.sort_by_key(|plan| !plan.is_named());
    let entries = Entries::new(&plans, edition, site);
    let feeds = plans.iter().map(|plan| feed(plan, &entries, site)).collect();
    (feeds, plans.into_iter().map(|plan| plan.archive).collect())
}

/// Pairs of labels that differ in more than case, spaces and hyphens, and yet share one feed of a definition with
/// `each`, because they share a slug: `C` and `C++`. The earlier release's label comes first.
#[must_use]
pub fn clashes(edition: &Edition, definition: &FeedDefinition) -> Vec<(Text, Text)> {
    let Some(facet) = definition.each.filter(|facet| *facet != Facet::Language) else { return Vec::new() };
    let mut terms: BTreeMap<Slug, Vec<Term>> = BTreeMap::new();
    let selected = |release: &&Release| definition.selection.admits(&release.facets);
    for release in edition.releases().iter().rev().filter(selected) {
        for term in &*facet.values(&release.facets) {
            let known = terms.entry(term.slug().clone()).or_default();
            if !known.iter().any(|known| known.has_words_of(term)) {
                known.push(term.clone());
            }
        }
    }
    let mut clashes = Vec::new();
    for terms in terms.values() {
        if let Some((first, others)) = terms.split_first() {
            clashes.extend(others.iter().map(|other| (first.label().clone(), other.label().clone())));
        }
    }
    clashes
}

fn feed(plan: &Plan<'_>, entries: &Entries, site: &Site) -> Feed {
    let definition = plan.definition;
    let is_full = definition.content == Content::Full && entries.content_size(&plan.listed) <= MOST_CONTENT;
    let content = if is_full { Content::Full } else { Content::Summary };
    let address = plan.address();
    let id = id(definition, &address, site);
    // Where texts are left out, the archive has them, from its latest page on.
    let previous = if content == definition.content { plan.previous } else { plan.archive.latest() };
    let links = links(plan, &address, previous, site);
    let end = plan.ended.map(|at| entry::of_end(&id, &links.page, &plan.language, at, site));
    let end = end.map(|end| Arc::new(Entry::Release(Box::new(end))));
    let entries = plan.listed.iter().filter_map(|item| entries.of(item, content));
    let titled = |template: &Text| match &plan.value {
        Some(value) => Text::line(&template.replace("{value}", &value.label)),
        None => template.clone(),
    };
    Feed {
        facet: plan.value.as_ref().map(|value| value.facet),
        id,
        title: titled(&definition.title),
        description: definition.description.as_ref().map(titled),
        language: plan.language.clone(),
        updated: plan.updated,
        links,
        author: site.author.clone(),
        rights: site.rights.clone(),
        icon: definition.icon.as_ref().or(site.icon.as_ref()).map(|icon| site.image_url(icon)),
        logo: site.logo(),
        ttl_minutes: site.ttl_minutes,
        time_zone: site.time_zone,
        content,
        withdrawn: definition.withdrawn.unwrap_or(site.withdrawn),
        entries: end.into_iter().chain(entries).collect(),
        is_named: plan.is_named(),
        address,
    }
}

/// The id of a definition's feed, or, where it makes several, what theirs are made of.
#[must_use]
pub fn id_of(definition: &FeedDefinition, site: &Site) -> ArticleId {
    let made = || ArticleId::of_path(&site.id_authority, &format!("feeds/{}", definition.name));
    definition.id.clone().unwrap_or_else(made)
}

fn id(definition: &FeedDefinition, address: &FeedAddress, site: &Site) -> ArticleId {
    let Some(id) = &definition.id else {
        return ArticleId::of_path(&site.id_authority, &format!("feeds/{address}"));
    };
    address.value.as_ref().map_or_else(|| id.clone(), |value| id.of_part(value.as_str()))
}

fn links(plan: &Plan<'_>, address: &FeedAddress, previous: Option<ArchivePage>, site: &Site) -> FeedLinks {
    let formats = &plan.definition.formats;
    let at = |address: Address| site.base_url.at(&address);
    FeedLinks {
        home: at(Address::Home),
        page: at(Address::FeedPage(address.clone())),
        formats: formats
            .iter()
            .map(|format| (*format, at(Address::Feed(address.clone(), *format))))
            .collect(),
        archived: None,
        previous: previous.map_or_else(Vec::new, |page| addresses(address, page, formats, site)),
        next: Vec::new(),
        hubs: site.hubs.clone(),
        style: at(Address::FeedStyle),
    }
}

/// The entries of all feeds, each made once.
struct Entries {
    full: BTreeMap<ArticleId, Arc<Entry>>,
    short: BTreeMap<ArticleId, Arc<Entry>>,
}

impl Entries {
    fn new(plans: &[Plan<'_>], edition: &Edition, site: &Site) -> Self {
        let needed: BTreeMap<&ArticleId, &Item<'_>> =
            plans.iter().flat_map(|plan| plan.listed.iter().copied()).map(|item| (&item.id, item)).collect();
        let items: Vec<&Item<'_>> = needed.into_values().collect();
        let made: Vec<Entry> = items
            .par_iter()
            .map(|item| {
                if let Source::Release(release) = item.source {
                    release.keep_html(&site.base_url.at(&Address::Release(release.slug.clone())));
                }
                make(item, edition, site)
            })
            .collect();
        let short =
            made.iter().map(|entry| (entry.id().clone(), Arc::new(entry.without_content()))).collect();
        let full = made.into_iter().map(|entry| (entry.id().clone(), Arc::new(entry))).collect();
        Self { full, short }
    }

    fn of(&self, item: &Item<'_>, content: Content) -> Option<Arc<Entry>> {
        let entries = match content {
            Content::Full => &self.full,
            Content::Summary => &self.short,
        };
        entries.get(&item.id).cloned()
    }

    /// How many bytes of full text these have.
    fn content_size(&self, items: &[&Item<'_>]) -> usize {
        items
            .iter()
            .filter_map(|item| match &**self.full.get(&item.id)? {
                Entry::Release(release) => release.content.as_ref().map(|html| html.as_str().len()),
                Entry::Withdrawn(_) => None,
            })
            .sum()
    }
}

pub(super) fn make(item: &Item<'_>, edition: &Edition, site: &Site) -> Entry {
    match (item.source, item.place.correction) {
        (Source::Release(release), None) => {
            Entry::Release(Box::new(entry::of_release(release, edition, site)))
        }
        (Source::Release(release), Some(index)) => {
            Entry::Release(Box::new(entry::of_correction(item, release, index, site)))
        }
        (Source::Tombstone(tombstone), _) => Entry::Withdrawn(entry::of_tombstone(item, tombstone, site)),
    }
}
