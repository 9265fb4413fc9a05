//! Parts a text from whom the press may ask: blocks that say that they are contacts, and sections with such a heading.
//!
//! Private data must not stay in the text, from which no setting keeps it out of feeds.

use dom_query::{Document, NodeRef, Selection};

use crate::article::body::visible_html;
use crate::article::{Body, Markup};
use crate::intake::contact::has_details;
use crate::intake::phrases::{PHRASES, leading};

/// What GOV.UK makes of `$C … $C` and of a contact that is embedded.
const BLOCKS: &str = ".contact";

const HEADINGS: &str = "h2, h3, h4, h5, h6";

/// The text without them, and they line by line; `None` where there are none, or nothing else.
pub(super) fn part(html: &str) -> Option<(String, String)> {
    let document = Document::fragment(visible_html(html));
    let mut lines = Vec::new();
    for heading in document.select(HEADINGS).nodes() {
        if leading(heading.text().trim(), &PHRASES.contact).is_some() {
            take(&section(heading), &mut lines);
        }
    }
    for block in document.select(BLOCKS).nodes() {
        take(&[*block], &mut lines);
    }
    let rest = document.html_root().inner_html().to_string();
    let is_left = !Body::new(&rest, Markup::Html).paragraphs().is_empty();
    (is_left && !lines.is_empty()).then(|| (rest, lines.join("\n")))
}

/// A heading and what follows it up to the next one.
fn section<'a>(heading: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let mut nodes = vec![*heading];
    let mut next = heading.next_sibling();
    while let Some(node) = next.filter(|node| !Selection::from(*node).is(HEADINGS)) {
        nodes.push(node);
        next = node.next_sibling();
    }
    nodes
}

/// Takes nodes out of the document, where there is an address or a telephone number in them.
fn take(nodes: &[NodeRef<'_>], lines: &mut Vec<String>) {
    let html: String = nodes.iter().map(|node| node.html().to_string()).collect();
    let paragraphs = Body::new(&html, Markup::Html).paragraphs();
    if paragraphs.iter().any(|paragraph| has_details(paragraph)) {
        lines.extend(paragraphs);
        nodes.iter().for_each(NodeRef::remove_from_parent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<div><p>The bridge opens today.</p>";

    #[test]
    fn blocks_and_sections_of_contacts_leave_the_text() {
        let block = "<div class=\"contact\" id=\"contact_1\"><div class=\"vcard\"><p>Roads media enquiries</p>\
                     <p class=\"tel\"><span class=\"type\">Out of hours</span> 020 7946 0101</p></div></div>";
        let section = "<h2 id=\"c\">Media enquiries</h2><p>Press office<br>press@roads.example</p><h2>More</h2><p>Read on.</p>";
        let under = format!("<h3>Contact</h3>{block}");
        for (more, rest, contacts) in [
            (block, "The bridge opens today.", "Roads media enquiries\nOut of hours 020 7946 0101"),
            (
                section,
                "The bridge opens today.\nMore\nRead on.",
                "Media enquiries\nPress office press@roads.example",
            ),
            (&under, "The bridge opens today.", "Contact\nRoads media enquiries\nOut of hours 020 7946 0101"),
        ] {
            let (text, found) = part(&format!("{TEXT}{more}</div>")).unwrap();
            assert_eq!(Body::new(&text, Markup::Html).paragraphs().join("\n"), rest);
            assert_eq!(found, contacts);
        }
    }

    #[test]
    fn what_has_no_address_or_nothing_else_stays() {
        for html in [
            "<p>The bridge opens today.</p><h2>Contact sports</h2><p>Rugby is one.</p>",
            "<div class=\"contact\"><p>Press office 020 7946 0101</p></div>",
        ] {
            assert_eq!(part(html), None);
        }
    }
}
