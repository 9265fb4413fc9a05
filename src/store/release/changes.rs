//! Changes that readers should notice, and how a date without a time stands to others of its day.
//!
//! What happens to a release on the day of its publication happens after it. Of two changes on one day that have no
//! time nobody knows which came later: that is told to the press office, and neither is lost.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::article::Correction;
use crate::store::date::{self, Span};
use crate::store::fields::{Field, Fields, Report};
use crate::store::front_matter::{Node, Value};
use crate::store::gates::{self, Gates};
use crate::text::Text;

const WRITE_TIME: &str = "write its time too, as in `2026-11-27 09:00`";

/// When a release changed after it was public.
pub(super) struct Changes {
    /// A dated update.
    pub(super) updated: Option<DateTime<Utc>>,
    /// Corrections, oldest first, no two of them at one instant.
    pub(super) corrections: Vec<Correction>,
}

/// A correction as it is written.
struct Written {
    span: Span,
    note: Text,
    date: Field,
}

pub(super) fn read(fields: &Fields, gates: &Gates, zone: Tz, report: &mut Report) -> Changes {
    let written = corrections(fields, zone, report);
    let updated = updated(fields, gates.opens, zone, &written, report);
    for (index, later) in written.iter().enumerate() {
        if written.iter().take(index).any(|other| other.span.meets(later.span)) {
            let reason =
                "as it is dated, it may be as old as another correction: which came later is not known";
            report.field_warning(&later.date, reason, "give each of them its time, as in `2026-11-27 09:00`");
        }
    }
    check_end(fields, gates, report);
    Changes { updated, corrections: in_order(written, gates.opens) }
}

/// Corrections as they are written; a wrong one is an error, since readers rely on them.
fn corrections(fields: &Fields, zone: Tz, report: &mut Report) -> Vec<Written> {
    let Some(field) = fields.first(&["corrections"]) else { return Vec::new() };
    let items: &[Node] = match &field.node.value {
        Value::List(items) => items,
        _ => std::slice::from_ref(&field.node),
    };
    let mut corrections = Vec::new();
    for item in items {
        let item = Field { node: item.clone(), ..field.clone() };
        let parts = item.fields().unwrap_or_default();
        let note = parts.first(&["note"]).and_then(Field::text).and_then(Text::non_empty_block);
        match (parts.first(&["date"]), note) {
            (Some(date), Some(note)) => {
                let span = gates::span(date, zone, report);
                corrections.extend(span.map(|span| Written { span, note, date: date.clone() }));
            }
            _ => report.field_error(
                &item,
                "a correction needs a date and a note",
                "write `corrections: [{date: 2026-11-27 09:00, note: \"…\"}]`",
            ),
        }
    }
    corrections
}

/// Each of them a second after what it can't be older than: ids are made of these instants.
fn in_order(written: Vec<Written>, published: Option<DateTime<Utc>>) -> Vec<Correction> {
    let mut corrections: Vec<Correction> = written
        .into_iter()
        .map(|Written { span, note, .. }| Correction { at: after(span, published), note })
        .collect();
    corrections.sort_by_key(|correction| correction.at);
    let mut taken = BTreeSet::new();
    for correction in &mut corrections {
        while !taken.insert(correction.at) {
            correction.at += TimeDelta::seconds(1);
        }
    }
    corrections.sort_by_key(|correction| correction.at);
    corrections
}

/// When a change was made; where only its day is known, and it is the day of publication, right after that.
fn after(span: Span, published: Option<DateTime<Utc>>) -> DateTime<Utc> {
    let same_day = published.filter(|published| span.is_day() && span.has(*published));
    same_day.map_or(span.first, |published| published + TimeDelta::seconds(1))
}

fn updated(
    fields: &Fields,
    published: Option<DateTime<Utc>>,
    zone: Tz,
    corrections: &[Written],
    report: &mut Report,
) -> Option<DateTime<Utc>> {
    let field = fields.first(&["updated", "lastmod", "modified", "lastmodifiedat"])?;
    let span = match date::span(report.text(field)?, zone) {
        Ok(span) => span,
        Err(error) => {
            report.field_warning(field, format!("{error}; it is left out"), date::REMEDY);
            return None;
        }
    };
    // Other programs write the rest unasked, on the day of publication too.
    if field.name != "updated" {
        return Some(span.first);
    }
    let is_open = |other: &&Written| other.span.meets(span) && other.span.is_day() != span.is_day();
    let undated =
        corrections.iter().find(is_open).map(|other| if span.is_day() { field } else { &other.date });
    if let Some(undated) = undated {
        let reason = "a correction and `updated` are of one day, and which came later is not known";
        report.field_warning(undated, reason, WRITE_TIME);
    }
    Some(after(span, published))
}

/// Tells of an end that hardly is what was meant.
fn check_end(fields: &Fields, gates: &Gates, report: &mut Report) {
    let Some(published) = gates.opens else { return };
    if gates.expires.is_some_and(|expires| expires <= published)
        && let Some(field) = fields.first(gates::CLOSING)
    {
        report.field_warning(
            field,
            "it ends before it begins: the release is never public",
            "write a later date; one without a time is the start of its day",
        );
    }
    let is_open = gates
        .withdrawal
        .as_ref()
        .is_some_and(|withdrawal| withdrawal.at < published && published < withdrawal.until);
    if is_open && let Some(field) = fields.first(&["withdrawn"]) {
        report.field_warning(
            field,
            "it is withdrawn on the day of its publication: that counts as later, and a notice takes its place",
            "write the time too, as in `2026-11-27 09:00`; what is withdrawn before it is public leaves no trace",
        );
    }
}
