//! What the tests and the programs share: the casebook and the expansion of its documents.
//!
//! Both README files are compiled here too, so that their Rust examples run as written.

#![forbid(unsafe_code)]

pub mod casebook;
pub mod expand;

#[doc = include_str!("../../README.md")]
#[cfg(doctest)]
pub struct Readme;

#[doc = include_str!("../../README.vi.md")]
#[cfg(doctest)]
pub struct ReadmeVi;
