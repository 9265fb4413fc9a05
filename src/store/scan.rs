//! Which files lie below `content/`, and in which state.
//!
//! Only names and states are read here. Nothing outside `content/` is ever listed: links that lead out of it are
//! refused, wherever they stand. Pipes, sockets and devices are never opened.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use walkdir::{DirEntry, WalkDir};

use crate::problem::Problem;

use super::document::file_of;
use super::path::ContentPath;

/// The state of a file: while it is the same, so are its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Its length in bytes.
    pub(super) length: u64,
    /// When its bytes last changed, by the file system's clock.
    pub(super) modified: Option<DateTime<Utc>>,
    identity: [i128; 4],
}

impl Stamp {
    /// The state that some metadata tells.
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self {
            length: metadata.len(),
            modified: metadata.modified().ok().map(DateTime::from),
            identity: identity(metadata),
        }
    }
}

/// What tells a replaced file from the one before, even where length and time are the same.
#[cfg(unix)]
fn identity(metadata: &Metadata) -> [i128; 4] {
    use std::os::unix::fs::MetadataExt;
    [metadata.dev().into(), metadata.ino().into(), metadata.ctime().into(), metadata.ctime_nsec().into()]
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> [i128; 4] {
    [0; 4]
}

/// Everything below `content/`; paths are relative to it, with slashes.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The files that are releases, by path.
    pub(super) documents: BTreeMap<String, (ContentPath, Stamp)>,
    /// All other files.
    pub(super) files: HashMap<String, Stamp>,
    /// Links that lead out of `content/`.
    pub(super) outside: HashSet<String>,
    /// Files and folders that are there but can't be looked at.
    pub(super) unreadable: Vec<String>,
    /// Files of either kind that may be in the middle of being written, and how long to wait for them.
    pub(super) moving: HashMap<String, Duration>,
    /// What is wrong with the folder.
    pub(super) problems: Vec<Problem>,
}

impl Tree {
    /// Whether that path, or a folder above it, is there but can't be looked at.
    pub(super) fn is_unreadable(&self, path: &str) -> bool {
        self.unreadable.iter().any(|unreadable| Path::new(path).starts_with(unreadable))
    }

    /// The state of a file of either kind.
    pub(super) fn stamp(&self, path: &str) -> Option<&Stamp> {
        self.files.get(path).or_else(|| self.documents.get(path).map(|(_, stamp)| stamp))
    }

    /// Whether nothing has changed since `other`.
    pub(super) fn is_as(&self, other: &Self) -> bool {
        self.documents == other.documents
            && self.files == other.files
            && self.outside == other.outside
            && self.unreadable == other.unreadable
    }
}

/// Looks at everything below `content`.
///
/// # Errors
/// Where the folder itself can't be read.
pub(super) fn scan(content: &Path) -> io::Result<Tree> {
    let content = content.canonicalize()?;
    fs::read_dir(&content)?;
    let mut scan = Scan { content: &content, tree: Tree::default() };
    let mut found = Vec::new();
    let mut entries = WalkDir::new(&content).follow_links(true).min_depth(1).into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) if is_hidden(&entry) || !scan.is_inside(&entry) => {
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
            }
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => found.push(entry),
            Err(error) => scan.refuse(&error),
        }
    }
    // Most of the time goes into asking for the states, and into reading the names.
    let states: Vec<_> = found
        .par_iter()
        .map(|entry| {
            let path = scan.relative(entry.path()).map(|path| {
                let parsed = ContentPath::parse(&path);
                (path, parsed)
            });
            (path, entry.metadata())
        })
        .collect();
    for (entry, (path, state)) in found.iter().zip(states) {
        match path {
            Some((path, parsed)) => scan.take(path, parsed, state),
            None => scan.refuse_name(entry),
        }
    }
    scan.tree.unreadable.sort();
    Ok(scan.tree)
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

struct Scan<'a> {
    content: &'a Path,
    tree: Tree,
}

impl Scan<'_> {
    /// The path below `content/`; `None` where it is not Unicode.
    fn relative(&self, path: &Path) -> Option<String> {
        let parts: Option<Vec<&str>> =
            path.strip_prefix(self.content).ok()?.iter().map(|part| part.to_str()).collect();
        parts.map(|parts| parts.join("/"))
    }

    /// Whether the entry is no link, or one to somewhere in `content/`.
    fn is_inside(&mut self, entry: &DirEntry) -> bool {
        let leads_out =
            || entry.path().canonicalize().map_or(true, |target| !target.starts_with(self.content));
        if !entry.path_is_symlink() || !leads_out() {
            return true;
        }
        if let Some(path) = self.relative(entry.path()) {
            self.tree.problems.push(Problem::error(
                file_of(&path),
                "it is a link that leads out of `content/`, and is not followed",
                "copy the file or folder into `content/`",
            ));
            self.tree.outside.insert(path);
        }
        false
    }

    /// Refuses a file whose name is not Unicode, where it would be a release.
    fn refuse_name(&mut self, entry: &DirEntry) {
        let lossy = entry.path().strip_prefix(self.content).unwrap_or(entry.path()).to_string_lossy();
        if ContentPath::parse(&lossy).is_some() {
            let (reason, remedy) = ("its name is not in UTF-8, and it is not read", "rename the file");
            self.tree.problems.push(Problem::error(file_of(&lossy), reason, remedy));
        }
    }

    /// Takes a file; `parsed` is its path where that is a release's.
    fn take(&mut self, path: String, parsed: Option<ContentPath>, state: walkdir::Result<Metadata>) {
        match state {
            Ok(metadata) if metadata.is_file() => {
                let stamp = Stamp::of(&metadata);
                match parsed {
                    Some(parsed) => drop(self.tree.documents.insert(path, (parsed, stamp))),
                    None => drop(self.tree.files.insert(path, stamp)),
                }
            }
            Ok(_) if parsed.is_some() => self.tree.problems.push(Problem::error(
                file_of(&path),
                "it is not a regular file, and is not read",
                "put the text into a regular file",
            )),
            Ok(_) => {}
            Err(error) => self.refuse(&error),
        }
    }

    fn refuse(&mut self, error: &walkdir::Error) {
        let path: PathBuf = error.path().unwrap_or(self.content).to_owned();
        let Some(path) = self.relative(&path) else { return };
        if error.loop_ancestor().is_some() {
            self.tree.problems.push(Problem::warning(
                file_of(&path),
                "it is a link to a folder that it lies in, and is not followed",
                "delete the link",
            ));
            return;
        }
        let gone = error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound);
        // A file that went away since its folder was listed is simply not there; a link is, without its target.
        if gone && fs::symlink_metadata(self.content.join(&path)).is_err() {
            return;
        }
        let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        self.tree.problems.push(Problem::error(
            file_of(&path),
            format!("it can't be read: {why}"),
            "make it readable for the account that runs dateline; what is known of it stays public until then",
        ));
        self.tree.unreadable.push(path);
    }
}
