//! The last good version of every release, kept across restarts: the very text of its file, below `.dateline/`.
//!
//! The folder is safe to delete: what is lost is only what a broken file was before it broke. Copies of texts that
//! are not public lie in it, as they do in `content/`: it is for the account that runs dateline alone.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::STATE;
use super::scan::Stamp;
use crate::disk::{self, Durability};

/// The folder of the last good versions.
#[derive(Debug)]
pub(super) struct LastGood {
    /// `None` where it should be written and can't.
    folder: Option<PathBuf>,
    is_written: bool,
}

impl LastGood {
    /// That of the newsroom at `root`.
    pub(super) fn open(root: &Path) -> Self {
        let folder = root.join(STATE).join("last-good");
        let can_write = fs::create_dir_all(&folder).is_ok() && tempfile::tempfile_in(&folder).is_ok();
        Self { folder: can_write.then_some(folder), is_written: can_write }
    }

    /// That of the newsroom at `root`, read and never written.
    pub(super) fn read_only(root: &Path) -> Self {
        Self { folder: Some(root.join(STATE).join("last-good")), is_written: false }
    }

    /// Whether versions can be kept.
    pub(super) const fn can_keep(&self) -> bool {
        self.is_written
    }

    /// The paths of all versions, below `content/` and with slashes.
    pub(super) fn paths(&self) -> Vec<String> {
        let Some(folder) = &self.folder else { return Vec::new() };
        WalkDir::new(folder)
            .into_iter()
            .flatten()
            .filter(|entry| entry.file_type().is_file())
            .filter_map(|entry| {
                let below = entry.path().strip_prefix(folder).ok()?;
                let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
                Some(parts?.join("/"))
            })
            .collect()
    }

    /// The last good version of a file.
    pub(super) fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.folder.as_ref()?.join(path)).ok()
    }

    /// Keeps a version, unless it is there already: the copy bears its file's time.
    pub(super) fn keep(
        &self,
        path: &str,
        text: &str,
        stamp: &Stamp,
        durability: Durability,
    ) -> io::Result<()> {
        let Some(copy) = self.written(path) else { return Ok(()) };
        let kept = fs::metadata(&copy).map(|metadata| Stamp::of(&metadata));
        if kept.is_ok_and(|kept| kept.length == stamp.length && kept.modified == stamp.modified) {
            return Ok(());
        }
        disk::replace(&copy, durability, |file| {
            file.write_all(text.as_bytes())?;
            stamp.modified.map_or(Ok(()), |modified| file.set_modified(modified.into()))
        })
    }

    /// Forgets a version.
    pub(super) fn forget(&self, path: &str) -> io::Result<()> {
        match self.written(path).map(fs::remove_file) {
            Some(Err(error)) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Where a version is written, if any is.
    fn written(&self, path: &str) -> Option<PathBuf> {
        self.folder.as_ref().filter(|_| self.is_written).map(|folder| folder.join(path))
    }
}
