//! From bytes to text: the encoding is told by a mark, by validity, else by detection.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, WINDOWS_1258};

use super::{Repair, language};
use crate::language::Language;

mod east_asian;
pub(super) mod letters;

/// Reads `bytes` as text, most likely in this language. What no encoding makes a text of is full of U+FFFD.
pub(super) fn decode(bytes: &[u8], language: &Language, repairs: &mut Vec<Repair>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..], repairs);
    }
    if is_iso_2022_jp(bytes) {
        return decode_as(ISO_2022_JP, bytes, repairs);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => decode_as(detected(bytes, language), bytes, repairs),
    }
}

/// Whether they are Japanese that is written in ASCII between escapes, which are UTF-8 too.
pub(super) fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    const ESCAPES: [&[u8]; 4] = [b"\x1B$B", b"\x1B$@", b"\x1B(J", b"\x1B(I"];
    let has_escape = || bytes.windows(3).any(|escape| ESCAPES.contains(&escape));
    let is_whole = || !ISO_2022_JP.decode_without_bom_handling(bytes).1;
    bytes.contains(&b'\x1B') && bytes.is_ascii() && has_escape() && is_whole()
}

/// The encoding that the bytes are most likely in, or UTF-8, which they are not, where none is likely.
fn detected(bytes: &[u8], language: &Language) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess =
        |language: &str| detector.guess(top_level_domain(language).map(str::as_bytes), Utf8Detection::Allow);
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let first = guess(language.primary());
    // What the site is in misleads most where letters are of two bytes: `zh` is Big5 as well as GBK.
    let unhinted = guess("");
    if let Some(guessed) = [unhinted, first].into_iter().find(|guess| east_asian::is_one(guess)) {
        let other = [unhinted, first].into_iter().find(|guess| !east_asian::is_one(guess));
        return east_asian::best(bytes, guessed).or(other).unwrap_or(UTF_8);
    }
    // The text may be in another language than its site. Most of its letters tell which, even read wrongly.
    let spoken = |encoding: &'static Encoding| {
        let text = letters::joined(&encoding.decode_without_bom_handling(sample).0).into_owned();
        language::language(&text).map(|found| found.value.primary().to_owned())
    };
    if guess("vi") == WINDOWS_1258 && spoken(WINDOWS_1258).is_some_and(|found| found == "vi") {
        return WINDOWS_1258;
    }
    spoken(first).filter(|found| found != language.primary()).map_or(first, |found| guess(&found))
}

/// So much of a text tells its language, in bytes.
const SAMPLE: usize = 4000;

/// A top-level domain whose sites are in this language, by which the detection knows it.
fn top_level_domain(language: &str) -> Option<&str> {
    Some(match language {
        "ar" => "eg",
        "be" => "by",
        "cs" => "cz",
        "da" => "dk",
        "el" => "gr",
        "et" => "ee",
        "fa" => "ir",
        "he" => "il",
        "ja" => "jp",
        "ko" => "kr",
        "ms" => "my",
        "sl" => "si",
        "sr" => "rs",
        "sv" => "se",
        "uk" => "ua",
        "vi" => "vn",
        "en" => return None,
        own if own.len() == 2 => own,
        _ => return None,
    })
}

/// Reads `bytes` as text in the encoding that they say they are in, unless they clearly are in another one.
pub(super) fn decode_told(
    told: &'static Encoding,
    bytes: &[u8],
    language: &Language,
    repairs: &mut Vec<Repair>,
) -> String {
    let encoding =
        if east_asian::is_one(told) { east_asian::best(bytes, told).unwrap_or(told) } else { told };
    let mut made = Vec::new();
    let text = decode_as(encoding, bytes, &mut made);
    if letters::are_garbled(&text) {
        return decode(bytes, language, repairs);
    }
    repairs.append(&mut made);
    text
}

/// Reads `bytes` as text in this encoding.
fn decode_as(encoding: &'static Encoding, bytes: &[u8], repairs: &mut Vec<Repair>) -> String {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if encoding != UTF_8 {
        repairs.push(Repair::new("encoding", encoding.name(), "UTF-8"));
    }
    if had_errors {
        repairs.push(Repair::new("undecodable bytes", encoding.name(), "\u{FFFD}"));
    }
    text.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_a_text_tells_its_encoding_whatever_its_site_is_in() {
        let polish = "Ministerstwo ogłosiło wyniki naboru wniosków o dofinansowanie remontów dróg lokalnych. Wsparcie \
                      otrzyma 120 gmin w całej Polsce, a środki zostaną wypłacone jeszcze w tym roku.";
        let czech = "Vláda schválila program na opravy venkovských škol, na který letos půjde 300 milionů korun. \
                     Žádosti bude možné podávat od dubna, uvedl ministr školství.";
        let turkish = "Bakanlık, köy okullarının yenilenmesi için 500 milyon lira kaynak ayırdığını açıkladı. \
                       Çalışmalar yaz aylarında başlayacak ve ağustos ayında tamamlanacak.";
        let greek = "Η κυβέρνηση ενέκρινε πρόγραμμα για την επισκευή των σχολείων της υπαίθρου.";
        for (text, label) in [
            (polish, "iso-8859-2"),
            (polish, "windows-1250"),
            (czech, "iso-8859-2"),
            (turkish, "windows-1254"),
            (greek, "iso-8859-7"),
        ] {
            let (bytes, ..) = Encoding::for_label(label.as_bytes()).unwrap().encode(text);
            let site = Language::parse("en").unwrap();
            assert_eq!(decode(&bytes, &site, &mut Vec::new()), text, "{label}");
        }
    }
}
