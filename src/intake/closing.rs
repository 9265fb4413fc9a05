//! The contacts at the end of a text whose other fields are known: private data must not stay in what feeds carry.
//!
//! It is asked of every file with front matter, whose text somebody wrote as it should be read: so it takes only what
//! names itself contacts, or has the shape of one where no text follows. It parses nothing where a cheap test finds no
//! sign of any.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::contact::{has_details, has_sure_details};
use super::contact_line::{Line, at_end, is_contact_line};
use super::markdown::{unmarked, without_emphasis};
use super::outline::{Part, heading_part, opens_contacts};
use super::pattern::pattern;
use super::phrases::{PHRASES, leading};
use super::shape::{is_prose, size};
use crate::article::{Body, Markup};
use crate::text::Text;

/// Contacts are looked for in so many lines at the end.
const MOST_LINES: usize = 120;

/// A text with more blocks that name themselves contacts is a list of offices: they are what it tells.
const MOST_BLOCKS: usize = 3;

/// A line with fewer digits in a row has no telephone number.
const FEWEST_DIGITS: usize = 5;

/// A line with a mail address or a telephone number is no longer than this, in words.
const LONGEST: usize = 20;

/// A line with a name or an office is no longer than this, in words.
const LONGEST_NAME: usize = 8;

/// So many paragraphs of names and offices stand before an address at most.
const MOST_NAMES: usize = 3;

/// What a list item starts with.
static ITEM: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+"));

/// The address of a page, in which digits are no telephone number.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\S*(?:://|www\.)\S*"));

/// Links that tell no more than their words do.
static PLAIN_LINK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"<[\w.+-]+@[\w.-]+>|\[(?:[^\]\s]+@[^\]\s]+|[\d\s()+./–-]+)\]\((?:mailto|tel):[^)\s]*\)")
});

/// A link from a name to an address: both are told where it goes.
static NAMED_LINK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\[(?P<name>[^\]]+)\]\((?:mailto|tel):(?P<address>[^)\s?]+)[^)\s]*\)"));

/// A text parted from the contacts at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The text without them.
    pub rest: String,
    /// Whom the press may ask.
    pub contacts: Text,
}

/// Parts a text from the contacts at its end; `None` where it has none, or is a page.
#[must_use]
pub fn closing(text: &str, markup: Markup) -> Option<Closing> {
    if markup == Markup::Html {
        return None;
    }
    let lines: Vec<&str> = text.lines().collect();
    let last = lines.len().saturating_sub(MOST_LINES);
    let tells = |line: &&&str| {
        may_have_details(line) && (has_details(line) || is_contact_line(&with_addresses(line)))
    };
    lines[last..].iter().find(tells)?;
    let private = private_lines(&lines, last, markup);
    if private.is_empty() {
        return None;
    }
    let is_private = |index: usize| private.iter().any(|block| block.contains(&index));
    let (mut rest, mut contacts) = (String::new(), String::new());
    for (index, line) in lines.iter().enumerate() {
        // A line that is left out still parts what stands around it.
        let is_private = is_private(index);
        let (kept, parted) = if is_private { (&mut contacts, &mut rest) } else { (&mut rest, &mut contacts) };
        kept.push_str(&if is_private { with_addresses(line) } else { (*line).into() });
        kept.push('\n');
        parted.push_str(if parted.is_empty() || parted.ends_with("\n\n") { "" } else { "\n" });
    }
    let contacts: Vec<String> =
        Body::new(&contacts, markup).blocks().into_iter().map(|block| block.text).collect();
    Some(Closing { rest, contacts: Text::non_empty_block(&contacts.join("\n"))? })
}

/// Whether a line may have a mail address or a telephone number: a cheap test before a costly one.
fn may_have_details(line: &str) -> bool {
    let mut digits = 0;
    let has_number = line.chars().any(|character| {
        match character {
            digit if digit.is_numeric() => digits += 1,
            ' ' | '\u{A0}' | '(' | ')' | '/' | '.' | '-' | '–' | '‑' | '+' => {}
            _ => digits = 0,
        }
        digits >= FEWEST_DIGITS
    });
    has_number || ["@", "＠", "at]", "at)", ".me/"].iter().any(|sign| line.contains(sign))
}

/// A line whose links from names to addresses tell the addresses.
fn with_addresses(line: &str) -> Cow<'_, str> {
    if PLAIN_LINK.is_match(line) { line.into() } else { NAMED_LINK.replace_all(line, "$name ($address)") }
}

/// The lines of contacts, of which none starts before line `from`, counted from 0.
fn private_lines(lines: &[&str], from: usize, markup: Markup) -> Vec<Range<usize>> {
    let units = units(lines, markup);
    let is_text = |unit: &Unit<'_>| !unit.is_refused && !is_contact_line(&unit.text());
    // What stands above the text is a letterhead; but the text may be of a few words.
    let prose = units.iter().position(|unit| is_text(unit) && is_prose(&unit.text()));
    let Some(lead) = prose.or_else(|| units.iter().position(|unit| is_text(unit) && unit.level == 0)) else {
        return Vec::new();
    };
    let mut blocks = named_blocks(&units, lead, from);
    if blocks.len() > MOST_BLOCKS {
        return Vec::new();
    }
    blocks.extend(shaped_blocks(&units, lead, from));
    let whole = blocks.into_iter().map(|Range { start, end }| {
        let first = start - usize::from(start > lead + 1 && is_left_alone(&units, start - 1, end));
        units[first].lines.start..units[end - 1].lines.end
    });
    whole.collect()
}

/// The units that name themselves contacts, and those below them.
fn named_blocks(units: &[Unit<'_>], lead: usize, from: usize) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut next = lead + 1;
    while next < units.len() {
        let count = if units[next].lines.start < from { 0 } else { contacts(&units[next..]) };
        match blocks.last_mut().filter(|block| block.end == next && count > 0) {
            Some(block) => block.end += count,
            None if count > 0 => blocks.push(next..next + count),
            None => {}
        }
        next += count.max(1);
    }
    blocks
}

/// The units that have the shape of contacts, in each section where no text of it follows them.
fn shaped_blocks(units: &[Unit<'_>], lead: usize, from: usize) -> Vec<Range<usize>> {
    let texts: Vec<String> = units.iter().map(Unit::as_line).collect();
    let opens = |index: usize| {
        let is_mark = units[index].level > 0 && texts[index].is_empty();
        is_mark || heading_part(&texts[index], true, Part::Body).is_some_and(|part| part != Part::Contact)
    };
    let mut starts: Vec<usize> = (lead + 1..units.len()).filter(|&index| opens(index)).collect();
    starts.push(units.len());
    let mut first = lead + 1;
    let mut blocks: Vec<Range<usize>> = Vec::new();
    for end in starts {
        let line = |index: usize| {
            let Unit { is_item, level, .. } = units[index];
            Line { text: &texts[index], is_item, is_heading: level > 0 }
        };
        let lines: Vec<Line<'_>> = (first..end).map(line).collect();
        let found = at_end(&lines).into_iter().map(|at| first + at);
        for index in found.filter(|&index| !units[index].is_refused && units[index].lines.start >= from) {
            match blocks.last_mut().filter(|block| block.end == index) {
                Some(block) => block.end += 1,
                None => blocks.push(index..index + 1),
            }
        }
        first = end;
    }
    blocks
}

/// Whether nothing would stand below this heading if the units up to `end` went.
fn is_left_alone(units: &[Unit<'_>], heading: usize, end: usize) -> bool {
    let level = units[heading].level;
    level > 0 && units.get(end).is_none_or(|next| (1..=level).contains(&next.level))
}

/// A paragraph, a heading or an item of a list, never with more than one of them.
struct Unit<'a> {
    lines: Range<usize>,
    source: &'a [&'a str],
    /// A heading's level; 0 for what is none.
    level: usize,
    /// Whether it is an item of a list.
    is_item: bool,
    /// Whether its marks would be lost on a line of contacts.
    is_refused: bool,
}

impl Unit<'_> {
    /// Its lines without marks.
    fn bare_lines(&self) -> impl Iterator<Item = String> {
        self.source.iter().map(|line| {
            let line = with_addresses(line);
            without_emphasis(unmarked(&ITEM.replace(&line, "")).trim())
        })
    }

    /// Its text; lines that stand for themselves are parted.
    fn as_line(&self) -> String {
        let parting = if self.is_short() { " | " } else { " " };
        self.bare_lines().collect::<Vec<String>>().join(parting)
    }

    fn text(&self) -> String {
        self.bare_lines().collect::<Vec<String>>().join(" ")
    }

    /// Whether each of its lines is an address, a telephone number, a name or an office.
    fn is_short(&self) -> bool {
        let is_short = |line: &String| {
            size(line) <= LONGEST_NAME && !is_prose(line) || has_details(line) && size(line) <= LONGEST
        };
        self.bare_lines().all(|line| is_short(&line))
    }

    /// Whether it has a mail address or a number that must be a telephone's.
    fn has_sure_details(&self) -> bool {
        has_sure_details(&ADDRESS.replace_all(&self.text(), " "))
    }
}

fn units<'a>(lines: &'a [&'a str], markup: Markup) -> Vec<Unit<'a>> {
    let is_markdown = markup == Markup::Markdown;
    let mut units: Vec<Unit<'a>> = Vec::new();
    let mut is_fenced = false;
    for (index, line) in lines.iter().enumerate() {
        let is_fence = is_markdown && ["```", "~~~"].iter().any(|fence| line.trim_start().starts_with(fence));
        is_fenced ^= is_fence;
        if line.trim().is_empty() {
            continue;
        }
        let level = if is_markdown { line.bytes().take_while(|byte| *byte == b'#').count() } else { 0 };
        let is_item = ITEM.is_match(line);
        let goes_on = |unit: &&mut Unit<'_>| {
            // Below the end of a sentence, a contact may stand without a blank line between.
            let is_set_off = || {
                lines[index - 1].trim_end().ends_with(['.', '!', '?', '。'])
                    && may_have_details(line)
                    && is_contact_line(line)
            };
            unit.lines.end == index && unit.level == 0 && level == 0 && !is_item && !is_set_off()
        };
        let is_refused = is_fence || is_fenced || is_refused(line);
        match units.last_mut().filter(goes_on) {
            Some(unit) => {
                unit.lines.end += 1;
                unit.source = &lines[unit.lines.clone()];
                unit.is_refused |= is_refused;
            }
            None => {
                let source = &lines[index..=index];
                units.push(Unit { lines: index..index + 1, source, level, is_item, is_refused });
            }
        }
    }
    units
}

/// Whether a line has more than words: a link, a picture, a table, markup, a definition, a quotation, a rule.
fn is_refused(line: &str) -> bool {
    let line = line.trim();
    let words = PLAIN_LINK.replace_all(line, "");
    let words = NAMED_LINK.replace_all(&words, "");
    ["](", "][", "![", "[^", "]:", "<"].iter().any(|mark| words.contains(mark))
        || line.starts_with(['>', '|'])
        || line.chars().all(|sign| "-=*_:| ".contains(sign))
}

/// How many of these units are contacts that the first of them opens.
fn contacts(units: &[Unit<'_>]) -> usize {
    let [first, below @ ..] = units else { return 0 };
    let label = first.bare_lines().next().unwrap_or_default();
    if first.is_refused || leading(&label, &PHRASES.contact).is_none() || !first.is_short() {
        return 0;
    }
    let opens = opens_contacts(&label);
    if first.has_sure_details()
        || (opens && has_details(&ADDRESS.replace_all(&first.text(), " ")) && !is_prose(&first.text()))
    {
        return 1;
    }
    if !opens {
        return 0;
    }
    let mut count = 0;
    for (index, unit) in below.iter().enumerate().take_while(|(_, unit)| is_below(unit)) {
        if index > count + MOST_NAMES {
            break;
        }
        if unit.has_sure_details() {
            count = index + 1;
        }
    }
    if count > 0 { count + 1 } else { 0 }
}

/// Whether a unit may stand below a heading of contacts.
fn is_below(unit: &Unit<'_>) -> bool {
    let other = heading_part(&unit.text(), true, Part::Contact).is_some_and(|part| part != Part::Contact);
    unit.level == 0 && !unit.is_refused && unit.is_short() && !other
}

#[cfg(test)]
mod tests;
