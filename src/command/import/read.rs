//! From the bytes of an input to releases.

use std::collections::BTreeMap;
use std::io;

use anyhow::anyhow;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::input::Input;
use super::kept::Kept;
use crate::article::Markup;
use crate::intake::source::{self, Given, Kind, Release};
use crate::intake::{self, Fields, HeldBack, Hints, Intake, PublicationDate, Reader, Refusal};
use crate::language::Language;
use crate::store::file;

/// What documents are read with.
pub(super) struct Desk {
    pub(super) reader: Reader,
    pub(super) time_zone: Tz,
    pub(super) language: Language,
    /// What has not come by then must not come early.
    pub(super) now: DateTime<Utc>,
}

/// What front matter says, by name.
pub(super) type Says = BTreeMap<String, Vec<String>>;

/// What an input is.
pub(super) enum Outcome {
    /// Releases to be written.
    Releases(Vec<Release>),
    /// A text with front matter, which stays as it is.
    Kept(Box<Kept>),
    /// A picture or another file that goes with a release.
    Beside,
    /// It was imported before.
    Known,
    /// No release can be made of it.
    Refused(String),
    /// Its bytes can't be had.
    Unread(String),
}

impl Desk {
    /// Reads one input.
    pub(super) fn read(&self, input: &Input) -> Outcome {
        self.try_read(input).unwrap_or_else(|error| {
            let outcome = if error.is::<io::Error>() { Outcome::Unread } else { Outcome::Refused };
            outcome(format!("{error:#}"))
        })
    }

    fn try_read(&self, input: &Input) -> anyhow::Result<Outcome> {
        let is_text = matches!(input.ending().as_str(), "md" | "markdown" | "html" | "htm" | "txt");
        if input.origin.is_some() && !is_text {
            return Ok(Outcome::Beside);
        }
        let bytes = input.bytes()?;
        let kind = Kind::of(&input.shown, &bytes);
        if matches!(kind, Kind::Feed | Kind::Json) {
            let releases = source::read(kind, &bytes, self.time_zone)?.into_iter();
            let releases =
                releases.map(|release| Release { intake: self.localised(release.intake), ..release });
            return Ok(Outcome::Releases(releases.collect()));
        }
        if let Some(kept) = self.kept(input, kind, &bytes)? {
            return Ok(Outcome::Kept(Box::new(kept)));
        }
        let intake = self.localised(self.intake(input, kind, &bytes)?);
        let given = Given { draft: self.stray_gate(input, kind, &bytes), ..Given::default() };
        Ok(Outcome::Releases(vec![Release { intake, given }]))
    }

    /// A text with front matter, its times by the clock of the site that it is from.
    fn kept(&self, input: &Input, kind: Kind, bytes: &[u8]) -> anyhow::Result<Option<Kept>> {
        let said = |text: &str| file::front_matter(text).map_err(|error| anyhow!(error));
        let Ok(text) = std::str::from_utf8(bytes) else { return Ok(None) };
        let Some(says) = said(text)? else { return Ok(None) };
        let (text, notes) = match &input.origin {
            Some((site, relative)) => site.with_zones(text, relative, &says, self.time_zone, self.now),
            None => (text.to_owned(), Vec::new()),
        };
        let body = file::body(&text).map_err(|error| anyhow!(error))?;
        let found = self.intake(input, kind, body.as_bytes()).ok();
        let found = found.map(|intake| self.localised(intake));
        let says = said(&text)?.unwrap_or(says);
        let mut kept = Kept::new(input.name(), text, says, found, self.time_zone);
        kept.notes = notes;
        Ok(Some(kept))
    }

    /// A gate outside of front matter, which the store would not let pass either.
    fn stray_gate(&self, input: &Input, kind: Kind, bytes: &[u8]) -> Option<String> {
        let markup = if kind == Kind::Html { Markup::Html } else { Markup::Plain };
        let text = intake::decode(bytes, markup, &self.hints(input), &mut Vec::new());
        let words = file::stray_gate(&text)?;
        Some(format!("`{words}` in its text decides whether it is public"))
    }

    fn hints<'a>(&'a self, input: &'a Input) -> Hints<'a> {
        Hints {
            time_zone: self.time_zone,
            language: &self.language,
            file_name: input.name(),
            saved: input.saved(self.time_zone),
        }
    }

    fn intake(&self, input: &Input, kind: Kind, bytes: &[u8]) -> Result<Intake, Refusal> {
        let hints = self.hints(input);
        match kind {
            Kind::Html => self.reader.html(bytes, &hints),
            Kind::Markdown => self.reader.markdown(bytes, &hints),
            _ => self.reader.plain(bytes, &hints),
        }
    }

    /// The same with instants in the site's zone.
    fn localised(&self, mut intake: Intake) -> Intake {
        for date in [&mut intake.fields.date, &mut intake.fields.embargo].into_iter().flatten() {
            if let PublicationDate::Instant(instant) = &mut date.value {
                *instant = instant.with_timezone(&self.time_zone).fixed_offset();
            }
        }
        intake
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
