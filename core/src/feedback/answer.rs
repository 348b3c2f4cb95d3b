//! What the room answers, of one piece of feedback and of many.

use super::record::FeedbackClass;
use super::regime::FeedbackStep;
use crate::error::Issue;
use crate::measure::Period;
use crate::statistics::Rate;
use crate::text::Text;
use crate::{Citation, Moment};
use chrono::NaiveDate;
use serde::Serialize;

/// Một phản ánh, kiến nghị on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FeedbackCase {
    /// Mã phản ánh, kiến nghị.
    pub id: String,
    /// Nhóm nội dung.
    pub class: Option<FeedbackClass>,
    /// From when its limits run.
    pub start: FeedbackStart,
    /// The day it is judged on, at its end.
    pub as_of: NaiveDate,
    /// What became of it by then.
    pub disposition: Disposition,
    /// When that was; none while it is open.
    pub closed: Option<Moment>,
    /// Kéo dài đến ngày: the latest by a prolongation decided by then.
    pub prolonged_until: Option<NaiveDate>,
    /// The four steps in their order.
    pub steps: Vec<StepReport>,
    /// In words.
    pub text: Text,
}

/// Bắt đầu tính hạn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FeedbackStart {
    /// When.
    pub at: Moment,
    /// Whether the reception was recorded; else it is the day of sending.
    pub received: bool,
}

/// Kết quả đối với cơ quan tiếp nhận.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Disposition {
    /// Đang xử lý.
    Open,
    /// Đã trả lời.
    Answered,
    /// Đã từ chối.
    Refused,
    /// Đã chuyển cơ quan khác.
    Forwarded,
    /// Đã hướng dẫn gửi nơi khác.
    Guided,
}

impl Disposition {
    /// In words.
    pub fn label(self) -> Text {
        match self {
            Self::Open => Text::new("đang xử lý", "open"),
            Self::Answered => Text::new("đã trả lời", "answered"),
            Self::Refused => Text::new("đã từ chối", "refused"),
            Self::Forwarded => Text::new("đã chuyển cơ quan khác", "passed on"),
            Self::Guided => Text::new("đã hướng dẫn gửi nơi khác", "guided elsewhere"),
        }
    }
}

/// Một bước: when it was due, when it was done, and by which text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StepReport {
    /// Bước.
    pub step: FeedbackStep,
    /// Tình trạng.
    pub state: StepState,
    /// Hạn: the last day in time, with an hour where the limit is in hours.
    pub due: Option<Moment>,
    /// Ngày thực hiện.
    pub done: Option<Moment>,
    /// Số ngày làm việc quá hạn, of what is late or overdue.
    pub late_by: Option<u32>,
    /// What set the due day.
    pub basis: Option<StepBasis>,
    /// The fields the record leaves out, where they decide.
    pub missing: Vec<&'static str>,
    /// The regime that decided.
    pub regime: Option<String>,
    /// The text that decided.
    pub source: Option<Citation>,
    /// In words.
    pub text: Text,
}

/// Tình trạng của một bước.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StepState {
    /// Đúng hạn.
    InTime,
    /// Quá hạn, done after it was due.
    Late,
    /// Chưa làm, còn trong hạn.
    Running,
    /// Chưa làm, đã quá hạn.
    Overdue,
    /// Không phải làm.
    NotOwed,
    /// Chưa phát sinh: counted from an answer that is not there.
    NotBegun,
    /// Không nêu thời hạn: no text that was read states one.
    NotStated,
    /// Chưa rõ: which limit holds hangs on what the record leaves out.
    NotKnown,
}

impl StepState {
    /// The states in their order.
    pub const ALL: [Self; 8] = [
        Self::InTime,
        Self::Late,
        Self::Running,
        Self::Overdue,
        Self::NotOwed,
        Self::NotBegun,
        Self::NotStated,
        Self::NotKnown,
    ];

    /// In words.
    pub fn label(self) -> Text {
        match self {
            Self::InTime => Text::new("đúng hạn", "in time"),
            Self::Late => Text::new("quá hạn", "late"),
            Self::Running => Text::new("còn trong hạn", "running"),
            Self::Overdue => Text::new("chưa làm, đã quá hạn", "overdue"),
            Self::NotOwed => Text::new("không phải làm", "not owed"),
            Self::NotBegun => Text::new("chưa phát sinh", "not begun"),
            Self::NotStated => Text::new("không nêu thời hạn", "no time limit stated"),
            Self::NotKnown => Text::new("chưa rõ", "not known"),
        }
    }
}

/// Hạn lấy từ đâu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StepBasis {
    /// Từ chế độ thời hạn.
    Regime,
    /// Từ hạn ghi trên bản ghi.
    OwnDue,
    /// Từ một lần kéo dài, where the regime lets it move the day.
    Prolongation,
}

/// Tổng hợp phản ánh, kiến nghị of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FeedbackReport {
    /// Kỳ.
    pub period: Period,
    /// Ngày lấy số liệu.
    pub as_of: NaiveDate,
    /// The day that what is open is judged on.
    pub at: NaiveDate,
    /// The regime that was asked for.
    pub regime: Option<String>,
    /// What became of the rows given.
    pub records: RecordsOfFeedback,
    /// Số phải xử lý và kết quả.
    pub totals: FeedbackTotals,
    /// Tiếp nhận trong kỳ theo nhóm nội dung.
    pub by_class: Vec<FeedbackGroup>,
    /// Tiếp nhận trong kỳ theo nội dung.
    pub by_kind: Vec<FeedbackGroup>,
    /// Tiếp nhận trong kỳ theo hình thức gửi.
    pub by_channel: Vec<FeedbackGroup>,
    /// Tiếp nhận trong kỳ theo cơ quan tiếp nhận.
    pub by_receiver: Vec<FeedbackGroup>,
    /// Đã chuyển trong kỳ theo nơi nhận.
    pub by_destination: Vec<FeedbackGroup>,
    /// Tiếp nhận trong kỳ, không thuộc thẩm quyền.
    pub outside_competence: Counted,
    /// Phải xử lý trong kỳ, được xác định là sai.
    pub found_false: Counted,
    /// Phải xử lý trong kỳ, bị kéo dài.
    pub prolonged: Counted,
    /// Tiếp nhận trong kỳ, phản ánh lại.
    pub repeated: Counted,
    /// Các chuỗi phản ánh lại that a repetition received in the period belongs to.
    pub chains: Vec<FeedbackChain>,
    /// Kết quả đã công khai trong kỳ.
    pub published: Counted,
    /// Mức hài lòng with the answers given in the period.
    pub satisfaction: Satisfaction,
    /// The steps by their states.
    pub steps: Vec<StepCount>,
    /// What is wrong with single rows. Those left out, as `records` has them, are counted nowhere.
    pub issues: Vec<Issue>,
    /// In words.
    pub text: Text,
}

/// Số lượng và mã: a count with the ids behind it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Counted {
    /// Số lượng.
    pub count: u64,
    /// Mã các phản ánh, kiến nghị, in the order given.
    pub ids: Vec<String>,
}

impl Counted {
    pub(super) fn add(&mut self, id: &str) {
        self.count = self.count.saturating_add(1);
        self.ids.push(id.to_owned());
    }
}

/// What became of the rows: given = in the period + outside it + left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct RecordsOfFeedback {
    /// Rows given.
    pub given: u64,
    /// Received in the period or carried into it.
    pub in_period: u64,
    /// Closed before it, or received after it.
    pub outside: u64,
    /// Left out: the issues say why.
    pub left_out: u64,
}

/// Số phải xử lý và kết quả: carried over + received = answered + refused + passed on + guided + open.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct FeedbackTotals {
    /// Kỳ trước chuyển sang.
    pub carried_over: Counted,
    /// Tiếp nhận trong kỳ.
    pub received: Counted,
    /// Số phải xử lý: both together.
    pub to_handle: u64,
    /// Đã trả lời.
    pub answered: Counted,
    /// Đã từ chối.
    pub refused: Counted,
    /// Đã chuyển cơ quan khác.
    pub forwarded: Counted,
    /// Đã hướng dẫn gửi nơi khác.
    pub guided: Counted,
    /// Đang xử lý, carried into the next period.
    pub open: Counted,
    /// The identity in words, with its numbers.
    pub identity: Text,
    /// Đã trả lời trên số phải xử lý.
    pub answered_of_to_handle: Option<Rate>,
}

/// Một nhóm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FeedbackGroup {
    /// Mã nhóm; empty of those whose record does not say.
    pub id: String,
    /// Tên.
    pub title: Text,
    /// Số lượng.
    pub count: u64,
    /// Mã các phản ánh, kiến nghị.
    pub ids: Vec<String>,
}

/// Chuỗi phản ánh lại: the first one and what repeats it, in the order of their days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FeedbackChain {
    /// Mã của lần đầu.
    pub first: String,
    /// Mã các lần phản ánh lại.
    pub repetitions: Vec<String>,
}

/// Mức hài lòng: answers by whether more people disliked them than liked them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Satisfaction {
    /// Không nhiều lượt chê hơn lượt thích.
    pub content: Counted,
    /// Nhiều lượt chê hơn lượt thích.
    pub unhappy: Counted,
    /// Chưa rõ: a number of likes or dislikes is left out.
    pub not_known: Counted,
    /// Không bị chê trên số có đánh giá.
    pub content_of_rated: Option<Rate>,
}

/// Một bước của nhiều phản ánh, kiến nghị. What was done before the period is not counted again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StepCount {
    /// Bước.
    pub step: FeedbackStep,
    /// Đúng hạn.
    pub in_time: Counted,
    /// Quá hạn.
    pub late: Counted,
    /// Còn trong hạn.
    pub running: Counted,
    /// Chưa làm, đã quá hạn.
    pub overdue: Counted,
    /// Không phải làm.
    pub not_owed: Counted,
    /// Chưa phát sinh.
    pub not_begun: Counted,
    /// Không nêu thời hạn.
    pub not_stated: Counted,
    /// Chưa rõ.
    pub not_known: Counted,
    /// Đúng hạn trên số đã làm có hạn.
    pub in_time_of_done: Rate,
    /// Đúng hạn trên số đã làm có hạn hoặc đã quá hạn.
    pub in_time_of_judged: Rate,
}
