//! What a file's text tells where its front matter is silent, and what is told of it.

use crate::newsroom::{Newsroom, release};

#[test]
fn an_embargo_is_enough_of_a_date_and_nothing_is_told_of_it() {
    let text = "CONTOH, 3 Maret 2027 – Dinas Kesehatan membuka empat puskesmas baru untuk warga di desa.\n";
    let mut newsroom = Newsroom::of(&[
        ("a.md", &format!("---\ntitle: Puskesmas\nembargo: 2026-12-01 09:00\n---\n\n{text}")),
        ("b.md", &format!("---\nembargo: 2026-12-01 09:00\n---\n\nEmpat Puskesmas Dibuka\n\n{text} Lagi.\n")),
    ]);
    let loaded = newsroom.load();
    let opens: Vec<String> =
        loaded.catalog.articles().map(|article| article.published.to_rfc3339()).collect();
    assert_eq!(opens, ["2026-12-01T02:00:00+00:00"; 2]);
    let told: Vec<_> = newsroom.problems().iter().map(|problem| problem.file.display().to_string()).collect();
    assert_eq!(told, ["content/b.md"], "{:#?}", newsroom.problems());
}

#[test]
fn what_the_front_matter_says_is_not_told_as_inferred() {
    let text = "Empat Puskesmas Dibuka\n\nCONTOH, 3 Maret 2026 – Dinas Kesehatan membuka empat puskesmas baru untuk warga di desa.\n";
    for (front, date, title) in [("publishDate: 2026-02-01", false, true), ("title: Puskesmas", true, false)]
    {
        let mut newsroom = Newsroom::of(&[("a.md", &format!("---\n{front}\n---\n\n{text}"))]);
        newsroom.load();
        let told = newsroom.problem().reason.clone();
        assert_eq!(told.contains("date “"), date, "{told}");
        assert_eq!(told.contains("title “"), title, "{told}");
    }
}

#[test]
fn an_embargo_may_name_its_zone_as_texts_do() {
    let mut newsroom = Newsroom::of(&[("a.md", &release("A", "embargo: \"2026-12-01 09:00 WITA\""))]);
    assert_eq!(newsroom.article().published.to_rfc3339(), "2026-12-01T01:00:00+00:00");
}

#[test]
fn a_text_under_two_ids_is_told() {
    let text = release("Puskesmas", "");
    let withdrawn = release("Puskesmas", "withdrawn: 2026-02-01");
    let mut newsroom = Newsroom::of(&[
        ("a.md", &text),
        ("salinan a.md", &text),
        ("other.md", &release("Posyandu", "")),
        ("withdrawn.md", &withdrawn),
    ]);
    assert_eq!(newsroom.load().catalog.articles().count(), 4);
    let problem = newsroom.problem();
    assert_eq!(problem.file.display().to_string(), "content/salinan a.md");
    assert!(problem.reason.contains("content/a.md"), "{problem:?}");
}

#[test]
fn what_is_no_text_has_no_encoding() {
    let mut newsroom = Newsroom::new();
    newsroom.write("a.txt", [b"\xC3\x28\x00\x01\x02\x03\x04\x05".as_slice(), &[0x90; 20]].concat());
    newsroom.load();
    assert!(newsroom.problem().reason.contains("not text"), "{:?}", newsroom.problem());
}
