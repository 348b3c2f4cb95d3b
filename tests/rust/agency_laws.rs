//! Laws of agencies through reorganisations and of what they hand over, against a walk through the changes.

#![allow(missing_docs, reason = "a test program has no public items")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use cchc::agency::{AgencyRegister, Matter};
use cchc::handover::{HandoverCase, handover};
use cchc::{Decimal, document};
use chrono::{Days, NaiveDate};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::Index;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn read<T: DeserializeOwned>(value: &Value) -> T {
    document::from_json(&value.to_string()).unwrap()
}

fn day(offset: u64) -> NaiveDate {
    "2020-01-01".parse::<NaiveDate>().unwrap().checked_add_days(Days::new(offset)).unwrap()
}

fn iso(offset: u64) -> String {
    day(offset).to_string()
}

/// Days between two reorganisations, and after the last.
const STEP: u64 = 50;

/// A reorganisation, by the places of agencies.
#[derive(Debug, Clone)]
struct Turn {
    on: u64,
    kind: &'static str,
    from: Vec<usize>,
    /// With the tenths that go to each part of a split.
    into: Vec<(usize, i128)>,
    /// The part of a split that takes the rest.
    rest: Option<usize>,
}

/// Agencies through time, built so that nothing in them can be wrong.
#[derive(Debug, Clone, Default)]
struct World {
    /// The first day of each, none for those that began before, and the day after its last.
    lives: Vec<(Option<u64>, Option<u64>)>,
    turns: Vec<Turn>,
}

impl World {
    fn begin(&mut self, on: u64) -> usize {
        self.lives.push((Some(on), None));
        self.lives.len() - 1
    }

    fn of(count: usize, steps: &[(u8, Index, Index, u8)]) -> Self {
        let mut world = Self { lives: std::iter::repeat_n((None, None), count).collect(), turns: Vec::new() };
        for (place, (kind, one, other, way)) in steps.iter().enumerate() {
            let on = (u64::try_from(place).unwrap() + 1) * STEP;
            let standing: Vec<usize> = (0..world.lives.len()).filter(|at| world.lives[*at].1.is_none()).collect();
            let pair = (standing.len() > 1).then(|| {
                let first = one.index(standing.len());
                let second = (first + 1 + other.index(standing.len() - 1)) % standing.len();
                (standing[first], standing[second])
            });
            let (tenths, rest) = (i128::from(way % 9) + 1, (way % 2 == 0).then_some(usize::from(way % 4 == 0)));
            let (kind, from, into) = match (kind, pair) {
                (0, Some((a, b))) => ("merged", vec![a, b], vec![(world.begin(on), 10)]),
                (1, Some((a, b))) => ("absorbed", vec![a], vec![(b, 10)]),
                (2, Some((a, _))) => {
                    let parts = vec![(world.begin(on), tenths), (world.begin(on), 10 - tenths)];
                    ("split", vec![a], parts)
                }
                (3, Some((a, _))) => ("split", vec![a], vec![(a, tenths), (world.begin(on), 10 - tenths)]),
                (4, Some((a, b))) => ("split", vec![a], vec![(b, tenths), (world.begin(on), 10 - tenths)]),
                (5, Some((a, _))) => ("dissolved", vec![a], Vec::new()),
                _ => ("created", Vec::new(), vec![(world.begin(on), 10)]),
            };
            for gone in from.iter().filter(|gone| !into.iter().any(|(part, _)| part == *gone)) {
                world.lives[*gone].1 = Some(on);
            }
            let rest = rest.filter(|_| kind == "split").map(|at| into[at].0);
            world.turns.push(Turn { on, kind, from, into, rest });
        }
        world
    }

    fn stands(&self, at: usize, on: u64) -> bool {
        let (from, until) = self.lives[at];
        from.is_none_or(|from| from <= on) && until.is_none_or(|until| on < until)
    }

    /// Who has on a day what an agency had from its beginning, and whether some of it went to nobody.
    fn holders(&self, at: usize, on: u64) -> (BTreeSet<usize>, bool) {
        let (mut holders, mut lost) = (BTreeSet::from([at]), false);
        for turn in self.turns.iter().filter(|turn| turn.on <= on && turn.kind != "created") {
            if turn.from.iter().filter(|from| holders.remove(from)).count() > 0 {
                lost |= turn.into.is_empty();
                holders.extend(turn.into.iter().map(|(part, _)| *part));
            }
        }
        (holders, lost)
    }

    /// Who answers for a matter that an agency had on a day, or the code of why nobody does.
    fn answers(&self, at: usize, since: u64, on: u64) -> Result<usize, &'static str> {
        let mut holder = at;
        for turn in self.turns.iter().filter(|turn| turn.on > since && turn.on <= on) {
            if turn.from.contains(&holder) {
                holder = match (turn.into.as_slice(), turn.rest) {
                    ([], _) => return Err("agency.no_successor"),
                    ([(only, _)], _) => *only,
                    (_, Some(rest)) => rest,
                    _ => return Err("agency.several_successors"),
                };
            }
        }
        Ok(holder)
    }

    fn name(at: usize) -> String {
        format!("a{at}")
    }

    /// The units u0, u1, ... stand under one agency each and go with the first part of what it becomes.
    fn document(&self, units: usize) -> Value {
        let until = |until: Option<u64>| until.map(|next| iso(next - 1));
        let mut agencies = vec![json!({"id": "top", "level": "province", "kind": "peoples_committee",
            "names": [{"name": "Tỉnh"}]})];
        for (at, (from, end)) in self.lives.iter().enumerate() {
            agencies.push(json!({"id": Self::name(at), "level": "province", "kind": "department",
                "names": [{"name": format!("Sở {at}")}], "parents": [{"parent": "top"}],
                "from": from.map(iso), "until": until(*end)}));
        }
        for unit in 0..units {
            let mut at = Some(unit % 2);
            let mut parents = vec![(at, None, None)];
            for turn in &self.turns {
                let Some(parent) = at.filter(|parent| turn.from.contains(parent) && !self.stands(*parent, turn.on))
                else {
                    continue;
                };
                assert!(self.lives[parent].1 == Some(turn.on));
                at = turn.into.first().map(|(part, _)| *part);
                parents.last_mut().unwrap().2 = Some(turn.on);
                parents.push((at, Some(turn.on), None));
            }
            let parents: Vec<Value> = parents
                .into_iter()
                .map(|(parent, from, end)| {
                    let parent = parent.map_or_else(|| "top".to_owned(), Self::name);
                    json!({"parent": parent, "from": from.map(iso), "until": until(end)})
                })
                .collect();
            // A unit stands before its parent in the document: the order of the tree is not that of the list.
            agencies.insert(
                0,
                json!({"id": format!("u{unit}"), "level": "province", "kind": "division",
                "names": [{"name": format!("Phòng {unit}")}], "parents": parents}),
            );
        }
        let changes: Vec<Value> = self
            .turns
            .iter()
            .map(|turn| {
                let into = turn.into.iter().map(|(part, tenths)| match (turn.kind, turn.rest) {
                    ("split", rest) => json!({"agency": Self::name(*part), "share": format!("0.{tenths}"),
                        "takes": rest.map(|rest| json!({"rest": rest == *part}))}),
                    _ => json!({"agency": Self::name(*part)}),
                });
                json!({"id": format!("c{}", turn.on), "on": iso(turn.on), "kind": turn.kind,
                    "from": turn.from.iter().map(|from| Self::name(*from)).collect::<Vec<_>>(),
                    "into": into.collect::<Vec<_>>(), "source": {"document": "1/QĐ"}})
            })
            .collect();
        json!({"agencies": agencies, "changes": changes})
    }

    fn register(&self) -> AgencyRegister {
        AgencyRegister::from_json(&self.document(3).to_string()).unwrap()
    }

    fn first(&self, at: usize) -> u64 {
        self.lives[at].0.unwrap_or(0)
    }

    fn end(&self) -> u64 {
        (u64::try_from(self.turns.len()).unwrap() + 1) * STEP
    }
}

prop_compose! {
    fn any_world()(
        count in 2_usize..6,
        steps in vec((0_u8..7, any::<Index>(), any::<Index>(), any::<u8>()), 1..9),
    ) -> World {
        World::of(count, &steps)
    }
}

fn ids(found: &cchc::agency::Succession) -> BTreeSet<String> {
    let ids: BTreeSet<String> = found.found.iter().map(|relative| relative.agency.id.clone()).collect();
    assert_eq!(ids.len(), found.found.len(), "each once");
    ids
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_an_agency_had_is_with_its_successors_or_was_dissolved(world in any_world(), later in any::<Index>()) {
        let register = world.register();
        for at in 0..world.lives.len() {
            let first = world.first(at);
            let on = first + later.index(usize::try_from(world.end() - first).unwrap()) as u64;
            let succession = register.successors(&World::name(at), day(on)).unwrap();
            let (holders, lost) = world.holders(at, on);
            prop_assert_eq!(ids(&succession), holders.iter().map(|at| World::name(*at)).collect::<BTreeSet<_>>());
            prop_assert_eq!(!succession.dissolved.is_empty(), lost);
            prop_assert!(!holders.is_empty() || lost);
            prop_assert!(holders.iter().all(|holder| world.stands(*holder, on)));
            if world.stands(at, on) {
                let own = Matter { since: Some(day(on)), ..Matter::default() };
                let responsible = register.responsible(&World::name(at), day(on), &own).unwrap();
                prop_assert_eq!(responsible.answers.id, World::name(at));
                prop_assert!(responsible.through.is_empty());
            }
            let got = register.responsible(&World::name(at), day(on), &Matter::default());
            let expected = world.answers(at, if world.lives[at].0.is_some() { first } else { 0 }, on);
            match (got, expected) {
                (Ok(got), Ok(expected)) => prop_assert_eq!(got.answers.id, World::name(expected)),
                (Err(error), Err(code)) => prop_assert_eq!(error.code(), code),
                (got, expected) => prop_assert!(false, "{:?} for {:?}", got, expected),
            }
        }
    }

    #[test]
    fn successors_and_predecessors_are_inverse(world in any_world()) {
        let register = world.register();
        let last = |at: usize| world.lives[at].1.map_or(world.end(), |next| next - 1);
        for one in 0..world.lives.len() {
            for other in 0..world.lives.len() {
                let (first, last) = (world.first(one), last(other));
                if first > last {
                    continue;
                }
                let there = ids(&register.successors(&World::name(one), day(last)).unwrap());
                let back = ids(&register.predecessors(&World::name(other), day(first)).unwrap());
                prop_assert_eq!(
                    there.contains(&World::name(other)),
                    back.contains(&World::name(one)),
                    "{} {}",
                    one,
                    other
                );
            }
        }
    }

    #[test]
    fn sums_are_carried_whole(world in any_world(), values in vec(0_u32..100_000, 6), until in any::<Index>()) {
        // A year before every change; what is dissolved is the only thing that goes nowhere.
        let onto = until.index(usize::try_from(world.end()).unwrap()) as u64;
        let whole = 10_i128.pow(10);
        let (mut held, mut given) = (BTreeMap::<usize, i128>::new(), Vec::new());
        for (at, value) in
            values.iter().enumerate().filter(|(at, _)| world.lives.get(*at).is_some_and(|life| life.0.is_none()))
        {
            held.insert(at, i128::from(*value) * whole);
            given.push(json!({"agency": World::name(at), "year": 2019, "value": value.to_string()}));
        }
        for unit in ["top", "u0", "u1", "u2"] {
            given.push(json!({"agency": unit, "year": 2019, "value": "0"}));
        }
        let total: i128 = held.values().sum();
        let mut lost = 0_i128;
        for turn in world.turns.iter().filter(|turn| turn.on <= onto && turn.kind != "created") {
            let taken: Vec<i128> = turn.from.iter().filter_map(|from| held.remove(from)).collect();
            if turn.into.is_empty() {
                lost += taken.iter().sum::<i128>();
            }
            for (part, tenths) in turn.into.iter().filter(|_| !taken.is_empty()) {
                *held.entry(*part).or_default() += taken.iter().sum::<i128>() * tenths / 10;
            }
        }
        let carried = world.register().carry(&read(&json!({"how": "sum", "onto": iso(onto), "values": given})));
        let units = |value: Decimal| value.mantissa() * 10_i128.pow(10 - value.scale());
        let got: BTreeMap<String, i128> =
            carried.values.iter().map(|row| (row.agency.clone(), units(row.value.unwrap().0.normalize()))).collect();
        for (at, value) in &held {
            prop_assert_eq!(got.get(&World::name(*at)), Some(value), "{}", at);
        }
        prop_assert_eq!(got.len(), held.len() + 4);
        prop_assert_eq!(got.values().sum::<i128>() + lost, total);
        prop_assert!(carried.issues.iter().all(|issue| issue.error.code() == "agency.no_successor"));
    }

    #[test]
    fn the_tree_has_every_standing_agency_once(world in any_world(), on in any::<Index>()) {
        let on = on.index(usize::try_from(world.end()).unwrap()) as u64;
        let tree = world.register().tree_at(day(on));
        let standing = (0..world.lives.len()).filter(|at| world.stands(*at, on)).map(World::name);
        let expected: BTreeSet<String> = standing.chain(["top", "u0", "u1", "u2"].map(str::to_owned)).collect();
        let mut met = BTreeSet::new();
        for agency in &tree.agencies {
            prop_assert!(agency.parent.as_ref().is_none_or(|parent| met.contains(parent)), "a parent stands before");
            prop_assert!(met.insert(agency.id.clone()), "{} twice", agency.id);
            prop_assert_eq!(&agency.path.last().unwrap().id, &agency.id);
            prop_assert_eq!(agency.path.first().unwrap().id.as_str(), "top");
        }
        prop_assert_eq!(met, expected);
    }

    #[test]
    fn nothing_is_lost_in_a_handover(
        world in any_world(),
        turn in any::<Index>(),
        after in 0_u64..120,
        rows in vec((any::<Index>(), 0_u64..450, option::weighted(0.6, -3_i64..200), 0_usize..4, 0_u8..30), 0..40),
    ) {
        let change = &world.turns[turn.index(world.turns.len())];
        let (on, as_of) = (change.on, change.on + after);
        let touched: BTreeSet<usize> =
            change.from.iter().copied().chain(change.into.iter().map(|(part, _)| *part)).collect();
        let kinds = ["dossier", "task", "recommendation", "feedback"];
        let (mut scope, mut items) = ([0_u64; 5], Vec::new());
        let (mut over, mut undecided, mut nobody, mut closed_since) = (0_u64, 0_u64, 0_u64, 0_u64);
        let mut met = BTreeSet::new();
        for (place, (at, opened, closed, kind, twice)) in rows.iter().enumerate() {
            let at = at.index(world.lives.len());
            let id = if *twice == 0 { 0 } else { place };
            let closed = closed
                .map(|closed| u64::try_from(i64::try_from(opened + 10).unwrap() + closed).unwrap())
                .filter(|closed| *closed >= 10);
            let opened = opened + 10;
            items.push(json!({"id": id.to_string(), "kind": kinds[*kind], "agency": World::name(at),
                "opened": iso(opened), "closed": closed.map(iso)}));
            let usable =
                met.insert((kind, id)) && closed.is_none_or(|closed| closed >= opened) && world.stands(at, opened);
            let place = match world.answers(at, opened, on - 1) {
                _ if !usable => 4,
                _ if opened >= on => 3,
                _ if closed.is_some_and(|closed| closed < on) => 2,
                Err(_) => 4,
                Ok(holder) if !touched.contains(&holder) => 1,
                Ok(_) => 0,
            };
            scope[place] += 1;
            if place == 0 {
                match world.answers(at, opened, on) {
                    Ok(_) => over += 1,
                    Err("agency.no_successor") => nobody += 1,
                    Err(_) => undecided += 1,
                }
                closed_since += u64::from(closed.is_some_and(|closed| closed <= as_of));
            }
        }
        let case: HandoverCase = read(&json!({"day": iso(on), "as_of": iso(as_of), "items": items}));
        let got = handover(&world.register(), &case).unwrap();
        let s = got.scope;
        prop_assert_eq!([s.handed_over, s.elsewhere, s.closed_before, s.opened_after, s.refused], scope);
        prop_assert_eq!(s.given, scope.iter().sum::<u64>());
        let all = got.totals.last().unwrap();
        prop_assert_eq!(
            [all.eve, all.taken_over, all.undecided, all.without_successor],
            [scope[0], over, undecided, nobody]
        );
        prop_assert_eq!((all.closed, all.open), (closed_since, scope[0] - closed_since));
        prop_assert_eq!(all.eve, all.taken_over + all.undecided + all.without_successor);
        prop_assert_eq!(got.agencies.iter().map(|agency| agency.eve.total).sum::<u64>(), all.eve);
        prop_assert_eq!(got.agencies.iter().map(|agency| agency.day.total).sum::<u64>(), all.taken_over);
        prop_assert_eq!(got.totals[..4].iter().map(|total| total.eve).sum::<u64>(), all.eve);
    }
}
