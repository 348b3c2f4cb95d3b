//! The npm package of cchc: the calculations of Vietnam's administrative reform in JavaScript.
//!
//! Dates are ISO text, points are decimal text, documents are plain objects. What is refused is
//! thrown as an `Error` named `CchcError` with a stable `code`.

#![forbid(unsafe_code)]

mod arguments;
mod convert;
pub mod functions;

use crate::arguments as js;
use convert::{Answer, Calendar, Failure, answer, chosen, exact, moment, optional, read, table, text, whole};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.ts");

/// Lịch làm việc: the working-day calendar of administrative bodies.
#[wasm_bindgen]
pub struct WorkCalendar(cchc::WorkCalendar);

#[wasm_bindgen]
impl WorkCalendar {
    /// The shipped edition, from 2008 to the last announced year.
    pub fn vietnam() -> Self {
        Self(cchc::WorkCalendar::vietnam().clone())
    }
    /// A calendar of your own from JSON text. Throws `document.invalid`, `calendar.invalid`.
    #[wasm_bindgen(js_name = fromJson)]
    pub fn from_json(json: &js::Text) -> Result<Self, Failure> {
        Ok(Self(cchc::WorkCalendar::from_json(&text(json))?))
    }
    /// The same calendar, also answering for years that are only estimated.
    pub fn projected(&self) -> Self {
        Self(self.0.projected())
    }
    /// A second handle on the same calendar.
    #[wasm_bindgen(skip_typescript)]
    pub fn share(&self) -> Self {
        Self(self.0.clone())
    }
    /// The edition of the data.
    #[wasm_bindgen(getter)]
    pub fn edition(&self) -> String {
        self.0.edition().to_owned()
    }
    /// The first day the calendar answers for.
    #[wasm_bindgen(getter, unchecked_return_type = "IsoDate")]
    pub fn first(&self) -> String {
        self.0.first().to_string()
    }
    /// The last day the calendar answers for.
    #[wasm_bindgen(getter, unchecked_return_type = "IsoDate")]
    pub fn last(&self) -> String {
        self.0.last().to_string()
    }
    /// Whether administrative bodies work on the day. Throws `calendar.horizon`.
    #[wasm_bindgen(js_name = isWorkingDay)]
    pub fn is_working_day(&self, date: &js::IsoDate) -> Result<bool, Failure> {
        Ok(self.0.is_working_day(moment(date)?.date())?)
    }
    /// The day `days` working days after `start`. Throws `input.out_of_range`, `calendar.horizon`, `calendar.horizon_adding`.
    #[wasm_bindgen(js_name = addWorkingDays, unchecked_return_type = "IsoDate")]
    pub fn add_working_days(&self, start: &js::IsoDate, days: &js::Number) -> Result<String, Failure> {
        Ok(self.0.add_working_days(moment(start)?.date(), whole("days", days)?)?.to_string())
    }
    /// Working days after `after`, through `through`. Throws `calendar.reversed_dates`, `calendar.horizon`.
    #[wasm_bindgen(js_name = countWorkingDays)]
    pub fn count_working_days(&self, after: &js::IsoDate, through: &js::IsoDate) -> Result<u32, Failure> {
        Ok(self.0.count_working_days(moment(after)?.date(), moment(through)?.date())?)
    }
    /// Lý do của một ngày: why a day is worked or not, by which text. Throws `calendar.horizon`.
    #[wasm_bindgen(unchecked_return_type = "DayReason")]
    pub fn explain(&self, date: &js::IsoDate) -> Answer {
        answer(&self.0.explain(moment(date)?.date())?)
    }
}

/// Bộ chỉ số: a scoring rule set, checked when it is loaded.
#[wasm_bindgen]
pub struct RuleSet(cchc::RuleSet);

#[wasm_bindgen]
impl RuleSet {
    /// A rule set shipped with the package. Throws `rules.unknown_set`.
    pub fn shipped(id: &js::Text) -> Result<Self, Failure> {
        Ok(Self(cchc::RuleSet::shipped(&text(id))?))
    }
    /// The identifiers of the shipped rule sets.
    #[wasm_bindgen(js_name = shippedIds)]
    pub fn shipped_ids() -> Vec<String> {
        cchc::RuleSet::shipped_ids().map(str::to_owned).collect()
    }
    /// A rule set of your own from JSON text. Throws `document.invalid`, `rules.invalid`.
    #[wasm_bindgen(js_name = fromJson)]
    pub fn from_json(json: &js::Text) -> Result<Self, Failure> {
        Ok(Self(cchc::RuleSet::from_json(&text(json))?))
    }
    /// The identifier.
    #[wasm_bindgen(getter)]
    pub fn id(&self) -> String {
        self.0.id().to_owned()
    }
    /// The edition of the document.
    #[wasm_bindgen(getter)]
    pub fn edition(&self) -> String {
        self.0.edition().to_owned()
    }
    /// Whether the set is the text, a reconstruction or a template.
    #[wasm_bindgen(getter, unchecked_return_type = "RuleSetStatus")]
    pub fn status(&self) -> Answer {
        answer(&self.0.status())
    }
    /// The rule set as JSON text, as it was loaded.
    #[wasm_bindgen(js_name = toJson)]
    pub fn to_json(&self) -> Result<String, Failure> {
        Ok(self.0.to_json()?)
    }
    /// Chấm điểm: the score sheet of evidence, with a reason at every node. Throws the `scoring.*` codes.
    #[wasm_bindgen(unchecked_return_type = "ScoreSheet")]
    pub fn score(&self, evidence: &js::Evidence, unit: Option<js::Agency>) -> Answer {
        answer(&self.0.score(optional(unit)?, &read::<Vec<_>>(evidence)?)?)
    }
    /// Xếp loại: the class of a total. Throws `rules.no_class`, `number.invalid`.
    #[wasm_bindgen(js_name = classOf, unchecked_return_type = "ClassBand")]
    pub fn class_of(&self, points: &js::Exact) -> Answer {
        answer(self.0.class_of(exact(points)?)?)
    }
    /// Điểm nghẽn: the criteria by the points they lose, most first. Throws as `score`.
    #[wasm_bindgen(unchecked_return_type = "Loss[]")]
    pub fn losses(&self, evidence: &js::Evidence) -> Answer {
        answer(&cchc::insight::losses(&self.0.score(None, &read::<Vec<_>>(evidence)?)?))
    }
    /// Mức tăng ít nhất: the least addition to a numerator that gains points. Throws `insight.cannot_gain`, and as `score`.
    #[wasm_bindgen(js_name = leastIncrease, unchecked_return_type = "LeastIncrease")]
    pub fn least_increase(&self, criterion: &js::Text, measure: &js::Measure, points: &js::Exact) -> Answer {
        answer(&self.0.least_increase(&text(criterion), &read(measure)?, exact(points)?)?)
    }
}

/// Báo cáo định kỳ: sections to read and figures to check.
#[wasm_bindgen]
pub struct Report(cchc::Report);

#[wasm_bindgen]
impl Report {
    /// Writes the report of a period's records. Throws what the calculations in it throw.
    pub fn write(records: &js::Records, calendar: Calendar) -> Result<Self, Failure> {
        Ok(Self(cchc::Report::write(&read(records)?, &chosen(calendar)?)?))
    }
    /// Writes the dossier report of a CSV export, as text or its bytes. Throws as `dossierTable`.
    #[wasm_bindgen(js_name = ofDossiers)]
    pub fn of_dossiers(csv: &js::Csv, as_of: &js::IsoDate, calendar: Calendar) -> Result<Self, Failure> {
        Ok(Self(cchc::Report::of_dossiers(&table(csv, as_of, calendar)?)?))
    }
    /// The report as plain text, in Vietnamese unless `lang` is `en`. Throws `text.unknown_language`.
    #[wasm_bindgen(js_name = toText)]
    pub fn to_text(&self, lang: Option<js::Lang>) -> Result<String, Failure> {
        let lang = lang.map(|lang| cchc::Lang::parse(&text(&lang))).transpose()?;
        Ok(self.0.to_text(lang.unwrap_or_default()))
    }
    /// The whole report as a plain object.
    #[wasm_bindgen(js_name = toObject, unchecked_return_type = "ReportDocument")]
    pub fn to_object(&self) -> Answer {
        answer(&self.0)
    }
    /// Con số: a figure by its name; `null` where the report has none of that name.
    #[wasm_bindgen(unchecked_return_type = "Figure | null")]
    pub fn figure(&self, id: &js::Text) -> Answer {
        answer(&self.0.figure(&text(id)))
    }
}
