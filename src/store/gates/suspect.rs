//! Keys that look like a misspelt gate.

use std::iter;

use chrono_tz::Tz;
use strsim::osa_distance;

use super::{CLOSING, OPENING, date};
use crate::store::document;
use crate::store::fields::{Field, Fields, Report};
use crate::store::front_matter::Value;

/// Gates as a remedy spells them, and how many letters may be wrong for a key still to look like one.
const GATES: &[(&str, &str, usize)] = &[
    ("embargo", "embargo", 2),
    ("draft", "draft", 1),
    ("isdraft", "draft", 1),
    ("withdrawn", "withdrawn", 2),
    ("publishdate", "publishDate", 2),
    ("expirydate", "expiryDate", 2),
    ("unpublishdate", "expiryDate", 2),
];

/// Words for an embargo: wherever a key has one of them (`press_embargo`, `isEmbargoed`), it is about nothing else.
const EMBARGOES: &[&str] = &["embargo", "sperrfrist", "sperrvermerk"];

/// Beginnings that no other key has, and the gate that is meant.
const BEGINNINGS: &[(&str, &str)] = &[
    ("withdraw", "withdrawn"),
    ("retract", "withdrawn"),
    ("draft", "draft"),
    ("expir", "expiryDate"),
    ("unpublish", "expiryDate"),
    ("golive", "publishDate"),
    ("notbefore", "publishDate"),
    ("availablefrom", "publishDate"),
    ("visiblefrom", "publishDate"),
];

/// Beginnings of keys that are gates only where their value is one too: `publisher` is none.
const DOUBTFUL_BEGINNINGS: &[(&str, &str)] = &[
    ("publish", "publishDate"),
    ("publication", "publishDate"),
    ("release", "embargo"),
    ("hold", "embargo"),
    ("date", "date"),
    ("schedul", "publishDate"),
    ("draught", "draft"),
];

/// The words for true and false, as people write them.
const YES: &[&str] = &["true", "yes", "on"];
const NO: &[&str] = &["false", "no", "off"];

/// Keys that other systems have for the state of a text, and values that keep it from the public.
const STATES: &[&str] = &["status", "poststatus", "state", "visibility"];
const HIDDEN_STATES: &[&str] =
    &["draft", "private", "hidden", "pending", "scheduled", "future", "unlisted", "unpublished", "embargoed"];

/// Hugo's and Zola's ways to have no page at all.
const UNRENDERED: &[(&str, &[&str])] = &[("render", &["false", "never"]), ("headless", &["true"])];

/// Ways to say that a release is not for everybody.
const CLOSED: &[(&str, &[&str])] = &[("public", NO), ("private", YES), ("hidden", YES)];

/// Short gates: another word is near, so only a value of their kind tells.
const DOUBTFUL: &[(&str, usize)] = &[("date", 1), ("published", 2)];

/// Reports every key that looks like a misspelt gate as an error.
pub(in crate::store) fn report_suspects(fields: &Fields, zone: Tz, report: &mut Report) {
    for field in fields.iter() {
        if let Some(gate) = suspected(field, zone) {
            report.field_error(
                field,
                format!(
                    "`{}` looks like a misspelt `{gate}`, which decides when the release is public",
                    field.key
                ),
                format!("write `{gate}`, or give the key another name"),
            );
        } else if !is_gate(&field.name) {
            report_inner(field, report);
        }
    }
}

/// Reports what another system takes for a gate, and gates in a table where nobody reads them.
fn report_inner(field: &Field, report: &mut Report) {
    let inner = field.fields().unwrap_or_default();
    // Themes hide a part of a page that way: `cover: {hidden: true}`.
    let inner = inner.iter().filter(|field| CLOSED.iter().all(|(key, _)| *key != field.name));
    let stray = iter::once(field).chain(inner).find(|field| {
        let value = field.node.value.to_string();
        holds_back(&field.name, &value) || (is_instant(&value) && names_an_embargo(&field.name))
    });
    if let Some(stray) = stray {
        report.field_error(
            stray,
            format!("`{}: {}` looks like a gate, and nothing reads it here", stray.key, stray.node.value),
            "write `draft: true`, `embargo` or another gate at the top of the front matter, or delete it",
        );
    }
}

/// Whether somebody who writes this, wherever it stands, means that the release is not for the public now. A date is none
/// of that: it may be anything's.
pub(super) fn holds_back(name: &str, value: &str) -> bool {
    let value = value.to_lowercase();
    let is_one_of = |values: &[&str]| values.contains(&value.as_str());
    if name == "published" {
        return is_one_of(NO);
    }
    let is_gate = names_a_gate(name) && name != "date" && !names_an_embargo(name);
    (is_gate && (is_one_of(YES) || is_instant(&value)))
        || (STATES.contains(&name) && is_one_of(HIDDEN_STATES))
        || [UNRENDERED, CLOSED].concat().iter().any(|(key, values)| *key == name && is_one_of(values))
}

fn is_instant(value: &str) -> bool {
    date::parse(value, Tz::UTC).is_ok()
}

/// Whether a name is a gate's, or so much like one that no value is needed to tell.
pub(super) fn names_a_gate(name: &str) -> bool {
    is_gate(name) || (!document::is_known(name) && nearest(name).is_some())
}

fn names_an_embargo(name: &str) -> bool {
    EMBARGOES.iter().any(|word| name.contains(word))
}

fn is_gate(name: &str) -> bool {
    OPENING.contains(&name) || CLOSING.contains(&name) || matches!(name, "draft" | "published" | "withdrawn")
}

fn suspected(field: &Field, zone: Tz) -> Option<&'static str> {
    let name = field.name.as_str();
    if is_gate(name) || document::is_known(name) {
        return None;
    }
    nearest(name).or_else(|| nearest_of_doubtful(name).filter(|_| has_value_of_a_gate(field, zone)))
}

fn nearest(name: &str) -> Option<&'static str> {
    if names_an_embargo(name) {
        return Some("embargo");
    }
    let begun = BEGINNINGS.iter().find(|(beginning, _)| name.starts_with(beginning)).map(|(_, gate)| *gate);
    begun.or_else(|| {
        GATES
            .iter()
            .find(|(gate, _, most)| osa_distance(name, gate) <= *most)
            .map(|(_, spelling, _)| *spelling)
    })
}

fn nearest_of_doubtful(name: &str) -> Option<&'static str> {
    let near = DOUBTFUL.iter().find(|(gate, most)| osa_distance(name, gate) <= *most).map(|(gate, _)| *gate);
    near.or_else(|| {
        DOUBTFUL_BEGINNINGS.iter().find(|(beginning, _)| name.starts_with(beginning)).map(|(_, gate)| *gate)
    })
}

/// Whether a value is a date, true or false, or the words for them.
fn has_value_of_a_gate(field: &Field, zone: Tz) -> bool {
    match &field.node.value {
        Value::Bool(_) => true,
        Value::Text(text) => {
            let words = text.to_lowercase();
            date::parse(text, zone).is_ok() || [YES, NO].concat().contains(&words.as_str())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::store::front_matter;

    fn suspects(front: &str) -> usize {
        let text = format!("---\n{front}\n---\n");
        let parts = front_matter::split(&text).unwrap();
        let fields = Fields::of(front_matter::parse(&parts).unwrap());
        let mut report = Report::of(Path::new("a.md"));
        report_suspects(&fields, Tz::UTC, &mut report);
        report.problems.len()
    }

    #[test]
    fn misspelt_gates_are_told_from_other_keys() {
        for front in [
            "embargoo: 1",
            "emabrgo: 1",
            "embarg: tomorrow",
            "embargo_until: 2026-01-01",
            "embargoed: true",
            "Embaro: x",
            "press_embargo: 2030-01-01",
            "media-embargo: tomorrow",
            "isEmbargoed: true",
            "under_embargo: true",
            "sperrfrist: 2030-01-01",
            "Sperrvermerk: morgen",
            "meta: {press_embargo: 2030-01-01}",
            "go_live: 2030-01-01",
            "goLive: soon",
            "not_before: 2030-01-01",
            "available_from: 2030-01-01",
            "public: false",
            "private: true",
            "hidden: yes",
            "extra: {hidden: true}",
            "drafft: true",
            "darft: true",
            "isDraft: true",
            "Drafts: true",
            "draught: true",
            "scheduled: 2030-01-01",
            "status: draft",
            "state: Draft",
            "visibility: private",
            "post_status: future",
            "build: {render: never}",
            "_build: {render: false, list: never}",
            "headless: true",
            "meta: {draft: true}",
            "page: {embargo: 2030-01-01}",
            "seo: {publishDate: 2030-01-01}",
            "withdrawal: 2026-01-01",
            "withdrwan: x",
            "expires: 2026-01-01",
            "expiry: 2026-01-01",
            "publish_dat: x",
            "published_at: 2026-01-01",
            "pubished: false",
            "dat: 2026-01-01",
            "release_date: 2026-01-01",
            "date_published: 2099-01-01",
            "datePublished: 2099-01-01",
            "date_of_release: 2099-01-01",
            "params: {embago: 2026-01-01}",
        ] {
            assert_eq!(suspects(front), 1, "{front}");
        }
        for front in [
            "publisher: City",
            "public: true",
            "private: false",
            "hidden: false",
            "private_note: Call first",
            "cover: {image: x, hidden: true}",
            "data: {a: b}",
            "dateline: JAKARTA",
            "date_format: long",
            "date_modified: 2026-01-01",
            "date_created: 2026-01-01",
            "state: Berlin",
            "status: final",
            "event: {date: 2030-01-01}",
            "meta: {draft: false, published: true}",
            "withdrawn: {date: 2026-01-01, reason: x}",
            "render: true",
            "rate: 2.5",
            "layout: post",
            "weight: 1",
            "updated: 2026-01-01",
            "released_by: x",
            "craft_: none",
            "author: x",
            "toc: true",
            "lastmod: 2026-01-01",
            "image: x",
            "math: true",
        ] {
            let expected = usize::from(front.starts_with("craft"));
            assert_eq!(suspects(front), expected, "{front}");
        }
    }
}
