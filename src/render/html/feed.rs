//! A feed for people: what it is, how to follow it, and what is in it.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use url::Url;

use super::lists::Card;
use super::page::{Frame, Head, Moment, Page};
use super::{Newsroom, template};
use crate::feed::{Entry, Feed, Scheme};
use crate::site::{Address, Format};
use crate::text::Text;

/// Readers that take a feed's address in a link: the address of the link up to the feed's, and their name.
///
/// Feedly's goes by its own id of a feed, which starts with `feed/`.
const READERS: [(&str, &str); 4] = [
    ("Feedly", "https://feedly.com/i/subscription/feed%2F"),
    ("Inoreader", "https://www.inoreader.com/?add_feed="),
    ("NewsBlur", "https://www.newsblur.com/?url="),
    ("The Old Reader", "https://theoldreader.com/feeds/subscribe?url="),
];

#[derive(Serialize)]
struct FeedView<'a> {
    frame: Frame<'a>,
    title: &'a Text,
    description: Option<&'a Text>,
    /// The address to copy, of the format shown.
    address: &'a Url,
    format: &'static str,
    readers: Vec<Reader>,
    desktop: String,
    formats: Vec<FormatView<'a>>,
    /// The feed's own page, where this is the view at one format's address.
    page: Option<String>,
    count: usize,
    changed: Option<Moment>,
    entries: Vec<Card<'a>>,
}

#[derive(Serialize)]
struct Reader {
    name: &'static str,
    url: String,
}

#[derive(Serialize)]
struct FormatView<'a> {
    name: &'static str,
    url: &'a str,
    raw: String,
    size: Option<String>,
    shown: bool,
}

/// The feed's own page (`None`), or the view at its address in one format.
pub(super) fn feed_page(
    newsroom: &Newsroom<'_>,
    feed: &Feed,
    view: Option<Format>,
    lengths: &[(Format, usize)],
) -> String {
    let page = Page::in_language(newsroom, &feed.language);
    let head = Head {
        title: Some(&feed.title),
        description: feed.description.as_deref(),
        canonical: Some(feed.links.page.clone()),
        hidden: view.is_some() || !feed.is_named,
        feeds: vec![feed],
    };
    let (format, address) = shown(feed, view);
    let encoded = utf8_percent_encode(address.as_str(), NON_ALPHANUMERIC);
    let changed = feed.entries.first().map(|_| page.minute(feed.updated));
    template::render(
        "feed.html",
        FeedView {
            frame: page.frame(head),
            title: &feed.title,
            description: feed.description.as_ref(),
            address,
            format: format.label(),
            readers: READERS.map(|(name, link)| Reader { name, url: format!("{link}{encoded}") }).into(),
            desktop: format!("feed:{address}"),
            formats: page.formats(feed, view, lengths),
            page: view.map(|_| page.path(&Address::FeedPage(feed.address.clone()))),
            count: feed.entries_with_notices().count(),
            changed,
            entries: feed.entries_with_notices().map(|entry| page.entry_card(entry)).collect(),
        },
    )
}

/// The format whose address the page offers: that of the view, else the first one, which every reader understands
/// where it is XML.
fn shown(feed: &Feed, view: Option<Format>) -> (Format, &Url) {
    let formats = &feed.links.formats;
    formats
        .iter()
        .find(|(format, _)| Some(*format) == view)
        .or_else(|| formats.iter().find(|(format, _)| *format != Format::Json))
        .or_else(|| formats.first())
        .map_or((Format::Rss, &feed.links.page), |(format, url)| (*format, url))
}

impl<'a> Page<'a> {
    fn formats(
        &self,
        feed: &'a Feed,
        view: Option<Format>,
        lengths: &[(Format, usize)],
    ) -> Vec<FormatView<'a>> {
        let length = |format| lengths.iter().find(|(other, _)| *other == format).map(|(_, length)| *length);
        let format = |(format, url): &'a (Format, Url)| FormatView {
            name: format.label(),
            url: url.path(),
            raw: format!("{}?raw", url.path()),
            size: length(*format).map(|length| self.words.size(length as u64)),
            shown: Some(*format) == view,
        };
        feed.links.formats.iter().map(format).collect()
    }

    fn entry_card(&self, entry: &'a Entry) -> Card<'a> {
        match entry {
            Entry::Release(release) => Card {
                url: release.url.path().to_owned(),
                title: &release.title,
                tongue: self.tongue(&release.language),
                language: self.other_language(&release.language),
                published: self.day(release.published),
                place: release.place.as_ref(),
                kind: release
                    .categories
                    .iter()
                    .find(|category| category.scheme == Scheme::Kind)
                    .map(|kind| &kind.term),
                summary: Some(release.summary.clone()),
                image: None,
            },
            Entry::Withdrawn(notice) => Card {
                url: notice.url.path().to_owned(),
                title: &notice.title,
                tongue: self.tongue(&notice.language),
                language: self.other_language(&notice.language),
                published: self.day(notice.published),
                place: None,
                kind: None,
                summary: Some(notice.notice.clone()),
                image: None,
            },
        }
    }
}
