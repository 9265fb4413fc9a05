//! Summaries of real releases, where they lie beside the project.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test stops at what it can't read, and says what it skips"
)]

use std::path::Path;

use dateline::article::{Article, ArticleId, Body, Markup, summary};
use dateline::language::Language;
use dateline::site::Slug;
use dateline::text::Text;

fn corpus(path: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus").join(path);
    let text = std::fs::read_to_string(path).ok();
    if text.is_none() {
        eprintln!("skipped: no corpus beside the project");
    }
    text
}

fn summary_of(title: &str, language: &str, text: &str) -> Text {
    summary::of(&Article::new(
        ArticleId::parse("tag:a.example,2026:a").unwrap(),
        Slug::parse("a").unwrap(),
        Text::line(title),
        Language::parse(language).unwrap(),
        chrono::DateTime::UNIX_EPOCH,
        Body::new(text, Markup::Plain),
    ))
}

#[test]
fn the_reference_release_gives_its_two_sentences() {
    let Some(text) = corpus("indonesia/seed.txt") else { return };
    let made = summary_of("Indonesia dan Korea", "id", &text);
    assert_eq!(made.chars().count(), 174);
    assert!(
        made.starts_with("Indonesia sedang fokus") && made.ends_with("birokrasi di Indonesia."),
        "{made}"
    );
}

#[test]
fn real_leads_begin_real_summaries() {
    let Some(truths) = corpus("debian/truth.jsonl") else { return };
    let (mut all, mut right) = (0, 0);
    for truth in truths.lines() {
        let truth: serde_json::Value = serde_json::from_str(truth).unwrap();
        let of_truth = |key: &str| truth[key].as_str().unwrap().to_owned();
        let text = corpus(&format!("debian/{}", of_truth("file"))).unwrap();
        let made = summary_of(&of_truth("title"), &of_truth("lang"), &text);
        let beginning: String = of_truth("lead").chars().take(40).collect();
        all += 1;
        right += usize::from(made.starts_with(beginning.trim()));
        assert!(made.chars().count() <= 500, "{made}");
    }
    assert!(right * 100 >= all * 95, "{right} of {all}");
}
