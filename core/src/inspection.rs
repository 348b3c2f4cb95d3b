//! Kiểm tra cải cách hành chính: units planned and inspected, findings, and their follow-up.

use crate::Error;
use crate::number::{Exact, Ratio};
use crate::text::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Cuộc kiểm tra hoặc kế hoạch kiểm tra.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Inspection {
    /// Các đơn vị được kiểm tra.
    pub units: Vec<InspectedUnit>,
    /// Các nội dung kiểm tra.
    pub subjects: Vec<Subject>,
    /// Các phát hiện.
    pub findings: Vec<Finding>,
    /// Các kiến nghị.
    pub recommendations: Vec<Recommendation>,
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
}

/// Kiến nghị khắc phục một phát hiện.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recommendation {
    /// Mã phát hiện.
    pub finding: String,
    /// Hạn khắc phục, where one was set.
    #[serde(default)]
    pub due: Option<NaiveDate>,
    /// Ngày báo cáo đã khắc phục.
    #[serde(default)]
    pub remedied: Option<NaiveDate>,
}

/// Tình trạng khắc phục on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FollowUp {
    /// Đã khắc phục.
    Remedied,
    /// Đã khắc phục, quá hạn.
    RemediedLate,
    /// Chưa khắc phục, trong hạn.
    Open,
    /// Chưa khắc phục, quá hạn.
    Overdue,
    /// Chưa khắc phục, không ấn định hạn.
    OpenWithoutDeadline,
}

impl FollowUp {
    /// The state as documents write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Remedied => "remedied",
            Self::RemediedLate => "remedied_late",
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::OpenWithoutDeadline => "open_without_deadline",
        }
    }

    /// The state's name.
    pub fn label(self) -> Text {
        match self {
            Self::Remedied => Text::new("đã khắc phục", "remedied"),
            Self::RemediedLate => Text::new("đã khắc phục, quá hạn", "remedied late"),
            Self::Open => Text::new("chưa khắc phục, trong hạn", "open, not yet due"),
            Self::Overdue => Text::new("chưa khắc phục, quá hạn", "overdue"),
            Self::OpenWithoutDeadline => {
                Text::new("chưa có báo cáo khắc phục, không ấn định hạn", "no remedy reported, no deadline set")
            }
        }
    }
}

impl Recommendation {
    /// The state at the end of the day `as_of`; a remedy reported later was not there then.
    pub fn follow_up(&self, as_of: NaiveDate) -> FollowUp {
        match (self.remedied.filter(|remedied| *remedied <= as_of), self.due) {
            (Some(remedied), Some(due)) if remedied > due => FollowUp::RemediedLate,
            (Some(_), _) => FollowUp::Remedied,
            (None, Some(due)) if due < as_of => FollowUp::Overdue,
            (None, Some(_)) => FollowUp::Open,
            (None, None) => FollowUp::OpenWithoutDeadline,
        }
    }
}

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
    /// Tình trạng từng kiến nghị.
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
    /// Coverage, findings by subject and unit, and the follow-up of each recommendation.
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
    /// when a finding names an unknown unit or subject, or a recommendation an unknown finding.
    pub fn summary(&self, as_of: NaiveDate) -> Result<InspectionSummary, Error> {
        let units = unique(self.units.iter().map(|unit| unit.name.as_str()))?;
        let subjects = unique(self.subjects.iter().map(|subject| subject.id.as_str()))?;
        let findings = unique(self.findings.iter().map(|finding| finding.id.as_str()))?;
        for finding in &self.findings {
            if !finding.unit.is_empty() {
                known(&units, &finding.unit)?;
            }
            finding.subjects.iter().try_for_each(|subject| known(&subjects, subject))?;
        }
        self.recommendations.iter().try_for_each(|recommendation| known(&findings, &recommendation.finding))?;

        let inspected = number(self.units.iter().filter(|unit| unit.inspected.is_some_and(|day| day <= as_of)).count());
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
        Ok(InspectionSummary {
            planned,
            inspected,
            inspected_percent: Ratio::of(inspected, planned).percent(),
            by_kind: kinds.iter().map(|kind| count(kind, Text::same(*kind), of_kind(kind))).collect(),
            by_subject: self
                .subjects
                .iter()
                .map(|subject| count(&subject.id, subject.title.clone(), on_subject(&subject.id)))
                .collect(),
            by_unit,
            follow_up: self
                .recommendations
                .iter()
                .map(|item| FollowUpState { finding: item.finding.clone(), state: item.follow_up(as_of) })
                .collect(),
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
