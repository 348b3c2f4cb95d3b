//! The report as plain text: sentences broken at a width, tables aligned.

use super::Report;
use super::layout::{Align, Block, Cell, Column, Table};
use crate::text::Lang;
use unicode_width::UnicodeWidthStr;

/// Sentences are broken at this width; tables take what their columns need.
const WIDTH: usize = 100;

/// Cells of words are broken past this width, titles of columns past the next.
const CELL_WIDTH: usize = 44;
const TITLE_WIDTH: usize = 9;

pub(super) fn render(report: &Report, lang: Lang) -> String {
    let title = report.title.get(lang).to_uppercase();
    let rule = "═".repeat(title.width().min(WIDTH));
    let mut out = format!("{title}\n{rule}\n");
    for line in report.agency.iter().chain([&report.opening]) {
        wrap(line.get(lang), "", &mut out);
    }
    for section in &report.sections {
        // One blank line before a heading, whatever stands above it.
        out.truncate(out.trim_end_matches('\n').len());
        out.push_str(&format!("\n\n{}\n\n", section.heading(lang)));
        let mut after_sentence = false;
        for block in &section.blocks {
            let is_table = matches!(block, Block::Table(_) | Block::Chart(_));
            if after_sentence && is_table {
                out.push('\n');
            }
            after_sentence = !is_table;
            match block {
                Block::Sentence(sentence) => wrap(sentence.get(lang), "", &mut out),
                Block::Item(item) => wrap(item.get(lang), "- ", &mut out),
                Block::Table(table) => table_text(table, lang, &mut out),
                Block::Chart(chart) => {
                    wrap(&format!("[{}] {}", chart.title.get(lang), chart.alternative.get(lang)), "", &mut out);
                    out.push('\n');
                }
            }
        }
    }
    if !report.sources.is_empty() {
        out.truncate(out.trim_end_matches('\n').len());
        out.push_str(match lang {
            Lang::Vi => "\n\nNguồn số liệu\n",
            Lang::En => "\n\nSources\n",
        });
        for source in &report.sources {
            wrap(&source.label(lang), "- ", &mut out);
        }
    }
    out
}

fn wrap(sentence: &str, mark: &str, out: &mut String) {
    for (index, line) in broken(&format!("{mark}{sentence}"), WIDTH).iter().enumerate() {
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
    let parts = table.has_parts();
    let rows = table.rows.iter().map(|row| {
        let mut cells: Vec<Vec<String>> = row.cells.iter().zip(&table.columns).map(cell).collect();
        // A part stands a little to the right of what it is a part of.
        if let Some(first) = cells.first_mut().filter(|_| row.level > 0) {
            first.iter_mut().for_each(|line| line.insert_str(0, "  "));
        }
        (row.total || parts && row.level == 0, cells)
    });
    let rows: Vec<(bool, Vec<Vec<String>>)> = rows.collect();
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
    for (index, (ruled, cells)) in rows.iter().enumerate() {
        if *ruled && index > 0 {
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
