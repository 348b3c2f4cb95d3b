//! Sai số chọn mẫu: what a survey would have said had it asked as many again.

#![allow(clippy::float_arithmetic, reason = "robustness publishes ranks, never points; see the room's first lines")]

use super::input::SurveySample;
use super::kernel::unit;
use crate::number::float_of;

/// A value of a unit that depends on a sample, with the distribution of its redraws.
pub(super) struct Redraw {
    pub(super) criterion: usize,
    pub(super) unit: usize,
    /// The value when everybody is satisfied.
    pub(super) whole: f64,
    of: f64,
    share: f64,
    /// How many satisfied the first entry of `below` stands for.
    first: u32,
    /// The chance of so many satisfied or fewer.
    below: Vec<f64>,
}

impl Redraw {
    /// Chances smaller than this against the likeliest outcome are none.
    const NEGLIGIBLE: f64 = 1e-20;

    /// `None` of a sample in which nobody or everybody is satisfied: redrawn, it stays as it is.
    pub(super) fn new(criterion: usize, unit: usize, all: f64, sample: SurveySample) -> Option<Self> {
        let SurveySample { satisfied, of } = sample;
        let unsatisfied = of.checked_sub(satisfied)?;
        if satisfied == 0 || unsatisfied == 0 {
            return None;
        }
        // From the likeliest outcome, which is the sample's own, outwards: each chance is that of its
        // neighbour times a quotient of whole numbers.
        let number = |count: u32| float_of(count.into());
        let odds = number(satisfied) / number(unsatisfied);
        let mut down = Vec::new();
        let mut chance = 1.0;
        for count in (1..=satisfied).rev() {
            chance *= number(count) / (number(of.saturating_sub(count)) + 1.0) / odds;
            if chance < Self::NEGLIGIBLE {
                break;
            }
            down.push(chance);
        }
        let first = satisfied.saturating_sub(u32::try_from(down.len()).unwrap_or(u32::MAX));
        let mut chances: Vec<f64> = down.into_iter().rev().chain([1.0]).collect();
        chance = 1.0;
        for count in satisfied..of {
            chance *= number(of.saturating_sub(count)) / (number(count) + 1.0) * odds;
            if chance < Self::NEGLIGIBLE {
                break;
            }
            chances.push(chance);
        }
        let total = chances.iter().fold(0.0, |sum, chance| sum + chance);
        let mut sum = 0.0;
        let below = chances
            .into_iter()
            .map(|chance| {
                sum += chance;
                sum / total
            })
            .collect();
        let share = number(satisfied) / number(of);
        Some(Self { criterion, unit, whole: all, of: number(of), share, first, below })
    }

    /// The value redrawn: moved by as much as the share of satisfied moves.
    pub(super) fn value(&self, published: f64, word: u64) -> f64 {
        let chance = unit(word);
        let place = self.below.partition_point(|below| *below <= chance).min(self.below.len().saturating_sub(1));
        self.moved(published, float_of(place as u64) + float_of(self.first.into()))
    }

    /// The least it can be redrawn as.
    pub(super) fn least(&self, published: f64) -> f64 {
        self.moved(published, float_of(self.first.into()))
    }

    fn moved(&self, published: f64, satisfied: f64) -> f64 {
        (published + self.whole * (satisfied / self.of - self.share)).clamp(0.0, self.whole)
    }
}
