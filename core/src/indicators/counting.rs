//! The records of a body as a period sees them, and what each criterion counts of them.

use super::answer::{LevelCount, NotComputedReason, RecordCount, RecordIds, RecordKind};
use super::data::{Contact, IndicatorData, OwnPart};
use super::feedback::Voice;
use super::frame::{FeedbackLimits, Frame};
use super::life::Life;
use super::shipped::Count;
use super::sorted::Sorted;
use crate::Citation;
use crate::catalogue::CatalogueProcedure;
use crate::dossier::tidy;
use crate::error::{Error, Issue};
use crate::measure::ConditionState;
use crate::number::{Ratio, shorten};
use crate::rules::Criterion;
use crate::text::Text;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// A procedure of the catalogue under its tidied id.
pub(super) type Listed<'a> = (Cow<'a, str>, &'a CatalogueProcedure);

/// Records by the tidied id of their dossier.
pub(super) type ByDossier<'a, T> = HashMap<Cow<'a, str>, &'a T>;

pub(super) struct Records<'a> {
    pub(super) frame: Frame<'a>,
    pub(super) data: &'a IndicatorData,
    pub(super) lives: Option<Vec<Life<'a>>>,
    pub(super) procedures: Option<Vec<Listed<'a>>>,
    pub(super) voices: Option<Vec<Voice<'a>>>,
    pub(super) own_parts: Option<ByDossier<'a, OwnPart>>,
    pub(super) contacts: Option<ByDossier<'a, Contact>>,
    /// Whether the set states time limits for the handling of feedback.
    pub(super) has_limits: bool,
    pub(super) counts: Vec<RecordCount>,
    pub(super) issues: RefCell<Vec<Issue>>,
}

/// What a criterion is counted to.
pub(super) struct Figure {
    pub(super) kind: RecordKind,
    pub(super) sorted: Sorted,
    pub(super) form: Form,
    /// Where a limit or a list of the count comes from, beside the criterion's own source.
    pub(super) also: Option<&'static Citation>,
    pub(super) note: Option<Text>,
}

/// In which form the rule takes it.
pub(super) enum Form {
    Ratio(Ratio, Vec<ConditionState>),
    Cases(Vec<LevelCount>),
    Level(&'static str),
}

/// Why there is no figure.
pub(super) struct Refusal {
    pub(super) because: NotComputedReason,
    pub(super) missing: Option<String>,
    pub(super) unknown: Vec<RecordIds>,
    pub(super) note: Option<Text>,
}

pub(super) type Counted = Result<Figure, Refusal>;

impl Refusal {
    pub(super) fn new(because: NotComputedReason) -> Self {
        Self { because, missing: None, unknown: Vec::new(), note: None }
    }

    /// A list or a figure that was not given.
    pub(super) fn list(name: &str) -> Self {
        Self { missing: Some(name.to_owned()), ..Self::new(NotComputedReason::MissingList) }
    }

    /// A field that is not known of some records.
    pub(super) fn field(name: &str, kind: RecordKind, ids: Vec<String>) -> Self {
        let missing = Some(name.to_owned());
        Self { missing, unknown: vec![RecordIds { kind, ids }], ..Self::new(NotComputedReason::NotKnown) }
    }

    /// A case that no row of the table covers.
    pub(super) fn undefined(note: Text, unknown: Vec<RecordIds>) -> Self {
        Self { unknown, note: Some(note), ..Self::new(NotComputedReason::Undefined) }
    }
}

impl Figure {
    /// Those that earned over all of them; none while anything is not known.
    pub(super) fn ratio(kind: RecordKind, field: &str, sorted: Sorted) -> Counted {
        let figure = Self::known(kind, field, sorted)?;
        let form = Form::Ratio(Ratio::of(count(&figure.sorted.earned), figure.of()), Vec::new());
        Ok(Self { form, ..figure })
    }

    /// Records that all have a level, the best first.
    pub(super) fn cases(field: &str, levels: &[&str], placed: Vec<(&str, Option<usize>)>) -> Counted {
        let mut found: Vec<LevelCount> = Vec::new();
        for (place, level) in levels.iter().enumerate() {
            let at_level = placed.iter().filter(|(_, at)| *at == Some(place));
            let ids: Vec<String> = at_level.map(|(id, _)| (*id).to_owned()).collect();
            found.push(LevelCount { level: (*level).to_owned(), count: count(&ids), ids });
        }
        let best = |place: Option<usize>| place.map(|place| place == 0);
        let sorted = Sorted::of(placed.into_iter().map(|(id, place)| (id, best(place))));
        let figure = Self::known(RecordKind::Dossiers, field, sorted)?;
        Ok(Self { form: Form::Cases(found), ..figure })
    }

    /// A level of the whole body.
    pub(super) fn level(level: &'static str, kind: RecordKind, sorted: Sorted) -> Self {
        Self { kind, sorted, form: Form::Level(level), also: None, note: None }
    }

    pub(super) fn known(kind: RecordKind, field: &str, sorted: Sorted) -> Counted {
        if !sorted.unknown.is_empty() {
            return Err(Refusal::field(field, kind, sorted.unknown));
        }
        Ok(Self { kind, sorted, form: Form::Ratio(Ratio::of(0, 0), Vec::new()), also: None, note: None })
    }

    pub(super) fn of(&self) -> u64 {
        count(&self.sorted.earned).saturating_add(count(&self.sorted.lost))
    }
}

pub(super) fn count<T>(list: &[T]) -> u64 {
    u64::try_from(list.len()).unwrap_or(u64::MAX)
}

impl<'a> Records<'a> {
    pub(super) fn of(frame: Frame<'a>, data: &'a IndicatorData, limits: Option<&FeedbackLimits<'a>>) -> Self {
        let mut records = Self {
            frame,
            data,
            lives: None,
            procedures: None,
            voices: None,
            own_parts: None,
            contacts: None,
            has_limits: limits.is_some(),
            counts: Vec::new(),
            issues: RefCell::default(),
        };
        records.procedures = data.procedures.as_deref().map(|procedures| records.read_procedures(procedures));
        records.lives = data.dossiers.is_some().then(|| records.read_dossiers());
        records.voices = data.feedback.is_some().then(|| records.read_feedback(limits));
        records.own_parts = records.by_dossier("own_parts", data.own_parts.as_deref(), |part| &part.dossier);
        records.contacts = records.by_dossier("contacts", data.contacts.as_deref(), |contact| &contact.dossier);
        records.check_references();
        records
    }

    pub(super) fn issue(&self, path: String, error: Error) {
        self.issues.borrow_mut().push(Issue::at(path, error));
    }

    fn read_procedures(&mut self, procedures: &'a [CatalogueProcedure]) -> Vec<Listed<'a>> {
        let (mut kept, mut seen) = (Vec::new(), Names::default());
        for (place, procedure) in procedures.iter().enumerate() {
            match seen.once(&procedure.id) {
                Ok(id) => kept.push((id, procedure)),
                Err(error) => self.issue(format!("procedures[{place}]"), error),
            }
        }
        self.counted(RecordKind::Procedures, count(procedures), count(&kept), 0);
        kept
    }

    fn read_dossiers(&mut self) -> Vec<Life<'a>> {
        let dossiers = self.data.dossiers.as_deref().unwrap_or_default();
        let codes: HashMap<Cow<'a, str>, &'a CatalogueProcedure> =
            self.procedures.iter().flatten().map(|(id, procedure)| (id.clone(), *procedure)).collect();
        let (mut kept, mut seen) = (Vec::new(), crate::dossier::Seen::default());
        let mut outside = 0_u64;
        for (place, dossier) in dossiers.iter().enumerate() {
            let read = seen.once(dossier, count(dossiers.get(..=place).unwrap_or_default())).and_then(|()| {
                let procedure = codes.get(tidy(&dossier.procedure).as_ref()).copied();
                Life::of(dossier, tidy(&dossier.id), procedure, &self.frame)
            });
            match read {
                Ok(Some(life)) if life.lives => {
                    life.fault.iter().for_each(|fault| self.issue(format!("dossiers[{place}]"), fault.clone()));
                    kept.push(life);
                }
                Ok(_) => outside = outside.saturating_add(1),
                Err(error) => self.issue(format!("dossiers[{place}]"), error),
            }
        }
        self.counted(RecordKind::Dossiers, count(dossiers), count(&kept), outside);
        kept
    }

    fn read_feedback(&mut self, limits: Option<&FeedbackLimits<'_>>) -> Vec<Voice<'a>> {
        let feedback = self.data.feedback.as_deref().unwrap_or_default();
        let (mut kept, mut seen, mut lives) = (Vec::new(), Names::default(), 0_u64);
        for (place, record) in feedback.iter().enumerate() {
            match seen.once(&record.id).and_then(|id| Voice::of(record, id, limits, &self.frame)) {
                Ok(voice) => {
                    lives = lives.saturating_add(u64::from(voice.lives));
                    kept.push(voice);
                }
                Err(error) => self.issue(format!("feedback[{place}]"), error),
            }
        }
        self.counted(RecordKind::Feedback, count(feedback), lives, count(&kept).saturating_sub(lives));
        kept
    }

    fn counted(&mut self, kind: RecordKind, given: u64, in_period: u64, outside: u64) {
        let left_out = given.saturating_sub(in_period).saturating_sub(outside);
        self.counts.push(RecordCount { kind, given, in_period, outside, left_out });
    }

    /// Every id that stands beside the dossiers is one of them, else nothing would ever count it.
    fn check_references(&self) {
        let Some(dossiers) = &self.data.dossiers else { return };
        let known: HashSet<Cow<'_, str>> = dossiers.iter().map(|dossier| tidy(&dossier.id)).collect();
        let data = self.data;
        let named = |list: &'static str, ids: Vec<Option<&'a str>>| {
            for (place, id) in ids.into_iter().enumerate() {
                let Some(id) = id.filter(|id| !known.contains(tidy(id).as_ref())) else { continue };
                self.issue(format!("{list}[{place}]"), Error::UnknownDossier { dossier: shorten(id) });
            }
        };
        let of = |ids: &'a Option<Vec<String>>| ids.iter().flatten().map(|id| Some(id.as_str())).collect();
        named("disliked", of(&data.disliked));
        named("sync.synced", data.sync.as_ref().map(|sync| of(&sync.synced)).unwrap_or_default());
        named("feedback", data.feedback.iter().flatten().map(|record| record.dossier.as_deref()).collect());
        named("own_parts", data.own_parts.iter().flatten().map(|part| Some(part.dossier.as_str())).collect());
        named("contacts", data.contacts.iter().flatten().map(|contact| Some(contact.dossier.as_str())).collect());
    }

    pub(super) fn lives(&self) -> Result<&[Life<'a>], Refusal> {
        self.lives.as_deref().ok_or_else(|| Refusal::list("dossiers"))
    }

    pub(super) fn catalogue(&self) -> Result<&[Listed<'a>], Refusal> {
        self.procedures.as_deref().ok_or_else(|| Refusal::list("procedures"))
    }

    pub(super) fn voices(&self) -> Result<&[Voice<'a>], Refusal> {
        self.voices.as_deref().ok_or_else(|| Refusal::list("feedback"))
    }

    /// The records that belong to a dossier, the first of each.
    fn by_dossier<T>(
        &self,
        list: &'static str,
        records: Option<&'a [T]>,
        dossier: impl Fn(&'a T) -> &'a str,
    ) -> Option<ByDossier<'a, T>> {
        let mut found = HashMap::new();
        for (place, record) in records?.iter().enumerate() {
            let id = tidy(dossier(record));
            match found.entry(id) {
                Entry::Vacant(free) => {
                    free.insert(record);
                }
                Entry::Occupied(taken) => {
                    self.issue(format!("{list}[{place}]"), Error::DuplicateId { id: shorten(taken.key()) });
                }
            }
        }
        Some(found)
    }

    /// What a criterion is counted to.
    pub(super) fn count(&self, count: Count, criterion: &Criterion) -> Counted {
        let refused = |refused: NotComputedReason| Err(Refusal::new(refused));
        match count {
            Count::Never => refused(NotComputedReason::NoFormula),
            Count::AnnouncedOnTime => self.announced_on_time(criterion),
            Count::PublishedOnTime => self.published_on_time(criterion),
            Count::PublishedComplete => self.published_complete(),
            Count::ProceduresConnected => self.procedures_connected(),
            Count::ProceduresWithFee => self.fee_procedures("dossiers[].has_fee", |dossier| dossier.has_fee),
            Count::ProceduresPaidOnline => self.fee_procedures("dossiers[].paid_online", |dossier| dossier.paid_online),
            Count::Synced => self.synced(),
            Count::OnTime => self.dossiers(self.unjudged()?, |life| Some(life.in_time)),
            Count::PaidOnline => self.paid_online(),
            Count::ElectronicResult => self.electronic_result(),
            Count::Digitised => self.dossiers("dossiers[].digitised", |life| Some(life.digitised())),
            Count::Reused => self.dossiers("dossiers[].reused", |life| Some(life.dossier.reused)),
            Count::FromStore => self.dossiers("dossiers[].from_store", |life| Some(life.dossier.from_store)),
            Count::PopulationData => {
                let databases = self.data.population_databases.as_deref();
                self.dossiers("dossiers[].verified_account", |life| Some(life.population_data(databases)))
            }
            Count::FeedbackOnTime => self.feedback_on_time(),
            Count::FeedbackContent => self.feedback_content(),
            Count::ApplicantsContent => self.applicants_content(),
            Count::TotalTime => self.total_time(),
            Count::OwnTime => self.own_time(),
            Count::Contacts => self.contacts(),
            Count::Bodies => self.bodies(),
            Count::Attitude => self.attitude(),
            Count::Publicity => self.publicity(),
            Count::FeedbackInTime => self.feedback_in_time(),
            Count::OnlineServices => self.online_services(),
        }
    }

    /// What the first dossier that cannot be judged lacks.
    pub(super) fn unjudged(&self) -> Result<&'static str, Refusal> {
        let first = self.lives()?.iter().find(|life| life.in_time.is_none());
        Ok(first.map_or("dossiers[].due", |life| life.lacks()))
    }

    /// The dossiers of the period by what is known of them; `None` of one the criterion does not ask about.
    pub(super) fn dossiers(&self, field: &str, state: impl Fn(&Life<'a>) -> Option<Option<bool>>) -> Counted {
        let lives = self.lives()?.iter();
        let asked = lives.filter_map(|life| state(life).map(|state| (life.id.as_ref(), state)));
        Figure::ratio(RecordKind::Dossiers, field, Sorted::of(asked))
    }
}

/// Ids met so far, so that each counts once.
#[derive(Default)]
struct Names<'a>(HashSet<Cow<'a, str>>);

impl<'a> Names<'a> {
    fn once(&mut self, id: &'a str) -> Result<Cow<'a, str>, Error> {
        let tidied = tidy(id);
        if tidied.is_empty() {
            return Err(Error::MissingField { field: "id".to_owned() });
        }
        if !self.0.insert(tidied.clone()) {
            return Err(Error::DuplicateId { id: shorten(id) });
        }
        Ok(tidied)
    }
}
