//! Links from release to release, written as links from file to file.

use chrono::{DateTime, Utc};
use dateline::catalog::Catalog;
use url::Url;

use super::newsroom::{Newsroom, release};

fn linking(body: &str) -> String {
    release("a", "").replace("Body.", body)
}

/// The HTML of the release `a` at that instant.
fn html(catalog: &Catalog, instant: &str) -> String {
    let page = Url::parse("https://pers.example/releases/a/").unwrap();
    let edition = catalog.at(instant.parse::<DateTime<Utc>>().unwrap());
    let release = edition.releases().iter().find(|release| release.title.as_str() == "a").unwrap();
    release.html(&page).as_str().to_owned()
}

#[test]
fn a_link_to_the_file_of_a_release_leads_to_its_page() {
    let body =
        "[1](b.md) [2](../2025/c/index.md#x) [3](@/2026/b.md) [4](/2026/b.md)\n\n<a href='d%20e.html'>5</a>";
    let mut newsroom = Newsroom::of(&[
        ("2026/a.md", &linking(body)),
        ("2026/b.md", &release("b", "slug: other")),
        ("2025/c/index.md", &release("c", "")),
        ("2026/d e.html", &release("d", "")),
    ]);
    let html = html(&newsroom.load().catalog, "2026-06-01T00:00:00Z");
    for link in ["other/\">1", "c/#c-x\">2", "other/\">3", "other/\">4", "d-e/\">5"] {
        assert!(html.contains(&format!("<a href=\"https://pers.example/releases/{link}</a>")), "{html}");
    }
    assert_eq!(newsroom.problems(), []);
}

#[test]
fn what_is_not_public_is_not_linked() {
    let mut newsroom = Newsroom::of(&[
        ("a.md", &linking("[early](b.md) [draft](c.md)")),
        ("b.md", &release("b", "embargo: 2026-07-01\nwithdrawn: {date: 2026-08-01}")),
        ("c.md", &release("c", "draft: true")),
    ]);
    let catalog = &newsroom.load().catalog;
    let hidden = "<p><a>early</a> <a>draft</a></p>";
    assert_eq!(html(catalog, "2026-06-30T16:59:59Z"), hidden);
    assert_eq!(html(catalog, "2026-07-31T16:59:59Z").matches("href").count(), 1);
    assert_eq!(html(catalog, "2026-08-02T00:00:00Z"), hidden);
    assert_eq!(newsroom.problems(), [], "that it links to what comes later is no fault");
}

#[test]
fn a_link_to_no_release_is_told_until_there_is_one() {
    let mut newsroom = Newsroom::of(&[("a.md", &linking("Text.\n\n[more](b.md)"))]);
    let told = newsroom.load().catalog.clone();
    assert!(!html(&told, "2026-06-01T00:00:00Z").contains("href"));
    assert_eq!(newsroom.problem().line, Some(9));
    assert!(newsroom.problem().reason.contains("`b.md`"));
    newsroom.write("b.md", release("b", ""));
    assert!(html(&newsroom.load().catalog, "2026-06-01T00:00:00Z").contains("/releases/b/"));
    assert_eq!(newsroom.problems(), []);
}

#[test]
fn of_many_links_to_nothing_all_are_told_and_the_first_have_their_lines() {
    let body: String =
        (0..300).map(|number| format!("[a](missing-{number}.md) [b](none-{number}.pdf)\n")).collect();
    let mut newsroom = Newsroom::of(&[("a.md", &linking(&body))]);
    newsroom.load();
    let problems = newsroom.problems();
    assert_eq!(problems.len(), 600);
    assert_eq!(problems.iter().filter(|problem| problem.line.is_some()).count(), 100);
}
