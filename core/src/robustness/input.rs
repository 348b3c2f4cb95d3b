//! Hồ sơ yêu cầu: what an analysis is asked, as a document.

use crate::number::Exact;
use serde::{Deserialize, Serialize};

/// Yêu cầu phân tích độ vững: criteria, units, the base method and what is uncertain.
///
/// Weights, bounds and values belong to codes, never to positions: the order of the criteria and of
/// the units changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RobustnessInput {
    /// Tiêu chí.
    pub criteria: Vec<RobustCriterion>,
    /// Nhóm tiêu chí with weights of their own; without them a group weighs what its criteria do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<CriterionGroup>,
    /// Đơn vị được xếp hạng.
    pub units: Vec<RobustUnit>,
    /// Cách chuẩn hóa gốc.
    pub normalisation: Normalisation,
    /// Cách tổng hợp gốc: criteria into the total, or into their group where there are groups.
    pub aggregation: Aggregation,
    /// Cách tổng hợp các nhóm; absent, as `aggregation`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_aggregation: Option<Aggregation>,
    /// Thiết lập.
    pub settings: RobustnessSettings,
}

/// Tiêu chí: exactly one of `weight` and `maximum`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RobustCriterion {
    /// Mã.
    pub code: String,
    /// Trọng số, not negative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Exact>,
    /// Điểm tối đa: the values are points from 0 to it, and it is the weight too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<Exact>,
    /// Chiều đánh giá.
    #[serde(default)]
    pub direction: Direction,
    /// Nhóm: given for all criteria or for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Mốc cố định, for [`Normalisation::Goalposts`]; a criterion with `maximum` has 0 and it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goalposts: Option<Goalposts>,
    /// Giá trị của toàn bộ: the value when everybody asked is satisfied, for [`Uncertainty::SamplingError`];
    /// a criterion with `maximum` has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<Exact>,
}

/// Chiều đánh giá.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Direction {
    /// Càng cao càng tốt.
    #[default]
    Higher,
    /// Càng thấp càng tốt: for normalisations that turn it round; `none` refuses it.
    Lower,
}

/// Mốc cố định: the values that become 0 and 1; what lies outside is taken as the nearer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goalposts {
    /// Mốc dưới.
    pub low: Exact,
    /// Mốc trên.
    pub high: Exact,
}

/// Nhóm tiêu chí có trọng số riêng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriterionGroup {
    /// Mã.
    pub code: String,
    /// Trọng số.
    pub weight: Exact,
}

/// Đơn vị, with a value for every criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RobustUnit {
    /// Mã.
    pub id: String,
    /// Giá trị.
    pub values: Vec<RobustValue>,
}

/// Giá trị của một tiêu chí.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RobustValue {
    /// Mã tiêu chí.
    pub criterion: String,
    /// Giá trị: points, a share, or a figure in the criterion's own unit.
    pub value: Exact,
    /// Mẫu khảo sát mà giá trị dựa vào.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<SurveySample>,
}

/// Mẫu khảo sát: so many satisfied of so many asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveySample {
    /// Số người hài lòng.
    pub satisfied: u32,
    /// Số người được hỏi, from 1 to 10,000,000.
    pub of: u32,
}

/// Cách chuẩn hóa. `v` is the value, `min` and `max` are those of the units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Normalisation {
    /// Giữ nguyên: `v`, or `v / maximum` where the criterion has one.
    None,
    /// Cực tiểu - cực đại: from `low` for the worst unit to `high` for the best.
    MinMax {
        /// The worst unit's.
        low: Exact,
        /// The best unit's.
        high: Exact,
    },
    /// Điểm z, by the standard deviation of a sample (n - 1), moved to this mean and deviation.
    ZScore {
        /// The mean after it.
        mean: Exact,
        /// The standard deviation after it.
        deviation: Exact,
    },
    /// Hạng: 1 and one more for every worse unit.
    Rank,
    /// Mốc cố định: `(v - low) / (high - low)`, from 0 to 1.
    Goalposts,
    /// So với đơn vị tốt nhất: `v / max`, or `min / v` where lower is better.
    DistanceToBest,
}

/// Cách tổng hợp. Only the order it gives matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Aggregation {
    /// Trung bình cộng có trọng số.
    Arithmetic,
    /// Trung bình nhân có trọng số.
    Geometric,
    /// Trung bình điều hòa có trọng số.
    Harmonic,
    /// Copeland: units beaten less units lost to, each pair decided by the weight of the criteria.
    Copeland,
    /// Borda: the weighted mean of how many units are worse, equal ones counting a half.
    Borda,
}

/// Thiết lập của một lần phân tích.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RobustnessSettings {
    /// Hạt giống, up to 2^53 - 1 so that every language can write it.
    pub seed: u64,
    /// Số lượt rút, 1 to 10,000,000.
    pub draws: u32,
    /// Độ tin cậy của khoảng hạng, above 0 and below 1, such as `"0.90"`.
    pub confidence: Exact,
    /// Số chữ số thập phân of the means and the indices, half up.
    #[serde(default = "six")]
    pub places: u32,
    /// Count for each pair of units how often one ranks before the other.
    #[serde(default)]
    pub pairwise: bool,
    /// Những gì không chắc chắn.
    pub uncertainties: Vec<Uncertainty>,
    /// Chỉ số nhạy, where asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensitivity: Option<SensitivitySettings>,
}

fn six() -> u32 {
    6
}

/// Thiết lập của chỉ số nhạy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SensitivitySettings {
    /// Pairs of draws N, 2 to 1,000,000; with d uncertainties the ranks are computed N·(d + 2) times.
    pub draws: u32,
    /// The indices of every unit's own rank too.
    #[serde(default)]
    pub per_unit: bool,
}

/// Điều không chắc chắn. A list of `codes` left out means all that the setting can touch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Uncertainty {
    /// Nhiễu trọng số: each weight times 1 + width · noise.
    WeightNoise {
        /// The shape of the noise.
        distribution: Distribution,
        /// The largest relative deviation, above 0 up to 1.
        width: Exact,
        /// Whose weights.
        #[serde(default)]
        level: Level,
        /// Which of them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        codes: Option<Vec<String>>,
        /// Scaled back so that the weights of each group add up as before. Of a total without
        /// groups it would change no rank, so there it is refused.
        #[serde(default)]
        renormalised: bool,
    },
    /// Sai số chọn mẫu: satisfied of asked redrawn from its binomial distribution.
    SamplingError {
        /// The survey criteria; absent, those for which any unit has a sample.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        codes: Option<Vec<String>>,
    },
    /// Nhiễu giá trị, such as at the edge of a band: each value plus half_width · noise. Points stay
    /// from 0 to the maximum.
    ValueNoise {
        /// The shape of the noise.
        distribution: Distribution,
        /// The largest deviation, in the unit of the values.
        half_width: Exact,
        /// The criteria.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        codes: Option<Vec<String>>,
    },
    /// Bỏ từng tiêu chí: the ranks without each criterion, and in the draws one of them or none
    /// left out, each as likely.
    LeaveOneOut {
        /// The criteria.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        codes: Option<Vec<String>>,
        /// Left out in the draws too.
        #[serde(default = "yes")]
        drawn: bool,
    },
    /// Cách chuẩn hóa thay thế, drawn uniformly; the base one only where the list names it.
    Normalisations {
        /// At least two, each once.
        of: Vec<Normalisation>,
        /// Drawn, besides the table of ranks under each.
        #[serde(default = "yes")]
        drawn: bool,
    },
    /// Cách tổng hợp thay thế, drawn uniformly; the base one only where the list names it.
    Aggregations {
        /// At least two, each once.
        of: Vec<Aggregation>,
        /// Of criteria, or of groups.
        #[serde(default)]
        level: Level,
        /// Drawn, besides the table of ranks under each.
        #[serde(default = "yes")]
        drawn: bool,
    },
}

fn yes() -> bool {
    true
}

/// Cấp của cây tiêu chí.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Level {
    /// Tiêu chí.
    #[default]
    Criteria,
    /// Nhóm.
    Groups,
}

/// Dạng nhiễu, from -1 to 1 around 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Distribution {
    /// Đều; standard deviation 1/√3.
    Uniform,
    /// Tam giác, the mean of two uniform ones; standard deviation 1/√6.
    Triangular,
    /// Hình chuông, the mean of four uniform ones, close to a normal one; standard deviation 1/√12.
    Bell,
}
