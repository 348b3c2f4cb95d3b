//! Cột: the columns of the core over typed arrays, copied in and out in blocks.

use crate::arguments as js;
use crate::convert::{Answer, Failure, instant, invalid, numberText, read, whole};
use cchc::calendar::{Amounts, NO_DAY, TimeUnit};
use cchc::deadline::{DeadlineColumns, DeadlineResults, PauseColumns};
use cchc::{DeadlineRule, Error};
use chrono::{DateTime, NaiveDateTime};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/columns.js")]
extern "C" {
    pub(crate) type Column;
    pub(crate) fn columnOf(value: &JsValue) -> Column;
    fn columnIn(name: &str, dossiers: &JsValue) -> Column;
    #[wasm_bindgen(catch)]
    fn memberOf(name: &str, dossiers: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn rows(this: &Column) -> Result<u32, JsValue>;
    #[wasm_bindgen(method)]
    fn block(this: &Column, from: usize, rows: usize) -> Vec<i32>;
    fn answerOf(shape: &str, rows: usize) -> JsValue;
    fn put(answer: &JsValue, from: usize, n: &[i32], m: &[i32], o: &[i32], b: &[u8], reasons: &[u8], failed: usize);
}

/// Rows that cross at once: their columns fit the cache next to the tables.
const BLOCK: usize = 1 << 14;

/// The answers of a block, of which every question fills those it has: columns of numbers, then one of
/// bytes and the reasons.
type Answers<'a> = (&'a mut [Vec<i32>; 3], &'a mut [Vec<u8>; 2]);

/// Asks the core for the rows of columns of equal length, block by block.
pub(crate) fn columns<const N: usize>(
    shape: &str,
    given: [(&'static str, Column); N],
    mut ask: impl FnMut(&[Vec<i32>; N], Answers<'_>) -> Result<usize, Error>,
) -> Answer {
    let rows = rows_of(&given)?;
    let answer = answerOf(shape, rows);
    let mut numbers: [_; 3] = std::array::from_fn(|_| vec![0; rows.min(BLOCK)]);
    let mut bytes: [_; 2] = std::array::from_fn(|_| vec![0; rows.min(BLOCK)]);
    // Once even without rows, so that a calendar that cannot answer at all says so.
    for from in (0..rows.max(1)).step_by(BLOCK) {
        let size = BLOCK.min(rows - from);
        numbers.iter_mut().for_each(|column| column.truncate(size));
        bytes.iter_mut().for_each(|column| column.truncate(size));
        let failed = ask(&given.each_ref().map(|(_, column)| column.block(from, size)), (&mut numbers, &mut bytes))?;
        let ([n, m, o], [b, reasons]) = (&numbers, &bytes);
        put(&answer, from, n, m, o, b, reasons, failed);
    }
    Ok(answer)
}

/// The rows that columns of equal length have.
fn rows_of(given: &[(&'static str, Column)]) -> Result<usize, Failure> {
    let mut rows = None;
    for (name, column) in given {
        let got = column.rows().map_err(|thrown| invalid(name, &thrown))?;
        let expected = *rows.get_or_insert(got);
        if got != expected {
            return Err(Error::ColumnLength { expected: expected.into(), got: got.into() }.into());
        }
    }
    Ok(rows.unwrap_or_default() as usize)
}

/// The same for a column and the amounts added to it: one for all rows, or one for each.
pub(crate) fn adding(
    start: &JsValue,
    (name, amounts): (&'static str, &js::Amounts),
    ask: impl Fn(&[i32], Amounts<'_>, &mut [i32], &mut [u8]) -> Result<usize, Error>,
) -> Answer {
    let start = ("start", columnOf(start));
    if amounts.is_object() {
        return columns("numbers", [start, (name, columnOf(amounts))], |[start, each], ([due, ..], [_, why])| {
            ask(start, Amounts::Each(each), due, why)
        });
    }
    // More than the largest of a column is past every calendar, and so is that.
    let all = i32::try_from(whole::<u32>(name, amounts)?).unwrap_or(i32::MAX);
    columns("numbers", [start], |[start], ([due, ..], [_, why])| ask(start, Amounts::All(all), due, why))
}

/// Deadlines of dossiers, by the columns of an object.
pub(crate) fn deadlines(dossiers: &JsValue, calendar: &cchc::WorkCalendar) -> Answer {
    let member = |name| memberOf(name, dossiers).map_err(|thrown| invalid(".", &thrown));
    let rules: &Vec<DeadlineRule> = &read(&member("rules")?)?;
    let as_of = member("asOf")?;
    let as_of = if as_of.is_string() { Some(instant(as_of.unchecked_ref())?) } else { at("asOf", &as_of, 60)? };
    let as_of = as_of.map_or(i64::MIN, |at| at.and_utc().timestamp().div_euclid(60));
    let names = ["received", "rule", "amount", "unit", "finished", "pauses.offsets", "pauses.from", "pauses.to"];
    let given = names.map(|name| (name, columnIn(name, dossiers)));
    columns("deadlines", given, |block, answers| deadlines_of(block, (rules, as_of), calendar, answers))
}

/// Deadlines of a block of dossiers, by its columns in the order of their names above.
fn deadlines_of(
    [received, rule, amount, unit, finished, offsets, from, to]: &[Vec<i32>; 8],
    (rules, as_of): (&[DeadlineRule], i64),
    calendar: &cchc::WorkCalendar,
    ([narrow_due, elapsed, remaining], [outcome, reasons]): Answers<'_>,
) -> Result<usize, Error> {
    let [received, finished, from, to] = &[received, finished, from, to].map(|minutes| wide(minutes));
    // Both are as wide as the typed arrays they come from.
    let rule: &Vec<u16> = &rule.iter().filter_map(|place| (*place).try_into().ok()).collect();
    let unit: &Vec<u8> = &unit.iter().filter_map(|unit| (*unit).try_into().ok()).collect();
    let (rule, amount, unit, finished) = (Some(&rule[..]), Some(&amount[..]), Some(&unit[..]), Some(&finished[..]));
    let (time_unit, pauses) = (TimeUnit::Minutes, Some(PauseColumns { offsets, from, to }));
    let dossiers = DeadlineColumns { time_unit, received, rules, rule, amount, unit, pauses, finished, as_of };
    let mut due = vec![0; received.len()];
    let failed =
        dossiers.compute(calendar, &mut DeadlineResults { due: &mut due, elapsed, remaining, outcome, reasons })?;
    narrow(&due, narrow_due);
    Ok(failed)
}

/// Minutes as the core has them.
pub(crate) fn wide(minutes: &[i32]) -> Vec<i64> {
    minutes.iter().map(|minute| if *minute == NO_DAY { i64::MIN } else { (*minute).into() }).collect()
}

/// And back: every answer lies inside the calendar, so what does not fit is the missing minute.
pub(crate) fn narrow(minutes: &[i64], column: &mut [i32]) {
    column.iter_mut().zip(minutes).for_each(|(cell, minute)| *cell = i32::try_from(*minute).unwrap_or(NO_DAY));
}

/// The seconds of the years that ISO text writes with four digits, from 1970-01-01T00:00 on.
const YEARS: std::ops::RangeInclusive<i64> = -62_167_219_200..=253_402_300_799;

/// When it is by a number of days or minutes, each so many seconds long; `None` for the missing number.
pub(crate) fn at(what: &'static str, number: &JsValue, length: i64) -> Result<Option<NaiveDateTime>, Failure> {
    let got = numberText(number);
    if got == NO_DAY.to_string() {
        return Ok(None);
    }
    let seconds = got.parse().ok().and_then(|number: i64| number.checked_mul(length));
    let at = seconds.filter(|seconds| YEARS.contains(seconds)).and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let end = |seconds: &i64| (seconds / length).to_string();
    let refused = || Error::OutOfRange { what, got, min: end(YEARS.start()), max: end(YEARS.end()) };
    Ok(Some(at.ok_or_else(refused)?.naive_utc()))
}

/// The minutes to an instant from 1970-01-01T00:00 on; what 32 bits cannot hold would be another instant.
pub(crate) fn minute(instant: NaiveDateTime) -> Result<i32, Error> {
    let got = instant.and_utc().timestamp().div_euclid(60);
    let [min, max] = [i32::MIN, i32::MAX].map(|end| end.to_string());
    i32::try_from(got).map_err(|_| Error::OutOfRange { what: "minute", got: got.to_string(), min, max })
}
