//! From a release, or from what is left of it, to the entry that feeds carry.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use url::Url;

use super::item::Item;
use super::phrase::Phrases;
use crate::article::{ArticleId, Html, Image, Source, correction_name, summary};
use crate::catalog::{Edition, Release, Tombstone};
use crate::feed::{Category, Enclosure, EntryImage, InReplyTo, ReleaseEntry, Scheme, WithdrawnEntry};
use crate::language::Language;
use crate::site::{Address, Site, Slug};
use crate::text::Text;

/// The media type of a file on another server whose name tells nothing.
const UNKNOWN_TYPE: &str = "application/octet-stream";

/// The entry of a public release, with its full text.
pub(super) fn of_release(release: &Release, edition: &Edition, site: &Site) -> ReleaseEntry {
    let url_of = |slug: &Slug| site.base_url.at(&Address::Release(slug.clone()));
    let url = url_of(&release.slug);
    let facets = &release.facets;
    let image = release.image.as_ref().map(|image| entry_image(image, &release.slug, site));
    ReleaseEntry {
        id: release.id.clone(),
        title: release.title.clone(),
        external_url: release.canonical.clone(),
        summary: summary::of(release),
        content: Some(content(release, image.as_ref(), &url, site)),
        url,
        published: release.published,
        updated: release.updated,
        authors: authors(release, site),
        issuer: release.issuer().cloned(),
        categories: categories(release),
        image,
        enclosures: release
            .attachments
            .iter()
            .map(|attachment| enclosure(&attachment.source, attachment.title.as_ref(), &release.slug, site))
            .collect(),
        language: facets.language.clone(),
        translations: edition
            .translations(release)
            .into_iter()
            .map(|(language, other)| (language, url_of(&other.slug)))
            .collect(),
        place: facets.place.as_ref().map(|place| place.label().clone()),
        in_reply_to: edition
            .followed(release)
            .map(|followed| InReplyTo { id: followed.id.clone(), url: url_of(&followed.slug) }),
    }
}

/// The entry of one of a release's corrections: what was corrected, in reply to the release.
pub(super) fn of_correction(item: &Item<'_>, release: &Release, index: usize, site: &Site) -> ReleaseEntry {
    let phrases = Phrases::of(&release.facets.language);
    let page = site.base_url.at(&Address::Release(release.slug.clone()));
    let correction = release.corrections.get(index);
    let mut url = page.clone();
    url.set_fragment(correction.map(|correction| correction_name(correction.at)).as_deref());
    let note = correction.map(|correction| correction.note.clone()).unwrap_or_default();
    let title = format!("{}: {}", phrases.correction, release.title);
    ReleaseEntry {
        id: item.id.clone(),
        title: Text::line(&title),
        url,
        external_url: None,
        summary: Text::line(&note),
        content: Some(Html::paragraph(&note)),
        published: item.published,
        updated: item.changed,
        authors: authors(release, site),
        issuer: release.issuer().cloned(),
        categories: categories(release),
        image: None,
        enclosures: Vec::new(),
        language: release.facets.language.clone(),
        translations: Vec::new(),
        place: None,
        in_reply_to: Some(InReplyTo { id: release.id.clone(), url: page }),
    }
}

/// The last entry of the feed with this id and page: that it ended.
pub(super) fn of_end(
    feed: &ArticleId,
    page: &Url,
    language: &Language,
    at: DateTime<Utc>,
    site: &Site,
) -> ReleaseEntry {
    let phrases = Phrases::of(language);
    let notice = Text::line(&phrases.ended_on.replace("{date}", &day(at, site.time_zone)));
    ReleaseEntry {
        id: feed.of_part("ended"),
        title: Text::line(phrases.ended),
        url: page.clone(),
        external_url: None,
        content: Some(Html::paragraph(&notice)),
        summary: notice,
        published: at,
        updated: at,
        authors: vec![site.author.clone()],
        issuer: None,
        categories: Vec::new(),
        image: None,
        enclosures: Vec::new(),
        language: language.clone(),
        translations: Vec::new(),
        place: None,
        in_reply_to: None,
    }
}

fn authors(release: &Release, site: &Site) -> Vec<Text> {
    if release.byline.is_empty() { vec![site.author.clone()] } else { release.byline.clone() }
}

/// The notice in place of a withdrawn release. It says nothing of what the release said.
pub(super) fn of_tombstone(item: &Item<'_>, tombstone: &Tombstone, site: &Site) -> WithdrawnEntry {
    let phrases = Phrases::of(&tombstone.facets.language);
    let on = phrases.withdrawn_on.replace("{date}", &day(tombstone.at, site.time_zone));
    let notice = match &tombstone.reason {
        Some(reason) => format!("{on} {} {reason}", phrases.reason),
        None => on,
    };
    WithdrawnEntry {
        id: item.id.clone(),
        url: site.base_url.at(&Address::Release(tombstone.slug.clone())),
        published: item.published,
        at: tombstone.at,
        title: Text::line(phrases.withdrawn),
        notice: Text::line(&notice),
        language: tombstone.facets.language.clone(),
    }
}

/// The full text in reading order. Readers show its beginning as a preview, so what is least read comes last.
fn content(release: &Release, image: Option<&EntryImage>, url: &Url, site: &Site) -> Html {
    let phrases = Phrases::of(&release.facets.language);
    let strong = |text: &str| Html::element("strong", &Html::escaped(&Text::line(text)));
    let paragraph = |parts: &[Html]| Html::element("p", &Html::join(parts));
    let body = release.html(url);
    let mut parts: Vec<Html> =
        release.subtitle.iter().map(|subtitle| paragraph(&[strong(subtitle)])).collect();
    let figure = image.filter(|image| !body.shows(&image.file.url)).map(figure);
    parts.push(body);
    parts.extend(figure);
    parts.extend(release.corrections.iter().map(|correction| {
        let head = format!("{} ({}):", phrases.correction, day(correction.at, site.time_zone));
        paragraph(&[strong(&head), Html::escaped(&correction.note)])
    }));
    let place = release.facets.place.as_ref().map(|place| place.label().as_str());
    let line: Vec<&str> = place.into_iter().chain(release.number.as_ref().map(Text::as_str)).collect();
    parts.extend(Text::non_empty_line(&line.join(" · ")).map(|line| Html::paragraph(&line)));
    let contact = release.contact.as_ref().filter(|_| site.contacts_in_feeds);
    parts.extend(contact.iter().map(|contact| paragraph(&[strong(phrases.contact), Html::lines(contact)])));
    let content = Html::join(&parts);
    let language = &release.facets.language;
    if language.is_right_to_left() { Html::right_to_left(language, &content) } else { content }
}

fn figure(image: &EntryImage) -> Html {
    let words: Vec<&str> = [&image.caption, &image.credit].into_iter().flatten().map(Text::as_str).collect();
    let picture = Html::image(&image.file.url, image.alt.as_ref());
    let caption = Text::non_empty_line(&words.join(" · "));
    let caption =
        caption.map(|caption| Html::element("figcaption", &Html::escaped(&caption))).unwrap_or_default();
    Html::element("figure", &Html::join([&picture, &caption]))
}

fn entry_image(image: &Image, slug: &Slug, site: &Site) -> EntryImage {
    EntryImage {
        file: enclosure(&image.source, None, slug, site),
        alt: image.alt.clone(),
        caption: image.caption.clone(),
        credit: image.credit.clone(),
    }
}

/// A file as feeds enclose it, under its title or its name.
fn enclosure(source: &Source, title: Option<&Text>, slug: &Slug, site: &Site) -> Enclosure {
    let (url, media_type, length) = match source {
        Source::Own(file) => (
            site.base_url.at(&Address::ReleaseFile(slug.clone(), file.name.clone())),
            Arc::clone(&file.media_type),
            Some(file.length),
        ),
        Source::Elsewhere(url) => {
            let guessed = mime_guess::from_path(url.path()).first_raw();
            (url.clone(), Arc::from(guessed.unwrap_or(UNKNOWN_TYPE)), None)
        }
    };
    let title = title.cloned().or_else(|| Text::non_empty_line(source.name()));
    Enclosure { url, media_type, length, title }
}

fn categories(release: &Release) -> Vec<Category> {
    let of = |scheme: Scheme, term: &Text| Category { scheme, term: term.clone() };
    let topics = release.facets.tags.iter().map(|tag| of(Scheme::Topic, tag.label()));
    let kind = release.facets.kind.iter().map(|kind| of(Scheme::Kind, kind.label()));
    let number = release.number.iter().map(|number| of(Scheme::Number, number));
    topics.chain(kind).chain(number).collect()
}

/// A day as every language reads it.
fn day(instant: DateTime<Utc>, zone: Tz) -> String {
    instant.with_timezone(&zone).format("%Y-%m-%d").to_string()
}
