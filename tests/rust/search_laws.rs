//! The cheapest plan against all plans: small sets of every kind of lever, each change scored.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use cchc::insight::SearchRequest;
use cchc::{Error, Evidence, Exact, Lang, Measure, RuleSet, ScoreSheet};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// A leaf with what it measures now and everything its lever can make of it, each with its cost.
#[derive(Debug, Clone)]
struct Leaf {
    shape: Value,
    max: u32,
    now: Value,
    levers: Vec<Value>,
    states: Vec<(u64, Value)>,
}

fn points(points: u32) -> Value {
    json!({ "points": points.to_string() })
}

/// A ratio with every numerator it can be moved to, both ways.
fn ratio_leaf(shape: Value, max: u32, (part, whole, cost): (u64, u64, u64)) -> Leaf {
    let measure = |part: u64| json!({ "ratio": { "numerator": part, "denominator": whole } });
    let states = (0..=whole).map(|to| (to.abs_diff(part) * cost, measure(to))).collect();
    Leaf { shape, max, now: measure(part), levers: vec![json!({ "cost_per_step": cost })], states }
}

prop_compose! {
    fn any_ratio()(whole in 1_u64..9)(part in 0..=whole, whole in Just(whole), cost in 0_u64..4) -> (u64, u64, u64) {
        (part, whole, cost)
    }
}

fn any_proportion() -> impl Strategy<Value = Leaf> {
    (any_ratio(), 1_u32..5, prop_oneof![Just(None), Just(Some("60"))]).prop_map(|(ratio, max, target)| {
        let mut shape = json!({ "kind": "proportional", "zero_denominator": "zero" });
        if let Some(target) = target {
            shape["target_percent"] = json!(target);
        }
        ratio_leaf(shape, max, ratio)
    })
}

/// Three bands in any order of worth, the middle one fixed, in proportion or along a line.
fn any_bands() -> impl Strategy<Value = Leaf> {
    (any_ratio(), 1_u32..5, 1_u32..60, 60_u32..100, any::<bool>(), any::<bool>(), 0..3_usize, any::<[u32; 4]>())
        .prop_map(|(ratio, max, low, high, low_in, high_in, middle, awards)| {
            let [top, bottom, from, to] = awards.map(|award| award % (max + 1));
            let award = match middle {
                0 => points(from),
                1 => json!("proportional"),
                _ => json!({ "linear": { "from": from.to_string(), "to": to.to_string() } }),
            };
            let band = |from: Option<u32>, from_in: bool, to: Option<u32>, to_in: bool, award: Value| {
                let [from, to] = [from, to].map(|limit| limit.map(|limit| limit.to_string()));
                json!({ "from": from, "from_inclusive": from_in, "to": to, "to_inclusive": to_in, "award": award })
            };
            let shape = json!({ "kind": "bands", "zero_denominator": "zero", "bands": [
                band(Some(high), high_in, None, false, points(top)),
                band(Some(low), low_in, Some(high), !high_in, award),
                band(None, false, Some(low), !low_in, points(bottom)),
            ]});
            ratio_leaf(shape, max, ratio)
        })
}

fn any_levels() -> impl Strategy<Value = Leaf> {
    (1_u32..5, any::<[u32; 3]>(), [0_u64..6, 0_u64..6, 0_u64..6], 0..3_usize).prop_map(|(max, awards, costs, now)| {
        let ids = ["a", "b", "c"];
        let level = |(id, award): (&str, u32)| json!({ "id": id, "title": { "vi": id, "en": id }, "award": points(award % (max + 1)) });
        let shape = json!({ "kind": "levels", "levels": ids.into_iter().zip(awards).map(level).collect::<Vec<_>>() });
        let measure = |id: &str| json!({ "level": id });
        let named = ids.into_iter().zip(costs).map(|(id, cost)| json!({ "id": id, "cost": cost })).collect::<Vec<_>>();
        let states = ids.into_iter().zip(costs).map(|(id, cost)| (cost, measure(id)));
        let now = measure(ids.get(now).unwrap());
        let states = std::iter::once((0, now.clone())).chain(states).collect();
        Leaf { shape, max, now, levers: vec![json!({ "levels": named })], states }
    })
}

/// Two items, with a first one that differs and a limit beyond which another award holds.
fn any_items() -> impl Strategy<Value = Leaf> {
    let item = || (-3_i32..4, -3_i32..4, 0_u64..4, 0_u64..4);
    (2_u32..5, item(), item(), 0_u64..8, 0_u32..3, any::<[bool; 2]>()).prop_map(
        |(max, one, two, beyond, award, ways)| {
            let rule = |id: &str, (each, first, ..): (i32, i32, u64, u64)| {
                let half = |number: i32| Exact(Decimal::new(i64::from(number) * 5, 1)).to_string();
                json!({ "id": id, "title": { "vi": id, "en": id }, "each": half(each), "first": half(first) })
            };
            let shape = json!({ "kind": "per_item", "start": "1", "items": [rule("x", one), rule("y", two)],
            "beyond": { "count": beyond, "award": points(award) } });
            let measure = |x: u64, y: u64| json!({ "items": [{ "id": "x", "count": x }, { "id": "y", "count": y }] });
            // Each may go three steps up, or as far down as it stands, or either way where its rule does not
            // say which way is better.
            let way =
                |(each, first, ..): (i32, i32, u64, u64), way: bool| if each * first < 0 { None } else { Some(way) };
            let lever = |id: &str, cost: u64, way: Option<bool>| {
                let mut lever = json!({ "part": id, "cost_per_step": cost, "at_most": 3 });
                if let Some(up) = way {
                    lever["direction"] = json!(if up { "up" } else { "down" });
                }
                lever
            };
            let reach = |now: u64, way: Option<bool>| {
                let (low, high) = (now.saturating_sub(3), now + 3);
                if way == Some(true) {
                    now..=high
                } else if way == Some(false) {
                    low..=now
                } else {
                    low..=high
                }
            };
            let (x, y) = ((one.2, one.3, way(one, ways[0])), (two.2, two.3, way(two, ways[1])));
            let states = reach(x.0, x.2).flat_map(|to| reach(y.0, y.2).map(move |other| (to, other)));
            let states = states
                .map(|(to, other)| (to.abs_diff(x.0) * x.1 + other.abs_diff(y.0) * y.1, measure(to, other)))
                .collect();
            let levers = vec![lever("x", x.1, x.2), lever("y", y.1, y.2)];
            Leaf { shape, max, now: measure(x.0, y.0), levers, states }
        },
    )
}

/// A ratio behind a condition.
fn any_gate() -> impl Strategy<Value = Leaf> {
    (any_ratio(), 1_u32..5, any::<bool>(), 0_u64..4).prop_map(|((part, whole, cost), max, open, key)| {
        let shape = json!({ "kind": "gated", "conditions": [{ "id": "open", "title": { "vi": "mở", "en": "open" } }],
            "then": { "kind": "proportional", "zero_denominator": "zero" } });
        let measure = |part: u64, met: bool| {
            json!({ "ratio": { "numerator": part, "denominator": whole }, "conditions": [{ "id": "open", "met": met }] })
        };
        let state = |to: u64, met: bool| (to.abs_diff(part) * cost + if met && !open { key } else { 0 }, measure(to, met));
        let states = (0..=whole).flat_map(|to| [open, true].map(|met| state(to, met))).collect();
        let lever = json!({ "cost_per_step": cost, "conditions": [{ "id": "open", "cost": key }] });
        Leaf { shape, max, now: measure(part, open), levers: vec![lever], states }
    })
}

fn any_leaf() -> impl Strategy<Value = Leaf> {
    prop_oneof![any_proportion(), any_bands(), any_levels(), any_items(), any_gate()]
}

/// A set of three leaves in the base, and as many more in bonus and penalty as are asked for.
#[derive(Debug, Clone)]
struct Set {
    rules: RuleSet,
    leaves: Vec<Leaf>,
    codes: Vec<&'static str>,
}

const CODES: [&str; 5] = ["1.1", "1.2", "2", "B", "P"];

fn set(leaves: Vec<Leaf>, combine: usize, rounding: usize, clamp: bool) -> Set {
    let cite = json!({ "document": "-" });
    let title = json!({ "vi": "-", "en": "-" });
    let written: Vec<Value> = leaves
        .iter()
        .zip(CODES)
        .map(|(leaf, code)| {
            json!({ "code": code, "title": title, "max_points": leaf.max, "shape": leaf.shape, "source": cite })
        })
        .collect();
    let [one, two, three, rest @ ..] = written.as_slice() else { panic!("three leaves at least") };
    let maxima: Vec<u32> = leaves.iter().map(|leaf| leaf.max).collect();
    let sum = maxima.iter().take(2).sum::<u32>();
    let (combine, group) = match combine {
        0 => ("sum", sum),
        1 => ("capped_sum", (sum - 1).max(1)),
        _ => ("scaled_sum", 7),
    };
    let two_places = json!({ "half_up_places": 2 });
    let rounding = match rounding {
        0 => json!({}),
        1 => json!({ "leaf": two_places }),
        2 => json!({ "leaf": two_places, "group": { "half_up_places": 1 }, "total": { "half_up_places": 0 } }),
        _ => json!({ "total": two_places }),
    };
    let max = group + maxima.get(2).unwrap();
    let mut document = json!({
        "id": "small", "series": "small", "edition": "1", "known_at": "2026-01-01", "title": title, "levels": ["agency"],
        "status": "template", "notes": [], "issuer": "-", "years": { "from": 2026, "through": null },
        "legal_basis": [cite], "max_points": max, "rounding": rounding, "classes": [],
        "criteria": [
            { "code": "1", "title": title, "max_points": group, "source": cite, "combine": combine, "children": [one, two] },
            three,
        ],
    });
    for (place, criterion) in ["bonus", "penalty"].into_iter().zip(rest) {
        document[place] = json!({ "cap": 2, "source": cite, "criteria": [criterion] });
    }
    if clamp {
        document["total"] = json!({ "min": "0", "max": max });
    }
    let rules = RuleSet::from_json(&document.to_string()).unwrap();
    let codes = CODES.into_iter().take(leaves.len()).collect();
    Set { rules, leaves, codes }
}

prop_compose! {
    fn any_set()(
        leaves in proptest::collection::vec(any_leaf(), 3..5),
        combine in 0..3_usize,
        rounding in 0..4_usize,
        clamp in any::<bool>(),
    ) -> Set {
        set(leaves, combine, rounding, clamp)
    }
}

prop_compose! {
    /// With a penalty too, and fewer states, so that all plans can still be looked at.
    fn any_set_with_penalty()(
        leaves in proptest::collection::vec(any_leaf(), 5),
        combine in 0..3_usize,
        rounding in 0..4_usize,
        clamp in any::<bool>(),
    ) -> Set {
        let still = |(position, mut leaf): (usize, Leaf)| {
            if position < 3 {
                leaf.states = vec![(0, leaf.now.clone())];
                leaf.levers.clear();
            }
            leaf
        };
        set(leaves.into_iter().enumerate().map(still).collect(), combine, rounding, clamp)
    }
}

/// A plan: its cost, how many criteria it changes, which steps, and the total it comes to.
type Plan = (u64, usize, Vec<(bool, i64)>, Exact);

impl Set {
    fn evidence(&self, states: &[&Value]) -> Vec<Evidence> {
        let measure = |state: &Value| serde_json::from_value::<Measure>(state.clone()).unwrap();
        self.codes.iter().zip(states).map(|(code, state)| Evidence::new(*code, measure(state))).collect()
    }

    fn now(&self) -> Vec<Evidence> {
        self.evidence(&self.leaves.iter().map(|leaf| &leaf.now).collect::<Vec<_>>())
    }

    fn score(&self, evidence: &[Evidence]) -> ScoreSheet {
        self.rules.score(2026, None, evidence).unwrap()
    }

    fn request(&self, goal: &Value) -> SearchRequest {
        let mut levers = Vec::new();
        for (leaf, code) in self.leaves.iter().zip(&self.codes) {
            for lever in &leaf.levers {
                let mut lever = lever.clone();
                lever["criterion"] = json!(code);
                levers.push(lever);
            }
        }
        let evidence: Vec<Value> = self
            .leaves
            .iter()
            .zip(&self.codes)
            .map(|(leaf, code)| json!({ "criterion": code, "measure": leaf.now }))
            .collect();
        serde_json::from_value(json!({ "year": 2026, "evidence": evidence, "goal": goal, "levers": levers })).unwrap()
    }

    /// Every plan: its cost, how many criteria it changes, what it spends on each, and its total.
    fn plans(&self) -> Vec<Plan> {
        let mut plans: Vec<Vec<(u64, &Value, bool)>> = vec![Vec::new()];
        for leaf in &self.leaves {
            let states: Vec<(u64, &Value, bool)> =
                leaf.states.iter().map(|(cost, state)| (*cost, state, *state != leaf.now)).collect();
            plans = plans
                .into_iter()
                .flat_map(|plan| states.iter().map(move |state| plan.iter().copied().chain([*state]).collect()))
                .collect();
        }
        let weigh = |plan: Vec<(u64, &Value, bool)>| {
            let sheet = self.score(&self.evidence(&plan.iter().map(|(_, state, _)| *state).collect::<Vec<_>>()));
            let spent = plan.iter().map(|(cost, _, changed)| (!changed, -i64::try_from(*cost).unwrap())).collect();
            let changed = plan.iter().filter(|(_, _, changed)| *changed).count();
            (plan.iter().map(|(cost, ..)| cost).sum(), changed, spent, sheet.points)
        };
        plans.into_iter().map(weigh).collect()
    }

    /// Holds the answer against all plans, for a goal that lies so many of ten parts of the way up.
    fn check(&self, tenths: u32) {
        let plans = self.plans();
        let now = self.score(&self.now());
        let best = plans.iter().map(|plan| plan.3).max().unwrap();
        let gain = (best.0 - now.points.0) * Decimal::from(tenths) / Decimal::TEN;
        let goal = Exact(now.points.0 + gain);
        let wanted = plans.iter().filter(|plan| plan.3 >= goal).map(|plan| (plan.0, plan.1, &plan.2)).min();
        let answer = self.rules.target_search(&self.request(&json!({ "total": goal })));
        match (answer, wanted) {
            (Ok(plan), Some((cost, changed, spent))) => {
                assert!(plan.points_after >= goal);
                assert_eq!(plan.cost.0, Decimal::from(cost), "the cost of {plan:?}");
                assert_eq!(plan.steps.len(), changed, "the criteria of {plan:?}");
                let step = |code: &&str| plan.steps.iter().find(|step| step.criterion == **code);
                let of = |code: &&str| {
                    let step = step(code);
                    let cost = step.map_or(0, |step| i64::try_from(step.cost.0.mantissa()).unwrap());
                    (step.is_none(), -cost)
                };
                assert_eq!(&self.codes.iter().map(of).collect::<Vec<_>>(), spent, "the order of {plan:?}");
            }
            (Err(error), None) => assert_eq!(error.code(), "insight.cannot_gain"),
            (answer, wanted) => panic!("{answer:?} where all plans say {wanted:?}"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_plan_is_cheaper_than_the_one_found(set in any_set(), tenths in 0_u32..12) {
        prop_assume!(set.leaves.iter().map(|leaf| leaf.states.len()).product::<usize>() < 6_000);
        set.check(tenths);
    }

    #[test]
    fn bonus_and_penalty_are_weighed_with_the_rest(set in any_set_with_penalty(), tenths in 0_u32..12) {
        set.check(tenths);
    }

    #[test]
    fn more_costs_no_less_and_what_stands_costs_nothing(set in any_set(), less in 0_u32..30, more in 0_u32..30) {
        let cost = |tenths: u32| -> Result<Option<Exact>, Error> {
            let goal = json!({ "points": Exact(Decimal::new(tenths.into(), 1)) });
            match set.rules.target_search(&set.request(&goal)) {
                Ok(plan) => Ok(Some(plan.cost)),
                Err(error) if error.code() == "insight.cannot_gain" => Ok(None),
                Err(error) => Err(error),
            }
        };
        prop_assert_eq!(cost(0).unwrap().unwrap().0, Decimal::ZERO);
        match (cost(less).unwrap(), cost(less + more).unwrap()) {
            (Some(less), Some(more)) => prop_assert!(less <= more),
            (None, Some(_)) => prop_assert!(false, "more is possible where less is not"),
            (_, None) => {}
        }
    }
}

#[test]
fn a_plan_that_scores_otherwise_is_a_fault() {
    let error = Error::SearchMismatch { found: "3".to_owned(), scored: "2".to_owned() };
    assert_eq!(error.code(), "insight.search_mismatch");
    assert!(error.message(Lang::Vi).contains("chấm lại là 2"));
}

/// Level with the first is not first where places are not shared, so the most that can be gained is
/// told beside what it has to pass.
#[test]
fn a_goal_that_has_to_be_passed_says_so() {
    let groups =
        [("CKMB", "11.9"), ("TDGQ", "17.71"), ("CLGQ", "9.01"), ("TTTT", "6.6"), ("MDHL", "11.01"), ("MDSH", "8.9")];
    let evidence = groups.map(|(code, points)| json!({ "criterion": code, "measure": { "points": points } }));
    let request = json!({
        "year": 2026, "evidence": evidence,
        "goal": { "rank": 1, "ties": "position", "league": [{ "id": "first", "points": "65.23" }] },
        "levers": [{ "criterion": "CKMB", "cost_per_step": 1, "step": "0.01", "at_most": "0.10" }],
    });
    let request: SearchRequest = cchc::document::from_json(&request.to_string()).unwrap();
    let error = RuleSet::shipped("qd-766-2022").unwrap().target_search(&request).unwrap_err();
    assert_eq!(error.code(), "insight.cannot_gain");
    assert!(error.message(Lang::En).contains("more than 0.10 points: at most 0.10"), "{error}");
    assert!(error.message(Lang::Vi).contains("hơn 0.10 điểm: chỉ còn nhiều nhất 0.10"), "{}", error.message(Lang::Vi));
}
