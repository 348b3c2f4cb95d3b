//! Laws of the splits: whatever the sets and the figures, parts add up exactly and causes are fair.

#![allow(missing_docs, reason = "a test program has no public items")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use cchc::insight::{self, Gap, Split, YearData};
use cchc::rules::Codes;
use cchc::scoring::UnitEvidence;
use cchc::{Evidence, Exact, Measure, Ratio, RuleSet, ScoreSheet};
use proptest::prelude::*;
use serde_json::{Value, json};

const A: &str = include_str!("../cases/insight_vi_du_a.json");
const B: &str = include_str!("../cases/insight_vi_du_b.json");

/// The two example editions, for any year; without rounding their scaled groups and their rescaled
/// totals have no end.
fn rules(text: &str, rounded: bool) -> RuleSet {
    let mut document: Value = serde_json::from_str(text).unwrap();
    document["years"] = json!({"from": 2000, "through": null});
    if !rounded {
        document.as_object_mut().unwrap().remove("rounding");
    }
    RuleSet::from_json(&document.to_string()).unwrap()
}

/// A decimal in units of 10^-28, the finest there is.
fn units(number: Exact) -> i128 {
    number.0.mantissa() * 10_i128.pow(28 - number.0.scale())
}

fn beyond(rest: Option<Ratio>, denominator: i128) -> i128 {
    rest.map_or(0, |rest| units(rest.numerator) * denominator / (units(rest.denominator) / 10_i128.pow(28)))
}

/// The leaves, with their maxima; A.2 takes a ratio, and it and C.2 may be out.
const LEAVES: [(&str, u32); 10] = [
    ("A.1", 10),
    ("A.2", 0),
    ("B.1", 20),
    ("B.2", 20),
    ("C.1", 2),
    ("C.2", 5),
    ("T.1", 2),
    ("T.2", 2),
    ("P.1", 4),
    ("P.2", 4),
];

prop_compose! {
    /// Evidence by the first edition's codes, some left out, some not applicable.
    fn any_evidence()(
        parts in proptest::collection::vec(0_u32..=1000, LEAVES.len()),
        whole in 0_u64..40,
        missing in proptest::collection::vec(proptest::bool::weighted(0.05), LEAVES.len()),
        out in proptest::collection::vec(proptest::bool::weighted(0.25), 2),
    ) -> Vec<Evidence> {
        let mut evidence = Vec::new();
        for (((code, max), part), missing) in LEAVES.into_iter().zip(parts).zip(missing) {
            if missing {
                continue;
            }
            let given = match code {
                "A.2" if out[0] => Evidence::not_applicable(code, "không phát sinh"),
                "C.2" if out[1] => Evidence::not_applicable(code, "không phát sinh"),
                // No denominator, now and then: that puts it out as well.
                "A.2" => Evidence::new(code, Measure::ratio(Ratio::of(u64::from(part) * whole / 1000, whole))),
                _ => {
                    let points: Exact = format!("{}.{:03}", part * max / 1000, part * max % 1000).parse().unwrap();
                    Evidence::new(code, Measure::points(points))
                }
            };
            evidence.push(given);
        }
        evidence
    }
}

/// The same figures in the second edition, which has no C.2 and has D.
fn for_b(evidence: &[Evidence], d: u32) -> Vec<Evidence> {
    let mut kept: Vec<Evidence> = evidence.iter().filter(|given| given.criterion != "C.2").cloned().collect();
    kept.push(Evidence::new("D", Measure::points(format!("{}.{:02}", d / 100, d % 100).parse().unwrap())));
    kept
}

fn year(rules: &RuleSet, year: i32, evidence: &[Evidence]) -> YearData {
    YearData { rules: rules.clone(), year, evidence: evidence.to_vec() }
}

fn adds_up(gap: &Gap, sheet: &ScoreSheet, others: &[&ScoreSheet]) {
    let count = i128::try_from(others.len()).unwrap();
    let lines: i128 = gap.lines.iter().map(|line| units(line.difference.exact.numerator)).sum();
    let mean: i128 = others.iter().map(|other| units(other.points)).sum();
    let expected = count * units(sheet.points) - mean;
    assert_eq!(lines + gap.beyond.map_or(0, |rest| units(rest.numerator)), expected);
    assert_eq!(lines, units(gap.difference.exact.numerator));
    for line in &gap.lines {
        assert_eq!(units(line.difference.exact.denominator), count * 10_i128.pow(28));
        let against = units(line.against.exact.numerator);
        assert_eq!(units(line.points) * count - against, units(line.difference.exact.numerator), "{}", line.code);
    }
}

fn sixths(split: &Split) -> [i128; 4] {
    [split.change, split.performance, split.rules, split.applicability].map(|part| units(part.exact.numerator))
}

fn changed(old: &YearData, new: &YearData) -> insight::Change {
    let change = insight::change_between(old, new, &Codes::new()).unwrap();
    let [whole, performance, rules, applicability] = sixths(&change.split);
    assert_eq!(performance + rules + applicability, whole);
    let expected = 6 * (units(change.new_points) - units(change.old_points));
    assert_eq!(whole + beyond(change.beyond, 6), expected);
    let mut sums = [0_i128; 4];
    for line in &change.lines {
        let parts = sixths(&line.split);
        assert_eq!(parts[1] + parts[2] + parts[3], parts[0], "{}", line.code);
        assert_eq!(parts[0], 6 * (units(line.new_points) - units(line.old_points)), "{}", line.code);
        for (sum, part) in sums.iter_mut().zip(parts) {
            *sum += part;
        }
    }
    assert_eq!(sums, sixths(&change.split));
    change
}

proptest! {
    #[test]
    fn the_lines_of_a_total_add_up_to_it(evidence in any_evidence(), rounded in any::<bool>()) {
        let sheet = rules(A, rounded).score(2024, None, &evidence).unwrap();
        let made = insight::contributions(&sheet).unwrap();
        let lines: i128 = made.lines.iter().map(|line| units(line.points)).sum();
        prop_assert_eq!(lines + made.beyond.map_or(0, units), units(sheet.points));
        // The rest is smaller than any decimal a line has.
        prop_assert!(made.beyond.map_or(0, units).abs() < 10_i128.pow(28 - 17));
        prop_assert_eq!(made.criteria.len(), 13);
        for criterion in &made.criteria {
            prop_assert_eq!(criterion.points, sheet.node(&criterion.code).unwrap().points);
        }
    }

    #[test]
    fn a_gap_adds_up_and_turns_around(a in any_evidence(), b in any_evidence(), d in 0_u32..1000, [ra, rb] in any::<[bool; 2]>()) {
        let one = rules(A, ra).score(2024, None, &a).unwrap();
        let other = rules(B, rb).score(2025, None, &for_b(&b, d)).unwrap();
        let (there, back) = (insight::gap(&one, &other).unwrap(), insight::gap(&other, &one).unwrap());
        adds_up(&there, &one, &[&other]);
        adds_up(&back, &other, &[&one]);
        prop_assert_eq!(units(there.difference.exact.numerator), -units(back.difference.exact.numerator));
        prop_assert_eq!(there.lines.len(), back.lines.len());
        for line in &there.lines {
            let same = |other: &&insight::GapLine| (other.part, other.kind, &other.code) == (line.part, line.kind, &line.code);
            let twin = back.lines.iter().find(same).unwrap();
            prop_assert_eq!(units(line.difference.exact.numerator), -units(twin.difference.exact.numerator));
        }
        let sizes: Vec<i128> = there.lines.iter().map(|line| units(line.difference.exact.numerator).abs()).collect();
        prop_assert!(sizes.is_sorted_by(|a, b| a >= b));
        let none = insight::gap(&one, &one).unwrap();
        prop_assert!(none.lines.iter().all(|line| units(line.difference.exact.numerator) == 0));
    }

    #[test]
    fn gaps_to_a_mean_add_up_and_cancel_out(all in proptest::collection::vec(any_evidence(), 1..8), rounded in any::<bool>()) {
        let rules = rules(A, rounded);
        let sheets: Vec<ScoreSheet> = all.iter().map(|evidence| rules.score(2024, None, evidence).unwrap()).collect();
        let mut sum = 0_i128;
        for sheet in &sheets {
            let gap = insight::gap_to_mean(sheet, &sheets).unwrap();
            adds_up(&gap, sheet, &sheets.iter().collect::<Vec<_>>());
            sum += units(gap.difference.exact.numerator);
        }
        prop_assert_eq!(sum, 0);
    }

    #[test]
    fn a_change_adds_up_and_turns_around(a in any_evidence(), b in any_evidence(), d in 0_u32..1000, [ra, rb] in any::<[bool; 2]>()) {
        let old = year(&rules(A, ra), 2024, &a);
        let new = year(&rules(B, rb), 2025, &for_b(&b, d));
        let (there, back) = (changed(&old, &new), changed(&new, &old));
        prop_assert_eq!(sixths(&there.split), sixths(&back.split).map(|part| -part));
        prop_assert_eq!(&there.only_old, &["C.2".to_owned()]);
        prop_assert_eq!(&there.only_new, &["D".to_owned()]);
        prop_assert_eq!(&back.only_old, &there.only_new);
        prop_assert_eq!(there.corners.len(), 8);
        // D is only in the newer set: all of what it brings is the rules.
        let of_d = there.lines.iter().find(|line| line.code == "D").unwrap();
        prop_assert_eq!(sixths(&of_d.split)[2], sixths(&of_d.split)[0]);
    }

    #[test]
    fn a_cause_that_does_not_change_has_no_part(a in any_evidence(), b in any_evidence(), rounded in any::<bool>()) {
        let (first, second) = (rules(A, rounded), rules(B, rounded));
        let same_rules = changed(&year(&first, 2024, &a), &year(&first, 2025, &b));
        prop_assert_eq!(sixths(&same_rules.split)[2], 0);
        prop_assert!(same_rules.lines.iter().all(|line| sixths(&line.split)[2] == 0));
        let own: Vec<Evidence> = a.iter().filter(|given| given.criterion != "C.2").cloned().collect();
        let same_figures = changed(&year(&first, 2024, &a), &year(&second, 2025, &own));
        prop_assert_eq!([sixths(&same_figures.split)[1], sixths(&same_figures.split)[3]], [0, 0]);
        // The same figures, of which some do not apply in the later year.
        let later: Vec<Evidence> = a
            .iter()
            .map(|given| if given.criterion == "C.2" { Evidence::not_applicable("C.2", "không phát sinh") } else { given.clone() })
            .collect();
        let only_applies = changed(&year(&first, 2024, &a), &year(&first, 2025, &later));
        prop_assert_eq!([sixths(&only_applies.split)[1], sixths(&only_applies.split)[2]], [0, 0]);
    }

    #[test]
    fn what_if_is_the_difference_of_two_scores(a in any_evidence(), b in any_evidence()) {
        let rules = rules(A, true);
        let nothing = rules.what_if(2024, &a, &[], &[]).unwrap();
        prop_assert!(nothing.criteria.is_empty());
        prop_assert_eq!(&nothing.before, &nothing.after);
        prop_assert_eq!(units(nothing.change), 0);
        let again = rules.what_if(2024, &a, &a, &[]).unwrap();
        prop_assert_eq!(&again.after, &nothing.after);
        prop_assert!(again.criteria.is_empty());
        let answer = rules.what_if(2024, &a, &b, &[]).unwrap();
        let replaced = |given: &&Evidence| !b.iter().any(|new| new.criterion == given.criterion);
        let evidence: Vec<Evidence> = a.iter().filter(replaced).chain(&b).cloned().collect();
        let (then, now) = (rules.score(2024, None, &a).unwrap(), rules.score(2024, None, &evidence).unwrap());
        prop_assert_eq!((answer.before.points, answer.after.points), (then.points, now.points));
        for code in LEAVES.into_iter().map(|(code, _)| code).chain(["A", "B", "C"]) {
            let moved = then.node(code).unwrap().points != now.node(code).unwrap().points;
            prop_assert_eq!(answer.criteria.iter().any(|node| node.code == code), moved, "{}", code);
        }
    }

    #[test]
    fn editions_swap_winners_and_losers(all in proptest::collection::vec(any_evidence(), 1..6), d in 0_u32..1000) {
        let (old, new) = (rules(A, true), rules(B, true));
        let units_of: Vec<UnitEvidence> = all
            .iter()
            .enumerate()
            .map(|(number, evidence)| UnitEvidence {
                unit: serde_json::from_value(json!({"id": format!("X{number}"), "name": ""})).unwrap(),
                evidence: for_b(evidence, d).into_iter().chain(evidence.iter().find(|given| given.criterion == "C.2").cloned()).collect(),
            })
            .collect();
        let there = insight::diff_scores(&old, &new, &units_of, &Codes::new()).unwrap();
        let back = insight::diff_scores(&new, &old, &units_of, &Codes::new()).unwrap();
        prop_assert!(there.issues.is_empty());
        prop_assert_eq!(&there.winners, &back.losers);
        prop_assert_eq!(&there.losers, &back.winners);
        for (unit, other) in there.units.iter().zip(&back.units) {
            prop_assert_eq!((unit.old_rank, unit.new_rank, unit.places), (other.new_rank, other.old_rank, -other.places));
            let lines: i128 = unit.lines.iter().map(|line| units(line.change)).sum();
            let points = |rules: &RuleSet, evidence: &[Evidence]| {
                let kept: Vec<Evidence> = evidence.iter().filter(|given| rules.criterion(&given.criterion).is_some()).cloned().collect();
                units(rules.score(2025, None, &kept).unwrap().points)
            };
            let evidence = &units_of.iter().find(|given| given.unit.id == unit.unit.id).unwrap().evidence;
            prop_assert_eq!(lines, points(&new, evidence) - points(&old, evidence));
        }
        let same = insight::diff_scores(&old, &old, &units_of[..1], &Codes::new());
        // D is in neither set then: refused by name, under both.
        prop_assert_eq!(same.unwrap().issues.len(), 2);
    }

    #[test]
    fn the_declared_policy_moves_nobody(all in proptest::collection::vec(any_evidence(), 1..6)) {
        // A.2 is rescaled and C.2 not scored as declared; with one policy for both a set is its own variant.
        let rules = rules(A, true);
        for policy in [cchc::rules::Applicability::Full, cchc::rules::Applicability::Zero, cchc::rules::Applicability::NotScored, cchc::rules::Applicability::Rescale] {
            let one = rules.with_applicability(policy);
            let units_of: Vec<UnitEvidence> = all
                .iter()
                .enumerate()
                .map(|(number, evidence)| UnitEvidence {
                    unit: serde_json::from_value(json!({"id": format!("X{number}"), "name": ""})).unwrap(),
                    evidence: evidence.clone(),
                })
                .collect();
            let effect = insight::applicability_effect(&one, 2024, &units_of).unwrap();
            prop_assert_eq!(effect.units.len() + effect.issues.len(), units_of.len());
            let own = effect.policies.iter().find(|found| found.policy == policy).unwrap();
            prop_assert_eq!((own.moved, own.most_places), (0, 0));
            for unit in &effect.units {
                let place = unit.policies.iter().find(|place| place.policy == policy).unwrap();
                prop_assert_eq!((place.points, place.rank), (unit.points, unit.rank));
                let of = |policy| unit.policies.iter().find(|place| place.policy == policy).unwrap().points;
                prop_assert!(of(cchc::rules::Applicability::Full) >= of(cchc::rules::Applicability::Zero));
                if unit.not_applicable.is_empty() {
                    prop_assert!(unit.policies.iter().all(|place| place.points == unit.points));
                }
            }
        }
    }
}

#[test]
fn a_set_differs_from_itself_in_nothing_and_turned_around_what_was_added_is_removed() {
    let (old, new) = (rules(A, true), rules(B, false));
    for set in [&old, &new, &RuleSet::shipped("qd-766-2022").unwrap()] {
        assert!(set.diff(set, &Codes::new()).unwrap().is_empty());
    }
    let (there, back) = (old.diff(&new, &Codes::new()).unwrap(), new.diff(&old, &Codes::new()).unwrap());
    assert_eq!(there.added, back.removed);
    assert_eq!(there.removed, back.added);
    for (one, other) in there.set.iter().zip(&back.set) {
        assert_eq!((&one.what, &one.old, &one.new), (&other.what, &other.new, &other.old));
    }
    assert!(there.set.iter().any(|change| change.what == "rounding"));
}

/// Thirds that no decimal holds: the lines are carried to 18 decimals and the rest is declared.
#[test]
fn what_no_decimal_holds_is_declared() {
    let rules = rules(A, false);
    let points = |code: &str, points: &str| Evidence::new(code, Measure::points(points.parse().unwrap()));
    let third = Evidence::new("A.2", Measure::ratio(Ratio::of(1, 9)));
    let sheet = rules.score(2024, None, &[third, points("B.1", "20")]).unwrap();
    let made = insight::contributions(&sheet).unwrap();
    let line = made.lines.iter().find(|line| line.code == "A.2").unwrap();
    assert_eq!(line.points.to_string(), "3.333333333333333333"); // 30 x 1/9
    let rest = made.beyond.unwrap();
    assert!(rest > Exact::default() && units(rest) < 10_i128.pow(28 - 18), "{rest}");
}
