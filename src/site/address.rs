//! Every public address, in one closed set: a new one makes the compiler list what must learn of it.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{ArchivePage, FeedName, Slug};
use crate::file::FileName;

/// What may stand in a path segment as it is (RFC 3986 §3.3), and the slash.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// A feed format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// RSS 2.0.
    Rss,
    /// Atom 1.0 (RFC 4287).
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl Format {
    /// All formats, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Rss, Self::Atom, Self::Json];

    /// The ending of its addresses, which is also its name in feed definitions.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Rss => "rss",
            Self::Atom => "atom",
            Self::Json => "json",
        }
    }

    /// Its media type without parameters.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml",
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }

    /// Its name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Rss => "RSS",
            Self::Atom => "Atom",
            Self::Json => "JSON Feed",
        }
    }
}

/// A feed, whatever its format: a definition, and the value of its facet where the definition makes one feed each.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeedAddress {
    /// The definition.
    pub name: FeedName,
    /// The value of the facet, as a slug.
    pub value: Option<Slug>,
}

impl fmt::Display for FeedAddress {
    /// `NAME` or `NAME/VALUE`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Some(value) => write!(formatter, "{}/{value}", self.name),
            None => self.name.fmt(formatter),
        }
    }
}

/// Something that has an address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Address {
    /// The front page.
    Home,
    /// The releases of one calendar month (of the site's zone), for people.
    Month {
        /// The year.
        year: i32,
        /// The month, 1 to 12.
        month: u32,
    },
    /// A release's page.
    Release(Slug),
    /// A file that a release names.
    ReleaseFile(Slug, FileName),
    /// The list of all feeds, for people.
    Feeds,
    /// A feed's page, for people: always HTML.
    FeedPage(FeedAddress),
    /// A feed in one format.
    Feed(FeedAddress, Format),
    /// A page of a feed's archive in one format. One segment longer than any feed, so that no value of a facet is
    /// in its way, whatever it is called.
    Archive(FeedAddress, ArchivePage, Format),
    /// The list of all feeds, for feed readers (OPML 2.0).
    Opml,
    /// All pages, for search engines.
    Sitemap,
    /// A part of a sitemap that would be too large, counted from 0.
    SitemapPart(usize),
    /// The last two days' releases, for news search engines.
    NewsSitemap,
    /// Rules for robots; names the sitemaps.
    Robots,
    /// The pages' style.
    Style,
    /// The style of the feeds' own XML.
    FeedStyle,
    /// The pages' one script: the Copy button.
    Script,
    /// A file of the site's own: icon, logo.
    SiteFile(FileName),
}

impl Address {
    /// The path below the base URL; starts with a slash, percent-encoded.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Home => "/".to_owned(),
            Self::Month { year, month } => format!("/archive/{year:04}-{month:02}/"),
            Self::Release(slug) => format!("/releases/{slug}/"),
            Self::ReleaseFile(slug, name) => format!("/releases/{slug}/{}", encode_path(name)),
            Self::Feeds => "/feeds/".to_owned(),
            Self::FeedPage(feed) => format!("/feeds/{feed}"),
            Self::Feed(feed, format) => format!("/feeds/{feed}.{}", format.ending()),
            Self::Archive(feed, page, format) => format!("/feeds/{feed}/archive/{page}.{}", format.ending()),
            Self::Opml => "/feeds.opml".to_owned(),
            Self::Sitemap => "/sitemap.xml".to_owned(),
            Self::SitemapPart(part) => format!("/sitemap-{part}.xml"),
            Self::NewsSitemap => "/news-sitemap.xml".to_owned(),
            Self::Robots => "/robots.txt".to_owned(),
            Self::Style => "/style.css".to_owned(),
            Self::FeedStyle => "/feed.css".to_owned(),
            Self::Script => "/copy.js".to_owned(),
            Self::SiteFile(name) => format!("/assets/{}", encode_path(name)),
        }
    }
}

/// A file's name as a part of a URL's path.
#[must_use]
pub fn encode_path(name: &FileName) -> String {
    utf8_percent_encode(name.as_str(), PATH).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_encoded_but_for_its_slashes() {
        let slug = Slug::parse("gizi").unwrap();
        let name = FileName::parse("gambar/foto 1?.png").unwrap();
        assert_eq!(Address::ReleaseFile(slug, name).path(), "/releases/gizi/gambar/foto%201%3F.png");
    }

    #[test]
    fn a_feed_of_a_value_lies_below_its_definition() {
        let feed = FeedAddress {
            name: FeedName::parse("topics").unwrap(),
            value: Some(Slug::parse("health").unwrap()),
        };
        assert_eq!(Address::Feed(feed.clone(), Format::Atom).path(), "/feeds/topics/health.atom");
        assert_eq!(Address::FeedPage(feed.clone()).path(), "/feeds/topics/health");
        let month = ArchivePage::Month { year: 2026, month: 3 };
        assert_eq!(
            Address::Archive(feed, month, Format::Json).path(),
            "/feeds/topics/health/archive/2026-03.json"
        );
    }
}
