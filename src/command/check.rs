//! `dateline check`: everything that is wrong with a newsroom, shown to those who write it.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use chrono::{DateTime, Utc};

use super::newsroom::{Newsroom, Purpose, Reading};
use super::preview::all_out;
use super::report::{self, Counts};
use super::stdout;
use crate::cli::{Check, ReportFormat};
use crate::clock::Clock;
use crate::compare::{Comparison, Severity};
use crate::config::{self, FEEDS_FOLDER, Overrides};
use crate::feed;
use crate::problem::Problem;
use crate::publisher;
use crate::snapshot::{self, Coding, Inputs, Ledger, Resource, Snapshot};
use crate::store::{self, file::line_of};

mod against;
mod aliases;
mod foresight;
mod ids;

/// What there is to show.
#[derive(Default)]
struct Checked {
    problems: Vec<Problem>,
    /// What the newsroom has, where there is one.
    census: Option<String>,
    /// What subscribers to an earlier newsroom will see, if that was asked for.
    comparison: Comparison,
}

impl Checked {
    fn counts(&self) -> Counts {
        let Counts { errors, warnings } = Counts::of(&self.problems);
        let found =
            |severity| self.comparison.findings.iter().filter(|finding| finding.severity == severity).count();
        Counts { errors: errors + found(Severity::Error), warnings: warnings + found(Severity::Warning) }
    }
}

/// Shows every problem; fails where one is an error, or with `--strict` where there is any.
pub(super) fn run(root: &Path, arguments: &Check) -> anyhow::Result<ExitCode> {
    let open = || Newsroom::open(root, Overrides::default(), Purpose::Look);
    let unwritten = match open() {
        Ok(newsroom) if arguments.fix_ids => ids::write(newsroom, root)?,
        _ => Vec::new(),
    };
    let mut checked = match open() {
        Ok(newsroom) => check(newsroom, root, arguments)?,
        Err(problems) => Checked { problems, ..Checked::default() },
    };
    checked.problems.extend(unwritten);
    let counts = checked.counts();
    match show(&checked, counts, root, arguments.format) {
        // Whoever reads our output has seen enough; what was found stays what it is.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        shown => shown?,
    }
    let has_failed = counts.errors > 0 || (arguments.strict && counts.warnings > 0);
    Ok(if has_failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn show(checked: &Checked, counts: Counts, root: &Path, format: ReportFormat) -> io::Result<()> {
    match format {
        ReportFormat::Json => {
            report::json(&checked.problems, &mut stdout())?;
            against::report::json(&checked.comparison, &mut stdout())
        }
        ReportFormat::Text => {
            report::text(&checked.problems, root, &mut stdout())?;
            against::report::text(&checked.comparison, &mut stdout())?;
            writeln!(stdout(), "{}", last_line(counts, checked.census.as_deref()))
        }
    }
}

/// What is wrong with a newsroom that can be opened, and what it has.
fn check(mut newsroom: Newsroom, root: &Path, arguments: &Check) -> anyhow::Result<Checked> {
    let now = Clock::System.now();
    let Reading { newsroom: read, mut problems, counts } = newsroom.read(now);
    problems.extend(newsroom.configuration().cautions(newsroom.configuration().listen, now));
    let later = all_out(&read.catalog, now);
    problems.extend(feed_clashes(&read, later));
    problems.extend(foresight::unknown_followed(&read.catalog));
    problems.extend(foresight::renamed(&newsroom.renamed(now)));
    problems.extend(foresight::withdrawn_early(&read.catalog, now));
    let known = newsroom.known_before();
    problems.extend(foresight::unseen(&read, &known, now));
    problems.extend(foresight::displacing(&read.catalog, &known));
    let snapshot = everything(&read, later);
    problems.extend(aliases::taken(&read, &snapshot));
    problems.iter_mut().for_each(|problem| locate(problem, root));
    render_all(&snapshot);
    let has_base_url = newsroom.configuration().has_base_url;
    let present = against::Now { newsroom: &read, has_base_url, instant: now };
    let comparison = arguments.against.as_deref().map(|earlier| against::compare(root, earlier, &present));
    let comparison = comparison.transpose()?.unwrap_or_default();
    let census = Some(census(counts, read.definitions.len()));
    Ok(Checked { problems, census, comparison })
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

/// Finds the line of the setting or field that a problem is about, where whoever told of it no longer knew the file.
fn locate(problem: &mut Problem, root: &Path) {
    let Problem { file, line: None, field: Some(field), .. } = &*problem else { return };
    let Ok(text) = fs::read_to_string(root.join(file)) else { return };
    let is_setting = file.extension().is_some_and(|ending| ending == "toml");
    problem.line = if is_setting { config::line_of(&text, field) } else { line_of(&text, field) };
}

fn everything(newsroom: &publisher::Newsroom, instant: DateTime<Utc>) -> Snapshot {
    let publisher::Newsroom { site, definitions, catalog, .. } = newsroom;
    snapshot::build(&Inputs { site, definitions, catalog }, instant, None, &mut Ledger::default())
}

/// Renders everything that will ever be asked for, so that nothing is left to fail later.
fn render_all(snapshot: &Snapshot) {
    for (_, resource) in snapshot.resources() {
        match &**resource {
            Resource::Document(page) | Resource::Gone(page) => drop(page.bytes(Coding::Identity)),
            // Archives are made of what the rest is made of, and there are many.
            Resource::Feed(feed) if feed.feed.is_made(Coding::Identity) => {
                drop(feed.view.bytes(Coding::Identity));
            }
            Resource::Feed(_) | Resource::File(_) | Resource::Redirect(_) | Resource::Found(_) => {}
        }
    }
}

/// `3 errors, 1 warning: 12 releases …`.
fn last_line(counts: Counts, has: Option<&str>) -> String {
    let problems = match counts {
        Counts { errors: 0, warnings: 0 } => "No problems".to_owned(),
        Counts { errors, warnings } => {
            format!("{}, {}", plural(errors, "error"), plural(warnings, "warning"))
        }
    };
    has.map_or_else(|| problems.clone(), |has| format!("{problems}: {has}"))
}

/// `12 releases (1 not yet public, 2 withdrawn), 1 draft, 6 feed definitions`.
fn census(counts: store::Counts, definitions: usize) -> String {
    let of_these = [
        (counts.embargoed, "not yet public"),
        (counts.withdrawn, "withdrawn"),
        (counts.last_good, "in their last good version"),
    ];
    let of_these: Vec<String> = of_these
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let mut parts = vec![plural(counts.releases, "release")];
    if !of_these.is_empty() {
        parts[0] += &format!(" ({})", of_these.join(", "));
    }
    if counts.drafts > 0 {
        parts.push(plural(counts.drafts, "draft"));
    }
    if counts.held_back > 0 {
        parts.push(format!("{} held back", counts.held_back));
    }
    parts.push(plural(definitions, "feed definition"));
    parts.join(", ")
}

fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts_what_there_is() {
        let counts = store::Counts { releases: 2, embargoed: 1, drafts: 1, ..store::Counts::default() };
        let has = census(counts, 1);
        assert_eq!(has, "2 releases (1 not yet public), 1 draft, 1 feed definition");
        let line = last_line(Counts { errors: 1, warnings: 2 }, Some(&has));
        assert!(line.starts_with("1 error, 2 warnings: 2 releases"), "{line}");
    }
}
