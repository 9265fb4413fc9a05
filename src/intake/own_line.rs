//! Datelines on a line of their own: they belong to the paragraph below.

use super::paragraph::Paragraph;
use super::phrases::{PHRASES, leading};
use super::shape::{is_prose, size};
use crate::article::Dateline;

/// Such a line is no longer than this, in words.
const LONGEST: usize = 12;

/// Signs that part a dateline from its text.
const DASHES: [char; 3] = ['-', '–', '—'];

/// Puts the first dateline on a line of its own before the text that it belongs to: `CHICAGO` above `– The mayor …`,
/// `NAIROBI, Kenya, April 29, 2025 /Wire/ --` or `Beispielstadt (ots)` above the lead.
pub(super) fn rejoin(paragraphs: &mut Vec<Paragraph>) {
    let lead = paragraphs.iter().position(|paragraph| is_prose(&paragraph.text));
    let Some(above) = lead.and_then(|lead| lead.checked_sub(1)) else { return };
    let [line, text] = [&paragraphs[above], &paragraphs[above + 1]];
    let is_open = line.text.ends_with(DASHES) || line.text.ends_with(')') || text.text.starts_with(DASHES);
    let joined = format!("{} {}", line.text, text.text);
    let is_dateline = |dateline: Dateline<'_>| {
        dateline.is_certain && dateline.rest == text.text.trim_start_matches(DASHES).trim_start()
    };
    let is_label = line.text.contains('|') || leading(&line.text, &PHRASES.release).is_some();
    if is_open
        && !is_label
        && size(&line.text) <= LONGEST
        && Dateline::split(&joined).is_some_and(is_dateline)
    {
        let lines = text.line + text.lines - line.line;
        paragraphs[above] = Paragraph { text: joined, line: line.line, lines };
        paragraphs.remove(above + 1);
    }
}
