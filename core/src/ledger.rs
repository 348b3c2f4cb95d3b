//! Sổ số liệu: the figures of a report that no list of records gives, such as training, staffing, autonomy, electronic
//! documents and signatures, each with its day or period, its unit and its source.
//!
//! **What.** [`ledger_report`] says of a period, for each name, its value, that of the same period last year, the
//! difference, how it stands against its target, and the entries behind it.
//!
//! **Flow, stock and rate.** What happened in a period adds up (`flow`), what there is at a moment does not (`stock`:
//! the latest counts). A `rate` is the latest, a `flow_rate` adds its numerators and denominators; of a rate the
//! denominator is named. Which a figure is, its name says, in `core/data/ledger.json` or in the user's own list.
//!
//! **What does not go together** is told and not resolved: two values for one time, periods that overlap, units that
//! change, parts that do not add up to their whole. A name whose value hangs on it has none.
//!
//! **Missing is not zero.** A name without an entry in a period has no value there, and the answer says so.

mod entry;
mod figure;
mod line;
mod report;

pub use entry::{LedgerData, LedgerEntry, LedgerName, LedgerTarget, Nature, TargetDirection, shipped_names};
pub use figure::LedgerFigure;
pub use line::{FigureState, LedgerChange, LedgerLine, LedgerParts, LedgerRecords, LedgerReport, LedgerTargetState};
pub use report::ledger_report;
