//! Lỗi của sổ sách: what can be wrong with the records of agencies, procedures, plans, inspections, feedback and
//! reports. Each is an [`Error`](super::Error) like any other; they stand here because they are many.

use super::vietnamese::moment;
use super::{ErrorKind, Issue, first_issue};
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
    #[error(
        "agency {id} has no {}{}; let its entries follow one another without a gap through all the days it stands", what.en, since(*day, Lang::En)
    )]
    AgencyGap { id: String, what: Text, day: Option<NaiveDate> },
    #[error(
        "agency {id} has more than one {} at once{}; let one end the day before the next begins", what.en, since(*day, Lang::En)
    )]
    AgencyDatedTwice { id: String, what: Text, day: Option<NaiveDate> },
    #[error("the {} of agency {id} holds on days on which the agency does not stand; it stands {}; keep within these days", what.en, span(*from, *until, Lang::En))]
    AgencyOutsideLife { id: String, what: Text, from: Option<NaiveDate>, until: Option<NaiveDate> },
    #[error("identifier {identifier} is held by {id} and {other} at once{}; end it at one of them before", since(*day, Lang::En))]
    AgencyIdentifierShared { identifier: String, id: String, other: String, day: Option<NaiveDate> },
    #[error(
        "identifier {identifier} has a form that is used {} ({}); correct its days or the identifier", span(*from, *until, Lang::En), source_text.en
    )]
    AgencyIdentifierForm { identifier: String, from: Option<NaiveDate>, until: Option<NaiveDate>, source_text: Text },
    #[error(
        "agency {id} stands at {} after {last}, the last day of that level ({}); end it, or give its level from then on", level.en, source_text.en
    )]
    AgencyLevelEnded { id: String, level: Box<Text>, last: NaiveDate, source_text: Text },
    #[error(
        "agency {id} stands under {parent}{}, which does not stand then; give what it stands under from that day, or end it", since(*day, Lang::En)
    )]
    AgencyParentNotStanding { id: String, parent: String, day: Option<NaiveDate> },
    #[error(
        "agency {id} ends after {last} and no change says where it went; add the merger, absorption, split or dissolution of {next}"
    )]
    AgencyLostUnit { id: String, last: NaiveDate, next: NaiveDate },
    #[error("change {change} is not well formed: {}; correct it", reason.en)]
    AgencyChangeShape { change: String, reason: Text },
    #[error("change {change} of {day} does not fit agency {id}: {}; correct its days or the change", reason.en)]
    AgencyChangeDay { change: String, id: String, day: NaiveDate, reason: Text },
    #[error(
        "the shares of change {change} are {sum} in all, not 1 with every one above 0; correct them, or leave out all"
    )]
    AgencyShares { change: String, sum: String },
    #[error("agency {id} does not stand on {day}; it stands {}; ask for a day of these, or for its successors", span(*from, *until, Lang::En))]
    AgencyNotStanding { id: String, day: NaiveDate, from: Option<NaiveDate>, until: Option<NaiveDate> },
    #[error(
        "what agency {id} had may be with any of {successors} since the split {change} of {day}; give the procedure, the field or the unit that decides, or say in the change what each part takes"
    )]
    AgencySeveralSuccessors { id: String, day: NaiveDate, change: String, successors: String },
    #[error(
        "agency {id} was dissolved on {day} without a successor ({}); whoever decided the dissolution says who answers", source_text.en
    )]
    AgencyNoSuccessor { id: String, day: NaiveDate, change: String, source_text: Text },
    #[error("'{code}' alone does not say which province is meant: {}; give the day it was written for", meanings.en)]
    AgencyAmbiguousCode { code: String, meanings: Text },
    #[error(
        "the {} of {id} for {period} is missing, so {into} has none either; a missing figure is not zero: add it, or leave the period out", if *weight { "weight above 0" } else { "figure" }
    )]
    AgencyMissingValue { id: String, period: String, into: String, weight: bool },
    #[error(
        "agency {id} ended on {last}, within {period}, and its figure may be in its successor's already; mark it as partial where it covers only the days until then, or leave it out"
    )]
    AgencyEndedInPeriod { id: String, period: String, last: NaiveDate },
    #[error(
        "the figures of {from} for {period} cannot be put together into {into}: ranks and indices without weights do not add up; show them apart, or give weights"
    )]
    AgencySeriesRefused { into: String, from: String, period: String },
    #[error(
        "the figure of {id} for {period} cannot be divided: the split {change} gives no shares; add them to the change, or show the figure apart"
    )]
    AgencySplitUnshared { id: String, period: String, change: String },

    #[error("nothing changed on {day}; the register has changes on {known}; give one of these days")]
    HandoverNoChange { day: NaiveDate, known: String },
    #[error(
        "{} {item} was open at {agency} and stands in no book after the change; find it and enter it with its successor", item_kind.en
    )]
    HandoverLostItem { item: String, item_kind: Text, agency: String },
    #[error(
        "{} {item} stands in the book of {agency} after the change and was not open before it; strike it, or add it to the items", item_kind.en
    )]
    HandoverExtraItem { item: String, item_kind: Text, agency: String },
    #[error(
        "{} {item} stands in the book of {got}, but {expected} answers for it; hand it over, or correct the change", item_kind.en
    )]
    HandoverOtherAgency { item: String, item_kind: Box<Text>, expected: String, got: String },
}

/// From a day on, in words; from the beginning where none is said.
fn since(day: Option<NaiveDate>, lang: Lang) -> String {
    match (day, lang) {
        (Some(day), Lang::Vi) => format!(" từ ngày {}", text::date(day, lang)),
        (Some(day), Lang::En) => format!(" from {day}"),
        (None, Lang::Vi) => " từ đầu".to_owned(),
        (None, Lang::En) => " from the beginning".to_owned(),
    }
}

/// From a day through another, in words.
fn span(from: Option<NaiveDate>, until: Option<NaiveDate>, lang: Lang) -> String {
    let day = |day| text::date(day, lang);
    match (from, until, lang) {
        (Some(from), Some(until), Lang::Vi) => format!("từ {} đến hết {}", day(from), day(until)),
        (Some(from), Some(until), Lang::En) => format!("from {} through {}", day(from), day(until)),
        (Some(from), None, Lang::Vi) => format!("từ {}", day(from)),
        (Some(from), None, Lang::En) => format!("from {} on", day(from)),
        (None, Some(until), Lang::Vi) => format!("đến hết {}", day(until)),
        (None, Some(until), Lang::En) => format!("through {}", day(until)),
        (None, None, Lang::Vi) => "mọi ngày".to_owned(),
        (None, None, Lang::En) => "on all days".to_owned(),
    }
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
    AgencyGap "agency.gap" InvalidData,
    AgencyDatedTwice "agency.dated_twice" InvalidData,
    AgencyOutsideLife "agency.outside_life" InvalidData,
    AgencyIdentifierShared "agency.identifier_shared" InvalidData,
    AgencyIdentifierForm "agency.identifier_form" InvalidData,
    AgencyLevelEnded "agency.level_ended" InvalidData,
    AgencyParentNotStanding "agency.parent_not_standing" InvalidData,
    AgencyLostUnit "agency.lost_unit" InvalidData,
    AgencyChangeShape "agency.change_shape" InvalidData,
    AgencyChangeDay "agency.change_day" InvalidData,
    AgencyShares "agency.shares" InvalidData,
    AgencyNotStanding "agency.not_standing" InvalidInput,
    AgencySeveralSuccessors "agency.several_successors" Ambiguous,
    AgencyNoSuccessor "agency.no_successor" Ambiguous,
    AgencyAmbiguousCode "agency.ambiguous_code" Ambiguous,
    AgencyMissingValue "agency.missing_value" InvalidInput,
    AgencyEndedInPeriod "agency.ended_in_period" Ambiguous,
    AgencySeriesRefused "agency.series_refused" InvalidInput,
    AgencySplitUnshared "agency.split_unshared" InvalidInput,
    HandoverNoChange "handover.no_change" InvalidInput,
    HandoverLostItem "handover.lost_item" InvalidData,
    HandoverExtraItem "handover.extra_item" InvalidData,
    HandoverOtherAgency "handover.other_agency" InvalidData,
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
            }
            Self::FeedbackBeforeReception { event, at, received } => {
                let (at, received) = (moment(at), moment(received));
                format!(
                    "{} ngày {at} trước khi phản ánh, kiến nghị đến ({received}); hãy sửa một trong hai ngày",
                    event.vi
                )
            }
            Self::FeedbackPublishedFirst { published, answered } => {
                let why = match answered {
                    Some(answered) => format!("trước khi trả lời ({})", moment(answered)),
                    None => "nhưng không ghi ngày trả lời".to_owned(),
                };
                format!("kết quả công khai ngày {} {why}; hãy sửa một trong các ngày", moment(published))
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
                let (from, through) = (moment(from), moment(through));
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
            Self::AgencyGap { id, what, day } => format!(
                "cơ quan {id} không có {}{}; các mục phải nối tiếp nhau, không hở, trong mọi ngày cơ quan tồn tại",
                what.vi,
                since(*day, Lang::Vi)
            ),
            Self::AgencyDatedTwice { id, what, day } => format!(
                "cơ quan {id} có hơn một {} cùng lúc{}; mục trước phải kết thúc trước ngày mục sau bắt đầu",
                what.vi,
                since(*day, Lang::Vi)
            ),
            Self::AgencyOutsideLife { id, what, from, until } => format!(
                "{} của cơ quan {id} ghi cho cả những ngày cơ quan không tồn tại; cơ quan tồn tại {}; hãy ghi trong các ngày đó",
                what.vi,
                span(*from, *until, Lang::Vi)
            ),
            Self::AgencyIdentifierShared { identifier, id, other, day } => format!(
                "mã định danh {identifier} cùng lúc thuộc {id} và {other}{}; hãy kết thúc ở một cơ quan trước đó",
                since(*day, Lang::Vi)
            ),
            Self::AgencyIdentifierForm { identifier, from, until, source_text } => format!(
                "mã định danh {identifier} có dạng chỉ dùng {} ({}); hãy sửa ngày hoặc sửa mã",
                span(*from, *until, Lang::Vi),
                source_text.vi
            ),
            Self::AgencyLevelEnded { id, level, last, source_text } => format!(
                "cơ quan {id} còn thuộc {} sau ngày {}, ngày cuối cùng của cấp này ({}); hãy kết thúc cơ quan, hoặc ghi cấp mới",
                level.vi,
                text::date(*last, Lang::Vi),
                source_text.vi
            ),
            Self::AgencyParentNotStanding { id, parent, day } => format!(
                "cơ quan {id} thuộc {parent}{}, nhưng khi đó {parent} không tồn tại; hãy ghi cơ quan cấp trên từ ngày đó, hoặc kết thúc cơ quan",
                since(*day, Lang::Vi)
            ),
            Self::AgencyLostUnit { id, last, next } => format!(
                "cơ quan {id} kết thúc sau ngày {} mà không có lần sắp xếp nào nói nó đi đâu; hãy thêm việc hợp nhất, sáp nhập, chia tách hoặc giải thể ngày {}",
                text::date(*last, Lang::Vi),
                text::date(*next, Lang::Vi)
            ),
            Self::AgencyChangeShape { change, reason } => {
                format!("lần sắp xếp {change} ghi chưa đúng: {}; hãy sửa", reason.vi)
            }
            Self::AgencyChangeDay { change, id, day, reason } => format!(
                "lần sắp xếp {change} ngày {} không khớp với cơ quan {id}: {}; hãy sửa ngày của cơ quan hoặc sửa lần sắp xếp",
                text::date(*day, Lang::Vi),
                reason.vi
            ),
            Self::AgencyShares { change, sum } => format!(
                "các phần của lần sắp xếp {change} cộng lại là {sum}, phải bằng 1 và phần nào cũng lớn hơn 0; hãy sửa, hoặc bỏ tất cả"
            ),
            Self::AgencyNotStanding { id, day, from, until } => format!(
                "cơ quan {id} không tồn tại vào ngày {}; cơ quan tồn tại {}; hãy hỏi một trong các ngày đó, hoặc hỏi cơ quan kế thừa",
                text::date(*day, Lang::Vi),
                span(*from, *until, Lang::Vi)
            ),
            Self::AgencySeveralSuccessors { id, day, change, successors } => format!(
                "việc của cơ quan {id} có thể đã về bất kỳ cơ quan nào trong {successors} sau lần chia tách {change} ngày {}; hãy cho biết thủ tục, lĩnh vực hoặc đơn vị để phân định, hoặc ghi trong lần sắp xếp mỗi bên nhận việc gì",
                text::date(*day, Lang::Vi)
            ),
            Self::AgencyNoSuccessor { id, day, source_text, .. } => format!(
                "cơ quan {id} giải thể ngày {} không có cơ quan kế thừa ({}); cơ quan quyết định giải thể xác định ai chịu trách nhiệm",
                text::date(*day, Lang::Vi),
                source_text.vi
            ),
            Self::AgencyAmbiguousCode { code, meanings } => {
                format!("chỉ ghi '{code}' thì chưa biết là tỉnh nào: {}; hãy cho biết ngày của số liệu", meanings.vi)
            }
            Self::AgencyMissingValue { id, period, into, weight } => format!(
                "thiếu {} của {id} kỳ {period} nên {into} cũng không có; số còn thiếu không phải là 0: hãy bổ sung, hoặc bỏ kỳ đó",
                if *weight { "trọng số lớn hơn 0" } else { "số liệu" }
            ),
            Self::AgencyEndedInPeriod { id, period, last } => format!(
                "cơ quan {id} kết thúc ngày {}, trong kỳ {period}, số liệu của nó có thể đã nằm trong số liệu của cơ quan kế thừa; hãy đánh dấu partial nếu chỉ tính đến ngày đó, hoặc bỏ ra",
                text::date(*last, Lang::Vi)
            ),
            Self::AgencySeriesRefused { into, from, period } => format!(
                "không gộp được số liệu kỳ {period} của {from} thành của {into}: thứ hạng, chỉ số không có trọng số thì không cộng được; hãy trình bày riêng, hoặc cho trọng số"
            ),
            Self::AgencySplitUnshared { id, period, change } => format!(
                "không chia được số liệu kỳ {period} của {id}: lần chia tách {change} không ghi tỷ lệ; hãy ghi tỷ lệ, hoặc trình bày riêng"
            ),
            Self::HandoverNoChange { day, known } => format!(
                "không có thay đổi nào ngày {}; sổ có thay đổi vào {known}; hãy chọn một trong các ngày đó",
                text::date(*day, Lang::Vi)
            ),
            Self::HandoverLostItem { item, item_kind, agency } => format!(
                "{} {item} đang mở tại {agency} nhưng sau sắp xếp không có trong sổ nào; hãy tìm lại và vào sổ của cơ quan kế thừa",
                item_kind.vi
            ),
            Self::HandoverExtraItem { item, item_kind, agency } => format!(
                "{} {item} có trong sổ của {agency} sau sắp xếp nhưng trước đó không đang mở; hãy bỏ ra, hoặc thêm vào danh sách",
                item_kind.vi
            ),
            Self::HandoverOtherAgency { item, item_kind, expected, got } => format!(
                "{} {item} nằm trong sổ của {got} nhưng cơ quan chịu trách nhiệm là {expected}; hãy bàn giao, hoặc sửa lần sắp xếp",
                item_kind.vi
            ),
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
}

/// A date as Vietnamese messages write it.
fn vi(date: &NaiveDate) -> String {
    crate::text::date(*date, crate::Lang::Vi)
}
