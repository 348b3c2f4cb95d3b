//! The sections written from dossiers, procedures, plans, inspections and standings.

use super::figures::Unit;
use super::layout::{Cell, Section, Table};
use super::{ApologyRecord, Report, StandingRecord};
use crate::Error;
use crate::dossier::Mechanism;
use crate::error::Issue;
use crate::inspection::Inspection;
use crate::number::{Exact, Ratio};
use crate::plan::{self, Task};
use crate::procedure::{self, PublishedProcedures};
use crate::ranking::Standing;
use crate::statistics::{ApologyDuty, OnTimeTable, Rate, StatsSummary};
use crate::text::{self, Lang, Text};
use std::collections::BTreeMap;

pub(super) fn facts(report: &mut Report, facts: &[Text]) {
    if facts.is_empty() {
        return;
    }
    let mut section = Section::new("facts", "Thông tin chung", "In general");
    for fact in facts {
        section.sentence(|lang| format!("- {}", fact.get(lang)));
    }
    report.sections.push(section);
}

const COUNTS: [(&str, &str); 9] = [
    (">Tiếp nhận", "Received"),
    (">Trước hạn", "Early"),
    (">Đúng hạn", "On time"),
    (">Quá hạn", "Late"),
    (">Chưa đến hạn", "Not yet due"),
    (">Đang xử lý quá hạn", "Pending overdue"),
    (">Chờ, rút, dừng", "Waiting, withdrawn, stopped"),
    (">Đúng hạn trên đã giải quyết", "On time of resolved"),
    (">Đúng hạn trên tiếp nhận", "On time of received"),
];

fn count_cells(stats: &StatsSummary) -> Vec<Cell> {
    vec![
        Cell::Count(stats.received),
        Cell::Count(stats.counts.early),
        Cell::Count(stats.counts.on_time),
        Cell::Count(stats.counts.late),
        Cell::Count(stats.counts.in_progress),
        Cell::Count(stats.counts.overdue),
        Cell::Count(stats.received.saturating_sub(stats.counted)),
        Cell::Ratio(stats.on_time_of_resolved.ratio()),
        Cell::Ratio(stats.on_time_of_received.ratio()),
    ]
}

fn count_table(first: &[(&str, &str)]) -> Table {
    Table::of(&first.iter().chain(&COUNTS).copied().collect::<Vec<_>>())
}

pub(super) fn dossiers(report: &mut Report, table: &OnTimeTable) -> Result<(), Error> {
    table.reconcile()?;
    let mut section = Section::new("dossiers", "Kết quả giải quyết hồ sơ", "Results of handling dossiers");
    let mut counts = count_table(&[("Cơ chế", "Mechanism")]);
    let total = table.total().summary()?;
    let mechanisms: Vec<(Option<Mechanism>, StatsSummary)> = table
        .by_mechanism()
        .map(|(mechanism, stats)| Ok((mechanism, stats.summary()?)))
        .collect::<Result<_, Error>>()?;
    for (mechanism, stats) in &mechanisms {
        counts.row([vec![Cell::Words(mechanism_label(*mechanism))], count_cells(stats)].concat());
    }
    if mechanisms.len() != 1 {
        counts.total([vec![Cell::Words(Text::new("Cộng", "Together"))], count_cells(&total)].concat());
    }
    section.table(counts);
    for (mechanism, stats) in &mechanisms {
        dossier_sentence(&mut section, &mechanism_label(*mechanism), stats);
    }
    section.sentence(|lang| {
        let aside = total.received.saturating_sub(total.counted);
        let outside = total.total.saturating_sub(total.received);
        let numbers = [total.received, total.resolved, total.pending, aside, outside];
        let [received, resolved, pending, aside, outside] = numbers.map(|n| text::count(n, lang));
        let rule = total.rule.label(lang);
        match lang {
            Lang::Vi => format!(
                "Đối chiếu: {received} tiếp nhận = {resolved} đã giải quyết + {pending} đang giải quyết + {aside} chờ, rút hoặc dừng; ngoài số này {outside} hồ sơ không được tiếp nhận hoặc tiếp nhận sau ngày báo cáo. Quy tắc: {rule}."
            ),
            Lang::En => format!(
                "Reconciled: {received} received = {resolved} resolved + {pending} pending + {aside} waiting, withdrawn or stopped; besides these, {outside} were not accepted or received after the report's date. Rule: {rule}."
            ),
        }
    });
    for (mechanism, stats) in &mechanisms {
        let prefix = match mechanism {
            Some(Mechanism::OneStop) => "dossiers.one_stop",
            Some(Mechanism::Interlinked) => "dossiers.interlinked",
            None => "dossiers.unstated",
        };
        dossier_figures(report, prefix, stats);
    }
    dossier_figures(report, "dossiers.total", &total);
    report.sections.push(section);
    Ok(())
}

fn mechanism_label(mechanism: Option<Mechanism>) -> Text {
    mechanism.map_or_else(|| Text::new("Không nêu cơ chế", "Mechanism not stated"), Mechanism::label)
}

fn dossier_sentence(section: &mut Section, name: &Text, stats: &StatsSummary) {
    section.sentence(|lang| {
        let n = |count: u64| text::count(count, lang);
        let rate = |rate: &Rate| match (rate.ratio().to_text(lang), lang) {
            (Some(percent), _) => percent,
            (None, Lang::Vi) => "không xác định (chưa có hồ sơ)".to_owned(),
            (None, Lang::En) => "undefined (no dossiers)".to_owned(),
        };
        let in_time = stats.counts.early.saturating_add(stats.counts.on_time);
        let of_resolved = rate(&stats.on_time_of_resolved);
        let of_received = rate(&stats.on_time_of_received);
        // Many reports do not tell early from on time; a share of none says nothing there.
        let early = match (stats.counts.early, lang) {
            (0, _) => String::new(),
            (_, Lang::Vi) => format!(" (trước hạn {})", rate(&stats.early_of_resolved)),
            (_, Lang::En) => format!(" ({} early)", rate(&stats.early_of_resolved)),
        };
        let (received, resolved) = (n(stats.received), n(stats.resolved));
        let (waiting, overdue) = (n(stats.counts.in_progress), n(stats.counts.overdue));
        let (late, in_time) = (n(stats.counts.late), n(in_time));
        match lang {
            Lang::Vi => format!(
                "{}: tiếp nhận {received} hồ sơ; đã giải quyết {resolved}, trong đó trước và đúng hạn {in_time}, quá hạn {late}; đang giải quyết {waiting} hồ sơ chưa đến hạn và {overdue} hồ sơ đã quá hạn. Tỷ lệ đúng hạn {of_resolved} trên số đã giải quyết{early}; trên tổng số tiếp nhận là {of_received}.",
                name.get(lang)
            ),
            Lang::En => format!(
                "{}: {received} dossiers received; {resolved} resolved, of which {in_time} early or on time and {late} late; {waiting} pending and not yet due, {overdue} pending and overdue. On-time rate {of_resolved} of those resolved{early}; {of_received} of those received.",
                name.get(lang)
            ),
        }
    });
}

fn dossier_figures(report: &mut Report, prefix: &str, stats: &StatsSummary) {
    let counts = [
        ("received", stats.received),
        ("early", stats.counts.early),
        ("on_time", stats.counts.on_time),
        ("late", stats.counts.late),
        ("in_progress", stats.counts.in_progress),
        ("overdue", stats.counts.overdue),
        ("resolved", stats.resolved),
    ];
    for (name, count) in counts {
        report.add_count(format!("{prefix}.{name}"), count);
    }
    let rates = [
        ("on_time_of_resolved", &stats.on_time_of_resolved),
        ("early_of_resolved", &stats.early_of_resolved),
        ("on_time_of_received", &stats.on_time_of_received),
    ];
    for (name, rate) in rates {
        report.add_percent(format!("{prefix}.{name}"), rate.percent, rate.of.clone());
    }
}

/// What a reader must know of the data before the numbers: columns passed over, statuses missing.
pub(super) fn cautions(report: &mut Report, table: &OnTimeTable) {
    let mut section = Section::new("cautions", "Lưu ý về dữ liệu", "About the data");
    if !table.has_status() {
        section.sentence(|lang| match lang {
            Lang::Vi => "- Bảng không có cột trạng thái: hồ sơ có ngày kết thúc được tính là đã giải quyết, hồ sơ không có được tính là đang giải quyết; hồ sơ rút, dừng, chờ bổ sung không tách ra được.".to_owned(),
            Lang::En => "- The table has no status column: dossiers with a finishing date count as resolved, those without as pending; withdrawn, stopped and waiting ones cannot be told apart.".to_owned(),
        });
    }
    for issue in table.column_issues() {
        section.sentence(|lang| format!("- {} [{}]", issue.error.message(lang), issue.error.code()));
    }
    if !section.blocks.is_empty() {
        report.sections.push(section);
    }
}

pub(super) fn agencies(report: &mut Report, table: &OnTimeTable) -> Result<(), Error> {
    let mut section = Section::new("agencies", "Theo đơn vị và thủ tục", "By agency and procedure");
    let mut counts = count_table(&[("Đơn vị / thủ tục", "Agency / procedure")]);
    let name = |name: &str, vi: &str, en: &str| {
        if name.is_empty() { Text::new(vi, en) } else { Text::same(name) }
    };
    for agency in table.by_agency()? {
        let label = name(&agency.agency, "(không nêu đơn vị)", "(no agency named)");
        counts.total([vec![Cell::Words(label)], count_cells(&agency.stats)].concat());
        for procedure in agency.procedures {
            let mut label = name(&procedure.procedure, "(không nêu thủ tục)", "(no procedure named)");
            if let Some(title) = &procedure.title {
                label = Text::build(|lang| format!("{} {title}", label.get(lang)));
            }
            let label = Text::build(|lang| format!("  {}", label.get(lang)));
            counts.row([vec![Cell::Words(label)], count_cells(&procedure.stats)].concat());
        }
    }
    section.table(counts);
    report.sections.push(section);
    Ok(())
}

/// How many rows are listed one by one; past that a person corrects the cause, not the rows.
const LISTED: usize = 100;

/// The rows left out, counted by field and reason.
fn reasons_together(issues: &[Issue]) -> Table {
    let mut counts: BTreeMap<(&str, &str), (u64, Option<u64>)> = BTreeMap::new();
    for issue in issues {
        let entry = counts.entry((issue.error.code(), &issue.path)).or_insert((0, issue.line));
        entry.0 = entry.0.saturating_add(1);
    }
    let mut table =
        Table::of(&[("Mã lỗi", "Code"), ("Trường", "Field"), (">Số dòng", "Rows"), (">Dòng đầu", "First line")]);
    for ((code, field), (rows, first)) in counts {
        let first = first.map_or(Cell::Empty, Cell::Count);
        table.row(vec![Cell::same(code), Cell::same(field), Cell::Count(rows), first]);
    }
    table
}

pub(super) fn left_out(report: &mut Report, table: &OnTimeTable) {
    let mut section = Section::new("left_out", "Dòng không tính được", "Rows left out");
    let counted = table.rows().saturating_sub(u64::try_from(table.issues().len()).unwrap_or(u64::MAX));
    section.sentence(|lang| {
        let [rows, counted, out, blank] =
            [table.rows(), counted, table.rows().saturating_sub(counted), table.blank_rows()]
                .map(|n| text::count(n, lang));
        match lang {
            Lang::Vi => format!(
                "{rows} dòng vào = {counted} dòng được tính + {out} dòng có lý do dưới đây; {blank} dòng trống."
            ),
            Lang::En => {
                format!("{rows} rows in = {counted} rows counted + {out} rows explained below; {blank} blank rows.")
            }
        }
    });
    if !table.issues().is_empty() {
        section.table(reasons_together(table.issues()));
        let mut reasons = Table::of(&[
            (">Dòng", "Line"),
            ("Trường", "Field"),
            ("Mã lỗi", "Code"),
            ("Lý do và cách sửa", "Reason and remedy"),
        ]);
        for issue in table.issues().iter().take(LISTED) {
            reasons.row(vec![
                issue.line.map_or(Cell::Empty, Cell::Count),
                Cell::same(&issue.path),
                Cell::same(issue.error.code()),
                Cell::Words(Text::build(|lang| issue.error.message(lang))),
            ]);
        }
        section.table(reasons);
    }
    let unlisted = u64::try_from(table.issues().len().saturating_sub(LISTED)).unwrap_or(u64::MAX);
    if unlisted > 0 {
        section.sentence(|lang| {
            let unlisted = text::count(unlisted, lang);
            match lang {
                Lang::Vi => format!(
                    "Còn {unlisted} dòng nữa; danh sách đầy đủ nằm trong bảng hồ sơ (mục issues của tài liệu JSON)."
                ),
                Lang::En => {
                    format!("{unlisted} more; the full list is in the table of dossiers (issues in the JSON document).")
                }
            }
        });
    }
    report.add_count("rows", table.rows());
    report.add_count("rows_counted", counted);
    report.add_count("rows_left_out", table.rows().saturating_sub(counted));
    report.sections.push(section);
}

pub(super) fn procedures(report: &mut Report, published: &[PublishedProcedures]) -> Result<(), Error> {
    if published.is_empty() {
        return Ok(());
    }
    let total = procedure::total(published)?;
    let mut section =
        Section::new("procedures", "Thủ tục hành chính công bố theo cấp", "Published procedures by level");
    let mut table = Table::of(&[("Cấp", "Level"), (">Số thủ tục", "Procedures"), ("Căn cứ", "Basis")]);
    for entry in published {
        let basis = Text::build(|lang| entry.source.label(lang));
        table.row(vec![Cell::Words(entry.level.label()), Cell::Count(entry.procedures), Cell::Words(basis)]);
    }
    table.total(vec![Cell::Words(Text::new("Cộng", "Together")), Cell::Count(total), Cell::same("")]);
    section.table(table);
    report.add_count("procedures.total", total);
    report.sections.push(section);
    Ok(())
}

pub(super) fn tasks(report: &mut Report, tasks: &[Task]) -> Result<(), Error> {
    if tasks.is_empty() {
        return Ok(());
    }
    let progress = plan::progress(tasks, report.as_of)?;
    let dated = tasks.iter().any(|task| task.due.is_some());
    let mut section = Section::new("tasks", "Tiến độ thực hiện kế hoạch", "Progress of the plan");
    section.sentence(|lang| {
        let n = |count: u64| text::count(count, lang);
        let rate = Ratio::of(progress.done, progress.total).to_text(lang).unwrap_or_default();
        let (done, total, open) = (n(progress.done), n(progress.total), n(progress.in_progress));
        let overdue = match (dated, lang) {
            (true, Lang::Vi) => format!("trong đó {} quá hạn", n(progress.overdue)),
            (true, Lang::En) => format!("of which {} overdue", n(progress.overdue)),
            (false, Lang::Vi) => "số liệu không nêu hạn nên không xét quá hạn".to_owned(),
            (false, Lang::En) => "no deadlines are given, so none is judged overdue".to_owned(),
        };
        match lang {
            Lang::Vi => format!(
                "Hoàn thành {done}/{total} nhiệm vụ, đạt {rate} trên tổng số nhiệm vụ; chưa hoàn thành {open} nhiệm vụ, {overdue}."
            ),
            Lang::En => format!("{done} of {total} tasks done, {rate} of all tasks; {open} not done, {overdue}."),
        }
    });
    report.add_count("tasks.total", progress.total);
    report.add_count("tasks.done", progress.done);
    if dated {
        report.add_count("tasks.overdue", progress.overdue);
    }
    report.add_percent("tasks.done_percent", progress.done_percent, Text::new("tổng số nhiệm vụ", "all tasks"));
    report.sections.push(section);
    Ok(())
}

pub(super) fn inspection(report: &mut Report, inspection: &Inspection) -> Result<(), Error> {
    if inspection.units.is_empty() {
        return Ok(());
    }
    let summary = inspection.summary(report.as_of)?;
    let mut section = Section::new("inspection", "Kiểm tra cải cách hành chính", "Inspection");
    section.sentence(|lang| {
        let (planned, inspected) = (text::count(summary.planned, lang), text::count(summary.inspected, lang));
        let rate = Ratio::of(summary.inspected, summary.planned).to_text(lang).unwrap_or_default();
        match (summary.inspected, lang) {
            (0, Lang::Vi) => format!("Kế hoạch kiểm tra {planned} đơn vị; số liệu chưa ghi đơn vị nào đã kiểm tra."),
            (0, Lang::En) => format!("{planned} units planned; the records name none as inspected."),
            (_, Lang::Vi) => format!("Đã kiểm tra {inspected}/{planned} đơn vị, đạt {rate}."),
            (_, Lang::En) => format!("{inspected} of {planned} units inspected, {rate}."),
        }
    });
    report.add_count("inspection.planned", summary.planned);
    report.add_count("inspection.inspected", summary.inspected);
    let of = Text::new("đơn vị theo kế hoạch", "planned units");
    report.add_percent("inspection.inspected_percent", summary.inspected_percent, of);
    if !summary.by_kind.is_empty() {
        let mut table = Table::of(&[("Loại đơn vị", "Kind of unit"), (">Số đơn vị", "Units")]);
        for kind in &summary.by_kind {
            table.row(vec![Cell::Words(kind.title.clone()), Cell::Count(kind.count)]);
        }
        table.total(vec![Cell::Words(Text::new("Cộng", "Together")), Cell::Count(summary.planned)]);
        section.table(table);
    }
    if !summary.by_subject.is_empty() {
        let mut table = Table::of(&[("Nội dung", "Subject"), (">Phát hiện", "Findings")]);
        for subject in &summary.by_subject {
            table.row(vec![Cell::Words(subject.title.clone()), Cell::Count(subject.count)]);
            report.add_count(format!("inspection.subject.{}", subject.id), subject.count);
        }
        section.table(table);
        let mut table = Table::of(&[("Đơn vị", "Unit"), (">Phát hiện", "Findings")]);
        for unit in &summary.by_unit {
            table.row(vec![Cell::Words(unit.title.clone()), Cell::Count(unit.count)]);
            let id = if unit.id.is_empty() { "none" } else { &unit.id };
            report.add_count(format!("inspection.unit.{id}"), unit.count);
        }
        section.table(table);
    }
    if inspection.findings.iter().any(|finding| finding.subjects.len() > 1) {
        section.sentence(|lang| match lang {
            Lang::Vi => "Một phát hiện thuộc nhiều nội dung được đếm ở từng nội dung.".to_owned(),
            Lang::En => "A finding on several subjects counts under each of them.".to_owned(),
        });
    }
    for finding in &inspection.findings {
        let state = summary.follow_up.iter().find(|state| state.finding == finding.id).map(|state| state.state);
        section.sentence(|lang| {
            let state = state.map(|state| format!(" [{}]", state.label().get(lang))).unwrap_or_default();
            let unit = if finding.unit.is_empty() { String::new() } else { format!("{}: ", finding.unit) };
            format!("({}) {unit}{}{state}", finding.id, finding.statement.get(lang))
        });
        if let Some(state) = state {
            report.add_figure(format!("inspection.follow_up.{}", finding.id), Unit::Word, state.code(), None);
        }
    }
    report.sections.push(section);
    Ok(())
}

pub(super) fn apology(report: &mut Report, record: Option<&ApologyRecord>) -> Result<(), Error> {
    let Some(record) = record else { return Ok(()) };
    let duty = ApologyDuty::new(record.overdue_dossiers, record.apologised, report.as_of)?;
    let mut section =
        Section::new("apology", "Xin lỗi bằng văn bản khi quá hạn", "Written apologies for overdue dossiers");
    section.sentence(|lang| {
        let basis = record.source.label(lang);
        let [owed, apologised] = [duty.owed, duty.apologised].map(|count| text::count(count, lang));
        match (duty.ratio().to_text(lang), lang) {
            (Some(percent), Lang::Vi) => format!(
                "Phải xin lỗi {owed} hồ sơ quá hạn, đã xin lỗi {apologised}, đạt {percent} (căn cứ {basis})."
            ),
            (Some(percent), Lang::En) => format!(
                "{owed} overdue dossiers owed an apology, {apologised} were apologised for, {percent} (basis {basis})."
            ),
            (None, Lang::Vi) => format!(
                "Không có hồ sơ quá hạn nên không phát sinh nghĩa vụ xin lỗi; tỷ lệ thực hiện: không áp dụng (căn cứ {basis})."
            ),
            (None, Lang::En) => format!(
                "No dossier was overdue, so no apology was owed; compliance: not applicable (basis {basis})."
            ),
        }
    });
    report.add_count("apology.owed", duty.owed);
    report.add_figure("apology.applicable", Unit::Word, duty.applicable, None);
    report.add_percent("apology.percent", duty.percent, Text::new("hồ sơ phải xin lỗi", "apologies owed"));
    report.sections.push(section);
    Ok(())
}

pub(super) fn standings(report: &mut Report, records: &[StandingRecord]) -> Result<(), Error> {
    if records.is_empty() {
        return Ok(());
    }
    let mut section = Section::new("standings", "Chỉ số và thứ hạng", "Index and ranks");
    let mut table = Table::of(&[
        ("Chỉ số", "Index"),
        (">Năm", "Year"),
        (">Kết quả", "Result"),
        (">Hạng", "Rank"),
        (">Năm trước", "Earlier"),
        (">Kết quả", "Result"),
        (">Hạng", "Rank"),
        (">Tăng giảm", "Change"),
        (">Bậc", "Places"),
    ]);
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
        let signed = |number: Exact| {
            Text::build(|lang| {
                let sign = if number.0.is_sign_positive() { "+" } else { "" };
                format!("{sign}{}", text::decimal(number.0, number.0.scale(), lang))
            })
        };
        cells.push(movement.points.map_or(Cell::Empty, |points| Cell::Words(signed(points))));
        cells.push(movement.places.map_or(Cell::Empty, |places| Cell::Words(signed(Exact(places.into())))));
        table.row(cells);
        let id = |name: &str| format!("standings.{}.{name}", record.id);
        if let Some(points) = earlier.and_then(|earlier| earlier.points) {
            report.add_figure(id("earlier_points"), Unit::Points, points, None);
        }
        if let Some(rank) = earlier.and_then(|earlier| earlier.rank) {
            report.add_figure(id("earlier_rank"), Unit::Rank, rank, None);
        }
        if let Some(points) = movement.points {
            report.add_figure(id("change"), Unit::Points, points, None);
        }
        if let Some(places) = movement.places {
            report.add_figure(id("places"), Unit::Places, places, None);
        }
    }
    section.table(table);
    section.sentence(|lang| match lang {
        Lang::Vi => "Tăng giảm tính bằng điểm, không phải phần trăm của mức cũ; bậc dương là lên hạng.".to_owned(),
        Lang::En => "Change is in points, not per cent of the earlier value; positive places are upwards.".to_owned(),
    });
    report.sections.push(section);
    Ok(())
}

fn standing_cells(standing: &Standing) -> [Cell; 2] {
    let rank = match (standing.rank, standing.of) {
        (Some(rank), Some(of)) => Cell::same(format!("{rank}/{of}")),
        (Some(rank), None) => Cell::Count(rank.into()),
        (None, _) => Cell::Empty,
    };
    [standing.points.map_or(Cell::Empty, Cell::Points), rank]
}
