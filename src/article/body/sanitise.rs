//! The only way to [`super::Html`] from markup that people wrote.
//!
//! What is allowed is listed; all else goes. Every URL comes out absolute, every `id` with a prefix of the page's
//! own, so that several releases can stand in one document.

use std::borrow::Cow;
use std::collections::BTreeMap;

use ammonia::Builder;
use percent_encoding::percent_decode_str;
use url::Url;

use super::{Links as Releases, srcset};
use crate::article::NamedFile;
use crate::file::File;
use crate::site::Slug;

/// The elements that are kept; others lose their tags.
#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "a", "abbr", "address", "article", "aside", "audio", "b", "bdi", "bdo", "blockquote", "br", "caption",
    "cite", "code", "col", "colgroup", "data", "dd", "del", "details", "dfn", "div", "dl", "dt", "em",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins",
    "kbd", "li", "mark", "ol", "p", "picture", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section",
    "small", "source", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "time", "tr", "track", "u", "ul", "var", "video", "wbr",
];
/// The elements that go with all that is inside.
#[rustfmt::skip]
const REMOVED: &[&str] = &[
    "script", "style", "title", "textarea", "template", "select", "datalist", "button", "iframe", "noscript",
    "object", "svg", "canvas",
];
/// The attributes that every element may have.
const GENERIC_ATTRIBUTES: &[&str] = &["dir", "id", "lang", "title"];
/// The attributes of some elements.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "hreflang"]),
    ("audio", &["controls", "src"]),
    ("blockquote", &["cite"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("data", &["value"]),
    ("del", &["cite", "datetime"]),
    ("details", &["open"]),
    ("img", &["alt", "height", "sizes", "src", "srcset", "width"]),
    ("ins", &["cite", "datetime"]),
    ("li", &["value"]),
    ("ol", &["reversed", "start", "type"]),
    ("q", &["cite"]),
    ("source", &["height", "media", "sizes", "src", "srcset", "type", "width"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["abbr", "colspan", "rowspan", "scope"]),
    ("time", &["datetime"]),
    ("track", &["kind", "label", "src", "srclang"]),
    ("video", &["controls", "height", "poster", "src", "width"]),
];
/// The classes that our own Markdown makes.
const CLASSES: &[(&str, &[&str])] =
    &[("div", &["footnote-definition"]), ("sup", &["footnote-definition-label", "footnote-reference"])];
/// Where a link may lead.
const LINK_SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];
/// Where something that is shown may lie.
const WEB_SCHEMES: &[&str] = &["http", "https"];

/// Sanitises markup that stands on `page`, with the release's own `files` beside it, and links to other `releases`.
pub(super) fn sanitise(markup: &str, page: &Url, files: &[NamedFile], releases: &Releases) -> String {
    let links = Links::new(page, files, releases);
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.iter().copied().collect())
        .clean_content_tags(REMOVED.iter().copied().collect())
        .generic_attributes(GENERIC_ATTRIBUTES.iter().copied().collect())
        .tag_attributes(
            ATTRIBUTES.iter().map(|(element, names)| (*element, names.iter().copied().collect())).collect(),
        )
        .allowed_classes(
            CLASSES.iter().map(|(element, names)| (*element, names.iter().copied().collect())).collect(),
        )
        .url_schemes(LINK_SCHEMES.iter().copied().collect())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(move |_, attribute, value| links.attribute(attribute, value));
    // A reference such as `&#11;` is a character once it is parsed, so the result is cleaned, not the source.
    crate::text::clean(&builder.clean(markup).to_string()).trim().to_owned()
}

/// Where the references of one release lead.
struct Links {
    page: Url,
    /// The URL of each own file, by its name in the source.
    files: BTreeMap<String, Url>,
    releases: Releases,
    /// What comes before every `id`.
    prefix: String,
}

impl Links {
    fn new(page: &Url, files: &[NamedFile], releases: &Releases) -> Self {
        let files = files.iter().map(|named| (named.written.clone(), url_of(&named.file, page))).collect();
        let name =
            page.path_segments().and_then(|mut segments| segments.rfind(|segment| !segment.is_empty()));
        let prefix = prefix(name.unwrap_or("text"));
        Self { page: page.clone(), files, releases: releases.clone(), prefix }
    }

    fn attribute<'a>(&self, attribute: &str, value: &'a str) -> Option<Cow<'a, str>> {
        match attribute {
            "href" => self.absolute(value, LINK_SCHEMES).map(Cow::Owned),
            "src" | "poster" | "cite" => self.absolute(value, WEB_SCHEMES).map(Cow::Owned),
            "srcset" => {
                srcset::rewrite(value, |reference| self.absolute(reference, WEB_SCHEMES)).map(Cow::Owned)
            }
            "id" => Some(Cow::Owned(format!("{}{value}", self.prefix))),
            _ => Some(Cow::Borrowed(value)),
        }
    }

    fn absolute(&self, reference: &str, schemes: &[&str]) -> Option<String> {
        let reference = reference.trim();
        if reference.is_empty() {
            return None;
        }
        let (path, end) = split_path(reference);
        let decoded = decode(path);
        let url = match (self.releases.get(&decoded), self.files.get(&decoded)) {
            _ if path.is_empty() && end.starts_with('#') => {
                with_end(&self.page, &prefixed(end, &self.prefix))
            }
            (Some(release), _) => self.release(release.as_ref()?, end),
            (None, Some(file)) => with_end(file, end),
            (None, None) => self.page.join(reference).ok(),
        }?;
        schemes.contains(&url.scheme()).then(|| url.into())
    }

    /// The page of another release, or a place on it.
    fn release(&self, slug: &Slug, end: &str) -> Option<Url> {
        let page = self.page.join(&format!("../{slug}/")).ok()?;
        let fragment = end.find('#').map_or("", |start| &end[start..]);
        with_end(&page, &prefixed(fragment, &prefix(slug.as_str())))
    }
}

/// What comes before every `id` on the page of the release with this slug.
fn prefix(slug: &str) -> String {
    format!("{slug}-")
}

/// `#id` with the page's prefix; what has no fragment stays empty.
fn prefixed(fragment: &str, prefix: &str) -> String {
    fragment.strip_prefix('#').map(|id| format!("#{prefix}{id}")).unwrap_or_default()
}

/// Where a file of the release that stands on `page` is served.
pub(super) fn url_of(file: &File, page: &Url) -> Url {
    let mut url = page.clone();
    url.set_path(&format!("{}{}", page.path(), crate::site::encode_path(&file.name)));
    url
}

/// `url` with a query, a fragment or both.
fn with_end(url: &Url, end: &str) -> Option<Url> {
    if end.is_empty() { Some(url.clone()) } else { url.join(end).ok() }
}

/// A reference's path, and what comes after it.
pub(super) fn split_path(reference: &str) -> (&str, &str) {
    reference.split_at(reference.find(['?', '#']).unwrap_or(reference.len()))
}

/// A path with its percent-encoding undone.
pub(super) fn decode(path: &str) -> String {
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}
