//! The blocks of a page in reading order, each with the nodes that it is made of.

use dom_query::NodeRef;

use super::beside::Beside;
use super::standfirst::names_line_beside;
use crate::intake::phrases::{PHRASES, leading};

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading of this level.
    Heading(u8),
    /// A paragraph, or text that stands by itself.
    Paragraph,
    /// An item of a list.
    Item,
    /// A cell of a table.
    Cell,
    /// The caption of a picture.
    Caption,
}

/// A block of text.
#[derive(Clone, Debug)]
pub(super) struct Block<'a> {
    /// What it is.
    pub(super) kind: Kind,
    /// Its text on one line.
    pub(super) text: String,
    /// Siblings that hold the text, and nothing else.
    pub(super) nodes: Vec<NodeRef<'a>>,
    /// Whether it stands in navigation, an aside, a footer, or is hidden.
    pub(super) is_outside: bool,
    /// How much of it is links, in hundredths.
    pub(super) linked: usize,
}

impl Block<'_> {
    /// Whether it is links for the most part, and none of them is a mail address or a telephone number.
    pub(super) fn is_navigation(&self) -> bool {
        self.linked > 60 && !self.text.contains('@') && !self.text.contains(|c: char| c.is_ascii_digit())
    }
}

/// Elements that stand in a line of text; all others part it.
#[rustfmt::skip]
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "br",
];
/// Elements without text for readers.
#[rustfmt::skip]
const SILENT: &[&str] = &[
    "script", "style", "template", "head", "title", "select", "button", "input", "textarea", "option", "iframe",
    "object", "embed", "audio", "video", "canvas", "map", "dialog", "img", "picture", "source", "noscript-fallback",
    "meta", "link", "svg",
];
/// A longer line was not broken by hand.
const LONGEST_WRAPPED_LINE: usize = 110;
/// Lines that are all shorter than this stand by themselves.
const LONGEST_LISTED_LINE: usize = 50;
/// No page nests deeper; the tree is bounded ahead of this.
pub(super) const DEEPEST: usize = 500;

/// The blocks below a node.
pub(super) fn blocks<'a>(root: &NodeRef<'a>) -> Vec<Block<'a>> {
    let mut blocks = Vec::new();
    let beside = Beside::of(root);
    walk(root, Context { kind: Kind::Paragraph, is_outside: false, depth: 0, beside: &beside }, &mut blocks);
    blocks
}

#[derive(Clone, Copy)]
struct Context<'b> {
    kind: Kind,
    is_outside: bool,
    depth: usize,
    beside: &'b Beside,
}

fn walk<'a>(node: &NodeRef<'a>, context: Context<'_>, blocks: &mut Vec<Block<'a>>) {
    let mut run: Vec<NodeRef<'a>> = Vec::new();
    let mut breaks = 0;
    for child in node.children() {
        let name = child.node_name();
        let name = name.as_deref().unwrap_or_default();
        if SILENT.contains(&name) || context.depth > DEEPEST {
            continue;
        }
        // A kicker or a subtitle within the headline is none of its words.
        let is_beside = context.kind == Kind::Heading(1) && is_beside_headline(&child, node);
        if child.is_text() || (!is_beside && INLINE.contains(&name) && is_inline(&child)) {
            let is_blank = child.is_text() && child.text().trim().is_empty();
            breaks = if name == "br" { breaks + 1 } else { breaks * usize::from(is_blank) };
            run.push(child);
            if breaks == 2 {
                finish(std::mem::take(&mut run), context, blocks);
            }
        } else if child.is_element() {
            finish(std::mem::take(&mut run), context, blocks);
            let is_outside = context.is_outside || context.beside.is_outside(&child, name);
            let kind = if is_beside { Some(Kind::Paragraph) } else { kind_of(name) };
            let kind = kind.unwrap_or(context.kind);
            walk(&child, Context { kind, is_outside, depth: context.depth + 1, ..context }, blocks);
        }
    }
    finish(run, context, blocks);
}

/// Whether an element of a headline is named as its kicker or subtitle, and is not all of it.
fn is_beside_headline(node: &NodeRef<'_>, headline: &NodeRef<'_>) -> bool {
    node.is_element() && names_line_beside(node) && folded(&node.text()) != folded(&headline.text())
}

/// Whether an element of a line holds no block, and no empty line.
fn is_inline(node: &NodeRef<'_>) -> bool {
    let mut last_is_break = false;
    node.descendants_it().all(|inner| {
        let name = inner.node_name();
        let name = name.as_deref().unwrap_or_default();
        let is_empty_line = name == "br" && last_is_break;
        if !(inner.is_text() && inner.text().trim().is_empty()) {
            last_is_break = name == "br";
        }
        !is_empty_line && (!inner.is_element() || INLINE.contains(&name) || is_silent(&inner, node))
    })
}

/// Whether readers see no text of a node below this one.
fn is_silent(node: &NodeRef<'_>, root: &NodeRef<'_>) -> bool {
    let above = node.ancestors_it(None).take_while(|above| above.id != root.id);
    std::iter::once(*node).chain(above).any(|node| SILENT.iter().any(|name| node.has_name(name)))
}

fn kind_of(name: &str) -> Option<Kind> {
    match name {
        "h1" => Some(Kind::Heading(1)),
        "h2" => Some(Kind::Heading(2)),
        "h3" => Some(Kind::Heading(3)),
        "h4" | "h5" | "h6" => Some(Kind::Heading(4)),
        "li" | "dt" | "dd" => Some(Kind::Item),
        "td" | "th" => Some(Kind::Cell),
        "figcaption" | "caption" => Some(Kind::Caption),
        "p" => Some(Kind::Paragraph),
        _ => None,
    }
}

/// Makes a block of a run of siblings, or one of each of its lines where they stand by themselves.
fn finish<'a>(run: Vec<NodeRef<'a>>, context: Context<'_>, blocks: &mut Vec<Block<'a>>) {
    let lines: Vec<Vec<NodeRef<'a>>> =
        run.split_inclusive(|node| node.has_name("br")).map(<[NodeRef<'a>]>::to_vec).collect();
    let texts: Vec<String> = lines.iter().map(|line| text_of(line)).filter(|text| !text.is_empty()).collect();
    let kind_breaks = !matches!(context.kind, Kind::Heading(_) | Kind::Caption);
    if texts.len() > 1 && kind_breaks && stand_alone(&texts) {
        lines.into_iter().for_each(|line| push(line, context, blocks));
    } else {
        push(run, context, blocks);
    }
}

fn stand_alone(lines: &[String]) -> bool {
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let opens_section = [&PHRASES.contact, &PHRASES.notes, &PHRASES.embargo, &PHRASES.release]
        .iter()
        .any(|phrases| leading(&lines[0], phrases).is_some());
    let is_wrapped = (LONGEST_LISTED_LINE..=LONGEST_WRAPPED_LINE).contains(&longest);
    opens_section || !is_wrapped
}

fn push<'a>(nodes: Vec<NodeRef<'a>>, context: Context<'_>, blocks: &mut Vec<Block<'a>>) {
    let text = text_of(&nodes);
    if text.is_empty() {
        return;
    }
    let links = nodes.iter().flat_map(|node| {
        let is_link = node.has_name("a").then_some(*node);
        is_link.into_iter().chain(node.descendants_it().filter(|inner| inner.has_name("a")))
    });
    let linked: usize = links.map(|link| folded(&link.text()).chars().count()).sum();
    let linked = linked * 100 / text.chars().count().max(1);
    blocks.push(Block { kind: context.kind, text, nodes, is_outside: context.is_outside, linked });
}

fn text_of(nodes: &[NodeRef<'_>]) -> String {
    let text: String =
        nodes.iter().map(|node| if node.has_name("br") { "\n".into() } else { with_breaks(node) }).collect();
    folded(&text)
}

/// The text of a node, a space for each line break in it.
fn with_breaks(node: &NodeRef<'_>) -> String {
    if node.is_text() {
        return node.text().to_string();
    }
    let parts = node.descendants_it().map(|inner| match inner.has_name("br") {
        true => " ".to_owned(),
        false if inner.is_text() && !is_silent(&inner, node) => inner.text().to_string(),
        false => String::new(),
    });
    parts.collect()
}

/// White space folded; no-break spaces stay inside the text, and go at its ends.
pub(super) fn folded(text: &str) -> String {
    let words: Vec<&str> = text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()).collect();
    crate::text::clean(&words.join(" ")).trim().replace('\u{AD}', "")
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    fn texts(html: &str) -> Vec<String> {
        let document = Document::from(html);
        blocks(&document.root()).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn lines_and_blocks_part_a_page() {
        assert_eq!(
            texts("<div>one <b>bold</b><br><br>two<p>three</p>four<ul><li>a<li>b</ul></div>"),
            ["one bold", "two", "three", "four", "a", "b"]
        );
        assert_eq!(texts("<span>one<br><br>two</span>"), ["one", "two"]);
        assert_eq!(
            texts("<p>Contact:<br>A. Name<br>a@a.example</p>"),
            ["Contact:", "A. Name", "a@a.example"]
        );
        assert_eq!(texts("<h1>A long<br>headline</h1>"), ["A long headline"]);
    }

    #[test]
    fn what_readers_do_not_see_parts_no_line() {
        let person = "<span itemscope><meta itemprop=name content=x><link rel=x href=y>Ann</span>";
        assert_eq!(texts(&format!("<p>one {person}<meta name=x> two</p>")), ["one Ann two"]);
        let sign = "<svg><title>Opens a new window</title><g><path d=M0/></g></svg>";
        assert_eq!(texts(&format!("<p>one <a href=x>link{sign}</a>{sign} two</p>")), ["one link two"]);
    }

    #[test]
    fn a_block_knows_where_it_stands() {
        let document = Document::from("<nav><a href=/>Home</a></nav><main><p>Text <a href=x>link</a></main>");
        let blocks = blocks(&document.root());
        assert!(blocks[0].is_outside && blocks[0].linked == 100 && blocks[0].is_navigation());
        assert!(!blocks[1].is_outside && blocks[1].linked == 44);
        let document = Document::from("<aside><h1>Title</h1><div itemprop=articleBody>Text</div></aside>");
        assert!(super::blocks(&document.root()).iter().all(|block| !block.is_outside));
    }
}
