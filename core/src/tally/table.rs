//! The figures of every cell as columns, for data frames.

use super::figures::Figures;
use super::policy::Policy;
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
        let cells = self.entries.chunk_by(|a, b| a.cell() == b.cell());
        let rows = cells.clone().count();
        let mut figures: Vec<_> = asked.iter().map(|(name, _)| (*name, Vec::with_capacity(rows))).collect();
        let mut period = Vec::with_capacity(rows);
        let mut codes: Vec<Vec<u32>> = self.labels.iter().map(|_| Vec::with_capacity(rows)).collect();
        for cell in cells {
            let mut sum = Figures::default();
            for entry in cell {
                let Some(code) = entry.code() else { continue };
                sum.add_received(code, entry.count);
                sum.add_standing(code, entry.count, policy);
            }
            for ((_, column), (_, figure)) in figures.iter_mut().zip(&asked) {
                column.push(figure(&sum));
            }
            let number = cell.first().map(|entry| entry.cell()).unwrap_or_default();
            let periods = (self.frame.periods() as u64).max(1);
            let mut rest = number / periods;
            for (codes, labels) in codes.iter_mut().zip(&self.labels).rev() {
                let own = (labels.len() as u64).max(1);
                codes.push((rest % own) as u32);
                rest /= own;
            }
            period.push((number % periods) as u32);
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
