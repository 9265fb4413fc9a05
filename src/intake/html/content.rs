//! The text of a page without what stands around it.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use dom_query::{Document, NodeId, NodeRef};
use dom_smoothie::{Config, Readability};
use regex::Regex;

use super::block::{Block, Kind, blocks, folded};
use super::markup;
use super::page::Page;
use super::picture;
use super::standfirst::{marks_subtitle, standfirsts};
use super::title::essence;
use super::when::is_change;
use crate::intake::embargo;
use crate::intake::outline::{Part, opens_section, outline};
use crate::intake::paragraph::Paragraph;
use crate::intake::pattern::pattern;
use crate::intake::phrases::{PHRASES, is_one_of, leading};
use crate::intake::shape::{is_prose, size};

/// How many blocks above the title may belong to it: a date, a number.
const ABOVE_TITLE: usize = 3;
/// How many blocks after the first of the text may be the day below a standfirst.
const BELOW_STANDFIRST: usize = 2;
/// How many blocks after the text may be contacts and notes.
const BELOW_TEXT: usize = 40;
/// Elements that are parts of a text.
#[rustfmt::skip]
const TEXTUAL: &[&str] = &[
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "a", "b", "strong", "i",
    "em", "span", "font", "u",
];

/// A line about the title is no longer than this, in characters.
const LONGEST_LINE: usize = 100;

/// The line at the foot of every page of a site.
static IMPRINT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:copyright\b|©|\(c\)|all rights reserved|hak cipta|tous droits réservés|alle rechte vorbehalten|todos los derechos|todos os direitos|tutti i diritti|alle rechten voorbehouden|wszelkie prawa|все права|tüm hakları|mọi quyền|bản quyền|版权所有|版權所有|备案号|主办|无断转载|저작권|جميع الحقوق)",
    )
});

/// The blocks of a page that its release is made of.
pub(super) struct Content<'a> {
    /// Every block of the page, in its order.
    blocks: Vec<Block<'a>>,
    /// The blocks of head, text and what follows it, by their index.
    included: Vec<usize>,
    /// The blocks that are text.
    text: BTreeSet<usize>,
    /// The first of them that is no standfirst: what stands above it is about the title.
    lead: Option<usize>,
    /// The block of the title.
    title: Option<usize>,
}

impl<'a> Content<'a> {
    /// Finds the text of a page whose title is known, and what its site is called.
    pub(super) fn find(
        page: &Page,
        blocks: Vec<Block<'a>>,
        title: Option<&str>,
        sites: &BTreeSet<String>,
    ) -> Self {
        let same = title.map_or_else(BTreeSet::new, |title| repeated(&blocks, &essence(title)));
        let heading = same.iter().find(|&&index| matches!(blocks[index].kind, Kind::Heading(_)));
        let title = heading.or_else(|| same.first()).copied();
        let mut text = text(page, &blocks, title);
        text.retain(|index| !same.contains(index) && !is_metadata(&blocks[*index]));
        if let Some(subtitle) = title.map(|title| title + 1)
            && blocks.get(subtitle).is_some_and(|next| marks_subtitle(next) && !is_prose(&next.text))
        {
            text.remove(&subtitle);
        }
        leave_leading_items(&blocks, &mut text);
        let lead = text.first().copied();
        let above = title.map_or_else(Vec::new, |title| standfirsts(page, &blocks, title, &text));
        text.extend(above.into_iter().filter(|&index| is_about_release(&blocks[index])));
        let mut content = Self { blocks, included: Vec::new(), text, lead, title };
        content.included = content.include();
        // A day that the title names is that of an event.
        content.included.retain(|index| !same.contains(index));
        // The name of the site above the text is no headline.
        let is_site = |index: usize| {
            let block = &content.blocks[index];
            let is_above = matches!(block.kind, Kind::Heading(_)) || Some(index) < content.lead;
            is_above && sites.contains(&essence(&block.text))
        };
        content.included.retain(|&index| !is_site(index));
        content
    }

    /// The included blocks as paragraphs, each numbered by its block.
    pub(super) fn paragraphs(&self) -> Vec<Paragraph> {
        let included = self.included.iter();
        included
            .map(|&index| Paragraph { text: self.blocks[index].text.clone(), line: index, lines: 1 })
            .collect()
    }

    /// The texts of blocks that are all link: names of the site and its parts.
    pub(super) fn links(&self) -> impl Iterator<Item = &str> {
        let links = self.blocks.iter().filter(|block| block.linked > 90);
        links.filter(|block| !names_author(block)).map(|block| block.text.as_str())
    }

    /// The blocks about the title, before the text.
    pub(super) fn head(&self) -> &[Block<'a>] {
        let Some(lead) = self.lead else { return &[] };
        let end = self.title.map_or(lead, |title| title.min(lead));
        let start = self.above(end);
        // Lines of labels may be taken for the first of the text.
        let prose = (lead..self.blocks.len().min(lead + BELOW_STANDFIRST + 1))
            .find(|&index| is_prose(&self.blocks[index].text));
        &self.blocks[start..prose.unwrap_or(lead)]
    }

    /// Where the lines above the title begin that may belong to it: what stands below a heading that leads elsewhere is
    /// of another release.
    fn above(&self, title: usize) -> usize {
        let start = title.saturating_sub(ABOVE_TITLE);
        let is_other = |block: &Block<'_>| block.linked > 60 && matches!(block.kind, Kind::Heading(2..));
        if self.blocks[start..title].iter().any(is_other) { title } else { start }
    }

    /// The heading right below the title, before the text.
    pub(super) fn subtitle(&self) -> Option<&str> {
        let title = self.title?;
        let next = self.blocks.get(title + 1).filter(|next| !next.is_outside)?;
        let lead = self.text.iter().find(|&&index| index > title + 1)?;
        // A first heading of the text itself stands where the text does.
        let is_of_text = self.text.contains(&(title + 1))
            && (self.is_within(title + 1, *lead) || holder(next) != holder(&self.blocks[title]));
        let is_heading = !is_of_text && (matches!(next.kind, Kind::Heading(2..=3)) || marks_subtitle(next));
        is_heading.then_some(next.text.as_str())
    }

    /// Whether a block of the text stands in the element that holds another.
    pub(super) fn is_within(&self, index: usize, other: usize) -> bool {
        let Some(place) = holder(&self.blocks[other]) else { return false };
        let first = self.blocks[index].nodes.first();
        self.text.contains(&index)
            && first.is_some_and(|node| node.ancestors_it(None).any(|above| above.id == place))
    }

    /// Whether a block is an item of a list.
    pub(super) fn is_item(&self, index: usize) -> bool {
        self.blocks[index].kind == Kind::Item
    }

    /// The nodes from title to end of the text.
    pub(super) fn range(&self) -> Option<RangeInclusive<NodeId>> {
        let first = self.title.into_iter().chain(self.text.first().copied()).min()?;
        let last = self.text.last()?;
        Some(self.blocks[first].nodes.first()?.id..=self.blocks[*last].nodes.last()?.id)
    }

    /// Cuts off what stands behind `rest` in a block, such as a credit.
    pub(super) fn cut(&self, index: usize, rest: &str) {
        let block = &self.blocks[index];
        let Some(ending) = block.text.strip_prefix(rest).map(str::trim).filter(|ending| !ending.is_empty())
        else {
            return;
        };
        let texts = block.nodes.iter().flat_map(|node| std::iter::once(*node).chain(node.descendants_it()));
        let last = texts.filter(|node| node.is_text() && !node.text().trim().is_empty()).last();
        if let Some((node, text)) =
            last.and_then(|node| Some((node, folded(&node.text()).strip_suffix(ending)?.to_owned())))
        {
            node.set_text(text);
        }
    }

    /// The text as HTML: of the blocks that these say are text, those of the page's text, and nothing else.
    ///
    /// It takes the page apart, so it comes last.
    pub(super) fn html(&self, page: &Page, keep: impl Fn(usize) -> bool, drop: Option<NodeId>) -> String {
        let range = self.range();
        let images = page.document.select("img, picture, video, audio");
        images.nodes().iter().filter(|image| picture::is_sign(image)).for_each(NodeRef::remove_from_parent);
        for (index, block) in self.blocks.iter().enumerate() {
            if self.text.contains(&index) && keep(index) {
                markup::wrap(block);
            } else {
                block.nodes.iter().for_each(NodeRef::remove_from_parent);
            }
        }
        let is_shown = |image: &NodeRef<'_>| range.as_ref().is_some_and(|range| range.contains(&image.id));
        for image in page.document.select("img, picture, video, audio").nodes() {
            if !is_shown(image) || drop == Some(image.id) {
                image.remove_from_parent();
            }
        }
        if let Some(node) = drop {
            NodeRef::new(node, &page.document.tree).remove_from_parent();
        }
        page.document.select("script, style, template, head, select, button, input, textarea, iframe, object, embed, form > label, noscript-fallback, svg").remove();
        markup::simplify(page);
        page.document.select("body").inner_html().trim().to_owned()
    }

    /// Whether the block before this one is an embargo's label, such as the cell of a table.
    fn goes_on_with_embargo(&self, index: usize) -> bool {
        let label = index.checked_sub(1).map(|before| self.blocks[before].text.as_str());
        label
            .is_some_and(|label| embargo::is_line(label) && embargo::goes_on(label, &self.blocks[index].text))
    }

    /// Whether a block below the text stands under a heading that opens neither contacts nor notes.
    fn is_of_other_section(&self, index: usize, last: usize) -> bool {
        let heading = (last + 1..=index).rev().find(|&at| matches!(self.blocks[at].kind, Kind::Heading(_)));
        heading.is_some_and(|heading| !opens_section(&self.blocks[heading].text))
    }

    /// Head, text, and of what follows it contacts, notes and the like.
    fn include(&self) -> Vec<usize> {
        let (Some(first), Some(&last)) = (self.lead, self.text.last()) else { return Vec::new() };
        let head = self.title.map_or(first, |title| title.min(first));
        let above = self.above(head);
        let end = (last + 1 + BELOW_TEXT).min(self.blocks.len());
        let plausible: Vec<usize> = (0..end)
            .filter(|&index| {
                let block = &self.blocks[index];
                let is_near = index >= head || (index >= above && is_dated_line(&block.text));
                // An embargo counts wherever it stands: it keeps the release from being public.
                let is_wanted =
                    is_near || embargo::may_be_line(&block.text) || self.goes_on_with_embargo(index);
                self.text.contains(&index)
                    || (is_wanted && is_about_release(block) && !is_labelled_change(&self.blocks, index))
            })
            .collect();
        let all: Vec<Paragraph> = plausible
            .iter()
            .map(|&index| Paragraph { text: self.blocks[index].text.clone(), line: index, lines: 1 })
            .collect();
        let parts = outline(&all);
        let is_section = |part: Part| {
            matches!(
                part,
                Part::Contact | Part::About | Part::Notes | Part::Number | Part::End | Part::Embargo
            )
        };
        plausible
            .into_iter()
            .zip(parts)
            .filter(|&(index, part)| {
                self.text.contains(&index)
                    || index < first
                    || (index <= first + BELOW_STANDFIRST && is_day(&self.blocks[index].text))
                    || (is_section(part) && !self.is_of_other_section(index, last))
            })
            .map(|(index, _)| index)
            .collect()
    }
}

/// The blocks that say the title, and stand about the text.
fn repeated(blocks: &[Block<'_>], title: &str) -> BTreeSet<usize> {
    let same =
        blocks.iter().enumerate().filter(|(_, block)| !block.is_outside && essence(&block.text) == title);
    same.map(|(index, _)| index).collect()
}

/// For each block, whether it stands under a heading above the changes of the page.
fn of_history(blocks: &[Block<'_>]) -> Vec<bool> {
    let mut is_history = false;
    let each = blocks.iter().map(|block| {
        if matches!(block.kind, Kind::Heading(_)) {
            is_history = is_one_of(&block.text, &PHRASES.history);
        }
        is_history
    });
    each.collect()
}

/// The blocks that are text: those that Readability keeps, and prose that stands beside them.
fn text(page: &Page, blocks: &[Block<'_>], title: Option<usize>) -> BTreeSet<usize> {
    let found = readable(page);
    let of_history = of_history(blocks);
    let is_candidate = |index: usize| {
        Some(index) != title
            && !of_history[index]
            && is_about_release(&blocks[index])
            && !is_labelled_change(blocks, index)
    };
    let mut text: BTreeSet<usize> = (title.map_or(0, |title| title + 1)..blocks.len())
        .filter(|&index| is_candidate(index) && found.contains(&essence(&blocks[index].text)))
        .collect();
    if !text.iter().any(|&index| is_prose(&blocks[index].text)) {
        text =
            (title.map_or(0, |title| title + 1)..blocks.len()).filter(|&index| is_candidate(index)).collect();
    }
    let parents: BTreeSet<NodeId> = text.iter().filter_map(|&index| holder(&blocks[index])).collect();
    let beside: Vec<usize> = (0..blocks.len())
        .filter(|&index| {
            let is_near = holder(&blocks[index]).is_some_and(|parent| parents.contains(&parent));
            let announces = blocks[index].text.ends_with([':', '：']);
            let is_text = (is_prose(&blocks[index].text) || announces) && blocks[index].linked < 50;
            is_candidate(index) && is_near && is_text && title.is_none_or(|title| index > title)
        })
        .collect();
    text.extend(beside);
    text
}

/// Whether a block links to its author.
fn names_author(block: &Block<'_>) -> bool {
    let is_author = |node: &NodeRef<'_>| node.attr("rel").is_some_and(|rel| rel.contains("author"));
    let mut nodes = block.nodes.iter().flat_map(|node| node.descendants_it().chain(std::iter::once(*node)));
    nodes.any(|node| is_author(&node))
}

/// Leaves out the lists before the first prose whose items are all too short to say anything: days, languages.
fn leave_leading_items(blocks: &[Block<'_>], text: &mut BTreeSet<usize>) {
    const LONGEST: usize = 4;
    let Some(prose) = text.iter().copied().find(|&index| is_prose(&blocks[index].text)) else { return };
    let saying: BTreeSet<Option<NodeId>> = text
        .iter()
        .filter(|&&index| blocks[index].kind == Kind::Item && size(&blocks[index].text) > LONGEST)
        .map(|&index| list(&blocks[index]))
        .collect();
    text.retain(|&index| {
        let block = &blocks[index];
        let is_short = block.kind == Kind::Item && size(&block.text) <= LONGEST;
        index >= prose || !is_short || saying.contains(&list(block))
    });
}

/// The outermost list that a block stands in.
fn list(block: &Block<'_>) -> Option<NodeId> {
    let above = block.nodes.first()?.ancestors_it(None);
    above.filter(|node| ["ul", "ol"].iter().any(|name| node.has_name(name))).last().map(|node| node.id)
}

/// Whether a block can be of the release at all: neither of the site around it, nor of the page's history.
fn is_about_release(block: &Block<'_>) -> bool {
    !block.is_outside
        && block.kind != Kind::Caption
        && !block.is_navigation()
        && !is_change(&block.text)
        && !IMPRINT.is_match(&block.text)
}

/// Whether the block before this one says that this one is the day of a change (`<dt>Last updated:</dt><dd>…`).
fn is_labelled_change(blocks: &[Block<'_>], index: usize) -> bool {
    let label = index.checked_sub(1).map(|before| blocks[before].text.as_str());
    label.is_some_and(|label| is_change(label) && !label.contains(char::is_numeric))
}

/// Whether a line may be a date, a number, or what the document is: short, with digits or a name for it.
fn is_dated_line(line: &str) -> bool {
    line.chars().count() <= LONGEST_LINE
        && (line.contains(char::is_numeric) || leading(line, &PHRASES.release).is_some())
}

/// Whether a line may be nothing but a day.
pub(super) fn is_day(line: &str) -> bool {
    const LONGEST: usize = 40;
    line.chars().count() <= LONGEST && line.contains(|c: char| c.is_numeric()) && !is_prose(line)
}

/// The essences of the blocks that Readability keeps.
fn readable(page: &Page) -> BTreeSet<String> {
    let config = Config { disable_json_ld: true, ..Config::default() };
    let article = Readability::with_document(page.document.clone(), None, Some(config))
        .and_then(|mut page| page.parse());
    let Ok(article) = article else { return BTreeSet::new() };
    let document = Document::from(article.content);
    blocks(&document.root()).iter().map(|block| essence(&block.text)).collect()
}

/// The element that holds a block and its like.
fn holder(block: &Block<'_>) -> Option<NodeId> {
    let mut above = block.nodes.first()?.ancestors_it(None);
    above.find(|node| !TEXTUAL.iter().any(|name| node.has_name(name))).map(|node| node.id)
}

/// Whether a block is of a list that tells when the page was published, and by whom.
fn is_metadata(block: &Block<'_>) -> bool {
    let Some(list) =
        block.nodes.first().and_then(|node| node.ancestors_it(None).find(|above| above.has_name("dl")))
    else {
        return false;
    };
    let mut terms = list.descendants_it().filter(|inner| inner.has_name("dt"));
    terms.any(|term| {
        let term = folded(&term.text());
        is_one_of(&term, &PHRASES.published) || is_change(&term)
    })
}
