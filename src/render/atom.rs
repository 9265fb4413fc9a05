//! Atom 1.0 (RFC 4287), with tombstones (RFC 6721), through the `atom_syndication` crate: the only module that knows
//! it.
//!
//! The crate can neither name a style, nor give an entry a language, nor put an extension ahead of the entries, where
//! RFC 4287's grammar wants it: [`super::xml`] adds all three.

use std::collections::BTreeMap;

use atom_syndication::extension::{Extension, ExtensionMap};
use atom_syndication::{Category, Content, Entry, Generator, Link, Person, WriteConfig};
use quick_xml::Writer;
use quick_xml::escape::escape;
use url::Url;

use super::xml::{self, Additions};
use super::{
    Document, GENERATOR, HISTORY_NAMESPACE, THREAD_NAMESPACE, alternates, local, media_type, own_language,
    rfc3339, scheme, thread_attributes,
};
use crate::feed::{self, Enclosure, Feed, InReplyTo, ReleaseEntry, WithdrawnEntry};
use crate::site::Format;
use crate::text::Text;

const NAMESPACES: [(&str, &str); 4] = [
    ("at", "http://purl.org/atompub/tombstones/1.0"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    HISTORY_NAMESPACE,
    THREAD_NAMESPACE,
];

/// Spells a feed as Atom 1.0.
pub(super) fn render(feed: &Feed) -> Document {
    let (releases, withdrawn) = parted(feed);
    let document = document(feed, releases.iter().map(|release| entry(feed, release)).collect());
    let config = WriteConfig { write_document_declaration: false, indent_size: Some(xml::INDENT) };
    let written = xml::in_memory(|| Ok(document.write_with_config(Vec::new(), config)?));
    let archive_mark = feed.links.archived.as_ref().map(|_| "<fh:archive/>".to_owned());
    let tombstones = withdrawn.iter().map(|withdrawn| tombstone(feed, withdrawn));
    let additions = Additions {
        style: &feed.links.style,
        entry: "entry",
        languages: releases.iter().map(|release| own_language(feed, &release.language)).collect(),
        ahead: archive_mark.into_iter().chain(tombstones).collect(),
    };
    xml::complete(media_type(Format::Atom), written, additions)
}

fn parted(feed: &Feed) -> (Vec<&ReleaseEntry>, Vec<&WithdrawnEntry>) {
    let mut releases = Vec::new();
    let mut withdrawn = Vec::new();
    for entry in &feed.entries {
        match &**entry {
            feed::Entry::Release(release) => releases.push(&**release),
            feed::Entry::Withdrawn(notice) => withdrawn.push(notice),
        }
    }
    (releases, withdrawn)
}

fn document(feed: &Feed, entries: Vec<Entry>) -> atom_syndication::Feed {
    let namespaces = NAMESPACES.iter().map(|(prefix, uri)| ((*prefix).into(), (*uri).into()));
    atom_syndication::Feed {
        title: text(&feed.title),
        subtitle: feed.description.as_ref().map(text),
        id: feed.id.to_string(),
        updated: local(feed.updated, feed.time_zone),
        authors: vec![Person { uri: Some(feed.links.home.to_string()), ..person(&feed.author) }],
        generator: Some(Generator { value: GENERATOR.to_owned(), ..Generator::default() }),
        icon: feed.icon.as_ref().map(Url::to_string),
        logo: feed.logo.as_ref().map(|logo| logo.url.to_string()),
        rights: feed.rights.as_ref().map(text),
        links: feed_links(feed),
        lang: Some(feed.language.to_string()),
        namespaces: namespaces.collect(),
        entries,
        ..atom_syndication::Feed::default()
    }
}

fn feed_links(feed: &Feed) -> Vec<Link> {
    let page = Link { mime_type: Some("text/html".to_owned()), ..link("alternate", &feed.links.page) };
    let own = feed
        .links
        .of(Format::Atom)
        .map(|url| Link { mime_type: Some(Format::Atom.media_type().to_owned()), ..link("self", url) });
    let archive = feed.links.archive(Format::Atom).map(|(relation, url)| link(relation, url));
    let hubs = feed.links.hubs.iter().map(|hub| link("hub", hub));
    [page].into_iter().chain(own).chain(archive).chain(hubs).collect()
}

fn entry(feed: &Feed, release: &ReleaseEntry) -> Entry {
    Entry {
        title: text(&release.title),
        id: release.id.to_string(),
        updated: local(release.updated, feed.time_zone),
        published: Some(local(release.published, feed.time_zone)),
        authors: release.authors.iter().map(person).collect(),
        contributors: release.issuer.iter().map(person).collect(),
        categories: release.categories.iter().map(|category| self::category(feed, category)).collect(),
        links: entry_links(release),
        summary: Some(&release.summary).filter(|summary| !summary.is_empty()).map(text),
        content: release.content.as_ref().map(|html| Content {
            content_type: Some("html".to_owned()),
            value: Some(html.as_str().to_owned()),
            ..Content::default()
        }),
        extensions: extensions(release),
        ..Entry::default()
    }
}

fn entry_links(release: &ReleaseEntry) -> Vec<Link> {
    let alternates = alternates(release).into_iter().map(|(language, url)| Link {
        hreflang: language.map(ToString::to_string),
        mime_type: Some("text/html".to_owned()),
        ..link("alternate", url)
    });
    let related = release.external_url.iter().map(|url| link("related", url));
    let image = release
        .image
        .iter()
        .map(|image| Link { title: image.description().map(Text::to_string), ..enclosure(&image.file) });
    alternates.chain(related).chain(image).chain(release.enclosures.iter().map(enclosure)).collect()
}

fn enclosure(file: &Enclosure) -> Link {
    Link {
        mime_type: Some(file.media_type.to_string()),
        length: file.length.map(|length| length.to_string()),
        title: file.title.as_ref().map(Text::to_string),
        ..link("enclosure", &file.url)
    }
}

fn link(rel: &str, url: &Url) -> Link {
    Link { rel: rel.to_owned(), href: url.to_string(), ..Link::default() }
}

fn category(feed: &Feed, category: &feed::Category) -> Category {
    Category { term: category.term.to_string(), scheme: Some(scheme(feed, category.scheme)), label: None }
}

fn extensions(release: &ReleaseEntry) -> ExtensionMap {
    let coverage = release.place.as_ref().map(|place| ("dc", "coverage", coverage(place)));
    let thread = release.in_reply_to.as_ref().map(|followed| ("thr", "in-reply-to", in_reply_to(followed)));
    [coverage, thread]
        .into_iter()
        .flatten()
        .map(|(prefix, name, element)| {
            (prefix.to_owned(), BTreeMap::from([(name.to_owned(), vec![element])]))
        })
        .collect()
}

fn coverage(place: &Text) -> Extension {
    Extension { name: "dc:coverage".to_owned(), value: Some(place.to_string()), ..Extension::default() }
}

/// The crate writes the attributes of extensions as they are.
fn in_reply_to(followed: &InReplyTo) -> Extension {
    let escaped = |(name, value): (&str, &str)| (name.to_owned(), escape(value).into_owned());
    Extension {
        name: "thr:in-reply-to".to_owned(),
        attrs: thread_attributes(followed).map(escaped).into(),
        ..Extension::default()
    }
}

/// The tombstone of a withdrawn release (RFC 6721 §3), on one line.
fn tombstone(feed: &Feed, withdrawn: &WithdrawnEntry) -> String {
    xml::in_memory(|| {
        let mut writer = Writer::new(Vec::new());
        writer
            .create_element("at:deleted-entry")
            .with_attribute(("ref", withdrawn.id.as_str()))
            .with_attribute(("when", rfc3339(withdrawn.at, feed.time_zone).as_str()))
            .with_attributes(
                own_language(feed, &withdrawn.language).map(|language| ("xml:lang", language.as_str())),
            )
            .write_inner_content(|writer| xml::text_element(writer, "at:comment", &withdrawn.notice))?;
        Ok(String::from_utf8(writer.into_inner())?)
    })
}

fn person(name: &Text) -> Person {
    Person { name: name.to_string(), ..Person::default() }
}

fn text(text: &Text) -> atom_syndication::Text {
    text.as_str().into()
}
