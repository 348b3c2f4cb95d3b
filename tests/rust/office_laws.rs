//! Laws of what an office keeps, against plain counting: agencies and what they hand over, plans, inspections,
//! feedback, the ledger, the catalogue, reviews, and the report that tells of them all.

#![allow(missing_docs, reason = "a test program has no public items")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use cchc::agency::{AgencyRegister, Matter};
use cchc::catalogue::Catalogue;
use cchc::feedback::{FeedbackData, feedback_report};
use cchc::handover::{HandoverCase, handover};
use cchc::inspection::Inspections;
use cchc::ledger::{LedgerData, LedgerReport, ledger_report};
use cchc::plan::{Plan, TaskState};
use cchc::report::{self, Block, Cell};
use cchc::review::{Review, ReviewCount};
use cchc::{Decimal, Error, Exact, Lang, RecordError, Records, Report, WorkCalendar, document};
use chrono::{Days, NaiveDate};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
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
                let Some(parent) = at.filter(|parent| turn.from.contains(parent) && !self.stands(*parent, turn.on)) else {
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
            agencies.insert(0, json!({"id": format!("u{unit}"), "level": "province", "kind": "division",
                "names": [{"name": format!("Phòng {unit}")}], "parents": parents}));
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
                prop_assert_eq!(there.contains(&World::name(other)), back.contains(&World::name(one)), "{} {}", one, other);
            }
        }
    }

    #[test]
    fn sums_are_carried_whole(world in any_world(), values in vec(0_u32..100_000, 6), until in any::<Index>()) {
        // A year before every change; what is dissolved is the only thing that goes nowhere.
        let onto = until.index(usize::try_from(world.end()).unwrap()) as u64;
        let whole = 10_i128.pow(10);
        let (mut held, mut given) = (BTreeMap::<usize, i128>::new(), Vec::new());
        for (at, value) in values.iter().enumerate().filter(|(at, _)| world.lives.get(*at).is_some_and(|life| life.0.is_none())) {
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
        let got: BTreeMap<String, i128> = carried.values.iter().map(|row| (row.agency.clone(), units(row.value.unwrap().0.normalize()))).collect();
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
        let touched: BTreeSet<usize> = change.from.iter().copied().chain(change.into.iter().map(|(part, _)| *part)).collect();
        let kinds = ["dossier", "task", "recommendation", "feedback"];
        let (mut scope, mut items) = ([0_u64; 5], Vec::new());
        let (mut over, mut undecided, mut nobody, mut closed_since) = (0_u64, 0_u64, 0_u64, 0_u64);
        let mut met = BTreeSet::new();
        for (place, (at, opened, closed, kind, twice)) in rows.iter().enumerate() {
            let at = at.index(world.lives.len());
            let id = if *twice == 0 { 0 } else { place };
            let closed = closed.map(|closed| u64::try_from(i64::try_from(opened + 10).unwrap() + closed).unwrap()).filter(|closed| *closed >= 10);
            let opened = opened + 10;
            items.push(json!({"id": id.to_string(), "kind": kinds[*kind], "agency": World::name(at),
                "opened": iso(opened), "closed": closed.map(iso)}));
            let usable = met.insert((kind, id)) && closed.is_none_or(|closed| closed >= opened) && world.stands(at, opened);
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
        prop_assert_eq!([all.eve, all.taken_over, all.undecided, all.without_successor], [scope[0], over, undecided, nobody]);
        prop_assert_eq!((all.closed, all.open), (closed_since, scope[0] - closed_since));
        prop_assert_eq!(all.eve, all.taken_over + all.undecided + all.without_successor);
        prop_assert_eq!(got.agencies.iter().map(|agency| agency.eve.total).sum::<u64>(), all.eve);
        prop_assert_eq!(got.agencies.iter().map(|agency| agency.day.total).sum::<u64>(), all.taken_over);
        prop_assert_eq!(got.totals[..4].iter().map(|total| total.eve).sum::<u64>(), all.eve);
    }
}

const PLAN_DAYS: u64 = 400;

prop_compose! {
    fn any_task()(
        start in option::weighted(0.3, 0_u64..60),
        due in option::weighted(0.7, 0_u64..PLAN_DAYS),
        ongoing in proptest::bool::weighted(0.1),
        end in 0_u8..6,
        on in 60_u64..PLAN_DAYS,
        reports in vec((0_u64..PLAN_DAYS, 0_u8..3), 0..3),
        needs in option::weighted(0.3, any::<Index>()),
        names in ("[ab]?", "[xyz]?"),
    ) -> (Value, Option<Index>) {
        let states = ["in_progress", "stopped", "done"];
        let mut reports: Vec<Value> = reports.into_iter().map(|(at, state)| json!({"date": iso(at), "state": states[usize::from(state)]})).collect();
        if end != 4 {
            reports.retain(|report| report["state"] != "done");
        }
        let (done, cancelled, carried) = match end {
            0 | 1 => (Some(iso(on)), None, None),
            2 => (None, Some(json!({"date": iso(on), "document": {"document": "9/QĐ"}})), None),
            3 => (None, None, Some(json!({"year": 2021, "date": iso(on)}))),
            _ => (None, None, None),
        };
        let due = if ongoing { Some(json!({"ongoing": true})) } else { due.map(|due| json!(iso(due))) };
        let task = json!({"field": names.0, "lead": names.1, "start": start.map(iso), "due": due, "done": done,
            "cancelled": cancelled, "carried_into": carried, "reports": reports});
        (task, needs)
    }
}

prop_compose! {
    fn any_plan()(tasks in vec(any_task(), 1..14)) -> Value {
        let count = tasks.len();
        let tasks: Vec<Value> = tasks
            .into_iter()
            .enumerate()
            .map(|(place, (mut task, needs))| {
                task["id"] = json!(format!("t{place}"));
                // Now and then it waits for itself or in a circle, which is a fault.
                task["depends_on"] = json!(needs.map(|needs| format!("t{}", needs.index(count))).into_iter().collect::<Vec<_>>());
                task
            })
            .collect();
        json!({"year": 2020, "number": "1/KH", "tasks": tasks})
    }
}

/// A plan as it was written down by the end of a day.
fn known_by(plan: &Value, as_of: u64) -> Value {
    let (mut plan, by) = (plan.clone(), iso(as_of));
    let later = |day: &Value| day.as_str().is_some_and(|day| day > by.as_str());
    for task in plan["tasks"].as_array_mut().unwrap() {
        for (field, day) in [("done", ""), ("cancelled", "/date"), ("carried_into", "/date")] {
            if task[field].pointer(day).is_some_and(later) {
                task[field] = Value::Null;
            }
        }
        task["reports"].as_array_mut().unwrap().retain(|report| !later(&report["date"]));
    }
    plan
}

proptest! {
    #[test]
    fn the_states_of_a_plan_add_up_to_its_tasks(plan in any_plan(), as_of in 0_u64..PLAN_DAYS) {
        let report = read::<Plan>(&plan).report(day(as_of), Some(30)).unwrap();
        let tasks = plan["tasks"].as_array().unwrap();
        let all: BTreeSet<&str> = tasks.iter().map(|task| task["id"].as_str().unwrap()).collect();
        let told: Vec<&str> = report.states.iter().flat_map(|state| &state.ids).map(String::as_str).collect();
        prop_assert_eq!(told.iter().copied().collect::<BTreeSet<_>>(), all);
        prop_assert_eq!((told.len(), report.total), (tasks.len(), tasks.len() as u64));
        for groups in [&report.by_field, &report.by_lead] {
            prop_assert_eq!(groups.iter().map(|group| group.total).sum::<u64>(), report.total);
            prop_assert!(groups.iter().all(|group| group.total == group.states.iter().map(|state| state.count).sum::<u64>()));
        }
        // Done is what was done by then, told or written down; what goes on is done when its year is over.
        let by = iso(as_of);
        let done = |task: &&Value| {
            let last = task["reports"].as_array().unwrap().iter().filter(|report| report["date"].as_str().unwrap() <= by.as_str());
            let last: Vec<&Value> = last.collect();
            let newest = last.iter().rev().max_by_key(|report| report["date"].as_str().unwrap());
            let newest = last.iter().filter(|report| newest.is_some_and(|newest| newest["date"] == report["date"])).next_back();
            let closed = ["cancelled", "carried_into"].iter().any(|field| task[*field]["date"].as_str().is_some_and(|day| day <= by.as_str()));
            task["done"].as_str().is_some_and(|done| done <= by.as_str())
                || last.iter().any(|report| report["state"] == "done")
                || (task["due"].is_object() && by.as_str() >= "2020-12-31" && !closed && newest.is_none_or(|report| report["state"] != "stopped"))
        };
        let faulty: BTreeSet<&str> = report.tasks.iter().filter(|task| task.state == TaskState::NotJudged).map(|task| task.id.as_str()).collect();
        let expected = tasks.iter().filter(|task| !faulty.contains(task["id"].as_str().unwrap())).filter(done).count();
        prop_assert_eq!(report.done_of_all.count, expected as u64);
        prop_assert!(report.issues.is_empty() == faulty.is_empty());
    }

    #[test]
    fn what_is_known_later_changes_nothing_earlier(plan in any_plan(), as_of in 0_u64..PLAN_DAYS) {
        let whole = read::<Plan>(&plan).report(day(as_of), Some(30)).unwrap();
        // Later contradictions are faults of a record, which are seen on every day.
        prop_assume!(whole.issues.is_empty());
        let then = read::<Plan>(&known_by(&plan, as_of)).report(day(as_of), Some(30)).unwrap();
        prop_assert_eq!(&then, &whole);
        let mut more = plan.clone();
        for task in more["tasks"].as_array_mut().unwrap() {
            let closed = ["done", "cancelled", "carried_into"].iter().any(|field| !task[*field].is_null());
            let told = task["reports"].as_array().unwrap().iter().any(|report| report["state"] == "done");
            if !closed && !told {
                task["reports"].as_array_mut().unwrap().insert(0, json!({"date": iso(PLAN_DAYS), "percent": 100}));
            }
        }
        prop_assert_eq!(read::<Plan>(&more).report(day(as_of), Some(30)).unwrap(), whole);
    }

    #[test]
    fn movement_tells_every_task_that_moved_and_no_other(plan in any_plan(), a in 0_u64..PLAN_DAYS, b in 0_u64..PLAN_DAYS) {
        let (since, as_of) = (a.min(b), a.max(b));
        let plan: Plan = read(&plan);
        let still = plan.movement(day(since), day(since)).unwrap();
        prop_assert_eq!((still.unchanged, still.total), (plan.tasks.len() as u64, plan.tasks.len() as u64));
        prop_assert!(still.moves.is_empty() && still.tasks.is_empty() && still.newly_done.is_empty() && still.newly_overdue.is_empty());
        let moved = plan.movement(day(since), day(as_of)).unwrap();
        let states = |on| plan.report(day(on), None).unwrap().tasks.into_iter().map(|task| task.state).collect::<Vec<_>>();
        let (before, after) = (states(since), states(as_of));
        let expected = before.iter().zip(&after).filter(|(before, after)| before != after).count() as u64;
        prop_assert_eq!(moved.moves.iter().map(|step| step.count).sum::<u64>(), expected);
        prop_assert_eq!(moved.unchanged + expected, moved.total);
        for step in &moved.moves {
            let pairs = before.iter().zip(&after).filter(|pair| *pair == (&step.before, &step.after)).count();
            prop_assert_eq!(step.count, pairs as u64);
        }
    }

    #[test]
    fn carrying_over_takes_exactly_the_open_tasks(plan in any_plan(), as_of in 0_u64..PLAN_DAYS) {
        let plan: Plan = read(&plan);
        let report = plan.report(day(as_of), None).unwrap();
        let carried = plan.carry_over(2021, day(as_of)).unwrap();
        let closed = [TaskState::DoneOnTime, TaskState::DoneLate, TaskState::DoneWithoutDeadline, TaskState::Cancelled,
            TaskState::CarriedOver, TaskState::NotJudged];
        let open = |wanted: bool| {
            let tasks = report.tasks.iter().filter(|task| closed.contains(&task.state) != wanted);
            tasks.map(|task| task.id.as_str()).collect::<Vec<_>>()
        };
        prop_assert_eq!(carried.tasks.iter().map(|task| task.id.as_str()).collect::<Vec<_>>(), open(true));
        prop_assert_eq!(carried.left.iter().map(|task| task.id.as_str()).collect::<Vec<_>>(), open(false));
        let year = |task: &cchc::plan::Task| task.carried_from.as_ref().map(|from| (from.year, from.id.clone()));
        prop_assert!(carried.tasks.iter().all(|task| year(task) == Some((2020, task.id.clone())) && task.reports.is_empty()));
        prop_assert!(carried.tasks.iter().all(|task| task.due.is_some() != carried.need_deadline.contains(&task.id)));
    }
}

prop_compose! {
    fn any_inspection()(
        visit in option::weighted(0.7, 0_u64..200),
        concluded in option::weighted(0.7, 0_u64..250),
        form in select(vec![None, Some("direct"), Some("through_report"), Some("unscheduled")]),
        units in vec("[ab]", 0..4),
        recommendations in vec((any::<Index>(), option::of(0_u64..400), proptest::bool::ANY, option::weighted(0.4, 0_u64..400), option::of(proptest::bool::ANY)), 0..5),
    ) -> Value {
        let findings: Vec<Value> = units
            .iter()
            .enumerate()
            .map(|(at, unit)| json!({"id": format!("f{at}"), "unit": unit, "subjects": ["s"], "statement": {"vi": "x", "en": "x"}}))
            .collect();
        let recommendations: Vec<Value> = recommendations
            .into_iter()
            .map(|(on, due, limit, reported, accepted)| {
                let finding = if findings.is_empty() { "none".to_owned() } else { format!("f{}", on.index(findings.len())) };
                let reports: Vec<Value> = reported.map(|on| json!({"date": iso(on), "accepted": accepted})).into_iter().collect();
                let within = limit.then(|| json!({"calendar_days": 15}));
                json!({"finding": finding, "due": due.filter(|due| !limit || due % 9 == 0).map(iso), "within": within, "reports": reports})
            })
            .collect();
        json!({"form": form, "subjects": [{"id": "s", "title": {"vi": "x", "en": "x"}}],
            "units": [{"name": "a", "inspected": visit.map(iso)}, {"name": "b"}],
            "conclusion": concluded.map(|on| json!({"date": iso(on)})), "findings": findings, "recommendations": recommendations})
    }
}

proptest! {
    #[test]
    fn every_recommendation_has_one_state_whatever_the_order(
        (rows, shuffled) in vec(any_inspection(), 0..6).prop_flat_map(|rows| {
            let rows: Vec<Value> = rows.into_iter().enumerate().map(|(at, mut row)| { row["id"] = json!(format!("i{at}")); row }).collect();
            (Just(rows.clone()), Just(rows).prop_shuffle())
        }),
        as_of in 0_u64..400,
    ) {
        let report = |rows: &[Value]| read::<Inspections>(&json!({"inspections": rows})).report(day(as_of), WorkCalendar::vietnam());
        let (one, other) = (report(&rows), report(&shuffled));
        let given = rows.iter().map(|row| row["recommendations"].as_array().unwrap().len() as u64).sum::<u64>();
        prop_assert_eq!(one.recommendations, given);
        prop_assert_eq!(one.follow_up.iter().map(|state| state.count).sum::<u64>(), given);
        let ids: BTreeSet<&[String; 2]> = one.follow_up.iter().flat_map(|state| &state.recommendations).collect();
        prop_assert_eq!(ids.len() as u64, given);
        // Findings are known from the conclusion, or where there is none from the visit.
        let by = iso(as_of);
        let known = |row: &&Value| match (row["conclusion"]["date"].as_str(), row["units"][0]["inspected"].as_str()) {
            (Some(day), _) | (None, Some(day)) => day <= by.as_str(),
            (None, None) => true,
        };
        let findings = rows.iter().filter(known).map(|row| row["findings"].as_array().unwrap().len() as u64).sum::<u64>();
        prop_assert_eq!(one.findings, findings);
        let units: u64 = one.by_unit.iter().map(|unit| unit.count).sum();
        let groups = [&one.by_form, &one.by_year].map(|groups| groups.iter().map(|group| group.count).sum::<u64>());
        prop_assert_eq!([units, groups[0], groups[1]], [findings; 3]);
        let totals = |report: &cchc::inspection::InspectionReport| {
            let states: Vec<u64> = report.follow_up.iter().map(|state| state.count).collect();
            let units: BTreeMap<String, u64> = report.by_unit.iter().map(|unit| (unit.id.clone(), unit.count)).collect();
            (report.findings, report.recommendations, states, units, report.remedied.clone(), report.issues.len())
        };
        prop_assert_eq!(totals(&one), totals(&other));
    }
}

prop_compose! {
    fn any_feedback()(
        twice in 0_u8..25,
        sent in 0_i64..120,
        received in option::weighted(0.6, -1_i64..12),
        ends in vec(option::weighted(0.3, -1_i64..60), 4),
        competent in option::of(proptest::bool::ANY),
        kind in option::of(select(vec!["delay", "unsuitable", "other"])),
    ) -> (u8, i64, Option<i64>, Vec<Option<i64>>, Option<bool>, Option<&'static str>) {
        let start = sent + received.unwrap_or(0);
        (twice, sent, received.map(|days| sent + days), ends.into_iter().map(|end| end.map(|days| start + days)).collect(), competent, kind)
    }
}

proptest! {
    #[test]
    fn feedback_that_came_in_went_out_or_is_open(
        rows in vec(any_feedback(), 0..30),
        (from, length, data) in (20_u64..80, 0_u64..50, 0_u64..80),
    ) {
        let date = |at: i64| iso(u64::try_from(at + 2000).unwrap());
        let (first, through, as_of) = (i64::try_from(from).unwrap(), i64::try_from(from + length).unwrap(), i64::try_from(from + data).unwrap());
        let at = through.min(as_of);
        let (mut records, mut met, mut expected) = (Vec::new(), BTreeSet::new(), BTreeMap::<&str, Vec<String>>::new());
        let (mut outside, mut left_out) = (0_u64, 0_u64);
        for (place, (twice, sent, received, ends, competent, kind)) in rows.iter().enumerate() {
            let id = format!("F{}", if *twice == 0 { 0 } else { place });
            let [processed, refused, forwarded, guided] = [0, 1, 2, 3].map(|end| ends[end].map(date));
            records.push(json!({"id": id, "sent": date(*sent), "received": received.map(date), "processed": processed, "refused": refused,
                "forwarded": forwarded, "guided": guided, "competent": competent, "kind": kind}));
            let start = received.unwrap_or(*sent);
            if !met.insert(id.clone()) || start < *sent || ends.iter().flatten().any(|end| *end < start) {
                left_out += 1;
                continue;
            }
            // Of several ends the first, and of one day a refusal before an answer before being sent elsewhere.
            let away = *competent != Some(true);
            let ways = [("refused", ends[1]), ("answered", ends[0]), ("forwarded", ends[2].filter(|_| away)), ("guided", ends[3].filter(|_| away))];
            let ended = ways.into_iter().filter_map(|(way, end)| Some((end.filter(|end| *end <= at)?, way))).min_by_key(|(end, _)| *end);
            if start > at || (start < first && ended.is_some_and(|(end, _)| end < first)) {
                outside += 1;
            } else {
                expected.entry(ended.map_or("open", |(_, way)| way)).or_default().push(id.clone());
                expected.entry(if start < first { "carried" } else { "received" }).or_default().push(id);
            }
        }
        let data: FeedbackData = read(&json!({"period": {"from": date(first), "through": date(through)}, "records": records}));
        let report = feedback_report(WorkCalendar::vietnam(), &data, date(as_of).parse().unwrap()).unwrap();
        let t = &report.totals;
        for (name, counted) in [("carried", &t.carried_over), ("received", &t.received), ("answered", &t.answered), ("refused", &t.refused),
            ("forwarded", &t.forwarded), ("guided", &t.guided), ("open", &t.open)] {
            prop_assert_eq!(&counted.ids, &expected.remove(name).unwrap_or_default(), "{}", name);
            prop_assert_eq!(counted.count as usize, counted.ids.len());
        }
        prop_assert_eq!(t.to_handle, t.carried_over.count + t.received.count);
        prop_assert_eq!(t.to_handle, t.answered.count + t.refused.count + t.forwarded.count + t.guided.count + t.open.count);
        let r = report.records;
        prop_assert_eq!((r.given, r.in_period, r.outside, r.left_out), (rows.len() as u64, t.to_handle, outside, left_out));
        prop_assert!(report.by_class.iter().map(|group| group.count).sum::<u64>() == t.received.count);
    }

    #[test]
    fn flows_add_up_and_stocks_do_not_whatever_the_order(
        (rows, shuffled) in vec((0_u64..200, -500_i32..500, 0_usize..4), 1..25)
            .prop_flat_map(|rows| { let rows: Vec<_> = rows.into_iter().enumerate().collect(); (Just(rows.clone()), Just(rows).prop_shuffle()) }),
        (from, length) in (20_u64..80, 0_u64..100),
        whole in -500_i32..500,
    ) {
        let names = ["flow", "part_a", "part_b", "stock"];
        let entry = |(place, (on, value, name)): &(usize, (u64, i32, usize))| {
            // No two on one day: a stock of one day is one number.
            let on = on * 30 + *place as u64;
            let whole = (1..3).contains(name).then_some("whole");
            json!({"id": format!("e{place}"), "name": names[*name], "item": format!("k{place}"), "date": iso(on), "value": value,
                "part_of": whole, "source": {"document": "BC"}})
        };
        let (from, through) = (from * 30, (from + length) * 30);
        let kinds: Vec<Value> = names.iter().chain(&["whole"]).map(|name| {
            let nature = if *name == "stock" { "stock" } else { "flow" };
            json!({"id": name, "title": {"vi": name, "en": name}, "unit": "item", "nature": nature})
        }).collect();
        let report = |rows: &[(usize, (u64, i32, usize))]| -> LedgerReport {
            let mut entries: Vec<Value> = rows.iter().map(entry).collect();
            entries.push(json!({"id": "w", "name": "whole", "date": iso(from), "value": whole, "source": {"document": "BC"}}));
            let data: LedgerData = read(&json!({"period": {"from": iso(from), "through": iso(through)},
                "previous": {"from": iso(30_000), "through": iso(30_001)}, "names": kinds, "entries": entries}));
            ledger_report(&data).unwrap()
        };
        let (one, other) = (report(&rows), report(&shuffled));
        let value = |report: &LedgerReport, name: &str| {
            report.lines.iter().find(|line| line.name == name).and_then(|line| line.now.as_ref()?.value)
        };
        let inside: Vec<(u64, i32, usize)> = rows.iter().map(|(place, (on, value, name))| (on * 30 + *place as u64, *value, *name))
            .filter(|(on, ..)| (from..=through).contains(on)).collect();
        let exact = |value: i32| value.to_string().parse::<Exact>().unwrap();
        for (at, name) in names.iter().enumerate() {
            let own: Vec<&(u64, i32, usize)> = inside.iter().filter(|(.., of)| *of == at).collect();
            let expected = match own.iter().max_by_key(|(on, ..)| *on) {
                None => None,
                Some((_, latest, _)) if *name == "stock" => Some(*latest),
                Some(_) => Some(own.iter().map(|(_, value, _)| value).sum()),
            };
            prop_assert_eq!(value(&one, name), expected.map(exact), "{}", name);
            prop_assert_eq!(value(&other, name), expected.map(exact), "{}", name);
        }
        let parts: Vec<i32> = inside.iter().filter(|(.., of)| (1..3).contains(of)).map(|(_, value, _)| *value).collect();
        let line = one.lines.iter().find(|line| line.name == "whole").unwrap();
        let matches = (!parts.is_empty()).then(|| parts.iter().sum::<i32>() == whole);
        prop_assert_eq!(line.parts.as_ref().and_then(|parts| parts.matches), matches);
        prop_assert_eq!(one.issues.iter().any(|issue| issue.error.code() == "ledger.parts_differ"), matches == Some(false));
        prop_assert_eq!(one.issues.len(), usize::from(matches == Some(false)));
        prop_assert_eq!((one.records.given, one.records.now), (rows.len() as u64 + 1, inside.len() as u64 + 1));
        prop_assert_eq!(one.records.given, one.records.now + one.records.previous + one.records.outside + one.records.left_out);
    }
}
