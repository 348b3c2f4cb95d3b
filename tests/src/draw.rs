//! Draws from a seed, the same on every machine, for tests that make up their own documents.

#![allow(clippy::indexing_slicing, reason = "a test that draws one of none should stop")]

use cchc::Decimal;

/// A stream of numbers that a seed decides.
#[derive(Debug, Clone)]
pub struct Draw(u64);

impl From<u64> for Draw {
    fn from(seed: u64) -> Self {
        Self(seed)
    }
}

impl Draw {
    /// Any 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 where there is none.
    pub fn below(&mut self, end: u64) -> u64 {
        self.bits().checked_rem(end).unwrap_or_default()
    }

    /// Yes in so many per cent of the draws.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of a few.
    ///
    /// # Panics
    /// Of none.
    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }

    /// A whole number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below(high.abs_diff(low) + 1) as i64
    }

    /// A decimal between two others, with at most so many places.
    pub fn decimal(&mut self, low: Decimal, high: Decimal, places: u32) -> Decimal {
        let scale = Decimal::from(10_i64.pow(places));
        let [low, high] =
            [(low * scale).ceil(), (high * scale).floor()].map(|end| i64::try_from(end).unwrap_or_default());
        if low > high {
            return Decimal::new(low, places);
        } // Between two neighbours there is none.
        Decimal::new(self.between(low, high), places)
    }

    /// How many decimals a stage keeps, where it is rounded at all.
    pub fn rounding(&mut self) -> Option<u32> {
        if self.chance(60) { Some(self.below(4) as u32) } else { None }
    }
}
