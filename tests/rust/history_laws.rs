//! Laws of histories, of their audit and of the codes of records.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot set itself up should stop")]

use cchc::audit::{self, AuditSettings};
use cchc::dossier::CodeRegime;
use cchc::history::{self, EventKind};
use cchc::{
    Deadline, DeadlineCase, DossierCode, DossierEvent, DossierState, Error, Happening, History, Lang, Moment,
    OfficeHours, ProcedureCode, Replay, SectorCode, TimeLimit, WorkCalendar, document,
};
use chrono::{Duration, NaiveDate, NaiveDateTime};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;
use std::sync::LazyLock;

fn calendar() -> &'static WorkCalendar {
    static CALENDAR: LazyLock<WorkCalendar> = LazyLock::new(|| {
        let hours: OfficeHours = document::from_json(
            r#"{"weekly": [{"days": ["monday", "tuesday", "wednesday", "thursday", "friday"],
                "intervals": [["07:00", "11:30"], ["13:30", "17:00"]]}], "source": {"document": "Quy chế làm việc"}}"#,
        )
        .unwrap();
        WorkCalendar::vietnam().with_hours(hours).unwrap()
    });
    &CALENDAR
}

/// Few moments, so that many events share one; some without an hour.
fn any_moment() -> impl Strategy<Value = Moment> {
    let start = "2026-07-27".parse::<NaiveDate>().unwrap();
    (0_i64..25, prop::option::weighted(0.8, 0_i64..12)).prop_map(move |(days, half)| {
        let date = start + Duration::days(days);
        half.map_or_else(|| date.into(), |half| (date.and_hms_opt(7, 0, 0).unwrap() + Duration::hours(half)).into())
    })
}

fn any_happening() -> impl Strategy<Value = Happening> {
    let name = || select(vec!["A", "B", "C"]).prop_map(str::to_owned);
    prop_oneof![
        2 => Just(Happening::Submitted {}),
        8 => Just(Happening::Received {}),
        1 => Just(Happening::ReceivedByCompetent {}),
        1 => Just(Happening::RefusedAtIntake { reason: None }),
        4 => Just(Happening::Resumed {}),
        4 => Just(Happening::SupplementReceived { due_before: None, due_after: None }),
        2 => Just(Happening::ObligationPaid {}),
        3 => name().prop_map(|from| Happening::OpinionReceived { from }),
        4 => (name(), prop::option::of(name())).prop_map(|(to, from)| Happening::Transferred { to, from, due: None }),
        2 => any_moment().prop_map(|to| Happening::Excluded { to, ground: "niêm yết".to_owned() }),
        2 => (1_u32..5).prop_map(|days| Happening::Extended { by: TimeLimit::WorkingDays(days), reason: None }),
        2 => any_moment().prop_map(|due| Happening::ReAppointed { due }),
        2 => Just(Happening::ObligationNotified {}),
        3 => name().prop_map(|of| Happening::OpinionAsked { of, due: None }),
        4 => Just(Happening::Suspended { reason: None }),
        4 => Just(Happening::SupplementAsked { reason: None }),
        6 => Just(Happening::Finished {}),
        1 => Just(Happening::Refused { reason: None }),
        3 => Just(Happening::HandedOver {}),
        1 => Just(Happening::Withdrawn {}),
        1 => Just(Happening::Stopped { reason: None }),
        1 => Just(Happening::Closed {}),
    ]
}

fn any_event() -> impl Strategy<Value = DossierEvent> {
    (any_moment(), any_happening(), prop::option::of(any_moment())).prop_map(|(at, what, recorded_at)| {
        let mut event = DossierEvent::new(at, what);
        event.recorded_at = recorded_at;
        event
    })
}

/// A history as events happen to be, or one whose events can all follow one another.
fn any_history() -> impl Strategy<Value = History> {
    prop_oneof![1 => raw_history(), 3 => raw_history().prop_map(legal)]
}

/// The same history without the events that cannot happen after those kept before them.
fn legal(history: History) -> History {
    let events = history.events.iter().rev();
    let kept = events.fold(History { events: Vec::new(), ..history.clone() }, |kept, event| {
        let mut longer = kept.clone();
        longer.events.push(event.clone());
        if longer.replay(calendar(), as_of()).is_ok() { longer } else { kept }
    });
    if kept.events.is_empty() { history } else { kept }
}

fn any_limit() -> impl Strategy<Value = TimeLimit> {
    prop_oneof![
        3 => (1_u32..8).prop_map(TimeLimit::WorkingDays),
        1 => (1_u32..12).prop_map(TimeLimit::CalendarDays),
        1 => (60_u32..3000).prop_map(TimeLimit::WorkingMinutes),
    ]
}

fn raw_history() -> impl Strategy<Value = History> {
    let events = prop::collection::vec(any_event(), 0..16);
    (events, any_limit(), any::<[bool; 5]>()).prop_map(
        |(mut events, limit, [received, outside, held, lenient, restart])| {
            if received {
                events.push(DossierEvent::new("2026-07-26T08:00".parse().unwrap(), Happening::Received {}));
            }
            let mut history = History::new("H56.14-260727-0001", limit, events);
            let supplement = if restart { r#""restart""# } else { r#""suspend""# };
            history.rule.supplement = Some(document::from_json(supplement).unwrap());
            history.rule.after_payment = Some(TimeLimit::WorkingDays(2));
            history.received_by = Some("UBND xã".to_owned());
            history.outside_boundary = outside;
            history.opinions_not_counted = held.then(|| cchc::Citation::new("Quy trình"));
            history.history = lenient;
            history
        },
    )
}

fn as_of() -> Moment {
    "2026-09-30".parse().unwrap()
}

/// An answer, or the code of its error: whose message names the event that was met first.
fn told(replay: Result<Replay, Error>) -> Result<Replay, &'static str> {
    replay.map_err(|error| error.code())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(700))]

    #[test]
    fn the_order_events_are_given_in_does_not_matter(
        (history, shuffled) in any_history().prop_flat_map(|history| {
            let events = Just(history.events.clone()).prop_shuffle();
            (Just(history), events)
        })
    ) {
        let other = History { events: shuffled, ..history.clone() };
        let (one, two) = (history.replay(calendar(), as_of()), other.replay(calendar(), as_of()));
        prop_assert_eq!(one, two);
    }

    #[test]
    fn what_has_happened_by_a_day_is_not_changed_by_what_comes_later(history in any_history(), day in 0_i64..40) {
        let day = "2026-07-25".parse::<NaiveDate>().unwrap() + Duration::days(day);
        if let Ok(whole) = history.replay(calendar(), as_of()) {
            let by_then = history.replay(calendar(), day.into()).unwrap();
            let known = whole.timeline.iter().filter(|entry| entry.at.date() <= day).count();
            prop_assert_eq!(&by_then.timeline[..], &whole.timeline[..known]);
            prop_assert_eq!(usize::try_from(by_then.still_to_come).unwrap(), history.events.len() - known);
            prop_assert_eq!(by_then.state, by_then.timeline.last().map(|entry| entry.state));
        }
    }

    #[test]
    fn the_clock_is_that_of_a_deadline_case(history in any_history()) {
        // Where nothing but the clock's own events happened, both give the same.
        let clock: Vec<DossierEvent> = history.events.iter().filter(|event| !matches!(event.what.kind(),
            EventKind::OpinionAsked | EventKind::OpinionReceived | EventKind::Submitted | EventKind::Received
            | EventKind::ReceivedByCompetent | EventKind::RefusedAtIntake | EventKind::Refused | EventKind::Stopped
            | EventKind::Closed | EventKind::HandedOver | EventKind::Transferred)).cloned().collect();
        let received: Moment = "2026-07-26T08:00".parse().unwrap();
        let written: Vec<String> = clock.iter().map(|event| {
            let mut event = serde_json::to_value(event).unwrap();
            event.as_object_mut().unwrap().remove("recorded_at");
            event.to_string()
        }).collect();
        let case = DeadlineCase {
            events: document::from_json(&format!("[{}]", written.join(","))).unwrap(),
            as_of: Some(as_of()), history: true, ..DeadlineCase::new(received, history.rule.clone())
        };
        let mut events = clock;
        events.push(DossierEvent::new(received, Happening::Received {}));
        let alone = History { events, outside_boundary: false, history: true, ..history };
        if let Ok(replay) = alone.replay(calendar(), as_of()) {
            let deadline = Deadline::of_case(calendar(), &case).unwrap();
            prop_assert_eq!(&replay.pauses, &deadline.pauses);
            prop_assert_eq!(replay.outcome, deadline.outcome);
            if replay.state != Some(DossierState::Withdrawn) {
                prop_assert_eq!((replay.due, replay.due_at), (deadline.due, deadline.due_at));
                prop_assert_eq!(&replay.appointments, &deadline.appointments);
            }
        }
    }

    #[test]
    fn handing_over_later_changes_no_outcome(history in any_history(), days in 0_i64..60) {
        if let Ok(replay) = history.replay(calendar(), as_of())
            && matches!(replay.state, Some(DossierState::Finished | DossierState::Refused))
        {
            let at = replay.finished.unwrap().date() + Duration::days(days);
            let mut later = history;
            later.events.push(DossierEvent::new(at.and_hms_opt(23, 0, 0).unwrap().into(), Happening::HandedOver {}));
            let handed = later.replay(calendar(), "2026-12-30".parse().unwrap()).unwrap();
            prop_assert_eq!(handed.state, Some(DossierState::HandedOver));
            prop_assert_eq!((handed.outcome, handed.due), (replay.outcome, replay.due));
        }
    }

    #[test]
    fn a_state_follows_from_the_events_and_stages_and_waits_end_with_it(history in any_history()) {
        if let Ok(replay) = history.replay(calendar(), as_of()) {
            let ended = matches!(replay.state, Some(DossierState::Finished | DossierState::HandedOver
                | DossierState::Refused | DossierState::Withdrawn | DossierState::Stopped | DossierState::Closed));
            let open = replay.stages.iter().any(|stage| stage.to.is_none());
            prop_assert_eq!(open, replay.received.is_some() && !ended);
            prop_assert!(!ended || replay.waits.iter().all(|wait| wait.to.is_some()));
            prop_assert!(replay.finished.is_none() || replay.outcome.is_some());
            for text in [&replay.text, &replay.state_name] {
                prop_assert!(!text.get(Lang::Vi).is_empty() && !text.get(Lang::En).is_empty());
            }
        }
    }

    #[test]
    fn one_stage_after_another_holds_the_dossier_all_the_time(steps in prop::collection::vec((0_i64..4, 0_usize..3), 1..6)) {
        let mut date = "2026-03-02".parse::<NaiveDate>().unwrap();
        let mut events = vec![DossierEvent::new(date.into(), Happening::Received {})];
        for (days, to) in steps {
            date += Duration::days(days);
            let to = ["A", "B", "C"][to].to_owned();
            events.push(DossierEvent::new(date.into(), Happening::Transferred { to, from: None, due: None }));
        }
        events.push(DossierEvent::new((date + Duration::days(1)).into(), Happening::Finished {}));
        let history = History::new("1", TimeLimit::WorkingDays(5), events);
        let replay = history.replay(calendar(), as_of()).unwrap();
        let sum: u32 = replay.stages.iter().map(|stage| stage.spent.working_days.unwrap()).sum();
        let whole = calendar().count_working_days("2026-03-02".parse().unwrap(), date + Duration::days(1)).unwrap();
        prop_assert_eq!(sum, whole);
    }

    #[test]
    fn of_many_none_is_lost(histories in prop::collection::vec(any_history(), 0..6)) {
        let all = history::replay_all(calendar(), &histories, as_of());
        prop_assert_eq!(all.replays.len(), histories.len());
        let missing: Vec<String> = (0..histories.len()).filter(|place| all.replays[*place].is_none())
            .map(|place| format!("[{place}]")).collect();
        prop_assert_eq!(all.issues.iter().map(|issue| issue.path.clone()).collect::<Vec<_>>(), missing);
        for (history, replay) in histories.iter().zip(&all.replays) {
            prop_assert_eq!(told(history.replay(calendar(), as_of())).ok(), replay.clone());
        }
        let text = document::to_json(&histories).unwrap();
        prop_assert_eq!(&history::replay_all_json(calendar(), &text, as_of()).unwrap(), &all);
    }

    #[test]
    fn a_history_is_written_as_it_is_read(history in any_history()) {
        let text = document::to_json(&history).unwrap();
        prop_assert_eq!(document::from_json::<History>(&text).unwrap(), history);
    }

    #[test]
    fn an_audit_checks_or_explains_every_record(
        (histories, shuffled) in prop::collection::vec(any_history(), 0..8).prop_flat_map(|histories| {
            let shuffled = Just(histories.clone()).prop_shuffle();
            (Just(histories), shuffled)
        }),
        tolerance in 0_u32..10_000,
    ) {
        let settings = AuditSettings { entry_tolerance_minutes: tolerance, cluster_least: 2, ..AuditSettings::default() };
        let audit = audit::audit(calendar(), &histories, &settings, as_of()).unwrap();
        prop_assert_eq!(usize::try_from(audit.checked).unwrap() + audit.issues.len(), histories.len());
        let kinds: u64 = audit.by_kind.iter().map(|count| count.findings).sum();
        let agencies: u64 = audit.by_agency.iter().map(|count| count.findings).sum();
        prop_assert_eq!((kinds, agencies), (audit.findings.len() as u64, audit.findings.len() as u64));
        let other = audit::audit(calendar(), &shuffled, &settings, as_of()).unwrap();
        prop_assert_eq!((&other.by_kind, &other.by_agency), (&audit.by_kind, &audit.by_agency));
        // Of late entries a wider tolerance finds no more.
        let wider = AuditSettings { entry_tolerance_minutes: tolerance + 1000, ..settings };
        let fewer = audit::audit(calendar(), &histories, &wider, as_of()).unwrap();
        for (few, many) in fewer.by_kind.iter().zip(&audit.by_kind) {
            prop_assert!(few.findings <= many.findings);
        }
    }

    #[test]
    fn dossier_codes_are_printed_as_they_are_read(text in "([A-Z0-9]{1,3}\\.){0,3}[A-Z0-9]{1,3}-[0-9]{6}-[0-9]{3,13}") {
        if let Ok(code) = text.parse::<DossierCode>() {
            prop_assert_eq!(code.to_string(), text);
            prop_assert_eq!(code.to_string().parse::<DossierCode>().unwrap(), code.clone());
            prop_assert_eq!(document::from_json::<DossierCode>(&document::to_json(&code).unwrap()).unwrap(), code.clone());
            // Whatever the reading, its parts are those of the code.
            for regime in code.regimes().into_iter().map(Some).chain([None]) {
                let parts = code.parts(regime).unwrap();
                let tail = parts.system.clone().unwrap_or_default() + &parts.number;
                prop_assert_eq!(tail, code.tail());
                prop_assert!(parts.level_1.is_none_or(|level_1| parts.groups.contains(&level_1)));
            }
        }
    }

    #[test]
    fn dossier_codes_are_read_as_they_are_built(
        groups in prop::collection::vec("[A-Z][0-9]{2}|[0-9]{2,3}", 1..5), day in 0_i64..36_524, number in 0_u32..10_000_000,
        system in prop::option::of("[0-9]{2}"),
    ) {
        let date = "2000-01-01".parse::<NaiveDate>().unwrap() + Duration::days(day);
        let groups: Vec<&str> = groups.iter().map(String::as_str).collect();
        let code = DossierCode::new(&groups, date, number, system.as_deref()).unwrap();
        prop_assert_eq!((code.groups().join("."), code.date()), (groups.join("."), date));
        prop_assert_eq!(code.tail(), format!("{}{number:04}", system.clone().unwrap_or_default()));
        if code.regimes().contains(&CodeRegime::Centralised2026) && system.is_some() {
            let parts = code.parts(Some(CodeRegime::Centralised2026)).unwrap();
            prop_assert_eq!((parts.system, parts.number), (system, format!("{number:04}")));
        }
    }

    #[test]
    fn procedure_and_sector_codes_are_printed_as_they_are_read(
        base in "[0-9]\\.[0-9]{6}", agency in prop::option::of("[A-Y][0-9]{2}|[0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.[A-Y][0-9]{2}"),
        case in prop::option::of("[0-9]{2}"), sector in "[A-Z][A-Z0-9]{0,9}", level_1 in "[A-Y][0-9]{2}",
    ) {
        let old = agency.as_ref().is_some_and(|agency| agency.contains('.'));
        let built = ProcedureCode::new(&base, agency.as_deref(), case.as_deref());
        prop_assert_eq!(built.is_ok(), case.is_none() || old);
        let text = [Some(base), agency, case].into_iter().flatten().collect::<Vec<_>>().join(".");
        if let Ok(code) = text.parse::<ProcedureCode>() {
            prop_assert_eq!(code.to_string(), text);
            prop_assert_eq!(code.parts().code.parse::<ProcedureCode>().unwrap(), code);
        }
        let sector_code = SectorCode::new(&level_1, &sector).unwrap();
        prop_assert_eq!(sector_code.parts().code.parse::<SectorCode>().unwrap(), sector_code);
    }

    #[test]
    fn no_text_makes_a_code_or_a_history_panic(text in ".{0,40}", json in "[\\[\\]{}\":,a-z0-9]{0,40}", at in any::<Index>()) {
        let _ = (text.parse::<DossierCode>(), text.parse::<ProcedureCode>(), text.parse::<SectorCode>());
        // Cut in two at any character, and joined with what codes are joined with.
        let cut = text.char_indices().map(|(place, _)| place).nth(at.index(text.chars().count().max(1))).unwrap_or(0);
        let _ = format!("{}-{}", &text[..cut], &text[cut..]).parse::<DossierCode>();
        let _ = history::replay_all_json(calendar(), &json, as_of());
        let _ = audit::audit_json(calendar(), &json, &AuditSettings::default(), as_of());
    }
}

/// The message of an illegal event names the event, the state it met, what may happen then and what it breaks.
#[test]
fn an_illegal_event_is_explained() {
    let at = |text: &str| text.parse::<NaiveDateTime>().unwrap().into();
    let events = vec![
        DossierEvent::new(at("2026-03-02T08:00:00"), Happening::Received {}),
        DossierEvent::new(at("2026-03-05T08:00:00"), Happening::Finished {}),
        DossierEvent::new(at("2026-03-06T09:30:00"), Happening::Withdrawn {}),
    ];
    let error = History::new("A", TimeLimit::WorkingDays(5), events).replay(calendar(), as_of()).unwrap_err();
    assert_eq!(
        error.message(Lang::En),
        "withdrawn at 2026-03-06T09:30:00 cannot happen to dossier A, which is: Finished (a dossier may be withdrawn only before a decision or a result: 118/2025/NĐ-CP; 03/2025/TT-VPCP, Điều 21; Điều 7); what may happen then is handed_over; correct its events"
    );
    assert_eq!(
        error.message(Lang::Vi),
        "rút hồ sơ lúc 06/03/2026 09:30:00 không thể xảy ra với hồ sơ A, hồ sơ đang: Đã xử lý xong (chỉ rút được hồ sơ khi chưa có quyết định hoặc kết quả: 118/2025/NĐ-CP; 03/2025/TT-VPCP, Điều 21; Điều 7); khi đó chỉ có thể có handed_over; hãy sửa các sự kiện của hồ sơ"
    );
    assert_eq!(error.to_document()["details"]["allowed"], serde_json::json!(["handed_over"]));
}

/// Every kind has a name of its own, which is the one its events are read and written by.
#[test]
fn events_are_read_by_the_names_of_their_kinds() {
    let full = |kind: EventKind| {
        let mut event = serde_json::json!({"event": kind.name(), "at": "2026-03-02"});
        let needs: &[(&str, serde_json::Value)] = match kind {
            EventKind::OpinionReceived => &[("from", "A".into())],
            EventKind::OpinionAsked => &[("of", "A".into())],
            EventKind::Transferred => &[("to", "A".into())],
            EventKind::Excluded => &[("to", "2026-03-03".into()), ("ground", "g".into())],
            EventKind::Extended => &[("by", serde_json::json!({"working_days": 1}))],
            EventKind::ReAppointed => &[("due", "2026-03-03".into())],
            _ => &[],
        };
        for (key, value) in needs {
            event[key] = value.clone();
        }
        event
    };
    for kind in EventKind::ALL {
        let event: DossierEvent = document::from_json(&full(*kind).to_string()).unwrap();
        assert_eq!((event.what.kind(), event.name()), (*kind, kind.name()));
        assert_eq!(serde_json::to_value(&event).unwrap(), full(*kind));
        assert_ne!(kind.label().get(Lang::Vi), "");
    }
}

/// The histories drawn above are no empty ground for the laws: every state is reached, and what the states allow the
/// clock never refuses.
#[test]
fn the_histories_drawn_reach_every_state() {
    let mut runner = TestRunner::deterministic();
    let mut reached = BTreeSet::new();
    for _ in 0..4_000 {
        match any_history().new_tree(&mut runner).unwrap().current().replay(calendar(), as_of()) {
            Ok(replay) => reached.extend(replay.timeline.iter().map(|entry| entry.state)),
            Err(error) => {
                assert!(!error.code().starts_with("deadline.event") && error.code() != "deadline.second_re_appointment")
            }
        }
    }
    assert_eq!(reached, DossierState::ALL.into_iter().collect());
}
