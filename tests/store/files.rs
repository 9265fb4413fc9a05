//! Images and attachments.

use std::fs;

use dateline::article::{Links, Source};

use super::newsroom::{Newsroom, release};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

fn with_files(front: &str, body: &str) -> Newsroom {
    let newsroom = Newsroom::of(&[("2026/a/index.md", &release("a", front).replace("Body.", body))]);
    newsroom.write("2026/a/foto.png", PNG);
    newsroom.write("2026/a/lampiran/data.csv", "a,b\n");
    newsroom.write("umum/logo.png", [PNG, b"logo"].concat());
    newsroom
}

#[test]
fn files_beside_below_and_elsewhere_in_the_content() {
    let front = "image: {src: foto.png, alt: x}\nattachments: [{file: lampiran/data.csv, title: Data}, ../../umum/logo.png]";
    let mut newsroom = with_files(front, "![Foto](foto.png) ![Logo](../../umum/logo.png)");
    let article = newsroom.article();
    assert_eq!(newsroom.problems(), []);
    let files: Vec<_> = article
        .files
        .iter()
        .map(|named| {
            (named.written.as_str(), named.file.name.as_str(), &*named.file.media_type, named.file.length)
        })
        .collect();
    assert_eq!(
        files,
        [
            ("foto.png", "foto.png", "image/png", 16),
            ("lampiran/data.csv", "lampiran/data.csv", "text/csv", 4),
            ("../../umum/logo.png", "logo.png", "image/png", 20),
        ]
    );
    assert!(
        matches!(&article.attachments[0].source, Source::Own(file) if file.name.as_str() == "lampiran/data.csv")
    );
    assert_eq!(article.attachments[0].title.as_deref(), Some("Data"));
    for named in &article.files {
        assert!(named.file.path.starts_with(newsroom.root().join(".dateline/files")));
        assert!(named.file.path.ends_with(named.file.hash.to_hex()));
    }
}

#[test]
fn a_slash_leads_to_a_file_of_the_content_or_to_a_page_of_the_site() {
    let body = "![Logo](/umum/logo.png) [All](/feeds) [Elsewhere](//cdn.example/logo.png) <img src=\"/umum/logo.png\">";
    let mut newsroom = with_files("", body);
    let article = newsroom.article();
    let page = url::Url::parse("https://a.example/releases/a/").unwrap();
    let html = article.html(&page, &Links::new()).as_str().to_owned();
    assert_eq!(html.matches("src=\"https://a.example/releases/a/logo.png\"").count(), 2, "{html:?}");
    assert!(html.contains("href=\"https://a.example/feeds\""), "{html:?}");
    assert!(html.contains("href=\"https://cdn.example/logo.png\""), "{html:?}");
    assert_eq!(newsroom.problems(), []);
}

#[test]
fn a_picture_that_a_script_would_load_is_shown_where_it_is_there() {
    let mut newsroom = with_files("", "<img src=\"foto.png\" alt=\"\" data-src=\"large.png\">");
    let page = url::Url::parse("https://a.example/releases/a/").unwrap();
    let mut shows = |name: &str| {
        let article = newsroom.article();
        let html = article.html(&page, &Links::new());
        assert!(html.as_str().contains(&format!("src=\"https://a.example/releases/a/{name}\"")), "{html:?}");
        newsroom.write("2026/a/large.png", PNG);
    };
    shows("foto.png");
    shows("large.png");
}

#[test]
fn what_was_hashed_is_what_is_served() {
    let mut newsroom = with_files("image: foto.png\nimage_alt: x", "");
    let before = newsroom.article();
    newsroom.write("2026/a/foto.png", [PNG, b"new"].concat());
    assert_eq!(fs::read(&before.files[0].file.path).unwrap(), PNG);
    let after = newsroom.article();
    assert_ne!(after.files[0].file.hash, before.files[0].file.hash);
    assert_eq!(fs::read(&after.files[0].file.path).unwrap(), [PNG, b"new"].concat());
    assert_eq!(fs::read(&before.files[0].file.path).unwrap(), PNG);
}

#[test]
fn a_missing_file_is_left_out_and_comes_by_itself() {
    let mut newsroom =
        with_files("image: {src: later.png, alt: x}\nattachments: [report.pdf]", "[x](gone.pdf)");
    assert!(newsroom.article().image.is_none());
    let reasons: Vec<&str> = newsroom.problems().iter().map(|problem| problem.reason.as_str()).collect();
    assert_eq!(reasons.len(), 3, "{reasons:?}");
    assert!(newsroom.problems().iter().all(|problem| problem.line.is_some()), "{:?}", newsroom.problems());
    newsroom.write("2026/a/later.png", PNG);
    assert!(newsroom.article().image.is_some());
    assert_eq!(newsroom.problems().len(), 2);
}

#[test]
fn nothing_but_files_of_the_content_is_served() {
    let newsroom = with_files("", "");
    fs::write(newsroom.root().join("dateline.toml"), "secret").unwrap();
    newsroom.write("other.md", release("other", "private_note: secret"));
    newsroom.write(".hidden.png", PNG);
    #[cfg(unix)]
    std::os::unix::fs::symlink(newsroom.root().join("dateline.toml"), newsroom.content().join("link.png"))
        .unwrap();
    let mut newsroom = newsroom;
    for reference in [
        "../../../dateline.toml",
        "../../other.md",
        "../../.hidden.png",
        "../../link.png",
        "/etc/passwd",
        "..%2f..%2f..%2fdateline.toml",
        "file:///etc/passwd",
    ] {
        newsroom.write("2026/a/index.md", release("a", &format!("attachments: [\"{reference}\"]")));
        newsroom.load();
        let article =
            newsroom.last.as_ref().unwrap().catalog.articles().find(|article| article.title.as_str() == "a");
        assert_eq!((article.unwrap().files.len(), article.unwrap().attachments.len()), (0, 0), "{reference}");
        assert!(
            newsroom.problems().iter().any(|problem| problem.field.as_deref() == Some("attachments")),
            "{reference}"
        );
    }
}

#[test]
fn two_files_of_one_name_get_two_addresses() {
    let mut newsroom =
        Newsroom::of(&[("2026/a.md", &release("a", "attachments: [../x/d.pdf, ../y/d.pdf, ../x/d.pdf]"))]);
    newsroom.write("x/d.pdf", "%PDF-1.7 x");
    newsroom.write("y/d.pdf", "%PDF-1.7 y");
    let article = newsroom.article();
    let names: Vec<&str> = article.files.iter().map(|named| named.file.name.as_str()).collect();
    assert_eq!((names.len(), article.attachments.len()), (2, 3));
    assert_eq!(names[0], "d.pdf");
    assert!(names[1].starts_with("d-") && names[1].ends_with(".pdf"), "{names:?}");
}

#[test]
fn drafts_leave_no_copies() {
    let mut newsroom = with_files("draft: true\nimage: foto.png", "");
    newsroom.load();
    assert_eq!(fs::read_dir(newsroom.root().join(".dateline/files")).unwrap().count(), 0);
}

#[test]
fn copies_for_a_release_that_is_held_back_stay_until_it_comes_out() {
    let embargo = "Embargoed until 2 June 2026\n\nText.\n";
    let mut newsroom = with_files("attachments: [foto.png]", embargo);
    assert_eq!(newsroom.load().catalog.articles().count(), 0, "it is held back");
    newsroom.tidy();
    newsroom.load_after(5 * 24 * 3_600);
    let article = newsroom.article();
    assert_eq!(article.files.len(), 1);
    assert!(article.files[0].file.path.exists());
}
