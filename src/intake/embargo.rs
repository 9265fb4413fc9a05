//! Embargo lines: what they name is the earliest instant at which the release may be public.

use chrono_tz::Tz;

use super::clock_time::{instant, time_of_day};
use super::date::DateReader;
use super::field::{Found, PublicationDate};
use super::outline::Part;
use super::paragraph::Paragraph;

/// What the embargo lines of a text say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Embargo {
    /// The latest end that one names.
    pub(super) until: Option<Found<PublicationDate>>,
    /// The first line whose end can't be read.
    pub(super) unread: Option<String>,
}

/// Reads the embargo lines of a text.
pub(super) fn embargo(paragraphs: &[Paragraph], parts: &[Part], reader: &DateReader, zone: Tz) -> Embargo {
    let mut embargo = Embargo::default();
    for (paragraph, _) in paragraphs.iter().zip(parts).filter(|(_, part)| **part == Part::Embargo) {
        let line = paragraph.text.as_str();
        match until(line, reader, zone) {
            Some(value) => {
                let found = Found::new(value, line, "embargo line", 95);
                let is_later =
                    |other: &Found<PublicationDate>| other.value.start(zone) < found.value.start(zone);
                if embargo.until.as_ref().is_none_or(is_later) {
                    embargo.until = Some(found);
                }
            }
            None => {
                embargo.unread.get_or_insert_with(|| line.to_owned());
            }
        }
    }
    embargo
}

/// The end that a line names; a day without an hour ends it as the day begins in the site's zone.
fn until(line: &str, reader: &DateReader, zone: Tz) -> Option<PublicationDate> {
    let mentions = reader.mentions(line);
    let [mention] = mentions.as_slice() else { return None };
    let date = mention.date()?;
    let rest = format!("{} {}", &line[..mention.span.start], &line[mention.span.end..]);
    Some(match time_of_day(&rest).ok()? {
        Some(time) => PublicationDate::Instant(instant(date, time, &rest, zone).ok()?),
        None => PublicationDate::Day(date),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn read(tag: &str, line: &str) -> Option<String> {
        let paragraphs = [Paragraph { text: line.to_owned(), line: 1, lines: 1 }];
        let parts = super::super::outline::outline(&paragraphs);
        let reader = DateReader::new(&Language::parse(tag).unwrap());
        embargo(&paragraphs, &parts, &reader, chrono_tz::Asia::Jakarta)
            .until
            .map(|found| found.value.to_string())
    }

    #[test]
    fn embargo_lines_in_many_languages() {
        for (tag, line, instant) in [
            ("en", "EMBARGOED UNTIL 10:30 a.m. GMT, 3 March 2026", "2026-03-03T10:30:00+00:00"),
            ("en", "Embargoed until March 3, 2026", "2026-03-03"),
            ("id", "Embargo hingga Senin, 2 Maret 2026 pukul 09.00 WIB", "2026-03-02T09:00:00+07:00"),
            ("ko", "보도시점: 2026년 3월 2일(월) 오후 2시 이후", "2026-03-02T14:00:00+07:00"),
            ("de", "Sperrfrist: 2. März 2026, 14:00 Uhr MEZ", "2026-03-02T14:00:00+01:00"),
            ("fr", "Sous embargo jusqu’au 2 mars 2026 à 14h30", "2026-03-02T14:30:00+07:00"),
            ("ja", "解禁日時：2026年3月2日 午後5時30分", "2026-03-02T17:30:00+07:00"),
        ] {
            assert_eq!(read(tag, line).as_deref(), Some(instant), "{line}");
        }
    }

    #[test]
    fn an_embargo_without_a_date_is_not_guessed() {
        assert_eq!(read("en", "Embargoed until Monday morning"), None);
    }
}
