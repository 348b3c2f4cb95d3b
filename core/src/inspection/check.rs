//! What cannot be right in inspections, each fault with its path; and what a reader should know of them.

use super::{Inspection, InspectionForm, InspectionPlan, Inspections, Recommendation, Threshold, shipped};
use crate::error::{Issue, RecordError};
use crate::{Error, Exact, WorkCalendar, number};
use std::collections::{HashMap, HashSet};

/// The faults, and which recommendations have one: the places of the inspection and of the recommendation.
pub(super) struct Faults {
    pub(super) issues: Vec<Issue>,
    pub(super) remarks: Vec<Issue>,
    pub(super) recommendations: HashSet<(usize, usize)>,
}

pub(super) fn check(all: &Inspections, calendar: &WorkCalendar) -> Faults {
    let mut faults = Faults { issues: Vec::new(), remarks: Vec::new(), recommendations: HashSet::new() };
    let mut years = HashSet::new();
    for (place, plan) in all.plans.iter().enumerate() {
        let path = |key: String| format!("plans[{place}].{key}");
        if !years.insert(plan.year) {
            let error = Error::DuplicateId { id: plan.year.to_string() };
            faults.issues.push(Issue::at(path("year".to_owned()), error));
        }
        twice(plan.own_units.iter().map(|unit| unit.name.as_str()), &mut faults.issues, |at| {
            path(format!("own_units[{at}]"))
        });
        twice(plan.planned.iter().map(String::as_str), &mut faults.issues, |at| path(format!("planned[{at}]")));
        if let Err(error) = threshold(plan) {
            faults.issues.push(Issue::at(path("threshold".to_owned()), error));
        }
    }
    let ids = all.inspections.iter().map(|inspection| inspection.id.as_str());
    twice(ids, &mut faults.issues, |place| format!("inspections[{place}].id"));
    for (place, inspection) in all.inspections.iter().enumerate() {
        if inspection.id.trim().is_empty() && all.inspections.len() > 1 {
            let error = Error::MissingField { field: "id".to_owned() };
            faults.issues.push(Issue::at(format!("inspections[{place}].id"), error));
        }
        let findings = inspection.findings.iter().map(|finding| finding.id.as_str()).collect();
        let plan = inspection.in_year().and_then(|year| all.plans.iter().find(|plan| plan.year == year));
        Checking { inspection, place, findings, faults: &mut faults }.all(plan, calendar);
    }
    repeats(all, &mut faults.issues);
    faults
}

/// The threshold of a plan, where it has one.
pub(super) fn threshold(plan: &InspectionPlan) -> Result<(), Error> {
    match &plan.threshold {
        Some(Threshold::Shipped(id)) => shipped::threshold(id).map(|_| ()),
        Some(Threshold::Own(own)) if own.percent < Exact::default() || own.percent > Exact::from(100) => {
            let (what, got) = ("percentage", own.percent.to_string());
            Err(Error::OutOfRange { what, got, min: "0".to_owned(), max: "100".to_owned() })
        }
        _ => Ok(()),
    }
}

fn twice<'a>(ids: impl Iterator<Item = &'a str>, issues: &mut Vec<Issue>, path: impl Fn(usize) -> String) {
    let mut met = HashSet::new();
    for (at, id) in ids.enumerate() {
        // An id that was left out is a fault of its own.
        if !id.is_empty() && !met.insert(id) {
            issues.push(Issue::at(path(at), Error::DuplicateId { id: number::shorten(id) }));
        }
    }
}

struct Checking<'a> {
    inspection: &'a Inspection,
    place: usize,
    findings: HashSet<&'a str>,
    faults: &'a mut Faults,
}

impl Checking<'_> {
    fn fault(&mut self, key: &str, error: Error) {
        self.faults.issues.push(Issue::at(format!("inspections[{}].{key}", self.place), error));
    }

    fn all(mut self, plan: Option<&InspectionPlan>, calendar: &WorkCalendar) {
        let (inspection, place) = (self.inspection, self.place);
        let path = |list: &'static str| move |at: usize| format!("inspections[{place}].{list}[{at}]");
        let issues = &mut self.faults.issues;
        twice(inspection.units.iter().map(|unit| unit.name.as_str()), issues, path("units"));
        twice(inspection.subjects.iter().map(|subject| subject.id.as_str()), issues, path("subjects"));
        twice(inspection.findings.iter().map(|finding| finding.id.as_str()), issues, path("findings"));
        if let Some(Err(error)) = inspection.subject_set.as_deref().map(shipped::subject_set) {
            self.fault("subject_set", error);
        }
        self.dates();
        self.scope();
        self.plan(plan);
        let mut met = HashSet::new();
        for (at, item) in inspection.recommendations.iter().enumerate() {
            let before = self.faults.issues.len();
            if !item.id.is_empty() && !met.insert(&item.id) {
                self.fault(&format!("recommendations[{at}]"), Error::DuplicateId { id: number::shorten(&item.id) });
            }
            self.findings_of(at, item);
            self.deadline_of(at, item, calendar);
            if self.faults.issues.len() > before {
                self.faults.recommendations.insert((place, at));
            }
        }
    }

    fn dates(&mut self) {
        let inspection = self.inspection;
        let period = inspection.period.filter(|period| {
            let reversed = period.from > period.through;
            if reversed {
                let (after, through) = (period.from.to_string(), period.through.to_string());
                self.fault("period", Error::ReversedDates { after, through });
            }
            !reversed
        });
        for (key, unit, visit) in inspection.visited() {
            let unit = number::shorten(unit);
            if let Some(through) = period.map(|period| period.through).filter(|through| *through > visit) {
                let unit = unit.clone();
                self.fault("period", Error::Records(RecordError::PeriodAfterVisit { unit, visit, through }));
            }
            let concluded = inspection.conclusion.as_ref().map(|conclusion| conclusion.date);
            if let Some(conclusion) = concluded.filter(|conclusion| *conclusion < visit) {
                self.fault(&key, Error::Records(RecordError::ConclusionBeforeVisit { unit, visit, conclusion }));
            }
        }
    }

    /// A finding is on a unit and on subjects that were inspected.
    fn scope(&mut self) {
        let inspection = self.inspection;
        let units = inspection.scope();
        let subjects: Vec<&str> = inspection.all_subjects().iter().map(|subject| subject.id.as_str()).collect();
        let unknown = |id: &str, known: &[&str]| Error::UnknownId {
            id: number::shorten(id),
            known: number::shorten_list(known.iter().copied()),
        };
        let (known_units, known_subjects): (HashSet<&str>, HashSet<&str>) =
            (units.iter().copied().collect(), subjects.iter().copied().collect());
        for (at, finding) in inspection.findings.iter().enumerate() {
            if finding.id.trim().is_empty() {
                self.fault(&format!("findings[{at}].id"), Error::MissingField { field: "id".to_owned() });
            }
            if !finding.unit.is_empty() && !known_units.contains(finding.unit.as_str()) {
                self.fault(&format!("findings[{at}].unit"), unknown(&finding.unit, &units));
            }
            for (subject_at, subject) in finding.subjects.iter().enumerate() {
                if !known_subjects.contains(subject.as_str()) {
                    self.fault(&format!("findings[{at}].subjects[{subject_at}]"), unknown(subject, &subjects));
                }
            }
        }
    }

    /// An announced inspection goes to the units of the plan; where it does not, that is worth a remark.
    fn plan(&mut self, plan: Option<&InspectionPlan>) {
        let inspection = self.inspection;
        if !matches!(inspection.form, Some(InspectionForm::Direct | InspectionForm::ThroughReport)) {
            return;
        }
        let planned: HashSet<&str> = match plan.filter(|plan| !plan.planned.is_empty()) {
            Some(plan) => plan.planned.iter().map(String::as_str).collect(),
            None => inspection.units.iter().map(|unit| unit.name.as_str()).collect(),
        };
        for (key, unit, _) in inspection.visited().filter(|(_, unit, _)| !planned.contains(unit)) {
            let error = Error::Records(RecordError::VisitOutsidePlan { unit: number::shorten(unit) });
            self.faults.remarks.push(Issue::at(format!("inspections[{}].{key}", self.place), error));
        }
    }

    fn findings_of(&mut self, at: usize, item: &Recommendation) {
        let findings = &self.inspection.findings;
        let unknown = |id: &str| Error::UnknownId {
            id: number::shorten(id),
            known: number::shorten_list(findings.iter().map(|finding| finding.id.as_str())),
        };
        if item.on().next().is_none() {
            self.fault(&format!("recommendations[{at}].finding"), unknown(""));
        }
        if !item.finding.is_empty() && !self.findings.contains(item.finding.as_str()) {
            self.fault(&format!("recommendations[{at}].finding"), unknown(&item.finding));
        }
        for (other, id) in item.findings.iter().enumerate() {
            if !self.findings.contains(id.as_str()) {
                self.fault(&format!("recommendations[{at}].findings[{other}]"), unknown(id));
            }
        }
    }

    fn deadline_of(&mut self, at: usize, item: &Recommendation, calendar: &WorkCalendar) {
        let conclusion = self.inspection.conclusion.as_ref();
        let concluded = conclusion.map(|conclusion| conclusion.date);
        let id = item.named(at);
        let path = |key: &str| format!("recommendations[{at}].{key}");
        if item.due.is_some() && item.within.is_some() {
            self.fault(&path("within"), Error::Records(RecordError::TwoDeadlines { id: id.clone() }));
        } else if let Err(error) = item.deadline(conclusion, calendar) {
            let error = match error {
                Error::Records(RecordError::RemedyLimit { limit, .. }) => {
                    Error::Records(RecordError::RemedyLimit { id: id.clone(), limit })
                }
                other => other,
            };
            self.fault(&path("within"), error);
        }
        if let Some((due, conclusion)) = item.due.zip(concluded).filter(|(due, conclusion)| due < conclusion) {
            let error = RecordError::DueBeforeNotice { id: id.clone(), conclusion, due };
            self.fault(&path("due"), Error::Records(error));
        }
        let told = item.reports.iter().enumerate();
        let told = told.map(|(report, remedy)| (path(&format!("reports[{report}].date")), remedy.date));
        for (key, reported) in item.remedied.map(|date| (path("remedied"), date)).into_iter().chain(told) {
            if let Some(conclusion) = concluded.filter(|conclusion| reported < *conclusion) {
                let error = RecordError::RemedyBeforeNotice { id: id.clone(), conclusion, reported };
                self.fault(&key, Error::Records(error));
            }
        }
        for (report, remedy) in item.reports.iter().enumerate() {
            if let Some(decided) = remedy.decided.filter(|decided| *decided < remedy.date) {
                let (after, through) = (remedy.date.to_string(), decided.to_string());
                self.fault(&path(&format!("reports[{report}].decided")), Error::ReversedDates { after, through });
            }
        }
    }
}

/// A finding repeats one of an earlier inspection, so that chains cannot turn.
fn repeats(all: &Inspections, issues: &mut Vec<Issue>) {
    let by_id: HashMap<&str, &Inspection> = all.inspections.iter().map(|one| (one.id.as_str(), one)).collect();
    for (place, inspection) in all.inspections.iter().enumerate() {
        for (at, finding) in inspection.findings.iter().enumerate() {
            let Some(repeats) = &finding.repeats else { continue };
            let path = || format!("inspections[{place}].findings[{at}].repeats");
            let unknown = |id: &str, known: Vec<&str>| {
                let (id, known) = (number::shorten(id), number::shorten_list(known.into_iter()));
                Error::UnknownId { id, known }
            };
            let Some(earlier) = by_id.get(repeats.inspection.as_str()) else {
                let known = all.inspections.iter().map(|one| one.id.as_str()).collect();
                issues.push(Issue::at(path(), unknown(&repeats.inspection, known)));
                continue;
            };
            if !earlier.findings.iter().any(|other| other.id == repeats.finding) {
                let known = earlier.findings.iter().map(|other| other.id.as_str()).collect();
                issues.push(Issue::at(path(), unknown(&repeats.finding, known)));
            } else if !earlier.before(inspection) {
                let (finding, earlier) = (number::shorten(&finding.id), number::shorten(&repeats.finding));
                issues.push(Issue::at(path(), Error::Records(RecordError::RepeatsLater { finding, earlier })));
            }
        }
    }
}
