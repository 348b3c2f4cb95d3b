//! Times the ranks of many draws on one thread and writes what rivals are measured on.
//!
//! `ranks FOLDER [DRAWS]` writes a seeded matrix of 63 units by 100 criteria, the weights of every draw
//! and the ranks to FOLDER as little-endian numbers, and prints one JSON document a measurement: the
//! median of the runs.

#![allow(clippy::float_arithmetic, reason = "the matrix of a benchmark is made of floats")]

use cchc::robustness::{Distribution, MatrixNoise, RankDraws};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

const RUNS: usize = 15;
const UNITS: usize = 63;
const CRITERIA: usize = 100;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("give the folder to write to")?;
    let draws: u32 = arguments.next().map_or(Ok(10_000), |draws| draws.parse())?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;

    let mut random = Pcg64::seed_from_u64(2026);
    // Shares of the maximum in hundredths, as they are published, and maxima of half a point to three.
    let values: Vec<f64> = (0..UNITS * CRITERIA).map(|_| f64::from(random.random_range(20..=100)) / 100.0).collect();
    let maxima: Vec<f64> = (0..CRITERIA).map(|_| f64::from(random.random_range(2..=12)) / 4.0).collect();
    let matrix = RankDraws::new(CRITERIA, &values)?;
    let noise = MatrixNoise { weights: &maxima, distribution: Distribution::Uniform, width: 0.25, seed: 2026 };
    let mut rows = vec![0.0; draws as usize * CRITERIA];
    for (draw, row) in (0..draws).zip(rows.chunks_exact_mut(CRITERIA)) {
        noise.weights_of(draw, row);
    }
    let mut ranks = vec![0_u32; draws as usize * UNITS];
    time("of weights given", draws, || matrix.ranks(black_box(&rows), &mut ranks))?;
    time("seeded, noise drawn and ranks counted", draws, || {
        black_box(matrix.tally(black_box(&noise), 0..draws)?);
        Ok(())
    })?;
    let tally = matrix.tally(&noise, 0..draws)?;
    let counts: Vec<u8> =
        (0..UNITS).flat_map(|unit| tally.counts(unit)).flat_map(|count| count.to_le_bytes()).collect();
    fs::write(folder.join("rank_counts.u32"), counts)?;
    for unit in 0..UNITS {
        let last = ranks.iter().skip(unit).step_by(UNITS).filter(|rank| **rank as usize == UNITS).count();
        if tally.counts(unit).last().copied() != Some(u32::try_from(last)?) {
            return Err("the two ways to the ranks differ".into());
        }
    }
    for (name, numbers) in [("rank_values.f64", &values), ("rank_maxima.f64", &maxima), ("rank_weights.f64", &rows)] {
        fs::write(folder.join(name), numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<_>>())?;
    }
    fs::write(folder.join("ranks.u32"), ranks.iter().flat_map(|rank| rank.to_le_bytes()).collect::<Vec<_>>())?;
    Ok(())
}

fn time(who: &str, draws: u32, mut run: impl FnMut() -> Result<(), cchc::Error>) -> Result<(), Box<dyn Error>> {
    let mut seconds = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let start = Instant::now();
        run()?;
        seconds.push(start.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    let median = seconds.get(RUNS / 2).copied().unwrap_or_default();
    let measured = serde_json::json!({ "door": "rust", "workload": "ranks", "who": format!("cchc Rust, {who}"), "rows": draws, "seconds": median });
    println!("{measured}");
    Ok(())
}
