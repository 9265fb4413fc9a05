//! Datelines that end with a full stop or a colon.

use std::sync::LazyLock;

use regex::Regex;

use super::{Dateline, LONGEST, LONGEST_BARE_PLACE, is_name};

/// A place, the day, perhaps an agency, and a full stop or a colon.
static STOPPED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?P<place>[\p{L}\p{M}.'’ -]{2,40}?)(?:,\s\p{Lu}[\p{L}. ]{1,20}?)?(?:[,،]\s(?:\p{Ll}{1,4}\s)?|,?\sa\s)",
        r"(?:\d{1,2}(?:er|st|nd|rd|th|º|°|\.)?\s(?:(?:de|of|tháng)\s)?[\p{L}\p{M}\d]{1,12}\.?|\p{Lu}\p{Ll}{2,9}\.?\s\d{1,2}|\d{1,2}[./]\d{1,2})",
        r"(?P<year>[\s,./]{1,2}(?:(?:de|del|năm)\s)?(?:19|20)\d\d(?:\s(?:г\.?|года|року|р\.|r\.))?)?",
        r"(?P<agency>\s?\([^()]{2,30}\)|\.?\s/[^/]{2,20}/)?",
        r"(?:\s?[.:](?P<dash>\s?[-–—])?\s+|(?P<bare>\s))",
    ))
    .ok()
});

/// `Madrid, 3 de mayo de 2017.- …`, `МОСКВА, 3 мая. /ТАСС/. …`, `SYDNEY, 3 May 2017: …`
pub(super) fn stopped(paragraph: &str) -> Option<Dateline<'_>> {
    let captures = STOPPED.as_ref()?.captures(paragraph)?;
    let place = captures.name("place")?.as_str().trim();
    let rest = &paragraph[captures.get_match().end()..];
    let is_dated = ["year", "agency", "dash"].iter().any(|part| captures.name(part).is_some());
    let is_parted = captures.name("bare").is_none()
        || captures.name("agency").is_some_and(|agency| agency.as_str().ends_with(')'));
    let is_place = is_name(place) && place.split_whitespace().count() <= LONGEST_BARE_PLACE + 1;
    let starts_anew = !rest.starts_with(char::is_lowercase) && rest.chars().count() > LONGEST / 3;
    (is_dated && is_parted && is_place && starts_anew).then_some(Dateline { place, rest, is_certain: true })
}

/// A place, the office that speaks, the day, and a full stop or a colon.
static OF_OFFICE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?P<place>\p{Lu}[\p{L}\p{M}.'’ -]{2,30}),\s(?P<office>\p{Lu}[^,.:;]{2,70}),\s(?:\p{Lu}[\p{L}']{2,12},?\s)?",
        r"\d{1,2}\s(?:de\s)?\p{L}{3,12}\s(?:de\s)?(?:19|20)\d\d\s?[.:]\s+",
    ))
    .ok()
});

/// `Jakarta, Kementerian Contoh (KC), Senin, 7 Mei 2018. Menteri …`, `Jakarta, Humas LIPC. Tim peneliti …`
pub(super) fn of_office(paragraph: &str) -> Option<Dateline<'_>> {
    let captures = OF_OFFICE
        .as_ref()
        .and_then(|office| office.captures(paragraph))
        .or_else(|| OF_PRESS_OFFICE.as_ref()?.captures(paragraph))?;
    let place = captures.name("place")?.as_str();
    let rest = &paragraph[captures.get_match().end()..];
    let is_office = captures.name("office").is_none_or(|office| is_name(office.as_str()));
    let is_place = is_name(place) && place.split_whitespace().count() <= LONGEST_BARE_PLACE && is_office;
    let starts_anew = !rest.starts_with(char::is_lowercase) && rest.chars().count() > LONGEST / 3;
    (is_place && starts_anew).then_some(Dateline { place, rest, is_certain: true })
}

/// A place, the press office that speaks, and a full stop.
static OF_PRESS_OFFICE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?P<place>\p{Lu}\p{L}{2,30}),\s(?:Humas|Biro Humas|Diskominfo|Kominfo|Pressestelle)(?:\s\p{Lu}[\p{L}.-]*){0,3}\.\s+",
    )
    .ok()
});

/// A place, perhaps its region, a full stop and a dash right behind it.
static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?P<place>\p{Lu}[\p{L}\p{M}'’ -]{2,40}?)(?:,\s\p{Lu}[\p{L}. ]{1,20})?\.[-–—]\s?(?P<rest>\p{Lu}.*)$").ok()
});

/// Words before a full stop and a dash that head a paragraph.
#[rustfmt::skip]
const HEADINGS: [&str; 34] = [
    "artículo", "artigo", "articolo", "único", "única", "primero", "primera", "segundo", "segunda", "tercero", "tercera",
    "cuarto", "cuarta", "quinto", "quinta", "sexto", "sexta", "séptimo", "octavo", "noveno", "décimo", "nota", "aviso",
    "importante", "capítulo", "título", "sección", "punto", "considerando", "resultando", "antecedentes", "introducción",
    "conclusión", "resumen",
];

/// `Ciudad de México.- La secretaría …`, but not `Artículo único.- La …`
pub(super) fn named(paragraph: &str) -> Option<Dateline<'_>> {
    let captures = NAMED.as_ref()?.captures(paragraph)?;
    let [place, rest] = [captures.name("place")?.as_str().trim(), captures.name("rest")?.as_str()];
    let is_heading = place.split(' ').any(|word| HEADINGS.contains(&word.to_lowercase().as_str()));
    let is_place = is_name(place) && place.split(' ').count() <= LONGEST_BARE_PLACE && !is_heading;
    (is_place && rest.chars().count() > LONGEST / 3).then_some(Dateline { place, rest, is_certain: false })
}

/// `Астана. 10 октября. Примеринформ – В столице …`
static PARTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?P<place>\p{Lu}[\p{L}\p{M} -]{2,25})\.\s\d{1,2}\s\p{Ll}{3,12}(?:\s(?:19|20)\d\d(?:\s?г)?)?\.\s(?:(?:\p{Lu}[\p{L}. ]{2,20}\s)?[–—-]|\p{Lu}{3,20}\.)\s",
    )
    .ok()
});

pub(super) fn parted(paragraph: &str) -> Option<Dateline<'_>> {
    let captures = PARTED.as_ref()?.captures(paragraph)?;
    let place = captures.name("place")?.as_str().trim();
    let rest = &paragraph[captures.get_match().end()..];
    let is_place = is_name(place) && place.split_whitespace().count() <= LONGEST_BARE_PLACE;
    is_place.then_some(Dateline { place, rest, is_certain: true })
}

/// `Semarang, Senin (6/6/2022) Kantor …`, `Banda Contoh (3/2/2026), Satu bulan …`
static BRACKET_DATED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?P<place>\p{Lu}[\p{L} ]{2,30}?)(?P<weekday>,\s\p{Lu}[\p{L}']{3,8})?,?\s?\(\d{1,2}(?:[/.-]\d{1,2}[/.-]|\s\p{L}{3,10}\s)(?:19|20)\d\d\)(?P<comma>,)?\s+").ok()
});

pub(super) fn bracket_dated(paragraph: &str) -> Option<Dateline<'_>> {
    let captures = BRACKET_DATED.as_ref()?.captures(paragraph)?;
    let place = captures.name("place")?.as_str().trim();
    let rest = &paragraph[captures.get_match().end()..];
    let is_place = is_name(place) && place.split_whitespace().count() <= LONGEST_BARE_PLACE;
    let is_set_off = captures.name("weekday").or_else(|| captures.name("comma")).is_some();
    let starts_anew = rest.starts_with(char::is_uppercase);
    (is_place && is_set_off && starts_anew).then_some(Dateline { place, rest, is_certain: true })
}

/// What stands behind a person's or a company's name as a region does behind a place's.
const NO_REGIONS: [&str; 10] = ["MP", "MD", "AG", "SE", "SA", "QC", "KC", "RN", "JR", "PM"];

/// A place in capitals and its region, whose dash was lost: `WASHINGTON, DC U.S. Senator …`, `(WASHINGTON, D.C.) During …`
static REGIONED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:\((?P<inner>\p{Lu}[\p{L} .'-]{2,30}),\s(?P<inside>\p{Lu}{2}|(?:\p{Lu}\.){2,3})\)",
        r"|(?P<place>\p{Lu}[\p{Lu} .'-]{2,30}),\s(?P<region>\p{Lu}{2}|(?:\p{Lu}\.){2,3}))\s+(?P<rest>\p{Lu}.*)$",
    ))
    .ok()
});

pub(super) fn regioned(paragraph: &str) -> Option<Dateline<'_>> {
    let captures = REGIONED.as_ref()?.captures(paragraph)?;
    let place = captures.name("place").or_else(|| captures.name("inner"))?.as_str().trim();
    let rest = captures.name("rest")?.as_str();
    let is_place = is_name(place) && place.split_whitespace().count() <= LONGEST_BARE_PLACE;
    let region = captures.name("region").or_else(|| captures.name("inside"))?.as_str();
    let is_region = !NO_REGIONS.contains(&region);
    let is_prose = rest.chars().count() > LONGEST && rest.contains(char::is_lowercase);
    (is_place && is_region && is_prose).then_some(Dateline { place, rest, is_certain: true })
}

/// `Nairobi, Kenya: Governments from twelve countries have …`
pub(super) fn coloned(paragraph: &str) -> Option<Dateline<'_>> {
    let (head, rest) = paragraph.split_once(": ")?;
    let (place, region) = head.split_once(", ")?;
    let is_short = |part: &str| {
        part.split(' ').count() <= LONGEST_BARE_PLACE
            && part.split(' ').all(|word| word.starts_with(char::is_uppercase))
            && part.chars().all(|c| c.is_alphabetic() || " -'’".contains(c))
    };
    let starts_anew = rest.starts_with(char::is_uppercase) && rest.chars().count() > LONGEST;
    (is_short(place) && is_short(region) && starts_anew).then_some(Dateline {
        place,
        rest,
        is_certain: false,
    })
}
