//! When the embargo ends that a line names: never earlier than the line says, else not at all.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use regex::Regex;

use crate::intake::clock_time::{instant, time_of_day, without_time};
use crate::intake::date::{DateReader, Evidence, complete};
use crate::intake::field::PublicationDate;
use crate::intake::pattern::pattern;
use crate::intake::phrases::PHRASES;

/// That the day named is the last one, not the first one after.
static INCLUSIVE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bt/m\b|\btot en met\b|\binclu(?:s|ded?|sive(?:ly)?|so)\b|\beinschl(?:\.|ießlich)|\bcompreso\b|\bwłącznie\b|\bвключительно\b|\bdahil\b|\bthrough\b|\bend of (?:the )?day\b|\bclose of\b|含",
    )
});

/// Midnight by name, which may be the start of the day or its end: the end is never too early.
static MIDNIGHT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:midnight|mitternacht|minuit|medianoche|meia-noite|mezzanotte|middernacht|północ\w*|полун\w+|gece yarısı|tengah malam)\b|자정|منتصف الليل",
    )
});

/// Words that say nothing of when an embargo ends, beside those of its phrases.
#[rustfmt::skip]
const PLAIN: &[&str] = &[
    "this", "the", "a", "an", "is", "are", "be", "to", "for", "of", "on", "at", "and", "until", "till", "before", "not", "no", "please",
    "strictly", "strict", "news", "press", "media", "release", "released", "publication", "published", "publish", "broadcast", "text", "story", "local",
    "time", "hrs", "hours", "date", "use", "or", "all", "lifted", "lifts", "by", "earlier", "than", "under", "must", "may", "do", "lift",
    "der", "die", "das", "dem", "den", "am", "um", "bis", "zum", "uhr", "ab", "vor", "nicht", "bitte", "beachten", "sie", "frei", "veröffentlichen",
    "le", "la", "les", "l", "du", "des", "de", "à", "au", "jusqu", "heure", "heures", "h", "document", "levée",
    "el", "los", "las", "del", "hasta", "hora", "horas", "o", "as", "às", "até", "dia", "horário", "il", "alle", "ore", "ora", "fino", "al", "di",
    "tot", "om", "uur", "en", "voor", "dnia", "godz", "godziny", "r", "roku", "od", "до", "года", "г", "в", "часов", "не", "времени", "по",
    "saat", "kadar", "hingga", "pukul", "jam", "pada", "hari", "waktu",
    "posted", "online", "mohon", "dimuat", "boleh", "interdite", "interdiction", "strictement", "diffuser", "diffusion", "partir", "sperrvermerk",
    "sendesperrfrist", "freigabe", "freigegeben", "es", "gilt", "gesprochene", "wort", "vertraulich", "información", "material", "publicar", "difundir",
    "feira", "divulgação", "divulgar", "vietata", "pubblicare", "diffondere", "diffusione", "notizia", "sotto", "sino", "da", "prima", "vóór", "vrij",
    "vanaf", "niet", "publiceren", "publicatie", "zakaz", "materiał", "objęty", "objęte", "środy", "запрещено", "публикация", "разрешена", "к",
    "önce", "yayımlanamaz", "yayınlanmamalıdır", "yayın", "yasağı", "bitişi", "tải", "đăng", "hạn", "chế", "يمنع", "لحظر", "خاضع", "dengan", "tanggal", "tarih", "tarihine", "den", "trước",
    "đến", "giờ", "ngày", "tháng", "năm", "lúc", "vào", "حتى", "الساعة", "يوم", "صباحا", "صباحًا", "مساء", "مساءً", "بتوقيت", "قبل", "في", "من", "الموافق", "sampai", "sebelum",
];

/// What is left over in scripts that put no spaces between words.
static UNSPACED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"보도|시점|일시|이후|부터|까지|가능|배포|해제|바랍니다|해 주시기|할 수 있습니다|하여|엠바고|報道|解禁|日時|時間|时间|公開|公表|以降|まで|とします|本稿|本资料|新闻|媒体|媒體|发布|發布|禁止|不得|请勿|請勿|至|前|在|後|后|之|年|月|日|時|时|分|严禁|厳禁|発表|发表|刊登|禁发|禁令|保密期|稿|本資料|取扱い?|お願いします|자료는|주시기|の|は|に|เวลา|น\.|วันที่|ห้าม|เผยแพร่|ก่อน",
    )
});

/// Of which day's papers a text is, beside its hour: `3. 14.(목) 12:00 (3. 15. 조간)`.
static FOR_PAPERS: LazyLock<Regex> = LazyLock::new(|| pattern(r"[(（][^()（）]{0,12}조간[)）]"));

/// Whether nothing of a line, but for its day, its hour and their zone, could say when the embargo ends.
fn is_understood(rest: &str, reader: &DateReader) -> bool {
    let rest = without_time(&FOR_PAPERS.replace_all(rest, " "));
    let rest = UNSPACED.replace_all(&rest, " ");
    let words = rest.split(|character: char| !character.is_alphanumeric());
    words.filter(|word| !word.is_empty()).all(|word| {
        let is_letter = word.chars().nth(1).is_none();
        is_letter
            || reader.is_weekday(word)
            || reader.is_month(word)
            || PLAIN.contains(&word)
            || SAID.contains(word)
    })
}

/// The words of all phrases that name an embargo or a release.
static SAID: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let phrases = [&PHRASES.embargo, &PHRASES.embargoed, &PHRASES.embargo_until, &PHRASES.release];
    let words = phrases.into_iter().flatten().flat_map(|phrase| phrase.split(|c: char| !c.is_alphanumeric()));
    words.map(str::to_owned).collect()
});

/// The end that a line names; a day without an hour ends it as the day begins in the site's zone.
pub(super) fn until(
    line: &str,
    reader: &DateReader,
    zone: Tz,
    published: Option<NaiveDate>,
) -> Option<PublicationDate> {
    let mentions = reader.mentions(line);
    let [mention] = mentions.as_slice() else { return None };
    let evidence = Evidence { dates: published.into_iter().collect(), ..Evidence::default() };
    let date = complete(mention, &evidence)?;
    let rest = format!("{} {}", &line[..mention.span.start], &line[mention.span.end..]);
    let is_midnight = MIDNIGHT.is_match(&rest) && !rest.replace("12", "").contains(char::is_numeric);
    if is_midnight {
        return Some(PublicationDate::Day(date + TimeDelta::days(1)));
    }
    match time_of_day(&rest).ok()? {
        None if INCLUSIVE.is_match(&rest) => Some(PublicationDate::Day(date + TimeDelta::days(1))),
        _ if !is_understood(&rest, reader) => None,
        Some(time) => instant(date, time, &rest, zone).ok().map(PublicationDate::Instant),
        None => Some(PublicationDate::Day(date)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn read(tag: &str, line: &str) -> Option<String> {
        let reader = DateReader::new(&Language::parse(tag).unwrap());
        until(line, &reader, chrono_tz::Asia::Jakarta, None).map(|end| end.to_string())
    }

    #[test]
    fn a_day_without_its_year_is_that_beside_the_publication() {
        let reader = DateReader::new(&Language::parse("nl").unwrap());
        let published = NaiveDate::from_ymd_opt(2026, 12, 29);
        let end = until("Embargo tot 2 januari, 06.00 uur", &reader, chrono_tz::Europe::Amsterdam, published);
        assert_eq!(end.unwrap().to_string(), "2027-01-02T06:00:00+01:00");
    }

    #[test]
    fn an_end_is_never_read_too_early() {
        for (tag, line, end) in [
            ("pl", "Embargo do godz. 20 dnia 3 marca 2027", "2027-03-03T20:00:00+07:00"),
            ("nl", "Embargo tot 3 maart 2027, 8 uur ’s avonds", "2027-03-03T20:00:00+07:00"),
            ("pt", "Embargo até 3 de março de 2027, 10h (horário de Brasília)", "2027-03-03T10:00:00-03:00"),
            ("ru", "Эмбарго до 10.00 (мск) 3 марта 2027 года", "2027-03-03T10:00:00+03:00"),
            ("fr", "Embargo : 3 mars 2027, 10 h HNE", "2027-03-03T10:00:00-05:00"),
            ("vi", "Cấm phát hành trước 15 giờ 30 ngày 03/03/2027", "2027-03-03T15:30:00+07:00"),
            ("en", "Embargoed until 3 March 2027, 10:00 (Geneva)", "2027-03-03T10:00:00+01:00"),
            ("nl", "Embargo tot en met 3 maart 2027", "2027-03-04"),
            ("de", "Sperrfrist: bis einschließlich 3. März 2027", "2027-03-04"),
            ("en", "Embargoed until midnight, 3 March 2027", "2027-03-04"),
            ("en", "Embargoed until 12 midnight on 3 March 2027", "2027-03-04"),
        ] {
            assert_eq!(read(tag, line).as_deref(), Some(end), "{line}");
        }
    }

    #[test]
    fn what_is_no_hour_is_no_end() {
        for (tag, line) in [
            ("de", "Sperrfrist: 3. März 2027, 10:00 Uhr (Exampletoner Zeit)"),
            ("de", "Sperrfrist: 3. März 2027, 10 Uhr Ortszeit New York"),
            ("zh", "解禁时间：2027年3月3日 10:00（示例城时间）"),
            ("id", "Embargo hingga 3 Maret 2027 pukul 10.00 waktu Contoh"),
            ("en", "Embargoed until 10am local time (Exampleton) 3 March 2027"),
            ("vi", "Không công bố trước 10 giờ (giờ New York) ngày 03/03/2027"),
            ("tr", "Ambargo: 3 Mart 2027, akşam saat 6"),
            ("en", "Embargoed until after the meeting on 3 March 2027"),
            ("en", "Embargoed until 3 March 2027, evening"),
            ("de", "Sperrfrist: 3. März 2027, Sitzungsende"),
            ("ko", "보도시점: 2027. 3. 3.(수) 회의 종료 후"),
            ("en", "Embargoed until after markets close on 3 March 2027"),
            ("en", "Not for publication until after 3 March 2027"),
            ("es", "Embargado hasta después del 3 de marzo de 2027"),
            ("nl", "Embargo tot 3 maart 2027, 6 uur in de avond"),
            ("en", "Embargoed until 3 March 2027, 9am for print and 6pm for broadcast"),
            ("en", "Embargoed until 10:00, 3 March 2027, Exampleton"),
            ("fr", "Sous embargo jusqu’à la fin de journée du 3 mars 2027"),
            ("ja", "報道解禁：2027年3月3日 朝刊"),
            ("zh", "解禁时间：2027年3月3日收盘后"),
            ("ja", "解禁日時：令和9年3月3日（水）夕刊"),
            ("zh", "解禁时间：2027年3月3日 下午三点半"),
        ] {
            assert_eq!(read(tag, line), None, "{line}");
        }
    }
}
