//! Datelines that name a wire in brackets, with a dash behind it or without: `Beispielstadt (ots)`.

use std::sync::LazyLock;

use regex::Regex;

use super::{Dateline, is_name};

/// A place, one of the wires of German-speaking countries, and perhaps what it calls its message.
static WIRED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?P<place>\p{Lu}[\p{L}\p{M}.'’()/ -]{1,60}?):?\s",
        r"\((?:ots|dpa|dpa-AFX|APA|AFP|pte|pta|hib|epd|KNA|sid|SID)(?:/[\p{L}\d -]{2,20})?\)",
        r"(?:\s\([^()]{2,40}\))?\s?[-–—:.]*\s*",
    ))
    .ok()
});

/// How many words the places have that such a dateline names.
const LONGEST: usize = 8;

/// `Beispielstadt (ots) Die Feuerwehr …`, `Musterhausen / Beispielstadt (ots/PRNewswire) – Die Feuerwehr …`,
/// `Berlin: (hib/ABC) Die Regierung …`
pub(super) fn wired(paragraph: &str) -> Option<Dateline<'_>> {
    let captures = WIRED.as_ref()?.captures(paragraph)?;
    let place = captures.name("place")?.as_str().trim();
    let rest = &paragraph[captures.get_match().end()..];
    let is_place = is_name(place) && place.split_whitespace().count() <= LONGEST;
    (is_place && !rest.is_empty() && !rest.starts_with(char::is_lowercase)).then_some(Dateline {
        place,
        rest,
        is_certain: true,
    })
}
