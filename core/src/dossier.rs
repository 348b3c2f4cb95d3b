//! Hồ sơ: one dossier, and where it stands on a date.
//!
//! A dossier is judged by dates: it is early, on time or late on the day it was **finished**
//! (status 9), whenever the result was handed over (status 10). Dossiers that were never accepted,
//! were withdrawn, stopped, or wait on the applicant are set aside under their own name, so that
//! every dossier that comes in is found again in the answer.

mod import;
mod portal;
mod recompute;

pub use import::{DossierReader, Row};
pub use recompute::{Change, Recomputed, recompute};

pub use crate::deadline::Outcome;

use crate::deadline::Deadline;
use crate::procedure::TimeLimit;
use crate::text::Text;
use crate::{Error, Moment, WorkCalendar};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Cơ chế giải quyết: at one body, or passed on between bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Mechanism {
    /// Một cửa.
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
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
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
    /// Một cửa hay một cửa liên thông, where the record says.
    #[serde(default)]
    pub mechanism: Option<Mechanism>,
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

/// Trạng thái hồ sơ: 1 to 10 as sent to the National Public Service Portal, and four that its codes do
/// not tell apart and this library does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
#[non_exhaustive]
pub enum DossierState {
    /// Mới đăng ký.
    Registered = 1,
    /// Được tiếp nhận.
    Accepted = 2,
    /// Không được tiếp nhận.
    NotAccepted = 3,
    /// Đang xử lý.
    InProgress = 4,
    /// Yêu cầu bổ sung giấy tờ.
    WaitingSupplement = 5,
    /// Yêu cầu thực hiện nghĩa vụ tài chính.
    WaitingPayment = 6,
    /// Công dân yêu cầu rút hồ sơ.
    Withdrawn = 7,
    /// Dừng xử lý; the portal's code does not say whether for a time or for good.
    Stopped = 8,
    /// Đã xử lý xong.
    Finished = 9,
    /// Đã trả kết quả.
    HandedOver = 10,
    /// Tạm dừng: suspended, to be resumed.
    Suspended = 11,
    /// Chờ cơ quan khác: another agency's answer is awaited.
    WaitingAgency = 12,
    /// Từ chối sau thẩm định: returned with reasons, which ends it as a result does.
    Refused = 13,
    /// Đóng hồ sơ: closed because the applicant did not complete it.
    Closed = 14,
}

impl DossierState {
    /// All states, in the order of their numbers.
    pub const ALL: [Self; 14] = [
        Self::Registered,
        Self::Accepted,
        Self::NotAccepted,
        Self::InProgress,
        Self::WaitingSupplement,
        Self::WaitingPayment,
        Self::Withdrawn,
        Self::Stopped,
        Self::Finished,
        Self::HandedOver,
        Self::Suspended,
        Self::WaitingAgency,
        Self::Refused,
        Self::Closed,
    ];
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
        let (id, agency, procedure) = (id.into(), agency.into(), procedure.into());
        Self { id, agency, procedure, received: Some(received.into()), ..Self::default() }
    }

    /// The due day: the printed one, else the one its time limit gives; `None` with neither.
    ///
    /// # Errors
    /// `table.missing_field` without a day of reception, and those of [`Deadline::compute`].
    pub fn due_day(&self, calendar: &WorkCalendar) -> Result<Option<NaiveDate>, Error> {
        match (self.due, self.limit) {
            (Some(due), _) => Ok(Some(due.date())),
            (None, Some(limit)) => Deadline::due_day(calendar, self.reception()?, limit).map(Some),
            (None, None) => Ok(None),
        }
    }

    fn check_dates(&self) -> Result<(), Error> {
        let portal::Plausible { first, last } = portal::plausible();
        let dates = [("NgayTiepNhan", self.received), ("NgayHenTra", self.due), ("NgayKetThucXuLy", self.finished)];
        let placeholder = dates.into_iter().find_map(|(field, moment)| {
            let date = moment.map(Moment::date).filter(|date| *date < first || *date > last)?;
            Some((field, date))
        });
        match placeholder {
            Some((field, date)) => Err(Error::ImplausibleDate { dossier: self.id.clone(), field, date, first, last }),
            None => Ok(()),
        }
    }

    fn reception(&self) -> Result<Moment, Error> {
        self.received.ok_or_else(|| Error::MissingField { field: "NgayTiepNhan".to_owned() })
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
    /// `dossier.implausible_date`, `dossier.finish_before_reception`, `dossier.due_before_reception`, `dossier.no_due_date`,
    /// `dossier.no_finish_date`, `dossier.finished_but_open`, `table.missing_field` without a day of reception,
    /// `table.unknown_value` for a status outside 1 to 10, and those of [`Deadline::compute`] where the due day is computed.
    pub fn classify(&self, as_of: NaiveDate, calendar: &WorkCalendar) -> Result<Classification, Error> {
        use portal::StatusClass as Class;
        self.check_dates()?;
        let dossier = || self.id.clone();
        let finished = self.finished.map(Moment::date);
        let class = match self.status {
            Some(status) => portal::status_class(status)?,
            None if finished.is_some() => Class::Finished,
            None => Class::Open,
        };
        // A dossier refused at intake, withdrawn or stopped has an end; one that waits has none.
        if let (Class::New | Class::Open | Class::Waiting, Some(finished), Some(status)) =
            (class, finished, self.status)
        {
            return Err(Error::FinishedButOpen { dossier: dossier(), status, finished });
        }
        if matches!(class, Class::New | Class::NotAccepted) {
            return Ok(Classification::SetAside(SetAside::NotAccepted));
        }
        let received = self.reception()?.date();
        if let Some(finished) = finished.filter(|finished| *finished < received) {
            return Err(Error::FinishBeforeReception { dossier: dossier(), received, finished });
        }
        let aside = match class {
            _ if received > as_of => Some(SetAside::ReceivedLater),
            Class::Waiting => Some(SetAside::Waiting),
            Class::Withdrawn => Some(SetAside::Withdrawn),
            Class::Stopped => Some(SetAside::Stopped),
            Class::New | Class::NotAccepted | Class::Open | Class::Finished => None,
        };
        if let Some(aside) = aside {
            return Ok(Classification::SetAside(aside));
        }
        if let (Class::Finished, None, Some(status)) = (class, finished, self.status) {
            return Err(Error::NoFinishDate { dossier: dossier(), status });
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

/// The first and the last day a real dossier can have.
pub(crate) fn plausible_days() -> (NaiveDate, NaiveDate) {
    let portal::Plausible { first, last } = portal::plausible();
    (first, last)
}

/// A name or an id as it counts: one composition of its accents, single spaces, nothing invisible.
/// Capitals stay, since two names that differ in them may be two.
pub(crate) fn tidy(text: &str) -> Cow<'_, str> {
    let invisible = |c: char| matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}');
    let odd_space = |c: char| c != ' ' && c.is_whitespace();
    let tidy = text.trim() == text && !text.contains("  ") && !text.contains(|c| invisible(c) || odd_space(c));
    if tidy && is_nfc(text) {
        return Cow::Borrowed(text);
    }
    let seen: String = text.nfc().filter(|c| !invisible(*c)).collect();
    Cow::Owned(seen.split_whitespace().collect::<Vec<_>>().join(" "))
}
