//! Dates without a time, on a day on which something else happened too.

use chrono::{DateTime, Utc};
use dateline::catalog::Edition;

use super::newsroom::Newsroom;

fn newsroom(front: &str) -> Newsroom {
    let mut newsroom = Newsroom::of(&[("a.md", &format!("---\ntitle: A\n{front}\n---\nText.\n"))]);
    newsroom.load();
    newsroom
}

/// The site's zone is seven hours ahead.
fn at(newsroom: &Newsroom, instant: &str) -> Edition {
    newsroom.last.as_ref().unwrap().catalog.at(local(instant))
}

fn local(instant: &str) -> DateTime<Utc> {
    format!("2026-{instant}+07:00").parse().unwrap()
}

fn updated(newsroom: &Newsroom, instant: &str) -> DateTime<Utc> {
    at(newsroom, instant).releases()[0].updated
}

fn warnings(newsroom: &Newsroom) -> Vec<(usize, &str)> {
    let problems = newsroom.problems().iter();
    problems.map(|problem| (problem.line.unwrap(), problem.field.as_deref().unwrap())).collect()
}

#[test]
fn withdrawn_by_day_on_the_day_of_publication_leaves_a_notice() {
    for (front, published, warned) in [
        ("date: 2026-03-02 09:00\nwithdrawn: {date: 2026-03-02, reason: Wrong}", "03-02T09:00:00", 1),
        ("date: 2026-03-02 09:00\nwithdrawn: 2026-03-02", "03-02T09:00:00", 1),
        ("date: 2026-03-02\nembargo: 2026-03-02 09:00\nwithdrawn: 2026-03-02", "03-02T09:00:00", 1),
        ("date: 2026-03-02\nwithdrawn: 2026-03-02", "03-02T00:00:00", 0),
    ] {
        let newsroom = newsroom(front);
        assert_eq!(newsroom.problems().len(), warned, "{front}");
        assert!(at(&newsroom, "03-01T23:59:59").tombstones().is_empty());
        let edition = at(&newsroom, published);
        assert!(edition.releases().is_empty(), "{front}");
        assert_eq!(edition.tombstones()[0].at, local(published), "{front}");
        let catalog = &newsroom.last.as_ref().unwrap().catalog;
        let over = catalog.next_change(local(published)).unwrap();
        assert_eq!(over, edition.tombstones()[0].listed_until, "{front}");
    }
}

#[test]
fn withdrawn_before_it_was_public_leaves_no_trace() {
    for front in [
        "date: 2026-03-02 09:00\nwithdrawn: 2026-03-02 08:59:59",
        "date: 2026-03-02 09:00\nwithdrawn: 2026-03-02 09:00",
        "date: 2026-03-02\nwithdrawn: 2026-03-01",
        "date: 2026-03-01\nembargo: 2026-03-02 09:00\nwithdrawn: 2026-03-01",
    ] {
        let newsroom = newsroom(front);
        let edition = at(&newsroom, "03-03T00:00:00");
        assert!(edition.releases().is_empty() && edition.tombstones().is_empty(), "{front}");
        assert_eq!(newsroom.problems(), [], "{front}");
    }
}

/// Else readers would take the notice for older than what they have, and keep it.
#[test]
fn a_notice_by_day_is_not_older_than_the_corrections_of_that_day() {
    let newsroom = newsroom(
        "date: 2026-03-01\ncorrections: [{date: 2026-03-02 14:00, note: N}, {date: 2026-03-03 14:00, note: M}]\n\
         withdrawn: 2026-03-02",
    );
    let edition = at(&newsroom, "03-04T00:00:00");
    assert_eq!(edition.tombstones()[0].at, local("03-02T14:00:00"));
    assert_eq!(edition.tombstones()[0].corrected, [local("03-02T14:00:00")]);
}

#[test]
fn a_release_that_expires_on_its_day_is_never_public_and_that_is_told() {
    let newsroom = newsroom("date: 2026-03-02 09:00\nexpiryDate: 2026-03-02");
    assert_eq!(warnings(&newsroom), [(4, "expiryDate")]);
    let edition = at(&newsroom, "03-02T09:00:00");
    assert!(edition.releases().is_empty() && edition.tombstones().is_empty());
}

#[test]
fn a_change_by_day_on_the_day_of_publication_is_noticed() {
    for change in ["updated: 2026-03-02", "corrections: [{date: 2026-03-02, note: N}]"] {
        for date in ["2026-03-02 09:00", "2026-03-02"] {
            let newsroom = newsroom(&format!("date: {date}\n{change}"));
            let release = &at(&newsroom, "03-03T00:00:00").releases()[0].clone();
            assert_eq!((release.updated - release.published).num_seconds(), 1, "{date} {change}");
            assert_eq!(newsroom.problems(), []);
        }
    }
    let newsroom = newsroom("date: 2026-03-02 09:00\nlastmod: 2026-03-02");
    assert_eq!(updated(&newsroom, "03-03T00:00:00"), local("03-02T09:00:00"), "programs write that unasked");
}

#[test]
fn a_second_correction_of_one_instant_moves_the_release_too_and_is_told() {
    for (dates, last) in [
        (["2026-03-02", "2026-03-02"], "03-02T09:00:02"),
        (["2026-03-05", "2026-03-05"], "03-05T00:00:01"),
        (["2026-03-05 10:00", "2026-03-05 10:00"], "03-05T10:00:01"),
        (["2026-03-05 10:00", "2026-03-05"], "03-05T10:00:00"),
    ] {
        let [one, other] = dates.map(|date| format!("  - {{date: {date}, note: N}}\n"));
        let newsroom = newsroom(&format!("date: 2026-03-02 09:00\ncorrections:\n{one}{other}"));
        assert_eq!(updated(&newsroom, "03-06T00:00:00"), local(last), "{dates:?}");
        assert_eq!(warnings(&newsroom), [(6, "date")], "{dates:?}");
    }
}

#[test]
fn an_update_by_day_on_the_day_of_a_correction_asks_for_its_time() {
    let correction = |date| format!("date: 2026-03-02\ncorrections: [{{date: {date}, note: N}}]\n");
    for (date, updated, line) in
        [("2026-03-05 10:00", "2026-03-05", 5), ("2026-03-05", "2026-03-05 10:00", 4)]
    {
        let newsroom = newsroom(&format!("{}updated: {updated}", correction(date)));
        assert_eq!(warnings(&newsroom).iter().map(|(line, _)| *line).collect::<Vec<_>>(), [line]);
    }
    for same in ["2026-03-05", "2026-03-05 10:00"] {
        assert_eq!(newsroom(&format!("{}updated: {same}", correction(same))).problems(), [], "one event");
    }
}
