//! Shares in proportion, several at a time: whole numbers in, points out.

use super::rule::Line;
use crate::number::{WHOLE_FLOAT, float_of};
use pulp::{Simd, WithSimd};

/// Numerator x slope / (denominator x divisor) in units of the rounding, up to a most.
///
/// Its numbers are whole and so small that 64-bit floats hold them and their products.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    slope: f64,
    divisor: f64,
    most: f64,
    /// One rounded unit, in units of the points.
    unit: f64,
    /// The largest denominator whose products stay below 2^52.
    pub(super) largest: i64,
}

impl Part {
    pub(super) fn new(line: Line, most: i64, unit: i64) -> Option<Self> {
        let small = |number: i64| (0..1 << 48).contains(&number).then_some(number as f64);
        let most = most.checked_div(unit)?;
        small(most.checked_mul(unit)?)?;
        let largest = ((1_i64 << 52) - 1).checked_div(line.slope.max(line.divisor).checked_mul(4)?)?;
        Some(Self {
            slope: small(line.slope)?,
            divisor: small(line.divisor)?,
            most: small(most)?,
            unit: small(unit)?,
            largest,
        })
    }

    /// The points of a part of a whole that is not above the largest.
    ///
    /// Exactly, though in floats. Four times numerator and denominator, and one more in the numerator, are
    /// whole numbers below 2^53, and their quotient is never halfway between two whole numbers: it is above
    /// where the share is halfway, and below where that is below. It is at least 1 / denominator away from
    /// there, more than a quotient of such numbers is off, so what it rounds to is the share half up.
    #[inline(always)]
    #[expect(clippy::float_arithmetic, reason = "whole numbers that floats hold, and one quotient that rounds right")]
    fn points(&self, part: i64, whole: i64) -> i64 {
        let quotient =
            (float_of(part as u64) * (self.slope * 4.0) + 1.0) / (float_of(whole as u64) * (self.divisor * 4.0));
        let most = if quotient < self.most { quotient } else { self.most };
        let rounded = (most + WHOLE_FLOAT) - WHOLE_FLOAT;
        (rounded * self.unit + WHOLE_FLOAT).to_bits().wrapping_sub(WHOLE_FLOAT.to_bits()) as i64
    }
}

/// Parts of a maximum in one pass; false where a row is not regular, whose points then mean nothing.
pub(super) struct Parts<'a> {
    pub(super) part: Part,
    pub(super) cap: bool,
    pub(super) numerators: &'a [i64],
    pub(super) denominators: &'a [i64],
    pub(super) points: &'a mut [i64],
}

impl WithSimd for Parts<'_> {
    type Output = bool;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> bool {
        let rows = self.numerators.iter().zip(self.denominators).zip(self.points);
        let mut odd = 0;
        for ((numerator, whole), points) in rows {
            let part = if self.cap { *numerator.min(whole) } else { *numerator };
            // Below zero where one of them is, or a part is more than its whole, or that nothing or too large.
            odd |= part
                | whole
                | whole.wrapping_sub(part)
                | whole.wrapping_sub(1)
                | self.part.largest.wrapping_sub(*whole);
            *points = self.part.points(part, *whole);
        }
        odd >= 0
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Part};
    use crate::random::{below, mix};

    /// Against whole numbers alone: halves, numbers beside them, and the largest that floats are used for.
    #[test]
    fn a_part_in_floats_is_the_part_half_up() {
        let mut seen = 0;
        for (slope, divisor) in [(1, 1), (200, 1), (625, 2), (250, 80), (7, 3), (23_450_000, 8333), (1, 1 << 20)] {
            let line = Line { slope, start: 0, divisor };
            let part = Part::new(line, 1 << 40, 10);
            assert!(part.is_some(), "{slope} / {divisor} is small enough");
            let Some(part) = part else { continue };
            for word in (0..20_000).map(mix) {
                let whole = 1 + below(mix(word), part.largest as u64 >> below(word, 50)) as i64;
                let odd = i128::from(below(word, 1000)) * 2 + 1;
                let half = odd * i128::from(whole) * i128::from(divisor) / (2 * i128::from(slope));
                let half = i64::try_from(half).unwrap_or(0);
                for near in [below(word, whole as u64 + 1) as i64, half - 1, half, half + 1, whole] {
                    if (0..=whole).contains(&near) {
                        assert_eq!(i128::from(part.points(near, whole)), line.at(near, whole).min((1 << 40) / 10) * 10);
                        seen += 1;
                    }
                }
            }
        }
        // Not only wholes whose halves are out of reach.
        assert!(seen > 7 * 50_000, "{seen} parts");
    }
}
