//! Gates fail closed.

use super::newsroom::{Newsroom, release};

#[test]
fn a_fault_in_a_gate_hides_a_release_that_was_good() {
    for gate in [
        "draft: yes",
        "draft: \"true\"",
        "draft:",
        "embargo: tomorrow",
        "embargo: 2026-02-30",
        "embargoo: 2027-01-01",
        "embargo_until: 2027-01-01",
        "press_embargo: 2027-01-01",
        "under_embargo: true",
        "sperrfrist: 2027-01-01",
        "go_live: 2027-01-01",
        "public: false",
        "private: true",
        "hidden: true",
        "publishDate: soon",
        "expiryDate: [2026-01-01]",
        "published: no",
        "withdrawn: true",
        "withdrawal: {date: 2026-01-02}",
        "extra: {embago: 2027-01-01}",
    ] {
        let mut newsroom = Newsroom::of(&[("a.md", &release("a", "")), ("b.md", &release("b", ""))]);
        newsroom.load();
        newsroom.write("a.md", release("a", gate));
        newsroom.load();
        assert_eq!(newsroom.titles(), ["b"], "{gate}");
        assert_eq!(newsroom.errors().len(), 1, "{gate}");
        assert!(newsroom.problem().remedy.ends_with("it is held back until then"), "{gate}");
        // Nor does a restart, or another fault, bring the version without the gate back.
        newsroom.restart();
        newsroom.load();
        assert_eq!(newsroom.titles(), ["b"], "{gate}");
        newsroom.write("a.md", "---\ntitle: [\n---\n");
        newsroom.load();
        assert_eq!(newsroom.titles(), ["b"], "{gate}");
        newsroom.write("a.md", release("a", ""));
        newsroom.load();
        assert_eq!(newsroom.titles(), ["a", "b"], "{gate}");
    }
}

#[test]
fn drafts_are_no_releases_and_hide_what_was_good() {
    let mut newsroom = Newsroom::of(&[("a.md", &release("a", "")), ("_drafts/b.md", "# b\n")]);
    assert_eq!(newsroom.article().title.as_str(), "a");
    assert_eq!(newsroom.last.as_ref().unwrap().counts.drafts, 1);
    assert_eq!(newsroom.problems(), []);
    for gate in ["draft: true", "published: false"] {
        newsroom.write("a.md", release("a", gate));
        newsroom.load();
        assert_eq!(newsroom.titles(), Vec::<String>::new(), "{gate}");
    }
}

#[test]
fn a_gate_outside_of_front_matter_hides_a_release() {
    let plain = "Judul siaran\n\nJAKARTA, 2 Maret 2026 - Isi siaran ini panjang dan jelas.\n";
    for (name, text) in [
        ("b.md", format!("<!-- template -->\n{}", release("b", "draft: true"))),
        ("b.md", format!("# b\n\n{}", release("b", "publishDate: 2030-01-01"))),
        ("b.md", release("b", "draft: true").replace("---", "----")),
        ("b.md", release("b", "draft: true").replace('\n', "\r")),
        ("b.txt", format!("Title: b\nDate: 2026-03-02\nDraft: true\n\n{plain}")),
        ("b.txt", format!("Title: b\nDate: 2026-03-02\nStatus: draft\n\n{plain}")),
        ("b.html", format!("<!--\nexpiryDate: 2026-03-03\n-->\n<h1>b</h1><p>{plain}</p>")),
    ] {
        let mut newsroom = Newsroom::of(&[("a.md", &release("a", "")), (name, &text)]);
        newsroom.load();
        assert_eq!(newsroom.titles(), ["a"], "{text}");
        assert!(newsroom.problem().reason.ends_with("stands outside of front matter"), "{text}");
        // Over a good version, too.
        newsroom.write("a.md", &text);
        newsroom.load();
        assert_eq!(newsroom.titles(), Vec::<String>::new(), "{text}");
    }
    // A byte without width ahead of the front matter parts nothing.
    let hidden = format!("\u{200B}{}", release("b", "draft: true"));
    let mut newsroom = Newsroom::of(&[("b.md", &hidden)]);
    newsroom.load();
    assert_eq!(newsroom.titles(), Vec::<String>::new());
}

#[test]
fn a_good_version_that_loses_its_fence_stays_under_its_gates() {
    let gate = "expiryDate: 2030-01-01";
    let mut newsroom = Newsroom::of(&[("a.md", &release("a", gate))]);
    newsroom.load();
    newsroom.write("a.md", release("a", gate).replacen("---", "", 1));
    newsroom.load();
    assert_eq!(newsroom.titles(), ["a"]);
    assert_eq!(newsroom.problem().reason, "it has lost its front matter");
}

#[test]
fn a_folder_of_drafts_is_one_however_it_is_spelt() {
    let mut newsroom = Newsroom::of(&[("_Drafts/a.md", &release("a", ""))]);
    newsroom.load();
    assert_eq!((newsroom.titles(), newsroom.problems()), (vec![], [].as_slice()));
    for folder in ["drafts", "Drafts", "_draft", "2026/_Draft", "_darfts"] {
        let mut newsroom = Newsroom::of(&[(&format!("{folder}/b.md"), &release("b", ""))]);
        newsroom.load();
        assert_eq!(newsroom.titles(), Vec::<String>::new(), "{folder}");
        assert!(newsroom.problem().remedy.contains("`_drafts`"), "{:?}", newsroom.problem());
    }
}

#[test]
fn a_good_version_stays_only_under_the_gates_that_it_had() {
    for (faulty, stays) in [
        (release("a", "lang: no language"), true),
        (release("a: b", ""), true),
        (release("a", "lang: no language\ndraft: true"), false),
        (release("a: b", "draft: true"), false),
        (release("a: b", "embargo: 2027-01-01"), false),
        (release("a", "lang: no language\nwithdrawn: 2026-02-01"), false),
        (release("a: b", "withdrawn: 2026-02-01"), false),
        (release("a: b", "drafft: true"), false),
    ] {
        let mut newsroom = Newsroom::of(&[("a.md", &release("good", ""))]);
        newsroom.load();
        newsroom.write("a.md", &faulty);
        newsroom.load();
        assert_eq!(!newsroom.titles().is_empty(), stays, "{faulty}");
    }
}

#[test]
fn a_text_that_says_embargoed_is_held_back_without_an_embargo() {
    let text = |more: &str, line: &str| release("a", more).replace("Body.", line);
    for (more, line, is_shown) in [
        ("", "EMBARGOED UNTIL 09:00, 3 July 2026", false),
        ("", "Embargoed until tomorrow", false),
        ("lang: en", "Embargoed until 09:00, 3 May 2026", true),
        ("", "Embargo hingga 3 Mei 2026 pukul 09.00", true),
        ("", "Embargo hingga 3 Agustus 2026 pukul 09.00", false),
        ("lang: de", "Sperrfrist: 3. Juli 2026", false),
        ("lang: ko", "보도시점 2026. 7. 3.(금) 12:00 이후", false),
        ("lang: ko", "보도시점: 2026. 7. 3. 12:00", false),
        ("lang: en", "STRICTLY EMBARGOED: 00:01 London time, Friday 3 July 2026", false),
        ("lang: en", "Embargoed until 3 May 2026 (print)\nEmbargoed until 3 July 2026 (broadcast)", false),
        ("lang: en", "The EU arms embargo stays until 3 July 2026, said the minister.", true),
        ("", "**Embargoed**\n\nuntil 3 July 2026", false),
        ("subtitle: Embargoed until 3 July 2026", "Text.", false),
        ("lang: en\nsummary: Embargoed until 3 July 2026", "Embargoed until 3 May 2026", false),
        ("lang: en\nsummary: Embargoed until 3 May 2026", "Text.", true),
        ("embargo: 2026-05-03 09:00", "Embargoed until 09:00, 3 July 2026", true),
        ("", "They spoke of the oil embargo until noon.", true),
    ] {
        let mut newsroom = Newsroom::of(&[("a.md", &text(more, line))]);
        newsroom.load();
        assert_eq!(!newsroom.titles().is_empty(), is_shown, "{line}: {:?}", newsroom.problems());
    }
    // Also over a good version, and even where the front matter can't be read.
    let mut newsroom = Newsroom::of(&[("a.md", &release("a", ""))]);
    newsroom.load();
    newsroom.write("a.md", release("a: b", "").replace("Body.", "Embargoed until Monday"));
    newsroom.load();
    assert_eq!(newsroom.titles(), Vec::<String>::new());
}

#[test]
fn the_end_of_an_embargo_line_is_waited_for() {
    let text = release("a", "").replace("Body.", "x\n\nEmbargoed until 3 June 2026");
    let mut newsroom = Newsroom::of(&[("a.md", &text)]);
    newsroom.load();
    assert_eq!(newsroom.errors(), ["content/a.md:9"]);
    newsroom.load_after(4 * 24 * 3600);
    assert_eq!(newsroom.titles(), ["a"]);
}

#[test]
fn embargoed_and_withdrawn_releases_are_in_the_catalog_and_counted() {
    let mut newsroom = Newsroom::of(&[
        ("a.md", &release("a", "embargo: 2026-07-01 09:00")),
        ("b.md", &release("b", "withdrawn: {date: 2026-02-01, reason: Wrong}")),
        ("c.md", &release("c", "publishDate: 2026-03-01\nexpiryDate: 2026-04-01")),
    ]);
    let counts = newsroom.load().counts;
    assert_eq!((counts.releases, counts.embargoed, counts.withdrawn, counts.held_back), (3, 1, 1, 0));
    let articles: Vec<_> = newsroom.last.as_ref().unwrap().catalog.articles().cloned().collect();
    assert_eq!(articles[0].published.to_rfc3339(), "2026-07-01T02:00:00+00:00");
    assert_eq!(articles[1].withdrawal.as_ref().unwrap().reason.as_deref(), Some("Wrong"));
    assert_eq!(articles[2].published.to_rfc3339(), "2026-02-28T17:00:00+00:00");
    assert_eq!(articles[2].expires.unwrap().to_rfc3339(), "2026-03-31T17:00:00+00:00");
}
