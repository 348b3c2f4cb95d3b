//! The days and minutes behind a deadline.

use super::clock::{ClockUnit, Counter, Point};
use super::recount::Recount;
use crate::calendar::{DayKind, DayReason, Interval, Reason};
use crate::procedure::TimeLimit;
use crate::{Error, Moment};
use chrono::{Days, Duration, NaiveDate, NaiveDateTime, NaiveTime};
use serde::Serialize;

/// Ngày được tính: the n-th day of the period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CountedDay {
    /// Counted from 1.
    pub number: u32,
    /// The day.
    pub date: NaiveDate,
    /// What the day is; in a period of calendar days it may be a day off.
    pub kind: DayKind,
    /// How many of its minutes count, where the limit counts minutes.
    pub minutes: Option<u32>,
    /// Which of them.
    pub intervals: Option<Vec<Interval>>,
}

/// Thời gian không tính: from one moment to another, and how much of the limit's unit it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PauseSpan {
    /// The event that began it.
    pub event: &'static str,
    /// From when.
    pub from: Moment,
    /// Until when; none while it lasts.
    pub to: Option<Moment>,
    /// Why.
    pub ground: Option<String>,
    /// How much of the limit's unit lies in it since the clock started; overlapping times count once
    /// in the due date and each in full here. None outside the known calendar.
    pub length: Option<u32>,
}

pub(super) struct Trace {
    pub(super) counted: Vec<CountedDay>,
    pub(super) skipped: Vec<DayReason>,
}

/// The moment of a point: a minute where the unit counts minutes, else a day.
pub(super) fn moment_of(unit: ClockUnit, point: Point) -> Moment {
    if unit.by_the_minute() { point.instant().into() } else { point.date().into() }
}

/// The day of a due point; on a clock of minutes the midnight that ends a day belongs to it.
pub(super) fn day_of(unit: ClockUnit, point: Point) -> NaiveDate {
    if unit.by_the_minute() { Point::of_day(point.ending_day()).date() } else { point.date() }
}

/// The minute a result is due at: for limits in days the end of office hours, where there are any.
pub(super) fn due_at(counter: &Counter<'_>, due: Point) -> Option<NaiveDateTime> {
    if counter.unit.by_the_minute() {
        return Some(due.instant());
    }
    let end = counter.calendar.intervals(due.date()).ok()?.last()?.to();
    due.date().and_time(NaiveTime::MIN).checked_add_signed(Duration::minutes(end.into()))
}

/// The pauses of a clock with what they hold.
pub(super) fn spans(clock: &Recount<'_>) -> Result<Vec<PauseSpan>, Error> {
    let counter = clock.counter;
    let start = counter.point(clock.start.at);
    let spans = clock.pauses.iter().map(|pause| {
        let length = match pause.to {
            None => None,
            Some(to) => match counter.span(counter.point(pause.from).max(start), counter.point(to)) {
                // One that ends after the known days began after the due day, or there would be no answer.
                Err(Reason::Horizon) => None,
                span => Some(span.map_err(|reason| counter.error(reason, start, clock.limit))?),
            },
        };
        let (from, to, ground) = (pause.from, pause.to, pause.ground.clone());
        Ok(PauseSpan { event: pause.event, from, to, ground, length })
    });
    spans.collect()
}

/// The pauses that have ended between two points, joined where they overlap. What was used and left when
/// a clock stopped is told at that moment, so a pause that lasts takes nothing from it.
fn paused(clock: &Recount<'_>, from: Point, to: Point) -> Vec<(Point, Point)> {
    let point = |moment| clock.counter.point(moment);
    let ended = clock.pauses.iter().filter_map(|pause| Some((point(pause.from), point(pause.to?))));
    let spans = ended.map(|(pause, resume)| (pause.max(from), resume.min(to)));
    let mut spans: Vec<(Point, Point)> = spans.filter(|(from, to)| from < to).collect();
    spans.sort_unstable();
    spans.dedup_by(|next, earlier| {
        let joins = next.0 <= earlier.1;
        if joins {
            earlier.1 = earlier.1.max(next.1);
        }
        joins
    });
    spans
}

/// How much of the unit between two points did not count.
pub(super) fn paused_between(clock: &Recount<'_>, from: Point, to: Point) -> Result<u32, Error> {
    let counter = clock.counter;
    paused(clock, from, to).into_iter().try_fold(0_u32, |sum, (from, to)| {
        let span = counter.span(from, to).map_err(|reason| counter.error(reason, from, clock.limit))?;
        Ok(sum.saturating_add(span))
    })
}

impl Trace {
    /// The days of a clock up to its due point, or up to where it stopped.
    pub(super) fn of(clock: &Recount<'_>, due: Point) -> Result<Self, Error> {
        let start = clock.counter.point(clock.start.at);
        let mut trace = Self { counted: Vec::new(), skipped: Vec::new() };
        if clock.counter.unit.by_the_minute() {
            trace.minutes(clock, start, due)?;
        } else {
            trace.days(clock, start, due)?;
        }
        Ok(trace)
    }

    fn days(&mut self, clock: &Recount<'_>, start: Point, due: Point) -> Result<(), Error> {
        let counter = clock.counter;
        let by_work = counter.unit == ClockUnit::WorkingDays;
        let pauses = paused(clock, start, due);
        let rolled = clock.rolled(due)?;
        let first = match clock.limit {
            // The only limit whose first day counts.
            TimeLimit::InTheDay => start.date(),
            _ => start.date().checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX),
        };
        for date in first.iter_days().take_while(|date| *date <= due.date()) {
            let rolled = rolled.iter().any(|(last, due)| last.date() < date && date <= due.date());
            if pauses.iter().any(|(from, to)| from.date() < date && date <= to.date()) {
                continue;
            }
            let reason = counter.calendar.explain(date)?;
            if !rolled && (reason.working || !by_work) {
                self.count(date, reason.kind, None);
            } else if !reason.working {
                self.skipped.push(reason);
            }
        }
        Ok(())
    }

    fn minutes(&mut self, clock: &Recount<'_>, start: Point, last: Point) -> Result<(), Error> {
        let counter = clock.counter;
        let pauses = paused(clock, start, last);
        for day in start.day()..=last.ending_day() {
            let midnight = Point::of_day(day);
            let date = midnight.date();
            let minute = |point: Point| -> u16 {
                let minutes = (point.minutes() - midnight.minutes()).clamp(0, 1440);
                u16::try_from(minutes).unwrap_or_default()
            };
            let worked = match counter.unit {
                ClockUnit::WorkingMinutes => counter.calendar.intervals(date)?.to_vec(),
                _ => Interval::between(0, 1440).into_iter().collect(),
            };
            let mut parts: Vec<Interval> = Vec::new();
            for interval in worked {
                // What is left of the interval after each pause begins again where the pause ends.
                let mut from = interval.from().max(minute(start));
                let to = interval.to().min(minute(last));
                for (pause, resume) in &pauses {
                    if *resume <= midnight || minute(*pause) >= to {
                        continue;
                    }
                    parts.extend(Interval::between(from, minute(*pause).min(to)));
                    from = from.max(minute(*resume));
                }
                parts.extend(Interval::between(from, to));
            }
            let reason = counter.calendar.explain(date)?;
            if !parts.is_empty() {
                self.count(date, reason.kind, Some(parts));
            } else if !reason.working && counter.unit == ClockUnit::WorkingMinutes {
                self.skipped.push(reason);
            }
        }
        Ok(())
    }

    fn count(&mut self, date: NaiveDate, kind: DayKind, intervals: Option<Vec<Interval>>) {
        let number = u32::try_from(self.counted.len()).unwrap_or(u32::MAX).saturating_add(1);
        let minutes = intervals.as_ref().map(|parts| parts.iter().map(|part| u32::from(part.minutes())).sum());
        self.counted.push(CountedDay { number, date, kind, minutes, intervals });
    }
}

/// Where a clock stands still or ended, as a point not past its due one.
pub(super) fn stop_point(clock: &Recount<'_>, until: Option<Moment>, due: Point) -> Point {
    until.map_or(due, |until| clock.counter.point(until).min(due))
}

/// A moment's minute, for comparing moments of which both have an hour.
pub(crate) fn later(one: Moment, other: Moment) -> bool {
    match (one.time(), other.time()) {
        (Some(_), Some(_)) => Point::of(one) > Point::of(other),
        _ => one.date() > other.date(),
    }
}
