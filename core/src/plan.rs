//! Kế hoạch: tasks with deadlines, and how far they are on a date.

use crate::number::{Exact, Ratio};
use crate::{Error, number};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Nhiệm vụ của kế hoạch.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Task {
    /// Mã hoặc số thứ tự.
    pub id: String,
    /// Nội dung.
    pub title: String,
    /// Lĩnh vực.
    pub field: String,
    /// Đơn vị chủ trì.
    pub lead: String,
    /// Hạn hoàn thành, where the plan sets a date.
    pub due: Option<NaiveDate>,
    /// Ngày hoàn thành, or the date of the report that first says it is done.
    pub done: Option<NaiveDate>,
}

/// Tiến độ kế hoạch on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Progress {
    /// Tổng số nhiệm vụ.
    pub total: u64,
    /// Đã hoàn thành.
    pub done: u64,
    /// Of these, done after their deadline.
    pub done_late: u64,
    /// Đang thực hiện.
    pub in_progress: u64,
    /// Of these, past their deadline.
    pub overdue: u64,
    /// Tỷ lệ hoàn thành: done over all tasks, per cent, half up at two decimals.
    pub done_percent: Option<Exact>,
}

/// Counts tasks by their state at the end of the day `as_of`; a task done later was open then.
///
/// ```
/// use cchc::plan::{self, Task};
/// let day = |text: &str| text.parse().ok();
/// let tasks = [
///     Task { id: "1".into(), due: day("2021-02-28"), done: day("2021-03-05"), ..Task::default() },
///     Task { id: "2".into(), due: day("2021-06-30"), ..Task::default() },
/// ];
/// let progress = plan::progress(&tasks, "2021-03-31".parse().unwrap())?;
/// assert_eq!((progress.done, progress.done_late, progress.in_progress, progress.overdue), (1, 1, 1, 0));
/// assert_eq!(progress.done_percent.unwrap().to_string(), "50.00");
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `input.empty_list` of no tasks; `input.duplicate_id` when two tasks share an id.
pub fn progress(tasks: &[Task], as_of: NaiveDate) -> Result<Progress, Error> {
    if tasks.is_empty() {
        return Err(Error::EmptyList { what: "count" });
    }
    let mut ids = HashSet::new();
    if let Some(twice) = tasks.iter().find(|task| !ids.insert(&task.id)) {
        return Err(Error::DuplicateId { id: number::shorten(&twice.id) });
    }
    let count = |select: &dyn Fn(&Task) -> bool| {
        u64::try_from(tasks.iter().filter(|task| select(task)).count()).unwrap_or(u64::MAX)
    };
    let done_on = |task: &Task| task.done.filter(|done| *done <= as_of);
    let total = count(&|_| true);
    let done = count(&|task| done_on(task).is_some());
    Ok(Progress {
        total,
        done,
        done_late: count(&|task| done_on(task).zip(task.due).is_some_and(|(done, due)| done > due)),
        in_progress: count(&|task| done_on(task).is_none()),
        overdue: count(&|task| done_on(task).is_none() && task.due.is_some_and(|due| due < as_of)),
        done_percent: Ratio::of(done, total).percent(),
    })
}
