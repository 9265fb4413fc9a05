//! Pages for people, and their style and script. They show an edition and its feeds, never anything else.
//!
//! A page needs no script, and nothing in it is inline: it reads well under `default-src 'none'` with style, images
//! and the Copy button's script from the site itself.

use chrono::Datelike as _;
use serde::Serialize;

use crate::catalog::{Edition, Release, Tombstone};
use crate::feed::Feed;
use crate::render::Document;
use crate::site::{Format, Site};

use page::{Frame, Head, Page};
use words::Words;

mod feed;
mod lists;
mod page;
mod release;
mod structured;
mod template;
mod words;

#[cfg(test)]
mod tests;

/// What every page can show.
#[derive(Clone, Copy, Debug)]
pub struct Newsroom<'a> {
    /// The site.
    pub site: &'a Site,
    /// What is public.
    pub edition: &'a Edition,
    /// The feeds of the edition that lists name.
    pub feeds: &'a [Feed],
}

/// The months (year, and month from 1 to 12, in the site's zone) that have releases, newest first.
#[must_use]
pub fn months(newsroom: &Newsroom<'_>) -> Vec<(i32, u32)> {
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
    page(&lists::home(newsroom))
}

/// The releases of one month.
#[must_use]
pub fn month(newsroom: &Newsroom<'_>, year: i32, month: u32) -> Document {
    page(&lists::month(newsroom, year, month))
}

/// A release's page.
#[must_use]
pub fn release(newsroom: &Newsroom<'_>, release: &Release) -> Document {
    page(&release::release(newsroom, release))
}

/// The notice in place of a withdrawn release.
#[must_use]
pub fn withdrawn(newsroom: &Newsroom<'_>, tombstone: &Tombstone) -> Document {
    page(&release::withdrawn(newsroom, tombstone))
}

/// The list of all feeds.
#[must_use]
pub fn feeds(newsroom: &Newsroom<'_>) -> Document {
    page(&lists::feeds(newsroom))
}

/// A feed for people: its own page (`None`), or the view at its address in one format.
///
/// `lengths` tells the size of the feed's documents in bytes, where they are known.
#[must_use]
pub fn feed_page(
    newsroom: &Newsroom<'_>,
    feed: &Feed,
    view: Option<Format>,
    lengths: &[(Format, usize)],
) -> Document {
    page(&feed::feed_page(newsroom, feed, view, lengths))
}

/// The page in place of a feed that is no more.
#[must_use]
pub fn gone_feed(newsroom: &Newsroom<'_>) -> Document {
    let words = &Words::of(&newsroom.site.language).text;
    page(&message(newsroom, &words.gone_feed, &words.gone_feed_explained))
}

/// The page at an unknown address.
#[must_use]
pub fn not_found(newsroom: &Newsroom<'_>) -> Document {
    let words = &Words::of(&newsroom.site.language).text;
    page(&message(newsroom, &words.not_found, &words.not_found_explained))
}

#[derive(Serialize)]
struct Message<'a> {
    frame: Frame<'a>,
    heading: &'a str,
    text: &'a str,
}

/// A page that only says something.
fn message(newsroom: &Newsroom<'_>, heading: &str, text: &str) -> String {
    let page = Page::new(newsroom);
    let frame = page.frame(Head { title: Some(heading), hidden: true, ..Head::default() });
    template::render("message.html", Message { frame, heading, text })
}

/// The pages' style.
#[must_use]
pub fn style() -> Document {
    document("text/css; charset=utf-8", include_str!("html/style.css"))
}

/// The style of the feeds' own XML; it says what that is in the site's language.
#[must_use]
pub fn feed_style(site: &Site) -> Document {
    let words = &Words::of(&site.language).text.feed_source;
    let style = include_str!("html/feed.css").replace("FEED_SOURCE", words);
    document("text/css; charset=utf-8", &style)
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
    Document { media_type, body: body.as_bytes().into() }
}
