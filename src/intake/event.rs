//! When the event was that a release reports.
//!
//! A report names its day in brackets after the weekday (`Senin (27/11)`), in a caption, or as today. A day that is to
//! come is nothing to publish by.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use super::date::{DateReader, Evidence, Mention, complete};
use super::field::Found;
use super::outline::Part;
use super::paragraph::Paragraph;
use super::pattern::pattern;
use super::phrases::{PHRASES, has_phrase};
use super::when::MOST_LINES;

/// A law with its year: `Nomor 11 Tahun 2020`, `No. 5 of 2014`.
static LAW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:nomor|nos?|nr|num|núm|n[º°]|номер|số)\.?\s?[\w./-]*\d[\w./-]*,?\s(?:tahun|of|von|vom|de|del|du|di|van|z|năm|от)\s(?:19|20)\d\d\b",
    )
});

/// How near to a date, in characters, the word for today stands.
const NEAR: usize = 24;

/// The one date that caption and text report, completed by the image's name, the years beside it, and what is
/// known besides.
pub(super) fn date(
    paragraphs: &[Paragraph],
    parts: &[Part],
    reader: &DateReader,
    known: &Evidence,
) -> Option<Found<NaiveDate>> {
    let of = |wanted: &'static [Part]| {
        let pairs =
            paragraphs.iter().zip(parts).take(MOST_LINES).filter(move |(_, part)| wanted.contains(part));
        pairs.map(|(paragraph, part)| (paragraph.text.as_str(), *part))
    };
    let names = || of(&[Part::ImageName]).map(|(name, _)| name);
    let dates: Vec<NaiveDate> = names()
        .flat_map(|name| reader.mentions(name))
        .filter_map(|found| found.date())
        .chain(known.dates.iter().copied())
        .collect();
    let years: Vec<i32> = names().flat_map(|name| reader.years(name)).collect();
    let mut found = of(&[Part::Caption, Part::Lead, Part::Body]).flat_map(|(text, part)| {
        let mentions = reader.mentions(text).into_iter();
        let events = mentions.filter(move |mention| is_event(text, mention, part == Part::Caption));
        let completed = events.filter_map(|mention| {
            let mut evidence = Evidence { dates: dates.clone(), years: years.clone(), saved: known.saved };
            let beside = reader.years(sentence(text, &mention));
            let is_alone = beside.is_empty();
            evidence.years.extend(beside);
            let date = complete(&mention, &evidence).or_else(|| {
                of_latest_year(&mention, &named_years(paragraphs, reader)).filter(|_| is_alone)
            })?;
            Some(Found::new(date, text[mention.span.clone()].trim(), "event date", 80))
        });
        completed.collect::<Vec<_>>()
    });
    let first = found.next()?;
    found.all(|other| other.value == first.value).then_some(first)
}

/// The years that a text names anywhere, but for those of laws.
fn named_years(paragraphs: &[Paragraph], reader: &DateReader) -> Vec<i32> {
    let text = paragraphs.iter().take(MOST_LINES).map(|paragraph| LAW.replace_all(&paragraph.text, " "));
    text.flat_map(|text| reader.years(&text)).collect()
}

/// The day of a weekday in the latest of these years, where no other has it.
fn of_latest_year(mention: &Mention, years: &[i32]) -> Option<NaiveDate> {
    mention.weekday?;
    let latest = *years.iter().max()?;
    let is_other = |year: &&i32| **year != latest && mention.in_year(**year).is_some();
    mention.in_year(latest).filter(|_| mention.year.is_none() && !years.iter().any(|year| is_other(&year)))
}

fn is_event(text: &str, mention: &Mention, is_in_caption: bool) -> bool {
    let before = text[..mention.span.start].trim_end();
    let words = &text[mention.span.clone()];
    let is_bracketed = before.ends_with(['(', '（']) || words.starts_with(['(', '（']);
    let is_reported = (is_bracketed && mention.weekday.is_some())
        || (is_in_caption && (mention.weekday.is_some() || mention.year.is_some()));
    is_reported && !is_coming(sentence(text, mention))
}

/// Whether the text names the day as the one on which it was written.
pub(super) fn is_called_today(text: &str, mention: &Mention) -> bool {
    let before: Vec<char> = text[..mention.span.start].chars().rev().take(NEAR).collect();
    let before: String = before.into_iter().rev().collect();
    let after: String = text[mention.span.end..].chars().take(NEAR / 2).collect();
    [before, after].iter().any(|words| has_phrase(words, &PHRASES.today))
}

/// Whether the first sentence tells that what happens on this day is to come: `On Saturday, March 7, the mayor will …`.
pub(super) fn is_announced(text: &str, mention: &Mention) -> bool {
    let is_first = !ENDS.iter().any(|end| text[..mention.span.start].contains(*end));
    is_first && is_coming(rest_of_sentence(text, mention)) && !is_called_today(text, mention)
}

fn is_coming(sentence: &str) -> bool {
    has_phrase(sentence, &PHRASES.coming)
}

/// What ends a sentence.
const ENDS: [&str; 5] = [". ", "! ", "? ", "。", "؟ "];

/// The sentence that a date stands in, roughly.
fn sentence<'a>(text: &'a str, mention: &Mention) -> &'a str {
    let end_before = |end: &&str| text[..mention.span.start].rfind(*end).map(|at| at + end.len());
    let start = ENDS.iter().filter_map(end_before).max().unwrap_or(0);
    &text[start..mention.span.end + rest_of_sentence(text, mention).len()]
}

/// What follows a date in its sentence.
fn rest_of_sentence<'a>(text: &'a str, mention: &Mention) -> &'a str {
    let rest = &text[mention.span.end..];
    let end = ENDS.iter().filter_map(|end| rest.find(*end)).min().unwrap_or(rest.len());
    &rest[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn read(tag: &str, texts: &[(&str, Part)]) -> Option<String> {
        let reader = DateReader::new(&Language::parse(tag).unwrap());
        let paragraph = |text: &str| Paragraph { text: text.to_owned(), line: 1, lines: 1 };
        let paragraphs: Vec<Paragraph> = texts.iter().map(|(text, _)| paragraph(text)).collect();
        let parts: Vec<Part> = texts.iter().map(|(_, part)| *part).collect();
        date(&paragraphs, &parts, &reader, &Evidence::default()).map(|found| found.value.to_string())
    }

    #[test]
    fn a_report_names_its_day() {
        assert_eq!(
            read("id", &[("Acara ALI 2023 di Jakarta, Rabu (08/11). Lanjut.", Part::Lead)]).as_deref(),
            Some("2023-11-08")
        );
        assert_eq!(
            read("id", &[("Menteri hadir, Rabu (23/06/2021).", Part::Body)]).as_deref(),
            Some("2021-06-23")
        );
        let image = ("20171127 rapat", Part::ImageName);
        assert_eq!(
            read("id", &[image, ("Rapat, Senin (27/11).", Part::Caption)]).as_deref(),
            Some("2017-11-27")
        );
    }

    #[test]
    fn the_latest_year_that_the_text_names_completes_a_day() {
        let lead = ("Menteri membuka acara di Jakarta, Kamis (02/11).", Part::Lead);
        let read = |more: &str| read("id", &[lead, (more, Part::Body)]);
        assert_eq!(read("Panitia KIPP 2023 hadir.").as_deref(), Some("2023-11-02"));
        assert_eq!(read("KIPP 2023 berdasar Peraturan Nomor 11 Tahun 2024.").as_deref(), Some("2023-11-02"));
        for more in ["KIPP 2023 menuju target 2045.", "KIPP 2023 dan 2017.", "UU No. 11 Tahun 2023 berlaku."]
        {
            assert_eq!(read(more), None, "{more}");
        }
    }

    #[test]
    fn what_is_ambiguous_or_to_come_is_no_report() {
        for (tag, text) in [
            ("id", "Rapat digelar, Jumat (02/12). UU No.5/2014 berlaku."),
            ("id", "Rapat akan digelar pada Rabu (23/06/2021)."),
            ("de", "Die Konferenz in Managua endet am Samstag, den 14. Juli 2012."),
            ("id", "Rapat, Senin (27/11/2017), dan Selasa (28/11/2017)."),
        ] {
            assert_eq!(read(tag, &[(text, Part::Body)]), None, "{text}");
        }
    }

    #[test]
    fn today_is_named_in_many_languages() {
        for (tag, text) in [
            ("en", "Today, Sunday August 31st 2014, the conference ends."),
            ("da", "I dag, søndag den 31. august 2014, slutter konferencen."),
            ("ko", "오늘(2014년 8월 31일) 회의가 끝났다."),
        ] {
            let reader = DateReader::new(&Language::parse(tag).unwrap());
            let mention = reader.mentions(text).remove(0);
            assert!(is_called_today(text, &mention), "{text}");
        }
    }
}
