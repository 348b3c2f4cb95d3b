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

/// A value of each row of a block.
pub(super) type Lane = [i32; BLOCK];

// Of columns that are left out.
static NO_DAYS: Lane = [NO_DAY; BLOCK];
static NO_MINUTES: Lane = [-1; BLOCK];
static NO_STATUS: Lane = [Status::BY_DATE.flags(); BLOCK];
static NO_CHANNEL: Lane = [0; BLOCK];
static NO_REASONS: [u8; BLOCK] = [Reason::Answered as u8; BLOCK];

/// What each number of a status says. What is no status is told by the row, as what was not accepted.
static FLAGS: [i32; 256] = {
    let mut flags = [Status::REFUSED_AT_INTAKE.flags(); 256];
    let (mut known, mut number): (&[Status], &mut [i32]) = (&STATUSES, &mut flags);
    while let ([status, statuses @ ..], [own, numbers @ ..]) = (known, number) {
        *own = status.flags();
        (known, number) = (statuses, numbers);
    }
    flags
};

/// Room for the values that a column does not hold as they are looked at.
pub(super) struct Block {
    received: [Lane; 2],
    due: [Lane; 2],
    finished: [Lane; 2],
    paused_since: [Lane; 2],
    flags: Lane,
    channel: Lane,
    reasons: [u8; BLOCK],
}

/// The values of a block's rows; after the last row of the columns they say nothing.
pub(super) struct Lanes<'a> {
    received: &'a Lane,
    due: &'a Lane,
    due_minute: &'a Lane,
    finished: &'a Lane,
    finished_minute: &'a Lane,
    paused_since: &'a Lane,
    /// What the status says.
    flags: &'a Lane,
    channel: &'a Lane,
    /// Why a limit gives no due day.
    reasons: &'a [u8; BLOCK],
    /// Whether the columns hold days alone: no hour, status, channel or time of waiting.
    plain: bool,
}

impl Block {
    pub(super) const ROWS: usize = BLOCK;

    pub(super) fn new() -> Self {
        let none = [[NO_DAY; BLOCK]; 2];
        Self {
            received: none,
            due: none,
            finished: none,
            paused_since: none,
            flags: NO_STATUS,
            channel: NO_CHANNEL,
            reasons: NO_REASONS,
        }
    }

    /// The values of as many rows as there are from one on.
    #[inline]
    pub(super) fn lanes<'a>(
        &'a mut self,
        columns: &DossierColumns<'a>,
        calendar: &WorkCalendar,
        (from, rows): (usize, usize),
    ) -> Lanes<'a> {
        let (received, _) = moments(Some(columns.received), from, &mut self.received);
        let (finished, finished_minute) = moments(columns.finished, from, &mut self.finished);
        let (paused_since, _) = moments(columns.paused_since, from, &mut self.paused_since);
        let mut reasons = &NO_REASONS;
        let (due, due_minute) = match (columns.due, columns.limit.and_then(|limits| limits.get(from..from + rows))) {
            (None, Some(limits)) => {
                let [due, _] = &mut self.due;
                due_of_limits(received, limits, calendar, due, &mut self.reasons);
                reasons = &self.reasons;
                (&*due, &NO_MINUTES)
            }
            (printed, limits) => {
                let (due, minutes) = moments(printed, from, &mut self.due);
                if let (Some(_), Some(limits)) = (printed, limits) {
                    // Printed ones among others: those that are missing are looked at by the row.
                    for ((reason, due), limit) in self.reasons.iter_mut().zip(due).zip(limits) {
                        *reason = u8::from(*due == NO_DAY && *limit != NO_DAY);
                    }
                    reasons = &self.reasons;
                }
                (due, minutes)
            }
        };
        let flags = bytes(columns.status, from, &mut self.flags, &NO_STATUS, |number| {
            FLAGS.get(usize::from(number)).copied().unwrap_or_default()
        });
        let channel = bytes(columns.channel, from, &mut self.channel, &NO_CHANNEL, i32::from);
        let days = |column: Option<Moments<'_>>| column.is_none_or(|column| matches!(column, Moments::Days(_)));
        let rest = columns.status.or(columns.channel).is_some() || columns.paused_since.is_some();
        let plain = days(columns.due) && days(columns.finished) && !rest;
        Lanes { received, due, due_minute, finished, finished_minute, paused_since, flags, channel, reasons, plain }
    }
}

/// The days and minutes of a column: as it holds them where it does.
#[inline]
fn moments<'a>(column: Option<Moments<'a>>, from: usize, [days, minutes]: &'a mut [Lane; 2]) -> (&'a Lane, &'a Lane) {
    let Some(column) = column else { return (&NO_DAYS, &NO_MINUTES) };
    if let Moments::Days(column) = column {
        if let Some(days) = column.get(from..).and_then(<[i32]>::first_chunk) {
            return (days, &NO_MINUTES);
        }
    }
    column.fill(from, days, minutes);
    (days, minutes)
}

#[inline(always)]
fn bytes<'a>(
    column: Option<&[u8]>,
    from: usize,
    own: &'a mut Lane,
    none: &'static Lane,
    value: impl Fn(u8) -> i32,
) -> &'a Lane {
    let Some(column) = column else { return none };
    own.iter_mut().zip(column.get(from..).unwrap_or_default()).for_each(|(own, given)| *own = value(*given));
    own
}

/// The due days of rows that print none. A row whose limit gives none is told by the row.
#[inline]
fn due_of_limits(received: &Lane, limits: &[i32], calendar: &WorkCalendar, due: &mut Lane, reasons: &mut [u8; BLOCK]) {
    let rows = limits.len();
    let (Some(received), Some(due), Some(reasons)) =
        (received.get(..rows), due.get_mut(..rows), reasons.get_mut(..rows))
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

impl Lanes<'_> {
    /// A row of the block, with the due day that its limit gives where none is printed.
    #[inline]
    pub(super) fn row(
        &self,
        columns: &DossierColumns<'_>,
        calendar: &WorkCalendar,
        (from, place): (usize, usize),
    ) -> Result<Row, Reason> {
        let day = |days: &Lane| days.get(place).copied().unwrap_or(NO_DAY);
        let minute = |minutes: &Lane| minutes.get(place).copied().unwrap_or(-1);
        let row = from + place;
        let byte = |column: Option<&[u8]>| column.and_then(|column| column.get(row)).copied().unwrap_or_default();
        let number = |column: Option<&[i32]>| column.and_then(|column| column.get(row)).copied().unwrap_or(NO_DAY);
        let (received, mut due, limit) = (day(self.received), day(self.due), number(columns.limit));
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
            due_minute: minute(self.due_minute),
            finished: day(self.finished),
            finished_minute: minute(self.finished_minute),
            status,
            paused_since: day(self.paused_since),
            channel,
            worked: number(columns.worked),
        })
    }
}

/// The mark of a row whose code says all there is.
pub(super) const LONE: i32 = 1 << 16;

/// What is found of a block's rows.
pub(super) struct Judged {
    /// The first period of each, below zero where there is none.
    pub(super) period: Lane,
    start: Lane,
    end: Lane,
    /// How each stands, [`LONE`] where it stands in one period alone and nothing is wrong with it.
    pub(super) codes: Lane,
}

impl Judged {
    pub(super) fn new() -> Self {
        Self { period: NO_MINUTES, start: NO_DAYS, end: NO_DAYS, codes: NO_CHANNEL }
    }

    /// Looks at the rows of a block.
    #[inline]
    pub(super) fn judge(&mut self, lanes: &Lanes<'_>, kernel: &Kernel<'_>) {
        Arch::new().dispatch(Judge { lanes, kernel, judged: self });
    }
}

struct Judge<'a> {
    lanes: &'a Lanes<'a>,
    kernel: &'a Kernel<'a>,
    judged: &'a mut Judged,
}

impl NullaryFnOnce for Judge<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { lanes, kernel, judged } = self;
        let by_reception = kernel.frame.by_reception();
        if by_reception {
            let places = judged.period.iter_mut().zip(lanes.received);
            places.for_each(|(period, received)| *period = kernel.frame.place(*received).period);
        } else {
            places(kernel.frame, lanes.received, judged);
        }
        match (by_reception, lanes.plain) {
            (true, true) => codes::<true, true>(lanes, kernel, judged),
            (true, false) => codes::<true, false>(lanes, kernel, judged),
            (false, true) => codes::<false, true>(lanes, kernel, judged),
            (false, false) => codes::<false, false>(lanes, kernel, judged),
        }
    }
}

/// The first period that each row can stand in, with its days.
#[inline(always)]
fn places(frame: &Frame, received: &Lane, judged: &mut Judged) {
    let places = judged.period.iter_mut().zip(&mut judged.start).zip(&mut judged.end);
    for (((period, start), end), received) in places.zip(received) {
        let place = frame.place(*received);
        (*period, *start, *end) = (place.period, place.start, place.end);
    }
}

/// How each row stands, without a branch: what holds for every row is computed for every row, and a row for
/// which it does not hold is left without its mark. Of what `PLAIN` columns lack nothing is computed.
#[inline(always)]
#[expect(clippy::indexing_slicing, reason = "places of lanes that all have as many rows")]
fn codes<const BY_RECEPTION: bool, const PLAIN: bool>(lanes: &Lanes<'_>, kernel: &Kernel<'_>, judged: &mut Judged) {
    let (frame, (earliest, latest)) = (kernel.frame, kernel.plausible);
    let known = frame.as_of;
    let first = frame.starts.first().copied().unwrap_or(i32::MAX);
    let last = i32::try_from(frame.periods()).unwrap_or(i32::MAX).saturating_sub(1);
    let Lanes { received, due, finished, reasons, .. } = *lanes;
    for row in 0..BLOCK {
        let (received, due, finished) = (received[row], due[row], finished[row]);
        let (period, reason) = (judged.period[row], reasons[row]);
        let (due_minute, finished_minute, paused, flags, channel) = if PLAIN {
            (-1, -1, NO_DAY, Status::BY_DATE.flags(), 0)
        } else {
            let (due, finished) = (lanes.due_minute[row], lanes.finished_minute[row]);
            (due, finished, lanes.paused_since[row], lanes.flags[row], lanes.channel[row])
        };
        // A dossier received in a period comes after its first day.
        let start = if BY_RECEPTION { first } else { judged.start[row] };
        let through = if BY_RECEPTION { known } else { judged.end[row] };
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
        let own = if has_end { finished_minute } else { -1 };
        let minute = if done { own } else { hour };
        let hours = (minute >= 0) & (due_minute >= 0);
        let on_the_day =
            Relation::Day as i32 + i32::from(hours & (minute > due_minute)) - i32::from(hours & (minute < due_minute));
        let beside = if at < due { Relation::BeforeDay as i32 } else { Relation::AfterDay as i32 };
        let against = if at == due { on_the_day } else { beside };
        let relation = if has_due { against } else { Relation::NoDue as i32 };
        let before = received < start;
        let carried = before & !BY_RECEPTION;
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
            | (channel > 3)
            | (reason != 0);
        let goes_on = (life_end < start) | (!done & (period != last));
        let beyond = if BY_RECEPTION { before } else { goes_on };
        let number = i32::from(carried) << 9 | (channel & 3) << 7 | standing << 3 | relation;
        judged.codes[row] = number | if fault | beyond { 0 } else { LONE };
    }
}
