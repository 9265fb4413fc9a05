//! The day of an event that a line above the text gives, while the text tells that it is to come.

use chrono::Datelike;

use super::beside::{beside, rest_of};
use super::{Source, is_published};
use crate::intake::date::Mention;
use crate::intake::event;
use crate::intake::field::{Found, PublicationDate};
use crate::intake::outline::Part;
use crate::intake::phrases::{PHRASES, has_phrase};

impl Source<'_> {
    /// Whether a bare day is that of what the lead announces: `Saturday, March 7, 2026` above `On Saturday, March 7,
    /// the mayor will …`.
    pub(super) fn is_announced(&self, line: &str, date: &Found<PublicationDate>) -> bool {
        let lead = self.paragraphs.iter().zip(self.parts).find(|(_, part)| **part == Part::Lead);
        let Some((lead, _)) = lead else { return false };
        let text = lead.text.get(self.dateline.map_or(0, str::len)..).unwrap_or_default();
        let days = self.reader.mentions(line);
        let is_bare = days.iter().all(|day| beside(&rest_of(line, day), self.reader) == 0);
        let day = date.value.day(self.zone);
        let is_of_event = |mention: &Mention| {
            mention.in_year(day.year()) == Some(day) && event::is_announced(text, mention)
        };
        is_bare
            && !is_published(line)
            && !has_phrase(line, &PHRASES.release)
            && self.reader.mentions(text).iter().any(is_of_event)
    }
}
