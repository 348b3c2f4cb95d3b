//! Số nguyên trong số thực: whole numbers that floats hold, for the rooms that divide or draw many at a time.

/// A whole number below 2^52 as a float, exactly: put behind the leading bit of 2^52, which is then taken
/// off. Registers of several numbers can do this; few can convert 64-bit numbers.
#[inline(always)]
#[expect(clippy::float_arithmetic, reason = "exact: both are whole numbers that floats hold")]
pub(crate) fn float_of(whole: u64) -> f64 {
    f64::from_bits(whole | WHOLE_FLOAT.to_bits()) - WHOLE_FLOAT
}

/// 2^52: whole numbers up to here are floats, and so is the sum of any two of them.
pub(crate) const WHOLE_FLOAT: f64 = 4_503_599_627_370_496.0;
