//! A revision of the repository that the newsroom lies in, written out beside it through the `git` program.
//!
//! The repository and its working tree stay as they are: the files are read through an index of their own.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use tempfile::TempDir;

/// What git tells the programs that it runs: here it would lead astray.
const OF_HOOKS: [&str; 4] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"];

/// Writes the folder `root` as it was at a revision into a temporary folder.
pub(super) fn checkout(root: &Path, revision: &str) -> anyhow::Result<TempDir> {
    let Some(repository) = run(git(root).args(["rev-parse", "--absolute-git-dir"]))? else {
        bail!("there is no folder of this name, nor does the newsroom lie in a git repository");
    };
    let tree = format!("{revision}:./");
    let tree = git(root).args(["rev-parse", "--verify", "--quiet", "--end-of-options", &tree]).output();
    let Some(tree) = printed(tree)? else {
        bail!("there is neither a folder of this name nor a git revision that has the newsroom");
    };
    let folder = tempfile::tempdir().context("can't make a temporary folder")?;
    let index = tempfile::tempdir().context("can't make a temporary folder")?;
    let with_index = || {
        let mut command = git(folder.path());
        command.env("GIT_INDEX_FILE", index.path().join("index"));
        command.arg("--git-dir").arg(PathBuf::from(&repository)).arg("--work-tree").arg(folder.path());
        command
    };
    for arguments in [&["read-tree", &tree][..], &["checkout-index", "--all"]] {
        if run(with_index().args(arguments))?.is_none() {
            bail!("git can't write out what the newsroom was (`git {}`)", arguments.join(" "));
        }
    }
    Ok(folder)
}

fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder);
    for name in OF_HOOKS {
        command.env_remove(name);
    }
    command
}

fn run(command: &mut Command) -> anyhow::Result<Option<String>> {
    printed(command.output())
}

/// What git printed, without the end of the line; `None` where it failed.
fn printed(output: io::Result<std::process::Output>) -> anyhow::Result<Option<String>> {
    let output = match output {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            bail!("there is no folder of this name; to look for a revision, the program `git` is needed")
        }
        output => output.context("can't run git")?,
    };
    let text = String::from_utf8_lossy(&output.stdout).trim_end().to_owned();
    Ok(output.status.success().then_some(text))
}
