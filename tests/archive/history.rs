//! Walks during which anything happens.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use dateline::article::{Article, Correction, Withdrawal};
use dateline::snapshot::Ledger;
use dateline::text::Text;
use proptest::prelude::{Strategy, any, prop_assert, proptest};
use proptest::test_runner::Config;

use crate::newsroom::{Newsroom, article, hour_of_2026};
use crate::walk::{ids, walk};
use crate::{id, newsroom};

/// What may happen between two requests of a walk.
#[derive(Clone, Debug)]
enum Event {
    Publish,
    /// A release that is dated this many hours back.
    AddLate(u16),
    Correct(u16),
    Withdraw(u16),
    Expire(u16),
    /// Its date is put so many hours back.
    Move(u16, u16),
    Nothing,
}

fn event() -> impl Strategy<Value = Event> {
    (0..7_u8, any::<u16>(), any::<u16>()).prop_map(|(kind, number, hours)| match kind {
        0 => Event::Publish,
        1 => Event::AddLate(number % 5000),
        2 => Event::Correct(number),
        3 => Event::Withdraw(number),
        4 => Event::Expire(number),
        5 => Event::Move(number, hours % 2000),
        _ => Event::Nothing,
    })
}

fn happen(newsroom: &mut Newsroom, event: &Event, now: DateTime<Utc>, number: usize) {
    let hours = (now - hour_of_2026(0)).num_hours();
    let any = |number: u16| usize::from(number) % newsroom.articles.len();
    let again = |index: usize| {
        let old = &newsroom.articles[index];
        let published = (old.published - hour_of_2026(0)).num_hours();
        Article {
            withdrawal: old.withdrawal.clone(),
            corrections: old.corrections.clone(),
            expires: old.expires,
            ..article(old.slug.as_str(), published)
        }
    };
    let changed = match event {
        Event::Publish => article(&format!("new{number}"), hours),
        Event::AddLate(back) => article(&format!("late{number}"), hours - i64::from(*back)),
        Event::Correct(index) => {
            let mut corrected = again(any(*index));
            corrected.corrections.push(Correction { at: now, note: Text::line("Not so.") });
            corrected
        }
        Event::Withdraw(index) => {
            let withdrawal = Some(Withdrawal::new(now, None));
            Article { withdrawal, ..again(any(*index)) }
        }
        Event::Expire(index) => Article { expires: Some(now), ..again(any(*index)) },
        Event::Move(index, back) => {
            let old = again(any(*index));
            Article { published: old.published - TimeDelta::hours(i64::from(*back)), ..old }
        }
        Event::Nothing => return,
    };
    newsroom.put(changed);
}

proptest! {
    #![proptest_config(Config { cases: 24, ..Config::default() })]

    /// Whatever is public when a client starts to walk, it has when it ends, whatever happens meanwhile; and what was
    /// withdrawn before is withdrawn for it too.
    #[test]
    fn a_walk_misses_nothing_while_the_newsroom_goes_on(
        count in 1..700_i64,
        hours in 1..60_i64,
        is_calm in any::<bool>(),
        events in proptest::collection::vec(event(), 80),
    ) {
        let mut events = events;
        // Nothing of what makes a page go, or its entries stand on another one.
        events.retain(|event| !(is_calm && matches!(event, Event::Expire(_) | Event::Move(..))));
        let mut newsroom = newsroom(count, hours);
        let mut now = hour_of_2026(count * hours + 5000);
        let mut number = 0;
        let mut snapshots = vec![newsroom.at(now)];
        let mut ledger = Ledger::default();
        for event in &events {
            now += TimeDelta::hours(5);
            number += 1;
            happen(&mut newsroom, event, now, number);
            let next = newsroom.after(snapshots.last(), now, &mut ledger);
            snapshots.push(next);
        }
        for start in ["/feeds/all.atom", "/feeds/all.json"] {
            // The walk begins in the midst, and goes on at the last state when the history is over.
            let mut turn = snapshots.len() / 4;
            let known: BTreeSet<String> = snapshots[turn].resources()
                .filter_map(|(path, _)| path.strip_prefix("/releases/")?.strip_suffix('/'))
                .map(id)
                .collect();
            let walked = walk(start, || {
                turn += 1;
                &snapshots[(turn - 1).min(snapshots.len() - 1)]
            });
            let found = ids(&walked);
            let expired: BTreeSet<String> = newsroom.articles.iter()
                .filter(|article| article.expires.is_some())
                .map(|article| article.id.to_string())
                .collect();
            let missing: Vec<_> = known.difference(&found).filter(|id| !expired.contains(*id)).collect();
            prop_assert!(missing.is_empty(), "{missing:?}");
            let archived: usize = walked[1..].iter().map(|(_, seen)| seen.ids.len()).sum();
            let distinct = ids(&walked[1..]).len();
            prop_assert!(!is_calm || archived == distinct, "one stands on two pages");
        }
        // At rest, what was withdrawn is nowhere alive in a format with tombstones.
        let rest = snapshots.last().unwrap();
        let live: BTreeSet<String> =
            walk("/feeds/all.atom", || rest).into_iter().flat_map(|(_, seen)| seen.live).collect();
        let public: BTreeSet<String> = newsroom
            .articles
            .iter()
            .filter(|article| article.withdrawal.is_none() && article.expires.is_none())
            .map(|article| article.id.to_string())
            .collect();
        prop_assert!(live == public);
    }
}
