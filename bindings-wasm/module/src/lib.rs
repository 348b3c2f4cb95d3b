//! Mô-đun: the WebAssembly module of the npm package, linked.
//!
//! The opt-level of the package that links is that of the last pass over everything. Here it is one that
//! unrolls and vectorises the loops made for speed, while what was made to be small stays so.

#![forbid(unsafe_code)]

pub use cchc_wasm::*;
