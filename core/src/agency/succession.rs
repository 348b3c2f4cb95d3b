//! Kế thừa: who has what an agency had, over any number of reorganisations, and who answers for one matter.

use super::check::cited;
use super::record::{AgencyChange, ChangeKind, ChangePart};
use super::register::{AgencyAt, AgencyRef, AgencyRegister, not_standing, reference};
use crate::Error;
use crate::error::RecordError;
use crate::law::Citation;
use crate::text::{Lang, Text, date};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Một bước kế thừa: a reorganisation on the way from one agency to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SuccessionStep {
    /// Mã của lần sắp xếp.
    pub change: String,
    /// Ngày đầu tiên of what it led to.
    pub on: NaiveDate,
    /// Loại.
    pub kind: ChangeKind,
    /// Các cơ quan trước, under their names of the day before.
    pub from: Vec<AgencyRef>,
    /// Các cơ quan sau, under their names of the day.
    pub into: Vec<AgencyRef>,
    /// Văn bản.
    pub source: Citation,
    /// In words.
    pub text: Text,
}

/// Cơ quan kế thừa hoặc tiền thân, and the reorganisations between, in the order of their days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Relative {
    /// As it stood on the day asked for.
    pub agency: AgencyAt,
    /// Các bước; none where it is the agency itself.
    pub through: Vec<SuccessionStep>,
}

/// Các cơ quan kế thừa hoặc tiền thân vào một ngày.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Succession {
    /// Whose.
    pub of: AgencyRef,
    /// Ngày.
    pub day: NaiveDate,
    /// Who, each once, in the order of the register; the agency itself where it stands that day.
    pub found: Vec<Relative>,
    /// Giải thể không có kế thừa: dissolutions that ended a part of what the agency had; none of predecessors.
    pub dissolved: Vec<SuccessionStep>,
}

/// Việc: what decides between several successors, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Matter {
    /// Ngày the agency had it; only later reorganisations move it. Left out: those of the agency's whole life do.
    pub since: Option<NaiveDate>,
    /// Mã thủ tục.
    pub procedure: Option<String>,
    /// Lĩnh vực.
    pub field: Option<String>,
    /// Mã đơn vị.
    pub unit: Option<String>,
}

/// Căn cứ phân định: what of a matter decided between the parts of a split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DecidedBy {
    /// Thủ tục.
    Procedure,
    /// Lĩnh vực.
    Field,
    /// Đơn vị.
    Unit,
    /// Phần còn lại: no part names it, and one takes the rest.
    Rest,
}

/// Cơ quan chịu trách nhiệm: who answers on a day for a matter; who had it first stays on the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Responsible {
    /// Cơ quan ban đầu, under the name it had when it had the matter, or its last.
    pub original: AgencyRef,
    /// Ngày.
    pub day: NaiveDate,
    /// Cơ quan chịu trách nhiệm vào ngày đó.
    pub answers: AgencyAt,
    /// Các bước; none where the agency still answers itself.
    pub through: Vec<SuccessionStep>,
    /// What decided at each split on the way.
    pub decided_by: Vec<DecidedBy>,
    /// In words.
    pub text: Text,
}

/// Changes on the way, newest last.
type Way<'r> = Vec<&'r AgencyChange>;

impl AgencyRegister {
    /// Các cơ quan kế thừa: who has on a day what an agency had, each with the reorganisations that led there.
    ///
    /// # Errors
    /// `input.unknown_id`; `agency.not_standing` for a day before the agency's first.
    pub fn successors(&self, id: &str, day: NaiveDate) -> Result<Succession, Error> {
        let record = self.record(id)?;
        if day < record.life().first {
            return Err(not_standing(record, day));
        }
        self.follow(id, day, true)
    }

    /// Các cơ quan tiền thân: who had on a day what an agency has, each with the reorganisations that led to it.
    ///
    /// # Errors
    /// `input.unknown_id`; `agency.not_standing` for a day after the agency's last.
    pub fn predecessors(&self, id: &str, day: NaiveDate) -> Result<Succession, Error> {
        let record = self.record(id)?;
        if day > record.life().last {
            return Err(not_standing(record, day));
        }
        self.follow(id, day, false)
    }

    /// Every change is later than the one before on its way, so agencies taken in the order of days have all the ways
    /// to them joined before they are left.
    fn follow(&self, id: &str, day: NaiveDate, forward: bool) -> Result<Succession, Error> {
        let (mut found, mut lost): (BTreeMap<usize, Way<'_>>, Way<'_>) = (BTreeMap::new(), Vec::new());
        let start = if forward { NaiveDate::MIN } else { NaiveDate::MAX };
        let mut waiting: BTreeMap<(NaiveDate, &str), Way<'_>> = BTreeMap::from([((start, id), Vec::new())]);
        while let Some(((since, at), way)) = if forward { waiting.pop_first() } else { waiting.pop_last() } {
            if self.record(at)?.life().holds(day) {
                join(found.entry(self.place(at)).or_default(), &way);
            }
            let changes: Vec<&AgencyChange> = if forward {
                self.leaving(at).filter(|change| change.on > since && change.on <= day).collect()
            } else {
                self.arriving(at).filter(|change| change.on < since && change.on > day).collect()
            };
            for change in changes {
                let mut way = way.clone();
                join(&mut way, &[change]);
                if forward && change.kind == ChangeKind::Dissolved {
                    join(&mut lost, &way);
                }
                let parts = change.into.iter().map(|part| part.agency.as_str());
                let ids: Vec<&str> =
                    if forward { parts.collect() } else { change.from.iter().map(String::as_str).collect() };
                // An agency that stays in its own split is followed already.
                for next in ids.into_iter().filter(|id| *id != at) {
                    join(waiting.entry((change.on, next)).or_default(), &way);
                }
            }
        }
        let relatives = found.into_iter().filter_map(|(place, way)| {
            let record = self.document().agencies.get(place)?;
            Some(Relative { agency: self.at(record, day), through: self.steps(&way) })
        });
        let of = reference(self.record(id)?, day);
        Ok(Succession { of, day, found: relatives.collect(), dissolved: self.steps(&lost) })
    }

    /// Cơ quan chịu trách nhiệm: who answers on a day for a matter that an agency had: itself, or the one successor.
    ///
    /// # Errors
    /// `input.unknown_id`; `agency.not_standing` where the agency does not stand on the day it is said to have had the
    /// matter, or begins after the day asked for; `agency.several_successors` where a split leaves several and nothing
    /// of the matter decides; `agency.no_successor` where it was dissolved without one.
    pub fn responsible(&self, id: &str, day: NaiveDate, matter: &Matter) -> Result<Responsible, Error> {
        let record = self.record(id)?;
        let had = matter.since.unwrap_or(record.life().first);
        if !record.life().holds(had) || day < had {
            return Err(not_standing(record, if record.life().holds(had) { day } else { had }));
        }
        let (mut at, mut since, mut way, mut decided_by) = (record.id.as_str(), had, Vec::new(), Vec::new());
        // Every turn goes on to a later day: there are only so many changes.
        while let Some(change) = self.leaving(at).find(|change| change.on > since && change.on <= day) {
            since = change.on;
            let next = match change.into.as_slice() {
                [] => {
                    let (id, source_text) = (at.to_owned(), cited(&change.source));
                    let (day, change) = (change.on, change.id.clone());
                    return Err(Error::Records(RecordError::AgencyNoSuccessor { id, day, change, source_text }));
                }
                [only] => only,
                parts => {
                    let (part, by) = decide(parts, matter).ok_or_else(|| several(at, change))?;
                    decided_by.push(by);
                    part
                }
            };
            if next.agency != at {
                way.push(change);
            }
            at = &next.agency;
        }
        let (original, answers) =
            (reference(record, matter.since.unwrap_or(record.life().last)), self.agency_at(at, day)?);
        let through = self.steps(&way);
        let text = Text::build(|lang| {
            let steps: Vec<&str> = through.iter().map(|step| step.text.get(lang)).collect();
            let (day, steps) = (date(day, lang), steps.join("; "));
            let (first, last) = (&original.name, &answers.name);
            match (lang, through.is_empty()) {
                (Lang::Vi, true) => format!("ngày {day} {last} tự chịu trách nhiệm"),
                (Lang::Vi, false) => format!("ngày {day} {last} chịu trách nhiệm việc của {first}: {steps}"),
                (Lang::En, true) => format!("on {day} {last} answers itself"),
                (Lang::En, false) => format!("on {day} {last} answers for what {first} had: {steps}"),
            }
        });
        Ok(Responsible { original, day, answers, through, decided_by, text })
    }

    /// The changes of a way, in the order of their days, as answers tell them.
    pub(super) fn steps(&self, way: &[&AgencyChange]) -> Vec<SuccessionStep> {
        let mut way = way.to_vec();
        way.sort_by_key(|change| change.on);
        way.into_iter().map(|change| self.step(change)).collect()
    }

    /// What changed on a day, as answers tell it.
    pub(crate) fn changes_on(&self, day: NaiveDate) -> Vec<SuccessionStep> {
        let changes = self.document().changes.iter().filter(|change| change.on == day);
        changes.map(|change| self.step(change)).collect()
    }

    fn step(&self, change: &AgencyChange) -> SuccessionStep {
        let eve = change.on.pred_opt().unwrap_or(change.on);
        let named = |id: &str, day| self.record(id).ok().map(|record| reference(record, day));
        let from: Vec<AgencyRef> = change.from.iter().filter_map(|id| named(id, eve)).collect();
        let into: Vec<AgencyRef> = change.into.iter().filter_map(|part| named(&part.agency, change.on)).collect();
        let text = Text::build(|lang| {
            let names = |list: &[AgencyRef]| list.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ");
            let (on, kind) = (date(change.on, lang), change.kind.label());
            let about = if from.is_empty() { &into } else { &from };
            let mut text = match lang {
                Lang::Vi => format!("ngày {on} {} {}", kind.vi, names(about)),
                Lang::En => format!("on {on} {} {} {}", names(about), plural(about.len()), kind.en),
            };
            if !from.is_empty() && !into.is_empty() {
                text.push_str(if lang == Lang::Vi { " thành " } else { " into " });
                text.push_str(&names(&into));
            }
            format!("{text} ({})", change.source.label(lang))
        });
        let (id, source) = (change.id.clone(), change.source.clone());
        SuccessionStep { change: id, on: change.on, kind: change.kind, from, into, source, text }
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "was" } else { "were" }
}

/// A way with another's changes added, each once.
fn join<'r>(way: &mut Way<'r>, other: &[&'r AgencyChange]) {
    for change in other {
        if !way.iter().any(|known| known.id == change.id) {
            way.push(change);
        }
    }
}

fn several(at: &str, change: &AgencyChange) -> Error {
    let successors = change.into.iter().map(|part| part.agency.as_str()).collect::<Vec<_>>().join(", ");
    let (id, day, change) = (at.to_owned(), change.on, change.id.clone());
    Error::Records(RecordError::AgencySeveralSuccessors { id, day, change, successors })
}

/// The one part of a split that takes a matter: the one that names something of it, or else the one that takes the
/// rest. Where two parts name something of it nothing is decided.
fn decide<'p>(parts: &'p [ChangePart], matter: &Matter) -> Option<(&'p ChangePart, DecidedBy)> {
    let names = |list: &[String], of: &Option<String>| of.as_ref().is_some_and(|of| list.contains(of));
    let by = |part: &ChangePart| {
        let takes = part.takes.as_ref()?;
        let ways = [
            (names(&takes.units, &matter.unit), DecidedBy::Unit),
            (names(&takes.procedures, &matter.procedure), DecidedBy::Procedure),
            (names(&takes.fields, &matter.field), DecidedBy::Field),
        ];
        ways.into_iter().find_map(|(named, by)| named.then_some(by))
    };
    let named: Vec<_> = parts.iter().filter_map(|part| Some((part, by(part)?))).collect();
    match named.as_slice() {
        [only] => Some(*only),
        [] => {
            let rest = parts.iter().find(|part| part.takes.as_ref().is_some_and(|takes| takes.rest))?;
            Some((rest, DecidedBy::Rest))
        }
        _ => None,
    }
}
