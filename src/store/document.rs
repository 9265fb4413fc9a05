//! One file's text, read into a version of its release, or the reason why there is none.

use std::cmp::Reverse;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::article::{Article, Markup};
use crate::intake::{self, EmbargoLine, Hints, Intake, Refusal};
use crate::problem::{Problem, Severity};
use crate::text::count_illegal;

use super::Settings;
use super::fields::{Fields, Report};
use super::front_matter::{self, Fault, Parts};
use super::gates::{self, Gates};
use super::path::ContentPath;
use super::references::{References, Seen};
use super::scan::Tree;
use super::{CONTENT, files::Files, inferred, release};

pub(super) use release::is_known;

/// What every file's reading needs beside its text.
pub(super) struct Context<'a> {
    /// The site's settings.
    pub(super) settings: &'a Settings,
    /// Which files there are.
    pub(super) tree: &'a Tree,
    /// The bytes of attachments.
    pub(super) files: &'a Files,
    /// Reads texts as they come.
    pub(super) reader: &'a intake::Reader,
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
    /// Whether it has front matter that says anything.
    pub(super) has_front_matter: bool,
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
    /// Whether it has front matter that says anything.
    pub(super) has_front_matter: bool,
    /// Its gates as they are written.
    pub(super) gate_lines: Vec<String>,
    /// The line of its id, or where one would be added.
    pub(super) id_line: usize,
    /// The line in which it asks for its slug.
    pub(super) slug_line: Option<usize>,
}

/// What is known of the gates of a text with a fault.
#[derive(Clone, Debug)]
pub(super) enum SeenGates {
    /// All of them.
    Read(Gates),
    /// As they are written: the front matter could not be read.
    Written(Vec<String>),
    /// As they are written, up to where the file was perhaps cut off: the front matter has no end, and lines of the
    /// body may be among them.
    Unended(Vec<String>),
    /// Nothing: the file could not be read, or has lost its front matter.
    Unread,
}

impl SeenGates {
    /// Whether the text says nothing else of its gates than that version does.
    pub(super) fn agree_with(&self, version: &Version) -> bool {
        match self {
            Self::Read(gates) => *gates == version.gates,
            Self::Written(lines) => *lines == version.gate_lines,
            Self::Unended(lines) => is_start_of(lines, &version.all_gate_lines()),
            Self::Unread => true,
        }
    }

    /// Whether an embargo is among them.
    fn has_embargo(&self) -> bool {
        match self {
            Self::Read(gates) => gates.has_embargo,
            Self::Written(lines) | Self::Unended(lines) => {
                lines.iter().any(|line| line.to_lowercase().contains("embargo"))
            }
            Self::Unread => false,
        }
    }
}

impl Reading {
    /// Whether it is a version without fault.
    pub(super) const fn is_good(&self) -> bool {
        matches!(self.outcome, Outcome::Good(_))
    }
}

impl Version {
    /// What of its front matter and its body is written like a gate.
    fn all_gate_lines(&self) -> Vec<String> {
        let body = self.article.as_ref().map_or("", |article| article.body.source());
        [self.gate_lines.clone(), gates::lines(body)].concat()
    }
}

/// Whether lines are the first of others; the last may be cut off.
fn is_start_of(lines: &[String], whole: &[String]) -> bool {
    let Some((last, before)) = lines.split_last() else { return true };
    whole.starts_with(before) && whole.get(before.len()).is_some_and(|line| line.starts_with(last.as_str()))
}

/// Reads a file's text. `has_translations` says whether other files share its name but for the language.
pub(super) fn read(text: &str, path: &ContentPath, has_translations: bool, context: &Context<'_>) -> Reading {
    let report = Report::of(&file_of(&path.relative));
    Reader { path, has_translations, context, report }.read(text)
}

/// Reads what is left of a file that has lost the front matter of its last good version: that is neither a release of
/// its own, nor does it tell anything of gates, unless it names an embargo where there was none.
pub(super) fn read_rest(text: &str, path: &ContentPath, good: &Version, context: &Context<'_>) -> Reading {
    let report = Report::of(&file_of(&path.relative));
    Reader { path, has_translations: false, context, report }.rest(text, good)
}

/// Whether a file whose bytes are not UTF-8 is a text as it comes: without front matter, whose gates nobody may guess.
pub(super) fn is_as_it_comes(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    front_matter::split(&text).is_ok_and(|parts| parts.syntax.is_none())
}

/// Reads a file in some other encoding than UTF-8; with its text.
pub(super) fn read_encoded(
    bytes: &[u8],
    path: &ContentPath,
    has_translations: bool,
    context: &Context<'_>,
) -> (Reading, String) {
    let mut repairs = Vec::new();
    let text = intake::decode(bytes, path.markup, &hints(path, context.settings), &mut repairs);
    if let (Ok(()), Err(refusal)) = (Refusal::check(bytes), Refusal::check_letters(&text)) {
        let problem = Problem::error(file_of(&path.relative), refusal.to_string(), refusal.remedy());
        return (unread(problem, Some(&text)), text);
    }
    let mut reading = read(&text, path, has_translations, context);
    if Refusal::check(bytes).is_err() {
        // What is no text has no letters to be warned of.
        reading.problems.retain(|problem| problem.severity == Severity::Error);
        return (reading, text);
    }
    let encodings: Vec<&str> = repairs.iter().map(|repair| repair.was.as_str()).collect();
    reading.problems.push(Problem::warning(
        file_of(&path.relative),
        format!("it is not in UTF-8, and was read as {}", encodings.join(" with faults, ")),
        "see whether its letters are right on its page, or save it in UTF-8",
    ));
    (reading, text)
}

/// What is known of a text besides its words.
fn hints<'a>(path: &'a ContentPath, settings: &'a Settings) -> Hints<'a> {
    Hints {
        time_zone: settings.time_zone,
        language: path.language.as_ref().unwrap_or(&settings.language),
        file_name: path.without_ending().rsplit('/').next().unwrap_or_default(),
        // What is public must not depend on when a file was copied.
        saved: None,
    }
}

/// A file that is there but could not be read as text; `lossy` is what can be made out of it.
pub(super) fn unread(problem: Problem, lossy: Option<&str>) -> Reading {
    let gates = lossy.map_or(SeenGates::Unread, |text| {
        front_matter::split(text).map_or_else(
            |_| SeenGates::Unended(gates::lines(text)),
            |parts| SeenGates::Written(gates::lines(parts.front)),
        )
    });
    Reading {
        outcome: Outcome::Faulty(gates),
        problems: vec![problem],
        embargo_line: None,
        has_front_matter: true,
        seen: Seen::new(),
    }
}

/// The path of a file of the newsroom as problems name it.
pub(super) fn file_of(relative: &str) -> PathBuf {
    Path::new(CONTENT).join(relative)
}

/// Fields of which each edition shows the text.
const AHEAD_OF_BODY: &[&str] = &["title", "subtitle", "summary", "description"];

/// Reads one file.
struct Reader<'a> {
    path: &'a ContentPath,
    has_translations: bool,
    context: &'a Context<'a>,
    report: Report,
}

impl Reader<'_> {
    fn read(mut self, text: &str) -> Reading {
        self.report_illegal(text);
        let parts = match front_matter::split(text) {
            Ok(parts) => parts,
            Err(fault) => return self.unreadable(fault, SeenGates::Unended(gates::lines(text)), (text, 1)),
        };
        let body = (parts.body, front_matter::line_of(text, parts.body_start));
        let fields = match front_matter::parse(&parts) {
            Ok(entries) => Fields::of(entries),
            Err(fault) => {
                return self.unreadable(fault, SeenGates::Written(gates::lines(parts.front)), body);
            }
        };
        let zone = self.context.settings.time_zone;
        let mut gates = gates::read(&fields, self.path, zone, &mut self.report);
        gates::report_suspects(&fields, zone, &mut self.report);
        if let Some(folder) = self.path.misspelt_drafts().filter(|_| !gates.draft) {
            self.report.error(
                format!("its folder `{folder}` looks like a misspelt `_drafts`, whose files are not public"),
                "name the folder `_drafts`, or give it a name that is unlike it",
            );
        }
        if parts.syntax.is_none() {
            gates::report_stray(text, &mut self.report);
        }
        let mut intake = if gates.draft { None } else { self.intake(&parts, &fields, &gates) };
        if let Some(intake) = &mut intake {
            inferred::leave_written(&mut intake.fields, &fields, &gates);
            inferred::add_gates(&mut gates, &intake.fields, parts.syntax, zone, &mut self.report);
        }
        if self.report.has_error() {
            return self.reading(Outcome::Hidden, None, !fields.is_empty(), Seen::new());
        }
        let embargo_line =
            if gates.has_embargo || gates.draft { None } else { self.embargo_line(body, Some(&fields)) };
        let mut references = References::new(self.path, self.context, body);
        let outcome = self.version(&parts, &fields, intake.as_ref(), gates, &mut references);
        self.reading(outcome, embargo_line, !fields.is_empty(), references.into_seen())
    }

    /// What the text itself tells, where the front matter has no title, or nothing that opens the release.
    fn intake(&mut self, parts: &Parts<'_>, fields: &Fields, gates: &Gates) -> Option<Intake> {
        if gates.opens.is_some() && release::has_title(fields, parts.body, self.path) {
            return None;
        }
        let hints = hints(self.path, self.context.settings);
        let (reader, body) = (self.context.reader, parts.body.as_bytes());
        let read = match self.path.markup {
            Markup::Plain => reader.plain(body, &hints),
            Markup::Markdown => reader.markdown(body, &hints),
            Markup::Html => reader.html(body, &hints),
        };
        read.map_err(|refusal| {
            self.report.error(refusal.to_string(), refusal.remedy());
        })
        .ok()
    }

    fn rest(mut self, text: &str, good: &Version) -> Reading {
        let problem = Problem::error(
            file_of(&self.path.relative),
            "it has lost its front matter",
            "put it back; a text that goes out without any needs a file of its own",
        );
        self.report.problems.push(problem.at_line(1));
        if gates::stray_line(text).is_some_and(|(_, words)| !good.gate_lines.iter().any(|line| line == words))
        {
            gates::report_stray(text, &mut self.report);
            return self.reading(Outcome::Hidden, None, false, Seen::new());
        }
        let embargo_line = if good.gates.has_embargo { None } else { self.embargo_line((text, 1), None) };
        self.reading(Outcome::Faulty(SeenGates::Unread), embargo_line, false, Seen::new())
    }

    fn reading(
        self,
        outcome: Outcome,
        embargo_line: Option<EmbargoLine>,
        has_front_matter: bool,
        seen: Seen,
    ) -> Reading {
        Reading { outcome, problems: self.report.problems, embargo_line, has_front_matter, seen }
    }

    fn version(
        &mut self,
        parts: &Parts<'_>,
        fields: &Fields,
        intake: Option<&Intake>,
        gates: Gates,
        references: &mut References<'_>,
    ) -> Outcome {
        let article = if gates.draft {
            None
        } else {
            let Self { path, has_translations, .. } = *self;
            let source = release::Source { parts, path, has_translations, fields, intake, gates: &gates };
            release::read(&source, references, self.context.settings, &mut self.report).map(Arc::new)
        };
        if self.report.has_error() {
            return Outcome::Faulty(SeenGates::Read(gates));
        }
        let gate_lines = gates::lines(parts.front);
        let has_front_matter = !fields.is_empty();
        let line_of = |key| fields.first(&[key]).map(|field| field.line);
        let (id_line, slug_line) = (line_of("id").unwrap_or(parts.front_line), line_of("slug"));
        Outcome::Good(Version { article, gates, has_front_matter, gate_lines, id_line, slug_line })
    }

    /// Front matter that can't be read: what it says of its gates is told from its lines.
    fn unreadable(mut self, fault: Fault, gates: SeenGates, body: (&str, usize)) -> Reading {
        self.report.fault(fault);
        let embargo_line = if gates.has_embargo() { None } else { self.embargo_line(body, None) };
        self.reading(Outcome::Faulty(gates), embargo_line, true, Seen::new())
    }

    /// The line of the body, or of what stands ahead of it for readers, whose embargo ends last.
    fn embargo_line(&self, body: (&str, usize), fields: Option<&Fields>) -> Option<EmbargoLine> {
        let reader = || {
            let written = fields.and_then(|fields| release::written_language(fields)?.ok());
            let language = written.or_else(|| self.path.language.clone());
            self.context.reader.dates(language.as_ref().unwrap_or(&self.context.settings.language))
        };
        let ahead = fields.into_iter().flat_map(|fields| {
            let fields = fields.iter().filter(|field| AHEAD_OF_BODY.contains(&field.name.as_str()));
            fields.filter_map(|field| Some((field.text()?, field.node.line)))
        });
        let lines = ahead.chain([body]).filter_map(|(text, line)| intake::embargo_line(text, line, reader));
        // One without an end is before all others.
        lines.min_by_key(|line| (line.over.is_some(), Reverse(line.over)))
    }

    fn report_illegal(&mut self, text: &str) {
        let count = count_illegal(text);
        if count > 0 {
            self.report.warning(
                format!("{count} characters that no feed can carry were removed"),
                "delete the control characters from the text",
            );
        }
    }
}
