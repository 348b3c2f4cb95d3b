//! Liên thông: the steps of a procedure at several agencies, and which of them is late.

use super::clock::{self, ClockUnit, Counter};
use super::trace;
use super::{Deadline, Outcome, Remark};
use crate::calendar::Overlay;
use crate::procedure::TimeLimit;
use crate::text::Text;
use crate::{Error, Moment, WorkCalendar};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

/// Quy trình liên thông: the steps of a dossier, one after the other or at the same time.
///
/// ```
/// use cchc::deadline::StageFlow;
/// use cchc::WorkCalendar;
/// let flow: StageFlow = serde_json::from_str(r#"{
///     "received": "2026-03-02", "limit": {"working_days": 5},
///     "flow": [{"id": "UBND xã", "limit": {"working_days": 2}, "finished": "2026-03-05"},
///              {"id": "Sở", "limit": {"working_days": 3}}],
///     "as_of": "2026-03-06"
/// }"#).unwrap();
/// let report = flow.report(WorkCalendar::vietnam())?;
/// assert_eq!(report.sum.agrees, Some(true));
/// // The commune took three days for two; the department is in time.
/// assert_eq!(report.late, ["UBND xã"]);
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageFlow {
    /// Tiếp nhận hồ sơ.
    pub received: Moment,
    /// Thời hạn của cả quy trình.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<TimeLimit>,
    /// The working minutes of a working day, where the process states them; steps in days are then
    /// counted in minutes, as parts of a day must be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes_per_day: Option<u16>,
    /// The steps, one after the other.
    pub flow: Vec<Flow>,
    /// The days of the agencies that differ from the calendar's; they are laid over its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overlays: Vec<Overlay>,
    /// The moment to judge at; without it only finished steps are judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Moment>,
}

/// Một nhánh: a step, or several in a row or side by side.
///
/// `{"id": ..., "limit": ...}`, `{"sequence": [...]}` or `{"parallel": [...]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "FlowDocument", into = "FlowDocument")]
#[expect(clippy::exhaustive_enums, reason = "a flow is made of steps in a row or side by side")]
pub enum Flow {
    /// Bước.
    Stage(Stage),
    /// Lần lượt.
    Sequence(Vec<Flow>),
    /// Đồng thời: it ends when the last of them does.
    Parallel(Vec<Flow>),
}

/// Bước: the work of one agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Its name.
    pub id: String,
    /// Mã cơ quan, whose overlays hold.
    pub agency: Option<String>,
    /// Thời hạn của bước.
    pub limit: TimeLimit,
    /// When it began; the end of the step before when it is left out.
    pub received: Option<Moment>,
    /// When it ended, where it did.
    pub finished: Option<Moment>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct FlowDocument {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sequence: Option<Vec<Flow>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parallel: Option<Vec<Flow>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    agency: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    limit: Option<TimeLimit>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    received: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    finished: Option<Moment>,
}

impl TryFrom<FlowDocument> for Flow {
    type Error = Error;
    fn try_from(document: FlowDocument) -> Result<Self, Error> {
        match document {
            FlowDocument {
                id: Some(id),
                limit: Some(limit),
                sequence: None,
                parallel: None,
                agency,
                received,
                finished,
            } => Ok(Self::Stage(Stage { id, agency, limit, received, finished })),
            FlowDocument {
                sequence: Some(flow),
                parallel: None,
                id: None,
                agency: None,
                limit: None,
                received: None,
                finished: None,
            } if !flow.is_empty() => Ok(Self::Sequence(flow)),
            FlowDocument {
                parallel: Some(flow),
                sequence: None,
                id: None,
                agency: None,
                limit: None,
                received: None,
                finished: None,
            } if !flow.is_empty() => Ok(Self::Parallel(flow)),
            _ => Err(Error::UnknownValue {
                field: "flow".to_owned(),
                text: "?".to_owned(),
                expected: Text::new(
                    "một bước có id và limit, hoặc sequence, hoặc parallel",
                    "a step with id and limit, or sequence, or parallel",
                ),
            }),
        }
    }
}

impl From<Flow> for FlowDocument {
    fn from(flow: Flow) -> Self {
        let none = Self::default();
        match flow {
            Flow::Stage(Stage { id, agency, limit, received, finished }) => {
                Self { id: Some(id), agency, limit: Some(limit), received, finished, ..none }
            }
            Flow::Sequence(flow) => Self { sequence: Some(flow), ..none },
            Flow::Parallel(flow) => Self { parallel: Some(flow), ..none },
        }
    }
}

/// Tiến độ quy trình: every step with its own due date, and whether they fit the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StageReport {
    /// The steps, in the order of the flow.
    pub stages: Vec<StageProgress>,
    /// The sum of their limits against the limit of the whole.
    pub sum: StageSum,
    /// When the whole is due, where it has a limit.
    pub due: Option<Moment>,
    /// When the last step ends: really, or if each takes its whole limit from now on.
    pub ends: Moment,
    /// The steps that are or were late.
    pub late: Vec<String>,
    /// What does not fit.
    pub remarks: Vec<Remark>,
}

/// Tiến độ của bước.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StageProgress {
    /// Its name.
    pub id: String,
    /// Mã cơ quan.
    pub agency: Option<String>,
    /// Thời hạn, as it was counted.
    pub limit: TimeLimit,
    /// When it began, or would begin if the steps before took their whole limits; none for a step that
    /// ended while the one before is recorded as open.
    pub begins: Option<Moment>,
    /// When it is due; none for a step without a limit.
    pub due: Option<Moment>,
    /// When it ended.
    pub finished: Option<Moment>,
    /// Where it stands.
    pub state: StageState,
}

/// Trạng thái của bước.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StageState {
    /// Chưa bắt đầu.
    NotStarted,
    /// Đang làm; at no moment to judge at.
    Started,
    /// Đã xong, a step without a limit or without a known beginning.
    Finished,
    /// Theo hạn.
    #[serde(untagged)]
    Judged(Outcome),
}

/// Tổng thời hạn các bước so với cả quy trình.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StageSum {
    /// The sum, steps side by side counting as the longest; none where the units cannot be added.
    pub total: Option<TimeLimit>,
    /// Whether it is the limit of the whole; none without either.
    pub agrees: Option<bool>,
}

/// Limits that can be added: quarters of working days, working minutes, calendar days, calendar hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sum {
    Nothing,
    Of(ClockUnit, u64),
}

impl Sum {
    fn of(limit: TimeLimit) -> Option<Self> {
        let quarters = |quarters: u32, per_day: Option<u16>| match per_day {
            None => Some(Self::Of(ClockUnit::WorkingDays, quarters.into())),
            Some(per_day) => {
                let minutes = u64::from(quarters) * u64::from(per_day);
                (minutes % 4 == 0).then_some(Self::Of(ClockUnit::WorkingMinutes, minutes / 4))
            }
        };
        match limit {
            TimeLimit::WorkingDays(days) => quarters(days.checked_mul(4)?, None),
            TimeLimit::WorkingDayQuarters { quarters: parts, minutes_per_day } => quarters(parts, minutes_per_day),
            TimeLimit::WorkingMinutes(minutes) => Some(Self::Of(ClockUnit::WorkingMinutes, minutes.into())),
            TimeLimit::CalendarDays(days) => Some(Self::Of(ClockUnit::CalendarDays, days.into())),
            TimeLimit::Weeks(weeks) => Some(Self::Of(ClockUnit::CalendarDays, u64::from(weeks) * 7)),
            TimeLimit::Hours(hours) => Some(Self::Of(ClockUnit::Minutes, u64::from(hours) * 60)),
            TimeLimit::NotCounted => Some(Self::Nothing),
            TimeLimit::Months(_) | TimeLimit::Years(_) | TimeLimit::InTheDay => None,
        }
    }

    fn join(self, other: Self, join: impl Fn(u64, u64) -> Option<u64>) -> Option<Self> {
        match (self, other) {
            (Self::Nothing, sum) | (sum, Self::Nothing) => Some(sum),
            (Self::Of(unit, one), Self::Of(same, two)) if unit == same => Some(Self::Of(unit, join(one, two)?)),
            _ => None,
        }
    }

    /// Whether two sums are the same; none where their units cannot be compared.
    fn equals(self, other: Self) -> Option<bool> {
        match (self, other) {
            (Self::Of(one, _), Self::Of(two, _)) if one != two => None,
            _ => Some(self == other),
        }
    }

    fn limit(self) -> Option<TimeLimit> {
        let Self::Of(unit, amount) = self else { return Some(TimeLimit::NotCounted) };
        let amount = u32::try_from(amount).ok()?;
        Some(match unit {
            ClockUnit::WorkingDays if amount % 4 == 0 => TimeLimit::WorkingDays(amount / 4),
            ClockUnit::WorkingDays => TimeLimit::WorkingDayQuarters { quarters: amount, minutes_per_day: None },
            ClockUnit::WorkingMinutes => TimeLimit::WorkingMinutes(amount),
            ClockUnit::CalendarDays => TimeLimit::CalendarDays(amount),
            ClockUnit::Minutes => TimeLimit::Hours(amount / 60),
        })
    }
}

struct Walk<'a> {
    flow: &'a StageFlow,
    calendar: &'a WorkCalendar,
    calendars: BTreeMap<&'a str, WorkCalendar>,
    stages: Vec<StageProgress>,
}

impl StageFlow {
    /// Every step with its own due date, in its agency's calendar.
    ///
    /// A step's clock starts when the step before ended, or would end by its limit; the day it starts is
    /// not counted where days are.
    ///
    /// # Errors
    /// `input.empty_list` without steps; `input.duplicate_id`; `deadline.event_before_reception` for a step before the
    /// reception; `dossier.finish_before_reception` for one that ends before it begins; and those of
    /// [`Deadline::compute`].
    pub fn report(&self, calendar: &WorkCalendar) -> Result<StageReport, Error> {
        if self.flow.is_empty() {
            return Err(Error::EmptyList { what: "count stages of" });
        }
        let mut walk = Walk { flow: self, calendar, calendars: BTreeMap::new(), stages: Vec::new() };
        let (ends, _) = walk.sequence(&self.flow, self.received, true)?;
        let stages = walk.stages;
        let mut ids = HashSet::new();
        if let Some(twice) = stages.iter().find(|stage| !ids.insert(&stage.id)) {
            return Err(Error::DuplicateId { id: twice.id.clone() });
        }
        let limit = self.limit.map(|limit| self.converted(limit));
        let due = match limit {
            Some(limit) => {
                let whole = Deadline::compute(calendar, self.received, limit)?;
                whole.due_at.filter(|_| whole.unit.by_the_minute()).map(Moment::from).or(whole.due.map(Moment::from))
            }
            None => None,
        };
        let total = self.sum(&self.flow, u64::checked_add);
        let whole = limit.and_then(Sum::of);
        let agrees = total.zip(whole).and_then(|(total, whole)| total.equals(whole));
        let mut remarks = Vec::new();
        if agrees == Some(false) {
            remarks.push(Remark {
                code: "stages_differ_from_limit",
                text: Text::new(
                    "tổng thời hạn các bước khác thời hạn của cả quy trình",
                    "the limits of the steps do not add up to the limit of the whole",
                ),
            });
        }
        let is_late =
            |stage: &&StageProgress| matches!(stage.state, StageState::Judged(Outcome::Late | Outcome::Overdue));
        let late = stages.iter().filter(is_late).map(|stage| stage.id.clone()).collect();
        let sum = StageSum { total: total.and_then(Sum::limit), agrees };
        Ok(StageReport { stages, sum, due, ends, late, remarks })
    }

    fn converted(&self, limit: TimeLimit) -> TimeLimit {
        self.minutes_per_day.map_or(limit, |minutes| limit.at_minutes_per_day(minutes))
    }

    fn sum(&self, flows: &[Flow], join: fn(u64, u64) -> Option<u64>) -> Option<Sum> {
        flows.iter().try_fold(Sum::Nothing, |sum, flow| {
            let next = match flow {
                Flow::Stage(stage) => Sum::of(self.converted(stage.limit)),
                Flow::Sequence(flows) => self.sum(flows, u64::checked_add),
                Flow::Parallel(flows) => self.sum(flows, |one, two| Some(one.max(two))),
            };
            sum.join(next?, join)
        })
    }
}

impl<'a> Walk<'a> {
    /// Steps in a row: when the last ends, and whether it really did.
    fn sequence(&mut self, flows: &'a [Flow], start: Moment, begun: bool) -> Result<(Moment, bool), Error> {
        flows.iter().try_fold((start, begun), |(start, begun), flow| self.walk(flow, start, begun))
    }

    fn walk(&mut self, flow: &'a Flow, start: Moment, begun: bool) -> Result<(Moment, bool), Error> {
        match flow {
            Flow::Stage(stage) => self.stage(stage, start, begun),
            Flow::Sequence(flows) => self.sequence(flows, start, begun),
            Flow::Parallel(flows) => {
                let (mut end, mut ended) = (start, true);
                for flow in flows {
                    let (branch, over) = self.walk(flow, start, begun)?;
                    end = if trace::later(branch, end) { branch } else { end };
                    ended &= over;
                }
                Ok((end, ended))
            }
        }
    }

    fn stage(&mut self, stage: &'a Stage, start: Moment, begun: bool) -> Result<(Moment, bool), Error> {
        // What lies after the moment asked about has not happened yet.
        let as_of = self.flow.as_of;
        let known = |moment: &Moment| as_of.is_none_or(|as_of| !trace::later(*moment, as_of));
        let (received, finished) = (stage.received.filter(known), stage.finished.filter(known));
        let begins = received.unwrap_or(start);
        let begun = received.is_some() || (begun && stage.received.is_none());
        if trace::later(self.flow.received, finished.unwrap_or(begins)) || trace::later(self.flow.received, begins) {
            let (at, received) = (finished.unwrap_or(begins).to_string(), self.flow.received.to_string());
            return Err(Error::EventBeforeReception { event: "stage", at, received });
        }
        if let Some(finished) = finished.filter(|finished| begun && trace::later(begins, *finished)) {
            return Err(Error::FinishBeforeReception {
                dossier: stage.id.clone(),
                received: begins.date(),
                finished: finished.date(),
            });
        }
        let limit = self.flow.converted(stage.limit);
        // A step that ended while the one before is open began at a moment nobody knows.
        let supposed = finished.is_some() && !begun;
        let counted = limit != TimeLimit::NotCounted && !supposed;
        let due = if counted { Some(self.due(stage, begins, limit)?) } else { None };
        let state = match (finished, due, as_of) {
            (Some(_), None, _) => StageState::Finished,
            (Some(finished), Some(due), _) => StageState::Judged(clock::judge(due, finished, true)),
            (None, _, _) if !begun => StageState::NotStarted,
            (None, Some(due), Some(as_of)) => StageState::Judged(clock::judge(due, as_of, false)),
            (None, ..) => StageState::Started,
        };
        self.stages.push(StageProgress {
            id: stage.id.clone(),
            agency: stage.agency.clone(),
            limit,
            begins: Some(begins).filter(|_| !supposed),
            due,
            finished,
            state,
        });
        // What is open at the moment asked about does not end before it.
        let open = due.unwrap_or(begins);
        let end = as_of.filter(|as_of| trace::later(*as_of, open)).unwrap_or(open);
        Ok((finished.unwrap_or(end), finished.is_some()))
    }

    fn due(&mut self, stage: &'a Stage, begins: Moment, limit: TimeLimit) -> Result<Moment, Error> {
        let concerns = |agency: &&str| {
            self.flow.overlays.iter().any(|overlay| overlay.agency.as_deref().is_none_or(|of| of == *agency))
        };
        let calendar = match stage.agency.as_deref().filter(concerns) {
            None => self.calendar,
            Some(agency) => {
                if !self.calendars.contains_key(agency) {
                    let own = self.calendar.overlaid_also(&self.flow.overlays, agency)?;
                    self.calendars.insert(agency, own);
                }
                self.calendars.get(agency).unwrap_or(self.calendar)
            }
        };
        let counter = Counter::of(calendar, limit, begins, true)?;
        let unit = counter.unit;
        // A step before that is due at 24:00 hands over on that day.
        let handed = stage.received.is_none() && begins != self.flow.received && !unit.by_the_minute();
        let from = if handed { clock::Point::of(begins) } else { counter.point(begins) };
        let midnight = handed && begins.time().is_some() && from == from.midnight();
        let from = if midnight { clock::Point::of_day(from.ending_day()) } else { counter.whole(from) };
        Ok(trace::moment_of(unit, counter.due(from, limit)?))
    }
}
