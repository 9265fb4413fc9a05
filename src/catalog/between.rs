//! Whether an edition stands between two others: all of it is as in the one or as in the other.

use std::collections::BTreeMap;

use super::{Edition, Release, Tombstone};
use crate::article::ArticleId;

/// What an edition shows of a release.
#[derive(Clone, Copy)]
enum Shown<'a> {
    Release(&'a Release),
    Tombstone(&'a Tombstone),
}

impl PartialEq for Shown<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Release(a), Self::Release(b)) => a.is_as_in(b),
            (Self::Tombstone(a), Self::Tombstone(b)) => a == b,
            _ => false,
        }
    }
}

impl Edition {
    /// Whether everything in which it differs from `before` is as in `after`: no release is there, gone, withdrawn or
    /// otherwise than before, but as it is after.
    #[must_use]
    pub fn is_between(&self, before: &Self, after: &Self) -> bool {
        let [own, before, after] = [self, before, after].map(Self::shown);
        let is_as_in_one = |id: &&ArticleId| {
            let own = own.get(*id);
            own == before.get(*id) || own == after.get(*id)
        };
        own.keys().chain(before.keys()).all(is_as_in_one)
    }

    fn shown(&self) -> BTreeMap<&ArticleId, Shown<'_>> {
        let releases = self.releases.iter().map(|release| (&release.id, Shown::Release(release)));
        let tombstones = self.tombstones.iter().map(|tombstone| (&tombstone.id, Shown::Tombstone(tombstone)));
        releases.chain(tombstones).collect()
    }
}
