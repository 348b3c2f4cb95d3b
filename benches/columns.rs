//! Times the columns of the core on one thread and writes what the other doors are measured on.
//!
//! `columns FOLDER [ROWS]` writes the seeded inputs and the answers to FOLDER as little-endian 32-bit
//! numbers, and prints one JSON document a measurement: the median of the runs.

use cchc::calendar::{Amounts, TimeUnit};
use cchc::deadline::{DeadlineColumns, DeadlineResults};
use cchc::ranking::{TieRule, ranks};
use cchc::rules::Criterion;
use cchc::scoring::{Cells, LeafColumn, ScoreResults};
use cchc::{Decimal, Evidence, Exact, Measure, Ratio, RuleSet, TimeLimit, WorkCalendar};
use cchc_benches::workload::{self, Workload};
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

const RUNS: usize = 15;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("give the folder to write to")?;
    let rows: usize = arguments.next().map_or(Ok(1_000_000), |rows| rows.parse())?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;

    let Workload { start_days, limits, start_minutes, minutes } = workload::draw(rows, 2026);
    let public = WorkCalendar::vietnam();
    let enterprise = public.for_sector(cchc::Sector::Enterprise)?;
    let (plain, varied) = (workload::office_hours()?, workload::varied_hours()?);
    let (mut due, mut reasons, mut count) = (vec![0_i32; rows], vec![0_u8; rows], vec![0_i32; rows]);

    for (who, calendar) in
        [("with make-up days", public), ("without make-up days", &enterprise), ("with overlays", &varied)]
    {
        time("add_working_days", who, rows, || {
            calendar.add_working_days_column(&start_days, Amounts::Each(&limits), &mut due, &mut reasons)
        })?;
    }
    public.add_working_days_column(&start_days, Amounts::Each(&limits), &mut due, &mut reasons)?;
    check(&start_days, &limits, &due, |start, limit| Ok(number(public.add_working_days(day(start)?, limit)?)))?;
    time("count_working_days", "with make-up days", rows, || {
        public.count_working_days_column(&start_days, &due, &mut count, &mut reasons)
    })?;
    if count != limits {
        return Err("counting is not the way back from adding".into());
    }
    for (name, column) in [
        ("start_days", &start_days),
        ("limits", &limits),
        ("due_days", &due),
        ("start_minutes", &start_minutes),
        ("minutes", &minutes),
    ] {
        write(folder, name, column)?;
    }

    let starts: Vec<i64> = start_minutes.iter().map(|minute| i64::from(*minute)).collect();
    let mut instants = vec![0_i64; rows];
    for (name, who, calendar) in
        [("due_minutes_varied", "any hours a day", &varied), ("due_minutes", "the same hours every day", &plain)]
    {
        time("add_working_minutes", who, rows, || {
            calendar.add_working_minutes_column(
                &starts,
                TimeUnit::Minutes,
                Amounts::Each(&minutes),
                &mut instants,
                &mut reasons,
            )
        })?;
        let narrow: Vec<i32> = instants.iter().map(|instant| i32::try_from(*instant)).collect::<Result<_, _>>()?;
        check(&start_minutes, &minutes, &narrow, |start, minutes| {
            let start = chrono::DateTime::from_timestamp(i64::from(start) * 60, 0).ok_or("an instant out of reach")?;
            let due = calendar.add_working_minutes(start.naive_utc(), minutes)?;
            Ok(i32::try_from(due.and_utc().timestamp() / 60)?)
        })?;
        write(folder, name, &narrow)?;
    }

    let rules = [TimeLimit::WorkingDays(1).into()];
    let (mut elapsed, mut remaining, mut outcome) = (vec![0; rows], vec![0; rows], vec![0; rows]);
    time("deadlines", "due, elapsed, remaining and outcome", rows, || {
        let columns = DeadlineColumns {
            time_unit: TimeUnit::Minutes,
            received: &starts,
            rules: &rules,
            rule: None,
            amount: Some(&limits),
            unit: None,
            pauses: None,
            finished: None,
            as_of: 20_500 * 1440,
        };
        columns.compute(
            public,
            &mut DeadlineResults {
                due: &mut instants,
                elapsed: &mut elapsed,
                remaining: &mut remaining,
                outcome: &mut outcome,
                reasons: &mut reasons,
            },
        )
    })?;
    scores(folder)
}

/// Indicators and agencies of the scores.
const INDICATORS: usize = 100;
const AGENCIES: usize = 10_000;

/// Scored and ranked: 100 indicators of 10,000 agencies. A row is one cell of that table.
fn scores(folder: &Path) -> Result<(), Box<dyn Error>> {
    let drawn = workload::scores(INDICATORS, AGENCIES, 2026)?;
    let codes: Vec<String> = drawn.banded.criteria().iter().flat_map(leaf_codes).collect();
    let values = drawn.values.iter().map(|scaled| Cells::Values { scaled, places: 2 }).collect();
    let pairs = drawn.numerators.iter().zip(&drawn.denominators);
    let ratios = pairs.map(|(numerators, denominators)| Cells::Ratios { numerators, denominators }).collect();
    let (mut points, mut unrounded, mut reasons) = (vec![0; AGENCIES], vec![0; AGENCIES], vec![0; AGENCIES]);
    let tables: [(&str, &RuleSet, Vec<Cells<'_>>); 2] =
        [("scores_banded", &drawn.banded, values), ("scores_proportional", &drawn.proportional, ratios)];
    for (workload, rules, cells) in tables {
        let columns: Vec<LeafColumn<'_>> =
            codes.iter().zip(cells).map(|(code, cells)| LeafColumn { code, cells }).collect();
        let prepared = rules.columns();
        let mut ranked = Vec::new();
        time(workload, "scored and ranked", INDICATORS * AGENCIES, || {
            let mut results = ScoreResults {
                points: &mut points,
                unrounded: &mut unrounded,
                reasons: &mut reasons,
                at: None,
                leaves: None,
            };
            let scored = prepared.score(&columns, &mut results)?;
            ranked = ranks(&unrounded, TieRule::Competition)?;
            Ok(scored.failed)
        })?;
        for agency in (0..AGENCIES).step_by(100) {
            let sheet = rules.score(
                2026,
                None,
                &columns.iter().filter_map(|column| evidence(column, agency)).collect::<Vec<_>>(),
            )?;
            if points.get(agency).map(|points| Decimal::new(*points, 2)) != Some(sheet.points.0) {
                return Err(format!("agency {agency} does not have {} points", sheet.points).into());
            }
        }
        write(folder, workload, &narrow(&points)?)?;
        fs::write(folder.join(format!("{workload}_rules.json")), rules.to_json()?)?;
        let ranked: Vec<i32> = ranked.into_iter().map(i32::try_from).collect::<Result<_, _>>()?;
        write(folder, &format!("{workload}_ranks"), &ranked)?;
    }
    for (name, table) in
        [("values", &drawn.values), ("numerators", &drawn.numerators), ("denominators", &drawn.denominators)]
    {
        write(folder, &format!("scores_{name}"), &narrow(&table.concat())?)?;
    }
    let rules = serde_json::json!({ "limits": drawn.limits, "awards": drawn.awards, "targets": drawn.targets });
    Ok(fs::write(folder.join("scores.json"), rules.to_string())?)
}

fn leaf_codes(group: &Criterion) -> Vec<String> {
    group.children.iter().map(|leaf| leaf.code.clone()).collect()
}

/// What scoring an agency by itself is told.
fn evidence(column: &LeafColumn<'_>, agency: usize) -> Option<Evidence> {
    let measure = match column.cells {
        Cells::Values { scaled, places } => Measure::value(Exact(Decimal::new(*scaled.get(agency)?, places))),
        Cells::Ratios { numerators, denominators } => {
            let count = |counts: &[i64]| counts.get(agency).and_then(|count| u64::try_from(*count).ok());
            Measure::ratio(Ratio::of(count(numerators)?, count(denominators)?))
        }
        _ => return None,
    };
    Some(Evidence::new(column.code, measure))
}

fn narrow(numbers: &[i64]) -> Result<Vec<i32>, std::num::TryFromIntError> {
    numbers.iter().map(|number| i32::try_from(*number)).collect()
}

fn time(
    workload: &str,
    who: &str,
    rows: usize,
    mut run: impl FnMut() -> Result<usize, cchc::Error>,
) -> Result<(), Box<dyn Error>> {
    let mut seconds = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let start = Instant::now();
        let failed = black_box(run()?);
        seconds.push(start.elapsed().as_secs_f64());
        if failed > 0 {
            return Err(format!("{workload}: {failed} rows have no answer").into());
        }
    }
    seconds.sort_by(f64::total_cmp);
    let median = seconds.get(RUNS / 2).copied().unwrap_or_default();
    let measured = serde_json::json!({ "door": "rust", "workload": workload, "who": format!("cchc Rust, {who}"), "rows": rows, "seconds": median });
    println!("{measured}");
    Ok(())
}

/// Every hundredth row by the single call.
fn check(
    starts: &[i32],
    amounts: &[i32],
    answers: &[i32],
    single: impl Fn(i32, u32) -> Result<i32, Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    for ((start, amount), answer) in starts.iter().zip(amounts).zip(answers).step_by(100) {
        if single(*start, u32::try_from(*amount)?)? != *answer {
            return Err(format!("{start} + {amount} is not {answer}").into());
        }
    }
    Ok(())
}

fn day(number: i32) -> Result<chrono::NaiveDate, &'static str> {
    let since = chrono::Duration::days(number.into());
    chrono::NaiveDate::default().checked_add_signed(since).ok_or("a day out of reach")
}

fn number(date: chrono::NaiveDate) -> i32 {
    i32::try_from(date.signed_duration_since(chrono::NaiveDate::default()).num_days()).unwrap_or(i32::MAX)
}

fn write(folder: &Path, name: &str, column: &[i32]) -> std::io::Result<()> {
    let bytes: Vec<u8> = column.iter().flat_map(|number| number.to_le_bytes()).collect();
    fs::write(folder.join(format!("{name}.i32")), bytes)
}
