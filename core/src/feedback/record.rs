//! Phản ánh, kiến nghị as it is recorded: what came, over which way, about what, and what became of it.

use crate::Moment;
use crate::text::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Phản ánh, kiến nghị. What has no day has not happened; what is left out is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// Mã phản ánh, kiến nghị.
    pub id: String,
    /// Ngày gửi.
    pub sent: Moment,
    /// Ngày tiếp nhận by the body whose list this is; that of sending where it is left out.
    #[serde(default)]
    pub received: Option<Moment>,
    /// Cơ quan tiếp nhận.
    #[serde(default)]
    pub received_by: Option<String>,
    /// Hình thức gửi.
    #[serde(default)]
    pub channel: Option<FeedbackChannel>,
    /// Nội dung, as the decree divides it.
    #[serde(default)]
    pub kind: Option<FeedbackKind>,
    /// Thuộc thẩm quyền của cơ quan tiếp nhận hay không.
    #[serde(default)]
    pub competent: Option<bool>,
    /// Phức tạp, cần nhiều thời gian để xác minh, nghiên cứu.
    #[serde(default)]
    pub complex: bool,
    /// Ngày chấp nhận xử lý.
    #[serde(default)]
    pub accepted: Option<Moment>,
    /// Ngày chuyển: passed on by this body. Outside its competence that ends the matter for it; within it, the
    /// matter has gone to a unit of its own and stays open.
    #[serde(default)]
    pub forwarded: Option<Moment>,
    /// Nơi được chuyển đến.
    #[serde(default)]
    pub forwarded_to: Option<String>,
    /// Ngày hướng dẫn người gửi đến cơ quan có thẩm quyền.
    #[serde(default)]
    pub guided: Option<Moment>,
    /// Ngày chuyển cuối cùng, where it was passed on before it came here.
    #[serde(default)]
    pub transferred: Option<Moment>,
    /// Ngày từ chối tiếp nhận.
    #[serde(default)]
    pub refused: Option<Moment>,
    /// Lý do từ chối.
    #[serde(default)]
    pub refusal_reason: Option<String>,
    /// Ngày yêu cầu bổ sung lần đầu.
    #[serde(default)]
    pub supplement_asked: Option<Moment>,
    /// Ngày xử lý xong, trả lời.
    #[serde(default)]
    pub processed: Option<Moment>,
    /// Kết quả đã công khai hay chưa, on the day of the data; not needed beside the day itself.
    #[serde(default)]
    pub public: Option<bool>,
    /// Ngày công khai kết quả.
    #[serde(default)]
    pub published: Option<Moment>,
    /// Hạn xử lý, where a rule set or a regime names none of its own.
    #[serde(default)]
    pub due: Option<Moment>,
    /// Bị kéo dài.
    #[serde(default)]
    pub prolonged: Option<bool>,
    /// Các lần kéo dài, in any order.
    #[serde(default)]
    pub prolongations: Vec<Prolongation>,
    /// Phản ánh về việc gì.
    #[serde(default)]
    pub about: Option<FeedbackSubject>,
    /// Mã hồ sơ bị phản ánh.
    #[serde(default)]
    pub dossier: Option<String>,
    /// Phản ánh sai, once it was looked into.
    #[serde(default)]
    pub found_false: Option<bool>,
    /// Phản ánh lại: the id of the earlier one it repeats.
    #[serde(default)]
    pub repeats: Option<String>,
    /// Số lượt thích kết quả xử lý.
    #[serde(default)]
    pub likes: Option<u64>,
    /// Số lượt không thích.
    #[serde(default)]
    pub dislikes: Option<u64>,
}

/// Một lần kéo dài thời gian xử lý.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prolongation {
    /// Ngày quyết định kéo dài.
    pub on: NaiveDate,
    /// Kéo dài đến ngày.
    pub until: NaiveDate,
    /// Lý do.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Hình thức gửi phản ánh, kiến nghị.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FeedbackChannel {
    /// Văn bản, by hand, by post or by e-mail.
    Written,
    /// Điện thoại.
    Phone,
    /// Phiếu lấy ý kiến.
    Survey,
    /// Cổng, hệ thống trực tuyến.
    Online,
    /// Trực tiếp.
    InPerson,
    /// Hình thức khác.
    Other,
}

/// Nội dung phản ánh, kiến nghị, as Điều 5 of 20/2008/NĐ-CP divides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FeedbackKind {
    /// Hành vi chậm trễ.
    Delay,
    /// Hành vi gây phiền hà.
    Obstruction,
    /// Không thực hiện quy định.
    NotPerformed,
    /// Thực hiện không đúng quy định.
    PerformedWrongly,
    /// Quy định không hợp lý.
    Unreasonable,
    /// Quy định không phù hợp với thực tế.
    Unsuitable,
    /// Quy định không đồng bộ, không thống nhất.
    Inconsistent,
    /// Quy định không hợp pháp.
    Unlawful,
    /// Quy định trái điều ước quốc tế.
    AgainstTreaty,
    /// Vấn đề khác của quy định.
    OtherRegulation,
    /// Phương án xử lý.
    Proposal,
    /// Sáng kiến ban hành mới.
    Initiative,
    /// Không về quy định hành chính.
    Other,
}

/// Nhóm nội dung, by which texts set their time limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FeedbackClass {
    /// Về quy định hành chính.
    Regulation,
    /// Về hành vi của cơ quan, cán bộ, công chức.
    Conduct,
    /// Về việc khác.
    Other,
}

/// Nội dung phản ánh, kiến nghị, as portals divide it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FeedbackSubject {
    /// Thái độ, hành vi của cán bộ, công chức, viên chức.
    Conduct,
    /// Việc giải quyết một hồ sơ.
    Handling,
    /// Quy định hành chính.
    Regulation,
    /// Việc khác.
    Other,
}

impl FeedbackChannel {
    /// Tên hình thức.
    pub fn label(self) -> Text {
        match self {
            Self::Written => Text::new("văn bản", "in writing"),
            Self::Phone => Text::new("điện thoại", "by telephone"),
            Self::Survey => Text::new("phiếu lấy ý kiến", "survey"),
            Self::Online => Text::new("trực tuyến", "online"),
            Self::InPerson => Text::new("trực tiếp", "in person"),
            Self::Other => Text::new("hình thức khác", "other"),
        }
    }
}

impl FeedbackKind {
    /// Nhóm của nội dung.
    pub fn class(self) -> FeedbackClass {
        match self {
            Self::Delay | Self::Obstruction | Self::NotPerformed | Self::PerformedWrongly => FeedbackClass::Conduct,
            Self::Other => FeedbackClass::Other,
            _ => FeedbackClass::Regulation,
        }
    }

    /// Tên nội dung.
    pub fn label(self) -> Text {
        match self {
            Self::Delay => Text::new("hành vi chậm trễ", "delay"),
            Self::Obstruction => Text::new("hành vi gây phiền hà", "obstruction"),
            Self::NotPerformed => Text::new("không thực hiện quy định", "a rule not carried out"),
            Self::PerformedWrongly => Text::new("thực hiện không đúng quy định", "a rule carried out wrongly"),
            Self::Unreasonable => Text::new("quy định không hợp lý", "an unreasonable rule"),
            Self::Unsuitable => Text::new("quy định không phù hợp với thực tế", "a rule that does not suit practice"),
            Self::Inconsistent => Text::new("quy định không đồng bộ, không thống nhất", "inconsistent rules"),
            Self::Unlawful => Text::new("quy định không hợp pháp", "an unlawful rule"),
            Self::AgainstTreaty => Text::new("quy định trái điều ước quốc tế", "a rule against a treaty"),
            Self::OtherRegulation => Text::new("vấn đề khác của quy định", "another matter of a rule"),
            Self::Proposal => Text::new("phương án xử lý", "a proposed solution"),
            Self::Initiative => Text::new("sáng kiến ban hành mới", "a proposal for a new rule"),
            Self::Other => Text::new("việc khác", "another matter"),
        }
    }
}

impl FeedbackClass {
    /// Tên nhóm.
    pub fn label(self) -> Text {
        match self {
            Self::Regulation => Text::new("về quy định hành chính", "about regulations"),
            Self::Conduct => Text::new("về hành vi", "about conduct"),
            Self::Other => Text::new("về việc khác", "about other matters"),
        }
    }
}

impl FeedbackSubject {
    /// Nhóm nội dung: how a dossier was handled is conduct.
    pub fn class(self) -> FeedbackClass {
        match self {
            Self::Conduct | Self::Handling => FeedbackClass::Conduct,
            Self::Regulation => FeedbackClass::Regulation,
            Self::Other => FeedbackClass::Other,
        }
    }
}

impl Feedback {
    /// Nhóm nội dung: that of its kind, else of its subject.
    pub fn class(&self) -> Option<FeedbackClass> {
        self.kind.map(FeedbackKind::class).or_else(|| self.about.map(FeedbackSubject::class))
    }

    /// Bị kéo dài: said so, or shown by a prolongation.
    pub fn is_prolonged(&self) -> Option<bool> {
        if self.prolongations.is_empty() { self.prolonged } else { Some(true) }
    }

    /// Ngày tiếp nhận, else that of sending.
    pub fn start(&self) -> Moment {
        self.received.unwrap_or(self.sent)
    }
}
