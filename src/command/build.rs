//! `dateline build`: the whole site as files, for any web host.

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use chrono::SecondsFormat;
use serde::Serialize;

use super::newsroom::{Newsroom, Purpose, Reading, log_problems};
use super::report::{self, Counts};
use super::{CLOCK, STATE, stderr, stdout};
use crate::cli::{Build, ReportFormat};
use crate::clock::Clock;
use crate::config::{FEEDS_FOLDER, Overrides, SITE_FILE};
use crate::problem::Severity;
use crate::publisher::Once;
use crate::snapshot::export;
use crate::store;

mod tree;

/// What was done, for programs.
#[derive(Serialize)]
struct Report<'a> {
    out: &'a Path,
    #[serde(flatten)]
    counts: tree::Counts,
    /// What is wrong with the newsroom; what has no error is out all the same.
    errors: usize,
    warnings: usize,
    next_change: Option<String>,
}

/// Writes the site as it is now.
pub(super) fn run(root: &Path, arguments: &Build) -> anyhow::Result<ExitCode> {
    let overrides = Overrides { base_url: arguments.base_url.clone(), ..Overrides::default() };
    let mut newsroom = Newsroom::open_or_tell(root, overrides, Purpose::Export)?;
    if !newsroom.configuration().has_base_url {
        bail!(
            "every link is made of the site's address, and there is none: give `--base-url URL`, or write \
             `base_url = \"https://…\"` in `{SITE_FILE}`"
        );
    }
    let out = tree::Target::open(&arguments.out, root)?;
    let state = root.join(STATE);
    let clock = Clock::System.guarded(Some(state.join(CLOCK)), arguments.trust_clock);
    let now = clock.now();
    let mut reading = newsroom.read(now);
    reading.problems.extend(newsroom.keep());
    if has_lost(&reading) {
        report::text(&reading.problems, root, &mut stderr())?;
        bail!(
            "feeds or releases would be gone for their readers, and no good version of them is known: nothing was written"
        );
    }
    log_problems(&reading.problems, &reading.newsroom.catalog, now);
    let Counts { errors, warnings } = Counts::of(&reading.problems);
    let zone = reading.newsroom.site.time_zone;
    let edition = Once::build(reading.newsroom, clock, state);
    let plan = export::plan(edition.snapshot(), arguments.precompress);
    let counts = out.replace(&plan).with_context(|| format!("can't write {}", arguments.out.display()))?;
    if let Err(error) = edition.keep() {
        tracing::warn!(%error, "can't keep what the next run should know");
    }
    let next_change = edition
        .snapshot()
        .next_change()
        .map(|next| next.with_timezone(&zone).to_rfc3339_opts(SecondsFormat::AutoSi, true));
    let report = Report { out: &arguments.out, counts, errors, warnings, next_change };
    match arguments.format {
        ReportFormat::Json => writeln!(stdout(), "{}", serde_json::to_string(&report)?)?,
        ReportFormat::Text => write!(stdout(), "{}", text(&report))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether a fault takes away what an earlier export may have had: a feed whose definition is broken, all feeds, or all
/// releases. One release that is held back is no loss of that kind.
fn has_lost(reading: &Reading) -> bool {
    let definitions = &reading.newsroom.definitions;
    let errors = reading.problems.iter().filter(|problem| problem.severity == Severity::Error);
    errors.map(|problem| problem.file.as_path()).any(|file| {
        let is_definition = file.parent() == Some(Path::new(FEEDS_FOLDER));
        let is_known = |name: &OsStr| definitions.iter().any(|definition| definition.name.as_str() == name);
        let is_lost_feed = is_definition && !file.file_stem().is_some_and(is_known);
        is_lost_feed
            || (file == Path::new(FEEDS_FOLDER) && definitions.is_empty())
            || (file == Path::new(store::CONTENT) && reading.counts.releases == 0)
    })
}

fn text(report: &Report<'_>) -> String {
    let tree::Counts { files, written, removed } = report.counts;
    let next = report.next_change.as_deref().unwrap_or("never, unless something is edited");
    format!(
        "{}: {files} files, of which {written} new or changed; {removed} removed\nnext change due: {next}\n",
        report.out.display()
    )
}
