//! Figures: every number of a report once more, exact and named, with what it was counted from.

use super::layout::{Cell, Table};
use super::writer::Writer;
use crate::Citation;
use crate::number::Exact;
use crate::text::Text;
use serde::Serialize;

/// Con số của báo cáo: an exact value with its unit, for a rate what it is a share of, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Figure {
    /// Tên: the report, the section and the figure, joined by dots.
    pub id: String,
    /// Nhãn: what it is, in words.
    pub label: Text,
    /// The value as exact text; empty where it does not exist, such as a rate of nothing.
    pub value: String,
    /// Đơn vị tính.
    pub unit: Unit,
    /// Mẫu số của một tỷ lệ.
    pub of: Option<Text>,
    /// Nguồn gốc.
    pub lineage: Lineage,
}

/// Nguồn gốc của một con số.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Lineage {
    /// Danh sách đã đếm: the list of the records it was taken from, such as `dossiers`.
    pub records: String,
    /// Số bản ghi, where it counts some.
    pub counted: Option<u64>,
    /// Mã các bản ghi, the first twenty of them.
    pub ids: Vec<String>,
    /// Quy tắc đã dùng.
    pub rule: Option<Citation>,
    /// Nguồn của riêng số liệu này; where there is none, those of the report.
    pub sources: Vec<Citation>,
}

/// How many ids a figure names; whoever needs them all asks the room that counted.
pub(super) const NAMED: usize = 20;

impl Lineage {
    pub(super) fn of(records: &str) -> Self {
        Self { records: records.to_owned(), ..Self::default() }
    }

    pub(super) fn rule(mut self, rule: Option<Citation>) -> Self {
        self.rule = rule;
        self
    }

    pub(super) fn source(mut self, source: &Citation) -> Self {
        self.sources.push(source.clone());
        self
    }

    /// With the records behind it.
    pub(super) fn ids<'a>(mut self, ids: impl IntoIterator<Item = &'a str>) -> Self {
        let mut counted = 0_u64;
        for id in ids {
            counted = counted.saturating_add(1);
            if self.ids.len() < NAMED {
                self.ids.push(id.to_owned());
            }
        }
        self.counted = Some(counted);
        self
    }
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
    /// Con số khác, whose own unit its label names.
    Number,
    /// Ngày.
    Date,
    /// Chữ: a class or a state.
    Word,
}

impl Unit {
    /// Tên đơn vị tính.
    pub fn label(self) -> Text {
        match self {
            Self::Count => Text::new("số lượng", "count"),
            Self::Percent => Text::new("%", "%"),
            Self::Points => Text::new("điểm", "points"),
            Self::Rank => Text::new("hạng", "rank"),
            Self::Places => Text::new("bậc", "places"),
            Self::Number => Text::new("số", "number"),
            Self::Date => Text::new("ngày", "day"),
            Self::Word => Text::new("chữ", "word"),
        }
    }
}

/// What a figure is, without its value.
pub(super) struct Name {
    pub(super) id: String,
    pub(super) label: Text,
    pub(super) lineage: Lineage,
}

impl Name {
    pub(super) fn new(id: impl Into<String>, label: Text, lineage: Lineage) -> Self {
        Self { id: id.into(), label, lineage }
    }
}

impl Writer<'_> {
    pub(super) fn figure(&mut self, name: Name, unit: Unit, value: impl ToString, of: Option<Text>) {
        let Name { id, label, lineage } = name;
        let id = format!("{}.{id}", self.report.id);
        // A number that stands in two tables is one figure.
        if self.known.insert(id.clone()) {
            self.report.figures.push(Figure { id, label, value: value.to_string(), unit, of, lineage });
        }
    }

    pub(super) fn count(&mut self, name: Name, value: u64) {
        self.figure(name, Unit::Count, value, None);
    }

    pub(super) fn percent(&mut self, name: Name, value: Option<Exact>, of: Text) {
        self.figure(name, Unit::Percent, value.map(|value| value.to_string()).unwrap_or_default(), Some(of));
    }

    /// The numbers of a table as figures: a row's name and a column's make that of a figure.
    pub(super) fn figures_of(&mut self, table: &Table, lineage: impl Fn(&str, &str) -> Lineage) {
        for row in table.rows.iter().filter(|row| !row.id.is_empty()) {
            let words = match row.cells.first() {
                Some(Cell::Words(words)) => Text::new(words.vi.trim(), words.en.trim()),
                _ => Text::default(),
            };
            for (column, cell) in table.columns.iter().zip(&row.cells).filter(|(column, _)| !column.name.is_empty()) {
                let label = Text::build(|lang| {
                    let (row, column) = (words.get(lang), column.title.get(lang));
                    if row.is_empty() { column.to_owned() } else { format!("{row}: {column}") }
                });
                let name = Name::new(format!("{}.{}", row.id, column.name), label, lineage(&row.id, &column.name));
                match cell {
                    Cell::Count(count) => self.count(name, *count),
                    Cell::Points(points) => self.figure(name, Unit::Points, points, None),
                    Cell::Number { value, .. } => self.figure(name, Unit::Number, value, None),
                    Cell::Ratio(ratio) => {
                        self.percent(name, ratio.percent(), column.of.clone().unwrap_or_default());
                    }
                    Cell::Date(date) => self.figure(name, Unit::Date, date, None),
                    Cell::Empty | Cell::Words(_) => {}
                }
            }
        }
    }
}
