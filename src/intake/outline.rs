//! Gives every paragraph of a text its part: junk, head, lead, body, and what stands after it.

use std::sync::LazyLock;

use regex::Regex;

use super::paragraph::Paragraph;
use super::pattern::pattern;
use super::phrases::{PHRASES, is_one_of, is_unspaced, leading};

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
    /// The first paragraph of the text itself.
    Lead,
    /// The text.
    Body,
    /// The mark that ends it.
    End,
    /// Standing text about the office.
    About,
    /// Whom the press may ask.
    Contact,
    /// Notes to editors.
    Notes,
}

/// A heading of a section after the text is no longer than this.
const LONGEST_HEADING: usize = 90;

static IMAGE_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?:19|20)\d{6}\b.{0,60}|(?:img|dsc|dscf|image|foto|photo)[-_ ]?\d.{0,40}|\S.{0,80}\.(?:jpe?g|png|gif|webp|tiff?|heic))$",
    )
});

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?:press|news|media)?\s*release\s*)?(?:nomor|no|number|nr|núm|n[º°]|번호|第|№|номер|số|sayı|رقم)\b?\s?[.:：]*\s*(?P<number>[^\s:].{0,60}\d.{0,40}?)号?$",
    )
});

/// The parts of these paragraphs, one for each.
pub(super) fn outline(paragraphs: &[Paragraph]) -> Vec<Part> {
    let mut parts = sections(paragraphs);
    let Some(lead) = find_lead(paragraphs, &parts) else { return parts };
    parts[lead] = Part::Lead;
    let body: Vec<usize> = (0..lead).filter(|&index| parts[index] == Part::Body).collect();
    for &index in &body {
        parts[index] = Part::Head;
    }
    if let Some(&caption) = body.last().filter(|&&index| is_caption(paragraphs, &parts, index)) {
        parts[caption] = Part::Caption;
    }
    parts
}

/// The release number of a line that is nothing else.
pub(super) fn release_number(line: &str) -> Option<&str> {
    Some(NUMBER.captures(line)?.name("number")?.as_str().trim())
}

/// Tells what each paragraph says of itself; the rest is [`Part::Body`].
fn sections(paragraphs: &[Paragraph]) -> Vec<Part> {
    let mut section = Part::Body;
    let mut seen_prose = false;
    let mut parts = Vec::with_capacity(paragraphs.len());
    for Paragraph { text, .. } in paragraphs {
        let part = line_part(text).unwrap_or_else(|| {
            section = heading_part(text, seen_prose).unwrap_or(match section {
                Part::Contact if !seen_prose && !is_contact_line(text) => Part::Body,
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
    } else if leading(text, &PHRASES.embargo).is_some() && !is_long_prose(text) {
        Some(Part::Embargo)
    } else if is_short && leading(text, &PHRASES.release).is_some_and(|phrase| is_mostly(text, phrase)) {
        Some(Part::Release)
    } else if is_short && IMAGE_NAME.is_match(text) && !is_prose(text) {
        Some(Part::ImageName)
    } else if release_number(text).is_some() {
        Some(Part::Number)
    } else {
        None
    }
}

/// Whether the line is the phrase and no more than a date or a number beside it.
fn is_mostly(text: &str, phrase: &str) -> bool {
    let rest = text.chars().count().saturating_sub(phrase.chars().count());
    rest <= 30
}

/// The section that a heading opens.
fn heading_part(text: &str, seen_prose: bool) -> Option<Part> {
    if text.chars().count() > LONGEST_HEADING || (is_prose(text) && !text.contains([':', '：'])) {
        return None;
    }
    if leading(text, &PHRASES.contact).is_some() {
        Some(Part::Contact)
    } else if seen_prose && leading(text, &PHRASES.notes).is_some() {
        Some(Part::Notes)
    } else if seen_prose && is_about(text) {
        Some(Part::About)
    } else {
        None
    }
}

/// Whether a line is a heading such as “About X” or “X 소개”: short, and no sentence.
fn is_about(text: &str) -> bool {
    let is_short = text.split_whitespace().count() <= 8 && !text.ends_with(['.', '。', '!', '?']);
    let ends =
        ["について", "소개", "hakkında", "简介", "簡介"].iter().any(|end| text.to_lowercase().ends_with(end));
    is_short && (ends || leading(text, &PHRASES.about).is_some())
}

/// A line that has an address, a telephone number, or just a name.
fn is_contact_line(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.contains('@') || digits >= 6 || text.split_whitespace().count() <= 3
}

/// The first paragraph with a dateline, else the first prose.
fn find_lead(paragraphs: &[Paragraph], parts: &[Part]) -> Option<usize> {
    let mut body = (0..paragraphs.len()).filter(|&index| parts[index] == Part::Body);
    let first_prose = body.clone().find(|&index| is_prose(&paragraphs[index].text));
    let with_dateline = body.clone().take(8).find(|&index| {
        super::lead::Start::of(&paragraphs[index].text).is_some() && is_prose(&paragraphs[index].text)
    });
    with_dateline.or(first_prose).or_else(|| body.next_back())
}

/// Whether the paragraph before the lead is the caption of an image: prose where a title would be none.
fn is_caption(paragraphs: &[Paragraph], parts: &[Part], index: usize) -> bool {
    let after_image = parts[..index].iter().rev().find(|part| **part != Part::Junk) == Some(&Part::ImageName);
    after_image || (is_prose(&paragraphs[index].text) && paragraphs[index].text.chars().count() <= 400)
}

/// Whether a paragraph is made of sentences, as against a title, a name or a heading.
pub(super) fn is_prose(text: &str) -> bool {
    let ends = text
        .trim_end_matches(['"', '”', '»', '’', ')', '）', '」', '』', ' '])
        .ends_with(['.', '。', '．', '!', '！', '…', '؟', '۔', '?', '？', ':', '：']);
    (ends && size(text) >= 12) || size(text) >= 32
}

fn is_long_prose(text: &str) -> bool {
    size(text) >= 40
}

/// Words; in scripts without spaces, half as many as letters.
fn size(text: &str) -> usize {
    let unspaced = text.chars().filter(|&character| is_unspaced(character)).count();
    text.split_whitespace().count() + unspaced / 2
}
