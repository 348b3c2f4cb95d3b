//! Gói Python: the list of what `cchc._native` exports. Nothing is calculated on this side.

#![forbid(unsafe_code)]

mod agencies;
mod catalogue;
mod columns;
mod convert;
mod dossiers;
mod draws;
mod errors;
mod feedback;
mod functions;
mod handles;
mod periods;
mod plans;
mod rules;
mod scores;
mod tally;

/// The compiled part of the package `cchc`; import from `cchc` instead.
#[pyo3::pymodule(gil_used = false)]
mod _native {
    use pyo3::prelude::*;
    use pyo3::types::PyTuple;

    #[pymodule_export]
    use crate::agencies::{AgencyRegister, handover, province_of_code, province_of_name, provinces};
    #[pymodule_export]
    use crate::catalogue::{Catalogue, review_summary};
    #[pymodule_export]
    use crate::columns::{ArrowColumn, deadline_columns};
    #[pymodule_export]
    use crate::dossiers::{
        audit, audit_dossiers, dossier_code, indicator_sheet, indicators, procedure_code, replay, replay_all,
        sector_code,
    };
    #[pymodule_export]
    use crate::draws::{rank_draws, robustness, tally_draws};
    #[pymodule_export]
    use crate::feedback::{feedback_case, feedback_regimes, feedback_report, ledger_names, ledger_report};
    #[pymodule_export]
    use crate::functions::{
        apology, apology_compliance, apology_duty, check_classes, classify, classify_units, deadline, deadline_case,
        dossier_table, inspection_summary, lunar_day, mean, movement, movements, next_place, notices, on_time_stats,
        plan_progress, procedures_total, rank, read_dossiers, read_progress, recompute, report_outlines,
        report_phrases, solar_day, stage_report, standing_before, stats_summary, survey_bootstrap, survey_margin,
        survey_questionnaire, survey_results, survey_sample_size, survey_tally, survey_wilson,
    };
    #[pymodule_export]
    use crate::handles::{Report, WorkCalendar};
    #[pymodule_export]
    use crate::periods::{period, periods, year_before};
    #[pymodule_export]
    use crate::plans::{inspection_report, plan_carry_over, plan_movement, plan_report};
    #[pymodule_export]
    use crate::rules::RuleSet;
    #[pymodule_export]
    use crate::scores::rank_column;
    #[pymodule_export]
    use crate::tally::{Tally, TallyCounter, tally_columns, tally_members};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("ERROR_CODES", PyTuple::new(module.py(), cchc::ERROR_CODES)?)?;
        module.add("REASONS", PyTuple::new(module.py(), cchc::calendar::Reason::ALL.map(|reason| reason.code()))?)?;
        module
            .add("LIMIT_UNITS", PyTuple::new(module.py(), cchc::deadline::LimitUnit::ALL.map(|unit| unit.name()))?)?;
        let reasons = cchc::scoring::ScoreReason::ALL.map(|reason| reason.code());
        module.add("SCORE_REASONS", PyTuple::new(module.py(), reasons)?)?;
        module.add("data_edition", cchc::DATA_EDITION)?;
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
