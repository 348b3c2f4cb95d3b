//! Âm lịch: the Vietnamese lunar calendar, from dates to lunar days and back.
//!
//! **What.** A table of the lunar years [`first_year`] to [`last_year`] at UTC+7 (meridian 105°
//! east), computed beforehand; a look-up does no astronomy. It is not the Chinese calendar, which
//! goes by UTC+8 and begins some years a day or a month later.
//!
//! **How sure.** [`explain`] says it of every day. A month whose new moon falls within seconds of
//! midnight is [`LunarCertainty::Uncertain`]: the clocks of that year are not known so exactly. The
//! calendar in use before 1968 is said to follow UTC+8 (in the South until 1975), which no text
//! read confirms; days before 1968 that differ there are [`LunarCertainty::DiffersFromUtc8`]. They
//! are flagged, never replaced.
//!
//! ```
//! use cchc::{LunarDate, lunar};
//! let commemoration = LunarDate { year: 2026, month: 3, leap: false, day: 10 };
//! assert_eq!(lunar::to_solar(commemoration)?.to_string(), "2026-04-26");
//! # Ok::<(), cchc::Error>(())
//! ```

mod table;

use crate::text::{self, Lang, Text};
use crate::{Citation, Error};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use table::{Table, Year};

/// Ngày âm lịch: a day by its lunar year, month and number; ordered as time goes.
///
/// ```
/// use cchc::LunarDate;
/// let day: LunarDate = cchc::document::from_json(r#"{"year": 2026, "month": 1, "day": 1}"#)?;
/// assert_eq!(day, LunarDate { year: 2026, month: 1, leap: false, day: 1 });
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LunarDate {
    /// Năm âm lịch, by the number of the solar year it begins in.
    pub year: i32,
    /// Tháng, 1 (Giêng) to 12 (Chạp).
    pub month: u8,
    /// Tháng nhuận: the month that repeats the number of the one before.
    #[serde(default)]
    pub leap: bool,
    /// Ngày, 1 to 29 or 30.
    pub day: u8,
}

/// Độ chắc chắn của ngày âm lịch: whether anything speaks against the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LunarCertainty {
    /// Nothing known speaks against it.
    Certain,
    /// Too close to midnight for the computation to decide; also when UTC+8 differs there.
    Uncertain,
    /// Before 1968, and another day at UTC+8, which is said to have been in use.
    DiffersFromUtc8,
}

/// Ngày dương và ngày âm: one day in both calendars, with how sure it is and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LunarDay {
    /// Ngày dương lịch.
    pub solar: NaiveDate,
    /// Thứ.
    pub weekday: Text,
    /// Ngày âm lịch.
    pub lunar: LunarDate,
    /// Days of the lunar month: 30 (tháng đủ) or 29 (tháng thiếu).
    pub month_days: u8,
    /// How sure it is.
    pub certainty: LunarCertainty,
    /// The rule, or where the doubt comes from.
    pub source: Citation,
    /// One sentence for people.
    pub text: Text,
}

/// Ngày âm của một ngày dương: the lunar day of a date.
///
/// ```
/// use cchc::lunar;
/// let day = lunar::from_solar("2025-07-25".parse().unwrap())?;
/// assert_eq!((day.year, day.month, day.leap, day.day), (2025, 6, true, 1));
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `lunar.out_of_range` outside the days of the table.
pub fn from_solar(date: NaiveDate) -> Result<LunarDate, Error> {
    let (year, month, day) = table().find(date).ok_or_else(|| date_outside(date))?;
    Ok(LunarDate { year: year.year, month: month.number, leap: month.leap, day })
}

/// Ngày dương của một ngày âm: the date of a lunar day.
///
/// ```
/// use cchc::{LunarDate, lunar};
/// let last = LunarDate { year: 2025, month: 12, leap: false, day: 29 };
/// assert_eq!(lunar::to_solar(last)?.to_string(), "2026-02-16");
/// // The last month of 2025 has 29 days.
/// assert_eq!(lunar::to_solar(LunarDate { day: 30, ..last }).unwrap_err().code(), "lunar.no_such_day");
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `lunar.out_of_range` when the year is outside the table; `lunar.no_such_day` when the year has
/// no such month, or the month no such day.
pub fn to_solar(date: LunarDate) -> Result<NaiveDate, Error> {
    let LunarDate { year, month, leap, day } = date;
    let leap_month = row(year)?.leap;
    let found = table().month(year, month, leap);
    let days = found.map(|found| found.days);
    let no_such_day = || Error::LunarNoSuchDay { year, month, leap, day, days, leap_month };
    found.and_then(|found| found.date(day)).ok_or_else(no_such_day)
}

/// Giải thích một ngày âm lịch: the day in both calendars, with how sure it is.
///
/// ```
/// use cchc::lunar::{self, LunarCertainty};
/// let tet = lunar::explain("2026-02-17".parse().unwrap())?;
/// assert_eq!(tet.text.vi, "Thứ Ba 17/02/2026: mùng 1 tháng Giêng năm Bính Ngọ (2026), tháng đủ");
/// // The new moon of 8/5/2054 comes seconds after midnight.
/// let close = lunar::explain("2054-05-08".parse().unwrap())?;
/// assert_eq!(close.certainty, LunarCertainty::Uncertain);
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `lunar.out_of_range` outside the days of the table.
pub fn explain(date: NaiveDate) -> Result<LunarDay, Error> {
    let (year, month, day) = table().find(date).ok_or_else(|| date_outside(date))?;
    let sources = &table().sources;
    let (certainty, source, doubt) = match table().uncertain(date) {
        Some(reason) => {
            let doubt = Text::new(format!("chưa chắc: {}", reason.vi), format!("uncertain: {}", reason.en));
            (LunarCertainty::Uncertain, &sources.computation, Some(doubt))
        }
        None if table().differs_from_utc8(date) => {
            let doubt = Text::new(
                "khác ngày tính theo UTC+8, được cho là giờ của lịch dùng trước 1968",
                "differs from the day at UTC+8, said to be the time of the calendar in use before 1968",
            );
            (LunarCertainty::DiffersFromUtc8, &sources.before_1968, Some(doubt))
        }
        None => (LunarCertainty::Certain, &sources.rules, None),
    };
    let mut answer = LunarDay {
        solar: date,
        weekday: text::weekday(date),
        lunar: LunarDate { year: year.year, month: month.number, leap: month.leap, day },
        month_days: month.days,
        certainty,
        source: source.clone(),
        text: Text::default(),
    };
    answer.text = Text::build(|lang| answer.sentence(doubt.as_ref(), lang));
    Ok(answer)
}

/// Mùng 1 Tết: the first day of a lunar year.
///
/// ```
/// assert_eq!(cchc::lunar::new_year(2027)?.to_string(), "2027-02-06");
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `lunar.out_of_range` when the year is outside the table.
pub fn new_year(year: i32) -> Result<NaiveDate, Error> {
    Ok(row(year)?.new_year)
}

/// Tháng nhuận của năm: the number of the leap month; `None` in a year of 12 months.
///
/// ```
/// assert_eq!(cchc::lunar::leap_month(2025)?, Some(6));
/// assert_eq!(cchc::lunar::leap_month(2026)?, None);
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `lunar.out_of_range` when the year is outside the table.
pub fn leap_month(year: i32) -> Result<Option<u8>, Error> {
    Ok(row(year)?.leap)
}

/// Năm âm lịch đầu tiên: the first lunar year of the table.
///
/// ```
/// assert_eq!(cchc::lunar::first_year(), 1900);
/// ```
pub fn first_year() -> i32 {
    table().first_year()
}

/// Năm âm lịch cuối cùng: the last lunar year of the table.
///
/// ```
/// assert_eq!(cchc::lunar::last_year(), 2100);
/// ```
pub fn last_year() -> i32 {
    table().last_year()
}

fn table() -> &'static Table {
    static SHIPPED: LazyLock<Table> = LazyLock::new(|| {
        let shipped = Table::load(include_str!("../data/lunar_vietnam.json"));
        #[expect(clippy::expect_used, reason = "the unit tests below load the same embedded file")]
        shipped.expect("the embedded lunar table is valid")
    });
    &SHIPPED
}

fn row(year: i32) -> Result<&'static Year, Error> {
    let asked = || Text::new(format!("năm âm lịch {year}"), format!("lunar year {year}"));
    table().year(year).ok_or_else(|| outside(asked()))
}

fn date_outside(date: NaiveDate) -> Error {
    outside(Text::build(|lang| match lang {
        Lang::Vi => format!("ngày {}", text::date(date, lang)),
        Lang::En => text::date(date, lang),
    }))
}

fn outside(asked: Text) -> Error {
    let table = table();
    Error::LunarOutOfRange {
        asked,
        first: table.first,
        last: table.last,
        first_year: table.first_year(),
        last_year: table.last_year(),
    }
}

const MONTHS: [&str; 12] = ["Giêng", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười một", "Chạp"];
const STEMS: [&str; 10] = ["Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý"];
const BRANCHES: [&str; 12] = ["Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi"];

/// The name a cycle gives to a year; year 4 was a Giáp Tý.
fn in_cycle(names: &[&'static str], year: i32) -> &'static str {
    let turn = i32::try_from(names.len()).ok().and_then(|length| year.checked_sub(4)?.checked_rem_euclid(length));
    turn.and_then(|turn| names.get(usize::try_from(turn).ok()?)).copied().unwrap_or_default()
}

impl LunarDay {
    fn sentence(&self, doubt: Option<&Text>, lang: Lang) -> String {
        let LunarDate { year, month, leap, day } = self.lunar;
        let solar = format!("{} {}", self.weekday.get(lang), text::date(self.solar, lang));
        let lunar = match lang {
            Lang::Vi => {
                let day_word = if day <= 10 { "mùng" } else { "ngày" };
                let name = usize::from(month).checked_sub(1).and_then(|index| MONTHS.get(index)).unwrap_or(&"");
                let leap = if leap { " nhuận" } else { "" };
                let (stem, branch) = (in_cycle(&STEMS, year), in_cycle(&BRANCHES, year));
                let size = if self.month_days == 30 { "đủ" } else { "thiếu" };
                format!("{day_word} {day} tháng {name}{leap} năm {stem} {branch} ({year}), tháng {size}")
            }
            Lang::En => {
                let leap = if leap { "leap " } else { "" };
                format!("day {day} of {leap}lunar month {month}, {year} ({} days)", self.month_days)
            }
        };
        let doubt = doubt.map(|doubt| format!(" [{}]", doubt.get(lang))).unwrap_or_default();
        format!("{solar}: {lunar}{doubt}")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const SHIPPED: &str = include_str!("../data/lunar_vietnam.json");

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn all_days() -> impl Iterator<Item = NaiveDate> {
        table().first.iter_days().take_while(|date| *date <= table().last)
    }

    #[test]
    fn every_day_comes_back_and_the_lunar_days_go_on_without_a_gap() {
        let mut before: Option<LunarDate> = None;
        for date in all_days() {
            let lunar = from_solar(date).unwrap();
            assert_eq!(to_solar(lunar).unwrap(), date);
            if let Some(before) = before {
                assert!(before < lunar, "{date}");
                let next = if lunar.day == 1 {
                    before.day >= 29
                } else {
                    lunar == LunarDate { day: before.day + 1, ..before }
                };
                assert!(next, "{date}");
            }
            before = Some(lunar);
        }
        assert_eq!(all_days().count(), 73_412, "31/1/1900 to 28/1/2101");
    }

    #[test]
    fn a_month_has_29_or_30_days_and_its_last_day_is_the_last() {
        for date in all_days() {
            let answer = explain(date).unwrap();
            assert!(matches!(answer.month_days, 29 | 30), "{date}");
            let past = LunarDate { day: answer.month_days + 1, ..answer.lunar };
            assert_eq!(to_solar(past).unwrap_err().code(), "lunar.no_such_day", "{date}");
            assert!(!answer.source.document.is_empty(), "{date}");
            assert_eq!(answer.text.vi.contains('['), answer.certainty != LunarCertainty::Certain, "{date}");
        }
    }

    #[test]
    fn a_year_is_12_months_or_13_with_its_leap_month() {
        for year in first_year()..=last_year() {
            let end = new_year(year + 1).unwrap_or(table().last.succ_opt().unwrap());
            let months: BTreeSet<_> = new_year(year)
                .unwrap()
                .iter_days()
                .take_while(|date| *date < end)
                .map(|date| from_solar(date).unwrap())
                .map(|date| (date.year, date.month, date.leap))
                .collect();
            let expected = (1..=12).map(|month| (year, month, false));
            assert_eq!(months, expected.chain(leap_month(year).unwrap().map(|month| (year, month, true))).collect());
        }
    }

    /// The list of 1960 to 2058 compiled independently of the table.
    #[test]
    fn leap_months_are_those_of_the_independent_list() {
        let listed = "1960:6 1963:4 1966:3 1968:7 1971:5 1974:4 1976:8 1979:6 1982:4 1985:2 1987:7 1990:5 1993:3 \
            1995:8 1998:5 2001:4 2004:2 2006:7 2009:5 2012:4 2014:9 2017:6 2020:4 2023:2 2025:6 2028:5 2031:3 2033:11 \
            2036:6 2039:5 2042:2 2044:7 2047:5 2050:3 2052:8 2055:6 2058:4";
        let found = (1960..=2060).filter_map(|year| Some(format!("{year}:{}", leap_month(year).unwrap()?)));
        assert_eq!(found.collect::<Vec<_>>(), listed.split_whitespace().collect::<Vec<_>>());
    }

    #[test]
    fn doubt_covers_its_month_and_the_eve_that_may_belong_to_it() {
        let certainty = |text: &str| explain(day(text)).unwrap().certainty;
        assert_eq!(certainty("2054-05-06"), LunarCertainty::Certain);
        assert_eq!(certainty("2054-05-07"), LunarCertainty::Uncertain);
        assert_eq!(certainty("2054-06-05"), LunarCertainty::Uncertain);
        assert_eq!(certainty("2054-06-06"), LunarCertainty::Certain);
        assert_eq!(certainty("1965-01-31"), LunarCertainty::Certain);
        assert_eq!(certainty("1965-02-01"), LunarCertainty::DiffersFromUtc8);
        assert_eq!(certainty("1965-03-02"), LunarCertainty::DiffersFromUtc8);
        assert_eq!(certainty("1965-03-03"), LunarCertainty::Certain);
        // In doubt for both reasons: the computation is the graver one.
        assert_eq!(certainty("1938-08-25"), LunarCertainty::Uncertain);
        // After 1968 a difference from UTC+8 casts no doubt.
        assert_eq!(certainty("1985-01-21"), LunarCertainty::Certain);
    }

    #[test]
    fn the_sentence_reads_as_people_say_it() {
        let said = |text: &str| explain(day(text)).unwrap().text;
        assert_eq!(
            said("2026-02-17"),
            Text::new(
                "Thứ Ba 17/02/2026: mùng 1 tháng Giêng năm Bính Ngọ (2026), tháng đủ",
                "Tuesday 2026-02-17: day 1 of lunar month 1, 2026 (30 days)"
            )
        );
        assert_eq!(
            said("2025-08-08"),
            Text::new(
                "Thứ Sáu 08/08/2025: ngày 15 tháng Sáu nhuận năm Ất Tỵ (2025), tháng thiếu",
                "Friday 2025-08-08: day 15 of leap lunar month 6, 2025 (29 days)"
            )
        );
        let close = said("2054-05-08");
        assert!(
            close.vi.starts_with("Thứ Sáu 08/05/2054: mùng 1 tháng Tư năm Giáp Tuất (2054), tháng thiếu [chưa chắc: ")
        );
        assert!(close.en.ends_with("on the other side of midnight the month begins on 2054-05-07]"));
    }

    #[test]
    fn errors_say_what_exists() {
        let [month, leap, past] = [
            LunarDate { year: 2026, month: 13, leap: false, day: 1 },
            LunarDate { year: 2025, month: 5, leap: true, day: 1 },
            LunarDate { year: 2026, month: 2, leap: false, day: 30 },
        ]
        .map(|date| to_solar(date).unwrap_err());
        assert_eq!(
            month.message(Lang::En),
            "lunar year 2026 has no day 1 of month 13: it has 12 months and no leap month; give a day that exists"
        );
        assert_eq!(
            leap.message(Lang::Vi),
            "năm âm lịch 2025 không có ngày 1 tháng 5 nhuận: năm đó có 13 tháng, tháng nhuận là tháng 6; hãy cho ngày có thật"
        );
        assert_eq!(
            past.message(Lang::Vi),
            "năm âm lịch 2026 không có ngày 30 tháng 2: tháng đó có 29 ngày; hãy cho ngày có thật"
        );
        assert_eq!(
            from_solar(day("1900-01-30")).unwrap_err().message(Lang::Vi),
            "ngày 30/01/1900 nằm ngoài bảng âm lịch (31/01/1900 đến 28/01/2101, năm âm lịch 1900 đến 2100); hãy hỏi ngày hoặc năm trong bảng"
        );
        assert_eq!(
            new_year(2101).unwrap_err().message(Lang::En),
            "lunar year 2101 lies outside the lunar table, 1900-01-31 to 2101-01-28 (lunar years 1900 to 2100); ask for a day or a year inside it"
        );
    }

    #[test]
    fn the_ends_of_all_dates_are_refused_without_a_panic() {
        for date in [NaiveDate::MIN, NaiveDate::MAX] {
            assert_eq!(explain(date).unwrap_err().code(), "lunar.out_of_range");
        }
        for year in [i32::MIN, -1, 0, 1899, 2101, i32::MAX] {
            let date = LunarDate { year, month: 1, leap: false, day: 1 };
            assert_eq!(to_solar(date).unwrap_err().code(), "lunar.out_of_range");
            assert_eq!(leap_month(year).unwrap_err().code(), "lunar.out_of_range");
        }
        for day in [0, 31, u8::MAX] {
            let date = LunarDate { year: 2026, month: 1, leap: false, day };
            assert_eq!(to_solar(date).unwrap_err().code(), "lunar.no_such_day");
        }
    }

    #[test]
    fn a_broken_table_is_refused_where_it_is_broken() {
        let path = |from: &str, to: &str| {
            assert!(SHIPPED.contains(from), "{from}");
            match Table::load(&SHIPPED.replacen(from, to, 1)).unwrap_err() {
                Error::InvalidDocument { path, .. } => path,
                other => other.to_string(),
            }
        };
        // One month longer: the year no longer ends where the next begins.
        assert_eq!(path("TDTTDTDDTDDTD", "DDTTDTDDTDDTD"), "years[0]");
        assert_eq!(path("TDTTDTDDTDDTD", "TDTTDTDDTDDT"), "years[0]");
        assert_eq!(path("TDTTDTDDTDDTD", "XDTTDTDDTDDTD"), "years[0]");
        assert_eq!(path("\"leap\": 8", "\"leap\": 13"), "years[0]");
        assert_eq!(path("{\"year\": 1902", "{\"year\": 1903"), "years[2]");
        assert_eq!(path("\"last\": \"2101-01-28\"", "\"last\": \"2101-01-29\""), "years[200]");
        assert_eq!(path("\"from\": \"2054-05-07\"", "\"from\": \"2054-05-06\""), "uncertain.months[4]");
        assert_eq!(
            path("{\"year\": 1903, \"month\": 1,", "{\"year\": 1903, \"month\": 13,"),
            "differs_from_utc8.months[0]"
        );
    }
}
