//! The loop that keeps the served snapshot true: build, swap, sleep until the next change.
//!
//! It is the only one that replaces the snapshot. It must never serve a part of an edition, and where it can't build
//! one the last good snapshot stays.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use thiserror::Error;
use tokio::sync::watch;
use tokio::task::{JoinError, spawn_blocking};
use tokio::time::Instant;

use crate::catalog::Catalog;
use crate::clock::Clock;
use crate::feed::FeedDefinition;
use crate::site::Site;
use crate::snapshot::{self, Inputs, Ledger, Snapshot};

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
    ledger: Arc<Mutex<Ledger>>,
    ledger_file: Option<PathBuf>,
    snapshots: watch::Sender<Arc<Snapshot>>,
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
        let ledger = Arc::new(Mutex::new(ledger_file.as_deref().map(Ledger::load).unwrap_or_default()));
        let shown = Arc::clone(&newsroom.borrow_and_update());
        let first = build(shown, clock, None, Arc::clone(&ledger)).await?;
        let publisher = Self { newsroom, clock, ledger, ledger_file, snapshots: watch::Sender::new(first) };
        publisher.compress();
        publisher.save_ledger().await;
        Ok(publisher)
    }

    /// The snapshot that is served, and those to come.
    #[must_use]
    pub fn snapshots(&self) -> watch::Receiver<Arc<Snapshot>> {
        self.snapshots.subscribe()
    }

    /// Publishes until nobody reads the newsroom any more.
    pub async fn run(mut self) {
        while self.wait().await {
            let newsroom = Arc::clone(&self.newsroom.borrow_and_update());
            let previous = Arc::clone(&self.snapshots.borrow());
            match build(newsroom, self.clock, Some(previous), Arc::clone(&self.ledger)).await {
                Ok(snapshot) => {
                    self.snapshots.send_replace(snapshot);
                    self.compress();
                    self.save_ledger().await;
                }
                Err(error) => {
                    tracing::error!(%error, "the last good edition stays");
                    // The same inputs would break again at once.
                    if self.newsroom.changed().await.is_err() {
                        return;
                    }
                    self.newsroom.mark_changed();
                }
            }
        }
    }

    /// Sleeps until another snapshot is due; `false` where none will ever be.
    async fn wait(&mut self) -> bool {
        let due = self.snapshots.borrow().next_change();
        let is_still = self.newsroom.borrow().shown_at.is_some();
        let clock = self.clock;
        let next_change = async {
            match due {
                Some(due) if !is_still => clock.sleep_until(due).await,
                _ => std::future::pending().await,
            }
        };
        tokio::select! {
            changed = self.newsroom.changed() => changed.is_ok(),
            () = next_change => true,
        }
    }

    /// Compresses the feeds that changed. An edition must not wait for it: whoever asks sooner makes what he needs.
    fn compress(&self) {
        let snapshot = Arc::clone(&self.snapshots.borrow());
        spawn_blocking(move || snapshot.compress_feeds());
    }

    /// Without the ledger clients only fetch once more after a restart: a fault is worth no more than a warning.
    async fn save_ledger(&self) {
        let Some(file) = self.ledger_file.clone() else { return };
        let ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let saved = spawn_blocking(move || ledger.save(Path::new(&file))).await;
        if let Ok(Err(error)) = saved {
            tracing::warn!(%error, "can't keep since when feeds are served");
        }
    }
}

/// Builds a snapshot away from the threads that answer requests.
async fn build(
    newsroom: Arc<Newsroom>,
    clock: Clock,
    previous: Option<Arc<Snapshot>>,
    ledger: Arc<Mutex<Ledger>>,
) -> Result<Arc<Snapshot>, PublishError> {
    let started = Instant::now();
    let built = spawn_blocking(move || {
        let Newsroom { site, definitions, catalog, shown_at } = &*newsroom;
        let instant = shown_at.unwrap_or_else(|| clock.now());
        let mut ledger = ledger.lock().unwrap_or_else(PoisonError::into_inner);
        snapshot::build(&Inputs { site, definitions, catalog }, instant, previous.as_deref(), &mut ledger)
    });
    let snapshot = Arc::new(built.await?);
    tracing::info!(
        resources = snapshot.resources().count(),
        milliseconds = started.elapsed().as_millis(),
        "edition published"
    );
    Ok(snapshot)
}
