//! Pages of an archive that lose all that they had, or get another name, between two requests of a walk: the walk goes
//! on.

use std::collections::BTreeSet;

use dateline::article::Article;
use dateline::site::{FeedName, Format};
use dateline::snapshot::Resource;

use crate::newsroom::{Newsroom, article, hour_of_2026};
use crate::walk::{standing, walk};
use crate::{id, newsroom};

/// A newsroom with a release in the middle of each of the first six months of 2026, of which a feed has one.
fn monthly() -> Newsroom {
    let mut newsroom =
        Newsroom::new((0..6).map(|month| article(&format!("r{month}"), (month * 31 + 14) * 24)));
    for definition in &mut newsroom.definitions {
        definition.limit = 1;
    }
    newsroom
}

fn expired(article: Article) -> Article {
    Article { expires: Some(hour_of_2026(24 * 300)), ..article }
}

/// Walks the newsroom as it is for some requests, and from then on as it will be.
fn walk_while(start: &str, requests: usize, before: &Newsroom, after: &Newsroom) -> Vec<Vec<String>> {
    let at = hour_of_2026(24 * 300);
    let [before, after] = [before, after].map(|newsroom| newsroom.at(at));
    let mut made = 0;
    let walked = walk(start, || {
        made += 1;
        if made <= requests { &before } else { &after }
    });
    walked.into_iter().map(|(_, seen)| seen.ids.into_iter().collect()).collect()
}

fn page(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| id(name)).collect()
}

#[test]
fn where_the_only_release_of_a_month_expires_the_walk_goes_on_past_it() {
    let mut after = monthly();
    after.put(expired(article("r2", (2 * 31 + 14) * 24)));
    for start in ["/feeds/all.atom", "/feeds/all.rss", "/feeds/all.json", "/feeds/topics/health.atom"] {
        // June, May and April are read when the release of March goes.
        let pages = walk_while(start, 3, &monthly(), &after);
        let expected = [&["r5"][..], &["r4"], &["r3"], &["r1"], &["r0"]];
        assert_eq!(pages, expected.map(page), "{start}");
    }
}

#[test]
fn where_it_is_the_first_ever_the_walk_ends_there() {
    let mut after = monthly();
    after.put(expired(article("r0", 14 * 24)));
    let pages = walk_while("/feeds/all.atom", 5, &monthly(), &after);
    assert_eq!(pages[3..], [&["r2"][..], &["r1"]].map(page));
}

#[test]
fn where_its_date_is_put_back_it_is_found_further_on() {
    let mut after = monthly();
    after.put(article("r3", 24));
    let pages = walk_while("/feeds/all.atom", 2, &monthly(), &after);
    let expected = [&["r5"][..], &["r4"], &["r2"], &["r1"], &["r0", "r3"]];
    assert_eq!(pages, expected.map(page));
}

#[test]
fn where_the_feed_itself_moves_the_walk_goes_on_at_its_new_address() {
    let mut after = monthly();
    after.definitions[0].name = FeedName::parse("everything").unwrap();
    after.definitions[0].aliases = ["atom", "rss"].map(|format| format!("/feeds/all.{format}")).to_vec();
    for start in ["/feeds/all.atom", "/feeds/all.rss"] {
        let pages = walk_while(start, 3, &monthly(), &after);
        let expected = [&["r5"][..], &["r4"], &["r3"], &["r2"], &["r1"], &["r0"]];
        assert_eq!(pages, expected.map(page), "{start}");
    }
    let snapshot = after.at(hour_of_2026(24 * 300));
    assert!(snapshot.get("/feeds/all/archive/2026-01.json").is_none(), "no alias tells where it went");
    after.definitions[0].formats = vec![Format::Rss];
    let snapshot = after.at(hour_of_2026(24 * 300));
    let page = standing(&snapshot, "/feeds/all/archive/2026-01.atom");
    assert_eq!(page, "/feeds/everything/archive/2026-01.rss");
}

#[test]
fn where_the_feed_moved_and_then_ended_its_archive_is_gone() {
    let mut newsroom = monthly();
    newsroom.definitions[0].name = FeedName::parse("everything").unwrap();
    newsroom.definitions[0].aliases = vec!["/feeds/all.atom".to_owned()];
    newsroom.definitions[0].ended = Some(hour_of_2026(24 * 200));
    let snapshot = newsroom.at(hour_of_2026(24 * 300));
    let page = snapshot.get("/feeds/all/archive/2026-01.atom").unwrap();
    assert!(matches!(*page, Resource::Gone(_)));
}

/// A newsroom that has so many releases in January (in Jakarta), one an hour, and one in March; a feed has three.
fn with_a_january_of(count: i64) -> Newsroom {
    let mut newsroom = newsroom(count, 1);
    newsroom.put(article("march", 24 * 70));
    newsroom
}

#[test]
fn where_a_month_becomes_large_or_small_nothing_is_missed() {
    let (small, large) = (with_a_january_of(500), with_a_january_of(501));
    for (before, after) in [(&small, &large), (&large, &small)] {
        for requests in 1..25 {
            let pages = walk_while("/feeds/all.atom", requests, before, after);
            let found: BTreeSet<_> = pages.iter().flatten().collect();
            assert!(found.len() >= 501, "{} after {requests}", found.len());
        }
    }
}

/// Where each of these pages of the archive of all leads, as the names of pages.
fn assert_lead(newsroom: &Newsroom, names: &[(&str, &str)]) {
    let snapshot = newsroom.at(hour_of_2026(24 * 300));
    for format in ["rss", "atom", "json"] {
        for (from, to) in names {
            let path = |name: &str| format!("/feeds/all/archive/{name}.{format}");
            assert_eq!(standing(&snapshot, &path(from)), path(to), "{from}");
        }
    }
}

#[test]
fn a_name_leads_to_what_has_now_what_stood_there() {
    let mut newsroom = monthly();
    newsroom.put(expired(article("r2", (2 * 31 + 14) * 24)));
    assert_lead(
        &newsroom,
        &[
            ("2025-12", "2026-01"),
            ("2026-01-03", "2026-01"),
            ("2026-01-03T08", "2026-01"),
            ("2026-03", "2026-02"),
            ("2026-03-15", "2026-02"),
            ("2026-03-15T22", "2026-02"),
            // The last release is of the nineteenth of June, at seven in Jakarta.
            ("2026-06", "2026-06-19T07"),
            ("2026-06-01", "2026-06-19T07"),
            ("2026-06-30T23", "2026-06-19T07"),
            ("2027-01-31", "2026-06-19T07"),
        ],
    );
    assert_lead(
        &with_a_january_of(600),
        &[
            ("2025-12-31", "2026-01-01"),
            ("2026-01", "2026-01-26"),
            ("2026-01-11T05", "2026-01-11"),
            ("2026-01-31", "2026-01-26"),
            ("2026-02", "2026-01-26"),
            ("2026-03-11", "2026-03-12T07"),
        ],
    );
    assert_lead(&crate::newsroom(600, 1), &[("2026-01", "2026-01-26T06"), ("2026-01-26", "2026-01-26T06")]);
}

#[test]
fn where_nothing_is_archived_every_page_leads_to_the_feed() {
    let snapshot = newsroom(0, 1).at(hour_of_2026(1));
    assert_eq!(standing(&snapshot, "/feeds/all/archive/2026-01.atom"), "/feeds/all.atom");
}

#[test]
fn no_other_address_is_a_page_of_an_archive() {
    let snapshot = monthly().at(hour_of_2026(24 * 200));
    for path in [
        "/feeds/all/archive/2026-13.atom",
        "/feeds/all/archive/2026-02-30.atom",
        "/feeds/all/archive/2026-3.atom",
        "/feeds/all/archive/+026-03.atom",
        "/feeds/all/archive/2026-02-03T24.atom",
        "/feeds/all/archive/2026-03",
        "/feeds/all/archive/2026-03.xml",
        "/feeds/nothing/archive/2026-03.atom",
        "/feeds/topics/nothing/archive/2026-03.atom",
        "/feeds/topics/archive/2026-03.atom",
        "/archive/2026-03.atom",
    ] {
        assert!(snapshot.get(path).is_none(), "{path}");
    }
}
