//! The figures of a report: what came in, was settled and is open, and the columns of the form.

use super::policy::{Placement, Policy, Slot};
use super::standing::{CHANNELS, Code, Standing};
use crate::number::Ratio;
use crate::statistics::Rate;
use crate::text::Text;
use crate::{Error, number};
use serde::Serialize;

/// Số liệu của một nhóm hồ sơ trong một kỳ, by one policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Figures {
    /// Tiếp nhận.
    pub received: Received,
    /// Đã giải quyết.
    pub resolved: Resolved,
    /// Đang giải quyết.
    pub pending: Pending,
    /// Để riêng: neither settled nor pending by the policy.
    pub apart: Apart,
    /// Every dossier once by its standing, whatever the policy.
    pub standings: Standings,
}

/// Tiếp nhận: new by channel, and carried over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Received {
    /// Trực tuyến trong kỳ.
    pub online: u64,
    /// Trực tiếp trong kỳ.
    pub counter: u64,
    /// Bưu chính trong kỳ.
    pub post: u64,
    /// Trong kỳ, không rõ kênh.
    pub unknown_channel: u64,
    /// Trong kỳ.
    pub new: u64,
    /// Từ kỳ trước chuyển sang.
    pub carried_over: u64,
    /// Tổng số.
    pub total: u64,
}

/// Đã giải quyết.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Resolved {
    /// Trước hạn.
    pub early: u64,
    /// Đúng hạn.
    pub on_time: u64,
    /// Quá hạn.
    pub late: u64,
    /// Tổng số.
    pub total: u64,
}

/// Đang giải quyết.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Pending {
    /// Trong hạn.
    pub in_time: u64,
    /// Quá hạn.
    pub overdue: u64,
    /// Tổng số.
    pub total: u64,
}

/// Để riêng, by the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Apart {
    /// Từ chối sau thẩm định.
    pub refused: u64,
    /// Rút hồ sơ.
    pub withdrawn: u64,
    /// Dừng xử lý.
    pub stopped: u64,
    /// Đóng vì không bổ sung.
    pub closed: u64,
    /// Chờ bổ sung giấy tờ.
    pub waiting_supplement: u64,
    /// Chờ nghĩa vụ tài chính.
    pub waiting_payment: u64,
    /// Chờ cơ quan khác.
    pub waiting_agency: u64,
    /// Tạm dừng.
    pub suspended: u64,
    /// Đã xử lý xong, không có ngày hẹn trả.
    pub finished_without_due: u64,
    /// Đang giải quyết, không có ngày hẹn trả.
    pub pending_without_due: u64,
    /// Tổng số.
    pub total: u64,
}

/// Số hồ sơ theo tình trạng cuối kỳ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each field is the count of the Standing of its name")]
pub struct Standings {
    pub finished: u64,
    pub refused: u64,
    pub withdrawn: u64,
    pub stopped: u64,
    pub closed: u64,
    pub pending: u64,
    pub waiting_supplement: u64,
    pub waiting_payment: u64,
    pub waiting_agency: u64,
    pub suspended: u64,
}

impl Standings {
    fn of(&mut self, standing: Standing) -> &mut u64 {
        match standing {
            Standing::Finished => &mut self.finished,
            Standing::Refused => &mut self.refused,
            Standing::Withdrawn => &mut self.withdrawn,
            Standing::Stopped => &mut self.stopped,
            Standing::Closed => &mut self.closed,
            Standing::Pending => &mut self.pending,
            Standing::WaitingSupplement => &mut self.waiting_supplement,
            Standing::WaitingPayment => &mut self.waiting_payment,
            Standing::WaitingAgency => &mut self.waiting_agency,
            Standing::Suspended => &mut self.suspended,
        }
    }
}

/// Dòng của biểu II.06a: columns 3 to 13 of the form on dossier results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct FormRow {
    /// (3) Tổng số tiếp nhận.
    pub c3: u64,
    /// (4) Trong kỳ, trực tuyến.
    pub c4: u64,
    /// (5) Trong kỳ, trực tiếp và bưu chính.
    pub c5: u64,
    /// (6) Từ kỳ trước.
    pub c6: u64,
    /// (7) Tổng số đã giải quyết.
    pub c7: u64,
    /// (8) Trước hạn.
    pub c8: u64,
    /// (9) Đúng hạn.
    pub c9: u64,
    /// (10) Quá hạn.
    pub c10: u64,
    /// (11) Tổng số đang giải quyết.
    pub c11: u64,
    /// (12) Trong hạn.
    pub c12: u64,
    /// (13) Quá hạn.
    pub c13: u64,
}

impl FormRow {
    /// The columns by their names.
    pub(super) fn columns(&self) -> [(&'static str, u64); 11] {
        [
            ("c3", self.c3),
            ("c4", self.c4),
            ("c5", self.c5),
            ("c6", self.c6),
            ("c7", self.c7),
            ("c8", self.c8),
            ("c9", self.c9),
            ("c10", self.c10),
            ("c11", self.c11),
            ("c12", self.c12),
            ("c13", self.c13),
        ]
    }
}

/// Đối chiếu: the four identities of the form, three printed in its head and one not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Identities {
    /// c3 = c4 + c5 + c6, printed.
    pub received: Identity,
    /// c7 = c8 + c9 + c10, printed.
    pub resolved: Identity,
    /// c11 = c12 + c13, printed.
    pub pending: Identity,
    /// c3 = c7 + c11, not printed: holds only where nothing stands apart.
    pub whole: Identity,
    /// c3 = c7 + c11 + what stands apart: holds always.
    pub accounted: Identity,
}

/// Một đẳng thức.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Identity {
    /// Such as `c3 = c7 + c11`.
    pub identity: &'static str,
    /// Whether the form prints it.
    pub printed: bool,
    /// The left side.
    pub left: u64,
    /// The right side.
    pub right: u64,
    /// Whether they are equal.
    pub holds: bool,
    /// In words.
    pub text: Text,
}

impl Identity {
    fn new(identity: &'static str, printed: bool, left: u64, right: u64, why: &Text) -> Self {
        let holds = left == right;
        let text = Text::build(|lang| {
            use crate::text::{Lang, count};
            let (left, right) = (count(left, lang), count(right, lang));
            match (lang, holds) {
                (Lang::Vi, true) => format!("{identity}: {left} = {right}, khớp"),
                (Lang::Vi, false) => format!("{identity}: {left} khác {right}; {}", why.vi),
                (Lang::En, true) => format!("{identity}: {left} = {right}, holds"),
                (Lang::En, false) => format!("{identity}: {left} is not {right}; {}", why.en),
            }
        });
        Self { identity, printed, left, right, holds, text }
    }
}

/// Các tỷ lệ, each with the name of its denominator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TallyRates {
    /// Trước hạn và đúng hạn trên số đã giải quyết.
    pub on_time_of_resolved: Rate,
    /// Trước hạn trên số đã giải quyết.
    pub early_of_resolved: Rate,
    /// Quá hạn trên số đã giải quyết.
    pub late_of_resolved: Rate,
    /// Trước hạn và đúng hạn trên tổng số tiếp nhận.
    pub on_time_of_received: Rate,
    /// Quá hạn trên số đang giải quyết.
    pub overdue_of_pending: Rate,
    /// Trực tuyến trên số tiếp nhận trong kỳ.
    pub online_of_new: Rate,
}

impl Figures {
    /// Adds how dossiers came in.
    pub(super) fn add_received(&mut self, code: Code, count: u64) {
        let received = &mut self.received;
        let place = match (code.carried, usize::from(code.channel) % CHANNELS) {
            (true, _) => &mut received.carried_over,
            (false, 1) => &mut received.counter,
            (false, 2) => &mut received.online,
            (false, 3) => &mut received.post,
            (false, _) => &mut received.unknown_channel,
        };
        *place = place.saturating_add(count);
        if !code.carried {
            received.new = received.new.saturating_add(count);
        }
        received.total = received.total.saturating_add(count);
    }

    /// Adds how dossiers stood.
    pub(super) fn add_standing(&mut self, code: Code, count: u64, policy: &Policy) {
        let apart = &mut self.apart;
        let (place, total) = match policy.slot(code.standing, code.relation) {
            Slot::Early => (&mut self.resolved.early, &mut self.resolved.total),
            Slot::OnTime => (&mut self.resolved.on_time, &mut self.resolved.total),
            Slot::Late => (&mut self.resolved.late, &mut self.resolved.total),
            Slot::InTime => (&mut self.pending.in_time, &mut self.pending.total),
            Slot::Overdue => (&mut self.pending.overdue, &mut self.pending.total),
            Slot::Apart => {
                let reason = match code.standing {
                    Standing::Finished => &mut apart.finished_without_due,
                    Standing::Refused => &mut apart.refused,
                    Standing::Withdrawn => &mut apart.withdrawn,
                    Standing::Stopped => &mut apart.stopped,
                    Standing::Closed => &mut apart.closed,
                    Standing::Pending => &mut apart.pending_without_due,
                    Standing::WaitingSupplement => &mut apart.waiting_supplement,
                    Standing::WaitingPayment => &mut apart.waiting_payment,
                    Standing::WaitingAgency => &mut apart.waiting_agency,
                    Standing::Suspended => &mut apart.suspended,
                };
                (reason, &mut apart.total)
            }
        };
        let standing = self.standings.of(code.standing);
        for sum in [place, total, standing] {
            *sum = sum.saturating_add(count);
        }
    }

    /// Dòng của biểu II.06a, without a place for unknown channels, which column 3 still counts.
    pub fn form(&self) -> FormRow {
        self.form_by(&Policy::default())
    }

    /// Dòng của biểu II.06a by the policy the figures were made by.
    pub(super) fn form_by(&self, policy: &Policy) -> FormRow {
        let received = &self.received;
        let unknown = if policy.unknown_channel == Placement::Within { received.unknown_channel } else { 0 };
        FormRow {
            c3: received.total,
            c4: received.online,
            c5: received.counter.saturating_add(received.post).saturating_add(unknown),
            c6: received.carried_over,
            c7: self.resolved.total,
            c8: self.resolved.early,
            c9: self.resolved.on_time,
            c10: self.resolved.late,
            c11: self.pending.total,
            c12: self.pending.in_time,
            c13: self.pending.overdue,
        }
    }

    /// Đối chiếu các đẳng thức của biểu.
    ///
    /// # Errors
    /// `input.out_of_range` when a sum is too large to be a count.
    pub(super) fn identities(&self, form: &FormRow) -> Result<Identities, Error> {
        let sum = |parts: &[u64]| number::count_sum("dossiers", parts.iter().copied());
        let channel =
            Text::new("có hồ sơ không rõ kênh tiếp nhận", "dossiers whose channel is not known have no column");
        let apart = Text::new(
            "phần chênh là hồ sơ để riêng theo cách tính đã khai",
            "the rest stands apart by the policy declared",
        );
        let fault = Text::new("số liệu sai, hãy báo lỗi", "the figures are wrong, report this as a fault");
        let new = Identity::new;
        Ok(Identities {
            received: new("c3 = c4 + c5 + c6", true, form.c3, sum(&[form.c4, form.c5, form.c6])?, &channel),
            resolved: new("c7 = c8 + c9 + c10", true, form.c7, sum(&[form.c8, form.c9, form.c10])?, &fault),
            pending: new("c11 = c12 + c13", true, form.c11, sum(&[form.c12, form.c13])?, &fault),
            whole: new("c3 = c7 + c11", false, form.c3, sum(&[form.c7, form.c11])?, &apart),
            accounted: new(
                "c3 = c7 + c11 + để riêng",
                false,
                form.c3,
                sum(&[form.c7, form.c11, self.apart.total])?,
                &fault,
            ),
        })
    }

    /// Các tỷ lệ.
    ///
    /// # Errors
    /// `input.out_of_range` when a sum is too large to be a count.
    pub fn rates(&self) -> Result<TallyRates, Error> {
        let in_time = number::count_sum("dossiers", [self.resolved.early, self.resolved.on_time])?;
        let resolved = || Text::new("số đã giải quyết", "resolved");
        let rate = |part, whole, of| Rate::new(Ratio::of(part, whole), of);
        Ok(TallyRates {
            on_time_of_resolved: rate(in_time, self.resolved.total, resolved()),
            early_of_resolved: rate(self.resolved.early, self.resolved.total, resolved()),
            late_of_resolved: rate(self.resolved.late, self.resolved.total, resolved()),
            on_time_of_received: rate(in_time, self.received.total, Text::new("tổng số tiếp nhận", "received")),
            overdue_of_pending: rate(
                self.pending.overdue,
                self.pending.total,
                Text::new("số đang giải quyết", "pending"),
            ),
            online_of_new: rate(
                self.received.online,
                self.received.new,
                Text::new("số tiếp nhận trong kỳ", "received in the period"),
            ),
        })
    }
}
