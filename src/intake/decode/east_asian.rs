//! Tells encodings of letters of two bytes apart: read in the wrong one, hardly any letter is a common one.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK, SHIFT_JIS};

/// The encodings, of which each makes letters of nearly all bytes.
const ENCODINGS: [&Encoding; 5] = [GBK, BIG5, SHIFT_JIS, EUC_JP, EUC_KR];

/// The commonest letters of Chinese, in both scripts, of Japanese and Korean, and the signs between them.
const COMMON: &str = "的一是不了在人有我他这這中大来來上国國个個到说說们們为為子和你地出道也时時年得就那要下以生会會自着著去之过過家学學对對\
    可她里裡后後小么么心多天而能好都然没沒日于於起还還发發成事只作当當想看文无無开開手十用主行方又如前所本见見经經头頭面公同三已老从從动動\
    两兩长長市月府政新闻聞稿部民务務业業区區北京工全与與及将將社機机四五二万萬者理加法今关關記记分布\
    、。，：；「」（）の・이다는의을를에가로고하한기지도사은인시서대정과보부원일해아\u{3000}";

/// So much of a text is looked at, in bytes.
const SAMPLE: usize = 20_000;

/// So many letters make one of them common, at most.
const RAREST: usize = 12;

pub(super) fn is_one(encoding: &'static Encoding) -> bool {
    ENCODINGS.contains(&encoding)
}

/// The encoding in which most letters are common, the one that was guessed or told where two are equal; `None` where few
/// are in any.
pub(super) fn best(bytes: &[u8], guessed: &'static Encoding) -> Option<&'static Encoding> {
    let start = bytes.iter().position(|byte| !byte.is_ascii())?;
    let sample = &bytes[start..];
    let sample = &sample[..sample.len().min(SAMPLE)];
    let ranked = [guessed].into_iter().chain(ENCODINGS).map(|encoding| (common(encoding, sample), encoding));
    let (count, encoding) = ranked.reduce(|best, other| if other.0 > best.0 { other } else { best })?;
    (count * RAREST >= letters(encoding, sample)).then_some(encoding)
}

/// How many letters are common, less those that are none.
fn common(encoding: &'static Encoding, sample: &[u8]) -> usize {
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let common =
        text.chars().filter(|&letter| is_kana(letter) || (!letter.is_ascii() && COMMON.contains(letter)));
    let broken = text.chars().filter(|letter| matches!(letter, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}'));
    common.count().saturating_sub(broken.count())
}

fn letters(encoding: &'static Encoding, sample: &[u8]) -> usize {
    encoding.decode_without_bom_handling(sample).0.chars().filter(|letter| !letter.is_ascii()).count()
}

/// Those of full width: half a text in some other encoding may be ones of half width.
const fn is_kana(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FC}')
}
