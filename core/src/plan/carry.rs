//! The unfinished tasks of a plan, on their way into the plan of a later year.

use super::report::{judged, number};
use super::{Due, Origin, Plan, Task, TaskState};
use crate::Error;
use crate::error::Issue;
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use std::collections::HashSet;

/// Nhiệm vụ chuyển tiếp: `total` is those carried and those left together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CarriedPlan {
    /// Năm của kế hoạch này.
    pub year: i32,
    /// Năm của kế hoạch sau.
    pub into: i32,
    /// Ngày xét.
    pub as_of: NaiveDate,
    /// Tổng số nhiệm vụ.
    pub total: u64,
    /// Các nhiệm vụ chuyển sang, ready for the later plan.
    pub tasks: Vec<Task>,
    /// Các nhiệm vụ không chuyển, with their state.
    pub left: Vec<LeftTask>,
    /// Mã các nhiệm vụ chuyển sang mà chưa có hạn mới: the later plan must set one.
    pub need_deadline: Vec<String>,
    /// What is wrong in the plan; a task named here is not carried until it is corrected.
    pub issues: Vec<Issue>,
}

/// Nhiệm vụ không chuyển sang.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LeftTask {
    /// Mã.
    pub id: String,
    /// Tình trạng.
    pub state: TaskState,
}

impl Plan {
    /// Chuyển tiếp: the tasks not finished at the end of a day, as tasks of the plan of a later year. Each keeps its
    /// id and names the plan that first set it. A deadline that lies in the later year or after it, one that is
    /// ongoing or one by its own plan goes along; any other has passed, and the later plan sets a new one.
    /// Reports stay with the old plan, and so do dependencies on tasks that are not carried over.
    ///
    /// ```
    /// use cchc::plan::Plan;
    /// let plan: Plan = cchc::document::from_json(r#"{"year": 2020, "number": "15/KH-SLĐTBXH", "tasks": [
    ///     {"id": "1", "done": "2020-05-04"}, {"id": "2", "due": "2020-11-30"}
    /// ]}"#)?;
    /// let carried = plan.carry_over(2021, "2020-12-31".parse().unwrap())?;
    /// let origin = carried.tasks[0].carried_from.as_ref().unwrap();
    /// assert_eq!((origin.year, origin.id.as_str(), origin.plan.as_str()), (2020, "2", "15/KH-SLĐTBXH"));
    /// assert_eq!(carried.need_deadline, ["2"]);
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `input.out_of_range` for a year that is not after that of the plan, or one outside 1900 to 9999.
    pub fn carry_over(&self, into: i32, as_of: NaiveDate) -> Result<CarriedPlan, Error> {
        let (states, faults) = judged(self, as_of)?;
        if into <= self.year || into > super::LAST_YEAR {
            let (min, max) = (self.year.saturating_add(1).to_string(), super::LAST_YEAR.to_string());
            return Err(Error::OutOfRange { what: "year", got: into.to_string(), min, max });
        }
        let open = || self.tasks.iter().zip(&states).filter(|(_, status)| status.state.is_open());
        let ids: HashSet<&str> = open().map(|(task, _)| task.id.as_str()).collect();
        let carried = |task: &Task, due: Option<NaiveDate>| {
            let goes = match &task.due {
                Some(Due::Ongoing) => true,
                Some(Due::OwnPlan(_)) if due.is_none() => true,
                _ => due.is_some_and(|due| due.year() >= into),
            };
            let here = || Origin { year: self.year, id: task.id.clone(), plan: self.number.clone(), due };
            Task {
                due: task.due.clone().filter(|_| goes),
                depends_on: task.depends_on.iter().filter(|id| ids.contains(id.as_str())).cloned().collect(),
                // Carried over a second time, it still comes from the plan that first set it.
                carried_from: Some(task.carried_from.clone().unwrap_or_else(here)),
                reports: Vec::new(),
                done: None,
                carried_into: None,
                cancelled: None,
                ..task.clone()
            }
        };
        let tasks: Vec<Task> = open().map(|(task, status)| carried(task, status.due)).collect();
        let left = states.iter().filter(|status| !status.state.is_open());
        Ok(CarriedPlan {
            year: self.year,
            into,
            as_of,
            total: number(states.len()),
            need_deadline: tasks.iter().filter(|task| task.due.is_none()).map(|task| task.id.clone()).collect(),
            left: left.map(|status| LeftTask { id: status.id.clone(), state: status.state }).collect(),
            tasks,
            issues: faults.issues,
        })
    }
}
