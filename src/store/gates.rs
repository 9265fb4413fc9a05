//! Gates: the fields that decide whether and when a release is public.
//!
//! Here everything fails closed: a gate that can't be read, or a key that looks like a misspelt one, hides the
//! release.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::article::Withdrawal;
use crate::text::Text;

use super::date::{self, DateError, Span};
use super::fields::{Field, Fields, Report, name_of};
use super::front_matter::Value;
use super::path::ContentPath;

pub(super) use stray::{report_stray, stray_line};
pub(super) use suspect::report_suspects;

mod stray;
mod suspect;

/// Fields that open a release: it is public from the latest of them. `pubdate` is another name of Hugo's.
const OPENING: &[&str] = &["date", "embargo", "publishdate", "pubdate"];

/// Fields that end it: Hugo's, and another name of it.
pub(super) const CLOSING: &[&str] = &["expirydate", "unpublishdate"];

/// What a file's gates say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Gates {
    /// Whether it is a draft.
    pub(super) draft: bool,
    /// The latest of the fields that open it.
    pub(super) opens: Option<DateTime<Utc>>,
    /// Whether a date is given beside an embargo: by the front matter, the file's name, or the text itself.
    pub(super) has_date: bool,
    /// Whether it has an embargo, over or not.
    pub(super) has_embargo: bool,
    /// The earliest of the fields that end it.
    pub(super) expires: Option<DateTime<Utc>>,
    /// Its withdrawal.
    pub(super) withdrawal: Option<Withdrawal>,
}

/// Reads the gates; each fault becomes an error of the report.
pub(super) fn read(fields: &Fields, path: &ContentPath, zone: Tz, report: &mut Report) -> Gates {
    let mut gates = Gates { draft: path.is_draft, ..Gates::default() };
    for field in fields.iter() {
        match field.name.as_str() {
            "draft" => gates.draft |= boolean(field, report).unwrap_or(true),
            "published" => published(field, zone, &mut gates, report),
            "withdrawn" => gates.withdrawal = withdrawal(field, zone, report).or(gates.withdrawal),
            name if OPENING.contains(&name) => {
                gates.has_embargo |= name == "embargo";
                gates.opens = gates.opens.max(instant(field, zone, report));
            }
            name if CLOSING.contains(&name) => {
                let expiry = instant(field, zone, report);
                gates.expires = gates.expires.into_iter().chain(expiry).min();
            }
            _ => {}
        }
    }
    gates.has_date = fields.iter().any(is_date);
    if !gates.has_date
        && let Some(day) = path.date
    {
        gates.has_date = true;
        gates.opens = gates.opens.max(date::start_of(day, zone));
    }
    gates
}

/// Whether a field is a date of publication; Hugo takes `published` for one unless it is true or false.
fn is_date(field: &Field) -> bool {
    let opens = OPENING.contains(&field.name.as_str()) && field.name != "embargo";
    opens || (field.name == "published" && matches!(field.node.value, Value::Text(_)))
}

/// A field as an instant, with an error where it is none.
pub(super) fn instant(field: &Field, zone: Tz, report: &mut Report) -> Option<DateTime<Utc>> {
    span(field, zone, report).map(|span| span.first)
}

/// As [`instant`], with all that the date may mean.
pub(super) fn span(field: &Field, zone: Tz, report: &mut Report) -> Option<Span> {
    let read = match &field.node.value {
        Value::Text(text) => date::span(text, zone),
        other => Err(DateError::Form(other.to_string())),
    };
    read.map_err(|error| report.field_error(field, error.to_string(), date::REMEDY)).ok()
}

fn boolean(field: &Field, report: &mut Report) -> Option<bool> {
    if let Value::Bool(value) = field.node.value {
        return Some(value);
    }
    report.field_error(
        field,
        format!("`{}` is neither true nor false", field.node.value),
        "write `true` or `false`, without quotes, or delete the line",
    );
    None
}

/// Jekyll's `published: false` is a draft; Hugo takes the same key as another name of `publishDate`.
fn published(field: &Field, zone: Tz, gates: &mut Gates, report: &mut Report) {
    match &field.node.value {
        Value::Text(text) if date::parse(text, zone).is_ok() => {
            gates.opens = gates.opens.max(instant(field, zone, report));
        }
        _ => gates.draft |= !boolean(field, report).unwrap_or(false),
    }
}

/// `withdrawn: {date, reason}`, `withdrawn: DATE` or `withdrawn: false`.
fn withdrawal(field: &Field, zone: Tz, report: &mut Report) -> Option<Withdrawal> {
    let (span, reason) = match (&field.node.value, field.fields()) {
        (Value::Bool(false), _) => return None,
        (Value::Text(_), _) => (span(field, zone, report)?, None),
        (_, Some(parts)) if parts.first(&["date"]).is_some() => {
            let span = span(parts.first(&["date"])?, zone, report)?;
            (span, report.line(parts.first(&["reason"])))
        }
        _ => {
            report.field_error(
                field,
                "it does not say when it was withdrawn",
                "write `withdrawn: {date: 2026-11-27 09:00, reason: \"…\"}`",
            );
            return None;
        }
    };
    let reason = reason.map(|reason| Text::line(&reason));
    Some(Withdrawal { at: span.first, until: span.last, reason })
}

/// The parts of front matter that could not be read which concern gates, as they are written: where they are those
/// of the last good version, the fault is elsewhere.
pub(super) fn lines(front: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open_value = false;
    for part in front.split(['\n', ',', '{', '}']) {
        let part = part.trim();
        let (key, value) = part.split_once([':', '=']).unwrap_or((part, ""));
        let is_gate = suspect::names_a_gate(&name_of(key.trim_matches(['"', '\'', ' ', '-', '?'])));
        if is_gate || (open_value && !part.is_empty()) {
            found.push(part.to_owned());
        }
        open_value = is_gate && value.trim().is_empty();
    }
    found
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::store::front_matter;

    fn gates(front: &str, path: &str) -> Result<Gates, Vec<String>> {
        let text = format!("---\n{front}\n---\n");
        let parts = front_matter::split(&text).unwrap();
        let fields = Fields::of(front_matter::parse(&parts).unwrap());
        let mut report = Report::of(Path::new("a.md"));
        let gates = read(&fields, &ContentPath::parse(path).unwrap(), Tz::UTC, &mut report);
        report_suspects(&fields, Tz::UTC, &mut report);
        if report.has_error() {
            Err(report.problems.into_iter().filter_map(|problem| problem.field).collect())
        } else {
            Ok(gates)
        }
    }

    fn opens(front: &str, path: &str) -> String {
        gates(front, path).unwrap().opens.unwrap().to_rfc3339()
    }

    #[test]
    fn a_release_opens_at_the_latest_of_its_gates() {
        let front = "date: 2026-01-01\npublishDate: 2026-01-03\nextra: {embargo: 2026-01-02}";
        assert_eq!(opens(front, "a.md"), "2026-01-03T00:00:00+00:00");
        assert_eq!(opens("embargo: 2026-01-02", "2026-01-01-a.md"), "2026-01-02T00:00:00+00:00");
        assert_eq!(opens("date: 2025-01-02", "2026-01-01-a.md"), "2025-01-02T00:00:00+00:00");
        assert_eq!(opens("published: 2026-01-02", "a.md"), "2026-01-02T00:00:00+00:00");
    }

    #[test]
    fn drafts_of_every_kind() {
        for (front, path) in [
            ("draft: true", "a.md"),
            ("published: false", "a.md"),
            ("title: a", "_drafts/a.md"),
            ("params: {draft: true}", "a.md"),
        ] {
            assert!(gates(front, path).unwrap().draft, "{front}");
        }
        assert!(!gates("draft: false\npublished: true", "a.md").unwrap().draft);
    }

    #[test]
    fn a_gate_that_does_not_parse_is_a_fault() {
        for front in [
            "draft: yes",
            "draft: \"true\"",
            "draft:",
            "published: no",
            "embargo: tomorrow",
            "embargo:",
            "embargo: 2026",
            "publishDate: 2026-02-30",
            "expiryDate: never",
            "withdrawn: true",
            "withdrawn: gone",
            "withdrawn: {reason: x}",
            "date: 27/11/2017",
            "date: [2026-01-01]",
        ] {
            assert_eq!(gates(front, "a.md").unwrap_err().len(), 1, "{front}");
        }
    }

    #[test]
    fn withdrawals() {
        let withdrawal =
            gates("withdrawn: {date: 2026-01-02, reason: Wrong}", "a.md").unwrap().withdrawal.unwrap();
        assert_eq!(withdrawal.reason.unwrap().as_str(), "Wrong");
        assert!(gates("withdrawn: 2026-01-02", "a.md").unwrap().withdrawal.is_some());
        assert_eq!(gates("withdrawn: false", "a.md").unwrap().withdrawal, None);
    }

    #[test]
    fn lines_of_gates_are_found_in_any_syntax() {
        assert_eq!(lines("title: a: b\nembargo:\n  2026-01-01\ntags: [x]"), ["embargo:", "2026-01-01"]);
        assert_eq!(lines("{\"title\": 1, \"draft\": true, }"), ["\"draft\": true"]);
        assert_eq!(lines("updated: 2026-01-01\n embargoo = 2"), ["embargoo = 2"]);
    }
}
