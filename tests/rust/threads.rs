//! Faults that users of other tools reported, each held here by a test that cites its thread.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use cchc::calendar::{Amounts, NO_DAY};
use cchc::{Deadline, DeadlineCase, Error, Moment, TimeLimit, WorkCalendar, document};
use cchc_benches::workload;
use chrono::{NaiveDate, NaiveDateTime};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn instant(text: &str) -> NaiveDateTime {
    let moment: Moment = text.parse().unwrap();
    moment.date().and_time(moment.time().unwrap())
}

/// 07:00-11:30 and 13:30-17:00 on every working day: eight hours.
fn office_hours() -> WorkCalendar {
    workload::office_hours().unwrap()
}

fn case(text: &str) -> Result<Deadline, Error> {
    let case: DeadlineCase = document::from_json(text)?;
    Deadline::of_case(&office_hours(), &case)
}

fn due(text: &str) -> String {
    let deadline = case(text).unwrap();
    deadline.due_at.map_or_else(|| deadline.due.unwrap().to_string(), |due| due.to_string())
}

/// https://github.com/glpi-project/glpi/issues/6902, https://github.com/glpi-project/glpi/issues/15605:
/// the pause was lost when the target changed. Here the events belong to the dossier, so another limit
/// or an extension keeps them.
#[test]
fn a_pause_survives_a_change_of_limit() {
    let with = |limit: u32, more: &str| {
        due(&format!(
            r#"{{"received": "2026-03-02", "rule": {{"limit": {{"working_days": {limit}}}}},
                "events": [{{"event": "suspended", "at": "2026-03-04"}}, {{"event": "resumed", "at": "2026-03-06"}}{more}]}}"#
        ))
    };
    // Thursday 5 and Friday 6/3 do not count.
    assert_eq!(with(5, ""), "2026-03-11 17:00:00");
    assert_eq!(with(8, ""), "2026-03-16 17:00:00");
    let extended = r#", {"event": "extended", "at": "2026-03-09", "by": {"working_days": 3}}"#;
    assert_eq!(with(5, extended), with(8, ""));
}

/// https://github.com/glpi-project/glpi/issues/10594, https://github.com/glpi-project/glpi/pull/14937: the
/// pause was measured in wall time while the target counts working time.
#[test]
fn a_pause_over_a_weekend_moves_a_working_deadline_by_its_working_part_alone() {
    // From Friday 16:00 to Monday 08:00 are 64 hours by the clock and two of work.
    let paused = r#"{"received": "2026-03-05T08:00", "rule": {"limit": {"working_hours": 16}},
        "events": [{"event": "suspended", "at": "2026-03-06T16:00"}, {"event": "resumed", "at": "2026-03-09T08:00"}]}"#;
    let plain = r#"{"received": "2026-03-05T08:00", "rule": {"limit": {"working_hours": 18}}}"#;
    assert_eq!(due(paused), "2026-03-09 10:00:00");
    assert_eq!(due(paused), due(plain));
    // Counted in days, Friday to Monday is one working day.
    let days = r#"{"received": "2026-03-02", "rule": {"limit": {"working_days": 6}},
        "events": [{"event": "suspended", "at": "2026-03-06"}, {"event": "resumed", "at": "2026-03-09"}]}"#;
    assert_eq!(due(days), "2026-03-11 17:00:00");
}

/// https://github.com/jmix-framework/jmix/issues/790: a day was read as 24 business hours, elsewhere as 8
/// without anybody saying so. Here a day is a day, and hours only where they are declared.
#[test]
fn one_day_is_neither_24_nor_8_hours_unless_declared() {
    let day = r#"{"received": "2026-03-02T14:00", "rule": {"limit": {"working_days": 1}}}"#;
    assert_eq!(due(day), "2026-03-03 17:00:00");
    let declared =
        r#"{"received": "2026-03-02T14:00", "rule": {"limit": {"working_days": 1, "minutes_per_day": 480}}}"#;
    assert_eq!(due(declared), "2026-03-03 14:00:00");
    let undeclared = r#"{"received": "2026-03-02T14:00", "rule": {"limit": {"working_days": "0.5"}}}"#;
    assert_eq!(case(undeclared).unwrap_err().code(), "deadline.conversion_undeclared");
}

/// https://github.com/glpi-project/glpi/issues/687, https://github.com/kiegroup/jbpm/pull/1830,
/// https://github.com/kiegroup/jbpm/pull/1342: wrong when the start lies outside opening hours.
#[test]
fn a_start_outside_opening_hours_counts_from_the_next_opening() {
    let calendar = office_hours();
    let add = |start, minutes| calendar.add_working_minutes(instant(start), minutes).unwrap().to_string();
    for start in ["2026-03-06T17:00", "2026-03-06T22:15", "2026-03-07T09:00", "2026-03-08T23:59", "2026-03-09T06:59"] {
        assert_eq!(add(start, 60), "2026-03-09 08:00:00", "{start}");
    }
}

/// https://github.com/frappe/helpdesk/issues/2212: the lunch break did not stop the clock.
#[test]
fn the_lunch_break_stops_the_clock() {
    let calendar = office_hours();
    let (before, after) = (instant("2026-03-02T11:00"), instant("2026-03-02T14:00"));
    assert_eq!(calendar.add_working_minutes(before, 60).unwrap(), after);
    assert_eq!(calendar.count_working_minutes(before, after).unwrap(), 60);
    let lunch = instant("2026-03-02T12:10");
    assert_eq!(calendar.add_working_minutes(lunch, 1).unwrap(), instant("2026-03-02T13:31"));
}

/// https://github.com/pandas-dev/pandas/issues/16867, https://github.com/pandas-dev/pandas/issues/29901,
/// https://github.com/pandas-dev/pandas/issues/23542, https://github.com/pandas-dev/pandas/issues/60647:
/// holidays were ignored once business hours crossed a full day.
#[test]
fn holidays_count_for_hours_that_cross_many_days() {
    let calendar = office_hours();
    // Ten working days of eight hours from the Friday before Tết: the break of nine days is not worked.
    let due = calendar.add_working_minutes(instant("2026-02-13T07:00"), 10 * 480).unwrap();
    assert_eq!(due, instant("2026-03-05T17:00"));
    assert_eq!(calendar.count_working_minutes(instant("2026-02-13T17:00"), instant("2026-02-23T07:00")).unwrap(), 0);
}

/// https://github.com/pandas-dev/pandas/issues/27761, https://github.com/botant/py-business-calendar/issues/9:
/// a calendar silently ended and counted every later weekday.
#[test]
fn past_the_last_known_day_there_is_an_error_and_no_date() {
    let calendar = WorkCalendar::vietnam();
    assert_eq!(calendar.add_working_days(day("2026-12-30"), 2).unwrap_err().code(), "calendar.horizon_adding");
    assert_eq!(calendar.is_working_day(day("2027-01-04")).unwrap_err().code(), "calendar.horizon");
    let (mut due, mut reasons) = ([0], [0]);
    let start = [20_817]; // 2026-12-30
    let failed = calendar.add_working_days_column(&start, Amounts::All(2), &mut due, &mut reasons).unwrap();
    assert_eq!((failed, due, reasons), (1, [NO_DAY], [3]));
}

/// https://github.com/process-intelligence-solutions/pm4py/issues/558,
/// https://github.com/kiegroup/jbpm/pull/233: a calendar was accepted as an argument and not used.
#[test]
fn the_calendar_given_is_the_one_used() {
    let limit = TimeLimit::WorkingDays(2);
    let received: Moment = "2026-08-20".parse().unwrap();
    let due = |calendar: &WorkCalendar| Deadline::compute(calendar, received, limit).unwrap().due.unwrap();
    let public = WorkCalendar::vietnam();
    let enterprise = public.for_sector(cchc::Sector::Enterprise).unwrap();
    // The make-up Saturday is worked by public bodies alone.
    assert_eq!((due(public), due(&enterprise)), (day("2026-08-22"), day("2026-08-24")));
}

/// https://github.com/numpy/numpy/issues/29410, https://github.com/numpy/numpy/issues/23197,
/// https://github.com/numpy/numpy/issues/7021: ends in or out, reversed dates and missing ones.
#[test]
fn ends_are_declared_and_reversed_or_missing_dates_are_told() {
    let calendar = WorkCalendar::vietnam();
    let (monday, friday) = (day("2026-03-02"), day("2026-03-06"));
    assert_eq!(calendar.count_working_days(monday, friday).unwrap(), 4, "the first is out, the last in");
    assert_eq!(calendar.count_working_days(monday, monday).unwrap(), 0);
    assert_eq!(calendar.count_working_days(friday, monday).unwrap_err().code(), "calendar.reversed_dates");
    let (mut count, mut reasons) = ([0; 3], [0; 3]);
    let (after, through) = ([20_514, 20_514, NO_DAY], [20_518, 20_513, 20_518]);
    calendar.count_working_days_column(&after, &through, &mut count, &mut reasons).unwrap();
    assert_eq!((count, reasons), ([4, NO_DAY, NO_DAY], [0, 5, 1]));
}

/// https://github.com/glpi-project/glpi/pull/22678: a warning before the deadline came at midnight, on a
/// day off. Here a day before the due date is a working day or says that it is not.
#[test]
fn the_day_before_a_deadline_is_told_in_both_readings() {
    let calendar = WorkCalendar::vietnam();
    assert_eq!(calendar.subtract_working_days(day("2026-02-23"), 1).unwrap(), day("2026-02-13"));
}

/// https://github.com/workalendar/workalendar/issues/628, https://github.com/vacanza/holidays/issues/2196:
/// make-up days, in the year before or after the day they pay for, and on a Sunday once.
#[test]
fn make_up_days_in_other_years_and_on_a_sunday_are_worked() {
    let calendar = WorkCalendar::vietnam();
    for worked in ["2014-12-27", "2013-01-05", "2019-01-05", "2011-01-30"] {
        assert!(calendar.is_working_day(day(worked)).unwrap(), "{worked}");
    }
}

/// https://github.com/bokmann/business_time/issues/183, https://github.com/zendesk/biz/issues/122: hours of
/// a single date, the most wanted thing of all.
#[test]
fn a_short_day_before_a_holiday_is_counted_as_short() {
    let overlays = document::from_json::<Vec<cchc::Overlay>>(
        r#"[{"source": {"document": "Thông báo"}, "hours": [{"from": "2026-02-13", "intervals": [["07:00", "11:30"]],
            "reason": {"vi": "nghỉ sớm trước Tết", "en": "short day before Tết"}}]}]"#,
    )
    .unwrap();
    let short = office_hours().overlaid(&overlays, None, cchc::calendar::CalendarUse::Counting).unwrap();
    let due = short.add_working_minutes(instant("2026-02-13T11:00"), 60).unwrap();
    assert_eq!(due, instant("2026-02-23T07:30"));
}

/// https://github.com/VietOpenCPS/opencps/issues/1280, https://github.com/VietOpenCPS/opencps-v2/pull/1256:
/// which step is late was asked for again and again.
#[test]
fn the_step_that_is_late_is_named() {
    let flow: cchc::deadline::StageFlow = document::from_json(
        r#"{"received": "2026-03-02", "limit": {"working_days": 5}, "as_of": "2026-03-10",
            "flow": [{"id": "tiếp nhận", "limit": {"working_days": 1}, "finished": "2026-03-03"},
                     {"id": "thẩm định", "limit": {"working_days": 3}},
                     {"id": "ký", "limit": {"working_days": 1}}]}"#,
    )
    .unwrap();
    let report = flow.report(WorkCalendar::vietnam()).unwrap();
    assert_eq!(report.late, ["thẩm định"]);
    assert_eq!(report.sum.agrees, Some(true));
}
