//! What each rule shape does with a measure: points, unrounded, and which part of the rule decided.

use super::shape::{
    Award, Band, Better, FactorOf, Outside, OverOne, Part, Quantity, Shape, WhenEqual, ZeroDenominator,
};
use crate::Error;
use crate::measure::{Measure, MeasureValue, NamedCount};
use crate::number::{Exact, Ratio, too_large};
use rust_decimal::Decimal;
use serde::Serialize;

/// The leaf a rule is applied in.
pub(crate) struct Leaf<'a> {
    pub(crate) code: &'a str,
    pub(crate) min: Exact,
    pub(crate) max: Exact,
    /// The points of another leaf, where it has any.
    pub(crate) other: &'a dyn Fn(&str) -> Option<Exact>,
}

/// What a rule did with a measure.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RuleHit {
    /// Before rounding.
    pub(crate) unrounded: Exact,
    /// Which part of the rule decided.
    pub(crate) branch: Branch,
    /// Which band or level, counted from 0 as listed.
    pub(crate) place: Option<usize>,
}

/// Nhánh của quy tắc: the part of a rule that decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Branch {
    /// All conditions are met.
    AllMet,
    /// A condition is not met.
    NotAllMet,
    /// The level reached.
    Level,
    /// The band the quantity falls in.
    Band,
    /// Not done at all.
    NotDone,
    /// In proportion to the ratio.
    Proportional,
    /// The target was reached.
    AtOrAboveTarget,
    /// In proportion to the target.
    BelowTarget,
    /// Counted item by item.
    Items,
    /// At the floor or the cap of the rule.
    AtLimit,
    /// More items than the rule counts.
    Beyond,
    /// The base and the full steps above it.
    Steps,
    /// Level with the leader or above it.
    Leader,
    /// Between the target and the leader.
    BelowLeader,
    /// In proportion to the leader, there being no target.
    NoTarget,
    /// On the line between the worst and the best value.
    MinMax,
    /// The best and the worst value are the same.
    NoSpread,
    /// In proportion to another scale.
    Scaled,
    /// The mean of the cases.
    Mean,
    /// The denominator was zero.
    ZeroDenominator,
    /// As given.
    Given,
}

/// A quantity as a quotient that is not carried out: compared and scaled as whole products, so that
/// nothing is rounded on the way. The denominator is above zero.
#[derive(Clone, Copy)]
struct Amount {
    numerator: Decimal,
    denominator: Decimal,
}

impl Amount {
    fn of(value: Exact) -> Self {
        Self { numerator: value.0, denominator: Decimal::ONE }
    }

    fn percent(ratio: Ratio) -> Result<Self, Error> {
        let numerator = product(ratio.numerator.0, Decimal::ONE_HUNDRED)?;
        Ok(Self { numerator, denominator: ratio.denominator.0 })
    }

    /// factor times the amount, over a divisor.
    fn times(self, factor: Decimal, divisor: Decimal) -> Result<Exact, Error> {
        quotient(product(self.numerator, factor)?, product(self.denominator, divisor)?)
    }

    fn compare(self, limit: Exact) -> Result<std::cmp::Ordering, Error> {
        Ok(self.numerator.cmp(&product(limit.0, self.denominator)?))
    }
}

fn product(a: Decimal, b: Decimal) -> Result<Decimal, Error> {
    a.checked_mul(b).ok_or_else(too_large)
}

fn quotient(a: Decimal, b: Decimal) -> Result<Exact, Error> {
    a.checked_div(b).map(|quotient| Exact(quotient.normalize())).ok_or_else(too_large)
}

fn sum(a: Decimal, b: Decimal) -> Result<Decimal, Error> {
    a.checked_add(b).ok_or_else(too_large)
}

fn difference(a: Decimal, b: Decimal) -> Result<Decimal, Error> {
    a.checked_sub(b).ok_or_else(too_large)
}

/// A quantity, or what its zero denominator decides: a hit, or that the leaf does not apply.
enum Taken {
    Amount(Amount),
    Zero(Option<RuleHit>),
}

impl Leaf<'_> {
    fn hit(&self, unrounded: Exact, branch: Branch) -> RuleHit {
        RuleHit { unrounded, branch, place: None }
    }

    fn wrong(&self, expected: &'static str, measure: &Measure) -> Error {
        Error::WrongMeasure { criterion: self.code.to_owned(), expected, got: measure.value.kind() }
    }

    fn no_reference(&self, what: &'static str) -> Error {
        Error::NoReference { criterion: self.code.to_owned(), what }
    }

    fn out_of_range(&self, what: &'static str, got: impl ToString, min: impl ToString, max: impl ToString) -> Error {
        let got = format!("{} ({})", got.to_string(), self.code);
        Error::OutOfRange { what, got, min: min.to_string(), max: max.to_string() }
    }

    fn not_negative(&self, numbers: impl IntoIterator<Item = Exact>) -> Result<(), Error> {
        for number in numbers {
            if number < Exact::default() {
                return Err(self.out_of_range("count", number, 0, "any count"));
            }
        }
        Ok(())
    }

    /// A share of a whole: not negative, and above the whole only where the rule cuts it there.
    fn share(&self, ratio: Ratio, over_one: OverOne) -> Result<Ratio, Error> {
        self.not_negative([ratio.numerator, ratio.denominator])?;
        if ratio.numerator <= ratio.denominator {
            return Ok(ratio);
        }
        match over_one {
            OverOne::Cap => Ok(Ratio { numerator: ratio.denominator, denominator: ratio.denominator }),
            OverOne::Refused => Err(self.above_one(ratio)),
        }
    }

    fn above_one(&self, ratio: Ratio) -> Error {
        Error::RatioAboveOne {
            criterion: self.code.to_owned(),
            numerator: ratio.numerator.to_string(),
            denominator: ratio.denominator.to_string(),
        }
    }

    /// The named things of a measure in the order of the rule: all of them stated, none twice, no other.
    fn in_order<'m, T>(
        &self,
        what: &'static str,
        rule: impl Iterator<Item = &'m str> + Clone,
        given: &'m [T],
        id: impl Fn(&T) -> &str,
        needed: bool,
    ) -> Result<Vec<Option<&'m T>>, Error> {
        let criterion = || self.code.to_owned();
        for (position, one) in given.iter().enumerate() {
            if !rule.clone().any(|known| known == id(one)) {
                let known = crate::number::shorten_list(rule.clone());
                let id = crate::number::shorten(id(one));
                return Err(Error::UnknownPart { criterion: criterion(), what, id, known });
            }
            if given.iter().take(position).any(|other| id(other) == id(one)) {
                return Err(Error::DuplicatePart { criterion: criterion(), what, id: id(one).to_owned() });
            }
        }
        rule.map(|wanted| {
            let found = given.iter().find(|one| id(one) == wanted);
            if found.is_none() && needed {
                return Err(Error::PartMissing { criterion: criterion(), what, id: wanted.to_owned() });
            }
            Ok(found)
        })
        .collect()
    }

    /// Whether all conditions are met; each has to be stated.
    fn all_met(&self, conditions: &[Part], measure: &Measure) -> Result<bool, Error> {
        let rule = conditions.iter().map(|condition| condition.id.as_str());
        let states = self.in_order("condition", rule, &measure.conditions, |state| &state.id, true)?;
        Ok(states.into_iter().flatten().all(|state| state.met))
    }

    fn counts<'m>(
        &self,
        what: &'static str,
        rule: impl Iterator<Item = &'m str> + Clone,
        given: &'m [NamedCount],
        needed: bool,
    ) -> Result<Vec<u64>, Error> {
        let counts = self.in_order(what, rule, given, |count| &count.id, needed)?;
        Ok(counts.into_iter().map(|count| count.map_or(0, |count| count.count)).collect())
    }
}

impl ZeroDenominator {
    /// What nothing to divide by scores; `None` where the leaf then does not apply.
    fn decide(self, leaf: &Leaf<'_>) -> Result<Option<RuleHit>, Error> {
        let unrounded = match self {
            Self::Max => leaf.max,
            Self::Zero | Self::StandIn => Exact::default(),
            Self::NotApplicable => return Ok(None),
            Self::Refused => return Err(Error::ZeroDenominator { criterion: leaf.code.to_owned() }),
        };
        Ok(Some(leaf.hit(unrounded, Branch::ZeroDenominator)))
    }
}

impl Quantity {
    fn take(
        &self,
        leaf: &Leaf<'_>,
        measure: &Measure,
        zero: ZeroDenominator,
        over_one: OverOne,
    ) -> Result<Taken, Error> {
        let share = |ratio: Ratio| -> Result<Taken, Error> {
            let ratio = match (zero, measure.stand_in) {
                (ZeroDenominator::StandIn, Some(denominator)) if ratio.denominator.0.is_zero() => {
                    Ratio { denominator, ..ratio }
                }
                _ => ratio,
            };
            if ratio.denominator.0.is_zero() {
                if !ratio.numerator.0.is_zero() {
                    return Err(leaf.above_one(ratio));
                }
                return zero.decide(leaf).map(Taken::Zero);
            }
            Amount::percent(leaf.share(ratio, over_one)?).map(Taken::Amount)
        };
        let value = || match measure.value {
            MeasureValue::Value(value) => Ok(value),
            _ => Err(leaf.wrong("a value", measure)),
        };
        let previous = || measure.previous.ok_or_else(|| leaf.no_reference("the previous value"));
        match (self, &measure.value) {
            (Self::Percent, MeasureValue::Ratio(ratio)) => share(*ratio),
            (Self::Percent, _) => Err(leaf.wrong("a ratio", measure)),
            (Self::Product { factors }, MeasureValue::Ratios(ratios)) => {
                let rule = factors.iter().map(|factor| factor.id.as_str());
                let mut whole = Ratio::of(1, 1);
                for ratio in leaf.in_order("ratio", rule, ratios, |ratio| &ratio.id, true)?.into_iter().flatten() {
                    let one = Ratio { numerator: ratio.numerator, denominator: ratio.denominator };
                    if one.denominator.0.is_zero() && !one.numerator.0.is_zero() {
                        return Err(leaf.above_one(one));
                    }
                    let one = if one.denominator.0.is_zero() { one } else { leaf.share(one, over_one)? };
                    whole.numerator = Exact(product(whole.numerator.0, one.numerator.0)?);
                    whole.denominator = Exact(product(whole.denominator.0, one.denominator.0)?);
                }
                // With nothing to divide by in one of the ratios, the product of the others says nothing.
                if whole.denominator.0.is_zero() { zero.decide(leaf).map(Taken::Zero) } else { share(whole) }
            }
            (Self::Product { .. }, _) => Err(leaf.wrong("several ratios", measure)),
            (Self::Complement { events: rule }, MeasureValue::Events(events)) => {
                let rule = rule.iter().map(|event| event.id.as_str());
                let mut good = events.of.0;
                for count in leaf.counts("event", rule, &events.events, true)? {
                    if Decimal::from(count) > events.of.0 {
                        return Err(leaf.above_one(Ratio { numerator: count.into(), denominator: events.of }));
                    }
                    good = difference(good, count.into())?;
                }
                share(Ratio { numerator: Exact(good.max(Decimal::ZERO)), denominator: events.of })
            }
            (Self::Complement { .. }, _) => Err(leaf.wrong("counts of events", measure)),
            (Self::Value, _) => Ok(Taken::Amount(Amount::of(value()?))),
            (Self::Change, _) => Ok(Taken::Amount(Amount::of(Exact(difference(value()?.0, previous()?.0)?)))),
            (Self::ChangePercent, _) => {
                let (now, then) = (value()?, previous()?);
                leaf.not_negative([then])?;
                if then.0.is_zero() {
                    return zero.decide(leaf).map(Taken::Zero);
                }
                let change = Ratio { numerator: Exact(difference(now.0, then.0)?), denominator: then };
                Amount::percent(change).map(Taken::Amount)
            }
            (Self::AboveMean, _) => {
                let mean = measure.peers.as_ref().and_then(|peers| peers.mean);
                let mean = mean.ok_or_else(|| leaf.no_reference("the mean of the units"))?;
                Ok(Taken::Amount(Amount::of(Exact(difference(value()?.0, mean.0)?))))
            }
        }
    }
}

impl Award {
    /// Points, where they do not depend on what was measured.
    pub(super) fn fixed(&self, max: Exact) -> Result<Exact, Error> {
        match self {
            Self::Points(points) => Ok(*points),
            Self::SharePercent(share) => quotient(product(max.0, share.0)?, Decimal::ONE_HUNDRED),
            Self::Proportional | Self::Linear { .. } => Ok(max),
        }
    }

    fn points(&self, leaf: &Leaf<'_>, amount: Amount, band: &Band) -> Result<Exact, Error> {
        match (self, band.from, band.to) {
            (Self::Proportional, _, _) => amount.times(leaf.max.0, Decimal::ONE_HUNDRED),
            (Self::Linear { from, to }, Some(low), Some(high)) => {
                // from + (to - from) x (amount - low) / (high - low), over one denominator
                let above = difference(amount.numerator, product(low.0, amount.denominator)?)?;
                let length = product(difference(high.0, low.0)?, amount.denominator)?;
                let rise = product(difference(to.0, from.0)?, above)?;
                quotient(sum(product(from.0, length)?, rise)?, length)
            }
            _ => self.fixed(leaf.max),
        }
    }
}

impl Band {
    fn holds(&self, amount: Amount) -> Result<bool, Error> {
        let above = match self.from {
            Some(from) if self.from_inclusive => amount.compare(from)?.is_ge(),
            Some(from) => amount.compare(from)?.is_gt(),
            None => true,
        };
        let below = match self.to {
            Some(to) if self.to_inclusive => amount.compare(to)?.is_le(),
            Some(to) => amount.compare(to)?.is_lt(),
            None => true,
        };
        Ok(above && below)
    }
}

impl Shape {
    /// Points for a measure, unrounded, within the minimum and the maximum of the leaf; `None` where the
    /// rule says that the leaf then does not apply.
    pub(crate) fn apply(&self, leaf: &Leaf<'_>, measure: &Measure) -> Result<Option<RuleHit>, Error> {
        let not_done = matches!(measure.value, MeasureValue::NotDone);
        let hit = match self {
            Self::AllOf { conditions, points, otherwise } => {
                if measure.value != MeasureValue::Conditions {
                    return Err(leaf.wrong("conditions", measure));
                }
                if leaf.all_met(conditions, measure)? {
                    leaf.hit(points.unwrap_or(leaf.max), Branch::AllMet)
                } else {
                    leaf.hit(*otherwise, Branch::NotAllMet)
                }
            }
            Self::Levels { not_done: Some(award), .. } | Self::Bands { not_done: Some(award), .. } if not_done => {
                leaf.hit(award.fixed(leaf.max)?, Branch::NotDone)
            }
            Self::Levels { levels, several, .. } => {
                let MeasureValue::Levels(reached) = &measure.value else { return Err(leaf.wrong("a level", measure)) };
                if reached.is_empty() || reached.len() > 1 && !*several {
                    return Err(leaf.wrong("a level", measure));
                }
                let rule = levels.iter().map(|level| level.id.as_str());
                let found = leaf.in_order("level", rule, reached, |level| level, false)?;
                let mut best: Option<RuleHit> = None;
                for (place, (level, found)) in levels.iter().zip(found).enumerate() {
                    let points = level.award.fixed(leaf.max)?;
                    if found.is_some() && best.is_none_or(|best| points > best.unrounded) {
                        best = Some(RuleHit { unrounded: points, branch: Branch::Level, place: Some(place) });
                    }
                }
                best.ok_or_else(|| leaf.wrong("a level", measure))?
            }
            Self::Bands { of, bands, zero_denominator, over_one, .. } => {
                let amount = match of.take(leaf, measure, *zero_denominator, *over_one)? {
                    Taken::Amount(amount) => amount,
                    Taken::Zero(hit) => return Ok(hit),
                };
                for (place, band) in bands.iter().enumerate() {
                    if band.holds(amount)? {
                        let unrounded = band.award.points(leaf, amount, band)?;
                        return Ok(Some(RuleHit { unrounded, branch: Branch::Band, place: Some(place) }));
                    }
                }
                let value = amount.times(Decimal::ONE, Decimal::ONE)?;
                return Err(Error::OutsideBands { criterion: leaf.code.to_owned(), value: value.to_string() });
            }
            Self::Proportional { of, target_percent, zero_denominator, over_one } => {
                let amount = match of.take(leaf, measure, *zero_denominator, *over_one)? {
                    Taken::Amount(amount) => amount,
                    Taken::Zero(hit) => return Ok(hit),
                };
                match target_percent {
                    None => leaf.hit(amount.times(leaf.max.0, Decimal::ONE_HUNDRED)?, Branch::Proportional),
                    Some(target) if amount.compare(*target)?.is_ge() => leaf.hit(leaf.max, Branch::AtOrAboveTarget),
                    Some(target) => leaf.hit(amount.times(leaf.max.0, target.0)?, Branch::BelowTarget),
                }
            }
            Self::PerItem { start, items, floor, cap, beyond } => {
                let MeasureValue::Items(given) = &measure.value else {
                    return Err(leaf.wrong("counts of items", measure));
                };
                let counts = leaf.counts("item", items.iter().map(|item| item.id.as_str()), given, false)?;
                let all = crate::number::count_sum("items", counts.iter().copied())?;
                match beyond {
                    Some(beyond) if all > beyond.count => leaf.hit(beyond.award.fixed(leaf.max)?, Branch::Beyond),
                    _ => {
                        let mut points = start.0;
                        for (item, count) in items.iter().zip(counts) {
                            let (first, rest) = match item.first {
                                Some(first) if count > 0 => (first.0, count.saturating_sub(1)),
                                _ => (Decimal::ZERO, count),
                            };
                            points = sum(points, sum(first, product(item.each.0, rest.into())?)?)?;
                        }
                        let (floor, cap) = (floor.unwrap_or(leaf.min).0, cap.unwrap_or(leaf.max).0);
                        let branch = if points < floor || points > cap { Branch::AtLimit } else { Branch::Items };
                        leaf.hit(Exact(points.min(cap).max(floor).normalize()), branch)
                    }
                }
            }
            Self::Steps { .. } => self.steps(leaf, measure)?,
            Self::Leader { .. } => return self.leader(leaf, measure),
            Self::MinMax { .. } => self.min_max(leaf, measure)?,
            Self::Scaled { from, to } => {
                let MeasureValue::Value(value) = measure.value else { return Err(leaf.wrong("a value", measure)) };
                if value < *from || value > *to {
                    return Err(leaf.out_of_range("value", value, from, to));
                }
                leaf.hit(quotient(product(leaf.max.0, value.0)?, to.0)?, Branch::Scaled)
            }
            Self::Given {} => match measure.value {
                MeasureValue::Points(points) => given(leaf, points)?,
                _ => return Err(leaf.wrong("points", measure)),
            },
            Self::Mean { of, zero_denominator } => {
                let MeasureValue::Cases(cases) = &measure.value else { return Err(leaf.wrong("cases", measure)) };
                let mut total = Decimal::ZERO;
                let mut count = Decimal::ZERO;
                for case in cases {
                    let hit = of.apply(leaf, &case.measure)?;
                    // A case the rule leaves out is not among those the mean is taken of.
                    if let Some(hit) = hit {
                        total = sum(total, product(hit.unrounded.0, case.count.into())?)?;
                        count = sum(count, case.count.into())?;
                    }
                }
                if count.is_zero() {
                    return zero_denominator.decide(leaf);
                }
                // Three cases of a third make one, as the mean of a half has to be a half.
                leaf.hit(quotient(crate::number::snapped(Exact(total)).0, count)?, Branch::Mean)
            }
            Self::Gated { conditions, then, otherwise } => {
                if leaf.all_met(conditions, measure)? {
                    let mut inner = measure.clone();
                    inner.conditions.clear();
                    return then.apply(leaf, &inner);
                }
                leaf.hit(*otherwise, Branch::NotAllMet)
            }
            Self::Branch { on, at_least, then, otherwise } => {
                let points = (leaf.other)(on).ok_or_else(|| Error::PartMissing {
                    criterion: leaf.code.to_owned(),
                    what: "points of criterion",
                    id: on.clone(),
                })?;
                return if points >= *at_least { then } else { otherwise }.apply(leaf, measure);
            }
        };
        Ok(Some(hit))
    }

    fn steps(&self, leaf: &Leaf<'_>, measure: &Measure) -> Result<RuleHit, Error> {
        let (Self::Steps { from, base, step, points, cap, floor, factors }, MeasureValue::Value(value)) =
            (self, &measure.value)
        else {
            return Err(leaf.wrong("a value", measure));
        };
        leaf.not_negative([*value])?;
        let given: Vec<&String> = measure.factor.iter().collect();
        let rule = factors.iter().map(|factor| factor.id.as_str());
        let found = leaf.in_order("factor", rule, &given, |id| id, false)?;
        let factor = factors.iter().zip(found).find(|(_, found)| found.is_some()).map(|(factor, _)| factor);
        let percent = |of: FactorOf| match factor {
            Some(factor) if factor.of == of => factor.percent.0,
            _ => Decimal::ONE_HUNDRED,
        };
        let standard = |length: Exact| quotient(product(length.0, percent(FactorOf::Standard))?, Decimal::ONE_HUNDRED);
        let (from, step) = (standard(*from)?, standard(*step)?);
        let above = difference(value.0, from.0)?.max(Decimal::ZERO);
        let full = quotient(above, step.0)?.0.trunc();
        let reached = sum(base.0, product(full, points.0)?)?;
        let kept = floor.map_or(reached, |floor| reached.max(floor.0)).min(cap.0);
        let branch = if kept == reached { Branch::Steps } else { Branch::AtLimit };
        let points = quotient(product(kept, percent(FactorOf::Points))?, Decimal::ONE_HUNDRED)?;
        Ok(leaf.hit(points, branch))
    }

    fn leader(&self, leaf: &Leaf<'_>, measure: &Measure) -> Result<Option<RuleHit>, Error> {
        let (Self::Leader { at_target_percent, zero_denominator }, MeasureValue::Value(value)) = (self, &measure.value)
        else {
            return Err(leaf.wrong("a value", measure));
        };
        leaf.not_negative([*value].into_iter().chain(measure.target))?;
        let leader = || {
            let leader = measure.peers.as_ref().and_then(|peers| peers.leader);
            leader.ok_or_else(|| leaf.no_reference("the leader"))
        };
        let at_target = quotient(product(leaf.max.0, at_target_percent.0)?, Decimal::ONE_HUNDRED)?.0;
        let Some(target) = measure.target else {
            let leader = leader()?;
            if leader.0.is_zero() {
                return zero_denominator.decide(leaf);
            }
            if *value >= leader {
                return Ok(Some(leaf.hit(leaf.max, Branch::Leader)));
            }
            return Ok(Some(leaf.hit(quotient(product(leaf.max.0, value.0)?, leader.0)?, Branch::NoTarget)));
        };
        if target.0.is_zero() {
            return zero_denominator.decide(leaf);
        }
        if value.0 <= target.0 {
            let points = quotient(product(at_target, value.0)?, target.0)?;
            let branch = if value.0 == target.0 { Branch::AtOrAboveTarget } else { Branch::BelowTarget };
            return Ok(Some(leaf.hit(points, branch)));
        }
        let (reached, leader) = (quotient(value.0, target.0)?, leader()?);
        if reached >= leader {
            return Ok(Some(leaf.hit(leaf.max, Branch::Leader)));
        }
        // at_target + (max - at_target) x (value/target - 1) / (leader - 1), over one denominator
        let rest = product(difference(leaf.max.0, at_target)?, difference(value.0, target.0)?)?;
        let span = product(target.0, difference(leader.0, Decimal::ONE)?)?;
        let points = sum(at_target, quotient(rest, span)?.0)?;
        Ok(Some(leaf.hit(crate::number::snapped(Exact(points.normalize())), Branch::BelowLeader)))
    }

    fn min_max(&self, leaf: &Leaf<'_>, measure: &Measure) -> Result<RuleHit, Error> {
        let (Self::MinMax { low, high, better, bounds, when_equal, outside }, MeasureValue::Value(value)) =
            (self, &measure.value)
        else {
            return Err(leaf.wrong("a value", measure));
        };
        let peers = measure.peers.as_ref().and_then(|peers| Some((peers.min?, peers.max?)));
        let (min, max) = match bounds {
            Some(bounds) => (bounds.min, bounds.max),
            None => peers.ok_or_else(|| leaf.no_reference("the lowest and highest of the units"))?,
        };
        if min > max {
            return Err(leaf.out_of_range("min", min, "any value", max));
        }
        let value = match outside {
            Outside::Clamp => (*value).clamp(min, max),
            Outside::Refused if *value < min || *value > max => {
                return Err(leaf.out_of_range("value", value, min, max));
            }
            Outside::Refused => *value,
        };
        if min == max {
            let points = match when_equal {
                WhenEqual::Low => *low,
                WhenEqual::High => *high,
                WhenEqual::Refused => {
                    return Err(Error::NoSpread { criterion: leaf.code.to_owned(), value: min.to_string() });
                }
            };
            return Ok(leaf.hit(points, Branch::NoSpread));
        }
        let way = match better {
            Better::Higher => difference(value.0, min.0)?,
            Better::Lower => difference(max.0, value.0)?,
        };
        let length = difference(max.0, min.0)?;
        let rise = product(difference(high.0, low.0)?, way)?;
        let points = quotient(sum(product(low.0, length)?, rise)?, length)?;
        Ok(leaf.hit(points, Branch::MinMax))
    }
}

/// Points as given, inside the limits of the leaf.
pub(crate) fn given(leaf: &Leaf<'_>, points: Exact) -> Result<RuleHit, Error> {
    if points < leaf.min || points > leaf.max {
        return Err(leaf.out_of_range("points", points, leaf.min, leaf.max));
    }
    Ok(leaf.hit(points, Branch::Given))
}
