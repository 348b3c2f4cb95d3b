//! The records of a CSV table, each with the line an editor shows for it.

use crate::Error;
use csv::StringRecord;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Reads records one after another, and goes on after a quote that was never closed.
#[derive(Debug)]
pub(super) struct Records<'a> {
    text: &'a str,
    delimiter: u8,
    csv: csv::Reader<&'a [u8]>,
    /// Where in the text the reader began.
    base: usize,
    cells: StringRecord,
    /// Lines are counted up to this byte.
    counted: usize,
    line: u64,
}

/// A record that was read.
pub(super) struct Found {
    /// The line it starts on, counted from 1.
    pub(super) line: u64,
    /// A quote opened on that line is not closed: its cells run into later lines. The next record
    /// is read from the line after it, so that those lines are not lost.
    pub(super) unclosed: bool,
}

impl<'a> Records<'a> {
    /// The records after the header, and the header, split by the delimiter that makes most of its
    /// columns known.
    pub(super) fn open(bytes: &'a [u8], known: impl Fn(&str) -> bool) -> Result<(Self, StringRecord), Error> {
        let text = utf8(bytes)?;
        let known = |header: &StringRecord| header.iter().filter(|column| known(column)).count();
        let read = |delimiter| {
            let mut records = Self {
                text,
                delimiter,
                csv: reader(text, delimiter),
                base: 0,
                cells: StringRecord::new(),
                counted: 0,
                line: 1,
            };
            records.advance();
            let header = records.cells.clone();
            (records, header)
        };
        // The first of equals wins, so that a comma is the default.
        let best = DELIMITERS.map(read).into_iter().rev().max_by_key(|(_, header)| known(header));
        best.ok_or(Error::EmptyTable)
    }

    /// The cells of the record read last.
    pub(super) fn cells(&self) -> &StringRecord {
        &self.cells
    }

    /// How many bytes have been read.
    pub(super) fn position(&self) -> u64 {
        self.csv.position().byte().saturating_add(u64::try_from(self.base).unwrap_or(u64::MAX))
    }

    /// Reads the next record; `None` at the end. The bytes are UTF-8 and rows of any length are
    /// accepted, so the parser has nothing to refuse; were it to, the table would end there.
    pub(super) fn advance(&mut self) -> Option<Found> {
        if !self.csv.read_record(&mut self.cells).unwrap_or(false) {
            return None;
        }
        let from = |byte: u64| usize::try_from(byte).unwrap_or(usize::MAX).saturating_add(self.base);
        let start = from(self.cells.position().map_or(0, csv::Position::byte));
        let end = from(self.csv.position().byte());
        let line = self.line_at(start);
        // Where the line ends inside the record, a quote holds it together. Quotes come in pairs,
        // doubled ones too; one without its partner was never closed on purpose.
        let raw = self.text.get(self.counted..end).unwrap_or_default().trim_end_matches(['\r', '\n']);
        let rest = raw.find(['\r', '\n']).filter(|_| raw.bytes().filter(|byte| *byte == b'"').count() % 2 == 1);
        if let Some(rest) = rest {
            self.base = self.counted.saturating_add(rest);
            self.csv = reader(self.text.get(self.base..).unwrap_or_default(), self.delimiter);
        }
        Some(Found { line, unclosed: rest.is_some() })
    }

    /// The line on which a record starts, counted on from the one before. The parser's own line is
    /// where it began to look for the record, which after a Windows line end or an empty line is a
    /// line too early.
    fn line_at(&mut self, start: usize) -> u64 {
        let bytes = self.text.as_bytes();
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        while let Some(byte) = bytes.get(self.counted).filter(|byte| self.counted < start || is_end(byte)) {
            let next = bytes.get(self.counted.saturating_add(1));
            if *byte == b'\n' || (*byte == b'\r' && next != Some(&b'\n')) {
                self.line = self.line.saturating_add(1);
            }
            self.counted = self.counted.saturating_add(1);
        }
        self.line
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

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes())
}
