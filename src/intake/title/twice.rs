//! A headline that stands twice above a text: as the page's title and as its heading, or in a list and over the text.

use super::FEWEST_OF_PIECE;
use crate::intake::letterhead::{is_name, is_office_name};
use crate::intake::outline::{Part, is_said_again};
use crate::intake::paragraph::Paragraph;
use crate::intake::phrases::{PHRASES, after, fold, leading};
use crate::intake::shape::{is_prose, size};

/// A line given twice that is no longer names a part of the site where a longer one is there, in words.
const LONGEST_RUBRIC: usize = 2;

/// What parts a headline from the site's name in the title of a page.
const PARTING: [&str; 4] = [" | ", " - ", " – ", " — "];

/// A heading that was broken has no more lines.
const MOST_LINES: usize = 3;

/// Which of these lines is the headline because another one repeats it, and of how many lines it is.
pub(super) fn repeated(lines: &[&str]) -> Option<(usize, usize)> {
    let folded: Vec<String> = lines.iter().map(|line| fold(line)).collect();
    let is_heading = |&(index, count): &(usize, usize)| {
        let heading = folded[index..index + count].join(" ");
        size(&heading) >= FEWEST_OF_PIECE
            && !is_office_name(lines[index])
            && folded[..index].iter().any(|title| is_title_of_page(title, &heading))
    };
    let starts = (0..lines.len()).flat_map(|index| (1..=MOST_LINES).map(move |count| (index, count)));
    let heading = starts.filter(|(index, count)| index + count <= lines.len()).find(is_heading);
    let given_twice =
        || (0..lines.len()).find(|&index| folded[index + 1..].iter().any(|later| *later == folded[index]));
    let (index, count) = heading.or_else(|| Some((given_twice()?, 1)))?;
    let is_rubric = size(lines[index]) <= LONGEST_RUBRIC;
    let longer = lines.iter().position(|line| size(line) >= FEWEST_OF_PIECE);
    if is_rubric && count == 1 { Some((longer.unwrap_or(index), 1)) } else { Some((index, count)) }
}

/// The sentence right above a text that stands there twice: a headline that ends with a full stop.
pub(super) fn sentence_said_twice<'a>(paragraphs: &'a [Paragraph], parts: &[Part]) -> Option<&'a str> {
    let lead = parts.iter().position(|part| *part == Part::Lead)?;
    let first = lead.checked_sub(2)?;
    let is_head = parts[first..lead].iter().all(|part| *part == Part::Head);
    let line = paragraphs[first].text.as_str();
    (is_head && is_prose(line) && is_said_again(paragraphs, first)).then_some(line)
}

/// A label with a name behind it that stands twice above a text, as page's title and heading: `COMMUNIQUÉ COVID-19`.
pub(super) fn label_given_twice<'a>(paragraphs: &'a [Paragraph], parts: &[Part]) -> Option<&'a str> {
    const SHORTEST_NAME: usize = 4;
    let labels = paragraphs.iter().zip(parts).filter(|(_, part)| **part == Part::Release);
    let labels: Vec<&str> = labels.map(|(paragraph, _)| paragraph.text.as_str()).collect();
    let names = |label: &str| {
        let Some(phrase) = leading(label, &PHRASES.release) else { return false };
        let name = after(label, phrase);
        let is_word =
            |word: &str| word.chars().filter(|letter| letter.is_alphabetic()).count() >= SHORTEST_NAME;
        name.split_whitespace().any(is_word)
            && [&PHRASES.office, &PHRASES.contact, &PHRASES.release]
                .iter()
                .all(|other| leading(name, other).is_none())
    };
    (0..labels.len())
        .find(|&index| labels[index + 1..].iter().any(|later| fold(later) == fold(labels[index])))
        .map(|index| labels[index])
        .filter(|label| names(label))
}

/// The start of a piece that another one starts with too, where only a name follows it here: a page's title that lost
/// its breaks, `New bridge opens in the north U S Senator A Name`.
pub(super) fn repeated_start<'a>(piece: &'a str, paragraphs: &[Paragraph]) -> Option<&'a str> {
    const FEWEST: usize = 6;
    let common = |other: &str| {
        let same = piece.split(' ').zip(other.split(' ')).take_while(|(one, other)| one == other);
        same.map(|(word, _)| word.len() + 1).sum::<usize>().min(piece.len())
    };
    let others = paragraphs.iter().map(|paragraph| paragraph.text.as_str()).filter(|text| *text != piece);
    let end = others.map(common).max()?;
    let (start, name) = (piece[..end].trim_end(), piece[end..].trim_start());
    (start.split(' ').count() >= FEWEST && is_name(name)).then_some(start)
}

/// The title of a page without the name of its site: an office behind a sign that parts them.
pub(super) fn without_site(title: &str) -> &str {
    let parted = PARTING.iter().filter_map(|parting| title.rsplit_once(parting));
    parted
        .map(|(words, site)| (words.trim_end(), site))
        .find(|(words, site)| size(words) >= FEWEST_OF_PIECE && is_office_name(site.trim()))
        .map_or(title, |(words, _)| words)
}

/// Whether a line is the title of a page that has this heading, with the site's name before or after it.
fn is_title_of_page(title: &str, heading: &str) -> bool {
    PARTING.into_iter().any(|parting| {
        title.strip_prefix(heading).is_some_and(|site| site.starts_with(parting))
            || title.strip_suffix(heading).is_some_and(|site| site.ends_with(parting))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_of_a_page_wins_over_its_title() {
        let bridge = "New bridge opens in the north";
        assert_eq!(repeated(&["New bridge opens in the north | City of Example", "x", bridge]), Some((2, 1)));
        assert_eq!(repeated(&["Archive", bridge, "Archive"]), Some((1, 1)));
        assert_eq!(repeated(&["x", bridge, bridge]), Some((1, 1)));
        assert_eq!(repeated(&[bridge, "New bridge opens"]), None);
        assert_eq!(
            repeated(&[
                "New bridge opens in the north - City of Example",
                "New bridge opens",
                "in the north"
            ]),
            Some((1, 2))
        );
    }

    #[test]
    fn a_page_s_title_loses_the_name_of_an_office() {
        let bridge = "New bridge opens in the north";
        assert_eq!(without_site("New bridge opens in the north | Example Attorney's Office"), bridge);
        assert_eq!(without_site("New bridge opens - and a road"), "New bridge opens - and a road");
    }
}
