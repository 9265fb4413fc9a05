//! What feeds made by hand have wrong: an ampersand that starts no reference, a time without a zone.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

use crate::intake::clock_time::instant;

/// No name of a reference is longer, in bytes.
const LONGEST_NAME: usize = 32;

const CDATA: &[u8] = b"<![CDATA[";

/// The same markup, its ampersands that start no reference written as one; those in CDATA are none.
pub(super) fn with_references(bytes: &[u8]) -> Cow<'_, [u8]> {
    let mut mended = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'&' | b'<')) {
        let (before, from) = rest.split_at(at);
        mended.extend_from_slice(before);
        let length = if from.starts_with(CDATA) {
            from.windows(3).position(|end| end == b"]]>").unwrap_or(from.len())
        } else {
            1
        };
        mended.extend_from_slice(&from[..length]);
        if from[0] == b'&' && !is_reference(&from[1..]) {
            mended.extend_from_slice(b"amp;");
        }
        rest = &from[length..];
    }
    if mended.len() + rest.len() == bytes.len() {
        return Cow::Borrowed(bytes);
    }
    mended.extend_from_slice(rest);
    Cow::Owned(mended)
}

/// Whether what comes after an ampersand makes it a reference.
fn is_reference(after: &[u8]) -> bool {
    let name = after.strip_prefix(b"#").unwrap_or(after);
    let length = name.iter().take(LONGEST_NAME).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    length > 0 && name.get(length) == Some(&b';')
}

/// `2026-03-02 09:00:00`, `Mon, 02 Mar 2026 09:00 WIB`: a time by this zone's clock, or by that of the zone that it
/// names.
pub(super) fn local_time(text: &str, zone: Tz) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let text = text.split_once(", ").map_or(text, |(_, text)| text);
    let (day, time) = text.rsplit_once(':').and_then(|_| {
        let colon = text.find(':')?;
        let at = text[..colon].rfind([' ', 'T', 't'])?;
        Some((text[..at].trim(), text[at + 1..].trim()))
    })?;
    let day = ["%Y-%m-%d", "%Y/%m/%d", "%d %b %Y", "%d %B %Y"]
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(day, format).ok())?;
    let (time, named) = time.split_once(' ').unwrap_or((time, ""));
    let time =
        ["%H:%M:%S", "%H:%M"].iter().find_map(|format| NaiveTime::parse_from_str(time, format).ok())?;
    let named = named.trim();
    match named.parse() {
        Ok(zone) => instant(day, time, "", zone),
        Err(_) => instant(day, time, &format!("0 {named}"), zone),
    }
    .ok()
    .map(|instant| instant.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stray_ampersand_becomes_a_reference() {
        let mended = |text: &str| String::from_utf8(with_references(text.as_bytes()).into_owned()).unwrap();
        for (text, now) in [
            ("<a>R&D &amp; A & B &#38;&#x26; &</a>", "<a>R&amp;D &amp; A &amp; B &#38;&#x26; &amp;</a>"),
            ("<a><![CDATA[R&D]]>R&D</a>", "<a><![CDATA[R&D]]>R&amp;D</a>"),
            ("<a>&nbsp;</a><![CDATA[&", "<a>&nbsp;</a><![CDATA[&"),
        ] {
            assert_eq!(mended(text), now);
        }
    }

    #[test]
    fn times_are_read_by_the_clock_that_they_name_or_the_given_one() {
        for (text, instant) in [
            ("2026-03-02 09:00:00", "2026-03-02T02:00:00+00:00"),
            ("2026-03-02T09:00", "2026-03-02T02:00:00+00:00"),
            ("2026-03-02 09:00:30 WITA", "2026-03-02T01:00:30+00:00"),
            ("2026-03-02 09:00:00 Asia/Seoul", "2026-03-02T00:00:00+00:00"),
            ("Mon, 02 Mar 2026 09:00:00", "2026-03-02T02:00:00+00:00"),
        ] {
            let read = local_time(text, chrono_tz::Asia::Jakarta).map(|at| at.to_rfc3339());
            assert_eq!(read.as_deref(), Some(instant), "{text}");
        }
        for text in ["", "tomorrow", "2026-03-02", "2026-03-02 09:00:00 CST", ": :", "é:"] {
            assert_eq!(local_time(text, chrono_tz::Asia::Jakarta), None, "{text}");
        }
    }
}
