//! Hồ sơ của sổ cơ quan: what a register is given: agencies with what they were called and under whom they
//! stood, each for its days, and the reorganisations between them.

use crate::law::Citation;
use crate::number::Exact;
use crate::text::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Cấp hành chính.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AgencyLevel {
    /// Trung ương.
    Central,
    /// Tỉnh.
    Province,
    /// Huyện.
    District,
    /// Xã.
    Commune,
}

impl AgencyLevel {
    /// The level's name.
    pub fn label(self) -> Text {
        match self {
            Self::Central => Text::new("cấp trung ương", "central level"),
            Self::Province => Text::new("cấp tỉnh", "province level"),
            Self::District => Text::new("cấp huyện", "district level"),
            Self::Commune => Text::new("cấp xã", "commune level"),
        }
    }
}

/// Loại cơ quan, đơn vị.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BodyKind {
    /// Bộ, cơ quan ngang bộ.
    Ministry,
    /// Ủy ban nhân dân, and the province or commune it stands for.
    PeoplesCommittee,
    /// Sở.
    Department,
    /// Chi cục.
    SubDepartment,
    /// Đơn vị sự nghiệp.
    PublicServiceUnit,
    /// Ban quản lý.
    ManagementBoard,
    /// Cơ quan ngành dọc.
    VerticalAgency,
    /// Phòng chuyên môn.
    Division,
    /// Xã, phường, đặc khu.
    CommuneUnit,
    /// Trung tâm phục vụ hành chính công.
    ServiceCentre,
    /// Khác.
    Other,
}

/// Mức chắc chắn: how a dated fact is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Certainty {
    /// Đọc được trong nguồn gốc.
    Seen,
    /// Đọc được trong nguồn dẫn lại.
    #[serde(rename = "seen_2")]
    SeenAgain,
    /// Theo trí nhớ: not to be relied on until it is found in a source.
    Remembered,
    /// Của chính cơ quan khai.
    Own,
}

/// Tài liệu của sổ cơ quan: what [`AgencyRegister`](super::AgencyRegister) is read from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterDocument {
    /// Các cơ quan.
    pub agencies: Vec<AgencyRecord>,
    /// Các lần sắp xếp.
    #[serde(default)]
    pub changes: Vec<AgencyChange>,
}

/// Một cơ quan trong sổ, under a key of the user's own that stays whatever else about it changes.
///
/// Days are included at both ends. What is left out of a dated member holds from the agency's own beginning, or
/// to its own end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgencyRecord {
    /// Khóa, of the user's own.
    pub id: String,
    /// Cấp; after a change of kind `relevelled` the one that change gives.
    pub level: AgencyLevel,
    /// Loại; after a change of kind `relevelled` the one that change gives.
    pub kind: BodyKind,
    /// Các tên, one after the other without a gap.
    pub names: Vec<DatedName>,
    /// Các cơ quan cấp trên, one after the other without a gap; none at the top.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parents: Vec<DatedParent>,
    /// Các mã định danh; an agency may have none for a time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<DatedIdentifier>,
    /// Từ ngày; left out where it began before the register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Đến hết ngày; left out where it still stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// Tên theo thời gian.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedName {
    /// Tên.
    pub name: String,
    /// Từ ngày.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Đến hết ngày.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Căn cứ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Citation>,
}

/// Cơ quan cấp trên theo thời gian.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedParent {
    /// Khóa của cơ quan cấp trên; left out for days on which it stands under none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Từ ngày.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Đến hết ngày.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// Mã định danh theo thời gian. One of the form of QĐ 20/2020/QĐ-TTg without a first day holds from that form's
/// first day, or from the agency's own where it began later; one of the older form ends with that form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedIdentifier {
    /// Mã định danh, such as `H15.15`.
    pub identifier: String,
    /// How it is known.
    pub certainty: Certainty,
    /// Từ ngày.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Đến hết ngày.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Căn cứ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Citation>,
}

/// Loại thay đổi.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ChangeKind {
    /// Thành lập mới.
    Created,
    /// Đổi tên.
    Renamed,
    /// Chuyển cơ quan cấp trên.
    Moved,
    /// Đổi cấp hoặc loại.
    Relevelled,
    /// Hợp nhất: two or more end, one goes on with what they had.
    Merged,
    /// Sáp nhập vào cơ quan đang có.
    Absorbed,
    /// Chia, tách: what one had goes to several, of which it may be one itself.
    Split,
    /// Giải thể, không có cơ quan kế thừa.
    Dissolved,
}

impl ChangeKind {
    /// The kind's name, as a sentence about agencies has it.
    pub fn label(self) -> Text {
        let (vi, en) = match self {
            Self::Created => ("thành lập", "created"),
            Self::Renamed => ("đổi tên", "renamed"),
            Self::Moved => ("chuyển cấp trên", "moved"),
            Self::Relevelled => ("đổi cấp hoặc loại", "given another level or kind"),
            Self::Merged => ("hợp nhất", "merged"),
            Self::Absorbed => ("sáp nhập", "absorbed"),
            Self::Split => ("chia, tách", "split"),
            Self::Dissolved => ("giải thể", "dissolved"),
        };
        Text::new(vi, en)
    }

    /// Whether what an agency had goes to others by it, or to nobody.
    pub(crate) fn hands_over(self) -> bool {
        matches!(self, Self::Merged | Self::Absorbed | Self::Split | Self::Dissolved)
    }
}

/// Một lần sắp xếp tổ chức, by its document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgencyChange {
    /// Mã của lần sắp xếp.
    pub id: String,
    /// Ngày đầu tiên of what it leads to; who ends by it stands through the day before.
    pub on: NaiveDate,
    /// Loại.
    pub kind: ChangeKind,
    /// Khóa các cơ quan trước; none for `created`.
    #[serde(default)]
    pub from: Vec<String>,
    /// Các cơ quan sau; none for `renamed`, `moved`, `relevelled`, `dissolved`.
    #[serde(default)]
    pub into: Vec<ChangePart>,
    /// Cấp mới, of `relevelled`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<AgencyLevel>,
    /// Loại mới, of `relevelled`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<BodyKind>,
    /// Văn bản.
    pub source: Citation,
}

/// Phần của một cơ quan sau.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangePart {
    /// Khóa cơ quan.
    pub agency: String,
    /// Phần được giao of a split, such as `0.4`; all parts have one, and they add up to 1, or none has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Exact>,
    /// Việc được giao of a split.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub takes: Option<Takes>,
}

/// Việc được giao khi chia, tách: which matters go to this part.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Takes {
    /// Mã thủ tục.
    pub procedures: Vec<String>,
    /// Lĩnh vực.
    pub fields: Vec<String>,
    /// Mã đơn vị: whose matters go with them.
    pub units: Vec<String>,
    /// Phần còn lại: what no part names.
    pub rest: bool,
}

/// Days, both included; the earliest and the latest there are where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) first: NaiveDate,
    pub(crate) last: NaiveDate,
}

impl Span {
    pub(crate) fn new(from: Option<NaiveDate>, until: Option<NaiveDate>) -> Self {
        Self { first: from.unwrap_or(NaiveDate::MIN), last: until.unwrap_or(NaiveDate::MAX) }
    }

    /// The days of something within an agency's own.
    pub(crate) fn within(self, from: Option<NaiveDate>, until: Option<NaiveDate>) -> Self {
        Self { first: from.unwrap_or(self.first), last: until.unwrap_or(self.last) }
    }

    pub(crate) fn holds(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }

    pub(crate) fn common(self, other: Self) -> Option<Self> {
        let both = Self { first: self.first.max(other.first), last: self.last.min(other.last) };
        (both.first <= both.last).then_some(both)
    }

    /// The first day, where one is said.
    pub(crate) fn from(self) -> Option<NaiveDate> {
        said(self.first)
    }

    /// The last day, where one is said.
    pub(crate) fn until(self) -> Option<NaiveDate> {
        said(self.last)
    }
}

/// A day that was said, not the earliest or latest there is.
pub(crate) fn said(day: NaiveDate) -> Option<NaiveDate> {
    (day != NaiveDate::MIN && day != NaiveDate::MAX).then_some(day)
}

impl AgencyRecord {
    /// The days it stands.
    pub(crate) fn life(&self) -> Span {
        Span::new(self.from, self.until)
    }
}
