//! Nhân tính toán: totals of many units for many vectors of weights, and the ranks they give.
//!
//! A total is the sum over the criteria, in their order, of weight times contribution, one product
//! and one addition at a time in 64-bit floats: the same bits on every target. Units lie beside each
//! other in lanes, so the order of a sum never depends on the width of a register.

#![allow(clippy::float_arithmetic, reason = "robustness publishes ranks, never points; see the room's first lines")]

use super::input::Distribution;
use super::tally::RankTally;
use crate::Error;
use crate::number::float_of;
use crate::random::{Words, mix};
use pulp::{Arch, Simd, WithSimd};
use std::cmp::Reverse;
use std::ops::Range;

/// Units beside each other in a block.
pub(super) const LANES: usize = 8;

type Lanes = [f64; LANES];

/// Added to a number below 2^51, leaves its nearest whole number in the last bits.
const WHOLE: f64 = 6_755_399_441_055_744.0;

/// Lưới so sánh: totals that agree to 12 significant digits of the largest possible one are equal.
///
/// What is equal in exact decimals must share a rank, whatever the last bits of its float are.
pub(super) struct Grid {
    /// The scale is this power of ten.
    exponent: i32,
    scale: f64,
    /// The power of ten below, by which it is seen whether the scale still fits.
    below: f64,
}

impl Default for Grid {
    fn default() -> Self {
        Self { exponent: 0, scale: 1.0, below: 0.1 }
    }
}

impl Grid {
    const LEAST: f64 = 1e12;

    /// The grid of totals no larger than `bound`: the smallest power of ten that takes it to 10^12.
    #[inline(always)]
    pub(super) fn fit(&mut self, bound: f64) -> f64 {
        if !(bound * self.scale >= Self::LEAST && bound * self.below < Self::LEAST) {
            self.search(bound);
        }
        self.scale
    }

    #[cold]
    fn search(&mut self, bound: f64) {
        let power = |exponent: i32| format!("1e{exponent}").parse::<f64>().unwrap_or(1.0);
        let reaches = |exponent: &i32| bound * power(*exponent) >= Self::LEAST;
        // From where it is: draws whose bound is about a power of ten go to and fro.
        let down = (-300..self.exponent).rev().take_while(reaches).last();
        let least = down.or_else(|| (self.exponent..300).find(|exponent| bound > 0.0 && reaches(exponent)));
        self.exponent = least.unwrap_or(0);
        (self.scale, self.below) = (power(self.exponent), power(self.exponent.saturating_sub(1)));
    }
}

/// Moves a total onto the grid; the answers compare as the whole numbers they stand for.
#[inline(always)]
pub(super) fn on_grid(total: f64, scale: f64) -> f64 {
    total * scale + WHOLE
}

/// Bảng đóng góp: the contribution of every unit to every criterion, laid out for the sums.
pub(super) struct Panel {
    units: usize,
    criteria: usize,
    /// Block after block of units; in a block, criterion after criterion.
    blocks: Vec<Lanes>,
}

impl Panel {
    /// From one column a criterion. The lane after the last unit holds the largest size in the
    /// column: its total bounds all others and sets the grid.
    pub(super) fn new(units: usize, columns: &[Vec<f64>]) -> Self {
        let criteria = columns.len();
        let mut blocks = Vec::new();
        for start in (0..=units).step_by(LANES) {
            for column in columns {
                let mut lanes = [0.0; LANES];
                for (lane, place) in lanes.iter_mut().zip(start..) {
                    *lane = match column.get(place) {
                        Some(value) => *value,
                        None if place == units => column.iter().fold(0.0, |most, value| value.abs().max(most)),
                        None => 0.0,
                    };
                }
                blocks.push(lanes);
            }
        }
        Self { units, criteria, blocks }
    }

    /// How many blocks a row of totals takes.
    pub(super) fn width(&self) -> usize {
        self.units / LANES + 1
    }

    /// The totals of four draws at once, so that a contribution is loaded once for four products.
    #[inline(always)]
    fn four(&self, weights: [&[f64]; 4], rows: &mut [Vec<Lanes>; 4]) {
        let [w0, w1, w2, w3] = weights;
        let [r0, r1, r2, r3] = rows;
        let rows = r0.iter_mut().zip(r1).zip(r2).zip(r3);
        for (block, (((t0, t1), t2), t3)) in self.blocks.chunks_exact(self.criteria).zip(rows) {
            let (mut s0, mut s1, mut s2, mut s3) = ([0.0; LANES], [0.0; LANES], [0.0; LANES], [0.0; LANES]);
            for ((((lanes, w0), w1), w2), w3) in block.iter().zip(w0).zip(w1).zip(w2).zip(w3) {
                add(&mut s0, lanes, *w0);
                add(&mut s1, lanes, *w1);
                add(&mut s2, lanes, *w2);
                add(&mut s3, lanes, *w3);
            }
            (*t0, *t1, *t2, *t3) = (s0, s1, s2, s3);
        }
    }
}

#[inline(always)]
fn add(sums: &mut Lanes, lanes: &Lanes, weight: f64) {
    for (sum, lane) in sums.iter_mut().zip(lanes) {
        *sum += lane * weight;
    }
}

/// Xếp hạng: places from 0 by competition, from totals on the grid.
pub(super) struct Ranker {
    units: usize,
    /// On the grid, as whole numbers.
    keys: Vec<i64>,
    /// Their leading 32 bits, and below how many they are: in blocks, so that a block of places
    /// stays in registers while all keys pass.
    leading: Vec<[i32; BLOCK]>,
    above: Vec<[i32; BLOCK]>,
    places: Vec<u32>,
    /// The key seen at a place; no key is 0.
    at: Vec<i64>,
    order: Vec<u32>,
}

const BLOCK: usize = 32;

impl Ranker {
    /// Above so many units sorting is faster than comparing each with each.
    const COMPARED: usize = 256;

    pub(super) fn new(units: usize) -> Self {
        let blocks = vec![[0; BLOCK]; units.div_ceil(BLOCK)];
        Self {
            units,
            keys: vec![0; units],
            leading: blocks.clone(),
            above: blocks,
            places: vec![0; units],
            at: vec![0; units],
            order: Vec::new(),
        }
    }

    /// How many units have more, unit by unit.
    #[inline(always)]
    pub(super) fn places(&mut self, totals: impl Iterator<Item = f64>, scale: f64) -> &[u32] {
        for (key, total) in self.keys.iter_mut().zip(totals) {
            // The bits of positive floats are in the order of the floats.
            *key = on_grid(total, scale).to_bits() as i64;
        }
        if self.units > Self::COMPARED {
            self.sorted();
        } else if !self.compared_by_leading() && !self.equals_are_equal() {
            self.compared();
        }
        &self.places
    }

    /// By the leading bits; false when two units have the same ones, so that the others may decide.
    #[inline(always)]
    fn compared_by_leading(&mut self) -> bool {
        for (leading, key) in self.leading.as_flattened_mut().iter_mut().zip(&self.keys) {
            // A key is 1.5 · 2^52 and less than 2^44 either way, so these 32 bits hold all above the last 13.
            *leading = (key >> 13) as i32;
        }
        let (all, above) = (self.leading.as_flattened(), &mut self.above);
        for (block, above) in self.leading.iter().zip(above) {
            let mut counts = [0; BLOCK];
            for key in all.iter().take(self.units) {
                for (count, other) in counts.iter_mut().zip(block) {
                    *count = i32::wrapping_add(*count, i32::from(key > other));
                }
            }
            *above = counts;
        }
        let mut sum = 0_u32;
        for (place, above) in self.places.iter_mut().zip(self.above.as_flattened()) {
            *place = *above as u32;
            sum = sum.wrapping_add(*place);
        }
        // Of two units that differ exactly one is above the other.
        sum as usize == self.units.saturating_mul(self.units.saturating_sub(1)) / 2
    }

    /// Whether units with the same leading bits, which share a place, have the same key: then their places stand.
    fn equals_are_equal(&mut self) -> bool {
        self.at.fill(0);
        self.places.iter().zip(&self.keys).all(|(place, key)| match self.at.get_mut(*place as usize) {
            Some(seen) if *seen == 0 => {
                *seen = *key;
                true
            }
            seen => seen.is_some_and(|seen| seen == key),
        })
    }

    fn compared(&mut self) {
        self.places.fill(0);
        for key in &self.keys {
            for (place, other) in self.places.iter_mut().zip(&self.keys) {
                *place = place.wrapping_add(u32::from(key > other));
            }
        }
    }

    fn sorted(&mut self) {
        let key = |unit: &u32| Reverse(self.keys.get(*unit as usize));
        self.order.clear();
        self.order.extend((0_u32..).zip(&self.keys).map(|(unit, _)| unit));
        self.order.sort_unstable_by_key(key);
        let (mut place, mut last) = (0, None);
        for (above, unit) in (0_u32..).zip(&self.order) {
            if last.replace(key(unit)) != Some(key(unit)) {
                place = above;
            }
            if let Some(own) = self.places.get_mut(*unit as usize) {
                *own = place;
            }
        }
    }
}

/// Makes the ranks of each draw, four at a time; `weights` fills the weights of one draw.
///
/// The same code for every processor: where it has wider registers they are used, with the same
/// products and sums in the same order, so with the same bits.
pub(super) fn rank_draws(
    panel: &Panel,
    draws: Range<u64>,
    weights: impl FnMut(u64, &mut [f64]),
    ranked: impl FnMut(u64, &[u32]),
) {
    Arch::new().dispatch(Ranking { panel, draws, weights, ranked });
}

struct Ranking<'a, W, R> {
    panel: &'a Panel,
    draws: Range<u64>,
    weights: W,
    ranked: R,
}

impl<W: FnMut(u64, &mut [f64]), R: FnMut(u64, &[u32])> WithSimd for Ranking<'_, W, R> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, _: S) {
        let panel = self.panel;
        let mut rows: [Vec<f64>; 4] = std::array::from_fn(|_| vec![0.0; panel.criteria]);
        let mut totals: [Vec<Lanes>; 4] = std::array::from_fn(|_| vec![[0.0; LANES]; panel.width()]);
        let (mut ranker, mut grid) = (Ranker::new(panel.units), Grid::default());
        let mut first = self.draws.start;
        while first < self.draws.end {
            // The last group may be short; its other rows are those of an earlier one, and not looked at.
            for (draw, row) in (first..self.draws.end).zip(&mut rows) {
                (self.weights)(draw, row);
            }
            let [a, b, c, d] = &rows;
            panel.four([a, b, c, d], &mut totals);
            for (draw, totals) in (first..self.draws.end).zip(&totals) {
                let flat = totals.as_flattened();
                let scale = grid.fit(flat.get(panel.units).copied().unwrap_or_default());
                (self.ranked)(draw, ranker.places(flat.iter().take(panel.units).copied(), scale));
            }
            first = first.saturating_add(4);
        }
    }
}

impl Distribution {
    /// Noise from -1 to 1, of one word.
    #[inline(always)]
    pub(super) fn noise(self, word: u64) -> f64 {
        match self {
            Self::Uniform => unit(word) * 2.0 - 1.0,
            Self::Triangular => {
                let halves = (word >> 32).wrapping_add(word & 0xFFFF_FFFF);
                float_of(halves) * (1.0 / 4_294_967_296.0) - 1.0
            }
            Self::Bell => {
                let quarters = [48, 32, 16, 0].map(|shift| (word >> shift) & 0xFFFF);
                let sum = quarters.into_iter().fold(0, u64::wrapping_add);
                float_of(sum) * (1.0 / 131_072.0) - 1.0
            }
        }
    }
}

/// From 0 to below 1, of the first 52 bits.
#[inline(always)]
pub(super) fn unit(word: u64) -> f64 {
    float_of(word >> 12) * (1.0 / 4_503_599_627_370_496.0)
}

/// Totals of values and weights up to here are far from where floats end, however many are added.
const LARGEST: f64 = 1e100;

/// The counts are units by ranks: more of them would take the memory of a browser, or of a server.
const MOST_TALLIED: usize = 8_192;

/// Nhiễu trọng số của một ma trận, for [`RankDraws::tally`].
#[derive(Debug, Clone, Copy)]
pub struct MatrixNoise<'a> {
    /// One weight a column, not negative.
    pub weights: &'a [f64],
    /// The shape of the noise.
    pub distribution: Distribution,
    /// The largest relative deviation, from 0 to 1.
    pub width: f64,
    /// Hạt giống.
    pub seed: u64,
}

impl MatrixNoise<'_> {
    /// The weights of one draw, each times 1 + width · noise.
    pub fn weights_of(&self, draw: u32, weights: &mut [f64]) {
        self.fill(draw.into(), weights);
    }

    #[inline(always)]
    fn fill(&self, draw: u64, weights: &mut [f64]) {
        // One loop a shape, so that each takes several numbers at a time.
        match self.distribution {
            Distribution::Uniform => self.fill_with(draw, weights, |word| Distribution::Uniform.noise(word)),
            Distribution::Triangular => self.fill_with(draw, weights, |word| Distribution::Triangular.noise(word)),
            Distribution::Bell => self.fill_with(draw, weights, |word| Distribution::Bell.noise(word)),
        }
    }

    #[inline(always)]
    fn fill_with(&self, draw: u64, weights: &mut [f64], noise: impl Fn(u64) -> f64) {
        let (mut words, width) = (Words::at(self.seed, 0, draw), self.width);
        for (noisy, weight) in weights.iter_mut().zip(self.weights) {
            *noisy = weight * (1.0 + width * noise(words.next()));
        }
    }
}

/// Xếp hạng hàng loạt: the columnar way in, for a plain matrix of units by criteria.
///
/// Here columns are named by their position, as in every matrix; [`super::analyse`] goes by code.
///
/// ```
/// use cchc::robustness::{Distribution, MatrixNoise, RankDraws};
/// let values = [0.9, 0.2, 0.5, 0.7, 0.1, 0.3]; // 3 units, 2 criteria
/// let matrix = RankDraws::new(2, &values)?;
/// let mut ranks = [0; 6]; // 2 draws of 3 units
/// matrix.ranks(&[1.0, 0.0, 1.0, 3.0], &mut ranks)?;
/// assert_eq!(ranks, [1, 2, 3, 2, 1, 3]);
/// let noise = MatrixNoise { weights: &[1.0, 1.0], distribution: Distribution::Uniform, width: 0.25, seed: 7 };
/// let mut tally = matrix.tally(&noise, 0..600)?;
/// tally.merge(&matrix.tally(&noise, 600..1000)?)?;
/// assert_eq!(tally, matrix.tally(&noise, 0..1000)?);
/// assert_eq!(tally.counts(2), [0, 0, 1000], "the third unit is always last");
/// # Ok::<(), cchc::Error>(())
/// ```
pub struct RankDraws {
    panel: Panel,
}

impl RankDraws {
    /// A matrix of units by criteria, row after row; higher is better.
    ///
    /// # Errors
    /// `input.empty_list` of nothing, `columns.length` when the rows are not full,
    /// `input.out_of_range` of a value that is none or beyond 10^100.
    pub fn new(criteria: usize, values: &[f64]) -> Result<Self, Error> {
        if criteria == 0 || values.is_empty() {
            return Err(Error::EmptyList { what: "rank" });
        }
        let units = values.len() / criteria;
        check_length(units.saturating_mul(criteria), values.len())?;
        check_range("value", values, -LARGEST, LARGEST)?;
        let column = |criterion| values.iter().skip(criterion).step_by(criteria).copied().collect();
        let columns: Vec<Vec<f64>> = (0..criteria).map(column).collect();
        Ok(Self { panel: Panel::new(units, &columns) })
    }

    /// The ranks from 1 of each draw, one row of units after the other, by one row of weights a draw.
    ///
    /// # Errors
    /// `columns.length` when the rows do not fit, `input.out_of_range` of a weight that is negative,
    /// above 10^100 or none.
    pub fn ranks(&self, weights: &[f64], ranks: &mut [u32]) -> Result<(), Error> {
        let draws = weights.len() / self.panel.criteria;
        check_length(draws.saturating_mul(self.panel.criteria), weights.len())?;
        check_length(draws.saturating_mul(self.panel.units), ranks.len())?;
        check_range("weight", weights, 0.0, LARGEST)?;
        let (mut given, mut written) =
            (weights.chunks_exact(self.panel.criteria), ranks.chunks_exact_mut(self.panel.units));
        rank_draws(
            &self.panel,
            0..draws as u64,
            |_, row| {
                if let Some(given) = given.next().filter(|given| given.len() == row.len()) {
                    row.copy_from_slice(given);
                }
            },
            |_, places| {
                if let Some(ranks) = written.next() {
                    for (rank, place) in ranks.iter_mut().zip(places) {
                        *rank = place.wrapping_add(1);
                    }
                }
            },
        );
        Ok(())
    }

    /// The ranks of a range of seeded draws, counted. Ranges may be split and merged in any way.
    ///
    /// # Errors
    /// `columns.length` when the weights are not one a column, `input.out_of_range` of a weight that
    /// is negative, none or above 10^100, of a width outside 0 to 1, of a range that ends before it starts,
    /// and of more than 8,192 units.
    pub fn tally(&self, noise: &MatrixNoise<'_>, draws: Range<u32>) -> Result<RankTally, Error> {
        if self.panel.units > MOST_TALLIED {
            let (got, max) = (self.panel.units.to_string(), MOST_TALLIED.to_string());
            return Err(Error::OutOfRange { what: "units", got, min: "1".to_owned(), max });
        }
        if draws.end < draws.start {
            let (got, min) = (draws.end.to_string(), draws.start.to_string());
            return Err(Error::OutOfRange { what: "draws", got, min, max: u32::MAX.to_string() });
        }
        check_length(self.panel.criteria, noise.weights.len())?;
        check_range("weight", noise.weights, 0.0, LARGEST)?;
        check_range("width", &[noise.width], 0.0, 1.0)?;
        let mut tally = RankTally::new(self.panel.units, false);
        rank_draws(
            &self.panel,
            draws.start.into()..draws.end.into(),
            // Compiled with the loop around it, for the same registers.
            #[inline(always)]
            |draw, row| noise.fill(draw, row),
            #[inline(always)]
            |draw, places| tally.add(draw, places),
        );
        Ok(tally)
    }
}

fn check_length(expected: usize, got: usize) -> Result<(), Error> {
    if expected == got {
        return Ok(());
    }
    Err(Error::ColumnLength { expected: expected as u64, got: got as u64 })
}

fn check_range(what: &'static str, numbers: &[f64], min: f64, max: f64) -> Result<(), Error> {
    // Without an early exit, so that the loop takes several numbers at a time.
    if numbers.iter().fold(true, |fit, number| fit & (*number >= min) & (*number <= max)) {
        return Ok(());
    }
    match numbers.iter().find(|number| !(min..=max).contains(*number)) {
        None => Ok(()),
        Some(number) => {
            let [got, min, max] = [*number, min, max].map(|number| format!("{number:e}"));
            Err(Error::OutOfRange { what, got, min, max })
        }
    }
}

/// What tells a set of draws from another: the sum of this over the draws.
pub(super) fn mark(draw: u64) -> u64 {
    mix(draw.wrapping_add(1))
}
