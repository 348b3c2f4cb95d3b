//! Lỗi: the one place where an error of the core becomes a Python exception.

use pyo3::PyErr;

pyo3::import_exception!(cchc.errors, CchcError);

/// The exception for an error of the core; it reads code, kind, messages and details itself.
pub(crate) fn to_py(error: cchc::Error) -> PyErr {
    CchcError::new_err(error.to_document().to_string())
}
