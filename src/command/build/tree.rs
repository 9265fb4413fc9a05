//! Writes an export: aside first, then in place of the old one. A file that is as it was is the old file still.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, FileTimes};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::super::STATE;
use crate::config::FEEDS_FOLDER;
use crate::file::ContentHash;
use crate::snapshot::export::{MARKER, Output};
use crate::store;
use earlier::Earlier;

mod earlier;

/// What became of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Counts {
    /// How many there are.
    pub(super) files: usize,
    /// How many of them are new, or differ from what was there.
    pub(super) written: usize,
    /// How many were there that are no more.
    pub(super) removed: usize,
}

/// A folder that may be replaced.
#[derive(Debug)]
pub(super) struct Target {
    folder: PathBuf,
    parent: PathBuf,
    /// Whether there is an earlier export in it.
    exists: bool,
}

impl Target {
    /// Takes a folder that is missing, empty, or an earlier export; others are not ours to replace.
    pub(super) fn open(out: &Path, root: &Path) -> anyhow::Result<Self> {
        let exists = out.try_exists().with_context(|| format!("can't look at {}", out.display()))?;
        if exists && !is_ours(out)? {
            bail!(
                "{} holds something else than an export: name an empty or a new folder with --out",
                out.display()
            );
        }
        // Through a link, the folder that it leads to is replaced.
        let folder = if exists { out.canonicalize()? } else { std::path::absolute(out)? };
        if is_among_own(&folder, root)? {
            bail!("--out can't lie among the newsroom's own files: {}", out.display());
        }
        let parent = folder.parent().context("--out can't be the root of the file system")?.to_owned();
        fs::create_dir_all(&parent).with_context(|| format!("can't make {}", parent.display()))?;
        Ok(Self { folder, parent, exists })
    }

    /// Replaces the earlier export by the planned files, all of them or none. What others put into its folder stays.
    pub(super) fn replace(&self, plan: &BTreeMap<String, Output>) -> anyhow::Result<Counts> {
        let old = Earlier::read(&self.folder)?;
        let foreign = old.foreign(plan)?;
        let mut aside = tempfile::Builder::new().prefix(".dateline-").tempdir_in(&self.parent)?;
        let new = aside.path().join("new");
        make_folders(&new, plan.keys())?;
        let written = plan
            .par_iter()
            .map(|(path, output)| self.put(path, output, &new).with_context(|| path.clone()))
            .map(|is_new| is_new.map(usize::from))
            .try_reduce(|| 0, |a, b| Ok(a + b))?;
        let removed = old.count_without(plan);
        if written > 0 || removed > 0 || !self.exists {
            let swapped = self.swap(&new, &aside.path().join("old"), &foreign);
            // What is others' is deleted by no fault of ours.
            aside.disable_cleanup(swapped.is_err() && !foreign.is_empty());
            swapped?;
        }
        Ok(Counts { files: plan.len(), written, removed })
    }

    /// Puts the new folder in place, and into it what is foreign. Where that fails, the old one is put back.
    fn swap(&self, new: &Path, old: &Path, foreign: &[PathBuf]) -> anyhow::Result<()> {
        if self.exists {
            fs::set_permissions(new, fs::metadata(&self.folder)?.permissions())?;
            fs::rename(&self.folder, old).with_context(|| {
                "the folder can't be moved aside; where something is mounted on it, name a folder below it".to_owned()
            })?;
        }
        earlier::carry(old, new, foreign).and_then(|()| fs::rename(new, &self.folder)).inspect_err(|_| {
            if self.exists {
                let _ = earlier::carry(new, old, foreign).and_then(|()| fs::rename(old, &self.folder));
            }
        })?;
        Ok(())
    }

    /// Puts one file into the new folder; `false` where it is the old one still.
    fn put(&self, path: &str, output: &Output, new: &Path) -> io::Result<bool> {
        let (old, new) = (self.folder.join(path), new.join(path));
        let is_same = match output {
            Output::Made(made) => {
                let bytes = made.bytes();
                let is_same = self.exists && has_bytes(&old, &bytes)?;
                if !is_same {
                    fs::write(&new, &bytes)?;
                }
                is_same
            }
            Output::File(file) => {
                let is_same = self.exists && has_hash(&old, file.length, file.hash)?;
                if !is_same {
                    io::copy(&mut File::open(&file.path)?, &mut File::create(&new)?)?;
                }
                is_same
            }
        };
        if is_same {
            keep(&old, &new)?;
        }
        Ok(!is_same)
    }
}

/// Whether a folder is one of the newsroom's own, or below one, whether it is there or not.
fn is_among_own(folder: &Path, root: &Path) -> io::Result<bool> {
    let newsroom = root.canonicalize()?;
    let there = folder.ancestors().find(|ancestor| ancestor.exists()).unwrap_or(folder);
    let below = folder.strip_prefix(there).unwrap_or(Path::new(""));
    let folder = there.canonicalize()?.join(below);
    Ok([store::CONTENT, FEEDS_FOLDER, STATE].iter().any(|own| folder.starts_with(newsroom.join(own))))
}

/// Whether a folder is empty or an earlier export.
fn is_ours(out: &Path) -> anyhow::Result<bool> {
    let mut entries = fs::read_dir(out).with_context(|| format!("{} is no folder", out.display()))?;
    Ok(entries.next().is_none() || out.join(MARKER).is_file())
}

fn make_folders<'a>(new: &Path, files: impl Iterator<Item = &'a String>) -> io::Result<()> {
    let folders: BTreeSet<PathBuf> =
        files.filter_map(|file| new.join(file).parent().map(Path::to_owned)).collect();
    folders.iter().try_for_each(fs::create_dir_all)
}

/// Whether a regular file is there with these bytes.
fn has_bytes(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    Ok(has_length(path, bytes.len() as u64) && fs::read(path)? == bytes)
}

/// Whether a regular file is there with bytes of this hash.
fn has_hash(path: &Path, length: u64, hash: ContentHash) -> io::Result<bool> {
    if !has_length(path, length) {
        return Ok(false);
    }
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut chunk = vec![0; 64 << 10];
    loop {
        match file.read(&mut chunk)? {
            0 => return Ok(ContentHash::finish(hasher) == hash),
            count => hasher.update(&chunk[..count]),
        }
    }
}

fn has_length(path: &Path, length: u64) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() == length)
}

/// Takes over an old file: as another name of it, or, on file systems without that, as a copy of the same age.
fn keep(old: &Path, new: &Path) -> io::Result<()> {
    if fs::hard_link(old, new).is_ok() {
        return Ok(());
    }
    fs::copy(old, new)?;
    let times = FileTimes::new().set_modified(fs::metadata(old)?.modified()?);
    File::options().write(true).open(new)?.set_times(times)
}
