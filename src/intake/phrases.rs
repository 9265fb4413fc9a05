//! What press offices write around a text, in many languages: data, read once.

use std::sync::LazyLock;

use serde::Deserialize;

/// Phrases by what they say; in lower case.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Phrases {
    pub(super) release: Vec<String>,
    pub(super) at_once: Vec<String>,
    pub(super) letterhead: Vec<String>,
    pub(super) furniture: Vec<String>,
    pub(super) undated: Vec<String>,
    pub(super) published: Vec<String>,
    pub(super) today: Vec<String>,
    pub(super) coming: Vec<String>,
    pub(super) office: Vec<String>,
    pub(super) embargo: Vec<String>,
    pub(super) section: Vec<String>,
    pub(super) junk: Vec<String>,
    pub(super) end: Vec<String>,
    pub(super) about: Vec<String>,
    pub(super) contact: Vec<String>,
    pub(super) notes: Vec<String>,
}

/// The phrases of `phrases.toml`.
pub(super) static PHRASES: LazyLock<Phrases> =
    LazyLock::new(|| toml::from_str(include_str!("phrases.toml")).unwrap_or_default());

/// A line as phrases are compared: white space folded, lower case.
pub(super) fn fold(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether the line is one of these phrases, or one and a colon.
pub(super) fn is_one_of(line: &str, phrases: &[String]) -> bool {
    let line = fold(line);
    let bare = line.trim_end_matches([':', '：']).trim_end();
    phrases.iter().any(|phrase| phrase == bare || *phrase == line)
}

/// The phrase that the line starts with, as a whole word; the longest one.
pub(super) fn leading<'a>(line: &str, phrases: &'a [String]) -> Option<&'a str> {
    let line = fold(line);
    phrases
        .iter()
        .filter(|phrase| line.strip_prefix(phrase.as_str()).is_some_and(|rest| !continues_word(phrase, rest)))
        .max_by_key(|phrase| phrase.len())
        .map(String::as_str)
}

/// What comes after a phrase that [`leading`] found in this line.
pub(super) fn after<'a>(line: &'a str, phrase: &str) -> &'a str {
    let mut rest = line.trim_start();
    for word in phrase.split(' ') {
        // Lower case may be longer or shorter than what it was made of, so words are counted, not bytes.
        let mut characters = rest.char_indices();
        let mut folded = String::new();
        while folded.len() < word.len() {
            match characters.next() {
                Some((_, character)) => folded.extend(character.to_lowercase()),
                None => return "",
            }
        }
        rest = characters.as_str().trim_start();
    }
    rest
}

/// Whether `rest` goes on with the last word of `phrase`. Scripts without spaces have no such words.
fn continues_word(phrase: &str, rest: &str) -> bool {
    let is_spaced = |character: char| character.is_alphabetic() && !is_unspaced(character);
    phrase.ends_with(is_spaced) && rest.starts_with(is_spaced)
}

/// Whether a letter is of a script that puts no spaces between words.
pub(super) fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{0E00}'..='\u{0EFF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_phrases_are_read_and_folded() {
        let phrases: Phrases = toml::from_str(include_str!("phrases.toml")).unwrap();
        for phrase in phrases.release.iter().chain(&phrases.junk).chain(&phrases.contact) {
            assert_eq!(*phrase, fold(phrase));
        }
    }

    #[test]
    fn a_phrase_leads_as_a_whole_word() {
        assert_eq!(leading("Contact: A. Name", &PHRASES.contact), Some("contact"));
        assert_eq!(leading("Contactless payment", &PHRASES.contact), None);
        assert_eq!(leading("문의처 02-1234", &PHRASES.contact), Some("문의처"));
        assert_eq!(leading("담당자는", &PHRASES.contact), Some("담당자"));
        assert_eq!(after("Media  Contact: A. Name", "media contact"), ": A. Name");
        assert_eq!(after("BASIN BÜLTENİ 3", "basın bülteni"), "3");
    }
}
