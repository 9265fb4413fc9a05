//! What a feed lists, and in which order.

use super::*;

#[test]
fn the_newest_comes_first_up_to_the_limit() {
    let articles = || (0..5).map(|day| article(&format!("r{day}"), day * 48, &[])).collect();
    let of_two = FeedDefinition { limit: 2, ..definition() };
    assert_eq!(names(&feed(articles(), 500, &of_two)), ["r4", "r3"]);
    assert_eq!(names(&feed(articles(), 100, &of_two)), ["r2", "r1"]);
}

#[test]
fn a_burst_is_in_whatever_the_limit() {
    let articles = (0..30).map(|hour| article(&format!("r{hour:02}"), hour, &[])).collect();
    let feed = feed(articles, 500, &FeedDefinition { limit: 2, ..definition() });
    assert_eq!(names(&feed).len(), 25);
    assert_eq!(names(&feed).last(), Some(&"r05"));
}

#[test]
fn too_much_text_leaves_summaries() {
    let long = |name: &str, hour| Article {
        body: Body::new(&"Word after word. ".repeat(40_000), Markup::Plain),
        ..article(name, hour, &[])
    };
    let one = feed(vec![long("a", 1)], 10, &definition());
    assert!(one.content == Content::Full && release(&one.entries[0]).content.is_some());
    let two = feed(vec![long("a", 1), long("b", 2)], 10, &definition());
    assert!(two.content == Content::Summary);
    assert!(
        two.entries
            .iter()
            .all(|entry| release(entry).content.is_none() && !release(entry).summary.is_blank())
    );
}

#[test]
fn a_notice_stands_where_the_release_stood_until_its_time() {
    let articles =
        || vec![article("a", 1, &["x"]), withdrawn(article("b", 2, &["x"]), 10), article("c", 3, &["x"])];
    assert_eq!(names(&feed(articles(), 9, &definition())), ["c", "b", "a"]);
    let withdrawn = feed(articles(), 20, &definition());
    assert_eq!(names(&withdrawn), ["c", "b", "a"]);
    assert_eq!(withdrawn.updated, hour(10));
    let Entry::Withdrawn(notice) = &*withdrawn.entries[1] else { panic!("no notice") };
    assert_eq!(
        notice.notice.as_str(),
        "This release was withdrawn on 2026-01-01. Please do not use it. Reason: Wrong."
    );
    assert_eq!((notice.title.as_str(), notice.published), ("This release was withdrawn", hour(2)));
    let later = feed(articles(), 58, &definition());
    assert_eq!(names(&later), ["c", "a"]);
    assert_eq!(later.updated, hour(10), "the change stays the newest");
}

#[test]
fn order_by_change_brings_corrections_up() {
    let corrected = Article {
        corrections: vec![Correction { at: hour(30), note: Text::line("Not ten, but <11>.") }],
        ..article("a", 1, &[])
    };
    let by_change = FeedDefinition { order: Order::Updated, ..definition() };
    let feed = feed(vec![corrected, article("b", 2, &[])], 40, &by_change);
    assert_eq!(names(&feed), ["a", "b"]);
    assert_eq!(feed.updated, hour(30));
    let content = release(&feed.entries[0]).content.clone().unwrap();
    assert!(content.as_str().contains("<strong>Correction (2026-01-02):</strong>\nNot ten, but &lt;11&gt;."));
}

/// A release for each number, two days apart.
fn every_other_day(numbers: std::ops::Range<i64>) -> Vec<Article> {
    numbers.map(|number| article(&format!("r{number:02}"), number * 48, &[])).collect()
}

#[test]
fn what_is_withdrawn_is_told_for_its_time_however_old_it_is() {
    let of_two = FeedDefinition { limit: 2, ..definition() };
    let articles = || {
        let mut articles = every_other_day(0..10);
        articles[1] = withdrawn(article("r01", 48, &[]), 500);
        articles
    };
    assert_eq!(names(&feed(articles(), 499, &of_two)), ["r09", "r08"]);
    let told = feed(articles(), 500, &of_two);
    assert_eq!((names(&told), told.updated), (vec!["r09", "r08", "r01"], hour(500)));
    assert!(matches!(&*told.entries[2], Entry::Withdrawn(_)));
    assert_eq!(names(&feed(articles(), 547, &of_two)).len(), 3);
    let later = feed(articles(), 548, &of_two);
    assert_eq!((names(&later), later.updated), (vec!["r09", "r08"], hour(500)));
}

#[test]
fn what_is_corrected_or_updated_is_told_for_the_same_time() {
    let of_two = FeedDefinition { limit: 2, ..definition() };
    let articles = || {
        let mut articles = every_other_day(0..10);
        articles[1] = corrected(article("r01", 48, &[]), &[500]);
        articles[3] = Article { updated: Some(hour(501)), ..article("r03", 144, &[]) };
        articles
    };
    assert_eq!(names(&feed(articles(), 500, &of_two)), ["r09", "r08", "r01"]);
    let told = feed(articles(), 501, &of_two);
    assert_eq!((names(&told), told.updated), (vec!["r09", "r08", "r03", "r01"], hour(501)));
    let content = release(&told.entries[3]).content.clone().unwrap();
    assert!(content.as_str().contains("Note of 500."));
    assert_eq!(names(&feed(articles(), 548, &of_two)), ["r09", "r08", "r03"]);
    let later = feed(articles(), 549, &of_two);
    assert_eq!((names(&later), later.updated), (vec!["r09", "r08"], hour(501)));
    let catalog = Catalog::new(articles().into_iter().map(Arc::new), TimeDelta::hours(48));
    let changes: Vec<_> = [499, 500, 501, 548].map(|at| catalog.next_change(hour(at))).into();
    assert_eq!(changes, [500, 501, 548, 549].map(|at| Some(hour(at))));
}

#[test]
fn of_many_changes_the_latest_are_told_up_to_the_limit_and_those_of_a_day() {
    let of_two = FeedDefinition { limit: 2, ..definition() };
    let articles = |gap: i64| -> Vec<Article> {
        let changed = |(number, article)| match number {
            0..5 => corrected(article, &[500 + number * gap]),
            _ => article,
        };
        (0..10).zip(every_other_day(0..10)).map(changed).collect()
    };
    assert_eq!(names(&feed(articles(5), 530, &of_two)), ["r09", "r08", "r04", "r03", "r02", "r01", "r00"]);
    assert_eq!(names(&feed(articles(12), 549, &of_two)), ["r09", "r08", "r04", "r03", "r02"]);
    assert_eq!(names(&feed(articles(30), 630, &of_two)), ["r09", "r08", "r04", "r03"]);
}

/// Whoever goes by the feed's own date alone hears of what is told of releases older than its newest entry.
#[test]
fn the_date_of_a_feed_moves_on_a_withdrawal_or_correction_of_any_release() {
    let changes: [fn(Article) -> Article; 2] =
        [|article| withdrawn(article, 60), |article| corrected(article, &[60])];
    for change in changes {
        for definition in [definition(), FeedDefinition { limit: 1, ..definition() }] {
            let updated = |at| {
                let articles =
                    vec![change(article("a", 1, &[])), article("b", 30, &[]), article("c", 50, &[])];
                feed(articles, at, &definition).updated
            };
            assert_eq!([50, 59, 60, 99, 999].map(updated), [50, 50, 60, 60, 60].map(hour));
        }
    }
}
