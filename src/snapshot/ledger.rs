//! Remembers since when the bytes of each feed are served: the one thing that outlives a snapshot.
//!
//! `Last-Modified` is made of it, and nothing else may be: no byte and no entity tag depends on it, so that it may be
//! lost at any time.

use std::collections::BTreeMap;

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

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
}
