//! The line below a headline that is its second one.

use super::{Candidate, FEWEST_OF_PIECE, ends_with_day, found};
use crate::intake::date::DateReader;
use crate::intake::field::Found;
use crate::intake::outline::Part;
use crate::intake::paragraph::Paragraph;
use crate::intake::phrases::fold;
use crate::intake::point::{BULLETS, is_point, is_programme};
use crate::intake::shape::size;
use crate::text::Text;

/// The subtitle behind a headline that ends with the candidate before `next` and begins with `first`.
pub(super) fn subtitle(
    candidates: &[Candidate<'_>],
    (first, next): (usize, usize),
    paragraphs: &[Paragraph],
    parts: &[Part],
    reader: &DateReader,
) -> Option<Found<Text>> {
    let is_same = |other: &&Candidate<'_>| fold(other.line) == fold(candidates[first].line);
    let again = candidates.get(next..)?.iter().take_while(is_same).count();
    let title = candidates.get((next + again).checked_sub(1)?)?;
    let second = candidates.get(next + again)?;
    let line = second.line;
    // Behind a label, another text begins, or the office is named.
    let is_beside_label = parts[title.index..second.index].contains(&Part::Release);
    // Of a list above the text, no item is the subtitle.
    let is_item = is_listed(paragraphs, second.index) && is_listed(paragraphs, second.index + 1);
    let is_second = size(line) >= FEWEST_OF_PIECE
        && !line.starts_with(['+', '−', '±'])
        && !is_beside_label
        && !is_item
        && !ends_with_day(line, reader)
        && !is_point(line)
        && !is_programme(line);
    if is_second { found(line, "second line", 80) } else { None }
}

fn is_listed(paragraphs: &[Paragraph], index: usize) -> bool {
    paragraphs.get(index).map(|line| line.text.as_str()).is_some_and(|text| {
        text.starts_with(BULLETS) || (text.starts_with(['-', '–']) && !text.ends_with(['-', '–']))
    })
}
