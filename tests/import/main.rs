//! `dateline import` as people run it: documents in, releases and reports out.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect"
)]

mod feeds;
mod govuk;
mod kept;
mod pages;
mod private;
#[path = "../program/mod.rs"]
mod program;
mod safe;
mod sites;
mod sources;
mod versions;
mod writes;

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use program::{dateline, new_newsroom};

/// A newsroom as `init` makes it, in Jakarta, without a release.
fn newsroom() -> TempDir {
    let folder = new_newsroom();
    let site = folder.path().join("dateline.toml");
    let text = fs::read_to_string(&site).unwrap();
    let kept =
        text.lines().filter(|line| !line.trim_start().trim_start_matches("# ").starts_with("time_zone"));
    let text = format!("time_zone = \"Asia/Jakarta\"\n{}\n", kept.collect::<Vec<_>>().join("\n"));
    fs::write(site, text).unwrap();
    folder
}

/// What `import --format json` prints.
fn json(arguments: &[&str]) -> Vec<Value> {
    let nowhere = tempfile::tempdir().unwrap();
    let output =
        dateline(nowhere.path()).args(["import", "--format", "json"]).args(arguments).assert().success();
    let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    assert_eq!(fs::read_dir(nowhere.path()).unwrap().count(), 0, "nothing is written");
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What `import` tells.
fn import(root: &Path, arguments: &[&Path]) -> String {
    let output = dateline(root).arg("import").args(arguments).assert().success();
    String::from_utf8(output.get_output().stdout.clone()).unwrap()
}
