//! What `import` writes, and that it never writes over anything.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{dateline, import, json, newsroom};

const TEXT: &str = "Dinas Kesehatan Buka Empat Puskesmas Baru\n\nCONTOH, 27 November 2017 – Dinas Kesehatan Kabupaten Contoh membuka empat puskesmas baru untuk mendekatkan layanan ¬kesehatan kepada warga di kecamatan yang jauh dari kota.\n\nKepala Dinas mengatakan bahwa setiap puskesmas memiliki *tiga* dokter dan delapan perawat.\n\nKontak media:\nHumas Contoh\nhumas@contoh.example\n";

const PATH: &str = "content/2017/2017-11-27-dinas-kesehatan-buka-empat-puskesmas-baru.md";

#[test]
fn a_text_becomes_a_release_with_its_evidence() {
    let room = newsroom();
    let file = room.path().join("rilis.txt");
    fs::write(&file, TEXT).unwrap();
    let told = import(room.path(), &[&file]);
    assert!(told.contains(PATH) && told.contains("1 imported"), "{told}");
    let text = fs::read_to_string(room.path().join(PATH)).unwrap();
    for part in [
        "title: \"Dinas Kesehatan Buka Empat Puskesmas Baru\" # ",
        "date: 2017-11-27 # ",
        "lang: \"id\" # ",
        "place: \"Contoh\" # ",
        "contact: \"Kontak media:\\nHumas Contoh\\nhumas@contoh.example\" # ",
        "# soft hyphen: \"¬k\" → \"k\"",
        ":2017/2017-11-27-dinas-kesehatan-buka-empat-puskesmas-baru\"",
        "\\*tiga\\* dokter",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let originals = room.path().join(".dateline/originals");
    let original = fs::read_dir(originals).unwrap().next().unwrap().unwrap().path();
    assert_eq!(fs::read_to_string(original).unwrap(), TEXT);
    dateline(room.path()).arg("check").assert().success();
}

#[test]
fn the_id_is_the_one_that_the_store_would_give() {
    let room = newsroom();
    let file = room.path().join("rilis.txt");
    fs::write(&file, TEXT).unwrap();
    import(room.path(), &[&file]);
    let path = room.path().join(PATH);
    let text = fs::read_to_string(&path).unwrap();
    let line = text.lines().find(|line| line.starts_with("id:")).unwrap().to_owned();
    fs::write(&path, text.replace(&format!("{line}\n"), "")).unwrap();
    dateline(room.path()).args(["check", "--fix-ids"]).assert().success();
    assert!(fs::read_to_string(&path).unwrap().contains(&line));
}

#[test]
fn what_was_imported_is_passed_over_and_nothing_is_overwritten() {
    let room = newsroom();
    let file = room.path().join("rilis.txt");
    fs::write(&file, TEXT).unwrap();
    import(room.path(), &[&file]);
    let path = room.path().join(PATH);
    fs::write(&path, "edited").unwrap();
    let told = import(room.path(), &[&file]);
    assert!(told.contains("0 imported") && told.contains("1 there already"), "{told}");
    fs::write(&file, format!("{TEXT}\n")).unwrap();
    import(room.path(), &[&file]);
    assert_eq!(fs::read_to_string(&path).unwrap(), "edited");
    assert!(room.path().join(PATH.replace(".md", "-2.md")).exists());
}

#[test]
fn what_is_not_safe_becomes_a_draft() {
    let room = newsroom();
    let file = room.path().join("rilis.txt");
    fs::write(&file, TEXT.replace(", 27 November 2017", "")).unwrap();
    let told = import(room.path(), &[&file]);
    assert!(
        told.contains("held back: nothing in it tells when it was published; add the line `date:"),
        "{told}"
    );
    let text =
        fs::read_to_string(room.path().join("content/_drafts/dinas-kesehatan-buka-empat-puskesmas-baru.md"))
            .unwrap();
    assert!(text.contains("\ndraft: true # nothing in it tells"), "{text}");
}

#[test]
fn a_picture_beside_the_text_comes_with_it() {
    let room = newsroom();
    let text = TEXT.replacen(
        "\n\n",
        "\n\n20171127 Puskesmas\n\nKepala Dinas meresmikan puskesmas pada hari Senin (27/11).\n\n",
        1,
    );
    fs::write(room.path().join("rilis.txt"), text).unwrap();
    fs::write(room.path().join("20171127 Puskesmas.jpg"), "\u{ff}picture").unwrap();
    import(room.path(), &[&room.path().join("rilis.txt")]);
    assert!(room.path().join("content/2017/20171127 Puskesmas.jpg").exists());
    let text = fs::read_to_string(room.path().join(PATH)).unwrap();
    assert!(text.contains("image: { file: \"20171127 Puskesmas.jpg\", caption: \"Kepala Dinas"), "{text}");
}

#[test]
fn front_matter_stays_and_what_it_lacks_is_read_from_the_text() {
    let room = newsroom();
    for (name, fences, title, comment) in [
        ("yaml", ["---\n", "---\n"], "title: Puskesmas baru # kept\n", true),
        ("toml", ["+++\n", "+++\n"], "title = 'Puskesmas baru' # kept\n", true),
        ("json", ["", ""], "{\n  \"title\": \"Puskesmas baru\"\n}\n", false),
    ] {
        let file = room.path().join(format!("{name}.md"));
        let body = TEXT.split_once("\n\n").unwrap().1;
        fs::write(&file, format!("{}{title}{}\n{body}", fences[0], fences[1])).unwrap();
        let told = import(room.path(), &[&file]);
        assert!(told.contains("front matter kept; added: date, lang, place, contact"), "{told}");
        let path = room.path().join(format!("content/2017/2017-11-27-{name}.md"));
        let text = fs::read_to_string(path).unwrap();
        assert!(text.contains(title.trim_matches(['{', '}', '\n'])), "{text}");
        assert!(!text.contains("Kontak media:\nHumas"), "contacts are no part of the body: {text}");
        assert_eq!(text.contains("# dateline ("), comment, "{text}");
        assert!(text.contains("membuka empat puskesmas"), "{text}");
    }
    let read = json(&[room.path().join("yaml.md").to_str().unwrap()]);
    assert_eq!(read[0]["title"]["rule"], "front matter");
    assert_eq!(read[0]["place"]["value"], "Contoh");
    assert_eq!(read[0]["date"]["value"], "2017-11-27");
    dateline(room.path()).arg("check").assert().success();
}

#[test]
fn a_whole_front_matter_leaves_the_text_as_it_is_and_nothing_written_is_overridden() {
    let room = newsroom();
    let front = "---\ntitle: Puskesmas\ndate: 2018-01-02\nplace: Jakarta\nlang: id\n---\n";
    let file = room.path().join("rilis.md");
    fs::write(&file, format!("{front}{TEXT}")).unwrap();
    import(room.path(), &[&file]);
    let text = fs::read_to_string(room.path().join("content/2018/2018-01-02-rilis.md")).unwrap();
    assert!(text.ends_with(&format!("{}{TEXT}", &front[4..])), "{text}");
    // A date that can't be read is for its author to mend.
    fs::write(&file, format!("---\ntitle: Puskesmas\ndate: kemarin\n---\n{TEXT}")).unwrap();
    import(room.path(), &[&file]);
    let text = fs::read_to_string(room.path().join("content/rilis.md")).unwrap();
    assert_eq!(text.matches("date:").count(), 1, "{text}");
}

#[test]
fn a_front_matter_without_a_date_anywhere_becomes_a_draft() {
    let room = newsroom();
    let file = room.path().join("rilis.md");
    fs::write(&file, format!("---\ntitle: Puskesmas\n---\n{}", TEXT.replace(", 27 November 2017", "")))
        .unwrap();
    let told = import(room.path(), &[&file]);
    assert!(told.contains("held back: nothing in it tells when"), "{told}");
    assert!(told.contains("1 imported, 1 of them drafts"), "{told}");
    assert!(fs::read_to_string(room.path().join("content/rilis.md")).unwrap().contains("draft: true # "));
}

#[test]
fn a_front_matter_with_no_place_for_a_line_is_told_and_the_others_go_on() {
    let room = newsroom();
    fs::write(room.path().join("a.md"), format!("---\n{{title: Puskesmas}}\n---\n{TEXT}")).unwrap();
    fs::write(room.path().join("b.txt"), TEXT).unwrap();
    let output = dateline(room.path())
        .arg("import")
        .args(["a.md", "b.txt"].map(|name| room.path().join(name)))
        .assert()
        .failure();
    let told = String::from_utf8_lossy(&output.get_output().stdout).into_owned();
    assert!(told.contains("a.md: not imported: ") && told.contains("1 imported"), "{told}");
}

#[test]
fn pictures_in_the_text_come_with_it() {
    let room = newsroom();
    let old = tempfile::tempdir().unwrap();
    fs::create_dir(old.path().join("foto")).unwrap();
    for name in ["a.jpg", "foto/b.jpg", "unused.jpg"] {
        fs::write(old.path().join(name), "\u{ff}picture").unwrap();
    }
    let (markdown, page) = (old.path().join("a.md"), old.path().join("b.html"));
    fs::write(
        &markdown,
        "---\ntitle: A\ndate: 2018-01-02\nimage: {file: a.jpg, alt: A}\n---\nTeks. ![B](foto/b.jpg)\n",
    )
    .unwrap();
    fs::write(&page, "<html lang=id><title>Dinas membuka klinik</title><body><article><h1>Dinas membuka klinik</h1><p>CONTOH, 27 November 2017 – Dinas Kesehatan Kabupaten Contoh membuka empat puskesmas baru untuk warga.</p><p><img src='foto/b.jpg' alt='B'></p><p>Kepala Dinas mengatakan bahwa setiap puskesmas memiliki dokter dan perawat.</p></article></body></html>").unwrap();
    let told = import(room.path(), &[&markdown, &page]);
    assert!(told.contains("2 files beside"), "{told}");
    for name in ["2018/a.jpg", "2018/foto/b.jpg", "2017/b.jpg"] {
        assert!(room.path().join("content").join(name).exists(), "{name}: {told}");
    }
    assert!(!room.path().join("content/2018/unused.jpg").exists());
    let checked = dateline(room.path()).arg("check").assert().success();
    assert!(!String::from_utf8_lossy(&checked.get_output().stdout).contains("there is no file"));
}

#[test]
fn json_tells_every_field_of_every_input_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &[u8]| {
        fs::write(folder.path().join(name), text).unwrap();
        folder.path().join(name).to_str().unwrap().to_owned()
    };
    let names =
        [file("a.txt", TEXT.as_bytes()), file("b.txt", b"PK\x03\x04\x00\x00\x00\x00"), file("c.html", b"")];
    let arguments: Vec<&str> =
        ["--time-zone", "Asia/Jakarta"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let read = json(&arguments);
    assert_eq!(read.iter().map(|line| line["file"].as_str().unwrap()).collect::<Vec<_>>(), names);
    for line in &read {
        for field in [
            "title",
            "subtitle",
            "place",
            "date",
            "embargo",
            "language",
            "summary",
            "body",
            "image",
            "caption",
            "credit",
            "byline",
            "issuer",
            "number",
            "contacts",
            "boilerplate",
            "notes",
            "event_date",
        ] {
            let value = line.get(field).unwrap_or_else(|| panic!("{field}"));
            let parts = ["value", "evidence", "rule", "confidence"];
            assert!(
                value.is_null() || parts.iter().all(|part| value.get(part).is_some()),
                "{field}: {value}"
            );
        }
    }
    assert_eq!(read[0]["held_back"], Value::Null);
    assert_eq!(read[0]["date"]["value"], "2017-11-27");
    assert!(read[1]["held_back"].as_str().unwrap().contains("not text"));
    assert!(read[2]["held_back"].is_string());
}

#[test]
fn json_has_a_line_for_inputs_without_a_release_too() {
    let folder = tempfile::tempdir().unwrap();
    let (empty, missing) = (folder.path().join("a.rss"), folder.path().join("b.txt"));
    fs::write(&empty, "<rss version=\"2.0\"><channel><title>A</title></channel></rss>").unwrap();
    let output = dateline(folder.path())
        .args(["import", "--format", "json"])
        .args([&empty, &missing])
        .assert()
        .code(1);
    let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    let read: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(read.len(), 2);
    assert_eq!(read[0]["held_back"], "it has no entries");
    assert_eq!(read[1]["file"], missing.to_str().unwrap());
    assert!(read[1]["held_back"].is_string() && read[1]["title"].is_null());
}

#[test]
fn a_file_saved_within_the_month_tells_the_year_of_a_weekday() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rilis.txt");
    fs::write(
        &file,
        TEXT.replace("CONTOH, 27 November 2017 – ", "").replace("kota.", "kota, Senin (27/11)."),
    )
    .unwrap();
    let saved = |day: &str| {
        let instant = chrono::DateTime::parse_from_rfc3339(&format!("{day}T12:00:00Z")).unwrap();
        fs::File::options().write(true).open(&file).unwrap().set_modified(instant.into()).unwrap();
        json(&[file.to_str().unwrap()]).remove(0)
    };
    let read = saved("2017-12-04");
    assert_eq!(read["date"]["value"], "2017-11-27");
    assert_eq!(read["event_date"]["rule"], "event date by the file's time");
    assert!(saved("2018-12-04")["date"].is_null());
}

#[test]
fn standard_input_is_read() {
    let output = dateline(Path::new("nowhere"))
        .args(["import", "--format", "json", "-"])
        .write_stdin(TEXT)
        .assert()
        .success();
    let line: Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    assert_eq!((line["file"].as_str(), line["place"]["value"].as_str()), (Some("-"), Some("Contoh")));
}

#[test]
fn huge_and_deep_documents_are_refused_or_read_in_bounded_time() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.html"), "<p>word </p>".repeat(5_000_000)).unwrap();
    fs::write(folder.path().join("b.html"), format!("{}text", "<div><b>".repeat(25_000))).unwrap();
    fs::write(folder.path().join("c.html"), format!("<p>{}</p>", "&amp;amp;".repeat(800_000))).unwrap();
    fs::write(folder.path().join("d.txt"), "line\n".repeat(1_000_000)).unwrap();
    let read = json(&[folder.path().to_str().unwrap()]);
    let reasons: Vec<&str> = read.iter().map(|line| line["held_back"].as_str().unwrap()).collect();
    assert!(reasons[0].contains("longer than 8 MiB"), "{reasons:?}");
    assert!(reasons[2].contains("character references"), "{reasons:?}");
    assert!(reasons[3].contains("lines"), "{reasons:?}");
}

#[test]
fn without_a_newsroom_nothing_is_imported() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), TEXT).unwrap();
    let output = dateline(folder.path()).arg("import").arg(folder.path().join("a.txt")).assert().failure();
    assert!(String::from_utf8_lossy(&output.get_output().stderr).contains("dateline init"));
}

#[test]
fn words_of_an_embargo_that_can_not_be_read_stay_a_gate() {
    let room = newsroom();
    let file = room.path().join("release.txt");
    fs::write(
        &file,
        "EMBARGOED UNTIL 9 AM\n\nFour clinics open in the north\n\nTOWN, 3 March 2026 – The ministry opened four new clinics in the north of the country, it said in a statement today.\n",
    )
    .unwrap();
    let told = import(room.path(), &[&file]);
    assert!(told.contains("make it `embargo: 2026-11-27 09:00`"), "{told}");
    let path = room.path().join("content/_drafts/four-clinics-open-in-the-north.md");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("embargo: \"EMBARGOED UNTIL 9 AM\" # write until when"), "{text}");
    let public = room.path().join("content/four.md");
    let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("draft:")).collect();
    fs::write(public, kept.join("\n")).unwrap();
    let output = dateline(room.path()).arg("check").assert().failure();
    assert!(String::from_utf8_lossy(&output.get_output().stdout).contains("EMBARGOED UNTIL 9 AM"));
}

#[test]
fn what_was_imported_is_known_by_its_files_too() {
    let room = newsroom();
    let file = room.path().join("rilis.txt");
    fs::write(&file, TEXT).unwrap();
    let other = room.path().join("feed.xml");
    let item = "<item><title>Gizi</title><pubDate>Mon, 27 Nov 2017 09:00:00 +0700</pubDate><description>Teks.</description></item>";
    fs::write(
        &other,
        format!("<rss version=\"2.0\"><channel>{item}{}</channel></rss>", item.replace("Teks", "Lain")),
    )
    .unwrap();
    let files = || {
        let names = fs::read_dir(room.path().join("content/2017")).unwrap();
        let mut names: Vec<String> =
            names.map(|name| name.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    import(room.path(), &[&file, &other]);
    let before = files();
    assert_eq!(before.len(), 3, "{before:?}");
    let path = room.path().join(PATH);
    fs::write(&path, fs::read_to_string(&path).unwrap().replace("Dinas", "Kantor")).unwrap();
    fs::remove_dir_all(room.path().join(".dateline")).unwrap();
    let told = import(room.path(), &[&file, &other]);
    assert!(told.contains("0 imported") && told.contains("3 there already"), "{told}");
    assert_eq!(files(), before);
}

#[test]
fn files_of_other_kinds_and_links_out_of_the_folder_are_told() {
    let (room, folder, outside) = (newsroom(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for name in ["a.docx", "b.pdf", "README", "c.jpg"] {
        fs::write(folder.path().join(name), "x").unwrap();
    }
    fs::write(folder.path().join("rilis.txt"), TEXT).unwrap();
    fs::write(outside.path().join("secret.txt"), TEXT.replace("Empat", "Lima")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("secret.txt"), folder.path().join("link.txt")).unwrap();
    let output = dateline(room.path()).arg("import").arg(folder.path()).assert().code(1);
    let told = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    assert!(told.contains("3 files passed over (.docx 1, .pdf 1, without ending 1)"), "{told}");
    assert!(told.contains("link.txt: not imported: it is a link that leads out"), "{told}");
    assert!(told.contains("1 imported"), "{told}");
}
