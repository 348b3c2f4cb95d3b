//! Danh mục thủ tục và rà soát: the handle on a catalogue, read once and asked often, and the review of one day.

use crate::convert::{Answer, Day, Document, answer, word};
use crate::errors::to_py;
use crate::handles::{Calendar, or_vietnam};
use crate::rules::Rules;
use cchc::Dossier;
use cchc::review::Review;
use pyo3::prelude::*;

/// Danh mục thủ tục hành chính: which procedures there are on a day, in which version, by which decision.
#[pyclass(frozen, module = "cchc")]
pub(crate) struct Catalogue(cchc::Catalogue);

#[pymethods]
impl Catalogue {
    /// Lập danh mục: of {"decisions": [...], "procedures": [...]}; what is wrong with one act is among `issues`.
    /// Errors: document.invalid.
    #[staticmethod]
    fn of(py: Python<'_>, document: Document) -> PyResult<Self> {
        py.detach(|| document.read()).map(Self).map_err(to_py)
    }

    /// Vấn đề dữ liệu: what was found wrong when the catalogue was read.
    #[getter]
    fn issues(&self, py: Python<'_>) -> Answer {
        answer(py, || Ok(self.0.issues()))
    }

    /// Phiên bản có hiệu lực tại một ngày.
    /// Errors: date.invalid, input.unknown_id, catalogue.not_in_force.
    fn version_at(&self, py: Python<'_>, code: &str, day: Day) -> Answer {
        answer(py, || self.0.version_at(code, day.0))
    }

    /// Phiên bản của một hồ sơ: the one in force when it was received, which it keeps.
    /// Errors: document.invalid, table.missing_field and those of version_at.
    fn version_for(&self, py: Python<'_>, dossier: Document) -> Answer {
        answer(py, || self.0.version_for(&dossier.read::<Dossier>()?))
    }

    /// Mức độ trực tuyến của một thủ tục tại một ngày, or None where none was claimed.
    /// Errors: date.invalid, input.unknown_id.
    fn online_at(&self, py: Python<'_>, code: &str, day: Day) -> Answer {
        answer(py, || self.0.online_at(code, day.0))
    }

    /// Số thủ tục tại một ngày: by level, field and online level, with the codes behind every count.
    /// Errors: date.invalid.
    fn counts(&self, py: Python<'_>, day: Day) -> Answer {
        answer(py, || Ok(self.0.counts(day.0)))
    }

    /// Thủ tục công khai chưa đủ bộ phận tại một ngày, and those of which it is not known.
    /// Errors: date.invalid.
    fn incomplete(&self, py: Python<'_>, day: Day) -> Answer {
        answer(py, || Ok(self.0.incomplete(day.0)))
    }

    /// Lịch sử của một thủ tục: every act and every online level, in words too.
    /// Errors: input.unknown_id.
    fn history(&self, py: Python<'_>, code: &str) -> Answer {
        answer(py, || self.0.history(code))
    }

    /// Việc trong kỳ: announced, amended, replaced, abolished, by the day "signed" or "effective".
    /// Errors: date.invalid, document.invalid for another word, calendar.reversed_dates.
    fn acts(&self, py: Python<'_>, from_: Day, through: Day, by: &str) -> Answer {
        answer(py, || self.0.acts(from_.0, through.0, word(by)?))
    }

    /// Công bố, công khai đúng hạn: every decision by the limits that a rule set has for a level, such as "province".
    /// Errors: date.invalid, document.invalid for another word; a day that cannot be counted is among the issues.
    #[pyo3(signature = (rules, level, as_of, calendar = None))]
    fn punctuality(&self, py: Python<'_>, rules: Rules, level: &str, as_of: Day, calendar: Option<Calendar>) -> Answer {
        answer(py, || Ok(self.0.punctuality(&rules.get().0, word(level)?, or_vietnam(&calendar), as_of.0)))
    }

    /// Danh mục cho việc tính chỉ số: the `procedures` of the data of `indicators`, on a day, of one agency or of all.
    /// Errors: date.invalid.
    #[pyo3(signature = (day, agency = None))]
    fn indicator_procedures(&self, py: Python<'_>, day: Day, agency: Option<&str>) -> Answer {
        answer(py, || Ok(self.0.indicator_procedures(day.0, agency)))
    }

    fn __repr__(&self) -> String {
        format!("<cchc.Catalogue, {} procedures, {} issues>", self.0.codes().count(), self.0.issues().len())
    }
}

/// Tổng hợp rà soát: planned reviews, proposals, documents and overlaps at the end of `as_of`.
/// Errors: date.invalid, document.invalid, input.out_of_range; what is wrong with one row is among the issues.
#[pyfunction]
pub(crate) fn review_summary(py: Python<'_>, review: Document, as_of: Day) -> Answer {
    answer(py, || review.read::<Review>()?.summary(as_of.0))
}
