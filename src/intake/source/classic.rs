//! Posts that WordPress's editor of before blocks wrote: their paragraphs are made when they are shown.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use dom_query::{Document, NodeRef};
use feed_rs::model::Entry;
use regex::{Captures, Regex};

use crate::article::body::visible_html;
use crate::intake::pattern::pattern;

/// What no paragraph can hold.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "details",
    "dl",
    "div",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "map",
    "math",
    "menu",
    "nav",
    "noscript",
    "ol",
    "p",
    "pre",
    "script",
    "section",
    "style",
    "svg",
    "table",
    "textarea",
    "ul",
];

/// What may hold paragraphs.
const HOLDERS: &[&str] = &["article", "aside", "blockquote", "div", "footer", "header", "main", "section"];

/// Shortcodes that may stand without anything that tells them from words in brackets.
const KNOWN: &[&str] = &["audio", "embed", "gallery", "playlist", "video"];

static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?s)\[(?:wp_)?caption(?P<attributes>\s[^\]]*)?\](?P<inner>.*?)\[/(?:wp_)?caption\]")
});

/// The picture of a caption, perhaps in a link, and the words.
static PICTURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?s)^\s*(?P<picture>(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)\s*(?P<words>.*?)\s*$")
});

/// The words, where an older WordPress wrote them.
static WORDS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"caption=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')"#));

static SHORTCODE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\[(?P<end>/)?(?P<name>[A-Za-z][A-Za-z0-9_-]*)(?P<attributes>\s[^\[\]]*=[^\[\]]*)?\s*/?\]")
});

static BLANK_LINE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\n[ \t]*(?:\n[ \t]*)+"));

static LINE_END: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:<br ?/?>)?[ \t]*\n[ \t]*"));

/// An item of an export as WordPress would show it, and what its editor should look over.
pub(super) fn shown(item: &Entry) -> (Cow<'_, Entry>, Vec<String>) {
    let Some(text) = item.content.as_ref().and_then(|content| content.body.as_deref()) else {
        return (Cow::Borrowed(item), Vec::new());
    };
    let text = with_figures(&text.replace("\r\n", "\n"));
    let notes = left(&text).into_iter().collect();
    let text = if text.contains("<!-- wp:") { text } else { of_source(&text) };
    let mut item = item.clone();
    if let Some(content) = &mut item.content {
        content.body = Some(text);
    }
    (Cow::Owned(item), notes)
}

/// What is told of shortcodes that are left in the text.
fn left(text: &str) -> Option<String> {
    let named = SHORTCODE.captures_iter(text).filter_map(|code| {
        let name = code.name("name")?.as_str();
        let is_code =
            code.name("end").is_some() || code.name("attributes").is_some() || KNOWN.contains(&name);
        is_code.then(|| format!("[{name}]"))
    });
    let named: BTreeSet<String> = named.collect();
    let named: Vec<String> = named.into_iter().collect();
    (!named.is_empty()).then(|| {
        format!("it has shortcodes of WordPress, which are shown as they are: look over {}", named.join(", "))
    })
}

/// Pictures with captions as figures.
fn with_figures(text: &str) -> String {
    let figure = |caption: &Captures<'_>| {
        let Some(found) = PICTURE.captures(&caption["inner"]) else { return caption[0].to_owned() };
        let attributes = caption.name("attributes").map_or("", |attributes| attributes.as_str());
        let older = WORDS.captures(attributes);
        let older = older.as_ref().and_then(|words| words.name("double").or_else(|| words.name("single")));
        let words = match (&found["words"], older) {
            ("", Some(older)) => older.as_str(),
            (words, _) => words,
        };
        let words =
            if words.is_empty() { String::new() } else { format!("<figcaption>{words}</figcaption>") };
        format!("\n\n<figure>{}{words}</figure>\n\n", &found["picture"])
    };
    CAPTION.replace_all(text, figure).into_owned()
}

fn of_source(text: &str) -> String {
    paragraphs(&Document::fragment(visible_html(text)).html_root())
}

/// What an element holds, with the text between blocks as paragraphs.
fn paragraphs(holder: &NodeRef<'_>) -> String {
    let (mut written, mut text) = (String::new(), String::new());
    // Not one by one: what is walked through can't be changed.
    for child in holder.children() {
        let is = |names: &[&str]| names.iter().any(|name| child.has_name(name));
        if is(BLOCKS) {
            written += &parted(&std::mem::take(&mut text));
            let is_open =
                child.children_it(false).any(|inner| inner.is_text() && has_blank_line(&inner.text()));
            if is(HOLDERS) && is_open {
                child.set_html(paragraphs(&child));
            }
            written += &child.html();
            written.push('\n');
        } else if !child.is_comment() {
            text += &child.html();
        }
    }
    written + &parted(&text)
}

fn has_blank_line(text: &str) -> bool {
    BLANK_LINE.is_match(text.trim())
}

/// Paragraphs where lines are blank, and line ends where a line ends.
fn parted(text: &str) -> String {
    let parts = BLANK_LINE.split(text).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| format!("<p>{}</p>\n", LINE_END.replace_all(part, "<br>\n"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_part_paragraphs_outside_of_blocks() {
        for (text, html) in [
            (
                "One\ntwo.\n\n \nThree &amp; <b>four</b>.",
                "<p>One<br>\ntwo.</p>\n<p>Three &amp; <b>four</b>.</p>\n",
            ),
            ("One<br />\ntwo<br>three", "<p>One<br>\ntwo<br>three</p>\n"),
            ("A\n<ul>\n<li>b\n\nc</li>\n</ul>\nD", "<p>A</p>\n<ul>\n<li>b\n\nc</li>\n</ul>\n<p>D</p>\n"),
            ("<pre>a\n\nb</pre>\n<script>a\n\nb</script>c", "<pre>a\n\nb</pre>\n<p>c</p>\n"),
            ("<blockquote>a\n\nb</blockquote>", "<blockquote><p>a</p>\n<p>b</p>\n</blockquote>\n"),
            ("<p>a\nb</p>\n\nc<!--more-->", "<p>a\nb</p>\n<p>c</p>\n"),
        ] {
            assert_eq!(of_source(text), html, "{text}");
        }
    }

    #[test]
    fn captions_become_figures_and_other_shortcodes_are_told() {
        let figure =
            "\n\n<figure><img src=\"a.jpg\" /><figcaption>The <em>bridge</em></figcaption></figure>\n\n";
        for text in [
            "[caption id=\"a_1\" width=\"300\"]<img src=\"a.jpg\" /> The <em>bridge</em>[/caption]",
            "[wp_caption caption='The <em>bridge</em>']<img src=\"a.jpg\" />[/wp_caption]",
        ] {
            assert_eq!(with_figures(text), figure);
        }
        assert_eq!(with_figures("[caption]words[/caption]"), "[caption]words[/caption]");
        let told = left("[gallery] [map lat=\"1\"] [b]x[/b] [sic] [1]").unwrap();
        assert!(told.ends_with("look over [b], [gallery], [map]"), "{told}");
        assert_eq!(left("He said it [sic] twice [a, b]."), None);
    }
}
