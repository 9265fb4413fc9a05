//! Tells the language of a text from its words.

use icu_locale::{Locale, LocaleCanonicalizer};
use whatlang::{Lang, detect};

use super::field::Found;
use crate::language::Language;

mod pairs;

/// Below this, the detection is as good as a guess.
const RELIABLE: f64 = 0.15;

/// The language of `prose`: the lead and what follows, not a title, which has too few words and too many names.
///
/// Where a good part is in another script, the Latin words in it are names and tell nothing.
pub(super) fn language(prose: &str) -> Option<Found<Language>> {
    let letters = prose.chars().filter(|character| character.is_alphabetic());
    let latin = letters.clone().filter(|character| is_latin(*character)).count();
    let own: String = if letters.count() > latin + latin / 2 {
        prose.chars().filter(|character| !is_latin(*character)).collect()
    } else {
        prose.to_owned()
    };
    let info = detect(&own).filter(|info| info.confidence() >= RELIABLE)?;
    let words: String = prose.chars().take(60).collect();
    // Rounded to hundredths, and within 0 and 100 by `confidence`'s own range.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "confidence is between 0 and 1"
    )]
    let confidence = (info.confidence() * 100.0) as u8;
    let detected = tag(info.lang())?;
    let neighbour = pairs::neighbour(detected.primary(), prose).and_then(|tag| Language::parse(tag).ok());
    Some(Found::new(neighbour.unwrap_or(detected), words, "language of the lead", confidence))
}

const fn is_latin(character: char) -> bool {
    matches!(character, 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

/// The tag of a language that is known by its ISO 639-3 code.
fn tag(language: Lang) -> Option<Language> {
    let code = match language {
        Lang::Cmn => "zh",
        // Bokmål is what releases in Norwegian are in, unless they say so.
        Lang::Nob => "no",
        other => other.code(),
    };
    let mut locale = Locale::try_from_str(code).ok()?;
    LocaleCanonicalizer::new_common().canonicalize(&mut locale);
    Language::parse(&locale.id.to_string()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_tell_their_language() {
        for (text, tag) in [
            (
                "Indonesia sedang fokus melakukan pembenahan manajemen sumber daya manusia dan penggunaan e-government.",
                "id",
            ),
            (
                "The ministry said today that it would open four new clinics in the north of the country.",
                "en",
            ),
            ("보건복지부는 오늘 새로운 진료소를 열기로 했다고 밝혔다.", "ko"),
            ("Debian プロジェクトは旧安定版の更新を発表できることを嬉しく思います。", "ja"),
            (
                "Kementerian berkata hospital baharu itu siap kerana kerjasama semua pihak di negeri ini.",
                "ms",
            ),
            ("أعلنت وزارة الصحة اليوم افتتاح أربع عيادات جديدة في شمال البلاد.", "ar"),
        ] {
            assert_eq!(language(text).unwrap().value.as_str(), tag, "{text}");
        }
    }
}
