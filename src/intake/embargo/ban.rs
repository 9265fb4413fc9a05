//! Lines that forbid to publish before a day in no fixed words: `Não publicar antes de 3 de março`, `Pers embargo, 3
//! maart`.
//!
//! A gate: of two readings of a short line that stands alone the one that holds back counts. Running text is no such
//! line, nor is what names no day or hour, nor what a state forbids to trade in.

use std::sync::LazyLock;

use regex::Regex;

use crate::intake::clock_time::time_of_day;
use crate::intake::date::DateReader;
use crate::intake::pattern::pattern;
use crate::intake::shape::{is_prose, size};

/// Such a line is no longer than this, in words.
pub(super) const LONGEST: usize = 30;

/// The same with the tags that it may have, in bytes.
const LONGEST_TAGGED: usize = 1_280;

/// What stands before a label at the start of a line is no longer than this, in bytes.
const LONGEST_BEFORE_LABEL: usize = 6;

/// A refusal, what may not be done, and until when, each language in its own order; the words between them are few.
#[rustfmt::skip]
const BANS: [(&str, &str); 17] = [
    ("en", r"(?-u:\b)(?:not|no|never|don['’]t)(?-u:\b).{0,30}(?-u:\b)(?:publi(?:sh|cation)|releas|broadcast|distribut|circulat).{0,90}(?-u:\b)(?:until|till|before|prior|ahead|earlier)(?-u:\b)|^\W*confidential until"),
    ("de", r"nicht(?-u:\b).{0,20}(?-u:\b)(?:vor|bis|bevor)(?-u:\b).{0,60}(?:veröffentlich|verbreit|publizier)|(?:veröffentlich|verbreit|publizier)\w*.{0,15}(?-u:\b)nicht\s(?:vor|bevor)(?-u:\b)|sperrvermerk|^\W*bis\s.{3,30}vertraulich"),
    ("fr", r"(?-u:\b)ne\s(?:pas|rien)\s.{0,15}(?:diffus|publi|divulg).{0,30}(?-u:\b)avant(?-u:\b)|(?:diffus|publi|divulg)\w*\sinterdite?.{0,20}(?:avant|jusqu)|interdi\w+\s(?:de\s)?(?:la\s)?(?:diffus|publi).{0,20}(?:avant|jusqu)"),
    ("es", r"(?-u:\b)no\s(?:se\s)?(?:puede\s|debe\s)?(?:publicar|difundir|divulgar).{0,30}(?:antes|hasta)|prohibid\w+\s.{0,10}(?:publicaci|publicar|difu|divulg).{0,20}(?:antes|hasta)"),
    ("pt", r"(?:não|proibid\w+)\s.{0,12}(?:publicar|publicaç|divulg|veicular).{0,30}(?:antes|até)"),
    ("it", r"(?-u:\b)(?:non|vietat\w+|divieto\sdi)\s.{0,12}(?:pubblica(?:re|zione|bile)|diffond|diffus|divulg).{0,30}(?:prima|fino)"),
    ("nl", r"(?-u:\b)niet\s.{0,15}(?:publi(?:ceren|catie)|verspreid|openbaar\s(?:maken|gemaakt)).{0,30}\sv[oó][oó]r(?:dat)?\s"),
    ("pl", r"(?:(?:^|\s)nie\s|zakaz\s)(?:publik|rozpowszechni|ujawni).{0,30}\s(?:przed|do)\s"),
    ("ru", r"(?:(?:^|\s)не\s|запрещен\w*\s|запрет\w*\s).{0,15}(?:публик|распростран|разглаш).{0,30}\s(?:до|ранее|раньше)\s"),
    ("tr", r"(?:önce|kadar)\s.{0,20}(?:yay[ıi][mn]|paylaş)\w{0,4}(?:maz|mez|mamal|memel|may[ıi]n|meyin)|yay[ıi]n yasa[ğg]"),
    ("id, ms", r"(?:tidak|jangan|dilarang|belum)\s.{0,12}(?:siarkan|publikasi|terbit|dimuat|sebarkan|tayang).{0,20}(?:sebelum|hingga|sehingga|sampai)\s"),
    ("vi", r"(?:không|cấm|hạn\schế|chỉ\sđược)\s.{0,12}(?:đăng|công\sbố|phát\s(?:hành|sóng)|phổ\sbiến).{0,20}(?:trước|đến|sau)\s|cấm\svận\sđến"),
    ("ar", r"(?:يمنع|يُمنع|ممنوع|يحظر|يُحظر|محظور|لحظر|حظر|عدم|لا)\s.{0,10}نشر.{0,30}(?:قبل|حتى)"),
    ("zh", r"[前至].{0,4}(?:请勿|請勿|不得|禁止|严禁|嚴禁|勿).{0,4}(?:[发發][布表]|刊[登发發载載]|[报報][道導])|(?:请勿|請勿|不得|禁止|严禁|嚴禁).{0,20}[之以]?前.{0,2}(?:[发發][布表]|刊[登发發载載]|[报報][道導])|禁[发發]至|保密期至"),
    ("ja", r"(?:まで|以前|前)[^。]{0,6}(?:報道|公表|掲載|放送)(?:を)?(?:禁止|厳禁|しない|控え)|(?:報道|公開|公表|掲載)(?:厳禁|禁止).{0,20}まで|以降\S{0,4}(?:解禁|公表)|取扱い?は.{4,24}以降|(?:情報|報道)解禁|[)）]?\d\d:\d\d\s?解禁$"),
    ("ko", r"(?:이전|전|까지).{0,8}(?:보도|게재|배포).{0,3}(?:금지|불가|하지|자제)"),
    ("any", r"^\W*(?:e m b a r g o)"),
];

/// Any of them, near the start of a line.
static BAN: LazyLock<Regex> = LazyLock::new(|| {
    let bans: Vec<&str> = BANS.iter().map(|(_, ban)| *ban).collect();
    pattern(&format!("(?i)^.{{0,25}}?(?:{})", bans.join("|")))
});

/// The word itself, in its letters and in compounds.
static ROOT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)embarg|эмбарг|ambargo|엠바고|エンバーゴ|sperrfrist|sperrvermerk|حظر النشر")
});

/// The word in what is no embargo on a text: “however” in Romance languages, and what states forbid to trade in.
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:sin|sem) embargo|\b(?:arms|weapons?|oil|trade|fuel|gas|grain|fish|meat|steel|us|u\.s\.|eu|un|waffen|handels|öl|wapen|olie)[\s-]?embargo",
        r"|embargos?\s(?:on|against|of|gegen|gegenüber|contra|contre|sur|sobre|su|terhadap|atas|comercial|commercial|minyak|senjata|dagang|pétrolier|petrol)",
        r"|(?:нефтян|оружейн|торгов)\w*\sэмбарго|эмбарго на\s|(?:silah|petrol|ticaret)\sambargo",
    ))
});

/// A day from which on a text may be published, behind whose words stands nothing else.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^\W*(?:(?:for|to be|may be|can be) (?:releas|publi|broadcast)\w*|(?:release|publication) date",
        r"|freigabe|freigegeben|zur veröffentlichung|veröffentlichung",
        r"|(?:à|pour) (?:diffuser|publier|diffusion|publication)|diffusion|publication",
        r"|(?:para )?(?:publicar|publicación|difundir|difusión|publicação|divulgação|divulgar)",
        r"|(?:da )?(?:pubblicare|pubblicazione|diffondere|diffusione)|vrij voor publicatie|publicatie",
        r"|(?:do )?publikacj[ai]|публикация|(?:untuk|dapat|boleh) (?:disiarkan|siaran|dipublikasikan|dimuat|diterbitkan)",
        r"|tanggal (?:rilis|terbit|siar)|(?:được |phát hành|công bố|đăng)|yayın tarihi|للنشر|(?:发布|發布)[时時][间間]|請於)",
    ))
});

/// What may stand between such words and the day.
#[rustfmt::skip]
const LEADING_TO_DAY: [&str; 52] = [
    "at", "on", "or", "after", "from", "date", "the", "ab", "am", "dem", "uhr", "à", "a", "partir", "du", "le", "el", "de", "del", "desde", "em",
    "no", "dia", "dal", "dopo", "il", "vanaf", "op", "od", "po", "w", "dniu", "разрешена", "после", "с", "не", "ранее", "г", "r", "pada",
    "setelah", "selepas", "mulai", "pukul", "từ", "sau", "vào", "ngày", "يوم", "بعد", "et", "wib",
];

/// Whether a line that stands alone forbids to publish before a day or an hour.
pub(super) fn forbids(text: &str, reader: &DateReader) -> bool {
    size(text) <= LONGEST && may_forbid(text) && names_moment(text, reader)
}

/// Whether a line may be one, but for its day.
pub(super) fn may_forbid(text: &str) -> bool {
    let is_short = if text.contains('<') { text.len() <= LONGEST_TAGGED } else { size(text) <= LONGEST };
    if !is_short {
        return false;
    }
    let Some(root) = ROOT.find(text) else { return BAN.is_match(text) };
    let is_label = root.start() <= LONGEST_BEFORE_LABEL;
    BAN.is_match(text) || (is_label || !is_prose(text)) && !OTHER.is_match(text)
}

fn names_moment(text: &str, reader: &DateReader) -> bool {
    let is_named = |word: &str| reader.is_weekday(word) || MOMENTS.contains(&word.to_lowercase().as_str());
    // Front matter may not tell in which language a text names its month: then the year tells.
    YEAR.is_match(text)
        || !reader.mentions(text).is_empty()
        || text.contains(char::is_numeric) && matches!(time_of_day(text), Ok(Some(_)))
        || text.split(|character: char| !character.is_alphanumeric()).any(is_named)
}

static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|\D)20\d\d(?:\D|$)"));

/// Words for an hour.
const MOMENTS: [&str; 8] =
    ["midnight", "noon", "minuit", "midi", "mitternacht", "medianoche", "mezzanotte", "tomorrow"];

/// Whether a line above the text names the day from which on it may be published, and nothing else.
pub(super) fn opens(text: &str, reader: &DateReader) -> bool {
    let Some(words) = OPENING.find(text).filter(|_| !is_prose(text)) else { return false };
    let mentions = reader.mentions(text);
    let [day] = mentions.as_slice() else { return false };
    let Some(between) = text.get(words.end()..day.span.start) else { return false };
    let mut between =
        between.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty());
    let leads_over =
        |word: &str| reader.is_weekday(word) || LEADING_TO_DAY.contains(&word.to_lowercase().as_str());
    // Behind the day, an hour and its zone.
    between.all(|word| leads_over(word) || word.chars().count() <= 3) && size(&text[day.span.end..]) <= 3
}

/// What is written behind a headline and a dash.
pub(super) fn behind_dash(text: &str) -> Option<&str> {
    const PARTING: [&str; 4] = [" – ", " — ", " - ", " | "];
    let behind = PARTING.iter().filter_map(|parting| Some(text.rsplit_once(parting)?.1));
    behind.min_by_key(|behind| behind.len()).filter(|_| !is_prose(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn reader(tag: &str) -> DateReader {
        DateReader::new(&Language::parse(tag).unwrap())
    }

    #[test]
    fn lines_that_forbid_to_publish() {
        for (tag, line) in [
            ("en", "Please do not publish until 3 March 2027"),
            ("en", "No publication before: March 3, 2027"),
            ("en", "Media embargo - 11:59pm AEDT Tues 2 March 2027"),
            ("en", "Embargoed through March 3, 2027"),
            ("en", "Embargoed till midnight"),
            ("en", "PRESS RELEASE - EMBARGO 3 March 2027 10:00"),
            ("en", "1. Embargo: 3 March 2027, 00:01."),
            ("de", "Bitte nicht vor dem 03.03.2027 veröffentlichen"),
            ("de", "Sperrvermerk: Nicht vor dem 3. März 2027 veröffentlichen"),
            ("de", "Sendesperrfrist: 03.03.2027 18:00 Uhr"),
            ("fr", "Levée de l’embargo : 3 mars 2027 à 18h"),
            ("fr", "Strictement sous embargo jusqu’au mercredi 3 mars, 6h"),
            ("fr", "Diffusion interdite avant le 3 mars 2027"),
            ("pt", "Não publicar antes de 3 de março de 2027"),
            ("es", "No difundir hasta el 3 de marzo"),
            ("it", "Non pubblicare prima del 3 marzo 2027"),
            ("it", "Vietata la diffusione prima del 3 marzo 2027"),
            ("nl", "Niet publiceren vóór 3 maart 2027"),
            ("nl", "Embargo t/m 2 maart 2027"),
            ("pl", "Zakaz publikacji do 3 marca 2027 r."),
            ("pl", "Materiał objęty embargiem do 3.03.2027, godz. 10:00"),
            ("ru", "Запрещено к публикации до 3 марта 2027 г."),
            ("tr", "3 Mart 2027’den önce yayımlanamaz"),
            ("ms", "Tidak boleh disiarkan sebelum 3 Mac 2027"),
            ("id", "Mohon tidak dimuat sebelum tanggal 3 Maret 2027"),
            ("vi", "Không đăng tải trước ngày 3 tháng 3 năm 2027"),
            ("ar", "يمنع النشر قبل الأربعاء 3 مارس 2027"),
            ("ar", "خاضع لحظر النشر حتى ٣/٣/٢٠٢٧"),
            ("zh", "严禁在2027年3月3日之前发表"),
            ("ja", "2027年3月3日10時まで報道禁止"),
            ("ko", "2027년 3월 3일 이전 보도 금지"),
            ("en", "Do not publish before Thursday"),
            ("en", "Journalists must not publish this before 3 May 2026"),
        ] {
            assert!(forbids(line, &reader(tag)), "{line}");
        }
    }

    #[test]
    fn other_lines_do_not() {
        for (tag, line) in [
            ("en", "UN lifts the arms embargo on Exampleland after 12 years"),
            (
                "en",
                "The minister said that after 12 years the embargo on the island had ended, and that ships may sail again.",
            ),
            ("en", "No fewer than 12 new buses are on the road"),
            ("en", "Do not miss it: open house on 3 March 2027"),
            ("en", "Council extends trade embargo until 12 October 2027"),
            ("en", "The exhibition will be held daily until 8 p.m."),
            ("en", "Never published before: 12 letters of the town's poet"),
            ("en", "Vote not postponed: polling stations open until 8 p.m."),
            ("en", "UN General Assembly votes 187-2 to end US embargo on Cuba"),
            ("en", "No airport strike until 12 March, union says"),
            ("en", "never used before in the 12 clinics of the town, and it helps"),
            ("es", "Sin embargo, 12 escuelas siguen cerradas por las obras en el norte de la ciudad"),
            ("es", "Embargo de 12 cuentas"),
            ("it", "Musei non aperti al pubblico prima delle 10"),
            ("nl", "Reis niet met het openbaar vervoer voor 9 uur"),
            ("de", "Nicht nur am 3. März: Museen öffnen abends"),
            ("de", "Neue Brücke nicht vor dem 12. Mai 2026 für den Verkehr freigegeben"),
            ("fr", "Ne pas communiquer ses codes : 12 conseils avant les fêtes"),
            ("pt", "Embargo do Brasil sobre a carne preocupa produtores"),
            ("ru", "В регионе опубликован график приёма до 12 марта 2026 года"),
            ("vi", "Không phát hiện ca mắc mới đến 12 giờ trưa"),
            ("tr", "12 yıl önce yayımlanmaya başlayan dergi"),
            ("id", "Pendaftaran tidak dipungut biaya, 3 Maret 2027"),
            ("id", "Kapal dilarang muat batu bara hingga 12 Mei 2026"),
            ("ko", "5월 12일까지 보도 통행 금지"),
            ("zh", "市政府3月3日前公布新方案"),
            ("zh", "5月20日前不得报名两次"),
            ("ja", "アユ釣り、6月1日（月）解禁"),
        ] {
            assert!(!forbids(line, &reader(tag)), "{line}");
        }
    }

    #[test]
    fn a_day_of_publication_stands_alone_behind_its_words() {
        for (tag, line) in [
            ("en", "FOR RELEASE: March 3, 2027"),
            ("en", "For publication on or after 3 March 2027"),
            ("de", "Zur Veröffentlichung ab Mittwoch, 3. März 2027"),
            ("fr", "À diffuser à partir du 3 mars 2027"),
            ("id", "Untuk disiarkan pada 3 Maret 2027"),
            ("ar", "للنشر يوم 3 مارس 2027"),
            ("zh", "發布時間：2027年3月3日"),
        ] {
            assert!(opens(line, &reader(tag)), "{line}");
        }
        for (tag, line) in [
            ("en", "Film to be released on 12 May 2026"),
            ("de", "Freigabe der neuen Brücke am 12. Mai 2026"),
            ("fr", "Diffusion le 12 mai 2026 du film de la ville"),
            ("id", "Buku baru diterbitkan pada 12 Mei 2026"),
        ] {
            assert!(!opens(line, &reader(tag)), "{line}");
        }
    }
}
