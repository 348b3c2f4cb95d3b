//! Nhập hồ sơ: a portal's CSV export, row by row, each row a dossier or a reason why not.

use super::portal::{self, Field};
use super::{Dossier, Mechanism};
use crate::Error;
use crate::error::Issue;
use crate::number::shorten;
use crate::procedure::TimeLimit;
use crate::text::Text;
use csv::StringRecord;
use std::collections::HashMap;

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
    text: &'a str,
    csv: csv::Reader<&'a [u8]>,
    record: StringRecord,
    lines: LineCounter,
    columns: HashMap<Field, usize>,
    width: usize,
    column_issues: Vec<Issue>,
    titles: HashMap<String, String>,
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

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
const REQUIRED: [Field; 3] = [Field::Id, Field::Received, Field::Finished];

impl<'a> DossierReader<'a> {
    /// Reads the header of a table.
    ///
    /// # Errors
    /// `table.empty`; `table.encoding` when the bytes are not UTF-8; `table.missing_column` and
    /// `table.duplicate_column` when the header does not say what is needed.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Error> {
        let text = utf8(bytes)?;
        let (delimiter, header) = header(text);
        let record = StringRecord::new();
        let mut reader = Self {
            text,
            csv: open(text, delimiter),
            lines: LineCounter { byte: 0, line: 1 },
            width: header.len(),
            record,
            columns: HashMap::new(),
            column_issues: Vec::new(),
            titles: HashMap::new(),
            blank_rows: 0,
        };
        if header.iter().all(str::is_empty) {
            return Err(Error::EmptyTable);
        }
        reader.find_columns(&header)?;
        // The header was read once to choose the delimiter; pass over it.
        reader.read_record();
        Ok(reader)
    }

    fn find_columns(&mut self, header: &StringRecord) -> Result<(), Error> {
        let mut unknown = Vec::new();
        for (index, column) in header.iter().enumerate() {
            match portal::field(column) {
                Some(entry) => {
                    let Some(field) = entry.read_as else { continue };
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
        let missing = REQUIRED.into_iter().find(|field| !self.columns.contains_key(field));
        let undated = !self.columns.contains_key(&Field::Due) && !self.columns.contains_key(&Field::Limit);
        if let Some(field) = missing.or(undated.then_some(Field::Due)) {
            let (field, accepted) = portal::names(field);
            return Err(Error::MissingColumn { field, accepted, unknown });
        }
        let issue = |column: String| Issue::on_line(1, column.clone(), Error::UnknownColumn { column });
        self.column_issues = unknown.into_iter().map(issue).collect();
        Ok(())
    }

    /// Columns that were not recognised and therefore not read.
    pub fn column_issues(&self) -> &[Issue] {
        &self.column_issues
    }

    /// How many bytes of the table have been read, for a progress display.
    pub fn position(&self) -> u64 {
        self.csv.position().byte()
    }

    /// Rows of separators without content met so far, such as those a spreadsheet leaves at the
    /// end; wholly empty lines are no rows.
    pub fn blank_rows(&self) -> u64 {
        self.blank_rows
    }

    /// The title of a procedure, where the table gives one beside its code.
    pub fn procedure_title(&self, code: &str) -> Option<&str> {
        self.titles.get(code).map(String::as_str)
    }

    /// Reads the next record; false at the end. Bytes are UTF-8 and rows of any length are
    /// accepted, so the parser has nothing to refuse; were it to, the table would end there.
    fn read_record(&mut self) -> bool {
        self.csv.read_record(&mut self.record).unwrap_or(false)
    }

    fn cell(&self, field: Field) -> &str {
        self.columns.get(&field).and_then(|index| self.record.get(*index)).unwrap_or_default()
    }

    fn dossier(&mut self) -> Result<Dossier, Fault> {
        if self.record.len() != self.width {
            let [got, expected] = [self.record.len(), self.width].map(|cells| u64::try_from(cells).unwrap_or(u64::MAX));
            return Err(Fault { field: None, error: Error::RowLength { got, expected } });
        }
        let id = self.cell(Field::Id).to_owned();
        if id.is_empty() {
            return Err(Fault::in_field(Field::Id, |field| Error::MissingField { field }));
        }
        let (code, title) = (self.cell(Field::Procedure), self.cell(Field::ProcedureTitle));
        let dossier = Dossier {
            id,
            agency: self.cell(Field::Agency).to_owned(),
            procedure: if code.is_empty() { title } else { code }.to_owned(),
            mechanism: self.read(Field::Mechanism, mechanism)?.unwrap_or_default(),
            received: self.read(Field::Received, str::parse)?,
            due: self.read(Field::Due, str::parse)?,
            limit: self.read(Field::Limit, limit)?,
            finished: self.read(Field::Finished, str::parse)?,
            status: self.read(Field::Status, portal::status_code)?,
        };
        if !code.is_empty() && !title.is_empty() && !self.titles.contains_key(code) {
            let (code, title) = (code.to_owned(), title.to_owned());
            self.titles.insert(code, title);
        }
        Ok(dossier)
    }

    /// A cell's value; `None` of an empty cell or a column the table does not have.
    fn read<T>(&self, field: Field, parse: impl Fn(&str) -> Result<T, Error>) -> Result<Option<T>, Fault> {
        match self.cell(field) {
            "" => Ok(None),
            text => parse(text).map(Some).map_err(|error| Fault { field: Some(field), error }),
        }
    }
}

/// The line an editor shows for a record, counted on from the one before.
///
/// The parser's own line is where it began to look for the record, which after a Windows line end
/// or an empty line is a line too early.
#[derive(Debug)]
struct LineCounter {
    byte: usize,
    line: u64,
}

impl LineCounter {
    fn line_of_record(&mut self, text: &str, start: usize) -> u64 {
        let bytes = text.as_bytes();
        while let Some(byte) = bytes.get(self.byte).filter(|byte| self.byte < start || matches!(byte, b'\r' | b'\n')) {
            let next = bytes.get(self.byte.saturating_add(1));
            if *byte == b'\n' || (*byte == b'\r' && next != Some(&b'\n')) {
                self.line = self.line.saturating_add(1);
            }
            self.byte = self.byte.saturating_add(1);
        }
        self.line
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
    match portal::fold(text).as_str() {
        "motcua" => Ok(Mechanism::OneStop),
        "motcualienthong" | "lienthong" => Ok(Mechanism::Interlinked),
        _ => Err(unknown(Field::Mechanism, text, Text::same("Một cửa, Một cửa liên thông"))),
    }
}

fn limit(text: &str) -> Result<TimeLimit, Error> {
    let days = text.parse::<u32>().ok().filter(|days| *days > 0);
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
            if !self.read_record() {
                return None;
            }
            if self.record.iter().all(str::is_empty) {
                self.blank_rows = self.blank_rows.saturating_add(1);
                continue;
            }
            let start = self.record.position().and_then(|position| usize::try_from(position.byte()).ok());
            let line = self.lines.line_of_record(self.text, start.unwrap_or_default());
            let row = self.dossier().map(|dossier| Row { line, dossier }).map_err(|fault| {
                let field = fault.field.map(|field| portal::names(field).0).unwrap_or_default();
                Issue::on_line(line, field, fault.error)
            });
            return Some(row);
        }
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, Error> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let encoding = |found: &str, line| Error::TableEncoding { found: found.to_owned(), line };
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(encoding("UTF-16", 1));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(encoding("Excel/zip", 1));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let (valid, rest) = bytes.split_at_checked(error.valid_up_to()).unwrap_or((bytes, &[]));
        let lines = valid.iter().filter(|byte| **byte == b'\n').count();
        let byte = rest.first().copied().unwrap_or_default();
        encoding(&format!("0x{byte:02X}"), u64::try_from(lines).unwrap_or(u64::MAX).saturating_add(1))
    })
}

fn open(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes())
}

/// The header under the delimiter that makes most of its columns known.
fn header(text: &str) -> (u8, StringRecord) {
    let read = |delimiter| {
        let mut header = StringRecord::new();
        let _ = open(text, delimiter).read_record(&mut header);
        (delimiter, header)
    };
    let known = |header: &StringRecord| header.iter().filter(|column| portal::field(column).is_some()).count();
    // The first of equals wins, so that a comma is the default.
    DELIMITERS
        .map(read)
        .into_iter()
        .rev()
        .max_by_key(|(_, header)| known(header))
        .unwrap_or((b',', StringRecord::new()))
}
