//! The events of a dossier replayed on its clock.

use super::clock::{ClockUnit, Counter, Point};
use super::cut_off::{self, ClockStart};
use super::rule::{ClockEvent, DeadlineCase, OnSupplement};
use super::trace::{self, PauseSpan};
use super::{Appointment, AppointmentKind, ClockProgress, ClockState, Deadline, Effect, Outcome, Remark};
use crate::calendar::Reason;
use crate::procedure::TimeLimit;
use crate::text::{self, Lang, Text};
use crate::{Citation, Error, Moment, WorkCalendar, law};
use chrono::NaiveDate;

/// More events than any dossier has; it bounds the work of one call.
const MOST_EVENTS: usize = 1000;

/// A time that does not count.
#[derive(Debug, Clone)]
pub(super) struct Pause {
    pub(super) event: &'static str,
    pub(super) from: Moment,
    pub(super) to: Option<Moment>,
    pub(super) ground: Option<String>,
}

/// The clock while its events are replayed.
pub(super) struct Recount<'a> {
    pub(super) case: &'a DeadlineCase,
    pub(super) counter: Counter<'a>,
    pub(super) limit: TimeLimit,
    pub(super) start: ClockStart,
    pub(super) state: ClockState,
    /// From where pauses count, and the due point without them: the start and its limit, or a
    /// re-appointment and its date.
    from: Point,
    base: Point,
    appointed: Option<Moment>,
    own: bool,
    pub(super) pauses: Vec<Pause>,
    extensions: Vec<(Point, TimeLimit)>,
    appointments: Vec<Appointment>,
    effects: Vec<Effect>,
    remarks: Vec<Remark>,
    sources: Vec<Citation>,
    closes: Option<NaiveDate>,
    supplements: u32,
    re_appointments: u8,
    pub(super) ended: Option<Moment>,
}

impl<'a> Recount<'a> {
    /// Replays the events of a case.
    pub(super) fn run(calendar: &'a WorkCalendar, case: &'a DeadlineCase) -> Result<Self, Error> {
        let limit = case.rule.limit_of(case.count)?;
        let start = cut_off::start(calendar, case.received, limit, case.rule.cut_off.as_ref())?;
        let counter = Counter::of(calendar, limit, case.received, case.rule.roll_last_day)?;
        let mut clock = Self {
            case,
            counter,
            limit,
            start,
            state: ClockState::Running,
            from: Point::default(),
            base: Point::default(),
            appointed: None,
            own: true,
            pauses: Vec::new(),
            extensions: Vec::new(),
            appointments: Vec::new(),
            effects: Vec::new(),
            remarks: Vec::new(),
            sources: Vec::new(),
            closes: None,
            supplements: 0,
            re_appointments: 0,
            ended: None,
        };
        clock.sources.extend(clock.start.source.clone());
        clock.wind(limit, true)?;
        let first = clock.appointment(AppointmentKind::First, case.received)?;
        clock.appointments.push(first);
        for group in groups(counter.unit, case)? {
            clock.replay(group)?;
        }
        Ok(clock)
    }

    /// Starts the clock afresh with a limit: the procedure's own, which an area adds to, or another.
    fn wind(&mut self, limit: TimeLimit, own: bool) -> Result<(), Error> {
        let from = self.counter.point(self.start.at);
        let fail = |reason| self.counter.error(reason, from, limit);
        let mut base = self.counter.end(from, limit).map_err(fail)?;
        let extension = self.case.rule.extension_of(self.case.area.as_deref())?;
        if let Some(extension) = extension.filter(|_| own) {
            let fail = |reason| self.counter.error(reason, base, extension.add);
            base = self.counter.extend(base, extension.add, false).map_err(fail)?;
            self.sources.push(extension.source.clone());
        }
        (self.from, self.base, self.appointed, self.limit, self.own) = (from, base, None, limit, own);
        self.extensions.clear();
        Ok(())
    }

    /// Events of one moment: whichever can happen now goes first, so that the order they are given
    /// in does not matter.
    fn replay(&mut self, mut group: Vec<&ClockEvent>) -> Result<(), Error> {
        while !group.is_empty() {
            let next = group.iter().position(|event| self.may(event));
            match next {
                Some(position) => {
                    let event = group.remove(position);
                    self.apply(event)?;
                }
                None => return Err(group.first().map_or(Error::NotCounted, |event| self.out_of_place(event))),
            }
        }
        Ok(())
    }

    fn out_of_place(&self, event: &ClockEvent) -> Error {
        let state = match self.state {
            ClockState::Running => "running",
            ClockState::Suspended => "suspended",
            ClockState::WaitingSupplement => "waiting_supplement",
            ClockState::WaitingPayment => "waiting_payment",
            ClockState::Finished => "finished",
            ClockState::Withdrawn => "withdrawn",
        };
        Error::EventOrder { event: event.name().1, at: event.at().to_string(), state }
    }

    /// Whether an event can happen in the state the clock is in.
    fn may(&self, event: &ClockEvent) -> bool {
        use ClockState as S;
        match event {
            ClockEvent::Suspended { .. }
            | ClockEvent::SupplementAsked { .. }
            | ClockEvent::ReAppointed { .. }
            | ClockEvent::ObligationNotified { .. } => self.state == S::Running,
            ClockEvent::Resumed { .. } => self.state == S::Suspended,
            ClockEvent::SupplementReceived { .. } => self.state == S::WaitingSupplement,
            ClockEvent::ObligationPaid { .. } => self.state == S::WaitingPayment,
            ClockEvent::Excluded { .. }
            | ClockEvent::Extended { .. }
            | ClockEvent::Withdrawn { .. }
            | ClockEvent::Finished { .. } => !matches!(self.state, S::Finished | S::Withdrawn),
        }
    }

    fn apply(&mut self, event: &ClockEvent) -> Result<(), Error> {
        let due_before = self.due_moment()?;
        let at = event.at();
        // The unit may have changed since the first limit.
        if self.counter.unit.by_the_minute() && at.time().is_none() {
            return Err(Error::TimeNeeded { moment: at.to_string(), what: event.name().1 });
        }
        let mut source = None;
        match event {
            ClockEvent::Suspended { reason, .. } => {
                self.remark_if_over(at, "suspended_after_due")?;
                self.stop(ClockState::Suspended, "suspended", at, reason.clone());
            }
            ClockEvent::Resumed { .. } => {
                self.remark_if_idle(at);
                self.go_on(at);
            }
            ClockEvent::SupplementAsked { .. } => {
                self.supplements += 1;
                if self.supplements > 1 {
                    let once = law::in_force("supplement.once", at.date());
                    let text = Text::build(|lang| match (&once, lang) {
                        (Some(once), Lang::Vi) => format!("yêu cầu bổ sung quá một lần ({})", once.label(lang)),
                        (Some(once), Lang::En) => {
                            format!("a supplement was asked for more than once ({})", once.label(lang))
                        }
                        (None, Lang::Vi) => {
                            "yêu cầu bổ sung quá một lần; văn bản hiện hành về số lần chưa đọc được".to_owned()
                        }
                        (None, Lang::En) => {
                            "a supplement was asked for more than once; the text in force on how often was not read"
                                .to_owned()
                        }
                    });
                    self.remarks.push(Remark { code: "supplement_asked_twice", text });
                }
                self.remark_if_over(at, "supplement_asked_after_due")?;
                self.closes = match self.case.rule.close_after {
                    Some(limit) => Some(Deadline::due_day(self.counter.calendar, at, limit)?),
                    None => None,
                };
                self.stop(ClockState::WaitingSupplement, "supplement_asked", at, None);
            }
            ClockEvent::SupplementReceived { .. } => source = self.supplement_received(event)?,
            ClockEvent::Excluded { to, ground, .. } => {
                if trace::later(at, *to) {
                    return Err(Error::ReversedDates { after: at.to_string(), through: to.to_string() });
                }
                let ground = Some(ground.clone());
                self.pauses.push(Pause { event: "excluded", from: at, to: Some(*to), ground });
            }
            ClockEvent::Extended { by, .. } => {
                self.remark_if_over(at, "extended_after_due")?;
                self.extensions.push((self.counter.point(at), *by));
            }
            ClockEvent::ReAppointed { due, .. } => self.re_appoint(event, *due)?,
            ClockEvent::ObligationNotified { .. } => {
                if self.case.rule.after_payment.is_none() {
                    return Err(Error::Undeclared { what: "after_payment" });
                }
                self.meet(at)?;
                self.stop(ClockState::WaitingPayment, "obligation_notified", at, None);
            }
            ClockEvent::ObligationPaid { .. } => {
                let limit = self.case.rule.after_payment.ok_or(Error::Undeclared { what: "after_payment" })?;
                self.go_on(at);
                self.restart(at, limit, false)?;
                let second = self.appointment(AppointmentKind::AfterPayment, at)?;
                self.appointments.push(second);
            }
            ClockEvent::Withdrawn { .. } => self.end(ClockState::Withdrawn, at),
            ClockEvent::Finished { .. } => {
                if self.state != ClockState::Running {
                    self.remark(
                        "finished_while_stopped",
                        "xử lý xong khi thời hạn đang dừng; thời gian dừng tính đến lúc xong",
                        "finished while the clock stood still; the pause ends with the finish",
                    );
                }
                self.end(ClockState::Finished, at);
                self.meet(at)?;
            }
        }
        let due_after = self.due_moment()?;
        let text = Text::build(|lang| effect_text(event, due_before, due_after, lang));
        self.effects.push(Effect { event: event.name().1, at, due_before, due_after, source, text });
        Ok(())
    }

    fn stop(&mut self, state: ClockState, event: &'static str, at: Moment, ground: Option<String>) {
        self.pauses.push(Pause { event, from: at, to: None, ground });
        self.state = state;
    }

    fn go_on(&mut self, at: Moment) {
        for pause in self.pauses.iter_mut().filter(|pause| pause.to.is_none()) {
            pause.to = Some(at);
        }
        self.state = ClockState::Running;
    }

    fn end(&mut self, state: ClockState, at: Moment) {
        self.go_on(at);
        (self.state, self.ended, self.closes) = (state, Some(at), None);
    }

    /// The whole limit again from a moment, as if the dossier were received then.
    fn restart(&mut self, at: Moment, limit: TimeLimit, own: bool) -> Result<(), Error> {
        let calendar = self.counter.calendar;
        self.counter = Counter::of(calendar, limit, at, self.counter.rolls)?;
        self.start = cut_off::start(calendar, at, limit, self.case.rule.cut_off.as_ref())?;
        self.wind(limit, own)
    }

    fn supplement_received(&mut self, event: &ClockEvent) -> Result<Option<Citation>, Error> {
        let at = event.at();
        if self.closes.is_some_and(|closes| at.date() > closes) {
            if !self.case.history {
                return Err(Error::EventOrder { event: event.name().1, at: at.to_string(), state: "closed" });
            }
            self.remark(
                "supplemented_after_closing",
                "bổ sung sau khi hết hạn hoàn thiện hồ sơ; hồ sơ đáng lẽ đã đóng",
                "completed after the time to complete had ended; the dossier should have been closed",
            );
        }
        self.go_on(at);
        self.closes = None;
        match self.case.rule.supplement {
            None => Err(Error::Undeclared { what: "supplement" }),
            Some(OnSupplement::Suspend) => Ok(None),
            Some(OnSupplement::Restart) => {
                if !self.extensions.is_empty() {
                    self.remark(
                        "extension_lapsed",
                        "tính lại từ đầu nên gia hạn trước đó không còn tác dụng",
                        "counted again from the beginning, so an extension given before has no effect",
                    );
                }
                self.restart(at, self.limit, self.own)?;
                let again = self.appointment(AppointmentKind::AfterSupplement, at)?;
                self.appointments.push(again);
                Ok(law::in_force("supplement.restart", at.date()))
            }
        }
    }

    fn re_appoint(&mut self, event: &ClockEvent, due: Moment) -> Result<(), Error> {
        let at = event.at();
        self.re_appointments = self.re_appointments.saturating_add(1);
        if self.re_appointments > self.case.rule.re_appointments {
            if !self.case.history {
                return Err(Error::SecondReAppointment {
                    at: at.to_string(),
                    allowed: self.case.rule.re_appointments.into(),
                });
            }
            self.remark(
                "second_re_appointment",
                "hẹn lại quá số lần cho phép",
                "re-appointed more often than is allowed",
            );
        }
        if trace::later(at, due) {
            return Err(Error::ReversedDates { after: at.to_string(), through: due.to_string() });
        }
        if self.counter.unit.by_the_minute() && due.time().is_none() {
            return Err(Error::TimeNeeded { moment: due.to_string(), what: "re_appointed" });
        }
        self.remark_if_over(at, "re_appointed_after_due")?;
        if trace::later(self.moment(self.due_so_far()?), due) {
            self.remark("re_appointed_earlier", "hẹn lại sớm hơn ngày hẹn cũ", "re-appointed to before the date given");
        }
        if !self.counter.calendar.is_working_day(due.date())? {
            self.remark("due_on_day_off", "hẹn lại vào ngày nghỉ", "re-appointed to a day off");
        }
        (self.from, self.base, self.appointed) = (self.counter.point(at), self.counter.point(due), Some(due));
        self.extensions.clear();
        let again = self.appointment(AppointmentKind::ReAppointed, at)?;
        self.appointments.push(again);
        Ok(())
    }

    /// The due point now; `None` while the clock stands still.
    pub(super) fn due(&self) -> Result<Option<Point>, Error> {
        if self.pauses.iter().any(|pause| pause.to.is_none()) {
            return Ok(None);
        }
        self.due_so_far().map(Some)
    }

    /// The due point of the pauses that have ended: as it stood when the clock stopped, if it did.
    fn due_so_far(&self) -> Result<Point, Error> {
        let last = self.last_day()?;
        self.rolling(last).roll(last).map_err(|reason| self.counter.error(reason, self.from, self.limit))
    }

    /// A re-appointment is a date given and does not roll, as long as it is that date.
    fn rolling(&self, last: Point) -> Counter<'a> {
        let given = self.appointed.is_some() && last == self.base;
        Counter { rolls: self.counter.rolls && !given, ..self.counter }
    }

    /// The same before a last day off rolls on: the base, moved by the pauses that have ended and the
    /// extensions, in the order of time. Overlapping pauses count once.
    fn last_day(&self) -> Result<Point, Error> {
        self.last_day_telling(|_, _| ())
    }

    /// Tells of every stretch that was rolled over before a pause moved it on.
    fn last_day_telling(&self, mut rolled_over: impl FnMut(Point, Point)) -> Result<Point, Error> {
        let point = |moment: Moment| self.counter.point(moment);
        let ended = self.pauses.iter().filter_map(|pause| Some((point(pause.from), point(pause.to?))));
        // A new date was given knowing of what had begun before.
        let counts = |(from, _): &(Point, Point)| self.appointed.is_none() || *from >= self.from;
        let mut spans: Vec<(Point, Point)> = ended.filter(counts).collect();
        spans.sort_unstable();
        let mut joined: Vec<(Point, Point)> = Vec::new();
        for (from, to) in spans {
            match joined.last_mut() {
                Some((_, end)) if from < *end => *end = to.max(*end),
                _ => joined.push((from, to)),
            }
        }
        let extend = |last, by| {
            let counter = self.rolling(last);
            counter.extend(last, by, true).map_err(|reason| counter.error(reason, last, by))
        };
        let (mut last, mut extensions, mut over) = (self.base, self.extensions.iter().peekable(), None);
        for (from, to) in joined {
            while let Some((_, by)) = extensions.next_if(|(at, _)| *at <= from) {
                last = extend(last, *by)?;
            }
            let counter = self.rolling(last);
            // Of a day past the known ones, the one that is told is the pause's.
            let fail =
                |reason| counter.error(reason, if reason == Reason::Horizon { to } else { self.from }, self.limit);
            let (before, due) = (last, counter.roll(last).map_err(fail)?);
            let (moved, resumed) = counter.pause(last, self.from, from, to).map_err(fail)?;
            last = resumed;
            // What lies between the end of the period and the day it ends up on is no part of it.
            let ended = if (before < from && from <= due) || over == Some(before) { before } else { moved };
            if ended < last {
                rolled_over(ended, last);
                over = Some(last);
            }
        }
        for (_, by) in extensions {
            last = extend(last, *by)?;
        }
        Ok(last)
    }

    /// The stretches that are no part of the period: those a last day off rolled over.
    pub(super) fn rolled(&self, due: Point) -> Result<Vec<(Point, Point)>, Error> {
        let mut stretches = Vec::new();
        let last = self.last_day_telling(|last, due| stretches.push((last, due)))?;
        stretches.push((last, due));
        Ok(stretches)
    }

    fn due_moment(&self) -> Result<Option<Moment>, Error> {
        Ok(self.due()?.map(|due| self.moment(due)))
    }

    /// The moment of a due point: a re-appointment keeps the hour it was given.
    fn moment(&self, due: Point) -> Moment {
        let moment = trace::moment_of(self.counter.unit, due);
        self.appointed
            .filter(|appointed| moment.time().is_none() && appointed.date() == moment.date())
            .unwrap_or(moment)
    }

    fn appointment(&self, kind: AppointmentKind, set_at: Moment) -> Result<Appointment, Error> {
        Ok(Appointment { kind, set_at, due: self.due_moment()?, met_at: None, outcome: None })
    }

    /// What the appointments were for is done: the last one by its due date now, those before by theirs.
    fn meet(&mut self, at: Moment) -> Result<(), Error> {
        let due = self.due_so_far()?;
        let (moment, outcome) = (self.moment(due), self.outcome(due, at, true));
        let mut unmet = self.appointments.iter_mut().rev().filter(|appointment| appointment.met_at.is_none());
        if let Some(last) = unmet.next() {
            (last.due, last.met_at, last.outcome) = (Some(moment), Some(at), Some(outcome));
        }
        for earlier in unmet {
            (earlier.met_at, earlier.outcome) = (Some(at), earlier.due.map(|due| super::clock::judge(due, at, true)));
        }
        Ok(())
    }

    /// The point of a moment asked about: without an hour it is the end of its day.
    fn now(&self, at: Moment) -> Point {
        let whole_day = self.counter.unit.by_the_minute() && at.time().is_none();
        if whole_day { Point::at(Point::of(at).minutes() + 1440) } else { self.counter.point(at) }
    }

    /// Where a dossier finished, or still open, at a moment stands.
    fn outcome(&self, due: Point, at: Moment, finished: bool) -> Outcome {
        let moment = self.moment(due);
        let past = if self.counter.unit.by_the_minute() { self.now(at) > due } else { trace::later(at, moment) };
        super::clock::place(past, at.date() < trace::day_of(self.counter.unit, due), finished)
    }

    fn remark(&mut self, code: &'static str, vi: &str, en: &str) {
        self.remarks.push(Remark { code, text: Text::new(vi, en) });
    }

    /// A pause that moves a deadline by days though it took no office hour is told of.
    fn remark_if_idle(&mut self, at: Moment) {
        let open = self.pauses.iter().find(|pause| pause.to.is_none()).map(|pause| pause.from);
        let timed = open.filter(|from| from.time().is_some() && at.time().is_some());
        let minutes =
            |from: Moment| self.counter.calendar.minutes_between(Point::of(from).minutes(), Point::of(at).minutes());
        let idle = timed.is_some_and(|from| from.date() < at.date() && minutes(from) == Ok(0));
        if idle && self.counter.unit == ClockUnit::WorkingDays {
            self.remark(
                "pause_outside_hours",
                "tạm dừng chỉ nằm ngoài giờ hành chính nhưng vẫn dời hạn tính theo ngày",
                "the pause lies outside office hours, and moves a limit counted in days all the same",
            );
        }
    }

    fn remark_if_over(&mut self, at: Moment, code: &'static str) -> Result<(), Error> {
        if self.outcome(self.due_so_far()?, at, false) == Outcome::Overdue {
            self.remark(code, "sự kiện xảy ra sau khi đã quá hạn", "the event came after the dossier was overdue");
        }
        Ok(())
    }

    /// The whole answer.
    pub(super) fn answer(mut self) -> Result<Deadline, Error> {
        let (so_far, due) = (self.due_so_far()?, self.due()?);
        let unit = self.counter.unit;
        let stopped = self.pauses.iter().find(|pause| pause.to.is_none()).map(|pause| pause.from);
        let until = self.ended.or(stopped);
        let told_at = until.or(self.case.as_of);
        let waits = self.state == ClockState::WaitingSupplement;
        if self.closes.zip(self.case.as_of).is_some_and(|(closes, as_of)| waits && as_of.date() > closes) {
            self.remark(
                "closing_due",
                "đã hết thời gian hoàn thiện hồ sơ; hồ sơ phải được đóng",
                "the time to complete the dossier has ended; it is to be closed",
            );
        }
        let received = |at: &Moment| !trace::later(self.case.received, *at);
        if told_at.is_some_and(|at| !received(&at)) {
            self.remark(
                "before_reception",
                "chưa tiếp nhận vào lúc được hỏi",
                "not yet received at the moment asked about",
            );
        }
        let told_at = told_at.filter(received);
        let progress = match told_at.map(|at| self.progress(at, so_far)) {
            // When it was due is known, even where the days between are not.
            Some(Err(Error::CalendarHorizon { .. })) => {
                self.remark(
                    "progress_unknown",
                    "lúc được hỏi nằm ngoài lịch đã biết, nên không đếm được đã dùng và còn lại bao nhiêu",
                    "the moment lies outside the known calendar, so what is used and left cannot be counted",
                );
                None
            }
            told => told.transpose()?,
        };
        let outcome = match (self.state, told_at) {
            (ClockState::Finished, Some(at)) => Some(self.outcome(so_far, at, true)),
            (ClockState::Withdrawn, _) | (_, None) => None,
            (ClockState::Running, Some(at)) => Some(self.outcome(so_far, at, false)),
            // A clock that stands still is overdue only where it was when it stopped.
            (_, Some(at)) => Some(self.outcome(so_far, at, false)).filter(|outcome| *outcome == Outcome::Overdue),
        };
        let trace = match due {
            Some(due) => trace::Trace::of(&self, due)?,
            None => trace::Trace::of(&self, trace::stop_point(&self, stopped, so_far))?,
        };
        let pauses = trace::spans(&self)?;
        let last_known = due.unwrap_or(so_far);
        let estimated = self.counter.calendar.is_estimated(trace::day_of(unit, last_known));
        if estimated {
            self.remark(
                "estimated",
                "ước tính: lịch nghỉ của năm này chưa được công bố",
                "an estimate: the days off of that year are not announced yet",
            );
        }
        let rules = self.rules(due);
        let text = Text::build(|lang| self.sentence(due, &trace, &pauses, estimated, lang));
        let promised = self.due_moment()?;
        if let Some(open) = self.appointments.last_mut().filter(|last| last.met_at.is_none()) {
            open.due = promised;
        }
        // A date given before and passed since was missed, whatever was agreed on later.
        if let [earlier @ .., _] = self.appointments.as_mut_slice() {
            for missed in earlier.iter_mut().filter(|appointment| appointment.met_at.is_none()) {
                let overdue = |(due, at)| super::clock::judge(due, at, false) == Outcome::Overdue;
                missed.outcome = missed.due.zip(told_at).is_some_and(overdue).then_some(Outcome::Overdue);
            }
        }
        Ok(Deadline {
            received: self.case.received,
            limit: self.limit,
            unit,
            state: self.state,
            due: due.map(|due| trace::day_of(unit, due)),
            due_at: due.and_then(|due| self.moment(due).instant().ok().or_else(|| trace::due_at(&self.counter, due))),
            appointments: self.appointments,
            counted: trace.counted,
            skipped: trace.skipped,
            pauses,
            effects: self.effects,
            closes: self.closes,
            progress,
            outcome,
            remarks: self.remarks,
            rules,
            text,
            start: self.start,
        })
    }

    fn progress(&self, at: Moment, due: Point) -> Result<ClockProgress, Error> {
        let from = self.counter.point(self.start.at);
        let now = self.now(at).max(from);
        let fail = |reason| self.counter.error(reason, from, self.limit);
        let counted = |from: Point, to: Point| -> Result<u32, Error> {
            let whole = self.counter.span(from, to).map_err(fail)?;
            Ok(whole.saturating_sub(trace::paused_between(self, from, to)?))
        };
        let (ahead, behind) = (counted(now, due)?, counted(due, now)?);
        let remaining = i64::from(ahead) - i64::from(behind);
        Ok(ClockProgress { at, unit: self.counter.unit, elapsed: counted(from, now)?, remaining })
    }

    fn rules(&self, due: Option<Point>) -> Vec<Citation> {
        let day = self.case.received.date();
        let mut names = vec!["reception.received"];
        names.extend(match self.limit {
            TimeLimit::WorkingMinutes(_) | TimeLimit::Hours(_) => ["civil_code.first_moment"].as_slice(),
            TimeLimit::WorkingDayQuarters { .. } => &["civil_code.first_moment", "conversion.declared"],
            TimeLimit::InTheDay => &["civil_code.last_day"],
            TimeLimit::Weeks(_) => &["civil_code.first_day", "civil_code.weeks"],
            TimeLimit::Months(_) => &["civil_code.first_day", "civil_code.months"],
            TimeLimit::Years(_) => &["civil_code.first_day", "civil_code.years"],
            TimeLimit::WorkingDays(_) | TimeLimit::CalendarDays(_) | TimeLimit::NotCounted => {
                &["civil_code.first_day", "civil_code.last_day"]
            }
        });
        let by_calendar = self.counter.unit == ClockUnit::CalendarDays;
        let rolled = by_calendar && due.is_some_and(|due| self.last_day().is_ok_and(|last| last < due));
        if rolled {
            names.push("civil_code.roll");
        }
        let mut rules: Vec<Citation> = names.into_iter().filter_map(|name| law::in_force(name, day)).collect();
        for source in self.case.rule.sources.iter().chain(&self.sources) {
            if !rules.contains(source) {
                rules.push(source.clone());
            }
        }
        rules
    }

    fn sentence(
        &self,
        due: Option<Point>,
        trace: &trace::Trace,
        pauses: &[PauseSpan],
        estimated: bool,
        lang: Lang,
    ) -> String {
        let counted = |things: usize, [vi, one, many]: [&str; 3]| {
            let count = text::count(u64::try_from(things).unwrap_or(u64::MAX), lang);
            match lang {
                Lang::Vi => vi.replace('#', &count),
                Lang::En => if things == 1 { one } else { many }.replace('#', &count),
            }
        };
        let received = self.case.received.to_text(lang);
        let limit = self.limit.label();
        let limit = limit.get(lang);
        let due = match (due.map(|due| self.moment(due)), self.state, lang) {
            (_, ClockState::Withdrawn, Lang::Vi) => "hồ sơ đã rút".to_owned(),
            (_, ClockState::Withdrawn, Lang::En) => "withdrawn".to_owned(),
            (Some(due), _, Lang::Vi) => format!("hẹn trả {}", due.to_text(lang)),
            (Some(due), _, Lang::En) => format!("due on {}", due.to_text(lang)),
            (None, _, Lang::Vi) => "đang dừng tính, chưa có ngày hẹn trả".to_owned(),
            (None, _, Lang::En) => "the clock stands still, no due date yet".to_owned(),
        };
        let mut notes = Vec::new();
        if estimated {
            notes.push(Text::new("ước tính", "an estimate").get(lang).to_owned());
        }
        if self.start.at != self.case.received {
            let start = self.start.at.to_text(lang);
            notes.push(match lang {
                Lang::Vi => format!("tính từ {start}"),
                Lang::En => format!("counted from {start}"),
            });
        }
        if let Ok(Some(extension)) = self.case.rule.extension_of(self.case.area.as_deref()) {
            let add = extension.add.label();
            notes.push(format!("{} +{}", extension.area, add.get(lang)));
        }
        if !self.counter.unit.by_the_minute() && self.limit != TimeLimit::InTheDay {
            notes.push(match lang {
                Lang::Vi => "không tính ngày tiếp nhận".to_owned(),
                Lang::En => "the day of reception is not counted".to_owned(),
            });
        }
        notes.push(counted(trace.skipped.len(), ["bỏ qua # ngày nghỉ", "# day off skipped", "# days off skipped"]));
        if !pauses.is_empty() {
            notes.push(counted(
                pauses.len(),
                ["# khoảng thời gian không tính", "# period of time not counted", "# periods of time not counted"],
            ));
        }
        let notes = notes.join("; ");
        match lang {
            Lang::Vi => format!("Tiếp nhận {received}, thời hạn {limit}: {due} ({notes})"),
            Lang::En => format!("Received on {received}, limit {limit}: {due} ({notes})"),
        }
    }
}

/// The events in the order of time, those of the same moment together.
fn groups(unit: ClockUnit, case: &DeadlineCase) -> Result<Vec<Vec<&ClockEvent>>, Error> {
    if case.events.len() > MOST_EVENTS {
        let got = case.events.len().to_string();
        let (min, max) = ("0".to_owned(), MOST_EVENTS.to_string());
        return Err(Error::OutOfRange { what: "events", got, min, max });
    }
    for event in &case.events {
        let at = event.at();
        let times = at.time().zip(case.received.time());
        let before = at.date() < case.received.date()
            || (at.date() == case.received.date() && times.is_some_and(|(at, received)| at < received));
        if before {
            let (event, received) = (event.name().1, case.received.to_string());
            return Err(Error::EventBeforeReception { event, at: at.to_string(), received });
        }
        let spans = [Some(at), if let ClockEvent::Excluded { to, .. } = event { Some(*to) } else { None }];
        if let Some(moment) = spans.into_iter().flatten().find(|moment| unit.by_the_minute() && moment.time().is_none())
        {
            return Err(Error::TimeNeeded { moment: moment.to_string(), what: event.name().1 });
        }
    }
    // What lies after the moment asked about has not happened yet.
    let known = |event: &&ClockEvent| case.as_of.is_none_or(|as_of| !trace::later(event.at(), as_of));
    let mut events: Vec<&ClockEvent> = case.events.iter().filter(known).collect();
    // On a day where one event has no hour, the hours of the others tell no order.
    let timed =
        |date: NaiveDate| !case.events.iter().any(|event| event.at().date() == date && event.at().time().is_none());
    let key = |event: &ClockEvent| {
        let at = event.at();
        (at.date(), at.time().filter(|_| timed(at.date())))
    };
    events.sort_by_cached_key(|event| (key(event), event.name().0, format!("{event:?}")));
    let mut groups: Vec<Vec<&ClockEvent>> = Vec::new();
    for event in events {
        match groups.last_mut() {
            Some(group) if group.first().is_some_and(|first| key(first) == key(event)) => group.push(event),
            _ => groups.push(vec![event]),
        }
    }
    Ok(groups)
}

fn effect_text(event: &ClockEvent, before: Option<Moment>, after: Option<Moment>, lang: Lang) -> String {
    let at = event.at().to_text(lang);
    let label = event.label();
    let what = match (event, lang) {
        (ClockEvent::Excluded { to, ground, .. }, Lang::Vi) => {
            format!("{at} đến {}: {} ({ground})", to.to_text(lang), label.vi)
        }
        (ClockEvent::Excluded { to, ground, .. }, Lang::En) => {
            format!("{at} to {}: {} ({ground})", to.to_text(lang), label.en)
        }
        (ClockEvent::Suspended { reason: Some(reason), .. }, _) => format!("{at}: {} ({reason})", label.get(lang)),
        (ClockEvent::Extended { by, reason, .. }, _) => {
            let reason = reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
            format!("{at}: {} {}{reason}", label.get(lang), by.label().get(lang))
        }
        _ => format!("{at}: {}", label.get(lang)),
    };
    let moved = match (before, after, lang) {
        (Some(before), Some(after), _) if before == after => String::new(),
        (_, Some(after), Lang::Vi) => format!("; hẹn trả {}", after.to_text(lang)),
        (_, Some(after), Lang::En) => format!("; due on {}", after.to_text(lang)),
        (Some(_), None, Lang::Vi) => "; dừng tính".to_owned(),
        (Some(_), None, Lang::En) => "; the clock stops".to_owned(),
        (None, None, _) => String::new(),
    };
    format!("{what}{moved}")
}
