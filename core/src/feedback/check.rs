//! What in a record does not go together. What makes its days unusable is an error, and the row is left out; the
//! rest is told and the row counts.

use super::record::Feedback;
use crate::deadline::later;
use crate::error::{Error, Issue, RecordError};
use crate::text::Text;

/// # Errors
/// `feedback.before_reception` where something happened before it came.
pub(super) fn order(record: &Feedback) -> Result<(), Error> {
    let early = |event: Text, at: crate::Moment, start: crate::Moment| {
        let (at, received) = (at.to_string(), start.to_string());
        Err(Error::Records(RecordError::FeedbackBeforeReception { event, at, received }))
    };
    if let Some(received) = record.received.filter(|received| later(record.sent, *received)) {
        return early(Text::new("tiếp nhận", "reception"), received, record.sent);
    }
    if let Some(transferred) = record.transferred.filter(|transferred| later(record.sent, *transferred)) {
        return early(Text::new("chuyển đến", "transfer"), transferred, record.sent);
    }
    let events = [
        (record.accepted, "chấp nhận xử lý", "acceptance"),
        (record.forwarded, "chuyển", "passing on"),
        (record.guided, "hướng dẫn", "guidance"),
        (record.refused, "từ chối", "refusal"),
        (record.supplement_asked, "yêu cầu bổ sung", "request for a supplement"),
        (record.processed, "trả lời", "answer"),
        (record.published, "công khai", "publication"),
    ];
    let start = record.start();
    for (at, vi, en) in events {
        if let Some(at) = at.filter(|at| later(start, *at)) {
            return early(Text::new(vi, en), at, start);
        }
    }
    Ok(())
}

/// What is told of a row that counts all the same.
pub(super) fn remarks(record: &Feedback, path: &str) -> Vec<Issue> {
    let mut issues = Vec::new();
    let mut tell = |field: &str, error: Error| issues.push(Issue::at(format!("{path}.{field}"), error));
    let contradiction = |one: Text, other: Text| Error::Records(RecordError::FeedbackContradiction { one, other });
    if let Some(published) = record.published {
        let after = record.processed.or(record.refused).is_some_and(|answered| !later(answered, published));
        if !after {
            let answered = record.processed.map(|answered| answered.to_string());
            let published = published.to_string();
            tell("published", Error::Records(RecordError::FeedbackPublishedFirst { published, answered }));
        }
    }
    if let (Some(kind), Some(about)) = (record.kind, record.about) {
        if kind.class() != about.class() {
            tell("about", contradiction(kind.label(), about.class().label()));
        }
    }
    if record.prolonged == Some(false) && !record.prolongations.is_empty() {
        let (one, other) = (Text::new("không kéo dài", "not prolonged"), Text::new("có lần kéo dài", "a prolongation"));
        tell("prolonged", contradiction(one, other));
    }
    if record.refused.is_some() && record.processed.is_some() {
        let (one, other) = (Text::new("đã từ chối", "refused"), Text::new("đã trả lời", "answered"));
        tell("refused", contradiction(one, other));
    }
    for (place, prolongation) in record.prolongations.iter().enumerate() {
        if prolongation.until < prolongation.on {
            let (after, through) = (prolongation.on.to_string(), prolongation.until.to_string());
            tell(&format!("prolongations[{place}]"), Error::ReversedDates { after, through });
        }
    }
    issues
}
