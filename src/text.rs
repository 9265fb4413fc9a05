//! The one constructor that every string passes before it can reach a feed.
//!
//! XML 1.0 (§2.2) has no way to write most control characters, not even escaped, and the feed crates write them
//! out as they are. So they are removed here, once, and later code never checks again.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// Unicode text without characters that XML forbids, with line ends as `\n`. Cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Text(Arc<str>);

impl Text {
    /// Text of several lines: illegal characters removed, CR and CRLF turned into LF, ends trimmed.
    #[must_use]
    pub fn block(raw: &str) -> Self {
        let cleaned = clean(raw);
        Self(Arc::from(cleaned.trim()))
    }

    /// Text of one line: as [`Text::block`], and every run of white space becomes one space.
    ///
    /// No-break spaces stay: they are the author's.
    #[must_use]
    pub fn line(raw: &str) -> Self {
        let cleaned = clean(raw);
        let words: Vec<&str> = cleaned.split([' ', '\t', '\n']).filter(|word| !word.is_empty()).collect();
        Self(Arc::from(words.join(" ")))
    }

    /// As [`Text::line`], but `None` where nothing visible is left.
    #[must_use]
    pub fn non_empty_line(raw: &str) -> Option<Self> {
        Some(Self::line(raw)).filter(|text| !text.is_blank())
    }

    /// As [`Text::block`], but `None` where nothing visible is left.
    #[must_use]
    pub fn non_empty_block(raw: &str) -> Option<Self> {
        Some(Self::block(raw)).filter(|text| !text.is_blank())
    }

    /// Whether nothing but white space is in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.chars().all(char::is_whitespace)
    }

    /// The text as a string slice.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether XML 1.0 allows this character in a document (§2.2, production 2).
#[must_use]
pub fn is_legal(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// How many characters of `raw` a [`Text`] leaves out because no XML document may hold them.
#[must_use]
pub fn count_illegal(raw: &str) -> usize {
    raw.chars().filter(|&character| !is_legal(character)).count()
}

/// `raw` with LF line ends and without the characters that XML forbids.
#[must_use]
pub fn clean(raw: &str) -> String {
    let mut cleaned = String::with_capacity(raw.len());
    let mut characters = raw.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                characters.next_if_eq(&'\n');
                cleaned.push('\n');
            }
            legal if is_legal(legal) => cleaned.push(legal),
            _ => {}
        }
    }
    cleaned
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, formatter)
    }
}

impl serde::Serialize for Text {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn illegal_characters_go_and_astral_ones_stay() {
        let raw = "a\u{0}b\u{B}c\u{FFFE}d\u{FFFF}e\u{1F600}\u{85}";
        assert_eq!(Text::block(raw).as_str(), "abcde\u{1F600}");
        assert_eq!(count_illegal(raw), 4);
    }

    #[test]
    fn line_ends_become_one_kind() {
        assert_eq!(Text::block("a\r\nb\rc\n").as_str(), "a\nb\nc");
    }

    #[test]
    fn a_line_keeps_no_break_spaces_only() {
        assert_eq!(Text::line(" a\t\n b\u{A0}c ").as_str(), "a b\u{A0}c");
    }

    #[test]
    fn nothing_visible_is_no_text() {
        assert_eq!(Text::non_empty_line(" \u{A0}\u{1}"), None);
    }
}
