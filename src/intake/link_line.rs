//! Lines that were one in a page: what was copied from it has a break wherever a link or a stressed word begins or ends.

use super::credit;
use super::paragraph::Paragraph;
use super::phrases::{PHRASES, leading};
use super::shape::size;

/// A line that goes on below has at least so many words.
const FEWEST_WORDS: usize = 8;

/// So many lines may stand between the start of a sentence and the words that go on with it.
const MOST_BETWEEN: usize = 4;

/// A link between them is no longer than this, in words.
const LONGEST_LINK: usize = 12;

/// A line that goes on in small letters has at least so many words.
const FEWEST_SMALL: usize = 3;

/// What no line starts with unless it goes on with the one above.
const CLOSING: [char; 5] = [',', '.', ';', ':', ')'];

/// The same in scripts that put no space behind it.
const FULL_WIDTH: [char; 6] = ['，', '。', '、', '；', '」', '）'];

/// Puts such lines together again. Only a text that has a line which starts with a comma or a stop is mended: it
/// proves that a page's lines were parted.
pub(super) fn rejoin(paragraphs: &mut Vec<Paragraph>) {
    if !paragraphs.iter().any(|paragraph| starts_with_stop(&paragraph.text)) {
        return;
    }
    let mut index = 0;
    while index < paragraphs.len() {
        match goes_on_at(paragraphs, index) {
            Some(last) => join(paragraphs, index, last),
            None => index += 1,
        }
    }
}

/// The line below this one that goes on with its sentence.
fn goes_on_at(paragraphs: &[Paragraph], index: usize) -> Option<usize> {
    let first = &paragraphs[index].text;
    if size(first) < FEWEST_WORDS || !is_open(first) {
        return None;
    }
    let adjoins = |at: usize| {
        let above = &paragraphs[at - 1];
        paragraphs.get(at).is_some_and(|next| above.adjoins(next))
    };
    let mut below = (index + 1..=index + 1 + MOST_BETWEEN).take_while(|&at| adjoins(at));
    let is_link = |at: &usize| size(&paragraphs[*at].text) <= LONGEST_LINK && is_open(&paragraphs[*at].text);
    let at = below.find(|at| goes_on(&paragraphs[*at].text) || !is_link(at))?;
    goes_on(&paragraphs[at].text).then_some(at)
}

/// Whether a line ends within a sentence.
fn is_open(text: &str) -> bool {
    text.ends_with(|last: char| last.is_alphanumeric() || ",)”»、，）」".contains(last))
}

fn goes_on(text: &str) -> bool {
    let is_label = || {
        [&PHRASES.release, &PHRASES.published].iter().any(|phrases| leading(text, phrases).is_some())
            || credit::by_line(text).is_some()
    };
    starts_with_stop(text)
        || (text.starts_with(char::is_lowercase) && size(text) >= FEWEST_SMALL && !is_label())
}

/// Whether a line starts with a sign that ends words; `.5` and `...` do not.
fn starts_with_stop(text: &str) -> bool {
    let ends_there = |rest: &str| rest.is_empty() || rest.starts_with([' ', '”', '"', '’', '»']);
    text.starts_with(FULL_WIDTH) || text.strip_prefix(CLOSING).is_some_and(ends_there)
}

/// Makes one paragraph of these lines.
fn join(paragraphs: &mut Vec<Paragraph>, first: usize, last: usize) {
    let end = paragraphs[last].line + paragraphs[last].lines;
    let rest: Vec<Paragraph> = paragraphs.drain(first + 1..=last).collect();
    let whole = &mut paragraphs[first];
    whole.lines = end - whole.line;
    for Paragraph { text, .. } in rest {
        if !starts_with_stop(&text) {
            whole.text.push(' ');
        }
        whole.text.push_str(&text);
    }
}

#[cfg(test)]
mod tests {
    use super::super::paragraph::paragraphs;
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let mut read = paragraphs(text);
        rejoin(&mut read);
        read.into_iter().map(|paragraph| paragraph.text).collect()
    }

    #[test]
    fn what_links_parted_is_one_line() {
        let long = "The office that runs the ferries told everyone who had come to the harbour that the new timetable, which it had promised since the spring, follows";
        assert_eq!(
            lines(&format!(
                "New Timetable\n{long}\nRule 12\nof the Harbour Act\n, and that it\nwill be kept\n.\nMore"
            )),
            [
                "New Timetable".to_owned(),
                format!("{long} Rule 12 of the Harbour Act, and that it will be kept."),
                "More".to_owned()
            ]
        );
    }

    #[test]
    fn lines_of_their_own_stay() {
        let long = "The office that runs the ferries told everyone who had come to the harbour that the new timetable, which it had promised, follows.";
        for text in [
            format!("Ferries Go Every Hour From the New Pier\nby A. Name\n{long}\n. . .\nEnd"),
            format!("Ferries Go Every Hour From the New Pier\nRead more\n{long}\n.5 per cent\nEnd"),
        ] {
            assert_eq!(lines(&text).len(), text.lines().count(), "{text}");
        }
    }
}
