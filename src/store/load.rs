//! One reading of the newsroom: what changed is read, what is gone is dropped once it stays gone, and what has no fault
//! is kept as the last good version.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::Instant;

use crate::article::ArticleId;
use crate::catalog::Catalog;
use crate::disk::Durability;
use crate::problem::Problem;

use super::document::{Context, file_of};
use super::known::Known;
use super::path::ContentPath;
use super::scan::{self, Stamp, Tree};
use super::watch::Told;
use super::{CONTENT, DirectoryStore, Loaded, STATE, follow, shown};

/// How long a file must have been still before it is read, where nobody told whether it was written to its end.
pub(super) const STILL: Duration = Duration::from_millis(500);

/// How long a file must be gone before that is a deletion: editors delete and write anew.
const GONE: TimeDelta = TimeDelta::seconds(1);

/// How often the first reading waits for files to be still.
const PATIENCE: usize = 4;

/// How many versions are kept at a time with a wait for the disk. More come with a first start, or from version
/// control, which has them.
const MANY: usize = 20;

impl DirectoryStore {
    /// The releases of which an earlier run kept a good version, under whatever name their files had then. To be asked
    /// after [`DirectoryStore::load`].
    #[must_use]
    pub fn known_before(&self) -> BTreeSet<ArticleId> {
        let Some(tree) = &self.tree else { return BTreeSet::new() };
        let context = Context { settings: &self.settings, tree, files: &self.files, reader: &self.reader };
        let paths = self.last_good.paths();
        let ids = paths.iter().filter_map(|path| {
            let present = self.known.get(path).and_then(|known| known.own()?.article.as_ref());
            if let Some(article) = present {
                return Some(article.id.clone());
            }
            let version = self.read_last_good(&ContentPath::parse(path)?, false, &context)?;
            Some(version.article?.id.clone())
        });
        ids.collect()
    }

    /// Reads what changed since the last time, and keeps what the reading before found good, if that was not done. It
    /// may block for the length of a disk access, the first time also for half a second per file that is being
    /// written; it never fails: a fault is a problem of one file. `now` is the present instant.
    pub fn load(&mut self, now: DateTime<Utc>) -> Loaded {
        self.look_again = None;
        self.still_at = None;
        let mut problems = self.problems_of_the_machine();
        problems.extend(self.keep());
        if self.settings.follow {
            self.watch.forget();
            problems.extend(self.renew_watch());
        }
        self.others = follow::states(&self.settings);
        let tree = Arc::new(match self.look(now) {
            Ok(tree) if self.is_emptied(&tree) => {
                problems.push(content_is_gone("there is no release in it any more"));
                Tree { unreadable: everything(), ..tree }
            }
            Ok(tree) => tree,
            Err(error) => {
                problems.push(content_is_gone(&format!("it can't be read: {error}")));
                Tree { unreadable: everything(), ..Tree::default() }
            }
        });
        self.drop_missing(&tree, now);
        problems.extend(tree.problems.iter().cloned());
        let waiting = self.read_changed(&tree);
        let changed_since = waiting.iter().any(|path| !tree.moving.contains_key(path)).then_some(STILL);
        if let Some(wait) = tree.moving.values().copied().chain(changed_since).min() {
            self.look_again_in(wait);
        }
        let (reason, remedy) = ("it, or a file that it names, is being written", "wait until it is saved");
        problems.extend(waiting.iter().map(|path| Problem::warning(file_of(path), reason, remedy)));
        self.tree = Some(Arc::clone(&tree));
        self.settle(&tree, now, problems)
    }

    /// Looks at the files; the first time, waits until those that are being written are still.
    fn look(&self, now: DateTime<Utc>) -> io::Result<Tree> {
        let mut now = now;
        for _ in 0..PATIENCE {
            let tree = self.look_once(now)?;
            if tree.moving.is_empty() || self.tree.is_some() {
                return Ok(tree);
            }
            std::thread::sleep(STILL);
            now += STILL;
        }
        self.look_once(now)
    }

    fn look_once(&self, now: DateTime<Utc>) -> io::Result<Tree> {
        let content = self.content().canonicalize()?;
        let mut tree = scan::scan(&content)?;
        let documents = tree.documents.iter().map(|(path, (_, stamp))| (path, stamp));
        let has_open = self.watch.has_open();
        tree.moving = documents
            .chain(&tree.files)
            .filter(|(_, stamp)| has_open || was_just_written(stamp, now))
            .filter_map(|(path, stamp)| Some((path.clone(), self.wait_for(&content.join(path), stamp, now)?)))
            .collect();
        Ok(tree)
    }

    /// How long to wait until a file may be read; `None` where it may be now: it was still for a while and nobody has
    /// it open, or it was written to its end.
    fn wait_for(&self, file: &Path, stamp: &Stamp, now: DateTime<Utc>) -> Option<Duration> {
        match self.watch.told(file) {
            Told::Finished => None,
            Told::Open(wait) => Some(wait),
            Told::Nothing => was_just_written(stamp, now).then_some(STILL),
        }
    }

    /// Whether all files are gone at once, as where a disk is not mounted: nobody deletes a whole newsroom that way.
    fn is_emptied(&self, tree: &Tree) -> bool {
        let known = if self.tree.is_none() { self.last_good.paths().len() } else { self.known.len() };
        tree.documents.is_empty() && tree.unreadable.is_empty() && known > 1
    }

    /// Marks files that are gone, and drops those that stay gone. What went while nobody looked was deleted.
    fn drop_missing(&mut self, tree: &Tree, now: DateTime<Utc>) {
        let is_first = self.tree.is_none();
        if is_first {
            for path in self.last_good.paths().into_iter().filter(|path| !tree.documents.contains_key(path)) {
                if tree.is_unreadable(&path) {
                    self.known.insert(path, Known::unseen(None));
                } else {
                    self.forget(&path);
                }
            }
        }
        let mut gone = Vec::new();
        for (path, known) in &mut self.known {
            if tree.documents.contains_key(path) || tree.is_unreadable(path) {
                known.missing_since = None;
                continue;
            }
            let since = *known.missing_since.get_or_insert(now);
            if now - since >= GONE || now < since {
                gone.push(path.clone());
            }
        }
        for path in gone {
            self.known.remove(&path);
            self.forget(&path);
        }
        if self.known.values().any(|known| known.missing_since.is_some()) {
            self.look_again_in(Duration::from_millis(1_100));
        }
    }

    fn forget(&self, path: &str) {
        if let Err(error) = self.last_good.forget(path) {
            tracing::debug!(path, %error, "can't delete a last good version");
        }
    }

    /// Chooses what is shown of each file.
    fn settle(&mut self, tree: &Tree, now: DateTime<Utc>, mut problems: Vec<Problem>) -> Loaded {
        let context = Context { settings: &self.settings, tree, files: &self.files, reader: &self.reader };
        let had_id = |path: &str| {
            let version = self.read_last_good(&ContentPath::parse(path)?, false, &context)?;
            Some(version.article?.id.clone())
        };
        let mut shown = shown::choose(&self.known, now, had_id);
        problems.append(&mut shown.problems);
        problems.sort();
        problems.dedup();
        if let Some(wait) = shown.embargo_ends.and_then(|end| (end - now).to_std().ok()) {
            self.look_again_in(wait);
        }
        self.accept(&shown);
        // A few are written down at once, so that not even a kill right after the edition loses them.
        if self.unkept.len() <= MANY {
            problems.extend(self.keep());
        }
        let catalog = Catalog::new(shown.articles, self.settings.notice_time);
        Loaded { catalog, problems, counts: shown.counts }
    }

    /// Takes what is shown for the last good versions, and drops those that a fault in a gate has overtaken.
    fn accept(&mut self, shown: &shown::Shown) {
        for path in &shown.distrusted {
            self.forget(path);
            if let Some(known) = self.known.get_mut(path) {
                known.good = None;
            }
        }
        for path in &shown.accepted {
            let Some(known) = self.known.get_mut(path) else { continue };
            known.good = known.own().cloned();
            let text = known.text.take().filter(|_| self.settings.keep);
            if let (Some(text), Some(stamp)) = (text, known.stamp) {
                self.unkept.push(Unkept { path: path.clone(), text, stamp });
            }
        }
    }

    /// Writes down the good versions that the last reading found, for a restart, where they are many; nobody needs to
    /// wait for it, since they are known already. It blocks for a disk access per file. Where it fails, it says so.
    pub fn keep(&mut self) -> Option<Problem> {
        let unkept = std::mem::take(&mut self.unkept);
        let durability = if unkept.len() > MANY { Durability::Process } else { Durability::Power };
        // One after the other: the threads that make editions have better to do.
        let keep =
            |Unkept { path, text, stamp }: &Unkept| self.last_good.keep(path, text, stamp, durability).err();
        let failures: Vec<io::Error> = unkept.iter().filter_map(keep).collect();
        failures.first().map(|error| state_is_not_kept(&error.to_string()))
    }

    pub(super) fn look_again_in(&mut self, wait: Duration) {
        let at = Instant::now() + wait;
        self.look_again = Some(self.look_again.map_or(at, |earlier| earlier.min(at)));
    }

    fn problems_of_the_machine(&self) -> Vec<Problem> {
        if !self.settings.keep || (self.last_good.can_keep() && self.files.can_keep()) {
            return Vec::new();
        }
        vec![state_is_not_kept("it can't be written")]
    }

    fn renew_watch(&mut self) -> Option<Problem> {
        let others: Vec<_> = self.settings.watched.iter().map(|path| self.settings.root.join(path)).collect();
        let error = self.watch.renew(&self.content(), &others).err()?;
        tracing::warn!(%error, "the system does not tell of changes; they are looked for every few seconds");
        Some(Problem::warning(
            CONTENT,
            format!("the system does not tell of changes: {error}"),
            "nothing is lost, changes are looked for every few seconds; on Linux, raise \
             fs.inotify.max_user_watches",
        ))
    }
}

/// A good version that is not yet written down.
#[derive(Debug)]
pub(super) struct Unkept {
    path: String,
    text: String,
    stamp: Stamp,
}

/// The path above all others: that nothing below `content/` can be looked at.
fn everything() -> Vec<String> {
    vec![String::new()]
}

/// Whether a file was written less than [`STILL`] ago. One from the future tells nothing: its clock is another.
fn was_just_written(stamp: &Stamp, now: DateTime<Utc>) -> bool {
    let still = i64::try_from(STILL.as_millis()).unwrap_or(i64::MAX);
    stamp.modified.is_some_and(|modified| (-2_000..still).contains(&(now - modified).num_milliseconds()))
}

fn content_is_gone(reason: &str) -> Problem {
    Problem::error(
        CONTENT,
        format!("{reason}; the last good version of every release that has one stays"),
        format!(
            "bring the folder back; to empty the newsroom for good, stop dateline and delete `{STATE}/last-good`"
        ),
    )
}

fn state_is_not_kept(why: &str) -> Problem {
    Problem::warning(
        STATE,
        format!("last good versions and attachments can't be kept: {why}"),
        "make the folder writable for the account that runs dateline; until then a broken file vanishes at a restart",
    )
}
