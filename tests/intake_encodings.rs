//! Releases in other encodings than UTF-8: read as they were written, or refused, whatever language the site is in.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test stops at what it can't read")]

use chrono_tz::Tz;
use dateline::intake::{Hints, Intake, PublicationDate, Reader, Refusal};
use dateline::language::Language;
use encoding_rs::{Encoding, WINDOWS_1251, WINDOWS_1258};
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

/// A release: its headline, its day, its text.
type Release = [&'static str; 3];

const TRADITIONAL: Release = [
    "範例市北區四間新診所開幕",
    "2027年3月3日",
    "範例市政府在北區開設四間新診所，每年為大約一萬兩千名居民提供服務，市長週一表示。沒有人應該花一個小時才能看到醫生，他說。",
];
const SIMPLIFIED: Release = [
    "示例市北区四家新诊所开业",
    "2027年3月3日",
    "示例市政府在北区开设四家新诊所，每年为大约一万两千名居民提供服务，市长周一表示。没有人应该花一个小时才能看到医生，他说。",
];
const JAPANESE: Release = [
    "例示市、北部に新しい診療所を四か所開設",
    "2027年3月3日",
    "例示市は、北部の地区に新しい診療所を四か所開設し、毎年およそ一万二千人の市民を診療すると発表しました。",
];
const KOREAN: Release = [
    "예시시, 북부 지역에 새 진료소 네 곳 연다",
    "2027년 3월 3일",
    "예시시는 북부 지역에 새 진료소 네 곳을 열고 해마다 약 만 이천 명의 주민을 돌본다고 밝혔다.",
];
const RUSSIAN: Release = [
    "Город Пример открывает четыре клиники на севере",
    "3 марта 2027 г.",
    "Город Пример открыл в своих северных районах четыре новые клиники, сообщил мэр. Их ежегодно посещают около двенадцати тысяч жителей.",
];
const VIETNAMESE: Release = [
    "Thành phố Ví Dụ mở bốn phòng khám mới ở phía bắc",
    "Ngày 3 tháng 3 năm 2027",
    "Thành phố Ví Dụ đã mở bốn phòng khám mới ở các quận phía bắc, mỗi năm phục vụ khoảng mười hai nghìn người dân, thị trưởng cho biết hôm thứ Hai.",
];
const ARABIC: Release = [
    "مدينة المثال تفتتح أربع عيادات جديدة في الشمال",
    "3 مارس 2027",
    "افتتحت مدينة المثال أربع عيادات جديدة في أحيائها الشمالية، تخدم كل عام نحو اثني عشر ألف شخص، كما قال رئيس البلدية يوم الاثنين.",
];

const SITES: [&str; 8] = ["en", "id", "zh", "ja", "ko", "ru", "vi", "de"];

fn encoded(text: &str, label: &str) -> Vec<u8> {
    let encoding = Encoding::for_label(label.as_bytes()).unwrap();
    if encoding == WINDOWS_1258 {
        return text.chars().flat_map(vietnamese).collect();
    }
    let (bytes, _, had_errors) = encoding.encode(text);
    assert!(!had_errors, "{label}");
    bytes.into_owned()
}

/// A letter in Windows-1258: most of its tones are characters of their own, behind the letter.
fn vietnamese(letter: char) -> Vec<u8> {
    let mut buffer = [0; 4];
    let (bytes, _, is_in_parts) = WINDOWS_1258.encode(letter.encode_utf8(&mut buffer));
    if !is_in_parts {
        return bytes.into_owned();
    }
    let parts =
        DecomposingNormalizerBorrowed::new_nfd().normalize(letter.encode_utf8(&mut [0; 4])).into_owned();
    let is_tone = |part: &char| "\u{300}\u{301}\u{303}\u{309}\u{323}".contains(*part);
    let tone: String = parts.chars().filter(is_tone).collect();
    let base: String = parts.chars().filter(|part| !is_tone(part)).collect();
    let base = ComposingNormalizerBorrowed::new_nfc().normalize(&base).into_owned();
    WINDOWS_1258.encode(&(base + &tone)).0.into_owned()
}

fn read(bytes: &[u8], site: &str, is_page: bool) -> Result<Intake, Refusal> {
    thread_local!(static READER: Reader = Reader::default());
    let language = Language::parse(site).unwrap();
    let hints = Hints { time_zone: Tz::UTC, language: &language, file_name: "release", saved: None };
    READER.with(|reader| if is_page { reader.html(bytes, &hints) } else { reader.plain(bytes, &hints) })
}

fn assert_read(intake: Result<Intake, Refusal>, [title, _, text]: Release, what: &str) {
    let fields = intake.unwrap_or_else(|refusal| panic!("{what}: {refusal}")).fields;
    assert_eq!(fields.title.unwrap().value.as_str(), title, "{what}");
    assert!(fields.body.unwrap().value.text.contains(text), "{what}");
    let Some(PublicationDate::Day(day)) = fields.date.map(|date| date.value) else {
        panic!("{what}: no date")
    };
    assert_eq!(day.to_string(), "2027-03-03", "{what}");
}

#[test]
fn texts_and_pages_are_read_in_their_encoding_on_every_site() {
    for (release, label) in [
        (TRADITIONAL, "big5"),
        (SIMPLIFIED, "gbk"),
        (SIMPLIFIED, "gb18030"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "iso-2022-jp"),
        (KOREAN, "euc-kr"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "ibm866"),
        (VIETNAMESE, "windows-1258"),
        (ARABIC, "windows-1256"),
    ] {
        let [title, day, text] = release;
        let plain = encoded(&format!("{title}\n\n{day}\n\n{text}\n"), label);
        let page = format!("<main><h1>{title}</h1><p>{day}</p><p>{text}</p></main>");
        for site in SITES {
            assert_read(read(&plain, site, false), release, &format!("text in {label}, site in {site}"));
            assert_read(
                read(&encoded(&page, label), site, true),
                release,
                &format!("page in {label}, site in {site}"),
            );
        }
        // Some pages name a neighbour of their encoding.
        for told in [label, "gb2312", "big5"] {
            let page = encoded(&format!("<meta charset={told}>{page}"), label);
            if told == label
                || !matches!(label, "koi8-r" | "windows-1251" | "ibm866" | "windows-1258" | "windows-1256")
            {
                assert_read(read(&page, "en", true), release, &format!("page in {label} that says {told}"));
            }
        }
    }
}

#[test]
fn an_embargo_in_big5_holds() {
    let [title, _, text] = TRADITIONAL;
    for site in SITES {
        let text =
            encoded(&format!("新聞稿\n\n解禁時間：2027年3月3日上午9時\n\n{title}\n\n{text}\n"), "big5");
        let fields = read(&text, site, false).unwrap().fields;
        assert!(fields.embargo.is_some() || fields.unread_embargo.is_some(), "{site}");
        assert_eq!(fields.title.unwrap().value.as_str(), title, "{site}");
    }
}

#[test]
fn utf8_that_was_read_as_windows_1251_is_mended() {
    let [title, day, text] = RUSSIAN;
    let plain = format!("{title}\n\n{day}\n\n{text}\n");
    let page = format!("<meta charset=utf-8><main><h1>{title}</h1>\n<p>{day}</p>\n<p>{text}</p></main>");
    for (source, is_page) in [(plain, false), (page, true)] {
        let (broken, ..) = WINDOWS_1251.decode(source.as_bytes());
        for site in SITES {
            assert_read(read(broken.as_bytes(), site, is_page), RUSSIAN, &format!("{site}, page: {is_page}"));
        }
    }
}

#[test]
fn vietnamese_with_tones_of_their_own_is_read_in_utf8_too() {
    let [title, day, text] =
        VIETNAMESE.map(|part| DecomposingNormalizerBorrowed::new_nfd().normalize(part).into_owned());
    let plain = format!("{title}\n\n{day}\n\n{text}\n");
    assert_read(read(plain.as_bytes(), "vi", false), VIETNAMESE, "text");
    let page = format!("<main><h1>{title}</h1><p>{day}</p><p>{text}</p></main>");
    assert_read(read(page.as_bytes(), "vi", true), VIETNAMESE, "page");
}

#[test]
fn what_no_encoding_makes_words_of_is_refused() {
    let [title, day, text] = RUSSIAN.map(|part| part.repeat(3));
    let lost: String = format!("{title}\n\n{day}\n\n{text}\n")
        .chars()
        .map(|letter| if letter.is_alphabetic() { '\u{FFFD}' } else { letter })
        .collect();
    // The Vietnamese encoding TCVN 3 (ABC), which no browser knows.
    let unknown = b"Th\xB5nh ph\xE8 V\xDD D\xF4 m\xEB b\xE8n ph\xDFng kh\xB8m m\xEDi \xEB ph\xDDa b\xBEc\n\nNg\xB5y 3 th\xB8ng 3 n\xA8m 2027\n\n\
        Th\xB5nh ph\xE8 V\xDD D\xF4 \xAE\xB7 m\xEB b\xE8n ph\xDFng kh\xB8m m\xEDi \xEB c\xB8c qu\xCBn ph\xDDa b\xBEc, m\xE7i n\xA8m ph\xF4c v\xF4 kho\xB6ng \
        m\xAD\xEAi hai ngh\xD7n ng\xAD\xEAi d\xA9n, th\xDE tr\xAD\xEBng cho bi\xD5t h\xABm th\xF8 Hai."
        .as_slice();
    for site in ["en", "vi", "zh"] {
        assert_eq!(read(lost.as_bytes(), site, false), Err(Refusal::Garbled), "{site}");
        assert_eq!(read(lost.as_bytes(), site, true), Err(Refusal::Garbled), "{site}");
        assert_eq!(read(unknown, site, false), Err(Refusal::Garbled), "{site}");
    }
}
