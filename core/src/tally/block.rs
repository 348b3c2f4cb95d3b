//! Rows of columns looked at together, all by the same steps, so that none waits for the one before.

use super::columns::{DossierColumns, Moments};
use super::frame::Frame;
use super::kernel::{Kernel, Row, STATUSES, Status};
use super::standing::{Relation, Standing};
use crate::WorkCalendar;
use crate::calendar::{Amounts, NO_DAY, Reason};
use pulp::{Arch, NullaryFnOnce};

/// Rows looked at together: what they need stays in the nearest cache.
const BLOCK: usize = 1024;

/// The columns of a block, each row's days and minutes, and what is found of it.
pub(super) struct Block {
    received: [i32; BLOCK],
    due: [i32; BLOCK],
    due_minute: [i32; BLOCK],
    finished: [i32; BLOCK],
    finished_minute: [i32; BLOCK],
    paused_since: [i32; BLOCK],
    unused: [i32; BLOCK],
    reasons: [u8; BLOCK],
    /// What the status says.
    flags: [i32; BLOCK],
    channel: [i32; BLOCK],
    /// The first period of each, below zero where there is none, with its days.
    period: [i32; BLOCK],
    start: [i32; BLOCK],
    end: [i32; BLOCK],
    /// How each stands, [`LONE`] where it stands in one period alone and nothing is wrong with it.
    codes: [i32; BLOCK],
}

/// The mark of a row whose code says all there is.
pub(super) const LONE: i32 = 1 << 16;

impl Block {
    pub(super) const ROWS: usize = BLOCK;

    pub(super) fn new() -> Self {
        let none = [NO_DAY; BLOCK];
        Self {
            received: none,
            due: none,
            due_minute: [-1; BLOCK],
            finished: none,
            finished_minute: [-1; BLOCK],
            paused_since: none,
            unused: none,
            reasons: [0; BLOCK],
            flags: [Status::BY_DATE.flags(); BLOCK],
            channel: [0; BLOCK],
            period: none,
            start: none,
            end: none,
            codes: [0; BLOCK],
        }
    }

    #[inline]
    pub(super) fn fill(&mut self, columns: &DossierColumns<'_>, from: usize) {
        let fill = |moments: Option<Moments<'_>>, days: &mut [i32], minutes: &mut [i32]| {
            if let Some(moments) = moments {
                moments.fill(from, days, minutes);
            }
        };
        fill(Some(columns.received), &mut self.received, &mut self.unused);
        fill(columns.due, &mut self.due, &mut self.due_minute);
        fill(columns.finished, &mut self.finished, &mut self.finished_minute);
        fill(columns.paused_since, &mut self.paused_since, &mut self.unused);
    }

    /// A row of the block, with the due day that its limit gives where none is printed.
    #[inline]
    pub(super) fn row(
        &self,
        columns: &DossierColumns<'_>,
        calendar: &WorkCalendar,
        (from, place): (usize, usize),
    ) -> Result<Row, Reason> {
        let day = |days: &[i32; BLOCK]| days.get(place).copied().unwrap_or(NO_DAY);
        let minute = |minutes: &[i32; BLOCK]| minutes.get(place).copied().unwrap_or(-1);
        let row = from + place;
        let byte = |column: Option<&[u8]>| column.and_then(|column| column.get(row)).copied().unwrap_or_default();
        let number = |column: Option<&[i32]>| column.and_then(|column| column.get(row)).copied().unwrap_or(NO_DAY);
        let (received, mut due, limit) = (day(&self.received), day(&self.due), number(columns.limit));
        let status = byte(columns.status);
        if due == NO_DAY && limit != NO_DAY && received != NO_DAY && !matches!(status, 1 | 3) {
            let limit = u32::try_from(limit).ok().filter(|limit| *limit > 0).ok_or(Reason::OutOfRange)?;
            due = calendar.days_after(received.into(), limit)? as i32;
        }
        let channel = byte(columns.channel);
        if channel > 3 {
            return Err(Reason::UnknownValue);
        }
        Ok(Row {
            received,
            due,
            due_minute: minute(&self.due_minute),
            finished: day(&self.finished),
            finished_minute: minute(&self.finished_minute),
            status,
            paused_since: day(&self.paused_since),
            channel,
            worked: number(columns.worked),
        })
    }

    /// Looks at as many rows as there are from one on: their first periods and codes. Says whether all
    /// have their mark.
    #[inline]
    pub(super) fn judge(
        &mut self,
        columns: &DossierColumns<'_>,
        kernel: &Kernel<'_>,
        (from, rows): (usize, usize),
    ) -> bool {
        self.reasons.fill(Reason::Answered as u8);
        self.due_of_limits(columns, kernel.calendar, (from, rows));
        self.places(kernel.frame);
        self.states(columns, from);
        Arch::new().dispatch(Judge { block: self, kernel });
        self.codes.iter().take(rows).fold(LONE, |all, code| all & code) != 0
    }

    /// The due days of rows that print none. A row whose limit gives none is told by the row.
    #[inline]
    fn due_of_limits(&mut self, columns: &DossierColumns<'_>, calendar: &WorkCalendar, (from, rows): (usize, usize)) {
        let Some(limits) = columns.limit.and_then(|limits| limits.get(from..from + rows)) else { return };
        if columns.due.is_some() {
            // Printed ones among others: those that are missing are looked at by the row.
            for ((due, reason), limit) in self.due.iter().zip(&mut self.reasons).zip(limits) {
                *reason = u8::from(*due == NO_DAY && *limit != NO_DAY);
            }
            return;
        }
        let (Some(received), Some(due), Some(reasons)) =
            (self.received.get(..rows), self.due.get_mut(..rows), self.reasons.get_mut(..rows))
        else {
            return;
        };
        // Lengths are equal, and a row without an answer keeps its reason.
        let _ = calendar.add_working_days_column(received, Amounts::Each(limits), due, reasons);
        // Adding no day gives a day, but no dossier has a limit of none.
        for ((due, reason), limit) in due.iter_mut().zip(reasons).zip(limits) {
            *due = if *limit < 1 { NO_DAY } else { *due };
            *reason |= u8::from(*limit < 1);
        }
    }

    /// The first period that each row can stand in.
    #[inline(always)]
    fn places(&mut self, frame: &Frame) {
        let places = self.period.iter_mut().zip(&mut self.start).zip(&mut self.end);
        for (((period, start), end), received) in places.zip(&self.received) {
            let place = frame.place(*received);
            (*period, *start, *end) = (place.period, place.start, place.end);
        }
    }

    #[inline(always)]
    fn states(&mut self, columns: &DossierColumns<'_>, from: usize) {
        if let Some(column) = columns.status {
            for (flags, number) in self.flags.iter_mut().zip(column.get(from..).unwrap_or_default()) {
                // What is no status is told by the row, as what was not accepted.
                let status = STATUSES.get(usize::from(*number)).copied().unwrap_or(Status::REFUSED_AT_INTAKE);
                *flags = status.flags();
            }
        }
        if let Some(column) = columns.channel {
            let rows = self.channel.iter_mut().zip(column.get(from..).unwrap_or_default());
            rows.for_each(|(own, given)| *own = (*given).into());
        }
    }

    /// The periods and codes that [`judge`](Self::judge) found.
    pub(super) fn found(&self) -> impl Iterator<Item = (i32, i32)> + Clone {
        self.period.iter().copied().zip(self.codes.iter().copied())
    }
}

/// How each row of a block stands, without a branch: what holds for every row is computed for every row, and a
/// row for which it does not hold is left without its mark.
struct Judge<'a> {
    block: &'a mut Block,
    kernel: &'a Kernel<'a>,
}

impl NullaryFnOnce for Judge<'_> {
    type Output = ();

    #[inline(always)]
    #[expect(clippy::indexing_slicing, reason = "places of columns that all have as many rows")]
    fn call(self) {
        let Self { block, kernel } = self;
        let (frame, (earliest, latest)) = (kernel.frame, kernel.plausible);
        let (known, by_reception) = (frame.as_of, frame.by_reception());
        let last = i32::try_from(frame.periods()).unwrap_or(i32::MAX).saturating_sub(1);
        for row in 0..BLOCK {
            let (received, due, finished) = (block.received[row], block.due[row], block.finished[row]);
            let (paused, flags, period, start) =
                (block.paused_since[row], block.flags[row], block.period[row], block.start[row]);
            let due_minute = block.due_minute[row];
            let through = if by_reception { known } else { block.end[row] };
            let (has_end, has_due, has_pause) = (finished != NO_DAY, due != NO_DAY, paused != NO_DAY);
            let is_open = flags & Status::OPEN != 0;
            let without_date = if flags & Status::ENDS != 0 { known.max(received) } else { i32::MAX };
            let life_end = if has_end { finished } else { without_date };
            let done = life_end <= through;
            let since = if has_pause { paused } else { known };
            let waiting = is_open & (since <= through);
            let standing = if done | waiting { flags & Status::STANDING } else { Standing::Pending as i32 };
            let at = if done { life_end } else { through };
            let hour = if due_minute < 0 { -1 } else { 1440 };
            let own = if has_end { block.finished_minute[row] } else { -1 };
            let minute = if done { own } else { hour };
            let hours = (minute >= 0) & (due_minute >= 0);
            let on_the_day = Relation::Day as i32 + i32::from(hours & (minute > due_minute))
                - i32::from(hours & (minute < due_minute));
            let beside = if at < due { Relation::BeforeDay as i32 } else { Relation::AfterDay as i32 };
            let against = if at == due { on_the_day } else { beside };
            let relation = if has_due { against } else { Relation::NoDue as i32 };
            let before = received < start;
            let carried = before & !by_reception;
            // None of the days lies before the earliest if the reception does not.
            let fault = (received < earliest)
                | (received > latest)
                | (received > known)
                | (period < 0)
                | (has_due & ((due < received) | (due > latest)))
                | (has_end & ((finished < received) | (finished > latest)))
                | (has_pause & ((paused < received) | (paused > latest)))
                | (has_end & is_open)
                | (!has_end & (flags & Status::DATED != 0))
                | (flags & Status::APART != 0)
                | (block.channel[row] > 3)
                | (block.reasons[row] != 0);
            let goes_on = (life_end < start) | (!done & (period != last));
            let beyond = if by_reception { before } else { goes_on };
            let channel = block.channel[row] & 3;
            let number = i32::from(carried) << 9 | channel << 7 | standing << 3 | relation;
            block.codes[row] = number | if fault | beyond { 0 } else { LONE };
        }
    }
}
