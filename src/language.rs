//! Languages, as BCP 47 tags in their canonical spelling.

use std::fmt;
use std::sync::Arc;

use icu_locale::{LanguageIdentifier, LocaleDirectionality};
use thiserror::Error;

/// A language as a BCP 47 tag, canonical (`pt-BR`, `zh-Hant`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(Arc<str>);

/// The tag is not one of BCP 47.
#[derive(Debug, Error)]
#[error("`{0}` is not a language tag such as `id`, `en` or `pt-BR`")]
pub struct LanguageError(String);

impl Language {
    /// Reads a tag; underscores and any case are accepted (`en_GB`).
    ///
    /// # Errors
    /// Where the tag is not well-formed, or names no language.
    pub fn parse(tag: &str) -> Result<Self, LanguageError> {
        let identifier = LanguageIdentifier::try_from_str(&tag.trim().replace('_', "-"))
            .map_err(|_| LanguageError(tag.to_owned()))?;
        if identifier.language.is_unknown() {
            return Err(LanguageError(tag.to_owned()));
        }
        Ok(Self(Arc::from(identifier.to_string())))
    }

    /// The tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary subtag: `pt` of `pt-BR`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// Whether it is written from right to left.
    #[must_use]
    pub fn is_right_to_left(&self) -> bool {
        LanguageIdentifier::try_from_str(&self.0)
            .is_ok_and(|identifier| LocaleDirectionality::new_common().is_right_to_left(&identifier))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl serde::Serialize for Language {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_made_canonical() {
        assert_eq!(Language::parse("en_gb").unwrap().as_str(), "en-GB");
        assert_eq!(Language::parse("PT-br").unwrap().primary(), "pt");
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for tag in ["", "und", "english language", "e"] {
            assert!(Language::parse(tag).is_err(), "{tag}");
        }
    }

    #[test]
    fn direction_follows_the_script() {
        for (tag, rtl) in [("ar", true), ("ur", true), ("he", true), ("id", false), ("az-Arab", true)] {
            assert_eq!(Language::parse(tag).unwrap().is_right_to_left(), rtl, "{tag}");
        }
    }
}
