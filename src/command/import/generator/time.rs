//! Times without a zone: by which clock the old site read them.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::{Generator, Maker, first, split_date, stem};
use crate::command::import::read::Says;
use crate::store::date;
use crate::store::file::{self, WriteIdError};

/// The dates that Hugo reads, and the zone of its configuration is for.
const OPENING: &[&str] = &["date", "publishdate", "pubdate", "published"];
const OTHERS: &[&str] = &["expirydate", "unpublishdate", "lastmod", "modified"];

/// How long a day is written.
const DAY: usize = "2026-11-27".len();

impl Generator {
    /// The text with its times as instants, where the site's clock is known; and what is to be told of those that
    /// can't be written so. Days stay days, but those that begin later on that clock than on the newsroom's, and have
    /// not begun.
    pub(in crate::command::import) fn with_zones(
        &self,
        text: &str,
        relative: &str,
        says: &Says,
        newsroom: Tz,
        now: DateTime<Utc>,
    ) -> (String, Vec<String>) {
        let keys = match self.maker {
            Maker::Jekyll => &OPENING[..1],
            Maker::Hugo => &[OPENING, OTHERS].concat(),
            Maker::Zola => &[],
        };
        let (mut text, mut notes) = (text.to_owned(), Vec::new());
        for key in keys {
            let written = first(says, key).map(str::to_owned);
            let is_named = written.is_none() && self.maker == Maker::Jekyll;
            let in_name = || split_date(stem(relative)).0.filter(|_| is_named).map(|day| day.to_string());
            let Some(written) = written.clone().or_else(in_name) else { continue };
            let zones = self.clocks(&written, newsroom);
            let Some(instant) = instant(&written, &zones, newsroom, now, OPENING.contains(key)) else {
                continue;
            };
            match stated(&text, key, is_named, &instant) {
                Ok(stated) => text = stated,
                Err(_) => notes
                    .push(format!("make its `{key}` {instant}: the old site’s clock is not the newsroom’s")),
            }
        }
        (text, notes)
    }

    /// The clocks that a time without a zone may be by: first the one that the generator took, then the one that its
    /// author may have meant. None where it was that of whichever machine made the site.
    fn clocks(&self, written: &str, newsroom: Tz) -> Vec<Tz> {
        let configured = first(&self.settings, "timezone").and_then(|zone| zone.parse::<Tz>().ok());
        match (self.maker, configured) {
            // YAML takes a time with seconds for one in UTC, and any other for a text, which Jekyll reads.
            (Maker::Jekyll, Some(zone)) if written.matches(':').count() > 1 => vec![Tz::UTC, zone],
            (Maker::Jekyll | Maker::Hugo, Some(zone)) => vec![zone],
            (Maker::Hugo, None) => vec![Tz::UTC, newsroom],
            (Maker::Jekyll | Maker::Zola, _) => Vec::new(),
        }
    }
}

/// The instant of a written date, in the last of these zones; `None` where it names its own zone, or may stay as it
/// is. Nothing that opens a release and has not come yet comes earlier than its author may have meant.
fn instant(written: &str, zones: &[Tz], newsroom: Tz, now: DateTime<Utc>, opens: bool) -> Option<String> {
    let shown = *zones.last()?;
    let read = |zone: Tz| date::parse(written, zone).ok();
    if read(Tz::UTC)? == read(Tz::Asia__Tokyo)? {
        return None;
    }
    let latest = zones.iter().filter_map(|zone| read(*zone)).max()?;
    let is_to_come = opens && latest > now;
    let is_day = written.trim().len() <= DAY;
    if is_day && !(is_to_come && latest > read(newsroom)?) {
        return None;
    }
    let instant = if is_to_come { latest } else { read(*zones.first()?)? };
    Some(instant.with_timezone(&shown).to_rfc3339())
}

/// The text with a date that it has, or gets.
fn stated(text: &str, key: &str, is_new: bool, instant: &str) -> Result<String, WriteIdError> {
    if is_new {
        file::write_field(text, key, &file::quoted(instant))
    } else {
        file::rewrite_field(text, key, instant)
    }
}
