//! Báo cáo định kỳ: from the records of a period to sections, tables, sentences, charts and figures.
//!
//! A [`Report`] is computed, never typed: every number in it comes out of another room, and stands
//! once more in [`Report::figures`] with its exact value, its denominator and where it comes from. What sections
//! it has is data, an [`Outline`], and so are its sentences, [`phrases`]: whoever reports may bring their own.
//! It is text in two languages; nothing is written anywhere.

mod chart;
mod figures;
mod html;
mod layout;
mod markdown;
mod outline;
mod phrases;
mod plain;
mod records;
mod sections;
mod writer;

pub use chart::{Chart, ChartKind, ChartSeries, Tone};
pub use figures::{Figure, Lineage, Unit};
pub use layout::{Align, Block, Cell, Column, Formula, Section, Table, TableRow};
pub use outline::{Content, ContentEntry, Outline, OutlineSection};
pub use phrases::{OwnPhrase, Phrase, phrases};
pub use records::{ApologyRecord, Fact, LastYear, League, PublishedFigure, Records, ScoredUnit, StandingRecord};

use crate::period::Period;
use crate::statistics::OnTimeTable;
use crate::text::{Lang, Text};
use crate::{Citation, Error, WorkCalendar};
use chrono::NaiveDate;
use phrases::Phrases;
use serde::Serialize;
use writer::Writer;

/// Báo cáo: sections to read and figures to check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// Mã báo cáo.
    pub id: String,
    /// Tên báo cáo.
    pub title: Text,
    /// Cơ quan báo cáo.
    pub agency: Option<Text>,
    /// Kỳ báo cáo.
    pub period: Option<Period>,
    /// Ngày chốt số liệu.
    pub as_of: NaiveDate,
    /// Dòng đầu: the period and the day of the figures, as a sentence.
    pub opening: Text,
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
    ///     "tasks": [{"id": "1", "done": "2026-02-10"}, {"id": "2"}, {"id": "3"}],
    ///     "phrases": [{"id": "tasks.progress", "vi": "Đã xong {done} trong {total} việc ({rate})."}]
    /// }"#)?;
    /// let report = Report::write(&records, WorkCalendar::vietnam())?;
    /// assert_eq!(report.figure("q1.tasks.done_percent").unwrap().value, "33.33");
    /// assert!(report.to_text(Lang::Vi).contains("Đã xong 1 trong 3 việc (33,33 %)."));
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `report.unknown_outline`, `report.unknown_phrase`, `report.unknown_slot`, `records.invalid` of an outline
    /// that tells something twice. Those of the rooms the records go through: a dossier that cannot be classified,
    /// evidence a rule set does not take, a duplicate id.
    pub fn write(records: &Records, calendar: &WorkCalendar) -> Result<Self, Error> {
        let outline = match (&records.own_outline, &records.outline) {
            (Some(outline), _) => outline,
            (None, id) => Outline::shipped(id.as_deref().unwrap_or("plain"))?,
        };
        outline.check()?;
        let phrases = Phrases::with(&records.phrases)?;
        let empty = Self {
            id: records.id.clone(),
            title: records.title.clone(),
            agency: records.agency.clone(),
            period: records.period.clone(),
            as_of: records.as_of,
            opening: Text::default(),
            sections: Vec::new(),
            figures: Vec::new(),
            sources: records.sources.clone(),
        };
        let mut writer = Writer::new(empty, phrases, calendar);
        writer.write(outline, records)?;
        Ok(writer.done())
    }

    /// Writes the dossier report of a table: totals, agencies and procedures, and the rows left
    /// out, each with its line, field and reason.
    ///
    /// # Errors
    /// `statistics.not_reconciled`, `input.out_of_range`.
    pub fn of_dossiers(table: &OnTimeTable) -> Result<Self, Error> {
        let empty = Self {
            id: "dossiers".to_owned(),
            title: Text::new("Tình hình, kết quả giải quyết hồ sơ thủ tục hành chính", "Results of handling dossiers"),
            agency: None,
            period: None,
            as_of: table.as_of(),
            opening: Text::default(),
            sections: Vec::new(),
            figures: Vec::new(),
            sources: Vec::new(),
        };
        let mut writer = Writer::new(empty, Phrases::with(&[])?, WorkCalendar::vietnam());
        writer.write_table(table)?;
        Ok(writer.done())
    }

    /// A figure by its name, such as `c5.dossiers.one_stop.on_time_of_resolved`.
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.id == id)
    }

    /// Biểu đồ của báo cáo, in order.
    pub fn charts(&self) -> impl Iterator<Item = &Chart> {
        self.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            Block::Chart(chart) => Some(chart),
            _ => None,
        })
    }

    /// A chart by its id, as a picture in SVG; nothing where the report has none of that id.
    pub fn chart_svg(&self, id: &str, lang: Lang) -> Option<String> {
        self.charts().find(|chart| chart.id == id).map(|chart| chart.to_svg(lang))
    }

    /// The report as plain text with aligned tables.
    pub fn to_text(&self, lang: Lang) -> String {
        plain::render(self, lang)
    }

    /// The report as Markdown, its charts as the tables of their numbers.
    pub fn to_markdown(&self, lang: Lang) -> String {
        markdown::render(self, lang)
    }

    /// The report as one page of HTML that needs nothing else: style and charts are inside, and no script is.
    pub fn to_html(&self, lang: Lang) -> String {
        html::render(self, lang)
    }
}
