//! How a dossier came into a period and how it stood when the period ended, as one small number.

use crate::text::Text;
use serde::{Deserialize, Serialize};

/// Tình trạng cuối kỳ: how a dossier stood when a period ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
#[non_exhaustive]
pub enum Standing {
    /// Đã xử lý xong.
    Finished = 0,
    /// Từ chối sau thẩm định.
    Refused = 1,
    /// Người dân rút.
    Withdrawn = 2,
    /// Dừng xử lý.
    Stopped = 3,
    /// Đóng vì không bổ sung.
    Closed = 4,
    /// Đang giải quyết.
    Pending = 5,
    /// Chờ bổ sung giấy tờ.
    WaitingSupplement = 6,
    /// Chờ thực hiện nghĩa vụ tài chính.
    WaitingPayment = 7,
    /// Chờ cơ quan khác.
    WaitingAgency = 8,
    /// Tạm dừng.
    Suspended = 9,
}

impl Standing {
    /// All standings, in the order of their numbers.
    pub const ALL: [Self; 10] = [
        Self::Finished,
        Self::Refused,
        Self::Withdrawn,
        Self::Stopped,
        Self::Closed,
        Self::Pending,
        Self::WaitingSupplement,
        Self::WaitingPayment,
        Self::WaitingAgency,
        Self::Suspended,
    ];

    /// Whether the dossier has come to its end.
    pub fn is_ended(self) -> bool {
        (self as u8) < Self::Pending as u8
    }

    /// The standing in words.
    pub fn label(self) -> Text {
        match self {
            Self::Finished => Text::new("Đã xử lý xong", "Finished"),
            Self::Refused => Text::new("Từ chối sau thẩm định", "Refused after appraisal"),
            Self::Withdrawn => Text::new("Rút hồ sơ", "Withdrawn"),
            Self::Stopped => Text::new("Dừng xử lý", "Stopped"),
            Self::Closed => Text::new("Đóng vì không bổ sung", "Closed, not completed"),
            Self::Pending => Text::new("Đang giải quyết", "Pending"),
            Self::WaitingSupplement => Text::new("Chờ bổ sung giấy tờ", "Waiting for papers"),
            Self::WaitingPayment => Text::new("Chờ nghĩa vụ tài chính", "Waiting for payment"),
            Self::WaitingAgency => Text::new("Chờ cơ quan khác", "Waiting for another agency"),
            Self::Suspended => Text::new("Tạm dừng", "Suspended"),
        }
    }
}

/// So với ngày hẹn trả: where the end, or for open dossiers the end of the period, lies against the due
/// date. Kept finer than any one practice needs, so that each can be told from the same count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
#[non_exhaustive]
pub enum Relation {
    /// Không có ngày hẹn trả.
    NoDue = 0,
    /// Trước ngày hẹn trả.
    BeforeDay = 1,
    /// Đúng ngày hẹn trả, trước giờ hẹn.
    DayBeforeHour = 2,
    /// Đúng ngày hẹn trả: at the minute, or one of the two has no hour.
    Day = 3,
    /// Đúng ngày hẹn trả, sau giờ hẹn.
    DayAfterHour = 4,
    /// Sau ngày hẹn trả.
    AfterDay = 5,
}

impl Relation {
    /// All relations, in the order of their numbers.
    pub const ALL: [Self; 6] =
        [Self::NoDue, Self::BeforeDay, Self::DayBeforeHour, Self::Day, Self::DayAfterHour, Self::AfterDay];

    /// Where a day and minute lie against a due day and minute; a minute below zero is not known.
    #[inline]
    pub(super) fn of(day: i32, minute: i32, due: i32, due_minute: i32) -> Self {
        match day.cmp(&due) {
            std::cmp::Ordering::Less => Self::BeforeDay,
            std::cmp::Ordering::Greater => Self::AfterDay,
            std::cmp::Ordering::Equal if minute < 0 || due_minute < 0 || minute == due_minute => Self::Day,
            std::cmp::Ordering::Equal if minute < due_minute => Self::DayBeforeHour,
            std::cmp::Ordering::Equal => Self::DayAfterHour,
        }
    }
}

/// Kênh tiếp nhận, as counted: 0 is not known, then the portal's 1 counter, 2 online, 3 public post.
pub(super) const CHANNELS: usize = 4;

/// How a dossier came in, how it stood, and where against its due date, in ten bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) carried: bool,
    pub(super) channel: u8,
    pub(super) standing: Standing,
    pub(super) relation: Relation,
}

/// The bits of a [`Code`].
pub(super) const CODE_BITS: u32 = 10;

impl Code {
    #[inline]
    pub(super) fn number(self) -> u64 {
        u64::from(self.carried) << 9
            | u64::from(self.channel & 3) << 7
            | u64::from(self.standing as u8) << 3
            | u64::from(self.relation as u8)
    }

    /// The code of a number; none of one that stands for nothing.
    pub(super) fn of(number: u64) -> Option<Self> {
        let part = |from: u32, bits: u32| (number >> from & ((1 << bits) - 1)) as usize;
        Some(Self {
            carried: part(9, 1) == 1,
            channel: part(7, 2) as u8,
            standing: *Standing::ALL.get(part(3, 4))?,
            relation: *Relation::ALL.get(part(0, 3))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{CODE_BITS, Code, Relation, Standing};

    #[test]
    fn codes_are_read_as_they_are_written() {
        let codes = (0..1_u64 << CODE_BITS).filter_map(|number| Code::of(number).map(|code| (number, code)));
        let mut found = 0;
        for (number, code) in codes {
            assert_eq!(code.number(), number);
            found += 1;
        }
        assert_eq!(found, 2 * 4 * Standing::ALL.len() * Relation::ALL.len());
        assert!((0..).zip(Standing::ALL).all(|(number, standing)| standing as u8 == number));
        assert!((0..).zip(Relation::ALL).all(|(number, relation)| relation as u8 == number));
    }
}
