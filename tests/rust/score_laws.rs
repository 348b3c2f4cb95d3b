//! Laws of scores under rule sets of every shape, policy and stage: limits, order, more is not less.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use cchc::rules::{Applicability, Criterion};
use cchc::scoring::{LeagueCase, LeagueUnit, ScoreNode, UnitEvidence};
use cchc::{Decimal, Error, Evidence, Exact, RuleSet, ScoreSheet, document};
use cchc_tests::draw::Draw;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// How far a measure can be moved from its worst to its best.
const STEPS: i64 = 12;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn text(number: Decimal) -> Value {
    number.normalize().to_string().into()
}

fn named(id: &str) -> Value {
    json!({"id": id, "title": {"vi": id, "en": id}})
}

/// What a rule is fed with; moved by one step it is never worse.
#[derive(Debug, Clone)]
enum Feed {
    Conditions,
    Levels { count: i64, several: bool },
    Percent,
    Product,
    Complement,
    Value,
    Change,
    AboveMean,
    Items { down: bool },
    Steps { down: bool, factor: Option<&'static str> },
    Leader,
    Ends { lower: bool, fixed: bool },
    Scaled(Decimal, Decimal),
    Given,
    Mean(Box<Feed>),
    Gated(Box<Feed>),
}

#[derive(Debug, Clone)]
struct Leaf {
    code: String,
    feed: Feed,
    /// Whether more is never less: no band awards more than the one above it.
    rises: bool,
    zero: &'static str,
    policy: Option<&'static str>,
    penalty: bool,
}

/// The limits of a leaf, and what its rule may say of a zero denominator.
struct Frame {
    min: Decimal,
    max: Decimal,
    zero: &'static str,
    over_one: &'static str,
    /// Other leaves a branch may look at.
    others: Vec<String>,
}

#[derive(Default)]
struct Drawing {
    leaves: Vec<Leaf>,
    /// Leaves a branch looks at.
    asked: BTreeSet<String>,
    places: Option<u32>,
}

impl Drawing {
    fn max(&self, draw: &mut Draw) -> Decimal {
        let all = ["1", "2", "2.5", "0.75", "1.125", "10", "3", "0.7", "16"];
        let fits = |max: &&str| self.places.is_none_or(|places| decimal(max).scale() <= places);
        decimal(draw.one(&all.into_iter().filter(|max| fits(max)).collect::<Vec<_>>()))
    }

    /// Awards from the most down, or in any order.
    fn awards(draw: &mut Draw, frame: &Frame, count: i64, sorted: bool) -> Vec<Decimal> {
        let mut awards: Vec<Decimal> = (0..count).map(|_| draw.decimal(frame.min, frame.max, 3)).collect();
        if sorted {
            awards.sort_unstable();
            awards.reverse();
        }
        awards.into_iter().map(|award| award.clamp(frame.min, frame.max)).collect()
    }

    fn bands(draw: &mut Draw, frame: &Frame, of: &Value, share: bool, rises: &mut bool) -> Value {
        let (low, high) = if share { (0, 100) } else { (-2 * STEPS, 2 * STEPS) };
        let mut limits: Vec<i64> = (0..draw.below(4)).map(|_| draw.between(low + 1, high - 1)).collect();
        limits.sort_unstable();
        limits.dedup();
        *rises = draw.chance(70);
        let awards = Self::awards(draw, frame, limits.len() as i64 + 1, *rises);
        let mut bands = Vec::new();
        let mut above: Option<(i64, bool)> = if share { Some((100, true)) } else { None };
        for award in awards {
            let from = limits.pop().map(|limit| (limit, draw.chance(50)));
            let lowest = from.or(if share { Some((0, true)) } else { None });
            let award = match (lowest, above) {
                (Some((from, _)), Some((to, _))) if !*rises && from < to && draw.chance(30) => {
                    let end = |draw: &mut Draw| text(draw.decimal(frame.min, frame.max, 2).clamp(frame.min, frame.max));
                    json!({"linear": {"from": end(draw), "to": end(draw)}})
                }
                _ if share && !*rises && draw.chance(20) => json!("proportional"),
                _ if !*rises && award >= Decimal::ZERO && draw.chance(20) => {
                    json!({"share_percent": text(award * Decimal::ONE_HUNDRED / frame.max)})
                }
                _ => json!({"points": text(award)}),
            };
            bands.push(json!({
                "from": lowest.map(|(from, _)| from.to_string()), "from_inclusive": lowest.is_some_and(|(_, own)| own),
                "to": above.map(|(to, _)| to.to_string()), "to_inclusive": above.is_some_and(|(_, own)| own), "award": award,
            }));
            above = from.map(|(from, own)| (from, !own));
        }
        json!({"kind": "bands", "of": of, "bands": bands, "zero_denominator": frame.zero, "over_one": frame.over_one})
    }

    fn shape(&mut self, draw: &mut Draw, frame: &Frame, kind: u64, depth: u32, rises: &mut bool) -> (Value, Feed) {
        let (min, max) = (frame.min, frame.max);
        let inside = |draw: &mut Draw| text(draw.decimal(min, max, 2).clamp(min, max));
        match kind {
            0 => {
                let mut shape = json!({"kind": "all_of", "conditions": [named("a"), named("b")]});
                if draw.chance(50) {
                    let awards = Self::awards(draw, frame, 2, true);
                    (shape["points"], shape["otherwise"]) = (text(awards[0]), text(awards[1]));
                }
                (shape, Feed::Conditions)
            }
            1 => {
                let (count, several) = (draw.between(1, 5), draw.chance(30));
                let awards = Self::awards(draw, frame, count, true);
                let level = |(place, award): (usize, Decimal)| json!({"id": format!("m{place}"), "title": {"vi": "m", "en": "m"}, "award": {"points": text(award)}});
                let levels: Vec<Value> = awards.into_iter().rev().enumerate().map(level).collect();
                let mut shape = json!({"kind": "levels", "levels": levels, "several": several});
                if draw.chance(40) {
                    shape["not_done"] = json!({"points": text(min)});
                }
                (shape, Feed::Levels { count, several })
            }
            2 => (Self::bands(draw, frame, &json!("percent"), true, rises), Feed::Percent),
            3 => {
                let (of, feed) = draw.one(&[("value", 0), ("change", 1), ("above_mean", 2), ("change_percent", 1)]);
                let feed = [Feed::Value, Feed::Change, Feed::AboveMean][feed].clone();
                (Self::bands(draw, frame, &json!(of), false, rises), feed)
            }
            4 => {
                let (of, feed) = match draw.below(3) {
                    0 => (json!("percent"), Feed::Percent),
                    1 => (json!({"product": {"factors": [named("p"), named("q")]}}), Feed::Product),
                    _ => (json!({"complement": {"events": [named("late"), named("lost")]}}), Feed::Complement),
                };
                let mut shape = json!({"kind": "proportional", "of": of, "zero_denominator": frame.zero, "over_one": frame.over_one});
                if draw.chance(50) {
                    shape["target_percent"] = draw.between(10, 100).to_string().into();
                }
                (shape, feed)
            }
            5 => {
                let down = draw.chance(50);
                let each = if down { "-0.3" } else { "0.3" };
                let mut item = named("item");
                item["each"] = each.into();
                if draw.chance(30) {
                    item["first"] = if down { "-0.5" } else { "0.5" }.into();
                }
                let floor = if draw.chance(50) { min } else { min.min(max / Decimal::TEN) };
                let mut shape =
                    json!({"kind": "per_item", "start": inside(draw), "items": [item], "floor": text(floor)});
                if draw.chance(50) {
                    shape["cap"] = text(max);
                }
                if down && draw.chance(40) {
                    shape["beyond"] = json!({"count": draw.below(STEPS as u64), "award": {"points": text(floor)}});
                }
                (shape, Feed::Items { down })
            }
            6 => {
                let down = draw.chance(50);
                let factor = draw.one(&[None, Some("half"), Some("far")]);
                let mut shape = json!({"kind": "steps", "from": "2", "base": inside(draw), "step": draw.one(&["0.5", "1", "3"]),
                    "points": if down { "-0.4" } else { "0.4" }, "cap": text(max), "floor": text(min.max(Decimal::ZERO))});
                if !down && draw.chance(50) {
                    shape.as_object_mut().unwrap().remove("floor");
                }
                if factor.is_some() {
                    let [mut half, mut far] = ["half", "far"].map(named);
                    (half["percent"], half["of"]) = ("50".into(), "points".into());
                    (far["percent"], far["of"]) = ("150".into(), "standard".into());
                    shape["factors"] = json!([half, far]);
                }
                (shape, Feed::Steps { down, factor })
            }
            7 => {
                let zero = if frame.zero == "stand_in" { "zero" } else { frame.zero };
                (
                    json!({"kind": "leader", "at_target_percent": draw.between(0, 100).to_string(), "zero_denominator": zero}),
                    Feed::Leader,
                )
            }
            8 => {
                let (lower, fixed) = (draw.chance(50), draw.chance(50));
                let ends = Self::awards(draw, frame, 2, true);
                let mut shape = json!({"kind": "min_max", "low": text(ends[1]), "high": text(ends[0]),
                    "better": if lower { "lower" } else { "higher" }, "when_equal": draw.one(&["low", "high", "refused"]),
                    "outside": draw.one(&["clamp", "refused"])});
                if fixed {
                    shape["bounds"] = json!({"min": "0", "max": STEPS.to_string()});
                }
                (shape, Feed::Ends { lower, fixed })
            }
            9 => {
                let (from, to) = draw.one(&[("0", "100"), ("1", "5"), ("2", "7")]);
                (json!({"kind": "scaled", "from": from, "to": to}), Feed::Scaled(decimal(from), decimal(to)))
            }
            10 => (json!({"kind": "given"}), Feed::Given),
            11 if depth < 2 => {
                let inner = draw.below(11);
                let (of, feed) = self.shape(draw, frame, inner, depth + 1, rises);
                let zero = if frame.zero == "stand_in" { "zero" } else { frame.zero };
                (json!({"kind": "mean", "of": of, "zero_denominator": zero}), Feed::Mean(Box::new(feed)))
            }
            12 if depth < 2 => {
                let inner = draw.below(10) + 1;
                let (then, feed) = self.shape(draw, frame, inner, depth + 1, rises);
                (
                    json!({"kind": "gated", "conditions": [named("gate")], "then": then, "otherwise": text(min)}),
                    Feed::Gated(Box::new(feed)),
                )
            }
            13 if depth < 2 && !frame.others.is_empty() => {
                let on = frame.others[draw.below(frame.others.len() as u64) as usize].clone();
                self.asked.insert(on.clone());
                let mut other_rises = true;
                // Both rules take a ratio.
                let (then, feed) = (Self::bands(draw, frame, &json!("percent"), true, rises), Feed::Percent);
                let otherwise = if draw.chance(50) {
                    json!({"kind": "proportional", "zero_denominator": frame.zero, "over_one": frame.over_one})
                } else {
                    Self::bands(draw, frame, &json!("percent"), true, &mut other_rises)
                };
                *rises &= other_rises;
                (json!({"kind": "branch", "on": on, "at_least": "0.5", "then": then, "otherwise": otherwise}), feed)
            }
            _ => (json!({"kind": "given"}), Feed::Given),
        }
    }

    fn leaf(&mut self, draw: &mut Draw, code: String) -> (Value, Decimal) {
        let penalty = code.starts_with('p');
        let max = self.max(draw);
        let min = if draw.chance(20) && !penalty { -max } else { Decimal::ZERO };
        let policy = draw.chance(40).then(|| draw.one(&["full", "zero", "not_scored", "rescale"]));
        let zeros = ["max", "zero", "refused", "stand_in", "not_applicable"];
        let zero = draw.one(if policy.is_some() { &zeros } else { &zeros[..4] });
        let others = self.leaves.iter().filter(|leaf| !leaf.penalty).map(|leaf| leaf.code.clone()).collect();
        let frame = Frame { min, max, zero, over_one: draw.one(&["refused", "cap"]), others };
        let mut rises = true;
        let kind = draw.below(14);
        let (shape, feed) = self.shape(draw, &frame, kind, 0, &mut rises);
        let mut document = json!({"code": code, "title": {"vi": "t", "en": "t"}, "max_points": text(max),
            "min_points": text(min), "source": {"document": "d"}, "shape": shape});
        if let Some(policy) = policy {
            document["not_applicable"] = policy.into();
        }
        if draw.chance(20) {
            document["evidence"] = json!([{"vi": "quyết định", "en": "decision"}]);
            document["missing_evidence"] = draw.one(&["accepted", "zero", "refused"]).into();
        }
        self.leaves.push(Leaf { code, feed, rises, zero, policy, penalty });
        (document, max)
    }

    fn criterion(&mut self, draw: &mut Draw, code: String, depth: u64) -> (Value, Decimal) {
        if depth >= 3 || draw.chance(30 + 20 * depth) {
            return self.leaf(draw, code);
        }
        let combine = draw.one(&["sum", "sum", "capped_sum", "scaled_sum"]);
        let (mut children, mut sum) = (Vec::new(), Decimal::ZERO);
        for part in 1..=draw.between(1, 4) {
            let (child, max) = self.criterion(draw, format!("{code}.{part}"), depth + 1);
            sum += max;
            children.push(child);
        }
        let max = if combine == "sum" { sum } else { self.max(draw) };
        let mut document = json!({"code": code, "title": {"vi": "t", "en": "t"}, "max_points": text(max),
            "source": {"document": "d"}, "combine": combine, "children": children});
        if draw.chance(30) {
            document["rescale_to"] = text(self.max(draw).min(max));
        }
        (document, max)
    }
}

fn rule_set(draw: &mut Draw) -> (Value, Drawing) {
    let mut drawing = Drawing::default();
    let mut rounding = json!({});
    for stage in ["leaf", "group", "total"] {
        if let Some(places) = draw.rounding() {
            rounding[stage] = json!({"half_up_places": places});
            drawing.places = Some(drawing.places.map_or(places, |fewest| fewest.min(places)));
        }
    }
    let (mut criteria, mut sum) = (Vec::new(), Decimal::ZERO);
    for group in 1..=draw.between(1, 4) {
        let (criterion, max) = drawing.criterion(draw, group.to_string(), 0);
        criteria.push(criterion);
        sum += max;
    }
    let mut document = json!({
        "id": "drawn", "series": "drawn", "edition": "1", "known_at": "2026-01-01", "title": {"vi": "t", "en": "t"},
        "levels": ["province"], "status": "template", "notes": [], "issuer": "i", "rescale_to": text(sum),
        "years": {"from": 2020, "through": null}, "legal_basis": [{"document": "d"}], "max_points": text(sum),
        "rounding": rounding, "criteria": criteria, "classes": [], "self_score_stands": draw.chance(50),
    });
    for name in ["bonus", "penalty"] {
        if draw.chance(40) {
            let criteria: Vec<Value> =
                (1..=draw.between(1, 3)).map(|part| drawing.criterion(draw, format!("{name}{part}"), 2).0).collect();
            document[name] = json!({"source": {"document": "d"}, "criteria": criteria});
            if draw.chance(60) {
                document[name]["cap"] = text(drawing.max(draw));
            }
        }
    }
    if draw.chance(30) {
        document["total"] = json!({"min": "0", "max": text(sum)});
    }
    (document, drawing)
}

fn load(document: &Value) -> RuleSet {
    RuleSet::from_json(&document.to_string()).unwrap_or_else(|error| panic!("{error}\n{document:#}"))
}

impl Feed {
    /// A measure so many steps from the worst.
    fn measure(&self, step: i64, zero: bool) -> Value {
        let rest = STEPS - step;
        let whole = if zero { 0 } else { STEPS };
        let part = if zero { 0 } else { step };
        match self {
            Self::Conditions => json!({"conditions": [{"id": "a", "met": true}, {"id": "b", "met": step * 2 > STEPS}]}),
            Self::Levels { count, several } => {
                let level = |step: i64| format!("m{}", step * (count - 1) / STEPS);
                if *several && level(step) != level(0) {
                    json!({"levels": [level(step), level(0)]})
                } else {
                    json!({"level": level(step)})
                }
            }
            Self::Percent => json!({"ratio": {"numerator": part, "denominator": whole}}),
            Self::Product => {
                json!({"ratios": [{"id": "q", "numerator": 3, "denominator": 4}, {"id": "p", "numerator": part, "denominator": whole}]})
            }
            Self::Complement => {
                let lost = if zero { 0 } else { rest };
                json!({"events": {"of": whole, "events": [{"id": "late", "count": lost / 2}, {"id": "lost", "count": lost - lost / 2}]}})
            }
            Self::Value => json!({"value": 2 * step - STEPS}),
            Self::Change => json!({"value": step, "previous": if zero { 0 } else { STEPS / 2 }}),
            Self::AboveMean => json!({"value": step, "peers": {"mean": "5.5"}}),
            Self::Items { down } => json!({"items": [{"id": "item", "count": if *down { rest } else { step }}]}),
            Self::Steps { down, factor } => {
                let mut measure = json!({"value": if *down { rest } else { step }});
                if let Some(factor) = factor {
                    measure["factor"] = (*factor).into();
                }
                measure
            }
            Self::Leader if step % 2 == 0 => {
                json!({"value": step, "target": if zero { 0 } else { 5 }, "peers": {"leader": "2"}})
            }
            Self::Leader => json!({"value": step, "peers": {"leader": if zero { 0 } else { STEPS }}}),
            Self::Ends { lower, fixed } => {
                let mut measure = json!({"value": if *lower { rest } else { step }});
                if !fixed {
                    measure["peers"] =
                        if zero { json!({"min": step, "max": step}) } else { json!({"min": 0, "max": STEPS}) };
                    if zero {
                        measure["value"] = step.into();
                    }
                }
                measure
            }
            Self::Scaled(from, to) => {
                json!({"value": text(*from + (*to - *from) * Decimal::from(step) / Decimal::from(STEPS))})
            }
            Self::Given => Value::Null,
            Self::Mean(of) => {
                let case = |step: i64, count: i64| json!({"count": count, "measure": of.measure(step, false)});
                if zero { json!({"cases": []}) } else { json!({"cases": [case(step, 2), case(STEPS / 3, 1)]}) }
            }
            Self::Gated(then) => {
                let mut measure = then.measure(step, zero);
                let mut conditions = measure["conditions"].as_array().cloned().unwrap_or_default();
                conditions.push(json!({"id": "gate", "met": true}));
                measure["conditions"] = conditions.into();
                measure
            }
        }
    }

    /// A leader's two ways of being judged are two rules.
    fn comparable(&self, worse: i64, better: i64) -> bool {
        match self {
            Self::Leader => (better - worse) % 2 == 0,
            Self::Mean(inner) | Self::Gated(inner) => inner.comparable(worse, better),
            _ => true,
        }
    }
}

impl Leaf {
    fn measured(&self, limits: &Criterion, step: i64, zero: bool) -> Value {
        fill(self.feed.measure(step, zero), limits, step)
    }

    fn evidence(&self, limits: &Criterion, step: i64, zero: bool) -> Value {
        json!({"criterion": self.code, "measure": self.measured(limits, step, zero), "documents": ["Quyết định 1"]})
    }
}

/// Given points, wherever they stand in a measure, lie between the limits of the leaf.
fn fill(measure: Value, limits: &Criterion, step: i64) -> Value {
    let (min, max) = (limits.min_points.0, limits.max_points.0);
    let points = |step: i64| text(min + (max - min) * Decimal::from(step) / Decimal::from(STEPS));
    match measure {
        Value::Null => json!({"points": points(step)}),
        Value::Object(mut members) => {
            if members.len() == 1 && members.contains_key("conditions") && members["conditions"][0]["id"] == "gate" {
                members.insert("points".to_owned(), points(step));
            }
            if let Some(Value::Array(cases)) = members.get_mut("cases") {
                for (place, case) in cases.iter_mut().enumerate() {
                    let own = if place == 0 { step } else { STEPS / 3 };
                    case["measure"] = fill(case["measure"].take(), limits, own);
                }
            }
            members.into()
        }
        other => other,
    }
}

/// Evidence for every leaf: mostly a measure, sometimes a stage, nothing, or that it does not apply.
fn evidence(draw: &mut Draw, rules: &RuleSet, drawing: &Drawing, steps: &BTreeMap<String, i64>) -> Vec<Value> {
    let mut all = Vec::new();
    for leaf in &drawing.leaves {
        let limits = rules.criterion(&leaf.code).unwrap();
        let step = steps.get(&leaf.code).copied().unwrap_or_default();
        let mut one = leaf.evidence(limits, step, draw.chance(10));
        match draw.below(100) {
            n if n < 15 && leaf.policy.is_some() => {
                one = json!({"criterion": leaf.code, "not_applicable": "không phát sinh"})
            }
            n if n < 18 => continue,
            n if n < 24 => {
                let measure = one["measure"].take();
                one = json!({"criterion": leaf.code, "documents": ["Quyết định 1"], "self": {"measure": measure},
                             "second_appraisal": {"points": text(limits.max_points.0 / Decimal::TWO)}});
            }
            n if n < 27 => {
                let measure = one["measure"].take();
                one = json!({"criterion": leaf.code, "first_appraisal": {"measure": measure}, "explanation": {"points": text(limits.max_points.0)}});
            }
            n if n < 30 => drop(one.as_object_mut().unwrap().remove("documents")),
            n if n < 31 => one["measure"] = json!({"level": "nobody knows it"}),
            n if n < 33 && leaf.zero == "stand_in" => one["measure"]["stand_in"] = json!(7),
            _ => {}
        }
        all.push(one);
    }
    all
}

fn read(evidence: &[Value]) -> Vec<Evidence> {
    document::from_json(&Value::from(evidence.to_vec()).to_string())
        .unwrap_or_else(|error| panic!("{error}\n{evidence:#?}"))
}

/// The least a criterion can come to, where its parts are only added up.
fn least(criterion: &Criterion) -> Option<Decimal> {
    if criterion.shape.is_some() {
        return Some(criterion.min_points.0);
    }
    let parts: Option<Vec<Decimal>> = criterion.children.iter().map(least).collect();
    let sum: Decimal = parts?.into_iter().sum();
    // In proportion to what applies, a part below zero counts for more.
    if sum.is_zero() { Some(sum) } else { None }
}

fn within(rules: &RuleSet, node: &ScoreNode, seen: &mut BTreeSet<String>) {
    let criterion = rules.criterion(&node.code).unwrap();
    seen.insert(format!("basis {:?}", node.basis));
    if let Some(points) = node.points {
        let rescaled = node.combination.and_then(|combination| combination.rescaled_to);
        let most = rescaled.unwrap_or(criterion.max_points);
        assert!(points <= most, "{} has {points} of {most}", node.code);
        assert!(points <= node.applicable_max, "{} has {points} of the {} that apply", node.code, node.applicable_max);
        let floor = least(criterion);
        assert!(floor.is_none_or(|floor| points.0 >= floor), "{} has {points}, at least {floor:?}", node.code);
    }
    for stage in node
        .stages
        .iter()
        .flat_map(|stages| [&stages.self_score, &stages.first_appraisal, &stages.second_appraisal])
        .flatten()
    {
        assert!(stage.points <= stage.max_points, "{}", node.code);
    }
    if let Some(rule) = &node.rule {
        let unrounded = node.unrounded.unwrap();
        assert!(
            unrounded >= criterion.min_points && unrounded <= criterion.max_points,
            "{} has {unrounded} unrounded",
            node.code
        );
        seen.insert(format!("branch {:?}", rule.branch));
        let shape = serde_json::to_value(&rule.shape).unwrap();
        seen.insert(format!("shape {}", shape["kind"].as_str().unwrap()));
    }
    if let Some(out) = &node.not_applicable {
        seen.insert(format!("policy {:?}", out.policy));
    }
    node.children.iter().for_each(|child| within(rules, child, seen));
}

fn check_limits(rules: &RuleSet, document: &Value, sheet: &ScoreSheet, seen: &mut BTreeSet<String>) {
    let adjustments = || sheet.bonus.iter().chain(&sheet.penalty);
    sheet.criteria.iter().chain(adjustments().flat_map(|one| &one.criteria)).for_each(|node| within(rules, node, seen));
    for one in adjustments() {
        assert!(one.cap.is_none_or(|cap| one.points <= cap));
    }
    let number = |value: &Value| value.as_str().map(decimal);
    let bonus = sheet.bonus.as_ref().map_or(Decimal::ZERO, |bonus| {
        let all: Decimal = bonus.criteria.iter().map(|one| one.max_points.0).sum();
        bonus.cap.map_or(all, |cap| cap.0.min(all))
    });
    assert!(sheet.base_points <= sheet.applicable_max, "{} of {}", sheet.base_points, sheet.applicable_max);
    assert!(
        sheet.points.0 <= sheet.applicable_max.0 + bonus,
        "{} of {} and {bonus}",
        sheet.points,
        sheet.applicable_max
    );
    assert!(number(&document["total"]["max"]).is_none_or(|max| sheet.points.0 <= max));
    assert!(number(&document["total"]["min"]).is_none_or(|min| sheet.points.0 >= min));
}

/// What a unit may be refused for by what `evidence` draws.
const REFUSED: [&str; 9] = [
    "scoring.zero_denominator",
    "scoring.wrong_measure",
    "scoring.unknown_part",
    "scoring.no_reference",
    "scoring.part_missing",
    "scoring.evidence_missing",
    "scoring.no_spread",
    "scoring.ratio_above_one",
    "input.out_of_range",
];

fn steps(draw: &mut Draw, drawing: &Drawing) -> BTreeMap<String, i64> {
    drawing.leaves.iter().map(|leaf| (leaf.code.clone(), draw.between(0, STEPS))).collect()
}

fn scored(seed: u64, seen: &mut BTreeSet<String>) -> Result<(), Error> {
    let mut draw = Draw::from(seed);
    let (document, drawing) = rule_set(&mut draw);
    let rules = load(&document);
    for leaf in &drawing.leaves {
        seen.insert(format!("zero {}", leaf.zero));
    }
    let steps = steps(&mut draw, &drawing);
    let given = evidence(&mut draw, &rules, &drawing, &steps);
    let sheet = rules.score(2026, None, &read(&given));
    let sheet =
        sheet.inspect_err(|error| assert!(REFUSED.contains(&error.code()), "seed {seed}: {error}\n{given:#?}"))?;
    check_limits(&rules, &document, &sheet, seen);
    // The order of the evidence is nobody's business.
    let mut turned = given.clone();
    turned.reverse();
    assert_eq!(rules.score(2026, None, &read(&turned))?, sheet, "seed {seed}");
    Ok(())
}

/// The criteria of every list in another order.
fn turn(criteria: &mut Value) {
    let Some(list) = criteria.as_array_mut() else { return };
    list.reverse();
    list.iter_mut().for_each(|criterion| turn(&mut criterion["children"]));
    for criterion in list.iter_mut().filter(|criterion| criterion["children"].is_null()) {
        criterion.as_object_mut().unwrap().remove("children");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn scores_stay_within_what_the_set_declares(seed in any::<u64>()) {
        let _ = scored(seed, &mut BTreeSet::new());
    }

    /// Where a criterion stands in the document changes no points of any criterion.
    #[test]
    fn the_order_of_the_criteria_changes_no_points(seed in any::<u64>()) {
        let mut draw = Draw::from(seed);
        let (mut document, drawing) = rule_set(&mut draw);
        let rules = load(&document);
        let steps = steps(&mut draw, &drawing);
        let given = read(&evidence(&mut draw, &rules, &drawing, &steps));
        for place in ["criteria", "bonus", "penalty"] {
            let criteria = if place == "criteria" { &mut document[place] } else { &mut document[place]["criteria"] };
            turn(criteria);
        }
        for place in ["bonus", "penalty"] {
            if document[place]["criteria"].is_null() {
                document.as_object_mut().unwrap().remove(place);
            }
        }
        let turned = load(&document);
        match (rules.score(2026, None, &given), turned.score(2026, None, &given)) {
            (Ok(one), Ok(other)) => {
                prop_assert_eq!((one.points, one.unrounded, one.applicable_max), (other.points, other.unrounded, other.applicable_max));
                for leaf in &drawing.leaves {
                    prop_assert_eq!(one.node(&leaf.code).unwrap(), other.node(&leaf.code).unwrap());
                }
                let sorted = |sheet: &ScoreSheet| sheet.missing.iter().cloned().collect::<BTreeSet<_>>();
                prop_assert_eq!(sorted(&one), sorted(&other));
            }
            // Which of several faults is met first depends on the order.
            (one, other) => prop_assert_eq!(one.is_err(), other.is_err()),
        }
    }

    /// A better measure of one leaf never scores less, there or in the total; of a penalty never more in total.
    #[test]
    fn more_is_never_less(seed in any::<u64>()) {
        let mut draw = Draw::from(seed);
        let (document, drawing) = rule_set(&mut draw);
        let rules = load(&document);
        let steps = steps(&mut draw, &drawing);
        let given = evidence(&mut draw, &rules, &drawing, &steps);
        for leaf in drawing.leaves.iter().filter(|leaf| leaf.rises && !drawing.asked.contains(&leaf.code)) {
            let limits = rules.criterion(&leaf.code).unwrap();
            let (worse, better) = (draw.between(0, STEPS - 1), STEPS);
            let better = draw.between(worse + 1, better);
            if !leaf.feed.comparable(worse, better) {
                continue;
            }
            let with = |step: i64| {
                let others = given.iter().filter(|one| one["criterion"] != leaf.code.as_str()).cloned();
                let all: Vec<Value> = others.chain([leaf.evidence(limits, step, false)]).collect();
                rules.score(2026, None, &read(&all))
            };
            if let (Ok(low), Ok(high)) = (with(worse), with(better)) {
                // One that asks another leaf, which has none, has no points yet.
                let points = |sheet: &ScoreSheet| sheet.node(&leaf.code).unwrap().points;
                prop_assert!(points(&low) <= points(&high), "{}: {:?} then {:?}\n{document:#}", leaf.code, points(&low), points(&high));
                let (less, more) = if leaf.penalty { (&high, &low) } else { (&low, &high) };
                prop_assert!(less.points <= more.points && less.unrounded <= more.unrounded, "{}: {} then {}", leaf.code, less.points, more.points);
            }
        }
    }

    /// Every unit has a sheet or a reason, whatever order they come in, and the same either way.
    #[test]
    fn no_unit_is_lost_and_none_depends_on_its_place(seed in any::<u64>(), count in 1_usize..7) {
        let mut draw = Draw::from(seed);
        let (document, drawing) = rule_set(&mut draw);
        let rules = load(&document);
        let mut units: Vec<UnitEvidence> = (0..count).map(|place| {
            let steps = steps(&mut draw, &drawing);
            let mut given = evidence(&mut draw, &rules, &drawing, &steps);
            // What the others have is worked out from them.
            for measure in given.iter_mut().filter_map(|one| one["measure"].as_object_mut()) {
                measure.remove("peers");
            }
            UnitEvidence { unit: document::from_json(&format!(r#"{{"id": "U{place}", "name": ""}}"#)).unwrap(), evidence: read(&given) }
        }).collect();
        let scored = rules.score_all(2026, &units).unwrap();
        prop_assert_eq!(scored.sheets.len() + scored.issues.len(), count);
        let faulty: Vec<usize> = scored.issues.iter().map(|issue| issue.path["units[".len()..issue.path.len() - 1].parse().unwrap()).collect();
        prop_assert!(faulty.is_sorted());
        let by_unit = |sheets: &[ScoreSheet]| sheets.iter().map(|sheet| (sheet.unit.clone().unwrap().id, sheet.clone())).collect::<BTreeMap<_, _>>();
        let sheets = by_unit(&scored.sheets);
        for (place, unit) in units.iter().enumerate() {
            prop_assert_eq!(sheets.contains_key(&unit.unit.id), !faulty.contains(&place));
        }
        for sheet in &scored.sheets {
            check_limits(&rules, &document, sheet, &mut BTreeSet::new());
        }
        let case = |units: &[UnitEvidence]| {
            let unit = |one: &UnitEvidence| LeagueUnit { unit: one.unit.clone(), evidence: one.evidence.clone(), block: None, excluded: None, facts: Vec::new(), events: Vec::new(), not_rated: None };
            LeagueCase { units: units.iter().map(unit).collect(), decided: Vec::new() }
        };
        let league = rules.league(2026, &case(&units)).unwrap();
        let ranked = |league: &cchc::scoring::League| league.ranking.iter().flat_map(|ranking| &ranking.entries).map(|entry| (entry.id.clone(), (entry.rank, entry.points))).collect::<BTreeMap<String, (u32, Exact)>>();
        // Ranked or told why not: nobody is both, nobody is neither.
        prop_assert_eq!(ranked(&league).len() + league.issues.len(), count);
        units.reverse();
        prop_assert_eq!(by_unit(&rules.score_all(2026, &units).unwrap().sheets), sheets);
        prop_assert_eq!(ranked(&rules.league(2026, &case(&units)).unwrap()), ranked(&league));
    }
}

/// What is drawn reaches every shape, branch, basis and policy, so that the laws say something of each.
#[test]
fn every_shape_branch_and_policy_is_met() {
    let mut seen = BTreeSet::new();
    let scored = (0..3_000).filter(|seed| scored(*seed, &mut seen).is_ok()).count();
    assert!(scored > 1_000, "{scored} sheets");
    let shapes = [
        "all_of",
        "levels",
        "bands",
        "proportional",
        "per_item",
        "steps",
        "leader",
        "min_max",
        "scaled",
        "given",
        "mean",
        "gated",
        "branch",
    ];
    let branches = [
        "AllMet",
        "NotAllMet",
        "Level",
        "Band",
        "Proportional",
        "AtOrAboveTarget",
        "BelowTarget",
        "Items",
        "AtLimit",
        "Beyond",
        "Steps",
        "Leader",
        "BelowLeader",
        "NoTarget",
        "MinMax",
        "NoSpread",
        "Scaled",
        "Mean",
        "ZeroDenominator",
        "Given",
    ];
    let bases = ["Rule", "Sum", "Appraised", "NotApplicable", "NoDocuments", "NoEvidence"];
    let policies = [Applicability::Full, Applicability::Zero, Applicability::NotScored, Applicability::Rescale]
        .map(|policy| format!("{policy:?}"));
    let zeros = ["max", "zero", "refused", "stand_in", "not_applicable"];
    let kinds = [
        ("shape", shapes.to_vec()),
        ("branch", branches.to_vec()),
        ("basis", bases.to_vec()),
        ("policy", policies.iter().map(String::as_str).collect()),
        ("zero", zeros.to_vec()),
    ];
    for (kind, names) in kinds {
        for name in names {
            assert!(seen.contains(&format!("{kind} {name}")), "{kind} {name} is never met: {seen:?}");
        }
    }
}
