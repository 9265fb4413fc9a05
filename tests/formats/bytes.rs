//! The bytes of every format, as a person would review them.

use dateline::render;
use dateline::site::Format;

use crate::fixture::{bare_feed, rendered, rich_feed};

#[test]
fn rss() {
    insta::assert_snapshot!(rendered(&rich_feed(), Format::Rss));
}

#[test]
fn atom() {
    insta::assert_snapshot!(rendered(&rich_feed(), Format::Atom));
}

#[test]
fn json() {
    insta::assert_snapshot!(rendered(&rich_feed(), Format::Json));
}

#[test]
fn a_feed_without_entries() {
    for format in Format::ALL {
        insta::assert_snapshot!(format!("empty_{}", format.ending()), rendered(&bare_feed(), format));
    }
}

#[test]
fn xml_declares_itself_at_the_first_byte_and_names_its_style() {
    for format in [Format::Rss, Format::Atom] {
        let xml = rendered(&rich_feed(), format);
        let mut lines = xml.lines();
        assert_eq!(lines.next(), Some(r#"<?xml version="1.0" encoding="utf-8"?>"#));
        assert_eq!(
            lines.next(),
            Some(r#"<?xml-stylesheet type="text/css" href="https://pers.contoh.example/feed.css"?>"#)
        );
    }
}

#[test]
fn json_starts_with_its_version() {
    let json = rendered(&rich_feed(), Format::Json);
    assert!(json.starts_with("{\n  \"version\": \"https://jsonfeed.org/version/1.1\","), "{json}");
}

#[test]
fn equal_feeds_have_equal_bytes() {
    for format in Format::ALL {
        let (one, other) = (render::feed(&rich_feed(), format), render::feed(&rich_feed(), format));
        assert_eq!(one, other);
        assert_eq!(one.media_type, format!("{}; charset=utf-8", format.media_type()));
    }
}
