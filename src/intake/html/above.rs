//! The headings above a text: below the name of the site and a release label stands the headline, whatever its level.

use super::block::{Block, Kind};
use super::page::Page;
use super::title::essence;
use crate::intake::letterhead::is_name;
use crate::intake::phrases::{PHRASES, leading};
use crate::intake::shape::is_prose;
use crate::intake::title::Vocabulary;

/// The headings of a page, seen from its text.
pub(super) struct Above<'a, 'b> {
    blocks: &'b [Block<'a>],
    /// What the text is about.
    pub(super) vocabulary: Vocabulary,
}

impl<'a, 'b> Above<'a, 'b> {
    /// Of the blocks of a page.
    pub(super) fn of(blocks: &'b [Block<'a>]) -> Self {
        let text = blocks.iter().filter(|block| is_text(block)).map(|block| block.text.as_str());
        Self { blocks, vocabulary: Vocabulary::of_texts(text) }
    }

    /// The first heading below those that name only the site or the kind of text, and above the text.
    pub(super) fn headline(&self, is_label: impl Fn(&str) -> bool) -> Option<usize> {
        let mut first_level = self.headings(0).filter(|&index| self.blocks[index].kind == Kind::Heading(1));
        let start = first_level
            .next()
            .or_else(|| self.headings(0).find(|&index| is_label(&self.blocks[index].text)))?;
        let is_headline =
            |&index: &usize| self.blocks[index].linked < 50 && !is_label(&self.blocks[index].text);
        let is_none =
            is_label(&self.blocks[start].text) && first_level.all(|other| is_label(&self.blocks[other].text));
        let text = self.text(start)?;
        let mut below = self.headings(start + 1).take_while(|&index| index < text);
        is_none.then(|| below.find(is_headline))?
    }

    /// The `h1` of a page's head that is the name of the site: all that the page calls itself, a name by its shape, and
    /// with another heading nearer to the text, which is its headline or says that it is a release.
    pub(super) fn site(&self, page: &Page, is_label: impl Fn(&str) -> bool) -> Option<&'b str> {
        let title = essence(page.title.as_deref()?);
        let start = self.headings(0).find(|&index| self.blocks[index].kind == Kind::Heading(1))?;
        let name = &self.blocks[start];
        let text = self.text(start)?;
        let nearest = self.headings(start + 1).take_while(|&index| index < text).last()?;
        let nearest = self.blocks[nearest].text.as_str();
        let is_site = essence(&name.text) == title
            && is_name(&name.text)
            && (is_of_page_head(name) || leading(&name.text, &PHRASES.office).is_some())
            && (is_label(nearest) || self.vocabulary.backs(nearest));
        is_site.then_some(name.text.as_str())
    }

    /// The headings from an index on.
    fn headings(&self, start: usize) -> impl Iterator<Item = usize> {
        let is_heading = |&index: &usize| {
            !self.blocks[index].is_outside && matches!(self.blocks[index].kind, Kind::Heading(_))
        };
        (start..self.blocks.len()).filter(is_heading)
    }

    /// The first of the text behind an index.
    fn text(&self, start: usize) -> Option<usize> {
        (start + 1..self.blocks.len()).find(|&index| is_text(&self.blocks[index]))
    }
}

/// Whether a block is running text.
fn is_text(block: &Block<'_>) -> bool {
    let is_heading = matches!(block.kind, Kind::Heading(_));
    !block.is_outside && !is_heading && block.linked < 50 && is_prose(&block.text)
}

/// Whether a block stands in the head of the page, and not in that of an article.
fn is_of_page_head(block: &Block<'_>) -> bool {
    let Some(node) = block.nodes.first() else { return false };
    let is_any =
        |names: &[&str]| node.ancestors_it(None).any(|above| names.iter().any(|name| above.has_name(name)));
    let is_named = || {
        let mut names = node.ancestors_it(None).flat_map(|above| [above.id_attr(), above.class()]).flatten();
        names.any(|name| {
            ["header", "masthead", "banner", "branding", "site-header"].contains(&&*name.to_lowercase())
        })
    };
    !is_any(&["article", "main", "section"]) && (is_any(&["header"]) || is_named())
}
