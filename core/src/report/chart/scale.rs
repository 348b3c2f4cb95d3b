//! From values to units of the picture, and the round values an axis names.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

/// Thang đo: from zero to the largest value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    most: Decimal,
    length: i64,
}

impl Scale {
    pub(super) fn new(most: Decimal, length: i64) -> Self {
        Self { most: if most > Decimal::ZERO { most } else { Decimal::ONE }, length: length.max(1) }
    }

    /// Where a value lies, to the nearest unit.
    pub(super) fn at(self, value: Decimal) -> i64 {
        let along = value.checked_div(self.most).and_then(|share| share.checked_mul(self.length.into()));
        let along = along.map(|along| along.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero));
        along.and_then(|along| along.to_i64()).unwrap_or_default().clamp(0, self.length)
    }

    /// The multiples of a round step up to the largest value: as many as leave `apart` units between two,
    /// none finer than the decimals that are written.
    pub(super) fn ticks(self, apart: i64, places: u32) -> Vec<Decimal> {
        let most = self.length / apart.max(1);
        let Some(step) = step(self.most, most.clamp(1, 6), places) else { return vec![Decimal::ZERO] };
        let (mut ticks, mut tick) = (Vec::new(), Decimal::ZERO);
        while tick <= self.most {
            ticks.push(tick);
            let Some(next) = tick.checked_add(step) else { break };
            tick = next;
        }
        ticks
    }
}

/// The smallest of 1, 2, 5, 10, 20, 50... of which at most so many reach the largest value.
fn step(most: Decimal, times: i64, places: u32) -> Option<Decimal> {
    const COARSEST: i32 = 18;
    let first = i32::try_from(places).map_or(0, |places| -places);
    let steps = (first..=COARSEST).flat_map(|power| [1, 2, 5].map(|digit| (digit, power)));
    let mut steps = steps.filter_map(|(digit, power)| {
        let digit = i128::from(digit);
        match u32::try_from(power) {
            Ok(power) => digit.checked_mul(10_i128.checked_pow(power)?).map(Decimal::from),
            Err(_) => Some(Decimal::from_i128_with_scale(digit, power.unsigned_abs())),
        }
    });
    // A step times six stays far inside the digits of a decimal.
    steps.find(|step| step.checked_mul(times.into()).is_some_and(|reach| reach >= most)).map(|step| step.normalize())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::{Scale, step};
    use rust_decimal::Decimal;

    fn ticks(most: &str, length: i64, places: u32) -> Vec<String> {
        let scale = Scale::new(most.parse().unwrap(), length);
        scale.ticks(80, places).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn steps_are_round() {
        for (most, times, places, expected) in [
            ("1", 5, 0, "1"),
            ("5", 5, 0, "1"),
            ("6", 5, 0, "2"),
            ("1234", 5, 0, "500"),
            ("1000", 5, 0, "200"),
            ("1001", 5, 0, "500"),
            ("0.9", 5, 2, "0.2"),
            ("0.9", 5, 0, "1"),
            ("12.5", 4, 2, "5"),
            ("1000000000000000", 5, 0, "200000000000000"),
        ] {
            let got = step(most.parse().unwrap(), times, places).unwrap();
            assert_eq!(got.to_string(), expected, "{most} in {times}");
        }
    }

    #[test]
    fn ticks_start_at_zero_and_stay_on_the_axis() {
        assert_eq!(ticks("100", 400, 0), ["0", "20", "40", "60", "80", "100"]);
        assert_eq!(ticks("63", 400, 0), ["0", "20", "40", "60"]);
        assert_eq!(ticks("1", 400, 0), ["0", "1"]);
        assert_eq!(ticks("0", 400, 0), ["0", "1"]);
        assert_eq!(ticks("0.3", 400, 2), ["0", "0.1", "0.2", "0.3"]);
        assert_eq!(ticks("0.004", 400, 2), ["0"]); // a finer tick could not be written
        assert_eq!(ticks("7", 50, 0), ["0"]); // no room for two labels
    }

    #[test]
    fn positions_are_nearest_and_inside() {
        let scale = Scale::new(Decimal::from(3), 100);
        let at = |value: &str| scale.at(value.parse().unwrap());
        assert_eq!((at("0"), at("1"), at("2"), at("3"), at("1.5")), (0, 33, 67, 100, 50));
        assert_eq!((at("4"), at("-1")), (100, 0));
        let mut last = 0;
        for value in 0..=300 {
            let here = scale.at(Decimal::new(value, 2));
            assert!(here >= last && here <= 100);
            last = here;
        }
    }
}
