//! Working time against the plainest way to count it: every day of twenty years, every minute of weeks.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use cchc::calendar::{Amounts, CalendarUse, NO_DAY, TimeUnit};
use cchc::{OfficeHours, Overlay, WorkCalendar, document};
use chrono::{Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn number(date: NaiveDate) -> i32 {
    i32::try_from(date.signed_duration_since(NaiveDate::default()).num_days()).unwrap()
}

/// What is worked, asked of every day by itself; the sums below use nothing else.
fn worked(calendar: &WorkCalendar, first: NaiveDate, last: NaiveDate) -> Vec<bool> {
    let dates = first.iter_days().take_while(|date| *date <= last);
    dates.map(|date| calendar.explain(date).unwrap().working).collect()
}

#[test]
fn every_day_of_2008_to_2027_with_0_to_90_working_days_equals_a_day_by_day_loop() {
    let calendar = WorkCalendar::vietnam().projected();
    let (first, last) = (day("2008-01-01"), day("2027-12-31"));
    let worked = worked(&calendar, first, day("2028-12-31"));
    let starts: Vec<NaiveDate> = first.iter_days().take_while(|date| *date <= last).collect();
    assert_eq!(starts.len(), 7305);
    let mut expected: Vec<(usize, NaiveDate)> = starts.iter().copied().enumerate().collect();
    let columns: Vec<i32> = starts.iter().map(|date| number(*date)).collect();
    let (mut due, mut reasons, mut counts) = (vec![0; starts.len()], vec![0; starts.len()], vec![0; starts.len()]);
    for days in 0..=90_u32 {
        if days > 0 {
            for (index, date) in &mut expected {
                loop {
                    (*index, *date) = (*index + 1, *date + Days::new(1));
                    if worked[*index] {
                        break;
                    }
                }
            }
        }
        let amount = i32::try_from(days).unwrap();
        let failed = calendar.add_working_days_column(&columns, Amounts::All(amount), &mut due, &mut reasons).unwrap();
        assert_eq!(failed, 0);
        calendar.count_working_days_column(&columns, &due, &mut counts, &mut reasons).unwrap();
        for (row, start) in starts.iter().enumerate() {
            let (_, expected) = expected[row];
            assert_eq!(calendar.add_working_days(*start, days).unwrap(), expected, "{start} + {days}");
            assert_eq!(due[row], number(expected), "{start} + {days} in a column");
            assert_eq!(calendar.count_working_days(*start, expected).unwrap(), days, "{start} to {expected}");
            assert_eq!(counts[row], amount);
        }
    }
}

#[test]
fn at_the_horizon_a_day_becomes_an_error_and_never_another_day() {
    let calendar = WorkCalendar::vietnam();
    let last = calendar.last();
    for start in (last - Days::new(120)).iter_days().take_while(|date| *date <= last) {
        let left = calendar.count_working_days(start, last).unwrap();
        let mut walked = start;
        for days in 1..=left {
            walked = walked.iter_days().skip(1).find(|date| calendar.is_working_day(*date).unwrap()).unwrap();
            assert_eq!(calendar.add_working_days(start, days).unwrap(), walked, "{start} + {days}");
        }
        let error = calendar.add_working_days(start, left + 1).unwrap_err();
        assert_eq!(error.code(), "calendar.horizon_adding", "{start} + {}", left + 1);
    }
}

#[test]
fn taking_working_days_away_equals_a_day_by_day_loop() {
    let calendar = WorkCalendar::vietnam();
    let first = calendar.first();
    let worked = worked(calendar, first, day("2016-12-31"));
    for (index, end) in first.iter_days().enumerate().take(3000).skip(400) {
        let mut back = index;
        for days in 1..=40_u32 {
            loop {
                back -= 1;
                if worked[back] {
                    break;
                }
            }
            let expected = first + Days::new(back as u64);
            assert_eq!(calendar.subtract_working_days(end, days).unwrap(), expected, "{end} - {days}");
        }
    }
}

/// Two seasons, a short day, a storm, Saturday mornings, hours to midnight on one day.
fn varied() -> WorkCalendar {
    let hours: OfficeHours = document::from_json(
        r#"{"weekly": [
              {"days": ["monday", "tuesday", "wednesday", "thursday"], "intervals": [["07:30", "11:30"], ["13:30", "17:30"]]},
              {"days": ["friday"], "intervals": [["07:30", "11:30"], ["13:00", "16:00"]]}],
            "seasons": [{"from": "04-16", "until": "10-15", "weekly": [
              {"days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "intervals": [["07:00", "11:30"], ["13:30", "17:00"]]}]}],
            "source": {"document": "Quy chế làm việc"}}"#,
    )
    .unwrap();
    let overlays: Vec<Overlay> = document::from_json(
        r#"[{"source": {"document": "Thông báo"},
             "days_off": [{"from": "2026-09-22", "to": "2026-09-23", "reason": {"vi": "bão", "en": "storm"}}],
             "weekly_days": [{"weekday": "saturday", "from": "2026-09-01", "intervals": [["07:30", "11:00"]], "reason": {"vi": "sáng thứ Bảy", "en": "Saturday morning"}}],
             "hours": [{"from": "2026-02-13", "intervals": [["07:30", "10:00"]], "reason": {"vi": "nghỉ sớm", "en": "short day"}},
                       {"from": "2026-03-31", "intervals": [["08:00", "08:01"], ["20:00", "24:00"]], "reason": {"vi": "kiểm kê", "en": "stock-taking"}}]}]"#,
    )
    .unwrap();
    WorkCalendar::vietnam().with_hours(hours).unwrap().overlaid(&overlays, None, CalendarUse::Counting).unwrap()
}

/// Whether the minute that begins at an instant is worked, by the intervals of its day alone.
fn minute_worked(calendar: &WorkCalendar, instant: NaiveDateTime) -> bool {
    let minute = u16::try_from(instant.hour() * 60 + instant.minute()).unwrap();
    let intervals = calendar.intervals(instant.date()).unwrap();
    intervals.iter().any(|interval| interval.from() <= minute && minute < interval.to())
}

#[test]
fn every_minute_of_sample_weeks_equals_a_minute_walker() {
    let calendar = varied();
    // Tết with its short day, a change of season, the make-up Saturday, the storm, a stock-taking.
    for week in ["2026-02-11", "2026-04-13", "2026-08-19", "2026-09-18", "2026-03-29", "2025-12-29"] {
        let first = day(week).and_time(NaiveTime::MIN);
        let minutes: Vec<NaiveDateTime> = (0..7 * 1440).map(|minute| first + Duration::minutes(minute)).collect();
        // Minutes worked before each minute mark of the four weeks from there.
        let marks: Vec<NaiveDateTime> = (0..=28 * 1440).map(|minute| first + Duration::minutes(minute)).collect();
        let mut before = vec![0_u32];
        for mark in &marks[..marks.len() - 1] {
            before.push(before.last().unwrap() + u32::from(minute_worked(&calendar, *mark)));
        }
        for amount in [1_u32, 59, 239, 480, 1000, 2113] {
            let starts: Vec<i64> = minutes.iter().map(|at| at.and_utc().timestamp() / 60).collect();
            let (mut due, mut reasons) = (vec![0; starts.len()], vec![0; starts.len()]);
            let amounts = Amounts::All(i32::try_from(amount).unwrap());
            calendar.add_working_minutes_column(&starts, TimeUnit::Minutes, amounts, &mut due, &mut reasons).unwrap();
            let mut mark = 0;
            for (row, start) in minutes.iter().enumerate() {
                // The earliest mark by which so many more minutes are done.
                while before[mark] < before[row] + amount {
                    mark += 1;
                }
                let expected = marks[mark];
                assert_eq!(calendar.add_working_minutes(*start, amount).unwrap(), expected, "{start} + {amount}");
                assert_eq!(due[row], expected.and_utc().timestamp() / 60, "{start} + {amount} in a column");
                let counted = calendar.count_working_minutes(*start, expected).unwrap();
                assert_eq!(counted, amount, "{start} to {expected}");
            }
        }
    }
}

#[test]
fn instants_count_the_same_in_every_unit() {
    let calendar = varied();
    let start = day("2026-08-20").and_hms_opt(16, 41, 37).unwrap().and_utc();
    let expected = calendar.add_working_minutes(start.naive_utc(), 500).unwrap().and_utc();
    // 19 minutes are left on Thursday, Friday has 480, the last one falls on the make-up Saturday.
    assert_eq!(expected.naive_utc().to_string(), "2026-08-22 07:01:00");
    let units = [
        (TimeUnit::Minutes, start.timestamp() / 60, expected.timestamp() / 60),
        (TimeUnit::Seconds, start.timestamp(), expected.timestamp()),
        (TimeUnit::Milliseconds, start.timestamp_millis(), expected.timestamp_millis()),
        (TimeUnit::Microseconds, start.timestamp_micros(), expected.timestamp_micros()),
        (TimeUnit::Nanoseconds, start.timestamp_nanos_opt().unwrap(), expected.timestamp_nanos_opt().unwrap()),
    ];
    for (unit, start, expected) in units {
        let (mut due, mut reasons) = ([0], [0]);
        calendar.add_working_minutes_column(&[start], unit, Amounts::All(500), &mut due, &mut reasons).unwrap();
        assert_eq!((due, reasons), ([expected], [0]), "{unit:?}");
        let mut count = [0];
        calendar.count_working_minutes_column(&[start], &due, unit, &mut count, &mut reasons).unwrap();
        assert_eq!((count, reasons), ([500], [0]), "{unit:?}");
    }
}

#[test]
fn bad_rows_of_a_column_have_a_reason_and_the_others_their_answer() {
    let calendar = WorkCalendar::vietnam();
    let good = number(day("2026-08-20"));
    let start: Vec<i32> = (0..3000).map(|row| if row == 1500 { i32::MAX } else { good }).collect();
    let days: Vec<i32> = (0..3000)
        .map(|row| match row {
            0 => 0,
            1 => -1,
            2 => 1_000_000_000,
            3 => NO_DAY,
            _ => 2,
        })
        .collect();
    let (mut due, mut reasons) = (vec![7; 3000], vec![7; 3000]);
    let failed = calendar.add_working_days_column(&start, Amounts::Each(&days), &mut due, &mut reasons).unwrap();
    assert_eq!(failed, 4);
    assert_eq!(due[..5], [good, NO_DAY, NO_DAY, NO_DAY, good + 2]);
    assert_eq!(reasons[..5], [0, 4, 3, 1, 0]);
    assert_eq!((due[1500], reasons[1500]), (NO_DAY, 2));
    assert!(due[1501..].iter().all(|due| *due == good + 2));
    let error = calendar.add_working_days_column(&start, Amounts::All(1), &mut due[1..], &mut reasons).unwrap_err();
    assert_eq!(error.code(), "columns.length");
}

#[test]
fn columns_of_64_bit_days_are_those_of_32_bits() {
    let calendar = WorkCalendar::vietnam();
    let narrow: Vec<i32> = (13_870..20_900).chain([NO_DAY, i32::MAX]).collect();
    let wide: Vec<i64> = narrow.iter().map(|day| if *day == NO_DAY { i64::MIN } else { i64::from(*day) }).collect();
    let rows = narrow.len();
    let (mut due, mut due_wide, mut reasons, mut reasons_wide) =
        (vec![0; rows], vec![0; rows], vec![0; rows], vec![0; rows]);
    calendar.add_working_days_column(&narrow, Amounts::All(7), &mut due, &mut reasons).unwrap();
    calendar.add_working_days_column(&wide, Amounts::All(7), &mut due_wide, &mut reasons_wide).unwrap();
    assert_eq!(reasons, reasons_wide);
    let widened = due.iter().map(|day| if *day == NO_DAY { i64::MIN } else { i64::from(*day) });
    assert!(widened.eq(due_wide));
    let mut working = vec![7; rows];
    calendar.is_working_day_column(&narrow, &mut working, &mut reasons).unwrap();
    let counted = working.iter().map(|working| u32::from(*working)).sum::<u32>();
    assert_eq!(counted, calendar.count_working_days(day("2007-12-31") + Days::new(1), calendar.last()).unwrap());
}

#[test]
fn every_day_the_calendar_was_known_on_gives_a_calendar() {
    let calendar = WorkCalendar::vietnam();
    let mut known: Vec<NaiveDate> = calendar
        .first()
        .iter_days()
        .take_while(|date| *date <= calendar.last())
        .flat_map(|date| {
            [Some(date).filter(|_| !calendar.explain(date).unwrap().working), calendar.explain(date).unwrap().known_at]
        })
        .flatten()
        .filter(|date| *date > day("2008-01-01"))
        .collect();
    known.sort_unstable();
    known.dedup();
    for date in known.into_iter().step_by(7) {
        for at in [date.pred_opt().unwrap(), date] {
            let view = calendar.known_at(at).unwrap_or_else(|error| panic!("{at}: {error}"));
            assert!(view.last() >= at.min(calendar.last()), "{at}");
        }
    }
}

#[test]
fn hours_that_contradict_themselves_are_all_reported_with_their_places() {
    let hours: OfficeHours = document::from_json(
        r#"{"weekly": [
              {"days": ["monday", "tuesday"], "intervals": [["07:00", "11:30"], ["11:00", "17:00"]]},
              {"days": ["tuesday"], "intervals": []}],
            "seasons": [{"from": "02-30", "until": "03-01", "weekly": []}],
            "source": {"document": "Quy chế làm việc"}}"#,
    )
    .unwrap();
    let error = WorkCalendar::vietnam().with_hours(hours).unwrap_err();
    assert_eq!(error.code(), "calendar.invalid");
    let cchc::Error::InvalidCalendar { issues, .. } = error else { panic!("calendar.invalid holds its issues") };
    let found: Vec<(&str, &str)> = issues.iter().map(|issue| (issue.path.as_str(), issue.error.code())).collect();
    let expected = [
        ("seasons[0]", "date.invalid"),
        ("weekly[0].intervals", "time.invalid"),
        ("weekly[1].intervals", "time.invalid"),
        ("weekly[1]", "input.duplicate_id"),
    ];
    assert_eq!(found, expected);
    // An interval that ends before it begins is refused as it is read.
    assert!(document::from_json::<cchc::calendar::Interval>(r#"["11:30", "07:00"]"#).is_err());
    assert!(document::from_json::<cchc::calendar::Interval>(r#"["07:00", "24:00"]"#).is_ok());
    assert!(document::from_json::<cchc::calendar::Interval>(r#"["07:00", "24:01"]"#).is_err());
}

#[test]
fn a_season_that_wraps_the_year_holds_on_both_sides_of_new_year() {
    let hours: OfficeHours = document::from_json(
        r#"{"weekly": [{"days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "intervals": [["07:00", "15:00"]]}],
            "seasons": [{"from": "10-16", "until": "04-15", "weekly": [
              {"days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "intervals": [["08:00", "16:00"]]}]}],
            "source": {"document": "Quy chế làm việc"}}"#,
    )
    .unwrap();
    let calendar = WorkCalendar::vietnam().with_hours(hours).unwrap();
    for (date, opens) in [
        ("2025-10-15", 420),
        ("2025-10-16", 480),
        ("2025-12-31", 480),
        ("2026-01-05", 480),
        ("2026-04-15", 480),
        ("2026-04-16", 420),
    ] {
        assert_eq!(calendar.intervals(day(date)).unwrap()[0].from(), opens, "{date}");
    }
}

#[test]
fn an_extra_day_in_place_of_a_swapped_one_has_the_hours_of_its_own_weekday() {
    let overlays: Vec<Overlay> = document::from_json(
        r#"[{"source": {"document": "Kế hoạch"}, "extra_days": [{"from": "2026-08-31", "reason": {"vi": "chiến dịch", "en": "campaign"}}]}]"#,
    )
    .unwrap();
    let calendar = cchc_benches::workload::office_hours().unwrap();
    let calendar = calendar.overlaid(&overlays, None, CalendarUse::Counting).unwrap();
    assert_eq!(calendar.intervals(day("2026-08-31")).unwrap().len(), 2);
}
