//! Lượt rút: the ranks of many draws over typed arrays of floats, which order units and are no points.

use crate::convert::{Answer, Failure, invalid, read, whole};
use cchc::Error;
use cchc::robustness::{MatrixNoise, RankDraws};
use cchc_wasm_loops as loops;
use js_sys::Uint32Array;
use std::ops::Range;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/columns.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    fn floatsOf(value: &JsValue) -> Result<Vec<f64>, JsValue>;
    #[wasm_bindgen(catch)]
    fn noiseOf(name: &str, noise: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    fn ranksOf(units: u32, draws: u32) -> Result<Uint32Array, JsValue>;
}

/// Ranks that cross at once.
const BLOCK: usize = 1 << 16;
/// The numbers of a Float64Array.
pub(crate) fn floats(name: &str, value: &JsValue) -> Result<Vec<f64>, Failure> {
    Ok(floatsOf(value).map_err(|thrown| invalid(name, &thrown))?)
}

/// The ranks of draws by their weights, block by block: they may be many more than both arrays given.
pub(crate) fn ranks(values: &[f64], weights: &[f64], criteria: u32) -> Answer {
    let criteria = criteria as usize;
    let matrix = RankDraws::new(criteria, values)?;
    let (units, draws) = (values.len() / criteria, weights.len() / criteria);
    full(draws * criteria, weights.len())?;
    let ranks = ranksOf(units as u32, draws as u32).map_err(|thrown| invalid("ranks", &thrown))?;
    let size = (BLOCK / units).max(1);
    let mut block = vec![0; size.min(draws) * units];
    for (place, weights) in weights.chunks(size * criteria).enumerate() {
        block.truncate(weights.len() / criteria * units);
        loops::ranks(&matrix, weights, &mut block)?;
        ranks.set(&Uint32Array::from(block.as_slice()), (place * size * units) as u32);
    }
    Ok(ranks.into())
}

/// Rows that are not full are refused as a whole, not with the block they stand in.
fn full(expected: usize, got: usize) -> Result<(), Error> {
    let [expected, got] = [expected, got].map(|length| length as u64);
    if expected == got { Ok(()) } else { Err(Error::ColumnLength { expected, got }) }
}

/// The counts of seeded draws, unit by unit.
pub(crate) fn tally(values: &[f64], noise: &JsValue, draws: Range<u32>) -> Answer {
    let member = |name| noiseOf(name, noise).map_err(|thrown| invalid("noise", &thrown));
    let weights = &floats("weights", &member("weights")?)?;
    let (width, distribution) = (member("width")?, read(&member("distribution")?)?);
    let width = width.as_f64().ok_or_else(|| invalid("width", &width))?;
    let noise = MatrixNoise { weights, distribution, width, seed: whole("seed", &member("seed")?)? };
    let (matrix, units) = (RankDraws::new(weights.len(), values)?, values.len() / weights.len().max(1));
    let tally = loops::tally(&matrix, &noise, draws)?;
    let counts: Vec<u32> = (0..units).flat_map(|unit| tally.counts(unit)).copied().collect();
    Ok(Uint32Array::from(counts.as_slice()).into())
}
