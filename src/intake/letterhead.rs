//! The names above a text that are none of its headlines: offices, press offices, sites.

use super::phrases::{PHRASES, after, ends_with, fold, is_one_of, leading};
use super::shape::{is_loud, is_prose, size};

/// The last sign of an office's name in Chinese and Japanese.
const OFFICE_SIGNS: [char; 14] =
    ['省', '庁', '廳', '厅', '局', '部', '委', '院', '県', '府', '署', '课', '課', '室'];

/// The end of the names of other houses in Chinese, Japanese and Korean.
#[rustfmt::skip]
const OFFICE_ENDS: [&str; 22] = [
    "大学", "大學", "研究所", "協会", "协会", "協會", "機構", "財団", "财团", "学院", "集团", "集團", "银行", "銀行", "学会",
    "대학교", "연구소", "연구원", "공사", "공단", "협회", "재단",
];

/// Whether a line may be a name: a few words, each with a capital; in scripts without capitals, hardly any signs.
pub(super) fn is_name(line: &str) -> bool {
    const LONGEST_NAME: usize = 5;
    const MOST_SIGNS: usize = 14;
    if line.contains([',', ':', '!', '?', '：', '，', '。', '、', '「', '“', '"', '‘'])
        || line.contains(char::is_numeric)
    {
        return false;
    }
    if !line.contains(char::is_lowercase) && !line.contains(char::is_uppercase) {
        return line.chars().count() <= MOST_SIGNS && !line.contains(['を', 'が', 'は', 'に', 'へ']);
    }
    let words = line.split_whitespace();
    words.clone().count() <= LONGEST_NAME
        && words.clone().all(|word| word.chars().count() <= 3 || !word.starts_with(char::is_lowercase))
}

/// Whether a text says only which release it is: `Press release 12/2024`.
pub(super) fn is_release_label(text: &str) -> bool {
    let after = leading(text, &PHRASES.release).map(|label| after(text, label));
    after.is_some_and(|rest| !rest.contains(char::is_alphabetic))
}

/// Whether a line names the office's site or its press office.
pub(super) fn is_letterhead(line: &str) -> bool {
    let folded = fold(line);
    let ends = |phrase: &String| {
        folded.strip_suffix(phrase.as_str()).is_some_and(|rest| !rest.ends_with(char::is_alphabetic))
    };
    is_one_of(line, &PHRASES.letterhead)
        || ((size(line) <= 6 || is_name(line)) && PHRASES.letterhead.iter().any(ends))
}

/// Whether a line says what a person is at an office: `Director, Corporate Communications`.
pub(super) fn is_role(line: &str) -> bool {
    #[rustfmt::skip]
    const ROLES: [&str; 44] = [
        "director", "head", "manager", "chief", "spokesperson", "spokesman", "spokeswoman", "secretary",
        "kepala", "direktur", "ketua", "leiter", "leiterin", "direktor", "direktorin", "pressesprecher", "pressesprecherin",
        "sprecher", "sprecherin", "directeur", "directrice", "porte-parole", "directora", "portavoz", "diretor", "diretora",
        "porta-voz", "direttore", "direttrice", "portavoce", "woordvoerder", "woordvoerster", "talesperson", "talsperson",
        "pressechef", "tiedottaja", "mluvčí", "ředitel", "ředitelka", "rzecznik", "rzeczniczka", "sözcü", "пресс-секретарь",
        "прессекретар",
    ];
    const PRESS_OFFICERS: [&str; 3] = ["tiskový mluvčí", "tisková mluvčí", "oficer prasowy"];
    let folded = line.to_lowercase();
    let first = folded.split([' ', ',']).next().unwrap_or_default();
    ROLES.contains(&first)
        || PRESS_OFFICERS.iter().any(|post| folded.starts_with(post))
        || is_of_parliament(line)
}

/// Whether a line is a member of a parliament or a post in a government: `The Hon A. Name`, `Minister for Trade`.
pub(super) fn is_of_parliament(line: &str) -> bool {
    const POSTS: [&str; 7] = [
        "minister for ",
        "minister of ",
        "leader of ",
        "member for ",
        "senator for ",
        "assistant minister ",
        "attorney-general",
    ];
    let folded = line.to_lowercase();
    POSTS.iter().any(|start| folded.starts_with(start)) || is_honoured(line)
}

/// Whether a line starts with the style of a member of a parliament: `The Hon A. Name`.
pub(super) fn is_honoured(line: &str) -> bool {
    let folded = line.to_lowercase();
    ["the hon ", "the hon. ", "senator the "].iter().any(|style| folded.starts_with(style))
}

/// Whether a line is nothing but the name of an office or a press office.
pub(super) fn is_office_name(line: &str) -> bool {
    let names_press_office = size(line) <= 5 && leading(line, &PHRASES.letterhead).is_some();
    !is_prose(line) && (is_office(line) || is_letterhead(line) || names_press_office)
}

/// Whether a line is the name of an office above its release: `MINISTRY OF HEALTH`, `例示省大臣官房広報課`.
pub(super) fn is_office(line: &str) -> bool {
    const LONGEST_UNSPACED: usize = 24;
    let words = size(line);
    let is_unspaced = !line.contains(' ') && line.chars().count() <= LONGEST_UNSPACED;
    let start = leading(line, &PHRASES.office);
    let is_titled = || words <= 5 && start.is_some_and(|start| start.contains(' ')) && is_name(line);
    let is_short = words <= 3 || (words <= 6 && is_loud(line)) || is_unspaced || is_titled();
    // 例示産業省, 国家示例局
    let is_named_by_its_end = || {
        is_unspaced
            && is_name(line)
            && (line.ends_with(OFFICE_SIGNS) || OFFICE_ENDS.iter().any(|end| line.ends_with(end)))
    };
    // `Ministry of Rural Works`; more words more often say what an office does, but for `… of Exampleland`.
    let named: Vec<&str> = line.split_whitespace().collect();
    let is_of = match named.as_slice() {
        [_, of, _, _] => is_linking(of) && is_name(line),
        [_, first, .., last, country] => {
            is_linking(first)
                && is_linking(last)
                && words <= 7
                && country.chars().count() > 4
                && are_capital(&named)
        }
        _ => false,
    };
    (is_of && start.is_some())
        || is_office_of(line)
        || is_short && (start.is_some() || ends_with(line, &PHRASES.office_end) || is_named_by_its_end())
}

/// Whether a line names the office of somebody, perhaps with its district: `Attorney's Office, District of Example`.
fn is_office_of(line: &str) -> bool {
    let name = line.split_once(", ").map_or(line, |(name, _)| name);
    size(line) <= 8 && is_name(name) && fold(name).ends_with("'s office")
}

fn are_capital(words: &[&str]) -> bool {
    words.iter().all(|word| word.chars().count() <= 3 || word.starts_with(char::is_uppercase))
}

fn is_linking(word: &str) -> bool {
    ["of", "for", "de", "des", "du", "da", "do", "di", "del", "für", "van", "voor", "der"].contains(&word)
}
