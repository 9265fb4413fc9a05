//! What a body refers to beside itself.

use std::collections::BTreeSet;

use dom_query::{Document, NodeRef};

use super::{Markup, lazy, markdown, sanitise, srcset, unresolved_html};
use crate::article::NamedFile;

/// The relative references of a body's links and pictures, each once, as paths: percent-encoding is undone, query and
/// fragment are cut off.
///
/// [`super::Body::html`] leads those that [`crate::article::NamedFile::written`] repeats to their files.
#[must_use]
pub fn local_references(source: &str, markup: Markup) -> Vec<String> {
    let references = match markup {
        Markup::Plain => Vec::new(),
        Markup::Markdown => {
            markdown::destinations(source).unwrap_or_else(|| of_html(&unresolved_html(source, markup)))
        }
        Markup::Html => of_html(&unresolved_html(source, markup)),
    };
    let found: BTreeSet<String> = references.iter().filter_map(|reference| local_path(reference)).collect();
    found.into_iter().collect()
}

/// Where the file of a picture that a script would load is missing, the one that stands in for it is shown.
fn of_html(html: &str) -> Vec<String> {
    let found = |html: &str| -> Vec<String> {
        let document = Document::fragment(html);
        document.select("[href], [src], [srcset], [poster]").nodes().iter().flat_map(references).collect()
    };
    let loaded = found(&lazy::resolve(html, |_| true));
    [loaded, found(&lazy::resolve(html, |_| false))].concat()
}

/// Whether something may be at an address: not where it is that of a file beside the source which is not among `files`.
pub(super) fn may_be_there(reference: &str, files: &[NamedFile]) -> bool {
    local_path(reference)
        .is_none_or(|path| path.starts_with('/') || files.iter().any(|named| named.written == path))
}

fn references(node: &NodeRef<'_>) -> Vec<String> {
    let single = ["href", "src", "poster"].into_iter().filter_map(|name| node.attr(name));
    let set = node.attr_or("srcset", "");
    let of_set = srcset::candidates(&set).into_iter().map(|(reference, _)| reference.to_owned());
    single.map(|value| value.to_string()).chain(of_set).collect()
}

/// The path of a reference that leads to a file beside the source or, with a slash at its start, to one of the content.
fn local_path(reference: &str) -> Option<String> {
    let (path, _) = sanitise::split_path(reference.trim());
    let is_relative = url::Url::parse(path) == Err(url::ParseError::RelativeUrlWithoutBase);
    (is_relative && !path.is_empty() && !path.starts_with("//")).then(|| sanitise::decode(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_relative_is_local() {
        let source = "![a](foto%201.png) [b](../b.pdf#page=2) [c](/c) [d](https://d.example/) [e](#e) \
                      <img data-src='x.jpg' src='data:,' srcset='y.jpg 2x, //z.example/z 3x'> [m](mailto:a@b.example)";
        assert_eq!(
            local_references(source, Markup::Markdown),
            ["../b.pdf", "/c", "foto 1.png", "x.jpg", "y.jpg"].map(str::to_owned)
        );
    }

    #[test]
    fn markdown_alone_refers_likewise() {
        let source =
            "![a](foto%201.png) ![](<foto 2.png>) [b](../b.pdf#page=2) [d](https://d.example/) [e](#e)";
        let found = local_references(source, Markup::Markdown);
        assert_eq!(found, ["../b.pdf", "foto 1.png", "foto 2.png"].map(str::to_owned));
    }

    #[test]
    fn plain_text_refers_to_nothing() {
        assert!(local_references("src=a.png", Markup::Plain).is_empty());
    }
}
