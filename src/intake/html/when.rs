//! When a page was published: metadata and what readers see, held against each other.
//!
//! Either may be wrong: metadata tell when a site was moved, and words tell of other days. Where they can't be
//! reconciled there is no date.

use std::sync::LazyLock;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;
use dom_query::NodeRef;
use regex::Regex;

use super::block::{Block, folded};
use super::page::Page;
use super::structured::Structured;
use crate::intake::date::{DateReader, Form, Mention};
use crate::intake::field::{Found, PublicationDate};
use crate::intake::pattern::pattern;

/// Names of metadata with the date of publication, the surest first.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "article:published",
    "dcterms.issued", "dc.date.issued", "dcterms.available", "dc.date.available", "citation_publication_date",
    "publish-date", "publish_date", "publication_date", "publishdate", "pubdate", "date_published", "release_date",
    "dcterms.created", "dc.date.created", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "weibo:article:create_at", "dcterms.date", "dc.date", "date",
];

/// A line that tells of a change, not of publication.
static CHANGED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:(?:last|page|zuletzt|terakhir|dernière|última|ultimo|laatst|ostatnia|son|最后|最後の?|최종)\s*)*(?:updated?|modified|reviewed|changed|diperbarui|dimutakhirkan|diubah|dikemas kini|aktualisiert|geändert|mis à jour|mise à jour|modifié|actualizado|actualización|modificado|atualizado|atualização|aggiornat[oa]|aggiornamento|bijgewerkt|gewijzigd|aktualizacja|zmodyfikowano|обновлен[оа]?|изменен[оа]?|güncelle\w*|cập nhật|수정일?|업데이트|更新日?時?間?|آخر تحديث|تحديث|تم التحديث)",
    )
});
/// One that tells of publication as well.
static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)publi|posted|released|issued|terbit|diposting|dipublikasi|veröffentlicht|erschienen|geplaatst|gepubliceerd|opublikowan|опубликован|yayın|đăng|게시|등록|작성|公開|掲載|发布|發布|نشر",
    )
});
static ISO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?P<date>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{8})(?:[T\s]+(?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$",
    )
});
static IN_ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>[01]\d)[/-](?P<d>[0-3]\d)(?:[/_-]|$)"));

/// Dates so many days apart may both be of publication: a dateline is often of the day before.
const NEAR: i64 = 1;
/// So far apart they may still tell of one release.
const CLOSE: i64 = 3;

/// Where a date is looked for.
pub(super) struct Places<'a, 'b> {
    pub(super) page: &'a Page,
    pub(super) structured: &'a Structured,
    /// The blocks from just above the title to the first of the text.
    pub(super) head: &'a [Block<'b>],
    /// What the words of head and text say.
    pub(super) words: Option<Found<PublicationDate>>,
    pub(super) reader: &'a DateReader,
    pub(super) zone: Tz,
}

impl Places<'_, '_> {
    /// The date of publication, where all that is known allows just one.
    pub(super) fn date(self) -> Option<Found<PublicationDate>> {
        let zone = self.zone;
        let named = self.named();
        let shown = self.shown();
        let Some(first) = named.first() else {
            return shown.or_else(|| self.of_address()).or(self.words);
        };
        let day = |found: &Found<PublicationDate>| local_day(found.value, zone);
        let apart = |a: &Found<PublicationDate>, b: &Found<PublicationDate>| (day(a) - day(b)).num_days();
        let agree = named.iter().all(|other| apart(other, first).abs() <= NEAR);
        match (shown, agree) {
            (None, true) => Some(precise(&named, first, zone)),
            (Some(shown), _) => {
                let same = named.iter().find(|other| apart(other, &shown).abs() <= CLOSE);
                match same {
                    Some(same) if apart(same, &shown).abs() <= NEAR && agree => {
                        Some(surer(precise(&named, same, zone), 98))
                    }
                    Some(same) => Some(less_sure(
                        precise(&named, same, zone),
                        80,
                        "metadata and words agree but for days",
                    )),
                    // A site that was moved gives its old releases a new date.
                    None if apart(first, &shown) > 0 => {
                        Some(less_sure(shown, 60, "earlier than the metadata"))
                    }
                    None => None,
                }
            }
            (None, false) => {
                let address = self.of_address()?;
                let same = named.iter().find(|other| apart(other, &address).abs() <= NEAR)?;
                Some(less_sure(precise(&named, same, zone), 80, "metadata that agrees with the address"))
            }
        }
    }

    /// The dates that metadata name, those of the surest kind first.
    fn named(&self) -> Vec<Found<PublicationDate>> {
        let structured =
            self.structured.published.iter().map(|text| (text.clone(), "datePublished of JSON-LD"));
        let metas = self.page.metas(NAMES).into_iter().map(|text| (text.to_string(), "metadata"));
        let marked = self.page.document.select("[itemprop=datePublished], time[pubdate]");
        let marked =
            marked.nodes().iter().filter_map(|node| stated(node)).map(|text| (text, "marked as published"));
        structured
            .chain(metas)
            .chain(marked.collect::<Vec<_>>())
            .filter_map(|(text, rule)| Some(Found::new(self.parse(&text)?, text, rule, 92)))
            .collect()
    }

    /// The date that readers see about the title, else the one that the words give.
    fn shown(&self) -> Option<Found<PublicationDate>> {
        let unchanged = self.head.iter().filter(|block| !is_change(&block.text));
        let times = unchanged.flat_map(|block| &block.nodes).flat_map(|node| {
            node.descendants_it().chain(std::iter::once(*node)).filter(|inner| inner.has_name("time"))
        });
        let found = times.filter(|time| !is_marked_change(time)).filter_map(|time| {
            let text = stated(&time)?;
            Some(Found::new(self.parse(&text)?, text, "time beside the title", 92))
        });
        let of_words = || {
            self.words
                .clone()
                .filter(|words| words.rule != "event date stands in" && words.rule != "file name")
        };
        found.into_iter().next().or_else(of_words)
    }

    /// The date that is part of the page's address.
    fn of_address(&self) -> Option<Found<PublicationDate>> {
        let address = self.page.base.as_ref()?.path();
        let captures = IN_ADDRESS.captures(address)?;
        let number = |name: &str| captures[name].parse::<u32>().ok();
        let day = NaiveDate::from_ymd_opt(captures["y"].parse().ok()?, number("m")?, number("d")?)?;
        Some(Found::new(PublicationDate::Day(day), address, "date in the address", 75))
    }

    /// A date as metadata spell it.
    fn parse(&self, text: &str) -> Option<PublicationDate> {
        let text = text.trim();
        iso(text, self.zone).or_else(|| rfc2822(text)).or_else(|| {
            let mentions = self.reader.mentions(text);
            let mut whole = mentions.iter().filter(|mention| is_clear(mention)).filter_map(Mention::date);
            let day = whole.next()?;
            whole.all(|other| other == day).then_some(PublicationDate::Day(day))
        })
    }
}

/// Whether a line tells only when the page was changed.
pub(super) fn is_change(line: &str) -> bool {
    CHANGED.is_match(line) && !PUBLISHED.is_match(line)
}

fn is_marked_change(node: &NodeRef<'_>) -> bool {
    let names = |node: &NodeRef<'_>| {
        let class = node.class().unwrap_or_default().to_ascii_lowercase();
        class.contains("updated") && !class.contains("published")
            || class.contains("modified")
            || node.attr("itemprop").is_some_and(|name| &*name == "dateModified")
    };
    names(node) || node.parent().is_some_and(|parent| names(&parent) || is_change(&folded(&parent.text())))
}

/// What an element says by its attributes, else by its text.
fn stated(node: &NodeRef<'_>) -> Option<String> {
    ["datetime", "content"]
        .iter()
        .find_map(|name| node.attr(name).map(|value| value.trim().to_owned()))
        .or_else(|| Some(folded(&node.text())))
        .filter(|text| !text.is_empty())
}

/// Of the dates on the same day the one with a time; a midnight is no time.
fn precise(
    named: &[Found<PublicationDate>],
    wanted: &Found<PublicationDate>,
    zone: Tz,
) -> Found<PublicationDate> {
    let same_day =
        |found: &&Found<PublicationDate>| local_day(found.value, zone) == local_day(wanted.value, zone);
    let instant =
        named.iter().filter(same_day).find(|found| matches!(found.value, PublicationDate::Instant(_)));
    instant.unwrap_or(wanted).clone()
}

fn surer(found: Found<PublicationDate>, sure: u8) -> Found<PublicationDate> {
    Found::new(found.value, found.evidence, found.rule, sure)
}

fn less_sure(found: Found<PublicationDate>, sure: u8, rule: &'static str) -> Found<PublicationDate> {
    Found::new(found.value, found.evidence, rule, sure.min(found.confidence.0))
}

fn local_day(date: PublicationDate, zone: Tz) -> NaiveDate {
    match date {
        PublicationDate::Day(day) => day,
        PublicationDate::Instant(instant) => instant.with_timezone(&zone).date_naive(),
    }
}

/// Two numbers up to twelve could be either way round.
fn is_clear(mention: &Mention) -> bool {
    let is_numeric = matches!(mention.form, Form::Numeric | Form::Short);
    !is_numeric || mention.day.is_some_and(|day| day > 12 || day == mention.month)
}

/// ISO 8601 and its usual relatives. A midnight is what software makes of a day without a time.
fn iso(text: &str, zone: Tz) -> Option<PublicationDate> {
    let captures = ISO.captures(text)?;
    let digits: Vec<&str> = captures["date"].split(['-', '/', '.']).collect();
    let day = match digits[..] {
        [year, month, day] => {
            NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?
        }
        _ => NaiveDate::parse_from_str(&captures["date"], "%Y%m%d").ok()?,
    };
    if !(1900..=2100).contains(&day.year()) {
        return None;
    }
    let Some(time) = captures.name("time").map(|time| time.as_str()) else {
        return Some(PublicationDate::Day(day));
    };
    let time = NaiveTime::parse_from_str(time, "%H:%M:%S")
        .or_else(|_| NaiveTime::parse_from_str(time, "%H:%M"))
        .ok()?;
    if time == NaiveTime::MIN {
        return Some(PublicationDate::Day(day));
    }
    let local = day.and_time(time);
    let instant = match captures.name("zone").map(|zone| zone.as_str()) {
        Some("Z" | "UTC" | "GMT") => local.and_utc().fixed_offset(),
        Some(offset) => with_offset(local, offset)?,
        None => zone.from_local_datetime(&local).latest()?.fixed_offset(),
    };
    Some(PublicationDate::Instant(instant))
}

fn with_offset(local: NaiveDateTime, offset: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_str(&format!("{local} {offset}"), "%Y-%m-%d %H:%M:%S %z").ok()
}

fn rfc2822(text: &str) -> Option<PublicationDate> {
    let instant = DateTime::parse_from_rfc2822(text).ok()?;
    let is_midnight = instant.time() == NaiveTime::MIN;
    Some(if is_midnight {
        PublicationDate::Day(instant.date_naive())
    } else {
        PublicationDate::Instant(instant)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::html::block::blocks;
    use crate::language::Language;

    fn read(html: &str) -> Option<(String, u8)> {
        let page = Page::parse(html).unwrap_or_else(|_| panic!("small"));
        let reader = DateReader::new(&Language::parse("id").unwrap());
        let places = Places {
            page: &page,
            structured: &Structured::parse(&page.structured),
            head: &blocks(&page.document.root()),
            words: None,
            reader: &reader,
            zone: chrono_tz::Asia::Jakarta,
        };
        places.date().map(|found| match found.value {
            PublicationDate::Day(day) => (day.to_string(), found.confidence.0),
            PublicationDate::Instant(instant) => (instant.to_rfc3339(), found.confidence.0),
        })
    }

    fn meta(content: &str) -> String {
        format!("<meta property=article:published_time content='{content}'>")
    }

    #[test]
    fn metadata_and_words_that_agree_are_sure() {
        let time = "<p><time datetime=2017-11-27>27 November 2017</time></p>";
        let html = meta("2017-11-27T09:00:00+07:00") + time;
        assert_eq!(read(&html), Some(("2017-11-27T09:00:00+07:00".to_owned(), 98)));
        assert_eq!(read(&meta("2017-11-27 09:00")).unwrap().0, "2017-11-27T09:00:00+07:00");
        assert_eq!(read(&meta("27 November 2017")).unwrap().0, "2017-11-27");
        assert_eq!(read(&meta("Mon, 27 Nov 2017 00:00:00 +0000")).unwrap().0, "2017-11-27");
        assert_eq!(read(&meta("11/12/2017")), None);
    }

    #[test]
    fn the_day_that_readers_see_wins_over_that_of_a_move() {
        let html = meta("2024-01-05") + "<p><time>27 November 2017</time></p>";
        assert_eq!(read(&html), Some(("2017-11-27".to_owned(), 60)));
        let later = meta("2017-11-27") + "<p><time>5 Januari 2024</time></p>";
        assert_eq!(read(&later), None);
    }

    #[test]
    fn a_change_is_no_publication() {
        assert_eq!(read("<p>Terakhir diperbarui: <time>5 Januari 2024</time></p>"), None);
        assert_eq!(read("<p><time class=updated>5 Januari 2024</time></p>"), None);
        assert!(is_change("Last updated: 5 January 2024") && !is_change("Published 1 May, updated 2 May"));
    }

    #[test]
    fn metadata_that_disagree_make_no_date() {
        let two = meta("2017-11-27") + "<meta name=dc.date content=2019-01-01>";
        assert_eq!(read(&two), None);
        let address = "<link rel=canonical href=https://a.example/2017/11/27/a>";
        assert_eq!(read(&(two + address)).unwrap().0, "2017-11-27");
    }
}
