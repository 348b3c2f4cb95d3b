//! Laws of indicators: what they count is what a plain model counts, and no record is lost.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot set itself up should stop")]

use cchc::indicators::{
    IndicatorData, IndicatorEvidence, Lineage, NotComputedReason, RecordKind, indicator_sheet, indicators,
};
use cchc::rules::AgencyKind;
use cchc::{Dossier, Exact, RuleSet, Supplement, TimeLimit, WorkCalendar, measure};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::collections::BTreeSet;

fn calendar() -> &'static WorkCalendar {
    WorkCalendar::vietnam()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const FROM: &str = "2026-04-15";
const THROUGH: &str = "2026-05-14";

fn plus(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap()
}

/// Dossiers about a period with the holidays of April and May in it: some hold together and some do not.
fn any_dossier() -> impl Strategy<Value = Dossier> {
    let flag = || prop::option::weighted(0.9, any::<bool>());
    let status = select(vec![None, Some(1), Some(2), Some(3), Some(4), Some(5), Some(6), Some(7), Some(8)]);
    let status =
        prop_oneof![2 => Just(Some(9)), 1 => Just(Some(10)), 1 => Just(Some(13)), 1 => Just(Some(14)), 4 => status];
    let supplements = prop::collection::vec((0_u64..12, prop::option::weighted(0.7, 0_u64..9)), 0..3);
    let times = (0_u64..50, prop::option::weighted(0.8, 0_u64..20), prop::option::weighted(0.7, 1_u32..8));
    (times, prop::option::weighted(0.7, 0_u64..30), status, supplements, (flag(), flag(), flag(), flag())).prop_map(
        |((received, due, limit), end, status, supplements, (digitised, reused, from_store, has_fee))| {
            let received = plus(day("2026-04-01"), received);
            let mut dossier = Dossier::new("", "Sở Nội vụ", "1.012766", received);
            dossier.due = due.map(|days| plus(received, days).into());
            dossier.limit = limit.map(TimeLimit::WorkingDays);
            dossier.status = status;
            let end = end.map(|days| plus(received, days).into());
            match status {
                Some(13) => dossier.refused_at = end,
                Some(1 | 2 | 4 | 5 | 6) => {}
                _ => dossier.finished = end,
            }
            for (asked, came) in supplements {
                let asked = plus(received, asked);
                let came = came.map(|days| plus(asked, days).into());
                let supplement = Supplement { asked: asked.into(), received: came, due_before: None, due_after: None };
                dossier.supplements.push(supplement);
            }
            (dossier.digitised, dossier.reused) = (digitised, reused);
            (dossier.from_store, dossier.has_fee) = (from_store, has_fee);
            dossier
        },
    )
}

fn any_dossiers() -> impl Strategy<Value = Vec<Dossier>> {
    prop::collection::vec(any_dossier(), 0..14).prop_map(|mut dossiers| {
        for (place, dossier) in dossiers.iter_mut().enumerate() {
            dossier.id = format!("H15-{place}");
        }
        dossiers
    })
}

fn data(dossiers: Vec<Dossier>) -> IndicatorData {
    let period = measure::Period { from: day(FROM), through: day(THROUGH) };
    IndicatorData {
        level: AgencyKind::Commune,
        period,
        dossiers: Some(dossiers),
        procedures: None,
        feedback: None,
        disliked: None,
        sync: None,
        own_parts: None,
        contacts: None,
        population_databases: None,
        list_earned: true,
    }
}

/// The same in the year in which TT 01/2018 was still applied.
fn a_year_before(mut dossiers: Vec<Dossier>) -> IndicatorData {
    let back = |date: NaiveDate| date.checked_sub_days(Days::new(365)).unwrap();
    for dossier in &mut dossiers {
        for moment in [&mut dossier.received, &mut dossier.due, &mut dossier.finished, &mut dossier.refused_at] {
            *moment = moment.map(|moment| back(moment.date()).into());
        }
        dossier.supplements.clear();
    }
    let period = measure::Period { from: back(day(FROM)), through: back(day(THROUGH)) };
    IndicatorData { period, ..data(dossiers) }
}

fn found(dossiers: &[Dossier]) -> IndicatorEvidence {
    let rules = RuleSet::shipped("qd-766-2022").unwrap();
    indicators(&rules, &data(dossiers.to_vec()), calendar(), day("2026-06-01")).unwrap()
}

fn lineage<'a>(found: &'a IndicatorEvidence, criterion: &str) -> Option<&'a Lineage> {
    found.lineage.iter().find(|lineage| lineage.criterion == criterion)
}

/// Where the plain model puts a dossier: in time, late or not known; nowhere outside the period.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Place {
    LeftOut,
    Outside,
    In(Option<bool>),
}

/// Worked days from the day after one through another, one by one.
fn worked(after: NaiveDate, through: NaiveDate) -> u64 {
    let days = after.iter_days().skip(1).take_while(|date| *date <= through);
    days.filter(|date| calendar().is_working_day(*date).unwrap()).count() as u64
}

/// The rule of 2.1 as the operators' document has it, day by day.
fn model(dossier: &Dossier) -> Place {
    if dossier.check().is_err() {
        return Place::LeftOut;
    }
    let (from, at, received) = (day(FROM), day(THROUGH), dossier.received.unwrap().date());
    if matches!(dossier.status, Some(1 | 3)) || received > at {
        return Place::Outside;
    }
    let written = dossier.finished.or(dossier.refused_at).map(|end| end.date());
    if written.is_some_and(|end| end < from) {
        return Place::Outside;
    }
    let asked = |supplement: &&Supplement| supplement.asked.date() <= at;
    let out_then = dossier.supplements.iter().rev().filter(asked).find(|supplement| match supplement.received {
        Some(came) => came.date() > at,
        None => false,
    });
    let never_came = dossier.supplements.iter().rev().find(|supplement| supplement.received.is_none());
    let waits = match dossier.status {
        Some(5) => true,
        None => written.is_none() && dossier.supplements.last().is_some_and(|last| last.received.is_none()),
        _ => false,
    };
    let left = matches!(dossier.status, Some(7 | 8 | 14));
    let ended = written.filter(|end| *end <= at);
    let (end, requested) = if ended.is_some() {
        (ended, false)
    } else if left && written.is_none() {
        (None, false)
    } else if let Some(out) = out_then {
        (Some(out.asked.date()), true)
    } else if waits && never_came.is_none() {
        (None, false)
    } else if let Some(out) = never_came.filter(|out| waits && asked(out)) {
        (Some(out.asked.date()), true)
    } else {
        (Some(at), false)
    };
    if requested && dossier.supplements.iter().filter(asked).count() > 1 {
        return Place::In(Some(false));
    }
    let judged = end.unwrap_or(at);
    let within = match (dossier.due, dossier.limit) {
        (Some(due), _) => Some(judged <= due.date()),
        (None, Some(TimeLimit::WorkingDays(limit))) => {
            let (mut spent, mut known) = (0, true);
            for supplement in dossier.supplements.iter().filter(|supplement| supplement.asked.date() <= judged) {
                match supplement.received.map(|came| came.date()) {
                    Some(came) if came <= judged => spent += worked(supplement.asked.date(), came),
                    _ => known &= supplement.asked.date() == judged,
                }
            }
            // Due on the last worked day, so that days off after it are past it.
            let last = received.iter_days().find(|date| worked(received, *date) == u64::from(limit)).unwrap();
            let last = last.iter_days().find(|date| worked(last, *date) == spent).unwrap();
            known.then_some(judged <= last)
        }
        _ => None,
    };
    Place::In(if end.is_some() { within } else { within.filter(|within| *within) })
}

fn ids(dossiers: &[Dossier], is: impl Fn(Place) -> bool) -> BTreeSet<&str> {
    dossiers.iter().filter(|dossier| is(model(dossier))).map(|dossier| dossier.id.as_str()).collect()
}

fn set(list: &[String]) -> BTreeSet<&str> {
    list.iter().map(String::as_str).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// In time, late and not known are whom the plain model has so, and every dossier is somewhere.
    #[test]
    fn progress_is_what_a_plain_model_counts(dossiers in any_dossiers()) {
        let found = found(&dossiers);
        let unknown = ids(&dossiers, |place| place == Place::In(None));
        match lineage(&found, "2.1") {
            Some(progress) => {
                prop_assert!(unknown.is_empty(), "{unknown:?}");
                prop_assert_eq!(set(progress.earned.as_ref().unwrap()), ids(&dossiers, |p| p == Place::In(Some(true))));
                prop_assert_eq!(set(&progress.behind), ids(&dossiers, |p| p == Place::In(Some(false))));
            }
            None => {
                let refused = found.not_computed.iter().find(|one| one.criterion == "2.1").unwrap();
                prop_assert_eq!(refused.because, NotComputedReason::NotKnown);
                prop_assert_eq!(set(&refused.unknown[0].ids), unknown);
            }
        }
        let count = found.records.iter().find(|count| count.kind == RecordKind::Dossiers).unwrap();
        prop_assert_eq!(count.given, dossiers.len() as u64);
        prop_assert_eq!(count.given, count.in_period + count.outside + count.left_out);
        prop_assert_eq!(count.in_period, ids(&dossiers, |p| matches!(p, Place::In(_))).len() as u64);
        prop_assert_eq!(count.left_out, found.issues.len() as u64);
    }

    /// Flags are counted over the same dossiers: known ones on one side or the other, the rest named.
    #[test]
    fn flags_are_counted_over_the_dossiers_of_the_period(dossiers in any_dossiers()) {
        let found = found(&dossiers);
        let lives: Vec<&Dossier> = dossiers.iter().filter(|one| matches!(model(one), Place::In(_))).collect();
        for (criterion, flag) in [("4.3", (|one: &Dossier| one.reused) as fn(&Dossier) -> Option<bool>), ("4.4", |one| one.from_store)] {
            let of = |state: Option<bool>| -> BTreeSet<&str> {
                lives.iter().filter(|one| flag(one) == state).map(|one| one.id.as_str()).collect()
            };
            match lineage(&found, criterion) {
                Some(line) => {
                    prop_assert_eq!(line.counted + line.lost, line.of);
                    prop_assert_eq!(line.of, lives.len() as u64);
                    prop_assert_eq!(set(line.earned.as_ref().unwrap()), of(Some(true)));
                    prop_assert_eq!(set(&line.behind), of(Some(false)));
                }
                None => {
                    let refused = found.not_computed.iter().find(|one| one.criterion == criterion).unwrap();
                    prop_assert_eq!(set(&refused.unknown[0].ids), of(None));
                }
            }
        }
        for line in &found.lineage {
            prop_assert_eq!(line.counted + line.lost, line.of, "{}", &line.criterion);
            prop_assert_eq!((line.lost, line.counted), (line.behind.len() as u64, line.earned.as_ref().unwrap().len() as u64));
        }
        prop_assert_eq!(found.evidence.len(), found.lineage.len());
        prop_assert_eq!(found.evidence.len() + found.not_computed.len(), 19);
    }

    /// A late dossier of the period that is made on time takes nothing from its group, and leaves what is behind it.
    #[test]
    fn a_dossier_made_on_time_never_lowers_its_group(dossiers in any_dossiers(), which in any::<Index>()) {
        let rules = RuleSet::shipped("qd-766-2022").unwrap();
        let before = found(&dossiers);
        let Some(progress) = lineage(&before, "2.1").filter(|line| !line.behind.is_empty()) else { return Ok(()) };
        let id = which.get(&progress.behind).clone();
        let mut mended = dossiers.clone();
        let dossier = mended.iter_mut().find(|dossier| dossier.id == id).unwrap();
        let due = dossier.due.map_or(day(THROUGH), |due| due.date()).max(day(FROM)).max(dossier.received.unwrap().date());
        (dossier.status, dossier.finished, dossier.refused_at) = (Some(9), Some(due.into()), None);
        (dossier.due, dossier.supplements) = (Some(due.into()), Vec::new());
        let after = found(&mended);
        let line = lineage(&after, "2.1").unwrap();
        prop_assert_eq!((line.of, line.counted), (progress.of, progress.counted + 1));
        prop_assert!(!line.behind.contains(&id));
        let group = |dossiers: &[Dossier]| -> Exact {
            let sheet = indicator_sheet(&rules, &data(dossiers.to_vec()), &[], calendar(), day("2026-06-01")).unwrap();
            let group = sheet.points.iter().find(|one| one.criterion == "TDGQ").unwrap();
            assert_eq!(group.points, sheet.sheet.node("TDGQ").unwrap().points);
            group.points.unwrap()
        };
        prop_assert!(group(&mended) >= group(&dossiers));
    }

    /// The order of the records changes no figure and no set of ids.
    #[test]
    fn the_order_of_records_changes_nothing(dossiers in any_dossiers().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))) {
        let (one, other) = (found(&dossiers.0), found(&dossiers.1));
        prop_assert_eq!(one.lineage.len(), other.lineage.len());
        for (line, same) in one.lineage.iter().zip(&other.lineage) {
            prop_assert_eq!((&line.criterion, line.ratio, line.of), (&same.criterion, same.ratio, same.of));
            prop_assert_eq!(set(&line.behind), set(&same.behind));
        }
    }

    /// TT 01/2018: every dossier settled in the period has one level, by the days alone.
    #[test]
    fn every_settled_dossier_has_one_level(dossiers in any_dossiers()) {
        let rules = RuleSet::shipped("tt-01-2018-agencies").unwrap();
        let data = a_year_before(dossiers);
        let given = data.dossiers.clone().unwrap();
        let found = indicators(&rules, &data, calendar(), day("2025-06-01")).unwrap();
        let mut levels = [BTreeSet::new(), BTreeSet::new(), BTreeSet::new()];
        let mut unknown = BTreeSet::new();
        for dossier in given.iter().filter(|dossier| dossier.check().is_ok()) {
            let end = match dossier.status {
                None | Some(9 | 10) => dossier.finished,
                Some(13) => dossier.refused_at,
                _ => None,
            };
            let Some(end) = end.map(|end| end.date()) else { continue };
            if end < data.period.from || end > data.period.through {
                continue;
            }
            let due = dossier.due.map(|due| due.date()).or_else(|| {
                let (received, Some(TimeLimit::WorkingDays(days))) = (dossier.received?.date(), dossier.limit) else { return None };
                received.iter_days().find(|date| worked(received, *date) == u64::from(days))
            });
            match due {
                Some(due) => levels[if end < due { 0 } else if end == due { 1 } else { 2 }].insert(dossier.id.as_str()),
                None => unknown.insert(dossier.id.as_str()),
            };
        }
        match lineage(&found, "1") {
            Some(line) => {
                prop_assert!(unknown.is_empty());
                for (level, expected) in line.levels.iter().zip(&levels) {
                    prop_assert_eq!(&set(&level.ids), expected, "{}", &level.level);
                    prop_assert_eq!(level.count, expected.len() as u64);
                }
                rules.score(2025, None, &found.evidence).unwrap();
            }
            None => {
                let refused = found.not_computed.iter().find(|one| one.criterion == "1").unwrap();
                prop_assert_eq!(set(&refused.unknown[0].ids), unknown);
            }
        }
    }
}
