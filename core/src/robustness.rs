//! Độ vững của thứ hạng: how far ranks depend on weights, samples, single criteria and methods.
//!
//! The ranks of many seeded draws are counted; the answer holds rank intervals, how often each unit
//! had each rank, the ranks without each criterion and under each alternative method, and first- and
//! total-order sensitivity indices. A setting is used or refused, never ignored.
//!
//! **Floats are allowed in this room alone**, because it publishes no points: what leaves it are
//! ranks, counts of ranks and quotients of counts, and those are exact. To give the same bits on
//! every target it uses + - * / √ in a fixed order, no fused multiplication, and the logarithm and
//! exponential of `libm`. Totals that agree to 12 significant digits share a rank, so that equal
//! decimals are equal whatever the last bits of their floats are.
//!
//! **Draws split.** What a draw decides depends on the seed, the uncertainty and the number of the
//! draw alone. [`Analysis::tally`] counts any range of draws; tallies merge in any order; callers
//! with threads give each of them a range.

mod binomial;
mod draw;
mod effect;
mod input;
mod kernel;
mod methods;
mod model;
mod sensitivity;
mod tally;

pub use input::{
    Aggregation, CriterionGroup, Direction, Distribution, Goalposts, Level, Normalisation, RobustCriterion, RobustUnit,
    RobustValue, RobustnessInput, RobustnessSettings, SensitivitySettings, SurveySample, Uncertainty,
};
pub use kernel::{MatrixNoise, RankDraws};
pub use sensitivity::{SensitivityIndex, SensitivityTally};
pub use tally::{RankInterval, RankTally};

use crate::number::Exact;
use crate::{Error, Text};
use draw::Prepared;
use model::{Change, Choice, Model};
use rust_decimal::Decimal;
use serde::Serialize;
use std::ops::Range;
use tally::quotient;

/// Phân tích độ vững: all draws on this thread.
///
/// ```
/// use cchc::{document, robustness};
/// let report = robustness::analyse(&document::from_json(r#"{
///   "criteria": [{"code": "1", "maximum": "60"}, {"code": "2", "maximum": "40"}],
///   "units": [
///     {"id": "a", "values": [{"criterion": "1", "value": "50"}, {"criterion": "2", "value": "20"}]},
///     {"id": "b", "values": [{"criterion": "1", "value": "40"}, {"criterion": "2", "value": "30.0"}]},
///     {"id": "c", "values": [{"criterion": "1", "value": "30"}, {"criterion": "2", "value": "10"}]}
///   ],
///   "normalisation": "none", "aggregation": "arithmetic",
///   "settings": {"seed": 2026, "draws": 1000, "confidence": "0.90", "uncertainties": [
///     {"weight_noise": {"distribution": "uniform", "width": "0.25"}}, {"leave_one_out": {}}
///   ]}
/// }"#)?)?;
/// let [a, b, c] = report.units.as_slice() else { panic!("three units") };
/// assert_eq!((a.rank, b.rank, c.rank), (1, 1, 3), "70 points each");
/// assert_eq!(c.acceptability, [0, 0, 1000], "last in every draw");
/// assert_eq!(report.leave_one_out[0].ranks, [2, 1, 3], "without criterion 1");
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// Those of [`Analysis::new`].
pub fn analyse(input: &RobustnessInput) -> Result<RobustnessReport, Error> {
    let analysis = Analysis::new(input)?;
    let tally = analysis.tally(0..analysis.draws());
    let sensitivity = analysis.sensitivity_tally(0..analysis.sensitivity_draws());
    analysis.report(&tally, &sensitivity)
}

/// Một phân tích đã kiểm tra, ready to draw.
pub struct Analysis {
    settings: RobustnessSettings,
    prepared: Prepared,
}

impl Analysis {
    /// Checks a document: every method defined for all its values, every setting with something to do.
    ///
    /// # Errors
    /// `input.empty_list`, `input.duplicate_id`, `input.unknown_id`, `input.out_of_range`,
    /// `document.invalid`; `scoring.incomplete` of a unit without a value and
    /// `scoring.duplicate_evidence` of one with two; `robustness.unused_setting`,
    /// `robustness.overlapping_setting`, `robustness.missing_parameter`, `robustness.no_spread`,
    /// `robustness.not_positive`, `robustness.no_sample`, `robustness.sample_mismatch`,
    /// `robustness.nothing_left`.
    pub fn new(input: &RobustnessInput) -> Result<Self, Error> {
        Ok(Self { settings: input.settings.clone(), prepared: Prepared::new(Model::new(input)?) })
    }

    /// Số lượt rút to tally.
    pub fn draws(&self) -> u32 {
        self.settings.draws
    }

    /// Số cặp lượt rút to tally for the indices; 0 where they are not asked for.
    pub fn sensitivity_draws(&self) -> u32 {
        self.settings.sensitivity.map_or(0, |settings| settings.draws)
    }

    /// The ranks of a range of draws, counted; what lies past the last draw is not drawn.
    pub fn tally(&self, draws: Range<u32>) -> RankTally {
        let draws = draws.start..draws.end.min(self.draws());
        self.prepared.tally(draws, self.settings.seed, self.settings.pairwise)
    }

    /// The sums behind the indices of a range of pairs of draws.
    pub fn sensitivity_tally(&self, draws: Range<u32>) -> SensitivityTally {
        let draws = draws.start..draws.end.min(self.sensitivity_draws());
        let per_unit = self.settings.sensitivity.is_some_and(|settings| settings.per_unit);
        self.prepared.sensitivity_tally(draws, self.settings.seed, per_unit)
    }

    /// What the tallies of all draws say.
    ///
    /// # Errors
    /// `robustness.draws_not_covered` unless each draw was tallied once, `columns.length` for the
    /// tally of another analysis.
    pub fn report(&self, tally: &RankTally, sensitivity: &SensitivityTally) -> Result<RobustnessReport, Error> {
        let (model, settings) = (&self.prepared.model, &self.settings);
        if tally.units() != model.ids.len() {
            return Err(Error::ColumnLength { expected: model.ids.len() as u64, got: tally.units() as u64 });
        }
        tally.check_covers(settings.draws.into())?;
        sensitivity.check_covers(self.sensitivity_draws().into())?;
        let units: Vec<UnitRobustness> = model.given.iter().map(|unit| self.unit(*unit, tally)).collect();
        let draws = i128::from(settings.draws);
        let shift = |unit: &usize| {
            let base = self.base(*unit);
            tally.sum_over(*unit, |rank| rank.abs_diff(base))
        };
        let shifts = model.given.iter().map(shift).fold(0, i128::saturating_add);
        Ok(RobustnessReport {
            seed: settings.seed,
            draws: settings.draws,
            confidence: settings.confidence,
            mean_shift: quotient(shifts, draws.saturating_mul(units.len() as i128), model.rounding),
            units,
            settings: self.used(),
            draws_without_spread: tally.even,
            leave_one_out: self.leave_one_out(),
            alternatives: self.alternatives(),
            sensitivity: settings.sensitivity.map(|asked| self.sensitivity(asked, sensitivity)),
            method: method(),
        })
    }

    fn base(&self, unit: usize) -> u32 {
        self.prepared.base.get(unit).map_or(0, |place| place.saturating_add(1))
    }

    fn unit(&self, unit: usize, tally: &RankTally) -> UnitRobustness {
        let model = &self.prepared.model;
        let draws = i128::from(self.settings.draws);
        let tail = (Decimal::ONE - self.settings.confidence.0) / Decimal::TWO;
        let wins = tally.wins(unit);
        let ranks = || (1_u32..).zip(tally.counts(unit)).filter(|(_, count)| **count > 0).map(|(rank, _)| rank);
        UnitRobustness {
            id: model.ids.get(unit).cloned().unwrap_or_default(),
            rank: self.base(unit),
            mean: quotient(tally.sum_over(unit, |rank| rank), draws, model.rounding),
            median: tally.median(unit),
            interval: RankInterval::new(tally.percentile(unit, tail), tally.percentile(unit, Decimal::ONE - tail)),
            best: ranks().min().unwrap_or_default(),
            worst: ranks().max().unwrap_or_default(),
            acceptability: tally.counts(unit).to_vec(),
            wins: model.given.iter().filter_map(|other| wins.get(*other)).copied().collect(),
        }
    }

    /// Ranks from 1, in the order of the document.
    fn ranks(&self, choice: Choice, left_out: Option<usize>) -> Vec<u32> {
        let places = self.prepared.ranks_of(choice, left_out);
        let rank = |unit: &usize| places.get(*unit).map(|place| place.saturating_add(1));
        self.prepared.model.given.iter().filter_map(rank).collect()
    }

    fn leave_one_out(&self) -> Vec<LeftOut> {
        let model = &self.prepared.model;
        let targets = model.factors.iter().find_map(|factor| match &factor.change {
            Change::LeaveOneOut(targets) => Some(targets.as_slice()),
            _ => None,
        });
        let base: Vec<u32> = model.given.iter().map(|unit| self.base(*unit)).collect();
        let without = |target: &usize| {
            let ranks = self.ranks(model.base, Some(*target));
            let shifts = || ranks.iter().zip(&base).map(|(rank, base)| rank.abs_diff(*base));
            let sum = shifts().map(i128::from).fold(0, i128::saturating_add);
            LeftOut {
                criterion: model.columns.get(*target).map(|column| column.code.clone()).unwrap_or_default(),
                mean_shift: quotient(sum, ranks.len() as i128, model.rounding),
                largest_shift: shifts().max().unwrap_or_default(),
                ranks,
            }
        };
        targets.unwrap_or_default().iter().map(without).collect()
    }

    fn alternatives(&self) -> Vec<Alternative> {
        let model = &self.prepared.model;
        let asked = model.factors.iter().any(|factor| {
            let change = &factor.change;
            matches!(change, Change::Normalisations(_) | Change::Aggregations(_) | Change::GroupAggregations(_))
        });
        let choices = if asked { model.alternatives() } else { Vec::new() };
        let ranked = |choice: Choice| {
            let (normalisation, _) = model.scalings.get(choice.scaling)?;
            Some(Alternative {
                normalisation: *normalisation,
                aggregation: choice.criteria,
                group_aggregation: model.tree.then_some(choice.groups),
                ranks: self.ranks(choice, None),
            })
        };
        choices.into_iter().filter_map(ranked).collect()
    }

    fn sensitivity(&self, asked: SensitivitySettings, tally: &SensitivityTally) -> Sensitivity {
        let model = &self.prepared.model;
        let drawn = model.factors.iter().filter(|factor| factor.drawn);
        let names: Vec<&str> = drawn.map(|factor| factor.name.as_str()).collect();
        let of_unit = |unit: &usize| UnitSensitivity {
            id: model.ids.get(*unit).cloned().unwrap_or_default(),
            indices: tally.indices(unit.saturating_add(1), &names, model.rounding),
        };
        Sensitivity {
            draws: asked.draws,
            evaluations: u64::from(asked.draws).saturating_mul((names.len() as u64).saturating_add(2)),
            indices: tally.indices(0, &names, model.rounding),
            units: if asked.per_unit { model.given.iter().map(of_unit).collect() } else { Vec::new() },
        }
    }

    fn used(&self) -> Vec<UsedSetting> {
        let used = |factor: &model::Factor| UsedSetting {
            uncertainty: factor.name.clone(),
            touches: factor.touches as u64,
            drawn: factor.drawn,
        };
        self.prepared.model.factors.iter().map(used).collect()
    }
}

/// Kết quả phân tích độ vững. Units, and ranks in lists, stand in the order of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RobustnessReport {
    /// Hạt giống.
    pub seed: u64,
    /// Số lượt rút.
    pub draws: u32,
    /// Độ tin cậy của khoảng hạng.
    pub confidence: Exact,
    /// Đơn vị.
    pub units: Vec<UnitRobustness>,
    /// Mức dịch hạng trung bình: the mean over draws and units of how far a rank is from the base one.
    pub mean_shift: Option<Exact>,
    /// What each uncertainty touched, in the order of the document.
    pub settings: Vec<UsedSetting>,
    /// Draws in which redrawn values left a criterion no range, so it told no two units apart.
    pub draws_without_spread: u64,
    /// Bỏ từng tiêu chí, where asked for.
    pub leave_one_out: Vec<LeftOut>,
    /// Các cách làm thay thế, where asked for.
    pub alternatives: Vec<Alternative>,
    /// Chỉ số nhạy, where asked for.
    pub sensitivity: Option<Sensitivity>,
    /// What the figures mean.
    pub method: Text,
}

/// Độ vững của hạng một đơn vị.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UnitRobustness {
    /// Mã.
    pub id: String,
    /// Hạng gốc, from 1; equals share a rank and the next ranks are left out.
    pub rank: u32,
    /// Hạng trung bình.
    pub mean: Option<Exact>,
    /// Hạng trung vị: of an even number of draws the mean of the two in the middle.
    pub median: Exact,
    /// Khoảng hạng at the declared confidence, by nearest rank.
    pub interval: RankInterval,
    /// Hạng tốt nhất.
    pub best: u32,
    /// Hạng thấp nhất.
    pub worst: u32,
    /// Số lượt ở mỗi hạng: at rank 1, 2, ...; they add up to the draws.
    pub acceptability: Vec<u32>,
    /// Số lượt đứng trên từng đơn vị, in the order of the document; empty where not asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wins: Vec<u32>,
}

/// Thiết lập đã dùng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UsedSetting {
    /// Its kind and place in the document.
    pub uncertainty: String,
    /// How many criteria or groups it touches.
    pub touches: u64,
    /// Whether it is part of the draws.
    pub drawn: bool,
}

/// Thứ hạng khi bỏ một tiêu chí.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LeftOut {
    /// Tiêu chí bị bỏ.
    pub criterion: String,
    /// Mức dịch hạng trung bình.
    pub mean_shift: Option<Exact>,
    /// Mức dịch hạng lớn nhất.
    pub largest_shift: u32,
    /// Hạng của từng đơn vị.
    pub ranks: Vec<u32>,
}

/// Thứ hạng theo một cách làm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Alternative {
    /// Cách chuẩn hóa.
    pub normalisation: Normalisation,
    /// Cách tổng hợp tiêu chí.
    pub aggregation: Aggregation,
    /// Cách tổng hợp nhóm, where there are groups.
    pub group_aggregation: Option<Aggregation>,
    /// Hạng của từng đơn vị.
    pub ranks: Vec<u32>,
}

/// Chỉ số nhạy của mức dịch hạng trung bình, and of each unit's rank where asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Sensitivity {
    /// Số cặp lượt rút.
    pub draws: u32,
    /// Số lần tính hạng, N·(d + 2).
    pub evaluations: u64,
    /// Of the mean absolute shift of the ranks from the base ones.
    pub indices: Vec<SensitivityIndex>,
    /// Of the rank of each unit.
    pub units: Vec<UnitSensitivity>,
}

/// Chỉ số nhạy của hạng một đơn vị.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UnitSensitivity {
    /// Mã.
    pub id: String,
    /// An index an uncertainty.
    pub indices: Vec<SensitivityIndex>,
}

fn method() -> Text {
    Text {
        vi: "Hạng đồng hạng kiểu 1, 2, 2, 4; hai tổng trùng nhau đến 12 chữ số có nghĩa thì đồng hạng. \
             Chỉ số nhạy là ước lượng từ mẫu: bậc nhất theo Saltelli (2010) quanh trung bình, toàn phần theo \
             Jansen (1999); sai số chuẩn tính thẳng từ mẫu, không lấy mẫu lại, coi phương sai là đã biết. \
             Chỉ số nhỏ có thể âm hoặc tổng vượt 1 trong phạm vi sai số đó."
            .to_owned(),
        en: "Equals share a rank as in 1, 2, 2, 4; totals that agree to 12 significant digits are equal. \
             Sensitivity indices are estimates from the draws: first order after Saltelli (2010) about the mean, \
             total order after Jansen (1999); their standard errors come from the draws directly, not from \
             resampling, with the variance taken as known. A small index may be negative, or the indices add up \
             to more than 1, within those errors."
            .to_owned(),
    }
}
