//! Addresses as site generators make them: templates with tokens, and words made fit for a path.

use std::sync::LazyLock;

use regex::Regex;

/// A letter, a digit or a mark that belongs to one, of any script.
#[expect(clippy::expect_used, reason = "the pattern is a constant")]
static WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[\p{L}\p{Nd}\p{M}]$").expect("a pattern of the program compiles"));

/// A token of a template: `:name` or `:name[…]`.
#[expect(clippy::expect_used, reason = "the pattern is a constant")]
static TOKEN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r":(\w+(?:\[.*?\])?)").expect("a pattern of the program compiles"));

/// Fills in a template; or why it can't be: a token without a value.
pub(super) fn expand(template: &str, value: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut expanded = String::new();
    let mut end = 0;
    for token in TOKEN.captures_iter(template) {
        let (whole, name) = (token.get_match(), &token[1]);
        let filled = value(name)
            .ok_or_else(|| format!("`{}` of the permalink `{template}` is not known", whole.as_str()))?;
        expanded += &template[end..whole.start()];
        expanded += &filled;
        end = whole.end();
    }
    Ok(expanded + &template[end..])
}

/// Whether a character belongs to a word.
pub(super) fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || WORD.is_match(character.encode_utf8(&mut [0; 4]))
}

/// Words parted by single hyphens, none at the ends; `others` are the characters besides those of words that stay.
pub(super) fn hyphenated(text: &str, others: &str) -> String {
    let is_kept = |character: char| is_word(character) || others.contains(character);
    let words = text.split(|character| !is_kept(character)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}
