//! What a practice makes of the standings: declared, so that two reports can be told apart by it.

use super::standing::{Relation, Standing};
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// Cách tính: how the standings of a tally become the figures of a report. The default puts nothing where
/// no text puts it: what is withdrawn, waits or has no due date stands apart under its own name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// So sánh theo ngày hay theo giờ.
    pub compare: Compare,
    /// Từ chối sau thẩm định: an answer owed within the limit (61/2018/NĐ-CP, Điều 19 khoản 8), so it is
    /// judged by its date unless said otherwise.
    pub refused: Placement,
    /// Rút hồ sơ.
    pub withdrawn: Placement,
    /// Dừng xử lý.
    pub stopped: Placement,
    /// Đóng vì không bổ sung.
    pub closed: Placement,
    /// Chờ người dân: papers or payment.
    pub waiting_applicant: Placement,
    /// Chờ cơ quan khác: the clock runs on, so it is pending by its due date unless said otherwise.
    pub waiting_agency: Placement,
    /// Tạm dừng.
    pub suspended: Placement,
    /// Không có ngày hẹn trả.
    pub no_due: Placement,
    /// Không rõ kênh tiếp nhận: `within` counts it as received directly (column 5 of the form).
    pub unknown_channel: Placement,
}

impl Default for Policy {
    fn default() -> Self {
        use Placement::{Apart, ByDueDate};
        Self {
            compare: Compare::Day,
            refused: ByDueDate,
            withdrawn: Apart,
            stopped: Apart,
            closed: Apart,
            waiting_applicant: Apart,
            waiting_agency: ByDueDate,
            suspended: Apart,
            no_due: Apart,
            unknown_channel: Apart,
        }
    }
}

/// Cách so với hạn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Compare {
    /// Theo ngày: the due day to its end is on time.
    Day,
    /// Theo giờ hẹn: on the due day, after its hour is late and before it on time.
    Hour,
    /// Theo thời điểm: before the due moment is early, even on the due day.
    Instant,
}

/// Nơi đưa vào.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Placement {
    /// Để riêng.
    Apart,
    /// Tính là trong hạn: an ended dossier with those on time, an open one with those in time.
    Within,
    /// Xét theo ngày hẹn trả; without one it goes where those without a due date go.
    ByDueDate,
}

/// Cột của biểu: where a dossier stands in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Slot {
    Early,
    OnTime,
    Late,
    InTime,
    Overdue,
    Apart,
}

impl Policy {
    /// Cách tính trong biểu: what local practice and portal software were seen to do: by the day, withdrawn,
    /// stopped and paused dossiers and those without a due date counted as on time or in time, so that the
    /// unprinted identity of the form holds.
    pub fn within_form() -> Self {
        use Placement::{ByDueDate, Within};
        Self {
            compare: Compare::Day,
            refused: ByDueDate,
            withdrawn: Within,
            stopped: Within,
            closed: Within,
            waiting_applicant: Within,
            waiting_agency: Within,
            suspended: Within,
            no_due: Within,
            unknown_channel: Within,
        }
    }

    /// Where a standing goes.
    pub(super) fn slot(&self, standing: Standing, relation: Relation) -> Slot {
        let placement = match standing {
            Standing::Finished | Standing::Pending => Placement::ByDueDate,
            Standing::Refused => self.refused,
            Standing::Withdrawn => self.withdrawn,
            Standing::Stopped => self.stopped,
            Standing::Closed => self.closed,
            Standing::WaitingSupplement | Standing::WaitingPayment => self.waiting_applicant,
            Standing::WaitingAgency => self.waiting_agency,
            Standing::Suspended => self.suspended,
        };
        let placement = match placement {
            Placement::ByDueDate if relation == Relation::NoDue => self.no_due,
            placement => placement,
        };
        match (placement, standing.is_ended()) {
            (Placement::Apart, _) => Slot::Apart,
            // No due date and asked to be judged by it: there is nothing to judge by.
            (Placement::ByDueDate, _) if relation == Relation::NoDue => Slot::Apart,
            (Placement::Within, true) => Slot::OnTime,
            (Placement::Within, false) => Slot::InTime,
            (Placement::ByDueDate, ended) => self.judged(relation, ended),
        }
    }

    fn judged(&self, relation: Relation, ended: bool) -> Slot {
        use Relation as R;
        let past = match relation {
            R::NoDue | R::BeforeDay | R::DayBeforeHour | R::Day => false,
            R::DayAfterHour => self.compare != Compare::Day,
            R::AfterDay => true,
        };
        let early = relation == R::BeforeDay || (relation == R::DayBeforeHour && self.compare == Compare::Instant);
        match (ended, past) {
            (true, true) => Slot::Late,
            (true, false) if early => Slot::Early,
            (true, false) => Slot::OnTime,
            (false, true) => Slot::Overdue,
            (false, false) => Slot::InTime,
        }
    }

    /// In words, for the foot of a report.
    pub fn text(&self) -> Text {
        let (vi, en) = match self.compare {
            Compare::Day => ("so sánh theo ngày", "compared by the day"),
            Compare::Hour => ("so sánh theo giờ hẹn trả", "compared by the due hour"),
            Compare::Instant => ("so sánh theo thời điểm", "compared by the instant"),
        };
        let mut text = Text::new(vi, en);
        let places = [
            (self.refused, "từ chối sau thẩm định", "refused after appraisal"),
            (self.withdrawn, "rút hồ sơ", "withdrawn"),
            (self.stopped, "dừng xử lý", "stopped"),
            (self.closed, "đóng vì không bổ sung", "closed"),
            (self.waiting_applicant, "chờ người dân", "waiting for the applicant"),
            (self.waiting_agency, "chờ cơ quan khác", "waiting for another agency"),
            (self.suspended, "tạm dừng", "suspended"),
            (self.no_due, "không có ngày hẹn trả", "without a due date"),
            (self.unknown_channel, "không rõ kênh", "unknown channel"),
        ];
        for (placement, vi, en) in places {
            let (how_vi, how_en) = match placement {
                Placement::Apart => ("để riêng", "apart"),
                Placement::Within => ("tính trong hạn", "counted within"),
                Placement::ByDueDate => ("xét theo hạn", "judged by the due date"),
            };
            text.vi.push_str(&format!("; {vi}: {how_vi}"));
            text.en.push_str(&format!("; {en}: {how_en}"));
        }
        text
    }
}
