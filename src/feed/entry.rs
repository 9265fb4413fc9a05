//! From a release, or from what is left of it, to the entry that feeds carry.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use url::Url;

use super::phrase::Phrases;
use crate::article::{Html, Image, Source, summary};
use crate::catalog::{Edition, Release, Tombstone};
use crate::feed::{Category, Enclosure, EntryImage, ReleaseEntry, Scheme, WithdrawnEntry};
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
        content: Some(content(release, image.as_ref(), &url, site.time_zone)),
        url,
        published: release.published,
        updated: release.updated,
        authors: if release.byline.is_empty() { vec![site.author.clone()] } else { release.byline.clone() },
        issuer: facets.issuer.as_ref().map(|issuer| issuer.label().clone()).or_else(|| site.issuer.clone()),
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
    }
}

/// The notice in place of a withdrawn release. It says nothing of what the release said.
pub(super) fn of_tombstone(tombstone: &Tombstone, site: &Site) -> WithdrawnEntry {
    let phrases = Phrases::of(&tombstone.facets.language);
    let on = phrases.withdrawn_on.replace("{date}", &day(tombstone.at, site.time_zone));
    let notice = match &tombstone.reason {
        Some(reason) => format!("{on} {} {reason}", phrases.reason),
        None => on,
    };
    WithdrawnEntry {
        id: tombstone.id.clone(),
        url: site.base_url.at(&Address::Release(tombstone.slug.clone())),
        published: tombstone.published,
        at: tombstone.at,
        title: Text::line(phrases.withdrawn),
        notice: Text::line(&notice),
        language: tombstone.facets.language.clone(),
    }
}

/// The full text in reading order. Readers show its beginning as a preview, so what is least read comes last.
fn content(release: &Release, image: Option<&EntryImage>, url: &Url, zone: Tz) -> Html {
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
        let head = format!("{} ({}):", phrases.correction, day(correction.at, zone));
        paragraph(&[strong(&head), Html::escaped(&correction.note)])
    }));
    let place = release.facets.place.as_ref().map(|place| place.label().as_str());
    let line: Vec<&str> = place.into_iter().chain(release.number.as_ref().map(Text::as_str)).collect();
    parts.extend(Text::non_empty_line(&line.join(" · ")).map(|line| Html::paragraph(&line)));
    parts.extend(
        release.contact.iter().map(|contact| paragraph(&[strong(phrases.contact), Html::lines(contact)])),
    );
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
    let (url, media_type, length, name) = match source {
        Source::Own(file) => (
            site.base_url.at(&Address::ReleaseFile(slug.clone(), file.name.clone())),
            Arc::clone(&file.media_type),
            Some(file.length),
            file.name.as_str(),
        ),
        Source::Elsewhere(url) => {
            let guessed = mime_guess::from_path(url.path()).first_raw();
            (url.clone(), Arc::from(guessed.unwrap_or(UNKNOWN_TYPE)), None, url.path())
        }
    };
    let title = title.cloned().or_else(|| Text::non_empty_line(name.rsplit('/').next().unwrap_or_default()));
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
