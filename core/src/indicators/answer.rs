//! What the room answers: evidence for scoring, where each figure comes from, and what is not computed.

use crate::Citation;
use crate::error::Issue;
use crate::measure::Period;
use crate::number::{Exact, Ratio};
use crate::rules::{AgencyKind, RuleSetStatus};
use crate::scoring::{Evidence, ScoreSheet};
use crate::text::Text;
use chrono::NaiveDate;
use serde::Serialize;

/// Số liệu của các chỉ số, ready to be scored, each with its records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct IndicatorEvidence {
    /// Bộ chỉ số.
    pub rule_set: String,
    /// Its edition.
    pub edition: String,
    /// What the rule set is.
    pub status: RuleSetStatus,
    /// Cấp của đơn vị.
    pub level: AgencyKind,
    /// Kỳ.
    pub period: Period,
    /// Ngày lấy số liệu.
    pub as_of: NaiveDate,
    /// Số liệu, in the order of the set: what [`RuleSet::score`](crate::rules::RuleSet::score) takes.
    pub evidence: Vec<Evidence>,
    /// Nguồn của từng con số, one for each piece of evidence.
    pub lineage: Vec<Lineage>,
    /// Các chỉ số không tính được, each with its reason.
    pub not_computed: Vec<NotComputed>,
    /// What became of the records of each list that was given.
    pub records: Vec<RecordCount>,
    /// What is wrong with single records. Those left out, as `records` has them, are counted nowhere; of others a
    /// part could not be judged, or they name a dossier that nobody gave.
    pub issues: Vec<Issue>,
}

/// Loại bản ghi.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RecordKind {
    /// Hồ sơ.
    Dossiers,
    /// Thủ tục.
    Procedures,
    /// Phản ánh, kiến nghị.
    Feedback,
}

impl RecordKind {
    /// The kind in words.
    pub fn label(self) -> Text {
        match self {
            Self::Dossiers => Text::new("hồ sơ", "dossiers"),
            Self::Procedures => Text::new("thủ tục", "procedures"),
            Self::Feedback => Text::new("phản ánh, kiến nghị", "pieces of feedback"),
        }
    }
}

/// Nguồn của một con số: the records it was counted from.
///
/// `counted` and `lost` together are `of`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Lineage {
    /// Mã tiêu chí.
    pub criterion: String,
    /// Tên.
    pub title: Text,
    /// What was counted.
    pub kind: RecordKind,
    /// Tên mẫu số.
    pub denominator: Text,
    /// How many records stand in it.
    pub of: u64,
    /// How many of them earned, or reached the best level.
    pub counted: u64,
    /// How many did not.
    pub lost: u64,
    /// Tỷ lệ đưa vào chấm, whose denominator may be a declared figure.
    pub ratio: Option<Ratio>,
    /// Số bản ghi ở từng mức, where the rule gives every record a level; the best comes first.
    pub levels: Vec<LevelCount>,
    /// Mức của cả đơn vị, where the rule asks for one.
    pub level: Option<String>,
    /// Mã các bản ghi làm mất điểm: those that did not earn.
    pub behind: Vec<String>,
    /// Mã các bản ghi được tính, where they were asked for.
    pub earned: Option<Vec<String>>,
    /// Căn cứ of the criterion.
    pub source: Citation,
    /// Căn cứ of a limit or a list the count took from elsewhere.
    pub also: Option<Citation>,
    /// Cách hiểu: how points that no text settles are read in the count, each a sentence.
    pub readings: Vec<Text>,
    /// In words.
    pub text: Text,
}

/// Số bản ghi ở một mức.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LevelCount {
    /// Mã mức trong quy tắc.
    pub level: String,
    /// How many records.
    pub count: u64,
    /// Which; of the best level only where those that earned were asked for.
    pub ids: Vec<String>,
}

/// Chỉ số không tính được.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NotComputed {
    /// Mã tiêu chí.
    pub criterion: String,
    /// Tên.
    pub title: Text,
    /// Why.
    pub because: NotComputedReason,
    /// The list that was not given, or the field that is not known, such as `dossiers[].digitised`.
    pub missing: Option<String>,
    /// The records it is not known of, or that no level covers.
    pub unknown: Vec<RecordIds>,
    /// In words.
    pub text: Text,
}

/// Lý do không tính.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NotComputedReason {
    /// Chưa có công thức.
    NoFormula,
    /// Thiếu danh sách hoặc số liệu.
    MissingList,
    /// Bản ghi thiếu thông tin.
    NotKnown,
    /// Bộ chỉ số không nêu thời hạn cho cấp này.
    NoLimit,
    /// Văn bản không nêu mức nào cho trường hợp này.
    Undefined,
    /// Quy tắc chấm không nhận con số này.
    RuleRefuses,
    /// Chưa biết cách đếm cho bộ chỉ số này.
    NoCounting,
}

/// Mã các bản ghi.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RecordIds {
    /// Of which list.
    pub kind: RecordKind,
    /// Which.
    pub ids: Vec<String>,
}

/// Số bản ghi của một danh sách: `given` is the other three together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RecordCount {
    /// Of which list.
    pub kind: RecordKind,
    /// Records that came in.
    pub given: u64,
    /// Trong kỳ: received, processed or open in it; all of a catalogue.
    pub in_period: u64,
    /// Ngoài kỳ, hoặc chưa được tiếp nhận.
    pub outside: u64,
    /// Left out, each with its reason among the issues.
    pub left_out: u64,
}

/// Bảng điểm có nguồn: the score sheet of the figures, and the records behind every criterion's points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct IndicatorSheet {
    /// Bảng điểm.
    pub sheet: ScoreSheet,
    /// Điểm và bản ghi của từng tiêu chí, groups too, in the order of the sheet.
    pub points: Vec<PointsBehind>,
    /// Số liệu đã chấm.
    pub indicators: IndicatorEvidence,
}

/// Điểm của một tiêu chí, and what it was lost by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PointsBehind {
    /// Mã tiêu chí.
    pub criterion: String,
    /// Điểm đạt; empty where nothing was computed.
    pub points: Option<Exact>,
    /// Điểm tối đa áp dụng.
    pub max_points: Exact,
    /// Điểm mất; of a group, of what was computed in it.
    pub lost_points: Option<Exact>,
    /// Mã các bản ghi làm mất điểm, each once; those of the criteria that lost points.
    pub behind: Vec<RecordIds>,
}
