//! The headline of a text: the line that is one, else one derived from the lead and marked so.

use sentencex::segment;

use super::date::DateReader;
use super::field::{DERIVED, Found};
use super::outline::Part;
use super::paragraph::{Paragraph, has_lost_breaks};
use super::phrases::{PHRASES, after, ends_with, fold, is_one_of, leading};
use super::shape::{is_loud, is_prose, size};
use super::when;
use crate::language::Language;
use crate::text::Text;

/// A headline is no longer than this, in characters.
const LONGEST: usize = 220;

/// A headline is among so many lines before the lead.
const MOST_LINES: usize = 40;

/// A headline has at least so many words where line breaks were lost: fewer are part of some name.
const FEWEST_OF_PIECE: usize = 4;

/// So much of a lead has its first sentence, in bytes.
const LONGEST_LEAD: usize = 4_000;

/// A derived headline is no longer than this, in characters.
const LONGEST_DERIVED: usize = 120;

/// Signs between a label or a date and a headline.
const SEPARATORS: [char; 8] = [':', '：', '–', '—', '-', '|', '·', ','];

/// The lines above the text.
#[derive(Debug, Default)]
pub(super) struct Headlines {
    pub(super) title: Option<Found<Text>>,
    pub(super) subtitle: Option<Found<Text>>,
}

/// Title and subtitle from the lines before the lead.
pub(super) fn headlines(paragraphs: &[Paragraph], parts: &[Part], reader: &DateReader) -> Headlines {
    let head = paragraphs.iter().zip(parts).filter(|(_, part)| **part == Part::Head);
    let lines = head.map(|(paragraph, _)| paragraph.text.as_str());
    let mut candidates: Vec<&str> =
        lines.take(MOST_LINES).map(|line| bare(line, reader)).filter(|line| is_title(line, reader)).collect();
    if has_lost_breaks(paragraphs) {
        candidates.retain(|line| reader.mentions(line).iter().all(|mention| mention.date().is_none()));
        return Headlines { title: clear(&candidates), subtitle: None };
    }
    if let Some(subject) = subject(paragraphs, parts) {
        return Headlines { title: found(subject, "subject of the letter", 92), subtitle: None };
    }
    candidates.retain(|line| !is_office(line));
    let twice = candidates.iter().position(|line| count(&candidates, line) > 1);
    let index = twice.unwrap_or(0);
    let title = candidates.get(index).and_then(|line| found(line, "line before the lead", 90));
    let is_second = |line: &&&str| size(line) >= FEWEST_OF_PIECE && fold(line) != fold(candidates[index]);
    let subtitle =
        candidates.get(index + 1).filter(is_second).and_then(|line| found(line, "second line", 80));
    Headlines { title, subtitle }
}

fn found(line: &str, rule: &'static str, sure: u8) -> Option<Found<Text>> {
    Some(Found::new(Text::non_empty_line(line)?, line, rule, sure))
}

fn count(lines: &[&str], line: &str) -> usize {
    lines.iter().filter(|other| fold(other) == fold(line)).count()
}

/// What a line before the text says is its subject: `Subject: …`, `제목: …`.
fn subject<'a>(paragraphs: &'a [Paragraph], parts: &[Part]) -> Option<&'a str> {
    let head = paragraphs.iter().zip(parts).filter(|(_, part)| **part == Part::Head).take(MOST_LINES);
    head.filter_map(|(paragraph, _)| {
        let label = leading(&paragraph.text, &PHRASES.subject)?;
        Some(after(&paragraph.text, label).trim_start_matches([':', '：', ' ']))
    })
    .find(|subject| size(subject) >= 2 && subject.chars().count() <= LONGEST)
}

/// The one piece of a text without line breaks that must be its headline; `None` where several could be.
fn clear(pieces: &[&str]) -> Option<Found<Text>> {
    let is_headline = |piece: &&str| {
        size(piece) >= FEWEST_OF_PIECE && piece.starts_with(|first: char| !first.is_lowercase())
    };
    let pieces: Vec<&str> = pieces.iter().copied().filter(is_headline).collect();
    let repeated = (0..pieces.len())
        .find(|&index| pieces[index + 1..].iter().any(|later| later.starts_with(pieces[index])));
    if let Some(index) = repeated {
        return found(pieces[index], "line given twice", 85);
    }
    let loud: Vec<&&str> =
        pieces.iter().filter(|piece| is_loud(piece) && size(piece) > FEWEST_OF_PIECE).collect();
    match (loud.as_slice(), pieces.as_slice()) {
        ([one], _) => found(one, "line in capitals", 80),
        (_, [one]) => found(one, "line before the lead", 70),
        _ => None,
    }
}

/// A line without the label, the date or the bullets that it starts with.
fn bare<'a>(line: &'a str, reader: &DateReader) -> &'a str {
    let line = without_bullets(without_label(line));
    let Some(rest) = when::after_leading_date(line, reader) else { return line };
    let is_set_off = rest.starts_with(char::is_whitespace) || rest.starts_with(SEPARATORS);
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
    if is_set_off && !rest.is_empty() && !rest.starts_with(char::is_lowercase) { rest } else { line }
}

/// A line without the dashes or bullets around it: `- 4월부터 신청 접수 -`.
fn without_bullets(line: &str) -> &str {
    const BULLETS: [char; 12] = ['-', '–', '—', '*', '•', '■', '□', '◆', '○', '●', '▶', '▲'];
    let inner = line.trim_start_matches(|c: char| BULLETS.contains(&c) || c.is_whitespace());
    let is_set_off =
        inner.len() < line.len() && line[..line.len() - inner.len()].ends_with(char::is_whitespace);
    let inner = inner
        .strip_suffix(BULLETS)
        .map_or(inner, |rest| if rest.ends_with(' ') { rest.trim_end() } else { inner });
    if is_set_off { inner } else { line }
}

fn without_label(line: &str) -> &str {
    let Some(label) = leading(line, &PHRASES.release) else { return line };
    let rest = after(line, label);
    let is_set_off = rest.starts_with(SEPARATORS) || is_loud(line);
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
    if is_set_off && size(rest) > 2 { rest } else { line }
}

/// Whether a line can be a headline: short, no sentence, no label, more than a date or a name.
fn is_title(line: &str, reader: &DateReader) -> bool {
    let letters = line.chars().filter(|character| character.is_alphabetic()).count();
    let is_label =
        line.ends_with([':', '：']) || line.contains('@') || line.contains("://") || line.starts_with("www.");
    let words = size(line);
    !is_label
        && !is_prose(line)
        && [&PHRASES.label, &PHRASES.source].iter().all(|labels| leading(line, labels).is_none())
        && !is_letterhead(line)
        && !when::is_date_line(line, reader)
        && (leading(line, &PHRASES.furniture).is_none() || reader.mentions(line).is_empty())
        && line.chars().count() <= LONGEST
        && letters * 2 >= line.chars().filter(|character| !character.is_whitespace()).count()
        && (words >= 3 || (words == 2 && letters >= 10))
}

/// Whether a line names the office's site or its press office.
fn is_letterhead(line: &str) -> bool {
    let folded = fold(line);
    let ends = |phrase: &String| {
        folded.strip_suffix(phrase.as_str()).is_some_and(|rest| !rest.ends_with(char::is_alphabetic))
    };
    is_one_of(line, &PHRASES.letterhead) || (size(line) <= 10 && PHRASES.letterhead.iter().any(ends))
}

/// Whether a line is the name of an office above its release: `MINISTRY OF HEALTH`, `例示省大臣官房広報課`.
fn is_office(line: &str) -> bool {
    let words = size(line);
    let is_short = words <= 3 || (words <= 6 && is_loud(line)) || (words <= 10 && !line.contains(' '));
    let starts = words <= 6 && leading(line, &PHRASES.office).is_some();
    is_short && (starts || ends_with(line, &PHRASES.office_end))
}

/// A headline made of the lead's first sentence; none of a word or two.
pub(super) fn derived(lead: &str, language: &Language) -> Option<Found<Text>> {
    let start = &lead[..lead.floor_char_boundary(LONGEST_LEAD)];
    let sentence =
        segment(language.primary(), start).into_iter().map(str::trim).find(|part| !part.is_empty())?;
    let sentence = sentence.trim_end_matches(['.', '。', '．']);
    if size(sentence) < 3 {
        return None;
    }
    Some(Found::new(Text::non_empty_line(&shortened(sentence))?, sentence, DERIVED, 40))
}

/// At most so many characters: up to a clause's end, else up to a word's, with an ellipsis.
fn shortened(sentence: &str) -> String {
    let Some((end, _)) = sentence.char_indices().nth(LONGEST_DERIVED) else { return sentence.to_owned() };
    let start = &sentence[..end];
    let clause = start.rfind([',', '，', '、', '،', ';']).filter(|&comma| comma > end / 2);
    let word = || start.rfind(' ').unwrap_or(end);
    match clause {
        Some(comma) => start[..comma].to_owned(),
        None => format!("{}…", start[..word()].trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader() -> DateReader {
        DateReader::new(&Language::parse("en").unwrap())
    }

    #[test]
    fn a_long_sentence_is_cut_at_a_clause() {
        let language = Language::parse("id").unwrap();
        let lead = "Pemerintah Indonesia melalui Kementerian Contoh resmi memulai operasi besar di ujung barat pulau, sebuah langkah besar untuk menyelamatkan satwa. Lagi.";
        let title = derived(lead, &language).unwrap();
        assert_eq!(
            title.value.as_str(),
            "Pemerintah Indonesia melalui Kementerian Contoh resmi memulai operasi besar di ujung barat pulau"
        );
        assert!(title.is_derived());
    }

    #[test]
    fn labels_dates_names_and_sentences_are_no_headlines() {
        for line in [
            "Contact:",
            "press@a.example",
            "27/11",
            "July 26 2005 Washington D C",
            "Today: July 24, 2008",
            "Leslie",
            "City of Example Press Room",
            "The ministry said today that it would open four new clinics soon.",
        ] {
            assert!(!is_title(line, &reader()), "{line}");
        }
        assert!(is_title("Uppdaterad Debian 7: 7.6 utgiven", &reader()));
    }

    #[test]
    fn labels_and_dates_before_a_headline_go() {
        for (line, title) in [
            ("July 11 2007 Statement on the bridge", "Statement on the bridge"),
            ("Media Release: Four new clinics open", "Four new clinics open"),
            ("PRESS RELEASE FOUR NEW CLINICS", "FOUR NEW CLINICS"),
            ("3 March 2026 is a day of rest", "3 March 2026 is a day of rest"),
            ("Press release services grow", "Press release services grow"),
        ] {
            assert_eq!(bare(line, &reader()), title);
        }
    }

    #[test]
    fn pieces_of_a_text_without_lines_must_be_clear() {
        let title = |pieces: &[&str]| clear(pieces).map(|found| found.value.to_string());
        let bridge = "New bridge opens in the north";
        assert_eq!(title(&["Senator A B", bridge]).as_deref(), Some(bridge));
        assert_eq!(title(&[bridge, "Funds for the new bridge found"]), None);
        assert_eq!(title(&["Office of A B C D", bridge, bridge]).as_deref(), Some(bridge));
        assert_eq!(
            title(&["Office of A B C", "NEW BRIDGE OPENS RIGHT NOW"]).as_deref(),
            Some("NEW BRIDGE OPENS RIGHT NOW")
        );
    }
}
