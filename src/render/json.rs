//! JSON Feed 1.1. The fields of the structs stand in the order in which they are written.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;
use url::Url;

use super::{Document, media_type, rfc3339};
use crate::feed::{Enclosure, Entry, Feed, InReplyTo, ReleaseEntry, WithdrawnEntry};
use crate::language::Language;
use crate::site::Format;
use crate::text::Text;

const VERSION: &str = "https://jsonfeed.org/version/1.1";

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a Text,
    home_page_url: &'a Url,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed_url: Option<&'a Url>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<&'a Url>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<&'a Url>,
    #[serde(skip_serializing_if = "Option::is_none")]
    favicon: Option<&'a Url>,
    authors: Vec<Author<'a>>,
    language: &'a Language,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hubs: Vec<Hub<'a>>,
    #[serde(rename = "_dateline")]
    extension: FeedExtension<'a>,
    items: Vec<Item<'a>>,
}

/// What JSON Feed has no word for.
#[derive(Serialize)]
struct FeedExtension<'a> {
    id: &'a str,
    updated: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rights: Option<&'a Text>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a Url>,
}

#[derive(Serialize)]
struct Hub<'a> {
    r#type: &'static str,
    url: &'a Url,
}

#[derive(Serialize)]
struct Item<'a> {
    id: Cow<'a, str>,
    url: &'a Url,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_url: Option<&'a Url>,
    title: &'a Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a Url>,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a Text>,
    language: &'a Language,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment<'a>>,
    #[serde(rename = "_dateline", skip_serializing_if = "Option::is_none")]
    extension: Option<ItemExtension<'a>>,
}

#[derive(Serialize)]
struct Attachment<'a> {
    url: &'a Url,
    mime_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size_in_bytes: Option<u64>,
}

/// What JSON Feed has no word for.
#[derive(Default, PartialEq, Eq, Serialize)]
struct ItemExtension<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<&'a Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    translations: Vec<Translation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image_caption: Option<&'a Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image_credit: Option<&'a Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_reply_to: Option<Followed<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn: Option<String>,
}

#[derive(PartialEq, Eq, Serialize)]
struct Followed<'a> {
    id: Cow<'a, str>,
    url: &'a Url,
}

#[derive(PartialEq, Eq, Serialize)]
struct Translation<'a> {
    language: &'a Language,
    url: &'a Url,
}

/// Spells a feed as JSON Feed 1.1.
pub(super) fn render(feed: &Feed) -> Document {
    let mut body = to_json(&document(feed));
    body.push(b'\n');
    Document { media_type: media_type(Format::Json), body: Arc::from(body) }
}

#[expect(clippy::expect_used, reason = "strings, numbers and lists of them are always JSON")]
fn to_json(feed: &JsonFeed<'_>) -> Vec<u8> {
    serde_json::to_vec_pretty(feed).expect("a feed is JSON")
}

fn document(feed: &Feed) -> JsonFeed<'_> {
    JsonFeed {
        version: VERSION,
        title: &feed.title,
        home_page_url: &feed.links.page,
        feed_url: feed.links.of(Format::Json),
        next_url: feed.links.previous(Format::Json),
        description: feed.description.as_ref(),
        icon: feed.icon.as_ref(),
        favicon: feed.icon.as_ref(),
        authors: vec![Author { name: &feed.author, url: Some(&feed.links.home) }],
        language: &feed.language,
        hubs: feed.links.hubs.iter().map(|url| Hub { r#type: "WebSub", url }).collect(),
        extension: FeedExtension {
            id: feed.id.as_str(),
            updated: rfc3339(feed.updated, feed.time_zone),
            rights: feed.rights.as_ref(),
        },
        items: feed.entries_with_notices().map(|entry| item(feed, entry)).collect(),
    }
}

fn item<'a>(feed: &Feed, entry: &'a Entry) -> Item<'a> {
    match entry {
        Entry::Release(release) => release_item(feed, release),
        Entry::Withdrawn(withdrawn) => withdrawn_item(feed, withdrawn),
    }
}

/// Every item has a content: where the feed carries no full text, it is the summary.
fn release_item<'a>(feed: &Feed, release: &'a ReleaseEntry) -> Item<'a> {
    let summary = &release.summary;
    Item {
        id: release.id.as_guid(),
        url: &release.url,
        external_url: release.external_url.as_ref(),
        title: &release.title,
        content_html: release.content.as_ref().map(crate::article::Html::as_str),
        content_text: Some(summary).filter(|_| release.content.is_none()),
        summary: Some(summary).filter(|summary| !summary.is_empty()),
        image: release.image.as_ref().map(|image| &image.file.url),
        date_published: rfc3339(release.published, feed.time_zone),
        date_modified: rfc3339(release.updated, feed.time_zone),
        authors: release.authors.iter().map(|name| Author { name, url: None }).collect(),
        tags: release.categories.iter().map(|category| &category.term).collect(),
        language: &release.language,
        attachments: attachments(release),
        extension: Some(extension(release)).filter(|extension| *extension != ItemExtension::default()),
    }
}

fn attachments(release: &ReleaseEntry) -> Vec<Attachment<'_>> {
    let image = release
        .image
        .iter()
        .map(|image| Attachment { title: image.description(), ..attachment(&image.file) });
    image.chain(release.enclosures.iter().map(attachment)).collect()
}

fn attachment(file: &Enclosure) -> Attachment<'_> {
    Attachment {
        url: &file.url,
        mime_type: &file.media_type,
        title: file.title.as_ref(),
        size_in_bytes: file.length,
    }
}

fn extension(release: &ReleaseEntry) -> ItemExtension<'_> {
    let image = release.image.as_ref();
    ItemExtension {
        issuer: release.issuer.as_ref(),
        place: release.place.as_ref(),
        translations: release
            .translations
            .iter()
            .map(|(language, url)| Translation { language, url })
            .collect(),
        image_caption: image.and_then(|image| image.caption.as_ref()),
        image_credit: image.and_then(|image| image.credit.as_ref()),
        in_reply_to: release.in_reply_to.as_ref().map(followed),
        withdrawn: None,
    }
}

fn followed(followed: &InReplyTo) -> Followed<'_> {
    Followed { id: followed.id.as_guid(), url: &followed.url }
}

fn withdrawn_item<'a>(feed: &Feed, withdrawn: &'a WithdrawnEntry) -> Item<'a> {
    let at = rfc3339(withdrawn.at, feed.time_zone);
    Item {
        id: withdrawn.id.as_guid(),
        url: &withdrawn.url,
        external_url: None,
        title: &withdrawn.title,
        content_html: None,
        content_text: Some(&withdrawn.notice),
        summary: None,
        image: None,
        date_published: rfc3339(withdrawn.published, feed.time_zone),
        date_modified: at.clone(),
        authors: Vec::new(),
        tags: Vec::new(),
        language: &withdrawn.language,
        attachments: Vec::new(),
        extension: Some(ItemExtension { withdrawn: Some(at), ..ItemExtension::default() }),
    }
}
