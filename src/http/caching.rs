//! How long an answer may be kept. Must never tell that a release is due.

use chrono::{DateTime, TimeDelta, Timelike, Utc};

/// How many seconds a public answer may be kept at most: readers take it as the time between two polls.
pub(super) const LIMIT: u32 = 60;

/// How many seconds a public answer given at `now` may be kept, at most `limit`.
///
/// It ends a second before the next full minute, so that every cache is fresh when releases come out; or a second
/// before `next_change`, if that lies within this minute. A change that is already due is on its way: nothing may be
/// kept.
pub(super) fn max_age(now: DateTime<Utc>, limit: u32, next_change: Option<DateTime<Utc>>) -> u32 {
    let into_minute =
        TimeDelta::seconds(now.second().into()) + TimeDelta::nanoseconds(now.nanosecond().into());
    let minute = TimeDelta::minutes(1) - into_minute;
    let left = next_change.map_or(minute, |change| minute.min(change - now));
    u32::try_from(left.num_seconds() - 1).unwrap_or(0).min(limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: &str) -> DateTime<Utc> {
        format!("2026-03-01T08:59:{second}Z").parse().unwrap()
    }

    #[test]
    fn every_second_of_the_minute_ends_a_second_before_the_next() {
        for second in 0..60_u32 {
            let expected = 59 - second;
            assert_eq!(max_age(at(&format!("{second:02}")), 60, None), expected, "{second}");
            let late = max_age(at(&format!("{second:02}.999999999")), 60, None);
            assert_eq!(late, expected.saturating_sub(1), "{second}.999999999");
        }
    }

    #[test]
    fn the_limit_bounds_it() {
        assert_eq!(max_age(at("00"), 20, None), 20);
        assert_eq!(max_age(at("50"), 20, None), 9);
        assert_eq!(max_age(at("00"), 0, None), 0);
    }

    #[test]
    fn a_change_off_the_minute_shortens_it_in_that_minute_only() {
        let change: DateTime<Utc> = "2026-03-01T08:59:30Z".parse().unwrap();
        assert_eq!(max_age(at("00"), 60, Some(change)), 29);
        assert_eq!(max_age(at("29.5"), 60, Some(change)), 0);
        assert_eq!(max_age(change - TimeDelta::seconds(31), 60, Some(change)), 0);
        assert_eq!(max_age(change - TimeDelta::seconds(60), 60, Some(change)), 29);
    }

    #[test]
    fn nothing_is_kept_while_a_change_is_overdue() {
        let change: DateTime<Utc> = "2026-03-01T08:59:30Z".parse().unwrap();
        for second in ["30", "31", "59"] {
            assert_eq!(max_age(at(second), 60, Some(change)), 0, "{second}");
        }
    }

    #[test]
    fn a_leap_second_keeps_nothing() {
        let leap = "2016-12-31T23:59:60.5Z".parse().unwrap();
        assert_eq!(max_age(leap, 60, None), 0);
    }
}
