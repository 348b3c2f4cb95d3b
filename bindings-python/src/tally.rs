//! Tổng hợp hồ sơ: tallies, and the columns they are counted from.
//!
//! `cchc.tallies` takes tables apart; here a column is what `columns` reads, and the rows are counted in
//! parts, one a thread, which the core adds.

use crate::columns::{Answers, ArrowColumn, Column, Rows, reader_of, unusable};
use crate::convert::{Answer, Csv, Document, answer, argument, optional};
use crate::errors::to_py;
use crate::handles::{Calendar, or_vietnam};
use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type, UInt8Type, UInt64Type};
use arrow_array::{AnyDictionaryArray, Array, ArrayRef};
use arrow_schema::DataType;
use cchc::tally::{Codes, Counter, Dimension, DossierColumns, Moments, Policy, Selection, ViewRequest, Workers};
use cchc::{Dossier, DossierReader, Error, Issue, TallySpec};
use numpy::PyReadonlyArray1;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyBytes;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Cột thời điểm: days or instants.
struct When<'py>(Column<'py>);

argument!(When<'py>, |object| Column::moments(object).map(Self));

impl When<'_> {
    fn get(&self) -> PyResult<Moments<'_>> {
        self.0.as_moments()
    }
}

/// Cột mã nhỏ: statuses and channels, 0 where there is none, 255 for what is no such number.
enum Bytes<'py> {
    Numpy(PyReadonlyArray1<'py, u8>),
    Own(Vec<u8>),
}

argument!(Bytes<'py>, |object| {
    if let Ok(bytes) = object.extract() {
        return Ok(Self::Numpy(bytes));
    }
    let numbers = Column::counts(object)?;
    let byte = |number: &i64| if *number == i64::MIN { 0 } else { u8::try_from(*number).unwrap_or(u8::MAX) };
    Ok(Self::Own(numbers.wide()?.iter().map(byte).collect()))
});

impl Bytes<'_> {
    fn get(&self) -> PyResult<&[u8]> {
        match self {
            Self::Numpy(bytes) => Ok(bytes.as_slice()?),
            Self::Own(bytes) => Ok(bytes),
        }
    }
}

/// Cột số: limits and working times.
struct Numbers<'py>(Rows<'py, i32>);

argument!(Numbers<'py>, |object| Column::counts(object).and_then(Column::narrow).map(Self));

impl Numbers<'_> {
    fn get(&self) -> PyResult<&[i32]> {
        self.0.get()
    }
}

/// Cột mã hồ sơ, as a counter knows ids: the fingerprint of a text, a whole number as it is.
struct Ids(Vec<u128>);

argument!(Ids, |object| {
    let mut ids = Vec::new();
    for chunk in reader_of(object)?.1 {
        fingerprints(&chunk.map_err(unusable)?, &mut ids)?;
    }
    Ok(Self(ids))
});

/// Reads the ids of a chunk: texts, a dictionary of them, or whole numbers.
fn fingerprints(chunk: &ArrayRef, ids: &mut Vec<u128>) -> PyResult<()> {
    let none = Counter::fingerprint("");
    if let Some(dictionary) = chunk.as_any_dictionary_opt() {
        let mut known = Vec::new();
        fingerprints(dictionary.values(), &mut known)?;
        let id = |key: Option<usize>| key.and_then(|key| known.get(key)).copied().unwrap_or(none);
        ids.extend(keys(dictionary).map(id));
        return Ok(());
    }
    match chunk.data_type() {
        DataType::Int32 => {
            ids.extend(chunk.as_primitive::<Int32Type>().iter().map(|id| id.map_or(none, |id| id as u128)))
        }
        DataType::Int64 => {
            ids.extend(chunk.as_primitive::<Int64Type>().iter().map(|id| id.map_or(none, |id| id as u128)))
        }
        DataType::UInt64 => ids.extend(chunk.as_primitive::<UInt64Type>().iter().map(|id| id.map_or(none, u128::from))),
        _ => return texts(chunk, |id| ids.push(Counter::fingerprint(id.unwrap_or_default()))),
    }
    Ok(())
}

/// The places of a dictionary's rows among its values, none where a row is null.
fn keys(dictionary: &dyn AnyDictionaryArray) -> impl Iterator<Item = Option<usize>> {
    // Of a dictionary without values there are no keys to ask for.
    let keys = if dictionary.values().is_empty() { vec![0; dictionary.len()] } else { dictionary.normalized_keys() };
    keys.into_iter().enumerate().map(|(row, key)| dictionary.is_valid(row).then_some(key))
}

/// Tells each text of a chunk, none where it is null.
fn texts<'a>(chunk: &'a ArrayRef, tell: impl FnMut(Option<&'a str>)) -> PyResult<()> {
    match chunk.data_type() {
        DataType::Utf8 => chunk.as_string::<i32>().iter().for_each(tell),
        DataType::LargeUtf8 => chunk.as_string::<i64>().iter().for_each(tell),
        DataType::Utf8View => chunk.as_string_view().iter().for_each(tell),
        other => return Err(PyTypeError::new_err(format!("expected a column of texts or whole numbers, got {other}"))),
    }
    Ok(())
}

/// Cột phân loại: codes, and the labels they stand for.
enum Places<'py> {
    U8(PyReadonlyArray1<'py, u8>),
    U16(PyReadonlyArray1<'py, u16>),
    U32(PyReadonlyArray1<'py, u32>),
    I32(Rows<'py, i32>),
}

impl<'py> Places<'py> {
    /// Codes whose labels are given beside them.
    fn of_codes(codes: &Bound<'py, PyAny>) -> PyResult<Self> {
        if let Ok(codes) = codes.extract() {
            return Ok(Self::U8(codes));
        }
        if let Ok(codes) = codes.extract() {
            return Ok(Self::U16(codes));
        }
        if let Ok(codes) = codes.extract() {
            return Ok(Self::U32(codes));
        }
        Column::counts(codes).and_then(Column::narrow).map(Self::I32)
    }

    fn get(&self) -> PyResult<Codes<'_>> {
        Ok(match self {
            Self::U8(codes) => Codes::U8(codes.as_slice()?),
            Self::U16(codes) => Codes::U16(codes.as_slice()?),
            Self::U32(codes) => Codes::U32(codes.as_slice()?),
            Self::I32(codes) => Codes::I32(codes.get()?),
        })
    }
}

/// Labels met so far, and the places of the rows among them.
#[derive(Default)]
struct Labels {
    codes: Vec<i32>,
    labels: Vec<String>,
    known: HashMap<String, i32>,
}

impl Labels {
    fn place(&mut self, label: Option<&str>) -> i32 {
        let Some(label) = label else { return -1 };
        if let Some(place) = self.known.get(label) {
            return *place;
        }
        let place = i32::try_from(self.labels.len()).unwrap_or(-1);
        self.labels.push(label.to_owned());
        self.known.insert(label.to_owned(), place);
        place
    }

    fn push(&mut self, label: Option<&str>) {
        let place = self.place(label);
        self.codes.push(place);
    }

    /// A chunk of texts, of a dictionary of texts, or of whole numbers.
    fn read(&mut self, chunk: &ArrayRef) -> PyResult<()> {
        if let Some(dictionary) = chunk.as_any_dictionary_opt() {
            let mut places = Vec::new();
            texts(dictionary.values(), |label| places.push(self.place(label)))?;
            let place = |key: Option<usize>| key.and_then(|key| places.get(key)).copied().unwrap_or(-1);
            self.codes.extend(keys(dictionary).map(place));
            return Ok(());
        }
        match chunk.data_type() {
            DataType::UInt8 => numbers(chunk.as_primitive::<UInt8Type>().iter(), self),
            DataType::Int32 => numbers(chunk.as_primitive::<Int32Type>().iter(), self),
            DataType::Int64 => numbers(chunk.as_primitive::<Int64Type>().iter(), self),
            DataType::UInt64 => numbers(chunk.as_primitive::<UInt64Type>().iter(), self),
            _ => return texts(chunk, |label| self.push(label)),
        }
        Ok(())
    }
}

/// Whole numbers as labels.
fn numbers<T: ToString>(rows: impl Iterator<Item = Option<T>>, labels: &mut Labels) {
    rows.for_each(|row| labels.push(row.map(|number| number.to_string()).as_deref()));
}

/// Một chiều: its name, and the codes and labels of its rows.
struct By<'py>(String, Places<'py>, Vec<String>);

argument!(By<'py>, |object| {
    let (name, codes, labels): (String, Bound<'py, PyAny>, Option<Vec<String>>) = object.extract()?;
    if let Some(labels) = labels {
        return Ok(Self(name, Places::of_codes(&codes)?, labels));
    }
    let mut labels = Labels::default();
    for chunk in reader_of(&codes)?.1 {
        labels.read(&chunk.map_err(unusable)?)?;
    }
    Ok(Self(name, Places::I32(Rows::Arrow(labels.codes.into())), labels.labels))
});

/// Bảng hồ sơ: the columns of `cchc.tallies`.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Dossiers<'py> {
    received: When<'py>,
    due: Option<When<'py>>,
    limit: Option<Numbers<'py>>,
    finished: Option<When<'py>>,
    status: Option<Bytes<'py>>,
    paused_since: Option<When<'py>>,
    channel: Option<Bytes<'py>>,
    worked: Option<Numbers<'py>>,
    id: Option<Ids>,
    by: Vec<By<'py>>,
}

/// A column that may be left out, as the core has it.
fn given<'a, C, T>(column: &'a Option<C>, get: fn(&'a C) -> PyResult<T>) -> PyResult<Option<T>> {
    column.as_ref().map(get).transpose()
}

impl Dossiers<'_> {
    /// Asks of the columns as the core has them, with the GIL released.
    fn ask<T: Send>(&self, ask: impl FnOnce(&DossierColumns<'_>) -> Result<T, Error> + Send) -> PyResult<T> {
        let mut by = Vec::new();
        for By(name, codes, labels) in &self.by {
            by.push(Dimension { name, codes: codes.get()?, labels });
        }
        let columns = DossierColumns {
            received: self.received.get()?,
            due: given(&self.due, When::get)?,
            limit: given(&self.limit, Numbers::get)?,
            finished: given(&self.finished, When::get)?,
            status: given(&self.status, Bytes::get)?,
            paused_since: given(&self.paused_since, When::get)?,
            channel: given(&self.channel, Bytes::get)?,
            worked: given(&self.worked, Numbers::get)?,
            by: &by,
        };
        self.received.0.py().detach(|| ask(&columns)).map_err(to_py)
    }
}

/// The threads of the pool that the work is in.
struct Threads;

impl Workers for Threads {
    fn count(&self) -> usize {
        rayon::current_num_threads()
    }

    fn map<P: Send, A: Send>(&self, parts: Vec<P>, work: impl Fn(P) -> A + Sync) -> Vec<A> {
        // One by one, as none knows how long each takes.
        parts.into_par_iter().with_max_len(1).map(&work).collect()
    }
}

/// On as many threads as asked, or as there are.
fn on<T: Send>(threads: Option<usize>, work: impl FnOnce() -> T + Send) -> T {
    let pool = threads.and_then(|threads| rayon::ThreadPoolBuilder::new().num_threads(threads.max(1)).build().ok());
    match pool {
        Some(pool) => pool.install(work),
        None => work(),
    }
}

/// Bảng tổng hợp: counts of dossiers that merge. Pickled as its bytes.
#[pyclass(frozen, eq, module = "cchc")]
#[derive(PartialEq)]
pub(crate) struct Tally(cchc::Tally);

/// A tally and the reasons of the dossiers left out.
fn with_issues(py: Python<'_>, counted: Result<(cchc::Tally, Vec<Issue>), Error>) -> PyResult<(Tally, Py<PyAny>)> {
    let (tally, issues) = counted.map_err(to_py)?;
    Ok((Tally(tally), answer(py, || Ok(issues))?))
}

/// What rows to show; one for all where nothing is asked.
fn asked(request: &Option<Document>) -> Result<ViewRequest, Error> {
    request.as_ref().map_or_else(|| Ok(ViewRequest::default()), |request| ViewRequest::from_json(request.text()))
}

#[pymethods]
impl Tally {
    /// A tally of no dossier, by a specification.
    /// Errors: document.invalid, tally.invalid_spec.
    #[staticmethod]
    #[pyo3(signature = (spec, calendar = None))]
    fn empty(spec: Document, calendar: Option<Calendar>) -> PyResult<Self> {
        spec.read().and_then(|spec| cchc::Tally::empty(&spec, or_vietnam(&calendar))).map(Self).map_err(to_py)
    }

    /// Counts dossiers, each id once, as (tally, issues): the issues say why dossiers were left out, by their
    /// place from 1.
    /// Errors: document.invalid, tally.invalid_spec, tally.unknown_dimension.
    #[staticmethod]
    #[pyo3(signature = (dossiers, spec, calendar = None))]
    fn of_dossiers(
        py: Python<'_>,
        dossiers: Document,
        spec: Document,
        calendar: Option<Calendar>,
    ) -> PyResult<(Self, Py<PyAny>)> {
        let count =
            || cchc::Tally::of_dossiers(&dossiers.read::<Vec<Dossier>>()?, &spec.read()?, or_vietnam(&calendar));
        with_issues(py, py.detach(count))
    }

    /// Counts the dossiers of a CSV export (UTF-8 bytes or text), as (tally, issues), each issue with its line.
    /// Errors: those of dossier_table, tally.invalid_spec, tally.unknown_dimension.
    #[staticmethod]
    #[pyo3(signature = (csv, spec, calendar = None))]
    fn from_csv(py: Python<'_>, csv: Csv, spec: Document, calendar: Option<Calendar>) -> PyResult<(Self, Py<PyAny>)> {
        let count = || {
            let mut reader = DossierReader::new(&csv.0)?;
            cchc::Tally::of_export(&mut reader, &spec.read()?, or_vietnam(&calendar), |_| ())
        };
        with_issues(py, py.detach(count))
    }

    /// Adds any number of tallies of different dossiers, in any order.
    /// Errors: input.empty_list, tally.mismatch.
    #[staticmethod]
    fn merged(py: Python<'_>, tallies: Vec<PyRef<'_, Self>>) -> PyResult<Self> {
        let tallies: Vec<cchc::Tally> = tallies.iter().map(|tally| tally.0.clone()).collect();
        py.detach(|| cchc::Tally::merged(tallies)).map(Self).map_err(to_py)
    }

    /// Adds a tally of other dossiers to a new one.
    /// Errors: tally.mismatch.
    fn merge(&self, py: Python<'_>, other: &Self) -> PyResult<Self> {
        py.detach(|| self.0.clone().merge(other.0.clone())).map(Self).map_err(to_py)
    }

    /// Reads a tally from its compact form.
    /// Errors: tally.unreadable.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: PyBackedBytes) -> PyResult<Self> {
        py.detach(|| cchc::Tally::from_bytes(&bytes)).map(Self).map_err(to_py)
    }

    /// Reads a tally from JSON text.
    /// Errors: document.invalid, tally.invalid_spec, tally.unreadable.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &str) -> PyResult<Self> {
        py.detach(|| cchc::Tally::from_json(text)).map(Self).map_err(to_py)
    }

    /// The tally in its compact form: of equal tallies the same bytes.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &py.detach(|| self.0.to_bytes()))
    }

    /// The tally as JSON text: of equal tallies the same.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| self.0.to_json()).map_err(to_py)
    }

    /// What the tally counts by.
    #[getter]
    fn spec(&self, py: Python<'_>) -> Answer {
        answer(py, || Ok(self.0.spec()))
    }

    /// Rows that came in.
    #[getter]
    fn rows(&self) -> u64 {
        self.0.rows()
    }

    /// Bảng số liệu: rows by dimensions and periods, with the form, its identities, rates and working times.
    /// Errors: document.invalid, tally.unknown_dimension, agency.invalid_tree.
    #[pyo3(signature = (request = None))]
    fn view(&self, py: Python<'_>, request: Option<Document>) -> Answer {
        answer(py, || self.0.view(&asked(&request)?))
    }

    /// Tác động của cách tính: what another policy makes of the rows of a request.
    /// Errors: those of view.
    #[pyo3(signature = (policy, request = None))]
    fn policy_effect(&self, py: Python<'_>, policy: Document, request: Option<Document>) -> Answer {
        answer(py, || self.0.policy_effect(&asked(&request)?, &policy.read()?))
    }

    /// The tally as an Arrow table of figures by cell; `cchc.tally_figures` hands it over in kind.
    #[pyo3(signature = (policy, names, threads = None))]
    fn figures(
        &self,
        py: Python<'_>,
        policy: Option<Document>,
        names: Vec<String>,
        threads: Option<usize>,
    ) -> PyResult<ArrowColumn> {
        let figures = || self.0.figure_columns_by(&optional::<Policy>(&policy)?, &names, &Threads);
        ArrowColumn::of_figures(py.detach(|| on(threads, figures)).map_err(to_py)?)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((py.get_type::<Self>().getattr("from_bytes")?, (self.to_bytes(py),)))
    }

    fn __repr__(&self) -> String {
        format!("<cchc.Tally of {} rows by {}>", self.0.rows(), self.0.spec().by.join(", "))
    }
}

/// Đếm cột hồ sơ: what `cchc.tally_columns` hands over, as (tally, reasons).
#[pyfunction]
pub(crate) fn tally_columns<'py>(
    py: Python<'py>,
    columns: Dossiers<'py>,
    spec: Document,
    calendar: Option<Calendar>,
    threads: Option<usize>,
) -> PyResult<(Tally, Bound<'py, PyAny>)> {
    let counter = TallyCounter::new(spec, calendar)?;
    let reasons = counter.add(py, columns, threads)?;
    Ok((counter.finish(py, threads)?, reasons))
}

/// Hồ sơ đứng sau một con số: what `cchc.tally_members` hands over; the places of the rows.
#[pyfunction]
pub(crate) fn tally_members<'py>(
    columns: Dossiers<'py>,
    spec: Document,
    selection: Document,
    calendar: Option<Calendar>,
) -> PyResult<Vec<usize>> {
    let spec: TallySpec = spec.read().map_err(to_py)?;
    let selection: Selection = selection.read().map_err(to_py)?;
    columns.ask(|columns| cchc::Tally::members(columns, &spec, or_vietnam(&calendar), &selection))
}

/// Bộ đếm hồ sơ: counts tables one after the other, in memory that does not grow with their number.
#[pyclass(frozen, module = "cchc")]
pub(crate) struct TallyCounter(Mutex<Counter>);

#[pymethods]
impl TallyCounter {
    /// A counter of nothing yet, by a specification.
    /// Errors: document.invalid, tally.invalid_spec.
    #[new]
    #[pyo3(signature = (spec, calendar = None))]
    fn new(spec: Document, calendar: Option<Calendar>) -> PyResult<Self> {
        let counter = spec.read().and_then(|spec| Counter::new(&spec, or_vietnam(&calendar)));
        Ok(Self(Mutex::new(counter.map_err(to_py)?)))
    }

    /// Counts a block of columns; `cchc.tally_stream` takes tables apart. Without ids the rows are counted in
    /// parts side by side, with them one after the other.
    fn add<'py>(&self, py: Python<'py>, columns: Dossiers<'py>, threads: Option<usize>) -> Answers<'py> {
        let ids = columns.id.as_ref().map(|ids| ids.0.as_slice());
        let reasons = columns.ask(|columns| {
            let mut reasons = vec![0; columns.len()];
            let mut counter = self.lock();
            let counter = &mut *counter;
            on(threads, || counter.add_by(columns, ids, &mut reasons, &Threads)).map(|()| reasons)
        })?;
        let _ = py;
        columns.received.0.reasons(reasons)
    }

    /// The tally of all that was added; the counter is empty then.
    #[pyo3(signature = (threads = None))]
    fn finish(&self, py: Python<'_>, threads: Option<usize>) -> PyResult<Tally> {
        let tally = py.detach(|| {
            let mut counter = self.lock();
            let empty = counter.emptied()?;
            let counter = std::mem::replace(&mut *counter, empty);
            on(threads, || counter.finish_by(&Threads))
        });
        tally.map(|(tally, _)| Tally(tally)).map_err(to_py)
    }
}

impl TallyCounter {
    fn lock(&self) -> MutexGuard<'_, Counter> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
