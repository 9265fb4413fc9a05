//! The loop that keeps the served snapshot true: build, swap, sleep until the next change.
//!
//! It is the only one that replaces the snapshot. The edition with the next change is made ahead of it and served at
//! its instant, never before. It must never serve a part of an edition, and where it can't build one the last good
//! snapshot stays.

use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;
use tokio::sync::watch;
use tokio::task::{JoinError, spawn_blocking};

use crate::catalog::Catalog;
use crate::clock::Clock;
use crate::feed::FeedDefinition;
use crate::site::Site;
use crate::snapshot::{self, Inputs, Ledger, Snapshot};

/// How long before it is due an edition is made: long enough for any newsroom.
const AHEAD: TimeDelta = TimeDelta::seconds(30);

/// An edition that could not go out for so long, since its machine slept or its clock was held back, is made anew: it
/// must tell when it really went out.
const LATE: TimeDelta = TimeDelta::seconds(2);

/// How often it is kept how far the clock has come, if nothing else happens.
const KEPT_EVERY: Duration = Duration::from_secs(3_600);

/// All that is known of a newsroom at one reading of it.
#[derive(Debug)]
pub struct Newsroom {
    /// The site.
    pub site: Site,
    /// The feeds.
    pub definitions: Vec<FeedDefinition>,
    /// The releases, public or not.
    pub catalog: Catalog,
    /// The instant to show it at, in a preview; else it is shown as it is now.
    pub shown_at: Option<DateTime<Utc>>,
}

/// No snapshot could be built.
#[derive(Debug, Error)]
#[error("the newsroom can't be built; this is a fault of Dateline: {0}")]
pub struct PublishError(#[from] JoinError);

/// Keeps a snapshot up to date with a newsroom and with time.
#[derive(Debug)]
pub struct Publisher {
    newsroom: watch::Receiver<Arc<Newsroom>>,
    clock: Clock,
    ledger_file: Option<PathBuf>,
    snapshots: watch::Sender<Arc<Snapshot>>,
    current: Edition,
}

/// A snapshot and what goes with it.
#[derive(Clone, Debug)]
struct Edition {
    snapshot: Arc<Snapshot>,
    /// What it was built from.
    newsroom: Arc<Newsroom>,
    /// Since when what is served, once this is.
    ledger: Ledger,
    /// When it, or what is held back from it, changes next.
    next_change: Option<DateTime<Utc>>,
}

impl Publisher {
    /// Builds the first snapshot; from then on [`Publisher::run`] replaces it.
    ///
    /// Since when what is served is kept in `ledger_file`, where there is one.
    ///
    /// # Errors
    /// Where the snapshot can't be built.
    pub async fn start(
        mut newsroom: watch::Receiver<Arc<Newsroom>>,
        clock: Clock,
        ledger_file: Option<PathBuf>,
    ) -> Result<Self, PublishError> {
        let ledger = ledger_file.as_deref().map(Ledger::load).unwrap_or_default();
        let shown = Arc::clone(&newsroom.borrow_and_update());
        let due_by = clock.reached();
        let current = spawn_blocking(move || edition(shown, due_by, due_by, None, ledger)).await?;
        let snapshots = watch::Sender::new(Arc::clone(&current.snapshot));
        let publisher = Self { newsroom, clock, ledger_file, snapshots, current };
        publisher.is_out().await;
        Ok(publisher)
    }

    /// The snapshot that is served, and those to come.
    #[must_use]
    pub fn snapshots(&self) -> watch::Receiver<Arc<Snapshot>> {
        self.snapshots.subscribe()
    }

    /// Publishes until nobody reads the newsroom any more.
    pub async fn run(mut self) {
        let mut newsroom = self.newsroom.clone();
        while let Some(next) = self.next(&mut newsroom).await {
            match next {
                Ok(edition) => {
                    self.snapshots.send_replace(Arc::clone(&edition.snapshot));
                    self.current = edition;
                    self.is_out().await;
                }
                Err(error) => {
                    tracing::error!(%error, "the last good edition stays");
                    // The same inputs would break again at once.
                    if newsroom.changed().await.is_err() {
                        return;
                    }
                    newsroom.mark_changed();
                }
            }
        }
    }

    /// Waits for the next edition: that of a changed newsroom at once, else the one that is due next, at its
    /// instant. `None` where there will never be another.
    async fn next(
        &self,
        newsroom: &mut watch::Receiver<Arc<Newsroom>>,
    ) -> Option<Result<Edition, PublishError>> {
        let mut due = pin!(self.next_due());
        loop {
            tokio::select! {
                // What is made ahead of a newsroom that has changed is never served.
                biased;
                changed = newsroom.changed() => {
                    changed.ok()?;
                    let changed = Arc::clone(&newsroom.borrow_and_update());
                    return Some(self.build(changed, self.clock.now(), false).await);
                }
                edition = &mut due => return Some(edition),
                () = tokio::time::sleep(KEPT_EVERY) => self.keep().await,
            }
        }
    }

    /// Makes the edition that is due next ahead of its instant, and returns at that instant.
    async fn next_due(&self) -> Result<Edition, PublishError> {
        let newsroom = &self.current.newsroom;
        let Some(due) = self.current.next_change.filter(|_| newsroom.shown_at.is_none()) else {
            return std::future::pending().await;
        };
        self.clock.sleep_until(due - AHEAD).await;
        let due = due.max(self.clock.now());
        let edition = self.build(Arc::clone(newsroom), due, true).await?;
        self.clock.sleep_until(due).await;
        let now = self.clock.now();
        if now - due < LATE { Ok(edition) } else { self.build(Arc::clone(newsroom), now, false).await }
    }

    /// Builds the edition of what is due by an instant, away from the threads that answer requests; compresses its
    /// feeds where there is time for it.
    async fn build(
        &self,
        newsroom: Arc<Newsroom>,
        due_by: DateTime<Utc>,
        has_time: bool,
    ) -> Result<Edition, PublishError> {
        let Edition { snapshot, ledger, .. } = self.current.clone();
        let instant = due_by.max(self.is_of());
        let build = move || {
            let edition = edition(newsroom, due_by, instant, Some(&snapshot), ledger);
            if has_time {
                edition.snapshot.compress_feeds();
            }
            edition
        };
        Ok(spawn_blocking(build).await?)
    }

    /// The instant of the current edition, but for a preview's: no later one is of an earlier instant.
    fn is_of(&self) -> DateTime<Utc> {
        match self.current.newsroom.shown_at {
            Some(_) => DateTime::<Utc>::MIN_UTC,
            None => self.current.snapshot.instant(),
        }
    }

    /// What is to do once the current edition is served. It must not wait for its feeds to be compressed: whoever
    /// asks sooner makes what he needs.
    async fn is_out(&self) {
        let snapshot = Arc::clone(&self.current.snapshot);
        tracing::info!(resources = snapshot.resources().count(), "edition published");
        spawn_blocking(move || snapshot.compress_feeds());
        self.keep().await;
    }

    /// Keeps what a restart should know. Without it clients only fetch once more, and a clock that is wrong then is
    /// believed: a fault is worth no more than a warning.
    async fn keep(&self) {
        let Some(file) = self.ledger_file.clone() else { return };
        let (ledger, clock) = (self.current.ledger.clone(), self.clock.clone());
        let kept = spawn_blocking(move || ledger.save(&file).and_then(|()| clock.keep())).await;
        if let Ok(Err(error)) = kept {
            tracing::warn!(%error, "can't keep what a restart should know");
        }
    }
}

/// Builds an edition of `instant`. Where that is later than `due_by`, since the clock was put back, what is due only
/// after `due_by` is held back, unless `previous` shows it already.
fn edition(
    newsroom: Arc<Newsroom>,
    due_by: DateTime<Utc>,
    instant: DateTime<Utc>,
    previous: Option<&Snapshot>,
    mut ledger: Ledger,
) -> Edition {
    let Newsroom { site, definitions, catalog, shown_at } = &*newsroom;
    let is_ahead = shown_at.is_none() && due_by < instant;
    let held_back =
        previous.filter(|_| is_ahead).map(|previous| catalog.without_undue(due_by, previous.edition()));
    let (catalog, held_until) = held_back.as_ref().map_or((catalog, None), |(rest, until)| (rest, *until));
    let inputs = Inputs { site, definitions, catalog };
    let snapshot = snapshot::build(&inputs, shown_at.unwrap_or(instant), previous, &mut ledger);
    let next_change = snapshot.next_change().into_iter().chain(held_until).min();
    Edition { snapshot: Arc::new(snapshot), newsroom, ledger, next_change }
}
