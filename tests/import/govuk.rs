//! GOV.UK's content items, as they are and as pages of three shapes: their own fields are the truth.

use std::fs;
use std::path::{Path, PathBuf};

use dateline::article::{Body, Markup};
use dateline::intake::{Hints, PublicationDate, Reader};
use dateline::language::Language;
use serde_json::Value;

use crate::json;

fn items() -> Vec<(PathBuf, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/govuk");
    let Ok(entries) = fs::read_dir(folder) else {
        println!("skipped: ../shared/corpus is absent");
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| (path.clone(), serde_json::from_slice(&fs::read(path).unwrap()).unwrap()))
        .collect()
}

/// What stands around a text on the pages of three offices: data, metadata, and neither.
fn pages(item: &Value) -> [String; 3] {
    let text = |value: &Value| {
        value.as_str().unwrap().replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
    };
    let (title, body) = (text(&item["title"]), item["details"]["body"].as_str().unwrap());
    let (date, language) = (item["first_published_at"].as_str().unwrap(), item["locale"].as_str().unwrap());
    let day: chrono::NaiveDate = date[..10].parse().unwrap();
    let shown = day.format("%-d %B %Y");
    let data = serde_json::json!({"@type": "NewsArticle", "headline": item["title"], "datePublished": date, "publisher": {"@type": "Organization", "name": "Office of Examples"}});
    let nav = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News and communications</a></li></ul></nav>";
    let related = "<aside><h2>Related content</h2><ul><li><a href='/x'>Another release about something else altogether, from last week</a></li></ul></aside>";
    let footer = "<footer><p>© Office of Examples 2026</p><a href='/cookies'>Cookies</a></footer>";
    [
        format!(
            "<!doctype html><html lang='{language}'><head><meta charset=utf-8><title>{title} - Office of Examples</title><script type='application/ld+json'>{data}</script></head>\
             <body><header><a href='/'>Office of Examples</a>{nav}</header><main><div class=heading><span>News story</span><h1>{title}</h1></div>\
             <div class=metadata><dl><dt>Published</dt><dd>{shown}</dd></dl></div><div class=govspeak>{body}</div><p>Share this page</p></main>{related}{footer}</body></html>"
        ),
        format!(
            "<!doctype html><html lang='{language}'><head><meta charset=utf-8><title>Office of Examples | {title}</title><meta property='article:published_time' content='{date}'>\
             <meta property='og:title' content=\"{title}\"><meta property='og:site_name' content='Office of Examples'></head><body><div class=wrap><div class=top><h1><a href='/'>Office of Examples</a></h1>{nav}</div>\
             <div class=post><h2 class='entry-title'>{title}</h2><div class=entry>{body}</div><ul class=share><li><a href='#'>Tweet</a></li></ul></div>{related}</div>{footer}</body></html>"
        ),
        format!(
            "<html><head><meta charset=utf-8><title>{title}</title></head><body><table><tr><td>{nav}</td><td><p><b>{title}</b></p><p>{day}</p>{body}</td></tr></table>{footer}</body></html>"
        ),
    ]
}

fn start(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).take(50).collect()
}

#[test]
fn pages_are_read_as_well_as_ever() {
    let reader = Reader::default();
    let site = Language::parse("en").unwrap();
    let hints = Hints { time_zone: chrono_tz::UTC, language: &site, file_name: "page", saved: None };
    let (mut all, mut right, mut wrong) = (0, [0; 4], [0; 4]);
    for (path, item) in items() {
        let truth = Body::new(item["details"]["body"].as_str().unwrap(), Markup::Html).paragraphs();
        for (shape, page) in pages(&item).iter().enumerate() {
            let fields = reader.html(page.as_bytes(), &hints).unwrap().fields;
            let day = fields.date.map(|date| match date.value {
                PublicationDate::Day(day) => day.to_string(),
                PublicationDate::Instant(instant) => instant.date_naive().to_string(),
            });
            let body =
                fields.body.map(|body| Body::new(&body.value.text, Markup::Html).paragraphs().join(" "));
            let answers = [
                (
                    fields.title.map(|title| title.value.to_string()),
                    item["title"].as_str().unwrap().to_owned(),
                ),
                (day, item["first_published_at"].as_str().unwrap()[..10].to_owned()),
                (
                    fields.language.map(|found| found.value.to_string()),
                    item["locale"].as_str().unwrap().to_owned(),
                ),
                (body.map(|body| start(&body)), start(&truth.join(" "))),
            ];
            all += 1;
            for (index, (found, truth)) in answers.into_iter().enumerate() {
                right[index] += usize::from(found.as_ref() == Some(&truth));
                wrong[index] += usize::from(found.as_ref().is_some_and(|found| *found != truth));
                if found.as_ref() != Some(&truth) {
                    println!("{} {shape}: wanted {truth:?}, found {found:?}", path.display());
                }
            }
        }
    }
    for (index, name) in ["title", "date", "language", "lead"].iter().enumerate() {
        println!(
            "{name:10} right {:3} wrong {:3} missing {:3}",
            right[index],
            wrong[index],
            all - right[index] - wrong[index]
        );
        assert!(right[index] * 100 >= all * 95, "{name}");
    }
    assert!(wrong[0] * 100 <= all && wrong[1] * 100 <= all);
}

#[test]
fn items_say_themselves_what_they_are() {
    for (path, item) in items() {
        let read = json(&[path.to_str().unwrap()]);
        assert_eq!(read.len(), 1);
        assert_eq!(read[0]["held_back"], Value::Null, "{}", path.display());
        assert_eq!(read[0]["title"]["value"], item["title"]);
        assert_eq!(read[0]["language"]["value"], item["locale"]);
        let id = read[0]["id"].as_str().unwrap();
        assert!(id.starts_with(&format!("urn:uuid:{}", item["content_id"].as_str().unwrap())));
    }
}
