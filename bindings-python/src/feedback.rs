//! Phản ánh, kiến nghị và sổ số liệu: feedback and the ledger, each one call of the core.

use crate::convert::{Answer, Day, Document, answer};
use crate::handles::{Calendar, or_vietnam};
use cchc::feedback::{self, RegimeChoice};
use cchc::ledger;
use pyo3::prelude::*;

/// Một phản ánh, kiến nghị at the end of `as_of`: its steps, each with its due day, its state and the text that
/// decided. `regime` is the id of a shipped one, such as "18/2018/TT-BCT", or a document of your own.
/// Errors: date.invalid, document.invalid, input.unknown_id, law.not_in_force, feedback.before_reception,
/// input.empty_list, table.missing_field, calendar.reversed_dates and those of deadline.
#[pyfunction(signature = (record, as_of, regime = None, calendar = None))]
pub(crate) fn feedback_case(
    py: Python<'_>,
    record: Document,
    as_of: Day,
    regime: Option<Document>,
    calendar: Option<Calendar>,
) -> Answer {
    answer(py, || {
        let regime = regime.map(|regime| regime.read::<RegimeChoice>()).transpose()?;
        feedback::feedback_case(or_vietnam(&calendar), &record.read()?, as_of.0, regime.as_ref())
    })
}

/// Tổng hợp phản ánh, kiến nghị của một kỳ: what came, what became of it, and its steps by their states, with the ids
/// behind every figure.
/// Errors: date.invalid, document.invalid, calendar.reversed_dates, input.unknown_id; what is wrong with one row is
/// among the issues of the answer.
#[pyfunction(signature = (data, as_of, calendar = None))]
pub(crate) fn feedback_report(py: Python<'_>, data: Document, as_of: Day, calendar: Option<Calendar>) -> Answer {
    answer(py, || feedback::feedback_report(or_vietnam(&calendar), &data.read()?, as_of.0))
}

/// Các chế độ thời hạn được cung cấp kèm: the regimes of feedback that were read, with their citations.
#[pyfunction]
pub(crate) fn feedback_regimes(py: Python<'_>) -> Answer {
    answer(py, || Ok(feedback::shipped_regimes()))
}

/// Sổ số liệu của một kỳ: each name with its value, that of the same period last year, the difference, the target, the
/// sources and the ids behind.
/// Errors: document.invalid, calendar.reversed_dates, input.duplicate_id; what is wrong with an entry is among the
/// issues of the answer.
#[pyfunction]
pub(crate) fn ledger_report(py: Python<'_>, data: Document) -> Answer {
    answer(py, || ledger::ledger_report(&data.read()?))
}

/// Các tên số liệu được cung cấp kèm: what each counts, in which unit, and whether it adds up.
#[pyfunction]
pub(crate) fn ledger_names(py: Python<'_>) -> Answer {
    answer(py, || Ok(ledger::shipped_names()))
}
