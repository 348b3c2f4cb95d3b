//! cchc: the calculations of Vietnam's administrative reform (cải cách hành chính).
//!
//! Working days, deadlines, on-time statistics, reform scores, ranks and the periodic report, each
//! answer with its explanation and the text behind every rule. The library has no clock, no I/O,
//! no threads and no locale: the date of a report is an argument, data come in as text or values.
//!
//! | To know | Room |
//! |---|---|
//! | whether a day is worked, and why | [`WorkCalendar`] |
//! | which lunar day a date is, and when Tết falls | [`lunar`] |
//! | the date that goes on the slip | [`Deadline`] |
//! | where a dossier stands | [`Dossier::classify`] |
//! | what happened to a dossier, and what that came to | [`History::replay`] |
//! | what in the records does not go together | [`audit()`](audit::audit) |
//! | how many were early, on time, late | [`OnTimeStats`], [`OnTimeTable`] |
//! | how many of them by agency, procedure and period, in counts that merge | [`Tally`] |
//! | by when feedback is answered, and what became of it | [`feedback_report()`](feedback::feedback_report) |
//! | which procedures there are on a day, in which version | [`Catalogue`] |
//! | what the dossiers of a body come to on an index | [`indicators()`](indicators::indicators) |
//! | what a unit scores, and by which rule | [`RuleSet`], [`ScoreSheet`] |
//! | who ranks where | [`Ranking`], [`Standing`] |
//! | who an agency was on a day, who followed it, who answers | [`AgencyRegister`], [`agency`] |
//! | what became of what an agency had open when it ended | [`handover()`](handover::handover) |
//! | where points are lost | [`insight`] |
//! | how satisfied people are, and how far that may be off | [`survey`] |
//! | how far ranks depend on weights, samples and methods | [`robustness`] |
//! | the figures no list of records gives, beside last year's and their targets | [`ledger_report()`](ledger::ledger_report) |
//! | how far a plan is, what moved and what is carried over | [`Plan`](plan::Plan) |
//! | what inspections found, what came again and what is remedied | [`Inspections`](inspection::Inspections) |
//! | how far reviews of procedures and documents are | [`review`] |
//! | the report with all of these | [`Report`] |

#![forbid(unsafe_code)]

pub mod agency;
pub mod audit;
pub mod calendar;
pub mod catalogue;
pub mod deadline;
pub mod document;
pub mod dossier;
pub mod error;
pub mod feedback;
pub mod handover;
pub mod history;
pub mod indicators;
pub mod insight;
pub mod inspection;
pub mod law;
pub mod ledger;
pub mod lunar;
pub mod measure;
pub mod moment;
pub mod number;
pub mod period;
pub mod plan;
pub mod procedure;
mod random;
pub mod ranking;
pub mod report;
pub mod review;
pub mod robustness;
pub mod rules;
pub mod scoring;
pub mod statistics;
pub mod survey;
mod table;
pub mod tally;
pub mod text;

pub use agency::{Agency, AgencyId, AgencyRegister};
pub use audit::{Audit, AuditSettings};
pub use calendar::{DayKind, DayReason, DayStatus, OfficeHours, Overlay, Sector, WorkCalendar};
pub use catalogue::Catalogue;
pub use deadline::{Deadline, DeadlineCase, DeadlineRule, Outcome};
pub use dossier::{
    ApplicantKind, Classification, Dossier, DossierCode, DossierReader, DossierState, Mechanism, SetAside, Supplement,
};
pub use error::{ERROR_CODES, Error, ErrorKind, Issue, RecordError};
pub use history::{DossierEvent, Happening, History, Replay};
pub use law::Citation;
pub use lunar::LunarDate;
pub use measure::{Measure, MeasureValue};
pub use moment::Moment;
pub use number::{Exact, Ratio, Rounding};
pub use period::Period;
pub use procedure::{ProcedureCode, SectorCode, TimeLimit};
pub use ranking::{Entry, Movement, Ranking, Standing, TieRule};
pub use report::{Records, Report};
pub use rules::{RuleSet, RuleSetStatus};
pub use rust_decimal::Decimal;
pub use scoring::{Evidence, ScoreSheet};
pub use statistics::{OnTimeStats, OnTimeTable};
pub use tally::{Tally, TallySpec};
pub use text::{Lang, Text};

/// The edition of the shipped data: the newest day notices and rule sets it knows.
pub const DATA_EDITION: &str = "2026-11";
