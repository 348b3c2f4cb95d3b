//! Chỉ số nhạy: how much of the movement of ranks comes from which uncertainty.
//!
//! Ranks are whole numbers, so every sum here is exact and tallies merge in any order.

#![allow(clippy::float_arithmetic, reason = "robustness publishes ranks, never points; see the room's first lines")]

use super::draw::{Draw, Prepared, stream};
use super::kernel::mark;
use super::tally::{check_marks, quotient};
use crate::number::Exact;
use crate::random::Words;
use crate::{Error, Rounding};
use rust_decimal::Decimal;
use serde::Serialize;
use std::ops::Range;

/// Bảng cộng dồn của chỉ số nhạy over some pairs of draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SensitivityTally {
    draws: u64,
    marks: u64,
    /// The mean shift of ranks, then the rank of each unit where asked for.
    outputs: Vec<Sums>,
}

/// With a and b the output of the two draws of a pair, and m that of the first with one uncertainty
/// taken from the second.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sums {
    /// Of a and b.
    total: i128,
    /// Of their squares.
    squares: i128,
    factors: Vec<FactorSums>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct FactorSums {
    /// Of m - a.
    change: i128,
    /// Of its square, and of its fourth power.
    change2: i128,
    change4: i128,
    /// Of b (m - a), b (m - a)², b² (m - a)².
    first: i128,
    first2: i128,
    square2: i128,
}

impl SensitivityTally {
    pub(super) fn new(outputs: usize, factors: usize) -> Self {
        let sums = Sums { total: 0, squares: 0, factors: vec![FactorSums::default(); factors] };
        Self { draws: 0, marks: 0, outputs: vec![sums; outputs] }
    }

    /// One pair of draws: a, b and, factor by factor, m, of each output.
    fn add(&mut self, draw: u64, a: &[i64], b: &[i64], mixed: &[Vec<i64>]) {
        self.draws = self.draws.saturating_add(1);
        self.marks = self.marks.wrapping_add(mark(draw));
        for (place, sums) in self.outputs.iter_mut().enumerate() {
            let of = |outputs: &[i64]| i128::from(outputs.get(place).copied().unwrap_or_default());
            let (a, b) = (of(a), of(b));
            // Ranks and their shifts stay below 2^22, so no product below leaves 2^127.
            sums.total += a + b;
            sums.squares += a * a + b * b;
            for (factor, mixed) in sums.factors.iter_mut().zip(mixed) {
                let change = of(mixed) - a;
                let square = change * change;
                factor.change += change;
                factor.change2 += square;
                factor.change4 += square * square;
                factor.first += b * change;
                factor.first2 += b * square;
                factor.square2 += b * b * square;
            }
        }
    }

    /// Adds the sums of other draws of the same analysis.
    ///
    /// # Errors
    /// `columns.length` of another analysis.
    pub fn merge(&mut self, other: &Self) -> Result<(), Error> {
        let size = |tally: &Self| tally.outputs.iter().map(|sums| sums.factors.len().saturating_add(1)).sum::<usize>();
        if size(self) != size(other) {
            return Err(Error::ColumnLength { expected: size(self) as u64, got: size(other) as u64 });
        }
        self.draws = self.draws.saturating_add(other.draws);
        self.marks = self.marks.wrapping_add(other.marks);
        for (mine, theirs) in self.outputs.iter_mut().zip(&other.outputs) {
            mine.total = mine.total.saturating_add(theirs.total);
            mine.squares = mine.squares.saturating_add(theirs.squares);
            for (mine, theirs) in mine.factors.iter_mut().zip(&theirs.factors) {
                mine.change = mine.change.saturating_add(theirs.change);
                mine.change2 = mine.change2.saturating_add(theirs.change2);
                mine.change4 = mine.change4.saturating_add(theirs.change4);
                mine.first = mine.first.saturating_add(theirs.first);
                mine.first2 = mine.first2.saturating_add(theirs.first2);
                mine.square2 = mine.square2.saturating_add(theirs.square2);
            }
        }
        Ok(())
    }

    /// # Errors
    /// `robustness.draws_not_covered`.
    pub(super) fn check_covers(&self, draws: u64) -> Result<(), Error> {
        check_marks(draws, self.draws, self.marks)
    }

    /// The indices of one output, a pair an uncertainty.
    pub(super) fn indices(&self, output: usize, names: &[&str], rounding: Rounding) -> Vec<SensitivityIndex> {
        let Some(sums) = self.outputs.get(output) else { return Vec::new() };
        let pairs = i128::from(self.draws);
        let of = |(factor, name): (&FactorSums, &&str)| sums.index(*factor, pairs, name, rounding);
        sums.factors.iter().zip(names).map(of).collect()
    }
}

impl Sums {
    /// 2n(2n - 1) times the sample variance of the 2n outputs a and b.
    fn variance(&self, pairs: i128) -> Option<i128> {
        pairs.checked_mul(2)?.checked_mul(self.squares)?.checked_sub(self.total.checked_mul(self.total)?)
    }

    /// With f the mean of a and b and V their sample variance: first order = mean of (b - f)(m - a) / V
    /// (Saltelli 2010, about the mean), total = mean of (a - m)² / 2V (Jansen 1999).
    fn index(&self, sums: FactorSums, pairs: i128, name: &str, rounding: Rounding) -> SensitivityIndex {
        let variance = self.variance(pairs).filter(|variance| *variance > 0);
        let freedom = pairs.saturating_mul(2).saturating_sub(1);
        let first_order = variance.and_then(|variance| {
            let centred = pairs.checked_mul(2)?.checked_mul(sums.first)?;
            let centred = centred.checked_sub(self.total.checked_mul(sums.change)?)?;
            quotient(centred.checked_mul(freedom)?, pairs.checked_mul(variance)?, rounding)
        });
        let total_order =
            variance.and_then(|variance| quotient(sums.change2.checked_mul(freedom)?, variance, rounding));
        let n = float(pairs);
        let spread = variance.map(|variance| float(variance) / (2.0 * n * (2.0 * n - 1.0)));
        // The standard error of a mean of n terms, V taken as known.
        let error = |sum: f64, squares: f64, scale: f64| {
            let deviation = ((squares - sum * sum / n) / (n - 1.0)).max(0.0);
            spread.and_then(|spread| written((deviation / n).sqrt() / spread * scale, rounding))
        };
        let mean = float(self.total) / (2.0 * n);
        let first = float(sums.first) - mean * float(sums.change);
        let first_squares = float(sums.square2) - 2.0 * mean * float(sums.first2) + mean * mean * float(sums.change2);
        SensitivityIndex {
            uncertainty: name.to_owned(),
            first_order,
            first_order_error: error(first, first_squares, 1.0),
            total_order,
            total_order_error: error(float(sums.change2), float(sums.change4), 0.5),
        }
    }
}

fn float(number: i128) -> f64 {
    number as f64
}

/// A float at the declared places, half up from its exact value.
fn written(number: f64, rounding: Rounding) -> Option<Exact> {
    let exact = Decimal::from_str_exact(&format!("{number:.20}")).ok()?;
    Some(rounding.apply(Exact(exact)))
}

/// Chỉ số nhạy của một điều không chắc chắn: shares of the variance; `None` where nothing varies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SensitivityIndex {
    /// The uncertainty, named by its kind and place in the document.
    pub uncertainty: String,
    /// Bậc nhất: the share it explains alone.
    pub first_order: Option<Exact>,
    /// Sai số chuẩn of the first-order index.
    pub first_order_error: Option<Exact>,
    /// Toàn phần: the share that would remain if all else were known.
    pub total_order: Option<Exact>,
    /// Sai số chuẩn of the total-order index.
    pub total_order_error: Option<Exact>,
}

impl Prepared {
    /// The places in the document of the uncertainties that are drawn.
    fn drawn(&self) -> Vec<usize> {
        self.model.factors.iter().filter(|factor| factor.drawn).map(|factor| factor.place).collect()
    }

    pub(super) fn sensitivity_tally(&self, draws: Range<u32>, seed: u64, per_unit: bool) -> SensitivityTally {
        let factors = self.drawn();
        let outputs = if per_unit { self.model.ids.len().saturating_add(1) } else { 1 };
        let mut tally = SensitivityTally::new(outputs, factors.len());
        let mut draw = Draw::new(self);
        let (mut a, mut b) = (vec![0; outputs], vec![0; outputs]);
        let mut mixed = vec![vec![0; outputs]; factors.len()];
        for number in u64::from(draws.start)..u64::from(draws.end) {
            let mut outputs = |from_second: &dyn Fn(usize) -> bool, outputs: &mut Vec<i64>| {
                draw.decide(|place| Words::at(seed, stream(place, from_second(place)), number));
                self.outputs(draw.ranks(), outputs);
            };
            outputs(&|_| false, &mut a);
            outputs(&|_| true, &mut b);
            for (factor, mixed) in factors.iter().zip(&mut mixed) {
                outputs(&|place| place == *factor, mixed);
            }
            tally.add(number, &a, &b, &mixed);
        }
        tally
    }

    /// The sum of the shifts of the ranks, then as many ranks as there is room for.
    fn outputs(&self, places: &[u32], outputs: &mut [i64]) {
        let shifts = places.iter().zip(&self.base).map(|(place, base)| i64::from(place.abs_diff(*base)));
        let ranks = places.iter().map(|place| i64::from(*place));
        for (output, value) in outputs.iter_mut().zip(std::iter::once(shifts.sum()).chain(ranks)) {
            *output = value;
        }
    }
}
