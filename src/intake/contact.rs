//! Whom the press may ask: mail addresses and telephone numbers, and the lines about them.
//!
//! Private data must not stay in the text; nor may a headline that stands beside it be taken for it.

use std::sync::LazyLock;

use regex::Regex;

use super::contact_line::{Line, at_end, is_contact_line as has_shape};
use super::outline::Part;
use super::paragraph::Paragraph;
use super::pattern::pattern;
use super::phrases::{PHRASES, has_phrase, leading};
use super::point::{MARKS, is_point};
use super::shape::{is_prose, size};

pub(super) static MAIL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)[\w.+-]+\s?(?:@|\[at\]|\(at\)|＠)\s?[\w-]+(?:\.|\[dot\]|\(dot\))[\w.-]+"));

/// What each mail address has; looked for first, for it is found quickly.
static AT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)@|\[at\]|\(at\)|＠"));

/// What each telephone number has, labelled or not; looked for first too.
static LONG_NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d[\d\s()/.–‑-]{4}"));

/// Digits as telephone numbers are parted.
pub(super) static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:\+\s?|\(\+?)?\d[\d\s()/.–‑-]{4,}\d\+?"));

/// Digits that look like it: a date, a span of years or of a day's hours, a number of its year or parted into thousands.
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:(?:19|20)\d\d[-./]\s?\d{1,2}[-./]\s?\d{1,2}\b.*|\d{1,2}[-./]\s?\d{1,2}[-./]\s?(?:19|20)\d\d\b.*",
        r"|(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d|(?:19|20)\d\d[01]\d[0-3]\d",
        r"|(?:[01]?\d|2[0-4])\.[0-5]\d\s?[-–]\s?(?:[01]?\d|2[0-4])\.[0-5]\d|[1-9]\d{0,4}/(?:19|20)\d\d|[1-9]\d{0,2}(?:[ .]\d{3})+)$",
    ))
});

/// A telephone number has at least so many digits, and at most so many.
const LENGTH: std::ops::RangeInclusive<usize> = 7..=15;

/// What stands before a number that is one, however short.
pub(super) static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\b(?:tel|telp|telf|tél|tlf|tfno|tfn|phone|ph|mobile|mob|cell|hp|wa|whatsapp|fax|telefono|teléfono|telefone|telefon|téléphone|telefoon|тел|телефон|đt|điện thoại|sđt)\b|โทร|電話|电话|전화|هاتف|☎|📞)\.?\s?(?:n[or]\.?|nº|n°)?\s?[:：.]?\s*[+(]?\d[\d\s()/.–-]{4,}",
    )
});

/// The year of the line that dates the text, which is none of the contacts.
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:19|20)\d\d\b"));

/// The text of a section about contacts is no longer than this, in words.
const LONGEST: usize = 20;

/// A line with a name or an office is no longer than this, in words.
const LONGEST_NAME: usize = 8;

/// So many lines of name and office stand above a number at most.
const MOST_NAMES: usize = 3;

/// Whether a text has a mail address or a telephone number.
pub(super) fn has_details(text: &str) -> bool {
    has_mail(text)
        || has_long_number(text)
            && (LABELLED.is_match(text) || NUMBER.find_iter(text).any(|found| is_telephone(found.as_str())))
}

fn has_mail(text: &str) -> bool {
    AT.is_match(text) && MAIL.is_match(text)
}

fn has_long_number(text: &str) -> bool {
    text.contains(char::is_numeric) && LONG_NUMBER.is_match(text)
}

/// Whether a text has a mail address, or a number that counts nothing: it is parted, or starts as telephone numbers do.
pub(super) fn has_sure_details(text: &str) -> bool {
    let counts = |number: &str| !number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit());
    let mut numbers = NUMBER.find_iter(text).map(|found| found.as_str());
    has_mail(text)
        || has_long_number(text)
            && (LABELLED.is_match(text) || numbers.any(|number| is_telephone(number) && !counts(number)))
}

pub(super) fn is_telephone(number: &str) -> bool {
    let digits = number.chars().filter(char::is_ascii_digit).count();
    LENGTH.contains(&digits) && !OTHER.is_match(number.trim()) && !is_week(number)
}

/// Whether it is of days that follow each other: a row of a calendar.
fn is_week(number: &str) -> bool {
    const FEWEST: usize = 4;
    let days: Option<Vec<u8>> = number.split_whitespace().map(|day| day.parse().ok()).collect();
    days.is_some_and(|days| days.len() >= FEWEST && days.windows(2).all(|pair| pair[1] == pair[0] + 1))
}

/// Whether a line is hardly more than an address or a telephone number.
pub(super) fn is_contact(text: &str) -> bool {
    has_details(text) && size(text) <= LONGEST
}

/// Whether a line says in a sentence whom to ask: `For more information please call the town office at 555 0100 200.`
pub(super) fn is_sentence(text: &str) -> bool {
    const FEWEST: usize = 8;
    leading(text, &PHRASES.contact).is_some()
        && has_details(text)
        && size(text) >= FEWEST
        && text.ends_with(['.', '。', '!'])
}

/// Whether a line that is no sentence says whom to ask: `To sign up, contact A. Name, Town Office, name@a.example`.
fn names_whom_to_ask(text: &str) -> bool {
    is_contact(text)
        && has_mail(text)
        && has_phrase(text, &PHRASES.contact)
        && !text.ends_with(['.', '。', '!', '?', ':'])
}

fn is_name(text: &str) -> bool {
    size(text) <= LONGEST_NAME && !is_prose(text)
}

/// Whether the paragraph at `index` goes on with the contacts that stand before it.
pub(super) fn goes_on(paragraphs: &[Paragraph], parts: &[Part], index: usize, is_below_text: bool) -> bool {
    let text = paragraphs[index].text.as_str();
    if is_contact(text) {
        return true;
    }
    if is_below_text {
        // The next point of a programme, or its heading.
        let ends_here = paragraphs[index..].iter().take(2).any(|paragraph| is_point(&paragraph.text));
        let is_text = is_prose(text) && size(text) > LONGEST;
        return !ends_here && !is_text;
    }
    // Above the text a name is told from a headline by what follows it.
    let known = parts.iter().rev().take_while(|part| **part == Part::Contact).count();
    let are_known = paragraphs[index - known..index].iter().any(|before| has_details(&before.text));
    let ahead = if are_known { 1 } else { MOST_NAMES };
    let next = paragraphs[index + 1..].iter().take(ahead);
    let leads_to_details = next
        .take_while(|next| is_name(&next.text) || is_contact(&next.text))
        .any(|next| is_contact(&next.text));
    let is_first_name = !are_known && known == 1 && size(text) <= MOST_NAMES;
    is_name(text) && (leads_to_details || is_first_name)
}

/// Takes the contacts out of notes and standing text: an item of notes whole, of the rest what is hardly more.
pub(super) fn leave_sections(paragraphs: &[Paragraph], parts: &mut [Part]) {
    for (paragraph, part) in paragraphs.iter().zip(parts) {
        let text = paragraph.text.as_str();
        let is_private = match part {
            Part::Notes => has_details(text) || has_shape(text),
            Part::About => is_contact(text) && !is_prose(text) || has_shape(text),
            _ => false,
        };
        if is_private {
            *part = Part::Contact;
        }
    }
}

/// Takes the contacts at the end of the text out of it, whatever stands above them.
pub(super) fn close(paragraphs: &[Paragraph], parts: &mut [Part]) {
    close_after_end(paragraphs, parts);
    let asked = paragraphs.iter().zip(parts.iter_mut()).filter(|(_, part)| **part == Part::Body);
    asked.filter(|(line, _)| names_whom_to_ask(&line.text)).for_each(|(_, part)| *part = Part::Contact);
    close_tail(paragraphs, parts);
    close_by_shape(paragraphs, parts);
}

/// Takes the lines of addresses below the last paragraph, and the names above them.
fn close_tail(paragraphs: &[Paragraph], parts: &mut [Part]) {
    let Some(prose) = (0..parts.len()).rposition(|index| {
        matches!(parts[index], Part::Lead | Part::Body) && !is_contact_line(paragraphs, index)
    }) else {
        return;
    };
    let tail: Vec<usize> = (prose + 1..parts.len()).filter(|&index| parts[index] == Part::Body).collect();
    let tells_whom =
        |index: &usize| is_contact(&paragraphs[*index].text) && !is_of_text(&paragraphs[*index].text);
    let Some(first) = tail.iter().copied().find(tells_whom) else { return };
    let start = first - names_above(paragraphs, parts, first, prose);
    for index in tail.into_iter().filter(|index| *index >= start) {
        parts[index] = Part::Contact;
    }
}

/// Takes what has the shape of a contact where no text follows.
fn close_by_shape(paragraphs: &[Paragraph], parts: &mut [Part]) {
    let body: Vec<usize> = (0..parts.len()).filter(|&index| parts[index] == Part::Body).collect();
    let line = |index: &usize| {
        let text = paragraphs[*index].text.as_str();
        let bare = text.trim_start_matches(MARKS).trim_start();
        Line { text: bare, is_item: bare.len() < text.len(), is_heading: false }
    };
    let lines: Vec<Line<'_>> = body.iter().map(line).collect();
    at_end(&lines).into_iter().for_each(|at| parts[body[at]] = Part::Contact);
}

/// Takes the names between the mark that ends the text and the first address after it.
fn close_after_end(paragraphs: &[Paragraph], parts: &mut [Part]) {
    let Some(first) = parts.iter().position(|part| *part == Part::Contact) else { return };
    let Some(end) = parts[..first].iter().rposition(|part| *part != Part::Notes) else { return };
    let names = end + 1..first;
    let are_names = names.clone().all(|index| {
        is_name(&paragraphs[index].text) && leading(&paragraphs[index].text, &PHRASES.notes).is_none()
    });
    if parts[end] == Part::End && names.len() <= MOST_NAMES && are_names {
        parts[names].fill(Part::Contact);
    }
}

/// Whether a paragraph may belong to the contacts at the end: it is none of the text's sentences.
fn is_contact_line(paragraphs: &[Paragraph], index: usize) -> bool {
    let text = &paragraphs[index].text;
    (is_contact(text) || is_name(text)) && !is_of_text(text)
}

/// Whether a sentence names a number that is for all: `Residents can call the hotline on 0800 123 4567.`
fn is_of_text(text: &str) -> bool {
    is_prose(text) && !MAIL.is_match(text) && !has_shape(text) && !has_phrase(text, &PHRASES.contact)
}

/// How many lines right above the first address are names and offices.
fn names_above(paragraphs: &[Paragraph], parts: &[Part], first: usize, text: usize) -> usize {
    let is_heading =
        |line: &str| leading(line, &PHRASES.letterhead).or(leading(line, &PHRASES.office)).is_some();
    let mut count = 0;
    while count < MOST_NAMES && first - count > text + 1 {
        let above = &paragraphs[first - count - 1];
        let is_next = above.adjoins(&paragraphs[first - count]);
        let is_sentence = above.text.ends_with(['.', ';', ',', '。']) || YEAR.is_match(&above.text);
        if parts[first - count - 1] != Part::Body || is_sentence || !(is_next || is_heading(&above.text)) {
            break;
        }
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_telephones_are_told_from_other_numbers() {
        for text in [
            "Tel. 06 5555 0100",
            "Contact: Adam Example, 202/224-3370.",
            "Press OfficePhone 202 224 3753",
            "Press Office, 555 0100 200",
            "press@city.example",
            "presse [at] stadt.example",
            "+62 21 5555 0100",
            "هاتف: 0100 555 2 20+",
            "Press office, 91 67 24 67",
        ] {
            assert!(has_details(text), "{text}");
        }
        for text in [
            "SENS. A, B ANNOUNCE OVER $3,999,743 IN GRANTS",
            "The 2025-2026 budget in brief",
            "등록일 2024-03-14 16:30",
            "14.03.2024 16.30",
            "11.00 – 11.30: the lighthouse opens",
            "Decreto Nº: 3079/2021",
            "13 14 15 16 17 18 19",
            "Programme of 600 000 000 for schools",
            "Kids@Work opens",
            "@kementerian",
        ] {
            assert!(!has_details(text), "{text}");
        }
    }
}
