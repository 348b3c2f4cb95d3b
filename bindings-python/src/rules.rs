//! Bộ chỉ số: a rule set, parsed once and shared between threads, and all that is asked of it.

use crate::columns::Answers;
use crate::convert::{Answer, Csv, Document, Source, answer, optional, parsed};
use crate::errors::to_py;
use crate::scores::{Cells, scored};
use cchc::insight::{self, YearData};
use cchc::scoring::LeagueCase;
use cchc::{Error, Evidence, ScoreSheet};
use pyo3::prelude::*;

/// Bộ chỉ số: a scoring rule set of one edition, checked when it was loaded.
///
/// Points are exact: text, `decimal.Decimal` or `int` in, text out. `evidence` is that of one unit, a
/// list of documents; `units` are documents with `unit` and `evidence`; `year` is the year evaluated.
#[pyclass(frozen, module = "cchc")]
pub(crate) struct RuleSet(pub(crate) cchc::RuleSet);

/// A rule set given as an argument.
pub(crate) type Rules = Py<RuleSet>;

impl RuleSet {
    fn sheet(&self, evidence: &Document, year: &Document, unit: &Option<Document>) -> Result<ScoreSheet, Error> {
        self.0.score(year.read()?, optional(unit)?, &evidence.read::<Vec<Evidence>>()?)
    }
}

#[pymethods]
impl RuleSet {
    /// A rule set shipped with the library.
    /// Errors: rules.unknown_set, naming those that are shipped.
    #[staticmethod]
    fn shipped(id: &str) -> PyResult<Self> {
        cchc::RuleSet::shipped(id).map(Self).map_err(to_py)
    }

    /// The edition of a shipped series, such as "par-index", that evaluates a year.
    /// Errors: rules.no_edition, rules.unknown_set, document.invalid.
    #[staticmethod]
    fn shipped_for(py: Python<'_>, series: &str, year: Document) -> PyResult<Self> {
        py.detach(|| cchc::RuleSet::shipped_for(series, year.read()?)).map(Self).map_err(to_py)
    }

    /// The identifiers of the shipped rule sets.
    #[staticmethod]
    fn shipped_ids() -> Vec<&'static str> {
        cchc::RuleSet::shipped_ids().collect()
    }

    /// A rule set of your own, from JSON text in the format of the shipped ones.
    /// Errors: document.invalid; rules.too_large; rules.invalid with every issue.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &str) -> PyResult<Self> {
        py.detach(|| cchc::RuleSet::from_json(text)).map(Self).map_err(to_py)
    }

    /// A rule set of your own whose criteria are the rows of a CSV table; `header` is the rest of the
    /// document, as JSON text or a dict.
    /// Errors: document.invalid, rules.too_large, table.encoding, table.empty, table.missing_column;
    /// rules.invalid with every issue, by line and path.
    #[staticmethod]
    fn from_csv(py: Python<'_>, header: Source, csv: Csv) -> PyResult<Self> {
        py.detach(|| cchc::RuleSet::from_csv(&header.0, &csv.0)).map(Self).map_err(to_py)
    }

    /// Kiểm tra: everything that is wrong with a rule set, JSON text or a dict, and what there is to
    /// remark on.
    /// Errors: document.invalid for text that is not JSON; rules.too_large.
    #[staticmethod]
    fn check(py: Python<'_>, text: Source) -> Answer {
        answer(py, || cchc::RuleSet::check(&text.0))
    }

    /// The JSON Schema of rule sets, for editors and other tools; it describes the form, `check` the rest.
    #[staticmethod]
    fn schema(py: Python<'_>) -> Answer {
        parsed(py, cchc::RuleSet::schema())
    }

    /// The identifier, such as "qd-766-2022".
    #[getter]
    fn id(&self) -> &str {
        self.0.id()
    }

    /// The edition of the document, such as "2026-10".
    #[getter]
    fn edition(&self) -> &str {
        self.0.edition()
    }

    /// The series of editions it belongs to, such as "qd-766".
    #[getter]
    fn series(&self) -> &str {
        self.0.series()
    }

    /// "official", "reconstructed" or "template".
    #[getter]
    fn status(&self, py: Python<'_>) -> Answer {
        answer(py, || Ok(self.0.status()))
    }

    /// The years it evaluates, such as {"from": 2022, "through": None}.
    #[getter]
    fn years(&self, py: Python<'_>) -> Answer {
        answer(py, || Ok(self.0.years()))
    }

    /// Nhận xét: what its text contradicts or leaves out, found when it was loaded.
    #[getter]
    fn remarks(&self, py: Python<'_>) -> Answer {
        answer(py, || Ok(self.0.remarks()))
    }

    /// The rule set as JSON text.
    fn to_json(&self) -> PyResult<String> {
        self.0.to_json().map_err(to_py)
    }

    /// Bảng điểm: the evidence of a year scored, optionally for a named unit, with a reason at every node.
    /// Errors: rules.year_outside, the scoring.* codes, input.out_of_range, calendar.reversed_dates,
    /// document.invalid.
    #[pyo3(signature = (evidence, year, unit = None))]
    fn score(&self, py: Python<'_>, evidence: Document, year: Document, unit: Option<Document>) -> Answer {
        answer(py, || self.sheet(&evidence, &year, &unit))
    }

    /// Chấm nhiều đơn vị: a sheet for every unit, or its reason among the issues; a rule that compares
    /// units finds the others here.
    /// Errors: rules.year_outside, input.empty_list, input.duplicate_id, document.invalid.
    fn score_all(&self, py: Python<'_>, units: Document, year: Document) -> Answer {
        answer(py, || self.0.score_all(year.read()?, &units.read::<Vec<_>>()?))
    }

    /// Chấm theo cột: the points of many units at once, without their sheets, as a dict of columns
    /// `points`, `unrounded` and `at`, `reasons`, and `places`.
    ///
    /// `columns` has for every criterion what its units have there: {"ratio": (numerators,
    /// denominators)}, {"value": column, "places": 2}, {"points": column, "places": 2}, or {"level":
    /// column}, of level numbers from 1. Cells are whole numbers: 12.5 with 2 places is 1250. So are the
    /// answers, of the `places` in the answer; a row without a score is null, in numpy the least
    /// number, and has a number of `cchc.SCORE_REASONS` in `reasons` and in `at` the column it was found in,
    /// from 1.
    /// Errors: columns.length, scoring.unknown_criterion, scoring.duplicate_evidence,
    /// scoring.conflicting_evidence, scoring.wrong_measure, scoring.incomplete, scoring.no_columns,
    /// input.out_of_range; `TypeError` for what is no column.
    fn score_columns<'py>(&self, columns: Cells<'py>) -> Answers<'py> {
        scored(&self.0, &columns)
    }

    /// Chấm điểm, xếp hạng, xếp loại: units by the set's own rules; `decided` are identifiers in the
    /// order the authority put equals in. A unit without all its evidence is among the issues.
    /// Errors: ranking.tie_undecided and those of score_all.
    #[pyo3(signature = (units, year, decided = None))]
    fn league(&self, py: Python<'_>, units: Document, year: Document, decided: Option<Document>) -> Answer {
        answer(py, || {
            let case = LeagueCase { units: units.read()?, decided: optional(&decided)? };
            self.0.league(year.read()?, &case)
        })
    }

    /// Mức của một tổng điểm: the class of a total in points, or in per cent where the set says so.
    /// Errors: rules.no_class, scoring.part_missing, number.invalid, document.invalid.
    fn class_of(&self, py: Python<'_>, points: Document) -> Answer {
        answer(py, || self.0.class_of(points.exact()?))
    }

    /// Xếp loại: units by bands, conditions, vetoes, caps and quotas; `decided` as in league. What is
    /// wrong with one unit is among its issues.
    /// Errors: input.empty_list, input.duplicate_id, input.unknown_id, document.invalid.
    #[pyo3(signature = (units, decided = None))]
    fn classify(&self, py: Python<'_>, units: Document, decided: Option<Document>) -> Answer {
        answer(py, || self.0.classify(&units.read::<Vec<_>>()?, &optional::<Vec<_>>(&decided)?))
    }

    /// Điểm mất: the criteria by the points they lose, most first.
    /// Errors: those of score.
    fn losses(&self, py: Python<'_>, evidence: Document, year: Document) -> Answer {
        answer(py, || Ok(insight::losses(&self.sheet(&evidence, &year, &None)?)))
    }

    /// Điểm nghẽn: the losses with their shares of all lost points, and whether a lever moves them.
    /// Errors: those of score.
    #[pyo3(signature = (evidence, year, levers = None))]
    fn bottlenecks(&self, py: Python<'_>, evidence: Document, year: Document, levers: Option<Document>) -> Answer {
        answer(py, || {
            let levers: Vec<_> = optional(&levers)?;
            Ok(insight::bottlenecks(&self.sheet(&evidence, &year, &None)?, &levers))
        })
    }

    /// Mức tăng ít nhất: the least addition to a criterion's numerator that gains at least `points`.
    /// Errors: insight.cannot_gain, scoring.wrong_measure, number.invalid and those of score.
    fn least_increase(&self, py: Python<'_>, criterion: &str, measure: Document, points: Document) -> Answer {
        answer(py, || self.0.least_increase(criterion, &measure.read()?, points.exact()?))
    }

    /// Phương án ít tốn kém nhất: the cheapest change that reaches a goal; a request has `year`,
    /// `evidence`, `goal`, `levers`, and where wanted `every` and `limit`.
    /// Errors: insight.cannot_gain, insight.lever_unfit, insight.search_too_large and those of score.
    fn target_search(&self, py: Python<'_>, request: Document) -> Answer {
        answer(py, || self.0.target_search(&request.read()?))
    }

    /// Đóng góp: the lines that add up to the total, and every criterion's share of it.
    /// Errors: those of score.
    fn contributions(&self, py: Python<'_>, evidence: Document, year: Document) -> Answer {
        answer(py, || insight::contributions(&self.sheet(&evidence, &year, &None)?))
    }

    /// Khoảng cách: of a total to that of other evidence, of the same year and rule set unless others
    /// are given, with the lines that add up to it.
    /// Errors: those of score.
    #[pyo3(signature = (evidence, year, other_evidence, other_year = None, other_rules = None))]
    fn gap(
        &self,
        py: Python<'_>,
        evidence: Document,
        year: Document,
        other_evidence: Document,
        other_year: Option<Document>,
        other_rules: Option<Rules>,
    ) -> Answer {
        answer(py, || {
            let (rules, other_year) =
                (other_rules.as_ref().map_or(self, Py::get), other_year.as_ref().unwrap_or(&year));
            let other = rules.sheet(&other_evidence, other_year, &None);
            insight::gap(&self.sheet(&evidence, &year, &None)?, &other?)
        })
    }

    /// Khoảng cách với trung bình: of a total to the mean of others, a list of their evidence; itself
    /// among them where it is given with them.
    /// Errors: input.empty_list and those of score.
    fn gap_to_mean(&self, py: Python<'_>, evidence: Document, year: Document, others: Document) -> Answer {
        answer(py, || {
            let own = self.sheet(&evidence, &year, &None)?;
            let others = others.read::<Vec<Vec<Evidence>>>()?;
            let others = others.iter().map(|other| self.0.score(own.year, None, other));
            insight::gap_to_mean(&own, &others.collect::<Result<Vec<_>, _>>()?)
        })
    }

    /// Biến động: the change from this set and year to a newer one, split into performance, rules and
    /// applicability; `codes` are the newer codes of criteria that changed theirs.
    /// Errors: input.duplicate_id and those of score.
    #[pyo3(signature = (newer, evidence, year, newer_evidence, newer_year, codes = None))]
    #[expect(clippy::too_many_arguments, reason = "two years, each of a set and its evidence")]
    fn change_to(
        &self,
        py: Python<'_>,
        newer: Rules,
        evidence: Document,
        year: Document,
        newer_evidence: Document,
        newer_year: Document,
        codes: Option<Document>,
    ) -> Answer {
        let data = |rules: &Self, year: &Document, evidence: &Document| -> Result<YearData, Error> {
            Ok(YearData { rules: rules.0.clone(), year: year.read()?, evidence: evidence.read()? })
        };
        answer(py, || {
            let (old, new) = (data(self, &year, &evidence)?, data(newer.get(), &newer_year, &newer_evidence)?);
            insight::change_between(&old, &new, &optional(&codes)?)
        })
    }

    /// Nếu như: the score before and after figures are replaced or added, with ranks where the entries
    /// of the others, a league, are given.
    /// Errors: those of score and of rank.
    #[pyo3(signature = (evidence, year, changes, league = None))]
    fn what_if(
        &self,
        py: Python<'_>,
        evidence: Document,
        year: Document,
        changes: Document,
        league: Option<Document>,
    ) -> Answer {
        answer(py, || {
            let (evidence, changes) = (evidence.read::<Vec<_>>()?, changes.read::<Vec<_>>()?);
            self.0.what_if(year.read()?, &evidence, &changes, &optional::<Vec<_>>(&league)?)
        })
    }

    /// Ảnh hưởng của tiêu chí không áp dụng: every unit's points and rank under each policy for them.
    /// Errors: those of score_all.
    fn applicability_effect(&self, py: Python<'_>, units: Document, year: Document) -> Answer {
        answer(py, || insight::applicability_effect(&self.0, year.read()?, &units.read::<Vec<_>>()?))
    }

    /// So sánh hai bộ chỉ số: what a newer edition adds, removes and changes; `codes` as in change_to.
    /// Errors: scoring.unknown_criterion, input.duplicate_id, document.invalid.
    #[pyo3(signature = (newer, codes = None))]
    fn diff(&self, py: Python<'_>, newer: Rules, codes: Option<Document>) -> Answer {
        answer(py, || self.0.diff(&newer.get().0, &optional(&codes)?))
    }

    /// Cùng số liệu theo hai bộ chỉ số: units scored and ranked under this set and a newer one; `codes`
    /// as in change_to.
    /// Errors: those of diff and of score_all.
    #[pyo3(signature = (newer, units, codes = None))]
    fn diff_scores(&self, py: Python<'_>, newer: Rules, units: Document, codes: Option<Document>) -> Answer {
        answer(py, || insight::diff_scores(&self.0, &newer.get().0, &units.read::<Vec<_>>()?, &optional(&codes)?))
    }

    fn __repr__(&self) -> String {
        format!("<cchc.RuleSet {}, edition {}>", self.0.id(), self.0.edition())
    }
}
