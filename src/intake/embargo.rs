//! Embargo lines: what they name is the earliest instant at which the release may be public.

use std::sync::Arc;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::date::DateReader;
use super::field::{Found, PublicationDate};
use super::outline::Part;
use super::paragraph::Paragraph;
use super::phrases::{PHRASES, after, has_phrase, leading};
use super::shape::size;

pub use line::{EmbargoLine, embargo_line};

mod ban;
mod end;
mod line;

/// What the embargo lines of a text say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Embargo {
    /// The latest end that one names.
    pub(super) until: Option<Found<PublicationDate>>,
    /// The first line whose end can't be read.
    pub(super) unread: Option<String>,
}

/// A line that names an embargo is shorter than this, in words.
const LONGEST: usize = 40;

/// A line that goes on with one is no longer than this, in words.
const LONGEST_REST: usize = 14;

/// Whether a line names an embargo.
pub(super) fn is_line(text: &str) -> bool {
    let tells_end = || has_phrase(text, &PHRASES.embargoed) || has_phrase(text, &PHRASES.embargo_until);
    let names = || leading(text, &PHRASES.embargo).is_some() || (has_digit(text) && tells_end());
    size(text) < LONGEST && names() && !is_free(text)
}

/// Whether a line names one or may do so in words of its own.
pub(super) fn may_be_line(text: &str) -> bool {
    is_line(text) || ban::may_forbid(text)
}

/// Whether an embargo line says that there is none.
pub(super) fn is_free(text: &str) -> bool {
    let folded = text.to_lowercase();
    let is_at_once = || PHRASES.at_once.iter().any(|phrase| folded.contains(phrase.as_str()));
    // “Embargoed until noon, for immediate release thereafter” says both.
    (is_at_once() && !has_phrase(text, &PHRASES.embargoed))
        || (!has_digit(text) && has_phrase(text, &PHRASES.none))
}

/// Whether the line after a label that says nothing else is what the label is for.
pub(super) fn goes_on(label: &str, next: &str) -> bool {
    let is_bare = leading(label, &PHRASES.embargo).is_some_and(|phrase| size(after(label, phrase)) == 0);
    is_bare && has_digit(next) && size(next) <= LONGEST_REST
}

fn has_digit(text: &str) -> bool {
    text.contains(char::is_numeric)
}

/// Reads the embargo lines of a text; a day without its year is that which is next to the day of publication.
pub(super) fn embargo(
    paragraphs: &[Paragraph],
    parts: &mut [Part],
    reader: &Arc<DateReader>,
    zone: Tz,
    published: Option<NaiveDate>,
) -> Embargo {
    mark_bans(paragraphs, parts, reader);
    let mut embargo = of_lines(paragraphs, parts, reader, zone, published);
    if let Some(published) = published {
        let head = paragraphs.iter().zip(parts.iter());
        let head = head.filter(|(_, part)| matches!(part, Part::Head | Part::Release | Part::Number));
        let later = head.filter_map(|(line, _)| later_opening(&line.text, reader, zone, published));
        later.for_each(|found| embargo.lasts_until(found, zone));
    }
    let text: Vec<&str> = paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
    let Some(found) = embargo_line(&text.join("\n"), 0, || Arc::clone(reader)) else { return embargo };
    // What holds back a release with front matter holds back one without.
    if parts[found.line] == Part::Embargo {
        return embargo;
    }
    let words = text[found.line];
    match found.over {
        Some(over) if published.is_none_or(|published| published < over.date_naive()) => {
            let over = PublicationDate::Instant(over.with_timezone(&zone).fixed_offset());
            embargo.lasts_until(Found::new(over, words, "day of an embargo line, over everywhere", 60), zone);
        }
        Some(_) => {}
        None => {
            embargo.unread.get_or_insert_with(|| words.to_owned());
        }
    }
    embargo
}

/// The day after that of publication from which on a line says that the text may be published: of two days that
/// contradict each other, the later one can't be too early.
fn later_opening(
    line: &str,
    reader: &DateReader,
    zone: Tz,
    published: NaiveDate,
) -> Option<Found<PublicationDate>> {
    let line =
        [Some(line), ban::behind_dash(line)].into_iter().flatten().find(|line| ban::opens(line, reader))?;
    let after_day = || {
        let day = reader.mentions(line).first()?.date()?;
        Some(PublicationDate::Day(day.succ_opt()?))
    };
    let end = end::until(line, reader, zone, Some(published)).or_else(after_day)?;
    (end.day(zone) > published).then(|| Found::new(end, line, "later day of release", 80))
}

impl Embargo {
    /// Keeps the later one of two ends.
    fn lasts_until(&mut self, found: Found<PublicationDate>, zone: Tz) {
        if self.until.as_ref().is_none_or(|other| other.value.start(zone) < found.value.start(zone)) {
            self.until = Some(found);
        }
    }
}

/// Takes what forbids to publish in words of its own for lines of an embargo, but never the lead.
fn mark_bans(paragraphs: &[Paragraph], parts: &mut [Part], reader: &DateReader) {
    let others = paragraphs.iter().zip(parts).filter(|(_, part)| **part != Part::Lead);
    for (paragraph, part) in others {
        if ban::forbids(&paragraph.text, reader) && !is_free(&paragraph.text) {
            *part = Part::Embargo;
        }
    }
}

fn of_lines(
    paragraphs: &[Paragraph],
    parts: &[Part],
    reader: &DateReader,
    zone: Tz,
    published: Option<NaiveDate>,
) -> Embargo {
    let mut embargo = Embargo::default();
    for line in lines(paragraphs, parts) {
        match end::until(&line, reader, zone, published) {
            Some(value) => embargo.lasts_until(Found::new(value, line, "embargo line", 95), zone),
            None => {
                embargo.unread.get_or_insert(line);
            }
        }
    }
    embargo
}

/// The embargo lines, each with the line that goes on with it.
fn lines(paragraphs: &[Paragraph], parts: &[Part]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut is_open = false;
    for (paragraph, part) in paragraphs.iter().zip(parts) {
        let text = paragraph.text.as_str();
        if *part != Part::Embargo {
            is_open = false;
            continue;
        }
        match lines.last_mut() {
            Some(label) if is_open => *label = format!("{label} {text}"),
            _ => lines.push(text.to_owned()),
        }
        is_open = !is_open && !has_digit(text);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    /// Lines as press offices write them, each with its language and the end that it names.
    pub(super) const LINES: &[(&str, &str, &str)] = &[
        ("en", "EMBARGOED UNTIL 10:30 a.m. GMT, 3 March 2026", "2026-03-03T10:30:00+00:00"),
        ("en", "Embargoed until March 3, 2026", "2026-03-03"),
        ("id", "Embargo hingga Senin, 2 Maret 2026 pukul 09.00 WIB", "2026-03-02T09:00:00+07:00"),
        ("ko", "보도시점: 2026년 3월 2일(월) 오후 2시 이후", "2026-03-02T14:00:00+07:00"),
        ("ko", "보도일시: 2026년 3월 2일(월) 12:00부터 보도해 주시기 바랍니다.", "2026-03-02T12:00:00+07:00"),
        ("de", "Sperrfrist: 2. März 2026, 14:00 Uhr MEZ", "2026-03-02T14:00:00+01:00"),
        ("fr", "Sous embargo jusqu’au 2 mars 2026 à 14h30", "2026-03-02T14:30:00+07:00"),
        ("ja", "解禁日時：2026年3月2日 午後5時30分", "2026-03-02T17:30:00+07:00"),
        ("ja", "【報道解禁：令和8年3月2日（月）午後5時（日本時間）】", "2026-03-02T17:00:00+09:00"),
        (
            "en",
            "This release is embargoed until 8:30 a.m. (ET) Monday, March 2, 2026.",
            "2026-03-02T08:30:00-05:00",
        ),
        ("en", "STRICTLY EMBARGOED: 00:01 London time, Monday 2 March 2026", "2026-03-02T00:01:00+00:00"),
        ("id", "EMBARGO SAMPAI DENGAN 2 MARET 2026 PUKUL 10.00 WITA", "2026-03-02T10:00:00+08:00"),
        ("ms", "Embargo sehingga 2 Mac 2026, 3.00 petang", "2026-03-02T15:00:00+07:00"),
        ("zh", "禁止发布至2026年3月2日下午3时（北京时间）", "2026-03-02T15:00:00+08:00"),
        ("zh", "本稿在2026年3月2日上午10时前不得发布", "2026-03-02T10:00:00+07:00"),
        (
            "ar",
            "محظور النشر حتى الساعة 10:00 صباحا بتوقيت غرينتش يوم 2 مارس 2026",
            "2026-03-02T10:00:00+00:00",
        ),
        ("ar", "‏حظر النشر حتى ٢ مارس ٢٠٢٦ الساعة ٨:٠٠ مساءً", "2026-03-02T20:00:00+07:00"),
        ("de", "Unter Embargo bis Montag, 2. März 2026, 18 Uhr (MEZ)", "2026-03-02T18:00:00+01:00"),
        ("fr", "EMBARGO : LUNDI 2 MARS 2026, 6H00 (HEURE DE PARIS)", "2026-03-02T06:00:00+01:00"),
        ("es", "Embargada hasta el lunes 2 de marzo de 2026 a las 10:00 horas", "2026-03-02T10:00:00+07:00"),
        (
            "pt",
            "Sob embargo até às 18h de 2 de março de 2026 (hora de Brasília)",
            "2026-03-02T18:00:00-03:00",
        ),
        ("it", "EMBARGO FINO ALLE ORE 11.00 DI LUNEDÌ 2 MARZO 2026", "2026-03-02T11:00:00+07:00"),
        ("nl", "ONDER EMBARGO TOT MAANDAG 2 MAART 2026, 06.00 UUR", "2026-03-02T06:00:00+07:00"),
        ("pl", "Embargo do 2 marca 2026 r., godz. 9.00", "2026-03-02T09:00:00+07:00"),
        ("ru", "Эмбарго до 10:00 (МСК) 2 марта 2026 года", "2026-03-02T10:00:00+03:00"),
        ("tr", "2 Mart 2026 saat 10.00'a kadar AMBARGOLUDUR", "2026-03-02T10:00:00+07:00"),
        ("vi", "Cấm phát hành trước 9 giờ 00 ngày 2 tháng 3 năm 2026", "2026-03-02T09:00:00+07:00"),
        ("th", "ห้ามเผยแพร่ก่อนเวลา 10.00 น. วันที่ 2 มีนาคม 2569", "2026-03-02T10:00:00+07:00"),
    ];

    /// Lines with the word that name no embargo on the text.
    pub(super) const OTHERS: &[&str] = &[
        "UN lifts the arms embargo on Exampleland after 12 years",
        "Cuba has been under embargo since 1962.",
        "Embargo: none",
        "Sperrfrist: keine",
        "Embargo do Brasil sobre a carne preocupa produtores",
    ];

    fn read(tag: &str, line: &str) -> Option<String> {
        let paragraphs = [Paragraph { text: line.to_owned(), line: 1, lines: 1 }];
        let mut parts = super::super::outline::outline(&paragraphs);
        let reader = Arc::new(DateReader::new(&Language::parse(tag).unwrap()));
        embargo(&paragraphs, &mut parts, &reader, chrono_tz::Asia::Jakarta, None)
            .until
            .map(|found| found.value.to_string())
    }

    #[test]
    fn embargo_lines_in_many_languages() {
        for (tag, line, instant) in LINES {
            assert_eq!(read(tag, line).as_deref(), Some(*instant), "{line}");
        }
    }

    #[test]
    fn an_embargo_that_is_not_clear_is_not_guessed() {
        for line in [
            "Embargoed until Monday morning",
            "Embargoed until 2 March 2026, 10:00 Example City time",
            "Embargoed until 2 March 2026, 10:00 CST",
            "Embargoed until 2 March 2026 (3 March 2026 in Asia)",
            "Embargo: not before 2 March, 10:00",
        ] {
            assert!(is_line(line), "{line}");
            assert_eq!(read("en", line), None, "{line}");
        }
    }

    #[test]
    fn other_lines_with_the_word_are_none() {
        for line in OTHERS {
            assert!(!is_line(line), "{line}");
        }
    }

    #[test]
    fn a_label_and_the_line_below_it_are_one() {
        let lines = ["Embargo:", "2 March 2026, 10:00 GMT", "Four new clinics"];
        let paragraphs: Vec<Paragraph> = (1..)
            .zip(lines)
            .map(|(line, text)| Paragraph { text: text.to_owned(), line, lines: 1 })
            .collect();
        let mut parts = super::super::outline::outline(&paragraphs);
        let reader = Arc::new(DateReader::new(&Language::parse("en").unwrap()));
        let embargo = embargo(&paragraphs, &mut parts, &reader, chrono_tz::Asia::Jakarta, None);
        assert_eq!(embargo.until.unwrap().value.to_string(), "2026-03-02T10:00:00+00:00");
    }
}
