//! Counts in order: gathering them, and adding two lists of them.

use super::Tally;
use super::standing::{CODE_BITS, Code};
use super::times::Time;
use std::cmp::Ordering;

/// How many dossiers have a code in a cell: the cell's number and the code's make the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: u64,
    pub(super) count: u64,
}

impl Entry {
    pub(super) fn cell(self) -> u64 {
        self.key >> CODE_BITS
    }

    pub(super) fn code(self) -> Option<Code> {
        Code::of(self.key & ((1 << CODE_BITS) - 1))
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

/// Lists in order, added when they are of like length, so that no count is copied often.
#[derive(Debug)]
struct Runs<T>(Vec<Vec<T>>);

impl<T: Counted> Runs<T> {
    fn push(&mut self, mut run: Vec<T>) {
        while self.0.last().is_some_and(|last| last.len() < run.len().saturating_mul(2)) {
            run = add(self.0.pop().unwrap_or_default(), run);
        }
        self.0.push(run);
    }

    fn finish(mut self) -> Vec<T> {
        let mut sum = Vec::new();
        while let Some(run) = self.0.pop() {
            sum = add(run, sum);
        }
        sum
    }
}

/// Cells few enough to have a place for each of their codes.
const DENSE: u64 = 1 << 10;
/// Keys sorted together.
const TOGETHER: usize = 1 << 19;

/// Gathers the codes of rows, cell by cell.
pub(super) struct Gather {
    dense: Vec<u64>,
    keys: Vec<u64>,
    scratch: Vec<u64>,
    runs: Runs<Entry>,
    timed: Vec<(u64, i32)>,
    times: Runs<Time>,
}

impl Gather {
    pub(super) fn new(cells: u64) -> Self {
        let dense = if cells <= DENSE { usize::try_from(cells << CODE_BITS).unwrap_or_default() } else { 0 };
        let (runs, times) = (Runs(Vec::new()), Runs(Vec::new()));
        Self { dense: vec![0; dense], keys: Vec::new(), scratch: Vec::new(), runs, timed: Vec::new(), times }
    }

    #[inline]
    pub(super) fn add(&mut self, cell: u64, code: Code, worked: Option<i32>) {
        let key = cell << CODE_BITS | code.number();
        if let Some(count) = usize::try_from(key).ok().and_then(|key| self.dense.get_mut(key)) {
            *count += 1;
        } else {
            self.keys.push(key);
            if self.keys.len() >= TOGETHER {
                self.flush();
            }
        }
        if let Some(worked) = worked {
            self.timed.push((cell, worked));
            if self.timed.len() >= TOGETHER {
                self.flush_times();
            }
        }
    }

    fn flush(&mut self) {
        sort(&mut self.keys, &mut self.scratch);
        let mut run: Vec<Entry> = Vec::new();
        for key in self.keys.drain(..) {
            match run.last_mut() {
                Some(last) if last.key == key => last.count += 1,
                _ => run.push(Entry { key, count: 1 }),
            }
        }
        self.runs.push(run);
    }

    fn flush_times(&mut self) {
        self.timed.sort_unstable();
        let mut run: Vec<Time> = Vec::new();
        for (cell, worked) in self.timed.drain(..) {
            match run.last_mut() {
                Some(last) if last.cell == cell && last.worked == worked => last.count += 1,
                _ => run.push(Time { cell, worked, count: 1 }),
            }
        }
        self.times.push(run);
    }

    pub(super) fn finish(mut self) -> (Vec<Entry>, Vec<Time>) {
        self.flush();
        self.flush_times();
        let there = |(key, count): (u64, &u64)| (*count > 0).then_some(Entry { key, count: *count });
        let dense: Vec<Entry> = (0..).zip(&self.dense).filter_map(there).collect();
        (add(dense, self.runs.finish()), self.times.finish())
    }
}

/// Digits of this many bits are sorted in one pass.
const DIGIT: u32 = 11;

/// Sorts keys by those of their digits that differ.
fn sort(keys: &mut Vec<u64>, scratch: &mut Vec<u64>) {
    let (all, any) = keys.iter().fold((u64::MAX, 0), |(all, any), key| (all & key, any | key));
    let varying = all ^ any;
    scratch.clear();
    scratch.resize(keys.len(), 0);
    for shift in (0..u64::BITS).step_by(DIGIT as usize) {
        let digit = |key: u64| (key >> shift & ((1 << DIGIT) - 1)) as usize;
        if keys.is_empty() || digit(varying) == 0 {
            continue;
        }
        let mut places = [0_usize; 1 << DIGIT];
        for key in keys.iter() {
            if let Some(count) = places.get_mut(digit(*key)) {
                *count += 1;
            }
        }
        let mut next = 0;
        for place in &mut places {
            (*place, next) = (next, next + *place);
        }
        for key in keys.iter() {
            let Some(place) = places.get_mut(digit(*key)) else { continue };
            if let Some(slot) = scratch.get_mut(*place) {
                *slot = *key;
            }
            *place += 1;
        }
        std::mem::swap(keys, scratch);
    }
}

/// Adds two tallies by one frame.
pub(super) fn merge(left: Tally, right: Tally) -> Tally {
    let labels: Vec<Vec<String>> = left.labels.iter().zip(&right.labels).map(|(a, b)| union(a, b)).collect();
    let rows = left.rows.clone().merged(&right.rows);
    let (left, right) = (relabelled(left, &labels), relabelled(right, &labels));
    Tally {
        entries: add(left.entries, right.entries),
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
    for entry in &mut tally.entries {
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

#[cfg(test)]
mod tests {
    use super::sort;

    #[test]
    fn keys_are_sorted_as_the_standard_library_sorts_them() {
        let mut keys: Vec<u64> = (0..5000_u64).map(|n| n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (n % 40)).collect();
        let mut expected = keys.clone();
        expected.sort_unstable();
        sort(&mut keys, &mut Vec::new());
        assert_eq!(keys, expected);
        sort(&mut Vec::new(), &mut Vec::new());
    }
}
