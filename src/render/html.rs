//! Pages for people, and their style and script. They show an edition and its feeds, never anything else.
//!
//! A page needs no script, and nothing in it is inline: it reads well under `default-src 'none'` with style, images
//! and the Copy button's script from the site itself.

use crate::catalog::{Edition, Release, Tombstone};
use crate::feed::Feed;
use crate::render::Document;
use crate::site::{Format, Site};

/// What every page can show.
#[derive(Clone, Copy, Debug)]
pub struct Newsroom<'a> {
    /// The site.
    pub site: &'a Site,
    /// What is public.
    pub edition: &'a Edition,
    /// All feeds of the edition.
    pub feeds: &'a [Feed],
}

/// The months (year, and month from 1 to 12, in the site's zone) that have releases, newest first.
#[must_use]
pub fn months(newsroom: &Newsroom<'_>) -> Vec<(i32, u32)> {
    use chrono::Datelike as _;
    let mut months: Vec<_> = newsroom
        .edition
        .releases()
        .iter()
        .map(|release| release.published.with_timezone(&newsroom.site.time_zone))
        .map(|date| (date.year(), date.month()))
        .collect();
    months.dedup();
    months
}

/// The front page.
#[must_use]
pub fn home(newsroom: &Newsroom<'_>) -> Document {
    page(newsroom.site.title.as_str())
}

/// The releases of one month.
#[must_use]
pub fn month(newsroom: &Newsroom<'_>, year: i32, month: u32) -> Document {
    page(&format!("{} {year}-{month}", newsroom.site.title))
}

/// A release's page.
#[must_use]
pub fn release(_newsroom: &Newsroom<'_>, release: &Release) -> Document {
    page(release.title.as_str())
}

/// The notice in place of a withdrawn release.
#[must_use]
pub fn withdrawn(newsroom: &Newsroom<'_>, _tombstone: &Tombstone) -> Document {
    page(newsroom.site.title.as_str())
}

/// The list of all feeds.
#[must_use]
pub fn feeds(newsroom: &Newsroom<'_>) -> Document {
    page(newsroom.site.title.as_str())
}

/// A feed for people: its own page (`None`), or the view at its address in one format.
///
/// `lengths` tells the size of the feed's documents in bytes, where they are known.
#[must_use]
pub fn feed_page(
    _newsroom: &Newsroom<'_>,
    feed: &Feed,
    _view: Option<Format>,
    _lengths: &[(Format, usize)],
) -> Document {
    page(feed.title.as_str())
}

/// The page in place of a feed that is no more.
#[must_use]
pub fn gone_feed(newsroom: &Newsroom<'_>) -> Document {
    page(newsroom.site.title.as_str())
}

/// The page at an unknown address.
#[must_use]
pub fn not_found(newsroom: &Newsroom<'_>) -> Document {
    page(newsroom.site.title.as_str())
}

/// The pages' style.
#[must_use]
pub fn style() -> Document {
    document("text/css; charset=utf-8", include_str!("html/style.css"))
}

/// The style of the feeds' own XML.
#[must_use]
pub fn feed_style() -> Document {
    document("text/css; charset=utf-8", include_str!("html/feed.css"))
}

/// The Copy button's script.
#[must_use]
pub fn script() -> Document {
    document("text/javascript; charset=utf-8", include_str!("html/copy.js"))
}

fn page(html: &str) -> Document {
    document("text/html; charset=utf-8", html)
}

fn document(media_type: &'static str, body: &str) -> Document {
    Document { media_type, body: body.as_bytes().into(), last_modified: None }
}
