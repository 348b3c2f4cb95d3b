//! The indicators of TT 01/2018/TT-VPCP.

use super::answer::RecordKind;
use super::counting::{Counted, Figure, Form, Records, Refusal, count};
use super::data::BodiesContacted;
use super::life::Life;
use super::service::ids;
use super::shipped::shipped;
use super::sorted::{Sorted, any, both, either, no};
use crate::catalogue::ServiceLevel;
use crate::deadline::duties::Channel;
use crate::deadline::{Outcome, judge};
use crate::dossier::{Mechanism, tidy};
use crate::measure::ConditionState;
use crate::moment::Moment;
use crate::number::Ratio;
use crate::text::Text;
use std::borrow::Cow;
use std::collections::HashMap;

const TIMES: [&str; 3] = ["shorter", "equal", "longer"];

impl<'a> Records<'a> {
    /// The dossiers settled in the period, each at a place among levels.
    fn settled(
        &self,
        field: &str,
        levels: &[&str],
        place: impl Fn(&Life<'a>, Option<Outcome>) -> Option<usize>,
    ) -> Counted {
        let settled = self.lives()?.iter().filter_map(|life| Some((life, life.settled?)));
        let placed = settled.map(|(life, outcome)| (life.id.as_ref(), place(life, outcome)));
        Figure::cases(field, levels, placed.collect())
    }

    /// 1.
    pub(super) fn total_time(&self) -> Counted {
        self.settled("dossiers[].due", &TIMES, |_, outcome| place_of(outcome?))
    }

    /// 2: the part of the body that is scored, against the limit of that part. Where one body settles all of it,
    /// that is the whole.
    pub(super) fn own_time(&self) -> Counted {
        let parts = self.own_parts.as_ref().ok_or_else(|| Refusal::list("own_parts"))?;
        self.settled("own_parts[].due", &TIMES, |life, outcome| match parts.get(life.id.as_ref()) {
            Some(part) => {
                let (due, finished) = (part.due?.date(), part.finished?.date());
                place_of(judge(Moment::from(due), finished.into(), true))
            }
            None if life.dossier.mechanism == Some(Mechanism::OneStop) => place_of(outcome?),
            None => None,
        })
    }

    /// 3: contacts by the applicant's fault are not counted, and the dossier takes the level of the rest.
    pub(super) fn contacts(&self) -> Counted {
        let contacts = self.contacts.as_ref().ok_or_else(|| Refusal::list("contacts"))?;
        self.settled("contacts[].by_applicant", &["none", "one", "more"], |life, _| {
            let contact = contacts.get(life.id.as_ref());
            let supplements = count(&life.dossier.supplements);
            let times = contact.map_or(Some(0), |contact| contact.times)?.max(supplements);
            if times == 0 {
                return Some(0);
            }
            match times.checked_sub(contact?.by_applicant?)? {
                0 => Some(0),
                1 => Some(1),
                _ => Some(2),
            }
        })
    }

    /// 4.
    pub(super) fn bodies(&self) -> Counted {
        let contacts = self.contacts.as_ref().ok_or_else(|| Refusal::list("contacts"))?;
        self.settled("contacts[].bodies", &["none", "one_stop", "more"], |life, _| {
            match contacts.get(life.id.as_ref()).map(|contact| (contact.bodies, contact.times)) {
                Some((Some(BodiesContacted::None), _)) => Some(0),
                Some((Some(BodiesContacted::OneStop), _)) => Some(1),
                Some((Some(BodiesContacted::More), _)) => Some(2),
                None | Some((None, Some(0))) => life.dossier.supplements.is_empty().then_some(0),
                Some((None, _)) => None,
            }
        })
    }

    /// 7: late without a complaint is at no level of the table.
    pub(super) fn attitude(&self) -> Counted {
        let voices = self.voices()?.iter().filter(|voice| voice.record.sent.date() <= self.frame.at);
        let mut complaints: HashMap<Cow<'_, str>, Option<bool>> = HashMap::new();
        let mut unattributed = Vec::new();
        for voice in voices {
            let complains = voice.complains_of_conduct();
            match &voice.record.dossier {
                Some(dossier) => {
                    let state = complaints.entry(tidy(dossier)).or_insert(Some(false));
                    *state = either(*state, complains);
                }
                None if complains != Some(false) => unattributed.push(voice.id.clone().into_owned()),
                None => {}
            }
        }
        if !unattributed.is_empty() {
            return Err(Refusal::field("feedback[].dossier", RecordKind::Feedback, unattributed));
        }
        let complaint = |life: &Life<'_>| complaints.get(life.id.as_ref()).copied().unwrap_or(Some(false));
        let figure =
            self.settled("feedback[].about", &["early", "on_time", "complaint", "late"], |life, outcome| {
                match (complaint(life)?, outcome) {
                    (true, _) => Some(2),
                    (false, Some(Outcome::Early)) => Some(0),
                    (false, Some(Outcome::OnTime)) => Some(1),
                    (false, Some(_)) => Some(3),
                    (false, None) => None,
                }
            })?;
        let Form::Cases(mut levels) = figure.form else { return Ok(figure) };
        match levels.pop().filter(|late| late.count > 0) {
            None => Ok(Figure { form: Form::Cases(levels), ..figure }),
            Some(late) => {
                let note = Text::new(
                    "hồ sơ trễ hạn mà không có phản ánh về thái độ không có mức nào trong bảng; người chấm quyết định",
                    "a late dossier without a complaint about conduct is at no level of the table; the scorer decides",
                );
                Err(Refusal::undefined(note, ids(RecordKind::Dossiers, late.ids)))
            }
        }
    }

    /// 6: the procedure made public worst decides.
    pub(super) fn publicity(&self) -> Counted {
        let catalogue = self.catalogue()?;
        let each = |state: fn(Option<bool>, Option<bool>) -> Option<bool>| {
            Sorted::of(
                catalogue.iter().map(|(id, procedure)| (id.as_ref(), state(procedure.posted, procedure.electronic))),
            )
        };
        let (in_both, in_one) = (each(both), each(either));
        let kind = RecordKind::Procedures;
        if !in_one.lost.is_empty() {
            return Ok(Figure::level("not", kind, Sorted { unknown: Vec::new(), ..in_one }));
        }
        if catalogue.is_empty() {
            let note = Text::new("danh mục không có thủ tục nào", "the catalogue holds no procedure");
            return Err(Refusal::undefined(note, Vec::new()));
        }
        let unknown = [in_one.unknown, in_both.unknown.clone()].into_iter().find(|unknown| !unknown.is_empty());
        if let Some(unknown) = unknown {
            return Err(Refusal::field("procedures[].posted", kind, unknown));
        }
        let level = if in_both.lost.is_empty() { "both" } else { "one" };
        Ok(Figure::level(level, kind, in_both))
    }

    /// 8: what was handled in the period or is overdue; what still is in time is not judged yet.
    pub(super) fn feedback_in_time(&self) -> Counted {
        let voices: Vec<_> = self.voices()?.iter().filter(|voice| voice.lives).collect();
        let prolonged = any(voices.iter().map(|voice| voice.record.is_prolonged()));
        let asked = voices.iter().filter_map(|voice| Some((voice.id.as_ref(), voice.handled(&self.frame)?)));
        let handled = Figure::known(RecordKind::Feedback, "feedback[].due", Sorted::of(asked))?;
        let Some(prolonged) = prolonged else {
            let open = voices.iter().filter(|voice| voice.record.is_prolonged().is_none());
            let open = open.map(|voice| voice.id.clone().into_owned()).collect();
            return Err(Refusal::field("feedback[].prolonged", RecordKind::Feedback, open));
        };
        let ratio = Ratio::of(count(&handled.sorted.earned), handled.of());
        let condition = ConditionState { id: "none_prolonged".to_owned(), met: !prolonged };
        let sorted = Sorted::of(voices.iter().filter_map(|voice| {
            let is_prolonged = voice.record.is_prolonged() == Some(true);
            let in_time = voice.handled(&self.frame).map(Option::unwrap_or_default);
            let state = if is_prolonged { Some(false) } else { in_time };
            state.map(|state| (voice.id.as_ref(), Some(state)))
        }));
        Ok(Figure { sorted, form: Form::Ratio(ratio, vec![condition]), ..handled })
    }

    /// 9: three quantities, of which the table leaves one region open.
    pub(super) fn online_services(&self) -> Counted {
        let limits = &shipped().online;
        let (catalogue, kind) = (self.catalogue()?, RecordKind::Procedures);
        let eligible = catalogue.iter().filter(|(_, procedure)| procedure.eligible_online != Some(false));
        let offered = |level: ServiceLevel| matches!(level, ServiceLevel::Partial | ServiceLevel::Full);
        let offered = Sorted::of(eligible.map(|(id, procedure)| {
            (id.as_ref(), procedure.service.filter(|_| procedure.eligible_online.is_some()).map(offered))
        }));
        let offered = Figure::known(kind, "procedures[].service", offered)?;
        let is_online = |life: &Life<'_>| life.dossier.channel.map(|channel| channel == Channel::Online);
        let online = self.dossiers("dossiers[].channel", |life| life.received_in.then(|| is_online(life)))?;
        let in_time = |life: &Life<'a>| match is_online(life) {
            Some(false) => None,
            Some(true) => Some(no(life.overdue)),
            None => Some(both(None, no(life.overdue))),
        };
        let overdue = self.dossiers("dossiers[].due", in_time)?;
        let figure =
            |level, of: Figure| Ok(Figure { also: Some(&limits.source), ..Figure::level(level, of.kind, of.sorted) });
        let reaches = |figure: &Figure, percent: u64| {
            let (part, whole) = (count(&figure.sorted.earned), figure.of());
            part.saturating_mul(100) >= whole.saturating_mul(percent)
        };
        if !overdue.sorted.lost.is_empty() {
            return figure("none", overdue);
        }
        if offered.sorted.earned.is_empty() && offered.of() > 0 {
            return figure("none", offered);
        }
        if online.of() == 0 || offered.of() == 0 {
            let note = Text::new(
                "không có hồ sơ trong kỳ hoặc không có thủ tục đủ điều kiện nên không có tỷ lệ",
                "no dossier in the period or no eligible procedure, so there is no ratio",
            );
            return Err(Refusal::undefined(note, Vec::new()));
        }
        match (reaches(&online, limits.dossiers_least_percent), reaches(&online, limits.dossiers_percent)) {
            (false, _) => figure("none", online),
            (true, false) => figure("partial", online),
            (true, true) if reaches(&offered, limits.procedures_percent) => figure("full", online),
            (true, true) => {
                let note = Text::new(
                    "hồ sơ trực tuyến đạt ngưỡng trên mà thủ tục ở mức độ 3, 4 chưa đạt ngưỡng thì không có dòng nào trong bảng; người chấm quyết định",
                    "an online ratio at the upper limit with too few procedures at level 3-4 is in no row of the table; the scorer decides",
                );
                Err(Refusal::undefined(note, ids(kind, offered.sorted.lost)))
            }
        }
    }
}

fn place_of(outcome: Outcome) -> Option<usize> {
    match outcome {
        Outcome::Early => Some(0),
        Outcome::OnTime => Some(1),
        Outcome::Late => Some(2),
        Outcome::InProgress | Outcome::Overdue => None,
    }
}
