//! What the pages themselves say, in the reader's language: one TOML file a language, English where there is none.

use std::sync::LazyLock;

use chrono::{DateTime, Locale, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::language::Language;

/// The words of the pages in one language, and how it writes dates.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    /// The language, as a BCP 47 tag.
    language: String,
    /// The locale of the names of months, as chrono spells it.
    locale: String,
    /// The formats of dates, as chrono spells them.
    date: String,
    date_time: String,
    month: String,
    /// What parts a number from its fraction.
    decimal: String,
    /// Everything else, by its name in the templates.
    pub(super) text: Phrases,
}

/// Declares the phrases, so that a language which lacks one, or has one too many, does not load.
macro_rules! phrases {
    ($($name:ident),+ $(,)?) => {
        /// The phrases of the templates.
        #[derive(Debug, Deserialize, Serialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct Phrases {
            $(pub(super) $name: String,)+
        }
    };
}

phrases! {
    skip, main_navigation, releases, latest, empty, archive, earlier, later, feeds, feeds_explained, subscribe,
    subscribe_explained, all_feeds, by_tag, by_kind, by_issuer, by_place, by_language, general_feeds,
    published, updated, number, byline, issuer, corrections, attachments, contact, translations, follows, followed_by, topics, photo,
    original, read_on,
    feed, feed_what, feed_how, feed_address, copy, copied, copy_failed, feed_readers, feed_desktop, feed_formats,
    feed_raw, feed_source, feed_page, feed_entries, feed_size, feed_changed, feed_latest, feed_empty, opml,
    withdrawn, withdrawn_explained, withdrawn_at, withdrawn_reason,
    gone_feed, gone_feed_explained, not_found, not_found_explained, to_home,
}

static LANGUAGES: LazyLock<Vec<Words>> = LazyLock::new(|| {
    [
        include_str!("words/en.toml"),
        include_str!("words/id.toml"),
        include_str!("words/ko.toml"),
        include_str!("words/ar.toml"),
        include_str!("words/de.toml"),
        include_str!("words/fr.toml"),
        include_str!("words/es.toml"),
    ]
    .map(parse)
    .into()
});

#[expect(clippy::expect_used, reason = "the files are part of the program, and a test loads every one")]
fn parse(source: &str) -> Words {
    toml::from_str(source).expect("a file of words has every phrase")
}

impl Words {
    /// The words for a page in this language; English where there are none.
    pub(super) fn of(language: &Language) -> &'static Self {
        let english = &LANGUAGES[0];
        LANGUAGES.iter().find(|words| words.language == language.primary()).unwrap_or(english)
    }

    /// The language that the words are in.
    #[expect(clippy::expect_used, reason = "the files are part of the program, and a test loads every one")]
    pub(super) fn language(&self) -> Language {
        Language::parse(&self.language).expect("a file of words names its language")
    }

    /// A day, such as `24 November 2026`.
    pub(super) fn date(&self, instant: DateTime<Utc>, zone: Tz) -> String {
        self.format(instant, zone, &self.date)
    }

    /// A day and the time of the day with its zone.
    pub(super) fn date_time(&self, instant: DateTime<Utc>, zone: Tz) -> String {
        self.format(instant, zone, &self.date_time)
    }

    /// A month, from 1 to 12, of a year.
    pub(super) fn month(&self, year: i32, month: u32) -> String {
        NaiveDate::from_ymd_opt(year, month, 1)
            .map(|day| day.format_localized(&self.month, self.locale()).to_string())
            .unwrap_or_default()
    }

    /// A number of bytes, rounded for people.
    pub(super) fn size(&self, bytes: u64) -> String {
        match bytes {
            0..1_000 => format!("{bytes} B"),
            1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
            _ => {
                let tenths = bytes.div_ceil(100_000);
                format!("{}{}{} MB", tenths / 10, self.decimal, tenths % 10)
            }
        }
    }

    fn format(&self, instant: DateTime<Utc>, zone: Tz, format: &str) -> String {
        instant.with_timezone(&zone).format_localized(format, self.locale()).to_string()
    }

    fn locale(&self) -> Locale {
        Locale::try_from(self.locale.as_str()).unwrap_or(Locale::en_GB)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(language: &str) -> &'static Words {
        Words::of(&Language::parse(language).unwrap())
    }

    #[test]
    fn every_language_has_its_dates() {
        let instant = "2026-03-05T03:30:00Z".parse().unwrap();
        for (language, date_time) in [
            ("id", "5 Maret 2026 pukul 10.30 WIB"),
            ("en-GB", "5 March 2026, 10:30 WIB"),
            ("ko", "2026년 3월 5일 10:30 WIB"),
            ("ar", "5 مارس 2026، الساعة 10:30 WIB"),
            ("de", "5. März 2026, 10:30 Uhr WIB"),
            ("fr", "5 mars 2026 à 10:30 WIB"),
            ("es", "5 de marzo de 2026, 10:30 WIB"),
        ] {
            assert_eq!(words(language).date_time(instant, Tz::Asia__Jakarta), date_time);
        }
        for words in LANGUAGES.iter() {
            assert!(Locale::try_from(words.locale.as_str()).is_ok(), "{}", words.language);
            assert_eq!(words.language().as_str(), words.language);
        }
    }

    #[test]
    fn a_language_without_words_gets_english() {
        assert_eq!(words("ur").language, "en");
    }

    #[test]
    fn sizes_are_rounded_up() {
        let sizes = [999, 1_000, 1_001, 999_999, 1_240_000].map(|bytes| words("id").size(bytes));
        assert_eq!(sizes, ["999 B", "1 kB", "2 kB", "1000 kB", "1,3 MB"]);
    }
}
