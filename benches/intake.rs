//! How long it takes to read 10,000 plain texts as they come, and how much memory: `cargo bench --bench intake`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a benchmark stops at what it can't make"
)]

use std::fs;
use std::time::{Duration, Instant};

use chrono_tz::Tz;
use dateline::intake::{Hints, Reader};
use dateline::language::Language;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

const TEXTS: usize = 10_000;

/// All texts are read so many times; the median counts.
const ROUNDS: usize = 5;

/// What offices write in several languages: a line above the headline, the headline, the place, the day, a sentence.
const OFFICES: [[&str; 5]; 6] = [
    [
        "SIARAN PERS",
        "Kota Contoh Membuka Klinik",
        "JAKARTA",
        "27 November 2017",
        "Pemerintah Kota Contoh telah membuka empat klinik baru di kecamatan utara, yang setiap tahun melayani sekitar dua belas ribu warga, kata wali kota pada Senin (27/11). ",
    ],
    [
        "FOR IMMEDIATE RELEASE",
        "City of Example Opens Clinic",
        "LONDON",
        "27 November 2017",
        "The City of Example has opened four new clinics in its northern districts, which serve about twelve thousand people every year, said the mayor on Monday. ",
    ],
    [
        "Pressemitteilung",
        "Stadt Beispiel eröffnet Klinik",
        "Berlin",
        "27. November 2017",
        "Die Stadt Beispiel hat vier neue Kliniken in den nördlichen Bezirken eröffnet, die jedes Jahr rund zwölftausend Menschen versorgen, sagte der Bürgermeister am Montag. ",
    ],
    [
        "Communiqué de presse",
        "La ville d’Exemple ouvre la clinique",
        "Paris",
        "27 novembre 2017",
        "La ville d’Exemple a ouvert quatre nouvelles cliniques dans ses quartiers du nord, qui soignent chaque année environ douze mille personnes, a déclaré le maire lundi. ",
    ],
    [
        "보도자료",
        "예시시 진료소 개소",
        "서울",
        "2017년 11월 27일",
        "예시시는 북부 지역에 매년 약 만 이천 명의 주민을 돌보는 새로운 진료소 네 곳을 열었다고 시장이 월요일에 밝혔다. ",
    ],
    [
        "新聞稿",
        "範例市診所開幕",
        "台北",
        "2017年11月27日",
        "範例市政府在北區開設四間新診所，每年為大約一萬兩千名居民提供服務，市長週一表示。",
    ],
];

/// A release of a usual length.
fn text(number: usize) -> String {
    let [label, title, place, day, sentence] = OFFICES[number % OFFICES.len()];
    let paragraphs = vec![sentence.repeat(3 + number % 3); 6 + number % 5].join("\n\n");
    format!("{label}\n\n{title} {number}\n\n{place}, {day} – {paragraphs}\n\nContact: press@city.example\n")
}

/// The most memory that the process has had, in megabytes, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? / 1024)
}

fn main() {
    let texts: Vec<String> = (0..TEXTS).map(text).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let language = Language::parse("en").unwrap();
    let reader = Reader::default();
    let hints = Hints { time_zone: Tz::UTC, language: &language, file_name: "release", saved: None };
    let is_dated = |text: &String| {
        reader.plain(text.as_bytes(), &hints).is_ok_and(|intake| intake.fields.date.is_some())
    };
    let mut rounds: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            let dated = texts.par_iter().filter(|text| is_dated(text)).count();
            assert_eq!(dated, TEXTS, "every text has a date");
            start.elapsed()
        })
        .collect();
    rounds.sort();
    let median = rounds[ROUNDS / 2];
    println!(
        "{TEXTS} plain texts in six languages, {:.1} MB: median {:.1} s ({:.1}–{:.1}), {:.1} MB/s",
        megabytes(bytes),
        median.as_secs_f64(),
        rounds[0].as_secs_f64(),
        rounds[ROUNDS - 1].as_secs_f64(),
        megabytes(bytes) / median.as_secs_f64(),
    );
    if let Some(peak) = peak_memory() {
        println!("at its peak {peak} MB of memory, the texts themselves included");
    }
}

#[expect(clippy::cast_precision_loss, reason = "one digit of megabytes is shown")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
