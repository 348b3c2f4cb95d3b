//! Chữ và số: texts in Vietnamese and English, and how each language writes numbers and dates.
//!
//! There is no global language switch: whatever is rendered takes a [`Lang`].

use chrono::{Datelike, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// Ngôn ngữ: the language an answer is rendered in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Lang {
    /// Tiếng Việt: 85.020; 84,84 %; 30/09/2018.
    #[default]
    Vi,
    /// English: 85,020; 84.84 %; 2018-09-30.
    En,
}

impl Lang {
    /// Reads `vi` or `en`.
    ///
    /// # Errors
    /// `text.unknown_language` for anything else.
    pub fn parse(text: &str) -> Result<Self, crate::Error> {
        match text {
            "vi" => Ok(Self::Vi),
            "en" => Ok(Self::En),
            _ => Err(crate::Error::UnknownLanguage { text: text.to_owned() }),
        }
    }
}

/// Văn bản song ngữ: the same text in Vietnamese and in English.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Tiếng Việt.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Text {
    /// A text from its two renderings.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }

    /// A name that is the same in both languages.
    pub fn same(text: impl Into<String>) -> Self {
        let vi = text.into();
        Self { en: vi.clone(), vi }
    }

    /// A text built once for each language.
    pub fn build(render: impl Fn(Lang) -> String) -> Self {
        Self { vi: render(Lang::Vi), en: render(Lang::En) }
    }

    /// The rendering in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}

/// A whole number with its thousands grouped: `85.020` in Vietnamese, `85,020` in English.
///
/// ```
/// use cchc::{text, Lang};
/// assert_eq!(text::count(85_020, Lang::Vi), "85.020");
/// assert_eq!(text::count(999, Lang::Vi), "999");
/// ```
pub fn count(number: u64, lang: Lang) -> String {
    group(&number.to_string(), lang)
}

/// A decimal with exactly `places` decimals (half up), thousands grouped: `61,86`.
///
/// ```
/// use cchc::{text, Lang};
/// let n = "-1234.565".parse().unwrap();
/// assert_eq!(text::decimal(n, 2, Lang::Vi), "-1.234,57");
/// assert_eq!(text::decimal(n, 2, Lang::En), "-1,234.57");
/// ```
pub fn decimal(number: Decimal, places: u32, lang: Lang) -> String {
    let mut rounded = number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(places);
    let plain = rounded.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let sign = if rounded.is_sign_negative() && !rounded.is_zero() { "-" } else { "" };
    let mut text = format!("{sign}{}", group(whole, lang));
    if !fraction.is_empty() {
        text.push(match lang {
            Lang::Vi => ',',
            Lang::En => '.',
        });
        text.push_str(fraction);
    }
    text
}

/// A percentage to two decimals, written without them when it is whole: `84,84 %`, `100 %`.
///
/// ```
/// use cchc::{text, Lang};
/// assert_eq!(text::percent("84.84".parse().unwrap(), Lang::Vi), "84,84 %");
/// assert_eq!(text::percent(100.into(), Lang::Vi), "100 %");
/// ```
pub fn percent(number: Decimal, lang: Lang) -> String {
    let rounded = number.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let places = if rounded.fract().is_zero() { 0 } else { 2 };
    format!("{} %", decimal(rounded, places, lang))
}

/// A date as each language writes it: `30/09/2018`, `2018-09-30`.
pub fn date(date: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year()),
        Lang::En => date.to_string(),
    }
}

/// The day of the week: `Thứ Bảy`, `Saturday`.
pub fn weekday(date: NaiveDate) -> Text {
    let (vi, en) = match date.weekday() {
        chrono::Weekday::Mon => ("Thứ Hai", "Monday"),
        chrono::Weekday::Tue => ("Thứ Ba", "Tuesday"),
        chrono::Weekday::Wed => ("Thứ Tư", "Wednesday"),
        chrono::Weekday::Thu => ("Thứ Năm", "Thursday"),
        chrono::Weekday::Fri => ("Thứ Sáu", "Friday"),
        chrono::Weekday::Sat => ("Thứ Bảy", "Saturday"),
        chrono::Weekday::Sun => ("Chủ nhật", "Sunday"),
    };
    Text::new(vi, en)
}

fn group(digits: &str, lang: Lang) -> String {
    let separator = match lang {
        Lang::Vi => '.',
        Lang::En => ',',
    };
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}
