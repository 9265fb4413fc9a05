//! Releases with dates of every kind, with and without times, from files: whatever is written, readers miss nothing.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Asia::Jakarta;
use dateline::catalog::{Catalog, Edition};
use proptest::prelude::{Strategy, any, proptest};
use proptest::test_runner::Config;

use super::newsroom::Newsroom;

/// A date of one of three days: with a time, or without.
fn date() -> impl Strategy<Value = String> {
    (1..4_u32, 0..24_u32, any::<bool>()).prop_map(|(day, hour, is_day)| {
        if is_day { format!("2026-03-0{day}") } else { format!("2026-03-0{day} {hour:02}:00") }
    })
}

fn front(date: &str, corrections: &[String], updated: Option<&String>, withdrawn: Option<&String>) -> String {
    let correction = |(index, date): (usize, &String)| format!("  - {{date: {date}, note: Note {index}}}\n");
    let corrections: String = corrections.iter().enumerate().map(correction).collect();
    let field =
        |name: &str, date: Option<&String>| date.map_or_else(String::new, |date| format!("{name}: {date}\n"));
    let (updated, withdrawn) = (field("updated", updated), field("withdrawn", withdrawn));
    let list = if corrections.is_empty() { String::new() } else { format!("corrections:\n{corrections}") };
    format!("---\ntitle: A\ndate: {date}\n{list}{updated}{withdrawn}---\nText.\n")
}

fn catalog(text: &str) -> Catalog {
    let mut newsroom = Newsroom::of(&[("a.md", text)]);
    newsroom.load();
    assert_eq!(newsroom.errors(), Vec::<String>::new(), "{text}");
    newsroom.last.unwrap().catalog
}

/// Every edition, from before the first day on, by the changes that are announced.
fn editions(catalog: &Catalog) -> Vec<Edition> {
    let mut instant: DateTime<Utc> = "2026-02-20T00:00:00Z".parse().unwrap();
    let mut editions = vec![catalog.at(instant)];
    while let Some(next) = catalog.next_change(instant) {
        assert!(next > instant);
        let before = catalog.at(next - TimeDelta::seconds(1));
        let last = editions.last().unwrap();
        assert!(before.is_between(last, last), "something changes before {next}");
        instant = next;
        editions.push(catalog.at(instant));
    }
    editions
}

proptest! {
    #![proptest_config(Config { cases: 48, ..Config::default() })]

    #[test]
    fn every_correction_moves_the_release_and_nothing_vanishes_without_a_notice(
        published in date(),
        corrections in proptest::collection::vec(date(), 0..4),
        updated in proptest::option::of(date()),
        withdrawn in proptest::option::of(date()),
    ) {
        let text = front(&published, &corrections, updated.as_ref(), withdrawn.as_ref());
        let mut last: Option<DateTime<Utc>> = None;
        let mut noted = 0;
        for edition in editions(&catalog(&text)) {
            for release in edition.releases() {
                assert!(last.is_none_or(|last| last <= release.updated), "{text}");
                let is_moved = last.is_none_or(|last| last < release.updated);
                let is_noted = release.corrections.len() > noted;
                assert!(is_moved || !is_noted, "a correction that moves nothing: {text}");
                (last, noted) = (Some(release.updated), release.corrections.len());
            }
            let is_gone = edition.releases().is_empty() && edition.tombstones().is_empty();
            assert!(last.is_none() || !is_gone, "it vanishes without a notice: {text}");
        }
    }

    /// The day of the withdrawal is that on which it is written into the file, after whatever happened on it.
    #[test]
    fn a_notice_by_day_is_later_than_all_that_it_takes_back(
        published in date(),
        corrections in proptest::collection::vec(date(), 0..4),
        updated in proptest::option::of(date()),
    ) {
        let known = catalog(&front(&published, &corrections, updated.as_ref(), None));
        for edition in editions(&known) {
            let Some(release) = edition.releases().first() else { continue };
            let day = edition.instant().with_timezone(&Jakarta).format("%Y-%m-%d").to_string();
            let text = front(&published, &corrections, updated.as_ref(), Some(&day));
            let withdrawn = catalog(&text).at(edition.instant());
            let notice = &withdrawn.tombstones()[0];
            assert!(release.updated <= notice.at && notice.at <= edition.instant(), "{text}");
            assert_eq!(notice.corrected.len(), release.corrections.len(), "{text}");
        }
    }

    #[test]
    fn a_correction_of_a_later_day_changes_no_other_wherever_it_is_written(
        corrections in proptest::collection::vec(date(), 0..4),
        place in 0..5_usize,
    ) {
        let known = |text: &str| -> Vec<DateTime<Utc>> {
            let edition = catalog(text).at("2026-06-01T00:00:00Z".parse().unwrap());
            edition.releases()[0].corrections.iter().map(|correction| correction.at).collect()
        };
        let before = known(&front("2026-03-01 09:00", &corrections, None, None));
        let mut more = corrections.clone();
        more.insert(place.min(corrections.len()), "2026-03-09 09:00".to_owned());
        let after = known(&front("2026-03-01 09:00", &more, None, None));
        assert_eq!(after[..before.len()], before);
    }
}
