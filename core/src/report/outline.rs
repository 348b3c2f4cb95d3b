//! Đề cương báo cáo: which sections a report has, in what order, and what each of them tells; as data.

use crate::error::{Error, Issue, RecordError};
use crate::law::Citation;
use crate::text::Text;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Đề cương: the sections of a report. One of those shipped, or the user's own.
///
/// ```
/// use cchc::report::Outline;
/// let outline = Outline::shipped("par-2021")?;
/// assert_eq!(outline.sections[1].sections.len(), 6); // the six fields of NQ 76/NQ-CP
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outline {
    /// Mã đề cương.
    pub id: String,
    /// Tên đề cương.
    pub title: Text,
    /// Căn cứ.
    #[serde(default)]
    pub legal_basis: Vec<Citation>,
    /// What is to be known of it, such as that the names of its sections were not read in the text.
    #[serde(default)]
    pub notes: Vec<Text>,
    /// So sánh với năm trước: the figures that are compared, by name, or by its beginning and a star; where none
    /// are named, those of the outline `plain`.
    #[serde(default)]
    pub compare: Vec<String>,
    /// Các phần.
    pub sections: Vec<OutlineSection>,
}

/// Phần của đề cương.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OutlineSection {
    /// Mã phần.
    pub id: String,
    /// Tên phần; without one its contents stand as sections of their own.
    pub title: Option<Text>,
    /// Nội dung chuyên đề: what facts and entries of the ledger must be about to stand here.
    pub subject: Option<String>,
    /// Các nội dung, in order.
    pub contents: Vec<ContentEntry>,
    /// Các mục con.
    pub sections: Vec<OutlineSection>,
    /// Bắt buộc: written even where the records have nothing for it, which is then said.
    pub required: bool,
}

/// Một nội dung của phần.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContentEntry {
    /// Nội dung.
    pub content: Content,
    /// Tên khác cho nội dung này.
    #[serde(default)]
    pub title: Option<Text>,
}

/// Nội dung: what a section can tell from the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Content {
    /// Thông tin nêu nguyên trong nguồn.
    Facts,
    /// Kết quả giải quyết hồ sơ.
    Dossiers,
    /// Hồ sơ theo tháng.
    DossiersByMonth,
    /// Hồ sơ theo đơn vị và thủ tục.
    DossiersByAgency,
    /// Thủ tục công bố theo cấp.
    Procedures,
    /// Danh mục thủ tục.
    Catalogue,
    /// Rà soát, đơn giản hóa thủ tục.
    ReviewProcedures,
    /// Rà soát văn bản.
    ReviewDocuments,
    /// Phản ánh, kiến nghị.
    Feedback,
    /// Sổ số liệu.
    Ledger,
    /// Chỉ tiêu của kế hoạch.
    Targets,
    /// Tiến độ kế hoạch.
    Tasks,
    /// Một cuộc kiểm tra.
    Inspection,
    /// Kế hoạch kiểm tra, phát hiện và khắc phục.
    Inspections,
    /// Bàn giao khi sắp xếp cơ quan.
    Handover,
    /// Xin lỗi khi quá hạn.
    Apology,
    /// Chỉ số và thứ hạng qua các năm.
    Standings,
    /// Bảng điểm của nhiều đơn vị.
    League,
    /// Bảng điểm chi tiết.
    Sheets,
    /// So với cùng kỳ năm trước.
    Comparison,
}

impl Content {
    /// All of them, in the order in which those that an outline leaves out are added at its end.
    pub(super) const ALL: [Self; 20] = [
        Self::Facts,
        Self::Dossiers,
        Self::DossiersByMonth,
        Self::DossiersByAgency,
        Self::Procedures,
        Self::Catalogue,
        Self::ReviewProcedures,
        Self::ReviewDocuments,
        Self::Feedback,
        Self::Ledger,
        Self::Targets,
        Self::Tasks,
        Self::Inspection,
        Self::Inspections,
        Self::Handover,
        Self::Apology,
        Self::Standings,
        Self::League,
        Self::Sheets,
        Self::Comparison,
    ];

    /// Whether it stands in several sections, in each with what is about its subject.
    pub(super) fn is_by_subject(self) -> bool {
        matches!(self, Self::Facts | Self::Ledger)
    }
}

static SHIPPED: LazyLock<Vec<Outline>> = LazyLock::new(|| {
    let shipped = crate::document::from_json(include_str!("../../data/outlines.json"));
    #[expect(clippy::expect_used, reason = "a unit test loads the same embedded file")]
    shipped.expect("the embedded outlines are valid")
});

impl Outline {
    /// A shipped outline by its id.
    ///
    /// # Errors
    /// `report.unknown_outline`, with those there are.
    pub fn shipped(id: &str) -> Result<&'static Self, Error> {
        SHIPPED.iter().find(|outline| outline.id == id).ok_or_else(|| {
            let shipped = Self::all().iter().map(|outline| outline.id.as_str()).collect::<Vec<_>>().join(", ");
            Error::Records(RecordError::UnknownOutline { id: id.to_owned(), shipped })
        })
    }

    /// Các đề cương có sẵn.
    pub fn all() -> &'static [Self] {
        &SHIPPED
    }

    /// What is compared with the year before.
    pub(super) fn compare(&self) -> &[String] {
        match SHIPPED.iter().find(|outline| outline.id == "plain") {
            Some(plain) if self.compare.is_empty() => &plain.compare,
            _ => &self.compare,
        }
    }

    /// Nothing may stand twice: its figures would.
    ///
    /// # Errors
    /// `records.invalid` with every fault: `report.content_twice`, `input.duplicate_id`.
    pub(super) fn check(&self) -> Result<(), Error> {
        let (mut issues, mut seen) = (Vec::new(), Seen::default());
        for (place, section) in self.sections.iter().enumerate() {
            section.check(&format!("sections[{place}]"), &mut seen, &mut issues);
        }
        if issues.is_empty() {
            return Ok(());
        }
        let what = Text::new(format!("đề cương {}", self.id), format!("outline {}", self.id));
        Err(Error::Records(RecordError::Invalid { what, issues }))
    }

    /// Whether what a content tells of a subject stands in one of the sections.
    pub(super) fn has_subject(&self, content: Content, subject: Option<&str>) -> bool {
        self.sections.iter().any(|section| section.has_subject(content, subject))
    }

    /// Whether a content stands in one of the sections.
    pub(super) fn has(&self, content: Content) -> bool {
        self.sections.iter().any(|section| section.has(content))
    }
}

#[derive(Default)]
struct Seen<'a> {
    ids: Vec<&'a str>,
    contents: Vec<(Content, Option<&'a str>)>,
}

impl OutlineSection {
    fn check<'a>(&'a self, path: &str, seen: &mut Seen<'a>, issues: &mut Vec<Issue>) {
        if seen.ids.contains(&self.id.as_str()) {
            issues.push(Issue::at(format!("{path}.id"), Error::DuplicateId { id: self.id.clone() }));
        }
        seen.ids.push(&self.id);
        for (place, entry) in self.contents.iter().enumerate() {
            let what = (entry.content, self.subject.as_deref().filter(|_| entry.content.is_by_subject()));
            if seen.contents.contains(&what) {
                let content = crate::document::word(&entry.content);
                let error = Error::Records(RecordError::ContentTwice { content });
                issues.push(Issue::at(format!("{path}.contents[{place}]"), error));
            }
            seen.contents.push(what);
        }
        for (place, section) in self.sections.iter().enumerate() {
            section.check(&format!("{path}.sections[{place}]"), seen, issues);
        }
    }

    pub(super) fn has_subject(&self, content: Content, subject: Option<&str>) -> bool {
        self.subject.as_deref() == subject && self.contents.iter().any(|entry| entry.content == content)
            || self.sections.iter().any(|section| section.has_subject(content, subject))
    }

    fn has(&self, content: Content) -> bool {
        self.contents.iter().any(|entry| entry.content == content)
            || self.sections.iter().any(|section| section.has(content))
    }
}
