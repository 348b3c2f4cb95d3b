//! What is given: entries, their names, and the period they are reported for.

use crate::measure::Period;
use crate::text::Text;
use crate::{Citation, Exact, document};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Sổ số liệu: entries, and the period that is asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerData {
    /// Kỳ.
    pub period: Period,
    /// Kỳ so sánh; the same days a year before when it is left out.
    #[serde(default)]
    pub previous: Option<Period>,
    /// Tên số liệu của riêng người dùng, beside the shipped ones.
    #[serde(default)]
    pub names: Vec<LedgerName>,
    /// Số liệu, of any period.
    pub entries: Vec<LedgerEntry>,
}

/// Tên số liệu: what a name stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerName {
    /// Mã, such as `training_courses`.
    pub id: String,
    /// Tên.
    pub title: Text,
    /// Đơn vị tính, such as `course`.
    pub unit: String,
    /// Số phát sinh, số hiện có hay tỷ lệ.
    pub nature: Nature,
    /// Nội dung báo cáo, such as `civil_service`.
    #[serde(default)]
    pub subject: String,
    /// Mẫu số là gì, of a rate.
    #[serde(default)]
    pub of: Option<Text>,
}

/// Loại số liệu: whether values of one period add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Nature {
    /// Số phát sinh: it adds up.
    Flow,
    /// Số hiện có: the latest counts.
    Stock,
    /// Tỷ lệ của số hiện có: the latest counts.
    Rate,
    /// Tỷ lệ của số phát sinh: numerators and denominators add up.
    FlowRate,
}

impl Nature {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Stock => "stock",
            Self::Rate => "rate",
            Self::FlowRate => "flow rate",
        }
    }

    pub(super) fn is_rate(self) -> bool {
        matches!(self, Self::Rate | Self::FlowRate)
    }

    /// Whether its entries add up over time.
    pub(super) fn adds(self) -> bool {
        matches!(self, Self::Flow | Self::FlowRate)
    }
}

/// Một số liệu: what was, when, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerEntry {
    /// Mã số liệu, once in a ledger.
    pub id: String,
    /// Tên: a shipped one, one of the user's, or any with its own `nature`.
    pub name: String,
    /// Cơ quan; names of different bodies are never added.
    #[serde(default)]
    pub agency: String,
    /// Khoản, such as one course: entries of different items add up though their time is the same.
    #[serde(default)]
    pub item: Option<String>,
    /// Ngày.
    #[serde(default)]
    pub date: Option<NaiveDate>,
    /// Kỳ, in place of a day.
    #[serde(default)]
    pub period: Option<Period>,
    /// Giá trị; of a rate in per cent.
    #[serde(default)]
    pub value: Option<Exact>,
    /// Tử số, of a rate.
    #[serde(default)]
    pub numerator: Option<Exact>,
    /// Mẫu số, of a rate.
    #[serde(default)]
    pub denominator: Option<Exact>,
    /// Đơn vị tính; that of its name when it is left out.
    #[serde(default)]
    pub unit: Option<String>,
    /// Loại, for a name that is defined nowhere.
    #[serde(default)]
    pub nature: Option<Nature>,
    /// Nội dung báo cáo, for a name that is defined nowhere.
    #[serde(default)]
    pub subject: Option<String>,
    /// Chỉ tiêu của kỳ.
    #[serde(default)]
    pub target: Option<LedgerTarget>,
    /// Là một phần của: the name of the whole.
    #[serde(default)]
    pub part_of: Option<String>,
    /// Nguồn.
    pub source: Citation,
}

/// Chỉ tiêu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerTarget {
    /// Giá trị, in the unit of the figure; of a rate in per cent.
    pub value: Exact,
    /// Chiều.
    pub direction: TargetDirection,
}

/// Chiều của chỉ tiêu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TargetDirection {
    /// Ít nhất.
    AtLeast,
    /// Nhiều nhất.
    AtMost,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    units: Vec<UnitName>,
    names: Vec<LedgerName>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitName {
    id: String,
    title: Text,
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let shipped = document::from_json(include_str!("../../data/ledger.json"));
    #[expect(clippy::expect_used, reason = "a unit test loads the same embedded file")]
    shipped.expect("the embedded names are valid")
});

/// Các tên số liệu được cung cấp kèm, in the order of the subjects of a report.
pub fn shipped_names() -> &'static [LedgerName] {
    &SHIPPED.names
}

/// A unit in words: that of the shipped list, else as it is written.
pub(super) fn unit_title(unit: &str) -> Text {
    let known = SHIPPED.units.iter().find(|known| known.id == unit);
    known.map_or_else(|| Text::same(unit), |known| known.title.clone())
}

#[cfg(test)]
mod tests {
    use super::SHIPPED;
    use std::collections::HashSet;

    #[test]
    fn every_shipped_name_stands_once_in_a_known_unit_and_every_rate_names_its_denominator() {
        let mut ids = HashSet::new();
        for name in &SHIPPED.names {
            assert!(ids.insert(&name.id), "{}", name.id);
            assert!(SHIPPED.units.iter().any(|unit| unit.id == name.unit), "{}", name.id);
            assert_eq!(name.nature.is_rate(), name.of.is_some(), "{}", name.id);
            assert!(!name.subject.is_empty());
        }
    }
}
