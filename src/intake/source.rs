//! Releases that say of themselves what they are: entries of feeds and exports, and GOV.UK's content items.
//!
//! What they say is taken as it is, their ids letter by letter: a reader that knows an id never shows it again.

use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;
use thiserror::Error;

use super::{Intake, field::Found};
use crate::article::ArticleId;
use crate::text::Text;

mod base;
mod classic;
mod contacts;
mod feed;
mod govuk;
mod mend;
mod wordpress;

/// The rule of fields that the source gives.
const GIVEN: &str = "given";

/// A release as a source gives it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Release {
    /// The fields, and what was mended in them.
    pub intake: Intake,
    /// What no text says of itself.
    pub given: Given,
}

/// What no text says of itself, and a source may give.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given {
    /// The id that it had.
    pub id: Option<ArticleId>,
    /// A change that readers should notice.
    pub updated: Option<DateTime<FixedOffset>>,
    /// Its former addresses.
    pub aliases: Vec<String>,
    /// Topics.
    pub tags: Vec<Text>,
    /// The kind of release.
    pub kind: Option<Text>,
    /// When what was corrected.
    pub corrections: Vec<(DateTime<FixedOffset>, Text)>,
    /// Since when it is withdrawn, and why.
    pub withdrawn: Option<(DateTime<FixedOffset>, Option<Text>)>,
    /// Joins its translations.
    pub translation_key: Option<Text>,
    /// Why it is a draft, where it is one.
    pub draft: Option<String>,
    /// What an editor should see to.
    pub notes: Vec<String>,
}

/// A source that can't be read.
#[derive(Debug, Error)]
pub enum SourceError {
    /// It is neither RSS, Atom nor JSON Feed.
    #[error("it is no feed that can be read: {0}")]
    Feed(String),
    /// It is not JSON.
    #[error("it is no JSON that can be read: {0}")]
    Json(#[from] serde_json::Error),
    /// It is JSON of some other kind.
    #[error("it is neither a JSON Feed nor a content item of GOV.UK")]
    Unknown,
}

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A plain text.
    Plain,
    /// Markdown, or any text with front matter.
    Markdown,
    /// A page.
    Html,
    /// An RSS or Atom feed, or an export in that form.
    Feed,
    /// A JSON Feed, or a content item of GOV.UK.
    Json,
}

/// How much of a document tells its kind, in bytes.
const SAMPLE: usize = 4096;

impl Kind {
    /// Tells the kind of a document by its name's ending and its first words.
    #[must_use]
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(SAMPLE)]).to_lowercase();
        let start = start.trim_start_matches('\u{FEFF}').trim_start();
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        let has = |words: &[&str]| words.iter().any(|word| start.contains(word));
        match ending.as_deref() {
            Some("md" | "markdown") => Self::Markdown,
            Some("txt" | "text") => Self::Plain,
            Some("html" | "htm" | "xhtml") => Self::Html,
            _ if start.starts_with('{') || start.starts_with('[') => Self::Json,
            _ if start.starts_with("<?xml") && !has(&["<html"]) => Self::Feed,
            _ if start.starts_with("<rss") || start.starts_with("<feed") || start.starts_with("<rdf:rdf") => {
                Self::Feed
            }
            _ if start.starts_with("---\n") || start.starts_with("---\r\n") || start.starts_with("+++") => {
                Self::Markdown
            }
            _ if start.starts_with('<')
                && has(&["<html", "<!doctype html", "<body", "<p", "<div", "<h1"]) =>
            {
                Self::Html
            }
            _ => Self::Plain,
        }
    }
}

/// The releases of a feed, an export, or a JSON document; times without a zone are in this one.
///
/// # Errors
/// Where it can't be read, or is of some other kind.
pub fn read(kind: Kind, bytes: &[u8], zone: Tz) -> Result<Vec<Release>, SourceError> {
    if kind != Kind::Json {
        return feed::read(bytes, zone);
    }
    let value: serde_json::Value = serde_json::from_slice(bytes)?;
    let is_feed = value["version"].as_str().is_some_and(|version| version.contains("jsonfeed.org"));
    if is_feed {
        return feed::read(bytes, zone);
    }
    let items = value.as_array().map_or(std::slice::from_ref(&value), Vec::as_slice);
    items.iter().map(|item| govuk::read(item).ok_or(SourceError::Unknown)).collect()
}

/// A field as the source gives it.
fn given<T>(value: T, evidence: impl Into<String>) -> Found<T> {
    Found::new(value, evidence, GIVEN, 100)
}

fn given_line(text: &str) -> Option<Found<Text>> {
    Some(given(Text::non_empty_line(text)?, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_told_by_name_and_words() {
        for (name, text, kind) in [
            ("a.txt", "<p>no page</p>", Kind::Plain),
            ("-", "JAKARTA – A text", Kind::Plain),
            ("-", "\u{FEFF}<!DOCTYPE html><html>", Kind::Html),
            ("a.xml", "<?xml version='1.0'?><html xmlns='x'>", Kind::Html),
            ("a.xml", "<?xml version='1.0'?><rss>", Kind::Feed),
            ("a", "<feed xmlns='http://www.w3.org/2005/Atom'>", Kind::Feed),
            ("a.json", "{}", Kind::Json),
            ("-", "---\ntitle: a\n---\n", Kind::Markdown),
            ("a.php", "<div><p>Text", Kind::Html),
        ] {
            assert_eq!(Kind::of(name, text.as_bytes()), kind, "{name} {text}");
        }
    }
}
