//! A headline that stands twice above a text: as the page's title and as its heading, or in a list and over the text.

use super::FEWEST_OF_PIECE;
use crate::intake::phrases::fold;
use crate::intake::shape::size;

/// A line given twice that is no longer names a part of the site where a longer one is there, in words.
const LONGEST_RUBRIC: usize = 2;

/// What parts a headline from the site's name in the title of a page.
const PARTING: [&str; 4] = [" | ", " - ", " – ", " — "];

/// Which of these lines is the headline because another one repeats it.
pub(super) fn repeated(lines: &[&str]) -> Option<usize> {
    let folded: Vec<String> = lines.iter().map(|line| fold(line)).collect();
    let heading = (0..lines.len()).find(|&index| {
        size(lines[index]) >= FEWEST_OF_PIECE
            && folded[..index].iter().any(|title| is_title_of_page(title, &folded[index]))
    });
    let given_twice =
        || (0..lines.len()).find(|&index| folded[index + 1..].iter().any(|later| *later == folded[index]));
    let index = heading.or_else(given_twice)?;
    let is_rubric = size(lines[index]) <= LONGEST_RUBRIC;
    let longer = lines.iter().position(|line| size(line) >= FEWEST_OF_PIECE);
    if is_rubric { longer.or(Some(index)) } else { Some(index) }
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
        assert_eq!(repeated(&["New bridge opens in the north | City of Example", "x", bridge]), Some(2));
        assert_eq!(repeated(&["Archive", bridge, "Archive"]), Some(1));
        assert_eq!(repeated(&["x", bridge, bridge]), Some(1));
        assert_eq!(repeated(&[bridge, "New bridge opens"]), None);
    }
}
