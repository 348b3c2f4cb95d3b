//! Đổi kiểu: every conversion between JavaScript and the core, each written once.

use crate::arguments as js;
use cchc::{Error, Exact, Moment, OnTimeTable, document, number};
use js_sys::Uint8Array;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/documents.js")]
extern "C" {
    fn describe(value: &JsValue) -> String;
    #[wasm_bindgen(js_name = numberText)]
    fn number_text(value: &JsValue) -> String;
    #[wasm_bindgen(catch, js_name = toText)]
    fn to_text(document: &JsValue) -> Result<String, JsValue>;
    #[wasm_bindgen(catch, js_name = fromText)]
    fn from_text(text: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = errorOf)]
    fn error_of(document: &str) -> js_sys::Error;
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
        Self(error_of(&error.to_document().to_string()).into())
    }
}

/// A calendar that may be left out.
pub(crate) type Calendar = Option<js::WorkCalendar>;

/// A document on its way out, or what is thrown.
pub(crate) type Answer = Result<JsValue, Failure>;

/// A document for JavaScript.
pub(crate) fn answer<T: Serialize>(value: &T) -> Answer {
    Ok(from_text(&document::to_json(value)?).map_err(|thrown| invalid("answer", &thrown))?)
}

/// A document from JavaScript.
pub(crate) fn read<T: DeserializeOwned>(value: &JsValue) -> Result<T, Failure> {
    let text = to_text(value).map_err(|thrown| invalid(".", &thrown))?;
    Ok(document::from_json(&text)?)
}

/// A document that may be left out.
pub(crate) fn optional<T: DeserializeOwned>(value: Option<impl AsRef<JsValue>>) -> Result<Option<T>, Failure> {
    value.map(|value| read(value.as_ref())).transpose()
}

fn invalid(path: &str, thrown: &JsValue) -> Error {
    let message = thrown.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    Error::InvalidDocument { path: path.to_owned(), reason: message.unwrap_or_else(|| describe(thrown)) }
}

/// A text; of anything else words that say what it is, which the core refuses by its own rules.
pub(crate) fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_else(|| describe(value))
}

/// A date, read as the core reads one.
pub(crate) fn moment(value: &js::IsoDate) -> Result<Moment, Failure> {
    Ok(text(value).parse()?)
}

/// A whole number.
pub(crate) fn whole<T: TryFrom<u64>>(what: &'static str, value: &js::Number) -> Result<T, Failure> {
    Ok(number::whole(what, &number_text(value))?)
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

/// A table of dossiers from CSV text or its bytes.
pub(crate) fn table(csv: &js::Csv, as_of: &js::IsoDate, calendar: Calendar) -> Result<OnTimeTable, Failure> {
    let bytes = match (csv.as_string(), csv.dyn_ref::<Uint8Array>()) {
        (Some(text), _) => text.into_bytes(),
        (None, Some(bytes)) => bytes.to_vec(),
        (None, None) => return Err(invalid("csv", csv).into()),
    };
    Ok(OnTimeTable::from_csv(&bytes, moment(as_of)?.date(), &chosen(calendar)?, |_| ())?)
}
