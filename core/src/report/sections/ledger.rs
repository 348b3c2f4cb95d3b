//! Sổ số liệu: training, staff, finance, documents and whatever else a report names, beside last year.

use super::counted::whole;
use crate::Error;
use crate::ledger::{self, FigureState, LedgerFigure, LedgerLine, LedgerReport, TargetDirection};
use crate::report::figures::Lineage;
use crate::report::layout::{Cell, Table};
use crate::report::records::Records;
use crate::report::writer::{Piece, Writer, once};
use crate::text::{self, Text};
use std::collections::HashSet;
use std::rc::Rc;

fn value(figure: Option<&LedgerFigure>, state: FigureState) -> Cell {
    match figure.and_then(|figure| figure.value) {
        Some(value) => Cell::number(value),
        None if state == FigureState::Missing => Cell::Empty,
        None => Cell::Words(state.label()),
    }
}

fn target(line: &LedgerLine) -> Cell {
    let Some(state) = &line.target else { return Cell::Empty };
    let sign = match state.target.direction {
        TargetDirection::AtLeast => "≥ ",
        TargetDirection::AtMost => "≤ ",
    };
    let met = match state.met {
        Some(true) => Text::new(" (đạt)", " (met)"),
        Some(false) => Text::new(" (chưa đạt)", " (not met)"),
        None => Text::default(),
    };
    Cell::Words(Text::build(|lang| {
        let level = text::decimal(state.target.value.0, state.target.value.0.scale(), lang);
        format!("{sign}{level}{}", met.get(lang))
    }))
}

fn report(writer: &mut Writer<'_>, records: &Records) -> Result<Option<Rc<LedgerReport>>, Error> {
    once(&mut writer.answers.ledger, || {
        let Some(data) = &records.ledger else { return Ok(None) };
        let report = ledger::ledger_report(data)?;
        whole("ledger", "sổ số liệu", "the ledger", &report.issues)?;
        Ok(Some(report))
    })
}

/// The lines of the ledger about a subject; nothing where it has none.
pub(in crate::report) fn ledger(
    writer: &mut Writer<'_>,
    records: &Records,
    id: &str,
    told: impl Fn(Option<&str>) -> bool,
) -> Result<Option<Piece>, Error> {
    let Some(report) = report(writer, records)? else { return Ok(None) };
    let subject = |line: &LedgerLine| !line.subject.is_empty();
    let of = |line: &&LedgerLine| told(subject(line).then_some(line.subject.as_str()));
    let ids = row_ids(&report.lines);
    let (ids, lines): (Vec<String>, Vec<&LedgerLine>) =
        ids.into_iter().zip(&report.lines).filter(|(_, line)| of(line)).unzip();
    if lines.is_empty() {
        return Ok(None);
    }
    let several =
        lines.iter().any(|line| line.agency != lines.first().map(|line| line.agency.as_str()).unwrap_or_default());
    let columns = [
        ("", "Số liệu", "Figure"),
        ("", "Đơn vị tính", "Unit"),
        ("now", ">Kỳ này", "This period"),
        ("before", ">Cùng kỳ năm trước", "Same period last year"),
        ("change", ">Tăng giảm", "Change"),
        ("", ">Chỉ tiêu", "Target"),
    ];
    let mut piece = Piece::new(id, "Số liệu", "Figures");
    // Last year and targets are columns only where one is known.
    let known = [
        true,
        true,
        true,
        lines.iter().any(|line| line.previous_state != FigureState::Missing),
        lines.iter().any(|line| line.previous_state != FigureState::Missing),
        lines.iter().any(|line| line.target.is_some()),
    ];
    let shown = |place: usize| known.get(place).copied().unwrap_or(true);
    let kept: Vec<_> =
        columns.iter().enumerate().filter(|(place, _)| shown(*place)).map(|(_, column)| *column).collect();
    let mut table = Table::new(id, piece.title.clone(), &kept);
    for (line, id) in lines.iter().zip(&ids) {
        let label = match several && !line.agency.is_empty() {
            true => Text::build(|lang| format!("{} ({})", line.title.get(lang), line.agency)),
            false => line.title.clone(),
        };
        let cells = [
            Cell::Words(label),
            Cell::Words(line.unit_title.clone()),
            value(line.now.as_ref(), line.now_state),
            value(line.previous.as_ref(), line.previous_state),
            line.change.as_ref().map_or(Cell::Empty, |change| Cell::change(change.difference)),
            target(line),
        ];
        let cells = cells.into_iter().enumerate().filter(|(place, _)| shown(*place)).map(|(_, cell)| cell).collect();
        table.row(id, cells);
    }
    piece.table(writer, table, |row, column| {
        let line = ids.iter().position(|id| id == row).and_then(|place| lines.get(place));
        let figure = line.and_then(|line| match column {
            "before" => line.previous.as_ref(),
            _ => line.now.as_ref(),
        });
        let mut lineage = Lineage::of("ledger.entries");
        if let Some(figure) = figure {
            lineage = lineage.ids(figure.ids.iter().map(String::as_str));
            lineage.sources = figure.sources.clone();
        }
        lineage
    });
    Ok(Some(piece))
}

/// The ids of the rows, each once: agency "a" with "b.c" and agency "a.b" with "c" are two rows all the same.
fn row_ids(lines: &[LedgerLine]) -> Vec<String> {
    let mut met = HashSet::new();
    let id = |line: &LedgerLine| {
        let agency = if line.agency.is_empty() { String::new() } else { format!("{}.", line.agency) };
        let mut id = format!("ledger.{agency}{}", line.name);
        while !met.insert(id.clone()) {
            id.push('_');
        }
        id
    };
    lines.iter().map(id).collect()
}
