//! One edition, for an export: by the same rules as the first one of a server.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::Newsroom;
use super::edition::Edition;
use super::record::Record;
use crate::catalog::Shown;
use crate::clock::Clock;
use crate::snapshot::{Ledger, Snapshot};

/// One edition of a newsroom.
#[derive(Debug)]
pub struct Once {
    edition: Edition,
    clock: Clock,
    record: Record,
}

impl Once {
    /// Builds it; what was shown before is known from the folder `state`.
    #[must_use]
    pub fn build(newsroom: Newsroom, clock: Clock, state: PathBuf) -> Self {
        let record = Record(state);
        let edition = Edition::first(Arc::new(newsroom), &clock, Some(&record), Ledger::default());
        Self { edition, clock, record }
    }

    /// What it shows.
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        &self.edition.snapshot
    }

    /// Keeps what the next run should know, once this one is out.
    ///
    /// # Errors
    /// Where that can't be written.
    pub fn keep(&self) -> io::Result<()> {
        self.record.keep_shown(&Shown::of(self.edition.snapshot.edition()))?;
        self.clock.keep()
    }
}
