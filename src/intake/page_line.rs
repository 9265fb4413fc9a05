//! Lines of the page around a text, which a paste brings along: buttons, links, the way to the page, its imprint.
//!
//! Only what no text would say of itself is one: a line that is dropped is read by nobody.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;
use super::phrases::{PHRASES, after, is_one_of, leading};

/// The foot of a printed page.
static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:page|seite|halaman|hal\.?|página|pág\.?|pagina|side|sida|sivu|strona|strana|стр(?:аница|\.)?|trang|sayfa|muka surat)\s\d{1,3}(?:\s?(?:/|of|von|de|dari|di|van|sur|z|из|av|af|/)\s?\d{1,3})?\W*$",
    )
});

/// What parts the steps to a page from the site's first one.
const ARROWS: [char; 4] = ['>', '»', '›', '→'];

/// What may stand between the links of a row, and after the last one.
const BETWEEN_LINKS: [char; 8] = ['。', '.', '|', '/', '·', '•', ',', ' '];

/// Whether a line is nothing but buttons and links.
pub(super) fn is_button(text: &str) -> bool {
    is_one_of(text, &PHRASES.junk) || is_row_of_links(text)
}

/// Whether a line leads to another text, numbers a page, is the way to this one or the page's imprint.
pub(super) fn is_of_page(text: &str) -> bool {
    leading(text, &PHRASES.see_also).is_some()
        || leading(text, &PHRASES.imprint).is_some()
        || PAGE_NUMBER.is_match(text)
        || is_trail_from_home(text)
}

/// Whether a line has so many arrows as the way to a page has: `Example › Town › News`.
pub(super) fn is_trail(text: &str) -> bool {
    text.matches(ARROWS).count() >= 2
}

/// Whether a line is the way to the page from the site's first one: `Home > News > Press releases`.
fn is_trail_from_home(text: &str) -> bool {
    let mut steps = text.split(ARROWS).map(str::trim);
    steps.clone().count() > 1 && steps.next().is_some_and(|first| is_one_of(first, &PHRASES.section))
}

/// Whether a line is nothing but phrases of a page, a sure one or one of several words among them: `ページの先頭です。 メニューを飛ばして本文へ`.
fn is_row_of_links(text: &str) -> bool {
    let mut rest = text.trim();
    let mut is_sure = false;
    let mut count = 0;
    while !rest.is_empty() {
        let sure = leading(rest, &PHRASES.page);
        let Some(phrase) = sure.or_else(|| leading(rest, &PHRASES.junk)) else { return false };
        is_sure |= sure.is_some();
        count += 1;
        rest = after(rest, phrase).trim_start_matches(BETWEEN_LINKS);
    }
    is_sure || (count > 1 && leading(text, &PHRASES.junk).is_some_and(|first| first.contains(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buttons_and_links_are_told_from_text() {
        for line in [
            "Skip to main content",
            ":::",
            "ページの先頭です。 メニューを飛ばして本文へ",
            "본문 바로가기 메인메뉴 바로가기",
            "印刷 大きな文字で印刷",
            "Share on Twitter Share on Facebook",
        ] {
            assert!(is_button(line), "{line}");
        }
        for line in
            ["Zum Inhalt der neuen Verordnung", "本文へのご意見", "인쇄하기 좋은 날", "Print works open"]
        {
            assert!(!is_button(line), "{line}");
        }
    }
}
