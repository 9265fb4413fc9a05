//! [`Html`]: markup that any feed and page can carry as it is.

use std::sync::Arc;

use dom_query::Document;
use url::Url;

use super::srcset;
use crate::language::Language;
use crate::text::Text;

/// Sanitised HTML: no script, style, frame, form or event handler; every URL absolute; XML-legal characters only.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Html(Arc<str>);

impl Html {
    /// Markup that [`super::sanitise`] made; nothing else may call this.
    pub(super) fn trusted(markup: &str) -> Self {
        Self(Arc::from(markup))
    }

    /// Text as markup: what means something in HTML is escaped, also inside quoted attributes.
    #[must_use]
    pub fn escaped(text: &Text) -> Self {
        Self(Arc::from(escape(text)))
    }

    /// The element `name`, without attributes, around some content.
    #[must_use]
    pub fn element(name: &'static str, content: &Self) -> Self {
        Self(Arc::from(format!("<{name}>{}</{name}>", content.as_str())))
    }

    /// A picture.
    #[must_use]
    pub fn image(source: &Url, alt: Option<&Text>) -> Self {
        let alt = alt.map_or("", Text::as_str);
        Self(Arc::from(format!(r#"<img src="{}" alt="{}">"#, escape(source.as_str()), escape(alt))))
    }

    /// Text whose line ends stay line ends.
    #[must_use]
    pub fn lines(text: &Text) -> Self {
        Self(Arc::from(escape(text).replace('\n', "<br>\n")))
    }

    /// A paragraph; line ends of the text stay line ends.
    #[must_use]
    pub fn paragraph(text: &Text) -> Self {
        Self::element("p", &Self::lines(text))
    }

    /// Content that is read from right to left, wherever it is shown.
    #[must_use]
    pub fn right_to_left(language: &Language, content: &Self) -> Self {
        Self(Arc::from(format!("<div lang=\"{language}\" dir=\"rtl\">{}</div>", content.as_str())))
    }

    /// Whether a picture with this address is in it.
    #[must_use]
    pub fn shows(&self, picture: &Url) -> bool {
        self.0.contains(&format!("\"{}\"", escape(picture.as_str())))
    }

    /// The same for a page of the site that `page` belongs to: what leads to that site is a path, and so leads to the
    /// host by whose name somebody asked for the page.
    #[must_use]
    pub fn by_path(&self, page: &Url) -> Self {
        let origin = page.origin().ascii_serialization();
        if !self.0.contains(&origin) {
            return self.clone();
        }
        let path = |url: &str| {
            let path = url.strip_prefix(&origin)?;
            (path.starts_with('/') && !path.starts_with("//")).then(|| path.to_owned())
        };
        let document = Document::fragment(&*self.0);
        for node in document.select("[href], [src], [srcset], [poster], [cite]").nodes() {
            for name in ["href", "src", "poster", "cite"] {
                if let Some(path) = node.attr(name).and_then(|url| path(&url)) {
                    node.set_attr(name, &path);
                }
            }
            let set = node.attr("srcset");
            let set = set.and_then(|set| srcset::rewrite(&set, |url| Some(path(url).unwrap_or(url.into()))));
            set.into_iter().for_each(|set| node.set_attr("srcset", &set));
        }
        Self(Arc::from(&*document.html_root().inner_html()))
    }

    /// All parts, one after the other.
    #[must_use]
    pub fn join<'a>(parts: impl IntoIterator<Item = &'a Self>) -> Self {
        let parts: Vec<&str> = parts.into_iter().map(Self::as_str).filter(|part| !part.is_empty()).collect();
        Self(Arc::from(parts.join("\n")))
    }

    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `text` with the five characters escaped that mean something in HTML.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let text = Text::block("<b>\n\"&'");
        assert_eq!(Html::paragraph(&text).as_str(), "<p>&lt;b&gt;<br>\n&quot;&amp;&#39;</p>");
    }

    #[test]
    fn what_is_empty_leaves_no_gap() {
        let part = Html::element("p", &Html::escaped(&Text::line("a")));
        assert_eq!(Html::join([&part, &Html::default(), &part]).as_str(), "<p>a</p>\n<p>a</p>");
    }
}
