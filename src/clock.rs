//! The only reader of wall time.
//!
//! Everything else is told the instant that it works for.

use std::time::Duration;

use chrono::{DateTime, SubsecRound, Utc};

/// No sleep is longer: a clock that was set meanwhile is noticed by then.
const LONGEST_NAP: Duration = Duration::from_secs(2);

/// A source of the current instant.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands still.
    Fixed(DateTime<Utc>),
}

impl Clock {
    /// The current instant, in whole milliseconds and never ahead of the clock.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one place where wall time is read")]
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now().trunc_subsecs(3),
            Self::Fixed(instant) => *instant,
        }
    }

    /// Returns as soon as [`Clock::now`] is at or past `instant`; by a clock that stands still, perhaps never.
    ///
    /// The clock is looked at again and again, since it may be set while this sleeps.
    pub async fn sleep_until(&self, instant: DateTime<Utc>) {
        loop {
            let Ok(left) = (instant - self.now()).to_std() else { return };
            if left.is_zero() {
                return;
            }
            match self {
                Self::System => tokio::time::sleep(left.min(LONGEST_NAP)).await,
                Self::Fixed(_) => std::future::pending().await,
            }
        }
    }
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
}
