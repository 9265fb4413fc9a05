//! Tells what was found: one JSON object a line for programs, a line for each file and a table for people.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use serde_json::{Map, Value, json};

use super::entry;
use super::input::Input;
use super::kept::Kept;
use super::read::Outcome;
use super::write::{Receipt, Written};
use crate::intake::source::Release;
use crate::intake::{Fields, HeldBack, Intake, Source};

/// What an input is, as one JSON object for each release; one also where there is none.
pub(super) fn lines(input: &Input, outcome: &Outcome) -> Vec<String> {
    match outcome {
        Outcome::Releases(releases) if releases.is_empty() => {
            vec![object(input, Some("it has no entries"), &Intake::default()).to_string()]
        }
        Outcome::Releases(releases) => releases.iter().map(|release| line(input, release)).collect(),
        Outcome::Kept(kept) => {
            vec![line(input, &Release { intake: kept.intake.clone(), ..Release::default() })]
        }
        Outcome::Refused(reason) | Outcome::Unread(reason) => {
            vec![object(input, Some(reason), &Intake::default()).to_string()]
        }
        Outcome::Beside | Outcome::Known => Vec::new(),
    }
}

fn line(input: &Input, release: &Release) -> String {
    let mut intake = release.intake.clone();
    if let Some(body) = &mut intake.fields.body
        && body.value.markup == crate::article::Markup::Html
    {
        body.value = Source { text: body.value.to_markdown(), markup: crate::article::Markup::Markdown };
    }
    let mut object = object(input, entry::draft(release).as_deref(), &intake);
    if let (Some(id), Some(map)) = (&release.given.id, object.as_object_mut()) {
        map.insert("id".to_owned(), json!(id.as_str()));
    }
    object.to_string()
}

fn object(input: &Input, held_back: Option<&str>, intake: &Intake) -> Value {
    let mut object = Map::new();
    object.insert("file".to_owned(), json!(input.shown));
    object.insert("held_back".to_owned(), json!(held_back));
    object.extend(by_name(&intake.fields));
    object.insert("repairs".to_owned(), json!(intake.repairs));
    Value::Object(object)
}

/// The fields by their names; null where nothing is known.
fn by_name(fields: &Fields) -> Map<String, Value> {
    // Fields are plain data with texts for keys: they always are an object.
    serde_json::to_value(fields).ok().and_then(|value| value.as_object().cloned()).unwrap_or_default()
}

/// What became of all inputs.
#[derive(Debug, Default)]
pub(super) struct Tally {
    written: usize,
    drafts: usize,
    known: usize,
    beside: usize,
    in_the_way: usize,
    refused: usize,
    repaired: usize,
    found: BTreeMap<String, usize>,
    releases: usize,
}

impl Tally {
    /// Whether something could not be imported.
    pub(super) const fn has_failed(&self) -> bool {
        self.refused > 0 || self.in_the_way > 0
    }

    /// Tells of one input.
    pub(super) fn add(
        &mut self,
        input: &Input,
        outcome: &Outcome,
        receipt: &Receipt,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        match outcome {
            Outcome::Releases(releases) => {
                for (release, written) in releases.iter().zip(&receipt.releases) {
                    self.add_release(input, release, written, out)?;
                }
                self.known += usize::from(receipt.releases.is_empty() && !releases.is_empty());
            }
            Outcome::Kept(kept) => {
                for written in &receipt.releases {
                    self.add_kept(input, kept, written, out)?;
                }
                self.known += usize::from(receipt.releases.is_empty() && receipt.refused.is_none());
            }
            Outcome::Beside => {}
            Outcome::Known => self.known += 1,
            Outcome::Refused(reason) | Outcome::Unread(reason) => self.add_refused(input, reason, out)?,
        }
        if let Some(reason) = &receipt.refused {
            self.add_refused(input, reason, out)?;
        }
        for note in &receipt.notes {
            writeln!(out, "  {note}")?;
        }
        for file in &receipt.files {
            match file {
                Written::New(_) => self.beside += 1,
                Written::Same(_) | Written::TooLong => {}
                Written::InTheWay(path) => self.add_in_the_way(input, path, out)?,
            }
        }
        Ok(())
    }

    fn add_release(
        &mut self,
        input: &Input,
        release: &Release,
        written: &Written,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let found = by_name(&release.intake.fields).into_iter().filter(|(_, value)| !value.is_null());
        let names: Vec<String> = found.map(|(name, _)| name).collect();
        self.add_written(input, written, &format!("{} fields", names.len()), out)?;
        if !matches!(written, Written::New(_)) {
            return Ok(());
        }
        self.releases += 1;
        self.repaired += usize::from(!release.intake.repairs.is_empty());
        for name in names {
            *self.found.entry(name).or_default() += 1;
        }
        if let Some(reason) = entry::draft(release) {
            self.drafts += 1;
            writeln!(out, "  held back: {reason}")?;
        } else if matches!(written, Written::New(path) if path.starts_with("content/_drafts")) {
            self.drafts += 1;
        }
        release.given.notes.iter().try_for_each(|note| writeln!(out, "  {note}"))
    }

    fn add_kept(
        &mut self,
        input: &Input,
        kept: &Kept,
        written: &Written,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let added: Vec<&str> = kept.lines().iter().map(|line| line.key).collect();
        let added = if added.is_empty() { String::new() } else { format!("; added: {}", added.join(", ")) };
        self.add_written(input, written, &format!("front matter kept{added}"), out)?;
        if !matches!(written, Written::New(_)) {
            return Ok(());
        }
        if let Some(reason) = kept.held_back() {
            self.drafts += 1;
            writeln!(out, "  held back: {reason}")?;
        }
        if kept.text.contains("{%") || kept.text.contains("{{") {
            writeln!(out, "  it has template tags, which are shown as they are: look it over")?;
        }
        Ok(())
    }

    fn add_written(
        &mut self,
        input: &Input,
        written: &Written,
        how: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        match written {
            Written::New(path) => {
                self.written += 1;
                writeln!(out, "{}: {} ({how})", input.shown, path.display())
            }
            Written::Same(_) => {
                self.known += 1;
                Ok(())
            }
            Written::InTheWay(path) => self.add_in_the_way(input, path, out),
            Written::TooLong => self.add_refused(input, &format!("of one entry, {}", HeldBack::TooLong), out),
        }
    }

    fn add_refused(&mut self, input: &Input, reason: &str, out: &mut dyn Write) -> io::Result<()> {
        self.refused += 1;
        writeln!(out, "{}: not imported: {reason}", input.shown)
    }

    fn add_in_the_way(&mut self, input: &Input, path: &Path, out: &mut dyn Write) -> io::Result<()> {
        self.in_the_way += 1;
        writeln!(out, "{}: {} is there already; nothing was changed", input.shown, path.display())
    }

    /// Tells of all.
    pub(super) fn finish(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "\n{} imported, {} of them drafts to look over; {} files beside them; {} there already; {} in the way; {} not readable",
            self.written, self.drafts, self.beside, self.known, self.in_the_way, self.refused
        )?;
        if self.releases > 0 {
            let found: Vec<String> =
                self.found.iter().map(|(name, count)| format!("{name} {count}")).collect();
            writeln!(out, "found in {}: {}; repaired: {}", self.releases, found.join(", "), self.repaired)?;
        }
        Ok(())
    }
}
