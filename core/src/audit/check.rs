//! The checks of one record.

use super::cluster::Finish;
use super::{AuditSettings, Compared, Finding, FindingKind};
use crate::deadline::later;
use crate::dossier::{Classification, Dossier};
use crate::history::{EventKind, Happening, History, Replay, TimelineEntry};
use crate::text::{Lang, Text};
use crate::{Citation, Error, Moment, WorkCalendar, law};
use chrono::{Days, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

/// The kinds that plain dossiers can show.
pub(super) const OF_DOSSIERS: [FindingKind; 5] = [
    FindingKind::DueDateReset,
    FindingKind::ResultOnDayOff,
    FindingKind::ResultOutOfHours,
    FindingKind::LastHourCluster,
    FindingKind::FinishBeforeReception,
];

/// What has been found so far.
pub(super) struct Checks<'a> {
    pub(super) calendar: &'a WorkCalendar,
    pub(super) settings: &'a AuditSettings,
    pub(super) as_of: Moment,
    pub(super) findings: Vec<Finding>,
    pub(super) finishes: Vec<Finish>,
}

/// Whose record and which event a finding is about.
struct About<'a> {
    dossier: &'a str,
    agency: Option<&'a str>,
    event: Option<(usize, &'a TimelineEntry)>,
}

impl About<'_> {
    fn finding(
        &self,
        kind: FindingKind,
        basis: &'static str,
        compared: &[(&'static str, String)],
        source: Option<Citation>,
        text: Text,
    ) -> Finding {
        let entry = self.event.map(|(_, entry)| entry);
        Finding {
            kind,
            basis,
            dossier: Some(self.dossier.to_owned()),
            agency: self.agency.map(str::to_owned),
            who: entry.and_then(|entry| entry.who.clone()),
            event: self.event.and_then(|(place, _)| u64::try_from(place).ok()),
            at: entry.map(|entry| entry.at),
            recorded_at: entry.and_then(|entry| entry.recorded_at),
            compared: compared.iter().map(|(name, value)| Compared { name, value: value.clone() }).collect(),
            source,
            text,
        }
    }
}

/// A sentence of a finding, each moment as its language writes it.
fn sentence(vi: &str, en: &str, moments: &[Moment]) -> Text {
    Text::build(|lang| {
        let text = if lang == Lang::Vi { vi } else { en };
        moments.iter().fold(text.to_owned(), |text, moment| text.replacen('#', &moment.to_text(lang), 1))
    })
}

impl Checks<'_> {
    /// # Errors
    /// Why the record cannot be replayed; what was found before that stands.
    pub(super) fn history(&mut self, history: &History) -> Result<(), Error> {
        let about = About { dossier: &history.id, agency: history.agency(), event: None };
        let first = |kinds: &[EventKind]| {
            let known = history.events.iter().filter(|event| !later(event.at, self.as_of));
            let of_kind = known.filter(|event| kinds.contains(&event.what.kind()));
            of_kind.map(|event| event.at).reduce(|one, other| if later(one, other) { other } else { one })
        };
        let finished = first(&[EventKind::Finished, EventKind::Refused]);
        if let Some((received, finished)) = first(&[EventKind::Received]).zip(finished) {
            if later(received, finished) {
                self.findings.push(before_reception(&about, received, finished));
            }
        }
        let replay = history.replay(self.calendar, self.as_of)?;
        self.printed(history, &replay);
        self.events(history, &replay);
        if let Some(finished) = replay.finished {
            let entry = replay.timeline.iter().find(|entry| ends(entry.event));
            let who = entry.and_then(|entry| entry.who.clone());
            let agency = history.agency().map(str::to_owned);
            self.finishes.push(Finish { agency, who, at: finished, due: replay.due_at });
        }
        Ok(())
    }

    /// The due dates the record showed, against those its events give.
    fn printed(&mut self, history: &History, replay: &Replay) {
        let about = About { dossier: &history.id, agency: history.agency(), event: None };
        let mut printed: Vec<_> = history.printed.iter().filter(|printed| !later(printed.at, self.as_of)).collect();
        printed.sort_by_key(|printed| (instant(printed.at), instant(printed.due)));
        let computed = |at: Moment| replay.timeline.iter().rev().find(|entry| !later(entry.at, at))?.due;
        for (place, now) in printed.iter().enumerate() {
            let before = place.checked_sub(1).and_then(|place| printed.get(place));
            let by_rule = computed(now.at);
            let mut compared = vec![("printed", now.due.to_string())];
            compared.extend(by_rule.map(|due| ("computed", due.to_string())));
            if let Some(before) = before.filter(|before| differs(before.due, now.due)) {
                let between = |entry: &&TimelineEntry| later(entry.at, before.at) && !later(entry.at, now.at);
                let same_day = |entry: &&TimelineEntry| between(entry) || entry.at.date() == now.at.date();
                if !replay.timeline.iter().filter(same_day).any(|entry| moves(entry.event)) {
                    compared.push(("printed_before", before.due.to_string()));
                    let text = sentence(
                        "Ngày hẹn trả đổi # thành # mà không có sự kiện nào làm dời",
                        "The due date changed from # to # with no event that moves it",
                        &[before.due, now.due],
                    );
                    let kind = FindingKind::DueDateReset;
                    self.findings.push(about.finding(kind, "moved_without_event", &compared, None, text));
                    continue;
                }
            }
            if let Some(due) = by_rule.filter(|due| later(now.due, *due)) {
                self.findings.push(later_than_computed(&about, "printed_later_than_computed", now.due, due, None));
            }
        }
    }

    fn events(&mut self, history: &History, replay: &Replay) {
        let (mut due, mut supplements, mut re_appointments) = (None, 0_u32, 0_u32);
        for (place, entry) in replay.timeline.iter().enumerate() {
            let about = About { dossier: &history.id, agency: history.agency(), event: Some((place, entry)) };
            // A pause ends the due date for its time: what it stood at before is what it broke.
            self.pause(&about, entry, due);
            self.late_entry(&about, entry, due.or(entry.due));
            match entry.event {
                EventKind::SupplementAsked if replay.received.is_some_and(|received| !later(received, entry.at)) => {
                    supplements = supplements.saturating_add(1);
                    if supplements > 1 {
                        self.findings.push(too_often(&about, entry, supplements, None));
                    }
                }
                EventKind::ReAppointed => {
                    re_appointments = re_appointments.saturating_add(1);
                    let allowed = history.rule.re_appointments;
                    if re_appointments > allowed.into() {
                        self.findings.push(too_often(&about, entry, re_appointments, Some(allowed)));
                    }
                }
                EventKind::SupplementReceived => self.supplement(history, &about, entry, due),
                kind if ends(kind) => self.result(&about, entry.at),
                _ => {}
            }
            due = entry.due.or(due);
        }
    }

    fn pause(&mut self, about: &About<'_>, entry: &TimelineEntry, due: Option<Moment>) {
        let Some(due) = due.filter(|due| pauses(entry.event) && later(entry.at, *due)) else { return };
        let text = sentence(
            "Tạm dừng hoặc yêu cầu bổ sung #, khi đã quá hạn #",
            "Paused or asked to complete on #, when it was overdue since #",
            &[entry.at, due],
        );
        let compared = [("at", entry.at.to_string()), ("due", due.to_string())];
        let kind = FindingKind::PauseAfterBreach;
        self.findings.push(about.finding(kind, entry.event.name(), &compared, None, text));
    }

    /// An event entered later than the tolerance allows.
    fn late_entry(&mut self, about: &About<'_>, entry: &TimelineEntry, due: Option<Moment>) {
        let kind = match entry.event {
            kind if pauses(kind) => FindingKind::BackdatedPause,
            kind if ends(kind) => FindingKind::BackdatedFinish,
            _ => return,
        };
        let Some(recorded_at) = entry.recorded_at else { return };
        if self.settings.bulk_entry_days.contains(&recorded_at.date()) {
            return;
        }
        // A day without an hour may have been meant to its end.
        let happened = match entry.at.time() {
            Some(_) => Some(instant(entry.at)),
            None => entry.at.date().checked_add_days(Days::new(1)).map(|next| next.and_time(NaiveTime::MIN)),
        };
        let Some(minutes) = happened.map(|happened| (instant(recorded_at) - happened).num_minutes()) else { return };
        if minutes <= i64::from(self.settings.entry_tolerance_minutes) {
            return;
        }
        let crosses = due.is_some_and(|due| later(recorded_at, due) && !later(entry.at, due));
        let basis = if crosses { "entered_after_due" } else { "entered_late" };
        let mut compared = vec![
            ("at", entry.at.to_string()),
            ("recorded_at", recorded_at.to_string()),
            ("minutes", minutes.to_string()),
            ("tolerance_minutes", self.settings.entry_tolerance_minutes.to_string()),
        ];
        compared.extend(due.map(|due| ("due", due.to_string())));
        let text = if crosses {
            sentence(
                "Ghi là xảy ra #, nhưng nhập #, khi đã quá hạn",
                "Said to have happened on #, entered on #, when it was overdue",
                &[entry.at, recorded_at],
            )
        } else {
            sentence(
                "Ghi là xảy ra #, nhưng nhập #",
                "Said to have happened on #, entered on #",
                &[entry.at, recorded_at],
            )
        };
        self.findings.push(about.finding(kind, basis, &compared, None, text));
    }

    /// The due dates of a supplement record, before and after, against those its rule gives.
    fn supplement(&mut self, history: &History, about: &About<'_>, entry: &TimelineEntry, before: Option<Moment>) {
        let of_record = history.events.iter().filter(|event| event.at == entry.at && event.who == entry.who);
        let dates = of_record.filter_map(|event| match &event.what {
            Happening::SupplementReceived { due_before, due_after } => Some((*due_before, *due_after)),
            _ => None,
        });
        let source = law::in_force("supplement.restart", entry.at.date());
        for (due_before, due_after) in dates {
            if let Some((printed, due)) = due_before.zip(before).filter(|(printed, due)| later(*printed, *due)) {
                self.findings.push(later_than_computed(about, "due_before_supplement_later", printed, due, None));
            }
            if let Some((printed, due)) = due_after.zip(entry.due).filter(|(printed, due)| later(*printed, *due)) {
                let basis = "supplement_later_than_rule";
                self.findings.push(later_than_computed(about, basis, printed, due, source.clone()));
            }
        }
    }

    /// A result on a day off, or outside office hours. What the calendar does not know is not told.
    fn result(&mut self, about: &About<'_>, at: Moment) {
        let Ok(day) = self.calendar.explain(at.date()) else { return };
        if !day.working {
            let name = day.name.unwrap_or(day.weekday);
            let text = Text::build(|lang| {
                let (at, name) = (at.to_text(lang), name.get(lang));
                match lang {
                    Lang::Vi => format!("Kết quả {at} là ngày nghỉ ({name})"),
                    Lang::En => format!("The result of {at} falls on a day off ({name})"),
                }
            });
            let compared = [("at", at.to_string()), ("day", name.en.clone())];
            let (kind, basis) = (FindingKind::ResultOnDayOff, "day_off");
            self.findings.push(about.finding(kind, basis, &compared, Some(day.source), text));
            return;
        }
        let Some((time, hours)) = at.time().zip(self.calendar.intervals(at.date()).ok()) else { return };
        let minute = time.hour() * 60 + time.minute();
        let grace = self.settings.hours_grace_minutes;
        let within = |from: u32, to: u32| minute.saturating_add(grace) >= from && minute <= to.saturating_add(grace);
        if hours.is_empty() || hours.iter().any(|hours| within(hours.from().into(), hours.to().into())) {
            return;
        }
        let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        let written = hours.iter().map(|hours| format!("{}-{}", clock(hours.from()), clock(hours.to())));
        let written = written.collect::<Vec<_>>().join(", ");
        let text = Text::build(|lang| {
            let at = at.to_text(lang);
            match lang {
                Lang::Vi => format!("Kết quả lúc {at}, ngoài giờ làm việc {written}"),
                Lang::En => format!("The result came at {at}, outside the hours {written}"),
            }
        });
        let compared = [("at", at.to_string()), ("hours", written.clone()), ("grace_minutes", grace.to_string())];
        let kind = FindingKind::ResultOutOfHours;
        self.findings.push(about.finding(kind, "out_of_hours", &compared, day.hours_source, text));
    }

    /// # Errors
    /// Why the dossier cannot be judged.
    pub(super) fn dossier(&mut self, dossier: &Dossier) -> Result<(), Error> {
        let agency = Some(dossier.agency.as_str()).filter(|agency| !agency.is_empty());
        let about = About { dossier: &dossier.id, agency, event: None };
        let dates = dossier.received.zip(dossier.finished);
        if let Some((received, finished)) = dates.filter(|(received, finished)| later(*received, *finished)) {
            self.findings.push(before_reception(&about, received, finished));
        }
        let class = dossier.classify(self.as_of.date(), self.calendar)?;
        if dossier.limit.is_some() {
            let by_limit = Dossier { due: None, ..dossier.clone() }.due_day(self.calendar)?.map(Moment::from);
            let printed = dossier.due.zip(by_limit).filter(|(printed, due)| later(*printed, *due));
            if let Some((printed, due)) = printed {
                self.findings.push(later_than_computed(&about, "printed_later_than_computed", printed, due, None));
            }
        }
        let finished = dossier.finished.filter(|finished| !later(*finished, self.as_of));
        if let Some(at) = finished.filter(|_| matches!(class, Classification::Outcome(_))) {
            self.result(&about, at);
            let due = dossier.due.and_then(|due| due.instant().ok()).or_else(|| self.end_of_hours(dossier));
            self.finishes.push(Finish { agency: agency.map(str::to_owned), who: None, at, due });
        }
        Ok(())
    }

    /// The minute a due day ends at in an office, where the calendar has hours.
    fn end_of_hours(&self, dossier: &Dossier) -> Option<NaiveDateTime> {
        let due = dossier.due_day(self.calendar).ok()??;
        let end = self.calendar.intervals(due).ok()?.last()?.to();
        due.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::minutes(end.into()))
    }
}

fn before_reception(about: &About<'_>, received: Moment, finished: Moment) -> Finding {
    let text = sentence(
        "Kết thúc xử lý # trước khi tiếp nhận #",
        "Finished on #, before the reception on #",
        &[finished, received],
    );
    let compared = [("finished", finished.to_string()), ("received", received.to_string())];
    about.finding(FindingKind::FinishBeforeReception, "finish_before_reception", &compared, None, text)
}

fn later_than_computed(
    about: &About<'_>,
    basis: &'static str,
    printed: Moment,
    due: Moment,
    source: Option<Citation>,
) -> Finding {
    let text = sentence(
        "Ngày hẹn trả ghi # muộn hơn ngày tính theo quy tắc #",
        "The due date written, #, is later than the rule gives, #",
        &[printed, due],
    );
    let compared = [("printed", printed.to_string()), ("computed", due.to_string())];
    about.finding(FindingKind::DueDateReset, basis, &compared, source, text)
}

/// A supplement asked for, or a re-appointment made, more often than is allowed.
fn too_often(about: &About<'_>, entry: &TimelineEntry, times: u32, re_appointments: Option<u8>) -> Finding {
    let date = entry.at.date();
    let (kind, basis, allowed, source, vi, en) = match re_appointments {
        Some(allowed) => {
            let source = law::in_force("re_appointment.once", date).filter(|_| allowed == 1);
            (FindingKind::SecondReAppointment, "re_appointed_too_often", allowed, source, "Hẹn lại", "Re-appointed")
        }
        None => {
            let source = law::in_force("supplement.once", date);
            let kind = FindingKind::SecondSupplementRequest;
            (kind, "supplement_asked_twice", 1, source, "Yêu cầu bổ sung", "Asked to complete")
        }
    };
    let text = sentence(&format!("{vi} lần thứ {times}, #"), &format!("{en} for the {times}. time, on #"), &[entry.at]);
    let compared = [("times", times.to_string()), ("allowed", allowed.to_string())];
    about.finding(kind, basis, &compared, source, text)
}

fn ends(kind: EventKind) -> bool {
    matches!(kind, EventKind::Finished | EventKind::Refused)
}

fn pauses(kind: EventKind) -> bool {
    matches!(kind, EventKind::Suspended | EventKind::SupplementAsked | EventKind::Excluded)
}

/// Whether a printed due date may change with an event.
fn moves(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Received
            | EventKind::ReceivedByCompetent
            | EventKind::Resumed
            | EventKind::SupplementReceived
            | EventKind::ObligationPaid
            | EventKind::OpinionReceived
            | EventKind::Excluded
            | EventKind::Extended
            | EventKind::ReAppointed
    )
}

/// A moment to order by and to count minutes from, a day alone by its beginning.
fn instant(moment: Moment) -> NaiveDateTime {
    moment.date().and_time(moment.time().unwrap_or(NaiveTime::MIN))
}

/// Whether two due dates are not the same, as precisely as both are known.
fn differs(one: Moment, other: Moment) -> bool {
    later(one, other) || later(other, one)
}
