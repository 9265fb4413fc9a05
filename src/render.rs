//! From a neutral [`crate::feed::Feed`] or page to the bytes of one format. One format a file; renderers only spell:
//! they never choose, cut, sort or read a clock, and equal inputs give equal bytes.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, Offset, Utc};
use chrono_tz::Tz;
use url::Url;

use crate::feed::{Feed, InReplyTo, ReleaseEntry, Scheme};
use crate::language::Language;
use crate::site::Format;

pub use opml::opml;
pub use robots::robots;
pub use sitemap::{NEWS_WINDOW, news_sitemap, sitemap, sitemap_part, sitemap_parts};

/// Pages for people.
pub mod html;

mod atom;
mod json;
mod opml;
mod robots;
mod rss;
mod sitemap;
mod xml;

/// The program's name, as feeds tell it. Without its version: a new release must not change a byte of any feed.
const GENERATOR: &str = "Dateline";

/// Rendered bytes, ready to be encoded and sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The media type with its charset, as in the Content-Type header.
    pub media_type: &'static str,
    /// The bytes.
    pub body: Arc<[u8]>,
}

/// Spells a feed in one format; the document's `self` is the feed's URL in that format.
#[must_use]
pub fn feed(feed: &Feed, format: Format) -> Document {
    match format {
        Format::Rss => self::rss::render(feed),
        Format::Atom => atom::render(feed),
        Format::Json => json::render(feed),
    }
}

/// The media type of feeds in a format, with their charset.
#[must_use]
pub const fn media_type(format: Format) -> &'static str {
    match format {
        Format::Rss => "application/rss+xml; charset=utf-8",
        Format::Atom => "application/atom+xml; charset=utf-8",
        Format::Json => "application/feed+json; charset=utf-8",
    }
}

/// `instant` on the clock of `zone`. Where that clock is off by seconds, as before standard time, it is UTC's: an
/// offset in RFC 3339 and RFC 822 has only hours and minutes.
fn local(instant: DateTime<Utc>, zone: Tz) -> DateTime<FixedOffset> {
    let local = instant.with_timezone(&zone);
    let offset = local.offset().fix();
    if offset.local_minus_utc() % 60 == 0 { local.with_timezone(&offset) } else { instant.fixed_offset() }
}

/// The namespace of threads (RFC 4685).
const THREAD_NAMESPACE: (&str, &str) = ("thr", "http://purl.org/syndication/thread/1.0");

/// The namespace of archives (RFC 5005).
const HISTORY_NAMESPACE: (&str, &str) = ("fh", "http://purl.org/syndication/history/1.0");

/// The attributes of `thr:in-reply-to` (RFC 4685 §3).
fn thread_attributes(followed: &InReplyTo) -> [(&'static str, &str); 3] {
    [("ref", followed.id.as_str()), ("href", followed.url.as_str()), ("type", "text/html")]
}

/// The date form of RSS: RFC 822 with a year of four digits and a numeric zone.
fn rfc822(instant: DateTime<Utc>, zone: Tz) -> String {
    local(instant, zone).format("%a, %d %b %Y %H:%M:%S %z").to_string()
}

/// The date form of Atom, JSON Feed and sitemaps: RFC 3339.
fn rfc3339(instant: DateTime<Utc>, zone: Tz) -> String {
    local(instant, zone).to_rfc3339()
}

/// The IRI that tells categories of one kind from those of another.
fn scheme(feed: &Feed, scheme: Scheme) -> String {
    let name = match scheme {
        Scheme::Topic => "topic",
        Scheme::Kind => "kind",
        Scheme::Number => "number",
    };
    format!("{}#{name}", feed.links.home)
}

/// The language of an entry where it is not the feed's.
fn own_language<'a>(feed: &Feed, language: &'a Language) -> Option<&'a Language> {
    Some(language).filter(|&language| *language != feed.language)
}

/// A release's page and its translations, each language once (RFC 4287 §4.1.2).
///
/// Of several links some readers take the first for the release's own, others the last. So, where there are
/// translations, its own comes first, and once more without a language at the end.
fn alternates(release: &ReleaseEntry) -> Vec<(Option<&Language>, &Url)> {
    let mut alternates = Vec::new();
    if !release.translations.is_empty() {
        alternates.push((Some(&release.language), &release.url));
    }
    for (language, url) in &release.translations {
        if alternates.iter().all(|(known, _)| *known != Some(language)) {
            alternates.push((Some(language), url));
        }
    }
    alternates.push((None, &release.url));
    alternates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_on_the_zones_clock() {
        let instant = DateTime::from_timestamp(1_511_776_800, 0).unwrap();
        assert_eq!(rfc822(instant, Tz::Asia__Jakarta), "Mon, 27 Nov 2017 17:00:00 +0700");
        assert_eq!(rfc3339(instant, Tz::Asia__Kathmandu), "2017-11-27T15:45:00+05:45");
        assert_eq!(rfc822(instant, Tz::UTC), "Mon, 27 Nov 2017 10:00:00 +0000");
    }

    #[test]
    fn an_offset_with_seconds_is_not_rounded() {
        let instant: DateTime<Utc> = "1899-12-31T00:00:00Z".parse().unwrap();
        assert_eq!(rfc3339(instant, Tz::Asia__Jakarta), "1899-12-31T00:00:00+00:00");
    }
}
