//! What stands beside a date in its line.

use std::sync::LazyLock;

use regex::Regex;

use crate::intake::date::{DateReader, Mention};
use crate::intake::pattern::pattern;
use crate::intake::phrases::{PHRASES, after, ends_with, is_one_of, leading};
use crate::intake::point::is_programme;
use crate::intake::shape::size;

/// A day of the Islamic calendar, with its sign, and what leads over to that of the common one.
static HIJRI: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\d{1,4}\s?[/ ]\s?(?:[\p{L}\p{M}]+|\d{1,2})(?:\s[\p{L}\p{M}]+)?\s?[/ ]\s?\d{1,4}\s?هـ?\s?(?:[،,]?\s?الموافق|[-–])?",
    )
});

/// Words about a time of day.
static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:(?:eastern|central|mountain|pacific|atlantic|british|greenwich|central european)\s)?",
        r"(?:standard|daylight|summer|mean)\stime\b|\b[ap]\.?m\b\.?|วัน\S{2,12}ที่(?:\s|$)|เวลา|(?:^|\s)น\.",
    ))
});

/// What stands beside a date in its line, but for what leads over to it: `Ministry of Works, published on`.
pub(super) fn rest_of(line: &str, date: &Mention) -> String {
    let before = line[..date.span.start].trim_end_matches([' ', ':', '：']);
    let leads_over = ends_with(before, &PHRASES.leading_over);
    format!("{} {}", if leads_over { "" } else { before }, &line[date.span.end..])
}

/// What leads over to a day.
#[rustfmt::skip]
const LEADING_TO_DAY: [&str; 20] = [
    "am", "den", "le", "il", "el", "em", "a", "on", "op", "på", "om", "w", "dne", "dnia", "da", "de", "do", "del", "of", "la",
];

/// Small words of headlines that are of no place's name.
#[rustfmt::skip]
const OF_HEADLINES: [&str; 31] = [
    "im", "zum", "zur", "vom", "beim", "bei", "mit", "für", "auf", "und", "aus", "von", "til", "for", "fra", "med", "og",
    "från", "och", "till", "met", "voor", "naar", "para", "com", "con", "per", "pour", "avec", "to", "with",
];

/// Whether a line is a headline with a day in it: `Parliament: sitting on 3 March 2026`, `Bericht zum Rat am 3. März`,
/// `Programme – Exampleton, 3 March 2026`.
pub(super) fn tells_of_day(line: &str, day: &Mention, reader: &DateReader) -> bool {
    let before = line[..day.span.start].trim();
    if is_programme(before) {
        return true;
    }
    let is_named = [&PHRASES.release, &PHRASES.published, &PHRASES.leading_over, &PHRASES.office]
        .into_iter()
        .any(|phrases| leading(before, phrases).is_some() || ends_with(before, phrases));
    if is_named || before.contains([',', '،', '、', '，']) {
        return false;
    }
    let mut words = before.split_whitespace().rev();
    let last = words.next().unwrap_or_default();
    let is_parted =
        before.split_once(": ").is_some_and(|(first, rest)| !first.contains(' ') && beside(rest, reader) > 0);
    is_parted && last.starts_with(char::is_lowercase)
        || LEADING_TO_DAY.contains(&last) && words.any(|word| OF_HEADLINES.contains(&word))
}

/// How many words stand beside a date, without labels, weekdays, numbers and little words.
pub(super) fn beside(rest: &str, reader: &DateReader) -> usize {
    // Arabic releases name the day of the Islamic calendar too.
    let rest = HIJRI.replace(rest, " ");
    let rest = CLOCK.replace_all(&rest, " ");
    let mut rest = before_source(&rest).trim_matches(|character: char| !character.is_alphanumeric());
    for phrases in [&PHRASES.release, &PHRASES.published] {
        if let Some(phrase) = leading(rest, phrases) {
            rest = after(rest, phrase);
        }
    }
    if is_one_of(rest, &PHRASES.published) {
        return 0;
    }
    let words = rest.split(|character: char| !character.is_alphanumeric() && character != '\'');
    let is_said = |word: &&str| {
        let is_little = word.chars().count() <= 4 && word.chars().all(char::is_lowercase) && word.is_ascii();
        !word.is_empty() && !word.contains(char::is_numeric) && !reader.is_weekday(word) && !is_little
    };
    let letters = |word: &str| size(word).max(1);
    words.filter(is_said).map(letters).sum()
}

/// What stands before the label of where a text was taken from: `2024-04-09 来源：示例网`.
fn before_source(rest: &str) -> &str {
    let mut starts =
        rest.char_indices().filter(|(at, _)| *at == 0 || rest[..*at].ends_with([' ', '\u{3000}', '|']));
    let source = starts.find(|(at, _)| leading(&rest[*at..], &PHRASES.source).is_some());
    source.map_or(rest, |(at, _)| &rest[..at])
}
