//! Tài liệu JSON: the one door through which documents come in and answers go out.

mod reader;
mod tree;

use crate::Error;
use reader::Refusal;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

pub(crate) use tree::{Node, Step};

/// Reads a JSON document, naming the path of the first thing that is not as expected. A list in place
/// of an object is not.
///
/// # Errors
/// `document.invalid` with the path.
pub fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    T::deserialize(&Node::parse(text)?).map_err(Refusal::error)
}

/// Reads a list member by member, so that one that is not as expected costs its own place and no other.
///
/// # Errors
/// `document.invalid` for text that is no list.
pub(crate) fn list_from_json<T: DeserializeOwned>(text: &str) -> Result<Vec<Result<T, Error>>, Error> {
    match Node::parse(text)? {
        Node::List(nodes) => Ok(nodes.iter().map(|node| T::deserialize(node).map_err(Refusal::error)).collect()),
        other => Vec::<IgnoredAny>::deserialize(&other).map(|_| Vec::new()).map_err(Refusal::error),
    }
}

/// Writes an answer as JSON text; keys are in the order of the type, so equal answers are equal text.
///
/// # Errors
/// `document.invalid` when the answer holds a total too large to be a count.
pub fn to_json<T: Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value)
        .map_err(|error| Error::InvalidDocument { path: ".".to_owned(), reason: error.to_string() })
}

/// The word a document has for a value that is one word there; nothing for another.
pub(crate) fn word<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).unwrap_or_default().as_str().unwrap_or_default().to_owned()
}
