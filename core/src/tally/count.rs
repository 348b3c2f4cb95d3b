//! The rows of columns, counted in parts.

use super::block::{Block, LONE};
use super::cells::Cells;
use super::columns::{DossierColumns, UNKNOWN};
use super::entries::{Entry, add};
use super::frame::Frame;
use super::gather::{Chunk, Gather, Layout, Rest, fold};
use super::kernel::{Fate, Kernel};
use super::times::{Time, Times};
use super::workers::{OneByOne, Workers};
use super::{Rows, Tally};
use crate::calendar::{Reason, check_lengths};
use crate::{Error, WorkCalendar};
use std::ops::Range;

/// Rows whose keys are held at once.
const ROUND: usize = 1 << 24;

/// Rows that are worth a worker of their own.
const LEAST: usize = 1 << 16;

/// What the rows of a call share.
struct Call<'a> {
    columns: &'a DossierColumns<'a>,
    kernel: Kernel<'a>,
    cells: Cells,
    layout: Layout,
}

/// What was found of a range of rows.
struct Found<R> {
    keys: Vec<Chunk<R>>,
    times: Vec<Time>,
    rows: Rows,
}

impl<'a> Call<'a> {
    fn new(columns: &'a DossierColumns<'a>, frame: &'a Frame, calendar: &'a WorkCalendar) -> Result<Self, Error> {
        columns.check()?;
        let cells = Cells::new(columns, frame)?;
        let layout = Layout::new(cells.total, columns, frame);
        Ok(Self { columns, kernel: Kernel::new(frame, calendar), cells, layout })
    }

    fn tally(self, counts: Vec<Entry>, times: Vec<Time>, rows: Rows) -> Tally {
        Tally { frame: self.kernel.frame.clone(), labels: self.cells.labels, entries: counts, times, rows }
    }

    /// Looks at a range of rows; `admit` is asked of each by its place whether its id has a fault.
    #[inline]
    fn look<R: Rest>(
        &self,
        range: Range<usize>,
        reasons: &mut [u8],
        mut admit: Option<impl FnMut(usize) -> Result<(), Reason>>,
    ) -> Found<R> {
        let Self { columns, kernel, cells, layout } = self;
        let timed = kernel.frame.spec.working_time.is_some();
        let (mut gather, mut times) = (Gather::new(layout, reasons.len()), Times::default());
        let (mut block, mut firsts, mut keys) = (Block::new(), [0; Block::ROWS], [0; Block::ROWS]);
        let (mut rows, mut left_out) = (Rows::default(), [0_u64; Reason::ALL.len()]);
        for (number, reasons) in reasons.chunks_mut(Block::ROWS).enumerate() {
            let from = range.start + number * Block::ROWS;
            block.fill(columns, from);
            cells.fill(columns, kernel.frame, from, &mut firsts);
            let lone = block.judge(columns, kernel, (from, reasons.len()));
            rows.total += reasons.len() as u64;
            if lone && admit.is_none() && !timed && firsts.iter().all(|cell| *cell < UNKNOWN) {
                let rows = keys.iter_mut().zip(&firsts).zip(block.found());
                for ((key, cell), (period, code)) in rows {
                    *key = layout.key(cell.wrapping_add(u64::from(period.unsigned_abs())), code & !LONE);
                }
                gather.extend(keys.get(..reasons.len()).unwrap_or_default());
                reasons.fill(Reason::Answered as u8);
                gather.settle();
                continue;
            }
            let mut admit = |row: usize| admit.as_mut().map_or(Ok(()), |admit| admit(row));
            for (place, ((reason, cell), (period, code))) in
                reasons.iter_mut().zip(&firsts).zip(block.found()).enumerate()
            {
                if code & LONE != 0 && *cell < UNKNOWN && !timed && admit(from + place).is_ok() {
                    gather.add(*cell + u64::from(period.unsigned_abs()), code & !LONE);
                    *reason = Reason::Answered as u8;
                    continue;
                }
                let emit = |period, code: super::standing::Code, worked| {
                    let cell = *cell + period as u64;
                    gather.add(cell, code.number() as i32);
                    times.add(cell, worked);
                };
                let fate = match block.row(columns, kernel.calendar, (from, place)) {
                    Ok(_) if *cell >= UNKNOWN => Err(Reason::UnknownRule),
                    Ok(row) => kernel.row(row, || admit(from + place), emit),
                    Err(reason) => Err(reason),
                };
                *reason = match fate {
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
                } as u8;
            }
            gather.settle();
        }
        for (reason, count) in Reason::ALL.iter().zip(left_out).filter(|(_, count)| *count > 0) {
            rows.leave_out(reason.code(), count);
        }
        Found { keys: gather.finish(), times: times.finish(), rows }
    }

    /// All rows in ranges beside each other, and so many at once that their keys stay few.
    #[inline]
    fn ranges<R: Rest>(self, reasons: &mut [u8], workers: &impl Workers) -> Tally {
        let many = workers.count().max(1);
        let share = reasons.len().min(ROUND).div_ceil(many);
        let size = share.max(LEAST).next_multiple_of(Block::ROWS);
        let (mut counts, mut times, mut rows) = (Vec::new(), Vec::new(), Rows::default());
        let mut parts = reasons.chunks_mut(size).enumerate().map(|(number, part)| (number * size, part));
        loop {
            let round: Vec<_> = parts.by_ref().take(many).collect();
            if round.is_empty() {
                return self.tally(counts, times, rows);
            }
            let look = |(from, reasons): (usize, &mut [u8])| {
                self.look(from..from + reasons.len(), reasons, None::<fn(usize) -> Result<(), Reason>>)
            };
            let mut keys = Vec::new();
            for found in workers.map(round, look) {
                keys.extend(found.keys);
                times = add(times, found.times);
                rows = rows.merged(&found.rows);
            }
            counts = fold::<R>(&self.layout, counts, &keys, workers);
        }
    }

    /// All rows one after the other.
    #[inline]
    fn in_order<R: Rest>(self, reasons: &mut [u8], mut admit: impl FnMut(usize) -> Result<(), Reason>) -> Tally {
        let (mut counts, mut times, mut rows) = (Vec::new(), Vec::new(), Rows::default());
        for (number, reasons) in reasons.chunks_mut(ROUND).enumerate() {
            let from = number * ROUND;
            let found = self.look::<R>(from..from + reasons.len(), reasons, Some(&mut admit));
            counts = fold(&self.layout, counts, &found.keys, &OneByOne);
            times = add(times, found.times);
            rows = rows.merged(&found.rows);
        }
        self.tally(counts, times, rows)
    }
}

/// Counts the rows of columns by as many workers as there are.
#[inline]
pub(super) fn count(
    columns: &DossierColumns<'_>,
    frame: &Frame,
    calendar: &WorkCalendar,
    reasons: &mut [u8],
    workers: &impl Workers,
) -> Result<Tally, Error> {
    let call = Call::new(columns, frame, calendar)?;
    check_lengths(columns.len(), &[Some(reasons.len())])?;
    Ok(match call.layout.rest_bits() {
        0..=16 => call.ranges::<u16>(reasons, workers),
        17..=32 => call.ranges::<u32>(reasons, workers),
        _ => call.ranges::<u64>(reasons, workers),
    })
}

/// Counts the rows of columns; `admit` is asked of each by its place whether its id has a fault.
#[inline]
pub(super) fn count_each(
    columns: &DossierColumns<'_>,
    frame: &Frame,
    calendar: &WorkCalendar,
    reasons: &mut [u8],
    admit: impl FnMut(usize) -> Result<(), Reason>,
) -> Result<Tally, Error> {
    let call = Call::new(columns, frame, calendar)?;
    check_lengths(columns.len(), &[Some(reasons.len())])?;
    Ok(match call.layout.rest_bits() {
        0..=16 => call.in_order::<u16>(reasons, admit),
        17..=32 => call.in_order::<u32>(reasons, admit),
        _ => call.in_order::<u64>(reasons, admit),
    })
}
