//! The loop that keeps the served snapshot true: build, swap, sleep until the next change.
//!
//! It is the only one that replaces the snapshot. The edition with the next change is made ahead of it and served at
//! its instant, never before. It must never serve a part of an edition, and where it can't build one the last good
//! snapshot stays.
//!
//! An edit just before something is due must neither make that late nor be overtaken by it. So what was made ahead
//! still goes out at its instant while the edit is in the making, but only if all that it brings is in the newsroom
//! as it is now, unchanged: what an edit holds back, withdraws or mends never shows as it was before. And the edit
//! comes out with what is due, not before it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;
use tokio::sync::watch;
use tokio::task::{JoinError, spawn_blocking};

use crate::catalog::{Catalog, Shown};
use crate::clock::Clock;
use crate::feed::FeedDefinition;
use crate::site::Site;
use crate::snapshot::Snapshot;

pub use once::Once;

use edition::Edition;
use record::Record;

mod edition;
mod once;
mod record;

/// How long before it is due an edition is made: long enough for any newsroom.
const AHEAD: TimeDelta = TimeDelta::seconds(30);

/// An edit that comes so shortly before something is due comes out together with it: there would hardly be time to make
/// one edition after the other.
const SOON: TimeDelta = TimeDelta::seconds(10);

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

impl Newsroom {
    /// When a release of it changes next; a preview stays as it is.
    fn next_change(&self, instant: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.catalog.next_change(instant).filter(|_| self.shown_at.is_none())
    }
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
    record: Option<Record>,
    snapshots: watch::Sender<Arc<Snapshot>>,
    current: Edition,
}

impl Publisher {
    /// Builds the first snapshot; from then on [`Publisher::run`] replaces it.
    ///
    /// What a restart should know is kept in the folder `state`, where there is one. Where the clock is behind of how
    /// far it had come, what was shown then is shown, and of all else only what is due by the clock.
    ///
    /// # Errors
    /// Where the snapshot can't be built.
    pub async fn start(
        mut newsroom: watch::Receiver<Arc<Newsroom>>,
        clock: Clock,
        state: Option<PathBuf>,
    ) -> Result<Self, PublishError> {
        let record = state.map(Record);
        let ledger = record.as_ref().map(Record::ledger).unwrap_or_default();
        let newest = Arc::clone(&newsroom.borrow_and_update());
        let (told, kept) = (clock.clone(), record.clone());
        let build = move || Edition::first(newest, &told, kept.as_ref(), ledger);
        let current = spawn_blocking(build).await?;
        let snapshots = watch::Sender::new(Arc::clone(&current.snapshot));
        let publisher = Self { newsroom, clock, record, snapshots, current };
        publisher.is_out(None).await;
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
                    let earlier = std::mem::replace(&mut self.current, edition);
                    self.is_out(Some(earlier.snapshot)).await;
                }
                Err(error) => {
                    tracing::error!(%error, "the last good edition stays");
                    // The same inputs would break again at once.
                    let next = newsroom.borrow().next_change(self.clock.now());
                    tokio::select! {
                        changed = newsroom.changed() => if changed.is_err() { return },
                        () = self.reached(next) => {}
                    }
                }
            }
        }
    }

    /// Waits for the next edition: that of a changed newsroom once it is made, or the one that is due next, at its
    /// instant. `None` where there will never be another.
    async fn next(
        &self,
        newsroom: &mut watch::Receiver<Arc<Newsroom>>,
    ) -> Option<Result<Edition, PublishError>> {
        let mut ahead: Option<Edition> = None;
        loop {
            let wanted = Arc::clone(&newsroom.borrow_and_update());
            ahead = ahead.filter(|ahead| ahead.may_follow(&self.current, &wanted));
            let now = self.clock.now();
            if let Some(ahead) = ahead.take_if(|ahead| ahead.due <= now)
                && now - ahead.due < LATE
            {
                return Some(Ok(ahead));
            }
            let latest = ahead.as_ref().unwrap_or(&self.current);
            if Arc::ptr_eq(&latest.newsroom, &wanted) {
                tokio::select! {
                    biased;
                    changed = newsroom.changed() => {
                        changed.ok()?;
                        continue;
                    }
                    () = self.reached(ahead.as_ref().map(|ahead| ahead.due)) => continue,
                    () = self.reached(self.next_change().map(|due| due - AHEAD)), if ahead.is_none() => {}
                    () = tokio::time::sleep(KEPT_EVERY) => {
                        self.keep().await;
                        continue;
                    }
                }
            }
            tokio::select! {
                biased;
                () = self.reached(ahead.as_ref().map(|ahead| ahead.due)) => {}
                made = self.make(wanted, now) => match made {
                    Ok(edition) if edition.due > now => {
                        compress(&edition.snapshot);
                        ahead = Some(edition);
                    }
                    made => return Some(made),
                },
            }
        }
    }

    /// Returns at an instant, if there is one.
    async fn reached(&self, instant: Option<DateTime<Utc>>) {
        match instant {
            Some(instant) => self.clock.sleep_until(instant).await,
            None => std::future::pending().await,
        }
    }

    /// When the current edition, or what is held back from it, changes next; a preview stays as it is.
    fn next_change(&self) -> Option<DateTime<Utc>> {
        self.current.snapshot.next_change().filter(|_| self.current.newsroom.shown_at.is_none())
    }

    /// Makes the edition that is due next; of a newsroom that has changed that of now, unless something is due soon.
    async fn make(&self, newsroom: Arc<Newsroom>, now: DateTime<Utc>) -> Result<Edition, PublishError> {
        let is_changed = !Arc::ptr_eq(&newsroom, &self.current.newsroom);
        let due = if is_changed {
            newsroom.next_change(now).filter(|due| *due - now < SOON)
        } else {
            self.current.snapshot.next_change()
        };
        let due = due.map_or(now, |due| due.max(now));
        self.build(newsroom, due).await
    }

    /// Builds the edition of what is due by an instant, away from the threads that answer requests.
    async fn build(&self, newsroom: Arc<Newsroom>, due: DateTime<Utc>) -> Result<Edition, PublishError> {
        let Edition { snapshot, ledger, .. } = self.current.clone();
        let instant = due.max(self.is_of());
        let build = move || {
            let shown = || Shown::of(snapshot.edition());
            Edition::build(newsroom, due, instant, Some(&snapshot), shown, ledger)
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

    /// What is to do once the current edition is served.
    async fn is_out(&self, earlier: Option<Arc<Snapshot>>) {
        let snapshot = Arc::clone(&self.current.snapshot);
        compress(&snapshot);
        // Nobody waits for what is only logged.
        tokio::spawn(log_edition(snapshot, earlier));
        self.keep().await;
    }

    /// Keeps what a restart should know. Without it clients only fetch once more, and a clock that is wrong then is
    /// believed: a fault is worth no more than a warning.
    async fn keep(&self) {
        let Some(record) = self.record.clone() else { return };
        let (Edition { snapshot, ledger, .. }, clock) = (self.current.clone(), self.clock.clone());
        let keep = move || {
            record.keep(&ledger, &Shown::of(snapshot.edition()))?;
            clock.keep()
        };
        let kept = spawn_blocking(keep).await;
        if let Ok(Err(error)) = kept {
            tracing::warn!(%error, "can't keep what a restart should know");
        }
    }
}

/// Logs that another edition is served. One that differs by nothing that is served may tell when somebody saved what
/// is not public: that is for `debug` only.
async fn log_edition(snapshot: Arc<Snapshot>, earlier: Option<Arc<Snapshot>>) {
    let resources = snapshot.resources().count();
    let is_same = move || earlier.is_some_and(|earlier| snapshot.serves_the_same_as(&earlier));
    if spawn_blocking(is_same).await.unwrap_or(false) {
        tracing::debug!(resources, "edition published as the one before it");
    } else {
        tracing::info!(resources, "edition published");
    }
}

/// Compresses the feeds beside everything else. Nothing waits for it: whoever asks sooner makes what he needs.
fn compress(snapshot: &Arc<Snapshot>) {
    let snapshot = Arc::clone(snapshot);
    spawn_blocking(move || snapshot.compress_feeds());
}
