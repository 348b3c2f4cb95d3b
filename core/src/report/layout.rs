//! What a report is made of, whatever it is then written as.

use super::chart::Chart;
use crate::number::{Exact, Ratio};
use crate::text::{self, Lang, Text};
use chrono::NaiveDate;
use serde::Serialize;

/// Phần của báo cáo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Section {
    /// Mã phần.
    pub id: String,
    /// Số mục, as it stands before the title: `II`, `3`, `a`.
    pub number: String,
    /// Bậc của mục, from 1.
    pub level: u32,
    /// Tên phần.
    pub title: Text,
    /// Câu, bảng và biểu đồ, in order.
    pub blocks: Vec<Block>,
}

impl Section {
    /// The number and the title, as they stand above the section: `II. ...`, `3. ...`, `a) ...`.
    pub fn heading(&self, lang: Lang) -> String {
        let mark = if self.level > 2 { ')' } else { '.' };
        format!("{}{mark} {}", self.number, self.title.get(lang))
    }
}

/// Câu, bảng hoặc biểu đồ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Block {
    /// Một đoạn văn.
    Sentence(Text),
    /// Một gạch đầu dòng.
    Item(Text),
    /// Một bảng.
    Table(Table),
    /// Một biểu đồ.
    Chart(Chart),
}

/// Bảng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Table {
    /// Mã bảng.
    pub id: String,
    /// Tên bảng.
    pub title: Text,
    /// Đơn vị tính của cả bảng, where its numbers have one in common.
    pub unit: Option<Text>,
    /// Các cột.
    pub columns: Vec<Column>,
    /// Các dòng.
    pub rows: Vec<TableRow>,
}

/// Cột của bảng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Column {
    /// Mã cột, the last part of the names of its figures; empty where it has none.
    pub name: String,
    /// Tên cột.
    pub title: Text,
    /// Canh lề.
    pub align: Align,
    /// Mẫu số của cột tỷ lệ.
    pub of: Option<Text>,
    /// Cách tính từ các cột khác của cùng dòng.
    pub formula: Option<Formula>,
}

/// Cách tính một cột từ các cột khác, by their names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Formula {
    /// Tổng các cột.
    Sum(Vec<String>),
    /// Tổng các cột `of` trên tổng các cột `over`.
    Ratio {
        /// Tử số.
        of: Vec<String>,
        /// Mẫu số.
        over: Vec<String>,
    },
}

/// Canh lề.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Align {
    /// Canh trái.
    Left,
    /// Canh phải.
    Right,
}

/// Dòng của bảng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TableRow {
    /// Mã dòng, the first part of the names of its figures; empty where it has none.
    pub id: String,
    /// Các ô.
    pub cells: Vec<Cell>,
    /// Dòng cộng: a total of the rows before it.
    pub total: bool,
    /// Bậc của dòng: 0, or more under a row that it is a part of.
    pub level: u32,
}

/// Ô của bảng: a value that each language writes its own way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Cell {
    /// Không có.
    Empty,
    /// Số đếm.
    Count(u64),
    /// Điểm, written with two decimals.
    Points(Exact),
    /// Con số, with its sign where it is a change.
    Number {
        /// Giá trị.
        value: Exact,
        /// Written with a plus where it is one.
        signed: bool,
    },
    /// Tỷ lệ, written in per cent.
    Ratio(Ratio),
    /// Ngày.
    Date(NaiveDate),
    /// Chữ.
    Words(Text),
}

impl Cell {
    /// The cell as one language writes it; an en dash where there is nothing.
    pub fn to_text(&self, lang: Lang) -> String {
        match self {
            Self::Empty => "–".to_owned(),
            Self::Count(count) => text::count(*count, lang),
            Self::Points(points) => text::decimal(points.0, 2, lang),
            Self::Number { value, signed } => {
                let plus = if *signed && value.0.is_sign_positive() && !value.0.is_zero() { "+" } else { "" };
                format!("{plus}{}", text::decimal(value.0, value.0.scale(), lang))
            }
            Self::Ratio(ratio) => ratio.to_text(lang).unwrap_or_else(|| Self::Empty.to_text(lang)),
            Self::Date(date) => text::date(*date, lang),
            Self::Words(words) => words.get(lang).to_owned(),
        }
    }

    pub(super) fn same(words: impl Into<String>) -> Self {
        Self::Words(Text::same(words))
    }

    pub(super) fn number(value: Exact) -> Self {
        Self::Number { value, signed: false }
    }

    pub(super) fn change(value: Exact) -> Self {
        Self::Number { value, signed: true }
    }
}

impl Table {
    /// The title with the unit of the numbers: `Theo tháng (đơn vị: hồ sơ)`.
    pub fn caption(&self, lang: Lang) -> String {
        let unit = self.unit.as_ref().map(|unit| match lang {
            Lang::Vi => format!(" (đơn vị: {})", unit.vi),
            Lang::En => format!(" (unit: {})", unit.en),
        });
        format!("{}{}", self.title.get(lang), unit.unwrap_or_default())
    }

    /// A table of columns, each with its name and its titles; a title that starts with `>` is a column of numbers.
    pub(super) fn new(id: impl Into<String>, title: Text, columns: &[(&str, &str, &str)]) -> Self {
        let column = |(name, vi, en): &(&str, &str, &str)| {
            let align = if vi.starts_with('>') { Align::Right } else { Align::Left };
            let title = Text::new(vi.trim_start_matches('>'), *en);
            Column { name: (*name).to_owned(), title, align, of: None, formula: None }
        };
        Self { id: id.into(), title, unit: None, columns: columns.iter().map(column).collect(), rows: Vec::new() }
    }

    pub(super) fn unit(mut self, vi: &str, en: &str) -> Self {
        self.unit = Some(Text::new(vi, en));
        self
    }

    /// How a column is calculated from others.
    pub(super) fn formula(&mut self, column: &str, formula: Formula) {
        if let Some(column) = self.columns.iter_mut().find(|other| other.name == column) {
            column.formula = Some(formula);
        }
    }

    /// What the rates of a column are shares of.
    pub(super) fn share(&mut self, column: &str, of: &Text) {
        if let Some(column) = self.columns.iter_mut().find(|other| other.name == column) {
            column.of = Some(of.clone());
        }
    }

    pub(super) fn row(&mut self, id: impl Into<String>, cells: Vec<Cell>) {
        self.rows.push(TableRow { id: id.into(), cells, total: false, level: 0 });
    }

    /// A row that is a part of the one above it.
    pub(super) fn part(&mut self, id: impl Into<String>, cells: Vec<Cell>) {
        self.rows.push(TableRow { id: id.into(), cells, total: false, level: 1 });
    }

    pub(super) fn total(&mut self, id: impl Into<String>, cells: Vec<Cell>) {
        self.rows.push(TableRow { id: id.into(), cells, total: true, level: 0 });
    }

    /// Whether rows stand under others.
    pub(super) fn has_parts(&self) -> bool {
        self.rows.iter().any(|row| row.level > 0)
    }
}
