//! The contents of a report, each written from the room that computes it.

mod agencies;
mod catalogue;
mod comparison;
mod counted;
mod dossiers;
mod facts;
mod feedback;
mod inspections;
mod ledger;
mod office;
mod plan;
mod review;
mod scores;

pub(super) use agencies::handover;
pub(super) use catalogue::{catalogue, procedures};
pub(super) use comparison::{comparison_to_come, fill_comparison};
pub(super) use dossiers::{
    cautions, dossiers_by_agency, dossiers_by_month, dossiers_of, left_out, table_by_agency, table_of,
};
pub(super) use facts::{facts, other_facts};
pub(super) use feedback::feedback;
pub(super) use inspections::{inspection, inspections};
pub(super) use ledger::ledger;
pub(super) use office::{apology, standings};
pub(super) use plan::{targets, tasks};
pub(super) use review::{review_documents, review_procedures};
pub(super) use scores::{Goal, goal_of, league, sheet};
