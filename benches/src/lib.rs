//! Workloads for measuring and demonstrating cchc, foremost the seeded generators of dossiers.

#![forbid(unsafe_code)]

pub mod dossiers;
pub mod province;
pub mod workload;
