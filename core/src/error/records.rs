//! Lỗi của sổ sách: what can be wrong with the records of agencies, procedures, plans, inspections, feedback and
//! reports. Each is an [`Error`](super::Error) like any other; they stand here because they are many.

use super::{ErrorKind, Issue, first_issue};
use crate::text::Text;
use serde::Serialize;

/// Lỗi của sổ sách: the fields are the facts; the wording is in the message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each variant is described by its message, each field by its name")]
pub enum RecordError {
    #[error("{} has {} problems; first: {}", what.en, issues.len(), first_issue(issues))]
    Invalid { what: Text, issues: Vec<Issue> },
}

macro_rules! codes {
    ($($variant:ident $code:literal $kind:ident,)*) => {
        pub(super) const CODES: &[&str] = &[$($code),*];

        impl RecordError {
            pub(super) fn code(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $code,)* }
            }

            pub(super) fn kind(&self) -> ErrorKind {
                match self { $(Self::$variant { .. } => ErrorKind::$kind,)* }
            }
        }
    };
}

codes! {
    Invalid "records.invalid" InvalidData,
}

impl RecordError {
    /// The message in Vietnamese: the same facts as in English.
    pub(super) fn vietnamese(&self) -> String {
        match self {
            Self::Invalid { what, issues } => {
                format!("{} có {} vấn đề; đầu tiên: {}", what.vi, issues.len(), super::vietnamese::first(issues))
            }
        }
    }
}
