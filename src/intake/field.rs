//! The fields of a release, each with the words and the rule that it was inferred from.

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Serialize, Serializer};

use crate::article::Markup;
use crate::language::Language;
use crate::text::Text;

/// How sure a rule is, in hundredths: 100 is what the document says in so many words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Confidence(pub u8);

impl Serialize for Confidence {
    /// As a share of one.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / 100.0)
    }
}

/// An inferred value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// The words of the document that it was read from.
    pub evidence: String,
    /// The rule that read it, as a short name.
    pub rule: &'static str,
    /// How sure the rule is.
    pub confidence: Confidence,
}

impl<T> Found<T> {
    /// A value read from these words by this rule.
    pub fn new(value: T, evidence: impl Into<String>, rule: &'static str, confidence: u8) -> Self {
        Self { value, evidence: evidence.into(), rule, confidence: Confidence(confidence) }
    }
}

impl Found<Text> {
    /// Whether it is a title that no line of the text gives.
    #[must_use]
    pub fn is_derived(&self) -> bool {
        self.rule == DERIVED
    }
}

/// The rule of titles that no line of the text gives.
pub(super) const DERIVED: &str = "derived from the lead";

/// When a release was published, as precisely as the document says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicationDate {
    /// A day, in the site's zone.
    Day(NaiveDate),
    /// An instant.
    Instant(DateTime<FixedOffset>),
}

impl PublicationDate {
    /// Its first instant; a day begins at midnight in this zone, or where the clock skips that, after it. Of two
    /// midnights it is the later one, as of two equal hours in front matter: no embargo ends early.
    #[must_use]
    pub fn start(self, zone: Tz) -> Option<DateTime<Utc>> {
        let day = match self {
            Self::Day(day) => day,
            Self::Instant(instant) => return Some(instant.to_utc()),
        };
        let midnight = day.and_time(NaiveTime::MIN);
        let hours = (0..=24).map(|hour| midnight + TimeDelta::hours(hour));
        hours.flat_map(|hour| zone.from_local_datetime(&hour).latest()).next().map(|start| start.to_utc())
    }

    /// Its day in this zone.
    #[must_use]
    pub fn day(self, zone: Tz) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Instant(instant) => instant.with_timezone(&zone).date_naive(),
        }
    }
}

impl fmt::Display for PublicationDate {
    /// `YYYY-MM-DD`, or RFC 3339.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(formatter, "{day}"),
            Self::Instant(instant) => formatter.write_str(&instant.to_rfc3339()),
        }
    }
}

impl Serialize for PublicationDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The text of a release in its source form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The source.
    pub text: String,
    /// How it is written.
    pub markup: Markup,
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// What was changed in a text to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Repair {
    /// What was broken.
    pub what: &'static str,
    /// How it stood.
    pub was: String,
    /// How it stands now.
    pub now: String,
}

impl fmt::Display for Repair {
    /// `soft hyphen “¬e” → “e”`, `dropped “Pin It”`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} “{}”", self.what, self.was)?;
        if self.now.is_empty() { Ok(()) } else { write!(formatter, " → “{}”", self.now) }
    }
}

impl Repair {
    /// A change of `was` into `now`.
    pub fn new(what: &'static str, was: &str, now: &str) -> Self {
        Self { what, was: was.to_owned(), now: now.to_owned() }
    }
}

/// All that is inferred of one document; spelt out with every field, `null` where nothing is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Fields {
    /// The headline; where the text has none, one derived from its lead, whose rule says so.
    pub title: Option<Found<Text>>,
    /// The second headline.
    pub subtitle: Option<Found<Text>>,
    /// The place of the dateline.
    pub place: Option<Found<Text>>,
    /// The publication date; an event's date stands in where nothing else is known, and its rule says so.
    pub date: Option<Found<PublicationDate>>,
    /// The embargo.
    pub embargo: Option<Found<PublicationDate>>,
    /// A line that names an embargo whose end can't be read.
    #[serde(skip)]
    pub unread_embargo: Option<String>,
    /// The language.
    pub language: Option<Found<Language>>,
    /// Whole sentences of the lead.
    pub summary: Option<Found<Text>>,
    /// The text in reading order, as it goes into the release.
    pub body: Option<Found<Source>>,
    /// The name or address of the lead image.
    pub image: Option<Found<Text>>,
    /// Its caption.
    pub caption: Option<Found<Text>>,
    /// Whose picture it is.
    pub credit: Option<Found<Text>>,
    /// Who wrote it.
    pub byline: Option<Found<Text>>,
    /// The office that issued it.
    pub issuer: Option<Found<Text>>,
    /// The release number.
    pub number: Option<Found<Text>>,
    /// Whom the press may ask.
    pub contacts: Option<Found<Text>>,
    /// Standing text about the office.
    pub boilerplate: Option<Found<Text>>,
    /// Notes to editors.
    pub notes: Option<Found<Text>>,
    /// The date of the event that it tells of.
    pub event_date: Option<Found<NaiveDate>>,
}

/// A field as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What it is called.
    pub name: &'static str,
    /// Its value, shortened.
    pub value: String,
    /// The rule that read it.
    pub rule: &'static str,
    /// The words that it was read from, shortened.
    pub evidence: String,
}

impl fmt::Display for Told {
    /// `place “Jakarta” (dateline: “JAKARTA –”)`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, value, rule, evidence } = self;
        if evidence == value {
            write!(formatter, "{name} “{value}” ({rule})")
        } else {
            write!(formatter, "{name} “{value}” ({rule}: “{evidence}”)")
        }
    }
}

impl Fields {
    /// The fields that are known, but for body and summary, each in a few words.
    #[must_use]
    pub fn told(&self) -> Vec<Told> {
        fn told<T: ToString>(name: &'static str, field: Option<&Found<T>>) -> Option<Told> {
            let Found { value, evidence, rule, .. } = field?;
            Some(Told { name, value: shortened(&value.to_string()), rule, evidence: shortened(evidence) })
        }
        let fields = [
            told("title", self.title.as_ref()),
            told("subtitle", self.subtitle.as_ref()),
            told("place", self.place.as_ref()),
            told("date", self.date.as_ref()),
            told("embargo", self.embargo.as_ref()),
            told("language", self.language.as_ref()),
            told("image", self.image.as_ref()),
            told("caption", self.caption.as_ref()),
            told("credit", self.credit.as_ref()),
            told("byline", self.byline.as_ref()),
            told("issuer", self.issuer.as_ref()),
            told("number", self.number.as_ref()),
            told("contacts", self.contacts.as_ref()),
            told("boilerplate", self.boilerplate.as_ref()),
            told("notes", self.notes.as_ref()),
        ];
        fields.into_iter().flatten().collect()
    }
}

/// The first words of a text, on one line.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let line = Text::line(text);
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_midnights_a_day_begins_at_the_later() {
        for (day, zone, start) in [
            ("2026-10-25", Tz::Atlantic__Azores, "2026-10-25T01:00:00+00:00"),
            ("2026-11-01", Tz::America__Havana, "2026-11-01T05:00:00+00:00"),
            ("2018-11-04", Tz::America__Sao_Paulo, "2018-11-04T03:00:00+00:00"),
        ] {
            let begun = PublicationDate::Day(day.parse().unwrap()).start(zone).unwrap();
            assert_eq!(begun.to_rfc3339(), start, "{zone}");
        }
    }
}
