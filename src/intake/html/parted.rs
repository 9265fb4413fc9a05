//! The title of a page as parts: headline, section, site.

use std::sync::LazyLock;

use regex::Regex;

use crate::intake::pattern::pattern;

/// What parts a headline from the names of the site.
static SEPARATOR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\s+(?:[|｜–—·•»«›‹>/-]|::)+\s+|\s*[|｜»«›‹]\s*|\p{Han}(?P<low>_)|\s+[-–—]$"));

/// The parts of a title between its separators.
pub(super) fn parts(title: &str) -> Vec<&str> {
    bounds(title)
        .iter()
        .map(|&(start, end)| title[start..end].trim())
        .filter(|part| !part.is_empty())
        .collect()
}

/// Every run of parts of a title, as it stands there.
pub(super) fn spans(title: &str) -> Vec<&str> {
    let bounds = bounds(title);
    let starts = bounds.iter().enumerate();
    let runs = starts
        .flat_map(|(first, (start, _))| bounds[first..].iter().map(|(_, end)| title[*start..*end].trim()));
    runs.filter(|span| !span.is_empty()).collect()
}

/// At most so many parts of a title are looked at.
const MOST_PARTS: usize = 8;

fn bounds(title: &str) -> Vec<(usize, usize)> {
    let mut start = 0;
    let mut bounds = Vec::new();
    for captures in SEPARATOR.captures_iter(title).take(MOST_PARTS) {
        let separator = captures.name("low").unwrap_or_else(|| captures.get_match());
        bounds.push((start, separator.start()));
        start = separator.end();
    }
    bounds.push((start, title.len()));
    bounds
}
