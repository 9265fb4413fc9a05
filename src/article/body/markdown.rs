//! Markdown to HTML, not yet sanitised.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, html};

/// Renders `CommonMark` with tables, footnotes and strike-through.
pub(super) fn to_html(source: &str) -> String {
    let mut rendered = String::with_capacity(source.len() + source.len() / 4);
    html::push_html(&mut rendered, parser(source));
    rendered
}

/// Where the links and pictures lead; `None` where there is HTML in the source, which can have more of them.
pub(super) fn destinations(source: &str) -> Option<Vec<String>> {
    let mut found = Vec::new();
    for event in parser(source) {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => return None,
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                found.push(dest_url.into_string());
            }
            _ => {}
        }
    }
    Some(found)
}

/// Where code is quoted, in a line or as a block.
pub(super) fn code(source: &str) -> Vec<Range<usize>> {
    let is_code = |event: &Event<'_>| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_)));
    let events = parser(source).into_offset_iter();
    events.filter(|(event, _)| is_code(event)).map(|(_, range)| range).collect()
}

fn parser(source: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    Parser::new_ext(source, options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_and_footnotes_are_known() {
        let html = to_html("| a |\n|---|\n| b[^1] |\n\n[^1]: Note.");
        assert!(html.contains("<td>b<sup"), "{html}");
        assert!(html.contains("Note."), "{html}");
    }

    #[test]
    fn destinations_are_told_unless_html_hides_some() {
        let found = destinations("[a](b.pdf) ![c](<d e.png>) <https://f.example/>");
        assert_eq!(found, Some(["b.pdf", "d e.png", "https://f.example/"].map(str::to_owned).to_vec()));
        assert_eq!(destinations("[a](b.pdf) <b>c</b>"), None);
    }
}
