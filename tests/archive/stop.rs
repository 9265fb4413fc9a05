//! Clients that never look at a page of an archive twice, by its address (RFC 5005 §4): they miss nothing that was
//! public when they came, or came out since.

use std::collections::BTreeSet;

use crate::newsroom::{Newsroom, article, hour_of_2026};
use crate::walk::{ids, walk_to};
use crate::{id, newsroom};

const FEEDS: [&str; 3] = ["/feeds/all.atom", "/feeds/all.rss", "/feeds/all.json"];

/// Whom a newsroom in which releases come out at these hours of 2026 has told of what, if he looks at these hours only.
fn told(start: &str, mut newsroom: Newsroom, releases: &[i64], looks: &[i64]) -> BTreeSet<String> {
    for hour in releases {
        newsroom.put(article(&format!("h{hour}"), *hour));
    }
    let (mut known, mut found) = (BTreeSet::new(), BTreeSet::new());
    for hour in looks {
        let snapshot = newsroom.at(hour_of_2026(*hour));
        found.extend(ids(&walk_to(start, &mut known, || &snapshot)));
    }
    found
}

/// Fails unless who looks at these hours has been told of all.
fn assert_told_all(feeds: &[&str], newsroom: impl Fn() -> Newsroom, releases: &[i64], looks: &[i64]) {
    for start in feeds {
        let found = told(start, newsroom(), releases, looks);
        let missed: Vec<&i64> =
            releases.iter().filter(|hour| !found.contains(&id(&format!("h{hour}")))).collect();
        assert!(missed.is_empty(), "{start}: {missed:?} of {releases:?}, looked at {looks:?}");
    }
}

/// Hours of a day of 2026 in Jakarta, counted from 1 January.
fn day(day: i64, hours: &[i64]) -> Vec<i64> {
    hours.iter().map(|hour| (day - 1) * 24 - 7 + hour).collect()
}

#[test]
fn what_came_out_later_in_the_month_or_the_day_or_the_hour_is_told() {
    for later in [[10, 12, 13], [9, 12, 13], [8, 8, 8]] {
        for last in [12, 20, 40, 80] {
            let first = day(10, &[5, 6, 7, 8]);
            let [a, b, c] = later;
            let later = [day(10, &[a]), day(11, &[b]), day(last, &[c, 15, 17, 19])].concat();
            let (seen, end) = (*first.last().unwrap(), *later.last().unwrap());
            assert_told_all(&FEEDS, || newsroom(0, 1), &[first, later].concat(), &[seen, end]);
        }
    }
}

#[test]
fn it_is_told_where_the_month_is_large_or_becomes_so() {
    // As many as a small month has, less some, up to the evening of the twenty-first day.
    for count in [480, 492, 501] {
        for pause in [1, 30] {
            let first = day(22, &[8, 9, 10, 11]);
            let seen = *first.last().unwrap();
            let later: Vec<i64> =
                [day(22, &[15, 21]), day(23, &[9, 15, 21]), day(23 + pause, &[9, 15, 21, 22])].concat();
            let end = *later.last().unwrap();
            for looks in [&[seen, end][..], &[seen, later[2], end], &[seen, later[3], end]] {
                assert_told_all(
                    &FEEDS[..1],
                    || newsroom(count, 1),
                    &[first.clone(), later.clone()].concat(),
                    looks,
                );
            }
        }
    }
}

#[test]
fn a_page_that_is_full_is_met_once() {
    let newsroom = newsroom(60, 80);
    let mut known = BTreeSet::new();
    let mut visits = Vec::new();
    for hour in (0..60).map(|index| index * 80) {
        let snapshot = newsroom.at(hour_of_2026(hour));
        visits.extend(walk_to(FEEDS[0], &mut known, || &snapshot).into_iter().skip(1).map(|(path, _)| path));
    }
    let full: Vec<&String> = visits.iter().filter(|path| !path.contains('T')).collect();
    let expected: Vec<String> =
        (1..=6).map(|month| format!("/feeds/all/archive/2026-{month:02}.atom")).collect();
    assert_eq!(full, expected.iter().collect::<Vec<_>>());
}
