//! A newsroom's folder: its configuration, its feeds and its releases, read again whenever something changes.
//!
//! What is broken never replaces what was good: the last good site, feed definition or release stays.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::bail;
use chrono::{DateTime, Utc};
use tokio::sync::watch;
use tokio::task::block_in_place;

use super::report::{self, Counts};
use crate::clock::Clock;
use crate::config::{self, Configuration, FEEDS_FOLDER, Overrides, SITE_FILE};
use crate::feed::FeedDefinition;
use crate::file::{ContentHash, File, FileName};
use crate::problem::Problem;
use crate::publisher;
use crate::store::{self, DirectoryStore, Settings};

/// A newsroom on disk, with the last good version of everything in it.
pub(super) struct Newsroom {
    root: PathBuf,
    overrides: Overrides,
    configuration: Configuration,
    definitions: Vec<FeedDefinition>,
    store: DirectoryStore,
    follow: bool,
}

/// One reading of a newsroom.
pub(super) struct Reading {
    pub(super) newsroom: publisher::Newsroom,
    pub(super) problems: Vec<Problem>,
    pub(super) counts: store::Counts,
}

impl Newsroom {
    /// Opens the newsroom at `root`; `follow` where its changes will be waited for.
    ///
    /// Without a good `dateline.toml` there is no newsroom, only what is wrong with it.
    pub(super) fn open(root: &Path, overrides: Overrides, follow: bool) -> Result<Self, Vec<Problem>> {
        let (configuration, problems) = config::load_site(root, &overrides, &keep);
        let configuration = configuration.ok_or(problems)?;
        let store = DirectoryStore::open(settings(root, &configuration, follow)).map_err(|error| {
            vec![Problem::error("", error.to_string(), "name the newsroom's folder with --root")]
        })?;
        let root = root.to_owned();
        Ok(Self { root, overrides, configuration, definitions: Vec::new(), store, follow })
    }

    /// As [`Newsroom::open`], and shows what is wrong.
    pub(super) fn open_or_tell(root: &Path, overrides: Overrides, follow: bool) -> anyhow::Result<Self> {
        match Self::open(root, overrides, follow) {
            Ok(newsroom) => Ok(newsroom),
            Err(problems) => {
                report::text(&problems, root, &mut anstream::stderr())?;
                bail!("there is no newsroom to show until `{SITE_FILE}` is mended")
            }
        }
    }

    pub(super) const fn configuration(&self) -> &Configuration {
        &self.configuration
    }

    /// Tells where the server really listens: a base URL that nobody chose is made of it.
    pub(super) fn listens_on(&mut self, address: SocketAddr) {
        self.overrides.listen = Some(address);
    }

    /// Reads everything again.
    pub(super) fn read(&mut self, now: DateTime<Utc>) -> Reading {
        let (configuration, mut problems) = config::load_site(&self.root, &self.overrides, &keep);
        if let Some(configuration) = configuration.filter(|new| *new != self.configuration) {
            self.store.reconfigure(settings(&self.root, &configuration, self.follow));
            self.configuration = configuration;
        }
        let site = self.configuration.site.clone();
        let (definitions, feed_problems) = config::load_feeds(&self.root, &site, &self.definitions);
        self.definitions.clone_from(&definitions);
        let loaded = self.store.load(now);
        problems.extend(feed_problems);
        problems.extend(loaded.problems);
        let newsroom = publisher::Newsroom { site, definitions, catalog: loaded.catalog, shown_at: None };
        Reading { newsroom, problems, counts: loaded.counts }
    }

    /// Reads the newsroom after every change, for as long as somebody listens; `show` says what is shown of it.
    pub(super) async fn follow(
        mut self,
        readings: watch::Sender<Arc<publisher::Newsroom>>,
        show: impl Fn(&mut publisher::Newsroom),
    ) {
        while !readings.is_closed() {
            self.store.changed().await;
            let Reading { mut newsroom, problems, .. } = block_in_place(|| self.read(Clock::System.now()));
            log_problems(&problems);
            show(&mut newsroom);
            readings.send_replace(Arc::new(newsroom));
        }
    }
}

fn settings(root: &Path, configuration: &Configuration, follow: bool) -> Settings {
    let site = &configuration.site;
    Settings {
        root: root.to_owned(),
        id_authority: site.id_authority.clone(),
        language: site.language.clone(),
        time_zone: site.time_zone,
        issuer: site.issuer.clone(),
        notice_time: configuration.notice_time,
        watched: vec![SITE_FILE.into(), FEEDS_FOLDER.into()],
        follow,
    }
}

/// Makes a file of the newsroom one that can be served.
fn keep(path: &Path, name: FileName) -> io::Result<File> {
    let bytes = std::fs::read(path)?;
    let told = infer::get(&bytes).map(|kind| kind.mime_type());
    let media_type =
        told.or_else(|| mime_guess::from_path(path).first_raw()).unwrap_or("application/octet-stream");
    Ok(File {
        name,
        media_type: media_type.into(),
        length: bytes.len() as u64,
        hash: ContentHash::of(&bytes),
        path: path.canonicalize()?,
    })
}

/// Logs that something is wrong. What it is may tell of releases that are not public: that is for `debug` only.
pub(super) fn log_problems(problems: &[Problem]) {
    let Counts { errors, warnings } = Counts::of(problems);
    if errors > 0 {
        tracing::warn!(errors, warnings, "the newsroom has problems; `dateline check` shows them");
    }
    for problem in problems {
        tracing::debug!(file = %problem.file.display(), line = problem.line, reason = problem.reason, "problem");
    }
}
