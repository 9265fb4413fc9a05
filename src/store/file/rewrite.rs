//! Rewrites what a field of front matter says, where it stands; every other byte stays.

use super::{WriteIdError, field_in, front_matter_of, quoted, write_field};
use crate::store::fields::{Field, Fields, name_of};
use crate::store::front_matter::{self, Value};

/// The text of a release in which a field that has one text says another.
///
/// # Errors
/// Where it has no such field, or one that is written in a way that is not known.
pub fn rewrite_field(text: &str, key: &str, value: &str) -> Result<String, WriteIdError> {
    let field = field(text, key)?.ok_or_else(|| unreadable(text))?;
    let (start, end) = scalar(text, &field).ok_or_else(|| unreadable(text))?;
    let written = format!("{}{}{}", &text[..start], quoted(value), &text[end..]);
    checked(text, written, key, value)
}

/// The text of a release in which a list has these texts before its own; a field with one text becomes a list.
///
/// # Errors
/// Where the list is written in a way that is not known.
pub fn add_to_list(text: &str, key: &str, values: &[String]) -> Result<String, WriteIdError> {
    let list = values.iter().map(|value| quoted(value)).collect::<Vec<_>>().join(", ");
    let Some(field) = field(text, key)? else {
        return write_field(text, key, &format!("[{list}]"));
    };
    let (written, said) = match &field.node.value {
        Value::List(items) => {
            let written = into_list(text, &field, values, &list).ok_or_else(|| unreadable(text))?;
            (written, items.iter().map(|item| item.value.to_string()).collect())
        }
        value => {
            let (start, end) = scalar(text, &field).ok_or_else(|| unreadable(text))?;
            let own = quoted(&value.to_string());
            (format!("{}[{list}, {own}]{}", &text[..start], &text[end..]), vec![value.to_string()])
        }
    };
    let all: Vec<String> = values.iter().cloned().chain(said).collect();
    checked(text, written, key, &format!("[{}]", all.join(", ")))
}

/// A list in brackets, or with a line for each text.
fn into_list(text: &str, field: &Field, values: &[String], list: &str) -> Option<String> {
    let Value::List(items) = &field.node.value else { return None };
    let start = place(text, field.node.line, field.node.column)?;
    if text[start..].starts_with('[') {
        let comma = if items.is_empty() { "" } else { ", " };
        return Some(format!("{}{list}{comma}{}", &text[..=start], &text[start + 1..]));
    }
    let first = place(text, items.first()?.line, 1)?;
    let (indent, _) = text[first..].split_once('-').filter(|(indent, _)| indent.trim().is_empty())?;
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let lines: String = values.iter().map(|value| format!("{indent}- {}{line_end}", quoted(value))).collect();
    Some(format!("{}{lines}{}", &text[..first], &text[first..]))
}

/// From where to where one text is written, with its quotes.
fn scalar(text: &str, field: &Field) -> Option<(usize, usize)> {
    let is_scalar = matches!(field.node.value, Value::Text(_) | Value::Number(_));
    let start = place(text, field.node.line, field.node.column).filter(|_| is_scalar)?;
    let line = text[start..].lines().next()?;
    let length = match line.chars().next()? {
        quote @ ('"' | '\'') => line[1..].find(quote)? + 2,
        _ => line.split(['#', ',', '}']).next()?.trim_end().len(),
    };
    Some((start, start + length))
}

/// The byte at a line and a column of characters, both counted from 1.
fn place(text: &str, line: usize, column: usize) -> Option<usize> {
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let before = text.get(start..)?.chars().take(column.checked_sub(1)?);
    Some(start + before.map(char::len_utf8).sum::<usize>())
}

/// What was written, where the field says that now and every other one what it said.
fn checked(text: &str, written: String, key: &str, value: &str) -> Result<String, WriteIdError> {
    let others = |text: &str| -> Result<Vec<String>, WriteIdError> {
        let fields = Fields::of(front_matter_of(text)?);
        let others = fields.iter().filter(|field| field.name != name_of(key));
        Ok(others.map(|field| format!("{}: {}", field.key, field.node.value)).collect())
    };
    let is_right = field_in(&written, key).is_ok_and(|now| now.as_deref() == Some(value))
        && others(&written).is_ok_and(|now| others(text).is_ok_and(|before| now == before))
        && super::body(&written)? == super::body(text)?;
    if is_right { Ok(written) } else { Err(unreadable(text)) }
}

fn field(text: &str, key: &str) -> Result<Option<Field>, WriteIdError> {
    Ok(Fields::of(front_matter_of(text)?).first(&[&name_of(key)]).cloned())
}

fn unreadable(text: &str) -> WriteIdError {
    let line = front_matter::split(text).map_or(1, |parts| parts.front_line);
    WriteIdError::Unreadable { line, reason: "a field is written in a way that can't be changed".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_rewritten_where_it_stands() {
        for (text, written) in [
            ("---\na: 1\ndate: 2026-12-05 09:00 # then\n---\nB", "---\na: 1\ndate: NEW # then\n---\nB"),
            ("---\r\nDate: '2026-12-05 09:00'\r\n---\r\n", "---\r\nDate: NEW\r\n---\r\n"),
            ("+++\ndate = 2026-12-05T09:00:00\n+++\n", "+++\ndate = NEW\n+++\n"),
            ("+++\ndate = 2026-12-05 09:00:00 # x\n+++\n", "+++\ndate = NEW # x\n+++\n"),
            ("{\"é\": 1, \"date\": \"2026-12-05\", \"b\": 2}", "{\"é\": 1, \"date\": NEW, \"b\": 2}"),
            ("---\n{date: 2026-12-05, b: 2}\n---\n", "---\n{date: NEW, b: 2}\n---\n"),
        ] {
            let value = "2026-12-05T09:00:00-05:00";
            assert_eq!(
                rewrite_field(text, "date", value).unwrap(),
                written.replace("NEW", &quoted(value)),
                "{text}"
            );
        }
        for text in ["---\ndate: >\n  2026-12-05\n---\n", "---\na: 1\n---\n", "---\ndate: [a]\n---\n"] {
            assert!(rewrite_field(text, "date", "x").is_err(), "{text}");
        }
    }

    #[test]
    fn a_list_has_more_texts() {
        for (text, written) in [
            ("---\naliases: [/b/, '/c/']\n---\nB", "---\naliases: [\"/a/\", /b/, '/c/']\n---\nB"),
            ("---\naliases:\n  - /b/\nc: 1\n---\n", "---\naliases:\n  - \"/a/\"\n  - /b/\nc: 1\n---\n"),
            ("---\naliases:\n- /b/\n---\n", "---\naliases:\n- \"/a/\"\n- /b/\n---\n"),
            ("---\naliases: /b/\n---\n", "---\naliases: [\"/a/\", \"/b/\"]\n---\n"),
            ("---\naliases: []\n---\n", "---\naliases: [\"/a/\"]\n---\n"),
            ("---\nb: 1\n---\n", "---\naliases: [\"/a/\"]\nb: 1\n---\n"),
            ("+++\naliases = [\n  '/b/',\n]\n+++\n", "+++\naliases = [\"/a/\", \n  '/b/',\n]\n+++\n"),
        ] {
            assert_eq!(add_to_list(text, "aliases", &["/a/".to_owned()]).unwrap(), written);
        }
    }
}
