//! Who holds a dossier and who it waits on, from when to when, and how long that is in working time.

use super::ordinal;
use crate::deadline::{Outcome, judge};
use crate::text::Text;
use crate::{Error, Moment, WorkCalendar};
use chrono::{Days, NaiveDateTime, NaiveTime};
use serde::Serialize;

/// Thời gian ở một bước: how long a stage or agency held the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StageTime {
    /// The stage or agency; none for the reception of a body that is not named.
    pub stage: Option<String>,
    /// From when.
    pub from: Moment,
    /// Until when; none while it holds it.
    pub to: Option<Moment>,
    /// Hạn của bước, where the transfer said one.
    pub due: Option<Moment>,
    /// Where it stands against that, by its end or by the moment asked about.
    pub outcome: Option<Outcome>,
    /// How much working time it is until its end, or until the moment asked about.
    pub spent: Spent,
}

/// Thời gian làm việc: the same stretch counted in days and in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Spent {
    /// Working days, the first not counted; none outside the known calendar.
    pub working_days: Option<u32>,
    /// Working minutes, where the calendar has hours and the record has them too.
    pub working_minutes: Option<u32>,
}

/// Chờ ai: on whom a dossier waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WaitsOn {
    /// Người dân, doanh nghiệp: a supplement or a payment is awaited.
    Applicant,
    /// Cơ quan khác: an opinion is awaited.
    Agency,
    /// Tạm dừng: suspended for another reason.
    Suspended,
}

impl WaitsOn {
    /// In words.
    pub fn label(self) -> Text {
        match self {
            Self::Applicant => Text::new("chờ người nộp", "waiting on the applicant"),
            Self::Agency => Text::new("chờ cơ quan khác", "waiting on another agency"),
            Self::Suspended => Text::new("tạm dừng", "suspended"),
        }
    }
}

/// Một lần chờ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Wait {
    /// On whom.
    pub on: WaitsOn,
    /// The event that began it.
    pub event: &'static str,
    /// The agency asked, or the reason given.
    pub what: Option<String>,
    /// From when.
    pub from: Moment,
    /// Until when; none while it lasts.
    pub to: Option<Moment>,
    /// Hạn trả lời, where the request said one.
    pub due: Option<Moment>,
    /// Where it stands against that.
    pub outcome: Option<Outcome>,
    /// How much working time it is.
    pub spent: Spent,
}

/// Tổng thời gian chờ: all the waits on one of them together, what overlaps once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WaitTotal {
    /// On whom.
    pub on: WaitsOn,
    /// How often.
    pub times: u32,
    /// How much working time.
    pub spent: Spent,
}

/// The stages of a dossier while its events are replayed.
#[derive(Debug, Default)]
pub(super) struct Stages {
    all: Vec<StageTime>,
}

impl Stages {
    pub(super) fn open(&mut self, stage: Option<String>, from: Moment, due: Option<Moment>) {
        self.all.push(StageTime { stage, from, to: None, due, outcome: None, spent: Spent::default() });
    }

    /// Which stage a transfer leaves: the one it names, or the only one that holds the dossier. A body that
    /// sends a dossier to several at once is left by the first of these transfers.
    fn left_by(&self, from: Option<&str>, at: Moment) -> Option<Option<usize>> {
        let open = || self.all.iter().enumerate().filter(|(_, stage)| stage.to.is_none());
        let named = |stage: &StageTime| stage.stage.as_deref().is_none_or(|name| Some(name) == from);
        match from {
            None => match (open().next(), open().nth(1)) {
                (Some((place, _)), None) => Some(Some(place)),
                (None, None) => Some(None),
                _ => None,
            },
            Some(_) => match open().find(|(_, stage)| named(stage)) {
                Some((place, _)) => Some(Some(place)),
                None if self.all.is_empty() => Some(None),
                None => self.all.iter().any(|stage| named(stage) && stage.to == Some(at)).then_some(None),
            },
        }
    }

    pub(super) fn may_transfer(&self, from: Option<&str>, at: Moment) -> bool {
        self.left_by(from, at).is_some()
    }

    pub(super) fn transfer(&mut self, from: Option<&str>, to: &str, due: Option<Moment>, at: Moment) {
        if let Some(stage) = self.left_by(from, at).flatten().and_then(|place| self.all.get_mut(place)) {
            stage.to = Some(at);
            stage.stage = stage.stage.take().or_else(|| from.map(str::to_owned));
        }
        // Several bodies that send to one make it hold the dossier once.
        let held = self.all.iter_mut().find(|stage| stage.to.is_none() && stage.stage.as_deref() == Some(to));
        match held {
            Some(stage) => stage.due = due.or(stage.due),
            None => self.open(Some(to.to_owned()), at, due),
        }
    }

    pub(super) fn close(&mut self, at: Moment) {
        for stage in self.all.iter_mut().filter(|stage| stage.to.is_none()) {
            stage.to = Some(at);
        }
    }

    pub(super) fn told(mut self, calendar: &WorkCalendar, as_of: Moment) -> Result<Vec<StageTime>, Error> {
        for stage in &mut self.all {
            stage.outcome = stage.due.map(|due| judge(due, stage.to.unwrap_or(as_of), stage.to.is_some()));
            stage.spent = Spent::between(calendar, stage.from, stage.to, as_of)?;
        }
        Ok(self.all)
    }
}

/// The waits of a dossier while its events are replayed.
#[derive(Debug, Default)]
pub(super) struct Waits {
    all: Vec<Wait>,
}

impl Waits {
    pub(super) fn begin(&mut self, on: WaitsOn, event: &'static str, what: Option<String>, from: Moment) {
        self.all.push(Wait { on, event, what, from, to: None, due: None, outcome: None, spent: Spent::default() });
    }

    pub(super) fn ask(&mut self, agency: &str, due: Option<Moment>, at: Moment) {
        self.begin(WaitsOn::Agency, "opinion_asked", Some(agency.to_owned()), at);
        if let Some(wait) = self.all.last_mut() {
            wait.due = due;
        }
    }

    /// Whether the opinion of an agency, or of any, is awaited.
    pub(super) fn awaited(&self, agency: Option<&str>) -> bool {
        let open = |wait: &&Wait| wait.on == WaitsOn::Agency && wait.to.is_none();
        self.all.iter().filter(open).any(|wait| agency.is_none_or(|agency| wait.what.as_deref() == Some(agency)))
    }

    pub(super) fn any_opinion(&self) -> bool {
        self.all.iter().any(|wait| wait.on == WaitsOn::Agency)
    }

    pub(super) fn answered(&mut self, agency: &str, at: Moment) {
        let asked = |wait: &&mut Wait| wait.on == WaitsOn::Agency && wait.to.is_none();
        for wait in self.all.iter_mut().filter(asked).filter(|wait| wait.what.as_deref() == Some(agency)) {
            wait.to = Some(at);
        }
    }

    /// The wait on the applicant or the suspension is over; opinions go on being awaited.
    pub(super) fn resume(&mut self, at: Moment) {
        for wait in self.all.iter_mut().filter(|wait| wait.on != WaitsOn::Agency && wait.to.is_none()) {
            wait.to = Some(at);
        }
    }

    pub(super) fn close(&mut self, at: Moment) {
        for wait in self.all.iter_mut().filter(|wait| wait.to.is_none()) {
            wait.to = Some(at);
        }
    }

    pub(super) fn told(mut self, calendar: &WorkCalendar, as_of: Moment) -> Result<(Vec<Wait>, Vec<WaitTotal>), Error> {
        for wait in &mut self.all {
            wait.outcome = wait.due.map(|due| judge(due, wait.to.unwrap_or(as_of), wait.to.is_some()));
            wait.spent = Spent::between(calendar, wait.from, wait.to, as_of)?;
        }
        let mut totals = Vec::new();
        for on in [WaitsOn::Applicant, WaitsOn::Agency, WaitsOn::Suspended] {
            let mut spans: Vec<(Moment, Option<Moment>)> =
                self.all.iter().filter(|wait| wait.on == on).map(|wait| (wait.from, wait.to)).collect();
            let times = u32::try_from(spans.len()).unwrap_or(u32::MAX);
            if times > 0 {
                spans.sort_by_key(|(from, to)| (ordinal(*from), to.map_or((1, ordinal(as_of)), |to| (0, ordinal(to)))));
                totals.push(WaitTotal { on, times, spent: Spent::together(calendar, &spans, as_of)? });
            }
        }
        Ok((self.all, totals))
    }
}

impl Spent {
    fn between(calendar: &WorkCalendar, from: Moment, to: Option<Moment>, as_of: Moment) -> Result<Self, Error> {
        let until = to.unwrap_or(as_of);
        // A moment asked about that is a day alone is its end.
        let end = |moment: Moment| -> Option<NaiveDateTime> {
            let next = moment.date().checked_add_days(Days::new(1))?.and_time(NaiveTime::MIN);
            moment.instant().ok().or_else(|| to.is_none().then_some(next))
        };
        let minutes = from.instant().ok().zip(end(until)).map(|(from, to)| calendar.count_working_minutes(from, to));
        Ok(Self {
            working_days: known(calendar.count_working_days(from.date(), until.date()))?,
            working_minutes: minutes.map_or(Ok(None), known)?,
        })
    }

    /// Stretches in the order of their beginnings, what overlaps once.
    fn together(calendar: &WorkCalendar, spans: &[(Moment, Option<Moment>)], as_of: Moment) -> Result<Self, Error> {
        let mut joined: Vec<(Moment, Option<Moment>)> = Vec::new();
        for (from, to) in spans {
            match joined.last_mut() {
                Some((_, None)) => {}
                Some((_, Some(end))) if ordinal(*from) <= ordinal(*end) => match to {
                    Some(to) if ordinal(*to) <= ordinal(*end) => {}
                    _ => {
                        if let Some(last) = joined.last_mut() {
                            last.1 = *to;
                        }
                    }
                },
                _ => joined.push((*from, *to)),
            }
        }
        let mut sum = Self { working_days: Some(0), working_minutes: Some(0) };
        let add = |sum: Option<u32>, more: Option<u32>| sum.zip(more).map(|(sum, more)| sum.saturating_add(more));
        for (from, to) in joined {
            let spent = Self::between(calendar, from, to, as_of)?;
            sum.working_days = add(sum.working_days, spent.working_days);
            sum.working_minutes = add(sum.working_minutes, spent.working_minutes);
        }
        Ok(sum)
    }
}

/// What the calendar does not know, or has no hours for, is not counted; another error is one.
fn known(counted: Result<u32, Error>) -> Result<Option<u32>, Error> {
    match counted {
        Ok(counted) => Ok(Some(counted)),
        Err(Error::CalendarHorizon { .. } | Error::NoHours { .. } | Error::ReversedDates { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
