//! What the press office writes in `dateline.toml` and `feeds/`, and what it is told of it.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::fs;
use std::path::Path;

use dateline::article::ArticleId;
use dateline::config::{self, Configuration, Overrides};
use dateline::feed::{Condition, Content, Facet, FeedDefinition, Order, Quantifier, Subject};
use dateline::file::{ContentHash, File, FileName};
use dateline::problem::{Problem, Severity};
use dateline::site::{BaseUrl, Format, SiteImage, Size, Withdrawn};

mod program;

use program::folder_of as newsroom;

const SITE: &str = r#"
title        = "Kementerian Contoh"
base_url     = "https://pers.contoh.example"
id_authority = "pers.contoh.example,2026"
language     = "id"
time_zone    = "Asia/Jakarta"
listen       = "127.0.0.1:8080"
"#;

fn keep(path: &Path, name: FileName) -> std::io::Result<File> {
    let bytes = fs::read(path)?;
    let media_type =
        if path.extension().is_some_and(|ending| ending == "png") { "image/png" } else { "text/plain" };
    Ok(File {
        name,
        media_type: media_type.into(),
        length: bytes.len() as u64,
        hash: ContentHash::of(&bytes),
        path: path.to_owned(),
    })
}

fn load_site(root: &Path) -> (Option<Configuration>, Vec<Problem>) {
    config::load_site(root, &Overrides::default(), &keep)
}

fn load_feeds(files: &[(&str, &str)], last_good: &[FeedDefinition]) -> (Vec<FeedDefinition>, Vec<Problem>) {
    let folder = newsroom(&[&[("dateline.toml", SITE)], files].concat());
    let site = load_site(folder.path()).0.unwrap().site;
    config::load_feeds(folder.path(), &site, last_good, &keep)
}

/// Each problem as `file:line:column field`.
fn places(problems: &[Problem]) -> Vec<String> {
    let number = |number: Option<usize>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    problems
        .iter()
        .map(|problem| {
            let field = problem.field.as_deref().unwrap_or("-");
            format!("{}:{}:{} {field}", problem.file.display(), number(problem.line), number(problem.column))
        })
        .collect()
}

#[test]
fn a_site_needs_little() {
    let folder = newsroom(&[("dateline.toml", "title = \"T\"\nid_authority = \"a.example,2026\"\n")]);
    let (configuration, problems) = load_site(folder.path());
    let Configuration { site, has_base_url, .. } = configuration.unwrap();
    assert_eq!(site.author.as_str(), "T");
    assert_eq!(site.main.as_str(), "all");
    assert_eq!(site.base_url.as_url().as_str(), "http://127.0.0.1:8080/");
    assert!(!has_base_url);
    assert!(problems.iter().all(|problem| problem.severity == Severity::Warning));
    assert_eq!(places(&problems), ["dateline.toml:-:- language", "dateline.toml:-:- time_zone"]);
}

#[test]
fn a_whole_site_is_read() {
    let text = format!(
        "{SITE}\ndescription = \"d\"\nauthor = \"a\"\nissuer = \"i\"\nrights = \"r\"\nicon = \"assets/i.png\"\n\
         logo = \"https://cdn.example/l.png\"\nmain = \"news\"\nttl = 15\nhubs = [\"https://hub.example/\"]\n\
         withdrawal_notice_days = 7\n"
    );
    let folder = newsroom(&[("dateline.toml", &text), ("assets/i.png", "x")]);
    let (configuration, problems) = load_site(folder.path());
    assert_eq!(problems, []);
    let Configuration { site, listen, notice_time, has_base_url } = configuration.unwrap();
    assert_eq!(listen.to_string(), "127.0.0.1:8080");
    assert_eq!(notice_time.num_days(), 7);
    assert!(has_base_url);
    assert_eq!((site.ttl_minutes, site.hubs.len(), site.language.as_str()), (15, 1, "id"));
    assert_eq!(site.image_url(&site.icon.clone().unwrap()).path(), "/assets/assets/i.png");
    assert!(matches!(site.logo, Some(SiteImage::Elsewhere(_))));
}

#[test]
fn a_logo_that_is_larger_than_rss_allows_is_a_warning() {
    let text = format!("{SITE}\nlogo = \"logo.png\"\n");
    for (width, height, is_too_large) in [(144_u32, 400_u32, false), (145, 1, true), (1, 401, true)] {
        let folder = newsroom(&[("dateline.toml", &text)]);
        let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
        let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &size].concat();
        fs::write(folder.path().join("logo.png"), png).unwrap();
        let (configuration, problems) = load_site(folder.path());
        let size = configuration.unwrap().site.logo().unwrap().size;
        assert_eq!(size, Some(Size { width, height }));
        let expected: &[&str] = if is_too_large { &["dateline.toml:9:8 logo"] } else { &[] };
        assert_eq!(places(&problems), expected);
    }
}

#[test]
fn every_fault_of_a_site_is_told_at_once() {
    let text = "title = 3\nbase_ulr = \"https://a.example\"\nlanguage = \"klingon speech\"\ntime_zone = \"Mars\"\n\
                listen = \"localhost\"\nicon = \"../secret.png\"\nlogo = \"note.txt\"\nttl = 0\nmain = \"A B\"\n";
    let folder = newsroom(&[("dateline.toml", text), ("note.txt", "x")]);
    let (configuration, problems) = load_site(folder.path());
    assert!(configuration.is_none());
    assert_eq!(
        places(&problems),
        [
            "dateline.toml:-:- id_authority",
            "dateline.toml:1:9 title",
            "dateline.toml:2:1 base_ulr",
            "dateline.toml:3:12 language",
            "dateline.toml:4:13 time_zone",
            "dateline.toml:5:10 listen",
            "dateline.toml:6:8 icon",
            "dateline.toml:7:8 logo",
            "dateline.toml:8:7 ttl",
            "dateline.toml:9:8 main",
        ]
    );
    assert_eq!(problems[2].remedy, "did you mean `base_url`?");
}

#[test]
fn a_time_zone_in_other_letters_is_told_by_its_name() {
    let folder = newsroom(&[("dateline.toml", &SITE.replace("Asia/Jakarta", "asia/jakarta"))]);
    let problems = load_site(folder.path()).1;
    assert_eq!(places(&problems), ["dateline.toml:6:16 time_zone"]);
    assert!(problems[0].reason.ends_with("did you mean `Asia/Jakarta`?"), "{}", problems[0].reason);
}

#[test]
fn an_image_may_not_lead_out_of_the_newsroom() {
    let outside = newsroom(&[("secret.png", "x")]);
    let folder = newsroom(&[("dateline.toml", &format!("{SITE}\nicon = \"icon.png\"\n"))]);
    std::os::unix::fs::symlink(outside.path().join("secret.png"), folder.path().join("icon.png")).unwrap();
    assert_eq!(places(&load_site(folder.path()).1), ["dateline.toml:9:8 icon"]);
}

#[test]
fn a_file_that_is_no_text_is_a_problem_like_others() {
    let folder = newsroom(&[]);
    assert_eq!(places(&load_site(folder.path()).1), ["dateline.toml:-:- -"]);
    fs::write(folder.path().join("dateline.toml"), b"title = \"a\"\nrights = \"\xff\"\n").unwrap();
    assert_eq!(places(&load_site(folder.path()).1), ["dateline.toml:2:- -"]);
    fs::write(folder.path().join("dateline.toml"), "#".repeat(2 << 20)).unwrap();
    assert_eq!(load_site(folder.path()).1[0].reason, "the file is larger than 1 MiB");
}

#[test]
fn the_command_line_wins() {
    let folder = newsroom(&[("dateline.toml", SITE)]);
    let base_url = Some(BaseUrl::parse("https://other.example/x").unwrap());
    let overrides = Overrides { base_url, listen: None };
    let (configuration, _) = config::load_site(folder.path(), &overrides, &keep);
    assert_eq!(configuration.unwrap().site.base_url.as_url().as_str(), "https://other.example/x/");
}

#[test]
fn cautions_are_for_those_who_let_others_in() {
    let counts = |base: Option<&str>, listen: &str| {
        let folder = newsroom(&[("dateline.toml", "title = \"T\"\nid_authority = \"a.example,2026\"\n")]);
        let listen = listen.parse().unwrap();
        let overrides =
            Overrides { base_url: base.map(|url| BaseUrl::parse(url).unwrap()), listen: Some(listen) };
        config::load_site(folder.path(), &overrides, &keep)
            .0
            .unwrap()
            .cautions(listen, "2026-01-01T00:00:00Z".parse().unwrap())
            .len()
    };
    assert_eq!(counts(None, "127.0.0.1:80"), 0);
    assert_eq!(counts(None, "0.0.0.0:80"), 1);
    assert_eq!(counts(None, "192.0.2.1:80"), 2);
    assert_eq!(counts(Some("https://a.example"), "0.0.0.0:80"), 0);
    assert_eq!(counts(Some("http://a.example"), "127.0.0.1:80"), 1);
    assert_eq!(counts(Some("http://localhost:8080"), "127.0.0.1:80"), 0);
}

#[test]
fn an_authority_of_a_day_to_come_is_a_caution() {
    let folder = newsroom(&[("dateline.toml", SITE)]);
    let listen = "127.0.0.1:80".parse().unwrap();
    let configuration = load_site(folder.path()).0.unwrap();
    let at = |now: &str| configuration.cautions(listen, now.parse().unwrap());
    // It is New Year in Jakarta.
    assert_eq!(places(&at("2025-12-31T17:00:00Z")), Vec::<String>::new());
    assert_eq!(places(&at("2025-12-31T16:59:59Z")), ["dateline.toml:-:- id_authority"]);
}

#[test]
fn a_definition_needs_a_title_only() {
    let (definitions, problems) = load_feeds(&[("feeds/all.toml", "title = \"All\"")], &[]);
    assert_eq!(problems, []);
    let [all] = &definitions[..] else { panic!("{definitions:?}") };
    assert_eq!((all.formats.as_slice(), all.limit), (&Format::ALL[..], 30));
    assert_eq!((all.content, all.order, all.each), (Content::Full, Order::Published, None));
    assert_eq!(all.selection.conditions, []);
}

#[test]
fn a_selection_takes_words_lists_and_quantifiers() {
    let text = r#"
        title = "News in {value}"
        id = "urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a"
        formats = ["json", "rss"]
        content = "summary"
        order = "updated"
        each = "language"
        aliases = "/old/feed.xml"
        [select]
        tags = { any = ["Kesehatan Anak", "gizi"], none = "olahraga" }
        kind = ["statement", "speech"]
        language = "PT-br"
    "#;
    let (definitions, problems) = load_feeds(&[("feeds/all.toml", text)], &[]);
    assert_eq!(problems, []);
    let all = &definitions[0];
    assert_eq!(all.id, ArticleId::parse("urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a").ok());
    assert_eq!((&all.formats[..], all.each), (&[Format::Rss, Format::Json][..], Some(Facet::Language)));
    assert_eq!((all.content, all.order), (Content::Summary, Order::Updated));
    assert_eq!(all.aliases, ["/old/feed.xml"]);
    let condition = |facet, quantifier, values: &[&str]| Condition {
        facet,
        quantifier,
        values: values.iter().map(ToString::to_string).collect(),
    };
    assert_eq!(
        all.selection.conditions,
        [
            condition(Facet::Tag, Quantifier::Any, &["kesehatan-anak", "gizi"]),
            condition(Facet::Tag, Quantifier::None, &["olahraga"]),
            condition(Facet::Kind, Quantifier::Any, &["statement", "speech"]),
            condition(Facet::Language, Quantifier::Any, &["pt-br"]),
        ]
    );
}

#[test]
fn a_broken_definition_leaves_the_others_and_its_last_good_self() {
    let good = [("feeds/all.toml", "title = \"All\""), ("feeds/gizi.toml", "title = \"Gizi\"")];
    let (last_good, _) = load_feeds(&good, &[]);
    let broken =
        [("feeds/all.toml", "title = \"All news\""), ("feeds/gizi.toml", "title = \"Gi\nlimit = 0\n")];
    let titles = |definitions: Vec<FeedDefinition>| {
        definitions.iter().map(|definition| definition.title.to_string()).collect::<Vec<_>>()
    };
    let (definitions, problems) = load_feeds(&broken, &[]);
    assert!(problems.iter().all(|problem| problem.file == Path::new("feeds/gizi.toml")), "{problems:?}");
    assert_eq!(titles(definitions), ["All news"]);
    assert_eq!(titles(load_feeds(&broken, &last_good).0), ["All news", "Gizi"]);
    assert_eq!(titles(load_feeds(&good[..1], &last_good).0), ["All"], "a file that is gone is no fault");
}

#[test]
fn every_fault_of_a_definition_is_told_at_once() {
    let text = r#"
formats = ["rss", "xml"]
limit = "30"
content = "ful"
order = 1
icon = "icon.png"
aliases = ["old"]
each = "tags"
id = "no iri"
color = "red"
[select]
tags = []
kinds = "x"
place = { any = "…", some = "x" }
"#;
    let files = [("feeds/all.toml", text), ("feeds/Two Words.toml", ""), ("feeds/.hidden.toml", "x")];
    let (definitions, problems) = load_feeds(&files, &[]);
    assert_eq!(definitions, []);
    assert_eq!(
        places(&problems),
        [
            "feeds/Two Words.toml:-:- -",
            "feeds/all.toml:-:- title",
            "feeds/all.toml:2:11 formats",
            "feeds/all.toml:3:9 limit",
            "feeds/all.toml:4:11 content",
            "feeds/all.toml:5:9 order",
            "feeds/all.toml:6:8 icon",
            "feeds/all.toml:7:11 aliases",
            "feeds/all.toml:8:8 each",
            "feeds/all.toml:9:6 id",
            "feeds/all.toml:10:1 color",
            "feeds/all.toml:12:8 select.tags",
            "feeds/all.toml:13:1 select.kinds",
            "feeds/all.toml:14:17 select.place.any",
            "feeds/all.toml:14:22 select.place.some",
            "dateline.toml:-:- main",
        ]
    );
}

#[test]
fn clashing_addresses_are_told() {
    let (_, problems) = load_feeds(
        &[
            ("feeds/all.toml", "title = \"All\"\naliases = [\"/news.xml\", \"/feeds/gizi.rss\"]"),
            ("feeds/gizi.toml", "title = \"Gizi\"\naliases = [\"/news.xml\"]"),
        ],
        &[],
    );
    assert_eq!(places(&problems), ["feeds/all.toml:-:- aliases", "feeds/gizi.toml:-:- aliases"]);
}

#[test]
fn the_kind_correction_means_corrections_unless_releases_are_asked_for() {
    for (entries, subject, conditions) in [
        ("", Subject::Corrections, 1),
        ("entries = \"corrections\"\n", Subject::Corrections, 1),
        ("entries = \"releases\"\n", Subject::Releases, 2),
    ] {
        let text =
            format!("title = \"Errata\"\n{entries}[select]\nkind = \"Correction\"\ntags = \"health\"\n");
        let (feeds, problems) = load_feeds(&[("feeds/all.toml", &text)], &[]);
        assert_eq!(problems, []);
        assert_eq!(
            (feeds[0].subject, feeds[0].selection.conditions.len()),
            (subject, conditions),
            "{entries}"
        );
    }
}

#[test]
fn a_feed_may_end_be_of_corrections_and_drop_what_was_withdrawn() {
    for (written, instant) in [
        ("2027-01-31", "2027-01-30T17:00:00Z"),
        ("2027-01-31T09:00:00", "2027-01-31T02:00:00Z"),
        ("\"2027-01-31 09:00\"", "2027-01-31T02:00:00Z"),
        ("2027-01-31T09:00:00+01:00", "2027-01-31T08:00:00Z"),
    ] {
        let text = format!(
            "title = \"Ralat\"\nentries = \"corrections\"\nended = {written}\nwithdrawal = \"remove\"\n"
        );
        let (feeds, problems) = load_feeds(&[("feeds/all.toml", &text)], &[]);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(feeds[0].ended, Some(instant.parse().unwrap()), "{written}");
        assert_eq!((feeds[0].subject, feeds[0].withdrawn), (Subject::Corrections, Some(Withdrawn::Removed)));
    }
    let wrong = "title = \"All\"\nended = \"soon\"\nentries = \"correction\"\nwithdrawal = true\n";
    let (feeds, problems) = load_feeds(&[("feeds/all.toml", wrong)], &[]);
    assert!(feeds.is_empty());
    assert_eq!(
        places(&problems)[..3],
        ["feeds/all.toml:2:9 ended", "feeds/all.toml:3:11 entries", "feeds/all.toml:4:14 withdrawal"]
    );
}

#[test]
fn a_feed_with_the_id_of_another_is_left_as_it_was() {
    let files = [
        ("feeds/all.toml", "title = \"All\"\n"),
        ("feeds/news.toml", "title = \"News\"\nid = \"tag:pers.contoh.example,2026:feeds/all\"\n"),
    ];
    let (definitions, problems) = load_feeds(&files, &[]);
    assert_eq!(definitions.iter().map(|feed| feed.name.as_str()).collect::<Vec<_>>(), ["all"]);
    assert_eq!((problems.len(), problems[0].severity), (1, Severity::Error), "{problems:?}");
    assert!(problems[0].reason.contains("feeds/all.toml"), "{problems:?}");

    let good = load_feeds(&[("feeds/news.toml", "title = \"Former news\"\n")], &[]).0;
    let (definitions, _) = load_feeds(&files, &good);
    assert_eq!(definitions.last().unwrap().title.as_str(), "Former news");
    let (definitions, _) = load_feeds(&files, &definitions_of_one_id(good));
    assert_eq!(definitions.len(), 1);
}

fn definitions_of_one_id(good: Vec<FeedDefinition>) -> Vec<FeedDefinition> {
    let id = ArticleId::parse("tag:pers.contoh.example,2026:feeds/all").ok();
    good.into_iter().map(|definition| FeedDefinition { id: id.clone(), ..definition }).collect()
}
