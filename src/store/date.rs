//! Dates as front matter spells them, made into instants.
//!
//! A time without a zone is in the site's; abbreviations of zones are known as far as they have one meaning; a date alone is that day's start. An hour that the clock goes through
//! twice means the later one, so that nothing comes out early; an hour that it jumps over, the time that far after
//! the jump. Instants are on full seconds: a fraction is rounded up.

use std::sync::LazyLock;

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use regex::{Captures, Regex};
use thiserror::Error;

use crate::intake::{Zone, zone_of};

/// The years of which every feed format can write a date in every zone.
const YEARS: std::ops::RangeInclusive<i32> = 1000..=9998;

/// A date can't be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DateError {
    /// It is written in some other way.
    #[error("`{0}` is not a date that can be read without guessing")]
    Form(String),
    /// It is well written, and does not exist.
    #[error("`{0}` does not exist in any calendar or on any clock")]
    Impossible(String),
    /// Its zone is not one of the time zone database, nor an abbreviation of one meaning.
    #[error("`{0}` is not a time zone, or one of several meanings")]
    Zone(String),
}

/// What to do about a [`DateError`].
pub const REMEDY: &str =
    "write it as `2026-11-27`, `2026-11-27 09:00` (the site's time) or `2026-11-27T09:00:00+07:00`";

#[expect(clippy::expect_used, reason = "a constant pattern, compiled by the tests below")]
static FORM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x) ^ (?<date> \d{4} - \d{1,2} - \d{1,2} )
        (?: (?: [Tt] | \s+ ) (?<hour> \d{1,2}) : (?<minute> \d{2}) (?: : (?<second> \d{2}) (?<fraction> [.,] \d+ )? )?
            \s* (?<zone> [Zz] | [+-] \d{2} :? (?: \d{2} )? | [A-Za-z][A-Za-z0-9_/+-]* )? )? $",
    )
    .expect("the pattern is valid")
});

/// What a date may mean: one instant, or any of a day where it has no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// The first instant.
    pub(super) first: DateTime<Utc>,
    /// The last one; the same where a time is given.
    pub(super) last: DateTime<Utc>,
}

impl Span {
    /// Whether only the day is known.
    pub(super) fn is_day(self) -> bool {
        self.first < self.last
    }

    /// Whether it may mean this instant.
    pub(super) fn has(self, instant: DateTime<Utc>) -> bool {
        (self.first..=self.last).contains(&instant)
    }

    /// Whether both may mean the same instant.
    pub(super) fn meets(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// Reads a date, with or without time and zone.
///
/// # Errors
/// Where it is written in another way, names a zone that nobody knows, or does not exist.
pub fn parse(text: &str, site_zone: Tz) -> Result<DateTime<Utc>, DateError> {
    span(text, site_zone).map(|span| span.first)
}

/// As [`parse`], with all that the date may mean.
pub(super) fn span(text: &str, site_zone: Tz) -> Result<Span, DateError> {
    let text = text.trim();
    let form = FORM.captures(text).ok_or_else(|| DateError::Form(text.to_owned()))?;
    let impossible = || DateError::Impossible(text.to_owned());
    let date = NaiveDate::parse_from_str(&form["date"], "%Y-%m-%d").map_err(|_| impossible())?;
    if !YEARS.contains(&chrono::Datelike::year(&date)) {
        return Err(impossible());
    }
    let time = time_of(&form).ok_or_else(impossible)?;
    let rounded_up =
        form.name("fraction").is_some_and(|digits| digits.as_str().contains(|c| matches!(c, '1'..='9')));
    let local = date.and_time(time) + TimeDelta::seconds(rounded_up.into());
    let first = match form.name("zone").map(|zone| zone.as_str()) {
        None => in_zone(local, site_zone),
        Some("Z" | "z") => Some(local.and_utc()),
        Some(zone) if zone.starts_with(['+', '-']) => with_offset(local, zone),
        // As texts are read too: an abbreviation means what it says, summer or winter.
        Some(name) => match zone_of(name) {
            Some(Zone::Fixed(minutes)) => Some((local - TimeDelta::minutes(minutes.into())).and_utc()),
            Some(Zone::Place(zone)) => in_zone(local, zone),
            None => in_zone(local, name.parse().map_err(|_| DateError::Zone(name.to_owned()))?),
        },
    }
    .ok_or_else(impossible)?;
    let next_day = date.succ_opt().filter(|_| form.name("hour").is_none());
    let last = next_day.and_then(|day| start_of(day, site_zone)).map(|next| next - TimeDelta::seconds(1));
    Ok(Span { first, last: last.map_or(first, |last| last.max(first)) })
}

/// The start of a day in the site's zone.
pub(super) fn start_of(day: NaiveDate, site_zone: Tz) -> Option<DateTime<Utc>> {
    in_zone(day.and_time(NaiveTime::MIN), site_zone)
}

fn time_of(form: &Captures<'_>) -> Option<NaiveTime> {
    let number = |name| form.name(name).map_or(Some(0), |digits| digits.as_str().parse::<u32>().ok());
    NaiveTime::from_hms_opt(number("hour")?, number("minute")?, number("second")?)
}

fn with_offset(local: NaiveDateTime, zone: &str) -> Option<DateTime<Utc>> {
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let hours: i64 = digits.get(..2)?.parse().ok()?;
    let minutes: i64 =
        digits.get(2..).filter(|rest| !rest.is_empty()).map_or(Some(0), |rest| rest.parse().ok())?;
    if hours > 18 || minutes > 59 {
        return None;
    }
    let east = TimeDelta::minutes(hours * 60 + minutes);
    let utc = if zone.starts_with('-') { local + east } else { local - east };
    Some(utc.and_utc())
}

fn in_zone(local: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
    let instant = match zone.from_local_datetime(&local) {
        LocalResult::Single(instant) => instant.to_utc(),
        LocalResult::Ambiguous(one, other) => one.max(other).to_utc(),
        LocalResult::None => {
            let day_before = zone.from_local_datetime(&(local - TimeDelta::days(1))).latest()?;
            (local - TimeDelta::seconds(day_before.offset().fix().local_minus_utc().into())).and_utc()
        }
    };
    Some(instant)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, zone: &str) -> String {
        match parse(text, zone.parse().unwrap()) {
            Ok(instant) => instant.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn the_usual_spellings() {
        for (text, instant) in [
            ("2017-11-27", "2017-11-26T17:00:00Z"),
            ("2017-11-27 09:05", "2017-11-27T02:05:00Z"),
            ("2017-11-27T09:05:06", "2017-11-27T02:05:06Z"),
            ("2017-11-27T09:05:06Z", "2017-11-27T09:05:06Z"),
            ("2017-11-27 09:05:06 +0900", "2017-11-27T00:05:06Z"),
            ("2017-11-27T09:05:06-03:30", "2017-11-27T12:35:06Z"),
            ("2017-11-27 09:05 +09", "2017-11-27T00:05:00Z"),
            ("2017-11-27 09:05 Asia/Seoul", "2017-11-27T00:05:00Z"),
            ("2026-12-01 09:00 WIB", "2026-12-01T02:00:00Z"),
            ("2026-07-01 09:00 JST", "2026-07-01T00:00:00Z"),
            ("2026-07-01 09:00 CET", "2026-07-01T08:00:00Z"),
            ("2026-07-01 09:00 BST", "2026-07-01T08:00:00Z"),
            ("2017-1-2", "2017-01-01T17:00:00Z"),
            ("2017-11-27T09:05:59.001Z", "2017-11-27T09:06:00Z"),
            ("2017-11-27T09:05:59.000Z", "2017-11-27T09:05:59Z"),
        ] {
            assert_eq!(read(text, "Asia/Jakarta"), instant, "{text}");
        }
    }

    #[test]
    fn an_ambiguous_hour_is_the_later_one() {
        assert_eq!(read("2026-10-25 02:30", "Europe/Berlin"), "2026-10-25T01:30:00Z");
    }

    #[test]
    fn a_skipped_hour_is_as_far_after_the_jump() {
        assert_eq!(read("2026-03-29 02:30", "Europe/Berlin"), "2026-03-29T01:30:00Z");
        // Midnight does not exist here: the day starts at one.
        assert_eq!(read("2018-11-04", "America/Sao_Paulo"), "2018-11-04T03:00:00Z");
        // A whole day was left out.
        assert_eq!(read("2011-12-30", "Pacific/Apia"), "2011-12-30T10:00:00Z");
    }

    #[test]
    fn nothing_is_guessed() {
        for text in ["27/11/2017", "tomorrow", "2017-11", "2017-11-27 9 am", "1511772000", "", "2017-11-27T"]
        {
            assert!(matches!(parse(text, Tz::UTC), Err(DateError::Form(_))), "{text}");
        }
        for text in
            ["2026-02-30", "2026-13-01", "2026-01-01 25:00", "0000-01-01", "2026-01-01T00:00:00+99:00"]
        {
            assert!(matches!(parse(text, Tz::UTC), Err(DateError::Impossible(_))), "{text}");
        }
        for text in ["2026-01-01 09:00 IST", "2026-01-01 09:00 CST", "2026-01-01 09:00 PM"] {
            assert!(matches!(parse(text, Tz::UTC), Err(DateError::Zone(_))), "{text}");
        }
    }
}
