//! The walk along a lever: which steps are worth their cost.

use super::front::Budget;
use super::moves::{Axis, Change, Movable, Place};
use crate::Error;
use crate::measure::{Measure, MeasureValue};
use crate::number::{Exact, too_large};
use crate::rules::{Better, Branch, Leaf, Shape};
use crate::scoring::rounded;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Points and the stretch of the rule they lie in; along one stretch points only rise or only fall.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) worth: Exact,
    stretch: (Option<usize>, bool, bool),
    /// Going on the same way changes nothing any more.
    pub(super) end: bool,
}

/// A goal as seen from one node: whether a worth there is enough, or is at all of use.
pub(super) struct Gate<'a> {
    test: &'a dyn Fn(Exact) -> Result<bool, Error>,
    passed: Option<Exact>,
    failed: Option<Exact>,
}

impl<'a> Gate<'a> {
    pub(super) fn new(test: &'a dyn Fn(Exact) -> Result<bool, Error>) -> Self {
        Self { test, passed: None, failed: None }
    }

    /// What passes once passes with more too, so most answers are known from earlier ones.
    pub(super) fn passes(&mut self, worth: Exact) -> Result<bool, Error> {
        if self.passed.is_some_and(|passed| worth >= passed) {
            return Ok(true);
        }
        if self.failed.is_some_and(|failed| worth <= failed) {
            return Ok(false);
        }
        let passes = (self.test)(worth)?;
        *(if passes { &mut self.passed } else { &mut self.failed }) = Some(worth);
        Ok(passes)
    }
}
impl<'a> Movable<'a> {
    /// What the leaf scores with a measure; nothing where the rule refuses it or leaves the leaf out.
    pub(super) fn see(&self, measure: &Measure, down: bool) -> Option<Seen> {
        let criterion = self.criterion;
        let other = |code: &str| self.points_of(code);
        let leaf = Leaf { code: &criterion.code, min: criterion.min_points, max: criterion.max_points, other: &other };
        let hit = self.shape.apply(&leaf, measure).ok().flatten()?;
        let end = match self.core {
            Shape::Bands { bands, .. } => match hit.place {
                Some(0) if !down => bands.first().is_some_and(|band| band.to.is_none()),
                Some(place) if down => {
                    place.saturating_add(1) == bands.len() && bands.last().is_some_and(|band| band.from.is_none())
                }
                _ => false,
            },
            Shape::MinMax { low, high, better, .. } => {
                let rises = (*better == Better::Higher) != down;
                hit.unrounded == if rises { *high } else { *low }
            }
            _ => hit.branch == Branch::NotAllMet || !down && matches!(hit.branch, Branch::AtLimit | Branch::Leader),
        };
        let stretch = (hit.place, hit.branch == Branch::Beyond, false);
        Some(Seen { worth: self.signed(rounded(self.rounding, hit.unrounded)), stretch, end })
    }
    /// What the leaf is worth as it stands.
    pub(super) fn now(&self) -> Option<Exact> {
        self.see(&self.measure, false).map(|seen| seen.worth)
    }

    /// The most the leaf can be worth.
    pub(super) fn best(&self, budget: &Budget) -> Result<Option<Exact>, Error> {
        let mut best = self.now();
        self.each_line(budget, &mut |line| {
            let mut start = 0;
            while let Some((first, last, end)) = line.stretch(start)? {
                best = best.max(Some(first.worth)).max(Some(last.worth));
                start = end.saturating_add(1);
            }
            Ok(true)
        })?;
        Ok(best)
    }

    /// The changes worth their cost, cheapest first: each is worth more than all before it. Those that
    /// cannot be part of any plan are left out, and so is what is dearer than one that is enough alone.
    pub(super) fn changes(
        &self,
        budget: &Budget,
        enough: &mut Gate<'_>,
        of_use: &mut Gate<'_>,
    ) -> Result<Vec<Change>, Error> {
        let Some(now) = self.now() else { return Ok(Vec::new()) };
        let mut found: Vec<Change> = Vec::new();
        let mut cheapest: Option<Decimal> = None;
        self.each_line(budget, &mut |line| {
            if cheapest.is_some_and(|cheapest| line.cost > cheapest) {
                return Ok(true);
            }
            let mut best = now;
            let mut start = 0;
            while let Some((first, last, end)) = line.stretch(start)? {
                let mut from = start;
                start = end.saturating_add(1);
                let mut wanted = first;
                loop {
                    if wanted.worth > best && of_use.passes(wanted.worth)? {
                        best = wanted.worth;
                        let cost = line.cost_at(from)?;
                        found.push(Change { cost: Exact(cost), worth: best, measure: line.measure.clone() });
                        budget.keep(found.len())?;
                        if enough.passes(best)? {
                            cheapest = Some(cheapest.map_or(cost, |cheapest| cheapest.min(cost)));
                            return Ok(true);
                        }
                    }
                    if last.worth <= best || !of_use.passes(last.worth)? {
                        break;
                    }
                    // The first step that is worth more and of use: gallop, then halve.
                    let (mut low, mut reach) = (from, 1_u64);
                    let mut high = end;
                    while low < end {
                        let next = low.saturating_add(reach).min(end);
                        let seen = line.at(next)?.ok_or_else(too_large)?;
                        if seen.worth > best && of_use.passes(seen.worth)? {
                            high = next;
                            break;
                        }
                        (low, reach) = (next, reach.saturating_mul(2));
                    }
                    while high.saturating_sub(low) > 1 {
                        let middle = low.midpoint(high);
                        let seen = line.at(middle)?.ok_or_else(too_large)?;
                        if seen.worth > best && of_use.passes(seen.worth)? { high = middle } else { low = middle }
                    }
                    from = high;
                    wanted = line.at(from)?.ok_or_else(too_large)?;
                }
            }
            Ok(true)
        })?;
        found.sort_by(|a, b| a.cost.cmp(&b.cost).then(b.worth.cmp(&a.worth)));
        let mut best = now;
        found.retain(|change| {
            let better = change.worth > best;
            best = best.max(change.worth);
            better
        });
        Ok(found)
    }

    /// Calls with every line along which one number moves: for each choice, each way of each lever and
    /// each state of the numbers that do not move on the line. The number with the most steps moves.
    fn each_line(
        &self,
        budget: &Budget,
        call: &mut dyn FnMut(&mut Line<'_, 'a>) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        let mut ways: Vec<Vec<Axis>> = vec![Vec::new()];
        for axes in &self.axes {
            let with = |line: &Vec<Axis>| {
                axes.iter().map(|axis| line.iter().copied().chain([*axis]).collect::<Vec<_>>()).collect::<Vec<_>>()
            };
            ways = ways.iter().flat_map(with).collect();
            budget.keep(ways.len())?;
        }
        for choice in &self.choices {
            for axes in &ways {
                let mut axes = axes.clone();
                let longest = axes.iter().enumerate().max_by_key(|(_, axis)| axis.most).map(|(place, _)| place);
                let moving = longest.map(|place| axes.remove(place));
                let mut counts = vec![0_u64; axes.len()];
                loop {
                    budget.spend()?;
                    let mut measure = self.with(choice);
                    let mut cost = choice.cost;
                    for (axis, steps) in axes.iter().zip(&counts) {
                        axis.set(&self.measure, &mut measure, *steps).ok_or_else(too_large)?;
                        let more = axis.cost.checked_mul((*steps).into()).ok_or_else(too_large)?;
                        cost = cost.checked_add(more).ok_or_else(too_large)?;
                    }
                    let mut line = Line { leaf: self, axis: moving, measure, cost, budget };
                    if !call(&mut line)? {
                        return Ok(());
                    }
                    // The next state, counted like the digits of a number.
                    let mut carried = true;
                    for (steps, axis) in counts.iter_mut().zip(&axes) {
                        if *steps < axis.most {
                            *steps = steps.saturating_add(1);
                            carried = false;
                            break;
                        }
                        *steps = 0;
                    }
                    if carried {
                        break;
                    }
                }
            }
        }
        Ok(())
    }
}
impl Axis {
    /// Moves the number so many steps from where it stands in the measure the unit has now.
    pub(super) fn set(self, now: &Measure, measure: &mut Measure, steps: u64) -> Option<()> {
        let by = self.step.checked_mul(steps.into())?;
        let moved = |number: Exact| {
            let to = if self.down { number.0.checked_sub(by) } else { number.0.checked_add(by) };
            to.map(Exact)
        };
        let counted = |count: u64| moved(count.into())?.0.to_u64();
        match (self.place, &now.value, &mut measure.value) {
            (Place::Numerator, MeasureValue::Ratio(from), MeasureValue::Ratio(to)) => {
                to.numerator = moved(from.numerator)?;
            }
            (Place::Ratio(place), MeasureValue::Ratios(from), MeasureValue::Ratios(to)) => {
                to.get_mut(place)?.numerator = moved(from.get(place)?.numerator)?;
            }
            (Place::Event(place), MeasureValue::Events(from), MeasureValue::Events(to)) => {
                to.events.get_mut(place)?.count = counted(from.events.get(place)?.count)?;
            }
            (Place::Item(place), MeasureValue::Items(from), MeasureValue::Items(to)) => {
                to.get_mut(place)?.count = counted(from.get(place)?.count)?;
            }
            (Place::Value, MeasureValue::Value(from), MeasureValue::Value(to)) => *to = moved(*from)?,
            (Place::Points, MeasureValue::Points(from), MeasureValue::Points(to)) => *to = moved(*from)?,
            _ => return None,
        }
        Some(())
    }

    /// Whether the count it moves stands at none: the first item may differ from the rest.
    fn at_none(self, measure: &Measure) -> bool {
        match (self.place, &measure.value) {
            (Place::Item(place), MeasureValue::Items(items)) => items.get(place).is_some_and(|item| item.count == 0),
            _ => false,
        }
    }
}

/// The states of a leaf along which one number moves, the rest standing.
struct Line<'l, 'a> {
    leaf: &'l Movable<'a>,
    axis: Option<Axis>,
    measure: Measure,
    /// What the rest costs.
    cost: Decimal,
    budget: &'l Budget,
}

impl Line<'_, '_> {
    fn at(&mut self, steps: u64) -> Result<Option<Seen>, Error> {
        self.budget.spend()?;
        let Some(axis) = self.axis else { return Ok(self.leaf.see(&self.measure, false)) };
        axis.set(&self.leaf.measure, &mut self.measure, steps).ok_or_else(too_large)?;
        let mut seen = self.leaf.see(&self.measure, axis.down);
        if let Some(seen) = &mut seen {
            seen.stretch.2 = axis.at_none(&self.measure);
        }
        Ok(seen)
    }

    fn cost_at(&self, steps: u64) -> Result<Decimal, Error> {
        let Some(axis) = self.axis else { return Ok(self.cost) };
        let more = axis.cost.checked_mul(steps.into()).ok_or_else(too_large)?;
        self.cost.checked_add(more).ok_or_else(too_large)
    }

    /// The stretch that begins after so many steps: its first and last state, and where it ends. The
    /// number moves one way, so the stretches of a rule follow one another.
    fn stretch(&mut self, start: u64) -> Result<Option<(Seen, Seen, u64)>, Error> {
        let most = self.axis.map_or(0, |axis| axis.most);
        if start > most {
            return Ok(None);
        }
        let Some(first) = self.at(start)? else { return Ok(None) };
        let (mut low, mut high) = (start, most.saturating_add(1));
        while high.saturating_sub(low) > 1 {
            let middle = low.midpoint(high);
            if self.at(middle)?.is_some_and(|seen| seen.stretch == first.stretch) {
                low = middle
            } else {
                high = middle
            }
        }
        let last = self.at(low)?.unwrap_or(first);
        // Leaves the measure at the first state.
        self.at(start)?;
        Ok(Some((first, last, low)))
    }
}
