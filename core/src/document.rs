//! Tài liệu JSON: the one door through which documents come in and answers go out.

mod reader;
mod tree;

use crate::Error;
use reader::Refusal;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) use tree::{Node, Step};

/// Reads a JSON document, naming the path of the first thing that is not as expected. A list in place
/// of an object is not.
///
/// # Errors
/// `document.invalid` with the path.
pub fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    T::deserialize(&Node::parse(text)?).map_err(Refusal::error)
}

/// Writes an answer as JSON text; keys are in the order of the type, so equal answers are equal text.
///
/// # Errors
/// `document.invalid` when the answer holds a total too large to be a count.
pub fn to_json<T: Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value)
        .map_err(|error| Error::InvalidDocument { path: ".".to_owned(), reason: error.to_string() })
}
