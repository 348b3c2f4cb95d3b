//! Chấm điểm: a rule set and evidence in, a score sheet with a reason at every node out.
//!
//! Scoring knows nothing of dossiers or plans: what they count arrives as a [`Measure`]. A leaf
//! without evidence is a row that says so, and every total above it says it is incomplete.

use crate::agency::Agency;
use crate::measure::{Measure, MeasureValue};
use crate::number::{self, Exact, Ratio, Rounding};
use crate::rules::{Branch, ClassBand, Criterion, RuleHit, RuleSet, RuleSetStatus, Shape};
use crate::text::Text;
use crate::{Citation, Error};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Số liệu của một tiêu chí.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Mã tiêu chí; a group's code where only the group's points are published.
    pub criterion: String,
    /// Số đo.
    pub measure: Measure,
}

impl Evidence {
    /// Evidence for a criterion.
    pub fn new(criterion: impl Into<String>, measure: Measure) -> Self {
        Self { criterion: criterion.into(), measure }
    }
}

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
    /// The unit scored, where it was named.
    pub unit: Option<Agency>,
    /// Tổng điểm: the exact sum of the groups.
    pub points: Exact,
    /// Điểm tối đa.
    pub max_points: Exact,
    /// Whether every leaf has evidence.
    pub complete: bool,
    /// Codes of the leaves without evidence.
    pub missing: Vec<String>,
    /// Xếp loại; empty while incomplete, or where the set states no class for such a total.
    pub class: Option<ClassBand>,
    /// The groups.
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
    /// Điểm đạt; empty without evidence.
    pub points: Option<Exact>,
    /// Điểm tối đa.
    pub max_points: Exact,
    /// Points in per cent of the maximum, half up at two decimals.
    pub percent: Option<Exact>,
    /// Whether every leaf below has evidence.
    pub complete: bool,
    /// What the rule did, where one was applied.
    pub rule: Option<RuleApplied>,
    /// The measure it was applied to.
    pub measure: Option<Measure>,
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
    /// The exact sum of the parts.
    Sum,
    /// As published for the whole group.
    Published,
    /// No evidence was given.
    NoEvidence,
}

/// Quy tắc đã áp dụng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RuleApplied {
    /// The rule as the rule set states it.
    pub shape: Shape,
    /// The part of it that decided.
    pub branch: Branch,
    /// Points before rounding.
    pub unrounded: Exact,
    /// How they were rounded.
    pub rounding: Rounding,
    /// The rule in a few words.
    pub text: Text,
}

impl RuleSet {
    /// Scores evidence.
    ///
    /// A leaf takes the measure its rule asks for; a group may instead be given the points
    /// published for it. What has no evidence stays in the sheet and is named in `missing`.
    ///
    /// ```
    /// use cchc::{Evidence, Measure, Ratio, RuleSet};
    /// let rules = RuleSet::shipped("qd-766-2022")?;
    /// let sheet = rules.score(None, &[Evidence::new("4.3", Measure::ratio(Ratio::of(60, 100)))])?;
    /// let reuse = sheet.node("4.3").unwrap();
    /// assert_eq!(reuse.points.unwrap().to_string(), "1.50"); // 60 % of a target of 80 %, out of 2
    /// assert!(!sheet.complete);
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `scoring.unknown_criterion`, `scoring.duplicate_evidence`, `scoring.conflicting_evidence`,
    /// `scoring.wrong_measure`, `scoring.ratio_above_one`, `scoring.zero_denominator`,
    /// `input.out_of_range`.
    pub fn score(&self, unit: Option<Agency>, evidence: &[Evidence]) -> Result<ScoreSheet, Error> {
        let mut measures: BTreeMap<&str, &Measure> = BTreeMap::new();
        for Evidence { criterion, measure } in evidence {
            if self.criterion(criterion).is_none() {
                return Err(self.unknown_criterion(criterion));
            }
            if measures.insert(criterion, measure).is_some() {
                return Err(Error::DuplicateEvidence { criterion: criterion.clone() });
            }
        }
        let nodes = |criteria: &[Criterion]| {
            criteria.iter().map(|criterion| self.node(criterion, &measures)).collect::<Result<Vec<_>, Error>>()
        };
        let criteria = nodes(self.criteria())?;
        let points = total(&criteria)?;
        let complete = criteria.iter().all(|node| node.complete);
        let mut missing = Vec::new();
        criteria.iter().for_each(|node| node.collect_missing(&mut missing));
        Ok(ScoreSheet {
            rule_set: self.id().to_owned(),
            edition: self.edition().to_owned(),
            status: self.status(),
            unit,
            points,
            max_points: self.max_points(),
            complete,
            missing,
            class: if complete { self.class_of(points).ok().cloned() } else { None },
            criteria,
        })
    }

    fn node(&self, criterion: &Criterion, measures: &BTreeMap<&str, &Measure>) -> Result<ScoreNode, Error> {
        let measure = measures.get(criterion.code.as_str()).copied();
        let max = criterion.max_points;
        let mut node = ScoreNode {
            code: criterion.code.clone(),
            title: criterion.title.clone(),
            basis: ScoreBasis::NoEvidence,
            points: None,
            max_points: max,
            percent: None,
            complete: false,
            rule: None,
            measure: measure.cloned(),
            source: criterion.source.clone(),
            children: Vec::new(),
        };
        match (&criterion.shape, measure) {
            (Some(shape), Some(measure)) => {
                let hit = shape.apply(&criterion.code, measure, max)?;
                let rounding = self.leaf_rounding();
                let label = shape.label(max);
                let text = match hit.note() {
                    Some(note) => Text::build(|lang| format!("{} ({})", label.get(lang), note.get(lang))),
                    None => label,
                };
                let RuleHit { unrounded, branch } = hit;
                node.points = Some(rounding.apply(unrounded));
                node.rule = Some(RuleApplied { shape: shape.clone(), branch, unrounded, rounding, text });
                node.basis = ScoreBasis::Rule;
                node.complete = true;
            }
            (Some(_), None) => {}
            (None, Some(measure)) => {
                let MeasureValue::Points(points) = measure.value else {
                    let got = measure.value.kind();
                    return Err(Error::WrongMeasure { criterion: node.code, expected: "points", got });
                };
                let part = criterion.codes().into_iter().skip(1).find(|code| measures.contains_key(code));
                if let Some(part) = part {
                    return Err(Error::ConflictingEvidence { criterion: node.code, part: part.to_owned() });
                }
                let hit = crate::rules::published(&criterion.code, points, max)?;
                node.points = Some(hit.unrounded);
                node.basis = ScoreBasis::Published;
                node.complete = true;
            }
            (None, None) => {
                node.children =
                    criterion.children.iter().map(|child| self.node(child, measures)).collect::<Result<_, Error>>()?;
                if node.children.iter().any(|child| child.points.is_some()) {
                    node.points = Some(total(&node.children)?);
                    node.basis = ScoreBasis::Sum;
                }
                node.complete = node.children.iter().all(|child| child.complete);
            }
        }
        node.percent = node.points.and_then(|points| Ratio { numerator: points, denominator: max }.percent());
        Ok(node)
    }
}

impl ScoreSheet {
    /// The node of a criterion at any depth.
    pub fn node(&self, code: &str) -> Option<&ScoreNode> {
        self.criteria.iter().find_map(|node| node.find(code))
    }

    /// The leaves: nodes that have no parts, in the order of the rule set.
    pub fn leaves(&self) -> Vec<&ScoreNode> {
        self.criteria.iter().flat_map(ScoreNode::leaves).collect()
    }
}

impl ScoreNode {
    fn find(&self, code: &str) -> Option<&Self> {
        if self.code == code {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(code))
    }

    fn leaves(&self) -> Vec<&Self> {
        if self.children.is_empty() {
            return vec![self];
        }
        self.children.iter().flat_map(Self::leaves).collect()
    }

    fn collect_missing(&self, missing: &mut Vec<String>) {
        if self.children.is_empty() && self.points.is_none() {
            missing.push(self.code.clone());
        }
        self.children.iter().for_each(|child| child.collect_missing(missing));
    }
}

fn total(nodes: &[ScoreNode]) -> Result<Exact, Error> {
    number::sum(nodes.iter().filter_map(|node| node.points)).ok_or_else(number::too_large)
}
