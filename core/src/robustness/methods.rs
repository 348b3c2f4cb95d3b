//! Các cách chuẩn hóa và tổng hợp: what a method makes of a column, and of columns with weights.

#![allow(clippy::float_arithmetic, reason = "robustness publishes ranks, never points; see the room's first lines")]

use super::input::{Aggregation, Normalisation};
use super::kernel::{Grid, on_grid};
use crate::number::float_of;

/// A number of the analysis as the nearest float: read from its digits, the same on every target.
pub(super) fn float(number: crate::Exact) -> f64 {
    number.to_string().parse().unwrap_or_default()
}

/// A normalisation with its parameters as floats.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Scaling {
    None,
    MinMax { low: f64, high: f64 },
    ZScore { mean: f64, deviation: f64 },
    Rank,
    Goalposts,
    DistanceToBest,
}

impl From<Normalisation> for Scaling {
    fn from(normalisation: Normalisation) -> Self {
        match normalisation {
            Normalisation::None => Self::None,
            Normalisation::MinMax { low, high } => Self::MinMax { low: float(low), high: float(high) },
            Normalisation::ZScore { mean, deviation } => {
                Self::ZScore { mean: float(mean), deviation: float(deviation) }
            }
            Normalisation::Rank => Self::Rank,
            Normalisation::Goalposts => Self::Goalposts,
            Normalisation::DistanceToBest => Self::DistanceToBest,
        }
    }
}

impl Normalisation {
    /// Its name in a document, for messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::MinMax { .. } => "min_max",
            Self::ZScore { .. } => "z_score",
            Self::Rank => "rank",
            Self::Goalposts => "goalposts",
            Self::DistanceToBest => "distance_to_best",
        }
    }
}

impl Aggregation {
    /// Its name in a document, for messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Arithmetic => "arithmetic",
            Self::Geometric => "geometric",
            Self::Harmonic => "harmonic",
            Self::Copeland => "copeland",
            Self::Borda => "borda",
        }
    }

    /// Whether it is defined for values above 0 only.
    pub(super) fn needs_positive(self) -> bool {
        matches!(self, Self::Geometric | Self::Harmonic)
    }

    /// What a value adds to a weighted sum that orders the units as the method does; `None` where
    /// no such sum does.
    pub(super) fn contribution(self) -> Option<fn(f64) -> f64> {
        match self {
            Self::Arithmetic => Some(|value| value),
            Self::Geometric => Some(libm::log),
            Self::Harmonic => Some(|value| -1.0 / value),
            Self::Copeland | Self::Borda => None,
        }
    }
}

/// What a normalisation knows of its column.
#[derive(Debug, Clone, Copy)]
pub(super) struct ColumnFacts {
    pub(super) maximum: Option<f64>,
    pub(super) higher: bool,
    /// 0 and 1 where the criterion has none; a normalisation that needs them was then refused.
    pub(super) goalposts: (f64, f64),
}

impl Scaling {
    /// Normalises a column; false when no two units differ and the method spreads them out, so all
    /// are given its middle.
    pub(super) fn apply(self, facts: ColumnFacts, values: &[f64], scaled: &mut [f64]) -> bool {
        let (least, most) = values
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| (value.min(least), value.max(most)));
        let pairs = scaled.iter_mut().zip(values);
        match self {
            Self::None => pairs.for_each(|(out, value)| *out = facts.maximum.map_or(*value, |maximum| value / maximum)),
            Self::MinMax { low, high } if most > least => {
                for (out, value) in pairs {
                    let above = if facts.higher { value - least } else { most - value };
                    *out = low + above / (most - least) * (high - low);
                }
            }
            Self::MinMax { low, high } => {
                scaled.fill((low + high) / 2.0);
                return false;
            }
            Self::ZScore { mean, deviation } => {
                let count = float_of(values.len() as u64);
                let centre = values.iter().fold(0.0, |sum, value| sum + value) / count;
                let squares = values.iter().fold(0.0, |sum, value| sum + (value - centre) * (value - centre));
                let spread = (squares / (count - 1.0)).sqrt();
                if most == least || spread == 0.0 {
                    scaled.fill(mean);
                    return false;
                }
                for (out, value) in pairs {
                    let above = if facts.higher { value - centre } else { centre - value };
                    *out = mean + above / spread * deviation;
                }
            }
            Self::Rank => {
                for (out, value) in pairs {
                    let worse = |other: &&f64| if facts.higher { *other < value } else { *other > value };
                    *out = float_of(values.iter().filter(worse).count() as u64) + 1.0;
                }
            }
            Self::Goalposts => {
                let (low, high) = facts.goalposts;
                for (out, value) in pairs {
                    let share = ((value - low) / (high - low)).clamp(0.0, 1.0);
                    *out = if facts.higher { share } else { 1.0 - share };
                }
            }
            Self::DistanceToBest => {
                for (out, value) in pairs {
                    *out = if facts.higher { value / most } else { least / value };
                }
            }
        }
        true
    }
}

/// Aggregates columns with their weights into one value a unit; a column without weight takes no
/// part. At least one has weight.
pub(super) fn aggregate(method: Aggregation, columns: &[&[f64]], weights: &[f64], totals: &mut [f64]) {
    let weighted = || columns.iter().zip(weights).filter(|(_, weight)| **weight > 0.0);
    let all = weighted().fold(0.0, |sum, (_, weight)| sum + weight);
    totals.fill(0.0);
    if let Some(contribution) = method.contribution() {
        for (column, weight) in weighted() {
            for (total, value) in totals.iter_mut().zip(*column) {
                *total += contribution(*value) * weight;
            }
        }
        for total in totals.iter_mut() {
            let mean = *total / all;
            *total = match method {
                Aggregation::Geometric => libm::exp(mean),
                Aggregation::Harmonic => -1.0 / mean,
                _ => mean,
            };
        }
        return;
    }
    for place in 0..totals.len() {
        let mut score = 0.0;
        for other in (0..totals.len()).filter(|other| *other != place) {
            let (mut ahead, mut behind) = (0.0, 0.0);
            for (column, weight) in weighted() {
                let (Some(mine), Some(theirs)) = (column.get(place), column.get(other)) else { continue };
                if mine > theirs {
                    ahead += weight;
                } else if theirs > mine {
                    behind += weight;
                }
            }
            score += match method {
                Aggregation::Borda => (ahead + (all - ahead - behind) / 2.0) / all,
                // A float's last bits must not decide between criteria of equal weight.
                _ if ahead - behind > all * 1e-12 => 1.0,
                _ if behind - ahead > all * 1e-12 => -1.0,
                _ => 0.0,
            };
        }
        if let Some(total) = totals.get_mut(place) {
            *total = score;
        }
    }
}

/// Takes the last bits off, so that equal scores of groups compare as equal.
pub(super) fn settle(scores: &mut [f64]) {
    let bound = scores.iter().fold(0.0_f64, |most, score| score.abs().max(most));
    let scale = Grid::default().fit(bound);
    for score in scores {
        *score = on_grid(*score, scale) - on_grid(0.0, scale);
    }
}
