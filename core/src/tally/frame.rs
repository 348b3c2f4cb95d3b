//! A specification made ready: which period a day belongs to.

use super::{Counted, Span, TallySpec, WorkingTime};
use crate::calendar::number as day_number;
use crate::dossier::plausible_days;
use crate::text::Text;
use crate::{Error, WorkCalendar};

/// More periods than any report has; it bounds the tables.
const MOST_PERIODS: usize = 4096;
/// More dimensions than dossiers have.
const MOST_DIMENSIONS: usize = 16;

#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// With its `as_of` filled in.
    pub(super) spec: TallySpec,
    pub(super) by: Vec<String>,
    /// Whose working days were counted, and in which edition.
    pub(super) calendar: String,
    pub(super) as_of: i32,
    pub(super) starts: Vec<i32>,
    /// The last day of each period, or the day of the data where that comes before.
    pub(super) ends: Vec<i32>,
    first: i32,
    /// Where a dossier received before the first day, on each day, and after the last can first stand.
    days: Vec<Place>,
}

/// Where a dossier received on a day can first stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The period, below zero where there is none.
    pub(super) period: i32,
    pub(super) start: i32,
    pub(super) end: i32,
}

impl Frame {
    pub(super) fn new(spec: &TallySpec, calendar: &WorkCalendar) -> Result<Self, Error> {
        let edition = format!("{}/{}", calendar.edition(), crate::document::to_json(&calendar.sector())?);
        Self::read(spec, edition)
    }

    /// As [`new`](Self::new), with the calendar's name as a tally carries it.
    pub(super) fn read(spec: &TallySpec, calendar: String) -> Result<Self, Error> {
        let wrong = |path: String, vi: &str, en: &str| Err(Error::InvalidTallySpec { path, reason: Text::new(vi, en) });
        let Some((first, last)) = spec.periods.first().zip(spec.periods.last()) else {
            return wrong("periods".to_owned(), "chưa có kỳ nào", "holds no period");
        };
        if spec.periods.len() > MOST_PERIODS {
            return wrong("periods".to_owned(), "có quá 4096 kỳ", "holds more than 4096 periods");
        }
        let (earliest, latest) = plausible_days();
        for (place, period) in spec.periods.iter().enumerate() {
            let path = || format!("periods[{place}]");
            if period.from > period.through {
                return wrong(path(), "ngày đầu sau ngày cuối", "ends before it begins");
            }
            if period.from < earliest || period.through > latest {
                return wrong(path(), "ngoài các ngày hồ sơ có thể có", "lies outside the days a dossier can have");
            }
            let before = place.checked_sub(1).and_then(|before| spec.periods.get(before));
            if before.is_some_and(|before| before.through.succ_opt() != Some(period.from)) {
                return wrong(
                    path(),
                    "không nối tiếp kỳ trước; kỳ lồng nhau hoặc cách quãng thì tổng hợp riêng",
                    "does not follow the one before; count periods that overlap or lie apart each by itself",
                );
            }
        }
        let as_of = spec.as_of.unwrap_or(last.through);
        if as_of < last.from {
            return wrong("as_of".to_owned(), "trước khi kỳ cuối bắt đầu", "lies before the last period begins");
        }
        if spec.by.len() > MOST_DIMENSIONS {
            return wrong("by".to_owned(), "có quá 16 chiều", "holds more than 16 dimensions");
        }
        for (place, name) in spec.by.iter().enumerate() {
            let twice = spec.by.iter().take(place).any(|other| other == name);
            if twice || name.is_empty() || name == "period" {
                let path = format!("by[{place}]");
                return wrong(path, "trống, trùng hoặc là 'period'", "is empty, stands twice or is 'period'");
            }
        }
        let number = |span: &Span| (day_number(span.from), day_number(span.through).min(day_number(as_of)));
        let (starts, ends): (Vec<i32>, Vec<i32>) = spec.periods.iter().map(number).unzip();
        let (first, last) = (day_number(first.from), day_number(last.through));
        let place = |day: i32| {
            let periods = (0..).zip(starts.iter().zip(&ends));
            // The last one may end with the day of the data.
            let found =
                periods.skip_while(|(_, (_, end))| **end < day).map(|(period, (start, end))| (period, *start, *end));
            let (period, start, end) = found.into_iter().next().unwrap_or((-1, i32::MAX, i32::MAX));
            Place { period, start, end }
        };
        let mut days: Vec<Place> = Vec::new();
        let mut last_place = place(first.saturating_sub(1));
        for day in first.saturating_sub(1)..=last.saturating_add(1) {
            if last_place.period >= 0 && day > last_place.end {
                last_place = place(day);
            }
            days.push(last_place);
        }
        let spec = TallySpec { as_of: Some(as_of), ..spec.clone() };
        Ok(Self { by: spec.by.clone(), spec, calendar, as_of: day_number(as_of), starts, ends, first, days })
    }

    /// Where a dossier received on a day can first stand.
    #[inline(always)]
    pub(super) fn place(&self, day: i32) -> Place {
        // The first and the last stand for all days before and after.
        let least = self.first.saturating_sub(1);
        let last = least.saturating_add(self.days.len() as i32 - 1);
        let since = day.clamp(least, last.max(least)).wrapping_sub(least);
        self.days.get(since as usize).copied().unwrap_or(Place { period: -1, start: i32::MAX, end: i32::MAX })
    }

    pub(super) fn periods(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn by_reception(&self) -> bool {
        self.spec.counted == Counted::ByReception
    }

    pub(super) fn times_days(&self) -> bool {
        self.spec.working_time == Some(WorkingTime::WorkingDays)
    }

    /// Whether tallies by two frames can be added.
    pub(super) fn matches(&self, other: &Self) -> Result<(), Error> {
        let differ = |what, left: String, right: String| Err(Error::TallyMismatch { what, left, right });
        if self.calendar != other.calendar {
            return differ("calendar", self.calendar.clone(), other.calendar.clone());
        }
        if self.spec != other.spec {
            let text = |frame: &Self| crate::document::to_json(&frame.spec).unwrap_or_default();
            return differ("specification", text(self), text(other));
        }
        Ok(())
    }
}
