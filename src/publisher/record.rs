//! What a restart should know, kept across it. It is safe to delete while the clock is right: then clients fetch feeds
//! once more.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use tempfile::NamedTempFile;

use crate::catalog::Shown;
use crate::snapshot::Ledger;

/// Since when which bytes are served.
const LEDGER: &str = "served.json";

/// What was shown.
const SHOWN: &str = "shown";

/// The folder of what is kept.
#[derive(Clone, Debug)]
pub(super) struct Record(pub(super) PathBuf);

impl Record {
    /// Since when which bytes were served.
    pub(super) fn ledger(&self) -> Ledger {
        Ledger::load(&self.0.join(LEDGER))
    }

    /// What was shown; nothing where that is missing or damaged.
    pub(super) fn shown(&self) -> Shown {
        fs::read_to_string(self.0.join(SHOWN)).map(|text| Shown::parse(&text)).unwrap_or_default()
    }

    /// Writes both.
    pub(super) fn keep(&self, ledger: &Ledger, shown: &Shown) -> io::Result<()> {
        ledger.save(&self.0.join(LEDGER))?;
        self.keep_shown(shown)
    }

    /// Writes what was shown.
    pub(super) fn keep_shown(&self, shown: &Shown) -> io::Result<()> {
        fs::create_dir_all(&self.0)?;
        let mut file = NamedTempFile::new_in(&self.0)?;
        write!(file, "{shown}")?;
        file.persist(self.0.join(SHOWN))?;
        Ok(())
    }
}
