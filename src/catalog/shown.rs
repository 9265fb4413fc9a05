//! What was shown of a newsroom: so little of it that it can be kept, and enough to know it again.

use std::collections::BTreeSet;
use std::fmt;

use chrono::{DateTime, Utc};

use super::Edition;
use crate::article::ArticleId;
use crate::file::ContentHash;

/// How many characters a mark has.
const MARK: usize = 16;

/// Which releases were shown, and which corrections of them: a mark for each, made of its id and its instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown(BTreeSet<Box<str>>);

impl Shown {
    /// What an edition shows.
    #[must_use]
    pub fn of(edition: &Edition) -> Self {
        let releases = edition.releases.iter().flat_map(|release| {
            let corrected = release.corrections.iter().map(|correction| correction.at);
            corrected.chain([release.published]).map(|at| mark(&release.id, at))
        });
        let tombstones = edition.tombstones.iter().map(|tombstone| mark(&tombstone.id, tombstone.published));
        Self(releases.chain(tombstones).collect())
    }

    /// Reads the marks as they are written: one a line. What is none marks nothing.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self(text.lines().map(Box::from).collect())
    }

    /// Whether a release that is public from `at` on was shown, or its correction of that instant.
    pub(super) fn has(&self, id: &ArticleId, at: DateTime<Utc>) -> bool {
        self.0.contains(&mark(id, at))
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|mark| writeln!(formatter, "{mark}"))
    }
}

fn mark(id: &ArticleId, at: DateTime<Utc>) -> Box<str> {
    let hash = ContentHash::of(format!("{id} {}", at.timestamp_millis()).as_bytes());
    hash.to_hex()[..MARK].into()
}
