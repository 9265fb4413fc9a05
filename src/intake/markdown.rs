//! Markdown without front matter: read like a plain text, but its body keeps its marks.

use std::sync::LazyLock;

use regex::Regex;

use super::field::{Found, Source};
use super::outline::Part;
use super::paragraph::Paragraph;
use super::pattern::pattern;
use crate::article::Markup;

/// A paragraph without the marks of headings, quotations and emphasis around it.
pub(super) fn unmarked(text: &str) -> &str {
    text.trim_start_matches(['#', '>', ' ']).trim_end_matches(['#', ' ']).trim_matches(['*', '_'])
}

/// Bold type as a page's text keeps it: `**TOWN, 3 May** – …`, and a line that is all in italics.
static EMPHASIS: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    [
        pattern(r"(?P<mark>\*\*|__)(?P<words>[^\s*_](?:[^*_]*[^\s*_])?)(?:\*\*|__)"),
        pattern(r"^(?P<mark>\*|_)(?P<words>[^\s*_](?:[^*_]*[^\s*_])?)(?:\*|_)$"),
    ]
});

/// A paragraph of a plain text without such marks.
pub(super) fn without_emphasis(text: &str) -> String {
    if !text.contains(['*', '_']) {
        return text.to_owned();
    }
    let [bold, italic] = &*EMPHASIS;
    let text = bold.replace_all(text, "$words");
    italic.replace(&text, "$words").into_owned()
}

/// The lines of the source from the lead on, without those that belong to other fields; pictures before the lead stay.
pub(super) fn body(text: &str, paragraphs: &[Paragraph], parts: &[Part]) -> Option<Found<Source>> {
    let lines: Vec<&str> = text.lines().collect();
    let first = parts.iter().position(|part| *part == Part::Lead)?;
    let is_kept = |index: usize| {
        let is_picture = || lines[paragraphs[index].line - 1].trim_start().starts_with("![");
        parts[index].is_text() || (index < first && is_picture())
    };
    let mut body = String::new();
    let mut next_line = 0;
    for paragraph in (0..paragraphs.len()).filter(|&index| is_kept(index)).map(|index| &paragraphs[index]) {
        let block = paragraph.line - 1..paragraph.line - 1 + paragraph.lines;
        if !body.is_empty() {
            body.push_str(if block.start == next_line { "\n" } else { "\n\n" });
        }
        body.push_str(lines[block.clone()].join("\n").trim_end());
        next_line = block.end;
    }
    let source = Source { text: body, markup: Markup::Markdown };
    Some(Found::new(source, paragraphs[first].text.as_str(), "from the lead on", 90))
}

#[cfg(test)]
mod tests {
    use super::super::outline::outline;
    use super::super::paragraph::paragraphs;
    use super::*;

    #[test]
    fn a_plain_text_loses_the_marks_of_emphasis() {
        for (text, bare) in [
            ("**TOWN, 3 May** — The office.", "TOWN, 3 May — The office."),
            ("*A better town for all*", "A better town for all"),
            ("2 ** 3 is eight, 2 * 4 too", "2 ** 3 is eight, 2 * 4 too"),
            ("* an item\u{A0}", "* an item\u{A0}"),
            ("file_name and other_name", "file_name and other_name"),
        ] {
            assert_eq!(without_emphasis(text), bare);
        }
    }

    #[test]
    fn the_body_keeps_its_marks() {
        let text = "# Four clinics opened\n\n![Clinic](clinic.jpg)\n\nTOWN – The ministry opened **four** clinics, which are:\n\n- one\n- two\n\n> So it *is*, said the minister to all who had come.\n\n**Contact:**\npress@a.example\n";
        let mut read = paragraphs(text);
        read.iter_mut().for_each(|paragraph| paragraph.text = unmarked(&paragraph.text).to_owned());
        let parts = outline(&read);
        assert_eq!(
            body(text, &read, &parts).unwrap().value.text,
            "![Clinic](clinic.jpg)\n\nTOWN – The ministry opened **four** clinics, which are:\n\n- one\n- two\n\n> So it *is*, said the minister to all who had come."
        );
    }
}
