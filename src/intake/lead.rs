//! Datelines: the place, and sometimes the wire and the date, that a lead starts with.

use std::sync::LazyLock;

use regex::Regex;

use super::date::DateReader;
use super::field::Found;
use super::letterhead::{self, is_office};
use super::outline::Part;
use super::paragraph::Paragraph;
use super::pattern::pattern;
use super::phrases::{PHRASES, after, is_one_of, leading};
use super::shape::{is_loud, is_prose, size};
use super::when;
use crate::article::Dateline;
use crate::text::Text;

/// A wire or an office in place of a region: an abbreviation, or a name of those that Indonesian releases carry.
static WIRE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:\p{Lu}{3,12}|Kominfo|Komdigi|Kemen\p{L}+|Antara|InfoPublik)$"));

/// Services that hand on what others write.
const SERVICES: [&str; 7] =
    ["OTS", "PRNEWSWIRE", "NEWSWIRE", "BUSINESSWIRE", "GLOBENEWSWIRE", "ACCESSWIRE", "EQS"];

/// A reporter in a dateline: `(서울=연합뉴스) 홍길동 기자 =`, `新华社北京11月27日电（记者 张三）`.
static REPORTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:[)）]\s*(?P<korean>\p{Hangul}{2,4}(?:[\s·]\p{Hangul}{2,4})*)\s기자|(?:记者|記者)\s*(?P<chinese>[^（）()]{2,20})[)）])",
    )
});

/// Place and wire that a lead starts with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Start {
    place: String,
    wire: Option<String>,
    reporter: Option<String>,
    /// The whole dateline, dash and all.
    pub(super) words: String,
}

impl Start {
    /// Reads the dateline of a paragraph, if it has one that leaves no doubt, or that Dateline can tell from a label.
    pub(super) fn of(paragraph: &str) -> Option<Self> {
        let paragraph = paragraph.trim_start();
        let dateline = Dateline::split(paragraph)?;
        if is_one_of(dateline.place, &PHRASES.release)
            || !dateline.place.contains(char::is_alphabetic)
            || is_office(dateline.place)
        {
            return None;
        }
        let words = &paragraph[..paragraph.len() - dateline.rest.len()];
        let is_loud = !dateline.place.contains(char::is_lowercase);
        let parts_names = words.trim_start_matches(dateline.place).trim_start().starts_with('/');
        if parts_names && !is_loud {
            return None;
        }
        Some(Self {
            place: spoken(dateline.place),
            wire: wire(words, dateline.place).filter(|_| !parts_names),
            reporter: reporter(words),
            words: words.to_owned(),
        })
    }

    /// Reads a dateline that begins with the day: `14 March 2024, Wellington: …`.
    pub(super) fn dated(paragraph: &str, reader: &DateReader) -> Option<Self> {
        let mention =
            reader.mentions(paragraph).into_iter().next().filter(|mention| mention.span.start == 0)?;
        mention.date()?;
        let after_day =
            paragraph[mention.span.end..].trim_start_matches([',', '–', '—', '-', ':', '|', '.', ' ']);
        // `October 19, 2005, (Mountain View, CA). The …`
        let in_brackets = || {
            let (name, rest) = after_day.strip_prefix('(')?.split_once(')')?;
            let is_closed =
                rest.starts_with(['.', ':', ',']) || rest.trim_start().starts_with(['-', '–', '—']);
            is_closed.then_some((name.split(',').next()?, after_day.len() - rest.len()))
        };
        let before_sign = || after_day.find([':', '–', '—']).map(|end| (&after_day[..end], end));
        let (place, end) = in_brackets().or_else(before_sign)?;
        let place = place.trim();
        let is_place = (1..=LONGEST_PLACE).contains(&place.split_whitespace().count())
            && place.split_whitespace().all(|word| word.starts_with(|first: char| !first.is_lowercase()))
            && !place.contains(char::is_numeric);
        is_place.then(|| Self {
            place: spoken(place),
            wire: None,
            reporter: None,
            words: paragraph[..paragraph.len() - after_day.len() + end].to_owned(),
        })
    }

    /// Whether it is but a name, a full stop and a dash, which may head a paragraph of rules as well: `Scope.- The …`.
    pub(super) fn may_be_heading(&self) -> bool {
        [".-", ".–", ".—"].iter().any(|end| self.words.trim_end().ends_with(end))
            && !self.words.contains(char::is_numeric)
    }

    /// Whether another paragraph has such a heading too.
    pub(super) fn is_heading(&self, paragraphs: &[Paragraph]) -> bool {
        let headings =
            || paragraphs.iter().filter_map(|other| Self::of(&other.text)).filter(Self::may_be_heading);
        self.may_be_heading() && headings().count() > 1
    }

    /// The place that it names.
    pub(super) fn place(&self) -> Found<Text> {
        Found::new(Text::line(&self.place), self.words.trim(), "dateline", 95)
    }

    /// The reporter that it names, else the wire or office.
    pub(super) fn byline(&self) -> Option<Found<Text>> {
        if let Some(reporter) = &self.reporter {
            return Some(Found::new(
                Text::non_empty_line(reporter)?,
                self.words.trim(),
                "reporter in the dateline",
                90,
            ));
        }
        let wire = self.wire.as_ref()?;
        Some(Found::new(Text::non_empty_line(wire)?, self.words.trim(), "wire in the dateline", 75))
    }
}

fn reporter(words: &str) -> Option<String> {
    let captures = REPORTER.captures(words)?;
    let name = captures.name("korean").or_else(|| captures.name("chinese"))?;
    Some(name.as_str().trim().to_owned())
}

/// The wire or office that stands beside the place.
fn wire(words: &str, place: &str) -> Option<String> {
    let beside = &words[words.find(place)? + place.len()..];
    beside
        .split([',', '/', '(', ')', '=', '-', '–', '—'])
        .map(|part| part.trim_matches(|character: char| !character.is_alphanumeric()))
        .find(|part| WIRE.is_match(part) && !SERVICES.contains(part))
        .map(str::to_owned)
}

/// So many lines at the end are searched for the one that closes a text.
const MOST_CLOSING: usize = 6;

/// A line that signs a text is no longer than this, in words.
const LONGEST_SIGNATURE: usize = 8;

/// The place of the line that closes a text (`Jakarta, Kemenhut, 29 Agustus 2025`), which leaves the body.
pub(super) fn closing_place(
    paragraphs: &[Paragraph],
    parts: &mut [Part],
    reader: &DateReader,
) -> Option<Found<Text>> {
    let body: Vec<usize> = (0..parts.len()).filter(|&index| parts[index] == Part::Body).collect();
    let dated = |&index: &usize| Some((index, of_dated_line(&paragraphs[index].text, reader)?));
    let dated = |index: &usize| dated(index).filter(|(_, place)| place.is_parted);
    let at = (0..body.len()).rev().take(MOST_CLOSING).find(|&at| dated(&body[at]).is_some())?;
    let (index, place) = dated(&body[at])?;
    parts[index] = Part::End;
    // Below it sign role, office and name.
    let signs = |index: &usize| {
        let text = paragraphs[*index].text.as_str();
        let is_signed =
            letterhead::is_name(text) || is_office(text) || letterhead::is_role(text) || size(text) == 1;
        size(text) <= LONGEST_SIGNATURE && is_signed && !text.contains(char::is_numeric)
    };
    let below = &body[at + 1..];
    if below.iter().all(signs) {
        below.iter().for_each(|&index| parts[index] = Part::End);
    }
    Some(Found::new(
        Text::non_empty_line(&spoken(place.name))?,
        paragraphs[index].text.as_str(),
        "closing line",
        90,
    ))
}

/// The place of a line above the text that gives place and day: `Paris, le 14 mars 2024`.
pub(super) fn head_place(
    paragraphs: &[Paragraph],
    parts: &[Part],
    reader: &DateReader,
) -> Option<Found<Text>> {
    let lines = paragraphs.iter().zip(parts).enumerate();
    let lines = lines.filter(|(_, (_, part))| matches!(part, Part::Head | Part::Release));
    lines.map(|(index, (paragraph, _))| (index, paragraph.text.as_str())).find_map(|(index, line)| {
        // Below a release label no person is named with a day.
        let is_below_label = index > 0 && parts[index - 1] == Part::Release && parts[index] == Part::Head;
        let place = of_dated_line(line, reader)
            .filter(|place| place.is_certain || is_below_label)
            .map(|place| place.name);
        let named =
            || when::among_names(line, reader).map(|(_, first)| first).filter(|first| is_place(first));
        let split = || {
            Dateline::split(line)
                .filter(|dateline| dateline.is_certain && !is_office(dateline.place))
                .map(|dateline| dateline.place)
        };
        let is_dated = reader.mentions(line).iter().any(|mention| mention.date().is_some());
        let place = place
            .or_else(split)
            .or_else(|| named().map(bare))
            .or_else(|| of_agency(line, reader))
            .or_else(|| after_day(line, reader))
            .or_else(|| before_weekday(line, reader))
            .filter(|_| is_dated)?;
        Some(Found::new(Text::non_empty_line(&spoken(place))?, line, "line of place and day", 85))
    })
}

/// Whether a name has its region behind a comma or in brackets, or is of one word that names no office.
fn is_place(name: &str) -> bool {
    let is_office = leading(name, &PHRASES.office).or(leading(name, &PHRASES.release)).is_some();
    !is_office && (name.contains([',', '(']) || !name.contains(' '))
}

/// A place without its region.
fn bare(name: &str) -> &str {
    name.split([',', '(']).next().unwrap_or(name).trim()
}

/// The place after a comma behind the day: `1 July 2024, Copenhagen`.
fn after_day<'a>(line: &'a str, reader: &DateReader) -> Option<&'a str> {
    let day = reader.mentions(line).into_iter().next().filter(|mention| mention.span.start == 0)?;
    let place = line[day.span.end..].strip_prefix(',')?.trim();
    let is_short = (1..=LONGEST_PLACE).contains(&place.split_whitespace().count());
    let is_capital = place.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    (is_short && is_capital && is_place(place) && !place.contains(char::is_numeric)).then_some(place)
}

/// The place before a weekday and its day: `Geneva / Thursday 11 April 2024`.
fn before_weekday<'a>(line: &'a str, reader: &DateReader) -> Option<&'a str> {
    let (place, day) = line.split_once('/')?;
    let place = place.trim();
    let starts_so = day.trim().split([' ', ',']).next().is_some_and(|word| reader.is_weekday(word));
    let is_capital = place.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    (starts_so && is_capital && is_place(place) && leading(place, &PHRASES.letterhead).is_none())
        .then_some(place)
}

/// A lead without the label that it starts with where line breaks were lost: `FOR IMMEDIATE RELEASE London, 3 May – …`.
pub(super) fn without_label(lead: &str) -> Option<&str> {
    let rest =
        after(lead, leading(lead, &PHRASES.release)?).trim_start_matches([':', '-', '–', '—', '|', ' ']);
    (is_prose(lead) && Start::of(rest).is_some()).then_some(rest)
}

/// The place before the day of the Islamic calendar: `الرياض 04 رمضان 1445 هـ الموافق 14 مارس 2024 م`.
fn of_agency<'a>(line: &'a str, reader: &DateReader) -> Option<&'a str> {
    let day = line.find(char::is_numeric).filter(|_| line.contains("هـ"))?;
    let place = line[..day].trim();
    let is_place = (1..=LONGEST_PLACE).contains(&place.split_whitespace().count())
        && !place.split_whitespace().any(|word| reader.is_weekday(word))
        && !place.ends_with(':');
    is_place.then_some(place)
}

/// The place of a line.
struct Place<'a> {
    name: &'a str,
    /// Whether a comma parts it from the day.
    is_parted: bool,
    /// Whether it can't well be the name of a person or an office.
    is_certain: bool,
}

/// A place before a day is no longer than this, in words.
const LONGEST_PLACE: usize = 3;

/// Words between a place and its day where no comma parts them.
const LINKS: [&str; 7] = [" في", " den", " le", " dne", " am", " il", " em"];

/// Words for the year that stand behind its number.
const YEAR_WORDS: [&str; 8] = ["године", "годину", "godine", "года", "год", "року", "roku", "гг"];

/// Whether a line is a place and, behind a comma, its day.
pub(super) fn is_place_and_day(line: &str, reader: &DateReader) -> bool {
    of_dated_line(line, reader).is_some_and(|place| place.is_parted)
}

/// What may stand between place and day, in bytes: an office.
const LONGEST_OFFICE: usize = 60;

fn of_dated_line<'a>(line: &'a str, reader: &DateReader) -> Option<Place<'a>> {
    let mention = reader.mentions(line).into_iter().find(|mention| mention.date().is_some())?;
    let before = line.get(..mention.span.start)?;
    let comma = before.find([',', '،', '、', '，']);
    let end = comma.unwrap_or_else(|| before.trim_end_matches(['(', ' ']).len());
    let name = line[..end].trim();
    // `Stockholm den 21 mars`
    let bare = comma.is_none().then(|| LINKS.iter().find_map(|link| name.strip_suffix(link))).flatten();
    let name = bare.unwrap_or(name);
    let words = name.split_whitespace().count();
    let is_other = [
        &PHRASES.release,
        &PHRASES.published,
        &PHRASES.furniture,
        &PHRASES.undated,
        &PHRASES.office,
        &PHRASES.label,
        &PHRASES.section,
        &PHRASES.source,
    ]
    .iter()
    .any(|phrases| leading(name, phrases).is_some());
    let is_name = name.starts_with(|first: char| first.is_alphabetic() && !first.is_lowercase())
        && (1..=LONGEST_PLACE).contains(&words)
        && !name.contains(|c: char| c.is_numeric() || c == ':')
        && ![" - ", " – ", " — "].iter().any(|dash| name.contains(dash))
        && !LINKS.iter().any(|link| link.trim().eq_ignore_ascii_case(name))
        && !name.split_whitespace().any(|word| reader.is_weekday(word) || reader.is_month(word));
    let between = before.get(end..)?;
    let after = line[mention.span.end..].trim_matches(|c: char| !c.is_alphanumeric());
    let ends_there = after.chars().count() <= 1 || YEAR_WORDS.contains(&after);
    let is_short = between.len() <= LONGEST_OFFICE;
    let is_plain = between
        .split_whitespace()
        .all(|word| word.chars().count() <= 4 || reader.is_weekday(word.trim_matches(',')));
    let is_clear = comma.is_some() && (words == 1 || is_loud(name) || between.contains(char::is_alphabetic));
    let is_certain = is_plain && (is_clear || bare.is_some());
    (is_name && !is_other && ends_there && is_short).then_some(Place {
        name,
        is_parted: comma.is_some(),
        is_certain,
    })
}

/// Words in the middle of a place's name that are written small.
const PARTICLES: [&str; 16] =
    ["ng", "sa", "de", "da", "do", "dos", "das", "del", "di", "der", "den", "am", "an", "of", "upon", "sur"];

/// A place in capitals as it is spoken: `JAKARTA` → `Jakarta`, `ST. LOUIS` → `St. Louis`; abbreviations stay.
fn spoken(place: &str) -> String {
    // Russian puts the word for a town before its name.
    let place = ["Г. ", "г. ", "Г.", "г."].iter().find_map(|town| place.strip_prefix(town)).unwrap_or(place);
    let is_loud = place.chars().filter(|character| character.is_alphabetic()).all(char::is_uppercase);
    if !is_loud {
        return place.to_owned();
    }
    let words: Vec<&str> = place.split(' ').collect();
    let spoken = words.iter().enumerate().map(|(index, word)| {
        let small = word.to_lowercase();
        let is_first = index == 0;
        let is_last = index + 1 == words.len();
        if !is_first && PARTICLES.contains(&small.as_str()) {
            small
        } else if word.trim_end_matches('.').contains('.') || (is_last && word.chars().count() <= 2) {
            (*word).to_owned()
        } else {
            capitalised(&small)
        }
    });
    spoken.collect::<Vec<_>>().join(" ")
}

/// A word in lower case with a capital letter at its start, and after each hyphen.
fn capitalised(word: &str) -> String {
    let parts = word.split('-').map(|part| {
        let mut characters = part.chars();
        let first = characters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(characters).collect::<String>()
    });
    parts.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_tells_place_and_wire() {
        for (text, place, wire) in [
            ("JAKARTA – Indonesia sedang fokus.", "Jakarta", None),
            ("Jakarta, Kominfo - Pemerintah melakukan upaya.", "Jakarta", Some("Kominfo")),
            ("JAKARTA, KOMPAS — Pemerintah melakukan upaya.", "Jakarta", Some("KOMPAS")),
            ("WASHINGTON, D.C. — The minister said so.", "Washington", None),
            ("NEW YORK, Nov. 27, 2017 — The minister said so.", "New York", None),
            ("ST. LOUIS, MO – U.S. Senators joined hundreds of workers.", "St. Louis", None),
            ("RIO DE JANEIRO – O ministério abriu quatro clínicas.", "Rio de Janeiro", None),
        ] {
            let start = Start::of(text).unwrap();
            assert_eq!((start.place.as_str(), start.wire.as_deref()), (place, wire), "{text}");
        }
        assert_eq!(Start::of("Example Suite / Desktop Edition — the minister presented it."), None);
        assert_eq!(Start::of("SIARAN PERS – Kementerian memulai operasi besar hari ini."), None);
    }
}
