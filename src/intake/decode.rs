//! From bytes to text: the encoding is told by a mark, by validity, else by detection.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use super::{Repair, language};
use crate::language::Language;

/// Reads `bytes` as text, most likely in this language.
pub(super) fn decode(bytes: &[u8], language: &Language, repairs: &mut Vec<Repair>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..], repairs);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = |language: &Language| {
        detector.guess(top_level_domain(language.primary()).map(str::as_bytes), Utf8Detection::Allow)
    };
    let first = guess(language);
    // The text may be in another language than its site. Most of its letters tell which, even read wrongly.
    let (sample, _) = first.decode_without_bom_handling(&bytes[..bytes.len().min(SAMPLE)]);
    let spoken = language::language(&sample).filter(|found| found.value.primary() != language.primary());
    decode_as(spoken.map_or(first, |spoken| guess(&spoken.value)), bytes, repairs)
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
        "zh" => "cn",
        "en" => return None,
        own if own.len() == 2 => own,
        _ => return None,
    })
}

/// Reads `bytes` as text in this encoding.
pub(super) fn decode_as(encoding: &'static Encoding, bytes: &[u8], repairs: &mut Vec<Repair>) -> String {
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
