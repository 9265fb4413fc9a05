//! What the pages of feeds' archives are called.

use std::fmt;

use chrono::{Datelike as _, NaiveDate};

/// The name of a page of a feed's archive: which time of the site's zone it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArchivePage {
    /// A calendar month.
    Month {
        /// The year.
        year: i32,
        /// The month, 1 to 12.
        month: u32,
    },
    /// A day of a month that is large.
    Day(NaiveDate),
    /// A month, or a day of a large one, that is not over: up to some hour (0 to 23) of a day.
    Hour(NaiveDate, u32),
}

impl ArchivePage {
    /// Reads a name with a day that there is; none where it is spelt otherwise.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let date = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        let page = match name.split_once('T') {
            Some((day, hour)) => Self::Hour(date(day)?, hour.parse().ok().filter(|hour| *hour < 24)?),
            None => match date(name) {
                Some(day) => Self::Day(day),
                None => Self::Day(date(&format!("{name}-01"))?).month(),
            },
        };
        (page.to_string() == name).then_some(page)
    }

    /// The name of the whole month.
    #[must_use]
    pub fn month(self) -> Self {
        match self {
            Self::Month { .. } => self,
            Self::Day(day) | Self::Hour(day, _) => Self::Month { year: day.year(), month: day.month() },
        }
    }
}

impl fmt::Display for ArchivePage {
    /// `2026-11`, `2026-11-29` or `2026-11-29T09`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month { year, month } => write!(formatter, "{year:04}-{month:02}"),
            Self::Day(day) => write!(formatter, "{day}"),
            Self::Hour(day, hour) => write!(formatter, "{day}T{hour:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_it_is_written() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 9).unwrap();
        let month = ArchivePage::Month { year: 2026, month: 3 };
        for (name, page) in [
            ("2026-03", Some(month)),
            ("2026-03-09", Some(ArchivePage::Day(day))),
            ("2026-03-09T07", Some(ArchivePage::Hour(day, 7))),
            ("2026-3", None),
            ("2026-03-9", None),
            ("2026-03-09T7", None),
            ("2026-03-09T24", None),
            ("2026-03T07", None),
            ("2026-02-30", None),
            ("2026-13", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(ArchivePage::parse(name), page, "{name}");
            assert!(page.is_none_or(|page| page.month() == month && page.to_string() == name));
        }
    }
}
