//! Phân số chính xác: means of ratios whose common denominator no decimal holds.

use crate::number::{Exact, Ratio, Rounding};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};
use rust_decimal::Decimal;

/// A fraction of two whole numbers; `None` when the denominator is zero.
pub(super) fn of(numerator: u128, denominator: u128) -> Option<BigRational> {
    (denominator > 0).then(|| BigRational::new(numerator.into(), denominator.into()))
}

/// The fraction an exact decimal is.
pub(super) fn of_exact(number: Exact) -> BigRational {
    BigRational::new(number.0.mantissa().into(), ten_to(number.0.scale()))
}

/// 10 to a power.
pub(super) fn ten_to(power: u32) -> BigInt {
    BigInt::from(10).pow(power)
}

/// The fraction as a declared number of decimals, half up; exact, whatever the fraction is.
pub(super) fn rounded(fraction: &BigRational, rounding: Rounding) -> Option<Exact> {
    let units = (fraction * ten_to(rounding.places())).round();
    decimal(units.numer(), rounding.places())
}

/// A whole number of units of 10^-places, written with all its places.
pub(super) fn decimal(units: &BigInt, places: u32) -> Option<Exact> {
    Decimal::try_from_i128_with_scale(units.to_i128()?, places).ok().map(Exact)
}

/// The fraction as a ratio of two decimals: its own lowest terms where they have at most 28
/// digits, else its quotient to 28 decimals over 1. A fraction with such a denominator is never
/// exactly half of a published unit, so rounding the quotient half up errs only where the fraction
/// lies within 10^-28 of one.
pub(super) fn ratio(fraction: &BigRational) -> Option<Ratio> {
    let whole = |number: &BigInt| decimal(number, 0);
    if let (Some(numerator), Some(denominator)) = (whole(fraction.numer()), whole(fraction.denom())) {
        return Some(Ratio { numerator, denominator });
    }
    let units = (fraction * ten_to(28)).round();
    Some(Ratio { numerator: decimal(units.numer(), 28)?, denominator: Exact::from(1) })
}

/// The sum of fractions, or nothing where one of them is missing.
pub(super) fn sum(fractions: impl IntoIterator<Item = Option<BigRational>>) -> Option<BigRational> {
    fractions.into_iter().try_fold(BigRational::zero(), |total, fraction| Some(total + fraction?))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
mod tests {
    use super::{of, ratio, rounded, sum};
    use crate::number::Rounding;

    /// 1/3 + 2/3 is 1: at 28 digits the two quotients add up to less.
    #[test]
    fn halves_are_seen_through_endless_decimals() {
        let half = sum([of(1, 6), of(1, 3)]).unwrap();
        assert_eq!(rounded(&half, Rounding::half_up(0).unwrap()).unwrap().to_string(), "1");
        assert_eq!(rounded(&half, Rounding::HUNDREDTHS).unwrap().to_string(), "0.50");
        assert!(sum([of(1, 6), of(1, 0)]).is_none());
    }

    #[test]
    fn a_ratio_keeps_lowest_terms_while_they_fit() {
        assert_eq!(ratio(&of(50, 60).unwrap()).unwrap(), crate::Ratio::of(5, 6));
        let large = of(10_u128.pow(30), 3 * 10_u128.pow(30) + 1).unwrap();
        assert_eq!(ratio(&large).unwrap().numerator.to_string(), "0.3333333333333333333333333333");
    }
}
