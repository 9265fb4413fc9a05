//! Pages by example: a newsroom in, HTML out.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use url::Url;

use super::*;
use crate::article::{
    Article, ArticleId, Attachment, Body, Correction, Facets, Image, Markup, Source, Term, Withdrawal,
};
use crate::catalog::Catalog;
use crate::feed::{Content, Entry, Facet, FeedLinks, WithdrawnEntry};
use crate::file::{ContentHash, File, FileName};
use crate::language::Language;
use crate::site::{Address, BaseUrl, FeedAddress, FeedName, IdAuthority, Slug, Withdrawn};
use crate::text::Text;

fn site() -> Site {
    let site = Site::new(
        Text::line("Kementerian <Contoh>"),
        BaseUrl::parse("https://contoh.example/pers").unwrap(),
        IdAuthority::parse("contoh.example,2026").unwrap(),
        Language::parse("id").unwrap(),
        FeedName::parse("all").unwrap(),
    );
    Site {
        description: Some(Text::line("Ruang pers")),
        time_zone: Tz::Asia__Jakarta,
        author: Text::line("Biro Komunikasi"),
        rights: Some(Text::line("Bebas dikutip")),
        contacts_in_feeds: true,
        ..site
    }
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn article(slug: &str, language: &str, body: &str) -> Article {
    Article {
        id: ArticleId::parse(&format!("tag:contoh.example,2026:{slug}")).unwrap(),
        slug: Slug::parse(slug).unwrap(),
        aliases: Vec::new(),
        title: Text::line("Gizi & \"anak\" </script>"),
        subtitle: Some(Text::line("Kabar baik")),
        facets: Facets {
            language: Language::parse(language).unwrap(),
            tags: vec![Term::parse("Gizi").unwrap(), Term::parse("Air").unwrap()],
            kind: Term::parse("Siaran pers"),
            issuer: None,
            place: Term::parse("Jakarta"),
        },
        published: instant("2026-03-05T03:30:00Z"),
        expires: None,
        updated: None,
        corrections: Vec::new(),
        withdrawal: None,
        summary: Some(Text::line("Ringkasan.")),
        body: Body::new(body, Markup::Markdown),
        byline: vec![Text::line("Sari Contoh")],
        contact: Some(Text::block("Humas\npers@contoh.example")),
        number: Some(Text::line("SP. 1/2026")),
        image: None,
        attachments: Vec::new(),
        files: Vec::new(),
        links: Default::default(),
        in_reply_to: None,
        translation_key: Some(Text::line("gizi")),
        canonical: None,
        source: "content/gizi.md".into(),
    }
}

fn feed(name: &str, value: Option<&str>, facet: Option<Facet>, language: &str) -> Feed {
    let address = FeedAddress {
        name: FeedName::parse(name).unwrap(),
        value: value.map(|value| Slug::parse(value).unwrap()),
    };
    let base = site().base_url;
    let format = |format| (format, base.at(&Address::Feed(address.clone(), format)));
    Feed {
        id: ArticleId::parse(&format!("tag:contoh.example,2026:feeds/{address}")).unwrap(),
        facet,
        title: Text::line(&format!("Umpan {address}")),
        description: None,
        language: Language::parse(language).unwrap(),
        updated: instant("2026-03-05T03:30:00Z"),
        links: FeedLinks {
            home: base.at(&Address::Home),
            page: base.at(&Address::FeedPage(address.clone())),
            formats: vec![format(Format::Rss), format(Format::Atom), format(Format::Json)],
            archived: None,
            previous: Vec::new(),
            next: Vec::new(),
            hubs: Vec::new(),
            style: base.at(&Address::FeedStyle),
        },
        author: Text::line("Biro Komunikasi"),
        rights: None,
        icon: None,
        logo: None,
        ttl_minutes: 5,
        time_zone: Tz::Asia__Jakarta,
        content: Content::Full,
        withdrawn: Withdrawn::Notice,
        entries: Vec::new(),
        address,
        is_named: true,
    }
}

fn notice() -> WithdrawnEntry {
    WithdrawnEntry {
        id: ArticleId::parse("tag:contoh.example,2026:salah").unwrap(),
        url: Url::parse("https://contoh.example/pers/releases/salah/").unwrap(),
        published: instant("2026-03-05T03:30:00Z"),
        at: instant("2026-03-06T03:30:00Z"),
        title: Text::line("Ditarik"),
        notice: Text::line("Siaran ini ditarik."),
        language: Language::parse("id").unwrap(),
    }
}

fn feeds() -> Vec<Feed> {
    vec![
        feed("all", None, None, "id"),
        feed("topics", Some("gizi"), Some(Facet::Tag), "id"),
        feed("languages", Some("ar"), Some(Facet::Language), "ar"),
    ]
}

fn edition(articles: Vec<Article>) -> Edition {
    Catalog::new(articles.into_iter().map(Arc::new), TimeDelta::days(30)).at(instant("2026-11-24T00:00:00Z"))
}

fn text(document: &Document) -> &str {
    std::str::from_utf8(&document.body).unwrap()
}

/// The page of the first release of an edition.
fn page_of(articles: Vec<Article>) -> String {
    let (site, edition, feeds) = (site(), edition(articles), feeds());
    let newsroom = Newsroom { site: &site, edition: &edition, feeds: &feeds };
    text(&release(&newsroom, &edition.releases()[0])).to_owned()
}

#[test]
fn what_is_written_is_escaped() {
    let html = page_of(vec![article("gizi", "id", "Teks.")]);
    assert!(html.contains("<h1>Gizi &amp; &quot;anak&quot; &lt;/script&gt;</h1>"), "{html}");
    assert!(html.contains("Kementerian &lt;Contoh&gt;"));
    assert_eq!(html.matches("</script>").count(), 1, "the data block ends where it should");
    assert!(!html.contains("style=") && !html.contains("<style") && !html.contains("onclick"));
}

#[test]
fn a_release_shows_all_that_is_known_of_it() {
    let file = |name: &str, length| File {
        name: FileName::parse(name).unwrap(),
        media_type: "application/pdf".into(),
        length,
        hash: ContentHash::of(b""),
        path: "x".into(),
    };
    let mut release = article("gizi", "id", "Teks **penting**.");
    release.corrections = vec![
        Correction { at: instant("2026-03-06T01:00:00Z"), note: Text::line("Angka dibetulkan.") },
        Correction { at: instant("2030-01-01T00:00:00Z"), note: Text::line("Belum saatnya.") },
    ];
    release.attachments =
        vec![Attachment { source: Source::Own(file("data tabel.pdf", 23_456)), title: None }];
    release.image = Some(Image {
        source: Source::Own(file("peta.svg", 9)),
        alt: Some(Text::line("Peta")),
        caption: Some(Text::line("Peta wilayah")),
        credit: Some(Text::line("Dok. Kemenkes")),
    });
    release.canonical = Some(Url::parse("https://asal.example/1").unwrap());
    let html = page_of(vec![release]);
    for part in [
        r#"<html lang="id" dir="ltr">"#,
        r#"<time datetime="2026-03-05T10:30:00+07:00" dir="auto">5 Maret 2026 pukul 10.30 WIB</time>"#,
        r#"<time datetime="2026-03-06T08:00:00+07:00" dir="auto">6 Maret 2026 pukul 08.00 WIB</time><br>Angka dibetulkan."#,
        r#"<img src="/pers/releases/gizi/peta.svg" alt="Peta">"#,
        r#"<meta property="og:image" content="https://contoh.example/pers/releases/gizi/peta.svg">"#,
        r#"<a href="/pers/releases/gizi/data%20tabel.pdf">data tabel.pdf</a> <small>(<bdi>PDF, 24 kB</bdi>)</small>"#,
        r#"<a href="/pers/feeds/topics/gizi">Gizi</a>, Air"#,
        r#"<link rel="canonical" href="https://asal.example/1">"#,
        "SP. 1/2026",
        "Sari Contoh",
        "Humas\npers@contoh.example",
        r#""@type":"NewsArticle""#,
    ] {
        assert!(html.contains(part), "{part} is missing in\n{html}");
    }
    assert!(!html.contains("Belum saatnya"));
}

#[test]
fn a_lead_image_that_the_text_shows_is_not_shown_twice() {
    let source = Source::Elsewhere(Url::parse("https://cdn.example/peta.svg").unwrap());
    let caption = Text::non_empty_line("Peta wilayah");
    let image = Some(Image { source, alt: None, caption, credit: None });
    let shown = |body: &str| {
        let html = page_of(vec![Article { image: image.clone(), ..article("gizi", "id", body) }]);
        ["<img src=\"https://cdn.example/peta.svg\"", "Peta wilayah"].map(|part| html.matches(part).count())
    };
    assert_eq!(shown("Teks."), [1, 1]);
    assert_eq!(shown("Teks.\n\n![](https://cdn.example/peta.svg)"), [1, 1]);
}

#[test]
fn the_feeds_of_the_page_come_first_then_its_language_then_the_main_one() {
    let html = page_of(vec![article("gizi", "ar", "نص.")]);
    let order: Vec<usize> = ["topics/gizi.rss", "languages/ar.rss", "all.rss"]
        .map(|feed| html.find(&format!(r#"href="https://contoh.example/pers/feeds/{feed}""#)).unwrap())
        .into();
    assert!(order.is_sorted(), "{html}");
    assert!(html.contains(r#"<html lang="ar" dir="rtl">"#));
    assert!(html.contains(r#"<a href="/pers/" lang="id" dir="ltr">Kementerian"#));
}

#[test]
fn translations_name_each_other() {
    let html = page_of(vec![article("gizi", "id", "Teks."), article("nutrition", "ko", "글.")]);
    let name = |name: &str, language: &str| {
        format!("hreflang=\"{language}\" href=\"https://contoh.example/pers/releases/{name}/\">")
    };
    assert!(html.contains(&name("gizi", "id")) && html.contains(&name("nutrition", "ko")), "{html}");
    assert!(html.contains(r#"hreflang="ko" lang="ko" dir="ltr">한국어: "#) || html.contains("Indonesia: "));
    assert!(!page_of(vec![article("gizi", "id", "Teks.")]).contains("hreflang"));
}

#[test]
fn words_of_another_language_say_so() {
    let html = page_of(vec![article("gizi", "ur", "متن")]);
    assert!(html.contains(r##"<a class="skip" href="#content" lang="en" dir="ltr">"##), "{html}");
}

#[test]
fn a_withdrawn_release_leaves_a_notice_alone() {
    let site = site();
    let mut gone = article("gizi", "id", "Rahasia.");
    gone.withdrawal =
        Some(Withdrawal::new(instant("2026-04-01T00:00:00Z"), Some(Text::line("Data keliru."))));
    let edition = edition(vec![gone]);
    let newsroom = Newsroom { site: &site, edition: &edition, feeds: &[] };
    let document = withdrawn(&newsroom, &edition.tombstones()[0]);
    let html = text(&document);
    assert!(html.contains("Data keliru.") && html.contains("1 April 2026 pukul 07.00 WIB"));
    assert!(!html.contains("Gizi") && !html.contains("Rahasia"));
    assert!(!text(&home(&newsroom)).contains("gizi"));
}

#[test]
fn lists_show_the_edition() {
    let (site, feeds) = (site(), feeds());
    let mut later = article("kabar", "ar", "نص.");
    later.published = instant("2026-04-30T17:00:00Z");
    let edition = edition(vec![article("gizi", "id", "Teks."), later]);
    let newsroom = Newsroom { site: &site, edition: &edition, feeds: &feeds };
    assert_eq!(months(&newsroom), [(2026, 5), (2026, 3)], "months are those of the site's zone");
    let document = home(&newsroom);
    let html = text(&document);
    assert!(html.find("/pers/releases/kabar/").unwrap() < html.find("/pers/releases/gizi/").unwrap());
    for part in [
        r#"<a href="/pers/feeds/languages/ar" lang="ar" dir="rtl">العربية</a>"#,
        r#"<bdi class="language" lang="ar" dir="rtl">العربية</bdi>"#,
        r#"<a href="/pers/archive/2026-05/">Mei 2026</a>"#,
    ] {
        assert!(html.contains(part), "{part} is missing in\n{html}");
    }
    let document = month(&newsroom, 2026, 3);
    let html = text(&document);
    assert!(html.contains("/pers/releases/gizi/") && !html.contains("/pers/releases/kabar/"));
    assert!(html.contains(r#"<a rel="next" href="/pers/archive/2026-05/">"#));
    assert!(text(&super::feeds(&newsroom)).contains("/pers/feeds.opml"));
}

#[test]
fn a_feed_tells_what_it_is_and_how_to_follow_it() {
    let (site, edition, feeds) = (site(), edition(Vec::new()), feeds());
    let newsroom = Newsroom { site: &site, edition: &edition, feeds: &feeds };
    let view = feed_page(&newsroom, &feeds[0], Some(Format::Atom), &[(Format::Rss, 12_345)]);
    let html = text(&view);
    for part in [
        r#"value="https://contoh.example/pers/feeds/all.atom""#,
        r#"href="feed:https://contoh.example/pers/feeds/all.atom""#,
        "feed%2Fhttps%3A%2F%2Fcontoh%2Eexample%2Fpers%2Ffeeds%2Fall%2Eatom",
        r#"<a href="/pers/feeds/all.rss">RSS</a> <small><a href="/pers/feeds/all.rss?raw">"#,
        "<bdi>13 kB</bdi>",
        r#"<meta name="robots" content="noindex">"#,
        r#"<button type="button" hidden data-copy="address""#,
        r#"<script src="/pers/copy.js" defer></script>"#,
    ] {
        assert!(html.contains(part), "{part} is missing in\n{html}");
    }
    let mut removing = feeds[0].clone();
    removing.entries = vec![Arc::new(Entry::Withdrawn(notice()))];
    let entries =
        |feed: &Feed| text(&feed_page(&newsroom, feed, None, &[])).matches("Siaran ini ditarik.").count();
    assert_eq!(entries(&removing), 1);
    removing.withdrawn = Withdrawn::Removed;
    assert_eq!(entries(&removing), 0);
    let own = feed_page(&newsroom, &feeds[0], None, &[]);
    assert!(text(&own).contains("all.rss\"") && !text(&own).contains("noindex"));
}

#[test]
fn the_source_of_a_feed_says_what_it_is_in_the_language_of_the_site() {
    assert!(text(&feed_style(&site())).contains("  content: \"Ini umpan"));
    for language in ["ko", "ar", "en", "de", "fr", "es", "ur"] {
        let style = feed_style(&Site { language: Language::parse(language).unwrap(), ..site() });
        let banner = text(&style).lines().find_map(|line| line.trim().strip_prefix("content: \"")).unwrap();
        let words = banner.strip_suffix("\";").unwrap();
        assert!(words.contains("?raw") && !words.contains(['"', '\\']), "{words}");
    }
}

#[test]
fn pages_that_only_say_something() {
    let (site, edition) = (site(), edition(Vec::new()));
    let newsroom = Newsroom { site: &site, edition: &edition, feeds: &[] };
    assert!(text(&not_found(&newsroom)).contains("Halaman tidak ditemukan"));
    assert!(text(&gone_feed(&newsroom)).contains("Umpan ini telah berakhir"));
    assert!(text(&home(&newsroom)).contains("Belum ada siaran pers."));
}

#[test]
fn the_style_is_small() {
    assert!(style().body.len() < 10_000);
}
