//! Release numbers: `Nomor: SP. 184/HUMAS/2025`, `Nr. 12/2026`, `제2026-12호`.

use std::sync::LazyLock;

use regex::Regex;

use super::field::Found;
use super::outline::Part;
use super::paragraph::Paragraph;
use super::pattern::pattern;
use super::phrases::{PHRASES, after, leading};
use crate::text::Text;

/// The label of a number. One that is a whole word needs no colon; one that begins other words does.
const LABEL: &str = concat!(
    r"(?ix)^(?:",
    r"(?:nomor|nomer|number|nummer|numer|numéro|número|numero|номер|số|sayı|sayi|رقم|번호|编号|編號)\s?[.:：]?\s* |",
    r"(?:no|nr|núm|ref)(?:\s?[.:：]\s*|\s) | (?:n\s?[º°]|№)\s?[.:：]?\s* | (?:第|제)\s?",
    r")",
);

/// A line that begins with a label: few lines do, and that is soon seen.
static LABELLED: LazyLock<Regex> = LazyLock::new(|| pattern(LABEL));

/// A number with its label.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"{LABEL}(?P<number>[\p{{L}}\d][\p{{L}}\d./\\\x20-]{{0,60}}?)\s?(?:号|號|호)?$"))
});

/// The day after a number: `Nr. 190 vom 14. Mai 2024`, `n° 12 du 3 mars 2024`, `No. 7 | 3 March 2024`.
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)(?:\s(?:vom|v\.|du|del|de|dated|of|tanggal|tertanggal|от|від|van|z\sdnia|z|din|av|från|fra|ze\sdne)\s|\s?[,|;/]\s|\s[-–—]\s)",
        r"\D{0,14}\b(?:\d{1,2}(?:\D{1,14}|[./-]\d{1,2}[./-])(?:19|20)\d\d|(?:19|20)\d\d\D{1,14}\d{1,2})\D{0,4}$",
    ))
});

/// An office's own code of a release, alone in its line: `IP/23/4567`, `MEMO/24/12`, `SP-2024/017`.
static CODE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\p{Lu}{2,12}(?:/\p{Lu}{1,8})?(?:/\d{2,6}(?:/\d{1,6}){0,2}|-\d{2,6}[-/]\d{1,6}|[\x20.]{1,2}\d{1,4}(?:/[\p{Lu}\d.]{1,12}){2,6})$",
    )
});

/// A number within its year: `RELEASE 24-071`.
static OF_YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^release:?\s(\d{2,4}-\d{1,4}[a-z]?)$"));

/// The release number of a line that is nothing else.
pub(super) fn release_number(line: &str) -> Option<&str> {
    let line = match leading(line, &PHRASES.release) {
        Some(phrase) => after(line, phrase).trim_start_matches(|c: char| !c.is_alphanumeric() && c != '№'),
        None => line,
    };
    if CODE.is_match(line) {
        return Some(line);
    }
    if let Some(of_year) = OF_YEAR.captures(line) {
        return of_year.get(1).map(|number| number.as_str());
    }
    if !LABELLED.is_match(line) {
        return None;
    }
    let line = DAY.find(line).map_or(line, |day| &line[..day.start()]);
    let number = NUMBER.captures(line)?.name("number")?.as_str().trim();
    let words = number.split_whitespace();
    let is_code = |word: &str| {
        word.contains(char::is_numeric) || !word.contains(char::is_lowercase) || word.ends_with('.')
    };
    let is_number =
        number.contains(char::is_numeric) && words.clone().count() <= 6 && words.clone().all(is_code);
    is_number.then_some(number)
}

/// The day that stands behind the number of a line.
pub(super) fn day_after(line: &str) -> Option<&str> {
    DAY.find(line).map(|day| day.as_str())
}

/// The release number that a line of the text gives.
pub(super) fn number(paragraphs: &[Paragraph], parts: &[Part]) -> Option<Found<Text>> {
    let lines = paragraphs.iter().zip(parts).filter(|(_, part)| matches!(part, Part::Number | Part::Release));
    lines.map(|(paragraph, _)| paragraph.text.as_str()).find_map(|line| {
        let of_part = || line.split('|').find_map(|part| release_number(part.trim()));
        let number = Text::non_empty_line(release_number(line).or_else(of_part)?)?;
        Some(Found::new(number, line, "number line", 95))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_releases() {
        for (line, number) in [
            ("Nomor: SP. 184/HUMAS/PP/HMS.3/8/2025", "SP. 184/HUMAS/PP/HMS.3/8/2025"),
            ("Pressemitteilung Nr. 12/2026", "12/2026"),
            ("Siaran Pers No. 45/HM/2026", "45/HM/2026"),
            ("Communiqué de presse n° 7", "7"),
            ("보도자료 제2026-12호", "2026-12"),
            ("№ 17-б", "17-б"),
            ("Pressemitteilung Nr. 190 vom 14. Mai 2024", "190"),
            ("Siaran Pers No. 45/HM/2026, 3 Maret 2026", "45/HM/2026"),
            ("Nr. 145/2024 din 20.06.2024", "145/2024"),
            ("IP/23/4567", "IP/23/4567"),
            ("SP 105/GKPB/XYZ/VII/2024", "SP 105/GKPB/XYZ/VII/2024"),
            ("RELEASE 24-071", "24-071"),
        ] {
            assert_eq!(release_number(line), Some(number), "{line}");
        }
    }

    #[test]
    fn other_lines_have_none() {
        for line in [
            "November 2007 News Releases",
            "No vember 2007",
            "Number of new clinics rises to 40 in 2025",
            "No 10 staff move out",
            "Nomor antrean kini daring",
            "Press release of 3 March 2026",
            "No 10 staff move out on 3 March 2026",
            "TCP/IP",
            "Release 4.2",
            "COVID-19",
        ] {
            assert_eq!(release_number(line), None, "{line}");
        }
    }
}
