//! Cột: days, instants and amounts of many rows, read where they lie and answered in kind.
//!
//! `cchc.columns` tells the libraries apart; here a column is a slice of numbers with an Arrow type.
//! Arrow comes in through pyo3-arrow, numpy through the numpy crate.

use crate::convert::Whole;
use crate::errors::to_py;
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema};
use arrow_array::{Array, ArrayRef};
use arrow_buffer::{ArrowNativeType, BooleanBuffer, Buffer, NullBuffer, ScalarBuffer};
use arrow_data::ArrayData;
use arrow_schema::{ArrowError, DataType, TimeUnit as ArrowUnit};
use cchc::Error;
use cchc::calendar::{Amounts, NO_DAY, TimeUnit};
use numpy::{Element, PyArray1, PyReadonlyArray1};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyCapsule;
use pyo3_arrow::input::AnyArray;

/// Numbers of rows where their library keeps them.
pub(crate) enum Rows<'py, T: Element + ArrowNativeType> {
    Numpy(PyReadonlyArray1<'py, T>),
    Arrow(ScalarBuffer<T>),
}

impl<T: Element + ArrowNativeType> Rows<'_, T> {
    fn get(&self) -> PyResult<&[T]> {
        match self {
            Self::Numpy(rows) => Ok(rows.as_slice()?),
            Self::Arrow(rows) => Ok(rows),
        }
    }

    /// One column of all chunks: the very numbers where there is one chunk and no null, else a copy
    /// in which every null is the missing number, because what lies under a null is arbitrary.
    fn of_chunks(chunks: &[ArrayRef], missing: T) -> Self {
        match chunks {
            [only] if only.null_count() == 0 => return Self::Arrow(numbers_of(only)),
            _ => {}
        }
        let mut rows = Vec::with_capacity(chunks.iter().map(|chunk| chunk.len()).sum());
        for chunk in chunks {
            let place = rows.len();
            rows.extend_from_slice(&numbers_of(chunk));
            let nulls = chunk.nulls().map(|nulls| !nulls.inner());
            for null in nulls.iter().flat_map(BooleanBuffer::set_indices) {
                rows.get_mut(place + null).into_iter().for_each(|row| *row = missing);
            }
        }
        Self::Arrow(rows.into())
    }
}

/// The numbers of a chunk, and of the rows of its slice alone.
fn numbers_of<T: ArrowNativeType>(chunk: &ArrayRef) -> ScalarBuffer<T> {
    let data = chunk.to_data();
    ScalarBuffer::new(data.buffers().first().cloned().unwrap_or_default(), data.offset(), data.len())
}

/// 32 bits as in Arrow, or 64 as in numpy.
enum Numbers<'py> {
    Narrow(Rows<'py, i32>),
    Wide(Rows<'py, i64>),
}

impl<'py> Numbers<'py> {
    fn wide(self) -> PyResult<Rows<'py, i64>> {
        match self {
            Self::Wide(rows) => Ok(rows),
            Self::Narrow(rows) => {
                let widen = |n: &i32| if *n == NO_DAY { i64::MIN } else { i64::from(*n) };
                Ok(Rows::Arrow(rows.get()?.iter().map(widen).collect()))
            }
        }
    }
}

/// What the caller passed, to answer in kind.
struct Caller<'py> {
    object: Bound<'py, PyAny>,
    asked: &'static str,
    arrow: bool,
}

/// The answers and the reasons of a call, as a tuple in the caller's kind.
pub(crate) type Answers<'py> = PyResult<Bound<'py, PyAny>>;

impl<'py> Caller<'py> {
    /// Two pandas columns are matched by place, so they must agree on what stands where.
    fn matches(&self, second: &Bound<'py, PyAny>) -> PyResult<()> {
        static MATCHED: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let matched = MATCHED.import(self.object.py(), "cchc.columns", "matched")?;
        matched.call1((&self.object, second)).map(drop)
    }

    /// Allocates the answers, computes them with the GIL released, and hands them over in kind.
    fn answer<T: Element + ArrowNativeType>(
        &self,
        rows: usize,
        like: DataType,
        compute: impl FnOnce(&mut [T], &mut [u8]) -> Result<usize, Error> + Send,
    ) -> Answers<'py> {
        static WRAP: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let py = self.object.py();
        let (mut answers, mut reasons) = (vec![T::default(); rows], vec![0_u8; rows]);
        let failed = py.detach(|| compute(&mut answers, &mut reasons)).map_err(to_py)?;
        let wrap = WRAP.import(py, "cchc.columns", "wrap")?;
        if !self.arrow {
            let (answers, reasons) = (PyArray1::from_vec(py, answers), PyArray1::from_vec(py, reasons));
            return wrap.call1((&self.object, self.asked, answers, reasons));
        }
        let nulls = (failed > 0).then(|| bits(&reasons, |reason| reason == 0).into());
        let answers = ArrowColumn::new(answers, like, nulls)?;
        wrap.call1((&self.object, self.asked, answers, ArrowColumn::new(reasons, DataType::UInt8, None)?))
    }
}

/// A column: who asks, the type of its values, and the numbers.
struct Column<'py> {
    caller: Caller<'py>,
    like: DataType,
    numbers: Numbers<'py>,
}

const DAYS: &str = "days";
const INSTANTS: &str = "instants";
const AMOUNTS: &str = "amounts";

impl<'py> Column<'py> {
    fn read(object: &Bound<'py, PyAny>, asked: &'static str) -> PyResult<Self> {
        static READ: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let read = READ.import(object.py(), "cchc.columns", "read")?;
        let (data, unit): (Bound<'py, PyAny>, Option<String>) = read.call1((object, asked))?.extract()?;
        let caller = Caller { object: object.clone(), asked, arrow: unit.is_none() };
        let (like, numbers) = match unit {
            Some(unit) => of_numpy(&data, &unit)?,
            None => of_arrow(&data, asked)?,
        };
        Ok(Self { caller, like, numbers })
    }
}

fn of_numpy<'py>(data: &Bound<'py, PyAny>, unit: &str) -> PyResult<(DataType, Numbers<'py>)> {
    let like = match unit {
        "s" => DataType::Timestamp(ArrowUnit::Second, None),
        "ms" => DataType::Timestamp(ArrowUnit::Millisecond, None),
        "us" => DataType::Timestamp(ArrowUnit::Microsecond, None),
        "ns" => DataType::Timestamp(ArrowUnit::Nanosecond, None),
        _ => DataType::Date32,
    };
    match data.extract() {
        Ok(rows) => Ok((like, Numbers::Narrow(Rows::Numpy(rows)))),
        Err(_) => Ok((like, Numbers::Wide(Rows::Numpy(data.extract()?)))),
    }
}

fn of_arrow<'py>(data: &Bound<'py, PyAny>, asked: &'static str) -> PyResult<(DataType, Numbers<'py>)> {
    let reader = data.extract::<AnyArray>()?.into_reader()?;
    let like = reader.field().data_type().clone();
    let chunks = || reader.collect::<Result<Vec<_>, _>>().map_err(unusable);
    let numbers = match (asked, &like) {
        (DAYS, DataType::Date32) | (AMOUNTS, DataType::Int32) => Numbers::Narrow(Rows::of_chunks(&chunks()?, NO_DAY)),
        (INSTANTS, DataType::Timestamp(_, None)) | (AMOUNTS, DataType::Int64) => {
            Numbers::Wide(Rows::of_chunks(&chunks()?, i64::MIN))
        }
        _ => return Err(refusal(data.py(), asked, &like)),
    };
    Ok((like, numbers))
}

fn unusable(error: ArrowError) -> PyErr {
    PyTypeError::new_err(error.to_string())
}

/// The `TypeError` of `cchc.columns` for a column of another type.
fn refusal(py: Python<'_>, asked: &str, got: &DataType) -> PyErr {
    let aware = matches!(got, DataType::Timestamp(_, Some(_)));
    let module = py.import("cchc.columns");
    let error = module.and_then(|module| module.call_method1("refusal", (asked, got.to_string(), aware)));
    error.map_or_else(|error| error, PyErr::from_value)
}

fn bits<T: Copy>(rows: &[T], set: impl Fn(T) -> bool) -> BooleanBuffer {
    BooleanBuffer::collect_bool(rows.len(), |row| rows.get(row).is_some_and(|row| set(*row)))
}

/// Cột Arrow: answers for any library that takes Arrow columns.
#[pyclass(frozen, module = "cchc")]
pub(crate) struct ArrowColumn(ArrayData);

impl ArrowColumn {
    fn new<T: ArrowNativeType>(rows: Vec<T>, like: DataType, nulls: Option<NullBuffer>) -> PyResult<Self> {
        let length = rows.len();
        let buffer = match like {
            DataType::Boolean => bits(&rows, |row| row != T::default()).into_inner(),
            _ => Buffer::from_vec(rows),
        };
        let data = ArrayData::builder(like).len(length).nulls(nulls).add_buffer(buffer);
        data.build().map(Self).map_err(unusable)
    }
}

#[pymethods]
impl ArrowColumn {
    /// The column through the Arrow PyCapsule interface, without a copy. The schema asked for is not
    /// looked at: a consumer casts what it wants otherwise.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        let _ = requested_schema;
        let schema = FFI_ArrowSchema::try_from(self.0.data_type()).map_err(unusable)?;
        let schema = PyCapsule::new_with_value(py, schema, c"arrow_schema")?;
        Ok((schema, PyCapsule::new_with_value(py, FFI_ArrowArray::new(&self.0), c"arrow_array")?))
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    fn __repr__(&self) -> String {
        format!("<cchc.ArrowColumn {}, {} rows>", self.0.data_type(), self.0.len())
    }
}

/// Does the same with numbers of either width.
macro_rules! of_either {
    ($numbers:expr, $rows:ident => $answer:expr) => {
        match $numbers {
            Numbers::Narrow($rows) => {
                let $rows = $rows.get()?;
                $answer
            }
            Numbers::Wide($rows) => {
                let $rows = $rows.get()?;
                $answer
            }
        }
    };
}

/// Cột ngày: days since 1970-01-01.
pub(crate) struct Days<'py>(Column<'py>);

impl<'py> FromPyObject<'_, 'py> for Days<'py> {
    type Error = PyErr;
    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Column::read(&object, DAYS).map(Self)
    }
}

impl<'py> Days<'py> {
    pub(crate) fn add(self, calendar: &cchc::WorkCalendar, days: &Amount<'py>) -> Answers<'py> {
        let Column { caller, like, numbers } = self.0;
        let days = days.get("days", &caller)?;
        of_either!(numbers, start => caller.answer(start.len(), like, |due, reasons| {
            calendar.add_working_days_column(start, days, due, reasons)
        }))
    }

    pub(crate) fn count(self, calendar: &cchc::WorkCalendar, through: Self) -> Answers<'py> {
        let Column { caller, numbers, .. } = self.0;
        caller.matches(&through.0.caller.object)?;
        if let (Numbers::Narrow(after), Numbers::Narrow(through)) = (&numbers, &through.0.numbers) {
            let (after, through) = (after.get()?, through.get()?);
            return caller.answer(after.len(), DataType::Int32, |count, reasons| {
                calendar.count_working_days_column(after, through, count, reasons)
            });
        }
        let (after, through) = (numbers.wide()?, through.0.numbers.wide()?);
        let (after, through) = (after.get()?, through.get()?);
        caller.answer(after.len(), DataType::Int32, |count, reasons| {
            calendar.count_working_days_column(after, through, count, reasons)
        })
    }

    pub(crate) fn are_working(self, calendar: &cchc::WorkCalendar) -> Answers<'py> {
        let Column { caller, numbers, .. } = self.0;
        of_either!(numbers, dates => caller.answer(dates.len(), DataType::Boolean, |working, reasons| {
            calendar.is_working_day_column(dates, working, reasons)
        }))
    }
}

/// Cột thời điểm: civil time of Việt Nam since 1970-01-01T00:00.
pub(crate) struct Instants<'py> {
    caller: Caller<'py>,
    unit: ArrowUnit,
    rows: Rows<'py, i64>,
}

impl<'py> FromPyObject<'_, 'py> for Instants<'py> {
    type Error = PyErr;
    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let Column { caller, like, numbers } = Column::read(&object, INSTANTS)?;
        match like {
            DataType::Timestamp(unit, _) => Ok(Self { caller, unit, rows: numbers.wide()? }),
            other => Err(refusal(object.py(), INSTANTS, &other)),
        }
    }
}

impl<'py> Instants<'py> {
    pub(crate) fn add(self, calendar: &cchc::WorkCalendar, minutes: &Amount<'py>) -> Answers<'py> {
        let (start, unit, minutes) = (self.rows.get()?, self.unit(), minutes.get("minutes", &self.caller)?);
        self.caller.answer(start.len(), DataType::Timestamp(self.unit, None), |due, reasons| {
            calendar.add_working_minutes_column(start, unit, minutes, due, reasons)
        })
    }

    pub(crate) fn count(self, calendar: &cchc::WorkCalendar, to: Self) -> Answers<'py> {
        if self.unit != to.unit {
            return Err(PyTypeError::new_err(
                "the two columns have different units; cast one to the unit of the other",
            ));
        }
        self.caller.matches(&to.caller.object)?;
        let (from, to, unit) = (self.rows.get()?, to.rows.get()?, self.unit());
        self.caller.answer(from.len(), DataType::Int32, |count, reasons| {
            calendar.count_working_minutes_column(from, to, unit, count, reasons)
        })
    }

    fn unit(&self) -> TimeUnit {
        match self.unit {
            ArrowUnit::Second => TimeUnit::Seconds,
            ArrowUnit::Millisecond => TimeUnit::Milliseconds,
            ArrowUnit::Microsecond => TimeUnit::Microseconds,
            ArrowUnit::Nanosecond => TimeUnit::Nanoseconds,
        }
    }
}

/// Số lượng: a whole number for all rows, or a column of them.
pub(crate) enum Amount<'py> {
    All(Whole),
    Each(Rows<'py, i32>, Bound<'py, PyAny>),
}

impl<'py> FromPyObject<'_, 'py> for Amount<'py> {
    type Error = PyErr;
    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(all) = object.extract() {
            return Ok(Self::All(all));
        }
        let each = match Column::read(&object, AMOUNTS)?.numbers {
            Numbers::Narrow(each) => each,
            Numbers::Wide(each) => Rows::Arrow(each.get()?.iter().map(narrow).collect()),
        };
        Ok(Self::Each(each, object.to_owned()))
    }
}

impl<'py> Amount<'py> {
    /// The amounts; `input.out_of_range` when the one for all rows is negative, fractional or huge.
    fn get(&self, what: &'static str, caller: &Caller<'py>) -> PyResult<Amounts<'_>> {
        match self {
            Self::All(all) => Ok(Amounts::All(at_most(all.read(what).map_err(to_py)?))),
            Self::Each(each, object) => caller.matches(object).and_then(|()| Ok(Amounts::Each(each.get()?))),
        }
    }
}

/// The calendar ends long before the greatest `i32`, so a greater amount has the same answer.
fn at_most(amount: u32) -> i32 {
    i32::try_from(amount).unwrap_or(i32::MAX)
}

/// A missing amount stays missing; one that a single call refuses is out of range here too.
fn narrow(amount: &i64) -> i32 {
    match *amount {
        i64::MIN => NO_DAY,
        amount => u32::try_from(amount).map_or(-1, at_most),
    }
}
