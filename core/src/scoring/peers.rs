//! What a rule takes from the units scored together: their mean, their ends, the leader.

use super::{Evidence, UnitEvidence};
use crate::Error;
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
#[derive(Default)]
struct Together {
    values: Vec<Exact>,
    /// Value over target of the units that have one.
    reached: Vec<Exact>,
    /// Values of the units that have none.
    without_target: Vec<Exact>,
}

impl Together {
    fn add(&mut self, measure: &Measure) {
        let MeasureValue::Value(value) = measure.value else { return };
        self.values.push(value);
        match measure.target {
            None => self.without_target.push(value),
            Some(target) => {
                let reached = value.0.checked_div(target.0).map(|reached| Exact(reached.normalize()));
                self.reached.extend(reached);
            }
        }
    }

    fn peers(&self, has_target: bool) -> Result<Peers, Error> {
        let leaders = if has_target { &self.reached } else { &self.without_target };
        Ok(Peers {
            mean: if self.values.is_empty() { None } else { Some(number::mean(&self.values)?) },
            min: self.values.iter().min().copied(),
            max: self.values.iter().max().copied(),
            leader: leaders.iter().max().copied(),
        })
    }
}

/// The evidence of each unit with what its rules take from the others; `None` where it needs nothing.
pub(super) fn complete(rules: &RuleSet, units: &[UnitEvidence]) -> Result<Vec<Option<Vec<Evidence>>>, Error> {
    let places = rules.document().places();
    let all = places.into_iter().flat_map(|(_, criteria)| criteria).flat_map(Criterion::all);
    let relative = all.filter(|leaf| leaf.shape.as_ref().is_some_and(Shape::is_relative));
    let mut together: BTreeMap<&str, Together> =
        relative.map(|leaf| (leaf.code.as_str(), Together::default())).collect();
    if together.is_empty() {
        return Ok(units.iter().map(|_| None).collect());
    }
    for evidence in units.iter().flat_map(|unit| &unit.evidence) {
        if let (Some(together), Some(measure)) =
            (together.get_mut(evidence.criterion.as_str()), evidence.final_measure())
        {
            together.add(measure);
        }
    }
    let with_peers = |evidence: &Evidence| -> Result<Evidence, Error> {
        let mut evidence = evidence.clone();
        if let Some(together) = together.get(evidence.criterion.as_str()) {
            for measure in evidence.measures_mut().filter(|measure| measure.peers.is_none()) {
                measure.peers = Some(together.peers(measure.target.is_some())?);
            }
        }
        Ok(evidence)
    };
    let of_unit =
        |unit: &UnitEvidence| unit.evidence.iter().map(with_peers).collect::<Result<Vec<_>, Error>>().map(Some);
    units.iter().map(of_unit).collect()
}
