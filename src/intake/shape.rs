//! The shape of a line: whether it is made of sentences, is a name, shouts.

use super::phrases::is_unspaced;

/// A headline is no longer than this, in words.
const LONGEST_HEADLINE: usize = 32;

/// What may stand after the end of a sentence.
const CLOSERS: [char; 17] = [
    '"', '”', '»', '’', ')', '）', '」', '』', '】', ']', '“', '›', ' ', '\u{A0}', '\u{200E}', '\u{200F}',
    '\u{202C}',
];

/// Whether a paragraph is made of sentences, as against a title, a name or a heading.
pub(super) fn is_prose(text: &str) -> bool {
    let size = size(text);
    size >= LONGEST_HEADLINE
        || (size >= 12 && (ends_openly(text) || has_inner_stop(text)))
        || (size >= 6 && ends_with_stop(text))
}

/// Whether a paragraph is more than one sentence.
pub(super) fn has_sentences(text: &str) -> bool {
    is_prose(text) && ends_with_stop(text) && has_inner_stop(text)
}

/// Legal forms at the end of a headline in capitals.
const LEGAL_FORMS: [&str; 5] = ["INC.", "CORP.", "LTD.", "CO.", "PLC."];

/// Whether it ends as a sentence does, or leads over to what follows; a letter and a full stop are an abbreviation.
fn ends_openly(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or(text);
    let is_letter = last.ends_with('.') && last.chars().count() == 2 && last.starts_with(char::is_alphabetic);
    let is_abbreviation = is_letter || LEGAL_FORMS.contains(&last) && is_loud(text);
    !is_abbreviation
        && text
            .trim_end_matches(CLOSERS)
            .ends_with(['.', '。', '．', '!', '！', '…', '؟', '۔', '?', '？', ':', '：', '।'])
}

/// Whether a sentence ends before its end.
fn has_inner_stop(text: &str) -> bool {
    let text = text.trim_end_matches(CLOSERS);
    text.match_indices(['.', '؟', '۔', '。']).any(|(at, stop)| {
        let rest = &text[at + stop.len()..];
        let goes_on = (stop == "。" && !rest.is_empty()) || rest.starts_with(char::is_whitespace);
        let word: Vec<char> = text[..at].chars().rev().take_while(|c| c.is_alphabetic()).collect();
        let is_abbreviation = word.len() <= 1 || (word.len() <= 3 && word.iter().any(|c| c.is_lowercase()));
        goes_on && !word.is_empty() && !is_abbreviation && !word.iter().any(|c| c.is_uppercase())
    })
}

/// Whether it ends with a full stop that is not an abbreviation's, and does not shout.
fn ends_with_stop(text: &str) -> bool {
    let text = text.trim_end_matches(CLOSERS);
    if text.ends_with(['。', '．', '۔', '।']) {
        return true;
    }
    let Some(before) = text.strip_suffix('.') else { return false };
    let last = before.rsplit(|character: char| character.is_whitespace()).next().unwrap_or(before);
    !last.contains('.') && last.chars().count() > 3 && !is_loud(text)
}

/// Whether a line has no small letters, in a script that has capitals.
pub(super) fn is_loud(text: &str) -> bool {
    text.contains(char::is_uppercase) && !text.contains(char::is_lowercase)
}

/// Whether the words of a line have capitals as headlines in some languages do, but for the small ones.
pub(super) fn is_in_capitals(text: &str) -> bool {
    const FEWEST: usize = 3;
    const SHORTEST: usize = 4;
    let words = text.split_whitespace().filter(|word| word.chars().count() >= SHORTEST);
    let words: Vec<&str> = words.filter(|word| word.starts_with(char::is_alphabetic)).collect();
    words.len() >= FEWEST && words.iter().all(|word| word.starts_with(char::is_uppercase)) && !is_prose(text)
}

/// Words; in scripts without spaces, half as many as letters.
pub(super) fn size(text: &str) -> usize {
    let unspaced = text.chars().filter(|&character| is_unspaced(character)).count();
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count() + unspaced / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_told_from_headlines() {
        for text in [
            "The ministry opened four new clinics today.",
            "The ministry said today that it would open four new clinics soon:",
            "Kementerian membuka empat klinik baru di utara.",
            "보건복지부는 오늘 새로운 진료소 네 곳을 열었다고 밝혔다.",
        ] {
            assert!(is_prose(text), "{text}");
        }
        for text in [
            "Four new clinics for the north",
            "SENATE CONFIRMS THE NOMINATION OF JOHN EXAMPLE JR.",
            "New office opened in Washington, D.C.",
            "EXAMPLE WORKS TO ACQUIRE ALL RIGHTS TO THE NEW BRIDGE FROM SAMPLE HOLDINGS, INC.",
            "14 พฤษภาคม 2567 เวลา 16:20 น.",
            "Why do we need four new clinics?",
            "보건복지부, 새로운 진료소 네 곳 열어",
        ] {
            assert!(!is_prose(text), "{text}");
        }
    }
}
