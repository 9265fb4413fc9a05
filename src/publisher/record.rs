//! What a restart should know, kept across it. It is safe to delete while the clock is right: then clients fetch feeds
//! once more.

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use crate::catalog::Shown;
use crate::disk::{self, Durability};
use crate::snapshot::Ledger;

/// Since when which bytes are served.
const LEDGER: &str = "served.json";

/// What was shown.
const SHOWN: &str = "shown";

/// The folder of what is kept.
#[derive(Clone, Debug)]
pub(super) struct Record(pub(super) PathBuf);

impl Record {
    /// Since when which bytes were served; nothing where that is missing or damaged, since clients then only fetch
    /// once more.
    pub(super) fn ledger(&self) -> Ledger {
        let json = fs::read(self.0.join(LEDGER)).ok();
        json.and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default()
    }

    /// What was shown; nothing where that is missing or damaged.
    pub(super) fn shown(&self) -> Shown {
        fs::read_to_string(self.0.join(SHOWN)).map(|text| Shown::parse(&text)).unwrap_or_default()
    }

    /// Writes both.
    pub(super) fn keep(&self, ledger: &Ledger, shown: &Shown) -> io::Result<()> {
        self.write(LEDGER, &serde_json::to_vec_pretty(ledger)?)?;
        self.keep_shown(shown)
    }

    /// Writes what was shown.
    pub(super) fn keep_shown(&self, shown: &Shown) -> io::Result<()> {
        self.write(SHOWN, shown.to_string().as_bytes())
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        disk::replace(&self.0.join(name), Durability::Power, |file| file.write_all(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_outlives_the_process_and_may_be_lost() {
        let folder = tempfile::tempdir().unwrap();
        let record = Record(folder.path().join(".dateline"));
        assert_eq!((record.ledger(), record.shown()), (Ledger::default(), Shown::default()));
        let ledger: Ledger =
            serde_json::from_str(r#"{"/a": {"hash": "0a", "since": "2026-03-01T02:00:00Z"}}"#).unwrap();
        let shown = Shown::parse("0123456789abcdef\n");
        record.keep(&ledger, &shown).unwrap();
        assert_eq!((record.ledger(), record.shown()), (ledger, shown));
        fs::write(record.0.join(LEDGER), "{").unwrap();
        assert_eq!(record.ledger(), Ledger::default());
    }
}
