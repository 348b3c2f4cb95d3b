//! Bảng CSV: the records of a table, each with the line an editor shows for it.

use crate::Error;
use csv::StringRecord;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How many records may stand above the header and be it.
const HEADER_WITHIN: usize = 20;

/// Reads records one after another, and goes on after a quote that was never closed.
#[derive(Debug)]
pub(crate) struct Records<'a> {
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
pub(crate) struct Found {
    /// The line it starts on, counted from 1.
    pub(crate) line: u64,
    /// A quote opened on that line is not closed: its cells run into later lines. The next record
    /// is read from the line after it, so that those lines are not lost.
    pub(crate) unclosed: bool,
}

impl<'a> Records<'a> {
    /// The records after the header, and the header: among the first records, under any delimiter,
    /// the one with the most known columns. Exports often put a title above it, and Excel a line
    /// that names the delimiter.
    pub(crate) fn open(bytes: &'a [u8], known: impl Fn(&str) -> bool) -> Result<(Self, StringRecord), Error> {
        let text = utf8(bytes)?;
        let known = |header: &StringRecord| header.iter().filter(|column| known(column)).count();
        let mut best: Option<(usize, Self, StringRecord)> = None;
        for delimiter in DELIMITERS {
            let mut records = Self::new(text, delimiter);
            for _ in 0..HEADER_WITHIN {
                if records.advance().is_none() {
                    break;
                }
                let found = known(&records.cells);
                // The first of equals wins, so that a comma and the first line are the default.
                if best.as_ref().is_none_or(|(most, ..)| found > *most) {
                    let (base, line) = (records.counted_end(), records.line);
                    let mut rest = Self::new(text, delimiter);
                    rest.resume(base);
                    (rest.counted, rest.line) = (records.counted, line);
                    best = Some((found, rest, records.cells.clone()));
                }
            }
        }
        let (_, records, header) = best.ok_or(Error::EmptyTable)?;
        Ok((records, header))
    }

    fn new(text: &'a str, delimiter: u8) -> Self {
        let (csv, cells) = (reader(text, delimiter), StringRecord::new());
        Self { text, delimiter, csv, base: 0, cells, counted: 0, line: 1 }
    }

    /// Goes on reading at a byte of the text.
    fn resume(&mut self, at: usize) {
        self.base = at;
        self.csv = reader(self.text.get(at..).unwrap_or_default(), self.delimiter);
    }

    /// The byte after the record read last.
    fn counted_end(&self) -> usize {
        usize::try_from(self.position()).unwrap_or(usize::MAX)
    }

    /// The cells of the record read last.
    pub(crate) fn cells(&self) -> &StringRecord {
        &self.cells
    }

    /// How many bytes have been read.
    pub(crate) fn position(&self) -> u64 {
        self.csv.position().byte().saturating_add(u64::try_from(self.base).unwrap_or(u64::MAX))
    }

    /// Reads the next record; `None` at the end. The bytes are UTF-8 and rows of any length are
    /// accepted, so the parser has nothing to refuse; were it to, the table would end there.
    pub(crate) fn advance(&mut self) -> Option<Found> {
        if !self.csv.read_record(&mut self.cells).unwrap_or(false) {
            return None;
        }
        let start = self.cells.position().map_or(0, csv::Position::byte);
        let line = self.line_at(usize::try_from(start).unwrap_or(usize::MAX).saturating_add(self.base));
        let raw = self.text.get(self.counted..self.counted_end()).unwrap_or_default();
        let rest = unclosed(raw, self.delimiter);
        if let Some(rest) = rest {
            self.resume(self.counted.saturating_add(rest));
        }
        Some(Found { line, unclosed: rest.is_some() })
    }

    /// Takes a record that runs over several lines back to its first one, to go on with the line after it:
    /// for one that cannot be what it says. Whether there was more than one line.
    pub(crate) fn first_line_only(&mut self) -> bool {
        let raw = self.text.get(self.counted..self.counted_end()).unwrap_or_default();
        match raw.trim_end_matches(['\r', '\n']).find(['\r', '\n']) {
            Some(line_end) => {
                self.resume(self.counted.saturating_add(line_end));
                true
            }
            None => false,
        }
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

/// The text of a file, without its byte order mark.
pub(crate) fn utf8(bytes: &[u8]) -> Result<&str, Error> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let kind = |found: &str, line| Error::TableEncoding { found: found.to_owned(), line };
    let signatures: [(&[u8], &str); 5] = [
        (b"\xFF\xFE", "UTF-16"),
        (b"\xFE\xFF", "UTF-16"),
        (b"PK\x03\x04", "Excel .xlsx"),
        (b"\xD0\xCF\x11\xE0", "Excel .xls"),
        (b"<", "HTML/XML"),
    ];
    if let Some((_, found)) = signatures.iter().find(|(signature, _)| bytes.trim_ascii_start().starts_with(signature)) {
        return Err(kind(found, 1));
    }
    if bytes.iter().take(200).filter(|byte| **byte == 0).count() > 10 {
        return Err(kind("UTF-16", 1));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let (valid, rest) = bytes.split_at_checked(error.valid_up_to()).unwrap_or((bytes, &[]));
        let lines = valid.iter().filter(|byte| **byte == b'\n').count();
        let byte = rest.first().copied().unwrap_or_default();
        kind(&format!("0x{byte:02X}"), u64::try_from(lines).unwrap_or(u64::MAX).saturating_add(1))
    })
}

/// Where the first line of a record ends, when a quote opened in the record is not closed as CSV
/// closes one: by a quote before a delimiter or the end of a line. The parser would take any later
/// quote for the closing one, and the rows in between for a text.
fn unclosed(raw: &str, delimiter: u8) -> Option<usize> {
    let raw = raw.trim_end_matches(['\r', '\n']);
    let line_end = raw.find(['\r', '\n']);
    let ends_cell = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == delimiter || matches!(byte, b'\r' | b'\n'));
    let mut bytes = raw.bytes().enumerate();
    let (mut quoted, mut cell_starts) = (false, true);
    while let Some((place, byte)) = bytes.next() {
        let next = raw.as_bytes().get(place.saturating_add(1));
        match byte {
            b'"' if quoted && next == Some(&b'"') => {
                bytes.next();
            }
            b'"' if quoted && !ends_cell(next) && line_end.is_some() => return line_end,
            b'"' if quoted => quoted = false,
            b'"' if cell_starts => quoted = true,
            _ => {}
        }
        cell_starts = !quoted && (byte == delimiter || (cell_starts && byte == b' '));
    }
    quoted.then_some(line_end.unwrap_or(raw.len()))
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes())
}

/// Lower-case letters and digits without accents: "Mã hồ sơ", "MaHoSo" and "MÃ HỒ SƠ" are one.
///
/// Accents are taken off after decomposition, because some systems export decomposed Vietnamese.
pub(crate) fn fold(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if matches!(c, 'đ' | 'Đ') { 'd' } else { c })
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
