//! Levers: which numbers, levels and conditions of a leaf they move, how far and at which cost.

use super::lines::Seen;
use super::moves::{Axis, Choice, Movable, Place, conditions, unfit};
use super::{Direction, Lever, LeverCost};
use crate::Error;
use crate::measure::{MeasureValue, NamedCount};
use crate::number::{self, Exact, Ratio, too_large};
use crate::rules::{Award, Better, Item, Part, Shape};
use crate::scoring::rounded;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::{BTreeSet, HashSet};

/// More steps than this of one lever are only taken where the rule goes on giving points.
const FARTHEST: u64 = 1 << 40;

pub(super) fn not_negative(what: &'static str, number: Exact) -> Result<(), Error> {
    if number < Exact::default() {
        let (min, max) = ("0".to_owned(), "any number".to_owned());
        return Err(Error::OutOfRange { what, got: number.to_string(), min, max });
    }
    Ok(())
}

impl Lever {
    pub(super) fn check(&self) -> Result<(), Error> {
        let costs = self.levels.iter().chain(&self.conditions).map(|one| one.cost).chain(self.cost_per_step);
        costs.into_iter().try_for_each(|cost| not_negative("cost", cost))?;
        self.at_most.iter().try_for_each(|most| not_negative("at_most", *most))?;
        if let Some(step) = self.step.filter(|step| *step <= Exact::default()) {
            let (min, max) = ("above 0".to_owned(), "any number".to_owned());
            return Err(Error::OutOfRange { what: "step", got: step.to_string(), min, max });
        }
        for costs in [&self.levels, &self.conditions] {
            let mut ids = HashSet::new();
            if let Some(twice) = costs.iter().find(|one| !ids.insert(&one.id)) {
                return Err(Error::DuplicateId { id: format!("{} {}", self.criterion, twice.id) });
            }
        }
        let stepped = self.step.is_some() || self.at_most.is_some() || self.direction.is_some() || self.part.is_some();
        if self.cost_per_step.is_none() && (stepped || self.levels.is_empty() && self.conditions.is_empty()) {
            return Err(unfit(&self.criterion, "chưa nêu cost_per_step", "it does not say cost_per_step"));
        }
        Ok(())
    }
}
impl Movable<'_> {
    fn level_cost(&self, levels: &[LeverCost], known: &mut dyn Iterator<Item = &str>) -> Result<(), Error> {
        let known: Vec<&str> = known.collect();
        match levels.iter().find(|one| !known.contains(&one.id.as_str())) {
            Some(one) => Err(self.unknown("level or condition", &one.id, &known)),
            None => Ok(()),
        }
    }

    fn unknown(&self, what: &'static str, id: &str, known: &[&str]) -> Error {
        let (criterion, id) = (self.criterion.code.clone(), number::shorten(id));
        Error::UnknownPart { criterion, what, id, known: number::shorten_list(known.iter().copied()) }
    }

    /// Takes a lever of the user's own.
    pub(super) fn pull(&mut self, lever: &Lever) -> Result<(), Error> {
        if !lever.levels.is_empty() {
            let Shape::Levels { levels, .. } = self.core else {
                return Err(unfit(&self.criterion.code, "quy tắc không chọn theo mức", "its rule has no levels"));
            };
            self.level_cost(&lever.levels, &mut levels.iter().map(|level| level.id.as_str()))?;
            let costs = lever.levels.iter().map(|one| (one.id.clone(), one.cost)).collect();
            self.add_levels(costs);
        }
        if !lever.conditions.is_empty() {
            let rule = conditions(self.shape, &|code| self.points_of(code));
            self.level_cost(&lever.conditions, &mut rule.iter().map(|part| part.id.as_str()))?;
            let unmet = self.unmet();
            let cost = |part: &&Part| lever.conditions.iter().find(|one| one.id == part.id).map(|one| one.cost);
            let costs: Option<Vec<Exact>> = unmet.iter().map(cost).collect();
            // A rule asks for all of its conditions: meeting some of them changes nothing.
            if let Some(costs) = costs.filter(|costs| !costs.is_empty()) {
                self.add_conditions(number::sum(costs).ok_or_else(too_large)?);
            }
        }
        let Some(cost) = lever.cost_per_step else { return Ok(()) };
        let code = &self.criterion.code;
        let step = lever.step.unwrap_or(Exact(Decimal::ONE));
        let place = self.place(lever.part.as_deref())?;
        if matches!(place, Place::Event(_) | Place::Item(_)) && !step.0.fract().is_zero() {
            return Err(unfit(code, "số lần chỉ thay đổi theo số nguyên", "a count moves by whole numbers"));
        }
        let ways = match lever.direction {
            Some(Direction::Up) => vec![false],
            Some(Direction::Down) => vec![true],
            None => self.ways(place),
        };
        self.add_axis(place, &ways, step, cost, lever.at_most)
    }

    /// One more or one fewer, one condition, one level up: each for the same cost.
    pub(super) fn pull_every(&mut self, cost: Exact) -> Result<(), Error> {
        if let Shape::Levels { .. } = self.core {
            let costs = self.climbs(cost)?;
            self.add_levels(costs);
        }
        let unmet = u64::try_from(self.unmet().len()).unwrap_or(u64::MAX);
        if unmet > 0 {
            let cost = cost.0.checked_mul(unmet.into()).ok_or_else(too_large)?;
            self.add_conditions(Exact(cost));
        }
        let places: Vec<Place> = match &self.measure.value {
            MeasureValue::Ratio(_) => vec![Place::Numerator],
            MeasureValue::Ratios(ratios) => (0..ratios.len()).map(Place::Ratio).collect(),
            MeasureValue::Events(events) => (0..events.events.len()).map(Place::Event).collect(),
            MeasureValue::Items(_) => match self.core {
                Shape::PerItem { items, .. } => {
                    let ids: Vec<String> = items.iter().map(|item| item.id.clone()).collect();
                    ids.iter().map(|id| self.place(Some(id))).collect::<Result<_, Error>>()?
                }
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        for place in places {
            self.add_axis(place, &self.ways(place), Exact(Decimal::ONE), cost, None)?;
        }
        Ok(())
    }

    /// For each level worth more than now: how many scores of levels lie on the way, times the cost.
    fn climbs(&self, cost: Exact) -> Result<Vec<(String, Exact)>, Error> {
        let Shape::Levels { levels, .. } = self.core else { return Ok(Vec::new()) };
        let Some(now) = self.see(&self.measure, false) else { return Ok(Vec::new()) };
        let worth = |award: &Award| Some(self.signed(rounded(self.rounding, fixed(award, self.criterion.max_points)?)));
        let worths: Vec<(String, Exact)> =
            levels.iter().filter_map(|level| Some((level.id.clone(), worth(&level.award)?))).collect();
        let all: BTreeSet<Exact> = worths.iter().map(|(_, one)| *one).filter(|one| *one > now.worth).collect();
        let better = worths.iter().filter(|(_, worth)| *worth > now.worth);
        let costed = better.map(|(id, worth)| {
            let climbed = u64::try_from(all.range(..=*worth).count()).unwrap_or(u64::MAX);
            let cost = cost.0.checked_mul(climbed.into()).ok_or_else(too_large)?;
            Ok((id.clone(), Exact(cost)))
        });
        costed.collect()
    }

    fn add_levels(&mut self, costs: Vec<(String, Exact)>) {
        let with = |choice: &Choice| {
            let level = |(id, cost): &(String, Exact)| {
                let cost = choice.cost.checked_add(cost.0)?;
                Some(Choice { cost, level: Some(id.clone()), ..choice.clone() })
            };
            costs.iter().filter_map(level).collect::<Vec<_>>()
        };
        let more: Vec<Choice> = self.choices.iter().flat_map(with).collect();
        self.choices.extend(more);
    }

    fn add_conditions(&mut self, cost: Exact) {
        let with = |choice: &Choice| {
            let cost = choice.cost.checked_add(cost.0)?;
            Some(Choice { cost, meet: true, ..choice.clone() })
        };
        let more: Vec<Choice> = self.choices.iter().filter_map(with).collect();
        self.choices.extend(more);
    }

    /// Where in the measure a part stands.
    fn place(&mut self, part: Option<&str>) -> Result<Place, Error> {
        let code = self.criterion.code.clone();
        let no_parts = || unfit(&code, "số đo không có phần nào mang tên riêng", "its measure has no named parts");
        let named = || unfit(&code, "số đo có nhiều phần, hãy nêu part", "its measure has several parts, name one");
        let position = |ids: Vec<&str>, id: &str| ids.iter().position(|one| *one == id).ok_or(ids.join(", "));
        let found = match (&mut self.measure.value, part) {
            (MeasureValue::Ratio(_), None) => return Ok(Place::Numerator),
            (MeasureValue::Value(_), None) => return Ok(Place::Value),
            (MeasureValue::Points(_), None) => return Ok(Place::Points),
            (MeasureValue::Ratio(_) | MeasureValue::Value(_) | MeasureValue::Points(_), Some(_)) => {
                return Err(no_parts());
            }
            (MeasureValue::Ratios(ratios), Some(id)) => {
                position(ratios.iter().map(|one| one.id.as_str()).collect(), id).map(Place::Ratio)
            }
            (MeasureValue::Events(events), Some(id)) => {
                position(events.events.iter().map(|one| one.id.as_str()).collect(), id).map(Place::Event)
            }
            (MeasureValue::Items(items), Some(id)) => {
                // An item the measure does not name stands at none.
                let rule = match self.core {
                    Shape::PerItem { items, .. } => items.iter().map(|item| item.id.as_str()).collect(),
                    _ => Vec::new(),
                };
                position(rule, id).map(|_| {
                    Place::Item(items.iter().position(|one| one.id == id).unwrap_or_else(|| {
                        items.push(NamedCount { id: id.to_owned(), count: 0 });
                        items.len().saturating_sub(1)
                    }))
                })
            }
            (MeasureValue::Ratios(_) | MeasureValue::Events(_) | MeasureValue::Items(_), None) => return Err(named()),
            _ => {
                return Err(unfit(
                    &code,
                    "số đo không thay đổi theo bước; nêu chi phí của mức hoặc điều kiện",
                    "its measure does not move by steps; give the costs of its levels or conditions",
                ));
            }
        };
        found.map_err(|known| Error::UnknownPart {
            criterion: code.clone(),
            what: "part",
            id: number::shorten(part.unwrap_or_default()),
            known,
        })
    }

    /// The ways in which the rule can give more: up (`false`), down (`true`) or both.
    fn ways(&self, place: Place) -> Vec<bool> {
        let more = match (place, self.core) {
            (Place::Numerator | Place::Ratio(_) | Place::Value, Shape::Bands { .. }) => return vec![false, true],
            (Place::Event(_), _) => vec![true],
            (Place::Item(position), Shape::PerItem { items, beyond, .. }) => {
                let rule = match &self.measure.value {
                    MeasureValue::Items(given) => {
                        given.get(position).and_then(|one| items.iter().find(|item| item.id == one.id))
                    }
                    _ => None,
                };
                let points = rule.map(|item| (item.each, item.first.unwrap_or(item.each)));
                match points {
                    Some((each, first)) if each <= Exact::default() && first <= Exact::default() => vec![true],
                    Some((each, first))
                        if each >= Exact::default() && first >= Exact::default() && beyond.is_none() =>
                    {
                        vec![false]
                    }
                    _ => return vec![false, true],
                }
            }
            (Place::Value, Shape::MinMax { better: Better::Lower, .. }) => vec![true],
            (Place::Value, Shape::Steps { points, .. }) if *points < Exact::default() => vec![true],
            _ => vec![false],
        };
        if self.penalty { more.into_iter().map(|down| !down).collect() } else { more }
    }

    fn add_axis(
        &mut self,
        place: Place,
        ways: &[bool],
        step: Exact,
        cost: Exact,
        at_most: Option<Exact>,
    ) -> Result<(), Error> {
        let mut axes = Vec::new();
        for down in ways {
            let mut axis = Axis { place, down: *down, step: step.0, cost: cost.0, most: 0 };
            let steps = |length: Decimal| {
                length.checked_div(step.0).map_or(0, |steps| steps.floor().to_u64().unwrap_or(FARTHEST))
            };
            let hard = match (place, &self.measure.value) {
                (Place::Numerator, MeasureValue::Ratio(ratio)) => Some(room(*ratio, *down)),
                (Place::Ratio(position), MeasureValue::Ratios(ratios)) => ratios
                    .get(position)
                    .map(|one| room(Ratio { numerator: one.numerator, denominator: one.denominator }, *down)),
                (Place::Event(position), MeasureValue::Events(events)) => events.events.get(position).map(|one| {
                    let count = Decimal::from(one.count);
                    if *down { count } else { events.of.0.saturating_sub(count).max(Decimal::ZERO) }
                }),
                (Place::Item(position), MeasureValue::Items(items)) => items.get(position).map(|one| {
                    let count = Decimal::from(one.count);
                    if *down {
                        count
                    } else {
                        // To the first point of the grid from which on nothing changes.
                        let room = self.item_room(items, one);
                        let whole = room.checked_div(step.0).map(|steps| steps.ceil());
                        whole.and_then(|steps| steps.checked_mul(step.0)).unwrap_or(room)
                    }
                }),
                _ => None,
            };
            let most = [hard, at_most.map(|most| most.0)].into_iter().flatten().map(steps).min();
            axis.most = match most {
                Some(most) if hard.is_some() => most,
                most => self.farthest(axis, most.unwrap_or(FARTHEST).min(FARTHEST), at_most.is_none())?,
            };
            if axis.most > 0 {
                axes.push(axis);
            }
        }
        if !axes.is_empty() {
            self.axes.push(axes);
        }
        Ok(())
    }

    /// How many more of an item can make a difference: beyond it the rule is at its limit, whatever the
    /// other items, which are only ever moved to where they give more.
    fn item_room(&self, given: &[NamedCount], moved: &NamedCount) -> Decimal {
        let Shape::PerItem { start, items, floor, cap, beyond } = self.core else { return Decimal::ZERO };
        if let Some(beyond) = beyond {
            return Decimal::from(beyond.count.saturating_sub(moved.count)).saturating_add(Decimal::ONE);
        }
        let first = |item: &Item| item.first.unwrap_or(item.each).0;
        let worth = |item: &Item| {
            let count = given.iter().find(|one| one.id == item.id).map_or(0, |one| one.count);
            if count == 0 {
                return Decimal::ZERO;
            }
            first(item).saturating_add(item.each.0.saturating_mul(Decimal::from(count.saturating_sub(1))))
        };
        let others = items.iter().filter(|item| item.id != moved.id).map(worth);
        let others = others.fold(start.0, Decimal::saturating_add);
        let Some(item) = items.iter().find(|item| item.id == moved.id) else { return Decimal::ZERO };
        let limit = match item.each > Exact::default() {
            true => cap.unwrap_or(self.criterion.max_points),
            false => floor.unwrap_or(self.criterion.min_points),
        };
        let rest = limit.0.saturating_sub(others).saturating_sub(first(item));
        let more = rest.checked_div(item.each.0).unwrap_or_default().max(Decimal::ZERO).ceil();
        more.saturating_add(Decimal::ONE).saturating_sub(moved.count.into()).max(Decimal::ONE)
    }

    /// How many steps there are before the rule stops giving anything or refuses the value.
    fn farthest(&self, axis: Axis, most: u64, undeclared: bool) -> Result<u64, Error> {
        let all_met = self.choices.iter().any(|choice| choice.meet);
        let mut measure = self.with(&Choice { meet: all_met, ..Choice::default() });
        let mut at = |steps: u64| -> Option<Seen> {
            axis.set(&self.measure, &mut measure, steps)?;
            self.see(&measure, axis.down)
        };
        let Some(start) = at(0) else { return Ok(0) };
        let (mut low, mut seen, mut reach) = (0_u64, start, 1_u64);
        while !seen.end && low < most {
            let next = reach.min(most);
            match at(next) {
                Some(further) => {
                    (low, seen) = (next, further);
                    reach = reach.saturating_mul(2);
                }
                None => {
                    let mut high = next;
                    while high.saturating_sub(low) > 1 {
                        let middle = low.midpoint(high);
                        if at(middle).is_some() { low = middle } else { high = middle }
                    }
                    return Ok(low);
                }
            }
        }
        if low >= FARTHEST && undeclared {
            if seen.worth == start.worth {
                return Ok(0);
            }
            return Err(unfit(
                &self.criterion.code,
                "quy tắc không có giới hạn, hãy nêu at_most",
                "its rule has no end, say at_most",
            ));
        }
        Ok(low)
    }
}

/// Points of an award that does not depend on what was measured.
fn fixed(award: &Award, max: Exact) -> Option<Exact> {
    match award {
        Award::Points(points) => Some(*points),
        Award::SharePercent(share) => Ratio { numerator: *share, denominator: Exact::from(100) }.times(max.0),
        _ => None,
    }
}

/// How far a numerator can move.
fn room(ratio: Ratio, down: bool) -> Decimal {
    if ratio.denominator.0.is_zero() {
        return Decimal::ZERO;
    }
    let room = if down { ratio.numerator.0 } else { ratio.denominator.0.saturating_sub(ratio.numerator.0) };
    room.max(Decimal::ZERO)
}
