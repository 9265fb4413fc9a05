//! Permanent ids.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use thiserror::Error;

use crate::site::IdAuthority;

/// What stands before an id that was no IRI.
const GUID: &str = "guid:";

/// A release's permanent id: an IRI (RFC 3987), compared letter by letter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(Arc<str>);

/// The id is not an IRI.
#[derive(Debug, Error)]
#[error("`{0}` is not an IRI such as `tag:press.city.example,2026:budget` or `urn:uuid:…`")]
pub struct ArticleIdError(String);

impl ArticleId {
    /// Takes an absolute IRI, exactly as it is written: ids are never normalised (RFC 4287 §4.2.6.1).
    ///
    /// # Errors
    /// Where it has no scheme, or a character that no IRI has.
    pub fn parse(iri: &str) -> Result<Self, ArticleIdError> {
        let refuse = || ArticleIdError(iri.to_owned());
        let (scheme, rest) = iri.split_once(':').ok_or_else(refuse)?;
        let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        let is_iri_character = |character: char| {
            !character.is_whitespace()
                && !character.is_control()
                && crate::text::is_legal(character)
                && !"<>\"{}|\\^`".contains(character)
        };
        if is_scheme && !rest.is_empty() && rest.chars().all(is_iri_character) {
            Ok(Self(Arc::from(iri)))
        } else {
            Err(refuse())
        }
    }

    /// The id of an entry whose feed gave it a text that is no IRI, as RSS may (`<guid>17</guid>`): that text behind
    /// `guid:`, encoded. `None` where it is empty.
    #[must_use]
    pub fn of_guid(guid: &str) -> Option<Self> {
        let encoded = utf8_percent_encode(guid, NON_ALPHANUMERIC);
        (!guid.is_empty()).then(|| Self(Arc::from(format!("{GUID}{encoded}"))))
    }

    /// The id as RSS and JSON Feed spell it, where any text is an id: one that was no IRI as it was.
    #[must_use]
    pub fn as_guid(&self) -> Cow<'_, str> {
        let decoded = self.0.strip_prefix(GUID).and_then(|guid| percent_decode_str(guid).decode_utf8().ok());
        decoded.unwrap_or(Cow::Borrowed(&self.0))
    }

    /// The id of a file that carries none: its path under `content/` without the ending.
    #[must_use]
    pub fn of_path(authority: &IdAuthority, path: &str) -> Self {
        Self(Arc::from(authority.tag(path)))
    }

    /// The id of a part of what has this id, by a name without any character of its own meaning in IRIs.
    #[must_use]
    pub fn of_part(&self, name: &str) -> Self {
        // A fragment is at home in every scheme, a further segment is not: `urn:uuid:` has none.
        let joint = if self.0.contains('#') { '/' } else { '#' };
        Self(Arc::from(format!("{}{joint}{name}", self.0)))
    }

    /// The IRI.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_any_iri_letter_by_letter() {
        for iri in [
            "urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a",
            "https://A.example/?p=1",
            "tag:a.example,2026:ü",
        ] {
            assert_eq!(ArticleId::parse(iri).unwrap().as_str(), iri);
        }
        for bad in ["", "name", ":x", "tag:", "1a:b", "tag:a b", "tag:a\u{0}b", "tag:<a>"] {
            assert!(ArticleId::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_part_has_an_id_of_its_own_in_every_scheme() {
        for (whole, part) in [("urn:uuid:1", "urn:uuid:1#x"), ("tag:a,2026:b#c", "tag:a,2026:b#c/x")] {
            assert_eq!(ArticleId::parse(whole).unwrap().of_part("x").as_str(), part);
        }
    }
}
