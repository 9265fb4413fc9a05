//! What stands between headline and lead and belongs to the text: key points, further headlines, a paragraph above a
//! dateline.
//!
//! A line that is neither label nor name nor day must not be lost: an editor can cut it, but can't know of it.

use super::contact::has_details;
use super::date::DateReader;
use super::letterhead::{is_name, is_office_name, is_role};
use super::outline::Part;
use super::paragraph::{Paragraph, has_lost_breaks};
use super::point::{BULLETS, is_list_of_names, is_point, is_programme};
use super::shape::{has_sentences, is_prose, size};
use super::title::{Headlines, is_title};
use super::{image, page_line};

/// A line with so many words is of the text though it names a day.
const LONG: usize = 12;

/// A line of the text has at least so many words.
const FEWEST_WORDS: usize = 3;

/// Gives their part to the lines below the headline that belong to the text.
pub(super) fn keep(paragraphs: &[Paragraph], parts: &mut [Part], headlines: &Headlines, reader: &DateReader) {
    let is_of = |index: usize, words: &str| {
        let text = paragraphs[index].text.as_str();
        text.contains(words) || words.contains(text)
    };
    let head: Vec<usize> = (0..parts.len()).filter(|&index| parts[index] == Part::Head).collect();
    let last =
        headlines.title.as_ref().map(|title| head.iter().rposition(|&index| is_of(index, &title.evidence)));
    let below = match last {
        Some(None) => return,
        Some(Some(last)) => &head[last + 1..],
        None => &head[..],
    };
    // Where line breaks were lost too, nothing tells a headline from the text below it.
    let is_told = last.is_some() || !has_lost_breaks(paragraphs);
    let is_subtitle =
        |index: usize| headlines.subtitle.as_ref().is_some_and(|subtitle| is_of(index, &subtitle.evidence));
    let is_listed = |index: usize| below.contains(&index) && is_key_point(&paragraphs[index].text);
    let is_beside = |index: usize| is_listed(index + 1) || index > 0 && is_listed(index - 1);
    for &index in below {
        let text = paragraphs[index].text.as_str();
        let is_key_point = is_listed(index) && is_beside(index);
        let is_sure = is_key_point || is_list_of_names(text);
        let is_text =
            || is_point(text) || is_programme(text) || is_paragraph(text) || is_line_of_text(text, reader);
        if is_sure || is_told && !is_subtitle(index) && is_text() {
            parts[index] = Part::Standfirst;
        }
    }
}

fn is_key_point(text: &str) -> bool {
    text.starts_with(BULLETS) && size(text) >= FEWEST_WORDS
}

fn is_paragraph(text: &str) -> bool {
    (has_sentences(text) || is_prose(text) && size(text) >= LONG) && !has_details(text)
}

fn is_line_of_text(text: &str, reader: &DateReader) -> bool {
    size(text) >= FEWEST_WORDS
        && is_title(text, reader)
        && !is_name(text)
        && !is_office_name(text)
        && !is_role(text)
        && !is_address(text)
        && !has_details(text)
        && !image::ends_with_credit(text)
        && !page_line::is_of_page(text)
        && (size(text) >= LONG || reader.mentions(text).is_empty())
}

/// Whether a line is the address of a house or of a site: `2 Mill Street`, `Exampleton, EX 12345`, `Town l www.a.example`.
fn is_address(text: &str) -> bool {
    const POSTCODE: usize = 5;
    let is_number = |word: &str| word.bytes().all(|digit| digit.is_ascii_digit());
    let is_street = text.split_once(' ').is_some_and(|(first, rest)| is_number(first) && is_name(rest));
    let is_town = text.rsplit(' ').next().is_some_and(|last| last.len() == POSTCODE && is_number(last));
    let is_site = |word: &str| word.split('.').filter(|part| !part.is_empty()).count() > 2 && is_small(word);
    is_street || is_town || text.split_whitespace().any(is_site)
}

fn is_small(word: &str) -> bool {
    word.chars().all(|character| character.is_ascii_lowercase() || ".-".contains(character))
}
