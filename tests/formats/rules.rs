//! The rules that feed validators are known for, and the whole of JSON Feed 1.1, as assertions.

use chrono::DateTime;
use dateline::site::{Format, Withdrawn};
use roxmltree::{Document, Node};
use serde_json::Value;

use crate::fixture::{archived_feed, bare_feed, rendered, rich_feed, url};

const ATOM: &str = "http://www.w3.org/2005/Atom";

fn elements<'a>(document: &'a Document<'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    document.descendants().filter(move |node| node.is_element() && node.tag_name().name() == name)
}

fn child_text<'a>(node: Node<'a, 'a>, name: &str) -> Option<&'a str> {
    node.children().find(|child| child.is_element() && child.tag_name().name() == name)?.text()
}

#[test]
fn every_url_is_absolute() {
    for feed in [bare_feed(), rich_feed()] {
        for format in [Format::Rss, Format::Atom] {
            let xml = rendered(&feed, format);
            let document = Document::parse(&xml).unwrap();
            let attributes = document.descendants().filter(Node::is_element).flat_map(|node| {
                ["href", "url", "src", "scheme", "domain"]
                    .into_iter()
                    .filter_map(move |name| node.attribute(name))
            });
            let texts = ["link", "url", "uri", "icon", "logo", "docs"]
                .into_iter()
                .flat_map(|name| elements(&document, name).filter_map(|node| node.text()));
            for address in attributes.chain(texts) {
                assert!(url::Url::parse(address).is_ok(), "{format:?}: {address}");
            }
        }
    }
}

#[test]
fn exactly_one_self_link_has_the_address_that_the_feed_is_served_at() {
    for feed in [bare_feed(), rich_feed()] {
        for format in [Format::Rss, Format::Atom] {
            let xml = rendered(&feed, format);
            let document = Document::parse(&xml).unwrap();
            let own: Vec<_> = document
                .descendants()
                .filter(|node| node.has_tag_name((ATOM, "link")) && node.attribute("rel") == Some("self"))
                .map(|node| (node.attribute("href").unwrap(), node.attribute("type").unwrap()))
                .collect();
            let expected = url(&format!("feeds/semua.{}", format.ending()));
            assert_eq!(own, [(expected.as_str(), format.media_type())]);
        }
    }
}

#[test]
fn rss_dates_are_of_rfc_822_with_four_digit_years_and_numeric_zones() {
    let xml = rendered(&rich_feed(), Format::Rss);
    let document = Document::parse(&xml).unwrap();
    let dates: Vec<&str> = ["pubDate", "lastBuildDate"]
        .into_iter()
        .flat_map(|name| elements(&document, name).filter_map(|node| node.text()))
        .collect();
    assert_eq!(dates.len(), 4);
    for date in dates {
        assert!(DateTime::parse_from_rfc2822(date).is_ok(), "{date}");
        assert!(date.len() == "Mon, 02 Mar 2026 11:00:00 +0700".len() && date.ends_with("+0700"), "{date}");
    }
}

#[test]
fn a_channel_says_everything_ahead_of_its_items() {
    let xml = rendered(&rich_feed(), Format::Rss);
    let document = Document::parse(&xml).unwrap();
    let channel = elements(&document, "channel").next().unwrap();
    let names: Vec<&str> =
        channel.children().filter(Node::is_element).map(|node| node.tag_name().name()).collect();
    let items = names.iter().position(|name| *name == "item").unwrap();
    assert!(names[items..].iter().all(|name| *name == "item"), "{names:?}");
    for name in
        ["title", "link", "description", "language", "lastBuildDate", "generator", "docs", "ttl", "image"]
    {
        assert_eq!(
            names[..items].iter().filter(|other| **other == name).count(),
            if name == "link" { 3 } else { 1 }
        );
    }
    let image = elements(&document, "image").next().unwrap();
    assert_eq!(child_text(image, "title"), child_text(channel, "title"));
    assert_eq!(child_text(image, "link"), child_text(channel, "link"));
}

#[test]
fn an_item_has_one_guid_one_enclosure_and_its_content_after_its_description() {
    let xml = rendered(&rich_feed(), Format::Rss);
    let document = Document::parse(&xml).unwrap();
    for item in elements(&document, "item") {
        let names: Vec<&str> =
            item.children().filter(Node::is_element).map(|node| node.tag_name().name()).collect();
        let count = |name| names.iter().filter(|other| **other == name).count();
        assert_eq!((count("title"), count("guid"), count("pubDate")), (1, 1, 1));
        assert!(count("enclosure") <= 1);
        let position = |name| names.iter().position(|other| *other == name);
        assert!(position("encoded").is_none_or(|content| position("description").unwrap() < content));
    }
    for guid in elements(&document, "guid") {
        assert_eq!(guid.attribute("isPermaLink"), Some("false"));
    }
}

#[test]
fn an_atom_entry_has_one_alternate_of_each_type_and_language() {
    let xml = rendered(&rich_feed(), Format::Atom);
    let document = Document::parse(&xml).unwrap();
    for parent in elements(&document, "entry").chain(elements(&document, "feed")) {
        let mut alternates: Vec<_> = parent
            .children()
            .filter(|node| node.has_tag_name((ATOM, "link")) && node.attribute("rel") == Some("alternate"))
            .map(|node| (node.attribute("type"), node.attribute("hreflang")))
            .collect();
        let count = alternates.len();
        alternates.sort_unstable();
        alternates.dedup();
        assert!(count > 0 && alternates.len() == count, "{alternates:?}");
    }
}

/// RFC 5005 §4: a page of an archive says that it is one, and which pages are next to it.
#[test]
fn a_page_of_an_archive_says_so_and_names_its_neighbours() {
    let names =
        |month: &str, format: Format| url(&format!("feeds/semua/archive/2026-{month}.{}", format.ending()));
    for format in [Format::Rss, Format::Atom] {
        let xml = rendered(&archived_feed(), format);
        let document = Document::parse(&xml).unwrap();
        let link = |relation: &str| {
            let mut found = document
                .descendants()
                .filter(|node| node.has_tag_name((ATOM, "link")) && node.attribute("rel") == Some(relation));
            let url = found.next().and_then(|node| node.attribute("href"));
            assert!(found.next().is_none(), "two of {relation}");
            url.map(ToOwned::to_owned)
        };
        let current = url(&format!("feeds/semua.{}", format.ending()));
        for (relation, url) in [
            ("self", names("02", format)),
            ("prev-archive", names("01", format)),
            ("next-archive", names("03", format)),
            ("current", current),
        ] {
            assert_eq!(link(relation), Some(url.to_string()), "{format:?} {relation}");
        }
        let marks = |xml: &str| xml.matches("<fh:archive").count();
        assert_eq!((marks(&xml), marks(&rendered(&rich_feed(), format))), (1, 0));
        let parent = elements(&document, "archive").next().unwrap().parent().unwrap();
        assert!(["feed", "channel"].contains(&parent.tag_name().name()));
    }
    let json: Value = serde_json::from_str(&rendered(&archived_feed(), Format::Json)).unwrap();
    assert_eq!(json["next_url"], names("01", Format::Json).as_str());
    assert_eq!(json["feed_url"], names("02", Format::Json).as_str());
    assert_eq!(json["home_page_url"], url("feeds/semua").as_str());
}

/// RFC 6721 §3: where a tombstone stands, and what it must and may have.
#[test]
fn tombstones_are_those_of_rfc_6721() {
    const TOMBSTONES: &str = "http://purl.org/atompub/tombstones/1.0";
    let xml = rendered(&rich_feed(), Format::Atom);
    let document = Document::parse(&xml).unwrap();
    let tombstones: Vec<Node<'_, '_>> =
        document.descendants().filter(|node| node.has_tag_name((TOMBSTONES, "deleted-entry"))).collect();
    assert_eq!(tombstones.len(), 1);
    let ids: Vec<&str> = elements(&document, "entry").filter_map(|entry| child_text(entry, "id")).collect();
    for tombstone in tombstones {
        assert!(tombstone.parent().unwrap().has_tag_name((ATOM, "feed")));
        // §3: `ref` is an IRI and `when` an RFC 3339 date with an upper-case T; no entry has the same id.
        let deleted = tombstone.attribute("ref").unwrap();
        assert!(url::Url::parse(deleted).is_ok() && !ids.contains(&deleted), "{deleted}");
        let when = tombstone.attribute("when").unwrap();
        assert!(DateTime::parse_from_rfc3339(when).is_ok() && when.contains('T'), "{when}");
        let attributes: Vec<&str> = tombstone.attributes().map(|attribute| attribute.name()).collect();
        assert!(attributes.iter().all(|name| ["ref", "when", "lang"].contains(name)), "{attributes:?}");
        let children: Vec<_> = tombstone.children().filter(Node::is_element).collect();
        assert!(children.len() == 1 && children[0].has_tag_name((TOMBSTONES, "comment")));
        assert!(children[0].text().is_some_and(|comment| !comment.is_empty()));
    }
}

/// RFC 4685 §3; in RSS the same element, in JSON Feed a field of our own.
#[test]
fn a_follow_up_names_what_it_follows() {
    let followed = ("https://lama.example/?p=1&q='3'", url("releases/stunting/"));
    for format in [Format::Rss, Format::Atom] {
        let xml = rendered(&rich_feed(), format);
        let document = Document::parse(&xml).unwrap();
        let threads: Vec<_> = document
            .descendants()
            .filter(|node| node.has_tag_name(("http://purl.org/syndication/thread/1.0", "in-reply-to")))
            .map(|node| ["ref", "href", "type"].map(|name| node.attribute(name).unwrap()))
            .collect();
        assert_eq!(threads, [[followed.0, followed.1.as_str(), "text/html"]], "{format:?}");
    }
    let json: Value = serde_json::from_str(&rendered(&rich_feed(), Format::Json)).unwrap();
    let thread = &json["items"][0]["_dateline"]["in_reply_to"];
    assert_eq!((&thread["id"], &thread["url"]), (&followed.0.into(), &followed.1.as_str().into()));
    assert!(json["items"][1]["_dateline"]["in_reply_to"].is_null());
}

#[test]
fn a_feed_that_removes_what_was_withdrawn_keeps_its_tombstones() {
    let mut feed = rich_feed();
    feed.withdrawn = Withdrawn::Removed;
    for (format, left) in [(Format::Rss, false), (Format::Atom, true), (Format::Json, false)] {
        assert_eq!(rendered(&feed, format).contains("was withdrawn"), left, "{format:?}");
    }
}

/// JSON Feed 1.1, "Top-level" and "Items": names, types, and what must be there.
#[test]
fn json_feed_is_of_version_1_1() {
    for feed in [bare_feed(), rich_feed(), archived_feed()] {
        let json: Value = serde_json::from_str(&rendered(&feed, Format::Json)).unwrap();
        assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
        check_fields(
            &json,
            &["version", "title", "description", "language"],
            &["home_page_url", "feed_url", "next_url", "icon", "favicon"],
            &["authors", "hubs", "items"],
        );
        assert!(json["title"].is_string() && json["items"].is_array());
        check_authors(&json);
        for hub in json["hubs"].as_array().into_iter().flatten() {
            assert!(hub["type"].is_string() && hub["url"].is_string());
        }
        for item in json["items"].as_array().unwrap() {
            check_item(item);
        }
    }
}

fn check_item(item: &Value) {
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
    assert!(item["content_html"].is_string() != item["content_text"].is_string(), "{item}");
    for date in ["date_published", "date_modified"] {
        assert!(DateTime::parse_from_rfc3339(item[date].as_str().unwrap()).is_ok());
    }
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
            _ if urls.contains(&name) => value.as_str().is_some_and(|url| url::Url::parse(url).is_ok()),
            _ => lists.contains(&name) && value.is_array(),
        };
        assert!(is_valid, "{name}: {value}");
    }
}
