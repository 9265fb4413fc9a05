//! Mends what copying and saving broke. Quotation marks, dashes and bidi marks are the author's and stay.

use std::sync::LazyLock;

use encoding_rs::WINDOWS_1252;
use regex::{Captures, Regex};

use super::pattern::pattern;
use super::{Repair, quoted};
use crate::text::{clean, count_illegal};

/// UTF-8 read as Windows-1252: a lead byte's character and at least one continuation byte's.
static MOJIBAKE: LazyLock<Regex> = LazyLock::new(|| {
    let continuation = r"[\u{80}-\u{BF}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]";
    pattern(&format!(r"(?:[Â-ß]{continuation}|[à-ï]{continuation}{{2}}|[ð-ô]{continuation}{{3}})+"))
});

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
    text = MOJIBAKE
        .replace_all(&text, |found: &Captures<'_>| {
            let broken = &found[0];
            let mended = reread(broken).filter(|_| !is_honest(broken)).unwrap_or_else(|| broken.to_owned());
            if mended != broken {
                repairs.push(Repair::new("mojibake", broken, &mended));
            }
            mended
        })
        .into_owned();
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

/// Whether it may well be an accented capital at the end of a quotation, as in “CAFÉ”.
fn is_honest(pair: &str) -> bool {
    pair.chars().count() == 2 && pair.ends_with(['‘', '’', '“', '”', '–', '—', '…'])
}

/// `broken` as the UTF-8 that it was before it was read as Windows-1252, or as Latin-1 with its control characters.
fn reread(broken: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(broken.len());
    for character in broken.chars() {
        if let Ok(latin) = u8::try_from(u32::from(character)) {
            bytes.push(latin);
            continue;
        }
        let mut buffer = [0; 4];
        let (encoded, _, had_errors) = WINDOWS_1252.encode(character.encode_utf8(&mut buffer));
        if had_errors {
            return None;
        }
        bytes.extend_from_slice(&encoded);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mend(text: &str) -> String {
        repair(text, &mut Vec::new())
    }

    #[test]
    fn utf8_read_as_windows_1252_is_read_again() {
        assert_eq!(mend("Le ministÃ¨re â€œsantÃ©â€\u{9d} Ã©tÃ©"), "Le ministère “santé” été");
        assert_eq!(mend("SÃ£o Paulo"), "São Paulo");
        assert_eq!(mend("Bush\u{e2}\u{80}\u{99}s pick"), "Bush’s pick");
    }

    #[test]
    fn honest_letters_stay() {
        for text in ["Â", "für Öl – “CAFÉ”", "Ça alors", "50 °C ± 3", "naïf"] {
            assert_eq!(mend(text), text);
        }
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
