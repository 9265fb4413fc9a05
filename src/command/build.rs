//! `dateline build`: the whole site as files, for any web host.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use chrono::SecondsFormat;
use serde::Serialize;

use super::newsroom::{Newsroom, Purpose, log_problems};
use super::stdout;
use crate::cli::{Build, ReportFormat};
use crate::clock::Clock;
use crate::config::{Overrides, SITE_FILE};
use crate::publisher;
use crate::snapshot::{self, Inputs, Ledger, export};

mod tree;

/// What was done, for programs.
#[derive(Serialize)]
struct Report<'a> {
    out: &'a Path,
    #[serde(flatten)]
    counts: tree::Counts,
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
    let now = Clock::System.now();
    let reading = newsroom.read(now);
    log_problems(&reading.problems);
    let publisher::Newsroom { site, definitions, catalog, .. } = &reading.newsroom;
    let inputs = Inputs { site, definitions, catalog };
    let snapshot = snapshot::build(&inputs, now, None, &mut Ledger::default());
    let plan = export::plan(&snapshot, arguments.precompress);
    let counts = out.replace(&plan).with_context(|| format!("can't write {}", arguments.out.display()))?;
    let next_change = snapshot
        .next_change()
        .map(|next| next.with_timezone(&site.time_zone).to_rfc3339_opts(SecondsFormat::AutoSi, true));
    let report = Report { out: &arguments.out, counts, next_change };
    match arguments.format {
        ReportFormat::Json => writeln!(stdout(), "{}", serde_json::to_string(&report)?)?,
        ReportFormat::Text => write!(stdout(), "{}", text(&report))?,
    }
    Ok(ExitCode::SUCCESS)
}

fn text(report: &Report<'_>) -> String {
    let tree::Counts { files, written, removed } = report.counts;
    let next = report.next_change.as_deref().unwrap_or("never, unless something is edited");
    format!(
        "{}: {files} files, of which {written} new or changed; {removed} removed\nnext change due: {next}\n",
        report.out.display()
    )
}
