//! Feeds, and lists of them, read as a feed reader does: RSS 2.0, Atom 1.0, JSON Feed and OPML, from whatever program.
//!
//! Ids are taken letter by letter, since readers compare them so. Where an RSS item has none, its link is its id. Atom
//! allows IRIs alone: behind `guid:` stands, encoded, what RSS and JSON Feed spell as it is, and that is taken.

use chrono::{DateTime, SubsecRound, Utc};
use percent_encoding::percent_decode_str;
use roxmltree::{Node, ParsingOptions};
use serde::Deserialize;
use thiserror::Error;
use url::Url;

use super::Entry;

const ATOM: &str = "http://www.w3.org/2005/Atom";
const CONTENT: &str = "http://purl.org/rss/1.0/modules/content/";
const TOMBSTONES: &str = "http://purl.org/atompub/tombstones/1.0";

/// A document is not what it should be.
#[derive(Debug, Error)]
pub enum ReadError {
    /// It begins like XML and is not well-formed.
    #[error("it is not well-formed XML: {0}")]
    Xml(#[from] roxmltree::Error),
    /// It begins like JSON and is no JSON Feed.
    #[error("it is not a JSON Feed: {0}")]
    Json(#[from] serde_json::Error),
    /// It is something else.
    #[error("it is neither RSS, Atom nor JSON Feed, but begins with `{0}`")]
    Other(String),
}

/// A feed document: a subscription document, or a page of an archive.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The feed's id, in formats that have one.
    pub id: Option<String>,
    /// The feed's title.
    pub title: String,
    /// Its entries, all marked as shown.
    pub entries: Vec<Entry>,
    /// Where older entries are (RFC 5005, JSON Feed's `next_url`), as written.
    pub older: Option<String>,
}

/// A list of feeds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct List {
    /// What all of them lie below, where the list says so: the owner's home.
    pub base: Option<Url>,
    /// The addresses of the feeds.
    pub feeds: Vec<String>,
}

/// Reads a feed document of any format.
///
/// # Errors
/// Where it is none.
pub fn feed(bytes: &[u8]) -> Result<Document, ReadError> {
    let text = decoded(bytes);
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    if text.starts_with('{') {
        return Ok(serde_json::from_str::<JsonFeed>(text)?.into());
    }
    let parsed = parse(text)?;
    let root = parsed.root_element();
    match root.tag_name().name() {
        "feed" => Ok(atom(root)),
        "rss" => Ok(root.children().find(|node| is(node, "channel")).map(rss).unwrap_or_default()),
        name => Err(ReadError::Other(format!("<{name}"))),
    }
}

/// Reads an OPML document: every feed in it, however deep.
///
/// # Errors
/// Where it is none.
pub fn list(bytes: &[u8]) -> Result<List, ReadError> {
    let text = decoded(bytes);
    let parsed = parse(text.trim_start_matches('\u{FEFF}').trim_start())?;
    let root = parsed.root_element();
    if !root.has_tag_name("opml") {
        return Err(ReadError::Other(format!("<{}", root.tag_name().name())));
    }
    let owner = root.descendants().find(|node| node.has_tag_name("ownerId"));
    let feeds = root.descendants().filter_map(|node| node.attribute("xmlUrl")).map(ToOwned::to_owned);
    Ok(List { base: owner.and_then(|owner| Url::parse(&text_of(owner)).ok()), feeds: feeds.collect() })
}

fn decoded(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn parse(text: &str) -> Result<roxmltree::Document<'_>, ReadError> {
    if !text.starts_with('<') {
        return Err(ReadError::Other(text.chars().take(20).collect()));
    }
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Ok(roxmltree::Document::parse_with_options(text, options)?)
}

fn atom(feed: Node<'_, '_>) -> Document {
    let entries = feed.children().filter_map(|node| match node.tag_name().name() {
        "entry" => Some(atom_entry(node)),
        "deleted-entry" if node.tag_name().namespace() == Some(TOMBSTONES) => Some(tombstone(node)),
        _ => None,
    });
    Document {
        id: child(feed, ATOM, "id"),
        title: child(feed, ATOM, "title").unwrap_or_default(),
        entries: entries.collect(),
        older: older(feed),
    }
}

fn atom_entry(entry: Node<'_, '_>) -> Entry {
    let text = |name| child(entry, ATOM, name);
    let alternate = links(entry).find(|link| link.attribute("rel").is_none_or(|rel| rel == "alternate"));
    Entry {
        id: text("id").map(as_guid).unwrap_or_default(),
        title: text("title").unwrap_or_default(),
        url: alternate.and_then(|link| link.attribute("href")).unwrap_or_default().to_owned(),
        published: text("published").as_deref().and_then(instant),
        updated: text("updated").as_deref().and_then(instant),
        text: text("content").or_else(|| text("summary")).unwrap_or_default(),
        is_tombstone: false,
        is_shown: true,
    }
}

fn tombstone(node: Node<'_, '_>) -> Entry {
    let id = as_guid(node.attribute("ref").unwrap_or_default().to_owned());
    let updated = node.attribute("when").and_then(instant);
    Entry {
        id,
        title: String::new(),
        url: String::new(),
        published: None,
        updated,
        text: String::new(),
        is_tombstone: true,
        is_shown: true,
    }
}

/// The id of an entry as RSS spells it.
fn as_guid(iri: String) -> String {
    let guid = iri.strip_prefix("guid:").and_then(|guid| percent_decode_str(guid).decode_utf8().ok());
    guid.map_or(iri.clone(), Into::into)
}

fn rss(channel: Node<'_, '_>) -> Document {
    let entries = channel.children().filter(|node| is(node, "item")).map(rss_item);
    Document {
        id: None,
        title: plain_child(channel, "title").unwrap_or_default(),
        entries: entries.collect(),
        older: older(channel),
    }
}

fn rss_item(item: Node<'_, '_>) -> Entry {
    let link = plain_child(item, "link").unwrap_or_default();
    let text = child(item, CONTENT, "encoded").or_else(|| plain_child(item, "description"));
    Entry {
        id: plain_child(item, "guid").unwrap_or_else(|| link.clone()),
        title: plain_child(item, "title").unwrap_or_default(),
        url: link,
        published: plain_child(item, "pubDate").as_deref().and_then(instant),
        updated: child(item, ATOM, "updated").as_deref().and_then(instant),
        text: text.unwrap_or_default(),
        is_tombstone: false,
        is_shown: true,
    }
}

/// Where older entries are: the archive before (RFC 5005 §4), else the next page (§3).
fn older(feed: Node<'_, '_>) -> Option<String> {
    let href = |rel| links(feed).find(|link| link.attribute("rel") == Some(rel))?.attribute("href");
    href("prev-archive").or_else(|| href("next")).map(ToOwned::to_owned)
}

fn links<'a, 'input>(node: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(|node| node.has_tag_name((ATOM, "link")))
}

fn is(node: &Node<'_, '_>, name: &str) -> bool {
    node.has_tag_name(name)
}

fn plain_child(node: Node<'_, '_>, name: &str) -> Option<String> {
    node.children().find(|child| is(child, name)).map(text_of)
}

fn child(node: Node<'_, '_>, namespace: &str, name: &str) -> Option<String> {
    node.children().find(|child| child.has_tag_name((namespace, name))).map(text_of)
}

/// The text of an element and of all that it holds, without the white space around it.
fn text_of(node: Node<'_, '_>) -> String {
    let text: String = node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
    text.trim().to_owned()
}

/// An instant as feeds write it (RFC 3339, RFC 822), in whole seconds: not every format has more.
fn instant(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let parsed = DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_rfc2822(text));
    parsed.ok().map(|instant| instant.to_utc().trunc_subsecs(0))
}

#[derive(Deserialize)]
struct JsonFeed {
    #[serde(default)]
    title: String,
    next_url: Option<String>,
    #[serde(default, rename = "_dateline")]
    extension: JsonExtension,
    items: Vec<JsonItem>,
}

#[derive(Default, Deserialize)]
struct JsonExtension {
    id: Option<String>,
}

#[derive(Deserialize)]
struct JsonItem {
    id: JsonId,
    url: Option<String>,
    #[serde(default)]
    title: String,
    content_html: Option<String>,
    content_text: Option<String>,
    summary: Option<String>,
    date_published: Option<String>,
    date_modified: Option<String>,
}

/// Version 1.0 allows numbers.
#[derive(Deserialize)]
#[serde(untagged)]
enum JsonId {
    Text(String),
    Number(serde_json::Number),
}

impl From<JsonFeed> for Document {
    fn from(feed: JsonFeed) -> Self {
        let entries = feed.items.into_iter().map(Entry::from).collect();
        Self { id: feed.extension.id, title: feed.title, entries, older: feed.next_url }
    }
}

impl From<JsonItem> for Entry {
    fn from(item: JsonItem) -> Self {
        Self {
            id: match item.id {
                JsonId::Text(id) => id,
                JsonId::Number(id) => id.to_string(),
            },
            title: item.title,
            url: item.url.unwrap_or_default(),
            published: item.date_published.as_deref().and_then(instant),
            updated: item.date_modified.as_deref().and_then(instant),
            text: item.content_html.or(item.content_text).or(item.summary).unwrap_or_default(),
            is_tombstone: false,
            is_shown: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_formats_give_one_entry() {
        let atom = r#"<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>urn:f</id><title>All</title>
            <link rel="prev-archive" href="/older"/><entry><id>urn:a </id><title>A &amp; B</title>
            <link rel="alternate" href="https://a.example/a"/><published>2026-01-02T03:04:05.9+00:00</published>
            <updated>2026-01-03T03:04:05Z</updated><summary>S</summary><content type="html">&lt;p&gt;T</content>
            </entry></feed>"#;
        let rss = r#"<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"
            xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>All</title>
            <atom:link rel="prev-archive" href="/older"/><item><guid isPermaLink="false">urn:a</guid>
            <title>A &amp; B</title><link>https://a.example/a</link><description>S</description>
            <content:encoded><![CDATA[<p>T]]></content:encoded><pubDate>Fri, 02 Jan 2026 03:04:05 GMT</pubDate>
            <atom:updated>2026-01-03T03:04:05Z</atom:updated></item></channel></rss>"#;
        let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "All", "next_url": "/older",
            "_dateline": {"id": "urn:f"}, "items": [{"id": "urn:a", "title": "A & B", "url": "https://a.example/a",
            "content_html": "<p>T", "summary": "S", "date_published": "2026-01-02T03:04:05Z",
            "date_modified": "2026-01-03T03:04:05Z"}]}"#;
        let [atom, rss, json] = [atom, rss, json].map(|document| feed(document.as_bytes()).unwrap());
        assert_eq!(atom, json);
        assert_eq!(Document { id: Some("urn:f".to_owned()), ..rss }, json);
        assert_eq!(json.entries[0].text, "<p>T");
        assert_eq!(json.entries[0].published.unwrap().to_rfc3339(), "2026-01-02T03:04:05+00:00");
    }

    #[test]
    fn tombstones_are_entries() {
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
            <at:deleted-entry ref="urn:a" when="2026-01-03T03:04:05Z"/></feed>"#;
        let document = feed(atom.as_bytes()).unwrap();
        assert!(document.entries[0].is_tombstone);
        assert_eq!(document.entries[0].id, "urn:a");
    }

    #[test]
    fn an_item_without_an_id_has_its_link() {
        let rss = "\u{FEFF}<rss><channel><item><link>https://a.example/?p=1</link></item></channel></rss>";
        assert_eq!(feed(rss.as_bytes()).unwrap().entries[0].id, "https://a.example/?p=1");
        assert_eq!(feed(br#"{"items": [{"id": 7}]}"#).unwrap().entries[0].id, "7");
    }

    #[test]
    fn a_list_has_its_feeds_and_their_base() {
        let opml = r#"<opml version="2.0"><head><ownerId>https://a.example/press/</ownerId></head><body>
            <outline text="x"><outline xmlUrl="https://a.example/press/feeds/all.atom"/></outline></body></opml>"#;
        let list = list(opml.as_bytes()).unwrap();
        assert_eq!(list.base.unwrap().as_str(), "https://a.example/press/");
        assert_eq!(list.feeds, ["https://a.example/press/feeds/all.atom"]);
    }

    #[test]
    fn what_is_no_feed_is_told_by_how_it_begins() {
        for (document, told) in
            [("<!doctype html><html>", "XML"), ("<html></html>", "<html"), ("Hello", "Hello")]
        {
            assert!(feed(document.as_bytes()).unwrap_err().to_string().contains(told), "{document}");
            assert!(list(document.as_bytes()).unwrap_err().to_string().contains(told), "{document}");
        }
        assert!(matches!(feed(b"{}"), Err(ReadError::Json(_))));
    }
}
