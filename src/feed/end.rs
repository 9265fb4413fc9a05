//! The end of a feed: it says so in a last entry for a while, and then is gone.

use chrono::{DateTime, TimeDelta, Utc};

use super::item::items;
use super::plan::plans;
use crate::catalog::Edition;
use crate::feed::FeedDefinition;
use crate::site::{FeedAddress, Format, Site};

/// How long a feed that has ended says so: readers that are asked monthly still see it.
pub const END_NOTICE: TimeDelta = TimeDelta::days(30);

/// A feed that is no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The address that it had.
    pub address: FeedAddress,
    /// The formats that it had.
    pub formats: Vec<Format>,
}

impl FeedDefinition {
    /// When its feeds ended, if that has come by `instant`.
    pub(super) fn ended_by(&self, instant: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.ended.filter(|ended| *ended <= instant)
    }

    /// Whether its feeds are gone at `instant`.
    pub(super) fn is_gone(&self, instant: DateTime<Utc>) -> bool {
        self.ended_by(instant).is_some_and(|ended| ended + END_NOTICE <= instant)
    }
}

/// The feeds that are no more at the edition's instant.
#[must_use]
pub fn ended(edition: &Edition, definitions: &[FeedDefinition], site: &Site) -> Vec<Ended> {
    let gone = definitions.iter().filter(|definition| definition.is_gone(edition.instant()));
    gone.flat_map(|definition| {
        let items = items(edition, definition.subject);
        let plans = plans(&items, edition, definition, site).into_iter();
        plans
            .map(|plan| Ended { address: plan.address(), formats: definition.formats.clone() })
            .collect::<Vec<_>>()
    })
    .collect()
}

/// The next instant after `instant` at which a feed ends, or is gone.
#[must_use]
pub fn next_end(definitions: &[FeedDefinition], instant: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let ends = definitions.iter().filter_map(|definition| definition.ended);
    ends.flat_map(|ended| [ended, ended + END_NOTICE]).filter(|change| *change > instant).min()
}
