//! Datelines on a line of their own: they belong to the paragraph below.

use super::paragraph::Paragraph;
use super::phrases::{PHRASES, leading};
use super::shape::{is_prose, size};
use crate::article::Dateline;

/// Such a line is no longer than this, in words.
const LONGEST: usize = 12;

/// Signs that part a dateline from its text.
const DASHES: [char; 3] = ['-', '–', '—'];

/// The raised end of a number.
const RAISED: [&str; 5] = ["st", "nd", "rd", "th", "er"];

/// Puts the first dateline on a line of its own before the text that it belongs to: `CHICAGO` above `– The mayor …`,
/// `NAIROBI, Kenya, April 29, 2025 /Wire/ --` or `Beispielstadt (ots)` above the lead.
pub(super) fn rejoin(paragraphs: &mut Vec<Paragraph>) {
    join_signs(paragraphs);
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

/// Puts a dash on a line of its own, and the raised end of a number (`2`, `nd`, `Annual …`), beside what it belongs to.
fn join_signs(paragraphs: &mut Vec<Paragraph>) {
    let adjoins = |one: &Paragraph, next: &Paragraph| one.line + one.lines == next.line;
    let mut at = 1;
    while at + 1 < paragraphs.len() {
        let [above, sign, below] = [&paragraphs[at - 1], &paragraphs[at], &paragraphs[at + 1]];
        let is_within = adjoins(above, sign) && adjoins(sign, below);
        let is_dash = sign.text.chars().all(|sign| DASHES.contains(&sign)) && is_prose(&below.text);
        let is_raised = RAISED.contains(&sign.text.to_lowercase().as_str())
            && above.text.ends_with(|last: char| last.is_ascii_digit());
        if is_within && is_raised {
            let text = format!("{}{} {}", above.text, sign.text, below.text);
            let lines = below.line + below.lines - above.line;
            paragraphs[at - 1] = Paragraph { text, line: above.line, lines };
            paragraphs.drain(at..at + 2);
        } else if is_within && is_dash {
            paragraphs[at + 1].text = format!("{} {}", sign.text, below.text);
            paragraphs.remove(at);
        } else {
            at += 1;
        }
    }
}
