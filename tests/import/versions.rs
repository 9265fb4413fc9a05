//! Several versions of one release: none vanishes without a word, and no text is lost.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::program::{dateline, folder_of};
use crate::{import, newsroom};

const ID: &str = "49b4337d-b3b7-4e85-b292-642c0c2a9af5";

fn item(locale: &str, title: &str, body: &str) -> Value {
    json!({
        "content_id": ID, "title": title, "locale": locale, "base_path": "/government/news/bridge",
        "first_published_at": "2015-03-25T13:23:00Z", "document_type": "press_release",
        "details": {"body": format!("<div><p>{body}</p></div>")}
    })
}

fn withdrawn(mut item: Value) -> Value {
    item["withdrawn_notice"] =
        json!({"explanation": "<p>It is out of date.</p>", "withdrawn_at": "2018-05-15T11:29:10Z"});
    item
}

const LINE: &str = "`withdrawn: { date: \"2018-05-15T11:29:10+00:00\", reason: \"It is out of date.\" }`";

fn releases(root: &Path, folder: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(root.join("content").join(folder)) else { return Vec::new() };
    let mut texts: Vec<String> =
        entries.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    texts.sort();
    texts
}

#[test]
fn a_later_version_that_is_withdrawn_is_told_with_what_to_do() {
    let live = item("en", "Bridge opens", "The bridge opens.");
    let files = folder_of(&[("a.json", &live.to_string()), ("b.json", &withdrawn(live).to_string())]);
    let (first, second) = (files.path().join("a.json"), files.path().join("b.json"));
    let room = newsroom();
    import(room.path(), &[&first]);
    let told = import(room.path(), &[&second]);
    let what = format!("not in content/2015/2015-03-25-bridge-opens.md: add the line {LINE}");
    assert!(told.contains(&what) && told.contains("b.json"), "{told}");
    let room = newsroom();
    let told = import(room.path(), &[files.path()]);
    assert!(told.contains(&what) && told.contains("1 imported"), "{told}");
    // Whoever has added the line is told no more.
    let path = room.path().join("content/2015/2015-03-25-bridge-opens.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("---\n", &format!("---\n{}\n", LINE.trim_matches('`')), 1)).unwrap();
    dateline(room.path()).arg("check").assert().success();
    fs::remove_dir_all(room.path().join(".dateline")).unwrap();
    let told = import(room.path(), &[&second]);
    assert!(!told.contains("add the line"), "{told}");
}

#[test]
fn two_texts_of_one_id_are_both_kept() {
    let room = newsroom();
    let files = folder_of(&[
        ("a.json", &item("en", "Bridge opens", "The bridge opens.").to_string()),
        ("b.json", &item("en", "Bridge opened", "The bridge was opened.").to_string()),
        (
            "c.json",
            &item("en", "Bridge opens", "The bridge opens.").to_string().replace("press_release", "news"),
        ),
    ]);
    let told = import(room.path(), &[files.path()]);
    assert!(told.contains("content/2015/2015-03-25-bridge-opens.md has its id and another text"), "{told}");
    assert!(told.contains("2 imported, 1 of them drafts") && told.contains("1 there already"), "{told}");
    let drafts = releases(room.path(), "_drafts");
    assert!(drafts.len() == 1 && drafts[0].contains("The bridge was opened."), "{drafts:?}");
    assert!(!drafts[0].contains(ID) && drafts[0].contains("draft: true # content/2015"), "{drafts:?}");
    dateline(room.path()).arg("check").assert().success();
    // One that comes later is told, and kept where the originals are.
    let later = folder_of(&[("d.json", &item("en", "Bridge opens", "The bridge is open.").to_string())]);
    let told = import(room.path(), &[later.path()]);
    assert!(told.contains("d.json") && told.contains("another text, and was not changed"), "{told}");
    let kept = told.split("kept in ").nth(1).unwrap().lines().next().unwrap();
    assert!(fs::read_to_string(room.path().join(kept)).unwrap().contains("The bridge is open."), "{told}");
    assert_eq!(releases(room.path(), "2015").len(), 1);
}

#[test]
fn translations_are_releases_of_their_own() {
    let room = newsroom();
    let files = folder_of(&[
        ("a.json", &item("cy", "Pont yn agor", "Mae'r bont ar agor.").to_string()),
        ("b.json", &item("en", "Bridge opens", "The bridge opens.").to_string()),
        ("c.json", &item("fr", "Bridge opens", "Le pont est ouvert.").to_string()),
    ]);
    let told = import(room.path(), &[files.path()]);
    assert!(told.contains("3 imported, 0 of them drafts"), "{told}");
    let texts = releases(room.path(), "2015").concat();
    for id in [format!("{ID}#cy\""), format!("{ID}\""), format!("{ID}#fr\"")] {
        assert!(texts.contains(&format!("id: \"urn:uuid:{id}")), "{texts}");
    }
    dateline(room.path()).arg("check").assert().success();
}
