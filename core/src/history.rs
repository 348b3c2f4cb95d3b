//! Lịch sử hồ sơ: a dossier as its events, replayed.
//!
//! **What.** [`History::replay`] tells of a dossier, from what happened to it, the state it is in, when its
//! result is due, how it came out, who held it for how long and whom it waited on, with the rules behind
//! the answer. [`replay_all`] does it for many and loses none.
//!
//! **The clock** is that of [`Deadline`]: what stops, moves or ends it is handed on to it,
//! and nothing is counted here a second time. On time is judged where the dossier is finished (status 9) or
//! refused after examination, not where the result is handed over (status 10).
//!
//! **What the law does not allow** is refused with the event, the state it met, what may happen then and the
//! rule it breaks. Records of the past may hold it all the same: with `history` it is remarked on instead,
//! where there is a state it can lead to. The events may be given in any order.
//!
//! **When not.** A dossier of which only dates are known is a [`Dossier`](crate::Dossier).

mod event;
mod machine;
mod stages;
mod wording;

pub use event::{DossierEvent, EventKind, Happening};
pub use stages::{Spent, StageTime, Wait, WaitTotal, WaitsOn};

use crate::deadline::duties::Channel;
use crate::deadline::{Appointment, ClockProgress, ClockStart, PauseSpan, Remark};
use crate::dossier::DossierState;
use crate::error::Issue;
use crate::procedure::TimeLimit;
use crate::text::Text;
use crate::{Citation, Deadline, DeadlineCase, DeadlineRule, Error, Moment, Outcome, WorkCalendar, document};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use machine::{Applied, Machine};
use serde::{Deserialize, Serialize};

/// Lịch sử của một hồ sơ: its rule, its organisations and its events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct History {
    /// Mã hồ sơ.
    pub id: String,
    /// Mã thủ tục.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<String>,
    /// The procedure's rule.
    pub rule: DeadlineRule,
    /// Số lượng, for a rule with pieces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Địa bàn, for a rule with areas.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Kênh nộp. By post the arrival counts, which is the event `received`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// Nơi hỗ trợ: where the applicant was helped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub helped_by: Option<String>,
    /// Nơi tiếp nhận.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_by: Option<String>,
    /// Cơ quan có thẩm quyền giải quyết.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub competent: Option<String>,
    /// Tiếp nhận không phụ thuộc địa giới: received outside the boundary of the competent agency. Where the
    /// text is in force the clock then starts with the event `received_by_competent`, which by itself says
    /// the same. That another body receives it is no sign of it: every one-stop department does.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub outside_boundary: bool,
    /// The text by which the time an opinion is awaited does not count; without one the clock runs on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinions_not_counted: Option<Citation>,
    /// Ngày hẹn trả đã ghi: the due dates the record showed, each from when. They decide nothing here; an
    /// audit compares them with the computed ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub printed: Vec<PrintedDue>,
    /// What happened, in any order.
    pub events: Vec<DossierEvent>,
    /// Whether the events are records of the past: what a rule forbids is then remarked on, not refused.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub history: bool,
}

/// Ngày hẹn trả đã ghi: a due date as the record showed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintedDue {
    /// Since when it stood there.
    pub at: Moment,
    /// The date.
    pub due: Moment,
}

/// Kết quả diễn lại: what the events of a dossier come to by a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Replay {
    /// Mã hồ sơ.
    pub id: String,
    /// Mã thủ tục.
    pub procedure: Option<String>,
    /// Cơ quan giải quyết: the competent agency, else the one that received it.
    pub agency: Option<String>,
    /// The moment it is told for.
    pub as_of: Moment,
    /// Trạng thái; none before its first event.
    pub state: Option<DossierState>,
    /// Its name.
    pub state_name: Text,
    /// Nộp.
    pub submitted: Option<Moment>,
    /// Tiếp nhận.
    pub received: Option<Moment>,
    /// From when the clock runs; none while it has not begun.
    pub start: Option<ClockStart>,
    /// Thời hạn.
    pub limit: Option<TimeLimit>,
    /// Ngày hẹn trả: none while the clock has not begun or stands still, and after an end without a result.
    pub due: Option<NaiveDate>,
    /// Giờ hẹn trả, where there is one.
    pub due_at: Option<NaiveDateTime>,
    /// The dates given to the applicant one after the other.
    pub appointments: Vec<Appointment>,
    /// The times that did not count.
    pub pauses: Vec<PauseSpan>,
    /// How far the clock was.
    pub progress: Option<ClockProgress>,
    /// Xử lý xong hoặc từ chối: where on time is judged.
    pub finished: Option<Moment>,
    /// Trả kết quả.
    pub handed_over: Option<Moment>,
    /// Where it stands: none for one that ended without a result, or has not begun.
    pub outcome: Option<Outcome>,
    /// Who held it, from when to when.
    pub stages: Vec<StageTime>,
    /// Whom it waited on, from when to when.
    pub waits: Vec<Wait>,
    /// The same in all.
    pub waited: Vec<WaitTotal>,
    /// What happened, in the order of time.
    pub timeline: Vec<TimelineEntry>,
    /// How many events lie after the moment asked about; they count as not having happened.
    pub still_to_come: u64,
    /// What a rule says otherwise, or what a reader should know.
    pub remarks: Vec<Remark>,
    /// The rules that were applied.
    pub rules: Vec<Citation>,
    /// One sentence.
    pub text: Text,
}

/// Mốc: an event in its place, and what it led to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TimelineEntry {
    /// The event.
    pub event: EventKind,
    /// When it happened.
    pub at: Moment,
    /// When it was entered.
    pub recorded_at: Option<Moment>,
    /// By whom.
    pub who: Option<String>,
    /// The state after it.
    pub state: DossierState,
    /// When the result is due after it; none while the clock has not begun or stands still.
    pub due: Option<Moment>,
    /// In words.
    pub text: Text,
}

/// Diễn lại nhiều hồ sơ: an answer for each of them, or the reason there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Replays {
    /// In the order given; none for one whose reason is among the issues.
    pub replays: Vec<Option<Replay>>,
    /// Why the others have none; the path is their place, such as `[3]`.
    pub issues: Vec<Issue>,
}

impl History {
    /// A history of events under a rule, with nothing else known.
    pub fn new(id: impl Into<String>, rule: impl Into<DeadlineRule>, events: Vec<DossierEvent>) -> Self {
        Self {
            id: id.into(),
            procedure: None,
            rule: rule.into(),
            count: None,
            area: None,
            channel: None,
            helped_by: None,
            received_by: None,
            competent: None,
            outside_boundary: false,
            opinions_not_counted: None,
            printed: Vec::new(),
            events,
            history: false,
        }
    }

    /// Cơ quan giải quyết: the competent agency, else the one that received the dossier.
    pub fn agency(&self) -> Option<&str> {
        self.competent.as_deref().or(self.received_by.as_deref())
    }

    /// What has happened by a moment; of a day alone, by its end.
    ///
    /// ```
    /// use cchc::{DossierState, History, Outcome, WorkCalendar};
    /// let history: History = serde_json::from_str(r#"{
    ///     "id": "H56.14-260302-0001", "rule": {"limit": {"working_days": 5}},
    ///     "events": [
    ///         {"event": "finished", "at": "2026-03-13"},
    ///         {"event": "received", "at": "2026-03-02"},
    ///         {"event": "suspended", "at": "2026-03-04"},
    ///         {"event": "resumed", "at": "2026-03-10"}
    ///     ]
    /// }"#).unwrap();
    /// let replay = history.replay(WorkCalendar::vietnam(), "2026-03-31".parse()?)?;
    /// assert_eq!(replay.due.unwrap().to_string(), "2026-03-13");
    /// assert_eq!((replay.state, replay.outcome), (Some(DossierState::Finished), Some(Outcome::OnTime)));
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `history.illegal_event` for an event that cannot happen in its state or breaks a rule; `input.empty_list`
    /// without events; `input.out_of_range` for more than 1000; and those of [`Deadline::of_case`].
    pub fn replay(&self, calendar: &WorkCalendar, as_of: Moment) -> Result<Replay, Error> {
        let machine = Machine::run(self, calendar, as_of)?;
        let deadline = match machine.clock_from {
            Some(received) => Some(Deadline::of_case(calendar, &self.case(received, &machine, as_of))?),
            None => None,
        };
        self.answer(calendar, machine, deadline, as_of)
    }

    /// The case of the clock: the machine has refused what is to be refused.
    fn case(&self, received: Moment, machine: &Machine<'_>, as_of: Moment) -> DeadlineCase {
        DeadlineCase {
            received,
            rule: self.rule.clone(),
            count: self.count,
            area: self.area.clone(),
            events: machine.clock.clone(),
            as_of: Some(as_of),
            history: true,
        }
    }

    fn answer(
        &self,
        calendar: &WorkCalendar,
        mut machine: Machine<'_>,
        deadline: Option<Deadline>,
        as_of: Moment,
    ) -> Result<Replay, Error> {
        let state = machine.state();
        let mut remarks = std::mem::take(&mut machine.remarks);
        let mut rules: Vec<Citation> = Vec::new();
        if let Some(deadline) = &deadline {
            remarks.extend(deadline.remarks.iter().cloned());
            rules.extend(deadline.rules.iter().cloned());
        }
        if machine.received.is_some() && deadline.is_none() && machine.ended.is_none() {
            remarks.push(Remark {
                code: "clock_not_started",
                text: Text::new(
                    "chưa tính thời hạn: cơ quan có thẩm quyền chưa nhận hồ sơ",
                    "the clock has not begun: the competent agency has not received the dossier",
                ),
            });
        }
        machine.sources.extend(self.opinions_not_counted.clone().filter(|_| machine.waits.any_opinion()));
        for source in &machine.sources {
            if !rules.contains(source) {
                rules.push(source.clone());
            }
        }
        let outcome = deadline.as_ref().and_then(|deadline| deadline.outcome);
        let refused = machine.applied.iter().find(|applied| applied.state == DossierState::Refused);
        if let Some(refused) = refused.filter(|_| outcome == Some(Outcome::Late)) {
            remarks.push(wording::refused_late(refused.event.at.date()));
        }
        let timeline = timeline(&machine.applied, deadline.as_ref());
        let ended_without = machine.ended.is_some() && machine.finished.is_none();
        let mut appointments = deadline.as_ref().map(|deadline| deadline.appointments.clone()).unwrap_or_default();
        if ended_without {
            // The clock runs on to where it would be due; the date last given is the one before the end.
            let promised = timeline.iter().rev().find_map(|entry| entry.due);
            if let Some(open) = appointments.last_mut().filter(|last| last.met_at.is_none()) {
                open.due = promised;
            }
        }
        let (waits, waited) = machine.waits.told(calendar, as_of)?;
        let due_of = deadline.as_ref().filter(|_| !ended_without);
        let mut replay = Replay {
            id: self.id.clone(),
            procedure: self.procedure.clone(),
            agency: self.agency().map(str::to_owned),
            as_of,
            state,
            state_name: state.map_or_else(wording::nothing_yet, DossierState::label),
            submitted: machine.submitted,
            received: machine.received,
            start: deadline.as_ref().map(|deadline| deadline.start.clone()),
            limit: deadline.as_ref().map(|deadline| deadline.limit),
            due: due_of.and_then(|deadline| deadline.due),
            due_at: due_of.and_then(|deadline| deadline.due_at),
            appointments,
            progress: deadline.as_ref().and_then(|deadline| deadline.progress.clone()),
            pauses: deadline.map(|deadline| deadline.pauses).unwrap_or_default(),
            finished: machine.finished,
            handed_over: machine.handed_over,
            outcome,
            stages: machine.stages.told(calendar, as_of)?,
            waits,
            waited,
            timeline,
            still_to_come: machine.still_to_come,
            remarks,
            rules,
            text: Text::default(),
        };
        replay.text = wording::sentence(&replay);
        Ok(replay)
    }
}

/// The events with what each led to; the clock tells what those that moved it did.
fn timeline(applied: &[Applied<'_>], deadline: Option<&Deadline>) -> Vec<TimelineEntry> {
    let mut effects: Vec<_> = deadline.map(|deadline| deadline.effects.iter().collect()).unwrap_or_default();
    let first = deadline.and_then(|deadline| match deadline.effects.first() {
        Some(effect) => effect.due_before,
        None => deadline.appointments.first().and_then(|appointment| appointment.due),
    });
    let mut due = None;
    let mut entries = Vec::with_capacity(applied.len());
    for Applied { event, state, clock, starts_clock } in applied {
        if *starts_clock {
            due = first;
        }
        let effect = effects.iter().position(|effect| Some(effect.event) == *clock && effect.at == event.at);
        if let Some(place) = effect {
            due = effects.remove(place).due_after;
        }
        let over = matches!(state, DossierState::Withdrawn | DossierState::Stopped | DossierState::Closed);
        let due = due.filter(|_| !over);
        let text = wording::entry(event, *state, due);
        let (at, recorded_at, who) = (event.at, event.recorded_at, event.who.clone());
        entries.push(TimelineEntry { event: event.what.kind(), at, recorded_at, who, state: *state, due, text });
    }
    entries
}

/// Replays many histories. One that cannot be is told of among the issues, in its place.
pub fn replay_all(calendar: &WorkCalendar, histories: &[History], as_of: Moment) -> Replays {
    gather(histories.iter().map(|history| history.replay(calendar, as_of)))
}

/// The same of a document: a list of which a member that is no history is an issue too.
///
/// # Errors
/// `document.invalid` for what is no list.
pub fn replay_all_json(calendar: &WorkCalendar, histories: &str, as_of: Moment) -> Result<Replays, Error> {
    let histories: Vec<Result<History, Error>> = document::list_from_json(histories)?;
    Ok(gather(histories.into_iter().map(|history| history?.replay(calendar, as_of))))
}

fn gather(replayed: impl Iterator<Item = Result<Replay, Error>>) -> Replays {
    let mut answer = Replays { replays: Vec::new(), issues: Vec::new() };
    for (place, replay) in replayed.enumerate() {
        answer.replays.push(match replay {
            Ok(replay) => Some(replay),
            Err(error) => {
                answer.issues.push(Issue::at(format!("[{place}]"), error));
                None
            }
        });
    }
    answer
}

/// A moment as an instant to order by, a day alone before its hours.
fn ordinal(moment: Moment) -> NaiveDateTime {
    moment.date().and_time(moment.time().unwrap_or(NaiveTime::MIN))
}
