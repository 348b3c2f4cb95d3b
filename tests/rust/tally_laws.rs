//! Tallies against counting by hand: whatever the dossiers, the periods and the way they are parted.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot set itself up should stop")]

use cchc::deadline::duties::Channel;
use cchc::tally::{
    Codes, Compare, Counter, Dimension, DossierColumns, FormPlace, Moments, Placement, Policy, Selection, Span, Tally,
    ViewRequest,
};
use cchc::{Dossier, Moment, TallySpec, TimeLimit, WorkCalendar, document};
use chrono::{Days, NaiveDate, NaiveTime};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn calendar() -> &'static WorkCalendar {
    WorkCalendar::vietnam()
}

fn base() -> NaiveDate {
    "2025-01-01".parse().unwrap()
}

fn plus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap()
}

fn moment(day: NaiveDate, hour: Option<u32>) -> Moment {
    match hour {
        None => day.into(),
        Some(hour) => day.and_time(NaiveTime::from_hms_opt(hour, 30, 0).unwrap()).into(),
    }
}

prop_compose! {
    fn any_dossier()(
        agency in "[a-d]{0,1}",
        procedure in "[1-3]",
        received in proptest::option::weighted(0.95, 0_u64..120),
        received_hour in proptest::option::of(8_u32..17),
        due in proptest::option::weighted(0.6, (0_i64..30, proptest::option::of(8_u32..17))),
        limit in proptest::option::weighted(0.8, 1_u32..20),
        finished in proptest::option::weighted(0.6, (-2_i64..50, proptest::option::of(8_u32..17))),
        status in proptest::option::weighted(0.8, prop_oneof![6 => Just(9_u8), 4 => 0_u8..=15]),
        paused in proptest::option::weighted(0.5, 0_i64..40),
        channel in proptest::option::of(prop_oneof![Just(Channel::Counter), Just(Channel::Online), Just(Channel::Post)]),
    ) -> Dossier {
        let start = plus(base(), received.unwrap_or(0));
        let after = |days: i64| start + chrono::Duration::days(days);
        Dossier {
            received: received.map(|_| moment(start, received_hour)),
            due: due.map(|(days, hour)| moment(after(days), hour)),
            limit: limit.map(TimeLimit::WorkingDays),
            finished: finished.map(|(days, hour)| moment(after(days), hour)),
            status,
            paused_since: paused.map(|days| after(days).into()),
            channel,
            ..Dossier::new("", agency, procedure, start)
        }
    }
}

fn any_dossiers() -> impl Strategy<Value = Vec<Dossier>> {
    proptest::collection::vec(any_dossier(), 0..60).prop_map(|mut dossiers| {
        for (number, dossier) in dossiers.iter_mut().enumerate() {
            dossier.id = format!("H15-{number}");
        }
        dossiers
    })
}

prop_compose! {
    /// Periods one after the other, and the day the data were read.
    fn any_spec()(
        start in 0_u64..40,
        lengths in proptest::collection::vec(1_u64..40, 1..5),
        late in proptest::option::of(0_i64..60),
        by_reception in any::<bool>(),
        dimensions in proptest::sample::subsequence(vec!["agency", "procedure", "channel"], 0..=3),
    ) -> TallySpec {
        let (mut from, mut periods) = (plus(base(), start), Vec::new());
        for length in lengths {
            let through = plus(from, length - 1);
            periods.push(Span { from, through });
            from = plus(through, 1);
        }
        let last = *periods.last().unwrap();
        // Before the last period ends, or after it.
        let as_of = late.map(|late| plus(last.from, u64::try_from(late).unwrap()));
        let by: Vec<String> = dimensions.into_iter().map(ToOwned::to_owned).collect();
        let spec = serde_json::json!({
            "periods": periods, "as_of": as_of, "by": by, "working_time": "working_days",
            "counted": if by_reception { "by_reception" } else { "in_period" },
        });
        document::from_json(&spec.to_string()).unwrap()
    }
}

/// Where a dossier stands when a period has ended, told plainly; none where it does not stand in it.
struct Plain {
    carried: bool,
    ended: bool,
    standing: &'static str,
    /// Early -1, on the day 0, late 1, none without a due date; by the day.
    by_day: Option<i32>,
    worked: Option<u32>,
}

enum Verdict {
    LeftOut,
    NotAccepted,
    Dossier {
        received: NaiveDate,
        end: Option<(NaiveDate, &'static str)>,
        waits: Option<(&'static str, NaiveDate)>,
        due: Option<NaiveDate>,
    },
}

fn judge(dossier: &Dossier, as_of: NaiveDate) -> Verdict {
    let finished = dossier.finished.map(Moment::date);
    let since = dossier.paused_since.map_or(as_of, Moment::date);
    let (end, waits) = match dossier.status.unwrap_or(0) {
        0 => (finished.map(|day| (day, "finished")), None),
        1 if finished.is_some() => return Verdict::LeftOut,
        1 | 3 => return Verdict::NotAccepted,
        2 | 4 | 5 | 6 | 11 | 12 if finished.is_some() => return Verdict::LeftOut,
        2 | 4 => (None, None),
        5 => (None, Some(("waiting_supplement", since))),
        6 => (None, Some(("waiting_payment", since))),
        11 => (None, Some(("suspended", since))),
        12 => (None, Some(("waiting_agency", since))),
        9 | 10 | 13 if finished.is_none() => return Verdict::LeftOut,
        9 | 10 => (finished.map(|day| (day, "finished")), None),
        13 => (finished.map(|day| (day, "refused")), None),
        ended @ (7 | 8 | 14) => {
            let name = match ended {
                7 => "withdrawn",
                8 => "stopped",
                _ => "closed",
            };
            let Some(received) = dossier.received else { return Verdict::LeftOut };
            // On a day nobody noted: known on the day of the data.
            (Some((finished.unwrap_or(as_of.max(received.date())), name)), None)
        }
        _ => return Verdict::LeftOut,
    };
    let Some(received) = dossier.received.map(Moment::date) else { return Verdict::LeftOut };
    let due = match (dossier.due, dossier.limit) {
        (Some(due), _) => Some(due.date()),
        (None, Some(TimeLimit::WorkingDays(days))) => Some(calendar().add_working_days(received, days).unwrap()),
        _ => None,
    };
    let pause_first = dossier.paused_since.is_some_and(|paused| paused.date() < received);
    if end.is_some_and(|(end, _)| end < received) || due.is_some_and(|due| due < received) || pause_first {
        return Verdict::LeftOut;
    }
    Verdict::Dossier { received, end, waits, due }
}

fn stands(dossier: &Dossier, span: Span, as_of: NaiveDate) -> Option<Plain> {
    let Verdict::Dossier { received, end, waits, due } = judge(dossier, as_of) else { return None };
    let through = span.through.min(as_of);
    if received > through || end.is_some_and(|(end, _)| end < span.from) {
        return None;
    }
    let carried = received < span.from;
    let sign = |day: NaiveDate| due.map(|due| day.cmp(&due) as i32);
    match end.filter(|(end, _)| *end <= through) {
        Some((end, standing)) => {
            let worked = (standing == "finished").then(|| calendar().count_working_days(received, end).unwrap());
            Some(Plain { carried, ended: true, standing, by_day: sign(end), worked })
        }
        None => {
            let waits = waits.filter(|(_, since)| *since <= through);
            let standing = waits.map_or("pending", |(standing, _)| standing);
            Some(Plain { carried, ended: false, standing, by_day: sign(through), worked: None })
        }
    }
}

/// The counts of a row: received, carried, early, on time, late, in time, overdue, apart.
fn plain_counts(rows: &[Plain], within: bool) -> [u64; 8] {
    let mut counts = [0; 8];
    for row in rows {
        counts[0] += 1;
        counts[1] += u64::from(row.carried);
        let judged =
            matches!(row.standing, "finished" | "refused" | "pending") || (row.standing == "waiting_agency" && !within);
        let place = match (judged, row.by_day, row.ended) {
            (false, ..) | (true, None, _) if !within => 7,
            (false, _, true) | (true, None, true) => 3,
            (false, _, false) | (true, None, false) => 5,
            (true, Some(-1), true) => 2,
            (true, Some(0), true) => 3,
            (true, Some(_), true) => 4,
            (true, Some(1), false) => 6,
            (true, Some(_), false) => 5,
        };
        counts[place] += 1;
    }
    counts
}

fn counted(dossiers: &[Dossier], spec: &TallySpec) -> Tally {
    let mut counter = Counter::of_records(spec, calendar()).unwrap();
    dossiers.iter().for_each(|dossier| counter.add_dossier(dossier, None));
    let (tally, issues) = counter.finish().unwrap();
    assert!(issues.iter().all(|issue| !issue.path.is_empty()));
    tally
}

fn key_of(dossier: &Dossier, by: &[String]) -> Vec<String> {
    let channel = dossier.channel.map(|channel| serde_json::to_value(channel).unwrap().as_str().unwrap().to_owned());
    by.iter()
        .map(|name| match name.as_str() {
            "agency" => dossier.agency.clone(),
            "procedure" => dossier.procedure.clone(),
            _ => channel.clone().unwrap_or_default(),
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_tally_is_what_counting_one_by_one_gives(dossiers in any_dossiers(), spec in any_spec(), within in any::<bool>()) {
        let tally = counted(&dossiers, &spec);
        tally.reconcile().unwrap();
        prop_assert_eq!(tally.rows(), dossiers.len() as u64);
        let last = *spec.periods.last().unwrap();
        let as_of = spec.as_of.unwrap_or(last.through);
        let policy = if within { Policy::within_form() } else { Policy::default() };
        let by_reception = spec.counted == cchc::tally::Counted::ByReception;
        let mut expected: BTreeMap<(Vec<String>, usize), Vec<Plain>> = BTreeMap::new();
        for dossier in &dossiers {
            for (place, span) in spec.periods.iter().enumerate() {
                let stands = match judge(dossier, as_of) {
                    Verdict::Dossier { received, .. } if by_reception => {
                        let there = received >= span.from && received <= span.through && received <= as_of;
                        there.then(|| stands(dossier, Span { from: span.from, through: as_of }, as_of)).flatten()
                    }
                    _ => stands(dossier, *span, as_of),
                };
                if let Some(plain) = stands {
                    expected.entry((key_of(dossier, &spec.by), place)).or_default().push(plain);
                }
            }
        }
        let request = ViewRequest { by: spec.by.clone(), each_period: true, policy: policy.clone(), ..Default::default() };
        let view = tally.view(&request).unwrap();
        let found: BTreeMap<(Vec<String>, usize), [u64; 8]> = view.rows.iter().map(|row| {
            let place = spec.periods.iter().position(|span| *span == row.period).unwrap();
            let key = row.key.iter().map(|key| key.label.clone()).collect();
            let f = row.figures;
            let counts = [f.received.total, f.received.carried_over, f.resolved.early, f.resolved.on_time, f.resolved.late,
                f.pending.in_time, f.pending.overdue, f.apart.total];
            ((key, place), counts)
        }).collect();
        let plain: BTreeMap<_, _> = expected.iter().map(|(key, rows)| (key.clone(), plain_counts(rows, within))).collect();
        prop_assert_eq!(found, plain);
        // Working times, one by one and sorted.
        for row in &view.rows {
            let place = spec.periods.iter().position(|span| *span == row.period).unwrap();
            let key: Vec<String> = row.key.iter().map(|key| key.label.clone()).collect();
            let mut times: Vec<u32> = expected[&(key, place)].iter().filter_map(|plain| plain.worked).collect();
            times.sort_unstable();
            let found = row.working_time.as_ref().unwrap();
            let all: Vec<u32> = found.distribution.iter().flat_map(|count| vec![count.time; count.dossiers as usize]).collect();
            prop_assert_eq!(&all, &times);
            prop_assert_eq!(found.percentile_90, (!times.is_empty()).then(|| times[(times.len() * 9).div_ceil(10) - 1]));
            if !times.is_empty() {
                let (low, high) = (times[(times.len() - 1) / 2], times[times.len() / 2]);
                let halves = format!("{}.{}0", (low + high) / 2, if (low + high) % 2 == 1 { 5 } else { 0 });
                prop_assert_eq!(found.median.unwrap().to_string(), halves);
            }
        }
        // The rows of the form add up, and with the practice that puts everything in a column so does the form.
        for row in view.rows.iter().chain(&view.totals) {
            prop_assert!(row.identities.resolved.holds && row.identities.pending.holds && row.identities.accounted.holds);
            prop_assert_eq!(row.identities.whole.holds, row.figures.apart.total == 0);
            if within {
                prop_assert!(row.identities.received.holds && row.identities.whole.holds);
            }
        }
    }

    /// Over all periods together a tally gives what it gives for one period as long as them.
    #[test]
    fn periods_add_up_to_the_period_of_them_all(dossiers in any_dossiers(), spec in any_spec()) {
        let last = *spec.periods.last().unwrap();
        let whole = Span { from: spec.periods[0].from, through: last.through };
        let one = TallySpec { periods: vec![whole], as_of: Some(spec.as_of.unwrap_or(last.through)), ..spec.clone() };
        let request = ViewRequest { by: spec.by.clone(), ..Default::default() };
        let (parts, whole) = (counted(&dossiers, &spec), counted(&dossiers, &one));
        prop_assert_eq!(parts.view(&request).unwrap().rows, whole.view(&request).unwrap().rows);
    }

    /// However the dossiers are parted and in whatever order the parts are added, the bytes are the same.
    #[test]
    fn merging_any_partition_in_any_order_gives_the_same_bytes(
        (dossiers, parts, order) in any_dossiers().prop_flat_map(|dossiers| {
            let parts = proptest::collection::vec(0_usize..6, dossiers.len());
            (Just(dossiers), parts, Just((0..6).collect::<Vec<usize>>()).prop_shuffle())
        }),
        spec in any_spec(),
    ) {
        let whole = counted(&dossiers, &spec);
        let part = |number: usize| {
            let of = dossiers.iter().zip(&parts).filter(|(_, part)| **part == number).map(|(dossier, _)| dossier.clone());
            counted(&of.collect::<Vec<_>>(), &spec)
        };
        let mut left = Tally::empty(&spec, calendar()).unwrap();
        for number in &order {
            left = left.merge(part(*number)).unwrap();
        }
        prop_assert_eq!(left.to_bytes(), whole.to_bytes());
        // Two by two, over the bytes and the text that workers would send.
        let sent = order.iter().map(|number| Tally::from_bytes(&part(*number).to_bytes()).unwrap());
        prop_assert_eq!(Tally::merged(sent).unwrap().to_bytes(), whole.to_bytes());
        let written = order.iter().map(|number| Tally::from_json(&part(*number).to_json().unwrap()).unwrap());
        let tree = Tally::merged(written).unwrap();
        prop_assert_eq!(tree.to_bytes(), whole.to_bytes());
        prop_assert_eq!(tree.to_json().unwrap(), whole.to_json().unwrap());
    }

    /// Bytes cut or changed anywhere are refused; nothing panics.
    #[test]
    fn a_changed_tally_is_refused(dossiers in any_dossiers(), spec in any_spec(), at in any::<proptest::sample::Index>(), by in 1_u8..) {
        let mut bytes = counted(&dossiers, &spec).to_bytes();
        let at = at.index(bytes.len());
        prop_assert_eq!(Tally::from_bytes(&bytes[..at]).unwrap_err().code(), "tally.unreadable");
        bytes[at] = bytes[at].wrapping_add(by);
        prop_assert_eq!(Tally::from_bytes(&bytes).unwrap_err().code(), "tally.unreadable");
    }

    /// The dossiers behind a figure are as many as the figure.
    #[test]
    fn members_are_as_many_as_the_figure(days in proptest::collection::vec((0_i32..80, 1_i32..20, proptest::option::of(0_i32..40), 0_u8..3), 0..80)) {
        let day = |days: i32| 20_089 + days; // 2025-01-01
        let received: Vec<i32> = days.iter().map(|row| day(row.0)).collect();
        let limit: Vec<i32> = days.iter().map(|row| row.1).collect();
        let finished: Vec<i32> = days.iter().map(|row| row.2.map_or(i32::MIN, |after| day(row.0 + after))).collect();
        let codes: Vec<u8> = days.iter().map(|row| if row.3 == 2 { u8::MAX } else { row.3 }).collect();
        let labels = ["A".to_owned(), "B".to_owned()];
        let by = [Dimension { name: "agency", codes: Codes::U8(&codes), labels: &labels }];
        let columns = DossierColumns {
            limit: Some(&limit), finished: Some(Moments::Days(&finished)), by: &by,
            ..DossierColumns::received(Moments::Days(&received))
        };
        let spec: TallySpec = document::from_json(
            r#"{"periods": [{"from": "2025-01-15", "through": "2025-02-14"}, {"from": "2025-02-15", "through": "2025-03-14"}], "by": ["agency"]}"#,
        ).unwrap();
        let mut reasons = vec![0; received.len()];
        let tally = Tally::count(&columns, &spec, calendar(), &mut reasons).unwrap();
        let view = tally.view(&ViewRequest { by: vec!["agency".to_owned()], each_period: true, ..Default::default() }).unwrap();
        for row in &view.rows {
            let period = spec.periods.iter().position(|span| *span == row.period);
            let f = row.figures;
            for (place, count) in [(FormPlace::Early, f.resolved.early), (FormPlace::OnTime, f.resolved.on_time),
                (FormPlace::Late, f.resolved.late), (FormPlace::InTime, f.pending.in_time), (FormPlace::Overdue, f.pending.overdue)] {
                let only = BTreeMap::from([("agency".to_owned(), vec![row.key[0].label.clone()])]);
                let selection = Selection { only, period, places: vec![place], ..Default::default() };
                let members = Tally::members(&columns, &spec, calendar(), &selection).unwrap();
                prop_assert_eq!(members.len() as u64, count);
            }
        }
        // Blocks of the same columns, counted apart.
        let mut counter = Counter::new(&spec, calendar()).unwrap();
        for start in (0..received.len()).step_by(7) {
            let rows = start..(start + 7).min(received.len());
            let by = columns.dimensions(&rows);
            let part = DossierColumns { by: &by, ..columns.rows(rows.clone()) };
            counter.add(&part, None, &mut vec![0; rows.len()]).unwrap();
        }
        prop_assert_eq!(counter.finish().unwrap().0.to_bytes(), tally.to_bytes());
    }
}

/// On the due day an hour after the hour on the slip: on time by the day, late by the hour.
#[test]
fn a_practice_by_the_hour_differs_on_the_due_day_alone() {
    let spec: TallySpec =
        document::from_json(r#"{"periods": [{"from": "2026-03-01", "through": "2026-03-31"}]}"#).unwrap();
    let dossier = |id: &str, hour: u32| Dossier {
        due: Some(moment("2026-03-09".parse().unwrap(), Some(11))),
        finished: Some(moment("2026-03-09".parse().unwrap(), Some(hour))),
        ..Dossier::new(id, "", "", "2026-03-02".parse().unwrap())
    };
    let tally = counted(&[dossier("a", 10), dossier("b", 11), dossier("c", 12)], &spec);
    let resolved = |compare| {
        let resolved = tally.total(&Policy { compare, ..Policy::default() }).unwrap().resolved;
        (resolved.early, resolved.on_time, resolved.late)
    };
    assert_eq!(resolved(Compare::Day), (0, 3, 0));
    assert_eq!(resolved(Compare::Hour), (0, 2, 1));
    assert_eq!(resolved(Compare::Instant), (1, 1, 1));
    let by_hour = Policy { compare: Compare::Hour, ..Policy::default() };
    let effect = tally.policy_effect(&ViewRequest::default(), &by_hour).unwrap();
    assert_eq!(effect.total.changes, BTreeMap::from([("c10", 1), ("c9", -1)]));
    assert_eq!(
        effect.shifts.iter().map(|shift| (shift.from, shift.to, shift.dossiers)).collect::<Vec<_>>(),
        [("on_time", "late", 1)]
    );
    let withdrawn = Policy { withdrawn: Placement::Within, ..Policy::default() };
    assert!(tally.policy_effect(&ViewRequest::default(), &withdrawn).unwrap().total.changes.is_empty());
}

/// Two dossiers without an id are not the same dossier, nor known to be two.
#[test]
fn rows_without_an_id_are_left_out_where_ids_are_given() {
    let spec: TallySpec =
        document::from_json(r#"{"periods": [{"from": "2026-03-01", "through": "2026-03-31"}]}"#).unwrap();
    let days = [base().signed_duration_since(NaiveDate::default()).num_days() as i32 + 430; 5];
    let ids = ["a", "", " \u{a0}", "b", "a"].map(Counter::fingerprint);
    let mut counter = Counter::new(&spec, calendar()).unwrap();
    let mut reasons = [0; 5];
    counter.add(&DossierColumns::received(Moments::Days(&days)), Some(&ids), &mut reasons).unwrap();
    let codes = reasons.map(|reason| cchc::calendar::Reason::ALL[usize::from(reason)].code());
    assert_eq!(codes, ["", "table.missing_field", "table.missing_field", "", "dossier.duplicate"]);
    assert_eq!(counter.finish().unwrap().0.total(&Policy::default()).unwrap().received.total, 2);
}
