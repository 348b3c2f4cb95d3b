//! Vòng lặp theo cột: the loops over columns of the npm package, which are compiled for speed.
//!
//! An opt-level is that of a package, and these loops of the core are compiled where they are asked for.
//! So they are asked for here; everything else is compiled to be small. A loop that were copied into its
//! caller would be compiled as the caller is.

#![forbid(unsafe_code)]

use cchc::calendar::{Amounts, TimeUnit};
use cchc::ranking::TieRule;
use cchc::robustness::{MatrixNoise, RankDraws, RankTally};
use cchc::tally::{Counter, DossierColumns, FigureColumns, Policy, Selection};
use cchc::{Error, Tally, TallySpec, WorkCalendar};
use std::ops::Range;

/// Rows without an answer.
pub type Failed = Result<usize, Error>;

/// [`WorkCalendar::add_working_days_column`].
///
/// # Errors
/// As it.
#[inline(never)]
pub fn add_days(
    calendar: &WorkCalendar,
    start: &[i32],
    days: Amounts<'_>,
    due: &mut [i32],
    reasons: &mut [u8],
) -> Failed {
    calendar.add_working_days_column(start, days, due, reasons)
}

/// [`WorkCalendar::count_working_days_column`].
///
/// # Errors
/// As it.
#[inline(never)]
pub fn count_days(
    calendar: &WorkCalendar,
    after: &[i32],
    through: &[i32],
    count: &mut [i32],
    reasons: &mut [u8],
) -> Failed {
    calendar.count_working_days_column(after, through, count, reasons)
}

/// [`WorkCalendar::is_working_day_column`].
///
/// # Errors
/// As it.
#[inline(never)]
pub fn is_working_day(calendar: &WorkCalendar, dates: &[i32], working: &mut [u8], reasons: &mut [u8]) -> Failed {
    calendar.is_working_day_column(dates, working, reasons)
}

/// [`WorkCalendar::add_working_minutes_column`].
///
/// # Errors
/// As it.
#[inline(never)]
pub fn add_minutes(
    calendar: &WorkCalendar,
    start: &[i64],
    minutes: Amounts<'_>,
    due: &mut [i64],
    reasons: &mut [u8],
) -> Failed {
    calendar.add_working_minutes_column(start, TimeUnit::Minutes, minutes, due, reasons)
}

/// [`WorkCalendar::count_working_minutes_column`].
///
/// # Errors
/// As it.
#[inline(never)]
pub fn count_minutes(
    calendar: &WorkCalendar,
    from: &[i64],
    to: &[i64],
    count: &mut [i32],
    reasons: &mut [u8],
) -> Failed {
    calendar.count_working_minutes_column(from, to, TimeUnit::Minutes, count, reasons)
}

/// [`RankDraws::ranks`].
///
/// # Errors
/// As it.
#[inline(never)]
pub fn ranks(matrix: &RankDraws, weights: &[f64], ranks: &mut [u32]) -> Result<(), Error> {
    matrix.ranks(weights, ranks)
}

/// [`RankDraws::tally`].
///
/// # Errors
/// As it.
#[inline(never)]
pub fn tally(matrix: &RankDraws, noise: &MatrixNoise<'_>, draws: Range<u32>) -> Result<RankTally, Error> {
    matrix.tally(noise, draws)
}

/// [`cchc::ranking::ranks`].
///
/// # Errors
/// As it.
#[inline(never)]
pub fn rank_column(points: &[i64], ties: TieRule) -> Result<Vec<u32>, Error> {
    cchc::ranking::ranks(points, ties)
}

/// [`Counter::add`].
///
/// # Errors
/// As it.
#[inline(never)]
pub fn count(
    counter: &mut Counter,
    columns: &DossierColumns<'_>,
    ids: Option<&[u128]>,
    reasons: &mut [u8],
) -> Result<(), Error> {
    counter.add(columns, ids, reasons)
}

/// [`Counter::finish`], of a counter of columns.
///
/// # Errors
/// As it.
#[inline(never)]
pub fn finish(counter: Counter) -> Result<Tally, Error> {
    Ok(counter.finish()?.0)
}

/// [`Tally::members`].
///
/// # Errors
/// As it.
#[inline(never)]
pub fn members(
    columns: &DossierColumns<'_>,
    spec: &TallySpec,
    calendar: &WorkCalendar,
    selection: &Selection,
) -> Result<Vec<usize>, Error> {
    Tally::members(columns, spec, calendar, selection)
}

/// [`Tally::figure_columns`].
///
/// # Errors
/// As it.
#[inline(never)]
pub fn figures(tally: &Tally, policy: &Policy, names: &[String]) -> Result<FigureColumns, Error> {
    tally.figure_columns(policy, names)
}
