//! The words that a headline shares with its text: a rubric, an item of a menu or a banner above a text shares none.

use std::collections::BTreeSet;

use crate::intake::outline::Part;
use crate::intake::paragraph::Paragraph;
use crate::intake::phrases::{fold, is_unspaced};

/// Shorter words are of the language rather than of the text.
const SHORTEST: usize = 4;

/// Words that start with so many equal letters are of one stem.
const STEM: usize = 5;

/// So many stems of a text are compared with.
const MOST: usize = 600;

/// The stems of a text.
pub(super) struct Vocabulary(BTreeSet<String>);

impl Vocabulary {
    /// Of the text from its lead on.
    pub(super) fn of(paragraphs: &[Paragraph], parts: &[Part]) -> Self {
        let text = paragraphs.iter().zip(parts).filter(|(_, part)| matches!(part, Part::Lead | Part::Body));
        Self(text.flat_map(|(paragraph, _)| stems(&paragraph.text)).take(MOST).collect())
    }

    /// Whether the text has clearly more stems of one line than of another.
    pub(super) fn prefers(&self, line: &str, other: &str) -> bool {
        const MORE: usize = 2;
        self.backs(line) && self.shared(line).0 >= self.shared(other).0 + MORE
    }

    /// Whether the text has no stem of a line.
    pub(super) fn is_foreign(&self, line: &str) -> bool {
        let (shared, all) = self.shared(line);
        all > 0 && shared == 0
    }

    /// Whether the text has most of the stems of a line.
    pub(super) fn backs(&self, line: &str) -> bool {
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

    /// How many of a line's stems the text has, and how many there are.
    fn shared(&self, line: &str) -> (usize, usize) {
        let stems: BTreeSet<String> = stems(line).into_iter().collect();
        (stems.iter().filter(|stem| self.0.contains(*stem)).count(), stems.len())
    }
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
