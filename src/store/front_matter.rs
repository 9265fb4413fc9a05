//! Front matter: parted from the body, and read from YAML, TOML or JSON into one neutral value with places.
//!
//! What the keys mean is not known here.

use serde::de::IgnoredAny;

pub(super) use value::{Entry, Node, Value};

mod toml;
mod value;
mod yaml;

/// How front matter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// Between lines of `---`.
    Yaml,
    /// Between lines of `+++`.
    Toml,
    /// An object at the start of the file.
    Json,
}

/// A file's text, parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    /// How the front matter is written; `None` where there is none.
    pub(super) syntax: Option<Syntax>,
    /// The front matter without its fences; a JSON object with its braces.
    pub(super) front: &'a str,
    /// The first byte of `front` in the text.
    pub(super) front_start: usize,
    /// The line, counted from 1, that `front` starts in, or would.
    pub(super) front_line: usize,
    /// The first byte of the body in the text.
    pub(super) body_start: usize,
    /// What comes after the front matter.
    pub(super) body: &'a str,
}

/// Front matter that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The line in the file, counted from 1.
    pub(super) line: usize,
    /// The column in characters, counted from 1.
    pub(super) column: Option<usize>,
    /// What is wrong.
    pub(super) reason: String,
    /// What to do about it.
    pub(super) remedy: String,
}

/// What is passed over before the front matter: a gate must not go unread because of an empty line, a byte order mark
/// or a space without width.
fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{FEFF}' | '\u{200B}' | '\u{2060}')
}

/// Parts a text.
pub(super) fn split(text: &str) -> Result<Parts<'_>, Fault> {
    let trimmed = text.trim_start_matches(is_blank);
    let start = text.len() - trimmed.len();
    match trimmed.lines().next().unwrap_or_default().trim_end() {
        "---" => fenced(text, start, Syntax::Yaml, &["---", "..."]),
        "+++" => fenced(text, start, Syntax::Toml, &["+++"]),
        line if line.starts_with('{') => object(text, start),
        _ => Ok(unfronted(trimmed, start)),
    }
}

/// The line, counted from 1, in which a byte of the text stands.
pub(super) fn line_of(text: &str, byte: usize) -> usize {
    1 + text.as_bytes().iter().take(byte).filter(|&&other| other == b'\n').count()
}

/// A text without front matter, that starts at this byte.
const fn unfronted(body: &str, start: usize) -> Parts<'_> {
    Parts { syntax: None, front: "", front_start: start, front_line: 1, body_start: start, body }
}

fn fenced<'a>(
    text: &'a str,
    start: usize,
    syntax: Syntax,
    closing: &[&'static str],
) -> Result<Parts<'a>, Fault> {
    let mut at = start;
    let mut front_start = None;
    for line in text[start..].split_inclusive('\n') {
        let next = at + line.len();
        match front_start {
            None => front_start = Some(next),
            Some(front_start) if closing.contains(&line.trim_end()) => {
                let (front, body) = (&text[front_start..at], &text[next..]);
                let front_line = line_of(text, front_start);
                return Ok(Parts {
                    syntax: Some(syntax),
                    front,
                    front_start,
                    front_line,
                    body_start: next,
                    body,
                });
            }
            Some(_) => {}
        }
        at = next;
    }
    Err(Fault {
        line: line_of(text, start),
        column: None,
        reason: "its front matter has no end".to_owned(),
        remedy: format!("put a line of `{}` after the front matter", closing[0]),
    })
}

fn object(text: &str, start: usize) -> Result<Parts<'_>, Fault> {
    let rest = &text[start..];
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<IgnoredAny>();
    match values.next() {
        Some(Ok(_)) => {
            let end = start + values.byte_offset();
            let (front, body) = (&text[start..end], &text[end..]);
            let front_line = line_of(text, start);
            let syntax = Some(Syntax::Json);
            Ok(Parts { syntax, front, front_start: start, front_line, body_start: end, body })
        }
        Some(Err(error)) => Err(Fault {
            line: error.line() + line_of(text, start) - 1,
            column: Some(error.column()).filter(|&column| column > 0),
            reason: format!("its front matter is not valid JSON: {}", without_place(&error.to_string())),
            remedy: "mend the object that the file starts with".to_owned(),
        }),
        None => Ok(unfronted(rest, start)),
    }
}

/// Reads the front matter; without any, there are no entries. Lines are those of the file.
pub(super) fn parse(parts: &Parts<'_>) -> Result<Vec<Entry>, Fault> {
    match parts.syntax {
        None => Ok(Vec::new()),
        // JSON's syntax was checked when the text was parted; YAML 1.2 contains it, and its reader knows places.
        Some(Syntax::Yaml | Syntax::Json) => yaml::parse(parts.front, parts.front_line),
        Some(Syntax::Toml) => toml::parse(parts.front, parts.front_line),
    }
}

/// An error's text without the place at its end, which a [`Fault`] tells in numbers.
fn without_place(message: &str) -> &str {
    message.split(" at line ").next().unwrap_or(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Entry>, Fault> {
        parse(&split(text)?)
    }

    fn shown(text: &str) -> Vec<String> {
        let entries = read(text).unwrap();
        entries.iter().map(|entry| format!("{} {} {}", entry.line, entry.key, entry.node.value)).collect()
    }

    #[test]
    fn three_syntaxes_say_the_same() {
        let expected = ["2 title Foo", "3 draft true", "4 number 1.50", "5 tags [a, b]"];
        let yaml = "---\ntitle: Foo\ndraft: true\nnumber: 1.50\ntags: [a, b]\n---\nBody";
        let toml = "+++\ntitle = \"Foo\"\ndraft = true\nnumber = 1.50\ntags = [\"a\", \"b\"]\n+++\nBody";
        let json = "{\n\t\"title\": \"Foo\",\n\t\"draft\": true,\n\t\"number\": 1.50,\n\t\"tags\": [\"a\", \"b\"]\n}\nBody";
        for text in [yaml, toml, json] {
            assert_eq!(shown(text), expected);
            assert_eq!(split(text).unwrap().body.trim(), "Body");
        }
    }

    #[test]
    fn line_ends_marks_and_blank_lines_do_not_matter() {
        let text = "\u{FEFF}\r\n\u{200B}---\r\ntitle: Foo\r\n---\r\nBody\r\n";
        assert_eq!(shown(text), ["3 title Foo"]);
        assert_eq!(split(text).unwrap().body, "Body\r\n");
    }

    #[test]
    fn yes_is_a_word_and_scalars_keep_their_spelling() {
        assert_eq!(
            shown("---\ndraft: yes\nid: 007\nempty:\nday: 2026-01-02\n---\n"),
            ["2 draft yes", "3 id 007", "4 empty ", "5 day 2026-01-02"]
        );
    }

    #[test]
    fn faults_tell_their_line() {
        for (text, line) in [
            ("---\ntitle: x\n", 1),
            ("---\ntitle: a: b\n---\n", 2),
            ("---\na: 1\na: 2\n---\n", 3),
            ("---\n- a\n---\n", 2),
            ("+++\ntitle = \"x\"\nb = \n+++\n", 3),
            ("{\n\"a\": 1,\n}\n", 3),
            ("{\n\"a\": 1,\n\"a\": 2\n}\n", 3),
        ] {
            assert_eq!(read(text).unwrap_err().line, line, "{text}");
        }
    }

    #[test]
    fn an_alias_bomb_is_refused() {
        let mut bomb = String::from("---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for level in 1..10 {
            let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
            bomb.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
        }
        let fault = read(&format!("{bomb}---\n")).unwrap_err();
        assert_eq!(fault.reason, "its front matter has more in it than any release has");
    }

    #[test]
    fn a_key_that_stands_twice_is_named_in_plain_words() {
        for text in ["---\na: 1\na: 2\n---\n", "{\n\"a\": 1,\n\"a\": 2\n}\n"] {
            let fault = read(text).unwrap_err();
            assert_eq!(fault.reason, "its front matter has the key `a` twice");
            assert_eq!(fault.remedy, "delete one of the two");
        }
    }
}
