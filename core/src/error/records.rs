//! Lỗi của sổ sách: what can be wrong with the records of agencies, procedures, plans, inspections, feedback and
//! reports. Each is an [`Error`](super::Error) like any other; they stand here because they are many.

use super::{ErrorKind, Issue, first_issue};
use crate::text::Text;
use crate::text::{self, Lang, Text};
use chrono::NaiveDate;
use serde::Serialize;

/// Lỗi của sổ sách: the fields are the facts; the wording is in the message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each variant is described by its message, each field by its name")]
pub enum RecordError {
    #[error("{} has {} problems; first: {}", what.en, issues.len(), first_issue(issues))]
    Invalid { what: Text, issues: Vec<Issue> },

    #[error("there is no outline called '{id}'; name one of {shipped}, or give an own one")]
    UnknownOutline { id: String, shipped: String },
    #[error("the outline tells {content} twice, and its figures would stand twice; keep it in one section")]
    ContentTwice { content: String },
    #[error("there is no phrase called '{id}'; name one of those that the list of phrases has")]
    UnknownPhrase { id: String },
    #[error("phrase {phrase} has no place {{{slot}}}; it may fill {slots}")]
    UnknownSlot { phrase: String, slot: String, slots: String },
    #[error("{} on {at} lies before {received}, when the feedback came; correct one of the two days", event.en)]
    FeedbackBeforeReception { event: Text, at: String, received: String },
    #[error(
        "the result was made public on {published}, {}; correct one of the days", match answered {
            Some(answered) => format!("before it was given on {answered}"),
            None => "but no answer is recorded".to_owned(),
        }
    )]
    FeedbackPublishedFirst { published: String, answered: Option<String> },
    #[error("feedback {id} repeats itself; name the earlier one it repeats, or leave the field out")]
    FeedbackRepeatsItself { id: String },
    #[error("these repeat one another in a circle: {ids}; leave the field out of the first of them")]
    FeedbackRepeatCircle { ids: String },
    #[error("the record says '{}' and '{}', which cannot both be; correct one of them", one.en, other.en)]
    FeedbackContradiction { one: Text, other: Text },

    #[error("an entry of the ledger has a date or a period, and not both; give one of them")]
    LedgerNoTime,
    #[error(
        "'{name}' is a {nature} and has no value: a flow or a stock takes a value alone, a rate its per cent or a numerator and a denominator"
    )]
    LedgerNoValue { name: String, nature: &'static str },
    #[error("'{name}' says {value} per cent, and {parts} is {computed}; leave one of them out")]
    LedgerValueDiffers { name: String, value: String, parts: String, computed: String },
    #[error("'{name}' is a {defined} by its definition and a {given} by the entry; leave the entry's out")]
    LedgerNatureDiffers { name: String, defined: &'static str, given: &'static str },
    #[error("'{name}' is a part of itself; name the whole it belongs to")]
    LedgerPartOfItself { name: String },
    #[error(
        "entries {ids} give '{name}' different values for the same time: {values}; correct one, or name the items they are for"
    )]
    LedgerConflict { name: String, ids: String, values: String },
    #[error("entries {ids} give '{name}' twice with the same value; it counts once; name the items if they are two")]
    LedgerRepeated { name: String, ids: String },
    #[error("entries {ids} of '{name}' overlap in time and would count twice; keep the whole or its parts")]
    LedgerOverlap { name: String, ids: String },
    #[error(
        "'{name}' from {from} to {through} lies partly outside the period and cannot be divided; give it by shorter periods"
    )]
    LedgerStraddles { name: String, from: String, through: String },
    #[error("'{name}' has entries in different units: {units}; give them in one")]
    LedgerMixedUnits { name: String, units: String },
    #[error("'{name}' was in '{before}' and is now in '{now}': the two are not compared; give both in one unit")]
    LedgerUnitChanged { name: String, before: String, now: String },
    #[error("per cents of '{name}' in entries {ids} cannot be added; give each its numerator and denominator")]
    LedgerRateWithoutParts { name: String, ids: String },
    #[error("'{name}' has different targets for one period: {targets}; keep one")]
    LedgerTargetDiffers { name: String, targets: String },
    #[error("the parts of '{name}' add up to {sum} and the whole is {whole}; correct a part or the whole ({parts})")]
    LedgerPartsDiffer { name: String, sum: String, whole: String, parts: String },
    #[error("task {task} is due on {due}, before its start on {start}; correct one of the two dates")]
    DueBeforeStart { task: String, start: NaiveDate, due: NaiveDate },
    #[error("task {task} is done on {done}, before its start on {start}; correct one of the two dates")]
    DoneBeforeStart { task: String, start: NaiveDate, done: NaiveDate },
    #[error("tasks wait for one another in a circle: {circle}; take one of these dependencies out")]
    DependencyCircle { circle: String },
    #[error("the report of {date} on task {task} contradicts what else is said of it: {}; correct one of the two", why.en)]
    ContradictingReport { task: String, date: NaiveDate, why: Text },
    #[error("task {task} is closed twice: {}; keep the one that holds", both.en)]
    ClosedTwice { task: String, both: Text },

    #[error(
        "the notice of conclusion is dated {conclusion}, before the visit of {unit} on {visit}; correct one of the two dates"
    )]
    ConclusionBeforeVisit { unit: String, visit: NaiveDate, conclusion: NaiveDate },
    #[error(
        "the period inspected ends on {through}, after the visit of {unit} on {visit}; correct one of the two dates"
    )]
    PeriodAfterVisit { unit: String, visit: NaiveDate, through: NaiveDate },
    #[error(
        "recommendation {id} is due on {due}, before the notice of conclusion of {conclusion}; correct one of the two dates"
    )]
    DueBeforeNotice { id: String, conclusion: NaiveDate, due: NaiveDate },
    #[error(
        "a remedy of recommendation {id} is reported on {reported}, before the notice of conclusion of {conclusion}; correct one of the two dates"
    )]
    RemedyBeforeNotice { id: String, conclusion: NaiveDate, reported: NaiveDate },
    #[error("recommendation {id} has both a date and a number of days as its deadline; keep the one that was set")]
    TwoDeadlines { id: String },
    #[error(
        "the limit of recommendation {id} must be calendar days, working days, weeks or months from the notice of conclusion; got {}", limit.en
    )]
    RemedyLimit { id: String, limit: Text },
    #[error(
        "finding {finding} is said to repeat {earlier}, which is not of an earlier inspection; name the earlier finding, or correct the dates of the inspections"
    )]
    RepeatsLater { finding: String, earlier: String },
    #[error(
        "{unit} was visited in an announced inspection and is not among the units planned; add it to the plan, or record the visit as unscheduled"
    )]
    VisitOutsidePlan { unit: String },
    #[error("procedure {code} is not in force on {day}: {}; ask for a day on which a version holds", versions.en)]
    CatalogueNotInForce { code: String, day: NaiveDate, versions: Text },
    #[error(
        "procedure {code} cannot be {} from {day}: it is not in force then ({}); correct the code or the day, or add the decision that announced it", act.en, versions.en
    )]
    ActNotInForce { act: Box<Text>, code: String, day: NaiveDate, versions: Text },
    #[error(
        "procedure {code} cannot be {} from {day}, before it is announced from {announced}; correct one of the two days", act.en
    )]
    BeforeAnnouncement { act: Text, code: String, day: NaiveDate, announced: NaiveDate },
    #[error(
        "decision {decision} makes a version of procedure {code} from {day}, where one is in force or begins on the same day; end it first, or correct the act"
    )]
    VersionOverlap { code: String, day: NaiveDate, decision: String },
    #[error(
        "the replacement by procedure {code} names no procedure that it replaces; name it, or announce the new one"
    )]
    NothingReplaced { code: String },
    #[error("decision {decision} acts twice on procedure {code}; keep one act")]
    ActedTwice { code: String, decision: String },
    #[error("procedure {code} is {} without its content; give the whole of it", act.en)]
    NoContent { act: Text, code: String },
    #[error("procedure {code} is {}, which has no {field}; leave it out, or correct the act", act.en)]
    MisplacedInAct { act: Text, code: String, field: &'static str },
    #[error("{} is empty; write it as the decision does", field.en)]
    BlankText { field: Text },
    #[error(
        "{} was no level of online service on {day}; use the levels of that day: {}", level.en, because.en
    )]
    OnlineLevelTime { level: Text, day: NaiveDate, because: Text },

    #[error("proposal {id} goes from {} to {}, which makes nothing less; correct the two", before.en, after.en)]
    NotReduced { id: String, before: Box<Text>, after: Box<Text> },
    #[error(
        "proposal {id} to {} {} its {field} before and after; {}", kind.en, if *given { "must not give" } else { "does not give" }, if *given { "leave it out, or correct the kind" } else { "give both" }
    )]
    ChangeMismatch { id: String, kind: Text, field: &'static str, given: bool },
    #[error("proposal {id} is implemented without being approved; give the decision that approved it")]
    NotApproved { id: String },
    #[error("proposal {id} is both approved and refused; keep the decision that holds")]
    ApprovedAndRefused { id: String },
    #[error("the result of document {number} is of {day}, before its review began on {begun}; correct one of the two")]
    ResultBeforeReview { number: String, day: NaiveDate, begun: NaiveDate },
    #[error(
        "document {number} was handled on {day}, {}; correct one of the two", result.map_or_else(|| "without a result".to_owned(), |result| format!("before its result of {result}"))
    )]
    HandledBeforeResult { number: String, day: NaiveDate, result: Option<NaiveDate> },
    #[error("document {number} is said to overlap with itself; name the other document")]
    OverlapWithItself { number: String },
}

macro_rules! codes {
    ($($variant:ident $code:literal $kind:ident,)*) => {
        pub(super) const CODES: &[&str] = &[$($code),*];

        impl RecordError {
            pub(super) fn code(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $code,)* }
            }

            pub(super) fn kind(&self) -> ErrorKind {
                match self { $(Self::$variant { .. } => ErrorKind::$kind,)* }
            }
        }
    };
}

codes! {
    Invalid "records.invalid" InvalidData,
    UnknownOutline "report.unknown_outline" NotFound,
    ContentTwice "report.content_twice" InvalidData,
    UnknownPhrase "report.unknown_phrase" NotFound,
    UnknownSlot "report.unknown_slot" NotFound,
    FeedbackBeforeReception "feedback.before_reception" InvalidData,
    FeedbackPublishedFirst "feedback.published_first" InvalidData,
    FeedbackRepeatsItself "feedback.repeats_itself" InvalidData,
    FeedbackRepeatCircle "feedback.repeat_circle" InvalidData,
    FeedbackContradiction "feedback.contradiction" InvalidData,
    LedgerNoTime "ledger.no_time" InvalidInput,
    LedgerNoValue "ledger.no_value" InvalidInput,
    LedgerValueDiffers "ledger.value_differs" InvalidData,
    LedgerNatureDiffers "ledger.nature_differs" InvalidData,
    LedgerPartOfItself "ledger.part_of_itself" InvalidData,
    LedgerConflict "ledger.conflict" InvalidData,
    LedgerRepeated "ledger.repeated" InvalidData,
    LedgerOverlap "ledger.overlap" InvalidData,
    LedgerStraddles "ledger.straddles" InvalidData,
    LedgerMixedUnits "ledger.mixed_units" InvalidData,
    LedgerUnitChanged "ledger.unit_changed" InvalidData,
    LedgerRateWithoutParts "ledger.rate_without_parts" InvalidData,
    LedgerTargetDiffers "ledger.target_differs" InvalidData,
    LedgerPartsDiffer "ledger.parts_differ" InvalidData,

    DueBeforeStart "plan.due_before_start" InvalidInput,
    DoneBeforeStart "plan.done_before_start" InvalidInput,
    DependencyCircle "plan.dependency_circle" InvalidInput,
    ContradictingReport "plan.contradicting_report" InvalidInput,
    ClosedTwice "plan.closed_twice" InvalidInput,

    ConclusionBeforeVisit "inspection.conclusion_before_visit" InvalidInput,
    PeriodAfterVisit "inspection.period_after_visit" InvalidInput,
    DueBeforeNotice "inspection.due_before_notice" InvalidInput,
    RemedyBeforeNotice "inspection.remedy_before_notice" InvalidInput,
    TwoDeadlines "inspection.two_deadlines" InvalidInput,
    RemedyLimit "inspection.remedy_limit" InvalidInput,
    RepeatsLater "inspection.repeats_later" InvalidInput,
    VisitOutsidePlan "inspection.visit_outside_plan" InvalidInput,
    CatalogueNotInForce "catalogue.not_in_force" OutOfCoverage,
    ActNotInForce "catalogue.act_not_in_force" InvalidInput,
    BeforeAnnouncement "catalogue.before_announcement" InvalidInput,
    VersionOverlap "catalogue.overlap" InvalidInput,
    NothingReplaced "catalogue.nothing_replaced" InvalidInput,
    ActedTwice "catalogue.acted_twice" InvalidInput,
    NoContent "catalogue.no_content" InvalidInput,
    MisplacedInAct "catalogue.misplaced" InvalidInput,
    BlankText "catalogue.blank" InvalidInput,
    OnlineLevelTime "catalogue.online_level_time" InvalidInput,
    NotReduced "review.not_reduced" InvalidInput,
    ChangeMismatch "review.change_mismatch" InvalidInput,
    NotApproved "review.not_approved" InvalidInput,
    ApprovedAndRefused "review.approved_and_refused" InvalidInput,
    ResultBeforeReview "review.result_before_review" InvalidInput,
    HandledBeforeResult "review.handled_before_result" InvalidInput,
    OverlapWithItself "review.overlap_with_itself" InvalidInput,
}

impl RecordError {
    /// The message in Vietnamese: the same facts as in English.
    pub(super) fn vietnamese(&self) -> String {
        match self {
            Self::Invalid { what, issues } => {
                format!("{} có {} vấn đề; đầu tiên: {}", what.vi, issues.len(), super::vietnamese::first(issues))
            }
            Self::UnknownOutline { id, shipped } => {
                format!("không có đề cương '{id}'; hãy dùng một trong {shipped}, hoặc cho đề cương riêng")
            }
            Self::ContentTwice { content } => {
                format!("đề cương nêu {content} hai lần, các con số sẽ lặp lại; hãy giữ ở một phần")
            }
            Self::UnknownPhrase { id } => format!("không có mẫu câu '{id}'; hãy dùng tên trong danh sách mẫu câu"),
            Self::UnknownSlot { phrase, slot, slots } => {
                format!("mẫu câu {phrase} không có chỗ điền {{{slot}}}; có thể điền {slots}")
            Self::FeedbackBeforeReception { event, at, received } => {
                format!(
                    "{} ngày {at} trước khi phản ánh, kiến nghị đến ({received}); hãy sửa một trong hai ngày",
                    event.vi
                )
            }
            Self::FeedbackPublishedFirst { published, answered } => {
                let why = match answered {
                    Some(answered) => format!("trước khi trả lời ({answered})"),
                    None => "nhưng không ghi ngày trả lời".to_owned(),
                };
                format!("kết quả công khai ngày {published} {why}; hãy sửa một trong các ngày")
            }
            Self::FeedbackRepeatsItself { id } => {
                format!("phản ánh {id} phản ánh lại chính nó; hãy ghi mã của lần trước, hoặc bỏ trống")
            }
            Self::FeedbackRepeatCircle { ids } => {
                format!("các phản ánh này phản ánh lại nhau thành vòng: {ids}; hãy bỏ trống ở lần đầu tiên")
            }
            Self::FeedbackContradiction { one, other } => {
                format!(
                    "bản ghi vừa nói '{}' vừa nói '{}', không thể cùng đúng; hãy sửa một trong hai",
                    one.vi, other.vi
                )
            }
            Self::LedgerNoTime => "mỗi số liệu có một ngày hoặc một kỳ, không cả hai; hãy ghi một trong hai".to_owned(),
            Self::LedgerNoValue { name, nature } => format!(
                "'{name}' là {} mà không có giá trị: số phát sinh, số hiện có cần một giá trị, tỷ lệ cần số phần trăm hoặc tử số và mẫu số",
                nature_vi(nature)
            ),
            Self::LedgerValueDiffers { name, value, parts, computed } => {
                format!("'{name}' ghi {value} %, còn {parts} là {computed}; hãy bỏ một trong hai")
            }
            Self::LedgerNatureDiffers { name, defined, given } => format!(
                "'{name}' được định nghĩa là {}, số liệu lại ghi là {}; hãy bỏ loại ở số liệu",
                nature_vi(defined),
                nature_vi(given)
            ),
            Self::LedgerPartOfItself { name } => format!("'{name}' là phần của chính nó; hãy ghi tên của số chung"),
            Self::LedgerConflict { name, ids, values } => format!(
                "các số liệu {ids} cho '{name}' những giá trị khác nhau cùng một thời gian: {values}; hãy sửa, hoặc ghi rõ từng khoản"
            ),
            Self::LedgerRepeated { name, ids } => {
                format!(
                    "các số liệu {ids} ghi '{name}' hai lần cùng giá trị; chỉ tính một; nếu là hai khoản hãy ghi rõ từng khoản"
                )
            }
            Self::LedgerOverlap { name, ids } => {
                format!(
                    "các số liệu {ids} của '{name}' trùng thời gian nên sẽ bị tính hai lần; hãy giữ số chung hoặc các phần"
                )
            }
            Self::LedgerStraddles { name, from, through } => {
                format!(
                    "'{name}' từ {from} đến {through} nằm một phần ngoài kỳ nên không chia được; hãy cho theo kỳ ngắn hơn"
                )
            }
            Self::LedgerMixedUnits { name, units } => {
                format!("'{name}' có nhiều đơn vị tính: {units}; hãy dùng một đơn vị tính")
            }
            Self::LedgerUnitChanged { name, before, now } => format!(
                "'{name}' trước tính bằng '{before}', nay bằng '{now}': không so sánh; hãy đưa về một đơn vị tính"
            ),
            Self::LedgerRateWithoutParts { name, ids } => {
                format!(
                    "không cộng được các tỷ lệ phần trăm của '{name}' ở {ids}; hãy ghi tử số và mẫu số của từng số liệu"
                )
            }
            Self::LedgerTargetDiffers { name, targets } => {
                format!("'{name}' có nhiều chỉ tiêu khác nhau cho một kỳ: {targets}; hãy giữ một chỉ tiêu")
            }
            Self::LedgerPartsDiffer { name, sum, whole, parts } => {
                format!(
                    "các phần của '{name}' cộng lại là {sum}, số chung là {whole}; hãy sửa một phần hoặc số chung ({parts})"
                )
            }

            Self::DueBeforeStart { task, start, due } => format!(
                "nhiệm vụ {task} có hạn ngày {}, trước ngày bắt đầu {}; hãy sửa một trong hai ngày",
                vi(due),
                vi(start)
            ),
            Self::DoneBeforeStart { task, start, done } => format!(
                "nhiệm vụ {task} hoàn thành ngày {}, trước ngày bắt đầu {}; hãy sửa một trong hai ngày",
                vi(done),
                vi(start)
            ),
            Self::DependencyCircle { circle } => {
                format!("các nhiệm vụ chờ nhau thành vòng: {circle}; hãy bỏ một quan hệ phụ thuộc trong đó")
            }
            Self::ContradictingReport { task, date, why } => format!(
                "báo cáo ngày {} về nhiệm vụ {task} trái với thông tin khác: {}; hãy sửa một trong hai",
                vi(date),
                why.vi
            ),
            Self::ClosedTwice { task, both } => format!("nhiệm vụ {task} khép lại hai lần: {}; hãy giữ một", both.vi),

            Self::ConclusionBeforeVisit { unit, visit, conclusion } => format!(
                "thông báo kết luận ghi ngày {}, trước ngày kiểm tra {unit} là {}; hãy sửa một trong hai ngày",
                vi(conclusion),
                vi(visit)
            ),
            Self::PeriodAfterVisit { unit, visit, through } => format!(
                "thời kỳ kiểm tra kết thúc ngày {}, sau ngày kiểm tra {unit} là {}; hãy sửa một trong hai ngày",
                vi(through),
                vi(visit)
            ),
            Self::DueBeforeNotice { id, conclusion, due } => format!(
                "kiến nghị {id} có hạn ngày {}, trước thông báo kết luận ngày {}; hãy sửa một trong hai ngày",
                vi(due),
                vi(conclusion)
            ),
            Self::RemedyBeforeNotice { id, conclusion, reported } => format!(
                "kiến nghị {id} có báo cáo khắc phục ngày {}, trước thông báo kết luận ngày {}; hãy sửa một trong hai ngày",
                vi(reported),
                vi(conclusion)
            ),
            Self::TwoDeadlines { id } => {
                format!("kiến nghị {id} có cả ngày lẫn số ngày làm hạn; hãy giữ hạn đã ấn định")
            }
            Self::RemedyLimit { id, limit } => format!(
                "hạn của kiến nghị {id} phải tính bằng ngày, ngày làm việc, tuần hoặc tháng kể từ thông báo kết luận; nhận được {}",
                limit.vi
            ),
            Self::RepeatsLater { finding, earlier } => format!(
                "phát hiện {finding} được ghi là lặp lại {earlier}, vốn không thuộc cuộc kiểm tra trước; hãy nêu phát hiện trước đó, hoặc sửa ngày của các cuộc kiểm tra"
            ),
            Self::VisitOutsidePlan { unit } => format!(
                "{unit} được kiểm tra theo kế hoạch báo trước nhưng không có trong danh sách đơn vị của kế hoạch; hãy bổ sung vào kế hoạch, hoặc ghi là kiểm tra đột xuất"
            ),
            Self::CatalogueNotInForce { code, day, versions } => format!(
                "thủ tục {code} không có hiệu lực ngày {}: {}; hãy hỏi ngày có phiên bản hiệu lực",
                text::date(*day, Lang::Vi),
                versions.vi
            ),
            Self::ActNotInForce { act, code, day, versions } => format!(
                "không thể {} thủ tục {code} từ {}: khi đó thủ tục không có hiệu lực ({}); hãy sửa mã hoặc ngày, hoặc thêm quyết định đã công bố thủ tục",
                act.vi,
                text::date(*day, Lang::Vi),
                versions.vi
            ),
            Self::BeforeAnnouncement { act, code, day, announced } => format!(
                "không thể {} thủ tục {code} từ {}, trước khi công bố từ {}; hãy sửa một trong hai ngày",
                act.vi,
                text::date(*day, Lang::Vi),
                text::date(*announced, Lang::Vi)
            ),
            Self::VersionOverlap { code, day, decision } => format!(
                "quyết định {decision} lập phiên bản của thủ tục {code} từ {}, khi đã có phiên bản đang hiệu lực hoặc bắt đầu cùng ngày; hãy kết thúc phiên bản đó trước, hoặc sửa việc làm",
                text::date(*day, Lang::Vi)
            ),
            Self::NothingReplaced { code } => format!(
                "việc thay thế bằng thủ tục {code} không nêu thủ tục bị thay thế; hãy nêu, hoặc ghi là công bố mới"
            ),
            Self::ActedTwice { code, decision } => {
                format!("quyết định {decision} làm hai việc với thủ tục {code}; hãy giữ một việc")
            }
            Self::NoContent { act, code } => {
                format!("thủ tục {code} được {} mà không có nội dung; hãy ghi đủ nội dung", act.vi)
            }
            Self::MisplacedInAct { act, code, field } => {
                format!("thủ tục {code} được {} thì không có {field}; hãy bỏ đi, hoặc sửa việc làm", act.vi)
            }
            Self::BlankText { field } => format!("{} để trống; hãy ghi như quyết định", field.vi),
            Self::OnlineLevelTime { level, day, because } => format!(
                "ngày {} không có {}; hãy dùng mức độ của ngày đó: {}",
                text::date(*day, Lang::Vi),
                level.vi,
                because.vi
            ),
            Self::NotReduced { id, before, after } => {
                format!("phương án {id} đi từ {} đến {}, không giảm gì; hãy sửa lại hai số", before.vi, after.vi)
            }
            Self::ChangeMismatch { id, kind, field, given: true } => format!(
                "phương án {id} ({}) không được có {field} trước và sau; hãy bỏ đi, hoặc sửa loại phương án",
                kind.vi
            ),
            Self::ChangeMismatch { id, kind, field, given: false } => {
                format!("phương án {id} ({}) thiếu {field} trước và sau; hãy ghi cả hai", kind.vi)
            }
            Self::NotApproved { id } => {
                format!("phương án {id} đã thực thi mà chưa được thông qua; hãy ghi văn bản thông qua")
            }
            Self::ApprovedAndRefused { id } => {
                format!("phương án {id} vừa được thông qua vừa không được chấp thuận; hãy giữ một quyết định")
            }
            Self::ResultBeforeReview { number, day, begun } => format!(
                "kết quả rà soát văn bản {number} ngày {}, trước khi bắt đầu rà soát {}; hãy sửa một trong hai",
                text::date(*day, Lang::Vi),
                text::date(*begun, Lang::Vi)
            ),
            Self::HandledBeforeResult { number, day, result } => {
                let day = text::date(*day, Lang::Vi);
                match result.map(|result| text::date(result, Lang::Vi)) {
                    Some(result) => format!(
                        "văn bản {number} được xử lý ngày {day}, trước kết quả rà soát {result}; hãy sửa một trong hai"
                    ),
                    None => {
                        format!("văn bản {number} được xử lý ngày {day} mà chưa có kết quả rà soát; hãy ghi kết quả")
                    }
                }
            }
            Self::OverlapWithItself { number } => {
                format!("văn bản {number} bị ghi là chồng chéo với chính nó; hãy ghi văn bản kia")
            }
        }
    }
}

/// The nature of a figure of the ledger in Vietnamese.
fn nature_vi(nature: &str) -> &str {
    match nature {
        "flow" => "số phát sinh",
        "stock" => "số hiện có",
        "rate" => "tỷ lệ",
        "flow rate" => "tỷ lệ của số phát sinh",
        other => other,
    }
/// A date as Vietnamese messages write it.
fn vi(date: &NaiveDate) -> String {
    crate::text::date(*date, crate::Lang::Vi)
}
