//! Nhập hồ sơ: a portal's export or another table, row by row, each row a dossier or a reason why not.
//!
//! What a report needs of a record is read. Who the applicant is (`ChuHoSo`, identity numbers, telephone,
//! e-mail, free texts and papers that may say it) is recognised and never read.

use super::column_map::{ColumnMap, Plan};
use super::portal::{self, Field, Kind};
use super::source::{Fault, Rows, scalar};
use super::values::{self, LONGEST, LONGEST_ID};
use super::{Dossier, Seen, Supplement, tidy};
use crate::document::Node;
use crate::error::Issue;
use crate::number::shorten;
use crate::table::fold;
use crate::{Error, Moment};
use serde::Serialize;
use std::collections::BTreeMap;

/// Đọc bảng hồ sơ: the rows of a CSV export or of JSON records, read from their bytes.
///
/// Columns are found by the portal's field names or their Vietnamese titles, whatever the case,
/// accents and order; cells may be separated by commas, semicolons, tabs or bars. A JSON file is a list of
/// records, or one record a line.
///
/// ```
/// use cchc::DossierReader;
/// let csv = "Mã hồ sơ;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý\n\
///            H15-1;2026-08-20;24/08/2026;20260824160000\n\
///            H15-2;31/02/2026;;\n";
/// let mut rows = DossierReader::new(csv.as_bytes())?;
/// assert_eq!(rows.next().unwrap().unwrap().dossier.id, "H15-1");
/// let bad = rows.next().unwrap().unwrap_err();
/// assert_eq!((bad.line, bad.path.as_str(), bad.error.code()), (Some(3), "NgayTiepNhan", "date.invalid"));
/// assert!(rows.next().is_none());
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug)]
pub struct DossierReader<'a> {
    rows: Rows<'a>,
    /// Only what decides an outcome is read, so that a bad cell elsewhere costs nothing.
    outcomes: bool,
    titles: BTreeMap<String, String>,
}

/// Dòng: a dossier and the line of the table it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Counted from 1 at the header.
    pub line: u64,
    /// The dossier.
    pub dossier: Dossier,
}

/// Kết quả nhập: the dossiers of a file, and a reason for every row that is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Import {
    /// Hồ sơ đọc được, in the order of the file.
    pub dossiers: Vec<Dossier>,
    /// The line each of them stands on.
    pub lines: Vec<u64>,
    /// One reason for each row left out.
    pub issues: Vec<Issue>,
    /// Columns that were not recognised, or gave way to one the map names.
    pub column_issues: Vec<Issue>,
    /// Rows that came in: as many as dossiers and issues together.
    pub rows: u64,
    /// Rows without any content; they are no dossiers.
    pub blank_rows: u64,
    /// Tên thủ tục by code, where the file gives both.
    pub procedure_titles: BTreeMap<String, String>,
}

/// Reads the dossiers of a file by a map; with the map left empty, a portal's export.
///
/// A dossier that contradicts itself, whose id came before or whose agency is not on the map's list is a
/// reason too. What depends on a date or a calendar is judged later, by [`Dossier::classify`].
///
/// # Errors
/// Those of [`DossierReader::with_map`], and `table.empty` for a header without rows. A bad row is not an
/// error: it stands in `issues`.
pub fn read_dossiers(bytes: &[u8], map: &ColumnMap) -> Result<Import, Error> {
    let mut reader = DossierReader::with_map(bytes, map)?;
    let (mut dossiers, mut lines, mut issues) = (Vec::new(), Vec::new(), Vec::new());
    let mut seen = Seen::default();
    for row in reader.by_ref() {
        let Row { line, dossier } = match row {
            Ok(row) => row,
            Err(issue) => {
                issues.push(issue);
                continue;
            }
        };
        match dossier.check().and_then(|()| seen.once(&dossier, line)) {
            Ok(()) => {
                lines.push(line);
                dossiers.push(dossier);
            }
            Err(error) => issues.push(Issue::on_line(line, field_of(&error), error)),
        }
    }
    let rows = u64::try_from(dossiers.len().saturating_add(issues.len())).unwrap_or(u64::MAX);
    if rows == 0 {
        return Err(Error::EmptyTable);
    }
    let (column_issues, blank_rows) = (reader.column_issues().to_vec(), reader.blank_rows());
    Ok(Import { dossiers, lines, issues, column_issues, rows, blank_rows, procedure_titles: reader.titles })
}

/// The column to look at first for an error found when the whole row was judged.
pub(crate) fn field_of(error: &Error) -> &'static str {
    match error {
        Error::MissingField { .. } => "NgayTiepNhan",
        Error::ImplausibleDate { field, .. } => field,
        Error::DueBeforeReception { .. } | Error::NoDueDate { .. } => "NgayHenTra",
        Error::CalendarHorizon { .. } | Error::CalendarHorizonAdding { .. } => "ThoiHanNgayLamViec",
        Error::FinishedButOpen { .. } | Error::RefusalUndecided { .. } => "TrangThaiHoSo",
        Error::DuplicateDossier { .. } => "MaHoSo",
        _ => "NgayKetThucXuLy",
    }
}

impl<'a> DossierReader<'a> {
    /// Reads the header of a portal's export.
    ///
    /// # Errors
    /// `table.empty`; `table.encoding` when the bytes are not UTF-8; `table.missing_column` and
    /// `table.duplicate_column` when the header does not say what is needed; `document.invalid` for a
    /// JSON list that is not JSON.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Error> {
        Self::with_map(bytes, &ColumnMap::default())
    }

    /// Reads the header of any table by a map.
    ///
    /// # Errors
    /// Those of [`new`](Self::new); `table.map_unknown_field`, `table.mapped_column_missing`;
    /// `table.unknown_value` and `date.invalid` for a word of the map that is no value of its field.
    pub fn with_map(bytes: &'a [u8], map: &ColumnMap) -> Result<Self, Error> {
        let rows = Rows::open(bytes, Plan::of(Kind::Dossiers, map)?)?;
        Ok(Self { rows, outcomes: false, titles: BTreeMap::new() })
    }

    /// The same, reading only what decides an outcome.
    pub(crate) fn of_outcomes(bytes: &'a [u8], map: &ColumnMap) -> Result<Self, Error> {
        Ok(Self { outcomes: true, ..Self::with_map(bytes, map)? })
    }

    /// Columns that were not recognised and therefore not read; of JSON records, known at the end.
    pub fn column_issues(&self) -> &[Issue] {
        self.rows.column_issues()
    }

    /// Whether the table has a column for the status of its dossiers; of JSON records, whether one had it.
    pub fn has_status(&self) -> bool {
        self.rows.has(Field::Status)
    }

    /// How many bytes of the table have been read, for a progress display.
    pub fn position(&self) -> u64 {
        self.rows.position()
    }

    /// Rows of separators without content met so far, such as those a spreadsheet leaves at the
    /// end; wholly empty lines are no rows.
    pub fn blank_rows(&self) -> u64 {
        self.rows.blank_rows()
    }

    /// The titles of the procedures met so far, by code, where the table gives both.
    pub fn procedure_titles(&self) -> &BTreeMap<String, String> {
        &self.titles
    }

    fn dossier(&mut self) -> Result<Dossier, Fault> {
        let rows = &self.rows;
        let id = tidy(&rows.kept(Field::Id, LONGEST_ID)?).into_owned();
        if id.is_empty() {
            return Err(empty(Field::Id));
        }
        let agency = rows.kept(Field::Agency, LONGEST)?;
        if let Some(known) = &rows.plan().agencies {
            let tidied = tidy(&agency);
            if tidied.is_empty() {
                return Err(empty(Field::Agency));
            }
            if !known.contains(tidied.as_ref()) {
                let known = u64::try_from(known.len()).unwrap_or(u64::MAX);
                return Err(Fault::of(Field::Agency)(Error::UnknownAgency { agency: shorten(&tidied), known }));
            }
        }
        let (code, title) = (rows.kept(Field::Procedure, LONGEST)?, rows.kept(Field::ProcedureTitle, LONGEST)?);
        let mut dossier = Dossier {
            id,
            agency: agency.into_owned(),
            procedure: if code.is_empty() { &title } else { &code }.clone().into_owned(),
            mechanism: rows.read(Field::Mechanism, values::mechanism)?,
            received: self.moment(Field::Received)?,
            due: self.moment(Field::Due)?,
            limit: rows.read(Field::Limit, values::limit)?,
            finished: self.moment(Field::Finished)?,
            refused_at: self.moment(Field::Refused)?,
            paused_since: self.moment(Field::PausedSince)?,
            status: rows.read(Field::Status, portal::status_code)?,
            supplements: self.supplements()?,
            ..Dossier::default()
        };
        if !self.outcomes {
            self.describe(&mut dossier)?;
        }
        if !code.is_empty() && !title.is_empty() && !self.titles.contains_key(tidy(&code).as_ref()) {
            let (code, title) = (tidy(&code).into_owned(), tidy(&title).into_owned());
            self.titles.insert(code, title);
        }
        Ok(dossier)
    }

    /// What decides no outcome, but by which reports count.
    fn describe(&self, dossier: &mut Dossier) -> Result<(), Fault> {
        let rows = &self.rows;
        let (code, title) = (rows.kept(Field::SectorCode, LONGEST)?, rows.kept(Field::SectorTitle, LONGEST)?);
        dossier.field = if values::blank(&code) { title } else { code }.into_owned();
        dossier.channel = rows.read(Field::Channel, values::channel)?;
        dossier.level = rows.read(Field::Level, values::level)?;
        dossier.helped_by = rows.kept(Field::HelpedBy, LONGEST)?.into_owned();
        dossier.received_by = rows.kept(Field::ReceivedBy, LONGEST)?.into_owned();
        dossier.applicant_kind = rows.read(Field::Applicant, values::applicant)?;
        dossier.submitted = self.moment(Field::Submitted)?;
        dossier.handed_over = self.moment(Field::HandedOver)?;
        dossier.returned_by = rows.read(Field::ReturnedBy, values::returned_by)?;
        let papers = rows.list(Field::Papers, papers)?.unwrap_or_default();
        dossier.digitised = self.flag(Field::Digitised)?.or(papers.digitised);
        dossier.reused = self.flag(Field::Reused)?.or(papers.reused);
        dossier.from_store = self.flag(Field::FromStore)?.or(papers.from_store);
        dossier.databases = rows.list(Field::Databases, databases)?.unwrap_or_default();
        dossier.verified_account = self.flag(Field::VerifiedAccount)?;
        dossier.has_fee = self.flag(Field::HasFee)?;
        dossier.paid_online = self.flag(Field::PaidOnline)?;
        dossier.electronic_result = self.flag(Field::ElectronicResult)?;
        Ok(())
    }

    fn moment(&self, field: Field) -> Result<Option<Moment>, Fault> {
        self.rows.read(field, |text| values::moment(text, self.rows.plan().dates))
    }

    fn flag(&self, field: Field) -> Result<Option<bool>, Fault> {
        self.rows.read(field, |text| values::flag(field, text))
    }

    /// The requests of the portal's list; of a plain table, the one its columns hold.
    fn supplements(&self) -> Result<Vec<Supplement>, Fault> {
        let listed = self.rows.list(Field::Supplements, |nodes| {
            let requests = nodes.iter().enumerate().map(|(place, node)| {
                let within = |field: Field, error: Error| {
                    Fault::at(format!("DanhSachHoSoBoSung[{place}].{}", portal::name(field)), error)
                };
                let moment = |field: Field| -> Result<Option<Moment>, Fault> {
                    let Some(value) = entry(node, &[portal::name(field)]) else { return Ok(None) };
                    let text = scalar(field, value).map_err(|error| within(field, error))?;
                    let read = (!values::blank(&text)).then(|| values::moment(&text, self.rows.plan().dates));
                    read.transpose().map_err(|error| within(field, error))
                };
                let missing = Error::MissingField { field: portal::name(Field::Asked).to_owned() };
                Ok(Supplement {
                    asked: moment(Field::Asked)?.ok_or_else(|| within(Field::Asked, missing))?,
                    received: moment(Field::SupplementReceived)?,
                    due_before: moment(Field::DueBefore)?,
                    due_after: moment(Field::DueAfter)?,
                })
            });
            requests.collect::<Result<Vec<_>, Fault>>()
        })?;
        let flat = (self.moment(Field::Asked)?, self.moment(Field::SupplementReceived)?);
        let (due_before, due_after) = (self.moment(Field::DueBefore)?, self.moment(Field::DueAfter)?);
        match (listed, flat) {
            (Some(listed), _) if !listed.is_empty() => Ok(listed),
            (_, (Some(asked), received)) => Ok(vec![Supplement { asked, received, due_before, due_after }]),
            (_, (None, Some(_))) => Err(empty(Field::Asked)),
            (_, (None, None)) => Ok(Vec::new()),
        }
    }
}

fn empty(field: Field) -> Fault {
    Fault::of(field)(Error::MissingField { field: portal::name(field).to_owned() })
}

/// What the papers of a dossier say together; their names and places are not kept.
#[derive(Debug, Clone, Copy, Default)]
struct Papers {
    digitised: Option<bool>,
    reused: Option<bool>,
    from_store: Option<bool>,
}

fn papers(nodes: &[Node<'_>]) -> Result<Papers, Fault> {
    let any = |key: &str, field: Field| -> Result<Option<bool>, Fault> {
        let mut found = None;
        for (place, node) in nodes.iter().enumerate() {
            let Some(value) = entry(node, &[key]) else { continue };
            let flag = scalar(field, value)
                .and_then(|text| (!values::blank(&text)).then(|| values::flag(field, &text)).transpose());
            let flag = flag.map_err(|error| Fault::at(format!("TaiLieuNop[{place}].{key}"), error))?;
            found = flag.map(|flag| flag || found == Some(true)).or(found);
        }
        Ok(found)
    };
    Ok(Papers {
        digitised: any("DuocSoHoa", Field::Digitised)?,
        reused: any("DuocTaiSuDung", Field::Reused)?,
        from_store: any("DuocLayTuKhoDMQG", Field::FromStore)?,
    })
}

fn databases(nodes: &[Node<'_>]) -> Result<Vec<String>, Fault> {
    let codes = nodes.iter().enumerate().map(|(place, node)| {
        let value = entry(node, &["MaCSDL"]).unwrap_or(node);
        let text = scalar(Field::Databases, value)
            .and_then(|text| values::fit(Field::Databases, &text, LONGEST).map(|()| tidy(&text).into_owned()));
        text.map_err(|error| Fault::at(format!("DSKetNoiCSDL[{place}]"), error))
    });
    codes.filter(|code| !matches!(code, Ok(code) if code.is_empty())).collect()
}

/// The value of a key of an object, whatever its case.
fn entry<'n, 't>(node: &'n Node<'t>, names: &[&str]) -> Option<&'n Node<'t>> {
    let Node::Object(entries) = node else { return None };
    entries.iter().find(|(key, _)| names.iter().any(|name| fold(key) == fold(name))).map(|(_, value)| value)
}

impl Iterator for DossierReader<'_> {
    type Item = Result<Row, Issue>;

    fn next(&mut self) -> Option<Self::Item> {
        let line = match self.rows.advance()? {
            Ok(line) => line,
            Err(issue) => return Some(Err(issue)),
        };
        Some(self.dossier().map(|dossier| Row { line, dossier }).map_err(|fault| fault.on_line(line)))
    }
}
