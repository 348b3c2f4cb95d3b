//! Deadlines of many dossiers at once: columns in, columns out, a reason for every row without an answer.
//!
//! The same counting as [`Deadline::of_case`](super::Deadline::of_case) without its trace, for what a
//! column can say of a dossier: its reception, its limit or rule, the times that did not count, its
//! finish. Nothing is allocated for a row.

use super::clock::{ClockUnit, Counter, Point, place};
use super::rule::DeadlineRule;
use super::{Outcome, cut_off};
use crate::calendar::{NO_DAY, Reason, TimeUnit, check_lengths, put};
use crate::procedure::TimeLimit;
use crate::{Error, WorkCalendar};

/// Đơn vị thời hạn trong cột: what an amount of a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
#[non_exhaustive]
pub enum LimitUnit {
    /// The limit of the row's rule; the amount is not looked at.
    Rule = 0,
    /// Ngày làm việc.
    WorkingDays = 1,
    /// Phút làm việc.
    WorkingMinutes = 2,
    /// Ngày (theo lịch).
    CalendarDays = 3,
    /// Tuần.
    Weeks = 4,
    /// Tháng.
    Months = 5,
    /// Năm.
    Years = 6,
    /// Giờ (theo đồng hồ).
    Hours = 7,
}

impl LimitUnit {
    /// All units, in the order of their numbers.
    pub const ALL: [Self; 8] = [
        Self::Rule,
        Self::WorkingDays,
        Self::WorkingMinutes,
        Self::CalendarDays,
        Self::Weeks,
        Self::Months,
        Self::Years,
        Self::Hours,
    ];

    /// Its name in documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::WorkingDays => "working_days",
            Self::WorkingMinutes => "working_minutes",
            Self::CalendarDays => "calendar_days",
            Self::Weeks => "weeks",
            Self::Months => "months",
            Self::Years => "years",
            Self::Hours => "hours",
        }
    }
}

/// Cột đầu vào: one dossier a row. Instants are counted in `time_unit` from 1970-01-01T00:00, civil time
/// in Việt Nam; `i64::MIN` is a missing one.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::exhaustive_structs, reason = "callers write it out")]
pub struct DeadlineColumns<'a> {
    /// What the instants count.
    pub time_unit: TimeUnit,
    /// Tiếp nhận đủ hồ sơ.
    pub received: &'a [i64],
    /// The rules that rows name by their place; at least one. Of a rule the limit, the cut-off and the
    /// rolling of the last day are used; limits by count and area extensions are given as amounts.
    pub rules: &'a [DeadlineRule],
    /// The place of each row's rule; without it all rows have the first.
    pub rule: Option<&'a [u16]>,
    /// The amount of each row's limit, where its unit is not the rule's own; [`NO_DAY`] is a missing one.
    pub amount: Option<&'a [i32]>,
    /// The [`LimitUnit`] of each row's amount; without it every amount is working days.
    pub unit: Option<&'a [u8]>,
    /// The times that did not count, each row's in order and apart.
    pub pauses: Option<PauseColumns<'a>>,
    /// Xử lý xong; missing for open dossiers.
    pub finished: Option<&'a [i64]>,
    /// The instant open dossiers are judged at; missing when they are not.
    pub as_of: i64,
}

/// Các khoảng không tính: the pauses of row `i` are those from `offsets[i]` up to `offsets[i + 1]`, as in
/// an Arrow list. A last pause without an end lasts.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::exhaustive_structs, reason = "callers write it out")]
pub struct PauseColumns<'a> {
    /// One more than there are rows.
    pub offsets: &'a [i32],
    /// From when.
    pub from: &'a [i64],
    /// Until when.
    pub to: &'a [i64],
}

/// Cột kết quả, each as long as the rows.
#[derive(Debug)]
#[expect(clippy::exhaustive_structs, reason = "callers write it out")]
pub struct DeadlineResults<'a> {
    /// When the result is due; for limits in days the midnight that begins the due day. Missing where
    /// there is no answer or the clock stands still.
    pub due: &'a mut [i64],
    /// How much of the limit's unit is used, without the pauses; [`NO_DAY`] at no moment to tell it for, and
    /// outside the known calendar.
    pub elapsed: &'a mut [i32],
    /// How much is left; below zero it is late by so much.
    pub remaining: &'a mut [i32],
    /// 0 none, 1 early, 2 on time, 3 late, 4 in progress, 5 overdue.
    pub outcome: &'a mut [u8],
    /// The [`Reason`] of each row; 0 is an answer.
    pub reasons: &'a mut [u8],
}

/// The number of an outcome in columns.
pub fn outcome_number(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Early => 1,
        Outcome::OnTime => 2,
        Outcome::Late => 3,
        Outcome::InProgress => 4,
        Outcome::Overdue => 5,
    }
}

#[derive(Clone, Copy, Default)]
struct Row {
    due: i64,
    elapsed: i32,
    remaining: i32,
    outcome: u8,
}

impl Row {
    const NONE: Self = Self { due: i64::MIN, elapsed: i32::MIN, remaining: i32::MIN, outcome: 0 };
}

impl DeadlineColumns<'_> {
    /// Computes every row. Returns how many have no answer.
    ///
    /// ```
    /// use cchc::calendar::TimeUnit;
    /// use cchc::deadline::{DeadlineColumns, DeadlineResults};
    /// use cchc::{TimeLimit, WorkCalendar};
    /// let rules = [TimeLimit::WorkingDays(3).into()];
    /// let day = |date: &str| date.parse::<chrono::NaiveDate>().unwrap().signed_duration_since(Default::default()).num_days();
    /// let columns = DeadlineColumns {
    ///     time_unit: TimeUnit::Minutes,
    ///     received: &[day("2026-02-13") * 1440],
    ///     rules: &rules,
    ///     rule: None, amount: None, unit: None, pauses: None,
    ///     finished: Some(&[day("2026-02-26") * 1440]),
    ///     as_of: i64::MIN,
    /// };
    /// let (mut due, mut elapsed, mut remaining, mut outcome, mut reasons) = ([0], [0], [0], [0], [0]);
    /// columns.compute(WorkCalendar::vietnam(), &mut DeadlineResults {
    ///     due: &mut due, elapsed: &mut elapsed, remaining: &mut remaining, outcome: &mut outcome, reasons: &mut reasons,
    /// })?;
    /// assert_eq!(due, [day("2026-02-25") * 1440]);
    /// assert_eq!((elapsed, remaining, outcome, reasons), ([4], [-1], [3], [0])); // a day late
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `columns.length` when the columns do not fit each other; `input.empty_list` without a rule.
    pub fn compute(&self, calendar: &WorkCalendar, results: &mut DeadlineResults<'_>) -> Result<usize, Error> {
        let rows = self.received.len();
        check_lengths(
            rows,
            &[
                self.rule.map(<[_]>::len),
                self.amount.map(<[_]>::len),
                self.unit.map(<[_]>::len),
                self.finished.map(<[_]>::len),
                Some(results.due.len()),
                Some(results.elapsed.len()),
                Some(results.remaining.len()),
                Some(results.outcome.len()),
                Some(results.reasons.len()),
            ],
        )?;
        if let Some(pauses) = self.pauses {
            check_lengths(rows + 1, &[Some(pauses.offsets.len())])?;
            check_lengths(pauses.from.len(), &[Some(pauses.to.len())])?;
        }
        if self.rules.is_empty() {
            return Err(Error::EmptyList { what: "count deadlines by" });
        }
        let ticks = self.time_unit.per_minute();
        let outputs = results
            .due
            .iter_mut()
            .zip(results.elapsed.iter_mut())
            .zip(results.remaining.iter_mut())
            .zip(results.outcome.iter_mut())
            .zip(results.reasons.iter_mut());
        let mut failed = 0;
        for (row, ((((due, elapsed), remaining), outcome), reason)) in outputs.enumerate() {
            let mut answer = Row::NONE;
            failed += put(self.row(calendar, ticks, row), Row::NONE, &mut answer, reason);
            (*due, *elapsed, *remaining, *outcome) = (answer.due, answer.elapsed, answer.remaining, answer.outcome);
        }
        Ok(failed)
    }

    fn row(&self, calendar: &WorkCalendar, ticks: i64, row: usize) -> Result<Row, Reason> {
        let row_received = cell(self.received, row);
        let received = at(row_received, ticks)?;
        let number = self.rule.map_or(0, |rule| rule.get(row).copied().unwrap_or(u16::MAX));
        let rule = self.rules.get(usize::from(number)).ok_or(Reason::UnknownRule)?;
        let limit = self.limit(rule, row)?;
        let unit = ClockUnit::of(limit)?;
        let counter = Counter { calendar, unit, rolls: rule.roll_last_day };
        let cut_off = rule.cut_off.as_ref();
        let start =
            counter.whole(cut_off::counted_from(calendar, received, seconds(row_received, ticks), limit, cut_off)?);
        let finished = self.finished.map_or(i64::MIN, |finished| cell(finished, row));
        let now = if finished == i64::MIN { self.as_of } else { finished };
        let mut due = counter.end(start, limit)?;
        let mut stopped = None;
        self.check_pauses(row, received, ticks)?;
        for (from, to) in self.known_pauses(row, ticks) {
            let (from, to) = (counter.whole(from), to.map(|to| counter.whole(to)));
            match to {
                Some(to) => (_, due) = counter.pause(due, start, from, to)?,
                None => stopped = Some(from),
            }
        }
        let due = counter.roll(due)?;
        let shown = if stopped.is_some() { i64::MIN } else { due.minutes().saturating_mul(ticks) };
        if now == i64::MIN {
            return Ok(Row { due: shown, ..Row::NONE });
        }
        let now = at(now, ticks)?;
        if finished != i64::MIN && now < received {
            return Err(Reason::FinishBeforeReception);
        }
        if now < received {
            return Ok(Row { due: shown, ..Row::NONE });
        }
        let moment = counter.whole(now).max(start);
        let told = stopped.map_or(moment, |since| moment.min(since)).max(start);
        let elapsed = self.counted(counter, ticks, row, start, told)?;
        let ahead = self.counted(counter, ticks, row, told, due)?;
        let behind = self.counted(counter, ticks, row, due, told)?;
        let past = if unit.by_the_minute() { now > due } else { now.day() > due.day() };
        let earlier_day = now.day() < if unit.by_the_minute() { due.ending_day() } else { due.day() };
        let outcome = match (finished != i64::MIN, stopped) {
            (true, _) | (false, None) => Some(place(past, earlier_day, finished != i64::MIN)),
            (false, Some(_)) => (told > due).then_some(Outcome::Overdue),
        };
        let remaining = ahead.zip(behind).map_or(NO_DAY, |(ahead, behind)| ahead.wrapping_sub(behind));
        let outcome = outcome.map_or(0, outcome_number);
        Ok(Row { due: shown, elapsed: elapsed.unwrap_or(NO_DAY), remaining, outcome })
    }

    fn limit(&self, rule: &DeadlineRule, row: usize) -> Result<TimeLimit, Reason> {
        let unit = match (self.unit, self.amount) {
            (Some(unit), _) => unit.get(row).copied().unwrap_or_default(),
            (None, Some(_)) => LimitUnit::WorkingDays as u8,
            (None, None) => LimitUnit::Rule as u8,
        };
        if unit == LimitUnit::Rule as u8 {
            return rule.limit_of(None).map_err(|_| Reason::Undeclared);
        }
        let amount = self.amount.map_or(i32::MIN, |amount| amount.get(row).copied().unwrap_or(i32::MIN));
        if amount == i32::MIN {
            return Err(Reason::Missing);
        }
        let amount = u32::try_from(amount).map_err(|_| Reason::OutOfRange)?;
        match LimitUnit::ALL.get(usize::from(unit)) {
            Some(LimitUnit::WorkingDays) => Ok(TimeLimit::WorkingDays(amount)),
            Some(LimitUnit::WorkingMinutes) => Ok(TimeLimit::WorkingMinutes(amount)),
            Some(LimitUnit::CalendarDays) => Ok(TimeLimit::CalendarDays(amount)),
            Some(LimitUnit::Weeks) => Ok(TimeLimit::Weeks(amount)),
            Some(LimitUnit::Months) => Ok(TimeLimit::Months(amount)),
            Some(LimitUnit::Years) => Ok(TimeLimit::Years(amount)),
            Some(LimitUnit::Hours) => Ok(TimeLimit::Hours(amount)),
            Some(LimitUnit::Rule) | None => Err(Reason::OutOfRange),
        }
    }

    /// The columns of a row's pauses; none where its offsets lie outside them.
    fn pauses(&self, row: usize) -> Option<(&[i64], &[i64])> {
        let Some(pauses) = self.pauses else { return Some((&[], &[])) };
        let offset = |row: usize| pauses.offsets.get(row).and_then(|offset| usize::try_from(*offset).ok());
        let range = offset(row)?..offset(row + 1)?;
        Some((pauses.from.get(range.clone())?, pauses.to.get(range)?))
    }

    fn finished(&self, row: usize, ticks: i64) -> Option<Point> {
        self.finished.and_then(|finished| known(cell(finished, row), ticks))
    }

    /// Pauses are in order, apart, and between the reception and the finish.
    fn check_pauses(&self, row: usize, received: Point, ticks: i64) -> Result<(), Reason> {
        let (from, to) = self.pauses(row).ok_or(Reason::PauseOutOfPlace)?;
        let finished = self.finished(row, ticks);
        let (mut earlier, mut lasts) = (received, false);
        for (from, to) in from.iter().zip(to) {
            let (from, to) = (at(*from, ticks)?, known(*to, ticks));
            let after_finish = finished.is_some_and(|finished| from > finished || to.is_some_and(|to| to > finished));
            if from < received {
                return Err(Reason::EventBeforeReception);
            }
            if lasts || from < earlier || to.is_some_and(|to| to < from) || after_finish {
                return Err(Reason::PauseOutOfPlace);
            }
            (earlier, lasts) = (to.unwrap_or(from), to.is_none());
        }
        Ok(())
    }

    /// The pauses of a row as they were known at the moment it is judged at: one that begins later is
    /// left out, one that ends later lasts, and a finish ends the one it falls into.
    fn known_pauses(&self, row: usize, ticks: i64) -> impl Iterator<Item = (Point, Option<Point>)> + '_ {
        let (from, to) = self.pauses(row).unwrap_or_default();
        let (finished, as_of) = (self.finished(row, ticks), known(self.as_of, ticks));
        from.iter().zip(to).filter_map(move |(from, to)| {
            let (from, to) = (known(*from, ticks)?, known(*to, ticks));
            match (finished, as_of) {
                (Some(finished), _) => Some((from, to.or(Some(finished)))),
                (None, Some(as_of)) if from > as_of => None,
                (None, Some(as_of)) => Some((from, to.filter(|to| *to <= as_of))),
                (None, None) => Some((from, to)),
            }
        })
    }

    /// How much of the unit between two points counts, without the pauses between them; none outside the
    /// known calendar.
    fn counted(
        &self,
        counter: Counter<'_>,
        ticks: i64,
        row: usize,
        from: Point,
        to: Point,
    ) -> Result<Option<i32>, Reason> {
        let mut counted = match counter.span(from, to) {
            Err(Reason::Horizon) => return Ok(None),
            counted => counted?,
        };
        for (pause, resume) in self.known_pauses(row, ticks) {
            // What was used and left when a clock stopped is told at that moment: a pause that lasts takes nothing.
            let Some(resume) = resume else { continue };
            let (pause, resume) = (counter.whole(pause).max(from), counter.whole(resume).min(to));
            counted = counted.saturating_sub(counter.span(pause, resume)?);
        }
        i32::try_from(counted).map(Some).map_err(|_| Reason::OutOfRange)
    }
}

fn cell(column: &[i64], row: usize) -> i64 {
    column.get(row).copied().unwrap_or(i64::MIN)
}

/// An instant of a column where there is one.
fn known(instant: i64, ticks: i64) -> Option<Point> {
    at(instant, ticks).ok()
}

/// The seconds of an instant past its minute.
fn seconds(instant: i64, ticks: i64) -> u32 {
    u32::try_from(instant.rem_euclid(ticks).saturating_mul(60) / ticks.max(1)).unwrap_or_default()
}

/// An instant of a column, seconds dropped.
fn at(instant: i64, ticks: i64) -> Result<Point, Reason> {
    if instant == i64::MIN { Err(Reason::Missing) } else { Ok(Point::at(instant.div_euclid(ticks))) }
}

#[cfg(test)]
mod tests {
    use super::{LimitUnit, TimeUnit, at};

    #[test]
    fn seconds_of_instants_are_dropped_before_1970_too() {
        let point = at(-1, TimeUnit::Seconds.per_minute());
        assert_eq!(point.map(|point| point.instant().to_string()), Ok("1969-12-31 23:59:00".to_owned()));
    }

    #[test]
    fn units_stand_in_the_order_of_their_numbers() {
        assert!((0..).zip(LimitUnit::ALL).all(|(number, unit)| unit as u8 == number));
    }
}
