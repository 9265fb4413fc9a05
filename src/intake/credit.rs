//! Who wrote a release, and which office issued it.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::field::Found;
use super::pattern::pattern;
use crate::text::Text;

/// Initials and an office in brackets at the end of the text: `(rr/HUMAS MENPANRB)`.
static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[(（](?P<by>\p{Ll}{1,6}(?:\s?[/,&]\s?\p{Ll}{1,6}){0,3})\s?[/|-]\s?(?P<issuer>(?:\p{Lu}|humas|kominfo|diskominfo)[\p{L}\d .&-]{2,60})[)）]\.?\s*$",
    )
});

/// The office first: `(Diskominfo Contoh/ab)`.
static OFFICE_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[(（](?P<issuer>(?:\p{Lu}|humas|kominfo|diskominfo)[\p{L}\d .&-]{2,60}?)\s?[/|]\s?(?P<by>\p{Ll}{1,6}(?:\s?[/,&]\s?\p{Ll}{1,6}){0,3})[)）]\.?\s*$",
    )
});

/// An office alone: `(HUMAS MENPANRB)`.
static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[(（](?P<issuer>(?:HUMAS|Humas|Biro Humas|Biro Komunikasi|Kominfo|Tim Komunikasi|Press Office)\b[\p{L}\d .&-]{0,60})[)）]\.?\s*$",
    )
});

/// A Chinese name alone in wide brackets behind the last sentence: `……举行。（张小明）`.
static CHINESE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[。！？”]\s*(?P<credit>（(?P<by>(?:[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈葉鍾譚鄒陸顧龍萬錢湯賀賴龔]|欧阳|上官|司马|诸葛)\p{Han}{1,2})）)\s*$",
    )
});

/// What a remark in brackets ends with that is no name: who took a picture, that a text ends or goes on.
const NO_NAMES: [char; 8] = ['摄', '攝', '文', '图', '圖', '完', '续', '報'];

/// A line that names the author.
static BY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:by|oleh|penulis|pewarta|wartawan|jurnalis|laporan|reporter|written by|author|autor|autora|auteur|par|por|von|di|door|av|af|autore|автор|yazan|tác giả|기자|글|文責|文|作者|记者|記者|بقلم|الكاتب)\s*[:：]?\s+(?P<by>\p{Lu}\S*(?:\s+\S+){0,5}|\p{Lo}\S*(?:\s+\S+){0,3})$",
    )
});

/// The day behind an author's name.
static DAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\s,|-]+\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}$"));

/// Initials are no longer than this, in bytes.
const LONGEST_INITIALS: usize = 3;

/// The author and the office of a credit, and the text before it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Credit<'a> {
    pub(super) byline: Option<Found<Text>>,
    pub(super) issuer: Option<Found<Text>>,
    /// The paragraph without the credit.
    pub(super) rest: &'a str,
}

/// Reads the credit at the end of the text's last paragraph.
pub(super) fn closing(paragraph: &str) -> Option<Credit<'_>> {
    let is_name = |captures: &Captures<'_>| !captures["by"].ends_with(NO_NAMES);
    let captures = [&CLOSING, &OFFICE_FIRST, &OFFICE]
        .into_iter()
        .find_map(|regex| regex.captures(paragraph))
        .or_else(|| CHINESE.captures(paragraph).filter(is_name))?;
    let whole = captures.name("credit").unwrap_or_else(|| captures.get_match());
    // Two initials: which of them is the office's?
    let is_open = captures.name("issuer").is_some_and(|issuer| {
        captures.name("by").is_some_and(|by| issuer.start() < by.start()) && issuer.len() <= LONGEST_INITIALS
    });
    if is_open {
        return None;
    }
    let found =
        |name| captures.name(name).and_then(|part| field(part.as_str(), whole.as_str(), "closing credit"));
    Some(Credit { byline: found("by"), issuer: found("issuer"), rest: paragraph[..whole.start()].trim_end() })
}

/// Reads a line that does nothing but name the author.
pub(super) fn by_line(line: &str) -> Option<Found<Text>> {
    let captures = BY.captures(line)?;
    field(DAY.replace(captures.name("by")?.as_str(), "").trim(), line, "author line")
}

fn field(value: &str, evidence: &str, rule: &'static str) -> Option<Found<Text>> {
    Some(Found::new(Text::non_empty_line(value)?, evidence, rule, 90))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closing_credit_names_author_and_office() {
        let credit = closing("ujar Menteri Asman. (rr/HUMAS MENPANRB)").unwrap();
        assert_eq!(credit.byline.unwrap().value.as_str(), "rr");
        assert_eq!(credit.issuer.unwrap().value.as_str(), "HUMAS MENPANRB");
        assert_eq!(credit.rest, "ujar Menteri Asman.");
    }

    #[test]
    fn the_office_may_come_first() {
        let credit = closing("Semoga bermanfaat. (Diskominfo Contoh/ab)").unwrap();
        assert_eq!(credit.byline.unwrap().value.as_str(), "ab");
        assert_eq!(credit.issuer.unwrap().value.as_str(), "Diskominfo Contoh");
    }

    #[test]
    fn a_chinese_name_behind_the_last_sentence_is_the_authors() {
        let credit = closing("活动将先后在三地举行。（张小明）").unwrap();
        assert_eq!(credit.byline.unwrap().value.as_str(), "张小明");
        assert_eq!(credit.rest, "活动将先后在三地举行。");
        for text in [
            "活动举行。（王小明摄）",
            "活动举行。（未完待续）",
            "代表团团长（陈小才）",
            "活动举行。（新华社）",
        ] {
            assert_eq!(closing(text), None, "{text}");
        }
    }

    #[test]
    fn other_brackets_are_no_credit() {
        for text in [
            "kata dia (Kemenkes).",
            "Badan Kepegawaian Negara (BKN)",
            "Senin (27/11).",
            "in Europe (EU/EEA)",
            "Semoga lancar. (ABC/de)",
        ] {
            assert_eq!(closing(text), None, "{text}");
        }
    }

    #[test]
    fn an_author_line_is_all_about_the_author() {
        assert_eq!(by_line("Oleh: Sari Contoh").unwrap().value.as_str(), "Sari Contoh");
        assert_eq!(by_line("by Admin 1 19/04/2026").unwrap().value.as_str(), "Admin 1");
        assert_eq!(by_line("By the end of the year, all will be well"), None);
    }
}
