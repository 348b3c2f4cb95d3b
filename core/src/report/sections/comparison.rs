//! So với cùng kỳ năm trước: the figures of this period beside those of the year before.

use crate::Error;
use crate::number::{self, Exact, Ratio};
use crate::report::Report;
use crate::report::figures::{Figure, Lineage, Unit};
use crate::report::layout::{Block, Cell, Table};
use crate::report::outline::Outline;
use crate::report::records::{LastYear, Records};
use crate::report::writer::{Piece, Writer};
use crate::text::Text;
use std::collections::HashMap;

const ID: &str = "comparison";

/// The place of the comparison, filled when all figures are there.
pub(in crate::report) fn comparison_to_come() -> Piece {
    Piece::new(ID, "So với cùng kỳ năm trước", "Compared with the same period last year")
}

/// Last year's figures by their names without the prefix of their report.
fn earlier(last_year: &LastYear, writer: &Writer<'_>) -> Result<HashMap<String, Exact>, Error> {
    let mut figures = HashMap::new();
    if let Some(records) = &last_year.records {
        let report = Report::write(records, writer.calendar)?;
        let prefix = format!("{}.", report.id);
        for figure in &report.figures {
            if let (Some(id), Ok(value)) = (figure.id.strip_prefix(&prefix), figure.value.parse()) {
                figures.insert(id.to_owned(), value);
            }
        }
    }
    figures.extend(last_year.figures.iter().map(|figure| (figure.id.clone(), figure.value)));
    Ok(figures)
}

/// Whether a figure is one that years are compared by.
fn is_compared(outline: &Outline, id: &str) -> bool {
    let named = |pattern: &String| match pattern.strip_suffix('*') {
        Some(start) => id.starts_with(start),
        None => id == pattern,
    };
    outline.compare().iter().any(named)
}

/// Fills the section of the comparison, or takes it away where the two years have no figure in common.
pub(in crate::report) fn fill_comparison(
    writer: &mut Writer<'_>,
    outline: &Outline,
    records: &Records,
) -> Result<(), Error> {
    let Some(last_year) = &records.last_year else { return Ok(()) };
    let earlier = earlier(last_year, writer)?;
    let prefix = format!("{}.", writer.report.id);
    let table = compared(&writer.report.figures, &prefix, &earlier, outline);
    let mut blocks = Vec::new();
    if !table.rows.is_empty() {
        let source = |row: &str| last_year.figures.iter().find(|figure| row.ends_with(&format!(".{}", figure.id)));
        let lineage = |row: &str| match source(row) {
            Some(figure) => Lineage::of("last_year").source(&figure.source),
            None => Lineage::of("last_year"),
        };
        writer.figures_of(&table, |row, _| lineage(row));
        as_compared(&mut writer.report.figures, &prefix);
        blocks.extend([Block::Table(table), Block::Sentence(writer.say("comparison.change", &[]))]);
    }
    let sections = &mut writer.report.sections;
    match sections.iter_mut().find(|section| section.id == ID) {
        Some(_) if blocks.is_empty() => sections.retain(|section| section.id != ID),
        Some(section) => section.blocks = blocks,
        None => {}
    }
    Ok(())
}

/// The two values and their difference are in the unit of the figure they are of.
fn as_compared(figures: &mut [Figure], prefix: &str) {
    let units: HashMap<String, (Unit, Option<Text>)> =
        figures.iter().map(|figure| (figure.id.clone(), (figure.unit, figure.of.clone()))).collect();
    for figure in figures {
        let Some(name) = figure.id.strip_prefix(prefix).and_then(|id| id.strip_prefix("comparison.")) else { continue };
        let Some((of, column)) = name.rsplit_once('.') else { continue };
        if column == "percent" {
            figure.unit = Unit::Percent;
            figure.of = Some(Text::new("cùng kỳ năm trước", "the same period last year"));
        } else if let Some((unit, of)) = units.get(&format!("{prefix}{of}")) {
            figure.unit = *unit;
            figure.of.clone_from(of);
        }
    }
}

fn compared(figures: &[Figure], prefix: &str, earlier: &HashMap<String, Exact>, outline: &Outline) -> Table {
    let columns = [
        ("", "Chỉ tiêu", "Figure"),
        ("", "Đơn vị", "Unit"),
        ("before", ">Cùng kỳ năm trước", "Same period last year"),
        ("now", ">Kỳ này", "This period"),
        ("change", ">Tăng giảm", "Change"),
        ("percent", ">Tăng giảm %", "Change in per cent"),
    ];
    let title = Text::new("So với cùng kỳ năm trước", "Compared with the same period last year");
    let mut table = Table::new(ID, title, &columns);
    for figure in figures {
        let Some(id) = figure.id.strip_prefix(prefix).filter(|id| is_compared(outline, id)) else { continue };
        let now: Option<Exact> = figure.value.parse().ok();
        let before = earlier.get(id).copied();
        if now.is_none() && before.is_none() {
            continue;
        }
        let change = now.zip(before).and_then(|(now, before)| number::difference(now, before));
        let share = match (figure.unit, change, before) {
            (Unit::Count | Unit::Number, Some(change), Some(before)) if before.0.is_sign_positive() => {
                Ratio { numerator: change, denominator: before }.percent()
            }
            _ => None,
        };
        let cell = |value: Option<Exact>| value.map_or(Cell::Empty, Cell::number);
        let signed = |value: Option<Exact>| value.map_or(Cell::Empty, Cell::change);
        let cells = vec![
            Cell::Words(figure.label.clone()),
            Cell::Words(figure.unit.label()),
            cell(before),
            cell(now),
            signed(change),
            signed(share),
        ];
        table.row(format!("{ID}.{id}"), cells);
    }
    // Nothing of last year is known: that is no comparison.
    if table.rows.iter().all(|row| row.cells.get(2) == Some(&Cell::Empty)) {
        table.rows.clear();
    }
    table
}
