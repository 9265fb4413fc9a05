//! A release's page, and the notice in its place once it is withdrawn.

use serde::Serialize;
use url::Url;

use super::page::{Frame, Head, Link, Moment, Page, direction};
use super::{Newsroom, structured, template};
use crate::article::{Attachment, Correction, Html, Source, Term, correction_name, summary};
use crate::catalog::{Release, Tombstone};
use crate::feed::{Facet, Feed};
use crate::language::Language;
use crate::site::Address;
use crate::text::Text;

#[derive(Serialize)]
struct ReleaseView<'a> {
    frame: Frame<'a>,
    card: SocialCard<'a>,
    json_ld: String,
    title: &'a Text,
    subtitle: Option<&'a Text>,
    kind: Option<Link>,
    place: Option<&'a Text>,
    published: Moment,
    updated: Option<Moment>,
    number: Option<&'a Text>,
    byline: &'a [Text],
    issuer: Option<&'a Text>,
    image: Option<Figure<'a>>,
    body: String,
    corrections: Vec<CorrectionView<'a>>,
    attachments: Vec<AttachmentView>,
    contact: Option<&'a Text>,
    translations: Vec<Translation>,
    /// The page in every language, this one included; none where there is one only.
    languages: Vec<(Language, Url)>,
    followed: Option<Link>,
    following: Vec<Link>,
    topics: Vec<Link>,
    original: Option<&'a Url>,
}

/// What other sites show of a link to the page (the Open Graph protocol).
#[derive(Serialize)]
struct SocialCard<'a> {
    url: Url,
    summary: Text,
    image: Option<String>,
    alt: Option<&'a Text>,
}

#[derive(Serialize)]
struct Figure<'a> {
    url: String,
    alt: Option<&'a Text>,
    caption: Option<&'a Text>,
    credit: Option<&'a Text>,
}

#[derive(Serialize)]
struct CorrectionView<'a> {
    /// The fragment of its address.
    name: String,
    at: Moment,
    note: &'a Text,
}

#[derive(Serialize)]
struct AttachmentView {
    url: String,
    title: String,
    kind: Option<String>,
    size: Option<String>,
}

#[derive(Serialize)]
struct Translation {
    url: String,
    name: String,
    title: Text,
    lang: Language,
    dir: &'static str,
}

#[derive(Serialize)]
struct WithdrawnView<'a> {
    frame: Frame<'a>,
    at: Moment,
    reason: Option<&'a Text>,
}

/// A release's page.
pub(super) fn release(newsroom: &Newsroom<'_>, release: &Release) -> String {
    let page = Page::in_language(newsroom, &release.facets.language);
    let url = page.site().base_url.at(&Address::Release(release.slug.clone()));
    let summary = summary::of(release);
    let topics = release.facets.tags.iter().filter_map(|tag| page.feed_of(Facet::Tag, tag.slug().as_str()));
    let head = Head {
        title: Some(&release.title),
        description: Some(&summary),
        canonical: Some(release.canonical.clone().unwrap_or_else(|| url.clone())),
        feeds: topics.collect(),
        ..Head::default()
    };
    let image = release.image.as_ref();
    let body = release.html(&url);
    template::render(
        "release.html",
        ReleaseView {
            frame: page.frame(head),
            card: SocialCard {
                summary: summary.clone(),
                image: image.map(|image| page.absolute_url(release, &image.source).into()),
                alt: image.and_then(|image| image.alt.as_ref()),
                url: url.clone(),
            },
            json_ld: structured::data(&page, release, &url, &summary),
            title: &release.title,
            subtitle: release.subtitle.as_ref(),
            kind: release.facets.kind.as_ref().map(|kind| page.term_link(Facet::Kind, kind)),
            place: release.facets.place.as_ref().map(Term::label),
            published: page.minute(release.published),
            updated: (release.updated > release.published).then(|| page.minute(release.updated)),
            number: release.number.as_ref(),
            byline: &release.byline,
            issuer: release.issuer(),
            image: page.figure(release, &body),
            body: body.by_path(&url).as_str().to_owned(),
            corrections: page.corrections(release),
            attachments: release.attachments.iter().map(|file| page.attachment(release, file)).collect(),
            contact: release.contact.as_ref(),
            languages: page.languages(release),
            translations: page.translations(release),
            followed: newsroom.edition.followed(release).map(|followed| page.release_link(followed)),
            following: newsroom
                .edition
                .following(release)
                .into_iter()
                .map(|other| page.release_link(other))
                .collect(),
            topics: release.facets.tags.iter().map(|tag| page.term_link(Facet::Tag, tag)).collect(),
            original: release.canonical.as_ref(),
        },
    )
}

/// The notice in place of a withdrawn release. It tells nothing of what stood there.
pub(super) fn withdrawn(newsroom: &Newsroom<'_>, tombstone: &Tombstone) -> String {
    let page = Page::in_language(newsroom, &tombstone.facets.language);
    let head = Head { title: Some(&page.words.text.withdrawn), hidden: true, ..Head::default() };
    template::render(
        "withdrawn.html",
        WithdrawnView {
            frame: page.frame(head),
            at: page.minute(tombstone.at),
            reason: tombstone.reason.as_ref(),
        },
    )
}

impl<'a> Page<'a> {
    /// The lead image, unless the text shows it itself.
    fn figure(&self, release: &'a Release, body: &Html) -> Option<Figure<'a>> {
        let image = release.image.as_ref()?;
        let is_shown = body.shows(&self.absolute_url(release, &image.source));
        (!is_shown).then(|| Figure {
            url: self.file_url(release, &image.source),
            alt: image.alt.as_ref(),
            caption: image.caption.as_ref(),
            credit: image.credit.as_ref(),
        })
    }

    fn corrections(&self, release: &'a Release) -> Vec<CorrectionView<'a>> {
        let view = |correction: &'a Correction| CorrectionView {
            name: correction_name(correction.at),
            at: self.minute(correction.at),
            note: &correction.note,
        };
        release.corrections.iter().rev().map(view).collect()
    }

    fn attachment(&self, release: &Release, attachment: &Attachment) -> AttachmentView {
        let url = self.file_url(release, &attachment.source);
        let name = attachment.source.name();
        AttachmentView {
            title: attachment.title.as_ref().map_or_else(|| name.to_owned(), Text::to_string),
            kind: name.rsplit_once('.').map(|(_, ending)| ending.to_uppercase()),
            size: match &attachment.source {
                Source::Own(file) => Some(self.words.size(file.length)),
                Source::Elsewhere(_) => None,
            },
            url,
        }
    }

    /// The addresses of the release in every language: search engines believe those that name themselves, too.
    fn languages(&self, release: &Release) -> Vec<(Language, Url)> {
        let translations = self.newsroom.edition.translations(release);
        let own = (!translations.is_empty()).then(|| (release.facets.language.clone(), release));
        let url = |release: &Release| self.site().base_url.at(&Address::Release(release.slug.clone()));
        own.into_iter().chain(translations).map(|(language, release)| (language, url(release))).collect()
    }

    fn translations(&self, release: &Release) -> Vec<Translation> {
        let view = |(language, other): (Language, &Release)| Translation {
            url: self.path(&Address::Release(other.slug.clone())),
            name: language.own_name().unwrap_or_else(|| language.to_string()),
            title: other.title.clone(),
            dir: direction(&language),
            lang: language,
        };
        self.newsroom.edition.translations(release).into_iter().map(view).collect()
    }

    /// Another release by its title.
    fn release_link(&self, release: &Release) -> Link {
        Link {
            url: self.path(&Address::Release(release.slug.clone())),
            label: release.title.to_string(),
            tongue: self.tongue(&release.facets.language),
        }
    }

    /// A term, with a link to its feed where it has one.
    fn term_link(&self, facet: Facet, term: &Term) -> Link {
        let feed = self.feed_of(facet, term.slug().as_str());
        let page = |feed: &Feed| self.path(&Address::FeedPage(feed.address.clone()));
        Link { url: feed.map(page).unwrap_or_default(), label: term.label().to_string(), tongue: None }
    }

    /// The full URL of a release's image, for other sites.
    pub(super) fn absolute_url(&self, release: &Release, source: &Source) -> Url {
        match source {
            Source::Elsewhere(url) => url.clone(),
            Source::Own(file) => {
                self.site().base_url.at(&Address::ReleaseFile(release.slug.clone(), file.name.clone()))
            }
        }
    }
}
