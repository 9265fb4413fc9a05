//! What is wrong with an input: where it is, what it means and what to do about it.
//!
//! A problem may speak of releases that are not public, so it is shown to the press office only (`check`, logs at
//! debug), never to the public.

use std::path::PathBuf;

use serde::Serialize;

/// How bad a [`Problem`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something is held back, or an older version stays, until it is mended.
    Error,
    /// Everything is published, though perhaps not as meant.
    Warning,
}

/// One thing that is wrong with one input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// The file, relative to the newsroom's root.
    pub file: PathBuf,
    /// The line, counted from 1, where it is known.
    pub line: Option<usize>,
    /// The column in characters, counted from 1, where it is known.
    pub column: Option<usize>,
    /// Whether something is held back.
    pub severity: Severity,
    /// The field that it is about, as the file spells it.
    pub field: Option<String>,
    /// What is wrong.
    pub reason: String,
    /// What to do about it.
    pub remedy: String,
}

impl Problem {
    /// An error about a whole file.
    pub fn error(file: impl Into<PathBuf>, reason: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: None,
            column: None,
            severity: Severity::Error,
            field: None,
            reason: reason.into(),
            remedy: remedy.into(),
        }
    }

    /// A warning about a whole file.
    pub fn warning(file: impl Into<PathBuf>, reason: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(file, reason, remedy) }
    }

    /// The same problem, at this line (counted from 1).
    #[must_use]
    pub fn at_line(self, line: usize) -> Self {
        Self { line: Some(line), ..self }
    }

    /// The same problem, of this field.
    #[must_use]
    pub fn of_field(self, field: impl Into<String>) -> Self {
        Self { field: Some(field.into()), ..self }
    }
}
