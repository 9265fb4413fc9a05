//! From the bytes of an input to releases.

use std::collections::BTreeMap;

use anyhow::anyhow;
use chrono_tz::Tz;

use super::input::Input;
use crate::article::Markup;
use crate::intake::source::{self, Kind, Release};
use crate::intake::{Fields, Found, HeldBack, Hints, Intake, PublicationDate, Reader, Source};
use crate::language::Language;
use crate::store::file;
use crate::text::Text;

/// What documents are read with.
pub(super) struct Desk {
    pub(super) reader: Reader,
    pub(super) time_zone: Tz,
    pub(super) language: Language,
}

/// What front matter says, by name.
pub(super) type Says = BTreeMap<String, Vec<String>>;

/// What an input is.
pub(super) enum Outcome {
    /// Releases to be written.
    Releases(Vec<Release>),
    /// A text with front matter, which stays as it is.
    Kept {
        /// The text.
        text: String,
        /// What its front matter says.
        says: Says,
    },
    /// A picture or another file that goes with a release.
    Beside,
    /// It was imported before.
    Known,
    /// It can't be read.
    Refused(String),
}

impl Desk {
    /// Reads one input.
    pub(super) fn read(&self, input: &Input) -> Outcome {
        self.try_read(input).unwrap_or_else(|error| Outcome::Refused(format!("{error:#}")))
    }

    fn try_read(&self, input: &Input) -> anyhow::Result<Outcome> {
        let is_text = matches!(input.ending().as_str(), "md" | "markdown" | "html" | "htm" | "txt");
        if input.origin.is_some() && !is_text {
            return Ok(Outcome::Beside);
        }
        let bytes = input.bytes()?;
        let kind = Kind::of(&input.shown, &bytes);
        if matches!(kind, Kind::Feed | Kind::Json) {
            return Ok(Outcome::Releases(self.localised(source::read(kind, &bytes)?)));
        }
        if let Ok(text) = std::str::from_utf8(&bytes)
            && let Some(says) = file::front_matter(text).map_err(|error| anyhow!(error))?
        {
            return Ok(Outcome::Kept { text: text.to_owned(), says });
        }
        let hints = Hints {
            time_zone: self.time_zone,
            language: &self.language,
            file_name: input.name(),
            saved: input.saved(self.time_zone),
        };
        let intake = match kind {
            Kind::Html => self.reader.html(&bytes, &hints)?,
            Kind::Markdown => self.reader.markdown(&bytes, &hints)?,
            _ => self.reader.plain(&bytes, &hints)?,
        };
        Ok(Outcome::Releases(self.localised(vec![Release { intake, ..Release::default() }])))
    }

    /// The same with instants in the site's zone.
    fn localised(&self, mut releases: Vec<Release>) -> Vec<Release> {
        for release in &mut releases {
            let fields = &mut release.intake.fields;
            for date in [&mut fields.date, &mut fields.embargo].into_iter().flatten() {
                if let PublicationDate::Instant(instant) = &mut date.value {
                    *instant = instant.with_timezone(&self.time_zone).fixed_offset();
                }
            }
        }
        releases
    }
}

/// Why no release can be made of these fields; with the line that would mend it.
pub(super) fn held_back(fields: &Fields) -> Option<String> {
    let why = HeldBack::of(fields)?;
    Some(match (why, why.line_to_add()) {
        (HeldBack::UnreadEmbargo, Some(line)) => format!("{why}; make it `{line}`"),
        (_, Some(line)) => format!("{why}; add the line `{line}`"),
        (_, None) => why.to_string(),
    })
}

/// What front matter says, as fields; a gate is for the store to read.
pub(super) fn stated(name: &str, text: &str, says: &Says, zone: Tz) -> Intake {
    let first = |names: &[&str]| names.iter().find_map(|name| says.get(*name)?.first()).map(String::as_str);
    let line = |names: &[&str]| {
        let words = first(names)?;
        Some(Found::new(Text::non_empty_line(words)?, words, "front matter", 100))
    };
    let date = |names: &[&str]| {
        let words = first(names)?;
        Some(Found::new(file::date(words, zone)?, words, "front matter", 100))
    };
    let in_name = || {
        let day = name.get(..10)?;
        Some(Found::new(file::date(day, zone)?, day, "file name", 100))
    };
    let body = file::body(text).unwrap_or(text).trim().to_owned();
    let fields = Fields {
        title: line(&["title"]),
        subtitle: line(&["subtitle"]),
        place: line(&["place"]),
        date: date(&["date", "publishdate", "pubdate"]).or_else(in_name),
        embargo: date(&["embargo"]),
        language: first(&["lang", "language", "locale"])
            .and_then(|tag| Some(Found::new(Language::parse(tag).ok()?, tag, "front matter", 100))),
        summary: line(&["summary", "description"]),
        body: Some(Found::new(Source { text: body, markup: Markup::Markdown }, "", "front matter", 100)),
        image: line(&["image", "images"]),
        caption: line(&["caption", "imagecaption"]),
        credit: line(&["credit", "imagecredit"]),
        byline: line(&["byline", "author", "authors"]),
        issuer: line(&["issuer"]),
        number: line(&["number"]),
        contacts: line(&["contact"]),
        ..Fields::default()
    };
    Intake { fields, repairs: Vec::new() }
}
