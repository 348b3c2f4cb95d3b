//! Laws of what an office keeps, against plain counting: plans, inspections, feedback, the ledger, the catalogue of
//! procedures and reviews.

#![allow(missing_docs, reason = "a test program has no public items")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use cchc::catalogue::Catalogue;
use cchc::feedback::{FeedbackData, feedback_report};
use cchc::inspection::Inspections;
use cchc::ledger::{LedgerData, LedgerReport, ledger_report};
use cchc::plan::{Plan, TaskState};
use cchc::review::{Review, ReviewCount};
use cchc::{Exact, WorkCalendar, document};
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
        let mut reports: Vec<Value> = reports
            .into_iter()
            .map(|(at, state)| json!({"date": iso(at), "state": states[usize::from(state)]}))
            .collect();
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
                task["depends_on"] =
                    json!(needs.map(|needs| format!("t{}", needs.index(count))).into_iter().collect::<Vec<_>>());
                task
            })
            .collect();
        json!({"year": 2020, "number": "1/KH", "tasks": tasks})
    }
}

/// The tasks of a plan whose records have no fault.
fn without_faults(mut plan: Value) -> Value {
    loop {
        let report = read::<Plan>(&plan).report(day(0), None).unwrap();
        if report.issues.is_empty() {
            return plan;
        }
        let sound = report.tasks.iter().filter(|task| task.state != TaskState::NotJudged).map(|task| json!(task.id));
        let sound: Vec<Value> = sound.collect();
        let tasks = plan["tasks"].as_array_mut().unwrap();
        tasks.retain(|task| sound.contains(&task["id"]));
        for task in tasks {
            task["depends_on"].as_array_mut().unwrap().retain(|needs| sound.contains(needs));
        }
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
            prop_assert!(
                groups.iter().all(|group| group.total == group.states.iter().map(|state| state.count).sum::<u64>())
            );
        }
        // Done is what was done by then, told or written down; what goes on is done when its year is over.
        let by = iso(as_of);
        let done = |task: &&Value| {
            let last = task["reports"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|report| report["date"].as_str().unwrap() <= by.as_str());
            let last: Vec<&Value> = last.collect();
            let newest = last.iter().rev().max_by_key(|report| report["date"].as_str().unwrap());
            let newest =
                last.iter().rfind(|report| newest.is_some_and(|newest| newest["date"] == report["date"]));
            let closed = ["cancelled", "carried_into"]
                .iter()
                .any(|field| task[*field]["date"].as_str().is_some_and(|day| day <= by.as_str()));
            task["done"].as_str().is_some_and(|done| done <= by.as_str())
                || last.iter().any(|report| report["state"] == "done")
                || (task["due"].is_object()
                    && by.as_str() >= "2020-12-31"
                    && !closed
                    && newest.is_none_or(|report| report["state"] != "stopped"))
        };
        let faulty: BTreeSet<&str> = report
            .tasks
            .iter()
            .filter(|task| task.state == TaskState::NotJudged)
            .map(|task| task.id.as_str())
            .collect();
        let expected = tasks.iter().filter(|task| !faulty.contains(task["id"].as_str().unwrap())).filter(done).count();
        prop_assert_eq!(report.done_of_all.count, expected as u64);
        prop_assert!(report.issues.is_empty() == faulty.is_empty());
    }

    #[test]
    fn what_is_known_later_changes_nothing_earlier(plan in any_plan(), as_of in 0_u64..PLAN_DAYS) {
        // Contradictions of later days are faults of a record, which are seen on every day.
        let plan = without_faults(plan);
        let whole = read::<Plan>(&plan).report(day(as_of), Some(30)).unwrap();
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
    fn movement_tells_every_task_that_moved_and_no_other(plan in any_plan(), a in 0_u64..PLAN_DAYS,
        b in 0_u64..PLAN_DAYS) {
        let (since, as_of) = (a.min(b), a.max(b));
        let plan: Plan = read(&plan);
        let still = plan.movement(day(since), day(since)).unwrap();
        prop_assert_eq!((still.unchanged, still.total), (plan.tasks.len() as u64, plan.tasks.len() as u64));
        prop_assert!(
            still.moves.is_empty()
                && still.tasks.is_empty()
                && still.newly_done.is_empty()
                && still.newly_overdue.is_empty()
        );
        let moved = plan.movement(day(since), day(as_of)).unwrap();
        let states =
            |on| plan.report(day(on), None).unwrap().tasks.into_iter().map(|task| task.state).collect::<Vec<_>>();
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
        let closed = [
            TaskState::DoneOnTime,
            TaskState::DoneLate,
            TaskState::DoneWithoutDeadline,
            TaskState::Cancelled,
            TaskState::CarriedOver,
            TaskState::NotJudged,
        ];
        let open = |wanted: bool| {
            let tasks = report.tasks.iter().filter(|task| closed.contains(&task.state) != wanted);
            tasks.map(|task| task.id.as_str()).collect::<Vec<_>>()
        };
        prop_assert_eq!(carried.tasks.iter().map(|task| task.id.as_str()).collect::<Vec<_>>(), open(true));
        prop_assert_eq!(carried.left.iter().map(|task| task.id.as_str()).collect::<Vec<_>>(), open(false));
        let year = |task: &cchc::plan::Task| task.carried_from.as_ref().map(|from| (from.year, from.id.clone()));
        prop_assert!(
            carried.tasks.iter().all(|task| year(task) == Some((2020, task.id.clone())) && task.reports.is_empty())
        );
        prop_assert!(carried.tasks.iter().all(|task| task.due.is_some() != carried.need_deadline.contains(&task.id)));
    }
}

prop_compose! {
    fn any_inspection()(
        visit in option::weighted(0.7, 0_u64..200),
        concluded in option::weighted(0.7, 0_u64..250),
        form in select(vec![None, Some("direct"), Some("through_report"), Some("unscheduled")]),
        units in vec("[ab]", 0..4),
        recommendations in vec((any::<Index>(), option::of(0_u64..400), proptest::bool::ANY, option::weighted(0.4,
            0_u64..400), option::of(proptest::bool::ANY)), 0..5),
    ) -> Value {
        let findings: Vec<Value> = units
            .iter()
            .enumerate()
            .map(|(at, unit)| json!({"id": format!("f{at}"), "unit": unit, "subjects": ["s"],
                "statement": {"vi": "x", "en": "x"}}))
            .collect();
        let recommendations: Vec<Value> = recommendations
            .into_iter()
            .map(|(on, due, limit, reported, accepted)| {
                let finding = if findings.is_empty() { "none".to_owned() } else { format!("f{}",
                    on.index(findings.len())) };
                let reports: Vec<Value> = reported.map(|on| json!({"date": iso(on),
                    "accepted": accepted})).into_iter().collect();
                let within = limit.then(|| json!({"calendar_days": 15}));
                json!({"finding": finding, "due": due.filter(|due| !limit || due % 9 == 0).map(iso),
                    "within": within, "reports": reports})
            })
            .collect();
        json!({"form": form, "subjects": [{"id": "s", "title": {"vi": "x", "en": "x"}}],
            "units": [{"name": "a", "inspected": visit.map(iso)}, {"name": "b"}],
            "conclusion": concluded.map(|on| json!({"date": iso(on)})), "findings": findings,
                "recommendations": recommendations})
    }
}

proptest! {
    #[test]
    fn every_recommendation_has_one_state_whatever_the_order(
        (rows, shuffled) in vec(any_inspection(), 0..6).prop_flat_map(|rows| {
            let rows: Vec<Value> = rows.into_iter().enumerate().map(|(at,
                mut row)| { row["id"] = json!(format!("i{at}")); row }).collect();
            (Just(rows.clone()), Just(rows).prop_shuffle())
        }),
        as_of in 0_u64..400,
    ) {
        let report = |rows: &[Value]| {
            read::<Inspections>(&json!({"inspections": rows})).report(day(as_of), WorkCalendar::vietnam())
        };
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
        let findings =
            rows.iter().filter(known).map(|row| row["findings"].as_array().unwrap().len() as u64).sum::<u64>();
        prop_assert_eq!(one.findings, findings);
        let units: u64 = one.by_unit.iter().map(|unit| unit.count).sum();
        let groups = [&one.by_form, &one.by_year].map(|groups| groups.iter().map(|group| group.count).sum::<u64>());
        prop_assert_eq!([units, groups[0], groups[1]], [findings; 3]);
        let totals = |report: &cchc::inspection::InspectionReport| {
            let states: Vec<u64> = report.follow_up.iter().map(|state| state.count).collect();
            let units: BTreeMap<String, u64> =
                report.by_unit.iter().map(|unit| (unit.id.clone(), unit.count)).collect();
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
        (
            twice,
            sent,
            received.map(|days| sent + days),
            ends.into_iter().map(|end| end.map(|days| start + days)).collect(),
            competent,
            kind,
        )
    }
}

proptest! {
    #[test]
    fn feedback_that_came_in_went_out_or_is_open(
        rows in vec(any_feedback(), 0..30),
        (from, length, data) in (20_u64..80, 0_u64..50, 0_u64..80),
    ) {
        let date = |at: i64| iso(u64::try_from(at + 2000).unwrap());
        let (first, through, as_of) =
            (i64::try_from(from).unwrap(), i64::try_from(from + length).unwrap(), i64::try_from(from + data).unwrap());
        let at = through.min(as_of);
        let (mut records, mut met, mut expected) = (Vec::new(), BTreeSet::new(), BTreeMap::<&str, Vec<String>>::new());
        let (mut outside, mut left_out) = (0_u64, 0_u64);
        for (place, (twice, sent, received, ends, competent, kind)) in rows.iter().enumerate() {
            let id = format!("F{}", if *twice == 0 { 0 } else { place });
            let [processed, refused, forwarded, guided] = [0, 1, 2, 3].map(|end| ends[end].map(date));
            records.push(json!({"id": id, "sent": date(*sent), "received": received.map(date),
                "processed": processed, "refused": refused,
                "forwarded": forwarded, "guided": guided, "competent": competent, "kind": kind}));
            let start = received.unwrap_or(*sent);
            if !met.insert(id.clone()) || start < *sent || ends.iter().flatten().any(|end| *end < start) {
                left_out += 1;
                continue;
            }
            // Of several ends the first, and of one day a refusal before an answer before being sent elsewhere.
            let away = *competent != Some(true);
            let ways = [
                ("refused", ends[1]),
                ("answered", ends[0]),
                ("forwarded", ends[2].filter(|_| away)),
                ("guided", ends[3].filter(|_| away)),
            ];
            let ended = ways
                .into_iter()
                .filter_map(|(way, end)| Some((end.filter(|end| *end <= at)?, way)))
                .min_by_key(|(end, _)| *end);
            if start > at || (start < first && ended.is_some_and(|(end, _)| end < first)) {
                outside += 1;
            } else {
                expected.entry(ended.map_or("open", |(_, way)| way)).or_default().push(id.clone());
                expected.entry(if start < first { "carried" } else { "received" }).or_default().push(id);
            }
        }
        let data: FeedbackData =
            read(&json!({"period": {"from": date(first), "through": date(through)}, "records": records}));
        let report = feedback_report(WorkCalendar::vietnam(), &data, date(as_of).parse().unwrap()).unwrap();
        let t = &report.totals;
        for (name, counted) in [
            ("carried", &t.carried_over),
            ("received", &t.received),
            ("answered", &t.answered),
            ("refused", &t.refused),
            ("forwarded", &t.forwarded),
            ("guided", &t.guided),
            ("open", &t.open),
        ] {
            prop_assert_eq!(&counted.ids, &expected.remove(name).unwrap_or_default(), "{}", name);
            prop_assert_eq!(counted.count as usize, counted.ids.len());
        }
        prop_assert_eq!(t.to_handle, t.carried_over.count + t.received.count);
        prop_assert_eq!(
            t.to_handle,
            t.answered.count + t.refused.count + t.forwarded.count + t.guided.count + t.open.count
        );
        let r = report.records;
        prop_assert_eq!(
            (r.given, r.in_period, r.outside, r.left_out),
            (rows.len() as u64, t.to_handle, outside, left_out)
        );
        prop_assert!(report.by_class.iter().map(|group| group.count).sum::<u64>() == t.received.count);
    }

    #[test]
    fn flows_add_up_and_stocks_do_not_whatever_the_order(
        (rows, shuffled) in vec((0_u64..200, -500_i32..500, 0_usize..4), 1..25)
            .prop_flat_map(|rows| { let rows: Vec<_> = rows.into_iter().enumerate().collect(); (Just(rows.clone()),
                Just(rows).prop_shuffle()) }),
        (from, length) in (20_u64..80, 0_u64..100),
        whole in -500_i32..500,
    ) {
        let names = ["flow", "part_a", "part_b", "stock"];
        let entry = |(place, (on, value, name)): &(usize, (u64, i32, usize))| {
            // No two on one day: a stock of one day is one number.
            let on = on * 30 + *place as u64;
            let whole = (1..3).contains(name).then_some("whole");
            json!({"id": format!("e{place}"), "name": names[*name], "item": format!("k{place}"), "date": iso(on),
                "value": value,
                "part_of": whole, "source": {"document": "BC"}})
        };
        let (from, through) = (from * 30, (from + length) * 30);
        let kinds: Vec<Value> = names
            .iter()
            .chain(&["whole"])
            .map(|name| {
                let nature = if *name == "stock" { "stock" } else { "flow" };
                json!({"id": name, "title": {"vi": name, "en": name}, "unit": "item", "nature": nature})
            })
            .collect();
        let report = |rows: &[(usize, (u64, i32, usize))]| -> LedgerReport {
            let mut entries: Vec<Value> = rows.iter().map(entry).collect();
            entries.push(
                json!({"id": "w", "name": "whole", "date": iso(from), "value": whole, "source": {"document": "BC"}}),
            );
            let data: LedgerData = read(&json!({"period": {"from": iso(from), "through": iso(through)},
                "previous": {"from": iso(30_000), "through": iso(30_001)}, "names": kinds, "entries": entries}));
            ledger_report(&data).unwrap()
        };
        let (one, other) = (report(&rows), report(&shuffled));
        let value = |report: &LedgerReport, name: &str| {
            report.lines.iter().find(|line| line.name == name).and_then(|line| line.now.as_ref()?.value)
        };
        let inside: Vec<(u64, i32, usize)> = rows
            .iter()
            .map(|(place, (on, value, name))| (on * 30 + *place as u64, *value, *name))
            .filter(|(on, ..)| (from..=through).contains(on))
            .collect();
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
        let parts: Vec<i32> =
            inside.iter().filter(|(.., of)| (1..3).contains(of)).map(|(_, value, _)| *value).collect();
        let line = one.lines.iter().find(|line| line.name == "whole").unwrap();
        let matches = (!parts.is_empty()).then(|| parts.iter().sum::<i32>() == whole);
        prop_assert_eq!(line.parts.as_ref().and_then(|parts| parts.matches), matches);
        prop_assert_eq!(
            one.issues.iter().any(|issue| issue.error.code() == "ledger.parts_differ"),
            matches == Some(false)
        );
        prop_assert_eq!(one.issues.len(), usize::from(matches == Some(false)));
        prop_assert_eq!((one.records.given, one.records.now), (rows.len() as u64 + 1, inside.len() as u64 + 1));
        prop_assert_eq!(
            one.records.given,
            one.records.now + one.records.previous + one.records.outside + one.records.left_out
        );
    }
}

const CODES: [&str; 4] = ["1.000001", "1.000002", "2.000003", "3.000004"];
const LEVELS: [&str; 4] = ["ministry", "province", "district", "commune"];
const ONLINE: [&str; 7] = ["level_1", "level_2", "level_3", "level_4", "information", "partial", "full"];

prop_compose! {
    fn any_act()(
        act in select(vec!["announced", "announced", "amended", "amended", "replaced", "abolished"]),
        code in 0_usize..4,
        replaces in vec(0_usize..4, 1..3),
        (field, level) in ("[ab ]{0,2}", 0_usize..4),
        own in option::weighted(0.2, 0_u64..1200),
    ) -> Value {
        let content = json!({"name": "x", "field": field, "level": LEVELS[level]});
        json!({"act": act, "code": CODES[code], "effective": own.map(iso),
            "content": (act != "abolished").then_some(content),
            "replaces": replaces.into_iter().filter(|_| act == "replaced").map(|old| CODES[old]).collect::<Vec<_>>()})
    }
}

prop_compose! {
    fn any_catalogue()(
        decisions in vec((0_u64..1200, option::of(-10_i64..30), vec(any_act(), 1..5)), 1..8),
        online in vec((0_usize..4, vec((0_u64..1200, 0_usize..7), 0..3)), 0..3),
    ) -> Value {
        let decisions: Vec<Value> = decisions
            .into_iter()
            .enumerate()
            .map(|(number, (signed, after, acts))| {
                let effective =
                    after.map(|after| iso(u64::try_from(i64::try_from(signed).unwrap() + after).unwrap_or(0)));
                json!({"number": format!("{number}/QĐ"), "signed": iso(signed), "effective": effective, "acts": acts})
            })
            .collect();
        let procedures: Vec<Value> = online
            .into_iter()
            .map(|(code, claims)| {
                let claims: Vec<Value> = claims
                    .into_iter()
                    .map(|(from, level)| json!({"from": iso(from), "level": ONLINE[level]}))
                    .collect();
                json!({"code": CODES[code], "online": claims})
            })
            .collect();
        json!({"decisions": decisions, "procedures": procedures})
    }
}

/// All that can be asked of a catalogue, for whatever comes of it.
fn ask(catalogue: &Catalogue, on: NaiveDate) {
    let counts = catalogue.counts(on);
    let known: Vec<String> = catalogue.codes().map(str::to_owned).collect();
    for code in known.iter().map(String::as_str).chain(["", "1.000001", "\u{202e}"]) {
        assert_eq!(catalogue.history(code).is_ok(), catalogue.online_at(code, on).is_ok());
        assert_eq!(catalogue.version_at(code, on).is_ok(), counts.ids.iter().any(|id| id == code), "{code}");
    }
    assert!(catalogue.incomplete(on).len() as u64 <= counts.total);
    for issue in catalogue.issues() {
        assert!(cchc::ERROR_CODES.contains(&issue.error.code()));
        assert!(!issue.error.message(cchc::Lang::Vi).is_empty() && !issue.path.is_empty());
    }
}

proptest! {
    #[test]
    fn one_version_holds_at_a_time_and_every_count_adds_up(document in any_catalogue(), on in 0_u64..1300) {
        let catalogue: Catalogue = Catalogue::from_json(&document.to_string()).unwrap();
        ask(&catalogue, day(on));
        let counts = catalogue.counts(day(on));
        for (what, lines) in [("level", &counts.by_level), ("field", &counts.by_field), ("service", &counts.by_service)]
        {
            let of: Vec<&String> = lines.iter().flat_map(|line| &line.ids).collect();
            prop_assert_eq!(of.iter().copied().collect::<BTreeSet<_>>(), counts.ids.iter().collect(), "{}", what);
            prop_assert_eq!(lines.iter().map(|line| line.count).sum::<u64>(), counts.total, "{}", what);
            prop_assert_eq!(of.len() as u64, counts.total, "{}", what);
        }
        for code in catalogue.codes() {
            let versions = catalogue.history(code).unwrap().versions;
            for (place, pair) in versions.windows(2).enumerate() {
                prop_assert!(
                    pair[0].until.is_some_and(|until| pair[0].from <= until && until < pair[1].from),
                    "{} {}",
                    code,
                    place
                );
            }
            let holding: Vec<_> = versions
                .iter()
                .filter(|one| one.from <= day(on) && one.until.is_none_or(|until| day(on) <= until))
                .collect();
            prop_assert!(holding.len() < 2);
            prop_assert_eq!(catalogue.version_at(code, day(on)).ok(), holding.first().copied());
        }
    }

    #[test]
    fn garbage_is_no_catalogue_and_no_panic(
        document in any_catalogue(),
        cuts in vec((any::<Index>(), any::<Index>(), "[\\[\\]{}\",:0-9a-z\u{202e}\u{0}é]{0,3}"), 0..4),
        words in vec(".{0,12}", 4),
        on in 0_u64..1300,
    ) {
        let mut text: Vec<char> = document.to_string().chars().collect();
        for (one, other, put) in cuts {
            let (from, to) = (one.index(text.len()), other.index(text.len()));
            text.splice(from.min(to)..from.min(to) + (from.max(to) - from.min(to)).min(5), put.chars());
            prop_assume!(!text.is_empty());
        }
        if let Ok(catalogue) = Catalogue::from_json(&text.into_iter().collect::<String>()) {
            ask(&catalogue, day(on));
        }
        // The right shape and any words in it: what cannot be used is told, and nothing else is lost.
        let mut document = document;
        for (place, word) in words.iter().enumerate() {
            let decisions = document["decisions"].as_array_mut().unwrap();
            let at = place % decisions.len();
            match place {
                0 => decisions[at]["number"] = json!(word),
                1 => decisions[at]["acts"][0]["code"] = json!(word),
                2 => decisions[at]["acts"][0]["replaces"] = json!([word, word]),
                _ => document["procedures"] = json!([{"code": word}]),
            }
        }
        ask(&Catalogue::from_json(&document.to_string()).unwrap(), day(on));
    }
}

prop_compose! {
    fn any_review()(
        plan in vec((0_u8..20, option::of(0_u64..200), option::of(0_u64..250), option::of(0_u64..250)), 0..8),
        proposals in vec((0_u8..20, 0_u64..200, option::of(0_u64..250), option::of(0_u64..250),
            option::of(0_u64..300)), 0..8),
        documents in vec((0_u8..20, option::of(0_u64..200), option::of((0_usize..7, 0_u64..250)),
            option::of(0_u64..300)), 0..8),
        overlaps in vec((any::<Index>(), any::<Index>(), 0_u64..250, option::of(0_u64..300)), 0..6),
    ) -> Value {
        let kinds =
            ["cut_procedure", "merge_procedures", "cut_paper", "shorten_limit", "lower_fee", "abolish_condition"];
        let results =
            ["in_force", "expired_whole", "expired_part", "to_amend", "to_replace", "to_abolish", "conflicting"];
        let id = |twice: u8, place: usize| if twice == 0 { "0".to_owned() } else { place.to_string() };
        let on = |day: Option<u64>| day.map(|day| json!({"day": iso(day)}));
        let plan: Vec<Value> = plan.into_iter().enumerate()
            .map(|(at, (twice, begun, due, done))| json!({"id": id(twice, at), "begun": begun.map(iso),
                "due": due.map(iso), "done": done.map(iso)}))
            .collect();
        let proposals: Vec<Value> = proposals.into_iter().enumerate()
            .map(|(at, (twice, proposed, approved, refused, implemented))| json!({"id": id(twice, at),
                "kind": kinds[at % 6], "proposed": iso(proposed),
                "approved": on(approved), "refused": on(refused.filter(|_| at % 3 == 0)),
                    "implemented": on(implemented)}))
            .collect();
        let names = documents.len().max(1);
        let overlaps: Vec<Value> = overlaps.into_iter().enumerate()
            .map(|(at, (first, second, found, resolved))| json!({"id": at.to_string(),
                "first": first.index(names).to_string(),
                "second": second.index(names).to_string(), "kind": "overlap", "point": "x", "found": iso(found),
                    "resolved": on(resolved)}))
            .collect();
        let documents: Vec<Value> = documents
            .into_iter()
            .enumerate()
            .map(|(at, (twice, begun, result, handled))| {
                json!({"number": id(twice, at), "begun": begun.map(iso),
                "result": result.map(|(is, day)| json!({"is": results[is], "day": iso(day)})), "handled": on(handled)})
            })
            .collect();
        json!({"plan": plan, "proposals": proposals, "documents": documents, "overlaps": overlaps})
    }
}

proptest! {
    #[test]
    fn the_states_of_a_review_add_up(review in any_review(), as_of in 0_u64..300) {
        let summary = read::<Review>(&review).summary(day(as_of)).unwrap();
        let given = |list: &str| review[list].as_array().unwrap().len() as u64;
        let adds = |lines: &[ReviewCount], total: u64| {
            let ids: BTreeSet<&String> = lines.iter().flat_map(|line| &line.ids).collect();
            lines.iter().map(|line| line.count).sum::<u64>() == total && ids.len() as u64 == total
        };
        let (plan, proposals, documents, overlaps) =
            (&summary.plan, &summary.proposals, &summary.documents, &summary.overlaps);
        prop_assert!(adds(&plan.by_state, plan.total));
        prop_assert!(adds(&proposals.by_state, proposals.total) && adds(&proposals.by_kind, proposals.total));
        prop_assert!(adds(&documents.by_state, documents.total));
        prop_assert!(adds(&overlaps.by_kind, overlaps.total));
        prop_assert_eq!(plan.total + plan.left_out, given("plan"));
        prop_assert_eq!(proposals.total + proposals.left_out + proposals.later, given("proposals"));
        prop_assert_eq!(documents.total + documents.left_out, given("documents"));
        prop_assert_eq!(overlaps.total + overlaps.left_out + overlaps.later, given("overlaps"));
        prop_assert_eq!((overlaps.open.len() + overlaps.resolved.len()) as u64, overlaps.total);
        // A result counts from its day on, of the documents that are counted.
        let by = iso(as_of);
        let counted: BTreeSet<&str> = documents.documents.iter().map(|one| one.number.as_str()).collect();
        let mut met = BTreeSet::new();
        let found = review["documents"].as_array().unwrap().iter().filter(|one| {
            let number = one["number"].as_str().unwrap();
            met.insert(number)
                && counted.contains(number)
                && one["result"]["day"].as_str().is_some_and(|day| day <= by.as_str())
        });
        prop_assert_eq!(documents.by_result.iter().map(|line| line.count).sum::<u64>(), found.count() as u64);
    }
}
