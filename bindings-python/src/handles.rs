//! Lịch và báo cáo: what is parsed once, never changes and is shared between threads.

use crate::columns::{Amount, Answers, Days, Instants};
use crate::convert::{Answer, Csv, Day, Document, Instant, Whole, answer, word};
use crate::errors::to_py;
use crate::functions::table;
use cchc::{Lang, Sector};
use chrono::{NaiveDate, NaiveDateTime};
use pyo3::prelude::*;

/// Lịch làm việc: the days administrative bodies work in Việt Nam, each with the text behind it.
///
/// Dates are `datetime.date` or text such as "2026-08-20"; `date.invalid` for other text.
#[pyclass(frozen, module = "cchc")]
pub(crate) struct WorkCalendar(pub(crate) cchc::WorkCalendar);

/// A calendar given as an argument.
pub(crate) type Calendar = Py<WorkCalendar>;

/// The core calendar of an optional argument; the shipped one where none is given.
pub(crate) fn or_vietnam(handle: &Option<Calendar>) -> &cchc::WorkCalendar {
    match handle {
        Some(handle) => &handle.get().0,
        None => cchc::WorkCalendar::vietnam(),
    }
}

#[pymethods]
impl WorkCalendar {
    /// The shipped edition, from 2008 to the last announced year.
    #[staticmethod]
    fn vietnam() -> Self {
        Self(cchc::WorkCalendar::vietnam().clone())
    }

    /// A calendar of your own, from JSON text in the format of the shipped one.
    /// Errors: document.invalid; calendar.invalid with every issue.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        cchc::WorkCalendar::from_json(text).map(Self).map_err(to_py)
    }

    /// The same calendar, also answering for the years that are estimated (ước tính).
    fn projected(&self) -> Self {
        Self(self.0.projected())
    }

    /// Lịch tại một thời điểm: the calendar as it was known at the end of `date`.
    /// Errors: date.invalid, calendar.not_known, calendar.invalid.
    fn known_at(&self, date: Day) -> PyResult<Self> {
        self.0.known_at(date.0).map(Self).map_err(to_py)
    }

    /// Lịch theo khu vực: of "public" bodies, or of an "enterprise", which need not follow the swaps.
    /// Errors: document.invalid, calendar.invalid.
    fn for_sector(&self, sector: &str) -> PyResult<Self> {
        word(sector).and_then(|sector| self.0.for_sector(sector)).map(Self).map_err(to_py)
    }

    /// Lịch riêng của cơ quan: this calendar with the overlays of an agency or of all laid over it;
    /// `use` is "counting" or "reception". They replace overlays laid before.
    /// Errors: document.invalid, calendar.invalid, calendar.no_working_days, calendar.no_hours.
    #[pyo3(signature = (overlays, agency = None, r#use = "counting"))]
    fn overlaid(&self, py: Python<'_>, overlays: Document, agency: Option<&str>, r#use: &str) -> PyResult<Self> {
        let lay = || self.0.overlaid(&overlays.read::<Vec<_>>()?, agency, word(r#use)?);
        py.detach(lay).map(Self).map_err(to_py)
    }

    /// Giờ hành chính: this calendar with office hours, so that minutes can be counted.
    /// Errors: document.invalid, time.invalid, calendar.invalid, calendar.no_hours.
    fn with_hours(&self, py: Python<'_>, hours: Document) -> PyResult<Self> {
        py.detach(|| self.0.with_hours(hours.read()?)).map(Self).map_err(to_py)
    }

    /// The edition of the data, such as "2026-11".
    #[getter]
    fn edition(&self) -> &str {
        self.0.edition()
    }

    /// Khu vực: "public" or "enterprise".
    #[getter]
    fn sector(&self, py: Python<'_>) -> Answer {
        answer(py, || Ok(self.0.sector()))
    }

    /// Giờ hành chính: the office hours as a document, or None.
    #[getter]
    fn hours(&self, py: Python<'_>) -> Answer {
        answer(py, || Ok(self.0.hours()))
    }

    /// The first day the calendar answers for.
    #[getter]
    fn first(&self) -> NaiveDate {
        self.0.first()
    }

    /// The last day the calendar answers for: its horizon.
    #[getter]
    fn last(&self) -> NaiveDate {
        self.0.last()
    }

    /// Whether administrative bodies work on the day (ngày làm việc).
    /// Errors: calendar.horizon.
    fn is_working_day(&self, date: Day) -> PyResult<bool> {
        self.0.is_working_day(date.0).map_err(to_py)
    }

    /// The day `days` working days after `start`, which is not counted itself.
    /// Errors: calendar.horizon, calendar.horizon_adding, input.out_of_range.
    fn add_working_days(&self, start: Day, days: Whole) -> PyResult<NaiveDate> {
        days.read("days").and_then(|days| self.0.add_working_days(start.0, days)).map_err(to_py)
    }

    /// The day `days` working days before `end`, which is not counted itself (trừ ngày làm việc).
    /// Errors: date.invalid, calendar.horizon, calendar.horizon_subtracting, input.out_of_range.
    fn subtract_working_days(&self, end: Day, days: Whole) -> PyResult<NaiveDate> {
        days.read("days").and_then(|days| self.0.subtract_working_days(end.0, days)).map_err(to_py)
    }

    /// How many working days lie after `after`, through `through` and including it.
    /// Errors: calendar.horizon, calendar.reversed_dates.
    fn count_working_days(&self, after: Day, through: Day) -> PyResult<u32> {
        self.0.count_working_days(after.0, through.0).map_err(to_py)
    }

    /// Why the day is worked or not, with the notice or article that decides it.
    /// Errors: calendar.horizon.
    fn explain(&self, py: Python<'_>, date: Day) -> Answer {
        answer(py, || self.0.explain(date.0))
    }

    /// Cộng phút làm việc: the instant at which `minutes` working minutes after `start` are done.
    ///
    /// `start` is a `datetime.datetime` or text with a time of day; one with a time zone or an offset
    /// is turned into civil time of Việt Nam. Seconds are dropped.
    /// Errors: date.invalid (also without a time of day), calendar.no_hours, calendar.horizon,
    /// calendar.horizon_adding, input.out_of_range.
    fn add_working_minutes(&self, start: Instant, minutes: Whole) -> PyResult<NaiveDateTime> {
        minutes.read("minutes").and_then(|minutes| self.0.add_working_minutes(start.0, minutes)).map_err(to_py)
    }

    /// Đếm phút làm việc: how many working minutes lie between two instants. Seconds are dropped.
    /// Errors: date.invalid (also without a time of day), calendar.no_hours, calendar.horizon,
    /// calendar.reversed_dates.
    fn count_working_minutes(&self, from_: Instant, to: Instant) -> PyResult<u32> {
        self.0.count_working_minutes(from_.0, to.0).map_err(to_py)
    }

    /// Khoảng giờ làm việc: the intervals worked on a day, such as ["07:00", "11:30"]; none on a day off.
    /// Errors: date.invalid, calendar.no_hours, calendar.horizon.
    fn intervals(&self, py: Python<'_>, date: Day) -> Answer {
        answer(py, || self.0.intervals(date.0))
    }

    /// Lịch dạng iCalendar: the special days from `from_` through `to` as .ics text, in "vi" or "en".
    /// Errors: date.invalid, calendar.horizon, calendar.reversed_dates, text.unknown_language.
    #[pyo3(signature = (from_, to, lang = "vi"))]
    fn to_ics(&self, py: Python<'_>, from_: Day, to: Day, lang: &str) -> PyResult<String> {
        py.detach(|| self.0.to_ics(from_.0, to.0, Lang::parse(lang)?)).map_err(to_py)
    }

    /// Cộng ngày làm việc theo cột: add_working_days for every row, as (answers, reasons).
    ///
    /// The answers are of the caller's kind: numpy, polars, pyarrow, pandas, or an `ArrowColumn`. A row
    /// without an answer is null or NaT and has a number of `cchc.REASONS` in `reasons`; numpy numbers,
    /// which have no null, are the least of their type. See `cchc.columns` for what a column may be.
    /// Errors: columns.length; input.out_of_range for one `days` for all rows; `TypeError` for a column
    /// of another type.
    fn add_working_days_column<'py>(&self, start: Days<'py>, days: Amount<'py>) -> Answers<'py> {
        start.add(&self.0, &days)
    }

    /// Đếm ngày làm việc theo cột: count_working_days for every row, as (answers, reasons).
    /// Errors: columns.length.
    fn count_working_days_column<'py>(&self, after: Days<'py>, through: Days<'py>) -> Answers<'py> {
        after.count(&self.0, &through)
    }

    /// Ngày làm việc theo cột: is_working_day for every row, as (answers, reasons).
    /// A numpy answer, which has no null, is False where there is none. Errors: none.
    fn is_working_day_column<'py>(&self, dates: Days<'py>) -> Answers<'py> {
        dates.are_working(&self.0)
    }

    /// Cộng phút làm việc theo cột: add_working_minutes for every row, as (answers, reasons).
    /// Instants are naive, in civil time of Việt Nam. Errors: columns.length, calendar.no_hours;
    /// input.out_of_range for one `minutes` for all rows.
    fn add_working_minutes_column<'py>(&self, start: Instants<'py>, minutes: Amount<'py>) -> Answers<'py> {
        start.add(&self.0, &minutes)
    }

    /// Đếm phút làm việc theo cột: count_working_minutes for every row, as (answers, reasons).
    /// Errors: columns.length, calendar.no_hours.
    fn count_working_minutes_column<'py>(&self, from_: Instants<'py>, to: Instants<'py>) -> Answers<'py> {
        from_.count(&self.0, to)
    }

    fn __repr__(&self) -> String {
        let sector = if self.0.sector() == Sector::Public { "" } else { ", enterprise" };
        let hours = if self.0.hours().is_some() { ", with hours" } else { "" };
        format!("<cchc.WorkCalendar {}, {} to {}{sector}{hours}>", self.0.edition(), self.0.first(), self.0.last())
    }
}

/// Báo cáo định kỳ: sections to read and figures to check, computed from records.
#[pyclass(frozen, module = "cchc")]
pub(crate) struct Report(cchc::Report);

#[pymethods]
impl Report {
    /// Writes the report of a period's records.
    /// Errors: document.invalid and those of whatever the records hold.
    #[staticmethod]
    #[pyo3(signature = (records, calendar = None))]
    fn write(py: Python<'_>, records: Document, calendar: Option<Calendar>) -> PyResult<Self> {
        py.detach(|| cchc::Report::write(&records.read()?, or_vietnam(&calendar))).map(Self).map_err(to_py)
    }

    /// Writes the dossier report of a CSV export or JSON records (UTF-8 bytes or text) on the day `as_of`.
    /// Errors: those of dossier_table.
    #[staticmethod]
    #[pyo3(signature = (csv, as_of, calendar = None, columns = None))]
    fn of_dossiers(
        py: Python<'_>,
        csv: Csv,
        as_of: Day,
        calendar: Option<Calendar>,
        columns: Option<Document>,
    ) -> PyResult<Self> {
        let table = || table(&csv, as_of, &calendar, &columns);
        py.detach(|| cchc::Report::of_dossiers(&table()?)).map(Self).map_err(to_py)
    }

    /// The report as plain text with aligned tables, in "vi" or "en".
    /// Errors: text.unknown_language.
    #[pyo3(signature = (lang = "vi"))]
    fn to_text(&self, py: Python<'_>, lang: &str) -> PyResult<String> {
        Lang::parse(lang).map(|lang| py.detach(|| self.0.to_text(lang))).map_err(to_py)
    }

    /// The report as Markdown.
    /// Errors: text.unknown_language.
    #[pyo3(signature = (lang = "vi"))]
    fn to_markdown(&self, py: Python<'_>, lang: &str) -> PyResult<String> {
        Lang::parse(lang).map(|lang| py.detach(|| self.0.to_markdown(lang))).map_err(to_py)
    }

    /// The report as one page of HTML that needs nothing else.
    /// Errors: text.unknown_language.
    #[pyo3(signature = (lang = "vi"))]
    fn to_html(&self, py: Python<'_>, lang: &str) -> PyResult<String> {
        Lang::parse(lang).map(|lang| py.detach(|| self.0.to_html(lang))).map_err(to_py)
    }

    /// One chart (biểu đồ) by its id as SVG, or None.
    /// Errors: text.unknown_language.
    #[pyo3(signature = (id, lang = "vi"))]
    fn chart_svg(&self, py: Python<'_>, id: &str, lang: &str) -> PyResult<Option<String>> {
        Lang::parse(lang).map(|lang| py.detach(|| self.0.chart_svg(id, lang))).map_err(to_py)
    }

    /// The whole report: sections, tables, sentences, charts, figures and sources.
    fn to_dict(&self, py: Python<'_>) -> Answer {
        answer(py, || Ok(&self.0))
    }

    /// One figure (con số) by its name, or None.
    fn figure(&self, py: Python<'_>, id: &str) -> Answer {
        answer(py, || Ok(self.0.figure(id)))
    }

    fn __repr__(&self) -> String {
        format!("<cchc.Report {}, {}, {} figures>", self.0.id, self.0.as_of, self.0.figures.len())
    }
}
