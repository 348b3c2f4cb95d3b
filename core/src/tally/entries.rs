//! Counts in order: gathering them, and adding two lists of them.

use super::Tally;
use super::standing::{CODE_BITS, Code};
use std::cmp::Ordering;

/// How many dossiers have a code in a cell: the cell's number and the code's make the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: u64,
    pub(super) count: u64,
}

impl Entry {
    #[inline(always)]
    pub(super) fn cell(self) -> u64 {
        self.key >> CODE_BITS
    }

    pub(super) fn code(self) -> Option<Code> {
        Code::of(self.key & ((1 << CODE_BITS) - 1))
    }
}

/// Counts in order, in lists one after the other as those who counted beside each other left them. No cell is in
/// two lists.
#[derive(Debug, Clone, Default)]
pub(super) struct Entries(Vec<Vec<Entry>>);

impl Entries {
    pub(super) fn of(lists: Vec<Vec<Entry>>) -> Self {
        Self(lists)
    }

    pub(super) fn len(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.0.iter().flatten()
    }

    fn iter_mut(&mut self) -> impl Iterator<Item = &mut Entry> {
        self.0.iter_mut().flatten()
    }

    /// All in one list.
    #[inline]
    pub(super) fn in_one(self) -> Vec<Entry> {
        let all = self.len();
        let mut lists = self.0.into_iter().filter(|list| !list.is_empty());
        let mut one = lists.next().unwrap_or_default();
        one.reserve(all - one.len());
        lists.for_each(|list| one.extend(list));
        one
    }

    /// Shares of about a length, so many of them or a few more, each with all of its cells.
    #[inline]
    pub(super) fn shares(&self, many: usize) -> Vec<&[Entry]> {
        let (all, mut shares) = (self.len().max(1), Vec::new());
        for list in &self.0 {
            let mut rest = list.as_slice();
            for left in (1..=(list.len() * many).div_ceil(all)).rev() {
                let last = rest.get((rest.len() / left).saturating_sub(1)).map_or(u64::MAX, |entry| entry.cell());
                let (own, later) = rest.split_at(rest.partition_point(|entry| entry.cell() <= last));
                shares.push(own);
                rest = later;
            }
        }
        shares
    }
}

impl From<Vec<Entry>> for Entries {
    fn from(list: Vec<Entry>) -> Self {
        Self(vec![list])
    }
}

/// A count under a key that orders it.
pub(super) trait Counted: Copy {
    type Key: Ord + Copy;
    fn key(&self) -> Self::Key;
    fn plus(self, other: Self) -> Self;
}

impl Counted for Entry {
    type Key = u64;
    fn key(&self) -> u64 {
        self.key
    }
    fn plus(self, other: Self) -> Self {
        Self { count: self.count.saturating_add(other.count), ..self }
    }
}

/// Adds two lists in order.
#[inline]
pub(super) fn add<T: Counted>(left: Vec<T>, right: Vec<T>) -> Vec<T> {
    if left.is_empty() || right.is_empty() {
        return if left.is_empty() { right } else { left };
    }
    let mut sum = Vec::with_capacity(left.len().max(right.len()));
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let (mut mine, mut theirs) = (left.next(), right.next());
    loop {
        match (mine, theirs) {
            (Some(a), Some(b)) => match a.key().cmp(&b.key()) {
                Ordering::Less => {
                    sum.push(a);
                    mine = left.next();
                }
                Ordering::Greater => {
                    sum.push(b);
                    theirs = right.next();
                }
                Ordering::Equal => {
                    sum.push(a.plus(b));
                    (mine, theirs) = (left.next(), right.next());
                }
            },
            (Some(a), None) => {
                sum.push(a);
                sum.extend(left);
                return sum;
            }
            (None, Some(b)) => {
                sum.push(b);
                sum.extend(right);
                return sum;
            }
            (None, None) => return sum,
        }
    }
}

/// Adds two tallies by one frame.
pub(super) fn merge(left: Tally, right: Tally) -> Tally {
    let labels: Vec<Vec<String>> = left.labels.iter().zip(&right.labels).map(|(a, b)| union(a, b)).collect();
    let rows = left.rows.clone().merged(&right.rows);
    let (left, right) = (relabelled(left, &labels), relabelled(right, &labels));
    Tally {
        entries: add(left.entries.in_one(), right.entries.in_one()).into(),
        times: add(left.times, right.times),
        frame: left.frame,
        labels,
        rows,
    }
}

fn union(left: &[String], right: &[String]) -> Vec<String> {
    let mut both: Vec<String> = left.iter().chain(right).cloned().collect();
    both.sort_unstable();
    both.dedup();
    both
}

/// The tally with its labels among others, which are in order and hold all its own that are used: numbers
/// of cells change, their order does not.
pub(super) fn relabelled(mut tally: Tally, labels: &[Vec<String>]) -> Tally {
    if tally.labels == labels {
        return tally;
    }
    let rank = |(own, all): (&Vec<String>, &Vec<String>)| -> Vec<u64> {
        own.iter().map(|label| all.binary_search(label).unwrap_or_default() as u64).collect()
    };
    let ranks: Vec<Vec<u64>> = tally.labels.iter().zip(labels).map(rank).collect();
    let periods = tally.frame.periods() as u64;
    let place = |cell: u64| {
        let (mut rest, period) = (cell / periods.max(1), cell % periods.max(1));
        let (mut number, mut stride) = (period, periods);
        for (ranks, all) in ranks.iter().zip(labels).rev() {
            let own = (ranks.len() as u64).max(1);
            let rank = ranks.get((rest % own) as usize).copied().unwrap_or_default();
            number += rank * stride;
            stride *= all.len() as u64;
            rest /= own;
        }
        number
    };
    let mut last = (u64::MAX, 0);
    let mut placed = |cell: u64| {
        if last.0 != cell {
            last = (cell, place(cell));
        }
        last.1
    };
    for entry in tally.entries.iter_mut() {
        entry.key = placed(entry.cell()) << CODE_BITS | entry.key & ((1 << CODE_BITS) - 1);
    }
    for time in &mut tally.times {
        time.cell = placed(time.cell);
    }
    tally.labels = labels.to_vec();
    tally
}

impl Tally {
    /// The places of a cell's labels, and its period.
    pub(super) fn place(&self, cell: u64) -> (Vec<usize>, usize) {
        let periods = (self.frame.periods() as u64).max(1);
        let mut rest = cell / periods;
        let mut places: Vec<usize> = Vec::with_capacity(self.labels.len());
        for labels in self.labels.iter().rev() {
            let own = (labels.len() as u64).max(1);
            places.push((rest % own) as usize);
            rest /= own;
        }
        places.reverse();
        (places, (cell % periods) as usize)
    }

    /// Without the labels that no count uses: of equal tallies the same.
    pub(super) fn canonical(&self) -> Self {
        let mut used: Vec<Vec<bool>> = self.labels.iter().map(|labels| vec![false; labels.len()]).collect();
        let mut last = u64::MAX;
        for cell in self.entries.iter().map(|entry| entry.cell()).chain(self.times.iter().map(|time| time.cell)) {
            if cell == last {
                continue;
            }
            last = cell;
            for (place, used) in self.place(cell).0.into_iter().zip(&mut used) {
                if let Some(used) = used.get_mut(place) {
                    *used = true;
                }
            }
        }
        let kept = |(labels, used): (&Vec<String>, &Vec<bool>)| -> Vec<String> {
            labels.iter().zip(used).filter(|(_, used)| **used).map(|(label, _)| label.clone()).collect()
        };
        let labels: Vec<Vec<String>> = self.labels.iter().zip(&used).map(kept).collect();
        relabelled(self.clone(), &labels)
    }
}
