//! Reads YAML 1.2, and JSON, which it contains.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Error, Location, NonFiniteFloatPolicy, Spanned};

use super::{Entry, Fault, Node, Value, without_place};

/// How many values front matter may have once its aliases are followed.
const MOST_NODES: usize = 20_000;

/// Reads a mapping; an empty text is one without entries.
pub(super) fn parse(front: &str, first_line: usize) -> Result<Vec<Entry>, Fault> {
    let options = serde_saphyr::options! {
        strict_booleans: true,
        with_snippet: false,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        budget: serde_saphyr::budget! { max_nodes: MOST_NODES },
    };
    let shift = first_line - 1;
    let root: Spanned<Scanned> = serde_saphyr::from_str_with_options(front, options).map_err(|error| {
        let place = error.location().filter(|place| *place != Location::UNKNOWN);
        let (reason, remedy) = explained(error.without_snippet());
        Fault {
            line: shift + place.map_or(1, |place| in_usize(place.line())),
            column: place.map(|place| in_usize(place.column())),
            reason,
            remedy: remedy.to_owned(),
        }
    })?;
    let line = shift + in_usize(root.referenced.line());
    match node(root, front, shift).value {
        Value::Map(entries) => Ok(entries),
        Value::Null => Ok(Vec::new()),
        _ => Err(Fault {
            line,
            column: None,
            reason: "its front matter has no keys".to_owned(),
            remedy: "write it as lines of `key: value`".to_owned(),
        }),
    }
}

/// What is wrong, and what to do about it, in the words of those who write releases.
fn explained(error: &Error) -> (String, &'static str) {
    match error {
        Error::DuplicateMappingKey { key, .. } => {
            let named = key.as_ref().map(|key| format!(" `{key}`")).unwrap_or_default();
            (format!("its front matter has the key{named} twice"), "delete one of the two")
        }
        Error::Budget { .. } => (
            "its front matter has more in it than any release has".to_owned(),
            "delete what is no field of the release; aliases (`*name`) may repeat one another without bound",
        ),
        Error::AliasError { error, .. } => explained(error),
        other => (
            format!("its front matter is not valid YAML: {}", without_place(&other.to_string())),
            "mend the line; a value with `: ` in it, or one that starts with a special character, needs quotes",
        ),
    }
}

/// A value as the deserialiser gives it.
enum Scanned {
    Null,
    Bool(bool),
    Number,
    Text(String),
    List(Vec<Spanned<Scanned>>),
    Map(Vec<(Spanned<String>, Spanned<Scanned>)>),
}

fn node(scanned: Spanned<Scanned>, front: &str, shift: usize) -> Node {
    let Spanned { value, referenced, defined } = scanned;
    let value = match value {
        Scanned::Null => Value::Null,
        Scanned::Bool(value) => Value::Bool(value),
        Scanned::Number => Value::Number(spelling(front, defined)),
        Scanned::Text(text) => Value::Text(text),
        Scanned::List(items) => Value::List(items.into_iter().map(|item| node(item, front, shift)).collect()),
        Scanned::Map(pairs) => Value::Map(
            pairs
                .into_iter()
                .map(|(key, value)| Entry {
                    line: shift + in_usize(key.referenced.line()),
                    key: key.value,
                    node: node(value, front, shift),
                })
                .collect(),
        ),
    };
    Node { value, line: shift + in_usize(referenced.line()), column: in_usize(referenced.column()) }
}

/// The characters that a scalar is written with.
fn spelling(front: &str, place: Location) -> String {
    let span = place.span();
    let start = span.byte_offset().map_or(0, in_usize);
    let end = start + span.byte_len().map_or(0, in_usize);
    front.get(start..end).unwrap_or_default().to_owned()
}

fn in_usize(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

impl<'de> Deserialize<'de> for Scanned {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyVisitor)
    }
}

struct AnyVisitor;

impl<'de> Visitor<'de> for AnyVisitor {
    type Value = Scanned;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Scanned, E> {
        Ok(Scanned::Null)
    }

    fn visit_none<E>(self) -> Result<Scanned, E> {
        Ok(Scanned::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Scanned, E> {
        Ok(Scanned::Bool(value))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Scanned, E> {
        Ok(Scanned::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Scanned, E> {
        Ok(Scanned::Number)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Scanned, E> {
        Ok(Scanned::Number)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Scanned, E> {
        Ok(Scanned::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Scanned, E> {
        Ok(Scanned::Number)
    }

    fn visit_str<E>(self, text: &str) -> Result<Scanned, E> {
        Ok(Scanned::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Scanned, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Scanned::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Scanned, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = access.next_entry()? {
            pairs.push(pair);
        }
        Ok(Scanned::Map(pairs))
    }
}
