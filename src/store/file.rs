//! The text of release files: new ones, and ids written into old ones.
//!
//! Text in, text out; the commands read and write the files.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use chrono_tz::Tz;
use thiserror::Error;

use crate::article::body::local_references;
use crate::article::{ArticleId, Markup};
use crate::intake::PublicationDate;

use super::fields::{Fields, name_of, text_of};
use super::front_matter::{self, Node, Parts, Syntax, Value};
use super::gates;
use super::release;

pub use rewrite::{add_to_list, rewrite_field};

mod rewrite;

/// A field can't be written into a file, or its front matter can't be read.
#[derive(Debug, Error)]
pub enum WriteIdError {
    /// It carries one.
    #[error("it already carries one")]
    HasOne,
    /// Its front matter can't be understood.
    #[error("its front matter can't be understood: {reason}")]
    Unreadable {
        /// The line in the file, counted from 1.
        line: usize,
        /// Why.
        reason: String,
    },
}

impl From<front_matter::Fault> for WriteIdError {
    fn from(fault: front_matter::Fault) -> Self {
        Self::Unreadable { line: fault.line, reason: fault.reason }
    }
}

/// What a new release may say of itself, ready to be filled in.
const MORE: &str = "\
# embargo: 2027-01-15T09:00 # nothing of it is seen before
# subtitle: A second headline
# place: City
# tags: [health, nutrition]
# summary: Two sentences for lists and feeds; else they are made of the first paragraph
# image: { file: photo.jpg, alt: What it shows, caption: Who is where, credit: Whose picture it is }
# attachments: [report.pdf]
";

/// The text of a new release: front matter in YAML, marked as a draft, and an empty body.
#[must_use]
pub fn render_new(title: &str, date: DateTime<FixedOffset>, id: &ArticleId) -> String {
    format!(
        "---\ntitle: {}\ndate: {}\nid: {}\ndraft: true # delete this line to publish\n{MORE}---\n\n",
        quoted(title),
        date.to_rfc3339(),
        quoted(id.as_str()),
    )
}

/// The text of a release with an id written into its front matter; every other byte stays.
///
/// # Errors
/// Where it has an id, or front matter that can't be understood.
pub fn write_id(text: &str, id: &ArticleId) -> Result<String, WriteIdError> {
    write_field(text, "id", &quoted(id.as_str()))
}

/// The text of a release with a field written into its front matter; every other byte stays.
///
/// The value is JSON of one line, which YAML and TOML share: a text, or a list of texts.
///
/// # Errors
/// Where it has that field, or front matter that can't be understood.
pub fn write_field(text: &str, key: &str, value: &str) -> Result<String, WriteIdError> {
    let parts = front_matter::split(text)?;
    if field_in(text, key)?.is_some() {
        return Err(WriteIdError::HasOne);
    }
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let (at, inserted) = insertion(&parts, key, value, line_end);
    let written = format!("{}{inserted}{}", &text[..at], &text[at..]);
    // Front matter may be written in ways in which a line more changes its meaning: then nothing is written.
    let before = front_matter_of(text)?;
    match front_matter_of(&written) {
        Ok(fields) if fields.len() == before.len() + 1 && field_in(&written, key)?.is_some() => Ok(written),
        _ => {
            let reason = "there is no place for a line in it".to_owned();
            Err(WriteIdError::Unreadable { line: parts.front_line, reason })
        }
    }
}

/// The line, counted from 1, of a key in the front matter of a text, however it is spelt there.
#[must_use]
pub fn line_of(text: &str, key: &str) -> Option<usize> {
    let fields = Fields::of(front_matter_of(text).ok()?);
    fields.first(&[&name_of(key)]).map(|field| field.line)
}

/// What the front matter of a text says, by the names of its keys without case, hyphens and underscores: a text, or
/// several of a list; what is in a table by both names, such as `image.file`. `None` where it has no front matter.
///
/// # Errors
/// Where it can't be understood.
pub fn front_matter(text: &str) -> Result<Option<BTreeMap<String, Vec<String>>>, WriteIdError> {
    let parts = front_matter::split(text)?;
    if parts.syntax.is_none() {
        return Ok(None);
    }
    let mut values = BTreeMap::new();
    for field in Fields::of(front_matter_of(text)?).iter() {
        add_values(&field.name, &field.node, &mut values);
    }
    Ok(Some(values))
}

/// What a file of settings says, in the same form; its ending tells whether it is TOML, JSON or YAML.
///
/// # Errors
/// Where it can't be understood.
pub fn settings(text: &str, ending: &str) -> Result<BTreeMap<String, Vec<String>>, WriteIdError> {
    let syntax = match ending {
        "toml" => Syntax::Toml,
        "json" => Syntax::Json,
        _ => Syntax::Yaml,
    };
    let parts = Parts {
        syntax: Some(syntax),
        front: text,
        front_start: 0,
        front_line: 1,
        body_start: text.len(),
        body: "",
    };
    let entries = front_matter::parse(&parts)?;
    let mut values = BTreeMap::new();
    for entry in entries {
        add_values(&name_of(&entry.key), &entry.node, &mut values);
    }
    Ok(values)
}

/// The texts of a value by its name, those of a table by the names within it; the first of a name counts.
fn add_values(name: &str, node: &Node, values: &mut BTreeMap<String, Vec<String>>) {
    let texts = match &node.value {
        Value::Map(entries) if !entries.is_empty() => {
            for entry in entries {
                add_values(&format!("{name}.{}", name_of(&entry.key)), &entry.node, values);
            }
            return;
        }
        Value::List(items) => {
            let tables = items.iter().filter(|item| matches!(item.value, Value::Map(_)));
            tables.for_each(|item| add_values(name, item, values));
            items.iter().filter_map(text_of).map(str::to_owned).collect()
        }
        Value::Bool(value) => vec![value.to_string()],
        _ => text_of(node).map(str::to_owned).into_iter().collect(),
    };
    values.entry(name.to_owned()).or_insert(texts);
}

/// The files that a text names in its front matter or body, as it is written there.
///
/// # Errors
/// Where its front matter can't be understood.
pub fn references(text: &str, markup: Markup) -> Result<Vec<String>, WriteIdError> {
    let parts = front_matter::split(text)?;
    let fields = Fields::of(front_matter_of(text)?);
    let named = ["image", "images", "attachments"].iter().flat_map(|name| fields.all(name));
    let named = named.flat_map(release::files_of);
    Ok(named.chain(local_references(parts.body, markup)).collect())
}

/// What comes after the front matter of a text.
///
/// # Errors
/// Where the front matter has no end.
pub fn body(text: &str) -> Result<&str, WriteIdError> {
    Ok(front_matter::split(text)?.body)
}

/// A line at the head of a text without front matter that holds the release back, though it stands outside of any.
#[must_use]
pub fn stray_gate(text: &str) -> Option<&str> {
    gates::stray_line(text).map(|(_, words)| words)
}

/// A date as front matter spells it; `None` where it can't be read without guessing.
#[must_use]
pub fn date(text: &str, site_zone: Tz) -> Option<PublicationDate> {
    if let Ok(day) = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d") {
        return Some(PublicationDate::Day(day));
    }
    let instant = super::date::parse(text, site_zone).ok()?;
    Some(PublicationDate::Instant(instant.with_timezone(&site_zone).fixed_offset()))
}

/// The place and the text of the line to be added: the first of the front matter, indented like the next.
fn insertion(parts: &Parts<'_>, key: &str, value: &str, line_end: &str) -> (usize, String) {
    let is_space = |character: &char| matches!(character, ' ' | '\t');
    let first =
        parts.front.lines().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let indent: String = first.unwrap_or_default().chars().take_while(is_space).collect();
    // YAML may be written like JSON, in braces.
    let opening = parts.front.len() - parts.front.trim_start().len();
    match parts.syntax {
        Some(Syntax::Json | Syntax::Yaml) if parts.front[opening..].starts_with('{') => {
            let inner = &parts.front[opening + 1..];
            let comma = if inner.trim_start().starts_with('}') { "" } else { "," };
            let space: String = inner.chars().take_while(|character| character.is_whitespace()).collect();
            (parts.front_start + opening + 1, format!("{space}\"{key}\": {value}{comma}"))
        }
        Some(Syntax::Yaml | Syntax::Json) => (parts.front_start, format!("{indent}{key}: {value}{line_end}")),
        Some(Syntax::Toml) => (parts.front_start, format!("{key} = {value}{line_end}")),
        None => (parts.front_start, format!("---{line_end}{key}: {value}{line_end}---{line_end}{line_end}")),
    }
}

fn front_matter_of(text: &str) -> Result<Vec<front_matter::Entry>, WriteIdError> {
    Ok(front_matter::parse(&front_matter::split(text)?)?)
}

fn field_in(text: &str, key: &str) -> Result<Option<String>, WriteIdError> {
    let fields = Fields::of(front_matter_of(text)?);
    Ok(fields.first(&[&name_of(key)]).map(|field| field.node.value.to_string()))
}

/// A text in the quotes that YAML, TOML and JSON share.
#[must_use]
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> ArticleId {
        ArticleId::parse("tag:a.example,2026:a").unwrap()
    }

    #[test]
    fn a_new_release_says_what_it_was_told() {
        let date = DateTime::parse_from_rfc3339("2026-11-27T09:00:00+07:00").unwrap();
        let text = render_new("A \"new\" day: \u{1F600}", date, &id());
        assert_eq!(field_in(&text, "id").unwrap().as_deref(), Some("tag:a.example,2026:a"));
        assert!(text.contains("title: \"A \\\"new\\\" day: \u{1F600}\"\ndate: 2026-11-27T09:00:00+07:00\n"));
    }

    #[test]
    fn an_id_is_written_and_every_other_byte_stays() {
        for (text, written) in [
            ("---\ntitle: a\n---\nBody", "---\nid: \"ID\"\ntitle: a\n---\nBody"),
            ("\u{FEFF}---\r\n  title: a\r\n---\r\n", "\u{FEFF}---\r\n  id: \"ID\"\r\n  title: a\r\n---\r\n"),
            (
                "+++\ntitle = 'a'\n[extra]\nb = 1\n+++\n",
                "+++\nid = \"ID\"\ntitle = 'a'\n[extra]\nb = 1\n+++\n",
            ),
            ("{\n  \"title\": \"a\"\n}\nBody", "{\n  \"id\": \"ID\",\n  \"title\": \"a\"\n}\nBody"),
            ("{}\n", "{\"id\": \"ID\"}\n"),
            ("---\n{title: a}\n---\n", "---\n{\"id\": \"ID\",title: a}\n---\n"),
            ("# Title\n", "---\nid: \"ID\"\n---\n\n# Title\n"),
            ("---\n---\nBody", "---\nid: \"ID\"\n---\nBody"),
        ] {
            assert_eq!(write_id(text, &id()).unwrap(), written.replace("ID", id().as_str()));
        }
    }

    #[test]
    fn nothing_is_written_where_it_could_do_harm() {
        assert!(matches!(write_id("---\nid: urn:a:b\n---\n", &id()), Err(WriteIdError::HasOne)));
        assert!(matches!(write_id("+++\n[extra]\nid = 'urn:a:b'\n+++\n", &id()), Err(WriteIdError::HasOne)));
        for (text, at) in [
            ("---\n# in braces\n{title: a}\n---\n", 2),
            ("---\ntitle: [\n---\n", 2),
            ("\n---\ntitle: a\n", 2),
        ] {
            let refused = write_id(text, &id());
            assert!(
                matches!(refused, Err(WriteIdError::Unreadable { line, .. }) if line == at),
                "{refused:?}"
            );
        }
    }
}
