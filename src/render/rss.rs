//! RSS 2.0, through the `rss` crate: the only module that knows it.
//!
//! The namespaces besides: content, Dublin Core, Media RSS, and Atom for what RSS has no word for. The crate can
//! neither name a style nor give an item a language: [`super::xml`] adds both.

use std::collections::BTreeMap;

use ::rss::extension::atom::{AtomExtension, Link};
use ::rss::extension::dublincore::DublinCoreExtension;
use ::rss::extension::{Extension, ExtensionMap};
use ::rss::{Category, Channel, Enclosure, Guid, Image, Item};
use chrono::{DateTime, Utc};
use url::Url;

use super::xml::{self, Additions};
use super::{
    Document, GENERATOR, HISTORY_NAMESPACE, THREAD_NAMESPACE, alternates, media_type, own_language, rfc822,
    rfc3339, scheme, thread_attributes,
};
use crate::feed::{self, Entry, EntryImage, Feed, InReplyTo, ReleaseEntry, WithdrawnEntry};
use crate::language::Language;
use crate::site::{Format, Logo};
use crate::text::Text;

const DOCS: &str = "https://www.rssboard.org/rss-specification";

const NAMESPACES: [(&str, &str); 6] = [
    ("atom", "http://www.w3.org/2005/Atom"),
    ("content", "http://purl.org/rss/1.0/modules/content/"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("media", "http://search.yahoo.com/mrss/"),
    HISTORY_NAMESPACE,
    THREAD_NAMESPACE,
];

/// Spells a feed as RSS 2.0.
pub(super) fn render(feed: &Feed) -> Document {
    let channel = channel(feed);
    let written = xml::in_memory(|| Ok(channel.pretty_write_to(Vec::new(), b' ', xml::INDENT)?));
    let additions = Additions {
        style: &feed.links.style,
        entry: "item",
        languages: feed.entries_with_notices().map(|entry| own_language(feed, language_of(entry))).collect(),
        ahead: Vec::new(),
    };
    xml::complete(media_type(Format::Rss), written, additions)
}

fn channel(feed: &Feed) -> Channel {
    let archive_mark = feed.links.archived.iter().map(|_| element("fh:archive", None, []));
    Channel {
        title: feed.title.to_string(),
        link: feed.links.page.to_string(),
        description: feed.description.as_ref().unwrap_or(&feed.title).to_string(),
        language: Some(feed.language.to_string()),
        copyright: feed.rights.as_ref().map(Text::to_string),
        last_build_date: Some(rfc822(feed.updated, feed.time_zone)),
        generator: Some(GENERATOR.to_owned()),
        docs: Some(DOCS.to_owned()),
        ttl: Some(feed.ttl_minutes.to_string()),
        image: feed.logo.as_ref().map(|logo| image(feed, logo)),
        atom_ext: Some(AtomExtension { links: channel_links(feed) }),
        extensions: extensions([("fh", "archive", archive_mark.collect())]),
        items: feed.entries_with_notices().map(|entry| item(feed, entry)).collect(),
        namespaces: NAMESPACES.iter().map(|(prefix, uri)| ((*prefix).into(), (*uri).into())).collect(),
        ..Channel::default()
    }
}

/// The image of a channel bears the channel's own title and link. Its size stands there where RSS can tell it;
/// without one, readers may take it to be 88 by 31.
fn image(feed: &Feed, logo: &Logo) -> Image {
    let size = logo.size.filter(|size| size.width <= Logo::MAX.width && size.height <= Logo::MAX.height);
    Image {
        url: logo.url.to_string(),
        width: size.map(|size| size.width.to_string()),
        height: size.map(|size| size.height.to_string()),
        title: feed.title.to_string(),
        link: feed.links.page.to_string(),
        ..Image::default()
    }
}

fn channel_links(feed: &Feed) -> Vec<Link> {
    let own = feed
        .links
        .of(Format::Rss)
        .map(|url| Link { mime_type: Some(Format::Rss.media_type().to_owned()), ..link("self", url) });
    let archive = feed.links.archive(Format::Rss).map(|(relation, url)| link(relation, url));
    own.into_iter().chain(archive).chain(feed.links.hubs.iter().map(|hub| link("hub", hub))).collect()
}

fn link(rel: &str, url: &Url) -> Link {
    Link { rel: rel.to_owned(), href: url.to_string(), ..Link::default() }
}

fn item(feed: &Feed, entry: &Entry) -> Item {
    match entry {
        Entry::Release(release) => release_item(feed, release),
        Entry::Withdrawn(withdrawn) => withdrawn_item(feed, withdrawn),
    }
}

const fn language_of(entry: &Entry) -> &Language {
    match entry {
        Entry::Release(release) => &release.language,
        Entry::Withdrawn(withdrawn) => &withdrawn.language,
    }
}

fn release_item(feed: &Feed, release: &ReleaseEntry) -> Item {
    // One enclosure is all that RSS has, and that many readers take: the first attachment, else the lead image.
    let enclosure = release.enclosures.first().or(release.image.as_ref().map(|image| &image.file));
    let media = release.image.iter().map(image_element);
    let media = media.chain(release.enclosures.iter().skip(1).map(media_element));
    Item {
        title: Some(release.title.to_string()),
        link: Some(release.url.to_string()),
        description: Some(release.summary.as_str()).filter(|summary| !summary.is_empty()).map(html_of),
        content: release.content.as_ref().map(|html| html.as_str().to_owned()),
        guid: Some(guid(&release.id.as_guid())),
        pub_date: Some(rfc822(release.published, feed.time_zone)),
        categories: release.categories.iter().map(|category| self::category(feed, category)).collect(),
        enclosure: enclosure.map(self::enclosure),
        atom_ext: Some(AtomExtension { links: item_links(release) }),
        dublin_core_ext: Some(DublinCoreExtension {
            creators: release.authors.iter().map(Text::to_string).collect(),
            publishers: release.issuer.iter().map(Text::to_string).collect(),
            coverages: release.place.iter().map(Text::to_string).collect(),
            ..DublinCoreExtension::default()
        }),
        extensions: extensions([
            updated(feed, release.updated),
            ("media", "content", media.collect()),
            ("thr", "in-reply-to", release.in_reply_to.iter().map(in_reply_to).collect()),
        ]),
        ..Item::default()
    }
}

fn withdrawn_item(feed: &Feed, withdrawn: &WithdrawnEntry) -> Item {
    Item {
        title: Some(withdrawn.title.to_string()),
        link: Some(withdrawn.url.to_string()),
        description: Some(html_of(&withdrawn.notice)),
        // Readers that have stored the full text would keep it, were none sent in its place.
        content: Some(format!("<p>{}</p>", escape_html(&withdrawn.notice))),
        guid: Some(guid(&withdrawn.id.as_guid())),
        pub_date: Some(rfc822(withdrawn.published, feed.time_zone)),
        extensions: extensions([updated(feed, withdrawn.at)]),
        ..Item::default()
    }
}

fn guid(id: &str) -> Guid {
    Guid { value: id.to_owned(), permalink: false }
}

fn category(feed: &Feed, category: &feed::Category) -> Category {
    Category { name: category.term.to_string(), domain: Some(scheme(feed, category.scheme)) }
}

/// The length is required; where it is unknown it is 0, as the RSS Advisory Board advises.
fn enclosure(file: &feed::Enclosure) -> Enclosure {
    Enclosure {
        url: file.url.to_string(),
        length: file.length.unwrap_or(0).to_string(),
        mime_type: file.media_type.to_string(),
    }
}

fn item_links(release: &ReleaseEntry) -> Vec<Link> {
    let alternates = alternates(release).into_iter().map(|(language, url)| Link {
        hreflang: language.map(ToString::to_string),
        mime_type: Some("text/html".to_owned()),
        ..link("alternate", url)
    });
    // The item's own `link` says it already where there are no translations.
    let alternates = alternates.filter(|_| !release.translations.is_empty());
    release.external_url.iter().map(|url| link("related", url)).chain(alternates).collect()
}

/// Elements of one name: their prefix, their name without it, and themselves.
type Elements = (&'static str, &'static str, Vec<Extension>);

fn updated(feed: &Feed, instant: DateTime<Utc>) -> Elements {
    let date = rfc3339(instant, feed.time_zone);
    ("atom", "updated", vec![element("atom:updated", Some(date), [])])
}

fn in_reply_to(followed: &InReplyTo) -> Extension {
    let attributes = thread_attributes(followed).map(|(name, value)| (name, value.to_owned()));
    element("thr:in-reply-to", None, attributes)
}

fn image_element(image: &EntryImage) -> Extension {
    let description = image
        .description()
        .map(|text| element("media:description", Some(text.to_string()), [("type", "plain".to_owned())]));
    let credit = image.credit.as_ref().map(|text| element("media:credit", Some(text.to_string()), []));
    let mut media = media_element(&image.file);
    media.attrs.insert("medium".to_owned(), "image".to_owned());
    media.children.extend(by_name([description, credit].into_iter().flatten()));
    media
}

fn media_element(file: &feed::Enclosure) -> Extension {
    let mut media = element(
        "media:content",
        None,
        [("url", file.url.to_string()), ("type", file.media_type.to_string())],
    );
    media.attrs.extend(file.length.map(|length| ("fileSize".to_owned(), length.to_string())));
    let title = file.title.as_ref().map(|text| element("media:title", Some(text.to_string()), []));
    media.children = by_name(title);
    media
}

fn element<const N: usize>(name: &str, value: Option<String>, attributes: [(&str, String); N]) -> Extension {
    Extension {
        name: name.to_owned(),
        value,
        attrs: attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        children: BTreeMap::new(),
    }
}

fn by_name(elements: impl IntoIterator<Item = Extension>) -> BTreeMap<String, Vec<Extension>> {
    elements.into_iter().map(|element| (element.name.clone(), vec![element])).collect()
}

fn extensions<const N: usize>(elements: [Elements; N]) -> ExtensionMap {
    elements
        .into_iter()
        .map(|(prefix, name, elements)| (prefix.to_owned(), BTreeMap::from([(name.to_owned(), elements)])))
        .collect()
}

/// Plain text for an element that readers take for HTML: as it is where HTML reads it as the same text, else escaped.
fn html_of(text: &str) -> String {
    if reads_as_markup(text) { escape_html(text) } else { text.to_owned() }
}

/// Whether HTML would see a tag or a character reference in plain text. No reference has a name of one letter, so
/// that `R&D` and `Q&A` are none.
fn reads_as_markup(text: &str) -> bool {
    let opens_tag = |rest: &str| {
        rest.starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'))
    };
    let opens_reference = |rest: &str| {
        rest.starts_with('#') || rest.bytes().take(2).filter(u8::is_ascii_alphanumeric).count() == 2
    };
    text.split('<').skip(1).any(opens_tag) || text.split('&').skip(1).any(opens_reference)
}

fn escape_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_escaped_only_where_html_reads_it_otherwise() {
        for text in ["R&D, Q&A", "a < b > c", "5 & 6", "a<1", "&", "<"] {
            assert_eq!(html_of(text), text);
        }
        assert_eq!(html_of("a & <b>"), "a &amp; &lt;b&gt;");
        assert_eq!(html_of("&lt is < and &#60;"), "&amp;lt is &lt; and &amp;#60;");
    }
}
