//! The loops over a block of rows: whole numbers in, points out.
//!
//! Rules with fixed points, and those in proportion to a ratio, have a loop without branches for the rows
//! that are as they should be and in narrow numbers; what is left goes row by row, by the whole rule, and
//! that says why a row has no points.

use super::part::{Part, Parts};
use super::rule::{Gives, Line, Ready, ReadyPoints, ReadyRatios, ReadySteps, ReadyValues};
use super::{Cells, ScoreReason};
use crate::rules::OverOne;
use pulp::Arch;
use std::ops::Range;

/// Rows worked on together: what a block needs stays in the nearest cache.
pub(super) const BLOCK: usize = 1024;

/// Limits looked at together; fewer are filled up with ones that give nothing.
const TOGETHER: usize = 4;

/// A leaf with its column, for one call.
#[derive(Debug)]
pub(super) struct Loop<'a> {
    cells: Cells<'a>,
    ready: Ready,
    quick: Quick,
    /// No row can have more, whichever way.
    most: i64,
}

/// What the loop without branches needs.
#[derive(Debug)]
enum Quick {
    /// There is none.
    None,
    /// A value gives what the limits it has passed add up to.
    Values { base: i32, limits: Vec<[(i32, i32); TOGETHER]> },
    /// A ratio gives what the limits it has passed add up to.
    Ratios { base: i64, limits: Vec<[RatioLimit; TOGETHER]>, whole: u32 },
    /// A ratio gives its part of the maximum, and no more than that.
    Part(Part),
}

/// Passed where numerator x whole - denominator x `at` - `beyond` is not below zero.
#[derive(Debug, Clone, Copy, Default)]
struct RatioLimit {
    at: u32,
    beyond: i64,
    rise: i64,
}

/// Which rows of a block a loop without branches is right for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Regular {
    All,
    Some,
}

/// Room for a block of narrow numbers.
#[derive(Debug)]
pub(super) struct Narrow {
    first: [u32; BLOCK],
    second: [u32; BLOCK],
}

impl Narrow {
    pub(super) fn new() -> Box<Self> {
        Box::new(Self { first: [0; BLOCK], second: [0; BLOCK] })
    }
}

impl<'a> Loop<'a> {
    pub(super) fn new(cells: Cells<'a>, ready: Ready, most: i64) -> Self {
        let quick = match &ready {
            Ready::Values(values) => values.quick(),
            Ready::Ratios(ratios) => ratios.quick(),
            _ => None,
        };
        Self { cells, ready, quick: quick.unwrap_or(Quick::None), most }
    }

    /// The points of a range of rows, no more of them than a block; `i64::MIN` for a row without, whose
    /// place in the range and reason go to `fault`.
    pub(super) fn run(
        &self,
        rows: Range<usize>,
        points: &mut [i64],
        narrow: &mut Narrow,
        fault: impl FnMut(usize, ScoreReason),
    ) {
        match (&self.ready, self.cells) {
            (Ready::Levels(levels), Cells::Levels(reached)) => {
                let reached = reached.get(rows).unwrap_or_default();
                let mut least = i64::MAX;
                for (reached, points) in reached.iter().zip(points.iter_mut()) {
                    *points = levels.get(usize::from(*reached)).copied().unwrap_or(i64::MIN);
                    least = least.min(*points);
                }
                if least == i64::MIN {
                    each(points, reached.iter().copied(), fault, |reached, points| match (reached, points) {
                        (0, _) => Err(ScoreReason::Missing),
                        (_, i64::MIN) => Err(ScoreReason::UnknownLevel),
                        (_, points) => Ok(points),
                    });
                }
            }
            (Ready::Values(ready), Cells::Values { scaled, .. }) => {
                let values = scaled.get(rows).unwrap_or_default();
                let quick = self.quick_values(ready, values, points, narrow);
                if quick != Some(Regular::All) {
                    each(points, values.iter().copied(), fault, |value, points| match quick {
                        Some(_) if ready.is_regular(value) => Ok(points),
                        _ => self.bounded(ready.row(value)?),
                    });
                }
            }
            (Ready::Ratios(ready), Cells::Ratios { numerators, denominators }) => {
                let numerators = numerators.get(rows.clone()).unwrap_or_default();
                let denominators = denominators.get(rows).unwrap_or_default();
                let quick = self.quick_ratios(ready, numerators, denominators, points, narrow);
                if quick != Some(Regular::All) {
                    let pairs = numerators.iter().copied().zip(denominators.iter().copied());
                    each(points, pairs, fault, |(part, whole), points| match quick {
                        Some(_) if self.is_regular(ready, part, whole) => Ok(points),
                        _ => self.bounded(ready.row(part, whole)?),
                    });
                }
            }
            (Ready::Points(ready), Cells::Points { scaled, .. }) => {
                let given = scaled.get(rows).unwrap_or_default();
                let (low, high) = ready.ends;
                let mut outside = false;
                if ready.divisor == 1 {
                    for (given, points) in given.iter().zip(points.iter_mut()) {
                        outside |= (*given < low) | (*given > high);
                        *points = given.wrapping_mul(ready.unit);
                    }
                }
                if outside || ready.divisor != 1 {
                    each(points, given.iter().copied(), fault, |given, _| self.bounded(ready.row(given)?));
                }
            }
            (Ready::Steps(ready), Cells::Values { scaled, .. }) => {
                let values = scaled.get(rows).unwrap_or_default();
                each(points, values.iter().copied(), fault, |value, _| self.bounded(ready.row(value)?));
            }
            // Each rule was made ready for the kind of its column.
            _ => points.fill(0),
        }
    }

    /// Whether the loop without branches is right for the row: a share of a whole, in numbers it takes.
    fn is_regular(&self, ready: &ReadyRatios, numerator: i64, denominator: i64) -> bool {
        let most = if let Quick::Part(part) = self.quick { part.largest } else { i32::MAX.into() };
        let part = if ready.over_one == OverOne::Cap { numerator.min(denominator) } else { numerator };
        (0..=denominator).contains(&part) && (1..=most).contains(&denominator)
    }

    fn bounded(&self, points: i64) -> Result<i64, ScoreReason> {
        if points.unsigned_abs() > self.most.unsigned_abs() { Err(ScoreReason::OutOfRange) } else { Ok(points) }
    }

    /// The points of all regular rows at once, and whether there are others; `None` where the rule is not
    /// for that.
    fn quick_values(
        &self,
        ready: &ReadyValues,
        values: &[i64],
        points: &mut [i64],
        narrow: &mut Narrow,
    ) -> Option<Regular> {
        let Quick::Values { base, limits } = &self.quick else { return None };
        let narrow = narrow.first.get_mut(..values.len()).unwrap_or_default();
        let mut far = 0;
        for (value, narrow) in values.iter().zip(narrow.iter_mut()) {
            far |= value.wrapping_add(1 << 31) as u64 >> 32;
            *narrow = *value as u32;
        }
        let (low, high) = ready.narrow_ends();
        let mut outside = false;
        if low > i32::MIN || high < i32::MAX {
            for value in narrow.iter() {
                outside |= ((*value as i32) < low) | (*value as i32 > high);
            }
        }
        let regular = if far != 0 || outside { Regular::Some } else { Regular::All };
        let Some((first, rest)) = limits.split_first() else {
            points.fill(i64::from(*base));
            return Some(regular);
        };
        for (value, points) in narrow.iter().zip(points.iter_mut()) {
            *points = risen(*value as i32, *base, first).into();
        }
        for limits in rest {
            for (value, points) in narrow.iter().zip(points.iter_mut()) {
                *points = points.wrapping_add(risen(*value as i32, 0, limits).into());
            }
        }
        Some(regular)
    }

    fn quick_ratios(
        &self,
        ready: &ReadyRatios,
        numerators: &[i64],
        denominators: &[i64],
        points: &mut [i64],
        narrow: &mut Narrow,
    ) -> Option<Regular> {
        if let Quick::Part(part) = self.quick {
            let cells = Parts { part, cap: ready.over_one == OverOne::Cap, numerators, denominators, points };
            let regular = Arch::new().dispatch(cells);
            return Some(if regular { Regular::All } else { Regular::Some });
        }
        let Quick::Ratios { base, limits, whole: times } = &self.quick else { return None };
        let parts = narrow.first.get_mut(..numerators.len()).unwrap_or_default();
        let wholes = narrow.second.get_mut(..denominators.len()).unwrap_or_default();
        let cells = numerators.iter().zip(denominators);
        let far = narrowed(numerators, parts) | narrowed(denominators, wholes);
        if ready.over_one == OverOne::Cap {
            for (part, whole) in parts.iter_mut().zip(wholes.iter()) {
                *part = (*part as i32).min(*whole as i32) as u32;
            }
        }
        let mut odd = 0;
        for (part, whole) in parts.iter().zip(wholes.iter()) {
            // Below zero where the whole is nothing, or less than its part.
            odd |= (*whole as i32).wrapping_sub(*part as i32) | (*whole as i32).wrapping_sub(1);
        }
        let regular = if far != 0 || odd < 0 { Regular::Some } else { Regular::All };
        if regular == Regular::Some {
            // What the others hold is not a share.
            for ((numerator, denominator), (part, whole)) in cells.zip(parts.iter_mut().zip(wholes.iter_mut())) {
                if !self.is_regular(ready, *numerator, *denominator) {
                    (*part, *whole) = (0, 1);
                }
            }
        }
        points.fill(*base);
        for limits in limits {
            for ((part, whole), points) in parts.iter().zip(wholes.iter()).zip(points.iter_mut()) {
                let part = u64::from(*part).wrapping_mul(u64::from(*times)) as i64;
                for limit in limits {
                    let at = u64::from(*whole).wrapping_mul(u64::from(limit.at)) as i64;
                    // All ones below the limit.
                    let below = part.wrapping_sub(at).wrapping_sub(limit.beyond) >> 63;
                    *points = points.wrapping_add(limit.rise & !below);
                }
            }
        }
        Some(regular)
    }
}

/// Counts as narrow numbers; not zero where one of them is none.
fn narrowed(counts: &[i64], narrow: &mut [u32]) -> u64 {
    counts.iter().zip(narrow).fold(0, |far, (count, narrow)| {
        *narrow = *count as u32;
        far | (*count as u64 >> 31)
    })
}

/// What the limits that a value has passed add up to.
#[inline]
fn risen(value: i32, base: i32, limits: &[(i32, i32); TOGETHER]) -> i32 {
    limits.iter().fold(base, |sum, (limit, rise)| sum.wrapping_add(if value >= *limit { *rise } else { 0 }))
}

/// Every row by itself, from its cell and what stands in the place of its points.
fn each<C>(
    points: &mut [i64],
    cells: impl IntoIterator<Item = C>,
    mut fault: impl FnMut(usize, ScoreReason),
    row: impl Fn(C, i64) -> Result<i64, ScoreReason>,
) {
    for (number, (points, cell)) in points.iter_mut().zip(cells).enumerate() {
        *points = row(cell, *points).unwrap_or_else(|reason| {
            fault(number, reason);
            i64::MIN
        });
    }
}

/// The nearest whole number, halves away from zero.
pub(super) fn half_up(numerator: i128, denominator: i128) -> i128 {
    match (i64::try_from(numerator), i64::try_from(denominator)) {
        // Divided in one step of the machine where that has room for it.
        (Ok(numerator), Ok(denominator)) if numerator.unsigned_abs() < 1 << 61 && denominator < 1 << 61 => {
            let doubled = numerator.abs().wrapping_mul(2).wrapping_add(denominator);
            let quotient = doubled.checked_div(denominator.wrapping_mul(2)).unwrap_or_default();
            quotient.wrapping_mul(numerator.signum()).into()
        }
        _ => {
            let doubled = numerator.wrapping_abs().wrapping_mul(2).wrapping_add(denominator);
            let quotient = doubled.checked_div(denominator.wrapping_mul(2)).unwrap_or_default();
            quotient.wrapping_mul(numerator.signum())
        }
    }
}

impl Line {
    /// Of a quantity `part` / `whole`, in units of the rounding.
    pub(super) fn at(&self, part: i64, whole: i64) -> i128 {
        let (part, whole) = (i128::from(part), i128::from(whole));
        // Three numbers below 2^63, 2^60 and 2 stay in range.
        let numerator = part.wrapping_mul(self.slope.into()).wrapping_add(whole.wrapping_mul(self.start.into()));
        half_up(numerator, whole.wrapping_mul(self.divisor.into()))
    }
}

impl Gives {
    fn points(&self, part: i64, whole: i64, unit: i64) -> Result<i64, ScoreReason> {
        match self {
            Self::Points(points) => Ok(*points),
            Self::Line(line) => {
                let points =
                    line.at(part, whole).checked_mul(unit.into()).and_then(|points| i64::try_from(points).ok());
                points.ok_or(ScoreReason::OutOfRange)
            }
        }
    }
}

/// The points of the lowest piece, and how much each limit adds; `None` where a piece is a line.
fn rises(pieces: &[Gives]) -> Option<(i64, Vec<i64>)> {
    let points = pieces.iter().map(|piece| match piece {
        Gives::Points(points) => Some(*points),
        Gives::Line(_) => None,
    });
    let points = points.collect::<Option<Vec<_>>>()?;
    let rises = points.windows(2).map(|pair| match pair {
        [below, above] => above.checked_sub(*below),
        _ => None,
    });
    Some((*points.first()?, rises.collect::<Option<_>>()?))
}

/// In fours, the last filled up with ones that give nothing.
fn together<T: Copy + Default>(limits: impl Iterator<Item = T>) -> Vec<[T; TOGETHER]> {
    let limits: Vec<T> = limits.collect();
    let four = |some: &[T]| {
        let mut four = [T::default(); TOGETHER];
        four.iter_mut().zip(some).for_each(|(place, limit)| *place = *limit);
        four
    };
    limits.chunks(TOGETHER).map(four).collect()
}

impl ReadyValues {
    fn quick(&self) -> Option<Quick> {
        let (base, rises) = rises(&self.pieces)?;
        let narrow = |number: i64| i32::try_from(number).ok();
        if self.ends.0 > i32::MAX.into() || self.ends.1 < i32::MIN.into() {
            return None;
        }
        // No sum on the way is other than the points of a piece.
        rises.iter().try_fold(base, |points, rise| narrow(points.checked_add(*rise)?).map(i64::from))?;
        let ready = rises.iter().zip(&self.limits).map(|(rise, limit)| Some((narrow(*limit)?, narrow(*rise)?)));
        let ready = ready.collect::<Option<Vec<_>>>()?;
        Some(Quick::Values { base: narrow(base)?, limits: together(ready.into_iter()) })
    }

    /// The ends among narrow numbers.
    fn narrow_ends(&self) -> (i32, i32) {
        let (least, most) = (i64::from(i32::MIN), i64::from(i32::MAX));
        (self.ends.0.clamp(least, most) as i32, self.ends.1.clamp(least, most) as i32)
    }

    /// Whether the row needs no look of its own: it is inside, and a narrow number.
    fn is_regular(&self, value: i64) -> bool {
        i32::try_from(value).is_ok() && value >= self.ends.0 && value <= self.ends.1
    }

    fn row(&self, value: i64) -> Result<i64, ScoreReason> {
        if value == i64::MIN {
            return Err(ScoreReason::Missing);
        }
        if value < self.ends.0 || value > self.ends.1 {
            return Err(self.outside);
        }
        let place = self.limits.iter().filter(|limit| value >= **limit).count();
        self.pieces.get(place).ok_or(self.outside)?.points(value, 1, self.unit)
    }
}

impl ReadyRatios {
    fn quick(&self) -> Option<Quick> {
        if self.cut {
            return match self.pieces.as_slice() {
                [Gives::Line(line @ Line { start: 0, .. }), Gives::Points(most)] => {
                    Part::new(*line, *most, self.unit).map(Quick::Part)
                }
                _ => None,
            };
        }
        let (base, rises) = rises(&self.pieces)?;
        let narrow = |number: i64| u32::try_from(number).ok().filter(|number| *number < 1 << 31);
        let limits = rises.iter().zip(&self.limits);
        let limits =
            limits.map(|(rise, (at, beyond))| Some(RatioLimit { at: narrow(*at)?, beyond: *beyond, rise: *rise }));
        let limits = limits.collect::<Option<Vec<_>>>()?;
        Some(Quick::Ratios { base, limits: together(limits.into_iter()), whole: narrow(self.whole)? })
    }

    fn row(&self, numerator: i64, denominator: i64) -> Result<i64, ScoreReason> {
        if numerator == i64::MIN || denominator == i64::MIN {
            return Err(ScoreReason::Missing);
        }
        if denominator == 0 {
            return if numerator == 0 { self.zero } else { Err(ScoreReason::RatioAboveOne) };
        }
        if numerator < 0 || denominator < 0 {
            return Err(ScoreReason::OutOfRange);
        }
        let part = match self.over_one {
            OverOne::Cap => numerator.min(denominator),
            OverOne::Refused if numerator > denominator => return Err(ScoreReason::RatioAboveOne),
            OverOne::Refused => numerator,
        };
        let scaled = i128::from(part).wrapping_mul(self.whole.into());
        let passed = |(at, beyond): &&(i64, i64)| {
            scaled.wrapping_sub(i128::from(denominator).wrapping_mul((*at).into())) >= i128::from(*beyond)
        };
        let place = self.limits.iter().filter(passed).count();
        self.pieces.get(place).ok_or(ScoreReason::OutsideBands)?.points(part, denominator, self.unit)
    }
}

impl ReadyPoints {
    fn row(&self, given: i64) -> Result<i64, ScoreReason> {
        if given == i64::MIN {
            return Err(ScoreReason::Missing);
        }
        if given < self.ends.0 || given > self.ends.1 {
            return Err(ScoreReason::OutOfRange);
        }
        let points = half_up(given.into(), self.divisor.into()).checked_mul(self.unit.into());
        points.and_then(|points| i64::try_from(points).ok()).ok_or(ScoreReason::OutOfRange)
    }
}

impl ReadySteps {
    fn row(&self, value: i64) -> Result<i64, ScoreReason> {
        if value == i64::MIN {
            return Err(ScoreReason::Missing);
        }
        if value < 0 {
            return Err(ScoreReason::OutOfRange);
        }
        let above = i128::from(value).wrapping_mul(self.shift.into()).wrapping_sub(self.from).max(0);
        let full = above.checked_div(self.step).unwrap_or_default();
        let reached = full.saturating_mul(self.points.into()).saturating_add(self.base.into());
        let reached = reached.max(self.floor.into()).min(self.cap.into());
        let reached = i64::try_from(reached).map_err(|_| ScoreReason::OutOfRange)?;
        let rounded = half_up(reached.into(), self.unit.into()).checked_mul(self.unit.into());
        rounded.and_then(|points| i64::try_from(points).ok()).ok_or(ScoreReason::OutOfRange)
    }
}
