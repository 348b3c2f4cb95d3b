//! Scores of many units at once: a column a criterion in, columns of points out, a reason for every row
//! without a score.
//!
//! The same points as [`RuleSet::score`] gives, without its sheet: exact decimals as whole numbers of
//! one decimal unit. What a column cannot say of a unit is taken as settled: the measure has the unit
//! and the period its rule asks for, required documents are there, and the criterion applies. Units to
//! which a criterion does not apply are scored one by one.

mod block;
mod fraction;
mod part;
mod rule;

use crate::Error;
use crate::number::Exact;
use crate::rules::{Combine, Criterion, RuleSet};
use block::{BLOCK, Loop, Narrow};
use fraction::Fraction;
use rule::{ENDLESS, Leaf, MOST_FACTOR, TOO_FINE};
use std::collections::HashMap;
use std::ops::Range;

/// More decimals than fit into a column beside any points.
const MOST_PLACES: u32 = 18;
/// What sums of points stay below.
const MOST_POINTS: i128 = 1 << 62;

/// Số liệu của một tiêu chí: one cell a unit. `i64::MIN` is a missing number.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::exhaustive_enums, reason = "callers write it out")]
pub enum Cells<'a> {
    /// Con số, for rules on a value: numbers times 10^`places`.
    Values {
        /// 12.5 with 2 places is 1250.
        scaled: &'a [i64],
        /// Decimal places, at most 18.
        places: u32,
    },
    /// Tử số và mẫu số, whole numbers of the same unit.
    Ratios {
        /// Tử số.
        numerators: &'a [i64],
        /// Mẫu số.
        denominators: &'a [i64],
    },
    /// Mức đạt: its place in the rule from 1; 0 is a missing one.
    Levels(&'a [u8]),
    /// Điểm, where the rule takes points, as appraised for any other leaf, or as published for a group:
    /// points times 10^`places`.
    Points {
        /// 1.5 with 2 places is 150.
        scaled: &'a [i64],
        /// Decimal places, at most 18.
        places: u32,
    },
}

impl Cells<'_> {
    /// The kind of value, for messages.
    fn kind(&self) -> &'static str {
        match self {
            Self::Values { .. } => "a value",
            Self::Ratios { .. } => "a ratio",
            Self::Levels(_) => "a level",
            Self::Points { .. } => "points",
        }
    }

    fn lengths(&self) -> (usize, usize) {
        match self {
            Self::Values { scaled, .. } | Self::Points { scaled, .. } => (scaled.len(), scaled.len()),
            Self::Ratios { numerators, denominators } => (numerators.len(), denominators.len()),
            Self::Levels(levels) => (levels.len(), levels.len()),
        }
    }
}

/// Cột của một tiêu chí.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::exhaustive_structs, reason = "callers write it out")]
pub struct LeafColumn<'a> {
    /// Mã tiêu chí: a leaf, or a group with points published for the whole of it.
    pub code: &'a str,
    /// What the units have there.
    pub cells: Cells<'a>,
}

/// Lý do không có điểm: why a row has no score; 0 is a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
#[non_exhaustive]
pub enum ScoreReason {
    /// There is a score.
    Scored = 0,
    /// A criterion has no evidence.
    Missing = 1,
    /// A count is negative, or a number lies outside what its rule takes.
    OutOfRange = 2,
    /// A zero denominator, and the rule does not say what that scores.
    ZeroDenominator = 3,
    /// More than the whole.
    RatioAboveOne = 4,
    /// A value that no band holds.
    OutsideBands = 5,
    /// A level the rule does not have.
    UnknownLevel = 6,
    /// By its zero denominator the criterion does not apply, and its maximum goes: score the unit alone.
    NotApplicable = 7,
}

impl ScoreReason {
    /// All reasons, in the order of their numbers.
    pub const ALL: [Self; 8] = [
        Self::Scored,
        Self::Missing,
        Self::OutOfRange,
        Self::ZeroDenominator,
        Self::RatioAboveOne,
        Self::OutsideBands,
        Self::UnknownLevel,
        Self::NotApplicable,
    ];

    /// The error code that scoring the unit alone would give; empty for a score.
    pub fn code(self) -> &'static str {
        match self {
            Self::Scored => "",
            Self::Missing => "scoring.incomplete",
            Self::OutOfRange => "input.out_of_range",
            Self::ZeroDenominator => "scoring.zero_denominator",
            Self::RatioAboveOne => "scoring.ratio_above_one",
            Self::OutsideBands => "scoring.outside_bands",
            Self::UnknownLevel => "scoring.unknown_part",
            Self::NotApplicable => "scoring.no_columns",
        }
    }
}

/// Cột kết quả, each as long as the rows.
#[derive(Debug)]
#[expect(clippy::exhaustive_structs, reason = "callers write it out")]
pub struct ScoreResults<'a> {
    /// Tổng điểm, rounded where the set says so; `i64::MIN` without a score.
    pub points: &'a mut [i64],
    /// Tổng điểm chưa làm tròn: what [`ranks`](crate::ranking::ranks) are taken from.
    pub unrounded: &'a mut [i64],
    /// The [`ScoreReason`] of each row; 0 is a score.
    pub reasons: &'a mut [u8],
    /// The column the reason was found in, by its place from 1; 0 for a score. The first one wrong in
    /// the order of the rule set; one without evidence only where none is wrong.
    pub at: Option<&'a mut [u16]>,
    /// The points of each column, one column after the other in the order they were given;
    /// `i64::MIN` where it has none.
    pub leaves: Option<&'a mut [i64]>,
}

/// What all points of a call have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Scored {
    /// Points are counted in 10^-`places`. It follows from the rule set and the places of the points
    /// given, not from the rows.
    pub places: u32,
    /// How many rows have no score.
    pub failed: usize,
}

/// Bộ chỉ số chấm theo cột: a rule set prepared for columns, once for any number of them.
#[derive(Debug, Clone)]
pub struct ScoreColumns {
    rules: RuleSet,
    /// Every criterion that can have a column.
    leaves: Vec<Leaf>,
    places: HashMap<String, usize>,
    base: Vec<Node>,
    bonus: Vec<Node>,
    penalty: Vec<Node>,
}

/// A criterion, by its place among the leaves.
#[derive(Debug, Clone)]
struct Node {
    leaf: usize,
    group: Option<Group>,
}

#[derive(Debug, Clone)]
struct Group {
    nodes: Vec<Node>,
    combine: Combine,
    max: Fraction,
    rounding: Option<u32>,
}

impl RuleSet {
    /// The rule set prepared to score columns of units.
    ///
    /// ```
    /// use cchc::RuleSet;
    /// use cchc::ranking::{TieRule, ranks};
    /// use cchc::scoring::{Cells, LeafColumn, ScoreResults};
    /// let rules = RuleSet::shipped("qd-766-2022")?;
    /// // Dossiers in time of all dossiers for the one group; the other groups with the points published.
    /// let cells = Cells::Ratios { numerators: &[90, 9, 80], denominators: &[100, 8, 100] };
    /// let mut given = vec![LeafColumn { code: "2.1", cells }];
    /// for group in rules.criteria().iter().filter(|group| group.find("2.1").is_none()) {
    ///     given.push(LeafColumn { code: &group.code, cells: Cells::Points { scaled: &[150, 150, 175], places: 2 } });
    /// }
    /// let (mut points, mut unrounded, mut reasons) = ([0; 3], [0; 3], [0; 3]);
    /// let scored = rules.columns().score(&given, &mut ScoreResults {
    ///     points: &mut points, unrounded: &mut unrounded, reasons: &mut reasons, at: None, leaves: None,
    /// })?;
    /// assert_eq!((scored.places, scored.failed), (2, 1));
    /// let others = given.len() as i64 - 1;
    /// assert_eq!(points, [1800 + others * 150, i64::MIN, 1600 + others * 175]);
    /// assert_eq!(reasons, [0, 4, 0]); // 9 of 8 is more than the whole
    /// assert_eq!(ranks(&unrounded, TieRule::Competition)?, [1, 0, 2]);
    /// # Ok::<(), cchc::Error>(())
    /// ```
    pub fn columns(&self) -> ScoreColumns {
        let mut leaves = Vec::new();
        let document = self.document();
        let [base, bonus, penalty] = document.places().map(|(_, criteria)| self.prepared(criteria, &mut leaves));
        let places = leaves.iter().enumerate().map(|(place, leaf)| (leaf.code.clone(), place)).collect();
        ScoreColumns { rules: self.clone(), leaves, places, base, bonus, penalty }
    }

    fn prepared(&self, criteria: &[Criterion], leaves: &mut Vec<Leaf>) -> Vec<Node> {
        criteria.iter().map(|criterion| self.node(criterion, leaves)).collect()
    }

    fn node(&self, criterion: &Criterion, leaves: &mut Vec<Leaf>) -> Node {
        let place = leaves.len();
        leaves.push(Leaf::of(criterion, self.rounding().leaf));
        if criterion.shape.is_some() {
            return Node { leaf: place, group: None };
        }
        let group = Group {
            nodes: self.prepared(&criterion.children, leaves),
            combine: criterion.combine,
            max: Fraction::of(criterion.max_points),
            rounding: self.rounding().group.map(crate::number::Rounding::places),
        };
        Node { leaf: place, group: Some(group) }
    }
}

/// What is to be done for a call, with all numbers in one unit.
enum Plan<'a> {
    Leaf { column: usize, optional: bool, leaf: Box<Loop<'a>> },
    Group { plans: Vec<Plan<'a>>, finish: Finish },
}

/// What becomes of the sum of a group.
#[derive(Clone, Copy)]
struct Finish {
    /// Times one number, over the other.
    factor: (i64, i64),
    cap: i64,
    /// One rounded unit.
    unit: i64,
}

/// The columns of a call, by the places of their criteria.
struct Given<'c, 'a> {
    columns: &'c [LeafColumn<'a>],
    place: Vec<Option<usize>>,
}

impl ScoreColumns {
    /// The rule set behind it.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Scores every row. The rows of all columns belong together: row 7 of each is the same unit.
    ///
    /// Every leaf of the base score needs a column, or one of the groups it is in. A column of the bonus
    /// or the penalty may be left out, and a missing cell there is no bonus and no penalty.
    ///
    /// # Errors
    /// `columns.length` when the columns do not fit each other; `scoring.unknown_criterion`,
    /// `scoring.duplicate_evidence`, `scoring.conflicting_evidence` and `scoring.wrong_measure` for a
    /// column its rule set does not take; `scoring.incomplete` with the criteria that have none;
    /// `scoring.no_columns` for a rule that needs more than a column; `input.out_of_range` for more
    /// than 18 decimal places.
    pub fn score(&self, columns: &[LeafColumn<'_>], results: &mut ScoreResults<'_>) -> Result<Scored, Error> {
        let rows = results.points.len();
        let whole = rows.saturating_mul(columns.len());
        let lengths = columns.iter().flat_map(|column| <[usize; 2]>::from(column.cells.lengths()));
        let lengths = lengths
            .chain([results.unrounded.len(), results.reasons.len()])
            .chain(results.at.as_ref().map(|at| at.len()))
            .map(|length| (rows, length))
            .chain(results.leaves.as_ref().map(|leaves| (whole, leaves.len())));
        for (expected, got) in lengths {
            if expected != got {
                let [expected, got] = [expected, got].map(|length| u64::try_from(length).unwrap_or(u64::MAX));
                return Err(Error::ColumnLength { expected, got });
            }
        }
        let given = self.given(columns)?;
        let mut places = 0;
        for nodes in [&self.base, &self.bonus, &self.penalty] {
            for node in nodes {
                self.places_of(node, &given, &mut places)?;
            }
        }
        let document = self.rules.document();
        let caps = [&document.bonus, &document.penalty].map(|one| one.as_ref().and_then(|one| one.cap));
        for limit in [document.total.min, document.total.max].into_iter().chain(caps).flatten() {
            places = places.max(Fraction::of(limit).places().unwrap_or(u32::MAX));
        }
        check_places(places)?;

        let mut most = 0_i128;
        let mut planned = |nodes: &[Node], optional| -> Result<Vec<Plan<'_>>, Error> {
            let mut plans = Vec::new();
            for node in nodes {
                most = most.saturating_add(self.plan(node, &given, places, optional, &mut plans)?);
            }
            Ok(plans)
        };
        let plans = [planned(&self.base, false)?, planned(&self.bonus, true)?, planned(&self.penalty, true)?];
        let scaled = |limit: Option<Exact>, none: i64| -> Result<i64, Error> {
            let scaled = limit.map(|limit| Fraction::of(limit).shifted(places.into())?.rounded());
            scaled.unwrap_or(Some(none)).ok_or_else(|| self.too_fine())
        };
        let total = Total {
            bonus: scaled(caps[0], i64::MAX)?,
            penalty: scaled(caps[1], i64::MAX)?,
            min: scaled(document.total.min, i64::MIN)?,
            max: scaled(document.total.max, i64::MAX)?,
            unit: unit(places, self.rules.rounding().total.map(crate::number::Rounding::places)),
        };
        if most >= MOST_POINTS {
            return Err(self.too_fine());
        }
        Ok(Scored { places, failed: run(&plans, total, rows, results) })
    }

    fn too_fine(&self) -> Error {
        Error::NoColumns { criterion: self.rules.id().to_owned(), reason: TOO_FINE }
    }

    /// Finds the criteria of the columns and checks that they are all there, none twice.
    fn given<'c, 'a>(&self, columns: &'c [LeafColumn<'a>]) -> Result<Given<'c, 'a>, Error> {
        let mut given = Given { columns, place: vec![None; self.leaves.len()] };
        for (column, one) in columns.iter().enumerate() {
            let known = self.places.get(one.code).and_then(|place| given.place.get_mut(*place));
            let place = known.ok_or_else(|| self.rules.unknown_criterion(one.code))?;
            if place.replace(column).is_some() {
                return Err(Error::DuplicateEvidence { criterion: one.code.to_owned() });
            }
            if let Cells::Values { places, .. } | Cells::Points { places, .. } = one.cells {
                check_places(places)?;
            }
        }
        let mut missing = Vec::new();
        for (nodes, needed) in [(&self.base, true), (&self.bonus, false), (&self.penalty, false)] {
            for node in nodes {
                self.find(node, &given, None, &mut missing)?;
            }
            if needed && !missing.is_empty() {
                let missing = crate::number::shorten_list(missing.into_iter());
                return Err(Error::IncompleteScore { unit: "every row".to_owned(), missing });
            }
            missing = Vec::new();
        }
        Ok(given)
    }

    /// The leaves below a node that neither have a column nor stand in a group that has one.
    fn find<'s>(
        &'s self,
        node: &Node,
        given: &Given<'_, '_>,
        published: Option<&str>,
        missing: &mut Vec<&'s str>,
    ) -> Result<(), Error> {
        let Some(leaf) = self.leaves.get(node.leaf) else { return Ok(()) };
        let has_column = given.column(node).is_some();
        if let (Some(group), true) = (published, has_column) {
            return Err(Error::ConflictingEvidence { criterion: group.to_owned(), part: leaf.code.clone() });
        }
        let Some(group) = &node.group else {
            if !has_column && published.is_none() {
                missing.push(&leaf.code);
            }
            return Ok(());
        };
        let published = if has_column { Some(leaf.code.as_str()) } else { published };
        group.nodes.iter().try_for_each(|part| self.find(part, given, published, missing))
    }

    /// What the sum of the parts is multiplied by; `None` where its numbers are too large.
    fn factor(&self, group: &Group, given: &Given<'_, '_>) -> Option<Fraction> {
        if group.combine != Combine::ScaledSum {
            return Some(Fraction::ONE);
        }
        group.max.over(self.applicable(&group.nodes, given)?)
    }

    /// The maxima of criteria that apply with all their parts, as sheets add them up.
    fn applicable(&self, nodes: &[Node], given: &Given<'_, '_>) -> Option<Fraction> {
        nodes.iter().try_fold(Fraction::ZERO, |sum, node| {
            let max = self.leaves.get(node.leaf)?.max;
            sum.plus(match &node.group {
                Some(group) if given.column(node).is_none() && group.combine != Combine::ScaledSum => {
                    let parts = self.applicable(&group.nodes, given)?;
                    // A cap above what the parts can make is no maximum.
                    if group.combine == Combine::CappedSum && max.less(parts)?.is_below_zero() { max } else { parts }
                }
                _ => max,
            })
        })
    }

    /// The decimals of the points of a node, `None` where nothing below it has a column; `most` learns of
    /// those on the way there.
    fn places_of(&self, node: &Node, given: &Given<'_, '_>, most: &mut u32) -> Result<Option<u32>, Error> {
        let Some(leaf) = self.leaves.get(node.leaf) else { return Ok(None) };
        let places = match (given.column(node), &node.group) {
            (Some((_, column)), _) => leaf.places(column)?,
            (None, None) => return Ok(None),
            (None, Some(group)) => {
                let mut parts = None;
                for part in &group.nodes {
                    parts = parts.max(self.places_of(part, given, most)?);
                }
                let Some(mut places) = parts else { return Ok(None) };
                let refused = |reason| Error::NoColumns { criterion: leaf.code.clone(), reason };
                let factor = self.factor(group, given).ok_or_else(|| refused(TOO_FINE))?;
                match (factor == Fraction::ONE, group.rounding, factor.places()) {
                    (true, _, _) => {}
                    // A product that is rounded at once needs no decimals of its own.
                    (false, Some(rounding), _) => places = rounding,
                    (false, None, Some(more)) => places = places.saturating_add(more),
                    (false, None, None) => return Err(refused(ENDLESS)),
                }
                places.max(group.cap().and_then(Fraction::places).unwrap_or_default())
            }
        };
        *most = (*most).max(places);
        // Rounding follows, and what is above is added up in rounded units.
        let rounding = node.group.as_ref().filter(|_| given.column(node).is_none()).and_then(|group| group.rounding);
        Ok(Some(rounding.map_or(places, |rounding| rounding.min(places))))
    }

    /// Adds what is to be done for a node; the most its points can be away from zero.
    fn plan<'a>(
        &self,
        node: &Node,
        given: &Given<'_, 'a>,
        places: u32,
        optional: bool,
        plans: &mut Vec<Plan<'a>>,
    ) -> Result<i128, Error> {
        let Some(leaf) = self.leaves.get(node.leaf) else { return Ok(0) };
        if let Some((column, one)) = given.column(node) {
            let scale = leaf.scaled(places);
            let (ready, most) = (scale.for_cells(one.cells)?, scale.most()?);
            let leaf = Box::new(Loop::new(one.cells, ready, most));
            plans.push(Plan::Leaf { column, optional, leaf });
            return Ok(most.into());
        }
        let Some(group) = &node.group else { return Ok(0) };
        let mut parts = Vec::new();
        let mut most = 0_i128;
        for part in &group.nodes {
            most = most.saturating_add(self.plan(part, given, places, optional, &mut parts)?);
        }
        if parts.is_empty() {
            return Ok(0);
        }
        let refused = || Error::NoColumns { criterion: leaf.code.clone(), reason: TOO_FINE };
        let unit = unit(places, group.rounding);
        let factor = self.factor(group, given).ok_or_else(refused)?;
        if factor == Fraction::ONE && group.cap().is_none() && unit == 1 {
            plans.append(&mut parts);
            return Ok(most);
        }
        let (times, over) = factor.parts();
        let narrow = |number: i128| i64::try_from(number).ok().filter(|_| number < MOST_FACTOR).ok_or_else(refused);
        let cap = group.cap().map(|cap| cap.shifted(places.into())?.rounded());
        let finish = Finish {
            factor: (narrow(times)?, narrow(over)?),
            cap: cap.unwrap_or(Some(i64::MAX)).ok_or_else(refused)?,
            unit,
        };
        if most >= MOST_POINTS {
            return Err(refused());
        }
        plans.push(Plan::Group { plans: parts, finish });
        // Products of the two are below 2^122.
        let scaled = most.saturating_mul(times).checked_div(over).unwrap_or(most);
        Ok(scaled.saturating_add(unit.into()))
    }
}

impl Group {
    fn cap(&self) -> Option<Fraction> {
        (self.combine == Combine::CappedSum).then_some(self.max)
    }
}

impl<'c, 'a> Given<'c, 'a> {
    fn column(&self, node: &Node) -> Option<(usize, &'c LeafColumn<'a>)> {
        let column = self.place.get(node.leaf).copied().flatten()?;
        Some((column, self.columns.get(column)?))
    }
}

fn check_places(places: u32) -> Result<(), Error> {
    if places <= MOST_PLACES {
        return Ok(());
    }
    let (got, max) = (places.to_string(), MOST_PLACES.to_string());
    Err(Error::OutOfRange { what: "places", got, min: "0".to_owned(), max })
}

/// One unit of a rounding, in units of 10^-`places`.
fn unit(places: u32, rounding: Option<u32>) -> i64 {
    let cut = rounding.map_or(0, |rounding| places.saturating_sub(rounding));
    10_i64.checked_pow(cut).unwrap_or(i64::MAX)
}

/// What becomes of the points of a unit: capped, cut, rounded.
#[derive(Clone, Copy)]
struct Total {
    bonus: i64,
    penalty: i64,
    min: i64,
    max: i64,
    unit: i64,
}

/// Everything a block needs besides its rows.
struct Work<'r> {
    narrow: Box<Narrow>,
    reasons: &'r mut [u8],
    at: [u16; BLOCK],
    /// The points of the columns, and how many rows each has.
    leaves: Option<(&'r mut [i64], usize)>,
}

fn run(plans: &[Vec<Plan<'_>>; 3], total: Total, rows: usize, results: &mut ScoreResults<'_>) -> usize {
    let depth = plans.iter().flatten().map(Plan::depth).max().unwrap_or(0);
    let mut room = vec![0; (depth + 3) * BLOCK];
    let leaves = results.leaves.as_deref_mut().map(|leaves| (leaves, rows));
    results.reasons.fill(ScoreReason::Scored as u8);
    let mut work = Work { narrow: Narrow::new(), reasons: results.reasons, at: [0; BLOCK], leaves };
    let mut failed = 0;
    for from in (0..rows).step_by(BLOCK) {
        let block = from..rows.min(from + BLOCK);
        let length = block.len();
        work.at.fill(0);
        let (base, room) = room.split_at_mut(BLOCK);
        let (more, room) = room.split_at_mut(BLOCK);
        let base = base.get_mut(..length).unwrap_or_default();
        let more = more.get_mut(..length).unwrap_or_default();
        let [plain, bonus, penalty] = plans;
        base.fill(0);
        plain.iter().for_each(|plan| plan.run(block.clone(), base, room, &mut work));
        for (plans, cap, sign) in [(bonus, total.bonus, 1), (penalty, total.penalty, -1_i64)] {
            if !plans.is_empty() {
                more.fill(0);
                plans.iter().for_each(|plan| plan.run(block.clone(), more, room, &mut work));
                base.iter_mut().zip(more.iter()).for_each(|(base, more)| {
                    *base = base.wrapping_add(more.min(&cap).wrapping_mul(sign));
                });
            }
        }
        let reasons = work.reasons.get(block.clone()).unwrap_or_default();
        let points = results.points.get_mut(block.clone()).unwrap_or_default();
        let unrounded = results.unrounded.get_mut(block.clone()).unwrap_or_default();
        for (((base, reason), points), unrounded) in base.iter().zip(reasons).zip(points).zip(unrounded) {
            let scored = *reason == ScoreReason::Scored as u8;
            let sum = (*base).max(total.min).min(total.max);
            *unrounded = if scored { sum } else { i64::MIN };
            *points = if scored { rounded(sum, total.unit) } else { i64::MIN };
            failed += usize::from(!scored);
        }
        if let Some(at) = results.at.as_deref_mut() {
            at.get_mut(block).unwrap_or_default().iter_mut().zip(&work.at).for_each(|(place, at)| *place = *at);
        }
    }
    failed
}

/// Which reason of a row is told: what is wrong before what is missing, and that before what does not
/// apply, as scoring the unit alone would; among equals the first.
fn weight(reason: u8) -> u8 {
    const SCORED: u8 = ScoreReason::Scored as u8;
    const NOT_APPLICABLE: u8 = ScoreReason::NotApplicable as u8;
    const MISSING: u8 = ScoreReason::Missing as u8;
    match reason {
        SCORED => 0,
        NOT_APPLICABLE => 1,
        MISSING => 2,
        _ => 3,
    }
}

/// Half up, away from zero, to whole units.
#[inline]
fn rounded(points: i64, unit: i64) -> i64 {
    if unit == 1 {
        return points;
    }
    let half = if points < 0 { -(unit / 2) } else { unit / 2 };
    points.wrapping_add(half).checked_div(unit).unwrap_or_default().wrapping_mul(unit)
}

impl Plan<'_> {
    /// How many sums stand open at once below it.
    fn depth(&self) -> usize {
        match self {
            Self::Leaf { .. } => 0,
            Self::Group { plans, .. } => plans.iter().map(Self::depth).max().unwrap_or(0) + 1,
        }
    }

    /// Adds the points of a block of rows to a sum.
    fn run(&self, rows: Range<usize>, sum: &mut [i64], room: &mut [i64], work: &mut Work<'_>) {
        let (own, room) = room.split_at_mut(BLOCK.min(room.len()));
        let own = own.get_mut(..sum.len()).unwrap_or_default();
        match self {
            Self::Leaf { column, optional, leaf } => {
                let mut whole = true;
                let reasons = work.reasons.get_mut(rows.clone()).unwrap_or_default();
                let at = &mut work.at;
                leaf.run(rows.clone(), own, &mut work.narrow, |row, reason| {
                    whole = false;
                    let (Some(place), Some(at)) = (reasons.get_mut(row), at.get_mut(row)) else { return };
                    if *optional && reason == ScoreReason::Missing || weight(reason as u8) <= weight(*place) {
                        return;
                    }
                    (*place, *at) = (reason as u8, u16::try_from(*column + 1).unwrap_or(u16::MAX));
                });
                if let Some((leaves, length)) = &mut work.leaves {
                    let from = column.wrapping_mul(*length);
                    let place = from.wrapping_add(rows.start)..from.wrapping_add(rows.end);
                    leaves.get_mut(place).unwrap_or_default().copy_from_slice(own);
                }
                if !whole {
                    own.iter_mut().filter(|points| **points == i64::MIN).for_each(|points| *points = 0);
                }
            }
            Self::Group { plans, finish } => {
                own.fill(0);
                plans.iter().for_each(|plan| plan.run(rows.clone(), own, room, work));
                finish.apply(own);
            }
        }
        sum.iter_mut().zip(own.iter()).for_each(|(sum, points)| *sum = sum.wrapping_add(*points));
    }
}

impl Finish {
    fn apply(self, sums: &mut [i64]) {
        let (times, over) = self.factor;
        if (times, over) != (1, 1) {
            for sum in sums.iter_mut() {
                let scaled = block::half_up(
                    i128::from(*sum).wrapping_mul(times.into()),
                    i128::from(over).wrapping_mul(self.unit.into()),
                );
                *sum = i64::try_from(scaled).unwrap_or_default().wrapping_mul(self.unit);
            }
            return;
        }
        sums.iter_mut().for_each(|sum| *sum = rounded((*sum).min(self.cap), self.unit));
    }
}

#[cfg(test)]
mod tests {
    use super::ScoreReason;
    use crate::ERROR_CODES;

    #[test]
    fn reasons_stand_in_the_order_of_their_numbers_and_have_known_codes() {
        assert!((0..).zip(ScoreReason::ALL).all(|(number, reason)| reason as u8 == number));
        let mut codes = ScoreReason::ALL.iter().skip(1).map(|reason| reason.code());
        assert!(codes.all(|code| ERROR_CODES.contains(&code)));
    }
}
