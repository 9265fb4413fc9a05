//! Reads TOML.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Entry, Fault, Node, Value, line_of};

/// Reads a document.
pub(super) fn parse(front: &str, first_line: usize) -> Result<Vec<Entry>, Fault> {
    let source = Source { front, shift: first_line - 1 };
    match DeTable::parse(front) {
        Ok(table) => Ok(source.entries(table.get_ref())),
        Err(error) => {
            let (line, column) = source.place(error.span().map_or(0, |span| span.start));
            Err(Fault {
                line,
                column: Some(column),
                reason: format!("its front matter is not valid TOML: {}", error.message()),
                remedy: "mend the line; texts need quotes: `title = \"…\"`".to_owned(),
            })
        }
    }
}

/// The text that is read, and how many lines of the file come before it.
struct Source<'a> {
    front: &'a str,
    shift: usize,
}

impl Source<'_> {
    fn entries(&self, table: &DeTable<'_>) -> Vec<Entry> {
        let mut entries: Vec<(usize, Entry)> = table
            .iter()
            .map(|(key, value)| {
                let start = key.span().start;
                let (line, _) = self.place(start);
                (start, Entry { key: key.get_ref().to_string(), line, node: self.node(value) })
            })
            .collect();
        // The table is sorted by key; the author's order is that of the places.
        entries.sort_by_key(|(start, _)| *start);
        entries.into_iter().map(|(_, entry)| entry).collect()
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Node {
        let (line, column) = self.place(value.span().start);
        let value = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(_) | DeValue::Float(_) => {
                Value::Number(self.front.get(value.span()).unwrap_or_default().to_owned())
            }
            DeValue::Boolean(value) => Value::Bool(*value),
            DeValue::Datetime(date) => Value::Text(date.to_string()),
            DeValue::Array(items) => Value::List(items.iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => Value::Map(self.entries(table)),
        };
        Node { value, line, column }
    }

    /// Line and column of a byte.
    fn place(&self, byte: usize) -> (usize, usize) {
        let before = self.front.get(..byte).unwrap_or(self.front);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (self.shift + line_of(self.front, byte), 1 + before[line_start..].chars().count())
    }
}
