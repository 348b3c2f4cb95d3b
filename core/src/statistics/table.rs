//! The table of a period: outcomes by mechanism, agency and procedure, with the rows left out.

use super::{OnTimeStats, StatsSummary};
use crate::dossier::{ColumnMap, Dossier, DossierReader, Mechanism, Seen, field_of, tidy};
use crate::error::Issue;
use crate::number::shorten;
use crate::{Error, WorkCalendar};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;

/// Bảng hồ sơ: outcomes by agency and procedure on a date, and a reason for every row left out.
///
/// ```
/// use cchc::{OnTimeTable, WorkCalendar};
/// let csv = "MaHoSo,DonViXuLy,MaTTHC,NgayTiepNhan,NgayHenTra,NgayKetThucXuLy\n\
///            A-1,Sở Nội vụ,1.012766,2026-03-02,2026-03-06,2026-03-05\n\
///            A-2,Sở Nội vụ,1.012766,2026-03-02,2026-03-06,2026-03-01\n";
/// let table = OnTimeTable::from_csv(csv.as_bytes(), "2026-03-31".parse().unwrap(), WorkCalendar::vietnam(), |_| ())?;
/// assert_eq!(table.total().early, 1);
/// assert_eq!(table.issues()[0].error.code(), "dossier.finish_before_reception");
/// table.reconcile()?; // 2 rows = 1 counted + 1 explained
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OnTimeTable {
    as_of: NaiveDate,
    by_mechanism: BTreeMap<Option<Mechanism>, OnTimeStats>,
    by_agency: BTreeMap<String, BTreeMap<String, OnTimeStats>>,
    titles: BTreeMap<String, String>,
    seen: Seen,
    has_status: bool,
    rows: u64,
    blank_rows: u64,
    column_issues: Vec<Issue>,
    issues: Vec<Issue>,
}

/// Một đơn vị trong bảng, with its procedures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AgencyStats {
    /// Đơn vị xử lý; empty where the rows name none.
    pub agency: String,
    /// All its dossiers.
    pub stats: StatsSummary,
    /// The same by procedure.
    pub procedures: Vec<ProcedureStats>,
}

/// Một thủ tục của một đơn vị trong bảng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ProcedureStats {
    /// Mã thủ tục, or its title where there is no code.
    pub procedure: String,
    /// Tên thủ tục, where the table gives it beside a code.
    pub title: Option<String>,
    /// Its dossiers.
    pub stats: StatsSummary,
}

impl OnTimeTable {
    /// An empty table for a date.
    pub fn new(as_of: NaiveDate) -> Self {
        Self { as_of, has_status: true, ..Self::default() }
    }

    /// Counts a CSV export; `progress` is told the bytes read so far, after every row.
    ///
    /// # Errors
    /// Those of [`DossierReader::new`]. A bad row is not an error: it stands in
    /// [`issues`](Self::issues).
    pub fn from_csv(
        bytes: &[u8],
        as_of: NaiveDate,
        calendar: &WorkCalendar,
        progress: impl FnMut(u64),
    ) -> Result<Self, Error> {
        Self::from_csv_with(bytes, as_of, calendar, &ColumnMap::default(), progress)
    }

    /// Counts any table, or JSON records, by a map. Only what decides an outcome is read of a row.
    ///
    /// # Errors
    /// Those of [`DossierReader::with_map`]. A bad row is not an error: it stands in
    /// [`issues`](Self::issues).
    pub fn from_csv_with(
        bytes: &[u8],
        as_of: NaiveDate,
        calendar: &WorkCalendar,
        map: &ColumnMap,
        mut progress: impl FnMut(u64),
    ) -> Result<Self, Error> {
        let mut reader = DossierReader::of_outcomes(bytes, map)?;
        let mut table = Self::new(as_of);
        while let Some(row) = reader.next() {
            match row {
                Ok(row) => table.add(&row.dossier, calendar, Some(row.line)),
                Err(issue) => table.left_out(issue),
            }
            progress(reader.position());
        }
        if table.rows == 0 {
            return Err(Error::EmptyTable);
        }
        table.titles = reader.procedure_titles().clone();
        table.has_status = reader.has_status();
        table.column_issues = reader.column_issues().to_vec();
        table.blank_rows = reader.blank_rows();
        Ok(table)
    }

    /// Counts one dossier, or keeps the reason why it cannot be counted.
    ///
    /// A dossier whose id was counted before is a reason too: each counts once.
    pub fn add(&mut self, dossier: &Dossier, calendar: &WorkCalendar, line: Option<u64>) {
        let place = line.unwrap_or(self.rows.saturating_add(1));
        let classification = dossier.classify(self.as_of, calendar);
        let classification = match classification.and_then(|found| self.seen.once(dossier, place).map(|()| found)) {
            Ok(classification) => classification,
            Err(error) => {
                let path = match line {
                    Some(_) => field_of(&error).to_owned(),
                    None => shorten(&dossier.id),
                };
                return self.left_out(Issue { line, path, error });
            }
        };
        self.rows = self.rows.saturating_add(1);
        self.by_mechanism.entry(dossier.mechanism).or_default().add(classification);
        let (agency, procedure) = (tidy(&dossier.agency), tidy(&dossier.procedure));
        // Looked up before it is inserted, so that a known agency or procedure allocates nothing.
        if !self.by_agency.contains_key(agency.as_ref()) {
            self.by_agency.insert(agency.clone().into_owned(), BTreeMap::new());
        }
        let Some(procedures) = self.by_agency.get_mut(agency.as_ref()) else { return };
        match procedures.get_mut(procedure.as_ref()) {
            Some(stats) => stats.add(classification),
            None => {
                let mut stats = OnTimeStats::default();
                stats.add(classification);
                procedures.insert(procedure.into_owned(), stats);
            }
        }
    }

    fn left_out(&mut self, issue: Issue) {
        self.rows = self.rows.saturating_add(1);
        self.issues.push(issue);
    }

    /// The date the table is for.
    pub fn as_of(&self) -> NaiveDate {
        self.as_of
    }

    /// Whether the dossiers came with their status; without it, a dossier counts as finished when
    /// it has a finishing date and as pending when it has none.
    pub fn has_status(&self) -> bool {
        self.has_status
    }

    /// Rows that came in: counted, set aside and left out.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Rows without any content; they are no dossiers.
    pub fn blank_rows(&self) -> u64 {
        self.blank_rows
    }

    /// One reason for each row left out.
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// Columns that were not recognised and therefore not read.
    pub fn column_issues(&self) -> &[Issue] {
        &self.column_issues
    }

    /// All dossiers together.
    pub fn total(&self) -> OnTimeStats {
        self.by_mechanism.values().fold(OnTimeStats::default(), |sum, stats| sum.merged(*stats))
    }

    /// The dossiers of each mechanism met; `None` holds those whose record names none.
    pub fn by_mechanism(&self) -> impl Iterator<Item = (Option<Mechanism>, OnTimeStats)> {
        self.by_mechanism.iter().map(|(mechanism, stats)| (*mechanism, *stats))
    }

    /// The dossiers of each agency, and of each of its procedures, in the order of their names.
    ///
    /// # Errors
    /// Those of [`OnTimeStats::summary`].
    pub fn by_agency(&self) -> Result<Vec<AgencyStats>, Error> {
        let agency = |(agency, procedures): (&String, &BTreeMap<String, OnTimeStats>)| {
            let whole = procedures.values().fold(OnTimeStats::default(), |sum, stats| sum.merged(*stats));
            let procedure = |(procedure, stats): (&String, &OnTimeStats)| {
                let title = self.titles.get(procedure).cloned();
                Ok(ProcedureStats { procedure: procedure.clone(), title, stats: stats.summary()? })
            };
            let procedures = procedures.iter().map(procedure).collect::<Result<_, Error>>()?;
            Ok(AgencyStats { agency: agency.clone(), stats: whole.summary()?, procedures })
        };
        self.by_agency.iter().map(agency).collect()
    }

    /// Đối chiếu: rows in = counted + set aside + left out, and the agencies add up to the total.
    ///
    /// # Errors
    /// `statistics.not_reconciled`.
    pub fn reconcile(&self) -> Result<(), Error> {
        let left_out = u64::try_from(self.issues.len()).unwrap_or(u64::MAX);
        let expected = self.rows.saturating_sub(left_out);
        self.total().reconcile(expected)?;
        let agencies = self.by_agency.values().flat_map(BTreeMap::values);
        agencies.fold(OnTimeStats::default(), |sum, stats| sum.merged(*stats)).reconcile(expected)
    }
}

/// Written with its totals, its agencies and every reason; equal tables are equal text.
impl Serialize for OnTimeTable {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct MechanismStats {
            mechanism: Option<Mechanism>,
            stats: StatsSummary,
        }
        #[derive(Serialize)]
        struct Document<'a> {
            as_of: NaiveDate,
            has_status: bool,
            rows: u64,
            blank_rows: u64,
            left_out: usize,
            reconciled: bool,
            total: StatsSummary,
            mechanisms: Vec<MechanismStats>,
            agencies: Vec<AgencyStats>,
            column_issues: &'a [Issue],
            issues: &'a [Issue],
        }
        let summary = |stats: OnTimeStats| stats.summary().map_err(serde::ser::Error::custom);
        let mechanisms = self
            .by_mechanism()
            .map(|(mechanism, stats)| Ok(MechanismStats { mechanism, stats: summary(stats)? }))
            .collect::<Result<_, S::Error>>()?;
        let document = Document {
            as_of: self.as_of,
            has_status: self.has_status,
            rows: self.rows,
            blank_rows: self.blank_rows,
            left_out: self.issues.len(),
            reconciled: self.reconcile().is_ok(),
            total: summary(self.total())?,
            mechanisms,
            agencies: self.by_agency().map_err(serde::ser::Error::custom)?,
            column_issues: &self.column_issues,
            issues: &self.issues,
        };
        document.serialize(serializer)
    }
}
