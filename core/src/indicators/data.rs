//! What is counted: the lists and the declared figures of one body and one period.

use crate::TimeLimit;
use crate::dossier::Dossier;
use crate::feedback::Feedback;
use crate::measure::Period;
use crate::moment::Moment;
use crate::rules::AgencyKind;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Số liệu để tính chỉ số: what one body has of a period.
///
/// A list that is left out is not known, which is not the same as an empty one: whatever needs it is then
/// not computed. So is a figure whose records leave out what it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorData {
    /// Cấp của đơn vị.
    pub level: AgencyKind,
    /// Kỳ.
    pub period: Period,
    /// Hồ sơ: all that were received or handled in the period; others may stand among them.
    #[serde(default)]
    pub dossiers: Option<Vec<Dossier>>,
    /// Danh mục thủ tục trong phạm vi của đơn vị.
    #[serde(default)]
    pub procedures: Option<Vec<CatalogueProcedure>>,
    /// Phản ánh, kiến nghị: all that were received or handled in the period.
    #[serde(default)]
    pub feedback: Option<Vec<Feedback>>,
    /// Hồ sơ bị đánh giá không hài lòng: the ids of the dossiers whose applicants disliked their handling.
    #[serde(default)]
    pub disliked: Option<Vec<String>>,
    /// Đồng bộ lên Cổng Dịch vụ công quốc gia.
    #[serde(default)]
    pub sync: Option<SyncFigures>,
    /// Phần việc của đơn vị trong từng hồ sơ, one for a dossier.
    #[serde(default)]
    pub own_parts: Option<Vec<OwnPart>>,
    /// Các lần phải liên hệ để hoàn thiện hồ sơ; a dossier that is not in the list took none.
    #[serde(default)]
    pub contacts: Option<Vec<Contact>>,
    /// Mã cơ sở dữ liệu là dữ liệu dân cư, as the dossiers' `databases` name them.
    #[serde(default)]
    pub population_databases: Option<Vec<String>>,
    /// Whether the lineage lists the records that earned as well as those that did not.
    #[serde(default)]
    pub list_earned: bool,
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

/// Số liệu đồng bộ. A figure of 0 says that there is none; one that is left out is not known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SyncFigures {
    /// Mã hồ sơ đã đồng bộ.
    #[serde(default)]
    pub synced: Option<Vec<String>>,
    /// Số hồ sơ theo báo cáo của bộ, cơ quan, địa phương.
    #[serde(default)]
    pub reported: Option<u64>,
    /// Số hồ sơ theo Cổng Dịch vụ công quốc gia.
    #[serde(default)]
    pub portal: Option<u64>,
    /// Số hồ sơ cả năm trước, where both figures are 0.
    #[serde(default)]
    pub last_year: Option<u64>,
}

/// Phần việc của đơn vị được chấm trong một hồ sơ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnPart {
    /// Mã hồ sơ.
    pub dossier: String,
    /// Thời hạn được giao.
    #[serde(default)]
    pub due: Option<Moment>,
    /// Ngày làm xong.
    #[serde(default)]
    pub finished: Option<Moment>,
}

/// Các lần liên hệ để hoàn thiện một hồ sơ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Mã hồ sơ.
    pub dossier: String,
    /// Số lần liên hệ với nơi tiếp nhận, those that a record of a supplement shows among them.
    #[serde(default)]
    pub times: Option<u64>,
    /// Trong đó do lỗi của người nộp.
    #[serde(default)]
    pub by_applicant: Option<u64>,
    /// Các cơ quan phải liên hệ.
    #[serde(default)]
    pub bodies: Option<BodiesContacted>,
}

/// Số cơ quan phải liên hệ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BodiesContacted {
    /// Không cơ quan nào.
    None,
    /// Chỉ Bộ phận Một cửa, or also the body of a field check or council that the law requires.
    OneStop,
    /// Nhiều hơn.
    More,
}
