//! The calendar file: its serde shapes. Checked when the days are worked out from it.

use super::{DayStatus, Sector};
use crate::law::DatedCitation;
use crate::text::Text;
use crate::{Citation, Error};
use chrono::{NaiveDate, Weekday};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CalendarFile {
    pub(super) calendar: String,
    pub(super) edition: String,
    pub(super) first: NaiveDate,
    /// Before this day no notice was seen: plain days follow from the law alone.
    pub(super) announced_from: Option<NaiveDate>,
    pub(super) announced_through: NaiveDate,
    pub(super) projected_through: NaiveDate,
    pub(super) weekly_days_off: Vec<Weekday>,
    pub(super) weekly_sources: Vec<DatedCitation>,
    pub(super) compensation_sources: Vec<DatedCitation>,
    pub(super) names: Vec<Name>,
    pub(super) sources: Vec<Source>,
    /// Holidays by law, each for the years its text was in force.
    #[serde(default)]
    pub(super) rules: Vec<HolidayRule>,
    /// What a notice chose of the days a rule leaves open.
    #[serde(default)]
    pub(super) choices: Vec<Choice>,
    /// Holidays of one date only.
    #[serde(default)]
    pub(super) holidays: Vec<Holiday>,
    /// For whom the swaps hold; for everyone when it is left out.
    #[serde(default)]
    pub(super) swaps_bind: Option<SwapsBind>,
    /// Said even when there are none: a year whose swaps were forgotten looks like one without.
    pub(super) swaps: Vec<Swap>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Name {
    pub(super) id: String,
    pub(super) vi: String,
    pub(super) en: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    pub(super) id: String,
    pub(super) document: String,
    pub(super) article: Option<String>,
    pub(super) says: Text,
    /// The day the source became known, where it is dated.
    pub(super) known_at: Option<NaiveDate>,
    pub(super) status: DayStatus,
}

/// A holiday of every year: a day of the solar or the lunar year, and how many days around it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HolidayRule {
    pub(super) name: String,
    pub(super) solar: Option<MonthDay>,
    pub(super) lunar: Option<MonthDay>,
    #[serde(default = "one")]
    pub(super) days: u8,
    /// How many of the days lie before the day itself.
    #[serde(default)]
    pub(super) before: Before,
    pub(super) source: String,
    pub(super) from: Option<NaiveDate>,
    pub(super) until: Option<NaiveDate>,
}

fn one() -> u8 {
    1
}

/// The same number every year, or one for each weekday the day itself may fall on.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Before {
    Always(u8),
    ByWeekday(ByWeekday),
}

impl Default for Before {
    fn default() -> Self {
        Self::Always(0)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ByWeekday {
    mon: u8,
    tue: u8,
    wed: u8,
    thu: u8,
    fri: u8,
    sat: u8,
    sun: u8,
}

impl Before {
    pub(super) fn on(&self, weekday: Weekday) -> u8 {
        match (self, weekday) {
            (Self::Always(days), _) => *days,
            (Self::ByWeekday(by), Weekday::Mon) => by.mon,
            (Self::ByWeekday(by), Weekday::Tue) => by.tue,
            (Self::ByWeekday(by), Weekday::Wed) => by.wed,
            (Self::ByWeekday(by), Weekday::Thu) => by.thu,
            (Self::ByWeekday(by), Weekday::Fri) => by.fri,
            (Self::ByWeekday(by), Weekday::Sat) => by.sat,
            (Self::ByWeekday(by), Weekday::Sun) => by.sun,
        }
    }
}

/// A day of any year, written `09-02`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct MonthDay {
    pub(super) month: u8,
    pub(super) day: u8,
}

impl TryFrom<String> for MonthDay {
    type Error = Error;
    fn try_from(text: String) -> Result<Self, Error> {
        let invalid = || Error::InvalidDate { text: crate::number::shorten(&text), expected: "09-02" };
        let (month, day) = text.split_once('-').ok_or_else(invalid)?;
        let read = |part: &str| (part.len() == 2).then(|| part.parse::<u8>().ok()).flatten().ok_or_else(invalid);
        let read = Self { month: read(month)?, day: read(day)? };
        // 2000 is a leap year, so 29 February passes.
        let exists = NaiveDate::from_ymd_opt(2000, read.month.into(), read.day.into()).is_some();
        if exists { Ok(read) } else { Err(invalid()) }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Choice {
    pub(super) name: String,
    /// The first of the days chosen; their number is the rule's.
    pub(super) first: NaiveDate,
    pub(super) source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Holiday {
    pub(super) date: NaiveDate,
    pub(super) name: String,
    pub(super) source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SwapsBind {
    pub(super) sector: Sector,
    /// Why they do not hold for the others.
    #[serde(rename = "source")]
    pub(super) _source: Citation,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Swap {
    pub(super) off: NaiveDate,
    pub(super) work: NaiveDate,
    pub(super) source: String,
}
