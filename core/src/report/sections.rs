//! The contents of a report, each written from the room that computes it.

mod comparison;
mod dossiers;
mod facts;
mod office;
mod scores;

pub(super) use comparison::{comparison_to_come, fill_comparison};
pub(super) use dossiers::{cautions, dossiers_by_agency, dossiers_by_month, dossiers_of, left_out, table_by_agency, table_of};
pub(super) use facts::{facts, other_facts};
pub(super) use office::{apology, inspection, procedures, standings, tasks};
pub(super) use scores::{Goal, league, sheet};
