//! What is counted: the lists and the declared figures of one body and one period.

use crate::catalogue::CatalogueProcedure;
use crate::dossier::Dossier;
use crate::feedback::Feedback;
use crate::measure::Period;
use crate::moment::Moment;
use crate::rules::AgencyKind;
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
