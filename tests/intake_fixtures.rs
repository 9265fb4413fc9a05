//! A hundred shapes in which releases come, each written for this test: what is read of them, and from which words.
#![allow(clippy::unwrap_used, reason = "a test stops at what it can't read")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dateline::intake::{Hints, Reader};
use dateline::language::Language;
use serde_json::Value;

const FIXTURES: &str = "tests/fixtures/intake";

/// The fixtures of each shape: `embargo-3-ko.txt` is the third of embargoes, in Korean.
fn shapes() -> BTreeMap<String, Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FIXTURES);
    let mut shapes: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let shape = path.file_stem().unwrap().to_str().unwrap().split('-').next().unwrap().to_owned();
        shapes.entry(shape).or_default().push(path);
    }
    shapes.values_mut().for_each(|paths| paths.sort());
    shapes
}

/// Every field as a line: its value, and the rule that read it. The newsroom is one of the text's own language.
fn read(reader: &Reader, path: &Path) -> String {
    let language = path.file_stem().unwrap().to_str().unwrap().rsplit('-').next().unwrap();
    let language = Language::parse(language).unwrap();
    let hints =
        Hints { time_zone: chrono_tz::Asia::Jakarta, language: &language, file_name: "release", saved: None };
    let bytes = fs::read(path).unwrap();
    let is_page = path.extension().is_some_and(|ending| ending == "html");
    let intake = if is_page { reader.html(&bytes, &hints) } else { reader.plain(&bytes, &hints) }.unwrap();
    let mut lines = vec![format!("# {}", path.file_name().unwrap().to_str().unwrap())];
    let Value::Object(fields) = serde_json::to_value(&intake.fields).unwrap() else { unreachable!() };
    for (name, field) in fields.iter().filter(|(name, field)| !field.is_null() && *name != "summary") {
        let value = match (name.as_str(), field["value"].as_str()) {
            ("body", Some(body)) => outer_words(body),
            (_, Some(text)) => text.replace('\n', " / "),
            (_, None) => field["value"].to_string(),
        };
        lines.push(format!("{name}: {value} [{}]", field["rule"].as_str().unwrap()));
    }
    lines.extend(intake.repairs.iter().map(ToString::to_string));
    lines.extend(intake.held_back().map(|why| format!("held back: {why}")));
    lines.join("\n")
}

/// How a text begins and ends, and of how many paragraphs it is.
fn outer_words(text: &str) -> String {
    let start: String = text.chars().take(40).collect();
    let end: String = text.chars().skip(text.chars().count().saturating_sub(30)).collect();
    format!("{start} … {end} ({} paragraphs)", text.split("\n\n").count())
}

#[test]
fn releases_of_every_shape_are_read_as_they_should_be() {
    let reader = Reader::default();
    let shapes = shapes();
    assert!(shapes.values().map(Vec::len).sum::<usize>() >= 100);
    for (shape, paths) in shapes {
        let read: Vec<String> = paths.iter().map(|path| read(&reader, path)).collect();
        insta::assert_snapshot!(shape, read.join("\n\n"));
    }
}
