//! Hồ sơ: one dossier, and where it stands on a date.
//!
//! A dossier is judged by dates: it is early, on time or late on the day it was **finished**
//! (status 9), whenever the result was handed over (status 10). Dossiers that were never accepted,
//! were withdrawn, stopped, or wait on the applicant are set aside under their own name, so that
//! every dossier that comes in is found again in the answer.

mod code;
mod column_map;
mod import;
mod portal;
mod progress;
mod recompute;
mod source;
mod values;

pub use code::{CodeRegime, DossierCode, DossierCodeParts};
pub use column_map::{ColumnMap, DateOrder, TableFormat};
pub(crate) use import::field_of;
pub use import::{DossierReader, Import, Row, read_dossiers};
pub use progress::{ProcessStep, ProgressImport, StageTime, TimedStep, Timeline, read_progress};
pub use recompute::{Change, Recomputed, recompute};

pub use crate::deadline::Outcome;

use crate::deadline::Deadline;
use crate::deadline::duties::Channel;
use crate::number::shorten;
use crate::procedure::{ProcedureLevel, TimeLimit};
use crate::text::Text;
use crate::{Error, Moment, WorkCalendar};
use chrono::NaiveDate;
use portal::StatusClass as Class;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashMap;
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

/// Đối tượng nộp hồ sơ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ApplicantKind {
    /// Công dân.
    Citizen,
    /// Doanh nghiệp.
    Enterprise,
    /// Cơ quan nhà nước.
    StateBody,
    /// Đối tượng khác.
    Other,
}

/// Yêu cầu bổ sung: one request for what a dossier lacks, and what it did to its due date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Supplement {
    /// Ngày yêu cầu bổ sung.
    pub asked: Moment,
    /// Ngày tiếp nhận bổ sung, once it came.
    #[serde(default)]
    pub received: Option<Moment>,
    /// Ngày hẹn trả trước khi bổ sung.
    #[serde(default)]
    pub due_before: Option<Moment>,
    /// Ngày hẹn trả mới.
    #[serde(default)]
    pub due_after: Option<Moment>,
}

/// Hồ sơ: what is known of one dossier.
///
/// Who the applicant is has no place here: a report needs no name, identity number, address, telephone
/// or e-mail, so none is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dossier {
    /// Mã hồ sơ.
    pub id: String,
    /// Đơn vị xử lý: the body competent to settle it.
    #[serde(default)]
    pub agency: String,
    /// Mã thủ tục.
    #[serde(default)]
    pub procedure: String,
    /// Lĩnh vực: its code, else its name.
    #[serde(default)]
    pub field: String,
    /// Một cửa hay một cửa liên thông, where the record says.
    #[serde(default)]
    pub mechanism: Option<Mechanism>,
    /// Kênh thực hiện: how it was submitted.
    #[serde(default)]
    pub channel: Option<Channel>,
    /// Cấp thực hiện: the level whose body settles it.
    #[serde(default)]
    pub level: Option<ProcedureLevel>,
    /// Nơi hướng dẫn: where the applicant was helped, when that is another body than the two below.
    #[serde(default)]
    pub helped_by: String,
    /// Nơi nộp hồ sơ: where it was received, which need not be the competent body.
    #[serde(default)]
    pub received_by: String,
    /// Loại đối tượng.
    #[serde(default)]
    pub applicant_kind: Option<ApplicantKind>,
    /// Ngày nộp, which for a dossier filed online may be earlier than its reception.
    #[serde(default)]
    pub submitted: Option<Moment>,
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
    /// Ngày trả: the result in the applicant's hands, which decides no outcome.
    #[serde(default)]
    pub handed_over: Option<Moment>,
    /// Hình thức trả: how the result is handed over.
    #[serde(default)]
    pub returned_by: Option<Channel>,
    /// Ngày từ chối, at intake (status 3) or after appraisal (13).
    #[serde(default)]
    pub refused_at: Option<Moment>,
    /// Ngày tạm dừng: since when it waits or is suspended (statuses 5, 6, 11, 12).
    #[serde(default)]
    pub paused_since: Option<Moment>,
    /// Trạng thái: the number of a [`DossierState`].
    #[serde(default)]
    pub status: Option<u8>,
    /// Yêu cầu bổ sung, in the order of the record.
    #[serde(default)]
    pub supplements: Vec<Supplement>,
    /// Hồ sơ có thành phần số hóa.
    #[serde(default)]
    pub digitised: Option<bool>,
    /// Có tái sử dụng dữ liệu số hóa: any of its papers was taken from those digitised before.
    #[serde(default)]
    pub reused: Option<bool>,
    /// Lấy từ kho dữ liệu: any of its papers came from the national store.
    #[serde(default)]
    pub from_store: Option<bool>,
    /// Cơ sở dữ liệu đã kết nối: the codes of the databases its data came from.
    #[serde(default)]
    pub databases: Vec<String>,
    /// Tài khoản được xác thực.
    #[serde(default)]
    pub verified_account: Option<bool>,
    /// Có nghĩa vụ tài chính: a fee is due, and not every fee is zero.
    #[serde(default)]
    pub has_fee: Option<bool>,
    /// Được thanh toán trực tuyến.
    #[serde(default)]
    pub paid_online: Option<bool>,
    /// Có kết quả điện tử.
    #[serde(default)]
    pub electronic_result: Option<bool>,
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

    /// The state's name.
    pub fn label(self) -> Text {
        match self {
            Self::Registered => Text::new("Mới đăng ký", "Registered"),
            Self::Accepted => Text::new("Được tiếp nhận", "Accepted"),
            Self::NotAccepted => Text::new("Không được tiếp nhận", "Not accepted"),
            Self::InProgress => Text::new("Đang xử lý", "In progress"),
            Self::WaitingSupplement => Text::new("Yêu cầu bổ sung giấy tờ", "Waiting for a supplement"),
            Self::WaitingPayment => Text::new("Yêu cầu thực hiện nghĩa vụ tài chính", "Waiting for a payment"),
            Self::Withdrawn => Text::new("Công dân yêu cầu rút hồ sơ", "Withdrawn"),
            Self::Stopped => Text::new("Dừng xử lý", "Stopped"),
            Self::Finished => Text::new("Đã xử lý xong", "Finished"),
            Self::HandedOver => Text::new("Đã trả kết quả", "Handed over"),
            Self::Suspended => Text::new("Tạm dừng", "Suspended"),
            Self::WaitingAgency => Text::new("Chờ cơ quan khác", "Waiting on another agency"),
            Self::Refused => Text::new("Từ chối giải quyết", "Refused"),
            Self::Closed => Text::new("Đã đóng", "Closed"),
        }
    }
}

/// Ngoài diện tính hạn: why a dossier has none of the five outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SetAside {
    /// Chưa tiếp nhận hoặc không được tiếp nhận (statuses 1, 3).
    NotAccepted,
    /// Chờ bổ sung, chờ nghĩa vụ tài chính, tạm dừng, chờ cơ quan khác (5, 6, 11, 12).
    Waiting,
    /// Người dân rút hồ sơ (7).
    Withdrawn,
    /// Dừng xử lý (8).
    Stopped,
    /// Đóng hồ sơ: the applicant did not complete it (14).
    Closed,
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

/// Where a record says that its dossier stands; without a day of reception where it was never accepted.
struct Standing {
    class: Class,
    received: Option<NaiveDate>,
    finished: Option<NaiveDate>,
}

/// The dossiers met so far, so that each counts once; a row that was left out is not among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Seen(HashMap<String, u64>);

impl Seen {
    /// # Errors
    /// `table.missing_field` without an id, `dossier.duplicate` for one that came before.
    pub(crate) fn once(&mut self, dossier: &Dossier, place: u64) -> Result<(), Error> {
        let id = tidy(&dossier.id);
        if id.is_empty() {
            return Err(Error::MissingField { field: "MaHoSo".to_owned() });
        }
        if let Some(first_line) = self.0.get(id.as_ref()).copied() {
            return Err(Error::DuplicateDossier { dossier: shorten(&dossier.id), first_line });
        }
        self.0.insert(id.into_owned(), place);
        Ok(())
    }
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

    pub(crate) fn check_dates(&self) -> Result<(), Error> {
        let portal::Plausible { first, last } = portal::plausible();
        let own = [
            ("NgayNopHoSo", self.submitted),
            ("NgayTiepNhan", self.received),
            ("NgayHenTra", self.due),
            ("NgayKetThucXuLy", self.finished),
            ("NgayTra", self.handed_over),
            ("NgayTuChoi", self.refused_at),
            ("NgayTamDung", self.paused_since),
        ];
        let supplements = self.supplements.iter().flat_map(|supplement| {
            [
                ("NgayBoSung", Some(supplement.asked)),
                ("NgayTiepNhanBoSung", supplement.received),
                ("NgayHenTraTruoc", supplement.due_before),
                ("NgayHenTraMoi", supplement.due_after),
            ]
        });
        let placeholder = own.into_iter().chain(supplements).find_map(|(field, moment)| {
            let date = moment.map(Moment::date).filter(|date| *date < first || *date > last)?;
            Some((field, date))
        });
        match placeholder {
            Some((field, date)) => Err(Error::ImplausibleDate { dossier: shorten(&self.id), field, date, first, last }),
            None => Ok(()),
        }
    }

    /// Since when the dossier waits, as far as it says: its own date, else that of the last request for a
    /// supplement that has not come.
    pub fn waits_since(&self) -> Option<Moment> {
        let asked = self.supplements.iter().rev().find(|supplement| supplement.received.is_none());
        self.paused_since.or(asked.map(|supplement| supplement.asked))
    }

    fn reception(&self) -> Result<Moment, Error> {
        self.received.ok_or_else(|| Error::MissingField { field: "NgayTiepNhan".to_owned() })
    }

    /// What is contradictory in the record itself, whatever the date and the calendar.
    ///
    /// # Errors
    /// Those of [`classify`](Self::classify) that depend on neither.
    pub fn check(&self) -> Result<(), Error> {
        let Standing { class, received, finished } = self.standing()?;
        let Some(received) = received else { return Ok(()) };
        self.check_end(class, finished)?;
        match self.due.map(Moment::date).filter(|due| class.has_outcome() && *due < received) {
            Some(due) => Err(Error::DueBeforeReception { dossier: shorten(&self.id), received, due }),
            None => Ok(()),
        }
    }

    /// What the record says of its state, once its dates agree with one another.
    fn standing(&self) -> Result<Standing, Error> {
        self.check_dates()?;
        let dossier = || shorten(&self.id);
        let (finished, refused) = (self.finished.map(Moment::date), self.refused_at.map(Moment::date));
        let class = match (self.status, refused) {
            (Some(status), _) => portal::status_class(status)?,
            (None, _) if finished.is_some() => Class::Finished,
            (None, Some(refused)) => return Err(Error::RefusalUndecided { dossier: dossier(), refused }),
            (None, None) => Class::Open,
        };
        // A dossier refused at intake, withdrawn, stopped or closed has an end; one that waits has none.
        if let (Class::New | Class::Open | Class::Waiting, Some(finished), Some(status)) =
            (class, finished.or(refused), self.status)
        {
            return Err(Error::FinishedButOpen { dossier: dossier(), status, finished });
        }
        if matches!(class, Class::New | Class::NotAccepted) {
            return Ok(Standing { class, received: None, finished: None });
        }
        let received = self.reception()?.date();
        let finished = if class == Class::Refused { finished.or(refused) } else { finished };
        match finished.filter(|finished| *finished < received) {
            Some(finished) => Err(Error::FinishBeforeReception { dossier: dossier(), received, finished }),
            None => Ok(Standing { class, received: Some(received), finished }),
        }
    }

    fn check_end(&self, class: Class, finished: Option<NaiveDate>) -> Result<(), Error> {
        match (class, finished, self.status) {
            (Class::Finished | Class::Refused, None, Some(status)) => {
                Err(Error::NoFinishDate { dossier: shorten(&self.id), status })
            }
            _ => Ok(()),
        }
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
    /// A dossier refused after appraisal (13) has an outcome as one with a result has: the refusal is due
    /// within the same limit (NĐ 61/2018/NĐ-CP, điều 19 khoản 8). It ended on the day its handling was
    /// finished, else on the day of its refusal.
    ///
    /// # Errors
    /// `dossier.implausible_date`, `dossier.finish_before_reception`, `dossier.due_before_reception`,
    /// `dossier.no_due_date`, `dossier.no_finish_date`, `dossier.finished_but_open`,
    /// `dossier.refusal_undecided`, `table.missing_field` without a day of reception,
    /// `table.unknown_value` for a status that is no number of a [`DossierState`], and those of
    /// [`Deadline::compute`] where the due day is computed.
    pub fn classify(&self, as_of: NaiveDate, calendar: &WorkCalendar) -> Result<Classification, Error> {
        let Standing { class, received, finished } = self.standing()?;
        let Some(received) = received else {
            return Ok(Classification::SetAside(SetAside::NotAccepted));
        };
        // What began to wait after the report's date was still open on it.
        let waits_later = self.waits_since().is_some_and(|since| since.date() > as_of);
        let aside = match class {
            _ if received > as_of => Some(SetAside::ReceivedLater),
            Class::Waiting if !waits_later => Some(SetAside::Waiting),
            Class::Withdrawn => Some(SetAside::Withdrawn),
            Class::Stopped => Some(SetAside::Stopped),
            Class::Closed => Some(SetAside::Closed),
            Class::New | Class::NotAccepted | Class::Open | Class::Waiting | Class::Finished | Class::Refused => None,
        };
        if let Some(aside) = aside {
            return Ok(Classification::SetAside(aside));
        }
        self.check_end(class, finished)?;
        let dossier = || shorten(&self.id);
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
