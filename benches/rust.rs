//! Benchmarks of the core. Each checks its result before it is timed.

#![allow(missing_docs, reason = "criterion_group! writes an undocumented function")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot set itself up should stop")]

use cchc::{Mechanism, OnTimeStats, Outcome, WorkCalendar};
use cchc_benches::dossiers::{Totals, generate};
use chrono::NaiveDate;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

fn day_by_day(calendar: &WorkCalendar, start: NaiveDate, days: u32) -> NaiveDate {
    let mut left = days;
    let mut date = start;
    while left > 0 {
        date = date.succ_opt().unwrap();
        if calendar.is_working_day(date).unwrap() {
            left -= 1;
        }
    }
    date
}

fn benches(criterion: &mut Criterion) {
    let calendar = WorkCalendar::vietnam();
    let starts: Vec<(NaiveDate, u32)> = calendar
        .first()
        .iter_days()
        .take_while(|date| *date < NaiveDate::from_ymd_opt(2026, 6, 1).unwrap())
        .zip((1..=60).cycle())
        .collect();
    for (start, days) in &starts {
        assert_eq!(calendar.add_working_days(*start, *days).unwrap(), day_by_day(calendar, *start, *days));
    }
    let mut group = criterion.benchmark_group("add_working_days");
    group.throughput(Throughput::Elements(starts.len().try_into().unwrap()));
    group.bench_function("table", |bencher| {
        bencher.iter(|| {
            starts.iter().filter(|(start, days)| calendar.add_working_days(black_box(*start), *days).is_ok()).count()
        })
    });
    group.bench_function("day by day", |bencher| {
        bencher.iter(|| starts.iter().map(|(start, days)| day_by_day(calendar, black_box(*start), *days)).max())
    });
    group.finish();

    let totals = Totals {
        mechanism: Some(Mechanism::OneStop),
        from: NaiveDate::from_ymd_opt(2018, 1, 1).unwrap(),
        as_of: NaiveDate::from_ymd_opt(2018, 9, 30).unwrap(),
        outcomes: [
            (Outcome::Early, 40_000),
            (Outcome::OnTime, 40_000),
            (Outcome::Late, 10_000),
            (Outcome::InProgress, 8_000),
            (Outcome::Overdue, 2_000),
        ],
    };
    let dossiers = generate(&totals, calendar, 1).unwrap();
    assert_eq!(OnTimeStats::of(&dossiers, totals.as_of, calendar).unwrap().counted(), Ok(100_000));
    let mut group = criterion.benchmark_group("on_time_stats");
    group.throughput(Throughput::Elements(100_000));
    group.bench_function("records", |bencher| {
        bencher.iter(|| OnTimeStats::of(black_box(&dossiers), totals.as_of, calendar))
    });
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
