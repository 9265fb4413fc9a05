//! Tests of the rules beside it.

use super::*;
use crate::intake::html::block::blocks;
use crate::language::Language;

fn read(html: &str) -> Option<(String, u8)> {
    let page = Page::parse(html).unwrap_or_else(|_| panic!("small"));
    let reader = DateReader::new(&Language::parse("id").unwrap());
    let places = Places {
        page: &page,
        structured: &Structured::parse(&page.structured),
        head: &blocks(&page.document.root()),
        words: None,
        reader: &reader,
        zone: chrono_tz::Asia::Jakarta,
    };
    places.date().map(|found| match found.value {
        PublicationDate::Day(day) => (day.to_string(), found.confidence.0),
        PublicationDate::Instant(instant) => (instant.to_rfc3339(), found.confidence.0),
    })
}

fn meta(content: &str) -> String {
    format!("<meta property=article:published_time content='{content}'>")
}

#[test]
fn metadata_and_words_that_agree_are_sure() {
    let time = "<p><time datetime=2017-11-27>27 November 2017</time></p>";
    let html = meta("2017-11-27T09:00:00+07:00") + time;
    assert_eq!(read(&html), Some(("2017-11-27T09:00:00+07:00".to_owned(), 98)));
    assert_eq!(read(&meta("2017-11-27 09:00")).unwrap().0, "2017-11-27T09:00:00+07:00");
    assert_eq!(read(&meta("27 November 2017")).unwrap().0, "2017-11-27");
    assert_eq!(read(&meta("Mon, 27 Nov 2017 00:00:00 +0000")).unwrap().0, "2017-11-27");
    assert_eq!(read(&meta("11/12/2017")), None);
}

#[test]
fn the_day_that_readers_see_wins_over_that_of_a_move() {
    let html = meta("2024-01-05") + "<p><time>27 November 2017</time></p>";
    assert_eq!(read(&html), Some(("2017-11-27".to_owned(), 60)));
    let later = meta("2017-11-27") + "<p><time>5 Januari 2024</time></p>";
    assert_eq!(read(&later), None);
}

#[test]
fn what_readers_see_of_a_time_counts() {
    let time = |text: &str| format!("<p><time datetime=2019-07-03T10:18:46Z>{text}</time></p>");
    assert_eq!(read(&time("Dipublikasikan 29 Juni 2019")), Some(("2019-06-29".to_owned(), 85)));
    assert_eq!(read(&time("29 Juni 2019")), None);
    assert_eq!(read(&time("kemarin")).unwrap().0, "2019-07-03T10:18:46+00:00");
    // Half past one in Jakarta, where the site was not written.
    let late = "<p><time datetime=2019-07-03T18:30:00+00:00>3 Juli 2019</time></p>";
    assert_eq!(read(late), Some(("2019-07-03".to_owned(), 92)));
}

#[test]
fn dates_are_read_as_software_writes_them() {
    assert_eq!(read(&meta("Tue Jan 28 15:28:56 CET 2020")).unwrap().0, "2020-01-28");
    assert_eq!(read("<p>기사입력 2013-10-24 03:00 기사수정 2013-10-25 09:00</p>").unwrap().0, "2013-10-24");
    let entry = |day: &str| format!("<div class=hentry><p><abbr class=published>{day}</abbr></p></div>");
    assert_eq!(read(&entry("16.12.2012")).unwrap().0, "2012-12-16");
    assert_eq!(read(&(entry("16.12.2012") + &entry("17.12.2012"))), None);
}

#[test]
fn a_change_is_no_publication() {
    assert_eq!(read("<p>Terakhir diperbarui: <time>5 Januari 2024</time></p>"), None);
    assert_eq!(read("<p><time class=updated>5 Januari 2024</time></p>"), None);
    assert!(is_change("Last updated: 5 January 2024") && !is_change("Published 1 May, updated 2 May"));
}

#[test]
fn a_bare_label_counts_among_those_of_the_page() {
    let line = "<p>来源：示例网 作者：办公室<br>时间：2019年10月31日 23:00 浏览：33</p>";
    assert_eq!(read(line), Some(("2019-10-31".to_owned(), 85)));
    assert_eq!(
        read("<p>时间：2019年10月31日 地点：礼堂</p>").map(|found| found.1),
        read("<p>x</p>").map(|found| found.1)
    );
}

#[test]
fn metadata_that_disagree_make_no_date() {
    let two = meta("2017-11-27") + "<meta name=dc.date content=2019-01-01>";
    assert_eq!(read(&two), None);
    let address = "<link rel=canonical href=https://a.example/2017/11/27/a>";
    assert_eq!(read(&(two + address)).unwrap().0, "2017-11-27");
}
