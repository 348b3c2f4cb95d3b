//! The clock of one dossier: what is due after a limit, and what events do to it.
//!
//! A limit in days is counted by the day, one in working minutes or hours by the instant. Both kinds
//! move by the same steps here: a due point, and shifts of it measured in the limit's own unit.

use super::Outcome;
use crate::calendar::{Reason, date, instant, minute, number};
use crate::procedure::TimeLimit;
use crate::{Error, Moment, WorkCalendar};
use chrono::{Months, NaiveDate, NaiveDateTime, NaiveTime};

/// What a limit counts, and so what a pause moves it by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ClockUnit {
    /// Ngày làm việc.
    WorkingDays,
    /// Ngày (theo lịch).
    CalendarDays,
    /// Phút làm việc.
    WorkingMinutes,
    /// Phút (theo đồng hồ).
    Minutes,
}

impl ClockUnit {
    /// The unit of a limit.
    ///
    /// # Errors
    /// `deadline.conversion_undeclared` for parts of a day without their length,
    /// `deadline.not_counted` for a limit that counts no time.
    pub(super) fn of(limit: TimeLimit) -> Result<Self, Reason> {
        match limit {
            TimeLimit::WorkingDays(_) | TimeLimit::InTheDay => Ok(Self::WorkingDays),
            TimeLimit::CalendarDays(_) | TimeLimit::Weeks(_) | TimeLimit::Months(_) | TimeLimit::Years(_) => {
                Ok(Self::CalendarDays)
            }
            TimeLimit::WorkingMinutes(_) | TimeLimit::WorkingDayQuarters { minutes_per_day: Some(_), .. } => {
                Ok(Self::WorkingMinutes)
            }
            TimeLimit::WorkingDayQuarters { minutes_per_day: None, .. } => Err(Reason::ConversionUndeclared),
            TimeLimit::Hours(_) => Ok(Self::Minutes),
            TimeLimit::NotCounted => Err(Reason::NotCounted),
        }
    }

    /// Whether the unit is counted from the minute and not from the day.
    pub(super) fn by_the_minute(self) -> bool {
        matches!(self, Self::WorkingMinutes | Self::Minutes)
    }
}

/// A point of time of the clock, in minutes since 1970-01-01T00:00; for units of days the midnight that
/// begins the day. A number, so that a column of dossiers is counted without a calendar date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Point(i64);

impl Point {
    /// The point of a number of minutes.
    pub(super) fn at(minutes: i64) -> Self {
        Self(minutes)
    }

    /// The minute of a moment, seconds dropped; the midnight of a day without an hour.
    pub(super) fn of(moment: Moment) -> Self {
        Self(minute(moment.date().and_time(moment.time().unwrap_or(NaiveTime::MIN))))
    }

    /// The midnight of the day of a number.
    pub(super) fn of_day(day: i64) -> Self {
        Self(day.saturating_mul(1440))
    }

    /// The midnight that begins its day.
    pub(super) fn midnight(self) -> Self {
        Self::of_day(self.day())
    }

    /// Minutes since 1970.
    pub(super) fn minutes(self) -> i64 {
        self.0
    }

    /// The number of its day.
    pub(super) fn day(self) -> i64 {
        self.0.div_euclid(1440)
    }

    /// The number of the day it ends on, as the end of a time: a midnight is the 24:00 of the day before.
    pub(super) fn ending_day(self) -> i64 {
        self.0.saturating_sub(1).div_euclid(1440)
    }

    /// Its day.
    pub(super) fn date(self) -> NaiveDate {
        date(self.day())
    }

    /// As an instant.
    pub(super) fn instant(self) -> NaiveDateTime {
        instant(self.0)
    }

    fn plus(self, minutes: i64) -> Option<Self> {
        self.0.checked_add(minutes).map(Self)
    }
}

/// The calendar of a deadline, with the unit it counts in and whether a last day off rolls on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counter<'a> {
    pub(super) calendar: &'a WorkCalendar,
    pub(super) unit: ClockUnit,
    pub(super) rolls: bool,
}

impl<'a> Counter<'a> {
    /// The counter of a limit that starts at a moment, which must have an hour where minutes are counted.
    pub(super) fn of(calendar: &'a WorkCalendar, limit: TimeLimit, at: Moment, rolls: bool) -> Result<Self, Error> {
        let unit = ClockUnit::of(limit).map_err(|reason| error(calendar, reason, Point::of(at), limit))?;
        if unit.by_the_minute() && at.time().is_none() {
            return Err(Error::TimeNeeded { moment: at.to_string(), what: "limit" });
        }
        Ok(Self { calendar, unit, rolls })
    }

    /// The point a limit and nothing else is due at.
    pub(super) fn due(self, start: Point, limit: TimeLimit) -> Result<Point, Error> {
        self.calendar.is_working_day(start.date())?;
        let due = self.end(start, limit).and_then(|last| self.roll(last));
        due.map_err(|reason| self.error(reason, start, limit))
    }

    /// The point a moment is on this clock.
    pub(super) fn point(self, moment: Moment) -> Point {
        self.whole(Point::of(moment))
    }

    /// A point on this clock: units of days know no hours.
    pub(super) fn whole(self, point: Point) -> Point {
        if self.unit.by_the_minute() { point } else { point.midnight() }
    }

    /// The point a limit ends at, before a last day off rolls on.
    pub(super) fn end(self, start: Point, limit: TimeLimit) -> Result<Point, Reason> {
        let positive = |amount: u32| if amount == 0 { Err(Reason::OutOfRange) } else { Ok(amount) };
        match limit {
            TimeLimit::WorkingDays(amount) | TimeLimit::WorkingMinutes(amount) | TimeLimit::CalendarDays(amount) => {
                self.shift(start, positive(amount)?)
            }
            TimeLimit::WorkingDayQuarters { quarters, minutes_per_day } => {
                let per_day = minutes_per_day.ok_or(Reason::ConversionUndeclared)?;
                let per_day = u64::from(Some(per_day).filter(|per_day| *per_day <= 1440).ok_or(Reason::OutOfRange)?);
                let quarters = u64::from(positive(quarters)?) * per_day;
                // A quarter of the day must be whole minutes, else the sum of steps would drift.
                let minutes = (quarters % 4 == 0 && per_day > 0).then_some(quarters / 4).ok_or(Reason::OutOfRange)?;
                self.shift(start, u32::try_from(minutes).map_err(|_| Reason::HorizonAdding)?)
            }
            TimeLimit::Weeks(weeks) => self.shift(start, positive(weeks)?.checked_mul(7).ok_or(Reason::HorizonAdding)?),
            TimeLimit::Months(months) => self.add_months(start, positive(months)?),
            TimeLimit::Years(years) => {
                self.add_months(start, positive(years)?.checked_mul(12).ok_or(Reason::HorizonAdding)?)
            }
            TimeLimit::Hours(hours) => {
                self.shift(start, positive(hours)?.checked_mul(60).ok_or(Reason::HorizonAdding)?)
            }
            TimeLimit::InTheDay => {
                if self.calendar.is_worked(start.day())? {
                    Ok(start)
                } else {
                    self.shift(start, 1)
                }
            }
            TimeLimit::NotCounted => Err(Reason::NotCounted),
        }
    }

    /// The same date so many months on; the last of a month that has no such date.
    fn add_months(self, start: Point, months: u32) -> Result<Point, Reason> {
        let date = start.date().checked_add_months(Months::new(months));
        self.known(date.map(|date| Point::of_day(number(date).into())))
    }

    /// A point moved by an amount of the unit.
    pub(super) fn shift(self, point: Point, amount: u32) -> Result<Point, Reason> {
        match self.unit {
            ClockUnit::WorkingDays => self.calendar.days_after(point.day(), amount).map(Point::of_day),
            ClockUnit::WorkingMinutes => self.calendar.minutes_after(point.minutes(), amount).map(Point),
            ClockUnit::CalendarDays => self.known(point.plus(i64::from(amount) * 1440)),
            ClockUnit::Minutes => self.known(point.plus(amount.into())),
        }
    }

    /// How much of the unit lies between two points, the earlier first; nothing when they are reversed.
    /// Of units of days the first day does not count and the last does.
    pub(super) fn span(self, from: Point, to: Point) -> Result<u32, Reason> {
        if to <= from {
            return Ok(0);
        }
        let wide = |amount: i64| u32::try_from(amount).map_err(|_| Reason::OutOfRange);
        match self.unit {
            ClockUnit::WorkingDays => self.calendar.days_between(from.day(), to.day()),
            ClockUnit::WorkingMinutes => self.calendar.minutes_between(from.minutes(), to.minutes()),
            ClockUnit::CalendarDays => wide(to.day() - from.day()),
            ClockUnit::Minutes => wide(to.minutes().checked_sub(from.minutes()).ok_or(Reason::OutOfRange)?),
        }
    }

    /// Where a point that is a last day ends up: a day off rolls on to the next working day, which a
    /// make-up day is.
    pub(super) fn roll(self, point: Point) -> Result<Point, Reason> {
        if self.unit != ClockUnit::CalendarDays || !self.rolls {
            return Ok(point);
        }
        match self.calendar.is_worked(point.day()) {
            Ok(true) => Ok(point),
            Ok(false) => self.calendar.days_after(point.day(), 1).map(Point::of_day),
            Err(_) => Err(Reason::HorizonAdding),
        }
    }

    fn known(self, point: Option<Point>) -> Result<Point, Reason> {
        point.filter(|point| point.day() <= number(self.calendar.last()).into()).ok_or(Reason::HorizonAdding)
    }

    /// A last day moved by a pause: first by the part of it in the unit, then where it ends up. It stays
    /// where the limit was over before. On clocks of days the day a pause begins is used up, so one that
    /// begins on the last day, or on the day that rolled on to, still moves it; and what had not ended
    /// when the clock stopped does not end before it runs again.
    pub(super) fn pause(self, last: Point, start: Point, from: Point, to: Point) -> Result<(Point, Point), Reason> {
        let due = self.roll(last)?;
        let by_the_minute = self.unit.by_the_minute();
        if if by_the_minute { from >= due } else { from > due } {
            return Ok((last, last));
        }
        let moved = self.shift(last, self.span(from.max(start), to)?)?;
        let resumed = match self.unit {
            ClockUnit::WorkingDays if !self.calendar.is_worked(to.day())? => self.shift(to, 1)?,
            ClockUnit::WorkingDays | ClockUnit::CalendarDays => to,
            ClockUnit::WorkingMinutes | ClockUnit::Minutes => moved,
        };
        Ok((moved, moved.max(resumed)))
    }

    /// The end of a day on a clock of minutes: of its office hours, or its 24:00.
    fn end_of_day(self, day: Point) -> Point {
        let hours = match self.unit {
            ClockUnit::WorkingMinutes => self.calendar.intervals(day.date()).ok().and_then(<[_]>::last),
            _ => None,
        };
        Point(day.midnight().0 + hours.map_or(1440, |last| i64::from(last.to())))
    }

    /// A last day moved by a limit of its own unit or another. What is decided later is added to the day
    /// that last day rolled on to; what is part of the limit itself, to the day as it is.
    pub(super) fn extend(self, last: Point, by: TimeLimit, decided_later: bool) -> Result<Point, Reason> {
        let unit = ClockUnit::of(by)?;
        if by == TimeLimit::InTheDay {
            return Err(Reason::OutOfRange);
        }
        if unit == self.unit {
            return self.end(last, by);
        }
        let other = Counter { unit, ..self };
        let from = if decided_later { self.roll(last)? } else { last };
        match (self.unit.by_the_minute(), unit.by_the_minute()) {
            (false, false) => other.roll(other.end(from, by)?),
            // A limit in days ends at 24:00, and minutes more begin there.
            (false, true) => Ok(Point::of_day(other.end(Point(from.0 + 1440), by)?.ending_day())),
            (true, false) => Ok(self.end_of_day(other.roll(other.end(Point::of_day(from.ending_day()), by)?)?)),
            (true, true) => other.end(from, by),
        }
    }

    /// The error of a reason, for a limit that starts at a point.
    pub(super) fn error(self, reason: Reason, start: Point, limit: TimeLimit) -> Error {
        error(self.calendar, reason, start, limit)
    }
}

/// The error a reason stands for.
pub(super) fn error(calendar: &WorkCalendar, reason: Reason, start: Point, limit: TimeLimit) -> Error {
    let (first, last) = (calendar.first(), calendar.last());
    let label = || limit.label();
    match reason {
        Reason::Horizon => Error::CalendarHorizon { date: start.date(), first, last },
        Reason::NoHours => Error::NoHours { what: calendar.edition().to_owned() },
        Reason::NotCounted => Error::NotCounted,
        Reason::ConversionUndeclared => Error::ConversionUndeclared { limit: label() },
        Reason::OutOfRange => Error::OutOfRange {
            what: "limit",
            got: label().en,
            min: "above 0".to_owned(),
            max: "whole minutes".to_owned(),
        },
        _ => Error::CalendarHorizonAdding { start: start.date().to_string(), limit: label(), first, last },
    }
}

/// Where something finished, or still open, at a moment stands against when it is due. Moments of which
/// one has no hour are compared by their days; a due midnight is the 24:00 of the day before.
pub(crate) fn judge(due: Moment, at: Moment, finished: bool) -> Outcome {
    let ends_a_day = due.time() == Some(NaiveTime::MIN);
    let before = if ends_a_day { due.date().pred_opt() } else { None };
    place(super::trace::later(at, due), at.date() < before.unwrap_or(due.date()), finished)
}

/// The outcome of what lies after the due moment, or on an earlier day, or neither.
pub(super) fn place(past: bool, earlier_day: bool, finished: bool) -> Outcome {
    match (finished, past) {
        (true, true) => Outcome::Late,
        (true, false) if earlier_day => Outcome::Early,
        (true, false) => Outcome::OnTime,
        (false, true) => Outcome::Overdue,
        (false, false) => Outcome::InProgress,
    }
}
