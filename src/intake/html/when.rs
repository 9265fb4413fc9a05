//! When a page was published: metadata and what readers see, held against each other.
//!
//! Either may be wrong: metadata tell when a site was moved, and words tell of other days. Where they can't be
//! reconciled there is no date.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;
use dom_query::NodeRef;
use regex::Regex;

use super::block::{Block, folded};
use super::page::Page;
use super::structured::Structured;
use super::written::written;
use crate::intake::date::{DateReader, Form, Mention};
use crate::intake::field::{Found, PublicationDate};
use crate::intake::pattern::pattern;
use crate::intake::shape::is_prose;

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
        r"(?i)^\W*(?:(?:last|page|기사|zuletzt|terakhir|dernière|última|ultimo|laatst|ostatnia|son|最后|最後の?|최종)\s*)*(?:updated?|modified|reviewed|changed|diperbarui|dimutakhirkan|diubah|dikemas kini|aktualisiert|geändert|mis à jour|mise à jour|modifié|actualizado|actualización|modificado|atualizado|atualização|aggiornat[oa]|aggiornamento|bijgewerkt|gewijzigd|aktualizacja|zmodyfikowano|обновлен[оа]?|изменен[оа]?|güncelle\w*|cập nhật|수정일?|업데이트|更新日?時?間?|آخر تحديث|تحديث|تم التحديث)",
    )
});
/// One that tells of publication as well.
static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)publi|posted|released|issued|terbit|diposting|dipublikasi|veröffentlicht|erschienen|geplaatst|gepubliceerd|opublikowan|опубликован|yayın|đăng|게시|등록|작성|입력|公開|掲載|发布|發布|نشر",
    )
});
/// A label that says nothing of publication by itself, and its day.
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[\s|｜])(?:时间|時間|日期)\s*[:：]\s*(?P<day>\d{4}(?:年|[-/.])\d{1,2}(?:月|[-/.])\d{1,2}日?)(?:\D|$)",
    )
});
/// The labels that stand beside that of the publication.
static BESIDE_TIME: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:来源|來源|稿源|作者|浏览|瀏覽|点击|點擊|阅读|閱讀)\S{0,3}\s*[:：]"));
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
        let named = self.named();
        let shown = self.shown(&named);
        let seen = shown.as_ref().and_then(|shown| self.seen(shown));
        let found = self.weighed(&named, shown)?;
        // A time that is on another day in the zone of the site than where it was written.
        let written = match found.value {
            PublicationDate::Instant(instant) => Some(instant.date_naive()).filter(|day| seen == Some(*day)),
            PublicationDate::Day(_) => None,
        };
        Some(match written.filter(|day| *day != local_day(found.value, self.zone)) {
            Some(day) => Found { value: PublicationDate::Day(day), ..found },
            None => found,
        })
    }

    /// Of the dates that metadata name and the one that readers see, the one that both allow.
    fn weighed(
        &self,
        named: &[Found<PublicationDate>],
        shown: Option<Found<PublicationDate>>,
    ) -> Option<Found<PublicationDate>> {
        let zone = self.zone;
        let Some(first) = named.first() else {
            return shown
                .or_else(|| self.of_address())
                .or_else(|| self.of_entry())
                .or_else(|| self.words.clone());
        };
        let day = |found: &Found<PublicationDate>| local_day(found.value, zone);
        let apart = |a: &Found<PublicationDate>, b: &Found<PublicationDate>| (day(a) - day(b)).num_days();
        let agree = named.iter().all(|other| apart(other, first).abs() <= NEAR);
        match (shown, agree) {
            (None, true) => Some(precise(named, first, zone)),
            (Some(shown), _) => {
                let same = named.iter().find(|other| apart(other, &shown).abs() <= CLOSE);
                match same {
                    Some(same) if apart(same, &shown).abs() <= NEAR && agree => {
                        Some(surer(precise(named, same, zone), 98))
                    }
                    Some(same) => Some(less_sure(
                        precise(named, same, zone),
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
                Some(less_sure(precise(named, same, zone), 80, "metadata that agrees with the address"))
            }
        }
    }

    /// The dates that metadata name, those of the surest kind first.
    fn named(&self) -> Vec<Found<PublicationDate>> {
        let structured =
            self.structured.published.iter().map(|text| (text.clone(), "datePublished of JSON-LD"));
        let metas = self.page.metas(NAMES).into_iter().map(|text| (text.to_string(), "metadata"));
        let marked = self.page.document.select("[itemprop=datePublished], time[pubdate]");
        let marked = marked.nodes().iter().filter_map(|node| self.of_element(node, "marked as published"));
        structured
            .chain(metas)
            .filter_map(|(text, rule)| Some(Found::new(self.parse(&text)?, text, rule, 92)))
            .chain(marked)
            .collect()
    }

    /// The date that readers see about the title, else the one that the words give.
    fn shown(&self, named: &[Found<PublicationDate>]) -> Option<Found<PublicationDate>> {
        let times = self.times().filter(|time| !is_marked_change(time));
        let found = times.filter_map(|time| self.of_element(&time, "time beside the title")).next();
        let of_words = || {
            let words = self.words.clone()?;
            (words.rule != "event date stands in" && words.rule != "file name").then_some(words)
        };
        let of_line = || {
            let line = self.head.iter().find_map(|block| before_change(&block.text))?;
            Some(Found::new(self.parse(line)?, line, "line that tells of a change too", 85))
        };
        found
            .or_else(of_words)
            .map(|shown| self.the_other_way_round(shown, named))
            .or_else(of_line)
            .or_else(|| self.labelled())
    }

    /// The day behind `时间：` between title and text, where labels of source or readers stand there too.
    fn labelled(&self) -> Option<Found<PublicationDate>> {
        let lines = || self.head.iter().map(|block| block.text.as_str()).filter(|line| !is_prose(line));
        let captures = lines().find_map(|line| TIME.captures(line))?;
        lines().any(|line| BESIDE_TIME.is_match(line)).then_some(())?;
        let day = &captures["day"];
        Some(Found::new(
            self.parse(day)?,
            captures.get_match().as_str().trim(),
            "day among the page's labels",
            85,
        ))
    }

    /// The `time` elements about the title.
    fn times(&self) -> impl Iterator<Item = NodeRef<'_>> {
        let unchanged = self.head.iter().filter(|block| !is_change(&block.text));
        unchanged.flat_map(|block| &block.nodes).flat_map(|node| {
            node.descendants_it().chain(std::iter::once(*node)).filter(|inner| inner.has_name("time"))
        })
    }

    /// The day that readers see where a date was found: in an element's words, else in those of the text.
    fn seen(&self, shown: &Found<PublicationDate>) -> Option<NaiveDate> {
        let of_element = || self.times().find_map(|time| self.only_day(&folded(&time.text())));
        match shown.value {
            PublicationDate::Day(day) => Some(day),
            PublicationDate::Instant(_) => of_element(),
        }
    }

    /// The date of an element: its words count where they name another day than its attribute, which may be that of
    /// a change; they must say then that it is that of publication.
    fn of_element(&self, node: &NodeRef<'_>, rule: &'static str) -> Option<Found<PublicationDate>> {
        let text = stated(node)?;
        let date = self.parse(&text)?;
        let words = folded(&node.text());
        match self.only_day(&words).filter(|day| (*day - local_day(date, self.zone)).num_days().abs() > NEAR)
        {
            Some(day) => PUBLISHED
                .is_match(&words)
                .then(|| Found::new(PublicationDate::Day(day), words, "words of a time", 85)),
            None => Some(Found::new(date, text, rule, 92)),
        }
    }

    /// A date of two small numbers, read as metadata have it: `05/08/2019` is a day of May where they say so.
    fn the_other_way_round(
        &self,
        shown: Found<PublicationDate>,
        named: &[Found<PublicationDate>],
    ) -> Found<PublicationDate> {
        let PublicationDate::Day(day) = shown.value else { return shown };
        let is_unclear = self.reader.mentions(&shown.evidence).iter().any(|mention| !is_clear(mention));
        let other = NaiveDate::from_ymd_opt(day.year(), day.day(), day.month());
        let is_named = |day: NaiveDate| named.iter().any(|named| local_day(named.value, self.zone) == day);
        match other.filter(|&other| is_unclear && !is_named(day) && is_named(other)) {
            Some(other) => Found { value: PublicationDate::Day(other), ..shown },
            None => shown,
        }
    }

    /// The date of the page's one entry, as blogs mark it (hAtom, h-entry).
    fn of_entry(&self) -> Option<Found<PublicationDate>> {
        let marked = self.page.document.select(".hentry .published, .h-entry .dt-published");
        let mut dates =
            marked.nodes().iter().map(|node| self.of_element(node, "marked as published in the entry"));
        let first = dates.next()??;
        let is_same =
            |other: Option<Found<PublicationDate>>| other.is_some_and(|other| other.value == first.value);
        dates.all(is_same).then_some(first)
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
        written(text, self.zone).or_else(|| self.only_day(text).map(PublicationDate::Day))
    }

    /// The one day that words name without doubt.
    fn only_day(&self, words: &str) -> Option<NaiveDate> {
        let mentions = self.reader.mentions(words);
        let mut whole = mentions.iter().filter(|mention| is_clear(mention)).filter_map(Mention::date);
        let day = whole.next()?;
        whole.all(|other| other == day).then_some(day)
    }
}

/// Whether a line tells only when the page was changed.
pub(super) fn is_change(line: &str) -> bool {
    CHANGED.is_match(line) && !PUBLISHED.is_match(line)
}

/// What a line says of publication before it goes on to a change.
fn before_change(line: &str) -> Option<&str> {
    let starts = line.match_indices(' ').map(|(at, _)| at);
    let (published, _) =
        starts.map(|at| line.split_at(at)).find(|(_, rest)| CHANGED.is_match(rest.trim_start()))?;
    PUBLISHED.is_match(published).then_some(published)
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

#[cfg(test)]
mod tests;
