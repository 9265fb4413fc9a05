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
    let mut joined: Vec<Paragraph> = Vec::with_capacity(paragraphs.len());
    let mut rest = std::mem::take(paragraphs).into_iter().peekable();
    while let Some(paragraph) = rest.next() {
        let above = joined.last_mut().filter(|above| above.adjoins(&paragraph));
        let below = rest.next_if(|below| {
            paragraph.adjoins(below) && is_sign_between(above.as_deref(), &paragraph, below)
        });
        match (above, below) {
            (Some(above), Some(below)) if is_raised(&paragraph.text) => {
                above.text = format!("{}{} {}", above.text, paragraph.text, below.text);
                above.lines = below.line + below.lines - above.line;
            }
            (_, Some(below)) => joined.push(Paragraph {
                text: format!("{} {}", paragraph.text, below.text),
                line: paragraph.line,
                lines: below.line + below.lines - paragraph.line,
            }),
            (_, None) => joined.push(paragraph),
        }
    }
    *paragraphs = joined;
}

/// Whether a paragraph is but a sign that belongs to those about it.
fn is_sign_between(above: Option<&Paragraph>, sign: &Paragraph, below: &Paragraph) -> bool {
    const LONGEST_RAISED: usize = 400;
    let Some(above) = above else { return false };
    let ends_with_digit = above.text.ends_with(|last: char| last.is_ascii_digit());
    let is_dash = sign.text.chars().all(|sign| DASHES.contains(&sign)) && is_prose(&below.text);
    is_dash || is_raised(&sign.text) && ends_with_digit && above.text.len() <= LONGEST_RAISED
}

fn is_raised(text: &str) -> bool {
    RAISED.contains(&text.to_lowercase().as_str())
}
