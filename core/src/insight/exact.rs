//! Sums that lose nothing: points carried to 18 decimals, and quotients that are not carried out.

use crate::Error;
use crate::number::{self, Exact, Ratio, Rounding, too_large};
use crate::text::{self, Lang};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

/// Decimals to which points are carried. No published figure has as many, and ten digits are left
/// before the point, so that sums and small multiples stay exact.
const PLACES: u32 = 18;
/// Larger figures would have their sums rounded; no score comes near.
const MOST: i64 = 7_000_000_000;

/// Points carried to 18 decimals: their sums are exact or an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Carried(Exact);

impl Carried {
    pub(super) fn of(points: Exact) -> Result<Self, Error> {
        if points.0.abs() >= Decimal::from(MOST) {
            return Err(too_large());
        }
        Ok(Self(Exact(points.0.round_dp_with_strategy(PLACES, RoundingStrategy::MidpointAwayFromZero))))
    }

    pub(super) fn plus(self, other: Self) -> Result<Self, Error> {
        number::sum([self.0, other.0]).ok_or_else(too_large).and_then(Self::of)
    }

    pub(super) fn minus(self, other: Self) -> Result<Self, Error> {
        number::difference(self.0, other.0).ok_or_else(too_large).and_then(Self::of)
    }

    pub(super) fn times(self, factor: u32) -> Result<Self, Error> {
        self.0.0.checked_mul(factor.into()).ok_or_else(too_large).and_then(|product| Self::of(Exact(product)))
    }

    pub(super) fn sum(values: impl IntoIterator<Item = Self>) -> Result<Self, Error> {
        values.into_iter().try_fold(Self::default(), Self::plus)
    }

    pub(super) fn is_zero(self) -> bool {
        self.0.0.is_zero()
    }

    pub(super) fn is_negative(self) -> bool {
        self.0 < Exact::default()
    }

    /// The size without the sign, to sort by.
    pub(super) fn size(self) -> Decimal {
        self.0.0.abs()
    }

    pub(super) fn exact(self) -> Exact {
        self.0
    }

    pub(super) fn over(self, denominator: u32) -> Portion {
        let numerator = Exact(self.0.0.normalize());
        let denominator = Exact::from(u64::from(denominator));
        let exact = Ratio { numerator, denominator };
        let quotient = exact.times(Decimal::ONE).unwrap_or_default();
        Portion { exact, rounded: unsigned_zero(Rounding::HUNDREDTHS.apply(quotient)) }
    }
}

/// The difference of two figures of up to 28 digits that agree to 18 decimals.
pub(super) fn beyond(points: Exact, carried: Carried) -> Result<Exact, Error> {
    let rest = points.0.checked_sub(carried.0.0).ok_or_else(too_large)?;
    Ok(unsigned_zero(Exact(rest.normalize())))
}

/// Below zero there is nothing to be said of a zero.
fn unsigned_zero(number: Exact) -> Exact {
    if number.0.is_zero() { Exact(number.0.abs()) } else { number }
}

/// Phần: a part of a sum as an exact quotient, and rounded for reading.
///
/// The exact parts of one answer have the same denominator, so their numerators add up without loss;
/// the rounded ones may differ from their total in the last place, as rounded parts do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Portion {
    /// The exact part: numerator over denominator.
    pub exact: Ratio,
    /// The part half up at two decimals.
    pub rounded: Exact,
}

impl Portion {
    /// As people read it: `3,91`.
    pub(super) fn text(self, lang: Lang) -> String {
        text::decimal(self.rounded.0, 2, lang)
    }

    /// The same without its sign, for a sentence that says which way it goes.
    pub(super) fn size_text(self, lang: Lang) -> String {
        text::decimal(self.rounded.0.abs(), 2, lang)
    }
}
