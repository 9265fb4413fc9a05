//! Hears of changes below the newsroom, as far as the file system tells of them.
//!
//! What is heard only hastens a look at the files: nothing is concluded from events but that a file has been written
//! to its end, or not yet.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, CreateKind, Flag, ModifyKind, RenameMode};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher, WatcherKind};
use tokio::sync::Notify;
use tokio::time::Instant;

/// How many paths of finished files are remembered; the rest count as finished once they have been still.
const MOST_FINISHED: usize = 100_000;

/// How long a file that was written to and not closed is waited for since the last write: an upload may stall, and
/// some programs never close what they have saved.
const UNCLOSED: Duration = Duration::from_mins(10);

/// Listens to folders and files.
#[derive(Debug)]
pub(super) struct Watch {
    heard: Arc<Heard>,
    /// Lives as long as it listens; `None` where the system can't tell of changes.
    watcher: Option<RecommendedWatcher>,
}

/// What has been heard.
#[derive(Debug, Default)]
struct Heard {
    state: Mutex<State>,
    news: Notify,
}

#[derive(Debug, Default)]
struct State {
    /// Something is as somebody wants it: written to its end, renamed, deleted.
    is_changed: bool,
    /// Something is being written.
    is_written: bool,
    /// Events were lost, or a watched folder was replaced.
    is_stale: bool,
    /// Files that nobody has written to since they were closed, or moved here.
    finished: HashSet<PathBuf>,
    /// Files that somebody has written to and not closed yet, and when they were last written to.
    open: HashMap<PathBuf, Instant>,
}

/// What has been heard of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// Nothing that tells whether it is whole.
    Nothing,
    /// It was written to its end.
    Finished,
    /// Somebody has it open for writing; it is waited for so much longer.
    Open(Duration),
}

/// What there is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum News {
    /// Nothing.
    None,
    /// To wait until the files are still.
    Writing,
    /// To look at the files.
    Changed,
}

impl Watch {
    /// Listens to nothing yet.
    pub(super) fn new() -> Self {
        let heard = Arc::<Heard>::default();
        heard.lock().is_stale = true;
        Self { heard, watcher: None }
    }

    /// Listens anew where events were lost or folders replaced. `content` and the `others` are what matters; what is
    /// heard of their neighbours is passed over.
    ///
    /// # Errors
    /// Where the system can't tell of changes.
    pub(super) fn renew(&mut self, content: &Path, others: &[PathBuf]) -> notify::Result<()> {
        if !std::mem::take(&mut self.heard.lock().is_stale) {
            return Ok(());
        }
        self.watcher = None;
        // That they were closed may be what was not heard.
        self.heard.lock().open.clear();
        let real = content.canonicalize().unwrap_or_else(|_| content.to_owned());
        let places = Places { entry: content.to_owned(), content: real.clone(), others: others.to_vec() };
        let heard = Arc::clone(&self.heard);
        let listen = move |event: notify::Result<Event>| heard.hear(event, &places);
        // Links are not followed: one of them might lead to the root of the file system.
        let mut watcher = RecommendedWatcher::new(listen, Config::default().with_follow_symlinks(false))?;
        let mut folders: HashSet<&Path> =
            others.iter().map(PathBuf::as_path).filter_map(Path::parent).collect();
        folders.extend(content.parent());
        for folder in folders.iter().filter(|folder| folder.is_dir()) {
            watcher.watch(folder, RecursiveMode::NonRecursive)?;
        }
        for tree in others.iter().chain([&real]).filter(|path| path.is_dir()) {
            watcher.watch(tree, RecursiveMode::Recursive)?;
        }
        self.watcher = Some(watcher);
        Ok(())
    }

    /// Whether the system tells of changes.
    pub(super) const fn is_listening(&self) -> bool {
        self.watcher.is_some()
    }

    /// Whether somebody has any file open for writing.
    pub(super) fn has_open(&self) -> bool {
        !self.heard.lock().open.is_empty()
    }

    /// What has been heard of a file.
    pub(super) fn told(&self, path: &Path) -> Told {
        let state = self.heard.lock();
        if state.finished.contains(path) {
            return Told::Finished;
        }
        let written = state.open.get(path);
        let left = written.and_then(|written| UNCLOSED.checked_sub(written.elapsed()));
        left.map_or(Told::Nothing, Told::Open)
    }

    /// Waits until something is heard.
    pub(super) async fn listen(&self) {
        self.heard.news.notified().await;
    }

    /// What has been heard, which stays until it is forgotten.
    pub(super) fn news(&self) -> News {
        let state = self.heard.lock();
        match (state.is_changed, state.is_written) {
            (true, _) => News::Changed,
            (false, true) => News::Writing,
            (false, false) => News::None,
        }
    }

    /// Forgets what has been heard: somebody is about to look.
    pub(super) fn forget(&self) {
        let mut state = self.heard.lock();
        state.is_changed = false;
        state.is_written = false;
        state.open.retain(|_, written| written.elapsed() < UNCLOSED);
    }

    /// Forgets that something is being written: somebody waits for it to be still.
    pub(super) fn forget_writing(&self) {
        self.heard.lock().is_written = false;
    }
}

/// What matters among that which is heard.
struct Places {
    /// `content` as the newsroom's folder names it; it may be a link.
    entry: PathBuf,
    /// The folder itself.
    content: PathBuf,
    /// Other files and folders.
    others: Vec<PathBuf>,
}

impl Places {
    fn matter(&self, path: &Path) -> bool {
        let in_content = path
            .strip_prefix(&self.content)
            .is_ok_and(|below| !below.iter().any(|part| is_hidden(part.as_encoded_bytes())));
        in_content || path == self.entry || self.others.iter().any(|other| path.starts_with(other))
    }

    /// Whether it is one of the folders themselves: when one is replaced, the listener still listens to the old one.
    fn is_one(&self, path: &Path) -> bool {
        path == self.entry || path == self.content || self.others.iter().any(|other| path == other)
    }
}

fn is_hidden(name: &[u8]) -> bool {
    name.starts_with(b".")
}

impl Heard {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hear(&self, event: notify::Result<Event>, places: &Places) {
        let mut state = self.lock();
        match event {
            Ok(event) if event.flag() == Some(Flag::Rescan) => {
                state.is_stale = true;
                state.is_changed = true;
            }
            Ok(event) => state.take(&event, places),
            Err(_) => {
                state.is_stale = true;
                state.is_changed = true;
            }
        }
        if state.is_changed || state.is_written {
            self.news.notify_one();
        }
    }
}

impl State {
    fn take(&mut self, event: &Event, places: &Places) {
        for path in event.paths.iter().filter(|path| places.matter(path)) {
            match event.kind {
                EventKind::Access(AccessKind::Close(AccessMode::Write))
                | EventKind::Modify(ModifyKind::Name(RenameMode::To)) => {
                    if self.finished.len() >= MOST_FINISHED {
                        self.finished.clear();
                    }
                    self.open.remove(path);
                    self.finished.insert(path.clone());
                    self.is_changed = true;
                }
                EventKind::Create(CreateKind::File) => {
                    self.finished.remove(path);
                    self.is_written = true;
                }
                EventKind::Modify(ModifyKind::Data(_)) => {
                    self.finished.remove(path);
                    // Others than Linux don't tell when a file is closed.
                    if RecommendedWatcher::kind() == WatcherKind::Inotify {
                        self.open.insert(path.clone(), Instant::now());
                    }
                    self.is_written = true;
                }
                EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) => {
                    self.open.retain(|open, _| !open.starts_with(path));
                    self.is_changed = true;
                }
                EventKind::Access(_) => continue,
                _ => self.is_changed = true,
            }
            let is_replaced = matches!(
                event.kind,
                EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
            );
            self.is_stale |= is_replaced && places.is_one(path);
        }
    }
}
