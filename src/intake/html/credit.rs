//! Who wrote a page, and which office issued it.

use dom_query::NodeRef;

use super::block::folded;
use super::page::Page;
use super::structured::Structured;
use super::title::essence;
use crate::intake::credit;
use crate::intake::field::Found;
use crate::text::Text;

/// Names of accounts, not of people.
#[rustfmt::skip]
const ACCOUNTS: &[&str] = &[
    "admin", "administrator", "super user", "superadmin", "webmaster", "webadmin", "root", "user", "editor", "redaksi", "redaktion",
    "redaction", "rédaction", "staff", "press", "humas", "관리자", "管理员", "管理者", "operator", "author", "wordpress",
];

const LONGEST_NAME: usize = 60;

/// The author that metadata or a marked element names.
pub(super) fn byline(page: &Page, structured: &Structured, offices: &[&str]) -> Option<Found<Text>> {
    let is_person =
        |name: &&str| is_name(name) && offices.iter().all(|office| essence(office) != essence(name));
    let found = |name: &str, rule, sure| Some(Found::new(Text::non_empty_line(name)?, name, rule, sure));
    if let Some(name) = structured.authors.iter().map(String::as_str).find(is_person) {
        return found(name, "author of JSON-LD", 85);
    }
    let marked = page.document.select("[rel=author], [itemprop=author], .byline, .author-name, .penulis");
    let texts = marked.nodes().iter().filter(|node| !is_aside(node)).map(|node| folded(&node.text()));
    for text in texts {
        match credit::by_line(&text) {
            Some(byline) if is_name(&byline.value) => return Some(byline),
            None if is_person(&text.as_str()) => return found(&text, "element marked as author", 75),
            _ => {}
        }
    }
    let metas = page.metas(&["author", "article:author", "dc.creator", "dcterms.creator", "parsely-author"]);
    metas.iter().map(Text::as_str).find(is_person).and_then(|name| found(name, "author of metadata", 70))
}

/// The office that metadata names.
pub(super) fn issuer(page: &Page, structured: &Structured) -> Option<Found<Text>> {
    let found = |name: &str, rule, sure| Some(Found::new(Text::non_empty_line(name)?, name, rule, sure));
    if let Some(office) = structured.offices.first() {
        return found(office, "office that JSON-LD names as author", 90);
    }
    if let Some(publisher) = structured.publishers.first() {
        return found(publisher, "publisher of JSON-LD", 90);
    }
    let publisher =
        page.metas(&["dc.publisher", "dcterms.publisher", "article:publisher", "publisher", "contentsource"]);
    if let Some(publisher) = publisher.iter().find(|name| !name.contains("://")) {
        return found(publisher, "publisher of metadata", 80);
    }
    page.metas(&["og:site_name"]).first().and_then(|site| found(site, "name of the site", 60))
}

/// Whether it is a name, and not that of an account.
pub(super) fn is_name(name: &str) -> bool {
    let folded = name.trim().to_lowercase();
    let has_letters = name.chars().any(char::is_alphabetic);
    has_letters
        && name.chars().count() <= LONGEST_NAME
        && !name.contains("://")
        && !name.contains('@')
        && !ACCOUNTS.contains(&folded.as_str())
}

fn is_aside(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(None).any(|parent| ["aside", "nav", "footer"].iter().any(|name| parent.has_name(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> (Option<String>, Option<String>) {
        let page = Page::parse(html).unwrap_or_else(|_| panic!("small"));
        let structured = Structured::parse(&page.structured);
        let issuer = issuer(&page, &structured);
        let offices: Vec<&str> = issuer.iter().map(|found| found.value.as_str()).collect();
        let byline = byline(&page, &structured, &offices);
        (byline.map(|found| found.value.to_string()), issuer.map(|found| found.value.to_string()))
    }

    #[test]
    fn accounts_and_offices_are_no_authors() {
        let site = "<meta property=og:site_name content='City of X'>";
        assert_eq!(read(&format!("{site}<meta name=author content=admin>")).0, None);
        assert_eq!(read(&format!("{site}<meta name=author content='City of X'>")).0, None);
        assert_eq!(
            read(&format!("{site}<p class=byline>By Ann Example</p>")),
            (Some("Ann Example".to_owned()), Some("City of X".to_owned()))
        );
    }
}
