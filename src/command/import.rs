//! `dateline import`: turns documents as they come into releases for an editor to look over.
//!
//! It must never write over anything: what is there already stays, and is told.

use std::io::{self, IsTerminal, Write};
use std::iter;
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
use input::{Input, Inputs};
use read::{Desk, Outcome};
use tally::Tally;
use write::Writer;

mod again;
mod entry;
mod generator;
mod input;
mod kept;
mod read;
mod tally;
mod write;

/// How many documents are read at once.
const BATCH: usize = 32;

/// How many bytes of documents are read at once; a longer one is read alone.
const BATCH_BYTES: u64 = 32 * 1024 * 1024;

/// A long run tells how far it is after each so many documents.
const STEP: usize = 256;

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
        now: Clock::System.now(),
    };
    let inputs = input::of(&arguments.inputs, arguments.old_url.as_ref())?;
    match (arguments.format, site, &mut newsroom) {
        (ReportFormat::Json, ..) => print(&inputs, &desk),
        (ReportFormat::Text, Some(site), Some(newsroom)) => {
            let catalog = newsroom.read(Clock::System.now()).newsroom.catalog;
            let ids =
                catalog.articles().map(|article| (article.id.to_string(), article.source.clone())).collect();
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

/// Prints one JSON object a line, each batch once it is read, and writes nothing.
fn print(inputs: &Inputs, desk: &Desk) -> anyhow::Result<ExitCode> {
    let mut is_whole = true;
    for batch in batches(&inputs.read) {
        let read = |input| {
            let outcome = desk.read(input);
            (matches!(outcome, Outcome::Unread(_)), tally::lines(input, &outcome))
        };
        let outcomes: Vec<(bool, Vec<String>)> = batch.par_iter().map(read).collect();
        let mut out = stdout().lock();
        for (is_unread, lines) in outcomes {
            is_whole &= !is_unread;
            lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
        }
        out.flush()?;
    }
    inputs.passed_over().map_or(Ok(()), |told| writeln!(stderr(), "{told}"))?;
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The inputs in parts that are read at once, bounded by number and by bytes.
fn batches(inputs: &[Input]) -> impl Iterator<Item = &[Input]> {
    let mut rest = inputs;
    iter::from_fn(move || {
        let mut bytes = 0;
        let fitting = rest.iter().take(BATCH).take_while(|input| {
            bytes += input.length();
            bytes <= BATCH_BYTES
        });
        let (batch, others) = rest.split_at(fitting.count().max(1).min(rest.len()));
        rest = others;
        (!batch.is_empty()).then_some(batch)
    })
}

/// Writes releases, tells what became of every input, and how far it is.
fn write(inputs: &Inputs, desk: &Desk, mut writer: Writer<'_>) -> anyhow::Result<ExitCode> {
    let mut tally = Tally::default();
    let mut done = 0;
    for batch in batches(&inputs.read) {
        let outcomes: Vec<Outcome> = batch
            .par_iter()
            .map(|input| if writer.has(input) { Outcome::Known } else { desk.read(input) })
            .collect();
        for (input, outcome) in batch.iter().zip(outcomes) {
            let receipt = writer.write(input, &outcome)?;
            tally.add(input, &outcome, &receipt, &mut stdout())?;
        }
        tell_progress(done, batch.len(), inputs.read.len())?;
        done += batch.len();
    }
    tally.finish(&mut stdout())?;
    inputs.passed_over().map_or(Ok(()), |told| writeln!(stdout(), "{told}"))?;
    Ok(if tally.has_failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// A line for each [`STEP`] of a long run, and at its end; on a terminal, always the same line.
fn tell_progress(before: usize, read: usize, all: usize) -> io::Result<()> {
    let done = before + read;
    if all <= STEP || (before / STEP == done / STEP && done < all) {
        return Ok(());
    }
    let end = if io::stderr().is_terminal() && done < all { "\r" } else { "\n" };
    write!(stderr(), "{done} of {all} read{end}")
}
