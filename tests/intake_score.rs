//! Scores the reading of real releases, field by field and language by language, and holds the floor reached.
//!
//! Wrong is worse than missing: what can't be inferred safely must be missing.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use dateline::article::Dateline;
use dateline::intake::{Fields, Hints, PublicationDate, Reader};
use dateline::language::Language;
use serde_json::Value;

/// Right, wrong and missing answers.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    right: usize,
    wrong: usize,
    missing: usize,
}

impl Score {
    fn count(&mut self, truth: &str, found: Option<&str>) {
        match found {
            Some(found) if found == truth => self.right += 1,
            Some(_) => self.wrong += 1,
            None => self.missing += 1,
        }
    }

    fn share_right(self) -> f64 {
        share(self.right, self.total())
    }

    fn share_wrong(self) -> f64 {
        share(self.wrong, self.total())
    }

    const fn total(self) -> usize {
        self.right + self.wrong + self.missing
    }
}

#[allow(clippy::cast_precision_loss)]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

type Table = BTreeMap<(&'static str, String), Score>;

fn corpus() -> Option<PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    corpus.is_dir().then_some(corpus)
}

fn truths(folder: &Path) -> Vec<Value> {
    let lines = std::fs::read_to_string(folder.join("truth.jsonl")).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn read(reader: &Reader, path: &Path, site: &Language) -> Fields {
    let bytes = std::fs::read(path).unwrap();
    let hints =
        Hints { time_zone: chrono_tz::Asia::Jakarta, language: site, file_name: "release", saved: None };
    reader.plain(&bytes, &hints).unwrap().fields
}

fn score(table: &mut Table, truth: &Value, fields: &Fields) {
    let language = truth["lang"].as_str().unwrap().to_owned();
    let mut count = |field: &'static str, expected: Option<&str>, found: Option<String>| {
        let Some(expected) = expected else { return };
        if found.as_deref() != Some(expected) {
            println!("{field:9} {:40} wanted {expected:?}, found {found:?}", truth["file"].as_str().unwrap());
        }
        table.entry((field, language.clone())).or_default().count(expected, found.as_deref());
    };
    let title = fields.title.as_ref().filter(|title| title.rule != "derived from the lead");
    let is_complete = truth["complete"].as_bool() != Some(false);
    count("language", truth["lang"].as_str(), fields.language.as_ref().map(|found| found.value.to_string()));
    // The text of some has no line with the title that its page had.
    if is_complete && language != "id" {
        count("title", truth["title"].as_str(), title.map(|found| found.value.to_string()));
    }
    count("place", truth["place"].as_str(), fields.place.as_ref().map(|found| found.value.to_string()));
    count("caption", truth["caption"].as_str(), fields.caption.as_ref().map(|found| found.value.to_string()));
    count("image", truth["image_name"].as_str(), fields.image.as_ref().map(|found| found.value.to_string()));
    count("date", truth["event_date"].as_str(), fields.date.as_ref().map(|found| day(found.value)));
    let lead = truth["lead"].as_str().map(|lead| start(lead, 60));
    let length = lead.as_ref().map_or(0, |lead| lead.chars().count());
    let body = fields.body.as_ref().map(|found| start(&found.value.text, length));
    count("lead", lead.as_deref(), body);
    // `rr/HUMAS MENPANRB` names the office too, and what stands in brackets is a remark on where it stands.
    let signed = truth["byline"].as_str().map(|signed| signed.split(" (").next().unwrap_or(signed));
    let (byline, issuer) = signed.map_or((None, None), |signed| match signed.split_once('/') {
        Some((byline, issuer)) => (Some(byline), Some(issuer)),
        None => (Some(signed), None),
    });
    count("byline", byline, fields.byline.as_ref().map(|found| found.value.to_string()));
    count("issuer", issuer, fields.issuer.as_ref().map(|found| found.value.to_string()));
    // A summary has no dateline; it may be shorter than what is compared.
    let lead =
        truth["lead"].as_str().map(|lead| Dateline::split(lead).map_or(lead, |dateline| dateline.rest));
    let most = lead.map_or(0, |lead| start(lead, 60).chars().count());
    let summary = fields.summary.as_ref().map(|found| start(found.value.trim_end_matches('…'), most));
    let length = summary.as_ref().map_or(0, |summary| summary.chars().count());
    count("summary", lead.map(|lead| start(lead, length.max(20))).as_deref(), summary);
}

fn day(date: PublicationDate) -> String {
    match date {
        PublicationDate::Day(day) => day.to_string(),
        PublicationDate::Instant(instant) => instant.date_naive().to_string(),
    }
}

fn start(text: &str, length: usize) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(length)
        .collect::<String>()
        .trim_end()
        .to_owned()
}

#[test]
fn real_releases_are_read_as_well_as_ever() {
    let Some(corpus) = corpus() else {
        println!("skipped: ../shared/corpus is absent");
        return;
    };
    let reader = Reader::default();
    let mut table = Table::new();
    for (folder, site) in [("indonesia", "id"), ("us-senate", "en-US"), ("debian", "en")] {
        let site = Language::parse(site).unwrap();
        let folder = corpus.join(folder);
        for truth in truths(&folder) {
            let fields = read(&reader, &folder.join(truth["file"].as_str().unwrap()), &site);
            score(&mut table, &truth, &fields);
        }
    }
    let mut totals: BTreeMap<&str, Score> = BTreeMap::new();
    println!("{:10}{:6}{:>7}{:>7}{:>9}", "field", "lang", "right", "wrong", "missing");
    for ((field, language), score) in &table {
        println!("{field:10}{language:6}{:7}{:7}{:9}", score.right, score.wrong, score.missing);
        let total = totals.entry(field).or_default();
        total.right += score.right;
        total.wrong += score.wrong;
        total.missing += score.missing;
    }
    for (field, total) in &totals {
        println!("{field:10}all   {:7}{:7}{:9}", total.right, total.wrong, total.missing);
    }
    for (field, floor) in [
        ("language", 0.98),
        ("title", 0.97),
        ("lead", 0.95),
        ("place", 1.0),
        ("date", 1.0),
        ("caption", 1.0),
        ("byline", 1.0),
        ("summary", 0.95),
    ] {
        assert!(totals[field].share_right() >= floor, "{field}: {:?}", totals[field]);
    }
    for field in ["title", "date"] {
        assert!(totals[field].share_wrong() <= 0.01, "{field}: {:?}", totals[field]);
    }
}
