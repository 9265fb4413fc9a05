//! The contacts at the end of a text whose other fields are known: private data must not stay in what feeds carry.
//!
//! It is asked of every file with front matter, so it looks at the end only, and parses nothing where a
//! cheap test finds no sign of any.

use std::collections::BTreeSet;

use super::contact::{self, has_details};
use super::markdown::unmarked;
use super::outline::{Part, heading_part};
use super::paragraph::{Paragraph, paragraphs};
use super::shape::is_prose;
use crate::article::{Body, Markup};
use crate::text::Text;

/// Contacts are looked for in so many lines at the end.
const MOST_LINES: usize = 120;

/// So many lines before the first address may belong to it, or tell that it stands in notes.
const MOST_BEFORE: usize = 12;

/// A line with fewer digits in a row has no telephone number.
const FEWEST_DIGITS: usize = 5;

/// A text parted from the contacts at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The text without them.
    pub rest: String,
    /// Whom the press may ask.
    pub contacts: Text,
}

/// Parts a text from the contacts at its end; `None` where it has none, or is a page.
#[must_use]
pub fn closing(text: &str, markup: Markup) -> Option<Closing> {
    if markup == Markup::Html {
        return None;
    }
    let lines: Vec<&str> = text.lines().collect();
    let last = lines.len().saturating_sub(MOST_LINES);
    let first = last + lines[last..].iter().position(|line| may_have_details(line) && has_details(line))?;
    let mut start = first.saturating_sub(MOST_BEFORE);
    while start > 0 && !lines[start - 1].trim().is_empty() {
        start -= 1;
    }
    let private = private_lines(&lines[start..], start == 0, markup)?;
    let is_private = |index: usize| index >= start && private.contains(&(index - start));
    let (mut rest, mut contacts) = (String::new(), String::new());
    for (index, line) in lines.iter().enumerate() {
        // A line that is left out still parts what stands around it.
        let (kept, parted) =
            if is_private(index) { (&mut contacts, &mut rest) } else { (&mut rest, &mut contacts) };
        kept.push_str(line);
        kept.push('\n');
        parted.push_str(if parted.is_empty() || parted.ends_with("\n\n") { "" } else { "\n" });
    }
    let contacts: Vec<String> =
        Body::new(&contacts, markup).blocks().into_iter().map(|block| block.text).collect();
    Some(Closing { rest, contacts: Text::non_empty_block(&contacts.join("\n"))? })
}

/// Whether a line may have a mail address or a telephone number: a cheap test before a costly one.
fn may_have_details(line: &str) -> bool {
    let mut digits = 0;
    let has_number = line.chars().any(|character| {
        match character {
            '0'..='9' => digits += 1,
            ' ' | '\u{A0}' | '(' | ')' | '/' | '.' | '-' | '–' | '‑' | '+' => {}
            _ => digits = 0,
        }
        digits >= FEWEST_DIGITS
    });
    has_number || ["@", "＠", "at]", "at)"].iter().any(|sign| line.contains(sign))
}

/// The lines of contacts among these, counted from 0; `is_whole` where no text stands before them.
fn private_lines(lines: &[&str], is_whole: bool, markup: Markup) -> Option<BTreeSet<usize>> {
    let mut paragraphs = paragraphs(&lines.join("\n"));
    let is_heading = |paragraph: &Paragraph| lines[paragraph.line - 1].starts_with('#');
    let headings: Vec<bool> = match markup {
        Markup::Markdown => paragraphs.iter().map(is_heading).collect(),
        _ => vec![false; paragraphs.len()],
    };
    if markup == Markup::Markdown {
        paragraphs.iter_mut().for_each(|paragraph| paragraph.text = unmarked(&paragraph.text).to_owned());
    }
    // What stands above the text is a letterhead.
    let lead = if is_whole { paragraphs.iter().position(|paragraph| is_prose(&paragraph.text))? } else { 0 };
    let (paragraphs, headings) = (&paragraphs[lead..], &headings[lead..]);
    let parts = parts(paragraphs, headings);
    let lines_of = |paragraph: &Paragraph| paragraph.line - 1..paragraph.line - 1 + paragraph.lines;
    let mut private = BTreeSet::new();
    let both: Vec<(&Paragraph, bool)> =
        paragraphs.iter().zip(parts.iter().map(|part| *part == Part::Contact)).collect();
    for block in both.chunk_by(|one, next| one.1 == next.1).filter(|block| block[0].1) {
        let of_block = || block.iter().flat_map(|(paragraph, _)| lines_of(paragraph));
        // A picture among them would be lost.
        let has_picture = of_block().any(|line| lines[line].contains("!["));
        if !has_picture && block.iter().any(|(paragraph, _)| has_details(&paragraph.text)) {
            private.extend(of_block());
        }
    }
    // What shares a line with the text stays with it.
    let public = both.iter().filter(|(_, is_contact)| !is_contact);
    let shared: BTreeSet<usize> = public.flat_map(|(paragraph, _)| lines_of(paragraph)).collect();
    private.retain(|line| !shared.contains(line));
    (!private.is_empty()).then_some(private)
}

/// The parts of paragraphs that come after a text's lead: it asks only for what may be private.
fn parts(paragraphs: &[Paragraph], headings: &[bool]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::with_capacity(paragraphs.len());
    let mut section = Part::Body;
    for (index, Paragraph { text, .. }) in paragraphs.iter().enumerate() {
        section = heading_part(text, true, section).unwrap_or(match section {
            _ if headings[index] => Part::Body,
            Part::Contact if !contact::goes_on(paragraphs, &parts, index, true) => Part::Body,
            other => other,
        });
        parts.push(section);
    }
    contact::leave_sections(paragraphs, &mut parts);
    contact::close(paragraphs, &mut parts);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAD: &str =
        "The ministry opened four new clinics in the north of the country, it said in a statement.";

    fn read(end: &str) -> Option<(String, String)> {
        let closing = closing(&format!("{LEAD}\n\n{end}\n"), Markup::Markdown)?;
        let rest = closing.rest.strip_prefix(LEAD).unwrap().trim().to_owned();
        Some((rest, closing.contacts.to_string()))
    }

    #[test]
    fn contacts_at_the_end_are_parted_from_the_text() {
        for (end, rest, contacts) in [
            (
                "**Media contact:** Jane Doe, 020 7946 0958, jane@x.example",
                "",
                "Media contact: Jane Doe, 020 7946 0958, jane@x.example",
            ),
            (
                "## Press contact\n\nJane Doe\n\n[jane@x.example](mailto:jane@x.example)\n\n## About us\n\nWe open clinics.",
                "## About us\n\nWe open clinics.",
                "Press contact\nJane Doe\njane@x.example",
            ),
            (
                "**Notes to editors**\n\n1. The clinics are new.\n\n2. For more information call Jane Doe on 020 7946 0958.",
                "**Notes to editors**\n\n1. The clinics are new.",
                "For more information call Jane Doe on 020 7946 0958.",
            ),
        ] {
            assert_eq!(read(end), Some((rest.to_owned(), contacts.to_owned())), "{end}");
        }
    }

    #[test]
    fn other_texts_stay_whole() {
        for end in [
            "The clinics cost 12 000 000 between 2024 and 2026, which is more than was planned for them in 2023.",
            "## Contact\n\nWrite to us.",
            "![Map](map.png) press@x.example",
            "",
        ] {
            assert_eq!(read(end), None, "{end}");
        }
        assert_eq!(closing("<p>a</p><p>press@x.example</p>", Markup::Html), None);
    }
}
