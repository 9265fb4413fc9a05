//! The pages that list: the front page, a month, all feeds.

use std::collections::BTreeMap;

use chrono::Datelike as _;
use serde::Serialize;

use super::page::{Frame, Head, Link, Moment, Page, Tongue};
use super::{Newsroom, months, template};
use crate::article::{Term, summary};
use crate::catalog::Release;
use crate::feed::{Facet, Feed};
use crate::site::{Address, Slug};
use crate::text::Text;

/// How many releases the front page has.
const LATEST: usize = 30;

/// How many feeds of one kind the front page names; the list of all feeds has every one.
const FEEDS: usize = 12;

/// A release, or the notice in its place, in a list.
#[derive(Serialize)]
pub(super) struct Card<'a> {
    pub(super) url: String,
    pub(super) title: &'a Text,
    pub(super) tongue: Option<Tongue>,
    /// The name of its language, where that is not the page's.
    pub(super) language: Option<String>,
    pub(super) published: Moment,
    pub(super) place: Option<&'a Text>,
    pub(super) kind: Option<&'a Text>,
    pub(super) summary: Option<Text>,
    pub(super) image: Option<Picture>,
}

#[derive(Serialize)]
pub(super) struct Picture {
    url: String,
    alt: String,
}

/// Feeds under one heading.
#[derive(Serialize)]
pub(super) struct Group {
    heading: &'static str,
    feeds: Vec<Link>,
}

#[derive(Serialize)]
struct Home<'a> {
    frame: Frame<'a>,
    description: Option<&'a Text>,
    releases: Vec<Card<'a>>,
    main_feed: Option<Link>,
    groups: Vec<Group>,
    months: Vec<Link>,
}

#[derive(Serialize)]
struct Month<'a> {
    frame: Frame<'a>,
    heading: String,
    releases: Vec<Card<'a>>,
    earlier: Option<Link>,
    later: Option<Link>,
}

#[derive(Serialize)]
struct Feeds<'a> {
    frame: Frame<'a>,
    groups: Vec<Group>,
}

pub(super) fn home(newsroom: &Newsroom<'_>) -> String {
    let page = Page::new(newsroom);
    let site = page.site();
    let latest = newsroom.edition.releases().iter().take(LATEST);
    let releases = latest
        .enumerate()
        .map(|(place, release)| Card {
            summary: Some(summary::of(release)),
            image: if place == 0 { page.picture(release) } else { None },
            ..page.card(release)
        })
        .collect();
    let head = Head {
        description: site.description.as_deref(),
        canonical: Some(site.base_url.at(&Address::Home)),
        ..Head::default()
    };
    template::render(
        "home.html",
        Home {
            frame: page.frame(head),
            description: site.description.as_ref(),
            releases,
            main_feed: page.main_feed().map(|feed| page.feed_link(feed)),
            groups: page.groups(FEEDS),
            months: months(newsroom).into_iter().map(|month| page.month_link(month)).collect(),
        },
    )
}

pub(super) fn month(newsroom: &Newsroom<'_>, year: i32, month: u32) -> String {
    let page = Page::new(newsroom);
    let zone = page.site().time_zone;
    let is_of_month = |release: &&Release| {
        let date = release.published.with_timezone(&zone);
        (date.year(), date.month()) == (year, month)
    };
    let all = months(newsroom);
    let later = all.iter().rev().find(|other| **other > (year, month));
    let earlier = all.iter().find(|other| **other < (year, month));
    let heading = page.words.month(year, month);
    let head = Head {
        title: Some(&heading),
        canonical: Some(page.site().base_url.at(&Address::Month { year, month })),
        ..Head::default()
    };
    template::render(
        "month.html",
        Month {
            frame: page.frame(head),
            releases: newsroom
                .edition
                .releases()
                .iter()
                .filter(is_of_month)
                .map(|release| page.card(release))
                .collect(),
            earlier: earlier.map(|month| page.month_link(*month)),
            later: later.map(|month| page.month_link(*month)),
            heading: heading.clone(),
        },
    )
}

pub(super) fn feeds(newsroom: &Newsroom<'_>) -> String {
    let page = Page::new(newsroom);
    let head = Head {
        title: Some(&page.words.text.feeds),
        description: Some(&page.words.text.feeds_explained),
        canonical: Some(page.site().base_url.at(&Address::Feeds)),
        ..Head::default()
    };
    template::render("feeds.html", Feeds { frame: page.frame(head), groups: page.groups(usize::MAX) })
}

impl<'a> Page<'a> {
    /// A release in a list: with neither summary nor image.
    fn card(&self, release: &'a Release) -> Card<'a> {
        let language = &release.facets.language;
        Card {
            url: self.path(&Address::Release(release.slug.clone())),
            title: &release.title,
            tongue: self.tongue(language),
            language: self.other_language(language),
            published: self.day(release.published),
            place: release.facets.place.as_ref().map(Term::label),
            kind: release.facets.kind.as_ref().map(Term::label),
            summary: None,
            image: None,
        }
    }

    fn picture(&self, release: &Release) -> Option<Picture> {
        let image = release.image.as_ref()?;
        let alt = image.alt.as_ref().map(Text::to_string).unwrap_or_default();
        Some(Picture { url: self.file_url(release, &image.source), alt })
    }

    fn month_link(&self, (year, month): (i32, u32)) -> Link {
        Link {
            url: self.path(&Address::Month { year, month }),
            label: self.words.month(year, month),
            tongue: None,
        }
    }

    /// All feeds by what they are of, at most `limit` under each heading; those of no facet first.
    fn groups(&self, limit: usize) -> Vec<Group> {
        let words = &self.words.text;
        [
            (None, &words.general_feeds),
            (Some(Facet::Tag), &words.by_tag),
            (Some(Facet::Language), &words.by_language),
            (Some(Facet::Kind), &words.by_kind),
            (Some(Facet::Issuer), &words.by_issuer),
            (Some(Facet::Place), &words.by_place),
        ]
        .into_iter()
        .map(|(facet, heading)| Group { heading, feeds: self.feed_links(facet, limit) })
        .filter(|group| !group.feeds.is_empty())
        .collect()
    }

    /// The feeds of a facet by the names of its values, those of no facet by their titles; the page's language first.
    fn feed_links(&self, facet: Option<Facet>, limit: usize) -> Vec<Link> {
        let mut feeds: Vec<&Feed> = self.newsroom.feeds.iter().filter(|feed| feed.facet == facet).collect();
        feeds.sort_by_key(|feed| feed.language != *self.language);
        let labels = facet.map(|facet| self.labels(facet)).unwrap_or_default();
        let link = |feed: &Feed| {
            let label = feed.address.value.as_ref().and_then(|value| labels.get(value));
            let label = label.map_or_else(|| feed.title.to_string(), Text::to_string);
            Link { label, ..self.feed_link(feed) }
        };
        feeds.into_iter().take(limit).map(link).collect()
    }

    /// What the values of a facet are called: languages by their own names, others as the latest release has them.
    fn labels(&self, facet: Facet) -> BTreeMap<Slug, Text> {
        let mut labels = BTreeMap::new();
        for release in self.newsroom.edition.releases() {
            for value in &*facet.values(&release.facets) {
                labels.entry(value.slug().clone()).or_insert_with(|| {
                    let language = &release.facets.language;
                    let own_name = if facet == Facet::Language { language.own_name() } else { None };
                    own_name.map_or_else(|| value.label().clone(), |name| Text::line(&name))
                });
            }
        }
        labels
    }
}
