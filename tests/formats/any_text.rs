//! Any text in any field gives well-formed feeds, from which parsers that are not ours read the cleaned text back.

use std::sync::Arc;

use dateline::article::ArticleId;
use dateline::feed::{Category, Entry, EntryImage, Feed, ReleaseEntry, Scheme, WithdrawnEntry};
use dateline::site::Format;
use dateline::text::Text;
use proptest::prelude::*;
use roxmltree::{Document, Node};
use serde_json::Value;

use crate::fixture::{bare_feed, bare_release, file, html, rendered, rich_release};

/// Texts made of what XML, HTML, CDATA and JSON find hard, and of everything else; each with something to see, for
/// no release has a blank title.
fn any_text() -> impl Strategy<Value = String> {
    let hard = prop::sample::select(vec![
        "]]>",
        "<img src=/a.png alt=\"]]>\">",
        "<![CDATA[",
        "<b>",
        "</item>",
        "</entry>",
        "<!--",
        "-->",
        "<?xml ?>",
        "&",
        "&amp;",
        "&#0;",
        "&lt",
        "\"",
        "'",
        "\\",
        "\0",
        "\u{1}",
        "\u{B}",
        "\u{1B}",
        "\r",
        "\r\n",
        "\n",
        "\t",
        " ",
        "\u{7F}",
        "\u{85}",
        "\u{2028}",
        "\u{FEFF}",
        "\u{FFFD}",
        "\u{FFFE}",
        "\u{FFFF}",
        "\u{1F600}",
        "\u{10FFFF}",
        "\u{202E}",
        "\u{200F}",
        "한국",
        "العربية",
    ]);
    let piece = prop_oneof![hard.prop_map(str::to_owned), any::<String>(), "[a-z ]{1,8}"];
    prop::collection::vec(piece, 0..8)
        .prop_map(|pieces| pieces.concat())
        .prop_filter("nothing to see", |text| Text::non_empty_line(text).is_some())
}

/// A feed with `text` in each of its fields, and what the markup of its one full text became.
fn feed_of(text: &str) -> (Feed, String) {
    let line = Text::line(text);
    let content = html(text);
    let markup = content.as_str().to_owned();
    let mut image = file("a.png", "image/png", None, Some(text));
    image.title = Some(line.clone());
    let release = ReleaseEntry {
        id: ArticleId::parse("urn:x:1").unwrap(),
        title: line.clone(),
        summary: line.clone(),
        content: Some(content),
        authors: vec![line.clone(), line.clone()],
        issuer: Some(line.clone()),
        categories: vec![Category { scheme: Scheme::Topic, term: line.clone() }],
        image: Some(EntryImage {
            file: image.clone(),
            alt: Some(line.clone()),
            caption: Some(line.clone()),
            credit: Some(line.clone()),
        }),
        enclosures: vec![image.clone(), image],
        place: Some(line.clone()),
        ..rich_release()
    };
    let withdrawn = WithdrawnEntry {
        id: ArticleId::parse("urn:x:2").unwrap(),
        url: release.url.clone(),
        published: release.published,
        at: release.updated,
        title: line.clone(),
        notice: Text::block(text),
        language: release.language.clone(),
    };
    let mut feed = bare_feed();
    feed.title = line.clone();
    feed.description = Some(line.clone());
    feed.author = line.clone();
    feed.rights = Some(line);
    feed.entries = [Entry::Release(Box::new(release)), Entry::Withdrawn(withdrawn)].map(Arc::new).into();
    (feed, markup)
}

/// The whole text of the first element of that name; every element here is read in document order.
fn first<'a>(root: Node<'a, 'a>, name: &str) -> String {
    let node = root.descendants().find(|node| node.tag_name().name() == name).unwrap();
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

/// What a reader shows of a text that it takes for HTML.
fn shown(html: &str) -> String {
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The text, or what HTML would show as the text: which of them depends on what the text looks like.
fn is_shown_as(html: &str, text: &str) -> bool {
    html == text || shown(html) == text
}

// Below, the whole of each text is read by roxmltree and serde_json, which change nothing. The feed parsers trim what
// they read, some of them also by characters that are white space to Unicode and not to XML.

fn check_rss(feed: &Feed, markup: &str) {
    let xml = rendered(feed, Format::Rss);
    let document = Document::parse(&xml).unwrap();
    let item = document.descendants().find(|node| node.has_tag_name("item")).unwrap();
    let line = feed.title.as_str();
    for name in ["title", "creator", "publisher", "coverage", "category", "credit"] {
        assert_eq!(first(item, name), line, "{name}");
    }
    assert_eq!(first(document.root(), "copyright"), line);
    assert_eq!(first(item, "encoded"), markup);
    assert!(is_shown_as(&first(item, "description"), line));

    let channel = xml.parse::<rss::Channel>().unwrap();
    assert_eq!(channel.title().trim(), line.trim());
    assert_eq!(channel.items()[0].title().unwrap_or_default().trim(), line.trim());
    assert_eq!(channel.items()[0].content().unwrap_or_default().trim(), markup.trim());
}

fn check_atom(feed: &Feed, markup: &str) {
    let xml = rendered(feed, Format::Atom);
    let document = Document::parse(&xml).unwrap();
    let entry = document.descendants().find(|node| node.has_tag_name("entry")).unwrap();
    let line = feed.title.as_str();
    for name in ["title", "name", "coverage"] {
        assert_eq!(first(entry, name), line, "{name}");
    }
    assert_eq!(first(document.root(), "rights"), line);
    assert_eq!(first(entry, "content"), markup);
    let category = entry.children().find(|node| node.has_tag_name("category")).unwrap();
    assert_eq!(category.attribute("term"), Some(line));
    let Entry::Withdrawn(withdrawn) = &*feed.entries[1] else { unreachable!() };
    assert_eq!(first(document.root(), "comment"), withdrawn.notice.as_str());

    let read = xml.parse::<atom_syndication::Feed>().unwrap();
    assert_eq!(read.title().trim(), line.trim());
    assert_eq!(read.entries()[0].title().trim(), line.trim());
    assert_eq!(read.entries()[0].content().unwrap().value().unwrap_or_default().trim(), markup.trim());
}

fn check_json(feed: &Feed, markup: &str) {
    let json: Value = serde_json::from_str(&rendered(feed, Format::Json)).unwrap();
    let line = feed.title.as_str();
    assert_eq!(json["title"], line);
    let item = &json["items"][0];
    assert_eq!(item["title"], line);
    assert_eq!(item["content_html"], markup);
    assert_eq!(item["authors"][1]["name"], line);
    assert_eq!(item["tags"][0], line);
}

fn check_feed_rs(feed: &Feed) {
    let parser = feed_rs::parser::Builder::new().sanitize_content(false).build();
    let line = feed.title.trim();
    for format in Format::ALL {
        let read = parser.parse(rendered(feed, format).as_bytes()).unwrap();
        let title = read.entries[0].title.as_ref().map(|title| title.content.trim());
        assert_eq!(title, Some(line), "{format:?}");
        assert_eq!(read.entries[0].id, "urn:x:1");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_in_any_field_is_read_back(text in any_text()) {
        let (feed, markup) = feed_of(&text);
        check_rss(&feed, &markup);
        check_atom(&feed, &markup);
        check_json(&feed, &markup);
        check_feed_rs(&feed);
    }
}

#[test]
fn a_title_of_a_megabyte_is_read_back() {
    for piece in ["]]>", "<b>&amp;", "\u{1F600}\u{1}", "word "] {
        let mut release = bare_release("besar");
        release.title = Text::line(&piece.repeat(1_048_576 / piece.len()));
        release.summary = release.title.clone();
        let mut feed = bare_feed();
        feed.title = release.title.clone();
        feed.entries = vec![Arc::new(Entry::Release(Box::new(release)))];
        check_feed_rs_ids(&feed);
    }
}

fn check_feed_rs_ids(feed: &Feed) {
    for format in Format::ALL {
        let read = feed_rs::parser::parse(rendered(feed, format).as_bytes()).unwrap();
        assert_eq!(read.entries.len(), 1);
    }
    for format in [Format::Rss, Format::Atom] {
        let xml = rendered(feed, format);
        let document = Document::parse(&xml).unwrap();
        assert_eq!(first(document.root(), "title"), feed.title.as_str());
    }
}
