//! Thiết lập không có tác dụng: settings that change no rank whatever the values are.

use super::input::{RobustnessInput, Uncertainty};
use super::model::{Change, Group, Model, unused};
use crate::Error;

impl Model {
    /// Every setting can change something: what it names weighs, and there is something to weigh it
    /// against.
    pub(super) fn check_effect(&self, input: &RobustnessInput) -> Result<(), Error> {
        for (factor, uncertainty) in self.factors.iter().zip(&input.settings.uncertainties) {
            if let Some(reason) = self.without_effect(&factor.change, is_named(uncertainty)) {
                return Err(unused(&factor.name, reason));
            }
        }
        if self.tree && input.group_aggregation.is_some() && self.weighing().count() < 2 {
            return Err(unused("group_aggregation", NO_GROUPS));
        }
        if !self.factors.iter().any(|factor| matches!(factor.change, Change::Samples(_))) {
            let sampled = input.units.iter().flat_map(|unit| &unit.values).find(|value| value.sample.is_some());
            if let Some(value) = sampled {
                let setting = format!("sample of {}", crate::number::shorten(&value.criterion));
                return Err(unused(&setting, "no sampling_error redraws the criterion"));
            }
        }
        Ok(())
    }

    /// Why a change moves no rank.
    fn without_effect(&self, change: &Change, named: bool) -> Option<&'static str> {
        let weighs =
            |target: &usize| self.group_of(*target).is_some_and(|group| self.members(group, Some(*target)) > 0);
        let criteria = |targets: &[usize]| match targets.iter().filter(|target| weighs(target)).count() {
            0 => Some("none of its criteria has weight"),
            some if named && some < targets.len() => Some(UNWEIGHED),
            _ => None,
        };
        match change {
            Change::Weights { targets, .. } => {
                let compared = |target: &usize| {
                    let Some(group) = self.group_of(*target).filter(|_| weighs(target)) else { return false };
                    let others = self.weighing().count() > 1;
                    self.members(group, None) > 1 || group.weight.is_none() && !group.renormalised && others
                };
                criteria(targets).or_else(|| (!targets.iter().any(compared)).then_some(ALONE))
            }
            Change::GroupWeights { targets, .. } => {
                let weighs = |target: &&usize| self.groups.get(**target).is_some_and(|group| self.weighs(group));
                match targets.iter().filter(weighs).count() {
                    some if named && some < targets.len() => Some(UNWEIGHED),
                    _ => (self.weighing().count() < 2).then_some(ALONE),
                }
            }
            Change::Samples(redraws) => {
                let mut targets: Vec<usize> = redraws.iter().map(|redraw| redraw.criterion).collect();
                targets.dedup();
                criteria(&targets)
            }
            Change::Values { targets, .. } => criteria(targets),
            Change::Aggregations(_) => (!self.weighing().any(|group| self.members(group, None) > 1))
                .then_some("no two criteria are put together"),
            Change::GroupAggregations(_) => (self.weighing().count() < 2).then_some(NO_GROUPS),
            Change::LeaveOneOut(_) | Change::Normalisations(_) => None,
        }
    }

    fn group_of(&self, criterion: usize) -> Option<&Group> {
        self.groups.iter().find(|group| group.members.contains(&criterion))
    }

    /// How many members of a group take part, or whether the one asked for does.
    fn members(&self, group: &Group, only: Option<usize>) -> usize {
        if group.weight.is_some_and(|weight| weight <= 0.0) {
            return 0;
        }
        let members = group.members.iter().filter(|member| only.is_none_or(|only| **member == only));
        members.filter_map(|member| self.columns.get(*member)).filter(|column| column.weight > 0.0).count()
    }

    fn weighs(&self, group: &Group) -> bool {
        self.members(group, None) > 0
    }

    fn weighing(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(|group| self.weighs(group))
    }
}

const UNWEIGHED: &str = "something it names has no weight";
const ALONE: &str = "there is no other weight to weigh them against";
const NO_GROUPS: &str = "no two groups are put together";

/// Whether a setting says itself what it touches.
fn is_named(uncertainty: &Uncertainty) -> bool {
    match uncertainty {
        Uncertainty::WeightNoise { codes, .. }
        | Uncertainty::SamplingError { codes }
        | Uncertainty::ValueNoise { codes, .. }
        | Uncertainty::LeaveOneOut { codes, .. } => codes.is_some(),
        Uncertainty::Normalisations { .. } | Uncertainty::Aggregations { .. } => false,
    }
}
