//! Đổi kiểu: every conversion between JavaScript and the core, each written once.

use crate::arguments as js;
use cchc::{Error, Exact, Lang, Moment, OnTimeTable, Rounding, ScoreSheet, document, number};
use chrono::{NaiveDate, NaiveDateTime};
use js_sys::Uint8Array;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/documents.js")]
extern "C" {
    fn describe(value: &JsValue) -> String;
    pub(crate) fn numberText(value: &JsValue) -> String;
    #[wasm_bindgen(catch)]
    fn toText(document: &JsValue) -> Result<String, JsValue>;
    #[wasm_bindgen(catch)]
    fn fromText(text: &str) -> Result<JsValue, JsValue>;
    fn errorOf(document: &str) -> js_sys::Error;
}

/// What a function throws: a real `Error` named `CchcError`, or what JavaScript itself threw.
pub struct Failure(pub(crate) JsValue);

impl From<Failure> for JsValue {
    fn from(failure: Failure) -> Self {
        failure.0
    }
}

/// With the code, the kind, the facts and the Vietnamese message beside the English one.
impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(errorOf(&error.to_document().to_string()).into())
    }
}

/// A calendar that may be left out.
pub(crate) type Calendar = Option<js::WorkCalendar>;

/// A document on its way out, or what is thrown.
pub(crate) type Answer = Result<JsValue, Failure>;

/// A document for JavaScript.
pub(crate) fn answer<T: Serialize>(value: &T) -> Answer {
    parsed(&document::to_json(value)?)
}

/// The document a JSON text stands for.
pub(crate) fn parsed(text: &str) -> Answer {
    Ok(fromText(text).map_err(|thrown| invalid("answer", &thrown))?)
}

/// A document from JavaScript.
pub(crate) fn read<T: DeserializeOwned>(value: &JsValue) -> Result<T, Failure> {
    Ok(document::from_json(&json(value)?)?)
}

/// A document as JSON text, for what the core reads itself.
pub(crate) fn json(value: &JsValue) -> Result<String, Failure> {
    Ok(toText(value).map_err(|thrown| invalid(".", &thrown))?)
}

/// The same of one that may be given as its text.
pub(crate) fn written(value: &JsValue) -> Result<String, Failure> {
    value.as_string().map_or_else(|| json(value), Ok)
}

/// A document that may be left out.
pub(crate) fn optional<T: DeserializeOwned>(value: Option<impl AsRef<JsValue>>) -> Result<Option<T>, Failure> {
    value.map(|value| read(value.as_ref())).transpose()
}

pub(crate) fn invalid(path: &str, thrown: &JsValue) -> Error {
    let message = thrown.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    Error::InvalidDocument { path: path.to_owned(), reason: message.unwrap_or_else(|| describe(thrown)) }
}

/// A text; of anything else words that say what it is, which the core refuses by its own rules.
pub(crate) fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_else(|| describe(value))
}

/// A day, with its time of day where there is one, read as the core reads it.
pub(crate) fn moment(value: &JsValue) -> Result<Moment, Failure> {
    Ok(text(value).parse()?)
}

/// A day; a time of day beside it is dropped.
pub(crate) fn day(value: &js::IsoDate) -> Result<NaiveDate, Failure> {
    Ok(moment(value)?.date())
}

/// An instant: a day alone is refused, because midnight would be a guess.
pub(crate) fn instant(value: &js::Instant) -> Result<NaiveDateTime, Failure> {
    Ok(moment(value)?.instant()?)
}

/// The language asked for; Vietnamese when none is.
pub(crate) fn lang(lang: Option<js::Lang>) -> Result<Lang, Failure> {
    Ok(lang.map(|lang| Lang::parse(&text(&lang))).transpose()?.unwrap_or_default())
}

/// A whole number.
pub(crate) fn whole<T: TryFrom<u64>>(what: &'static str, value: &JsValue) -> Result<T, Failure> {
    Ok(number::whole(what, &numberText(value))?)
}

/// Half up at so many decimals.
pub(crate) fn rounding(places: &js::Number) -> Result<Rounding, Failure> {
    Ok(Rounding::half_up(whole("places", places)?)?)
}

/// An exact decimal: text, or a whole number.
pub(crate) fn exact(value: &js::Exact) -> Result<Exact, Failure> {
    value.as_string().map_or_else(|| read(value), |text| Ok(text.parse()?))
}

/// The calendar to use: the caller's, or the shipped one.
pub(crate) fn chosen(calendar: Calendar) -> Result<cchc::WorkCalendar, Failure> {
    let Some(calendar) = calendar else { return Ok(cchc::WorkCalendar::vietnam().clone()) };
    calendar.share().map(|shared| shared.0).map_err(Failure)
}

/// The rule set to use: the caller's, or the one asked.
pub(crate) fn other(rules: Option<&js::RuleSet>, own: &cchc::RuleSet) -> Result<cchc::RuleSet, Failure> {
    rules.map_or_else(|| Ok(own.clone()), handle)
}

/// The rule set behind a handle.
pub(crate) fn handle(rules: &js::RuleSet) -> Result<cchc::RuleSet, Failure> {
    rules.shareRules().map(|shared| shared.0).map_err(Failure)
}

/// A score sheet, of which a document says more.
pub(crate) fn sheet(
    rules: &cchc::RuleSet,
    evidence: &js::Evidence,
    year: &js::Number,
    unit: Option<js::Agency>,
) -> Result<ScoreSheet, Failure> {
    Ok(rules.score(read(year)?, optional(unit)?, &read::<Vec<_>>(evidence)?)?)
}

/// The bytes of a CSV text, or those given.
pub(crate) fn bytes(csv: &js::Csv) -> Result<Vec<u8>, Failure> {
    match (csv.as_string(), csv.dyn_ref::<Uint8Array>()) {
        (Some(text), _) => Ok(text.into_bytes()),
        (None, Some(bytes)) => Ok(bytes.to_vec()),
        (None, None) => Err(invalid("csv", csv).into()),
    }
}

/// A table of dossiers from CSV text or its bytes.
pub(crate) fn table(
    csv: &js::Csv,
    as_of: &js::IsoDate,
    calendar: Calendar,
    columns: Option<js::ColumnMap>,
) -> Result<OnTimeTable, Failure> {
    let map = optional(columns)?.unwrap_or_default();
    Ok(OnTimeTable::from_csv_with(&bytes(csv)?, day(as_of)?, &chosen(calendar)?, &map, |_| ())?)
}
