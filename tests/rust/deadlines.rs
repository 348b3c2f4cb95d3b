//! Laws that every deadline keeps, whatever the limit, the hours and the events.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot set itself up should stop")]

use cchc::calendar::{CalendarUse, NO_DAY, TimeUnit};
use cchc::deadline::columns::outcome_number;
use cchc::deadline::{
    ClockEvent, ClockState, ClockUnit, CutOff, DeadlineColumns, DeadlineResults, PauseColumns, StageFlow,
};
use cchc::{Deadline, DeadlineCase, DeadlineRule, Moment, OfficeHours, Overlay, TimeLimit, WorkCalendar, document};
use chrono::{Duration, NaiveDate, NaiveDateTime};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Eight hours a day, with a short day and a Saturday morning.
fn calendar() -> &'static WorkCalendar {
    static CALENDAR: LazyLock<WorkCalendar> = LazyLock::new(|| {
        let hours: OfficeHours = document::from_json(
            r#"{"weekly": [{"days": ["monday", "tuesday", "wednesday", "thursday", "friday"],
                "intervals": [["07:00", "11:30"], ["13:30", "17:00"]]}], "source": {"document": "Quy chế làm việc"}}"#,
        )
        .unwrap();
        let overlays: Vec<Overlay> = document::from_json(
            r#"[{"source": {"document": "Thông báo"},
                 "hours": [{"from": "2024-03-08", "intervals": [["07:00", "09:15"]], "reason": {"vi": "họp", "en": "meeting"}}],
                 "extra_days": [{"from": "2024-03-09", "intervals": [["08:00", "11:00"]], "reason": {"vi": "làm thêm", "en": "extra"}}]}]"#,
        )
        .unwrap();
        let calendar = WorkCalendar::vietnam().with_hours(hours).unwrap();
        calendar.overlaid(&overlays, None, CalendarUse::Counting).unwrap()
    });
    &CALENDAR
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An instant of 2024: Tết, a swap over 30/4 and the days of the overlay are in it.
fn any_instant() -> impl Strategy<Value = NaiveDateTime> {
    (0_i64..300 * 1440).prop_map(|minutes| day("2024-01-02").and_hms_opt(0, 0, 0).unwrap() + Duration::minutes(minutes))
}

fn any_limit() -> impl Strategy<Value = TimeLimit> {
    prop_oneof![
        (1_u32..40).prop_map(TimeLimit::WorkingDays),
        (1_u32..40, 1_u16..4).prop_map(|(quarters, hours)| TimeLimit::WorkingDayQuarters {
            quarters,
            minutes_per_day: Some(hours * 240)
        }),
        (1_u32..8000).prop_map(TimeLimit::WorkingMinutes),
        (1_u32..60).prop_map(TimeLimit::CalendarDays),
        (1_u32..9).prop_map(TimeLimit::Weeks),
        (1_u32..6).prop_map(TimeLimit::Months),
        (1_u32..2).prop_map(TimeLimit::Years),
        (1_u32..200).prop_map(TimeLimit::Hours),
        Just(TimeLimit::InTheDay),
    ]
}

fn any_cut_off() -> impl Strategy<Value = Option<CutOff>> {
    // Those in force in all of 2024.
    let known = |id: &&str| !["118/2025", "297/2025"].iter().any(|later| id.starts_with(later));
    let mut shipped: Vec<CutOff> = CutOff::shipped_ids().filter(known).map(|id| CutOff::shipped(id).unwrap()).collect();
    for text in [
        r#"{"effect": "next_morning", "at": "17:00", "resume": "08:00", "source": {"document": "x"}}"#,
        r#"{"effect": "last_minutes", "minutes": 60, "source": {"document": "x"}}"#,
    ] {
        shipped.push(document::from_json(text).unwrap());
    }
    prop_oneof![Just(None), proptest::sample::select(shipped).prop_map(Some)]
}

fn rule(limit: TimeLimit, cut_off: Option<CutOff>) -> DeadlineRule {
    DeadlineRule { cut_off, ..limit.into() }
}

/// When a deadline is due, to compare: its minute, or for limits in days its day.
fn due(case: &DeadlineCase) -> NaiveDateTime {
    let deadline = Deadline::of_case(calendar(), case).unwrap();
    let by_minute = matches!(deadline.unit, ClockUnit::WorkingMinutes | ClockUnit::Minutes);
    deadline.due_at.filter(|_| by_minute).unwrap_or_else(|| deadline.due.unwrap().into())
}

fn pauses(spans: &[(NaiveDateTime, i64)]) -> Vec<ClockEvent> {
    let events = spans.iter().flat_map(|(from, minutes)| {
        let to = *from + Duration::minutes(*minutes);
        [ClockEvent::Suspended { at: (*from).into(), reason: None }, ClockEvent::Resumed { at: to.into() }]
    });
    events.collect()
}

/// Pauses one after the other from a reception on.
fn any_pauses() -> impl Strategy<Value = Vec<(i64, i64)>> {
    proptest::collection::vec((1_i64..4000, 0_i64..9000), 0..4)
}

fn spread(received: NaiveDateTime, gaps: &[(i64, i64)]) -> Vec<(NaiveDateTime, i64)> {
    let mut at = received;
    let spans = gaps.iter().map(|(gap, length)| {
        let from = at + Duration::minutes(*gap);
        at = from + Duration::minutes(*length);
        (from, *length)
    });
    spans.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn a_later_reception_is_never_due_earlier(one in any_instant(), after in 0_i64..6000, limit in any_limit(), cut_off in any_cut_off()) {
        // The texts move a reception after the hour to the next opening and leave one before the opening
        // where it is, so by the minute the later one may be due earlier.
        let by_day = matches!(limit, TimeLimit::WorkingDays(_) | TimeLimit::CalendarDays(_) | TimeLimit::Weeks(_) | TimeLimit::Months(_) | TimeLimit::Years(_) | TimeLimit::InTheDay);
        let rule = rule(limit, cut_off.filter(|_| by_day));
        let other = one + Duration::minutes(after);
        let [earlier, later] = [one, other].map(|at| due(&DeadlineCase::new(at.into(), rule.clone())));
        prop_assert!(earlier <= later, "{} and {}", earlier, later);
    }

    #[test]
    fn a_longer_limit_is_never_due_earlier(at in any_instant(), days in 1_u32..60, more in 0_u32..30) {
        for limit in [TimeLimit::WorkingDays, TimeLimit::WorkingMinutes, TimeLimit::CalendarDays, TimeLimit::Hours] {
            let [short, long] = [days, days + more].map(|amount| due(&DeadlineCase::new(at.into(), limit(amount))));
            prop_assert!(short <= long);
        }
    }

    #[test]
    fn the_trace_accounts_for_the_whole_limit(at in any_instant(), limit in any_limit(), gaps in any_pauses()) {
        let mut case = DeadlineCase::new(at.into(), limit);
        case.events = pauses(&spread(at, &gaps));
        let deadline = Deadline::of_case(calendar(), &case).unwrap();
        let minutes: u32 = deadline.counted.iter().filter_map(|day| day.minutes).sum();
        let days = deadline.counted.len();
        match limit {
            TimeLimit::WorkingDays(amount) | TimeLimit::CalendarDays(amount) => prop_assert_eq!(days, amount as usize),
            TimeLimit::Weeks(weeks) => prop_assert_eq!(days, weeks as usize * 7),
            TimeLimit::WorkingMinutes(amount) => prop_assert_eq!(minutes, amount),
            TimeLimit::WorkingDayQuarters { quarters, minutes_per_day } => {
                prop_assert_eq!(minutes, quarters * u32::from(minutes_per_day.unwrap()) / 4);
            }
            TimeLimit::Hours(hours) => prop_assert_eq!(minutes, hours * 60),
            _ => {}
        }
        prop_assert!(deadline.counted.windows(2).all(|pair| pair[0].date < pair[1].date));
        prop_assert!(deadline.skipped.iter().all(|reason| !reason.working));
        prop_assert!(deadline.rules.iter().all(|rule| !rule.document.is_empty()));
    }

    #[test]
    fn a_pause_before_the_end_moves_a_deadline_by_its_working_length(at in any_instant(), amount in 200_u32..4000, gap in 0_i64..100, length in 0_i64..9000) {
        let limit = TimeLimit::WorkingMinutes(amount);
        let plain = due(&DeadlineCase::new(at.into(), limit));
        let spans = spread(at, &[(gap, length)]);
        let mut case = DeadlineCase::new(at.into(), limit);
        case.events = pauses(&spans);
        let (from, to) = (spans[0].0, spans[0].0 + Duration::minutes(length));
        let worked = calendar().count_working_minutes(from, to).unwrap();
        prop_assert_eq!(due(&case), calendar().add_working_minutes(plain, worked).unwrap());
        // Counted by the day: the day a pause begins is used up, the day it ends is not.
        let days = TimeLimit::WorkingDays(amount / 200);
        let plain = due(&DeadlineCase::new(at.into(), days)).date();
        let mut case = DeadlineCase::new(at.into(), days);
        case.events = pauses(&spans);
        let expected = if from.date() <= plain {
            let shift = calendar().count_working_days(from.date(), to.date()).unwrap();
            // What had not ended when the clock stopped does not end before it runs again.
            let worked = calendar().is_working_day(to.date()).unwrap();
            let resumed = if worked { to.date() } else { calendar().add_working_days(to.date(), 1).unwrap() };
            calendar().add_working_days(plain, shift).unwrap().max(resumed)
        } else {
            plain
        };
        prop_assert_eq!(due(&case).date(), expected);
    }

    #[test]
    fn steps_one_after_the_other_end_when_the_whole_does(at in any_instant(), parts in proptest::collection::vec(1_u32..9, 1..6)) {
        for unit in ["working_days", "working_hours", "calendar_days"] {
            let steps: Vec<String> = parts.iter().enumerate().map(|(place, part)| format!(r#"{{"id": "{place}", "limit": {{"{unit}": {part}}}}}"#)).collect();
            let whole: u32 = parts.iter().sum();
            let flow: StageFlow = document::from_json(&format!(
                r#"{{"received": "{}", "limit": {{"{unit}": {whole}}}, "flow": [{}]}}"#, Moment::from(at), steps.join(",")
            )).unwrap();
            let report = flow.report(calendar()).unwrap();
            prop_assert_eq!(report.sum.agrees, Some(true));
            // Each step of calendar days may itself roll over a day off; the others add up exactly.
            if unit == "calendar_days" {
                prop_assert!(report.ends.date() >= report.due.unwrap().date());
            } else {
                prop_assert_eq!(Some(report.ends), report.due);
            }
        }
    }

    #[test]
    fn the_order_events_are_given_in_does_not_matter(at in any_instant(), limit in any_limit(), gaps in any_pauses(), seed in any::<u64>()) {
        let spans = spread(at, &gaps);
        let mut case = DeadlineCase::new(at.into(), limit);
        case.history = true;
        case.events = pauses(&spans);
        if let Some((from, _)) = spans.last() {
            // At the very moments of the last pause.
            case.events.push(ClockEvent::Excluded { at: (*from).into(), to: (*from + Duration::days(3)).into(), ground: "niêm yết".to_owned() });
            case.events.push(ClockEvent::Extended { at: (*from).into(), by: TimeLimit::WorkingDays(2), reason: None });
        }
        let straight = Deadline::of_case(calendar(), &case).unwrap();
        let mut keys: Vec<u64> = (0..case.events.len() as u64).map(|place| seed.rotate_left((place * 7 % 64) as u32) ^ place).collect();
        let mut events: Vec<ClockEvent> = case.events.clone();
        // A plain exchange sort by the seed's keys: any order there is.
        for one in 0..events.len() {
            for other in one + 1..events.len() {
                if keys[other] < keys[one] {
                    keys.swap(one, other);
                    events.swap(one, other);
                }
            }
        }
        case.events = events;
        prop_assert_eq!(Deadline::of_case(calendar(), &case).unwrap(), straight);
    }

    #[test]
    fn a_column_of_dossiers_is_each_dossier(rows in proptest::collection::vec((any_instant(), any_limit(), any_cut_off(), any_pauses(), proptest::option::of(0_i64..60_000)), 1..20), as_of in any_instant()) {
        let rules: Vec<DeadlineRule> = rows.iter().map(|(_, limit, cut_off, ..)| rule(*limit, cut_off.clone())).collect();
        let minutes = |at: NaiveDateTime| at.and_utc().timestamp() / 60;
        let places: Vec<u16> = (0..rows.len() as u16).collect();
        let received: Vec<i64> = rows.iter().map(|row| minutes(row.0)).collect();
        let finished: Vec<i64> = rows.iter().map(|row| row.4.map_or(i64::MIN, |after| minutes(row.0) + after)).collect();
        let (mut offsets, mut from, mut to) = (vec![0], Vec::new(), Vec::new());
        for row in &rows {
            for (start, length) in spread(row.0, &row.3) {
                from.push(minutes(start));
                to.push(minutes(start) + length);
            }
            offsets.push(from.len() as i32);
        }
        let count = rows.len();
        let (mut due, mut elapsed, mut remaining) = (vec![0; count], vec![0; count], vec![0; count]);
        let (mut outcome, mut reasons) = (vec![0; count], vec![0; count]);
        let columns = DeadlineColumns {
            time_unit: TimeUnit::Minutes, received: &received, rules: &rules, rule: Some(&places), amount: None, unit: None,
            pauses: Some(PauseColumns { offsets: &offsets, from: &from, to: &to }), finished: Some(&finished), as_of: minutes(as_of),
        };
        let failed = columns.compute(calendar(), &mut DeadlineResults {
            due: &mut due, elapsed: &mut elapsed, remaining: &mut remaining, outcome: &mut outcome, reasons: &mut reasons,
        }).unwrap();
        let mut refused = 0;
        for (place, row) in rows.iter().enumerate() {
            let mut case = DeadlineCase::new(row.0.into(), rules[place].clone());
            case.events = pauses(&spread(row.0, &row.3));
            match row.4.map(|after| row.0 + Duration::minutes(after)) {
                Some(finished) => case.events.push(ClockEvent::Finished { at: finished.into() }),
                None => case.as_of = Some(as_of.into()),
            }
            let single = match Deadline::of_case(calendar(), &case) {
                Ok(single) => single,
                // A pause after the finish.
                Err(error) => {
                    prop_assert_eq!((error.code(), reasons[place]), ("deadline.event_order", 9));
                    refused += 1;
                    continue;
                }
            };
            let by_minute = matches!(single.unit, ClockUnit::WorkingMinutes | ClockUnit::Minutes);
            let expected = single.due.map(|due| single.due_at.filter(|_| by_minute).unwrap_or_else(|| due.into()));
            prop_assert_eq!(due[place], expected.map_or(i64::MIN, minutes), "{:?}", case);
            prop_assert_eq!(outcome[place], single.outcome.map_or(0, outcome_number), "{:?}", case);
            let told = single.progress.map(|progress| (progress.elapsed as i32, progress.remaining as i32));
            prop_assert_eq!((elapsed[place], remaining[place]), told.unwrap_or((NO_DAY, NO_DAY)), "{:?}", case);
        }
        prop_assert_eq!(failed, refused);
    }

    #[test]
    fn extending_twice_is_extending_by_the_sum(at in any_instant(), limit in any_limit(), one in 1_u32..20, two in 1_u32..20) {
        for by in [TimeLimit::WorkingDays, TimeLimit::WorkingMinutes, TimeLimit::Hours] {
            let extended = |parts: &[u32]| {
                let mut case = DeadlineCase::new(at.into(), limit);
                let event = |part: &u32| ClockEvent::Extended { at: (at + Duration::minutes(5)).into(), by: by(*part), reason: None };
                case.events = parts.iter().map(event).collect();
                due(&case)
            };
            // Hours and minutes added to a limit in days end on a day each time, so only the sum of days is one.
            let by_day = matches!(limit, TimeLimit::WorkingDays(_) | TimeLimit::CalendarDays(_) | TimeLimit::Weeks(_) | TimeLimit::Months(_) | TimeLimit::Years(_) | TimeLimit::InTheDay);
            if !by_day || matches!(by(1), TimeLimit::WorkingDays(_)) {
                prop_assert_eq!(extended(&[one, two]), extended(&[one + two]), "{:?}", by(1));
            }
        }
    }

    #[test]
    fn whatever_events_are_given_there_is_an_answer_or_an_error(at in any_instant(), limit in any_limit(), kinds in proptest::collection::vec((0_u8..11, -500_i64..20_000), 0..8), history in any::<bool>()) {
        let events = kinds.into_iter().map(|(kind, after)| {
            let moment = Moment::from(at + Duration::minutes(after));
            match kind {
                0 => ClockEvent::Suspended { at: moment, reason: None },
                1 => ClockEvent::Resumed { at: moment },
                2 => ClockEvent::SupplementAsked { at: moment },
                3 => ClockEvent::SupplementReceived { at: moment },
                4 => ClockEvent::Excluded { at: moment, to: (at + Duration::minutes(after * 2)).into(), ground: String::new() },
                5 => ClockEvent::Extended { at: moment, by: limit, reason: None },
                6 => ClockEvent::ReAppointed { at: moment, due: (at + Duration::minutes(after + 3000)).into() },
                7 => ClockEvent::ObligationNotified { at: moment },
                8 => ClockEvent::ObligationPaid { at: moment },
                9 => ClockEvent::Withdrawn { at: moment },
                _ => ClockEvent::Finished { at: moment },
            }
        });
        let mut case = DeadlineCase::new(at.into(), limit);
        case.events = events.collect();
        case.history = history;
        case.rule.supplement = Some(cchc::deadline::OnSupplement::Restart);
        case.rule.after_payment = Some(TimeLimit::WorkingDays(2));
        match Deadline::of_case(calendar(), &case) {
            Ok(deadline) => {
                prop_assert_eq!(deadline.effects.len(), case.events.len());
                let stands = matches!(deadline.state, ClockState::Suspended | ClockState::WaitingSupplement | ClockState::WaitingPayment);
                prop_assert_eq!(deadline.due.is_none(), stands);
            }
            Err(error) => prop_assert!(cchc::ERROR_CODES.contains(&error.code())),
        }
        let mut date_only = case.clone();
        date_only.received = at.date().into();
        let _ = Deadline::of_case(calendar(), &date_only);
    }
}

#[test]
fn limits_at_the_edge_of_their_numbers_are_refused() {
    let compute = |limit| Deadline::compute(calendar(), "2024-03-04T08:00".parse().unwrap(), limit).unwrap_err().code();
    let kinds = [
        TimeLimit::WorkingDays,
        TimeLimit::WorkingMinutes,
        TimeLimit::CalendarDays,
        TimeLimit::Weeks,
        TimeLimit::Months,
        TimeLimit::Years,
        TimeLimit::Hours,
    ];
    for kind in kinds {
        assert_eq!(compute(kind(0)), "input.out_of_range");
        assert_eq!(compute(kind(1_000_000_000)), "calendar.horizon_adding");
        assert_eq!(compute(kind(u32::MAX)), "calendar.horizon_adding");
    }
    let quarters = |quarters, minutes_per_day| compute(TimeLimit::WorkingDayQuarters { quarters, minutes_per_day });
    assert_eq!(quarters(0, Some(480)), "input.out_of_range");
    assert_eq!(quarters(1, Some(0)), "input.out_of_range");
    assert_eq!(quarters(1, Some(479)), "input.out_of_range");
    assert_eq!(quarters(u32::MAX, Some(1440)), "calendar.horizon_adding");
    assert_eq!(quarters(1, None), "deadline.conversion_undeclared");
}

#[test]
fn reasons_stand_in_the_order_of_their_numbers_and_are_known_codes() {
    for (number, reason) in (0_u8..).zip(cchc::calendar::Reason::ALL) {
        assert_eq!(reason as u8, number);
        assert!(number == 0 || cchc::ERROR_CODES.contains(&reason.code()), "{reason:?}");
    }
}

#[test]
fn bulk_rows_that_cannot_be_answered_say_why() {
    let rules = [TimeLimit::WorkingDays(3).into(), TimeLimit::NotCounted.into(), rule(TimeLimit::WorkingDays(1), None)];
    let minute = |text: &str| day(text).and_hms_opt(9, 0, 0).unwrap().and_utc().timestamp() / 60;
    let good = minute("2024-03-04");
    let received = [i64::MIN, minute("2030-01-01"), good, good, good, good, good, good];
    let place = [0, 0, 9, 1, 2, 2, 2, 0];
    let unit = [0, 0, 0, 0, 1, 1, 99, 0];
    let amount = [0, 0, 0, 0, -1, NO_DAY, 1, 0];
    let finished = [i64::MIN, i64::MIN, i64::MIN, i64::MIN, i64::MIN, i64::MIN, i64::MIN, good - 60];
    let (mut due, mut elapsed, mut remaining) = ([0; 8], [0; 8], [0; 8]);
    let (mut outcome, mut reasons) = ([0; 8], [0; 8]);
    let columns = DeadlineColumns {
        time_unit: TimeUnit::Minutes,
        received: &received,
        rules: &rules,
        rule: Some(&place),
        amount: Some(&amount),
        unit: Some(&unit),
        pauses: None,
        finished: Some(&finished),
        as_of: i64::MIN,
    };
    let mut results = DeadlineResults {
        due: &mut due,
        elapsed: &mut elapsed,
        remaining: &mut remaining,
        outcome: &mut outcome,
        reasons: &mut reasons,
    };
    assert_eq!(columns.compute(calendar(), &mut results).unwrap(), 8);
    assert_eq!(reasons, [1, 2, 6, 12, 4, 1, 4, 7]);
    assert!(due.iter().all(|due| *due == i64::MIN));
}

fn answer(case: &str) -> Deadline {
    Deadline::of_case(calendar(), &document::from_json(case).unwrap()).unwrap()
}

#[test]
fn the_article_on_rolling_is_cited_where_a_last_day_rolled_and_only_there() {
    let cited = |case: &str| answer(case).rules.iter().any(|rule| rule.article.as_deref() == Some("Điều 148 khoản 5"));
    assert!(cited(r#"{"received": "2026-03-05", "rule": {"limit": {"calendar_days": 2}}}"#));
    assert!(!cited(r#"{"received": "2026-03-05", "rule": {"limit": {"calendar_days": 2}, "roll_last_day": false}}"#));
    assert!(!cited(r#"{"received": "2026-03-02", "rule": {"limit": {"calendar_days": 2}}}"#));
    let paused = r#"{"received": "2026-03-02", "rule": {"limit": {"calendar_days": 2}},
        "events": [{"event": "suspended", "at": "2026-03-03"}, {"event": "resumed", "at": "2026-03-04"}]}"#;
    assert!(!cited(paused));
}

#[test]
fn a_new_date_holds_against_what_began_before_it_and_rolls_once_it_is_moved() {
    let due = |events: &str| {
        answer(&format!(
            r#"{{"received": "2026-03-02", "rule": {{"limit": {{"calendar_days": 10}}}}, "events": [{events}]}}"#
        ))
        .due
        .unwrap()
        .to_string()
    };
    let again = r#"{"event": "re_appointed", "at": "2026-03-06", "due": "2026-03-20"}"#;
    let excluded = r#"{"event": "excluded", "at": "2026-03-04", "to": "2026-03-12", "ground": "niêm yết"}"#;
    assert_eq!(due(&format!("{excluded}, {again}")), "2026-03-20");
    let extended = r#"{"event": "extended", "at": "2026-03-09", "by": {"calendar_days": 2}}"#;
    assert_eq!(due(&format!("{again}, {extended}")), "2026-03-23", "Sunday 22/3 rolls on");
}

#[test]
fn an_area_adds_to_the_limit_of_the_procedure_and_not_to_the_time_after_payment() {
    let case = r#"{"received": "2026-03-02", "area": "xã miền núi",
        "rule": {"limit": {"working_days": 5}, "after_payment": {"working_days": 2},
                 "areas": [{"area": "xã miền núi", "add": {"working_days": 10}, "source": {"document": "151/2025/NĐ-CP"}}]},
        "events": [{"event": "obligation_notified", "at": "2026-03-20"}, {"event": "obligation_paid", "at": "2026-04-01"}]}"#;
    let deadline = answer(case);
    let dues: Vec<String> =
        deadline.appointments.iter().map(|appointment| appointment.due.unwrap().to_string()).collect();
    assert_eq!(dues, ["2026-03-23", "2026-04-03"]);
}

#[test]
fn what_ends_at_24_00_ends_on_that_day() {
    let hours: OfficeHours = document::from_json(
        r#"{"weekly": [{"days": ["monday", "tuesday", "wednesday", "thursday", "friday"],
            "intervals": [["08:00", "12:00"], ["20:00", "24:00"]]}], "source": {"document": "Quy chế trực"}}"#,
    )
    .unwrap();
    let calendar = WorkCalendar::vietnam().with_hours(hours).unwrap();
    let of = |case: &str| Deadline::of_case(&calendar, &document::from_json(case).unwrap()).unwrap();
    let plain = of(r#"{"received": "2026-03-06T07:00", "rule": {"limit": {"working_hours": 8}},
        "events": [{"event": "finished", "at": "2026-03-06T23:30"}]}"#);
    assert_eq!(plain.due.unwrap().to_string(), "2026-03-06");
    assert_eq!(plain.outcome, Some(cchc::Outcome::OnTime));
    assert!(plain.skipped.is_empty(), "the Saturday after is no part of it");
    let extended = of(r#"{"received": "2026-03-05T07:00", "rule": {"limit": {"working_hours": 8}},
        "events": [{"event": "extended", "at": "2026-03-05T09:00", "by": {"working_days": 1}}]}"#);
    assert_eq!(extended.due.unwrap().to_string(), "2026-03-06");
    let at_the_horizon = of(r#"{"received": "2026-12-31T07:30", "rule": {"limit": {"working_hours": 8}}}"#);
    assert_eq!(at_the_horizon.due.unwrap().to_string(), "2026-12-31");
    let clock = of(r#"{"received": "2026-03-02T09:00", "rule": {"limit": {"hours": 24}},
        "events": [{"event": "extended", "at": "2026-03-02T10:00", "by": {"working_days": 1}},
                   {"event": "extended", "at": "2026-03-02T11:00", "by": {"working_days": 1}}]}"#);
    assert_eq!(clock.due.unwrap().to_string(), "2026-03-05");
    let flow: StageFlow = document::from_json(
        r#"{"received": "2026-03-05T07:00", "flow": [{"id": "một", "limit": {"working_hours": 8}}, {"id": "hai", "limit": {"working_days": 1}}]}"#,
    )
    .unwrap();
    assert_eq!(flow.report(&calendar).unwrap().ends.to_string(), "2026-03-06");
}
