//! The dateline: the place, and often the date and the agency, that a lead begins with.
//!
//! `JAKARTA – `, `WASHINGTON, D.C. (AP) — `, `Berlin, 3. Mai 2017 – `, `(서울=연합뉴스) 홍길동 기자 = `,
//! `新华社北京11月27日电（记者 张三）`, `Madrid, 3 de mayo de 2017.-`. It knows no list of places: the shape alone must tell.

use std::sync::LazyLock;

use regex::Regex;
use stopped::{bracket_dated, coloned, named, of_office, parted, regioned, stopped};
use wired::{stroked, wired};

mod stopped;
mod wired;

/// How many characters a dateline may have.
const LONGEST: usize = 90;
/// How many words a place may have that stands there without a date, an agency or a region.
const LONGEST_BARE_PLACE: usize = 3;
/// Words in lower case that a place or a date may have.
#[rustfmt::skip]
const PARTICLES: &[&str] = &[
    "a", "al", "am", "an", "and", "aux", "d", "da", "dan", "de", "del", "den", "der", "des", "di", "do", "dos", "du",
    "e", "el", "en", "et", "i", "im", "in", "kl", "la", "las", "le", "les", "los", "of", "on", "sur", "the",
    "und", "upon", "y",
];

/// A lead that begins with a dateline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dateline<'a> {
    /// The place, as it is written there.
    pub place: &'a str,
    /// What comes after the dateline.
    pub rest: &'a str,
    /// Whether capitals, a date or an agency leave no doubt; else it could be another name before a dash.
    pub is_certain: bool,
}

impl<'a> Dateline<'a> {
    /// Splits the dateline off a paragraph, if it begins with one.
    #[must_use]
    pub fn split(paragraph: &'a str) -> Option<Self> {
        let paragraph = paragraph.trim_start();
        // What a form can't be without is looked for first: most paragraphs have no dateline.
        let start = start(paragraph);
        let bracket = || start.contains('(').then_some(paragraph);
        let digit = || has_digit(start).then_some(paragraph);
        let dash = || start.contains(DASHES).then_some(paragraph);
        bracket()
            .and_then(wired)
            .or_else(|| bracketed(paragraph))
            .or_else(|| chinese(paragraph))
            .or_else(|| digit().and_then(stroked))
            .or_else(|| digit().and_then(arabic))
            .or_else(|| digit().and_then(parted))
            .or_else(|| dashed(paragraph))
            .or_else(|| digit().and_then(stopped))
            .or_else(|| of_office(paragraph))
            .or_else(|| dash().and_then(named))
            .or_else(|| bracket().and_then(bracket_dated))
            .or_else(|| coloned(paragraph))
            .or_else(|| regioned(paragraph))
    }
}

/// The start of a paragraph, within which every dateline has its brackets, its day and its dash.
fn start(paragraph: &str) -> &str {
    const LONGEST_START: usize = 120;
    paragraph.char_indices().nth(LONGEST_START).map_or(paragraph, |(end, _)| &paragraph[..end])
}

/// `(서울=연합뉴스) 홍길동 기자 = …`, `[東京 27日 ロイター] - …`
fn bracketed(paragraph: &str) -> Option<Dateline<'_>> {
    let inner = paragraph.strip_prefix(['(', '[', '【', '（', '［'])?;
    let end = inner.find([')', ']', '】', '）', '］'])?;
    let (inside, after) = inner.split_at(end);
    let rest = after.trim_start_matches([')', ']', '】', '）', '］']).trim_start();
    if inside.chars().count() > LONGEST / 2 {
        return None;
    }
    if let Some((place, _agency)) = inside.split_once('=') {
        return Some(Dateline { place: place.trim(), rest: after_reporter(rest), is_certain: true });
    }
    // `[深圳，2024年3月14日] 示例科技今日发布…`
    let place_and_day =
        inside.split_once(['，', ',', '、']).filter(|(place, day)| !has_digit(place) && has_digit(day));
    if let Some((place, _)) = place_and_day
        && is_name(place)
        && rest.chars().count() > LONGEST / 3
        && !rest.starts_with(DASHES)
        && !rest.starts_with(char::is_lowercase)
    {
        return (place.split(' ').count() <= LONGEST_BARE_PLACE).then_some(Dateline {
            place: place.trim(),
            rest,
            is_certain: true,
        });
    }
    let rest = rest.strip_prefix(DASHES)?.trim_start_matches(DASHES).trim_start();
    // `(Lincoln, NE) – …`
    if let Some((place, region)) = inside.split_once(", ")
        && is_name(place)
        && (region.ends_with('.') || region.len() == 2)
        && is_upper(region)
    {
        return Some(Dateline { place, rest, is_certain: true });
    }
    // A name alone is more often that of a paper: `(Báo Mẫu) - …`
    if inside.contains(' ') && !has_digit(inside) {
        return None;
    }
    // An agency before the dateline: `(ANSA) - ROMA, 3 MAG - …`
    let is_agency = !inside.contains([',', ' ', '、']) && inside.is_ascii();
    if is_agency {
        return dashed(rest);
    }
    let place = inside.split([',', '、']).next().unwrap_or(inside);
    let place =
        if is_name(place) && !has_digit(place) { place } else { place.split(' ').next().unwrap_or(place) };
    Some(Dateline { place: place.trim(), rest, is_certain: true })
}

/// What comes after `홍길동 기자 = `, where that is there.
fn after_reporter(rest: &str) -> &str {
    match rest.split_once('=') {
        Some((reporter, after)) if reporter.chars().count() <= LONGEST / 4 => after.trim_start(),
        _ => rest,
    }
}

/// `新华社北京11月27日电（记者 张三）…`, `本报上海11月27日讯 …`
fn chinese(paragraph: &str) -> Option<Dateline<'_>> {
    let end =
        paragraph.char_indices().take(LONGEST / 3).find(|(_, character)| "电電讯訊".contains(*character))?;
    let head = &paragraph[..end.0];
    let date = head.find(|character: char| character.is_ascii_digit())?;
    if !head.ends_with('日') {
        return None;
    }
    let place = &head[..date];
    let named = ["中新网", "本报", "本報", "本刊"].iter().find_map(|agency| place.strip_prefix(agency));
    // An agency's name ends so: 新华社北京, 共同社東京.
    let agency =
        || place.split_once('社').filter(|(name, _)| name.chars().count() <= 3).map(|(_, place)| place);
    let place = named.or_else(agency).filter(|place| !place.is_empty()).unwrap_or(place);
    let rest = paragraph[end.0 + end.1.len_utf8()..].trim_start();
    let reporter = rest.strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')']));
    Some(Dateline { place, rest: reporter.map_or(rest, |(_, after)| after).trim_start(), is_certain: true })
}

/// `الدوحة في 05 مارس /قنا/ اعتمد …`
static ARABIC: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?P<place>[\p{L}\p{M} ]{2,30}?)\sفي\s\d{1,2}\s[\p{L}\p{M}]+(?:\s\d{4})?\s?/\s?[^/]{2,20}/[\s:.–-]*").ok()
});

fn arabic(paragraph: &str) -> Option<Dateline<'_>> {
    let captures = ARABIC.as_ref()?.captures(paragraph)?;
    let place = captures.name("place")?.as_str();
    let rest = &paragraph[captures.get_match().end()..];
    (place.split(' ').count() <= LONGEST_BARE_PLACE).then_some(Dateline { place, rest, is_certain: true })
}

/// A day right after the place, with its year, an agency or in capitals: `Praha 25. září 2024`, `PRAHA 25. září (ČTK)`,
/// `KUALA LUMPUR 25 JULAI`, `Miami-May 06, 2025`.
static DAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\s(?:\d{1,2}\.?\s(?:de\s)?\p{L}[\p{L}\p{M}]{2,}\.?(?:\s(?:de\s)?(?:19|20)\d\d\.?|\s?\([^()]{2,20}\))",
        r"|\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d|\d{1,2}\s\p{Lu}{3,10}$)",
        r"|-\p{Lu}\p{Ll}{2,8}\.?\s\d{1,2},\s(?:19|20)\d\d$",
    ))
    .ok()
});

/// Words in capitals before a dash that name no place.
const LABELS: [&str; 12] = [
    "UPDATE",
    "URGENT",
    "BREAKING",
    "CORRECTION",
    "CORRECTED",
    "EXCLUSIVE",
    "NOTE",
    "OPINION",
    "RALAT",
    "KORREKTUR",
    "ERRATUM",
    "RECTIFICATIF",
];

const DASHES: [char; 5] = ['-', '–', '—', '―', '‒'];

/// `PLACE[, region][, date][ (agency)] – …`
fn dashed(paragraph: &str) -> Option<Dateline<'_>> {
    let (head, rest) = at_dash(paragraph)?;
    let rest = after_day(rest);
    let head = without_site(head.trim_end_matches([' ', '\u{a0}', '.', ':', ',']));
    let place = head.split([',', '(', '/', '|', '،', '、']).next().unwrap_or_default();
    let day = DAY.as_ref().and_then(|day| day.find(head)).map_or(place.len(), |day| day.start());
    let place = place[..day.min(place.len())].trim();
    let is_bare = place.len() == head.len();
    let is_shaped = !rest.is_empty()
        && place.contains(char::is_alphabetic)
        && !has_digit(place)
        && is_name(place)
        && !LABELS.contains(&place)
        && !is_no_place(place)
        && (is_upper(place) || !has_long_aside(&head[place.len()..]))
        && (!is_bare || names(place) <= LONGEST_BARE_PLACE)
        && head[place.len()..].split([',', '،', '、', '(', ')', '/', '|']).all(|part| {
            is_name(part) || has_digit(part) || is_agency(part.trim(), head, rest) || is_weekday(part, head)
        });
    let is_certain = is_upper(place) || (!is_bare && has_cased(place)) || has_digit(&head[place.len()..]);
    (is_shaped && (is_certain || is_bare_place(place, rest))).then_some(Dateline { place, rest, is_certain })
}

/// Whether brackets hold more words than an agency's or a region's name has: `Public Notice (Four Words In Brackets) – …`.
fn has_long_aside(behind_place: &str) -> bool {
    const LONGEST_AGENCY: usize = 2;
    let inside = behind_place.split_once('(').and_then(|(_, inside)| inside.split_once(')'));
    inside.is_some_and(|(inside, _)| {
        inside.split_whitespace().count() > LONGEST_AGENCY && !is_upper(inside) && !has_digit(inside)
    })
}

/// How many words of a name are no particles.
fn names(place: &str) -> usize {
    place.split_whitespace().filter(|word| !PARTICLES.contains(&word.to_lowercase().as_str())).count()
}

/// Whether words in front of a dash are a speaker's letter (`Q - …`), the sign of an office (`POL-XY: Town - …`), or an
/// abbreviation that can't be spoken (`HNP - …`).
fn is_no_place(place: &str) -> bool {
    let is_abbreviation = || {
        (2..=4).contains(&place.len())
            && place.bytes().all(|byte| byte.is_ascii_uppercase() && !b"AEIOUY".contains(&byte))
    };
    place.contains([':', '(', ')']) || place.chars().nth(1).is_none() || is_abbreviation()
}

/// What comes after the name of a site that stands before the place: `EXAMPLE.COM, JAKARTA`; nothing where none does.
fn without_site(head: &str) -> &str {
    let (site, rest) = head.split_once([',', '|']).unwrap_or((head, ""));
    let site = site.trim();
    let mut labels = site.rsplit('.');
    let ending = labels.next().unwrap_or_default();
    let is_ending = (2..=7).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_site = is_ending
        && labels.next_back().is_some_and(|name| name.chars().count() > 3)
        && !site.contains(char::is_whitespace);
    if is_site { rest.trim_start() } else { head }
}

/// A press office behind the dash: `Jakarta - Humas: …`, `Jakarta - Humas BRIN. …`
static OFFICE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^Humas(?:\s\p{Lu}[\p{L}]*){0,3}\s?[:.]\s").ok());

/// What comes after the day, or an agency, and another dash: `BASEL, Switzerland – September 9, 2024 – Example …`,
/// `SEATTLE--(EXAMPLE WIRE)--Example …`
fn after_day(rest: &str) -> &str {
    if let Some(office) = OFFICE.as_ref().and_then(|office| office.find(rest)) {
        return &rest[office.end()..];
    }
    let agency = rest.strip_prefix('(').and_then(|inner| inner.split_once(')'));
    if let Some((name, after)) = agency.filter(|(name, after)| is_upper(name) && after.starts_with(DASHES)) {
        return if name.chars().count() <= LONGEST / 3 {
            after.trim_start_matches(DASHES).trim_start()
        } else {
            rest
        };
    }
    let is_day = |head: &str| {
        head.split_whitespace().count() <= 4
            && head.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4)
            && head.split_whitespace().all(|word| has_digit(word) || word.chars().count() <= 10)
    };
    at_dash(rest).filter(|(head, _)| is_day(head)).map_or(rest, |(_, after)| after)
}

/// Whether a name of small letters is that of an agency: `(dpa)`, `(dpa/lno)`.
fn is_agency(part: &str, head: &str, rest: &str) -> bool {
    (2..=4).contains(&part.len())
        && part.bytes().all(|byte| byte.is_ascii_lowercase())
        && head.contains('(')
        && !rest.starts_with(char::is_lowercase)
}

/// Whether a word stands where a weekday does, behind a day with its year: `2024. május 3., péntek`.
fn is_weekday(part: &str, head: &str) -> bool {
    let is_word = part.trim().chars().all(char::is_alphabetic);
    let before = head.find(part).map(|start| &head[..start]).unwrap_or_default();
    is_word && before.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4)
}

/// The paragraph before and after its first dash that parts words.
fn at_dash(paragraph: &str) -> Option<(&str, &str)> {
    for (start, dash) in
        paragraph.char_indices().take(LONGEST).filter(|(_, character)| DASHES.contains(character))
    {
        let (head, tail) = paragraph.split_at(start);
        let rest = tail.trim_start_matches(DASHES);
        let run = &tail[..tail.len() - rest.len()];
        let spaces = usize::from(head.ends_with(char::is_whitespace))
            + usize::from(rest.starts_with(char::is_whitespace));
        let needed = match dash {
            // `BANDUNG, (PR).- Menteri`
            '-' if head.ends_with(").") => 1,
            '-' if is_named_again(head, rest) => 1,
            '-' if run.len() == 1 => 2,
            '-' if rest.starts_with('(') && is_upper(head) => 0,
            '-' => 1,
            _ if is_upper(head) || ends_with_year(head) => 0,
            _ => 1,
        };
        if !head.ends_with(DASHES) && spaces >= needed {
            return Some((head, rest.trim_start()));
        }
    }
    None
}

/// What stands before the name of a place.
const LEADING_TO_PLACE: [&str; 10] = ["di", "ke", "Kota", "Kabupaten", "in", "en", "à", "em", "a", "van"];

/// Whether a text names the word again that stands before its dash: `Palu- Konsultasi publik digelar di Kota Palu`.
fn is_named_again(head: &str, rest: &str) -> bool {
    const SHORTEST: usize = 3;
    let is_word = head.chars().count() >= SHORTEST && head.chars().all(char::is_alphabetic);
    let words: Vec<&str> = rest.split(|character: char| !character.is_alphanumeric()).collect();
    let is_placed = words.windows(2).any(|pair| LEADING_TO_PLACE.contains(&pair[0]) && pair[1] == head);
    is_word && rest.trim_start().starts_with(char::is_uppercase) && is_placed
}

/// Whether a dateline ends with its year: `WASHINGTON, May 30, 2024—The`.
fn ends_with_year(head: &str) -> bool {
    let year = head.rsplit(' ').next().unwrap_or_default();
    head.contains(',') && year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether each word could be part of a name: it has a capital, or its script knows none.
fn is_name(part: &str) -> bool {
    part.split_whitespace().all(|word| {
        let letters = word.trim_matches(|character: char| !character.is_alphanumeric());
        // `l’Organisation`, `d'Europe`
        let letters = ["l’", "d’", "l'", "d'"]
            .iter()
            .find_map(|article| letters.strip_prefix(article))
            .unwrap_or(letters);
        PARTICLES.contains(&letters) || !letters.starts_with(char::is_lowercase)
    }) && !part.contains(['!', '?', ';', '"', '“', '”', '=', '؟'])
}

/// `Jakarta – Indonesia …`, but not `Eaton – a leader – …` nor `Дмитрий — преподаватель`.
fn is_bare_place(place: &str, rest: &str) -> bool {
    let words = place.split_whitespace().count();
    let first_sentence = rest.split(['.', '。', '?', '!', '؟']).next().unwrap_or(rest);
    let is_aside =
        DASHES[1..].iter().any(|dash| first_sentence.contains(*dash)) || first_sentence.contains(" - ");
    let starts_anew =
        rest.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(|c: char| !c.is_lowercase());
    words <= LONGEST_BARE_PLACE && starts_anew && !is_aside && !is_brand(place)
}

/// Whether a word has a capital within, as brands do; `McAllen` and `LaGrange` have one behind a short prefix.
fn is_brand(place: &str) -> bool {
    const LONGEST_PREFIX: usize = 3;
    let letters: Vec<char> = place.chars().collect();
    !place.contains(' ')
        && letters
            .windows(2)
            .skip(LONGEST_PREFIX - 1)
            .any(|pair| pair[0].is_lowercase() && pair[1].is_uppercase())
}

fn has_cased(text: &str) -> bool {
    text.chars().any(|character| character.is_lowercase() || character.is_uppercase())
}

fn is_upper(text: &str) -> bool {
    text.chars().filter(|character| character.is_uppercase()).count() > 1
        && !text.contains(char::is_lowercase)
}

fn has_digit(text: &str) -> bool {
    text.contains(char::is_numeric)
}

#[cfg(test)]
mod tests;
