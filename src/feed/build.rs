//! From an edition and definitions to neutral feeds.

use crate::catalog::Edition;
use crate::feed::{Feed, FeedDefinition};
use crate::site::Site;
use crate::text::Text;

/// The feeds of one definition: one, or one for each value of its facet.
#[must_use]
pub fn build(edition: &Edition, definition: &FeedDefinition, site: &Site) -> Vec<Feed> {
    build_all(edition, std::slice::from_ref(definition), site)
}

/// The feeds of all definitions, in their order; equal entries are shared between them.
#[must_use]
pub fn build_all(edition: &Edition, definitions: &[FeedDefinition], site: &Site) -> Vec<Feed> {
    let _ = (edition, definitions, site);
    Vec::new()
}

/// Pairs of different labels that share one feed of a definition with `each`, because they share a slug.
#[must_use]
pub fn clashes(edition: &Edition, definition: &FeedDefinition) -> Vec<(Text, Text)> {
    let _ = (edition, definition);
    Vec::new()
}
