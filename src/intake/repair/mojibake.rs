//! UTF-8 that was read as an encoding of one byte, read again.

use std::sync::LazyLock;

use encoding_rs::{Encoding, WINDOWS_1251, WINDOWS_1252};
use regex::{Captures, Regex};

use crate::intake::Repair;
use crate::intake::pattern::pattern;

/// UTF-8 read as Windows-1252: a lead byte's character and at least one continuation byte's.
static WESTERN: LazyLock<Regex> = LazyLock::new(|| {
    let continuation = r"[\u{80}-\u{BF}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]";
    pattern(&format!(r"(?:[Â-ß]{continuation}|[à-ï]{continuation}{{2}}|[ð-ô]{continuation}{{3}})+"))
});

/// What Windows-1251 makes of continuation bytes; one of them it has no character for. The no-break space is often
/// replaced by a space.
const CYRILLIC_CONTINUATION: &str =
    r"[ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{98}\u{FFFD}™љ›њќћџ\u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї°±Ііґµ¶·ё№є»јЅѕї ]";

/// Letters of Cyrillic and the signs beside them, in UTF-8 that was read as Windows-1251.
static CYRILLIC: LazyLock<Regex> = LazyLock::new(|| {
    let c = CYRILLIC_CONTINUATION;
    pattern(&format!(r"(?:[РСТУ]{c}|В[ \u{{A0}}-\u{{BF}}ЎўЈҐЁЄЇІіґё№єјЅѕї]|в[ЂЃ„‚ѓ…†‡]{c})+"))
});

/// Three letters of Cyrillic that were read so: no word that was written has six such characters in a row.
static SURELY_CYRILLIC: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?:[РСТУ]{CYRILLIC_CONTINUATION}){{3}}")));

/// The text as it was before.
pub(super) fn mended(text: &str, repairs: &mut Vec<Repair>) -> String {
    let text = replaced(text, &WESTERN, repairs, |broken| {
        reread(broken, WINDOWS_1252).filter(|_| !is_honest(broken))
    });
    if !SURELY_CYRILLIC.is_match(&text) {
        return text;
    }
    let lines = text.split_inclusive('\n').map(|line| {
        if is_cyrillic_mojibake(line) {
            replaced(line, &CYRILLIC, repairs, reread_cyrillic)
        } else {
            line.to_owned()
        }
    });
    lines.collect()
}

fn replaced(
    text: &str,
    pattern: &Regex,
    repairs: &mut Vec<Repair>,
    reread: impl Fn(&str) -> Option<String>,
) -> String {
    let mend = |found: &Captures<'_>| {
        let broken = &found[0];
        let mended = reread(broken).unwrap_or_else(|| broken.to_owned());
        if mended != broken {
            repairs.push(Repair::new("mojibake", broken, &mended));
        }
        mended
    };
    pattern.replace_all(text, mend).into_owned()
}

/// Whether nearly all Cyrillic letters of a line stand as Windows-1251 shows UTF-8: `Сі` alone begins words of Ukrainian.
fn is_cyrillic_mojibake(line: &str) -> bool {
    let count = |text: &str| text.chars().filter(|letter| matches!(letter, '\u{400}'..='\u{4FF}')).count();
    let broken: usize = CYRILLIC.find_iter(line).map(|found| count(found.as_str())).sum();
    SURELY_CYRILLIC.is_match(line) && broken * 5 >= count(line) * 4
}

/// Whether it may well be an accented capital at the end of a quotation, as in “CAFÉ”.
fn is_honest(pair: &str) -> bool {
    pair.chars().count() == 2 && pair.ends_with(['‘', '’', '“', '”', '–', '—', '…'])
}

/// As [`reread`]; what got lost on the way is put back first.
fn reread_cyrillic(broken: &str) -> Option<String> {
    reread(&broken.replace('\u{FFFD}', "\u{98}").replace(' ', "\u{A0}"), WINDOWS_1251)
}

/// `broken` as the UTF-8 that it was before it was read in this encoding, or as Latin-1 with its control characters.
fn reread(broken: &str, encoding: &'static Encoding) -> Option<String> {
    let mut bytes = Vec::with_capacity(broken.len());
    for character in broken.chars() {
        let mut buffer = [0; 4];
        let (encoded, _, had_errors) = encoding.encode(character.encode_utf8(&mut buffer));
        match u8::try_from(u32::from(character)) {
            _ if !had_errors => bytes.extend_from_slice(&encoded),
            Ok(latin) => bytes.push(latin),
            Err(_) => return None,
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mend(text: &str) -> String {
        mended(text, &mut Vec::new())
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
    fn utf8_read_as_windows_1251_is_read_again() {
        let text = "Россия — 3 марта 2026 г. «Город Пример», Шуя: № 7, Иваново и Этна. Їжак, Ґанок, ёлка.";
        let (broken, ..) = WINDOWS_1251.decode(text.as_bytes());
        assert_eq!(mend(&broken), text);
        assert_eq!(mend(&broken.replace('\u{A0}', " ")), text);
        assert_eq!(mend(&broken.replace('\u{98}', "\u{FFFD}")), text);
        assert_eq!(mend("Р“РѕСЂРѕРґ\nЧестный город"), "Город\nЧестный город");
        for honest in [
            "Сільська рада: «Рівне», Сімферополь",
            "СІРІ ДНІ; В\u{A0}Москве С\u{A0}Сергеем",
            "Сёмга, Рёв, Тёмная № 5 — Серёжа",
            "Сёстры Рїб, и в “Р” всё",
        ] {
            assert_eq!(mend(honest), honest);
        }
    }
}
