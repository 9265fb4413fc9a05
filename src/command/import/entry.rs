//! A release as a file: front matter with the evidence of every inferred field, and a body in Markdown.

use std::fmt::Display;

use chrono::NaiveDate;

use super::read::held_back;
use crate::article::ArticleId;
use crate::intake::source::Release;
use crate::intake::{Fields, Found, PublicationDate, Repair};
use crate::site::Slug;
use crate::store::file::quoted;
use crate::text::Text;

/// A name is no longer than this, in characters.
const LONGEST_NAME: usize = 80;

/// Evidence is shown up to this many characters.
const LONGEST_EVIDENCE: usize = 100;

/// So many repairs are told one by one.
const MOST_REPAIRS: usize = 20;

/// What an editor does about an embargo whose words don't tell its end.
pub(super) const UNTIL_WHEN: &str =
    "write until when, such as 2026-11-27 09:00, or delete the line if there is no embargo";

/// What a file is told beside the release.
pub(super) struct Around<'a> {
    /// Its permanent id.
    pub(super) id: &'a ArticleId,
    /// The lead picture's address, or its name beside the file.
    pub(super) image: Option<&'a str>,
    /// Where it comes from.
    pub(super) origin: &'a str,
    /// The name of the original that is kept.
    pub(super) original: &'a str,
}

/// What ends the line that tells where a file comes from.
fn mark(original: &str) -> String {
    format!("(original {original})")
}

/// Whether a file of the newsroom was made of that original, and perhaps edited since.
pub(super) fn is_made_of(text: &str, original: &str) -> bool {
    let mark = mark(original);
    text.lines().any(|line| line.starts_with("# imported from ") && line.ends_with(&mark))
}

/// The path below `content/`, without ending, that a release asks for.
pub(super) fn path(release: &Release, otherwise: &str) -> String {
    let fields = &release.intake.fields;
    let title = fields.title.as_ref().map(|title| title.value.as_str());
    let slug = title.and_then(|title| Slug::derive(title).ok()).or_else(|| Slug::derive(otherwise).ok());
    let slug = slug.map_or_else(|| "release".to_owned(), |slug| shortened(slug.as_str()));
    let day = fields.date.as_ref().or(fields.embargo.as_ref()).map(|date| day(date.value));
    match day.filter(|_| draft(release).is_none()) {
        Some(day) => format!("{}-{slug}", day.format("%Y/%Y-%m-%d")),
        None => format!("_drafts/{slug}"),
    }
}

/// Why an editor must look before it can be public; `None` where nobody must.
pub(super) fn draft(release: &Release) -> Option<String> {
    release.given.draft.clone().or_else(|| held_back(&release.intake.fields))
}

/// The file's text.
pub(super) fn text(release: &Release, around: &Around<'_>) -> String {
    let intake = &release.intake;
    let fields = &intake.fields;
    let mut front = Front(format!("# imported from {} {}\n", comment(around.origin), mark(around.original)));
    front.found("title", fields.title.as_ref());
    front.found("subtitle", fields.subtitle.as_ref());
    front.date("date", fields.date.as_ref());
    front.embargo(fields);
    front.line("id", &quoted(around.id.as_str()), "");
    front.found("lang", fields.language.as_ref());
    front.found("place", fields.place.as_ref());
    front.found("issuer", fields.issuer.as_ref());
    front.found("byline", fields.byline.as_ref());
    front.found("number", fields.number.as_ref());
    front.found("summary", fields.summary.as_ref().filter(|summary| summary.rule == "given"));
    front.image(release, around.image);
    front.found("contact", fields.contacts.as_ref());
    front.in_text("boilerplate", fields.boilerplate.as_ref());
    front.in_text("notes", fields.notes.as_ref());
    front.given(release);
    if let Some(event) = fields.event_date.as_ref() {
        front.0 += &format!("# event_date: {} # {}\n", event.value, told(event));
    }
    front.repairs(&intake.repairs);
    if let Some(why) = draft(release) {
        front.line("draft", "true", &why);
    }
    let body = body(release, around.image.is_some());
    format!("---\n{}---\n\n{body}\n", front.0)
}

/// What `withdrawn` says of a release that is.
pub(super) fn withdrawn(release: &Release) -> Option<String> {
    let (at, reason) = release.given.withdrawn.as_ref()?;
    let reason = reason.as_ref().map(|reason| format!(", reason: {}", quoted(reason))).unwrap_or_default();
    Some(format!("{{ date: {}{reason} }}", quoted(&at.to_rfc3339())))
}

/// The text as it is written; its caption belongs to a picture that is shown.
pub(super) fn body(release: &Release, has_image: bool) -> String {
    let text = release.intake.fields.whole_text(has_image);
    text.map(|text| text.to_markdown()).unwrap_or_default()
}

struct Front(String);

impl Front {
    fn line(&mut self, key: &str, value: &str, note: &str) {
        let note = if note.is_empty() { String::new() } else { format!(" # {}", comment(note)) };
        self.0 += &format!("{key}: {value}{note}\n");
    }

    fn found<T: Display>(&mut self, key: &str, found: Option<&Found<T>>) {
        if let Some(found) = found {
            self.line(key, &quoted(&found.value.to_string()), &told(found));
        }
    }

    /// A field that readers find at the end of the text.
    fn in_text(&mut self, name: &str, found: Option<&Found<Text>>) {
        if let Some(found) = found {
            self.0 += &format!("# {name}, at the end of the text: {}\n", comment(&told(found)));
        }
    }

    fn date(&mut self, key: &str, found: Option<&Found<PublicationDate>>) {
        if let Some(found) = found {
            self.line(key, &found.value.to_string(), &told(found));
        }
    }

    /// Words that don't tell the end stay a gate: nobody publishes the release by deleting `draft` alone.
    fn embargo(&mut self, fields: &Fields) {
        let Some(words) = &fields.unread_embargo else {
            return self.date("embargo", fields.embargo.as_ref());
        };
        self.line("embargo", &quoted(&Text::line(words)), UNTIL_WHEN);
        if let Some(found) = &fields.embargo {
            self.0 += &format!("# embargo: {} # {}\n", found.value, comment(&told(found)));
        }
    }

    fn image(&mut self, release: &Release, image: Option<&str>) {
        let fields = &release.intake.fields;
        let Some(found) = &fields.image else { return };
        let texts = [("caption", &fields.caption), ("credit", &fields.credit)];
        let texts = texts
            .iter()
            .filter_map(|(key, text)| Some(format!(", {key}: {}", quoted(&text.as_ref()?.value))));
        let texts: String = texts.collect();
        match image {
            Some(image) => self.line("image", &format!("{{ file: {}{texts} }}", quoted(image)), &told(found)),
            None => {
                self.0 +=
                    &format!("# image: {{ file: {}{texts} }} # there is no such file\n", quoted(&found.value))
            }
        }
    }

    fn given(&mut self, release: &Release) {
        let given = &release.given;
        let list = |texts: &mut dyn Iterator<Item = &str>| {
            format!("[{}]", texts.map(quoted).collect::<Vec<_>>().join(", "))
        };
        if let Some(kind) = &given.kind {
            self.line("kind", &quoted(kind), "");
        }
        if !given.tags.is_empty() {
            self.line("tags", &list(&mut given.tags.iter().map(Text::as_str)), "");
        }
        if !given.aliases.is_empty() {
            self.line("aliases", &list(&mut given.aliases.iter().map(String::as_str)), "");
        }
        if let Some(key) = &given.translation_key {
            self.line("translation_key", &quoted(key), "");
        }
        if let Some(updated) = given.updated {
            self.line("updated", &updated.to_rfc3339(), "");
        }
        if !given.corrections.is_empty() {
            self.0 += "corrections:\n";
        }
        for (at, note) in &given.corrections {
            self.0 += &format!("  - date: {}\n    note: {}\n", at.to_rfc3339(), quoted(note));
        }
        if let Some(withdrawn) = withdrawn(release) {
            self.line("withdrawn", &withdrawn, "");
        }
    }

    fn repairs(&mut self, repairs: &[Repair]) {
        for repair in repairs.iter().take(MOST_REPAIRS) {
            let now = if repair.now.is_empty() {
                String::new()
            } else {
                format!(" → {}", comment(&quoted(&repair.now)))
            };
            self.0 += &format!("# {}: {}{now}\n", repair.what, comment(&quoted(&repair.was)));
        }
        if let Some(more) = repairs.len().checked_sub(MOST_REPAIRS).filter(|more| *more > 0) {
            self.0 += &format!("# and {more} repairs more\n");
        }
    }
}

/// Rule, confidence and evidence of an inferred field; nothing where the source gave it.
pub(super) fn told<T>(found: &Found<T>) -> String {
    if found.rule == "given" {
        return String::new();
    }
    format!("{} ({}): {}", found.rule, found.confidence.0, found.evidence)
}

/// Words as they stand in a comment: on one line, not too long, and without what front matter can't hold.
pub(super) fn comment(words: &str) -> String {
    let line = Text::line(words);
    let clean: String = line.chars().filter(|character| !character.is_control()).collect();
    match clean.char_indices().nth(LONGEST_EVIDENCE) {
        Some((end, _)) => format!("{}…", &clean[..end]),
        None => clean,
    }
}

fn shortened(slug: &str) -> String {
    match slug.get(..LONGEST_NAME) {
        Some(start) if slug.len() > LONGEST_NAME => {
            let end = start.rfind('-').filter(|end| *end > LONGEST_NAME / 2).unwrap_or(LONGEST_NAME);
            start[..end].to_owned()
        }
        _ => slug.to_owned(),
    }
}

/// The day of a date, in the zone that it is written in.
pub(super) fn day(date: PublicationDate) -> NaiveDate {
    match date {
        PublicationDate::Day(day) => day,
        PublicationDate::Instant(instant) => instant.date_naive(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_one_line() {
        assert_eq!(comment("a\nb\u{85}c"), "a bc");
        assert_eq!(comment(&"x".repeat(200)).chars().count(), LONGEST_EVIDENCE + 1);
    }

    #[test]
    fn a_long_name_ends_with_a_word() {
        assert_eq!(shortened(&"word-".repeat(30)), "word-".repeat(16).trim_end_matches('-'));
        assert_eq!(shortened("a-b"), "a-b");
    }
}
