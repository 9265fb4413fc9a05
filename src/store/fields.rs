//! Front matter as fields that can be asked for by name, and the report of what is wrong with a file.

use std::path::{Path, PathBuf};

use crate::problem::{Problem, Severity};
use crate::text::Text;

use super::front_matter::{Entry, Fault, Node, Value};

/// Tables whose keys count as if they stood at the top: Zola's and Hugo's places for keys of one's own.
const TABLES: &[&str] = &["extra", "taxonomies", "params"];

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// The key without regard to case, hyphens and underscores: generators disagree (`publishDate`, `publish_date`).
    pub(super) name: String,
    /// The key as written.
    pub(super) key: String,
    /// The line of the key.
    pub(super) line: usize,
    /// The value.
    pub(super) node: Node,
}

impl Field {
    fn of(entry: Entry) -> Self {
        Self { name: name_of(&entry.key), key: entry.key, line: entry.line, node: entry.node }
    }

    /// The fields of a value that is a map.
    pub(super) fn fields(&self) -> Option<Fields> {
        match &self.node.value {
            Value::Map(entries) => Some(Fields(entries.iter().cloned().map(Self::of).collect())),
            _ => None,
        }
    }

    /// The value as text: a text, or a number as it is spelt.
    pub(super) fn text(&self) -> Option<&str> {
        text_of(&self.node)
    }
}

/// A value as text: a text, or a number as it is spelt.
pub(super) fn text_of(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(text) | Value::Number(text) => Some(text),
        _ => None,
    }
}

/// A key without regard to case, hyphens and underscores.
pub(super) fn name_of(key: &str) -> String {
    key.chars().filter(|character| !matches!(character, '-' | '_')).flat_map(char::to_lowercase).collect()
}

/// The fields of a file, in the order written; those of Zola's and Hugo's inner tables come last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields(Vec<Field>);

impl Fields {
    /// Takes front matter.
    pub(super) fn of(entries: Vec<Entry>) -> Self {
        let (mut fields, mut inner) = (Vec::new(), Vec::new());
        for field in entries.into_iter().map(Field::of) {
            match field.fields() {
                Some(table) if TABLES.contains(&field.name.as_str()) => inner.extend(table.0),
                _ => fields.push(field),
            }
        }
        fields.append(&mut inner);
        Self(fields)
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every field.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Field> {
        self.0.iter()
    }

    /// Every field of that name, empty ones too.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Field> {
        self.0.iter().filter(move |field| field.name == name)
    }

    /// The first of these names that has a value.
    pub(super) fn first(&self, names: &[&str]) -> Option<&Field> {
        names.iter().find_map(|name| {
            self.0.iter().find(|field| field.name == *name && field.node.value != Value::Null)
        })
    }
}

/// What is wrong with one file.
#[derive(Debug)]
pub(super) struct Report {
    file: PathBuf,
    /// The problems so far.
    pub(super) problems: Vec<Problem>,
}

impl Report {
    /// An empty report of a file, named relative to the newsroom's root.
    pub(super) fn of(file: &Path) -> Self {
        Self { file: file.to_owned(), problems: Vec::new() }
    }

    /// Whether something is held back for it.
    pub(super) fn has_error(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// An error of the whole file.
    pub(super) fn error(&mut self, reason: impl Into<String>, remedy: impl Into<String>) {
        self.problems.push(Problem::error(&self.file, reason, remedy));
    }

    /// An error of a field that is not there, at the line where it would be added.
    pub(super) fn missing(
        &mut self,
        key: &str,
        line: usize,
        reason: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.problems.push(Problem::error(&self.file, reason, remedy).at_line(line).of_field(key));
    }

    /// An error of a line.
    pub(super) fn error_at(&mut self, line: usize, reason: impl Into<String>, remedy: impl Into<String>) {
        self.problems.push(Problem::error(&self.file, reason, remedy).at_line(line));
    }

    /// A warning of the whole file.
    pub(super) fn warning(&mut self, reason: impl Into<String>, remedy: impl Into<String>) {
        self.problems.push(Problem::warning(&self.file, reason, remedy));
    }

    /// A warning of a line, where it is known which.
    pub(super) fn warning_at(
        &mut self,
        line: Option<usize>,
        reason: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.problems.push(Problem { line, ..Problem::warning(&self.file, reason, remedy) });
    }

    /// An error of one field.
    pub(super) fn field_error(
        &mut self,
        field: &Field,
        reason: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.problems.push(at(Problem::error(&self.file, reason, remedy), field));
    }

    /// A warning of one field.
    pub(super) fn field_warning(
        &mut self,
        field: &Field,
        reason: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.problems.push(at(Problem::warning(&self.file, reason, remedy), field));
    }

    /// The fault of front matter that can't be read.
    pub(super) fn fault(&mut self, fault: Fault) {
        let problem = Problem::error(&self.file, fault.reason, fault.remedy).at_line(fault.line);
        self.problems.push(Problem { column: fault.column, ..problem });
    }

    /// A field as one line of text; with a warning, nothing, where it is something else.
    pub(super) fn line(&mut self, field: Option<&Field>) -> Option<Text> {
        field.and_then(|field| self.text(field)).and_then(Text::non_empty_line)
    }

    /// A field as text, with a warning where it is something else.
    pub(super) fn text<'a>(&mut self, field: &'a Field) -> Option<&'a str> {
        let text = field.text();
        if text.is_none() {
            self.field_warning(
                field,
                format!("`{}` is not a text, and left out", field.node.value),
                "write one text, in quotes",
            );
        }
        text
    }
}

fn at(problem: Problem, field: &Field) -> Problem {
    // An empty value has no place of its own.
    let (line, column) = match field.node.value {
        Value::Null => (field.line, None),
        _ => (field.node.line, Some(field.node.column)),
    };
    Problem { column, ..problem.at_line(line).of_field(&field.key) }
}
