//! Hồ sơ: one dossier, and where it stands on a date.
//!
//! A dossier is judged by dates: it is early, on time or late on the day it was **finished**
//! (status 9), whenever the result was handed over (status 10). Dossiers that were never accepted,
//! were withdrawn, stopped, or wait on the applicant are set aside under their own name, so that
//! every dossier that comes in is found again in the answer.

mod deadline;
mod import;
mod moment;
mod portal;
mod records;

pub use deadline::{CountedDay, Deadline};
pub use import::{DossierReader, Row};
pub use moment::Moment;

use crate::procedure::TimeLimit;
use crate::text::Text;
use crate::{Error, WorkCalendar};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Cơ chế giải quyết: at one body, or passed on between bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Mechanism {
    /// Một cửa.
    #[default]
    OneStop,
    /// Một cửa liên thông.
    Interlinked,
}

impl Mechanism {
    /// The mechanism's name.
    pub fn label(self) -> Text {
        match self {
            Self::OneStop => Text::new("Một cửa", "One-stop"),
            Self::Interlinked => Text::new("Một cửa liên thông", "Interlinked one-stop"),
        }
    }
}

/// Hồ sơ: what is known of one dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dossier {
    /// Mã hồ sơ.
    pub id: String,
    /// Đơn vị xử lý.
    #[serde(default)]
    pub agency: String,
    /// Mã thủ tục.
    #[serde(default)]
    pub procedure: String,
    /// Một cửa hay một cửa liên thông.
    #[serde(default)]
    pub mechanism: Mechanism,
    /// Ngày tiếp nhận; empty only while a dossier is not accepted (statuses 1 and 3).
    #[serde(default)]
    pub received: Option<Moment>,
    /// Ngày hẹn trả, as printed on the slip.
    #[serde(default)]
    pub due: Option<Moment>,
    /// Thời hạn, from which the due date is computed when none was printed.
    #[serde(default)]
    pub limit: Option<TimeLimit>,
    /// Ngày kết thúc xử lý.
    #[serde(default)]
    pub finished: Option<Moment>,
    /// Trạng thái, 1 to 10 as sent to the National Public Service Portal.
    #[serde(default)]
    pub status: Option<u8>,
}

/// Kết quả xử lý theo hạn: the five outcomes every report counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// Trước hạn: finished before the due day.
    Early,
    /// Đúng hạn: finished on the due day.
    OnTime,
    /// Quá hạn: finished after the due day.
    Late,
    /// Đang giải quyết, chưa đến hạn: the due day has not passed.
    InProgress,
    /// Đang giải quyết, đã quá hạn.
    Overdue,
}

/// Ngoài diện tính hạn: why a dossier has none of the five outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SetAside {
    /// Chưa tiếp nhận hoặc không được tiếp nhận (statuses 1, 3).
    NotAccepted,
    /// Chờ bổ sung hoặc chờ nghĩa vụ tài chính (5, 6).
    Waiting,
    /// Người dân rút hồ sơ (7).
    Withdrawn,
    /// Dừng xử lý (8).
    Stopped,
    /// Tiếp nhận sau ngày báo cáo: not yet there on the report's date.
    ReceivedLater,
}

/// Phân loại: where a dossier stands on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Classification {
    /// One of the five outcomes.
    Outcome(Outcome),
    /// None of them, and why.
    SetAside(SetAside),
}

impl Dossier {
    /// A dossier of an agency and a procedure, received on a day; everything else unknown.
    pub fn new(
        id: impl Into<String>,
        agency: impl Into<String>,
        procedure: impl Into<String>,
        received: NaiveDate,
    ) -> Self {
        Self {
            id: id.into(),
            agency: agency.into(),
            procedure: procedure.into(),
            mechanism: Mechanism::default(),
            received: Some(received.into()),
            due: None,
            limit: None,
            finished: None,
            status: None,
        }
    }

    /// The due day: the printed one, else the one its time limit gives; `None` with neither.
    ///
    /// # Errors
    /// `table.missing_field` without a day of reception, and those of [`Deadline::compute`].
    pub fn due_day(&self, calendar: &WorkCalendar) -> Result<Option<NaiveDate>, Error> {
        match (self.due, self.limit) {
            (Some(due), _) => Ok(Some(due.date())),
            (None, Some(limit)) => Deadline::due_day(calendar, self.received_day()?, limit).map(Some),
            (None, None) => Ok(None),
        }
    }

    fn received_day(&self) -> Result<NaiveDate, Error> {
        let received = self.received.map(Moment::date);
        received.ok_or_else(|| Error::MissingField { field: "NgayTiepNhan".to_owned() })
    }

    /// Where the dossier stands at the end of the day `as_of`.
    ///
    /// ```
    /// use cchc::{Classification, Dossier, Outcome, WorkCalendar};
    /// let mut dossier = Dossier::new("H15-260820-0001", "Sở Nội vụ", "1.012766", "2026-08-20".parse().unwrap());
    /// dossier.limit = Some(cchc::TimeLimit::WorkingDays(2)); // due Saturday 22/8/2026, a make-up day
    /// let on = |day: &str| dossier.classify(day.parse().unwrap(), WorkCalendar::vietnam());
    /// assert_eq!(on("2026-08-22")?, Classification::Outcome(Outcome::InProgress));
    /// assert_eq!(on("2026-08-24")?, Classification::Outcome(Outcome::Overdue));
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `dossier.finish_before_reception`, `dossier.due_before_reception`, `dossier.no_due_date`,
    /// `dossier.no_finish_date`, `dossier.finished_but_open`, `table.missing_field` without a day of reception,
    /// `table.unknown_value` for a status outside 1 to 10, and those of [`Deadline::compute`] where the due day is computed.
    pub fn classify(&self, as_of: NaiveDate, calendar: &WorkCalendar) -> Result<Classification, Error> {
        use portal::StatusClass as Class;
        let finished = self.finished.map(Moment::date);
        let class = match self.status {
            Some(status) => portal::status_class(status)?,
            None if finished.is_some() => Class::Finished,
            None => Class::Open,
        };
        if class == Class::NotAccepted {
            return Ok(Classification::SetAside(SetAside::NotAccepted));
        }
        let received = self.received_day()?;
        if let Some(finished) = finished.filter(|finished| *finished < received) {
            return Err(Error::FinishBeforeReception { dossier: self.id.clone(), received, finished });
        }
        let aside = match class {
            Class::NotAccepted => Some(SetAside::NotAccepted),
            Class::Waiting => Some(SetAside::Waiting),
            Class::Withdrawn => Some(SetAside::Withdrawn),
            Class::Stopped => Some(SetAside::Stopped),
            Class::Open | Class::Finished if received > as_of => Some(SetAside::ReceivedLater),
            Class::Open | Class::Finished => None,
        };
        if let Some(aside) = aside {
            return Ok(Classification::SetAside(aside));
        }
        let dossier = || self.id.clone();
        match (class, finished, self.status) {
            (Class::Finished, None, Some(status)) => return Err(Error::NoFinishDate { dossier: dossier(), status }),
            (Class::Open, Some(finished), Some(status)) => {
                return Err(Error::FinishedButOpen { dossier: dossier(), status, finished });
            }
            _ => {}
        }
        let due = self.due_day(calendar)?.ok_or_else(|| Error::NoDueDate { dossier: dossier() })?;
        if due < received {
            return Err(Error::DueBeforeReception { dossier: dossier(), received, due });
        }
        // A dossier finished after the report's date was still open on it.
        Ok(Classification::Outcome(match finished.filter(|finished| *finished <= as_of) {
            Some(finished) if finished < due => Outcome::Early,
            Some(finished) if finished == due => Outcome::OnTime,
            Some(_) => Outcome::Late,
            None if as_of <= due => Outcome::InProgress,
            None => Outcome::Overdue,
        }))
    }
}
