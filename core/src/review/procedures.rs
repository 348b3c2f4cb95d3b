//! Procedures under review: the plan, and proposals to make them simpler.

use super::{Review, ReviewCount, count, first, flaw, in_order, lines, unknown};
use crate::TimeLimit;
use crate::error::{Error, Issue, RecordError};
use crate::number::{self, Exact, Ratio};
use crate::text::{self, Lang, Text};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Việc rà soát theo kế hoạch: of one procedure or of a group.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PlannedReview {
    /// Mã hoặc số thứ tự.
    pub id: String,
    /// Nội dung.
    pub title: String,
    /// Mã các thủ tục.
    pub procedures: Vec<String>,
    /// Lĩnh vực.
    pub field: String,
    /// Đơn vị chủ trì.
    pub lead: String,
    /// Ngày bắt đầu.
    pub begun: Option<NaiveDate>,
    /// Hạn hoàn thành.
    pub due: Option<NaiveDate>,
    /// Ngày hoàn thành.
    pub done: Option<NaiveDate>,
    /// Văn bản báo cáo kết quả.
    pub document: String,
}

/// Phương án đơn giản hóa một hay nhiều thủ tục.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// Mã.
    pub id: String,
    /// Mã việc rà soát theo kế hoạch, where it came from one.
    #[serde(default)]
    pub review: Option<String>,
    /// Loại phương án.
    pub kind: ProposalKind,
    /// Mã các thủ tục.
    #[serde(default)]
    pub procedures: Vec<String>,
    /// Nội dung.
    #[serde(default)]
    pub content: String,
    /// Ngày đề xuất.
    pub proposed: NaiveDate,
    /// Văn bản đề xuất.
    #[serde(default)]
    pub document: String,
    /// Được thông qua.
    #[serde(default)]
    pub approved: Option<ReviewDecision>,
    /// Không chấp thuận.
    #[serde(default)]
    pub refused: Option<ReviewDecision>,
    /// Hạn thực thi.
    #[serde(default)]
    pub due: Option<NaiveDate>,
    /// Đã thực thi.
    #[serde(default)]
    pub implemented: Option<ReviewDecision>,
    /// Thời hạn giải quyết trước và sau, of a proposal to shorten it.
    #[serde(default)]
    pub limit: Option<Change<TimeLimit>>,
    /// Mức phí trước và sau, in đồng, of a proposal to lower it.
    #[serde(default)]
    pub fee: Option<Change<Exact>>,
    /// Chi phí tuân thủ một năm trước và sau, in đồng.
    #[serde(default)]
    pub cost: Option<Change<Exact>>,
}

/// Trước và sau.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change<T> {
    /// Trước.
    pub before: T,
    /// Sau.
    pub after: T,
}

/// Ngày và văn bản của một quyết định.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewDecision {
    /// Ngày.
    pub day: NaiveDate,
    /// Số, ký hiệu văn bản.
    #[serde(default)]
    pub document: String,
}

/// Loại phương án đơn giản hóa.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ProposalKind {
    /// Bãi bỏ thủ tục.
    CutProcedure,
    /// Gộp thủ tục.
    MergeProcedures,
    /// Bỏ giấy tờ.
    CutPaper,
    /// Rút ngắn thời hạn.
    ShortenLimit,
    /// Giảm phí, lệ phí.
    LowerFee,
    /// Bỏ yêu cầu, điều kiện.
    AbolishCondition,
}

impl ProposalKind {
    const ALL: [Self; 6] = [
        Self::CutProcedure,
        Self::MergeProcedures,
        Self::CutPaper,
        Self::ShortenLimit,
        Self::LowerFee,
        Self::AbolishCondition,
    ];

    /// The kind's name.
    pub fn label(self) -> Text {
        match self {
            Self::CutProcedure => Text::new("bãi bỏ thủ tục", "cut the procedure"),
            Self::MergeProcedures => Text::new("gộp thủ tục", "merge procedures"),
            Self::CutPaper => Text::new("bỏ giấy tờ", "cut a paper"),
            Self::ShortenLimit => Text::new("rút ngắn thời hạn", "shorten the time limit"),
            Self::LowerFee => Text::new("giảm phí, lệ phí", "lower the fee"),
            Self::AbolishCondition => Text::new("bỏ yêu cầu, điều kiện", "abolish a condition"),
        }
    }
}

/// Trạng thái phương án.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ProposalState {
    /// Đề xuất.
    Proposed,
    /// Được thông qua.
    Approved,
    /// Đã thực thi.
    Implemented,
    /// Không chấp thuận.
    Refused,
}

impl ProposalState {
    const ALL: [Self; 4] = [Self::Proposed, Self::Approved, Self::Implemented, Self::Refused];

    /// The state's name.
    pub fn label(self) -> Text {
        match self {
            Self::Proposed => Text::new("đề xuất", "proposed"),
            Self::Approved => Text::new("được thông qua", "approved"),
            Self::Implemented => Text::new("đã thực thi", "implemented"),
            Self::Refused => Text::new("không chấp thuận", "refused"),
        }
    }
}

/// Tình trạng một việc theo kế hoạch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PlannedState {
    /// Đã hoàn thành.
    Done,
    /// Đã hoàn thành, chậm.
    DoneLate,
    /// Đang rà soát.
    InProgress,
    /// Chưa bắt đầu.
    NotBegun,
    /// Quá hạn.
    Overdue,
}

impl PlannedState {
    const ALL: [Self; 5] = [Self::Done, Self::DoneLate, Self::InProgress, Self::NotBegun, Self::Overdue];

    fn label(self) -> Text {
        match self {
            Self::Done => Text::new("đã hoàn thành", "done"),
            Self::DoneLate => Text::new("đã hoàn thành, chậm", "done late"),
            Self::InProgress => Text::new("đang rà soát", "in progress"),
            Self::NotBegun => Text::new("chưa bắt đầu", "not begun"),
            Self::Overdue => Text::new("quá hạn", "overdue"),
        }
    }
}

/// Tổng hợp kế hoạch rà soát.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReviewPlanSummary {
    /// Tổng số việc đã đếm.
    pub total: u64,
    /// Không đếm được, named among the issues.
    pub left_out: u64,
    /// Số thủ tục khác nhau trong các việc đó.
    pub procedures: u64,
    /// Theo tình trạng; the lines add up to the total.
    pub by_state: Vec<ReviewCount>,
    /// Tỷ lệ hoàn thành: done, late or not, over all, per cent, half up at two decimals.
    pub done_percent: Option<Exact>,
    /// The same in words.
    pub text: Text,
}

/// Tổng hợp phương án đơn giản hóa.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ProposalSummary {
    /// Tổng số phương án đã đề xuất đến ngày đó.
    pub total: u64,
    /// Không đếm được, named among the issues.
    pub left_out: u64,
    /// Đề xuất sau ngày đó, which had not happened then.
    pub later: u64,
    /// Theo trạng thái; the lines add up to the total.
    pub by_state: Vec<ReviewCount>,
    /// Theo loại; the lines add up to the total.
    pub by_kind: Vec<ReviewCount>,
    /// Mã các phương án được thông qua, chưa thực thi, quá hạn thực thi.
    pub overdue: Vec<String>,
    /// Từng phương án.
    pub proposals: Vec<ProposalStanding>,
    /// Chi phí tuân thủ, of the proposals that are approved or implemented and name it.
    pub cost: CostLine,
    /// Chi phí tuân thủ theo trạng thái, of those that name it.
    pub cost_by_state: Vec<CostLine>,
    /// The same in words.
    pub text: Text,
}

/// Một phương án tại một ngày.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ProposalStanding {
    /// Mã.
    pub id: String,
    /// Loại.
    pub kind: ProposalKind,
    /// Trạng thái.
    pub state: ProposalState,
    /// Từ ngày.
    pub since: NaiveDate,
    /// Văn bản của trạng thái đó.
    pub document: String,
    /// Whether it is past the day by which it was to be implemented.
    pub overdue: bool,
    /// Whether the time limit is shorter after than before; none where the units differ and do not say.
    pub shorter: Option<bool>,
    /// Chi phí tiết kiệm, in đồng a year.
    pub saved: Option<Exact>,
    /// Tỷ lệ tiết kiệm: saved over before, per cent, half up at two decimals.
    pub saved_percent: Option<Exact>,
}

/// Chi phí tuân thủ của một nhóm phương án, in đồng a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CostLine {
    /// Trạng thái; none of the line of all.
    pub state: Option<ProposalState>,
    /// Số phương án có chi phí.
    pub proposals: u64,
    /// Mã các phương án đó.
    pub ids: Vec<String>,
    /// Trước; none of no proposals.
    pub before: Option<Exact>,
    /// Sau.
    pub after: Option<Exact>,
    /// Tiết kiệm.
    pub saved: Option<Exact>,
    /// Tỷ lệ tiết kiệm: saved over before, per cent, half up at two decimals.
    pub saved_percent: Option<Exact>,
}

pub(super) fn plan(plan: &[PlannedReview], as_of: NaiveDate, issues: &mut Vec<Issue>) -> ReviewPlanSummary {
    let (mut seen, mut rows, mut procedures) = (HashSet::new(), Vec::new(), HashSet::new());
    for (place, review) in plan.iter().enumerate() {
        let path = format!("plan[{place}]");
        let steps = [("begun", review.begun), ("done", review.done)];
        if !first(&mut seen, &review.id, format!("{path}.id"), issues) || !in_order(&path, &steps, issues) {
            continue;
        }
        procedures.extend(&review.procedures);
        let done = review.done.filter(|day| *day <= as_of);
        let begun = review.begun.is_some_and(|day| day <= as_of);
        let state = match (done, review.due) {
            (Some(done), Some(due)) if done > due => PlannedState::DoneLate,
            (Some(_), _) => PlannedState::Done,
            (None, Some(due)) if due < as_of => PlannedState::Overdue,
            (None, _) if begun => PlannedState::InProgress,
            (None, _) => PlannedState::NotBegun,
        };
        rows.push((state, review.id.clone()));
    }
    let finished = rows.iter().filter(|(state, _)| matches!(state, PlannedState::Done | PlannedState::DoneLate));
    let (finished, total) = (count(finished.count()), count(rows.len()));
    let by_state = lines(&PlannedState::ALL, |state| state.label(), &rows);
    let text = told(&by_state, total, &Text::new("việc rà soát", "planned reviews"));
    ReviewPlanSummary {
        total,
        left_out: count(plan.len()).saturating_sub(total),
        procedures: count(procedures.len()),
        by_state,
        done_percent: Ratio::of(finished, total).percent(),
        text,
    }
}

/// How many of what, and the lines that are not empty.
pub(super) fn told(lines: &[ReviewCount], total: u64, what: &Text) -> Text {
    Text::build(|lang| {
        let some = lines.iter().filter(|line| line.count > 0);
        let some = some.map(|line| format!("{} {}", text::count(line.count, lang), line.label.get(lang)));
        let some = some.collect::<Vec<_>>().join(", ");
        let head = format!("{} {}", text::count(total, lang), what.get(lang));
        if some.is_empty() { head } else { format!("{head}: {some}") }
    })
}

pub(super) fn proposals(review: &Review, as_of: NaiveDate, issues: &mut Vec<Issue>) -> Result<ProposalSummary, Error> {
    let (mut seen, mut left_out, mut later) = (HashSet::new(), 0_u64, 0_u64);
    let mut standings = Vec::new();
    for (place, proposal) in review.proposals.iter().enumerate() {
        let path = format!("proposals[{place}]");
        let sound = first(&mut seen, &proposal.id, format!("{path}.id"), issues)
            && is_sound(proposal, &review.plan, &path, issues);
        if !sound {
            left_out += 1;
        } else if proposal.proposed > as_of {
            later += 1;
        } else {
            standings.push((standing(proposal, as_of), proposal.cost));
        }
    }
    let by = |state: Option<ProposalState>, take: &dyn Fn(ProposalState) -> bool| {
        let taken = standings.iter().filter(|(standing, _)| take(standing.state));
        let costs = taken.filter_map(|(standing, cost)| Some((standing.id.as_str(), (*cost)?)));
        cost_line(state, &costs.collect::<Vec<_>>())
    };
    let agreed = |state| matches!(state, ProposalState::Approved | ProposalState::Implemented);
    let cost = by(None, &agreed)?;
    let each = ProposalState::ALL.into_iter().map(|state| by(Some(state), &|other| other == state));
    let cost_by_state = each.collect::<Result<Vec<_>, _>>()?;
    let proposals: Vec<ProposalStanding> = standings.into_iter().map(|(standing, _)| standing).collect();
    let states: Vec<_> = proposals.iter().map(|standing| (standing.state, standing.id.clone())).collect();
    let kinds: Vec<_> = proposals.iter().map(|standing| (standing.kind, standing.id.clone())).collect();
    let by_state = lines(&ProposalState::ALL, |state| state.label(), &states);
    let mut text = told(&by_state, count(proposals.len()), &Text::new("phương án đơn giản hóa", "proposals"));
    if let Some(saved) = cost.saved {
        let share = Ratio { numerator: saved, denominator: cost.before.unwrap_or_default() };
        let add = |lang: Lang| {
            let saved = text::decimal(saved.0, saved.0.normalize().scale(), lang);
            let share = share.to_text(lang).map(|share| format!(" ({share})")).unwrap_or_default();
            match lang {
                Lang::Vi => format!("; tiết kiệm {saved} đồng mỗi năm{share} chi phí tuân thủ"),
                Lang::En => format!("; {saved} đồng a year{share} of compliance cost saved"),
            }
        };
        text.vi.push_str(&add(Lang::Vi));
        text.en.push_str(&add(Lang::En));
    }
    Ok(ProposalSummary {
        total: count(proposals.len()),
        left_out,
        later,
        by_state,
        by_kind: lines(&ProposalKind::ALL, |kind| kind.label(), &kinds),
        overdue: proposals.iter().filter(|one| one.overdue).map(|one| one.id.clone()).collect(),
        proposals,
        cost,
        cost_by_state,
        text,
    })
}

fn is_sound(proposal: &Proposal, plan: &[PlannedReview], path: &str, issues: &mut Vec<Issue>) -> bool {
    let before = issues.len();
    let stray = proposal.review.as_ref().filter(|review| !plan.iter().any(|planned| planned.id == **review));
    if let Some(review) = stray {
        let known = plan.iter().map(|planned| planned.id.as_str());
        issues.push(Issue::at(format!("{path}.review"), unknown(review, known)));
    }
    let day = |decision: &Option<ReviewDecision>| decision.as_ref().map(|decision| decision.day);
    let decided = [("approved", day(&proposal.approved)), ("implemented", day(&proposal.implemented))];
    let [approved, implemented] = decided;
    in_order(path, &[("proposed", Some(proposal.proposed)), approved, implemented], issues);
    in_order(path, &[("proposed", Some(proposal.proposed)), ("refused", day(&proposal.refused))], issues);
    let id = || proposal.id.clone();
    if proposal.refused.is_some() && (proposal.approved.is_some() || proposal.implemented.is_some()) {
        issues.push(flaw(format!("{path}.refused"), RecordError::ApprovedAndRefused { id: id() }));
    } else if proposal.implemented.is_some() && proposal.approved.is_none() {
        issues.push(flaw(format!("{path}.implemented"), RecordError::NotApproved { id: id() }));
    }
    let given = [
        ("limit", ProposalKind::ShortenLimit, proposal.limit.is_some()),
        ("fee", ProposalKind::LowerFee, proposal.fee.is_some()),
    ];
    for (field, kind, given) in given {
        if given != (proposal.kind == kind) {
            let error = RecordError::ChangeMismatch { id: id(), kind: proposal.kind.label(), field, given };
            issues.push(flaw(format!("{path}.{field}"), error));
        }
    }
    if let Some(limit) = proposal.limit.filter(|limit| shorter(limit) == Some(false)) {
        let (before, after) = (Box::new(limit.before.label()), Box::new(limit.after.label()));
        let error = RecordError::NotReduced { id: id(), before, after };
        issues.push(flaw(format!("{path}.limit"), error));
    }
    for (field, change, strictly) in [("fee", proposal.fee, true), ("cost", proposal.cost, false)] {
        let Some(change) = change else { continue };
        let negative = [change.before, change.after].into_iter().find(|amount| amount.0 < Decimal::ZERO);
        if let Some(amount) = negative {
            let (min, max) = ("0".to_owned(), "28 digits".to_owned());
            let what = if field == "fee" { "fee" } else { "compliance cost" };
            issues.push(Issue::at(
                format!("{path}.{field}"),
                Error::OutOfRange { what, got: amount.to_string(), min, max },
            ));
        } else if change.after > change.before || (strictly && change.after == change.before) {
            let amount = |amount: Exact| Box::new(Text::build(|lang| text::decimal(amount.0, amount.0.scale(), lang)));
            let (before, after) = (amount(change.before), amount(change.after));
            issues.push(flaw(format!("{path}.{field}"), RecordError::NotReduced { id: id(), before, after }));
        }
    }
    issues.len() == before
}

/// Whether a limit is shorter; none where its units do not say.
fn shorter(limit: &Change<TimeLimit>) -> Option<bool> {
    use TimeLimit as T;
    Some(match (limit.before, limit.after) {
        (T::WorkingDays(before), T::WorkingDays(after))
        | (T::WorkingMinutes(before), T::WorkingMinutes(after))
        | (T::CalendarDays(before), T::CalendarDays(after))
        | (T::Weeks(before), T::Weeks(after))
        | (T::Months(before), T::Months(after))
        | (T::Years(before), T::Years(after))
        | (T::Hours(before), T::Hours(after)) => after < before,
        (T::WorkingDays(before), T::WorkingDayQuarters { quarters, .. }) => quarters < before.saturating_mul(4),
        (T::WorkingDayQuarters { quarters, .. }, T::WorkingDays(after)) => after.saturating_mul(4) < quarters,
        (T::WorkingDayQuarters { quarters: before, .. }, T::WorkingDayQuarters { quarters: after, .. }) => {
            after < before
        }
        (T::InTheDay, T::InTheDay) | (T::NotCounted, T::NotCounted) => false,
        _ => return None,
    })
}

fn standing(proposal: &Proposal, as_of: NaiveDate) -> ProposalStanding {
    let by_then = |decision: &Option<ReviewDecision>| decision.clone().filter(|decision| decision.day <= as_of);
    let (approved, refused) = (by_then(&proposal.approved), by_then(&proposal.refused));
    let (state, decision) = match (by_then(&proposal.implemented), approved, refused) {
        (Some(implemented), ..) => (ProposalState::Implemented, Some(implemented)),
        (None, Some(approved), _) => (ProposalState::Approved, Some(approved)),
        (None, None, Some(refused)) => (ProposalState::Refused, Some(refused)),
        (None, None, None) => (ProposalState::Proposed, None),
    };
    let since = decision.as_ref().map_or(proposal.proposed, |decision| decision.day);
    let document = decision.map_or_else(|| proposal.document.clone(), |decision| decision.document);
    let overdue = state == ProposalState::Approved && proposal.due.is_some_and(|due| due < as_of);
    let saved = proposal.cost.and_then(|cost| number::difference(cost.before, cost.after));
    let share = saved.zip(proposal.cost).map(|(saved, cost)| Ratio { numerator: saved, denominator: cost.before });
    ProposalStanding {
        id: proposal.id.clone(),
        kind: proposal.kind,
        state,
        since,
        document,
        overdue,
        shorter: proposal.limit.as_ref().and_then(shorter),
        saved,
        saved_percent: share.and_then(Ratio::percent),
    }
}

fn cost_line(state: Option<ProposalState>, costs: &[(&str, Change<Exact>)]) -> Result<CostLine, Error> {
    let sum = |take: &dyn Fn(&Change<Exact>) -> Exact| {
        number::sum(costs.iter().map(|(_, cost)| take(cost))).ok_or_else(number::too_large)
    };
    let (before, after) = (sum(&|cost| cost.before)?, sum(&|cost| cost.after)?);
    let some = !costs.is_empty();
    let saved = number::difference(before, after).filter(|_| some);
    let share = saved.map(|saved| Ratio { numerator: saved, denominator: before });
    Ok(CostLine {
        state,
        proposals: count(costs.len()),
        ids: costs.iter().map(|(id, _)| (*id).to_owned()).collect(),
        before: some.then_some(before),
        after: some.then_some(after),
        saved,
        saved_percent: share.and_then(Ratio::percent),
    })
}
