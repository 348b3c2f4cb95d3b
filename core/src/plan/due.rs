//! The four kinds of deadline a plan sets.

use crate::period::{Period, PeriodKind, PeriodRule};
use crate::text::{self, Lang, Text};
use crate::{Citation, Error};
use chrono::NaiveDate;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Hạn hoàn thành. As a document it is a date, `"2021-06-30"`, or an object with one key:
/// `{"date": "2021-06-30"}`, `{"period": {"rule": "calendar", "kind": "quarter", "year": 2021, "number": 1}}`,
/// `{"ongoing": true}` or `{"own_plan": {"title": "..."}}`.
///
/// ```
/// use cchc::plan::Due;
/// let due: Due = cchc::document::from_json(
///     r#"{"period": {"rule": "reporting", "kind": "quarter", "year": 2021, "number": 1}}"#,
/// )?;
/// // A quarter of reports ends on the 14th.
/// assert_eq!(due.day("2021-01-01".parse().unwrap())?.unwrap().to_string(), "2021-03-14");
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Due {
    /// Ngày.
    Date(NaiveDate),
    /// Tháng, quý hoặc kỳ khác: its last day.
    Period(DuePeriod),
    /// Thường xuyên: never overdue, done at the end of the plan's year or by a report that says so.
    Ongoing,
    /// Theo kế hoạch riêng: no deadline until that plan is there.
    OwnPlan(OwnPlan),
}

/// Kỳ làm hạn: whether by the calendar or by the rules of reports is always said, since their last days differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DuePeriod {
    /// Cách chia kỳ.
    pub rule: PeriodRule,
    /// Loại kỳ.
    pub kind: PeriodKind,
    /// Năm.
    pub year: i32,
    /// Which of its kind in the year, from 1.
    pub number: u32,
}

/// Kế hoạch riêng that sets the deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnPlan {
    /// Tên kế hoạch.
    pub title: String,
    /// What it says, once it is issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<GivenDeadline>,
}

/// Hạn do kế hoạch riêng ấn định, known from the day that plan is issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenDeadline {
    /// Ngày ban hành kế hoạch riêng.
    pub issued: NaiveDate,
    /// Hạn.
    pub due: NaiveDate,
    /// Văn bản.
    pub document: Citation,
}

impl Due {
    /// The day of the deadline as it was known at the end of a day; none where there is none.
    ///
    /// # Errors
    /// `input.out_of_range` for a period its year does not have.
    pub fn day(&self, as_of: NaiveDate) -> Result<Option<NaiveDate>, Error> {
        Ok(match self {
            Self::Date(date) => Some(*date),
            Self::Period(period) => Some(period.resolve()?.through),
            Self::Ongoing => None,
            Self::OwnPlan(plan) => plan.known(as_of).map(|given| given.due),
        })
    }

    /// The deadline in words, with the text its day rests on where there is one.
    pub(super) fn explain(&self, as_of: NaiveDate) -> (Text, Option<Citation>) {
        let plain = |date: NaiveDate| Text::build(|lang| text::date(date, lang));
        match self {
            Self::Date(date) => (plain(*date), None),
            Self::Period(period) => match period.resolve() {
                Ok(found) => (Text::build(|lang| found.to_text(lang)), found.source),
                Err(_) => (Text::same("?"), None),
            },
            Self::Ongoing => (Text::new("thường xuyên", "ongoing"), None),
            Self::OwnPlan(plan) => {
                let words = |lang| match (plan.known(as_of), lang) {
                    (Some(given), Lang::Vi) => format!("{} (theo {})", text::date(given.due, lang), plan.title),
                    (Some(given), Lang::En) => format!("{} (by {})", text::date(given.due, lang), plan.title),
                    (None, Lang::Vi) => format!("theo {}, chưa có", plan.title),
                    (None, Lang::En) => format!("by {}, not there yet", plan.title),
                };
                (Text::build(words), plan.known(as_of).map(|given| given.document.clone()))
            }
        }
    }
}

impl DuePeriod {
    pub(super) fn resolve(self) -> Result<Period, Error> {
        Period::of(self.rule, self.kind, self.year, self.number)
    }
}

impl OwnPlan {
    fn known(&self, as_of: NaiveDate) -> Option<&GivenDeadline> {
        self.given.as_ref().filter(|given| given.issued <= as_of)
    }
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DueDocument {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    period: Option<DuePeriod>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    ongoing: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    own_plan: Option<OwnPlan>,
}

impl DueDocument {
    fn read(self) -> Option<Due> {
        match (self.date, self.period, self.ongoing, self.own_plan) {
            (Some(date), None, false, None) => Some(Due::Date(date)),
            (None, Some(period), false, None) => Some(Due::Period(period)),
            (None, None, true, None) => Some(Due::Ongoing),
            (None, None, false, Some(plan)) => Some(Due::OwnPlan(plan)),
            _ => None,
        }
    }
}

impl Serialize for Due {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let document = match self {
            Self::Date(date) => return date.serialize(serializer),
            Self::Period(period) => DueDocument { period: Some(*period), ..DueDocument::default() },
            Self::Ongoing => DueDocument { ongoing: true, ..DueDocument::default() },
            Self::OwnPlan(plan) => DueDocument { own_plan: Some(plan.clone()), ..DueDocument::default() },
        };
        document.serialize(serializer)
    }
}

/// A date or a document; a derived reader of either could not say what is wrong inside the document.
impl<'de> Deserialize<'de> for Due {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Due;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a date, or an object with one of date, period, ongoing (true) and own_plan")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Due, E> {
                text.parse().map(Due::Date).map_err(|_| E::invalid_value(serde::de::Unexpected::Str(text), &self))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Due, A::Error> {
                let document = DueDocument::deserialize(MapAccessDeserializer::new(map))?;
                document.read().ok_or_else(|| serde::de::Error::invalid_value(serde::de::Unexpected::Map, &self))
            }
        }
        deserializer.deserialize_any(Either)
    }
}
