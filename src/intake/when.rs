//! When a release was published, and when the event was that it tells of.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use super::date::{DateReader, Evidence, Mention, complete};
use super::field::{Found, PublicationDate};
use super::outline::Part;
use super::paragraph::Paragraph;
use super::pattern::pattern;

/// A line that gives the publication date is no longer than this.
const LONGEST_DATE_LINE: usize = 100;

/// A date whose signs were lost, as it stands beside “for immediate release”: month, day, year.
static BARE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(0?[1-9]|1[0-2])[ ./-]([0-3]?\d)[ ./-]((?:19|20)\d\d)\b"));

/// The dates of a document.
#[derive(Debug, Default)]
pub(super) struct Dates {
    pub(super) publication: Option<Found<PublicationDate>>,
    pub(super) event: Option<Found<NaiveDate>>,
}

/// Reads the dates of a text whose paragraphs have these parts.
pub(super) fn dates(
    paragraphs: &[Paragraph],
    parts: &[Part],
    dateline: Option<&str>,
    file_name: &str,
    reader: &DateReader,
) -> Dates {
    let event = event_date(paragraphs, parts, reader);
    let stated = file_date(file_name, reader)
        .or_else(|| head_date(paragraphs, parts, reader))
        .or_else(|| dateline.and_then(|words| whole_date(words, reader, "dateline", 95)))
        .or_else(|| closing_date(paragraphs, parts, reader));
    let publication = stated.or_else(|| event.as_ref().map(stands_in));
    Dates { publication, event }
}

fn stands_in(event: &Found<NaiveDate>) -> Found<PublicationDate> {
    Found::new(PublicationDate::Day(event.value), event.evidence.clone(), "event date stands in", 60)
}

/// A date that the file's name starts with.
fn file_date(file_name: &str, reader: &DateReader) -> Option<Found<PublicationDate>> {
    let mention = reader.mentions(file_name).into_iter().next().filter(|mention| mention.span.start == 0)?;
    let date = mention.date()?;
    Some(Found::new(PublicationDate::Day(date), file_name, "file name", 90))
}

/// The date of a line before the lead that is hardly more than a date.
fn head_date(
    paragraphs: &[Paragraph],
    parts: &[Part],
    reader: &DateReader,
) -> Option<Found<PublicationDate>> {
    let head = || paragraphs.iter().zip(parts).filter(|(_, part)| matches!(part, Part::Head | Part::Release));
    let is_line = |paragraph: &&Paragraph| paragraph.text.chars().count() <= LONGEST_DATE_LINE;
    let lines = head().map(|(paragraph, _)| paragraph).filter(is_line);
    let named = lines.clone().find_map(|line| date_line(&line.text, reader));
    let bare =
        || head().filter(|(_, part)| **part == Part::Release).find_map(|(line, _)| bare_date(&line.text));
    named.or_else(bare)
}

/// The date of a line of which it is a good part.
fn date_line(line: &str, reader: &DateReader) -> Option<Found<PublicationDate>> {
    let mention = reader.mentions(line).into_iter().find(|mention| mention.date().is_some())?;
    let rest = line.len() - (mention.span.end - mention.span.start);
    let is_date_line = rest <= 40;
    is_date_line.then(|| mention.date()).flatten().map(|date| day(date, line, "date line", 95))
}

fn bare_date(line: &str) -> Option<Found<PublicationDate>> {
    let captures = BARE.captures(line)?;
    let number = |group: usize| captures.get(group)?.as_str().parse::<u32>().ok();
    let (month, day_of_month, year) = (number(1)?, number(2)?, number(3)?);
    // Two numbers up to twelve could be either way round.
    let is_clear = day_of_month > 12 || day_of_month == month;
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day_of_month)?;
    is_clear.then(|| day(date, line, "release line", 90))
}

fn whole_date(
    words: &str,
    reader: &DateReader,
    rule: &'static str,
    sure: u8,
) -> Option<Found<PublicationDate>> {
    let date = reader.mentions(words).iter().find_map(Mention::date)?;
    Some(day(date, words, rule, sure))
}

/// The place-and-date line that closes a text (`Jakarta, Kemenhut, 29 Agustus 2025`).
fn closing_date(
    paragraphs: &[Paragraph],
    parts: &[Part],
    reader: &DateReader,
) -> Option<Found<PublicationDate>> {
    let lines = paragraphs.iter().zip(parts).rev().filter(|(_, part)| **part == Part::Body);
    lines
        .take(4)
        .filter(|(line, _)| line.text.chars().count() <= LONGEST_DATE_LINE)
        .find_map(|(line, _)| date_line(&line.text, reader))
        .map(|found| Found { rule: "closing line", ..found })
}

/// The one date that caption and lead tell of, completed by the image's name and the years of the text.
fn event_date(paragraphs: &[Paragraph], parts: &[Part], reader: &DateReader) -> Option<Found<NaiveDate>> {
    let of = |wanted: &[Part]| -> Vec<&str> {
        let pairs = paragraphs.iter().zip(parts);
        pairs
            .filter(|(_, part)| wanted.contains(part))
            .map(|(paragraph, _)| paragraph.text.as_str())
            .collect()
    };
    let image_names = of(&[Part::ImageName]);
    let evidence = Evidence {
        dates: image_names
            .iter()
            .flat_map(|name| reader.mentions(name))
            .filter_map(|found| found.date())
            .collect(),
        years: image_names.iter().chain(&of(&[Part::Head])).flat_map(|text| reader.years(text)).collect(),
    };
    let texts = of(&[Part::Caption, Part::Lead, Part::Body]);
    let mut found = texts.iter().flat_map(|text| {
        let mentions = reader.mentions(text).into_iter().filter(|mention| is_event(text, mention));
        mentions.filter_map(|mention| {
            let words = text[mention.span.clone()].trim().to_owned();
            Some(Found::new(complete(&mention, &evidence)?, words, "event date", 80))
        })
    });
    let first = found.next()?;
    found.all(|other| other.value == first.value).then_some(first)
}

/// A report names the day of its event with the weekday or in brackets (`Senin (27/11)`).
fn is_event(text: &str, mention: &Mention) -> bool {
    let before = text[..mention.span.start].trim_end();
    mention.weekday.is_some()
        || before.ends_with(['(', '（'])
        || text[mention.span.clone()].starts_with(['(', '（'])
}

fn day(date: NaiveDate, evidence: &str, rule: &'static str, sure: u8) -> Found<PublicationDate> {
    Found::new(PublicationDate::Day(date), evidence, rule, sure)
}
