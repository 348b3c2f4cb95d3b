//! Lỗi: how an error of the core becomes a real JavaScript `Error`.

use cchc::Error;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/documents.js")]
extern "C" {
    /// An `Error` named `CchcError`, from the error's document as JSON text.
    #[wasm_bindgen(js_name = errorOf)]
    fn error_of(document: &str) -> js_sys::Error;
}

/// What a function throws: a `CchcError`, or what JavaScript itself threw.
#[derive(Debug)]
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
