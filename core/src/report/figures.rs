//! Figures: every number of a report once more, exact and named.

use super::Report;
use crate::number::Exact;
use crate::text::Text;
use serde::Serialize;

/// Con số của báo cáo: an exact value with its unit and, for a rate, what it is a share of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Figure {
    /// Tên: the report, the section and the figure, joined by dots.
    pub id: String,
    /// The value as exact text; empty where it does not exist, such as a rate of nothing.
    pub value: String,
    /// Đơn vị tính.
    pub unit: Unit,
    /// Mẫu số của một tỷ lệ.
    pub of: Option<Text>,
}

/// Đơn vị tính.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Unit {
    /// Số lượng.
    Count,
    /// Phần trăm.
    Percent,
    /// Điểm.
    Points,
    /// Hạng.
    Rank,
    /// Bậc tăng giảm.
    Places,
    /// Chữ: a class or a state.
    Word,
}

impl Report {
    pub(super) fn add_figure(&mut self, id: impl AsRef<str>, unit: Unit, value: impl ToString, of: Option<Text>) {
        let id = format!("{}.{}", self.id, id.as_ref());
        self.figures.push(Figure { id, value: value.to_string(), unit, of });
    }

    pub(super) fn add_count(&mut self, id: impl AsRef<str>, value: u64) {
        self.add_figure(id, Unit::Count, value, None);
    }

    pub(super) fn add_percent(&mut self, id: impl AsRef<str>, value: Option<Exact>, of: Text) {
        let value = value.map(|value| value.to_string()).unwrap_or_default();
        self.add_figure(id, Unit::Percent, value, Some(of));
    }
}
