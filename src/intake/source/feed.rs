//! The entries of an RSS or Atom feed or a JSON Feed, and of WordPress's export, which is RSS.

use chrono_tz::Tz;
use feed_rs::model::{Entry, Feed, MediaObject};
use feed_rs::parser;
use url::Url;

use super::wordpress::{self, State};
use super::{Given, Release, SourceError, base, classic, given, given_line, mend};
use crate::article::{ArticleId, Markup};
use crate::intake::Intake;
use crate::intake::field::{Fields, Found, PublicationDate, Source};
use crate::language::Language;
use crate::text::Text;

/// Reads a feed; entries in its order.
pub(super) fn read(bytes: &[u8], zone: Tz) -> Result<Vec<Release>, SourceError> {
    let feed = match parser(None).parse(bytes) {
        Err(error) => {
            let mended = parser(None).parse(&*mend::with_references(bytes));
            mended.map_err(|_| SourceError::Feed(error.to_string()))?
        }
        parsed => parsed.map_err(|error| SourceError::Feed(error.to_string()))?,
    };
    let feed = with_local_times(feed, bytes, zone);
    let bases = base::of_entries(bytes, &feed);
    let entries = feed.entries.iter().zip(bases);
    let Some(states) = wordpress::states(bytes) else {
        return Ok(entries.map(|(entry, base)| release(entry, &feed, base.as_ref())).collect());
    };
    // Where it is not sure which state is whose, nothing is public.
    let count = feed.entries.len();
    let states = if states.len() == count { states } else { vec![State::Draft; count] };
    let entries = entries.zip(states).filter(|(_, state)| *state != State::Other);
    Ok(entries
        .map(|((entry, base), state)| {
            let (entry, notes) = classic::shown(entry);
            let mut release = release(&entry, &feed, base.as_ref());
            release.given.notes = notes;
            let is_draft = state == State::Draft;
            release.given.draft = is_draft.then(|| "it was a draft where it comes from".to_owned());
            release
        })
        .collect())
}

/// A parser of feeds that makes up no id; with a zone, one that reads nothing but times of its clock.
fn parser(zone: Option<Tz>) -> parser::Parser {
    let builder = parser::Builder::new().id_generator(|_, _, _| String::new()).sanitize_content(false);
    match zone {
        Some(zone) => builder.timestamp_parser(move |text| mend::local_time(text, zone)).build(),
        None => builder.build(),
    }
}

/// The feed with the dates that name no zone, or one by its abbreviation.
fn with_local_times(mut feed: Feed, bytes: &[u8], zone: Tz) -> Feed {
    if feed.entries.iter().all(|entry| entry.published.is_some()) {
        return feed;
    }
    let again = parser(Some(zone)).parse(&*mend::with_references(bytes)).ok();
    let again = again.filter(|again| again.entries.len() == feed.entries.len());
    for (entry, again) in feed.entries.iter_mut().zip(again.into_iter().flat_map(|again| again.entries)) {
        entry.published = entry.published.or(again.published);
        entry.updated = entry.updated.or(again.updated);
    }
    feed
}

/// An entry as a release; addresses in its text are relative to its base.
fn release(entry: &Entry, feed: &Feed, base: Option<&Url>) -> Release {
    let page = base::page(entry, feed);
    let page = page.as_deref();
    let published = entry.published.or(entry.updated);
    let updated = entry.updated.filter(|updated| published.is_some_and(|published| *updated > published));
    let language = entry.language.as_deref().or(feed.language.as_deref());
    let fields = Fields {
        title: entry
            .title
            .as_ref()
            .and_then(|title| given_line(&plain(&title.content, title.content_type.as_str()))),
        date: published.map(|at| given(PublicationDate::Instant(at.fixed_offset()), at.to_rfc3339())),
        language: language.and_then(|tag| Some(given(Language::parse(tag).ok()?, tag))),
        summary: summary(entry),
        body: body(entry, base),
        byline: entry.authors.iter().find_map(|author| given_line(author.name.as_deref()?)),
        image: entry.media.iter().find_map(picture).and_then(|url| given_line(url.as_str())),
        ..Fields::default()
    };
    // Readers know an entry without an id by its page.
    let known_by = if entry.id.is_empty() { page.unwrap_or_default() } else { entry.id.as_str() };
    let id = ArticleId::parse(known_by).ok().or_else(|| ArticleId::of_guid(known_by));
    Release {
        intake: Intake { fields, repairs: Vec::new() },
        given: Given {
            id,
            updated: updated.map(|at| at.fixed_offset()),
            aliases: page.and_then(alias).into_iter().collect(),
            tags: entry
                .categories
                .iter()
                .filter_map(|tag| Text::non_empty_line(tag.label.as_deref().unwrap_or(&tag.term)))
                .collect(),
            ..Given::default()
        },
    }
}

/// The text in full, else the summary.
fn body(entry: &Entry, base: Option<&Url>) -> Option<Found<Source>> {
    let content = entry
        .content
        .as_ref()
        .and_then(|content| Some((content.body.as_deref()?, content.content_type.as_str())));
    let summary = || entry.summary.as_ref().map(|text| (text.content.as_str(), text.content_type.as_str()));
    let (text, media_type) = content.or_else(summary).filter(|(text, _)| !text.trim().is_empty())?;
    let (text, markup) = if is_html(text, media_type) {
        (base.map_or_else(|| text.to_owned(), |base| base::absolute(text, base)), Markup::Html)
    } else {
        (text.to_owned(), Markup::Plain)
    };
    Some(given(Source { text, markup }, "content"))
}

/// The summary, where it is not the whole text, nor the start of it.
fn summary(entry: &Entry) -> Option<Found<Text>> {
    let summary = entry.summary.as_ref()?;
    entry.content.as_ref()?.body.as_ref()?;
    let text = plain(&summary.content, summary.content_type.as_str());
    let is_cut = text.trim_end().ends_with(['…', ']']) || text.trim_end().ends_with("...");
    given_line(&text).filter(|_| !is_cut)
}

fn is_html(text: &str, media_type: &str) -> bool {
    // RSS has no type for its texts: what has tags is markup.
    media_type.contains("html") || media_type.contains("xml") || (text.contains('<') && text.contains('>'))
}

fn plain(text: &str, media_type: &str) -> String {
    if media_type.contains("html") || text.contains('&') {
        crate::article::Body::new(text, Markup::Html).paragraphs().join(" ")
    } else {
        text.to_owned()
    }
}

fn picture(media: &MediaObject) -> Option<&Url> {
    let is_image = |kind: &str| kind.starts_with("image/");
    let contents = media.content.iter();
    contents
        .filter(|content| content.content_type.as_ref().is_some_and(|kind| is_image(kind.as_str())))
        .find_map(|content| content.url.as_ref())
}

/// The path of the page, so that the old address leads to the new one; with its query where that tells pages apart
/// (`/?p=12`), but for what feeds add to be counted by.
fn alias(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let query = url.query().unwrap_or_default().split('&');
    let told: Vec<&str> = query.filter(|part| !part.is_empty() && !part.starts_with("utm_")).collect();
    let query = if told.is_empty() { String::new() } else { format!("?{}", told.join("&")) };
    Some(format!("{}{query}", url.path())).filter(|path| path.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_dates_stay_as_they_are() {
        let rss = r#"<rss version="2.0"><channel><title>A</title><language>id</language>
            <item><title>Satu &amp; dua</title><guid isPermaLink="false">urn:X:Satu</guid><link>https://a.example/2017/satu</link>
            <pubDate>Mon, 27 Nov 2017 09:00:00 +0700</pubDate><description>&lt;p&gt;Isi&lt;/p&gt;</description></item>
            <item><title>Tiga</title><guid>3</guid></item>
            <item><title>Empat</title><link>https://a.example/2017/empat</link></item></channel></rss>"#;
        let releases = read(rss.as_bytes(), Tz::UTC).unwrap();
        let first = &releases[0];
        let page = "https://a.example/2017/empat";
        assert_eq!(releases[2].given.id.as_ref().unwrap().as_str(), page);
        assert_eq!(first.given.id.as_ref().unwrap().as_str(), "urn:X:Satu");
        assert_eq!(first.given.aliases, ["/2017/satu"]);
        for (address, path) in [
            ("https://a.example/?p=12", Some("/?p=12")),
            ("https://a.example/berita.php?id=3&utm_source=rss", Some("/berita.php?id=3")),
            ("https://a.example/satu/?utm_source=rss&utm_medium=feed", Some("/satu/")),
            ("https://a.example/", None),
        ] {
            assert_eq!(alias(address).as_deref(), path, "{address}");
        }
        assert_eq!(first.intake.fields.title.as_ref().unwrap().value.as_str(), "Satu & dua");
        assert_eq!(first.intake.fields.date.as_ref().unwrap().value.to_string(), "2017-11-27T02:00:00+00:00");
        assert_eq!(first.intake.fields.body.as_ref().unwrap().value.text, "<p>Isi</p>");
        assert_eq!(first.intake.fields.language.as_ref().unwrap().value.as_str(), "id");
        let kept = releases[1].given.id.as_ref().unwrap();
        assert_eq!((kept.as_str(), &*kept.as_guid()), ("guid:3", "3"));
    }
}
