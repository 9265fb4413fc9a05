//! `dateline new`: starts a press release with a permanent id. It must never write over anything.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use chrono::{DurationRound, TimeDelta};

use super::newsroom::{Newsroom, Purpose};
use super::stdout;
use crate::article::ArticleId;
use crate::cli::New;
use crate::clock::Clock;
use crate::config::Overrides;
use crate::site::Slug;
use crate::store::file::render_new;

/// Writes the file and prints its path.
pub(super) fn run(root: &Path, arguments: &New) -> anyhow::Result<ExitCode> {
    let newsroom = Newsroom::open_or_tell(root, Overrides::default(), Purpose::Look)?;
    let site = &newsroom.configuration().site;
    let slug = Slug::derive(&arguments.title).context("the title gives no address")?;
    let now = Clock::System.now().duration_trunc(TimeDelta::minutes(1))?.with_timezone(&site.time_zone);
    let name = format!("{}-{slug}", now.format("%Y/%Y-%m-%d"));
    let id = ArticleId::of_path(&site.id_authority, &name);
    let path = root.join("content").join(format!("{name}.md"));
    write(&path, &render_new(&arguments.title, now.fixed_offset(), &id))?;
    writeln!(stdout(), "{}", path.display())?;
    Ok(ExitCode::SUCCESS)
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let written = path
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| OpenOptions::new().write(true).create_new(true).open(path))
        .and_then(|mut file| file.write_all(text.as_bytes()));
    match written {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            bail!("{} is there already; nothing was changed", path.display())
        }
        written => written.with_context(|| format!("can't write {}", path.display())),
    }
}
