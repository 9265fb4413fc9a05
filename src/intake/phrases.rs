//! What press offices write around a text, in many languages: data, read once.
//!
//! Lines are compared folded: in lower case, white space and apostrophes made alike, the two letters i of Turkish too.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde::Deserialize;

/// Phrases by what they say; folded.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Phrases {
    pub(super) release: Vec<String>,
    pub(super) at_once: Vec<String>,
    pub(super) none: Vec<String>,
    pub(super) embargoed: Vec<String>,
    pub(super) embargo_until: Vec<String>,
    pub(super) label: Vec<String>,
    pub(super) subject: Vec<String>,
    pub(super) source: Vec<String>,
    pub(super) office_end: Vec<String>,
    pub(super) see_also: Vec<String>,
    pub(super) more: Vec<String>,
    pub(super) about_what: Vec<String>,
    pub(super) imprint: Vec<String>,
    pub(super) history: Vec<String>,
    pub(super) letterhead: Vec<String>,
    pub(super) furniture: Vec<String>,
    pub(super) undated: Vec<String>,
    pub(super) programme: Vec<String>,
    pub(super) published: Vec<String>,
    pub(super) leading_over: Vec<String>,
    pub(super) related: Vec<String>,
    pub(super) today: Vec<String>,
    pub(super) coming: Vec<String>,
    pub(super) office: Vec<String>,
    pub(super) embargo: Vec<String>,
    pub(super) section: Vec<String>,
    pub(super) junk: Vec<String>,
    pub(super) page: Vec<String>,
    pub(super) end: Vec<String>,
    pub(super) about: Vec<String>,
    pub(super) contact: Vec<String>,
    pub(super) notes: Vec<String>,
}

/// The phrases of `phrases.toml`.
pub(super) static PHRASES: LazyLock<Phrases> =
    LazyLock::new(|| toml::from_str(include_str!("phrases.toml")).unwrap_or_default());

/// No phrase is longer, in characters, with what may stand before it.
const LONGEST: usize = 120;

/// Brackets, bullets, dashes and direction marks before the words of a line.
const DECORATION: &[char] = &[
    '【', '】', '［', '[', '(', '（', '<', '＜', '〈', '《', '「', '『', '■', '□', '◆', '◇', '●', '○', '◎',
    '▶', '▷', '▪', '※', '*', '•', '·', '-', '–', '—', '=', '_', '#', '>', '|', '"', '“', '☞', '\u{200E}',
    '\u{200F}', '\u{202A}', '\u{202B}', '\u{202C}', '\u{2066}', '\u{2067}', '\u{2069}', ' ', '\u{A0}',
];

/// A line as phrases are compared: white space folded, lower case.
pub(super) fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        if word.is_ascii() {
            folded.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
        } else {
            word.chars().for_each(|character| push(&mut folded, character));
        }
    }
    folded
}

fn push(folded: &mut String, character: char) {
    match character {
        'İ' | 'ı' => folded.push('i'),
        '’' | 'ʼ' => folded.push('\''),
        other => folded.extend(other.to_lowercase()),
    }
}

/// A line whose letters are spaced out, in a script without spaces, as it is spoken: `보 도 자 료`.
pub(super) fn together(line: &str) -> Cow<'_, str> {
    let is_letter = |word: &str| word.chars().all(is_unspaced) && word.chars().count() == 1;
    let mut words = line.split_whitespace();
    let is_spaced_out = words.clone().nth(1).is_some() && words.all(is_letter);
    if is_spaced_out { line.split_whitespace().collect::<String>().into() } else { line.into() }
}

/// The start of a line, as long as a phrase may be.
fn start(line: &str) -> &str {
    line.char_indices().nth(LONGEST).map_or(line, |(end, _)| &line[..end])
}

/// Whether the line is one of these phrases, or one and a colon, perhaps within brackets.
pub(super) fn is_one_of(line: &str, phrases: &[String]) -> bool {
    if start(line).len() < line.len() {
        return false;
    }
    let line = fold(line);
    let bare = line.trim_end_matches([':', '：']).trim_end();
    let inner = bare.trim_matches(|character| {
        DECORATION.contains(&character) || "】］])）>＞〉》」』”".contains(character)
    });
    phrases.iter().any(|phrase| phrase == bare || *phrase == line || (phrase == inner && !inner.is_empty()))
}

/// The phrase that the line starts with, as a whole word, perhaps after a bracket or a bullet; the longest one.
pub(super) fn leading<'a>(line: &str, phrases: &'a [String]) -> Option<&'a str> {
    let line = fold(start(line));
    let find = |line: &str| {
        let starts = |phrase: &&String| {
            line.strip_prefix(phrase.as_str()).is_some_and(|rest| !continues_word(phrase, rest))
        };
        phrases.iter().filter(starts).max_by_key(|phrase| phrase.len()).map(String::as_str)
    };
    find(&line).or_else(|| find(line.trim_start_matches(DECORATION)))
}

/// What comes after a phrase that [`leading`] found in this line.
pub(super) fn after<'a>(line: &'a str, phrase: &str) -> &'a str {
    let mut rest = line.trim_start();
    if !fold(start(rest)).starts_with(phrase) {
        rest = rest.trim_start_matches(DECORATION);
    }
    for word in phrase.split(' ') {
        // Lower case may be longer or shorter than what it was made of, so words are counted, not bytes.
        let mut characters = rest.char_indices();
        let mut folded = String::new();
        while folded.len() < word.len() {
            match characters.next() {
                Some((_, character)) => push(&mut folded, character),
                None => return "",
            }
        }
        rest = characters.as_str().trim_start();
    }
    rest
}

/// Whether one of these phrases is in the text as a whole word.
pub(super) fn has_phrase(text: &str, phrases: &[String]) -> bool {
    let text = fold(text);
    let is_edge = |character: Option<char>| character.is_none_or(|c| !c.is_alphanumeric() || is_unspaced(c));
    phrases.iter().any(|phrase| {
        text.match_indices(phrase.as_str()).any(|(start, _)| {
            // `11:15부터`
            let starts_unspaced = phrase.starts_with(is_unspaced);
            (starts_unspaced || is_edge(text[..start].chars().next_back()))
                && is_edge(text[start + phrase.len()..].chars().next())
        })
    })
}

/// Whether the line ends with one of these phrases, as a whole word where its script knows words.
pub(super) fn ends_with(line: &str, phrases: &[String]) -> bool {
    let line = fold(line);
    phrases.iter().any(|phrase| {
        line.strip_suffix(phrase.as_str()).is_some_and(|rest| {
            rest.chars().next_back().is_none_or(|c| !c.is_alphanumeric() || is_unspaced(c))
        })
    })
}

/// Whether `rest` goes on with the last word of `phrase`. Scripts without spaces have no such words.
fn continues_word(phrase: &str, rest: &str) -> bool {
    let is_spaced = |character: char| character.is_alphabetic() && !is_unspaced(character);
    phrase.ends_with(is_spaced) && rest.starts_with(is_spaced)
}

/// Whether a letter is of a script that puts no spaces between words.
pub(super) fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{0E00}'..='\u{0EFF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_phrases_are_read_and_folded() {
        let phrases: Phrases = toml::from_str(include_str!("phrases.toml")).unwrap();
        for phrase in phrases
            .release
            .iter()
            .chain(&phrases.junk)
            .chain(&phrases.page)
            .chain(&phrases.contact)
            .chain(&phrases.embargo)
        {
            assert_eq!(*phrase, fold(phrase));
        }
    }

    #[test]
    fn a_phrase_leads_as_a_whole_word() {
        assert_eq!(leading("Contact: A. Name", &PHRASES.contact), Some("contact"));
        assert_eq!(leading("Contactless payment", &PHRASES.contact), None);
        assert_eq!(leading("문의처 02-1234", &PHRASES.contact), Some("문의처"));
        assert_eq!(leading("담당자는", &PHRASES.contact), Some("담당자"));
        assert_eq!(after("Media  Contact: A. Name", "media contact"), ": A. Name");
        assert_eq!(leading("BASIN BÜLTENİ 3", &PHRASES.release), Some("basin bülteni"));
        assert_eq!(after("BASIN BÜLTENİ 3", "basin bülteni"), "3");
        assert_eq!(after("【お問い合わせ先】 広報課", "お問い合わせ先"), "】 広報課");
    }
}
