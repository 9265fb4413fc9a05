//! Languages, as BCP 47 tags in their canonical spelling.

use std::fmt;
use std::sync::Arc;

use icu_locale::{LanguageIdentifier, LocaleDirectionality, LocaleExpander};
use pure_rust_locales::{Locale, locale_match};
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

    /// What it calls itself, with a capital letter where its script has them: `Français`, `한국어`. What the tag has
    /// beside the language is told as it is written: `Português (BR)`.
    ///
    /// The name is that of the locale data for the country where the language is most at home.
    #[must_use]
    pub fn own_name(&self) -> Option<String> {
        let name = self.plain_name()?;
        Some(match self.0.split_once('-') {
            Some((_, variety)) => format!("{name} ({variety})"),
            None => name,
        })
    }

    fn plain_name(&self) -> Option<String> {
        let mut identifier = LanguageIdentifier::try_from_str(&self.0).ok()?;
        if identifier.language.as_str() == "no" {
            // The locale data has the two written languages only.
            return Some("Norsk".to_owned());
        }
        LocaleExpander::new_common().maximize(&mut identifier);
        let locale = format!("{}_{}", identifier.language, identifier.region?);
        let locale = Locale::try_from(locale.as_str()).ok()?;
        let name = match locale_match!(locale => LC_ADDRESS::LANG_NAME)? {
            // The locale data has the name of the country.
            "Indonesia" => "Bahasa Indonesia",
            name => name,
        };
        let mut characters = name.chars();
        Some(characters.next()?.to_uppercase().chain(characters).collect())
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
    fn a_language_calls_itself_by_its_own_name() {
        let name = |tag| Language::parse(tag).unwrap().own_name();
        for (tag, own) in [
            ("id", "Bahasa Indonesia"),
            ("en", "English"),
            ("en-GB", "English (GB)"),
            ("pt", "Português"),
            ("pt-BR", "Português (BR)"),
            ("ko", "한국어"),
            ("ar", "العربية"),
            ("fr", "Français"),
            ("ur", "اردو"),
            ("zh-Hant", "中文 (Hant)"),
            ("no", "Norsk"),
        ] {
            assert_eq!(name(tag).as_deref(), Some(own), "{tag}");
        }
        assert_eq!(name("tlh"), None);
    }

    #[test]
    fn direction_follows_the_script() {
        for (tag, rtl) in [("ar", true), ("ur", true), ("he", true), ("id", false), ("az-Arab", true)] {
            assert_eq!(Language::parse(tag).unwrap().is_right_to_left(), rtl, "{tag}");
        }
    }
}
