//! Gives every paragraph of a text its part: junk, head, lead, body, and what stands after it.

use super::number::release_number;
use super::paragraph::Paragraph;
use super::phrases::{PHRASES, after, ends_with, fold, is_one_of, leading, together};
use super::point::MARKS;
use super::shape::{has_sentences, is_in_capitals, is_loud, is_prose, size};
use super::{contact, contact_line, embargo, image, lead, letterhead, page_line};
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
    /// Text between the headlines and the lead.
    Standfirst,
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

impl Part {
    /// Whether it is of the text that feeds carry.
    pub(super) const fn is_text(self) -> bool {
        matches!(self, Self::Standfirst | Self::Lead | Self::Body)
    }
}

/// A heading of a section is no longer than this, in characters.
const LONGEST_HEADING: usize = 90;

/// What stands below an image is shorter than this, in words, where it is several sentences.
const LONGEST_CAPTION: usize = 40;

/// A line that leads over to the text has at least so many words.
const FEWEST_LEADING_OVER: usize = 6;

/// A headline that is a sentence is shorter than this, in words.
const LONGEST_SENTENCE: usize = 24;

/// A dateline is looked for in so many paragraphs.
const SEARCHED_FOR_DATELINE: usize = 12;

/// The parts of these paragraphs, one for each.
pub(super) fn outline(paragraphs: &[Paragraph]) -> Vec<Part> {
    let mut parts = sections(paragraphs);
    contact::leave_sections(paragraphs, &mut parts);
    let Some(lead) = find_lead(paragraphs, &parts) else { return parts };
    // A line that leads over to the first paragraph belongs to it.
    let lead = match lead.checked_sub(1) {
        Some(before) if parts[before] == Part::Body && leads_over(&paragraphs[before].text) => before,
        _ => lead,
    };
    parts[lead] = Part::Lead;
    let head: Vec<usize> = (0..lead).filter(|&index| parts[index] == Part::Body).collect();
    for &index in &head {
        parts[index] = Part::Head;
    }
    let credited = head.iter().rev().find(|&&index| image::ends_with_credit(&paragraphs[index].text));
    // Where no other line may be the headline, one in a headline's capitals is it, even right below an image.
    let is_only_headline = |index: usize| head.len() == 1 && is_in_capitals(&paragraphs[index].text);
    let caption =
        || head.last().filter(|&&index| is_caption(paragraphs, &parts, index) && !is_only_headline(index));
    if let Some(&caption) = credited.or_else(caption) {
        parts[caption] = Part::Caption;
    }
    contact::close(paragraphs, &mut parts);
    leave_related(paragraphs, &mut parts, lead);
    parts
}

/// Leaves out the names of other texts that stand at the end, below a heading for them.
fn leave_related(paragraphs: &[Paragraph], parts: &mut [Part], lead: usize) {
    let is_related = |index: &usize| is_one_of(&paragraphs[*index].text, &PHRASES.related);
    let Some(heading) = (lead + 1..parts.len()).find(is_related) else { return };
    let are_names = (heading..parts.len())
        .filter(|&index| parts[index] == Part::Body)
        .all(|index| !is_prose(&paragraphs[index].text));
    if are_names {
        parts[heading..].iter_mut().filter(|part| **part == Part::Body).for_each(|part| *part = Part::Junk);
    }
}

/// Whether a line leads over to what follows, and is no label.
fn leads_over(text: &str) -> bool {
    text.ends_with([':', '：'])
        && size(text) >= FEWEST_LEADING_OVER
        && !starts_with_day(text)
        && [&PHRASES.contact, &PHRASES.label, &PHRASES.undated]
            .iter()
            .all(|phrases| leading(text, phrases).is_none())
}

/// Tells what each paragraph says of itself; the rest is [`Part::Body`].
fn sections(paragraphs: &[Paragraph]) -> Vec<Part> {
    let mut section = Part::Body;
    let mut seen_prose = false;
    let mut parts: Vec<Part> = Vec::with_capacity(paragraphs.len());
    for (index, Paragraph { text, .. }) in paragraphs.iter().enumerate() {
        let before = index.checked_sub(1).filter(|&before| parts[before] == Part::Embargo);
        let part = if before.is_some_and(|before| embargo::goes_on(&paragraphs[before].text, text)) {
            Part::Embargo
        } else {
            // Names of other texts below the contacts end what this one says.
            if section == Part::Contact && seen_prose && is_one_of(text, &PHRASES.related) {
                section = Part::Junk;
            }
            line_part(text).filter(|part| *part != Part::Junk || section == Part::Body).unwrap_or_else(|| {
                // What follows a sentence that says whom to ask may be of the text.
                if section == Part::Body && seen_prose && contact::is_sentence(text) {
                    return Part::Contact;
                }
                section = heading_part(text, seen_prose, section).unwrap_or(match section {
                    Part::Contact if !contact::goes_on(paragraphs, &parts, index, seen_prose) => Part::Body,
                    other => other,
                });
                section
            })
        };
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
    let text = &*together(text);
    let is_short = text.chars().count() <= LONGEST_HEADING;
    if page_line::is_button(text) || (is_short && page_line::is_of_page(text)) {
        Some(Part::Junk)
    } else if is_one_of(text, &PHRASES.end) {
        Some(Part::End)
    } else if is_rule(text) {
        Some(if text.contains('#') { Part::End } else { Part::Junk })
    } else if embargo::is_line(text) {
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

/// Whether a line is nothing but signs.
fn is_rule(text: &str) -> bool {
    const SHORTEST: usize = 3;
    text.chars().count() >= SHORTEST && text.chars().all(|sign| "#*-–—=_~+. ".contains(sign))
}

/// Whether a line is a release label, with at most a date, a number or a name beside it.
fn is_release_line(text: &str) -> bool {
    let Some(phrase) = leading(text, &PHRASES.release) else {
        return is_label_of_office(text)
            || (leading(text, &PHRASES.embargo).is_some() && embargo::is_free(text));
    };
    let rest = after(text, phrase);
    // `Inside information: Example lowers its guidance for 2024`
    let is_headline = rest.starts_with([':', '：'])
        && rest.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic)).count() > 4;
    let rest = rest.trim_matches(|character: char| !character.is_alphanumeric());
    if is_headline {
        return false;
    }
    size(rest) <= 2
        || (rest.contains(|character: char| character.is_numeric()) && size(rest) <= 8)
        || leading(rest, &PHRASES.contact).is_some()
        || leading(rest, &PHRASES.release).is_some()
}

/// Whether a line is a label after the name of the office: `MINISTRY OF HEALTH PRESS RELEASE`, `行政院新聞稿`.
fn is_label_of_office(text: &str) -> bool {
    let is_named =
        leading(text, &PHRASES.office).is_some() || is_loud(text) || !text.contains(char::is_lowercase);
    // `Example Commission - Press release`
    let is_parted = || {
        let parts = text.rsplit_once([':', '|', '–', '—']).or_else(|| text.rsplit_once(" - "));
        parts.is_some_and(|(name, label)| {
            letterhead::is_name(name.trim()) && is_one_of(label, &PHRASES.release)
        })
    };
    (size(text) <= 8 && is_named && ends_with(text, &PHRASES.release)) || is_parted()
}

/// The section that a heading opens.
pub(super) fn heading_part(text: &str, seen_prose: bool, section: Part) -> Option<Part> {
    if text.chars().count() > LONGEST_HEADING * 2 {
        return None;
    }
    let is_short = text.chars().count() <= LONGEST_HEADING;
    let is_named = leading(text, &PHRASES.contact).is_some()
        && (contact::has_details(text) || contact_line::is_contact_line(text));
    let is_after_end = section == Part::Notes && contact::is_contact(text) && !is_prose(text);
    if opens(text, &PHRASES.contact) || is_named || is_after_end {
        Some(Part::Contact)
    } else if seen_prose && is_short && opens(text, &PHRASES.notes) {
        Some(Part::Notes)
    } else if seen_prose && is_short && is_about(text) {
        Some(Part::About)
    } else {
        None
    }
}

/// Whether a heading opens a section about contacts, notes or the office.
pub(super) fn opens_section(text: &str) -> bool {
    heading_part(text, true, Part::Body).is_some()
}

/// Whether a line is a heading or a label of contacts.
pub(super) fn opens_contacts(text: &str) -> bool {
    opens(text, &PHRASES.contact)
}

/// Whether a line is nothing but one or more of these phrases, or ends the last of them with a colon.
fn opens(text: &str, phrases: &[String]) -> bool {
    let Some(phrase) = leading(text, phrases) else { return false };
    let rest = after(text, phrase)
        .trim_start_matches(['】', ']', '>', '）', ')', '」', '』', '&', '/'])
        .trim_start();
    let rest =
        ["please ", "please: ", "contact "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let leads_over = rest.ends_with([':', '：']) && size(rest) <= 3;
    rest.is_empty()
        || rest == "contact"
        || rest.starts_with([':', '：'])
        || leads_over
        || opens(rest, phrases)
}

/// Whether a line is a heading such as “About X” or “X 소개”: short, and no sentence.
fn is_about(text: &str) -> bool {
    let is_heading = size(text) <= 12 && text.split_whitespace().count() <= 8 && !is_prose(text);
    let ends = ["소개", "hakkında", "简介", "簡介"].iter().any(|end| text.to_lowercase().ends_with(end))
        || text.strip_suffix("について").is_some_and(is_house);
    let names = leading(text, &PHRASES.about).is_some_and(|phrase| {
        let name = after(text, phrase);
        let name = name.strip_prefix("the ").unwrap_or(name);
        let starts_large = name.starts_with(|first: char| !first.is_lowercase() && !first.is_numeric());
        name.is_empty() || starts_large || (size(name) <= 4 && name.contains(char::is_uppercase))
    });
    is_heading && !text.ends_with(['.', '。', '!', '?']) && (ends || names)
}

/// Whether words name a house rather than what a text is about: `例示産業省`, `例示社`, `Example`.
fn is_house(name: &str) -> bool {
    let is_foreign = name.chars().all(|character| character.is_ascii_alphabetic() || character == ' ');
    !name.contains(char::is_numeric) && (is_foreign || name.ends_with('社') || letterhead::is_office(name))
}

/// The first paragraph with a dateline, else the first prose.
fn find_lead(paragraphs: &[Paragraph], parts: &[Part]) -> Option<usize> {
    let text = |index: usize| paragraphs[index].text.as_str();
    let mut body = (0..paragraphs.len()).filter(|&index| parts[index] == Part::Body);
    let is_above_label = |index: usize| is_above_label(paragraphs, parts, index);
    let prose = || body.clone().filter(|&index| is_prose(text(index)) && !is_above_label(index));
    let is_caption = |index| follows_image(paragraphs, parts, index) && !is_paragraph(text(index));
    let first_prose = prose().find(|&index| !is_caption(index)).or_else(|| prose().next());
    let is_headline = |first: usize| {
        is_said_again(paragraphs, first) && parts[first..first + 3].iter().all(|part| *part == Part::Body)
    };
    let first_prose = first_prose.map(|first| if is_headline(first) { first + 2 } else { first });
    let is_certain = |index| Dateline::split(text(index)).is_some_and(|dateline| dateline.is_certain);
    let with_dateline = body.clone().take(SEARCHED_FOR_DATELINE).find(|&index| {
        let is_text = is_prose(text(index))
            || (is_certain(index) && size(text(index)) >= 6 && !is_name_and_day(text(index)));
        let may_start = |start: lead::Start| !start.may_be_heading() || first_prose == Some(index);
        is_text && !is_above_label(index) && lead::Start::of(text(index)).is_some_and(may_start)
    });
    with_dateline.or(first_prose).or_else(|| body.next_back())
}

/// Whether a sentence stands above a release label: it is a headline, or a part of the letterhead.
fn is_above_label(paragraphs: &[Paragraph], parts: &[Part], index: usize) -> bool {
    const NEAR: usize = 3;
    size(&paragraphs[index].text) < LONGEST_SENTENCE
        && parts[index..].iter().take(NEAR).any(|part| *part == Part::Release)
}

/// Whether a sentence stands right below itself, above the text: it is a headline that ends with a full stop.
pub(super) fn is_said_again(paragraphs: &[Paragraph], index: usize) -> bool {
    let is_same = |pair: &[Paragraph]| fold(&pair[0].text) == fold(&pair[1].text);
    size(&paragraphs[index].text) < LONGEST_SENTENCE
        && paragraphs.get(index..index + 2).is_some_and(is_same)
        && paragraphs.get(index + 2).is_some_and(|text| is_prose(&text.text))
}

/// Whether a line with a dateline is nothing but names and a day: `Ottawa (Ontario) - Le 3 mars 2026 - Ministère X`.
fn is_name_and_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split(" - ").flat_map(|part| part.split(" – ")).collect();
    parts.len() > 2 && parts.iter().all(|part| size(part) <= 6) && text.contains(char::is_numeric)
}

/// Whether the name of an image stands right before, or its credit right above, and the paragraph stands by itself.
fn follows_image(paragraphs: &[Paragraph], parts: &[Part], index: usize) -> bool {
    let before = parts[..index].iter().rev().find(|part| !matches!(part, Part::Junk | Part::Credit));
    let is_below_credit = index > 0
        && parts[index - 1] == Part::Credit
        && paragraphs[index - 1].adjoins(&paragraphs[index])
        && paragraphs.get(index + 1).is_some_and(|next| !paragraphs[index].adjoins(next));
    before == Some(&Part::ImageName) || is_below_credit
}

/// Whether a text is of several sentences, longer than those below an image.
fn is_paragraph(text: &str) -> bool {
    has_sentences(text) && size(text) >= LONGEST_CAPTION
}

/// Whether a line starts with the numbers of a day: it tells of the page, and is no caption.
fn starts_with_day(text: &str) -> bool {
    let start: Vec<char> = text.chars().take(10).collect();
    start.iter().filter(|character| character.is_numeric()).count() >= 5
}

/// Whether the paragraph before the lead is the caption of an image: after its name, or prose where a title would be
/// none.
fn is_caption(paragraphs: &[Paragraph], parts: &[Part], index: usize) -> bool {
    let text = &paragraphs[index].text;
    let is_item = text.starts_with(MARKS);
    // Where another one stands above, it is of the text, or a headline given twice.
    let is_below_prose = || {
        index
            .checked_sub(1)
            .is_some_and(|above| parts[above] == Part::Head && is_prose(&paragraphs[above].text))
    };
    let is_first_prose = || {
        is_prose(text)
            && text.chars().count() <= 400
            && !starts_with_day(text)
            && !is_item
            && !is_below_prose()
    };
    follows_image(paragraphs, parts, index) || is_first_prose() && !is_above_label(paragraphs, parts, index)
}
