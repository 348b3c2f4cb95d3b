//! Phân tích điểm: what a score is made of, where points are lost, and what it would take to move up.
//!
//! Every split is exact: the lines of a total, of a gap or of a change between years add up to it
//! without a rest, and what the rules of the set do to the sum of the criteria (a cap, rescaling,
//! rounding) is a line of its own.

mod applicability;
mod change;
mod contribution;
mod editions;
mod exact;
mod gap;
mod league;
mod what_if;

pub use applicability::{ApplicabilityEffect, PolicyEffect, PolicyPlace, UnitApplicability, applicability_effect};
pub use change::{Change, ChangeLine, Corner, Side, Split, YearData, change_between};
pub use contribution::{ContributionLine, Contributions, CriterionContribution, LineKind, ScorePart, contributions};
pub use editions::{LineDiff, ScoreDiff, UnitDiff, diff_scores};
pub use exact::Portion;
pub use gap::{Gap, GapLine, gap, gap_to_mean};
pub use what_if::{NodeChange, Outlook, WhatIf};

mod search;

pub use search::{
    Bottleneck, Bottlenecks, Direction, Goal, HeldCriterion, Lever, LeverCost, PlanStep, SearchRequest, TargetPlan,
    bottlenecks,
};

use crate::measure::{Measure, MeasureValue};
use crate::number::{Exact, Ratio};
use crate::ranking::Ranking;
use crate::rules::RuleSet;
use crate::scoring::{Evidence, ScoreSheet};
use crate::text::Text;
use crate::{Error, number};
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;
use std::cmp::Reverse;

/// Điểm mất ở một tiêu chí.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Loss {
    /// Mã tiêu chí.
    pub code: String,
    /// Tên tiêu chí.
    pub title: Text,
    /// Điểm mất: the maximum less the points.
    pub lost: Exact,
    /// Điểm đạt.
    pub points: Exact,
    /// Điểm tối đa.
    pub max_points: Exact,
}

/// Điểm nghẽn: the leaves of a sheet by the points they lose, most first; leaves that lose nothing
/// or have no evidence are left out.
pub fn losses(sheet: &ScoreSheet) -> Vec<Loss> {
    let loss = |node: &crate::scoring::ScoreNode| {
        let points = node.points?;
        let lost = number::difference(node.max_points, points)?;
        (lost > Exact::default()).then(|| Loss {
            code: node.code.clone(),
            title: node.title.clone(),
            lost,
            points,
            max_points: node.max_points,
        })
    };
    let mut losses: Vec<Loss> = sheet.leaves().into_iter().filter_map(loss).collect();
    losses.sort_by_key(|loss| Reverse(loss.lost));
    losses
}

/// Bậc kế tiếp: how far the nearest higher entry of a ranking is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NextPlace {
    /// Hạng hiện tại.
    pub rank: u32,
    /// Hạng khi bằng điểm với mục trên, the entry's own tie-breakers applied: where those lose, no
    /// better than now, and it takes more than equal points.
    pub rank_then: u32,
    /// Điểm còn thiếu để bằng điểm.
    pub points_needed: Exact,
    /// The entries whose points would be reached.
    pub level_with: Vec<String>,
}

/// What an entry lacks to share the next higher rank; `None` for the first.
///
/// # Errors
/// `input.unknown_id`.
pub fn next_place(ranking: &Ranking, id: &str) -> Result<Option<NextPlace>, Error> {
    let entry = ranking.entry(id)?;
    let Some(above) = ranking.entries.iter().rev().find(|other| other.points > entry.points) else {
        return Ok(None);
    };
    let level = ranking.entries.iter().filter(|other| other.points == above.points);
    let points_needed = number::difference(above.points, entry.points).unwrap_or_default();
    Ok(Some(NextPlace {
        rank: entry.rank,
        rank_then: ranking.rank_at(above.points, &entry.tie_breakers),
        points_needed,
        level_with: level.map(|other| other.id.clone()).collect(),
    }))
}

/// Mức tăng ít nhất: the least addition to a numerator that gains the points asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LeastIncrease {
    /// Mã tiêu chí.
    pub criterion: String,
    /// Tử số hiện tại.
    pub numerator: u64,
    /// Tử số cần đạt.
    pub numerator_needed: u64,
    /// Số cần thêm.
    pub increase: u64,
    /// Mẫu số, unchanged.
    pub denominator: u64,
    /// Điểm hiện tại.
    pub points: Exact,
    /// Điểm sau khi tăng.
    pub points_then: Exact,
}

impl RuleSet {
    /// The least addition to one criterion's numerator that gains at least `points`, its rounding
    /// included; found by halving, since more of a numerator never scores less.
    ///
    /// ```
    /// use cchc::{Measure, Ratio, RuleSet};
    /// let rules = RuleSet::shipped("qd-766-2022")?;
    /// let announced = Measure::ratio(Ratio::of(0, 82));
    /// let gain = rules.least_increase("1.1", &announced, "0.34".parse()?)?;
    /// assert_eq!(gain.increase, 5); // 4 of 82 score 0.29, 5 of 82 score 0.37
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `insight.cannot_gain` when the criterion has fewer points left; `input.out_of_range` when
    /// `points` is negative; `scoring.wrong_measure`
    /// when it is not a ratio of whole counts; and those of [`RuleSet::score`].
    pub fn least_increase(&self, criterion: &str, measure: &Measure, points: Exact) -> Result<LeastIncrease, Error> {
        let wrong =
            || Error::WrongMeasure { criterion: criterion.to_owned(), expected: "a ratio", got: measure.value.kind() };
        let MeasureValue::Ratio(ratio) = measure.value else { return Err(wrong()) };
        let whole = |number: Exact| number.0.fract().is_zero().then(|| number.0.to_u64()).flatten();
        let (Some(numerator), Some(denominator)) = (whole(ratio.numerator), whole(ratio.denominator)) else {
            return Err(wrong());
        };
        let score = |numerator: u64| -> Result<Exact, Error> {
            let evidence = Evidence::new(criterion, Measure::ratio(Ratio::of(numerator, denominator)));
            let sheet = self.score(self.years().from, None, &[evidence])?;
            sheet.node(criterion).and_then(|node| node.points).ok_or_else(wrong)
        };
        if points < Exact::default() {
            let (min, max) = ("0".to_owned(), self.max_points().to_string());
            return Err(Error::OutOfRange { what: "points", got: points.to_string(), min, max });
        }
        let now = score(numerator)?;
        let most = score(denominator)?;
        let enough = number::sum([now, points]).filter(|enough| *enough <= most);
        let Some(enough) = enough else {
            let possible = number::difference(most, now).unwrap_or_default().to_string();
            let criterion = criterion.to_owned();
            return Err(Error::CannotGain { criterion, points: points.to_string(), possible });
        };
        let (mut low, mut high) = (numerator, denominator);
        while low < high {
            let middle = low.midpoint(high);
            if score(middle)? >= enough {
                high = middle;
            } else {
                low = middle.saturating_add(1);
            }
        }
        Ok(LeastIncrease {
            criterion: criterion.to_owned(),
            numerator,
            numerator_needed: high,
            increase: high.saturating_sub(numerator),
            denominator,
            points: now,
            points_then: score(high)?,
        })
    }
}
