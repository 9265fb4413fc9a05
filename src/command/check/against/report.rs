//! Shows a comparison: like a compiler for people, one JSON object a line for programs.

use std::io::{self, Write};

use annotate_snippets::{Group, Level, Origin, Renderer};

use crate::compare::{Affected, Comparison, Finding, Outlook, Severity};

/// How many examples of each finding people are shown.
const EXAMPLES: usize = 3;

/// Writes each finding with examples, then a line on each feed.
pub(in crate::command::check) fn text(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    let renderer = Renderer::styled();
    for finding in &comparison.findings {
        writeln!(out, "{}\n", renderer.render(&[group(finding)]))?;
    }
    for outlook in &comparison.feeds {
        writeln!(out, "{}: {}", outlook.feed, counts(outlook))?;
    }
    Ok(())
}

/// Writes each finding, and what each feed's subscribers will see, as a JSON object on a line of its own.
pub(in crate::command::check) fn json(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    for finding in &comparison.findings {
        serde_json::to_writer(&mut *out, finding)?;
        writeln!(out)?;
    }
    for outlook in &comparison.feeds {
        serde_json::to_writer(&mut *out, outlook)?;
        writeln!(out)?;
    }
    Ok(())
}

fn group(finding: &Finding) -> Group<'_> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(finding.reason.as_str());
    let mut group = title.element(Origin::path(finding.feed.as_deref().unwrap_or("the newsroom")));
    for affected in finding.affected.iter().take(EXAMPLES) {
        group = group.element(Level::NOTE.message(example(affected)));
    }
    if finding.affected.len() > EXAMPLES {
        let more = format!("and {} more; `--format json` has all", finding.affected.len() - EXAMPLES);
        group = group.element(Level::NOTE.message(more));
    }
    group.element(Level::HELP.with_name("remedy").message(finding.remedy.as_str()))
}

/// `Budget 2027: tag:a → tag:b`.
fn example(affected: &Affected) -> String {
    let Affected { title, was, is } = affected;
    is.as_ref().map_or_else(|| format!("{title}: {was}"), |is| format!("{title}: {was} → {is}"))
}

/// `2 new, 1 withdrawn`.
fn counts(outlook: &Outlook) -> String {
    let counts = [
        (outlook.new, "new"),
        (outlook.updated, "updated"),
        (outlook.silently_changed, "silently changed"),
        (outlook.withdrawn, "withdrawn"),
        (outlook.expired, "expired"),
        (outlook.left, "no longer in this feed"),
        (outlook.reannounced, "back as unread"),
        (outlook.vanished, "vanished"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, what)| format!("{count} {what}")).collect();
    if counts.is_empty() { "nothing to see".to_owned() } else { counts.join(", ") }
}
