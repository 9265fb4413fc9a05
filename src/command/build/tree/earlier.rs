//! What lies in the folder of an earlier export: the files of the export, and what others put beside them.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};

use anyhow::bail;

use crate::snapshot::export::{self, MARKER, Output};

/// An earlier export.
pub(super) struct Earlier {
    folder: PathBuf,
    /// What its marker names; empty where there is none yet.
    files: BTreeSet<String>,
}

impl Earlier {
    /// Reads the marker of the export in a folder, if there is one.
    pub(super) fn read(folder: &Path) -> io::Result<Self> {
        let files = match fs::read_to_string(folder.join(MARKER)) {
            Ok(marker) => export::files_of(&marker).into_iter().map(ToOwned::to_owned).collect(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeSet::new(),
            Err(error) => return Err(error),
        };
        Ok(Self { folder: folder.to_owned(), files })
    }

    /// How many of its files are not planned any more.
    pub(super) fn count_without(&self, plan: &BTreeMap<String, Output>) -> usize {
        self.files.iter().filter(|file| !plan.contains_key(*file)).count()
    }

    /// The files and folders that no export has or wants: relative, and of a folder that holds only such ones the folder
    /// alone. Nothing of the plan may take their place.
    pub(super) fn foreign(&self, plan: &BTreeMap<String, Output>) -> anyhow::Result<Vec<PathBuf>> {
        let planned: BTreeSet<&str> = plan.keys().map(String::as_str).collect();
        let mut foreign = Vec::new();
        let mut folders = if self.files.is_empty() { Vec::new() } else { vec![PathBuf::new()] };
        while let Some(below) = folders.pop() {
            for entry in fs::read_dir(self.folder.join(&below))? {
                let entry = entry?;
                let path = below.join(entry.file_name());
                let name = path.to_string_lossy();
                let is_folder = entry.file_type()?.is_dir();
                if is_folder && (holds(&self.files, &name) || holds(&planned, &name)) {
                    folders.push(path);
                } else if is_folder || !self.files.contains(&*name) {
                    if planned.contains(&*name) || holds(&planned, &name) {
                        bail!(
                            "{} is in the way of the export, and not part of the earlier one: move it elsewhere",
                            self.folder.join(&path).display()
                        );
                    }
                    foreign.push(path);
                }
            }
        }
        Ok(foreign)
    }
}

/// Whether one of these files lies below a folder.
fn holds<T: Borrow<str> + Ord>(files: &BTreeSet<T>, folder: &str) -> bool {
    let folder = format!("{folder}/");
    let from = (Bound::Included(folder.as_str()), Bound::Unbounded);
    files.range::<str, _>(from).next().is_some_and(|file| file.borrow().starts_with(&folder))
}

/// Moves what is there of these from one folder into another one.
pub(super) fn carry(from: &Path, to: &Path, paths: &[PathBuf]) -> io::Result<()> {
    for path in paths.iter().filter(|path| from.join(path).symlink_metadata().is_ok()) {
        let target = to.join(path);
        target.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::rename(from.join(path), target)?;
    }
    Ok(())
}
