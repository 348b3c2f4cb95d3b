//! What the tests and the programs share: the casebook, the expansion of its documents, and draws.
//!
//! Both README files are compiled here too, so that their Rust examples run as written.

#![forbid(unsafe_code)]

pub mod casebook;
pub mod draw;
pub mod expand;

#[doc = include_str!("../../README.md")]
#[cfg(doctest)]
pub struct Readme;

#[doc = include_str!("../../README.vi.md")]
#[cfg(doctest)]
pub struct ReadmeVi;
