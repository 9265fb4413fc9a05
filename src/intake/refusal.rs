//! Why a document is not read, or why no release can be made of it by itself.

use encoding_rs::Encoding;
use thiserror::Error;

use super::decode::letters;
use super::field::Fields;

/// The longest document, in bytes.
pub const MOST_BYTES: usize = 8 * 1024 * 1024;

/// The most lines that a document has.
pub const MOST_LINES: usize = 100_000;

/// The most tags and character references that a page has.
pub(super) const MOST_TAGS: usize = 60_000;

/// One byte in so many may be a control character, left over from some office suite.
const MOST_CONTROLS: usize = 50;

/// A document that is not read at all: no press release is like it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// It is longer than [`MOST_BYTES`].
    #[error("it is longer than {} MiB", MOST_BYTES / (1024 * 1024))]
    TooLong,
    /// It has more lines than [`MOST_LINES`].
    #[error("it has more than {MOST_LINES} lines")]
    TooManyLines,
    /// It is a page of more tags than `MOST_TAGS`.
    #[error("it has more than {MOST_TAGS} tags and character references")]
    TooManyTags,
    /// It is not text: a picture, an archive, a word processor's file.
    #[error("it is not text")]
    NotText,
    /// No encoding makes words of its bytes.
    #[error("its letters can't be read: it is in no encoding that is known here")]
    Garbled,
}

impl Refusal {
    /// Looks at the bytes of a document before anything else does.
    ///
    /// # Errors
    /// Where they are too many, or no text.
    pub fn check(bytes: &[u8]) -> Result<(), Self> {
        if bytes.len() > MOST_BYTES {
            return Err(Self::TooLong);
        }
        if bytes.iter().filter(|&&byte| byte == b'\n').count() > MOST_LINES {
            return Err(Self::TooManyLines);
        }
        let is_control = |byte: &&u8| matches!(byte, 0..=8 | 14..=26 | 28..=31);
        let controls = bytes.iter().filter(is_control).count();
        // UTF-16 is full of zeros, and says what it is.
        let is_marked = Encoding::for_bom(bytes).is_some();
        if !is_marked && controls > bytes.len() / MOST_CONTROLS { Err(Self::NotText) } else { Ok(()) }
    }
}

impl Refusal {
    /// Looks at the letters of a text that is decoded and mended.
    ///
    /// # Errors
    /// Where they can't be those that were written.
    pub fn check_letters(text: &str) -> Result<(), Self> {
        if letters::are_garbled(text) { Err(Self::Garbled) } else { Ok(()) }
    }

    /// What may be done about a file of a newsroom that is refused.
    #[must_use]
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::Garbled => "save it in UTF-8",
            _ => "move what is no release out of `content/`",
        }
    }
}

/// What an editor must add before a document can be a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum HeldBack {
    /// Its text is longer than that of any release: longer than [`MOST_BYTES`].
    #[error("its text is longer than {} MiB", MOST_BYTES / (1024 * 1024))]
    TooLong,
    /// Nothing in it is a text.
    #[error("it has no text")]
    NoBody,
    /// It says that it is under embargo, but not until when.
    #[error("it is under embargo, and until when can't be read")]
    UnreadEmbargo,
    /// Nothing in it tells when it was published.
    #[error("nothing in it tells when it was published")]
    NoDate,
}

impl HeldBack {
    /// Why these fields are not enough for a release; `None` where they are.
    #[must_use]
    pub fn of(fields: &Fields) -> Option<Self> {
        let Some(body) = &fields.body else { return Some(Self::NoBody) };
        if body.value.text.len() > MOST_BYTES {
            Some(Self::TooLong)
        } else if fields.unread_embargo.is_some() {
            Some(Self::UnreadEmbargo)
        } else if fields.date.is_none() && fields.embargo.is_none() {
            Some(Self::NoDate)
        } else {
            None
        }
    }

    /// The line of front matter that would mend it; `None` where no line would.
    #[must_use]
    pub const fn line_to_add(self) -> Option<&'static str> {
        match self {
            Self::NoBody | Self::TooLong => None,
            Self::UnreadEmbargo => Some("embargo: 2026-11-27 09:00"),
            Self::NoDate => Some("date: 2026-11-27 09:00"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_press_release_is_refused() {
        assert_eq!(Refusal::check(b"Text\x0c\x01 of an office, with control characters in it, and so it goes on and on, for it is long enough to have two."), Ok(()));
        assert_eq!(Refusal::check(&[0xFF, 0xFE, b'a', 0, b'b', 0]), Ok(()));
        assert_eq!(Refusal::check(b"PK\x03\x04\x14\x00\x06\x00"), Err(Refusal::NotText));
        assert_eq!(Refusal::check(&vec![b'a'; 50 * 1024 * 1024]), Err(Refusal::TooLong));
        assert_eq!(Refusal::check("a\n".repeat(1_000_000).as_bytes()), Err(Refusal::TooManyLines));
    }
}
