//! What the ledger answers: a line for each name of each body.

use super::entry::{LedgerTarget, Nature};
use super::figure::LedgerFigure;
use crate::Exact;
use crate::error::Issue;
use crate::measure::{Measure, MeasureValue, Period};
use crate::statistics::Rate;
use crate::text::Text;
use serde::Serialize;

/// Sổ số liệu của một kỳ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LedgerReport {
    /// Kỳ.
    pub period: Period,
    /// Kỳ so sánh.
    pub previous: Period,
    /// By body in the order met, and in it by name: the shipped ones, the user's, and any others in the order met.
    pub lines: Vec<LedgerLine>,
    /// What became of the entries.
    pub records: LedgerRecords,
    /// What is wrong with single entries, or between them.
    pub issues: Vec<Issue>,
}

/// What became of the entries: given = now + previous + outside + left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct LedgerRecords {
    /// Entries given.
    pub given: u64,
    /// In the period.
    pub now: u64,
    /// In the period of comparison.
    pub previous: u64,
    /// In neither.
    pub outside: u64,
    /// Left out: the issues say why.
    pub left_out: u64,
}

/// Một dòng: a name of a body in the period and in the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LedgerLine {
    /// Cơ quan.
    pub agency: String,
    /// Mã tên số liệu.
    pub name: String,
    /// Tên.
    pub title: Text,
    /// Nội dung báo cáo.
    pub subject: String,
    /// Loại.
    pub nature: Nature,
    /// Đơn vị tính.
    pub unit: String,
    /// The unit in words.
    pub unit_title: Text,
    /// Trong kỳ.
    pub now: Option<LedgerFigure>,
    /// Whether there is a value, and why there is none.
    pub now_state: FigureState,
    /// Cùng kỳ năm trước.
    pub previous: Option<LedgerFigure>,
    /// Whether there was a value, and why there is none. Missing is not zero.
    pub previous_state: FigureState,
    /// Tỷ lệ với tên mẫu số, of a rate whose parts are known.
    pub rate: Option<Rate>,
    /// Tăng, giảm; none unless both are known in one unit.
    pub change: Option<LedgerChange>,
    /// So với chỉ tiêu.
    pub target: Option<LedgerTargetState>,
    /// Các phần của số này.
    pub parts: Option<LedgerParts>,
    /// What is handed to scoring.
    pub measure: Option<Measure>,
    /// In words.
    pub text: Text,
}

/// Có giá trị hay không, vì sao.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FigureState {
    /// Có giá trị.
    Known,
    /// Chưa có số liệu: no entry in the period.
    Missing,
    /// Số liệu không khớp nhau: the issues say how.
    Refused,
    /// Mẫu số bằng 0: a rate of nothing.
    Undefined,
}

impl FigureState {
    /// In words.
    pub fn label(self) -> Text {
        match self {
            Self::Known => Text::new("có số liệu", "known"),
            Self::Missing => Text::new("chưa có số liệu", "no figure"),
            Self::Refused => Text::new("số liệu không khớp nhau", "the entries do not go together"),
            Self::Undefined => Text::new("không xác định, mẫu số bằng 0", "undefined, the denominator is 0"),
        }
    }
}

/// Tăng, giảm so với cùng kỳ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LedgerChange {
    /// Chênh lệch in the unit; of rates in percentage points, rounded once at two decimals where the parts are known.
    pub difference: Exact,
    /// Whether the difference is in percentage points.
    pub percentage_points: bool,
    /// Tăng, giảm bao nhiêu phần trăm, half up at two decimals; none of rates, and on a base of 0 or below.
    pub percent: Option<Exact>,
}

/// So với chỉ tiêu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LedgerTargetState {
    /// Chỉ tiêu.
    pub target: LedgerTarget,
    /// Đạt hay không; none without a value.
    pub met: Option<bool>,
    /// Giá trị trừ chỉ tiêu.
    pub gap: Option<Exact>,
}

/// Các phần của một số.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LedgerParts {
    /// Tên các phần.
    pub names: Vec<String>,
    /// Tổng các phần; none while one of them has no value.
    pub sum: Option<Exact>,
    /// Whether they add up to the whole; none while either is not known.
    pub matches: Option<bool>,
    /// Mã các số liệu.
    pub ids: Vec<String>,
}

impl LedgerLine {
    /// Số liệu đưa vào chấm điểm: the value or the parts of the rate, with last year's value, the target, the unit, the
    /// source and the entries behind it; none without a value.
    pub fn to_measure(&self, period: Period) -> Option<Measure> {
        let now = self.now.as_ref()?;
        let value = match now.ratio {
            Some(ratio) => MeasureValue::Ratio(ratio),
            None => MeasureValue::Value(now.value?),
        };
        let comparable = |previous: &&LedgerFigure| previous.unit == now.unit;
        Some(Measure {
            previous: self.previous.as_ref().filter(comparable).and_then(|previous| previous.value),
            target: self.target.map(|state| state.target.value),
            unit: Some(now.unit.clone()),
            period: Some(period),
            source: now.sources.first().cloned(),
            lineage: now.ids.clone(),
            ..Measure::new(value)
        })
    }
}
