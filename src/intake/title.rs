//! The headline of a text: the line that is one, else one derived from the lead and marked so.

use sentencex::segment;

use super::field::Found;
use super::outline::{Part, is_prose};
use super::paragraph::Paragraph;
use crate::language::Language;
use crate::text::Text;

/// A headline is no longer than this, in characters.
const LONGEST: usize = 220;

/// A derived headline is no longer than this, in characters.
const LONGEST_DERIVED: usize = 120;

/// The rule of titles that no line of the text gives.
pub(crate) const DERIVED: &str = "derived from the lead";

/// Title and subtitle from the lines before the lead.
pub(super) fn titles(paragraphs: &[Paragraph], parts: &[Part]) -> (Option<Found<Text>>, Option<Found<Text>>) {
    let head = paragraphs.iter().zip(parts).filter(|(_, part)| **part == Part::Head);
    let mut lines = head.map(|(paragraph, _)| paragraph.text.as_str()).filter(|line| is_title(line));
    let title = lines.next();
    let subtitle = lines.find(|line| Some(*line) != title);
    let found = |line: &str, rule| Some(Found::new(Text::non_empty_line(line)?, line, rule, 90));
    (
        title.and_then(|line| found(line, "line before the lead")),
        subtitle.and_then(|line| found(line, "second line")),
    )
}

/// Whether a line can be a headline: short, no sentence, no label, more than a date or a name.
fn is_title(line: &str) -> bool {
    let letters = line.chars().filter(|character| character.is_alphabetic()).count();
    let is_label = line.ends_with([':', '：']) || line.contains('@') || line.starts_with("http");
    !is_label
        && !is_prose(line)
        && line.chars().count() <= LONGEST
        && letters >= 8.min(line.chars().count() / 2)
}

/// A headline made of the lead's first sentence.
pub(super) fn derived(lead: &str, language: &Language) -> Option<Found<Text>> {
    let sentence =
        segment(language.primary(), lead).into_iter().map(str::trim).find(|part| !part.is_empty())?;
    let sentence = sentence.trim_end_matches(['.', '。', '．']);
    Some(Found::new(Text::non_empty_line(&shortened(sentence))?, sentence, DERIVED, 40))
}

/// At most so many characters: up to a clause's end, else up to a word's, with an ellipsis.
fn shortened(sentence: &str) -> String {
    let Some((end, _)) = sentence.char_indices().nth(LONGEST_DERIVED) else { return sentence.to_owned() };
    let start = &sentence[..end];
    let clause = start.rfind([',', '，', '、', '،', ';']).filter(|&comma| comma > end / 2);
    let word = || start.rfind(' ').unwrap_or(end);
    match clause {
        Some(comma) => start[..comma].to_owned(),
        None => format!("{}…", start[..word()].trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sentence_is_cut_at_a_clause() {
        let language = Language::parse("id").unwrap();
        let lead = "Pemerintah Indonesia melalui Kementerian Contoh resmi memulai operasi besar di ujung barat pulau, sebuah langkah besar untuk menyelamatkan satwa. Lagi.";
        let title = derived(lead, &language).unwrap();
        assert_eq!(
            title.value.as_str(),
            "Pemerintah Indonesia melalui Kementerian Contoh resmi memulai operasi besar di ujung barat pulau"
        );
        assert_eq!(title.rule, DERIVED);
    }

    #[test]
    fn labels_and_sentences_are_no_headlines() {
        for line in [
            "Contact:",
            "press@a.example",
            "27/11",
            "The ministry said today that it would open four new clinics soon.",
        ] {
            assert!(!is_title(line), "{line}");
        }
        assert!(is_title("Uppdaterad Debian 7: 7.6 utgiven"));
    }
}
