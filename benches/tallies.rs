//! Times the tally of a province's dossiers in Rust, on one thread and on two.
//!
//! `tallies FOLDER` reads the columns that `province FOLDER` writes and prints one JSON document a measurement: due
//! day, outcome and count by agency, procedure and month of reception, the median of the runs. The answer
//! is compared with a count by hand.

#![expect(clippy::indexing_slicing, reason = "columns that are not as they should be end the bench")]

use cchc::tally::{Codes, Dimension, DossierColumns, Moments, OneByOne, Policy, Workers};
use cchc::{Tally, TallySpec, WorkCalendar};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::Mutex;
use std::time::Instant;

const RUNS: usize = 7;

/// Threads of the standard library; who is done early takes the next part.
struct Threads(usize);

impl Workers for Threads {
    fn count(&self) -> usize {
        self.0
    }

    fn map<P: Send, A: Send>(&self, parts: Vec<P>, work: impl Fn(P) -> A + Sync) -> Vec<A> {
        let parts = Mutex::new(parts.into_iter().enumerate());
        let next = || parts.lock().map(|mut parts| parts.next()).unwrap_or_default();
        let one = || std::iter::from_fn(next).map(|(place, part)| (place, work(part))).collect::<Vec<_>>();
        let mut answers: Vec<(usize, A)> = std::thread::scope(|scope| {
            let running: Vec<_> = (0..self.0).map(|_| scope.spawn(one)).collect();
            running.into_iter().flat_map(|thread| thread.join()).flatten().collect()
        });
        answers.sort_by_key(|(place, _)| *place);
        answers.into_iter().map(|(_, answer)| answer).collect()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("give the folder of the columns")?;
    let folder = Path::new(&folder);
    let about: Value = serde_json::from_slice(&fs::read(folder.join("province.json"))?)?;
    let read = |name: &str| fs::read(folder.join(format!("province_{name}")));
    let codes = |name: &str| -> Result<Vec<u16>, Box<dyn Error>> {
        Ok(read(name)?.as_chunks().0.iter().map(|bytes| u16::from_le_bytes(*bytes)).collect())
    };
    let days = |name: &str| -> Result<Vec<i32>, Box<dyn Error>> {
        Ok(read(name)?.as_chunks().0.iter().map(|bytes| i32::from_le_bytes(*bytes)).collect())
    };
    let (agency, procedure) = (codes("agency.u16")?, codes("procedure.u16")?);
    let (received, finished) = (days("received_day.i32")?, days("finished_day.i32")?);
    let limit: Vec<i32> = read("limit.u8")?.into_iter().map(i32::from).collect();
    let rows = received.len();
    let labels = |name: &str, letter: char| -> Vec<String> {
        (0..about[name].as_array().map_or(0, Vec::len)).map(|number| format!("{letter}{number:05}")).collect()
    };
    let (agencies, procedures) = (labels("agencies", 'A'), labels("procedures", 'P'));
    let year = about["as_of"].as_str().and_then(|day| day.get(..4)).ok_or("no year")?.to_owned();
    let periods = cchc::Period::covering(
        cchc::period::PeriodRule::Calendar,
        cchc::period::PeriodKind::Month,
        date(&format!("{year}-01-01"))?,
        date(&format!("{year}-12-31"))?,
    )?;
    let spec: TallySpec = serde_json::from_value(json!({
        "periods": periods, "as_of": about["as_of"], "counted": "by_reception", "by": ["agency", "procedure"],
    }))?;
    let by = [
        Dimension { name: "agency", codes: Codes::U16(&agency), labels: &agencies },
        Dimension { name: "procedure", codes: Codes::U16(&procedure), labels: &procedures },
    ];
    let columns = DossierColumns {
        limit: Some(&limit),
        finished: Some(Moments::Days(&finished)),
        by: &by,
        ..DossierColumns::received(Moments::Days(&received))
    };
    let calendar = WorkCalendar::vietnam();
    let mut reasons = vec![0; rows];
    let tally = Tally::count(&columns, &spec, calendar, &mut reasons)?;
    check(&tally, &columns, &about)?;
    time("one thread", rows, || Tally::count_by(&columns, &spec, calendar, &mut reasons, &OneByOne))?;
    time("two threads", rows, || Tally::count_by(&columns, &spec, calendar, &mut reasons, &Threads(2)))?;
    Ok(())
}

fn date(text: &str) -> Result<chrono::NaiveDate, Box<dyn Error>> {
    text.parse().map_err(|error| format!("{text}: {error}").into())
}

fn time(who: &str, rows: usize, mut count: impl FnMut() -> Result<Tally, cchc::Error>) -> Result<(), Box<dyn Error>> {
    let mut seconds = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        let tally = black_box(count()?);
        seconds.push(start.elapsed().as_secs_f64());
        drop(tally);
    }
    seconds.sort_by(f64::total_cmp);
    let median = seconds[RUNS / 2];
    println!(
        "{}",
        json!({"door": "rust", "workload": "tally", "who": format!("cchc Rust, {who}"), "rows": rows, "seconds": median})
    );
    Ok(())
}

/// The figures against a map of counts.
fn check(tally: &Tally, columns: &DossierColumns<'_>, about: &Value) -> Result<(), Box<dyn Error>> {
    let (Moments::Days(received), Some(Moments::Days(finished)), Some(limits)) =
        (columns.received, columns.finished, columns.limit)
    else {
        return Err("columns of another kind".into());
    };
    let day = |number: i32| chrono::NaiveDate::default() + chrono::Duration::days(number.into());
    let as_of = date(about["as_of"].as_str().ok_or("no day of the data")?)?;
    let [Dimension { codes: Codes::U16(agency), .. }, Dimension { codes: Codes::U16(procedure), .. }] = columns.by
    else {
        return Err("dimensions of another kind".into());
    };
    let calendar = WorkCalendar::vietnam();
    let mut due: HashMap<(i32, i32), i32> = HashMap::new();
    let mut counts: HashMap<(u32, u32, i32, usize), u64> = HashMap::new();
    for row in 0..received.len() {
        let (start, limit, end) = (received[row], limits[row], finished[row]);
        let due = match due.get(&(start, limit)) {
            Some(due) => *due,
            None => {
                let date = calendar.add_working_days(day(start), limit.unsigned_abs())?;
                *due.entry((start, limit)).or_insert(date.to_epoch_days())
            }
        };
        let outcome = match end {
            i32::MIN => 3 + usize::from(due < as_of.to_epoch_days()),
            end => usize::from(end >= due) + usize::from(end > due),
        };
        let month = chrono::Datelike::month0(&day(start)) as i32;
        *counts.entry((agency[row].into(), procedure[row].into(), month, outcome)).or_default() += 1;
    }
    let names = ["early", "on_time", "late", "in_time", "overdue"].map(str::to_owned);
    let figures = tally.figure_columns(&Policy::default(), &names)?;
    let [(_, agencies, agency_labels), (_, procedures, procedure_labels)] = figures.by.as_slice() else {
        return Err("figures of other dimensions".into());
    };
    let number = |labels: &[String], code: u32| labels[code as usize][1..].parse::<u32>();
    let mut met = 0;
    for row in 0..figures.period.len() {
        let key = (
            number(agency_labels, agencies[row])?,
            number(procedure_labels, procedures[row])?,
            figures.period[row] as i32,
        );
        for (outcome, (_, column)) in figures.figures.iter().enumerate() {
            let expected = counts.get(&(key.0, key.1, key.2, outcome)).copied().unwrap_or_default();
            if column[row] != expected {
                return Err(format!("{key:?} {outcome}: {} instead of {expected}", column[row]).into());
            }
            met += usize::from(expected > 0);
        }
    }
    if met == counts.len() { Ok(()) } else { Err("some counts are lost".into()) }
}
