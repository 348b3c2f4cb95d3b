//! Fractions of whole numbers: what limits and awards are while they are made ready for a column.

use crate::number::Exact;

/// In lowest terms, the denominator above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fraction {
    num: i128,
    den: i128,
}

impl Fraction {
    pub(super) const ZERO: Self = Self { num: 0, den: 1 };
    pub(super) const ONE: Self = Self { num: 1, den: 1 };
    pub(super) const HUNDRED: Self = Self { num: 100, den: 1 };

    pub(super) fn of(number: Exact) -> Self {
        // At most 28 decimals, so the power of ten is there.
        Self::new(number.0.mantissa(), power(number.0.scale()).unwrap_or(1)).unwrap_or(Self::ZERO)
    }

    fn new(num: i128, den: i128) -> Option<Self> {
        if den == 0 {
            return None;
        }
        let common = greatest_common(num.checked_abs()?, den.checked_abs()?).max(1) * den.signum();
        Some(Self { num: num / common, den: den / common })
    }

    pub(super) fn times(self, other: Self) -> Option<Self> {
        // Across first, so that numbers that cancel never grow.
        let (a, b) = (Self::new(self.num, other.den)?, Self::new(other.num, self.den)?);
        Self::new(a.num.checked_mul(b.num)?, a.den.checked_mul(b.den)?)
    }

    pub(super) fn over(self, other: Self) -> Option<Self> {
        self.times(Self::new(other.den, other.num)?)
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        self.less(Self { num: other.num.checked_neg()?, den: other.den })
    }

    pub(super) fn less(self, other: Self) -> Option<Self> {
        let left = self.num.checked_mul(other.den)?;
        Self::new(left.checked_sub(other.num.checked_mul(self.den)?)?, self.den.checked_mul(other.den)?)
    }

    pub(super) fn is_zero(self) -> bool {
        self.num == 0
    }

    pub(super) fn is_below_zero(self) -> bool {
        self.num < 0
    }

    /// Times a power of ten, which may be negative.
    pub(super) fn shifted(self, places: i64) -> Option<Self> {
        let ten = Self::new(power(u32::try_from(places.unsigned_abs()).ok()?)?, 1)?;
        if places < 0 { self.over(ten) } else { self.times(ten) }
    }

    /// The decimal places it takes to write it out; `None` where no number of them does.
    pub(super) fn places(self) -> Option<u32> {
        let (mut rest, mut twos, mut fives) = (self.den, 0, 0);
        while rest % 2 == 0 {
            (rest, twos) = (rest / 2, twos + 1);
        }
        while rest % 5 == 0 {
            (rest, fives) = (rest / 5, fives + 1);
        }
        (rest == 1).then_some(u32::max(twos, fives))
    }

    /// The nearest whole number, halves away from zero.
    pub(super) fn rounded(self) -> Option<i64> {
        let doubled = self.num.checked_abs()?.checked_mul(2)?.checked_add(self.den)?;
        i64::try_from(doubled / self.den.checked_mul(2)? * self.num.signum()).ok()
    }

    /// The least whole number that is not below it.
    pub(super) fn ceiling(self) -> i128 {
        self.floor() + i128::from(self.num.rem_euclid(self.den) != 0)
    }

    /// The greatest whole number that is not above it.
    pub(super) fn floor(self) -> i128 {
        self.num.div_euclid(self.den)
    }

    /// The least multiple of a whole number that makes the other one whole.
    pub(super) fn common(self, other: Self) -> Option<Self> {
        let shared = greatest_common(self.num, other.den).max(1);
        Self::new(self.num.checked_mul(other.den / shared)?, 1)
    }

    /// Numerator and denominator.
    pub(super) fn parts(self) -> (i128, i128) {
        (self.num, self.den)
    }
}

/// A power of ten, where there is such a number.
pub(super) fn power(places: u32) -> Option<i128> {
    10_i128.checked_pow(places)
}

fn greatest_common(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::Fraction;

    fn of(number: &str) -> Fraction {
        Fraction::of(number.parse().unwrap_or_default())
    }

    #[test]
    fn halves_go_away_from_zero_and_limits_to_their_side() {
        let half = of("2.5");
        assert_eq!((half.rounded(), half.floor(), half.ceiling()), (Some(3), 2, 3));
        let below = of("-2.5");
        assert_eq!((below.rounded(), below.floor(), below.ceiling()), (Some(-3), -3, -2));
        assert_eq!((of("7").floor(), of("7").ceiling()), (7, 7));
    }

    #[test]
    fn a_third_has_no_last_decimal() {
        assert_eq!(of("1").over(of("3")).map(Fraction::places), Some(None));
        assert_eq!(of("1").over(of("80")).map(Fraction::places), Some(Some(4)));
        assert_eq!(of("1").over(Fraction::ZERO), None);
    }
}
