//! Kỳ báo cáo: the days a report is for.
//!
//! A reporting quarter is not a calendar quarter: periodic reports on administrative reform run from
//! the 15th of one month through the 14th of another (`core/data/periods.json`). Calendar months and
//! quarters are there too, for those who count by them; which of the two is meant is always said.

use crate::text::{Lang, Text};
use crate::{Citation, Error, document};
use chrono::{Datelike, Days, Months, NaiveDate};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Cách chia kỳ: by the rules of reports, or by the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PeriodRule {
    /// Kỳ báo cáo: from the 15th through the 14th.
    Reporting,
    /// Theo lịch: from the first day of a month through the last.
    Calendar,
}

/// Loại kỳ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PeriodKind {
    /// Tháng.
    Month,
    /// Quý.
    Quarter,
    /// 6 tháng: the first half of a year, or the second.
    HalfYear,
    /// 9 tháng.
    NineMonths,
    /// Năm.
    Year,
}

impl PeriodKind {
    /// How many of it a year has, and how many months each of them.
    fn shape(self) -> (u32, u32) {
        match self {
            Self::Month => (12, 1),
            Self::Quarter => (4, 3),
            Self::HalfYear => (2, 6),
            Self::NineMonths => (1, 9),
            Self::Year => (1, 12),
        }
    }

    fn label(self, year: i32, number: u32) -> Text {
        match self {
            Self::Month => Text::new(format!("tháng {number}/{year}"), format!("month {number}/{year}")),
            Self::Quarter => {
                let roman =
                    ["I", "II", "III", "IV"].get(number.saturating_sub(1) as usize).copied().unwrap_or_default();
                Text::new(format!("quý {roman}/{year}"), format!("Q{number} {year}"))
            }
            Self::HalfYear if number == 1 => {
                Text::new(format!("6 tháng đầu năm {year}"), format!("first half of {year}"))
            }
            Self::HalfYear => Text::new(format!("6 tháng cuối năm {year}"), format!("second half of {year}")),
            Self::NineMonths => Text::new(format!("9 tháng năm {year}"), format!("nine months of {year}")),
            Self::Year => Text::new(format!("năm {year}"), format!("year {year}")),
        }
    }
}

/// Mức chắc chắn: whether the days were read in the text or follow from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PeriodCertainty {
    /// Đọc được trong văn bản.
    Seen,
    /// Suy ra.
    Derived,
    /// Theo lịch, which needs no text.
    Calendar,
}

/// Kỳ báo cáo, both days included. Read from its rule, kind, year and number; what else an answer holds
/// follows from them.
///
/// ```
/// use cchc::period::{Period, PeriodKind, PeriodRule};
/// let quarter = Period::of(PeriodRule::Reporting, PeriodKind::Quarter, 2025, 1)?;
/// assert_eq!((quarter.from.to_string(), quarter.through.to_string()), ("2024-12-15".into(), "2025-03-14".into()));
/// assert_eq!(quarter.send_by.unwrap().to_string(), "2025-03-20");
/// let quarter = Period::of(PeriodRule::Calendar, PeriodKind::Quarter, 2025, 1)?;
/// assert_eq!((quarter.from.to_string(), quarter.through.to_string()), ("2025-01-01".into(), "2025-03-31".into()));
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PeriodDocument")]
#[non_exhaustive]
pub struct Period {
    /// Cách chia.
    pub rule: PeriodRule,
    /// Loại.
    pub kind: PeriodKind,
    /// Năm báo cáo.
    pub year: i32,
    /// Which of its kind in the year, from 1.
    pub number: u32,
    /// Từ ngày.
    pub from: NaiveDate,
    /// Đến ngày.
    pub through: NaiveDate,
    /// Gửi chậm nhất ngày.
    pub send_by: Option<NaiveDate>,
    /// Tên.
    pub label: Text,
    /// How sure the days are.
    pub certainty: PeriodCertainty,
    /// The text they rest on.
    pub source: Option<Citation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeriodDocument {
    rule: PeriodRule,
    kind: PeriodKind,
    year: i32,
    number: u32,
    #[serde(default, rename = "from")]
    _from: Option<IgnoredAny>,
    #[serde(default, rename = "through")]
    _through: Option<IgnoredAny>,
    #[serde(default, rename = "send_by")]
    _send_by: Option<IgnoredAny>,
    #[serde(default, rename = "label")]
    _label: Option<IgnoredAny>,
    #[serde(default, rename = "certainty")]
    _certainty: Option<IgnoredAny>,
    #[serde(default, rename = "source")]
    _source: Option<IgnoredAny>,
}

impl TryFrom<PeriodDocument> for Period {
    type Error = Error;
    fn try_from(document: PeriodDocument) -> Result<Self, Error> {
        Self::of(document.rule, document.kind, document.year, document.number)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    source: Citation,
    /// The year the text was issued for.
    seen_year: i32,
    derived: Citation,
    periods: Vec<ShippedPeriod>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShippedPeriod {
    kind: PeriodKind,
    number: u32,
    from: DayOfYear,
    through: DayOfYear,
    send_by: Option<DayOfYear>,
    certainty: PeriodCertainty,
}

/// A day of the report's year, or of one before it.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct DayOfYear {
    year: i32,
    month: u32,
    day: u32,
}

impl DayOfYear {
    fn of(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year.checked_add(self.year)?, self.month, self.day)
    }
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let shipped = document::from_json(include_str!("../data/periods.json"));
    #[expect(clippy::expect_used, reason = "a unit test loads the same embedded file")]
    shipped.expect("the embedded periods are valid")
});

impl Period {
    /// The period of a year by its number.
    ///
    /// # Errors
    /// `input.out_of_range` for a number the year does not have, or a year outside 1900 to 9999.
    pub fn of(rule: PeriodRule, kind: PeriodKind, year: i32, number: u32) -> Result<Self, Error> {
        let outside = |what, got: String, min: u32, max: u32| Error::OutOfRange {
            what,
            got,
            min: min.to_string(),
            max: max.to_string(),
        };
        let years = || outside("year", year.to_string(), 1900, 9999);
        if !(1900..=9999).contains(&year) {
            return Err(years());
        }
        let (count, months) = kind.shape();
        if number == 0 || number > count {
            return Err(outside("number of the period", number.to_string(), 1, count));
        }
        let (label, shipped) = (kind.label(year, number), &*SHIPPED);
        if rule == PeriodRule::Calendar {
            let first = NaiveDate::from_ymd_opt(year, (number - 1) * months + 1, 1).ok_or_else(years)?;
            let through = first.checked_add_months(Months::new(months)).and_then(|next| next.pred_opt());
            let (through, certainty) = (through.ok_or_else(years)?, PeriodCertainty::Calendar);
            return Ok(Self {
                rule,
                kind,
                year,
                number,
                from: first,
                through,
                send_by: None,
                label,
                certainty,
                source: None,
            });
        }
        let found = shipped.periods.iter().find(|period| period.kind == kind && period.number == number);
        let found = found.ok_or_else(|| outside("number of the period", number.to_string(), 1, count))?;
        let seen = found.certainty == PeriodCertainty::Seen && year == shipped.seen_year;
        Ok(Self {
            rule,
            kind,
            year,
            number,
            from: found.from.of(year).ok_or_else(years)?,
            through: found.through.of(year).ok_or_else(years)?,
            send_by: found.send_by.and_then(|day| day.of(year)),
            label,
            certainty: if seen { PeriodCertainty::Seen } else { PeriodCertainty::Derived },
            source: Some(if seen { shipped.source.clone() } else { shipped.derived.clone() }),
        })
    }

    /// The periods of a kind, one after the other, from the one that holds the first day through the one
    /// that holds the last.
    ///
    /// ```
    /// use cchc::period::{Period, PeriodKind, PeriodRule};
    /// let (from, through) = ("2025-01-01".parse().unwrap(), "2025-03-31".parse().unwrap());
    /// let months = Period::covering(PeriodRule::Reporting, PeriodKind::Month, from, through)?;
    /// assert_eq!(months.len(), 4); // 15/12 to 14/1, ..., 15/3 to 14/4
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `calendar.reversed_dates`; `input.out_of_range` outside 1900 to 9999, and for nine months, which do
    /// not follow one another.
    pub fn covering(
        rule: PeriodRule,
        kind: PeriodKind,
        from: NaiveDate,
        through: NaiveDate,
    ) -> Result<Vec<Self>, Error> {
        if from > through {
            return Err(Error::ReversedDates { after: from.to_string(), through: through.to_string() });
        }
        if kind == PeriodKind::NineMonths {
            let (min, max) = ("month".to_owned(), "year".to_owned());
            return Err(Error::OutOfRange { what: "kind of the period", got: "nine_months".to_owned(), min, max });
        }
        let (mut year, mut number, mut periods) = (from.year(), 1, Vec::new());
        loop {
            let period = Self::of(rule, kind, year, number)?;
            if period.from > through {
                return Ok(periods);
            }
            if period.through >= from {
                periods.push(period);
            }
            number += 1;
            if number > kind.shape().0 {
                (year, number) = (year + 1, 1);
            }
        }
    }

    /// The same days of the year before, for a comparison.
    ///
    /// # Errors
    /// As [`of`](Self::of).
    pub fn year_before(&self) -> Result<Self, Error> {
        Self::of(self.rule, self.kind, self.year.saturating_sub(1), self.number)
    }

    /// Such as `quý I/2025 (15/12/2024 đến 14/03/2025)`.
    pub fn to_text(&self, lang: Lang) -> String {
        let (from, through) = (crate::text::date(self.from, lang), crate::text::date(self.through, lang));
        let to = if lang == Lang::Vi { "đến" } else { "to" };
        format!("{} ({from} {to} {through})", self.label.get(lang))
    }

    /// How many days it has.
    pub fn days(&self) -> u64 {
        let next = self.through.checked_add_days(Days::new(1)).unwrap_or(self.through);
        u64::try_from(next.signed_duration_since(self.from).num_days()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Period, PeriodKind, PeriodRule, SHIPPED};
    use crate::Error;
    use chrono::NaiveDate;

    #[test]
    fn reporting_periods_of_a_kind_follow_one_another_without_gap() -> Result<(), Error> {
        for kind in [PeriodKind::Month, PeriodKind::Quarter, PeriodKind::HalfYear, PeriodKind::Year] {
            for rule in [PeriodRule::Reporting, PeriodRule::Calendar] {
                let day = |year| NaiveDate::from_ymd_opt(year, 2, 1).ok_or(Error::EmptyList { what: "day" });
                let (from, through) = (day(2024)?, day(2028)?);
                let periods = Period::covering(rule, kind, from, through)?;
                assert!(periods.len() > 4);
                for (period, next) in periods.iter().zip(periods.iter().skip(1)) {
                    assert_eq!(period.through.succ_opt(), Some(next.from), "{kind:?}");
                }
            }
        }
        Ok(())
    }

    #[test]
    fn the_shipped_periods_are_complete() {
        for kind in
            [PeriodKind::Month, PeriodKind::Quarter, PeriodKind::HalfYear, PeriodKind::NineMonths, PeriodKind::Year]
        {
            let numbers = SHIPPED.periods.iter().filter(|period| period.kind == kind).map(|period| period.number);
            assert!(numbers.eq(1..=kind.shape().0));
        }
    }
}
