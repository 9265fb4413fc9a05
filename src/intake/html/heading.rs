//! What the element of a headline tells: by its name, and by what it is made of.

use std::sync::LazyLock;

use dom_query::NodeRef;
use regex::Regex;

use super::block::Block;
use crate::intake::pattern::pattern;

/// A name that elements with a headline carry.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:headline|judul|titre|titulo|title|tit|subject|überschrift|(?:entry|post|article|art|page|news|content|node|detail|view|board|bbs|document|blog\w*|press|release)[-_]?(?:title|tit|heading|headline|subject|firstheading)(?:[-_]?detail)?|(?:title|subject)[-_]?(?:detail|view|article|news))$",
    )
});

/// Whether a block has words both in an element of their own and outside it.
pub(super) fn is_pieced(block: &Block<'_>) -> bool {
    let has_words = |node: &&NodeRef<'_>| !node.text().trim().is_empty();
    let pieces: Vec<&NodeRef<'_>> = block.nodes.iter().filter(has_words).collect();
    match pieces.as_slice() {
        [one] => one.children_it(false).filter(|inner| has_words(&inner)).count() > 1,
        pieces => pieces.len() > 1,
    }
}

/// Whether a block stands in an element that is named as one of a headline.
pub(super) fn is_named(block: &Block<'_>) -> bool {
    let Some(node) = block.nodes.first() else { return false };
    node.ancestors_it(Some(2)).any(|parent| {
        let is_title = |value: &str| NAMED.is_match(value);
        parent.attr("itemprop").is_some_and(|value| matches!(&*value, "headline"))
            || parent.attr("class").is_some_and(|value| value.split_whitespace().any(is_title))
    })
}
