//! Đếm hạng: what many draws said of the ranks, as counts that add up in any order.

use super::kernel::mark;
use crate::number::Exact;
use crate::{Error, Rounding};
use rust_decimal::Decimal;
use serde::Serialize;

/// Bảng đếm hạng of some draws: how often each unit had each rank.
///
/// Counts only, so tallies of parts of the draws merge to the same tally however they were split
/// and in whatever order they are merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankTally {
    units: usize,
    draws: u64,
    /// The sum of the marks of the draws: whole and each once, or different.
    marks: u64,
    /// Row by row: how often the unit had rank 1, 2, ...
    counts: Vec<u32>,
    /// Row by row: how often the unit ranked before each other one; empty where not asked for.
    wins: Vec<u32>,
    /// Draws in which a criterion told no two units apart.
    pub(super) even: u64,
}

impl RankTally {
    pub(super) fn new(units: usize, pairwise: bool) -> Self {
        let square = units.saturating_mul(units);
        let wins = vec![0; if pairwise { square } else { 0 }];
        Self { units, draws: 0, marks: 0, counts: vec![0; square], wins, even: 0 }
    }

    /// Counts one draw; `places` are ranks from 0.
    pub(super) fn add(&mut self, draw: u64, places: &[u32]) {
        self.draws = self.draws.saturating_add(1);
        self.marks = self.marks.wrapping_add(mark(draw));
        for (row, place) in self.counts.chunks_exact_mut(self.units).zip(places) {
            if let Some(count) = row.get_mut(*place as usize) {
                *count = count.wrapping_add(1);
            }
        }
        // No rows, nothing done, where pairs are not asked for.
        for (row, place) in self.wins.chunks_exact_mut(self.units).zip(places) {
            for (count, other) in row.iter_mut().zip(places) {
                *count = count.wrapping_add(u32::from(place < other));
            }
        }
    }

    /// Adds the counts of other draws of the same units.
    ///
    /// # Errors
    /// `columns.length` of other units, `input.out_of_range` of more than 4,294,967,295 draws.
    pub fn merge(&mut self, other: &Self) -> Result<(), Error> {
        for (expected, got) in [(self.units, other.units), (self.wins.len(), other.wins.len())] {
            if expected != got {
                return Err(Error::ColumnLength { expected: expected as u64, got: got as u64 });
            }
        }
        let draws = self.draws.saturating_add(other.draws);
        if draws > u32::MAX.into() {
            let (got, max) = (draws.to_string(), u32::MAX.to_string());
            return Err(Error::OutOfRange { what: "draws", got, min: "0".to_owned(), max });
        }
        self.draws = draws;
        self.marks = self.marks.wrapping_add(other.marks);
        self.even = self.even.saturating_add(other.even);
        let counts = self.counts.iter_mut().zip(&other.counts).chain(self.wins.iter_mut().zip(&other.wins));
        for (count, more) in counts {
            *count = count.wrapping_add(*more);
        }
        Ok(())
    }

    /// How many draws were counted.
    pub fn draws(&self) -> u64 {
        self.draws
    }

    /// How many units are ranked.
    pub fn units(&self) -> usize {
        self.units
    }

    /// How often the unit had rank 1, 2, ...; empty for a unit that is not there.
    pub fn counts(&self, unit: usize) -> &[u32] {
        self.counts.chunks_exact(self.units.max(1)).nth(unit).unwrap_or_default()
    }

    /// How often the unit ranked before each other one; empty where it was not asked for.
    pub fn wins(&self, unit: usize) -> &[u32] {
        self.wins.chunks_exact(self.units.max(1)).nth(unit).unwrap_or_default()
    }

    /// # Errors
    /// `robustness.draws_not_covered` unless each of the first `draws` was counted once.
    pub(super) fn check_covers(&self, draws: u64) -> Result<(), Error> {
        check_marks(draws, self.draws, self.marks)
    }

    /// The rank below which a share of the draws lies: the smallest with at least that many draws
    /// at it or before it.
    pub(super) fn percentile(&self, unit: usize, share: Decimal) -> u32 {
        let draws = share.saturating_mul(self.draws.into()).ceil();
        let needed = u64::try_from(draws).unwrap_or(u64::MAX).clamp(1, self.draws.max(1));
        self.rank_of(unit, needed)
    }

    /// The rank of the draw in a place when the draws of a unit are put in order, from 1.
    pub(super) fn rank_of(&self, unit: usize, place: u64) -> u32 {
        let mut seen = 0_u64;
        let ranks = (1_u32..).zip(self.counts(unit));
        let mut reached = ranks.filter(|(_, count)| {
            seen = seen.saturating_add(u64::from(**count));
            seen >= place
        });
        reached.next().map_or(0, |(rank, _)| rank)
    }

    /// The mean of the two middle ranks, or the middle one.
    pub(super) fn median(&self, unit: usize) -> Exact {
        let (lower, upper) = (self.draws.div_ceil(2), (self.draws / 2).saturating_add(1));
        let sum = self.rank_of(unit, lower).saturating_add(self.rank_of(unit, upper));
        Exact((Decimal::from(sum) / Decimal::TWO).normalize())
    }

    /// The sum over the draws of something of the rank.
    pub(super) fn sum_over(&self, unit: usize, of: impl Fn(u32) -> u32) -> i128 {
        let ranks = (1_u32..).zip(self.counts(unit));
        ranks.map(|(rank, count)| i128::from(of(rank)).saturating_mul((*count).into())).fold(0, i128::saturating_add)
    }
}

/// # Errors
/// `robustness.draws_not_covered`.
pub(super) fn check_marks(expected: u64, got: u64, marks: u64) -> Result<(), Error> {
    let whole = (0..expected).fold(0_u64, |sum, draw| sum.wrapping_add(mark(draw)));
    if (expected, whole) == (got, marks) {
        return Ok(());
    }
    Err(Error::DrawsNotCovered { expected, got })
}

/// A quotient of whole numbers at these places, half away from zero; `None` where nothing divides.
pub(super) fn quotient(numerator: i128, denominator: i128, rounding: Rounding) -> Option<Exact> {
    if denominator <= 0 {
        return None;
    }
    // Digit by digit: the product of a large numerator and a power of ten would not fit.
    let (size, divisor) = (numerator.unsigned_abs(), denominator.unsigned_abs());
    let (mut digits, mut rest) = (size / divisor, size % divisor);
    for _ in 0..rounding.places() {
        let tenfold = rest.checked_mul(10)?;
        digits = digits.checked_mul(10)?.checked_add(tenfold / divisor)?;
        rest = tenfold % divisor;
    }
    if rest >= divisor.div_ceil(2) {
        digits = digits.checked_add(1)?;
    }
    let digits = i128::try_from(digits).ok()?;
    let signed = if numerator < 0 { digits.checked_neg()? } else { digits };
    Decimal::try_from_i128_with_scale(signed, rounding.places()).ok().map(Exact)
}

/// Khoảng hạng: the ranks between which the middle share of the draws lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RankInterval {
    /// Hạng tốt nhất của khoảng.
    pub low: u32,
    /// Hạng thấp nhất của khoảng.
    pub high: u32,
}

impl RankInterval {
    pub(super) fn new(low: u32, high: u32) -> Self {
        Self { low, high }
    }
}
