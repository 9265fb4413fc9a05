//! What is known of one file from one reading to the next.

use chrono::{DateTime, Utc};

use super::document::{Outcome, Reading, SeenGates, Version};
use super::scan::{Stamp, Tree};

/// A file, as it was last read, and its last good version.
#[derive(Debug)]
pub(super) struct Known {
    /// The state in which it was read; `None` where it must be read again.
    pub(super) stamp: Option<Stamp>,
    /// Whether other files share its name but for the language.
    pub(super) has_translations: bool,
    /// What reading it gave.
    pub(super) reading: Reading,
    /// Its text, until it is kept as a last good version.
    pub(super) text: Option<String>,
    /// Its last good version.
    pub(super) good: Option<Version>,
    /// Since when it is missing.
    pub(super) missing_since: Option<DateTime<Utc>>,
}

impl Known {
    /// A file that is there and could not be looked at.
    pub(super) const fn unseen(good: Option<Version>) -> Self {
        let outcome = Outcome::Faulty(SeenGates::Unread);
        let reading = Reading {
            outcome,
            problems: Vec::new(),
            embargo_line: None,
            has_front_matter: true,
            seen: Vec::new(),
        };
        Self { stamp: None, has_translations: false, reading, text: None, good, missing_since: None }
    }

    /// Whether it need not be read again: neither it nor a file that it names has changed.
    pub(super) fn is_current(&self, stamp: &Stamp, has_translations: bool, tree: &Tree) -> bool {
        self.stamp.as_ref() == Some(stamp)
            && self.has_translations == has_translations
            && self.reading.seen.iter().all(|(path, seen)| tree.stamp(path) == seen.as_ref())
    }

    /// Lets it be read again.
    pub(super) fn read_anew(&mut self) {
        self.stamp = None;
    }

    /// The version that its present text gives, if that has no fault.
    pub(super) fn own(&self) -> Option<&Version> {
        match &self.reading.outcome {
            Outcome::Good(version) => Some(version),
            Outcome::Faulty(_) | Outcome::Hidden => None,
        }
    }

    /// The last good version, where the present text says nothing else of its gates.
    pub(super) fn fallback(&self) -> Option<&Version> {
        let good = self.good.as_ref()?;
        let agrees = match &self.reading.outcome {
            Outcome::Good(version) => version.gates == good.gates,
            Outcome::Faulty(gates) => gates.agree_with(good),
            Outcome::Hidden => false,
        };
        agrees.then_some(good)
    }
}
