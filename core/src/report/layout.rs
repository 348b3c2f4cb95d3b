//! What a report is made of, and how it becomes plain text with aligned tables.

use super::Report;
use crate::number::{Exact, Ratio};
use crate::text::{self, Lang, Text};
use chrono::NaiveDate;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

/// Phần của báo cáo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Section {
    /// Mã phần.
    pub id: String,
    /// Tên phần.
    pub title: Text,
    /// Câu và bảng, in order.
    pub blocks: Vec<Block>,
}

/// Câu hoặc bảng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Block {
    /// Một đoạn văn.
    Sentence(Text),
    /// Một bảng.
    Table(Table),
}

/// Bảng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Table {
    /// Các cột.
    pub columns: Vec<Column>,
    /// Các dòng.
    pub rows: Vec<TableRow>,
}

/// Cột của bảng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Column {
    /// Tên cột.
    pub title: Text,
    /// Canh lề.
    pub align: Align,
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
    /// Các ô.
    pub cells: Vec<Cell>,
    /// A total, set off from the rows before it.
    pub total: bool,
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
            Self::Ratio(ratio) => ratio.to_text(lang).unwrap_or_else(|| Self::Empty.to_text(lang)),
            Self::Date(date) => text::date(*date, lang),
            Self::Words(words) => words.get(lang).to_owned(),
        }
    }

    pub(super) fn same(words: impl Into<String>) -> Self {
        Self::Words(Text::same(words))
    }
}

impl Table {
    /// A table of columns; a title that starts with `>` is a column of numbers.
    pub(super) fn of(columns: &[(&str, &str)]) -> Self {
        let column = |(vi, en): &(&str, &str)| {
            let align = if vi.starts_with('>') { Align::Right } else { Align::Left };
            Column { title: Text::new(vi.trim_start_matches('>'), *en), align }
        };
        Self { columns: columns.iter().map(column).collect(), rows: Vec::new() }
    }

    pub(super) fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(TableRow { cells, total: false });
    }

    pub(super) fn total(&mut self, cells: Vec<Cell>) {
        self.rows.push(TableRow { cells, total: true });
    }
}

impl Section {
    pub(super) fn new(id: &str, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { id: id.to_owned(), title: Text::new(vi, en), blocks: Vec::new() }
    }

    pub(super) fn sentence(&mut self, render: impl Fn(Lang) -> String) {
        self.blocks.push(Block::Sentence(Text::build(render)));
    }

    pub(super) fn table(&mut self, table: Table) {
        self.blocks.push(Block::Table(table));
    }
}

/// Sentences are broken at this width; tables take what their columns need.
const WIDTH: usize = 100;

/// Cells of words are broken past this width, titles of columns past the next.
const CELL_WIDTH: usize = 44;
const TITLE_WIDTH: usize = 9;

pub(super) fn render(report: &Report, lang: Lang) -> String {
    let title = report.title.get(lang).to_uppercase();
    let rule = "═".repeat(title.width().min(WIDTH));
    let mut out = format!("{title}\n{rule}\n");
    let as_of = text::date(report.as_of, lang);
    out.push_str(&match lang {
        Lang::Vi => format!("Số liệu đến ngày {as_of}\n"),
        Lang::En => format!("Figures as of {as_of}\n"),
    });
    for (number, section) in report.sections.iter().enumerate() {
        let number = number.saturating_add(1);
        out.push_str(&format!("\n{number}. {}\n\n", section.title.get(lang)));
        let mut after_sentence = false;
        for block in &section.blocks {
            if after_sentence && matches!(block, Block::Table(_)) {
                out.push('\n');
            }
            after_sentence = matches!(block, Block::Sentence(_));
            match block {
                Block::Sentence(sentence) => wrap(sentence.get(lang), &mut out),
                Block::Table(table) => table_text(table, lang, &mut out),
            }
        }
    }
    if !report.sources.is_empty() {
        out.push_str(match lang {
            Lang::Vi => "\nNguồn số liệu\n",
            Lang::En => "\nSources\n",
        });
        for source in &report.sources {
            wrap(&format!("- {}", source.label(lang)), &mut out);
        }
    }
    out
}

fn wrap(sentence: &str, out: &mut String) {
    for (index, line) in broken(sentence, WIDTH).iter().enumerate() {
        out.push_str(if index > 0 { "  " } else { "" });
        out.push_str(line);
        out.push('\n');
    }
}

/// Broken at spaces into lines of at most `width`; a longer word is cut. A user's text must neither
/// add lines to a report nor steer the terminal, so control characters become
/// spaces.
fn broken(text: &str, width: usize) -> Vec<String> {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let indent: String = text.chars().take_while(|c| *c == ' ').collect();
    let mut lines: Vec<String> = Vec::new();
    let words = text.trim_start_matches(' ').split(' ').flat_map(|word| pieces(word, width.max(1)));
    for word in words {
        match lines.last_mut() {
            Some(line) if line.width().saturating_add(word.width()).saturating_add(1) <= width => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(format!("{indent}{word}")),
        }
    }
    lines
}

/// A word cut into pieces no wider than a line; nearly always the word itself.
fn pieces(word: &str, width: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for character in word.chars() {
        let full = pieces.last().is_some_and(|piece| piece.width() >= width);
        if full {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(character);
        }
    }
    pieces
}

fn table_text(table: &Table, lang: Lang, out: &mut String) {
    let cell = |(cell, column): (&Cell, &Column)| {
        let width = if column.align == Align::Left { CELL_WIDTH } else { WIDTH };
        broken(&cell.to_text(lang), width)
    };
    let rows: Vec<(bool, Vec<Vec<String>>)> =
        table.rows.iter().map(|row| (row.total, row.cells.iter().zip(&table.columns).map(cell).collect())).collect();
    let width = |(index, column): (usize, &Column)| {
        let cells = rows.iter().filter_map(|(_, cells)| cells.get(index)).flatten().map(|line| line.width());
        let title = column.title.get(lang);
        let words = title.split(' ').map(UnicodeWidthStr::width);
        cells.chain(words).chain([title.width().min(TITLE_WIDTH)]).max().unwrap_or_default()
    };
    let widths: Vec<usize> = table.columns.iter().enumerate().map(width).collect();
    let mut ruler = widths.iter().map(|width| "─".repeat(*width)).collect::<Vec<_>>().join("  ");
    ruler.push('\n');

    let mut titles: Vec<Vec<String>> =
        table.columns.iter().zip(&widths).map(|(column, width)| broken(column.title.get(lang), *width)).collect();
    // Titles stand on the last line of the heading, cells on the first of their row.
    let height = titles.iter().map(Vec::len).max().unwrap_or_default();
    for title in &mut titles {
        let missing = height.saturating_sub(title.len());
        title.splice(0..0, std::iter::repeat_n(String::new(), missing));
    }
    lines(table, &widths, &titles, out);
    out.push_str(&ruler);
    for (index, (total, cells)) in rows.iter().enumerate() {
        if *total && index > 0 {
            out.push_str(&ruler);
        }
        lines(table, &widths, cells, out);
    }
    out.push('\n');
}

/// One row of a table, as many lines high as its highest cell.
fn lines(table: &Table, widths: &[usize], cells: &[Vec<String>], out: &mut String) {
    let height = cells.iter().map(Vec::len).max().unwrap_or_default();
    for index in 0..height {
        let padded = table.columns.iter().zip(widths).zip(cells).map(|((column, width), cell)| {
            let text = cell.get(index).map(String::as_str).unwrap_or_default();
            let padding = " ".repeat(width.saturating_sub(text.width()));
            match column.align {
                Align::Left => format!("{text}{padding}"),
                Align::Right => format!("{padding}{text}"),
            }
        });
        let line = padded.collect::<Vec<_>>().join("  ");
        out.push_str(line.trim_end());
        out.push('\n');
    }
}
