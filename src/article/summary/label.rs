//! Lines that stand around a release without being its text: release and embargo lines, numbers, contacts, captions,
//! share buttons. In the words of the languages that press offices here write in.

/// What a release line begins with.
#[rustfmt::skip]
const RELEASE: &[&str] = &[
    "for immediate release", "for release", "press release", "news release", "media release",
    "press statement", "media statement", "siaran pers", "siaran media", "rilis pers", "keterangan pers",
    "untuk segera disiarkan", "untuk disiarkan segera", "communiqué de presse", "pour diffusion immédiate",
    "comunicado de prensa", "nota de prensa", "para publicación inmediata", "para su publicación inmediata",
    "para difusión inmediata", "pressemitteilung", "presseinformation", "medienmitteilung",
    "zur sofortigen veröffentlichung", "comunicato stampa", "comunicado à imprensa", "comunicado de imprensa",
    "nota à imprensa", "para divulgação imediata", "persbericht", "pressmeddelande", "pressemeddelelse",
    "pressemelding", "tiedote", "пресс-релиз", "для немедленной публикации", "пресреліз", "tisková zpráva",
    "informacja prasowa", "komunikat prasowy", "basın bülteni", "basın açıklaması", "δελτίο τύπου",
    "nota de premsa", "thông cáo báo chí", "보도자료", "보도참고자료", "보도설명자료", "즉시 보도", "新闻稿", "新聞稿", "プレスリリース",
    "報道発表", "報道資料", "بيان صحفي", "للنشر الفوري", "خبر صحفي", "پریس ریلیز",
];
/// What an embargo line begins with.
#[rustfmt::skip]
const EMBARGO: &[&str] = &[
    "embargo", "under embargo", "strictly embargoed", "not for publication", "not for release",
    "hold for release", "sperrfrist", "sous embargo", "bajo embargo", "sotto embargo", "sob embargo", "보도시점",
    "엠바고", "解禁", "эмбарго", "حظر النشر",
];
/// What a release number's line begins with.
#[rustfmt::skip]
const NUMBER: &[&str] = &[
    "nomor", "nomer", "no.", "no:", "nr.", "nr ", "number", "release no", "release number", "ref.", "ref:",
    "reference", "numéro", "n°", "nº", "número", "numero", "номер", "№", "번호", "编号", "رقم",
];
/// What a contact's line begins with.
#[rustfmt::skip]
const CONTACT: &[&str] = &[
    "contact", "media contact", "press contact", "narahubung", "kontak", "informasi lebih lanjut",
    "untuk informasi lebih lanjut", "for more information", "kontakt", "pressekontakt", "contacto",
    "contatto", "contato", "контакт", "문의", "담당", "お問い合わせ", "联系人", "聯絡人", "للتواصل",
];
/// What a caption begins with.
#[rustfmt::skip]
const CAPTION: &[&str] = &[
    "foto:", "foto oleh", "foto -", "(foto", "keterangan foto", "photo:", "photo by", "photo credit",
    "photo courtesy", "(photo", "image:", "caption:", "gambar:", "picture:", "bild:", "foto ©",
    "crédit photo", "사진", "(사진", "▲", "写真", "图片", "图:", "图：", "圖:", "صورة:", "الصورة:",
];
/// The words of share buttons and their like; a line of nothing else is one.
#[rustfmt::skip]
const SHARE: &[&str] = &[
    "pin", "it", "this", "share", "shares", "tweet", "facebook", "twitter", "x", "whatsapp", "telegram",
    "linkedin", "pinterest", "instagram", "threads", "line", "email", "e-mail", "print", "like", "save",
    "copy", "link", "rss", "on", "to", "via", "bagikan", "cetak", "salin", "tautan", "ke", "di", "compartir",
    "compartilhar", "condividi", "imprimir", "imprimer", "partager", "sur", "teilen", "drucken", "delen",
    "dela", "del", "jaa", "udostępnij", "paylaş", "поделиться", "공유", "공유하기", "인쇄", "シェア", "ツイート", "分享", "打印",
    "مشاركة", "شارك", "طباعة", "|", "/", "·", "+",
];

/// How long a line that begins with a label may be, in characters, to be nothing else.
const LONGEST_LINE: usize = 120;

/// Whether a line is none of the text, by what it begins with or consists of.
pub(super) fn is_label(line: &str) -> bool {
    let line = line.trim_matches(|character: char| character.is_whitespace() || "#*-–—_".contains(character));
    let is_headline = line.contains(' ') && !ends_sentence(line) && is_upper(line);
    let line = line.to_lowercase();
    let begins = |labels: &[&str]| labels.iter().any(|label| line.starts_with(label));
    let is_short = line.chars().count() <= LONGEST_LINE;
    is_headline
        || !line.contains(char::is_alphabetic)
        || line.split_whitespace().all(|word| SHARE.contains(&word.trim_end_matches([',', ':'])))
        || begins(CAPTION)
        || is_short && (begins(EMBARGO) || (begins(NUMBER) && line.contains(char::is_numeric)))
        || is_short && !ends_sentence(&line) && (begins(RELEASE) || begins(CONTACT))
}

/// Whether a line is all in capitals, in a script that has them.
fn is_upper(line: &str) -> bool {
    line.contains(char::is_uppercase) && !line.contains(char::is_lowercase)
}

/// The line without a release label in front of its text.
pub(super) fn without_label(line: &str) -> &str {
    RELEASE
        .iter()
        .find_map(|label| {
            let head = line.get(..label.len()).filter(|head| head.to_lowercase() == **label)?;
            let rest = &line[head.len()..];
            let is_set_off = rest.starts_with([':', '–', '—', '|']) || !head.contains(char::is_lowercase);
            let rest = rest.trim_start_matches(|character: char| {
                character.is_whitespace() || ":–—-|".contains(character)
            });
            (is_set_off && !rest.is_empty()).then_some(rest)
        })
        .unwrap_or(line)
}

/// Whether a text ends like a sentence, in any script.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(|character: char| {
        character.is_whitespace() || "\"'”’“»«)]）」』】›".contains(character)
    })
    .ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '：', '؟', '۔', '।', '։', ';', '؛'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_around_the_text_are_known() {
        for line in [
            "Pin It",
            "Bagikan",
            "Facebook Twitter WhatsApp",
            "FOR IMMEDIATE RELEASE",
            "SIARAN PERS",
            "Nomor: SP. 184/HUMAS/PP/HMS.3/8/2025",
            "보도시점: 2024. 3. 5.(화) 12:00 이후",
            "Embargo hingga 27 November pukul 10.00 WIB.",
            "Sperrfrist: 12 Uhr",
            "Contact: Michael, 202 228 5566",
            "Foto: Humas",
            "###",
            "SEN. WARNER PRAISES PASSAGE OF BILL",
            "* * *",
            "-30-",
            "بيان صحفي",
        ] {
            assert!(is_label(line), "{line}");
        }
    }

    #[test]
    fn sentences_are_no_labels() {
        for line in [
            "Press releases are read by many.",
            "Nomor antrean kini daring.",
            "Contact sports are popular.",
            "It is on.",
            "Indonesia sedang fokus.",
        ] {
            assert!(!is_label(line), "{line}");
        }
    }

    #[test]
    fn a_label_before_the_text_goes() {
        assert_eq!(without_label("FOR IMMEDIATE RELEASE Washington"), "Washington");
        assert_eq!(without_label("Siaran Pers: Menteri"), "Menteri");
        assert_eq!(without_label("Press release services grow."), "Press release services grow.");
    }
}
