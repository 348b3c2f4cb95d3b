//! The summary of one inspection, or of a plan of one.

use super::follow_up::FollowUp;
use super::{Inspection, shipped};
use crate::number::{Exact, Ratio};
use crate::text::Text;
use crate::{Error, WorkCalendar};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::HashSet;

/// Tổng hợp kiểm tra on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct InspectionSummary {
    /// Số đơn vị theo kế hoạch.
    pub planned: u64,
    /// Số đơn vị đã kiểm tra.
    pub inspected: u64,
    /// Tỷ lệ đã kiểm tra: inspected over planned, per cent; empty of no units.
    pub inspected_percent: Option<Exact>,
    /// Số đơn vị theo loại, in the order met.
    pub by_kind: Vec<Count>,
    /// Số phát hiện theo nội dung, in the order of the subjects.
    pub by_subject: Vec<Count>,
    /// Số phát hiện theo đơn vị, in the order of the units; last, under an empty id, those of no unit.
    pub by_unit: Vec<Count>,
    /// Tình trạng từng kiến nghị, one line for each finding it is on.
    pub follow_up: Vec<FollowUpState>,
}

/// Một dòng đếm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Count {
    /// Mã: a subject's id, a unit's name or kind.
    pub id: String,
    /// Tên.
    pub title: Text,
    /// Số lượng.
    pub count: u64,
}

/// Tình trạng một kiến nghị.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FollowUpState {
    /// Mã phát hiện.
    pub finding: String,
    /// Tình trạng.
    pub state: FollowUp,
}

impl Inspection {
    /// Tổng hợp: coverage, findings by subject and unit, and the follow-up of each recommendation; deadlines set as a
    /// number of days are counted with the shipped calendar.
    ///
    /// ```
    /// use cchc::inspection::{InspectedUnit, Inspection};
    /// let unit = |name: &str, day: Option<&str>| InspectedUnit {
    ///     name: name.into(),
    ///     inspected: day.map(|day| day.parse().unwrap()),
    ///     ..Default::default()
    /// };
    /// let inspection = Inspection { units: vec![unit("A", Some("2021-05-04")), unit("B", None)], ..Default::default() };
    /// let summary = inspection.summary("2021-06-30".parse().unwrap())?;
    /// assert_eq!((summary.planned, summary.inspected), (2, 1));
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `input.duplicate_id` when two units, subjects or findings share an id; `input.unknown_id`
    /// when a finding names an unknown unit or subject, or a recommendation an unknown finding;
    /// `inspection.remedy_limit`, `calendar.horizon_adding` for a deadline that cannot be counted.
    pub fn summary(&self, as_of: NaiveDate) -> Result<InspectionSummary, Error> {
        if let Some(id) = &self.subject_set {
            shipped::subject_set(id)?;
        }
        let (scope, all_subjects) = (self.scope(), self.all_subjects());
        unique(self.units.iter().map(|unit| unit.name.as_str()))?;
        let units = scope;
        let subjects = unique(all_subjects.iter().map(|subject| subject.id.as_str()))?;
        let findings = unique(self.findings.iter().map(|finding| finding.id.as_str()))?;
        for finding in &self.findings {
            if !finding.unit.is_empty() {
                known(&units, &finding.unit)?;
            }
            finding.subjects.iter().try_for_each(|subject| known(&subjects, subject))?;
        }
        for item in &self.recommendations {
            // One on nothing is as wrong as one on a finding nobody made.
            let first = item.on().next().unwrap_or_default();
            known(&findings, first)?;
            item.on().try_for_each(|finding| known(&findings, finding))?;
        }
        let visited: HashSet<&str> =
            self.visited().filter(|(_, _, day)| *day <= as_of).map(|(_, unit, _)| unit).collect();
        let inspected = number(visited.len());
        let planned = number(units.len());
        let mut kinds: Vec<&str> = Vec::new();
        for unit in self.units.iter().filter(|unit| !unit.kind.is_empty()) {
            if !kinds.contains(&unit.kind.as_str()) {
                kinds.push(&unit.kind);
            }
        }
        let count = |id: &str, title: Text, count: usize| Count { id: id.to_owned(), title, count: number(count) };
        let of_kind = |kind: &str| self.units.iter().filter(|unit| unit.kind == kind).count();
        let on_subject =
            |subject: &String| self.findings.iter().filter(|found| found.subjects.contains(subject)).count();
        let at_unit = |unit: &str| self.findings.iter().filter(|finding| finding.unit == unit).count();
        let mut by_unit: Vec<Count> = units.iter().map(|unit| count(unit, Text::same(*unit), at_unit(unit))).collect();
        if at_unit("") > 0 {
            by_unit.push(count("", Text::new("(không nêu đơn vị)", "(no unit named)"), at_unit("")));
        }
        let mut follow_up = Vec::new();
        for item in &self.recommendations {
            let due = item.deadline(self.conclusion.as_ref(), WorkCalendar::vietnam())?.day;
            let state = item.standing(due, self.conclusion.as_ref(), as_of).state;
            follow_up.extend(item.on().map(|finding| FollowUpState { finding: finding.to_owned(), state }));
        }
        Ok(InspectionSummary {
            planned,
            inspected,
            inspected_percent: Ratio::of(inspected, planned).percent(),
            by_kind: kinds.iter().map(|kind| count(kind, Text::same(*kind), of_kind(kind))).collect(),
            by_subject: all_subjects
                .iter()
                .map(|subject| count(&subject.id, subject.title.clone(), on_subject(&subject.id)))
                .collect(),
            by_unit,
            follow_up,
        })
    }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn unique<'a>(ids: impl Iterator<Item = &'a str>) -> Result<Vec<&'a str>, Error> {
    let mut seen = Vec::new();
    for id in ids {
        if seen.contains(&id) {
            return Err(Error::DuplicateId { id: id.to_owned() });
        }
        seen.push(id);
    }
    Ok(seen)
}

fn known(ids: &[&str], id: &str) -> Result<(), Error> {
    if ids.contains(&id) {
        return Ok(());
    }
    Err(Error::UnknownId { id: id.to_owned(), known: ids.join(", ") })
}
