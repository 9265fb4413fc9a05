//! Pages of an archive that lose all that they had between two requests of a walk: the walk goes on.

use std::collections::BTreeSet;

use dateline::article::Article;
use dateline::snapshot::{Coding, Resource};

use crate::newsroom::{Newsroom, article, hour_of_2026};
use crate::walk::{see, walk};
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
        let expected = [&["r5"][..], &["r4"], &["r3"], &[], &["r1"], &["r0"]];
        assert_eq!(pages, expected.map(page), "{start}");
    }
}

#[test]
fn where_it_is_the_first_ever_the_walk_ends_there() {
    let mut after = monthly();
    after.put(expired(article("r0", 14 * 24)));
    let pages = walk_while("/feeds/all.atom", 5, &monthly(), &after);
    assert_eq!(pages[4..], [&["r1"][..], &[]].map(page));
}

#[test]
fn where_its_date_is_put_back_it_is_found_further_on() {
    let mut after = monthly();
    after.put(article("r3", 24));
    let pages = walk_while("/feeds/all.atom", 2, &monthly(), &after);
    let expected = [&["r5"][..], &["r4"], &[], &["r2"], &["r1"], &["r0", "r3"]];
    assert_eq!(pages, expected.map(page));
}

#[test]
fn where_a_large_month_becomes_a_small_one_its_days_stay() {
    // January has 501 in Jakarta, and so a page for each day.
    let before = newsroom(501, 1);
    let mut after = newsroom(501, 1);
    after.put(expired(article("r0300", 300)));
    for requests in 2..20 {
        let pages = walk_while("/feeds/all.atom", requests, &before, &after);
        let archived: Vec<&String> = pages[1..].iter().flatten().collect();
        let distinct: BTreeSet<_> = archived.iter().collect();
        assert_eq!(archived.len(), distinct.len(), "none twice, after {requests}");
        let found: BTreeSet<_> = pages.iter().flatten().collect();
        assert!(found.len() >= 500, "none missing, after {requests}");
    }
}

#[test]
fn an_empty_page_says_where_the_archive_goes_on_and_is_the_same_for_everyone() {
    let mut newsroom = monthly();
    newsroom.put(expired(article("r2", (2 * 31 + 14) * 24)));
    let snapshot = newsroom.at(hour_of_2026(24 * 300));
    let vacant = see(&snapshot, "/feeds/all/archive/2026-03.atom");
    assert!(vacant.is_archive && vacant.ids.is_empty());
    let link = |relation: &str| vacant.links.get(relation).map(String::as_str);
    assert_eq!(link("prev-archive"), Some("/feeds/all/archive/2026-02.atom"));
    assert_eq!(link("next-archive"), Some("/feeds/all/archive/2026-04.atom"));
    assert_eq!(link("current"), Some("/feeds/all.atom"));
    let path = "/feeds/all/archive/2026-03.rss";
    assert!(snapshot.resources().all(|(other, _)| other != path), "nothing leads to it");
    let [one, other] = [&snapshot, &newsroom.at(hour_of_2026(24 * 300))].map(|snapshot| snapshot.get(path));
    let (Some(Resource::Feed(one)), Some(Resource::Feed(other))) = (one.as_deref(), other.as_deref()) else {
        panic!("no feed");
    };
    assert_eq!(one.feed.etag(Coding::Gzip), other.feed.etag(Coding::Gzip));
    let view = one.view.bytes(Coding::Identity);
    assert!(String::from_utf8_lossy(&view).starts_with("<!doctype html>"));
}

#[test]
fn no_other_address_is_a_page_of_an_archive() {
    let snapshot = monthly().at(hour_of_2026(24 * 200));
    for path in ["/feeds/all/archive/2025-01.atom", "/feeds/all/archive/2027-01-31.atom"] {
        assert!(see(&snapshot, path).ids.is_empty(), "something may have been there");
    }
    for path in [
        "/feeds/all/archive/2026-13.atom",
        "/feeds/all/archive/2026-02-30.atom",
        "/feeds/all/archive/2026-3.atom",
        "/feeds/all/archive/+026-03.atom",
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
