//! Time and day of publication in brackets behind a headline: `New pier opens (06:20 07/04/2022)`.

use std::sync::LazyLock;

use regex::Regex;

use super::Source;
use crate::intake::field::{Found, PublicationDate};
use crate::intake::pattern::pattern;

/// So many lines at the end of a text may be a wire's stamp.
const MOST_LINES: usize = 6;

static STAMP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\s*\((?P<stamp>\d{1,2}:\d\d,?\s\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d|\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d,?\s\d{1,2}:\d\d)\)$",
    )
});

/// The stamp of a wire below a text: `OTS0006 2023-01-21/08:00`.
static OF_WIRE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\p{Lu}{2,6}\d{2,6}\s(?P<stamp>(?:19|20)\d\d-\d\d-\d\d)/(?P<time>\d\d:\d\d)$")
});

/// A line without the stamp at its end.
pub(in crate::intake) fn without_stamp(line: &str) -> &str {
    STAMP.find(line).map_or(line, |stamp| &line[..stamp.start()])
}

impl Source<'_> {
    /// The date of the stamp at a line's end.
    pub(super) fn stamped(&self, line: &str) -> Option<Found<PublicationDate>> {
        self.dated(STAMP.captures(line)?.name("stamp")?.as_str(), 0)
    }

    /// The date of a wire's stamp below the text.
    pub(super) fn wire_date(&self) -> Option<Found<PublicationDate>> {
        let stamp = |line: &str| {
            let captures = OF_WIRE.captures(line)?;
            let stamp = format!("{} {}", captures.name("stamp")?.as_str(), captures.name("time")?.as_str());
            self.dated(&stamp, 0).map(|found| Found {
                evidence: line.to_owned(),
                rule: "stamp of the wire",
                ..found
            })
        };
        self.paragraphs.iter().rev().take(MOST_LINES).find_map(|paragraph| stamp(&paragraph.text))
    }
}
