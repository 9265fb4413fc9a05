//! Remembers since when the bytes of each feed are served: the one thing that outlives a snapshot.
//!
//! `Last-Modified` is made of it, and nothing else may be: no byte and no entity tag depends on it, so that the file
//! may be deleted at any time.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use crate::file::ContentHash;

/// Since when which bytes are served at which path.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ledger(BTreeMap<String, Served>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Served {
    hash: String,
    since: DateTime<Utc>,
}

impl Ledger {
    /// Reads a ledger; one that is missing or damaged is an empty one, since clients then only fetch once more.
    #[must_use]
    pub fn load(path: &Path) -> Self {
        std::fs::read(path).ok().and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default()
    }

    /// Writes the ledger, all of it or nothing.
    ///
    /// # Errors
    /// Where its folder can't be made or written.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mut file = NamedTempFile::new_in(folder)?;
        serde_json::to_writer_pretty(&mut file, self)?;
        file.flush()?;
        file.persist(path)?;
        Ok(())
    }

    /// The second since which these bytes are served at `path`; for bytes that are new there, that of `now`.
    ///
    /// Two changes within a second, or under a clock that was set back, still get two different seconds: a client
    /// that has nothing but `If-Modified-Since` must not miss the second one.
    pub(super) fn since(&mut self, path: &str, hash: ContentHash, now: DateTime<Utc>) -> DateTime<Utc> {
        let hash = hash.to_hex();
        let now = now.trunc_subsecs(0);
        let since = match self.0.get(path) {
            Some(served) if served.hash == hash => return served.since,
            Some(served) => now.max(served.since + TimeDelta::seconds(1)),
            None => now,
        };
        self.0.insert(path.to_owned(), Served { hash, since });
        since
    }

    /// Forgets the paths at which nothing is served any more.
    pub(super) fn retain(&mut self, is_served: impl Fn(&str) -> bool) {
        self.0.retain(|path, _| is_served(path));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 700_000_000).unwrap()
    }

    #[test]
    fn the_same_bytes_keep_their_second() {
        let mut ledger = Ledger::default();
        let bytes = ContentHash::of(b"a");
        assert_eq!(ledger.since("/a", bytes, second(10)).timestamp(), 10);
        assert_eq!(ledger.since("/a", bytes, second(20)).timestamp(), 10);
        assert_eq!(ledger.since("/b", bytes, second(20)).timestamp(), 20);
    }

    #[test]
    fn every_change_moves_it_forward() {
        let mut ledger = Ledger::default();
        let [a, b] = [ContentHash::of(b"a"), ContentHash::of(b"b")];
        let seen = [(a, 10), (b, 10), (a, 5), (b, 30)]
            .map(|(bytes, now)| ledger.since("/a", bytes, second(now)).timestamp());
        assert_eq!(seen, [10, 11, 12, 30]);
    }

    #[test]
    fn a_ledger_outlives_the_process_and_may_be_lost() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".dateline/served.json");
        assert_eq!(Ledger::load(&path), Ledger::default());
        let mut ledger = Ledger::default();
        ledger.since("/a", ContentHash::of(b"a"), second(10));
        ledger.save(&path).unwrap();
        assert_eq!(Ledger::load(&path), ledger);
        std::fs::write(&path, "{").unwrap();
        assert_eq!(Ledger::load(&path), Ledger::default());
    }
}
