//! The states of a dossier: which event may follow which, by which text, and what it changes.

use super::History;
use super::event::{DossierEvent, EventKind, Happening};
use super::stages::{Stages, Waits, WaitsOn};
use crate::deadline::{ClockEvent, Remark, later};
use crate::dossier::DossierState;
use crate::error::IllegalEvent;
use crate::text::{Lang, Text};
use crate::{Citation, Deadline, Error, Moment, WorkCalendar, law};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// More events than any dossier has; it bounds the work of one call.
const MOST_EVENTS: usize = 1000;

/// Where a dossier stands between its events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    New,
    Registered,
    /// Asked to complete before it was received: the clock has not begun.
    IntakeWaiting,
    NotAccepted,
    Running,
    Suspended,
    WaitingSupplement,
    WaitingPayment,
    Finished,
    Refused,
    HandedOver,
    Withdrawn,
    Stopped,
    Closed,
}

/// An event that was applied, with what the clock calls it.
#[derive(Debug)]
pub(super) struct Applied<'a> {
    pub(super) event: &'a DossierEvent,
    pub(super) state: DossierState,
    pub(super) clock: Option<&'static str>,
    pub(super) starts_clock: bool,
}

/// A rule that an event breaks.
struct Breach {
    code: &'static str,
    text: Text,
    /// Whether the clock remarks on it by itself.
    told_by_clock: bool,
}

/// A dossier while its events are replayed.
pub(super) struct Machine<'a> {
    history: &'a History,
    calendar: &'a WorkCalendar,
    phase: Phase,
    handled: bool,
    pub(super) received: Option<Moment>,
    pub(super) clock_from: Option<Moment>,
    competent: Option<Moment>,
    outside_boundary: bool,
    closes: Option<NaiveDate>,
    intake_supplements: u32,
    supplements: u32,
    re_appointments: u32,
    pub(super) clock: Vec<ClockEvent>,
    pub(super) stages: Stages,
    pub(super) waits: Waits,
    pub(super) applied: Vec<Applied<'a>>,
    pub(super) remarks: Vec<Remark>,
    pub(super) sources: Vec<Citation>,
    pub(super) submitted: Option<Moment>,
    pub(super) finished: Option<Moment>,
    pub(super) handed_over: Option<Moment>,
    pub(super) ended: Option<Moment>,
    pub(super) still_to_come: u64,
}

impl<'a> Machine<'a> {
    /// Replays what has happened by a moment.
    pub(super) fn run(history: &'a History, calendar: &'a WorkCalendar, as_of: Moment) -> Result<Self, Error> {
        if history.events.is_empty() {
            return Err(Error::EmptyList { what: "replay" });
        }
        if history.events.len() > MOST_EVENTS {
            let (got, min, max) = (history.events.len().to_string(), "1".to_owned(), MOST_EVENTS.to_string());
            return Err(Error::OutOfRange { what: "events", got, min, max });
        }
        let by_competent = |event: &DossierEvent| event.what.kind() == EventKind::ReceivedByCompetent;
        let outside_boundary = history.outside_boundary || history.events.iter().any(by_competent);
        let mut machine = Self {
            history,
            calendar,
            phase: Phase::New,
            handled: false,
            received: None,
            clock_from: None,
            competent: None,
            outside_boundary,
            closes: None,
            intake_supplements: 0,
            supplements: 0,
            re_appointments: 0,
            clock: Vec::new(),
            stages: Stages::default(),
            waits: Waits::default(),
            applied: Vec::new(),
            remarks: Vec::new(),
            sources: Vec::new(),
            submitted: None,
            finished: None,
            handed_over: None,
            ended: None,
            still_to_come: 0,
        };
        let mut days: BTreeMap<NaiveDate, Vec<&DossierEvent>> = BTreeMap::new();
        for event in &history.events {
            if later(event.at, as_of) {
                machine.still_to_come += 1;
            } else {
                days.entry(event.at.date()).or_default().push(event);
            }
        }
        for events in days.into_values() {
            machine.day(events)?;
        }
        Ok(machine)
    }

    /// The events of a day. Those with an hour happen in its order; of those of the same minute, and those
    /// without one, whichever may happen now goes first, so that the order they are given in does not
    /// matter. Where one that moves the clock has no hour, the hours of the day tell no order, as there.
    fn day(&mut self, mut events: Vec<&'a DossierEvent>) -> Result<(), Error> {
        let untimed = events.iter().any(|event| event.at.time().is_none() && event.to_clock().is_some());
        let time = |event: &DossierEvent| event.at.time().filter(|_| !untimed);
        events.sort_by_cached_key(|event| (event.what.kind(), format!("{event:?}")));
        while !events.is_empty() {
            let first = events.iter().filter_map(|event| time(event)).min();
            let next = |event: &&DossierEvent| time(event).is_none_or(|time| Some(time) == first);
            let may = events.iter().position(|event| next(event) && self.may(event));
            let Some(place) = may else {
                let refused = events.iter().find(|event| next(event)).map(|event| self.illegal(event));
                return Err(refused.unwrap_or(Error::EmptyList { what: "replay" }));
            };
            let event = events.remove(place);
            self.apply(event)?;
        }
        Ok(())
    }

    /// What may happen in the state the dossier is in, whatever else its rules say.
    fn allows(&self, kind: EventKind) -> bool {
        use EventKind as E;
        let open = |kind| {
            matches!(kind, E::Transferred | E::Excluded | E::Extended | E::Finished | E::Refused | E::Withdrawn)
                || kind == E::Stopped
                || (kind == E::OpinionReceived && self.waits.awaited(None))
                || (kind == E::OpinionAsked && (!self.held_by_opinions() || self.phase == Phase::Running))
        };
        match self.phase {
            Phase::New => matches!(kind, E::Submitted | E::Received | E::RefusedAtIntake),
            Phase::Registered => {
                matches!(kind, E::Received | E::RefusedAtIntake | E::SupplementAsked | E::Withdrawn | E::Stopped)
            }
            Phase::IntakeWaiting => {
                matches!(kind, E::SupplementReceived | E::RefusedAtIntake | E::Withdrawn | E::Stopped | E::Closed)
            }
            Phase::Running => match kind {
                E::ReceivedByCompetent => self.competent.is_none(),
                E::Suspended | E::SupplementAsked | E::ReAppointed | E::ObligationNotified => !self.stands_still(),
                kind => open(kind),
            },
            Phase::Suspended => kind == E::Resumed || open(kind),
            Phase::WaitingSupplement => matches!(kind, E::SupplementReceived | E::Closed) || open(kind),
            Phase::WaitingPayment => matches!(kind, E::ObligationPaid | E::Closed) || open(kind),
            Phase::Finished | Phase::Refused => kind == E::HandedOver,
            Phase::Withdrawn => kind == E::Stopped,
            Phase::NotAccepted | Phase::HandedOver | Phase::Stopped | Phase::Closed => false,
        }
    }

    /// Whether the time an opinion is awaited does not count, by a text the history names.
    fn held_by_opinions(&self) -> bool {
        self.history.opinions_not_counted.is_some()
    }

    /// Whether it waits on an opinion with the clock stopped.
    fn stands_still(&self) -> bool {
        self.held_by_opinions() && self.waits.awaited(None)
    }

    fn may(&self, event: &DossierEvent) -> bool {
        let breach = || self.breach(event).is_none_or(|_| self.history.history);
        self.allows(event.what.kind()) && self.fits(event) && breach()
    }

    /// Whether what an event says fits: who is asked has not been, who answers was, who passes on has it.
    fn fits(&self, event: &DossierEvent) -> bool {
        match &event.what {
            Happening::OpinionAsked { of, .. } => !self.waits.awaited(Some(of)),
            Happening::OpinionReceived { from } => self.waits.awaited(Some(from)),
            Happening::Transferred { from, .. } => self.stages.may_transfer(from.as_deref(), event.at),
            _ => true,
        }
    }

    fn before_competent(&self) -> bool {
        self.received.is_some() && self.clock_from.is_none()
    }

    /// The rule an event breaks that its state allows.
    fn breach(&self, event: &DossierEvent) -> Option<Breach> {
        use EventKind as E;
        let (kind, at) = (event.what.kind(), event.at);
        let rule = |code, says: Text, source: Option<Citation>, told_by_clock| {
            let text = Text::build(|lang| match &source {
                Some(source) => format!("{}: {}", says.get(lang), source.label(lang)),
                None => says.get(lang).to_owned(),
            });
            Some(Breach { code, text, told_by_clock })
        };
        let moves_clock = matches!(
            kind,
            E::Suspended
                | E::Excluded
                | E::Extended
                | E::ReAppointed
                | E::ObligationNotified
                | E::Finished
                | E::Refused
        );
        if moves_clock && self.before_competent() {
            let says = Text::new("cơ quan có thẩm quyền chưa nhận hồ sơ", "the competent agency has not received it");
            return rule("competent_not_received", says, self.competent_source(), false);
        }
        match kind {
            E::SupplementAsked => {
                let before = if self.received.is_some() { self.supplements } else { self.intake_supplements };
                let once = law::in_force("supplement.once", at.date()).filter(|_| before > 0)?;
                let says = Text::new("chỉ được yêu cầu bổ sung một lần", "a supplement may be asked for only once");
                let told = self.received.is_some() && self.clock_from.is_some();
                rule("supplement_asked_twice", says, Some(Citation { says: None, ..once }), told)
            }
            E::ReAppointed if self.re_appointments >= self.history.rule.re_appointments.into() => {
                let allowed = self.history.rule.re_appointments;
                let says =
                    Text::new(format!("chỉ được hẹn lại {allowed} lần"), format!("re-appointments allowed: {allowed}"));
                let once = law::in_force("re_appointment.once", at.date()).filter(|_| allowed == 1);
                rule("second_re_appointment", says, once.or_else(|| self.history.rule.sources.first().cloned()), true)
            }
            E::SupplementReceived if self.closes.is_some_and(|closes| at.date() > closes) => {
                let says = Text::new("đã hết thời gian hoàn thiện hồ sơ", "the time to complete the dossier has ended");
                let told = self.clock_from.is_some();
                rule("supplemented_after_closing", says, self.history.rule.sources.first().cloned(), told)
            }
            E::Closed if self.closes.is_some_and(|closes| at.date() <= closes) => {
                let says =
                    Text::new("chưa hết thời gian hoàn thiện hồ sơ", "the time to complete the dossier has not ended");
                rule("closed_early", says, self.history.rule.sources.first().cloned(), false)
            }
            _ => None,
        }
    }

    fn competent_source(&self) -> Option<Citation> {
        let received = self.received.filter(|_| self.outside_boundary)?;
        law::in_force("reception.competent", received.date())
    }

    /// Why an event cannot happen in a state, where there is more to say than that.
    fn reason(&self, event: &DossierEvent) -> Option<Text> {
        use EventKind as E;
        let kind = event.what.kind();
        if self.allows(kind) {
            return match &event.what {
                _ if self.fits(event) => self.breach(event).map(|breach| breach.text),
                Happening::OpinionAsked { of, .. } => Some(Text::new(
                    format!("đã lấy ý kiến của {of} mà chưa nhận"),
                    format!("the opinion of {of} was asked for and is awaited"),
                )),
                Happening::OpinionReceived { from } => Some(Text::new(
                    format!("chưa lấy ý kiến của {from}"),
                    format!("the opinion of {from} was not asked for"),
                )),
                _ => Some(Text::new(
                    "không rõ bước nào chuyển: bước nêu tên không giữ hồ sơ, hoặc nhiều bước cùng giữ mà không nêu tên",
                    "which stage passes it on is not clear: the one named does not hold it, or several do and none is named",
                )),
            };
        }
        let at = event.at.date();
        let cited = |vi: &str, en: &str, id: &str| {
            let source = law::in_force(id, at);
            Text::build(|lang| {
                let says = if lang == Lang::Vi { vi } else { en };
                source.as_ref().map_or_else(|| says.to_owned(), |source| format!("{says}: {}", source.label(lang)))
            })
        };
        Some(match kind {
            E::Withdrawn if self.finished.is_some() => cited(
                "chỉ rút được hồ sơ khi chưa có quyết định hoặc kết quả",
                "a dossier may be withdrawn only before a decision or a result",
                "withdrawal.before_result",
            ),
            E::HandedOver => Text::new(
                "chỉ trả kết quả sau khi xử lý xong (9) hoặc từ chối giải quyết",
                "a result is handed over only after the dossier is finished (9) or refused",
            ),
            _ if matches!(self.phase, Phase::New | Phase::Registered | Phase::IntakeWaiting) => Text::new(
                "trước khi tiếp nhận chỉ có nộp, từ chối tiếp nhận, bổ sung và rút hồ sơ",
                "before the reception there are only submission, refusal at intake, completion and withdrawal",
            ),
            _ if self.phase == Phase::Running && self.stands_still() => {
                let source = self.history.opinions_not_counted.as_ref();
                Text::build(|lang| {
                    let says = if lang == Lang::Vi {
                        "thời hạn đang dừng chờ ý kiến"
                    } else {
                        "the clock stands still for an opinion"
                    };
                    source.map_or_else(|| says.to_owned(), |source| format!("{says}: {}", source.label(lang)))
                })
            }
            _ => return None,
        })
    }

    fn illegal(&self, event: &DossierEvent) -> Error {
        let kind = event.what.kind();
        let state =
            self.state().map_or_else(|| Text::new("chưa có sự kiện nào", "without any event"), |state| state.label());
        Error::IllegalEvent(Box::new(IllegalEvent {
            dossier: self.history.id.clone(),
            event: kind.name(),
            name: kind.label(),
            at: event.at.to_string(),
            state,
            allowed: EventKind::ALL.iter().filter(|kind| self.allows(**kind)).map(|kind| kind.name()).collect(),
            breaks: self.reason(event),
        }))
    }

    /// The state as the portal and this library name it.
    pub(super) fn state(&self) -> Option<DossierState> {
        Some(match self.phase {
            Phase::New => return None,
            Phase::Registered => DossierState::Registered,
            Phase::IntakeWaiting | Phase::WaitingSupplement => DossierState::WaitingSupplement,
            Phase::NotAccepted => DossierState::NotAccepted,
            Phase::Running if self.waits.awaited(None) => DossierState::WaitingAgency,
            Phase::Running if self.handled => DossierState::InProgress,
            Phase::Running => DossierState::Accepted,
            Phase::Suspended => DossierState::Suspended,
            Phase::WaitingPayment => DossierState::WaitingPayment,
            Phase::Finished => DossierState::Finished,
            Phase::Refused => DossierState::Refused,
            Phase::HandedOver => DossierState::HandedOver,
            Phase::Withdrawn => DossierState::Withdrawn,
            Phase::Stopped => DossierState::Stopped,
            Phase::Closed => DossierState::Closed,
        })
    }

    fn remark(&mut self, code: &'static str, text: Text) {
        self.remarks.push(Remark { code, text });
    }

    fn apply(&mut self, event: &'a DossierEvent) -> Result<(), Error> {
        let at = event.at;
        if let Some(breach) = self.breach(event) {
            if breach.code == "competent_not_received" {
                // Somebody handled it: it is judged from the reception the record has.
                self.clock_from = self.received;
            }
            if !breach.told_by_clock {
                self.remark(breach.code, breach.text);
            }
        }
        let clock_before = self.clock_from;
        let held = self.stands_still();
        self.change(event)?;
        let still = self.stands_still();
        let on_clock = match (&event.what, held, still) {
            (Happening::OpinionAsked { of, .. }, false, true) => {
                Some(("suspended", ClockEvent::Suspended { at, reason: Some(of.clone()) }))
            }
            (Happening::OpinionReceived { .. }, true, false) => Some(("resumed", ClockEvent::Resumed { at })),
            (Happening::Refused { .. }, _, _) => event.to_clock().map(|clock| ("finished", clock)),
            (Happening::Stopped { .. } | Happening::Closed {}, _, _) => {
                event.to_clock().map(|clock| ("withdrawn", clock))
            }
            _ => event.to_clock().map(|clock| (event.name(), clock)),
        };
        // A withdrawal that is confirmed by a notice of stopping ends the clock once.
        let ended = self.ended.is_some_and(|_| event.what.kind() == EventKind::Stopped && self.withdrawn_before());
        let on_clock = on_clock.filter(|_| self.received.is_some() && !ended);
        let name = on_clock.as_ref().map(|(name, _)| *name);
        self.clock.extend(on_clock.map(|(_, clock)| clock));
        let starts_clock = clock_before.is_none() && self.clock_from.is_some();
        if let Some(state) = self.state() {
            self.applied.push(Applied { event, state, clock: name, starts_clock });
        }
        Ok(())
    }

    fn withdrawn_before(&self) -> bool {
        self.applied.last().is_some_and(|applied| applied.state == DossierState::Withdrawn)
    }

    fn change(&mut self, event: &DossierEvent) -> Result<(), Error> {
        let at = event.at;
        match &event.what {
            Happening::Submitted {} => (self.phase, self.submitted) = (Phase::Registered, Some(at)),
            Happening::Received {} => self.receive(at),
            Happening::ReceivedByCompetent {} => self.receive_by_competent(at),
            Happening::RefusedAtIntake { .. } => self.end(Phase::NotAccepted, at),
            Happening::SupplementAsked { reason } => {
                self.waits.begin(WaitsOn::Applicant, event.name(), reason.clone(), at);
                self.closes = match self.history.rule.close_after {
                    Some(limit) => Some(Deadline::due_day(self.calendar, at, limit)?),
                    None => None,
                };
                let (phase, count) = match self.received {
                    Some(_) => (Phase::WaitingSupplement, &mut self.supplements),
                    None => (Phase::IntakeWaiting, &mut self.intake_supplements),
                };
                (self.phase, *count) = (phase, count.saturating_add(1));
            }
            Happening::SupplementReceived { .. } => {
                self.closes = None;
                self.go_on(if self.received.is_some() { Phase::Running } else { Phase::Registered }, at);
            }
            Happening::Suspended { reason } => {
                self.waits.begin(WaitsOn::Suspended, event.name(), reason.clone(), at);
                self.phase = Phase::Suspended;
            }
            Happening::ObligationNotified {} => {
                self.waits.begin(WaitsOn::Applicant, event.name(), None, at);
                self.phase = Phase::WaitingPayment;
            }
            Happening::Resumed {} | Happening::ObligationPaid {} => self.go_on(Phase::Running, at),
            Happening::OpinionAsked { of, due } => self.waits.ask(of, *due, at),
            Happening::OpinionReceived { from } => self.waits.answered(from, at),
            Happening::Transferred { to, from, due } => self.stages.transfer(from.as_deref(), to, *due, at),
            Happening::ReAppointed { .. } => self.re_appointments = self.re_appointments.saturating_add(1),
            Happening::Excluded { .. } | Happening::Extended { .. } => {}
            Happening::Finished {} => self.finish(Phase::Finished, at),
            Happening::Refused { .. } => {
                self.finish(Phase::Refused, at);
                self.sources.extend(law::in_force("refusal.within_deadline", at.date()));
            }
            Happening::HandedOver {} => (self.phase, self.handed_over) = (Phase::HandedOver, Some(at)),
            Happening::Withdrawn {} => {
                self.end(Phase::Withdrawn, at);
                self.sources.extend(law::in_force("withdrawal.before_result", at.date()));
            }
            Happening::Stopped { .. } => self.end(Phase::Stopped, at),
            Happening::Closed {} => self.end(Phase::Closed, at),
        }
        let received = matches!(event.what, Happening::Received {});
        self.handled |= self.received.is_some() && !received;
        Ok(())
    }

    fn receive(&mut self, at: Moment) {
        (self.phase, self.received) = (Phase::Running, Some(at));
        self.stages.open(self.history.received_by.clone(), at, None);
        match self.competent_source() {
            Some(source) => self.sources.push(source),
            None => self.clock_from = Some(at),
        }
        if self.history.channel == Some(crate::deadline::duties::Channel::Post) {
            self.sources.extend(law::in_force("reception.arrival", at.date()));
            if self.submitted.is_some_and(|submitted| submitted.date() < at.date()) {
                let text = Text::new(
                    "nộp qua bưu chính: tính từ lúc hồ sơ đến, không phải lúc gửi",
                    "sent by post: counted from when it arrived, not from when it was sent",
                );
                self.remark("counted_from_arrival", text);
            }
        }
    }

    fn receive_by_competent(&mut self, at: Moment) {
        self.competent = Some(at);
        if self.clock_from.is_none() {
            self.clock_from = Some(at);
            if !self.clock.is_empty() {
                self.clock.clear();
                let text = Text::new(
                    "sự kiện trước khi cơ quan có thẩm quyền nhận hồ sơ không làm thay đổi thời hạn",
                    "what happened before the competent agency received it does not move the deadline",
                );
                self.remark("before_clock_start", text);
            }
        } else if self.competent_source().is_none() {
            let text = Text::new(
                "tính từ lúc tiếp nhận: khi đó chưa có văn bản tính từ lúc cơ quan có thẩm quyền nhận hồ sơ",
                "counted from the reception: no text then counted from that of the competent agency",
            );
            self.remark("competent_start_not_applied", text);
        }
    }

    fn go_on(&mut self, phase: Phase, at: Moment) {
        self.waits.resume(at);
        self.phase = phase;
    }

    fn finish(&mut self, phase: Phase, at: Moment) {
        self.finished = Some(at);
        self.end(phase, at);
    }

    fn end(&mut self, phase: Phase, at: Moment) {
        (self.phase, self.ended, self.closes) = (phase, self.ended.or(Some(at)), None);
        self.stages.close(at);
        self.waits.close(at);
    }
}
