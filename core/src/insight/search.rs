//! Tìm phương án tối thiểu: the least change, by the costs the user gives, that reaches a goal.
//!
//! The search is exact. Every leaf that may be moved is turned into the list of its worthwhile
//! changes (for each score it can reach, the cheapest way there), and the lists are merged up the
//! tree of the rule set, group by group as the set combines them. A change is left out only where
//! another one costs no more and scores no less; since no group scores less when a part of it scores
//! more, nothing that is left out can stand in the cheapest plan. The plan is scored again before it
//! is returned. What would take more steps than the limit is refused, never approximated.
//!
//! Among plans of the same cost the one that touches the fewest criteria is taken, and among those
//! the one that does more in the criterion that stands first in the rule set.

mod front;
mod levers;
mod lines;
mod moves;
mod target;
mod wording;

use super::{Loss, losses};
use crate::measure::Measure;
use crate::number::{Exact, Ratio};
use crate::ranking::{Entry, TieRule};
use crate::rules::{ClassBand, RuleSet};
use crate::scoring::{Evidence, ScoreSheet};
use crate::text::Text;
use crate::{Error, number};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use target::Target;

/// Steps of the search where the request does not say how many: some seconds of work.
const MOST_STEPS: u64 = 5_000_000;

/// Yêu cầu tìm phương án: where a unit stands, what it wants, what it can change and at which cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SearchRequest {
    /// Năm đánh giá.
    pub year: i32,
    /// Số liệu hiện tại.
    pub evidence: Vec<Evidence>,
    /// Mục tiêu.
    pub goal: Goal,
    /// Đòn bẩy: what can be changed. A criterion without one stays as it is.
    #[serde(default)]
    pub levers: Vec<Lever>,
    /// The cost of a step of every criterion that has no lever of its own: one more or one fewer of a
    /// count, one condition, one level up. Values and points, whose step is not known, need a lever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<Exact>,
    /// How many steps the search may take before it is refused; 5 million where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
}

/// Mục tiêu: one of `{"points": "2.5"}`, `{"total": "90"}`, `{"places": 3, "league": [...]}`,
/// `{"rank": 5, "league": [...]}` and `{"class": "good"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "GoalDocument", into = "GoalDocument")]
#[non_exhaustive]
pub enum Goal {
    /// So many points more, of the total as it is published.
    Points(Exact),
    /// A total, as it is published.
    Total(Exact),
    /// So many places up among the other entries, by unrounded totals; who is excluded from ranking is
    /// passed over.
    Places {
        /// Số bậc.
        places: u32,
        /// Các đơn vị khác.
        league: Vec<Entry>,
        /// Quy tắc đồng hạng; that of the rule set where it is left out.
        ties: Option<TieRule>,
    },
    /// A rank among the other entries, by unrounded totals, likewise.
    Rank {
        /// Hạng.
        rank: u32,
        /// Các đơn vị khác.
        league: Vec<Entry>,
        /// Quy tắc đồng hạng; that of the rule set where it is left out.
        ties: Option<TieRule>,
    },
    /// The lower limit of a class, or more; what is asked besides the total is not looked at.
    Class(String),
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct GoalDocument {
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<Exact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<Exact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    places: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rank: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    league: Option<Vec<Entry>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ties: Option<TieRule>,
}

impl TryFrom<GoalDocument> for Goal {
    type Error = Error;

    fn try_from(document: GoalDocument) -> Result<Self, Error> {
        let wrong = |reason: &str| Error::InvalidDocument { path: "goal".to_owned(), reason: reason.to_owned() };
        let GoalDocument { points, total, places, rank, class, league, ties } = document;
        match (points, total, places, rank, class, league) {
            (Some(points), None, None, None, None, None) if ties.is_none() => Ok(Self::Points(points)),
            (None, Some(total), None, None, None, None) if ties.is_none() => Ok(Self::Total(total)),
            (None, None, None, None, Some(class), None) if ties.is_none() => Ok(Self::Class(class)),
            (None, None, Some(places), None, None, Some(league)) => Ok(Self::Places { places, league, ties }),
            (None, None, None, Some(rank), None, Some(league)) => Ok(Self::Rank { rank, league, ties }),
            _ => Err(wrong("give one of points, total, class, places and rank; the last two with their league")),
        }
    }
}

impl From<Goal> for GoalDocument {
    fn from(goal: Goal) -> Self {
        let empty = Self::default();
        match goal {
            Goal::Points(points) => Self { points: Some(points), ..empty },
            Goal::Total(total) => Self { total: Some(total), ..empty },
            Goal::Class(class) => Self { class: Some(class), ..empty },
            Goal::Places { places, league, ties } => Self { places: Some(places), league: Some(league), ties, ..empty },
            Goal::Rank { rank, league, ties } => Self { rank: Some(rank), league: Some(league), ties, ..empty },
        }
    }
}

/// Đòn bẩy: a change a unit can bring about in a criterion, and what it costs.
///
/// Of a count, a value or points: `cost_per_step`, and where it differs from 1 the `step`. Of levels
/// and conditions: a cost for each that can be reached or met.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lever {
    /// Mã tiêu chí.
    pub criterion: String,
    /// Which ratio, event or item of the measure, where it has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Chi phí mỗi bước.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_per_step: Option<Exact>,
    /// How much one step is; 1 where it is left out. A ratio moves by its numerator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Exact>,
    /// The largest change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Exact>,
    /// Chiều thay đổi. Where it is left out, the ways in which its rule gives points; what takes points
    /// away is then only brought down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// Chi phí để đạt từng mức.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LeverCost>,
    /// Chi phí để đạt từng điều kiện.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<LeverCost>,
}

/// Chiều thay đổi.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Direction {
    /// Tăng.
    Up,
    /// Giảm.
    Down,
}

/// Chi phí của một mức hoặc một điều kiện.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeverCost {
    /// Mã.
    pub id: String,
    /// Chi phí.
    pub cost: Exact,
}

/// Phương án ít tốn kém nhất: the cheapest plan that reaches the goal, scored again as a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TargetPlan {
    /// The rule set.
    pub rule_set: String,
    /// Its edition.
    pub edition: String,
    /// Năm đánh giá.
    pub year: i32,
    /// Chi phí.
    pub cost: Exact,
    /// The total the goal comes to (in per cent where classes are taken from a percentage); empty
    /// where any total reaches it.
    pub needed: Option<Exact>,
    /// Whether the total has to be above it, equal being not enough.
    pub above: bool,
    /// Tổng điểm hiện tại, as published.
    pub points_before: Exact,
    /// Tổng điểm sau khi thực hiện, as published.
    pub points_after: Exact,
    /// The same before rounding.
    pub unrounded_before: Exact,
    /// The same before rounding.
    pub unrounded_after: Exact,
    /// Điểm tăng thêm, of the published totals.
    pub gained: Exact,
    /// Hạng hiện tại; of a goal among other entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank_before: Option<u32>,
    /// Hạng sau khi thực hiện, the others staying where they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank_after: Option<u32>,
    /// Xếp loại sau khi thực hiện, by the total alone.
    pub class_after: Option<ClassBand>,
    /// Whether every leaf has evidence or does not apply.
    pub complete: bool,
    /// Codes of the leaves without evidence.
    pub missing: Vec<String>,
    /// Các bước, in the order of the rule set.
    pub steps: Vec<PlanStep>,
    /// Criteria that were to be moved and had to stay.
    pub held: Vec<HeldCriterion>,
    /// The plan in a sentence.
    pub text: Text,
}

/// Một bước: the change in one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PlanStep {
    /// Mã tiêu chí.
    pub criterion: String,
    /// Tên tiêu chí.
    pub title: Text,
    /// Chi phí.
    pub cost: Exact,
    /// Số liệu hiện tại.
    pub from: Measure,
    /// Số liệu cần đạt.
    pub to: Measure,
    /// Điểm hiện tại.
    pub points_before: Exact,
    /// Điểm sau khi thay đổi.
    pub points_after: Exact,
    /// Điểm tăng thêm of the criterion; below zero for one whose points are taken away.
    pub gained: Exact,
    /// The step in a sentence.
    pub text: Text,
}

/// Tiêu chí giữ nguyên, and why it was not moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct HeldCriterion {
    /// Mã tiêu chí.
    pub criterion: String,
    /// Lý do.
    pub reason: Text,
}

impl RuleSet {
    /// The cheapest change of the evidence that reaches a goal.
    ///
    /// ```
    /// use cchc::{RuleSet, document, insight::SearchRequest};
    /// let rules = RuleSet::shipped("qd-766-2022")?;
    /// let request: SearchRequest = document::from_json(r#"{
    ///     "year": 2026,
    ///     "evidence": [
    ///         {"criterion": "1.1", "measure": {"ratio": {"numerator": 0, "denominator": 82}}},
    ///         {"criterion": "1.2", "measure": {"ratio": {"numerator": 79, "denominator": 82}}}
    ///     ],
    ///     "goal": {"points": "0.34"},
    ///     "every": 1
    /// }"#)?;
    /// let plan = rules.target_search(&request)?;
    /// // Four of 1.1 and one of 1.2 would do as well, for the same cost, in two criteria.
    /// assert_eq!((plan.cost.to_string().as_str(), plan.steps.len()), ("5", 1));
    /// assert_eq!(plan.gained.to_string(), "0.37");
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `insight.cannot_gain` with the most that is possible; `insight.lever_unfit` for a lever its
    /// criterion cannot use, `scoring.unknown_criterion` and `scoring.unknown_part` for what it names,
    /// `input.duplicate_id` for two of the same; `insight.search_too_large`; `scoring.incomplete` for a
    /// rank of an incomplete score; `rules.unknown_reference` for a class the set does not have;
    /// `input.empty_list`, `input.out_of_range`; and those of [`RuleSet::score`].
    pub fn target_search(&self, request: &SearchRequest) -> Result<TargetPlan, Error> {
        let sheet = self.score(request.year, None, &request.evidence)?;
        let target = Target::of(self, &sheet, &request.goal)?;
        let budget = front::Budget::new(request.limit.unwrap_or(MOST_STEPS));
        let moves = moves::Moves::of(self, &sheet, request)?;
        let (found, total) = front::cheapest(self, &sheet, &moves, &target, &budget)?;
        let mut evidence = request.evidence.clone();
        for change in &found {
            change.write(&mut evidence);
        }
        let after = self.score(request.year, None, &evidence)?;
        if after.unrounded != total || !target.reached(self, after.unrounded)? {
            let (found, scored) = (total.to_string(), after.unrounded.to_string());
            return Err(Error::SearchMismatch { found, scored });
        }
        let steps = found.iter().map(|change| change.step(&sheet, &after)).collect::<Result<Vec<_>, Error>>()?;
        let cost = number::sum(steps.iter().map(|step| step.cost)).ok_or_else(number::too_large)?;
        let gained = number::difference(after.points, sheet.points).ok_or_else(number::too_large)?;
        let mut plan = TargetPlan {
            rule_set: self.id().to_owned(),
            edition: self.edition().to_owned(),
            year: request.year,
            cost: Exact(cost.0.normalize()),
            needed: target.least,
            above: target.above,
            points_before: sheet.points,
            points_after: after.points,
            unrounded_before: sheet.unrounded,
            unrounded_after: after.unrounded,
            gained,
            rank_before: target.rank(sheet.unrounded),
            rank_after: target.rank(after.unrounded),
            class_after: after.class,
            complete: after.complete,
            missing: after.missing,
            steps,
            held: moves.held,
            text: Text::default(),
        };
        plan.text = wording::plan(&plan);
        Ok(plan)
    }
}

/// Danh sách điểm nghẽn: where the points are lost, most first, and how soon they add up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Bottlenecks {
    /// Tổng điểm mất của các tiêu chí.
    pub lost: Exact,
    /// Các điểm nghẽn.
    pub items: Vec<Bottleneck>,
}

/// Một điểm nghẽn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Bottleneck {
    /// Điểm mất.
    #[serde(flatten)]
    pub loss: Loss,
    /// Tỷ trọng trong tổng điểm mất, in per cent, half up at two decimals.
    pub share_percent: Exact,
    /// Tỷ trọng cộng dồn from the first one on, in per cent, half up at two decimals.
    pub cumulative_percent: Exact,
    /// Whether one of the levers moves it.
    pub lever: bool,
}

/// Điểm nghẽn: the points a sheet loses, leaf by leaf, each with its share of all of them.
///
/// ```
/// use cchc::{Evidence, Measure, Ratio, RuleSet, insight};
/// let rules = RuleSet::shipped("qd-766-2022")?;
/// let at = |code: &str, part| Evidence::new(code, Measure::ratio(Ratio::of(part, 4)));
/// let sheet = rules.score(2026, None, &[at("1.1", 2), at("1.2", 3)])?; // 3 of 6 and 1 of 4 points lost
/// let found = insight::bottlenecks(&sheet, &[]);
/// assert_eq!(found.items[0].share_percent.to_string(), "75.00");
/// assert_eq!(found.items[1].cumulative_percent.to_string(), "100.00");
/// # Ok::<(), cchc::Error>(())
/// ```
pub fn bottlenecks(sheet: &ScoreSheet, levers: &[Lever]) -> Bottlenecks {
    let losses = losses(sheet);
    let lost = number::sum(losses.iter().map(|loss| loss.lost)).unwrap_or_default();
    let percent = |part: Exact| Ratio { numerator: part, denominator: lost }.percent().unwrap_or_default();
    let mut so_far = Exact(Decimal::ZERO);
    let item = |loss: Loss| {
        so_far = number::sum([so_far, loss.lost]).unwrap_or(so_far);
        let lever = levers.iter().any(|lever| lever.criterion == loss.code);
        Bottleneck { share_percent: percent(loss.lost), cumulative_percent: percent(so_far), lever, loss }
    };
    Bottlenecks { lost, items: losses.into_iter().map(item).collect() }
}
