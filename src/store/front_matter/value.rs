//! What front matter says, whatever it is written in.

use std::fmt;

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) struct Entry {
    /// The key as written.
    pub(in crate::store) key: String,
    /// The line of the key in the file, counted from 1.
    pub(in crate::store) line: usize,
    /// The value.
    pub(in crate::store) node: Node,
}

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) struct Node {
    /// The value.
    pub(in crate::store) value: Value,
    /// Its line in the file, counted from 1.
    pub(in crate::store) line: usize,
    /// Its column in characters, counted from 1.
    pub(in crate::store) column: usize,
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) enum Value {
    /// Nothing.
    Null,
    /// True or false.
    Bool(bool),
    /// A number, as it is spelt: release numbers have leading zeros.
    Number(String),
    /// A text; a date in TOML too.
    Text(String),
    /// Values in order.
    List(Vec<Node>),
    /// Keys with their values.
    Map(Vec<Entry>),
}

/// The value as a reason quotes it.
impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Bool(value) => value.fmt(formatter),
            Self::Number(text) | Self::Text(text) => formatter.write_str(text),
            Self::List(nodes) => {
                let items: Vec<String> = nodes.iter().map(|node| node.value.to_string()).collect();
                write!(formatter, "[{}]", items.join(", "))
            }
            Self::Map(entries) => {
                let items: Vec<String> =
                    entries.iter().map(|entry| format!("{}: {}", entry.key, entry.node.value)).collect();
                write!(formatter, "{{{}}}", items.join(", "))
            }
        }
    }
}
