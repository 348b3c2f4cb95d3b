//! Workloads for measuring and demonstrating cchc, foremost a seeded generator of dossiers.

#![forbid(unsafe_code)]

pub mod dossiers;
pub mod workload;
