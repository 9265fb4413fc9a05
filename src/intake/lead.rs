//! Datelines: the place, and sometimes the wire and the date, that a lead starts with.

use std::sync::LazyLock;

use regex::Regex;

use super::date::DateReader;
use super::field::Found;
use super::outline::Part;
use super::paragraph::Paragraph;
use super::pattern::pattern;
use super::phrases::{PHRASES, is_one_of};
use crate::article::Dateline;
use crate::text::Text;

/// A wire or an office in place of a region: an abbreviation, or a name of those that Indonesian releases carry.
static WIRE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:\p{Lu}{3,12}|Kominfo|Komdigi|Kemen\p{L}+|Humas|Antara|InfoPublik)$"));

/// Place and wire that a lead starts with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Start {
    place: String,
    wire: Option<String>,
    /// The whole dateline, dash and all.
    pub(super) words: String,
}

impl Start {
    /// Reads the dateline of a paragraph, if it has one that leaves no doubt, or that Dateline can tell from a label.
    pub(super) fn of(paragraph: &str) -> Option<Self> {
        let paragraph = paragraph.trim_start();
        let dateline = Dateline::split(paragraph)?;
        if is_one_of(dateline.place, &PHRASES.release) {
            return None;
        }
        let words = &paragraph[..paragraph.len() - dateline.rest.len()];
        let is_loud = !dateline.place.contains(char::is_lowercase);
        let parts_names = words.trim_start_matches(dateline.place).trim_start().starts_with('/');
        if parts_names && !is_loud {
            return None;
        }
        Some(Self {
            place: spoken(dateline.place),
            wire: wire(words, dateline.place),
            words: words.to_owned(),
        })
    }

    /// The place that it names.
    pub(super) fn place(&self) -> Found<Text> {
        Found::new(Text::line(&self.place), self.words.trim(), "dateline", 95)
    }

    /// The wire or office that it names.
    pub(super) fn wire(&self) -> Option<Found<Text>> {
        let wire = self.wire.as_ref()?;
        Some(Found::new(Text::non_empty_line(wire)?, self.words.trim(), "wire in the dateline", 75))
    }
}

/// The wire or office that stands beside the place.
fn wire(words: &str, place: &str) -> Option<String> {
    let beside = &words[words.find(place)? + place.len()..];
    beside
        .split([',', '/', '(', ')', '=', ' ', '-', '–', '—'])
        .map(|part| part.trim_matches(|character: char| !character.is_alphanumeric()))
        .find(|part| WIRE.is_match(part))
        .map(str::to_owned)
}

/// The place of the line that closes a text (`Jakarta, Kemenhut, 29 Agustus 2025`), which leaves the body.
pub(super) fn closing_place(
    paragraphs: &[Paragraph],
    parts: &mut [Part],
    reader: &DateReader,
) -> Option<Found<Text>> {
    let body: Vec<usize> = (0..parts.len()).filter(|&index| parts[index] == Part::Body).collect();
    let index = body.into_iter().rev().take(4).find(|&index| is_closing(&paragraphs[index].text, reader))?;
    parts[index] = Part::End;
    let line = &paragraphs[index].text;
    let place = line.split(',').next()?;
    Some(Found::new(Text::non_empty_line(&spoken(place))?, line.as_str(), "closing line", 90))
}

fn is_closing(line: &str, reader: &DateReader) -> bool {
    let starts_with_place = line.split(',').next().is_some_and(|place| {
        place.starts_with(char::is_uppercase)
            && place.split_whitespace().count() <= 3
            && place.len() < line.len()
    });
    let mention = reader.mentions(line).into_iter().find(|mention| mention.date().is_some());
    starts_with_place
        && mention.is_some_and(|mention| line.len() <= mention.span.end + 2 && mention.span.start <= 60)
}

/// Words in the middle of a place's name that are written small.
const PARTICLES: [&str; 14] =
    ["de", "da", "do", "dos", "das", "del", "di", "der", "den", "am", "an", "of", "upon", "sur"];

/// A place in capitals as it is spoken: `JAKARTA` → `Jakarta`, `ST. LOUIS` → `St. Louis`; abbreviations stay.
fn spoken(place: &str) -> String {
    let is_loud = place.chars().filter(|character| character.is_alphabetic()).all(char::is_uppercase);
    if !is_loud {
        return place.to_owned();
    }
    let words: Vec<&str> = place.split(' ').collect();
    let spoken = words.iter().enumerate().map(|(index, word)| {
        let small = word.to_lowercase();
        let is_first = index == 0;
        let is_last = index + 1 == words.len();
        if !is_first && PARTICLES.contains(&small.as_str()) {
            small
        } else if word.trim_end_matches('.').contains('.') || (is_last && word.chars().count() <= 2) {
            (*word).to_owned()
        } else {
            capitalised(&small)
        }
    });
    spoken.collect::<Vec<_>>().join(" ")
}

/// A word in lower case with a capital letter at its start, and after each hyphen.
fn capitalised(word: &str) -> String {
    let parts = word.split('-').map(|part| {
        let mut characters = part.chars();
        let first = characters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(characters).collect::<String>()
    });
    parts.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_tells_place_and_wire() {
        for (text, place, wire) in [
            ("JAKARTA – Indonesia sedang fokus.", "Jakarta", None),
            ("Jakarta, Kominfo - Pemerintah melakukan upaya.", "Jakarta", Some("Kominfo")),
            ("JAKARTA, KOMPAS — Pemerintah melakukan upaya.", "Jakarta", Some("KOMPAS")),
            ("WASHINGTON, D.C. — The minister said so.", "Washington", None),
            ("NEW YORK, Nov. 27, 2017 — The minister said so.", "New York", None),
            ("ST. LOUIS, MO – U.S. Senators joined hundreds of workers.", "St. Louis", None),
            ("RIO DE JANEIRO – O ministério abriu quatro clínicas.", "Rio de Janeiro", None),
        ] {
            let start = Start::of(text).unwrap();
            assert_eq!((start.place.as_str(), start.wire.as_deref()), (place, wire), "{text}");
        }
        assert_eq!(Start::of("Example Suite / Desktop Edition — the minister presented it."), None);
        assert_eq!(Start::of("SIARAN PERS – Kementerian memulai operasi besar hari ini."), None);
    }
}
