//! Kế hoạch cải cách hành chính: a programme's yearly plan, its targets and tasks, and where they stand on a date.
//!
//! Everything is judged at the end of a day from what was known by then: a report, a decision or a
//! measurement of a later day does not count. How far a plan is, is told with the tasks behind every number.

mod carry;
mod check;
mod due;
mod movement;
mod report;
mod state;
mod target;

pub use carry::{CarriedPlan, LeftTask};
pub use due::{Due, DuePeriod, GivenDeadline, OwnPlan};
pub use movement::{Move, PlanMovement, TaskMove};
pub use report::{DueSoon, PlanReport, Share, StateCount, TaskGroup};
pub use state::{TaskState, TaskStatus};
pub use target::{Direction, Measured, Target, TargetReport, TargetState, TargetStatus};

use crate::number::{Exact, Ratio};
use crate::text::Text;
use crate::{Citation, Error, number};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// The years plans are read for, those of periods.
const FIRST_YEAR: i32 = 1900;
const LAST_YEAR: i32 = 9999;

/// Kế hoạch năm, with its targets and tasks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Năm kế hoạch.
    pub year: i32,
    /// Số, ký hiệu.
    #[serde(default)]
    pub number: String,
    /// Ngày ban hành: a task without a start of its own starts then.
    #[serde(default)]
    pub issued: Option<NaiveDate>,
    /// Cơ quan ban hành.
    #[serde(default)]
    pub issuer: String,
    /// The document itself, to be cited.
    #[serde(default)]
    pub source: Option<Citation>,
    /// Chương trình the plan carries out.
    #[serde(default)]
    pub programme: Option<Programme>,
    /// Các chỉ tiêu.
    #[serde(default)]
    pub targets: Vec<Target>,
    /// Các nhiệm vụ.
    #[serde(default)]
    pub tasks: Vec<Task>,
}

/// Chương trình tổng thể, such as that of 2021-2030.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Tên.
    pub title: Text,
    /// Từ năm.
    pub from: i32,
    /// Đến hết năm.
    pub until: i32,
    /// Các giai đoạn.
    #[serde(default)]
    pub phases: Vec<Phase>,
    /// The text that sets it up.
    pub source: Citation,
}

/// Giai đoạn của chương trình, both years included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Tên.
    pub title: Text,
    /// Từ năm.
    pub from: i32,
    /// Đến hết năm.
    pub until: i32,
}

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
    /// Sản phẩm, kết quả.
    pub product: String,
    /// Đơn vị chủ trì.
    pub lead: String,
    /// Các đơn vị phối hợp.
    pub cooperating: Vec<String>,
    /// Ngày bắt đầu; that of the plan where the task has none of its own.
    pub start: Option<NaiveDate>,
    /// Hạn hoàn thành, where the plan sets one: a date, or one of the forms of [`Due`].
    pub due: Option<Due>,
    /// Ngày hoàn thành, or the date of the report that first says it is done.
    pub done: Option<NaiveDate>,
    /// Mã các nhiệm vụ phải xong trước.
    pub depends_on: Vec<String>,
    /// Các báo cáo tiến độ, in any order.
    pub reports: Vec<TaskReport>,
    /// Chuyển từ kế hoạch năm trước.
    pub carried_from: Option<Origin>,
    /// Chuyển sang kế hoạch năm sau.
    pub carried_into: Option<CarriedInto>,
    /// Bỏ khỏi kế hoạch.
    pub cancelled: Option<Cancellation>,
}

/// Báo cáo tiến độ của một nhiệm vụ. One that gives 100 per cent and no state says that the task is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskReport {
    /// Ngày báo cáo: from then on it is known.
    pub date: NaiveDate,
    /// Tỷ lệ hoàn thành, 0 to 100.
    #[serde(default)]
    pub percent: Option<Exact>,
    /// Tình trạng.
    #[serde(default)]
    pub state: Option<ReportedState>,
    /// Ngày hoàn thành thực tế, where the report that says it is done names an earlier day.
    #[serde(default)]
    pub done_on: Option<NaiveDate>,
    /// Nội dung.
    #[serde(default)]
    pub text: String,
    /// Văn bản báo cáo.
    #[serde(default)]
    pub document: Option<Citation>,
}

impl TaskReport {
    /// Whether it says that the task is done.
    fn says_done(&self) -> bool {
        match self.state {
            Some(state) => state == ReportedState::Done,
            None => self.percent.is_some_and(|percent| percent >= Exact::from(100)),
        }
    }

    /// The day of completion it tells.
    fn completion(&self) -> NaiveDate {
        self.done_on.unwrap_or(self.date)
    }
}

/// Tình trạng nêu trong báo cáo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ReportedState {
    /// Đang thực hiện.
    InProgress,
    /// Đã hoàn thành.
    Done,
    /// Tạm dừng.
    Stopped,
}

/// Nguồn gốc của nhiệm vụ chuyển tiếp: the plan that first set it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// Năm của kế hoạch đó.
    pub year: i32,
    /// Mã trong kế hoạch đó.
    pub id: String,
    /// Số, ký hiệu của kế hoạch đó.
    #[serde(default)]
    pub plan: String,
    /// Hạn ban đầu, where it was a day.
    #[serde(default)]
    pub due: Option<NaiveDate>,
}

/// Việc chuyển sang kế hoạch năm sau.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriedInto {
    /// Năm của kế hoạch sau.
    pub year: i32,
    /// Ngày quyết định chuyển.
    pub date: NaiveDate,
    /// Mã trong kế hoạch sau, where it is another.
    #[serde(default)]
    pub id: Option<String>,
    /// Văn bản.
    #[serde(default)]
    pub document: Option<Citation>,
}

/// Việc bỏ một nhiệm vụ, always by a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cancellation {
    /// Từ ngày.
    pub date: NaiveDate,
    /// Văn bản.
    pub document: Citation,
}

/// Tiến độ kế hoạch on a date: `total` is done, open, cancelled and carried over together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Progress {
    /// Tổng số nhiệm vụ.
    pub total: u64,
    /// Đã hoàn thành.
    pub done: u64,
    /// Of these, done after their deadline.
    pub done_late: u64,
    /// Chưa hoàn thành, và vẫn phải làm.
    pub in_progress: u64,
    /// Of these, past their deadline.
    pub overdue: u64,
    /// Đã bỏ khỏi kế hoạch.
    pub cancelled: u64,
    /// Đã chuyển sang năm sau.
    pub carried_over: u64,
    /// Tỷ lệ hoàn thành: done over all tasks, per cent, half up at two decimals.
    pub done_percent: Option<Exact>,
}

/// Tiến độ: counts tasks by their state at the end of the day `as_of`; a task done later was open then.
///
/// ```
/// use cchc::plan::{self, Due, Task};
/// let day = |text: &str| text.parse().ok();
/// let tasks = [
///     Task { id: "1".into(), due: day("2021-02-28").map(Due::Date), done: day("2021-03-05"), ..Task::default() },
///     Task { id: "2".into(), due: day("2021-06-30").map(Due::Date), ..Task::default() },
/// ];
/// let progress = plan::progress(&tasks, "2021-03-31".parse().unwrap())?;
/// assert_eq!((progress.done, progress.done_late, progress.in_progress, progress.overdue), (1, 1, 1, 0));
/// assert_eq!(progress.done_percent.unwrap().to_string(), "50.00");
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `input.empty_list` of no tasks; `input.duplicate_id` when two tasks share an id; `input.out_of_range`
/// for a deadline in a period its year does not have.
pub fn progress(tasks: &[Task], as_of: NaiveDate) -> Result<Progress, Error> {
    if tasks.is_empty() {
        return Err(Error::EmptyList { what: "count" });
    }
    let mut ids = HashSet::new();
    if let Some(twice) = tasks.iter().find(|task| !ids.insert(&task.id)) {
        return Err(Error::DuplicateId { id: number::shorten(&twice.id) });
    }
    let (mut done, mut done_late, mut in_progress, mut overdue, mut cancelled, mut carried_over) = (0, 0, 0, 0, 0, 0);
    for task in tasks {
        let due = task.due.as_ref().map(|due| due.day(as_of)).transpose()?.flatten();
        if let Some(day) = task.done_by(as_of) {
            done += 1;
            done_late += u64::from(due.is_some_and(|due| day > due));
        } else if task.cancelled_by(as_of) {
            cancelled += 1;
        } else if task.carried_by(as_of) {
            carried_over += 1;
        } else {
            in_progress += 1;
            overdue += u64::from(due.is_some_and(|due| due < as_of));
        }
    }
    let total = u64::try_from(tasks.len()).unwrap_or(u64::MAX);
    let done_percent = Ratio::of(done, total).percent();
    Ok(Progress { total, done, done_late, in_progress, overdue, cancelled, carried_over, done_percent })
}

impl Task {
    /// The day it was done, as far as that was known at the end of a day.
    fn done_by(&self, as_of: NaiveDate) -> Option<NaiveDate> {
        let told = self.reports.iter().filter(|report| report.date <= as_of && report.says_done());
        let first = told.min_by_key(|report| report.date).map(TaskReport::completion);
        self.done.filter(|done| *done <= as_of).or(first)
    }

    fn cancelled_by(&self, as_of: NaiveDate) -> bool {
        self.cancelled.as_ref().is_some_and(|cancelled| cancelled.date <= as_of)
    }

    fn carried_by(&self, as_of: NaiveDate) -> bool {
        self.carried_into.as_ref().is_some_and(|carried| carried.date <= as_of)
    }

    /// The newest report known at the end of a day; of two of one day the later in the list.
    fn last_report(&self, as_of: NaiveDate) -> Option<&TaskReport> {
        self.reports.iter().filter(|report| report.date <= as_of).max_by_key(|report| report.date)
    }
}
