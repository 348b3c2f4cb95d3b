//! Phản ánh, kiến nghị: what people complain of and propose, by when each step is due, and what became of it.
//!
//! **What.** [`feedback_case`] tells of one piece, on a day, of every step (passing on, guidance, answer,
//! publication) when it was due, when it was done and what decided; [`feedback_report`] counts those of a period,
//! with the ids behind every figure and totals that reconcile.
//!
//! **Time limits are data.** The general decree sets one for passing on and none for the answer; ministries set
//! their own. Which of them holds is asked for ([`RegimeChoice`]), or the user gives a regime of their own. Where
//! no text states a limit the step is `not_stated` and nothing is judged late by it; the due date on the record
//! then decides the answer, where it has one.
//!
//! **What ends a matter** for the body whose list it is: a refusal, an answer, or outside its competence passing it
//! on or guiding the sender. The first of them counts, so that a matter closed in one period is never open again in
//! the next.
//!
//! **What is judged.** What is open is judged at the end of the period, or on the day of the data where that is
//! earlier, as [`indicators`](crate::indicators) does with the same records.

mod answer;
mod check;
mod record;
mod regime;
mod report;
mod steps;

pub use answer::{
    Counted, Disposition, FeedbackCase, FeedbackChain, FeedbackGroup, FeedbackReport, FeedbackStart, FeedbackTotals,
    RecordsOfFeedback, Satisfaction, StepBasis, StepCount, StepReport, StepState,
};
pub use record::{Feedback, FeedbackChannel, FeedbackClass, FeedbackKind, FeedbackSubject, Prolongation};
pub use regime::{
    CountedFrom, FeedbackCondition, FeedbackRegime, FeedbackRule, FeedbackStep, RegimeCertainty, RegimeChoice,
    shipped_regimes,
};
pub use report::{FeedbackData, feedback_report};
pub(crate) use steps::disposition;

use crate::{Error, WorkCalendar};
use chrono::NaiveDate;

/// Một phản ánh, kiến nghị at the end of a day: its steps, each with its due day and what decided.
///
/// ```
/// use cchc::feedback::{Feedback, RegimeChoice, StepState, feedback_case};
/// use cchc::{WorkCalendar, document};
/// let record: Feedback = document::from_json(r#"{"id": "F1", "sent": "2026-07-01", "kind": "unsuitable",
///     "competent": true, "channel": "written", "processed": "2026-07-10"}"#)?;
/// let day = "2026-07-31".parse().unwrap();
/// let circular = RegimeChoice::Named("18/2018/TT-BCT".into());
/// let case = feedback_case(WorkCalendar::vietnam(), &record, day, Some(&circular))?;
/// // Five working days after Wednesday 1/7 is Wednesday 8/7.
/// assert_eq!((case.steps[2].state, case.steps[2].late_by), (StepState::Late, Some(2)));
/// // The decree states no limit for an answer: nothing is late by it.
/// let case = feedback_case(WorkCalendar::vietnam(), &record, day, None)?;
/// assert_eq!((case.steps[2].state, case.steps[2].due), (StepState::NotStated, None));
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `input.unknown_id` for a regime that is not shipped; `law.not_in_force` where it was not in force when the
/// feedback came; `feedback.before_reception`; `calendar.horizon`, `calendar.horizon_adding`, and those of
/// [`Deadline::compute`](crate::Deadline::compute) for limits in hours.
pub fn feedback_case(
    calendar: &WorkCalendar,
    record: &Feedback,
    as_of: NaiveDate,
    regime: Option<&RegimeChoice>,
) -> Result<FeedbackCase, Error> {
    check::order(record)?;
    steps::judge(calendar, record, as_of, regime)
}
