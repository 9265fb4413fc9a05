//! Lines above a text that have the length of a headline and are none: codes, banners, items of a menu, names of people.
//!
//! A wrong headline is worse than one made of the lead, so a line goes where it could be one of these.

use std::sync::LazyLock;

use regex::Regex;

use super::Candidate;
use crate::intake::credit;
use crate::intake::date::DateReader;
use crate::intake::letterhead;
use crate::intake::outline::Part;
use crate::intake::paragraph::Paragraph;
use crate::intake::pattern::pattern;
use crate::intake::phrases::{PHRASES, ends_with, fold, is_one_of, leading};
use crate::intake::point::{BULLETS, is_list_of_names};
use crate::intake::shape::size;
use crate::intake::when::is_date_line;

/// A system's own number of a text: `pts19990813026 Business`, and a number behind its label: `Bulletin: 1422`.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:\p{L}{1,6}\d{6,}\b|[^:]{3,40}:\s*[\d./-]+$|\S{2,20}--\d{1,2}\s?\S{2,12}--)|(?i)^[^\s:]{3,15}:\s*[\d.,]+\s(?:kali|views|mal|fois|veces|vezes|volte|keer|razy|lượt)$",
    )
});

/// The picture of an office's sign, as pages without pictures tell it.
static LOGO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?i:logo(?:tipo)?)\s\p{Lu}\S*(?:\s\S+)*?\s(?:of|for|für|de|des|del|do|da|van|voor)\s")
});

/// The street of an office: `Jl. Merdeka No. 1`, `Musterstraße 12`.
static STREET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:(?:[Jj]l\.|Jln\.|Jalan|[Rr]ue|Calle|C/|Avenida|Av\.|[Vv]ia|[Vv]iale|ul\.|ulica|ул\.)\s[^\d:]{2,40}|\S{3,}(?:straße|strasse|str\.|straat|laan))",
        r",?\s(?:[Nn]o\.?\s?)?\d+\s?[a-z]?(?:[,\s]+(?:\d{4,6}\s)?(?:\p{Lu}\S*\s?){1,3})?$",
    ))
});

/// Whether a line is none by its words alone.
pub(super) fn is_misfit(line: &str) -> bool {
    NUMBERED.is_match(line)
        || STREET.is_match(line)
        || LOGO.is_match(line)
        || is_said_twice(line)
        || is_label_of_office(line)
        || is_banner(line)
        || is_one_of(line, &PHRASES.furniture)
        || leading(line, &PHRASES.imprint).is_some()
        || (size(line) <= 2 && ends_with(line, &PHRASES.section))
}

/// Whether a line in capitals, or in a script without them, ends with a release label: `예시상공회의소 보도자료`.
fn is_label_of_office(line: &str) -> bool {
    const LONGEST_LABEL: usize = 8;
    !line.contains(char::is_lowercase) && size(line) <= LONGEST_LABEL && ends_with(line, &PHRASES.release)
}

/// Whether a line is the same words twice, as a rubric and the link to it: `Public notice Public notice`.
fn is_said_twice(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let (one, other) = words.split_at(words.len() / 2);
    !one.is_empty() && one == other
}

/// Whether a line calls to click, or ends with a link to more: `We have a new address. More information`.
fn is_banner(line: &str) -> bool {
    let ends_so = |phrase: &String| {
        let rest = fold(line.trim_end_matches(['!', '.', '»', '>', '…', ' ']));
        rest.strip_suffix(phrase.as_str()).is_some_and(|before| before.trim_end().ends_with(['.', '!', '?']))
    };
    leading(line, &PHRASES.more).is_some() || PHRASES.more.iter().any(ends_so)
}

/// Whether a line may be a headline above these others: one of a word or two stands right above the text, or its day.
pub(super) fn may_be_headline(
    title: &Candidate<'_>,
    paragraphs: &[Paragraph],
    parts: &[Part],
    reader: &DateReader,
) -> bool {
    let line = title.line;
    const LONGEST_DAY: usize = 5;
    let has_case = line.contains(|character: char| character.is_uppercase() || character.is_lowercase());
    let is_other = |text: &str| {
        credit::by_line(text).is_none() && (size(text) > LONGEST_DAY || !is_date_line(text, reader))
    };
    let mut head =
        paragraphs.iter().zip(parts).skip(title.index + 1).filter(|(_, part)| **part == Part::Head);
    !has_case || size(line) > 2 || !head.any(|(paragraph, _)| is_other(&paragraph.text))
}

/// Whether a line is none by what stands about it: an item of a menu, what a label names, one of several people.
pub(super) fn stands_among_others(paragraphs: &[Paragraph], parts: &[Part], index: usize) -> bool {
    is_listed(paragraphs, index)
        || is_list_of_names(&paragraphs[index].text)
        || is_value(paragraphs, index)
        || is_of_people(paragraphs, parts, index)
}

fn is_listed(paragraphs: &[Paragraph], index: usize) -> bool {
    let is_item = |index: usize| {
        let text = paragraphs.get(index).map_or("", |paragraph| paragraph.text.as_str());
        text.strip_prefix(BULLETS).is_some_and(|item| item.starts_with(' '))
    };
    is_item(index) && (is_item(index + 1) || index.checked_sub(1).is_some_and(is_item))
}

fn adjoins(paragraphs: &[Paragraph], index: usize) -> bool {
    let pair = index.checked_sub(1).and_then(|above| Some((paragraphs.get(above)?, paragraphs.get(index)?)));
    pair.is_some_and(|(above, below)| above.adjoins(below))
}

/// Whether the line right above is a label alone: `News provided by`.
fn is_value(paragraphs: &[Paragraph], index: usize) -> bool {
    adjoins(paragraphs, index) && is_one_of(&paragraphs[index - 1].text, &PHRASES.label)
}

/// Whether a line is a person's name or post in a block of such: `The Hon Ann Example MP`, `Minister for Works`.
fn is_of_people(paragraphs: &[Paragraph], parts: &[Part], index: usize) -> bool {
    const LONGEST_NAME: usize = 7;
    let text = |at: usize| paragraphs[at].text.as_str();
    let is_honoured = |at: usize| letterhead::is_honoured(text(at)) && size(text(at)) <= LONGEST_NAME;
    let adjoins_below = |at: &usize| adjoins(paragraphs, at + 1) && parts[*at] == Part::Head;
    let mut above = (0..index).rev().take_while(adjoins_below);
    is_honoured(index) || letterhead::is_of_parliament(text(index)) && above.any(is_honoured)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_banners_and_rubrics_are_told_from_headlines() {
        for line in [
            "pts20260813026 Media, Business",
            "Bulletin number: 142159",
            "Logo Ministry of Rural Works",
            "Public notice Public notice",
            "Our office moved to a new address. More information",
            "Click here to see the printed version",
            "Campus News",
            "Copyright 2021 Example Town",
            "Dibaca: 1.234 Kali",
            "Jl. Merdeka No. 1 Kota Contoh",
            "Musterstraße 12, 12345 Musterhausen",
        ] {
            assert!(is_misfit(line), "{line}");
        }
        for line in [
            "Result of the vote: 3 to 2",
            "Logos of the town are on show",
            "Town asks for more information",
            "A town's news",
            "Via libera a 12 nuove cliniche nel nord",
            "Calle Mayor reabre tras 12 meses de obras",
            "Jalan Sudirman ditutup 3 hari",
            "Hauptstraße 3 Monate lang gesperrt",
            "Logo Contest Opens",
            "Result: 3,000 hits",
            "New bridge, new road",
        ] {
            assert!(!is_misfit(line), "{line}");
        }
    }
}
