//! The summary that is made of a release's lead where no human wrote one: whole sentences, plain text.

use crate::article::body::{Block, BlockKind, is_same_line};
use crate::article::{Article, Body, Dateline};
use crate::language::Language;
use crate::text::Text;

mod label;
mod sentence;

/// How many characters no summary exceeds.
const MOST: usize = 500;
/// How many characters of the lead are enough to leave the rest of the text alone.
const ENOUGH: usize = 100;
/// How many blocks from the start are searched for a dateline.
const SEARCHED_FOR_DATELINE: usize = 12;
/// How many characters a paragraph without a full stop must have to be taken for text, not for a label or a headline.
const PROSE: usize = 100;
/// What a point of a list starts with in a plain text.
const BULLETS: [&str; 4] = ["•", "●", "▪", "- "];
/// What ends a line that only announces others.
const COLONS: [char; 2] = [':', '：'];
/// How many words a headline must have to be told from the beginning of a sentence.
const HEADLINE_WORDS: usize = 4;

/// The release's summary, plain text: the human one, else whole sentences of its lead.
#[must_use]
pub fn of(article: &Article) -> Text {
    article.summary.clone().unwrap_or_else(|| {
        of_body(&article.body, &article.title, article.subtitle.as_ref(), &article.facets.language)
    })
}

/// Whole sentences of the lead of a body under these headlines.
#[must_use]
pub fn of_body(body: &Body, title: &Text, subtitle: Option<&Text>, language: &Language) -> Text {
    let make = |blocks: &[Block]| {
        let made = Summary::new(language).of_blocks(blocks, Headlines { title, subtitle });
        [Some(&made), subtitle].into_iter().flatten().find(|text| !text.is_blank()).unwrap_or(title).clone()
    };
    body.summary(make).clone()
}

/// The lines above a text, which may be repeated in it.
#[derive(Clone, Copy)]
struct Headlines<'a> {
    title: &'a Text,
    subtitle: Option<&'a Text>,
}

/// How long a summary should be, in characters, and in which language its sentences end.
struct Summary<'a> {
    language: &'a Language,
    at_least: usize,
    at_most: usize,
}

impl<'a> Summary<'a> {
    fn new(language: &'a Language) -> Self {
        let is_dense = matches!(language.primary(), "zh" | "yue" | "ja" | "ko");
        let (at_least, at_most) = if is_dense { (100, 160) } else { (200, 350) };
        Self { language, at_least, at_most }
    }

    fn of_blocks(&self, blocks: &[Block], headlines: Headlines<'_>) -> Text {
        let mut text = String::new();
        let announces = |text: &String| text.trim_end().ends_with(COLONS);
        let mut paragraphs = paragraphs(blocks, headlines);
        if paragraphs.iter().all(announces) {
            paragraphs = self.items(blocks, headlines);
        }
        for paragraph in paragraphs {
            let is_full = self.add_sentences(&mut text, &paragraph);
            if is_full || length(&text) >= ENOUGH {
                break;
            }
            text.push(' ');
        }
        Text::line(&text)
    }

    /// The items of a text that has nothing but lists and the lines that announce them, as sentences.
    fn items(&self, blocks: &[Block], headlines: Headlines<'_>) -> Vec<String> {
        let stop = if matches!(self.language.primary(), "zh" | "yue" | "ja") { '。' } else { '.' };
        let sentence = |mut text: String| {
            if !label::ends_sentence(&text) {
                text.push(stop);
            }
            text
        };
        let items = blocks.iter().filter(|block| block.kind == BlockKind::Item);
        items.filter_map(|item| prose(item, headlines)).map(sentence).collect()
    }

    /// Adds as many sentences of a paragraph as the summary has room for; whether one had to stay out.
    fn add_sentences(&self, text: &mut String, paragraph: &str) -> bool {
        let mut sentences = sentence::sentences(paragraph, self.language);
        leave_out_endings(&mut sentences, text.is_empty());
        for sentence in sentences {
            if text.is_empty() {
                text.push_str(&sentence::cut(sentence, MOST));
                continue;
            }
            let (now, then) = (length(text), length(text) + length(sentence));
            let most = if now < ENOUGH { MOST } else { self.at_most };
            if now >= self.at_least || then > most {
                return true;
            }
            text.push_str(sentence);
        }
        false
    }
}

/// Leaves out a byline in brackets, and a last sentence that only announces a list.
fn leave_out_endings(sentences: &mut Vec<&str>, is_first: bool) {
    while sentences.len() > usize::from(is_first)
        && sentences
            .last()
            .map(|last| last.trim())
            .is_some_and(|last| last.ends_with(COLONS) || is_byline(last))
    {
        sentences.pop();
    }
}

fn is_byline(sentence: &str) -> bool {
    sentence.starts_with(['(', '（', '['])
        && sentence.ends_with([')', '）', ']', '.'])
        && length(sentence) <= 40
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// The paragraphs of prose from the lead on, without what stands before their first words.
fn paragraphs(blocks: &[Block], headlines: Headlines<'_>) -> Vec<String> {
    let of_kind = |wanted: fn(BlockKind) -> bool| -> Vec<String> {
        blocks.iter().filter(|block| wanted(block.kind)).filter_map(|block| prose(block, headlines)).collect()
    };
    let mut paragraphs = of_kind(|kind| kind == BlockKind::Paragraph);
    if paragraphs.is_empty() {
        paragraphs =
            of_kind(|kind| !matches!(kind, BlockKind::Heading | BlockKind::Note | BlockKind::Caption));
    }
    let is_point = |text: &str| BULLETS.iter().any(|bullet| text.starts_with(bullet));
    let starts_text = |text: &String| Dateline::split(text).is_some_and(|dateline| dateline.is_certain);
    if let Some(lead) = paragraphs.iter().take(SEARCHED_FOR_DATELINE).position(starts_text) {
        paragraphs.drain(..lead);
    }
    leave_dateline_out(&mut paragraphs);
    let is_text = |text: &String| label::ends_sentence(text) || length(text) >= PROSE;
    if paragraphs.iter().any(is_text) {
        paragraphs.retain(is_text);
    }
    // Key points above the lead of a plain text are no sentences.
    let points = paragraphs.iter().take_while(|text| is_point(text)).count();
    if (1..paragraphs.len()).contains(&points) {
        paragraphs.drain(..points);
        leave_dateline_out(&mut paragraphs);
    }
    paragraphs
}

fn leave_dateline_out(paragraphs: &mut [String]) {
    if let Some(first) = paragraphs.first_mut()
        && let Some(dateline) = Dateline::split(first)
    {
        *first = dateline.rest.to_owned();
    }
}

/// The text of a block without the lines that are none of it; `None` where nothing else is in it.
fn prose(block: &Block, headlines: Headlines<'_>) -> Option<String> {
    let repeats = |line: &str| {
        is_same_line(line, headlines.title)
            || headlines.subtitle.is_some_and(|subtitle| is_same_line(line, subtitle))
    };
    let lines: Vec<&str> =
        block.text.lines().filter(|line| !label::is_label(line) && !repeats(line)).collect();
    let text = lines.join(" ");
    let text = without_headline(label::without_label(text.trim()), headlines.title);
    (!text.is_empty()).then(|| text.to_owned())
}

/// A text without the headline in front of it, as pages that lost their lines have it.
fn without_headline<'a>(text: &'a str, title: &str) -> &'a str {
    // A short title could as well begin the first sentence.
    if title.split_whitespace().count() < HEADLINE_WORDS {
        return text;
    }
    text.strip_prefix(title)
        .filter(|rest| rest.starts_with(char::is_whitespace))
        .map(str::trim_start)
        .filter(|rest| rest.starts_with(char::is_uppercase))
        .unwrap_or(text)
}

#[cfg(test)]
mod tests;
