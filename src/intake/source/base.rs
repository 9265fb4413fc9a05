//! What relative addresses in an entry's text are relative to: `xml:base` (RFC 4287 §2), else the entry's page, else
//! the feed's.

use dom_query::{Document, NodeRef};
use feed_rs::model::{Entry, Feed, Link};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use url::Url;

use super::mend;
use crate::article::body::visible_html;

const BASE: &str = "xml:base";

/// Attributes that are addresses.
const ADDRESSES: &[&str] = &["href", "src", "poster", "cite"];

/// The address of an entry's page.
pub(super) fn page(entry: &Entry, feed: &Feed) -> Option<String> {
    let page = &of_page(&entry.links)?.href;
    let whole = || feed_page(feed)?.join(page).ok();
    Some(if Url::parse(page).is_ok() {
        page.clone()
    } else {
        whole().map_or_else(|| page.clone(), Into::into)
    })
}

/// The base of each entry's text.
pub(super) fn of_entries(bytes: &[u8], feed: &Feed) -> Vec<Option<Url>> {
    let written = written(bytes);
    let written = if written.len() == feed.entries.len() { written } else { Vec::new() };
    let own = feed.links.iter().find(|link| link.rel.as_deref() == Some("self"));
    let own = own.and_then(|link| Url::parse(&link.href).ok()).or_else(|| feed_page(feed));
    let of_entry = |(index, entry): (usize, &Entry)| {
        let page = || page(entry, feed).and_then(|page| Url::parse(&page).ok());
        match written.get(index).map(Vec::as_slice).unwrap_or_default() {
            [] => page().or_else(|| own.clone()),
            // A base that is relative itself is relative to where the feed is.
            bases => bases.iter().fold(own.clone().or_else(page), |base, next| joined(base.as_ref(), next)),
        }
    };
    feed.entries.iter().enumerate().map(of_entry).collect()
}

fn of_page(links: &[Link]) -> Option<&Link> {
    links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"))
}

fn feed_page(feed: &Feed) -> Option<Url> {
    Url::parse(&of_page(&feed.links)?.href).ok()
}

fn joined(base: Option<&Url>, written: &str) -> Option<Url> {
    Url::parse(written.trim()).ok().or_else(|| base?.join(written.trim()).ok()).or_else(|| base.cloned())
}

/// Every `xml:base` that holds for the text of each entry, the outermost first.
fn written(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = mend::with_references(bytes);
    let text = String::from_utf8_lossy(&text);
    if !text.contains(BASE) {
        return Vec::new();
    }
    let mut reader = Reader::from_str(&text);
    let mut scan = Scan::default();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(start) => scan.open(&start),
            Event::Empty(start) if matches!(start.name().as_ref(), "entry" | "item") => {
                scan.entries.push(Vec::new());
            }
            Event::End(_) => drop(scan.open.pop()),
            _ => {}
        }
    }
    scan.entries
}

/// A walk through a feed's elements.
#[derive(Default)]
struct Scan {
    /// The bases of the elements that are open.
    open: Vec<Option<String>>,
    entries: Vec<Vec<String>>,
    /// How deep the content of this entry lies.
    content: Option<usize>,
}

impl Scan {
    fn open(&mut self, start: &BytesStart<'_>) {
        self.open.push(base_of(start));
        let depth = self.open.len();
        let is_of_text = match start.name().as_ref() {
            "entry" | "item" => {
                self.entries.push(Vec::new());
                self.content = None;
                true
            }
            "content" | "atom:content" | "content:encoded" => {
                self.content = Some(depth);
                true
            }
            // The element around a text in XHTML, which is no part of it.
            _ if self.content.is_some_and(|content| depth == content + 1) => true,
            // The text is the content where there is one.
            "summary" | "description" => self.content.is_none(),
            _ => false,
        };
        if let Some(last) = self.entries.last_mut().filter(|_| is_of_text) {
            *last = self.open.iter().flatten().cloned().collect();
        }
    }
}

fn base_of(start: &BytesStart<'_>) -> Option<String> {
    let attribute = start.try_get_attribute(BASE).ok()??;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// The same markup with whole addresses; what leads to a place within it stays.
pub(super) fn absolute(html: &str, base: &Url) -> String {
    let document = Document::fragment(visible_html(html));
    for node in document.select("[href], [src], [poster], [cite]").nodes() {
        // A picture has the address that a script would have given it.
        let names = node.attrs().into_iter().map(|attribute| attribute.name.local.to_string());
        names.filter(|name| name.starts_with("data-")).for_each(|name| node.remove_attr(&name));
        for name in ADDRESSES {
            let written = node.attr_or(name, "");
            let is_relative = Url::parse(&written) == Err(url::ParseError::RelativeUrlWithoutBase);
            if is_relative
                && !written.is_empty()
                && !written.starts_with('#')
                && let Ok(url) = within(node, base).join(&written)
            {
                node.set_attr(name, url.as_str());
            }
        }
    }
    document.html_root().inner_html().to_string()
}

/// The base of an element of a text in XHTML, which may have some of its own.
fn within(node: &NodeRef<'_>, base: &Url) -> Url {
    let mut above = node.ancestors(None);
    above.reverse();
    let own = above.iter().chain([node]).filter_map(|node| node.attr(BASE));
    own.fold(base.clone(), |base, written| joined(Some(&base), &written).unwrap_or(base))
}
