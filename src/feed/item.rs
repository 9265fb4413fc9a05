//! What a feed can list: a release, a correction of one, or the notice in the place of either.

use chrono::{DateTime, Utc};

use crate::article::{ArticleId, Facets, correction_names};
use crate::catalog::{Edition, Release, Tombstone};
use crate::feed::{Order, Subject};

/// Something that a feed can list.
#[derive(Clone, Debug)]
pub(super) struct Item<'a> {
    /// Its permanent id.
    pub(super) id: ArticleId,
    pub(super) source: Source<'a>,
    /// Which of the release's corrections it is, if it is one.
    pub(super) correction: Option<usize>,
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
        matches!(self.source, Source::Tombstone(_))
    }

    /// Whether a feed still tells of it at `instant`: notices are there for a while.
    pub(super) fn is_listed(&self, instant: DateTime<Utc>) -> bool {
        match self.source {
            Source::Release(_) => true,
            Source::Tombstone(tombstone) => instant < tombstone.listed_until,
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

    fn of_release(release: &'a Release) -> Self {
        Self {
            id: release.id.clone(),
            source: Source::Release(release),
            correction: None,
            published: release.published,
            changed: release.updated,
        }
    }

    fn of_tombstone(tombstone: &'a Tombstone) -> Self {
        Self {
            id: tombstone.id.clone(),
            source: Source::Tombstone(tombstone),
            correction: None,
            published: tombstone.published,
            changed: tombstone.at,
        }
    }

    /// The corrections of a release, or of what is left of it, each made at one of `instants`.
    fn corrections(self, instants: &[DateTime<Utc>]) -> Vec<Self> {
        let names = correction_names(instants).into_iter().zip(instants).enumerate();
        let correction = |(index, (name, at)): (usize, (String, &DateTime<Utc>))| {
            let published = self.published.max(*at);
            let changed = if self.is_withdrawn() { self.changed } else { published };
            Self { id: self.id.of_part(&name), correction: Some(index), published, changed, ..self.clone() }
        };
        names.map(correction).collect()
    }
}

/// All that feeds of this subject can list, latest publication first.
pub(super) fn items(edition: &Edition, subject: Subject) -> Vec<Item<'_>> {
    let mut items: Vec<Item<'_>> = match subject {
        Subject::Releases => {
            let releases = edition.releases().iter().map(Item::of_release);
            releases.chain(edition.tombstones().iter().map(Item::of_tombstone)).collect()
        }
        Subject::Corrections => {
            let releases = edition.releases().iter().flat_map(|release| {
                let instants: Vec<_> = release.corrections.iter().map(|correction| correction.at).collect();
                Item::of_release(release).corrections(&instants)
            });
            let tombstones = edition.tombstones().iter();
            let gone = tombstones
                .flat_map(|tombstone| Item::of_tombstone(tombstone).corrections(&tombstone.corrected));
            releases.chain(gone).collect()
        }
    };
    items.sort_by(|a, b| b.rank(Order::Published).cmp(&a.rank(Order::Published)));
    items
}
