//! Cột: days, instants and amounts of many rows, read where they lie and answered in kind.
//!
//! `cchc.columns` tells the libraries apart; here a column is a slice of numbers with an Arrow type.
//! Arrow comes in through pyo3-arrow, numpy through the numpy crate.

use crate::convert::{Document, Instant, Whole, argument, python};
use crate::errors::to_py;
use crate::handles::{Calendar, or_vietnam};
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema};
use arrow_array::{Array, ArrayRef, Date32Array, DictionaryArray, StringArray, UInt32Array, UInt64Array};
use arrow_buffer::{ArrowNativeType, BooleanBuffer, Buffer, NullBuffer, ScalarBuffer};
use arrow_data::ArrayData;
use arrow_schema::{ArrowError, DataType, Field, TimeUnit as ArrowUnit};
use cchc::Error;
use cchc::calendar::{Amounts, DayNumber, NO_DAY, TimeUnit};
use cchc::deadline::{DeadlineColumns, DeadlineResults, DeadlineRule, PauseColumns};
use cchc::tally::{FigureColumns, Moments};
use chrono::NaiveDateTime;
use numpy::{Element, PyArray1, PyReadonlyArray1};
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use pyo3_arrow::ffi::ArrayReader;
use pyo3_arrow::input::AnyArray;
use std::borrow::Cow;
use std::sync::Arc;

/// Numbers of rows where their library keeps them.
pub(crate) enum Rows<'py, T: Element + ArrowNativeType> {
    Numpy(PyReadonlyArray1<'py, T>),
    Arrow(ScalarBuffer<T>),
}

impl<T: Element + ArrowNativeType> Rows<'_, T> {
    pub(crate) fn get(&self) -> PyResult<&[T]> {
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
            let there = |row| chunk.nulls().is_none_or(|nulls| nulls.is_valid(row));
            let numbers = numbers_of::<T>(chunk);
            rows.extend(numbers.iter().enumerate().map(|(row, number)| if there(row) { *number } else { missing }));
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
    /// As 32 bits, the least of which is a missing one; those past them are the furthest.
    fn narrow(self) -> PyResult<Rows<'py, i32>> {
        let narrow = |number: &i64| match *number {
            i64::MIN => NO_DAY,
            number => i32::try_from(number).unwrap_or(if number < 0 { NO_DAY + 1 } else { i32::MAX }),
        };
        match self {
            Self::Narrow(rows) => Ok(rows),
            Self::Wide(rows) => Ok(Rows::Arrow(rows.get()?.iter().map(narrow).collect())),
        }
    }

    fn wide(&self) -> PyResult<Cow<'_, [i64]>> {
        let widen = |n: &i32| if *n == NO_DAY { i64::MIN } else { i64::from(*n) };
        match self {
            Self::Wide(rows) => rows.get().map(Cow::Borrowed),
            Self::Narrow(rows) => Ok(rows.get()?.iter().map(widen).collect()),
        }
    }
}

/// A column as the caller gave it, what was asked for, the type of its values, and the numbers.
pub(crate) struct Column<'py> {
    object: Bound<'py, PyAny>,
    asked: &'static str,
    arrow: bool,
    like: DataType,
    numbers: Numbers<'py>,
}

const DAYS: &str = "days";
const INSTANTS: &str = "instants";
const AMOUNTS: &str = "amounts";
const MOMENTS: &str = "moments";

/// Columns of answers, in the kind of the column they answer.
pub(crate) type Answers<'py> = PyResult<Bound<'py, PyAny>>;

impl<'py> Column<'py> {
    fn read(object: &Bound<'py, PyAny>, asked: &'static str) -> PyResult<Self> {
        let read = python!(object.py(), "cchc.columns", "read").call1((object, asked))?;
        let (data, like): (Bound<'py, PyAny>, Option<String>) = read.extract()?;
        let arrow = like.is_none();
        let (like, numbers) = match like {
            None => of_arrow(&data, asked)?,
            Some(like) => match (like.parse().map_err(unusable)?, data.extract()) {
                (like, Ok(rows)) => (like, Numbers::Narrow(Rows::Numpy(rows))),
                (like, Err(_)) => (like, Numbers::Wide(Rows::Numpy(data.extract()?))),
            },
        };
        Ok(Self { object: object.clone(), asked, arrow, like, numbers })
    }

    /// A column of days or of instants, whichever it is.
    pub(crate) fn moments(object: &Bound<'py, PyAny>) -> PyResult<Self> {
        let Self { object, asked, arrow, like, numbers } = Self::read(object, MOMENTS)?;
        let numbers = if like == DataType::Date32 { Numbers::Narrow(numbers.narrow()?) } else { numbers };
        Ok(Self { object, asked, arrow, like, numbers })
    }

    /// A column of whole numbers.
    pub(crate) fn counts(object: &Bound<'py, PyAny>) -> PyResult<Self> {
        Self::read(object, AMOUNTS)
    }

    pub(crate) fn narrow(self) -> PyResult<Rows<'py, i32>> {
        self.numbers.narrow()
    }

    pub(crate) fn as_moments(&self) -> PyResult<Moments<'_>> {
        match &self.numbers {
            Numbers::Narrow(days) => Ok(Moments::Days(days.get()?)),
            Numbers::Wide(instants) => Ok(Moments::Instants(instants.get()?, unit_of(&self.like))),
        }
    }

    /// Reasons in the kind of the column.
    pub(crate) fn reasons(&self, reasons: Vec<u8>) -> Answers<'py> {
        let reasons = self.codes(reasons)?;
        python!(self.py(), "cchc.columns", "wrap_reasons").call1((&self.object, reasons))
    }

    /// Two pandas columns are matched by place, so they must agree on what stands where.
    fn matches(&self, second: &Bound<'py, PyAny>) -> PyResult<()> {
        python!(self.object.py(), "cchc.columns", "matched").call1((&self.object, second)).map(drop)
    }

    pub(crate) fn py(&self) -> Python<'py> {
        self.object.py()
    }

    pub(crate) fn wide(&self) -> PyResult<Cow<'_, [i64]>> {
        self.numbers.wide()
    }

    /// Points of `places` decimals, why there are none, and the place of the column that says so.
    pub(crate) fn scores(
        &self,
        (points, unrounded): (Vec<i64>, Vec<i64>),
        (reasons, at): (Vec<u8>, Vec<u16>),
        places: u32,
    ) -> Answers<'py> {
        let whole = |column| self.raw(column, DataType::Int64, |column| nulls(column, i64::MIN));
        let at = self.raw(at, DataType::UInt16, |_| None)?;
        let columns = (whole(points)?, whole(unrounded)?, self.codes(reasons)?, at);
        python!(self.py(), "cchc.columns", "wrap_scores").call1((&self.object, columns, places))
    }

    /// Ranks from 1; 0 is none.
    pub(crate) fn ranks(&self, ranks: Vec<u32>) -> Answers<'py> {
        let ranks = self.raw(ranks, DataType::UInt32, |ranks| nulls(ranks, 0))?;
        python!(self.py(), "cchc.columns", "wrap_ranks").call1((&self.object, ranks))
    }

    /// Allocates the answers, computes them with the GIL released, and hands them over in kind.
    fn answer<T: Element + ArrowNativeType>(
        &self,
        rows: usize,
        like: DataType,
        compute: impl FnOnce(&mut [T], &mut [u8]) -> Result<usize, Error> + Send,
    ) -> Answers<'py> {
        let py = self.object.py();
        let (mut answers, mut reasons) = (vec![T::default(); rows], vec![0_u8; rows]);
        let failed = py.detach(|| compute(&mut answers, &mut reasons)).map_err(to_py)?;
        let nulls = |_: &[T]| (failed > 0).then(|| bits(&reasons, |reason| reason == 0).into());
        let answers = self.raw(answers, like, nulls)?;
        let reasons = self.raw(reasons, DataType::UInt8, |_| None)?;
        python!(py, "cchc.columns", "wrap").call1((&self.object, self.asked, answers, reasons))
    }

    /// As [`Column::answer`], with the five columns of deadlines.
    fn deadlines(&self, asked: &DeadlineColumns<'_>, calendar: &cchc::WorkCalendar) -> Answers<'py> {
        let (py, rows) = (self.object.py(), asked.received.len());
        let (mut due, mut elapsed, mut remaining) = (vec![0; rows], vec![0; rows], vec![0; rows]);
        let (mut outcome, mut reasons) = (vec![0; rows], vec![0; rows]);
        let mut results = DeadlineResults {
            due: &mut due,
            elapsed: &mut elapsed,
            remaining: &mut remaining,
            outcome: &mut outcome,
            reasons: &mut reasons,
        };
        py.detach(|| asked.compute(calendar, &mut results)).map_err(to_py)?;
        let due = self.raw(due, self.like.clone(), |due| nulls(due, i64::MIN))?;
        let number = |column| self.raw(column, DataType::Int32, |column| nulls(column, NO_DAY));
        let columns = (due, number(elapsed)?, number(remaining)?, self.codes(outcome)?, self.codes(reasons)?);
        python!(py, "cchc.columns", "wrap_deadlines").call1((&self.object, columns))
    }

    /// Numbers that stand for words; none is missing.
    fn codes(&self, codes: Vec<u8>) -> Answers<'py> {
        self.raw(codes, DataType::UInt8, |_| None)
    }

    /// Numbers in an array of numpy or of Arrow, for `cchc.columns` to wrap; only Arrow has nulls.
    fn raw<T: Element + ArrowNativeType>(
        &self,
        rows: Vec<T>,
        like: DataType,
        nulls: impl FnOnce(&[T]) -> Option<NullBuffer>,
    ) -> Answers<'py> {
        if !self.arrow {
            return Ok(PyArray1::from_vec(self.object.py(), rows).into_any());
        }
        let nulls = nulls(&rows);
        ArrowColumn::new(rows, like, nulls)?.into_bound_py_any(self.object.py())
    }

    fn add<D: DayNumber + Element + ArrowNativeType>(
        &self,
        calendar: &cchc::WorkCalendar,
        start: &[D],
        days: Amounts<'_>,
    ) -> Answers<'py> {
        self.answer(start.len(), self.like.clone(), |due, reasons| {
            calendar.add_working_days_column(start, days, due, reasons)
        })
    }

    fn are_working<D: DayNumber + Element + ArrowNativeType>(
        &self,
        calendar: &cchc::WorkCalendar,
        dates: &[D],
    ) -> Answers<'py> {
        self.answer(dates.len(), DataType::Boolean, |working, reasons| {
            calendar.is_working_day_column(dates, working, reasons)
        })
    }

    fn count<D: DayNumber + Element + ArrowNativeType>(
        &self,
        calendar: &cchc::WorkCalendar,
        after: &[D],
        through: &[D],
    ) -> Answers<'py> {
        self.answer(after.len(), DataType::Int32, |count, reasons| {
            calendar.count_working_days_column(after, through, count, reasons)
        })
    }
}

/// The type of an Arrow column or table, and its chunks, which are not looked at before their type.
pub(crate) fn reader_of(data: &Bound<'_, PyAny>) -> PyResult<(DataType, Box<dyn ArrayReader + Send>)> {
    let reader = data.extract::<AnyArray>()?.into_reader()?;
    Ok((reader.field().data_type().clone(), reader))
}

fn of_arrow<'py>(data: &Bound<'py, PyAny>, asked: &'static str) -> PyResult<(DataType, Numbers<'py>)> {
    let (like, reader) = reader_of(data)?;
    let chunks = || reader.collect::<Result<Vec<_>, _>>().map_err(unusable);
    let numbers = match (asked, &like) {
        (DAYS | MOMENTS, DataType::Date32) | (AMOUNTS, DataType::Int32) => {
            Numbers::Narrow(Rows::of_chunks(&chunks()?, NO_DAY))
        }
        (INSTANTS | MOMENTS, DataType::Timestamp(_, None)) | (AMOUNTS, DataType::Int64) => {
            Numbers::Wide(Rows::of_chunks(&chunks()?, i64::MIN))
        }
        _ => return Err(refusal(data.py(), asked, &like)?),
    };
    Ok((like, numbers))
}

pub(crate) fn unusable(error: ArrowError) -> PyErr {
    PyTypeError::new_err(error.to_string())
}

/// The `TypeError` of `cchc.columns` for a column of another type.
pub(crate) fn refusal(py: Python<'_>, asked: &str, got: &DataType) -> PyResult<PyErr> {
    let aware = matches!(got, DataType::Timestamp(_, Some(_)));
    python!(py, "cchc.columns", "refusal").call1((asked, got.to_string(), aware)).map(PyErr::from_value)
}

fn bits<T: Copy>(rows: &[T], set: impl Fn(T) -> bool) -> BooleanBuffer {
    BooleanBuffer::collect_bool(rows.len(), |row| rows.get(row).is_some_and(|row| set(*row)))
}

fn nulls<T: ArrowNativeType>(rows: &[T], missing: T) -> Option<NullBuffer> {
    let nulls = NullBuffer::new(bits(rows, |row| row != missing));
    (nulls.null_count() > 0).then_some(nulls)
}

/// Labels once, and the place of each row's.
fn dictionary(codes: Vec<u32>, labels: Vec<String>) -> PyResult<ArrayRef> {
    let labels = Arc::new(StringArray::from(labels));
    Ok(Arc::new(DictionaryArray::try_new(UInt32Array::from(codes), labels).map_err(unusable)?))
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

    /// The figures of cells as a table: labels as dictionaries, the days of the period, the counts.
    pub(crate) fn of_figures(figures: FigureColumns) -> PyResult<Self> {
        let rows = figures.period.len();
        let (mut fields, mut columns) = (Vec::new(), Vec::new());
        let mut add = |name: &str, column: ArrayRef| {
            fields.push(Field::new(name, column.data_type().clone(), column.null_count() > 0));
            columns.push(column.to_data());
        };
        for (name, codes, labels) in figures.by {
            add(&name, dictionary(codes, labels)?);
        }
        for (name, days) in figures.days {
            add(name, Arc::new(Date32Array::from(days)));
        }
        for (name, column) in figures.figures {
            add(name, Arc::new(UInt64Array::from(column)));
        }
        let data = ArrayData::builder(DataType::Struct(fields.into())).len(rows);
        data.child_data(columns).build().map(Self).map_err(unusable)
    }

    /// Rows of as many numbers each.
    pub(crate) fn of_rows(numbers: Vec<u32>, columns: usize) -> PyResult<Self> {
        let (rows, columns) = (numbers.len().checked_div(columns).unwrap_or_default(), columns as i32);
        let numbers = Self::new(numbers, DataType::UInt32, None)?.0;
        let field = Field::new("item", DataType::UInt32, false);
        let data = ArrayData::builder(DataType::FixedSizeList(field.into(), columns)).len(rows);
        data.add_child_data(numbers).build().map(Self).map_err(unusable)
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

/// Cột ngày: days since 1970-01-01.
pub(crate) struct Days<'py>(Column<'py>);

argument!(Days<'py>, |object| Column::read(object, DAYS).map(Self));

impl<'py> Days<'py> {
    pub(crate) fn add(&self, calendar: &cchc::WorkCalendar, days: &Amount<'py>) -> Answers<'py> {
        let days = days.get("days", &self.0)?;
        match &self.0.numbers {
            Numbers::Narrow(start) => self.0.add(calendar, start.get()?, days),
            Numbers::Wide(start) => self.0.add(calendar, start.get()?, days),
        }
    }

    pub(crate) fn count(&self, calendar: &cchc::WorkCalendar, through: &Self) -> Answers<'py> {
        self.0.matches(&through.0.object)?;
        match (&self.0.numbers, &through.0.numbers) {
            (Numbers::Narrow(after), Numbers::Narrow(through)) => self.0.count(calendar, after.get()?, through.get()?),
            (after, through) => self.0.count(calendar, &after.wide()?, &through.wide()?),
        }
    }

    pub(crate) fn are_working(&self, calendar: &cchc::WorkCalendar) -> Answers<'py> {
        match &self.0.numbers {
            Numbers::Narrow(dates) => self.0.are_working(calendar, dates.get()?),
            Numbers::Wide(dates) => self.0.are_working(calendar, dates.get()?),
        }
    }
}

/// Cột thời điểm: civil time of Việt Nam since 1970-01-01T00:00.
pub(crate) struct Instants<'py>(Column<'py>);

argument!(Instants<'py>, |object| Column::read(object, INSTANTS).map(Self));

impl<'py> Instants<'py> {
    pub(crate) fn add(&self, calendar: &cchc::WorkCalendar, minutes: &Amount<'py>) -> Answers<'py> {
        let (start, unit, minutes) = (self.0.numbers.wide()?, self.unit(), minutes.get("minutes", &self.0)?);
        self.0.answer(start.len(), self.0.like.clone(), |due, reasons| {
            calendar.add_working_minutes_column(&start, unit, minutes, due, reasons)
        })
    }

    pub(crate) fn count(&self, calendar: &cchc::WorkCalendar, to: Self) -> Answers<'py> {
        self.0.matches(&to.0.object)?;
        let to = Some(to);
        let (from, to, unit) = (self.0.numbers.wide()?, self.beside(&to)?.unwrap_or_default(), self.unit());
        self.0.answer(from.len(), DataType::Int32, |count, reasons| {
            calendar.count_working_minutes_column(&from, &to, unit, count, reasons)
        })
    }

    /// The numbers of another column, if any, which must have the unit of this one.
    fn beside<'a>(&self, other: &'a Option<Self>) -> PyResult<Option<Cow<'a, [i64]>>> {
        let other = other.as_ref();
        if other.is_some_and(|other| self.unit() != other.unit()) {
            let advice = "the two columns have different units; cast one to the unit of the other";
            return Err(PyTypeError::new_err(advice));
        }
        other.map(|other| other.0.numbers.wide()).transpose()
    }

    /// Amounts as numbers of another type; `none` where it cannot hold one.
    fn cells<T: TryFrom<i32> + Clone>(&self, amount: Option<Amount<'py>>, none: T) -> PyResult<Option<Vec<T>>> {
        let cell = |amount: i32| T::try_from(amount).unwrap_or(none.clone());
        Ok(match amount.as_ref().map(|amount| amount.get("amount", &self.0)).transpose()? {
            None => None,
            Some(Amounts::All(all)) => Some(vec![cell(all); self.0.numbers.wide()?.len()]),
            Some(Amounts::Each(each)) => Some(each.iter().copied().map(cell).collect()),
        })
    }

    /// An instant in the unit of the column; one too far away for it lies outside every calendar.
    fn number_of(&self, instant: NaiveDateTime) -> i64 {
        let minutes = instant.and_utc().timestamp().div_euclid(60);
        minutes.saturating_mul(self.unit().per_minute()).max(-i64::MAX)
    }

    fn unit(&self) -> TimeUnit {
        unit_of(&self.0.like)
    }
}

/// What the instants of a column count.
fn unit_of(like: &DataType) -> TimeUnit {
    match like {
        DataType::Timestamp(ArrowUnit::Second, _) => TimeUnit::Seconds,
        DataType::Timestamp(ArrowUnit::Millisecond, _) => TimeUnit::Milliseconds,
        DataType::Timestamp(ArrowUnit::Microsecond, _) => TimeUnit::Microseconds,
        _ => TimeUnit::Nanoseconds,
    }
}

/// Cột số nguyên.
pub(crate) struct Counts<'py>(pub(crate) Column<'py>);

argument!(Counts<'py>, |object| Column::read(object, AMOUNTS).map(Self));

/// Số lượng: a whole number for all rows, or a column of them.
pub(crate) enum Amount<'py> {
    All(Whole),
    Each(Rows<'py, i32>, Bound<'py, PyAny>),
}

argument!(Amount<'py>, |object| {
    if let Ok(all) = object.extract() {
        return Ok(Self::All(all));
    }
    let each = match Column::read(object, AMOUNTS)?.numbers {
        Numbers::Narrow(each) => each,
        Numbers::Wide(each) => Rows::Arrow(each.get()?.iter().map(narrow).collect()),
    };
    Ok(Self::Each(each, object.clone()))
});

impl<'py> Amount<'py> {
    /// The amounts; `input.out_of_range` when the one for all rows is negative, fractional or huge.
    fn get(&self, what: &'static str, beside: &Column<'py>) -> PyResult<Amounts<'_>> {
        match self {
            Self::All(all) => Ok(Amounts::All(at_most(all.read(what).map_err(to_py)?))),
            Self::Each(each, object) => beside.matches(object).and_then(|()| Ok(Amounts::Each(each.get()?))),
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

/// Cột hạn trả: what `cchc.deadline_columns` hands over, and answers with.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "each is a column, or what all rows share")]
pub(crate) fn deadline_columns<'py>(
    received: Instants<'py>,
    rules: Document,
    rule: Option<Amount<'py>>,
    amount: Option<Amount<'py>>,
    unit: Option<Amount<'py>>,
    pauses: Option<Amount<'py>>,
    from_: Option<Instants<'py>>,
    to: Option<Instants<'py>>,
    finished: Option<Instants<'py>>,
    as_of: Option<Instant>,
    calendar: Option<Calendar>,
) -> Answers<'py> {
    let rules: Vec<DeadlineRule> = rules.read().map_err(to_py)?;
    let rule = received.cells(rule, u16::try_from(rules.len()).unwrap_or(u16::MAX))?;
    let (amount, unit) = (received.cells(amount, NO_DAY)?, received.cells(unit, u8::MAX)?);
    let (pauses, from, to) = (received.cells(pauses, NO_DAY)?, received.beside(&from_)?, received.beside(&to)?);
    let spans = pauses.as_deref().zip(from.as_deref().zip(to.as_deref()));
    let pauses = spans.map(|(offsets, (from, to))| PauseColumns { offsets, from, to });
    let finished = received.beside(&finished)?;
    let as_of = as_of.map_or(i64::MIN, |as_of| received.number_of(as_of.0));
    let (time_unit, rows, rules) = (received.unit(), &received.0.numbers.wide()?, rules.as_slice());
    let (rule, amount, unit, finished) = (rule.as_deref(), amount.as_deref(), unit.as_deref(), finished.as_deref());
    let asked = DeadlineColumns { time_unit, received: rows, rules, rule, amount, unit, pauses, finished, as_of };
    received.0.deadlines(&asked, or_vietnam(&calendar))
}
