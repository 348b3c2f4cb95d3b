//! Laws of ranks, of movement between years and of classes, for any input.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot set itself up should stop")]

use cchc::ranking::{StandingEntry, movements};
use cchc::rules::{ClassRules, ClassifiedUnit, UnitClass};
use cchc::{Entry, Exact, Ranking, TieRule, document};
use proptest::prelude::*;
use proptest::sample::subsequence;
use std::collections::{BTreeMap, BTreeSet, HashMap};

fn hundredths(number: i64) -> Exact {
    Exact(rust_decimal::Decimal::new(number, 2))
}

/// Few different values, so that equals are common; the same number of tie-breakers for all.
fn any_entries() -> impl Strategy<Value = Vec<Entry>> {
    (0_usize..3).prop_flat_map(|breakers| {
        let one = (
            -3_i64..5,
            proptest::collection::vec(0_i64..3, breakers),
            proptest::option::weighted(0.2, Just("đặc thù".to_owned())),
            proptest::option::of("[A-C]"),
        );
        proptest::collection::vec(one, 1..25).prop_map(|rows| {
            let entry = |(id, (points, tie_breakers, excluded, block)): (usize, (i64, Vec<i64>, _, _))| Entry {
                tie_breakers: tie_breakers.into_iter().map(hundredths).collect(),
                excluded: if id == 0 { None } else { excluded },
                block,
                ..Entry::new(id.to_string(), hundredths(points))
            };
            rows.into_iter().enumerate().map(entry).collect()
        })
    })
}

/// The points of both years, where the unit was there, and its block.
type TwoYears = (Option<i64>, Option<i64>, Option<String>);

fn key(entry: &Entry) -> (Exact, Vec<Exact>) {
    (entry.points, entry.tie_breakers.clone())
}

fn ranks(ranking: &Ranking) -> BTreeMap<String, (u32, u32)> {
    ranking.entries.iter().map(|entry| (entry.id.clone(), (entry.rank, entry.sharing))).collect()
}

/// A few rules of every kind over four classes; the best two have conditions, the best three quotas.
fn rules(text: &str) -> ClassRules {
    let rules: ClassRules = document::from_json(text).unwrap();
    assert!(rules.checked().issues.is_empty());
    rules
}

const RULES: &str = r#"{"classes": [
 {"id": "1", "title": {"vi": "1", "en": "1"}, "from": "3", "from_inclusive": true, "to": null, "to_inclusive": false, "source": {"document": "d"},
  "conditions": [{"id": "fast", "title": {"vi": "f", "en": "f"}, "fact": {"at_least": "50"}}, {"id": "clean", "title": {"vi": "c", "en": "c"}, "no_leaf_at_zero": true}]},
 {"id": "2", "title": {"vi": "2", "en": "2"}, "from": "2", "from_inclusive": true, "to": "4", "to_inclusive": false, "source": {"document": "d"},
  "conditions": [{"id": "open", "title": {"vi": "o", "en": "o"}, "stated": true}]},
 {"id": "3", "title": {"vi": "3", "en": "3"}, "from": "1", "from_inclusive": true, "to": "3", "to_inclusive": false, "source": {"document": "d"}},
 {"id": "4", "title": {"vi": "4", "en": "4"}, "from": null, "from_inclusive": false, "to": "1", "to_inclusive": false, "source": {"document": "d"}}],
 "vetoes": [{"id": "veto3", "title": {"vi": "v", "en": "v"}, "class": "3", "source": {"document": "d"}}, {"id": "veto4", "title": {"vi": "v", "en": "v"}, "class": "4", "source": {"document": "d"}}],
 "caps": [{"id": "cap2", "title": {"vi": "k", "en": "k"}, "at_most": "2", "source": {"document": "d"}}],
 "quotas": [{"class": "1", "percent": "30", "source": {"document": "d"}}, {"class": "2", "count": 2, "per_block": true, "source": {"document": "d"}},
  {"class": "3", "percent": "40", "per_block": true, "source": {"document": "d"}}]}"#;

fn any_units() -> impl Strategy<Value = Vec<ClassifiedUnit>> {
    let events = subsequence(vec!["veto3", "veto4", "cap2"], 0..=2);
    let one = (
        0_u64..5,
        proptest::option::weighted(0.9, 40_u64..60),
        proptest::option::weighted(0.9, any::<bool>()),
        proptest::option::weighted(0.9, prop_oneof![4 => Just(vec![]), 1 => Just(vec!["1.1".to_owned()])]),
        prop_oneof![3 => Just(vec![]), 1 => events],
        "[AB]",
        proptest::option::weighted(0.1, Just("dưới 6 tháng".to_owned())),
    );
    proptest::collection::vec(one, 1..25).prop_map(|rows| {
        let unit = |(id, (points, fast, open, zero_leaves, events, block, not_rated)): (usize, _)| {
            let mut facts = Vec::new();
            let fast: Option<u64> = fast;
            let open: Option<bool> = open;
            facts.extend(fast.map(|value| serde_json::json!({ "id": "fast", "value": value })));
            facts.extend(open.map(|met| serde_json::json!({ "id": "open", "met": met })));
            let facts = document::from_json(&serde_json::Value::from(facts).to_string()).unwrap();
            let events: Vec<&str> = events;
            ClassifiedUnit {
                id: id.to_string(),
                points: Exact::from(points),
                facts,
                events: events.into_iter().map(str::to_owned).collect(),
                block: Some(block),
                zero_leaves,
                not_rated,
                ..ClassifiedUnit::default()
            }
        };
        rows.into_iter().enumerate().map(unit).collect()
    })
}

/// Classes are numbered from the best: a larger number is a lower class, none is no class.
fn number(class: Option<&String>) -> Option<u32> {
    class.map(|class| class.parse().unwrap())
}

proptest! {
    #[test]
    fn the_order_of_the_list_changes_no_rank(
        entries in any_entries(), seed in any::<u64>(), ties in prop_oneof![Just(TieRule::Competition), Just(TieRule::Dense), Just(TieRule::Position), Just(TieRule::Undecided)]
    ) {
        let mut shuffled = entries.clone();
        shuffled.sort_by_key(|entry| entry.id.bytes().fold(seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)));
        match (Ranking::of(&entries, ties), Ranking::of(&shuffled, ties)) {
            (Ok(one), Ok(other)) => {
                prop_assert_eq!(ranks(&one), ranks(&other));
                let would = |ranking: &Ranking| ranking.unranked.iter().map(|entry| (entry.id.clone(), entry.would_rank)).collect::<BTreeMap<_, _>>();
                prop_assert_eq!(would(&one), would(&other));
                let blocks = |ranking: &Ranking| -> BTreeSet<(String, String, u32)> {
                    ranking.by_block.iter().flat_map(|block| block.entries.iter().map(|entry| (block.block.clone(), entry.id.clone(), entry.rank))).collect()
                };
                prop_assert_eq!(blocks(&one), blocks(&other));
            }
            (Err(one), Err(other)) => prop_assert_eq!(one.code(), other.code()),
            (one, other) => prop_assert!(false, "{one:?} against {other:?}"),
        }
    }

    #[test]
    fn competition_and_dense_ranks_count_what_is_above(entries in any_entries()) {
        let competition = Ranking::of(&entries, TieRule::Competition).unwrap();
        let dense = Ranking::of(&entries, TieRule::Dense).unwrap();
        let ranked: Vec<&Entry> = entries.iter().filter(|entry| entry.excluded.is_none()).collect();
        prop_assert_eq!(competition.entries.len() + competition.unranked.len(), entries.len());
        for entry in &entries {
            let above: Vec<_> = ranked.iter().filter(|other| key(other) > key(entry)).map(|other| key(other)).collect();
            let distinct: BTreeSet<_> = above.iter().collect();
            let place = |ranking: &Ranking| match &entry.excluded {
                None => ranking.entry(&entry.id).unwrap().rank,
                Some(_) => ranking.unranked.iter().find(|other| other.id == entry.id).unwrap().would_rank,
            };
            prop_assert_eq!(place(&competition) as usize, above.len() + 1);
            prop_assert_eq!(place(&dense) as usize, distinct.len() + 1);
            if entry.excluded.is_none() {
                let equals = ranked.iter().filter(|other| key(other) == key(entry)).count();
                prop_assert_eq!(competition.entry(&entry.id).unwrap().sharing as usize, equals);
            }
        }
    }

    #[test]
    fn positions_are_one_to_n_or_an_error_that_names_equals(entries in any_entries()) {
        let ranked: Vec<&Entry> = entries.iter().filter(|entry| entry.excluded.is_none()).collect();
        let keys: BTreeSet<_> = ranked.iter().map(|entry| key(entry)).collect();
        match Ranking::of(&entries, TieRule::Position) {
            Ok(ranking) => {
                prop_assert_eq!(keys.len(), ranked.len());
                let places: Vec<usize> = ranking.entries.iter().map(|entry| entry.rank as usize).collect();
                prop_assert_eq!(places, (1..=ranked.len()).collect::<Vec<_>>());
            }
            Err(cchc::Error::TieUndecided { ids, .. }) => {
                let named: BTreeSet<_> = ids.split(", ").map(|id| key(ranked.iter().find(|entry| entry.id == id).unwrap())).collect();
                prop_assert_eq!(named.len(), 1);
                prop_assert!(ids.contains(", "));
            }
            Err(other) => prop_assert!(false, "{other:?}"),
        }
    }

    #[test]
    fn more_points_never_worsen_the_own_rank(entries in any_entries(), which in any::<prop::sample::Index>(), more in 1_i64..6) {
        let ranked: Vec<usize> = (0..entries.len()).filter(|position| entries[*position].excluded.is_none()).collect();
        let position = ranked[which.index(ranked.len())];
        let mut raised = entries.clone();
        raised[position].points = Exact(raised[position].points.0 + hundredths(more).0);
        let id = &entries[position].id;
        for ties in [TieRule::Competition, TieRule::Dense] {
            let rank = |entries: &[Entry]| Ranking::of(entries, ties).unwrap().entry(id).unwrap().rank;
            prop_assert!(rank(&raised) <= rank(&entries));
        }
    }

    #[test]
    fn a_block_is_ranked_as_if_alone(entries in any_entries()) {
        let ranking = Ranking::of(&entries, TieRule::Competition).unwrap();
        for block in &ranking.by_block {
            let own: Vec<Entry> = entries.iter().filter(|entry| entry.block.as_ref() == Some(&block.block)).cloned().collect();
            prop_assert_eq!(block.entries.len() + block.unranked.len(), own.len());
            if own.iter().any(|entry| entry.excluded.is_none()) {
                let alone = Ranking::of(&own, TieRule::Competition).unwrap();
                prop_assert_eq!(&alone.entries, &block.entries);
                prop_assert_eq!(&alone.unranked, &block.unranked);
            }
        }
    }

    #[test]
    fn movements_there_and_back_cancel(
        years in proptest::collection::vec((proptest::option::weighted(0.8, 0_i64..9_000), proptest::option::weighted(0.8, 0_i64..9_000), proptest::option::of("[AB]")), 2..20)
    ) {
        let list = |pick: fn(&TwoYears) -> Option<i64>| -> Vec<StandingEntry> {
            years.iter().enumerate().filter_map(|(id, year)| Some(StandingEntry {
                id: id.to_string(), points: Some(hundredths(pick(year)?)), block: year.2.clone(), ..StandingEntry::default()
            })).collect()
        };
        let (now, then) = (list(|year| year.0), list(|year| year.1));
        prop_assume!(!now.is_empty() && !then.is_empty());
        let forth = movements(&now, &then, Some(TieRule::Competition), &[]).unwrap();
        let back = movements(&then, &now, Some(TieRule::Competition), &[]).unwrap();
        prop_assert_eq!(forth.units.len() + forth.new.len(), now.len());
        prop_assert_eq!(forth.units.len() + forth.gone.len(), then.len());
        let reverse: HashMap<&str, _> = back.units.iter().map(|unit| (unit.id.as_str(), unit.movement)).collect();
        for unit in &forth.units {
            let other = reverse[unit.id.as_str()];
            prop_assert_eq!(unit.movement.points.unwrap().0, -other.points.unwrap().0);
            prop_assert_eq!(unit.movement.places.unwrap(), -other.places.unwrap());
        }
        let change = |moved: &cchc::ranking::Movements| moved.overall.change.unwrap();
        prop_assert_eq!(change(&forth).unrounded.0, -change(&back).unrounded.0);
        prop_assert_eq!(change(&forth).rounded.0, -change(&back).rounded.0);
        // The counts of the blocks are those of the units that have one.
        let in_blocks = forth.blocks.iter().map(|block| block.count_now).sum::<u64>();
        prop_assert_eq!(in_blocks as usize, now.iter().filter(|entry| entry.block.is_some()).count());
    }

    #[test]
    fn vetoes_and_caps_never_raise_a_class(units in any_units()) {
        let answer = rules(RULES).classify(&units, &[]).unwrap();
        for unit in &answer.units {
            let stages = [&unit.after_conditions, &unit.after_vetoes, &unit.after_caps].map(|class| number(class.as_ref()));
            for pair in stages.windows(2) {
                // No class may become the lowest one, and only that; a class never gets better.
                match (pair[0], pair[1]) {
                    (Some(before), Some(after)) => prop_assert!(after >= before),
                    (None, Some(after)) => prop_assert_eq!(after, 4),
                    (before, None) => prop_assert_eq!(before, None),
                }
            }
            if let (Some(before), Some(after)) = (stages[2], number(unit.class.as_ref())) {
                prop_assert!(after >= before, "a quota moves down only");
            }
            // A row has a class or a reason, never neither.
            prop_assert_eq!(unit.class.is_none(), !unit.issues.is_empty() || unit.not_rated.is_some());
        }
        let classed: u64 = answer.counts.iter().map(|class| class.count).sum();
        prop_assert_eq!((classed + answer.unclassed + answer.not_rated) as usize, units.len());
    }

    #[test]
    fn quotas_are_never_exceeded_and_the_best_keep_the_class(units in any_units()) {
        let answer = rules(RULES).classify(&units, &[]).unwrap();
        let rated: Vec<&UnitClass> = answer.units.iter().filter(|unit| unit.not_rated.is_none()).collect();
        let in_class = |class: &str, block: Option<&str>| -> Vec<&&UnitClass> {
            rated.iter().filter(|unit| unit.class.as_deref() == Some(class) && block.is_none_or(|block| unit.block.as_deref() == Some(block))).collect()
        };
        prop_assert!(in_class("1", None).len() * 100 <= rated.len() * 30);
        for block in ["A", "B"] {
            let size = rated.iter().filter(|unit| unit.block.as_deref() == Some(block)).count();
            prop_assert!(in_class("2", Some(block)).len() <= 2);
            prop_assert!(in_class("3", Some(block)).len() * 100 <= size * 40);
        }
        // Whoever the quota of class 1 moved has fewer points than those who kept it.
        let kept = in_class("1", None).iter().map(|unit| unit.points).min();
        let moved = rated.iter().filter(|unit| unit.after_caps.as_deref() == Some("1") && unit.class.as_deref().is_some_and(|class| class != "1"));
        for unit in moved {
            prop_assert!(kept.is_none_or(|kept| unit.points < kept));
        }
    }

    #[test]
    fn the_order_of_the_units_changes_no_class(units in any_units(), turn in any::<prop::sample::Index>(), decided in any::<bool>()) {
        let rules = rules(RULES);
        let mut turned = units.clone();
        turned.rotate_left(turn.index(units.len()));
        turned.reverse();
        let decided: Vec<String> = if decided { units.iter().map(|unit| unit.id.clone()).collect() } else { Vec::new() };
        let classes = |units: &[ClassifiedUnit]| -> BTreeMap<String, (Option<String>, Vec<&'static str>)> {
            let answer = rules.classify(units, &decided).unwrap();
            answer.units.into_iter().map(|unit| (unit.id, (unit.class, unit.issues.iter().map(|issue| issue.error.code()).collect()))).collect()
        };
        let (one, other) = (classes(&units), classes(&turned));
        // With a decision on everybody no tie is left.
        if !decided.is_empty() {
            prop_assert!(one.values().all(|(_, codes)| !codes.contains(&"rules.quota_tie")));
        }
        prop_assert_eq!(one, other);
    }

    #[test]
    fn one_unit_is_classed_as_in_a_list_without_quotas(units in any_units()) {
        let rules = ClassRules { quotas: Vec::new(), ..rules(RULES) };
        let answer = rules.classify(&units, &[]).unwrap();
        for (unit, row) in units.iter().zip(&answer.units) {
            match rules.classify_one(unit) {
                Ok(alone) => prop_assert_eq!(&alone, row),
                Err(error) => prop_assert_eq!(error.code(), row.issues[0].error.code()),
            }
        }
    }
}

/// Every gap, overlap and unreachable class of small tables of bands, against going through them point by point.
#[test]
fn bands_are_sound_exactly_where_every_total_is_decided_once() {
    let limits = [None, Some(1_i64), Some(2), Some(3)];
    let mut tables = 0;
    let mut sound = 0;
    for codes in 0..(4 * 2 * 4 * 2 * 2_u32).pow(2) {
        let mut code = codes;
        let mut next = |of: u32| {
            let digit = code % of;
            code /= of;
            digit as usize
        };
        let mut bands = Vec::new();
        for id in ["a", "b"] {
            let (from, from_in, to, to_in, conditioned) =
                (limits[next(4)], next(2) == 1, limits[next(4)], next(2) == 1, next(2) == 1);
            bands.push((id, from, from_in, to, to_in, conditioned));
        }
        // Only tables whose single bands are sound and that are listed from the best down.
        let each = bands.iter().all(|(_, from, from_in, to, to_in, _)| {
            from.is_none_or(|from| to.is_none_or(|to| from < to))
                && (from.is_some() || !from_in)
                && (to.is_some() || !to_in)
        });
        if !each || bands[1].1 > bands[0].1 {
            continue;
        }
        tables += 1;
        let json: Vec<_> = bands.iter().map(|(id, from, from_in, to, to_in, conditioned)| serde_json::json!({
            "id": id, "title": { "vi": id, "en": id }, "from": from, "from_inclusive": from_in, "to": to, "to_inclusive": to_in, "source": { "document": "d" },
            "conditions": if *conditioned { serde_json::json!([{ "id": "c", "title": { "vi": "c", "en": "c" }, "stated": true }]) } else { serde_json::json!([]) },
        })).collect();
        let rules: ClassRules = document::from_json(&serde_json::json!({ "classes": json }).to_string()).unwrap();
        let contains = |band: usize, tenth: i64| {
            let (_, from, from_in, to, to_in, _) = bands[band];
            from.is_none_or(|from| tenth > from * 10 || (from_in && tenth == from * 10))
                && to.is_none_or(|to| tenth < to * 10 || (to_in && tenth == to * 10))
        };
        let points: Vec<i64> = (0..=40).step_by(5).collect();
        let covered: Vec<bool> = points.iter().map(|tenth| contains(0, *tenth) || contains(1, *tenth)).collect();
        let first = covered.iter().position(|covered| *covered).unwrap();
        let last = covered.iter().rposition(|covered| *covered).unwrap();
        let gap = covered[first..=last].contains(&false);
        let twice = !bands[0].5 && points.iter().any(|tenth| contains(0, *tenth) && contains(1, *tenth));
        let alone = points.iter().any(|tenth| contains(1, *tenth) && !contains(0, *tenth));
        let codes: BTreeSet<&str> = rules.checked().issues.iter().map(|issue| issue.error.code()).collect();
        let expected: BTreeSet<&str> = match (gap, twice, alone) {
            (_, true, false) => BTreeSet::from(["rules.unreachable_band"]),
            (false, false, _) => BTreeSet::new(),
            _ => BTreeSet::from(["rules.band_gap"]),
        };
        assert_eq!(codes, expected, "{json:?}");
        // A remark exactly where a total is only in classes that ask for more.
        let undefined = points.iter().any(|tenth| {
            let inside: Vec<usize> = (0..2).filter(|band| contains(*band, *tenth)).collect();
            !inside.is_empty() && inside.iter().all(|band| bands[*band].5)
        });
        assert_eq!(!rules.remarks().is_empty(), undefined, "{json:?}");
        if codes.is_empty() {
            sound += 1;
        }
    }
    assert!(tables > 400 && sound > 50, "{tables} tables, {sound} sound");
}
