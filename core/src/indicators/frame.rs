//! What every count looks at records by: the period, the day of the data, the level and its time limits.

use crate::WorkCalendar;
use crate::catalogue::last_day;
use crate::error::Error;
use crate::measure::Period;
use crate::rules::{AgencyKind, Criterion, TimeRule};
use chrono::{Months, NaiveDate};

/// Khung tính.
pub(super) struct Frame<'a> {
    pub(super) calendar: &'a WorkCalendar,
    pub(super) period: Period,
    /// The day of the data, or the period's last where that is earlier: what is open is judged on it.
    pub(super) at: NaiveDate,
    /// The day of the data.
    pub(super) as_of: NaiveDate,
    pub(super) level: AgencyKind,
}

impl Frame<'_> {
    /// The last day on which something is in time.
    ///
    /// # Errors
    /// Those of counting working days.
    pub(super) fn last_day(&self, rule: &TimeRule, mark: NaiveDate) -> Result<NaiveDate, Error> {
        last_day(self.calendar, rule, mark)
    }

    pub(super) fn holds(&self, day: NaiveDate) -> bool {
        day >= self.period.from && day <= self.at
    }

    /// How many months the period has, where it has whole ones.
    pub(super) fn months(&self) -> Option<u32> {
        let next = self.period.through.succ_opt()?;
        (1..=12).find(|months| self.period.from.checked_add_months(Months::new(*months)) == Some(next))
    }
}

/// The time limit of a criterion under an id, for a level.
pub(super) fn limit<'a>(criterion: &'a Criterion, id: &str, level: AgencyKind) -> Option<&'a TimeRule> {
    criterion.time_limit(id, level)
}

/// Thời hạn xử lý phản ánh, kiến nghị.
pub(super) struct FeedbackLimits<'a> {
    pub(super) refuse: &'a TimeRule,
    pub(super) supplement: &'a TimeRule,
    pub(super) process: &'a TimeRule,
    pub(super) publish: &'a TimeRule,
}

impl<'a> FeedbackLimits<'a> {
    pub(super) fn of(criterion: &'a Criterion, level: AgencyKind) -> Option<Self> {
        let [refuse, supplement, process, publish] =
            ["refuse", "supplement", "process", "publish"].map(|id| limit(criterion, id, level));
        Some(Self { refuse: refuse?, supplement: supplement?, process: process?, publish: publish? })
    }
}
