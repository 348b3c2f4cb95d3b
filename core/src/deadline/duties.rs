//! Nghĩa vụ đi kèm thời hạn: the apology an overdue dossier owes, and the notices an incomplete one does.
//!
//! Which text decides depends on the day and on the group of procedures; the shipped regimes are in
//! `core/data/duties.json`, each with what was read of it.

use super::Deadline;
use crate::number::{self, Ratio};
use crate::procedure::TimeLimit;
use crate::text::Text;
use crate::{Citation, Error, Exact, Moment, WorkCalendar, document, law};
use chrono::{Days, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    apologies: Vec<Regime>,
    notices: Vec<NoticeRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Regime {
    id: String,
    /// Whether it holds for every procedure while in force, or only where it is named.
    general: bool,
    /// The first day it was in force, where that day was read.
    from: Option<NaiveDate>,
    /// A day it was surely not in force before: the first of the text's own year.
    not_before: Option<NaiveDate>,
    until: Option<NaiveDate>,
    when: When,
    source: Citation,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum When {
    DaysBeforeDue(u32),
    AfterDue,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoticeRule {
    id: String,
    channels: Vec<Channel>,
    general: bool,
    group: Option<String>,
    from: Option<NaiveDate>,
    not_before: Option<NaiveDate>,
    until: Option<NaiveDate>,
    limit: TimeLimit,
    what: Text,
    source: Citation,
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let shipped = document::from_json(include_str!("../../data/duties.json"));
    #[expect(clippy::expect_used, reason = "a unit test loads the same embedded file")]
    shipped.expect("the embedded duties are valid")
});

/// Hồ sơ cần xét nghĩa vụ xin lỗi: what is known of a dossier that may owe an apology.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApologyCase {
    /// Ngày hẹn trả: the first appointment, before any re-appointment.
    pub due: Moment,
    /// Ngày xử lý xong, where it is; without an hour it is compared with the due date by the day.
    #[serde(default)]
    pub finished: Option<Moment>,
    /// Ngày gửi văn bản xin lỗi, where one was.
    #[serde(default)]
    pub apologised: Option<Moment>,
    /// The regime of its group of procedures, such as `297/2025/NĐ-CP`; the general one in force on the
    /// due day when it is left out.
    #[serde(default)]
    pub regime: Option<String>,
}

/// Nghĩa vụ xin lỗi: whether an apology is owed, by when, and whether it came in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Apology {
    /// The regime that decides.
    pub regime: String,
    /// Where the duty stands.
    pub state: ApologyState,
    /// The last day to apologise if the days before the due day are working days.
    pub by_working_days: Option<NaiveDate>,
    /// The last day to apologise if they are calendar days.
    pub by_calendar_days: Option<NaiveDate>,
    /// The first day it is owed, by regimes where it follows the due day.
    pub owed_from: Option<NaiveDate>,
    /// The text that decides.
    pub source: Citation,
}

/// Trạng thái nghĩa vụ xin lỗi.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ApologyState {
    /// Không phải xin lỗi: the dossier is not late.
    NotApplicable,
    /// Đã xin lỗi đúng hạn.
    InTime,
    /// Đã xin lỗi nhưng muộn.
    Late,
    /// Đúng hạn hay muộn tùy cách hiểu "01 ngày": in time by calendar days and late by working days,
    /// or the other way; the text does not say which.
    Undecided,
    /// Đã xin lỗi, where no day is set for it.
    Given,
    /// Chưa xin lỗi.
    Missing,
}

/// The apology of one dossier at the end of a day.
///
/// ```
/// use cchc::deadline::duties::{self, ApologyCase, ApologyState};
/// use cchc::WorkCalendar;
/// let case: ApologyCase = serde_json::from_str(
///     r#"{"due": "2024-03-11", "finished": "2024-03-14", "apologised": "2024-03-08"}"#,
/// ).unwrap();
/// let apology = duties::apology(WorkCalendar::vietnam(), &case, "2024-03-31".parse().unwrap())?;
/// // One working day before Monday 11/3 is Friday 8/3, one calendar day Sunday 10/3.
/// assert_eq!(apology.state, ApologyState::InTime);
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `input.unknown_id` for a regime that is not shipped; `law.not_in_force` when no general regime was
/// in force on the due day, or the one named was not; `calendar.horizon`.
pub fn apology(calendar: &WorkCalendar, case: &ApologyCase, as_of: NaiveDate) -> Result<Apology, Error> {
    let due = case.due.date();
    let regime = regime(case.regime.as_deref(), due)?;
    let finished = case.finished.filter(|finished| finished.date() <= as_of);
    let late = match (finished, case.due.time()) {
        (Some(finished), Some(hour)) if finished.date() == due => finished.time().is_some_and(|time| time > hour),
        (Some(finished), _) => finished.date() > due,
        // At the end of a day an hour of it is past.
        (None, Some(_)) => as_of >= due,
        (None, None) => as_of > due,
    };
    let apologised = case.apologised.map(Moment::date).filter(|date| *date <= as_of);
    let (working, calendar_days, owed_from) = match regime.when {
        When::DaysBeforeDue(days) => {
            let before = due.checked_sub_days(Days::new(days.into()));
            (Some(calendar.subtract_working_days(due, days)?), before, None)
        }
        When::AfterDue => (None, None, due.succ_opt()),
    };
    let state = match (late, apologised, working, calendar_days) {
        (false, ..) => ApologyState::NotApplicable,
        (true, None, ..) => ApologyState::Missing,
        (true, Some(given), Some(working), Some(calendar)) => match (given <= working, given <= calendar) {
            (true, true) => ApologyState::InTime,
            (false, false) => ApologyState::Late,
            _ => ApologyState::Undecided,
        },
        (true, Some(_), ..) => ApologyState::Given,
    };
    Ok(Apology {
        regime: regime.id.clone(),
        state,
        by_working_days: working,
        by_calendar_days: calendar_days,
        owed_from,
        source: regime.source.clone(),
    })
}

fn regime(id: Option<&str>, due: NaiveDate) -> Result<&'static Regime, Error> {
    let regimes = &SHIPPED.apologies;
    let not_in_force =
        || Error::NotInForce { what: Text::new("nghĩa vụ xin lỗi", "the duty to apologise"), date: due };
    let Some(id) = id else {
        let general = regimes
            .iter()
            .find(|regime| regime.general && law::holds(regime.from.or(regime.not_before), regime.until, due));
        return general.ok_or_else(not_in_force);
    };
    let Some(named) = regimes.iter().find(|regime| regime.id == id) else {
        let known = regimes.iter().map(|regime| regime.id.as_str()).collect::<Vec<_>>().join(", ");
        return Err(Error::UnknownId { id: id.to_owned(), known });
    };
    if law::holds(named.from.or(named.not_before), named.until, due) { Ok(named) } else { Err(not_in_force()) }
}

/// Tỷ lệ xin lỗi: the apologies of many dossiers, those that owe none kept apart.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct ApologyCompliance {
    /// Dossiers that owe none.
    pub not_applicable: u64,
    /// Given in time.
    pub in_time: u64,
    /// Given late.
    pub late: u64,
    /// Given in time or late by how the text is read.
    pub undecided: u64,
    /// Given, where no day is set for it.
    pub given: u64,
    /// Not given.
    pub missing: u64,
    /// Dossiers that owe one: the denominator of both rates.
    pub owed: u64,
    /// Per cent of the dossiers that owe one that were surely apologised for in time, or where no day is
    /// set at all; none when nothing is owed.
    pub in_time_percent: Option<Exact>,
    /// Per cent of the dossiers that owe one that were apologised for at any time.
    pub apologised_percent: Option<Exact>,
}

/// The apologies of many dossiers at the end of a day.
///
/// # Errors
/// Those of [`apology`] for the first dossier that has one.
pub fn apology_compliance(
    calendar: &WorkCalendar,
    cases: &[ApologyCase],
    as_of: NaiveDate,
) -> Result<ApologyCompliance, Error> {
    let mut counts = ApologyCompliance::default();
    for case in cases {
        let count = match apology(calendar, case, as_of)?.state {
            ApologyState::NotApplicable => &mut counts.not_applicable,
            ApologyState::InTime => &mut counts.in_time,
            ApologyState::Late => &mut counts.late,
            ApologyState::Undecided => &mut counts.undecided,
            ApologyState::Given => &mut counts.given,
            ApologyState::Missing => &mut counts.missing,
        };
        *count += 1;
    }
    let timely = counts.in_time + counts.given;
    let apologised = number::count_sum("dossiers", [timely, counts.late, counts.undecided])?;
    counts.owed = number::count_sum("dossiers", [apologised, counts.missing])?;
    counts.in_time_percent = Ratio::of(timely, counts.owed).percent();
    counts.apologised_percent = Ratio::of(apologised, counts.owed).percent();
    Ok(counts)
}

/// Kênh nộp hồ sơ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Channel {
    /// Trực tiếp.
    Counter,
    /// Trực tuyến.
    Online,
    /// Bưu chính công ích.
    Post,
}

/// Thông báo phải gửi: what must be told to whom by when, should the dossier be incomplete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Notice {
    /// Its name, such as `online_incomplete`.
    pub id: String,
    /// What must be told.
    pub what: Text,
    /// Within which time.
    pub limit: TimeLimit,
    /// By the end of this day, or at `due_at`.
    pub due: NaiveDate,
    /// The minute, for limits in hours.
    pub due_at: Option<NaiveDateTime>,
    /// The text that says so.
    pub source: Citation,
}

/// The notices owed for a dossier submitted at a moment over a channel: those of the general texts in
/// force that day, and those of its group of procedures.
///
/// # Errors
/// `input.unknown_id` for a group no notice is known for; `calendar.no_hours` and
/// `deadline.time_needed` for limits in working hours; `calendar.horizon`, `calendar.horizon_adding`.
pub fn notices(
    calendar: &WorkCalendar,
    submitted: Moment,
    channel: Channel,
    group: Option<&str>,
) -> Result<Vec<Notice>, Error> {
    let rules = &SHIPPED.notices;
    if let Some(group) = group.filter(|group| !rules.iter().any(|rule| rule.group.as_deref() == Some(group))) {
        let mut known: Vec<&str> = rules.iter().filter_map(|rule| rule.group.as_deref()).collect();
        known.dedup();
        return Err(Error::UnknownId { id: group.to_owned(), known: known.join(", ") });
    }
    let holds = |rule: &&NoticeRule| {
        let of_group = rule.group.is_some() && rule.group.as_deref() == group;
        // What a group's own text says replaces the general notice of the same name.
        let replaced =
            rules.iter().any(|other| other.group.as_deref() == group && group.is_some() && other.id == rule.id);
        rule.channels.contains(&channel)
            && (of_group || (rule.general && !replaced))
            && law::holds(rule.from.or(rule.not_before), rule.until, submitted.date())
    };
    let owed = rules.iter().filter(holds).map(|rule| {
        let deadline = Deadline::compute(calendar, submitted, rule.limit)?;
        Ok(Notice {
            id: rule.id.clone(),
            what: rule.what.clone(),
            limit: rule.limit,
            due: deadline.due.ok_or(Error::NotCounted)?,
            due_at: deadline.due_at,
            source: rule.source.clone(),
        })
    });
    owed.collect()
}

#[cfg(test)]
mod tests {
    use super::SHIPPED;

    #[test]
    fn every_duty_is_cited_and_no_two_general_regimes_hold_on_a_day() {
        assert!(SHIPPED.apologies.iter().all(|regime| !regime.source.document.is_empty()));
        assert!(SHIPPED.notices.iter().all(|rule| rule.general != rule.group.is_some()));
        let general: Vec<_> = SHIPPED.apologies.iter().filter(|regime| regime.general).collect();
        for (earlier, later) in general.iter().zip(general.iter().skip(1)) {
            assert!(earlier.until < later.from);
        }
    }
}
