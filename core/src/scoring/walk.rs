//! The walk over a rule set that makes a score sheet: leaves by their rules, groups by their parts.

use super::evidence::{Claim, ClaimValue, Evidence};
use super::sheet::{
    AdjustmentScore, Combination, DocumentState, NotApplicable, RuleApplied, ScoreBasis, ScoreNode, ScoreSheet,
    StageScore, Stages, zero_leaves,
};
use crate::Error;
use crate::agency::Agency;
use crate::measure::{Measure, MeasureValue};
use crate::number::{self, Exact, Ratio, Rounding, too_large};
use crate::rules::{
    Adjustment, Applicability, ClassBasis, Combine, Criterion, Leaf, MissingEvidence, PeriodRule, RuleHit, RuleSet,
    ScoredBy, Shape, given,
};
use chrono::Datelike;
use rust_decimal::Decimal;
use std::cell::RefCell;
use std::collections::HashMap;

pub(super) fn score(
    rules: &RuleSet,
    year: i32,
    unit: Option<Agency>,
    evidence: &[Evidence],
    footing: Footing,
) -> Result<ScoreSheet, Error> {
    if footing == Footing::Actual {
        rules.check_year(year)?;
    }
    let document = rules.document();
    let places = document.places();
    let all = places.into_iter().flat_map(|(_, criteria)| criteria).flat_map(Criterion::all);
    let mut walk = Walk {
        rules,
        year,
        footing,
        criteria: all.map(|criterion| (criterion.code.as_str(), criterion)).collect(),
        evidence: HashMap::new(),
        points: RefCell::default(),
    };
    for given in evidence {
        if !walk.criteria.contains_key(given.criterion.as_str()) {
            return Err(rules.unknown_criterion(&given.criterion));
        }
        if walk.evidence.insert(&given.criterion, given).is_some() {
            return Err(Error::DuplicateEvidence { criterion: given.criterion.clone() });
        }
    }
    let groups = walk.nodes(&document.criteria)?;
    let parts = groups.iter().map(|group| group.part);
    let (base, combination) = combine(Combine::Sum, document.max_points, document.rescale_to, parts)?;
    let bonus = document.bonus.as_ref().map(|bonus| walk.adjustment(bonus)).transpose()?;
    let penalty = document.penalty.as_ref().map(|penalty| walk.adjustment(penalty)).transpose()?;
    let points_of =
        |adjustment: &Option<AdjustmentScore>| adjustment.as_ref().map_or(Exact::default(), |one| one.points);
    let base_points = base.points.unwrap_or_default();
    let unrounded = total(rules, base_points, points_of(&bonus), points_of(&penalty))?;
    let points = rounded(document.rounding.total, unrounded);
    let stages = Staged::total(&groups.iter().map(|group| group.staged).collect::<Vec<_>>())?;
    let complete = groups.iter().all(|group| group.node.complete);
    let criteria: Vec<ScoreNode> = groups.into_iter().map(|group| group.node).collect();
    let mut missing = Vec::new();
    criteria.iter().for_each(|node| node.collect_missing(&mut missing));
    let percent = Ratio { numerator: points, denominator: base.applicable };
    let classed = match document.class_basis {
        ClassBasis::Points => Some(points),
        ClassBasis::Percent => percent.times(Decimal::ONE_HUNDRED),
    };
    Ok(ScoreSheet {
        rule_set: rules.id().to_owned(),
        edition: rules.edition().to_owned(),
        status: rules.status(),
        year,
        unit,
        points,
        unrounded,
        base_points,
        bonus,
        penalty,
        max_points: document.max_points,
        applicable_max: base.applicable,
        percent: percent.percent(),
        complete,
        missing,
        stages: stages.stages(),
        gap: stages.gap()?,
        class: classed
            .filter(|_| complete && base.points.is_some())
            .and_then(|total| rules.class_by_sheet(total, || Some(!zero_leaves(&criteria)?.is_empty())))
            .cloned(),
        combination,
        rounding: document.rounding.total,
        criteria,
    })
}

/// Whether the evidence is that of the year, or what would be scored with it in another one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Footing {
    Actual,
    /// Neither the years of the set nor the periods of the measures are held against it.
    Hypothetical,
}

struct Walk<'a> {
    rules: &'a RuleSet,
    year: i32,
    footing: Footing,
    criteria: HashMap<&'a str, &'a Criterion>,
    evidence: HashMap<&'a str, &'a Evidence>,
    /// The points of leaves that other leaves depend on.
    points: RefCell<HashMap<&'a str, Option<Exact>>>,
}

/// A node with what its group needs to know of it.
struct Scored {
    node: ScoreNode,
    part: Part,
    staged: Staged,
}

/// What a part brings to its group.
#[derive(Clone, Copy)]
pub(crate) struct Part {
    pub(crate) points: Option<Exact>,
    pub(crate) applicable: Exact,
    /// A leaf below is out and waits for a group that says to what the rest is rescaled.
    pub(crate) waiting: bool,
}

/// Points of the four stages and the final ones, of the criteria that were self-scored.
#[derive(Clone, Copy, Default)]
struct Staged {
    /// The latest points up to each stage, and at the end the final ones.
    points: [Option<Exact>; 5],
    /// Whether any criterion has a score of that very stage.
    scored: [bool; 4],
    /// The maximum of the criteria counted.
    max: Exact,
}

const FINAL: usize = 4;

/// The total before rounding: bonus added, penalty taken away, inside the limits of the set.
pub(crate) fn total(rules: &RuleSet, base: Exact, bonus: Exact, penalty: Exact) -> Result<Exact, Error> {
    let limits = rules.document().total;
    let with_bonus = number::sum([base, bonus]).ok_or_else(too_large)?;
    let total = number::settled(number::difference(with_bonus, penalty).ok_or_else(too_large)?);
    let total = limits.min.map_or(total, |min| total.max(min));
    Ok(limits.max.map_or(total, |max| total.min(max)))
}

/// Half up where it is declared. A quotient of quotients may lie a hair under the half it stands for.
pub(crate) fn rounded(rounding: Option<Rounding>, unrounded: Exact) -> Exact {
    rounding.map_or(unrounded, |rounding| rounding.apply(number::settled(unrounded)))
}

/// The points and the applicable maximum of a group from its parts, and how they came about.
pub(crate) fn combine(
    how: Combine,
    max: Exact,
    rescale_to: Option<Exact>,
    parts: impl Iterator<Item = Part> + Clone,
) -> Result<(Part, Option<Combination>), Error> {
    let points = parts.clone().filter_map(|part| part.points);
    let any = points.clone().next().is_some();
    let sum = number::snapped(number::sum(points).ok_or_else(too_large)?);
    let applicable = number::sum(parts.clone().map(|part| part.applicable)).ok_or_else(too_large)?;
    let waiting = parts.clone().any(|part| part.waiting);
    if applicable.0.is_zero() {
        // Everything below is out, and so is the group.
        return Ok((Part { points: None, applicable, waiting }, None));
    }
    let plain = sum;
    let (sum, applicable) = match how {
        Combine::Sum => (sum, applicable),
        Combine::CappedSum => (sum.min(max), applicable.min(max)),
        Combine::ScaledSum => (scaled(sum, applicable, max)?, max),
    };
    let (combined, rescaled_to) = (sum, rescale_to.filter(|_| waiting));
    let (sum, applicable, waiting) = match rescaled_to {
        Some(to) => (scaled(sum, applicable, to)?, to, false),
        None => (sum, applicable, waiting),
    };
    let more = any && (how != Combine::Sum || rescaled_to.is_some());
    let combination = more.then_some(Combination { how, sum: plain, combined, rescaled_to });
    Ok((Part { points: any.then_some(sum), applicable, waiting }, combination))
}

/// Points of one maximum in proportion to another.
fn scaled(points: Exact, of: Exact, to: Exact) -> Result<Exact, Error> {
    Ratio { numerator: points, denominator: of }.times(to.0).map(number::snapped).ok_or_else(too_large)
}

impl Staged {
    fn total(parts: &[Self]) -> Result<Self, Error> {
        let mut total = Self::default();
        for part in parts.iter().filter(|part| part.scored.contains(&true)) {
            total.max = number::sum([total.max, part.max]).ok_or_else(too_large)?;
            let first = total.scored == [false; 4];
            for (stage, scored) in total.scored.iter_mut().zip(part.scored) {
                *stage |= scored;
            }
            for (sum, points) in total.points.iter_mut().zip(part.points) {
                *sum = match (*sum, points) {
                    (None, points) if first => points,
                    // A stage some criterion has no score up to is no total of all of them.
                    (Some(sum), Some(points)) => Some(number::sum([sum, points]).ok_or_else(too_large)?),
                    _ => None,
                };
            }
        }
        Ok(total)
    }

    fn stages(&self) -> Option<Stages> {
        let stage = |at: usize| {
            let scored = self.scored.get(at).copied().unwrap_or_default();
            let points = self.points.get(at).copied().flatten().filter(|_| scored)?;
            let percent = Ratio { numerator: points, denominator: self.max }.percent();
            Some(StageScore { points, max_points: self.max, percent, note: None })
        };
        let stages = Stages {
            self_score: stage(0),
            first_appraisal: stage(1),
            explanation: stage(2),
            second_appraisal: stage(3),
        };
        (stages != Stages::default()).then_some(stages)
    }

    fn gap(&self) -> Result<Option<Exact>, Error> {
        let [own, .., last] = self.points;
        match (own.filter(|_| self.scored.first() == Some(&true)), last) {
            (Some(own), Some(last)) => number::difference(last, own).ok_or_else(too_large).map(Some),
            _ => Ok(None),
        }
    }
}

impl<'a> Walk<'a> {
    fn nodes(&self, criteria: &'a [Criterion]) -> Result<Vec<Scored>, Error> {
        criteria.iter().map(|criterion| self.node(criterion)).collect()
    }

    fn adjustment(&self, adjustment: &'a Adjustment) -> Result<AdjustmentScore, Error> {
        let nodes = self.nodes(&adjustment.criteria)?;
        let uncapped = number::sum(nodes.iter().filter_map(|scored| scored.node.points)).ok_or_else(too_large)?;
        Ok(AdjustmentScore {
            points: adjustment.cap.map_or(uncapped, |cap| uncapped.min(cap)),
            uncapped,
            cap: adjustment.cap,
            source: adjustment.source.clone(),
            criteria: nodes.into_iter().map(|scored| scored.node).collect(),
        })
    }

    fn node(&self, criterion: &'a Criterion) -> Result<Scored, Error> {
        let evidence = self.evidence.get(criterion.code.as_str()).copied();
        let mut scored = match (&criterion.shape, evidence) {
            (Some(shape), Some(evidence)) => self.leaf(criterion, shape, evidence)?,
            (Some(_), None) => Scored::without_evidence(criterion),
            (None, Some(evidence)) => self.published(criterion, evidence)?,
            (None, None) => self.group(criterion)?,
        };
        let node = &mut scored.node;
        node.points = scored.part.points;
        node.applicable_max = scored.part.applicable;
        let percent = |points| Ratio { numerator: points, denominator: scored.part.applicable }.percent();
        node.percent = node.points.and_then(percent);
        let stages = self.rules.rounding();
        let declared = if criterion.shape.is_some() { stages.leaf } else { stages.group };
        node.rounding = declared.filter(|_| node.points.is_some() && node.basis != ScoreBasis::Published);
        Ok(scored)
    }

    /// The points published for a whole group.
    fn published(&self, criterion: &'a Criterion, evidence: &Evidence) -> Result<Scored, Error> {
        let code = || criterion.code.clone();
        let expected = "points";
        let points = match evidence.measure.as_ref().map(|measure| &measure.value) {
            Some(MeasureValue::Points(points)) => *points,
            Some(other) => return Err(Error::WrongMeasure { criterion: code(), expected, got: other.kind() }),
            None => return Err(Error::WrongMeasure { criterion: code(), expected, got: "a score of a group" }),
        };
        if let Some(part) = criterion.codes().into_iter().skip(1).find(|code| self.evidence.contains_key(code)) {
            return Err(Error::ConflictingEvidence { criterion: code(), part: part.to_owned() });
        }
        let leaf =
            Leaf { code: &criterion.code, min: criterion.min_points, max: criterion.max_points, other: &|_| None };
        let hit = given(&leaf, points)?;
        let mut scored = Scored::without_evidence(criterion);
        scored.part.points = Some(hit.unrounded);
        scored.node.unrounded = Some(hit.unrounded);
        scored.node.measure = evidence.measure.clone();
        scored.node.basis = ScoreBasis::Published;
        scored.node.complete = true;
        Ok(scored)
    }

    fn group(&self, criterion: &'a Criterion) -> Result<Scored, Error> {
        let parts = self.nodes(&criterion.children)?;
        let mut scored = Scored::without_evidence(criterion);
        let how = criterion.combine;
        let points = parts.iter().map(|part| part.part);
        (scored.part, scored.node.combination) = combine(how, criterion.max_points, criterion.rescale_to, points)?;
        scored.node.unrounded = scored.part.points;
        scored.part.points = scored.part.points.map(|points| rounded(self.rules.rounding().group, points));
        scored.staged = Staged::total(&parts.iter().map(|part| part.staged).collect::<Vec<_>>())?;
        scored.node.stages = scored.staged.stages();
        scored.node.gap = scored.staged.gap()?;
        scored.node.complete = parts.iter().all(|part| part.node.complete);
        scored.node.basis = match (scored.part.points, scored.node.complete) {
            (Some(_), _) => ScoreBasis::Sum,
            (None, true) => ScoreBasis::NotApplicable,
            (None, false) => ScoreBasis::NoEvidence,
        };
        scored.node.children = parts.into_iter().map(|part| part.node).collect();
        Ok(scored)
    }

    fn leaf(&self, criterion: &'a Criterion, shape: &'a Shape, evidence: &'a Evidence) -> Result<Scored, Error> {
        let mut scored = Scored::without_evidence(criterion);
        let conflicting = || Err(Error::ConflictingScores { criterion: criterion.code.clone() });
        let claims = evidence.claims();
        let claimed = claims.iter().any(Option::is_some);
        if let Some(reason) = &evidence.not_applicable {
            if evidence.measure.is_some() || claimed {
                return conflicting();
            }
            return self.out(criterion, reason.clone(), scored);
        }
        if evidence.measure.is_some() && claimed {
            return conflicting();
        }
        if evidence.self_score.is_some() && !criterion.scored_by.takes_self_scores() {
            let by = match criterion.scored_by {
                ScoredBy::Survey => "a survey",
                ScoredBy::Superior => "a superior",
                ScoredBy::ExternalIndex => "another index",
                ScoredBy::Computed | ScoredBy::SelfScored => "the system",
            };
            return Err(Error::NotSelfScored { criterion: criterion.code.clone(), by });
        }
        // A rule that depends on a criterion nobody has scored yet waits for it.
        for on in shape.depends_on() {
            if self.points_of(on)?.is_none() {
                scored.node.measure = evidence.final_measure().cloned();
                return Ok(scored);
            }
        }
        let rounding = self.rules.rounding().leaf;
        let mut stages = [const { None }; 4];
        for (stage, claim) in stages.iter_mut().zip(claims) {
            *stage = match claim {
                Some(claim) => match self.claim(criterion, shape, claim)? {
                    Some(score) => Some((score, claim)),
                    None => return self.out(criterion, "mẫu số 0".to_owned(), scored),
                },
                None => None,
            };
        }
        let [own, first, _, second] = &stages;
        let standing = own.as_ref().filter(|_| self.rules.document().self_score_stands);
        let last = second.as_ref().or(first.as_ref()).or(standing);
        let appraised = second.is_some() || first.is_some();
        let decided = match (&evidence.measure, last) {
            (Some(measure), _) => match self.apply(criterion, shape, measure)? {
                Some(hit) => Some((Claimed::Rule(hit), Some(measure))),
                None => {
                    scored.node.measure = Some(measure.clone());
                    return self.out(criterion, "mẫu số 0".to_owned(), scored);
                }
            },
            (None, Some((score, claim))) => Some((*score, claim.rule_measure())),
            (None, None) => None,
        };
        if let Some((score, measure)) = decided {
            let hit = score.hit();
            scored.node.basis = ScoreBasis::Appraised;
            if let Claimed::Rule(hit) = score {
                scored.node.basis = ScoreBasis::Rule;
                scored.node.rule = Some(RuleApplied {
                    shape: shape.clone(),
                    branch: hit.branch,
                    place: hit.place.and_then(|place| u64::try_from(place).ok()).map(|place| place.saturating_add(1)),
                    unrounded: hit.unrounded,
                    rounding,
                    text: shape.text(criterion.max_points, &hit),
                });
            }
            scored.node.measure = measure.cloned();
            scored.node.unrounded = Some(hit.unrounded);
            scored.part.points = Some(rounded(rounding, hit.unrounded));
            scored.node.complete = true;
        }
        self.documents(criterion, evidence, appraised, &mut scored)?;
        let max = criterion.max_points;
        let staged = &mut scored.staged;
        let mut latest = None;
        for ((points, scored), stage) in staged.points.iter_mut().zip(&mut staged.scored).zip(&stages) {
            *scored = stage.is_some();
            latest = stage.as_ref().map(|(score, _)| rounded(rounding, score.hit().unrounded)).or(latest);
            *points = latest;
        }
        if let Some(last) = staged.points.get_mut(FINAL) {
            *last = scored.part.points;
        }
        if claimed {
            staged.max = max;
            scored.node.gap = staged.gap()?;
            let score = |stage: &Option<(Claimed, &Claim)>| {
                let (score, claim) = stage.as_ref()?;
                let points = rounded(rounding, score.hit().unrounded);
                let percent = Ratio { numerator: points, denominator: max }.percent();
                Some(StageScore { points, max_points: max, percent, note: claim.note.clone() })
            };
            let [self_score, first_appraisal, explanation, second_appraisal] = &stages;
            scored.node.stages = Some(Stages {
                self_score: score(self_score),
                first_appraisal: score(first_appraisal),
                explanation: score(explanation),
                second_appraisal: score(second_appraisal),
            });
        }
        Ok(scored)
    }

    /// A leaf that does not apply, as its policy scores it.
    fn out(&self, criterion: &Criterion, reason: String, mut scored: Scored) -> Result<Scored, Error> {
        let Some(policy) = criterion.not_applicable else {
            return Err(Error::AlwaysApplies { criterion: criterion.code.clone() });
        };
        let (points, applicable) = match policy {
            Applicability::Full => (Some(criterion.max_points), criterion.max_points),
            Applicability::Zero => (Some(Exact::default()), criterion.max_points),
            Applicability::NotScored | Applicability::Rescale => (None, Exact::default()),
        };
        scored.node.unrounded = points;
        let points = points.map(|points| rounded(self.rules.rounding().leaf, points));
        scored.part = Part { points, applicable, waiting: policy == Applicability::Rescale };
        scored.node.basis = ScoreBasis::NotApplicable;
        scored.node.not_applicable = Some(NotApplicable { policy, reason });
        scored.node.complete = true;
        Ok(scored)
    }

    /// Required documents that are neither given nor explained have their declared consequence,
    /// unless an appraisal has already judged the leaf.
    fn documents(
        &self,
        criterion: &Criterion,
        evidence: &Evidence,
        appraised: bool,
        scored: &mut Scored,
    ) -> Result<(), Error> {
        if criterion.evidence.is_empty() {
            scored.node.documents = Some(DocumentState::NotRequired);
            return Ok(());
        }
        let said = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
        let state = if evidence.documents.iter().any(|document| !document.trim().is_empty()) {
            DocumentState::Given
        } else if said(&evidence.missing_because) {
            DocumentState::Explained
        } else {
            DocumentState::Missing
        };
        scored.node.documents = Some(state);
        if state != DocumentState::Missing || appraised || scored.part.points.is_none() {
            return Ok(());
        }
        match criterion.missing_evidence.unwrap_or(self.rules.document().missing_evidence) {
            MissingEvidence::Accepted => {}
            MissingEvidence::Zero => {
                scored.part.points = Some(rounded(self.rules.rounding().leaf, Exact::default()));
                // What the rule gave stays with the rule; the leaf has nothing, also between equals.
                scored.node.unrounded = Some(Exact::default());
                scored.node.basis = ScoreBasis::NoDocuments;
            }
            MissingEvidence::Refused => {
                let documents = criterion.evidence.iter().map(|document| document.vi.as_str());
                let documents = documents.collect::<Vec<_>>().join("; ");
                return Err(Error::EvidenceMissing { criterion: criterion.code.clone(), documents });
            }
        }
        Ok(())
    }

    fn claim(&self, criterion: &'a Criterion, shape: &'a Shape, claim: &Claim) -> Result<Option<Claimed>, Error> {
        match &claim.value {
            ClaimValue::Measure(measure) => Ok(self.apply(criterion, shape, measure)?.map(Claimed::Rule)),
            ClaimValue::Points(points) => {
                let (min, max) = (criterion.min_points, criterion.max_points);
                let leaf = Leaf { code: &criterion.code, min, max, other: &|_| None };
                given(&leaf, *points).map(|hit| Some(Claimed::Points(hit)))
            }
        }
    }

    fn apply(&self, criterion: &'a Criterion, shape: &'a Shape, measure: &Measure) -> Result<Option<RuleHit>, Error> {
        check_measure(criterion, measure, self.year, self.footing)?;
        let mut others = HashMap::new();
        for on in shape.depends_on() {
            others.insert(on, self.points_of(on)?);
        }
        let other = |code: &str| others.get(code).copied().flatten();
        let (min, max) = (criterion.min_points, criterion.max_points);
        shape.apply(&Leaf { code: &criterion.code, min, max, other: &other }, measure)
    }

    /// The points of a leaf another one depends on; the chain of such leaves is short, the loader sees to it.
    fn points_of(&self, code: &'a str) -> Result<Option<Exact>, Error> {
        if let Some(points) = self.points.borrow().get(code) {
            return Ok(*points);
        }
        let points = match self.criteria.get(code) {
            Some(criterion) => {
                let scored = self.node(criterion)?;
                // One that does not apply has been reached by nobody.
                let out = scored.node.basis == ScoreBasis::NotApplicable;
                scored.part.points.or(out.then(Exact::default))
            }
            None => None,
        };
        self.points.borrow_mut().insert(code, points);
        Ok(points)
    }
}

/// Whether a measure is in the unit and of the year its criterion takes.
///
/// # Errors
/// `scoring.wrong_unit`, `scoring.wrong_period`, `calendar.reversed_dates`.
pub(super) fn check_measure(
    criterion: &Criterion,
    measure: &Measure,
    year: i32,
    footing: Footing,
) -> Result<(), Error> {
    if let Some(unit) = criterion.unit.as_ref().filter(|unit| measure.unit.as_ref() != Some(unit)) {
        let got = measure.unit.clone().unwrap_or_else(|| "no unit".to_owned());
        return Err(Error::WrongUnit { criterion: criterion.code.clone(), expected: unit.clone(), got });
    }
    let Some(period) = measure.period else { return Ok(()) };
    let (from, through) = (period.from, period.through);
    if through < from {
        return Err(Error::ReversedDates { after: from.to_string(), through: through.to_string() });
    }
    let expected = match criterion.period {
        PeriodRule::Year => year,
        PeriodRule::PreviousYear => year.saturating_sub(1),
        PeriodRule::Any => return Ok(()),
    };
    if footing == Footing::Hypothetical {
        return Ok(());
    }
    if through.year() != expected {
        return Err(Error::WrongPeriod { criterion: criterion.code.clone(), expected, from, through });
    }
    Ok(())
}

/// What a stage came to: by the rule, or put down.
#[derive(Clone, Copy)]
enum Claimed {
    Rule(RuleHit),
    Points(RuleHit),
}

impl Claimed {
    fn hit(&self) -> RuleHit {
        match self {
            Self::Rule(hit) | Self::Points(hit) => *hit,
        }
    }
}

impl Claim {
    fn rule_measure(&self) -> Option<&Measure> {
        match &self.value {
            ClaimValue::Measure(measure) => Some(measure),
            ClaimValue::Points(_) => None,
        }
    }
}

impl Scored {
    fn without_evidence(criterion: &Criterion) -> Self {
        let max = criterion.max_points;
        let node = ScoreNode {
            code: criterion.code.clone(),
            title: criterion.title.clone(),
            basis: ScoreBasis::NoEvidence,
            points: None,
            unrounded: None,
            max_points: max,
            applicable_max: max,
            percent: None,
            complete: false,
            scored_by: criterion.shape.as_ref().map(|_| criterion.scored_by),
            rule: None,
            measure: None,
            stages: None,
            gap: None,
            documents: None,
            not_applicable: None,
            combination: None,
            rounding: None,
            source: criterion.source.clone(),
            children: Vec::new(),
        };
        Self { node, part: Part { points: None, applicable: max, waiting: false }, staged: Staged::default() }
    }
}
