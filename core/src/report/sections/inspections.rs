//! Kiểm tra: one inspection, or the plan of a year with its findings and what became of them.

use super::counted::{Counted, Line, count_table, nameless, whole};
use super::dossiers::ratio_text;
use crate::Error;
use crate::inspection::{Coverage, FindingCount, FindingRef, FollowUp, Inspection, InspectionReport, PlanCoverage};
use crate::number::Ratio;
use crate::report::figures::{Lineage, Name, Unit};
use crate::report::layout::{Cell, Table};
use crate::report::records::Records;
use crate::report::writer::{Piece, Writer, n};
use crate::text::{Lang, Text};

pub(in crate::report) fn inspection(writer: &mut Writer<'_>, inspection: &Inspection) -> Result<Option<Piece>, Error> {
    if inspection.units.is_empty() {
        return Ok(None);
    }
    let summary = inspection.summary(writer.report.as_of)?;
    let mut piece = Piece::new("inspection", "Kiểm tra cải cách hành chính", "Inspection");
    let (planned, inspected) = (summary.planned, summary.inspected);
    piece.sentence(match inspected {
        0 => writer.say("inspection.planned", &[("planned", n(planned))]),
        _ => {
            let rate = ratio_text(Ratio::of(inspected, planned));
            let slots = [("inspected", n(inspected)), ("planned", n(planned)), ("rate", rate)];
            writer.say("inspection.inspected", &slots)
        }
    });
    let units = || Lineage::of("inspection.units");
    let name = |id: &str, vi: &str, en: &str| Name::new(id, Text::new(vi, en), units());
    writer.count(name("inspection.planned", "Đơn vị theo kế hoạch kiểm tra", "Units planned"), planned);
    writer.count(name("inspection.inspected", "Đơn vị đã kiểm tra", "Units inspected"), inspected);
    let rate = name("inspection.inspected_percent", "Tỷ lệ đã kiểm tra", "Share of units inspected");
    writer.percent(rate, summary.inspected_percent, Text::new("đơn vị theo kế hoạch", "planned units"));
    let counted = |id: &str, title: Text, first: (&'static str, &'static str), second: (&str, &str)| {
        Table::new(id, title, &[("", first.0, first.1), ("count", second.0, second.1)])
    };
    if !summary.by_kind.is_empty() {
        let title = Text::new("Đơn vị theo kế hoạch, theo loại", "Units planned by kind");
        let mut table = counted("inspection.kinds", title, ("Loại đơn vị", "Kind of unit"), (">Số đơn vị", "Units"));
        for kind in &summary.by_kind {
            table.row("", vec![Cell::Words(kind.title.clone()), Cell::Count(kind.count)]);
        }
        table.total("", vec![Cell::Words(Text::new("Cộng", "Together")), Cell::Count(planned)]);
        piece.table(writer, table, |_, _| units());
    }
    if !summary.by_subject.is_empty() {
        let lists = [
            ("subject", "Phát hiện theo nội dung", "Findings by subject", ("Nội dung", "Subject"), &summary.by_subject),
            ("unit", "Phát hiện theo đơn vị", "Findings by unit", ("Đơn vị", "Unit"), &summary.by_unit),
        ];
        for (id, vi, en, first, counts) in lists {
            let title = Text::new(vi, en);
            let mut table = counted(&format!("inspection.{id}"), title, first, (">Phát hiện", "Findings"));
            let nobody = nameless(counts.iter().map(|count| &count.id));
            for count in counts {
                table.row("", vec![Cell::Words(count.title.clone()), Cell::Count(count.count)]);
                let of = if count.id.is_empty() { &nobody } else { &count.id };
                let findings = inspection.findings.iter().filter(|finding| match id {
                    "subject" => finding.subjects.contains(&count.id),
                    _ => finding.unit == count.id,
                });
                let lineage = Lineage::of("inspection.findings").ids(findings.map(|finding| finding.id.as_str()));
                writer.count(Name::new(format!("inspection.{id}.{of}"), count.title.clone(), lineage), count.count);
            }
            piece.table(writer, table, |_, _| units());
        }
    }
    if inspection.findings.iter().any(|finding| finding.subjects.len() > 1) {
        piece.sentence(writer.say("inspection.several_subjects", &[]));
    }
    for finding in &inspection.findings {
        let state = summary.follow_up.iter().find(|state| state.finding == finding.id).map(|state| state.state);
        let words = |text: String| Text::same(text);
        let slots = [
            ("id", Text::same(&finding.id)),
            ("unit", words(if finding.unit.is_empty() { String::new() } else { format!("{}: ", finding.unit) })),
            ("statement", finding.statement.clone()),
            (
                "state",
                state.map_or_else(Text::default, |state| Text::build(|lang| format!(" [{}]", state.label().get(lang)))),
            ),
        ];
        piece.item(writer.say("inspection.finding", &slots));
        if let Some(state) = state {
            let lineage = Lineage::of("inspection.recommendations").ids([finding.id.as_str()]);
            let label = Text::build(|lang| match lang {
                Lang::Vi => format!("Khắc phục phát hiện {}", finding.id),
                Lang::En => format!("Follow-up of finding {}", finding.id),
            });
            let name = Name::new(format!("inspection.follow_up.{}", finding.id), label, lineage);
            writer.figure(name, Unit::Word, state.code(), None);
        }
    }
    Ok(Some(piece))
}

/// A finding's name among those of several inspections.
fn name_of(finding: &FindingRef) -> String {
    format!("{}/{}", finding.inspection, finding.finding)
}

pub(in crate::report) fn inspections(writer: &mut Writer<'_>, records: &Records) -> Result<Option<Piece>, Error> {
    let Some(inspections) = &records.inspections else { return Ok(None) };
    let report = inspections.report(writer.report.as_of, writer.calendar);
    whole("inspections", "sổ kiểm tra", "the inspections", &report.issues)?;
    let (vi, en) = ("Kế hoạch kiểm tra, kết quả và khắc phục", "Inspection plan, findings and follow-up");
    let mut piece = Piece::new("inspections", vi, en);
    for plan in &report.plans {
        coverage(writer, &mut piece, plan);
    }
    inspected(writer, &mut piece, &report);
    findings(writer, &mut piece, &report);
    follow_up(writer, &mut piece, &report);
    repeated(writer, &mut piece, &report);
    if !report.never_inspected.is_empty() {
        let slots = [("units", Text::same(report.never_inspected.join(", ")))];
        piece.sentence(writer.say("inspections.never", &slots));
    }
    for remark in &report.remarks {
        piece.item(Text::build(|lang| remark.error.message(lang)));
    }
    Ok(Some(piece))
}

fn coverage(writer: &mut Writer<'_>, piece: &mut Piece, plan: &PlanCoverage) {
    let shares = [
        ("own_planned", ("Đơn vị trực thuộc đưa vào kế hoạch kiểm tra", "Own units planned"), &plan.own_planned),
        ("own_inspected", ("Đơn vị trực thuộc đã kiểm tra", "Own units inspected"), &plan.own_inspected),
        ("planned_inspected", ("Đơn vị theo kế hoạch đã kiểm tra", "Planned units inspected"), &plan.planned_inspected),
    ];
    let year = plan.year;
    for (id, (vi, en), Coverage { share, units, .. }) in shares {
        if share.total == 0 {
            continue;
        }
        let slots = [
            ("what", Text::new(vi, en)),
            ("year", Text::same(year.to_string())),
            ("count", n(share.count)),
            ("total", n(share.total)),
            ("rate", ratio_text(Ratio::of(share.count, share.total))),
        ];
        piece.sentence(writer.say("inspections.coverage", &slots));
        let lineage = || Lineage::of("inspections.plans").ids(units.iter().map(String::as_str));
        let name = |what: &str, label: Text| Name::new(format!("inspections.{year}.{id}.{what}"), label, lineage());
        writer.count(name("count", Text::new(vi, en)), share.count);
        let label = Text::new(format!("{vi}: tỷ lệ"), format!("{en}: share"));
        writer.percent(name("percent", label), share.percent, share.of.clone());
    }
    let Some(threshold) = &plan.threshold else { return };
    let met = |met: Option<bool>| match met {
        Some(true) => Text::new("đạt", "met"),
        Some(false) => Text::new("chưa đạt", "not met"),
        None => Text::new("chưa xét được", "not known"),
    };
    let percent = Text::build(|lang| crate::text::percent(threshold.percent.0, lang));
    let source = Text::build(|lang| threshold.source.label(lang));
    let slots = [
        ("percent", percent),
        ("planned", met(threshold.planned)),
        ("inspected", met(threshold.inspected)),
        ("source", source),
    ];
    piece.sentence(writer.say("inspections.threshold", &slots));
}

fn inspected(writer: &mut Writer<'_>, piece: &mut Piece, report: &InspectionReport) {
    if report.inspections.is_empty() {
        return;
    }
    let columns = [
        ("", "Cuộc kiểm tra", "Inspection"),
        ("", "Hình thức", "Form"),
        ("units", ">Số đơn vị", "Units"),
        ("visited", ">Đã kiểm tra", "Visited"),
        ("findings", ">Phát hiện", "Findings"),
        ("recommendations", ">Kiến nghị", "Recommendations"),
        ("", "Thông báo kết luận", "Notice"),
    ];
    let title = Text::new("Các cuộc kiểm tra", "Inspections");
    let mut table = Table::new("inspections", title, &columns);
    for row in &report.inspections {
        let conclusion = row.conclusion.as_ref().map(|notice| {
            Text::build(|lang| format!("{} {}", notice.number, crate::text::date(notice.date, lang)).trim().to_owned())
        });
        let cells = vec![
            Cell::same(&row.id),
            row.form.map_or(Cell::Empty, |form| Cell::Words(form.label())),
            Cell::Count(row.units),
            Cell::Count(row.visited),
            Cell::Count(row.findings),
            Cell::Count(row.recommendations),
            conclusion.map_or(Cell::Empty, Cell::Words),
        ];
        table.row(format!("inspections.{}", row.id), cells);
    }
    piece.table(writer, table, |row, _| Lineage::of("inspections.inspections").ids(row.strip_prefix("inspections.")));
}

fn findings(writer: &mut Writer<'_>, piece: &mut Piece, report: &InspectionReport) {
    let lists = [
        (
            "inspections.subject",
            ("Phát hiện theo nội dung", "Findings by subject"),
            ("Nội dung", "Subject"),
            &report.by_subject,
        ),
        ("inspections.unit", ("Phát hiện theo đơn vị", "Findings by unit"), ("Đơn vị", "Unit"), &report.by_unit),
    ];
    for (id, (vi, en), lines, counts) in lists {
        let names: Vec<Vec<String>> = counts.iter().map(|count| count.findings.iter().map(name_of).collect()).collect();
        let nobody = nameless(counts.iter().map(|count| &count.id));
        let line = |(count, ids): (&FindingCount, &Vec<String>)| {
            let id = if count.id.is_empty() { &nobody } else { &count.id };
            // Borrowed for the table alone.
            (id.to_owned(), count.title.clone(), count.count, ids.clone())
        };
        let owned: Vec<_> = counts.iter().zip(&names).map(line).collect();
        let lines_of: Vec<Line<'_>> =
            owned.iter().map(|(id, label, count, ids)| Line::new(id, label, *count, ids)).collect();
        // A finding on several subjects counts under each, so these have no total.
        let total = (id == "inspections.unit").then_some(report.findings);
        let about = Counted {
            id,
            title: Text::new(vi, en),
            lines,
            unit: ("phát hiện", "findings"),
            records: "inspections.findings",
            total,
        };
        count_table(writer, piece, about, &lines_of);
    }
    let name =
        Name::new("inspections.findings", Text::new("Phát hiện", "Findings"), Lineage::of("inspections.findings"));
    writer.count(name, report.findings);
}

fn follow_up(writer: &mut Writer<'_>, piece: &mut Piece, report: &InspectionReport) {
    if report.recommendations == 0 {
        return;
    }
    let owned: Vec<(String, Text, u64, Vec<String>)> = report
        .follow_up
        .iter()
        .map(|line| {
            let ids = line.recommendations.iter().map(|pair| pair.join("/")).collect();
            (line.state.code().to_owned(), line.title.clone(), line.count, ids)
        })
        .collect();
    let lines: Vec<Line<'_>> = owned.iter().map(|(id, label, count, ids)| Line::new(id, label, *count, ids)).collect();
    let about = Counted {
        id: "inspections.follow_up",
        title: Text::new("Tình trạng thực hiện kiến nghị", "Follow-up of recommendations"),
        lines: ("Tình trạng", "State"),
        unit: ("kiến nghị", "recommendations"),
        records: "inspections.recommendations",
        total: Some(report.recommendations),
    };
    count_table(writer, piece, about, &lines);
    let lineage = || Lineage::of("inspections.recommendations");
    let label = Text::new("Kiến nghị sau kiểm tra", "Recommendations");
    writer.count(Name::new("inspections.recommendations", label, lineage()), report.recommendations);
    let label = Text::new("Tỷ lệ kiến nghị đã khắc phục", "Share of recommendations remedied");
    let share = &report.remedied;
    writer.percent(Name::new("inspections.remedied_percent", label, lineage()), share.percent, share.of.clone());
    let columns = [
        ("", "Kiến nghị", "Recommendation"),
        ("", "Đơn vị thực hiện", "To"),
        ("", ">Hạn", "Due"),
        ("days", ">Số ngày quá hạn", "Days overdue"),
    ];
    let title = Text::new("Kiến nghị quá hạn chưa khắc phục", "Overdue recommendations");
    let mut table = Table::new("inspections.overdue", title, &columns);
    for row in report.rows.iter().filter(|row| row.state == FollowUp::Overdue) {
        let id = format!("{}/{}", row.inspection, row.id);
        let due = row.due.map_or(Cell::Empty, Cell::Date);
        let days = row.days_overdue.map_or(Cell::Empty, Cell::Count);
        table.row(format!("inspections.overdue.{id}"), vec![Cell::same(id), Cell::same(&row.to), due, days]);
    }
    if !table.rows.is_empty() {
        piece.table(writer, table, |row, _| lineage().ids(row.strip_prefix("inspections.overdue.")));
    }
}

fn repeated(writer: &mut Writer<'_>, piece: &mut Piece, report: &InspectionReport) {
    for finding in &report.repeated {
        let years = finding.years.iter().map(i32::to_string).collect::<Vec<_>>().join(", ");
        let links: Vec<String> =
            finding.findings.iter().map(|link| format!("{}/{}", link.inspection, link.finding)).collect();
        let remedied = finding.findings.iter().any(|link| link.earlier_remedied == Some(true));
        let before = match remedied {
            true => writer.say("inspections.repeated_remedied", &[]),
            false => Text::default(),
        };
        let slots = [
            ("unit", Text::same(&finding.unit)),
            ("kind", Text::same(&finding.kind)),
            ("years", Text::same(years)),
            ("findings", Text::same(links.join(", "))),
            ("remedied", before),
        ];
        piece.item(writer.say("inspections.repeated", &slots));
    }
    let count = u64::try_from(report.repeated.len()).unwrap_or(u64::MAX);
    let label = Text::new("Phát hiện lặp lại qua các năm", "Findings repeated over years");
    writer.count(Name::new("inspections.repeated", label, Lineage::of("inspections.findings")), count);
}
