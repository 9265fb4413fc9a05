//! Whatever bytes come: a reading, or a refusal with a name, in bounded time.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test stops at what it does not expect")]

use chrono_tz::Tz;
use dateline::intake::source::{self, Kind};
use dateline::intake::{HeldBack, Hints, Intake, Reader, Refusal};
use dateline::language::Language;
use dateline::text::is_legal;
use proptest::prelude::*;

fn read(bytes: &[u8]) -> Result<Intake, Refusal> {
    thread_local!(static READER: Reader = Reader::default());
    let language = Language::parse("id").unwrap();
    let hints =
        Hints { time_zone: Tz::Asia__Jakarta, language: &language, file_name: "release", saved: None };
    READER.with(|reader| reader.plain(bytes, &hints).inspect(|_| drop(reader.markdown(bytes, &hints))))
}

fn read_page(bytes: &[u8]) -> Result<Intake, Refusal> {
    thread_local!(static READER: Reader = Reader::default());
    let language = Language::parse("id").unwrap();
    let hints =
        Hints { time_zone: Tz::Asia__Jakarta, language: &language, file_name: "release", saved: None };
    READER.with(|reader| reader.html(bytes, &hints))
}

/// A release can be made of it, or it says why not.
fn assert_sound(intake: &Intake) {
    match intake.held_back() {
        None => {
            let body = intake.fields.body.as_ref().unwrap();
            assert!(!body.value.text.trim().is_empty() && body.value.text.chars().all(is_legal));
            assert!(intake.fields.date.is_some() || intake.fields.embargo.is_some());
        }
        Some(HeldBack::TooLong | HeldBack::NoBody | HeldBack::UnreadEmbargo | HeldBack::NoDate) => {}
    }
}

#[test]
fn what_is_too_large_is_refused() {
    assert_eq!(read(&vec![b'a'; 50 * 1024 * 1024]), Err(Refusal::TooLong));
    assert_eq!(read("a\n".repeat(1_000_000).as_bytes()), Err(Refusal::TooManyLines));
    assert_eq!(read(&[0; 4096]), Err(Refusal::NotText));
}

#[test]
fn no_reference_brings_in_what_xml_forbids() {
    let lead = "Kota Contoh membuka empat klinik baru di wilayah utara dan selatan, kata wali kota.";
    let intake = read_page(format!("<p>3 Maret 2026</p><p>&#xb;{lead} {lead}</p>").as_bytes()).unwrap();
    assert_sound(&intake);
    assert!(intake.fields.body.is_some());
}

#[test]
fn pages_made_to_be_slow_are_read_or_refused_by_name() {
    let attributes: String = (0..100_000).map(|number| format!(" a{number}=b")).collect();
    for page in [
        format!("<p{attributes}>Text"),
        format!("<p>{}</p>", "kata ".repeat(1_000_000)),
        format!("<a href='{}'>x</a>", "../".repeat(100_000)),
    ] {
        read_page(page.as_bytes()).unwrap();
    }
    assert_eq!(read_page("<b>".repeat(100_000).as_bytes()), Err(Refusal::TooManyTags));
    assert_eq!(read_page("&lt;".repeat(100_000).as_bytes()), Err(Refusal::TooManyTags));
    assert_eq!(read_page(&vec![b'a'; 50 * 1024 * 1024]), Err(Refusal::TooLong));
}

#[test]
fn texts_made_to_be_slow_are_read() {
    let repeated = |unit: &str| unit.repeat(100_000 / unit.len());
    for unit in [
        "3 March ",
        "(27/11)",
        "Senin ",
        "12.12.",
        "Contact: ",
        "a",
        "    ",
        "\n\n",
        "￼",
        "Ã¢â‚¬",
        "¬a",
        "–",
        "2026-",
        "(",
        "3 ",
    ] {
        read(repeated(unit).as_bytes()).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        if let Ok(intake) = read(&bytes) {
            assert_sound(&intake);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(\\PC|[ \n\t]|[0-9./:()-]){0,400}") {
        if let Ok(intake) = read(text.as_bytes()) {
            assert_sound(&intake);
        }
    }

    #[test]
    fn any_lines_of_releases_are_read(lines in proptest::collection::vec(prop_oneof![
        Just("SIARAN PERS"), Just(""), Just("Embargo hingga 3 Maret 2026 pukul 09.00 WIB"), Just("Embargo"), Just("###"),
        Just("20171127 rapat"), Just("JAKARTA – Kota Contoh membuka empat klinik baru di wilayah utara dan selatan."),
        Just("Senin (27/11)"), Just("3 Maret 2026"), Just("Narahubung: humas@contoh.example"), Just("Tentang Kota"),
        Just("(ab/HUMAS KOTA)"), Just("    x    y"), Just("Oleh: Sari"), Just("Foto: Humas"), Just("# Judul"),
    ], 0..14)) {
        assert_sound(&read(lines.join("\n").as_bytes()).unwrap());
    }

    #[test]
    fn any_page_is_read_or_refused(pieces in proptest::collection::vec(prop_oneof![
        "<(p|div|h1|h2|table|tr|td|ul|li|dl|dt|dd|a|b|br|figure|img|figcaption|nav|main|article|title|meta|script|svg|math|template|noscript|select|form|blockquote)( (class|id|style|href|src|property|name|content|datetime|lang)=('|\"|)[a-zA-Z0-9:/&;.-]{0,12}('|\"|))?/?>",
        "</(p|div|h1|h2|table|tr|td|ul|li|dl|a|b|figure|main|article|script|svg|template|body|html)>",
        "(&[a-z]{1,6};|&#x?[0-9a-f]{1,8};?|&|<|>|<!--|-->|<!\\[CDATA\\[|\\]\\]>|\u{0}|\u{FEFF}|\u{202E})",
        "(3 Maret 2026|Embargo hingga 3 Maret 2026|JAKARTA – |Kontak: a@b.example|\\PC{0,30})",
        Just("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":[{}]}</script>".to_owned()),
        Just("Kota Contoh membuka empat klinik baru di wilayah utara dan selatan, kata wali kota.".to_owned()),
    ], 0..40)) {
        if let Ok(intake) = read_page(pieces.concat().as_bytes()) {
            assert_sound(&intake);
        }
    }

    #[test]
    fn any_bytes_of_a_page_are_read_or_refused(
        charset in "(utf-8|utf-16|iso-2022-jp|gb18030|big5|euc-kr|shift_jis|windows-1251|koi8-r|replacement|x-user-defined|none)",
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let mut page = format!("<meta charset={charset}><h1>").into_bytes();
        page.extend(bytes);
        if let Ok(intake) = read_page(&page) {
            assert_sound(&intake);
        }
    }
}

/// Pieces that feeds, exports and content items are made of, and what breaks them.
const PIECES: &[&str] = &[
    "<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\">",
    "<channel>",
    "<item>",
    "</item>",
    "<title>",
    "</title>",
    "<guid>",
    "</guid>",
    "<pubDate>",
    "</pubDate>",
    "2026-03-02 09:00:00",
    "Mon, 02 Mar 2026 09:00 WIB",
    "é:",
    "<feed xmlns=\"http://www.w3.org/2005/Atom\">",
    "<entry>",
    "</entry>",
    "<content type=\"html\">",
    "</content>",
    "<![CDATA[",
    "]]>",
    "&",
    "&amp;",
    "&#x0;",
    "&nbsp;",
    "<wp:status>",
    "publish",
    "</channel></rss>",
    "<!DOCTYPE a [<!ENTITY b \"&b;&b;\">]>",
    "&b;",
    "text",
    "\u{0}",
    "{",
    "}",
    "[",
    "]",
    "\"version\":\"https://jsonfeed.org/version/1.1\"",
    "\"items\":",
    "\"content_id\":\"a\"",
    "\"details\":",
    ",",
    "\"body\":\"<p>b\"",
    "\"first_published_at\":\"2026-03-02T09:00:00Z\"",
    "null",
    "-1",
    "\"id\":\"1\"",
];

fn read_source(bytes: &[u8]) {
    for kind in [Kind::Feed, Kind::Json] {
        for release in source::read(kind, bytes, Tz::Asia__Jakarta).unwrap_or_default() {
            assert_sound(&release.intake);
        }
    }
}

proptest! {
    #[test]
    fn any_pieces_of_feeds_and_exports_are_read_or_refused(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        read_source(pieces.concat().as_bytes());
        read_source(format!("<rss version=\"2.0\"><channel><item>{}</item></channel></rss>", pieces.concat()).as_bytes());
        read_source(format!("{{\"content_id\":\"a\",\"details\":{{{}}}}}", pieces.concat()).as_bytes());
    }

    #[test]
    fn any_bytes_after_the_start_of_a_feed_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for start in [b"".as_slice(), b"<rss version=\"2.0\"><channel><item><title>", b"<feed><entry>", b"{\"version\":\""] {
            read_source(&[start, &bytes].concat());
        }
    }
}
