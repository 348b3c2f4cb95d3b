//! The subjects and thresholds of `core/data/inspection.json`.

use super::Subject;
use crate::text::Text;
use crate::{Citation, Error, Exact, document};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Mức chắc chắn: whether a text was read itself, or it is the data of one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum InspectionCertainty {
    /// Đọc được trong văn bản.
    #[serde(rename = "seen")]
    Seen,
    /// Đọc qua nguồn thứ cấp.
    #[serde(rename = "seen_2")]
    SeenSecondHand,
    /// Dữ liệu của một cuộc kiểm tra, not a rule.
    #[serde(rename = "case")]
    Case,
    /// Quy định của người dùng.
    #[serde(rename = "own")]
    Own,
}

/// Bộ nội dung kiểm tra có sẵn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SubjectSet {
    /// Mã bộ.
    pub id: String,
    /// Tên bộ.
    pub title: Text,
    /// How sure it is.
    pub certainty: InspectionCertainty,
    /// The texts it rests on.
    pub sources: Vec<Citation>,
    /// Các nội dung.
    pub subjects: Vec<Subject>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShippedThreshold {
    id: String,
    pub(super) percent: Exact,
    pub(super) certainty: InspectionCertainty,
    pub(super) source: Citation,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    subject_sets: Vec<SubjectSet>,
    thresholds: Vec<ShippedThreshold>,
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let shipped = document::from_json(include_str!("../../data/inspection.json"));
    #[expect(clippy::expect_used, reason = "a unit test loads the same embedded file")]
    shipped.expect("the embedded subjects of inspections are valid")
});

/// Các bộ nội dung kiểm tra có sẵn: direction and the six fields of 2021-2030 (`cchc_2021`), the eight subjects of
/// one inspection of 2018 (`inspection_2018`), and the control of procedures (`procedure_control`).
///
/// ```
/// let sets = cchc::inspection::subject_sets();
/// assert_eq!(sets.iter().map(|set| set.subjects.len()).collect::<Vec<_>>(), [7, 8, 6]);
/// ```
pub fn subject_sets() -> &'static [SubjectSet] {
    &SHIPPED.subject_sets
}

fn unknown<'a>(id: &str, known: impl Iterator<Item = &'a str>) -> Error {
    Error::UnknownId { id: crate::number::shorten(id), known: known.collect::<Vec<_>>().join(", ") }
}

pub(super) fn subject_set(id: &str) -> Result<&'static SubjectSet, Error> {
    let sets = &SHIPPED.subject_sets;
    sets.iter().find(|set| set.id == id).ok_or_else(|| unknown(id, sets.iter().map(|set| set.id.as_str())))
}

pub(super) fn threshold(id: &str) -> Result<&'static ShippedThreshold, Error> {
    let all = &SHIPPED.thresholds;
    let found = all.iter().find(|threshold| threshold.id == id);
    found.ok_or_else(|| unknown(id, all.iter().map(|threshold| threshold.id.as_str())))
}

#[cfg(test)]
mod tests {
    use super::SHIPPED;

    #[test]
    fn every_shipped_fact_is_cited_and_no_subject_stands_twice() {
        assert!(SHIPPED.thresholds.iter().all(|threshold| !threshold.source.document.is_empty()));
        for set in &SHIPPED.subject_sets {
            assert!(set.sources.iter().all(|source| !source.document.is_empty()) && !set.sources.is_empty());
            let mut ids: Vec<_> = set.subjects.iter().map(|subject| &subject.id).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), set.subjects.len(), "{}", set.id);
        }
    }
}
