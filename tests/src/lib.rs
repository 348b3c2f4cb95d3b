//! What the tests and the programs share: the casebook, the expansion of its documents, tables of dossiers, and draws.
//!
//! Both README files are compiled here too, so that their Rust examples run as written.

#![forbid(unsafe_code)]

pub mod casebook;
pub mod draw;
pub mod expand;
pub mod table;

#[doc = include_str!("../../README.md")]
#[cfg(doctest)]
pub struct Readme;

#[doc = include_str!("../../README.vi.md")]
#[cfg(doctest)]
pub struct ReadmeVi;
