//! Điểm theo cột: scores and ranks of many units at once.

use crate::columns::{Answers, Counts};
use crate::convert::{argument, python, word};
use crate::errors::to_py;
use cchc::ranking::ranks;
use cchc::scoring::{self, LeafColumn, ScoreResults};
use cchc::{Error, RuleSet};
use pyo3::prelude::*;
use std::borrow::Cow;

/// Số liệu của một tiêu chí: its code, what the cells are, one or two columns of them, and their places.
type Cell<'py> = (String, String, Counts<'py>, Option<Counts<'py>>, u32);

/// Số liệu theo cột, of every criterion.
pub(crate) struct Cells<'py>(Vec<Cell<'py>>);

argument!(Cells<'py>, |object| { python!(object.py(), "cchc.columns", "cells").call1((object,))?.extract().map(Self) });

/// The numbers of one criterion, as wide as the core takes them.
struct Wide<'a> {
    first: Cow<'a, [i64]>,
    second: Cow<'a, [i64]>,
    levels: Vec<u8>,
}

impl<'a> Wide<'a> {
    fn of((_, kind, first, second, _): &'a Cell<'_>) -> PyResult<Self> {
        let first = first.0.wide()?;
        let second = second.as_ref().map(|second| second.0.wide()).transpose()?.unwrap_or_default();
        // A missing level is 0 to the core; what is no level at all stays unknown.
        let level = |cell: &i64| if *cell == i64::MIN { 0 } else { u8::try_from(*cell).unwrap_or(u8::MAX) };
        let levels = if kind == "level" { first.iter().map(level).collect() } else { Vec::new() };
        Ok(Self { first, second, levels })
    }

    fn column(&self, (code, kind, _, _, places): &'a Cell<'_>) -> LeafColumn<'_> {
        let (scaled, places) = (self.first.as_ref(), *places);
        let cells = match kind.as_str() {
            "ratio" => scoring::Cells::Ratios { numerators: scaled, denominators: &self.second },
            "level" => scoring::Cells::Levels(&self.levels),
            "points" => scoring::Cells::Points { scaled, places },
            _ => scoring::Cells::Values { scaled, places },
        };
        LeafColumn { code, cells }
    }
}

/// Scores with the GIL released, and answers in the kind of the first column.
pub(crate) fn scored<'py>(rules: &RuleSet, cells: &Cells<'py>) -> Answers<'py> {
    let Some((_, _, Counts(like), ..)) = cells.0.first() else { return Err(to_py(Error::EmptyList { what: "score" })) };
    let wide = cells.0.iter().map(Wide::of).collect::<PyResult<Vec<_>>>()?;
    let columns: Vec<_> = wide.iter().zip(&cells.0).map(|(wide, cell)| wide.column(cell)).collect();
    let rows = like.wide()?.len();
    let (mut points, mut unrounded, mut reasons, mut at) = (vec![0; rows], vec![0; rows], vec![0; rows], vec![0; rows]);
    let (points_, unrounded_, reasons_, at_) = (&mut points[..], &mut unrounded[..], &mut reasons[..], &mut at[..]);
    let mut results =
        ScoreResults { points: points_, unrounded: unrounded_, reasons: reasons_, at: Some(at_), leaves: None };
    let done = like.py().detach(|| rules.columns().score(&columns, &mut results)).map_err(to_py)?;
    like.scores((points, unrounded), (reasons, at), done.places)
}

/// Xếp hạng theo cột: the rank of every row of whole numbers, most first, as rank gives it; a row
/// without points has none, in numpy rank 0. Rank unrounded points.
/// Errors: ranking.tie_undecided, document.invalid; `TypeError` for what is no column.
#[pyfunction(signature = (points, ties = "competition"))]
pub(crate) fn rank_column<'py>(points: Counts<'py>, ties: &str) -> Answers<'py> {
    let (numbers, ties) = (points.0.wide()?, word(ties).map_err(to_py)?);
    let ranks = points.0.py().detach(|| ranks(&numbers, ties)).map_err(to_py)?;
    points.0.ranks(ranks)
}
