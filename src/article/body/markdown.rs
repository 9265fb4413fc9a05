//! Markdown to HTML, not yet sanitised.

use pulldown_cmark::{Options, Parser, html};

/// Renders `CommonMark` with tables, footnotes, strike-through and heading attributes off.
pub(super) fn to_html(source: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut rendered = String::with_capacity(source.len() + source.len() / 4);
    html::push_html(&mut rendered, Parser::new_ext(source, options));
    rendered
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
}
