//! From a text as it comes to the fields of a release, each with its evidence.
//!
//! Pure: what can't be inferred safely is not guessed, and nothing here knows what day it is. A wrong title or date
//! is worse than a missing one.

use std::sync::Arc;

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::article::Markup;
use crate::language::Language;
use date::{DateReader, DateReaders};

pub use clock_time::{Zone, zone_of};
pub use closing::{Closing, closing};
pub use embargo::{EmbargoLine, embargo_line};
pub use field::{Confidence, Fields, Found, PublicationDate, Repair, Source, Told};
pub use refusal::{HeldBack, MOST_BYTES, MOST_LINES, Refusal};

mod clock_time;
mod closing;
mod contact;
mod contact_line;
mod credit;
pub mod date;
mod decode;
mod editable;
mod embargo;
mod event;
mod field;
mod html;
mod image;
mod labels;
mod language;
mod lead;
mod letterhead;
mod link_line;
mod markdown;
mod number;
mod outline;
mod own_line;
mod page_line;
mod paragraph;
mod pattern;
mod phrases;
mod plain;
mod point;
mod quoted;
mod refusal;
mod repair;
mod shape;
pub mod source;
mod standfirst;
mod title;
mod when;

/// What is known of a document besides its bytes.
#[derive(Clone, Debug)]
pub struct Hints<'a> {
    /// The zone of dates and times without one.
    pub time_zone: Tz,
    /// The language of documents that don't tell theirs.
    pub language: &'a Language,
    /// The file's name without its ending: it may start with a date.
    pub file_name: &'a str,
    /// The day on which the file was saved, where that may tell: a report of a weekday is seldom saved much later.
    pub saved: Option<NaiveDate>,
}

/// A document read: its fields, and what was mended to read them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intake {
    /// The fields.
    pub fields: Fields,
    /// The repairs, in the order made.
    pub repairs: Vec<Repair>,
}

/// Reads documents. Costly to make: keep one for many documents, in any number of threads.
#[derive(Debug, Default)]
pub struct Reader {
    dates: DateReaders,
}

impl Intake {
    /// Why no release can be made of it by itself; `None` where one can.
    #[must_use]
    pub fn held_back(&self) -> Option<HeldBack> {
        HeldBack::of(&self.fields)
    }
}

/// Reads `bytes` as text in the encoding that they, or the page that they are, tell.
#[must_use]
pub fn decode(bytes: &[u8], markup: Markup, hints: &Hints<'_>, repairs: &mut Vec<Repair>) -> String {
    match markup {
        Markup::Html => html::decoded(bytes, hints, repairs),
        Markup::Plain | Markup::Markdown => decode::decode(bytes, hints.language, repairs),
    }
}

/// Whether a text is one of ASCII only to look at: its letters have to be decoded.
#[must_use]
pub fn is_coded(text: &str) -> bool {
    decode::is_iso_2022_jp(text.as_bytes())
}

impl Reader {
    /// Reads a plain text.
    ///
    /// # Errors
    /// Where it is too long to be a press release, or no text.
    pub fn plain(&self, bytes: &[u8], hints: &Hints<'_>) -> Result<Intake, Refusal> {
        self.read(bytes, Markup::Plain, hints)
    }

    /// Reads Markdown without front matter; its body stays Markdown.
    ///
    /// # Errors
    /// Where it is too long to be a press release, or no text.
    pub fn markdown(&self, bytes: &[u8], hints: &Hints<'_>) -> Result<Intake, Refusal> {
        self.read(bytes, Markup::Markdown, hints)
    }

    fn read(&self, bytes: &[u8], markup: Markup, hints: &Hints<'_>) -> Result<Intake, Refusal> {
        Refusal::check(bytes)?;
        let mut repairs = Vec::new();
        let text = decode(bytes, markup, hints, &mut repairs);
        let text = repair::repair(&text, &mut repairs);
        Refusal::check_letters(&text)?;
        let fields = plain::fields(&text, markup, hints, &self.dates, &mut repairs);
        Ok(Intake { fields, repairs })
    }

    /// Reads a page.
    ///
    /// # Errors
    /// Where it is too large to be a press release, or no text.
    pub fn html(&self, bytes: &[u8], hints: &Hints<'_>) -> Result<Intake, Refusal> {
        html::read(bytes, hints, &self.dates)
    }

    /// The reader of dates in a language.
    #[must_use]
    pub fn dates(&self, language: &Language) -> Arc<DateReader> {
        self.dates.of(language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_document_is_read_whole() {
        let Ok(seed) = std::fs::read("../shared/corpus/indonesia/seed.txt") else {
            println!("skipped: ../shared/corpus is absent");
            return;
        };
        let language = Language::parse("id").unwrap();
        let hints = Hints {
            time_zone: chrono_tz::Asia::Jakarta,
            language: &language,
            file_name: "seed",
            saved: None,
        };
        let Intake { fields, repairs } = Reader::default().plain(&seed, &hints).unwrap();
        println!("{fields:#?} {repairs:#?}");
        assert_eq!(fields.place.unwrap().value.as_str(), "Jakarta");
        assert_eq!(fields.byline.unwrap().value.as_str(), "rr");
        assert_eq!(fields.issuer.unwrap().value.as_str(), "HUMAS MENPANRB");
        assert_eq!(fields.image.unwrap().value.as_str(), "20171127 Indo korea");
        assert!(fields.caption.unwrap().value.starts_with("Menteri Asman Abnur memberikan"));
        assert_eq!(fields.event_date.unwrap().value.to_string(), "2017-11-27");
        assert_eq!(fields.date.unwrap().rule, "event date stands in");
        assert!(fields.title.unwrap().is_derived());
        assert_eq!(fields.language.unwrap().value.as_str(), "id");
        assert!(repairs.iter().any(|repair| repair.was == "Pin It"));
        assert!(repairs.iter().any(|repair| repair.was == "¬e"));
    }
}
