//! Edits just before something is due: they neither make it late nor are overtaken by what was made ahead.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use dateline::article::{Article, Withdrawal};
use dateline::catalog::Catalog;
use dateline::publisher;
use dateline::text::Text;

use crate::memory::{Newsroom, article};
use crate::publisher::{Running, tick};

pub(crate) fn after(seconds: i64) -> DateTime<Utc> {
    tick() + TimeDelta::seconds(seconds)
}

/// A release that is public from so many seconds after the tick on.
pub(crate) fn release(name: &str, seconds: i64) -> Article {
    Article { published: after(seconds), ..article(name, 0) }
}

/// One with a release that is out, and one that is due at the tick.
fn newsroom() -> Newsroom {
    Newsroom::new([release("old", -60), release("due", 0)])
}

/// What is read of it; a release that was not edited stays the same.
pub(crate) fn read(newsroom: &Newsroom) -> Arc<publisher::Newsroom> {
    let catalog = Catalog::new(newsroom.articles.iter().cloned(), TimeDelta::days(30));
    let (site, definitions) = (newsroom.site.clone(), newsroom.definitions.clone());
    Arc::new(publisher::Newsroom { site, definitions, catalog, shown_at: None })
}

/// An editor saves a release.
fn save(newsroom: &mut Newsroom, running: &Running, release: Article) {
    newsroom.put(release);
    running.newsroom.send_replace(read(newsroom));
}

/// A publisher five seconds before the tick, which has made the edition that is due.
async fn five_seconds_before(newsroom: &Newsroom) -> Running {
    let running = Running::start(read(newsroom), after(-20)).await;
    tokio::time::sleep(Duration::from_secs(15)).await;
    assert_eq!(running.shown(), ["old"]);
    running
}

/// Keeps whatever is built from becoming ready, as in a newsroom of many releases, until it is dropped.
struct Busy(Arc<AtomicBool>);

impl Busy {
    fn start() -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let busy = Arc::new(AtomicUsize::new(0));
        rayon::spawn_broadcast({
            let (is_over, busy) = (Arc::clone(&is_over), Arc::clone(&busy));
            move |_| {
                busy.fetch_add(1, Ordering::SeqCst);
                while !is_over.load(Ordering::SeqCst) {
                    std::thread::sleep(Duration::from_millis(1));
                }
            }
        });
        while busy.load(Ordering::SeqCst) < rayon::current_num_threads() {
            std::thread::sleep(Duration::from_millis(1));
        }
        Self(is_over)
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// Lets time pass, and everyone do what is to be done without a build.
async fn pass(seconds: u64) {
    for _ in 0..seconds {
        tokio::time::advance(Duration::from_secs(1)).await;
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_due_comes_out_at_its_second_while_an_edit_is_in_the_making() {
    let mut newsroom = newsroom();
    let mut running = five_seconds_before(&newsroom).await;
    let busy = Busy::start();
    save(&mut newsroom, &running, release("other", -30));
    pass(4).await;
    assert_eq!(running.shown(), ["old"]);
    pass(1).await;
    assert_eq!(running.shown(), ["due", "old"]);
    running.swapped().await;
    drop(busy);
    running.swapped().await;
    assert_eq!(running.shown(), ["due", "other", "old"]);
}

#[tokio::test(start_paused = true)]
async fn what_was_made_ahead_never_overtakes_an_edit_of_what_it_shows() {
    let withdrawal = Some(Withdrawal::new(after(-6), None));
    for (edited, comes_out) in [
        (release("due", 60), false),
        (Article { withdrawal, ..release("due", 0) }, false),
        (Article { title: Text::line("Mended"), ..release("due", 0) }, true),
    ] {
        let mut newsroom = newsroom();
        let mut running = five_seconds_before(&newsroom).await;
        let busy = Busy::start();
        save(&mut newsroom, &running, edited);
        pass(6).await;
        assert_eq!(running.shown(), ["old"], "{newsroom:?}");
        drop(busy);
        running.swapped().await;
        let snapshot = running.snapshot();
        let shown = snapshot.edition().releases().iter().find(|release| release.slug.as_str() == "due");
        assert_eq!(shown.map(|release| release.title.as_str()), comes_out.then_some("Mended"));
    }
}

#[tokio::test(start_paused = true)]
async fn neither_does_an_edition_that_was_made_of_an_earlier_edit() {
    let mut newsroom = newsroom();
    let mut running = five_seconds_before(&newsroom).await;
    let busy = Busy::start();
    save(&mut newsroom, &running, release("other", -30));
    pass(1).await;
    save(&mut newsroom, &running, release("due", 60));
    pass(5).await;
    assert_eq!(running.shown(), ["old"]);
    drop(busy);
    running.swapped().await;
    assert_eq!(running.shown(), ["other", "old"]);
    tokio::time::sleep(Duration::from_secs(40)).await;
    assert_eq!(running.shown(), ["other", "old"]);
    assert_eq!(running.swapped().await, after(60));
}

#[tokio::test(start_paused = true)]
async fn an_edit_shortly_before_comes_out_with_what_is_due_and_one_long_before_at_once() {
    let mut newsroom = newsroom();
    let mut running = Running::start(read(&newsroom), after(-20)).await;
    save(&mut newsroom, &running, release("other", -30));
    assert_eq!(running.swapped().await, after(-20));
    assert_eq!(running.shown(), ["other", "old"]);
    tokio::time::sleep(Duration::from_secs(15)).await;
    save(&mut newsroom, &running, release("third", -40));
    assert_eq!(running.swapped().await, tick());
    assert_eq!(running.shown(), ["due", "other", "third", "old"]);
}

#[tokio::test(start_paused = true)]
async fn an_edit_is_held_to_what_it_brings_itself_too() {
    let mut newsroom = newsroom();
    let mut running = five_seconds_before(&newsroom).await;
    newsroom.put(release("soon", -3));
    save(&mut newsroom, &running, release("other", -30));
    assert_eq!(running.swapped().await, after(-3));
    assert_eq!(running.shown(), ["soon", "other", "old"]);
    assert_eq!(running.swapped().await, tick());
    assert_eq!(running.shown(), ["due", "soon", "other", "old"]);
}
