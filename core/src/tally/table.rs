//! The figures of every cell as columns, for data frames.

use super::entries::Entry;
use super::figures::Figures;
use super::policy::Policy;
use super::standing::{CODE_BITS, Code};
use super::{OneByOne, Span, Tally, Workers};
use crate::Error;
use chrono::NaiveDate;

/// Bảng số liệu theo cột: a row for each cell that holds a count, in order of its labels and period.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FigureColumns {
    /// Các chiều: the name of each, the place of each row's label, and the labels.
    pub by: Vec<(String, Vec<u32>, Vec<String>)>,
    /// Kỳ: the place of each row's period.
    pub period: Vec<u32>,
    /// Từ ngày, đến ngày: the days of each row's period, since 1970-01-01.
    pub days: [(&'static str, Vec<i32>); 2],
    /// Số liệu: the columns asked for, by their names.
    pub figures: Vec<(&'static str, Vec<u64>)>,
}

type Figure = (&'static str, fn(&Figures) -> u64);

/// What the columns can hold.
const FIGURES: [Figure; 27] = [
    ("online", |figures| figures.received.online),
    ("counter", |figures| figures.received.counter),
    ("post", |figures| figures.received.post),
    ("unknown_channel", |figures| figures.received.unknown_channel),
    ("new", |figures| figures.received.new),
    ("carried_over", |figures| figures.received.carried_over),
    ("received", |figures| figures.received.total),
    ("early", |figures| figures.resolved.early),
    ("on_time", |figures| figures.resolved.on_time),
    ("late", |figures| figures.resolved.late),
    ("resolved", |figures| figures.resolved.total),
    ("in_time", |figures| figures.pending.in_time),
    ("overdue", |figures| figures.pending.overdue),
    ("pending", |figures| figures.pending.total),
    ("apart", |figures| figures.apart.total),
    ("finished", |figures| figures.standings.finished),
    ("refused", |figures| figures.standings.refused),
    ("withdrawn", |figures| figures.standings.withdrawn),
    ("stopped", |figures| figures.standings.stopped),
    ("closed", |figures| figures.standings.closed),
    ("open", |figures| figures.standings.pending),
    ("waiting_supplement", |figures| figures.standings.waiting_supplement),
    ("waiting_payment", |figures| figures.standings.waiting_payment),
    ("waiting_agency", |figures| figures.standings.waiting_agency),
    ("suspended", |figures| figures.standings.suspended),
    ("finished_without_due", |figures| figures.apart.finished_without_due),
    ("pending_without_due", |figures| figures.apart.pending_without_due),
];

impl Tally {
    /// Số liệu theo cột, by one policy; all figures where none is named.
    ///
    /// # Errors
    /// `input.unknown_id` for a figure that is none.
    #[inline]
    pub fn figure_columns(&self, policy: &Policy, names: &[String]) -> Result<FigureColumns, Error> {
        self.figure_columns_by(policy, names, &OneByOne)
    }

    /// [`figure_columns`](Self::figure_columns) in parts that go on side by side.
    ///
    /// # Errors
    /// Those of [`figure_columns`](Self::figure_columns).
    #[inline]
    pub fn figure_columns_by(
        &self,
        policy: &Policy,
        names: &[String],
        workers: &impl Workers,
    ) -> Result<FigureColumns, Error> {
        let find = |name: &String| {
            let known = || FIGURES.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
            let found = FIGURES.iter().find(|(figure, _)| figure == name);
            found.copied().ok_or_else(|| Error::UnknownId { id: name.clone(), known: known() })
        };
        let asked: Vec<Figure> = match names {
            [] => FIGURES.to_vec(),
            names => names.iter().map(find).collect::<Result<_, _>>()?,
        };
        let held = Held::new(&asked, policy);
        let shares = self.entries.shares(workers.count().max(1));
        let rows = workers.map(shares.clone(), |entries| entries.chunk_by(|a, b| a.cell() == b.cell()).count());
        let all = rows.iter().sum();
        let mut figures: Vec<_> = asked.iter().map(|(name, _)| (*name, vec![0; all])).collect();
        let mut codes: Vec<Vec<u32>> = self.labels.iter().map(|_| vec![0; all]).collect();
        let (mut period, mut days) = (vec![0; all], [vec![0; all], vec![0; all]]);
        let mut parts: Vec<Part<'_>> = shares.into_iter().map(Part::of).collect();
        share_out(&mut period, &rows, &mut parts, |part, own| part.period = own);
        days.iter_mut().for_each(|days| share_out(days, &rows, &mut parts, |part, own| part.days.push(own)));
        codes.iter_mut().for_each(|codes| share_out(codes, &rows, &mut parts, |part, own| part.codes.push(own)));
        for (_, column) in &mut figures {
            share_out(column, &rows, &mut parts, |part, own| part.figures.push(own));
        }
        workers.map(parts, |part| self.fill(part, &held));
        let named = self.frame.by.iter().zip(codes).zip(&self.labels);
        let by = named.map(|((name, codes), labels)| (name.clone(), codes, labels.clone())).collect();
        let [from, through] = days;
        let days = [("from", from), ("through", through)];
        Ok(FigureColumns { by, period, days, figures })
    }

    /// Fills the rows of a share of the entries.
    #[inline]
    fn fill(&self, mut part: Part<'_>, held: &Held) {
        let day = |of: fn(&Span) -> NaiveDate| self.frame.spec.periods.iter().map(move |span| of(span).to_epoch_days());
        let spans: Vec<[i32; 2]> = day(|span| span.from).zip(day(|span| span.through)).map(<[i32; 2]>::from).collect();
        let periods = (self.frame.periods() as u64).max(1);
        let mut places = vec![0; self.labels.len()];
        // The cells of the same labels follow each other: the first of them, and the first after them.
        let (mut begin, mut end) = (0, 0);
        for (row, entries) in part.entries.chunk_by(|a, b| a.cell() == b.cell()).enumerate() {
            let Some(cell) = entries.first().map(|entry| entry.cell()) else { continue };
            if cell >= end {
                let mut rest = cell / periods;
                (begin, end) = (rest * periods, (rest + 1) * periods);
                for (place, labels) in places.iter_mut().zip(&self.labels).rev() {
                    let own = (labels.len() as u64).max(1);
                    *place = (rest % own) as u32;
                    rest /= own;
                }
            }
            let period = (cell - begin) as u32;
            set(part.period, row, period);
            part.codes.iter_mut().zip(&places).for_each(|(codes, place)| set(codes, row, *place));
            let span = spans.get(period as usize).copied().unwrap_or_default();
            part.days.iter_mut().zip(span).for_each(|(days, day)| set(days, row, day));
            for entry in entries {
                for column in held.columns(*entry) {
                    let column = part.figures.get_mut(usize::from(*column)).and_then(|column| column.get_mut(row));
                    if let Some(count) = column {
                        *count = u64::saturating_add(*count, entry.count);
                    }
                }
            }
        }
    }
}

/// Entries, and the rows of the columns that they fill.
#[derive(Default)]
struct Part<'a> {
    entries: &'a [Entry],
    period: &'a mut [u32],
    days: Vec<&'a mut [i32]>,
    codes: Vec<&'a mut [u32]>,
    figures: Vec<&'a mut [u64]>,
}

impl<'a> Part<'a> {
    fn of(entries: &'a [Entry]) -> Self {
        Self { entries, ..Self::default() }
    }
}

/// Gives each part its rows of a column.
fn share_out<'a, T>(
    mut column: &'a mut [T],
    rows: &[usize],
    parts: &mut [Part<'a>],
    give: impl Fn(&mut Part<'a>, &'a mut [T]),
) {
    for (part, rows) in parts.iter_mut().zip(rows) {
        let (own, later) = column.split_at_mut_checked(*rows).unwrap_or_default();
        give(part, own);
        column = later;
    }
}

#[inline(always)]
fn set<T>(column: &mut [T], row: usize, value: T) {
    if let Some(own) = column.get_mut(row) {
        *own = value;
    }
}

/// Which of the figures asked for hold a dossier, by the number of its code.
struct Held {
    columns: Vec<u8>,
    /// Where those of each code begin, and the end of the last.
    begins: Vec<usize>,
}

impl Held {
    fn new(asked: &[Figure], policy: &Policy) -> Self {
        let (mut columns, mut begins) = (Vec::new(), vec![0]);
        for number in 0..1 << CODE_BITS {
            let mut one = Figures::default();
            if let Some(code) = Code::of(number) {
                one.add_received(code, 1);
                one.add_standing(code, 1, policy);
            }
            let held = (0..).zip(asked).filter(|(_, (_, figure))| figure(&one) > 0);
            columns.extend(held.map(|(column, _): (u8, _)| column));
            begins.push(columns.len());
        }
        Self { columns, begins }
    }

    #[inline(always)]
    fn columns(&self, entry: Entry) -> &[u8] {
        let code = (entry.key & ((1 << CODE_BITS) - 1)) as usize;
        match self.begins.get(code..code + 2) {
            Some([from, to]) => self.columns.get(*from..*to).unwrap_or_default(),
            _ => &[],
        }
    }
}
