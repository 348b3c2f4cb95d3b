//! Hồ sơ theo sự kiện: histories, their audit, the codes of records, and the indicators counted from dossiers.
//! Each reads its arguments and calls the core once.

use crate::convert::{Answer, Day, Document, When, answer, optional, word};
use crate::handles::{Calendar, or_vietnam};
use crate::rules::Rules;
use cchc::dossier::CodeRegime;
use cchc::{DossierCode, History, ProcedureCode, SectorCode, audit as audits, history, indicators as counts};
use pyo3::prelude::*;

/// Diễn lại một hồ sơ: what its events come to by `as_of`, with the state, the due date, the outcome, who
/// held it and whom it waited on.
/// Errors: date.invalid, document.invalid, history.illegal_event, input.empty_list, input.out_of_range and
/// those of deadline_case.
#[pyfunction(signature = (history, as_of, calendar = None))]
pub(crate) fn replay(py: Python<'_>, history: Document, as_of: When, calendar: Option<Calendar>) -> Answer {
    answer(py, || history.read::<History>()?.replay(or_vietnam(&calendar), as_of.0))
}

/// Diễn lại nhiều hồ sơ: an answer in the place of each, or None with its reason among the issues.
/// Errors: date.invalid, document.invalid for what is no list.
#[pyfunction(signature = (histories, as_of, calendar = None))]
pub(crate) fn replay_all(py: Python<'_>, histories: Document, as_of: When, calendar: Option<Calendar>) -> Answer {
    answer(py, || history::replay_all_json(or_vietnam(&calendar), histories.text(), as_of.0))
}

/// Soi chiếu lịch sử hồ sơ: rows of evidence of what does not go together; thresholds left out of the
/// settings are the declared defaults.
/// Errors: date.invalid, document.invalid, input.out_of_range, calendar.reversed_dates.
#[pyfunction(signature = (histories, as_of, settings = None, calendar = None))]
pub(crate) fn audit(
    py: Python<'_>,
    histories: Document,
    as_of: When,
    settings: Option<Document>,
    calendar: Option<Calendar>,
) -> Answer {
    answer(py, || audits::audit_json(or_vietnam(&calendar), histories.text(), &optional(&settings)?, as_of.0))
}

/// Soi chiếu hồ sơ: the same of plain dossiers, for the kinds that their dates show.
/// Errors: those of audit.
#[pyfunction(signature = (dossiers, as_of, settings = None, calendar = None))]
pub(crate) fn audit_dossiers(
    py: Python<'_>,
    dossiers: Document,
    as_of: When,
    settings: Option<Document>,
    calendar: Option<Calendar>,
) -> Answer {
    answer(py, || audits::audit_dossiers_json(or_vietnam(&calendar), dossiers.text(), &optional(&settings)?, as_of.0))
}

/// Mã hồ sơ: its parts, as far as the code tells, or as the text named in `regime` says.
/// Errors: document.invalid, dossier.invalid_code.
#[pyfunction(signature = (code, regime = None))]
pub(crate) fn dossier_code(py: Python<'_>, code: &str, regime: Option<&str>) -> Answer {
    answer(py, || code.parse::<DossierCode>()?.parts(regime.map(word::<CodeRegime>).transpose()?))
}

/// Mã thủ tục: the procedure, whose version and which case of it.
/// Errors: procedure.invalid_code.
#[pyfunction]
pub(crate) fn procedure_code(py: Python<'_>, code: &str) -> Answer {
    answer(py, || Ok(code.parse::<ProcedureCode>()?.parts()))
}

/// Mã lĩnh vực: the ministry or province, and the sector.
/// Errors: procedure.invalid_sector_code.
#[pyfunction]
pub(crate) fn sector_code(py: Python<'_>, code: &str) -> Answer {
    answer(py, || Ok(code.parse::<SectorCode>()?.parts()))
}

/// Chỉ số từ hồ sơ: the evidence of a rule set's criteria counted from the lists of one body and period, with
/// the ids behind every figure; what cannot be computed says why.
/// Errors: date.invalid, document.invalid, rules.year_outside, input.unknown_id, calendar.reversed_dates.
#[pyfunction(signature = (rules, data, as_of, calendar = None))]
pub(crate) fn indicators(
    py: Python<'_>,
    rules: Rules,
    data: Document,
    as_of: Day,
    calendar: Option<Calendar>,
) -> Answer {
    answer(py, || counts::indicators(&rules.get().0, &data.read()?, or_vietnam(&calendar), as_of.0))
}

/// Bảng điểm có nguồn: the same, scored with the evidence given besides, and the ids that cost each
/// criterion its points.
/// Errors: those of indicators and of RuleSet.score.
#[pyfunction(signature = (rules, data, as_of, evidence = None, calendar = None))]
pub(crate) fn indicator_sheet(
    py: Python<'_>,
    rules: Rules,
    data: Document,
    as_of: Day,
    evidence: Option<Document>,
    calendar: Option<Calendar>,
) -> Answer {
    answer(py, || {
        let besides: Vec<_> = optional(&evidence)?;
        counts::indicator_sheet(&rules.get().0, &data.read()?, &besides, or_vietnam(&calendar), as_of.0)
    })
}
