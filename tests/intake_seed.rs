//! The reference document, dropped into a newsroom as it was scraped: what becomes of it in feeds, pages and `check`.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test stops at what it does not expect")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use tempfile::TempDir;

const SITE: &str = r#"
title        = "Kementerian Contoh"
id_authority = "pers.contoh.example,2026"
language     = "id"
time_zone    = "Asia/Jakarta"
"#;

/// The summary: the two sentences after the dateline.
const SUMMARY: &str = "Indonesia sedang fokus melakukan pembenahan manajemen sumber daya manusia (SDM) dan penggunaan \
                       e-government. Hal ini menjadi prioritas dalam reformasi birokrasi di Indonesia.";

const CAPTION: &str = "Menteri Asman Abnur memberikan sambutan dalam Forum Kerjasama Korea-Indonesia untuk \
                       Administrasi Publik di Jakarta, Senin (27/11).";

fn seed() -> Option<Vec<u8>> {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/indonesia/seed.txt");
    let bytes = fs::read(seed).ok();
    if bytes.is_none() {
        println!("skipped: ../shared/corpus is absent");
    }
    bytes
}

/// A newsroom with these files below `content/`.
fn newsroom(files: &[(&str, &[u8])]) -> TempDir {
    let root = TempDir::new().unwrap();
    fs::create_dir(root.path().join("feeds")).unwrap();
    fs::create_dir(root.path().join("content")).unwrap();
    fs::write(root.path().join("dateline.toml"), SITE).unwrap();
    let feed = "title = \"Siaran pers\"\nformats = [\"rss\", \"atom\", \"json\"]\n";
    fs::write(root.path().join("feeds/all.toml"), feed).unwrap();
    for (name, bytes) in files {
        fs::write(root.path().join("content").join(name), bytes).unwrap();
    }
    root
}

fn dateline(root: &Path, arguments: &[&str]) -> String {
    let output =
        Command::new(cargo_bin!("dateline")).arg("--root").arg(root).args(arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Exports the newsroom.
fn export(root: &Path) -> PathBuf {
    let out = root.join("out");
    let base = ["build", "--base-url", "https://pers.contoh.example", "--out", out.to_str().unwrap()];
    dateline(root, &base);
    out
}

fn feed(out: &Path) -> Value {
    let find = |name: &str| out.join("feeds").join(name);
    serde_json::from_slice(&fs::read(find("all.json")).unwrap()).unwrap()
}

#[test]
fn the_reference_document_becomes_a_correct_entry() {
    let Some(seed) = seed() else { return };
    let root = newsroom(&[("seed.txt", &seed)]);
    let out = export(root.path());
    let feed = feed(&out);
    let items = feed["items"].as_array().unwrap();
    assert_eq!(items.len(), 1);
    let item = &items[0];
    assert_eq!(
        item["title"],
        "Indonesia sedang fokus melakukan pembenahan manajemen sumber daya manusia (SDM) dan penggunaan e-government"
    );
    assert_eq!((item["summary"].as_str().unwrap(), SUMMARY.chars().count()), (SUMMARY, 174));
    assert_eq!(item["date_published"], "2017-11-27T00:00:00+07:00");
    assert_eq!(item["language"], "id");
    assert_eq!(item["authors"][0]["name"], "rr");
    let html = item["content_html"].as_str().unwrap();
    assert!(html.starts_with("<p>JAKARTA – Indonesia sedang fokus"), "{html}");
    assert!(html.contains("Manajemen SDM dan e-government yang") && !html.contains('¬'));
    assert!(html.contains("“Ini adalah komitmen"), "quotation marks stay as they are");
    assert!(html.contains(CAPTION) && html.find(CAPTION) > html.find("ujar Menteri Asman."));
    assert!(
        !html.contains("Pin It") && !html.contains("(rr/HUMAS MENPANRB)") && !html.contains("Indo korea")
    );
    let atom = fs::read_to_string(out.join("feeds/all.atom")).unwrap();
    assert!(atom.contains("HUMAS MENPANRB"));
    let page = fs::read_to_string(out.join("releases/seed/index.html")).unwrap();
    for words in ["Jakarta", "HUMAS MENPANRB", "rr", "lang=\"id\""] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn its_picture_is_taken_where_it_lies_beside_it() {
    let Some(seed) = seed() else { return };
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";
    let root = newsroom(&[("seed.txt", &seed), ("20171127 Indo korea.png", png)]);
    let feed = feed(&export(root.path()));
    let item = &feed["items"][0];
    assert!(
        item["image"].as_str().unwrap().ends_with("/seed/20171127%20Indo%20korea.png"),
        "{}",
        item["image"]
    );
    let html = item["content_html"].as_str().unwrap();
    assert!(html.contains("<figcaption>Menteri Asman Abnur") && html.matches(CAPTION).count() >= 1);
}

#[test]
fn check_lists_what_is_inferred_and_from_what() {
    let Some(seed) = seed() else { return };
    let root = newsroom(&[("seed.txt", &seed)]);
    let report = dateline(root.path(), &["check", "--format", "json"]);
    for words in [
        "derived from the lead",
        "title: ",
        "event date stands in",
        "(27/11)",
        "2017-11-27",
        "JAKARTA –",
        "HUMAS MENPANRB",
        "dropped “Pin It”",
        "soft hyphen “¬e” → “e”",
        "dateline import",
    ] {
        assert!(report.contains(words), "{words}: {report}");
    }
    assert!(!report.contains("\"error\""), "{report}");
}

#[test]
fn front_matter_wins_over_what_is_inferred() {
    let Some(seed) = seed() else { return };
    let mut text = b"---\ntitle: Judul\nplace: Bandung\nbyline: Penulis\n---\n".to_vec();
    text.extend(seed);
    let root = newsroom(&[("seed.txt", &text)]);
    let feed = feed(&export(root.path()));
    let item = &feed["items"][0];
    assert_eq!((&item["title"], &item["authors"][0]["name"]), (&"Judul".into(), &"Penulis".into()));
    assert_eq!(item["date_published"], "2017-11-27T00:00:00+07:00");
    assert_eq!(item["summary"], SUMMARY);
}

#[test]
fn what_is_not_safe_is_held_back_and_the_rest_is_published() {
    let undated = "Kementerian Contoh Membuka Empat Klinik Baru\n\nJAKARTA – Kementerian Contoh membuka empat klinik \
                   baru di wilayah utara dan mulai melayani warga setiap hari kerja.\n";
    let dated = format!("Siaran Pers\n2 Maret 2026\n\n{undated}");
    let embargoed = format!("Embargo hingga hari yang akan ditentukan\n2 Maret 2026\n\n{undated}");
    let later = format!("Embargo hingga 2 Maret 2099 pukul 09.00 WIB\n2 Maret 2026\n\n{undated}");
    let root = newsroom(&[
        ("undated.txt", undated.as_bytes()),
        ("dated.txt", dated.as_bytes()),
        ("dated-too.md", dated.as_bytes()),
        ("embargoed.txt", embargoed.as_bytes()),
        ("later.txt", later.as_bytes()),
    ]);
    let feed = feed(&export(root.path()));
    let titles: Vec<&str> =
        feed["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Kementerian Contoh Membuka Empat Klinik Baru"; 2]);
    let report = dateline(root.path(), &["check", "--format", "text"]);
    assert!(report.contains("add the line `date: 2026-11-27 09:00`"), "{report}");
    assert!(report.contains("add the line `embargo: 2026-11-27 09:00`"), "{report}");
    assert!(report.contains("3 releases (1 not yet public), 2 held back"), "{report}");
}

#[test]
fn a_text_in_an_old_encoding_is_read() {
    let text = "Pressemitteilung\n2. März 2026\n\nVier neue Kliniken öffnen für die Bürger im Norden\n\nDas Amt öffnet \
                vier neue Kliniken für die Bürger im Norden und nimmt dafür zwölf Ärzte auf.\n";
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(text);
    let root = newsroom(&[("kliniken.txt", &bytes)]);
    let feed = feed(&export(root.path()));
    assert_eq!(feed["items"][0]["title"], "Vier neue Kliniken öffnen für die Bürger im Norden");
    assert_eq!(feed["items"][0]["language"], "de");
    assert!(dateline(root.path(), &["check"]).contains("it is not in UTF-8, and was read as windows-1252"));
}

#[test]
fn text_in_asian_encodings_is_read_and_garbled_text_never_published() {
    let chinese = "新聞稿\n2026年3月2日\n\n範例市北區四間新診所開幕\n\n範例市政府在北區開設四間新診所，每年為大約一萬兩千名居民提供服務，\
                   市長週一表示。沒有人應該花一個小時才能看到醫生，他說。\n";
    let japanese = "報道発表\n2026年3月2日\n\n例示市、北部に新しい診療所を四か所開設\n\n例示市は、北部の地区に新しい診療所を四か所開設し、\
                    毎年およそ一万二千人の市民を診療すると発表しました。\n";
    let garbled = japanese.replace(|letter: char| letter.is_alphabetic(), "\u{FFFD}");
    let unknown = [
        b"2 Maret 2026\n\n".as_slice(),
        &b"th\xB5nh ph\xE8 V\xDD D\xF4 \xAE\xB7 m\xEB b\xE8n ph\xDFng kh\xB8m m\xEDi. ".repeat(9),
    ]
    .concat();
    let root = newsroom(&[
        ("big5.txt", &encoding_rs::BIG5.encode(chinese).0),
        ("jis.txt", &encoding_rs::ISO_2022_JP.encode(japanese).0),
        ("garbled.txt", garbled.as_bytes()),
        ("unknown.txt", &unknown),
    ]);
    let feed = feed(&export(root.path()));
    let mut titles: Vec<&str> =
        feed["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect();
    titles.sort_unstable();
    assert_eq!(titles, ["例示市、北部に新しい診療所を四か所開設", "範例市北區四間新診所開幕"]);
    let report = dateline(root.path(), &["check", "--format", "text"]);
    assert!(report.contains("read as ISO-2022-JP") && report.contains("read as Big5"), "{report}");
    assert_eq!(report.matches("its letters can't be read").count(), 2, "{report}");
}
