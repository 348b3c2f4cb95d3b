//! Hạn trả: the due day of a dossier with every day that was counted and skipped.

use crate::calendar::{DayKind, DayReason};
use crate::procedure::TimeLimit;
use crate::text::{self, Text};
use crate::{Citation, Error, WorkCalendar, law};
use chrono::NaiveDate;
use serde::Serialize;

/// Hạn trả kết quả: the due day and why it is that day.
///
/// ```
/// use cchc::{Deadline, TimeLimit, WorkCalendar};
/// // Received on the Friday before Tết 2026: the break of 14 to 22/2 does not count.
/// let deadline = Deadline::compute(WorkCalendar::vietnam(), "2026-02-13".parse().unwrap(), TimeLimit::WorkingDays(3))?;
/// assert_eq!(deadline.due.to_string(), "2026-02-25");
/// assert_eq!((deadline.counted.len(), deadline.skipped.len()), (3, 9));
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Deadline {
    /// Ngày tiếp nhận đủ hồ sơ.
    pub received: NaiveDate,
    /// Thời hạn.
    pub limit: TimeLimit,
    /// Ngày hẹn trả: the result is due by the end of this day.
    pub due: NaiveDate,
    /// The days counted, in order.
    pub counted: Vec<CountedDay>,
    /// The days skipped, each with its reason.
    pub skipped: Vec<DayReason>,
    /// The rules that were applied, as in force on the day of reception.
    pub rules: Vec<Citation>,
    /// One sentence for the slip.
    pub text: Text,
}

/// Ngày được tính: the n-th day of the period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CountedDay {
    /// Counted from 1.
    pub number: u32,
    /// The day.
    pub date: NaiveDate,
    /// A plain working day, or a make-up day.
    pub kind: DayKind,
}

impl Deadline {
    /// The due day of a time limit that starts when the complete dossier is received on a day.
    ///
    /// The day of reception is not counted, whether it is worked or not.
    ///
    /// # Errors
    /// `input.out_of_range` for a limit of zero; `calendar.horizon` and `calendar.horizon_adding`
    /// outside the calendar.
    pub fn compute(calendar: &WorkCalendar, received: NaiveDate, limit: TimeLimit) -> Result<Self, Error> {
        let due = Self::due_day(calendar, received, limit)?;
        let (mut counted, mut skipped) = (Vec::new(), Vec::new());
        for date in received.iter_days().skip(1).take_while(|date| *date <= due) {
            let reason = calendar.explain(date)?;
            if reason.working {
                let number = u32::try_from(counted.len()).unwrap_or(u32::MAX).saturating_add(1);
                counted.push(CountedDay { number, date, kind: reason.kind });
            } else {
                skipped.push(reason);
            }
        }
        let label = limit.label();
        let text = Text::build(|lang| {
            let [received, due] = [received, due].map(|date| text::date(date, lang));
            let skipped = text::count(u64::try_from(skipped.len()).unwrap_or(u64::MAX), lang);
            let limit = label.get(lang);
            match lang {
                text::Lang::Vi => format!(
                    "Tiếp nhận ngày {received}, thời hạn {limit}: hẹn trả ngày {due} (không tính ngày tiếp nhận; bỏ qua {skipped} ngày nghỉ)"
                ),
                text::Lang::En => format!(
                    "Received on {received}, limit {limit}: due on {due} (the day of reception is not counted; {skipped} days off skipped)"
                ),
            }
        });
        let rules = ["reception.received", "civil_code.first_day", "civil_code.last_day"];
        let rules = rules.into_iter().filter_map(|rule| law::in_force(rule, received)).collect();
        Ok(Self { received, limit, due, counted, skipped, rules, text })
    }

    /// The due day alone, without the explanation: two look-ups in a table.
    ///
    /// # Errors
    /// Those of [`compute`](Self::compute).
    pub fn due_day(calendar: &WorkCalendar, received: NaiveDate, limit: TimeLimit) -> Result<NaiveDate, Error> {
        match limit {
            TimeLimit::WorkingDays(0) => Err(Error::OutOfRange {
                what: "working_days",
                got: "0".to_owned(),
                min: "1".to_owned(),
                max: u32::MAX.to_string(),
            }),
            TimeLimit::WorkingDays(days) => calendar.add_working_days(received, days),
        }
    }
}
