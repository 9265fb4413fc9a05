//! Points: what the items of a list and of a programme start with.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;
use super::phrases::{PHRASES, after, leading};

/// Signs that an item of a list starts with, and nothing else does.
pub(super) const BULLETS: [char; 4] = ['•', '●', '▪', '*'];

/// Signs that stand about a headline too: `- 4월부터 신청 접수 -`.
pub(super) const MARKS: [char; 13] = ['-', '–', '—', '*', '•', '▪', '■', '□', '◆', '○', '●', '▶', '▲'];

/// `一、時間：…`, `2. Place: …`, `10.00 – 10.30: Opening`.
static POINT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.)]\s\p{L}[^:\d]{1,30}:|\d{1,2}[.:]\d\d\s?[-–—]\s?\d{1,2}[.:]\d\d\b)",
    )
});

/// Whether a line is a numbered point, or one of a programme.
pub(super) fn is_point(text: &str) -> bool {
    POINT.is_match(text)
}

/// Whether a line is the heading of a programme: `Programme – Exampleton, 3 March 2026`.
pub(super) fn is_programme(text: &str) -> bool {
    leading(text, &PHRASES.programme).is_some_and(|word| {
        let rest = after(text, word);
        rest.is_empty() || rest.starts_with(['–', '—', '-', ':', '|'])
    })
}

/// Whether a line lists those who were there behind a label of one word: `Speakers: Ann Example, Bo Example, …`.
pub(super) fn is_list_of_names(line: &str) -> bool {
    const FEWEST_COMMAS: usize = 4;
    line.split_once(": ").is_some_and(|(label, names)| {
        !label.contains(char::is_whitespace) && names.matches(", ").count() >= FEWEST_COMMAS
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_told_from_sentences() {
        for line in ["一、時間：三月三日", "2. Place: the harbour", "10.00 – 10.30: Opening"] {
            assert!(is_point(line), "{line}");
        }
        for line in ["2. The harbour opens", "10.30 is when it opens", "一日"] {
            assert!(!is_point(line), "{line}");
        }
        assert!(is_programme("Programme – Exampleton, 3 March 2026"));
        assert!(!is_programme("Programme for four new clinics"));
        assert!(is_list_of_names("Speakers: A. Name (AB), B. Name (CD), C. Name, D. Name, E. Name"));
        assert!(!is_list_of_names("Open today: the harbour, the pier, the market, the town hall, the park"));
    }
}
