//! Rà soát: procedures reviewed to be made simpler, and legal documents reviewed for what still holds.
//!
//! Two kinds of work of one plan year, each counted on a day: the plan of reviews and the proposals they lead to,
//! with what these save; the documents under review, their results, what was done about them, and which of them
//! overlap or contradict each other. What happened after the day had not happened then.
//!
//! A row that cannot be as it is written (a result before the review began, a document that overlaps with itself)
//! is left out of the counts and named among the issues with its path.

mod documents;
mod procedures;

pub use documents::{
    DocumentResult, DocumentStanding, DocumentState, DocumentSummary, Handling, Overlap, OverlapKind, OverlapSummary,
    ResultFound, ReviewedDocument,
};
pub use procedures::{
    Change, CostLine, PlannedReview, PlannedState, Proposal, ProposalKind, ProposalStanding, ProposalState,
    ProposalSummary, ReviewDecision, ReviewPlanSummary,
};

use crate::document::word;
use crate::error::{Error, Issue, RecordError};
use crate::number::shorten_list;
use crate::text::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Sổ rà soát: what one body reviews.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Review {
    /// Kế hoạch rà soát thủ tục.
    pub plan: Vec<PlannedReview>,
    /// Phương án đơn giản hóa.
    pub proposals: Vec<Proposal>,
    /// Văn bản được rà soát.
    pub documents: Vec<ReviewedDocument>,
    /// Các cặp văn bản chồng chéo, mâu thuẫn.
    pub overlaps: Vec<Overlap>,
}

/// Tổng hợp rà soát tại một ngày.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReviewSummary {
    /// Tại ngày.
    pub as_of: NaiveDate,
    /// Kế hoạch rà soát thủ tục.
    pub plan: ReviewPlanSummary,
    /// Phương án đơn giản hóa.
    pub proposals: ProposalSummary,
    /// Văn bản được rà soát.
    pub documents: DocumentSummary,
    /// Chồng chéo, mâu thuẫn.
    pub overlaps: OverlapSummary,
    /// Vấn đề dữ liệu: the rows that were left out, and why.
    pub issues: Vec<Issue>,
}

/// Một dòng đếm, with the ids behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReviewCount {
    /// Mã của dòng: a state, a kind or a result.
    pub key: String,
    /// Tên.
    pub label: Text,
    /// Số lượng.
    pub count: u64,
    /// Mã các bản ghi đứng sau.
    pub ids: Vec<String>,
}

impl Review {
    /// Tổng hợp tại cuối ngày `as_of`.
    ///
    /// ```
    /// use cchc::review::Review;
    /// let review: Review = cchc::document::from_json(r#"{
    ///     "plan": [{"id": "1", "title": "Rà soát nhóm bảo trợ xã hội", "procedures": ["1.000001"], "due": "2021-06-30"}],
    ///     "proposals": [{"id": "p", "review": "1", "kind": "shorten_limit", "procedures": ["1.000001"],
    ///         "proposed": "2021-05-10", "approved": {"day": "2021-06-15", "document": "900/QĐ-UBND"},
    ///         "limit": {"before": {"working_days": 10}, "after": {"working_days": 7}},
    ///         "cost": {"before": "120000000", "after": "90000000"}}]}"#)?;
    /// let summary = review.summary("2021-06-30".parse().unwrap())?;
    /// assert_eq!(summary.proposals.total, 1);
    /// let cost = &summary.proposals.cost;
    /// assert_eq!(cost.saved.unwrap().to_string(), "30000000");
    /// assert_eq!(cost.saved_percent.unwrap().to_string(), "25.00");
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `input.out_of_range` when a sum of costs is too large to be written. What is wrong with one row is among the
    /// issues.
    pub fn summary(&self, as_of: NaiveDate) -> Result<ReviewSummary, Error> {
        let mut issues = Vec::new();
        let plan = procedures::plan(&self.plan, as_of, &mut issues);
        let proposals = procedures::proposals(self, as_of, &mut issues)?;
        let (documents, known) = documents::documents(&self.documents, as_of, &mut issues);
        let overlaps = documents::overlaps(&self.overlaps, &known, as_of, &mut issues);
        Ok(ReviewSummary { as_of, plan, proposals, documents, overlaps, issues })
    }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
/// A line for each of the values there may be, in their order; those of none are there too.
fn lines<T: Serialize + PartialEq>(all: &[T], label: impl Fn(&T) -> Text, rows: &[(T, String)]) -> Vec<ReviewCount> {
    let line = |value: &T| {
        let ids: Vec<String> = rows.iter().filter(|(of, _)| of == value).map(|(_, id)| id.clone()).collect();
        ReviewCount { key: word(value), label: label(value), count: count(ids.len()), ids }
    };
    all.iter().map(line).collect()
}

/// Dates that cannot follow one another: the later one, where it lies before the earlier.
fn in_order(path: &str, steps: &[(&str, Option<NaiveDate>)], issues: &mut Vec<Issue>) -> bool {
    let mut last: Option<NaiveDate> = None;
    for (field, day) in steps {
        let Some(day) = *day else { continue };
        if let Some(last) = last.filter(|last| day < *last) {
            let error = Error::ReversedDates { after: last.to_string(), through: day.to_string() };
            issues.push(Issue::at(format!("{path}.{field}"), error));
            return false;
        }
        last = Some(day);
    }
    true
}

/// Whether an id is the first of its kind.
fn first(seen: &mut HashSet<String>, id: &str, path: String, issues: &mut Vec<Issue>) -> bool {
    let new = seen.insert(id.to_owned());
    if !new {
        issues.push(Issue::at(path, Error::DuplicateId { id: id.to_owned() }));
    }
    new
}

fn unknown<'a>(id: &str, known: impl Iterator<Item = &'a str>) -> Error {
    Error::UnknownId { id: id.to_owned(), known: shorten_list(known) }
}

fn flaw(path: String, error: RecordError) -> Issue {
    Issue::at(path, Error::Records(error))
}
