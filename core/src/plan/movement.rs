//! What moved in a plan between two dates.

use super::report::{Share, judged, number};
use super::{Plan, TargetState, TaskState, TaskStatus, target};
use crate::Error;
use crate::error::Issue;
use crate::number::{self as numbers, Exact};
use crate::text::{self, Lang, Text};
use chrono::NaiveDate;
use serde::Serialize;

/// Biến động của kế hoạch between two dates, each judged from what was known on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PlanMovement {
    /// Ngày chốt của báo cáo trước.
    pub since: NaiveDate,
    /// Ngày chốt.
    pub as_of: NaiveDate,
    /// Tổng số nhiệm vụ: those that moved and those that did not.
    pub total: u64,
    /// Số nhiệm vụ không đổi tình trạng.
    pub unchanged: u64,
    /// Số nhiệm vụ đổi tình trạng, by the state before and after.
    pub moves: Vec<Move>,
    /// Từng nhiệm vụ đổi tình trạng, in the order of the plan.
    pub tasks: Vec<TaskMove>,
    /// Mã các nhiệm vụ mới hoàn thành.
    pub newly_done: Vec<String>,
    /// Mã các nhiệm vụ mới quá hạn.
    pub newly_overdue: Vec<String>,
    /// Mã các chỉ tiêu mới đạt.
    pub targets_newly_reached: Vec<String>,
    /// Mã các chỉ tiêu không còn đạt.
    pub targets_no_longer_reached: Vec<String>,
    /// Tỷ lệ hoàn thành ở ngày trước.
    pub done_before: Share,
    /// Tỷ lệ hoàn thành.
    pub done_after: Share,
    /// Số điểm phần trăm thay đổi: the difference of the two rates as they are printed.
    pub points: Option<Exact>,
    /// One sentence for the report.
    pub text: Text,
    /// What is wrong in the plan; a task named here is not judged on either date.
    pub issues: Vec<Issue>,
}

/// Số nhiệm vụ chuyển từ một tình trạng sang tình trạng khác.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Move {
    /// Tình trạng trước.
    pub before: TaskState,
    /// Tình trạng sau.
    pub after: TaskState,
    /// Số nhiệm vụ.
    pub count: u64,
    /// Mã các nhiệm vụ.
    pub ids: Vec<String>,
}

/// Một nhiệm vụ đổi tình trạng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TaskMove {
    /// Mã.
    pub id: String,
    /// Tình trạng trước.
    pub before: TaskState,
    /// Tình trạng sau.
    pub after: TaskState,
    /// Why it is in the later state.
    pub why: Text,
}

impl Plan {
    /// Biến động: what changed from the end of one day to the end of another.
    ///
    /// ```
    /// use cchc::plan::{Plan, TaskState};
    /// let plan: Plan = cchc::document::from_json(
    ///     r#"{"year": 2021, "tasks": [{"id": "1", "due": "2021-03-10"}, {"id": "2", "done": "2021-03-20"}]}"#,
    /// )?;
    /// let moved = plan.movement("2021-02-28".parse().unwrap(), "2021-03-31".parse().unwrap())?;
    /// assert_eq!((moved.newly_done, moved.newly_overdue), (vec!["2".to_owned()], vec!["1".to_owned()]));
    /// assert_eq!(moved.points.unwrap().to_string(), "50.00");
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `calendar.reversed_dates`; `input.out_of_range` for a year outside 1900 to 9999.
    pub fn movement(&self, since: NaiveDate, as_of: NaiveDate) -> Result<PlanMovement, Error> {
        if since > as_of {
            return Err(Error::ReversedDates { after: since.to_string(), through: as_of.to_string() });
        }
        let (before, faults) = judged(self, since)?;
        let (after, _) = judged(self, as_of)?;
        let pairs = || before.iter().zip(&after).filter(|(before, after)| before.state != after.state);
        let ids = |select: &dyn Fn(&TaskStatus, &TaskStatus) -> bool| -> Vec<String> {
            pairs().filter(|(before, after)| select(before, after)).map(|(_, after)| after.id.clone()).collect()
        };
        let mut moves = Vec::new();
        for from in TaskState::ALL {
            for to in TaskState::ALL {
                let ids = ids(&|before, after| (before.state, after.state) == (from, to));
                if !ids.is_empty() {
                    moves.push(Move { before: from, after: to, count: number(ids.len()), ids });
                }
            }
        }
        let share = |tasks: &[TaskStatus]| {
            let done = tasks.iter().filter(|task| task.state.is_done()).count();
            Share::new(number(done), number(tasks.len()), Text::new("tổng số nhiệm vụ", "all tasks"))
        };
        let (done_before, done_after) = (share(&before), share(&after));
        let points = done_after.percent.zip(done_before.percent);
        let points = points.and_then(|(after, before)| numbers::difference(after, before));
        let newly_done = ids(&|before, after| !before.state.is_done() && after.state.is_done());
        let newly_overdue = ids(&|_, after| after.state == TaskState::Overdue);
        let tasks: Vec<TaskMove> = pairs()
            .map(|(before, after)| TaskMove {
                id: after.id.clone(),
                before: before.state,
                after: after.state,
                why: after.why.clone(),
            })
            .collect();
        let targets = |from: bool| -> Vec<String> {
            let (before, after) = (target::report(&self.targets, since), target::report(&self.targets, as_of));
            let reached = |state: TargetState| state == TargetState::Reached;
            let rows = before.rows.iter().zip(&after.rows);
            let turned = rows.filter(|(before, after)| reached(before.state) == from && reached(after.state) != from);
            turned.map(|(_, after)| after.id.clone()).collect()
        };
        let (new, late) = (number(newly_done.len()), number(newly_overdue.len()));
        let sentence = |lang| {
            let (new, late) = (text::count(new, lang), text::count(late, lang));
            let (from, to) = (text::date(since, lang), text::date(as_of, lang));
            match lang {
                Lang::Vi => format!("Từ {from} đến {to}: thêm {new} nhiệm vụ hoàn thành, {late} nhiệm vụ mới quá hạn."),
                Lang::En => format!("From {from} to {to}: {new} more tasks done, {late} newly overdue."),
            }
        };
        Ok(PlanMovement {
            since,
            as_of,
            total: number(after.len()),
            unchanged: number(after.len() - tasks.len()),
            moves,
            tasks,
            newly_done,
            newly_overdue,
            targets_newly_reached: targets(false),
            targets_no_longer_reached: targets(true),
            done_before,
            done_after,
            points,
            text: Text::build(sentence),
            issues: faults.issues,
        })
    }
}
