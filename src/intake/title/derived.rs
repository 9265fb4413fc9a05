//! A headline for a text that has none, made of its lead.

use sentencex::segment;

use crate::intake::field::{DERIVED, Found};
use crate::intake::shape::size;
use crate::language::Language;
use crate::text::Text;

/// So much of a lead has its first sentence, in bytes.
const LONGEST_LEAD: usize = 4_000;

/// A derived headline is no longer than this, in characters.
const LONGEST_DERIVED: usize = 120;

/// A headline made of the lead's first sentence; none of a word or two.
pub(in crate::intake) fn derived(lead: &str, language: &Language) -> Option<Found<Text>> {
    let start = &lead[..lead.floor_char_boundary(LONGEST_LEAD)];
    let sentence =
        segment(language.primary(), start).into_iter().map(str::trim).find(|part| !part.is_empty())?;
    let sentence = sentence.trim_end_matches(['.', '。', '．']);
    if size(sentence) < 3 {
        return None;
    }
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
        assert!(title.is_derived());
    }
}
