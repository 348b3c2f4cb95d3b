//! What a rule takes from the units scored together: their mean, their ends, the leader.

use super::{Evidence, UnitEvidence};
use crate::measure::{Measure, MeasureValue, Peers};
use crate::number::{self, Exact};
use crate::rules::{Criterion, Quantity, RuleSet, Shape};
use std::collections::BTreeMap;

impl Shape {
    /// Whether it judges a unit against the others.
    fn is_relative(&self) -> bool {
        match self {
            Self::Bands { of, .. } => *of == Quantity::AboveMean,
            Self::Leader { .. } => true,
            Self::MinMax { bounds, .. } => bounds.is_none(),
            Self::Mean { of, .. } => of.is_relative(),
            Self::Gated { then, .. } => then.is_relative(),
            Self::Branch { then, otherwise, .. } => then.is_relative() || otherwise.is_relative(),
            _ => false,
        }
    }
}

/// The values of the units in one criterion.
struct Together<'a> {
    leaf: &'a Criterion,
    values: Vec<Exact>,
    /// The highest value over its target, of the units that have one.
    reached: Option<Exact>,
    /// The highest value of the units that have none.
    without_target: Option<Exact>,
}

impl<'a> Together<'a> {
    fn new(leaf: &'a Criterion) -> Self {
        Self { leaf, values: Vec::new(), reached: None, without_target: None }
    }

    fn add(&mut self, measure: &Measure) {
        let MeasureValue::Value(value) = measure.value else { return };
        self.values.push(value);
        match measure.target {
            None => self.without_target = self.without_target.max(Some(value)),
            Some(target) => {
                let reached = value.0.checked_div(target.0).map(|reached| Exact(reached.normalize()));
                self.reached = self.reached.max(reached);
            }
        }
    }

    /// What a measure without a target, and one with a target, is judged against.
    fn peers(&self) -> [Peers; 2] {
        let of = |leader| Peers {
            // A mean that no decimal holds is none; a rule that asks for it says so, unit by unit.
            mean: number::mean(&self.values).ok(),
            min: self.values.iter().min().copied(),
            max: self.values.iter().max().copied(),
            leader,
        };
        [of(self.without_target), of(self.reached)]
    }
}

/// The evidence of each unit with what its rules take from the others; `None` where it needs nothing.
///
/// A figure that its own criterion refuses, or that a unit gives twice, is nobody's yardstick.
pub(super) fn complete(
    rules: &RuleSet,
    units: &[UnitEvidence],
    accepts: impl Fn(&Criterion, &Measure) -> bool,
) -> Vec<Option<Vec<Evidence>>> {
    let places = rules.document().places();
    let all = places.into_iter().flat_map(|(_, criteria)| criteria).flat_map(Criterion::all);
    let relative = all.filter(|leaf| leaf.shape.as_ref().is_some_and(Shape::is_relative));
    let mut together: BTreeMap<&str, Together<'_>> =
        relative.map(|leaf| (leaf.code.as_str(), Together::new(leaf))).collect();
    if together.is_empty() {
        return units.iter().map(|_| None).collect();
    }
    for unit in units {
        let mut given: BTreeMap<&str, Option<&Measure>> = BTreeMap::new();
        for evidence in unit.evidence.iter().filter(|one| together.contains_key(one.criterion.as_str())) {
            let own = given.entry(&evidence.criterion).and_modify(|twice| *twice = None);
            own.or_insert_with(|| evidence.final_measure());
        }
        for (code, measure) in given {
            if let (Some(together), Some(measure)) = (together.get_mut(code), measure) {
                if accepts(together.leaf, measure) {
                    together.add(measure);
                }
            }
        }
    }
    let peers: BTreeMap<&str, [Peers; 2]> = together.iter().map(|(code, together)| (*code, together.peers())).collect();
    let with_peers = |evidence: &Evidence| -> Evidence {
        let mut evidence = evidence.clone();
        if let Some([without, with]) = peers.get(evidence.criterion.as_str()) {
            for measure in evidence.measures_mut().filter(|measure| measure.peers.is_none()) {
                measure.peers = Some(if measure.target.is_some() { with } else { without }.clone());
            }
        }
        evidence
    };
    units.iter().map(|unit| Some(unit.evidence.iter().map(with_peers).collect())).collect()
}
