//! A clock for tests: it runs as tokio's does, which a test can pause, and is set at will.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, SubsecRound, Utc};
use tokio::time::Instant;

/// A clock that a test sets.
#[derive(Debug)]
pub struct Simulated(Mutex<Setting>);

#[derive(Clone, Copy, Debug)]
struct Setting {
    instant: DateTime<Utc>,
    set_at: Instant,
    is_synchronised: bool,
}

impl Simulated {
    /// A clock that shows `instant` now, and is not known to be synchronised.
    #[must_use]
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self(Mutex::new(Setting { instant, set_at: Instant::now(), is_synchronised: false }))
    }

    /// Sets the clock.
    pub fn set(&self, instant: DateTime<Utc>) {
        self.change(|setting| *setting = Setting { instant, set_at: Instant::now(), ..*setting });
    }

    /// Makes it known whether the clock is synchronised.
    pub fn synchronise(&self, is_synchronised: bool) {
        self.change(|setting| setting.is_synchronised = is_synchronised);
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        let Setting { instant, set_at, .. } = self.setting();
        (instant + set_at.elapsed()).trunc_subsecs(3)
    }

    pub(super) fn is_synchronised(&self) -> bool {
        self.setting().is_synchronised
    }

    fn setting(&self) -> Setting {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut Setting)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}
