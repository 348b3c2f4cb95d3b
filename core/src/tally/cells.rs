//! The cells that rows stand in, as numbers.

use super::columns::{Codes, DossierColumns};
use super::frame::Frame;
use super::gather::{Layout, Rest};
use crate::Error;
use crate::dossier::tidy;

/// Cells that can be numbered beside their codes.
const MOST_CELLS: u64 = 1 << 50;

/// The labels of the dimensions in order, and what each code adds to the number of a cell.
#[derive(Debug)]
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
            ranks.push(std::iter::once(0).chain(tidied.iter().map(|label| rank(label))).collect::<Vec<usize>>());
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

    /// What each code of a dimension adds to the key of a row, with the codes of the rows.
    #[inline]
    pub(super) fn keys<'a, R: Rest>(
        &self,
        columns: &DossierColumns<'a>,
        frame: &Frame,
        layout: &Layout,
    ) -> Vec<(Codes<'a>, Vec<R::Key>)> {
        let named = frame.by.iter().zip(&self.scaled);
        let found = named.filter_map(|(name, scaled)| Some((columns.by.iter().find(|by| by.name == name)?, scaled)));
        found.map(|(by, scaled)| (by.codes, scaled.iter().map(|cell| R::key(layout.key(*cell))).collect())).collect()
    }
}
