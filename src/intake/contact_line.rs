//! Lines that say whom to ask, told in any language by their shape and by where they stand: an address or a number
//! behind a label, beside a name, or set off by signs, where no text follows.
//!
//! A sentence that names a hotline is of the text. For lists of words see [`super::contact`].

use std::sync::LazyLock;

use regex::Regex;

use super::contact::{LABELLED, MAIL, NUMBER, is_telephone};
use super::date::with_ascii_digits;
use super::letterhead::is_name;
use super::pattern::pattern;
use super::phrases::{PHRASES, leading};
use super::shape::{is_prose, size};

/// A line of contacts is no longer than this, in words, where a label stands before them, and where none does.
const LONGEST: (usize, usize) = (40, 24);

/// A label is no longer than this, in words.
const LONGEST_LABEL: usize = 6;

/// A name is no longer than this, in words.
const LONGEST_NAME: usize = 8;

/// So many lines of names stand above a contact at most.
const MOST_NAMES: usize = 3;

/// Stands for a detail that was taken out of a line.
const MARK: char = '\u{1}';

/// What sets a detail off from the words before it.
const SIGNS: [char; 20] = [
    ',', ':', ';', '|', '/', '·', '•', '–', '—', '-', '(', '[', '<', '：', '，', '、', '；', '｜', '،', MARK,
];

/// The address of a page, in which digits are no telephone number.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\S*(?:://|www\.)\S*"));

/// Where a messenger finds somebody.
static MESSENGER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\b(?:telegram|whatsapp|wa|signal|viber|line|wechat|kakaotalk)|微信|카카오톡|телеграм|تيليجرام|تلغرام|واتساب)\s?(?:id)?\s?[:：]?\s?@\w{3,}|(?:https?://)?\b(?:t|wa)\.me/\S+",
    )
});

/// What stands before a number that is no telephone's.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\b(?:nos?|nr|num|nomor|núm|номер|sayı|số|isbn|issn|iban|bic|isin|doi|rp|usd|eur|gbp)\b\.?[:：]?\s?|(?:nº|n°|[№#$€£¥₩%])\s?|[\p{L}_])$",
    )
});

/// A day whose year comes last, or the last one of several.
static DAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[0-3]?\d[-–./\s]+){2,4}(?:19|20)\d\d$"));

/// A number of nine digits in threes, as telephone numbers of some countries are written, and round sums are not.
static IN_THREES: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[1-9]\d\d \d{3} \d{3}$"));

/// A line of a text.
pub(super) struct Line<'a> {
    /// Its words, without marks.
    pub(super) text: &'a str,
    /// Whether it is an item of a list.
    pub(super) is_item: bool,
    /// Whether it is a heading.
    pub(super) is_heading: bool,
}

/// Which lines below a lead, up to the next section, are contacts or the names above them.
pub(super) fn at_end(lines: &[Line<'_>]) -> Vec<usize> {
    let is_contact: Vec<bool> =
        lines.iter().map(|line| !line.is_heading && is_contact_line(line.text)).collect();
    let is_text = |index: usize| !is_contact[index] && tells(lines[index].text);
    let contacts = (0..lines.len()).filter(|&index| is_contact[index]).filter(|&index| {
        let below = (index + 1..lines.len()).filter(|&index| is_text(index)).count();
        // Standing text often follows the contacts without a heading.
        let is_before_standing_text = || below == 1 && !lines[index].is_item && (0..index).any(is_text);
        (below == 0 || is_before_standing_text()) && !is_of_list(lines, index)
    });
    let mut found: Vec<usize> = Vec::new();
    for index in contacts {
        let above = (0..index).rev().take_while(|above| !is_contact[*above] && is_name_above(&lines[*above]));
        found.extend(above.take(MOST_NAMES));
        found.push(index);
    }
    found.sort_unstable();
    found
}

/// Whether a line is of the text: prose, or a short sentence.
fn tells(text: &str) -> bool {
    const FEWEST: usize = 3;
    is_prose(text) || size(text) >= FEWEST && text.ends_with(['.', '!', '?', '。', '؟', '।'])
}

/// Whether a line is an item below a heading or a line that leads over to it, and that does not name contacts: the
/// list is what the text tells.
fn is_of_list(lines: &[Line<'_>], index: usize) -> bool {
    if !lines[index].is_item {
        return false;
    }
    let above = lines[..index].iter().rev().find(|line| !line.is_item);
    above.is_some_and(|above| {
        let leads_over = above.is_heading || above.text.ends_with([':', '：']);
        let is_private = [&PHRASES.contact, &PHRASES.letterhead, &PHRASES.notes]
            .iter()
            .any(|phrases| leading(above.text, phrases).is_some());
        leads_over && !is_private
    })
}

/// Whether a line right above a contact is of it: a name, or a label with nothing behind it.
fn is_name_above(line: &Line<'_>) -> bool {
    let is_label = line.text.ends_with([':', '：']) && size(line.text) <= LONGEST_LABEL;
    !line.is_heading && !line.is_item && (is_name(line.text) || is_label)
}

/// Whether a line says whom to ask, in whatever language.
pub(super) fn is_contact_line(text: &str) -> bool {
    let Some(marked) = without_details(text) else { return false };
    let first = marked.find(MARK).unwrap_or(0);
    let label = marked[..first].find([':', '：']).filter(|end| size(&marked[..*end]) <= LONGEST_LABEL);
    let words = marked.get(label.unwrap_or(0)..).unwrap_or_default().replace(MARK, " ");
    let longest = if label.is_some() { LONGEST.0 } else { LONGEST.1 };
    size(text) <= longest
        && !is_sentence(text, &words, label.is_some())
        && (label.is_some() || is_set_off(&marked) || are_names(&words))
}

/// Whether the words beside the details tell something.
fn is_sentence(text: &str, words: &str, has_label: bool) -> bool {
    const MOST_OF_SENTENCE: usize = 2;
    const MOST: usize = 5;
    let has_case = words.contains(|letter: char| letter.is_lowercase() || letter.is_uppercase());
    if !has_case {
        return is_prose(text) && !has_label;
    }
    let small = words
        .split(|letter: char| !letter.is_alphabetic())
        .filter(|word| word.chars().count() > 3 && word.starts_with(char::is_lowercase))
        .count();
    small > if is_prose(text) { MOST_OF_SENTENCE } else { MOST }
}

/// Whether a sign parts a detail from the words before it.
fn is_set_off(marked: &str) -> bool {
    marked.match_indices(MARK).any(|(at, _)| {
        let before = marked[..at].trim_end();
        before.is_empty() || before.ends_with(SIGNS)
    })
}

/// Whether words are names: each has a capital, where its script knows them.
fn are_names(words: &str) -> bool {
    let is_small = |word: &str| word.chars().count() > 3 && word.starts_with(char::is_lowercase);
    size(words) <= LONGEST_NAME && !is_prose(words) && !words.split_whitespace().any(is_small)
}

/// A line with a mark in place of each mail address, telephone number and name of a messenger; `None` where it has none.
fn without_details(text: &str) -> Option<String> {
    let mark = MARK.to_string();
    let text = MESSENGER.replace_all(text, &mark);
    let text = with_ascii_digits(&ADDRESS.replace_all(&text, " "));
    let text = MAIL.replace_all(&text, &mark);
    let text = LABELLED.replace_all(&text, &mark);
    let mut marked = String::with_capacity(text.len());
    let mut end = 0;
    for found in NUMBER.find_iter(&text) {
        let (before, after) = (&text[..found.start()], &text[found.end()..]);
        if is_number(before, found.as_str().trim(), after) {
            marked.push_str(&text[end..found.start()]);
            marked.push(MARK);
            end = found.end();
        }
    }
    marked.push_str(&text[end..]);
    marked.contains(MARK).then_some(marked)
}

/// Whether a number between these words is a telephone's: parted, or set off from what it might count.
fn is_number(before: &str, number: &str, after: &str) -> bool {
    const SHORTEST: usize = 8;
    if NUMBERED.is_match(before) || DAY.is_match(number) {
        return false;
    }
    let ends =
        after.trim_start().is_empty() || after.trim_start().starts_with([',', ';', '|', ')', '/', '·', MARK]);
    if IN_THREES.is_match(number) {
        return ends && !number.ends_with("000");
    }
    let is_bare = !number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_beside_name =
        || number.len() >= SHORTEST && ends && before.trim_end().ends_with([',', '|', '(', ';']);
    is_telephone(number) && (!is_bare || is_beside_name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_told_by_their_shape() {
        for line in [
            "Jane Doe | Press Officer | 020 7946 0123",
            "Jane Doe, jane@a.example",
            "Jane Doe 020 7946 0123",
            "Jane Doe (020 7946 0123)",
            "Email: jane@a.example",
            "jane@a.example",
            "+62 21 5555 0100",
            "WA: 0812 3456 7890",
            "No. HP: 0812-3456-7890",
            "Tel. no.: 020 7946 0123",
            "Telegram: @jane_doe",
            "WhatsApp: https://wa.me/628123456789",
            "Contacto para a imprensa: Ana Silva, 912 345 678",
            "Contacto para a imprensa: Ana Silva, 912345678",
            "Gabinete de prensa: 912 345 678",
            "Contacto para medios: Ana Gómez, 600 123 456",
            "Woordvoerder: Jan Jansen, 06 1234 5678",
            "Assessoria de imprensa: João Souza, (11) 5555-0100",
            "Kontakt prasowy: Anna Nowak, tel. 22 555 01 00",
            "Rzeczniczka: Anna Nowak, 600 123 456",
            "Pressekontakt: Erika Muster, Tel. 030 1234567.",
            "Nähere Auskünfte: Pressestelle der Stadt Muster, Telefon 030 1234567.",
            "Attachée de presse : Jeanne Dupont – 01 55 55 01 00",
            "Addetta stampa: Maria Rossi, cell. 333 555 0100",
            "Basın danışmanı: Ayşe Örnek, 0312 555 01 00",
            "Пресс-секретарь: Иван Иванов, +7 (495) 555-01-00",
            "Người phát ngôn: Nguyễn Văn A – 0912 345 678",
            "담당: 홍보팀 김철수 (02-555-0100)",
            "홍보팀 김철수 02-555-0100",
            "報道担当：山田太郎 電話 03-5555-0100",
            "联系人：张三 电话：010-55550100",
            "المتحدث الرسمي: أحمد علي، ٠١٢ ٣٤٥ ٦٧٨٩",
            "Pegawai media: Ali bin Ahmad, 012-345 6789",
            "Juru bicara: Budi Contoh (0812-3456-7890)",
        ] {
            assert!(is_contact_line(line), "{line}");
        }
    }

    #[test]
    fn other_lines_are_no_contacts() {
        for line in [
            "Residents can call the free hotline on 0800 123 4567 from Monday to Friday.",
            "In an emergency, residents can call the free hotline on 0800 123 4567.",
            "Note: in an emergency, residents can call the free hotline on 0800 123 4567.",
            "Warga dapat menghubungi layanan pengaduan di nomor 0800 123 4567 setiap hari.",
            "시민은 누구나 02-555-0100 번으로 언제든지 무료로 전화할 수 있다고 밝혔다.",
            "Budget: 600 000 000",
            "Budget: 912 345 678 euros",
            "Patients: 1234567",
            "ISBN: 978-3-16-148410-0",
            "ISIN: DE0001234567",
            "Save the date: 14–16.03.2025",
            "Photos: https://a.example/album/72177720",
            "When: 14 March 2025, 10.00–12.00",
            "Twitter: @ministry",
            "Release no. 184/2025/1234567",
        ] {
            assert!(!is_contact_line(line), "{line}");
        }
    }

    #[test]
    fn a_list_of_the_text_and_what_stands_in_its_middle_stay() {
        const TEXT: &str = "The clinics in the north of the country open today.";
        let line = |text| Line { text, is_item: false, is_heading: false };
        let item = |text| Line { text, is_item: true, is_heading: false };
        let contact = "Clinic A, 020 7946 0958";
        assert_eq!(at_end(&[line(TEXT), line("Jane Doe"), line(contact)]), [1, 2]);
        assert_eq!(at_end(&[line(TEXT), line(contact), line(TEXT)]), [1]);
        assert_eq!(at_end(&[line(contact), line(TEXT), line(TEXT)]), [0; 0]);
        assert_eq!(at_end(&[line("They are:"), item(contact), item(contact)]), [0; 0]);
        assert_eq!(at_end(&[line("Press office:"), item(contact), item(contact)]), [0, 1, 2]);
    }
}
