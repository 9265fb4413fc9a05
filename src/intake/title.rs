//! The headline of a text: the line that is one, else one derived from the lead and marked so.

use super::date::DateReader;
use super::field::Found;
use super::letterhead::is_letterhead;
use super::outline::Part;
use super::paragraph::{Paragraph, has_lost_breaks};
use super::phrases::{PHRASES, after, is_one_of, leading};
use super::point::MARKS;
use super::shape::{is_loud, is_prose, size};
use super::{credit, page_line, when};
use crate::text::Text;
use above::without_letterhead;
pub(super) use derived::derived;
use misfit::is_misfit;
pub(super) use shared::Vocabulary;
use twice::{label_given_twice, repeated, repeated_start, sentence_said_twice, without_site};

mod above;
mod derived;
mod misfit;
mod second;
mod shared;
mod twice;
mod unspaced;

/// A headline is no longer than this, in characters.
const LONGEST: usize = 220;

/// A headline is among so many lines before the lead.
const MOST_LINES: usize = 40;

/// A headline has at least so many words where line breaks were lost: fewer are part of some name.
const FEWEST_OF_PIECE: usize = 4;

/// Words longer than three letters after which a headline goes on.
#[rustfmt::skip]
const LINKING: [&str; 20] = [
    "with", "from", "into", "over", "that", "their", "para", "pour", "dans", "avec", "nach", "über", "eine", "einen",
    "oder", "dari", "pada", "yang", "untuk", "dengan",
];

/// Signs between a label or a date and a headline.
const SEPARATORS: [char; 14] = [':', '：', '–', '—', '-', '|', '·', ',', ']', '】', '］', ')', '）', '」'];

/// The lines above the text.
#[derive(Debug, Default)]
pub(super) struct Headlines {
    pub(super) title: Option<Found<Text>>,
    pub(super) subtitle: Option<Found<Text>>,
}

/// A line that may be the headline.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    /// Its words, without label, date and bullets.
    line: &'a str,
    /// Which paragraph it is.
    index: usize,
}

/// Title and subtitle from the lines before the lead.
pub(super) fn headlines(paragraphs: &[Paragraph], parts: &[Part], reader: &DateReader) -> Headlines {
    let alone = |title| Headlines { title, subtitle: None };
    let vocabulary = Vocabulary::of(paragraphs, parts);
    let candidates = candidates(paragraphs, parts, &vocabulary, reader);
    if has_lost_breaks(paragraphs) {
        return alone(of_pieces(&candidates, paragraphs, reader));
    }
    if let Some(subject) = subject(paragraphs, parts) {
        return alone(found(without_label(subject), "subject of the letter", 92));
    }
    if let Some(sentence) = sentence_said_twice(paragraphs, parts) {
        return alone(found(sentence, "line given twice", 85));
    }
    let candidates = without_letterhead(&candidates, &vocabulary, paragraphs, parts, reader);
    of_lines(&candidates, &vocabulary, paragraphs, parts, reader)
}

/// The lines before the lead that may be the headline, or go on with it.
fn candidates<'a>(
    paragraphs: &'a [Paragraph],
    parts: &[Part],
    vocabulary: &Vocabulary,
    reader: &DateReader,
) -> Vec<Candidate<'a>> {
    let is_title =
        |line: &str| may_be_title(line, reader) && (!is_letterhead(line) || vocabulary.tells(line));
    let head = parts.iter().enumerate().filter(|(_, part)| **part == Part::Head).take(MOST_LINES);
    head.filter(|(index, _)| !when::is_date_line(&paragraphs[*index].text, reader))
        .filter(|(index, _)| !misfit::stands_among_others(paragraphs, parts, *index))
        .map(|(index, _)| Candidate { line: bare(&paragraphs[index].text, reader), index })
        .filter(|candidate| is_title(candidate.line) && !is_small_item(candidate, paragraphs))
        .collect()
}

/// The headline among the pieces of a text whose line breaks were lost.
fn of_pieces(
    candidates: &[Candidate<'_>],
    paragraphs: &[Paragraph],
    reader: &DateReader,
) -> Option<Found<Text>> {
    let is_undated = |line: &&str| reader.mentions(line).iter().all(|mention| mention.date().is_none());
    let pieces: Vec<&str> = candidates.iter().map(|candidate| candidate.line).filter(is_undated).collect();
    let repeated = pieces.iter().find_map(|piece| repeated_start(piece, paragraphs));
    repeated.and_then(|start| found(start, "words given twice", 80)).or_else(|| clear(&pieces))
}

/// Title and subtitle where each line stands for itself; none of them where the line is too short to be sure.
fn of_lines(
    candidates: &[Candidate<'_>],
    vocabulary: &Vocabulary,
    paragraphs: &[Paragraph],
    parts: &[Part],
    reader: &DateReader,
) -> Headlines {
    let lines: Vec<&str> = candidates.iter().map(|candidate| candidate.line).collect();
    let (index, heading) = repeated(&lines).unwrap_or_else(|| (first_of_text(&lines, vocabulary), 1));
    let wrapped = wrapped(&candidates[index.min(candidates.len())..], paragraphs, parts).max(heading);
    let is_sure = |title: &Candidate<'_>| misfit::may_be_headline(title, paragraphs, parts, reader);
    if wrapped == 1 && !candidates.get(index).is_none_or(is_sure) {
        return Headlines::default();
    }
    let whole =
        lines.get(index..index + wrapped).map(|lines| without_site(&unspaced::joined(lines)).to_owned());
    let rule = if wrapped > 1 { "lines before the lead" } else { "line before the lead" };
    let title = whole.as_deref().and_then(|line| found(line, rule, 90));
    let title = title.or_else(|| found(label_given_twice(paragraphs, parts)?, "line given twice", 70));
    let subtitle = second::subtitle(candidates, (index, index + wrapped), paragraphs, parts, reader);
    Headlines { title, subtitle }
}

/// The first of these lines, but where the text has none of its words, and most words of a later one.
fn first_of_text(lines: &[&str], vocabulary: &Vocabulary) -> usize {
    let backed = || lines.iter().position(|line| size(line) >= FEWEST_OF_PIECE && vocabulary.backs(line));
    let is_foreign = lines.first().is_some_and(|line| vocabulary.is_foreign(line));
    if is_foreign { backed().unwrap_or(0) } else { 0 }
}

/// How many of the lines are one headline that was broken: it goes on where a line ends with a word that leads over,
/// where the next is too short to stand for itself, and where all of them shout.
fn wrapped(candidates: &[Candidate<'_>], paragraphs: &[Paragraph], parts: &[Part]) -> usize {
    let goes_on = |pair: &[Candidate<'_>]| {
        let [one, next] = pair else { return false };
        let (above, below) = (&paragraphs[one.index], &paragraphs[next.index]);
        let is_next = next.index == one.index + 1 && above.adjoins(below);
        let mut words = one.line.split_whitespace().rev();
        let last = words.next().unwrap_or_default();
        // `… on 3 May`
        let is_month = words.next().is_some_and(|word| word.contains(char::is_numeric));
        // A line was broken where the next word had no room: the next one is hardly longer.
        let first = next.line.split_whitespace().next().unwrap_or_default();
        let had_no_room =
            below.text.chars().count() <= above.text.chars().count() + 1 + first.chars().count();
        let is_small = last.chars().count() <= 3 && last.chars().all(char::is_lowercase);
        let is_linking = is_small && !is_month || LINKING.contains(&last);
        let is_item = below.text.starts_with(MARKS);
        let leads_over = (is_linking && had_no_room) || one.line.ends_with(',');
        let stands_alone = parts.get(next.index + 1).is_none_or(|part| *part != Part::Head)
            || paragraphs.get(next.index + 1).is_none_or(|after| after.line > below.line + below.lines);
        let is_short = size(next.line) < FEWEST_OF_PIECE && stands_alone && !is_unspaced_line(next.line);
        is_next && !is_item && (leads_over || is_short || (is_loud(one.line) && is_loud(next.line)))
    };
    let more = candidates.windows(2).take_while(|pair| goes_on(pair)).count();
    usize::from(!candidates.is_empty()) + more.max(unspaced::broken(candidates, paragraphs))
}

/// Whether a line is an item of a list that starts with a small letter.
fn is_small_item(candidate: &Candidate<'_>, paragraphs: &[Paragraph]) -> bool {
    paragraphs[candidate.index].text.starts_with(MARKS) && candidate.line.starts_with(char::is_lowercase)
}

fn is_unspaced_line(line: &str) -> bool {
    !line.contains(' ')
}

fn found(line: &str, rule: &'static str, sure: u8) -> Option<Found<Text>> {
    Some(Found::new(Text::non_empty_line(line)?, line, rule, sure))
}

/// What a line before the text says is its subject: `Subject: …`, `제목: …`.
fn subject<'a>(paragraphs: &'a [Paragraph], parts: &[Part]) -> Option<&'a str> {
    let head = paragraphs.iter().zip(parts).filter(|(_, part)| **part == Part::Head).take(MOST_LINES);
    head.filter_map(|(paragraph, _)| {
        let label = leading(&paragraph.text, &PHRASES.subject)?;
        Some(as_sent_first(after(&paragraph.text, label).trim_start_matches([':', '：', ' '])))
    })
    .find(|subject| size(subject) >= 2 && subject.chars().count() <= LONGEST)
}

/// A mail's subject without the marks of those who handed it on: `FW: Four new clinics open`.
fn as_sent_first(subject: &str) -> &str {
    const HANDED_ON: [&str; 8] = ["fw: ", "fwd: ", "re: ", "wg: ", "aw: ", "tr: ", "rv: ", "doorst: "];
    let starts_so =
        |mark: &&str| subject.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
    HANDED_ON
        .iter()
        .find(|mark| starts_so(mark))
        .map_or(subject, |mark| as_sent_first(subject[mark.len()..].trim_start()))
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
    let line = when::without_stamp(without_bullets(without_label(line)));
    let Some(rest) = when::after_leading_date(line, reader) else { return line };
    let is_set_off = rest.starts_with(char::is_whitespace) || rest.starts_with(SEPARATORS);
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
    if is_set_off && !rest.is_empty() && !rest.starts_with(char::is_lowercase) { rest } else { line }
}

/// A line without the dashes or bullets around it: `- 4월부터 신청 접수 -`.
fn without_bullets(line: &str) -> &str {
    let inner = line.trim_start_matches(|c: char| MARKS.contains(&c) || c.is_whitespace());
    let bullets = &line[..line.len() - inner.len()];
    let is_set_off = bullets.ends_with(char::is_whitespace) || bullets.starts_with("——");
    let inner = inner
        .strip_suffix(MARKS)
        .map_or(inner, |rest| if rest.ends_with(' ') { rest.trim_end() } else { inner });
    if is_set_off { inner } else { line }
}

fn without_label(line: &str) -> &str {
    let Some(label) = leading(line, &PHRASES.release) else { return line };
    let rest = after(line, label);
    let is_part = leading(rest, &PHRASES.about_what).is_some();
    let is_set_off = rest.starts_with(SEPARATORS) || (is_loud(line) && !is_part);
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
    if is_set_off && size(rest) > 2 { rest } else { line }
}

/// Whether a line ends with a comma and its day, as one of places does: `Town (Region), Other Town, 30.09.2024`.
fn ends_with_day(line: &str, reader: &DateReader) -> bool {
    let last = reader.mentions(line).pop().filter(|day| day.date().is_some());
    last.is_some_and(|day| day.span.end == line.len() && line[..day.span.start].trim_end().ends_with(','))
}

/// Whether a line starts as `09:00` does.
fn starts_with_time(line: &str) -> bool {
    let (hour, rest) = line.split_once(':').unwrap_or_default();
    (1..=2).contains(&hour.len())
        && hour.bytes().all(|digit| digit.is_ascii_digit())
        && rest.starts_with(|digit: char| digit.is_ascii_digit())
}

/// Whether a line says by whom and when a page was written: `by Press Office — 14 June 2024 in News`.
fn is_author_and_day(line: &str, reader: &DateReader) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default().to_lowercase();
    ["by", "oleh", "by:", "oleh:", "por", "par", "von"].contains(&first.as_str())
        && reader.mentions(line).iter().any(|mention| mention.date().is_some())
}

/// Whether a line can be a headline: short, no sentence, no label, more than a date or a name.
pub(super) fn is_title(line: &str, reader: &DateReader) -> bool {
    may_be_title(line, reader) && !is_letterhead(line)
}

/// Whether a line can be a headline, or the name of a press office.
fn may_be_title(line: &str, reader: &DateReader) -> bool {
    let letters = line.chars().filter(|character| character.is_alphabetic()).count();
    let is_label =
        line.ends_with([':', '：']) || line.contains('@') || line.contains("://") || line.starts_with("www.");
    let words = size(line);
    let is_aside = line.starts_with('(') && line.ends_with(')');
    !is_label
        && !is_aside
        && !is_prose(line)
        && [&PHRASES.label, &PHRASES.source].iter().all(|labels| leading(line, labels).is_none())
        && !is_one_of(line, &PHRASES.section)
        && !page_line::is_trail(line)
        && credit::by_line(line).is_none()
        && !starts_with_time(line)
        && !is_author_and_day(line, reader)
        && !is_misfit(line)
        && !leading(line, &PHRASES.published).is_some_and(|label| after(line, label).starts_with([':', '：']))
        && !when::is_date_line(line, reader)
        && (leading(line, &PHRASES.furniture).is_none() || reader.mentions(line).is_empty())
        && line.chars().count() <= LONGEST
        && letters * 2 >= line.chars().filter(|character| !character.is_whitespace()).count()
        && (words >= 3 || (words == 2 && letters >= 10 && !line.contains(',')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn reader() -> DateReader {
        DateReader::new(&Language::parse("en").unwrap())
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
    fn a_mail_handed_on_has_the_subject_of_the_first() {
        assert_eq!(as_sent_first("FW: Fwd: Four new clinics open"), "Four new clinics open");
        assert_eq!(as_sent_first("Ré: ouverture"), "Ré: ouverture");
        assert_eq!(as_sent_first("RE:invent opens"), "RE:invent opens");
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
