//! Nguồn: the rows of a file, CSV or JSON, whose cells are asked for by field.

use super::column_map::{ColumnUse, Plan, TableFormat};
use super::portal::{self, Field, Kind};
use super::values;
use crate::Error;
use crate::document::Node;
use crate::error::Issue;
use crate::number::{shorten, shorten_list};
use crate::table::{self, Found, Records};
use crate::text::Text;
use csv::StringRecord;
use serde::de::IgnoredAny;
use std::borrow::Cow;
use std::collections::HashMap;

/// How many keys of JSON records that are not known are told apart.
const UNKNOWN_KEYS: usize = 100;

/// The rows of a file one after another, holding one of them.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    plan: Plan,
    source: Source<'a>,
    column_issues: Vec<Issue>,
    blank_rows: u64,
}

#[derive(Debug)]
enum Source<'a> {
    Csv { records: Records<'a>, places: Places, width: usize },
    Json(JsonRows<'a>),
}

/// Where the value of each field stands in a row.
#[derive(Debug, Default, Clone)]
struct Places(Vec<Option<usize>>);

impl Places {
    fn get(&self, field: Field) -> Option<usize> {
        self.0.get(field as usize).copied().flatten()
    }

    /// Sets a place, and tells the one that was there.
    fn set(&mut self, field: Field, place: usize) -> Option<usize> {
        let at = field as usize;
        if self.0.len() <= at {
            self.0.resize(at.saturating_add(1), None);
        }
        self.0.get_mut(at).and_then(|slot| slot.replace(place))
    }
}

/// What is wrong with a row, and where in it; boxed, because rows without one are many.
pub(super) struct Fault(Box<Issue>);

impl Fault {
    pub(super) fn at(path: impl Into<String>, error: Error) -> Self {
        Self(Box::new(Issue::at(path, error)))
    }

    pub(super) fn of(field: Field) -> impl Fn(Error) -> Self {
        move |error| Self::at(portal::name(field), error)
    }

    pub(super) fn on_line(self, line: u64) -> Issue {
        Issue { line: Some(line), ..*self.0 }
    }
}

impl<'a> Rows<'a> {
    /// Reads the header of a table, or the beginning of a JSON document.
    ///
    /// # Errors
    /// `table.empty`, `table.encoding`, `table.missing_column`, `table.duplicate_column`,
    /// `table.mapped_column_missing`; `document.invalid` for a JSON list that is not JSON.
    pub(super) fn open(bytes: &'a [u8], plan: Plan) -> Result<Self, Error> {
        let json = match plan.format {
            Some(TableFormat::Csv) => false,
            Some(TableFormat::Json | TableFormat::Ndjson) => true,
            None => {
                let begins = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
                matches!(begins.first(), Some(b'[' | b'{'))
            }
        };
        if json {
            let source = Source::Json(JsonRows::open(table::utf8(bytes)?, plan.format)?);
            return Ok(Self { plan, source, column_issues: Vec::new(), blank_rows: 0 });
        }
        let (records, header) = Records::open(bytes, |column| plan.use_of(column) != ColumnUse::Unknown)?;
        if header.iter().all(str::is_empty) {
            return Err(Error::EmptyTable);
        }
        let (places, column_issues) = columns(&plan, &header)?;
        let source = Source::Csv { records, places, width: header.len() };
        Ok(Self { plan, source, column_issues, blank_rows: 0 })
    }

    pub(super) fn plan(&self) -> &Plan {
        &self.plan
    }

    pub(super) fn column_issues(&self) -> &[Issue] {
        &self.column_issues
    }

    pub(super) fn blank_rows(&self) -> u64 {
        self.blank_rows
    }

    pub(super) fn position(&self) -> u64 {
        match &self.source {
            Source::Csv { records, .. } => records.position(),
            Source::Json(rows) => u64::try_from(rows.at).unwrap_or(u64::MAX),
        }
    }

    /// Whether a field has a column or a constant; of JSON, whether any record so far had it.
    pub(super) fn has(&self, field: Field) -> bool {
        let placed = match &self.source {
            Source::Csv { places, .. } => places.get(field).is_some(),
            Source::Json(rows) => rows.met.get(field).is_some(),
        };
        placed || self.plan.constant(field).is_some()
    }

    /// Goes on to the next row that has any content, and tells its line; or what keeps it from being read.
    pub(super) fn advance(&mut self) -> Option<Result<u64, Issue>> {
        loop {
            match &mut self.source {
                Source::Csv { records, width, .. } => {
                    let Found { line, unclosed } = records.advance()?;
                    if unclosed {
                        return Some(Err(Issue::on_line(line, "", Error::UnclosedQuote)));
                    }
                    let cells = records.cells();
                    if cells.iter().all(str::is_empty) {
                        self.blank_rows = self.blank_rows.saturating_add(1);
                        continue;
                    }
                    // A spreadsheet may write separators past the last column; empty cells there hold nothing.
                    let extra = cells.iter().skip(*width).any(|cell| !cell.is_empty());
                    if cells.len() < *width || extra {
                        let [got, expected] =
                            [cells.len(), *width].map(|cells| u64::try_from(cells).unwrap_or(u64::MAX));
                        // A quote that happened to be closed by that of a later row: neither is lost.
                        if records.first_line_only() {
                            return Some(Err(Issue::on_line(line, "", Error::UnclosedQuote)));
                        }
                        return Some(Err(Issue::on_line(line, "", Error::RowLength { got, expected })));
                    }
                    return Some(Ok(line));
                }
                Source::Json(rows) => {
                    let row = rows.advance(&self.plan, &mut self.column_issues);
                    if row.is_none() && !std::mem::replace(&mut rows.told, true) {
                        for column in self.plan.missing(rows.keys.keys().map(String::as_str)) {
                            let (path, columns) = (column.clone(), vec![column]);
                            let mut present: Vec<&str> = rows.keys.keys().map(String::as_str).collect();
                            present.sort_unstable();
                            let present = shorten_list(present.into_iter());
                            self.column_issues.push(Issue::at(path, Error::MappedColumnMissing { columns, present }));
                        }
                    }
                    return row;
                }
            }
        }
    }

    fn node(&self, field: Field) -> Option<&Node<'a>> {
        match &self.source {
            Source::Csv { .. } => None,
            Source::Json(rows) => rows.entries.get(rows.places.get(field)?).map(|(_, node)| node),
        }
    }

    /// The text of a field's cell, its word put for what it stands for; empty where there is none.
    pub(super) fn text(&self, field: Field) -> Result<Cow<'_, str>, Fault> {
        let cell = match &self.source {
            Source::Csv { records, places, .. } => {
                let cell = places.get(field).and_then(|place| records.cells().get(place));
                cell.map(Cow::Borrowed)
            }
            Source::Json(_) => {
                self.node(field).map(|node| scalar(field, node)).transpose().map_err(Fault::of(field))?
            }
        };
        let cell = cell.or_else(|| self.plan.constant(field).map(Cow::Borrowed)).unwrap_or_default();
        Ok(self.plan.meaning(field, cell))
    }

    /// A text that is kept, after a look at its length and its characters.
    pub(super) fn kept(&self, field: Field, longest: usize) -> Result<Cow<'_, str>, Fault> {
        let text = self.text(field)?;
        values::fit(field, &text, longest).map_err(Fault::of(field))?;
        Ok(text)
    }

    /// A cell's value; `None` of a cell that is empty or says so, and of a column that is not there.
    pub(super) fn read<T>(&self, field: Field, parse: impl Fn(&str) -> Result<T, Error>) -> Result<Option<T>, Fault> {
        let text = self.text(field)?;
        if values::blank(&text) {
            return Ok(None);
        }
        parse(&text).map(Some).map_err(Fault::of(field))
    }

    /// What the elements of a list give, where there is one: of a CSV cell, which holds it as JSON, or of a
    /// JSON record.
    pub(super) fn list<T>(
        &self,
        field: Field,
        read: impl Fn(&[Node<'_>]) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        let wrong = || {
            let expected = Text::new("một danh sách JSON", "a list in JSON");
            let text = self.text(field).map(Cow::into_owned).unwrap_or_default();
            Fault::of(field)(values::unknown(field, &text, expected))
        };
        match self.node(field) {
            Some(Node::List(nodes)) => read(nodes).map(Some),
            Some(Node::Null) => Ok(None),
            Some(Node::Text(_)) | None => {
                let text = self.text(field)?;
                if values::blank(&text) {
                    return Ok(None);
                }
                match Node::parse(&text) {
                    Ok(Node::List(nodes)) => read(&nodes).map(Some),
                    _ => Err(wrong()),
                }
            }
            Some(_) => Err(wrong()),
        }
    }
}

/// A value that is no list and no object, as a cell would hold it.
pub(super) fn scalar<'n>(field: Field, node: &'n Node<'_>) -> Result<Cow<'n, str>, Error> {
    match node {
        Node::Null => Ok(Cow::Borrowed("")),
        Node::Bool(value) => Ok(Cow::Borrowed(if *value { "1" } else { "0" })),
        Node::Number(number) => Ok(Cow::Owned(number.to_string())),
        Node::Text(text) => Ok(Cow::Borrowed(text.trim())),
        Node::List(_) => Err(values::unknown(field, "[...]", Text::new("một chữ hoặc số", "a text or a number"))),
        Node::Object(_) => Err(values::unknown(field, "{...}", Text::new("một chữ hoặc số", "a text or a number"))),
    }
}

/// Where the fields stand in a table, and which of its columns are not read.
fn columns(plan: &Plan, header: &StringRecord) -> Result<(Places, Vec<Issue>), Error> {
    plan.all_present(header.iter())?;
    let (mut places, mut mapped) = (Places::default(), Places::default());
    let (mut unknown, mut unread, mut replaced) = (Vec::new(), Vec::new(), Vec::new());
    let uses: Vec<ColumnUse> = header.iter().map(|column| plan.use_of(column)).collect();
    for (index, column_use) in uses.iter().enumerate() {
        if let ColumnUse::Read { field, mapped: true } = column_use {
            mapped.set(*field, index);
        }
    }
    for (index, (column, column_use)) in header.iter().zip(uses).enumerate() {
        let ColumnUse::Read { field, mapped: by_map } = column_use else {
            match column_use {
                ColumnUse::Unknown if column.is_empty() => {}
                ColumnUse::Unknown => unknown.push(shorten(column)),
                _ => unread.push(shorten(column)),
            }
            continue;
        };
        let duplicate = |first: &str| Error::DuplicateColumn {
            field: portal::name(field).to_owned(),
            first: shorten(first),
            second: shorten(column),
        };
        let before = mapped.get(field).filter(|_| !by_map);
        if let Some(first) = before.and_then(|first| header.get(first)) {
            replaced.push(Issue::on_line(1, shorten(column), duplicate(first)));
            continue;
        }
        if plan.constant(field).is_some() {
            return Err(duplicate("constants"));
        }
        if let Some(first) = places.set(field, index).and_then(|first| header.get(first)) {
            return Err(duplicate(first));
        }
    }
    let has = |field: &Field| places.get(*field).is_some() || plan.constant(*field).is_some();
    let missing: Vec<Field> = match plan.kind {
        Kind::Dossiers => {
            let dated = has(&Field::Due) || has(&Field::Limit);
            let due = (!dated).then_some(Field::Due);
            [Field::Id, Field::Received, Field::Finished].into_iter().filter(|field| !has(field)).chain(due).collect()
        }
        Kind::Progress => [Field::Id, Field::ActedAt].into_iter().filter(|field| !has(field)).collect(),
    };
    if !missing.is_empty() {
        let (fields, accepted): (Vec<String>, Vec<String>) = missing.into_iter().map(portal::names).unzip();
        return Err(Error::MissingColumn { fields, accepted: accepted.join("; "), unknown, unread });
    }
    let issue = |column: String| Issue::on_line(1, column.clone(), Error::UnknownColumn { column });
    Ok((places, unknown.into_iter().map(issue).chain(replaced).collect()))
}

/// The records of a JSON document: a list, one record a line, or one record alone.
#[derive(Debug)]
struct JsonRows<'a> {
    text: &'a str,
    at: usize,
    /// The line on which `at` lies.
    line: u64,
    /// One record a line, so that a bad one costs its own line.
    lines: bool,
    entries: Vec<(Cow<'a, str>, Node<'a>)>,
    places: Places,
    /// What becomes of each key met so far.
    keys: HashMap<String, ColumnUse>,
    /// The fields met so far.
    met: Places,
    told: bool,
}

impl<'a> JsonRows<'a> {
    fn open(text: &'a str, format: Option<TableFormat>) -> Result<Self, Error> {
        let begins = text.trim_start();
        if begins.is_empty() {
            return Err(Error::EmptyTable);
        }
        let whole = |text| serde_json::from_str::<IgnoredAny>(text).map(drop);
        let first = begins.lines().next().unwrap_or_default();
        // A record alone may be written over several lines.
        let spread = || whole(first).is_err() && whole(text).is_ok();
        let lines = match format {
            Some(TableFormat::Ndjson) => true,
            _ => !begins.starts_with('[') && !spread(),
        };
        let (mut at, mut line) = (0, 1);
        if !lines {
            // A list with an error in it has no rows to count: it is refused as a whole, with the place.
            whole(text).map_err(|error| Error::InvalidDocument { path: ".".to_owned(), reason: error.to_string() })?;
            let blank = text.len().saturating_sub(begins.len());
            line = count_lines(line, text.get(..blank).unwrap_or_default());
            at = blank.saturating_add(usize::from(begins.starts_with('[')));
        }
        let (entries, places, met) = (Vec::new(), Places::default(), Places::default());
        Ok(Self { text, at, line, lines, entries, places, keys: HashMap::new(), met, told: false })
    }

    fn advance(&mut self, plan: &Plan, issues: &mut Vec<Issue>) -> Option<Result<u64, Issue>> {
        let (line, node) = if self.lines { self.next_line()? } else { self.next_element()? };
        let entries = match node {
            Ok(Node::Object(entries)) => entries,
            Ok(_) => {
                let reason = "expected an object".to_owned();
                return Some(Err(Issue::on_line(line, "", Error::InvalidDocument { path: ".".to_owned(), reason })));
            }
            Err(error) => return Some(Err(Issue::on_line(line, "", error))),
        };
        self.entries = entries;
        Some(self.place(plan, issues, line).map(|()| line).map_err(|fault| fault.on_line(line)))
    }

    fn next_line(&mut self) -> Option<(u64, Result<Node<'a>, Error>)> {
        loop {
            let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
            let (row, used) = match rest.split_once('\n') {
                Some((row, _)) => (row, row.len().saturating_add(1)),
                None => (rest, rest.len()),
            };
            let line = self.line;
            self.at = self.at.saturating_add(used);
            self.line = line.saturating_add(1);
            if !row.trim().is_empty() {
                return Some((line, Node::parse(row)));
            }
        }
    }

    fn next_element(&mut self) -> Option<(u64, Result<Node<'a>, Error>)> {
        let rest = self.text.get(self.at..)?;
        let element = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        let skipped = rest.len().saturating_sub(element.len());
        self.line = count_lines(self.line, rest.get(..skipped).unwrap_or_default());
        self.at = self.at.saturating_add(skipped);
        if element.is_empty() || element.starts_with(']') {
            return None;
        }
        let mut values = serde_json::Deserializer::from_str(element).into_iter::<Node<'a>>();
        let node = values.next()?;
        let used = if node.is_ok() { values.byte_offset() } else { element.len() };
        let line = self.line;
        self.line = count_lines(line, element.get(..used).unwrap_or_default());
        self.at = self.at.saturating_add(used);
        Some((line, node.map_err(|error| Error::InvalidDocument { path: ".".to_owned(), reason: error.to_string() })))
    }

    fn place(&mut self, plan: &Plan, issues: &mut Vec<Issue>, line: u64) -> Result<(), Fault> {
        self.places.0.fill(None);
        let mut mapped = Places::default();
        for (index, (key, _)) in self.entries.iter().enumerate() {
            let column_use = match self.keys.get(key.as_ref()) {
                Some(column_use) => *column_use,
                None => {
                    let column_use = plan.use_of(key);
                    if column_use == ColumnUse::Unknown {
                        if issues.len() >= UNKNOWN_KEYS {
                            continue;
                        }
                        let column = shorten(key);
                        issues.push(Issue::on_line(line, column.clone(), Error::UnknownColumn { column }));
                    }
                    self.keys.insert(key.clone().into_owned(), column_use);
                    column_use
                }
            };
            let ColumnUse::Read { field, mapped: by_map } = column_use else { continue };
            self.met.set(field, 0);
            let before = self.places.get(field);
            // A key of the map goes before one that is known by its own name, wherever the two stand.
            match (before, mapped.get(field).is_some(), by_map) {
                (Some(_), true, false) => continue,
                (Some(_), false, true) | (None, ..) => {}
                (Some(first), ..) => {
                    let first = self.entries.get(first).map(|(key, _)| shorten(key)).unwrap_or_default();
                    let (second, name) = (shorten(key), portal::name(field).to_owned());
                    return Err(Fault::of(field)(Error::DuplicateColumn { field: name, first, second }));
                }
            }
            self.places.set(field, index);
            if by_map {
                mapped.set(field, index);
            }
        }
        Ok(())
    }
}

fn count_lines(line: u64, text: &str) -> u64 {
    let ends = text.bytes().filter(|byte| *byte == b'\n').count();
    line.saturating_add(u64::try_from(ends).unwrap_or(u64::MAX))
}
