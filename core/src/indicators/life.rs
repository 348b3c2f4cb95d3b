//! One dossier in one period: whether it stands in it, and whether it was in time.

use super::frame::Frame;
use super::sorted::{either, no};
use crate::catalogue::CatalogueProcedure;
use crate::deadline::{Deadline, Outcome, judge, later};
use crate::dossier::Dossier;
use crate::error::Error;
use crate::moment::Moment;
use crate::procedure::TimeLimit;
use chrono::{Days, NaiveDate};
use std::borrow::Cow;

/// A dossier that holds together, as the period sees it.
pub(super) struct Life<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) dossier: Cow<'a, Dossier>,
    pub(super) procedure: Option<&'a CatalogueProcedure>,
    /// Whether it was received or processed in the period, or lay open through it.
    pub(super) lives: bool,
    /// Whether it was received in the period.
    pub(super) received_in: bool,
    /// Trước hạn, đúng hạn hoặc còn trong hạn; not known where its due date, or the day of its end, is not.
    pub(super) in_time: Option<bool>,
    /// How a dossier settled in the period lies against its due day; `Some(None)` where that is not known.
    pub(super) settled: Option<Option<Outcome>>,
    /// Còn tồn, quá hạn: open when the period ended and waiting for nobody, past its due day.
    pub(super) overdue: Option<bool>,
    /// Why its due date could not be counted; the rest of the dossier still counts.
    pub(super) fault: Option<Error>,
}

/// How a dossier came to its end, as far as the record says.
enum End {
    /// With a result, or a refusal, at a moment.
    Settled(Moment),
    /// Withdrawn, stopped or closed at a moment.
    Left(Moment),
    /// Withdrawn, stopped or closed on a day that nobody wrote down.
    Undated,
    /// Waiting for its applicant, since a moment where that is known.
    Asked(Option<Moment>),
    /// Not ended; whether it waits for a payment or another body.
    Open(bool),
}

impl<'a> Life<'a> {
    /// The dossier in the period; `None` of one that was never accepted.
    ///
    /// # Errors
    /// Those of [`Dossier::check`].
    pub(super) fn of(
        dossier: &'a Dossier,
        id: Cow<'a, str>,
        procedure: Option<&'a CatalogueProcedure>,
        frame: &Frame<'_>,
    ) -> Result<Option<Self>, Error> {
        let dossier = settled_by_result(dossier);
        dossier.check()?;
        let Some(received) = dossier.received.filter(|_| !matches!(dossier.status, Some(1 | 3))) else {
            return Ok(None);
        };
        let (from, at) = (frame.period.from, frame.at);
        let end = end(&dossier);
        let ended_before = matches!(&end, End::Settled(end) | End::Left(end) if end.date() < from);
        let lives = received.date() <= at && !ended_before;
        let received_in = received.date() >= from && received.date() <= at;
        let mut life = Self {
            id,
            dossier,
            procedure,
            lives,
            received_in,
            in_time: None,
            settled: None,
            overdue: Some(false),
            fault: None,
        };
        if lives {
            life.judge(received, &end, frame);
        }
        Ok(Some(life))
    }

    fn judge(&mut self, received: Moment, end: &End, frame: &Frame<'_>) {
        let at = frame.at;
        let by = |moment: &Moment| moment.date() <= at;
        let asked_then = self.waited_at(at).map(|asked| End::Asked(Some(asked)));
        let end = match end {
            End::Settled(end) | End::Left(end) if !by(end) => &asked_then.unwrap_or(End::Open(false)),
            End::Open(_) | End::Asked(_) => asked_then.as_ref().unwrap_or(end),
            end => end,
        };
        // A limit alone does not say what the days of a supplement do to the due day of other rules.
        let supplemented = self.dossier.due.is_none() && !self.dossier.supplements.is_empty();
        let own_due = self.due(received, None, frame).filter(|_| !supplemented);
        // Compared by days: which unit the indicators of TT 01/2018 are compared in is not said.
        let day = own_due.map(|due| Moment::from(due.date()));
        self.overdue = match end {
            End::Settled(end) | End::Left(end) if by(end) => Some(false),
            End::Asked(Some(asked)) if by(asked) => Some(false),
            End::Undated | End::Asked(None) | End::Open(true) => Some(false),
            _ => day.map(|due| later(at.into(), due)),
        };
        if let End::Settled(end) = end {
            self.settled = by(end).then_some(day.map(|due| judge(due, end.date().into(), true)));
        }
        self.in_time = match end {
            End::Settled(end) | End::Left(end) if by(end) => self.within(received, *end, frame),
            End::Asked(Some(asked)) if by(asked) => {
                let requests = self.dossier.supplements.iter().filter(|supplement| by(&supplement.asked)).count();
                if requests > 1 { Some(false) } else { self.within(received, *asked, frame) }
            }
            // It ended some day up to now: in time for sure only while its time has not run out.
            End::Undated | End::Asked(None) => self.within(received, at.into(), frame).filter(|within| *within),
            _ => self.within(received, at.into(), frame),
        };
    }

    /// The field for want of which it cannot be judged.
    pub(super) fn lacks(&self) -> &'static str {
        let limit = self.dossier.limit.or(self.procedure.and_then(|procedure| procedure.limit));
        match (self.dossier.due, limit, self.dossier.status) {
            (None, None, _) => "dossiers[].due",
            _ if self.fault.is_some() => "dossiers[].limit",
            (_, _, Some(7 | 8 | 14)) => "dossiers[].finished",
            (_, _, Some(5)) => "dossiers[].paused_since",
            _ => "dossiers[].supplements",
        }
    }

    /// Since when it waited for a supplement at the end of a day, where the supplement came later.
    fn waited_at(&self, at: NaiveDate) -> Option<Moment> {
        let waiting = self.dossier.supplements.iter().rev().find(|supplement| {
            supplement.asked.date() <= at && supplement.received.is_some_and(|came| came.date() > at)
        });
        waiting.map(|supplement| supplement.asked)
    }

    /// Whether an end lies within the time of the dossier.
    fn within(&mut self, received: Moment, end: Moment, frame: &Frame<'_>) -> Option<bool> {
        self.due(received, Some(end), frame).map(|due| !later(end, due))
    }

    /// As counted; not known where it cannot be, and why is kept.
    fn due(&mut self, received: Moment, end: Option<Moment>, frame: &Frame<'_>) -> Option<Moment> {
        match self.counted_due(received, end, frame) {
            Ok(due) => due,
            Err(error) => {
                self.fault.get_or_insert(error);
                None
            }
        }
    }

    /// Ngày hẹn trả as printed; else the day its limit gives, the time of supplements that came by `end` added.
    fn counted_due(&self, received: Moment, end: Option<Moment>, frame: &Frame<'_>) -> Result<Option<Moment>, Error> {
        if self.dossier.due.is_some() {
            return Ok(self.dossier.due);
        }
        let Some(limit) = self.dossier.limit.or(self.procedure.and_then(|procedure| procedure.limit)) else {
            return Ok(None);
        };
        let due = Deadline::due_day(frame.calendar, received, limit)?;
        let Some(end) = end else { return Ok(Some(due.into())) };
        let working = matches!(
            limit,
            TimeLimit::WorkingDays(_) | TimeLimit::WorkingDayQuarters { .. } | TimeLimit::WorkingMinutes(_)
        );
        let mut days: u32 = 0;
        for supplement in self.dossier.supplements.iter().filter(|supplement| supplement.asked.date() <= end.date()) {
            match supplement.received.map(Moment::date) {
                Some(came) if came <= end.date() => {
                    let asked = supplement.asked.date();
                    days = days.saturating_add(time_between(asked, came, working, frame)?);
                }
                // Still out when the dossier ended, which is what ended it, or nobody wrote down when it came.
                _ if supplement.asked.date() == end.date() => {}
                _ => return Ok(None),
            }
        }
        let moved = if working {
            frame.calendar.add_working_days(due, days)?
        } else {
            due.checked_add_days(Days::new(days.into())).unwrap_or(due)
        };
        Ok(Some(moved.into()))
    }

    /// Whether its procedure ends with a written result.
    pub(super) fn written_result(&self) -> Option<bool> {
        self.procedure.and_then(|procedure| procedure.written_result)
    }

    /// Whether it used population data: by a verified account, or one of the databases that hold them.
    pub(super) fn population_data(&self, databases: Option<&[String]>) -> Option<bool> {
        let from_database = match databases {
            _ if self.dossier.databases.is_empty() => Some(false),
            Some(databases) => Some(self.dossier.databases.iter().any(|used| databases.contains(used))),
            None => None,
        };
        either(self.dossier.verified_account, from_database)
    }

    /// Whether dossier and, where a written one is due, result are digitised.
    pub(super) fn digitised(&self) -> Option<bool> {
        super::sorted::both(self.dossier.digitised, either(self.dossier.electronic_result, no(self.written_result())))
    }
}

/// Working days, or days of the calendar, from a request to what came of it.
fn time_between(asked: NaiveDate, came: NaiveDate, working: bool, frame: &Frame<'_>) -> Result<u32, Error> {
    if working || came < asked {
        return frame.calendar.count_working_days(asked, came);
    }
    Ok(u32::try_from(came.signed_duration_since(asked).num_days()).unwrap_or(u32::MAX))
}

/// A dossier whose result was handed over was finished by then, where the day it was finished is not written.
fn settled_by_result(dossier: &Dossier) -> Cow<'_, Dossier> {
    match (dossier.status, dossier.finished, dossier.handed_over) {
        (None | Some(9 | 10), None, Some(handed_over)) => {
            Cow::Owned(Dossier { finished: Some(handed_over), ..dossier.clone() })
        }
        _ => Cow::Borrowed(dossier),
    }
}

fn end(dossier: &Dossier) -> End {
    let waits = dossier.supplements.last().is_some_and(|supplement| supplement.received.is_none());
    let written = dossier.finished.or(dossier.refused_at);
    match (dossier.status, written) {
        (Some(7 | 8 | 14), end) => end.map_or(End::Undated, End::Left),
        (None | Some(9 | 10 | 13), Some(end)) => End::Settled(end),
        (Some(5), None) => End::Asked(dossier.waits_since()),
        (None, None) if waits => End::Asked(dossier.waits_since()),
        (Some(6 | 11 | 12), _) => End::Open(true),
        _ => End::Open(false),
    }
}
