//! How far a clock is believed: an embargo must not end because a clock was set wrong.
//!
//! A clock that is put back is believed, since nothing comes out by that. One that leaps ahead of the time that has
//! really passed is believed only where it is known to be synchronised, or trusted by who runs the server; until then
//! time goes on from where it was. It must never tell what is waiting.

use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use tokio::time::Instant;

use super::{Clock, record};

/// How far the clock may get ahead of the time that has passed: daemons mend small errors by a step, too.
const LEAP: TimeDelta = TimeDelta::seconds(2);

/// How long a server may have been off: over a holiday, but no month. Whoever sets a clock by hand and takes a wrong
/// month or year is at least so far ahead.
const LONGEST_REST: TimeDelta = TimeDelta::days(28);

/// How far a record may be ahead of a synchronised clock: if it is more, the clock was wrong when it was written.
const LONGEST_ERROR: TimeDelta = TimeDelta::hours(1);

/// How often it is said that the clock is not believed.
const REMINDER: Duration = Duration::from_secs(600);

/// A clock, and what is known of its past.
#[derive(Debug)]
pub struct Guard {
    clock: Clock,
    record: Option<PathBuf>,
    is_trusted: bool,
    past: Mutex<Past>,
}

#[derive(Debug)]
struct Past {
    /// What was last believed, and when that was.
    told: DateTime<Utc>,
    told_at: Instant,
    /// The latest instant that was ever believed.
    reached: DateTime<Utc>,
    /// When it was last said that the clock is not believed, while it is not.
    warned_at: Option<Instant>,
}

impl Guard {
    pub(super) fn start(clock: Clock, record: Option<PathBuf>, is_trusted: bool) -> Self {
        let wall = clock.now();
        let recorded = record.as_deref().and_then(record::read);
        let is_right = is_trusted || clock.is_synchronised();
        let is_too_late = |recorded: &DateTime<Utc>| wall - *recorded > LONGEST_REST && !is_right;
        let told = recorded.filter(is_too_late).unwrap_or(wall);
        let was_wrong = |recorded: &DateTime<Utc>| *recorded - wall > LONGEST_ERROR && is_right;
        let reached = recorded.filter(|recorded| !was_wrong(recorded)).map_or(told, |at| at.max(told));
        let past = Past { told, told_at: Instant::now(), reached, warned_at: None };
        Self { clock, record, is_trusted, past: Mutex::new(past) }
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        self.look(|past| past.told.trunc_subsecs(3))
    }

    pub(super) fn reached(&self) -> DateTime<Utc> {
        self.look(|past| past.reached)
    }

    pub(super) fn is_synchronised(&self) -> bool {
        self.clock.is_synchronised()
    }

    pub(super) fn keep(&self) -> io::Result<()> {
        let reached = self.reached();
        self.record.as_deref().map_or(Ok(()), |path| record::write(path, reached))
    }

    fn look<T>(&self, tell: impl FnOnce(&Past) -> T) -> T {
        let mut past = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        let wall = self.clock.now();
        let passed = past.told_at.elapsed();
        let leap = wall - (past.told + passed);
        let is_believed = leap <= LEAP || self.is_trusted || self.is_synchronised();
        if is_believed {
            past.told = wall;
            past.told_at = Instant::now();
            if past.warned_at.take().is_some() {
                tracing::warn!("the clock is believed again: what is due by it comes out");
            }
        } else {
            past.told += passed;
            past.told_at += passed;
            past.warn(leap);
        }
        past.reached = past.reached.max(past.told);
        tell(&past)
    }
}

impl Past {
    fn warn(&mut self, leap: TimeDelta) {
        if self.warned_at.is_some_and(|at| at.elapsed() < REMINDER) {
            return;
        }
        self.warned_at = Some(Instant::now());
        tracing::error!(
            seconds = leap.num_seconds(),
            "the clock leapt ahead and is not known to be synchronised: what comes due by that waits; let chrony, \
             ntpd or systemd-timesyncd keep the time, or restart with --trust-clock if the clock is right"
        );
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::Simulated;
    use super::*;

    fn second(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap()
    }

    fn guarded(record: Option<PathBuf>, is_trusted: bool) -> (Arc<Simulated>, Clock) {
        let simulated = Arc::new(Simulated::at(second(0)));
        let clock = Clock::Simulated(Arc::clone(&simulated)).guarded(record, is_trusted);
        (simulated, clock)
    }

    #[tokio::test(start_paused = true)]
    async fn a_leap_ahead_waits_until_the_clock_is_synchronised() {
        let (simulated, clock) = guarded(None, false);
        tokio::time::advance(Duration::from_secs(10)).await;
        assert_eq!(clock.now(), second(10));
        simulated.set(second(1_000));
        assert_eq!(clock.now(), second(10));
        tokio::time::advance(Duration::from_secs(5)).await;
        assert_eq!(clock.now(), second(15), "time goes on");
        simulated.synchronise(true);
        assert_eq!(clock.now(), second(1_005));
        simulated.set(second(2_000));
        assert_eq!(clock.now(), second(2_000));
    }

    #[tokio::test(start_paused = true)]
    async fn a_small_step_a_trusted_clock_and_one_put_right_again_are_believed() {
        let (simulated, clock) = guarded(None, false);
        simulated.set(second(2));
        assert_eq!(clock.now(), second(2));
        simulated.set(second(500));
        assert_eq!(clock.now(), second(2));
        simulated.set(second(3));
        assert_eq!(clock.now(), second(3));
        let (simulated, clock) = guarded(None, true);
        simulated.set(second(500));
        assert_eq!(clock.now(), second(500));
    }

    #[tokio::test(start_paused = true)]
    async fn how_far_it_came_is_never_less() {
        let (simulated, clock) = guarded(None, false);
        simulated.set(second(-500));
        assert_eq!((clock.now(), clock.reached()), (second(-500), second(0)));
        tokio::time::advance(Duration::from_secs(501)).await;
        assert_eq!((clock.now(), clock.reached()), (second(1), second(1)));
    }

    #[tokio::test(start_paused = true)]
    async fn a_record_outlives_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".dateline/clock");
        let record = Some(path.clone());
        guarded(record.clone(), false).1.keep().unwrap();
        let start = |wall: DateTime<Utc>, is_synchronised, is_trusted| {
            let simulated = Simulated::at(wall);
            simulated.synchronise(is_synchronised);
            let clock = Clock::Simulated(Arc::new(simulated)).guarded(record.clone(), is_trusted);
            (clock.now(), clock.reached())
        };
        let day = 86_400;
        for (wall, is_synchronised, is_trusted, expected) in [
            (27 * day, false, false, (27 * day, 27 * day)),
            (29 * day, false, false, (0, 0)),
            (29 * day, true, false, (29 * day, 29 * day)),
            (29 * day, false, true, (29 * day, 29 * day)),
            (-day, false, false, (-day, 0)),
            (-day, true, false, (-day, -day)),
            (-60, true, false, (-60, 0)),
        ] {
            let (now, reached) = start(second(wall), is_synchronised, is_trusted);
            assert_eq!((now, reached), (second(expected.0), second(expected.1)), "{wall} {is_synchronised}");
        }
        std::fs::write(path, "nonsense").unwrap();
        assert_eq!(start(second(29 * day), false, false).0, second(29 * day));
    }
}
