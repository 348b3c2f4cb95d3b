//! The events of a dossier, as documents have them.

use crate::Moment;
use crate::deadline::ClockEvent;
use crate::procedure::TimeLimit;
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// One table of the events: their fields, their names, their places among events of the same moment and
/// their labels. What is optional in a document may be left out of it.
macro_rules! events {
    ($($(#[$doc:meta])* $kind:ident $name:literal $vi:literal $en:literal
        ($($(#[$required_doc:meta])* $required:ident: $required_type:ty),*)
        [$($(#[$optional_doc:meta])* $optional:ident: $optional_type:ty),*];)*) => {
        /// Sự kiện: what happened to a dossier. The order of the list is that of events of one moment: what
        /// begins goes before what moves on, and that before what stops or ends.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Happening {
            $($(#[$doc])* $kind {
                $($(#[$required_doc])* $required: $required_type,)*
                $($(#[$optional_doc])* $optional: Option<$optional_type>,)*
            },)*
        }

        /// Loại sự kiện: the events without what they say.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum EventKind {
            $($(#[$doc])* #[serde(rename = $name)] $kind,)*
        }

        impl EventKind {
            /// All kinds, in the order of events of one moment.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// The name in documents.
            pub fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// The name in words.
            pub fn label(self) -> Text {
                match self { $(Self::$kind => Text::new($vi, $en),)* }
            }
        }

        impl Happening {
            /// The kind.
            pub fn kind(&self) -> EventKind {
                match self { $(Self::$kind { .. } => EventKind::$kind,)* }
            }
        }

        #[derive(Serialize, Deserialize)]
        #[serde(tag = "event", deny_unknown_fields)]
        enum Document {
            $(#[serde(rename = $name)] $kind {
                at: Moment,
                #[serde(skip_serializing_if = "Option::is_none")]
                recorded_at: Option<Moment>,
                #[serde(skip_serializing_if = "Option::is_none")]
                who: Option<String>,
                $($required: $required_type,)*
                $(#[serde(skip_serializing_if = "Option::is_none")] $optional: Option<$optional_type>,)*
            },)*
        }

        impl From<Document> for DossierEvent {
            fn from(document: Document) -> Self {
                match document {
                    $(Document::$kind { at, recorded_at, who, $($required,)* $($optional,)* } => {
                        Self { at, recorded_at, who, what: Happening::$kind { $($required,)* $($optional,)* } }
                    })*
                }
            }
        }

        impl From<DossierEvent> for Document {
            fn from(event: DossierEvent) -> Self {
                let DossierEvent { at, recorded_at, who, what } = event;
                match what {
                    $(Happening::$kind { $($required,)* $($optional,)* } => {
                        Self::$kind { at, recorded_at, who, $($required,)* $($optional,)* }
                    })*
                }
            }
        }
    };
}

/// Sự kiện của hồ sơ: what happened, when, when that was entered, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Document", into = "Document")]
pub struct DossierEvent {
    /// When it happened.
    pub at: Moment,
    /// When it was entered in the system, where the record says.
    pub recorded_at: Option<Moment>,
    /// Người, đơn vị thực hiện.
    pub who: Option<String>,
    /// What happened.
    pub what: Happening,
}

events! {
    /// Nộp hồ sơ.
    Submitted "submitted" "nộp hồ sơ" "submitted" () [];
    /// Tiếp nhận đủ hồ sơ: from here on the clock may run.
    Received "received" "tiếp nhận" "received" () [];
    /// Cơ quan có thẩm quyền nhận hồ sơ: where it was received outside the boundary of the body that handles it.
    ReceivedByCompetent "received_by_competent" "cơ quan có thẩm quyền nhận hồ sơ" "received by the competent agency" () [];
    /// Từ chối tiếp nhận.
    RefusedAtIntake "refused_at_intake" "từ chối tiếp nhận" "refused at intake" () [
        /// Why.
        reason: String
    ];
    /// Tiếp tục tính thời hạn.
    Resumed "resumed" "tính tiếp" "resumed" () [];
    /// Nhận đủ hồ sơ bổ sung.
    SupplementReceived "supplement_received" "nhận đủ bổ sung" "supplement received" () [
        /// Ngày hẹn trả trước, as the record has it.
        due_before: Moment,
        /// Ngày hẹn trả mới, as the record has it.
        due_after: Moment
    ];
    /// Nhận chứng từ hoàn thành nghĩa vụ tài chính.
    ObligationPaid "obligation_paid" "đã nộp nghĩa vụ tài chính" "obligation paid" () [];
    /// Nhận ý kiến của cơ quan khác.
    OpinionReceived "opinion_received" "nhận ý kiến" "opinion received" (
        /// Whose.
        from: String
    ) [];
    /// Chuyển bước, chuyển đơn vị.
    Transferred "transferred" "chuyển hồ sơ" "transferred" (
        /// The stage or agency it goes to.
        to: String
    ) [
        /// The one it leaves; needed while several hold it.
        from: String,
        /// Hạn của bước: by when the stage it goes to must be done.
        due: Moment
    ];
    /// Khoảng thời gian không tính theo luật chuyên ngành.
    Excluded "excluded" "thời gian không tính" "time not counted" (
        /// Until when.
        to: Moment,
        /// Why it does not count.
        ground: String
    ) [];
    /// Gia hạn.
    Extended "extended" "gia hạn" "extended" (
        /// By how much.
        by: TimeLimit
    ) [
        /// Why.
        reason: String
    ];
    /// Xin lỗi và hẹn lại ngày trả.
    ReAppointed "re_appointed" "hẹn lại" "re-appointed" (
        /// The new date.
        due: Moment
    ) [];
    /// Gửi thông tin xác định nghĩa vụ tài chính.
    ObligationNotified "obligation_notified" "gửi thông tin nghĩa vụ tài chính" "obligation notified" () [];
    /// Lấy ý kiến cơ quan khác.
    OpinionAsked "opinion_asked" "lấy ý kiến" "opinion asked for" (
        /// Whose.
        of: String
    ) [
        /// Hạn trả lời.
        due: Moment
    ];
    /// Tạm dừng tính thời hạn.
    Suspended "suspended" "tạm dừng" "suspended" () [
        /// Why.
        reason: String
    ];
    /// Yêu cầu bổ sung, hoàn thiện hồ sơ.
    SupplementAsked "supplement_asked" "yêu cầu bổ sung" "supplement asked for" () [
        /// What is lacking.
        reason: String
    ];
    /// Đã xử lý xong (trạng thái 9): where on time is judged.
    Finished "finished" "xử lý xong" "finished" () [];
    /// Từ chối giải quyết sau thẩm định, with the reason in writing; it ends the handling as a result does.
    Refused "refused" "từ chối giải quyết" "refused after examination" () [
        /// Why.
        reason: String
    ];
    /// Đã trả kết quả (trạng thái 10).
    HandedOver "handed_over" "trả kết quả" "handed over" () [];
    /// Người dân rút hồ sơ.
    Withdrawn "withdrawn" "rút hồ sơ" "withdrawn" () [];
    /// Dừng giải quyết, for good.
    Stopped "stopped" "dừng giải quyết" "stopped" () [
        /// Why.
        reason: String
    ];
    /// Đóng hồ sơ: the applicant did not complete it in time.
    Closed "closed" "đóng hồ sơ" "closed" () [];
}

impl DossierEvent {
    /// An event at a moment; when it was entered and by whom unknown.
    pub fn new(at: Moment, what: Happening) -> Self {
        Self { at, recorded_at: None, who: None, what }
    }

    /// Its name in documents.
    pub fn name(&self) -> &'static str {
        self.what.kind().name()
    }

    /// What it is to the clock; opinions and the ends that are no result are decided by their history.
    pub(super) fn to_clock(&self) -> Option<ClockEvent> {
        let at = self.at;
        Some(match &self.what {
            Happening::Suspended { reason } => ClockEvent::Suspended { at, reason: reason.clone() },
            Happening::Resumed {} => ClockEvent::Resumed { at },
            Happening::SupplementAsked { .. } => ClockEvent::SupplementAsked { at },
            Happening::SupplementReceived { .. } => ClockEvent::SupplementReceived { at },
            Happening::Excluded { to, ground } => ClockEvent::Excluded { at, to: *to, ground: ground.clone() },
            Happening::Extended { by, reason } => ClockEvent::Extended { at, by: *by, reason: reason.clone() },
            Happening::ReAppointed { due } => ClockEvent::ReAppointed { at, due: *due },
            Happening::ObligationNotified {} => ClockEvent::ObligationNotified { at },
            Happening::ObligationPaid {} => ClockEvent::ObligationPaid { at },
            Happening::Finished {} | Happening::Refused { .. } => ClockEvent::Finished { at },
            Happening::Withdrawn {} | Happening::Stopped { .. } | Happening::Closed {} => ClockEvent::Withdrawn { at },
            _ => return None,
        })
    }
}
