//! Embargo lines: what they name is the earliest instant at which the release may be public.

use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeZone};
use chrono_tz::Tz;
use regex::Regex;

use super::date::DateReader;
use super::field::{Found, PublicationDate};
use super::outline::Part;
use super::paragraph::Paragraph;
use super::pattern::pattern;

/// A time of day: `10:30`, `10.30`, `14h30`, `9 a.m.`, `오후 2시`, `下午3时`, `14 Uhr`.
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?ix)(?:(?P<before>오전|오후|午前|午後|上午|下午)\s*|\b)",
        r"(?P<hour>[01]?\d|2[0-4])",
        r"(?:\s?[:.h]\s?(?P<minute>[0-5]\d)\b|\s?[시時时点]\s?(?:(?P<minute2>[0-5]?\d)\s?[분分])?)?",
        r"\s*(?P<after>a\.?m\.?|p\.?m\.?|uhr|hrs?|hours|noon|น\.)?",
    ))
});

/// Zones by the abbreviations that releases name, in minutes east of UTC. Those with two meanings are not here.
const ZONES: [(&str, i32); 22] = [
    ("utc", 0),
    ("gmt", 0),
    ("wib", 420),
    ("wita", 480),
    ("wit", 540),
    ("kst", 540),
    ("jst", 540),
    ("cet", 60),
    ("cest", 120),
    ("mez", 60),
    ("mesz", 120),
    ("bst", 60),
    ("est", -300),
    ("edt", -240),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("msk", 180),
    ("hkt", 480),
    ("sgt", 480),
];

/// The embargo that a line of the text names.
pub(super) fn embargo(
    paragraphs: &[Paragraph],
    parts: &[Part],
    reader: &DateReader,
    zone: Tz,
) -> Option<Found<PublicationDate>> {
    let lines = paragraphs.iter().zip(parts).filter(|(_, part)| **part == Part::Embargo);
    lines.map(|(paragraph, _)| paragraph.text.as_str()).find_map(|line| {
        let mention = reader.mentions(line).into_iter().find(|mention| mention.date().is_some())?;
        let date = mention.date()?;
        let rest = format!("{} {}", &line[..mention.span.start], &line[mention.span.end..]);
        let value = match time(&rest) {
            Some(time) => PublicationDate::Instant(instant(date, time, &rest, zone)?),
            None => PublicationDate::Day(date),
        };
        Some(Found::new(value, line, "embargo line", 95))
    })
}

/// The time of day that the words name.
fn time(words: &str) -> Option<NaiveTime> {
    TIME.captures_iter(words).find_map(|captures| {
        let minute = captures.name("minute").or_else(|| captures.name("minute2"));
        let before = captures.name("before").map(|part| part.as_str());
        let after = captures.name("after").map(|part| part.as_str().to_lowercase().replace('.', ""));
        let has_hour_sign = captures[0].contains(['시', '時', '时', '点']);
        if minute.is_none() && before.is_none() && after.is_none() && !has_hour_sign {
            return None;
        }
        let hour: u32 = captures["hour"].parse().ok()?;
        let is_afternoon = matches!(before, Some("오후" | "午後" | "下午")) || after.as_deref() == Some("pm");
        let is_morning = matches!(before, Some("오전" | "午前" | "上午")) || after.as_deref() == Some("am");
        let hour = match hour {
            12 if is_morning => 0,
            1..=11 if is_afternoon => hour + 12,
            other => other,
        };
        NaiveTime::from_hms_opt(hour, minute.map_or(Some(0), |part| part.as_str().parse().ok())?, 0)
    })
}

/// The instant in the zone that the words name, else in the site's; of an hour that comes twice, the later one.
fn instant(date: NaiveDate, time: NaiveTime, words: &str, zone: Tz) -> Option<DateTime<FixedOffset>> {
    let naive = date.and_time(time);
    let words = words.to_lowercase();
    let named = words
        .split(|character: char| !character.is_alphanumeric())
        .find_map(|word| ZONES.iter().find(|(name, _)| *name == word));
    match named {
        Some((_, minutes)) => FixedOffset::east_opt(minutes * 60)?.from_local_datetime(&naive).single(),
        None => zone.from_local_datetime(&naive).latest().map(|instant| instant.fixed_offset()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn read(tag: &str, line: &str) -> Option<String> {
        let paragraphs = [Paragraph { text: line.to_owned(), line: 1 }];
        let parts = super::super::outline::outline(&paragraphs);
        let reader = DateReader::new(&Language::parse(tag).unwrap());
        embargo(&paragraphs, &parts, &reader, chrono_tz::Asia::Jakarta).map(|found| match found.value {
            PublicationDate::Day(date) => date.to_string(),
            PublicationDate::Instant(instant) => instant.to_rfc3339(),
        })
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
