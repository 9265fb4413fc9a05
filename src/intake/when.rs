//! When a release was published.
//!
//! Two lines that contradict each other, and nothing to choose by: then nothing is known.

use std::sync::LazyLock;

use chrono::NaiveDate;
use chrono_tz::Tz;
use regex::Regex;

use super::clock_time::{instant, time_of_day};
use super::date::{DateReader, Evidence, Mention};
use super::event;
use super::field::{Confidence, Found, PublicationDate};
use super::labels::labelled;
use super::number;
use super::outline::Part;
use super::paragraph::{Paragraph, has_lost_breaks};
use super::pattern::pattern;
use super::phrases::{PHRASES, ends_with, has_phrase, leading};
use super::shape::{is_prose, size};
use beside::{beside, rest_of, tells_of_day};
pub(super) use stamp::without_stamp;

mod announced;
mod beside;
mod closing_line;
mod stamp;

/// A line that gives the publication date is no longer than this, in characters.
const LONGEST_DATE_LINE: usize = 100;

/// So many paragraphs are searched for the date of the release and of its event.
pub(super) const MOST_LINES: usize = 200;

/// Words that may stand beside the date in its line: a place of up to three.
const MOST_BESIDE: usize = 3;

/// Words that may stand beside a month, or a day without its year.
const MOST_BESIDE_PART: usize = 1;

/// The rule of dates in a line that closes the text.
pub(super) const CLOSING: &str = "closing line";

/// A date whose signs were lost, as it stands beside “for immediate release”: month, day, year.
static BARE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(0?[1-9]|1[0-2])[ ./-]([0-3]?\d)[ ./-]((?:19|20)\d\d)\b"));

/// What parts the names in a line above a text.
static PARTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s[-–—|·•]\s|\s{2,}"));

/// A name in such a line is no longer than this, in words.
const LONGEST_NAME: usize = 8;

/// The dates of a document.
#[derive(Debug, Default)]
pub(super) struct Dates {
    pub(super) publication: Option<Found<PublicationDate>>,
    pub(super) event: Option<Found<NaiveDate>>,
}

/// What the dates are read from.
pub(super) struct Source<'a> {
    pub(super) paragraphs: &'a [Paragraph],
    pub(super) parts: &'a [Part],
    /// The words of the dateline.
    pub(super) dateline: Option<&'a str>,
    /// The file's name without its ending.
    pub(super) file_name: &'a str,
    pub(super) reader: &'a DateReader,
    /// The zone of times without one.
    pub(super) zone: Tz,
    /// The day on which the file was saved.
    pub(super) saved: Option<NaiveDate>,
}

/// The lines before the lead contradict each other.
struct Contradiction;

impl Source<'_> {
    /// Reads the dates.
    pub(super) fn dates(&self) -> Dates {
        let event = |known: &Evidence| event::date(self.paragraphs, self.parts, self.reader, known);
        let by_saving = || {
            let found = event(&Evidence { saved: self.saved, ..Evidence::default() })?;
            Some(Found { rule: "event date by the file's time", confidence: Confidence(60), ..found })
        };
        let reported = event(&Evidence::default());
        let stated = self
            .file_date()
            .or_else(|| self.dateline_date())
            .map_or_else(|| self.head_date(), |date| Ok(Some(date)));
        let publication = stated.map(|stated| {
            let other = || self.wire_date().or_else(|| self.closing_date()).or_else(|| self.todays_date());
            stated.or_else(other)
        });
        let Ok(publication) = publication else { return Dates { publication: None, event: reported } };
        let published = publication.as_ref().map(|found| found.value.day(self.zone));
        let beside = |published| event(&Evidence { dates: vec![published], ..Evidence::default() });
        let event = reported.or_else(|| published.map_or_else(by_saving, beside));
        Dates { publication: publication.or_else(|| event.as_ref().map(stands_in)), event }
    }

    /// A date that the file's name starts with.
    fn file_date(&self) -> Option<Found<PublicationDate>> {
        let mention = self.reader.mentions(self.file_name).into_iter().next();
        let date = mention.filter(|mention| mention.span.start == 0)?.date()?;
        Some(day(date, self.file_name, "file name", 90))
    }

    fn dateline_date(&self) -> Option<Found<PublicationDate>> {
        let words = self.dateline?;
        let date = self.reader.mentions(words).iter().find_map(Mention::date)?;
        Some(day(date, words, "dateline", 95))
    }

    /// The date of the lines before the lead that are hardly more than a date; of two, the one right before the lead.
    fn head_date(&self) -> Result<Option<Found<PublicationDate>>, Contradiction> {
        let lead = self.parts.iter().position(|part| *part == Part::Lead);
        let mut dates: Vec<(usize, Found<PublicationDate>)> = Vec::new();
        let lines = self.paragraphs.iter().zip(self.parts).enumerate();
        for (index, (paragraph, part)) in lines.take(MOST_LINES) {
            let line = paragraph.text.as_str();
            let date = match part {
                Part::Head => {
                    let date = self
                        .date_line(line)
                        .or_else(|| self.leading_date(line))
                        .or_else(|| self.stamped(line));
                    date.filter(|date| !self.is_announced(line, date))
                }
                Part::Release => self.date_line(line).or_else(|| bare_date(line)),
                Part::Number => number::day_after(line).and_then(|day| self.dated(day, 0)),
                Part::Lead => self.leading_date(line),
                _ => None,
            };
            dates.extend(date.map(|date| (index, date)));
        }
        let Some((last, date)) = dates.last() else { return Ok(None) };
        let is_alone = dates.iter().all(|(_, other)| same_day(other.value, date.value));
        let is_beside_lead = lead.is_some_and(|lead| *last + 1 >= lead);
        if !is_alone && !is_beside_lead {
            // A page may be newer than the release that it shows.
            return self.of_label(&dates).cloned().map(Some).ok_or(Contradiction);
        }
        let most_exact = dates.iter().find(|(_, other)| matches!(other.value, PublicationDate::Instant(_)));
        Ok(Some(most_exact.filter(|_| is_alone).map_or(date, |(_, date)| date).clone()))
    }

    /// The one of several dates that stands in a release label or right below it.
    fn of_label<'a>(
        &self,
        dates: &'a [(usize, Found<PublicationDate>)],
    ) -> Option<&'a Found<PublicationDate>> {
        let is_label = |index: usize| self.parts[index] == Part::Release;
        let mut labelled = dates
            .iter()
            .filter(|(index, _)| is_label(*index) || index.checked_sub(1).is_some_and(is_label))
            .map(|(_, date)| date);
        let first = labelled.next()?;
        labelled.all(|other| same_day(other.value, first.value)).then_some(first)
    }

    fn date_line(&self, line: &str) -> Option<Found<PublicationDate>> {
        let labelled = || {
            let found = labelled(line)
                .into_iter()
                .filter(|value| is_published(value))
                .find_map(|value| self.dated(value, 0));
            found.map(|found| Found { evidence: line.to_owned(), ..found })
        };
        labelled()
            .or_else(|| self.dated(line, MOST_BESIDE))
            .or_else(|| self.date_among_names(line))
            .or_else(|| self.date_before_labels(line))
    }

    /// The date that a line starts with, where labels or an office and its release follow.
    fn date_before_labels(&self, line: &str) -> Option<Found<PublicationDate>> {
        let date = self.dated(before_labels(line, self.reader)?, 0)?;
        Some(Found { evidence: line.to_owned(), ..date })
    }

    /// The date of a line that parts it from names.
    fn date_among_names(&self, line: &str) -> Option<Found<PublicationDate>> {
        let (dated, _) = among_names(line, self.reader)?;
        let date = self.dated(dated, MOST_BESIDE_PART)?;
        Some(Found { evidence: line.to_owned(), ..date })
    }

    /// The date of a line that has at most so many words beside it.
    fn dated(&self, line: &str, most_beside: usize) -> Option<Found<PublicationDate>> {
        let (date, rest) = read_date_line(line, most_beside, self.reader)?;
        let time = time_of_day(&rest).ok().flatten();
        let instant = time.and_then(|time| instant(date, time, &rest, self.zone).ok());
        Some(match instant {
            Some(instant) => {
                let local = instant.with_timezone(&self.zone).fixed_offset();
                Found::new(PublicationDate::Instant(local), line, "date line", 95)
            }
            None => day(date, line, "date line", 95),
        })
    }

    /// A date before a headline, or before a piece of a text whose line breaks were lost.
    fn leading_date(&self, line: &str) -> Option<Found<PublicationDate>> {
        let rest = after_leading_date(line, self.reader)?;
        let is_before_headline = rest.starts_with(' ')
            && rest.trim_start().starts_with(char::is_uppercase)
            && size(rest) > MOST_BESIDE
            && !is_prose(line);
        if !is_before_headline && !has_lost_breaks(self.paragraphs) {
            return None;
        }
        let date = self.reader.mentions(line).first()?.date()?;
        Some(day(date, line[..line.len() - rest.len()].trim(), "date before a line", 85))
    }

    /// The day that the text calls today.
    fn todays_date(&self) -> Option<Found<PublicationDate>> {
        let text = self.paragraphs.iter().zip(self.parts);
        let text = text.filter(|(_, part)| matches!(part, Part::Lead | Part::Body | Part::Caption));
        text.take(MOST_LINES).map(|(paragraph, _)| paragraph.text.as_str()).find_map(|text| {
            let mention = self
                .reader
                .mentions(text)
                .into_iter()
                .find(|mention| event::is_called_today(text, mention))?;
            Some(day(mention.date()?, text[mention.span.clone()].trim(), "the text calls it today", 90))
        })
    }
}

/// Whether a value's label says that it is when the text was published.
fn is_published(value: &str) -> bool {
    leading(value, &PHRASES.published).is_some()
}

/// The day of a line that parts it from names, and the first of these:
/// `Halifax, Nova Scotia - March 3, 2026 - Department of Example`.
pub(super) fn among_names<'a>(line: &'a str, reader: &DateReader) -> Option<(&'a str, &'a str)> {
    let parts: Vec<&str> = PARTED.split(line).map(str::trim).filter(|part| !part.is_empty()).collect();
    let dated =
        parts.iter().copied().find(|part| read_date_line(part, MOST_BESIDE_PART, reader).is_some())?;
    let is_part_of_name = |word: &str| {
        word.chars().count() <= 3 || !word.starts_with(char::is_lowercase) || word.contains(['\'', '’'])
    };
    let is_name = |part: &str| size(part) <= LONGEST_NAME && part.split_whitespace().all(is_part_of_name);
    let mut names = parts.iter().copied().filter(|part| *part != dated);
    let are_names = parts.len() >= 3 && names.clone().all(is_name);
    are_names.then(|| names.next().map(|first| (dated, first)))?
}

/// The day that a line starts with, where labels or an office and its release follow: `2024년 3월 14일 조회수 123 작성자
/// 홍보팀`, `2024년 12월 3일 | 예시회의소 보도자료`.
fn before_labels<'a>(line: &'a str, reader: &DateReader) -> Option<&'a str> {
    let rest = after_leading_date(line, reader)?;
    let label = rest.trim_start_matches([' ', '|', '·', ',', '\u{3000}']);
    let mut labels = [&PHRASES.label, &PHRASES.see_also, &PHRASES.source].into_iter();
    let is_label = labels.any(|labels| leading(label, labels).is_some())
        || rest.contains('|') && ends_with(label, &PHRASES.release);
    is_label.then(|| &line[..line.len() - rest.len()])
}

/// Whether a line is hardly more than a date.
pub(super) fn is_date_line(line: &str, reader: &DateReader) -> bool {
    if among_names(line, reader).is_some()
        || labelled(line).into_iter().any(is_published)
        || before_labels(line, reader).is_some()
    {
        return true;
    }
    reader.mentions(line).iter().any(|mention| {
        let rest = rest_of(line, mention);
        if mention.date().is_some() {
            return beside(&rest, reader) <= MOST_BESIDE && !tells_of_day(line, mention, reader);
        }
        beside(&rest, reader) <= MOST_BESIDE_PART && !names_period(line, mention)
    })
}

/// Whether a line tells of a month rather than that it is of one: `Inflation in May 2024`, `Prices May 2024: +2.4 %`.
fn names_period(line: &str, month: &Mention) -> bool {
    let mut before = line[..month.span.start].split_whitespace().rev();
    let is_little = |word: &str| word.chars().count() <= 3 && word.chars().all(char::is_lowercase);
    let leads_over = before.next().is_some_and(is_little) && before.next().is_some();
    leads_over || line.contains('%')
}

/// What comes after the date that a line starts with.
pub(super) fn after_leading_date<'a>(line: &'a str, reader: &DateReader) -> Option<&'a str> {
    let mention = reader.mentions(line).into_iter().next()?;
    mention.date()?;
    let before = &line[..mention.span.start];
    (beside(before, reader) == 0).then(|| &line[mention.span.end..])
}

/// The date of a line that is hardly more, and what else stands in it.
fn read_date_line(line: &str, most_beside: usize, reader: &DateReader) -> Option<(NaiveDate, String)> {
    let is_of_something_else =
        leading(line, &PHRASES.furniture).is_some() || leading(line, &PHRASES.undated).is_some();
    if is_of_something_else || line.chars().count() > LONGEST_DATE_LINE || is_prose(line) {
        return None;
    }
    let mut line = line;
    let mut mentions = reader.mentions(line);
    // `Publicado em 02/05/2024 09h31 Atualizado em 03/05/2024`
    if let [first, second] = mentions.as_slice()
        && has_phrase(&line[first.span.end..second.span.start], &PHRASES.furniture)
    {
        line = &line[..second.span.start];
        mentions.truncate(1);
    }
    let first = mentions.first()?;
    let date = first.date()?;
    if mentions.iter().any(|other| other.date() != Some(date)) {
        return None;
    }
    let rest = rest_of(line, first);
    (beside(&rest, reader) <= most_beside && !tells_of_day(line, first, reader)).then_some((date, rest))
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

fn stands_in(event: &Found<NaiveDate>) -> Found<PublicationDate> {
    Found::new(PublicationDate::Day(event.value), event.evidence.clone(), "event date stands in", 60)
}

fn day(date: NaiveDate, evidence: &str, rule: &'static str, sure: u8) -> Found<PublicationDate> {
    Found::new(PublicationDate::Day(date), evidence, rule, sure)
}

fn same_day(one: PublicationDate, other: PublicationDate) -> bool {
    let day = |date: PublicationDate| match date {
        PublicationDate::Day(day) => day,
        PublicationDate::Instant(instant) => instant.date_naive(),
    };
    day(one) == day(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn read(tag: &str, line: &str) -> Option<String> {
        let reader = DateReader::new(&Language::parse(tag).unwrap());
        read_date_line(line, MOST_BESIDE, &reader).map(|(date, _)| date.to_string())
    }

    #[test]
    fn lines_that_are_hardly_more_than_a_date() {
        for (tag, line, date) in [
            ("en", "Monday April 2 2007", "2007-04-02"),
            ("en", "July 26 2005 Washington D C", "2005-07-26"),
            ("en", "Published on: 3 March 2026, 10:30 GMT", "2026-03-03"),
            ("en", "August 13, 2024 09:00 AM Eastern Daylight Time", "2024-08-13"),
            ("th", "14 พฤษภาคม 2567 เวลา 16:20 น.", "2024-05-14"),
            ("pt", "Publicado em 02/05/2024 09h31 Atualizado em 03/05/2024 11h20", "2024-05-02"),
            ("en", "For Immediate Release Thursday November 8 2007", "2007-11-08"),
            ("id", "Jakarta, Kemenhut, 29 Agustus 2025", "2025-08-29"),
            ("id", "Dipublikasikan pada Senin, 2 Maret 2026 | 10:30 WIB", "2026-03-02"),
            ("ko", "등록일: 2026-03-02", "2026-03-02"),
            ("ja", "令和8年3月2日（月曜日）", "2026-03-02"),
            ("de", "Berlin, den 2. März 2026", "2026-03-02"),
            ("ar", "تاريخ النشر: ٢ مارس ٢٠٢٦", "2026-03-02"),
        ] {
            assert_eq!(read(tag, line).as_deref(), Some(date), "{line}");
        }
    }

    #[test]
    fn lines_of_other_dates_give_none() {
        for (tag, line) in [
            ("en", "Today: July 24, 2008"),
            ("en", "Last updated 3 March 2026"),
            ("en", "When: 3 March 2026"),
            ("en", "Opening hours of the registry office from 3 March 2026"),
            ("en", "3 March 2026 to 5 March 2026"),
            ("id", "Jadwal layanan samsat keliling, 2 Maret 2026"),
            ("ko", "예시시 도서관 휴관 안내 2026. 3. 2."),
        ] {
            assert_eq!(read(tag, line), None, "{line}");
        }
    }
}
