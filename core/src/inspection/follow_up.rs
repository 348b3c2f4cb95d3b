//! Where a recommendation stands on a date.

use super::{Conclusion, Recommendation};
use crate::error::RecordError;
use crate::text::{self, Lang, Text};
use crate::{Citation, Deadline, Error, Moment, TimeLimit, WorkCalendar};
use chrono::NaiveDate;
use serde::Serialize;

/// Tình trạng khắc phục on a date. Every recommendation has exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FollowUp {
    /// Đã khắc phục.
    Remedied,
    /// Đã khắc phục, quá hạn.
    RemediedLate,
    /// Chưa khắc phục, trong hạn.
    Open,
    /// Chưa khắc phục, quá hạn.
    Overdue,
    /// Chưa khắc phục, không ấn định hạn.
    OpenWithoutDeadline,
    /// Đã báo cáo khắc phục, chưa được chấp nhận.
    Reported,
    /// Chưa có thông báo kết luận.
    NoConclusion,
    /// Chưa xét được: the record has a fault.
    NotJudged,
}

impl FollowUp {
    /// All states, in the order of reports.
    pub const ALL: [Self; 8] = [
        Self::Remedied,
        Self::RemediedLate,
        Self::Reported,
        Self::Open,
        Self::Overdue,
        Self::OpenWithoutDeadline,
        Self::NoConclusion,
        Self::NotJudged,
    ];

    /// The state as documents write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Remedied => "remedied",
            Self::RemediedLate => "remedied_late",
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::OpenWithoutDeadline => "open_without_deadline",
            Self::Reported => "reported",
            Self::NoConclusion => "no_conclusion",
            Self::NotJudged => "not_judged",
        }
    }

    /// The state's name.
    pub fn label(self) -> Text {
        match self {
            Self::Remedied => Text::new("đã khắc phục", "remedied"),
            Self::RemediedLate => Text::new("đã khắc phục, quá hạn", "remedied late"),
            Self::Open => Text::new("chưa khắc phục, trong hạn", "open, not yet due"),
            Self::Overdue => Text::new("chưa khắc phục, quá hạn", "overdue"),
            Self::OpenWithoutDeadline => {
                Text::new("chưa có báo cáo khắc phục, không ấn định hạn", "no remedy reported, no deadline set")
            }
            Self::Reported => {
                Text::new("đã báo cáo khắc phục, chưa được chấp nhận", "remedy reported, not yet accepted")
            }
            Self::NoConclusion => Text::new("chưa có thông báo kết luận", "no notice of conclusion yet"),
            Self::NotJudged => Text::new("chưa xét được do dữ liệu sai", "not judged, its record has a fault"),
        }
    }
}

/// Tình trạng một kiến nghị on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RecommendationStatus {
    /// Mã cuộc kiểm tra.
    pub inspection: String,
    /// Mã kiến nghị, or its place in the list.
    pub id: String,
    /// Mã các phát hiện.
    pub findings: Vec<String>,
    /// Đơn vị phải khắc phục.
    pub to: String,
    /// Tình trạng.
    pub state: FollowUp,
    /// Hạn; none where none was set or its days do not run yet.
    pub due: Option<NaiveDate>,
    /// Hạn bằng chữ.
    pub due_text: Option<Text>,
    /// The texts by which the days are counted.
    pub due_sources: Vec<Citation>,
    /// Ngày báo cáo khắc phục that decides.
    pub reported: Option<NaiveDate>,
    /// Số ngày báo cáo quá hạn, in calendar days.
    pub days_late: Option<u64>,
    /// Số ngày đã quá hạn, in calendar days.
    pub days_overdue: Option<u64>,
}

/// Số kiến nghị ở một tình trạng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FollowUpCount {
    /// Tình trạng.
    pub state: FollowUp,
    /// Tên.
    pub title: Text,
    /// Số kiến nghị.
    pub count: u64,
    /// Các kiến nghị: the id of the inspection and that of the recommendation.
    pub recommendations: Vec<[String; 2]>,
}

/// A deadline, in words, and the texts it rests on.
#[derive(Default)]
pub(super) struct Due {
    pub(super) day: Option<NaiveDate>,
    pub(super) text: Option<Text>,
    pub(super) sources: Vec<Citation>,
}

/// Where a recommendation stands and which report says so.
pub(super) struct Standing {
    pub(super) state: FollowUp,
    pub(super) reported: Option<NaiveDate>,
}

impl Recommendation {
    /// The state at the end of the day `as_of`, of a recommendation whose notice of conclusion is not known; a
    /// remedy reported later was not there then.
    pub fn follow_up(&self, as_of: NaiveDate) -> FollowUp {
        self.standing(self.due, None, as_of).state
    }

    /// The deadline, counted from the notice of conclusion where it is a number of days.
    pub(super) fn deadline(&self, conclusion: Option<&Conclusion>, calendar: &WorkCalendar) -> Result<Due, Error> {
        let Some(limit) = self.within else {
            let text = self.due.map(|due| Text::build(|lang| text::date(due, lang)));
            return Ok(Due { day: self.due, text, sources: Vec::new() });
        };
        match limit {
            TimeLimit::WorkingDays(_) | TimeLimit::CalendarDays(_) | TimeLimit::Weeks(_) | TimeLimit::Months(_) => {}
            _ => {
                let limit = limit.label();
                return Err(Error::Records(RecordError::RemedyLimit { id: self.id.clone(), limit }));
            }
        }
        let label = limit.label();
        let Some(conclusion) = conclusion else {
            let words = Text::new(
                format!("{} kể từ thông báo kết luận", label.vi),
                format!("{} from the notice of conclusion", label.en),
            );
            return Ok(Due { day: None, text: Some(words), sources: Vec::new() });
        };
        let deadline = Deadline::compute(calendar, Moment::from(conclusion.date), limit)?;
        let words = |lang| {
            let (issued, due) = (text::date(conclusion.date, lang), deadline.due);
            let due = due.map(|due| text::date(due, lang)).unwrap_or_default();
            match lang {
                Lang::Vi => format!("{due}: {} kể từ thông báo kết luận ngày {issued}", label.vi),
                Lang::En => format!("{due}: {} from the notice of conclusion of {issued}", label.en),
            }
        };
        Ok(Due { day: deadline.due, text: Some(Text::build(words)), sources: deadline.rules.clone() })
    }

    /// The state, by the deadline and the notice of conclusion.
    pub(super) fn standing(
        &self,
        due: Option<NaiveDate>,
        conclusion: Option<&Conclusion>,
        as_of: NaiveDate,
    ) -> Standing {
        let concluded = conclusion.is_some_and(|conclusion| conclusion.date <= as_of);
        if (conclusion.is_some() || self.within.is_some()) && !concluded {
            return Standing { state: FollowUp::NoConclusion, reported: None };
        }
        let known = || self.reports.iter().filter(|report| report.date <= as_of);
        // What is decided on a later day is undecided on this one.
        let decided =
            |report: &super::RemedyReport| report.accepted.filter(|_| report.decided.unwrap_or(report.date) <= as_of);
        let accepted = known().filter(|report| decided(report) == Some(true)).map(|report| report.date).min();
        let remedied = [self.remedied.filter(|remedied| *remedied <= as_of), accepted].into_iter().flatten().min();
        let pending = known().filter(|report| decided(report).is_none()).map(|report| report.date).min();
        let state = match (remedied, pending, due) {
            (Some(remedied), _, Some(due)) if remedied > due => FollowUp::RemediedLate,
            (Some(_), _, _) => FollowUp::Remedied,
            (None, Some(_), _) => FollowUp::Reported,
            (None, None, Some(due)) if due < as_of => FollowUp::Overdue,
            (None, None, Some(_)) => FollowUp::Open,
            (None, None, None) => FollowUp::OpenWithoutDeadline,
        };
        Standing { state, reported: remedied.or(pending) }
    }
}
