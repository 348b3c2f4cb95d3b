//! Kế hoạch và kiểm tra: where plans stand, what moved, and what inspections found, each one call of the core.

use crate::arguments as js;
use crate::convert::{Answer, Calendar, answer, chosen, day, read, whole};
use crate::door::door;
use cchc::inspection::Inspections;
use cchc::plan::Plan;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("plans.ts");

door! {
    /// Báo cáo tiến độ kế hoạch: targets and tasks at the end of a day, with the ids behind every count; with
    /// `due_within`, also the tasks due in so many calendar days. What is wrong in a task stands in `issues`. Throws
    /// `input.out_of_range`.
    fn planReport(plan: &js::Plan, as_of: &js::IsoDate, due_within: Option<js::Number>) -> "PlanReport" = {
        let days = due_within.map(|days| whole("days", &days)).transpose()?;
        answer(&read::<Plan>(plan)?.report(day(as_of)?, days)?)?
    };
    /// Biến động của kế hoạch: what changed from the end of one day to the end of another. Throws
    /// `calendar.reversed_dates`, and as `planReport`.
    fn planMovement(plan: &js::Plan, since: &js::IsoDate, as_of: &js::IsoDate) -> "PlanMovement" =
        answer(&read::<Plan>(plan)?.movement(day(since)?, day(as_of)?)?)?;
    /// Nhiệm vụ chuyển tiếp: the tasks not finished at the end of a day, for the plan of a later year. Throws as
    /// `planReport`.
    fn planCarryOver(plan: &js::Plan, into: &js::Number, as_of: &js::IsoDate) -> "CarriedPlan" =
        answer(&read::<Plan>(plan)?.carry_over(whole("year", into)?, day(as_of)?)?)?;
    /// Tổng hợp nhiều cuộc kiểm tra: coverage, findings and those that came again, and every recommendation at the end
    /// of a day. What is wrong in single records does not throw: it stands in `issues`.
    fn inspectionReport(inspections: &js::Inspections, as_of: &js::IsoDate, calendar: Calendar) -> "InspectionReport" =
        answer(&read::<Inspections>(inspections)?.report(day(as_of)?, &chosen(calendar)?))?;
}
