//! The sitemaps (sitemaps.org 0.9): all pages, and the last two days' releases for news search engines.

use std::collections::BTreeMap;
use std::io;

use chrono::{DateTime, Datelike, TimeDelta, Utc};

use super::xml::{self, XmlWriter};
use super::{Document, rfc3339};
use crate::catalog::{Edition, Release};
use crate::feed::Feed;
use crate::language::Language;
use crate::site::{Address, Site};

const MEDIA_TYPE: &str = "application/xml; charset=utf-8";
const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
const NEWS_NAMESPACE: (&str, &str) = ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9");

/// How many URLs one sitemap may have.
const LIMIT: usize = 50_000;

/// How many releases a news sitemap may have.
const NEWS_LIMIT: usize = 1_000;

/// How far back a news sitemap looks.
pub const NEWS_WINDOW: TimeDelta = TimeDelta::days(2);

/// All pages, each with its last change: front page, feeds, months, and the newest releases up to the protocol's limit.
#[must_use]
pub fn sitemap(site: &Site, edition: &Edition, feeds: &[Feed]) -> Document {
    let updated = edition.releases().iter().map(|release| release.updated).max();
    let withdrawn = edition.tombstones().iter().map(|tombstone| tombstone.at).max();
    let mut pages = vec![(Address::Home, updated), (Address::Feeds, None)];
    pages.extend(feeds.iter().map(|feed| (Address::FeedPage(feed.address.clone()), Some(feed.updated))));
    pages.extend(months(site, edition).into_iter().rev().map(|(month, updated)| (month, Some(updated))));
    let releases = edition.releases().iter();
    pages.extend(releases.map(|release| (Address::Release(release.slug.clone()), Some(release.updated))));
    pages.truncate(LIMIT);
    xml::document(MEDIA_TYPE, updated.max(withdrawn), |writer| {
        writer.create_element("urlset").with_attribute(NAMESPACE).write_inner_content(|writer| {
            pages.iter().try_for_each(|(address, updated)| page(writer, site, address, *updated))
        })?;
        Ok(())
    })
}

/// The months that have releases, by the site's clock, with the last change among each month's releases.
fn months(site: &Site, edition: &Edition) -> BTreeMap<Address, DateTime<Utc>> {
    let mut months = BTreeMap::new();
    for release in edition.releases() {
        let published = release.published.with_timezone(&site.time_zone);
        let month = Address::Month { year: published.year(), month: published.month() };
        let updated = months.entry(month).or_insert(release.updated);
        *updated = release.updated.max(*updated);
    }
    months
}

fn page(
    writer: &mut XmlWriter,
    site: &Site,
    address: &Address,
    updated: Option<DateTime<Utc>>,
) -> io::Result<()> {
    let url = writer.create_element("url");
    url.write_inner_content(|writer| {
        xml::text_element(writer, "loc", site.base_url.at(address).as_str())?;
        match updated {
            Some(updated) => xml::text_element(writer, "lastmod", &rfc3339(updated, site.time_zone)),
            None => Ok(()),
        }
    })?;
    Ok(())
}

/// The releases of the two days before the edition's instant, at most a thousand, newest first.
#[must_use]
pub fn news_sitemap(site: &Site, edition: &Edition) -> Document {
    let is_recent = |release: &&Release| release.published + NEWS_WINDOW > edition.instant();
    let recent: Vec<&Release> = edition.releases().iter().filter(is_recent).take(NEWS_LIMIT).collect();
    let updated = recent.iter().map(|release| release.updated).max();
    xml::document(MEDIA_TYPE, updated, |writer| {
        let urlset = writer.create_element("urlset").with_attributes([NAMESPACE, NEWS_NAMESPACE]);
        urlset.write_inner_content(|writer| {
            recent.iter().try_for_each(|release| news(writer, site, release))
        })?;
        Ok(())
    })
}

fn news(writer: &mut XmlWriter, site: &Site, release: &Release) -> io::Result<()> {
    let address = Address::Release(release.slug.clone());
    writer.create_element("url").write_inner_content(|writer| {
        xml::text_element(writer, "loc", site.base_url.at(&address).as_str())?;
        writer.create_element("news:news").write_inner_content(|writer| {
            writer.create_element("news:publication").write_inner_content(|writer| {
                xml::text_element(writer, "news:name", &site.title)?;
                xml::text_element(writer, "news:language", news_language(&release.facets.language))
            })?;
            let published = rfc3339(release.published, site.time_zone);
            xml::text_element(writer, "news:publication_date", &published)?;
            xml::text_element(writer, "news:title", &release.title)
        })?;
        Ok(())
    })?;
    Ok(())
}

/// The language as the news sitemap has it: its ISO 639 code, and for Chinese which of its two scripts.
fn news_language(language: &Language) -> &str {
    let is_traditional =
        || language.as_str().split('-').any(|subtag| matches!(subtag, "Hant" | "TW" | "HK" | "MO"));
    match language.primary() {
        "zh" if is_traditional() => "zh-tw",
        "zh" => "zh-cn",
        primary => primary,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_told_by_its_script() {
        for (tag, expected) in
            [("zh-Hant-HK", "zh-tw"), ("zh", "zh-cn"), ("zh-TW", "zh-tw"), ("pt-BR", "pt"), ("id", "id")]
        {
            assert_eq!(news_language(&Language::parse(tag).unwrap()), expected, "{tag}");
        }
    }
}
