//! Values of the `Link` header (RFC 8288), and the names that caches know feeds by.

use std::sync::Arc;

use url::Url;

use crate::feed::{Feed, FeedLinks};
use crate::site::{FeedAddress, Format};

/// The links of a feed in one format: itself, its hubs, its other formats and its page.
pub(super) fn of_feed(links: &FeedLinks, format: Format) -> Arc<[String]> {
    let own = links.of(format).map(|url| link(url, "self", Some(format.media_type())));
    let hubs = links.hubs.iter().map(|url| link(url, "hub", None));
    let others = links.formats.iter().filter(|(other, _)| *other != format).map(alternate);
    let page = link(&links.page, "alternate", Some("text/html"));
    own.into_iter().chain(hubs).chain(others).chain([page]).collect()
}

/// The link of a page of a feed's archive to the feed.
pub(super) fn of_archive(links: &FeedLinks, format: Format) -> Arc<[String]> {
    links.of(format).map(|url| link(url, "current", Some(format.media_type()))).into_iter().collect()
}

/// The link of a feed's raw bytes to the feed.
pub(super) fn of_raw(links: &FeedLinks, format: Format) -> Arc<[String]> {
    links.of(format).map(|url| link(url, "canonical", None)).into_iter().collect()
}

/// The names by which caches may be told to forget a feed: that of its definition, and its own where that makes one
/// feed for each value.
pub(super) fn surrogate_keys(feed: &FeedAddress) -> Arc<[String]> {
    let own = feed.value.as_ref().map(|_| format!("feed:{feed}"));
    [format!("feed:{}", feed.name)].into_iter().chain(own).collect()
}

/// The links of a page: to a feed in all of its formats.
pub(super) fn of_page(feed: Option<&Feed>) -> Arc<[String]> {
    feed.into_iter().flat_map(|feed| &feed.links.formats).map(alternate).collect()
}

fn alternate((format, url): &(Format, Url)) -> String {
    link(url, "alternate", Some(format.media_type()))
}

/// A URL has no character that would end the brackets: `Url` encodes them.
fn link(url: &Url, relation: &str, media_type: Option<&str>) -> String {
    let media_type = media_type.map(|media_type| format!("; type=\"{media_type}\"")).unwrap_or_default();
    format!("<{url}>; rel=\"{relation}\"{media_type}")
}
