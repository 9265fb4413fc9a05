//! A newsroom's folder: its configuration, its feeds and its releases, read again whenever something changes.
//!
//! What is broken never replaces what was good: the last good site, feed definition or release stays.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::bail;
use chrono::{DateTime, Utc};
use tokio::sync::watch;
use tokio::task::block_in_place;

use super::kept;
use super::report::{self, Counts};
use super::stderr;
use crate::article::ArticleId;
use crate::catalog::Catalog;
use crate::clock::Clock;
use crate::config::{self, Configuration, FEEDS_FOLDER, KeepFile, Overrides, SITE_FILE};
use crate::feed::{self, FeedDefinition};
use crate::problem::{Problem, Severity};
use crate::publisher;
use crate::store::{self, DirectoryStore, Files, Renamed, Settings};

/// How long a feed's file may be gone before that is meant: editors delete and write anew.
const GONE: Duration = Duration::from_secs(1);

/// What a newsroom is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To serve it, and its changes.
    Serve,
    /// To show it and its changes, and write nothing.
    Preview,
    /// To export it once.
    Export,
    /// To look at it, and write nothing.
    Look,
}

impl Purpose {
    const fn follows(self) -> bool {
        matches!(self, Self::Serve | Self::Preview)
    }

    const fn keeps(self) -> bool {
        matches!(self, Self::Serve | Self::Export)
    }
}

/// A newsroom on disk, with the last good version of everything in it.
pub(super) struct Newsroom {
    root: PathBuf,
    overrides: Overrides,
    configuration: Configuration,
    definitions: Vec<FeedDefinition>,
    store: DirectoryStore,
    site_files: Files,
    purpose: Purpose,
}

/// One reading of a newsroom.
pub(super) struct Reading {
    pub(super) newsroom: publisher::Newsroom,
    pub(super) problems: Vec<Problem>,
    pub(super) counts: store::Counts,
}

impl Newsroom {
    /// Opens the newsroom at `root`.
    ///
    /// Without a good `dateline.toml` there is no newsroom, only what is wrong with it; a server starts with the last
    /// good one.
    pub(super) fn open(root: &Path, overrides: Overrides, purpose: Purpose) -> Result<Self, Vec<Problem>> {
        let site_files = Files::default();
        let (configuration, problems) =
            load_site(root, &overrides, purpose, &|path, name| site_files.keep(path, name));
        let has_error = Counts::of(&problems).errors > 0;
        let configuration = configuration.ok_or(problems)?;
        if has_error {
            tracing::error!(
                "`{SITE_FILE}` is broken: the last good one counts until it is mended; `dateline check` shows what is wrong"
            );
        }
        let store = DirectoryStore::open(settings(root, &configuration, purpose)).map_err(|error| {
            vec![Problem::error("", error.to_string(), "name the newsroom's folder with --root")]
        })?;
        // Only now is it known that there is a newsroom, so that something may be written.
        let site_files = if purpose.keeps() { Files::open(root) } else { site_files };
        let root = root.to_owned();
        Ok(Self { root, overrides, configuration, definitions: Vec::new(), store, site_files, purpose })
    }

    /// As [`Newsroom::open`], and shows what is wrong.
    pub(super) fn open_or_tell(root: &Path, overrides: Overrides, purpose: Purpose) -> anyhow::Result<Self> {
        Self::open(root, overrides, purpose).or_else(|problems| {
            report::text(&problems, root, &mut stderr())?;
            bail!("there is no newsroom without a good `{SITE_FILE}`")
        })
    }

    pub(super) const fn configuration(&self) -> &Configuration {
        &self.configuration
    }

    pub(super) const fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// Tells where the server really listens: a base URL that nobody chose is made of it.
    pub(super) fn listens_on(&mut self, address: SocketAddr) {
        self.overrides.listen = Some(address);
    }

    /// The files of releases that an earlier run of `serve` or `build` knew.
    pub(super) fn known_before(&self) -> BTreeSet<ArticleId> {
        self.store.known_before()
    }

    /// Reads everything again.
    pub(super) fn read(&mut self, now: DateTime<Utc>) -> Reading {
        let keep = |path: &Path, name| self.site_files.keep(path, name);
        let (configuration, mut problems) = load_site(&self.root, &self.overrides, self.purpose, &keep);
        if let Some(configuration) = configuration.filter(|new| *new != self.configuration) {
            self.store.reconfigure(settings(&self.root, &configuration, self.purpose));
            self.configuration = configuration;
        }
        let site = self.configuration.site.clone();
        if self.definitions.is_empty() {
            self.definitions = config::kept_feeds(&self.root, Path::new(kept::FEEDS), &site, &keep);
        }
        let (definitions, feed_problems) = config::load_feeds(&self.root, &site, &self.definitions, &keep);
        self.definitions.clone_from(&definitions);
        if self.purpose.keeps() {
            let is_good = Counts::of(&problems).errors == 0;
            let kept = if is_good { kept::keep_site(&self.root) } else { Ok(()) };
            let kept = kept.and_then(|()| kept::keep_feeds(&self.root, &definitions, &feed_problems));
            if let Err(error) = kept {
                tracing::warn!(%error, "settings and feeds can't be kept: a broken one is gone after a restart");
            }
        }
        let loaded = self.store.load(now);
        problems.extend(feed_problems);
        problems.extend(loaded.problems);
        let newsroom = publisher::Newsroom { site, definitions, catalog: loaded.catalog, shown_at: None };
        Reading { newsroom, problems, counts: loaded.counts }
    }

    /// Keeps what the last reading found good, for a restart; says where that fails.
    pub(super) fn keep(&mut self) -> Option<Problem> {
        self.store.keep()
    }

    /// The files that were renamed since they were last good, and with that changed their ids.
    pub(super) fn renamed(&self, now: DateTime<Utc>) -> Vec<Renamed> {
        self.store.renamed(now)
    }

    /// The drafts, with the ids that their paths give.
    pub(super) fn drafts(&self) -> Vec<(PathBuf, ArticleId)> {
        self.store.drafts()
    }

    /// Reads the newsroom after every change, for as long as somebody listens; `show` says what is shown of it.
    pub(super) async fn follow(
        mut self,
        readings: watch::Sender<Arc<publisher::Newsroom>>,
        clock: Clock,
        show: impl Fn(&mut publisher::Newsroom),
    ) {
        self.tidy(&readings.borrow(), clock.now());
        while !readings.is_closed() {
            // What was read is out by now.
            if let Some(Problem { reason, .. }) = block_in_place(|| self.keep()) {
                tracing::warn!("{reason}");
            }
            self.store.changed().await;
            if self.has_lost_a_feed() {
                tokio::time::sleep(GONE).await;
            }
            let reading = block_in_place(|| catch_unwind(AssertUnwindSafe(|| self.read(clock.now()))));
            let Ok(Reading { mut newsroom, problems, .. }) = reading else {
                tracing::error!(
                    "the newsroom can't be read, by a fault of Dateline; the last good edition stays"
                );
                continue;
            };
            show(&mut newsroom);
            let newsroom = Arc::new(newsroom);
            readings.send_replace(Arc::clone(&newsroom));
            log_problems(&problems, &newsroom.catalog, clock.now());
        }
    }

    /// Whether the file of a feed is gone.
    fn has_lost_a_feed(&self) -> bool {
        let folder = self.root.join(FEEDS_FOLDER);
        self.definitions.iter().any(|definition| !folder.join(format!("{}.toml", definition.name)).exists())
    }

    /// Deletes kept files that nothing names any more.
    fn tidy(&self, shown: &publisher::Newsroom, now: DateTime<Utc>) {
        let own: Vec<_> = feed::site_files(&shown.site, &shown.definitions).collect();
        self.store.delete_unnamed_files(&shown.catalog, &own, now);
    }
}

/// What `dateline.toml` says; for a server, where the file is broken, what it said when it was last good.
fn load_site(
    root: &Path,
    overrides: &Overrides,
    purpose: Purpose,
    keep: KeepFile<'_>,
) -> (Option<Configuration>, Vec<Problem>) {
    let (configuration, problems) = config::load_site(root, overrides, keep);
    let is_broken = configuration.is_none() && root.join(SITE_FILE).exists();
    if is_broken && purpose == Purpose::Serve {
        return (config::kept_site(root, Path::new(kept::SITE), overrides, keep), problems);
    }
    (configuration, problems)
}

fn settings(root: &Path, configuration: &Configuration, purpose: Purpose) -> Settings {
    let site = &configuration.site;
    Settings {
        root: root.to_owned(),
        id_authority: site.id_authority.clone(),
        language: site.language.clone(),
        time_zone: site.time_zone,
        issuer: site.issuer.clone(),
        notice_time: configuration.notice_time,
        watched: vec![SITE_FILE.into(), FEEDS_FOLDER.into()],
        follow: purpose.follows(),
        keep: purpose.keeps(),
    }
}

/// How many of these files are those of public releases.
fn public_among(files: &[&Path], catalog: &Catalog, now: DateTime<Utc>) -> usize {
    if files.is_empty() {
        return 0;
    }
    let edition = catalog.at(now);
    let public: BTreeSet<&Path> = edition.releases().iter().map(|release| &*release.source).collect();
    files.iter().filter(|file| public.contains(**file)).count()
}

/// Logs that something is wrong with what is public, or with the newsroom. What it is, and whatever is wrong with
/// other files, may tell of releases that are not public: that is for `debug` only.
pub(super) fn log_problems(problems: &[Problem], catalog: &Catalog, now: DateTime<Utc>) {
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
    let (inside, elsewhere): (Vec<&Path>, Vec<&Path>) =
        errors.map(|problem| &*problem.file).partition(|file| file.starts_with(store::CONTENT));
    let errors = elsewhere.len() + public_among(&inside, catalog, now);
    if errors > 0 {
        tracing::warn!(errors, "the newsroom has problems; `dateline check` shows them");
    }
    for problem in problems {
        tracing::debug!(file = %problem.file.display(), line = problem.line, reason = problem.reason, "problem");
    }
}
