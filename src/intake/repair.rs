//! Mends what copying and saving broke. Quotation marks, dashes and bidi marks are the author's and stay.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::decode::letters;
use super::pattern::pattern;
use super::{Repair, quoted};
use crate::text::{clean, count_illegal};

mod mojibake;

/// A soft hyphen of some office suites, read as a not sign, inside or before a word.
static NOT_SIGN: LazyLock<Regex> = LazyLock::new(|| pattern(r"¬(\p{L})"));

/// Letters and digits of mathematics that stand for bold or slanted type, as some editors write it; one alone is a variable.
static STYLED: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\u{1D400}-\u{1D6A3}\u{1D7CE}-\u{1D7FF}]{2,}"));

/// Characters without width at the ends of lines, which word processors leave there.
static EDGES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?m)^[\u{200B}\u{2060}\u{FEFF}]+|[\u{200B}\u{2060}\u{FEFF}]+$"));

/// The mended text.
pub(super) fn repair(text: &str, repairs: &mut Vec<Repair>) -> String {
    let illegal = count_illegal(text);
    if illegal > 0 {
        repairs.push(Repair::new("characters that no feed can carry", &illegal.to_string(), ""));
    }
    let text = quoted::decoded(text, repairs).unwrap_or_else(|| text.to_owned());
    let mut text = clean(text.trim_start_matches('\u{FEFF}'));
    text = mojibake::mended(&text, repairs);
    if let Cow::Owned(joined) = letters::joined(&text) {
        text = joined;
    }
    for found in NOT_SIGN.find_iter(&text) {
        repairs.push(Repair::new("soft hyphen", found.as_str(), &found.as_str()['¬'.len_utf8()..]));
    }
    text = NOT_SIGN.replace_all(&text, "$1").into_owned();
    for found in STYLED.find_iter(&text) {
        repairs.push(Repair::new("styled letters", found.as_str(), &plain(found.as_str())));
    }
    text = STYLED.replace_all(&text, |found: &Captures<'_>| plain(&found[0])).into_owned();
    EDGES.replace_all(&text.replace('\u{AD}', ""), "").into_owned()
}

/// Styled letters and digits as plain ones. In Unicode they follow each other: thirteen alphabets, then five sets of digits.
fn plain(styled: &str) -> String {
    let plain = |character: char| {
        let (code, first, signs) = match u32::from(character) {
            code @ 0x1D7CE..=0x1D7FF => (code, 0x1D7CE, "0123456789"),
            code @ 0x1D400..=0x1D6A3 => {
                (code, 0x1D400, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
            }
            _ => return character,
        };
        let index = usize::try_from(code - first).unwrap_or_default() % signs.len();
        signs.chars().nth(index).unwrap_or(character)
    };
    styled.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mend(text: &str) -> String {
        repair(text, &mut Vec::new())
    }

    #[test]
    fn mathematical_letters_are_letters() {
        assert_eq!(mend("𝐍𝐚𝐢𝐫𝐨𝐛𝐢, 𝟐𝟖𝐭𝐡 𝙼𝚊𝚛𝚌𝚑"), "Nairobi, 28th March");
        assert_eq!(mend("𝑥 = mc², ℝ, ﬁn"), "𝑥 = mc², ℝ, ﬁn");
    }

    #[test]
    fn a_not_sign_before_a_word_was_a_soft_hyphen() {
        assert_eq!(mend("SDM dan ¬e-government, pem\u{AD}bina"), "SDM dan e-government, pembina");
        assert_eq!(mend("p ¬ q ¬5"), "p ¬ q ¬5");
        assert_eq!(mend("\u{200B}Bern\n\u{200B}a\u{200B}b\u{2060}"), "Bern\na\u{200B}b");
    }
}
