//! A body as plain text, block by block: what a summary is made of, and what is searched for datelines.

use dom_query::{Document, NodeRef};

use crate::text::Text;

/// What a block of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A paragraph, quoted or not.
    Paragraph,
    /// A heading.
    Heading,
    /// An item of a list.
    Item,
    /// A cell of a table.
    Cell,
    /// The caption of a picture or a table.
    Caption,
    /// A footnote.
    Note,
    /// Preformatted text.
    Preformatted,
}

/// A block of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text without XML-illegal characters: white space is one space, a line end is one that the author meant.
    pub text: String,
}

/// Elements that stand in a line of text; all others part it.
#[rustfmt::skip]
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "meter", "nobr", "output", "q", "rb", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "picture", "source",
];
/// Elements whose text is not part of the text.
#[rustfmt::skip]
const SILENT: &[&str] = &[
    "audio", "button", "canvas", "datalist", "object", "rp", "rt", "select", "template", "video", "nav",
    "form",
];

enum Step<'a> {
    Enter(NodeRef<'a>, BlockKind),
    EndBlock(BlockKind),
}

/// The blocks of markup that is bounded in depth.
pub(super) fn of(html: &str) -> Vec<Block> {
    let document = Document::fragment(html);
    let mut blocks = Blocks::default();
    let mut steps = vec![Step::Enter(document.html_root(), BlockKind::Paragraph)];
    while let Some(step) = steps.pop() {
        match step {
            Step::EndBlock(kind) => blocks.end(kind),
            Step::Enter(node, kind) => enter(&node, kind, &mut blocks, &mut steps),
        }
    }
    blocks.end(BlockKind::Paragraph);
    blocks.finished
}

fn enter<'a>(node: &NodeRef<'a>, kind: BlockKind, blocks: &mut Blocks, steps: &mut Vec<Step<'a>>) {
    let Some(name) = node.node_name() else {
        if node.is_text() {
            blocks.push(&node.text(), kind);
        }
        return;
    };
    let name = &*name;
    if name == "br" {
        blocks.push_line_end();
    }
    if SILENT.contains(&name) || (name == "sup" && node.has_class("footnote-reference")) {
        return;
    }
    let mut kind_within = kind;
    if !INLINE.contains(&name) && name != "br" {
        blocks.end(kind);
        kind_within = kind_of(node, name).unwrap_or(kind);
        steps.push(Step::EndBlock(kind_within));
    }
    steps.extend(node.children_it(true).map(|child| Step::Enter(child, kind_within)));
}

fn kind_of(node: &NodeRef<'_>, name: &str) -> Option<BlockKind> {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(BlockKind::Heading),
        "li" | "dt" | "dd" => Some(BlockKind::Item),
        "td" | "th" => Some(BlockKind::Cell),
        "caption" | "figcaption" => Some(BlockKind::Caption),
        "pre" => Some(BlockKind::Preformatted),
        "div" if node.has_class("footnote-definition") => Some(BlockKind::Note),
        _ => None,
    }
}

#[derive(Default)]
struct Blocks {
    finished: Vec<Block>,
    text: String,
}

impl Blocks {
    fn push(&mut self, text: &str, kind: BlockKind) {
        for character in text.chars().filter(|&character| crate::text::is_legal(character)) {
            if character == '\n' && kind == BlockKind::Preformatted {
                self.push_line_end();
            } else if matches!(character, ' ' | '\t' | '\n' | '\r') {
                if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                    self.text.push(' ');
                }
            } else {
                self.text.push(character);
            }
        }
    }

    fn push_line_end(&mut self) {
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn end(&mut self, kind: BlockKind) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        if !text.is_empty() {
            self.finished.push(Block { kind, text: text.to_owned() });
        }
    }
}

/// Whether two lines say the same, whatever their case, white space and punctuation.
pub(in crate::article) fn is_same_line(a: &str, b: &str) -> bool {
    let essence = |line: &str| -> String {
        line.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let a = essence(a);
    !a.is_empty() && a == essence(b)
}

/// Sanitised markup without a first heading or paragraph that repeats the title.
pub(super) fn without_title<'a>(html: &'a str, title: &Text) -> &'a str {
    for name in ["h1", "h2", "p"] {
        let Some(rest) = html.strip_prefix(&format!("<{name}")) else { continue };
        let end = format!("</{name}>");
        let Some((first, after)) = rest.split_once(&end) else { continue };
        let is_title = first.starts_with(['>', ' '])
            && of(&html[..html.len() - after.len()])
                .first()
                .is_some_and(|block| is_same_line(&block.text, title));
        if is_title {
            return after.trim_start();
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<(BlockKind, String)> {
        of(html).into_iter().map(|block| (block.kind, block.text)).collect()
    }

    #[test]
    fn every_block_knows_what_it_is() {
        let html = "<h2>H</h2>lose <b>bold</b>\n text<p>p<br> q</p><ul><li>i</ul><figure><img alt=no>\
                    <figcaption>c</figcaption></figure><table><caption>t</caption><tr><td>d</table><p>&nbsp;</p>";
        let expected = [
            (BlockKind::Heading, "H"),
            (BlockKind::Paragraph, "lose bold text"),
            (BlockKind::Paragraph, "p\nq"),
            (BlockKind::Item, "i"),
            (BlockKind::Caption, "c"),
            (BlockKind::Caption, "t"),
            (BlockKind::Cell, "d"),
        ];
        assert_eq!(texts(html), expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn only_a_first_line_that_is_the_title_goes() {
        let title = Text::line("Open: the “new” bridge");
        assert_eq!(
            without_title("<h1 id=\"x\">Open: the <b>new</b> bridge</h1>\n<p>a</p>", &title),
            "<p>a</p>"
        );
        for kept in
            ["<p>a</p><h1>Open: the new bridge</h1>", "<h1>Open</h1>", "<pre>Open: the new bridge</pre>"]
        {
            assert_eq!(without_title(kept, &title), kept);
        }
    }
}
