//! A snapshot that is served or will be, with what the publisher must know of it.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::Newsroom;
use super::record::Record;
use crate::catalog::Shown;
use crate::clock::Clock;
use crate::snapshot::{self, Inputs, Ledger, Snapshot};

/// A snapshot and what goes with it.
#[derive(Clone, Debug)]
pub(super) struct Edition {
    pub(super) snapshot: Arc<Snapshot>,
    /// What it was built from.
    pub(super) newsroom: Arc<Newsroom>,
    /// When it may go out: it shows what is due by then.
    pub(super) due: DateTime<Utc>,
    /// Since when what is served, once this is.
    pub(super) ledger: Ledger,
}

impl Edition {
    /// Builds the first edition of a run: where the clock is behind of how far it had come, of what is not due by it
    /// only what was shown before.
    pub(super) fn first(
        newsroom: Arc<Newsroom>,
        clock: &Clock,
        record: Option<&Record>,
        ledger: Ledger,
    ) -> Self {
        let shown = || record.map(Record::shown).unwrap_or_default();
        Self::build(newsroom, clock.now(), clock.reached(), None, shown, ledger)
    }

    /// Builds an edition of `instant`. Where that is later than `due`, since the clock was put back, what is due only
    /// after `due` is held back, unless it was `shown` already.
    pub(super) fn build(
        newsroom: Arc<Newsroom>,
        due: DateTime<Utc>,
        instant: DateTime<Utc>,
        previous: Option<&Snapshot>,
        shown: impl FnOnce() -> Shown,
        mut ledger: Ledger,
    ) -> Self {
        let Newsroom { site, definitions, catalog, shown_at } = &*newsroom;
        let is_ahead = shown_at.is_none() && due < instant;
        let held_back = is_ahead.then(|| catalog.without_undue(due, &shown()));
        let (catalog, held_until) =
            held_back.as_ref().map_or((catalog, None), |(rest, until)| (rest, *until));
        let inputs = Inputs { site, definitions, catalog };
        let snapshot = snapshot::build(&inputs, shown_at.unwrap_or(instant), previous, &mut ledger);
        Self { snapshot: Arc::new(snapshot.with_due(held_until)), newsroom, due, ledger }
    }

    /// Whether it may still go out after `current`, though the newsroom has become another since it was made: where
    /// everything that it brings, changes or takes away is just so in the newsroom as it is now.
    pub(super) fn may_follow(&self, current: &Self, newsroom: &Arc<Newsroom>) -> bool {
        if Arc::ptr_eq(&self.newsroom, newsroom) {
            return true;
        }
        let edition = self.snapshot.edition();
        let now = newsroom.catalog.at(edition.instant());
        self.newsroom.site == newsroom.site
            && self.newsroom.definitions == newsroom.definitions
            && newsroom.shown_at.is_none()
            && edition.is_between(current.snapshot.edition(), &now)
    }
}
