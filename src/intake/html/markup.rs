//! The markup of a text without what only a page's layout, scripts and styles need.

use dom_query::{Document, NodeRef};

use super::block::{Block, Kind};
use super::page::Page;
use crate::intake::shape::is_prose;

/// Attributes that mean something to readers.
const ATTRIBUTES: &[&str] = &[
    "href", "src", "srcset", "alt", "title", "colspan", "rowspan", "datetime", "lang", "dir", "cite",
    "start", "scope",
];
const HEADINGS: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6"];
/// The parts of a table.
const TABLE: &[&str] = &["table", "thead", "tbody", "tfoot", "tr", "td", "th"];
/// Elements that can hold a paragraph, and do not yet.
const HOLDERS: &[&str] = &[
    "div",
    "body",
    "section",
    "article",
    "main",
    "span",
    "center",
    "font",
    "form",
    "blockquote",
    "header",
    "td",
];

/// Elements that say nothing of what they hold.
const WRAPPERS: &[&str] =
    &["span", "font", "center", "section", "article", "main", "div", "form", "label", "header"];

/// Puts text that stands by itself into a paragraph.
pub(super) fn wrap(block: &Block<'_>) {
    let Some(first) = block.nodes.first() else { return };
    let is_bare = first.parent().is_some_and(|parent| HOLDERS.iter().any(|name| parent.has_name(name)));
    let is_text = block.kind == Kind::Paragraph || (block.kind == Kind::Cell && is_prose(&block.text));
    if is_bare && is_text {
        let paragraph = first.tree.new_element("p");
        first.insert_before(&paragraph);
        let start = block.nodes.iter().position(|node| !is_blank(node)).unwrap_or(0);
        let end = block.nodes.iter().rposition(|node| !is_blank(node)).map_or(0, |last| last + 1);
        for (index, node) in block.nodes.iter().enumerate() {
            if (start..end).contains(&index) {
                paragraph.append_child(node);
            } else {
                node.remove_from_parent();
            }
        }
    }
}

/// Leaves of a page what means something to readers, with whole addresses.
pub(super) fn simplify(page: &Page) {
    unfold_layout(&page.document);
    tidy(&page.document);
    remove_ends(&page.document);
    make_absolute(page);
}

/// Whether a node is a line end or white space.
fn is_blank(node: &NodeRef<'_>) -> bool {
    node.has_name("br") || (node.is_text() && node.text().trim().is_empty())
}

/// Takes tables away that hold paragraphs: they lay a page out.
fn unfold_layout(document: &Document) {
    for table in document.select("table:has(td p)").nodes() {
        for part in table.descendants().into_iter().chain([*table]) {
            if TABLE.iter().any(|name| part.has_name(name)) {
                part.rename("div");
            }
        }
    }
}

/// Removes comments, empty elements, and attributes that only the page's scripts and styles know.
fn tidy(document: &Document) {
    let mut nodes = document.root().descendants();
    nodes.reverse();
    for node in nodes {
        let is_void = ["img", "br", "hr", "td", "th", "source", "video", "audio"]
            .iter()
            .any(|name| node.has_name(name));
        let is_root = ["html", "head", "body"].iter().any(|name| node.has_name(name));
        let is_empty = node.is_element()
            && !is_void
            && !is_root
            && node.children_it(false).all(|child| child.is_text() && child.text().trim().is_empty());
        if node.is_comment() || is_empty {
            node.remove_from_parent();
        } else if node.is_element() {
            node.retain_attrs(ATTRIBUTES);
            let is_wrapper = WRAPPERS.iter().any(|name| node.has_name(name));
            // `unwrap_node` takes away the parent of the node that it is called on.
            if let Some(child) = node.first_child().filter(|_| is_wrapper) {
                child.unwrap_node();
            }
        }
    }
}

/// Removes tables that were emptied, line ends and rules about the text, and headings that nothing follows.
fn remove_ends(document: &Document) {
    for table in document.select("table").nodes() {
        if table.text().trim().is_empty() && !table.descendants_it().any(|inner| inner.has_name("img")) {
            table.remove_from_parent();
        }
    }
    let body = document.select("body");
    let Some(body) = body.nodes().first() else { return };
    // A rule that nothing stands above or below parts the text from the page around it.
    let is_blank = |node: &NodeRef<'_>| is_blank(node) || node.has_name("hr");
    while let Some(first) = body.first_child().filter(is_blank) {
        first.remove_from_parent();
    }
    let is_heading = |node: &NodeRef<'_>| HEADINGS.iter().any(|name| node.has_name(name));
    while let Some(last) = body.last_child().filter(|last| is_blank(last) || is_heading(last)) {
        last.remove_from_parent();
    }
}

/// Gives links and pictures whole addresses, where the page tells its own.
fn make_absolute(page: &Page) {
    for (selector, attribute) in [("a[href]", "href"), ("img[src]", "src")] {
        for node in page.document.select(selector).nodes() {
            let written = node.attr_or(attribute, "");
            let is_inner = written.starts_with('#') || page.base.is_none();
            if let Some(url) = page.resolve(&written).filter(|_| !is_inner) {
                node.set_attr(attribute, url.as_str());
            }
        }
    }
}
