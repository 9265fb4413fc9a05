//! Lines that forbid to publish before a day without a fixed phrase: `Não publicar antes de 3 de março`, `Pers embargo,
//! 3 maart`.
//!
//! A gate: of two readings of a short line the one that holds back counts. What a line says of an embargo on trade is
//! none, and running text never is.

use std::sync::LazyLock;

use regex::Regex;

use crate::intake::pattern::pattern;
use crate::intake::shape::{is_prose, size};

/// Such a line is no longer than this, in words.
const LONGEST: usize = 18;

/// The same with the tags that it may have, in bytes.
const LONGEST_LINE: usize = 1_280;

/// What stands before a label at the start of a line is no longer than this, in bytes.
const LONGEST_BEFORE_LABEL: usize = 6;

/// A refusal, what may not be done, and until when, each language in its own order; the words between them are few.
static BAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?ix)^.{0,25}? (?:",
        // English
        r"(?-u:\b)(?:not|no|never|don['’]t)(?-u:\b).{0,30}(?:publi|releas|broadcast|distribut|circulat|post|air|used?|quot|report).{0,40}(?-u:\b)(?:until|till|before|prior|ahead|earlier)(?-u:\b)",
        r"|(?-u:\b)(?:confidential|hold|held)(?-u:\b).{0,20}(?-u:\b)(?:until|till)(?-u:\b)",
        // German
        r"|nicht(?-u:\b).{0,20}(?-u:\b)(?:vor|bis|bevor)(?-u:\b).{0,60}(?:veröffentl|verbreit|publizier|freig|verwend)",
        r"|(?:veröffentl|verbreit|publi|freig)\w*.{0,15}(?-u:\b)nicht\s(?:vor|bevor)(?-u:\b)|sperrvermerk|bis\s.{3,30}vertraulich",
        // French, Spanish, Portuguese, Italian
        r"|(?-u:\b)ne\s(?:pas|rien)\s.{0,15}(?:diffus|publi|divulg|communiqu).{0,30}(?-u:\b)avant(?-u:\b)",
        r"|(?:diffus|publi|divulg)\w*\sinterdite?.{0,20}(?:avant|jusqu)|interdi\w+\s(?:de\s)?(?:la\s)?(?:diffus|publi).{0,20}(?:avant|jusqu)",
        r"|(?-u:\b)no\s(?:se\s)?(?:puede\s|debe\s)?(?:public|difund|divulg).{0,30}(?:antes|hasta)|prohibid\w+\s.{0,10}(?:public|difu|divulg).{0,20}(?:antes|hasta)",
        r"|(?:não|proibid\w+)\s.{0,12}(?:public|divulg|veicul).{0,30}(?:antes|até)",
        r"|(?:non|vietat\w+|divieto\sdi)\s.{0,12}(?:pubblic|diffond|diffus|divulg).{0,30}(?:prima|fino)",
        // Dutch, Polish, Russian, Turkish
        r"|niet\s.{0,15}(?:publi|verspreid|openbaar).{0,30}\sv[oó][oó]r(?:dat)?\s",
        r"|(?:nie\s|zakaz\s)(?:publik|rozpowszechni|ujawni).{0,30}\s(?:przed|do)\s",
        r"|(?:не\s|запрещ\w+\s|запрет\w*\s).{0,15}(?:публик|распростран|разглаш).{0,30}\s(?:до|ранее|раньше)\s",
        r"|(?:önce|kadar)\s.{0,20}(?:yay[ıi][mn]|paylaş)\w*m[ae]",
        // Indonesian, Malay, Vietnamese
        r"|(?:tidak|jangan|dilarang|belum)\s.{0,12}(?:siar|publikasi|terbit|muat|sebar|tayang).{0,20}(?:sebelum|hingga|sehingga|sampai)\s",
        r"|(?:không|cấm|hạn\schế|chỉ\sđược)\s.{0,12}(?:đăng|công\sbố|phát|phổ\sbiến).{0,20}(?:trước|đến|sau)\s|cấm\svận\sđến",
        // Arabic, Chinese, Japanese, Korean
        r"|(?:يمنع|يُمنع|ممنوع|يحظر|يُحظر|محظور|لحظر|حظر|عدم|لا)\s.{0,10}نشر.{0,30}(?:قبل|حتى)",
        r"|[前至].{0,4}(?:请勿|請勿|不得|禁止|严禁|嚴禁|勿).{0,6}[发發刊报報公登]|(?:请勿|請勿|不得|禁止|严禁|嚴禁).{0,20}[之以]?前.{0,4}[发發刊报報公登]|禁[发發]至|保密期",
        r"|(?:まで|以前|前)[^。]{0,6}(?:報道|公開|公表|掲載|放送)(?:を)?(?:禁止|厳禁|しない|控え)|(?:報道|公開|公表|掲載)(?:厳禁|禁止).{0,20}まで|以降\S{0,4}(?:解禁|公表|公開)|取扱い?は.{4,24}以降|情報解禁|[時分)）0-9]\s?解禁$",
        r"|(?:이전|전|까지).{0,8}(?:보도|공개|게재|배포).{0,6}(?:금지|불가|하지|자제)",
        r")",
    ))
});

/// The word itself, in its letters and in compounds.
static ROOT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)embarg|эмбарг|ambargo|엠바고|エンバーゴ|sperrfrist|sperrvermerk|حظر النشر")
});

/// A number that may be a day or an hour, or a word for one.
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:^|[^\p{Nd}])\p{Nd}{1,2}(?:[^\p{Nd}]|$)|[一二三四五六七八九十][日時]|\b(?:midnight|noon|minuit|midi|mitternacht|medianoche|mezzanotte|tengah malam)\b",
    )
});

/// A day from which on a text may be published.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?ix)^.{0,12}? (?:",
        r"(?:for|to\sbe|may\sbe|can\sbe)\s(?:release|publi|broadcast)|(?:release|publication)\sdate",
        r"|freigabe|freigegeben|zur\sveröffentlichung|veröffentlichung\s(?:ab|am)",
        r"|(?:à|pour)\s(?:diffus|publi)|(?:diffusion|publication)\s(?:à\spartir|le\s)",
        r"|(?:para\s)?(?:public|difu|divulg)\w+\s(?:a\spartir|desde|el\s|em\s|no\sdia)",
        r"|(?:da\s)?(?:pubblic|diffon|diffus)\w+\s(?:dal|dopo|a\spartire|il\s)",
        r"|vrij\svoor\spublicatie|publicatie\s(?:vanaf|op)\s|(?:do\s)?publikacj[ai]\s(?:od|po|w\sdniu)\s",
        r"|публик\w+\s(?:разрешена\s|можно\s)?(?:после|с|не\sранее)\s|\S+\s\S+\s\S+\s(?:tarihinden\s)?(?:sonra|itibaren)\syay",
        r"|(?:untuk\s|dapat\s|boleh\s)?(?:disiarkan|siaran|dipublikasikan|dimuat|diterbitkan)\s(?:pada|setelah|selepas|mulai)\s|tanggal\s(?:rilis|terbit|siar)",
        r"|(?:được\s|phát\shành\s|công\sbố\s|đăng\s)(?:từ|sau|vào|ngày)\s",
        r"|للنشر\s|(?:发布|發布)[时時][间間]|請?[於于].{4,24}[後后](?:再)?[发發刊報报]|(?:公開|公表|発表)日",
        r")",
    ))
});

/// What states forbid to trade in, and who they forbid it to.
static TRADE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:arms|weapons?|oil|trade|fuel|gas|steel|fish|meat|grain|export|import|sanctions?|waffen|öl|handels|armes|pétrol|commerc|armas|petr[oó]l|comerci",
        r"|armi|petrolifer|wapen|olie|broni|handlow|оруж|нефт|торгов|silah|ticaret|vũ khí|thương mại|senjata|minyak|dagang)|무기|석유|무역|武器|石油|贸易|貿易|سلاح|أسلحة|نفط",
    ))
});

/// Whether a line, of its own and short, forbids to publish before a day.
pub(super) fn forbids(text: &str) -> bool {
    if size(text) > LONGEST || !DAY.is_match(text) {
        return false;
    }
    let Some(root) = ROOT.find(text) else { return BAN.is_match(text) };
    let is_label = root.start() <= LONGEST_BEFORE_LABEL;
    BAN.is_match(text) || (is_label || !is_prose(text)) && !TRADE.is_match(text)
}

/// Whether a line, of its own and short, names the day from which on the text may be published.
pub(super) fn opens(text: &str) -> bool {
    size(text) <= LONGEST && !is_prose(text) && DAY.is_match(text) && OPENING.is_match(text)
}

/// Whether text may be one, so that it is worth a closer look.
pub(super) fn may_forbid(text: &str) -> bool {
    let bans = |text: &str| BAN.is_match(text);
    text.len() <= LONGEST_LINE
        && (ROOT.is_match(text) || DAY.is_match(text) && (bans(text) || behind_dash(text).is_some_and(bans)))
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

    #[test]
    fn lines_that_forbid_to_publish() {
        for line in [
            "Please do not publish until 3 March 2027",
            "No publication before: March 3, 2027",
            "Media embargo - 11:59pm AEDT Tues 2 March 2027",
            "Embargoed through March 3, 2027",
            "Embargoed till midnight",
            "PRESS RELEASE - EMBARGO 3 March 2027 10:00",
            "1. Embargo: 3 March 2027, 00:01.",
            "Bitte nicht vor dem 03.03.2027 veröffentlichen",
            "Sperrvermerk: Nicht vor dem 3. März 2027 veröffentlichen",
            "Sendesperrfrist: 03.03.2027 18:00 Uhr",
            "Levée de l’embargo : 3 mars 2027 à 18h",
            "Strictement sous embargo jusqu’au mercredi 3 mars, 6h",
            "Diffusion interdite avant le 3 mars 2027",
            "Não publicar antes de 3 de março de 2027",
            "No difundir hasta el 3 de marzo",
            "Non pubblicare prima del 3 marzo 2027",
            "Vietata la diffusione prima del 3 marzo 2027",
            "Niet publiceren vóór 3 maart 2027",
            "Embargo t/m 2 maart 2027",
            "Zakaz publikacji do 3 marca 2027 r.",
            "Materiał objęty embargiem do 3.03.2027, godz. 10:00",
            "Запрещено к публикации до 3 марта 2027 г.",
            "3 Mart 2027’den önce yayımlanamaz",
            "Tidak boleh disiarkan sebelum 3 Mac 2027",
            "Mohon tidak dimuat sebelum tanggal 3 Maret 2027",
            "Không đăng tải trước ngày 3 tháng 3 năm 2027",
            "يمنع النشر قبل الأربعاء 3 مارس 2027",
            "خاضع لحظر النشر حتى ٣/٣/٢٠٢٧",
            "严禁在2027年3月3日之前发表",
            "2027年3月3日10時まで報道禁止",
            "2027년 3월 3일 이전 보도 금지",
        ] {
            assert!(forbids(line), "{line}");
        }
    }

    #[test]
    fn other_lines_do_not() {
        for line in [
            "UN lifts the arms embargo on Exampleland after 12 years",
            "The minister said that after 12 years the embargo on the island had ended, and that ships may sail again.",
            "No fewer than 12 new buses are on the road",
            "Do not miss it: open house on 3 March 2027",
            "Council extends trade embargo until 12 October 2027",
            "Pendaftaran tidak dipungut biaya, 3 Maret 2027",
            "Nicht nur am 3. März: Museen öffnen abends",
            "Embargo do Brasil sobre a carne preocupa produtores",
            "市政府3月3日前公布新方案",
        ] {
            assert!(!forbids(line), "{line}");
        }
    }
}
