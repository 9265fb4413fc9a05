//! Puts the words about the lead image where the text shows it: a picture is shown once, and so is whose it is.

use dom_query::{Document, NodeRef};
use url::Url;

use super::html::escape;
use super::sanitise;
use crate::article::{Image, Source};
use crate::text::Text;

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

/// How much longer than caption and credit a text beside the picture may be that still is about it: `Photo: …`.
const LABELS: usize = 40;

/// Adds what of caption and credit does not stand beside the picture, below the figure or block that it is in.
fn add_line(picture: &NodeRef<'_>, image: &Image) {
    let words: Vec<&Text> = [&image.caption, &image.credit].into_iter().flatten().collect();
    let figure = picture.ancestors_it(None).find(|node| node.has_name("figure"));
    let block = figure.unwrap_or_else(|| block_of(picture));
    let longest = words.iter().map(|words| words.chars().count()).sum::<usize>() + LABELS;
    let is_short = |text: &String| text.chars().count() <= longest;
    let [own, below] = [Some(block), block.next_element_sibling()]
        .map(|node| node.map(|node| one_line(&node.text())).unwrap_or_default());
    let own = Some(own).filter(|text| figure.is_some() || is_short(text)).unwrap_or_default();
    let below = Some(below).filter(is_short).unwrap_or_default();
    let stand = |words: &str| [&own, &below].iter().any(|text| has_words(text, &one_line(words)));
    let missing: Vec<String> =
        words.into_iter().filter(|words| !stand(words)).map(|words| escape(words)).collect();
    if missing.is_empty() {
        return;
    }
    let line = missing.join(" · ");
    let has_caption = block.descendants_it().any(|node| node.has_name("figcaption"));
    if figure.is_some() && !has_caption {
        block.append_html(format!("<figcaption>{line}</figcaption>"));
    } else {
        block.after_html(format!("<p><small>{line}</small></p>"));
    }
}

/// The least around a picture that a paragraph can stand below.
fn block_of<'a>(picture: &NodeRef<'a>) -> NodeRef<'a> {
    let around =
        |names: &[&str]| picture.ancestors_it(None).find(|node| names.iter().any(|name| node.has_name(name)));
    let paragraph = || around(&["p", "h1", "h2", "h3", "h4", "h5", "h6", "pre"]);
    let media = || around(&["picture", "video", "audio"]);
    paragraph().or_else(|| around(&["a"])).or_else(media).unwrap_or(*picture)
}

/// Whether the words stand in a text as they are, not as a part of longer ones.
fn has_words(text: &str, words: &str) -> bool {
    let goes_on = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    text.match_indices(words).any(|(start, found)| {
        let begins_inside = goes_on(text[..start].chars().next_back()) && goes_on(words.chars().next());
        let ends_inside =
            goes_on(text[start + found.len()..].chars().next()) && goes_on(words.chars().next_back());
        !begins_inside && !ends_inside
    })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn words_elsewhere_in_the_text_are_not_those_of_the_picture() {
        let line = "<p><small>The &lt;new&gt; bridge · Photographer</small></p>";
        let article = format!("<p>The &lt;new&gt; bridge: by our Photographer.{}</p>", " Text.".repeat(20));
        let img = r#"<img src="IT" alt="x">"#;
        for (before, after) in [
            (format!("<p>{img}</p>"), "<p>Photographers saw The &lt;new&gt; bridges</p>".to_owned()),
            (format!("<p>{img}</p>"), article.clone()),
            (format!("<div><p>{img}</p>"), format!("{article}</div>{article}")),
            (format!("<div><span><a href=\"/b\">{img}</a>"), format!("</span>{article}</div>")),
            (format!("<div>{img}"), format!("{article}</div>")),
            (format!("<div><h2><a href=\"/b\">{img}</a></h2>"), format!("{article}</div>")),
            ("<p><video poster=\"IT\"></video></p>".to_owned(), article.clone()),
        ] {
            assert_eq!(worded(&format!("{before}{after}")), format!("{before}{line}{after}"));
        }
    }

    #[test]
    fn what_has_its_words_stays_as_it_is() {
        for html in [
            "<p>a</p>",
            r#"<p><img src="https://a.example/releases/a/b.jpg" alt=""></p>"#,
            "<div><p><img src=\"IT\" alt=\"x\"><br><em>The &lt;new&gt; bridge. Photo: Photographer</em></p><p>a</p></div>",
            "<p><img src=\"IT\" alt=\"x\"></p>\n<p><em>The &lt;new&gt; bridge</em> (Photographer)</p>",
        ] {
            assert_eq!(worded(html), html);
        }
    }
}
