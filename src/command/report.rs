//! Shows problems to the press office: like a compiler for people, one JSON object a line for programs.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::problem::{Problem, Severity};

/// How many problems of each severity there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) errors: usize,
    pub(super) warnings: usize,
}

impl Counts {
    pub(super) fn of(problems: &[Problem]) -> Self {
        let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
        Self { errors, warnings: problems.len() - errors }
    }
}

/// Writes every problem with its line of the file; a file's name is relative to `root`.
pub(super) fn text(problems: &[Problem], root: &Path, out: &mut dyn Write) -> io::Result<()> {
    let renderer = Renderer::styled();
    for problem in problems {
        writeln!(out, "{}\n", renderer.render(&[group(problem, root)]))?;
    }
    Ok(())
}

/// Writes every problem as a JSON object on a line of its own.
pub(super) fn json(problems: &[Problem], out: &mut dyn Write) -> io::Result<()> {
    for problem in problems {
        serde_json::to_writer(&mut *out, problem)?;
        writeln!(out)?;
    }
    Ok(())
}

fn group<'p>(problem: &'p Problem, root: &Path) -> Group<'p> {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = match &problem.field {
        Some(field) if !problem.reason.contains(&format!("`{field}`")) => {
            format!("`{field}`: {}", problem.reason)
        }
        _ => problem.reason.clone(),
    };
    let path = problem.file.to_string_lossy();
    let title = level.primary_title(title);
    let group =
        match problem.line.and_then(|line| Some((line, source_line(&root.join(&problem.file), line)?))) {
            Some((line, source)) => {
                let start = problem.column.map_or(0, |column| byte_of(&source, column));
                let end = if problem.column.is_some() { source.len() } else { start };
                let annotation = AnnotationKind::Primary.span(start..end.max(start));
                title.element(Snippet::source(source).line_start(line).path(path).annotation(annotation))
            }
            None => title.element(Origin::path(path)),
        };
    group.element(Level::HELP.with_name("remedy").message(problem.remedy.as_str()))
}

/// A line of a file, counted from 1, without its end and whatever its encoding; `None` where it can't be read any more.
fn source_line(path: &Path, line: usize) -> Option<String> {
    let file = BufReader::new(File::open(path).ok()?);
    let bytes = file.split(b'\n').nth(line.checked_sub(1)?)?.ok()?;
    Some(String::from_utf8_lossy(&bytes).trim_end_matches('\r').to_owned())
}

/// The byte at which a column, counted in characters from 1, starts.
fn byte_of(line: &str, column: usize) -> usize {
    line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_shows_its_line_and_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.toml"), "x = 1\ntítle = besok\u{1b}[31m\n").unwrap();
        let problem = Problem { column: Some(9), ..Problem::error("a.toml", "this is no date", "write one") }
            .at_line(2)
            .of_field("title");
        let mut shown = Vec::new();
        text(&[problem], folder.path(), &mut shown).unwrap();
        let shown = anstream::adapter::strip_str(&String::from_utf8(shown).unwrap()).to_string();
        assert_eq!(
            shown,
            "error: `title`: this is no date\n --> a.toml:2:9\n  |\n2 | títle = besok␛[31m\n  |         ^^^^^^^^^^\n  |\n  = remedy: write one\n\n"
        );
    }

    #[test]
    fn a_line_in_another_encoding_is_shown() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.md"), b"a\r\nK\xf6ln\r\n").unwrap();
        let problem = Problem::error("a.md", "it is not in UTF-8", "save it in UTF-8").at_line(2);
        let mut shown = Vec::new();
        text(&[problem], folder.path(), &mut shown).unwrap();
        let shown = anstream::adapter::strip_str(&String::from_utf8(shown).unwrap()).to_string();
        assert!(shown.contains("a.md:2") && shown.contains("K\u{fffd}ln"), "{shown}");
    }

    #[test]
    fn json_has_one_object_a_line() {
        let mut shown = Vec::new();
        json(&[Problem::warning("a", "b", "c"), Problem::error("d", "e", "f")], &mut shown).unwrap();
        let lines: Vec<serde_json::Value> = String::from_utf8(shown)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines[0]["severity"], "warning");
        assert_eq!(lines[1]["file"], "d");
    }
}
