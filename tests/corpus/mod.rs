//! The newsroom of real releases, and what its files say, read by the few rules that its maker keeps.
#![allow(dead_code, reason = "each of those who share this uses a part of it")]
#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]
#![allow(clippy::print_stderr, reason = "who runs the tests should know which were skipped")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};
use dom_query::Document;
use serde_json::Value;
use tempfile::TempDir;

/// Where the corpus lies, beside the project.
const CORPUS: &str = "../shared/corpus";

/// A newsroom made of the corpus; `None`, and a line that says so, where the corpus is absent.
pub(crate) fn newsroom() -> Option<TempDir> {
    if !Path::new(CORPUS).is_dir() {
        eprintln!("skipped: {CORPUS} is absent");
        return None;
    }
    let folder = TempDir::new().unwrap();
    let script = ["-B", "tests/corpus/make_newsroom.py", CORPUS];
    assert!(Command::new("python3").args(script).arg(folder.path()).status().unwrap().success());
    Some(folder)
}

/// A public release as its file has it.
#[derive(Debug)]
pub(crate) struct Truth {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) published: String,
    pub(crate) updated: String,
    pub(crate) language: String,
    pub(crate) tags: Vec<String>,
    /// Without white space, in order.
    pub(crate) paragraphs: Vec<String>,
}

impl Truth {
    /// The first paragraph that is not in this squeezed text, or not behind the one before it.
    pub(crate) fn first_lost_paragraph(&self, text: &str) -> Option<&str> {
        let mut rest = text;
        self.paragraphs.iter().map(String::as_str).find(|&paragraph| {
            let found = rest.find(paragraph);
            rest = &rest[found.map_or(0, |start| start + paragraph.len())..];
            found.is_none()
        })
    }
}

/// The newsroom's public releases, the newest first.
pub(crate) fn truths(root: &Path) -> Vec<Truth> {
    let content = root.join("content");
    let files = walkdir::WalkDir::new(&content).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file());
    let mut truths: Vec<Truth> = files.filter_map(|entry| truth(&content, entry.path())).collect();
    truths.sort_by(|a, b| (&b.published, &b.id).cmp(&(&a.published, &a.id)));
    truths
}

/// What one file says; nothing where the release was withdrawn.
fn truth(content: &Path, path: &Path) -> Option<Truth> {
    let text = fs::read_to_string(path).unwrap();
    let (head, body) = text.strip_prefix("---\n").unwrap().split_once("---\n").unwrap();
    let head: BTreeMap<&str, Value> = head
        .lines()
        .map(|line| line.split_once(": ").unwrap())
        .map(|(key, value)| (key, serde_json::from_str(value).unwrap()))
        .collect();
    if head.contains_key("withdrawn") {
        return None;
    }
    let strings = |key: &str| head.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let published = instant(&head["date"]);
    let corrections = strings("corrections");
    let changes = corrections.iter().map(|correction| &correction["date"]).chain(head.get("updated"));
    let name = path.strip_prefix(content).unwrap().with_extension("");
    Some(Truth {
        id: format!("tag:corpus.dateline.example,2026:{}", name.to_str().unwrap()),
        title: head["title"].as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" "),
        published: published.to_rfc3339(),
        updated: changes.map(instant).fold(published, DateTime::max).to_rfc3339(),
        language: head.get("lang").map_or("id", |lang| lang.as_str().unwrap()).to_owned(),
        tags: strings("tags").iter().map(|tag| tag.as_str().unwrap().to_owned()).collect(),
        paragraphs: paragraphs(body, path.extension().is_some_and(|ending| ending == "html")),
    })
}

/// A time with its zone, or the start of a day where the newsroom is.
fn instant(value: &Value) -> DateTime<Utc> {
    let text = value.as_str().unwrap();
    let day = |day: NaiveDate| (day.and_time(chrono::NaiveTime::MIN) - TimeDelta::hours(7)).and_utc();
    text.parse::<DateTime<FixedOffset>>().map_or_else(|_| day(text.parse().unwrap()), Into::into)
}

fn paragraphs(body: &str, is_html: bool) -> Vec<String> {
    let paragraphs: Vec<String> = if is_html {
        let document = Document::from(body);
        let blocks = document.select("p, h2, h3, h4, td, th, figcaption");
        blocks.iter().map(|block| without_space(&block.text())).collect()
    } else {
        body.split("\n\n").map(without_space).collect()
    };
    paragraphs.into_iter().filter(|paragraph| !paragraph.is_empty()).collect()
}

/// The text of HTML, without white space.
pub(crate) fn squeezed(html: &str) -> String {
    without_space(&Document::from(html).text())
}

fn without_space(text: &str) -> String {
    text.split_whitespace().collect()
}
