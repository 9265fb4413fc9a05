//! Times of day and their zones, as embargo lines name them.

use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeZone};
use chrono_tz::{Africa, America, Asia, Australia, Europe, Pacific, Tz};
use regex::{Captures, Regex};

use super::date::with_ascii_digits;
use super::pattern::pattern;

/// A time of day: `10:30`, `10.30`, `14h30`, `9 a.m.`, `오후 2시`, `下午3时`, `14 Uhr`, `pukul 9`, `0001hrs`.
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?ix)(?:(?P<before>오전|오후|午前|午後|上午|下午|中午|晚上|傍晚|凌晨|早上|清晨)\s*|\b(?P<label>pukul|pkl\.?|jam|om|kl\.?|klo|kell|um|alle\sore|ore|a\slas|às|à|ora|saat|lúc|godz\.?|godziny|الساعة|เวลา|в)\s*|\b)",
        r"(?P<hour>2[0-4]|[01]?\d)",
        r"(?:\s?(?:[:.h時시时点點]|giờ|uhr)\s?(?P<minute>[0-5]\d)(?:\s?[분分])?(?::[0-5]\d)?(?:(?-u:\b)|$)|(?P<sign>\s?(?:[시時时点點]|h\b|h$)|(?P<joined>[0-5]\d)(?P<hours>\s?(?:hrs?|hours|h|uhr)\b)))?",
        r"\s*(?P<after>a\.?\s?m\b\.?|p\.?\s?m\b\.?|uhr|hrs?\b|hours|น\.|uur|часов|giờ)?",
    ))
});

/// What says, after a time, that it is of the day's first half, and of its second.
static MORNING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:pagi|sáng|de la mañana|da manhã|del mattino|di mattina|du matin|morgens|vormittags|ochtends|rano|утра|sabah)\b|صباح|\bص\b|ก่อนเที่ยง",
    )
});
static AFTERNOON: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:petang|sore|malam|chiều|tối|de la tarde|de la noche|da tarde|da noite|del pomeriggio|di sera|du soir|de l.après-midi|nachmittags|abends|middags|avonds|po południu|wieczorem|вечера|дня|öğleden sonra|akşam)\b|مساء|\bم\b|بعد الظهر|หลังเที่ยง",
    )
});

/// So near, in bytes, stands what says which half of the day a time is of.
const NEAR: usize = 8;

/// Noon and midnight by name.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?P<noon>\bnoon\b|\bmidday\b|정오|正午|\bmittags?\b|\bmidi\b|\bmediodía\b|\bmeio-dia\b|\bmezzogiorno\b|\bpołudni[ae]\b|\böğle)|(?P<midnight>\bmidnight\b|자정|\bmitternacht\b|\bminuit\b|\bmedianoche\b|\bmezzanotte\b|\bmeia-noite\b|\bpółnoc)",
    )
});

/// An offset from UTC: `UTC+7`, `GMT+07:00`, `+0700`.
static OFFSET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(?:\b(?:utc|gmt)\s?|\s)(?P<sign>[+−-])(?P<hours>\d{1,2})(?::?(?P<minutes>[03]0|45))?\b")
});

/// What looks like the abbreviation of a zone, right after a time.
static ABBREVIATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\d|(?i:[ap]\.?\s?m\.?|hrs?\.?|hours|uhr|noon|midnight))[\s,]*[(（]?(?P<zone>[A-Z]{1,4}T|HNE|HAE|(?i:МСК)|TSİ|TSI)\b",
    )
});

/// A zone named by the clock of some place: `London time`, `heure de Paris`, `بتوقيت القاهرة`.
static OF_PLACE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i:heures?\sde\s|horas?\sde\s|horário\sde\s|or[ae]\sdi\s)(?P<place>\p{Lu}[\p{L}'’ -]{2,24})",
        r"|(?P<before>\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+)?)\s(?:[Tt]ime|TIME|saati(?:yle)?)\b\s*(?:[^:\s]|$)",
        r"|بتوقيت\s(?P<arabic>\p{L}+(?:\s\p{L}+)?)|по\s(?P<russian>\p{L}+)\sвремени",
    ))
});

/// A name in brackets right behind a time.
static BRACKETED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\W{0,2}[(（](?P<place>\p{Lu}\p{Ll}+(?:[\s-]\p{Lu}\p{Ll}+)*)[)）]"));

/// What may stand between a time and the place where it is.
const LOCAL_TIME: &str = " local time";

/// Words for the clock of some place, or of a part of a country.
static OF_CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:waktu|zeit|ortszeit|horário|tijd|czasu|времени|saatiyle|giờ\s\p{L}{3,}|pacific|eastern|central|mountain|atlantic)\b|时间|時間|시간",
    )
});

/// A zone that words name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Zone {
    /// Minutes east of UTC.
    Fixed(i32),
    /// A place's clock, summer and winter.
    Place(Tz),
}

/// Zones by the abbreviations that releases name. Those with two meanings (`CST`, `IST`) are not here.
#[rustfmt::skip]
const ZONES: &[(&str, Zone)] = &[
    ("UTC", Zone::Fixed(0)), ("GMT", Zone::Fixed(0)), ("WIB", Zone::Fixed(420)), ("WITA", Zone::Fixed(480)),
    ("WIT", Zone::Fixed(540)), ("KST", Zone::Fixed(540)), ("JST", Zone::Fixed(540)), ("CET", Zone::Fixed(60)),
    ("CEST", Zone::Fixed(120)), ("MEZ", Zone::Fixed(60)), ("MESZ", Zone::Fixed(120)), ("EET", Zone::Fixed(120)),
    ("EEST", Zone::Fixed(180)), ("WEST", Zone::Fixed(60)), ("EST", Zone::Fixed(-300)), ("EDT", Zone::Fixed(-240)),
    ("CDT", Zone::Fixed(-300)), ("MST", Zone::Fixed(-420)), ("MDT", Zone::Fixed(-360)), ("PST", Zone::Fixed(-480)),
    ("PDT", Zone::Fixed(-420)), ("MSK", Zone::Fixed(180)), ("МСК", Zone::Fixed(180)), ("HKT", Zone::Fixed(480)),
    ("SGT", Zone::Fixed(480)), ("MYT", Zone::Fixed(480)), ("PHT", Zone::Fixed(480)), ("ICT", Zone::Fixed(420)),
    ("TRT", Zone::Fixed(180)), ("TSİ", Zone::Fixed(180)), ("TSI", Zone::Fixed(180)), ("SAST", Zone::Fixed(120)),
    ("AEST", Zone::Fixed(600)), ("AEDT", Zone::Fixed(660)), ("NZST", Zone::Fixed(720)), ("NZDT", Zone::Fixed(780)),
    ("HNE", Zone::Fixed(-300)), ("HAE", Zone::Fixed(-240)), ("BRT", Zone::Fixed(-180)), ("ART", Zone::Fixed(-180)), ("HST", Zone::Fixed(-600)), ("AKST", Zone::Fixed(-540)),
    ("BST", Zone::Place(Europe::London)), ("ET", Zone::Place(America::New_York)), ("PT", Zone::Place(America::Los_Angeles)),
    ("CT", Zone::Place(America::Chicago)), ("MT", Zone::Place(America::Denver)),
];

/// Zones by the words for the place whose clock counts, in lower case.
#[rustfmt::skip]
const PLACES: &[(&str, Zone)] = &[
    ("غرينتش", Zone::Fixed(0)), ("جرينتش", Zone::Fixed(0)), ("greenwich", Zone::Fixed(0)), ("гринвичу", Zone::Fixed(0)),
    ("universal", Zone::Fixed(0)), ("московскому", Zone::Place(Europe::Moscow)), ("moscow", Zone::Place(Europe::Moscow)),
    ("london", Zone::Place(Europe::London)), ("londres", Zone::Place(Europe::London)), ("uk", Zone::Place(Europe::London)),
    ("british", Zone::Place(Europe::London)), ("eastern", Zone::Place(America::New_York)), ("us eastern", Zone::Place(America::New_York)),
    ("washington", Zone::Place(America::New_York)), ("new york", Zone::Place(America::New_York)),
    ("pacific", Zone::Place(America::Los_Angeles)), ("central european", Zone::Place(Europe::Paris)),
    ("paris", Zone::Place(Europe::Paris)), ("bruxelles", Zone::Place(Europe::Brussels)), ("brussels", Zone::Place(Europe::Brussels)),
    ("geneva", Zone::Place(Europe::Zurich)), ("genève", Zone::Place(Europe::Zurich)), ("madrid", Zone::Place(Europe::Madrid)),
    ("brasília", Zone::Place(America::Sao_Paulo)), ("brasilia", Zone::Place(America::Sao_Paulo)), ("lisboa", Zone::Place(Europe::Lisbon)),
    ("مكة المكرمة", Zone::Place(Asia::Riyadh)), ("مكة", Zone::Place(Asia::Riyadh)), ("السعودية", Zone::Place(Asia::Riyadh)),
    ("الرياض", Zone::Place(Asia::Riyadh)), ("القاهرة", Zone::Place(Africa::Cairo)), ("الإمارات", Zone::Place(Asia::Dubai)),
    ("tokyo", Zone::Place(Asia::Tokyo)), ("japan", Zone::Place(Asia::Tokyo)), ("seoul", Zone::Place(Asia::Seoul)),
    ("korea", Zone::Place(Asia::Seoul)), ("beijing", Zone::Place(Asia::Shanghai)), ("singapore", Zone::Place(Asia::Singapore)),
    ("jakarta", Zone::Place(Asia::Jakarta)), ("sydney", Zone::Place(Australia::Sydney)), ("wellington", Zone::Place(Pacific::Auckland)),
    ("türkiye", Zone::Fixed(180)),
];

/// Zones by words that stand for themselves.
const WORDS: &[(&str, Zone)] = &[
    ("日本時間", Zone::Place(Asia::Tokyo)),
    ("北京时间", Zone::Place(Asia::Shanghai)),
    ("北京時間", Zone::Place(Asia::Shanghai)),
    ("台灣時間", Zone::Place(Asia::Taipei)),
    ("한국시간", Zone::Place(Asia::Seoul)),
    ("한국 시간", Zone::Place(Asia::Seoul)),
    ("по Гринвичу", Zone::Fixed(0)),
    ("Londoner Zeit", Zone::Place(Europe::London)),
];

/// The time of day that the words name: `Ok(None)` where they name none.
///
/// # Errors
/// Where they seem to name one, and it can't be read.
pub(super) fn time_of_day(words: &str) -> Result<Option<NaiveTime>, Unreadable> {
    let words = with_ascii_digits(words);
    let words = words.as_str();
    if let Some(time) = TIME.captures_iter(words).find_map(|captures| clock(&captures, words)) {
        return Ok(Some(time));
    }
    if let Some(named) = NAMED.captures(words) {
        let hour = if named.name("noon").is_some() { 12 } else { 0 };
        return Ok(NaiveTime::from_hms_opt(hour, 0, 0));
    }
    if words.contains(char::is_numeric) { Err(Unreadable) } else { Ok(None) }
}

/// Words without the time of day that they name first, what says which half of the day it is of, and zones that are known.
pub(super) fn without_time(words: &str) -> String {
    let words = with_ascii_digits(words);
    let time = TIME.captures_iter(&words).find(|captures| clock(captures, &words).is_some());
    let rest = match time {
        Some(time) => {
            let time = time.get_match().range();
            let (before, after) = (&words[..time.start], &words[time.end..]);
            // Only what stands right behind the hour was heard.
            let half = [&*MORNING, &*AFTERNOON]
                .into_iter()
                .find_map(|half| half.find(after).filter(|found| found.start() <= NEAR));
            format!("{before} {}", half.map_or(after, |half| &after[half.end()..]))
        }
        None => NAMED.replace(&words, " ").into_owned(),
    };
    let rest = OFFSET.replace_all(&rest, " ").to_lowercase();
    let zones = ZONES.iter().map(|(name, _)| name.to_lowercase());
    let places = PLACES.iter().chain(WORDS).map(|(name, _)| name.to_lowercase());
    let names: Vec<String> = places.chain(zones.filter(|name| name.len() > 1)).collect();
    rest.split_inclusive(|character: char| !character.is_alphanumeric())
        .map(|word| {
            let bare = word.trim_end_matches(|character: char| !character.is_alphanumeric());
            if names.iter().any(|name| name.split(' ').any(|part| part == bare)) { " " } else { word }
        })
        .collect()
}

/// Words seem to name a time or a zone, but which can't be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unreadable;

/// The time that a match names, halved days told by the words after it too.
fn clock(captures: &Captures<'_>, words: &str) -> Option<NaiveTime> {
    let rest = &words[captures.get_match().end()..];
    let is_said = |half: &Regex| half.find(rest).is_some_and(|found| found.start() <= NEAR);
    let text = |name: &str| captures.name(name).map(|part| part.as_str());
    let minute = text("minute").or_else(|| text("joined"));
    let after = text("after").map(|after| after.to_lowercase().replace(['.', ' '], ""));
    let is_time = minute.or(text("before")).or(text("label")).or(text("sign")).or(after.as_deref()).is_some();
    if !is_time {
        return None;
    }
    let hour: u32 = text("hour")?.parse().ok()?;
    let is_afternoon = matches!(text("before"), Some("오후" | "午後" | "下午" | "晚上" | "傍晚"))
        || after.as_deref() == Some("pm")
        || is_said(&AFTERNOON);
    let is_morning = matches!(text("before"), Some("오전" | "午前" | "上午" | "凌晨" | "早上" | "清晨"))
        || after.as_deref() == Some("am")
        || is_said(&MORNING);
    let hour = match hour {
        12 if is_morning => 0,
        1..=11 if is_afternoon => hour + 12,
        other => other,
    };
    NaiveTime::from_hms_opt(hour, minute.map_or(Some(0), |minute| minute.parse().ok())?, 0)
}

/// The instant at which it is that time in the zone that the words name, else in the site's; of an hour that comes
/// twice, the later one.
///
/// # Errors
/// Where the words name a zone that is not known, or has two meanings.
pub(super) fn instant(
    date: NaiveDate,
    time: NaiveTime,
    words: &str,
    site: Tz,
) -> Result<DateTime<FixedOffset>, Unreadable> {
    let naive = date.and_time(time);
    let instant = match zone(words)?.unwrap_or(Zone::Place(site)) {
        Zone::Fixed(minutes) => {
            FixedOffset::east_opt(minutes * 60).and_then(|zone| zone.from_local_datetime(&naive).single())
        }
        Zone::Place(zone) => zone.from_local_datetime(&naive).latest().map(|instant| instant.fixed_offset()),
    };
    instant.ok_or(Unreadable)
}

/// The zone of an abbreviation that has one meaning only, such as `WIB`.
#[must_use]
pub fn zone_of(abbreviation: &str) -> Option<Zone> {
    ZONES.iter().find(|(known, _)| *known == abbreviation).map(|(_, zone)| *zone)
}

fn zone_at(place: &str) -> Option<Zone> {
    PLACES.iter().find(|(known, _)| *known == place).map(|(_, zone)| *zone)
}

fn zone(words: &str) -> Result<Option<Zone>, Unreadable> {
    if let Some(captures) = OFFSET.captures(words) {
        let number = |name: &str| captures.name(name).map_or(Ok(0), |part| part.as_str().parse::<i32>());
        let minutes = number("hours").and_then(|hours| Ok(hours * 60 + number("minutes")?));
        let minutes = minutes.map_err(|_| Unreadable)?;
        return Ok(Some(Zone::Fixed(if &captures["sign"] == "+" { minutes } else { -minutes })));
    }
    if let Some(captures) = ABBREVIATION.captures(words) {
        return zone_of(&captures["zone"].to_uppercase()).map(Some).ok_or(Unreadable);
    }
    if let Some(captures) = OF_PLACE.captures(words) {
        let place =
            captures.iter().skip(1).flatten().next().map_or("", |place| place.as_str()).trim().to_lowercase();
        return match place.as_str() {
            "local" | "the" | "date and" | "release" | "embargo" => behind_time(words),
            // Arabic has no capitals: the second word may go on with the sentence.
            place => zone_at(place).or_else(|| zone_at(place.split(' ').next()?)).map(Some).ok_or(Unreadable),
        };
    }
    let stands_there = |(name, zone): &(&str, Zone)| words.contains(name).then_some(*zone);
    let is_word = |name: &str| words.split(|c: char| !c.is_alphanumeric()).any(|word| word == name);
    let abbreviated =
        || ZONES.iter().find(|(name, _)| name.chars().count() > 2 && is_word(name)).map(|(_, zone)| *zone);
    let named = WORDS.iter().find_map(stands_there).or_else(abbreviated);
    if named.is_some() { Ok(named) } else { behind_time(words) }
}

/// The zone in brackets behind a time: `10:00 (Geneva)`.
///
/// # Errors
/// Where what stands there, or words for a clock, seem to name one that is not known.
fn behind_time(words: &str) -> Result<Option<Zone>, Unreadable> {
    let time = TIME.captures_iter(words).find(|captures| clock(captures, words).is_some());
    let rest = time.map_or("", |time| &words[time.get_match().end()..]);
    if let Some(place) = BRACKETED.captures(rest.trim_start_matches(LOCAL_TIME)) {
        return zone_at(&place["place"].to_lowercase()).map(Some).ok_or(Unreadable);
    }
    if OF_CLOCK.is_match(rest) { Err(Unreadable) } else { Ok(None) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_in_many_languages() {
        for (words, time) in [
            ("10:30 a.m. GMT", "10:30:00"),
            ("pukul 09.00 WIB", "09:00:00"),
            ("오후 2시 30분 이후", "14:30:00"),
            ("午後5時30分", "17:30:00"),
            ("下午3时", "15:00:00"),
            ("14 Uhr", "14:00:00"),
            ("14:00 Uhr", "14:00:00"),
            ("à 14h30", "14:30:00"),
            ("à 14h", "14:00:00"),
            ("0001hrs", "00:01:00"),
            ("00:01", "00:01:00"),
            ("12 p.m.", "12:00:00"),
            ("12:15 am", "00:15:00"),
            ("noon", "12:00:00"),
            ("الساعة 10:00 مساء", "22:00:00"),
            ("pukul 7 malam", "19:00:00"),
            ("a las 5:30 de la tarde", "17:30:00"),
            ("jam 9 pagi", "09:00:00"),
            ("晚上8时", "20:00:00"),
            ("EMBARGO TOT 06.00 UUR", "06:00:00"),
        ] {
            let read = time_of_day(words).unwrap().map(|time| time.to_string());
            assert_eq!(read.as_deref(), Some(time), "{words}");
        }
        assert_eq!(time_of_day("Embargoed until"), Ok(None));
        assert_eq!(time_of_day("Embargoed until 7"), Err(Unreadable));
    }

    #[test]
    fn zones_with_two_meanings_are_not_guessed() {
        let read = |words: &str| {
            let date = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
            let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap();
            instant(date, noon, words, chrono_tz::Asia::Jakarta).map(|instant| instant.to_rfc3339())
        };
        assert_eq!(read("12:00").as_deref(), Ok("2026-07-01T12:00:00+07:00"));
        assert_eq!(read("12:00 ET").as_deref(), Ok("2026-07-01T12:00:00-04:00"));
        assert_eq!(read("12:00 BST").as_deref(), Ok("2026-07-01T12:00:00+01:00"));
        assert_eq!(read("12:00 UTC+3").as_deref(), Ok("2026-07-01T12:00:00+03:00"));
        assert_eq!(read("12:00 (GMT+07:00)").as_deref(), Ok("2026-07-01T12:00:00+07:00"));
        assert_eq!(read("12:00 London time").as_deref(), Ok("2026-07-01T12:00:00+01:00"));
        assert_eq!(read("à 12:00 (heure de Paris)").as_deref(), Ok("2026-07-01T12:00:00+02:00"));
        assert_eq!(read("الساعة 12:00 بتوقيت غرينتش").as_deref(), Ok("2026-07-01T12:00:00+00:00"));
        assert_eq!(read("в 12:00 по московскому времени").as_deref(), Ok("2026-07-01T12:00:00+03:00"));
        assert_eq!(read("12:00 local time").as_deref(), Ok("2026-07-01T12:00:00+07:00"));
        assert_eq!(
            read("NOT BEFORE 12:00, THE TIME OF THE EVENT").as_deref(),
            Ok("2026-07-01T12:00:00+07:00")
        );
        assert_eq!(read("12:00 CST"), Err(Unreadable));
        assert_eq!(read("12:00 Example City time"), Err(Unreadable));
    }
}
