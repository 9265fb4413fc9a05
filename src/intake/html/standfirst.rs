//! What stands between the title and the text: a standfirst is text, a subtitle is a headline.

use std::collections::BTreeSet;

use dom_query::NodeRef;

use super::block::{Block, Kind};
use super::page::Page;
use super::title::essence;
use crate::intake::shape::is_prose;

/// Words in the names of elements that hold a standfirst.
#[rustfmt::skip]
const STANDFIRST: &[&str] = &[
    "chapo", "chapeau", "lead", "lede", "intro", "introtext", "introduction", "standfirst", "teaser", "ingress",
    "vorspann", "anreisser", "abstract", "entradilla", "occhiello", "sommario",
];
/// Words in the names of elements that speak of something else than the release.
#[rustfmt::skip]
const OTHER: &[&str] = &[
    "author", "autor", "auteur", "autore", "bio", "profile", "cookie", "cookies", "consent", "gdpr", "paywall", "newsletter",
    "ad", "ads", "caption", "image", "img", "picture", "photo", "figure",
];
/// Parts of the names of elements that hold a subtitle.
#[rustfmt::skip]
const SUBTITLE: &[&str] = &[
    "subtitle", "sub-title", "subhead", "standfirst", "deck", "dek", "subjudul", "untertitel", "subtitulo", "sottotitolo",
    "ondertitel", "sous-titre", "soustitre", "chapeau", "linha-fina", "bajada", "documentdescription", "podtytul",
    "subtitol",
];
/// Words in the names of elements that hold a line above the headline.
#[rustfmt::skip]
const KICKER: &[&str] = &[
    "kicker", "category", "topline", "overline", "eyebrow", "rubric", "rubrik", "pretitle", "preheadline", "surtitle",
    "supertitle", "dachzeile", "spitzmarke", "surtitre", "occhiello", "antetitulo",
];

/// Names of metadata that often are the standfirst, whole or cut.
const DESCRIPTIONS: &[&str] = &["description", "og:description", "twitter:description"];
/// Texts that are the same for so long say the same, in characters.
const SAME: usize = 30;
/// How far above a block the element may be that is named after it.
const NEAREST: usize = 2;

/// The blocks between the title and the first of the text, both of them by index, that are text as well.
pub(super) fn standfirsts(
    page: &Page,
    blocks: &[Block<'_>],
    title: usize,
    text: &BTreeSet<usize>,
) -> Vec<usize> {
    let Some(&lead) = text.first() else { return Vec::new() };
    let described: Vec<String> = page.metas(DESCRIPTIONS).iter().map(|text| essence(text)).collect();
    let is_standfirst = |&index: &usize| {
        let block = &blocks[index];
        let words = essence(&block.text);
        let is_headline =
            matches!(block.kind, Kind::Heading(_)) || (index == title + 1 && marks_subtitle(block));
        let is_described = || described.iter().any(|text| say_the_same(text, &words));
        let is_named = || names_standfirst(block) && is_of_article(block, &blocks[title], &blocks[lead]);
        let is_repeated = || text.iter().any(|&other| say_the_same(&essence(&blocks[other].text), &words));
        is_prose(&block.text)
            && !is_headline
            && block.linked < 50
            && (is_described() || is_named())
            && !is_repeated()
    };
    (title + 1..lead).filter(is_standfirst).collect()
}

/// Whether one text is the start of the other.
fn say_the_same(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    short.len() >= SAME && long.starts_with(short)
}

fn names_standfirst(block: &Block<'_>) -> bool {
    let Some(node) = block.nodes.first() else { return false };
    let above: Vec<NodeRef<'_>> = node.ancestors_it(Some(NEAREST)).collect();
    let is_any = |nodes: &[NodeRef<'_>], names: &[&str]| {
        nodes.iter().flat_map(words).any(|word| names.contains(&word.as_str()))
    };
    is_any(&above, STANDFIRST) && !is_any(&above, OTHER)
}

/// The words that the name of an element is made of: `article__introText` has three.
fn words(node: &NodeRef<'_>) -> Vec<String> {
    let names = [node.class(), node.id_attr()].into_iter().flatten();
    let mut words = vec![String::new()];
    for character in names.flat_map(|names| format!("{names} ").chars().collect::<Vec<_>>()) {
        let ends = !character.is_alphanumeric()
            || (character.is_uppercase()
                && words.last().is_some_and(|word| word.ends_with(|c: char| c.is_lowercase())));
        if ends {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| character.is_alphanumeric()) {
            word.push(character);
        }
    }
    words.iter().map(|word| word.to_lowercase()).collect()
}

/// Whether a block stands in the innermost element that holds both the title and the text.
fn is_of_article(block: &Block<'_>, title: &Block<'_>, text: &Block<'_>) -> bool {
    let above = |block: &Block<'_>| {
        let first = block.nodes.first();
        first.map_or_else(Vec::new, |node| node.ancestors_it(None).map(|above| above.id).collect())
    };
    let of_text = above(text);
    let common = above(title).into_iter().find(|id| of_text.contains(id));
    common.is_some_and(|common| above(block).contains(&common))
}

/// Whether an element is named as one that holds a subtitle.
pub(super) fn marks_subtitle(block: &Block<'_>) -> bool {
    block.nodes.first().and_then(NodeRef::parent).is_some_and(|parent| names_subtitle(&parent))
}

/// Whether an element is named as a line above or below the headline.
pub(super) fn names_line_beside(node: &NodeRef<'_>) -> bool {
    names_subtitle(node) || words(node).iter().any(|word| KICKER.contains(&word.as_str()))
}

fn names_subtitle(node: &NodeRef<'_>) -> bool {
    let class = node.class().unwrap_or_default().to_ascii_lowercase();
    SUBTITLE.iter().any(|name| class.contains(name))
}
