//! One file's text, read into a version of its release, or the reason why there is none.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::article::Article;
use crate::intake::date::DateReader;
use crate::language::Language;
use crate::problem::Problem;
use crate::text::count_illegal;

use super::Settings;
use super::embargo_line::{self, EmbargoLine};
use super::fields::{Fields, Report};
use super::front_matter::{self, Parts};
use super::gates::{self, Gates};
use super::path::ContentPath;
use super::references::{References, Seen};
use super::scan::Tree;
use super::{CONTENT, files::Files, release};

pub(super) use release::is_known;

/// What every file's reading needs beside its text.
pub(super) struct Context<'a> {
    /// The site's settings.
    pub(super) settings: &'a Settings,
    /// Which files there are.
    pub(super) tree: &'a Tree,
    /// The bytes of attachments.
    pub(super) files: &'a Files,
    /// Readers of dates, by language.
    pub(super) dates: &'a DateReaders,
}

/// Readers of dates in running text, made when they are first needed.
#[derive(Default)]
pub(super) struct DateReaders(Mutex<HashMap<Language, Arc<DateReader>>>);

impl DateReaders {
    /// The reader of a language; `None` where its patterns can't be built.
    fn of(&self, language: &Language) -> Option<Arc<DateReader>> {
        let mut readers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reader) = readers.get(language) {
            return Some(Arc::clone(reader));
        }
        let reader = Arc::new(DateReader::new(language).ok()?);
        readers.insert(language.clone(), Arc::clone(&reader));
        Some(reader)
    }
}

impl fmt::Debug for DateReaders {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("DateReaders")
    }
}

/// What reading a file's text gave.
#[derive(Debug)]
pub(super) struct Reading {
    /// What was read.
    pub(super) outcome: Outcome,
    /// What is wrong with it.
    pub(super) problems: Vec<Problem>,
    /// A line of its body that says that it is under embargo, where the front matter has none.
    pub(super) embargo_line: Option<EmbargoLine>,
    /// The files that it names, and in which state they were.
    pub(super) seen: Seen,
}

/// A version of a release, or a fault.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    /// A version without fault.
    Good(Version),
    /// A fault; the last good version may stay where this agrees with its gates.
    Faulty(SeenGates),
    /// A fault in a gate: nothing may be shown.
    Hidden,
}

/// A version of a release without fault.
#[derive(Clone, Debug)]
pub(super) struct Version {
    /// The release; `None` where it is a draft.
    pub(super) article: Option<Arc<Article>>,
    /// What its gates say.
    pub(super) gates: Gates,
    /// Its gates as they are written.
    pub(super) gate_lines: Vec<String>,
    /// Whether it asks for its slug.
    pub(super) has_slug: bool,
}

/// What is known of the gates of a text with a fault.
#[derive(Clone, Debug)]
pub(super) enum SeenGates {
    /// All of them.
    Read(Gates),
    /// As they are written: the front matter could not be read.
    Written(Vec<String>),
    /// Nothing: the file could not be read.
    Unread,
}

impl SeenGates {
    /// Whether the text says nothing else of its gates than that version does.
    pub(super) fn agree_with(&self, version: &Version) -> bool {
        match self {
            Self::Read(gates) => *gates == version.gates,
            Self::Written(lines) => *lines == version.gate_lines,
            Self::Unread => true,
        }
    }
}

/// Reads a file's text. `has_translations` says whether other files share its name but for the language.
pub(super) fn read(text: &str, path: &ContentPath, has_translations: bool, context: &Context<'_>) -> Reading {
    let mut report = Report::of(&Path::new(CONTENT).join(&path.relative));
    report_illegal(text, &mut report);
    let parts = match front_matter::split(text) {
        Ok(parts) => parts,
        Err(fault) => {
            report.fault(fault);
            return unreadable(text, text, 1, path, context, report);
        }
    };
    let body_line = front_matter::line_of(text, parts.body_start);
    let fields = match front_matter::parse(text, &parts) {
        Ok(entries) => Fields::of(entries),
        Err(fault) => {
            report.fault(fault);
            return unreadable(parts.front, parts.body, body_line, path, context, report);
        }
    };
    let gates = gates::read(&fields, path, context.settings.time_zone, &mut report);
    gates::report_suspects(&fields, context.settings.time_zone, &mut report);
    let mut reading =
        Reading { outcome: Outcome::Hidden, problems: Vec::new(), embargo_line: None, seen: Seen::new() };
    if !report.has_error() {
        if !gates.has_embargo && !gates.draft {
            reading.embargo_line = find_embargo_line(parts.body, body_line, path, context);
        }
        let mut references = References::new(path, context);
        reading.outcome =
            version(&parts, path, has_translations, &fields, gates, &mut references, context, &mut report);
        reading.seen = references.into_seen();
    }
    Reading { problems: report.problems, ..reading }
}

/// A file that is there but could not be read as text; `lossy` is what can be made out of it.
pub(super) fn unread(problem: Problem, lossy: Option<&str>) -> Reading {
    let gates = lossy.map_or(SeenGates::Unread, |text| {
        let front = front_matter::split(text).map_or(text, |parts| parts.front);
        SeenGates::Written(gates::lines(front))
    });
    Reading {
        outcome: Outcome::Faulty(gates),
        problems: vec![problem],
        embargo_line: None,
        seen: Seen::new(),
    }
}

#[expect(clippy::too_many_arguments, reason = "the parts of one file, used once")]
fn version(
    parts: &Parts<'_>,
    path: &ContentPath,
    has_translations: bool,
    fields: &Fields,
    gates: Gates,
    references: &mut References<'_>,
    context: &Context<'_>,
    report: &mut Report,
) -> Outcome {
    let article = if gates.draft {
        None
    } else {
        let source = release::Source { parts, path, has_translations, fields, gates: &gates };
        release::read(&source, references, context.settings, report).map(Arc::new)
    };
    if report.has_error() {
        return Outcome::Faulty(SeenGates::Read(gates));
    }
    let gate_lines = gates::lines(parts.front);
    Outcome::Good(Version { article, gates, gate_lines, has_slug: fields.first(&["slug"]).is_some() })
}

fn unreadable(
    front: &str,
    body: &str,
    body_line: usize,
    path: &ContentPath,
    context: &Context<'_>,
    report: Report,
) -> Reading {
    let lines = gates::lines(front);
    let has_embargo = lines.iter().any(|line| line.to_lowercase().contains("embargo"));
    let embargo_line = if has_embargo { None } else { find_embargo_line(body, body_line, path, context) };
    let outcome = Outcome::Faulty(SeenGates::Written(lines));
    Reading { outcome, problems: report.problems, embargo_line, seen: Seen::new() }
}

fn find_embargo_line(
    body: &str,
    first_line: usize,
    path: &ContentPath,
    context: &Context<'_>,
) -> Option<EmbargoLine> {
    let language = path.language.as_ref().unwrap_or(&context.settings.language);
    embargo_line::find(body, first_line, || context.dates.of(language))
}

fn report_illegal(text: &str, report: &mut Report) {
    // The byte order mark and form feeds are illegal in no feed or harmless; what is counted is what gets lost.
    let count = count_illegal(text);
    if count > 0 {
        report.warning(
            format!("{count} characters that no feed can carry were removed"),
            "delete the control characters from the text",
        );
    }
}

/// The path of a file of the newsroom as problems name it.
pub(super) fn file_of(relative: &str) -> PathBuf {
    Path::new(CONTENT).join(relative)
}
