//! Dates as software writes them.

use std::sync::LazyLock;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;
use regex::Regex;

use crate::intake::field::PublicationDate;
use crate::intake::pattern::pattern;

static ISO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?P<date>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{8})(?:[T\s]+(?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$",
    )
});
static JAVA: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^[A-Z][a-z]{2} (?P<day>[A-Z][a-z]{2} \d{1,2}) \d{2}:\d{2}:\d{2} \S+ (?P<year>\d{4})$")
});

/// A date that software wrote; a time without a zone is of this one.
pub(super) fn written(text: &str, zone: Tz) -> Option<PublicationDate> {
    iso(text, zone).or_else(|| rfc2822(text)).or_else(|| of_java(text).map(PublicationDate::Day))
}

/// ISO 8601 and its usual relatives. A midnight is what software makes of a day without a time.
fn iso(text: &str, zone: Tz) -> Option<PublicationDate> {
    let captures = ISO.captures(text)?;
    let digits: Vec<&str> = captures["date"].split(['-', '/', '.']).collect();
    let day = match digits[..] {
        [year, month, day] => {
            NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?
        }
        _ => NaiveDate::parse_from_str(&captures["date"], "%Y%m%d").ok()?,
    };
    if !(1900..=2100).contains(&day.year()) {
        return None;
    }
    let Some(time) = captures.name("time").map(|time| time.as_str()) else {
        return Some(PublicationDate::Day(day));
    };
    let time = NaiveTime::parse_from_str(time, "%H:%M:%S")
        .or_else(|_| NaiveTime::parse_from_str(time, "%H:%M"))
        .ok()?;
    if time == NaiveTime::MIN {
        return Some(PublicationDate::Day(day));
    }
    let local = day.and_time(time);
    let instant = match captures.name("zone").map(|zone| zone.as_str()) {
        Some("Z" | "UTC" | "GMT") => local.and_utc().fixed_offset(),
        Some(offset) => with_offset(local, offset)?,
        None => zone.from_local_datetime(&local).latest()?.fixed_offset(),
    };
    Some(PublicationDate::Instant(instant))
}

fn with_offset(local: NaiveDateTime, offset: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_str(&format!("{local} {offset}"), "%Y-%m-%d %H:%M:%S %z").ok()
}

/// The day of a date as Java spells it: `Tue Jan 28 15:28:56 CET 2020`.
fn of_java(text: &str) -> Option<NaiveDate> {
    let captures = JAVA.captures(text)?;
    NaiveDate::parse_from_str(&format!("{} {}", &captures["day"], &captures["year"]), "%b %e %Y").ok()
}

fn rfc2822(text: &str) -> Option<PublicationDate> {
    let instant = DateTime::parse_from_rfc2822(text).ok()?;
    let is_midnight = instant.time() == NaiveTime::MIN;
    Some(if is_midnight {
        PublicationDate::Day(instant.date_naive())
    } else {
        PublicationDate::Instant(instant)
    })
}
