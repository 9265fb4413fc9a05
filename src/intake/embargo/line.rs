//! Lines of a release that say that it is under embargo, wherever in its text they stand.
//!
//! A gate: in doubt a line counts. Only running text that speaks of somebody's embargo on trade does not.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use regex::{Captures, Regex};

use super::{ban, goes_on, has_digit, is_free};
use crate::intake::date::DateReader;
use crate::intake::pattern::pattern;
use crate::intake::phrases::{PHRASES, has_phrase, leading};
use crate::intake::shape::{is_prose, size};

/// A line that says that the text is under embargo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmbargoLine {
    /// Its line in the file, counted from 1.
    pub line: usize,
    /// The instant from which on it is over wherever on Earth it was written, where it names a day.
    pub over: Option<DateTime<Utc>>,
}

impl EmbargoLine {
    /// Whether it may still hold.
    #[must_use]
    pub fn holds(self, now: DateTime<Utc>) -> bool {
        self.over.is_none_or(|over| over > now)
    }
}

/// No more of a line is searched for its day, in bytes: a longer one has none.
const LONGEST: usize = 20_000;

/// How long the first half of a notice may be that breaks over lines, in bytes.
const LONGEST_HALF: usize = 80;

/// Of no more lines the day is looked for: who has more of them says nothing by them.
const MOST: usize = 100;

/// The longest word of every phrase: a line without one of them is not looked at more closely.
static STEMS: LazyLock<Regex> = LazyLock::new(|| {
    let phrases = PHRASES.embargo.iter().chain(&PHRASES.embargoed).chain(&PHRASES.embargo_until);
    let words = phrases.filter_map(|phrase| phrase.split([' ', '\'']).max_by_key(|word| word.len()));
    let words: BTreeSet<String> = words.map(|word| regex::escape(word).replace('i', "[iıİ]")).collect();
    let words: Vec<String> = words.into_iter().collect();
    pattern(&format!("(?i)embargo|エンバーゴ|{}", words.join("|")))
});

/// Words that say so wherever they stand, with others between them, and those that do at the start of a line only:
/// further on, they may speak of trade in oil. Word boundaries are ASCII's: Unicode's are many times slower in other
/// scripts.
static WORDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)embargoed(?-u:\b).{0,40}?(?-u:\b)(?:until|till|to|for|before)(?-u:\b) |
        not\s for\s (?:release|publication|broadcast)(?-u:\b).{0,40}?(?-u:\b)(?:until|before)(?-u:\b) |
        diembargo(?-u:\b).{0,40}?(?-u:\b)(?:hingga|sehingga|sampai) | embargo\s berlaku.{0,40}?(?:hingga|sampai) |
        sperrfrist(?-u:\b).{0,10}?(?: : | (?-u:\b)(?:bis|endet)(?-u:\b)) | gesperrt\s bis(?-u:\b) |
        embargad[oa]s?(?-u:\b).{0,40}?(?:hasta|até) |
        (?:sous|bajo|sob|sotto|onder)\s embargo(?-u:\b).{0,40}?(?:jusqu|hasta|até|fino|tot|:) |
        보도\s?시점.{0,60}?(?:이후|부터) | 엠바고.{0,60}?(?:까지|이후|해제) |
        報道解禁 | 解禁日時 | 解禁[時时][間间] |
        ^[\W_]*(?:(?:strict(?:ly)?|under|under\s strict|press|news)\s)?embargo(?-u:\b)
            (?: [\W_]*$ | \s*: | .{0,40}?(?-u:\b)(?:until|till|hingga|sampai|jusqu|hasta|até|fino|tot|bis|der)(?-u:\b) |
                .{0,20}?\d ) |
        ^[\W_]*эмбарго.{0,20}?(?:\sдо\s|:) | ^[\W_]*ambargo\s*:",
    )
});

/// The end of a line that breaks off before its day.
static OPEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(?:embargo|until|till|before|hingga|sampai|bis|jusqu'au|hasta(?:\sel)?|até|al|tot|до)\W*$")
});

/// Tags that part the text of a line.
static BLOCK_TAG: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)</?(?:p|div|br|hr|h[1-6]|[uo]l|li|t[dhr]|table|d[dlt]|blockquote|section|article|header|aside|footer)(?-u:\b)[^>]*>",
    )
});

/// Other tags, and the marks of emphasis.
static INLINE: LazyLock<Regex> = LazyLock::new(|| pattern(r"</?[a-zA-Z][^>]*>|[*_`]+"));

/// What parts the letters of a word unseen, and an embargo in spaced letters.
static HIDDEN: LazyLock<Regex> = LazyLock::new(|| pattern("(?i)&shy;|&#173;|&#xad;|e m b a r g o"));

/// Where a word may be parted at the end of a line.
static SOFT_HYPHEN: LazyLock<Regex> = LazyLock::new(|| pattern("(?i)\u{AD}|&shy;|&#173;|&#xad;"));

/// A word in spaced letters.
static SPACED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:\p{L} ){3,}\p{L}\b"));

/// Finds the line whose embargo ends last, the first without a day before all others; `text` starts in line
/// `first_line` of its file. The reader of dates is asked for only where there is one.
#[must_use]
pub fn embargo_line(
    text: &str,
    first_line: usize,
    reader: impl FnOnce() -> Arc<DateReader>,
) -> Option<EmbargoLine> {
    let lines: Vec<Cow<'_, str>> = text.lines().map(as_read).collect();
    let reader = LazyCell::new(reader);
    // The reader is made only where a line may be one.
    let forbids = |words: &str| ban::may_forbid(words) && ban::forbids(words, &reader);
    let said = (0..lines.len())
        .flat_map(|index| notices(&lines, index, &forbids).into_iter().map(move |words| (index, words)))
        .enumerate();
    let mut last: Option<EmbargoLine> = None;
    for (count, (index, words)) in said {
        let over = over_after(&reader, &words).filter(|_| count < MOST);
        let found = EmbargoLine { line: first_line + index, over };
        if over.is_none() {
            return Some(found);
        }
        if last.is_none_or(|last| last.over < over) {
            last = Some(found);
        }
    }
    last
}

/// What a line says of an embargo, each with the words after it where it breaks off before its day.
fn notices(lines: &[Cow<'_, str>], index: usize, forbids: &dyn Fn(&str) -> bool) -> Vec<String> {
    let stands_alone = || is_of_short_block(lines, index);
    let may_forbid = |line: &str| {
        (ban::may_forbid(line) || ban::behind_dash(line).is_some_and(ban::may_forbid)) && stands_alone()
    };
    let line = Some(&lines[index]).filter(|line| STEMS.is_match(line) || may_forbid(line));
    let names = |words: &str| {
        let forbids = |words: &str| forbids(words) && stands_alone();
        names_embargo(words, &forbids)
    };
    let own: Vec<String> = line.into_iter().flat_map(|line| pieces(line)).collect();
    let below = lines[index + 1..].iter().find(|line| !line.trim().is_empty()).filter(|_| !own.is_empty());
    let next = below.and_then(|line| pieces(line).next());
    let followers = own.clone().into_iter().skip(1).map(Some).chain([next]);
    own.into_iter().zip(followers).filter_map(|(piece, next)| notice(piece, next, &names)).collect()
}

/// Whether a line is of a block of few words: a line of running text never stands alone.
fn is_of_short_block(lines: &[Cow<'_, str>], index: usize) -> bool {
    let is_tagged = lines[index].trim_start().starts_with('<');
    let is_blank = |line: &&Cow<'_, str>| line.trim().is_empty();
    let above = lines[..index].iter().rev().take_while(|line| !is_blank(line));
    let below = lines[index..].iter().take_while(|line| !is_blank(line));
    let mut words = 0;
    let is_long = above.chain(below).any(|line| {
        words += size(line);
        words > ban::LONGEST
    });
    is_tagged || !is_long
}

/// What a piece of text says of an embargo, alone or together with the next.
fn notice(piece: String, next: Option<String>, names: &dyn Fn(&str) -> bool) -> Option<String> {
    let is_named = names(&piece);
    let Some(next) = next else { return Some(piece).filter(|_| is_named) };
    if is_named {
        let breaks_off =
            !has_digit(&piece) && (goes_on(&piece, &next) || OPEN.is_match(&piece) && !is_prose(&next));
        return Some(if breaks_off { format!("{piece}\n{next}") } else { piece });
    }
    let is_short = piece.len() <= LONGEST_HALF && next.len() <= LONGEST && !names(&next);
    Some(format!("{} {}", piece.trim(), next.trim())).filter(|both| is_short && names(both))
}

/// The blocks of text in a line, without its marks.
fn pieces(line: &str) -> impl Iterator<Item = String> {
    let words = |piece: &str| INLINE.replace_all(&piece.replace("&nbsp;", " "), "").into_owned();
    BLOCK_TAG.split(line).map(words).filter(|piece| !piece.trim().is_empty())
}

/// A line as people read it: without soft hyphens, its letters neither wide nor spaced.
fn as_read(line: &str) -> Cow<'_, str> {
    let is_wide = |letter: char| ('\u{FF21}'..='\u{FF5A}').contains(&letter);
    if !line.contains(|letter: char| letter == '\u{AD}' || is_wide(letter)) && !HIDDEN.is_match(line) {
        return Cow::Borrowed(line);
    }
    let line = SOFT_HYPHEN.replace_all(line, "");
    let line: String =
        line.chars().map(|letter| if is_wide(letter) { narrow(letter) } else { letter }).collect();
    Cow::Owned(SPACED.replace_all(&line, |word: &Captures<'_>| word[0].replace(' ', "")).into_owned())
}

/// The ASCII letter of a wide one (Unicode's block “Halfwidth and Fullwidth Forms”).
fn narrow(letter: char) -> char {
    u32::from(letter).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(letter)
}

/// Whether text names an embargo, or a headline does behind a dash.
fn names_embargo(text: &str, forbids: &dyn Fn(&str) -> bool) -> bool {
    says_embargo(text, forbids) || ban::behind_dash(text).is_some_and(|behind| says_embargo(behind, forbids))
}

fn says_embargo(text: &str, forbids: &dyn Fn(&str) -> bool) -> bool {
    let says_so = leading(text, &PHRASES.embargo).is_some()
        || has_phrase(text, &PHRASES.embargoed)
        || (has_digit(text) && !is_prose(text) && has_phrase(text, &PHRASES.embargo_until))
        || WORDS.is_match(text)
        || forbids(text);
    says_so && !is_free(text)
}

/// The end of the latest day named, in the zone where it ends last (UTC−12): hours and zones in running text are not
/// trusted. Where a date is only partly named, nothing is.
fn over_after(reader: &DateReader, text: &str) -> Option<DateTime<Utc>> {
    if text.len() > LONGEST {
        return None;
    }
    let days: Option<Vec<_>> = reader.mentions(text).iter().map(|mention| mention.date()).collect();
    let last = days?.into_iter().max()?;
    Some(last.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(36))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{LINES, OTHERS};
    use super::*;
    use crate::language::Language;

    fn line(tag: &str, text: &str) -> Option<EmbargoLine> {
        embargo_line(text, 1, || Arc::new(DateReader::new(&Language::parse(tag).unwrap())))
    }

    #[test]
    fn embargo_lines_in_several_languages() {
        for (tag, text) in [
            ("en", "EMBARGOED UNTIL 10:00 GMT, 3 May 2026"),
            ("en", "**Strictly embargoed** for release until 00:01 on Sunday"),
            ("en", "Embargo: Tuesday noon"),
            ("en", "UNDER STRICT EMBARGO UNTIL MAY 3"),
            ("en", "<p><strong>EMBARGO</strong></p>\nEMBARGO"),
            ("en", "Not for publication or broadcast before 3 May 2026"),
            ("id", "Embargo hingga 3 Mei 2026 pukul 09.00 WIB"),
            ("id", "Siaran ini diembargo sampai Senin"),
            ("de", "Sperrfrist: 3. Mai 2026, 10 Uhr"),
            ("fr", "SOUS EMBARGO jusqu’au 3 mai 2026"),
            ("es", "Embargado hasta el 3 de mayo de 2026"),
            ("pt", "Embargo até 3 de maio de 2026"),
            ("it", "Sotto embargo fino al 3 maggio"),
            ("nl", "Onder embargo tot 3 mei 2026"),
            ("ru", "Эмбарго до 3 мая 2026"),
            ("ko", "보도시점 2026. 5. 3.(일) 12:00 이후"),
            ("ja", "報道解禁日時：2026年5月3日"),
            ("ar", "محظور النشر حتى 3 مايو 2026"),
            ("ko", "보도시점: 2026. 3. 5. 12:00"),
            ("en", "Please note: not for release to anybody before Monday"),
            ("fr", "<td>Document sous embargo&nbsp;: 3 mars 2026</td>"),
            ("en", "**EMBARGOED** UNTIL MONDAY. For immediate release thereafter."),
            ("de", "<p>Bitte beachten Sie die <b>Sperrfrist</b> bis 3. Mai 2026, 10 Uhr.</p>"),
            ("en", "<div class=\"x\">Gizi</div><p><em>Embargo:</em> noon</p>"),
            ("en", "Embargoed\nuntil 1 January 2030"),
            ("en", "**Embargoed**\n\nuntil 1 January 2030"),
            ("en", "<p>EMBARGOED<br>UNTIL 1 January 2030</p>"),
            ("en", "Strictly embargoed for\nrelease until noon on 1 January 2030"),
            ("en", "EMBAR\u{AD}GOED UNTIL 1 January 2030"),
            ("en", "Embar&shy;goed until 1 January 2030"),
            ("en", "ＥＭＢＡＲＧＯＥＤ　ＵＮＴＩＬ 1 January 2030"),
            ("en", "E M B A R G O E D  U N T I L  1 January 2030"),
            ("de", "Sperr\u{AD}frist\nbis 3. Mai 2026, 10 Uhr"),
            ("fr", "Sous embargo\njusqu’au 3 mai 2026"),
        ] {
            assert!(line(tag, &format!("Title\n\n{text}\n")).is_some(), "{text}");
        }
        assert_eq!(line("en", "a\n\nEmbargoed until noon").unwrap().line, 3);
    }

    #[test]
    fn other_texts_are_not_embargoed() {
        for text in [
            "The minister said that the oil embargo until 2027 would stay.",
            "The EU arms embargo for Sudan was extended.",
            "보도시점: 즉시 보도",
            "FOR IMMEDIATE RELEASE",
            "Embargoes are lifted at nine.",
            "Cuba est sous embargo depuis 1962.",
            "The EU imposed an embargo\nuntil 2027, the minister said.",
            "The draft on the arms embargo\n\nUntil 2027, ships must be searched.",
            "Das Gericht verhängte eine Sperrfrist von 12 Monaten.",
            "Berita itu ada sejak 2 Maret 2026, di tengah embargo minyak.",
        ] {
            assert_eq!(line("en", text), None, "{text}");
        }
        for text in OTHERS {
            assert_eq!(line("en", text), None, "{text}");
        }
    }

    #[test]
    fn what_is_an_embargo_line_of_a_text_as_it_comes_is_one_of_any() {
        for (tag, text, end) in LINES {
            let found = line(tag, &format!("# Title\n\n**{text}**\n\nBody.")).unwrap();
            let day = found.over.unwrap() - TimeDelta::hours(36);
            assert_eq!((found.line, day.date_naive().to_string().as_str()), (3, &end[..10]), "{text}");
        }
        for phrase in PHRASES.embargo.iter().chain(&PHRASES.embargoed).chain(&PHRASES.embargo_until) {
            let text = format!("{}: 2 March 2026", phrase.to_uppercase());
            assert!(line("en", &text).is_some(), "{text}");
        }
    }

    #[test]
    fn the_embargo_that_ends_last_counts() {
        let over = |text: &str| line("en", text).unwrap().over.map(|over| over.to_string());
        let last = "Embargoed until 5 March 2026 (broadcast)\nEmbargoed until 1 March 2026 (print)";
        assert_eq!(over(last).unwrap(), "2026-03-06 12:00:00 UTC");
        assert_eq!(
            over(&format!("Embargoed until 1 March 2026\n\n{last}")).unwrap(),
            "2026-03-06 12:00:00 UTC"
        );
        assert_eq!(over("<p>Embargoed until 1 March 2026</p><p>Embargoed until noon</p>"), None);
        let without = line("en", "Embargoed until 1 March 2026\nEmbargo: noon\nEmbargo: one").unwrap();
        assert_eq!((without.line, without.over), (2, None));
    }

    #[test]
    fn a_day_that_is_over_everywhere_ends_it() {
        let found = line("en", "Embargoed until 10:00, 3 May 2026").unwrap();
        assert!(found.holds("2026-05-04T11:59:59Z".parse().unwrap()));
        assert!(!found.holds("2026-05-04T12:00:00Z".parse().unwrap()));
        let undated = line("en", "Embargoed until tomorrow").unwrap();
        assert!(undated.holds("2999-01-01T00:00:00Z".parse().unwrap()));
        let next_line = line("id", "EMBARGO HINGGA:\n27 November 2017").unwrap();
        assert!(!next_line.holds("2026-01-01T00:00:00Z".parse().unwrap()));
        let wrapped = line("en", "This text is strictly embargoed until\n\n3 May 2026").unwrap();
        assert!(wrapped.over.is_some());
        // The day of another line is not that of the embargo.
        assert_eq!(line("en", "Embargo: Tuesday noon\n\nJAKARTA, 3 May 2026").unwrap().over, None);
    }
}
