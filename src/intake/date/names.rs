//! Names of months and weekdays, and eras, from the locale data.

use std::collections::BTreeMap;

use chrono::Weekday;
use pure_rust_locales::{Locale, locale_match};

use crate::language::Language;

/// The names of one language.
#[derive(Debug)]
pub(super) struct Names {
    /// Month names and abbreviations in lower case, and the month, 1 to 12.
    pub(super) months: BTreeMap<String, u32>,
    /// Weekday names and long abbreviations in lower case.
    pub(super) weekdays: BTreeMap<String, Weekday>,
    /// Era names and the year before their first.
    pub(super) eras: BTreeMap<String, i32>,
    /// Whether a numeric date has its month first; `None` where only the region tells.
    pub(super) month_first: Option<bool>,
}

/// Locales of a language that name months in different ways.
const MORE: [(&str, &[Locale]); 8] = [
    ("ar", &[Locale::ar_EG, Locale::ar_SY, Locale::ar_SA, Locale::ar_MA]),
    ("de", &[Locale::de_DE, Locale::de_AT]),
    ("es", &[Locale::es_ES, Locale::es_MX]),
    ("pt", &[Locale::pt_PT, Locale::pt_BR]),
    // Texts in these two are hard to tell apart.
    ("id", &[Locale::id_ID, Locale::ms_MY]),
    ("ms", &[Locale::ms_MY, Locale::id_ID]),
    ("no", &[Locale::nb_NO, Locale::nn_NO]),
    ("sr", &[Locale::sr_RS, Locale::sr_RS_latin]),
];

/// How months end in a date, where the locale data has only their names: the ending of the name, and that of the date.
const ENDINGS: [(&str, &[(&str, &str)]); 5] = [
    ("fi", &[("kuu", "kuuta"), ("kuu", "kuun")]),
    ("lv", &[("is", "ī"), ("is", "a"), ("s", "ā"), ("s", "a")]),
    ("sk", &[("ec", "ca"), ("er", "ra"), ("", "a")]),
    ("sl", &[("ec", "ca"), ("er", "ra"), ("ar", "arja"), ("", "a")]),
    ("sr", &[("ar", "ra"), ("", "a"), ("ар", "ра"), ("", "а")]),
];

const WEEKDAYS: [Weekday; 7] =
    [Weekday::Sun, Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat];

/// The Buddhist era of Thai releases, and the Republic's of Taiwanese ones, which the locale data lacks.
const MORE_ERAS: [(&str, &str, i32); 3] = [("th", "พ.ศ.", -543), ("zh", "民國", 1911), ("zh", "民国", 1911)];

impl Names {
    /// The names of this language, and English ones, which releases in any language use.
    pub(super) fn of(language: &Language) -> Self {
        let mut names = Self {
            months: BTreeMap::new(),
            weekdays: BTreeMap::new(),
            eras: BTreeMap::new(),
            month_first: match language.as_str() {
                "en" => None,
                "en-US" => Some(true),
                _ => Some(false),
            },
        };
        let english = [Locale::en_US];
        for locale in locales(language).into_iter().chain(english) {
            names.add(locale);
        }
        // As the Associated Press has it; the locale data has only `Sep`.
        names.months.entry("sept".to_owned()).or_insert(9);
        names.add_endings(language.primary());
        for (tag, era, before) in MORE_ERAS {
            if tag == language.primary() {
                names.eras.insert(era.to_owned(), before);
            }
        }
        names
    }

    fn add_endings(&mut self, language: &str) {
        let endings = ENDINGS.iter().filter(|(tag, _)| *tag == language).flat_map(|(_, endings)| *endings);
        let ended = endings.flat_map(|(own, of_date)| {
            let stems =
                self.months.iter().filter_map(|(name, month)| Some((name.strip_suffix(own)?, *month)));
            stems.map(|(stem, month)| (format!("{stem}{of_date}"), month)).collect::<Vec<_>>()
        });
        for (name, month) in ended.collect::<Vec<_>>() {
            self.months.entry(name).or_insert(month);
        }
    }

    /// Whether years are those of the Buddhist era where nothing says otherwise.
    pub(super) fn is_thai(&self) -> bool {
        self.eras.contains_key("พ.ศ.")
    }

    fn add(&mut self, locale: Locale) {
        let alternative = locale_match!(locale => LC_TIME::ALT_MON);
        let months = [
            locale_match!(locale => LC_TIME::MON),
            locale_match!(locale => LC_TIME::ABMON),
            alternative.unwrap_or(&[]),
        ];
        for (index, name) in months.iter().flat_map(|list| (1..).zip(list.iter())) {
            if let Some(name) = spoken(name) {
                self.months.entry(name).or_insert(index);
            }
        }
        let days = [locale_match!(locale => LC_TIME::DAY), locale_match!(locale => LC_TIME::ABDAY)];
        for (weekday, name) in days.iter().flat_map(|list| WEEKDAYS.iter().zip(list.iter())) {
            if let Some(name) = spoken(name) {
                self.weekdays.entry(name).or_insert(*weekday);
            }
        }
        for era in locale_match!(locale => LC_TIME::ERA).unwrap_or(&[]) {
            if let Some((name, before)) = read_era(era) {
                self.eras.entry(name).or_insert(before);
            }
        }
    }
}

fn locales(language: &Language) -> Vec<Locale> {
    let primary = language.primary();
    if let Some((_, locales)) = MORE.iter().find(|(tag, _)| *tag == primary) {
        return locales.to_vec();
    }
    let regions = [primary.to_uppercase(), default_region(primary).to_owned()];
    regions
        .iter()
        .filter_map(|region| Locale::try_from(format!("{primary}_{region}").as_str()).ok())
        .collect()
}

/// The region whose locale stands for a language that is not spoken in a region of the same letters.
fn default_region(primary: &str) -> &'static str {
    match primary {
        "en" => "US",
        "ms" => "MY",
        "fil" => "PH",
        "af" => "ZA",
        "be" => "BY",
        "bn" => "BD",
        "cy" => "GB",
        "ga" => "IE",
        "eu" | "gl" => "ES",
        "gu" | "kn" | "ml" | "mr" | "pa" | "ta" | "te" => "IN",
        "hy" => "AM",
        "ka" => "GE",
        "kk" => "KZ",
        "ne" => "NP",
        "si" => "LK",
        "ko" => "KR",
        "ja" => "JP",
        "zh" => "CN",
        "vi" => "VN",
        "da" => "DK",
        "sv" => "SE",
        "cs" => "CZ",
        "el" => "GR",
        "ca" => "ES",
        "uk" => "UA",
        "ur" => "PK",
        "fa" => "IR",
        "he" => "IL",
        "hi" => "IN",
        "et" => "EE",
        "sl" => "SI",
        "sq" => "AL",
        "sr" => "RS",
        _ => "",
    }
}

/// A name as texts write it; `None` where it is only a number or a letter (`1月`, `T2`).
fn spoken(name: &str) -> Option<String> {
    let name = name.trim().trim_start_matches("de ").trim_start_matches("d’").replace('\u{640}', "");
    let name = name.trim_end_matches('.').to_lowercase();
    let has_digit = name.chars().any(|character| character.is_ascii_digit());
    (!has_digit && name.chars().count() > 1).then_some(name)
}

/// Reads a POSIX era such as `+:2:2020/01/01:+*:令和:%EC%Ey年`: its name, and the year before its year 1.
fn read_era(era: &str) -> Option<(String, i32)> {
    let mut parts = era.split(':').skip(1);
    let offset: i32 = parts.next()?.parse().ok()?;
    let start: i32 = parts.next()?.split('/').next()?.parse().ok()?;
    let name = parts.nth(1)?;
    let is_counted = start > 1800 && name.chars().count() > 1;
    is_counted.then(|| (name.to_owned(), start - offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eras_come_from_the_locale_data() {
        let names = Names::of(&Language::parse("ja").unwrap());
        assert_eq!(names.eras.get("令和"), Some(&2018));
        assert_eq!(names.eras.get("平成"), Some(&1988));
    }

    #[test]
    fn each_language_has_its_names() {
        for (tag, month, number) in [
            ("id", "agustus", 8),
            ("ms", "ogos", 8),
            ("de", "märz", 3),
            ("de-AT", "jänner", 1),
            ("fr", "août", 8),
            ("pl", "września", 9),
            ("ru", "ноября", 11),
            ("ru", "ноябрь", 11),
            ("ar", "نوفمبر", 11),
            ("ar", "تشرين الثاني", 11),
            ("tr", "ağustos", 8),
            ("ca", "agost", 8),
            ("th", "พฤศจิกายน", 11),
        ] {
            let names = Names::of(&Language::parse(tag).unwrap());
            assert_eq!(names.months.get(month), Some(&number), "{tag} {month}");
        }
    }
}
