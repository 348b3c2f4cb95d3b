//! Lỗi: how an error of the core becomes a real JavaScript `Error`.

use cchc::{Error, Lang};
use js_sys::{JSON, Object};
use serde_json::json;
use wasm_bindgen::JsValue;

/// What a function throws: a `CchcError`, or what JavaScript itself threw.
#[derive(Debug)]
pub struct Failure(pub(crate) JsValue);

impl From<Failure> for JsValue {
    fn from(failure: Failure) -> Self {
        failure.0
    }
}

/// An `Error` named `CchcError` with the code, the kind, the facts and the Vietnamese message.
impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let thrown = js_sys::Error::new(&error.message(Lang::En));
        thrown.set_name("CchcError");
        let document = error.to_document();
        let facts = json!({
            "code": error.code(),
            "kind": error.kind(),
            "details": document.get("details"),
            "messageVi": error.message(Lang::Vi),
        });
        if let Ok(facts) = JSON::parse(&facts.to_string()) {
            Object::assign(&thrown, &Object::from(facts));
        }
        Self(thrown.into())
    }
}
