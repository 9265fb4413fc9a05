//! `dateline.toml` and the feed definitions as they last were without a fault, kept below `.dateline/`, so that a typo
//! takes neither the newsroom nor a feed away at the next start.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::STATE;
use crate::config::{FEEDS_FOLDER, SITE_FILE};
use crate::disk::{self, Durability};
use crate::feed::FeedDefinition;
use crate::problem::{Problem, Severity};

/// Where the site's file lies, relative to the newsroom's root.
pub(super) const SITE: &str = ".dateline/dateline.toml";

/// Where the feeds' files lie, relative to the newsroom's root.
pub(super) const FEEDS: &str = ".dateline/feeds";

/// Keeps the site's file, in which there is no error.
pub(super) fn keep_site(root: &Path) -> io::Result<()> {
    fs::create_dir_all(root.join(STATE))?;
    copy(&root.join(SITE_FILE), &root.join(SITE))
}

/// Keeps the files of the definitions in which no problem is an error, and forgets those that are no more.
pub(super) fn keep_feeds(
    root: &Path,
    definitions: &[FeedDefinition],
    problems: &[Problem],
) -> io::Result<()> {
    let faulty: BTreeSet<&Path> = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| problem.file.as_path())
        .collect();
    let names: BTreeSet<String> =
        definitions.iter().map(|definition| format!("{}.toml", definition.name)).collect();
    let folder = root.join(FEEDS);
    fs::create_dir_all(&folder)?;
    for name in &names {
        let file = Path::new(FEEDS_FOLDER).join(name);
        if !faulty.contains(file.as_path()) {
            copy(&root.join(file), &folder.join(name))?;
        }
    }
    for kept in fs::read_dir(&folder)? {
        let kept = kept?;
        if !kept.file_name().to_str().is_some_and(|name| names.contains(name)) {
            fs::remove_file(kept.path())?;
        }
    }
    Ok(())
}

/// Copies in one step, where it is not the same already.
fn copy(from: &Path, to: &PathBuf) -> io::Result<()> {
    let text = fs::read(from)?;
    if fs::read(to).is_ok_and(|kept| kept == text) {
        return Ok(());
    }
    disk::replace(to, Durability::Power, |file| file.write_all(&text))
}
