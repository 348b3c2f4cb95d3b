//! The rule-set file: its serde shapes. What can be wrong with one is in `check.rs`.

use super::class::{ClassBand, ClassCap, ClassRules, Quota, Veto};
use super::shape::Shape;
use crate::Citation;
use crate::number::{Exact, Rounding};
use crate::text::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleSetDocument {
    pub(crate) id: String,
    /// The sets that follow one another year by year share a series.
    pub(crate) series: String,
    pub(crate) edition: String,
    /// The day the document was written with what was known then.
    pub(crate) known_at: NaiveDate,
    pub(crate) title: Text,
    pub(crate) levels: Vec<AgencyKind>,
    pub(crate) status: RuleSetStatus,
    /// What the status rests on, and what is known to differ from the text or the publisher.
    pub(crate) notes: Vec<Text>,
    pub(crate) issuer: String,
    pub(crate) years: Years,
    pub(crate) legal_basis: Vec<Citation>,
    pub(crate) max_points: Exact,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(crate) rounding: RoundingStages,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(crate) missing_evidence: MissingEvidence,
    /// Whether a self-score alone is final where nobody appraised it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(crate) self_score_stands: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) rescale_to: Option<Exact>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(crate) total: TotalBounds,
    pub(crate) criteria: Vec<Criterion>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) bonus: Option<Adjustment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) penalty: Option<Adjustment>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(crate) stated: StatedCounts,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(crate) ties: TiePolicy,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(crate) class_basis: ClassBasis,
    pub(crate) classes: Vec<ClassBand>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) vetoes: Vec<Veto>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) caps: Vec<ClassCap>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) quotas: Vec<Quota>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Cấp được chấm: whom a set scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AgencyKind {
    /// Bộ, cơ quan ngang bộ.
    Ministry,
    /// Tỉnh, thành phố.
    Province,
    /// Sở, ngành.
    Department,
    /// Huyện, until mid-2025.
    District,
    /// Xã, phường, đặc khu.
    Commune,
    /// Cơ quan giải quyết thủ tục ở mọi cấp.
    Agency,
    /// Cán bộ, công chức, viên chức.
    Official,
}

/// The years a set evaluates; open-ended while it is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Years {
    /// The first year.
    pub from: i32,
    /// The last year; none while the set is in force.
    pub through: Option<i32>,
}

impl std::fmt::Display for Years {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.through {
            Some(through) if through == self.from => write!(f, "{through}"),
            Some(through) => write!(f, "{}-{through}", self.from),
            None => write!(f, "{}-", self.from),
        }
    }
}

impl Years {
    /// Whether the set evaluates the year.
    pub fn contains(self, year: i32) -> bool {
        self.from <= year && self.through.is_none_or(|through| year <= through)
    }
}

/// Bộ chỉ số này là gì: what a rule set can be relied on for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RuleSetStatus {
    /// The text of the decision was read.
    Official,
    /// Rebuilt from an implementation or from published results.
    Reconstructed,
    /// A starting point for a set of one's own; not law.
    Template,
}

/// Làm tròn ở khâu nào; a stage that is left out is not rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct RoundingStages {
    /// Điểm của tiêu chí không có tiêu chí con.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaf: Option<Rounding>,
    /// Điểm của nhóm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Rounding>,
    /// Tổng điểm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Rounding>,
}

/// Thiếu tài liệu kiểm chứng mà không giải trình.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MissingEvidence {
    /// The points stand.
    #[default]
    Accepted,
    /// No points.
    Zero,
    /// The score is refused until it is explained.
    Refused,
}

/// Giới hạn của tổng điểm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct TotalBounds {
    /// Not below this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Exact>,
    /// Not above this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Exact>,
}

/// Điểm thưởng hoặc điểm trừ, outside the maximum of the set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Adjustment {
    /// No more than this in all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Exact>,
    /// Where it comes from.
    pub source: Citation,
    /// What is added or taken away.
    pub criteria: Vec<Criterion>,
}

/// Số lượng nêu trong văn bản, to compare with what the document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct StatedCounts {
    /// Lĩnh vực.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<u64>,
    /// Tiêu chí.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criteria: Option<u64>,
    /// Tiêu chí thành phần.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub components: Option<u64>,
}

/// Quy tắc đồng hạng của bộ chỉ số.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TiePolicy {
    /// What equal totals mean.
    pub rule: crate::ranking::TieRule,
    /// The criteria compared, in order, where totals are equal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tie_breakers: Vec<String>,
}

/// Xếp loại theo điểm hay theo tỷ lệ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ClassBasis {
    /// Tổng điểm.
    #[default]
    Points,
    /// Tổng điểm trên điểm tối đa áp dụng, in per cent.
    Percent,
}

/// Tiêu chí: a group of criteria or a leaf with a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Criterion {
    /// Mã.
    pub code: String,
    /// Tên.
    pub title: Text,
    /// Điểm tối đa.
    pub max_points: Exact,
    /// Điểm tối thiểu: below zero where the rule takes points away.
    #[serde(default, skip_serializing_if = "is_default")]
    pub min_points: Exact,
    /// Số tiêu chí, tiêu chí thành phần mà văn bản nêu ở dưới.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<StatedParts>,
    /// The rule of a leaf.
    #[serde(default, deserialize_with = "super::shape::read", skip_serializing_if = "Option::is_none")]
    pub shape: Option<Shape>,
    /// Ai chấm.
    #[serde(default, skip_serializing_if = "is_default")]
    pub scored_by: ScoredBy,
    /// Đơn vị tính that the measure has to name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Which year's figures it takes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub period: PeriodRule,
    /// Thời hạn tính bằng ngày làm việc: what its figures count as in time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub time_limits: Vec<TimeRule>,
    /// Tài liệu kiểm chứng.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Text>,
    /// Without them, where it differs from the set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_evidence: Option<MissingEvidence>,
    /// Không áp dụng thì chấm thế nào; it always applies where this is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<Applicability>,
    /// How the parts of a group make its points.
    #[serde(default, skip_serializing_if = "is_default")]
    pub combine: Combine,
    /// The maximum to which the group is rescaled when parts of it are out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rescale_to: Option<Exact>,
    /// Where the criterion and its rule come from.
    pub source: Citation,
    /// The parts of a group.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Criterion>,
}

/// Số tiêu chí và tiêu chí thành phần nêu trong văn bản.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StatedParts {
    /// Tiêu chí.
    pub criteria: u64,
    /// Tiêu chí thành phần.
    pub components: u64,
}

/// Ai chấm tiêu chí.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ScoredBy {
    /// Đơn vị tự chấm, then appraised.
    #[default]
    #[serde(rename = "self")]
    SelfScored,
    /// Điều tra xã hội học.
    Survey,
    /// Cấp trên cho điểm.
    Superior,
    /// Chỉ số của cơ quan khác.
    ExternalIndex,
    /// Hệ thống tự tính.
    Computed,
}

impl ScoredBy {
    /// Whether the unit scores itself there.
    pub(crate) fn takes_self_scores(self) -> bool {
        self == Self::SelfScored
    }
}

/// Thời hạn tính bằng ngày làm việc, by which whoever counts the figures tells in time from late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TimeRule {
    /// Mã.
    pub id: String,
    /// Việc phải làm, và mốc tính thời hạn.
    pub title: Text,
    /// Cấp phải theo; whoever the set scores where it is left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<AgencyKind>,
    /// Số ngày làm việc.
    pub working_days: u32,
    /// Tính từ mốc về trước hay về sau.
    pub counted: Counted,
}

/// Tính từ mốc về phía nào.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Counted {
    /// Trước mốc: so many working days before it at the latest.
    Before,
    /// Sau mốc: so many working days after it at the latest.
    After,
}

/// Số liệu của năm nào.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PeriodRule {
    /// Năm đánh giá.
    #[default]
    Year,
    /// Năm trước.
    PreviousYear,
    /// Không quy định.
    Any,
}

/// Không áp dụng thì chấm thế nào.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Applicability {
    /// Được điểm tối đa.
    Full,
    /// Không điểm, the maximum stays.
    Zero,
    /// Không chấm: its maximum goes, the points of the rest stay as they are.
    NotScored,
    /// Loại ra và quy đổi: its maximum goes, the rest is rescaled.
    Rescale,
}

/// Cách cộng điểm của nhóm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Combine {
    /// Tổng; the maxima of the parts make the maximum of the group.
    #[default]
    Sum,
    /// Tổng, không quá điểm tối đa của nhóm.
    CappedSum,
    /// Tỷ lệ điểm đạt của các phần nhân điểm tối đa: the parts' maxima are weights.
    ScaledSum,
}

impl Criterion {
    /// This criterion or one below it, by code.
    pub fn find(&self, code: &str) -> Option<&Self> {
        if self.code == code {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(code))
    }

    /// Thời hạn của tiêu chí under an id, for a level: none where the set names none for it.
    pub fn time_limit(&self, id: &str, level: AgencyKind) -> Option<&TimeRule> {
        let holds = |rule: &&TimeRule| rule.id == id && (rule.levels.is_empty() || rule.levels.contains(&level));
        self.time_limits.iter().find(holds)
    }

    /// This criterion and all below it, in order.
    pub(crate) fn all(&self) -> Vec<&Self> {
        std::iter::once(self).chain(self.children.iter().flat_map(Criterion::all)).collect()
    }

    /// The codes of this criterion and all below it, in order.
    pub(crate) fn codes(&self) -> Vec<&str> {
        self.all().into_iter().map(|criterion| criterion.code.as_str()).collect()
    }
}

impl RuleSetDocument {
    /// The classes and what decides them.
    pub(super) fn class_rules(&self) -> ClassRules {
        ClassRules {
            classes: self.classes.clone(),
            vetoes: self.vetoes.clone(),
            caps: self.caps.clone(),
            quotas: self.quotas.clone(),
        }
    }

    /// Where criteria stand: the set itself, its bonus and its penalty.
    pub(crate) fn places(&self) -> [(&'static str, &[Criterion]); 3] {
        [
            ("criteria", &self.criteria),
            ("bonus.criteria", of_ref(&self.bonus)),
            ("penalty.criteria", of_ref(&self.penalty)),
        ]
    }
}

fn of_ref(adjustment: &Option<Adjustment>) -> &[Criterion] {
    adjustment.as_ref().map(|adjustment| adjustment.criteria.as_slice()).unwrap_or_default()
}
