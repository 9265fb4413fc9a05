//! Lines of a body that say that the text is under embargo, in several languages.

use std::sync::{Arc, LazyLock};

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use regex::Regex;

use crate::intake::date::DateReader;

/// A line that says that the text is under embargo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct EmbargoLine {
    /// Its line in the file, counted from 1.
    pub(super) line: usize,
    /// The instant from which on it is over wherever on Earth it was written, where it names a day.
    pub(super) over: Option<DateTime<Utc>>,
}

impl EmbargoLine {
    /// Whether it may still hold.
    pub(super) fn holds(self, now: DateTime<Utc>) -> bool {
        self.over.is_none_or(|over| over > now)
    }
}

/// Words that say so wherever in a line they stand. Word boundaries are ASCII's: Unicode's are many times slower in
/// other scripts.
const ANYWHERE: &str = r"embargoed(?-u:\b)[^\n]{0,40}?(?-u:\b)(?:until|till|to|for|before)(?-u:\b) |
    not\s for\s (?:release|publication|broadcast)(?-u:\b)[^\n]{0,40}?(?-u:\b)(?:until|before)(?-u:\b) |
    hold\s for\s release |
    (?:di\s?embargo|embargo\s berlaku)(?-u:\b)[^\n]{0,40}?(?-u:\b)(?:hingga|sampai) |
    sperrfrist(?-u:\b) | gesperrt\s bis(?-u:\b) |
    sous\s embargo | embargad[oa](?-u:\b)[^\n]{0,40}?(?-u:\b)(?:hasta|até) | bajo\s embargo | sob\s embargo |
    sotto\s embargo | onder\s embargo | objęt[eay]\s embargiem | под\s эмбарго | ambargoludur |
    보도\s?시점[^\n]{0,60}?(?:이후|부터) | 엠바고[^\n]{0,60}?(?:까지|이후|해제) |
    解禁日時 | 報道解禁 | 解禁時間 | 解禁时间 | エンバーゴ | 前不得(?:发布|發布|报道|報導) |
    محظور\s النشر | حظر\s النشر\s حتى";

/// Words that say so only at the start of a line: further on, they may speak of trade in oil.
const AT_START: &str = r"^[\W_]*(?:(?:strict(?:ly)?|under|under\s strict|press|news)\s)?embargo(?-u:\b)
    (?: [\W_]*$ | \s*: | [^\n]{0,40}?(?-u:\b)(?:until|till|hingga|sampai|jusqu|hasta|até|fino|tot|do|bis|der)(?-u:\b) |
        [^\n]{0,20}?\d ) |
    ^[\W_]*эмбарго[^\n]{0,20}?(?:\sдо\s|:) | ^[\W_]*ambargo\s*:";

#[expect(clippy::expect_used, reason = "a constant pattern, compiled by the tests below")]
static WORDS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!("(?ixm){ANYWHERE}|{AT_START}")).expect("the pattern is valid"));

/// Finds the first such line; `text` starts in line `first_line` of its file. The reader of dates is asked for only
/// where there is one.
pub(super) fn find(
    text: &str,
    first_line: usize,
    reader: impl FnOnce() -> Arc<DateReader>,
) -> Option<EmbargoLine> {
    let found = WORDS.find(text)?;
    let line = first_line + text[..found.start()].matches('\n').count();
    let mut lines = text[found.end()..].lines();
    let rest = lines.next().unwrap_or_default();
    // The day may stand in the next line, but only where nothing else does in this one.
    let next = if rest.contains(char::is_alphanumeric) { "" } else { lines.next().unwrap_or_default() };
    let reach: String = format!("{}{rest}\n{next}", found.as_str()).chars().take(400).collect();
    let over = over_after(&reader(), &reach);
    Some(EmbargoLine { line, over })
}

/// The end of the latest day named, in the zone where it ends last (UTC−12): hours and zones in running text are not
/// trusted. Where a date is only partly named, nothing is.
fn over_after(reader: &DateReader, text: &str) -> Option<DateTime<Utc>> {
    let days: Option<Vec<_>> = reader.mentions(text).iter().map(|mention| mention.date()).collect();
    let last = days?.into_iter().max()?;
    Some(last.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(36))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn line(tag: &str, text: &str) -> Option<EmbargoLine> {
        find(text, 1, || Arc::new(DateReader::new(&Language::parse(tag).unwrap())))
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
        ] {
            assert_eq!(line("en", text), None, "{text}");
        }
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
    }
}
