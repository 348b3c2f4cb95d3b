//! Số liệu của báo cáo: the records a report is written from, as they are handed in.

use super::outline::{Content, Outline};
use super::phrases::OwnPhrase;
use crate::agency::RegisterDocument;
use crate::catalogue::CatalogueDocument;
use crate::dossier::Dossier;
use crate::feedback::FeedbackData;
use crate::handover::HandoverCase;
use crate::inspection::{Inspection, Inspections};
use crate::ledger::LedgerData;
use crate::number::Exact;
use crate::period::Period;
use crate::plan::{Plan, Task};
use crate::procedure::PublishedProcedures;
use crate::ranking::{Movement, Standing};
use crate::review::Review;
use crate::rules::{AgencyKind, RuleSet};
use crate::scoring::Evidence;
use crate::text::Text;
use crate::{Agency, AgencyId, Citation};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Số liệu của một kỳ báo cáo: whatever a report is to be written from.
///
/// Every list may be empty; a section is written for each that is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Records {
    /// Mã báo cáo, which prefixes the names of its figures.
    pub id: String,
    /// Tên báo cáo.
    pub title: Text,
    /// Ngày chốt số liệu.
    pub as_of: NaiveDate,
    /// Kỳ báo cáo.
    #[serde(default)]
    pub period: Option<Period>,
    /// Cơ quan báo cáo.
    #[serde(default)]
    pub agency: Option<Text>,
    /// Đề cương riêng, a whole one; used instead of a shipped one.
    #[serde(default)]
    pub own_outline: Option<Outline>,
    /// Mã đề cương có sẵn; `plain` where none is named.
    #[serde(default)]
    pub outline: Option<String>,
    /// Nội dung không đưa vào báo cáo, such as months of records that only their totals are known of.
    #[serde(default)]
    pub omit: Vec<Content>,
    /// Mẫu câu riêng.
    #[serde(default)]
    pub phrases: Vec<OwnPhrase>,
    /// Nguồn của số liệu.
    #[serde(default)]
    pub sources: Vec<Citation>,
    /// Thông tin nêu nguyên trong nguồn, not computed.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// Hồ sơ.
    #[serde(default)]
    pub dossiers: Vec<Dossier>,
    /// Thủ tục công bố theo cấp.
    #[serde(default)]
    pub procedures: Vec<PublishedProcedures>,
    /// Danh mục thủ tục, from the decisions that published them.
    #[serde(default)]
    pub catalogue: Option<CatalogueDocument>,
    /// Hạn công bố, công khai để xét danh mục.
    #[serde(default)]
    pub catalogue_limits: Option<CatalogueLimits>,
    /// Rà soát thủ tục và văn bản.
    #[serde(default)]
    pub review: Option<Review>,
    /// Kế hoạch của năm, with its targets.
    #[serde(default)]
    pub plan: Option<Plan>,
    /// Nhiệm vụ của kế hoạch, where there is no more of it than these; not beside `plan`.
    #[serde(default)]
    pub tasks: Vec<Task>,
    /// Kiểm tra: one, where there is no more than that.
    #[serde(default)]
    pub inspection: Inspection,
    /// Các cuộc kiểm tra và kế hoạch kiểm tra.
    #[serde(default)]
    pub inspections: Option<Inspections>,
    /// Phản ánh, kiến nghị.
    #[serde(default)]
    pub feedback: Option<FeedbackData>,
    /// Sổ số liệu.
    #[serde(default)]
    pub ledger: Option<LedgerData>,
    /// Bàn giao khi sắp xếp cơ quan.
    #[serde(default)]
    pub handover: Option<HandoverRecord>,
    /// Xin lỗi khi quá hạn.
    #[serde(default)]
    pub apology: Option<ApologyRecord>,
    /// Thứ hạng qua các năm.
    #[serde(default)]
    pub standings: Vec<StandingRecord>,
    /// Bộ chỉ số riêng, used before the shipped ones of the same id.
    #[serde(default)]
    pub rule_sets: Vec<RuleSet>,
    /// Bảng điểm của nhiều đơn vị.
    #[serde(default)]
    pub league: Option<League>,
    /// Bảng điểm chi tiết của từng đơn vị.
    #[serde(default)]
    pub sheets: Vec<ScoredUnit>,
    /// Cùng kỳ năm trước, to compare with.
    #[serde(default)]
    pub last_year: Option<LastYear>,
}

/// Thông tin nêu nguyên trong nguồn: a sentence, with what it is about and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Câu tiếng Việt.
    pub vi: String,
    /// The English sentence.
    pub en: String,
    /// Nội dung chuyên đề, as the outline's sections name theirs.
    #[serde(default)]
    pub subject: Option<String>,
    /// Nguồn, where it is another than the report's.
    #[serde(default)]
    pub source: Option<Citation>,
}

/// Cùng kỳ năm trước: its records, from which its figures are computed, or the figures it published.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LastYear {
    /// Số liệu năm trước, computed as this year's are.
    #[serde(default)]
    pub records: Option<Box<Records>>,
    /// Con số đã công bố năm trước, before those of the records.
    #[serde(default)]
    pub figures: Vec<PublishedFigure>,
}

/// Con số đã công bố.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedFigure {
    /// Tên con số without the report's own prefix, such as `dossiers.total.received`.
    pub id: String,
    /// Giá trị.
    pub value: Exact,
    /// Nguồn.
    pub source: Citation,
}

/// Hạn công bố, công khai: the rule set that has them, and the level of the body that publishes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueLimits {
    /// Mã bộ chỉ số, own or shipped, such as `qd-766-2022`.
    pub rule_set: String,
    /// Cấp của cơ quan công bố.
    pub level: AgencyKind,
}

/// Bàn giao: the register of agencies, and what was open when they changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandoverRecord {
    /// Sổ cơ quan.
    pub register: RegisterDocument,
    /// Ngày thay đổi và những việc đang mở.
    pub case: HandoverCase,
}

/// Số hồ sơ quá hạn và số văn bản xin lỗi, with the basis of the duty there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApologyRecord {
    /// Hồ sơ quá hạn.
    pub overdue_dossiers: u64,
    /// Văn bản xin lỗi.
    pub apologised: u64,
    /// Căn cứ.
    pub source: Citation,
}

/// Thứ hạng của một đơn vị: now, and either an earlier year or the movement since it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandingRecord {
    /// Mã, for the names of the figures.
    pub id: String,
    /// Tên chỉ số hoặc đơn vị.
    pub title: Text,
    /// Năm.
    pub year: i32,
    /// Vị trí năm đó.
    pub now: Standing,
    /// Các năm trước nữa, for the chart of ranks over the years.
    #[serde(default)]
    pub history: Vec<StandingYear>,
    /// Năm trước để so sánh.
    #[serde(default)]
    pub earlier_year: Option<i32>,
    /// Vị trí năm trước, where it is known.
    #[serde(default)]
    pub earlier: Option<Standing>,
    /// Biến động so với năm trước, where that is known instead.
    #[serde(default)]
    pub movement: Option<Movement>,
    /// Số đơn vị được xếp hạng năm trước, when the earlier rank follows from the movement.
    #[serde(default)]
    pub earlier_of: Option<u32>,
    /// Nguồn.
    pub source: Citation,
}

/// Vị trí của một năm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandingYear {
    /// Năm.
    pub year: i32,
    /// Vị trí năm đó.
    pub standing: Standing,
}

/// Bảng điểm của nhiều đơn vị theo một bộ chỉ số.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct League {
    /// Mã bộ chỉ số, own or shipped.
    pub rule_set: String,
    /// Ngày của kết quả.
    pub date: NaiveDate,
    /// Nhóm được cộng lại khi lấy trung bình, as the publisher prints them together.
    #[serde(default)]
    pub mean_together: Vec<Vec<String>>,
    /// Đơn vị cần xem phải thêm bao nhiêu điểm để lên hạng.
    #[serde(default)]
    pub focus: Option<AgencyId>,
    /// Các đơn vị.
    pub units: Vec<ScoredUnit>,
    /// Nguồn.
    pub source: Citation,
}

/// Đơn vị được chấm và số liệu của nó.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoredUnit {
    /// Đơn vị.
    pub unit: Agency,
    /// Mã bộ chỉ số, own or shipped; a league's units take the league's.
    #[serde(default)]
    pub rule_set: Option<String>,
    /// Kỳ của số liệu, as the source names it.
    #[serde(default)]
    pub period: Option<Text>,
    /// Số liệu.
    pub evidence: Vec<Evidence>,
}
