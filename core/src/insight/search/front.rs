//! The merging of the leaves' changes up the tree, and the cheapest plan at its top.

use super::lines::Gate;
use super::moves::{Change, Chosen, Moves};
use super::target::Target;
use crate::Error;
use crate::number::{self, Exact, Rounding, too_large};
use crate::rules::{Adjustment, Applicability, Combine, Criterion, RuleSet};
use crate::scoring::{Part, ScoreNode, ScoreSheet, combine, rounded, total};
use rust_decimal::Decimal;
use std::cell::{Cell, RefCell};
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// How much the search may still do.
pub(super) struct Budget {
    left: Cell<u64>,
    max: u64,
}

impl Budget {
    pub(super) fn new(max: u64) -> Self {
        Self { left: Cell::new(max), max }
    }

    pub(super) fn spend(&self) -> Result<(), Error> {
        let left = self.left.get().checked_sub(1).ok_or(Error::SearchTooLarge { max: self.max })?;
        self.left.set(left);
        Ok(())
    }

    /// A list this long is still kept in memory.
    pub(super) fn keep(&self, length: usize) -> Result<(), Error> {
        const LONGEST: usize = 200_000;
        if length > LONGEST { Err(Error::SearchTooLarge { max: self.max }) } else { Ok(()) }
    }
}

/// A node of the rule set, its worth now and at best.
struct Node {
    kind: Kind,
    now: Option<Exact>,
    best: Option<Exact>,
    applicable: Exact,
    waiting: bool,
}

enum Kind {
    Fixed,
    /// A leaf that can be moved.
    Leaf(usize),
    Group(Vec<Node>, Rule),
}

/// What a group makes of the sum of its parts.
enum Rule {
    Combined {
        how: Combine,
        max: Exact,
        rescale_to: Option<Exact>,
        rounding: Option<Rounding>,
        applicable: Exact,
        waiting: bool,
        penalty: bool,
    },
    Capped {
        cap: Option<Exact>,
        penalty: bool,
    },
}

impl Rule {
    /// The worth of the group; it never falls when the sum rises.
    fn of(&self, sum: Exact) -> Result<Exact, Error> {
        let turned = |worth: Exact, penalty: bool| if penalty { Exact(-worth.0) } else { worth };
        match self {
            Self::Combined { how, max, rescale_to, rounding, applicable, waiting, penalty } => {
                let part = Part { points: Some(turned(sum, *penalty)), applicable: *applicable, waiting: *waiting };
                let points = combine(*how, *max, *rescale_to, std::iter::once(part))?.0.points.unwrap_or_default();
                Ok(turned(rounded(*rounding, points), *penalty))
            }
            Self::Capped { cap, penalty } => {
                let points = turned(sum, *penalty);
                Ok(turned(cap.map_or(points, |cap| points.min(cap)), *penalty))
            }
        }
    }
}

fn add(a: Exact, b: Exact) -> Result<Exact, Error> {
    number::sum([a, b]).ok_or_else(too_large)
}

/// The tree as the search needs it.
struct Builder<'a> {
    rules: &'a RuleSet,
    moves: &'a Moves<'a>,
    budget: &'a Budget,
}

impl Builder<'_> {
    fn nodes(&self, criteria: &[Criterion], scored: &[ScoreNode], penalty: bool) -> Result<Vec<Node>, Error> {
        criteria.iter().zip(scored).map(|(criterion, node)| self.node(criterion, node, penalty)).collect()
    }

    fn node(&self, criterion: &Criterion, scored: &ScoreNode, penalty: bool) -> Result<Node, Error> {
        let out = scored.not_applicable.as_ref().is_some_and(|out| out.policy == Applicability::Rescale);
        let now = scored.points.map(|points| if penalty { Exact(-points.0) } else { points });
        let fixed = |kind, best| Node { kind, now, best, applicable: scored.applicable_max, waiting: out };
        if let Some(leaf) = self.moves.by_code.get(criterion.code.as_str()) {
            let best = self.moves.leaves.get(*leaf).map(|leaf| leaf.best(self.budget)).transpose()?.flatten();
            return Ok(fixed(Kind::Leaf(*leaf), best));
        }
        if criterion.children.is_empty() || scored.children.is_empty() {
            return Ok(fixed(Kind::Fixed, now));
        }
        let children = self.nodes(&criterion.children, &scored.children, penalty)?;
        let how = (criterion.combine, criterion.max_points, criterion.rescale_to);
        group(children, how, self.rules.rounding().group, penalty)
    }

    fn adjustment(&self, adjustment: Option<&Adjustment>, scored: &[ScoreNode], penalty: bool) -> Result<Node, Error> {
        let Some(adjustment) = adjustment else {
            let none = Some(Exact::default());
            return Ok(Node { kind: Kind::Fixed, now: none, best: none, applicable: Exact::default(), waiting: false });
        };
        let children = self.nodes(&adjustment.criteria, scored, penalty)?;
        let rule = Rule::Capped { cap: adjustment.cap, penalty };
        let (now, best) = (rule.of(sum(&children, |one| one.now)?)?, rule.of(sum(&children, |one| one.best)?)?);
        let kind = Kind::Group(children, rule);
        Ok(Node { kind, now: Some(now), best: Some(best), applicable: Exact::default(), waiting: false })
    }
}

fn sum(nodes: &[Node], worth: impl Fn(&Node) -> Option<Exact>) -> Result<Exact, Error> {
    number::sum(nodes.iter().filter_map(worth)).ok_or_else(too_large)
}

fn group(
    children: Vec<Node>,
    (how, max, rescale_to): (Combine, Exact, Option<Exact>),
    rounding: Option<Rounding>,
    penalty: bool,
) -> Result<Node, Error> {
    let applicable = number::sum(children.iter().map(|child| child.applicable)).ok_or_else(too_large)?;
    let waiting = children.iter().any(|child| child.waiting);
    let (whole, _) = combine(how, max, rescale_to, std::iter::once(Part { points: None, applicable, waiting }))?;
    let mut node =
        Node { kind: Kind::Fixed, now: None, best: None, applicable: whole.applicable, waiting: whole.waiting };
    if applicable.0.is_zero() || children.iter().all(|child| child.now.is_none()) {
        return Ok(node);
    }
    let rule = Rule::Combined { how, max, rescale_to, rounding, applicable, waiting, penalty };
    node.now = Some(rule.of(sum(&children, |one| one.now)?)?);
    node.best = Some(rule.of(sum(&children, |one| one.best)?)?);
    node.kind = Kind::Group(children, rule);
    Ok(node)
}

/// One way to a worth: its cost, how many criteria it touches, and which change in each.
#[derive(Clone)]
struct Way {
    cost: Decimal,
    touched: u32,
    worth: Exact,
    /// Its place among the ways of its list when only the order of the rule set decides.
    order: usize,
    /// Leaf and change, in the order of the rule set.
    plan: Vec<(usize, usize)>,
}

impl Way {
    fn still(worth: Exact) -> Self {
        Self { cost: Decimal::ZERO, touched: 0, worth, order: 0, plan: Vec::new() }
    }

    /// The one that does more in the leaf that stands first is taken before the other.
    fn by_order(&self, other: &Self) -> Ordering {
        for (a, b) in self.plan.iter().zip(&other.plan) {
            let first = a.0.cmp(&b.0).then(b.1.cmp(&a.1));
            if first != Ordering::Equal {
                return first;
            }
        }
        other.plan.len().cmp(&self.plan.len())
    }
}

fn number_ways(ways: &mut [Way]) {
    let mut order: Vec<usize> = (0..ways.len()).collect();
    order.sort_by(|a, b| match (ways.get(*a), ways.get(*b)) {
        (Some(a), Some(b)) => a.by_order(b),
        _ => Ordering::Equal,
    });
    for (place, position) in order.into_iter().enumerate() {
        if let Some(way) = ways.get_mut(position) {
            way.order = place;
        }
    }
}

struct Search<'a> {
    moves: &'a Moves<'a>,
    budget: &'a Budget,
    /// The changes of each leaf, kept when they are found.
    changes: RefCell<Vec<Vec<Change>>>,
}

type Test<'t> = &'t dyn Fn(Exact) -> Result<bool, Error>;

impl Search<'_> {
    /// The ways of a node, cheapest first, each worth more than all before it. `enough` says whether a
    /// worth reaches the goal with everything else as it is, `of_use` whether with everything else at
    /// its best.
    fn ways(&self, node: &Node, enough: Test<'_>, of_use: Test<'_>) -> Result<Vec<Way>, Error> {
        let Some(now) = node.now else { return Ok(Vec::new()) };
        match &node.kind {
            Kind::Fixed => Ok(vec![Way::still(now)]),
            Kind::Leaf(leaf) => {
                let movable = self.moves.leaves.get(*leaf).ok_or_else(too_large)?;
                let found = movable.changes(self.budget, &mut Gate::new(enough), &mut Gate::new(of_use))?;
                let mut ways = if of_use(now)? { vec![Way::still(now)] } else { Vec::new() };
                ways.extend(found.iter().enumerate().map(|(position, change)| Way {
                    cost: change.cost.0,
                    touched: 1,
                    worth: change.worth,
                    order: 0,
                    plan: vec![(*leaf, position)],
                }));
                if let Some(kept) = self.changes.borrow_mut().get_mut(*leaf) {
                    *kept = found;
                }
                number_ways(&mut ways);
                Ok(ways)
            }
            Kind::Group(children, rule) => {
                let mut ways = self.sums(children, &|sum| enough(rule.of(sum)?), &|sum| of_use(rule.of(sum)?))?;
                let mut best: Option<Exact> = None;
                let mut kept = Vec::with_capacity(ways.len());
                for mut way in ways.drain(..) {
                    way.worth = rule.of(way.worth)?;
                    if best.is_none_or(|best| way.worth > best) {
                        best = Some(way.worth);
                        kept.push(way);
                    }
                }
                number_ways(&mut kept);
                Ok(kept)
            }
        }
    }

    /// The ways of the sum of parts, added up from the first as the score sheet does.
    fn sums(&self, parts: &[Node], enough: Test<'_>, of_use: Test<'_>) -> Result<Vec<Way>, Error> {
        let with_rest = |sum: Exact, rest: &[Node], worth: &dyn Fn(&Node) -> Option<Exact>| {
            rest.iter().filter_map(worth).try_fold(sum, add)
        };
        let (now, best) = (|node: &Node| node.now, |node: &Node| node.best);
        let mut ways = vec![Way::still(Exact::default())];
        for (position, part) in parts.iter().enumerate() {
            if part.now.is_none() {
                continue;
            }
            let (before, rest) = parts.split_at(position);
            let rest = rest.get(1..).unwrap_or_default();
            let before_now = sum(before, now)?;
            let before_best = sum(before, best)?;
            let here = self.ways(part, &|worth| enough(with_rest(add(before_now, worth)?, rest, &now)?), &|worth| {
                of_use(with_rest(add(before_best, worth)?, rest, &best)?)
            })?;
            ways = self.merge(&ways, &here, &add, &|sum| enough(with_rest(sum, rest, &now)?), &|sum| {
                of_use(with_rest(sum, rest, &best)?)
            })?;
        }
        Ok(ways)
    }

    /// All pairs of two lists, cheapest first, without those that cost as much as another and are worth
    /// no more; up to the first that is enough.
    fn merge(
        &self,
        left: &[Way],
        right: &[Way],
        join: &dyn Fn(Exact, Exact) -> Result<Exact, Error>,
        enough: Test<'_>,
        of_use: Test<'_>,
    ) -> Result<Vec<Way>, Error> {
        let (mut enough, mut of_use) = (Gate::new(enough), Gate::new(of_use));
        let key = |row: usize, column: usize| -> Result<_, Error> {
            let (a, b) = (left.get(row).ok_or_else(too_large)?, right.get(column).ok_or_else(too_large)?);
            let cost = a.cost.checked_add(b.cost).ok_or_else(too_large)?;
            Ok(Reverse((cost, a.touched.saturating_add(b.touched), a.order, b.order, row, column)))
        };
        let worth = |row: usize, column: usize| -> Result<Exact, Error> {
            let (a, b) = (left.get(row).ok_or_else(too_large)?, right.get(column).ok_or_else(too_large)?);
            join(a.worth, b.worth)
        };
        let mut next = BinaryHeap::with_capacity(left.len());
        if !right.is_empty() {
            for row in 0..left.len() {
                next.push(key(row, 0)?);
            }
        }
        let mut merged: Vec<Way> = Vec::new();
        let mut best: Option<Exact> = None;
        while let Some(Reverse((cost, touched, _, _, row, column))) = next.pop() {
            self.budget.spend()?;
            let here = worth(row, column)?;
            if best.is_none_or(|best| here > best) {
                best = Some(here);
                if of_use.passes(here)? {
                    let plan = |ways: &[Way], at: usize| ways.get(at).map(|way| way.plan.clone()).unwrap_or_default();
                    let mut plan_here = plan(left, row);
                    plan_here.extend(plan(right, column));
                    merged.push(Way { cost, touched, worth: here, order: 0, plan: plan_here });
                    self.budget.keep(merged.len())?;
                    if enough.passes(here)? {
                        break;
                    }
                }
            }
            // The next of this row that is worth more than what there is: the worths of a row rise.
            let (mut low, mut high) = (column, right.len());
            while high.saturating_sub(low) > 1 {
                let middle = low.midpoint(high);
                if best.is_some_and(|best| worth(row, middle).is_ok_and(|here| here > best)) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            if high < right.len() {
                next.push(key(row, high)?);
            }
        }
        number_ways(&mut merged);
        Ok(merged)
    }
}

/// The cheapest changes that reach the goal, in the order of the rule set, and the total they come to.
pub(super) fn cheapest<'a>(
    rules: &RuleSet,
    sheet: &ScoreSheet,
    moves: &'a Moves<'a>,
    target: &Target,
    budget: &Budget,
) -> Result<(Vec<Chosen<'a>>, Exact), Error> {
    if target.reached(rules, sheet.unrounded)? {
        return Ok((Vec::new(), sheet.unrounded));
    }
    let document = rules.document();
    let builder = Builder { rules, moves, budget };
    let top = builder.nodes(&document.criteria, &sheet.criteria, false)?;
    let mut base = group(top, (Combine::Sum, document.max_points, document.rescale_to), None, false)?;
    // Without any points the base of the sheet is 0.
    base.now = Some(base.now.unwrap_or_default());
    base.best = Some(base.best.unwrap_or_default());
    let scored = |adjustment: &'_ Option<crate::scoring::AdjustmentScore>| {
        adjustment.as_ref().map(|one| one.criteria.clone()).unwrap_or_default()
    };
    let bonus = builder.adjustment(document.bonus.as_ref(), &scored(&sheet.bonus), false)?;
    let penalty = builder.adjustment(document.penalty.as_ref(), &scored(&sheet.penalty), true)?;
    let worth = |node: &Node, best: bool| (if best { node.best } else { node.now }).unwrap_or_default();
    // A penalty is worth less than nothing.
    let whole = |base: Exact, bonus: Exact, penalty: Exact| total(rules, base, bonus, Exact(-penalty.0));
    let best = whole(worth(&base, true), worth(&bonus, true), worth(&penalty, true))?;
    if !target.reached(rules, best)? {
        return Err(target.out_of_reach(rules, sheet.unrounded, best));
    }
    let reached = |base, bonus, penalty| target.reached(rules, whole(base, bonus, penalty)?);
    let search = Search { moves, budget, changes: RefCell::new(vec![Vec::new(); moves.leaves.len()]) };
    let [bonus_now, penalty_now] = [&bonus, &penalty].map(|node| worth(node, false));
    let [base_best, bonus_best, penalty_best] = [&base, &bonus, &penalty].map(|node| worth(node, true));
    let base_now = worth(&base, false);
    let of_base = search.ways(&base, &|worth| reached(worth, bonus_now, penalty_now), &|worth| {
        reached(worth, bonus_best, penalty_best)
    })?;
    let of_bonus = search.ways(&bonus, &|worth| reached(base_now, worth, penalty_now), &|worth| {
        reached(base_best, worth, penalty_best)
    })?;
    let of_penalty = search
        .ways(&penalty, &|worth| reached(base_now, bonus_now, worth), &|worth| reached(base_best, bonus_best, worth))?;
    let with_bonus =
        search.merge(&of_base, &of_bonus, &add, &|worth| reached(worth, Exact::default(), penalty_now), &|worth| {
            reached(worth, Exact::default(), penalty_best)
        })?;
    let all = search.merge(
        &with_bonus,
        &of_penalty,
        &|with_bonus, penalty| whole(with_bonus, Exact::default(), penalty),
        &|worth| target.reached(rules, worth),
        &|worth| target.reached(rules, worth),
    )?;
    let mismatch = || Error::SearchMismatch { found: "?".to_owned(), scored: best.to_string() };
    let way = all.into_iter().next().ok_or_else(mismatch)?;
    let changes = search.changes.into_inner();
    let chosen = |(leaf, change): &(usize, usize)| {
        let change = changes.get(*leaf).and_then(|changes| changes.get(*change)).cloned().ok_or_else(mismatch)?;
        Ok(Chosen { leaf: moves.leaves.get(*leaf).ok_or_else(mismatch)?, change })
    };
    Ok((way.plan.iter().map(chosen).collect::<Result<Vec<_>, Error>>()?, way.worth))
}
