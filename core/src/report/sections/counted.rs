//! Bảng đếm: counts under one another, each with the records behind it.

use crate::error::{Error, Issue, RecordError};
use crate::report::figures::{Lineage, Name};
use crate::report::layout::{Cell, Table};
use crate::report::writer::{Piece, Writer};
use crate::text::Text;

/// One count, and whose it is.
pub(super) struct Line<'a> {
    pub(super) id: &'a str,
    pub(super) label: Text,
    pub(super) count: u64,
    pub(super) ids: Vec<&'a str>,
}

impl<'a> Line<'a> {
    pub(super) fn new(id: &'a str, label: &Text, count: u64, ids: &'a [String]) -> Self {
        Self { id, label: label.clone(), count, ids: ids.iter().map(String::as_str).collect() }
    }
}

/// What a table of counts is about.
pub(super) struct Counted<'a> {
    /// The table, whose lines' figures are `{id}.{line}.count`.
    pub(super) id: &'a str,
    pub(super) title: Text,
    /// What the lines are, in Vietnamese and English.
    pub(super) lines: (&'a str, &'a str),
    /// What is counted, in Vietnamese and English.
    pub(super) unit: (&'a str, &'a str),
    /// The list of the records.
    pub(super) records: &'a str,
    /// The total the lines add up to, where they do.
    pub(super) total: Option<u64>,
}

/// What those are called that name nothing: `none`, or a longer word where something else has that name itself.
pub(super) fn nameless<'a>(names: impl IntoIterator<Item = &'a String> + Clone) -> String {
    let mut word = "none".to_owned();
    while names.clone().into_iter().any(|name| *name == word) {
        word.push('_');
    }
    word
}

/// A table of the counts that are not 0, and a figure for each of them.
pub(super) fn count_table(writer: &mut Writer<'_>, piece: &mut Piece, about: Counted<'_>, lines: &[Line<'_>]) {
    let Counted { id, title, lines: (vi, en), unit, records, total } = about;
    let count = (format!(">Số {}", unit.0), format!("Number of {}", unit.1));
    let mut table = Table::new(id, title, &[("", vi, en), ("count", &count.0, &count.1)]).unit(unit.0, unit.1);
    for line in lines.iter().filter(|line| line.count > 0) {
        table.row(format!("{id}.{}", line.id), vec![Cell::Words(line.label.clone()), Cell::Count(line.count)]);
    }
    if table.rows.is_empty() {
        return;
    }
    if let Some(total) = total {
        table.total("", vec![Cell::Words(Text::new("Cộng", "Together")), Cell::Count(total)]);
    }
    let of = |row: &str| {
        lines.iter().find(|line| row.strip_prefix(id).is_some_and(|rest| rest.strip_prefix('.') == Some(line.id)))
    };
    piece.table(writer, table, |row, _| match of(row) {
        Some(line) => Lineage::of(records).ids(line.ids.iter().copied()),
        None => Lineage::of(records),
    });
}

/// A name whose figure counts records.
pub(super) fn counting<'a>(
    id: &str,
    (vi, en): (&str, &str),
    records: &str,
    ids: impl IntoIterator<Item = &'a String>,
) -> Name {
    Name::new(id, Text::new(vi, en), Lineage::of(records).ids(ids.into_iter().map(String::as_str)))
}

/// A report of records is a statement: what cannot be counted is not left out of it.
///
/// # Errors
/// `records.invalid` with every issue, each at its place in the records.
pub(super) fn whole(list: &str, vi: &str, en: &str, issues: &[Issue]) -> Result<(), Error> {
    if issues.is_empty() {
        return Ok(());
    }
    let issues = issues.iter().map(|issue| Issue::at(format!("{list}.{}", issue.path), issue.error.clone())).collect();
    Err(Error::Records(RecordError::Invalid { what: Text::new(vi, en), issues }))
}
