//! The words that a headline shares with its text: a rubric, an item of a menu or a banner above a text shares none.

use std::collections::BTreeSet;

use super::LINKING;
use crate::intake::outline::Part;
use crate::intake::paragraph::Paragraph;
use crate::intake::phrases::{fold, is_unspaced};

/// Shorter words are of the language rather than of the text.
const SHORTEST: usize = 4;

/// Words that start with so many equal letters are of one stem.
const STEM: usize = 5;

/// So many stems of a text are compared with.
const MOST: usize = 600;

/// In so many paragraphs a text says what it is about.
const MOST_PARAGRAPHS: usize = 60;

/// The stems of a text.
pub(in crate::intake) struct Vocabulary {
    stems: BTreeSet<String>,
    /// All words, each by its start, in their order and parted by spaces.
    words: String,
}

impl Vocabulary {
    /// Of the text from its lead on.
    pub(super) fn of(paragraphs: &[Paragraph], parts: &[Part]) -> Self {
        let text = paragraphs.iter().zip(parts).filter(|(_, part)| matches!(part, Part::Lead | Part::Body));
        Self::of_texts(text.map(|(paragraph, _)| paragraph.text.as_str()))
    }

    /// Of these paragraphs.
    pub(in crate::intake) fn of_texts<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let texts: Vec<&str> = texts.take(MOST_PARAGRAPHS).collect();
        let words = texts.iter().copied().map(starts).collect();
        let stems = texts.iter().copied().flat_map(stems).take(MOST).collect();
        Self { stems, words }
    }

    /// Whether the text has clearly more stems of one line than of another.
    pub(super) fn prefers(&self, line: &str, other: &str) -> bool {
        const MORE: usize = 2;
        self.backs(line) && self.shared(line).0 >= self.shared(other).0 + MORE
    }

    /// Whether the text has no stem of a line.
    pub(in crate::intake) fn is_foreign(&self, line: &str) -> bool {
        let (shared, all) = self.shared(line);
        all > 0 && shared == 0
    }

    /// Whether the text has most of the stems of a line.
    pub(in crate::intake) fn backs(&self, line: &str) -> bool {
        const FEWEST: usize = 2;
        let (shared, all) = self.shared(line);
        shared >= FEWEST && shared * 2 >= all
    }

    /// Whether the text is about what a line says, so that it is no name of an office, whatever it ends with.
    pub(super) fn tells(&self, line: &str) -> bool {
        const FEWEST: usize = 3;
        const SHARE: (usize, usize) = (7, 10);
        let (shared, all) = self.shared(line);
        shared >= FEWEST && shared * SHARE.1 >= all * SHARE.0
    }

    /// Whether a line tells what its text tells in other words: it has a small word that links no others, most of its
    /// words are the text's, and the text nowhere has all of them in a row, as it has names.
    pub(super) fn tells_otherwise(&self, line: &str) -> bool {
        const SHORTEST_VERB: usize = 4;
        let is_verb = |word: &str| {
            word.chars().count() >= SHORTEST_VERB
                && word.chars().all(char::is_lowercase)
                && !LINKING.contains(&word)
        };
        line.split_whitespace().any(is_verb) && self.backs(line) && !self.words.contains(&starts(line))
    }

    /// How many of a line's stems the text has, and how many there are.
    fn shared(&self, line: &str) -> (usize, usize) {
        let stems: BTreeSet<String> = stems(line).into_iter().collect();
        (stems.iter().filter(|stem| self.stems.contains(*stem)).count(), stems.len())
    }
}

/// The start of each word of a text, with a space before and behind it.
fn starts(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut starts: String =
        words.flat_map(|word| [' '].into_iter().chain(word.chars().take(STEM))).collect();
    starts.push(' ');
    starts
}

/// The starts of a text's longer words and its numbers; of words in scripts without spaces, their pairs of letters.
fn stems(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|character: char| !character.is_alphanumeric());
    words.flat_map(stems_of_word).collect()
}

fn stems_of_word(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    if word.contains(is_unspaced) {
        letters.windows(2).map(|pair| pair.iter().collect()).collect()
    } else if letters.len() >= SHORTEST || word.contains(char::is_numeric) {
        vec![letters.into_iter().take(STEM).collect()]
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_is_told_from_the_name_of_an_office() {
        for (line, text, tells) in [
            ("Ministry opens library", "The ministry opened a new library in the centre today.", true),
            ("Stadt eröffnet Bibliothek", "Die Stadt hat heute eine neue Bibliothek eröffnet.", true),
            ("Gobierno anuncia plan", "El gobierno anunció hoy un plan de vivienda para el país.", true),
            (
                "Ministerstwo zdrowia narodowego",
                "Ministerstwo Zdrowia Narodowego otworzyło bibliotekę.",
                false,
            ),
            (
                "Министерство здравоохранения Примера",
                "Как сообщили в Министерстве здравоохранения Примера, дороги открыты.",
                false,
            ),
            ("Ministry Opens Library", "The ministry opened a new library in the centre today.", false),
            ("City of Example", "The city of Example opened a library.", false),
        ] {
            let paragraph = Paragraph { text: text.to_owned(), line: 1, lines: 1 };
            assert_eq!(Vocabulary::of(&[paragraph], &[Part::Lead]).tells_otherwise(line), tells, "{line}");
        }
    }
}
