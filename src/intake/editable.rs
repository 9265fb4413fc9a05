//! A body as an editor gets it: Markdown that shows what its source showed.

use dom_query::Document;

use super::field::Source;
use crate::article::Markup;
use crate::article::body::visible_html;

impl Source {
    /// The source as Markdown; what means something there is escaped.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        match self.markup {
            Markup::Markdown => self.text.clone(),
            Markup::Html => of_html(&self.text),
            Markup::Plain => of_html(&paragraphs(&self.text)),
        }
    }
}

fn of_html(html: &str) -> String {
    let document = Document::from(visible_html(html));
    document.select("script, style, template, nav, form, button, noscript-fallback").remove();
    // A caption is the text below its picture.
    for caption in document.select("figcaption").nodes() {
        caption.rename("p");
    }
    document.md(None).trim().to_owned()
}

/// Paragraphs of plain text as HTML.
fn paragraphs(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let paragraphs = escaped.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty());
    paragraphs.map(|paragraph| format!("<p>{}</p>\n", paragraph.trim().replace('\n', "<br>"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Body;

    fn shown(text: &str, markup: Markup) -> Vec<String> {
        Body::new(text, markup).paragraphs()
    }

    #[test]
    fn the_same_is_shown_in_another_form() {
        for (text, markup) in [
            (
                "1. Not a list\n\n# not a heading\n\n*stars* _lines_ [brackets] <b> & `ticks`\n\n- 30 -",
                Markup::Plain,
            ),
            (
                "<h2>Head</h2><p>One <b>bold</b> <a href='https://a.example/x_y(z)'>link</a></p><ul><li>a<li>b</ul>",
                Markup::Html,
            ),
            ("<ol><li>one<ul><li>two</ul><li>three</ol><blockquote><p>q<p>r</blockquote>", Markup::Html),
            ("<table><tr><th>a<th>b<tr><td>1<td>2 | 3</table><p>50 000 < 60 000</p>", Markup::Html),
        ] {
            let source = Source { text: text.to_owned(), markup };
            let markdown = source.to_markdown();
            assert_eq!(shown(&markdown, Markup::Markdown), shown(text, markup), "{markdown}");
        }
    }

    #[test]
    fn a_picture_keeps_its_caption() {
        let html = "<figure><img src='a.jpg' alt='A'><figcaption>Cap</figcaption></figure><p>b</p>";
        let source = Source { text: html.to_owned(), markup: Markup::Html };
        assert_eq!(source.to_markdown(), "![A](a.jpg)\n\nCap\n\nb");
    }
}
