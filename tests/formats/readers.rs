//! What parsers that are not ours read from each format.

use std::sync::Arc;

use dateline::feed::Entry;
use dateline::site::Format;
use feed_rs::model;

use crate::fixture::{
    bare_feed, bare_release, html, instant, language, rendered, rich_feed, rich_release, url,
};

fn read(format: Format) -> model::Feed {
    let parser = feed_rs::parser::Builder::new().sanitize_content(false).build();
    parser.parse(rendered(&rich_feed(), format).as_bytes()).unwrap()
}

/// The ids of the entries that a format has: Atom tells of a withdrawn release by a tombstone, which is no entry.
fn expected_ids(format: Format) -> Vec<&'static str> {
    let releases = vec!["tag:pers.contoh.example,2026:gizi", "tag:pers.contoh.example,2026:taghdhiya"];
    match format {
        Format::Atom => releases,
        Format::Rss | Format::Json => [releases, vec!["https://lama.example/?p=1&q='2'"]].concat(),
    }
}

#[test]
fn ids_titles_links_and_dates_are_the_same_in_every_format() {
    let release = rich_release();
    for format in Format::ALL {
        let feed = read(format);
        let ids: Vec<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids, expected_ids(format), "{format:?}");
        let entry = &feed.entries[0];
        assert_eq!(entry.title.as_ref().unwrap().content, release.title.as_str(), "{format:?}");
        assert_eq!(entry.links[0].href, release.url.as_str(), "{format:?}");
        assert_eq!(entry.published, Some(release.published), "{format:?}");
        assert_eq!(entry.updated, Some(release.updated), "{format:?}");
    }
}

#[test]
fn the_full_text_arrives_as_it_was_sent() {
    let release = rich_release();
    for format in Format::ALL {
        let feed = read(format);
        let content = feed.entries[0].content.as_ref().unwrap();
        assert_eq!(content.body.as_deref(), release.content.as_ref().map(|html| html.as_str()), "{format:?}");
        assert_eq!(content.content_type.as_str(), "text/html", "{format:?}");
    }
}

#[test]
fn a_right_to_left_title_is_untouched() {
    for format in Format::ALL {
        let feed = read(format);
        let title = feed.entries[1].title.as_ref().unwrap();
        assert_eq!(title.content, "\u{200F}تحسّن تغذية الأطفال (2026)\u{200F}", "{format:?}");
    }
}

#[test]
fn a_summary_is_plain_text_and_in_rss_the_html_that_reads_the_same() {
    let plain = "Angka R&D naik; <em>tidak</em> ada krisis.";
    for (format, expected) in [
        (Format::Rss, "Angka R&amp;D naik; &lt;em&gt;tidak&lt;/em&gt; ada krisis."),
        (Format::Atom, plain),
        (Format::Json, plain),
    ] {
        assert_eq!(read(format).entries[0].summary.as_ref().unwrap().content, expected, "{format:?}");
    }
}

#[test]
fn the_feed_introduces_itself() {
    for format in Format::ALL {
        let feed = read(format);
        assert_eq!(feed.title.unwrap().content, "Semua siaran pers", "{format:?}");
        assert_eq!(feed.description.unwrap().content, "Siaran pers <semua> bidang & lembaga", "{format:?}");
        assert!(feed.links.iter().any(|link| link.href == url("feeds/semua").as_str()), "{format:?}");
    }
    let updated = Some(instant("2026-03-02T04:00:00Z"));
    assert_eq!((read(Format::Rss).updated, read(Format::Atom).updated), (updated, updated));
    assert_eq!(read(Format::Rss).ttl, Some(5));
}

#[test]
fn a_withdrawn_release_keeps_its_id_and_says_that_it_is_withdrawn() {
    let notice = "This release was withdrawn on 2 March 2026: figures &lt;wrong&gt; &amp; misleading.";
    let rss = &read(Format::Rss).entries[2];
    assert_eq!(rss.summary.as_ref().unwrap().content, notice);
    assert_eq!(rss.content.as_ref().unwrap().body.as_ref().unwrap(), &format!("<p>{notice}</p>"));

    let json: serde_json::Value = serde_json::from_str(&rendered(&rich_feed(), Format::Json)).unwrap();
    let item = &json["items"][2];
    assert_eq!(item["_dateline"]["withdrawn"], "2026-03-02T11:00:00+07:00");
    assert_eq!(item["title"], "Withdrawn: release of 1 February");

    let atom = rendered(&rich_feed(), Format::Atom);
    let document = roxmltree::Document::parse(&atom).unwrap();
    let tombstone = document.descendants().find(|node| node.has_tag_name("deleted-entry")).unwrap();
    assert_eq!(tombstone.tag_name().namespace(), Some("http://purl.org/atompub/tombstones/1.0"));
    assert_eq!(tombstone.attribute("ref"), Some("https://lama.example/?p=1&q='2'"));
    assert_eq!(tombstone.attribute("when"), Some("2026-03-02T11:00:00+07:00"));
}

#[test]
fn a_language_is_named_where_it_differs() {
    const LANGUAGE: (&str, &str) = ("http://www.w3.org/XML/1998/namespace", "lang");
    for (format, element, expected) in [
        (Format::Rss, "item", vec![None, Some("ar"), Some("en")]),
        (Format::Atom, "entry", vec![None, Some("ar")]),
    ] {
        let xml = rendered(&rich_feed(), format);
        let document = roxmltree::Document::parse(&xml).unwrap();
        let entries = document.descendants().filter(|node| node.has_tag_name(element));
        let languages: Vec<_> = entries.map(|entry| entry.attribute(LANGUAGE)).collect();
        assert_eq!(languages, expected, "{format:?}");
    }
}

#[test]
fn an_element_of_an_entrys_name_inside_a_text_is_no_entry() {
    let mut release = bare_release("item");
    release.language = language("en");
    release.content = Some(html("<p>&lt;item&gt;&lt;entry&gt;</p>"));
    release.title = dateline::text::Text::line("<item><entry>");
    let mut feed = bare_feed();
    feed.entries = vec![Arc::new(Entry::Release(Box::new(release)))];
    for format in [Format::Rss, Format::Atom] {
        let xml = rendered(&feed, format);
        assert_eq!(xml.matches("xml:lang=\"en\"").count(), 1, "{xml}");
    }
}

#[test]
fn readers_that_take_the_first_link_and_those_that_take_the_last_find_the_release() {
    let atom = rendered(&rich_feed(), Format::Atom);
    let document = roxmltree::Document::parse(&atom).unwrap();
    let entry = document.descendants().find(|node| node.has_tag_name("entry")).unwrap();
    let alternates: Vec<_> = entry
        .children()
        .filter(|node| node.has_tag_name("link") && node.attribute("rel") == Some("alternate"))
        .map(|node| (node.attribute("hreflang"), node.attribute("href").unwrap()))
        .collect();
    assert_eq!(
        alternates,
        [
            (Some("id"), "https://pers.contoh.example/releases/gizi/"),
            (Some("en"), "https://pers.contoh.example/releases/nutrition/"),
            (Some("ko"), "https://pers.contoh.example/releases/yeongyang/"),
            (None, "https://pers.contoh.example/releases/gizi/"),
        ]
    );
}

#[test]
fn the_crates_that_write_the_feeds_read_them_too() {
    let rss = rendered(&rich_feed(), Format::Rss).parse::<rss::Channel>().unwrap();
    assert_eq!(rss.items().len(), 3);
    assert_eq!(rss.items()[0].enclosure().unwrap().length(), "1234567");
    assert_eq!(rss.items()[0].dublin_core_ext().unwrap().creators(), ["Rina Ratnasari", "Budi \"Bud\" S."]);

    let atom = rendered(&rich_feed(), Format::Atom).parse::<atom_syndication::Feed>().unwrap();
    assert_eq!(atom.entries().len(), 2);
    assert_eq!(atom.entries()[0].authors()[1].name(), "Budi \"Bud\" S.");
    let enclosures = atom.entries()[0].links().iter().filter(|link| link.rel() == "enclosure");
    let lengths: Vec<_> = enclosures.map(|link| (link.mime_type(), link.length())).collect();
    assert_eq!(
        lengths,
        [
            (Some("image/jpeg"), Some("34567")),
            (Some("application/pdf"), Some("1234567")),
            (Some("text/csv"), None)
        ]
    );
}
