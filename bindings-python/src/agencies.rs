//! Sổ cơ quan: who agencies were on a day, who followed them, the provinces, and handovers. The register is read and
//! checked once and shared between threads; each call reads its arguments and asks the core once.

use crate::convert::{Answer, Day, Document, Source, answer, optional, word};
use crate::errors::to_py;
use cchc::{agency, handover as handovers};
use pyo3::prelude::*;

/// Sổ cơ quan: agencies with their names, parents and identifiers by date, and the reorganisations between them.
///
/// An agency is named by the key the register has it under. Days are dates or text.
#[pyclass(frozen, module = "cchc")]
pub(crate) struct AgencyRegister(cchc::AgencyRegister);

#[pymethods]
impl AgencyRegister {
    /// A register from JSON text, or from dicts and lists.
    /// Errors: document.invalid; records.invalid with every issue.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: Source) -> PyResult<Self> {
        py.detach(|| cchc::AgencyRegister::from_json(&text.0)).map(Self).map_err(to_py)
    }

    /// Sổ các tỉnh: the 63 provinces until 30/6/2025 and the 34 since.
    #[staticmethod]
    fn provinces() -> Self {
        Self(cchc::AgencyRegister::provinces().clone())
    }

    /// Cơ quan vào một ngày: its name, identifier, parent, level, kind and path then.
    /// Errors: date.invalid, input.unknown_id, agency.not_standing.
    fn agency_at(&self, py: Python<'_>, id: &str, day: Day) -> Answer {
        answer(py, || self.0.agency_at(id, day.0))
    }

    /// Cây cơ quan vào một ngày: everyone who stood then, each after whom it stood under.
    /// Errors: date.invalid.
    fn tree_at(&self, py: Python<'_>, day: Day) -> Answer {
        answer(py, || Ok(self.0.tree_at(day.0)))
    }

    /// Cây cơ quan cho mọi ngày, as `Tally.view` takes it, by the register's "id" or by "identifier".
    /// Errors: document.invalid for another word, agency.invalid_tree.
    #[pyo3(signature = (key = "id"))]
    fn tree(&self, py: Python<'_>, key: &str) -> Answer {
        answer(py, || self.0.tree(word(key)?))
    }

    /// Các cơ quan kế thừa: who has on a day what an agency had, each with the reorganisations that led there.
    /// Errors: date.invalid, input.unknown_id, agency.not_standing for a day before its first.
    fn successors(&self, py: Python<'_>, id: &str, day: Day) -> Answer {
        answer(py, || self.0.successors(id, day.0))
    }

    /// Các cơ quan tiền thân: who had on a day what an agency has.
    /// Errors: date.invalid, input.unknown_id, agency.not_standing for a day after its last.
    fn predecessors(&self, py: Python<'_>, id: &str, day: Day) -> Answer {
        answer(py, || self.0.predecessors(id, day.0))
    }

    /// Cơ quan chịu trách nhiệm: who answers on a day for a matter an agency had; a matter has `since`, `procedure`,
    /// `field`, `unit`, as far as they are known.
    /// Errors: date.invalid, document.invalid, input.unknown_id, agency.not_standing, agency.several_successors,
    /// agency.no_successor.
    #[pyo3(signature = (id, day, matter = None))]
    fn responsible(&self, py: Python<'_>, id: &str, day: Day, matter: Option<Document>) -> Answer {
        answer(py, || self.0.responsible(id, day.0, &optional(&matter)?))
    }

    /// Gộp chuỗi số liệu: figures of agencies as they were, put together as they stand on the day `onto`.
    /// Errors: document.invalid; what cannot be carried is among the issues.
    fn carry(&self, py: Python<'_>, series: Document) -> Answer {
        answer(py, || Ok(self.0.carry(&series.read()?)))
    }

    fn __repr__(&self) -> String {
        let document = self.0.document();
        format!("<cchc.AgencyRegister, {} agencies, {} changes>", document.agencies.len(), document.changes.len())
    }
}

/// Theo dõi bàn giao: the items open at agencies that ended or gave a part away on a day, who answers for each
/// since, and totals before and after.
/// Errors: document.invalid, calendar.reversed_dates, handover.no_change; what is wrong with items is among the issues.
#[pyfunction]
pub(crate) fn handover(py: Python<'_>, register: Py<AgencyRegister>, case: Document) -> Answer {
    answer(py, || handovers::handover(&register.get().0, &case.read()?))
}

/// Tỉnh theo mã thống kê, on a day where one is given.
/// Errors: date.invalid, input.unknown_id, agency.ambiguous_code without a day for a code of two provinces.
#[pyfunction(signature = (code, day = None))]
pub(crate) fn province_of_code(py: Python<'_>, code: &str, day: Option<Day>) -> Answer {
    answer(py, || agency::province_of_code(code, day.map(|day| day.0)))
}

/// Tỉnh theo tên, on a day where one is given.
/// Errors: those of province_of_code.
#[pyfunction(signature = (name, day = None))]
pub(crate) fn province_of_name(py: Python<'_>, name: &str, day: Option<Day>) -> Answer {
    answer(py, || agency::province_of_name(name, day.map(|day| day.0)))
}

/// Danh sách tỉnh, thành phố vào một ngày: 63 until 30/6/2025, 34 since.
/// Errors: date.invalid.
#[pyfunction]
pub(crate) fn provinces(py: Python<'_>, day: Day) -> Answer {
    answer(py, || Ok(agency::provinces(day.0)))
}
