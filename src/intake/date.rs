//! Finds dates in running text, in the languages of the locale data, and completes partial ones.
//!
//! Numbers of laws, releases and telephones are not dates. Nothing is completed by "today".

use std::ops::Range;

use chrono::{Datelike, NaiveDate, Weekday};

pub use complete::{Evidence, complete};
pub use reader::{DateReader, DateReaders};

mod complete;
mod digits;
mod names;
mod reader;

/// A date as a text names it, perhaps without its year or its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
    /// The year of the common era.
    pub year: Option<i32>,
    /// The month, 1 to 12.
    pub month: u32,
    /// The day of the month.
    pub day: Option<u32>,
    /// The weekday named beside it.
    pub weekday: Option<Weekday>,
    /// How it is written.
    pub form: Form,
}

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Year, month and day, in this order (`2017-11-27`, `20171127`, `2017年11月27日`).
    YearFirst,
    /// With the month's name.
    Named,
    /// Three numbers, the year last (`27/11/2017`).
    Numeric,
    /// Two numbers, day and month (`27/11`).
    Short,
}

/// The text with its native and full-width digits as ASCII ones.
pub(super) fn with_ascii_digits(text: &str) -> String {
    digits::Plain::of(text).text
}

impl Mention {
    /// The whole date, where the text gives all of it, it exists, and the weekday named beside it agrees.
    #[must_use]
    pub fn date(&self) -> Option<NaiveDate> {
        self.in_year(self.year?)
    }

    /// The date in this year, where it exists there and falls on the weekday named beside it.
    #[must_use]
    pub fn in_year(&self, year: i32) -> Option<NaiveDate> {
        let date = NaiveDate::from_ymd_opt(year, self.month, self.day?)?;
        self.weekday.is_none_or(|weekday| date.weekday() == weekday).then_some(date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn read(tag: &str, text: &str) -> Vec<String> {
        let reader = DateReader::new(&Language::parse(tag).unwrap());
        reader
            .mentions(text)
            .into_iter()
            .map(|mention| match (mention.date(), mention.year, mention.day) {
                (Some(date), ..) => date.to_string(),
                (None, year, day) => format!(
                    "{}-{:02}-{}",
                    year.map_or("?".to_owned(), |year| year.to_string()),
                    mention.month,
                    day.map_or("?".to_owned(), |day| day.to_string())
                ),
            })
            .collect()
    }

    #[test]
    fn a_weekday_tells_the_month_from_the_day() {
        assert_eq!(read("en", "Fri, 12/02/2022 - 19:00"), ["2022-12-02"]);
        assert_eq!(read("en", "Saturday 12/02/2022"), ["2022-02-12"]);
        assert_eq!(read("en", "Monday, 12/02/2022"), [""; 0], "neither day is a Monday");
        assert_eq!(read("en", "Friday, 04/01/2022"), ["2022-04-01"]);
        assert_eq!(read("en", "12/02/2022"), [""; 0]);
    }

    #[test]
    fn long_forms_in_many_languages() {
        for (tag, text, date) in [
            ("id", "Jakarta, Kemenhut, 29 Agustus 2025", "2025-08-29"),
            ("id", "Rabu (23/06/2021)", "2021-06-23"),
            ("ms", "3 Ogos 2024", "2024-08-03"),
            ("ms", "14hb Mac 2025", "2025-03-14"),
            ("en", "on August 31st, 2014 in Portland", "2014-08-31"),
            ("en", "Monday  April 2  2007      WASHINGTON", "2007-04-02"),
            ("en", "the 31st of August, 2014", "2014-08-31"),
            ("en", "27 Nov. 2017", "2017-11-27"),
            ("en", "Sept. 19, 2013", "2013-09-19"),
            ("id", "19 Sept 2013", "2013-09-19"),
            ("ko", "2017년 11월 27일(월)", "2017-11-27"),
            ("ko", "2026. 3. 5.", "2026-03-05"),
            ("fi", "Tiedote 14.3.2024", "2024-03-14"),
            ("hu", "Budapest, 2024. március 14.", "2024-03-14"),
            ("zh", "113年3月14日", "2024-03-14"),
            ("zh", "民國113年3月14日", "2024-03-14"),
            ("th", "14 มี.ค. 67", "2024-03-14"),
            ("th", "วันที่ ๑๔ มีนาคม พ.ศ. ๒๕๖๗", "2024-03-14"),
            ("ar", "4 آذار/مارس 2024", "2024-03-04"),
            ("ja", "平成元年3月14日", "1989-03-14"),
            ("ja", "令和7年8月29日", "2025-08-29"),
            ("ja", "2013年10月20日", "2013-10-20"),
            ("ja", "2024年03月28日", "2024-03-28"),
            ("vi", "ngày 05 tháng 03 năm 2024", "2024-03-05"),
            ("zh", "2017年6月17日", "2017-06-17"),
            ("ar", "٢٧ نوفمبر ٢٠١٧", "2017-11-27"),
            ("ar", "27 تشرين الثاني 2017", "2017-11-27"),
            ("de", "Sonntag, den 31. August 2014", "2014-08-31"),
            ("de-AT", "5. Jänner 2024", "2024-01-05"),
            ("fr", "le 1er janvier 2017", "2017-01-01"),
            ("es", "27 de noviembre de 2017", "2017-11-27"),
            ("pt", "17 de junho de 2017", "2017-06-17"),
            ("it", "17 giugno 2017", "2017-06-17"),
            ("nl", "17 juni 2017", "2017-06-17"),
            ("pl", "15 września 2013 r.", "2013-09-15"),
            ("ru", "27 ноября 2017 г.", "2017-11-27"),
            ("tr", "17 Haziran 2017 Cumartesi", "2017-06-17"),
            ("vi", "ngày 17 tháng 6 năm 2017", "2017-06-17"),
            ("th", "27 พฤศจิกายน 2560", "2017-11-27"),
            ("da", "søndag den 31. august 2014", "2014-08-31"),
            ("en", "2017-11-27", "2017-11-27"),
            ("id", "20171127 Indo korea", "2017-11-27"),
        ] {
            assert_eq!(read(tag, text), [date], "{tag} {text}");
        }
    }

    #[test]
    fn the_day_is_written_as_each_language_does() {
        for (tag, text) in [
            ("bg", "14 май 2024 г."),
            ("bn", "১৪ মে ২০২৪"),
            ("ca", "14 de maig de 2024"),
            ("cs", "14. května 2024"),
            ("da", "den 14. maj 2024"),
            ("el", "14 Μαΐου 2024"),
            ("et", "14. mai 2024"),
            ("fi", "14. toukokuuta 2024"),
            ("fil", "Mayo 14, 2024"),
            ("gl", "14 de maio de 2024"),
            ("he", "14 במאי 2024"),
            ("hi", "14 मई 2024"),
            ("hr", "14. svibnja 2024."),
            ("hu", "2024. május 14."),
            ("is", "14. maí 2024"),
            ("lt", "2024 m. gegužės 14 d."),
            ("lv", "2024. gada 14. maijā"),
            ("lv", "2024. gada 14. maijs"),
            ("mk", "14 мај 2024"),
            ("mr", "14 मे 2024"),
            ("ro", "14 mai 2024"),
            ("sk", "14. mája 2024"),
            ("sl", "14. maja 2024"),
            ("sr", "14. maj 2024."),
            ("sr", "14. мај 2024."),
            ("sr", "14. maja 2024. godine"),
            ("ta", "14 மே 2024"),
            ("uk", "14 травня 2024 року"),
            ("ur", "14 مئی 2024"),
        ] {
            assert_eq!(read(tag, text), ["2024-05-14"], "{tag} {text}");
        }
        for (tag, text) in [
            ("sl", "14. januarja 2024"),
            ("fi", "14. tammikuuta 2024"),
            ("lv", "14. janvārī 2024"),
            ("hu", "2024. január 14-én"),
        ] {
            assert_eq!(read(tag, text), ["2024-01-14"], "{tag} {text}");
        }
    }

    #[test]
    fn what_is_missing_stays_missing() {
        assert_eq!(read("id", "di Jakarta, Senin (27/11)."), ["?-11-27"]);
        assert_eq!(read("en", "in August 2014"), ["2014-08-?"]);
        assert_eq!(read("ko", "오는 11월 27일"), ["?-11-27"]);
    }

    #[test]
    fn numbers_of_other_things_are_no_dates() {
        for (tag, text) in [
            ("id", "UU No.5/2014 tentang ASN"),
            ("id", "Nomor: SP. 184/HUMAS/PP/HMS.3/8/2025"),
            ("en", "Call 202-224-2011 or 2007-12-555"),
            ("en", "H.R. 12/10/2011"),
            ("fr", "Communiqué n° 14/03/2025"),
            ("en", "31 February 2014"),
            ("de", "Monday 3000"),
        ] {
            assert_eq!(read(tag, text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_weekday_that_disagrees_makes_no_date() {
        let reader = DateReader::new(&Language::parse("en").unwrap());
        let mentions = reader.mentions("Tuesday, April 2, 2007");
        assert_eq!((mentions.len(), mentions[0].date()), (1, None));
    }

    #[test]
    fn a_word_that_starts_like_a_weekday_is_none() {
        let weekday = |tag: &str, text: &str| {
            DateReader::new(&Language::parse(tag).unwrap()).mentions(text).remove(0).weekday
        };
        assert_eq!(weekday("fi", "Tiedote 14.3.2024"), None);
        assert_eq!(weekday("de", "Montag, den 4. März 2024"), Some(Weekday::Mon));
        assert_eq!(weekday("th", "วันจันทร์ที่ 4 มีนาคม 2567"), Some(Weekday::Mon));
        assert_eq!(weekday("vi", "thứ hai, ngày 4 tháng 3 năm 2024"), Some(Weekday::Mon));
    }

    #[test]
    fn joint_evidence_completes_a_partial_date() {
        let reader = DateReader::new(&Language::parse("id").unwrap());
        let mention = reader.mentions("di Jakarta, Senin (27/11).").remove(0);
        assert_eq!(mention.weekday, Some(Weekday::Mon));
        let law = Evidence { dates: vec![], years: vec![2014], saved: None };
        assert_eq!(complete(&mention, &law), None);
        let image = Evidence {
            dates: NaiveDate::from_ymd_opt(2017, 11, 27).into_iter().collect(),
            years: vec![2014],
            saved: None,
        };
        assert_eq!(complete(&mention, &image), NaiveDate::from_ymd_opt(2017, 11, 27));
        let saved =
            |year, month, day| Evidence { saved: NaiveDate::from_ymd_opt(year, month, day), ..law.clone() };
        assert_eq!(complete(&mention, &saved(2017, 12, 4)), NaiveDate::from_ymd_opt(2017, 11, 27));
        for late in [saved(2018, 2, 1), saved(2018, 12, 4), saved(2017, 11, 20)] {
            assert_eq!(complete(&mention, &late), None);
        }
    }
}
