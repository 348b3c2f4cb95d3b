//! From decisions to versions: every act makes, ends or replaces one, or says why it cannot.

use super::online;
use super::shapes::{ActKind, CatalogueDocument, ProcedureAct, ProcedureContent, ProcedureFacts, PublicationDecision};
use super::{ActSource, Catalogue, Procedure, ProcedureVersion, UsedAct};
use crate::dossier::tidy;
use crate::error::{Error, Issue, RecordError};
use crate::number::{shorten, shorten_list};
use crate::procedure::ProcedureCode;
use crate::text::{self, Lang, Text};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, HashMap, HashSet};

/// An act that can be tried: its place, its day and its codes as they are compared.
struct Event<'a> {
    decision: &'a PublicationDecision,
    act: &'a ProcedureAct,
    /// The place of the decision in the document.
    decided: usize,
    /// The place among all acts.
    place: usize,
    path: String,
    code: String,
    replaces: Vec<(usize, String)>,
    effective: NaiveDate,
    published: Option<NaiveDate>,
}

struct Build {
    procedures: BTreeMap<String, Procedure>,
    issues: Vec<Issue>,
}

pub(super) fn catalogue(document: &CatalogueDocument) -> Catalogue {
    let mut build = Build { procedures: BTreeMap::new(), issues: Vec::new() };
    let mut events = Vec::new();
    let mut decisions = HashSet::new();
    for (place, decision) in document.decisions.iter().enumerate() {
        if decisions.insert((tidy(&decision.number), decision.signed, tidy(&decision.issuer))) {
            build.read(decision, place, &mut events);
        } else {
            let id = shorten(&decision.number);
            build.fault(format!("decisions[{place}].number"), Error::DuplicateId { id });
        }
    }
    events.sort_by_key(|event| (event.effective, event.decision.signed, event.place));
    let mut announced: HashMap<&str, NaiveDate> = HashMap::new();
    for event in events.iter().filter(|event| matches!(event.act.act, ActKind::Announced | ActKind::Replaced)) {
        announced.entry(&event.code).or_insert(event.effective);
    }
    for event in &events {
        build.apply(event, &announced);
    }
    build.facts(&document.procedures);
    Catalogue { procedures: build.procedures, issues: build.issues }
}

impl Build {
    fn fault(&mut self, path: String, error: Error) {
        self.issues.push(Issue::at(path, error));
    }

    fn flaw(&mut self, path: String, error: RecordError) {
        self.fault(path, Error::Records(error));
    }

    /// The acts of a decision that can be tried.
    fn read<'a>(&mut self, decision: &'a PublicationDecision, place: usize, events: &mut Vec<Event<'a>>) {
        let published = self.publication(decision.published, decision.signed, &format!("decisions[{place}]"));
        // An old code may be given up to several new ones, but has no other act beside that.
        let (mut acted, mut given_up) = (HashSet::new(), HashSet::new());
        for (number, act) in decision.acts.iter().enumerate() {
            let path = format!("decisions[{place}].acts[{number}]");
            let Some(code) = self.code(&act.code, format!("{path}.code")) else { continue };
            let twice = !acted.insert(code.clone()) || given_up.contains(&code);
            if twice {
                self.flaw(format!("{path}.code"), RecordError::ActedTwice { code, decision: decision.number.clone() });
                continue;
            }
            if !self.has_its_own(act, &path) {
                continue;
            }
            if let Some(content) = &act.content {
                self.content(content, &path);
            }
            let mut replaces = Vec::new();
            for (at, old) in act.replaces.iter().enumerate() {
                let path = format!("{path}.replaces[{at}]");
                let Some(old) = self.code(old, path.clone()) else { continue };
                if acted.contains(&old) {
                    self.flaw(path, RecordError::ActedTwice { code: old, decision: decision.number.clone() });
                } else {
                    given_up.insert(old.clone());
                    replaces.push((at, old));
                }
            }
            let own = self.publication(act.published, decision.signed, &path);
            events.push(Event {
                decision,
                act,
                decided: place,
                place: events.len(),
                path,
                code,
                replaces,
                effective: act.effective.or(decision.effective).unwrap_or(decision.signed),
                published: own.or(published),
            });
        }
    }

    fn code(&mut self, text: &str, path: String) -> Option<String> {
        let text = tidy(text);
        match text.parse::<ProcedureCode>() {
            Ok(code) => Some(code.to_string()),
            Err(error) => {
                self.fault(path, error);
                None
            }
        }
    }

    /// A day before the decision was signed is no day of its publication: it is not known then.
    fn publication(&mut self, day: Option<NaiveDate>, signed: NaiveDate, path: &str) -> Option<NaiveDate> {
        let day = day?;
        if day >= signed {
            return Some(day);
        }
        let error = Error::ReversedDates { after: signed.to_string(), through: day.to_string() };
        self.fault(format!("{path}.published"), error);
        None
    }

    /// Whether the act has what its kind needs; what does not belong to it is remarked on.
    fn has_its_own(&mut self, act: &ProcedureAct, path: &str) -> bool {
        let (kind, code) = (act.act.label(), act.code.clone());
        let gone = act.act == ActKind::Abolished;
        if gone != act.content.is_none() {
            let error = if gone {
                RecordError::MisplacedInAct { act: kind, code, field: "content" }
            } else {
                RecordError::NoContent { act: kind, code }
            };
            self.flaw(format!("{path}.content"), error);
            return gone;
        }
        if act.act == ActKind::Replaced && act.replaces.is_empty() {
            self.flaw(format!("{path}.replaces"), RecordError::NothingReplaced { code });
        } else if act.act != ActKind::Replaced && !act.replaces.is_empty() {
            self.flaw(format!("{path}.replaces"), RecordError::MisplacedInAct { act: kind, code, field: "replaces" });
            return false;
        }
        true
    }

    /// Amounts and numbers that cannot be; the version stands all the same.
    fn content(&mut self, content: &ProcedureContent, path: &str) {
        for (at, fee) in content.fees.iter().flatten().enumerate() {
            if let Some(amount) = fee.amount.filter(|amount| amount.0 < Decimal::ZERO) {
                let error = Error::OutOfRange {
                    what: "fee",
                    got: amount.to_string(),
                    min: "0".to_owned(),
                    max: "28 digits".to_owned(),
                };
                self.fault(format!("{path}.content.fees[{at}].amount"), error);
            }
        }
        for (at, _) in content.papers.iter().flatten().enumerate().filter(|(_, paper)| paper.number == 0) {
            let error = Error::OutOfRange {
                what: "number of copies",
                got: "0".to_owned(),
                min: "1".to_owned(),
                max: u32::MAX.to_string(),
            };
            self.fault(format!("{path}.content.papers[{at}].number"), error);
        }
        for (name, text) in [("name", &content.name), ("field", &content.field)] {
            if tidy(text).is_empty() {
                let field = Text::new(if name == "name" { "tên thủ tục" } else { "lĩnh vực" }, name);
                self.flaw(format!("{path}.content.{name}"), RecordError::BlankText { field });
            }
        }
    }

    fn apply(&mut self, event: &Event<'_>, announced: &HashMap<&str, NaiveDate>) {
        let done = match (event.act.act, &event.act.content) {
            (ActKind::Announced | ActKind::Replaced, Some(content)) => {
                let open = self.procedures.get(&event.code).is_some_and(|procedure| procedure.open().is_some());
                if open { Err(event.overlap(&event.code)) } else { Ok(Some(content)) }
            }
            (ActKind::Amended, Some(content)) => self.end(event, &event.code, announced).map(|()| Some(content)),
            (ActKind::Abolished, _) => self.end(event, &event.code, announced).map(|()| None),
            _ => return,
        };
        let content = match done {
            Ok(content) => content,
            Err(error) => return self.flaw(format!("{}.code", event.path), error),
        };
        let mut replaces = Vec::new();
        for (at, old) in &event.replaces {
            let ended = if self.given_up_today(event, old) { Ok(()) } else { self.end(event, old, announced) };
            match ended {
                Ok(()) => replaces.push(old.clone()),
                Err(error) => self.flaw(format!("{}.replaces[{at}]", event.path), error),
            }
        }
        for old in &replaces {
            let mut used = event.used(None);
            used.replaced_by.push(event.code.clone());
            if let Some(procedure) = self.procedures.get_mut(old) {
                procedure.acts.push(used);
            }
        }
        let procedure = self.procedures.entry(event.code.clone()).or_default();
        let number = u32::try_from(procedure.versions.len()).unwrap_or(u32::MAX).saturating_add(1);
        let made = content.map(|content| ProcedureVersion {
            code: event.code.clone(),
            number,
            from: event.effective,
            until: None,
            made_by: event.source(),
            ended_by: None,
            replaces: replaces.clone(),
            content: content.clone(),
        });
        let mut used = event.used(made.as_ref().map(|version| version.number));
        used.replaces = replaces;
        procedure.versions.extend(made);
        procedure.acts.push(used);
    }

    /// Whether the same decision has given the old procedure up on the same day, to another new one.
    fn given_up_today(&self, event: &Event<'_>, old: &str) -> bool {
        let last = self.procedures.get(old).and_then(|procedure| procedure.acts.last());
        last.is_some_and(|act| {
            !act.replaced_by.is_empty() && act.effective == event.effective && act.source == event.source()
        })
    }

    /// Ends the version in force on the day before the act.
    fn end(&mut self, event: &Event<'_>, code: &str, announced: &HashMap<&str, NaiveDate>) -> Result<(), RecordError> {
        let procedure = self.procedures.get_mut(code).filter(|procedure| procedure.open().is_some());
        let Some(procedure) = procedure else {
            let (act, code, day) = (event.act.act.label(), code.to_owned(), event.effective);
            let first = announced.get(code.as_str()).filter(|first| **first > day);
            return Err(match first {
                Some(first) if !self.procedures.contains_key(&code) => {
                    RecordError::BeforeAnnouncement { act, code, day, announced: *first }
                }
                _ => {
                    let versions = versions(self.procedures.get(&code));
                    RecordError::ActNotInForce { act: Box::new(act), code, day, versions }
                }
            });
        };
        let Some(version) = procedure.versions.last_mut() else { return Ok(()) };
        if version.from == event.effective {
            return Err(event.overlap(code));
        }
        version.until = event.effective.pred_opt();
        version.ended_by = Some(event.source());
        Ok(())
    }

    fn facts(&mut self, facts: &[ProcedureFacts]) {
        let mut seen = HashSet::new();
        for (place, facts) in facts.iter().enumerate() {
            let path = format!("procedures[{place}]");
            let Some(code) = self.code(&facts.code, format!("{path}.code")) else { continue };
            if !seen.insert(code.clone()) {
                self.fault(format!("{path}.code"), Error::DuplicateId { id: code });
                continue;
            }
            let Some(procedure) = self.procedures.get_mut(&code) else {
                let known = shorten_list(self.procedures.keys().map(String::as_str));
                self.fault(format!("{path}.code"), Error::UnknownId { id: code, known });
                continue;
            };
            procedure.online = online::checked(&facts.online, &path, &mut self.issues);
            procedure.facts = facts.clone();
        }
    }
}

impl Event<'_> {
    fn source(&self) -> ActSource {
        ActSource { decision: self.decision.number.clone(), signed: self.decision.signed, act: self.act.act }
    }

    fn overlap(&self, code: &str) -> RecordError {
        let (code, day, decision) = (code.to_owned(), self.effective, self.decision.number.clone());
        RecordError::VersionOverlap { code, day, decision }
    }

    fn used(&self, version: Option<u32>) -> UsedAct {
        UsedAct {
            source: self.source(),
            place: self.decided,
            issuer: self.decision.issuer.clone(),
            effective: self.effective,
            published: self.published,
            public: self.act.public.or(self.decision.public),
            basis: self.decision.basis.iter().map(|basis| basis.effective).collect(),
            replaces: Vec::new(),
            replaced_by: Vec::new(),
            version,
        }
    }
}

/// Which versions there are and when, for a message.
pub(super) fn versions(procedure: Option<&Procedure>) -> Text {
    let versions = procedure.map(|procedure| procedure.versions.as_slice()).unwrap_or_default();
    if versions.is_empty() {
        return Text::new("chưa có phiên bản nào", "there is no version of it");
    }
    Text::build(|lang| {
        let told = versions.iter().map(|version| {
            let from = text::date(version.from, lang);
            let until = version.until.map(|until| text::date(until, lang));
            match (lang, until) {
                (Lang::Vi, Some(until)) => format!("phiên bản {} từ {from} đến hết {until}", version.number),
                (Lang::Vi, None) => format!("phiên bản {} từ {from}", version.number),
                (Lang::En, Some(until)) => format!("version {} from {from} through {until}", version.number),
                (Lang::En, None) => format!("version {} from {from}", version.number),
            }
        });
        told.collect::<Vec<_>>().join("; ")
    })
}
