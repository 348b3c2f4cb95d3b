//! The rows of columns, counted in parts.

use super::block::{Block, Judged, LONE};
use super::cells::Cells;
use super::columns::{DossierColumns, Shape};
use super::frame::Frame;
use super::gather::{Gather, Gathered, Layout, Rest, Sum};
use super::kernel::{Fate, Kernel};
use super::times::{Runs, Time, Times};
use super::workers::Workers;
use super::{Rows, Tally};
use crate::calendar::{Reason, check_lengths};
use crate::{Error, WorkCalendar};
use num_traits::{WrappingAdd, Zero};

/// Of rows whose ids nobody asks about.
pub(super) const NO_IDS: Option<fn(usize) -> Result<(), Reason>> = None;

/// Rows that are worth a worker of their own.
const LEAST: usize = 1 << 16;

/// Columns of the same shape, one after the other.
#[derive(Debug)]
pub(super) struct Run {
    shape: Shape,
    cells: Cells,
    layout: Layout,
    sums: Sums,
    times: Runs<Time>,
    rows: Rows,
}

/// Counts under keys no wider than they must be.
#[derive(Debug)]
enum Sums {
    Short(Sum<u16>),
    Middle(Sum<u32>),
    Long(Sum<u64>),
}

/// What was found of some rows.
struct Found<R: Rest> {
    keys: Gathered<R>,
    times: Vec<Time>,
    rows: Rows,
}

impl Run {
    /// For columns like these.
    ///
    /// # Errors
    /// Those of [`Tally::count`].
    pub(super) fn new(columns: &DossierColumns<'_>, frame: &Frame) -> Result<Self, Error> {
        columns.check()?;
        let cells = Cells::new(columns, frame)?;
        let layout = Layout::new(cells.total, columns, frame);
        let sums = match layout.rest_bits() {
            0..=16 => Sums::Short(Sum::default()),
            17..=32 => Sums::Middle(Sum::default()),
            _ => Sums::Long(Sum::default()),
        };
        Ok(Self { shape: Shape::of(columns), cells, layout, sums, times: Runs::default(), rows: Rows::default() })
    }

    /// Whether columns are of its shape.
    pub(super) fn fits(&self, columns: &DossierColumns<'_>) -> bool {
        self.shape.is_of(columns)
    }

    /// Counts rows by as many workers as there are, or one after the other where `admit` is asked of each by its
    /// place whether its id has a fault.
    ///
    /// # Errors
    /// `columns.length`.
    #[inline]
    pub(super) fn add(
        &mut self,
        columns: &DossierColumns<'_>,
        (frame, calendar): (&Frame, &WorkCalendar),
        reasons: &mut [u8],
        admit: Option<impl FnMut(usize) -> Result<(), Reason>>,
        workers: &impl Workers,
    ) -> Result<(), Error> {
        columns.check()?;
        check_lengths(columns.len(), &[Some(reasons.len())])?;
        let look = Look { columns, kernel: Kernel::new(frame, calendar), cells: &self.cells, layout: &self.layout };
        let times = &mut self.times;
        let rows = match &mut self.sums {
            Sums::Short(sum) => look.all((sum, times), reasons, admit, workers),
            Sums::Middle(sum) => look.all((sum, times), reasons, admit, workers),
            Sums::Long(sum) => look.all((sum, times), reasons, admit, workers),
        };
        self.rows = std::mem::take(&mut self.rows).merged(&rows);
        Ok(())
    }

    /// What was counted.
    #[inline]
    pub(super) fn finish(self, frame: &Frame, workers: &impl Workers) -> Tally {
        let entries = match self.sums {
            Sums::Short(sum) => sum.finish(&self.layout, workers),
            Sums::Middle(sum) => sum.finish(&self.layout, workers),
            Sums::Long(sum) => sum.finish(&self.layout, workers),
        };
        Tally { frame: frame.clone(), labels: self.cells.labels, entries, times: self.times.finish(), rows: self.rows }
    }
}

/// What the rows of a call share.
struct Look<'a> {
    columns: &'a DossierColumns<'a>,
    kernel: Kernel<'a>,
    cells: &'a Cells,
    layout: &'a Layout,
}

impl Look<'_> {
    /// Looks at all rows, at so many at once that their keys stay few.
    #[inline]
    fn all<R: Rest>(
        &self,
        (sum, times): (&mut Sum<R>, &mut Runs<Time>),
        mut reasons: &mut [u8],
        mut admit: Option<impl FnMut(usize) -> Result<(), Reason>>,
        workers: &impl Workers,
    ) -> Rows {
        let (mut rows, mut from) = (Rows::default(), 0);
        while !reasons.is_empty() {
            let many = reasons.len().min(sum.room());
            let (own, later) = reasons.split_at_mut(many);
            let found: Vec<Found<R>> = match &mut admit {
                Some(admit) => vec![self.some(from, own, Some(admit))],
                None => {
                    let size = many.div_ceil(workers.count().max(1)).max(LEAST).next_multiple_of(Block::ROWS);
                    let parts: Vec<_> = (from..).step_by(size).zip(own.chunks_mut(size)).collect();
                    workers.map(parts, |(from, own)| self.some(from, own, NO_IDS))
                }
            };
            for found in found {
                sum.push(self.layout, found.keys, workers);
                times.push(found.times);
                rows = rows.merged(&found.rows);
            }
            (reasons, from) = (later, from + many);
        }
        rows
    }

    /// Looks at as many rows from one on as there are reasons.
    #[inline]
    fn some<R: Rest>(
        &self,
        first: usize,
        reasons: &mut [u8],
        mut admit: Option<impl FnMut(usize) -> Result<(), Reason>>,
    ) -> Found<R> {
        let Self { columns, kernel, layout, .. } = self;
        let timed = kernel.frame.spec.working_time.is_some();
        let values = self.cells.keys::<R>(columns, kernel.frame, layout);
        let (mut gather, mut times) = (Gather::<R>::new(layout, reasons.len()), Times::default());
        let (mut block, mut judged) = (Block::new(), Judged::new());
        let mut keys = [R::Key::zero(); Block::ROWS];
        let (mut rows, mut left_out) = (Rows::default(), [0_u64; Reason::ALL.len()]);
        for (from, reasons) in (first..).step_by(Block::ROWS).zip(reasons.chunks_mut(Block::ROWS)) {
            let keys = keys.get_mut(..reasons.len()).unwrap_or_default();
            keys.fill(R::Key::zero());
            let labelled = values.iter().fold(true, |all, (codes, values)| codes.add(from, values, keys) & all);
            let lanes = block.lanes(columns, kernel.calendar, (from, reasons.len()));
            judged.judge(&lanes, kernel);
            rows.total += reasons.len() as u64;
            let found = judged.period.iter().zip(&judged.codes);
            let lone = judged.codes.iter().take(keys.len()).fold(LONE, |all, code| all & code) != 0;
            if labelled && lone && !timed && admit.is_none() {
                for (key, (period, code)) in keys.iter_mut().zip(found) {
                    let own = layout.key(u64::from(period.unsigned_abs())) | layout.place(*code);
                    *key = key.wrapping_add(&R::key(own));
                }
                gather.extend(keys);
                gather.settle();
                reasons.fill(Reason::Answered as u8);
                continue;
            }
            let mut admit = |row: usize| admit.as_mut().map_or(Ok(()), |admit| admit(row));
            let places = reasons.iter_mut().zip(&*keys).zip(found).enumerate();
            for (place, ((reason, key), (period, code))) in places {
                let known = labelled || columns.is_labelled(from + place);
                if code & LONE != 0 && known && !timed && admit(from + place).is_ok() {
                    let own = layout.key(u64::from(period.unsigned_abs())) | layout.place(*code);
                    gather.extend(&[*key + R::key(own)]);
                    *reason = Reason::Answered as u8;
                    continue;
                }
                let emit = |period, code: super::standing::Code, worked| {
                    let key = *key + R::key(layout.key(period as u64));
                    gather.extend(&[key + R::key(layout.place(code.number() as i32))]);
                    times.add(layout.cell(R::wide_key(key)), worked);
                };
                let fate = match lanes.row(columns, kernel.calendar, (from, place)) {
                    Ok(_) if !known => Err(Reason::UnknownRule),
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
}

/// Counts the rows of columns as [`Run::add`] does.
#[inline]
pub(super) fn count(
    columns: &DossierColumns<'_>,
    (frame, calendar): (&Frame, &WorkCalendar),
    reasons: &mut [u8],
    admit: Option<impl FnMut(usize) -> Result<(), Reason>>,
    workers: &impl Workers,
) -> Result<Tally, Error> {
    let mut run = Run::new(columns, frame)?;
    run.add(columns, (frame, calendar), reasons, admit, workers)?;
    Ok(run.finish(frame, workers))
}
