//! The content store: a newsroom's folder on disk, read into a [`Catalog`].
//!
//! The store reads files and nothing else: it never reads the clock (the caller says what time it is), never decides
//! what is public (that is [`Catalog::at`]'s), and never writes below `content/`. What it keeps lies in `.dateline/`,
//! which is safe to delete.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use thiserror::Error;
use tokio::time::Instant;

use crate::article::ArticleId;
use crate::catalog::Catalog;
use crate::file::File;
use crate::intake;
use crate::language::Language;
use crate::problem::Problem;
use crate::site::IdAuthority;
use crate::text::Text;

pub use files::Files;
pub use renamed::Renamed;

use known::Known;
use last_good::LastGood;
use load::Unkept;
use path::ContentPath;
use scan::Tree;
use watch::Watch;

/// Dates as front matter and feed definitions spell them.
pub mod date;
mod document;
mod fields;
/// The text of release files, for the commands that write them.
pub mod file;
mod files;
mod follow;
mod front_matter;
mod gates;
mod inferred;
mod known;
mod last_good;
mod load;
mod path;
mod read;
mod references;
mod release;
mod renamed;
mod scan;
mod shown;
mod text_file;
mod watch;

/// The folder of the releases, below the newsroom's root.
pub(crate) const CONTENT: &str = "content";

/// The folder of what Dateline keeps, below the newsroom's root.
const STATE: &str = ".dateline";

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
    /// Whether `.dateline/` may be written. Else nothing is written at all: last good versions are read and left as
    /// they are, and files are served from where they lie.
    pub keep: bool,
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

/// The path from the root of the file system on: the system tells of changes by such paths.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// A newsroom on disk.
#[derive(Debug)]
pub struct DirectoryStore {
    settings: Settings,
    files: Files,
    last_good: LastGood,
    reader: intake::Reader,
    /// What is known of each file, by its path below `content/`.
    known: BTreeMap<String, Known>,
    /// Good versions that [`DirectoryStore::keep`] is to write down.
    unkept: Vec<Unkept>,
    /// What lay below `content/` the last time; `None` before the first.
    tree: Option<Arc<Tree>>,
    /// The states of what is watched beside `content/`.
    others: follow::States,
    watch: Watch,
    /// When to look again even if nothing is heard.
    look_again: Option<Instant>,
    /// When files that are being written will have been still.
    still_at: Option<Instant>,
}

impl DirectoryStore {
    /// Opens a newsroom.
    ///
    /// # Errors
    /// Where its root can't be read. A missing `content/` is a problem of [`DirectoryStore::load`], not an error.
    pub fn open(mut settings: Settings) -> Result<Self, StoreError> {
        let unreadable = |source| StoreError::Root { root: settings.root.clone(), source };
        std::fs::read_dir(&settings.root).map_err(unreadable)?;
        settings.root = absolute(&settings.root);
        let root = settings.root.clone();
        Ok(Self {
            files: if settings.keep { Files::open(&root) } else { Files::default() },
            last_good: if settings.keep { LastGood::open(&root) } else { LastGood::read_only(&root) },
            settings,
            reader: intake::Reader::default(),
            known: BTreeMap::new(),
            unkept: Vec::new(),
            tree: None,
            others: follow::States::new(),
            watch: Watch::new(),
            look_again: None,
            still_at: None,
        })
    }

    /// Takes other settings, as after a change of `dateline.toml`; every file is read anew by them.
    pub fn reconfigure(&mut self, mut settings: Settings) {
        settings.root = absolute(&settings.root);
        if self.settings != settings {
            self.settings = settings;
            self.watch = Watch::new();
            self.known.values_mut().for_each(Known::read_anew);
        }
    }

    /// Deletes kept copies that neither a release, be it held back, nor the site, with `site_files`, names any more,
    /// and that are older than a day. For a server, after it has begun to serve this catalog.
    pub fn delete_unnamed_files(&self, catalog: &Catalog, site_files: &[&File], now: DateTime<Utc>) {
        let of_releases =
            catalog.articles().flat_map(|article| article.files.iter().map(|named| &named.file));
        let named: HashSet<&Path> =
            of_releases.chain(site_files.iter().copied()).map(|file| file.path.as_path()).collect();
        self.files.delete_unnamed(&named, now);
    }

    /// The drafts, relative to the root, with the ids that their paths give. To be asked after
    /// [`DirectoryStore::load`].
    #[must_use]
    pub fn drafts(&self) -> Vec<(PathBuf, ArticleId)> {
        let is_draft = |known: &Known| known.own().is_some_and(|version| version.article.is_none());
        let drafts = self.known.iter().filter(|(_, known)| is_draft(known));
        drafts
            .filter_map(|(relative, _)| {
                let path = ContentPath::parse(relative)?;
                let id = ArticleId::of_path(&self.settings.id_authority, path.without_ending());
                Some((document::file_of(relative), id))
            })
            .collect()
    }

    fn content(&self) -> PathBuf {
        self.settings.root.join(CONTENT)
    }
}
