//! The indicators of QĐ 766/QĐ-TTg.

use super::answer::{NotComputedReason, RecordIds, RecordKind};
use super::counting::{Counted, Figure, Form, Records, Refusal, count};
use super::frame::limit;
use super::shipped::shipped;
use super::sorted::{Sorted, all, any, both, either, no};
use crate::catalogue::{self, Announcement};
use crate::dossier::{Dossier, tidy};
use crate::error::Error;
use crate::number::{Exact, Ratio};
use crate::rules::{AgencyKind, Criterion};
use crate::text::Text;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

impl<'a> Records<'a> {
    /// 1.1: a procedure counts once, and one late announcement in the period makes it late.
    pub(super) fn announced_on_time(&self, criterion: &Criterion) -> Counted {
        let Some(rule) = limit(criterion, "announce", self.frame.level) else { return Err(self.no_limit()) };
        let mut sorted = Sorted::default();
        for (place, (id, procedure)) in self.catalogue()?.iter().enumerate() {
            // A province has the limit for its own procedures alone; it lists the others after their ministry.
            let own = if self.frame.level == AgencyKind::Province { procedure.own } else { Some(true) };
            let Some(announcements) = procedure.announcements.as_deref() else {
                if own != Some(false) {
                    sorted.add(id, None);
                }
                continue;
            };
            let in_period: Vec<&Announcement> =
                announcements.iter().filter(|announcement| self.frame.holds(announcement.decision)).collect();
            if in_period.is_empty() || own == Some(false) {
                continue;
            }
            let states = in_period.into_iter().map(|announcement| {
                let last = self.frame.last_day(rule, announcement.effective?);
                self.known(place, last).map(|last| announcement.decision <= last)
            });
            sorted.add(id, all(states).filter(|_| own.is_some()));
        }
        Figure::ratio(RecordKind::Procedures, "procedures[].announcements", sorted)
    }

    /// 1.2: what was published in the period, and what had to be by its end and was not.
    pub(super) fn published_on_time(&self, criterion: &Criterion) -> Counted {
        let Some(rule) = limit(criterion, "publish", self.frame.level) else { return Err(self.no_limit()) };
        let mut sorted = Sorted::default();
        for (place, (id, procedure)) in self.catalogue()?.iter().enumerate() {
            let Some(announcements) = procedure.announcements.as_deref() else {
                sorted.add(id, None);
                continue;
            };
            let mut states = Vec::new();
            for announcement in announcements.iter().filter(|announcement| announcement.decision <= self.frame.at) {
                let last = self.known(place, self.frame.last_day(rule, announcement.decision));
                let over = last.map(|last| last <= self.frame.at);
                match (announcement.published, announcement.public) {
                    (Some(day), _) if day < self.frame.period.from => {}
                    (Some(day), _) if day <= self.frame.at => states.push(last.map(|last| day <= last)),
                    // Not public by the end of the period: counted once its last day has passed.
                    (Some(_), _) | (None, Some(false)) if over == Some(false) => {}
                    (Some(_), _) | (None, Some(false)) => states.push(no(over)),
                    (None, _) => states.push(None),
                }
            }
            if !states.is_empty() {
                sorted.add(id, all(states));
            }
        }
        Figure::ratio(RecordKind::Procedures, "procedures[].announcements", sorted)
    }

    /// 1.3: as it is on the day of the data, whatever the period.
    pub(super) fn published_complete(&self) -> Counted {
        let obligatory = catalogue::obligatory_parts();
        let mut sorted = Sorted::default();
        for (id, procedure) in self.catalogue()? {
            let published = procedure.announcements.as_deref().map(|announcements| {
                any(announcements.iter().map(|announcement| match (announcement.published, announcement.public) {
                    (Some(day), _) => Some(day <= self.frame.as_of),
                    (None, public) => public,
                }))
            });
            let complete = procedure.parts.as_ref().map(|parts| obligatory.of.iter().all(|part| parts.contains(part)));
            match published.flatten() {
                Some(false) => {}
                Some(true) => sorted.add(id, complete),
                None => sorted.add(id, None),
            }
        }
        let figure = Figure::ratio(RecordKind::Procedures, "procedures[].parts", sorted)?;
        Ok(Figure { also: Some(&obligatory.source), ..figure })
    }

    /// 4.5a.
    pub(super) fn procedures_connected(&self) -> Counted {
        let catalogue = self.catalogue()?.iter();
        let asked = catalogue.filter_map(|(id, procedure)| match procedure.for_people {
            Some(false) => None,
            Some(true) => Some((id.as_ref(), procedure.population_data)),
            None => Some((id.as_ref(), None)),
        });
        Figure::ratio(RecordKind::Procedures, "procedures[].population_data", Sorted::of(asked))
    }

    /// 3.5a and 3.5b: fee-bearing procedures of which some dossier of the period is so.
    pub(super) fn fee_procedures(&self, field: &str, is_so: impl Fn(&Dossier) -> Option<bool>) -> Counted {
        let (catalogue, lives) = (self.catalogue()?, self.lives()?);
        let mut states: HashMap<Cow<'_, str>, Option<bool>> = HashMap::new();
        for life in lives {
            let state = states.entry(tidy(&life.dossier.procedure)).or_insert(Some(false));
            *state = either(*state, is_so(&life.dossier));
        }
        let (mut sorted, mut unknown) = (Sorted::default(), Vec::new());
        for (id, procedure) in catalogue {
            match procedure.has_fee {
                Some(false) => {}
                Some(true) => sorted.add(id, states.get(id.as_ref()).copied().unwrap_or(Some(false))),
                None => unknown.push(id.clone().into_owned()),
            }
        }
        if !unknown.is_empty() {
            return Err(Refusal::field("procedures[].has_fee", RecordKind::Procedures, unknown));
        }
        if !sorted.unknown.is_empty() {
            // What is not known is a field of their dossiers.
            let open: HashSet<&str> = sorted.unknown.iter().map(String::as_str).collect();
            let asked = lives.iter().filter(|life| is_so(&life.dossier).is_none());
            let asked = asked.filter(|life| open.contains(tidy(&life.dossier.procedure).as_ref()));
            let ids = asked.map(|life| life.id.clone().into_owned()).collect();
            return Err(Refusal::field(field, RecordKind::Dossiers, ids));
        }
        Figure::ratio(RecordKind::Procedures, field, sorted)
    }

    /// 1.4: over the larger of two declared figures, or this period's part of last year's.
    pub(super) fn synced(&self) -> Counted {
        let sync = self.data.sync.as_ref().ok_or_else(|| Refusal::list("sync"))?;
        let synced = sync.synced.as_ref().ok_or_else(|| Refusal::list("sync.synced"))?;
        let reported = sync.reported.ok_or_else(|| Refusal::list("sync.reported"))?;
        let portal = sync.portal.ok_or_else(|| Refusal::list("sync.portal"))?;
        let synced: HashSet<Cow<'_, str>> = synced.iter().map(|id| tidy(id)).collect();
        let figure =
            self.dossiers("sync.synced", |life| life.received_in.then(|| Some(synced.contains(life.id.as_ref()))))?;
        let (earned, larger) = (count(&figure.sorted.earned), reported.max(portal));
        if larger > 0 {
            let form = Form::Ratio(Ratio::of(earned, larger), Vec::new());
            let note = Text::new(
                format!("mẫu số theo số liệu công bố: {larger}"),
                format!("denominator as declared: {larger}"),
            );
            return Ok(Figure { form, note: Some(note), ..figure });
        }
        let last_year = sync.last_year.ok_or_else(|| Refusal::list("sync.last_year"))?;
        let rule = &shipped().last_year;
        let Some(months) = self.frame.months().filter(|months| rule.months.contains(months)) else {
            let note = Text::new(
                "số năm trước chỉ chia được cho kỳ tháng, quý, năm",
                "last year's figure is divided for months, quarters and years only",
            );
            return Err(Refusal::undefined(note, Vec::new()));
        };
        // A twelfth of the year is divided by, so twelve times as many stand over the whole year.
        let parts = 12_u64.checked_div(months.into()).unwrap_or_default();
        let ratio = Ratio { numerator: Exact::from(earned.saturating_mul(parts)), denominator: last_year.into() };
        let ratio = if last_year == 0 { Ratio::of(0, 0) } else { ratio };
        let note = Text::new(
            format!("mẫu số theo số năm trước: {last_year} chia {parts}"),
            format!("denominator by last year's figure: {last_year} over {parts}"),
        );
        Ok(Figure { form: Form::Ratio(ratio, Vec::new()), also: Some(&rule.source), note: Some(note), ..figure })
    }

    /// 3.6: of the dossiers with a financial obligation.
    pub(super) fn paid_online(&self) -> Counted {
        let free = |life: &super::life::Life<'_>| life.dossier.has_fee == Some(false);
        self.dossiers("dossiers[].paid_online", |life| {
            let paid = life.dossier.paid_online.filter(|_| life.dossier.has_fee.is_some());
            (!free(life)).then_some(paid)
        })
    }

    /// 4.1: of the dossiers whose procedure ends with a written result.
    pub(super) fn electronic_result(&self) -> Counted {
        self.catalogue()?;
        self.dossiers("dossiers[].electronic_result", |life| match life.written_result() {
            Some(false) => None,
            Some(true) => Some(life.dossier.electronic_result),
            None => Some(None),
        })
    }

    /// 5.2.
    pub(super) fn feedback_on_time(&self) -> Counted {
        let voices = self.voices()?.iter().filter(|voice| voice.lives);
        if !self.has_limits {
            return Err(self.no_limit());
        }
        let sorted = Sorted::of(voices.map(|voice| (voice.id.as_ref(), voice.in_time)));
        Figure::ratio(RecordKind::Feedback, "feedback[].public", sorted)
    }

    /// 5.3: of what was first received in the period; each counts once, whatever is wrong with it.
    pub(super) fn feedback_content(&self) -> Counted {
        let voices = self.voices()?;
        if !self.has_limits {
            return Err(self.no_limit());
        }
        let repeated: HashSet<Cow<'_, str>> =
            voices.iter().filter_map(|voice| voice.record.repeats.as_deref()).map(tidy).collect();
        let first = voices.iter().filter(|voice| voice.received_in && voice.record.repeats.is_none());
        let sorted = Sorted::of(first.map(|voice| {
            let again = repeated.contains(voice.id.as_ref());
            (voice.id.as_ref(), all([voice.in_time, voice.content(), Some(!again)]))
        }));
        Figure::ratio(RecordKind::Feedback, "feedback[].dislikes", sorted)
    }

    /// 5.4: neither late nor complained of nor disliked; a dossier that is both is lost once.
    pub(super) fn applicants_content(&self) -> Counted {
        self.lives()?;
        let disliked = self.data.disliked.as_ref().ok_or_else(|| Refusal::list("disliked"))?;
        let mut unhappy: HashSet<Cow<'_, str>> = disliked.iter().map(|id| tidy(id)).collect();
        let voices = self.voices()?.iter().filter(|voice| voice.record.sent.date() <= self.frame.at);
        let mut unattributed = Vec::new();
        for voice in voices {
            match (&voice.record.dossier, voice.is_about_a_dossier()) {
                (Some(dossier), _) => {
                    unhappy.insert(tidy(dossier));
                }
                (None, None) => unattributed.push(voice.id.clone().into_owned()),
                (None, Some(_)) => {}
            }
        }
        if !unattributed.is_empty() {
            return Err(Refusal::field("feedback[].dossier", RecordKind::Feedback, unattributed));
        }
        self.dossiers(self.unjudged()?, |life| Some(both(life.in_time, Some(!unhappy.contains(life.id.as_ref())))))
    }

    /// What a count came to, or an issue in its place.
    fn known<T>(&self, place: usize, counted: Result<T, Error>) -> Option<T> {
        counted.map_err(|error| self.issue(format!("procedures[{place}]"), error)).ok()
    }

    fn no_limit(&self) -> Refusal {
        Refusal::new(NotComputedReason::NoLimit)
    }
}

/// Ids under their kind.
pub(super) fn ids(kind: RecordKind, ids: Vec<String>) -> Vec<RecordIds> {
    vec![RecordIds { kind, ids }]
}
