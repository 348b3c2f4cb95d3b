//! Time limits, in every unit that procedures and internal processes use.

use crate::text::{self, Lang, Text};
use crate::{Error, Exact};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

/// Thời hạn giải quyết: how long the handling of a dossier may take.
///
/// As a document it has one key that is the unit, with a whole number above 0:
/// `{"working_days": 3}`, `{"working_hours": 8}`, `{"working_minutes": 90}`, `{"calendar_days": 15}`,
/// `{"weeks": 2}`, `{"months": 1}`, `{"years": 1}`, `{"hours": 24}`, `{"in_the_day": true}` or
/// `{"not_counted": true}`. Working days and hours may be in quarters, `{"working_days": "0.25"}`.
///
/// Parts of a working day are minutes of office hours, and how many a day has is nowhere implied:
/// `{"working_days": "0.25", "minutes_per_day": 480}` says that one working day is 8 working hours,
/// which some official processes state. With that key whole days are counted in minutes too.
///
/// ```
/// use cchc::TimeLimit;
/// assert_eq!(serde_json::to_string(&TimeLimit::WorkingDays(3)).unwrap(), r#"{"working_days":3}"#);
/// let step: TimeLimit = serde_json::from_str(r#"{"working_days": "0.25", "minutes_per_day": 480}"#).unwrap();
/// assert_eq!(step.label().vi, "0,25 ngày làm việc (1 ngày = 8 giờ)");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "LimitDocument", into = "LimitDocument")]
#[non_exhaustive]
pub enum TimeLimit {
    /// Ngày làm việc, counted by the day.
    WorkingDays(u32),
    /// Ngày làm việc tính bằng giờ: quarters of a working day of a declared length.
    WorkingDayQuarters {
        /// Four of these are a working day.
        quarters: u32,
        /// The working minutes of one working day, where an official process states them.
        minutes_per_day: Option<u16>,
    },
    /// Phút làm việc; hours of work are 60 of them.
    WorkingMinutes(u32),
    /// Ngày (theo lịch), days off included.
    CalendarDays(u32),
    /// Tuần.
    Weeks(u32),
    /// Tháng.
    Months(u32),
    /// Năm.
    Years(u32),
    /// Giờ (theo đồng hồ), from the moment of reception, nights and days off included.
    Hours(u32),
    /// Trong ngày: by the end of the day of reception.
    InTheDay,
    /// Không tính thời gian: a step without a limit.
    NotCounted,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(
    deny_unknown_fields,
    expecting = "a time limit such as {\"working_days\": 3}, {\"working_hours\": 8} or {\"calendar_days\": 15}"
)]
struct LimitDocument {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    working_days: Option<Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    minutes_per_day: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    working_hours: Option<Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    working_minutes: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    calendar_days: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    weeks: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    months: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    years: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hours: Option<u32>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    in_the_day: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    not_counted: bool,
}

/// A whole number as a number, a part of one as text.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(untagged)]
enum Amount {
    Whole(u32),
    Part(Exact),
}

impl Amount {
    /// How many of the smaller unit it is, `of` of which are one.
    fn in_parts(self, of: u32) -> Result<u32, Error> {
        let invalid = |text: String| Error::OutOfRange {
            what: "limit",
            got: text,
            min: "0.25".to_owned(),
            max: "steps of 0.25".to_owned(),
        };
        match self {
            Self::Whole(whole) => whole.checked_mul(of).ok_or_else(|| invalid(whole.to_string())),
            Self::Part(Exact(part)) => {
                let in_quarters = part.checked_mul(Decimal::from(4)).is_some_and(|quarters| quarters.is_integer());
                let parts = part.checked_mul(of.into()).filter(|_| in_quarters).and_then(|parts| parts.to_u32());
                parts.ok_or_else(|| invalid(part.to_string()))
            }
        }
    }
}

/// Quarters of a day as days, without trailing zeros.
fn in_days(quarters: u32) -> Decimal {
    (Decimal::from(quarters) / Decimal::from(4)).normalize()
}

impl TryFrom<LimitDocument> for TimeLimit {
    type Error = Error;
    fn try_from(document: LimitDocument) -> Result<Self, Error> {
        let days = document.working_days.map(|days| match (days, document.minutes_per_day) {
            (Amount::Whole(days), None) => Ok(Self::WorkingDays(days)),
            (days, minutes_per_day) => {
                let quarters = days.in_parts(4)?;
                let whole = quarters % 4 == 0 && minutes_per_day.is_none();
                Ok(if whole {
                    Self::WorkingDays(quarters / 4)
                } else {
                    Self::WorkingDayQuarters { quarters, minutes_per_day }
                })
            }
        });
        let given = [
            days,
            document.working_hours.map(|hours| Ok(Self::WorkingMinutes(hours.in_parts(60)?))),
            document.working_minutes.map(|minutes| Ok(Self::WorkingMinutes(minutes))),
            document.calendar_days.map(|days| Ok(Self::CalendarDays(days))),
            document.weeks.map(|weeks| Ok(Self::Weeks(weeks))),
            document.months.map(|months| Ok(Self::Months(months))),
            document.years.map(|years| Ok(Self::Years(years))),
            document.hours.map(|hours| Ok(Self::Hours(hours))),
            document.in_the_day.then_some(Ok(Self::InTheDay)),
            document.not_counted.then_some(Ok(Self::NotCounted)),
        ];
        let lost = document.minutes_per_day.is_some() && document.working_days.is_none();
        let mut given = given.into_iter().flatten();
        match (given.next(), given.next()) {
            (Some(limit), None) if !lost => limit,
            (first, _) => Err(Error::UnknownValue {
                field: "limit".to_owned(),
                text: if first.is_some() { "several units" } else { "no unit" }.to_owned(),
                expected: Text::new(
                    "một đơn vị, ví dụ {\"working_days\": 3}; minutes_per_day chỉ đi với working_days",
                    "one unit, such as {\"working_days\": 3}; minutes_per_day only beside working_days",
                ),
            }),
        }
    }
}

impl From<TimeLimit> for LimitDocument {
    fn from(limit: TimeLimit) -> Self {
        let none = Self::default();
        match limit {
            TimeLimit::WorkingDays(days) => Self { working_days: Some(Amount::Whole(days)), ..none },
            TimeLimit::WorkingDayQuarters { quarters, minutes_per_day } => {
                let days = if quarters % 4 == 0 {
                    Amount::Whole(quarters / 4)
                } else {
                    Amount::Part(Exact(in_days(quarters)))
                };
                Self { working_days: Some(days), minutes_per_day, ..none }
            }
            TimeLimit::WorkingMinutes(minutes) if minutes % 60 == 0 => {
                Self { working_hours: Some(Amount::Whole(minutes / 60)), ..none }
            }
            TimeLimit::WorkingMinutes(minutes) => Self { working_minutes: Some(minutes), ..none },
            TimeLimit::CalendarDays(days) => Self { calendar_days: Some(days), ..none },
            TimeLimit::Weeks(weeks) => Self { weeks: Some(weeks), ..none },
            TimeLimit::Months(months) => Self { months: Some(months), ..none },
            TimeLimit::Years(years) => Self { years: Some(years), ..none },
            TimeLimit::Hours(hours) => Self { hours: Some(hours), ..none },
            TimeLimit::InTheDay => Self { in_the_day: true, ..none },
            TimeLimit::NotCounted => Self { not_counted: true, ..none },
        }
    }
}

impl TimeLimit {
    /// The limit as people write it: `3 ngày làm việc`, `3 working days`.
    pub fn label(self) -> Text {
        Text::build(|lang| self.words(lang))
    }

    fn words(self, lang: Lang) -> String {
        let (amount, [vi, one, many]) = match self {
            Self::WorkingDays(days) => (Some(days), ["ngày làm việc", "working day", "working days"]),
            Self::WorkingDayQuarters { quarters, minutes_per_day } => {
                let places = if quarters % 4 == 0 { 0 } else { 2 };
                let days = text::decimal(in_days(quarters), places, lang);
                let conversion =
                    match (minutes_per_day.map(|minutes| Self::WorkingMinutes(minutes.into()).words(lang)), lang) {
                        (None, _) => String::new(),
                        (Some(hours), Lang::Vi) => format!(" (1 ngày = {})", hours.replace(" làm việc", "")),
                        (Some(hours), Lang::En) => format!(" (1 day = {})", hours.replace(" working", "")),
                    };
                let unit = Text::new("ngày làm việc", if quarters == 4 { "working day" } else { "working days" });
                return format!("{days} {}{conversion}", unit.get(lang));
            }
            Self::WorkingMinutes(minutes) if minutes % 60 == 0 => {
                (Some(minutes / 60), ["giờ làm việc", "working hour", "working hours"])
            }
            Self::WorkingMinutes(minutes) => (Some(minutes), ["phút làm việc", "working minute", "working minutes"]),
            Self::CalendarDays(days) => (Some(days), ["ngày", "calendar day", "calendar days"]),
            Self::Weeks(weeks) => (Some(weeks), ["tuần", "week", "weeks"]),
            Self::Months(months) => (Some(months), ["tháng", "month", "months"]),
            Self::Years(years) => (Some(years), ["năm", "year", "years"]),
            Self::Hours(hours) => (Some(hours), ["giờ", "hour", "hours"]),
            Self::InTheDay => (None, ["trong ngày", "within the day", "within the day"]),
            Self::NotCounted => (None, ["không tính thời gian", "no time counted", "no time counted"]),
        };
        let unit = match lang {
            Lang::Vi => vi,
            Lang::En if amount == Some(1) => one,
            Lang::En => many,
        };
        amount.map_or_else(|| unit.to_owned(), |amount| format!("{} {unit}", text::count(amount.into(), lang)))
    }

    /// The same limit with days of work counted in minutes, a working day being this many.
    #[must_use]
    pub fn at_minutes_per_day(self, minutes_per_day: u16) -> Self {
        match self {
            Self::WorkingDays(days) => match days.checked_mul(4) {
                Some(quarters) => Self::WorkingDayQuarters { quarters, minutes_per_day: Some(minutes_per_day) },
                None => self,
            },
            Self::WorkingDayQuarters { quarters, minutes_per_day: None } => {
                Self::WorkingDayQuarters { quarters, minutes_per_day: Some(minutes_per_day) }
            }
            other => other,
        }
    }
}
