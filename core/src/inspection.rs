//! Kiểm tra cải cách hành chính: plans of a year, visits, findings, recommendations and their follow-up.
//!
//! One [`Inspection`] has a [`summary`](Inspection::summary); several years of them, with their plans, have a
//! [`report`](Inspections::report) that says which units were never inspected and which findings came again.

mod check;
mod coverage;
mod follow_up;
mod repeated;
mod report;
mod shipped;
mod summary;

pub use coverage::{Coverage, PlanCoverage, ThresholdResult, UnitCoverage};
pub use follow_up::{FollowUp, FollowUpCount, RecommendationStatus};
pub use repeated::{RepeatLink, RepeatedFinding};
pub use report::{FindingCount, InspectionGroup, InspectionReport, InspectionRow, SubjectSetUse};
pub use shipped::{InspectionCertainty, SubjectSet, subject_sets};
pub use summary::{Count, FollowUpState, InspectionSummary};

use crate::number::Exact;
use crate::text::Text;
use crate::{Citation, TimeLimit};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Các năm kiểm tra: the plans of a body and the inspections it made or underwent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Inspections {
    /// Các kế hoạch kiểm tra, at most one a year.
    pub plans: Vec<InspectionPlan>,
    /// Các cuộc kiểm tra.
    pub inspections: Vec<Inspection>,
}

/// Kế hoạch kiểm tra của một năm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InspectionPlan {
    /// Năm.
    pub year: i32,
    /// Số, ký hiệu.
    #[serde(default)]
    pub number: String,
    /// Ngày ban hành.
    #[serde(default)]
    pub issued: Option<NaiveDate>,
    /// Cơ quan ban hành.
    #[serde(default)]
    pub issuer: String,
    /// The document itself, to be cited.
    #[serde(default)]
    pub source: Option<Citation>,
    /// Tất cả các phòng và đơn vị trực thuộc of the body, inspected or not.
    #[serde(default)]
    pub own_units: Vec<OwnUnit>,
    /// Tên các đơn vị sẽ kiểm tra; others than its own may be among them.
    #[serde(default)]
    pub planned: Vec<String>,
    /// Tỷ lệ tối thiểu of its own units; none is judged where it is left out.
    #[serde(default)]
    pub threshold: Option<Threshold>,
}

/// Phòng hoặc đơn vị trực thuộc.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnUnit {
    /// Tên đơn vị.
    pub name: String,
    /// Loại đơn vị, such as phòng chuyên môn.
    #[serde(default)]
    pub kind: String,
}

/// Tỷ lệ tối thiểu đơn vị trực thuộc được kiểm tra: `{"shipped": "own_units_2025"}` or
/// `{"own": {"percent": "60", "source": {...}}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Threshold {
    /// One of `core/data/inspection.json`.
    Shipped(String),
    /// Quy định của cơ quan.
    Own(OwnThreshold),
}

/// Tỷ lệ tối thiểu theo quy định của cơ quan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnThreshold {
    /// Tỷ lệ phần trăm, 0 to 100.
    pub percent: Exact,
    /// Căn cứ.
    pub source: Citation,
}

/// Cuộc kiểm tra. Every key may be left out; one alone may also stand for a plan, with the units to be inspected.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Inspection {
    /// Mã cuộc kiểm tra; needed where there are several.
    pub id: String,
    /// Năm; that of the first visit where it is left out.
    pub year: Option<i32>,
    /// Hình thức.
    pub form: Option<InspectionForm>,
    /// Đoàn kiểm tra.
    pub team: Option<Team>,
    /// Thời kỳ kiểm tra.
    pub period: Option<InspectedPeriod>,
    /// Thông báo kết luận.
    pub conclusion: Option<Conclusion>,
    /// Mã bộ nội dung kiểm tra có sẵn, to which `subjects` are added.
    pub subject_set: Option<String>,
    /// Các đơn vị được kiểm tra.
    pub units: Vec<InspectedUnit>,
    /// Các buổi kiểm tra, besides those given with the units.
    pub visits: Vec<Visit>,
    /// Các nội dung kiểm tra.
    pub subjects: Vec<Subject>,
    /// Các phát hiện.
    pub findings: Vec<Finding>,
    /// Các kiến nghị.
    pub recommendations: Vec<Recommendation>,
}

/// Hình thức kiểm tra.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum InspectionForm {
    /// Trực tiếp tại đơn vị, có báo trước.
    Direct,
    /// Qua báo cáo.
    ThroughReport,
    /// Đột xuất: not announced, and in no plan.
    Unscheduled,
}

impl InspectionForm {
    /// The form as documents write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::ThroughReport => "through_report",
            Self::Unscheduled => "unscheduled",
        }
    }

    /// The form's name.
    pub fn label(self) -> Text {
        match self {
            Self::Direct => Text::new("trực tiếp", "direct"),
            Self::ThroughReport => Text::new("qua báo cáo", "through the report"),
            Self::Unscheduled => Text::new("đột xuất", "unscheduled"),
        }
    }
}

/// Đoàn kiểm tra.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Team {
    /// Trưởng đoàn: the post or the body that leads.
    pub head: String,
    /// Các cơ quan thành viên.
    pub members: Vec<String>,
    /// Quyết định thành lập.
    pub decision: Option<Citation>,
}

/// Thời kỳ kiểm tra, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InspectedPeriod {
    /// Từ ngày.
    pub from: NaiveDate,
    /// Đến hết ngày.
    pub through: NaiveDate,
}

/// Thông báo kết luận: findings and recommendations are known from its day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conclusion {
    /// Số, ký hiệu.
    #[serde(default)]
    pub number: String,
    /// Ngày.
    pub date: NaiveDate,
}

/// Buổi kiểm tra tại một đơn vị.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// Tên đơn vị.
    pub unit: String,
    /// Ngày kiểm tra.
    pub date: NaiveDate,
}

/// Đơn vị được kiểm tra.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InspectedUnit {
    /// Tên đơn vị.
    pub name: String,
    /// Loại đơn vị, such as phòng chuyên môn.
    pub kind: String,
    /// Ngày kiểm tra, or the date of the report that first says it was inspected.
    pub inspected: Option<NaiveDate>,
    /// Ngày báo cáo tự kiểm tra.
    pub self_check: Option<NaiveDate>,
}

/// Nội dung kiểm tra.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Mã nội dung.
    pub id: String,
    /// Tên nội dung.
    pub title: Text,
}

/// Phát hiện.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Mã phát hiện.
    pub id: String,
    /// Tên đơn vị; empty where the source names none.
    #[serde(default)]
    pub unit: String,
    /// Mã các nội dung liên quan.
    pub subjects: Vec<String>,
    /// Nội dung phát hiện.
    pub statement: Text,
    /// Từ khóa phân loại: two findings at one unit, on one subject and of one kind are the same come again.
    #[serde(default)]
    pub kind: String,
    /// Bằng chứng.
    #[serde(default)]
    pub evidence: String,
    /// Căn cứ pháp lý.
    #[serde(default)]
    pub basis: Vec<Citation>,
    /// Mức độ, in the words of the inspection.
    #[serde(default)]
    pub severity: String,
    /// Phát hiện trước đó that this one repeats.
    #[serde(default)]
    pub repeats: Option<FindingRef>,
}

/// Mã một phát hiện among several inspections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingRef {
    /// Mã cuộc kiểm tra.
    pub inspection: String,
    /// Mã phát hiện.
    pub finding: String,
}

/// Kiến nghị khắc phục một hoặc nhiều phát hiện.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Recommendation {
    /// Mã kiến nghị; its place in the list, from 1, where it is left out.
    pub id: String,
    /// Mã phát hiện.
    pub finding: String,
    /// Mã các phát hiện khác.
    pub findings: Vec<String>,
    /// Đơn vị phải khắc phục.
    pub to: String,
    /// Nội dung kiến nghị.
    pub what: String,
    /// Hạn khắc phục, where a day was set.
    pub due: Option<NaiveDate>,
    /// Hạn khắc phục kể từ thông báo kết luận, where a number of days was set: `{"working_days": 15}` or
    /// `{"calendar_days": 15}`; "15 days" alone does not say which.
    pub within: Option<TimeLimit>,
    /// Ngày báo cáo đã khắc phục.
    pub remedied: Option<NaiveDate>,
    /// Các báo cáo khắc phục, in any order.
    pub reports: Vec<RemedyReport>,
}

/// Báo cáo khắc phục.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemedyReport {
    /// Ngày báo cáo.
    pub date: NaiveDate,
    /// Văn bản.
    #[serde(default)]
    pub document: Option<Citation>,
    /// Được chấp nhận hay không; left out while nobody has decided.
    #[serde(default)]
    pub accepted: Option<bool>,
    /// Ngày chấp nhận hoặc không chấp nhận; that of the report where it is left out.
    #[serde(default)]
    pub decided: Option<NaiveDate>,
}

impl Recommendation {
    /// The findings it is on.
    fn on(&self) -> impl Iterator<Item = &str> {
        let first = Some(self.finding.as_str()).filter(|finding| !finding.is_empty());
        first.into_iter().chain(self.findings.iter().map(String::as_str))
    }

    /// Its id, or its place in the list.
    fn named(&self, place: usize) -> String {
        if self.id.is_empty() { (place + 1).to_string() } else { self.id.clone() }
    }
}

impl Inspection {
    /// Every visit, with the key it stands under.
    fn visited(&self) -> impl Iterator<Item = (String, &str, NaiveDate)> {
        let own = self.units.iter().enumerate();
        let own =
            own.filter_map(|(at, unit)| Some((format!("units[{at}].inspected"), unit.name.as_str(), unit.inspected?)));
        let more = self.visits.iter().enumerate();
        own.chain(more.map(|(at, visit)| (format!("visits[{at}]"), visit.unit.as_str(), visit.date)))
    }

    /// The units in its scope: those named, and those visited besides.
    fn scope(&self) -> Vec<&str> {
        let visited = self.visits.iter().map(|visit| visit.unit.as_str());
        let mut met = std::collections::HashSet::new();
        self.units.iter().map(|unit| unit.name.as_str()).chain(visited).filter(|name| met.insert(*name)).collect()
    }

    fn first_visit(&self) -> Option<NaiveDate> {
        self.visited().map(|(_, _, date)| date).min()
    }

    /// The year it belongs to, where that is known.
    fn in_year(&self) -> Option<i32> {
        let concluded = self.conclusion.as_ref().map(|conclusion| conclusion.date);
        self.year.or(self.first_visit().or(concluded).map(|date| date.year()))
    }

    /// Whether what it found was known at the end of a day.
    fn known(&self, as_of: NaiveDate) -> bool {
        match &self.conclusion {
            Some(conclusion) => conclusion.date <= as_of,
            None => self.first_visit().is_none_or(|visit| visit <= as_of),
        }
    }

    /// Whether it surely came before another.
    fn before(&self, other: &Self) -> bool {
        let day = |one: &Self| one.first_visit().or(one.conclusion.as_ref().map(|conclusion| conclusion.date));
        match (day(self), day(other)) {
            (Some(own), Some(others)) => own < others,
            _ => self.in_year().zip(other.in_year()).is_some_and(|(own, others)| own < others),
        }
    }

    /// Its subjects: those of the shipped set, and its own.
    fn all_subjects(&self) -> Vec<&Subject> {
        let set = self.subject_set.as_deref().and_then(|id| shipped::subject_set(id).ok());
        set.into_iter().flat_map(|set| &set.subjects).chain(&self.subjects).collect()
    }
}
