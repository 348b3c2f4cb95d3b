//! Soi chiếu dữ liệu: what in the records of dossiers a person should look at.
//!
//! **What.** [`audit`] goes through histories, [`audit_dossiers`] through plain dossiers, and lists as rows of
//! evidence what does not go together: a due date moved by nothing, a pause after the breach, a finish entered
//! long after it is said to have happened. Every row says what was compared.
//!
//! **A finding is a question, not a charge.** Each kind says what innocent cause it often has
//! ([`FindingKind::caution`]), and the thresholds are declared in the [`AuditSettings`]: none of them is law.
//!
//! **A record that cannot be checked is an issue**, in its place, with its reason; none is lost.

mod check;
mod cluster;

use crate::dossier::Dossier;
use crate::error::Issue;
use crate::history::History;
use crate::text::Text;
use crate::{Citation, Error, Moment, WorkCalendar, document};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Ngưỡng soi chiếu. The defaults are this library's own choice, not law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AuditSettings {
    /// How many minutes after it happened an event may be entered; 1440, a whole day, by our choice.
    pub entry_tolerance_minutes: u32,
    /// Days of bulk entry, such as those of a migration: what was entered on them is not held to be late.
    pub bulk_entry_days: Vec<NaiveDate>,
    /// How many minutes before and after office hours a result is still in them; 30 by our choice.
    pub hours_grace_minutes: u32,
    /// How long before the due minute the last stretch begins, in minutes; 60 by our choice.
    pub cluster_minutes: u32,
    /// How many results in the last stretch make a cluster at least; 10 by our choice.
    pub cluster_least: u32,
    /// And how many per cent of all of them; 50 by our choice.
    pub cluster_percent: u8,
    /// Whose results are counted together.
    pub cluster_by: ClusterBy,
    /// The period of a report, whose last day is looked at too.
    pub period: Option<AuditPeriod>,
    /// Only these kinds; all where it is left out.
    pub kinds: Option<Vec<FindingKind>>,
}

impl Default for AuditSettings {
    fn default() -> Self {
        Self {
            entry_tolerance_minutes: 1440,
            bulk_entry_days: Vec::new(),
            hours_grace_minutes: 30,
            cluster_minutes: 60,
            cluster_least: 10,
            cluster_percent: 50,
            cluster_by: ClusterBy::Agency,
            period: None,
            kinds: None,
        }
    }
}

/// Gộp theo: whose results are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ClusterBy {
    /// Theo cơ quan.
    Agency,
    /// Theo người xử lý, where the event says who.
    Official,
}

/// Kỳ báo cáo: both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditPeriod {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

/// Loại dấu hiệu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FindingKind {
    /// Ngày hẹn trả bị dời: moved with no event that moves it, or later than the rule gives. Often innocent
    /// where the procedure's rule was declared without its area or sector extension, where an extension was
    /// decided on paper and never entered, or where the slip was computed with an older calendar of days off.
    DueDateReset,
    /// Tạm dừng sau khi đã quá hạn. Often innocent where the request was sent in time by another channel and
    /// entered later, or where the hours of an export are shifted to another time zone.
    PauseAfterBreach,
    /// Tạm dừng ghi lùi ngày: entered later than the tolerance allows. Often innocent in a migration or a bulk
    /// entry, after a breakdown of the system, and where paper dossiers are entered once a week.
    BackdatedPause,
    /// Kết thúc ghi lùi ngày. The same causes; the row says whether the entry lies after the due date and the
    /// finish before it, which is where it matters.
    BackdatedFinish,
    /// Kết quả vào ngày nghỉ. Often innocent where the office works on Saturdays or on a make-up day that the
    /// calendar used does not hold (give it as an overlay), and for results that a system gives by itself.
    ResultOnDayOff,
    /// Kết quả ngoài giờ. Often innocent where hours are shifted to another time zone (seven hours), in the
    /// last weeks of a period, and for results that a system gives by itself.
    ResultOutOfHours,
    /// Yêu cầu bổ sung lần thứ hai. Often innocent where one request was entered twice or sent again after
    /// an error; and since 1/7/2025 the text on how often was not read.
    SecondSupplementRequest,
    /// Hẹn lại quá số lần. Often innocent where one re-appointment was entered twice.
    SecondReAppointment,
    /// Dồn kết quả vào giờ chót. Often innocent where results are signed once a day, where the limit is in
    /// hours and short, and where one entry closes many dossiers.
    LastHourCluster,
    /// Kết thúc trước khi tiếp nhận. Often a typing error of the day or the month, or a reception entered
    /// after the work was done.
    FinishBeforeReception,
}

impl FindingKind {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::DueDateReset,
        Self::PauseAfterBreach,
        Self::BackdatedPause,
        Self::BackdatedFinish,
        Self::ResultOnDayOff,
        Self::ResultOutOfHours,
        Self::SecondSupplementRequest,
        Self::SecondReAppointment,
        Self::LastHourCluster,
        Self::FinishBeforeReception,
    ];

    /// In words.
    pub fn label(self) -> Text {
        match self {
            Self::DueDateReset => Text::new("Ngày hẹn trả bị dời", "Due date moved"),
            Self::PauseAfterBreach => Text::new("Tạm dừng sau khi đã quá hạn", "Pause after the breach"),
            Self::BackdatedPause => Text::new("Tạm dừng ghi lùi ngày", "Pause entered late"),
            Self::BackdatedFinish => Text::new("Kết thúc ghi lùi ngày", "Finish entered late"),
            Self::ResultOnDayOff => Text::new("Kết quả vào ngày nghỉ", "Result on a day off"),
            Self::ResultOutOfHours => Text::new("Kết quả ngoài giờ", "Result out of hours"),
            Self::SecondSupplementRequest => Text::new("Yêu cầu bổ sung quá một lần", "Second supplement request"),
            Self::SecondReAppointment => Text::new("Hẹn lại quá số lần", "Re-appointed too often"),
            Self::LastHourCluster => Text::new("Dồn kết quả vào lúc chót", "Results crowded at the last"),
            Self::FinishBeforeReception => Text::new("Kết thúc trước khi tiếp nhận", "Finished before reception"),
        }
    }

    /// What innocent cause it often has.
    pub fn caution(self) -> Text {
        match self {
            Self::DueDateReset => Text::new(
                "có thể do quy tắc khai thiếu gia hạn theo địa bàn, gia hạn bằng giấy chưa nhập, hoặc lịch nghỉ cũ",
                "may come of an area extension left out of the rule, an extension on paper not entered, or an older calendar",
            ),
            Self::PauseAfterBreach => Text::new(
                "có thể do yêu cầu gửi đúng hạn qua kênh khác rồi nhập sau, hoặc giờ bị lệch múi giờ",
                "may come of a request sent in time by another channel and entered later, or of a shifted time zone",
            ),
            Self::BackdatedPause | Self::BackdatedFinish => Text::new(
                "có thể do chuyển đổi hoặc nhập dữ liệu hàng loạt, sự cố hệ thống, hồ sơ giấy nhập theo đợt",
                "may come of a migration or bulk entry, a breakdown of the system, or paper entered in batches",
            ),
            Self::ResultOnDayOff => Text::new(
                "có thể do cơ quan làm việc thứ Bảy hoặc làm bù chưa có trong lịch, hoặc kết quả tự động",
                "may come of Saturday work or a make-up day the calendar lacks, or of an automatic result",
            ),
            Self::ResultOutOfHours => Text::new(
                "có thể do lệch múi giờ (bảy giờ), làm thêm cuối kỳ, hoặc kết quả tự động",
                "may come of a shifted time zone (seven hours), overtime at the end of a period, or an automatic result",
            ),
            Self::SecondSupplementRequest => Text::new(
                "có thể do một yêu cầu nhập hai lần hoặc gửi lại sau lỗi; từ 1/7/2025 văn bản về số lần chưa đọc được",
                "may come of one request entered twice or sent again; since 2025-07-01 the text on how often was not read",
            ),
            Self::SecondReAppointment => {
                Text::new("có thể do một lần hẹn lại nhập hai lần", "may come of one re-appointment entered twice")
            }
            Self::LastHourCluster => Text::new(
                "có thể do ký kết quả một lần trong ngày, thời hạn ngắn tính theo giờ, hoặc một lần nhập đóng nhiều hồ sơ",
                "may come of results signed once a day, a short limit in hours, or one entry that closes many dossiers",
            ),
            Self::FinishBeforeReception => Text::new(
                "có thể do gõ nhầm ngày, tháng, hoặc nhập tiếp nhận sau khi đã làm xong",
                "may come of a mistyped day or month, or of a reception entered after the work was done",
            ),
        }
    }
}

/// Dấu hiệu: a row of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// What kind.
    pub kind: FindingKind,
    /// Which case of it, a stable name, such as `moved_without_event`.
    pub basis: &'static str,
    /// Mã hồ sơ; none for a cluster.
    pub dossier: Option<String>,
    /// Cơ quan.
    pub agency: Option<String>,
    /// Người, đơn vị thực hiện, where the event says.
    pub who: Option<String>,
    /// The place of the event among those of the dossier in the order of time, from 0.
    pub event: Option<u64>,
    /// When it happened.
    pub at: Option<Moment>,
    /// When it was entered.
    pub recorded_at: Option<Moment>,
    /// What was compared.
    pub compared: Vec<Compared>,
    /// The text it rests on, where there is one.
    pub source: Option<Citation>,
    /// In words.
    pub text: Text,
}

/// Số liệu đã so sánh.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Compared {
    /// What it is, a stable name.
    pub name: &'static str,
    /// A moment, a number.
    pub value: String,
}

/// Số dấu hiệu của một loại.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct KindCount {
    /// The kind.
    pub kind: FindingKind,
    /// How many.
    pub findings: u64,
    /// Its name.
    pub label: Text,
    /// What innocent cause it often has.
    pub caution: Text,
}

/// Số dấu hiệu của một cơ quan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AgencyCount {
    /// The agency; none where the record does not say.
    pub agency: Option<String>,
    /// Its records that were checked.
    pub checked: u64,
    /// How many findings.
    pub findings: u64,
}

/// Kết quả soi chiếu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Audit {
    /// How many records were checked; the others are among the issues.
    pub checked: u64,
    /// The rows of evidence, in the order of the records, clusters at the end.
    pub findings: Vec<Finding>,
    /// How many of each kind that was looked for, those of which there are none too.
    pub by_kind: Vec<KindCount>,
    /// How many of each agency, in the order of their names.
    pub by_agency: Vec<AgencyCount>,
    /// Records that cannot be checked; the path is their place.
    pub issues: Vec<Issue>,
    /// The thresholds it was made with.
    pub settings: AuditSettings,
    /// One sentence.
    pub text: Text,
}

/// Goes through histories, as they are by a moment. What a rule forbids is found, not refused.
///
/// # Errors
/// `input.out_of_range` for a share above 100 per cent; `calendar.reversed_dates` for a period that ends
/// before it begins.
pub fn audit(
    calendar: &WorkCalendar,
    histories: &[History],
    settings: &AuditSettings,
    as_of: Moment,
) -> Result<Audit, Error> {
    gather(calendar, histories.iter().map(|history| Ok(Record::of(history.clone()))), settings, as_of)
}

/// The same of a document: a list of which a member that is no history is an issue too.
///
/// # Errors
/// Those of [`audit`], and `document.invalid` for what is no list.
pub fn audit_json(
    calendar: &WorkCalendar,
    histories: &str,
    settings: &AuditSettings,
    as_of: Moment,
) -> Result<Audit, Error> {
    let histories: Vec<Result<History, Error>> = document::list_from_json(histories)?;
    gather(calendar, histories.into_iter().map(|history| history.map(Record::of)), settings, as_of)
}

/// Goes through plain dossiers, for the kinds that their dates show: due dates later than the limit gives,
/// results on days off and out of hours, clusters, and finishes before the reception.
///
/// # Errors
/// Those of [`audit`].
pub fn audit_dossiers(
    calendar: &WorkCalendar,
    dossiers: &[Dossier],
    settings: &AuditSettings,
    as_of: Moment,
) -> Result<Audit, Error> {
    gather(calendar, dossiers.iter().map(|dossier| Ok(Record::Dossier(Box::new(dossier.clone())))), settings, as_of)
}

/// The same of a document.
///
/// # Errors
/// Those of [`audit_json`].
pub fn audit_dossiers_json(
    calendar: &WorkCalendar,
    dossiers: &str,
    settings: &AuditSettings,
    as_of: Moment,
) -> Result<Audit, Error> {
    let dossiers: Vec<Result<Dossier, Error>> = document::list_from_json(dossiers)?;
    gather(
        calendar,
        dossiers.into_iter().map(|dossier| dossier.map(|dossier| Record::Dossier(Box::new(dossier)))),
        settings,
        as_of,
    )
}

/// What is checked.
enum Record {
    History(Box<History>),
    Dossier(Box<Dossier>),
}

impl Record {
    /// Records of the past are replayed as such.
    fn of(history: History) -> Self {
        Self::History(Box::new(History { history: true, ..history }))
    }

    fn agency(&self) -> Option<&str> {
        match self {
            Self::History(history) => history.agency(),
            Self::Dossier(dossier) => Some(dossier.agency.as_str()).filter(|agency| !agency.is_empty()),
        }
    }
}

fn gather(
    calendar: &WorkCalendar,
    records: impl Iterator<Item = Result<Record, Error>>,
    settings: &AuditSettings,
    as_of: Moment,
) -> Result<Audit, Error> {
    if settings.cluster_percent > 100 {
        let (got, min, max) = (settings.cluster_percent.to_string(), "0".to_owned(), "100".to_owned());
        return Err(Error::OutOfRange { what: "cluster_percent", got, min, max });
    }
    if let Some(AuditPeriod { from, to }) = settings.period.filter(|period| period.to < period.from) {
        return Err(Error::ReversedDates { after: from.to_string(), through: to.to_string() });
    }
    let mut checks = check::Checks { calendar, settings, as_of, findings: Vec::new(), finishes: Vec::new() };
    let mut agencies: BTreeMap<Option<String>, (u64, u64)> = BTreeMap::new();
    let (mut checked, mut issues, mut plain) = (0_u64, Vec::new(), false);
    for (place, record) in records.enumerate() {
        let outcome = record.and_then(|record| {
            let outcome = match &record {
                Record::History(history) => checks.history(history),
                Record::Dossier(dossier) => checks.dossier(dossier),
            };
            plain |= matches!(record, Record::Dossier(_));
            outcome.map(|()| record.agency().map(str::to_owned))
        });
        match outcome {
            Ok(agency) => {
                checked += 1;
                agencies.entry(agency).or_default().0 += 1;
            }
            Err(error) => issues.push(Issue::at(format!("[{place}]"), error)),
        }
    }
    let mut findings = checks.findings;
    findings.extend(cluster::clusters(&checks.finishes, settings));
    let wanted = |kind: FindingKind| settings.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind));
    findings.retain(|finding| wanted(finding.kind));
    for finding in &findings {
        agencies.entry(finding.agency.clone()).or_default().1 += 1;
    }
    let looked_for = |kind: &FindingKind| wanted(*kind) && (!plain || check::OF_DOSSIERS.contains(kind));
    let by_kind = FindingKind::ALL.into_iter().filter(looked_for).map(|kind| {
        let count = findings.iter().filter(|finding| finding.kind == kind).count();
        let (label, caution) = (kind.label(), kind.caution());
        KindCount { kind, findings: u64::try_from(count).unwrap_or(u64::MAX), label, caution }
    });
    let by_kind = by_kind.collect();
    let by_agency = agencies.into_iter().map(|(agency, (checked, findings))| AgencyCount { agency, checked, findings });
    let (found, unchecked) = (findings.len(), issues.len());
    let text = Text::new(
        format!("Soi chiếu {checked} hồ sơ: {found} dấu hiệu cần xem lại, {unchecked} hồ sơ không soi chiếu được"),
        format!("{checked} records checked: {found} findings to look at, {unchecked} records could not be checked"),
    );
    Ok(Audit { checked, by_kind, by_agency: by_agency.collect(), findings, issues, settings: settings.clone(), text })
}
