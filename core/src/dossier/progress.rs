//! Tiến trình xử lý: the steps of dossiers, who took which when, and whether each was in time.

use super::column_map::{ColumnMap, Plan};
use super::portal::{self, Field, Kind};
use super::source::{Fault, Rows};
use super::values::{self, LONGEST, LONGEST_ID};
use super::{Dossier, Outcome, tidy};
use crate::error::Issue;
use crate::number::shorten;
use crate::{Error, Moment, WorkCalendar};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::HashMap;

/// Bước xử lý: one step of a dossier, as `DongBoTienTrinh` sends it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct ProcessStep {
    /// Mã hồ sơ.
    pub dossier: String,
    /// Người xử lý: the official, by duty.
    pub official: String,
    /// Chức danh.
    pub title: String,
    /// Phòng ban xử lý.
    pub unit: String,
    /// Nội dung xử lý.
    pub content: String,
    /// Trạng thái, in the words of the record.
    pub status: String,
    /// Ngày bắt đầu.
    pub started: Option<Moment>,
    /// Thời điểm xử lý: when the step was taken; none while it is not.
    pub at: Option<Moment>,
    /// Ngày kết thúc theo quy định.
    pub due: Option<Moment>,
}

/// Bước đã xét: a step, whether it is in time, and how long it took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TimedStep {
    /// Where it stands in the file.
    pub line: u64,
    /// The step.
    #[serde(flatten)]
    pub step: ProcessStep,
    /// Where it stands by its own due date; none without one, and before it begins.
    pub outcome: Option<Outcome>,
    /// From when its time runs: its start, else the step before it, else the reception.
    pub from: Option<Moment>,
    /// Working days it took, or has taken so far, the first day not counted; none where no start is known,
    /// and outside the calendar.
    pub working_days: Option<u64>,
    /// The same in calendar days.
    pub calendar_days: Option<u64>,
}

/// Thời gian ở một đơn vị: the steps of a unit within a dossier together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StageTime {
    /// Phòng ban xử lý.
    pub unit: String,
    /// How many steps.
    pub steps: u64,
    /// How many of them were late or are overdue.
    pub late: u64,
    /// The working days of its steps; none where one of them is not known.
    pub working_days: Option<u64>,
    /// The calendar days of its steps; none where one of them is not known.
    pub calendar_days: Option<u64>,
}

/// Tiến trình của một hồ sơ: its steps in order of time, and the time each unit had it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Timeline {
    /// Mã hồ sơ.
    pub dossier: String,
    /// The steps as they were taken, those not taken last.
    pub steps: Vec<TimedStep>,
    /// The units in the order in which they first had it.
    pub stages: Vec<StageTime>,
}

/// Kết quả nhập tiến trình.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ProgressImport {
    /// The dossiers that have steps, in the order given.
    pub timelines: Vec<Timeline>,
    /// How many of the dossiers given have none.
    pub without_steps: u64,
    /// How many steps stand in the timelines.
    pub steps: u64,
    /// One reason for each row left out.
    pub issues: Vec<Issue>,
    /// Columns that were not recognised.
    pub column_issues: Vec<Issue>,
    /// Rows that came in: as many as steps and issues together.
    pub rows: u64,
    /// Rows without any content.
    pub blank_rows: u64,
}

/// Reads the steps of a file, joins them to their dossiers and judges them at the end of a day.
///
/// ```
/// use cchc::dossier::{ColumnMap, read_progress};
/// use cchc::{Dossier, WorkCalendar};
/// let dossiers = [Dossier::new("H15-1", "Sở Nội vụ", "1.012766", "2026-03-02".parse().unwrap())];
/// let csv = "MaHoSo,PhongBanXuLy,ThoiDiemXuLy,NgayBatDau,NgayKetThucTheoQuyDinh\n\
///            H15-1,Bộ phận Một cửa,20260302100000,20260302080000,20260302170000\n\
///            H15-1,Phòng Nghiệp vụ,20260306160000,20260302100000,20260305170000\n";
/// let read = read_progress(csv.as_bytes(), &ColumnMap::default(), &dossiers, "2026-03-31".parse().unwrap(),
///     WorkCalendar::vietnam())?;
/// assert_eq!(read.timelines[0].stages[1].late, 1);
/// assert_eq!(read.timelines[0].steps[1].working_days, Some(4)); // Tuesday 3 to Friday 6/3
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// Those of [`DossierReader::with_map`](super::DossierReader::with_map), and `table.empty`. A bad row, or
/// one of a dossier that is not among those given, stands in `issues`.
pub fn read_progress(
    bytes: &[u8],
    map: &ColumnMap,
    dossiers: &[Dossier],
    as_of: NaiveDate,
    calendar: &WorkCalendar,
) -> Result<ProgressImport, Error> {
    let mut rows = Rows::open(bytes, Plan::of(Kind::Progress, map)?)?;
    let mut places: HashMap<String, usize> = HashMap::new();
    for (place, dossier) in dossiers.iter().enumerate() {
        places.entry(tidy(&dossier.id).into_owned()).or_insert(place);
    }
    let mut taken: Vec<Vec<(u64, ProcessStep)>> = vec![Vec::new(); dossiers.len()];
    let mut seen: HashMap<ProcessStep, u64> = HashMap::new();
    let (mut issues, mut steps) = (Vec::new(), 0_u64);
    while let Some(row) = rows.advance() {
        let line = match row {
            Ok(line) => line,
            Err(issue) => {
                issues.push(issue);
                continue;
            }
        };
        let joined = step(&rows).and_then(|step| {
            let dossier = shorten(&step.dossier);
            let wrong = Fault::of(Field::Id);
            let taken = places.get(&step.dossier).and_then(|place| taken.get_mut(*place));
            let Some(taken) = taken else { return Err(wrong(Error::UnknownDossier { dossier })) };
            if let Some(first_line) = seen.get(&step).copied() {
                return Err(wrong(Error::DuplicateStep { dossier, first_line }));
            }
            seen.insert(step.clone(), line);
            taken.push((line, step));
            Ok(())
        });
        match joined {
            Ok(()) => steps = steps.saturating_add(1),
            Err(fault) => issues.push(fault.on_line(line)),
        }
    }
    let rows_read = steps.saturating_add(u64::try_from(issues.len()).unwrap_or(u64::MAX));
    if rows_read == 0 {
        return Err(Error::EmptyTable);
    }
    let timelines: Vec<Timeline> = dossiers
        .iter()
        .zip(taken)
        .filter(|(_, taken)| !taken.is_empty())
        .map(|(dossier, taken)| timeline(dossier, taken, as_of, calendar))
        .collect();
    let without = dossiers.len().saturating_sub(timelines.len());
    Ok(ProgressImport {
        timelines,
        without_steps: u64::try_from(without).unwrap_or(u64::MAX),
        steps,
        issues,
        column_issues: rows.column_issues().to_vec(),
        rows: rows_read,
        blank_rows: rows.blank_rows(),
    })
}

fn step(rows: &Rows<'_>) -> Result<ProcessStep, Fault> {
    let text = |field: Field| -> Result<String, Fault> { Ok(tidy(&rows.kept(field, LONGEST)?).into_owned()) };
    let dossier = tidy(&rows.kept(Field::Id, LONGEST_ID)?).into_owned();
    if dossier.is_empty() {
        let field = portal::name(Field::Id).to_owned();
        return Err(Fault::of(Field::Id)(Error::MissingField { field }));
    }
    let portal::Plausible { first, last } = portal::plausible();
    let moment = |field: Field| -> Result<Option<Moment>, Fault> {
        let moment = rows.read(field, |text| values::moment(text, rows.plan().dates))?;
        match moment.map(Moment::date).filter(|date| *date < first || *date > last) {
            Some(date) => {
                let (dossier, field_name) = (shorten(&dossier), portal::name(field));
                let error = Error::ImplausibleDate { dossier, field: field_name, date, first, last };
                Err(Fault::of(field)(error))
            }
            None => Ok(moment),
        }
    };
    let (started, at, due) = (moment(Field::StepStart)?, moment(Field::ActedAt)?, moment(Field::StepDue)?);
    if let (Some(from), Some(to)) = (started, at) {
        if before(to, from) {
            let (started, acted) = (from.to_string(), to.to_string());
            let error = Error::StepReversed { dossier: shorten(&dossier), started, acted };
            return Err(Fault::of(Field::ActedAt)(error));
        }
    }
    Ok(ProcessStep {
        official: text(Field::Official)?,
        title: text(Field::OfficialTitle)?,
        unit: text(Field::Unit)?,
        content: text(Field::Content)?,
        status: text(Field::StepStatus)?,
        dossier,
        started,
        at,
        due,
    })
}

/// Whether a moment surely lies before another: on one day only where both have their hour.
fn before(one: Moment, other: Moment) -> bool {
    match (one.time(), other.time()) {
        (Some(time), Some(other_time)) if one.date() == other.date() => time < other_time,
        _ => one.date() < other.date(),
    }
}

fn timeline(
    dossier: &Dossier,
    mut taken: Vec<(u64, ProcessStep)>,
    as_of: NaiveDate,
    calendar: &WorkCalendar,
) -> Timeline {
    let key = |moment: Option<Moment>| moment.map(|moment| (moment.date(), moment.time()));
    // What is not taken comes last, by its start.
    taken.sort_by_key(|(_, step)| (step.at.is_none(), key(step.at), key(step.started)));
    let mut before = dossier.received;
    let mut steps: Vec<TimedStep> = Vec::new();
    let mut stages: Vec<StageTime> = Vec::new();
    for (line, step) in taken {
        let from = step.started.or(before);
        before = step.at.or(before);
        let step = timed(line, step, from, as_of, calendar);
        let late = u64::from(matches!(step.outcome, Some(Outcome::Late | Outcome::Overdue)));
        let (working, days) = (step.working_days, step.calendar_days);
        let sum = |one: Option<u64>, other: Option<u64>| one?.checked_add(other?);
        match stages.iter_mut().find(|stage| stage.unit == step.step.unit) {
            Some(stage) => {
                stage.steps = stage.steps.saturating_add(1);
                stage.late = stage.late.saturating_add(late);
                stage.working_days = sum(stage.working_days, working);
                stage.calendar_days = sum(stage.calendar_days, days);
            }
            None => {
                let unit = step.step.unit.clone();
                stages.push(StageTime { unit, steps: 1, late, working_days: working, calendar_days: days });
            }
        }
        steps.push(step);
    }
    Timeline { dossier: dossier.id.clone(), steps, stages }
}

fn timed(line: u64, step: ProcessStep, from: Option<Moment>, as_of: NaiveDate, calendar: &WorkCalendar) -> TimedStep {
    let taken = step.at.filter(|at| at.date() <= as_of);
    let begun = from.is_none_or(|from| from.date() <= as_of);
    let outcome = step.due.filter(|_| begun).map(|due| match taken {
        Some(at) if before(due, at) => Outcome::Late,
        Some(at) if at.date() < due.date() => Outcome::Early,
        Some(_) => Outcome::OnTime,
        // At the end of a day an hour of it is past.
        None if as_of > due.date() || (as_of == due.date() && due.time().is_some()) => Outcome::Overdue,
        None => Outcome::InProgress,
    });
    let end = taken.map_or(as_of, Moment::date);
    let span = from.map(Moment::date).filter(|from| begun && *from <= end).map(|from| (from, end));
    let working_days = span.and_then(|(from, end)| calendar.count_working_days(from, end).ok()).map(u64::from);
    let days = span.map(|(from, end)| end.signed_duration_since(from).num_days());
    let calendar_days = days.and_then(|days| u64::try_from(days).ok());
    TimedStep { line, step, outcome, from, working_days, calendar_days }
}
