//! Parts of a file (RFC 9110 §14): one range, or all of it. Must never look at the file.

use std::ops::Range;

use axum::http::{HeaderMap, header};

/// Which part of a file is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it: no range is asked for, or none that we serve.
    Whole,
    /// These bytes, at least one.
    Bytes(Range<u64>),
    /// Bytes that it does not have.
    Unsatisfiable,
}

impl Part {
    /// Reads Range, and If-Range before it (§13.1.5): a range of another version of the file counts for nothing.
    ///
    /// Several ranges are answered with the whole, as §14.2 allows. If-Range compares strongly, and a date in it is
    /// never a match, since files are sent without Last-Modified.
    pub(super) fn of(headers: &HeaderMap, length: u64, tag: &str) -> Self {
        let is_of_this = headers.get(header::IF_RANGE).is_none_or(|value| value.as_bytes() == tag.as_bytes());
        let mut lines = headers.get_all(header::RANGE).iter();
        match (lines.next(), lines.next()) {
            (Some(line), None) if is_of_this => {
                line.to_str().ok().and_then(|line| Self::parse(line, length)).unwrap_or(Self::Whole)
            }
            _ => Self::Whole,
        }
    }

    /// The part that the value of a Range header asks for; `None` where it has another form.
    fn parse(value: &str, length: u64) -> Option<Self> {
        let (unit, range) = value.split_once('=')?;
        let (first, last) =
            range.trim().split_once('-').filter(|_| unit.trim().eq_ignore_ascii_case("bytes"))?;
        let range = match (number(first)?, number(last)?) {
            (Some(first), Some(last)) if first > last => return None,
            (Some(first), Some(last)) => first..last.saturating_add(1).min(length),
            (Some(first), None) => first..length,
            // The last bytes of nothing are the whole of it: no 206 can say that.
            (None, Some(count)) if count > 0 && length == 0 => return None,
            (None, Some(count)) => length.saturating_sub(count)..length,
            (None, None) => return None,
        };
        Some(if range.is_empty() { Self::Unsatisfiable } else { Self::Bytes(range) })
    }
}

/// A number that may be left out; one too large to count is as good as the largest. The outer `None` is an error.
fn number(digits: &str) -> Option<Option<u64>> {
    match digits.trim() {
        "" => Some(None),
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(Some(digits.parse().unwrap_or(u64::MAX)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn part(lines: &[(&'static str, &'static str)], length: u64) -> Part {
        let mut headers = HeaderMap::new();
        for &(name, value) in lines {
            headers.append(name, HeaderValue::from_static(value));
        }
        Part::of(&headers, length, r#""tag""#)
    }

    #[test]
    fn one_range_is_served() {
        for (value, range) in [
            ("bytes=0-0", 0..1),
            ("bytes=2-4", 2..5),
            ("Bytes = 2 - 4", 2..5),
            ("bytes=8-", 8..10),
            ("bytes=8-99", 8..10),
            ("bytes=-3", 7..10),
            ("bytes=-99", 0..10),
            ("bytes=0-99999999999999999999999", 0..10),
        ] {
            assert_eq!(part(&[("range", value)], 10), Part::Bytes(range), "{value}");
        }
    }

    #[test]
    fn what_lies_outside_is_unsatisfiable() {
        for value in ["bytes=10-", "bytes=10-12", "bytes=-0", "bytes=99999999999999999999999-"] {
            assert_eq!(part(&[("range", value)], 10), Part::Unsatisfiable, "{value}");
        }
        assert_eq!(part(&[("range", "bytes=0-")], 0), Part::Unsatisfiable);
        assert_eq!(part(&[("range", "bytes=-5")], 0), Part::Whole);
    }

    #[test]
    fn any_other_form_gets_the_whole() {
        for value in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=4-2",
            "bytes=a-b",
            "bytes=+1-2",
            "bytes=0-1,3-4",
            "lines=0-1",
        ] {
            assert_eq!(part(&[("range", value)], 10), Part::Whole, "{value}");
        }
        assert_eq!(part(&[("range", "bytes=0-1"), ("range", "bytes=0-1")], 10), Part::Whole);
    }

    #[test]
    fn a_range_of_another_version_gets_the_whole() {
        let range = ("range", "bytes=0-1");
        assert_eq!(part(&[range, ("if-range", r#""tag""#)], 10), Part::Bytes(0..2));
        for other in [r#""gat""#, r#"W/"tag""#, "Thu, 01 Jan 2026 00:00:00 GMT", "tag"] {
            assert_eq!(part(&[range, ("if-range", other)], 10), Part::Whole, "{other}");
        }
    }
}
