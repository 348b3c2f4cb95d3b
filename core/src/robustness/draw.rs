//! Một lượt rút: the uncertain things of one draw decided, and the ranks that follow.

#![allow(clippy::float_arithmetic, reason = "robustness publishes ranks, never points; see the room's first lines")]

use super::input::Aggregation;
use super::kernel::{Grid, Panel, Ranker, rank_draws};
use super::methods::{aggregate, settle};
use super::model::{Change, Choice, Model};
use super::tally::RankTally;
use crate::random::{Words, below};
use std::ops::Range;

/// Contributions of the published values under one normalisation and one method that is a sum.
struct Sums {
    scaling: usize,
    method: Aggregation,
    columns: Vec<Vec<f64>>,
}

/// What every draw starts from.
pub(super) struct Prepared {
    pub(super) model: Model,
    /// By normalisation: the normalised columns of the published values.
    scaled: Vec<Vec<Vec<f64>>>,
    sums: Vec<Sums>,
    /// The base ranks, from 0.
    pub(super) base: Vec<u32>,
}

impl Prepared {
    pub(super) fn new(model: Model) -> Self {
        let scaled_by = |scaling: usize| {
            let of = |column: &super::model::Column| {
                let mut scaled = vec![0.0; column.values.len()];
                if let Some((_, scaling)) = model.scalings.get(scaling) {
                    scaling.apply(column.facts, &column.values, &mut scaled);
                }
                scaled
            };
            model.columns.iter().map(of).collect::<Vec<_>>()
        };
        let scaled: Vec<Vec<Vec<f64>>> = (0..model.scalings.len()).map(scaled_by).collect();
        let mut sums: Vec<Sums> = Vec::new();
        for choice in model.choices() {
            let known = sums.iter().any(|sums| (sums.scaling, sums.method) == (choice.scaling, choice.criteria));
            if let (true, false, Some(contribution), Some(columns)) =
                (model.is_sum(choice), known, choice.criteria.contribution(), scaled.get(choice.scaling))
            {
                let columns = columns.iter().map(|column| column.iter().map(|v| contribution(*v)).collect()).collect();
                sums.push(Sums { scaling: choice.scaling, method: choice.criteria, columns });
            }
        }
        let mut prepared = Self { model, scaled, sums, base: Vec::new() };
        prepared.base = prepared.ranks_of(prepared.model.base, None);
        prepared
    }

    /// The ranks, from 0, of the published values and weights by these methods, without one criterion.
    pub(super) fn ranks_of(&self, choice: Choice, left_out: Option<usize>) -> Vec<u32> {
        let mut draw = Draw::new(self);
        draw.reset();
        (draw.choice, draw.left_out) = (choice, left_out);
        draw.ranks().to_vec()
    }

    pub(super) fn tally(&self, draws: Range<u32>, seed: u64, pairwise: bool) -> RankTally {
        let mut tally = RankTally::new(self.model.ids.len(), pairwise);
        let mut draw = Draw::new(self);
        let words = |number: u64| move |place: usize| Words::at(seed, stream(place, false), number);
        let range = u64::from(draws.start)..u64::from(draws.end);
        if let Some(panel) = self.panel() {
            let weights = |number: u64, row: &mut [f64]| {
                draw.decide(words(number));
                draw.effective_weights();
                for (weight, effective) in row.iter_mut().zip(&draw.effective) {
                    *weight = *effective;
                }
            };
            rank_draws(&panel, range, weights, |number, places| tally.add(number, places));
            return tally;
        }
        for number in range {
            draw.decide(words(number));
            let places = draw.ranks();
            tally.add(number, places);
            tally.even = tally.even.saturating_add(u64::from(draw.even));
        }
        tally
    }

    /// The contributions laid out for many draws at once, where only weights differ between draws.
    fn panel(&self) -> Option<Panel> {
        let only_weights = self.model.factors.iter().filter(|factor| factor.drawn).all(|factor| {
            matches!(factor.change, Change::Weights { .. } | Change::GroupWeights { .. } | Change::LeaveOneOut(_))
        });
        let columns = self.sums_of(self.model.base).filter(|_| only_weights)?;
        Some(Panel::new(self.model.ids.len(), columns))
    }

    fn sums_of(&self, choice: Choice) -> Option<&[Vec<f64>]> {
        let fits = |sums: &&Sums| (sums.scaling, sums.method) == (choice.scaling, choice.criteria);
        self.sums.iter().filter(|_| self.model.is_sum(choice)).find(fits).map(|sums| sums.columns.as_slice())
    }
}

/// The stream of random numbers of an uncertainty, in the first or in the second set of draws.
pub(super) fn stream(place: usize, second: bool) -> u64 {
    (place as u64).saturating_mul(2).saturating_add(second.into())
}

/// One draw at a time, in memory of its own.
pub(super) struct Draw<'a> {
    prepared: &'a Prepared,
    weights: Vec<f64>,
    group_noise: Vec<f64>,
    left_out: Option<usize>,
    choice: Choice,
    /// The values of the criteria that vary; the others' are those of the model.
    values: Vec<Vec<f64>>,
    /// The same, normalised; and as contributions.
    scaled: Vec<Vec<f64>>,
    effective: Vec<f64>,
    group_weights: Vec<f64>,
    totals: Vec<f64>,
    group_totals: Vec<Vec<f64>>,
    /// Whether a criterion told no two units apart.
    pub(super) even: bool,
    ranker: Ranker,
    grid: Grid,
}

impl<'a> Draw<'a> {
    pub(super) fn new(prepared: &'a Prepared) -> Self {
        let model = &prepared.model;
        let (units, criteria, groups) = (model.ids.len(), model.columns.len(), model.groups.len());
        let varying = || model.columns.iter().map(|column| if column.varies { vec![0.0; units] } else { Vec::new() });
        Self {
            prepared,
            weights: vec![0.0; criteria],
            group_noise: vec![1.0; groups],
            left_out: None,
            choice: model.base,
            values: varying().collect(),
            scaled: varying().collect(),
            effective: vec![0.0; criteria],
            group_weights: vec![0.0; groups],
            totals: vec![0.0; units],
            group_totals: vec![vec![0.0; if model.tree { units } else { 0 }]; groups],
            even: false,
            ranker: Ranker::new(units),
            grid: Grid::default(),
        }
    }

    fn reset(&mut self) {
        let model = &self.prepared.model;
        (self.left_out, self.choice, self.even) = (None, model.base, false);
        self.group_noise.fill(1.0);
        for (((weight, values), column), noisy) in
            self.weights.iter_mut().zip(&mut self.values).zip(&model.columns).zip(&mut self.scaled)
        {
            *weight = column.weight;
            // Empty where the criterion does not vary.
            for ((value, published), scaled) in values.iter_mut().zip(&column.values).zip(noisy) {
                (*value, *scaled) = (*published, 0.0);
            }
        }
    }

    /// Decides what is uncertain, each thing from the words of its own stream.
    pub(super) fn decide(&mut self, words: impl Fn(usize) -> Words) {
        self.reset();
        let model = &self.prepared.model;
        for factor in model.factors.iter().filter(|factor| factor.drawn) {
            let mut words = words(factor.place);
            match &factor.change {
                Change::Weights { distribution, width, targets } => {
                    for target in targets {
                        if let Some(weight) = self.weights.get_mut(*target) {
                            *weight *= 1.0 + width * distribution.noise(words.next());
                        }
                    }
                }
                Change::GroupWeights { distribution, width, targets } => {
                    for target in targets {
                        if let Some(noise) = self.group_noise.get_mut(*target) {
                            *noise = 1.0 + width * distribution.noise(words.next());
                        }
                    }
                }
                Change::Samples(redraws) => {
                    for redraw in redraws {
                        let values = self.values.get_mut(redraw.criterion);
                        if let Some(value) = values.and_then(|values| values.get_mut(redraw.unit)) {
                            *value = redraw.value(*value, words.next());
                        }
                    }
                }
                Change::Values { distribution, half_width, targets } => {
                    for target in targets {
                        let (Some(values), Some(column)) = (self.values.get_mut(*target), model.columns.get(*target))
                        else {
                            continue;
                        };
                        for value in values {
                            *value += half_width * distribution.noise(words.next());
                            if let Some(maximum) = column.facts.maximum {
                                *value = value.clamp(0.0, maximum);
                            }
                        }
                    }
                }
                Change::LeaveOneOut(targets) => {
                    let place = below(words.next(), (targets.len() as u64).saturating_add(1));
                    self.left_out = usize::try_from(place).ok().and_then(|place| targets.get(place)).copied();
                }
                Change::Normalisations(of) => self.choice.scaling = drawn(of, &mut words, self.choice.scaling),
                Change::Aggregations(of) => {
                    self.choice.criteria = drawn(of, &mut words, self.choice.criteria);
                    if !model.tree {
                        self.choice.groups = self.choice.criteria;
                    }
                }
                Change::GroupAggregations(of) => self.choice.groups = drawn(of, &mut words, self.choice.groups),
            }
        }
    }

    /// What each criterion weighs in the total, and each group.
    fn effective_weights(&mut self) {
        let model = &self.prepared.model;
        let sum = |weights: &[f64], members: &[usize]| {
            members.iter().filter_map(|member| weights.get(*member)).fold(0.0, |sum, weight| sum + weight)
        };
        for ((group, noise), group_weight) in model.groups.iter().zip(&self.group_noise).zip(&mut self.group_weights) {
            let mut scale = *noise;
            if group.renormalised {
                let before = group.members.iter().filter_map(|member| model.columns.get(*member));
                scale *= before.fold(0.0, |sum, column| sum + column.weight) / sum(&self.weights, &group.members);
            }
            if let Some(weight) = self.left_out.filter(|left_out| group.members.contains(left_out)) {
                if let Some(weight) = self.weights.get_mut(weight) {
                    *weight = 0.0;
                }
            }
            let own = sum(&self.weights, &group.members);
            if let Some(weight) = group.weight {
                scale = if own > 0.0 { weight * noise / own } else { 0.0 };
            }
            *group_weight = own * scale;
            for member in &group.members {
                if let (Some(effective), Some(weight)) = (self.effective.get_mut(*member), self.weights.get(*member)) {
                    *effective = weight * scale;
                }
            }
        }
    }

    /// The ranks of this draw, from 0.
    pub(super) fn ranks(&mut self) -> &[u32] {
        self.effective_weights();
        self.normalise();
        let prepared = self.prepared;
        self.totals.fill(0.0);
        let mut bound = 0.0;
        if let Some(columns) = prepared.sums_of(self.choice) {
            let contribution = self.choice.criteria.contribution().unwrap_or(|value| value);
            for ((column, varied), weight) in columns.iter().zip(&mut self.scaled).zip(&self.effective) {
                for value in varied.iter_mut() {
                    *value = contribution(*value);
                }
                let column = if varied.is_empty() { column } else { &*varied };
                for (total, value) in self.totals.iter_mut().zip(column) {
                    *total += value * weight;
                }
                bound += column.iter().fold(0.0_f64, |most, value| value.abs().max(most)) * weight;
            }
        } else {
            self.aggregate();
            bound = self.totals.iter().fold(bound, |most: f64, total| total.abs().max(most));
        }
        let scale = self.grid.fit(bound);
        self.ranker.places(self.totals.iter().copied(), scale)
    }

    fn normalise(&mut self) {
        let Some((_, scaling)) = self.prepared.model.scalings.get(self.choice.scaling) else { return };
        let columns = self.prepared.model.columns.iter().zip(&self.values).zip(&mut self.scaled);
        for ((column, values), scaled) in columns.filter(|((column, _), _)| column.varies) {
            self.even |= !scaling.apply(column.facts, values, scaled);
        }
    }

    fn aggregate(&mut self) {
        let model = &self.prepared.model;
        let Some(published) = self.prepared.scaled.get(self.choice.scaling) else { return };
        let of = |member: &usize| {
            let varied = self.scaled.get(*member).filter(|varied| !varied.is_empty());
            varied.or_else(|| published.get(*member)).map_or(&[][..], Vec::as_slice)
        };
        for (group, totals) in model.groups.iter().zip(&mut self.group_totals) {
            let columns: Vec<&[f64]> = group.members.iter().map(of).collect();
            let weights: Vec<f64> =
                group.members.iter().filter_map(|member| self.effective.get(*member)).copied().collect();
            let totals = if model.tree { totals } else { &mut self.totals };
            // A group without weight left takes no part.
            if weights.iter().any(|weight| *weight > 0.0) {
                aggregate(self.choice.criteria, &columns, &weights, totals);
            }
            if self.choice.groups.contribution().is_none() {
                settle(totals);
            }
        }
        if model.tree {
            let columns: Vec<&[f64]> = self.group_totals.iter().map(Vec::as_slice).collect();
            aggregate(self.choice.groups, &columns, &self.group_weights, &mut self.totals);
        }
    }
}

fn drawn<T: Copy>(of: &[T], words: &mut Words, otherwise: T) -> T {
    let place = below(words.next(), of.len() as u64);
    usize::try_from(place).ok().and_then(|place| of.get(place)).copied().unwrap_or(otherwise)
}
