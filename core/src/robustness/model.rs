//! Mô hình đã kiểm tra: a document turned into columns, every setting used or refused.

#![allow(clippy::float_arithmetic, reason = "robustness publishes ranks, never points; see the room's first lines")]

use super::binomial::Redraw;
use super::input::{
    Aggregation, Direction, Distribution, Level, Normalisation, RobustCriterion, RobustnessInput, SurveySample,
    Uncertainty,
};
use super::methods::{ColumnFacts, Scaling, float};
use crate::number::{self, Exact, float_of};
use crate::{Error, Rounding};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Criteria by code and units by id, both in the order of their text: what is drawn for one does not
/// depend on where the document has it.
pub(super) struct Model {
    pub(super) ids: Vec<String>,
    /// The place here of each unit, in the order of the document.
    pub(super) given: Vec<usize>,
    pub(super) columns: Vec<Column>,
    pub(super) groups: Vec<Group>,
    /// Whether the groups are a level of their own.
    pub(super) tree: bool,
    pub(super) scalings: Vec<(Normalisation, Scaling)>,
    pub(super) base: Choice,
    /// One a setting, in the order of the document.
    pub(super) factors: Vec<Factor>,
    pub(super) rounding: Rounding,
}

pub(super) struct Column {
    pub(super) code: String,
    pub(super) weight: f64,
    pub(super) facts: ColumnFacts,
    pub(super) values: Vec<f64>,
    /// The least and the most that any draw can make of a value.
    reach: (f64, f64),
    /// The least that any draw can make of the value of each unit.
    least: Vec<f64>,
    /// Whether draws change the values.
    pub(super) varies: bool,
    whole: Option<Decimal>,
    /// As the document has them, for the checks.
    exact: Vec<(Exact, Option<SurveySample>)>,
}

pub(super) struct Group {
    pub(super) code: String,
    /// Its own weight; else that of its criteria.
    pub(super) weight: Option<f64>,
    pub(super) members: Vec<usize>,
    /// Whether noise leaves the sum of its criteria as it was.
    pub(super) renormalised: bool,
}

/// The methods of one evaluation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Choice {
    pub(super) scaling: usize,
    pub(super) criteria: Aggregation,
    /// The same as `criteria` where there is no tree.
    pub(super) groups: Aggregation,
}

pub(super) struct Factor {
    /// Its place in the document, which names its stream of random numbers.
    pub(super) place: usize,
    pub(super) name: String,
    pub(super) touches: usize,
    pub(super) drawn: bool,
    pub(super) change: Change,
}

pub(super) enum Change {
    Weights { distribution: Distribution, width: f64, targets: Vec<usize> },
    GroupWeights { distribution: Distribution, width: f64, targets: Vec<usize> },
    Samples(Vec<Redraw>),
    Values { distribution: Distribution, half_width: f64, targets: Vec<usize> },
    LeaveOneOut(Vec<usize>),
    Normalisations(Vec<usize>),
    Aggregations(Vec<Aggregation>),
    GroupAggregations(Vec<Aggregation>),
}

const MOST_UNITS: usize = 2_000;
const MOST_CRITERIA: usize = 10_000;
const MOST_DRAWS: u64 = 10_000_000;
const MOST_SENSITIVITY_DRAWS: u64 = 1_000_000;

impl Model {
    pub(super) fn new(input: &RobustnessInput) -> Result<Self, Error> {
        check_settings(input)?;
        let (ids, given) = sorted(input.units.iter().map(|unit| unit.id.as_str()))?;
        let (codes, places) = sorted(input.criteria.iter().map(|criterion| criterion.code.as_str()))?;
        between("criteria", codes.len() as u64, 1, MOST_CRITERIA as u64)?;
        between("units", ids.len() as u64, 2, MOST_UNITS as u64)?;
        let mut columns: Vec<Option<Column>> = codes.iter().map(|_| None).collect();
        let mut values = values_of(input, &codes, &given)?;
        for (criterion, place) in input.criteria.iter().zip(&places) {
            let of_criterion = values.get_mut(*place).map(std::mem::take).unwrap_or_default();
            if let Some(column) = columns.get_mut(*place) {
                *column = Some(Column::new(criterion, of_criterion)?);
            }
        }
        let columns: Vec<Column> = columns.into_iter().flatten().collect();
        let groups = groups_of(input, &places)?;
        let tree = input.criteria.iter().any(|criterion| criterion.group.is_some());
        if let (false, Some(_)) = (tree, input.group_aggregation) {
            return Err(unused("group_aggregation", "no criterion names a group"));
        }
        let base = Choice {
            scaling: 0,
            criteria: input.aggregation,
            groups: input.group_aggregation.filter(|_| tree).unwrap_or(input.aggregation),
        };
        let scalings = vec![(input.normalisation, input.normalisation.into())];
        let rounding = Rounding::half_up(input.settings.places)?;
        let mut model = Self { ids, given, columns, groups, tree, scalings, base, factors: Vec::new(), rounding };
        if model.total_weight(None) <= 0.0 {
            return Err(Error::OutOfRange {
                what: "sum",
                got: "0".to_owned(),
                min: "above 0".to_owned(),
                max: "28 digits".to_owned(),
            });
        }
        let mut taken = BTreeSet::new();
        for (place, uncertainty) in input.settings.uncertainties.iter().enumerate() {
            let factor = model.factor(place, uncertainty, &mut taken)?;
            model.factors.push(factor);
        }
        model.check_drawn(input)?;
        model.check_effect(input)?;
        model.check_methods(input)?;
        Ok(model)
    }

    /// The weight that takes part when a criterion is left out.
    fn total_weight(&self, without: Option<usize>) -> f64 {
        let weight = |place: &usize| {
            let column = self.columns.get(*place).filter(|_| Some(*place) != without);
            column.map_or(0.0, |column| column.weight)
        };
        let of_group = |group: &Group| {
            let own = group.members.iter().map(weight).fold(0.0, |sum, weight| sum + weight);
            if own > 0.0 { group.weight.unwrap_or(own) } else { 0.0 }
        };
        self.groups.iter().map(of_group).fold(0.0, |sum, weight| sum + weight)
    }

    fn factor(
        &mut self,
        place: usize,
        uncertainty: &Uncertainty,
        taken: &mut BTreeSet<(&'static str, String)>,
    ) -> Result<Factor, Error> {
        let kind = kind(uncertainty);
        let name = format!("{kind}[{place}]");
        let mut take = |kind: &'static str, code: &str| {
            if taken.insert((kind, code.to_owned())) {
                return Ok(());
            }
            Err(Error::OverlappingSetting { setting: kind, code: number::shorten(code) })
        };
        let factor = |touches, drawn, change| Factor { place, name: name.clone(), touches, drawn, change };
        match uncertainty {
            Uncertainty::WeightNoise { distribution, width, level, codes, renormalised } => {
                let (distribution, width) = (*distribution, share_of(*width)?);
                if *level == Level::Groups {
                    if !self.tree {
                        return Err(unused(&name, "no criterion names a group"));
                    }
                    if *renormalised {
                        return Err(unused(&name, "scaling the weights of all groups changes no rank"));
                    }
                    let known: Vec<&str> = self.groups.iter().map(|group| group.code.as_str()).collect();
                    let targets = targets(&known, codes.as_deref())?;
                    for code in targets.iter().filter_map(|target| known.get(*target)) {
                        take("weight_noise of groups", code)?;
                    }
                    return Ok(factor(targets.len(), true, Change::GroupWeights { distribution, width, targets }));
                }
                let targets = self.targets(codes.as_deref())?;
                self.check_weighs(&name, &targets)?;
                for code in self.codes_of(&targets) {
                    take("weight_noise", code)?;
                }
                if *renormalised {
                    self.renormalise(&name, &targets)?;
                }
                Ok(factor(targets.len(), true, Change::Weights { distribution, width, targets }))
            }
            Uncertainty::SamplingError { codes } => {
                let sampled = |column: &&Column| column.exact.iter().any(|(_, sample)| sample.is_some());
                let all: Vec<String> = self.columns.iter().filter(sampled).map(|column| column.code.clone()).collect();
                if all.is_empty() && codes.is_none() {
                    return Err(unused(&name, "no value has a sample"));
                }
                let targets = self.targets(Some(codes.as_deref().unwrap_or(&all)))?;
                self.check_weighs(&name, &targets)?;
                for code in self.codes_of(&targets) {
                    take("sampling_error", code)?;
                }
                let redraws = self.redraws(&targets)?;
                if redraws.is_empty() {
                    return Err(unused(&name, "every sample is of nobody or everybody satisfied"));
                }
                for redraw in &redraws {
                    if let Some(column) = self.columns.get_mut(redraw.criterion) {
                        column.varies = true;
                        column.reach = (column.reach.0.min(0.0), column.reach.1.max(redraw.whole));
                        if let Some(least) = column.least.get_mut(redraw.unit) {
                            *least = redraw.least(*least);
                        }
                    }
                }
                Ok(factor(targets.len(), true, Change::Samples(redraws)))
            }
            Uncertainty::ValueNoise { distribution, half_width, codes } => {
                if half_width.0 <= Decimal::ZERO {
                    return Err(out_of_range("half_width", half_width, "above 0", "28 digits"));
                }
                let (distribution, half_width) = (*distribution, float(*half_width));
                let targets = self.targets(codes.as_deref())?;
                self.check_weighs(&name, &targets)?;
                for code in self.codes_of(&targets) {
                    take("value_noise", code)?;
                }
                for target in &targets {
                    if let Some(column) = self.columns.get_mut(*target) {
                        column.varies = true;
                        let (low, high) = (column.reach.0 - half_width, column.reach.1 + half_width);
                        column.reach = column.facts.maximum.map_or((low, high), |most| (low.max(0.0), high.min(most)));
                        for least in &mut column.least {
                            let low = *least - half_width;
                            *least = if column.facts.maximum.is_some() { low.max(0.0) } else { low };
                        }
                    }
                }
                Ok(factor(targets.len(), true, Change::Values { distribution, half_width, targets }))
            }
            Uncertainty::LeaveOneOut { codes, drawn } => {
                take("leave_one_out", "criteria")?;
                let targets = self.targets(codes.as_deref())?;
                for target in &targets {
                    if self.total_weight(Some(*target)) <= 0.0 {
                        let criterion = self.columns.get(*target).map(|column| column.code.clone()).unwrap_or_default();
                        return Err(Error::NothingLeft { criterion });
                    }
                }
                Ok(factor(targets.len(), *drawn, Change::LeaveOneOut(targets)))
            }
            Uncertainty::Normalisations { of, drawn } => {
                take("normalisations", "criteria")?;
                check_choice(&name, of)?;
                let mut chosen = Vec::with_capacity(of.len());
                for normalisation in of {
                    let known = self.scalings.iter().position(|(known, _)| known == normalisation);
                    chosen.push(known.unwrap_or(self.scalings.len()));
                    if known.is_none() {
                        self.scalings.push((*normalisation, (*normalisation).into()));
                    }
                }
                Ok(factor(self.columns.len(), *drawn, Change::Normalisations(chosen)))
            }
            Uncertainty::Aggregations { of, level: Level::Criteria, drawn } => {
                take("aggregations", "criteria")?;
                check_choice(&name, of)?;
                Ok(factor(self.columns.len(), *drawn, Change::Aggregations(of.clone())))
            }
            Uncertainty::Aggregations { of, level: Level::Groups, drawn } => {
                take("aggregations", "groups")?;
                check_choice(&name, of)?;
                if !self.tree {
                    return Err(unused(&name, "no criterion names a group"));
                }
                Ok(factor(self.groups.len(), *drawn, Change::GroupAggregations(of.clone())))
            }
        }
    }

    fn targets(&self, codes: Option<&[String]>) -> Result<Vec<usize>, Error> {
        let known: Vec<&str> = self.columns.iter().map(|column| column.code.as_str()).collect();
        targets(&known, codes)
    }

    fn codes_of<'a>(&'a self, targets: &'a [usize]) -> impl Iterator<Item = &'a str> {
        targets.iter().filter_map(|target| self.columns.get(*target)).map(|column| column.code.as_str())
    }

    fn check_weighs(&self, name: &str, targets: &[usize]) -> Result<(), Error> {
        let mut columns = targets.iter().filter_map(|target| self.columns.get(*target));
        if columns.any(|column| column.weight > 0.0) {
            return Ok(());
        }
        Err(unused(name, "none of its criteria has weight"))
    }

    fn renormalise(&mut self, name: &str, targets: &[usize]) -> Result<(), Error> {
        if !self.tree {
            return Err(unused(name, "scaling the weights of all criteria changes no rank"));
        }
        let touched = |group: &&mut Group| group.members.iter().any(|member| targets.contains(member));
        for group in self.groups.iter_mut().filter(touched) {
            if group.weight.is_some() {
                return Err(unused(name, "renormalised has no effect where a group has a weight of its own"));
            }
            if group.members.iter().any(|member| !targets.contains(member)) {
                return Err(unused(name, "renormalised needs all criteria of a group to be named"));
            }
            group.renormalised = true;
        }
        Ok(())
    }

    fn redraws(&self, targets: &[usize]) -> Result<Vec<Redraw>, Error> {
        let mut redraws = Vec::new();
        for criterion in targets {
            let Some(column) = self.columns.get(*criterion) else { continue };
            let Some(all) = column.whole else {
                let criterion = column.code.clone();
                return Err(Error::MissingParameter { criterion, what: "whole", method: "sampling_error" });
            };
            for (unit, (value, sample)) in column.exact.iter().enumerate() {
                let (id, code) = (self.ids.get(unit).cloned().unwrap_or_default(), column.code.clone());
                let Some(sample) = sample else { return Err(Error::NoSample { unit: id, criterion: code }) };
                between("sample", sample.of.into(), 1, MOST_DRAWS)?;
                between("satisfied", sample.satisfied.into(), 0, sample.of.into())?;
                let share = Decimal::from(sample.satisfied) / Decimal::from(sample.of);
                let expected = all.checked_mul(share).ok_or_else(number::too_large)?;
                // A printed value is its share to the last printed digit, whichever way it was rounded.
                let unit_of_last_place = Decimal::new(1, value.0.scale());
                let apart = value.0.checked_sub(expected).ok_or_else(number::too_large)?.abs();
                if apart > unit_of_last_place {
                    let expected = expected.round_dp(value.0.scale().saturating_add(2)).to_string();
                    let value = value.to_string();
                    return Err(Error::SampleMismatch { unit: id, criterion: code, value, expected });
                }
                redraws.extend(Redraw::new(*criterion, unit, float(Exact(all)), *sample));
            }
        }
        Ok(redraws)
    }

    fn check_drawn(&self, input: &RobustnessInput) -> Result<(), Error> {
        let drawn = self.factors.iter().filter(|factor| factor.drawn).count();
        if drawn == 0 && input.settings.draws > 1 {
            return Err(unused("draws", "no uncertainty is drawn, so one draw says it all"));
        }
        if drawn < 2 && input.settings.sensitivity.is_some() {
            return Err(unused("sensitivity", "it divides the variance between two uncertainties or more"));
        }
        let sampled = |code: &str| {
            let place = self.columns.iter().position(|column| column.code == code);
            self.factors.iter().any(|factor| match &factor.change {
                Change::Samples(redraws) => redraws.iter().any(|redraw| Some(redraw.criterion) == place),
                _ => false,
            })
        };
        let posted = self.scalings.iter().any(|(normalisation, _)| *normalisation == Normalisation::Goalposts);
        for criterion in &input.criteria {
            let (code, path) = (&criterion.code, |what: &str| format!("{what} of {}", criterion.code));
            if criterion.whole.is_some() && !sampled(code) {
                return Err(unused(&path("whole"), "no sampling_error redraws the criterion"));
            }
            if criterion.goalposts.is_some() && !posted {
                return Err(unused(&path("goalposts"), "no normalisation is goalposts"));
            }
        }
        Ok(())
    }

    /// Every method that can come up is defined for every value that can.
    fn check_methods(&self, input: &RobustnessInput) -> Result<(), Error> {
        for (normalisation, scaling) in &self.scalings {
            let method = normalisation.name();
            let mut scaled = vec![0.0; self.ids.len()];
            for column in &self.columns {
                let criterion = || column.code.clone();
                match normalisation {
                    Normalisation::None if !column.facts.higher => {
                        let setting = format!("direction of {}", column.code);
                        return Err(unused(&setting, "normalisation none takes the values as they are"));
                    }
                    Normalisation::Goalposts => {
                        let given = input.criteria.iter().find(|given| given.code == column.code);
                        if given.is_some_and(|given| given.goalposts.is_none() && given.maximum.is_none()) {
                            return Err(Error::MissingParameter { criterion: criterion(), what: "goalposts", method });
                        }
                    }
                    Normalisation::MinMax { low, high } if low >= high => {
                        return Err(out_of_range("low", low, "any number", &format!("below {high}")));
                    }
                    Normalisation::ZScore { deviation, .. } if deviation.0 <= Decimal::ZERO => {
                        return Err(out_of_range("deviation", deviation, "above 0", "28 digits"));
                    }
                    Normalisation::DistanceToBest => {
                        // The best unit's value is divided by, so no draw may bring all of them to 0.
                        let most = column.least.iter().fold(f64::NEG_INFINITY, |most, value| value.max(most));
                        let needed = if column.facts.higher { most } else { column.reach.0 };
                        if needed <= 0.0 {
                            return Err(Error::NotPositive {
                                criterion: criterion(),
                                lowest: needed.to_string(),
                                method,
                            });
                        }
                    }
                    _ => {}
                }
                if !scaling.apply(column.facts, &column.values, &mut scaled) {
                    let value = column.exact.first().map(|(value, _)| value.to_string()).unwrap_or_default();
                    return Err(Error::FlatCriterion { criterion: criterion(), value, method });
                }
            }
        }
        for choice in self.choices() {
            let levels = [choice.criteria, choice.groups];
            let Some(needy) = levels.into_iter().find(|method| method.needs_positive()) else { continue };
            if self.tree && choice.groups.needs_positive() && choice.criteria.contribution().is_none() {
                let criterion = self.groups.first().map(|group| group.code.clone()).unwrap_or_default();
                return Err(Error::NotPositive { criterion, lowest: "0".to_owned(), method: needy.name() });
            }
            let Some((_, scaling)) = self.scalings.get(choice.scaling) else { continue };
            for column in &self.columns {
                let lowest = column.lowest(*scaling);
                if lowest <= 0.0 {
                    let criterion = column.code.clone();
                    return Err(Error::NotPositive { criterion, lowest: lowest.to_string(), method: needy.name() });
                }
            }
        }
        Ok(())
    }

    /// Every combination of methods that the base or an alternative asks for, the base first.
    pub(super) fn choices(&self) -> Vec<Choice> {
        let mut choices = vec![self.base];
        for choice in self.alternatives() {
            if !choices.contains(&choice) {
                choices.push(choice);
            }
        }
        choices
    }

    /// The combinations of the alternatives; where one is not listed, the base's.
    pub(super) fn alternatives(&self) -> Vec<Choice> {
        let (mut scalings, mut criteria, mut groups) = (vec![self.base.scaling], vec![], vec![]);
        for factor in &self.factors {
            match &factor.change {
                Change::Normalisations(chosen) => scalings.clone_from(chosen),
                Change::Aggregations(chosen) => criteria.clone_from(chosen),
                Change::GroupAggregations(chosen) => groups.clone_from(chosen),
                _ => {}
            }
        }
        if criteria.is_empty() {
            criteria.push(self.base.criteria);
        }
        if groups.is_empty() {
            groups.push(self.base.groups);
        }
        let mut choices = Vec::new();
        for scaling in scalings {
            for criteria in &criteria {
                for groups in if self.tree { &groups } else { std::slice::from_ref(criteria) } {
                    choices.push(Choice { scaling, criteria: *criteria, groups: *groups });
                }
            }
        }
        choices
    }

    /// Whether a weighted sum of contributions gives the order of the units.
    pub(super) fn is_sum(&self, choice: Choice) -> bool {
        choice.criteria.contribution().is_some() && choice.criteria == choice.groups
    }
}

impl Column {
    fn new(criterion: &RobustCriterion, exact: Vec<(Exact, Option<SurveySample>)>) -> Result<Self, Error> {
        let path = || format!("criteria.{}", number::shorten(&criterion.code));
        let weight = match (criterion.weight, criterion.maximum) {
            (Some(weight), None) => weight,
            (None, Some(maximum)) => maximum,
            (weight, _) => {
                let reason = if weight.is_some() { "both weight and maximum" } else { "neither weight nor maximum" };
                return Err(Error::InvalidDocument { path: path(), reason: reason.to_owned() });
            }
        };
        let least = if criterion.maximum.is_some() { "above 0" } else { "0" };
        if weight.0.is_sign_negative() && !weight.0.is_zero() || criterion.maximum.is_some() && weight.0.is_zero() {
            let what = if criterion.maximum.is_some() { "maximum" } else { "weight" };
            return Err(out_of_range(what, &weight, least, "28 digits"));
        }
        if criterion.maximum.is_some() && criterion.whole.is_some() {
            let reason = "both maximum and whole; the maximum is the value of the whole".to_owned();
            return Err(Error::InvalidDocument { path: path(), reason });
        }
        if let Some(maximum) = criterion.maximum {
            if let Some((value, _)) = exact.iter().find(|(value, _)| value.0 < Decimal::ZERO || *value > maximum) {
                return Err(out_of_range("points", value, "0", &maximum.to_string()));
            }
        }
        let whole = criterion.whole.or(criterion.maximum);
        if let Some(whole) = whole.filter(|whole| whole.0 <= Decimal::ZERO) {
            return Err(out_of_range("whole", &whole, "above 0", "28 digits"));
        }
        let goalposts = match criterion.goalposts {
            Some(posts) if posts.low >= posts.high => {
                return Err(out_of_range("goalposts", &posts.low, "any number", &format!("below {}", posts.high)));
            }
            Some(posts) => (float(posts.low), float(posts.high)),
            None => (0.0, criterion.maximum.map_or(1.0, float)),
        };
        let values: Vec<f64> = exact.iter().map(|(value, _)| float(*value)).collect();
        let reach = values
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| (value.min(least), value.max(most)));
        Ok(Self {
            code: criterion.code.clone(),
            weight: float(weight),
            facts: ColumnFacts {
                maximum: criterion.maximum.map(float),
                higher: criterion.direction == Direction::Higher,
                goalposts,
            },
            least: values.clone(),
            values,
            reach,
            varies: false,
            whole: whole.map(|whole| whole.0),
            exact,
        })
    }

    /// No draw brings the normalised value lower.
    fn lowest(&self, scaling: Scaling) -> f64 {
        let of = |values: &[f64]| {
            let mut scaled = vec![0.0; values.len()];
            scaling.apply(self.facts, values, &mut scaled);
            scaled.into_iter().fold(f64::INFINITY, f64::min)
        };
        match scaling {
            Scaling::MinMax { low, .. } => low,
            Scaling::Rank => 1.0,
            Scaling::ZScore { mean, deviation } if self.varies => {
                // No value lies further from the mean of n than (n - 1) / √n sample deviations.
                let count = float_of(self.values.len() as u64);
                mean - deviation * ((count - 1.0) / count.sqrt())
            }
            _ if self.varies => of(&[self.reach.0, self.reach.1]),
            _ => of(&self.values),
        }
    }
}

fn kind(uncertainty: &Uncertainty) -> &'static str {
    match uncertainty {
        Uncertainty::WeightNoise { .. } => "weight_noise",
        Uncertainty::SamplingError { .. } => "sampling_error",
        Uncertainty::ValueNoise { .. } => "value_noise",
        Uncertainty::LeaveOneOut { .. } => "leave_one_out",
        Uncertainty::Normalisations { .. } => "normalisations",
        Uncertainty::Aggregations { .. } => "aggregations",
    }
}

fn check_settings(input: &RobustnessInput) -> Result<(), Error> {
    let settings = &input.settings;
    between("seed", settings.seed, 0, (1 << 53) - 1)?;
    between("draws", settings.draws.into(), 1, MOST_DRAWS)?;
    if settings.confidence.0 <= Decimal::ZERO || settings.confidence.0 >= Decimal::ONE {
        return Err(out_of_range("confidence", &settings.confidence, "above 0", "below 1"));
    }
    if let Some(sensitivity) = &settings.sensitivity {
        between("draws", sensitivity.draws.into(), 2, MOST_SENSITIVITY_DRAWS)?;
    }
    if settings.uncertainties.is_empty() {
        return Err(Error::EmptyList { what: "draw" });
    }
    Ok(())
}

/// The names in order, and the place among them of each as given.
fn sorted<'a>(names: impl ExactSizeIterator<Item = &'a str> + Clone) -> Result<(Vec<String>, Vec<usize>), Error> {
    if names.len() == 0 {
        return Err(Error::EmptyList { what: "rank" });
    }
    let ordered: BTreeSet<&str> = names.clone().collect();
    let mut seen = BTreeSet::new();
    if let Some(twice) = names.clone().find(|name| !seen.insert(*name)) {
        return Err(Error::DuplicateId { id: number::shorten(twice) });
    }
    let places: BTreeMap<&str, usize> = ordered.iter().enumerate().map(|(place, name)| (*name, place)).collect();
    let given = names.filter_map(|name| places.get(name).copied()).collect();
    Ok((ordered.into_iter().map(str::to_owned).collect(), given))
}

/// Value and sample of every unit for every criterion, both in order.
type Values = Vec<Vec<(Exact, Option<SurveySample>)>>;

fn values_of(input: &RobustnessInput, codes: &[String], given: &[usize]) -> Result<Values, Error> {
    let place_of: BTreeMap<&str, usize> =
        codes.iter().enumerate().map(|(place, code)| (code.as_str(), place)).collect();
    let mut cells = vec![vec![None; given.len()]; codes.len()];
    for (unit, place) in input.units.iter().zip(given) {
        for value in &unit.values {
            let criterion = place_of.get(value.criterion.as_str());
            let cell =
                criterion.and_then(|criterion| cells.get_mut(*criterion)).and_then(|column| column.get_mut(*place));
            let cell = cell.ok_or_else(|| unknown(&value.criterion, codes))?;
            if cell.replace((value.value, value.sample)).is_some() {
                return Err(Error::DuplicateEvidence { criterion: value.criterion.clone() });
            }
        }
    }
    for (unit, place) in input.units.iter().zip(given) {
        let lacks = |(_, column): &(&String, &Vec<Option<_>>)| column.get(*place).is_none_or(Option::is_none);
        let missing: Vec<&str> = codes.iter().zip(&cells).filter(lacks).map(|(code, _)| code.as_str()).collect();
        if !missing.is_empty() {
            return Err(Error::IncompleteScore { unit: unit.id.clone(), missing: missing.join(", ") });
        }
    }
    Ok(cells.into_iter().map(|column| column.into_iter().flatten().collect()).collect())
}

/// One group of everything where the criteria name none.
fn groups_of(input: &RobustnessInput, places: &[usize]) -> Result<Vec<Group>, Error> {
    let grouped = input.criteria.iter().filter(|criterion| criterion.group.is_some()).count();
    if grouped == 0 {
        if let Some(group) = input.groups.first() {
            return Err(unused(&format!("group {}", number::shorten(&group.code)), "no criterion names it"));
        }
        let members = (0..input.criteria.len()).collect();
        return Ok(vec![Group { code: String::new(), weight: None, members, renormalised: false }]);
    }
    if let Some(lone) = input.criteria.iter().find(|criterion| criterion.group.is_none() && grouped > 0) {
        let path = format!("criteria.{}", number::shorten(&lone.code));
        let reason = "no group, where other criteria have one; name a group for all or for none".to_owned();
        return Err(Error::InvalidDocument { path, reason });
    }
    let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (criterion, place) in input.criteria.iter().zip(places) {
        members.entry(criterion.group.as_deref().unwrap_or_default()).or_default().push(*place);
    }
    let mut weights = BTreeMap::new();
    for group in &input.groups {
        if !members.contains_key(group.code.as_str()) {
            return Err(unused(&format!("group {}", number::shorten(&group.code)), "no criterion names it"));
        }
        if group.weight.0 < Decimal::ZERO {
            return Err(out_of_range("weight", &group.weight, "0", "28 digits"));
        }
        if weights.insert(group.code.as_str(), float(group.weight)).is_some() {
            return Err(Error::DuplicateId { id: number::shorten(&group.code) });
        }
    }
    let known: Vec<String> = weights.keys().map(|code| (*code).to_owned()).collect();
    let mut groups = Vec::with_capacity(members.len());
    for (code, mut members) in members {
        let weight = weights.get(code).copied();
        if weight.is_none() && !known.is_empty() {
            return Err(unknown(code, &known));
        }
        members.sort_unstable();
        groups.push(Group { code: code.to_owned(), weight, members, renormalised: false });
    }
    Ok(groups)
}

/// The places of the codes named, or of all, in order.
fn targets(known: &[&str], codes: Option<&[String]>) -> Result<Vec<usize>, Error> {
    let Some(codes) = codes else { return Ok((0..known.len()).collect()) };
    if codes.is_empty() {
        return Err(Error::EmptyList { what: "name" });
    }
    let mut places = BTreeSet::new();
    for code in codes {
        let place = known
            .binary_search(&code.as_str())
            .map_err(|_| Error::UnknownId { id: number::shorten(code), known: known.join(", ") })?;
        if !places.insert(place) {
            return Err(Error::DuplicateId { id: number::shorten(code) });
        }
    }
    Ok(places.into_iter().collect())
}

fn check_choice<T: PartialEq>(name: &str, of: &[T]) -> Result<(), Error> {
    if of.is_empty() {
        return Err(Error::EmptyList { what: "draw" });
    }
    if of.len() < 2 {
        return Err(unused(
            name,
            "one method is no choice, and two are needed, the base one among them if it may be drawn",
        ));
    }
    let repeated =
        of.iter().enumerate().any(|(place, method)| of.iter().skip(place.saturating_add(1)).any(|m| m == method));
    if repeated {
        return Err(unused(name, "a method stands twice, and each is drawn with the same chance"));
    }
    Ok(())
}

/// A relative width.
fn share_of(width: Exact) -> Result<f64, Error> {
    if width.0 <= Decimal::ZERO || width.0 > Decimal::ONE {
        return Err(out_of_range("width", &width, "above 0", "1"));
    }
    Ok(float(width))
}

fn between(what: &'static str, got: u64, min: u64, max: u64) -> Result<(), Error> {
    if (min..=max).contains(&got) {
        return Ok(());
    }
    Err(Error::OutOfRange { what, got: got.to_string(), min: min.to_string(), max: max.to_string() })
}

fn out_of_range(what: &'static str, got: &Exact, min: &str, max: &str) -> Error {
    Error::OutOfRange { what, got: got.to_string(), min: min.to_owned(), max: max.to_owned() }
}

pub(super) fn unused(setting: &str, reason: &'static str) -> Error {
    Error::UnusedSetting { setting: setting.to_owned(), reason }
}

fn unknown(id: &str, known: &[String]) -> Error {
    Error::UnknownId { id: number::shorten(id), known: known.join(", ") }
}
