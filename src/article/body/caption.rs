//! Puts the words about the lead image where the text shows it: a picture is shown once, and so is whose it is.

use dom_query::{Document, NodeRef};
use url::Url;

use super::html::escape;
use super::sanitise;
use crate::article::{Image, Source};

/// Sanitised markup in which the lead image, if it is there, has the text for those who can't see it, its caption and
/// its credit; words that the author wrote beside it stay, and are not repeated.
pub(super) fn with_words(html: String, image: &Image, page: &Url) -> String {
    let url = match &image.source {
        Source::Own(file) => sanitise::url_of(file, page),
        Source::Elsewhere(url) => url.clone(),
    };
    if !html.contains(&escape(url.as_str())) {
        return html;
    }
    let document = Document::fragment(html.as_str());
    let pictures = document.select("img, a, video, source");
    let is_it = |node: &&NodeRef<'_>| {
        ["src", "href", "poster"]
            .iter()
            .any(|name| node.attr(name).is_some_and(|value| *value == *url.as_str()))
    };
    let Some(picture) = pictures.nodes().iter().find(is_it) else { return html };
    if let Some(alt) = image.alt.as_ref().filter(|_| picture.has_name("img"))
        && picture.attr_or("alt", "").trim().is_empty()
    {
        picture.set_attr("alt", alt);
    }
    add_line(picture, image);
    document.html_root().inner_html().to_string()
}

/// Adds what of caption and credit does not stand beside the picture, below the figure or block that it is in.
fn add_line(picture: &NodeRef<'_>, image: &Image) {
    let around: Vec<NodeRef<'_>> =
        std::iter::once(*picture).chain(picture.ancestors_it(None)).filter(NodeRef::is_element).collect();
    let figure = around.iter().find(|node| node.has_name("figure"));
    // The last is the element that the parser puts around a fragment.
    let Some(block) = figure.or_else(|| around.iter().rev().nth(1)) else { return };
    let below = block.next_element_sibling().map(|node| node.text()).unwrap_or_default();
    let beside = one_line(&format!("{} {below}", block.text()));
    let words = [&image.caption, &image.credit].into_iter().flatten();
    let words: Vec<String> =
        words.filter(|words| !beside.contains(&one_line(words))).map(|words| escape(words)).collect();
    if words.is_empty() {
        return;
    }
    let line = words.join(" · ");
    let has_caption = block.descendants_it().any(|node| node.has_name("figcaption"));
    if figure.is_some() && !has_caption {
        block.append_html(format!("<figcaption>{line}</figcaption>"));
    } else {
        block.after_html(format!("<p><small>{line}</small></p>"));
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn worded(html: &str) -> String {
        let page = Url::parse("https://a.example/releases/a/").unwrap();
        let image = Image {
            source: Source::Elsewhere(page.join("a.jpg?x=1&y=2").unwrap()),
            alt: Text::non_empty_line("A bridge"),
            caption: Text::non_empty_line("The <new> bridge"),
            credit: Text::non_empty_line("Photographer"),
        };
        let whole = |html: &str| html.replace("IT", "https://a.example/releases/a/a.jpg?x=1&amp;y=2");
        with_words(whole(html), &image, &page).replace(&whole("IT"), "IT")
    }

    #[test]
    fn the_words_come_below_the_picture_once() {
        for (html, expected) in [
            (
                r#"<p>a</p><p><img src="IT" alt=""></p><p>b</p>"#,
                r#"<p>a</p><p><img src="IT" alt="A bridge"></p><p><small>The &lt;new&gt; bridge · Photographer</small></p><p>b</p>"#,
            ),
            (
                r#"<div><figure><img src="IT" alt="Mine"></figure></div>"#,
                r#"<div><figure><img src="IT" alt="Mine"><figcaption>The &lt;new&gt; bridge · Photographer</figcaption></figure></div>"#,
            ),
            (
                r#"<figure><img src="IT" alt="x"><figcaption>The &lt;new&gt;
 bridge</figcaption></figure>"#,
                r#"<figure><img src="IT" alt="x"><figcaption>The &lt;new&gt;
 bridge</figcaption></figure><p><small>Photographer</small></p>"#,
            ),
            (
                r#"<a href="IT"><img src="small.jpg" alt="x"></a>"#,
                r#"<a href="IT"><img src="small.jpg" alt="x"></a><p><small>The &lt;new&gt; bridge · Photographer</small></p>"#,
            ),
        ] {
            assert_eq!(worded(html), expected);
        }
    }

    #[test]
    fn what_has_its_words_stays_as_it_is() {
        for html in [
            "<p>a</p>",
            r#"<p><img src="https://a.example/releases/a/b.jpg" alt=""></p>"#,
            "<p><img src=\"IT\" alt=\"x\"></p>\n<p><em>The &lt;new&gt; bridge</em> (Photographer)</p>",
        ] {
            assert_eq!(worded(html), html);
        }
    }
}
