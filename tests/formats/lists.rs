//! OPML, the sitemaps and robots.txt.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use dateline::article::{Article, Body, Markup, Withdrawal};
use dateline::catalog::{Catalog, Edition};
use dateline::render::{self, Document};
use dateline::site::{Format, Slug};
use dateline::text::Text;

use crate::fixture::{bare_feed, id, instant, language, rich_feed, site, url};

const NOW: &str = "2026-03-02T05:00:00Z";

fn article(name: &str, published: DateTime<Utc>) -> Article {
    Article::new(
        id(name),
        Slug::parse(name).unwrap(),
        Text::line("Gizi & <anak>"),
        language("id"),
        published,
        Body::new("", Markup::Plain),
    )
}

fn edition(articles: impl IntoIterator<Item = Article>) -> Edition {
    Catalog::new(articles.into_iter().map(Arc::new), TimeDelta::days(30)).at(instant(NOW))
}

fn text(document: &Document) -> &str {
    std::str::from_utf8(&document.body).unwrap()
}

fn locations(document: &Document) -> Vec<String> {
    let parsed = roxmltree::Document::parse(text(document)).unwrap();
    let locations = parsed.descendants().filter(|node| node.has_tag_name("loc"));
    locations.map(|node| node.text().unwrap().to_owned()).collect()
}

/// Three public releases, one of them at the end of February by the site's clock, one under embargo, one withdrawn.
fn small_edition() -> Edition {
    let mut corrected = article("lama", instant("2026-02-27T18:00:00Z"));
    corrected.updated = Some(instant("2026-03-01T00:00:00Z"));
    let mut withdrawn = article("salah", instant("2026-02-01T00:00:00Z"));
    withdrawn.withdrawal = Some(Withdrawal::new(instant("2026-03-02T04:00:00Z"), None));
    edition([
        article("gizi", instant("2026-03-02T03:00:00Z")),
        article("batas", instant("2026-02-28T16:59:59Z")),
        corrected,
        article("embargo", instant("2026-03-02T05:00:01Z")),
        withdrawn,
    ])
}

#[test]
fn opml_lists_each_feed_once_in_its_best_format() {
    let mut json_only = bare_feed();
    json_only.links.formats = vec![(Format::Json, url("feeds/semua.json"))];
    let document = render::opml(&site(), &[rich_feed(), json_only]);
    insta::assert_snapshot!(text(&document));
}

#[test]
fn the_sitemap_has_every_page_with_its_last_change() {
    let document = render::sitemap(&site(), &small_edition(), &[rich_feed()]);
    insta::assert_snapshot!(text(&document));
}

#[test]
fn the_news_sitemap_has_two_days() {
    insta::assert_snapshot!(text(&render::news_sitemap(&site(), &small_edition())));
}

#[test]
fn a_news_sitemap_has_at_most_a_thousand_releases() {
    let newest = instant(NOW);
    let articles = (0..1_001).map(|n| article(&format!("r{n}"), newest - TimeDelta::seconds(n)));
    let news = locations(&render::news_sitemap(&site(), &edition(articles)));
    assert_eq!(news.len(), 1_000);
    assert_eq!(news[0], "https://pers.contoh.example/releases/r0/");
}

#[test]
fn a_large_sitemap_is_an_index_whose_full_parts_stay_as_they_are() {
    let newest = instant(NOW);
    let articles =
        |count| (0..count).map(move |n| article(&format!("r{n}"), newest - TimeDelta::minutes(60_000 - n)));
    let (before, after) = (edition(articles(50_000)), edition(articles(50_001)));
    let site = site();
    let index = render::sitemap(&site, &before, &[]);
    assert_eq!(
        locations(&index),
        ["https://pers.contoh.example/sitemap-0.xml", "https://pers.contoh.example/sitemap-1.xml"]
    );
    assert_eq!(render::sitemap_parts(&site, &before, &[]), 2);
    assert_eq!(render::sitemap_part(&site, &before, &[], 0), render::sitemap_part(&site, &after, &[], 0));
    let all: BTreeSet<String> =
        (0..2).flat_map(|part| locations(&render::sitemap_part(&site, &before, &[], part))).collect();
    assert_eq!(all.iter().filter(|url| url.contains("/releases/")).count(), 50_000);
    assert_eq!(render::sitemap_parts(&site, &edition(articles(10)), &[]), 0);
}

#[test]
fn an_empty_newsroom_has_valid_lists() {
    let (site, edition) = (site(), edition([]));
    assert_eq!(
        locations(&render::sitemap(&site, &edition, &[])),
        ["https://pers.contoh.example/feeds/", "https://pers.contoh.example/"]
    );
    assert!(locations(&render::news_sitemap(&site, &edition)).is_empty());
    assert!(roxmltree::Document::parse(text(&render::opml(&site, &[]))).is_ok());
}

#[test]
fn robots_are_shown_the_sitemaps() {
    insta::assert_snapshot!(text(&render::robots(&site())));
}
