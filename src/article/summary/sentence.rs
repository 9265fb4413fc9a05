//! Whole sentences, and cuts between words where a sentence is too long.

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use crate::language::Language;

/// What opens a quotation or a bracket, and what may close it. In some languages the marks point the other way.
const PAIRS: &[(char, &[char])] = &[
    ('(', &[')']),
    ('[', &[']']),
    ('{', &['}']),
    ('（', &['）']),
    ('［', &['］']),
    ('「', &['」']),
    ('『', &['』']),
    ('《', &['》']),
    ('〈', &['〉']),
    ('【', &['】']),
    ('“', &['”']),
    ('„', &['“', '”']),
    ('”', &['”']),
    ('«', &['»']),
    ('»', &['«', '»']),
    ('"', &['"']),
    ('＂', &['＂']),
];

/// No more of a paragraph is parted into sentences, in bytes: no summary is as long.
const LONGEST: usize = 8_000;

/// The sentences of a paragraph's start, in order, each with the white space behind it. None ends inside a quotation or a
/// bracket that the paragraph closes.
pub(super) fn sentences<'a>(paragraph: &'a str, language: &Language) -> Vec<&'a str> {
    let paragraph = &paragraph[..paragraph.floor_char_boundary(LONGEST)];
    let closed = enclosed(paragraph);
    let mut found = Vec::new();
    let (mut start, mut end) = (0, 0);
    for piece in sentencex::segment(language.primary(), paragraph) {
        end += piece.len();
        let is_inside = closed.iter().any(|&(open, close)| open < end && end <= close);
        if !is_inside && is_boundary(&paragraph[start..end], &paragraph[end..]) {
            found.push(&paragraph[start..end]);
            start = end;
        }
    }
    found.push(&paragraph[start..]);
    found.retain(|sentence| !sentence.trim().is_empty());
    found
}

/// Whether a sentence can end between these two. An initial, a small letter, and a letter right behind a closing mark
/// (`。」と述べた`) speak against it.
fn is_boundary(before: &str, after: &str) -> bool {
    let starts_small = after.trim_start().starts_with(char::is_lowercase);
    let last_word = before.split_whitespace().next_back().unwrap_or_default();
    let is_initial = last_word.strip_suffix('.').is_some_and(|word| {
        let mut letters = word.trim_start_matches(['(', '“', '"']).chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
    });
    let is_attached = before.ends_with(['"', '”', '’', '»', '」', '』', ')', '）'])
        && after.starts_with(char::is_alphabetic);
    !starts_small && !is_initial && !is_attached
}

/// Where quotations and brackets begin and end, in bytes; those that are never closed do not count.
fn enclosed(paragraph: &str) -> Vec<(usize, usize)> {
    let mut open: Vec<(usize, &[char])> = Vec::new();
    let mut found = Vec::new();
    for (at, character) in paragraph.char_indices() {
        if let Some(depth) = open.iter().rposition(|(_, closers)| closers.contains(&character)) {
            found.push((open[depth].0, at));
            open.truncate(depth);
        } else if let Some((_, closers)) = PAIRS.iter().find(|(opener, _)| *opener == character) {
            open.push((at, closers));
        }
    }
    found
}

/// The beginning of a text that is too long, cut between two words of its script, with an ellipsis; `most` counts
/// characters, the ellipsis among them.
pub(super) fn cut(text: &str, most: usize) -> String {
    let Some((limit, _)) = text.char_indices().nth(most.saturating_sub(1)) else { return text.to_owned() };
    let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
    let end = segmenter.segment_str(text).take_while(|&boundary| boundary <= limit).last().unwrap_or(0);
    // A single word that is longer than the limit has no better place.
    let kept = if end == 0 { &text[..limit] } else { &text[..end] };
    let kept =
        kept.trim_end_matches(|character: char| !character.is_alphanumeric() && !"%)”»".contains(character));
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str, language: &str) -> Vec<String> {
        let language = Language::parse(language).unwrap();
        sentences(text, &language).into_iter().map(|sentence| sentence.trim().to_owned()).collect()
    }

    #[test]
    fn sentences_end_where_they_end() {
        assert_eq!(
            split("UU No.5/2014 berlaku. Kini jelas.", "id"),
            ["UU No.5/2014 berlaku.", "Kini jelas."]
        );
        assert_eq!(
            split("Gov. J. B. Smith spoke. All left.", "en"),
            ["Gov. J. B. Smith spoke.", "All left."]
        );
        assert_eq!(split("今日は晴れ。明日は雨。", "ja"), ["今日は晴れ。", "明日は雨。"]);
        assert_eq!(split("كيف الحال؟ بخير.", "ar"), ["كيف الحال؟", "بخير."]);
    }

    #[test]
    fn no_sentence_ends_in_a_quotation_or_a_bracket() {
        for text in [
            "He said: “We came. We saw. We left.” and went.",
            "Er sagte: „Wir kamen. Wir gingen.“ und ging.",
            "The bridge (it is new. It is long.) opened.",
            "Il dit : « Nous. Vous. » puis partit.",
            "Han sa: ”Vi kom. Vi gick.” och gick.",
            "Han sagde: »Vi kom. Vi gik.« og gik.",
            "彼は「来た。見た。」と述べた。",
            "그는 \"왔다. 갔다.\"라고 말했다.",
        ] {
            assert_eq!(split(text, "en"), [text], "{text}");
        }
    }

    #[test]
    fn a_mark_that_is_never_closed_holds_nothing() {
        assert_eq!(split("Debian (name “”, out. It is new. It is good.", "en").len(), 3);
    }

    #[test]
    fn what_is_too_long_for_any_summary_is_not_looked_at() {
        let long = format!("{}{}", "(a. ".repeat(100_000), "]".repeat(100_000));
        assert!(split(&long, "en").concat().len() <= LONGEST);
    }

    #[test]
    fn a_cut_falls_between_words() {
        assert_eq!(cut("one two three", 100), "one two three");
        assert_eq!(cut("one two, three", 11), "one two…");
        assert_eq!(cut(&"a".repeat(20), 10), format!("{}…", "a".repeat(9)));
        let thai = "กระทรวงสาธารณสุขเปิดศูนย์ใหม่ในกรุงเทพ";
        let short = cut(thai, 20);
        assert!(thai.starts_with(short.trim_end_matches('…')) && short.chars().count() <= 20, "{short}");
    }
}
