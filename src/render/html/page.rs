//! What every page shares: its language and words, its head, and the small parts that views are made of.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use url::Url;

use super::Newsroom;
use super::words::{Phrases, Words};
use crate::article::Source;
use crate::catalog::Release;
use crate::feed::{Facet, Feed};
use crate::language::Language;
use crate::site::{Address, Format, Site, SiteImage};
use crate::text::Text;

/// How many feeds a page's head names: enough for its own, the main one and the languages.
const ALTERNATES: usize = 24;

/// A page in the making: what it shows of, the language it is in, and the words for it.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) newsroom: &'a Newsroom<'a>,
    pub(super) language: &'a Language,
    pub(super) words: &'static Words,
}

/// What differs in the head from page to page.
#[derive(Default)]
pub(super) struct Head<'a> {
    pub(super) title: Option<&'a str>,
    pub(super) description: Option<&'a str>,
    pub(super) canonical: Option<Url>,
    /// Whether search engines may list the page.
    pub(super) hidden: bool,
    /// The feeds that are nearest to the page.
    pub(super) feeds: Vec<&'a Feed>,
}

/// The frame around a page: its head, the masthead and the foot.
#[derive(Serialize)]
pub(super) struct Frame<'a> {
    lang: &'a Language,
    dir: &'static str,
    /// The language of the words, where it is not the page's.
    chrome: Option<Tongue>,
    words: &'static Phrases,
    title: String,
    description: Option<&'a str>,
    canonical: Option<Url>,
    hidden: bool,
    alternates: Vec<Alternate<'a>>,
    site: SiteView<'a>,
}

#[derive(Serialize)]
struct SiteView<'a> {
    title: &'a Text,
    tongue: Option<Tongue>,
    rights: Option<&'a Text>,
    icon: Option<String>,
    home: String,
    feeds: String,
    opml: String,
    style: String,
    script: String,
}

/// A feed that the page's head names.
#[derive(Serialize)]
struct Alternate<'a> {
    media_type: &'static str,
    title: String,
    url: &'a Url,
}

/// The attributes of a part in another language than the page's.
#[derive(Serialize)]
pub(super) struct Tongue {
    lang: Language,
    dir: &'static str,
}

/// An instant, for machines and for people.
#[derive(Serialize)]
pub(super) struct Moment {
    pub(super) rfc3339: String,
    text: String,
}

/// A link to a page of this site.
#[derive(Serialize)]
pub(super) struct Link {
    pub(super) url: String,
    pub(super) label: String,
    pub(super) tongue: Option<Tongue>,
}

impl<'a> Page<'a> {
    /// A page in the site's language.
    pub(super) fn new(newsroom: &'a Newsroom<'a>) -> Self {
        Self::in_language(newsroom, &newsroom.site.language)
    }

    /// A page in another language.
    pub(super) fn in_language(newsroom: &'a Newsroom<'a>, language: &'a Language) -> Self {
        Self { newsroom, language, words: Words::of(language) }
    }

    pub(super) const fn site(&self) -> &'a Site {
        self.newsroom.site
    }

    /// The path of an address. Pages link by path, so that they also work where another host shows them.
    pub(super) fn path(&self, address: &Address) -> String {
        self.site().base_url.at(address).path().to_owned()
    }

    /// The URL of a release's image or attachment.
    pub(super) fn file_url(&self, release: &Release, source: &Source) -> String {
        match source {
            Source::Elsewhere(url) => url.to_string(),
            Source::Own(file) => self.path(&Address::ReleaseFile(release.slug.clone(), file.name.clone())),
        }
    }

    /// The attributes of a part in `language`, where that is not the page's own.
    pub(super) fn tongue(&self, language: &Language) -> Option<Tongue> {
        (language != self.language).then(|| Tongue { lang: language.clone(), dir: direction(language) })
    }

    /// What a language calls itself, where that is not the page's own.
    pub(super) fn other_language(&self, language: &Language) -> Option<String> {
        (language.primary() != self.language.primary())
            .then(|| language.own_name().unwrap_or_else(|| language.to_string()))
    }

    /// A day.
    pub(super) fn day(&self, instant: DateTime<Utc>) -> Moment {
        self.moment(instant, self.words.date(instant, self.site().time_zone))
    }

    /// A day and the time of the day.
    pub(super) fn minute(&self, instant: DateTime<Utc>) -> Moment {
        self.moment(instant, self.words.date_time(instant, self.site().time_zone))
    }

    fn moment(&self, instant: DateTime<Utc>, text: String) -> Moment {
        let local = instant.with_timezone(&self.site().time_zone);
        Moment { rfc3339: local.to_rfc3339_opts(SecondsFormat::Secs, true), text }
    }

    /// A link to a feed's page.
    pub(super) fn feed_link(&self, feed: &Feed) -> Link {
        Link {
            url: self.path(&Address::FeedPage(feed.address.clone())),
            label: feed.title.to_string(),
            tongue: self.tongue(&feed.language),
        }
    }

    /// The newsroom's main feed.
    pub(super) fn main_feed(&self) -> Option<&'a Feed> {
        self.newsroom.feeds.iter().find(|feed| self.site().is_main(&feed.address))
    }

    /// The feed of one value of a facet.
    pub(super) fn feed_of(&self, facet: Facet, value: &str) -> Option<&'a Feed> {
        self.newsroom.feeds.iter().find(|feed| {
            feed.facet == Some(facet)
                && feed.address.value.as_ref().is_some_and(|other| other.as_str() == value)
        })
    }

    /// The frame of the page.
    pub(super) fn frame(&self, head: Head<'a>) -> Frame<'a> {
        let site = self.site();
        let asset = |address| self.path(&address);
        let chrome = self.words.language();
        Frame {
            lang: self.language,
            dir: direction(self.language),
            chrome: (chrome.primary() != self.language.primary()).then(|| self.tongue(&chrome)).flatten(),
            words: &self.words.text,
            title: match head.title {
                Some(title) => format!("{title} – {}", site.title),
                None => site.title.to_string(),
            },
            description: head.description,
            canonical: head.canonical,
            hidden: head.hidden,
            alternates: self.alternates(head.feeds),
            site: SiteView {
                title: &site.title,
                tongue: self.tongue(&site.language),
                rights: site.rights.as_ref(),
                icon: site.icon.as_ref().map(|icon| match icon {
                    SiteImage::Elsewhere(url) => url.to_string(),
                    SiteImage::Own(file, _) => self.path(&Address::SiteFile(file.name.clone())),
                }),
                home: asset(Address::Home),
                feeds: asset(Address::Feeds),
                opml: asset(Address::Opml),
                style: asset(Address::Style),
                script: asset(Address::Script),
            },
        }
    }

    /// The nearest feeds, this language's, the main one, in every format; then the others, in their first format.
    fn alternates(&self, nearest: Vec<&'a Feed>) -> Vec<Alternate<'a>> {
        let mut first: Vec<&Feed> = Vec::new();
        let language = self.feed_of(Facet::Language, &self.language.as_str().to_lowercase());
        for feed in nearest.into_iter().chain(language).chain(self.main_feed()) {
            if !first.iter().any(|other| other.address == feed.address) {
                first.push(feed);
            }
        }
        let others = self
            .newsroom
            .feeds
            .iter()
            .filter(|feed| !first.iter().any(|other| other.address == feed.address));
        first
            .iter()
            .flat_map(|feed| feed.links.formats.iter().map(|format| alternate(feed, format)))
            .chain(others.filter_map(|feed| Some(alternate(feed, feed.links.formats.first()?))))
            .take(ALTERNATES)
            .collect()
    }
}

fn alternate<'a>(feed: &Feed, (format, url): &'a (Format, Url)) -> Alternate<'a> {
    Alternate { media_type: format.media_type(), title: format!("{} ({})", feed.title, format.label()), url }
}

/// The value of the `dir` attribute.
pub(super) fn direction(language: &Language) -> &'static str {
    if language.is_right_to_left() { "rtl" } else { "ltr" }
}
