//! Điểm theo cột: columns of many units in, columns of points out, and their ranks.

use crate::columns::wide;
use crate::convert::{Answer, Failure, invalid, whole};
use cchc::RuleSet;
use cchc::ranking::TieRule;
use cchc::scoring::{Cells, LeafColumn, ScoreResults};
use cchc_wasm_loops as loops;
use js_sys::Uint32Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/columns.js")]
extern "C" {
    /// The column of a criterion, its members looked at.
    type Given;
    #[wasm_bindgen(catch)]
    fn givenOf(columns: &JsValue) -> Result<Vec<Given>, JsValue>;
    #[wasm_bindgen(catch)]
    fn wholeOf(cells: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn code(this: &Given) -> String;
    #[wasm_bindgen(method, getter)]
    fn kind(this: &Given) -> String;
    #[wasm_bindgen(method, getter)]
    fn places(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn cells(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn denominators(this: &Given) -> JsValue;
    fn scoresOf(points: &[i64], unrounded: &[i64], reasons: &[u8], at: &[u16], places: u32, failed: u32) -> JsValue;
}

/// What a column holds, copied in.
struct Column {
    code: String,
    kind: String,
    places: u32,
    cells: Vec<i64>,
    denominators: Vec<i64>,
    levels: Vec<u8>,
}

impl Column {
    fn of(given: &Given) -> Result<Self, Failure> {
        let (code, kind, levels) = (given.code(), given.kind(), given.kind() == "levels");
        let cells = |cells: JsValue| if levels { Ok(Vec::new()) } else { numbers(&code, &cells) };
        Ok(Self {
            places: whole("places", &given.places())?,
            cells: cells(given.cells())?,
            denominators: cells(given.denominators())?,
            levels: if levels { js_sys::Uint8Array::from(given.cells()).to_vec() } else { Vec::new() },
            code,
            kind,
        })
    }

    fn rows(&self) -> usize {
        self.cells.len().max(self.levels.len())
    }

    fn leaf(&self) -> LeafColumn<'_> {
        let (scaled, places) = (self.cells.as_slice(), self.places);
        let cells = match self.kind.as_str() {
            "values" => Cells::Values { scaled, places },
            "points" => Cells::Points { scaled, places },
            "levels" => Cells::Levels(&self.levels),
            _ => Cells::Ratios { numerators: scaled, denominators: &self.denominators },
        };
        LeafColumn { code: &self.code, cells }
    }
}

/// The whole numbers of an Int32Array or a BigInt64Array.
fn numbers(name: &str, cells: &JsValue) -> Result<Vec<i64>, Failure> {
    let cells = wholeOf(cells).map_err(|thrown| invalid(name, &thrown))?;
    Ok(match cells.dyn_ref::<js_sys::Int32Array>() {
        Some(narrow) => wide(&narrow.to_vec()),
        None => js_sys::BigInt64Array::from(cells).to_vec(),
    })
}

/// The scores of the rows of columns.
pub(crate) fn scores(rules: &RuleSet, columns: &JsValue) -> Answer {
    let given = givenOf(columns).map_err(|thrown| invalid("columns", &thrown))?;
    let given = given.iter().map(Column::of).collect::<Result<Vec<_>, _>>()?;
    let rows = given.first().map_or(0, Column::rows);
    let (mut points, mut unrounded, mut reasons, mut at) = (vec![0; rows], vec![0; rows], vec![0; rows], vec![0; rows]);
    let (points_out, unrounded_out, reasons_out, at_out) =
        (&mut points, &mut unrounded, &mut reasons, Some(&mut at[..]));
    let results = &mut ScoreResults {
        points: points_out,
        unrounded: unrounded_out,
        reasons: reasons_out,
        at: at_out,
        leaves: None,
    };
    let scored = rules.columns().score(&given.iter().map(Column::leaf).collect::<Vec<_>>(), results)?;
    Ok(scoresOf(&points, &unrounded, &reasons, &at, scored.places, scored.failed as u32))
}

/// The ranks of a column of points.
pub(crate) fn ranked(points: &JsValue, ties: TieRule) -> Answer {
    Ok(Uint32Array::from(loops::rank_column(&numbers("points", points)?, ties)?.as_slice()).into())
}
