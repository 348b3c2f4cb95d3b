//! Writes the dossiers of a year as plain columns, block by block, so that memory does not grow with the rows.
//!
//! `province FOLDER [ROWS] [YEAR] [SEED]` writes `province_NAME.TYPE` files of little-endian numbers to FOLDER, which numpy
//! and typed arrays read as they are, and `province.json`, which says what they hold: the plan, the columns,
//! the agencies and the procedures. Days count from 1970-01-01, minutes from its midnight; the least number
//! of a type is a value that is not there.
//!
//! `province - [ROWS] [YEAR] [SEED]` hands the blocks over instead: what `province.json` would say on a line, and for
//! each line it reads the next block, as a line of names and sizes and then the bytes. It makes none before it is asked,
//! so that who measures what is done with a block measures nothing else.

use cchc::{Mechanism, WorkCalendar};
use cchc_benches::province::{AgencyLevel, Columns, NO_INSTANT, Plan, Stream};
use serde_json::{Value, json};
use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("give the folder to write to")?;
    let rows: u64 = arguments.next().map_or(Ok(10_000_000), |rows| rows.parse())?;
    let year: i32 = arguments.next().map_or(Ok(2025), |year| year.parse())?;
    let seed: u64 = arguments.next().map_or(Ok(2026), |seed| seed.parse())?;
    let plan = Plan::year(year, rows, seed).ok_or("there is no such year")?;
    let stream = Stream::new(plan, WorkCalendar::vietnam())?;
    let about = about(&plan, &stream)?;
    if folder == "-" {
        return hand_over(&stream, &about);
    }
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let mut files: Vec<BufWriter<File>> = Vec::new();
    let mut pauses = 0;
    for columns in stream.iter() {
        for (place, (name, bytes)) in plain(&columns?, &mut pauses)?.into_iter().enumerate() {
            if files.len() <= place {
                files.push(BufWriter::new(File::create(folder.join(format!("province_{name}")))?));
            }
            files.get_mut(place).ok_or("a column is lost")?.write_all(&bytes)?;
        }
    }
    for mut file in files {
        file.flush()?;
    }
    Ok(fs::write(folder.join("province.json"), about.to_string())?)
}

/// The blocks, each when a line is read.
fn hand_over(stream: &Stream, about: &Value) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(io::stdout().lock());
    writeln!(out, "{about}")?;
    out.flush()?;
    let mut pauses = 0;
    for (asked, columns) in io::stdin().lines().zip(stream.iter()) {
        asked?;
        let files = plain(&columns?, &mut pauses)?;
        let sizes: Vec<_> = files.iter().map(|(name, bytes)| (name, bytes.len())).collect();
        writeln!(out, "{}", json!(sizes))?;
        for (_, bytes) in files {
            out.write_all(&bytes)?;
        }
        out.flush()?;
    }
    Ok(())
}

/// What the columns hold.
fn about(plan: &Plan, stream: &Stream) -> Result<Value, Box<dyn Error>> {
    let names: Vec<&str> = plain(&Columns::default(), &mut 0)?.into_iter().map(|(name, _)| name).collect();
    Ok(json!({
        "rows": plan.rows, "seed": plan.seed, "from": plan.from, "as_of": plan.as_of, "columns": names,
        "agencies": stream.agencies().iter().map(|agency| json!({
            "province": agency.province, "late_per_mille": agency.late_per_mille,
            "level": match agency.level {
                AgencyLevel::Department => "department",
                AgencyLevel::Commune => "commune",
                AgencyLevel::Branch => "branch",
            },
        })).collect::<Vec<Value>>(),
        "procedures": stream.procedures().iter().map(|own| json!({
            "field": own.field, "limit": own.limit, "level": if own.of_communes { "commune" } else { "province" },
            "mechanism": if own.mechanism == Mechanism::Interlinked { "interlinked" } else { "one_stop" },
        })).collect::<Vec<Value>>(),
    }))
}

/// The end of a file's name, and its bytes.
type Files = Vec<(&'static str, Vec<u8>)>;

/// The columns of a block as bytes; offsets go on from the block before.
fn plain(columns: &Columns, pauses: &mut i32) -> Result<Files, Box<dyn Error>> {
    let day = |minute: &i32| if *minute == NO_INSTANT { NO_INSTANT } else { minute.div_euclid(1440) };
    let days = |minutes: &[i32]| bytes(minutes.iter().map(|minute| day(minute).to_le_bytes()));
    // The first offset of a block is the last one of the block before.
    let known = usize::from(columns.id.first() != Some(&1));
    let offsets: Vec<i32> = columns
        .pause_offsets
        .iter()
        .skip(known)
        .map(|offset| offset.checked_add(*pauses))
        .collect::<Option<_>>()
        .ok_or("more pauses than offsets have numbers")?;
    *pauses = offsets.last().copied().unwrap_or(*pauses);
    let minutes = |column: &[i32]| bytes(column.iter().map(|number| number.to_le_bytes()));
    let codes = |column: &[u16]| bytes(column.iter().map(|number| number.to_le_bytes()));
    Ok(vec![
        ("id.u64", bytes(columns.id.iter().map(|number| number.to_le_bytes()))),
        ("agency.u16", codes(&columns.agency)),
        ("procedure.u16", codes(&columns.procedure)),
        ("channel.u8", columns.channel.clone()),
        ("status.u8", columns.status.clone()),
        ("limit.u8", columns.limit.clone()),
        ("received_day.i32", days(&columns.received)),
        ("due_day.i32", minutes(&columns.due)),
        ("finished_day.i32", days(&columns.finished)),
        ("received_minute.i32", minutes(&columns.received)),
        ("finished_minute.i32", minutes(&columns.finished)),
        ("paused_since_minute.i32", minutes(&columns.paused_since)),
        ("pause_offsets.i32", minutes(&offsets)),
        ("pause_from_minute.i32", minutes(&columns.pause_from)),
        ("pause_to_minute.i32", minutes(&columns.pause_to)),
    ])
}

fn bytes<const N: usize>(numbers: impl Iterator<Item = [u8; N]>) -> Vec<u8> {
    numbers.flatten().collect()
}
