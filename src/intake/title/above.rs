//! What stands above a headline and is none: letterheads, names of series, kickers.

use super::shared::Vocabulary;
use super::unspaced::is_sender;
use super::{Candidate, FEWEST_OF_PIECE};
use crate::intake::date::DateReader;
use crate::intake::letterhead::{is_name, is_office};
use crate::intake::outline::Part;
use crate::intake::paragraph::Paragraph;
use crate::intake::shape::{is_loud, size};
use crate::intake::when::is_date_line;

/// A kicker is no longer than this, in words.
const LONGEST_KICKER: usize = 2;

/// A rubric in a script without capitals is no longer than this, in letters.
const LONGEST_RUBRIC: usize = 6;

/// The candidates without the names of offices above the first headline.
pub(super) fn without_letterhead<'a>(
    candidates: &[Candidate<'a>],
    vocabulary: &Vocabulary,
    paragraphs: &[Paragraph],
    parts: &[Part],
    reader: &DateReader,
) -> Vec<Candidate<'a>> {
    // An office that does what the text below tells: `Ministry opens library`.
    if let [only] = candidates
        && parts.get(only.index + 1) == Some(&Part::Lead)
        && vocabulary.tells_otherwise(only.line)
    {
        return vec![*only];
    }
    let loud = loud_letterhead(candidates, parts).max(foreign_above_label(candidates, vocabulary, parts));
    let mut kept: Vec<Candidate<'a>> =
        candidates[loud..].iter().copied().filter(|candidate| !is_office(candidate.line)).collect();
    while let [first, second, ..] = kept.as_slice()
        && (is_letterhead_above(*first, *second, paragraphs, parts)
            || is_kicker(first.line, second.line)
            || is_sender(first.line, second.line)
            || is_rubric(*first, *second, vocabulary, paragraphs, reader))
    {
        kept.remove(0);
    }
    if kept.is_empty() {
        // An office that does something: `POLICE ARREST THREE MEN`.
        kept.extend(candidates.iter().copied().filter(|candidate| size(candidate.line) >= FEWEST_OF_PIECE));
    }
    kept
}

/// How many candidates are a letterhead in capitals: a label stands between them and a headline that has small letters.
fn loud_letterhead(candidates: &[Candidate<'_>], parts: &[Part]) -> usize {
    let loud = candidates.iter().take_while(|candidate| is_loud(candidate.line)).count();
    let (above, below) = candidates.split_at(loud);
    let (Some(last), Some(next)) = (above.last(), below.first()) else {
        return names_above_label(candidates, parts);
    };
    let is_label = |part: &Part| matches!(part, Part::Release | Part::Number);
    let is_labelled = parts[last.index..next.index].iter().any(is_label);
    let is_headline =
        next.line.contains(char::is_lowercase) && size(next.line) >= FEWEST_OF_PIECE && !is_name(next.line);
    if is_labelled && is_headline { loud } else { names_above_label(candidates, parts) }
}

/// How many candidates stand above the last label of a text, which has more words of the one right below it: an
/// address, a motto.
fn foreign_above_label(candidates: &[Candidate<'_>], vocabulary: &Vocabulary, parts: &[Part]) -> usize {
    let is_label = |part: &Part| matches!(part, Part::Release | Part::Number);
    let lead = parts.iter().position(|part| *part == Part::Lead).unwrap_or(parts.len());
    let Some(label) = parts[..lead].iter().rposition(is_label) else { return 0 };
    let above = candidates.iter().take_while(|candidate| candidate.index < label).count();
    let Some(below) = candidates.get(above) else { return 0 };
    let is_preferred = |other: &Candidate<'_>| vocabulary.prefers(below.line, other.line);
    if candidates[..above].iter().all(is_preferred) { above } else { 0 }
}

/// How many candidates are names that end right above the first label of a text: `The Hon A. Name`, `Minister for Works`,
/// `Media release`.
fn names_above_label(candidates: &[Candidate<'_>], parts: &[Part]) -> usize {
    let Some(label) = parts.iter().position(|part| *part == Part::Release) else { return 0 };
    let above = candidates.iter().take_while(|candidate| candidate.index < label).count();
    let (names, below) = candidates.split_at(above);
    let (Some(last), Some(next)) = (names.last(), below.first()) else { return 0 };
    let are_names = names.len() > 1 && names.iter().all(|candidate| is_name(candidate.line));
    let is_headline = size(next.line) >= FEWEST_OF_PIECE && !is_name(next.line) && !is_office(next.line);
    if are_names && last.index + 1 == label && is_headline { above } else { 0 }
}

/// Whether the first of two lines is a name, and what stands about it says that it is no headline: a label or a day
/// between them, or a label right above it.
fn is_letterhead_above(
    first: Candidate<'_>,
    second: Candidate<'_>,
    paragraphs: &[Paragraph],
    parts: &[Part],
) -> bool {
    let is_label = |index: usize| matches!(parts[index], Part::Release | Part::Number | Part::Embargo);
    let is_between =
        |index: usize| is_label(index) || size(&paragraphs[index].text) > 0 && parts[index] == Part::Head;
    let are_parted = (first.index + 1..second.index).any(is_between);
    let adjoins = |one: usize, other: usize| {
        paragraphs.get(one).zip(paragraphs.get(other)).is_some_and(|(one, other)| one.adjoins(other))
    };
    let is_labelled = first.index > 0
        && is_label(first.index - 1)
        && adjoins(first.index - 1, first.index)
        && !adjoins(first.index, second.index);
    let is_name = is_name(first.line) || is_name_of_series(first.line);
    is_name && size(second.line) >= size(first.line) && (are_parted || is_labelled)
}

/// Whether a line names a house and what it regularly reports: `Example Airport – Traffic figures`.
fn is_name_of_series(line: &str) -> bool {
    const LONGEST: usize = 6;
    let parted = line.split_once(" – ").or_else(|| line.split_once(" - ")).or_else(|| line.split_once(" | "));
    size(line) <= LONGEST && !line.contains(',') && parted.is_some_and(|(name, _)| is_name(name))
}

/// Whether a line of a word or two, a name or in capitals, stands above a headline: `OPERATIONAL UPDATE`,
/// `TRANSPORT: Buses`.
fn is_kicker(line: &str, next: &str) -> bool {
    let has_case = line.contains(char::is_uppercase);
    let is_rubric_and_topic =
        line.split_once(": ").is_some_and(|(rubric, topic)| is_loud(rubric) && is_name(topic));
    has_case
        && size(line) <= LONGEST_KICKER
        && !is_loud(next)
        && size(next) > FEWEST_OF_PIECE
        && (is_name(line) || is_rubric_and_topic)
}

/// Whether a short line names the part of the site that a text stands in: the day parts it from a headline that is
/// longer, or its script has no capitals and the headline is twice as long.
fn is_rubric(
    first: Candidate<'_>,
    second: Candidate<'_>,
    vocabulary: &Vocabulary,
    paragraphs: &[Paragraph],
    reader: &DateReader,
) -> bool {
    let letters = |line: &str| line.chars().filter(|character| character.is_alphabetic()).count();
    let has_case =
        first.line.contains(|character: char| character.is_uppercase() || character.is_lowercase());
    if !has_case {
        return letters(first.line) <= LONGEST_RUBRIC && letters(second.line) >= 2 * letters(first.line);
    }
    let is_dated = || {
        let between = &paragraphs[first.index + 1..second.index];
        between.iter().any(|paragraph| is_date_line(&paragraph.text, reader))
    };
    let is_short = size(first.line) <= LONGEST_KICKER
        || size(first.line) < FEWEST_OF_PIECE && vocabulary.prefers(second.line, first.line);
    is_short && size(second.line) > size(first.line) && is_dated()
}
