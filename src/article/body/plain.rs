//! Plain text to HTML: paragraphs, line ends that are meant, and links.

use linkify::{LinkFinder, LinkKind};

use super::html::escape;

/// Makes a paragraph of each run of lines between blank ones; a line of no-break spaces is blank too.
pub(super) fn to_html(source: &str) -> String {
    let source = crate::text::clean(source);
    let width = wrap_width(&source);
    let mut html = String::with_capacity(source.len() + source.len() / 4);
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    for paragraph in lines.split(|line| line.is_empty()).filter(|lines| !lines.is_empty()) {
        html.push_str("<p>");
        for (index, line) in paragraph.iter().enumerate() {
            push_linked(&mut html, line);
            if let Some(next) = paragraph.get(index + 1) {
                html.push_str(joint(line, next, width));
            }
        }
        html.push_str("</p>\n");
    }
    html
}

/// How wide the text was set: its widest line of several words, in characters.
fn wrap_width(source: &str) -> usize {
    source
        .lines()
        .map(str::trim)
        .filter(|line| line.contains(char::is_whitespace))
        .map(|line| line.chars().count())
        .max()
        .unwrap_or(0)
}

/// What a single line end means: where the next word would not have fitted, some program wrapped the line; else the
/// author ended it, as in an address.
fn joint(line: &str, next: &str, width: usize) -> &'static str {
    let next_word = next.split_whitespace().next().unwrap_or_default();
    if line.chars().count() + 1 + next_word.chars().count() > width { "\n" } else { "<br>\n" }
}

fn push_linked(html: &mut String, line: &str) {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    for span in finder.spans(line) {
        let text = escape(span.as_str());
        let is_web = ["http://", "https://"].iter().any(|scheme| span.as_str().starts_with(scheme));
        if span.kind().is_some() && is_web {
            html.push_str(&format!(r#"<a href="{text}">{text}</a>"#));
        } else {
            html.push_str(&text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_part_paragraphs() {
        assert_eq!(to_html("a\r\n\u{a0}\r\nb & c\n\n\n"), "<p>a</p>\n<p>b &amp; c</p>\n");
    }

    #[test]
    fn wrapped_lines_flow_and_short_lines_stay() {
        let wrapped = "The ministry has opened\nits new office in town.";
        assert_eq!(to_html(wrapped), format!("<p>{wrapped}</p>\n"));
        let address = "Press office of the ministry of health\n\nJl. Merdeka 1\nJakarta";
        assert!(to_html(address).ends_with("<p>Jl. Merdeka 1<br>\nJakarta</p>\n"));
    }

    #[test]
    fn bare_addresses_become_links_without_the_stop() {
        assert_eq!(
            to_html("See https://a.example/x?a=1&b=2."),
            "<p>See <a href=\"https://a.example/x?a=1&amp;b=2\">https://a.example/x?a=1&amp;b=2</a>.</p>\n"
        );
        assert!(!to_html("javascript://x ftp://a.example/").contains("href"));
    }
}
