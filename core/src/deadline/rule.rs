//! What a procedure says of its deadline, and what happened to one dossier.

use super::cut_off::CutOff;
use crate::procedure::TimeLimit;
use crate::text::Text;
use crate::{Citation, Error, Moment};
use serde::{Deserialize, Serialize};

/// Quy tắc thời hạn: everything a procedure says about how its deadline is counted.
///
/// What a text must decide has no default: a rule that does not say what a supplement does to the
/// clock refuses a dossier that has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineRule {
    /// Thời hạn, the same for every dossier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<TimeLimit>,
    /// Thời hạn theo số lượng: limits by a count, such as the number of papers, in place of `limit`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<Piece>,
    /// Giờ chốt: from which hour a reception counts as the next working day's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_off: Option<CutOff>,
    /// What a supplement does: `restart` (tính lại từ đầu) or `suspend` (tạm dừng).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplement: Option<OnSupplement>,
    /// Whether a last day that is a day off rolls on to the next working day; only limits in
    /// calendar days, weeks, months and years can end on one.
    #[serde(default = "yes", skip_serializing_if = "Clone::clone")]
    pub roll_last_day: bool,
    /// Gia hạn theo địa bàn: what is added in some areas.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<AreaExtension>,
    /// The limit of the second appointment, counted from the proof of payment, for dossiers with
    /// financial obligations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_payment: Option<TimeLimit>,
    /// How long the applicant has to complete a dossier before it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub close_after: Option<TimeLimit>,
    /// How many re-appointments are allowed; one unless a text says otherwise.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub re_appointments: u8,
    /// The texts the rule rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Citation>,
}

fn yes() -> bool {
    true
}

fn one() -> u8 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_one(number: &u8) -> bool {
    *number == 1
}

impl From<TimeLimit> for DeadlineRule {
    fn from(limit: TimeLimit) -> Self {
        Self {
            limit: Some(limit),
            pieces: Vec::new(),
            cut_off: None,
            supplement: None,
            roll_last_day: true,
            areas: Vec::new(),
            after_payment: None,
            close_after: None,
            re_appointments: 1,
            sources: Vec::new(),
        }
    }
}

/// Mức thời hạn: the limit from one count through another, both included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    /// The least count.
    pub from: u32,
    /// The greatest count; without end when it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<u32>,
    /// The limit.
    pub limit: TimeLimit,
}

/// Gia hạn theo địa bàn: what is added for dossiers of an area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaExtension {
    /// The area's name, as the dossier gives it.
    pub area: String,
    /// What is added.
    pub add: TimeLimit,
    /// The text that adds it.
    pub source: Citation,
}

/// Khi bổ sung hồ sơ: what happens to the clock when the applicant completes the dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OnSupplement {
    /// Tính lại từ đầu sau khi nhận đủ hồ sơ.
    Restart,
    /// Tạm dừng rồi tính tiếp.
    Suspend,
}

/// Hồ sơ cần tính hạn: one dossier's reception and what happened to it since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineCase {
    /// Tiếp nhận đủ hồ sơ. With a day alone, a rule that needs the hour is refused.
    pub received: Moment,
    /// The procedure's rule.
    pub rule: DeadlineRule,
    /// Số lượng, for a rule with pieces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Địa bàn, for a rule with areas.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// What moved the clock, in any order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<ClockEvent>,
    /// The moment to judge at; without it only a finished dossier has an outcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Moment>,
    /// Whether the events are history: what the law forbids is then remarked on, not refused.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub history: bool,
}

impl DeadlineCase {
    /// A dossier received at a moment, with nothing else known.
    pub fn new(received: Moment, rule: impl Into<DeadlineRule>) -> Self {
        let (count, area, as_of) = (None, None, None);
        Self { received, rule: rule.into(), count, area, events: Vec::new(), as_of, history: false }
    }
}

/// Sự kiện làm thay đổi thời hạn: what stops, starts, moves or ends the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum ClockEvent {
    /// Tạm dừng tính thời hạn.
    Suspended {
        /// When.
        at: Moment,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Tiếp tục tính.
    Resumed {
        /// When.
        at: Moment,
    },
    /// Yêu cầu bổ sung, hoàn thiện hồ sơ.
    SupplementAsked {
        /// When the request was sent.
        at: Moment,
    },
    /// Nhận đủ hồ sơ bổ sung.
    SupplementReceived {
        /// When the dossier was complete.
        at: Moment,
    },
    /// Khoảng thời gian không tính theo luật chuyên ngành, such as public posting or expert appraisal.
    Excluded {
        /// From when.
        at: Moment,
        /// Until when.
        to: Moment,
        /// Why it does not count.
        ground: String,
    },
    /// Gia hạn.
    Extended {
        /// When it was decided.
        at: Moment,
        /// By how much.
        by: TimeLimit,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Xin lỗi và hẹn lại ngày trả.
    ReAppointed {
        /// When the new appointment was made.
        at: Moment,
        /// The new date.
        due: Moment,
    },
    /// Gửi thông tin xác định nghĩa vụ tài chính: what the first appointment is for.
    ObligationNotified {
        /// When it was sent.
        at: Moment,
    },
    /// Nhận chứng từ hoàn thành nghĩa vụ tài chính: from here the second appointment is counted.
    ObligationPaid {
        /// When the proof was received.
        at: Moment,
    },
    /// Người dân rút hồ sơ.
    Withdrawn {
        /// When.
        at: Moment,
    },
    /// Đã xử lý xong (status 9).
    Finished {
        /// When.
        at: Moment,
    },
}

impl ClockEvent {
    /// When it happened.
    pub fn at(&self) -> Moment {
        match self {
            Self::Suspended { at, .. }
            | Self::Resumed { at }
            | Self::SupplementAsked { at }
            | Self::SupplementReceived { at }
            | Self::Excluded { at, .. }
            | Self::Extended { at, .. }
            | Self::ReAppointed { at, .. }
            | Self::ObligationNotified { at }
            | Self::ObligationPaid { at }
            | Self::Withdrawn { at }
            | Self::Finished { at } => *at,
        }
    }

    /// Its name in documents, and its place among events of the same moment: what starts the clock
    /// goes before what moves it, and that before what stops or ends it.
    pub(super) fn name(&self) -> (u8, &'static str) {
        match self {
            Self::Resumed { .. } => (0, "resumed"),
            Self::SupplementReceived { .. } => (1, "supplement_received"),
            Self::ObligationPaid { .. } => (2, "obligation_paid"),
            Self::Excluded { .. } => (3, "excluded"),
            Self::Extended { .. } => (4, "extended"),
            Self::ReAppointed { .. } => (5, "re_appointed"),
            Self::ObligationNotified { .. } => (6, "obligation_notified"),
            Self::Suspended { .. } => (7, "suspended"),
            Self::SupplementAsked { .. } => (8, "supplement_asked"),
            Self::Finished { .. } => (9, "finished"),
            Self::Withdrawn { .. } => (10, "withdrawn"),
        }
    }

    /// What it does, in words.
    pub(super) fn label(&self) -> Text {
        match self {
            Self::Suspended { .. } => Text::new("tạm dừng", "suspended"),
            Self::Resumed { .. } => Text::new("tính tiếp", "resumed"),
            Self::SupplementAsked { .. } => Text::new("yêu cầu bổ sung", "supplement asked for"),
            Self::SupplementReceived { .. } => Text::new("nhận đủ bổ sung", "supplement received"),
            Self::Excluded { .. } => Text::new("thời gian không tính", "time not counted"),
            Self::Extended { .. } => Text::new("gia hạn", "extended"),
            Self::ReAppointed { .. } => Text::new("hẹn lại", "re-appointed"),
            Self::ObligationNotified { .. } => Text::new("gửi thông tin nghĩa vụ tài chính", "obligation notified"),
            Self::ObligationPaid { .. } => Text::new("đã nộp nghĩa vụ tài chính", "obligation paid"),
            Self::Withdrawn { .. } => Text::new("rút hồ sơ", "withdrawn"),
            Self::Finished { .. } => Text::new("xử lý xong", "finished"),
        }
    }
}

impl DeadlineRule {
    /// The limit of a dossier: the rule's, or that of the piece its count falls into.
    ///
    /// # Errors
    /// `deadline.undeclared` when the rule has neither a limit nor pieces, or both, or the count is
    /// missing; `deadline.no_piece` when no piece, or more than one, holds the count.
    pub fn limit_of(&self, count: Option<u32>) -> Result<TimeLimit, Error> {
        match (self.limit, self.pieces.as_slice(), count) {
            (Some(limit), [], _) => Ok(limit),
            (None, [_, ..], Some(count)) => {
                let holds =
                    |piece: &&Piece| piece.from <= count && piece.through.is_none_or(|through| count <= through);
                let mut holding = self.pieces.iter().filter(holds);
                match (holding.next(), holding.next()) {
                    (Some(piece), None) => Ok(piece.limit),
                    (found, _) => {
                        Err(Error::NoPiece { count, found: if found.is_some() { "several" } else { "none" } })
                    }
                }
            }
            (None, [_, ..], None) => Err(Error::Undeclared { what: "count" }),
            (None, [], _) | (Some(_), [_, ..], _) => Err(Error::Undeclared { what: "limit" }),
        }
    }

    /// What is added for an area.
    ///
    /// # Errors
    /// `input.unknown_id` for an area the rule does not know.
    pub(super) fn extension_of(&self, area: Option<&str>) -> Result<Option<&AreaExtension>, Error> {
        let Some(area) = area else { return Ok(None) };
        match self.areas.iter().find(|extension| extension.area == area) {
            Some(extension) => Ok(Some(extension)),
            None => {
                let known = self.areas.iter().map(|extension| extension.area.as_str()).collect::<Vec<_>>().join(", ");
                Err(Error::UnknownId { id: area.to_owned(), known })
            }
        }
    }
}
