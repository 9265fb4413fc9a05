//! How long it takes to spell a feed of 30 full texts in each format.
#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark may stop at the first surprise")]

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::feed::{Entry, Feed, ReleaseEntry};
use dateline::render;
use dateline::site::Format;

use fixture::{bare_feed, html, id, rich_release};

#[path = "../tests/formats/fixture.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod fixture;

/// Some 4 KiB of text each, as a press release has.
fn feed() -> Feed {
    let content =
        html(&"<p>Angka gizi anak <b>membaik</b> &amp; target tercapai di 34 provinsi.</p>".repeat(56));
    let release = |number: usize| ReleaseEntry {
        id: id(&format!("siaran-{number}")),
        content: Some(content.clone()),
        ..rich_release()
    };
    let entries = (0..30).map(|number| Arc::new(Entry::Release(Box::new(release(number))))).collect();
    Feed { entries, ..bare_feed() }
}

fn thirty_entries(criterion: &mut Criterion) {
    let feed = feed();
    let mut group = criterion.benchmark_group("30 entries");
    for format in Format::ALL {
        let length = render::feed(&feed, format).body.len();
        group.throughput(Throughput::Bytes(length.try_into().unwrap()));
        group.bench_function(format.label(), |bencher| {
            bencher.iter(|| render::feed(black_box(&feed), format))
        });
    }
    group.finish();
}

criterion_group!(benches, thirty_entries);
criterion_main!(benches);
