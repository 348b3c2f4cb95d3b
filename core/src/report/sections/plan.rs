//! Kế hoạch: its targets and how far its tasks are.

use super::counted::{counting, nameless, whole};
use super::dossiers::ratio_text;
use crate::Error;
use crate::number::Ratio;
use crate::plan::{Direction, Plan, PlanReport, TargetState, TaskGroup, TaskState};
use crate::report::figures::{Lineage, Name, Unit};
use crate::report::layout::{Cell, Formula, Table};
use crate::report::records::Records;
use crate::report::writer::{Piece, Writer, day, n, once};
use crate::text::Text;
use chrono::Datelike;
use std::collections::HashMap;
use std::rc::Rc;

/// How far ahead the tasks that come due are named.
const AHEAD: u32 = 30;

/// # Errors
/// `document.invalid` where tasks stand beside a plan; `records.invalid` of a plan that cannot be judged.
fn report(writer: &mut Writer<'_>, records: &Records) -> Result<Option<Rc<PlanReport>>, Error> {
    let as_of = writer.report.as_of;
    once(&mut writer.answers.plan, || {
        let plan = match &records.plan {
            Some(_) if !records.tasks.is_empty() => {
                let reason = "tasks stand in the plan or beside it, not in both".to_owned();
                return Err(Error::InvalidDocument { path: "tasks".to_owned(), reason });
            }
            Some(plan) => plan.clone(),
            None if records.tasks.is_empty() => return Ok(None),
            None => Plan {
                year: as_of.year(),
                number: String::new(),
                issued: None,
                issuer: String::new(),
                source: None,
                programme: None,
                targets: Vec::new(),
                tasks: records.tasks.clone(),
            },
        };
        let report = plan.report(as_of, Some(AHEAD))?;
        whole("plan", "kế hoạch", "the plan", &report.issues)?;
        Ok(Some(report))
    })
}

/// The states of a column of the table.
const COLUMNS: [(&str, &str, &str, &[TaskState]); 5] = [
    ("on_time", ">Hoàn thành đúng hạn", "Done on time", &[TaskState::DoneOnTime, TaskState::DoneWithoutDeadline]),
    ("late", ">Hoàn thành quá hạn", "Done late", &[TaskState::DoneLate]),
    (
        "running",
        ">Đang thực hiện, chưa đến hạn",
        "Running",
        &[
            TaskState::InProgress,
            TaskState::NotStarted,
            TaskState::Ongoing,
            TaskState::Waiting,
            TaskState::Stopped,
            TaskState::WithoutDeadline,
        ],
    ),
    ("overdue", ">Quá hạn", "Overdue", &[TaskState::Overdue]),
    ("closed", ">Bỏ, chuyển năm sau", "Cancelled, carried over", &[TaskState::Cancelled, TaskState::CarriedOver]),
];

fn of_states(group: &TaskGroup, states: &[TaskState]) -> u64 {
    group.states.iter().filter(|count| states.contains(&count.state)).map(|count| count.count).sum()
}

fn groups(writer: &mut Writer<'_>, piece: &mut Piece, id: &str, title: Text, first: (&str, &str), list: &[TaskGroup]) {
    if !list.iter().any(|group| !group.id.is_empty()) {
        return;
    }
    let mut columns = vec![("", first.0, first.1), ("total", ">Tổng số", "All")];
    columns.extend(COLUMNS.map(|(name, vi, en, _)| (name, vi, en)));
    columns.push(("done_percent", ">Hoàn thành", "Done"));
    let mut table = Table::new(id, title, &columns).unit("nhiệm vụ", "tasks");
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    table.formula("total", Formula::Sum(COLUMNS.map(|(name, ..)| name.to_owned()).to_vec()));
    let rate = Formula::Ratio { of: names(&["on_time", "late"]), over: names(&["total"]) };
    table.formula("done_percent", rate);
    table.share("done_percent", &Text::new("tổng số nhiệm vụ", "all tasks"));
    let mut sums = [0_u64; COLUMNS.len()];
    let nobody = nameless(list.iter().map(|group| &group.id));
    let of = |group: &TaskGroup| format!("{id}.{}", if group.id.is_empty() { &nobody } else { &group.id });
    for group in list {
        let label = if group.id.is_empty() { Text::new("(không nêu)", "(not named)") } else { group.title.clone() };
        let counts = COLUMNS.map(|(_, _, _, states)| of_states(group, states));
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum = sum.saturating_add(count);
        }
        table.row(of(group), cells(label, group.total, counts));
    }
    table.total("", cells(Text::new("Cộng", "Together"), sums.iter().sum(), sums));
    piece.table(writer, table, |row, column| {
        let group = list.iter().find(|group| row == of(group));
        let states = COLUMNS.iter().find(|(name, ..)| *name == column).map(|(_, _, _, states)| *states);
        let behind = group.into_iter().flat_map(|group| &group.states);
        let behind = behind.filter(|count| states.is_none_or(|states| states.contains(&count.state)));
        Lineage::of("plan.tasks").ids(behind.flat_map(|count| &count.ids).map(String::as_str))
    });
}

fn cells(label: Text, total: u64, counts: [u64; COLUMNS.len()]) -> Vec<Cell> {
    let [on_time, late, ..] = counts;
    let mut cells = vec![Cell::Words(label), Cell::Count(total)];
    cells.extend(counts.map(Cell::Count));
    cells.push(Cell::Ratio(Ratio::of(on_time.saturating_add(late), total)));
    cells
}

pub(in crate::report) fn tasks(writer: &mut Writer<'_>, records: &Records) -> Result<Option<Piece>, Error> {
    let Some(report) = report(writer, records)?.filter(|report| report.total > 0) else { return Ok(None) };
    let mut piece = Piece::new("tasks", "Tiến độ thực hiện kế hoạch", "Progress of the plan");
    let states = |wanted: fn(TaskState) -> bool| report.states.iter().filter(move |count| wanted(count.state));
    let sum = |wanted: fn(TaskState) -> bool| states(wanted).map(|count| count.count).sum::<u64>();
    let overdue = sum(|state| state == TaskState::Overdue);
    let dated = report.tasks.iter().any(|task| task.due.is_some());
    let late = match dated {
        true => writer.say("tasks.overdue", &[("overdue", n(overdue))]),
        false => writer.say("tasks.undated", &[]),
    };
    let done = &report.done_of_all;
    let slots = [
        ("done", n(done.count)),
        ("total", n(report.total)),
        ("rate", ratio_text(Ratio::of(done.count, report.total))),
        ("open", n(sum(TaskState::is_open))),
        ("overdue", late),
    ];
    piece.sentence(writer.say("tasks.progress", &slots));
    if report.done_of_due.total > 0 {
        let due = &report.done_of_due;
        let slots = [
            ("done", n(due.count)),
            ("due", n(due.total)),
            ("rate", ratio_text(Ratio::of(due.count, due.total))),
            ("on_time", n(report.on_time_of_due.count)),
        ];
        piece.sentence(writer.say("tasks.of_due", &slots));
    }
    fn ids(counts: &[crate::plan::StateCount], wanted: fn(TaskState) -> bool) -> impl Iterator<Item = &String> {
        counts.iter().filter(move |count| wanted(count.state)).flat_map(|count| &count.ids)
    }
    let list = "plan.tasks";
    let all = counting("tasks.total", ("Tổng số nhiệm vụ", "Tasks"), list, ids(&report.states, |_| true));
    writer.count(all, report.total);
    let name =
        counting("tasks.done", ("Nhiệm vụ đã hoàn thành", "Tasks done"), list, ids(&report.states, TaskState::is_done));
    writer.count(name, done.count);
    if dated {
        let of = ids(&report.states, |state| state == TaskState::Overdue);
        writer.count(counting("tasks.overdue", ("Nhiệm vụ quá hạn", "Tasks overdue"), list, of), overdue);
        let of = ids(&report.states, |state| state == TaskState::DoneLate);
        let late = sum(|state| state == TaskState::DoneLate);
        writer.count(counting("tasks.done_late", ("Nhiệm vụ hoàn thành quá hạn", "Tasks done late"), list, of), late);
    }
    let label = ("Tỷ lệ hoàn thành nhiệm vụ", "Share of tasks done");
    let rate = counting("tasks.done_percent", label, list, ids(&report.states, TaskState::is_done));
    writer.percent(rate, done.percent, done.of.clone());
    let title = Text::new("Tiến độ theo lĩnh vực", "Progress by field");
    groups(writer, &mut piece, "tasks.fields", title, ("Lĩnh vực", "Field"), &report.by_field);
    let title = Text::new("Tiến độ theo đơn vị chủ trì", "Progress by lead unit");
    groups(writer, &mut piece, "tasks.leads", title, ("Đơn vị chủ trì", "Lead unit"), &report.by_lead);
    overdue_tasks(writer, &mut piece, records, &report);
    if let Some(soon) = report.due_soon.as_ref().filter(|soon| soon.count > 0) {
        let slots =
            [("count", n(soon.count)), ("through", day(soon.through)), ("ids", Text::same(soon.ids.join(", ")))];
        piece.sentence(writer.say("tasks.due_soon", &slots));
    }
    Ok(Some(piece))
}

fn overdue_tasks(writer: &mut Writer<'_>, piece: &mut Piece, records: &Records, report: &PlanReport) {
    let columns = [
        ("", "Mã", "Id"),
        ("", "Nhiệm vụ", "Task"),
        ("", "Chủ trì", "Lead"),
        ("", ">Hạn", "Due"),
        ("days", ">Số ngày quá hạn", "Days overdue"),
    ];
    let title = Text::new("Nhiệm vụ quá hạn", "Overdue tasks");
    let mut table = Table::new("tasks.overdue", title, &columns);
    let tasks = records.plan.as_ref().map_or(&records.tasks, |plan| &plan.tasks);
    let leads: HashMap<&str, &str> = tasks.iter().map(|task| (task.id.as_str(), task.lead.as_str())).collect();
    for task in report.tasks.iter().filter(|task| task.state == TaskState::Overdue) {
        let lead = leads.get(task.id.as_str()).copied().unwrap_or_default();
        let cells = vec![
            Cell::same(&task.id),
            Cell::same(&task.title),
            Cell::same(lead),
            task.due.map_or(Cell::Empty, Cell::Date),
            task.days_overdue.map_or(Cell::Empty, Cell::Count),
        ];
        table.row(format!("tasks.{}", task.id), cells);
    }
    if !table.rows.is_empty() {
        piece.table(writer, table, |row, _| Lineage::of("plan.tasks").ids(row.strip_prefix("tasks.")));
    }
}

pub(in crate::report) fn targets(writer: &mut Writer<'_>, records: &Records) -> Result<Option<Piece>, Error> {
    let Some(report) = report(writer, records)?.filter(|report| report.targets.total > 0) else { return Ok(None) };
    let targets = &report.targets;
    let mut piece = Piece::new("targets", "Chỉ tiêu của kế hoạch", "Targets of the plan");
    let count = |ids: &[String]| u64::try_from(ids.len()).unwrap_or(u64::MAX);
    let slots = [
        ("total", n(targets.total)),
        ("reached", n(count(&targets.reached))),
        ("not_reached", n(count(&targets.not_reached))),
        ("not_measured", n(count(&targets.not_measured))),
    ];
    piece.sentence(writer.say("targets.reached", &slots));
    let columns = [
        ("", "Chỉ tiêu", "Target"),
        ("", "Đơn vị", "Unit"),
        ("", "Yêu cầu", "Wanted"),
        ("target", ">Mức giao", "Level"),
        ("measured", ">Đã đạt", "Measured"),
        ("", ">Ngày đo", "On"),
        ("difference", ">Chênh lệch", "Difference"),
        ("", "Kết quả", "Result"),
    ];
    let mut table = Table::new("targets", piece.title.clone(), &columns);
    for row in &targets.rows {
        let direction = match row.direction {
            Direction::AtLeast => Text::new("tối thiểu", "at least"),
            Direction::AtMost => Text::new("tối đa", "at most"),
            Direction::Equal => Text::new("đúng bằng", "exactly"),
        };
        let result = match row.state {
            TargetState::Reached => Text::new("đạt", "reached"),
            TargetState::NotReached => Text::new("chưa đạt", "not reached"),
            TargetState::NotMeasured => Text::new("chưa có số liệu", "not measured"),
        };
        let cells = vec![
            Cell::Words(row.title.clone()),
            Cell::same(&row.unit),
            Cell::Words(direction),
            Cell::number(row.value),
            row.measured.as_ref().map_or(Cell::Empty, |measured| Cell::number(measured.value)),
            row.measured.as_ref().map_or(Cell::Empty, |measured| Cell::Date(measured.date)),
            row.difference.map_or(Cell::Empty, Cell::change),
            Cell::Words(result.clone()),
        ];
        table.row(format!("targets.{}", row.id), cells);
        let label =
            Text::build(|lang| format!("{}: {}", row.title.get(lang), Text::new("kết quả", "result").get(lang)));
        let state = crate::document::word(&row.state);
        let lineage = Lineage::of("plan.targets").ids([row.id.as_str()]);
        writer.figure(Name::new(format!("targets.{}.result", row.id), label, lineage), Unit::Word, state, None);
    }
    piece.table(writer, table, |id, _| {
        let row = targets.rows.iter().find(|row| id == format!("targets.{}", row.id));
        let lineage = Lineage::of("plan.targets").ids(row.map(|row| row.id.as_str()));
        match row.and_then(|row| row.measured.as_ref()) {
            Some(measured) => lineage.source(&measured.source),
            None => lineage,
        }
    });
    let labels = [
        ("targets.reached", ("Chỉ tiêu đạt", "Targets reached"), &targets.reached),
        ("targets.not_reached", ("Chỉ tiêu chưa đạt", "Targets not reached"), &targets.not_reached),
        ("targets.not_measured", ("Chỉ tiêu chưa có số liệu", "Targets not measured"), &targets.not_measured),
    ];
    for (id, label, ids) in labels {
        writer.count(counting(id, label, "plan.targets", ids), count(ids));
    }
    Ok(Some(piece))
}
