//! Mends what a mail program's coding left in a text: `f=C3=BCr`, and lines that end with `=` (RFC 2045, section 6.7).

use std::sync::LazyLock;

use encoding_rs::{UTF_8, WINDOWS_1252};
use regex::Regex;

use super::Repair;
use super::pattern::pattern;

/// A byte of a character outside ASCII.
static CODED: LazyLock<Regex> = LazyLock::new(|| pattern(r"=[89A-F][0-9A-F]"));

/// A sign that the coding would have coded itself.
static BARE: LazyLock<Regex> = LazyLock::new(|| pattern(r"=(?:[^0-9A-F\r\n]|[0-9A-F][^0-9A-F]|[0-9A-F]?$)"));

/// A line end that the coding put there.
static SOFT_BREAK: LazyLock<Regex> = LazyLock::new(|| pattern(r"=\r?\n"));

/// So many coded bytes are no chance.
const FEWEST: usize = 2;

/// The text without the coding, where it has one. Addresses have parts that look like it (`?id=A1B2&page=10`).
pub(super) fn decoded(text: &str, repairs: &mut Vec<Repair>) -> Option<String> {
    let is_coded = text.is_ascii() && CODED.find_iter(text).nth(FEWEST - 1).is_some() && !BARE.is_match(text);
    if !is_coded {
        return None;
    }
    let bytes = bytes(text);
    let (decoded, had_errors) = UTF_8.decode_without_bom_handling(&bytes);
    let decoded = match had_errors {
        false => decoded,
        true if SOFT_BREAK.is_match(text) || !has_coded_address(text) => {
            WINDOWS_1252.decode_without_bom_handling(&bytes).0
        }
        true => return None,
    };
    repairs.push(Repair::new("encoding", "quoted-printable", "UTF-8"));
    Some(decoded.into_owned())
}

fn has_coded_address(text: &str) -> bool {
    text.split_ascii_whitespace().any(|word| word.contains(['?', '&', '/']) && CODED.is_match(word))
}

fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(sign) = rest.find('=') {
        bytes.extend_from_slice(&rest.as_bytes()[..sign]);
        rest = &rest[sign + 1..];
        let soft_break = ["\r\n", "\n"].iter().find_map(|end| rest.strip_prefix(end));
        let code = rest.get(..2).filter(|code| !code.contains(|c: char| c.is_lowercase() || c == '+'));
        match (soft_break, code.and_then(|code| u8::from_str_radix(code, 16).ok())) {
            (Some(after), _) => rest = after,
            (None, Some(byte)) => {
                bytes.push(byte);
                rest = &rest[2..];
            }
            (None, None) => bytes.push(b'='),
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_mail_program_coded_is_read() {
        let read = |text: &str| decoded(text, &mut Vec::new());
        assert_eq!(read("f=C3=BCr Haus=\r\nhalte =E2=80=93 a=3Db").as_deref(), Some("für Haushalte – a=b"));
        assert_eq!(read("f=FCr K=F6ln").as_deref(), Some("für Köln"));
        for text in [
            "https://a.example/?id=12&x=AB=\n",
            "https://x.example/form?id=A1B2C3&key=F0E1&page=10&year=2024",
            "<a href=\"https://x.example/form?id=A1&key=F0\">für</a> <td bgcolor=FFFFFF>",
            "für f=C3=BCr und f=C3=BCr",
            "a=b f=C3=BCr f=C3=BCr",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
