//! Any text in any field of a release and of the site gives well-formed feeds, from which parsers that are not ours
//! read the cleaned text back: two for each format.

use std::collections::BTreeMap;
use std::sync::Arc;

use dateline::article::{
    Article, Attachment, Body, Correction, Facets, Image, Markup, Source, Term, Withdrawal,
};
use dateline::catalog::Catalog;
use dateline::feed::{self, Entry, Feed, FeedDefinition};
use dateline::site::{FeedName, Format, Site, Slug};
use dateline::text::Text;
use proptest::prelude::*;
use roxmltree::{Document, Node};
use serde_json::Value;

use crate::fixture::{id, instant, language, rendered, site, url};

const ATOM: &str = "http://www.w3.org/2005/Atom";
const CONTENT: &str = "http://purl.org/rss/1.0/modules/content/";
const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";
const MEDIA: &str = "http://search.yahoo.com/mrss/";
const TOMBSTONES: &str = "http://purl.org/atompub/tombstones/1.0";

/// Texts made of what XML, HTML, CDATA and JSON find hard, and of everything else.
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
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// The fields of one line that feeds carry.
const FIELDS: [&str; 21] = [
    "alt",
    "attachment",
    "author",
    "caption",
    "correction",
    "credit",
    "description",
    "feed",
    "first author",
    "issuer",
    "kind",
    "number",
    "place",
    "reason",
    "rights",
    "second attachment",
    "second author",
    "subtitle",
    "summary",
    "tag",
    "title",
];

/// A text in every field, each time behind the field's name, so that no two fields are mixed up.
struct Any {
    lines: BTreeMap<&'static str, Text>,
    contact: Text,
}

impl Any {
    fn new(text: &str) -> Self {
        Self {
            lines: FIELDS.into_iter().map(|field| (field, Text::line(&format!("{field} {text}")))).collect(),
            contact: Text::block(&format!("contact {text}")),
        }
    }

    fn line(&self, field: &str) -> Text {
        self.lines[field].clone()
    }

    fn term(&self, field: &str) -> Option<Term> {
        Term::parse(&self.line(field))
    }

    fn attachment(&self, field: &str) -> Attachment {
        Attachment { source: Source::Elsewhere(url("data.pdf")), title: Some(self.line(field)) }
    }

    /// A release with the text in each of its fields, and `body` as its text.
    fn release(&self, body: &str) -> Article {
        let at = instant("2026-03-01T02:00:00Z");
        Article {
            subtitle: Some(self.line("subtitle")),
            facets: Facets {
                language: language("en"),
                tags: self.term("tag").into_iter().collect(),
                kind: self.term("kind"),
                issuer: self.term("issuer"),
                place: self.term("place"),
            },
            corrections: vec![Correction { at, note: self.line("correction") }],
            summary: Some(self.line("summary")),
            byline: vec![self.line("first author"), self.line("second author")],
            contact: Some(self.contact.clone()),
            number: Some(self.line("number")),
            image: Some(Image {
                source: Source::Elsewhere(url("lead.png")),
                alt: Some(self.line("alt")),
                caption: Some(self.line("caption")),
                credit: Some(self.line("credit")),
            }),
            attachments: vec![self.attachment("attachment"), self.attachment("second attachment")],
            ..self.bare("release", body)
        }
    }

    fn bare(&self, name: &str, body: &str) -> Article {
        let slug = Slug::parse(name).unwrap();
        let body = Body::new(body, Markup::Html);
        let title = self.line("title");
        Article::new(id(name), slug, title, language("en"), instant("2026-03-01T01:00:00Z"), body)
    }

    /// The feed of that release and of one that was withdrawn, as a site makes it that has the text in its fields too.
    fn feed(&self, body: &str) -> Feed {
        let (at, reason) = (instant("2026-03-02T02:00:00Z"), Some(self.line("reason")));
        let withdrawn = Article {
            published: instant("2026-02-01T00:00:00Z"),
            withdrawal: Some(Withdrawal::new(at, reason)),
            ..self.bare("withdrawn", "")
        };
        let articles = [self.release(body), withdrawn].map(Arc::new);
        let edition = Catalog::new(articles, chrono::TimeDelta::days(30)).at(instant("2026-03-03T00:00:00Z"));
        let site = Site { author: self.line("author"), rights: Some(self.line("rights")), ..site() };
        let definition = FeedDefinition {
            description: Some(self.line("description")),
            ..FeedDefinition::new(FeedName::parse("semua").unwrap(), self.line("feed"))
        };
        feed::build(&edition, &definition, &site).remove(0)
    }

    /// That every format of that feed is read right by every parser.
    fn check(&self, body: &str) {
        let feed = self.feed(body);
        let Entry::Release(release) = &*feed.entries[0] else { unreachable!() };
        let content = release.content.as_ref().map(|html| html.as_str());
        content.into_iter().for_each(|content| self.check_content(content));
        self.check_rss(&rendered(&feed, Format::Rss), content);
        self.check_atom(&rendered(&feed, Format::Atom), content);
        self.check_json(&rendered(&feed, Format::Json), content);
        Format::ALL.into_iter().for_each(|format| self.check_with_feed_rs(&rendered(&feed, format), format));
    }

    /// What full texts say beside the body.
    fn check_content(&self, content: &str) {
        let html = dom_query::Document::from(content);
        let texts =
            |selector: &str| html.select(selector).iter().map(|it| it.text().to_string()).collect::<Vec<_>>();
        assert_eq!(html.select("p strong").first().text().as_ref(), self.line("subtitle").as_str());
        assert_eq!(html.select("figure img").attr("alt").as_deref(), Some(self.line("alt").as_str()));
        let caption = format!("{} · {}", self.line("caption"), self.line("credit"));
        assert_eq!(texts("figcaption"), [caption]);
        let paragraphs = texts("p");
        let [.., correction, line, contact] = paragraphs.as_slice() else { panic!("{paragraphs:?}") };
        assert!(correction.ends_with(self.line("correction").as_str()), "{correction}");
        assert_eq!(*line, format!("{} · {}", self.line("place"), self.line("number")));
        assert_eq!(without_space(contact), without_space(&format!("Contact: {}", self.contact)));
    }

    fn check_rss(&self, xml: &str, content: Option<&str>) {
        let document = Document::parse(xml).unwrap();
        let texts = |namespace, name| texts(document.root(), namespace, name);
        let lines = |fields: &[&str]| self.lines(fields);
        assert_eq!(texts("", "title")[..2], lines(&["feed", "title"]));
        assert_eq!(texts("", "copyright"), lines(&["rights"]));
        let [description, summary, notice] = &texts("", "description")[..] else { panic!("{xml}") };
        assert_eq!(description, self.line("description").as_str());
        assert!(is_shown_as(summary, &self.line("summary")), "{summary}");
        assert!(
            shown(notice).ends_with(self.line("reason").as_str())
                || notice.ends_with(self.line("reason").as_str()),
            "{notice}"
        );
        let encoded = texts(CONTENT, "encoded");
        assert_eq!(encoded.len(), if content.is_some() { 2 } else { 1 });
        assert!(content.is_none_or(|content| encoded[0] == content));
        assert!(shown(encoded.last().unwrap()).ends_with(&format!("{}</p>", self.line("reason"))));
        assert_eq!(texts(DUBLIN_CORE, "creator"), lines(&["first author", "second author"]));
        assert_eq!(texts(DUBLIN_CORE, "publisher"), lines(&["issuer"]));
        assert_eq!(texts(DUBLIN_CORE, "coverage"), lines(&["place"]));
        assert_eq!(texts("", "category"), lines(&["tag", "kind", "number"]));
        assert_eq!(texts(MEDIA, "description"), lines(&["caption"]));
        assert_eq!(texts(MEDIA, "credit"), lines(&["credit"]));
        assert_eq!(texts(MEDIA, "title")[1..], lines(&["second attachment"]));

        let channel = xml.parse::<rss::Channel>().unwrap();
        self.assert_trimmed(channel.title(), "feed");
        self.assert_trimmed(channel.description(), "description");
        self.assert_trimmed(channel.copyright().unwrap(), "rights");
        let item = &channel.items()[0];
        self.assert_trimmed(item.title().unwrap(), "title");
        assert!(is_shown_as(item.description().unwrap().trim(), self.line("summary").trim()));
        assert_eq!(item.content().map(str::trim), content.map(str::trim));
        let terms = item.categories().iter().map(|category| category.name());
        terms.zip(["tag", "kind", "number"]).for_each(|(term, field)| self.assert_trimmed(term, field));
        let core = item.dublin_core_ext().unwrap();
        self.assert_trimmed(&core.creators()[1], "second author");
        self.assert_trimmed(&core.publishers()[0], "issuer");
        self.assert_trimmed(&core.coverages()[0], "place");
        let media = &item.extensions()["media"]["content"];
        let child = |index: usize, name: &str| media[index].children()[name][0].value().unwrap();
        self.assert_trimmed(child(0, "description"), "caption");
        self.assert_trimmed(child(0, "credit"), "credit");
        self.assert_trimmed(child(1, "title"), "second attachment");
    }

    fn check_atom(&self, xml: &str, content: Option<&str>) {
        let document = Document::parse(xml).unwrap();
        let texts = |namespace, name| texts(document.root(), namespace, name);
        let lines = |fields: &[&str]| self.lines(fields);
        assert_eq!(texts(ATOM, "title"), lines(&["feed", "title"]));
        assert_eq!(texts(ATOM, "subtitle"), lines(&["description"]));
        assert_eq!(texts(ATOM, "rights"), lines(&["rights"]));
        assert_eq!(texts(ATOM, "name"), lines(&["author", "first author", "second author", "issuer"]));
        assert_eq!(texts(ATOM, "summary"), lines(&["summary"]));
        assert_eq!(texts(ATOM, "content"), content.into_iter().collect::<Vec<_>>());
        assert_eq!(texts(DUBLIN_CORE, "coverage"), lines(&["place"]));
        let [comment] = &texts(TOMBSTONES, "comment")[..] else { panic!("{xml}") };
        assert!(comment.ends_with(self.line("reason").as_str()), "{comment}");
        let attributes =
            |name| document.descendants().filter_map(move |node| node.attribute(name)).collect::<Vec<_>>();
        assert_eq!(attributes("term"), lines(&["tag", "kind", "number"]));
        assert_eq!(attributes("title"), lines(&["caption", "attachment", "second attachment"]));

        let feed = xml.parse::<atom_syndication::Feed>().unwrap();
        self.assert_trimmed(feed.title(), "feed");
        self.assert_trimmed(feed.subtitle().unwrap(), "description");
        self.assert_trimmed(feed.rights().unwrap(), "rights");
        self.assert_trimmed(feed.authors()[0].name(), "author");
        let entry = &feed.entries()[0];
        self.assert_trimmed(entry.title(), "title");
        self.assert_trimmed(entry.summary().unwrap(), "summary");
        self.assert_trimmed(entry.authors()[1].name(), "second author");
        self.assert_trimmed(entry.contributors()[0].name(), "issuer");
        self.assert_trimmed(entry.categories()[2].term(), "number");
        let titles = entry.links().iter().filter_map(|link| link.title());
        titles.zip(["caption", "attachment"]).for_each(|(title, field)| self.assert_trimmed(title, field));
        let read = entry.content().and_then(|content| content.value());
        assert_eq!(read.map(str::trim), content.map(str::trim));
    }

    fn check_json(&self, json: &str, content: Option<&str>) {
        let feed: Value = serde_json::from_str(json).unwrap();
        let item = &feed["items"][0];
        for (value, field) in [
            (&feed["title"], "feed"),
            (&feed["description"], "description"),
            (&feed["authors"][0]["name"], "author"),
            (&feed["_dateline"]["rights"], "rights"),
            (&item["title"], "title"),
            (&item["summary"], "summary"),
            (&item["authors"][0]["name"], "first author"),
            (&item["authors"][1]["name"], "second author"),
            (&item["tags"][0], "tag"),
            (&item["tags"][1], "kind"),
            (&item["tags"][2], "number"),
            (&item["attachments"][0]["title"], "caption"),
            (&item["attachments"][1]["title"], "attachment"),
            (&item["attachments"][2]["title"], "second attachment"),
            (&item["_dateline"]["issuer"], "issuer"),
            (&item["_dateline"]["place"], "place"),
            (&item["_dateline"]["image_caption"], "caption"),
            (&item["_dateline"]["image_credit"], "credit"),
        ] {
            assert_eq!(value, self.line(field).as_str(), "{field}");
        }
        assert_eq!(item["content_html"].as_str(), content);
        let notice = feed["items"][1]["content_text"].as_str().unwrap();
        assert!(notice.ends_with(self.line("reason").as_str()), "{notice}");
    }

    fn check_with_feed_rs(&self, feed: &str, format: Format) {
        let parser = feed_rs::parser::Builder::new().sanitize_content(false).build();
        let feed = parser.parse(feed.as_bytes()).unwrap();
        let text = |text: &Option<feed_rs::model::Text>| text.as_ref().unwrap().content.clone();
        self.assert_trimmed(&text(&feed.title), "feed");
        self.assert_trimmed(&text(&feed.description), "description");
        let entry = &feed.entries[0];
        self.assert_trimmed(&text(&entry.title), "title");
        assert!(is_shown_as(text(&entry.summary).trim(), self.line("summary").trim()), "{format:?}");
        let terms = entry.categories.iter().map(|category| &category.term);
        terms.zip(["tag", "kind", "number"]).for_each(|(term, field)| self.assert_trimmed(term, field));
        if format != Format::Rss {
            self.assert_trimmed(entry.authors[1].name.as_deref().unwrap(), "second author");
        }
    }

    fn lines(&self, fields: &[&str]) -> Vec<String> {
        fields.iter().map(|field| self.line(field).to_string()).collect()
    }

    /// The feed parsers trim what they read, some of them also by characters that are white space to Unicode and not
    /// to XML; roxmltree and serde_json change nothing.
    fn assert_trimmed(&self, read: &str, field: &str) {
        assert_eq!(read.trim(), self.line(field).trim(), "{field}");
    }
}

/// The whole texts of the elements of this name, in document order.
fn texts(root: Node<'_, '_>, namespace: &str, name: &str) -> Vec<String> {
    let named = root.descendants().filter(|node| {
        node.tag_name().name() == name && node.tag_name().namespace().unwrap_or_default() == namespace
    });
    named
        .map(|node| node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect())
        .collect()
}

/// What a reader shows of a text that it takes for HTML.
fn shown(html: &str) -> String {
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The text, or what HTML would show as the text: which of them depends on what the text looks like.
fn is_shown_as(html: &str, text: &str) -> bool {
    html == text || shown(html) == text
}

fn without_space(text: &str) -> String {
    text.split_whitespace().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_in_any_field_is_read_back(text in any_text()) {
        Any::new(&text).check(&text);
    }
}

#[test]
fn a_megabyte_in_every_field_is_read_back() {
    Any::new(&"]]> <b>&amp; \u{1F600}\u{1} word ".repeat(1_048_576 / 29)).check("");
}

#[test]
fn most_of_a_megabyte_of_markup_is_read_back() {
    Any::new("]]>").check(&"<p>]]&gt; <b>&amp;</b> \u{1F600}\u{1} word ".repeat(900_000 / 54));
}
