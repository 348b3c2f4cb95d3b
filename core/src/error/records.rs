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

    #[error("there is no outline called '{id}'; name one of {shipped}, or give an own one")]
    UnknownOutline { id: String, shipped: String },
    #[error("the outline tells {content} twice, and its figures would stand twice; keep it in one section")]
    ContentTwice { content: String },
    #[error("there is no phrase called '{id}'; name one of those that the list of phrases has")]
    UnknownPhrase { id: String },
    #[error("phrase {phrase} has no place {{{slot}}}; it may fill {slots}")]
    UnknownSlot { phrase: String, slot: String, slots: String },
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
    UnknownOutline "report.unknown_outline" NotFound,
    ContentTwice "report.content_twice" InvalidData,
    UnknownPhrase "report.unknown_phrase" NotFound,
    UnknownSlot "report.unknown_slot" NotFound,
}

impl RecordError {
    /// The message in Vietnamese: the same facts as in English.
    pub(super) fn vietnamese(&self) -> String {
        match self {
            Self::Invalid { what, issues } => {
                format!("{} có {} vấn đề; đầu tiên: {}", what.vi, issues.len(), super::vietnamese::first(issues))
            }
            Self::UnknownOutline { id, shipped } => {
                format!("không có đề cương '{id}'; hãy dùng một trong {shipped}, hoặc cho đề cương riêng")
            }
            Self::ContentTwice { content } => {
                format!("đề cương nêu {content} hai lần, các con số sẽ lặp lại; hãy giữ ở một phần")
            }
            Self::UnknownPhrase { id } => format!("không có mẫu câu '{id}'; hãy dùng tên trong danh sách mẫu câu"),
            Self::UnknownSlot { phrase, slot, slots } => {
                format!("mẫu câu {phrase} không có chỗ điền {{{slot}}}; có thể điền {slots}")
            }
        }
    }
}
