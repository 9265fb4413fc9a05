//! Who wrote a page, and which office issued it.

use std::collections::BTreeSet;

use dom_query::NodeRef;
use url::Url;

use super::block::folded;
use super::page::Page;
use super::parted::parts;
use super::structured::Structured;
use super::title::essence;
use crate::intake::credit;
use crate::intake::field::Found;
use crate::intake::letterhead::is_office;
use crate::text::Text;

/// Names of accounts, not of people.
#[rustfmt::skip]
const ACCOUNTS: &[&str] = &[
    "admin", "administrator", "super user", "superadmin", "webmaster", "webadmin", "root", "user", "editor", "redaksi", "redaktion",
    "redaction", "rédaction", "staff", "press", "humas", "관리자", "管理员", "管理者", "operator", "author", "wordpress",
];

const LONGEST_NAME: usize = 60;

/// Legal forms of companies, which stand behind a name, and which no person has.
#[rustfmt::skip]
const LEGAL_FORMS: &[&str] = &[
    "gmbh", "ag", "inc", "ltd", "llc", "plc", "kg", "sa", "spa", "srl", "bv", "nv", "oo", "oy", "ab", "tbk",
];

/// What may stand between an author's name and a day.
const BEFORE_DAY: &[&str] = &[", ", " on ", " am ", " le ", " pada ", " el ", " il ", " - ", " – "];

/// Who is no author of a page: its site, its office, what its title and its links name.
pub(super) struct Others {
    names: BTreeSet<String>,
    host: String,
}

impl Others {
    /// The names that a page has for others than its author.
    pub(super) fn new<'a>(page: &'a Page, offices: impl Iterator<Item = &'a str>) -> Self {
        let host = page.base.as_ref().and_then(Url::host_str).map(essence).unwrap_or_default();
        let of_title = page.title.iter().flat_map(|title| parts(title));
        let mut names: BTreeSet<String> = offices.chain(of_title).map(essence).collect();
        let owners = page.metas(&["copyright", "publisher", "dc.publisher", "og:site_name", "sitename"]);
        // `© 2014 Town of X`
        names.extend(
            owners.iter().map(|owner| essence(owner.trim_start_matches(|sign: char| !sign.is_alphabetic()))),
        );
        Self { names, host }
    }

    /// Whether a name can be that of an author.
    fn is_person(&self, name: &str) -> bool {
        let essence = essence(name);
        let is_of_host = || essence.len() >= SHORTEST_OF_HOST && self.host.contains(&essence);
        is_name(name)
            && !self.names.contains(&essence)
            && !is_of_host()
            && !is_host(name)
            && !is_office(name)
            && !has_legal_form(name)
    }

    /// The author's name of a byline without the day and the office behind it; `None` where it is no author's.
    pub(super) fn author(&self, byline: Found<Text>) -> Option<Found<Text>> {
        let mut name = byline.value.split(['•', '|']).next().unwrap_or_default();
        if let Some(digit) = name.find(char::is_numeric) {
            let ends = BEFORE_DAY.iter().filter_map(|sign| name[..digit].rfind(sign));
            name = &name[..ends.max().unwrap_or(name.len())];
        }
        if let Some((before, office)) =
            name.rsplit_once(',').filter(|(_, office)| !self.is_person(office.trim()))
        {
            name = if office.trim().is_empty() { name } else { before };
        }
        let name = name.trim();
        let value = Text::non_empty_line(name).filter(|_| self.is_person(name))?;
        Some(Found { value, ..byline })
    }
}

/// A name is found in that of the host from so many bytes on.
const SHORTEST_OF_HOST: usize = 5;

/// Whether a name is that of a company, by its legal form.
fn has_legal_form(name: &str) -> bool {
    let words: Vec<String> = name.split_whitespace().map(essence).collect();
    let [first, .., last] = words.as_slice() else { return false };
    first == "pt" || LEGAL_FORMS.contains(&last.as_str())
}

/// Whether a word is the name of a host.
fn is_host(name: &str) -> bool {
    !name.contains(char::is_whitespace)
        && name
            .rsplit_once('.')
            .is_some_and(|(before, last)| before.len() > 1 && (2..=4).contains(&last.len()))
}

/// The author that metadata or a marked element names.
pub(super) fn byline(page: &Page, structured: &Structured, others: &Others) -> Option<Found<Text>> {
    let found =
        |name: &str, rule, sure| others.author(Found::new(Text::non_empty_line(name)?, name, rule, sure));
    if let Some(byline) = structured.authors.iter().find_map(|name| found(name, "author of JSON-LD", 85)) {
        return Some(byline);
    }
    let marked = page.document.select("[rel=author], [itemprop=author], .byline, .author-name, .penulis");
    let texts = marked.nodes().iter().filter(|node| !is_aside(node)).map(name_in);
    let of_text = |text: String| match credit::by_line(&text) {
        Some(byline) => others.author(byline),
        None => found(&text, "element marked as author", 75),
    };
    if let Some(byline) = texts.into_iter().find_map(of_text) {
        return Some(byline);
    }
    let metas = page.metas(&["author", "article:author", "dc.creator", "dcterms.creator", "parsely-author"]);
    metas.iter().find_map(|name| found(name, "author of metadata", 70))
}

/// The name that an element marks as such, else all that it says.
fn name_in(node: &NodeRef<'_>) -> String {
    let is_name = |inner: &NodeRef<'_>| inner.attr("itemprop").as_deref() == Some("name");
    let mut names = node.descendants_it().filter(is_name).map(|inner| folded(&inner.text()));
    names.find(|name| !name.is_empty()).unwrap_or_else(|| folded(&node.text()))
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
fn is_name(name: &str) -> bool {
    let folded = name.trim().to_lowercase();
    let has_letters = name.chars().any(char::is_alphabetic);
    has_letters
        && !name.contains(char::is_numeric)
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
        let others = Others::new(&page, issuer.iter().map(|found| found.value.as_str()));
        let byline = byline(&page, &structured, &others);
        (byline.map(|found| found.value.to_string()), issuer.map(|found| found.value.to_string()))
    }

    #[test]
    fn accounts_and_offices_are_no_authors() {
        let site = "<meta property=og:site_name content='City of X'>";
        assert_eq!(read(&format!("{site}<meta name=author content=admin>")).0, None);
        assert_eq!(read(&format!("{site}<meta name=author content='City of X'>")).0, None);
        let owner =
            "<meta name=copyright content='© 2014 Group of X'><meta name=author content='Group of X'>";
        assert_eq!(read(owner).0, None);
        let marked = "<span itemprop=author>created by <span itemprop=name>Ann Example</span></span>";
        assert_eq!(read(marked).0.as_deref(), Some("Ann Example"));
        assert_eq!(
            read(&format!("{site}<p class=byline>By Ann Example</p>")),
            (Some("Ann Example".to_owned()), Some("City of X".to_owned()))
        );
    }

    #[test]
    fn a_byline_is_a_name_alone() {
        let site =
            "<title>Bridge opens | Town of X</title><link rel=canonical href=https://town-of-x.example/a>";
        let author = |name: &str| read(&format!("{site}<meta name=author content='{name}'>")).0;
        for no_author in [
            "Town of X",
            "Example Works GmbH",
            "Contoh Sp. z o.o.",
            "PT Contoh Sejahtera",
            "town-of-x",
            "example.com",
            "Sa 13 Jul 2019",
            "Ministry of Examples",
        ] {
            assert_eq!(author(no_author), None, "{no_author}");
        }
        for line in [
            "By Ann Example, 21 June 2018",
            "By Ann Example on June 21, 2018",
            "By Ann Example • 21 June 2018",
            "By Ann Example, Town of X",
            "By Ann Example, example.org",
        ] {
            assert_eq!(
                read(&format!("{site}<p class=byline>{line}</p>")).0.as_deref(),
                Some("Ann Example"),
                "{line}"
            );
        }
    }
}
