//! Parts a text into paragraphs, whatever its line breaks mean.

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

/// A line longer than this was not broken by hand or by a mail program.
const LONGEST_WRAPPED_LINE: usize = 110;

/// No program wraps lines narrower than this.
const NARROWEST: usize = 50;

/// So many spaces in a row part two pieces of a text whose line breaks were lost.
const LOST_BREAK: &str = "    ";

/// The paragraphs of `text`, none of them blank.
pub(super) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let lines: Vec<(usize, &str)> = (1..).zip(text.lines()).collect();
    let width = lines.iter().map(|(_, line)| length(line)).max().unwrap_or(0);
    let has_long_line = width > LONGEST_WRAPPED_LINE;
    let blocks = lines.split(|(_, line)| line.trim().is_empty());
    let pieces = blocks.flat_map(|block| {
        if has_long_line || block.len() <= 1 {
            each(block)
        } else if is_list(block) {
            list(block, width)
        } else {
            joined(block)
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
        room = width - length(text);
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

fn joined(block: &[(usize, &str)]) -> Vec<Paragraph> {
    let Some((line, _)) = block.first() else { return Vec::new() };
    let text: Vec<&str> = block.iter().map(|(_, text)| *text).collect();
    vec![Paragraph { text: fold(&text.join(" ")), line: *line, lines: block.len() }]
}

/// Whether every line stands for itself: none is as long as a wrapped one would be, and none ends mid-sentence.
fn is_list(block: &[(usize, &str)]) -> bool {
    let longest = block.iter().map(|(_, line)| length(line)).max().unwrap_or(0);
    longest < 50
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
    fn lost_breaks_are_told_by_runs_of_spaces() {
        let long = "Word ".repeat(40);
        assert_eq!(
            texts(&format!("   TITLE       April 2  2007      {long}"))[..2],
            ["TITLE", "April 2 2007"]
        );
    }
}
