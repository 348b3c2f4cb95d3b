//! Several inspections in one report.

use super::check::{self, Faults};
use super::follow_up::{Due, Standing};
use super::{
    Conclusion, FindingRef, FollowUp, FollowUpCount, Inspection, InspectionCertainty, InspectionForm, Inspections,
    PlanCoverage, RecommendationStatus, RepeatedFinding, Team, UnitCoverage, coverage, repeated, shipped,
};
use crate::error::Issue;
use crate::plan::Share;
use crate::text::Text;
use crate::{Citation, WorkCalendar};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::HashMap;

/// Báo cáo các cuộc kiểm tra at the end of a day, from what was known by then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct InspectionReport {
    /// Ngày chốt số liệu.
    pub as_of: NaiveDate,
    /// Từng cuộc kiểm tra.
    pub inspections: Vec<InspectionRow>,
    /// Số phát hiện known then: the sum by unit, by form and by year.
    pub findings: u64,
    /// Các phát hiện chưa biết: their inspection is concluded, or begins, on a later day.
    pub not_yet_known: Vec<FindingRef>,
    /// Theo đơn vị, in the order met; findings of no unit last, under an empty id.
    pub by_unit: Vec<FindingCount>,
    /// Theo nội dung, in the order met: a finding on several subjects counts under each, so that these need not add
    /// up.
    pub by_subject: Vec<FindingCount>,
    /// Theo hình thức kiểm tra; those of no form named under an empty id.
    pub by_form: Vec<InspectionGroup>,
    /// Theo năm, the earliest first; those of no year known last, under an empty id.
    pub by_year: Vec<InspectionGroup>,
    /// Số kiến nghị: the sum of all states.
    pub recommendations: u64,
    /// Số kiến nghị theo tình trạng, every state named.
    pub follow_up: Vec<FollowUpCount>,
    /// Tỷ lệ đã khắc phục trên số kiến nghị đã có thông báo kết luận hoặc không cần chờ; those not judged left out.
    pub remedied: Share,
    /// Từng kiến nghị.
    pub rows: Vec<RecommendationStatus>,
    /// Các phát hiện lặp lại.
    pub repeated: Vec<RepeatedFinding>,
    /// Mức độ bao phủ của từng kế hoạch, the earliest year first.
    pub plans: Vec<PlanCoverage>,
    /// Từng đơn vị trực thuộc qua các năm.
    pub units: Vec<UnitCoverage>,
    /// Các đơn vị trực thuộc chưa từng được kiểm tra.
    pub never_inspected: Vec<String>,
    /// Các bộ nội dung có sẵn được dùng.
    pub subject_sets: Vec<SubjectSetUse>,
    /// What is wrong in the records; a recommendation named here is not judged.
    pub issues: Vec<Issue>,
    /// What a reader should know, and is not wrong.
    pub remarks: Vec<Issue>,
}

/// Một cuộc kiểm tra.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct InspectionRow {
    /// Mã.
    pub id: String,
    /// Năm.
    pub year: Option<i32>,
    /// Hình thức.
    pub form: Option<InspectionForm>,
    /// Có báo trước hay không; none where the form is not named.
    pub announced: Option<bool>,
    /// Đoàn kiểm tra.
    pub team: Option<Team>,
    /// Thông báo kết luận, where it was there.
    pub conclusion: Option<Conclusion>,
    /// Số đơn vị trong phạm vi.
    pub units: u64,
    /// Số đơn vị đã kiểm tra.
    pub visited: u64,
    /// Số phát hiện known then.
    pub findings: u64,
    /// Số kiến nghị.
    pub recommendations: u64,
}

/// Số phát hiện của một đơn vị hoặc nội dung.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FindingCount {
    /// Mã: a subject's id or a unit's name.
    pub id: String,
    /// Tên.
    pub title: Text,
    /// Số phát hiện.
    pub count: u64,
    /// Các phát hiện.
    pub findings: Vec<FindingRef>,
}

/// Các cuộc kiểm tra của một hình thức hoặc một năm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct InspectionGroup {
    /// Mã: the form's code or the year.
    pub id: String,
    /// Tên.
    pub title: Text,
    /// Mã các cuộc kiểm tra.
    pub inspections: Vec<String>,
    /// Số phát hiện.
    pub count: u64,
    /// Các phát hiện.
    pub findings: Vec<FindingRef>,
}

/// Bộ nội dung có sẵn được dùng, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SubjectSetUse {
    /// Mã bộ.
    pub id: String,
    /// How sure it is.
    pub certainty: InspectionCertainty,
    /// The texts it rests on.
    pub sources: Vec<Citation>,
}

impl Inspections {
    /// Tổng hợp nhiều cuộc kiểm tra: coverage of the plans and over the years, findings by unit, subject, form and
    /// year, those that came again, and where every recommendation stands. Deadlines set as a number of days are
    /// counted with the calendar from the notice of conclusion.
    ///
    /// ```
    /// use cchc::inspection::{FollowUp, Inspections};
    /// use cchc::WorkCalendar;
    /// let all: Inspections = cchc::document::from_json(r#"{"inspections": [{
    ///     "id": "2025-1", "form": "direct", "subject_set": "cchc_2021",
    ///     "units": [{"name": "Trung tâm", "inspected": "2025-05-20"}],
    ///     "conclusion": {"number": "12/TB-ĐKT", "date": "2025-06-10"},
    ///     "findings": [{"id": "a", "unit": "Trung tâm", "subjects": ["organisation"],
    ///                   "statement": {"vi": "thiếu nhân sự", "en": "short of staff"}}],
    ///     "recommendations": [{"finding": "a", "within": {"working_days": 15}}]
    /// }]}"#)?;
    /// let report = all.report("2025-07-02".parse().unwrap(), WorkCalendar::vietnam());
    /// // Fifteen working days after Tuesday 10/6 end on Tuesday 1/7.
    /// assert_eq!(report.rows[0].due.unwrap().to_string(), "2025-07-01");
    /// assert_eq!((report.rows[0].state, report.rows[0].days_overdue), (FollowUp::Overdue, Some(1)));
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// Nothing is refused: what is wrong in single records stands in `issues`, with its path.
    pub fn report(&self, as_of: NaiveDate, calendar: &WorkCalendar) -> InspectionReport {
        let faults = check::check(self, calendar);
        let known = || self.inspections.iter().filter(|inspection| inspection.known(as_of));
        let rows = self.rows(&faults, as_of, calendar);
        let of_state = |state: FollowUp| {
            let of = rows.iter().filter(|row| row.state == state);
            let recommendations: Vec<_> = of.map(|row| [row.inspection.clone(), row.id.clone()]).collect();
            FollowUpCount { state, title: state.label(), count: number(recommendations.len()), recommendations }
        };
        let judged = rows.iter().filter(|row| !matches!(row.state, FollowUp::NoConclusion | FollowUp::NotJudged));
        let remedied = |row: &&RecommendationStatus| matches!(row.state, FollowUp::Remedied | FollowUp::RemediedLate);
        let of = Text::new("kiến nghị đã có hiệu lực", "recommendations that stand");
        let mut plans: Vec<_> = self.plans.iter().map(|plan| coverage::of_plan(self, plan, as_of)).collect();
        plans.sort_by_key(|plan| plan.year);
        let units = coverage::over_years(self, as_of);
        let never = units.iter().filter(|unit| unit.visits == 0);
        let unknown = self.inspections.iter().filter(|inspection| !inspection.known(as_of));
        InspectionReport {
            as_of,
            inspections: self.inspections.iter().map(|inspection| row(inspection, as_of)).collect(),
            findings: number(known().map(|inspection| inspection.findings.len()).sum()),
            not_yet_known: unknown.flat_map(references).collect(),
            by_unit: self.by_unit(as_of),
            by_subject: self.by_subject(as_of),
            by_form: self.by_form(as_of),
            by_year: self.by_year(as_of),
            recommendations: number(rows.len()),
            follow_up: FollowUp::ALL.map(of_state).to_vec(),
            remedied: Share::new(number(rows.iter().filter(remedied).count()), number(judged.count()), of),
            rows,
            repeated: repeated::chains(self, as_of, calendar),
            plans,
            never_inspected: never.map(|unit| unit.unit.clone()).collect(),
            units,
            subject_sets: self.sets(),
            issues: faults.issues,
            remarks: faults.remarks,
        }
    }

    fn rows(&self, faults: &Faults, as_of: NaiveDate, calendar: &WorkCalendar) -> Vec<RecommendationStatus> {
        let mut rows = Vec::new();
        for (place, inspection) in self.inspections.iter().enumerate() {
            let conclusion = inspection.conclusion.as_ref();
            for (at, item) in inspection.recommendations.iter().enumerate() {
                let sound = !faults.recommendations.contains(&(place, at));
                let concluded = conclusion.filter(|conclusion| conclusion.date <= as_of);
                let due = if sound { item.deadline(concluded, calendar).unwrap_or_default() } else { Due::default() };
                let fault = Standing { state: FollowUp::NotJudged, reported: None };
                let standing = if sound { item.standing(due.day, conclusion, as_of) } else { fault };
                let days = |from: NaiveDate, to: NaiveDate| {
                    u64::try_from(to.signed_duration_since(from).num_days()).ok().filter(|days| *days > 0)
                };
                let overdue = due.day.filter(|_| standing.state == FollowUp::Overdue);
                rows.push(RecommendationStatus {
                    inspection: inspection.id.clone(),
                    id: item.named(at),
                    findings: item.on().map(str::to_owned).collect(),
                    to: item.to.clone(),
                    state: standing.state,
                    days_late: due.day.zip(standing.reported).and_then(|(due, reported)| days(due, reported)),
                    days_overdue: overdue.and_then(|due| days(due, as_of)),
                    due: due.day,
                    due_text: due.text,
                    due_sources: due.sources,
                    reported: standing.reported,
                });
            }
        }
        rows
    }

    fn known(&self, as_of: NaiveDate) -> impl Iterator<Item = &Inspection> {
        self.inspections.iter().filter(move |inspection| inspection.known(as_of))
    }

    fn by_unit(&self, as_of: NaiveDate) -> Vec<FindingCount> {
        let mut counts = Counts::default();
        for unit in self.inspections.iter().flat_map(Inspection::scope) {
            counts.at(unit, || Text::same(unit));
        }
        let mut nowhere = Vec::new();
        for inspection in self.known(as_of) {
            for finding in &inspection.findings {
                let found = FindingRef { inspection: inspection.id.clone(), finding: finding.id.clone() };
                match finding.unit.as_str() {
                    "" => nowhere.push(found),
                    unit => counts.at(unit, || Text::same(unit)).push(found),
                }
            }
        }
        if !nowhere.is_empty() {
            *counts.at("", || Text::new("(không nêu đơn vị)", "(no unit named)")) = nowhere;
        }
        counts.rows()
    }

    fn by_subject(&self, as_of: NaiveDate) -> Vec<FindingCount> {
        let mut counts = Counts::default();
        for inspection in &self.inspections {
            for subject in inspection.all_subjects() {
                counts.at(&subject.id, || subject.title.clone());
            }
        }
        for inspection in self.known(as_of) {
            for finding in &inspection.findings {
                let mut subjects = finding.subjects.clone();
                subjects.sort_unstable();
                subjects.dedup();
                for subject in &subjects {
                    let found = FindingRef { inspection: inspection.id.clone(), finding: finding.id.clone() };
                    counts.at(subject, || Text::same(subject.as_str())).push(found);
                }
            }
        }
        counts.rows()
    }

    fn by_form(&self, as_of: NaiveDate) -> Vec<InspectionGroup> {
        let forms = [InspectionForm::Direct, InspectionForm::ThroughReport, InspectionForm::Unscheduled];
        let named = forms.map(|form| (Some(form), form.code().to_owned(), form.label()));
        let nameless = (None, String::new(), Text::new("(không nêu hình thức)", "(no form named)"));
        let groups = named.into_iter().chain([nameless]);
        let group = |(form, id, title)| self.group(id, title, as_of, |inspection| inspection.form == form);
        groups.map(group).filter(|group| !group.inspections.is_empty()).collect()
    }

    fn by_year(&self, as_of: NaiveDate) -> Vec<InspectionGroup> {
        let mut years: Vec<i32> = self.inspections.iter().filter_map(Inspection::in_year).collect();
        years.sort_unstable();
        years.dedup();
        let named = years.into_iter().map(|year| (Some(year), year.to_string(), Text::same(year.to_string())));
        let nameless = (None, String::new(), Text::new("(không rõ năm)", "(year not known)"));
        let group = |(year, id, title)| self.group(id, title, as_of, |inspection| inspection.in_year() == year);
        named.chain([nameless]).map(group).filter(|group| !group.inspections.is_empty()).collect()
    }

    fn group(
        &self,
        id: String,
        title: Text,
        as_of: NaiveDate,
        belongs: impl Fn(&Inspection) -> bool,
    ) -> InspectionGroup {
        let members = || self.inspections.iter().filter(|inspection| belongs(inspection));
        let known = members().filter(|inspection| inspection.known(as_of));
        let findings: Vec<FindingRef> = known.flat_map(references).collect();
        let inspections = members().map(|inspection| inspection.id.clone()).collect();
        InspectionGroup { id, title, inspections, count: number(findings.len()), findings }
    }

    fn sets(&self) -> Vec<SubjectSetUse> {
        let mut used: Vec<SubjectSetUse> = Vec::new();
        for id in self.inspections.iter().filter_map(|inspection| inspection.subject_set.as_deref()) {
            let Ok(set) = shipped::subject_set(id) else { continue };
            if !used.iter().any(|other| other.id == set.id) {
                let (id, sources) = (set.id.clone(), set.sources.clone());
                used.push(SubjectSetUse { id, certainty: set.certainty, sources });
            }
        }
        used
    }
}

/// Findings under names, in the order the names were met.
#[derive(Default)]
struct Counts {
    places: HashMap<String, usize>,
    rows: Vec<(String, Text, Vec<FindingRef>)>,
    none: Vec<FindingRef>,
}

impl Counts {
    fn at(&mut self, id: &str, title: impl FnOnce() -> Text) -> &mut Vec<FindingRef> {
        let place = match self.places.get(id) {
            Some(place) => *place,
            None => {
                self.rows.push((id.to_owned(), title(), Vec::new()));
                self.places.insert(id.to_owned(), self.rows.len() - 1);
                self.rows.len() - 1
            }
        };
        // The place is always there.
        self.rows.get_mut(place).map_or(&mut self.none, |row| &mut row.2)
    }

    fn rows(self) -> Vec<FindingCount> {
        let row = |(id, title, findings): (String, Text, Vec<FindingRef>)| FindingCount {
            id,
            title,
            count: number(findings.len()),
            findings,
        };
        self.rows.into_iter().map(row).collect()
    }
}

fn references(inspection: &Inspection) -> impl Iterator<Item = FindingRef> {
    let of = |finding: &super::Finding| FindingRef { inspection: inspection.id.clone(), finding: finding.id.clone() };
    inspection.findings.iter().map(of)
}

fn row(inspection: &Inspection, as_of: NaiveDate) -> InspectionRow {
    let mut visited: Vec<&str> =
        inspection.visited().filter(|(_, _, date)| *date <= as_of).map(|(_, unit, _)| unit).collect();
    visited.sort_unstable();
    visited.dedup();
    InspectionRow {
        id: inspection.id.clone(),
        year: inspection.in_year(),
        form: inspection.form,
        announced: inspection.form.map(|form| form != InspectionForm::Unscheduled),
        team: inspection.team.clone(),
        conclusion: inspection.conclusion.clone().filter(|conclusion| conclusion.date <= as_of),
        units: number(inspection.scope().len()),
        visited: number(visited.len()),
        findings: if inspection.known(as_of) { number(inspection.findings.len()) } else { 0 },
        recommendations: number(inspection.recommendations.len()),
    }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
