//! Gives pictures that a script would have loaded their real addresses.

use dom_query::{Document, NodeRef};

use super::bound::FALLBACK;

/// Where scripts look for the real address, the likeliest first.
const SOURCES: &[&str] = &["data-src", "data-lazy-src", "data-original", "data-original-src", "data-lazy"];
/// Where scripts look for the real set of addresses.
const SOURCE_SETS: &[&str] = &["data-srcset", "data-lazy-srcset", "data-original-set"];

/// The same markup with pictures as they look once loaded, and without the placeholders.
pub(super) fn resolve(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    if !["data-", "data:", FALLBACK].iter().any(|trace| lower.contains(trace)) {
        return html.to_owned();
    }
    let document = Document::fragment(html);
    for node in document.select("img, source, video, audio").nodes() {
        promote(node, "src", SOURCES);
        promote(node, "srcset", SOURCE_SETS);
        promote(node, "poster", &["data-poster"]);
    }
    for fallback in document.select(FALLBACK).nodes() {
        use_fallback(fallback);
    }
    for image in document.select("img").nodes().iter().filter(|image| !is_usable(image)) {
        image.remove_from_parent();
    }
    // The parser puts an `html` element around the fragment.
    document.html_root().inner_html().to_string()
}

fn promote(node: &NodeRef<'_>, name: &str, lazy_names: &[&str]) {
    let real = lazy_names.iter().filter_map(|name| node.attr(name)).find(|value| !value.trim().is_empty());
    if let Some(real) = real {
        node.set_attr(name, &real);
    }
}

fn is_usable(image: &NodeRef<'_>) -> bool {
    let source = image.attr_or("src", "");
    let source = source.trim();
    let is_placeholder =
        source.is_empty() || source.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"));
    !is_placeholder || image.attr("srcset").is_some_and(|set| !set.trim().is_empty())
}

/// Shows what was meant for browsers without scripts, where it is a picture that is not there yet.
fn use_fallback(fallback: &NodeRef<'_>) {
    let pictures: Vec<NodeRef<'_>> =
        fallback.descendants().into_iter().filter(|node| node.has_name("img")).collect();
    let is_counter = |image: &NodeRef<'_>| {
        ["width", "height"].iter().all(|side| matches!(image.attr_or(side, "").trim(), "0" | "1"))
    };
    let before = fallback.prev_element_sibling().filter(|node| node.has_name("img"));
    let is_shown = before.as_ref().is_some_and(is_usable);
    if is_shown || pictures.is_empty() || pictures.iter().all(is_counter) {
        fallback.remove_from_parent();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::body::bound::bound;

    fn resolved(html: &str) -> String {
        resolve(&bound(html))
    }

    #[test]
    fn the_real_address_wins_over_the_placeholder() {
        let html = resolved(
            r#"<p><img src="data:image/gif;base64,R0" data-src="a.jpg" data-srcset="b.jpg 2x"></p>"#,
        );
        assert!(html.contains(r#" src="a.jpg""#) && html.contains(r#" srcset="b.jpg 2x""#), "{html}");
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
