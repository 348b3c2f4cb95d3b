//! From a row to the periods it stands in.

use super::columns::{DossierColumns, Moments, UNKNOWN};
use super::entries::Gather;
use super::frame::Frame;
use super::standing::{Code, Relation, Standing};
use super::{Rows, Tally};
use crate::calendar::{NO_DAY, Reason, check_lengths, number as day_number};
use crate::dossier::{plausible_days, tidy};
use crate::{Error, WorkCalendar};

/// Rows looked at together.
const BLOCK: usize = 1024;

/// Cells that can be numbered beside their codes.
const MOST_CELLS: u64 = 1 << 50;

/// A row with what is known of it.
#[derive(Clone, Copy)]
pub(super) struct Row {
    received: i32,
    due: i32,
    due_minute: i32,
    finished: i32,
    finished_minute: i32,
    status: u8,
    paused_since: i32,
    channel: u8,
    worked: i32,
}

/// What became of a row that is not left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Counted,
    NotAccepted,
    Before,
    After,
}

/// How a dossier lives: its end, or what it is while it is open.
struct Life {
    /// The day and minute of the end, `i32::MAX` where there is none.
    end: (i32, i32),
    ended: Standing,
    open: Standing,
    /// From which day on the open standing holds; before, it was pending.
    since: i32,
}

/// What the rows of a call share.
pub(super) struct Kernel<'a> {
    frame: &'a Frame,
    calendar: &'a WorkCalendar,
    plausible: (i32, i32),
}

impl<'a> Kernel<'a> {
    pub(super) fn new(frame: &'a Frame, calendar: &'a WorkCalendar) -> Self {
        let (first, last) = plausible_days();
        Self { frame, calendar, plausible: (day_number(first), day_number(last)) }
    }

    /// Tells `emit` each period a row stands in, with its code and, where it was finished in it, the
    /// working time; `admit` is asked of a row that has no other fault whether it comes for the first time.
    #[inline]
    pub(super) fn row(
        &self,
        row: Row,
        admit: impl FnOnce() -> bool,
        mut emit: impl FnMut(usize, Code, Option<i32>),
    ) -> Result<Fate, Reason> {
        let frame = self.frame;
        let implausible = |day: i32| day != NO_DAY && (day < self.plausible.0 || day > self.plausible.1);
        if implausible(row.received)
            || implausible(row.due)
            || implausible(row.finished)
            || implausible(row.paused_since)
        {
            return Err(Reason::Implausible);
        }
        let Some(life) = self.life(row)? else {
            return if admit() { Ok(Fate::NotAccepted) } else { Err(Reason::Duplicate) };
        };
        if row.received == NO_DAY {
            return Err(Reason::Missing);
        }
        if life.end.0 < row.received {
            return Err(Reason::FinishBeforeReception);
        }
        if row.due != NO_DAY && row.due < row.received {
            return Err(Reason::DueBeforeReception);
        }
        if row.paused_since != NO_DAY && row.paused_since < row.received {
            return Err(Reason::EventBeforeReception);
        }
        if !admit() {
            return Err(Reason::Duplicate);
        }
        if row.received > frame.as_of {
            return Ok(Fate::After);
        }
        let Some(first) = frame.period_from(row.received) else { return Ok(Fate::After) };
        let start = frame.starts.get(first).copied().unwrap_or(i32::MAX);
        let code = |carried, standing, relation| Code { carried, channel: row.channel, standing, relation };
        let ended = |carried| {
            let relation = match row.due {
                NO_DAY => Relation::NoDue,
                due => Relation::of(life.end.0, life.end.1, due, row.due_minute),
            };
            code(carried, life.ended, relation)
        };
        let open = |carried, through: i32| {
            let standing = if life.since <= through { life.open } else { Standing::Pending };
            let relation = match row.due {
                NO_DAY => Relation::NoDue,
                // At the end of a day an hour of it is past.
                due => Relation::of(through, if row.due_minute < 0 { -1 } else { 1440 }, due, row.due_minute),
            };
            code(carried, standing, relation)
        };
        if frame.by_reception() {
            if row.received < start {
                return Ok(Fate::Before);
            }
            let is_ended = life.end.0 <= frame.as_of;
            let worked = if is_ended { self.worked(row, &life) } else { None };
            emit(first, if is_ended { ended(false) } else { open(false, frame.as_of) }, worked);
            return Ok(Fate::Counted);
        }
        if life.end.0 < start {
            return Ok(Fate::Before);
        }
        let mut fate = Fate::Before;
        for (period, (from, through)) in frame.starts.iter().zip(&frame.ends).enumerate().skip(first) {
            let carried = row.received < *from;
            if life.end.0 < *from {
                break;
            }
            fate = Fate::Counted;
            if life.end.0 <= *through {
                emit(period, ended(carried), self.worked(row, &life));
                break;
            }
            emit(period, open(carried, *through), None);
        }
        Ok(fate)
    }

    /// None of a dossier that was never accepted.
    #[inline]
    fn life(&self, row: Row) -> Result<Option<Life>, Reason> {
        const NEVER: (i32, i32) = (i32::MAX, -1);
        let finished = (row.finished != NO_DAY).then_some((row.finished, row.finished_minute));
        let open = |open: Standing, since: i32| match finished {
            Some(_) => Err(Reason::FinishedButOpen),
            None => Ok(Some(Life { end: NEVER, ended: Standing::Finished, open, since })),
        };
        let ended =
            |ended: Standing, end: (i32, i32)| Ok(Some(Life { end, ended, open: Standing::Pending, since: i32::MAX }));
        // What only the day of the data knows of holds from that day.
        let (known, since) =
            (self.frame.as_of, if row.paused_since == NO_DAY { self.frame.as_of } else { row.paused_since });
        match row.status {
            0 => match finished {
                Some(end) => ended(Standing::Finished, end),
                None => open(Standing::Pending, i32::MAX),
            },
            1 if finished.is_some() => Err(Reason::FinishedButOpen),
            1 | 3 => Ok(None),
            2 | 4 => open(Standing::Pending, i32::MAX),
            5 => open(Standing::WaitingSupplement, since),
            6 => open(Standing::WaitingPayment, since),
            7 => ended(Standing::Withdrawn, finished.unwrap_or((known.max(row.received), -1))),
            8 => ended(Standing::Stopped, finished.unwrap_or((known.max(row.received), -1))),
            9 | 10 => ended(Standing::Finished, finished.ok_or(Reason::NoFinishDate)?),
            11 => open(Standing::Suspended, since),
            12 => open(Standing::WaitingAgency, since),
            13 => ended(Standing::Refused, finished.ok_or(Reason::NoFinishDate)?),
            14 => ended(Standing::Closed, finished.unwrap_or((known.max(row.received), -1))),
            _ => Err(Reason::UnknownValue),
        }
    }

    /// The working time of a finished dossier, as given, or the working days after its reception through
    /// its end; none outside the known calendar.
    #[inline]
    fn worked(&self, row: Row, life: &Life) -> Option<i32> {
        if self.frame.spec.working_time.is_none() || life.ended != Standing::Finished {
            return None;
        }
        if row.worked != NO_DAY {
            return Some(row.worked).filter(|worked| *worked >= 0);
        }
        if !self.frame.times_days() {
            return None;
        }
        let days = self.calendar.days_between(row.received.into(), life.end.0.into()).ok()?;
        i32::try_from(days).ok()
    }
}

/// The columns of a block, each row's days and minutes.
pub(super) struct Block {
    received: [i32; BLOCK],
    due: [i32; BLOCK],
    due_minute: [i32; BLOCK],
    finished: [i32; BLOCK],
    finished_minute: [i32; BLOCK],
    paused_since: [i32; BLOCK],
    unused: [i32; BLOCK],
}

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
        }
    }

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
}

/// The labels of the dimensions in order, and what each code adds to the number of a cell.
pub(super) struct Cells {
    pub(super) labels: Vec<Vec<String>>,
    scaled: Vec<Vec<u64>>,
    pub(super) total: u64,
}

impl Cells {
    pub(super) fn new(columns: &DossierColumns<'_>, frame: &Frame) -> Result<Self, Error> {
        if let Some(extra) = columns.by.iter().find(|by| !frame.by.iter().any(|name| name == by.name)) {
            return Err(Error::UnknownDimension { name: extra.name.to_owned(), known: frame.by.join(", ") });
        }
        let (mut labels, mut ranks) = (Vec::new(), Vec::new());
        for name in &frame.by {
            let mut found = columns.by.iter().filter(|by| by.name == name);
            let (Some(by), None) = (found.next(), found.next()) else {
                let given: Vec<&str> = columns.by.iter().map(|by| by.name).collect();
                return Err(Error::UnknownDimension { name: name.clone(), known: given.join(", ") });
            };
            let tidied: Vec<_> = by.labels.iter().map(|label| tidy(label)).collect();
            let mut sorted: Vec<String> = tidied.iter().map(|label| label.clone().into_owned()).collect();
            sorted.push(String::new());
            sorted.sort_unstable();
            sorted.dedup();
            let rank = |label: &str| sorted.binary_search_by(|known| known.as_str().cmp(label)).unwrap_or_default();
            ranks.push(tidied.iter().map(|label| rank(label)).chain([0]).collect::<Vec<usize>>());
            labels.push(sorted);
        }
        let mut total = u64::try_from(frame.periods()).unwrap_or(u64::MAX);
        let mut scaled: Vec<Vec<u64>> = Vec::new();
        for (ranks, labels) in ranks.iter().zip(&labels).rev() {
            scaled.push(ranks.iter().map(|rank| total.saturating_mul(*rank as u64)).collect());
            total = total.saturating_mul(labels.len() as u64);
            if total > MOST_CELLS {
                return Err(Error::OutOfRange {
                    what: "number of cells",
                    got: total.to_string(),
                    min: "1".to_owned(),
                    max: MOST_CELLS.to_string(),
                });
            }
        }
        scaled.reverse();
        Ok(Self { labels, scaled, total })
    }

    /// The first cell of each row of a block.
    pub(super) fn fill(&self, columns: &DossierColumns<'_>, frame: &Frame, from: usize, cells: &mut [u64]) {
        cells.fill(0);
        for (name, scaled) in frame.by.iter().zip(&self.scaled) {
            if let Some(by) = columns.by.iter().find(|by| by.name == name) {
                by.codes.add(from, scaled, cells);
            }
        }
    }
}

/// Counts the rows of columns; `admit` is asked of each by its place whether it comes for the first time.
pub(super) fn count(
    columns: &DossierColumns<'_>,
    frame: &Frame,
    calendar: &WorkCalendar,
    reasons: &mut [u8],
    mut admit: impl FnMut(usize) -> bool,
) -> Result<Tally, Error> {
    columns.check()?;
    check_lengths(columns.len(), &[Some(reasons.len())])?;
    let cells = Cells::new(columns, frame)?;
    let kernel = Kernel::new(frame, calendar);
    let (mut gather, mut block, mut firsts) = (Gather::new(cells.total), Block::new(), [0; BLOCK]);
    let (mut rows, mut left_out) = (Rows::default(), [0_u64; Reason::ALL.len()]);
    for (number, reasons) in reasons.chunks_mut(BLOCK).enumerate() {
        let from = number * BLOCK;
        block.fill(columns, from);
        cells.fill(columns, frame, from, &mut firsts);
        for (place, (reason, cell)) in reasons.iter_mut().zip(&firsts).enumerate() {
            let fate = match block.row(columns, calendar, (from, place)) {
                Ok(_) if *cell >= UNKNOWN => Err(Reason::UnknownRule),
                Ok(row) => kernel.row(
                    row,
                    || admit(from + place),
                    |period, code, worked| gather.add(*cell + period as u64, code, worked),
                ),
                Err(reason) => Err(reason),
            };
            rows.total += 1;
            let why = match fate {
                Ok(fate) => {
                    rows.not_accepted += u64::from(fate == Fate::NotAccepted);
                    rows.before += u64::from(fate == Fate::Before);
                    rows.after += u64::from(fate == Fate::After);
                    Reason::Answered
                }
                Err(why) => {
                    if let Some(count) = left_out.get_mut(why as usize) {
                        *count += 1;
                    }
                    why
                }
            };
            *reason = why as u8;
        }
    }
    for (reason, count) in Reason::ALL.iter().zip(left_out).filter(|(_, count)| *count > 0) {
        rows.leave_out(reason.code(), count);
    }
    let (entries, times) = gather.finish();
    Ok(Tally { frame: frame.clone(), labels: cells.labels, entries, times, rows })
}
