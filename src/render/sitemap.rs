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

/// A page and its last change.
type Page = (Address, Option<DateTime<Utc>>);

/// All pages, each with its last change; where they are more than one sitemap may have, the index of its parts.
#[must_use]
pub fn sitemap(site: &Site, edition: &Edition, feeds: &[Feed]) -> Document {
    let pages = pages(site, edition, feeds);
    if pages.len() <= LIMIT {
        return list(site, "urlset", "url", &pages);
    }
    let parts = (0..).zip(pages.chunks(LIMIT));
    let parts: Vec<Page> =
        parts.map(|(part, pages)| (Address::SitemapPart(part), last_change(pages))).collect();
    list(site, "sitemapindex", "sitemap", &parts)
}

/// How many parts [`sitemap`] is an index of: none where it has all pages itself.
#[must_use]
pub fn sitemap_parts(site: &Site, edition: &Edition, feeds: &[Feed]) -> usize {
    Some(pages(site, edition, feeds).len())
        .filter(|&count| count > LIMIT)
        .map_or(0, |count| count.div_ceil(LIMIT))
}

/// One part of a sitemap that is too large, counted from 0.
#[must_use]
pub fn sitemap_part(site: &Site, edition: &Edition, feeds: &[Feed], part: usize) -> Document {
    let pages = pages(site, edition, feeds);
    list(site, "urlset", "url", pages.chunks(LIMIT).nth(part).unwrap_or_default())
}

/// All pages, those that never change again first: so a full part of a sitemap stays as it is.
fn pages(site: &Site, edition: &Edition, feeds: &[Feed]) -> Vec<Page> {
    let releases = edition.releases().iter().rev();
    let updated = edition.releases().iter().map(|release| release.updated).max();
    let mut pages: Vec<Page> =
        releases.map(|release| (Address::Release(release.slug.clone()), Some(release.updated))).collect();
    pages.extend(months(site, edition).into_iter().map(|(month, updated)| (month, Some(updated))));
    pages.extend(feeds.iter().map(|feed| (Address::FeedPage(feed.address.clone()), Some(feed.updated))));
    pages.extend([(Address::Feeds, None), (Address::Home, updated)]);
    pages
}

fn last_change(pages: &[Page]) -> Option<DateTime<Utc>> {
    pages.iter().filter_map(|(_, updated)| *updated).max()
}

fn list(site: &Site, name: &'static str, element: &'static str, pages: &[Page]) -> Document {
    xml::document(MEDIA_TYPE, |writer| {
        let list = writer.create_element(name).with_attribute(NAMESPACE);
        list.write_inner_content(|writer| {
            pages.iter().try_for_each(|page| write_page(writer, site, element, page))
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

fn write_page(
    writer: &mut XmlWriter,
    site: &Site,
    element: &str,
    (address, updated): &Page,
) -> io::Result<()> {
    let page = writer.create_element(element);
    page.write_inner_content(|writer| {
        xml::text_element(writer, "loc", site.base_url.at(address).as_str())?;
        match updated {
            Some(updated) => xml::text_element(writer, "lastmod", &rfc3339(*updated, site.time_zone)),
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
    xml::document(MEDIA_TYPE, |writer| {
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
