//! From a row to the periods it stands in.

use super::frame::{Frame, Place};
use super::standing::{Code, Relation, Standing};
use crate::WorkCalendar;
use crate::calendar::{NO_DAY, Reason, number as day_number};
use crate::dossier::plausible_days;

/// A row with what is known of it.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub(super) received: i32,
    pub(super) due: i32,
    pub(super) due_minute: i32,
    pub(super) finished: i32,
    pub(super) finished_minute: i32,
    pub(super) status: u8,
    pub(super) paused_since: i32,
    pub(super) channel: u8,
    pub(super) worked: i32,
}

/// What a status says of a dossier.
#[derive(Debug, Clone, Copy)]
pub(super) struct Status {
    /// How it stands at its end, or while it is open.
    pub(super) standing: Standing,
    /// It has come to its end, on the day of the data where no other is known.
    pub(super) ends: bool,
    /// It has come to its end, and must say when.
    pub(super) dated: bool,
    /// It is open, and has no end.
    pub(super) open: bool,
    /// It was not accepted.
    pub(super) apart: bool,
}

impl Status {
    /// Of a dossier that has come to its end where it says when.
    pub(super) const BY_DATE: Self =
        Self { standing: Standing::Finished, ends: false, dated: false, open: false, apart: false };
    pub(super) const REFUSED_AT_INTAKE: Self = Self { apart: true, ..Self::BY_DATE };
    const FINISHED: Self = Self { dated: true, ..Self::BY_DATE };
    const PENDING: Self = Self::open(Standing::Pending);

    pub(super) const STANDING: i32 = 15;
    pub(super) const ENDS: i32 = 1 << 4;
    pub(super) const DATED: i32 = 1 << 5;
    pub(super) const OPEN: i32 = 1 << 6;
    pub(super) const APART: i32 = 1 << 7;

    /// The same as one number: the standing, and a bit for each of the others.
    pub(super) const fn flags(self) -> i32 {
        self.standing as i32
            | if self.ends { Self::ENDS } else { 0 }
            | if self.dated { Self::DATED } else { 0 }
            | if self.open { Self::OPEN } else { 0 }
            | if self.apart { Self::APART } else { 0 }
    }

    const fn open(standing: Standing) -> Self {
        Self { standing, open: true, ..Self::BY_DATE }
    }

    const fn ends(standing: Standing) -> Self {
        Self { standing, ends: true, ..Self::BY_DATE }
    }
}

/// The statuses by the numbers of [`DossierState`](crate::DossierState); 0 is not known.
pub(super) const STATUSES: [Status; 15] = [
    Status::BY_DATE,
    Status { apart: true, ..Status::PENDING },
    Status::PENDING,
    Status::REFUSED_AT_INTAKE,
    Status::PENDING,
    Status::open(Standing::WaitingSupplement),
    Status::open(Standing::WaitingPayment),
    Status::ends(Standing::Withdrawn),
    Status::ends(Standing::Stopped),
    Status::FINISHED,
    Status::FINISHED,
    Status::open(Standing::Suspended),
    Status::open(Standing::WaitingAgency),
    Status { standing: Standing::Refused, ..Status::FINISHED },
    Status::ends(Standing::Closed),
];

/// What became of a row that is not left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Counted,
    NotAccepted,
    Before,
    After,
}

/// How a dossier lives: its end, or what it is while it is open.
struct Life {
    /// The day and minute of the end, `i32::MAX` where there is none.
    end: (i32, i32),
    ended: Standing,
    open: Standing,
    /// From which day on the open standing holds; before, it was pending.
    since: i32,
}

/// What the rows of a call share.
pub(super) struct Kernel<'a> {
    pub(super) frame: &'a Frame,
    pub(super) calendar: &'a WorkCalendar,
    pub(super) plausible: (i32, i32),
}

impl<'a> Kernel<'a> {
    pub(super) fn new(frame: &'a Frame, calendar: &'a WorkCalendar) -> Self {
        let (first, last) = plausible_days();
        Self { frame, calendar, plausible: (day_number(first), day_number(last)) }
    }

    /// Tells `emit` each period a row stands in, with its code and, where it was finished in it, the
    /// working time; `admit` is asked of a row that has no other fault whether its id has a fault.
    #[inline]
    pub(super) fn row(
        &self,
        row: Row,
        admit: impl FnOnce() -> Result<(), Reason>,
        mut emit: impl FnMut(usize, Code, Option<i32>),
    ) -> Result<Fate, Reason> {
        let frame = self.frame;
        let implausible = |day: i32| day != NO_DAY && (day < self.plausible.0 || day > self.plausible.1);
        if implausible(row.received)
            || implausible(row.due)
            || implausible(row.finished)
            || implausible(row.paused_since)
        {
            return Err(Reason::Implausible);
        }
        let Some(life) = self.life(row)? else {
            return admit().map(|()| Fate::NotAccepted);
        };
        if row.received == NO_DAY {
            return Err(Reason::Missing);
        }
        if life.end.0 < row.received {
            return Err(Reason::FinishBeforeReception);
        }
        if row.due != NO_DAY && row.due < row.received {
            return Err(Reason::DueBeforeReception);
        }
        if row.paused_since != NO_DAY && row.paused_since < row.received {
            return Err(Reason::EventBeforeReception);
        }
        admit()?;
        if row.received > frame.as_of {
            return Ok(Fate::After);
        }
        let Place { period, start, .. } = frame.place(row.received);
        let Ok(first) = usize::try_from(period) else { return Ok(Fate::After) };
        let code = |carried, standing, relation| Code { carried, channel: row.channel, standing, relation };
        let ended = |carried| {
            let relation = match row.due {
                NO_DAY => Relation::NoDue,
                due => Relation::of(life.end.0, life.end.1, due, row.due_minute),
            };
            code(carried, life.ended, relation)
        };
        let open = |carried, through: i32| {
            let standing = if life.since <= through { life.open } else { Standing::Pending };
            let relation = match row.due {
                NO_DAY => Relation::NoDue,
                // At the end of a day an hour of it is past.
                due => Relation::of(through, if row.due_minute < 0 { -1 } else { 1440 }, due, row.due_minute),
            };
            code(carried, standing, relation)
        };
        if frame.by_reception() {
            if row.received < start {
                return Ok(Fate::Before);
            }
            let is_ended = life.end.0 <= frame.as_of;
            let worked = if is_ended { self.worked(row, &life) } else { None };
            emit(first, if is_ended { ended(false) } else { open(false, frame.as_of) }, worked);
            return Ok(Fate::Counted);
        }
        if life.end.0 < start {
            return Ok(Fate::Before);
        }
        let mut fate = Fate::Before;
        for (period, (from, through)) in frame.starts.iter().zip(&frame.ends).enumerate().skip(first) {
            let carried = row.received < *from;
            if life.end.0 < *from {
                break;
            }
            fate = Fate::Counted;
            if life.end.0 <= *through {
                emit(period, ended(carried), self.worked(row, &life));
                break;
            }
            emit(period, open(carried, *through), None);
        }
        Ok(fate)
    }

    /// None of a dossier that was never accepted.
    #[inline]
    fn life(&self, row: Row) -> Result<Option<Life>, Reason> {
        let status = STATUSES.get(usize::from(row.status)).copied().ok_or(Reason::UnknownValue)?;
        let finished = (row.finished != NO_DAY).then_some((row.finished, row.finished_minute));
        if status.open && finished.is_some() {
            return Err(Reason::FinishedButOpen);
        }
        if status.apart {
            return Ok(None);
        }
        if status.dated && finished.is_none() {
            return Err(Reason::NoFinishDate);
        }
        // What only the day of the data knows of holds from that day.
        let known = self.frame.as_of;
        let since = if row.paused_since == NO_DAY { known } else { row.paused_since };
        let end = finished.or(status.ends.then_some((known.max(row.received), -1)));
        let open = if status.open { status.standing } else { Standing::Pending };
        Ok(Some(Life { end: end.unwrap_or((i32::MAX, -1)), ended: status.standing, open, since }))
    }

    /// The working time of a finished dossier, as given, or the working days after its reception through
    /// its end; none outside the known calendar.
    #[inline]
    fn worked(&self, row: Row, life: &Life) -> Option<i32> {
        if self.frame.spec.working_time.is_none() || life.ended != Standing::Finished {
            return None;
        }
        if row.worked != NO_DAY {
            return Some(row.worked).filter(|worked| *worked >= 0);
        }
        if !self.frame.times_days() {
            return None;
        }
        let days = self.calendar.days_between(row.received.into(), life.end.0.into()).ok()?;
        i32::try_from(days).ok()
    }
}
