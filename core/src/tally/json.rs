//! The readable form of a tally, cell by cell.

use super::binary::VERSION;
use super::entries::Entry;
use super::frame::Frame;
use super::standing::{CODE_BITS, Code, Relation, Standing};
use super::times::Time;
use super::{Rows, Tally, TallySpec};
use crate::{Error, document};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TallyDocument {
    format: Cow<'static, str>,
    version: u8,
    calendar: String,
    spec: TallySpec,
    rows: RowsDocument,
    cells: Vec<CellDocument>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RowsDocument {
    total: u64,
    not_accepted: u64,
    before: u64,
    after: u64,
    left_out: BTreeMap<Cow<'static, str>, u64>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CellDocument {
    /// The label of each dimension.
    key: Vec<String>,
    /// The place of the period.
    period: usize,
    /// How many came in so and stood so.
    counts: Vec<CountDocument>,
    /// How many took so long.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    times: Vec<(i32, u64)>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CountDocument {
    carried_over: bool,
    channel: u8,
    standing: Standing,
    relation: Relation,
    dossiers: u64,
}

const FORMAT: &str = "cchc.tally";

impl Tally {
    /// The tally as JSON text; of equal tallies the same.
    ///
    /// # Errors
    /// None, unless counts could not be written.
    pub fn to_json(&self) -> Result<String, Error> {
        let tally = self.canonical();
        let mut cells: BTreeMap<u64, CellDocument> = BTreeMap::new();
        let cell = |number: u64| {
            let (places, period) = tally.place(number);
            let label = |(place, labels): (usize, &Vec<String>)| labels.get(place).cloned().unwrap_or_default();
            let key = places.into_iter().zip(&tally.labels).map(label).collect();
            CellDocument { key, period, counts: Vec::new(), times: Vec::new() }
        };
        for entry in tally.entries.iter() {
            let Some(code) = entry.code() else { continue };
            let Code { carried, channel, standing, relation } = code;
            let count = CountDocument { carried_over: carried, channel, standing, relation, dossiers: entry.count };
            cells.entry(entry.cell()).or_insert_with(|| cell(entry.cell())).counts.push(count);
        }
        for time in &tally.times {
            cells.entry(time.cell).or_insert_with(|| cell(time.cell)).times.push((time.worked, time.count));
        }
        let Rows { total, not_accepted, before, after, left_out } = tally.rows.clone();
        document::to_json(&TallyDocument {
            format: FORMAT.into(),
            version: VERSION,
            calendar: tally.frame.calendar.clone(),
            spec: tally.frame.spec.clone(),
            rows: RowsDocument { total, not_accepted, before, after, left_out },
            cells: cells.into_values().collect(),
        })
    }

    /// Reads a tally from JSON text.
    ///
    /// # Errors
    /// `document.invalid`, `tally.invalid_spec`, and `tally.unreadable` for another version or counts that
    /// contradict each other.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let document: TallyDocument = document::from_json(text)?;
        let wrong = |what: String| Error::UnreadableTally { what };
        if document.format != FORMAT || document.version != VERSION {
            return Err(wrong(format!(
                "version {} of {}, not {VERSION} of {FORMAT}",
                document.version, document.format
            )));
        }
        let frame = Frame::read(&document.spec, document.calendar)?;
        let mut labels: Vec<Vec<String>> = vec![Vec::new(); frame.by.len()];
        for (place, cell) in document.cells.iter().enumerate() {
            if cell.key.len() != labels.len() || cell.period >= frame.periods() {
                return Err(wrong(format!("a label or a period too many or too few in cells[{place}]")));
            }
            labels.iter_mut().zip(&cell.key).for_each(|(labels, label)| labels.push(label.clone()));
        }
        for own in &mut labels {
            own.sort_unstable();
            own.dedup();
        }
        let (mut entries, mut times) = (Vec::new(), Vec::new());
        for cell in &document.cells {
            let mut number = 0_u64;
            for (label, own) in cell.key.iter().zip(&labels) {
                let rank = own.binary_search(label).unwrap_or_default() as u64;
                number = number.saturating_mul(own.len() as u64).saturating_add(rank);
            }
            let number = number.saturating_mul(frame.periods() as u64).saturating_add(cell.period as u64);
            for count in &cell.counts {
                let CountDocument { carried_over: carried, channel, standing, relation, dossiers } = *count;
                if channel > 3 || dossiers == 0 || number >> (u64::BITS - CODE_BITS) != 0 {
                    return Err(wrong("a channel above 3, or a count of 0".to_owned()));
                }
                let code = Code { carried, channel, standing, relation };
                entries.push(Entry { key: number << CODE_BITS | code.number(), count: dossiers });
            }
            for (worked, count) in &cell.times {
                if *worked < 0 || *count == 0 {
                    return Err(wrong("a working time below 0, or a count of 0".to_owned()));
                }
                times.push(Time { cell: number, worked: *worked, count: *count });
            }
        }
        entries.sort_unstable_by_key(|entry| entry.key);
        times.sort_unstable_by_key(|time| (time.cell, time.worked));
        let twice = entries.windows(2).any(|pair| matches!(pair, [a, b] if a.key == b.key))
            || times.windows(2).any(|pair| matches!(pair, [a, b] if (a.cell, a.worked) == (b.cell, b.worked)));
        if twice {
            return Err(wrong("the same count twice".to_owned()));
        }
        let RowsDocument { total, not_accepted, before, after, left_out } = document.rows;
        let rows = Rows { total, not_accepted, before, after, left_out };
        Ok(Self { frame, labels, entries: entries.into(), times, rows })
    }
}
