//! What a request costs without a socket: a feed as it is, a feed in a coding, and the word that nothing is new.
#![allow(missing_docs, dead_code, reason = "criterion's macros; the newsroom is the tests'")]
#![allow(clippy::unwrap_used, reason = "a benchmark stops at the first surprise")]

use criterion::{Criterion, criterion_group, criterion_main};

#[path = "../tests/http/newsroom.rs"]
mod newsroom;

use newsroom::{Newsroom, header};

const FEED: &str = "/feeds/all.rss";

fn requests(criterion: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let newsroom = Newsroom::open();
    let coded = ("accept-encoding", "gzip, br");
    let tag = header(&runtime.block_on(newsroom.get(FEED, &[coded])), "etag").unwrap();
    let cases = [
        ("200", 200, vec![]),
        ("200 br", 200, vec![coded]),
        ("304", 304, vec![coded, ("if-none-match", tag.as_str())]),
    ];
    for (name, status, headers) in cases {
        criterion.bench_function(&format!("GET a feed: {name}"), |bencher| {
            bencher.iter(|| {
                let answer = runtime.block_on(newsroom.get(FEED, &headers));
                assert_eq!(answer.status(), status);
            });
        });
    }
}

criterion_group!(benches, requests);
criterion_main!(benches);
