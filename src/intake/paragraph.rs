//! Parts a text into paragraphs, whatever its line breaks mean.

use super::credit;
use crate::article::Dateline;

/// A paragraph, its white space folded but for its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// The text, on one line.
    pub(super) text: String,
    /// The line of the source that it starts on, counted from 1.
    pub(super) line: usize,
    /// How many lines of the source it has.
    pub(super) lines: usize,
}

impl Paragraph {
    /// Whether another one starts on the line right below.
    pub(super) const fn adjoins(&self, below: &Self) -> bool {
        self.line + self.lines == below.line
    }
}

/// A line longer than this was not broken by hand or by a mail program.
const LONGEST_WRAPPED_LINE: usize = 110;

/// No program wraps lines narrower than this.
const NARROWEST: usize = 50;

/// So many spaces in a row part two pieces of a text whose line breaks were lost.
const LOST_BREAK: &str = "    ";

/// The paragraphs of `text`, none of them blank.
pub(super) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let lines: Vec<(usize, &str)> = (1..).zip(text.lines()).collect();
    // An address of the web is as long as it is.
    let is_address = |line: &str| line.trim().contains("://") && !line.trim().contains(' ');
    let others = lines.iter().filter(|(_, line)| !is_address(line));
    let width = others.map(|(_, line)| length(line)).max().unwrap_or(0);
    let has_long_line = width > LONGEST_WRAPPED_LINE;
    let is_hyphenated = lines.windows(2).filter(|pair| parts_word(pair[0].1, pair[1].1)).nth(1).is_some();
    let blocks = lines.split(|(_, line)| line.trim().is_empty());
    let pieces = blocks.flat_map(|block| {
        if block.iter().any(|(_, line)| columns(line).len() > 1) {
            columned(block)
        } else if has_long_line && is_wrapped(block) {
            rewrapped(block)
        } else if has_long_line || block.len() <= 1 {
            each(block)
        } else if is_list(block) || is_ragged(block) {
            list(block, width)
        } else {
            sections(block).flat_map(|section| joined(section, is_hyphenated)).collect()
        }
    });
    pieces.filter(|paragraph| !paragraph.text.is_empty()).collect()
}

fn each(block: &[(usize, &str)]) -> Vec<Paragraph> {
    block
        .iter()
        .flat_map(|(line, text)| {
            pieces(text).into_iter().map(|text| Paragraph { text, line: *line, lines: 1 })
        })
        .collect()
}

/// Whether the lines of a block go on from one to the next, though others of its text are longer than any wrapped one:
/// often they start with a small letter below a line that ends within a sentence, or, in a block of few lines, most
/// breaks are within sentences and the last line ends one.
fn is_wrapped(block: &[(usize, &str)]) -> bool {
    const FEWEST: usize = 3;
    const SHORTEST: usize = 30;
    let is_open = |pair: &&[(usize, &str)]| {
        pair[0].1.trim_end().ends_with(|last: char| last.is_alphanumeric() || last == ',')
    };
    let goes_on = |pair: &&[(usize, &str)]| {
        is_open(pair)
            && length(pair[0].1) >= SHORTEST
            && pair[1].1.trim_start().starts_with(char::is_lowercase)
    };
    let breaks = block.windows(2);
    let open = breaks.clone().filter(is_open).count();
    let going_on = breaks.clone().filter(goes_on).count();
    // A few lines may be longer: what an editor wrote into a wrapped text.
    let long = block.iter().filter(|(_, line)| length(line) > LONGEST_WRAPPED_LINE).count();
    let is_narrow = long * 4 <= block.len();
    let has_author = || block.iter().any(|(_, line)| credit::by_line(line.trim()).is_some());
    let ends = || block.last().is_some_and(|(_, line)| line.trim_end().ends_with(['.', '”', '"']));
    let is_often = going_on >= FEWEST && going_on * 4 >= block.len();
    let is_mostly = || going_on > 0 && open * 2 > breaks.len() && ends() && !has_author();
    is_narrow && (is_often || is_mostly())
}

/// The paragraphs of a wrapped block: each ends with a sentence, in a line that has room left or is no wrapped one.
fn rewrapped(block: &[(usize, &str)]) -> Vec<Paragraph> {
    let narrow = block.iter().map(|(_, line)| length(line)).filter(|length| *length <= LONGEST_WRAPPED_LINE);
    let width = narrow.max().unwrap_or(0);
    let mut whole: Vec<Paragraph> = Vec::new();
    let mut ended = true;
    for (line, text) in block {
        match whole.last_mut().filter(|_| !ended) {
            Some(paragraph) => {
                paragraph.text = format!("{} {}", paragraph.text, fold(text));
                paragraph.lines += 1;
            }
            None => whole.push(Paragraph { text: fold(text), line: *line, lines: 1 }),
        }
        let has_room = length(text) * 4 < width * 3 || length(text) > LONGEST_WRAPPED_LINE;
        ended = has_room && text.trim_end().ends_with(['.', '!', '?', ':', '”', '"', ')']);
    }
    whole
}

/// The pieces of a line, parted where breaks were lost; one that goes on in small letters belongs to the one before.
fn pieces(line: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for piece in line.split(LOST_BREAK).map(fold).filter(|piece| !piece.is_empty()) {
        match pieces.last_mut() {
            Some(before) if piece.starts_with(char::is_lowercase) => {
                before.push(' ');
                before.push_str(&piece);
            }
            _ => pieces.push(piece),
        }
    }
    pieces
}

/// Whether line breaks were lost from a text with these paragraphs: several stand in one line, a long one among them.
pub(super) fn has_lost_breaks(paragraphs: &[Paragraph]) -> bool {
    let is_long = |paragraph: &Paragraph| length(&paragraph.text) > LONGEST_WRAPPED_LINE;
    paragraphs
        .chunk_by(|one, next| one.line == next.line)
        .any(|line| line.len() > 1 && line.iter().any(is_long))
}

/// The lines of a list, but that a line which goes on in small letters, or which had no room in the line before, belongs
/// to that.
fn list(block: &[(usize, &str)], width: usize) -> Vec<Paragraph> {
    let mut items: Vec<Paragraph> = Vec::new();
    let mut room = width;
    for (line, text) in block {
        let first_word = text.split_whitespace().next().unwrap_or_default();
        let is_word = first_word.trim_end_matches([',', '.']).chars().all(char::is_alphabetic);
        let goes_on = (is_word && first_word.starts_with(char::is_lowercase))
            || (width >= NARROWEST && room < length(first_word) + 1);
        room = width.saturating_sub(length(text));
        match items.last_mut() {
            Some(item) if goes_on => {
                item.text = format!("{} {}", item.text, fold(text));
                item.lines += 1;
            }
            _ => items.push(Paragraph { text: fold(text), line: *line, lines: 1 }),
        }
    }
    items
}

fn length(line: &str) -> usize {
    line.trim().chars().count()
}

/// A block, parted where a line has so much room left that it was ended by hand (a trail or a label above a headline)
/// and above a dateline.
fn sections<'a, 'b>(block: &'b [(usize, &'a str)]) -> impl Iterator<Item = &'b [(usize, &'a str)]> {
    let width = block.iter().map(|(_, line)| length(line)).max().unwrap_or(0);
    block.chunk_by(move |(_, line), (_, next)| {
        let first_word = next.split_whitespace().next().unwrap_or_default();
        let has_room = (length(line) + 1 + length(first_word)) * 3 <= width;
        let goes_on = next.trim_start().starts_with(char::is_lowercase)
            || !line.trim_end().ends_with(|last: char| last.is_alphanumeric() || last == ')');
        let is_dateline = Dateline::split(next.trim()).is_some_and(|dateline| dateline.is_certain);
        !is_dateline && (!has_room || goes_on)
    })
}

/// The lines of a block as one paragraph; where lines end within words, these are made whole.
fn joined(block: &[(usize, &str)], is_hyphenated: bool) -> Vec<Paragraph> {
    let Some((line, first)) = block.first() else { return Vec::new() };
    let mut text = (*first).to_owned();
    for pair in block.windows(2) {
        if is_hyphenated && parts_word(pair[0].1, pair[1].1) {
            text.truncate(text.trim_end().len() - 1);
        } else {
            text.push(' ');
        }
        text.push_str(pair[1].1.trim_start());
    }
    vec![Paragraph { text: fold(&text), line: *line, lines: block.len() }]
}

/// Whether a word seems to go on from one line to the next.
fn parts_word(line: &str, next: &str) -> bool {
    let before = line.trim_end().strip_suffix('-');
    before.is_some_and(|before| before.ends_with(char::is_lowercase))
        && next.trim_start().starts_with(char::is_lowercase)
}

/// The columns of a line whose last is an address: a letterhead beside a headline.
fn columns(line: &str) -> Vec<&str> {
    let columns: Vec<&str> = line.split("   ").map(str::trim).filter(|column| !column.is_empty()).collect();
    let is_address =
        |column: &&str| !column.contains(' ') && (column.contains("://") || column.contains('@'));
    match columns.as_slice() {
        [.., last] if columns.len() > 1 && is_address(last) => columns,
        _ => vec![line],
    }
}

/// A block with columns, each line for itself.
fn columned(block: &[(usize, &str)]) -> Vec<Paragraph> {
    let columns =
        block.iter().flat_map(|(line, text)| columns(text).into_iter().map(|column| (*line, column)));
    columns.map(|(line, text)| Paragraph { text: fold(text), line, lines: 1 }).collect()
}

/// Whether every line stands for itself: none is as long as a wrapped one would be, and none ends mid-sentence.
fn is_list(block: &[(usize, &str)]) -> bool {
    let longest = block.iter().map(|(_, line)| length(line)).max().unwrap_or(0);
    longest < 50
}

/// Whether most lines of a block were ended by hand: there was room for the next word, and it starts anew.
fn is_ragged(block: &[(usize, &str)]) -> bool {
    const FEWEST_BREAKS: usize = 3;
    let width = block.iter().map(|(_, line)| length(line)).max().unwrap_or(0);
    let starts_anew = |pair: &&[(usize, &str)]| {
        let first_word = pair[1].1.split_whitespace().next().unwrap_or_default();
        let has_room = (length(pair[0].1) + 1 + length(first_word)) * 4 <= width * 3;
        has_room && !first_word.starts_with(char::is_lowercase)
    };
    let breaks = block.len().saturating_sub(1);
    breaks >= FEWEST_BREAKS && block.windows(2).filter(starts_anew).count() * 2 > breaks
}

/// Runs of spaces and tabs become one space; no-break spaces at the ends go.
fn fold(text: &str) -> String {
    let words: Vec<&str> = text.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
    words.join(" ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        paragraphs(text).into_iter().map(|paragraph| paragraph.text).collect()
    }

    #[test]
    fn blank_and_no_break_lines_part() {
        assert_eq!(texts("a\n\u{A0}\nb\n\n\nc"), ["a", "b", "c"]);
    }

    #[test]
    fn wrapped_lines_are_joined_and_lists_are_not() {
        let wrapped =
            "The ministry said today that it would open four new clinics in the\nnorth of the country.";
        assert_eq!(texts(wrapped).len(), 1);
        assert_eq!(
            texts("Website:\nwww.a.example\nYoutube:\nA"),
            ["Website:", "www.a.example", "Youtube:", "A"]
        );
    }

    #[test]
    fn an_address_in_a_column_of_its_own_is_no_part_of_the_headline() {
        assert_eq!(
            texts(
                "The Example Project                  https://www.a.example/\nExample 12: 12.5 released\nMay 3rd, 2024     a@a.example"
            ),
            [
                "The Example Project",
                "https://www.a.example/",
                "Example 12: 12.5 released",
                "May 3rd, 2024",
                "a@a.example"
            ]
        );
    }

    #[test]
    fn wrapped_lines_are_joined_below_a_long_headline() {
        let headline = "The office opens a new pier. ".repeat(5);
        let text = "The harbour office told all who had come that the ferries\nwill leave from the new pier in the north of the town,\nand that bicycles travel for free on all of them until\nthe end of summer.\nMore ferries are to come next year, the office added as\nit gave the plan.";
        let read = texts(&format!("{headline}\n\n{text}"));
        assert_eq!(read.len(), 3);
        assert!(read[1].ends_with("the end of summer."));
        assert!(read[2].ends_with("it gave the plan."));
    }

    #[test]
    fn short_wrapped_blocks_are_joined_below_a_long_headline() {
        let headline = "The office opens a new pier. ".repeat(5);
        let lead = "EXAMPLETON - A new\npier was opened in the north of the town by the harbour office\non Friday (13/12/2024) as the ferries came in. Ann\nExample was the first to set foot on it since the spring of\n2023.";
        let next =
            "Bicycles travel for free on all of the ferries that leave\nfrom there until the end of summer.";
        let head = "Ferries leave from the new pier in the north\nby Ann Example\n3 May 2024";
        let read = texts(&format!("{headline}\n\n{head}\n\n{lead}\n\n{next}"));
        assert_eq!(read.len(), 6, "{read:?}");
        assert!(read[4].starts_with("EXAMPLETON - A new pier") && read[4].ends_with("2023."));
        assert!(read[5].ends_with("from there until the end of summer."));
    }

    #[test]
    fn a_long_line_within_a_wrapped_block_is_of_the_text() {
        let long = format!("The office {}will go on.", "which planned it for years ".repeat(5));
        let text = format!(
            "The harbour office told all who had come that the ferries\nwill leave from the new pier in the north of the town,\nand that bicycles travel for free on all of them until\nthe end of summer, it\nsaid.\n{long}\nMore ferries are to come next year, the office added as\nit gave the plan."
        );
        let read = texts(&text);
        assert_eq!(read.len(), 3, "{read:?}");
        assert_eq!(read[1], long);
    }

    #[test]
    fn an_address_of_the_web_says_nothing_of_how_lines_are_broken() {
        let address = format!("https://www.office.example/{}", "documents/".repeat(12));
        let read = texts(&format!(
            "The ministry said that it would open four new clinics in the\nNorth.\n\nThe plan:\n{address}"
        ));
        assert_eq!(read[0], "The ministry said that it would open four new clinics in the North.");
    }

    #[test]
    fn words_parted_by_lines_are_made_whole() {
        let text = "The ministry said in the capital today that it would soon in-\nvest in four new clinics, all of which are cur-\nrently built.";
        let whole = "The ministry said in the capital today that it would soon invest in four new clinics, all of which are currently built.";
        assert_eq!(texts(text), [whole]);
        let once = "The ministry said in the capital today that it has a long-\nterm plan for the north of the country.";
        assert!(texts(once)[0].contains("long- term"));
    }

    #[test]
    fn lost_breaks_are_told_by_runs_of_spaces() {
        let long = "Word ".repeat(40);
        assert_eq!(
            texts(&format!("   TITLE       April 2  2007      {long}"))[..2],
            ["TITLE", "April 2 2007"]
        );
    }
}
