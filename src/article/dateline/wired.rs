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

/// A wire between double dashes: `안양--(예시와이어)--`, `SEATTLE--(EXAMPLE WIRE)--`.
static BETWEEN_DASHES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?P<place>[\p{L}\p{M}][\p{L}\p{M}.,'’ ]{0,40}?)--\([^()]{2,30}\)--\s*").ok()
});

/// A wire between strokes behind place and day, in Chinese and Japanese: `北京2023年8月25日/示例社/ --`.
static BETWEEN_STROKES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?P<place>\p{Han}{2,8}),?\s?(?:\d{4}年)?\d{1,2}月\d{1,2}日\s?[/／][^/／]{2,12}[/／]\s?[-–—]*\s*",
    )
    .ok()
});

/// How many words the places have that such a dateline names.
const LONGEST: usize = 8;

/// `Beispielstadt (ots) Die Feuerwehr …`, `안양--(예시와이어)--예시사가 …`, `Musterhausen / Beispielstadt (ots/PRNewswire) – Die Feuerwehr …`,
/// `Berlin: (hib/ABC) Die Regierung …`
pub(super) fn wired(paragraph: &str) -> Option<Dateline<'_>> {
    let captures = WIRED
        .as_ref()
        .and_then(|wired| wired.captures(paragraph))
        .or_else(|| BETWEEN_DASHES.as_ref()?.captures(paragraph))?;
    let place = captures.name("place")?.as_str();
    let place = place.split_once(',').map_or(place, |(town, _)| town).trim();
    let rest = &paragraph[captures.get_match().end()..];
    let is_place = is_name(place) && place.split_whitespace().count() <= LONGEST;
    (is_place && !rest.is_empty() && !rest.starts_with(char::is_lowercase)).then_some(Dateline {
        place,
        rest,
        is_certain: true,
    })
}

/// `北京2023年8月25日/示例社/ -- 示例公司本周宣布 …`
pub(super) fn stroked(paragraph: &str) -> Option<Dateline<'_>> {
    let captures = BETWEEN_STROKES.as_ref()?.captures(paragraph)?;
    let place = captures.name("place")?.as_str();
    let rest = &paragraph[captures.get_match().end()..];
    (!rest.is_empty()).then_some(Dateline { place, rest, is_certain: true })
}
