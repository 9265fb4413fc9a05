//! What stands beside the text of a page: by its element, its role, its name, or because it is hidden.

use dom_query::NodeRef;

use super::block::{DEEPEST, folded};
use crate::intake::shape::is_prose;

/// Elements that stand beside the text.
const OUTSIDE: &[&str] = &["nav", "aside", "footer", "menu"];
const OUTSIDE_ROLES: &[&str] = &["navigation", "complementary", "contentinfo", "search", "banner"];

/// How the names of elements begin that stand beside the text.
#[rustfmt::skip]
const BESIDE: &[&str] = &[
    "footer", "foot-", "foot_", "site-footer", "page-footer", "copyright", "sidebar", "breadcrumb", "navbar", "navigation",
    "related", "share", "sharing", "social", "cookie", "comments", "pagination", "pager", "skip-",
];
/// Words within the names of elements that hold links to share a text, or to what it is a part of.
const TOOLS: &[&str] = &["share", "sharing", "social", "breadcrumb", "breadcrumbs"];
/// How the names begin of what has text of its own, however much of it.
const SPEAKING: &[&str] = &["footer", "copyright", "related", "cookie", "comments"];
/// Names of elements that only scripts, or those who do not see the page, get to read.
const HIDDEN: &[&str] = &[
    "hide",
    "hidden",
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "element-invisible",
];

/// What is known of a page before its elements are told apart.
pub(super) struct Beside {
    /// How much text it has that is no link.
    unlinked: usize,
}

impl Beside {
    /// Measures a page.
    pub(super) fn of(root: &NodeRef<'_>) -> Self {
        Self { unlinked: unlinked(root) }
    }

    /// Whether an element stands beside the text, or is hidden.
    pub(super) fn is_outside(&self, node: &NodeRef<'_>, name: &str) -> bool {
        let hides = |style: &str| style.replace(' ', "").to_ascii_lowercase().contains("display:none");
        // Some pages are an aside as a whole.
        let holds_text =
            || node.descendants_it().any(|inner| inner.attr("itemprop").as_deref() == Some("articleBody"));
        (OUTSIDE.contains(&name) && !holds_text())
            || node.attr("role").is_some_and(|role| OUTSIDE_ROLES.contains(&role.trim()))
            || node.has_attr("hidden")
            || node.attr("style").is_some_and(|style| hides(&style))
            || (name != "body" && (self.is_named_outside(node) || self.is_named_hidden(node, name)))
    }

    /// Whether an element is called what stands beside a text, and does not hold the text itself.
    fn is_named_outside(&self, node: &NodeRef<'_>) -> bool {
        let names = names(node);
        let begins = |starts: &[&str]| {
            names.split_whitespace().any(|name| starts.iter().any(|start| name.starts_with(start)))
        };
        let is_beside = begins(BESIDE) || names.split_whitespace().any(|name| name.ends_with("-nav"));
        // What some systems call a footer is that of the article's head: it holds the day.
        let is_of_head = |inner: &NodeRef<'_>| inner.has_name("time") && inner.has_attr("datetime");
        let holds_article =
            || holds(node, |inner| ["h1", "article", "main"].iter().any(|name| inner.has_name(name)));
        let is_head = || node.class().is_some_and(|class| &*class == "footer") && holds(node, is_of_head);
        let is_text = || !begins(SPEAKING) && self.is_most(node);
        (is_beside && !holds_article() && !is_head() && !is_text()) || is_tool(node, &names)
    }

    /// Whether an element is called hidden, and nothing tells that some readers see it, or that it is the text.
    fn is_named_hidden(&self, node: &NodeRef<'_>, name: &str) -> bool {
        let class = node.class().unwrap_or_default();
        let is_shown_to_some = class.contains(':') || class.contains("-block") || class.contains("-flex");
        name != "h1"
            && class.split_whitespace().any(|name| HIDDEN.contains(&name))
            && !is_shown_to_some
            && !self.is_most(node)
    }

    /// Whether an element holds most of the page's text.
    fn is_most(&self, node: &NodeRef<'_>) -> bool {
        unlinked(node) * 2 > self.unlinked
    }
}

/// Takes the pictures that stand beside the text out of a page.
pub(super) fn remove_pictures(root: &NodeRef<'_>) {
    let beside = Beside::of(root);
    let mut open = vec![(*root, 0)];
    while let Some((node, depth)) = open.pop() {
        for child in node.children_it(false).filter(NodeRef::is_element).collect::<Vec<_>>() {
            if beside.is_outside(&child, child.node_name().as_deref().unwrap_or_default()) {
                let pictures = child.descendants().into_iter().filter(|inner| inner.has_name("img"));
                pictures.for_each(|image| image.remove_from_parent());
            } else if depth < DEEPEST {
                open.push((child, depth + 1));
            }
        }
    }
}

/// Whether an element is named after sharing, wherever the word stands in its name, and holds no sentence.
fn is_tool(node: &NodeRef<'_>, names: &str) -> bool {
    let mut words = names.split(|character: char| !character.is_alphanumeric());
    words.any(|word| TOOLS.contains(&word))
        && !holds(node, |inner| inner.is_text() && is_prose(&folded(&inner.text())))
}

/// The name and the class of an element, in small letters.
fn names(node: &NodeRef<'_>) -> String {
    let names = [node.id_attr(), node.class()].into_iter().flatten();
    names.map(|names| names.to_lowercase() + " ").collect()
}

fn holds(node: &NodeRef<'_>, is_wanted: impl Fn(&NodeRef<'_>) -> bool) -> bool {
    node.descendants_it().any(|inner| is_wanted(&inner))
}

/// How much text below a node is no link, in letters.
fn unlinked(node: &NodeRef<'_>) -> usize {
    let letters = |node: &NodeRef<'_>| node.text().chars().filter(|letter| letter.is_alphanumeric()).count();
    let links: usize =
        node.descendants_it().filter(|inner| inner.has_name("a")).map(|link| letters(&link)).sum();
    letters(node).saturating_sub(links)
}
