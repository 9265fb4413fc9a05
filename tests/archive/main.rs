//! The archives of feeds (RFC 5005), walked as clients walk them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it does not expect")]

use std::collections::{BTreeMap, BTreeSet};

use dateline::article::{Article, Body, Correction, Markup, Term, Withdrawal};
use dateline::feed::Subject;
use dateline::snapshot::{Coding, Ledger, Resource, Snapshot, export};
use dateline::text::Text;

use newsroom::{Newsroom, article, hour_of_2026};
use walk::{Seen, bytes, ids, see, standing, walk};

mod history;
mod moved;
#[path = "../newsroom/mod.rs"]
mod newsroom;
mod stop;
mod walk;

pub(crate) fn id(name: &str) -> String {
    format!("tag:press.city.example,2026:{name}")
}

/// A newsroom with a release every `hours` hours, of which a feed has three.
pub(crate) fn newsroom(count: i64, hours: i64) -> Newsroom {
    let mut newsroom = Newsroom::new((0..count).map(|index| article(&format!("r{index:04}"), index * hours)));
    for definition in &mut newsroom.definitions {
        definition.limit = 3;
    }
    newsroom
}

/// The archive's pages of the feed `all`, by path.
fn pages(snapshot: &Snapshot) -> BTreeMap<String, String> {
    let archived = snapshot.resources().filter(|(path, _)| path.starts_with("/feeds/all/archive/"));
    let pages = archived.filter(|(_, resource)| matches!(***resource, Resource::Feed(_)));
    pages.map(|(path, _)| (path.to_owned(), bytes(snapshot, path))).collect()
}

#[test]
fn a_walk_finds_every_release_in_every_format() {
    let mut newsroom = newsroom(60, 80);
    newsroom.put(Article {
        withdrawal: Some(Withdrawal::new(hour_of_2026(900), None)),
        ..article("r0007", 7 * 80)
    });
    let snapshot = newsroom.at(hour_of_2026(6000));
    let all: BTreeSet<String> = (0..60).map(|index| id(&format!("r{index:04}"))).collect();
    for start in ["/feeds/all.atom", "/feeds/all.rss", "/feeds/all.json", "/feeds/topics/health.atom"] {
        let walk = walk(start, || &snapshot);
        assert_eq!(ids(&walk), all, "{start}");
        assert!(!walk[0].1.ids.contains(&id("r0007")), "the notice has had its time");
        let (first, ending) = start.rsplit_once('.').unwrap();
        let full = (1..=6).rev().map(|month| format!("2026-{month:02}"));
        let names = ["2026-07-16T23".to_owned()].into_iter().chain(full);
        let expected: Vec<String> = names.map(|name| format!("{first}/archive/{name}.{ending}")).collect();
        let paths: Vec<&String> = walk[1..].iter().map(|(path, _)| path).collect();
        assert_eq!(paths, expected.iter().collect::<Vec<_>>());
        let counts: usize = walk[1..].iter().map(|(_, seen)| seen.ids.len()).sum();
        assert_eq!(counts, 60, "each stands on one page");
        if ending != "json" {
            links_agree(start, &walk, &snapshot);
        }
    }
}

fn links_agree(start: &str, walk: &[(String, Seen)], snapshot: &Snapshot) {
    assert!(!walk[0].1.is_archive && !walk[0].1.links.contains_key("current"));
    for (index, (path, seen)) in walk.iter().enumerate().skip(1) {
        assert!(seen.is_archive, "{path}");
        assert_eq!(seen.links["current"], start);
        let newer = index.checked_sub(1).filter(|newer| *newer > 0).map(|newer| walk[newer].0.clone());
        let next = seen.links.get("next-archive");
        assert_eq!(next.map(|path| standing(snapshot, path)), newer);
        assert!(next.is_none_or(|path| !path.contains('T')), "the page changes when another one grows");
    }
}

#[test]
fn the_feed_leads_to_the_latest_page_with_something_that_it_lacks() {
    let newsroom = newsroom(4, 24 * 20);
    let previous = |hour| {
        let snapshot = newsroom.at(hour_of_2026(hour));
        see(&snapshot, "/feeds/all.atom").links.get("prev-archive").cloned()
    };
    // Releases of 1 and 21 January, 10 February and 2 March.
    assert_eq!(previous(24 * 41), None);
    assert_eq!(previous(24 * 61).as_deref(), Some("/feeds/all/archive/2026-01.atom"));
}

#[test]
fn a_late_addition_and_a_change_touch_the_page_of_their_month_only() {
    let mut newsroom = newsroom(60, 80);
    let at = hour_of_2026(6000);
    let mut before = pages(&newsroom.at(at));
    let mut changed = |newsroom: &Newsroom| {
        let after = pages(&newsroom.at(at));
        let changed: Vec<String> = after
            .iter()
            .filter(|(path, text)| before.get(*path) != Some(*text))
            .map(|(path, _)| path.clone())
            .collect();
        before = after;
        changed
    };
    let march = |ending| format!("/feeds/all/archive/2026-03.{ending}");
    let expected = ["atom", "json", "rss"].map(march);
    newsroom.put(article("late", 24 * 70));
    assert_eq!(changed(&newsroom), expected);
    newsroom.put(Article { title: Text::line("Mended"), ..article("late", 24 * 70) });
    assert_eq!(changed(&newsroom), expected);
    let note = Correction { at: hour_of_2026(5000), note: Text::line("Not ten but nine.") };
    newsroom.put(Article { corrections: vec![note], ..article("late", 24 * 70) });
    assert_eq!(changed(&newsroom), expected);
    let withdrawal = Some(Withdrawal::new(hour_of_2026(5500), None));
    newsroom.put(Article { withdrawal, ..article("late", 24 * 70) });
    assert_eq!(changed(&newsroom), expected);
    assert!(changed(&newsroom).is_empty());
    // Nor does what is new touch more than the latest page, which gets another name.
    newsroom.put(article("new", 5999));
    let latest = |ending| format!("/feeds/all/archive/2026-09-08T06.{ending}");
    let july = |ending| format!("/feeds/all/archive/2026-07.{ending}");
    assert_eq!(
        changed(&newsroom),
        [["atom", "json", "rss"].map(july), ["atom", "json", "rss"].map(latest)].concat()
    );
    newsroom.put(article("newer", 6000));
    let latest = |ending| format!("/feeds/all/archive/2026-09-08T07.{ending}");
    assert_eq!(changed(&newsroom), ["atom", "json", "rss"].map(latest));
}

#[test]
fn a_large_month_has_pages_of_days_and_its_name_leads_to_the_last_of_them() {
    let small = newsroom(720, 1);
    // Half past the year: all are there. January has 24 · 31 hours less the seven of Jakarta's morning.
    let march = article("march", 24 * 70);
    let mut newsroom = small;
    newsroom.put(march);
    let snapshot = newsroom.at(hour_of_2026(4000));
    let walked = walk("/feeds/all.atom", || &snapshot);
    let paths: Vec<&str> = walked[1..].iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(
        paths[..3],
        [
            "/feeds/all/archive/2026-01-31.atom",
            "/feeds/all/archive/2026-01-30.atom",
            "/feeds/all/archive/2026-01-29.atom"
        ]
    );
    assert_eq!(*paths.last().unwrap(), "/feeds/all/archive/2026-01-01.atom");
    assert_eq!(standing(&snapshot, "/feeds/all/archive/2026-01.atom"), paths[0]);
    assert_eq!(ids(&walked).len(), 721);
    let largest = walked[1..].iter().map(|(_, seen)| seen.ids.len()).max();
    assert_eq!(largest, Some(24));
    // What comes to a large month moves nothing to another page.
    let before = pages(&snapshot);
    newsroom.put(article("late", 24 * 9));
    let after = pages(&newsroom.at(hour_of_2026(4000)));
    let changed: Vec<&String> =
        after.iter().filter(|(path, text)| before.get(*path) != Some(*text)).map(|(path, _)| path).collect();
    assert!(changed.len() == 3 && changed.iter().all(|path| path.contains("2026-01-10.")), "{changed:?}");
}

#[test]
fn no_value_of_a_facet_is_in_the_way_of_an_archive() {
    let mut newsroom = newsroom(10, 24 * 9);
    let tags = vec![Term::parse("Archive").unwrap(), Term::parse("2026-01").unwrap()];
    let facets = dateline::article::Facets { tags, ..article("x", 1).facets };
    newsroom.put(Article { facets, ..article("x", 1) });
    newsroom.definitions[1].limit = 1;
    let snapshot = newsroom.at(hour_of_2026(3000));
    for path in ["/feeds/topics/archive.atom", "/feeds/topics/2026-01.atom"] {
        assert!(!see(&snapshot, path).is_archive, "{path}");
    }
    for path in ["/feeds/topics/archive/archive/2026-01.atom", "/feeds/topics/2026-01/archive/2026-01.atom"] {
        assert!(see(&snapshot, &standing(&snapshot, path)).is_archive, "{path}");
    }
}

#[test]
fn corrections_have_an_archive_too() {
    let mut newsroom = newsroom(0, 1);
    newsroom.definitions[0].subject = Subject::Corrections;
    let corrections =
        (1..=9).map(|week| Correction { at: hour_of_2026(24 * 7 * week), note: Text::line("No.") }).collect();
    newsroom.put(Article { corrections, ..article("one", 1) });
    let snapshot = newsroom.at(hour_of_2026(3000));
    let found = ids(&walk("/feeds/all.atom", || &snapshot));
    assert!(found.len() == 9 && found.iter().all(|id| id.contains("#correction-2026")), "{found:?}");
}

#[test]
fn what_a_feed_has_no_room_for_is_in_its_archive() {
    let long = |name: &str, hour| Article {
        body: Body::new(&format!("{}The end of {name}.", "Word after word. ".repeat(40_000)), Markup::Plain),
        ..article(name, hour)
    };
    let newsroom = Newsroom::new([long("one", 1), long("two", 2)]);
    let snapshot = newsroom.at(hour_of_2026(9));
    for start in ["/feeds/all.atom", "/feeds/all.rss", "/feeds/all.json"] {
        let walked = walk(start, || &snapshot);
        let texts: Vec<String> = walked.iter().map(|(path, _)| bytes(&snapshot, path)).collect();
        assert_eq!(texts.len(), 2, "{start}");
        for name in ["one", "two"] {
            let end = format!("The end of {name}.");
            assert!(texts[0].contains(&id(name)) && !texts[0].contains(&end), "{start}");
            assert!(texts[1].contains(&end), "{start}");
        }
    }
    let first = Newsroom::new([long("one", 1)]).at(hour_of_2026(9));
    assert_eq!(walk("/feeds/all.atom", || &first).len(), 1, "the feed has it all");
}

#[test]
fn an_archive_is_rendered_when_asked_for_and_kept_while_it_holds() {
    let mut newsroom = newsroom(60, 80);
    let at = hour_of_2026(6000);
    let first = newsroom.at(at);
    let is_made = |snapshot: &Snapshot, month: u32| match snapshot
        .get(&standing(snapshot, &format!("/feeds/all/archive/2026-{month:02}.rss")))
        .as_deref()
    {
        Some(Resource::Feed(feed)) => feed.feed.is_made(Coding::Identity),
        other => panic!("{other:?}"),
    };
    assert!((1..=7).all(|month| !is_made(&first, month)));
    first.compress_feeds();
    assert!((1..=7).all(|month| !is_made(&first, month)));
    pages(&first);
    newsroom.put(Article { title: Text::line("Mended"), ..article("r0030", 30 * 80) });
    let second = newsroom.after(Some(&first), at, &mut Ledger::default());
    let kept: Vec<u32> = (1..=7).filter(|month| is_made(&second, *month)).collect();
    assert_eq!(kept, [1, 2, 3, 5, 6, 7]);
    assert_eq!(pages(&second), pages(&newsroom.at(at)));
}

#[test]
fn an_export_has_the_archives() {
    let snapshot = newsroom(20, 80).at(hour_of_2026(6000));
    let files = export::plan(&snapshot, false);
    for ending in ["rss", "atom", "json"] {
        for name in ["all", "topics/health"] {
            let page = format!("feeds/{name}/archive/2026-02.{ending}");
            assert!(files.contains_key(&page), "{page}");
            // It is fetched once, if ever; that it lies there compressed too has to be asked for.
            let compressed = |files: &BTreeMap<String, export::Output>, path: &str| {
                ["gz", "br"].map(|coding| files.contains_key(&format!("{path}.{coding}")))
            };
            assert_eq!(compressed(&files, &page), [false; 2], "{page}");
            assert_eq!(compressed(&export::plan(&snapshot, true), &page), [true; 2], "{page}");
            assert_eq!(compressed(&files, &format!("feeds/{name}.{ending}")), [true; 2], "{name}");
        }
    }
}

#[test]
fn an_export_has_the_latest_page_under_the_name_that_it_will_have_too() {
    let snapshot = newsroom(20, 80).at(hour_of_2026(6000));
    let files = export::plan(&snapshot, false);
    let text = |path: &str| match &files[path] {
        export::Output::Made(made) => String::from_utf8(made.bytes().to_vec()).unwrap(),
        export::Output::File(file) => panic!("{file:?}"),
    };
    let [month, hour] = ["2026-03", "2026-03-05T15"].map(|name| format!("feeds/all/archive/{name}.atom"));
    assert_eq!(text(&month), text(&hour));
    let redirects = text("_redirects");
    assert!(redirects.lines().any(|line| line == format!("/{month} /{hour} 302")), "{redirects}");
}
