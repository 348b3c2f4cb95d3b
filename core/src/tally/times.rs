//! How long finished dossiers took, counted value by value: whole working days are so few that the counts
//! themselves merge, and no quantile is an estimate.

use super::WorkingTime;
use super::entries::{Counted, add};
use crate::number::{Exact, Ratio, Rounding};
use rust_decimal::Decimal;
use serde::Serialize;

/// How many dossiers of a cell took so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) cell: u64,
    pub(super) worked: i32,
    pub(super) count: u64,
}

impl Counted for Time {
    type Key = (u64, i32);
    fn key(&self) -> (u64, i32) {
        (self.cell, self.worked)
    }
    fn plus(self, other: Self) -> Self {
        Self { count: self.count.saturating_add(other.count), ..self }
    }
}

/// Lists in order, added when they are of like length, so that no count is copied often.
#[derive(Debug)]
pub(super) struct Runs<T>(Vec<Vec<T>>);

impl<T> Default for Runs<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Counted> Runs<T> {
    pub(super) fn push(&mut self, mut run: Vec<T>) {
        while self.0.last().is_some_and(|last| last.len() < run.len().saturating_mul(2)) {
            run = add(self.0.pop().unwrap_or_default(), run);
        }
        self.0.push(run);
    }

    pub(super) fn finish(mut self) -> Vec<T> {
        let mut sum = Vec::new();
        while let Some(run) = self.0.pop() {
            sum = add(run, sum);
        }
        sum
    }
}

/// Times sorted together.
const TOGETHER: usize = 1 << 19;

/// Gathers times, cell by cell.
#[derive(Default)]
pub(super) struct Times {
    waiting: Vec<(u64, i32)>,
    runs: Runs<Time>,
}

impl Times {
    #[inline]
    pub(super) fn add(&mut self, cell: u64, worked: Option<i32>) {
        if let Some(worked) = worked {
            self.waiting.push((cell, worked));
            if self.waiting.len() >= TOGETHER {
                self.flush();
            }
        }
    }

    fn flush(&mut self) {
        self.waiting.sort_unstable();
        let mut run: Vec<Time> = Vec::new();
        for (cell, worked) in self.waiting.drain(..) {
            match run.last_mut() {
                Some(last) if last.cell == cell && last.worked == worked => last.count += 1,
                _ => run.push(Time { cell, worked, count: 1 }),
            }
        }
        self.runs.push(run);
    }

    pub(super) fn finish(mut self) -> Vec<Time> {
        self.flush();
        self.runs.finish()
    }
}

/// Phân bố thời gian giải quyết, of the dossiers finished in the period that could be timed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WorkingTimes {
    /// Đơn vị.
    pub unit: WorkingTime,
    /// Số hồ sơ: the denominator of the average.
    pub dossiers: u64,
    /// Trung bình, half up at two decimals; none of no dossier.
    pub average: Option<Exact>,
    /// Trung vị: the middle one, or the mean of the two in the middle.
    pub median: Option<Exact>,
    /// Phân vị 90 %: the least time that 90 % of the dossiers did not exceed.
    pub percentile_90: Option<u32>,
    /// The shortest.
    pub least: Option<u32>,
    /// The longest.
    pub most: Option<u32>,
    /// Phân bố: how many took so long, shortest first.
    pub distribution: Vec<TimeCount>,
}

/// Số hồ sơ mất từng ấy thời gian.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TimeCount {
    /// How long.
    pub time: u32,
    /// How many.
    pub dossiers: u64,
}

impl WorkingTimes {
    /// The distribution of counts in the order of their times.
    pub(super) fn of(unit: WorkingTime, counts: impl IntoIterator<Item = (u32, u64)>) -> Self {
        let distribution: Vec<TimeCount> =
            counts.into_iter().map(|(time, dossiers)| TimeCount { time, dossiers }).collect();
        let sum = |part: fn(&TimeCount) -> u128| distribution.iter().map(part).fold(0_u128, u128::saturating_add);
        let dossiers = sum(|count| count.dossiers.into());
        let total = sum(|count| u128::from(count.dossiers).saturating_mul(count.time.into()));
        // The n-th shortest, from 1.
        let nth = |n: u128| {
            let mut passed = 0_u128;
            distribution.iter().find_map(|count| {
                passed = passed.saturating_add(count.dossiers.into());
                (passed >= n).then_some(count.time)
            })
        };
        let middle = nth(dossiers.div_ceil(2)).zip(nth(dossiers / 2 + 1));
        let wide = |number: u128| u64::try_from(number).unwrap_or(u64::MAX);
        let mean = |total: u128, of: u128| {
            let mean = Ratio::of(wide(total), wide(of)).times(Decimal::ONE)?;
            Some(Rounding::HUNDREDTHS.apply(mean))
        };
        let halves = |(low, high): (u32, u32)| mean(u128::from(low) + u128::from(high), 2);
        Self {
            unit,
            dossiers: wide(dossiers),
            average: if dossiers == 0 { None } else { mean(total, dossiers) },
            median: middle.filter(|_| dossiers > 0).and_then(halves),
            percentile_90: if dossiers == 0 { None } else { nth((dossiers * 9).div_ceil(10)) },
            least: distribution.first().map(|count| count.time),
            most: distribution.last().map(|count| count.time),
            distribution,
        }
    }
}
