//! The content store: a newsroom's folder on disk, read into a [`Catalog`].
//!
//! The store reads files and nothing else: it never reads the clock (the caller says what time it is), never decides
//! what is public (that is [`Catalog::at`]'s), and never writes below `content/`.

use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use thiserror::Error;

use crate::catalog::Catalog;
use crate::language::Language;
use crate::problem::Problem;
use crate::site::IdAuthority;
use crate::text::Text;

/// The text of release files, for the commands that write them.
pub mod file;

/// What the store must know of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The newsroom's root: `content/` is read below it, `.dateline/` is the store's own.
    pub root: PathBuf,
    /// Who coins the ids of files that carry none.
    pub id_authority: IdAuthority,
    /// The language of releases that name none.
    pub language: Language,
    /// The zone of times written without one.
    pub time_zone: Tz,
    /// The issuer of releases that name none.
    pub issuer: Option<Text>,
    /// How long feeds carry the notice of a withdrawn release.
    pub notice_time: TimeDelta,
    /// Files and folders outside `content/` whose change makes [`DirectoryStore::changed`] return, relative to the
    /// root: `dateline.toml`, `feeds`.
    pub watched: Vec<PathBuf>,
    /// Whether [`DirectoryStore::changed`] will be asked: then the store listens for changes from the start.
    pub follow: bool,
}

/// The store can't be used at all.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The newsroom's root is not a folder that can be read.
    #[error("{} is not a folder that can be read: {source}", root.display())]
    Root {
        /// The root.
        root: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// Everything that one reading of the newsroom found.
#[derive(Debug)]
pub struct Loaded {
    /// All releases but the drafts and those held back.
    pub catalog: Catalog,
    /// What is wrong, in the order of files and lines.
    pub problems: Vec<Problem>,
    /// How many files are what.
    pub counts: Counts,
}

/// How many files are what, at the instant of the reading; for the press office only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Releases in the catalog.
    pub releases: usize,
    /// Of these, not yet public.
    pub embargoed: usize,
    /// Of these, withdrawn.
    pub withdrawn: usize,
    /// Of these, shown in their last good version, because the file has a fault now.
    pub last_good: usize,
    /// Files that say that they are drafts.
    pub drafts: usize,
    /// Files of which no version is shown because of a fault.
    pub held_back: usize,
}

/// A newsroom on disk.
#[derive(Debug)]
pub struct DirectoryStore {
    settings: Settings,
}

impl DirectoryStore {
    /// Opens a newsroom.
    ///
    /// # Errors
    /// Where its root can't be read. A missing `content/` is a problem of [`DirectoryStore::load`], not an error.
    pub fn open(settings: Settings) -> Result<Self, StoreError> {
        let root = settings.root.clone();
        settings.root.canonicalize().map_err(|source| StoreError::Root { root, source })?;
        Ok(Self { settings })
    }

    /// Takes other settings, as after a change of `dateline.toml`; what is known of the files stays known.
    pub fn reconfigure(&mut self, settings: Settings) {
        self.settings = settings;
    }

    /// Reads what changed since the last time. It may block for the length of a disk access; it never fails: a fault
    /// is a problem of one file. `now` is the present instant.
    pub fn load(&mut self, _now: DateTime<Utc>) -> Loaded {
        Loaded {
            catalog: Catalog::new([], self.settings.notice_time),
            problems: Vec::new(),
            counts: Counts::default(),
        }
    }

    /// Returns when something has changed so that another [`DirectoryStore::load`] makes sense. Safe to cancel.
    pub async fn changed(&mut self) {
        std::future::pending().await
    }
}
