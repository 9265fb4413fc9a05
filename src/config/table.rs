//! A TOML table as it was written: each field is taken once, converted, and every fault is kept with its place.
//!
//! The fields that a reader asks for are the fields there are: what is left in the end nobody knows, and is told
//! with the nearest name that was asked for.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::problem::{Problem, Severity};
use crate::text::Text;

/// A table whose fields have not all been taken yet.
pub(super) struct Table<'a> {
    file: &'a Path,
    text: &'a str,
    /// What stands before the names of its fields: `select.` in `[select]`.
    prefix: String,
    fields: DeTable<'a>,
    known: Vec<&'static str>,
    /// Where the values stand that were taken.
    taken: BTreeMap<&'static str, Range<usize>>,
    problems: Vec<Problem>,
}

/// Why a value is refused, and what to write instead.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) reason: String,
    pub(super) remedy: String,
}

impl Fault {
    pub(super) fn new(reason: impl ToString, remedy: impl Into<String>) -> Self {
        Self { reason: reason.to_string(), remedy: remedy.into() }
    }
}

impl<'a> Table<'a> {
    /// Parses the text of a file.
    pub(super) fn parse(file: &'a Path, text: &'a str) -> Result<Self, Vec<Problem>> {
        let (fields, errors) = DeTable::parse_recoverable(text);
        let table = Self {
            file,
            text,
            prefix: String::new(),
            fields: fields.into_inner(),
            known: Vec::new(),
            taken: BTreeMap::new(),
            problems: Vec::new(),
        };
        if errors.is_empty() {
            return Ok(table);
        }
        let problem = |error: &toml::de::Error| {
            let reason = format!("this is not TOML: {}", error.message());
            let remedy = "mend this line: each is `name = \"value\"`, and no name comes twice";
            table.problem(None, error.span().unwrap_or(0..0), Fault::new(reason, remedy))
        };
        Err(errors.iter().map(problem).collect())
    }

    /// Whether a field is there and not yet taken.
    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// Takes a field, if it is there and `convert` likes its value.
    pub(super) fn optional<T>(
        &mut self,
        name: &'static str,
        convert: impl FnOnce(&DeValue<'a>) -> Result<T, Fault>,
    ) -> Option<T> {
        self.known.push(name);
        let value = self.fields.remove(name)?;
        self.taken.insert(name, value.span());
        convert(value.get_ref()).map_err(|fault| self.refuse(name, value.span(), fault)).ok()
    }

    /// As [`Table::optional`], but it is a fault where the field is missing.
    pub(super) fn required<T>(
        &mut self,
        name: &'static str,
        example: &str,
        convert: impl FnOnce(&DeValue<'a>) -> Result<T, Fault>,
    ) -> Option<T> {
        if !self.has(name) {
            let reason = format!("`{}{name}` is missing", self.prefix);
            let remedy = format!("add a line such as `{name} = {example}`");
            self.problems.push(Problem::error(self.file, reason, remedy).of_field(name));
        }
        self.optional(name, convert)
    }

    /// Reads the table in a field, if it is there, with `read`; a value that is no table goes to `other`.
    pub(super) fn nested<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Table<'a>) -> T,
        other: impl FnOnce(&DeValue<'a>) -> Result<T, Fault>,
    ) -> Option<T> {
        self.known.push(name);
        let value = self.fields.remove(name)?;
        let span = value.span();
        match value.into_inner() {
            DeValue::Table(fields) => {
                let prefix = format!("{}{name}.", self.prefix);
                let (file, text) = (self.file, self.text);
                let (known, taken, problems) = (Vec::new(), BTreeMap::new(), Vec::new());
                let mut table = Table { file, text, prefix, fields, known, taken, problems };
                let result = read(&mut table);
                self.problems.extend(table.finish());
                Some(result)
            }
            value => other(&value).map_err(|fault| self.refuse(name, span, fault)).ok(),
        }
    }

    /// Warns of a field that was taken, or of the whole file where the field is missing.
    pub(super) fn warn(&mut self, field: &str, reason: &str, remedy: &str) {
        let problem = match self.taken.get(field) {
            Some(span) => Problem {
                severity: Severity::Warning,
                ..self.problem(Some(field), span.clone(), Fault::new(reason, remedy))
            },
            None => Problem::warning(self.file, reason, remedy).of_field(field),
        };
        self.problems.push(problem);
    }

    /// Everything that was wrong, fields that nobody asked for included.
    pub(super) fn finish(mut self) -> Vec<Problem> {
        for key in std::mem::take(&mut self.fields).keys() {
            let fault = Fault::new(
                format!("there is no setting `{}{}`", self.prefix, key.get_ref()),
                match nearest(key.get_ref(), &self.known) {
                    Some(known) => format!("did you mean `{known}`?"),
                    None => format!("remove it; the settings here are {}", self.known.join(", ")),
                },
            );
            self.refuse(key.get_ref(), key.span(), fault);
        }
        self.problems.sort_by_key(|problem| (problem.line, problem.column));
        self.problems
    }

    fn refuse(&mut self, name: &str, span: Range<usize>, fault: Fault) {
        let problem = self.problem(Some(name), span, fault);
        self.problems.push(problem);
    }

    fn problem(&self, name: Option<&str>, span: Range<usize>, fault: Fault) -> Problem {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        Problem {
            line: Some(1 + before.matches('\n').count()),
            column: Some(1 + before[line_start..].chars().count()),
            field: name.map(|name| format!("{}{name}", self.prefix)),
            ..Problem::error(self.file, fault.reason, fault.remedy)
        }
    }
}

/// The line, counted from 1, of a field at the top of a text.
pub(super) fn line_of(text: &str, name: &str) -> Option<usize> {
    let (fields, _) = DeTable::parse_recoverable(text);
    let (key, _) = fields.get_ref().get_key_value(name)?;
    Some(1 + text.get(..key.span().start)?.matches('\n').count())
}

/// The known name that `name` was most likely meant to be.
fn nearest(name: &str, known: &[&'static str]) -> Option<&'static str> {
    let distance = |known: &str| strsim::damerau_levenshtein(name, known);
    known
        .iter()
        .copied()
        .min_by_key(|known| distance(known))
        .filter(|known| distance(known) <= 1 + known.len() / 4)
}

/// A string.
pub(super) fn string<'v>(value: &'v DeValue<'_>) -> Result<&'v str, Fault> {
    match value {
        DeValue::String(string) => Ok(string),
        other => {
            Err(Fault::new(format!("this is {}, not a string", kind(other)), "write it in quotation marks"))
        }
    }
}

/// Text of one line with something in it.
pub(super) fn line(value: &DeValue<'_>) -> Result<Text, Fault> {
    Text::non_empty_line(string(value)?)
        .ok_or_else(|| Fault::new("this is empty", "write a text, or remove the line"))
}

/// A list of strings; a single string is a list of one.
pub(super) fn strings<'v>(value: &'v DeValue<'_>) -> Result<Vec<&'v str>, Fault> {
    match value {
        DeValue::Array(array) => array.iter().map(Spanned::get_ref).map(string).collect(),
        single => Ok(vec![string(single)?]),
    }
}

/// `true` or `false`.
pub(super) fn boolean(value: &DeValue<'_>) -> Result<bool, Fault> {
    match value {
        DeValue::Boolean(boolean) => Ok(*boolean),
        other => Err(Fault::new(
            format!("this is {}, neither true nor false", kind(other)),
            "write `true` or `false`, without quotation marks",
        )),
    }
}

/// A whole number within a range.
pub(super) fn integer(range: RangeInclusive<u32>) -> impl FnOnce(&DeValue<'_>) -> Result<u32, Fault> {
    move |value| {
        let number = match value {
            DeValue::Integer(integer) => u32::from_str_radix(integer.as_str(), integer.radix()).ok(),
            _ => None,
        };
        number.filter(|number| range.contains(number)).ok_or_else(|| {
            let reason = format!("this is not a whole number from {} to {}", range.start(), range.end());
            Fault::new(reason, "write such a number, without quotation marks")
        })
    }
}

/// One of a closed set of words.
pub(super) fn choice<T: Copy>(word: &str, choices: &[(&'static str, T)]) -> Result<T, Fault> {
    if let Some((_, choice)) = choices.iter().find(|(name, _)| *name == word) {
        return Ok(*choice);
    }
    let names: Vec<&'static str> = choices.iter().map(|(name, _)| *name).collect();
    let remedy = match nearest(word, &names) {
        Some(name) => format!("did you mean \"{name}\"?"),
        None => format!("write one of \"{}\"", names.join("\", \"")),
    };
    Err(Fault::new(format!("`{word}` is not known here"), remedy))
}

const fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_has_its_place() {
        let text = "tittle = \"x\"\n[select]\n  limit = \"ü\"\nnumber = 900\n";
        let mut table = Table::parse(Path::new("f"), text).unwrap();
        assert!(table.required("title", "\"News\"", line).is_none());
        table.nested(
            "select",
            |select| {
                select.optional("limit", integer(1..=3));
                select.optional("number", integer(1..=3));
            },
            |_| Err(Fault::new("", "")),
        );
        let problems = table.finish();
        let places: Vec<_> =
            problems.iter().map(|problem| (problem.line, problem.column, problem.field.as_deref())).collect();
        assert_eq!(
            places,
            [
                (None, None, Some("title")),
                (Some(1), Some(1), Some("tittle")),
                (Some(3), Some(11), Some("select.limit")),
                (Some(4), Some(10), Some("select.number")),
            ]
        );
        assert_eq!(problems[1].remedy, "did you mean `title`?");
    }

    #[test]
    fn broken_syntax_is_told_by_line() {
        let problems = Table::parse(Path::new("f"), "a = 1\nb = [1\nc = \"x").err().unwrap();
        assert!(problems.iter().all(|problem| problem.line >= Some(2)), "{problems:?}");
    }

    #[test]
    fn names_far_from_any_are_not_guessed() {
        assert_eq!(nearest("limt", &["title", "limit"]), Some("limit"));
        assert_eq!(nearest("colour", &["title", "limit"]), None);
    }
}
