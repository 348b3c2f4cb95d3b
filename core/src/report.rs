//! Báo cáo định kỳ: from the records of a period to sections, tables, sentences and figures.
//!
//! A [`Report`] is computed, never typed: every number in it comes out of another room, and stands
//! once more in [`Report::figures`] with its exact value, its denominator and its source. It is
//! text in two languages; nothing is written anywhere.

mod figures;
mod layout;
mod score_sections;
mod sections;

pub use figures::{Figure, Unit};
pub use layout::{Align, Block, Cell, Column, Section, Table, TableRow};

use crate::dossier::Dossier;
use crate::inspection::Inspection;
use crate::plan::Task;
use crate::procedure::PublishedProcedures;
use crate::ranking::{Movement, Standing};
use crate::rules::RuleSet;
use crate::scoring::Evidence;
use crate::statistics::OnTimeTable;
use crate::text::{Lang, Text};
use crate::{Agency, AgencyId, Citation, Error, WorkCalendar};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Số liệu của một kỳ báo cáo: whatever a report is to be written from.
///
/// Every list may be empty; a section is written for each that is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Records {
    /// Mã báo cáo, which prefixes the names of its figures.
    pub id: String,
    /// Tên báo cáo.
    pub title: Text,
    /// Ngày chốt số liệu.
    pub as_of: NaiveDate,
    /// Nguồn của số liệu.
    #[serde(default)]
    pub sources: Vec<Citation>,
    /// Thông tin nêu nguyên trong nguồn, not computed.
    #[serde(default)]
    pub facts: Vec<Text>,
    /// Hồ sơ.
    #[serde(default)]
    pub dossiers: Vec<Dossier>,
    /// Thủ tục công bố theo cấp.
    #[serde(default)]
    pub procedures: Vec<PublishedProcedures>,
    /// Nhiệm vụ của kế hoạch.
    #[serde(default)]
    pub tasks: Vec<Task>,
    /// Kiểm tra.
    #[serde(default)]
    pub inspection: Inspection,
    /// Xin lỗi khi quá hạn.
    #[serde(default)]
    pub apology: Option<ApologyRecord>,
    /// Thứ hạng qua các năm.
    #[serde(default)]
    pub standings: Vec<StandingRecord>,
    /// Bộ chỉ số riêng, used before the shipped ones of the same id.
    #[serde(default)]
    pub rule_sets: Vec<RuleSet>,
    /// Bảng điểm của nhiều đơn vị.
    #[serde(default)]
    pub league: Option<League>,
    /// Bảng điểm chi tiết của từng đơn vị.
    #[serde(default)]
    pub sheets: Vec<ScoredUnit>,
}

/// Số hồ sơ quá hạn và số văn bản xin lỗi, with the basis of the duty there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApologyRecord {
    /// Hồ sơ quá hạn.
    pub overdue_dossiers: u64,
    /// Văn bản xin lỗi.
    pub apologised: u64,
    /// Căn cứ.
    pub source: Citation,
}

/// Thứ hạng của một đơn vị: now, and either an earlier year or the movement since it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandingRecord {
    /// Mã, for the names of the figures.
    pub id: String,
    /// Tên chỉ số hoặc đơn vị.
    pub title: Text,
    /// Năm.
    pub year: i32,
    /// Vị trí năm đó.
    pub now: Standing,
    /// Năm trước để so sánh.
    #[serde(default)]
    pub earlier_year: Option<i32>,
    /// Vị trí năm trước, where it is known.
    #[serde(default)]
    pub earlier: Option<Standing>,
    /// Biến động so với năm trước, where that is known instead.
    #[serde(default)]
    pub movement: Option<Movement>,
    /// Số đơn vị được xếp hạng năm trước, when the earlier rank follows from the movement.
    #[serde(default)]
    pub earlier_of: Option<u32>,
    /// Nguồn.
    pub source: Citation,
}

/// Bảng điểm của nhiều đơn vị theo một bộ chỉ số.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct League {
    /// Mã bộ chỉ số, own or shipped.
    pub rule_set: String,
    /// Ngày của kết quả.
    pub date: NaiveDate,
    /// Nhóm được cộng lại khi lấy trung bình, as the publisher prints them together.
    #[serde(default)]
    pub mean_together: Vec<Vec<String>>,
    /// Đơn vị cần xem phải thêm bao nhiêu điểm để lên hạng.
    #[serde(default)]
    pub focus: Option<AgencyId>,
    /// Các đơn vị.
    pub units: Vec<ScoredUnit>,
    /// Nguồn.
    pub source: Citation,
}

/// Đơn vị được chấm và số liệu của nó.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoredUnit {
    /// Đơn vị.
    pub unit: Agency,
    /// Mã bộ chỉ số, own or shipped; a league's units take the league's.
    #[serde(default)]
    pub rule_set: Option<String>,
    /// Kỳ của số liệu, as the source names it.
    #[serde(default)]
    pub period: Option<Text>,
    /// Số liệu.
    pub evidence: Vec<Evidence>,
}

/// Báo cáo: sections to read and figures to check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// Mã báo cáo.
    pub id: String,
    /// Tên báo cáo.
    pub title: Text,
    /// Ngày chốt số liệu.
    pub as_of: NaiveDate,
    /// Các phần.
    pub sections: Vec<Section>,
    /// Mọi con số đã tính.
    pub figures: Vec<Figure>,
    /// Nguồn của số liệu.
    pub sources: Vec<Citation>,
}

impl Report {
    /// Writes the report of a period's records.
    ///
    /// ```
    /// use cchc::{Lang, Records, Report, WorkCalendar};
    /// let records: Records = cchc::document::from_json(r#"{
    ///     "id": "q1", "title": {"vi": "Báo cáo quý I", "en": "First quarter"}, "as_of": "2026-03-14",
    ///     "tasks": [{"id": "1", "done": "2026-02-10"}, {"id": "2"}, {"id": "3"}]
    /// }"#)?;
    /// let report = Report::write(&records, WorkCalendar::vietnam())?;
    /// assert_eq!(report.figure("q1.tasks.done_percent").unwrap().value, "33.33");
    /// assert!(report.to_text(Lang::Vi).contains("33,33 %"));
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of the rooms the records go through: a dossier that cannot be classified, evidence a
    /// rule set does not take, a duplicate id.
    pub fn write(records: &Records, calendar: &WorkCalendar) -> Result<Self, Error> {
        let mut report = Self::empty(&records.id, records.title.clone(), records.as_of);
        report.sources = records.sources.clone();
        sections::facts(&mut report, &records.facts);
        if !records.dossiers.is_empty() {
            let mut table = OnTimeTable::new(records.as_of);
            for dossier in &records.dossiers {
                table.add(dossier, calendar, None);
            }
            // A report of records is a statement; one that cannot be counted is not left out of it.
            if let Some(issue) = table.issues().first() {
                return Err(issue.error.clone());
            }
            sections::dossiers(&mut report, &table)?;
            if records.dossiers.iter().any(|dossier| !dossier.agency.is_empty() || !dossier.procedure.is_empty()) {
                sections::agencies(&mut report, &table)?;
            }
        }
        sections::procedures(&mut report, &records.procedures)?;
        sections::tasks(&mut report, &records.tasks)?;
        sections::inspection(&mut report, &records.inspection)?;
        sections::apology(&mut report, records.apology.as_ref())?;
        sections::standings(&mut report, &records.standings)?;
        let goal = match &records.league {
            Some(league) => score_sections::league(&mut report, league, &records.rule_sets)?,
            None => None,
        };
        for unit in &records.sheets {
            score_sections::sheet(&mut report, unit, goal.as_ref(), &records.rule_sets)?;
        }
        Ok(report)
    }

    /// Writes the dossier report of a table: totals, agencies and procedures, and the rows left
    /// out, each with its line, field and reason.
    ///
    /// # Errors
    /// `statistics.not_reconciled`, `input.out_of_range`.
    pub fn of_dossiers(table: &OnTimeTable) -> Result<Self, Error> {
        let title = Text::new("Tình hình, kết quả giải quyết hồ sơ thủ tục hành chính", "Results of handling dossiers");
        let mut report = Self::empty("dossiers", title, table.as_of());
        sections::cautions(&mut report, table);
        sections::dossiers(&mut report, table)?;
        sections::agencies(&mut report, table)?;
        sections::left_out(&mut report, table);
        Ok(report)
    }

    fn empty(id: &str, title: Text, as_of: NaiveDate) -> Self {
        Self { id: id.to_owned(), title, as_of, sections: Vec::new(), figures: Vec::new(), sources: Vec::new() }
    }

    /// A figure by its name, such as `c5.dossiers.one_stop.on_time_of_resolved`.
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.id == id)
    }

    /// The report as plain text with aligned tables.
    pub fn to_text(&self, lang: Lang) -> String {
        layout::render(self, lang)
    }
}
