//! What feed validators find fault with, and the whole of JSON Feed 1.1, as rules that any feed must keep: those made
//! up here, and every one that a newsroom serves, its archives too.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chrono::DateTime;
use dateline::site::Format;
use dom_query::Document as Html;
use roxmltree::{Document, Node};
use serde_json::Value;

use crate::corpus;
use crate::fixture::{archived_feed, bare_feed, rendered, rich_feed};
use crate::program::dateline;

const ATOM: &str = "http://www.w3.org/2005/Atom";
const TOMBSTONES: &str = "http://purl.org/atompub/tombstones/1.0";

/// Where the newsrooms below are served.
const BASE: &str = "https://press.city.example/news/";

pub(crate) fn elements<'a>(document: &'a Document<'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    document.descendants().filter(move |node| node.is_element() && node.tag_name().name() == name)
}

pub(crate) fn child_text<'a>(node: Node<'a, 'a>, name: &str) -> Option<&'a str> {
    node.children().find(|child| child.is_element() && child.tag_name().name() == name)?.text()
}

#[test]
fn feeds_of_every_kind_keep_the_rules() {
    for feed in [bare_feed(), rich_feed(), archived_feed()] {
        for format in Format::ALL {
            check(&rendered(&feed, format), format, feed.links.of(format).unwrap().as_str());
        }
    }
}

#[test]
fn every_feed_of_the_sample_keeps_the_rules() {
    check_served(Path::new("."), 150);
}

#[test]
#[ignore = "needs python3"]
fn every_feed_of_real_releases_keeps_the_rules() {
    let Some(newsroom) = corpus::newsroom() else { return };
    check_served(newsroom.path(), 150);
}

/// Checks every feed that a newsroom serves, of which there are at least `least`, each format counted.
fn check_served(root: &Path, least: usize) {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("public");
    dateline(root).args(["build", "--base-url", BASE, "--out"]).arg(&out).assert().success();
    let redirects = fs::read_to_string(out.join("_redirects")).unwrap();
    let redirected: BTreeSet<&str> = redirects.lines().filter_map(|line| line.split(' ').next()).collect();
    let files = walkdir::WalkDir::new(&out).into_iter().map(Result::unwrap);
    let address = |path: &Path| format!("{BASE}{}", path.strip_prefix(&out).unwrap().to_str().unwrap());
    // What leads elsewhere is a copy of what is there.
    let is_own = |address: &str| !redirected.contains(url::Url::parse(address).unwrap().path());
    let feeds: Vec<_> = files
        .filter_map(|file| Some((format_of(file.path())?, file.into_path())))
        .filter(|(_, path)| is_own(&address(path)))
        .collect();
    assert!(feeds.len() >= least, "{} feeds", feeds.len());
    for (format, path) in feeds {
        check(&fs::read_to_string(&path).unwrap(), format, &address(&path));
    }
}

/// The format of a feed's file, told by its ending.
fn format_of(path: &Path) -> Option<Format> {
    Format::ALL.into_iter().find(|format| path.extension().is_some_and(|name| name == format.ending()))
}

/// Checks a feed that is served at the address `own`.
fn check(feed: &str, format: Format, own: &str) {
    if format == Format::Json {
        return check_json(&serde_json::from_str(feed).unwrap(), own);
    }
    let document = Document::parse(feed).unwrap();
    check_urls(&document, own);
    check_self_link(&document, format, own);
    if format == Format::Rss {
        check_channel(&document, own);
        elements(&document, "item").for_each(|item| check_item(item, own));
        assert_unique(elements(&document, "guid").map(|guid| guid.text().unwrap()), own);
    } else {
        check_atom(&document, own);
    }
}

fn assert_unique<'a>(ids: impl Iterator<Item = &'a str>, own: &str) {
    let mut seen = BTreeSet::new();
    ids.for_each(|id| assert!(seen.insert(id), "{own}: {id} twice"));
}

fn is_absolute(address: &str) -> bool {
    url::Url::parse(address).is_ok()
}

fn check_urls(document: &Document<'_>, own: &str) {
    let attributes = document.descendants().filter(Node::is_element).flat_map(|node| {
        ["href", "url", "src", "scheme", "domain", "ref"]
            .into_iter()
            .filter_map(move |name| node.attribute(name))
    });
    let texts = ["link", "url", "uri", "icon", "logo", "docs"]
        .into_iter()
        .flat_map(|name| elements(document, name).filter_map(|node| node.text()));
    attributes.chain(texts).for_each(|address| assert!(is_absolute(address), "{own}: {address}"));
    let contents = elements(document, "encoded").chain(elements(document, "content"));
    contents.filter_map(|content| content.text()).for_each(|content| check_html(content, own));
}

/// Nothing runs, and every address is whole: feed readers have no page that it could be relative to.
fn check_html(content: &str, own: &str) {
    let html = Html::from(content);
    assert!(!html.select("script, style, iframe, object, embed, form").exists(), "{own}: {content}");
    for attribute in ["href", "src", "poster", "cite"] {
        for element in html.select(&format!("[{attribute}]")).iter() {
            let address = element.attr(attribute).unwrap();
            assert!(is_absolute(&address), "{own}: {address}");
        }
    }
}

fn check_self_link(document: &Document<'_>, format: Format, own: &str) {
    let found: Vec<_> = document
        .descendants()
        .filter(|node| node.has_tag_name((ATOM, "link")) && node.attribute("rel") == Some("self"))
        .map(|node| (node.attribute("href").unwrap(), node.attribute("type").unwrap()))
        .collect();
    assert_eq!(found, [(own, format.media_type())]);
}

/// RFC 822 with the year in four digits, and the zone as a number.
fn check_rss_date(date: &str, own: &str) {
    let zone = date.rsplit_once(' ').unwrap().1;
    let is_offset = zone.starts_with(['+', '-']) && zone.len() == 5;
    assert!(DateTime::parse_from_rfc2822(date).is_ok() && is_offset, "{own}: {date}");
    assert_eq!(date.len(), "Mon, 02 Mar 2026 11:00:00 +0700".len(), "{own}: {date}");
}

/// A channel says everything once, and ahead of its items.
fn check_channel(document: &Document<'_>, own: &str) {
    let channel = elements(document, "channel").next().unwrap();
    let tags: Vec<_> = channel.children().filter(Node::is_element).map(|node| node.tag_name()).collect();
    let items = tags.iter().position(|tag| tag.name() == "item").unwrap_or(tags.len());
    assert!(tags[items..].iter().all(|tag| tag.name() == "item"), "{own}: {tags:?}");
    let count = |name| tags.iter().filter(|tag| tag.name() == name && tag.namespace().is_none()).count();
    for name in ["title", "link", "description", "language", "lastBuildDate", "generator", "docs", "ttl"] {
        assert_eq!(count(name), 1, "{own}: {name}");
    }
    assert!(count("image") <= 1, "{own}");
    for image in elements(document, "image") {
        assert_eq!(child_text(image, "title"), child_text(channel, "title"), "{own}");
        assert_eq!(child_text(image, "link"), child_text(channel, "link"), "{own}");
    }
    check_rss_date(child_text(channel, "lastBuildDate").unwrap(), own);
}

fn check_item(item: Node<'_, '_>, own: &str) {
    let names: Vec<&str> =
        item.children().filter(Node::is_element).map(|node| node.tag_name().name()).collect();
    let count = |name| names.iter().filter(|other| **other == name).count();
    assert_eq!((count("title"), count("guid"), count("pubDate")), (1, 1, 1), "{own}");
    assert!(count("enclosure") <= 1, "{own}");
    let position = |name| names.iter().position(|other| *other == name);
    assert!(position("encoded").is_none_or(|content| position("description").unwrap() < content), "{own}");
    check_rss_date(child_text(item, "pubDate").unwrap(), own);
    for child in item.children().filter(Node::is_element) {
        match child.tag_name().name() {
            "guid" => assert_eq!(child.attribute("isPermaLink"), Some("false"), "{own}"),
            "enclosure" => {
                assert!(child.attribute("length").unwrap().parse::<u64>().is_ok(), "{own}");
                assert!(child.attribute("type").unwrap().contains('/'), "{own}");
            }
            _ => {}
        }
    }
}

fn check_atom(document: &Document<'_>, own: &str) {
    let entries: Vec<_> = elements(document, "entry").collect();
    for parent in entries.iter().copied().chain([document.root_element()]) {
        check_alternates(parent, own);
    }
    for entry in &entries {
        let [published, updated] = ["published", "updated"]
            .map(|name| DateTime::parse_from_rfc3339(child_text(*entry, name).unwrap()).unwrap());
        assert!(published <= updated, "{own}");
    }
    let tombstones =
        || document.descendants().filter(|node| node.has_tag_name((TOMBSTONES, "deleted-entry")));
    tombstones().for_each(|tombstone| check_tombstone(tombstone, own));
    // No entry has the id of a tombstone either: RFC 6721 §3.
    let deleted = tombstones().map(|tombstone| tombstone.attribute("ref").unwrap());
    assert_unique(entries.iter().map(|entry| child_text(*entry, "id").unwrap()).chain(deleted), own);
}

/// One alternate of each type and language.
fn check_alternates(parent: Node<'_, '_>, own: &str) {
    let mut alternates: Vec<_> = parent
        .children()
        .filter(|node| node.has_tag_name((ATOM, "link")) && node.attribute("rel") == Some("alternate"))
        .map(|node| (node.attribute("type"), node.attribute("hreflang")))
        .collect();
    let count = alternates.len();
    alternates.sort_unstable();
    alternates.dedup();
    assert!(count > 0 && alternates.len() == count, "{own}: {alternates:?}");
}

/// RFC 6721 §3: where a tombstone stands, and what it must and may have.
fn check_tombstone(tombstone: Node<'_, '_>, own: &str) {
    assert!(tombstone.parent().unwrap().has_tag_name((ATOM, "feed")), "{own}");
    let when = tombstone.attribute("when").unwrap();
    assert!(DateTime::parse_from_rfc3339(when).is_ok() && when.contains('T'), "{own}: {when}");
    let attributes: Vec<&str> = tombstone.attributes().map(|attribute| attribute.name()).collect();
    assert!(attributes.iter().all(|name| ["ref", "when", "lang"].contains(name)), "{own}: {attributes:?}");
    let children: Vec<_> = tombstone.children().filter(Node::is_element).collect();
    assert!(children.len() == 1 && children[0].has_tag_name((TOMBSTONES, "comment")), "{own}");
    assert!(children[0].text().is_some_and(|comment| !comment.is_empty()), "{own}");
}

/// JSON Feed 1.1, "Top-level" and "Items": names, types, and what must be there.
fn check_json(json: &Value, own: &str) {
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(json["feed_url"], own);
    check_fields(
        json,
        &["version", "title", "description", "language"],
        &["home_page_url", "feed_url", "next_url", "icon", "favicon"],
        &["authors", "hubs", "items"],
    );
    assert!(json["title"].is_string() && json["items"].is_array());
    check_authors(json);
    for hub in json["hubs"].as_array().into_iter().flatten() {
        assert!(hub["type"].is_string() && hub["url"].is_string());
    }
    let items = json["items"].as_array().unwrap();
    items.iter().for_each(|item| check_json_item(item, own));
    assert_unique(items.iter().map(|item| item["id"].as_str().unwrap()), own);
}

fn check_json_item(item: &Value, own: &str) {
    check_fields(
        item,
        &[
            "id",
            "title",
            "content_html",
            "content_text",
            "summary",
            "language",
            "date_published",
            "date_modified",
        ],
        &["url", "external_url", "image"],
        &["authors", "tags", "attachments"],
    );
    assert!(item["id"].as_str().is_some_and(|id| !id.is_empty()));
    assert!(item["content_html"].is_string() != item["content_text"].is_string(), "{own}: {item}");
    item["content_html"].as_str().into_iter().for_each(|content| check_html(content, own));
    let [published, modified] = ["date_published", "date_modified"]
        .map(|date| DateTime::parse_from_rfc3339(item[date].as_str().unwrap()).unwrap());
    assert!(published <= modified, "{own}: {item}");
    check_authors(item);
    for tag in item["tags"].as_array().into_iter().flatten() {
        assert!(tag.is_string());
    }
    for attachment in item["attachments"].as_array().into_iter().flatten() {
        check_fields(attachment, &["mime_type", "title"], &["url"], &[]);
        assert!(attachment["url"].is_string() && attachment["mime_type"].is_string());
        assert!(attachment["size_in_bytes"].is_null() || attachment["size_in_bytes"].is_u64());
    }
}

fn check_authors(parent: &Value) {
    for author in parent["authors"].as_array().into_iter().flatten() {
        check_fields(author, &["name"], &["url", "avatar"], &[]);
        assert!(author["name"].is_string() || author["url"].is_string());
    }
}

/// That an object has no fields but these, each of its type; those of a name with an underscore are extensions.
fn check_fields(object: &Value, strings: &[&str], urls: &[&str], lists: &[&str]) {
    for (name, value) in object.as_object().unwrap() {
        let name = name.as_str();
        let is_valid = match name {
            "size_in_bytes" => value.is_u64(),
            _ if name.starts_with('_') => value.is_object(),
            _ if strings.contains(&name) => value.is_string(),
            _ if urls.contains(&name) => value.as_str().is_some_and(is_absolute),
            _ => lists.contains(&name) && value.is_array(),
        };
        assert!(is_valid, "{name}: {value}");
    }
}
