//! The score sheet: a tree with points, maximum, rule, inputs and source at every node.

use crate::agency::Agency;
use crate::measure::Measure;
use crate::number::{Exact, Rounding};
use crate::rules::{Applicability, Branch, ClassBand, Combine, RuleSetStatus, ScoredBy, Shape};
use crate::text::Text;
use crate::{Citation, Error};
use serde::Serialize;

/// Bảng điểm: the score of one unit under one rule set, with a reason for every number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ScoreSheet {
    /// The rule set.
    pub rule_set: String,
    /// Its edition.
    pub edition: String,
    /// What the rule set is.
    pub status: RuleSetStatus,
    /// Năm đánh giá.
    pub year: i32,
    /// The unit scored, where it was named.
    pub unit: Option<Agency>,
    /// Tổng điểm, rounded where the set says so.
    pub points: Exact,
    /// Tổng điểm chưa làm tròn: what ranks are taken from.
    pub unrounded: Exact,
    /// Điểm trước khi cộng thưởng, trừ phạt.
    pub base_points: Exact,
    /// Điểm thưởng.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bonus: Option<AdjustmentScore>,
    /// Điểm trừ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub penalty: Option<AdjustmentScore>,
    /// Điểm tối đa.
    pub max_points: Exact,
    /// Điểm tối đa áp dụng: without the criteria that do not apply.
    pub applicable_max: Exact,
    /// Points in per cent of the applicable maximum, half up at two decimals.
    pub percent: Option<Exact>,
    /// Whether every leaf has evidence or does not apply.
    pub complete: bool,
    /// Codes of the leaves without evidence.
    pub missing: Vec<String>,
    /// Điểm các lần chấm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stages: Option<Stages>,
    /// Chênh lệch: final less self-scored points, of the criteria that were self-scored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap: Option<Exact>,
    /// Xếp loại by the total and what the sheet itself shows; empty while incomplete, where the set
    /// states no class for such a total, where nothing applies, or where a condition rests on something else.
    pub class: Option<ClassBand>,
    /// How the groups made the base points, where that is more than their sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub combination: Option<Combination>,
    /// Làm tròn tổng điểm: what made `points` of `unrounded`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounding: Option<Rounding>,
    /// The groups.
    pub criteria: Vec<ScoreNode>,
}

/// Cách gộp điểm các phần, where it is more than their sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Combination {
    /// How the group combines its parts.
    pub how: Combine,
    /// Tổng điểm các phần.
    pub sum: Exact,
    /// The points once they are combined: cut at the maximum, or in proportion to it.
    pub combined: Exact,
    /// Điểm tối đa sau quy đổi, where parts of it are out and the rest was rescaled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rescaled_to: Option<Exact>,
}

/// Điểm thưởng hoặc điểm trừ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AdjustmentScore {
    /// Điểm, at most the cap.
    pub points: Exact,
    /// Điểm trước khi áp trần.
    pub uncapped: Exact,
    /// Trần.
    pub cap: Option<Exact>,
    /// Where it comes from.
    pub source: Citation,
    /// What was added or taken away.
    pub criteria: Vec<ScoreNode>,
}

/// Điểm của một tiêu chí, with the rule and the inputs behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ScoreNode {
    /// Mã.
    pub code: String,
    /// Tên.
    pub title: Text,
    /// How the points came about.
    pub basis: ScoreBasis,
    /// Điểm đạt; empty without evidence, or where the criterion is out.
    pub points: Option<Exact>,
    /// The points before this node's own rounding.
    pub unrounded: Option<Exact>,
    /// Điểm tối đa.
    pub max_points: Exact,
    /// Điểm tối đa áp dụng.
    pub applicable_max: Exact,
    /// Points in per cent of the applicable maximum, half up at two decimals.
    pub percent: Option<Exact>,
    /// Whether every leaf below has evidence or does not apply.
    pub complete: bool,
    /// Ai chấm; of a leaf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scored_by: Option<ScoredBy>,
    /// What the rule did, where one was applied.
    pub rule: Option<RuleApplied>,
    /// The measure it was applied to.
    pub measure: Option<Measure>,
    /// Điểm các lần chấm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stages: Option<Stages>,
    /// Chênh lệch: final less self-scored points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap: Option<Exact>,
    /// Tài liệu kiểm chứng; of a leaf with evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documents: Option<DocumentState>,
    /// Không áp dụng, and how that was scored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<NotApplicable>,
    /// How the parts of a group made its points, where that is more than their sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub combination: Option<Combination>,
    /// Làm tròn: what made `points` of `unrounded`; points as published are not rounded again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounding: Option<Rounding>,
    /// Where the criterion and its rule come from.
    pub source: Citation,
    /// The parts of a group.
    pub children: Vec<ScoreNode>,
}

/// Cách có điểm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ScoreBasis {
    /// By the rule of the leaf.
    Rule,
    /// The exact sum of the parts, as the group combines them.
    Sum,
    /// As published for the whole group.
    Published,
    /// Points put down in an appraisal.
    Appraised,
    /// The criterion does not apply.
    NotApplicable,
    /// Required documents are missing without explanation.
    NoDocuments,
    /// No evidence was given.
    NoEvidence,
}

/// Tình trạng tài liệu kiểm chứng.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DocumentState {
    /// Không yêu cầu.
    NotRequired,
    /// Có.
    Given,
    /// Thiếu, có giải trình.
    Explained,
    /// Thiếu.
    Missing,
}

/// Không áp dụng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NotApplicable {
    /// How that was scored.
    pub policy: Applicability,
    /// Lý do.
    pub reason: String,
}

/// Điểm các lần chấm; of a group, those of its self-scored criteria, each by the latest score so far.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Stages {
    /// Tự chấm.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_score: Option<StageScore>,
    /// Thẩm định lần 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_appraisal: Option<StageScore>,
    /// Giải trình.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<StageScore>,
    /// Thẩm định lần 2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_appraisal: Option<StageScore>,
}

/// Điểm của một lần chấm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StageScore {
    /// Điểm.
    pub points: Exact,
    /// Điểm tối đa của các tiêu chí được tính.
    pub max_points: Exact,
    /// Points in per cent of that maximum, half up at two decimals.
    pub percent: Option<Exact>,
    /// Ý kiến của người chấm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Quy tắc đã áp dụng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RuleApplied {
    /// The rule as the rule set states it.
    pub shape: Shape,
    /// The part of it that decided.
    pub branch: Branch,
    /// Which band or level, from 1 as listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<u64>,
    /// Points before rounding.
    pub unrounded: Exact,
    /// How they were rounded; not at all where it is empty.
    pub rounding: Option<Rounding>,
    /// The rule in a few words.
    pub text: Text,
}

impl ScoreSheet {
    /// The node of a criterion at any depth, of the bonus and the penalty too.
    pub fn node(&self, code: &str) -> Option<&ScoreNode> {
        let adjustments = self.bonus.iter().chain(&self.penalty).flat_map(|adjustment| &adjustment.criteria);
        self.criteria.iter().chain(adjustments).find_map(|node| node.find(code))
    }

    /// The leaves of the base score: nodes that have no parts, in the order of the rule set.
    pub fn leaves(&self) -> Vec<&ScoreNode> {
        self.criteria.iter().flat_map(ScoreNode::leaves).collect()
    }

    /// An error that says why the sheet is not to be ranked or classed: what is missing, or that nothing applies.
    ///
    /// # Errors
    /// `scoring.incomplete`; `scoring.nothing_applies`.
    pub fn complete_or(&self, unit: &str) -> Result<&Self, Error> {
        if !self.complete {
            return Err(Error::IncompleteScore { unit: unit.to_owned(), missing: self.missing.join(", ") });
        }
        if self.applicable_max == Exact::default() {
            return Err(Error::NothingApplies { unit: unit.to_owned() });
        }
        Ok(self)
    }

    /// The leaves of the base at 0 points; `None` where some are not known, the points of a whole group being given.
    pub(crate) fn zero_leaves(&self) -> Option<Vec<&str>> {
        zero_leaves(&self.criteria)
    }
}

/// As [`ScoreSheet::zero_leaves`], of nodes.
pub(super) fn zero_leaves(criteria: &[ScoreNode]) -> Option<Vec<&str>> {
    let leaves: Vec<&ScoreNode> = criteria.iter().flat_map(ScoreNode::leaves).collect();
    let at_zero = leaves.iter().filter(|leaf| leaf.points == Some(Exact::default()));
    let codes: Vec<&str> = at_zero.map(|leaf| leaf.code.as_str()).collect();
    let known = !codes.is_empty() || leaves.iter().all(|leaf| leaf.basis != ScoreBasis::Published);
    known.then_some(codes)
}

impl ScoreNode {
    pub(super) fn find(&self, code: &str) -> Option<&Self> {
        if self.code == code {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(code))
    }

    pub(super) fn leaves(&self) -> Vec<&Self> {
        if self.children.is_empty() {
            return vec![self];
        }
        self.children.iter().flat_map(Self::leaves).collect()
    }

    pub(super) fn collect_missing(&self, missing: &mut Vec<String>) {
        if self.children.is_empty() && !self.complete {
            missing.push(self.code.clone());
        }
        self.children.iter().for_each(|child| child.collect_missing(missing));
    }
}
