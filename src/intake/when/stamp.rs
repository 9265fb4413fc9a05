//! Time and day of publication in brackets behind a headline: `New pier opens (06:20 07/04/2022)`.

use std::sync::LazyLock;

use regex::Regex;

use super::Source;
use crate::intake::field::{Found, PublicationDate};
use crate::intake::pattern::pattern;

static STAMP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\s*\((?P<stamp>\d{1,2}:\d\d,?\s\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d|\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d,?\s\d{1,2}:\d\d)\)$",
    )
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
}
