//! The publisher under a clock that stands still while anything is being done: each swap comes at its millisecond.

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use chrono::{DateTime, TimeDelta, Utc};
use dateline::article::Article;
use dateline::catalog::Catalog;
use dateline::clock::{Clock, Simulated};
use dateline::http;
use dateline::publisher::{self, Publisher};
use dateline::snapshot::{Coding, Resource, Snapshot};
use tokio::sync::watch;
use tracing_subscriber::fmt::MakeWriter;

use crate::memory::{self, article};
use crate::newsroom::{Newsroom, ask};

pub(crate) fn tick() -> DateTime<Utc> {
    "2026-03-01T02:00:00Z".parse().unwrap()
}

/// A publisher at work.
pub(crate) struct Running {
    simulated: Arc<Simulated>,
    clock: Clock,
    pub(crate) newsroom: watch::Sender<Arc<publisher::Newsroom>>,
    snapshots: watch::Receiver<Arc<Snapshot>>,
    pub(crate) router: Router,
}

impl Running {
    pub(crate) async fn start(newsroom: Arc<publisher::Newsroom>, now: DateTime<Utc>) -> Self {
        Self::restart(newsroom, now, None).await
    }

    /// Starts with what an earlier run kept in the folder `state`.
    pub(crate) async fn restart(
        newsroom: Arc<publisher::Newsroom>,
        now: DateTime<Utc>,
        state: Option<&Path>,
    ) -> Self {
        let simulated = Arc::new(Simulated::at(now));
        let record = state.map(|state| state.join("clock"));
        let clock = Clock::Simulated(Arc::clone(&simulated)).guarded(record, false);
        let (newsroom, readings) = watch::channel(newsroom);
        let publisher = Publisher::start(readings, clock.clone(), state.map(Path::to_owned)).await.unwrap();
        let snapshots = publisher.snapshots();
        let router = http::router(publisher.snapshots(), clock.clone());
        tokio::spawn(publisher.run());
        Self { simulated, clock, newsroom, snapshots, router }
    }

    pub(crate) fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshots.borrow())
    }

    /// The slugs of the public releases.
    pub(crate) fn shown(&self) -> Vec<String> {
        let snapshot = self.snapshot();
        snapshot.edition().releases().iter().map(|release| release.slug.to_string()).collect()
    }

    /// Waits for the next snapshot, and tells when it came.
    pub(crate) async fn swapped(&mut self) -> DateTime<Utc> {
        self.snapshots.changed().await.unwrap();
        self.clock.now()
    }
}

/// A newsroom in memory whose releases are public from so many seconds after the tick on.
fn of(releases: &[(&str, i64)]) -> Arc<publisher::Newsroom> {
    let article = |&(name, seconds): &(&str, i64)| Article {
        published: tick() + TimeDelta::seconds(seconds),
        ..article(name, 0)
    };
    let memory::Newsroom { site, definitions, articles } =
        memory::Newsroom::new(releases.iter().map(article));
    let catalog = Catalog::new(articles, TimeDelta::days(30));
    Arc::new(publisher::Newsroom { site, definitions, catalog, shown_at: None })
}

#[tokio::test(start_paused = true)]
async fn nothing_shows_a_millisecond_before_and_everything_at_the_tick() {
    let start = tick() - TimeDelta::seconds(100);
    let (open, secret) = (Newsroom::open(), Newsroom::with_secrets(tick()));
    let open = Running::start(Arc::clone(&open.read), start).await;
    let mut secret = Running::start(Arc::clone(&secret.read), start).await;
    tokio::time::sleep(Duration::from_millis(99_999)).await;
    let paths: Vec<String> = open.snapshot().resources().map(|(path, _)| path.to_owned()).collect();
    for path in paths.iter().map(String::as_str).chain(["/releases/topik/", "/feeds/topics/rahasia.rss"]) {
        let [a, b] = [&open, &secret].map(|running| ask(&running.router, "GET", path, &[]));
        assert_eq!(a.await, b.await, "{path}");
    }
    assert_eq!(secret.swapped().await, tick());
    assert_eq!(ask(&secret.router, "GET", "/feeds/topics/rahasia.rss", &[]).await.status, 200);
    let snapshot = secret.snapshot();
    // Archives are made when somebody walks back to them.
    for (path, resource) in snapshot.resources().filter(|(path, _)| !path.contains("/archive/")) {
        if let Resource::Feed(feed) = &**resource {
            let is_made = Coding::COMPRESSED.into_iter().all(|coding| feed.feed.is_made(coding));
            assert!(is_made, "{path} is compressed ahead");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn twenty_in_twenty_seconds_come_out_each_at_its_own() {
    let names: Vec<(String, i64)> = (0..20).map(|second| (format!("r{second}"), second)).collect();
    let releases: Vec<(&str, i64)> = names.iter().map(|(name, second)| (name.as_str(), *second)).collect();
    let mut running = Running::start(of(&releases), tick() - TimeDelta::seconds(1)).await;
    for second in 0..20 {
        assert_eq!(running.swapped().await, tick() + TimeDelta::seconds(second));
        assert_eq!(running.shown().len() as i64, second + 1);
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_made_ahead_of_an_edit_is_never_served() {
    let mut running = Running::start(of(&[("old", -60), ("due", 0)]), tick() - TimeDelta::seconds(20)).await;
    tokio::time::sleep(Duration::from_secs(10)).await;
    running.newsroom.send_replace(of(&[("old", -60), ("due", 5)]));
    assert_eq!(running.swapped().await, tick() - TimeDelta::seconds(10));
    assert_eq!(running.swapped().await, tick() + TimeDelta::seconds(5));
    assert_eq!(running.shown(), ["due", "old"]);
}

#[tokio::test(start_paused = true)]
async fn where_the_clock_is_put_back_all_stays_and_nothing_more_comes_out_early() {
    let mut running = Running::start(of(&[("old", -60), ("due", 0)]), tick() - TimeDelta::seconds(1)).await;
    assert_eq!(running.swapped().await, tick());
    running.simulated.set(tick() - TimeDelta::seconds(1_000));
    // Written while the clock is behind, and due before it was put back.
    running.newsroom.send_replace(of(&[("old", -60), ("due", 0), ("other", -500)]));
    assert_eq!(running.swapped().await, tick() - TimeDelta::seconds(1_000));
    assert_eq!(running.shown(), ["due", "old"]);
    assert_eq!(running.snapshot().next_change(), Some(tick() - TimeDelta::seconds(500)));
    assert_eq!(running.swapped().await, tick() - TimeDelta::seconds(500));
    assert_eq!(running.shown(), ["due", "old", "other"]);
}

#[tokio::test(start_paused = true)]
async fn where_the_clock_leaps_ahead_what_is_due_waits_until_it_is_synchronised() {
    let releases = of(&[("old", -2_000), ("due", 0)]);
    let mut running = Running::start(releases, tick() - TimeDelta::seconds(900)).await;
    running.simulated.set(tick() + TimeDelta::seconds(900));
    tokio::time::sleep(Duration::from_secs(500)).await;
    assert_eq!(running.shown(), ["old"]);
    running.simulated.synchronise(true);
    let at = running.swapped().await;
    assert!(at >= tick() + TimeDelta::seconds(1_400), "{at}");
    assert_eq!(running.shown(), ["due", "old"]);
    // It tells when it really came out.
    assert!(running.snapshot().instant() > tick() + TimeDelta::seconds(1_300));
}

/// What is logged at `info`, without the time that things took.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Log {
    /// Runs a newsroom until just before the tick, and asks it for a few addresses.
    async fn of(newsroom: &Newsroom) -> String {
        let log = Self::default();
        let logs =
            tracing_subscriber::fmt().with_writer(log.clone()).with_ansi(false).without_time().finish();
        let _logging = tracing::subscriber::set_default(logs);
        // Beside a second one, tracing asks each subscriber, and not that of whichever test comes by first.
        let _other = tracing::Dispatch::new(tracing::subscriber::NoSubscriber::new());
        let running = Running::start(Arc::clone(&newsroom.read), tick() - TimeDelta::seconds(100)).await;
        running.newsroom.send_replace(Arc::clone(&newsroom.read));
        tokio::time::sleep(Duration::from_millis(99_999)).await;
        for path in ["/feeds/all.rss", "/releases/topik/", "/rahasia/alamat"] {
            ask(&running.router, "GET", path, &[]).await;
        }
        let bytes = log.0.lock().unwrap().clone();
        let words = String::from_utf8(bytes).unwrap();
        words.split_whitespace().filter(|word| !word.starts_with("ms=")).collect::<Vec<_>>().join(" ")
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_logged_at_info_tells_nothing_before_the_tick() {
    let open = Log::of(&Newsroom::open()).await;
    assert!(open.contains("edition published") && open.contains("status=404"), "{open}");
    assert_eq!(Log::of(&Newsroom::with_secrets(tick())).await, open);
}
