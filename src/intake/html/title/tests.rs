//! Tests of the rules beside it.

use super::*;
use crate::intake::html::block::blocks;

fn read(html: &str) -> Option<(String, u8)> {
    let page = Page::parse(html).unwrap_or_else(|_| panic!("small"));
    let structured = Structured::parse(&page.structured);
    title(&page, &structured, &blocks(&page.document.root()))
        .0
        .map(|found| (found.value.to_string(), found.confidence.0))
}

fn text(html: &str) -> String {
    read(html).unwrap().0
}

#[test]
fn the_site_is_cut_off() {
    for (title, h1) in [
        ("Bridge opens - City of Example", "<h1>Bridge opens</h1>"),
        ("City of Example | Bridge opens", "<h1>Bridge opens</h1>"),
        ("Bridge opens", "<h1>City</h1><h2>Bridge opens</h2>"),
        ("Bridge opens - City of X", "<h1><a href=/>City of X</a></h1><h2>Bridge opens</h2>"),
        ("Bridge opens | News | City", "<h1>News</h1><meta property=og:site_name content=City>"),
        ("City", "<h1>Bridge opens</h1><meta property=og:title content=City>"),
    ] {
        assert_eq!(text(&format!("<title>{title}</title>{h1}")), "Bridge opens", "{title} {h1}");
    }
    assert_eq!(text("<title>大桥开通_新闻_示例市政府</title><h1>大桥开通</h1>"), "大桥开通");
}

#[test]
fn a_separator_may_belong_to_the_headline() {
    assert_eq!(
        text("<title>Agenda 2030 – what next | City</title><h1>Agenda 2030 – what next</h1>"),
        "Agenda 2030 – what next"
    );
    assert_eq!(
        text(
            "<title>Agenda 2030 – what next</title><meta property=og:title content='Agenda 2030 – what next'>"
        ),
        "Agenda 2030 – what next"
    );
}

#[test]
fn what_readers_see_wins_over_stale_metadata() {
    let (text, sure) =
        read("<title>New bridge</title><h1>New bridge</h1><meta property=og:title content='Old road'>")
            .unwrap();
    assert_eq!((text.as_str(), sure), ("New bridge", 98));
}

#[test]
fn a_shortened_form_speaks_for_the_whole() {
    let html = "<title>The council decides on the new br… | City</title><h1>The council decides on the new bridge today</h1>";
    assert_eq!(text(html), "The council decides on the new bridge today");
}

#[test]
fn a_cell_beside_its_label_is_the_headline() {
    let cells = "<table><tr><th>제목</th><td>예시군, 새 도서관 개관</td></tr></table><p>본문</p>";
    assert_eq!(
        text(&format!("<title>예시군청 > 군정소식 > 보도자료</title>{cells}")),
        "예시군, 새 도서관 개관"
    );
}

#[test]
fn a_headline_is_told_from_what_stands_in_it() {
    let kicker = "<h1>Ministry of Examples</h1><h1><span class=category>Roads</span>New bridge opens</h1>";
    assert_eq!(text(&format!("<title>Ministry | Bridge opens today</title>{kicker}")), "New bridge opens");
    let subtitle = "<h1>New bridge opens <small class=subtitle>Four years of work</small></h1>";
    assert_eq!(text(&format!("<title>New bridge opens</title>{subtitle}")), "New bridge opens");
    assert_eq!(text("<h1><span class=topline>New bridge opens</span></h1>"), "New bridge opens");
    let styled = "<h2><strong>City roads</strong> New bridge opens</h2>";
    assert_eq!(
        text(&format!("<title>City roads: New bridge opens - City of X</title>{styled}")),
        "City roads: New bridge opens"
    );
    let longer = "<h1>Home</h1><h1>A whole new bridge opens</h1>";
    assert_eq!(text(&format!("<title>X | New bridge opens</title>{longer}")), "A whole new bridge opens");
}

#[test]
fn the_name_of_an_office_is_no_headline_where_another_stands_nearer_to_the_text() {
    let text_below =
        "<p>The town opened its new tram bridge on Monday, after three years of work, as the mayor said.</p>";
    for html in [
        "<title>Ministry of Roads</title><div><h1>Ministry of Roads</h1></div><h2>New tram bridge opens</h2>",
        "<title>Portal</title><h1>Exampleton</h1><h1>New tram bridge opens</h1>",
        "<title>Portal</title><h2>Press release</h2><h3>New tram bridge opens</h3>",
        "<title>Portal</title><h1><a href=/>Exampleton</a></h1><h1>New tram bridge opens</h1>",
    ] {
        assert_eq!(text(&format!("{html}{text_below}")), "New tram bridge opens", "{html}");
    }
}

#[test]
fn names_of_sections_are_no_headline() {
    assert_eq!(read("<title>News</title><h1>Press releases</h1>"), None);
    assert_eq!(read("<title>News | City of X</title><h1>Press releases</h1>"), None);
}

#[test]
fn a_line_of_the_page_tells_which_part_is_the_headline() {
    let html = "<title>Harbour - Press Releases - New boats</title><p><b>New boats</b></p><p>Text</p>";
    assert_eq!(text(html), "New boats");
}
