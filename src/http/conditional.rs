//! Conditional requests (RFC 9110 §13): what the client already has. Must never look at what is asked for.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use chrono::{DateTime, Utc};

/// What a client says that it has.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Condition {
    /// It says nothing that can be understood.
    None,
    /// Whatever is there now (`If-None-Match: *`).
    Anything,
    /// Documents with one of these entity tags, quotes included and weakness marks left out.
    Tags(Vec<Vec<u8>>),
    /// What was there at this instant.
    Since(DateTime<Utc>),
}

impl Condition {
    /// Reads the condition of a GET or HEAD request; for other methods there is none.
    ///
    /// If-None-Match wins, even where nothing in it can be understood (§13.1.3).
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let mut lines = headers.get_all(header::IF_NONE_MATCH).iter().peekable();
        if lines.peek().is_none() {
            return date(headers, header::IF_MODIFIED_SINCE).map_or(Self::None, Self::Since);
        }
        let lines: Vec<&[u8]> = lines.map(HeaderValue::as_bytes).collect();
        match lines.as_slice() {
            [line] if line.trim_ascii() == b"*" => Self::Anything,
            lines => Self::Tags(lines.iter().flat_map(|line| tags(line)).collect()),
        }
    }

    /// Whether one of the client's entity tags is this one, by weak comparison (§8.8.3.2).
    pub(super) fn lists(&self, tag: &str) -> bool {
        matches!(self, Self::Tags(tags) if tags.iter().any(|listed| listed == tag.as_bytes()))
    }

    /// Whether the client has the document with this tag and this time of its last change.
    pub(super) fn is_met(&self, tag: &str, last_modified: Option<DateTime<Utc>>) -> bool {
        match self {
            Self::None => false,
            Self::Anything => true,
            Self::Tags(_) => self.lists(tag),
            Self::Since(instant) => {
                last_modified.is_some_and(|changed| changed.timestamp() <= instant.timestamp())
            }
        }
    }
}

/// Whether the client wants only what it has already (If-Match, If-Unmodified-Since; §13.1.1, §13.1.4), and that is
/// there no more. `is_current` tells whether a tag is one of what is there.
pub(super) fn is_outdated(
    headers: &HeaderMap,
    is_current: impl Fn(&[u8]) -> bool,
    last_modified: Option<DateTime<Utc>>,
) -> bool {
    let lines: Vec<&[u8]> = headers.get_all(header::IF_MATCH).iter().map(HeaderValue::as_bytes).collect();
    if lines.is_empty() {
        let instant = date(headers, header::IF_UNMODIFIED_SINCE);
        return instant
            .zip(last_modified)
            .is_some_and(|(instant, changed)| changed.timestamp() > instant.timestamp());
    }
    !lines.iter().any(|line| line.trim_ascii() == b"*" || tags(line).iter().any(|tag| is_current(tag)))
}

/// The entity tags of one line; what stands between them is skipped, whether or not it is as it should be.
fn tags(line: &[u8]) -> Vec<Vec<u8>> {
    let mut tags = Vec::new();
    let mut rest = line;
    while let Some(start) = rest.iter().position(|&byte| byte == b'"') {
        let Some(length) = rest[start + 1..].iter().position(|&byte| byte == b'"') else { break };
        let end = start + 1 + length + 1;
        tags.push(rest[start..end].to_vec());
        rest = &rest[end..];
    }
    tags
}

/// The instant in a header; of no value where it is given twice or is not a date (§13.1.3).
fn date(headers: &HeaderMap, name: HeaderName) -> Option<DateTime<Utc>> {
    let mut lines = headers.get_all(name).iter();
    let line = lines.next().filter(|_| lines.next().is_none())?;
    httpdate::parse_http_date(line.to_str().ok()?.trim()).ok().map(DateTime::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn condition(lines: &[(&'static str, &'static str)]) -> Condition {
        let mut headers = HeaderMap::new();
        for &(name, value) in lines {
            headers.append(name, HeaderValue::from_static(value));
        }
        Condition::of(&headers)
    }

    fn at(date: &str) -> Option<DateTime<Utc>> {
        Some(date.parse().unwrap())
    }

    #[test]
    fn tags_are_read_from_lists_and_compared_weakly() {
        for line in
            [r#""a""#, r#"W/"a""#, r#""x", "a""#, r#" , W/"x","a" ,"#, r#""x" "a""#, r#""x,y", "a", "open"#]
        {
            let condition = condition(&[("if-none-match", line)]);
            assert!(condition.lists(r#""a""#) && condition.is_met(r#""a""#, None), "{line}");
            assert!(!condition.lists(r#""b""#), "{line}");
        }
        assert!(condition(&[("if-none-match", r#""x""#), ("if-none-match", r#""a""#)]).lists(r#""a""#));
    }

    #[test]
    fn what_is_no_tag_matches_nothing() {
        for line in ["", "a", r#""a"#, r#"a""#, "W/a", r#""A""#, r#""a, b""#, r#"*, "b""#] {
            let condition = condition(&[("if-none-match", line)]);
            assert!(!condition.is_met(r#""a""#, at("2026-01-01T00:00:00Z")), "{line}");
        }
    }

    #[test]
    fn a_star_matches_whatever_is_there() {
        assert_eq!(condition(&[("if-none-match", " * ")]), Condition::Anything);
    }

    #[test]
    fn if_none_match_wins_even_where_it_is_malformed() {
        let date = ("if-modified-since", "Thu, 01 Jan 2026 00:00:00 GMT");
        assert_eq!(condition(&[("if-none-match", "x"), date]), Condition::Tags(vec![]));
    }

    #[test]
    fn dates_are_compared_in_order_and_by_the_second() {
        let dates =
            ["Thu, 01 Jan 2026 00:00:00 GMT", "Thursday, 01-Jan-26 00:00:00 GMT", "Thu Jan  1 00:00:00 2026"];
        for date in dates {
            let condition = condition(&[("if-modified-since", date)]);
            for (changed, is_met) in [
                ("2000-01-01T00:00:00Z", true),
                ("2025-12-31T23:59:59Z", true),
                ("2026-01-01T00:00:00.9Z", true),
                ("2026-01-01T00:00:01Z", false),
            ] {
                assert_eq!(condition.is_met("", at(changed)), is_met, "{date} {changed}");
            }
            assert!(!condition.is_met("", None), "{date}: nothing is known of a change");
        }
    }

    #[test]
    fn what_is_no_date_says_nothing() {
        for date in ["", "yesterday", "2026-01-01T00:00:00Z", "Thu, 32 Jan 2026 00:00:00 GMT"] {
            assert_eq!(condition(&[("if-modified-since", date)]), Condition::None, "{date}");
        }
        let date = ("if-modified-since", "Thu, 01 Jan 2026 00:00:00 GMT");
        assert_eq!(condition(&[date, date]), Condition::None);
    }
}
