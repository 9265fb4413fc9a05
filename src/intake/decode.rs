//! From bytes to text: the encoding is told by a mark, by validity, else by detection.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use super::Repair;
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
    let top_level_domain = language.primary().as_bytes();
    let hint = (top_level_domain.len() == 2).then_some(top_level_domain);
    decode_as(detector.guess(hint, Utf8Detection::Allow), bytes, repairs)
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
