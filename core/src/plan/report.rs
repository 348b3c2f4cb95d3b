//! The report of a plan on a date: counts that reconcile, each with the tasks behind it.

use super::check::{self, Faults};
use super::{Phase, Plan, TargetReport, Task, TaskState, TaskStatus, state, target};
use crate::Error;
use crate::error::Issue;
use crate::number::{Exact, Ratio};
use crate::text::Text;
use chrono::{Days, NaiveDate};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Báo cáo tiến độ kế hoạch on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PlanReport {
    /// Năm kế hoạch.
    pub year: i32,
    /// Ngày chốt số liệu.
    pub as_of: NaiveDate,
    /// Giai đoạn của chương trình the year belongs to.
    pub phases: Vec<Phase>,
    /// Các chỉ tiêu.
    pub targets: TargetReport,
    /// Tổng số nhiệm vụ: the sum of all states.
    pub total: u64,
    /// Số nhiệm vụ theo từng tình trạng, every state named.
    pub states: Vec<StateCount>,
    /// Tỷ lệ hoàn thành trên tổng số nhiệm vụ.
    pub done_of_all: Share,
    /// Tỷ lệ hoàn thành trên số nhiệm vụ đến hạn: whose deadline is `as_of` or before, those cancelled, carried
    /// over or not judged left out.
    pub done_of_due: Share,
    /// Tỷ lệ hoàn thành đúng hạn trên số nhiệm vụ đến hạn.
    pub on_time_of_due: Share,
    /// Theo lĩnh vực, in the order met; a task without one under an empty id.
    pub by_field: Vec<TaskGroup>,
    /// Theo đơn vị chủ trì, in the order met; a task without one under an empty id.
    pub by_lead: Vec<TaskGroup>,
    /// Theo đơn vị phối hợp, in the order met: a task counts under each, so that these do not add up.
    pub by_cooperating: Vec<TaskGroup>,
    /// Nhiệm vụ sắp đến hạn, where asked for.
    pub due_soon: Option<DueSoon>,
    /// Từng nhiệm vụ, in the order of the plan.
    pub tasks: Vec<TaskStatus>,
    /// What is wrong in the plan; a task named here is not judged.
    pub issues: Vec<Issue>,
}

/// Số nhiệm vụ ở một tình trạng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StateCount {
    /// Tình trạng.
    pub state: TaskState,
    /// Tên.
    pub title: Text,
    /// Số nhiệm vụ.
    pub count: u64,
    /// Mã các nhiệm vụ.
    pub ids: Vec<String>,
}

/// Tỷ lệ: what is counted, of what, in per cent half up at two decimals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Share {
    /// Tử số.
    pub count: u64,
    /// Mẫu số.
    pub total: u64,
    /// Tỷ lệ phần trăm; none of nothing.
    pub percent: Option<Exact>,
    /// What the denominator is.
    pub of: Text,
}

impl Share {
    pub(crate) fn new(count: u64, total: u64, of: Text) -> Self {
        Self { count, total, percent: Ratio::of(count, total).percent(), of }
    }
}

/// Nhiệm vụ của một lĩnh vực hoặc đơn vị.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TaskGroup {
    /// Tên lĩnh vực hoặc đơn vị; empty where the plan names none.
    pub id: String,
    /// Tên.
    pub title: Text,
    /// Số nhiệm vụ: the sum of its states.
    pub total: u64,
    /// Tỷ lệ hoàn thành trên số nhiệm vụ này.
    pub done: Share,
    /// Theo tình trạng, those that none is in left out.
    pub states: Vec<StateCount>,
}

/// Nhiệm vụ đến hạn trong những ngày tới: open, and due after `as_of` and by `through`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DueSoon {
    /// Số ngày, in calendar days.
    pub days: u32,
    /// Đến hết ngày.
    pub through: NaiveDate,
    /// Số nhiệm vụ.
    pub count: u64,
    /// Mã các nhiệm vụ, the earliest deadline first.
    pub ids: Vec<String>,
}

/// Tasks judged on a day, and the faults found on the way.
pub(super) fn judged(plan: &Plan, as_of: NaiveDate) -> Result<(Vec<TaskStatus>, Faults), Error> {
    if !(super::FIRST_YEAR..=super::LAST_YEAR).contains(&plan.year) {
        return Err(Error::OutOfRange {
            what: "year",
            got: plan.year.to_string(),
            min: super::FIRST_YEAR.to_string(),
            max: super::LAST_YEAR.to_string(),
        });
    }
    let faults = check::check(plan);
    Ok((state::judge(plan, &faults, as_of), faults))
}

impl Plan {
    /// Báo cáo tiến độ at the end of a day; with a number of calendar days, also the tasks due within them.
    ///
    /// ```
    /// use cchc::plan::{Plan, TaskState};
    /// let plan: Plan = cchc::document::from_json(r#"{"year": 2021, "tasks": [
    ///     {"id": "1", "field": "thể chế", "lead": "Văn phòng", "due": "2021-02-28", "done": "2021-03-05"},
    ///     {"id": "2", "field": "thể chế", "lead": "Thanh tra", "depends_on": ["3"], "due": "2021-06-30"},
    ///     {"id": "3", "field": "tài chính công", "lead": "Văn phòng", "due": {"ongoing": true}}
    /// ]}"#)?;
    /// let report = plan.report("2021-03-31".parse().unwrap(), Some(91))?;
    /// assert_eq!(report.tasks[0].state, TaskState::DoneLate);
    /// assert_eq!(report.tasks[0].days_late, Some(5));
    /// assert_eq!(report.tasks[1].waiting_for, ["3"]);
    /// assert_eq!(report.done_of_all.percent.unwrap().to_string(), "33.33");
    /// assert_eq!(report.due_soon.unwrap().ids, ["2"]);
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `input.out_of_range` for a year outside 1900 to 9999 and for days that lead past the last day there is.
    /// What is wrong in single tasks stands in `issues`.
    pub fn report(&self, as_of: NaiveDate, due_within: Option<u32>) -> Result<PlanReport, Error> {
        let (tasks, faults) = judged(self, as_of)?;
        let due_soon = due_within.map(|days| due_soon(&tasks, as_of, days)).transpose()?;
        let all: Vec<&TaskStatus> = tasks.iter().collect();
        let done = all.iter().filter(|task| task.state.is_done()).count();
        let counted = |task: &&&TaskStatus| task.state.is_done() || task.state.is_open();
        let due: Vec<_> = all.iter().filter(counted).filter(|task| task.due.is_some_and(|due| due <= as_of)).collect();
        let done_due = due.iter().filter(|task| task.state.is_done()).count();
        let on_time = due.iter().filter(|task| task.state == TaskState::DoneOnTime).count();
        let of_due = || Text::new("nhiệm vụ đến hạn", "tasks due by the date");
        let years = |phase: &&Phase| phase.from <= self.year && self.year <= phase.until;
        let phases = self.programme.iter().flat_map(|programme| &programme.phases).filter(years);
        Ok(PlanReport {
            year: self.year,
            as_of,
            phases: phases.cloned().collect(),
            targets: target::report(&self.targets, as_of),
            total: number(tasks.len()),
            states: TaskState::ALL.map(|state| count(&all, state)).to_vec(),
            done_of_all: Share::new(number(done), number(tasks.len()), Text::new("tổng số nhiệm vụ", "all tasks")),
            done_of_due: Share::new(number(done_due), number(due.len()), of_due()),
            on_time_of_due: Share::new(number(on_time), number(due.len()), of_due()),
            by_field: self.groups(&tasks, |task| vec![&task.field], ("không nêu lĩnh vực", "no field named")),
            by_lead: self.groups(&tasks, |task| vec![&task.lead], ("không nêu đơn vị", "no agency named")),
            by_cooperating: self.groups(&tasks, |task| task.cooperating.iter().collect(), ("", "")),
            due_soon,
            tasks,
            issues: faults.issues,
        })
    }

    fn groups<'a>(
        &'a self,
        tasks: &[TaskStatus],
        names: impl Fn(&'a Task) -> Vec<&'a String>,
        nameless: (&str, &str),
    ) -> Vec<TaskGroup> {
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut groups: BTreeMap<usize, (&str, Vec<&TaskStatus>)> = BTreeMap::new();
        for (task, status) in self.tasks.iter().zip(tasks) {
            // An agency named twice for a task is one agency.
            let mut met = HashSet::new();
            for name in names(task).into_iter().filter(|name| met.insert(*name)) {
                let next = places.len();
                let place = *places.entry(name).or_insert(next);
                groups.entry(place).or_insert_with(|| (name, Vec::new())).1.push(status);
            }
        }
        let group = |(id, members): (&str, Vec<&TaskStatus>)| {
            let named = if id.is_empty() {
                Text::new(format!("({})", nameless.0), format!("({})", nameless.1))
            } else {
                Text::same(id)
            };
            let done = members.iter().filter(|task| task.state.is_done()).count();
            let of = Text::new(format!("nhiệm vụ của {}", named.vi), format!("tasks of {}", named.en));
            let states = TaskState::ALL.map(|state| count(&members, state)).into_iter();
            TaskGroup {
                id: id.to_owned(),
                title: named,
                total: number(members.len()),
                done: Share::new(number(done), number(members.len()), of),
                states: states.filter(|state| state.count > 0).collect(),
            }
        };
        groups.into_values().map(group).collect()
    }
}

fn due_soon(tasks: &[TaskStatus], as_of: NaiveDate, days: u32) -> Result<DueSoon, Error> {
    let through = as_of.checked_add_days(Days::new(days.into())).ok_or_else(|| Error::OutOfRange {
        what: "days",
        got: days.to_string(),
        min: "0".to_owned(),
        max: NaiveDate::MAX.signed_duration_since(as_of).num_days().to_string(),
    })?;
    let soon = |task: &&TaskStatus| task.state.is_open() && task.due.is_some_and(|due| due > as_of && due <= through);
    let mut found: Vec<&TaskStatus> = tasks.iter().filter(soon).collect();
    found.sort_by_key(|task| task.due);
    let ids: Vec<String> = found.iter().map(|task| task.id.clone()).collect();
    Ok(DueSoon { days, through, count: number(ids.len()), ids })
}

fn count(tasks: &[&TaskStatus], state: TaskState) -> StateCount {
    let ids: Vec<String> = tasks.iter().filter(|task| task.state == state).map(|task| task.id.clone()).collect();
    StateCount { state, title: state.label(), count: number(ids.len()), ids }
}

pub(super) fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
