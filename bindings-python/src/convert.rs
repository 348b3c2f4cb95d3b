//! Chuyển đổi: how dates, numbers, tables and documents cross between Python and the core.

use crate::errors::to_py;
use cchc::{Error, Exact, Moment, document, number};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};
use pyo3::exceptions::{PyRecursionError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBool, PyDate, PyDateTime, PyString, PyTzInfoAccess};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A function or class of a Python module, looked up once.
macro_rules! python {
    ($py:expr, $module:literal, $name:literal) => {{
        static FOUND: ::pyo3::sync::PyOnceLock<Py<PyAny>> = ::pyo3::sync::PyOnceLock::new();
        FOUND.import($py, $module, $name)?
    }};
}
pub(crate) use python;

/// Reads arguments of a type by a function.
macro_rules! argument {
    ($name:ty, $read:expr) => {
        impl<'py> FromPyObject<'_, 'py> for $name {
            type Error = PyErr;
            fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
                let read: fn(&Bound<'py, PyAny>) -> PyResult<Self> = $read;
                read(&object)
            }
        }
    };
}
pub(crate) use argument;

/// An answer as Python sees it.
pub(crate) type Answer = PyResult<Py<PyAny>>;

pub(crate) fn type_error(expected: &str, got: &Bound<'_, PyAny>) -> PyErr {
    let got = got.get_type().name().map(|name| name.to_string()).unwrap_or_default();
    PyTypeError::new_err(format!("expected {expected}, got {got}"))
}

/// Thời điểm: a `datetime.date`, a `datetime.datetime`, or text in one of the forms [`Moment`] reads.
/// A datetime with a time zone is turned into civil time of Việt Nam, as in text.
pub(crate) struct When(pub(crate) Moment);

argument!(When, |object| { moment(object, "datetime.date, datetime.datetime or text such as 2026-08-20").map(Self) });

/// Ngày: a `datetime.date`, or text.
pub(crate) struct Day(pub(crate) NaiveDate);

argument!(Day, |object| {
    if object.is_instance_of::<PyDateTime>() {
        return Err(type_error("a date; pass its .date()", object));
    }
    moment(object, "datetime.date or text such as 2026-08-20").map(|moment| Self(moment.date()))
});

/// Giờ: a `datetime.datetime`, or text with its time of day.
pub(crate) struct Instant(pub(crate) NaiveDateTime);

argument!(Instant, |object| {
    let expected = "datetime.datetime or text such as 2026-08-20T09:30:00";
    let moment = moment(object, expected)?;
    if moment.time().is_none() && object.is_instance_of::<PyDate>() {
        return Err(type_error(expected, object));
    }
    moment.instant().map(Self).map_err(to_py)
});

fn moment(object: &Bound<'_, PyAny>, expected: &str) -> PyResult<Moment> {
    if let Ok(moment) = object.cast::<PyDateTime>() {
        if moment.get_tzinfo().is_none() {
            return moment.extract().map(|instant: NaiveDateTime| instant.into());
        }
        let vietnam = moment.call_method1("astimezone", (FixedOffset::east_opt(7 * 3600),))?;
        return vietnam.extract().map(|instant: DateTime<FixedOffset>| instant.naive_local().into());
    }
    if object.is_instance_of::<PyDate>() {
        return object.extract().map(|date: NaiveDate| date.into());
    }
    let text = object.cast::<PyString>().map_err(|_| type_error(expected, object))?;
    text.to_string_lossy().parse().map_err(to_py)
}

/// Số nguyên: any number but a bool, as text for the core to check.
pub(crate) struct Whole(String);

argument!(Whole, |object| {
    if object.is_instance_of::<PyBool>() || !object.is_instance(python!(object.py(), "numbers", "Number"))? {
        return Err(type_error("a whole number", object));
    }
    // Python refuses to write whole numbers of thousands of digits.
    let text = object.str().map(|text| text.to_string());
    Ok(Self(text.unwrap_or_else(|_| "a number too long to write".to_owned())))
});

impl Whole {
    /// One, where nothing else is given.
    pub(crate) fn one() -> Self {
        Self("1".to_owned())
    }

    /// The number; `input.out_of_range` for a negative, fractional or huge one.
    pub(crate) fn read<T: TryFrom<u64>>(&self, what: &'static str) -> Result<T, Error> {
        number::whole(what, &self.0)
    }
}

/// Bảng CSV: the bytes of a file, or its text.
pub(crate) struct Csv(pub(crate) PyBackedBytes);

argument!(Csv, |object| {
    match object.cast::<PyString>() {
        Ok(text) => Ok(Self(text.encode_utf8()?.into())),
        Err(_) => object.extract().map(Self).map_err(|_| type_error("CSV as bytes or str", object)),
    }
});

/// Tài liệu: dicts and lists of Python, as JSON text for the core to read and check.
pub(crate) struct Document(String);

argument!(Document, |object| {
    let written = python!(object.py(), "cchc.documents", "written").call1((object,));
    written.map_err(|error| unwritable(object.py(), error))?.extract().map(Self)
});

/// A document that goes round in a circle, or deeper than Python walks, is no document.
fn unwritable(py: Python<'_>, error: PyErr) -> PyErr {
    if !error.is_instance_of::<PyValueError>(py) && !error.is_instance_of::<PyRecursionError>(py) {
        return error;
    }
    to_py(Error::InvalidDocument { path: ".".to_owned(), reason: error.value(py).to_string() })
}

impl Document {
    /// The document as a value of the core; `document.invalid` with the path otherwise.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, Error> {
        document::from_json(&self.0)
    }

    /// The document as JSON text, for what of the core reads and checks it in one step.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    /// An exact number given by itself; `number.invalid` for text that is none.
    pub(crate) fn exact(&self) -> Result<Exact, Error> {
        self.read::<String>().map_or_else(|_| self.read(), |text| text.parse())
    }
}

/// A document that may be left out, and is then what the core takes for none.
pub(crate) fn optional<T: DeserializeOwned + Default>(document: &Option<Document>) -> Result<T, Error> {
    document.as_ref().map_or_else(|| Ok(T::default()), Document::read)
}

/// Văn bản: a document as its JSON text, or as dicts and lists.
pub(crate) struct Source(pub(crate) String);

argument!(Source, |object| {
    if object.is_instance_of::<PyString>() {
        object.extract().map(Self)
    } else {
        Ok(Self(object.extract::<Document>()?.0))
    }
});

/// A value of the core that is one word, such as "public"; `document.invalid` for another.
pub(crate) fn word<T: DeserializeOwned>(word: &str) -> Result<T, Error> {
    document::from_json(&document::to_json(&word)?)
}

/// Computes with the GIL released, and hands the answer over as dicts and lists.
pub(crate) fn answer<T: Serialize>(py: Python<'_>, compute: impl FnOnce() -> Result<T, Error> + Send) -> Answer {
    let text = py.detach(|| compute().and_then(|answer| document::to_json(&answer))).map_err(to_py)?;
    parsed(py, &text)
}

/// JSON text of the core as dicts and lists.
pub(crate) fn parsed(py: Python<'_>, text: &str) -> Answer {
    python!(py, "json", "loads").call1((text,)).map(Bound::unbind)
}
