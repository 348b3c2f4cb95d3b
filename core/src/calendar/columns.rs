//! Columns: the same questions for many rows at once, without an allocation and with a reason for
//! every row that has no answer.
//!
//! Days are numbers of days since 1970-01-01, as Arrow, numpy and a `Date` divided by a day have
//! them; instants are counted from 1970-01-01T00:00 in civil time of Việt Nam. A missing value is the
//! least number of its type, as in numpy.

use super::{WorkCalendar, days, hours};
use crate::Error;

/// Ngày trống: a missing day in a column of 32-bit day numbers.
pub const NO_DAY: i32 = i32::MIN;

/// Lý do không có kết quả: why a row of a column has no answer; 0 is an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
#[non_exhaustive]
pub enum Reason {
    /// There is an answer.
    Answered = 0,
    /// A value the row needs is missing.
    Missing = 1,
    /// A day lies outside the calendar.
    Horizon = 2,
    /// The answer would lie outside the calendar.
    HorizonAdding = 3,
    /// An amount is negative, or too large.
    OutOfRange = 4,
    /// The later of two moments comes first.
    Reversed = 5,
    /// The rule or label of the row is not among those given.
    UnknownRule = 6,
    /// A finish lies before the reception.
    FinishBeforeReception = 7,
    /// The row needs office hours and the calendar has none.
    NoHours = 8,
    /// A pause lies outside the row's time, overlaps another or is not in order.
    PauseOutOfPlace = 9,
    /// The rule needs a time of day and the row has only a day.
    TimeNeeded = 10,
    /// A fraction of a working day has no declared length in hours.
    ConversionUndeclared = 11,
    /// The limit counts no time, so nothing is due.
    NotCounted = 12,
    /// The row's rule has no one limit, and the row gives none.
    Undeclared = 13,
    /// The text of the row's cut-off was not in force on the day of reception.
    NotInForce = 14,
    /// A pause begins before the reception.
    EventBeforeReception = 15,
    /// A day lies outside those a dossier can have.
    Implausible = 16,
    /// The due day lies before the reception.
    DueBeforeReception = 17,
    /// The status says finished, and there is no day of the finish.
    NoFinishDate = 18,
    /// The status says open, and there is a day of the finish.
    FinishedButOpen = 19,
    /// A status or channel that is none.
    UnknownValue = 20,
    /// The id was counted before.
    Duplicate = 21,
}

impl Reason {
    /// All reasons, in the order of their numbers.
    pub const ALL: [Self; 22] = [
        Self::Answered,
        Self::Missing,
        Self::Horizon,
        Self::HorizonAdding,
        Self::OutOfRange,
        Self::Reversed,
        Self::UnknownRule,
        Self::FinishBeforeReception,
        Self::NoHours,
        Self::PauseOutOfPlace,
        Self::TimeNeeded,
        Self::ConversionUndeclared,
        Self::NotCounted,
        Self::Undeclared,
        Self::NotInForce,
        Self::EventBeforeReception,
        Self::Implausible,
        Self::DueBeforeReception,
        Self::NoFinishDate,
        Self::FinishedButOpen,
        Self::UnknownValue,
        Self::Duplicate,
    ];

    /// The error code a single call would give for the row; empty for an answer.
    pub fn code(self) -> &'static str {
        match self {
            Self::Answered => "",
            Self::Missing => "table.missing_field",
            Self::Horizon => "calendar.horizon",
            Self::HorizonAdding => "calendar.horizon_adding",
            Self::OutOfRange => "input.out_of_range",
            Self::Reversed => "calendar.reversed_dates",
            Self::UnknownRule => "input.unknown_id",
            Self::FinishBeforeReception => "dossier.finish_before_reception",
            Self::NoHours => "calendar.no_hours",
            Self::PauseOutOfPlace => "deadline.event_order",
            Self::TimeNeeded => "deadline.time_needed",
            Self::ConversionUndeclared => "deadline.conversion_undeclared",
            Self::NotCounted => "deadline.not_counted",
            Self::Undeclared => "deadline.undeclared",
            Self::NotInForce => "law.not_in_force",
            Self::EventBeforeReception => "deadline.event_before_reception",
            Self::Implausible => "dossier.implausible_date",
            Self::DueBeforeReception => "dossier.due_before_reception",
            Self::NoFinishDate => "dossier.no_finish_date",
            Self::FinishedButOpen => "dossier.finished_but_open",
            Self::UnknownValue => "table.unknown_value",
            Self::Duplicate => "dossier.duplicate",
        }
    }
}

/// Số lượng: one amount for all rows, or one for each.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::exhaustive_enums, reason = "there is nothing between one and each")]
pub enum Amounts<'a> {
    /// The same for every row.
    All(i32),
    /// One a row.
    Each(&'a [i32]),
}

/// Đơn vị thời gian: what an instant of a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeUnit {
    /// Minutes.
    Minutes,
    /// Seconds, as Arrow's `timestamp[s]`.
    Seconds,
    /// Thousandths, as a JavaScript `Date`.
    Milliseconds,
    /// Millionths, as polars.
    Microseconds,
    /// Billionths, as pandas.
    Nanoseconds,
}

impl TimeUnit {
    /// How many of it a minute has.
    pub fn per_minute(self) -> i64 {
        match self {
            Self::Minutes => 1,
            Self::Seconds => 60,
            Self::Milliseconds => 60_000,
            Self::Microseconds => 60_000_000,
            Self::Nanoseconds => 60_000_000_000,
        }
    }
}

/// A number of a day: 32 bits as in Arrow, 64 as in numpy.
pub trait DayNumber: Copy + Ord + sealed::Sealed {
    /// The missing day.
    const MISSING: Self;
    #[doc(hidden)]
    fn wide(self) -> i64;
    #[doc(hidden)]
    fn narrow(day: i32) -> Self;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for i32 {}
    impl Sealed for i64 {}
}

impl DayNumber for i32 {
    const MISSING: Self = NO_DAY;
    #[inline]
    fn wide(self) -> i64 {
        self.into()
    }
    #[inline]
    fn narrow(day: i32) -> Self {
        day
    }
}

impl DayNumber for i64 {
    const MISSING: Self = i64::MIN;
    #[inline]
    fn wide(self) -> i64 {
        self
    }
    #[inline]
    fn narrow(day: i32) -> Self {
        day.into()
    }
}

/// Rows looked at together: small enough for the nearest cache, large enough to check at once.
const BLOCK: usize = 1024;

impl WorkCalendar {
    /// [`add_working_days`](Self::add_working_days) for a column. Returns how many rows have no answer;
    /// those hold the missing day in `due` and a [`Reason`] in `reasons`.
    ///
    /// ```
    /// use cchc::WorkCalendar;
    /// use cchc::calendar::{Amounts, NO_DAY};
    /// let received = [20_685, NO_DAY]; // 2026-08-20, and a row without a day
    /// let (mut due, mut reasons) = ([0; 2], [0; 2]);
    /// WorkCalendar::vietnam().add_working_days_column(&received, Amounts::All(2), &mut due, &mut reasons)?;
    /// assert_eq!((due, reasons), ([20_687, NO_DAY], [0, 1])); // make-up Saturday 2026-08-22
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `columns.length` when the columns are not equally long.
    pub fn add_working_days_column<D: DayNumber>(
        &self,
        start: &[D],
        days: Amounts<'_>,
        due: &mut [D],
        reasons: &mut [u8],
    ) -> Result<usize, Error> {
        check_lengths(start.len(), &[amounts_len(days), Some(due.len()), Some(reasons.len())])?;
        let mut failed = 0;
        let blocks = start.chunks(BLOCK).zip(due.chunks_mut(BLOCK)).zip(reasons.chunks_mut(BLOCK));
        match days {
            Amounts::All(days) => {
                for ((start, due), reasons) in blocks {
                    let each = start.iter().map(|_| days);
                    failed += self.add_block(start, each, (days, days), due, reasons);
                }
            }
            Amounts::Each(days) => {
                for (((start, due), reasons), days) in blocks.zip(days.chunks(BLOCK)) {
                    let range = days.iter().fold((i32::MAX, i32::MIN), |(lo, hi), n| (lo.min(*n), hi.max(*n)));
                    failed += self.add_block(start, days.iter().copied(), range, due, reasons);
                }
            }
        }
        Ok(failed)
    }

    /// A block is checked as a whole by its extremes; only one that may fail is checked by the row.
    #[inline]
    fn add_block<D: DayNumber>(
        &self,
        start: &[D],
        days: impl Iterator<Item = i32>,
        (least, most): (i32, i32),
        due: &mut [D],
        reasons: &mut [u8],
    ) -> usize {
        let table = &self.built.days;
        let origin = table.first_number();
        let first = i64::from(origin);
        let limit = i32::from(table.rank(self.last_index()));
        // One pass of what any vector unit can do: 64-bit minima and maxima are not among it.
        let (far, latest) = start.iter().fold((0_u64, 0_u16), |(far, latest), day| {
            let since = day.wide().wrapping_sub(first);
            (far | (since as u64 >> 16), latest.max(since as u16))
        });
        let index = |day: D| day.wide().wrapping_sub(first) as u16;
        let inside = far == 0 && latest <= self.last_index() && least >= 1;
        // The rank rises with the day, so the last day with the most to add is the furthest.
        if inside && i32::from(table.rank(latest)) <= limit.saturating_sub(most) {
            for ((start, due), days) in start.iter().zip(due.iter_mut()).zip(days) {
                let rank = table.rank(index(*start)).wrapping_add(days as u16).wrapping_sub(1);
                *due = D::narrow(origin.wrapping_add(table.select(rank).into()));
            }
            reasons.fill(Reason::Answered as u8);
            return 0;
        }
        let mut failed = 0;
        for (((start, due), days), reason) in start.iter().zip(due.iter_mut()).zip(days).zip(reasons.iter_mut()) {
            let outcome = if *start == D::MISSING || days == NO_DAY {
                Err(Reason::Missing)
            } else {
                // A day outside the calendar is told before an amount that is none.
                let add = |_| self.days_after(start.wide(), u32::try_from(days).map_err(|_| Reason::OutOfRange)?);
                self.place(start.wide()).and_then(add).map(|due| if days == 0 { *start } else { D::narrow(due as i32) })
            };
            failed += put(outcome, D::MISSING, due, reason);
        }
        failed
    }

    /// [`count_working_days`](Self::count_working_days) for two columns; [`NO_DAY`] in `count` where
    /// there is no answer. Returns how many rows have none.
    ///
    /// # Errors
    /// `columns.length` when the columns are not equally long.
    pub fn count_working_days_column<D: DayNumber>(
        &self,
        after: &[D],
        through: &[D],
        count: &mut [i32],
        reasons: &mut [u8],
    ) -> Result<usize, Error> {
        check_lengths(after.len(), &[Some(through.len()), Some(count.len()), Some(reasons.len())])?;
        let table = &self.built.days;
        let (first, last) = (i64::from(table.first_number()), i64::from(days::number(self.last())));
        let rank = |day: i64| i32::from(table.rank(day.wrapping_sub(first) as u16));
        let mut failed = 0;
        let rows = after.iter().zip(through).zip(count.iter_mut()).zip(reasons.iter_mut());
        for (((after, through), count), reason) in rows {
            let (from, to) = (after.wide(), through.wide());
            let outcome = if from >= first && to <= last && from <= to {
                Ok(rank(to).wrapping_sub(rank(from)))
            } else if *after == D::MISSING || *through == D::MISSING {
                Err(Reason::Missing)
            } else if from < first || from > last || to < first || to > last {
                Err(Reason::Horizon)
            } else {
                Err(Reason::Reversed)
            };
            failed += put(outcome, NO_DAY, count, reason);
        }
        Ok(failed)
    }

    /// [`is_working_day`](Self::is_working_day) for a column: 1 worked, 0 off or without an answer.
    /// Returns how many rows have none.
    ///
    /// # Errors
    /// `columns.length` when the columns are not equally long.
    pub fn is_working_day_column<D: DayNumber>(
        &self,
        dates: &[D],
        working: &mut [u8],
        reasons: &mut [u8],
    ) -> Result<usize, Error> {
        check_lengths(dates.len(), &[Some(working.len()), Some(reasons.len())])?;
        let table = &self.built.days;
        let (first, last) = (i64::from(table.first_number()), i64::from(days::number(self.last())));
        let mut failed = 0;
        for ((date, working), reason) in dates.iter().zip(working.iter_mut()).zip(reasons.iter_mut()) {
            let outcome = if (first..=last).contains(&date.wide()) {
                Ok(table.kind(date.wide().wrapping_sub(first) as u16).is_working().into())
            } else if *date == D::MISSING {
                Err(Reason::Missing)
            } else {
                Err(Reason::Horizon)
            };
            failed += put(outcome, 0, working, reason);
        }
        Ok(failed)
    }

    /// [`add_working_minutes`](Self::add_working_minutes) for a column of instants; `i64::MIN` in `due`
    /// where there is no answer. Returns how many rows have none.
    ///
    /// # Errors
    /// `columns.length` when the columns are not equally long; `calendar.no_hours`.
    pub fn add_working_minutes_column(
        &self,
        start: &[i64],
        unit: TimeUnit,
        minutes: Amounts<'_>,
        due: &mut [i64],
        reasons: &mut [u8],
    ) -> Result<usize, Error> {
        check_lengths(start.len(), &[amounts_len(minutes), Some(due.len()), Some(reasons.len())])?;
        // One loop for each unit, so that its divisions are by constants.
        match unit {
            TimeUnit::Minutes => self.add_instants::<1>(start, minutes, due, reasons),
            TimeUnit::Seconds => self.add_instants::<60>(start, minutes, due, reasons),
            TimeUnit::Milliseconds => self.add_instants::<60_000>(start, minutes, due, reasons),
            TimeUnit::Microseconds => self.add_instants::<60_000_000>(start, minutes, due, reasons),
            TimeUnit::Nanoseconds => self.add_instants::<60_000_000_000>(start, minutes, due, reasons),
        }
    }

    fn add_instants<const TICKS: i64>(
        &self,
        start: &[i64],
        minutes: Amounts<'_>,
        due: &mut [i64],
        reasons: &mut [u8],
    ) -> Result<usize, Error> {
        let clock = Clock::<TICKS>::new(self)?;
        let table = self.minutes()?;
        let most = table.rank(self.last_index(), hours::MINUTES_OF_DAY);
        let add = |start: i64, minutes: i32| {
            let Some((day, minute)) = clock.split(start) else {
                let missing = start == i64::MIN || minutes == NO_DAY;
                return Err(if missing { Reason::Missing } else { Reason::Horizon });
            };
            if minutes <= 0 {
                return match minutes {
                    0 => Ok(clock.join(day, minute)),
                    NO_DAY => Err(Reason::Missing),
                    _ => Err(Reason::OutOfRange),
                };
            }
            let target = table.rank(day, minute).wrapping_add(minutes as u32);
            if target > most {
                return Err(Reason::HorizonAdding);
            }
            let (day, mark) = table.select(target);
            Ok(clock.join(day, mark))
        };
        let rows = start.iter().zip(due.iter_mut()).zip(reasons.iter_mut());
        Ok(match minutes {
            Amounts::All(minutes) => {
                rows.map(|((start, due), reason)| put(add(*start, minutes), i64::MIN, due, reason)).sum()
            }
            Amounts::Each(each) => rows
                .zip(each)
                .map(|(((start, due), reason), minutes)| put(add(*start, *minutes), i64::MIN, due, reason))
                .sum(),
        })
    }

    /// [`count_working_minutes`](Self::count_working_minutes) for two columns of instants; [`NO_DAY`]
    /// in `count` where there is no answer. Returns how many rows have none.
    ///
    /// # Errors
    /// `columns.length` when the columns are not equally long; `calendar.no_hours`.
    pub fn count_working_minutes_column(
        &self,
        from: &[i64],
        to: &[i64],
        unit: TimeUnit,
        count: &mut [i32],
        reasons: &mut [u8],
    ) -> Result<usize, Error> {
        check_lengths(from.len(), &[Some(to.len()), Some(count.len()), Some(reasons.len())])?;
        match unit {
            TimeUnit::Minutes => self.count_instants::<1>(from, to, count, reasons),
            TimeUnit::Seconds => self.count_instants::<60>(from, to, count, reasons),
            TimeUnit::Milliseconds => self.count_instants::<60_000>(from, to, count, reasons),
            TimeUnit::Microseconds => self.count_instants::<60_000_000>(from, to, count, reasons),
            TimeUnit::Nanoseconds => self.count_instants::<60_000_000_000>(from, to, count, reasons),
        }
    }

    fn count_instants<const TICKS: i64>(
        &self,
        from: &[i64],
        to: &[i64],
        count: &mut [i32],
        reasons: &mut [u8],
    ) -> Result<usize, Error> {
        let clock = Clock::<TICKS>::new(self)?;
        let table = self.minutes()?;
        let rank = |instant: i64| match clock.split(instant) {
            Some((day, minute)) => Ok(table.rank(day, minute)),
            None => Err(if instant == i64::MIN { Reason::Missing } else { Reason::Horizon }),
        };
        let rows = from.iter().zip(to).zip(count.iter_mut()).zip(reasons.iter_mut());
        let counted = rows.map(|(((from, to), count), reason)| {
            let outcome = match (rank(*from), rank(*to)) {
                (Err(Reason::Missing), _) | (_, Err(Reason::Missing)) => Err(Reason::Missing),
                (Err(reason), _) | (_, Err(reason)) => Err(reason),
                (Ok(_), Ok(_)) if from > to => Err(Reason::Reversed),
                (Ok(earlier), Ok(later)) => Ok(later.wrapping_sub(earlier) as i32),
            };
            put(outcome, NO_DAY, count, reason)
        });
        Ok(counted.sum())
    }
}

impl WorkCalendar {
    /// [`add_working_days`](Self::add_working_days) of a number of a day, with a reason in the place of an
    /// error: what the clock of a deadline steps by, for one dossier as for a column of them.
    #[inline]
    pub(crate) fn days_after(&self, start: i64, days: u32) -> Result<i64, Reason> {
        let (first, index) = self.place(start)?;
        if days == 0 {
            return Ok(start);
        }
        let table = &self.built.days;
        let rank = u32::from(table.rank(index)).saturating_add(days) - 1;
        if rank < table.rank(self.last_index()).into() {
            Ok(first + i64::from(table.select(rank as u16)))
        } else {
            Err(Reason::HorizonAdding)
        }
    }

    /// [`count_working_days`](Self::count_working_days) of two numbers of days.
    #[inline]
    pub(crate) fn days_between(&self, after: i64, through: i64) -> Result<u32, Reason> {
        let ((_, from), (_, to)) = (self.place(after)?, self.place(through)?);
        let days = self.built.days.rank(to).checked_sub(self.built.days.rank(from));
        days.filter(|_| from <= to).map(Into::into).ok_or(Reason::Reversed)
    }

    /// [`is_working_day`](Self::is_working_day) of a number of a day.
    #[inline]
    pub(crate) fn is_worked(&self, day: i64) -> Result<bool, Reason> {
        self.place(day).map(|(_, index)| self.built.days.kind(index).is_working())
    }

    /// [`add_working_minutes`](Self::add_working_minutes) of a number of minutes.
    #[inline]
    pub(crate) fn minutes_after(&self, start: i64, minutes: u32) -> Result<i64, Reason> {
        let table = self.built.minutes.as_ref().ok_or(Reason::NoHours)?;
        let (first, day) = self.place(start.div_euclid(1440))?;
        if minutes == 0 {
            return Ok(start);
        }
        let target = table.rank(day, start.rem_euclid(1440) as u16).checked_add(minutes);
        let within = target.filter(|target| *target <= table.rank(self.last_index(), hours::MINUTES_OF_DAY));
        let (day, mark) = table.select(within.ok_or(Reason::HorizonAdding)?);
        Ok((first + i64::from(day)) * 1440 + i64::from(mark))
    }

    /// [`count_working_minutes`](Self::count_working_minutes) of two numbers of minutes.
    #[inline]
    pub(crate) fn minutes_between(&self, from: i64, to: i64) -> Result<u32, Reason> {
        let table = self.built.minutes.as_ref().ok_or(Reason::NoHours)?;
        let rank = |minute: i64| -> Result<u32, Reason> {
            let (_, day) = self.place(minute.div_euclid(1440))?;
            Ok(table.rank(day, minute.rem_euclid(1440) as u16))
        };
        let minutes = rank(to)?.checked_sub(rank(from)?);
        minutes.filter(|_| from <= to).ok_or(Reason::Reversed)
    }

    /// The number of the calendar's first day, and the place of a day in its tables.
    #[inline]
    fn place(&self, day: i64) -> Result<(i64, u16), Reason> {
        let first = i64::from(self.built.days.first_number());
        let index = day.wrapping_sub(first);
        if (0..=i64::from(self.last_index())).contains(&index) {
            Ok((first, index as u16))
        } else {
            Err(Reason::Horizon)
        }
    }
}

/// Between instants of a column and the days and minutes of the tables.
struct Clock<const TICKS: i64> {
    first: i64,
    length: u64,
}

impl<const TICKS: i64> Clock<TICKS> {
    /// # Errors
    /// `input.out_of_range` for a unit so small that the days of the calendar do not fit into 64 bits.
    fn new(calendar: &WorkCalendar) -> Result<Self, Error> {
        let first = i64::from(days::number(calendar.first())).checked_mul(1440 * TICKS);
        let length = (i64::from(calendar.last_index()) + 1).checked_mul(1440 * TICKS);
        let fits = first.zip(length).filter(|(first, length)| first.checked_add(*length).is_some());
        let (first, length) = fits.ok_or_else(|| Error::OutOfRange {
            what: "time unit",
            got: format!("{} to {}", calendar.first(), calendar.last()),
            min: "1677-09-22".to_owned(),
            max: "2262-04-10".to_owned(),
        })?;
        Ok(Self { first, length: length.unsigned_abs() })
    }

    /// The day and the minute of an instant; `None` outside the calendar. Seconds are dropped.
    #[inline]
    fn split(&self, instant: i64) -> Option<(u16, u16)> {
        // An instant before the first day wraps to a huge number.
        let since = instant.wrapping_sub(self.first) as u64;
        if since >= self.length {
            return None;
        }
        let minutes = (since / TICKS.unsigned_abs()) as u32;
        Some(((minutes / 1440) as u16, (minutes % 1440) as u16))
    }

    #[inline]
    fn join(&self, day: u16, minute: u16) -> i64 {
        let minutes = i64::from(day).wrapping_mul(1440).wrapping_add(minute.into());
        self.first.wrapping_add(minutes.wrapping_mul(TICKS))
    }
}

/// Writes an outcome in its place; 1 when there is no answer.
#[inline]
pub(crate) fn put<T>(outcome: Result<T, Reason>, missing: T, place: &mut T, reason: &mut u8) -> usize {
    let (value, why) = match outcome {
        Ok(value) => (value, Reason::Answered),
        Err(why) => (missing, why),
    };
    *place = value;
    *reason = why as u8;
    usize::from(why != Reason::Answered)
}

fn amounts_len(amounts: Amounts<'_>) -> Option<usize> {
    match amounts {
        Amounts::All(_) => None,
        Amounts::Each(each) => Some(each.len()),
    }
}

/// Every column that is there has as many rows as the first.
pub(crate) fn check_lengths(expected: usize, lengths: &[Option<usize>]) -> Result<(), Error> {
    match lengths.iter().flatten().find(|length| **length != expected) {
        Some(got) => Err(Error::ColumnLength { expected: wide(expected), got: wide(*got) }),
        None => Ok(()),
    }
}

fn wide(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
