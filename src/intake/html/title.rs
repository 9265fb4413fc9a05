//! The headline: `h1`, `title`, metadata and JSON-LD weighed against each other.
//!
//! None of them is to be trusted alone: an `h1` may be the site's name, a `title` has it at its end or its start, and
//! metadata may be those of the site, or of the page that this one was copied from.

use std::collections::BTreeSet;

use super::above::Above;
use super::block::{Block, Kind, folded};
use super::heading::{is_named, is_pieced};
use super::page::Page;
use super::parted::{parts, spans};
use super::site;
use super::structured::Structured;
use crate::intake::field::Found;
use crate::intake::letterhead::{is_office, is_release_label};
use crate::intake::phrases::{PHRASES, is_one_of};
use crate::intake::shape::size;
use crate::intake::title::Vocabulary;
use crate::text::Text;

const LONGEST: usize = 300;
/// What the names of sites end with in scripts that put no spaces between words.
const SITES: [&str; 7] =
    ["官网", "官网首页", "官方网站", "门户网站", "官方網站", "公式サイト", "公式ホームページ"];

/// A headline that JSON-LD cuts is about so long; search engines ask for no more than 110 characters.
const CUT: usize = 100;

/// The rule of headlines that no reader of the page sees.
pub(super) const UNSEEN: &str = "title that the page does not show";

/// A headline that no reader of the page sees has at least so many words: fewer name the site.
const FEWEST_UNSEEN: usize = 4;

/// A part of the page's title that says what an `h1` does has at least so many words.
const FEWEST_OF_PART: usize = 3;

/// A text that may be the headline.
#[derive(Debug)]
struct Candidate {
    text: String,
    essence: String,
    weight: u32,
    sources: Vec<&'static str>,
    /// Whether it is a heading made of several elements: what parts them may be no words, but style.
    is_pieced: bool,
}

/// The candidates, and what is known to be none.
#[derive(Debug, Default)]
struct Weighing {
    candidates: Vec<Candidate>,
    sites: BTreeSet<String>,
    /// Whether the page's title has parts: then it is no mere name of the site.
    is_parted: bool,
    /// Every line of the page that is no link.
    lines: BTreeSet<String>,
}

/// The headline of a page, `None` where none stands out; and what its site is called, in essence.
pub(super) fn title(
    page: &Page,
    structured: &Structured,
    blocks: &[Block<'_>],
) -> (Option<Found<Text>>, BTreeSet<String>) {
    let mut weighing = Weighing { sites: site::names(page, structured), ..Weighing::default() };
    let above = Above::of(blocks);
    let site = above.site(page, |text| weighing.is_site(text));
    weighing.sites.extend(site.map(essence));
    let headline = above.headline(|text| weighing.is_site(text));
    for (index, block) in blocks.iter().enumerate().filter(|(_, block)| !block.is_outside) {
        if block.linked < 50 && block.text.chars().count() <= LONGEST {
            weighing.lines.insert(essence(&block.text));
        }
        weighing.add_block(block, headline == Some(index));
    }
    for pair in blocks.windows(2).filter(|pair| !pair[1].is_outside && is_subject_label(&pair[0].text)) {
        weighing.add(&pair[1].text, 4, "cell beside its label");
    }
    for headline in &structured.headlines {
        weighing.add_spans(headline, 4, "JSON-LD");
    }
    for (names, weight, source) in [
        (["og:title", "dcterms.title"], 3, "og:title"),
        (["dc.title", "citation_title"], 2, "dc.title"),
        (["twitter:title", "title"], 1, "meta title"),
    ] {
        if let Some(text) = page.metas(&names).first() {
            weighing.add_spans(text, weight, source);
        }
    }
    if let Some(text) = &page.title {
        weighing.is_parted = parts(text).len() > 1;
        weighing.settle_site(text);
        weighing.add_spans(text, 2, "title");
    }
    weighing.join_cut();
    (weighing.outcome(&above.vocabulary), weighing.sites)
}

impl Weighing {
    fn add_block(&mut self, block: &Block<'_>, is_headline: bool) {
        let is_named = is_named(block);
        let weight = match block.kind {
            Kind::Heading(1) if block.linked > 90 => 2,
            Kind::Heading(1) if is_office(&block.text) => 4,
            Kind::Heading(1) => 5,
            Kind::Heading(_) if is_headline => 5,
            Kind::Heading(2) => 1,
            Kind::Heading(_) => 0,
            _ if is_named => 0,
            _ => return,
        };
        let is_plain = block.text.chars().count() <= LONGEST;
        if is_plain && (weight > 0 || is_named) {
            let source = if weight >= 2 { "h1" } else { "heading" };
            self.add(&block.text, weight + 2 * u32::from(is_named), source);
            let last = self.candidates.last_mut().filter(|last| last.text == block.text);
            if let Some(added) = last {
                added.is_pieced = is_pieced(block);
            }
        }
    }

    /// Adds the part of a text that another source names too, else the text without the names of the site.
    fn add_spans(&mut self, text: &str, weight: u32, source: &'static str) {
        let text = folded(text);
        let parts = parts(&text);
        let spans = spans(&text);
        // `Example City: Four new clinics`
        let after_colon = text.split_once(": ").map(|(_, after)| after);
        let is_known = |span: &&&str| {
            let essence = essence(span);
            let is_weighed = self.candidates.iter().any(|candidate| candidate.essence == essence);
            !self.is_site(span) && (is_weighed || self.lines.contains(&essence))
        };
        let known = spans.iter().filter(is_known).max_by_key(|span| span.len());
        let known = known.or_else(|| after_colon.as_ref().filter(is_known));
        // `Four new clinics : Example City`
        let before_site =
            text.rsplit_once(" : ").filter(|(_, site)| self.is_site(site)).map(|(before, _)| before);
        let known = known.or_else(|| before_site.as_ref().filter(is_known));
        let before_colon = known.and_then(|known| text.strip_suffix(known)?.strip_suffix(": ")).map(essence);
        let own = || spans.iter().filter(|span| !self.is_site(span)).max_by_key(|span| self.own_length(span));
        let Some(span) = known.or_else(own).map(|span| (*span).to_owned()) else { return };
        let is_known = known.is_some();
        // A heading that is no link to the home page is none.
        let is_headline =
            |name: &String| self.candidates.iter().any(|own| own.essence == *name && own.weight >= 5);
        self.sites.extend(before_colon.filter(|name| !is_headline(name)));
        // What the page calls itself as a whole decides between its headings.
        let decides = source == "title" && self.is_heading(&span);
        // One name among those of sections may be the site's as well.
        let names_site = parts.iter().any(|part| self.sites.contains(&essence(part)));
        let is_lone =
            parts.len() > 1 && !names_site && parts.iter().filter(|part| !self.is_site(part)).count() == 1;
        let weight = match (decides, is_known, is_lone) {
            (true, ..) => 5,
            (_, false, true) => 1,
            _ => weight,
        };
        self.add(&span, weight, source);
    }

    /// How long a span is, if neither of its ends is a name of the site.
    fn own_length(&self, span: &str) -> usize {
        let parts = parts(span);
        let ends_clean = [parts.first(), parts.last()].into_iter().flatten().all(|part| !self.is_site(part));
        if ends_clean { span.chars().count() } else { 0 }
    }

    /// Where two headings are both parts of the page's title, the shorter one is the site's name.
    fn settle_site(&mut self, title: &str) {
        let parts = parts(title);
        let named: Vec<&&str> = parts
            .iter()
            .filter(|part| self.candidates.iter().any(|candidate| candidate.essence == essence(part)))
            .collect();
        let Some(longest) = named.iter().map(|part| part.chars().count()).max().filter(|_| named.len() > 1)
        else {
            return;
        };
        self.sites
            .extend(named.iter().filter(|part| part.chars().count() < longest).map(|part| essence(part)));
    }

    fn add(&mut self, text: &str, weight: u32, source: &'static str) {
        let essence = essence(text);
        match self.candidates.iter_mut().find(|candidate| candidate.essence == essence) {
            Some(candidate) => {
                // Many h1 of the same words are one.
                if candidate.is_pieced && !matches!(source, "h1" | "heading") {
                    text.clone_into(&mut candidate.text);
                    candidate.is_pieced = false;
                }
                if !candidate.sources.contains(&source) {
                    candidate.weight += weight;
                    candidate.sources.push(source);
                }
            }
            None => {
                self.candidates.push(Candidate {
                    text: text.to_owned(),
                    essence,
                    weight,
                    sources: vec![source],
                    is_pieced: false,
                });
            }
        }
    }

    /// A headline that was cut speaks for the whole one, and a part of the page's title for the `h1` that holds it.
    fn join_cut(&mut self) {
        for index in 0..self.candidates.len() {
            let cut = &self.candidates[index];
            let is_cut =
                cut.text.ends_with(['…']) || cut.text.ends_with("...") || cut.text.chars().count() >= CUT;
            let is_part = cut.sources == ["title"] && size(&cut.text) >= FEWEST_OF_PART;
            let (essence, weight) = (cut.essence.clone(), cut.weight);
            let whole = |other: &&mut Candidate| {
                other.essence.len() > essence.len()
                    && (is_cut && other.essence.starts_with(&essence)
                        || is_part && other.essence.ends_with(&essence) && other.sources.contains(&"h1"))
            };
            if (is_cut || is_part)
                && !essence.is_empty()
                && let Some(whole) = self.candidates.iter_mut().find(whole)
            {
                whole.weight += weight;
                whole.sources.push("a shortened form");
                self.candidates[index].weight = 0;
            }
        }
    }

    fn is_heading(&self, text: &str) -> bool {
        let essence = essence(text);
        let shown = self.candidates.iter().filter(|candidate| {
            candidate.sources.iter().any(|&source| source == "h1" || source == "heading")
        });
        shown.into_iter().any(|candidate| candidate.essence == essence)
    }

    fn is_site(&self, text: &str) -> bool {
        self.sites.contains(&essence(text))
            || is_release_label(text)
            || SITES.iter().any(|site| text.ends_with(site))
            || [&PHRASES.section, &PHRASES.release, &PHRASES.junk]
                .iter()
                .any(|phrases| is_one_of(text, phrases))
    }

    fn outcome(&self, vocabulary: &Vocabulary) -> Option<Found<Text>> {
        let is_headline = |candidate: &&Candidate| {
            let letters = candidate.text.chars().filter(|character| character.is_alphabetic()).count();
            let is_shown = self.lines.contains(&candidate.essence);
            !self.is_site(&candidate.text)
                && (is_shown || !is_office(&candidate.text))
                && letters >= 3
                && candidate.text.chars().count() <= LONGEST
        };
        let mut own: Vec<&Candidate> = self.candidates.iter().filter(is_headline).collect();
        // What the text says nothing of weighs less; of two that weigh the same, the text tells which it is about.
        own.sort_by_key(|own| {
            let is_foreign = vocabulary.is_foreign(&own.text);
            std::cmp::Reverse((own.weight.saturating_sub(is_foreign.into()), vocabulary.backs(&own.text)))
        });
        let best = own.first().filter(|candidate| candidate.weight >= 2)?;
        let sure: u8 = match best.weight {
            8.. => 98,
            6.. => 95,
            4.. => 85,
            _ => 60,
        };
        let rival = own.get(1).map_or(0, |second| second.weight);
        let is_contested = rival * 10 >= best.weight * 7;
        let rule =
            if is_contested { "headings and metadata disagree" } else { "headings and metadata weighed" };
        let evidence = format!("{}: {}", best.sources.join(", "), best.text);
        if best.sources == ["title"] && !self.lines.contains(&best.essence) {
            let found = || Some(Found::new(Text::non_empty_line(&best.text)?, evidence, UNSEEN, 50));
            let is_trail = parts(&best.text).len() > 1;
            return ((self.is_parted || size(&best.text) >= FEWEST_UNSEEN) && !is_trail).then(found)?;
        }
        Some(Found::new(
            Text::non_empty_line(&best.text)?,
            evidence,
            rule,
            sure - 25 * u8::from(is_contested),
        ))
    }
}

/// Whether a cell says that the next one is the headline: `제목`, `件名`.
fn is_subject_label(text: &str) -> bool {
    is_one_of(&format!("{}:", text.trim_end_matches(':')), &PHRASES.subject)
}

/// What makes two headlines the same: letters and digits.
pub(super) fn essence(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests;
