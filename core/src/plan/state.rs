//! Where a task stands at the end of a day, from what was known by then.

use super::check::Faults;
use super::{Due, Origin, Plan, ReportedState, Task};
use crate::Citation;
use crate::number::Exact;
use crate::text::{self, Lang, Text};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::HashSet;

/// Tình trạng nhiệm vụ. Every task has exactly one, so that they add up to all tasks.
///
/// What decides, in this order: a fault of the record; done; cancelled; carried over; past its deadline; waiting for
/// another task, while no report tells of work; stopped; not started; and then the kind of its deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TaskState {
    /// Hoàn thành đúng hạn.
    DoneOnTime,
    /// Hoàn thành quá hạn.
    DoneLate,
    /// Hoàn thành, không có hạn.
    DoneWithoutDeadline,
    /// Đang thực hiện, trong hạn.
    InProgress,
    /// Chưa hoàn thành, quá hạn.
    Overdue,
    /// Chưa đến ngày bắt đầu.
    NotStarted,
    /// Thường xuyên.
    Ongoing,
    /// Chờ nhiệm vụ khác.
    Waiting,
    /// Tạm dừng.
    Stopped,
    /// Chưa hoàn thành, không có hạn.
    WithoutDeadline,
    /// Đã bỏ khỏi kế hoạch.
    Cancelled,
    /// Chuyển sang năm sau.
    CarriedOver,
    /// Chưa xét được: the record of the task has a fault.
    NotJudged,
}

impl TaskState {
    /// All states, in the order of reports.
    pub const ALL: [Self; 13] = [
        Self::DoneOnTime,
        Self::DoneLate,
        Self::DoneWithoutDeadline,
        Self::InProgress,
        Self::Overdue,
        Self::NotStarted,
        Self::Ongoing,
        Self::Waiting,
        Self::Stopped,
        Self::WithoutDeadline,
        Self::Cancelled,
        Self::CarriedOver,
        Self::NotJudged,
    ];

    /// The state's name.
    pub fn label(self) -> Text {
        match self {
            Self::DoneOnTime => Text::new("hoàn thành đúng hạn", "done on time"),
            Self::DoneLate => Text::new("hoàn thành quá hạn", "done late"),
            Self::DoneWithoutDeadline => Text::new("hoàn thành, không có hạn", "done, no deadline"),
            Self::InProgress => Text::new("đang thực hiện, trong hạn", "in progress, not yet due"),
            Self::Overdue => Text::new("chưa hoàn thành, quá hạn", "overdue"),
            Self::NotStarted => Text::new("chưa đến ngày bắt đầu", "not yet started"),
            Self::Ongoing => Text::new("thường xuyên", "ongoing"),
            Self::Waiting => Text::new("chờ nhiệm vụ khác", "waiting for another task"),
            Self::Stopped => Text::new("tạm dừng", "stopped"),
            Self::WithoutDeadline => Text::new("chưa hoàn thành, không có hạn", "not done, no deadline"),
            Self::Cancelled => Text::new("đã bỏ khỏi kế hoạch", "cancelled"),
            Self::CarriedOver => Text::new("chuyển sang năm sau", "carried over"),
            Self::NotJudged => Text::new("chưa xét được do dữ liệu sai", "not judged, its record has a fault"),
        }
    }

    /// Đã hoàn thành.
    pub fn is_done(self) -> bool {
        matches!(self, Self::DoneOnTime | Self::DoneLate | Self::DoneWithoutDeadline)
    }

    /// Chưa hoàn thành, và vẫn phải làm.
    pub fn is_open(self) -> bool {
        !self.is_done() && !matches!(self, Self::Cancelled | Self::CarriedOver | Self::NotJudged)
    }
}

/// Một nhiệm vụ on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TaskStatus {
    /// Mã.
    pub id: String,
    /// Nội dung.
    pub title: String,
    /// Tình trạng.
    pub state: TaskState,
    /// Hạn, as it was known then; none where there is none.
    pub due: Option<NaiveDate>,
    /// Hạn bằng chữ; none where the plan says nothing of one.
    pub due_text: Option<Text>,
    /// The text the day of the deadline rests on.
    pub due_source: Option<Citation>,
    /// Ngày hoàn thành.
    pub done: Option<NaiveDate>,
    /// Số ngày hoàn thành quá hạn, in calendar days.
    pub days_late: Option<u64>,
    /// Số ngày đã quá hạn, in calendar days.
    pub days_overdue: Option<u64>,
    /// Số ngày còn lại, in calendar days, of an open task.
    pub days_left: Option<u64>,
    /// Mã các nhiệm vụ phải chờ: what it depends on and is not done.
    pub waiting_for: Vec<String>,
    /// Tỷ lệ hoàn thành of the newest report that gives one.
    pub percent: Option<Exact>,
    /// Ngày báo cáo mới nhất.
    pub reported: Option<NaiveDate>,
    /// Nguồn gốc, of a task carried over from an earlier plan.
    pub carried_from: Option<Origin>,
    /// Why it is in this state.
    pub why: Text,
}

/// Every task of a plan, in its order.
pub(super) fn judge(plan: &Plan, faults: &Faults, as_of: NaiveDate) -> Vec<TaskStatus> {
    let ended = NaiveDate::from_ymd_opt(plan.year, 12, 31).is_some_and(|end| as_of >= end);
    let completed = |task: &Task| {
        let last = task.last_report(as_of).and_then(|report| report.state);
        let by_year = task.due == Some(Due::Ongoing) && ended && last != Some(ReportedState::Stopped);
        let year_end = NaiveDate::from_ymd_opt(plan.year, 12, 31).filter(|_| by_year);
        task.done_by(as_of).or_else(|| year_end.filter(|_| !task.cancelled_by(as_of) && !task.carried_by(as_of)))
    };
    let sound = |place: &usize| !faults.tasks.contains(place);
    let done: HashSet<&str> = (plan.tasks.iter().enumerate())
        .filter(|(place, task)| sound(place) && completed(task).is_some())
        .map(|(_, task)| task.id.as_str())
        .collect();
    let status = |(place, task): (usize, &Task)| {
        let waiting_for = task.depends_on.iter().filter(|id| !done.contains(id.as_str())).cloned().collect();
        let case = Case { task, plan, as_of, done: completed(task), waiting_for, sound: sound(&place) };
        case.status()
    };
    plan.tasks.iter().enumerate().map(status).collect()
}

/// A task and what is known of it.
struct Case<'a> {
    task: &'a Task,
    plan: &'a Plan,
    as_of: NaiveDate,
    done: Option<NaiveDate>,
    waiting_for: Vec<String>,
    sound: bool,
}

impl Case<'_> {
    fn due(&self) -> Option<NaiveDate> {
        self.task.due.as_ref().and_then(|due| due.day(self.as_of).ok().flatten())
    }

    /// Whether a report tells of work, so that no start and no other task is waited for.
    fn under_way(&self) -> bool {
        let last = self.task.last_report(self.as_of);
        last.is_some_and(|report| match report.state {
            Some(state) => state == ReportedState::InProgress,
            None => report.percent.is_some_and(|percent| percent > Exact::default()),
        })
    }

    fn state(&self) -> TaskState {
        let due = self.due();
        let start = self.task.start.or(self.plan.issued);
        let last = self.task.last_report(self.as_of).and_then(|report| report.state);
        match (self.done, due) {
            _ if !self.sound => TaskState::NotJudged,
            (Some(done), Some(due)) if done > due => TaskState::DoneLate,
            (Some(_), Some(_)) => TaskState::DoneOnTime,
            (Some(_), None) => TaskState::DoneWithoutDeadline,
            _ if self.task.cancelled_by(self.as_of) => TaskState::Cancelled,
            _ if self.task.carried_by(self.as_of) => TaskState::CarriedOver,
            (None, Some(due)) if due < self.as_of => TaskState::Overdue,
            _ if !self.waiting_for.is_empty() && !self.under_way() => TaskState::Waiting,
            _ if last == Some(ReportedState::Stopped) => TaskState::Stopped,
            _ if start.is_some_and(|start| start > self.as_of) && !self.under_way() => TaskState::NotStarted,
            (None, Some(_)) => TaskState::InProgress,
            _ if self.task.due == Some(Due::Ongoing) => TaskState::Ongoing,
            (None, None) => TaskState::WithoutDeadline,
        }
    }

    fn status(self) -> TaskStatus {
        let (state, due) = (self.state(), self.due());
        let days = |from: NaiveDate, to: NaiveDate| u64::try_from(to.signed_duration_since(from).num_days()).ok();
        let of = |wanted: bool, days: Option<u64>| days.filter(|_| wanted);
        let days_late = due.zip(self.done).and_then(|(due, done)| of(state == TaskState::DoneLate, days(due, done)));
        let overdue = due.and_then(|due| of(state == TaskState::Overdue, days(due, self.as_of)));
        let (due_text, due_source) = self.task.due.as_ref().map(|due| due.explain(self.as_of)).unzip();
        let known = self.task.reports.iter().filter(|report| report.date <= self.as_of);
        let percent = known.filter(|report| report.percent.is_some()).max_by_key(|report| report.date);
        TaskStatus {
            id: self.task.id.clone(),
            title: self.task.title.clone(),
            state,
            due,
            why: self.why(state, days_late.or(overdue), due_text.as_ref()),
            due_text,
            due_source: due_source.flatten(),
            done: self.done.filter(|_| state.is_done()),
            days_late,
            days_overdue: overdue,
            days_left: due.and_then(|due| of(state.is_open(), days(self.as_of, due))),
            percent: percent.and_then(|report| report.percent),
            reported: self.task.last_report(self.as_of).map(|report| report.date),
            carried_from: self.task.carried_from.clone(),
            waiting_for: if state.is_open() { self.waiting_for } else { Vec::new() },
        }
    }

    fn why(&self, state: TaskState, days: Option<u64>, due: Option<&Text>) -> Text {
        let render = |lang: Lang| {
            let date = |date: Option<NaiveDate>| date.map(|date| text::date(date, lang)).unwrap_or_default();
            let (label, due) = (state.label(), due.map(|due| due.get(lang)).unwrap_or_default());
            let label = label.get(lang);
            let days = days.map(|days| text::count(days, lang)).unwrap_or_default();
            let cited = |document: Option<&Citation>| document.map(|cited| cited.label(lang)).unwrap_or_default();
            let year_end = self.done.is_some() && self.task.done_by(self.as_of).is_none();
            match (state, lang) {
                (TaskState::DoneLate, Lang::Vi) => {
                    format!("{label} {days} ngày: xong {}, hạn {due}", date(self.done))
                }
                (TaskState::DoneLate, Lang::En) => {
                    format!("{label} by {days} days: done {}, due {due}", date(self.done))
                }
                (TaskState::DoneOnTime, Lang::Vi) => format!("{label}: xong {}, hạn {due}", date(self.done)),
                (TaskState::DoneOnTime, Lang::En) => format!("{label}: done {}, due {due}", date(self.done)),
                (TaskState::DoneWithoutDeadline, Lang::Vi) if year_end => {
                    format!("nhiệm vụ thường xuyên, hoàn thành khi hết năm {}", self.plan.year)
                }
                (TaskState::DoneWithoutDeadline, Lang::En) if year_end => {
                    format!("an ongoing task, done at the end of {}", self.plan.year)
                }
                (TaskState::DoneWithoutDeadline, _) => format!("{label}: {}", date(self.done)),
                (TaskState::Overdue, Lang::Vi) => format!("{label} {days} ngày: hạn {due}"),
                (TaskState::Overdue, Lang::En) => format!("{label} by {days} days: due {due}"),
                (TaskState::InProgress, Lang::Vi) => format!("{label}: hạn {due}"),
                (TaskState::InProgress, Lang::En) => format!("{label}: due {due}"),
                (TaskState::Waiting, _) => format!("{label}: {}", self.waiting_for.join(", ")),
                (TaskState::NotStarted, Lang::Vi) => {
                    format!("{label} {}", date(self.task.start.or(self.plan.issued)))
                }
                (TaskState::NotStarted, Lang::En) => {
                    format!("{label}: starts {}", date(self.task.start.or(self.plan.issued)))
                }
                (TaskState::WithoutDeadline, _) if !due.is_empty() => format!("{label}: {due}"),
                (TaskState::Cancelled, _) => {
                    format!("{label}: {}", cited(self.task.cancelled.as_ref().map(|cancelled| &cancelled.document)))
                }
                (TaskState::CarriedOver, _) => {
                    let year = self.task.carried_into.as_ref().map(|into| into.year.to_string()).unwrap_or_default();
                    format!("{label}: {year}")
                }
                _ => label.to_owned(),
            }
        };
        Text::build(render)
    }
}
