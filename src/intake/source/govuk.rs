//! A content item of GOV.UK's publishing API: a news article, a speech.

use chrono::{DateTime, FixedOffset};
use serde_json::Value;

use super::{Given, Release, contacts, given, given_line};
use crate::article::{ArticleId, Body, Markup};
use crate::intake::Intake;
use crate::intake::field::{Fields, PublicationDate, Source};
use crate::language::Language;
use crate::text::Text;

/// Words of a note that tells of a fault that was mended; others tell of news, which is an update.
#[rustfmt::skip]
const CORRECTED: &[&str] = &[
    "correct", "error", "mistake", "typo", "amend", "inaccura", "wrong", "incorrect", "misprint", "clarif",
    "cywir", "تصحيح", "تصویب",
];

/// Reads an item; `None` where it is none.
pub(super) fn read(item: &Value) -> Option<Release> {
    let id = item["content_id"].as_str().filter(|id| !id.is_empty())?;
    let details = item["details"].as_object()?;
    let published =
        instant(&item["first_published_at"]).or_else(|| instant(&details.get("first_public_at").cloned()?));
    let locale = item["locale"].as_str();
    let html = details.get("body").and_then(Value::as_str);
    let (text, contacts) = match html.and_then(contacts::part) {
        Some((text, contacts)) => (Some(text), Text::non_empty_block(&contacts)),
        None => (html.map(str::to_owned), None),
    };
    let fields = Fields {
        title: item["title"].as_str().and_then(given_line),
        summary: item["description"].as_str().and_then(given_line),
        date: published.map(|at| given(date(at), at.to_rfc3339())),
        language: locale.and_then(|tag| Some(given(Language::parse(tag).ok()?, tag))),
        issuer: first_title(item, "organisations").and_then(given_line),
        byline: first_title(item, "speaker").and_then(given_line),
        place: details.get("location").and_then(Value::as_str).and_then(given_line),
        event_date: details
            .get("delivered_on")
            .and_then(instant)
            .map(|at| given(at.date_naive(), at.to_rfc3339())),
        body: text
            .filter(|text| shows_something(text))
            .map(|text| given(Source { text, markup: Markup::Html }, "details.body")),
        contacts: contacts.map(|contacts| given(contacts, "details.body")),
        ..picture(details.get("image").or_else(|| details.get("images")?.get(0)))
    };
    Some(Release {
        intake: Intake { fields, repairs: Vec::new() },
        given: Given {
            id: ArticleId::parse(&urn(id, locale)).ok(),
            updated: updated(item, published),
            aliases: item["base_path"].as_str().map(str::to_owned).into_iter().collect(),
            kind: item["document_type"]
                .as_str()
                .and_then(|kind| Text::non_empty_line(&kind.replace('_', " "))),
            corrections: changes(item).filter(|(_, note)| is_correction(note)).collect(),
            withdrawn: withdrawn(&item["withdrawn_notice"]),
            translation_key: Text::non_empty_line(id),
            ..Given::default()
        },
    })
}

/// Translations share a content id; each is a release of its own.
fn urn(id: &str, locale: Option<&str>) -> String {
    match locale {
        Some(locale) if locale != "en" => format!("urn:uuid:{id}#{locale}"),
        _ => format!("urn:uuid:{id}"),
    }
}

/// The changes after publication, oldest first.
fn changes(item: &Value) -> impl Iterator<Item = (DateTime<FixedOffset>, Text)> {
    let history = item["details"]["change_history"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut changes: Vec<_> = history
        .iter()
        .filter_map(|change| {
            Some((instant(&change["public_timestamp"])?, Text::non_empty_line(change["note"].as_str()?)?))
        })
        .collect();
    changes.sort_by_key(|(at, _)| *at);
    // The first is the publication itself.
    changes.into_iter().skip(1)
}

fn is_correction(note: &Text) -> bool {
    let note = note.to_lowercase();
    CORRECTED.iter().any(|word| note.contains(word))
}

/// The latest change that readers were told of.
fn updated(item: &Value, published: Option<DateTime<FixedOffset>>) -> Option<DateTime<FixedOffset>> {
    let stated = instant(&item["public_updated_at"]);
    let told = changes(item).map(|(at, _)| at).max();
    stated.max(told).filter(|at| published.is_none_or(|published| *at > published))
}

fn withdrawn(notice: &Value) -> Option<(DateTime<FixedOffset>, Option<Text>)> {
    let at = instant(&notice["withdrawn_at"])?;
    let reason =
        notice["explanation"].as_str().map(|html| Body::new(html, Markup::Html).paragraphs().join(" "));
    Some((at, reason.and_then(|reason| Text::non_empty_line(&reason))))
}

fn shows_something(html: &str) -> bool {
    html.contains("<img") || !Body::new(html, Markup::Html).blocks().is_empty()
}

fn first_title<'a>(item: &'a Value, link: &str) -> Option<&'a str> {
    item["links"][link][0]["title"].as_str()
}

fn picture(image: Option<&Value>) -> Fields {
    let text = |key: &str| image.and_then(|image| image[key].as_str()).and_then(given_line);
    let is_shown = text("url").is_some_and(|url| !url.value.contains("placeholder"));
    if !is_shown {
        return Fields::default();
    }
    Fields {
        image: text("high_resolution_url").or_else(|| text("url")),
        caption: text("caption"),
        credit: text("credit"),
        ..Fields::default()
    }
}

fn instant(value: &Value) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(value.as_str()?).ok()
}

/// A midnight is what the API makes of a day without a time; it stays the instant that it names.
const fn date(at: DateTime<FixedOffset>) -> PublicationDate {
    PublicationDate::Instant(at)
}
