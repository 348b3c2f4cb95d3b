//! Cột: the columns of the core over typed arrays, copied in and out in blocks.

use crate::arguments as js;
use crate::convert::{Answer, Failure, invalid, numberText, whole};
use cchc::Error;
use cchc::calendar::{Amounts, NO_DAY, TimeUnit};
use chrono::{DateTime, NaiveDateTime};
use js_sys::Int32Array;
use std::ops::RangeInclusive;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/columns.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    fn columnOf(value: &JsValue) -> Result<Int32Array, JsValue>;
    fn take(column: &Int32Array, from: usize, block: &mut [i32]);
    fn answerOf(rows: usize, bytes: usize) -> JsValue;
    #[wasm_bindgen(js_name = put)]
    pub(crate) fn put_numbers(answer: &JsValue, from: usize, answers: &[i32], reasons: &[u8], failed: usize);
    #[wasm_bindgen(js_name = put)]
    pub(crate) fn put_bytes(answer: &JsValue, from: usize, answers: &[u8], reasons: &[u8], failed: usize);
}

/// Rows that cross at once: their columns fit the cache next to the tables.
const BLOCK: usize = 1 << 14;

/// Asks the core for the rows of columns of equal length, block by block.
pub(crate) fn columns<T: Copy + Default, const N: usize>(
    columns: [(&'static str, &JsValue); N],
    put: fn(&JsValue, usize, &[T], &[u8], usize),
    mut ask: impl FnMut(&[Vec<i32>; N], &mut [T], &mut [u8]) -> Result<usize, Error>,
) -> Answer {
    let given = columns.map(|(name, value)| columnOf(value).map_err(|thrown| invalid(name, &thrown)));
    let given = given.into_iter().collect::<Result<Vec<_>, _>>()?;
    let lengths = || given.iter().map(Int32Array::length);
    let rows = lengths().next().unwrap_or_default();
    if let Some(got) = lengths().find(|length| *length != rows) {
        return Err(Error::ColumnLength { expected: rows.into(), got: got.into() }.into());
    }
    let rows = rows as usize;
    let size = rows.min(BLOCK);
    let answer = answerOf(rows, size_of::<T>());
    let mut blocks: [Vec<i32>; N] = std::array::from_fn(|_| vec![0; size]);
    let (mut answers, mut reasons) = (vec![T::default(); size], vec![0; size]);
    // Once even without rows, so that a calendar that cannot answer at all says so.
    for from in (0..rows.max(1)).step_by(BLOCK) {
        let size = BLOCK.min(rows - from);
        for (column, block) in given.iter().zip(&mut blocks) {
            block.truncate(size);
            take(column, from, block);
        }
        answers.truncate(size);
        reasons.truncate(size);
        let failed = ask(&blocks, &mut answers, &mut reasons)?;
        put(&answer, from, &answers, &reasons, failed);
    }
    Ok(answer)
}

/// The same for a column and the amounts added to it: one for all rows, or one for each.
pub(crate) fn adding(
    start: &JsValue,
    (name, amounts): (&'static str, &js::Amounts),
    ask: impl Fn(&[i32], Amounts<'_>, &mut [i32], &mut [u8]) -> Result<usize, Error>,
) -> Answer {
    if amounts.is_object() {
        return columns([("start", start), (name, amounts)], put_numbers, |[start, each], answers, reasons| {
            ask(start, Amounts::Each(each), answers, reasons)
        });
    }
    // More than the largest of a column is past every calendar, and so is that.
    let all = i32::try_from(whole::<u32>(name, amounts)?).unwrap_or(i32::MAX);
    columns([("start", start)], put_numbers, |[start], answers, reasons| {
        ask(start, Amounts::All(all), answers, reasons)
    })
}

/// What the minutes of a column count.
pub(crate) const UNIT: TimeUnit = TimeUnit::Minutes;

/// Minutes as the core has them.
pub(crate) fn wide(minutes: &[i32]) -> Vec<i64> {
    minutes.iter().map(|minute| if *minute == NO_DAY { i64::MIN } else { (*minute).into() }).collect()
}

/// And back: every answer lies inside the calendar, so what does not fit is the missing minute.
pub(crate) fn narrow(minutes: &[i64], column: &mut [i32]) {
    column.iter_mut().zip(minutes).for_each(|(cell, minute)| *cell = i32::try_from(*minute).unwrap_or(NO_DAY));
}

/// The seconds of the years that ISO text writes with four digits, from 1970-01-01T00:00 on.
const YEARS: RangeInclusive<i64> = -62_167_219_200..=253_402_300_799;

/// When it is by a number of days or minutes, each so many seconds long; `None` for the missing number.
pub(crate) fn at(what: &'static str, number: &js::Number, length: i64) -> Result<Option<NaiveDateTime>, Failure> {
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
