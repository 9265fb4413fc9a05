//! Waits until another look at the newsroom makes sense.

use std::path::PathBuf;
use std::time::Duration;

use tokio::time::{Instant, sleep, sleep_until};
use walkdir::WalkDir;

use super::load::STILL;
use super::scan::{self, Stamp};
use super::watch::News;
use super::{CONTENT, DirectoryStore, Settings};

/// How long more changes are gathered once one is there: a commit touches many files.
const GATHER: Duration = Duration::from_millis(10);

/// How often to look without being told: network file systems tell nothing of what others change.
const LOOK: Duration = Duration::from_secs(30);

/// The same, where the system tells nothing at all.
const LOOK_DEAF: Duration = Duration::from_secs(5);

/// The states of files.
pub(super) type States = Vec<(PathBuf, Option<Stamp>)>;

/// The states of everything watched beside `content/`.
pub(super) fn states(settings: &Settings) -> States {
    let paths = settings.watched.iter().map(|path| settings.root.join(path));
    let entries = paths.flat_map(|path| WalkDir::new(path).max_depth(4).sort_by_file_name()).flatten();
    entries
        .map(|entry| {
            let stamp = entry.path().metadata().ok().filter(|metadata| !metadata.is_dir());
            (entry.into_path(), stamp.as_ref().map(Stamp::of))
        })
        .collect()
}

impl DirectoryStore {
    /// Returns when something has changed so that another [`DirectoryStore::load`] makes sense. Safe to cancel.
    pub async fn changed(&mut self) {
        let interval = if self.watch.is_listening() { LOOK } else { LOOK_DEAF };
        let mut next_look = Instant::now() + interval;
        loop {
            match self.watch.news() {
                News::Changed => {
                    sleep(GATHER).await;
                    self.watch.forget();
                    return;
                }
                News::Writing => {
                    self.watch.forget_writing();
                    self.still_at = Some(Instant::now() + STILL);
                }
                News::None => {}
            }
            let due = self.look_again.into_iter().chain(self.still_at).min();
            tokio::select! {
                () = self.watch.listen() => {}
                () = sleep_until(due.unwrap_or(next_look)), if due.is_some() => return,
                () = sleep_until(next_look) => {
                    if self.differs().await {
                        return;
                    }
                    next_look = Instant::now() + interval;
                }
            }
        }
    }

    /// Looks whether anything is another than at the last reading.
    async fn differs(&self) -> bool {
        let (settings, content) = (self.settings.clone(), self.settings.root.join(CONTENT));
        let look = tokio::task::spawn_blocking(move || (states(&settings), scan::scan(&content).ok()));
        let Ok((others, tree)) = look.await else { return true };
        let is_same = match (&self.tree, &tree) {
            (Some(known), Some(tree)) => known.is_as(tree),
            // Where there is no folder, its coming back is what changes.
            (Some(known), None) => known.is_unreadable(""),
            (None, _) => false,
        };
        !is_same || others != self.others
    }
}
