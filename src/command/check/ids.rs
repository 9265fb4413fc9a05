//! Writes the ids that releases have into their files, so that the files can be renamed.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::article::ArticleId;
use crate::clock::Clock;
use crate::command::newsroom::Newsroom;
use crate::command::stderr;
use crate::disk::{self, Durability};
use crate::problem::Problem;
use crate::store::file::{WriteIdError, write_id};

/// Writes the id of every release and draft whose file carries none into it, and tells of each. Where the file was
/// renamed, that is the id that readers know. What is returned are the files into which none could be written.
pub(super) fn write(mut newsroom: Newsroom, root: &Path) -> anyhow::Result<Vec<Problem>> {
    let now = Clock::System.now();
    let reading = newsroom.read(now);
    let renamed = newsroom.renamed(now);
    let mut ids: BTreeMap<PathBuf, ArticleId> = newsroom.drafts().into_iter().collect();
    for article in reading.newsroom.catalog.articles() {
        let former = renamed.iter().find(|renamed| renamed.file == article.source);
        let id = former.map_or(&article.id, |renamed| &renamed.id);
        ids.insert(article.source.clone(), id.clone());
    }
    let mut problems = Vec::new();
    for (file, id) in ids {
        let path = root.join(&file);
        let by_hand = format!("write `id: {id}` into it yourself, ahead of renaming it");
        let refused =
            |why: String| Problem::warning(&file, format!("its id could not be written: {why}"), by_hand);
        let written = match fs::read_to_string(&path) {
            Ok(text) => write_id(&text, &id),
            Err(error) => {
                problems.push(refused(error.to_string()).of_field("id"));
                continue;
            }
        };
        match written {
            Ok(text) => {
                replace(&path, &text).with_context(|| format!("can't write {}", file.display()))?;
                writeln!(stderr(), "wrote the id into {}", file.display())?;
            }
            Err(WriteIdError::HasOne) => {}
            Err(error @ WriteIdError::Unreadable { line, .. }) => {
                problems.push(refused(error.to_string()).at_line(line).of_field("id"));
            }
        }
    }
    Ok(problems)
}

/// Replaces a file's text, wherever a link leads to it. Its permissions stay.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let real = path.canonicalize()?;
    let permissions = fs::metadata(&real)?.permissions();
    disk::replace(&real, Durability::Power, |file| {
        file.write_all(text.as_bytes())?;
        file.set_permissions(permissions)
    })
}
