//! What a feed can list: a release, a correction of one, or the notice in the place of either.

use chrono::{DateTime, Utc};

use crate::article::{ArticleId, Facets, correction_name};
use crate::catalog::{Edition, Release, Tombstone};
use crate::feed::{Order, Subject};

/// Where an item stands in its edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Whether it is among the tombstones, else among the releases.
    pub is_withdrawn: bool,
    /// Which of them.
    pub index: usize,
    /// Which of its corrections, if it is one.
    pub correction: Option<usize>,
}

/// Something that a feed can list.
#[derive(Clone, Debug)]
pub(super) struct Item<'a> {
    /// Its permanent id.
    pub(super) id: ArticleId,
    pub(super) source: Source<'a>,
    pub(super) place: Place,
    pub(super) published: DateTime<Utc>,
    /// When readers last had something to notice.
    pub(super) changed: DateTime<Utc>,
}

/// Where an item comes from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source<'a> {
    /// A public release.
    Release(&'a Release),
    /// What is left of a withdrawn one.
    Tombstone(&'a Tombstone),
}

impl<'a> Item<'a> {
    pub(super) fn facets(&self) -> &'a Facets {
        match self.source {
            Source::Release(release) => &release.facets,
            Source::Tombstone(tombstone) => &tombstone.facets,
        }
    }

    pub(super) const fn is_withdrawn(&self) -> bool {
        self.place.is_withdrawn
    }

    /// Whether a feed still tells of it at `instant`: notices are there for a while.
    pub(super) fn is_listed(&self, instant: DateTime<Utc>) -> bool {
        match self.source {
            Source::Release(_) => true,
            Source::Tombstone(tombstone) => instant < tombstone.listed_until,
        }
    }

    /// Whether it is public and changed so lately that those who keep it should still hear of that at `instant`.
    pub(super) fn is_changed(&self, instant: DateTime<Utc>) -> bool {
        match self.source {
            Source::Release(release) => self.changed > self.published && instant < release.told_until,
            Source::Tombstone(_) => false,
        }
    }

    /// What it is ordered by, the greatest first.
    pub(super) const fn rank(&self, order: Order) -> (DateTime<Utc>, &ArticleId) {
        let instant = match order {
            Order::Published => self.published,
            Order::Updated => self.changed,
        };
        (instant, &self.id)
    }

    /// What stands at a place of an edition.
    pub(super) fn at(place: Place, edition: &'a Edition) -> Option<Self> {
        let whole = if place.is_withdrawn {
            Self::of_tombstone(place.index, edition.tombstones().get(place.index)?)
        } else {
            Self::of_release(place.index, edition.releases().get(place.index)?)
        };
        match place.correction {
            None => Some(whole),
            Some(correction) => whole.corrections().into_iter().nth(correction),
        }
    }

    fn of_release(index: usize, release: &'a Release) -> Self {
        Self {
            id: release.id.clone(),
            source: Source::Release(release),
            place: Place { is_withdrawn: false, index, correction: None },
            published: release.published,
            changed: release.updated,
        }
    }

    fn of_tombstone(index: usize, tombstone: &'a Tombstone) -> Self {
        Self {
            id: tombstone.id.clone(),
            source: Source::Tombstone(tombstone),
            place: Place { is_withdrawn: true, index, correction: None },
            published: tombstone.published,
            changed: tombstone.at,
        }
    }

    /// The corrections of a release, or of what is left of it.
    fn corrections(self) -> Vec<Self> {
        let instants: Vec<DateTime<Utc>> = match self.source {
            Source::Release(release) => release.corrections.iter().map(|correction| correction.at).collect(),
            Source::Tombstone(tombstone) => tombstone.corrected.clone(),
        };
        let correction = |(index, at): (usize, DateTime<Utc>)| {
            let published = self.published.max(at);
            let changed = if self.is_withdrawn() { self.changed } else { published };
            let place = Place { correction: Some(index), ..self.place };
            Self { id: self.id.of_part(&correction_name(at)), place, published, changed, ..self.clone() }
        };
        instants.into_iter().enumerate().map(correction).collect()
    }
}

/// All that feeds of this subject can list, latest publication first.
pub(super) fn items(edition: &Edition, subject: Subject) -> Vec<Item<'_>> {
    let releases = edition.releases().iter().enumerate();
    let tombstones = edition.tombstones().iter().enumerate();
    let all = releases
        .map(|(index, release)| Item::of_release(index, release))
        .chain(tombstones.map(|(index, tombstone)| Item::of_tombstone(index, tombstone)));
    let mut items: Vec<Item<'_>> = match subject {
        Subject::Releases => all.collect(),
        Subject::Corrections => all.flat_map(Item::corrections).collect(),
    };
    items.sort_by(|a, b| b.rank(Order::Published).cmp(&a.rank(Order::Published)));
    items
}
