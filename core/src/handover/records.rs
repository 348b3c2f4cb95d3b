//! Việc để bàn giao, from the records of the rooms: dossiers, tasks, recommendations and feedback as they are kept.

use super::{HandoverItem, ItemKind};
use crate::Error;
use crate::agency::AgencyRegister;
use crate::calendar::WorkCalendar;
use crate::dossier::{Dossier, DossierState};
use crate::error::Issue;
use crate::feedback::{self, Feedback};
use crate::inspection::{FollowUp, Inspections};
use crate::plan::{Plan, TaskState};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Sổ sách của các cơ quan được sắp xếp: whatever of them was open is handed over. Agencies are named by the key of
/// the register, by the identifier or by the name they had.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HandoverRecords {
    /// Hồ sơ, by the agency that handles them.
    pub dossiers: Vec<Dossier>,
    /// Kế hoạch, its tasks by their lead agency.
    pub plan: Option<Plan>,
    /// Kiểm tra, its recommendations by whom they are to.
    pub inspections: Option<Inspections>,
    /// Phản ánh, kiến nghị, by who received them.
    pub feedback: Vec<Feedback>,
}

/// What an item is made of, and the place it comes from.
struct Found<'a> {
    path: String,
    id: String,
    kind: ItemKind,
    agency: &'a str,
    opened: Option<NaiveDate>,
    closed: Option<NaiveDate>,
    procedure: &'a str,
    field: &'a str,
}

impl HandoverRecords {
    /// The items there are at the end of a day, and why some records are none.
    pub(super) fn items(&self, register: &AgencyRegister, as_of: NaiveDate) -> (Vec<HandoverItem>, Vec<Issue>) {
        let (mut found, mut issues) = (Vec::new(), Vec::new());
        self.dossiers(&mut found, &mut issues);
        self.tasks(as_of, &mut found, &mut issues);
        self.recommendations(as_of, &mut found, &mut issues);
        self.feedback(as_of, &mut found);
        let mut items = Vec::new();
        for item in found {
            let path = item.path.clone();
            match item.checked(register) {
                Ok(item) => items.push(item),
                Err((field, error)) => issues.push(Issue::at(format!("{path}.{field}"), error)),
            }
        }
        (items, issues)
    }

    fn dossiers<'a>(&'a self, found: &mut Vec<Found<'a>>, issues: &mut Vec<Issue>) {
        for (place, dossier) in self.dossiers.iter().enumerate() {
            let path = format!("records.dossiers[{place}]");
            let never = [DossierState::Registered, DossierState::NotAccepted];
            let ended = [DossierState::Withdrawn, DossierState::Stopped, DossierState::Closed];
            let is = |states: &[DossierState]| states.iter().any(|state| dossier.status == Some(*state as u8));
            if is(&never) {
                continue;
            }
            // A record that was withdrawn or stopped has no day on which it was: open or not is not known.
            let closed = dossier.finished.or(dossier.refused_at);
            if closed.is_none() && is(&ended) {
                let error = Error::MissingField { field: "finished".to_owned() };
                issues.push(Issue::at(format!("{path}.finished"), error));
                continue;
            }
            found.push(Found {
                path,
                id: dossier.id.clone(),
                kind: ItemKind::Dossier,
                agency: &dossier.agency,
                opened: dossier.received.map(|received| received.date()),
                closed: closed.map(|closed| closed.date()),
                procedure: &dossier.procedure,
                field: &dossier.field,
            });
        }
    }

    fn tasks<'a>(&'a self, as_of: NaiveDate, found: &mut Vec<Found<'a>>, issues: &mut Vec<Issue>) {
        let Some(plan) = &self.plan else { return };
        let report = match plan.report(as_of, None) {
            Ok(report) => report,
            Err(error) => return issues.push(Issue::at("records.plan", error)),
        };
        issues.extend(report.issues.iter().map(|issue| under("records.plan", issue)));
        for (place, task) in plan.tasks.iter().enumerate() {
            let judged = report.tasks.iter().find(|status| status.id == task.id);
            let Some(status) = judged.filter(|status| status.state != TaskState::NotJudged) else { continue };
            let cancelled = task.cancelled.as_ref().map(|cancelled| cancelled.date).filter(|date| *date <= as_of);
            found.push(Found {
                path: format!("records.plan.tasks[{place}]"),
                id: task.id.clone(),
                kind: ItemKind::Task,
                agency: &task.lead,
                opened: task.start.or(plan.issued).or_else(|| NaiveDate::from_ymd_opt(plan.year, 1, 1)),
                closed: status.done.or(cancelled),
                procedure: "",
                field: &task.field,
            });
        }
    }

    fn recommendations<'a>(&'a self, as_of: NaiveDate, found: &mut Vec<Found<'a>>, issues: &mut Vec<Issue>) {
        let Some(inspections) = &self.inspections else { return };
        let report = inspections.report(as_of, WorkCalendar::vietnam());
        issues.extend(report.issues.iter().map(|issue| under("records.inspections", issue)));
        for row in report.rows.iter().filter(|row| row.state != FollowUp::NotJudged) {
            let inspection = inspections.inspections.iter().find(|inspection| inspection.id == row.inspection);
            let opened = inspection.and_then(|inspection| inspection.conclusion.as_ref()).map(|notice| notice.date);
            let unit = |id: &String| inspection?.findings.iter().find(|finding| finding.id == *id);
            // A recommendation that names nobody is to the unit of its finding.
            let named = inspection.and_then(|inspection| {
                let mut to = inspection.recommendations.iter().map(|recommendation| recommendation.to.as_str());
                to.find(|to| *to == row.to && !to.is_empty())
            });
            let agency = named.or_else(|| row.findings.iter().find_map(unit).map(|finding| finding.unit.as_str()));
            let remedied = matches!(row.state, FollowUp::Remedied | FollowUp::RemediedLate);
            found.push(Found {
                path: format!("records.inspections.{}.{}", row.inspection, row.id),
                id: format!("{}/{}", row.inspection, row.id),
                kind: ItemKind::Recommendation,
                agency: agency.unwrap_or_default(),
                opened,
                closed: row.reported.filter(|_| remedied),
                procedure: "",
                field: "",
            });
        }
    }

    fn feedback<'a>(&'a self, as_of: NaiveDate, found: &mut Vec<Found<'a>>) {
        for (place, record) in self.feedback.iter().enumerate() {
            found.push(Found {
                path: format!("records.feedback[{place}]"),
                id: record.id.clone(),
                kind: ItemKind::Feedback,
                agency: record.received_by.as_deref().unwrap_or_default(),
                opened: Some(record.start().date()),
                closed: feedback::disposition(record, as_of).1.map(|closed| closed.date()),
                procedure: "",
                field: "",
            });
        }
    }
}

fn under(list: &str, issue: &Issue) -> Issue {
    Issue::at(format!("{list}.{}", issue.path), issue.error.clone())
}

impl Found<'_> {
    /// # Errors
    /// What is wrong, with the field.
    fn checked(self, register: &AgencyRegister) -> Result<HandoverItem, (&'static str, Error)> {
        let missing = |field: &'static str| (field, Error::MissingField { field: field.to_owned() });
        if self.agency.is_empty() {
            return Err(missing("agency"));
        }
        let opened = self.opened.ok_or_else(|| missing("opened"))?;
        let agency = register.key_of(self.agency, opened).map_err(|error| ("agency", error))?.to_owned();
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Ok(HandoverItem {
            id: self.id,
            kind: self.kind,
            agency,
            opened,
            closed: self.closed,
            procedure: some(self.procedure),
            field: some(self.field),
            unit: None,
        })
    }
}
