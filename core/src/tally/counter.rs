//! Counting dossiers as they come, block by block or one by one, each id once.

use super::columns::{Codes, Dimension, DossierColumns, Moments};
use super::count::{Run, count};
use super::frame::Frame;
use super::{OneByOne, Tally, TallySpec, Workers};
use crate::calendar::{Reason, TimeUnit, minute, number as day_number};
use crate::deadline::duties::Channel;
use crate::dossier::{Dossier, DossierReader, plausible_days, tidy};
use crate::error::Issue;
use crate::text::Text;
use crate::{Error, Moment, WorkCalendar};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use xxhash_rust::xxh3::xxh3_128;

/// Các chiều của hồ sơ: what [`Dossier`] records can be told apart by.
pub const DIMENSIONS: [&str; 16] = [
    "agency",
    "field",
    "procedure",
    "level",
    "mechanism",
    "channel",
    "received_by",
    "helped_by",
    "applicant_kind",
    "digitised",
    "reused",
    "from_store",
    "verified_account",
    "has_fee",
    "paid_online",
    "electronic_result",
];

/// Dossiers turned into columns together.
const TOGETHER: usize = 1 << 16;

/// Tallies of like size added together, so that no count is copied often.
#[derive(Debug, Default)]
pub(super) struct Stack(Vec<Tally>);

impl Stack {
    pub(super) fn push(&mut self, mut tally: Tally) -> Result<(), Error> {
        while self.0.last().is_some_and(|last| last.entries.len() < tally.entries.len().saturating_mul(2)) {
            let Some(last) = self.0.pop() else { break };
            tally = last.merge(tally)?;
        }
        self.0.push(tally);
        Ok(())
    }

    pub(super) fn finish(&mut self) -> Result<Option<Tally>, Error> {
        let mut sum: Option<Tally> = None;
        while let Some(tally) = self.0.pop() {
            sum = Some(match sum {
                Some(sum) => tally.merge(sum)?,
                None => tally,
            });
        }
        Ok(sum)
    }
}

/// Bộ đếm hồ sơ: counts blocks of columns or single dossiers into one [`Tally`], in memory that grows with
/// what is counted by, not with how many dossiers there are; with their ids, by sixteen bytes a dossier.
///
/// ```
/// use cchc::tally::{Counter, Policy, TallySpec};
/// use cchc::{Dossier, WorkCalendar};
/// let spec: TallySpec = serde_json::from_str(r#"{"periods": [{"from": "2026-03-01", "through": "2026-03-31"}]}"#).unwrap();
/// let mut counter = Counter::of_records(&spec, WorkCalendar::vietnam())?;
/// let mut dossier = Dossier::new("H15-1", "Sở Nội vụ", "1.012766", "2026-03-02".parse().unwrap());
/// dossier.due = Some("2026-03-09".parse()?);
/// counter.add_dossier(&dossier, Some(2));
/// counter.add_dossier(&dossier, Some(3)); // the same again
/// let (tally, issues) = counter.finish()?;
/// assert_eq!(tally.total(&Policy::default())?.pending.overdue, 1);
/// assert_eq!((issues[0].line, issues[0].error.code()), (Some(3), "dossier.duplicate"));
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug)]
pub struct Counter {
    spec: TallySpec,
    frame: Frame,
    calendar: WorkCalendar,
    run: Option<Run>,
    stack: Stack,
    seen: HashSet<u128>,
    batch: Batch,
    lines: HashMap<u128, u64>,
    issues: Vec<Issue>,
    rows: u64,
}

impl Counter {
    /// A counter of nothing yet.
    ///
    /// # Errors
    /// `tally.invalid_spec`.
    pub fn new(spec: &TallySpec, calendar: &WorkCalendar) -> Result<Self, Error> {
        let frame = Frame::new(spec, calendar)?;
        let batch = Batch::new(&frame.by);
        Ok(Self {
            spec: spec.clone(),
            frame,
            calendar: calendar.clone(),
            run: None,
            stack: Stack::default(),
            seen: HashSet::new(),
            batch,
            lines: HashMap::new(),
            issues: Vec::new(),
            rows: 0,
        })
    }

    /// Another counter by the same specification and calendar, of nothing yet.
    ///
    /// # Errors
    /// None, unless a specification that was good is no more.
    pub fn emptied(&self) -> Result<Self, Error> {
        Self::new(&self.spec, &self.calendar)
    }

    /// Dấu của mã hồ sơ: what an id is known by to a counter, in sixteen bytes. The fingerprint of an empty text is
    /// that of a row without an id.
    pub fn fingerprint(id: &str) -> u128 {
        xxh3_128(tidy(id).as_bytes())
    }

    /// Counts a block of columns. With the [`fingerprint`](Self::fingerprint)s of its ids, a row whose id was
    /// counted before is left out, and one without an id (`table.missing_field`), because nobody can say whether it
    /// was counted; without fingerprints nothing is known of ids.
    ///
    /// Blocks that follow each other with the same labels cost least.
    ///
    /// # Errors
    /// Those of [`Tally::count`].
    #[inline]
    pub fn add(&mut self, columns: &DossierColumns<'_>, ids: Option<&[u128]>, reasons: &mut [u8]) -> Result<(), Error> {
        self.add_by(columns, ids, reasons, &OneByOne)
    }

    /// [`add`](Self::add) in parts that go on side by side where there are no ids.
    ///
    /// # Errors
    /// Those of [`add`](Self::add).
    #[inline]
    pub fn add_by(
        &mut self,
        columns: &DossierColumns<'_>,
        ids: Option<&[u128]>,
        reasons: &mut [u8],
        workers: &impl Workers,
    ) -> Result<(), Error> {
        crate::calendar::check_lengths(columns.len(), &[ids.map(<[_]>::len)])?;
        if !self.run.as_ref().is_some_and(|run| run.fits(columns)) {
            self.end_run(workers)?;
            self.run = Some(Run::new(columns, &self.frame)?);
        }
        let Some(run) = &mut self.run else { return Ok(()) };
        let (seen, none) = (&mut self.seen, Self::fingerprint(""));
        let admit = ids.map(|ids| {
            |row: usize| match ids.get(row) {
                Some(id) if *id == none => Err(Reason::Missing),
                Some(id) if !seen.insert(*id) => Err(Reason::Duplicate),
                _ => Ok(()),
            }
        });
        run.add(columns, (&self.frame, &self.calendar), reasons, admit, workers)
    }

    /// Keeps the counts of the blocks so far, whose labels the next ones do not have.
    #[inline]
    fn end_run(&mut self, workers: &impl Workers) -> Result<(), Error> {
        self.run.take().map_or(Ok(()), |run| self.stack.push(run.finish(&self.frame, workers)))
    }

    /// A counter of records, which must know each of the specification's dimensions.
    ///
    /// # Errors
    /// Those of [`new`](Self::new), and `tally.unknown_dimension` for one that is not among [`DIMENSIONS`].
    pub fn of_records(spec: &TallySpec, calendar: &WorkCalendar) -> Result<Self, Error> {
        match spec.by.iter().find(|name| !DIMENSIONS.contains(&name.as_str())) {
            Some(name) => Err(Error::UnknownDimension { name: name.clone(), known: DIMENSIONS.join(", ") }),
            None => Self::new(spec, calendar),
        }
    }

    /// Counts one dossier, or keeps the reason why it cannot be counted.
    pub fn add_dossier(&mut self, dossier: &Dossier, line: Option<u64>) {
        self.rows = self.rows.saturating_add(1);
        let line = line.unwrap_or(self.rows);
        if tidy(&dossier.id).is_empty() {
            return self.left_out(line, "MaHoSo", Error::MissingField { field: "MaHoSo".to_owned() });
        }
        if let Err(error) = self.batch.push(dossier, &self.frame.by, &self.calendar, line) {
            return self.left_out(line, crate::dossier::field_of(&error), error);
        }
        if self.batch.lines.len() >= TOGETHER {
            self.flush();
        }
    }

    /// Keeps a row that could not be read.
    pub fn add_issue(&mut self, issue: Issue) {
        self.rows = self.rows.saturating_add(1);
        self.left_out(issue.line.unwrap_or(self.rows), &issue.path, issue.error);
    }

    /// Counts the dossiers of an export as they are read.
    pub fn read(&mut self, reader: &mut DossierReader<'_>, mut progress: impl FnMut(u64)) {
        while let Some(row) = reader.next() {
            match row {
                Ok(row) => self.add_dossier(&row.dossier, Some(row.line)),
                Err(issue) => self.add_issue(issue),
            }
            progress(DossierReader::position(reader));
        }
    }

    fn left_out(&mut self, line: u64, path: &str, error: Error) {
        self.batch.rows.total = self.batch.rows.total.saturating_add(1);
        self.batch.rows.leave_out(error.code(), 1);
        self.issues.push(Issue::on_line(line, path, error));
    }

    /// Counts the dossiers that wait in the batch.
    fn flush(&mut self) {
        let batch = std::mem::replace(&mut self.batch, Batch::new(&self.frame.by));
        let mut reasons = vec![0; batch.lines.len()];
        let (seen, lines) = (&mut self.seen, &mut self.lines);
        let admit = |row: usize| {
            let (Some(id), Some(line)) = (batch.ids.get(row), batch.lines.get(row)) else { return Ok(()) };
            if !seen.insert(*id) {
                return Err(Reason::Duplicate);
            }
            lines.insert(*id, *line);
            Ok(())
        };
        let by = (&self.frame, &self.calendar);
        let counted = batch.columns(|columns| count(columns, by, &mut reasons, Some(admit), &OneByOne));
        // The batch's columns fit each other and the frame by the way they are made.
        let Ok(mut tally) = counted else { return };
        tally.rows = tally.rows.merged(&batch.rows);
        for (row, reason) in reasons.iter().enumerate().filter(|(_, reason)| **reason != 0) {
            let line = batch.lines.get(row).copied().unwrap_or_default();
            let first = batch.ids.get(row).and_then(|id| self.lines.get(id)).copied().unwrap_or_default();
            let (path, error) = batch.error(row, *reason, first);
            self.issues.push(Issue::on_line(line, path, error));
        }
        // Tallies by one frame merge.
        let _ = self.stack.push(tally);
    }

    /// The tally, and a reason for every dossier and row left out, in the order of their lines.
    ///
    /// # Errors
    /// None, unless tallies by one specification differed.
    #[inline]
    pub fn finish(self) -> Result<(Tally, Vec<Issue>), Error> {
        self.finish_by(&OneByOne)
    }

    /// [`finish`](Self::finish) in parts that go on side by side.
    ///
    /// # Errors
    /// Those of [`finish`](Self::finish).
    #[inline]
    pub fn finish_by(mut self, workers: &impl Workers) -> Result<(Tally, Vec<Issue>), Error> {
        self.flush();
        self.end_run(workers)?;
        let tally = match self.stack.finish()? {
            Some(tally) => tally,
            None => Tally::empty(&self.spec, &self.calendar)?,
        };
        self.issues.sort_by_key(|issue| issue.line);
        Ok((tally, self.issues))
    }
}

/// Dossiers as columns.
#[derive(Debug, Default)]
struct Batch {
    ids: Vec<u128>,
    names: Vec<String>,
    lines: Vec<u64>,
    received: Vec<i64>,
    due: Vec<i64>,
    finished: Vec<i64>,
    status: Vec<u8>,
    paused_since: Vec<i64>,
    channel: Vec<u8>,
    by: Vec<Labels>,
    /// Rows that never reached the columns.
    rows: super::Rows,
}

#[derive(Debug, Default)]
struct Labels {
    name: String,
    codes: Vec<u32>,
    labels: Vec<String>,
    known: HashMap<String, u32>,
}

impl Labels {
    fn push(&mut self, label: &str) {
        let label = tidy(label);
        let code = match self.known.get(label.as_ref()) {
            Some(code) => *code,
            None => {
                let code = u32::try_from(self.labels.len()).unwrap_or(u32::MAX);
                self.labels.push(label.clone().into_owned());
                self.known.insert(label.into_owned(), code);
                code
            }
        };
        self.codes.push(code);
    }
}

/// A moment in minutes; a day is its midnight, which the columns read as a day.
fn at(moment: Option<Moment>) -> i64 {
    match moment {
        None => i64::MIN,
        Some(moment) => moment.instant().map_or(i64::from(day_number(moment.date())) * 1440, minute),
    }
}

impl Batch {
    fn new(by: &[String]) -> Self {
        let by = by.iter().map(|name| Labels { name: name.clone(), ..Labels::default() }).collect();
        Self { by, ..Self::default() }
    }

    fn push(&mut self, dossier: &Dossier, by: &[String], calendar: &WorkCalendar, line: u64) -> Result<(), Error> {
        dossier.check_dates()?;
        let due = match (dossier.due, dossier.limit) {
            (None, Some(_)) if dossier.received.is_some() => dossier.due_day(calendar)?.map(Into::into),
            (due, _) => due,
        };
        // A refusal is the end of a dossier that says it was refused, and a contradiction in an open one.
        let ends_refused = !matches!(dossier.status, Some(3 | 7..=10 | 14));
        let end = dossier.finished.or(dossier.refused_at.filter(|_| ends_refused));
        if let (None, None, Some(refused)) = (dossier.status, dossier.finished, dossier.refused_at) {
            let (dossier, refused) = (dossier.id.clone(), refused.date());
            return Err(Error::RefusalUndecided { dossier, refused });
        }
        self.ids.push(Counter::fingerprint(&dossier.id));
        self.names.push(crate::number::shorten(&dossier.id));
        self.lines.push(line);
        self.received.push(at(dossier.received));
        self.due.push(at(due));
        self.finished.push(at(end));
        self.status.push(dossier.status.unwrap_or_default());
        self.paused_since.push(at(dossier.waits_since()));
        self.channel.push(match dossier.channel {
            None => 0,
            Some(Channel::Counter) => 1,
            Some(Channel::Online) => 2,
            Some(Channel::Post) => 3,
        });
        for (name, labels) in by.iter().zip(&mut self.by) {
            labels.push(&label(dossier, name));
        }
        Ok(())
    }

    fn columns<T>(&self, count: impl FnOnce(&DossierColumns<'_>) -> T) -> T {
        let mut by: Vec<Dimension<'_>> = Vec::new();
        for labels in &self.by {
            by.push(Dimension { name: &labels.name, codes: Codes::U32(&labels.codes), labels: &labels.labels });
        }
        let unit = TimeUnit::Minutes;
        count(&DossierColumns {
            received: Moments::Instants(&self.received, unit),
            due: Some(Moments::Instants(&self.due, unit)),
            limit: None,
            finished: Some(Moments::Instants(&self.finished, unit)),
            status: Some(&self.status),
            paused_since: Some(Moments::Instants(&self.paused_since, unit)),
            channel: Some(&self.channel),
            worked: None,
            by: &by,
        })
    }

    /// The error a row's reason stands for, and the field to look at.
    fn error(&self, row: usize, reason: u8, first_line: u64) -> (&'static str, Error) {
        let dossier = self.names.get(row).cloned().unwrap_or_default();
        let day = |column: &[i64]| {
            let minutes = column.get(row).copied().filter(|minutes| *minutes != i64::MIN);
            minutes.map(|minutes| crate::calendar::date(minutes.div_euclid(1440)))
        };
        let (received, due, finished) = (day(&self.received), day(&self.due), day(&self.finished));
        let none = chrono::NaiveDate::default;
        let status = self.status.get(row).copied().unwrap_or_default();
        let known = Reason::ALL.get(usize::from(reason)).copied().unwrap_or(Reason::Missing);
        match known {
            Reason::Implausible => {
                let (first, last) = plausible_days();
                let fields = [
                    ("NgayTiepNhan", received),
                    ("NgayHenTra", due),
                    ("NgayKetThucXuLy", finished),
                    ("NgayTamDung", day(&self.paused_since)),
                ];
                let outside = fields.into_iter().filter_map(|(field, date)| Some((field, date?)));
                let found = outside.into_iter().find(|(_, date)| *date < first || *date > last);
                let (field, date) = found.unwrap_or(("NgayTiepNhan", none()));
                (field, Error::ImplausibleDate { dossier, field, date, first, last })
            }
            Reason::FinishBeforeReception => {
                let (received, finished) = (received.unwrap_or_default(), finished.unwrap_or_default());
                ("NgayKetThucXuLy", Error::FinishBeforeReception { dossier, received, finished })
            }
            Reason::DueBeforeReception => {
                let (received, due) = (received.unwrap_or_default(), due.unwrap_or_default());
                ("NgayHenTra", Error::DueBeforeReception { dossier, received, due })
            }
            Reason::NoFinishDate => ("NgayKetThucXuLy", Error::NoFinishDate { dossier, status }),
            Reason::FinishedButOpen => {
                ("TrangThaiHoSo", Error::FinishedButOpen { dossier, status, finished: finished.unwrap_or_default() })
            }
            Reason::Duplicate => ("MaHoSo", Error::DuplicateDossier { dossier, first_line }),
            Reason::EventBeforeReception => {
                let received = received.unwrap_or_default();
                let at = day(&self.paused_since).unwrap_or_default();
                let (event, at, received) = ("paused", at.to_string(), received.to_string());
                ("NgayTamDung", Error::EventBeforeReception { event, at, received })
            }
            Reason::UnknownValue => {
                let expected = Text::same("1-14");
                let (field, text) = ("TrangThaiHoSo".to_owned(), status.to_string());
                ("TrangThaiHoSo", Error::UnknownValue { field, text, expected })
            }
            _ => ("NgayTiepNhan", Error::MissingField { field: "NgayTiepNhan".to_owned() }),
        }
    }
}

/// What a dossier's label of a dimension is: a name, a word of the documents, `true` or `false`; nothing
/// where it is not known.
fn label<'a>(dossier: &'a Dossier, dimension: &str) -> Cow<'a, str> {
    match dimension {
        "agency" => dossier.agency.as_str().into(),
        "field" => dossier.field.as_str().into(),
        "procedure" => dossier.procedure.as_str().into(),
        "received_by" => dossier.received_by.as_str().into(),
        "helped_by" => dossier.helped_by.as_str().into(),
        "level" => word(&dossier.level),
        "mechanism" => word(&dossier.mechanism),
        "channel" => word(&dossier.channel),
        "applicant_kind" => word(&dossier.applicant_kind),
        "digitised" => word(&dossier.digitised),
        "reused" => word(&dossier.reused),
        "from_store" => word(&dossier.from_store),
        "verified_account" => word(&dossier.verified_account),
        "has_fee" => word(&dossier.has_fee),
        "paid_online" => word(&dossier.paid_online),
        "electronic_result" => word(&dossier.electronic_result),
        _ => "".into(),
    }
}

/// A word of the documents, without its quotes; nothing of none.
fn word<T: serde::Serialize>(value: &Option<T>) -> Cow<'static, str> {
    let text = value.as_ref().and_then(|value| crate::document::to_json(value).ok()).unwrap_or_default();
    text.trim_matches('"').to_owned().into()
}
