//! From files to releases.

use dateline::article::Source;
use dateline::site::Slug;

use super::newsroom::{Newsroom, release};

#[test]
fn every_key_of_a_press_release() {
    let mut newsroom = Newsroom::of(&[(
        "2026/gizi.md",
        "---
id: urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a
title: Program gizi
subtitle: Untuk semua
date: 2026-01-02 09:00
updated: 2026-01-03T10:00:00Z
lang: en
summary: A summary.
slug: gizi-baru
aliases: [/lama/, /?p=12]
tags: [Kesehatan, kesehatan, Anak]
categories: Gizi
kind: statement
issuer: Humas
place: Jakarta
number: 007
byline: [Ana, Budi]
contact: {name: Ana, phone: \"+62 1\"}
translation_key: gizi
link: https://other.example/gizi
private_note: SECRET
unknown: {whatever: [1]}
corrections:
  - {date: 2026-01-05, note: Second}
  - {date: 2026-01-04, note: First}
---
Text.
",
    )]);
    let article = newsroom.article();
    assert_eq!(newsroom.problems(), []);
    assert_eq!(article.id.as_str(), "urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a");
    assert_eq!(article.published.to_rfc3339(), "2026-01-02T02:00:00+00:00");
    assert_eq!(article.updated.unwrap().to_rfc3339(), "2026-01-03T10:00:00+00:00");
    assert_eq!(article.facets.language.as_str(), "en");
    assert_eq!(article.slug.as_str(), "gizi-baru");
    assert_eq!(article.aliases, ["/lama/", "/?p=12"]);
    let tags: Vec<&str> = article.facets.tags.iter().map(|tag| tag.label().as_str()).collect();
    assert_eq!(tags, ["Kesehatan", "Anak", "Gizi"]);
    assert_eq!(article.number.as_deref(), Some("007"));
    assert_eq!(article.byline.iter().map(|name| name.as_str()).collect::<Vec<_>>(), ["Ana", "Budi"]);
    assert_eq!(article.contact.as_deref(), Some("Ana\n+62 1"));
    assert_eq!(article.canonical.as_ref().unwrap().as_str(), "https://other.example/gizi");
    let notes: Vec<&str> = article.corrections.iter().map(|correction| correction.note.as_str()).collect();
    assert_eq!(notes, ["First", "Second"]);
    assert_eq!(article.body.source().trim(), "Text.");
    assert_eq!(article.source.to_str(), Some("content/2026/gizi.md"));
    assert!(!format!("{article:?}").contains("SECRET"));
}

#[test]
fn an_alias_that_cannot_lead_on_is_told_and_the_release_goes_out() {
    let front = "aliases:\n  - /lama/\n  - https://old.example/2019/gizi\n  - news:2019\n  - old\n  - /#top";
    let mut newsroom = Newsroom::of(&[("a.md", &release("a", front))]);
    assert_eq!(newsroom.article().aliases, ["/lama/", "/2019/gizi"]);
    let told = newsroom.problems();
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(told.iter().all(|problem| problem.line.is_some() && problem.field.as_deref() == Some("aliases")));
    let page = told.iter().find(|problem| problem.reason.contains("https://old.example/2019/gizi")).unwrap();
    assert!(page.remedy.contains("`/2019/gizi`"), "{told:?}");
}

#[test]
fn keys_of_jekyll_hugo_and_zola() {
    let hugo =
        "+++\ntitle = \"H\"\ndate = 2026-01-01\nlastmod = 2026-01-02\n[params]\nplace = \"Jakarta\"\n+++\n";
    let zola = "+++\ntitle = \"Z\"\ndate = 2026-01-01\n[taxonomies]\ntags = [\"a\"]\n[extra]\nkind = \"speech\"\n+++\n";
    let jekyll =
        "---\nlast_modified_at: 2026-01-02\nauthor: {name: Ana}\nredirect_from: /x\n---\n# J #\n\nText";
    let json = "{\"title\": \"S\", \"date\": \"2026-01-01\", \"authors\": [{\"name\": \"Ana\"}]}\nText";
    let mut newsroom = Newsroom::of(&[
        ("a/hugo/index.md", hugo),
        ("b.html", zola),
        ("_posts/2026-01-01-c.md", jekyll),
        ("d.txt", json),
    ]);
    newsroom.load();
    assert_eq!(newsroom.problems(), []);
    let mut titles = newsroom.titles();
    titles.sort();
    assert_eq!(titles, ["H", "J", "S", "Z"]);
    let loaded = newsroom.last.as_ref().unwrap();
    let find =
        |title: &str| loaded.catalog.articles().find(|article| article.title.as_str() == title).unwrap();
    assert_eq!(find("H").slug, Slug::parse("hugo").unwrap());
    assert_eq!(find("H").facets.place.as_ref().unwrap().label().as_str(), "Jakarta");
    assert_eq!(find("Z").facets.kind.as_ref().unwrap().label().as_str(), "speech");
    assert_eq!(find("J").id.as_str(), "tag:pers.example,2026:_posts/2026-01-01-c");
    assert_eq!(find("J").published.to_rfc3339(), "2025-12-31T17:00:00+00:00");
    assert_eq!(find("J").aliases, ["/x"]);
    assert_eq!(find("S").byline[0].as_str(), "Ana");
}

#[test]
fn jekyll_parts_topics_by_spaces_where_others_do_not() {
    let topics = "categories: clean water, air\ntag: Public Health\ntags: [New Town]";
    for (path, expected) in [
        ("_posts/2026-01-01-a.md", ["New Town", "Public Health", "clean", "water", "air"].as_slice()),
        ("posts/a.md", ["New Town", "Public Health", "clean water", "air"].as_slice()),
    ] {
        let mut newsroom = Newsroom::of(&[(path, &release("a", topics))]);
        let article = newsroom.article();
        let tags: Vec<&str> = article.facets.tags.iter().map(|tag| tag.label().as_str()).collect();
        assert_eq!(tags, expected, "{path}");
    }
}

#[test]
fn translations_find_each_other_by_their_files() {
    let mut newsroom = Newsroom::of(&[
        ("a/gizi.md", &release("Asal", "")),
        ("a/gizi.en.md", &release("English", "")),
        ("a/lain.md", &release("Lain", "")),
    ]);
    newsroom.load();
    let loaded = newsroom.last.as_ref().unwrap();
    let mut keys: Vec<_> = loaded
        .catalog
        .articles()
        .map(|article| {
            (article.title.as_str(), article.facets.language.as_str(), article.translation_key.as_deref())
        })
        .collect();
    keys.sort_unstable();
    assert_eq!(
        keys,
        [("Asal", "id", Some("a/gizi")), ("English", "en", Some("a/gizi")), ("Lain", "id", None)]
    );
    let slugs: Vec<&str> = loaded.catalog.articles().map(|article| article.slug.as_str()).collect();
    assert!(slugs.contains(&"gizi-en") && slugs.contains(&"gizi"), "{slugs:?}");
}

#[test]
fn a_title_or_a_date_that_is_missing_holds_back() {
    let mut newsroom = Newsroom::of(&[
        ("a.md", "# Title\n\nText"),
        ("b.md", "---\ntitle: b\n---\n"),
        ("c.txt", "Text\n"),
        ("d.md", "---\ndate: 2026-01-01\n---\nText"),
        ("2026-01-01-e.md", "# Title\n\nText"),
        ("f.md", "+++\ntitle = 'f'\n+++\n"),
        ("2018-02-30-g.md", "\n---\ntitle: g\n---\nText"),
    ]);
    newsroom.load();
    assert_eq!(newsroom.titles(), ["Title"]);
    assert_eq!(
        newsroom.errors(),
        [
            "content/2018-02-30-g.md:3 date",
            "content/a.md:1 date",
            "content/b.md:2 date",
            "content/c.txt:1 date",
            "content/c.txt:1 title",
            "content/d.md:2 title",
            "content/f.md:2 date"
        ]
    );
    let reasons: Vec<&str> = newsroom.problems().iter().map(|problem| problem.reason.as_str()).collect();
    assert_eq!(reasons[0], "it has no date: the `2018-02-30` of its name is not in any calendar");
    let remedies: Vec<&str> = newsroom.problems().iter().map(|problem| problem.remedy.as_str()).collect();
    assert!(remedies[2].contains("`date: 2026-11-27 09:00`"), "{remedies:?}");
    assert!(remedies[6].contains("`date = \"2026-11-27 09:00\"`"), "{remedies:?}");
}

#[test]
fn fields_that_mislead_are_errors_and_the_rest_is_left_out() {
    for (field, is_error) in [
        ("id: no iri", true),
        ("lang: english please", true),
        ("corrections: [{note: no date}]", true),
        ("updated: yesterday", false),
        ("contact: true", false),
        ("kind: [a]", false),
        ("slug: \"!!!\"", false),
        ("link: /x", false),
        ("tags: [{a: b}]", false),
    ] {
        let mut newsroom = Newsroom::of(&[("a.md", &release("a", field))]);
        newsroom.load();
        assert_eq!(newsroom.titles().is_empty(), is_error, "{field}");
        let problem = newsroom.problem();
        let key = field.split(':').next();
        assert_eq!((problem.line, problem.field.as_deref()), (Some(4), key), "{field}");
    }
}

#[test]
fn a_slug_that_another_file_asks_for_is_only_a_warning() {
    let mut newsroom = Newsroom::of(&[
        ("a.md", &release("a", "slug: same")),
        ("b.md", &release("b", "slug: same")),
        ("2025/c.md", &release("c", "")),
        ("2026/c.md", &release("d", "")),
    ]);
    newsroom.load();
    assert_eq!(newsroom.titles().len(), 4);
    assert_eq!(newsroom.problem().file.to_str(), Some("content/b.md"));
    assert_eq!(newsroom.problem().line, Some(4));
    assert_eq!(newsroom.errors(), Vec::<String>::new());
}

#[test]
fn an_id_that_another_file_has_is_told_with_its_line() {
    let mut newsroom = Newsroom::of(&[
        ("a.md", &release("a", "")),
        ("b.md", &release("b", "kind: speech\nid: tag:pers.example,2026:c")),
        ("c.md", &release("c", "")),
        ("d.md", &release("d", "id: tag:pers.example,2026:a")),
    ]);
    newsroom.load();
    assert_eq!(newsroom.errors(), ["content/c.md:2 id", "content/d.md:4 id"]);
    assert_eq!(newsroom.problems()[1].reason, "its id is that of content/a.md too");
}

#[test]
fn characters_that_no_feed_can_carry_are_removed_and_counted() {
    let mut newsroom =
        Newsroom::of(&[("a.txt", &release("\"a\\u0001b\"", "").replace("Body", "Bo\u{1}\u{B}dy"))]);
    assert_eq!(newsroom.article().title.as_str(), "ab");
    assert!(newsroom.problem().reason.starts_with("2 characters"));
}

#[test]
fn an_image_elsewhere_is_linked() {
    let image = "image: {src: https://cdn.example/a.jpg, alt: A hall, credit: Humas}";
    let mut newsroom = Newsroom::of(&[("a.md", &release("a", image))]);
    let article = newsroom.article();
    let image = article.image.as_ref().unwrap();
    assert!(matches!(&image.source, Source::Elsewhere(url) if url.as_str() == "https://cdn.example/a.jpg"));
    assert_eq!((image.alt.as_deref(), image.credit.as_deref()), (Some("A hall"), Some("Humas")));
    assert_eq!(newsroom.problems(), []);
}

#[test]
fn what_is_unchanged_stays_the_same_article() {
    let mut newsroom = Newsroom::of(&[("a.md", &release("a", "")), ("b.md", &release("b", ""))]);
    newsroom.load();
    let before: Vec<_> = newsroom.last.as_ref().unwrap().catalog.articles().cloned().collect();
    newsroom.write("b.md", release("b2", ""));
    newsroom.load();
    let after: Vec<_> = newsroom.last.as_ref().unwrap().catalog.articles().cloned().collect();
    assert!(std::sync::Arc::ptr_eq(&before[0], &after[0]));
    assert_eq!(after[1].title.as_str(), "b2");
}

#[test]
fn topics_that_share_an_address_and_not_their_words_are_told() {
    let mut newsroom =
        Newsroom::of(&[("a.md", &release("a", "tags: [\"C#\", C, \"C++\", c, Air Kota, air-kota]"))]);
    let tags: Vec<String> =
        newsroom.article().facets.tags.iter().map(|tag| tag.label().to_string()).collect();
    assert_eq!(tags, ["C#", "Air Kota"]);
    let told: Vec<_> =
        newsroom.problems().iter().map(|problem| (problem.line, problem.field.as_deref())).collect();
    assert_eq!(told, [(Some(4), Some("tags")); 3], "{:?}", newsroom.problems());
}

#[test]
fn code_of_templates_is_told_with_its_line() {
    let text = release("a", "").replace("Body.", "Text.\n\n`{{ quoted }}`\n\n{{< figure\n  src=\"a\" >}}");
    let mut newsroom = Newsroom::of(&[("a.md", &text)]);
    newsroom.load();
    let problem = newsroom.problem();
    assert_eq!(problem.line, Some(11));
    assert!(problem.reason.contains("`{{< figure`"), "{problem:?}");
}
