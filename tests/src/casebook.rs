//! The casebook: five published reports and the QĐ 766 index of October 2026, as records.
//!
//! The records are embedded from `tests/cases`. Their dossiers are not typed as totals but made
//! one by one by the seeded generator, to exactly the totals each source gives.

use crate::expand::expand;
use cchc::{Error, Mechanism, Outcome, Records, WorkCalendar, document};
use cchc_benches::dossiers::{Totals, generate};
use chrono::NaiveDate;
use serde::Deserialize;

/// The cases in the order the report prints them.
const CASES: [&str; 6] = [
    include_str!("../cases/c5.json"),
    include_str!("../cases/c3.json"),
    include_str!("../cases/c4.json"),
    include_str!("../cases/c2.json"),
    include_str!("../cases/c1.json"),
    include_str!("../cases/c6.json"),
];
const DOSSIER_TOTALS: &str = include_str!("../cases/dossier_totals.json");
const SEED: u64 = 766;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseTotals {
    report: String,
    mechanism: Option<Mechanism>,
    from: NaiveDate,
    early: u64,
    on_time: u64,
    late: u64,
    in_progress: u64,
    overdue: u64,
    #[serde(rename = "source")]
    _source: cchc::Citation,
}

/// The records of every case, with their dossiers generated.
///
/// # Errors
/// `document.invalid` when an embedded file is malformed; those of the generator.
pub fn records(calendar: &WorkCalendar) -> Result<Vec<Records>, Error> {
    let totals: Vec<CaseTotals> = document::from_json(DOSSIER_TOTALS)?;
    let mut all = Vec::new();
    for case in CASES {
        let value: serde_json::Value = document::from_json(case)?;
        let no_files = |name: &str| Err(format!("embedded cases take in no files: {name}"));
        let expanded =
            expand(&value, &no_files).map_err(|reason| Error::InvalidDocument { path: ".".to_owned(), reason })?;
        let mut records: Records = document::from_json(&expanded.to_string())?;
        for totals in totals.iter().filter(|totals| totals.report == records.id) {
            let totals = Totals {
                mechanism: totals.mechanism,
                from: totals.from,
                as_of: records.as_of,
                outcomes: [
                    (Outcome::Early, totals.early),
                    (Outcome::OnTime, totals.on_time),
                    (Outcome::Late, totals.late),
                    (Outcome::InProgress, totals.in_progress),
                    (Outcome::Overdue, totals.overdue),
                ],
            };
            records.dossiers.extend(generate(&totals, calendar, SEED)?);
        }
        all.push(records);
    }
    Ok(all)
}
