//! The steps of one piece of feedback: what is owed, by when, and how it stands.

use super::answer::{Disposition, FeedbackCase, FeedbackStart, StepBasis, StepReport, StepState};
use super::record::Feedback;
use super::regime::{CountedFrom, FeedbackRule, FeedbackStep, RegimeChoice, Regimes, Said};
use crate::deadline::later;
use crate::procedure::TimeLimit;
use crate::text::{Lang, Text};
use crate::{Deadline, Error, Moment, WorkCalendar};
use chrono::NaiveDate;

/// What happened by the end of a day.
struct Life<'a> {
    record: &'a Feedback,
    as_of: NaiveDate,
    disposition: Disposition,
    closed: Option<Moment>,
}

/// A due day and where it comes from.
struct Due {
    at: Moment,
    basis: StepBasis,
}

pub(super) fn judge(
    calendar: &WorkCalendar,
    record: &Feedback,
    as_of: NaiveDate,
    choice: Option<&RegimeChoice>,
) -> Result<FeedbackCase, Error> {
    let regimes = Regimes::of(choice, record.start().date())?;
    let (disposition, closed) = disposition(record, as_of);
    let life = Life { record, as_of, disposition, closed };
    let steps = FeedbackStep::ALL.map(|step| life.step(calendar, step, regimes));
    let steps = steps.into_iter().collect::<Result<Vec<_>, _>>()?;
    let decided = record.prolongations.iter().filter(|prolongation| prolongation.on <= as_of);
    let text = Text::build(|lang| {
        let steps = steps.iter().filter(|step| step.state != StepState::NotOwed);
        let steps = steps.map(|step| step.text.get(lang)).collect::<Vec<_>>().join("; ");
        let closed = closed.map(|closed| format!(" {}", closed.to_text(lang))).unwrap_or_default();
        format!("{}: {}{closed}; {steps}", record.id, disposition.label().get(lang))
    });
    Ok(FeedbackCase {
        id: record.id.clone(),
        class: record.class(),
        start: FeedbackStart { at: record.start(), received: record.received.is_some() },
        as_of,
        disposition,
        closed,
        prolonged_until: decided.map(|prolongation| prolongation.until).max(),
        steps,
        text,
    })
}

/// What ended the matter first, and when. What a body is competent for it does not get rid of by passing it on.
pub(crate) fn disposition(record: &Feedback, as_of: NaiveDate) -> (Disposition, Option<Moment>) {
    let away = |moment: Option<Moment>| moment.filter(|_| record.competent != Some(true));
    let ends = [
        (record.refused, Disposition::Refused),
        (record.processed, Disposition::Answered),
        (away(record.forwarded), Disposition::Forwarded),
        (away(record.guided), Disposition::Guided),
    ];
    let mut first: Option<(Disposition, Moment)> = None;
    for (at, end) in ends {
        let Some(at) = at.filter(|at| at.date() <= as_of) else { continue };
        if first.is_none_or(|(_, earliest)| later(earliest, at)) {
            first = Some((end, at));
        }
    }
    first.map_or((Disposition::Open, None), |(end, at)| (end, Some(at)))
}

impl Life<'_> {
    fn by(&self, moment: Option<Moment>) -> Option<Moment> {
        moment.filter(|moment| moment.date() <= self.as_of)
    }

    /// When the step was done; a refusal is an answer too.
    fn done(&self, step: FeedbackStep) -> Option<Moment> {
        let record = self.record;
        match step {
            FeedbackStep::Forward => self.by(record.forwarded),
            FeedbackStep::Guide => self.by(record.guided),
            FeedbackStep::Answer => match (self.by(record.refused), self.by(record.processed)) {
                (Some(refused), Some(processed)) if later(refused, processed) => Some(processed),
                (refused, processed) => refused.or(processed),
            },
            FeedbackStep::Publish => self.by(record.published),
        }
    }

    fn step(&self, calendar: &WorkCalendar, step: FeedbackStep, regimes: Regimes<'_>) -> Result<StepReport, Error> {
        let done = self.done(step);
        let said = regimes.say(step, self.record);
        let (rule, regime) = match &said {
            Said::Nothing => (None, None),
            Said::Rule(rule, regime) | Said::Unknown(_, rule, regime) => (Some(*rule), Some(*regime)),
        };
        let own = self.record.due.filter(|_| step == FeedbackStep::Answer);
        let own = own.map(|at| Due { at, basis: StepBasis::OwnDue });
        let mut missing = Vec::new();
        let (due, otherwise) = match &said {
            Said::Unknown(fields, ..) => {
                missing.clone_from(fields);
                (None, StepState::NotKnown)
            }
            Said::Rule(rule, _) if !rule.owed => (None, StepState::NotOwed),
            Said::Rule(rule, _) => match (rule.limit, self.mark(rule)) {
                (Some(_), None) => (None, StepState::NotBegun),
                (Some(limit), Some(mark)) => {
                    let at = last(calendar, mark, limit)?;
                    (Some(self.prolonged(step, Due { at, basis: StepBasis::Regime }, regimes)), StepState::NotStated)
                }
                (None, _) => (own, StepState::NotStated),
            },
            Said::Nothing => (own, StepState::NotStated),
        };
        let (state, late_by) = match &due {
            Some(due) => self.state(calendar, step, due.at, done)?,
            None => (self.without_due(step, otherwise, done), None),
        };
        let owes = !matches!(state, StepState::NotOwed | StepState::NotBegun);
        let from_rule = due.as_ref().is_none_or(|due| due.basis != StepBasis::OwnDue);
        let report = StepReport {
            step,
            state,
            due: due.as_ref().map(|due| due.at).filter(|_| owes),
            done,
            late_by,
            basis: due.map(|due| due.basis).filter(|_| owes),
            missing: if state == StepState::NotKnown { missing } else { Vec::new() },
            regime: regime.filter(|_| from_rule).map(|regime| regime.id.clone()),
            source: rule.filter(|_| from_rule).map(|rule| rule.source.clone()),
            text: Text::default(),
        };
        Ok(StepReport { text: Text::build(|lang| sentence(&report, lang)), ..report })
    }

    /// From when a rule counts; none where what it counts from has not happened.
    fn mark(&self, rule: &FeedbackRule) -> Option<Moment> {
        match rule.after {
            CountedFrom::Received => Some(self.record.start()),
            CountedFrom::Answered => self.by(self.record.processed),
        }
    }

    /// The day of the last prolongation that was decided in time, where the regime lets it move the due day.
    fn prolonged(&self, step: FeedbackStep, due: Due, regimes: Regimes<'_>) -> Due {
        if step != FeedbackStep::Answer || !regimes.prolongation_moves_due() {
            return due;
        }
        let mut decided: Vec<_> = self.record.prolongations.iter().filter(|one| one.on <= self.as_of).collect();
        decided.sort_by_key(|one| one.on);
        decided.into_iter().fold(due, |due, one| {
            let moves = one.on <= due.at.date() && one.until > due.at.date();
            if moves { Due { at: one.until.into(), basis: StepBasis::Prolongation } } else { due }
        })
    }

    /// Whether another end of the matter took the step away.
    fn ended_otherwise(&self, step: FeedbackStep) -> Option<Moment> {
        let other = match step {
            FeedbackStep::Forward => self.disposition != Disposition::Forwarded,
            FeedbackStep::Guide => self.disposition != Disposition::Guided,
            FeedbackStep::Answer => !matches!(self.disposition, Disposition::Answered | Disposition::Refused),
            FeedbackStep::Publish => self.disposition != Disposition::Answered,
        };
        self.closed.filter(|_| other)
    }

    fn state(
        &self,
        calendar: &WorkCalendar,
        step: FeedbackStep,
        due: Moment,
        done: Option<Moment>,
    ) -> Result<(StepState, Option<u32>), Error> {
        let late_by = |until: NaiveDate| {
            let days = if until > due.date() { calendar.count_working_days(due.date(), until)? } else { 0 };
            Ok::<_, Error>(Some(days))
        };
        if let Some(done) = done {
            let late = later(done, due);
            return Ok(if late { (StepState::Late, late_by(done.date())?) } else { (StepState::InTime, None) });
        }
        if let Some(ended) = self.ended_otherwise(step) {
            // What was already overdue when the matter ended another way stays late.
            let late = later(ended, due);
            return Ok(if late { (StepState::Late, late_by(ended.date())?) } else { (StepState::NotOwed, None) });
        }
        // At the end of a day an hour of it is past.
        let over = self.as_of > due.date() || (due.time().is_some() && self.as_of == due.date());
        Ok(if over { (StepState::Overdue, late_by(self.as_of)?) } else { (StepState::Running, None) })
    }

    fn without_due(&self, step: FeedbackStep, otherwise: StepState, done: Option<Moment>) -> StepState {
        let gone = done.is_none() && self.ended_otherwise(step).is_some();
        let begun = step != FeedbackStep::Publish || done.is_some() || self.by(self.record.processed).is_some();
        match otherwise {
            StepState::NotOwed => StepState::NotOwed,
            // It may have been overdue before the matter ended: that is not known either.
            StepState::NotKnown => StepState::NotKnown,
            _ if gone => StepState::NotOwed,
            _ if !begun => StepState::NotBegun,
            otherwise => otherwise,
        }
    }
}

/// The last moment in time: a day for limits in days, whatever the office hours; a minute for those in hours.
fn last(calendar: &WorkCalendar, mark: Moment, limit: TimeLimit) -> Result<Moment, Error> {
    let deadline = Deadline::compute(calendar, mark, limit)?;
    let by_the_minute =
        matches!(limit, TimeLimit::WorkingDayQuarters { .. } | TimeLimit::WorkingMinutes(_) | TimeLimit::Hours(_));
    match deadline.due_at.filter(|_| by_the_minute) {
        Some(at) => Ok(at.into()),
        None => deadline.due.map(Moment::from).ok_or(Error::NotCounted),
    }
}

fn sentence(step: &StepReport, lang: Lang) -> String {
    let mut parts = vec![step.state.label().get(lang).to_owned()];
    if let Some(days) = step.late_by {
        parts.push(match lang {
            Lang::Vi => format!("{days} ngày làm việc"),
            Lang::En => format!("by {days} working days"),
        });
    }
    let mut text = format!("{}: {}", step.step.label().get(lang), parts.join(" "));
    let mut add = |vi: &str, en: &str, what: String| {
        text.push_str(", ");
        text.push_str(if lang == Lang::Vi { vi } else { en });
        text.push_str(&what);
    };
    if let Some(due) = step.due {
        add("hạn ", "due ", due.to_text(lang));
    }
    if let Some(done) = step.done {
        add("thực hiện ", "done ", done.to_text(lang));
    }
    if !step.missing.is_empty() {
        add("thiếu ", "lacks ", step.missing.join(", "));
    }
    match (&step.source, step.basis) {
        (Some(source), _) => text.push_str(&format!(" ({})", source.label(lang))),
        (None, Some(_)) => text.push_str(if lang == Lang::Vi {
            " (hạn ghi trên bản ghi)"
        } else {
            " (the record's own due date)"
        }),
        (None, None) => {}
    }
    text
}
