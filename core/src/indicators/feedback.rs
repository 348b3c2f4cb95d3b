//! Phản ánh, kiến nghị: which stand in the period, and which were in time.

use super::frame::{FeedbackLimits, Frame};
use super::sorted::{all, either, no};
use crate::deadline::later;
use crate::error::Error;
use crate::feedback::{Feedback, FeedbackSubject};
use crate::moment::Moment;
use crate::rules::TimeRule;
use chrono::NaiveDate;
use std::borrow::Cow;

/// One piece of feedback, as the period sees it.
pub(super) struct Voice<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) record: &'a Feedback,
    /// Whether it was received or processed in the period, or lay open through it.
    pub(super) lives: bool,
    /// Whether it was received in the period.
    pub(super) received_in: bool,
    /// Đúng hạn hoặc còn trong hạn by the limits of the set, where it has any.
    pub(super) in_time: Option<bool>,
}

impl<'a> Voice<'a> {
    /// # Errors
    /// `calendar.reversed_dates` where something happened before it was sent, and those of counting days.
    pub(super) fn of(
        record: &'a Feedback,
        id: Cow<'a, str>,
        limits: Option<&FeedbackLimits<'_>>,
        frame: &Frame<'_>,
    ) -> Result<Self, Error> {
        let events = [record.transferred, record.refused, record.supplement_asked, record.processed, record.published];
        if let Some(early) = events.into_iter().flatten().find(|event| later(record.sent, *event)) {
            return Err(Error::ReversedDates { after: record.sent.to_string(), through: early.to_string() });
        }
        let (from, at, sent) = (frame.period.from, frame.at, record.sent.date());
        let ended_before = record.refused.or(record.processed).is_some_and(|end| end.date() < from);
        let lives = sent <= at && !ended_before;
        let in_time = match limits.filter(|_| lives) {
            Some(limits) => in_time(record, limits, frame)?,
            None => None,
        };
        Ok(Self { id, record, lives, received_in: sent >= from && sent <= at, in_time })
    }

    /// Hài lòng với việc xử lý: not more dislikes than likes.
    pub(super) fn content(&self) -> Option<bool> {
        Some(self.record.dislikes? <= self.record.likes?)
    }

    /// Whether it is about a dossier; not known where it names none and might be.
    pub(super) fn is_about_a_dossier(&self) -> Option<bool> {
        match (&self.record.dossier, self.record.about) {
            (Some(_), _) => Some(true),
            (None, Some(FeedbackSubject::Regulation | FeedbackSubject::Other)) => Some(false),
            (None, _) => None,
        }
    }

    /// Whether it complains of conduct, and was not found false.
    pub(super) fn complains_of_conduct(&self) -> Option<bool> {
        let about = self.record.about.map(|about| about == FeedbackSubject::Conduct);
        super::sorted::both(about, no(self.record.found_false))
    }

    /// Whether it was handled by its own due date; `Some(None)` where that is not known, `None` of one that is
    /// not handled and may still be in time.
    pub(super) fn handled(&self, frame: &Frame<'_>) -> Option<Option<bool>> {
        let end = self.record.refused.or(self.record.processed).filter(|end| end.date() <= frame.at);
        match (end, self.record.due) {
            (Some(end), due) => Some(due.map(|due| !later(end, due))),
            (None, Some(due)) => later(frame.at.into(), due).then_some(Some(false)),
            (None, None) => Some(None),
        }
    }
}

/// Whether each step that was due was taken in its time.
fn in_time(record: &Feedback, limits: &FeedbackLimits<'_>, frame: &Frame<'_>) -> Result<Option<bool>, Error> {
    let at = frame.at;
    let by = |moment: Option<Moment>| moment.filter(|moment| moment.date() <= at).map(Moment::date);
    let start = by(record.transferred).unwrap_or(record.sent.date());
    let kept = |rule: &TimeRule, mark: NaiveDate, day: NaiveDate| -> Result<bool, Error> {
        Ok(day <= frame.last_day(rule, mark)?)
    };
    let supplement = match by(record.supplement_asked) {
        Some(asked) => kept(limits.supplement, start, asked)?,
        None => true,
    };
    if let Some(refused) = by(record.refused) {
        return Ok(all([Some(supplement), Some(kept(limits.refuse, start, refused)?)]));
    }
    let Some(processed) = by(record.processed) else {
        return Ok(all([Some(supplement), Some(kept(limits.process, start, at)?)]));
    };
    let published = match (by(record.published), record.published, record.public) {
        (Some(published), _, _) => Some(kept(limits.publish, processed, published)?),
        // Not public by then: late once its time is over.
        (None, Some(_), _) | (None, None, Some(false)) => Some(kept(limits.publish, processed, at)?),
        (None, None, _) => either(Some(kept(limits.publish, processed, at)?), None),
    };
    Ok(all([Some(supplement), Some(kept(limits.process, start, processed)?), published]))
}
