//! A body as readers and editors get it: whole, and in Markdown that shows what its source showed.

use dom_query::{Document, NodeRef};
use url::Url;

use super::field::{Fields, Source};
use crate::article::body::visible_html;
use crate::article::{Html, Markup};
use crate::text::Text;

impl Fields {
    /// The text in the order in which pages and feeds carry it: what stood around it comes last, and the caption of a
    /// picture that is not there is not lost.
    #[must_use]
    pub fn whole_text(&self, has_image: bool) -> Option<Source> {
        let Source { text, markup } = &self.body.as_ref()?.value;
        let caption = self.caption.as_ref().filter(|_| !has_image);
        let after = [caption, self.notes.as_ref(), self.boilerplate.as_ref()];
        let after = after.into_iter().flatten().flat_map(|found| found.value.lines()).map(Text::line);
        let after = after.map(|line| match markup {
            Markup::Html => Html::paragraph(&line).as_str().to_owned(),
            Markup::Plain | Markup::Markdown => line.to_string(),
        });
        let parts: Vec<String> = std::iter::once(text.clone()).chain(after).collect();
        Some(Source { text: parts.join("\n\n"), markup: *markup })
    }
}

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
    for link in document.select("[href], [src]").nodes().iter().filter(|link| runs(link)) {
        if link.has_name("a") { link.rename("span") } else { link.remove_from_parent() }
    }
    // A caption is the text below its picture.
    for caption in document.select("figcaption").nodes() {
        caption.rename("p");
    }
    document.md(None).trim().to_owned()
}

/// Whether an address is something to be run, not a place: its text is all that means something elsewhere.
fn runs(link: &NodeRef<'_>) -> bool {
    let mut addresses = ["href", "src"].into_iter().filter_map(|name| Url::parse(&link.attr(name)?).ok());
    addresses.any(|url| matches!(url.scheme(), "javascript" | "vbscript" | "data"))
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
