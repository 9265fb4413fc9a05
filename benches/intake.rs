//! How long it takes to read plain texts as they come.
#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark stops at what it can't make")]

use chrono_tz::Tz;
use criterion::{Criterion, criterion_group, criterion_main};
use dateline::intake::{Hints, Reader};
use dateline::language::Language;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// A release of a usual length.
fn text(number: usize) -> String {
    let sentence = "Pemerintah Kota Contoh telah membuka empat klinik baru di kecamatan utara, yang setiap tahun \
                    melayani sekitar dua belas ribu warga pada Senin (27/11), kata wali kota. ";
    let paragraphs = vec![sentence.repeat(4); 8].join("\n\n");
    format!(
        "SIARAN PERS\nNomor: {number}/HUMAS/2017\n\nKota Contoh Membuka Klinik {number}\n\nJAKARTA – {paragraphs}\n\nJakarta, 27 November 2017\n"
    )
}

fn thousand_texts(criterion: &mut Criterion) {
    let texts: Vec<String> = (0..1_000).map(text).collect();
    let language = Language::parse("id").unwrap();
    let reader = Reader::default();
    let hints =
        Hints { time_zone: Tz::Asia__Jakarta, language: &language, file_name: "release", saved: None };
    let mut group = criterion.benchmark_group("intake");
    group.sample_size(10);
    group.bench_function("a thousand plain texts", |bencher| {
        bencher.iter(|| {
            let read = (0..texts.len()).into_par_iter();
            read.filter(|&index| reader.plain(texts[index].as_bytes(), &hints).is_ok()).count()
        });
    });
    group.finish();
}

criterion_group!(benches, thousand_texts);
criterion_main!(benches);
