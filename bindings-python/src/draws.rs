//! Lượt rút: ranks of many draws, shared out among threads; the answer is the same for any number of them.

use crate::columns::{Answers, ArrowColumn, Rows, reader_of, refusal, unusable};
use crate::convert::{Answer, Document, Whole, answer, argument, python, word};
use crate::errors::to_py;
use arrow_array::cast::AsArray;
use arrow_array::types::Float64Type;
use arrow_schema::DataType;
use cchc::Error;
use cchc::robustness::{Analysis, MatrixNoise, RankDraws, RankTally, SensitivityTally};
use numpy::PyArray1;
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyMemoryError;
use pyo3::prelude::*;
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

/// Số luồng: a whole number, 0 for as many as the machine runs at once.
fn threads_of(threads: &Whole) -> Result<usize, Error> {
    let most = thread::available_parallelism().map_or(1, usize::from);
    threads.read::<u32>("threads").map(|threads| if threads == 0 { most } else { most.min(threads as usize) })
}

/// Runs the parts at once, one thread each, and hands their answers over in order.
fn at_once<T: Send>(parts: impl Iterator<Item = impl FnOnce() -> Result<T, Error> + Send>) -> Result<Vec<T>, Error> {
    thread::scope(|scope| {
        let running: Vec<_> = parts.map(|part| scope.spawn(part)).collect();
        running.into_iter().map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}

/// The tally of draws, counted in parts by several threads and merged.
fn tallied<T: Send>(
    draws: Range<u32>,
    threads: usize,
    count: impl Fn(Range<u32>) -> Result<T, Error> + Sync,
    merge: fn(&mut T, &T) -> Result<(), Error>,
) -> Result<T, Error> {
    let share = draws.len().div_ceil(threads);
    let rest = draws.clone().step_by(share.max(1)).skip(1);
    let part = |from: u32| from..draws.end.min(from.saturating_add(share as u32));
    let count = &count;
    let first = part(draws.start);
    let mut tallies =
        at_once(std::iter::once(first).chain(rest.map(part)).map(|part| move || count(part)))?.into_iter();
    let Some(mut all) = tallies.next() else { return count(draws) };
    tallies.try_for_each(|tally| merge(&mut all, &tally)).map(|()| all)
}

/// Độ vững của thứ hạng: how far ranks depend on weights, samples, single criteria and methods, by seeded
/// draws; `threads` share them, 0 as many as the machine runs at once. The answer is the same for any.
/// Errors: the robustness.* codes, document.invalid, input.empty_list, input.duplicate_id,
/// input.unknown_id, input.out_of_range, scoring.incomplete, scoring.duplicate_evidence.
#[pyfunction(signature = (document, threads = Whole::one()), text_signature = "(document, threads=1)")]
pub(crate) fn robustness(py: Python<'_>, document: Document, threads: Whole) -> Answer {
    answer(py, || {
        let (analysis, threads) = (Analysis::new(&document.read()?)?, threads_of(&threads)?);
        let (draws, pairs) = (0..analysis.draws(), 0..analysis.sensitivity_draws());
        let tally = tallied(draws, threads, |part| Ok(analysis.tally(part)), RankTally::merge)?;
        let pairs = tallied(pairs, threads, |part| Ok(analysis.sensitivity_tally(part)), SensitivityTally::merge)?;
        analysis.report(&tally, &pairs)
    })
}

/// Ma trận: floats, row after row. They order units; no points are made of them.
pub(crate) struct Matrix<'py> {
    object: Bound<'py, PyAny>,
    columns: usize,
    numbers: Rows<'py, f64>,
}

argument!(Matrix<'py>, |object| {
    let read = python!(object.py(), "cchc.columns", "read_matrix").call1((object,))?;
    let (data, columns): (Bound<'py, PyAny>, Option<usize>) = read.extract()?;
    let (columns, numbers) = match columns {
        Some(columns) => (columns, Rows::Numpy(data.extract()?)),
        None => of_table(&data)?,
    };
    Ok(Self { object: object.clone(), columns, numbers })
});

/// The rows of an Arrow table of floats; a null is no number, which the core refuses.
fn of_table<'py>(data: &Bound<'py, PyAny>) -> PyResult<(usize, Rows<'py, f64>)> {
    let (like, chunks) = reader_of(data)?;
    let DataType::Struct(fields) = &like else { return Err(refusal(data.py(), "floats", &like)?) };
    if let Some(other) = fields.iter().find(|field| *field.data_type() != DataType::Float64) {
        return Err(refusal(data.py(), "floats", other.data_type())?);
    }
    let mut numbers = Vec::new();
    for chunk in chunks {
        let chunk = chunk.map_err(unusable)?;
        let columns = chunk.as_struct().columns();
        let mut columns: Vec<_> = columns.iter().map(|column| column.as_primitive::<Float64Type>().iter()).collect();
        for _ in 0..chunk.len() {
            numbers.extend(columns.iter_mut().filter_map(Iterator::next).map(|number| number.unwrap_or(f64::NAN)));
        }
    }
    Ok((fields.len(), Rows::Arrow(numbers.into())))
}

impl<'py> Matrix<'py> {
    fn units(&self) -> PyResult<usize> {
        Ok(self.numbers.get()?.len().checked_div(self.columns).unwrap_or_default())
    }

    /// The other matrix has as many columns, and it is this that tells them apart.
    fn matches(&self, columns: usize) -> Result<(), Error> {
        let [expected, got] = [self.columns, columns].map(|columns| columns as u64);
        if expected == got { Ok(()) } else { Err(Error::ColumnLength { expected, got }) }
    }

    /// Rows of whole numbers in the kind of the matrix.
    fn answer(&self, rows: Vec<u32>, columns: usize) -> Answers<'py> {
        let py = self.object.py();
        let answers = match &self.numbers {
            Rows::Numpy(_) => PyArray1::from_vec(py, rows).into_any(),
            Rows::Arrow(_) => ArrowColumn::of_rows(rows, columns)?.into_bound_py_any(py)?,
        };
        python!(py, "cchc.columns", "wrap_matrix").call1((&self.object, answers, columns))
    }
}

/// Space for whole numbers; `MemoryError` where there is not enough.
fn space(rows: usize, columns: usize) -> PyResult<Vec<u32>> {
    let (mut space, size) = (Vec::new(), rows.checked_mul(columns));
    let size = size.filter(|size| space.try_reserve_exact(*size).is_ok());
    space.resize(size.ok_or_else(|| PyMemoryError::new_err("the ranks do not fit in memory"))?, 0);
    Ok(space)
}

/// Xếp hạng hàng loạt: the ranks of units under many rows of weights, a row of ranks a draw.
///
/// `values` are units by criteria and `weights` draws by criteria: two-dimensional arrays of float64,
/// or pandas, polars or Arrow tables of them. Equal totals share a rank, higher is better. `threads`
/// share the draws, 0 as many as the machine runs at once; the ranks are the same for any.
/// Errors: columns.length, input.empty_list, input.out_of_range; `TypeError` for another kind of matrix.
#[pyfunction(signature = (values, weights, threads = Whole::one()), text_signature = "(values, weights, threads=1)")]
pub(crate) fn rank_draws<'py>(values: Matrix<'py>, weights: Matrix<'py>, threads: Whole) -> Answers<'py> {
    let threads = values.matches(weights.columns).and_then(|()| threads_of(&threads)).map_err(to_py)?;
    let (py, units, draws) = (values.object.py(), values.units()?, weights.units()?);
    let matrix = RankDraws::new(values.columns, values.numbers.get()?).map_err(to_py)?;
    let (weights, mut ranks, share) = (weights.numbers.get()?, space(draws, units)?, draws.div_ceil(threads).max(1));
    let parts = weights.chunks(share * values.columns).zip(ranks.chunks_mut(share * units));
    let matrix = &matrix;
    py.detach(|| at_once(parts.map(|(weights, ranks)| move || matrix.ranks(weights, ranks)))).map_err(to_py)?;
    values.answer(ranks, units)
}

/// Hạng khi nhiễu trọng số: how often each unit had each rank, a row of ranks from 1 a unit, in seeded
/// draws in which each weight is multiplied by 1 + width · noise.
///
/// `values` are units by criteria, `weights` one row of them, both as in rank_draws. The noise is
/// "uniform", "triangular" or "bell". The draws have the numbers `from_` up to `to`; what a draw gives
/// depends on the seed and its number alone, so counts of draws made apart add up.
/// Errors: columns.length, input.empty_list, input.out_of_range, document.invalid.
#[pyfunction(
    signature = (values, weights, distribution, width, seed, from_, to, threads = Whole::one()),
    text_signature = "(values, weights, distribution, width, seed, from_, to, threads=1)"
)]
#[expect(clippy::too_many_arguments, reason = "what is drawn, how, and how often")]
pub(crate) fn tally_draws<'py>(
    values: Matrix<'py>,
    weights: Matrix<'py>,
    distribution: &str,
    width: f64,
    seed: Whole,
    from_: Whole,
    to: Whole,
    threads: Whole,
) -> Answers<'py> {
    let (units, numbers, weights) = (values.units()?, values.numbers.get()?, weights.numbers.get()?);
    let count = || {
        let noise = MatrixNoise { weights, distribution: word(distribution)?, width, seed: seed.read("seed")? };
        let (matrix, draws) = (RankDraws::new(values.columns, numbers)?, from_.read("draws")?..to.read("draws")?);
        tallied(draws, threads_of(&threads)?, |part| matrix.tally(&noise, part), RankTally::merge)
    };
    let tally = values.object.py().detach(count).map_err(to_py)?;
    values.answer((0..units).flat_map(|unit| tally.counts(unit)).copied().collect(), units)
}
