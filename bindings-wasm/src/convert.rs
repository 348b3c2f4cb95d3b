//! Đổi kiểu: every conversion between JavaScript and the core, each written once.

use crate::WorkCalendar;
use crate::errors::Failure;
use cchc::{Error, Exact, Moment, OnTimeTable, document, number};
use js_sys::Uint8Array;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

/// A document on its way out, or what is thrown.
pub(crate) type Answer = Result<JsValue, Failure>;

#[wasm_bindgen(module = "/src/documents.js")]
extern "C" {
    fn describe(value: &JsValue) -> String;
    #[wasm_bindgen(js_name = numberText)]
    fn number_text(value: &JsValue) -> String;
    #[wasm_bindgen(catch, js_name = toText)]
    fn to_text(document: &JsValue) -> Result<String, JsValue>;
    #[wasm_bindgen(catch, js_name = fromText)]
    fn from_text(text: &str) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// A calendar argument. Taken as a JavaScript value, so that leaving it out is possible and
    /// passing it does not use it up.
    #[wasm_bindgen(typescript_type = "WorkCalendar")]
    pub type CalendarArgument;

    #[wasm_bindgen(method, catch)]
    fn share(this: &CalendarArgument) -> Result<WorkCalendar, JsValue>;
}

/// A document from JavaScript.
pub(crate) fn read<T: DeserializeOwned>(value: &JsValue) -> Result<T, Failure> {
    let text = to_text(value).map_err(|thrown| {
        let message = thrown.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
        let reason = message.unwrap_or_else(|| describe(&thrown));
        Error::InvalidDocument { path: ".".to_owned(), reason }
    })?;
    Ok(document::from_json(&text)?)
}

/// A document for JavaScript.
pub(crate) fn answer<T: Serialize>(value: &T) -> Answer {
    let most = "9007199254740991".to_owned();
    Ok(from_text(&document::to_json(value)).map_err(|thrown| Error::OutOfRange {
        what: "a count of the answer",
        got: thrown.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message())).unwrap_or_default(),
        min: "0".to_owned(),
        max: most,
    })?)
}

/// A text; of anything else a word that says what it is, which the core then refuses by its rules.
pub(crate) fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_else(|| describe(value))
}

/// A text that may be left out.
pub(crate) fn optional_text(value: &JsValue) -> Option<String> {
    (!value.is_undefined() && !value.is_null()).then(|| text(value))
}

/// A date, read as the core reads one.
pub(crate) fn moment(value: &JsValue) -> Result<Moment, Failure> {
    Ok(text(value).parse()?)
}

/// A whole number.
pub(crate) fn whole(what: &'static str, value: &JsValue) -> Result<u32, Failure> {
    Ok(number::whole(what, &number_text(value))?)
}

/// An exact decimal: text, or a whole number.
pub(crate) fn exact(value: &JsValue) -> Result<Exact, Failure> {
    match value.as_string() {
        Some(text) => Ok(text.parse()?),
        None => read(value),
    }
}

/// The calendar to use: the caller's, or the shipped one.
pub(crate) fn calendar(given: Option<&CalendarArgument>) -> Result<cchc::WorkCalendar, Failure> {
    match given {
        Some(calendar) => calendar.share().map(|shared| shared.0).map_err(Failure),
        None => Ok(cchc::WorkCalendar::vietnam().clone()),
    }
}

/// A table of dossiers from CSV text or its bytes.
pub(crate) fn table(csv: &JsValue, as_of: &JsValue, given: Option<&CalendarArgument>) -> Result<OnTimeTable, Failure> {
    let bytes = match (csv.as_string(), csv.dyn_ref::<Uint8Array>()) {
        (Some(text), _) => text.into_bytes(),
        (None, Some(bytes)) => bytes.to_vec(),
        (None, None) => {
            let reason = format!("expected text or a Uint8Array, got {}", describe(csv));
            return Err(Error::InvalidDocument { path: "csv".to_owned(), reason }.into());
        }
    };
    Ok(OnTimeTable::from_csv(&bytes, moment(as_of)?.date(), &calendar(given)?, |_| ())?)
}
