//! A page's source, made safe to read: bounded, with what stands in its head told apart from what readers see.

use std::sync::LazyLock;

use dom_query::Document;
use encoding_rs::{Encoding, ISO_2022_JP};
use regex::Regex;
use url::Url;

use crate::article::body::visible_html;
use crate::intake::pattern::pattern;
use crate::intake::refusal::{MOST_TAGS, Refusal};
use crate::intake::{Hints, Repair, decode, repair};
use crate::text::Text;

/// How far into a page browsers look for its encoding (HTML §13.2.3.2).
const PRESCAN: usize = 1024;

static CHARSET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"(?i)<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)"#)
});
static TITLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?is)<title[^>]*>(.*?)</title"));
static LANGUAGE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(?i)<html[^>]*?\s(?:xml:)?lang\s*=\s*["']?([A-Za-z][A-Za-z0-9_-]*)"#));
static STRUCTURED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?is)<script[^>]*application/ld\+json[^>]*>(.*?)</script"));

/// A page taken apart.
pub(super) struct Page {
    /// What readers see, as a tree; scripts, styles and comments are gone.
    pub(super) document: Document,
    /// The text of `title`.
    pub(super) title: Option<Text>,
    /// The language that the root element names, as it is spelt.
    pub(super) language: Option<String>,
    /// The sources of its JSON-LD.
    pub(super) structured: Vec<String>,
    /// The address that it gives itself.
    pub(super) address: Option<Url>,
    /// What relative addresses are relative to.
    pub(super) base: Option<Url>,
}

impl Page {
    /// Takes a mended source apart.
    pub(super) fn parse(source: &str) -> Result<Self, Refusal> {
        // The parser takes longer for each character reference, the longer the text before it.
        if source.matches(['<', '&']).count() > MOST_TAGS {
            return Err(Refusal::TooManyTags);
        }
        let first = |regex: &Regex| regex.captures(source).map(|found| found[1].to_owned());
        let document = Document::from(visible_html(&source.replace("&shy;", "")));
        let address = address(&document);
        let base = base(&document, address.as_ref());
        Ok(Self {
            document,
            title: first(&TITLE).and_then(|title| Text::non_empty_line(&unescaped(&title))),
            language: first(&LANGUAGE),
            structured: STRUCTURED.captures_iter(source).map(|found| found[1].to_owned()).collect(),
            address,
            base,
        })
    }

    /// The contents of the `meta` elements of these names or properties, those of the first name first.
    pub(super) fn metas(&self, names: &[&str]) -> Vec<Text> {
        let metas = self.document.select("meta[content]");
        let of_name = |name: &&str| {
            let wanted = *name;
            let named = metas.nodes().iter().filter(move |meta| {
                ["name", "property", "itemprop", "http-equiv"]
                    .iter()
                    .any(|key| meta.attr(key).is_some_and(|value| value.trim().eq_ignore_ascii_case(wanted)))
            });
            named.filter_map(|meta| Text::non_empty_line(&meta.attr_or("content", ""))).collect::<Vec<_>>()
        };
        names.iter().flat_map(of_name).collect()
    }

    /// The text of the one `pre` element that has most of the page's: a plain text in a frame.
    pub(super) fn preformatted(&self) -> Option<String> {
        const SHORTEST: usize = 400;
        let framed = self.document.select("pre");
        let texts = framed.nodes().iter().map(|node| node.text().to_string());
        let text = texts.max_by_key(String::len).filter(|text| text.len() >= SHORTEST)?;
        let all = self.document.select("body").text().split_whitespace().map(str::len).sum::<usize>();
        let own = text.split_whitespace().map(str::len).sum::<usize>();
        (own * 2 > all).then_some(text)
    }

    /// An address of the page as an absolute one.
    pub(super) fn resolve(&self, address: &str) -> Option<Url> {
        let address = address.trim();
        let url = match &self.base {
            Some(base) => base.join(address),
            None => Url::parse(address),
        };
        url.ok().filter(|url| matches!(url.scheme(), "http" | "https"))
    }
}

/// The mended text of a page's bytes. What the page says of its encoding counts where it is not UTF-8.
pub(in crate::intake) fn decoded(bytes: &[u8], hints: &Hints<'_>, repairs: &mut Vec<Repair>) -> String {
    let declared = || {
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(PRESCAN)]).into_owned();
        Encoding::for_label(CHARSET.captures(&start)?[1].as_bytes())
    };
    let is_utf8 = std::str::from_utf8(bytes).is_ok() || Encoding::for_bom(bytes).is_some();
    let text = match declared() {
        Some(encoding) if !is_utf8 || encoding == ISO_2022_JP => {
            decode::decode_told(encoding, bytes, hints.language, repairs)
        }
        _ => decode::decode(bytes, hints.language, repairs),
    };
    repair::repair(&text, repairs)
}

/// The address that a page gives itself.
fn address(document: &Document) -> Option<Url> {
    [("link[rel=canonical]", "href"), ("meta[property='og:url']", "content")]
        .iter()
        .filter_map(|(selector, attribute)| document.select(selector).attr(attribute))
        .find_map(|address| Url::parse(address.trim()).ok())
}

/// Where the page is: the base that it names, resolved against the address that it gives itself.
fn base(document: &Document, own: Option<&Url>) -> Option<Url> {
    match document.select("base[href]").attr("href") {
        Some(base) => Url::options().base_url(own).parse(base.trim()).ok().or_else(|| own.cloned()),
        None => own.cloned(),
    }
}

/// The text of markup without elements: its character references resolved.
fn unescaped(markup: &str) -> String {
    Document::fragment(markup.replace('<', "&lt;")).text().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_tells_what_stands_in_its_head() {
        let page = Page::parse(
            "<!doctype html><html class=a lang='id-ID'><head><title>A &amp; <b> B</title>\
             <meta property='og:url' content='https://a.example/x/y'><base href='/z/'>\
             <script type=\"application/ld+json\">{}</script></head><body><p>T&shy;ext<script>x</script></body>",
        )
        .unwrap_or_else(|_| panic!("small"));
        assert_eq!(page.title.as_deref(), Some("A & <b> B"));
        assert_eq!(page.language.as_deref(), Some("id-ID"));
        assert_eq!(page.structured, ["{}"]);
        assert_eq!(page.resolve("b.png").unwrap().as_str(), "https://a.example/z/b.png");
        assert_eq!(page.document.select("body").text().trim(), "Text");
    }

    #[test]
    fn a_declared_encoding_counts_where_the_bytes_are_not_utf8() {
        let language = crate::language::Language::parse("ru").unwrap();
        let hints = Hints { time_zone: chrono_tz::UTC, language: &language, file_name: "", saved: None };
        let bytes = b"<meta charset=windows-1251><p>\xcf\xf0\xe8\xe2\xe5\xf2</p>";
        assert!(decoded(bytes, &hints, &mut Vec::new()).contains("Привет"));
        let bytes = "<meta charset=windows-1251><p>Привет</p>".as_bytes();
        assert!(decoded(bytes, &hints, &mut Vec::new()).contains("Привет"));
    }

    #[test]
    fn a_page_of_too_many_tags_is_refused() {
        assert!(matches!(Page::parse(&"<p>".repeat(MOST_TAGS + 1)), Err(Refusal::TooManyTags)));
    }
}
