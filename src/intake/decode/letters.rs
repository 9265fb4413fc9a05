//! Whether the letters of a text are those that were written.

use std::borrow::Cow;
use std::sync::LazyLock;

use icu_normalizer::ComposingNormalizerBorrowed;
use regex::{Captures, Regex};

use crate::intake::pattern::pattern;

/// Letters with marks of their own behind them, as some encodings and file systems write `é` or `ế`; parts of Hangul.
static PARTED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\p{L}[\u{300}-\u{36F}]+|[\u{1100}-\u{1112}][\u{1161}-\u{11C2}]+"));

/// The text with each letter in one character, where there is one (NFC).
pub(in crate::intake) fn joined(text: &str) -> Cow<'_, str> {
    if !text.contains(is_mark) {
        return text.into();
    }
    let normalizer = ComposingNormalizerBorrowed::new_nfc();
    PARTED.replace_all(text, |parted: &Captures<'_>| normalizer.normalize(&parted[0]).into_owned())
}

/// Whether it is a mark or a part of Hangul that is joined with what stands before it.
const fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{1161}'..='\u{11C2}')
}

/// So many letters of a garbled text are wrong at least.
const FEWEST: usize = 8;

/// One letter of so many outside ASCII is wrong, and one of so many in all.
const SHARES: [usize; 2] = [5, 50];

/// Whether a good part of a text can't be what was written: lost letters, control characters, signs within words, and
/// words of two scripts that have spaces between words.
pub(in crate::intake) fn are_garbled(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let [mut letters, mut foreign, mut lost] = [0, 0, 0];
    for letter in text.chars() {
        letters += usize::from(letter.is_alphabetic());
        foreign += usize::from(!letter.is_ascii() && letter.is_alphabetic());
        lost += usize::from(matches!(letter, '\u{FFFD}' | '\u{80}'..='\u{9F}'));
    }
    let wrong = lost + strange(text);
    wrong >= FEWEST && wrong * SHARES[0] > foreign + lost && wrong * SHARES[1] > letters + lost
}

/// How often a letter is beside one of another script, or a sign that no word has stands between two.
fn strange(text: &str) -> usize {
    let mut before = [' '; 2];
    let mut count = 0;
    for letter in text.chars() {
        let [first, second] = before;
        // A single Greek letter is a sign: `12 μg`, `NFκB`.
        let is_sign = |one: Script, other: Script| {
            one == Script::Latin && other == Script::Greek
                || one == Script::Greek && script(first) != Some(Script::Greek)
        };
        let are_mixed = script(second)
            .zip(script(letter))
            .is_some_and(|(one, other)| one != other && !is_sign(one, other));
        let is_parted = first.is_alphabetic() && letter.is_alphabetic() && is_no_part_of_word(second);
        count += usize::from(are_mixed || is_parted);
        before = [second, letter];
    }
    count
}

/// Scripts that part their words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
}

const fn script(letter: char) -> Option<Script> {
    match letter {
        'A'..='Z' | 'a'..='z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => {
            Some(Script::Latin)
        }
        'Ά'..='ώ' => Some(Script::Greek),
        '\u{400}'..='\u{52F}' => Some(Script::Cyrillic),
        'א'..='ת' => Some(Script::Hebrew),
        'ء'..='ي' | 'ٹ'..='ە' => Some(Script::Arabic),
        _ => None,
    }
}

/// Signs of the encodings of one byte that words do not have; quotation marks and dashes do stand between words.
fn is_no_part_of_word(sign: char) -> bool {
    "¡¢£¤¥¦§¨©«¬®¯°±²³µ¶¸¹»¼½¾¿×÷‚„†‡ˆ‰‹›•˜™".contains(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn garbled_letters_are_told_from_honest_ones() {
        for text in [
            "Stadt M�nchen er�ffnet f�nf Kliniken f�r Kinder, Sch�ler und �ltere, erkl�rt der B�rgermeister in K�ln.",
            "Ðåéòéíã ãðïñpод пpиmеp ÷åòûpе íoвûе êлèíèêè îòêpûл в ñåвepe Ïåpâûe ïàцèeíòû",
            "Thµnh phè VÝ Dô ®· më bèn phßng kh¸m míi ë c¸c quËn phÝa b¾c, mçi n¨m phôc vô kho¶ng m\u{AD}êi hai ngh×n ng\u{AD}êi d©n",
        ] {
            assert!(are_garbled(text), "{text}");
        }
        for text in [
            "Die Stadt M�nchen eröffnet fünf Kliniken für Kinder, Schüler und Ältere.",
            "Стартапы и IT-компании; COVID-19, SARS-CoV-2, 5G, «Газпром»—«Лукойл», Windows™ 11",
            "The city — “its” centre… costs €3m–£4m, 20°C, 3×4, m², ©2026, a·b",
            "예시시는 AI기반 서비스를 APEC회의에서 공개했다. 例示市はAIの活用をPRします。",
            "NFκB, NFκB, NFκB, NFκB, NFκB, NFκB, TNFα, IL1β and 12 μg/m³, 13 μg/m³, 14 μg/m³, 15 μg/m³, 16 μg/m³",
            "Ο δήμος άνοιξε τέσσερις κλινικές. أعلنت وزارة الصحة عن COVID-19 اليوم.",
        ] {
            assert!(!are_garbled(text), "{text}");
        }
    }

    #[test]
    fn letters_in_parts_are_joined() {
        assert_eq!(joined("nga\u{300}y tha\u{301}ng, \u{1112}\u{1161}\u{11AB}글"), "ngày tháng, 한글");
        assert_eq!(joined("豈 é"), "豈 é");
    }
}
