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
    #[error("{} on {at} lies before {received}, when the feedback came; correct one of the two days", event.en)]
    FeedbackBeforeReception { event: Text, at: String, received: String },
    #[error(
        "the result was made public on {published}, {}; correct one of the days", match answered {
            Some(answered) => format!("before it was given on {answered}"),
            None => "but no answer is recorded".to_owned(),
        }
    )]
    FeedbackPublishedFirst { published: String, answered: Option<String> },
    #[error("feedback {id} repeats itself; name the earlier one it repeats, or leave the field out")]
    FeedbackRepeatsItself { id: String },
    #[error("these repeat one another in a circle: {ids}; leave the field out of the first of them")]
    FeedbackRepeatCircle { ids: String },
    #[error("the record says '{}' and '{}', which cannot both be; correct one of them", one.en, other.en)]
    FeedbackContradiction { one: Text, other: Text },
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
    FeedbackBeforeReception "feedback.before_reception" InvalidData,
    FeedbackPublishedFirst "feedback.published_first" InvalidData,
    FeedbackRepeatsItself "feedback.repeats_itself" InvalidData,
    FeedbackRepeatCircle "feedback.repeat_circle" InvalidData,
    FeedbackContradiction "feedback.contradiction" InvalidData,
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
            Self::FeedbackBeforeReception { event, at, received } => {
                format!(
                    "{} ngày {at} trước khi phản ánh, kiến nghị đến ({received}); hãy sửa một trong hai ngày",
                    event.vi
                )
            }
            Self::FeedbackPublishedFirst { published, answered } => {
                let why = match answered {
                    Some(answered) => format!("trước khi trả lời ({answered})"),
                    None => "nhưng không ghi ngày trả lời".to_owned(),
                };
                format!("kết quả công khai ngày {published} {why}; hãy sửa một trong các ngày")
            }
            Self::FeedbackRepeatsItself { id } => {
                format!("phản ánh {id} phản ánh lại chính nó; hãy ghi mã của lần trước, hoặc bỏ trống")
            }
            Self::FeedbackRepeatCircle { ids } => {
                format!("các phản ánh này phản ánh lại nhau thành vòng: {ids}; hãy bỏ trống ở lần đầu tiên")
            }
            Self::FeedbackContradiction { one, other } => {
                format!(
                    "bản ghi vừa nói '{}' vừa nói '{}', không thể cùng đúng; hãy sửa một trong hai",
                    one.vi, other.vi
                )
            }
        }
    }
}
