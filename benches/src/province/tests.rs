#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use super::*;
use cchc::calendar::TimeUnit;
use cchc::deadline::{DeadlineColumns, DeadlineResults, PauseColumns};
use cchc::{TimeLimit, lunar};
use std::collections::BTreeMap;

fn stream(plan: Plan) -> Stream {
    Stream::new(plan, WorkCalendar::vietnam()).unwrap()
}

/// A year of half a million.
fn year() -> Stream {
    stream(Plan::year(2025, 500_000, 7).unwrap())
}

fn date(minute: i32) -> NaiveDate {
    NaiveDate::default() + chrono::Duration::minutes(minute.into())
}

/// Receptions of every day, days without any included.
fn by_day(stream: &Stream) -> BTreeMap<NaiveDate, u64> {
    let mut days: BTreeMap<_, _> =
        stream.plan.from.iter_days().take_while(|day| *day <= stream.plan.as_of).map(|day| (day, 0)).collect();
    for block in stream.iter() {
        for minute in block.unwrap().received {
            *days.get_mut(&date(minute)).unwrap() += 1;
        }
    }
    days
}

fn mean(counts: impl Iterator<Item = u64>) -> u64 {
    let counts: Vec<u64> = counts.collect();
    counts.iter().sum::<u64>() / u64::try_from(counts.len()).unwrap()
}

#[test]
fn a_block_is_the_same_whatever_was_made_before() {
    let (one, other) = (year(), year());
    let last = one.blocks() - 1;
    let backwards: Vec<Columns> = (0..=last).rev().map(|number| one.block(number).unwrap()).collect();
    for (number, columns) in other.iter().enumerate() {
        assert_eq!(columns.unwrap(), backwards[usize::try_from(last).unwrap() - number]);
    }
    assert_ne!(one.block(0).unwrap().received, one.block(1).unwrap().received);
    let seeded = stream(Plan::year(2025, 500_000, 8).unwrap());
    assert_ne!(one.block(0).unwrap().received, seeded.block(0).unwrap().received);
    assert_eq!(one.block(last + 1).unwrap().rows(), 0);
    // A longer stream begins with the rows of a shorter one.
    let longer = stream(Plan::year(2025, 600_000, 7).unwrap());
    assert_eq!(longer.block(0).unwrap(), one.block(0).unwrap());
}

#[test]
fn every_row_is_there_once_and_every_column_has_it() {
    let stream = year();
    let (mut rows, mut next) = (0, 1);
    for columns in stream.iter() {
        let columns = columns.unwrap();
        for id in &columns.id {
            assert_eq!(*id, next);
            next += 1;
        }
        let lengths = [
            columns.agency.len(),
            columns.procedure.len(),
            columns.channel.len(),
            columns.status.len(),
            columns.limit.len(),
            columns.received.len(),
            columns.due.len(),
            columns.finished.len(),
            columns.paused_since.len(),
            columns.pause_offsets.len() - 1,
        ];
        assert!(lengths.iter().all(|length| *length == columns.rows()), "{lengths:?}");
        assert_eq!(columns.pause_from.len(), usize::try_from(*columns.pause_offsets.last().unwrap()).unwrap());
        rows += columns.rows();
    }
    assert_eq!(rows, 500_000);
}

#[test]
fn few_come_before_the_new_year_and_many_after_it() {
    let calendar = WorkCalendar::vietnam();
    let days = by_day(&year());
    let worked = |day: &NaiveDate| calendar.is_working_day(*day).unwrap();
    let new_year = lunar::new_year(2025).unwrap();
    let usual = mean(days.iter().filter(|(day, _)| worked(day)).map(|(_, count)| *count));
    let before: Vec<u64> =
        days.range(..new_year).rev().filter(|(day, _)| worked(day)).map(|(_, n)| *n).take(5).collect();
    let after: Vec<u64> =
        days.range(new_year..).filter(|(day, _)| worked(day)).map(|(_, n)| *n).skip(1).take(9).collect();
    assert!(mean(before.iter().copied()) * 10 < usual * 6, "{before:?} of {usual}");
    assert!(mean(after.iter().copied()) * 10 > usual * 13, "{after:?} of {usual}");
    // Hardly any on days off, and those online.
    let off = mean(days.iter().filter(|(day, _)| !worked(day)).map(|(_, count)| *count));
    assert!(off * 10 < usual && off > 0, "{off} of {usual}");
}

#[test]
fn mondays_and_mornings_are_busy() {
    let stream = year();
    let mut weekdays = [0_u64; 7];
    let (mut morning, mut counter) = (0_u64, 0_u64);
    for columns in stream.iter() {
        let columns = columns.unwrap();
        for (minute, channel) in columns.received.iter().zip(&columns.channel) {
            weekdays[usize::try_from((minute / DAY + 3) % 7).unwrap()] += 1;
            if *channel != 2 {
                counter += 1;
                let of_day = minute % DAY;
                morning += u64::from(of_day < 690);
                assert!((450..1_020).contains(&of_day));
            }
        }
    }
    let [monday, .., friday, _, _] = weekdays;
    assert!(monday * 100 > friday * 125, "{weekdays:?}");
    let share = monday * 100 / weekdays.iter().sum::<u64>();
    assert!((21..26).contains(&share), "{share} of a hundred on Mondays");
    assert!((56..66).contains(&(morning * 100 / counter)), "{morning} of {counter} in the morning");
}

#[test]
fn online_reception_grows_over_the_years() {
    let plan = Plan { from: "2018-01-01".parse().unwrap(), ..Plan::year(2025, 300_000, 3).unwrap() };
    let mut years: BTreeMap<i32, (u64, u64)> = BTreeMap::new();
    for columns in stream(plan).iter() {
        let columns = columns.unwrap();
        for (minute, channel) in columns.received.iter().zip(&columns.channel) {
            let (online, all) = years.entry(chrono::Datelike::year(&date(*minute))).or_default();
            *online += u64::from(*channel == 2);
            *all += 1;
        }
    }
    let shares: Vec<u64> = years.values().map(|(online, all)| online * 100 / all).collect();
    assert!(shares.len() == 8 && shares.is_sorted(), "{shares:?}");
    assert!((8..20).contains(&shares[0]) && (75..90).contains(&shares[7]), "{shares:?}");
    assert!(years.values().map(|(_, all)| all).is_sorted(), "{years:?}");
}

#[test]
fn sizes_are_few_large_and_many_small() {
    let stream = year();
    let mut sizes = vec![0_u64; stream.agencies().len()];
    let mut pairs = std::collections::BTreeSet::new();
    for columns in stream.iter() {
        let columns = columns.unwrap();
        for (agency, procedure) in columns.agency.iter().zip(&columns.procedure) {
            sizes[usize::from(*agency)] += 1;
            pairs.insert((*agency, *procedure));
            let own = stream.procedures()[usize::from(*procedure)];
            let level = stream.agencies()[usize::from(*agency)].level;
            assert!((level == AgencyLevel::Commune) == own.of_communes || stream.plan.procedures < 100);
        }
    }
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let tenth: u64 = sizes[..1_000].iter().sum();
    assert!((50..75).contains(&(tenth * 100 / 500_000)), "{tenth} of the largest tenth");
    assert!(sizes[0] * 100 < 500_000 * 2 && sizes[9_999] < 30, "{} to {}", sizes[0], sizes[9_999]);
    // Every agency has a part of the procedures alone.
    assert!(pairs.len() < 10_000 * 150 / 4, "{}", pairs.len());
    let limits: std::collections::BTreeSet<u8> = stream.procedures().iter().map(|own| own.limit).collect();
    assert!(limits.len() >= 10 && limits.iter().all(|limit| (1..=60).contains(limit)), "{limits:?}");
    assert!(stream.agencies().iter().all(|agency| agency.province < 34));
}

#[test]
fn most_are_in_time_some_late_and_few_very_late() {
    let stream = year();
    let (mut outcomes, mut states, mut reasons) = ([0_u64; 6], [0_u64; 15], [0_u64; 16]);
    let (mut very_late, mut waiting) = (0_u64, 0_u64);
    let as_of = i64::from(stream.arrivals.last + 1) * i64::from(DAY) - 1;
    for columns in stream.iter() {
        let columns = columns.unwrap();
        let wide = |column: &[i32]| -> Vec<i64> {
            column.iter().map(|n| if *n == NO_INSTANT { i64::MIN } else { i64::from(*n) }).collect()
        };
        let (received, finished) = (wide(&columns.received), wide(&columns.finished));
        let (from, to) = (wide(&columns.pause_from), wide(&columns.pause_to));
        let amount: Vec<i32> = columns.limit.iter().map(|limit| i32::from(*limit)).collect();
        let rows = columns.rows();
        let (mut due, mut elapsed, mut remaining) = (vec![0; rows], vec![0; rows], vec![0; rows]);
        let (mut outcome, mut reason) = (vec![0; rows], vec![0; rows]);
        DeadlineColumns {
            time_unit: TimeUnit::Minutes,
            received: &received,
            rules: &[TimeLimit::WorkingDays(1).into()],
            rule: None,
            amount: Some(&amount),
            unit: None,
            pauses: Some(PauseColumns { offsets: &columns.pause_offsets, from: &from, to: &to }),
            finished: Some(&finished),
            as_of,
        }
        .compute(
            &stream.calendar,
            &mut DeadlineResults {
                due: &mut due,
                elapsed: &mut elapsed,
                remaining: &mut remaining,
                outcome: &mut outcome,
                reasons: &mut reason,
            },
        )
        .unwrap();
        for row in 0..rows {
            reasons[usize::from(reason[row])] += 1;
            outcomes[usize::from(outcome[row])] += 1;
            states[usize::from(columns.status[row])] += 1;
            very_late += u64::from(outcome[row] == 3 && remaining[row] < -20);
            let open_pause = columns.paused_since[row] != NO_INSTANT;
            waiting += u64::from(open_pause);
            assert_eq!(open_pause, due[row] == i64::MIN, "{:?}", (row, columns.id[row]));
            assert!(!open_pause || columns.finished[row] == NO_INSTANT);
            let pauses = columns.pause_offsets[row] == columns.pause_offsets[row + 1];
            if pauses {
                assert_eq!(due[row], i64::from(columns.due[row]) * i64::from(DAY));
            }
        }
    }
    assert_eq!(reasons[0], 500_000, "the library takes every row: {reasons:?}");
    let [_, early, on_time, late, in_progress, overdue] = outcomes;
    let finished = early + on_time + late;
    assert!((8..60).contains(&(late * 1_000 / finished)), "late {late} of {finished}");
    assert!(early > on_time && on_time * 100 > finished * 15, "early {early}, on time {on_time}");
    assert!(very_late > 0 && very_late * 4 < late, "{very_late} of {late} very late");
    assert!(in_progress > overdue && in_progress * 100 < finished * 10, "{in_progress} open, {overdue} overdue");
    assert!(waiting > 0 && waiting * 100 < finished * 5, "{waiting} waiting");
    // All states but the first, which is that of the last hours, are met in numbers.
    assert!(states[2..].iter().all(|count| *count > 10) && states[0] == 0, "{states:?}");
}

#[test]
fn agencies_differ_in_how_often_they_are_late() {
    let stream = year();
    let mut late = vec![(0_u64, 0_u64); stream.agencies().len()];
    for columns in stream.iter() {
        let columns = columns.unwrap();
        for row in 0..columns.rows() {
            let finished = columns.finished[row];
            if finished != NO_INSTANT && columns.pause_offsets[row] == columns.pause_offsets[row + 1] {
                let (late, all) = &mut late[usize::from(columns.agency[row])];
                *late += u64::from(finished / DAY > columns.due[row]);
                *all += 1;
            }
        }
    }
    let large: Vec<u64> = late.iter().filter(|(_, all)| *all > 500).map(|(late, all)| late * 1_000 / all).collect();
    assert!(large.len() > 50, "{}", large.len());
    assert!(large.iter().min().unwrap() * 5 < *large.iter().max().unwrap(), "{large:?}");
}

#[test]
fn a_plan_that_cannot_be_drawn_is_refused() {
    let calendar = WorkCalendar::vietnam();
    let plan = Plan::year(2025, 10, 1).unwrap();
    let code = |plan: Plan| Stream::new(plan, calendar).unwrap_err().code();
    assert_eq!(code(Plan { agencies: 0, ..plan }), "input.out_of_range");
    assert_eq!(code(Plan { from: "2026-01-01".parse().unwrap(), ..plan }), "input.out_of_range");
    assert_eq!(code(Plan::year(2027, 10, 1).unwrap()), "calendar.horizon");
    // A handful of agencies and a single procedure will do.
    let small = Plan { agencies: 3, procedures: 1, ..plan };
    assert_eq!(stream(small).block(0).unwrap().rows(), 10);
}
