//! Tài liệu JSON: the one door through which documents come in and answers go out.

use crate::Error;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads a JSON document, naming the path of the first thing that is not as expected.
///
/// # Errors
/// `document.invalid` with the path.
pub fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| Error::InvalidDocument {
        path: error.path().to_string(),
        reason: error.inner().to_string(),
    })?;
    reader.end().map_err(|error| Error::InvalidDocument { path: ".".to_owned(), reason: error.to_string() })?;
    Ok(value)
}

/// Writes an answer as JSON text; keys are in the order of the type, so equal answers are equal text.
///
/// # Errors
/// `document.invalid` when the answer holds a total too large to be a count.
pub fn to_json<T: Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value)
        .map_err(|error| Error::InvalidDocument { path: ".".to_owned(), reason: error.to_string() })
}
