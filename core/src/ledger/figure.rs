//! One name of one body in one period: its entries come to a value, or to what keeps them from one.

use super::entry::{LedgerEntry, LedgerTarget, Nature};
use crate::error::{Error, Issue, RecordError};
use crate::measure::Period;
use crate::number::{self, Ratio, Rounding, shorten};
use crate::{Citation, Exact};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::HashMap;

/// Giá trị của một tên trong một kỳ, with the entries behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LedgerFigure {
    /// Giá trị; of a rate in per cent, none where its denominator is 0.
    pub value: Option<Exact>,
    /// Tử số và mẫu số, of a rate whose entries have them.
    pub ratio: Option<Ratio>,
    /// Đơn vị tính.
    pub unit: String,
    /// Ngày cuối của số liệu.
    pub at: NaiveDate,
    /// Mã các số liệu.
    pub ids: Vec<String>,
    /// Nguồn, each once.
    pub sources: Vec<Citation>,
}

/// A value, or the parts of a rate.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Amount {
    Value(Exact),
    Parts(Ratio),
}

/// An entry that can be counted.
#[derive(Clone)]
pub(super) struct Row<'a> {
    pub(super) place: usize,
    pub(super) entry: &'a LedgerEntry,
    pub(super) item: Option<String>,
    pub(super) span: Period,
    pub(super) amount: Amount,
    pub(super) unit: String,
}

impl Row<'_> {
    fn issue(&self, field: &str, error: RecordError) -> Issue {
        Issue::at(format!("entries[{}].{field}", self.place), Error::Records(error))
    }

    fn shown(&self) -> String {
        match self.amount {
            Amount::Value(value) => value.to_string(),
            Amount::Parts(ratio) => format!("{}/{}", ratio.numerator, ratio.denominator),
        }
    }
}

impl LedgerFigure {
    /// The rate in per cent as exactly as it is known, or the value.
    pub(super) fn exact(&self) -> Option<Exact> {
        self.ratio.map_or(self.value, |ratio| ratio.times(100.into()))
    }
}

/// The figure of some entries of one name, body and period; none without entries, and where they do not go together.
pub(super) fn figure(name: &str, nature: Nature, rows: &[Row<'_>], issues: &mut Vec<Issue>) -> Option<LedgerFigure> {
    let first = rows.first()?;
    if let Some(other) = rows.iter().find(|row| row.unit != first.unit) {
        let (name, units) = (name.to_owned(), format!("{}, {}", first.unit, other.unit));
        issues.push(other.issue("unit", RecordError::LedgerMixedUnits { name, units }));
        return None;
    }
    let (rows, clashing) = once_each(name, nature, rows, issues);
    if nature.adds() {
        let whole = !overlap(name, &rows, issues) && clashing.is_empty();
        return if whole { total(name, &rows, issues) } else { None };
    }
    let latest = rows.iter().max_by_key(|row| row.span.through)?;
    let undecided = clashing.iter().any(|through| *through >= latest.span.through);
    (!undecided).then(|| of(&[latest], latest.amount))
}

/// Entries of the same item and time: one of those that are alike, none of those that differ, whose last days are
/// handed back.
fn once_each<'r, 'a>(
    name: &str,
    nature: Nature,
    rows: &'r [Row<'a>],
    issues: &mut Vec<Issue>,
) -> (Vec<&'r Row<'a>>, Vec<NaiveDate>) {
    // What there is at a moment is one number, whatever item it was written under.
    let key = |row: &Row<'_>| {
        let from = if nature.adds() { row.span.from } else { row.span.through };
        (row.item.clone().filter(|_| nature.adds()), from, row.span.through)
    };
    let mut order = Vec::new();
    let mut alike: HashMap<_, Vec<&Row<'_>>> = HashMap::new();
    for row in rows {
        let same = alike.entry(key(row)).or_default();
        if same.is_empty() {
            order.push(key(row));
        }
        same.push(row);
    }
    let (mut kept, mut clashing) = (Vec::new(), Vec::new());
    for key in order {
        let Some([first, others @ ..]) = alike.get(&key).map(Vec::as_slice) else { continue };
        let Some(second) = others.first() else {
            kept.push(*first);
            continue;
        };
        let ids = number::shorten_list(std::iter::once(first).chain(others).map(|row| row.entry.id.as_str()));
        let name = name.to_owned();
        match others.iter().find(|row| row.amount != first.amount) {
            None => {
                issues.push(second.issue("name", RecordError::LedgerRepeated { name, ids }));
                kept.push(*first);
            }
            Some(other) => {
                let values = format!("{}, {}", first.shown(), other.shown());
                issues.push(other.issue("value", RecordError::LedgerConflict { name, ids, values }));
                clashing.push(key.2);
            }
        }
    }
    (kept, clashing)
}

/// Whether entries of one item cover a day twice. An entry without an item covers all of them.
fn overlap(name: &str, rows: &[&Row<'_>], issues: &mut Vec<Issue>) -> bool {
    let mut sorted = rows.to_vec();
    sorted.sort_by_key(|row| (row.span.from, row.place));
    let (mut any, mut whole): (Option<&Row<'_>>, Option<&Row<'_>>) = (None, None);
    let mut of_item: HashMap<&str, &Row<'_>> = HashMap::new();
    let mut found = false;
    let covers = |earlier: Option<&Row<'_>>, row: &Row<'_>| {
        earlier.filter(|earlier| earlier.span.through >= row.span.from).map(|earlier| earlier.entry.id.clone())
    };
    for row in sorted {
        let twice = match row.item.as_deref() {
            None => covers(any, row),
            Some(item) => covers(whole, row).or_else(|| covers(of_item.get(item).copied(), row)),
        };
        if let Some(earlier) = twice {
            let ids = number::shorten_list([earlier.as_str(), row.entry.id.as_str()].into_iter());
            issues.push(row.issue("period", RecordError::LedgerOverlap { name: name.to_owned(), ids }));
            found = true;
        }
        let later = |kept: Option<&Row<'_>>| kept.is_none_or(|kept| row.span.through > kept.span.through);
        if later(any) {
            any = Some(row);
        }
        match row.item.as_deref() {
            None if later(whole) => whole = Some(row),
            Some(item) if later(of_item.get(item).copied()) => {
                of_item.insert(item, row);
            }
            _ => {}
        }
    }
    found
}

fn total(name: &str, rows: &[&Row<'_>], issues: &mut Vec<Issue>) -> Option<LedgerFigure> {
    let first = *rows.first()?;
    if let [only] = rows {
        return Some(of(rows, only.amount));
    }
    let values: Vec<Exact> = rows
        .iter()
        .filter_map(|row| match row.amount {
            Amount::Value(value) => Some(value),
            Amount::Parts(_) => None,
        })
        .collect();
    let parts: Vec<Ratio> = rows
        .iter()
        .filter_map(|row| match row.amount {
            Amount::Parts(ratio) => Some(ratio),
            Amount::Value(_) => None,
        })
        .collect();
    let is_rate = !parts.is_empty() || first.unit == "percent";
    if is_rate && !values.is_empty() {
        let ids = number::shorten_list(rows.iter().map(|row| row.entry.id.as_str()));
        issues.push(first.issue("value", RecordError::LedgerRateWithoutParts { name: name.to_owned(), ids }));
        return None;
    }
    let sum = |values: Vec<Exact>| number::sum(values);
    let amount = if parts.is_empty() {
        sum(values).map(Amount::Value)
    } else {
        let numerator = sum(parts.iter().map(|ratio| ratio.numerator).collect());
        let denominator = sum(parts.iter().map(|ratio| ratio.denominator).collect());
        numerator.zip(denominator).map(|(numerator, denominator)| Amount::Parts(Ratio { numerator, denominator }))
    };
    if amount.is_none() {
        issues.push(Issue::at(format!("entries[{}].value", first.place), number::too_large()));
    }
    Some(of(rows, amount?))
}

fn of(rows: &[&Row<'_>], amount: Amount) -> LedgerFigure {
    let mut sources: Vec<Citation> = Vec::new();
    for row in rows {
        if !sources.contains(&row.entry.source) {
            sources.push(row.entry.source.clone());
        }
    }
    let (value, ratio) = match amount {
        Amount::Value(value) => (Some(value), None),
        Amount::Parts(ratio) => (ratio.percent(), Some(ratio)),
    };
    LedgerFigure {
        value,
        ratio,
        unit: rows.first().map(|row| row.unit.clone()).unwrap_or_default(),
        at: rows.iter().map(|row| row.span.through).max().unwrap_or_default(),
        ids: rows.iter().map(|row| row.entry.id.clone()).collect(),
        sources,
    }
}

/// The value or the parts of an entry, as its nature asks.
///
/// # Errors
/// `ledger.no_value`; `ledger.value_differs`; `input.out_of_range` for a denominator below 0.
pub(super) fn amount(entry: &LedgerEntry, nature: Nature) -> Result<Amount, Error> {
    let name = || shorten(&entry.name);
    let none = || Err(Error::Records(RecordError::LedgerNoValue { name: name(), nature: nature.name() }));
    let ratio = match (entry.numerator, entry.denominator) {
        (None, None) => None,
        (Some(numerator), Some(denominator)) if nature.is_rate() => Some(Ratio { numerator, denominator }),
        _ => return none(),
    };
    if let Some(ratio) = ratio.filter(|ratio| ratio.denominator < Exact::default()) {
        let got = ratio.denominator.to_string();
        let (min, max) = ("0".to_owned(), "any number".to_owned());
        return Err(Error::OutOfRange { what: "denominator", got, min, max });
    }
    match (entry.value, ratio) {
        (None, None) => none(),
        (Some(value), None) => Ok(Amount::Value(value)),
        (None, Some(ratio)) => Ok(Amount::Parts(ratio)),
        (Some(value), Some(ratio)) => {
            let places = Rounding::half_up(value.0.scale())?;
            let computed = ratio.times(100.into()).map(|percent| places.apply(percent));
            if computed == Some(value) {
                return Ok(Amount::Parts(ratio));
            }
            Err(Error::Records(RecordError::LedgerValueDiffers {
                name: name(),
                value: value.to_string(),
                parts: format!("{}/{}", ratio.numerator, ratio.denominator),
                computed: computed.map(|percent| percent.to_string()).unwrap_or_default(),
            }))
        }
    }
}

/// The one target of some entries; none where there is none, or where they differ.
pub(super) fn target(name: &str, rows: &[Row<'_>], issues: &mut Vec<Issue>) -> Option<LedgerTarget> {
    let mut given = rows.iter().filter_map(|row| Some((row, row.entry.target?)));
    let (_, first) = given.next()?;
    if let Some((row, other)) = given.find(|(_, target)| *target != first) {
        let (name, targets) = (name.to_owned(), format!("{}, {}", first.value, other.value));
        issues.push(row.issue("target", RecordError::LedgerTargetDiffers { name, targets }));
        return None;
    }
    Some(first)
}
