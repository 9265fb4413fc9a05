//! What a page's site is called, and which links lead to the page itself.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use dom_query::NodeRef;
use regex::Regex;
use url::Url;

use super::block::{Block, Kind, folded};
use super::page::Page;
use super::parted::parts;
use super::structured::Structured;
use super::title::essence;
use crate::intake::pattern::pattern;
use crate::text::Text;

/// Names of metadata that tell what the site is called, or whose it is.
const NAMES: &[&str] = &[
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "copyright",
    "sitename",
];
/// The word for a drawing behind the name that it shows.
const LOGO: &str = "logo";
/// A shorter label of a host is none that a site is called by.
const SHORTEST_OF_HOST: usize = 4;

/// The path of a site's first page, in one of its languages.
static HOME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:\.{0,2}/)*(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|default|home|main)(?:\.[a-z]{2,5})?/?)?$",
    )
});

/// What the site and its offices are called, in essence.
pub(super) fn names(page: &Page, structured: &Structured) -> BTreeSet<String> {
    let metas = page.metas(NAMES);
    let metas = metas.iter().map(Text::as_str);
    let structured = structured.sites.iter().chain(&structured.publishers).map(String::as_str);
    let mut names: BTreeSet<String> = metas.chain(structured).map(essence).collect();
    names.extend(
        page.document.select("a[href]").nodes().iter().filter(|link| is_home(page, link)).flat_map(of_link),
    );
    names.extend(of_feeds(page));
    names.extend(of_host(page));
    names.remove("");
    names
}

/// What a link to the first page says, and what the picture in it shows.
fn of_link(link: &NodeRef<'_>) -> Vec<String> {
    let pictures = link.descendants_it().filter(|inner| inner.has_name("img"));
    let shown = pictures.filter_map(|image| image.attr("alt").map(|alt| essence(&alt)));
    let shown = shown.map(|alt| alt.trim_start_matches(LOGO).trim_end_matches(LOGO).to_owned());
    shown.chain([essence(&link.text())]).collect()
}

/// The names in the titles of the site's feeds: `City of X » Feed`.
fn of_feeds(page: &Page) -> Vec<String> {
    let feeds = page
        .document
        .select("link[type='application/rss+xml'][title], link[type='application/atom+xml'][title]");
    let titles = feeds.nodes().iter().map(|feed| folded(&feed.attr_or("title", "")));
    titles.filter_map(|title| parts(&title).first().map(|name| essence(name))).collect()
}

/// The words of the page's host: `mozilla` of `www.mozilla.org`.
fn of_host(page: &Page) -> Vec<String> {
    let host = page.address.as_ref().and_then(Url::host_str).unwrap_or_default().to_lowercase();
    let labels = host.split('.').filter(|label| label.len() >= SHORTEST_OF_HOST);
    labels.map(essence).chain([essence(&host), essence(host.trim_start_matches("www."))]).collect()
}

/// Whether a link leads to the first page of the site.
fn is_home(page: &Page, link: &NodeRef<'_>) -> bool {
    let written = link.attr_or("href", "");
    let written = written.split(['?', '#']).next().unwrap_or_default().trim();
    let path = page.resolve(written).map(|url| url.path().to_owned());
    let leads_home = HOME.is_match(path.as_deref().unwrap_or(written));
    !written.is_empty() && (leads_home || link.attr("rel").is_some_and(|rel| &*rel == "home"))
}

/// Counts headings that are links to the page itself, as blogs make of their headlines, as no links.
pub(super) fn unlink_own(page: &Page, blocks: &mut [Block<'_>]) {
    for block in blocks.iter_mut().filter(|block| matches!(block.kind, Kind::Heading(_)) && block.linked > 0)
    {
        if is_own(page, block) {
            block.linked = 0;
        }
    }
}

fn is_own(page: &Page, block: &Block<'_>) -> bool {
    let links = block.nodes.iter().flat_map(|node| node.descendants_it().chain([*node]));
    let mut links = links.filter(|node| node.has_name("a") && node.has_attr("href"));
    let Some(own) = &page.address else {
        return links.any(|link| link.attr("rel").is_some_and(|rel| &*rel == "bookmark"));
    };
    links.any(|link| {
        let url = page.resolve(&link.attr_or("href", ""));
        url.is_some_and(|url| place(&url) == place(own) && own.path() != "/")
    })
}

/// What makes two addresses those of one page.
fn place(url: &Url) -> (String, String, Option<&str>) {
    let host = url.host_str().unwrap_or_default().trim_start_matches("www.").to_owned();
    (host, url.path().trim_end_matches('/').to_owned(), url.query())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_called_what_its_links_home_and_its_feeds_say() {
        let names = |html: &str| {
            let page = Page::parse(html).unwrap_or_else(|_| panic!("small"));
            names(&page, &Structured::default()).into_iter().collect::<Vec<_>>()
        };
        for html in [
            "<a href=/>Town of X</a>",
            "<a href=../index.html><img src=a alt='Logo Town of X'></a>",
            "<a href=https://x.example/de/>Town of X</a>",
            "<link type=application/rss+xml title='Town of X » Feed' href=/feed>",
            "<meta name=copyright content='Town of X'>",
        ] {
            assert_eq!(names(html), ["townofx"], "{html}");
        }
        assert!(names("<a href=/news/1>Bridge opens</a><a href='#top'>Top</a>").is_empty());
    }
}
