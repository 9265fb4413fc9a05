//! Addresses that lead elsewhere: what releases and feeds were once called, and what people guess.
//!
//! They never stand in the way of a real address, and what is not public has none.

use std::sync::Arc;

use percent_encoding::percent_decode_str;

use super::build::Basis;
use super::{Resource, Resources, other_slash};
use crate::feed::{Ended, Feed, FeedDefinition};
use crate::site::{Address, FeedAddress, Format};

/// What people and readers try where they know no feed's address.
const GUESSES: [&str; 9] = [
    "/feed",
    "/rss",
    "/atom",
    "/rss.xml",
    "/atom.xml",
    "/feed.xml",
    "/feed.json",
    "/index.xml",
    "/index.rss",
];

/// Adds every old and guessed address that is free. Of two releases that claim one, the older has it; what the
/// newsroom wrote comes before what people guess.
pub(super) fn add(resources: &mut Resources, basis: &Basis, definitions: &[FeedDefinition]) {
    let edition = &basis.edition;
    for release in edition.releases().iter().rev() {
        for alias in &release.aliases {
            put(resources, alias, &redirect(basis, &Address::Release(release.slug.clone())));
        }
    }
    for tombstone in edition.tombstones() {
        let path = Address::Release(tombstone.slug.clone()).path();
        if let Some(notice) = resources.get(path.as_str()).cloned() {
            tombstone.aliases.iter().for_each(|alias| put(resources, alias, &notice));
        }
    }
    let ended = basis.ended.iter().map(Target::of_ended);
    for target in basis.feeds.iter().map(Target::of_feed).chain(ended) {
        let aliases = aliases(target.address, definitions);
        for alias in &aliases {
            if is_page(alias, &aliases) {
                let page = Address::FeedPage(target.address.clone());
                put(resources, alias, &redirect(basis, &page));
            } else {
                add_feed(resources, alias, &target, basis);
            }
        }
    }
    if let Some(feed) = basis.main_feed() {
        for guess in GUESSES {
            add_feed(resources, guess, &Target::of_feed(feed), basis);
        }
    }
}

/// What the old address of a feed leads to: the feed, or the notice that it is no more.
struct Target<'a> {
    address: &'a FeedAddress,
    formats: Vec<Format>,
}

impl<'a> Target<'a> {
    fn of_feed(feed: &'a Feed) -> Self {
        let formats = feed.links.formats.iter().map(|(format, _)| *format).collect();
        Self { address: &feed.address, formats }
    }

    fn of_ended(ended: &'a Ended) -> Self {
        Self { address: &ended.address, formats: ended.formats.clone() }
    }
}

/// The old addresses of a feed. Where its definition makes several, `{value}` in them stands for the value's slug.
fn aliases(feed: &FeedAddress, definitions: &[FeedDefinition]) -> Vec<String> {
    let definition = definitions.iter().find(|definition| definition.name == feed.name);
    let aliases = definition.into_iter().flat_map(|definition| &definition.aliases);
    match &feed.value {
        None => aliases.cloned().collect(),
        Some(value) => aliases
            .filter(|alias| alias.contains("{value}"))
            .map(|alias| alias.replace("{value}", value.as_str()))
            .collect(),
    }
}

/// Whether an old address is that of a feed's page, as feeds have one here: another one is the same with the ending of a
/// format. Without one it may as well have been a feed, and no reader follows a page.
fn is_page(alias: &str, aliases: &[String]) -> bool {
    let feed = |format: Format| format!("{alias}.{}", format.ending());
    Format::ALL.into_iter().any(|format| aliases.contains(&feed(format)))
}

fn add_feed(resources: &mut Resources, path: &str, target: &Target<'_>, basis: &Basis) {
    if let Some(format) = format_of(path, &target.formats) {
        put(resources, path, &redirect(basis, &Address::Feed(target.address.clone(), format)));
    }
}

/// The format that the path speaks of where the feed has it, else the feed's first one.
fn format_of(path: &str, formats: &[Format]) -> Option<Format> {
    let path = path.trim_end_matches('/');
    let spoken_of = if path.ends_with("json") {
        Format::Json
    } else if path.ends_with("atom") || path.ends_with("atom.xml") {
        Format::Atom
    } else {
        Format::Rss
    };
    formats.iter().find(|format| **format == spoken_of).or(formats.first()).copied()
}

fn redirect(basis: &Basis, address: &Address) -> Arc<Resource> {
    Arc::new(Resource::Redirect(basis.location(address)))
}

fn put(resources: &mut Resources, path: &str, resource: &Arc<Resource>) {
    let path = percent_decode_str(path).decode_utf8_lossy();
    if !resources.contains_key(other_slash(&path).as_str()) {
        resources.entry(path.into()).or_insert_with(|| Arc::clone(resource));
    }
}
