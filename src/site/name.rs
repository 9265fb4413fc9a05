//! The two kinds of names that addresses are made of.

use std::fmt;
use std::sync::Arc;

use thiserror::Error;

/// A name can't stand in an address.
#[derive(Debug, Error)]
#[error("`{0}` can't be part of an address: use lower-case letters a–z, digits and single hyphens")]
pub struct NameError(String);

fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 200
        && name.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes a name as it is: lower-case ASCII letters and digits, joined by single hyphens, at most 200.
            ///
            /// # Errors
            /// Where it has another shape.
            pub fn parse(name: &str) -> Result<Self, NameError> {
                if is_plain(name) { Ok(Self(Arc::from(name))) } else { Err(NameError(name.to_owned())) }
            }

            /// The name.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    };
}

name! {
    /// The part of a release's address that names it.
    Slug
}
name! {
    /// The name of a feed definition: the name of its file without the ending.
    FeedName
}

impl Slug {
    /// Makes a slug of any text, transliterated to ASCII; cut at a word after 80 characters.
    ///
    /// # Errors
    /// Where nothing of the text can be spelt in ASCII.
    pub fn derive(text: &str) -> Result<Self, NameError> {
        let whole = slug::slugify(text);
        let cut = match whole.get(..80) {
            Some(start) => start.rfind('-').map_or(start, |end| &start[..end]),
            None => &whole,
        };
        Self::parse(cut).map_err(|_| NameError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_script_gives_a_slug() {
        assert_eq!(Slug::derive("Menteri: 5 Hal, “Baru”!").unwrap().as_str(), "menteri-5-hal-baru");
        for title in ["보건복지부 발표", "وزارة الصحة", "Пресс-релиз"] {
            assert!(Slug::derive(title).is_ok(), "{title}");
        }
    }

    #[test]
    fn a_long_text_is_cut_at_a_word() {
        let slug = Slug::derive(&"kata ".repeat(40)).unwrap();
        assert!(slug.as_str().len() <= 80 && slug.as_str().ends_with("kata"));
    }

    #[test]
    fn a_name_stays_inside_its_folder() {
        for name in ["", "..", "a/b", "A", "a--b", "-a", "a.b", "a b"] {
            assert!(Slug::parse(name).is_err(), "{name}");
        }
    }
}
