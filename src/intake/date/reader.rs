//! Finds the dates of a text in one language.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use chrono::{Datelike as _, NaiveDate, Weekday};
use regex::{Captures, Regex, RegexSet};

use super::digits::Plain;
use super::names::Names;
use super::{Form, Mention};
use crate::intake::pattern::{any_of, pattern};
use crate::language::Language;

/// Years that a release can be of.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// No paragraph is longer that dates a release, in bytes.
const LONGEST: usize = 20_000;

/// How many bytes a date reaches at most from one of its digits on.
const REACH: usize = 150;

/// Finds dates in texts of one language; costly to make, cheap to use.
#[derive(Debug)]
pub struct DateReader {
    names: Names,
    patterns: Vec<Pattern>,
    /// Which of the patterns may match at all.
    likely: RegexSet,
    weekday_before: Regex,
    weekday_after: Regex,
    year: Regex,
    numbered: Regex,
}

/// Readers by language, made when they are first asked for; for any number of threads.
#[derive(Debug, Default)]
pub struct DateReaders(Mutex<BTreeMap<Language, Arc<DateReader>>>);

impl DateReaders {
    /// The reader of a language.
    #[must_use]
    pub fn of(&self, language: &Language) -> Arc<DateReader> {
        let mut readers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(readers.entry(language.clone()).or_insert_with(|| Arc::new(DateReader::new(language))))
    }
}

/// One way of writing dates: named groups `y`, `m` or `month`, `d`, and `era`.
#[derive(Debug)]
struct Pattern {
    source: String,
    /// Compiled when the first text is likely to have such a date: few texts of a language have more than two or three.
    regex: OnceLock<Regex>,
    form: Form,
}

impl Pattern {
    fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| pattern(&self.source))
    }
}

impl DateReader {
    /// A reader for this language; it knows English names too, which releases in any language use.
    #[must_use]
    pub fn new(language: &Language) -> Self {
        let names = Names::of(language);
        let weekday = alternation(names.weekdays.keys());
        let patterns = patterns(&names);
        Self {
            likely: likely(&patterns),
            patterns,
            weekday_before: pattern(&format!(
                r"(?i)(?:\b|วัน)({weekday})(?:ที่\s?|[.\s,(（]+(?:[\p{{L}}']{{1,8}}\s)?[\s,]*)?$"
            )),
            weekday_after: pattern(&format!(r"(?i)^\s*,?\s*[(（]?({weekday})\b")),
            year: pattern(r"(?:^|[^/.\w-])((?:19|20)\d\d)(?:\b|_)"),
            numbered: pattern(
                r"(?i)(?:\bn°\.?:?\s*|\b(?:no|nos|nr|num|nomor|núm|nº|номер|sayı|số|art|pasal|section|sec|version|v|h\.?\s?r|tel|fax)\b\.?:?\s*|[#§№/\d.-]|第)$",
            ),
            names,
        }
    }

    /// The dates that `text` names in its first 20,000 bytes, in its order; where readings overlap, the more complete one.
    #[must_use]
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        let text = first(text, LONGEST);
        if !may_have_digits(text) {
            return Vec::new();
        }
        let plain = Plain::of(text);
        let mut taken: Vec<Range<usize>> = Vec::new();
        let mut found = Vec::new();
        for (pattern, part) in self.likely(&plain.text) {
            for captures in pattern.regex().captures_iter(&plain.text[part.clone()]) {
                let within = captures.get_match().range();
                let span = part.start + within.start..part.start + within.end;
                let is_taken = taken.iter().any(|other| other.start < span.end && span.start < other.end);
                if is_taken || self.is_numbered(&plain.text, &span, pattern.form) {
                    continue;
                }
                found.extend(self.read(&plain, &captures, &span, pattern.form));
                taken.push(span);
            }
        }
        found.sort_by_key(|mention| mention.span.start);
        found
    }

    /// The parts of a text that may have a date, with the pattern that it may have there; in the order of the patterns.
    fn likely(&self, text: &str) -> Vec<(&Pattern, Range<usize>)> {
        let parts = around_digits(text).into_iter();
        let mut likely: Vec<(usize, Range<usize>)> = parts
            .flat_map(|part| {
                self.likely.matches(&text[part.clone()]).into_iter().map(move |at| (at, part.clone()))
            })
            .collect();
        likely.sort_by_key(|(at, _)| *at);
        likely.into_iter().map(|(at, part)| (&self.patterns[at], part)).collect()
    }

    /// The years that `text` names by four digits, lowest first, each once; not those of laws (`No.5/2014`).
    #[must_use]
    pub fn years(&self, text: &str) -> Vec<i32> {
        let text = first(text, LONGEST);
        if !may_have_digits(text) {
            return Vec::new();
        }
        let plain = Plain::of(text);
        let mut years: Vec<i32> =
            self.year.captures_iter(&plain.text).filter_map(|year| year[1].parse().ok()).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// Whether a word is the name of a weekday.
    #[must_use]
    pub fn is_weekday(&self, word: &str) -> bool {
        self.names.weekdays.contains_key(&word.to_lowercase())
    }

    /// Whether a word is the name of a month.
    #[must_use]
    pub fn is_month(&self, word: &str) -> bool {
        self.names.months.contains_key(&word.to_lowercase())
    }

    fn is_numbered(&self, text: &str, span: &Range<usize>, form: Form) -> bool {
        let is_all_numbers = !matches!(form, Form::Named);
        // 2024年6月21日11時
        let ends_with_sign = text[..span.end].ends_with(['日', '일']);
        let followed = !ends_with_sign
            && text[span.end..].starts_with(|next: char| next.is_ascii_digit() || next == '/');
        is_all_numbers && (followed || self.numbered.is_match(last(&text[..span.start], 16)))
    }

    fn read(
        &self,
        plain: &Plain,
        captures: &Captures<'_>,
        span: &Range<usize>,
        form: Form,
    ) -> Option<Mention> {
        let number = |name: &str| captures.name(name).and_then(|number| number.as_str().parse::<i32>().ok());
        let (mut month, mut day) = match captures.name("month") {
            Some(name) => (*self.names.months.get(&normal(name.as_str()))?, number("d")),
            None => (u32::try_from(number("m")?).ok()?, number("d")),
        };
        let year =
            number("y").map(|year| self.common_year(year, captures.name("era").map(|era| era.as_str())));
        let weekday = self.weekday(&plain.text, span);
        if form == Form::Numeric {
            let second = u32::try_from(day?).ok()?;
            let is_open = month <= 12 && second <= 12 && month != second;
            let month_first = if is_open {
                self.names.month_first.or_else(|| is_month_first(year?, (second, month), weekday?))?
            } else {
                month > 12
            };
            if month_first {
                day = i32::try_from(month).ok();
                month = second;
            }
        }
        let mention = Mention {
            year,
            month,
            day: day.map(u32::try_from).transpose().ok()?,
            weekday,
            form,
            span: plain.origin(span.start)..plain.origin(span.end),
        };
        is_possible(&mention).then_some(mention)
    }

    fn common_year(&self, year: i32, era: Option<&str>) -> i32 {
        let year = if year < 100 && self.names.is_thai() { 2500 + year } else { year };
        let buddhist = || self.names.eras.get("พ.ศ.").filter(|_| year > 2400);
        let republic = || self.names.eras.get("民國").filter(|_| year < 200);
        match era.and_then(|era| self.names.eras.get(era)).or_else(buddhist).or_else(republic) {
            Some(before) => before + year,
            None => year,
        }
    }

    fn weekday(&self, text: &str, span: &Range<usize>) -> Option<Weekday> {
        let before = self.weekday_before.captures(last(&text[..span.start], 40));
        let after = || self.weekday_after.captures(&text[span.end..]);
        let name = before.or_else(after)?.get(1)?.as_str().to_lowercase();
        self.names.weekdays.get(&name).copied()
    }
}

/// Whether two numbers of a year are month and day, not day and month, where only one of the two days has that weekday.
fn is_month_first(year: i32, (first, second): (u32, u32), weekday: Weekday) -> Option<bool> {
    let is_day =
        |month, day| NaiveDate::from_ymd_opt(year, month, day).is_some_and(|date| date.weekday() == weekday);
    match (is_day(first, second), is_day(second, first)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// The parts of a text that have a digit, with [`REACH`] bytes and the rest of the word on either side: no date is
/// without one, and looking for dates is what costs most of a reading.
fn around_digits(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let is_space = |at: &usize| bytes[*at].is_ascii_whitespace();
    let mut parts: Vec<Range<usize>> = Vec::new();
    for digit in bytes.iter().enumerate().filter(|(_, byte)| byte.is_ascii_digit()).map(|(at, _)| at) {
        if parts.last().is_some_and(|part| digit + REACH < part.end) {
            continue;
        }
        let start = (0..digit.saturating_sub(REACH)).rev().find(is_space).unwrap_or(0);
        let end = (digit + REACH..bytes.len()).find(is_space).unwrap_or(bytes.len());
        match parts.last_mut().filter(|part| start <= part.end) {
            Some(part) => part.end = end,
            None => parts.push(start..end),
        }
    }
    parts
}

fn patterns(names: &Names) -> Vec<Pattern> {
    let months = alternation(names.months.keys());
    // Arabic releases name the month twice, in its Syrian and its common form.
    let month = format!(r"(?P<month>{months})(?:\s?/\s?(?:{months}))?");
    let era = format!(r"(?P<era>{})", alternation(names.eras.keys()));
    let day = r"(?P<d>[0-3]?\d)";
    let ordinal = r"(?:st|nd|rd|th|er|hb|º|ª|°|\.|:?e|:a|:e|'nci|η)?";
    let link = r"(?:\s*(?:of|de|del|d['’]|do|da|di|di\s|bulan|tháng|ב|,)\s*)?";
    let year = if names.is_thai() {
        // Thai offices shorten the years of the Buddhist era.
        r"(?P<y>(?:19|20|2[45])\d\d|[5-7]\d)"
    } else {
        r"(?P<y>(?:19|20|2[45])\d\d)"
    };
    // Taiwan's offices count from the Republic's first year, and leave its name out.
    let republic = if names.eras.contains_key("民國") { r"1[0-3]\d" } else { r"[^\s\S]" };
    let year_link = r"[\s,.]*(?:(?:de|del|of|tahun|năm|г|พ\.ศ\.)\s*)?";
    [
        (
            format!(r"(?i)\b{day}{ordinal}[\s-]*{link}[\s-]*{month}\b\.?{year_link}[-\s]?{year}\b"),
            Form::Named,
        ),
        (format!(r"(?i)\b{month}\b\.?\s+(?:the\s+)?{day}{ordinal}[\s,]*{year}\b"), Form::Named),
        (format!(r"(?i)\b{year}\.?\s(?:m\.\s|ж\.\s)?{month}\.?\s{day}\b"), Form::Named),
        (format!(r"(?i)\b{year}\.\s?gada\s{day}\.\s?{month}\b"), Form::Named),
        (format!(r"(?i)\b(?:ngày\s+)?{day}\s+tháng\s+(?P<m>[01]?\d)(?:,?\s+năm\s+{year})?\b"), Form::Named),
        (format!(r"{year}\s?[년年]\s*(?P<m>[01]?\d)\s?[월月]\s*{day}\s?[일日]"), Form::YearFirst),
        (format!(r"\b(?P<y>{republic})\s?年\s?(?P<m>[01]?\d)\s?月\s?{day}\s?日"), Form::YearFirst),
        (format!(r"{era}\s?(?P<y>\d{{1,3}})\s?年\s*(?P<m>[01]?\d)\s?月\s*{day}\s?日"), Form::YearFirst),
        (format!(r"\b{year}[-./]\s?(?P<m>[01]?\d)[-./]\s?{day}\b"), Form::YearFirst),
        (r"\b(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)\b".to_owned(), Form::YearFirst),
        (format!(r"\b{day}[-./]\s?(?P<m>[0-3]?\d)[-./]\s?{year}\b"), Form::Numeric),
        (format!(r"(?i)\b{day}{ordinal}[\s-]*{link}[\s-]*{month}\b"), Form::Named),
        (format!(r"(?i)\b{month}\b\.?\s+(?:the\s+)?{day}{ordinal}\b"), Form::Named),
        (format!(r"\b(?P<m>[01]?\d)\s?[월月]\s*{day}\s?[일日]"), Form::YearFirst),
        (r"[(（](?P<d>[0-3]?\d)/(?P<m>[01]?\d)[)）]".to_owned(), Form::Short),
        (format!(r"(?i)\b{month}\b\.?{year_link}\s?{year}\b"), Form::Named),
    ]
    .into_iter()
    .map(|(source, form)| Pattern { source, regex: OnceLock::new(), form })
    .collect()
}

/// The patterns without the edges of words, which the quickest search can't tell outside ASCII: what none of these finds
/// none of the patterns does.
fn likely(patterns: &[Pattern]) -> RegexSet {
    any_of(patterns.iter().map(|pattern| pattern.source.replace(r"\b", "")))
}

/// Whether a text may have digits as [`Plain`] reads them.
fn may_have_digits(text: &str) -> bool {
    text.contains(|character: char| character.is_numeric() || character == '元')
}

fn is_possible(mention: &Mention) -> bool {
    let leap_year = 2000;
    let is_known_year = mention.year.is_none_or(|year| YEARS.contains(&year));
    let exists =
        |day| NaiveDate::from_ymd_opt(mention.year.unwrap_or(leap_year), mention.month, day).is_some();
    is_known_year && exists(mention.day.unwrap_or(1))
}

/// The names as alternatives of a pattern, longest first, so that `Jun` does not end `Juni`.
fn alternation<'a>(names: impl Iterator<Item = &'a String>) -> String {
    let mut names: Vec<String> = names.map(|name| regex::escape(name).replace(' ', r"\s+")).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
    if names.is_empty() { r"[^\s\S]".to_owned() } else { names.join("|") }
}

fn normal(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The first bytes of a text, up to so many and a whole character.
fn first(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}

/// The last `count` characters or so.
fn last(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().nth(count - 1).map_or(0, |(index, _)| index);
    &text[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_around_digits_is_searched_and_no_date_is_cut() {
        let prose = "kata wali kota é. ".repeat(40);
        let text = format!("{prose}27\nNovember 2017 {prose}");
        let [part] = &around_digits(&text)[..] else { panic!("one part") };
        assert!(part.len() < 400, "{part:?}");
        assert!(text[part.clone()].contains("27\nNovember 2017"));
        assert!(around_digits(&prose).is_empty());
        assert_eq!(around_digits(&format!("1 {prose} 2")).len(), 2);
        let close = "9 ".repeat(1_000);
        assert_eq!(around_digits(&close).iter().map(ExactSizeIterator::len).sum::<usize>(), close.len());
        let reader = DateReader::new(&Language::parse("id").unwrap());
        let found = reader.mentions(&text);
        assert_eq!((found.len(), found[0].day, found[0].span.start), (1, Some(27), prose.len()));
    }
}
