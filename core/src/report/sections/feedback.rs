//! Phản ánh, kiến nghị: how much came, what became of it, and whether each step was in time.

use super::counted::{Counted, Line, count_table, counting, whole};
use crate::Error;
use crate::feedback::{self, FeedbackReport};
use crate::report::figures::Lineage;
use crate::report::layout::{Cell, Table};
use crate::report::records::Records;
use crate::report::writer::{Piece, Writer, n};
use crate::text::Text;

const LIST: &str = "feedback.records";

pub(in crate::report) fn feedback(writer: &mut Writer<'_>, records: &Records) -> Result<Option<Piece>, Error> {
    let Some(data) = &records.feedback else { return Ok(None) };
    let report = feedback::feedback_report(writer.calendar, data, writer.report.as_of)?;
    whole("feedback", "sổ phản ánh, kiến nghị", "the feedback", &report.issues)?;
    let mut piece = Piece::new("feedback", "Phản ánh, kiến nghị", "Feedback");
    piece.sentence(report.text.clone());
    totals(writer, &mut piece, &report);
    let groups = [
        ("feedback.class", "Phản ánh, kiến nghị theo nhóm", "Feedback by class", ("Nhóm", "Class"), &report.by_class),
        ("feedback.kind", "Phản ánh, kiến nghị theo loại", "Feedback by kind", ("Loại", "Kind"), &report.by_kind),
        (
            "feedback.channel",
            "Phản ánh, kiến nghị theo kênh tiếp nhận",
            "Feedback by channel",
            ("Kênh", "Channel"),
            &report.by_channel,
        ),
    ];
    for (id, vi, en, first, groups) in groups {
        let lines: Vec<Line<'_>> =
            groups.iter().map(|group| Line::new(&group.id, &group.title, group.count, &group.ids)).collect();
        let about = Counted {
            id,
            title: Text::new(vi, en),
            lines: first,
            unit: ("phản ánh", "pieces"),
            records: LIST,
            total: Some(groups.iter().map(|group| group.count).sum()),
        };
        count_table(writer, &mut piece, about, &lines);
    }
    steps(writer, &mut piece, &report);
    let further = [
        ("feedback.outside", ("Không thuộc thẩm quyền", "Outside competence"), &report.outside_competence),
        ("feedback.false", ("Phản ánh không đúng", "Found false"), &report.found_false),
        ("feedback.repeated", ("Phản ánh lặp lại", "Repeated"), &report.repeated),
        ("feedback.prolonged", ("Bị kéo dài", "Prolonged"), &report.prolonged),
        ("feedback.public", ("Công khai kết quả", "Made public"), &report.published),
    ];
    let told = further.iter().filter(|(.., counted)| counted.count > 0).map(|(_, (vi, en), counted)| {
        Text::build(|lang| format!("{}: {}", Text::new(*vi, *en).get(lang), n(counted.count).get(lang)))
    });
    let told: Vec<Text> = told.collect();
    if !told.is_empty() {
        piece.sentence(writer.say("feedback.further", &[("items", crate::report::writer::joined(&told, "; "))]));
    }
    for (id, label, counted) in further {
        writer.count(counting(id, label, LIST, &counted.ids), counted.count);
    }
    Ok(Some(piece))
}

fn totals(writer: &mut Writer<'_>, piece: &mut Piece, report: &FeedbackReport) {
    let totals = &report.totals;
    piece.sentence(totals.identity.clone());
    let counts = [
        ("feedback.carried_over", ("Phản ánh từ kỳ trước", "Feedback carried over"), &totals.carried_over),
        ("feedback.received", ("Phản ánh tiếp nhận trong kỳ", "Feedback received"), &totals.received),
        ("feedback.answered", ("Phản ánh đã trả lời", "Feedback answered"), &totals.answered),
        ("feedback.refused", ("Phản ánh không tiếp nhận", "Feedback refused"), &totals.refused),
        ("feedback.forwarded", ("Phản ánh chuyển cơ quan khác", "Feedback forwarded"), &totals.forwarded),
        ("feedback.guided", ("Phản ánh đã hướng dẫn", "Feedback guided elsewhere"), &totals.guided),
        ("feedback.open", ("Phản ánh đang xử lý", "Feedback open"), &totals.open),
    ];
    for (id, label, counted) in counts {
        writer.count(counting(id, label, LIST, &counted.ids), counted.count);
    }
    let Some(rate) = &totals.answered_of_to_handle else { return };
    let label = ("Tỷ lệ phản ánh đã trả lời", "Share of feedback answered");
    writer.percent(
        counting("feedback.answered_percent", label, LIST, &totals.answered.ids),
        rate.percent,
        rate.of.clone(),
    );
}

fn steps(writer: &mut Writer<'_>, piece: &mut Piece, report: &FeedbackReport) {
    let columns = [
        ("", "Bước", "Step"),
        ("in_time", ">Đúng hạn", "In time"),
        ("late", ">Quá hạn", "Late"),
        ("running", ">Còn trong hạn", "Running"),
        ("overdue", ">Đang quá hạn", "Overdue"),
        ("not_stated", ">Không quy định hạn", "No limit stated"),
        ("not_known", ">Chưa đủ dữ liệu", "Not known"),
        ("in_time_percent", ">Đúng hạn trên đã làm", "In time of those done"),
    ];
    let title = Text::new("Thời hạn xử lý phản ánh, kiến nghị theo bước", "Timeliness of feedback by step");
    let mut table = Table::new("feedback.steps", title, &columns).unit("phản ánh", "pieces");
    for step in &report.steps {
        let id = crate::document::word(&step.step);
        table.share("in_time_percent", &step.in_time_of_done.of);
        let cells = vec![
            Cell::Words(step.step.label()),
            Cell::Count(step.in_time.count),
            Cell::Count(step.late.count),
            Cell::Count(step.running.count),
            Cell::Count(step.overdue.count),
            Cell::Count(step.not_stated.count),
            Cell::Count(step.not_known.count),
            Cell::Ratio(step.in_time_of_done.ratio()),
        ];
        table.row(format!("feedback.steps.{id}"), cells);
    }
    piece.table(writer, table, |row, column| {
        let step = report
            .steps
            .iter()
            .find(|step| row.strip_prefix("feedback.steps.") == Some(crate::document::word(&step.step).as_str()));
        let ids = step.map(|step| match column {
            "in_time" => &step.in_time.ids,
            "late" => &step.late.ids,
            "running" => &step.running.ids,
            "overdue" => &step.overdue.ids,
            "not_stated" => &step.not_stated.ids,
            _ => &step.not_known.ids,
        });
        match (ids, column) {
            (Some(ids), "in_time" | "late" | "running" | "overdue" | "not_stated" | "not_known") => {
                Lineage::of(LIST).ids(ids.iter().map(String::as_str))
            }
            _ => Lineage::of(LIST),
        }
    });
}
