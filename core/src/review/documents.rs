//! Legal documents under review: results, what was done about them, overlaps.

use super::procedures::told;
use super::{ReviewCount, count, first, flaw, in_order, lines, unknown};
use crate::error::{Error, Issue, RecordError};
use crate::number::{Exact, Ratio};
use crate::text::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Văn bản quy phạm pháp luật được rà soát.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReviewedDocument {
    /// Số, ký hiệu.
    pub number: String,
    /// Loại văn bản.
    pub kind: String,
    /// Cơ quan ban hành.
    pub issuer: String,
    /// Ngày ban hành.
    pub issued: Option<NaiveDate>,
    /// Lĩnh vực.
    pub field: String,
    /// Cơ quan rà soát.
    pub reviewer: String,
    /// Ngày bắt đầu rà soát.
    pub begun: Option<NaiveDate>,
    /// Hạn có kết quả.
    pub due: Option<NaiveDate>,
    /// Kết quả rà soát.
    pub result: Option<ResultFound>,
    /// Hạn xử lý.
    pub handle_by: Option<NaiveDate>,
    /// Đã xử lý.
    pub handled: Option<Handling>,
}

/// Kết quả rà soát và ngày có.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultFound {
    /// Kết quả.
    pub is: DocumentResult,
    /// Ngày.
    pub day: NaiveDate,
}

/// Việc xử lý và văn bản xử lý.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handling {
    /// Ngày.
    pub day: NaiveDate,
    /// Số, ký hiệu văn bản xử lý.
    #[serde(default)]
    pub document: String,
}

/// Kết quả rà soát văn bản.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DocumentResult {
    /// Còn hiệu lực.
    InForce,
    /// Hết hiệu lực toàn bộ.
    ExpiredWhole,
    /// Hết hiệu lực một phần.
    ExpiredPart,
    /// Cần sửa đổi, bổ sung.
    ToAmend,
    /// Cần thay thế.
    ToReplace,
    /// Cần bãi bỏ.
    ToAbolish,
    /// Mâu thuẫn, chồng chéo.
    Conflicting,
}

impl DocumentResult {
    const ALL: [Self; 7] = [
        Self::InForce,
        Self::ExpiredWhole,
        Self::ExpiredPart,
        Self::ToAmend,
        Self::ToReplace,
        Self::ToAbolish,
        Self::Conflicting,
    ];

    /// The result's name.
    pub fn label(self) -> Text {
        match self {
            Self::InForce => Text::new("còn hiệu lực", "in force"),
            Self::ExpiredWhole => Text::new("hết hiệu lực toàn bộ", "expired as a whole"),
            Self::ExpiredPart => Text::new("hết hiệu lực một phần", "expired in part"),
            Self::ToAmend => Text::new("cần sửa đổi, bổ sung", "to be amended"),
            Self::ToReplace => Text::new("cần thay thế", "to be replaced"),
            Self::ToAbolish => Text::new("cần bãi bỏ", "to be abolished"),
            Self::Conflicting => Text::new("mâu thuẫn, chồng chéo", "contradicts or overlaps with another"),
        }
    }

    /// Whether something is still to be done about the document.
    pub fn asks_for_handling(self) -> bool {
        matches!(self, Self::ToAmend | Self::ToReplace | Self::ToAbolish | Self::Conflicting)
    }
}

/// Tình trạng rà soát một văn bản.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DocumentState {
    /// Chưa có kết quả.
    Pending,
    /// Có kết quả, không phải xử lý.
    Settled,
    /// Có kết quả, chưa xử lý.
    ToHandle,
    /// Đã xử lý.
    Handled,
}

impl DocumentState {
    const ALL: [Self; 4] = [Self::Pending, Self::Settled, Self::ToHandle, Self::Handled];

    fn label(self) -> Text {
        match self {
            Self::Pending => Text::new("chưa có kết quả", "without a result"),
            Self::Settled => Text::new("không phải xử lý", "nothing to be done"),
            Self::ToHandle => Text::new("chưa xử lý", "not yet handled"),
            Self::Handled => Text::new("đã xử lý", "handled"),
        }
    }
}

/// Hai văn bản chồng chéo hoặc mâu thuẫn ở một điểm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overlap {
    /// Mã.
    pub id: String,
    /// Số, ký hiệu văn bản thứ nhất.
    pub first: String,
    /// Số, ký hiệu văn bản thứ hai.
    pub second: String,
    /// Loại.
    pub kind: OverlapKind,
    /// Ở nội dung nào.
    pub point: String,
    /// Ngày phát hiện.
    pub found: NaiveDate,
    /// Đã giải quyết.
    #[serde(default)]
    pub resolved: Option<Handling>,
}

/// Loại không thống nhất.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OverlapKind {
    /// Chồng chéo.
    Overlap,
    /// Mâu thuẫn.
    Contradiction,
}

impl OverlapKind {
    fn label(self) -> Text {
        match self {
            Self::Overlap => Text::new("chồng chéo", "overlap"),
            Self::Contradiction => Text::new("mâu thuẫn", "contradiction"),
        }
    }
}

/// Tổng hợp văn bản được rà soát.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DocumentSummary {
    /// Tổng số văn bản đã đếm.
    pub total: u64,
    /// Không đếm được, named among the issues.
    pub left_out: u64,
    /// Theo tình trạng; the lines add up to the total.
    pub by_state: Vec<ReviewCount>,
    /// Theo kết quả, of those that have one.
    pub by_result: Vec<ReviewCount>,
    /// Mã các văn bản quá hạn mà chưa có kết quả.
    pub overdue: Vec<String>,
    /// Mã các văn bản quá hạn xử lý.
    pub handling_overdue: Vec<String>,
    /// Tỷ lệ đã rà soát: those with a result over all, per cent, half up at two decimals.
    pub reviewed_percent: Option<Exact>,
    /// Tỷ lệ đã xử lý: handled over those that ask for it, per cent; none where none does.
    pub handled_percent: Option<Exact>,
    /// Từng văn bản.
    pub documents: Vec<DocumentStanding>,
    /// The same in words.
    pub text: Text,
}

/// Một văn bản tại một ngày.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DocumentStanding {
    /// Số, ký hiệu.
    pub number: String,
    /// Tình trạng.
    pub state: DocumentState,
    /// Kết quả.
    pub result: Option<DocumentResult>,
    /// Whether the result, or the handling it asks for, is past its day.
    pub overdue: bool,
    /// Văn bản xử lý.
    pub handled_by: Option<String>,
}

/// Tổng hợp chồng chéo, mâu thuẫn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OverlapSummary {
    /// Tổng số điểm đã phát hiện đến ngày đó.
    pub total: u64,
    /// Không đếm được, named among the issues.
    pub left_out: u64,
    /// Phát hiện sau ngày đó.
    pub later: u64,
    /// Theo loại.
    pub by_kind: Vec<ReviewCount>,
    /// Mã các điểm chưa giải quyết.
    pub open: Vec<String>,
    /// Mã các điểm đã giải quyết.
    pub resolved: Vec<String>,
    /// Số cặp văn bản khác nhau chưa thống nhất.
    pub open_pairs: u64,
    /// Mã các văn bản có kết quả mâu thuẫn, chồng chéo mà không nêu với văn bản nào.
    pub unpaired: Vec<String>,
    /// The same in words.
    pub text: Text,
}

/// What overlaps may name: every document of the list, and those found conflicting by the day.
pub(super) struct Known<'a> {
    numbers: Vec<&'a str>,
    conflicting: Vec<&'a str>,
}

pub(super) fn documents<'a>(
    documents: &'a [ReviewedDocument],
    as_of: NaiveDate,
    issues: &mut Vec<Issue>,
) -> (DocumentSummary, Known<'a>) {
    let mut seen = HashSet::new();
    let mut standings = Vec::new();
    let mut handling_overdue = Vec::new();
    let mut known = Known { numbers: Vec::new(), conflicting: Vec::new() };
    for (place, document) in documents.iter().enumerate() {
        let path = format!("documents[{place}]");
        known.numbers.push(&document.number);
        if !first(&mut seen, &document.number, format!("{path}.number"), issues) || !is_sound(document, &path, issues) {
            continue;
        }
        let standing = standing(document, as_of);
        if standing.state == DocumentState::ToHandle && standing.overdue {
            handling_overdue.push(document.number.clone());
        }
        if standing.result == Some(DocumentResult::Conflicting) {
            known.conflicting.push(&document.number);
        }
        standings.push(standing);
    }
    let states: Vec<_> = standings.iter().map(|one| (one.state, one.number.clone())).collect();
    let results: Vec<_> = standings.iter().filter_map(|one| Some((one.result?, one.number.clone()))).collect();
    let of = |wanted: DocumentState| count(states.iter().filter(|(state, _)| *state == wanted).count());
    let (total, handled) = (count(standings.len()), of(DocumentState::Handled));
    let by_state = lines(&DocumentState::ALL, |state| state.label(), &states);
    let late = |one: &&DocumentStanding| one.state == DocumentState::Pending && one.overdue;
    let summary = DocumentSummary {
        total,
        left_out: count(documents.len()).saturating_sub(total),
        text: told(&by_state, total, &Text::new("văn bản được rà soát", "documents under review")),
        by_state,
        by_result: lines(&DocumentResult::ALL, |result| result.label(), &results),
        overdue: standings.iter().filter(late).map(|one| one.number.clone()).collect(),
        handling_overdue,
        reviewed_percent: Ratio::of(count(results.len()), total).percent(),
        handled_percent: Ratio::of(handled, handled.saturating_add(of(DocumentState::ToHandle))).percent(),
        documents: standings,
    };
    (summary, known)
}

fn is_sound(document: &ReviewedDocument, path: &str, issues: &mut Vec<Issue>) -> bool {
    let before = issues.len();
    let number = || document.number.clone();
    let result = document.result.map(|result| result.day);
    if let Some((day, begun)) = result.zip(document.begun).filter(|(day, begun)| day < begun) {
        let error = RecordError::ResultBeforeReview { number: number(), day, begun };
        issues.push(flaw(format!("{path}.result"), error));
    }
    in_order(path, &[("issued", document.issued), ("begun", document.begun)], issues);
    if document.begun.is_none() {
        in_order(path, &[("issued", document.issued), ("result", result)], issues);
    }
    if let Some(handled) = &document.handled {
        // What is handled has a result, and not a later one.
        if result.is_none_or(|result| handled.day < result) {
            let error = RecordError::HandledBeforeResult { number: number(), day: handled.day, result };
            issues.push(flaw(format!("{path}.handled"), error));
        }
    }
    issues.len() == before
}

fn standing(document: &ReviewedDocument, as_of: NaiveDate) -> DocumentStanding {
    let result = document.result.filter(|result| result.day <= as_of);
    let handled = document.handled.as_ref().filter(|handled| handled.day <= as_of);
    let past = |day: Option<NaiveDate>| day.is_some_and(|day| day < as_of);
    let (state, overdue) = match (result, handled) {
        (None, _) => (DocumentState::Pending, past(document.due)),
        (Some(_), Some(_)) => (DocumentState::Handled, false),
        (Some(found), None) if found.is.asks_for_handling() => (DocumentState::ToHandle, past(document.handle_by)),
        (Some(_), None) => (DocumentState::Settled, false),
    };
    DocumentStanding {
        number: document.number.clone(),
        state,
        result: result.map(|result| result.is),
        overdue,
        handled_by: handled.map(|handled| handled.document.clone()),
    }
}

pub(super) fn overlaps(
    overlaps: &[Overlap],
    known: &Known<'_>,
    as_of: NaiveDate,
    issues: &mut Vec<Issue>,
) -> OverlapSummary {
    let (mut ids, mut points) = (HashSet::new(), HashSet::new());
    let (mut left_out, mut later) = (0_u64, 0_u64);
    let (mut rows, mut open, mut resolved, mut pairs) = (Vec::new(), Vec::new(), Vec::new(), HashSet::new());
    let mut paired = HashSet::new();
    for (place, overlap) in overlaps.iter().enumerate() {
        let path = format!("overlaps[{place}]");
        let before = issues.len();
        first(&mut ids, &overlap.id, format!("{path}.id"), issues);
        for (field, number) in [("first", &overlap.first), ("second", &overlap.second)] {
            if !known.numbers.contains(&number.as_str()) {
                issues.push(Issue::at(format!("{path}.{field}"), unknown(number, known.numbers.iter().copied())));
            }
        }
        // A pair is the same whichever of the two comes first.
        let (one, other) = (overlap.first.as_str().min(&overlap.second), overlap.first.as_str().max(&overlap.second));
        if one == other {
            let error = RecordError::OverlapWithItself { number: one.to_owned() };
            issues.push(flaw(format!("{path}.second"), error));
        } else if !points.insert((one, other, overlap.point.trim())) {
            let id = format!("{one} - {other}: {}", overlap.point.trim());
            issues.push(Issue::at(format!("{path}.point"), Error::DuplicateId { id }));
        }
        let steps = [("found", Some(overlap.found)), ("resolved", overlap.resolved.as_ref().map(|one| one.day))];
        in_order(&path, &steps, issues);
        if issues.len() > before {
            left_out += 1;
        } else if overlap.found > as_of {
            later += 1;
        } else {
            rows.push((overlap.kind, overlap.id.clone()));
            paired.extend([one, other]);
            if overlap.resolved.as_ref().is_some_and(|resolved| resolved.day <= as_of) {
                resolved.push(overlap.id.clone());
            } else {
                open.push(overlap.id.clone());
                pairs.insert((one, other));
            }
        }
    }
    let total = count(rows.len());
    let kinds = [OverlapKind::Overlap, OverlapKind::Contradiction];
    let by_kind = lines(&kinds, |kind| kind.label(), &rows);
    let what = Text::new("điểm chưa thống nhất giữa các văn bản", "points on which documents disagree");
    let unpaired = known.conflicting.iter().filter(|number| !paired.contains(*number));
    OverlapSummary {
        total,
        left_out,
        later,
        text: told(&by_kind, total, &what),
        by_kind,
        open,
        resolved,
        open_pairs: count(pairs.len()),
        unpaired: unpaired.map(|number| (*number).to_owned()).collect(),
    }
}
