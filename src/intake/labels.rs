//! Lines of several values, each behind its label: `发布时间：2024-03-01 来源：市政府`, `Published: 3 March 2024 Hits: 12`.

/// A label is no longer than this, in characters.
const LONGEST: usize = 12;

/// The labelled values of a line, each with its label; none where it has fewer than two.
pub(super) fn labelled(line: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for word in line.split_inclusive([' ', '\u{A0}', '\u{3000}', '|']) {
        let label = word.find([':', '：']).map(|end| &word[..end]);
        let is_label = |label: &str| {
            (1..=LONGEST).contains(&label.chars().count()) && label.chars().all(char::is_alphabetic)
        };
        if label.is_some_and(is_label) {
            starts.push(at);
        }
        at += word.len();
    }
    if starts.len() < 2 || starts.first() != Some(&0) {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    let values = starts.iter().zip(ends).map(|(start, end)| &line[*start..end]);
    values.map(|value| value.trim_matches([' ', '\u{A0}', '\u{3000}', '|'])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_goes_with_its_label() {
        assert_eq!(
            labelled("发布时间：2024-03-01 09:30 来源：市政府 浏览次数：12"),
            ["发布时间：2024-03-01 09:30", "来源：市政府", "浏览次数：12"]
        );
        assert_eq!(labelled("Date: 3 March 2024 | Hits: 12"), ["Date: 3 March 2024", "Hits: 12"]);
        assert!(labelled("New clinics: four open today").is_empty());
    }
}
