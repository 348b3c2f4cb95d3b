//! The figures of every cell as columns, for data frames.

use super::entries::Entry;
use super::figures::Figures;
use super::policy::Policy;
use super::standing::{CODE_BITS, Code};
use super::{Span, Tally};
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
    pub fn figure_columns(&self, policy: &Policy, names: &[String]) -> Result<FigureColumns, Error> {
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
        let rows = self.entries.chunk_by(|a, b| a.cell() == b.cell()).count();
        let mut figures: Vec<_> = asked.iter().map(|(name, _)| (*name, vec![0; rows])).collect();
        let mut period = Vec::with_capacity(rows);
        let mut codes: Vec<Vec<u32>> = self.labels.iter().map(|_| Vec::with_capacity(rows)).collect();
        let periods = (self.frame.periods() as u64).max(1);
        let (mut place, mut last) = (vec![0; codes.len()], u64::MAX);
        // The cells of the same labels follow each other: the first of them, and the first after them.
        let (mut begin, mut end) = (0, 0);
        for entry in &self.entries {
            let cell = entry.cell();
            if cell != last {
                last = cell;
                if cell >= end {
                    let mut rest = cell / periods;
                    (begin, end) = (rest * periods, (rest + 1) * periods);
                    for (place, labels) in place.iter_mut().zip(&self.labels).rev() {
                        let own = (labels.len() as u64).max(1);
                        *place = (rest % own) as u32;
                        rest /= own;
                    }
                }
                period.push((cell - begin) as u32);
                codes.iter_mut().zip(&place).for_each(|(codes, place)| codes.push(*place));
            }
            let row = period.len().saturating_sub(1);
            for column in held.columns(*entry) {
                let column = figures.get_mut(usize::from(*column)).and_then(|(_, column)| column.get_mut(row));
                if let Some(count) = column {
                    *count = u64::saturating_add(*count, entry.count);
                }
            }
        }
        let named = self.frame.by.iter().zip(codes).zip(&self.labels);
        let by = named.map(|((name, codes), labels)| (name.clone(), codes, labels.clone())).collect();
        let day = |of: fn(&Span) -> NaiveDate| {
            let days: Vec<i32> = self.frame.spec.periods.iter().map(|span| of(span).to_epoch_days()).collect();
            period.iter().map(|place| days.get(*place as usize).copied().unwrap_or_default()).collect()
        };
        let days = [("from", day(|span| span.from)), ("through", day(|span| span.through))];
        Ok(FigureColumns { by, period, days, figures })
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

    fn columns(&self, entry: Entry) -> &[u8] {
        let code = (entry.key & ((1 << CODE_BITS) - 1)) as usize;
        match self.begins.get(code..code + 2) {
            Some([from, to]) => self.columns.get(*from..*to).unwrap_or_default(),
            _ => &[],
        }
    }
}
