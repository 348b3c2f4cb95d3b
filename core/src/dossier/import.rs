//! Nhập hồ sơ: a portal's CSV export, row by row, each row a dossier or a reason why not.

use super::portal::{self, Field};
use super::{Dossier, Mechanism};
use crate::Error;
use crate::error::Issue;
use crate::number::shorten;
use crate::procedure::TimeLimit;
use crate::table::{self, Found, Records};
use crate::text::Text;
use csv::StringRecord;
use std::collections::{BTreeMap, HashMap};

/// Đọc bảng hồ sơ: the rows of a CSV export, read from its bytes.
///
/// Columns are found by the portal's field names or their Vietnamese titles, whatever the case,
/// accents and order; cells may be separated by commas, semicolons, tabs or bars.
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
    records: Records<'a>,
    columns: HashMap<Field, usize>,
    width: usize,
    column_issues: Vec<Issue>,
    titles: BTreeMap<String, String>,
    blank_rows: u64,
}

/// Dòng: a dossier and the line of the table it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Counted from 1 at the header.
    pub line: u64,
    /// The dossier.
    pub dossier: Dossier,
}

const REQUIRED: [Field; 3] = [Field::Id, Field::Received, Field::Finished];

impl<'a> DossierReader<'a> {
    /// Reads the header of a table.
    ///
    /// # Errors
    /// `table.empty`; `table.encoding` when the bytes are not UTF-8; `table.missing_column` and
    /// `table.duplicate_column` when the header does not say what is needed.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Error> {
        let known = |column: &str| portal::field(column).is_some();
        let (records, header) = Records::open(bytes, known)?;
        if header.iter().all(str::is_empty) {
            return Err(Error::EmptyTable);
        }
        let mut reader = Self {
            records,
            width: header.len(),
            columns: HashMap::new(),
            column_issues: Vec::new(),
            titles: BTreeMap::new(),
            blank_rows: 0,
        };
        reader.find_columns(&header)?;
        Ok(reader)
    }

    fn find_columns(&mut self, header: &StringRecord) -> Result<(), Error> {
        let (mut unknown, mut unread) = (Vec::new(), Vec::new());
        for (index, column) in header.iter().enumerate() {
            match portal::field(column) {
                Some(entry) => {
                    let Some(field) = entry.read_as else {
                        unread.push(column.to_owned());
                        continue;
                    };
                    if let Some(first) = self.columns.insert(field, index) {
                        let first = header.get(first).unwrap_or_default().to_owned();
                        let field = entry.name.clone();
                        return Err(Error::DuplicateColumn { field, first, second: column.to_owned() });
                    }
                }
                None if column.is_empty() => {}
                None => unknown.push(column.to_owned()),
            }
        }
        let dated = self.columns.contains_key(&Field::Due) || self.columns.contains_key(&Field::Limit);
        let due = (!dated).then_some(Field::Due);
        let missing: Vec<Field> =
            REQUIRED.into_iter().filter(|field| !self.columns.contains_key(field)).chain(due).collect();
        if !missing.is_empty() {
            let (fields, accepted): (Vec<String>, Vec<String>) = missing.into_iter().map(portal::names).unzip();
            let accepted = accepted.join("; ");
            return Err(Error::MissingColumn { fields, accepted, unknown, unread });
        }
        let issue = |column: String| Issue::on_line(1, column.clone(), Error::UnknownColumn { column });
        self.column_issues = unknown.into_iter().map(issue).collect();
        Ok(())
    }

    /// Columns that were not recognised and therefore not read.
    pub fn column_issues(&self) -> &[Issue] {
        &self.column_issues
    }

    /// Whether the table has a column for the status of its dossiers.
    pub fn has_status(&self) -> bool {
        self.columns.contains_key(&Field::Status)
    }

    /// How many bytes of the table have been read, for a progress display.
    pub fn position(&self) -> u64 {
        self.records.position()
    }

    /// Rows of separators without content met so far, such as those a spreadsheet leaves at the
    /// end; wholly empty lines are no rows.
    pub fn blank_rows(&self) -> u64 {
        self.blank_rows
    }

    /// The titles of the procedures met so far, by code, where the table gives both.
    pub fn procedure_titles(&self) -> &BTreeMap<String, String> {
        &self.titles
    }

    fn cell(&self, field: Field) -> &str {
        self.columns.get(&field).and_then(|index| self.records.cells().get(*index)).unwrap_or_default()
    }

    fn dossier(&mut self) -> Result<Dossier, Fault> {
        // A spreadsheet may write separators past the last column; empty cells there hold nothing.
        let cells = self.records.cells().len();
        let extra = self.records.cells().iter().skip(self.width).any(|cell| !cell.is_empty());
        if cells < self.width || extra {
            let [got, expected] = [cells, self.width].map(|cells| u64::try_from(cells).unwrap_or(u64::MAX));
            return Err(Fault { field: None, error: Error::RowLength { got, expected } });
        }
        let id = super::tidy(self.cell(Field::Id)).into_owned();
        if id.is_empty() {
            return Err(Fault::in_field(Field::Id, |field| Error::MissingField { field }));
        }
        let (code, title) = (self.cell(Field::Procedure), self.cell(Field::ProcedureTitle));
        let dossier = Dossier {
            id,
            agency: self.cell(Field::Agency).to_owned(),
            procedure: if code.is_empty() { title } else { code }.to_owned(),
            mechanism: self.read(Field::Mechanism, mechanism)?,
            received: self.read(Field::Received, str::parse)?,
            due: self.read(Field::Due, str::parse)?,
            limit: self.read(Field::Limit, limit)?,
            finished: self.read(Field::Finished, str::parse)?,
            status: self.read(Field::Status, portal::status_code)?,
            ..Dossier::default()
        };
        let known = self.titles.contains_key(super::tidy(code).as_ref());
        if !code.is_empty() && !title.is_empty() && !known {
            let (code, title) = (super::tidy(code).into_owned(), super::tidy(title).into_owned());
            self.titles.insert(code, title);
        }
        Ok(dossier)
    }

    /// A cell's value; `None` of a cell that is empty or says so, and of a column that is not there.
    fn read<T>(&self, field: Field, parse: impl Fn(&str) -> Result<T, Error>) -> Result<Option<T>, Fault> {
        match self.cell(field) {
            "" | "-" | "–" | "NULL" | "null" | "N/A" => Ok(None),
            text => parse(text).map(Some).map_err(|error| Fault { field: Some(field), error }),
        }
    }
}

/// What is wrong with a row, and in which field.
struct Fault {
    field: Option<Field>,
    error: Error,
}

impl Fault {
    fn in_field(field: Field, error: impl FnOnce(String) -> Error) -> Self {
        Self { field: Some(field), error: error(portal::names(field).0) }
    }
}

fn mechanism(text: &str) -> Result<Mechanism, Error> {
    match table::fold(text).as_str() {
        "motcua" | "mc" => Ok(Mechanism::OneStop),
        "motcualienthong" | "lienthong" | "mclt" => Ok(Mechanism::Interlinked),
        _ => Err(unknown(Field::Mechanism, text, Text::same("Một cửa, Một cửa liên thông"))),
    }
}

fn limit(text: &str) -> Result<TimeLimit, Error> {
    // "5 ngày" alone does not say which days; the unit may stand there, but only the whole unit.
    let number = text.strip_suffix("ngày làm việc").unwrap_or(text).trim_end();
    let days = number.parse::<u32>().ok().filter(|days| *days > 0);
    days.map(TimeLimit::WorkingDays).ok_or_else(|| {
        let expected = Text::new("số ngày làm việc nguyên, ít nhất là 1", "a whole number of working days, at least 1");
        unknown(Field::Limit, text, expected)
    })
}

fn unknown(field: Field, text: &str, expected: Text) -> Error {
    let (field, _) = portal::names(field);
    Error::UnknownValue { field, text: shorten(text), expected }
}

impl Iterator for DossierReader<'_> {
    type Item = Result<Row, Issue>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Found { line, unclosed } = self.records.advance()?;
            if unclosed {
                return Some(Err(Issue::on_line(line, "", Error::UnclosedQuote)));
            }
            if self.records.cells().iter().all(str::is_empty) {
                self.blank_rows = self.blank_rows.saturating_add(1);
                continue;
            }
            let row = self.dossier().map(|dossier| Row { line, dossier }).map_err(|fault| {
                let field = fault.field.map(|field| portal::names(field).0).unwrap_or_default();
                Issue::on_line(line, field, fault.error)
            });
            return Some(row);
        }
    }
}
