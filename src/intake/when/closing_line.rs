//! The line that closes a text with its day (`Jakarta, Kemenhut, 29 Agustus 2025`).
//!
//! The day of what a text announces often stands near its end too, below a label or a heading; it must never be taken
//! for the day of publication.

use std::sync::LazyLock;

use regex::Regex;

use super::{CLOSING, MOST_BESIDE, Source, is_published};
use crate::intake::field::{Found, PublicationDate};
use crate::intake::lead;
use crate::intake::letterhead::{is_office_name, is_role};
use crate::intake::outline::Part;
use crate::intake::pattern::pattern;
use crate::intake::phrases::{PHRASES, leading};
use crate::intake::shape::{is_prose, size};

/// So many lines at the end of a text may be the one.
const MOST_LINES: usize = 4;

/// A heading is no longer than this, in words.
const LONGEST_HEADING: usize = 4;

/// What a numbered heading starts with: `1. `, `２．`, `一、`, `가. `, `(3)`.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^[(（]?(?:\p{Nd}{1,2}|[一二三四五六七八九十]{1,2}|[가나다라마바사아])[.．、)）]")
});

/// What leads from a day to the last one of several.
static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:to|until|till|through|s\.?\s?d\.?|s/d|hingga|sampai|bis|au|jusqu|al|hasta|até|fino|tot|do|по|до|đến|ถึง)\b|^\s*[-–—]\s*\d+(?:[^\d:]|$)|[~〜～]|から|まで|부터|까지|至",
    )
});

impl Source<'_> {
    /// The day of the line that closes the text.
    pub(super) fn closing_date(&self) -> Option<Found<PublicationDate>> {
        let end = self.parts.iter().position(|part| *part == Part::End).unwrap_or(self.parts.len());
        let last = self.parts.len().saturating_sub(1);
        let is_closing = |&(index, part): &(usize, &Part)| {
            // Below the name of one who signs, the last line may have been taken for one of the contacts.
            *part == Part::Body
                || (*part == Part::Contact && index == last)
                || (*part == Part::Notes && (end..end + 3).contains(&index))
        };
        let lines = self.parts.iter().enumerate().rev().filter(is_closing).take(MOST_LINES);
        let lines: Vec<usize> = lines.map(|(index, _)| index).collect();
        let dated = |&index: &usize| {
            let line = self.paragraphs[index].text.as_str();
            // The place, and the office after a comma.
            let most_beside = if line.contains([',', '،']) { 2 * MOST_BESIDE } else { MOST_BESIDE };
            let is_left = index == end + 1 || lines.first() == Some(&index) && !self.has_heading(index);
            self.dated(line, most_beside).filter(|found| self.is_of_the_text(index, is_left, found))
        };
        lines.iter().find_map(dated).map(|found| Found { rule: CLOSING, ..found })
    }

    /// Whether the day of this line is that of the text, not of what it announces: a label or a place says so, or that
    /// nothing else is left.
    fn is_of_the_text(&self, index: usize, is_left: bool, date: &Found<PublicationDate>) -> bool {
        let line = self.paragraphs[index].text.as_str();
        let has_time = matches!(date.value, PublicationDate::Instant(_));
        !self.is_range(line)
            && !is_label(self.above(index))
            && (is_published(line) || !has_time && (is_left || lead::is_place_and_day(line, self.reader)))
    }

    /// Whether a short line stands above this one that may say what it is; an office or a person who signs does not.
    fn has_heading(&self, index: usize) -> bool {
        let above = self.above(index);
        let is_short = !is_prose(above) && size(above) <= LONGEST_HEADING && !is_office_name(above);
        let signed = self.paragraphs[index.saturating_sub(MOST_LINES)..index].iter();
        is_short && !signed.map(|paragraph| paragraph.text.as_str()).any(is_role)
    }

    fn above(&self, index: usize) -> &str {
        index.checked_sub(1).map_or("", |above| self.paragraphs[above].text.as_str())
    }

    /// Whether a line names the first of several days.
    fn is_range(&self, line: &str) -> bool {
        self.reader.mentions(line).last().is_some_and(|last| RANGE.is_match(&line[last.span.end..]))
    }
}

/// Whether a line says what stands below it.
fn is_label(line: &str) -> bool {
    !is_prose(line)
        && (leading(line, &PHRASES.undated).is_some()
            || line.ends_with([':', '：'])
            || NUMBERED.is_match(line))
}
