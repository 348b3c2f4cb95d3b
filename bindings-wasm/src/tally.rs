//! Tổng hợp hồ sơ: the handle on counts of dossiers that merge, and the periods they are counted by.

use crate::arguments as js;
use crate::convert::{
    Answer, Calendar, Failure, answer, bytes, chosen, day, invalid, json, optional, read, text, whole,
};
use crate::door::door;
use crate::tables::Table;
use cchc::period::Period;
use cchc::tally::{Counter, FigureColumns, ViewRequest};
use cchc::{Dossier, DossierReader, Error, Issue, TallySpec};
use cchc_wasm_loops as loops;
use js_sys::{Array, BigUint64Array, Uint8Array, Uint32Array};
use std::cell::{RefCell, RefMut};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("tallies.ts");

#[wasm_bindgen(module = "/src/tallies.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    fn bytesOf(value: &JsValue) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(catch)]
    fn listOf(value: &JsValue) -> Result<Vec<JsValue>, JsValue>;
    fn counted(tally: Tally, name: &str, rows: JsValue) -> JsValue;
    fn figuresOf(by: Array, period: Uint32Array, figures: Array) -> JsValue;
}

door! {
    /// Bảng tổng hợp: counts of dossiers that merge. It holds no dossier.
    struct Tally(cchc::Tally) {
        /// A tally of no dossier, by a specification. Throws `tally.invalid_spec`.
        fn empty(spec: &js::TallySpec, calendar: Calendar) -> "Tally" = Self(cchc::Tally::empty(&read(spec)?, &chosen(calendar)?)?);
        /// Counts dossiers, each id once. One that cannot be counted does not throw: it stands in `issues`, by its place
        /// from 1. Throws `tally.invalid_spec`, `tally.unknown_dimension`.
        fn ofDossiers(dossiers: &js::Dossiers, spec: &js::TallySpec, calendar: Calendar) -> "CountedTally" =
            of_records(cchc::Tally::of_dossiers(&read::<Vec<Dossier>>(dossiers)?, &read(spec)?, &chosen(calendar)?))?;
        /// Counts the dossiers of a portal's CSV export or of JSON records, as text or its bytes; each issue says its line.
        /// Throws as `dossierTable` and `ofDossiers`.
        fn fromCsv(csv: &js::Csv, spec: &js::TallySpec, calendar: Calendar) -> "CountedTally" = {
            let (csv, spec, calendar) = (bytes(csv)?, read(spec)?, chosen(calendar)?);
            of_records(cchc::Tally::of_export(&mut DossierReader::new(&csv)?, &spec, &calendar, |_| ()))?
        };
        /// Đếm cột hồ sơ: counts typed arrays, one dossier a row. A row that cannot be counted does not throw: its reason
        /// stands in `reasons`, by its place in `reasonCodes()`. Throws `tally.invalid_spec`, `tally.unknown_dimension`,
        /// `columns.length`, `input.out_of_range`.
        fn ofColumns(columns: &js::Table, spec: &js::TallySpec, calendar: Calendar) -> "CountedColumns" =
            of_columns(&Table::of(columns)?, &read(spec)?, calendar)?;
        /// Hồ sơ đứng sau một con số: the places of the rows that a figure counts. Throws as `ofColumns`.
        fn members(
            columns: &js::Table, spec: &js::TallySpec, selection: &js::Selection, calendar: Calendar
        ) -> "Uint32Array" = {
            let (spec, selection, calendar) = (read(spec)?, read(selection)?, chosen(calendar)?);
            let mut members: Vec<u32> = Vec::new();
            Table::of(columns)?.ask(|rows, columns, _| {
                let found = loops::members(columns, &spec, &calendar, &selection)?;
                members.extend(found.iter().map(|place| (rows.start + place) as u32));
                Ok(())
            })?;
            Uint32Array::from(members.as_slice())
        };
        /// Adds any number of tallies of different dossiers, in any order, and leaves each as it is. Throws
        /// `input.empty_list`, `tally.mismatch`.
        fn merged(tallies: &js::Tallies) -> "Tally" = {
            let tallies = listOf(tallies).map_err(|thrown| invalid("tallies", &thrown))?;
            Self(cchc::Tally::merged(tallies.iter().map(shared).collect::<Result<Vec<_>, _>>()?)?)
        };
        /// Reads a tally from its compact form, whichever of the languages wrote it. Throws `tally.unreadable`.
        fn fromBytes(bytes: &js::Bytes) -> "Tally" =
            Self(cchc::Tally::from_bytes(&bytesOf(bytes).map_err(|thrown| invalid("bytes", &thrown))?)?);
        /// Reads a tally from JSON text. Throws `document.invalid`, `tally.invalid_spec`, `tally.unreadable`.
        fn fromJson(json: &js::Text) -> "Tally" = Self(cchc::Tally::from_json(&text(json))?);
        /// A second handle on the same tally.
        fn shareTally(&self) -> skip_typescript "Tally" = Self(self.0.clone());
        /// The compact form: of equal tallies the same bytes.
        fn toBytes(&self) -> "Uint8Array" = Uint8Array::from(self.0.to_bytes().as_slice());
        /// The tally as JSON text.
        fn toJson(&self) -> "string" = self.0.to_json()?;
        /// Whether two tallies hold the same counts.
        fn equals(&self, other: &js::Tally) -> "boolean" = self.0 == shared(other)?;
        /// What the tally counts by, with the day of the data filled in.
        fn spec(&self) -> getter "TallySpec" = answer(self.0.spec())?;
        /// Số dòng: rows that came in.
        fn rows(&self) -> getter "number" = answer(&self.0.rows())?;
        /// Adds a tally of other dossiers to a new one. Throws `tally.mismatch`.
        fn merge(&self, other: &js::Tally) -> "Tally" = Self(self.0.clone().merge(shared(other)?)?);
        /// Bảng số liệu: rows by dimensions and periods, with the form, its identities, rates and working times. Throws
        /// `tally.unknown_dimension`, `agency.invalid_tree`.
        fn view(&self, request: Option<js::ViewRequest>) -> "TallyView" =
            answer(&self.0.view(&asked(request)?)?)?;
        /// Tác động của cách tính: what another policy makes of the rows of a request. Throws as `view`.
        fn policyEffect(&self, policy: &js::TallyPolicy, request: Option<js::ViewRequest>) -> "PolicyEffect" =
            answer(&self.0.policy_effect(&asked(request)?, &read(policy)?)?)?;
        /// Số liệu theo cột: the figures of every cell as columns, all of them or those named. Throws `input.unknown_id`.
        fn figures(&self, policy: Option<js::TallyPolicy>, names: Option<js::FigureNames>) -> "TallyColumns" = {
            let (policy, names) = (optional(policy)?.unwrap_or_default(), optional::<Vec<_>>(names)?.unwrap_or_default());
            figures(&loops::figures(&self.0, &policy, &names)?)
        };
    }
}

door! {
    /// Bộ đếm hồ sơ: counts tables one after the other, in memory that does not grow with their number but with what is
    /// counted by, and with an `id` by sixteen bytes a dossier. Tables with the same labels cost least.
    struct TallyCounter(RefCell<Counter>) {
        /// A counter of nothing yet, by a specification. Throws `tally.invalid_spec`.
        fn of(spec: &js::TallySpec, calendar: Calendar) -> "TallyCounter" =
            Self(Counter::new(&read(spec)?, &chosen(calendar)?)?.into());
        /// Counts a table of typed arrays, one dossier a row; an id that was counted before is left out. Says of each row why
        /// it is left out, by its place in `reasonCodes()`. Throws as `Tally.ofColumns`.
        fn add(&self, columns: &js::Table) -> "Uint8Array" = {
            let table = Table::of(columns)?;
            add(&mut *idle(&self.0)?, &table)?
        };
        /// The tally of all that was added; the counter is empty then.
        fn finish(&self) -> "Tally" = {
            let mut counter = idle(&self.0)?;
            let empty = counter.emptied()?;
            Tally(loops::finish(std::mem::replace(&mut *counter, empty))?)
        };
    }
}

door! {
    /// Kỳ báo cáo: a period of a year by its number from 1, by the rules of reports (from the 15th through the 14th) or
    /// by the calendar. Throws `input.out_of_range`.
    fn period(rule: &js::PeriodRule, kind: &js::PeriodKind, year: &js::Number, number: &js::Number) -> "Period" =
        answer(&Period::of(read(rule)?, read(kind)?, whole("year", year)?, whole("number of the period", number)?)?)?;
    /// Các kỳ nối tiếp: from the one that holds the first day through the one that holds the last. Throws
    /// `calendar.reversed_dates`, `input.out_of_range`.
    fn periods(rule: &js::PeriodRule, kind: &js::PeriodKind, from: &js::IsoDate, through: &js::IsoDate) -> "Period[]" =
        answer(&Period::covering(read(rule)?, read(kind)?, day(from)?, day(through)?)?)?;
    /// Cùng kỳ năm trước: the period of the same name a year before. Throws as `period`.
    fn yearBefore(period: &js::Period) -> "Period" = answer(&read::<Period>(period)?.year_before()?)?;
}

/// The tally behind a handle, which is not used up.
fn shared(tally: &JsValue) -> Result<cchc::Tally, Failure> {
    tally.unchecked_ref::<js::Tally>().shareTally().map(|shared| shared.0).map_err(Failure)
}

/// What rows to show; one for all where nothing is asked.
fn asked(request: Option<js::ViewRequest>) -> Result<ViewRequest, Failure> {
    request.map_or_else(|| Ok(ViewRequest::default()), |request| Ok(ViewRequest::from_json(&json(&request)?)?))
}

/// A tally, and the reasons of the records left out.
fn of_records(records: Result<(cchc::Tally, Vec<Issue>), Error>) -> Answer {
    let (tally, issues) = records?;
    Ok(counted(Tally(tally), "issues", answer(&issues)?))
}

/// Counts the rows of a table, and says of each why it is left out.
fn add(counter: &mut Counter, table: &Table) -> Result<Uint8Array, Failure> {
    let all = Uint8Array::new_with_length(table.rows() as u32);
    table.ask(|rows, columns, ids| {
        let mut reasons = vec![0; rows.len()];
        loops::count(counter, columns, ids, &mut reasons)?;
        all.subarray(rows.start as u32, rows.end as u32).copy_from(&reasons);
        Ok(())
    })?;
    Ok(all)
}

/// A tally of columns, and why each of their rows is left out.
fn of_columns(table: &Table, spec: &TallySpec, calendar: Calendar) -> Answer {
    let mut counter = Counter::new(spec, &chosen(calendar)?)?;
    let reasons = add(&mut counter, table)?;
    Ok(counted(Tally(loops::finish(counter)?), "reasons", reasons.into()))
}

/// A counter that is not counting: a table can run code of its owner's while it is read.
fn idle(counter: &RefCell<Counter>) -> Result<RefMut<'_, Counter>, Error> {
    counter.try_borrow_mut().map_err(|_| invalid("counter", &"it is counting another table".into()))
}

/// The columns of figures as typed arrays.
fn figures(columns: &FigureColumns) -> JsValue {
    let labels = |labels: &[String]| labels.iter().map(JsValue::from).collect::<Array>();
    let dimension = |(name, codes, own): &(String, Vec<u32>, Vec<String>)| {
        Array::of3(&name.into(), &Uint32Array::from(codes.as_slice()), &labels(own))
    };
    let figure = |(name, counts): &(&'static str, Vec<u64>)| {
        Array::of2(&JsValue::from(*name), &BigUint64Array::from(counts.as_slice()))
    };
    let (by, figures) = (columns.by.iter().map(dimension).collect(), columns.figures.iter().map(figure).collect());
    figuresOf(by, Uint32Array::from(columns.period.as_slice()), figures)
}
