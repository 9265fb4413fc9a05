//! `dateline init`: a new newsroom, made without questions. It must never write over anything.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use chrono::Datelike;

use super::stdout;
use crate::cli::Init;
use crate::clock::Clock;
use crate::site::Slug;

const ALL_FEED: &str = r#"# The main feed: every release, newest first.
title = "All news"
formats = ["rss", "atom", "json"]
# How many releases it has.
limit = 30
# "full" texts, or "summary" alone.
content = "full"

# To have only some releases, name what they must have:
# [select]
# tags = { any = ["health", "nutrition"] }
"#;

/// Makes the newsroom and says what to do next.
pub(super) fn run(root: &Path, arguments: &Init) -> anyhow::Result<ExitCode> {
    let folder = &below(root, &arguments.folder);
    for file in ["dateline.toml", "feeds/all.toml"] {
        if folder.join(file).exists() {
            bail!("{} is a newsroom already: it has a `{file}`; nothing was changed", folder.display());
        }
    }
    fs::create_dir_all(folder.join("feeds"))
        .and_then(|()| fs::create_dir_all(folder.join("content")))
        .with_context(|| format!("can't make the folder {}", folder.display()))?;
    let name = name_of(folder);
    let year = Clock::System.now().year();
    write_new(&folder.join("dateline.toml"), &site_file(&name, year))?;
    write_new(&folder.join("feeds/all.toml"), ALL_FEED)?;
    // A folder that was there before may have its own; then it stays as it is.
    for (file, text) in [("content/.gitkeep", ""), (".gitignore", ".dateline/\n")] {
        if !folder.join(file).exists() {
            write_new(&folder.join(file), text)?;
        }
    }
    let shown = folder.display();
    writeln!(
        stdout(),
        "Made a newsroom in {shown}\n\nNext:\n  \
         1. In {shown}/dateline.toml, put your own domain into `id_authority` before you publish: every id is made \
         of it. Put your `language` and `time_zone` there too: embargoes that name no zone end by it.\n  \
         2. dateline --root {shown} new \"Our first release\"\n  \
         3. dateline --root {shown}"
    )?;
    Ok(ExitCode::SUCCESS)
}

/// The folder that is meant, as it was written where the root is this folder.
fn below(root: &Path, folder: &Path) -> PathBuf {
    if root == Path::new(".") { folder.to_owned() } else { root.join(folder) }
}

/// The folder's own name, also where it is given as `.`.
fn name_of(folder: &Path) -> String {
    let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    real.file_name().map_or_else(|| "Newsroom".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn site_file(name: &str, year: i32) -> String {
    let title = toml::Value::from(name);
    let label = Slug::derive(name).map_or_else(|_| "newsroom".to_owned(), |slug| slug.to_string());
    format!(
        r#"# The newsroom's name.
title = {title}
# A sentence about it.
# description = "Press releases of ..."

# Where the public reaches it. Without one, links lead to the address that it listens on.
# base_url = "https://press.example.org"

# Who coins the ids of releases: a domain of yours, and a year in which it was yours.
# Put your own here before you publish, and never change it again, even if you move to another domain.
id_authority = "{label}.example,{year}"

# The language of releases that name none, as a BCP 47 tag.
language = "en"
# The zone of dates and embargoes that name none, such as "Asia/Jakarta".
time_zone = "UTC"

# The IP address and port to listen on; "0.0.0.0:8080" is reached from outside.
listen = "127.0.0.1:8080"
# The main feed: a file of feeds/ without its ending.
main = "all"
# How many minutes feed readers may wait between two looks.
ttl = 5
# How many days feeds tell that a release was withdrawn or changed, however old it is.
withdrawal_notice_days = 30

# Who is named as author where a release names nobody; else the title.
# author = "Press Office"
# The office that issues the releases.
# issuer = "Ministry of ..."
# rights = "Free to use with attribution."
# Images: a URL, or a file of this folder.
# icon = "assets/icon.png"
# logo = "assets/logo.png"
# WebSub hubs that tell readers of news at once.
# hubs = ["https://hub.example.org/"]
"#
    )
}

fn write_new(path: &Path, text: &str) -> anyhow::Result<()> {
    let write = || -> io::Result<()> {
        OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
    };
    write().with_context(|| format!("can't write {}", path.display()))
}
