//! Fields that a file's front matter lacks, as [`crate::intake`] reads them from the text.
//!
//! Front matter always wins. An inferred embargo is a gate like a written one; what can't be read is not guessed.

use chrono_tz::Tz;
use url::Url;

use crate::article::{Image, Source};
use crate::intake::{Fields as Inferred, Found, HeldBack, Intake};
use crate::text::Text;

use super::fields::{Fields, Report};
use super::front_matter::Syntax;
use super::gates::Gates;
use super::references::References;
use super::release;

/// Endings of the picture that an image name may be without.
const PICTURES: [&str; 6] = ["jpg", "jpeg", "png", "webp", "JPG", "PNG"];

/// Adds the date and the embargo that the text names to the gates, with an error where it names an embargo without an
/// end that can be read. A date in the text neither puts off an embargo of the front matter nor brings it forward.
pub(super) fn add_gates(
    gates: &mut Gates,
    inferred: &Inferred,
    syntax: Option<Syntax>,
    zone: Tz,
    report: &mut Report,
) {
    let is_dated = gates.has_date || gates.has_embargo;
    if !gates.has_embargo {
        if let Some(embargo) = &inferred.embargo {
            gates.has_embargo = true;
            gates.opens = gates.opens.max(embargo.value.start(zone));
        }
        if inferred.unread_embargo.is_some() {
            let line = release::line_to_add(syntax, "embargo", "2026-11-27 09:00");
            report.error(HeldBack::UnreadEmbargo.to_string(), format!("add the line {line}"));
        }
    }
    if !is_dated && let Some(date) = &inferred.date {
        gates.has_date = true;
        gates.opens = gates.opens.max(date.value.start(zone));
    }
}

/// Leaves out what the front matter says itself, so that nothing is told that is not used.
pub(super) fn leave_written(inferred: &mut Inferred, fields: &Fields, gates: &Gates) {
    let is_written = |keys: &[&str]| fields.first(keys).is_some();
    if gates.has_date || gates.has_embargo {
        inferred.date = None;
    }
    if gates.has_embargo {
        inferred.embargo = None;
    }
    if is_written(&["title"]) {
        inferred.title = None;
    }
}

/// The value of a field, if the text was read and has one.
pub(super) fn value<T: Clone>(
    intake: Option<&Intake>,
    field: impl Fn(&Inferred) -> &Option<Found<T>>,
) -> Option<T> {
    field(&intake?.fields).as_ref().map(|found| found.value.clone())
}

/// The picture that the text names, where it is elsewhere or lies beside the file.
pub(super) fn image(inferred: &Inferred, references: &mut References<'_>) -> Option<Image> {
    let text = |field: &Option<Found<Text>>| field.as_ref().map(|found| found.value.clone());
    Some(Image {
        source: source(&inferred.image.as_ref()?.value, references)?,
        alt: text(&inferred.caption),
        caption: text(&inferred.caption),
        credit: text(&inferred.credit),
    })
}

fn source(name: &str, references: &mut References<'_>) -> Option<Source> {
    match Url::parse(name) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => return Some(Source::Elsewhere(url)),
        _ => {}
    }
    let spellings = PICTURES.iter().map(|ending| format!("{name}.{ending}"));
    let mut spellings = std::iter::once(name.to_owned()).chain(spellings);
    spellings.find_map(|spelling| references.resolve(&spelling).ok()).map(Source::Own)
}

/// Tells the press office what was inferred, from what, and what was changed.
pub(super) fn tell(intake: &Intake, report: &mut Report) {
    let fields = &intake.fields;
    if let Some(title) = fields.title.as_ref().filter(|title| title.is_derived()) {
        report.warning(
            format!("it has no headline; “{}” is {}", title.value, title.rule),
            format!(
                "add the line `title: {}`, or a better one",
                serde_json::Value::from(title.value.as_str())
            ),
        );
    }
    let told: Vec<String> = fields.told().iter().map(ToString::to_string).collect();
    let repairs: Vec<String> = intake.repairs.iter().map(ToString::to_string).collect();
    if told.is_empty() && repairs.is_empty() {
        return;
    }
    let repairs =
        if repairs.is_empty() { String::new() } else { format!("; repaired: {}", repairs.join(", ")) };
    report.warning(
        format!("these fields are inferred from its text: {}{repairs}", told.join(", ")),
        "look them over; `dateline import` writes them into a file's front matter",
    );
}
