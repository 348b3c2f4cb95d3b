//! Các hàm: what is computed from values alone. Each reads its arguments and calls the core once.

use crate::convert::{Answer, Csv, Day, Document, When, Whole, answer, optional, python, word};
use crate::errors::to_py;
use crate::handles::{Calendar, or_vietnam};
use cchc::deadline::{StageFlow, duties};
use cchc::inspection::Inspection;
use cchc::ranking::MovementCase;
use cchc::report::{self, Outline};
use cchc::rules::{ClassCase, ClassRules};
use cchc::statistics::ApologyDuty;
use cchc::survey::{self, PopulationStratum, Questionnaire};
use cchc::{Deadline, Dossier, Entry, Error, Exact, OnTimeStats, OnTimeTable, Ranking, Rounding, Standing};
use cchc::{dossier, insight, lunar, number, plan, procedure};
use chrono::NaiveDate;
use pyo3::prelude::*;

/// Hạn trả: when the result of a limit such as {"working_days": 3} is due, with every day counted and
/// skipped; `received` is a date, a datetime or text.
/// Errors: date.invalid, document.invalid, input.out_of_range, deadline.not_counted, deadline.time_needed,
/// deadline.conversion_undeclared, calendar.no_hours, calendar.horizon, calendar.horizon_adding.
#[pyfunction(signature = (received, limit, calendar = None))]
pub(crate) fn deadline(py: Python<'_>, received: When, limit: Document, calendar: Option<Calendar>) -> Answer {
    answer(py, || Deadline::compute(or_vietnam(&calendar), received.0, limit.read()?))
}

/// Hạn trả của một hồ sơ: the deadline under the procedure's rule, after everything that happened.
/// Errors: document.invalid, deadline.undeclared, deadline.no_piece, deadline.event_order,
/// deadline.event_before_reception, deadline.second_re_appointment, input.unknown_id,
/// calendar.reversed_dates and those of deadline.
#[pyfunction(signature = (case, calendar = None))]
pub(crate) fn deadline_case(py: Python<'_>, case: Document, calendar: Option<Calendar>) -> Answer {
    answer(py, || Deadline::of_case(or_vietnam(&calendar), &case.read()?))
}

/// Tiến độ liên thông: every step of an interlinked procedure with its own due date, and which is late.
/// Errors: document.invalid, dossier.finish_before_reception, deadline.event_before_reception,
/// calendar.invalid and those of deadline.
#[pyfunction(signature = (flow, calendar = None))]
pub(crate) fn stage_report(py: Python<'_>, flow: Document, calendar: Option<Calendar>) -> Answer {
    answer(py, || flow.read::<StageFlow>()?.report(or_vietnam(&calendar)))
}

/// Xin lỗi: whether a dossier owes an apology, by when, and whether it came in time.
/// Errors: date.invalid, document.invalid, input.unknown_id, law.not_in_force, calendar.horizon,
/// calendar.horizon_subtracting.
#[pyfunction(signature = (case, as_of, calendar = None))]
pub(crate) fn apology(py: Python<'_>, case: Document, as_of: Day, calendar: Option<Calendar>) -> Answer {
    answer(py, || duties::apology(or_vietnam(&calendar), &case.read()?, as_of.0))
}

/// Tỷ lệ xin lỗi: the apologies of many dossiers, those that owe none kept apart.
/// Errors: those of apology, for the first dossier that has one.
#[pyfunction(signature = (cases, as_of, calendar = None))]
pub(crate) fn apology_compliance(py: Python<'_>, cases: Document, as_of: Day, calendar: Option<Calendar>) -> Answer {
    answer(py, || duties::apology_compliance(or_vietnam(&calendar), &cases.read::<Vec<_>>()?, as_of.0))
}

/// Thông báo phải gửi: what must be told by when, should a dossier submitted over "counter", "online" or
/// "post" be incomplete; `group` is that of its procedure, where a text has its own rule.
/// Errors: date.invalid, document.invalid, input.unknown_id and those of deadline.
#[pyfunction(signature = (submitted, channel, group = None, calendar = None))]
pub(crate) fn notices(
    py: Python<'_>,
    submitted: When,
    channel: &str,
    group: Option<&str>,
    calendar: Option<Calendar>,
) -> Answer {
    answer(py, || duties::notices(or_vietnam(&calendar), submitted.0, word(channel)?, group))
}

/// Tính lại khi lịch thay đổi: the dossiers whose due day or class differs between two calendars.
/// Errors: date.invalid, document.invalid; what a dossier lacks is among the issues of the answer.
#[pyfunction]
pub(crate) fn recompute(py: Python<'_>, old: Calendar, new: Calendar, dossiers: Document, as_of: Day) -> Answer {
    answer(py, || Ok(dossier::recompute(&old.get().0, &new.get().0, &dossiers.read::<Vec<_>>()?, as_of.0)))
}

/// Ngày âm lịch: a day in both calendars, with how sure it is and why.
/// Errors: date.invalid, lunar.out_of_range.
#[pyfunction]
pub(crate) fn lunar_day(py: Python<'_>, date: Day) -> Answer {
    answer(py, || lunar::explain(date.0))
}

/// Ngày dương lịch: the date of a lunar day such as {"year": 2026, "month": 1, "day": 1}, with
/// "leap": True in a leap month.
/// Errors: document.invalid, lunar.out_of_range, lunar.no_such_day.
#[pyfunction]
pub(crate) fn solar_day(lunar: Document) -> PyResult<NaiveDate> {
    lunar.read().and_then(lunar::to_solar).map_err(to_py)
}

/// Phân loại hồ sơ: {"outcome": "early"} or {"set_aside": "waiting"} at the end of `as_of`.
/// Errors: date.invalid, document.invalid, table.missing_field, table.unknown_value,
/// dossier.finish_before_reception, dossier.due_before_reception, dossier.no_due_date, dossier.no_finish_date,
/// dossier.finished_but_open, and those of deadline.
#[pyfunction(signature = (dossier, as_of, calendar = None))]
pub(crate) fn classify(py: Python<'_>, dossier: Document, as_of: Day, calendar: Option<Calendar>) -> Answer {
    answer(py, || dossier.read::<Dossier>()?.classify(as_of.0, or_vietnam(&calendar)))
}

/// Thống kê đúng hạn: dossiers counted by outcome, with rates in per cent.
/// Errors: those of classify, for the first dossier that cannot be classified.
#[pyfunction(signature = (dossiers, as_of, calendar = None))]
pub(crate) fn on_time_stats(py: Python<'_>, dossiers: Document, as_of: Day, calendar: Option<Calendar>) -> Answer {
    answer(py, || OnTimeStats::of(&dossiers.read::<Vec<_>>()?, as_of.0, or_vietnam(&calendar))?.summary())
}

/// Tổng hợp: the totals and rates of counts that are already known.
/// Errors: document.invalid, input.out_of_range.
#[pyfunction]
pub(crate) fn stats_summary(py: Python<'_>, counts: Document) -> Answer {
    answer(py, || counts.read::<OnTimeStats>()?.summary())
}

/// Bảng hồ sơ: a CSV export or JSON records (UTF-8 bytes or text) counted, with a reason for every row left
/// out; `columns` says how a table that is not the portal's own is read.
/// Errors: date.invalid, and those of read_dossiers.
#[pyfunction(signature = (csv, as_of, calendar = None, columns = None))]
pub(crate) fn dossier_table(
    py: Python<'_>,
    csv: Csv,
    as_of: Day,
    calendar: Option<Calendar>,
    columns: Option<Document>,
) -> Answer {
    answer(py, || table(&csv, as_of, &calendar, &columns))
}

/// Nhập hồ sơ: the dossiers of a CSV export or of JSON records, and a reason for every row that is none;
/// `columns` maps headers, words and constants to the portal's fields. No personal data are read.
/// Errors: document.invalid, table.empty, table.encoding, table.missing_column, table.duplicate_column,
/// table.map_unknown_field, table.mapped_column_missing, table.unknown_value, date.invalid.
#[pyfunction(signature = (csv, columns = None))]
pub(crate) fn read_dossiers(py: Python<'_>, csv: Csv, columns: Option<Document>) -> Answer {
    answer(py, || dossier::read_dossiers(&csv.0, &optional(&columns)?))
}

/// Tiến trình xử lý: the steps of dossiers from CSV or JSON, joined to them, with which was late by its own
/// due date and how long each unit had the dossier.
/// Errors: those of read_dossiers.
#[pyfunction(signature = (csv, dossiers, as_of, columns = None, calendar = None))]
pub(crate) fn read_progress(
    py: Python<'_>,
    csv: Csv,
    dossiers: Document,
    as_of: Day,
    columns: Option<Document>,
    calendar: Option<Calendar>,
) -> Answer {
    answer(py, || {
        let (map, dossiers) = (optional(&columns)?, dossiers.read::<Vec<_>>()?);
        dossier::read_progress(&csv.0, &map, &dossiers, as_of.0, or_vietnam(&calendar))
    })
}

/// A table of dossiers counted, for the functions that have one.
pub(crate) fn table(
    csv: &Csv,
    as_of: Day,
    calendar: &Option<Calendar>,
    columns: &Option<Document>,
) -> Result<OnTimeTable, Error> {
    OnTimeTable::from_csv_with(&csv.0, as_of.0, or_vietnam(calendar), &optional(columns)?, |_| ())
}

/// Nghĩa vụ xin lỗi: overdue dossiers that owe an apology, and apologies made, by the rule in force on `as_of`.
/// Errors: statistics.more_apologies_than_owed, input.out_of_range, date.invalid.
#[pyfunction]
pub(crate) fn apology_duty(py: Python<'_>, owed: Whole, apologised: Whole, as_of: Day) -> Answer {
    answer(py, || ApologyDuty::new(owed.read("owed")?, apologised.read("apologised")?, as_of.0))
}

/// Xếp hạng: entries by points, most first; ties are "competition", "dense" or "undecided".
/// Errors: document.invalid, input.empty_list, input.duplicate_id, ranking.tie_undecided.
#[pyfunction(signature = (entries, ties = "competition"))]
pub(crate) fn rank(py: Python<'_>, entries: Document, ties: &str) -> Answer {
    answer(py, || ranking(&entries, ties))
}

/// Bậc kế tiếp: what an entry lacks in points to share the next higher rank; None for the first.
/// Errors: input.unknown_id and those of rank.
#[pyfunction(signature = (entries, id, ties = "competition"))]
pub(crate) fn next_place(py: Python<'_>, entries: Document, id: &str, ties: &str) -> Answer {
    answer(py, || insight::next_place(&ranking(&entries, ties)?, id))
}

fn ranking(entries: &Document, ties: &str) -> Result<Ranking, Error> {
    Ranking::of(&entries.read::<Vec<Entry>>()?, word(ties)?)
}

/// Biến động: points and places from an earlier standing to this one; up is positive.
/// Errors: document.invalid.
#[pyfunction]
pub(crate) fn movement(py: Python<'_>, now: Document, earlier: Document) -> Answer {
    answer(py, || Ok(now.read::<Standing>()?.movement_since(&earlier.read()?)))
}

/// Vị trí năm trước: the standing from which a movement led to this one; `of` is how many were ranked then.
/// Errors: document.invalid, input.out_of_range.
#[pyfunction(signature = (now, movement, of = None))]
pub(crate) fn standing_before(py: Python<'_>, now: Document, movement: Document, of: Option<Whole>) -> Answer {
    let of = move || of.map(|of| of.read("of")).transpose();
    answer(py, || now.read::<Standing>()?.before(&movement.read()?, of()?))
}

/// Biến động giữa hai năm: every unit, the new and the gone, mergers and blocks; a case has `now`,
/// `earlier`, and where they matter `ties` and `mergers`.
/// Errors: document.invalid, input.empty_list, input.duplicate_id, input.out_of_range,
/// ranking.tie_undecided, ranking.no_points, ranking.rank_conflict, ranking.invalid_merger.
#[pyfunction]
pub(crate) fn movements(py: Python<'_>, case: Document) -> Answer {
    answer(py, || case.read::<MovementCase>()?.movements())
}

/// Xếp loại theo quy tắc riêng: `units` by `classes` of your own, with `decided` where the authority
/// decided between equals. What is wrong with one unit is among its issues.
/// Errors: document.invalid, rules.invalid, input.empty_list, input.duplicate_id, input.unknown_id.
#[pyfunction]
pub(crate) fn classify_units(py: Python<'_>, case: Document) -> Answer {
    answer(py, || case.read::<ClassCase>()?.classify())
}

/// Kiểm tra quy tắc xếp loại: what is wrong with classes, vetoes, caps and quotas, and which cases
/// they leave undefined.
/// Errors: document.invalid.
#[pyfunction]
pub(crate) fn check_classes(py: Python<'_>, classes: Document) -> Answer {
    answer(py, || Ok(classes.read::<ClassRules>()?.checked()))
}

/// Phiếu điều tra: a questionnaire as it was read and checked.
/// Errors: document.invalid; survey.invalid with every issue.
#[pyfunction]
pub(crate) fn survey_questionnaire(py: Python<'_>, document: Document) -> Answer {
    answer(py, || Questionnaire::from_json(document.text()))
}

/// Tổng hợp phiếu: answers counted, of {"responses": [...]} or of {"counts": [...]}. A row that cannot
/// be used is among the issues.
/// Errors: those of survey_questionnaire, input.duplicate_id, input.out_of_range.
#[pyfunction]
pub(crate) fn survey_tally(py: Python<'_>, questionnaire: Document, data: Document) -> Answer {
    answer(py, || Questionnaire::from_json(questionnaire.text())?.tally(&data.read()?))
}

/// Kết quả điều tra: the indices of questions, factors and the whole, in all and by stratum; weighted
/// where the population of the strata is given, with too small cells withheld.
/// Errors: those of survey_tally, and the survey.* codes.
#[pyfunction(signature = (questionnaire, data, population = None))]
pub(crate) fn survey_results(
    py: Python<'_>,
    questionnaire: Document,
    data: Document,
    population: Option<Document>,
) -> Answer {
    answer(py, || {
        let questionnaire = Questionnaire::from_json(questionnaire.text())?;
        let population: Option<Vec<PopulationStratum>> = optional(&population)?;
        questionnaire.results(&questionnaire.tally(&data.read()?)?, population.as_deref())
    })
}

/// Khoảng tin cậy bằng lấy mẫu lại: the bounds of every index; a plan has `seed`, `draws` and
/// `confidence_percent`.
/// Errors: those of survey_results.
#[pyfunction(signature = (questionnaire, responses, plan, population = None))]
pub(crate) fn survey_bootstrap(
    py: Python<'_>,
    questionnaire: Document,
    responses: Document,
    plan: Document,
    population: Option<Document>,
) -> Answer {
    answer(py, || {
        let population: Option<Vec<PopulationStratum>> = optional(&population)?;
        let (responses, plan) = (responses.read::<Vec<_>>()?, plan.read()?);
        Questionnaire::from_json(questionnaire.text())?.bootstrap(&responses, population.as_deref(), &plan)
    })
}

/// Cỡ mẫu: how many to ask of a population for a margin such as "0.05".
/// Errors: input.out_of_range, number.invalid, document.invalid.
#[pyfunction]
pub(crate) fn survey_sample_size(py: Python<'_>, population: Whole, margin: Document) -> Answer {
    answer(py, || survey::sample_size(population.read("population")?, margin.exact()?))
}

/// Sai số chọn mẫu: the margin that a sample of a population gives, half up at `places` decimals.
/// Errors: input.out_of_range.
#[pyfunction]
pub(crate) fn survey_margin(py: Python<'_>, population: Whole, sample: Whole, places: Whole) -> Answer {
    answer(py, || {
        let rounding = || Rounding::half_up(places.read("places")?);
        survey::margin(population.read("population")?, sample.read("sample")?, rounding()?)
    })
}

/// Khoảng tin cậy của một tỷ lệ: Wilson's, at {"percent": "95"} or {"z": "1.96"}.
/// Errors: input.out_of_range, document.invalid.
#[pyfunction]
pub(crate) fn survey_wilson(
    py: Python<'_>,
    satisfied: Whole,
    answered: Whole,
    confidence: Document,
    places: Whole,
) -> Answer {
    answer(py, || {
        let (satisfied, answered) = (satisfied.read("satisfied")?, answered.read("answered")?);
        survey::wilson(satisfied, answered, confidence.read()?, Rounding::half_up(places.read("places")?)?)
    })
}

/// Trung bình cộng: the mean of exact values, rounded half up at `places` decimals.
/// Errors: document.invalid, input.empty_list, input.out_of_range.
#[pyfunction]
pub(crate) fn mean(py: Python<'_>, values: Document, places: Whole) -> Answer {
    let compute = || {
        let mean = number::mean(&values.read::<Vec<Exact>>()?)?;
        Ok(Rounding::half_up(places.read("places")?)?.apply(mean))
    };
    let mean = compute().map_err(to_py)?.to_string();
    python!(py, "decimal", "Decimal").call1((mean,)).map(Bound::unbind)
}

/// Tổng số thủ tục: the published procedures of all levels together.
/// Errors: document.invalid, input.empty_list, input.duplicate_id, input.out_of_range.
#[pyfunction]
pub(crate) fn procedures_total(py: Python<'_>, published: Document) -> Answer {
    answer(py, || procedure::total(&published.read::<Vec<_>>()?))
}

/// Tiến độ kế hoạch: tasks by their state at the end of `as_of`.
/// Errors: date.invalid, document.invalid, input.empty_list, input.duplicate_id.
#[pyfunction]
pub(crate) fn plan_progress(py: Python<'_>, tasks: Document, as_of: Day) -> Answer {
    answer(py, || plan::progress(&tasks.read::<Vec<_>>()?, as_of.0))
}

/// Tổng hợp kiểm tra: units inspected, findings, and the state of each recommendation on `as_of`.
/// Errors: date.invalid, document.invalid, input.duplicate_id, input.unknown_id.
#[pyfunction]
pub(crate) fn inspection_summary(py: Python<'_>, inspection: Document, as_of: Day) -> Answer {
    answer(py, || inspection.read::<Inspection>()?.summary(as_of.0))
}

/// Đề cương có sẵn: the outlines a report can follow, each a document to start an own one from.
#[pyfunction]
pub(crate) fn report_outlines(py: Python<'_>) -> Answer {
    answer(py, || Ok(Outline::all()))
}

/// Mẫu câu: every phrase of a report that can be worded otherwise, with the places it may fill.
#[pyfunction]
pub(crate) fn report_phrases(py: Python<'_>) -> Answer {
    answer(py, || Ok(report::phrases()))
}
