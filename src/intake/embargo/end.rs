//! When the embargo ends that a line names: never earlier than the line says, else not at all.

use std::sync::LazyLock;

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use regex::Regex;

use crate::intake::clock_time::{instant, time_of_day};
use crate::intake::date::{DateReader, Evidence, complete};
use crate::intake::field::PublicationDate;
use crate::intake::pattern::pattern;

/// That the day named is the last one, not the first one after.
static INCLUSIVE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bt/m\b|\btot en met\b|\binclu(?:s|ded?|sive(?:ly)?|so|sive)\b|\beinschl(?:\.|ießlich)|\bcompreso\b|\bwłącznie\b|\bвключительно\b|\bdahil\b|\bthrough\b|\bend of (?:the )?day\b|\bclose of\b|含",
    )
});

/// Midnight by name, which may be the start of the day or its end: the end is never too early.
static MIDNIGHT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:midnight|mitternacht|minuit|medianoche|meia-noite|mezzanotte|middernacht|północ\w*|полун\w+|gece yarısı|tengah malam)\b|자정|منتصف الليل",
    )
});

/// A part of the day, or something that happens on it, in place of an hour.
static UNTIMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:morning|afternoon|evening|night|lunch|delivery|meeting|session|speech|half past|after (?:the|his|her|our|a)",
        r"|nach (?:der|dem)|\p{L}*(?:ende|beginn|schluss)|morgens|vormittags?|nachmittags?|abends?|halb|matin|soir|après-midi|séance",
        r"|mañana|tarde|noche|sesión|manhã|noite|sessão|mattin[ao]|pomeriggio|sera|seduta|ochtends?|middags?|avonds?|wieczor\w*|rano",
        r"|вечер\w*|утр\w*|заседани\w*|akşam|sabah|toplantı\w*|pagi|siang|sore|petang|malam|rapat|sáng|chiều|tối|phiên)\b",
        r"|夕刊|석간|종료|終了|会議|會議|会议|회의|下午|晚|[点點時]半|مساء|صباح|جلسة",
    ))
});

/// The end that a line names; a day without an hour ends it as the day begins in the site's zone.
pub(super) fn until(
    line: &str,
    reader: &DateReader,
    zone: Tz,
    published: Option<NaiveDate>,
) -> Option<PublicationDate> {
    let mentions = reader.mentions(line);
    let [mention] = mentions.as_slice() else { return None };
    let evidence = Evidence { dates: published.into_iter().collect(), ..Evidence::default() };
    let date = complete(mention, &evidence)?;
    let rest = format!("{} {}", &line[..mention.span.start], &line[mention.span.end..]);
    let is_midnight = MIDNIGHT.is_match(&rest) && !rest.replace("12", "").contains(char::is_numeric);
    if is_midnight {
        return Some(PublicationDate::Day(date + TimeDelta::days(1)));
    }
    match time_of_day(&rest).ok()? {
        Some(time) => instant(date, time, &rest, zone).ok().map(PublicationDate::Instant),
        None if INCLUSIVE.is_match(&rest) => Some(PublicationDate::Day(date + TimeDelta::days(1))),
        None if UNTIMED.is_match(&rest) => None,
        None => Some(PublicationDate::Day(date)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn read(tag: &str, line: &str) -> Option<String> {
        let reader = DateReader::new(&Language::parse(tag).unwrap());
        until(line, &reader, chrono_tz::Asia::Jakarta, None).map(|end| end.to_string())
    }

    #[test]
    fn a_day_without_its_year_is_that_beside_the_publication() {
        let reader = DateReader::new(&Language::parse("nl").unwrap());
        let published = NaiveDate::from_ymd_opt(2026, 12, 29);
        let end = until("Embargo tot 2 januari, 06.00 uur", &reader, chrono_tz::Europe::Amsterdam, published);
        assert_eq!(end.unwrap().to_string(), "2027-01-02T06:00:00+01:00");
    }

    #[test]
    fn an_end_is_never_read_too_early() {
        for (tag, line, end) in [
            ("pl", "Embargo do godz. 20 dnia 3 marca 2027", "2027-03-03T20:00:00+07:00"),
            ("nl", "Embargo tot 3 maart 2027, 8 uur ’s avonds", "2027-03-03T20:00:00+07:00"),
            ("pt", "Embargo até 3 de março de 2027, 10h (horário de Brasília)", "2027-03-03T10:00:00-03:00"),
            ("ru", "Эмбарго до 10.00 (мск) 3 марта 2027 года", "2027-03-03T10:00:00+03:00"),
            ("fr", "Embargo : 3 mars 2027, 10 h HNE", "2027-03-03T10:00:00-05:00"),
            ("vi", "Cấm phát hành trước 15 giờ 30 ngày 03/03/2027", "2027-03-03T15:30:00+07:00"),
            ("en", "Embargoed until 3 March 2027, 10:00 (Geneva)", "2027-03-03T10:00:00+01:00"),
            ("nl", "Embargo tot en met 3 maart 2027", "2027-03-04"),
            ("de", "Sperrfrist: bis einschließlich 3. März 2027", "2027-03-04"),
            ("en", "Embargoed until midnight, 3 March 2027", "2027-03-04"),
            ("en", "Embargoed until 12 midnight on 3 March 2027", "2027-03-04"),
        ] {
            assert_eq!(read(tag, line).as_deref(), Some(end), "{line}");
        }
    }

    #[test]
    fn what_is_no_hour_is_no_end() {
        for (tag, line) in [
            ("de", "Sperrfrist: 3. März 2027, 10:00 Uhr (Exampletoner Zeit)"),
            ("de", "Sperrfrist: 3. März 2027, 10 Uhr Ortszeit New York"),
            ("zh", "解禁时间：2027年3月3日 10:00（示例城时间）"),
            ("id", "Embargo hingga 3 Maret 2027 pukul 10.00 waktu Contoh"),
            ("en", "Embargoed until 10am local time (Exampleton) 3 March 2027"),
            ("vi", "Không công bố trước 10 giờ (giờ New York) ngày 03/03/2027"),
            ("en", "Embargoed until after the meeting on 3 March 2027"),
            ("en", "Embargoed until 3 March 2027, evening"),
            ("de", "Sperrfrist: 3. März 2027, Sitzungsende"),
            ("ko", "보도시점: 2027. 3. 3.(수) 회의 종료 후"),
            ("ja", "解禁日時：令和9年3月3日（水）夕刊"),
            ("zh", "解禁时间：2027年3月3日 下午三点半"),
        ] {
            assert_eq!(read(tag, line), None, "{line}");
        }
    }
}
