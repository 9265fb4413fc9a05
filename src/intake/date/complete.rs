//! Completes a date without a year by what else is known, never by "today".

use chrono::{Datelike, NaiveDate};

use super::Mention;

/// What else is known of when a text was written.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Whole dates named elsewhere: by the image's name, by another line.
    pub dates: Vec<NaiveDate>,
    /// Years that the text names, also those of laws: it can't be older than what it cites.
    pub years: Vec<i32>,
    /// The day on which the file was saved: a named weekday of the month before it is of that month.
    pub saved: Option<NaiveDate>,
}

/// The years that a release may come from when nothing else tells.
const SPAN: std::ops::RangeInclusive<i32> = 1995..=2100;

/// The one whole date that `mention` can be, if evidence leaves just one.
///
/// A date elsewhere settles it where it agrees to within a month. Else a weekday does, where just one of the years
/// that the text names has that day on that weekday.
#[must_use]
pub fn complete(mention: &Mention, evidence: &Evidence) -> Option<NaiveDate> {
    if mention.year.is_some() {
        return mention.date();
    }
    let candidates: Vec<NaiveDate> = SPAN.filter_map(|year| mention.in_year(year)).collect();
    let near =
        |candidate: &NaiveDate| evidence.dates.iter().any(|date| (*candidate - *date).num_days().abs() <= 31);
    let named = |candidate: &NaiveDate| evidence.years.contains(&candidate.year());
    let just_before = |candidate: &NaiveDate| {
        evidence.saved.is_some_and(|saved| (0..=31).contains(&(saved - *candidate).num_days()))
    };
    let of_weekday = |fits: &dyn Fn(&NaiveDate) -> bool| {
        mention.weekday.and_then(|_| only(candidates.iter().copied().filter(|candidate| fits(candidate))))
    };
    only(candidates.iter().copied().filter(near))
        .or_else(|| of_weekday(&named))
        .or_else(|| of_weekday(&just_before))
}

fn only(mut candidates: impl Iterator<Item = NaiveDate>) -> Option<NaiveDate> {
    let first = candidates.next()?;
    candidates.next().is_none().then_some(first)
}
