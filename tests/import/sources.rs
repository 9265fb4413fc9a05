//! Feeds, exports and the folders of other generators: what was announced is not announced again.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::{dateline, folder_of};
use crate::{import, json, newsroom};

const RSS: &str = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Press</title><link>https://old.example/</link><language>id</language>
<item><title>Empat puskesmas &amp; satu klinik</title><link>https://old.example/2017/empat</link><guid isPermaLink="false">tag:old.example,2017:Empat</guid><pubDate>Mon, 27 Nov 2017 09:00:00 +0700</pubDate><category>Kesehatan</category><description>Ringkasan yang ditulis.</description><content:encoded><![CDATA[<p>JAKARTA – Dinas membuka <b>empat</b> puskesmas.</p>]]></content:encoded></item>
<item><title>Jalan baru</title><link>https://old.example/2018/jalan</link><guid>17</guid><pubDate>Tue, 02 Jan 2018 09:00:00 +0700</pubDate><description>Jalan baru dibuka untuk umum hari ini.</description></item>
</channel></rss>"#;

/// The feed of a newsroom, after everything in it was checked.
fn feed(root: &Path) -> Value {
    dateline(root).arg("check").assert().success();
    let site = tempfile::tempdir().unwrap();
    let out = site.path().join("site");
    dateline(root)
        .args(["build", "--base-url", "https://press.example/", "--out"])
        .arg(&out)
        .assert()
        .success();
    serde_json::from_str(&fs::read_to_string(out.join("feeds/all.json")).unwrap()).unwrap()
}

fn item<'a>(feed: &'a Value, title: &str) -> &'a Value {
    feed["items"].as_array().unwrap().iter().find(|item| item["title"] == title).unwrap()
}

#[test]
fn a_feed_keeps_its_ids_dates_and_addresses() {
    let room = newsroom();
    let file = room.path().join("old.xml");
    fs::write(&file, RSS).unwrap();
    import(room.path(), &[&file]);
    let feed = feed(room.path());
    // An id that is no IRI stays what readers of RSS and JSON Feed know; Atom, which allows none, has it encoded.
    assert_eq!(item(&feed, "Jalan baru")["id"], "17");
    let out = tempfile::tempdir().unwrap();
    let site = out.path().join("site");
    dateline(room.path())
        .args(["build", "--base-url", "https://press.example/", "--out"])
        .arg(&site)
        .assert()
        .success();
    let built = |name: &str| fs::read_to_string(site.join("feeds").join(name)).unwrap();
    assert!(built("all.rss").contains("<guid isPermaLink=\"false\">17</guid>"));
    assert!(built("all.atom").contains("<id>guid:17</id>"));
    let first = item(&feed, "Empat puskesmas & satu klinik");
    assert_eq!(first["id"], "tag:old.example,2017:Empat");
    assert_eq!(first["date_published"], "2017-11-27T09:00:00+07:00");
    assert_eq!(first["summary"], "Ringkasan yang ditulis.");
    assert!(first["content_html"].as_str().unwrap().contains("<strong>empat</strong>"), "{first}");
    assert!(first["tags"].as_array().unwrap().contains(&Value::from("Kesehatan")));
    let text = fs::read_to_string(room.path().join("content/2017/2017-11-27-empat-puskesmas-satu-klinik.md"))
        .unwrap();
    assert!(text.contains("aliases: [\"/2017/empat\"]"), "{text}");
}

#[test]
fn a_later_export_of_the_same_feed_adds_what_is_new() {
    let room = newsroom();
    let file = room.path().join("old.xml");
    fs::write(&file, RSS).unwrap();
    import(room.path(), &[&file]);
    let new = "<item><title>Baru</title><guid>urn:x:baru</guid><pubDate>Wed, 03 Jan 2018 09:00:00 +0700</pubDate><description>Sebuah teks baru.</description></item></channel>";
    fs::write(&file, RSS.replace("Empat puskesmas", "Lima puskesmas").replace("</channel>", new)).unwrap();
    import(room.path(), &[&file]);
    let titles: Vec<Value> =
        feed(room.path())["items"].as_array().unwrap().iter().map(|item| item["title"].clone()).collect();
    assert!(
        titles.contains(&"Baru".into()) && titles.contains(&"Empat puskesmas & satu klinik".into()),
        "{titles:?}"
    );
    assert!(!titles.contains(&"Lima puskesmas & satu klinik".into()), "{titles:?}");
}

#[test]
fn an_item_of_govuk_becomes_a_release() {
    let room = newsroom();
    let item_file = room.path().join("item.json");
    let source = serde_json::json!({
        "content_id": "49b4337d-b3b7-4e85-b292-642c0c2a9af5", "title": "Bridge opens", "description": "It opens today.",
        "first_published_at": "2015-03-25T13:23:00.000+00:00", "public_updated_at": "2015-07-13T09:40:13.000+00:00",
        "locale": "en", "base_path": "/government/news/bridge", "document_type": "press_release",
        "withdrawn_notice": {"explanation": "<div><p>It is out of date.</p></div>", "withdrawn_at": "2099-01-01T00:00:00Z"},
        "links": {"organisations": [{"title": "Office of Bridges"}]},
        "details": {"body": "<div><p>The bridge opens today.</p><div class=\"contact\" id=\"contact_1\"><div class=\"vcard\"><p>Press office</p><p class=\"tel\">020 7946 0101</p></div></div></div>", "change_history": [
            {"public_timestamp": "2015-07-13T10:40:13.000+01:00", "note": "Corrected the height of the bridge."},
            {"public_timestamp": "2015-04-30T11:36:33.000+01:00", "note": "Added pictures."},
            {"public_timestamp": "2015-03-25T13:23:00.000+00:00", "note": "First published."}]}
    });
    fs::write(&item_file, source.to_string()).unwrap();
    import(room.path(), &[&item_file]);
    let text = fs::read_to_string(room.path().join("content/2015/2015-03-25-bridge-opens.md")).unwrap();
    for line in [
        "id: \"urn:uuid:49b4337d-b3b7-4e85-b292-642c0c2a9af5\"",
        "issuer: \"Office of Bridges\"",
        "updated: 2015-07-13T10:40:13+01:00",
        "note: \"Corrected the height of the bridge.\"",
        "withdrawn: { date: \"2099-01-01T00:00:00+00:00\", reason: \"It is out of date.\" }",
        "aliases: [\"/government/news/bridge\"]",
        "contact: \"Press office\\n020 7946 0101\"",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(!text.contains("Added pictures"));
    assert_eq!(text.matches("020 7946 0101").count(), 1, "{text}");
    assert_eq!(
        item(&feed(room.path()), "Bridge opens")["id"],
        "urn:uuid:49b4337d-b3b7-4e85-b292-642c0c2a9af5"
    );
}

#[test]
fn the_folders_of_other_generators_keep_front_matter_and_ids() {
    for (files, name, id, alias) in [
        (
            vec![
                ("_config.yml", "url: https://old.example\nbaseurl: /press\n"),
                (
                    "_posts/2017-11-27-gizi.md",
                    "---\ntitle: Gizi\nlayout: post\n---\n\nTeks tentang gizi anak.\n",
                ),
                ("_drafts/nanti.md", "---\ntitle: Nanti\n---\n\nBelum.\n"),
                ("about.md", "---\ntitle: About\n---\n"),
            ],
            "_posts/2017-11-27-gizi.md",
            "https://old.example/press/2017/11/27/gizi",
            "/press/2017/11/27/gizi.html",
        ),
        (
            vec![
                ("hugo.toml", "baseURL = 'https://old.example'\n"),
                ("content/_index.md", "---\ntitle: Home\n---\n"),
                (
                    "content/news/gizi/index.md",
                    "+++\ntitle = 'Gizi'\ndate = 2017-11-27\n+++\n\nTeks tentang gizi anak. ![Foto](foto.png)\n",
                ),
                ("content/news/gizi/foto.png", "\u{89}PNG"),
            ],
            "news/gizi/index.md",
            "https://old.example/news/gizi/",
            "/news/gizi/",
        ),
        (
            vec![
                ("config.toml", "base_url = 'https://old.example'\n"),
                (
                    "content/news/2017-11-27-gizi.md",
                    "+++\ntitle = 'Gizi'\ndate = 2017-11-27\n+++\n\nTeks tentang gizi anak.\n",
                ),
            ],
            "news/2017-11-27-gizi.md",
            "https://old.example/news/gizi/",
            "/news/gizi/",
        ),
    ] {
        let (room, site) = (newsroom(), folder_of(&files));
        import(room.path(), &[site.path()]);
        let text = fs::read_to_string(room.path().join("content").join(name)).unwrap();
        assert!(text.contains(id) && text.contains(&format!("[\"{alias}\"]")), "{text}");
        assert!(
            !room.path().join("content/about.md").exists() && !room.path().join("content/_index.md").exists()
        );
        let feed = feed(room.path());
        assert_eq!(item(&feed, "Gizi")["id"], id);
        assert!(!feed.to_string().contains("Nanti"));
    }
}

#[test]
fn the_pictures_of_other_generators_come_from_where_they_keep_them() {
    let text = "---\ntitle: Gizi\ndate: 2017-11-27\nimage: {src: /images/lead.jpg, alt: Lead}\n---\n\nTeks.                 ![A](/images/a.jpg) <img src='/press/images/b.jpg'> ![C](c.png) [Page](/about/) [Text](/notes.txt)\n";
    let jekyll = text.replace("images/", "assets/");
    let secret = ("_secret.jpg", "\u{ff}secret");
    for (files, name, folder) in [
        (
            vec![
                ("hugo.yaml", "baseURL: https://old.example/press/\n"),
                ("content/news/gizi/index.md", text),
                ("content/news/gizi/c.png", "\u{89}PNG"),
                ("static/images/lead.jpg", "\u{ff}lead"),
                ("static/images/a.jpg", "\u{ff}a"),
                ("static/images/b.jpg", "\u{ff}b"),
                ("static/notes.txt", "No release."),
                ("static/images/unused.jpg", "\u{ff}unused"),
            ],
            "news/gizi/index.md",
            "images",
        ),
        (
            vec![
                ("config.toml", "base_url = 'https://old.example/press'\n"),
                ("content/news/gizi.md", text),
                ("static/images/lead.jpg", "\u{ff}lead"),
                ("static/images/a.jpg", "\u{ff}a"),
                ("static/images/b.jpg", "\u{ff}b"),
                ("static/news/gizi/c.png", "\u{89}PNG"),
            ],
            "news/gizi.md",
            "images",
        ),
        (
            vec![
                ("_config.yml", "url: https://old.example\nbaseurl: /press\n"),
                ("_posts/2017-11-27-gizi.md", &jekyll),
                ("assets/lead.jpg", "\u{ff}lead"),
                ("assets/a.jpg", "\u{ff}a"),
                ("assets/b.jpg", "\u{ff}b"),
                ("c.png", "\u{89}PNG"),
                secret,
            ],
            "_posts/2017-11-27-gizi.md",
            "assets",
        ),
    ] {
        let (room, site) = (newsroom(), folder_of(&files));
        let told = import(room.path(), &[site.path()]);
        assert!(told.contains("1 imported") && told.contains("4 files beside"), "{told}");
        let content = room.path().join("content");
        assert!(content.join(name).exists() && content.join(folder).join("lead.jpg").exists());
        let feed = feed(room.path());
        let item = item(&feed, "Gizi");
        assert_eq!(item["image"], "https://press.example/releases/gizi/lead.jpg");
        let html = item["content_html"].as_str().unwrap();
        for picture in ["a.jpg", "b.jpg", "c.png"] {
            let source = format!("https://press.example/releases/gizi/{picture}");
            assert!(html.contains(&source), "{source}: {html}");
        }
        assert!(!content.join("notes.txt").exists() && !content.join(folder).join("unused.jpg").exists());
        // A second run finds everything there.
        let told = import(room.path(), &[site.path()]);
        assert!(told.contains("0 imported") && told.contains("0 in the way"), "{told}");
    }
}

#[test]
fn an_id_that_cannot_be_told_is_reported_with_what_to_do() {
    let text = "---\ntitle: Gizi\ndate: 2017-11-27\n---\n\nTeks tentang gizi anak.\n";
    let files = [
        (
            "hugo.toml",
            "baseURL = 'https://old.example/'\n[permalinks]\nnews = '/:sections[1:]/:title/'\nposts = '/:year/:title'\n",
        ),
        ("content/news/gizi.md", text),
        ("content/posts/lagi.md", text),
    ];
    let (room, site) = (newsroom(), folder_of(&files));
    let told = import(room.path(), &[site.path()]);
    let note = told.lines().filter(|line| line.contains("readers will see it as new")).collect::<Vec<_>>();
    assert_eq!(note.len(), 1, "{told}");
    assert!(note[0].contains("`:sections[1:]`") && note[0].contains("`id`"), "{told}");
    let feed = feed(room.path());
    assert!(
        feed["items"].as_array().unwrap().iter().any(|item| item["id"] == "https://old.example/2017/gizi/")
    );
}

#[test]
fn an_unknown_document_is_told_and_nothing_is_written() {
    let other = folder_of(&[("a.json", "{\"a\":1}"), ("b.xml", "<rss><channel>")]);
    let read = json(&[other.path().to_str().unwrap()]);
    assert_eq!(read.len(), 2);
    assert!(read.iter().all(|line| line["held_back"].is_string() && line["title"].is_null()));
}

#[test]
fn what_feeds_made_by_hand_have_wrong_is_mended() {
    let item = |title: &str, date: &str| {
        format!(
            "<item><title>{title}</title><guid>{date}</guid><pubDate>{date}</pubDate><description>Teks.</description></item>"
        )
    };
    let items = [
        item("R&D dan gizi", "2026-03-02 09:00:00"),
        item("Jalan", "2026-03-02 09:00:00 WITA"),
        item("Jembatan", "Mon, 02 Mar 2026 09:00:00 +0700"),
    ];
    let feed = folder_of(&[(
        "a.rss",
        &format!("<rss version=\"2.0\"><channel><title>A</title>{}</channel></rss>", items.concat()),
    )]);
    let file = feed.path().join("a.rss");
    let read = json(&["--time-zone", "Asia/Jakarta", file.to_str().unwrap()]);
    let dates: Vec<&str> = read.iter().map(|line| line["date"]["value"].as_str().unwrap()).collect();
    assert_eq!(
        dates,
        ["2026-03-02T09:00:00+07:00", "2026-03-02T08:00:00+07:00", "2026-03-02T09:00:00+07:00"]
    );
    assert_eq!(read[0]["title"]["value"], "R&D dan gizi");
}

#[test]
fn an_entry_without_text_or_too_long_a_text_is_told() {
    let item = |title: &str, text: &str| {
        format!(
            "<item><title>{title}</title><guid>{title}</guid><pubDate>Mon, 02 Mar 2026 09:00:00 +0700</pubDate><description>{text}</description></item>"
        )
    };
    let items = [item("long", &"kata ".repeat(2_000_000)), item("short", "Teks.")];
    let rss = format!("<rss version=\"2.0\"><channel><title>A</title>{}</channel></rss>", items.concat());
    let empty = serde_json::json!({
        "content_id": "49b4337d-b3b7-4e85-b292-642c0c2a9af5", "title": "Bridge", "locale": "en",
        "first_published_at": "2015-03-25T13:23:00Z", "details": {"body": "<div class=\"govspeak\"> </div>"}
    });
    let (room, files) = (newsroom(), folder_of(&[("a.rss", &rss), ("b.json", &empty.to_string())]));
    let read = json(&[files.path().to_str().unwrap()]);
    let reasons: Vec<&Value> = read.iter().map(|line| &line["held_back"]).collect();
    assert_eq!(
        reasons,
        ["its text is longer than 8 MiB".into(), Value::Null, "it has no text".into()]
            .iter()
            .collect::<Vec<_>>()
    );
    let output = dateline(room.path()).arg("import").arg(files.path()).assert().code(1);
    let told = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    assert!(told.contains("longer than 8 MiB") && told.contains("2 imported, 1 of them drafts"), "{told}");
    assert_eq!(fs::read_dir(room.path().join("content/2026")).unwrap().count(), 1);
}
