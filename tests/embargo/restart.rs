//! Restarts under a clock that is behind of where it had been.

use std::sync::Arc;

use chrono::TimeDelta;
use dateline::article::{Article, Correction};
use dateline::clock::{Clock, Simulated};
use dateline::publisher::Once;
use dateline::text::Text;

use crate::edits::{after, read, release};
use crate::memory::Newsroom;
use crate::publisher::Running;

fn corrected(article: Article, seconds: i64) -> Article {
    let note = Text::line(&format!("Note of {seconds}."));
    Article { corrections: vec![Correction { at: after(seconds), note }], ..article }
}

/// What a newsroom shows, and the notes of its corrections.
fn notes(running: &Running) -> Vec<String> {
    let snapshot = running.snapshot();
    let releases = snapshot.edition().releases().iter();
    releases.flat_map(|release| &release.corrections).map(|correction| correction.note.to_string()).collect()
}

#[tokio::test(start_paused = true)]
async fn what_was_public_stays_and_what_was_added_meanwhile_waits_for_its_second() {
    let state = tempfile::tempdir().unwrap();
    let mut newsroom = Newsroom::new([corrected(release("old", -900), -800), release("due", 0)]);
    newsroom.put(release("later", 50));
    let running = Running::restart(read(&newsroom), after(0), Some(state.path())).await;
    assert_eq!(running.shown(), ["due", "old"]);
    drop(running);
    // The machine's clock is put back while nothing runs.
    newsroom.put(release("other", -500));
    newsroom.put(corrected(release("due", 0), -100));
    let mut running = Running::restart(read(&newsroom), after(-1_000), Some(state.path())).await;
    assert_eq!(running.shown(), ["due", "old"]);
    assert_eq!(notes(&running), ["Note of -800."]);
    assert_eq!(running.snapshot().instant(), after(0), "no edition is of an earlier instant");
    assert_eq!(running.swapped().await, after(-500));
    assert_eq!(running.shown(), ["due", "other", "old"]);
    assert_eq!(running.swapped().await, after(-100));
    assert_eq!(notes(&running), ["Note of -100.", "Note of -800."]);
    assert_eq!(running.swapped().await, after(50));
    assert_eq!(running.shown(), ["later", "due", "other", "old"]);
}

#[tokio::test(start_paused = true)]
async fn an_export_unpublishes_nothing_and_lets_nothing_out_either() {
    let state = tempfile::tempdir().unwrap();
    let export = |newsroom: &Newsroom, seconds: i64| {
        let newsroom = Arc::try_unwrap(read(newsroom)).unwrap();
        let clock = Clock::Simulated(Arc::new(Simulated::at(after(seconds))));
        let export = Once::build(
            newsroom,
            clock.guarded(Some(state.path().join("clock")), false),
            state.path().into(),
        );
        export.keep().unwrap();
        let releases = export.snapshot().edition().releases().iter();
        (
            releases.map(|release| release.slug.to_string()).collect::<Vec<_>>(),
            export.snapshot().next_change(),
        )
    };
    let mut newsroom = Newsroom::new([release("old", -900), release("due", 0), release("later", 50)]);
    assert_eq!(export(&newsroom, 0), (vec!["due".to_owned(), "old".to_owned()], Some(after(50))));
    newsroom.put(release("other", -500));
    for _ in 0..2 {
        assert_eq!(export(&newsroom, -1_000), (vec!["due".to_owned(), "old".to_owned()], Some(after(-500))));
    }
    // More than a year later, by a clock that nothing keeps: it stands where it was.
    assert_eq!(export(&newsroom, 500 * 86_400).0, ["due", "other", "old"]);
}

#[tokio::test(start_paused = true)]
async fn a_release_whose_embargo_was_moved_meanwhile_waits_too() {
    let state = tempfile::tempdir().unwrap();
    let mut newsroom = Newsroom::new([release("old", -900), release("due", 0)]);
    drop(Running::restart(read(&newsroom), after(0), Some(state.path())).await);
    newsroom.put(release("due", -20));
    let mut running = Running::restart(read(&newsroom), after(-1_000), Some(state.path())).await;
    assert_eq!(running.shown(), ["old"]);
    assert_eq!(running.swapped().await, after(-20));
}

#[tokio::test(start_paused = true)]
async fn a_machine_without_a_battery_unpublishes_nothing() {
    let state = tempfile::tempdir().unwrap();
    let newsroom = Newsroom::new([release("old", -900), release("due", 0)]);
    drop(Running::restart(read(&newsroom), after(0), Some(state.path())).await);
    let years_ago = after(0) - TimeDelta::days(20_000);
    let running = Running::restart(read(&newsroom), years_ago, Some(state.path())).await;
    assert_eq!(running.shown(), ["due", "old"]);
}
