//! Gives every paragraph of a text its part: junk, head, lead, body, and what stands after it.

use super::number::release_number;
use super::paragraph::Paragraph;
use super::phrases::{PHRASES, after, is_one_of, leading};
use super::shape::{is_prose, size};
use super::{image, lead};
use crate::article::Dateline;

/// What a paragraph is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A button or a link of the page around the text.
    Junk,
    /// Says what the document is, or that it may be published.
    Release,
    /// Names an embargo.
    Embargo,
    /// The release number.
    Number,
    /// A line before the lead that none of the other parts claims: a title, a date, a name.
    Head,
    /// The name of an image's file.
    ImageName,
    /// The caption of the image before the lead.
    Caption,
    /// Whose picture it is.
    Credit,
    /// The first paragraph of the text itself.
    Lead,
    /// The text.
    Body,
    /// The mark that ends it, or the line that closes it.
    End,
    /// Standing text about the office.
    About,
    /// Whom the press may ask.
    Contact,
    /// Notes to editors.
    Notes,
}

/// A heading of a section is no longer than this, in characters.
const LONGEST_HEADING: usize = 90;

/// The text of a section about contacts is no longer than this, in words.
const LONGEST_CONTACT: usize = 20;

/// A dateline is looked for in so many paragraphs.
const SEARCHED_FOR_DATELINE: usize = 12;

/// The parts of these paragraphs, one for each.
pub(super) fn outline(paragraphs: &[Paragraph]) -> Vec<Part> {
    let mut parts = sections(paragraphs);
    let Some(lead) = find_lead(paragraphs, &parts) else { return parts };
    parts[lead] = Part::Lead;
    let head: Vec<usize> = (0..lead).filter(|&index| parts[index] == Part::Body).collect();
    for &index in &head {
        parts[index] = Part::Head;
    }
    if let Some(&caption) = head.last().filter(|&&index| is_caption(paragraphs, &parts, index)) {
        parts[caption] = Part::Caption;
    }
    parts
}

/// Tells what each paragraph says of itself; the rest is [`Part::Body`].
fn sections(paragraphs: &[Paragraph]) -> Vec<Part> {
    let mut section = Part::Body;
    let mut seen_prose = false;
    let mut parts = Vec::with_capacity(paragraphs.len());
    for Paragraph { text, .. } in paragraphs {
        let part = line_part(text)
            .filter(|part| *part != Part::Junk || section == Part::Body)
            .unwrap_or_else(|| {
                section = heading_part(text, seen_prose).unwrap_or(match section {
                    Part::Contact if ends_contact(text, seen_prose) => Part::Body,
                    other => other,
                });
                section
            });
        if part == Part::End {
            section = Part::Notes;
        }
        seen_prose |= part == Part::Body && is_prose(text);
        parts.push(part);
    }
    parts
}

/// The part of a line that stands for itself.
fn line_part(text: &str) -> Option<Part> {
    let is_short = text.chars().count() <= LONGEST_HEADING;
    if is_one_of(text, &PHRASES.junk) {
        Some(Part::Junk)
    } else if is_one_of(text, &PHRASES.end) {
        Some(Part::End)
    } else if is_embargo(text) {
        Some(Part::Embargo)
    } else if is_short && is_release_line(text) {
        Some(Part::Release)
    } else if image::is_name(text) && !is_prose(text) {
        Some(Part::ImageName)
    } else if is_short && image::credit(text).is_some() {
        Some(Part::Credit)
    } else if release_number(text).is_some() {
        Some(Part::Number)
    } else {
        None
    }
}

/// Whether a line names an embargo.
fn is_embargo(text: &str) -> bool {
    leading(text, &PHRASES.embargo).is_some() && size(text) < 40 && !is_free_at_once(text)
}

/// Whether an embargo line says that there is none.
fn is_free_at_once(text: &str) -> bool {
    let text = text.to_lowercase();
    PHRASES.at_once.iter().any(|phrase| text.contains(phrase.as_str()))
}

/// Whether a line is a release label, with at most a date, a number or a name beside it.
fn is_release_line(text: &str) -> bool {
    let Some(phrase) = leading(text, &PHRASES.release) else {
        return leading(text, &PHRASES.embargo).is_some() && is_free_at_once(text);
    };
    let rest = after(text, phrase).trim_matches(|character: char| !character.is_alphanumeric());
    size(rest) <= 2
        || (rest.contains(|character: char| character.is_numeric()) && size(rest) <= 8)
        || leading(rest, &PHRASES.contact).is_some()
        || leading(rest, &PHRASES.release).is_some()
}

/// The section that a heading opens.
fn heading_part(text: &str, seen_prose: bool) -> Option<Part> {
    if text.chars().count() > LONGEST_HEADING * 2 {
        return None;
    }
    let opens = |phrases: &[String]| {
        leading(text, phrases).is_some_and(|phrase| {
            let rest = after(text, phrase);
            rest.is_empty() || rest.starts_with([':', '：'])
        })
    };
    let is_short = text.chars().count() <= LONGEST_HEADING;
    if opens(&PHRASES.contact) || (leading(text, &PHRASES.contact).is_some() && is_contact(text)) {
        Some(Part::Contact)
    } else if seen_prose && is_short && opens(&PHRASES.notes) {
        Some(Part::Notes)
    } else if seen_prose && is_short && is_about(text) {
        Some(Part::About)
    } else {
        None
    }
}

/// Whether a line is a heading such as “About X” or “X 소개”: short, and no sentence.
fn is_about(text: &str) -> bool {
    let is_heading = size(text) <= 12 && text.split_whitespace().count() <= 8 && !is_prose(text);
    let ends =
        ["について", "소개", "hakkında", "简介", "簡介"].iter().any(|end| text.to_lowercase().ends_with(end));
    let names = leading(text, &PHRASES.about).is_some_and(|phrase| {
        let name = after(text, phrase);
        let name = name.strip_prefix("the ").unwrap_or(name);
        let starts_large = name.starts_with(|first: char| !first.is_lowercase() && !first.is_numeric());
        name.is_empty() || starts_large || (size(name) <= 4 && name.contains(char::is_uppercase))
    });
    is_heading && !text.ends_with(['.', '。', '!', '?']) && (ends || names)
}

/// Whether a line has an address or a telephone number.
fn is_contact(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.contains('@') || (digits >= 6 && size(text) <= LONGEST_CONTACT)
}

/// A line that has an address, a telephone number, or just a name.
fn is_contact_line(text: &str) -> bool {
    is_contact(text) || (size(text) <= 8 && !is_prose(text))
}

/// Whether a line after a heading of contacts is none: above the text they are few lines, below it they go on.
fn ends_contact(text: &str, is_below_text: bool) -> bool {
    let is_text = is_prose(text) && size(text) > LONGEST_CONTACT && !is_contact(text);
    if is_below_text { is_text } else { !is_contact_line(text) }
}

/// The first paragraph with a dateline, else the first prose.
fn find_lead(paragraphs: &[Paragraph], parts: &[Part]) -> Option<usize> {
    let text = |index: usize| paragraphs[index].text.as_str();
    let mut body = (0..paragraphs.len()).filter(|&index| parts[index] == Part::Body);
    let prose = || body.clone().filter(|&index| is_prose(text(index)));
    let first_prose = prose().find(|&index| !follows_image(parts, index)).or_else(|| prose().next());
    let is_certain = |index| Dateline::split(text(index)).is_some_and(|dateline| dateline.is_certain);
    let with_dateline = body.clone().take(SEARCHED_FOR_DATELINE).find(|&index| {
        let is_text = is_prose(text(index)) || (is_certain(index) && size(text(index)) >= 6);
        is_text && lead::Start::of(text(index)).is_some()
    });
    with_dateline.or(first_prose).or_else(|| body.next_back())
}

/// Whether the name of an image stands right before.
fn follows_image(parts: &[Part], index: usize) -> bool {
    let before = parts[..index].iter().rev().find(|part| !matches!(part, Part::Junk | Part::Credit));
    before == Some(&Part::ImageName)
}

/// Whether the paragraph before the lead is the caption of an image: after its name, or prose where a title would be
/// none.
fn is_caption(paragraphs: &[Paragraph], parts: &[Part], index: usize) -> bool {
    let text = &paragraphs[index].text;
    follows_image(parts, index) || (is_prose(text) && text.chars().count() <= 400)
}
