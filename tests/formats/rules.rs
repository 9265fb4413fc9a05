//! What feeds must say of archives, follow-ups and withdrawals; what all feeds must keep is in `validator`.

use dateline::site::{Format, Withdrawn};
use roxmltree::Document;
use serde_json::Value;

use crate::fixture::{archived_feed, rendered, rich_feed, url};
use crate::validator::elements;

const ATOM: &str = "http://www.w3.org/2005/Atom";

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
