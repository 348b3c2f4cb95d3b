//! What a catalogue is read from, and the words it shares with the indicators.

use crate::TimeLimit;
use crate::dossier::{ApplicantKind, Mechanism};
use crate::number::Exact;
use crate::procedure::ProcedureLevel;
use crate::text::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Danh mục thủ tục hành chính, as it is given: the decisions that made it, and what is known of its procedures
/// besides. The decisions are the only source of versions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CatalogueDocument {
    /// Các quyết định công bố.
    pub decisions: Vec<PublicationDecision>,
    /// Thông tin khác về từng thủ tục: what no decision says.
    pub procedures: Vec<ProcedureFacts>,
}

/// Quyết định công bố thủ tục hành chính.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicationDecision {
    /// Số, ký hiệu.
    pub number: String,
    /// Ngày ký.
    pub signed: NaiveDate,
    /// Ngày hiệu lực của các thủ tục, unless an act has its own; the day of signing where none is given.
    #[serde(default)]
    pub effective: Option<NaiveDate>,
    /// Cơ quan ban hành.
    #[serde(default)]
    pub issuer: String,
    /// Các văn bản làm căn cứ.
    #[serde(default)]
    pub basis: Vec<BasisText>,
    /// Ngày công khai, unless an act has its own.
    #[serde(default)]
    pub published: Option<NaiveDate>,
    /// Đã công khai hay chưa, on the day of the data; not needed beside the day itself.
    #[serde(default)]
    pub public: Option<bool>,
    /// Việc làm với từng thủ tục.
    pub acts: Vec<ProcedureAct>,
}

/// Văn bản làm căn cứ công bố.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BasisText {
    /// Số, ký hiệu.
    pub document: String,
    /// Ngày có hiệu lực.
    #[serde(default)]
    pub effective: Option<NaiveDate>,
}

/// Việc một quyết định làm với một thủ tục.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcedureAct {
    /// Việc làm.
    pub act: ActKind,
    /// Mã thủ tục, kept as it is written.
    pub code: String,
    /// Mã các thủ tục bị thay thế, of a replacement.
    #[serde(default)]
    pub replaces: Vec<String>,
    /// Nội dung thủ tục từ ngày hiệu lực, whole; none of an abolition.
    #[serde(default)]
    pub content: Option<ProcedureContent>,
    /// Ngày hiệu lực riêng: for an abolition the first day on which the procedure is no longer there.
    #[serde(default)]
    pub effective: Option<NaiveDate>,
    /// Ngày công khai riêng.
    #[serde(default)]
    pub published: Option<NaiveDate>,
    /// Đã công khai hay chưa, where that is its own.
    #[serde(default)]
    pub public: Option<bool>,
}

/// Loại việc của quyết định công bố.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ActKind {
    /// Công bố mới.
    Announced,
    /// Sửa đổi, bổ sung.
    Amended,
    /// Thay thế: a new procedure in the place of old ones.
    Replaced,
    /// Bãi bỏ.
    Abolished,
}

impl ActKind {
    pub(super) const ALL: [Self; 4] = [Self::Announced, Self::Amended, Self::Replaced, Self::Abolished];

    /// The act's name.
    pub fn label(self) -> Text {
        match self {
            Self::Announced => Text::new("công bố mới", "announced"),
            Self::Amended => Text::new("sửa đổi, bổ sung", "amended"),
            Self::Replaced => Text::new("thay thế", "replaced"),
            Self::Abolished => Text::new("bãi bỏ", "abolished"),
        }
    }
}

/// Nội dung của một thủ tục. What is left out is not known, which is not the same as an empty list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcedureContent {
    /// Tên thủ tục.
    pub name: String,
    /// Lĩnh vực.
    pub field: String,
    /// Cấp giải quyết.
    pub level: ProcedureLevel,
    /// Cơ quan có thẩm quyền.
    #[serde(default)]
    pub agencies: Vec<String>,
    /// Cơ chế giải quyết.
    #[serde(default)]
    pub mechanism: Option<Mechanism>,
    /// Thời hạn giải quyết.
    #[serde(default)]
    pub limit: Option<TimeLimit>,
    /// Phí, lệ phí; an empty list says that there is none.
    #[serde(default)]
    pub fees: Option<Vec<Fee>>,
    /// Thành phần hồ sơ.
    #[serde(default)]
    pub papers: Option<Vec<Paper>>,
    /// Kết quả.
    #[serde(default)]
    pub result: Option<ProcedureResult>,
    /// Đối tượng thực hiện.
    #[serde(default)]
    pub applicants: Option<Vec<ApplicantKind>>,
    /// Thủ tục đặc thù: whether a province announced it as its own, rather than as one of a ministry's.
    #[serde(default)]
    pub own: Option<bool>,
    /// Các bộ phận bắt buộc đã công khai.
    #[serde(default)]
    pub parts: Option<Vec<ProcedurePart>>,
    /// Các bộ phận chỉ có khi cần, đã công khai.
    #[serde(default)]
    pub conditional_parts: Option<Vec<ConditionalPart>>,
}

/// Phí hoặc lệ phí.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// Tên khoản thu.
    pub name: String,
    /// Mức thu, exact; none where the text sets no one amount.
    #[serde(default)]
    pub amount: Option<Exact>,
    /// Đơn vị tính, such as `đồng/hồ sơ`.
    #[serde(default)]
    pub unit: String,
}

/// Giấy tờ trong thành phần hồ sơ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Tên giấy tờ.
    pub name: String,
    /// Loại bản.
    #[serde(default)]
    pub kind: Option<PaperKind>,
    /// Số lượng; one where it is not given.
    #[serde(default = "one")]
    pub number: u32,
}

fn one() -> u32 {
    1
}

/// Loại bản của giấy tờ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PaperKind {
    /// Bản chính.
    Original,
    /// Bản sao chứng thực.
    CertifiedCopy,
    /// Bản chụp.
    Copy,
}

/// Kết quả của thủ tục.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcedureResult {
    /// Tên kết quả.
    pub name: String,
    /// Bằng văn bản hay không.
    #[serde(default)]
    pub written: Option<bool>,
}

/// Thông tin khác về một thủ tục: what no decision says of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcedureFacts {
    /// Mã thủ tục.
    pub code: String,
    /// Các mức độ trực tuyến theo thời gian.
    #[serde(default)]
    pub online: Vec<OnlineClaim>,
    /// Đã kết nối dữ liệu dân cư.
    #[serde(default)]
    pub population_data: Option<bool>,
    /// Đủ điều kiện cung cấp trực tuyến.
    #[serde(default)]
    pub eligible_online: Option<bool>,
    /// Niêm yết chính xác, đầy đủ, kịp thời.
    #[serde(default)]
    pub posted: Option<bool>,
    /// Công khai điện tử chính xác, đầy đủ, kịp thời.
    #[serde(default)]
    pub electronic: Option<bool>,
}

/// Mức độ trực tuyến từ một ngày.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnlineClaim {
    /// Từ ngày.
    pub from: NaiveDate,
    /// Mức độ.
    pub level: OnlineLevel,
}

/// Mức độ trực tuyến, in the words of the text of its time: levels 1 to 4, then a part or all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OnlineLevel {
    /// Mức độ 1.
    #[serde(rename = "level_1")]
    Level1,
    /// Mức độ 2.
    #[serde(rename = "level_2")]
    Level2,
    /// Mức độ 3.
    #[serde(rename = "level_3")]
    Level3,
    /// Mức độ 4.
    #[serde(rename = "level_4")]
    Level4,
    /// Chỉ cung cấp thông tin.
    Information,
    /// Một phần.
    Partial,
    /// Toàn trình.
    Full,
}

impl OnlineLevel {
    /// The level's name.
    pub fn label(self) -> Text {
        match self {
            Self::Level1 => Text::new("mức độ 1", "level 1"),
            Self::Level2 => Text::new("mức độ 2", "level 2"),
            Self::Level3 => Text::new("mức độ 3", "level 3"),
            Self::Level4 => Text::new("mức độ 4", "level 4"),
            Self::Information => Text::new("chỉ cung cấp thông tin", "information only"),
            Self::Partial => Text::new("một phần", "partial"),
            Self::Full => Text::new("toàn trình", "full"),
        }
    }
}

/// Mức độ cung cấp dịch vụ công trực tuyến.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ServiceLevel {
    /// Chỉ cung cấp thông tin, biểu mẫu: levels 1 and 2.
    Information,
    /// Một phần: level 3.
    Partial,
    /// Toàn trình: level 4.
    Full,
}

impl From<ServiceLevel> for OnlineLevel {
    fn from(level: ServiceLevel) -> Self {
        match level {
            ServiceLevel::Information => Self::Information,
            ServiceLevel::Partial => Self::Partial,
            ServiceLevel::Full => Self::Full,
        }
    }
}

/// Bộ phận tạo thành thủ tục.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ProcedurePart {
    /// Tên thủ tục.
    Name,
    /// Trình tự thực hiện.
    Steps,
    /// Cách thức thực hiện.
    Manner,
    /// Thành phần, số lượng hồ sơ.
    Papers,
    /// Thời hạn giải quyết.
    TimeLimit,
    /// Đối tượng thực hiện.
    Applicants,
    /// Cơ quan thực hiện.
    Body,
}

/// Bộ phận chỉ có khi cần của thủ tục.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ConditionalPart {
    /// Mẫu đơn, mẫu tờ khai.
    Forms,
    /// Kết quả thực hiện.
    Result,
    /// Yêu cầu, điều kiện.
    Conditions,
    /// Phí, lệ phí.
    Fees,
}

/// Thủ tục trong danh mục, as far as indicators ask.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueProcedure {
    /// Mã thủ tục, as the dossiers name it.
    pub id: String,
    /// Các lần công bố.
    #[serde(default)]
    pub announcements: Option<Vec<Announcement>>,
    /// Thủ tục đặc thù: whether a province announced it as its own, rather than as one of a ministry's.
    #[serde(default)]
    pub own: Option<bool>,
    /// Các bộ phận bắt buộc đã công khai.
    #[serde(default)]
    pub parts: Option<Vec<ProcedurePart>>,
    /// Thời hạn giải quyết, for a dossier that has neither a due date nor a limit of its own.
    #[serde(default)]
    pub limit: Option<TimeLimit>,
    /// Có phí, lệ phí.
    #[serde(default)]
    pub has_fee: Option<bool>,
    /// Kết quả bằng văn bản: whether it ends with a written result.
    #[serde(default)]
    pub written_result: Option<bool>,
    /// Đối tượng thực hiện là cá nhân.
    #[serde(default)]
    pub for_people: Option<bool>,
    /// Đã kết nối dữ liệu dân cư.
    #[serde(default)]
    pub population_data: Option<bool>,
    /// Đủ điều kiện cung cấp trực tuyến.
    #[serde(default)]
    pub eligible_online: Option<bool>,
    /// Mức độ dịch vụ công trực tuyến.
    #[serde(default)]
    pub service: Option<ServiceLevel>,
    /// Niêm yết chính xác, đầy đủ, kịp thời.
    #[serde(default)]
    pub posted: Option<bool>,
    /// Công khai điện tử chính xác, đầy đủ, kịp thời.
    #[serde(default)]
    pub electronic: Option<bool>,
}

/// Một lần công bố thủ tục.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Announcement {
    /// Ngày quyết định công bố.
    pub decision: NaiveDate,
    /// Ngày hiệu lực muộn nhất của các văn bản làm căn cứ.
    #[serde(default)]
    pub effective: Option<NaiveDate>,
    /// Đã công khai hay chưa, on the day of the data; not needed beside the day itself.
    #[serde(default)]
    pub public: Option<bool>,
    /// Ngày công khai.
    #[serde(default)]
    pub published: Option<NaiveDate>,
}
