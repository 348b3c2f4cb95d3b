//! Kế hoạch và kiểm tra: where plans stand, what moved, and what inspections found.

use crate::convert::{Answer, Day, Document, Whole, answer};
use crate::handles::{Calendar, or_vietnam};
use cchc::inspection::Inspections;
use cchc::plan::Plan;
use pyo3::prelude::*;

/// Báo cáo tiến độ kế hoạch: targets and tasks at the end of `as_of`, with the ids behind every count; with
/// `due_within`, also the tasks due in so many calendar days.
/// Errors: date.invalid, document.invalid, input.out_of_range.
#[pyfunction(signature = (plan, as_of, due_within = None))]
pub(crate) fn plan_report(py: Python<'_>, plan: Document, as_of: Day, due_within: Option<Whole>) -> Answer {
    answer(py, || {
        let days = due_within.map(|days| days.read("days")).transpose()?;
        plan.read::<Plan>()?.report(as_of.0, days)
    })
}

/// Biến động của kế hoạch: what changed from the end of `since` to the end of `as_of`.
/// Errors: date.invalid, document.invalid, input.out_of_range, calendar.reversed_dates.
#[pyfunction]
pub(crate) fn plan_movement(py: Python<'_>, plan: Document, since: Day, as_of: Day) -> Answer {
    answer(py, || plan.read::<Plan>()?.movement(since.0, as_of.0))
}

/// Nhiệm vụ chuyển tiếp: the tasks not finished at the end of `as_of`, for the plan of the year `into`.
/// Errors: date.invalid, document.invalid, input.out_of_range.
#[pyfunction]
pub(crate) fn plan_carry_over(py: Python<'_>, plan: Document, into: Whole, as_of: Day) -> Answer {
    answer(py, || plan.read::<Plan>()?.carry_over(into.read("year")?, as_of.0))
}

/// Tổng hợp nhiều cuộc kiểm tra: coverage, findings and those that came again, and every recommendation at the end
/// of `as_of`. Errors: date.invalid, document.invalid; what is wrong in single records stands in `issues`.
#[pyfunction(signature = (inspections, as_of, calendar = None))]
pub(crate) fn inspection_report(
    py: Python<'_>,
    inspections: Document,
    as_of: Day,
    calendar: Option<Calendar>,
) -> Answer {
    answer(py, || Ok(inspections.read::<Inspections>()?.report(as_of.0, or_vietnam(&calendar))))
}
