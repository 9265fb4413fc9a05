//! Shows what a browser would: pictures that a script would have loaded get their real addresses, and what is hidden
//! goes.

use dom_query::{Document, NodeRef};

use super::bound::FALLBACK;
use super::srcset;

/// Where scripts look for the real address, the likeliest first.
const SOURCES: &[&str] = &["data-src", "data-lazy-src", "data-original", "data-original-src", "data-lazy"];
/// Where scripts look for the real set of addresses.
const SOURCE_SETS: &[&str] = &["data-srcset", "data-lazy-srcset", "data-original-set"];

/// What files are called that stand where a picture is yet to come.
const PLACEHOLDERS: &[&str] = &[
    "1x1",
    "blank",
    "clear",
    "dummy",
    "empty",
    "lazy",
    "loading",
    "pixel",
    "placeholder",
    "spacer",
    "transparent",
];

/// Traces of what is treated here; markup without any stays as it is.
const TRACES: &[&str] = &["data-", "data:", FALLBACK, "srcset", "hidden", "display"];

/// The same markup with pictures as they look once loaded, without the placeholders and what is hidden. Addresses of
/// which `is_there` knows that nothing is there are passed over.
pub(super) fn resolve(html: &str, is_there: impl Fn(&str) -> bool) -> String {
    let lower = html.to_ascii_lowercase();
    if !TRACES.iter().any(|trace| lower.contains(trace)) {
        return html.to_owned();
    }
    let document = Document::fragment(html);
    remove_hidden(&document);
    let are_there = |set: &str| srcset::candidates(set).into_iter().all(|(reference, _)| is_there(reference));
    for node in document.select("img, source, video, audio").nodes() {
        promote(node, "src", SOURCES, &is_there);
        promote(node, "srcset", SOURCE_SETS, are_there);
        promote(node, "poster", &["data-poster"], &is_there);
    }
    let has_set_alone = |image: &&NodeRef<'_>| is_placeholder(image) || is_spacer(image);
    for image in document.select("img[srcset]").nodes().iter().filter(has_set_alone) {
        let set = image.attr_or("srcset", "");
        if let Some((first, _)) = srcset::candidates(&set).first() {
            image.set_attr("src", first);
        }
    }
    for fallback in document.select(FALLBACK).nodes() {
        use_fallback(fallback);
    }
    for image in document.select("img").nodes().iter().filter(|image| is_placeholder(image)) {
        image.remove_from_parent();
    }
    // The parser puts an `html` element around the fragment.
    document.html_root().inner_html().to_string()
}

fn promote(node: &NodeRef<'_>, name: &str, lazy_names: &[&str], is_there: impl Fn(&str) -> bool) {
    let mut written = lazy_names.iter().filter_map(|name| node.attr(name));
    let real = written.find(|value| !value.trim().is_empty() && is_there(value));
    if let Some(real) = real {
        node.set_attr(name, &real);
    }
}

/// Whether a picture has no address of its own.
fn is_placeholder(image: &NodeRef<'_>) -> bool {
    let source = image.attr_or("src", "");
    let source = source.trim();
    source.is_empty() || source.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"))
}

/// Whether a picture's file stands in for one that only a script's set names.
fn is_spacer(image: &NodeRef<'_>) -> bool {
    let source = image.attr_or("src", "").to_ascii_lowercase();
    let path = source.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_lazy = SOURCE_SETS.iter().any(|name| image.has_attr(name));
    is_lazy && PLACEHOLDERS.iter().any(|word| name.starts_with(word))
}

/// Removes what is hidden. A script may show what is hidden for now, such as the panels of an accordion: where that
/// would be half of the text or more, all of it stays, and so does a picture that a script would load.
fn remove_hidden(document: &Document) {
    let size = |node: &NodeRef<'_>| node.text().chars().filter(|sign| !sign.is_whitespace()).count();
    let elements = document.select("[hidden], [style]");
    let all: Vec<&NodeRef<'_>> = elements.nodes().iter().filter(|node| is_hidden(node)).collect();
    let is_within = |node: &NodeRef<'_>| node.ancestors(None).iter().any(|above| is_hidden(above));
    let hidden: Vec<&NodeRef<'_>> = all.into_iter().filter(|node| !is_within(node)).collect();
    let taken: usize = hidden.iter().map(|node| size(node)).sum();
    let code: usize = document.select("script, style, template").nodes().iter().map(size).sum();
    if taken == 0 || taken * 2 + code < size(&document.html_root()) {
        hidden.iter().for_each(|node| node.remove_from_parent());
    }
}

/// Whether the author hides an element from everybody. A picture that a script would load is often hidden until then.
fn is_hidden(node: &NodeRef<'_>) -> bool {
    let is_lazy = || SOURCES.iter().chain(SOURCE_SETS).any(|name| node.has_attr(name));
    let has_hidden =
        node.attr("hidden").is_some_and(|value| !value.trim().eq_ignore_ascii_case("until-found"));
    (has_hidden || is_not_displayed(&node.attr_or("style", ""))) && !is_lazy()
}

/// Whether declarations take an element off the page: the last one counts, before those that are not important.
fn is_not_displayed(style: &str) -> bool {
    let style = style.to_ascii_lowercase();
    let values = style.split(';').filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        (property.trim() == "display").then_some(value.trim())
    });
    let last = values.max_by_key(|value| value.ends_with("!important"));
    last.is_some_and(|value| value.trim_end_matches("important").trim_end_matches(['!', ' ']) == "none")
}

/// Shows what was meant for browsers without scripts, where it is a picture that is not there yet.
fn use_fallback(fallback: &NodeRef<'_>) {
    let pictures: Vec<NodeRef<'_>> =
        fallback.descendants().into_iter().filter(|node| node.has_name("img")).collect();
    let is_counter = |image: &NodeRef<'_>| {
        ["width", "height"].iter().all(|side| matches!(image.attr_or(side, "").trim(), "0" | "1"))
    };
    let before = fallback.prev_element_sibling().filter(|node| node.has_name("img"));
    let is_shown = before.is_some_and(|before| !is_placeholder(&before));
    if is_shown || pictures.is_empty() || pictures.iter().all(is_counter) {
        fallback.remove_from_parent();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::body::bound::bound;

    fn resolved(html: &str) -> String {
        resolve(&bound(html), |_| true)
    }

    #[test]
    fn the_real_address_wins_over_the_placeholder() {
        let html = resolved(
            r#"<p><img src="data:image/gif;base64,R0" data-src="a.jpg" data-srcset="b.jpg 2x"></p>"#,
        );
        assert!(html.contains(r#" src="a.jpg""#) && html.contains(r#" srcset="b.jpg 2x""#), "{html}");
    }

    #[test]
    fn a_set_alone_gives_the_address() {
        for set in [r#"src="data:,x" data-srcset="a,b.jpg 1x, c.jpg 2x""#, r#"srcset=" a,b.jpg, c.jpg 2x""#] {
            let html = resolved(&format!("<img {set}>"));
            assert!(html.contains(r#" src="a,b.jpg""#), "{html}");
        }
        assert!(!resolved(r#"<img srcset=" ">"#).contains("img"));
        let spacer = resolved(r#"<img src="/x/spacer.gif?1" data-srcset="a.jpg 1x">"#);
        assert!(spacer.contains(r#" src="a.jpg""#), "{spacer}");
        let small = resolved(r#"<img src="small.jpg" data-srcset="a.jpg 1x">"#);
        assert!(small.contains(r#" src="small.jpg""#), "{small}");
    }

    #[test]
    fn what_is_hidden_goes() {
        for hidden in [
            "<p hidden>Note</p>",
            "<div style='max-height:0; DISPLAY : none !important'><p>Note</p></div>",
            "<p style='display:block; display:none'>Note</p>",
            "<div hidden><p hidden>Note</p></div>",
        ] {
            let html = resolved(&format!("<p>The text itself</p>{hidden}"));
            assert!(html.contains("text itself") && !html.contains("Note"), "{html}");
        }
        for shown in [
            "<p hidden='until-found'>Note</p>",
            "<p style='display:none; display:block'>Note</p>",
            "<p style='display:block!important; display:none'>Note</p>",
            "<article style='visibility:hidden'>Note</article>",
        ] {
            let html = resolved(&format!("<p>The text itself</p>{shown}"));
            assert!(html.contains("Note"), "{html}");
        }
        let shown = "<p style='display:block;color:red'>The hidden display: none</p>";
        assert!(resolved(shown).contains("The hidden"));
        let lazy = resolved("<img style='display:none' data-src='a.jpg'>");
        assert!(lazy.contains(" src=\"a.jpg\""), "{lazy}");
    }

    #[test]
    fn what_is_hidden_stays_where_it_is_the_text() {
        for text in [
            "<article style='display:none' class='reveal'><p>The clinics open today.</p></article>",
            "<script>let a_long_script_is_no_text_that_stays = 0;</script><p hidden>The clinics open.</p>",
            "<h2>Where</h2><div hidden><p>In the north.</p></div><h2>When</h2><div hidden><p>On Monday.</p></div>",
        ] {
            let html = resolved(text);
            assert!(
                html.contains("The clinics open") || html.contains("north") && html.contains("Monday"),
                "{html}"
            );
        }
    }

    #[test]
    fn a_fallback_stands_in_for_a_placeholder() {
        let html = resolved(r#"<img src="data:,x" alt="a"><noscript><img src="a.jpg" alt="a"></noscript>"#);
        assert_eq!(html.matches("<img").count(), 1, "{html}");
        assert!(html.contains("a.jpg"), "{html}");
    }

    #[test]
    fn a_fallback_does_not_repeat_a_picture() {
        let html = resolved(r#"<img src="x.gif" data-src="a.jpg"><noscript><img src="a.jpg"></noscript>"#);
        assert_eq!(html.matches("<img").count(), 1, "{html}");
    }

    #[test]
    fn counters_and_advice_on_scripts_go() {
        let html = resolved(
            r#"<p>a</p><noscript>Enable it!</noscript><noscript><img width="1" height="1" src="//c.example/"></noscript>"#,
        );
        assert!(!html.contains("img") && !html.contains("Enable"), "{html}");
    }
}
