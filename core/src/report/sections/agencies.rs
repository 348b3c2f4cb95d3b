//! Bàn giao: what was open when agencies changed, and what became of it.

use super::counted::whole;
use crate::Error;
use crate::agency::AgencyRegister;
use crate::handover::{self, HandoverRecords, HandoverTotal, ItemState};
use crate::report::figures::Lineage;
use crate::report::layout::{Cell, Formula, Table};
use crate::report::records::Records;
use crate::report::writer::{Piece, Writer, day, n};
use crate::text::Text;

fn row_id(total: &HandoverTotal) -> String {
    format!("handover.{}", total.kind.map_or_else(|| "total".to_owned(), |kind| crate::document::word(&kind)))
}

pub(in crate::report) fn handover(writer: &mut Writer<'_>, records: &Records) -> Result<Option<Piece>, Error> {
    let Some(record) = &records.handover else { return Ok(None) };
    let register = AgencyRegister::new(record.register.clone())?;
    let mut case = record.case.clone();
    if case.items.is_empty() && case.records.is_none() {
        // What the report tells of is what was handed over.
        case.records = Some(HandoverRecords {
            dossiers: records.dossiers.clone(),
            plan: records.plan.clone(),
            inspections: records.inspections.clone(),
            feedback: records.feedback.as_ref().map(|feedback| feedback.records.clone()).unwrap_or_default(),
        });
    }
    let found = handover::handover(&register, &case)?;
    whole("handover", "bàn giao", "the handover", &found.issues)?;
    let mut piece = Piece::new("handover", "Bàn giao khi sắp xếp cơ quan", "Handover between agencies");
    for change in &found.changes {
        piece.item(change.text.clone());
    }
    let slots = [("day", day(found.day)), ("count", n(found.scope.handed_over)), ("as_of", day(found.as_of))];
    piece.sentence(writer.say("handover.open", &slots));
    let columns = [
        ("", "Loại việc", "Kind"),
        ("eve", ">Đang mở trước ngày sắp xếp", "Open on the eve"),
        ("taken_over", ">Cơ quan kế thừa nhận", "Taken over"),
        ("undecided", ">Chưa phân định", "Undecided"),
        ("without_successor", ">Không có cơ quan kế thừa", "Without successor"),
        ("closed", ">Đã xong", "Closed since"),
        ("open", ">Còn mở", "Still open"),
    ];
    let title = Text::new("Việc đang mở được bàn giao và theo dõi đến hết", "Open items handed over and followed");
    let mut table = Table::new("handover", title, &columns);
    let sum = |names: [&str; 3]| Formula::Sum(names.map(str::to_owned).to_vec());
    table.formula("eve", sum(["taken_over", "undecided", "without_successor"]));
    for total in &found.totals {
        let label = total.kind.map_or_else(|| Text::new("Cộng", "Together"), |kind| kind.label());
        let counts = [total.eve, total.taken_over, total.undecided, total.without_successor, total.closed, total.open];
        let cells: Vec<Cell> = std::iter::once(Cell::Words(label)).chain(counts.map(Cell::Count)).collect();
        match total.kind {
            Some(_) => table.row(row_id(total), cells),
            None => table.total(row_id(total), cells),
        }
    }
    piece.table(writer, table, |row, column| {
        let of_kind = found.items.iter().filter(|item| {
            let total = found.totals.iter().find(|total| row_id(total) == row);
            total.is_some_and(|total| total.kind.is_none_or(|kind| kind == item.kind))
        });
        let wanted = of_kind.filter(|item| match column {
            "closed" => item.state == ItemState::Closed,
            "open" => item.state == ItemState::Open,
            _ => column == "eve",
        });
        match column {
            "eve" | "closed" | "open" => Lineage::of("handover.items").ids(wanted.map(|item| item.id.as_str())),
            _ => Lineage::of("handover.items"),
        }
    });
    piece.sentence(writer.say(if found.reconciles { "handover.reconciles" } else { "handover.differs" }, &[]));
    Ok(Some(piece))
}
