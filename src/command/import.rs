//! `dateline import`: turns documents as they come into releases for an editor to look over.
//!
//! It must never write over anything: what is there already stays, and is told.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;
use chrono_tz::Tz;
use rayon::prelude::*;

use super::newsroom::{Newsroom, Purpose};
use super::{stderr, stdout};
use crate::cli::{Import, ReportFormat};
use crate::clock::Clock;
use crate::config::{Overrides, SITE_FILE};
use crate::intake::Reader;
use crate::language::Language;
use input::Input;
use read::{Desk, Outcome};
use tally::Tally;
use write::Writer;

mod entry;
mod generator;
mod input;
mod kept;
mod read;
mod tally;
mod write;

/// How many documents are read at once.
const BATCH: usize = 256;

/// Reads every input, and writes or prints what it is.
pub(super) fn run(root: &Path, arguments: &Import) -> anyhow::Result<ExitCode> {
    let newsroom = root.join(SITE_FILE).is_file();
    let mut newsroom =
        newsroom.then(|| Newsroom::open_or_tell(root, Overrides::default(), Purpose::Look)).transpose()?;
    let site = newsroom.as_ref().map(|newsroom| newsroom.configuration().site.clone());
    let site = site.as_ref();
    let desk = Desk {
        reader: Reader::default(),
        time_zone: arguments.time_zone.or(site.map(|site| site.time_zone)).unwrap_or(Tz::UTC),
        language: arguments
            .language
            .clone()
            .or(site.map(|site| site.language.clone()))
            .map_or_else(english, Ok)?,
    };
    let inputs = input::of(&arguments.inputs, arguments.old_url.as_ref())?;
    match (arguments.format, site, &mut newsroom) {
        (ReportFormat::Json, ..) => print(&inputs, &desk),
        (ReportFormat::Text, Some(site), Some(newsroom)) => {
            let catalog = newsroom.read(Clock::System.now()).newsroom.catalog;
            let ids = catalog.articles().map(|article| article.id.to_string()).collect();
            write(&inputs, &desk, Writer::new(root, site, ids))
        }
        (ReportFormat::Text, ..) => bail!(
            "there is no newsroom in {}: name it with --root, make one with `dateline init`, or look with --format json",
            root.display()
        ),
    }
}

fn english() -> anyhow::Result<Language> {
    Ok(Language::parse("en")?)
}

/// Prints one JSON object a line, and writes nothing.
fn print(inputs: &[Input], desk: &Desk) -> anyhow::Result<ExitCode> {
    for batch in inputs.chunks(BATCH) {
        let outcomes: Vec<Vec<String>> =
            batch.par_iter().map(|input| tally::lines(input, &desk.read(input))).collect();
        let mut out = stdout().lock();
        for line in outcomes.iter().flatten() {
            writeln!(out, "{line}")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes releases, tells what became of every input, and how far it is.
fn write(inputs: &[Input], desk: &Desk, mut writer: Writer<'_>) -> anyhow::Result<ExitCode> {
    let mut tally = Tally::default();
    for (index, batch) in inputs.chunks(BATCH).enumerate() {
        let outcomes: Vec<Outcome> = batch
            .par_iter()
            .map(|input| if writer.has(input) { Outcome::Known } else { desk.read(input) })
            .collect();
        for (input, outcome) in batch.iter().zip(outcomes) {
            let receipt = writer.write(input, &outcome)?;
            tally.add(input, &outcome, &receipt, &mut stdout())?;
        }
        tell_progress(index * BATCH + batch.len(), inputs.len())?;
    }
    tally.finish(&mut stdout())?;
    Ok(if tally.has_failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// A line for each batch of a long run; on a terminal, always the same line.
fn tell_progress(done: usize, all: usize) -> io::Result<()> {
    if all <= BATCH {
        return Ok(());
    }
    let end = if io::stderr().is_terminal() && done < all { "\r" } else { "\n" };
    write!(stderr(), "{done} of {all} read{end}")
}
