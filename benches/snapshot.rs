//! How long an edition of ten thousand releases takes: from nothing, and after one edit.
#![allow(missing_docs, reason = "criterion's macros write functions without")]
#![allow(clippy::unwrap_used, reason = "a benchmark stops at what it can't make")]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use dateline::article::{Article, Body, Facets, Markup, Term};
use dateline::feed::{Facet, FeedDefinition};
use dateline::language::Language;
use dateline::snapshot::Ledger;
use dateline::text::Text;

use newsroom::{Newsroom, article, definition, hour_of_2026};

#[path = "../tests/newsroom/mod.rs"]
mod newsroom;

const RELEASES: i64 = 10_000;
const TOPICS: i64 = 20;
const LANGUAGES: [&str; 4] = ["en", "id", "ko", "ar"];

/// A release of some 400 words; each is the translation of another.
fn release(number: i64) -> Article {
    let sentences = format!(
        "The city tells of {number}. It is *good* news, said the [mayor](https://city.example/mayor). "
    );
    let paragraphs: Vec<String> =
        (0..8).map(|paragraph| format!("{paragraph}: {}", sentences.repeat(3))).collect();
    let plain = article(&format!("release-{number}"), -number);
    let language = usize::try_from(number % 4).unwrap();
    Article {
        body: Body::new(&paragraphs.join("\n\n"), Markup::Markdown),
        facets: Facets {
            tags: vec![Term::parse(&format!("Topic {}", number % TOPICS)).unwrap()],
            language: Language::parse(LANGUAGES[language]).unwrap(),
            ..plain.facets
        },
        translation_key: Text::non_empty_line(&format!("pair {}", number / 2)),
        ..plain
    }
}

fn newsroom_of_ten_thousand() -> Newsroom {
    let mut newsroom = Newsroom::new((0..RELEASES).map(release));
    newsroom.definitions.push(FeedDefinition { each: Some(Facet::Language), ..definition("languages") });
    newsroom
}

fn snapshots(criterion: &mut Criterion) {
    let now = hour_of_2026(1);
    let mut group = criterion.benchmark_group("10,000 releases");
    group.sample_size(10);
    // Bodies keep the HTML that was once made of them: here they are new each time.
    group.bench_function("from nothing", |bencher| {
        let at_now = |fresh: Newsroom| black_box(fresh.at(now));
        bencher.iter_batched(newsroom_of_ten_thousand, at_now, BatchSize::PerIteration);
    });
    let mut newsroom = newsroom_of_ten_thousand();
    let mut ledger = Ledger::default();
    let mut previous = newsroom.at(now);
    group.bench_function("without a change", |bencher| {
        bencher.iter(|| black_box(newsroom.after(Some(&previous), now, &mut ledger)));
    });
    let mut edits = 0;
    group.bench_function("after an edit of the newest", |bencher| {
        bencher.iter(|| {
            edits += 1;
            newsroom.put(Article { title: Text::line(&format!("Edit {edits}")), ..release(0) });
            previous = newsroom.after(Some(&previous), now, &mut ledger);
        });
    });
    group.bench_function("compress all feeds", |bencher| {
        bencher.iter_batched(|| newsroom.at(now), |fresh| fresh.compress_feeds(), BatchSize::PerIteration);
    });
    group.finish();
}

criterion_group!(benches, snapshots);
criterion_main!(benches);
