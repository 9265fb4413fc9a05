//! `dateline check`: everything that is wrong with a newsroom, shown to those who write it.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use chrono::{DateTime, Utc};
use tempfile::NamedTempFile;

use super::newsroom::{Newsroom, Reading};
use super::preview::all_out;
use super::report::{self, Counts};
use super::{stderr, stdout};
use crate::catalog::Catalog;
use crate::cli::{Check, ReportFormat};
use crate::clock::Clock;
use crate::config::{FEEDS_FOLDER, Overrides};
use crate::feed;
use crate::problem::Problem;
use crate::publisher;
use crate::snapshot::{self, Coding, Inputs, Ledger, Resource};
use crate::store::file::{WriteIdError, write_id};

/// Shows every problem; fails where one is an error, or with `--strict` where there is any.
pub(super) fn run(root: &Path, arguments: &Check) -> anyhow::Result<ExitCode> {
    let (problems, summary) = match Newsroom::open(root, Overrides::default(), false) {
        Ok(newsroom) => check(newsroom, root, arguments.fix_ids)?,
        Err(problems) => (problems, None),
    };
    let counts = Counts::of(&problems);
    match arguments.format {
        ReportFormat::Json => report::json(&problems, &mut stdout())?,
        ReportFormat::Text => {
            report::text(&problems, root, &mut stdout())?;
            writeln!(stdout(), "{}", last_line(counts, summary.as_deref()))?;
        }
    }
    let has_failed = counts.errors > 0 || (arguments.strict && counts.warnings > 0);
    Ok(if has_failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What is wrong with a newsroom that can be opened, and a line on what it has.
fn check(
    mut newsroom: Newsroom,
    root: &Path,
    fix_ids: bool,
) -> anyhow::Result<(Vec<Problem>, Option<String>)> {
    let now = Clock::System.now();
    let mut reading = newsroom.read(now);
    if fix_ids {
        write_ids(&reading.newsroom.catalog, root)?;
        reading = newsroom.read(now);
    }
    let Reading { newsroom: read, mut problems, counts } = reading;
    problems.extend(newsroom.configuration().cautions(newsroom.configuration().listen));
    let later = all_out(&read.catalog, now);
    problems.extend(feed_clashes(&read, later));
    render_all(&read, later);
    let has = format!(
        "{} releases ({} not yet public, {} withdrawn, {} in their last good version), {} drafts, {} held back; {} \
         feed definitions",
        counts.releases,
        counts.embargoed,
        counts.withdrawn,
        counts.last_good,
        counts.drafts,
        counts.held_back,
        read.definitions.len(),
    );
    Ok((problems, Some(has)))
}

/// Values of a facet that differ as words and yet share a feed.
fn feed_clashes(newsroom: &publisher::Newsroom, instant: DateTime<Utc>) -> Vec<Problem> {
    let edition = newsroom.catalog.at(instant);
    let mut problems = Vec::new();
    for definition in &newsroom.definitions {
        for (one, other) in feed::clashes(&edition, definition) {
            let file = Path::new(FEEDS_FOLDER).join(format!("{}.toml", definition.name));
            let reason = format!("`{one}` and `{other}` share one feed: their addresses are the same");
            let problem = Problem::warning(file, reason, "spell them alike in every release");
            problems.push(problem.of_field("each"));
        }
    }
    problems
}

/// Renders everything that will ever be asked for, so that nothing is left to fail later.
fn render_all(newsroom: &publisher::Newsroom, instant: DateTime<Utc>) {
    let publisher::Newsroom { site, definitions, catalog, .. } = newsroom;
    let snapshot =
        snapshot::build(&Inputs { site, definitions, catalog }, instant, None, &mut Ledger::default());
    for (_, resource) in snapshot.resources() {
        match &**resource {
            Resource::Document(page) | Resource::Gone(page) => drop(page.bytes(Coding::Identity)),
            Resource::Feed(feed) => drop(feed.view.bytes(Coding::Identity)),
            Resource::File(_) | Resource::Redirect(_) => {}
        }
    }
}

/// Writes the id of every release whose file carries none into it, and tells of each.
fn write_ids(catalog: &Catalog, root: &Path) -> anyhow::Result<()> {
    for article in catalog.articles() {
        let path = root.join(&article.source);
        let shown = article.source.display();
        let text = fs::read_to_string(&path).with_context(|| format!("can't read {shown}"))?;
        match write_id(&text, &article.id) {
            Ok(text) => {
                replace(&path, &text).with_context(|| format!("can't write {shown}"))?;
                writeln!(stderr(), "wrote the id into {shown}")?;
            }
            Err(WriteIdError::HasOne) => {}
            Err(error @ WriteIdError::Unreadable(_)) => writeln!(stderr(), "{shown}: {error}")?,
        }
    }
    Ok(())
}

/// Replaces a file's text as a whole: nobody ever reads half of it. Its permissions stay.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let real = path.canonicalize()?;
    let mut aside = NamedTempFile::new_in(real.parent().unwrap_or(Path::new(".")))?;
    aside.write_all(text.as_bytes())?;
    aside.as_file().set_permissions(fs::metadata(&real)?.permissions())?;
    aside.persist(&real)?;
    Ok(())
}

/// `3 errors, 1 warning in 12 releases …`.
fn last_line(counts: Counts, has: Option<&str>) -> String {
    let plural = |count: usize, word: &str| match count {
        1 => format!("1 {word}"),
        count => format!("{count} {word}s"),
    };
    let problems = match counts {
        Counts { errors: 0, warnings: 0 } => "No problems".to_owned(),
        Counts { errors, warnings } => {
            format!("{}, {}", plural(errors, "error"), plural(warnings, "warning"))
        }
    };
    has.map_or_else(|| problems.clone(), |has| format!("{problems}: {has}"))
}
