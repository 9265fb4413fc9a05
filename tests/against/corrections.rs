//! Corrections and withdrawals, as those who know the earlier newsroom see them.

use std::fs;

use super::support::Newsroom;
use super::{check, newsroom, release};

const FEED: &str = "title = \"Corrections\"\nentries = \"corrections\"\n";
const TWO: &str =
    "corrections:\n- {date: 2026-01-20 09:00, note: One.}\n- {date: 2026-01-21 09:00, note: Two.}\n";

fn corrected(front: &str) -> Newsroom {
    let newsroom = newsroom();
    newsroom.write("feeds/errata.toml", FEED);
    newsroom.write("content/tap.md", release(1, "tap", front));
    newsroom
}

fn folder(newsroom: &Newsroom) -> String {
    newsroom.path("").to_str().unwrap().to_owned()
}

#[test]
fn a_correction_with_another_date_is_to_get_its_own_back() {
    let earlier = corrected(TWO);
    let newsroom = corrected(&TWO.replace("01-21", "01-22"));
    let told = check(&newsroom, &folder(&earlier));
    assert_eq!((told.code, told.kinds()), (1, vec!["reannounced"]), "{}", told.text);
    assert!(told.text.contains("give the correction its former date"), "{}", told.text);
    assert!(!told.text.contains("write the former id"), "{}", told.text);
}

#[test]
fn another_correction_in_the_place_of_one_is_another() {
    let earlier = corrected(TWO);
    let newsroom = corrected(&TWO.replace("01-21", "01-22").replace("Two", "Three"));
    let told = check(&newsroom, &folder(&earlier));
    assert_eq!((told.code, told.kinds()), (1, vec!["vanished"]), "{}", told.text);
    assert_eq!(told.count("feeds/errata.atom", "new"), 1, "{}", told.text);
}

#[test]
fn a_renamed_file_moves_one_page_and_each_correction_stays_itself() {
    let earlier = corrected(TWO);
    let newsroom = corrected(TWO);
    fs::rename(newsroom.path("content/tap.md"), newsroom.path("content/taps.md")).unwrap();
    let told = check(&newsroom, &folder(&earlier));
    assert_eq!(told.kinds(), ["page-moved", "reannounced", "reannounced"], "{}", told.text);
    assert!(told.text.contains("1 page moves"), "{}", told.text);
    for line in told.lines.iter().filter(|line| line["kind"] == "reannounced") {
        for affected in line["affected"].as_array().unwrap() {
            let [was, is] = ["was", "is"].map(|key| affected[key].as_str().unwrap());
            assert_eq!(was.replace("2026:tap", "2026:taps"), is, "{}", told.text);
        }
        assert!(line["remedy"].as_str().unwrap().contains("former id"), "{}", told.text);
    }
}

#[test]
fn a_release_that_is_back_needs_a_date_after_its_withdrawal() {
    let earlier = corrected("withdrawn: 2026-02-01 09:00\n");
    let newsroom = corrected("");
    let told = check(&newsroom, &folder(&earlier));
    assert_eq!((told.code, told.kinds()), (0, vec!["reinstated"]), "{}", told.text);
    assert_eq!(told.finding("reinstated"), Some((Some("feeds/all.atom"), 0, 1)));
    newsroom.write("content/tap.md", release(1, "tap", "updated: 2026-02-01 09:01\n"));
    let told = check(&newsroom, &folder(&earlier));
    assert_eq!((told.code, told.kinds()), (0, vec![]), "{}", told.text);
    assert_eq!(told.count("feeds/all.atom", "updated"), 1, "{}", told.text);
}
