//! The only reader of wall time.
//!
//! Everything else is told the instant that it works for.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, SubsecRound, Utc};

pub use guard::Guard;
pub use simulated::Simulated;

mod guard;
mod record;
mod simulated;

/// No sleep is longer: a clock that was set meanwhile is noticed by then.
const LONGEST_NAP: Duration = Duration::from_secs(2);

/// A source of the current instant.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands still.
    Fixed(DateTime<Utc>),
    /// A clock that a test sets.
    Simulated(Arc<Simulated>),
    /// Another clock, believed only as far as it is plausible.
    Guarded(Arc<Guard>),
}

impl Clock {
    /// The same clock under a guard: what it says is believed as far as it is plausible, or always where it is
    /// `trusted`. How far it has come is kept in the file `record`, where there is one.
    #[must_use]
    pub fn guarded(self, record: Option<PathBuf>, trusted: bool) -> Self {
        Self::Guarded(Arc::new(Guard::start(self, record, trusted)))
    }

    /// The current instant, in whole milliseconds and never ahead of the clock.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one place where wall time is read")]
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now().trunc_subsecs(3),
            Self::Fixed(instant) => *instant,
            Self::Simulated(simulated) => simulated.now(),
            Self::Guarded(guard) => guard.now(),
        }
    }

    /// The latest instant that was ever the current one: later than [`Clock::now`] where a clock was put back.
    #[must_use]
    pub fn reached(&self) -> DateTime<Utc> {
        match self {
            Self::Guarded(guard) => guard.reached(),
            other => other.now(),
        }
    }

    /// Keeps how far it has come, so that it is known after a restart; without a record this does nothing.
    ///
    /// # Errors
    /// Where the record can't be written.
    pub fn keep(&self) -> io::Result<()> {
        match self {
            Self::Guarded(guard) => guard.keep(),
            Self::System | Self::Fixed(_) | Self::Simulated(_) => Ok(()),
        }
    }

    /// Whether it is known to agree with the world's time.
    fn is_synchronised(&self) -> bool {
        match self {
            Self::System => is_system_synchronised(),
            Self::Fixed(_) => true,
            Self::Simulated(simulated) => simulated.is_synchronised(),
            Self::Guarded(guard) => guard.is_synchronised(),
        }
    }

    /// Returns as soon as [`Clock::now`] is at or past `instant`; by a clock that stands still, perhaps never.
    ///
    /// The clock is looked at again and again, since it may be set while this sleeps; the last nap ends at most a
    /// few milliseconds late.
    pub async fn sleep_until(&self, instant: DateTime<Utc>) {
        loop {
            let Ok(left) = (instant - self.now()).to_std() else { return };
            if left.is_zero() {
                return;
            }
            match self {
                Self::Fixed(_) => std::future::pending().await,
                _ => tokio::time::sleep(left.min(LONGEST_NAP)).await,
            }
        }
    }
}

/// Asks the kernel whether something keeps the machine's clock synchronised (adjtimex(2)).
#[cfg(target_os = "linux")]
fn is_system_synchronised() -> bool {
    use rtime_clock::adjtime::{Timex, adjtimex};
    /// The answer where the clock is not synchronised: `TIME_ERROR` of <sys/timex.h>.
    const TIME_ERROR: i32 = 5;
    // All zeros ask and set nothing.
    adjtimex(&mut Timex::new()).is_ok_and(|state| state != TIME_ERROR)
}

/// Elsewhere nothing tells.
#[cfg(not(target_os = "linux"))]
const fn is_system_synchronised() -> bool {
    false
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[tokio::test]
    async fn sleep_ends_at_or_after_its_instant() {
        let end = Clock::System.now() + TimeDelta::milliseconds(20);
        Clock::System.sleep_until(end).await;
        assert!(Clock::System.now() >= end);
    }

    #[tokio::test]
    async fn a_past_instant_needs_no_sleep() {
        let now = DateTime::UNIX_EPOCH;
        Clock::Fixed(now).sleep_until(now).await;
        Clock::Fixed(now).sleep_until(now - TimeDelta::days(1)).await;
    }

    #[tokio::test(start_paused = true)]
    async fn sleep_ends_at_the_very_millisecond_even_if_the_clock_is_set_meanwhile() {
        let simulated = Arc::new(Simulated::at(DateTime::UNIX_EPOCH));
        let clock = Clock::Simulated(Arc::clone(&simulated));
        let end = clock.now() + TimeDelta::milliseconds(86_400_001);
        tokio::join!(clock.sleep_until(end), async {
            tokio::time::sleep(Duration::from_secs(100)).await;
            simulated.set(DateTime::UNIX_EPOCH);
        });
        assert_eq!(clock.now(), end);
    }
}
