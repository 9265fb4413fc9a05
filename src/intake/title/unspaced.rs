//! Headlines in scripts that put no spaces between words: broken over lines, and below a sender in Latin letters.

use super::Candidate;
use crate::intake::letterhead::is_name;
use crate::intake::paragraph::Paragraph;
use crate::intake::phrases::is_unspaced;

/// A headline is broken over no more lines.
const MOST_LINES: usize = 3;

/// What a line ends with that goes on in the next: particles, commas, what opens a quotation.
const LEADING_OVER: [char; 10] = ['が', 'を', 'の', 'と', 'で', '、', '，', '「', '『', '・'];

/// How many lines below the first are of one headline: all of their block, where the first ends within a sentence.
pub(super) fn broken(candidates: &[Candidate<'_>], paragraphs: &[Paragraph]) -> usize {
    let adjoins = |one: usize, next: usize| next == one + 1 && paragraphs[one].adjoins(&paragraphs[next]);
    let more = candidates.windows(2).take_while(|pair| adjoins(pair[0].index, pair[1].index)).count();
    let Some(first) = candidates.first() else { return 0 };
    let stands_alone = first.index.checked_sub(1).is_none_or(|above| !adjoins(above, first.index))
        && paragraphs
            .get(first.index + more + 1)
            .is_none_or(|_| !adjoins(first.index + more, first.index + more + 1));
    let is_broken = is_of_unspaced(first.line) && first.line.ends_with(LEADING_OVER);
    if is_broken && stands_alone && more < MOST_LINES { more } else { 0 }
}

/// Lines as one: with no space between two that have none within.
pub(super) fn joined(lines: &[&str]) -> String {
    let mut joined = String::new();
    for line in lines {
        let ends_unspaced = joined.ends_with(|last: char| is_unspaced(last) || LEADING_OVER.contains(&last));
        let goes_on = joined.is_empty() || (ends_unspaced && is_kana_or_ideograph(line));
        if !goes_on {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

/// Whether a line in Latin letters above one of another script is the sender's name.
pub(super) fn is_sender(line: &str, next: &str) -> bool {
    line.is_ascii() && is_name(line) && is_of_unspaced(next)
}

fn is_of_unspaced(line: &str) -> bool {
    line.contains(is_unspaced)
}

/// Whether a line starts as Chinese and Japanese do; Korean has spaces.
fn is_kana_or_ideograph(line: &str) -> bool {
    line.starts_with(|first: char| {
        matches!(first, '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{FF00}'..='\u{FF60}')
    })
}
