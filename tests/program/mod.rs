//! The program as people run it, and folders for it to run in.
#![allow(dead_code, reason = "each of those who share this uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test stops at what it can't make")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

/// The program, with `root` as its newsroom.
pub(crate) fn dateline(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.arg("--root").arg(root).env_remove("DATELINE_LOG");
    command
}

/// A newsroom as `init` makes it, without a release.
pub(crate) fn new_newsroom() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    dateline(Path::new(".")).arg("init").arg(folder.path()).assert().success();
    folder
}

/// A folder with these files.
pub(crate) fn folder_of(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}
