//! Thủ tục, kế hoạch, kiểm tra, xin lỗi, thứ hạng: what an office keeps beside its dossiers.

use super::dossiers::ratio_text;
use crate::Error;
use crate::inspection::Inspection;
use crate::number::{Exact, Ratio};
use crate::plan::{self, Task};
use crate::procedure::{self, PublishedProcedures};
use crate::ranking::Standing;
use crate::report::figures::{Lineage, Name, Unit};
use crate::report::layout::{Cell, Table};
use crate::report::records::{ApologyRecord, StandingRecord};
use crate::report::writer::{Piece, Writer, n};
use crate::statistics::ApologyDuty;
use crate::text::Text;

pub(in crate::report) fn procedures(
    writer: &mut Writer<'_>,
    published: &[PublishedProcedures],
) -> Result<Option<Piece>, Error> {
    if published.is_empty() {
        return Ok(None);
    }
    let total = procedure::total(published)?;
    let mut piece = Piece::new("procedures", "Thủ tục hành chính công bố theo cấp", "Published procedures by level");
    let columns = [("", "Cấp", "Level"), ("procedures", ">Số thủ tục", "Procedures"), ("", "Căn cứ", "Basis")];
    let mut table = Table::new("procedures", piece.title.clone(), &columns).unit("thủ tục", "procedures");
    for entry in published {
        let basis = Text::build(|lang| entry.source.label(lang));
        let id = format!("procedures.{}", entry.level.code());
        table.row(id, vec![Cell::Words(entry.level.label()), Cell::Count(entry.procedures), Cell::Words(basis)]);
    }
    let label = Text::new("Cộng", "Together");
    table.total("", vec![Cell::Words(label), Cell::Count(total), Cell::same("")]);
    let sources = |row: &str| {
        let entry = published.iter().find(|entry| row.ends_with(entry.level.code()));
        entry.map_or_else(|| Lineage::of("procedures"), |entry| Lineage::of("procedures").source(&entry.source))
    };
    piece.table(writer, table, |row, _| sources(row));
    let label = Text::new("Tổng số thủ tục công bố", "Procedures published");
    writer.count(Name::new("procedures.total", label, Lineage::of("procedures")), total);
    Ok(Some(piece))
}

pub(in crate::report) fn tasks(writer: &mut Writer<'_>, tasks: &[Task]) -> Result<Option<Piece>, Error> {
    if tasks.is_empty() {
        return Ok(None);
    }
    let progress = plan::progress(tasks, writer.report.as_of)?;
    let dated = tasks.iter().any(|task| task.due.is_some());
    let mut piece = Piece::new("tasks", "Tiến độ thực hiện kế hoạch", "Progress of the plan");
    let overdue = match dated {
        true => writer.say("tasks.overdue", &[("overdue", n(progress.overdue))]),
        false => writer.say("tasks.undated", &[]),
    };
    let slots = [
        ("done", n(progress.done)),
        ("total", n(progress.total)),
        ("rate", ratio_text(Ratio::of(progress.done, progress.total))),
        ("open", n(progress.in_progress)),
        ("overdue", overdue),
    ];
    piece.sentence(writer.say("tasks.progress", &slots));
    let name = |id: &str, vi: &str, en: &str| Name::new(id, Text::new(vi, en), Lineage::of("tasks"));
    writer.count(name("tasks.total", "Tổng số nhiệm vụ", "Tasks"), progress.total);
    writer.count(name("tasks.done", "Nhiệm vụ đã hoàn thành", "Tasks done"), progress.done);
    if dated {
        writer.count(name("tasks.overdue", "Nhiệm vụ quá hạn", "Tasks overdue"), progress.overdue);
    }
    let rate = name("tasks.done_percent", "Tỷ lệ hoàn thành nhiệm vụ", "Share of tasks done");
    writer.percent(rate, progress.done_percent, Text::new("tổng số nhiệm vụ", "all tasks"));
    Ok(Some(piece))
}

pub(in crate::report) fn inspection(
    writer: &mut Writer<'_>,
    inspection: &Inspection,
) -> Result<Option<Piece>, Error> {
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
            for count in counts {
                table.row("", vec![Cell::Words(count.title.clone()), Cell::Count(count.count)]);
                let of = if count.id.is_empty() { "none" } else { &count.id };
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
                state.map_or_else(Text::default, |state| {
                    Text::build(|lang| format!(" [{}]", state.label().get(lang)))
                }),
            ),
        ];
        piece.item(writer.say("inspection.finding", &slots));
        if let Some(state) = state {
            let lineage = Lineage::of("inspection.recommendations").ids([finding.id.as_str()]);
            let label = Text::build(|lang| match lang {
                crate::Lang::Vi => format!("Khắc phục phát hiện {}", finding.id),
                crate::Lang::En => format!("Follow-up of finding {}", finding.id),
            });
            let name = Name::new(format!("inspection.follow_up.{}", finding.id), label, lineage);
            writer.figure(name, Unit::Word, state.code(), None);
        }
    }
    Ok(Some(piece))
}

pub(in crate::report) fn apology(
    writer: &mut Writer<'_>,
    record: Option<&ApologyRecord>,
) -> Result<Option<Piece>, Error> {
    let Some(record) = record else { return Ok(None) };
    let duty = ApologyDuty::new(record.overdue_dossiers, record.apologised, writer.report.as_of)?;
    let (vi, en) = ("Xin lỗi bằng văn bản khi quá hạn", "Written apologies for overdue dossiers");
    let mut piece = Piece::new("apology", vi, en);
    let basis = ("basis", Text::build(|lang| record.source.label(lang)));
    piece.sentence(match duty.applicable {
        true => {
            let percent = ratio_text(duty.ratio());
            let slots = [("owed", n(duty.owed)), ("apologised", n(duty.apologised)), ("percent", percent), basis];
            writer.say("apology.owed", &slots)
        }
        false => writer.say("apology.none", &[basis]),
    });
    let lineage = || Lineage::of("apology").source(&record.source).rule(duty.rule.clone());
    let name = |id: &str, vi: &str, en: &str| Name::new(id, Text::new(vi, en), lineage());
    writer.count(name("apology.owed", "Hồ sơ phải xin lỗi", "Apologies owed"), duty.owed);
    let applicable = name("apology.applicable", "Có phát sinh nghĩa vụ xin lỗi", "Whether an apology was owed");
    writer.figure(applicable, Unit::Word, duty.applicable, None);
    let rate = name("apology.percent", "Tỷ lệ đã xin lỗi", "Share of apologies made");
    writer.percent(rate, duty.percent, Text::new("hồ sơ phải xin lỗi", "apologies owed"));
    Ok(Some(piece))
}

pub(in crate::report) fn standings(
    writer: &mut Writer<'_>,
    records: &[StandingRecord],
) -> Result<Option<Piece>, Error> {
    if records.is_empty() {
        return Ok(None);
    }
    let mut piece = Piece::new("standings", "Chỉ số và thứ hạng", "Index and ranks");
    let columns = [
        ("", "Chỉ số", "Index"),
        ("", ">Năm", "Year"),
        ("", ">Kết quả", "Result"),
        ("", ">Hạng", "Rank"),
        ("", ">Năm trước", "Earlier"),
        ("", ">Kết quả năm trước", "Earlier result"),
        ("", ">Hạng năm trước", "Earlier rank"),
        ("", ">Tăng giảm", "Change"),
        ("", ">Bậc", "Places"),
    ];
    let title = Text::new("Chỉ số và thứ hạng qua các năm", "Index and ranks by year");
    let mut table = Table::new("standings", title, &columns);
    for record in records {
        let (earlier, movement) = match (record.earlier, record.movement) {
            (Some(earlier), _) => (Some(earlier), record.now.movement_since(&earlier)),
            (None, Some(movement)) => (Some(record.now.before(&movement, record.earlier_of)?), movement),
            (None, None) => (None, Default::default()),
        };
        let year = |year: Option<i32>| year.map_or(Cell::Empty, |year| Cell::same(year.to_string()));
        let mut cells = vec![Cell::Words(record.title.clone()), year(Some(record.year))];
        cells.extend(standing_cells(&record.now));
        cells.push(year(record.earlier_year));
        cells.extend(standing_cells(&earlier.unwrap_or_default()));
        cells.push(movement.points.map_or(Cell::Empty, Cell::change));
        cells.push(movement.places.map_or(Cell::Empty, |places| Cell::change(Exact(places.into()))));
        table.row("", cells);
        let mut figure = |id: &str, vi: &str, en: &str, unit: Unit, value: Option<String>| {
            let label = Text::build(|lang| format!("{}: {}", record.title.get(lang), Text::new(vi, en).get(lang)));
            let lineage = Lineage::of("standings").ids([record.id.as_str()]).source(&record.source);
            if let Some(value) = value {
                writer.figure(Name::new(format!("standings.{}.{id}", record.id), label, lineage), unit, value, None);
            }
        };
        let points = |standing: Option<Standing>| standing.and_then(|standing| standing.points);
        let rank = |standing: Option<Standing>| standing.and_then(|standing| standing.rank);
        let now = Some(record.now);
        figure("points", "điểm", "points", Unit::Points, points(now).map(|points| points.to_string()));
        figure("rank", "hạng", "rank", Unit::Rank, rank(now).map(|rank| rank.to_string()));
        let before = points(earlier).map(|points| points.to_string());
        figure("earlier_points", "điểm năm trước", "points the year before", Unit::Points, before);
        let before = rank(earlier).map(|rank| rank.to_string());
        figure("earlier_rank", "hạng năm trước", "rank the year before", Unit::Rank, before);
        let change = movement.points.map(|points| points.to_string());
        figure("change", "tăng giảm điểm", "change in points", Unit::Points, change);
        let places = movement.places.map(|places| places.to_string());
        figure("places", "số bậc tăng giảm", "places up or down", Unit::Places, places);
    }
    piece.table(writer, table, |_, _| Lineage::of("standings"));
    piece.sentence(writer.say("standings.change", &[]));
    Ok(Some(piece))
}

fn standing_cells(standing: &Standing) -> [Cell; 2] {
    let rank = match (standing.rank, standing.of) {
        (Some(rank), Some(of)) => Cell::same(format!("{rank}/{of}")),
        (Some(rank), None) => Cell::Count(rank.into()),
        (None, _) => Cell::Empty,
    };
    [standing.points.map_or(Cell::Empty, Cell::Points), rank]
}
