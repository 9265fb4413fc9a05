//! Newsrooms to which anything happens, and readers that poll them at any time: after every poll a reader knows
//! exactly what is public, and nothing is ever new to it twice.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it does not expect")]

use dateline::feed::Order;
use dateline::site::Withdrawn;
use proptest::prelude::{Just, prop_oneof, proptest};
use proptest::test_runner::Config;

use office::{Office, steps, years};
use reader::{Reader, assert_corrections_are_told};

#[path = "../newsroom/mod.rs"]
mod newsroom;
mod office;
mod reader;

fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(test);
}

proptest! {
    #![proptest_config(Config { cases: 32, ..Config::default() })]

    #[test]
    fn after_every_poll_a_reader_knows_what_is_public(
        order in prop_oneof![Just(Order::Published), Just(Order::Updated)],
        withdrawn in prop_oneof![Just(Withdrawn::Notice), Just(Withdrawn::Removed)],
        history in steps(Reader::all().len()),
    ) {
        run(async {
            let mut office = Office::of(1_000, order, withdrawn);
            let mut readers = Reader::all();
            for (event, pause, polls) in history {
                office.happen(event);
                office.wait(pause);
                for index in polls {
                    readers[index].poll(&office).await;
                    readers[index].assert_knows(&office);
                }
            }
            for reader in &mut readers {
                reader.poll(&office).await;
                reader.assert_knows(&office);
            }
            assert_corrections_are_told(&office).await;
        });
    }

    #[test]
    fn who_walks_the_archives_of_a_short_feed_knows_all_of_it(history in steps(3)) {
        run(async {
            let mut office = Office::open(2);
            let mut readers: Vec<Reader> =
                Reader::all().into_iter().filter(|reader| reader.asks_for_delta).collect();
            for (event, pause, polls) in history {
                office.happen(event);
                office.wait(pause);
                for index in polls {
                    readers[index].walk(&office).await;
                    readers[index].assert_knows(&office);
                }
            }
        });
    }

    /// He may be away for weeks, and never looks at a page of the archive twice (RFC 5005 §4).
    #[test]
    fn who_stops_at_a_page_that_he_knows_is_told_of_everything(limit in 1..4_usize, history in years()) {
        run(async {
            let mut office = Office::open(limit);
            let mut readers: Vec<Reader> =
                Reader::all().into_iter().filter(|reader| reader.asks_for_delta).collect();
            for (event, pause, polls) in history {
                office.happen(event);
                office.wait(pause);
                for index in polls {
                    readers[index].walk_to_known(&office).await;
                    readers[index].assert_was_told_all(&office);
                }
            }
            for reader in &mut readers {
                reader.walk_to_known(&office).await;
                reader.assert_was_told_all(&office);
            }
        });
    }

    /// Small limits, so that what is corrected or withdrawn has long left the feed.
    #[test]
    fn who_polls_once_a_day_and_keeps_what_he_had_misses_nothing(
        limit in 1..4_usize,
        history in steps(Reader::all().len()),
    ) {
        run(async {
            let mut office = Office::open(limit);
            let mut readers = Reader::all_that_keep();
            for (event, pause, polls) in history {
                office.happen(event);
                office.wait(pause);
                for (index, reader) in readers.iter_mut().enumerate() {
                    if polls.contains(&index) || reader.must_poll(office.now) {
                        reader.poll(&office).await;
                        reader.assert_missed_nothing(&office);
                    }
                }
            }
        });
    }
}
