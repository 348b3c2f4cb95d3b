//! Kỳ báo cáo: the days a report is for.

use crate::convert::{Answer, Day, Document, Whole, answer, word};
use cchc::period::Period;
use pyo3::prelude::*;

/// Kỳ báo cáo: a period of a year by its number from 1; `rule` is "reporting", from the 15th through the 14th,
/// or "calendar"; `kind` is "month", "quarter", "half_year", "nine_months" or "year".
/// Errors: document.invalid for another word, input.out_of_range.
#[pyfunction]
pub(crate) fn period(py: Python<'_>, rule: &str, kind: &str, year: Whole, number: Whole) -> Answer {
    answer(py, || {
        let number = number.read("number of the period")?;
        Period::of(word(rule)?, word(kind)?, year.read("year")?, number)
    })
}

/// Các kỳ nối tiếp: the periods of a kind from the one that holds the first day through the one that holds the
/// last.
/// Errors: date.invalid, document.invalid, calendar.reversed_dates, input.out_of_range.
#[pyfunction]
pub(crate) fn periods(py: Python<'_>, rule: &str, kind: &str, from_: Day, through: Day) -> Answer {
    answer(py, || Period::covering(word(rule)?, word(kind)?, from_.0, through.0))
}

/// Cùng kỳ năm trước: the period of the same rule, kind and number a year before.
/// Errors: document.invalid, input.out_of_range.
#[pyfunction]
pub(crate) fn year_before(py: Python<'_>, period: Document) -> Answer {
    answer(py, || period.read::<Period>()?.year_before())
}
