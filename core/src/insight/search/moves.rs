//! What can be moved: each leaf with the ways its levers lead along, and the points they lead to.

use super::levers::not_negative;
use super::{HeldCriterion, Lever, PlanStep, SearchRequest, wording};
use crate::Error;
use crate::measure::{ConditionState, Measure, MeasureValue};
use crate::number::{self, Exact, Rounding, too_large};
use crate::rules::{Criterion, Part, Quantity, RuleSet, Shape};
use crate::scoring::{Claim, ClaimValue, Evidence, ScoreBasis, ScoreNode, ScoreSheet};
use crate::text::Text;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The rule of a group's published points.
static GIVEN: Shape = Shape::Given {};

/// Everything that can be moved, in the order of the rule set.
pub(super) struct Moves<'a> {
    pub(super) leaves: Vec<Movable<'a>>,
    pub(super) held: Vec<HeldCriterion>,
    /// Which of the leaves a code is.
    pub(super) by_code: BTreeMap<&'a str, usize>,
}

/// A leaf that can be moved.
pub(super) struct Movable<'a> {
    pub(super) criterion: &'a Criterion,
    pub(super) shape: &'a Shape,
    /// The shape that decides once conditions are met and branches taken.
    pub(super) core: &'a Shape,
    pub(super) others: BTreeMap<&'a str, Option<Exact>>,
    pub(super) rounding: Option<Rounding>,
    pub(super) slot: Slot,
    pub(super) measure: Measure,
    /// Points are taken away by this one, so fewer are better.
    pub(super) penalty: bool,
    pub(super) axes: Vec<Vec<Axis>>,
    pub(super) choices: Vec<Choice>,
}

/// Where the measure that counts stands in the evidence.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Measure,
    SecondAppraisal,
    FirstAppraisal,
    SelfScore,
}

/// A number of the measure and how it moves.
#[derive(Clone, Copy)]
pub(super) struct Axis {
    pub(super) place: Place,
    pub(super) down: bool,
    pub(super) step: Decimal,
    pub(super) cost: Decimal,
    /// So many steps at most.
    pub(super) most: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Numerator,
    /// A ratio, an event or an item, counted from 0 as in the measure.
    Ratio(usize),
    Event(usize),
    Item(usize),
    Value,
    Points,
}

/// Conditions met or a level reached, all at once.
#[derive(Clone, Default)]
pub(super) struct Choice {
    pub(super) cost: Decimal,
    pub(super) meet: bool,
    pub(super) level: Option<String>,
}

/// A change that is worth its cost: nothing cheaper gives as much.
#[derive(Clone)]
pub(super) struct Change {
    pub(super) cost: Exact,
    /// What the leaf is worth then: its points, or less than nothing where they are taken away.
    pub(super) worth: Exact,
    pub(super) measure: Measure,
}

/// A change that stands in a plan.
pub(super) struct Chosen<'a> {
    pub(super) leaf: &'a Movable<'a>,
    pub(super) change: Change,
}

pub(super) fn unfit(criterion: &str, vi: &str, en: &str) -> Error {
    Error::LeverUnfit { criterion: criterion.to_owned(), reason: Text::new(vi, en) }
}

/// The shape that decides in the end, conditions met and branches taken.
fn core<'a>(shape: &'a Shape, points_of: &dyn Fn(&str) -> Option<Exact>) -> &'a Shape {
    match shape {
        Shape::Gated { then, .. } => core(then, points_of),
        Shape::Branch { on, at_least, then, otherwise } => {
            let first = points_of(on).is_some_and(|points| points >= *at_least);
            core(if first { then } else { otherwise }, points_of)
        }
        shape => shape,
    }
}

/// The conditions a shape asks for.
pub(super) fn conditions<'a>(shape: &'a Shape, points_of: &dyn Fn(&str) -> Option<Exact>) -> &'a [Part] {
    match shape {
        Shape::Gated { conditions, .. } | Shape::AllOf { conditions, .. } => conditions,
        Shape::Branch { on, at_least, then, otherwise } => {
            let first = points_of(on).is_some_and(|points| points >= *at_least);
            conditions(if first { then } else { otherwise }, points_of)
        }
        _ => &[],
    }
}

impl<'a> Moves<'a> {
    pub(super) fn of(rules: &'a RuleSet, sheet: &ScoreSheet, request: &'a SearchRequest) -> Result<Self, Error> {
        let mut levers: BTreeMap<&str, Vec<&Lever>> = BTreeMap::new();
        let mut seen = HashSet::new();
        for lever in &request.levers {
            if rules.criterion(&lever.criterion).is_none() {
                return Err(rules.unknown_criterion(&lever.criterion));
            }
            if !seen.insert((&lever.criterion, &lever.part)) {
                let part = lever.part.as_ref().map(|part| format!(" {part}")).unwrap_or_default();
                return Err(Error::DuplicateId { id: format!("{}{part}", lever.criterion) });
            }
            lever.check()?;
            levers.entry(&lever.criterion).or_default().push(lever);
        }
        if let Some(cost) = request.every {
            not_negative("cost", cost)?;
        }
        let evidence: BTreeMap<&str, &Evidence> =
            request.evidence.iter().map(|evidence| (evidence.criterion.as_str(), evidence)).collect();
        let places = rules.document().places();
        let all: Vec<(&Criterion, bool)> = places
            .into_iter()
            .flat_map(|(place, criteria)| criteria.iter().map(move |criterion| (place, criterion)))
            .flat_map(|(place, criterion)| criterion.all().into_iter().map(move |one| (one, place.starts_with("pen"))))
            .collect();
        let needed: BTreeSet<&str> =
            all.iter().filter_map(|(one, _)| one.shape.as_ref()).flat_map(Shape::depends_on).collect();
        let mut moves = Self { leaves: Vec::new(), held: Vec::new(), by_code: BTreeMap::new() };
        for (criterion, penalty) in all {
            let code = criterion.code.as_str();
            let own = levers.get(code).map(Vec::as_slice).unwrap_or_default();
            let every = request.every.filter(|_| own.is_empty() && criterion.shape.is_some());
            if own.is_empty() && every.is_none() {
                continue;
            }
            let given = evidence.get(code).copied();
            let node = sheet.node(code);
            match Movable::of(rules, sheet, criterion, given, node, needed.contains(code), penalty) {
                Ok(mut leaf) => {
                    // Conditions first: how far a number can go may depend on them.
                    let mut own = own.to_vec();
                    own.sort_by_key(|lever| lever.conditions.is_empty());
                    match every {
                        Some(cost) => leaf.pull_every(cost)?,
                        None => own.iter().try_for_each(|lever| leaf.pull(lever))?,
                    }
                    if leaf.axes.is_empty() && leaf.choices.len() < 2 {
                        moves.hold(code, leaf.why_nothing());
                        continue;
                    }
                    moves.by_code.insert(code, moves.leaves.len());
                    moves.leaves.push(leaf);
                }
                Err(reason) => moves.hold(code, reason),
            }
        }
        Ok(moves)
    }

    fn hold(&mut self, criterion: &str, reason: Text) {
        self.held.push(HeldCriterion { criterion: criterion.to_owned(), reason });
    }
}
impl<'a> Movable<'a> {
    /// The leaf before any lever is pulled, or why it stays as it is.
    fn of(
        rules: &'a RuleSet,
        sheet: &ScoreSheet,
        criterion: &'a Criterion,
        evidence: Option<&Evidence>,
        node: Option<&ScoreNode>,
        needed: bool,
        penalty: bool,
    ) -> Result<Self, Text> {
        let because = |vi: &str, en: &str| Text::new(vi, en);
        let none = || because("chưa có số liệu để thay đổi", "there is no evidence to change");
        let (Some(evidence), Some(node)) = (evidence, node) else { return Err(none()) };
        if needed {
            return Err(because("tiêu chí khác phụ thuộc vào điểm này", "the rule of another criterion depends on it"));
        }
        match node.basis {
            ScoreBasis::NotApplicable => return Err(because("tiêu chí không áp dụng", "it does not apply")),
            ScoreBasis::NoDocuments => {
                return Err(because("thiếu tài liệu kiểm chứng nên không có điểm", "its documents are missing"));
            }
            _ => {}
        }
        let standing = evidence.self_score.as_ref().filter(|_| rules.document().self_score_stands);
        let claims = [
            (Slot::SecondAppraisal, evidence.second_appraisal.as_ref()),
            (Slot::FirstAppraisal, evidence.first_appraisal.as_ref()),
            (Slot::SelfScore, standing),
        ];
        let claim = claims.into_iter().find_map(|(slot, claim)| claim.map(|claim| (slot, &claim.value)));
        let (slot, measure, put_down) = match (&evidence.measure, claim) {
            (Some(measure), _) => (Slot::Measure, measure.clone(), false),
            (None, Some((slot, ClaimValue::Measure(measure)))) => (slot, measure.as_ref().clone(), false),
            (None, Some((slot, ClaimValue::Points(points)))) => (slot, Measure::points(*points), true),
            (None, None) => return Err(none()),
        };
        let (shape, rounding) = match &criterion.shape {
            Some(shape) if !put_down => (shape, rules.rounding().leaf),
            Some(_) => (&GIVEN, rules.rounding().leaf),
            None => (&GIVEN, None),
        };
        let on = shape.depends_on().into_iter();
        let others: BTreeMap<&str, Option<Exact>> =
            on.map(|code| (code, sheet.node(code).and_then(|node| node.points))).collect();
        let core = core(shape, &|code| others.get(code).copied().flatten());
        // Changed figures are no longer those of the records they were counted from.
        let measure = Measure { lineage: Vec::new(), source: None, ..measure };
        let choices = vec![Choice::default()];
        Ok(Self { criterion, shape, core, others, rounding, slot, measure, penalty, axes: Vec::new(), choices })
    }

    fn why_nothing(&self) -> Text {
        match (&self.measure.value, self.core) {
            (MeasureValue::Value(_) | MeasureValue::Points(_), _) => Text::new(
                "độ dài một bước chưa được nêu, cần đòn bẩy riêng",
                "the length of a step is not known, it needs a lever of its own",
            ),
            (MeasureValue::Cases(_), _) => {
                Text::new("điểm trung bình của các trường hợp không được thay đổi", "the mean of cases is not moved")
            }
            (MeasureValue::NotDone, _) => {
                Text::new("không thực hiện, chưa có số đo", "not done, so there is nothing to count up")
            }
            (MeasureValue::Ratio(_) | MeasureValue::Ratios(_), _) => {
                Text::new("mẫu số 0, hoặc tử số đã hết mức", "the denominator is zero, or there is no way left to go")
            }
            _ => Text::new("không còn gì để thay đổi", "nothing is left to change"),
        }
    }

    pub(super) fn points_of(&self, code: &str) -> Option<Exact> {
        self.others.get(code).copied().flatten()
    }

    /// The conditions of the rule that are not met, by name.
    pub(super) fn unmet(&self) -> Vec<&'a Part> {
        let rule = conditions(self.shape, &|code| self.points_of(code));
        let met = |part: &&Part| self.measure.conditions.iter().any(|state| state.id == part.id && state.met);
        rule.iter().filter(|part| !met(part)).collect()
    }
    /// The measure with a choice made.
    pub(super) fn with(&self, choice: &Choice) -> Measure {
        let mut measure = self.measure.clone();
        if choice.meet {
            for state in &mut measure.conditions {
                state.met = true;
            }
            for part in self.unmet() {
                if !measure.conditions.iter().any(|state| state.id == part.id) {
                    measure.conditions.push(ConditionState { id: part.id.clone(), met: true });
                }
            }
        }
        if let Some(id) = &choice.level {
            let several = matches!(self.core, Shape::Levels { several: true, .. });
            match &mut measure.value {
                MeasureValue::Levels(levels) if several => {
                    if !levels.contains(id) {
                        levels.push(id.clone());
                    }
                }
                value => *value = MeasureValue::Levels(vec![id.clone()]),
            }
        }
        measure
    }

    pub(super) fn signed(&self, points: Exact) -> Exact {
        if self.penalty { Exact(-points.0) } else { points }
    }
    pub(super) fn code(&self) -> &'a str {
        &self.criterion.code
    }
}

impl Chosen<'_> {
    /// Puts the changed measure where the old one stood.
    pub(super) fn write(&self, evidence: &mut [Evidence]) {
        let code = self.leaf.code();
        let Some(evidence) = evidence.iter_mut().find(|evidence| evidence.criterion == code) else { return };
        let measure = self.change.measure.clone();
        let claim = |claim: &mut Option<Claim>| {
            if let Some(claim) = claim {
                claim.value = match (&claim.value, &measure.value) {
                    (ClaimValue::Points(_), MeasureValue::Points(points)) => ClaimValue::Points(*points),
                    _ => ClaimValue::Measure(Box::new(measure.clone())),
                };
            }
        };
        match self.leaf.slot {
            Slot::Measure => evidence.measure = Some(measure),
            Slot::SecondAppraisal => claim(&mut evidence.second_appraisal),
            Slot::FirstAppraisal => claim(&mut evidence.first_appraisal),
            Slot::SelfScore => claim(&mut evidence.self_score),
        }
    }

    /// The step of the plan, by the sheets before and after.
    pub(super) fn step(&self, before: &ScoreSheet, after: &ScoreSheet) -> Result<PlanStep, Error> {
        let code = self.leaf.code();
        let points = |sheet: &ScoreSheet| sheet.node(code).and_then(|node| node.points).unwrap_or_default();
        let (points_before, points_after) = (points(before), points(after));
        let mut step = PlanStep {
            criterion: code.to_owned(),
            title: self.leaf.criterion.title.clone(),
            cost: Exact(self.change.cost.0.normalize()),
            from: self.leaf.measure.clone(),
            to: self.change.measure.clone(),
            points_before,
            points_after,
            gained: number::difference(points_after, points_before).ok_or_else(too_large)?,
            text: Text::default(),
        };
        let rule = conditions(self.leaf.shape, &|code| self.leaf.points_of(code));
        step.text = wording::step(&step, self.leaf.core, rule);
        Ok(step)
    }
}

/// The named parts of a rule, for its sentences.
pub(super) fn named_parts(shape: &Shape) -> Vec<(&str, &Text)> {
    match shape {
        Shape::Bands { of, .. } | Shape::Proportional { of, .. } => match of {
            Quantity::Product { factors } => factors.iter().map(|part| (part.id.as_str(), &part.title)).collect(),
            Quantity::Complement { events } => events.iter().map(|part| (part.id.as_str(), &part.title)).collect(),
            _ => Vec::new(),
        },
        Shape::PerItem { items, .. } => items.iter().map(|item| (item.id.as_str(), &item.title)).collect(),
        Shape::Levels { levels, .. } => levels.iter().map(|level| (level.id.as_str(), &level.title)).collect(),
        Shape::AllOf { conditions, .. } => conditions.iter().map(|part| (part.id.as_str(), &part.title)).collect(),
        _ => Vec::new(),
    }
}
