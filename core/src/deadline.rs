//! Thời hạn giải quyết: the date that goes on the slip, why it is that date, and what moves it.
//!
//! **What.** [`Deadline::compute`] gives the due date of a limit; [`Deadline::of_case`] that of a dossier
//! under its procedure's rule with everything that happened to it: suspensions, supplements,
//! exclusions, extensions, one re-appointment, the two appointments of a dossier with financial
//! obligations. [`StageFlow`] does it for the steps of an interlinked procedure, [`duties`] for what
//! follows: apologies and notices. Each answer holds its trace.
//!
//! **How time is counted** is decided by the limit. Days, weeks, months and years are counted by the
//! day, by articles 147 and 148 of the Civil Code: the day of reception is not counted, the last one
//! ends at 24:00. Working hours and parts of a day are counted by the minute of office hours, and
//! hours by the clock. A pause moves a deadline by as much of the limit's own unit as it holds.
//!
//! **When not.** For a million rows use [`DeadlineColumns`]: the same counting without a trace.

mod clock;
pub mod columns;
mod cut_off;
pub mod duties;
mod recount;
mod rule;
mod stages;
mod trace;

pub use clock::ClockUnit;
pub use columns::{DeadlineColumns, DeadlineResults, LimitUnit, PauseColumns};
pub use cut_off::{ClockStart, CutOff};
pub use rule::{AreaExtension, ClockEvent, DeadlineCase, DeadlineRule, OnSupplement, Piece};
pub use stages::{Flow, Stage, StageFlow, StageProgress, StageReport, StageState, StageSum};
pub use trace::{CountedDay, PauseSpan};

pub(crate) use clock::judge;
pub(crate) use trace::later;

use crate::calendar::DayReason;
use crate::procedure::TimeLimit;
use crate::text::Text;
use crate::{Citation, Error, Moment, WorkCalendar};
use chrono::{NaiveDate, NaiveDateTime};
use clock::Counter;
use serde::Serialize;

/// Hạn trả kết quả: when the result is due and why it is then.
///
/// ```
/// use cchc::{Deadline, TimeLimit, WorkCalendar};
/// // Received on the Friday before Tết 2026: the break of 14 to 22/2 does not count.
/// let received: chrono::NaiveDate = "2026-02-13".parse().unwrap();
/// let deadline = Deadline::compute(WorkCalendar::vietnam(), received.into(), TimeLimit::WorkingDays(3))?;
/// assert_eq!(deadline.due.unwrap().to_string(), "2026-02-25");
/// assert_eq!((deadline.counted.len(), deadline.skipped.len()), (3, 9));
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Deadline {
    /// Tiếp nhận đủ hồ sơ.
    pub received: Moment,
    /// From when the clock runs; after a restart, from when it runs again.
    pub start: ClockStart,
    /// Thời hạn.
    pub limit: TimeLimit,
    /// What the limit counts.
    pub unit: ClockUnit,
    /// What the clock does now.
    pub state: ClockState,
    /// Ngày hẹn trả: the result is due by the end of this day, or at `due_at`. None while the clock
    /// stands still with no known end.
    pub due: Option<NaiveDate>,
    /// Giờ hẹn trả: the minute it is due; for limits in days the end of office hours, where the
    /// calendar has hours.
    pub due_at: Option<NaiveDateTime>,
    /// The dates given to the applicant one after the other.
    pub appointments: Vec<Appointment>,
    /// The days counted, in order; with minutes where the limit counts them.
    pub counted: Vec<CountedDay>,
    /// The days skipped, each with its reason.
    pub skipped: Vec<DayReason>,
    /// The times that did not count.
    pub pauses: Vec<PauseSpan>,
    /// What each event did, in the order they took effect.
    pub effects: Vec<Effect>,
    /// Ngày đóng hồ sơ: the day a dossier waiting for its supplement is closed.
    pub closes: Option<NaiveDate>,
    /// How far the clock was at the moment asked about, or when it was finished; none before the
    /// reception and outside the known calendar.
    pub progress: Option<ClockProgress>,
    /// Where it stands: for finished dossiers, and for others at the moment asked about.
    pub outcome: Option<Outcome>,
    /// What a law says otherwise, or what a reader should know.
    pub remarks: Vec<Remark>,
    /// The rules that were applied, as in force on the day of reception.
    pub rules: Vec<Citation>,
    /// One sentence for the slip.
    pub text: Text,
}

/// Kết quả xử lý theo hạn: the five outcomes every report counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// Trước hạn: finished before the due day.
    Early,
    /// Đúng hạn: finished on the due day, and not after the due minute where there is one.
    OnTime,
    /// Quá hạn: finished after it was due.
    Late,
    /// Đang giải quyết, chưa đến hạn.
    InProgress,
    /// Đang giải quyết, đã quá hạn.
    Overdue,
}

impl Outcome {
    /// In words.
    pub fn label(self) -> Text {
        match self {
            Self::Early => Text::new("Trước hạn", "Early"),
            Self::OnTime => Text::new("Đúng hạn", "On time"),
            Self::Late => Text::new("Quá hạn", "Late"),
            Self::InProgress => Text::new("Đang giải quyết, chưa đến hạn", "In progress, not yet due"),
            Self::Overdue => Text::new("Đang giải quyết, đã quá hạn", "In progress, overdue"),
        }
    }
}

/// Trạng thái đồng hồ: what the clock of a dossier does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ClockState {
    /// Đang tính.
    Running,
    /// Đang tạm dừng.
    Suspended,
    /// Chờ người dân bổ sung hồ sơ.
    WaitingSupplement,
    /// Chờ thực hiện nghĩa vụ tài chính.
    WaitingPayment,
    /// Đã xử lý xong.
    Finished,
    /// Đã rút.
    Withdrawn,
}

/// Ngày hẹn: one date given to the applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Appointment {
    /// Which of the dates.
    pub kind: AppointmentKind,
    /// When it was given: at reception, at the re-appointment, at the proof of payment.
    pub set_at: Moment,
    /// The day, or the minute; none while it cannot be known.
    pub due: Option<Moment>,
    /// When what it was for was done.
    pub met_at: Option<Moment>,
    /// Whether that was in time.
    pub outcome: Option<Outcome>,
}

/// Loại ngày hẹn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AppointmentKind {
    /// Hẹn lần đầu.
    First,
    /// Hẹn lại.
    ReAppointed,
    /// Hẹn sau khi nhận đủ hồ sơ bổ sung, where the time is counted again.
    AfterSupplement,
    /// Hẹn sau khi hoàn thành nghĩa vụ tài chính.
    AfterPayment,
}

/// Tác động của sự kiện: what one event did to the deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Effect {
    /// The event's name.
    pub event: &'static str,
    /// When.
    pub at: Moment,
    /// When the result was due before.
    pub due_before: Option<Moment>,
    /// When it is due after; none while the clock stands still.
    pub due_after: Option<Moment>,
    /// The text the effect rests on.
    pub source: Option<Citation>,
    /// In words.
    pub text: Text,
}

/// Tiến độ thời hạn: how much of the limit is used and left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ClockProgress {
    /// The moment it is told for.
    pub at: Moment,
    /// What is counted.
    pub unit: ClockUnit,
    /// How much is used, without the pauses.
    pub elapsed: u32,
    /// How much is left; below zero it is late by so much.
    pub remaining: i64,
}

/// Lưu ý: something the answer rests on, or that a text does not allow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Remark {
    /// A stable name.
    pub code: &'static str,
    /// In words.
    pub text: Text,
}

impl Deadline {
    /// The due date of a limit for a complete dossier received at a moment, with nothing else to it.
    ///
    /// # Errors
    /// `input.out_of_range` for a limit of zero; `deadline.not_counted` for one that counts no time;
    /// `deadline.time_needed` when minutes are counted from a day without an hour;
    /// `deadline.conversion_undeclared` for parts of a working day of undeclared length;
    /// `calendar.no_hours`, `calendar.horizon` and `calendar.horizon_adding`.
    pub fn compute(calendar: &WorkCalendar, received: Moment, limit: TimeLimit) -> Result<Self, Error> {
        Self::of_case(calendar, &DeadlineCase::new(received, limit))
    }

    /// The deadline of a dossier under its procedure's rule, after everything that happened to it.
    ///
    /// Events may come in any order; those of the same moment take effect in the order that makes
    /// sense of them, whatever the order they are given in.
    ///
    /// ```
    /// use cchc::{Deadline, DeadlineCase, WorkCalendar};
    /// let case: DeadlineCase = serde_json::from_str(r#"{
    ///     "received": "2026-03-02",
    ///     "rule": {"limit": {"working_days": 5}},
    ///     "events": [{"event": "suspended", "at": "2026-03-04"}, {"event": "resumed", "at": "2026-03-10"}]
    /// }"#).unwrap();
    /// // Thursday 5 to Tuesday 10/3 are four working days that do not count.
    /// let deadline = Deadline::of_case(WorkCalendar::vietnam(), &case)?;
    /// assert_eq!(deadline.due.unwrap().to_string(), "2026-03-13");
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`compute`](Self::compute), and `deadline.undeclared` when the rule does not say what
    /// an event does; `deadline.no_piece`; `input.unknown_id` for an area; `deadline.event_order` for
    /// an event that cannot happen then, `deadline.event_before_reception`,
    /// `deadline.second_re_appointment`, `calendar.reversed_dates` for an exclusion that ends first.
    pub fn of_case(calendar: &WorkCalendar, case: &DeadlineCase) -> Result<Self, Error> {
        recount::Recount::run(calendar, case)?.answer()
    }

    /// The due day alone, without the explanation: a few look-ups in a table.
    ///
    /// # Errors
    /// Those of [`compute`](Self::compute).
    pub fn due_day(calendar: &WorkCalendar, received: Moment, limit: TimeLimit) -> Result<NaiveDate, Error> {
        let counter = Counter::of(calendar, limit, received, true)?;
        let due = counter.due(counter.point(received), limit)?;
        Ok(trace::day_of(counter.unit, due))
    }
}
