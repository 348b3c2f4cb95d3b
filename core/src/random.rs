//! Số ngẫu nhiên có hạt giống: numbers named by seed, stream and place instead of by their order.
//!
//! A word depends on nothing drawn before it, so draws can be made in any order, by any number of
//! threads, on any target, with the same bits.

/// 2^64 over the golden ratio, by which SplitMix64 steps.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
const OFFSET: u64 = 0xD1B5_4A32_D192_ED03;

/// The finaliser of SplitMix64: every bit of the answer depends on every bit given.
#[inline(always)]
pub(crate) fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The word at a place of a stream.
pub(crate) fn word(seed: u64, stream: u64, index: u64) -> u64 {
    mix(seed ^ mix(stream.wrapping_mul(STEP) ^ mix(index.wrapping_add(OFFSET))))
}

/// The numbers after a word, one finaliser each, for a draw that needs many.
pub(crate) struct Words(u64);

impl Words {
    /// The numbers of one place of one stream.
    pub(crate) fn at(seed: u64, stream: u64, index: u64) -> Self {
        Self(word(seed, stream, index))
    }

    /// The next number; SplitMix64 begun at the word.
    #[inline(always)]
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mix(self.0)
    }
}

/// A word as a number below `n`, which is 0 for `n` of 0. Its bias is below `n` in 2^64.
pub(crate) fn below(word: u64, n: u64) -> u64 {
    u64::try_from((u128::from(word) * u128::from(n)) >> 64).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{below, mix, word};

    /// The first outputs of the published SplitMix64 from state 0 are the finaliser of the
    /// multiples of its increment.
    #[test]
    fn the_finaliser_is_that_of_split_mix() {
        let published = [0xE220_A839_7B1D_CDAF_u64, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F];
        for (step, expected) in (1_u64..).zip(published) {
            assert_eq!(mix(super::STEP.wrapping_mul(step)), expected);
        }
    }

    /// Worked out by a separate program in Python integers.
    #[test]
    fn words_are_the_same_everywhere() {
        assert_eq!(word(0, 0, 0), 0xD069_A7FA_1874_94BC);
        assert_eq!(word(2026, 7, 41), 0xD328_D00E_C88C_C4FC);
        assert_eq!(word(u64::MAX, u64::MAX, u64::MAX), 0x8CE7_3060_F0E2_B250);
    }

    #[test]
    fn a_number_below_stays_below() {
        assert_eq!(below(u64::MAX, 10), 9);
        assert_eq!(below(0, 10), 0);
        assert_eq!(below(1 << 63, 10), 5);
        assert_eq!(below(u64::MAX, 0), 0);
    }
}
