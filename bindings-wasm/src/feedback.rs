//! Phản ánh, kiến nghị và sổ số liệu: feedback and the ledger, each one call of the core.

use crate::arguments as js;
use crate::convert::{Answer, Calendar, answer, chosen, day, optional, read};
use crate::door::door;
use cchc::feedback::{self, RegimeChoice};
use cchc::ledger;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("feedback.ts");

door! {
    /// Một phản ánh, kiến nghị at the end of a day: its steps, each with its due day, its state and the text that decided.
    /// `regime` is the id of a shipped one, such as `18/2018/TT-BCT`, or a document of your own. Throws
    /// `input.unknown_id`, `law.not_in_force`, `feedback.before_reception`, and as `deadline`.
    fn feedbackCase(
        record: &js::Feedback, as_of: &js::IsoDate, regime: Option<js::RegimeChoice>, calendar: Calendar
    ) -> "FeedbackCase" = {
        let regime: Option<RegimeChoice> = optional(regime)?;
        answer(&feedback::feedback_case(&chosen(calendar)?, &read(record)?, day(as_of)?, regime.as_ref())?)?
    };
    /// Tổng hợp phản ánh, kiến nghị của một kỳ: what came, what became of it, and its steps by their states, with the ids
    /// behind every figure. A bad row does not throw: it stands in `issues`. Throws `calendar.reversed_dates`,
    /// `input.unknown_id`.
    fn feedbackReport(data: &js::FeedbackData, as_of: &js::IsoDate, calendar: Calendar) -> "FeedbackReport" =
        answer(&feedback::feedback_report(&chosen(calendar)?, &read(data)?, day(as_of)?)?)?;
    /// Các chế độ thời hạn được cung cấp kèm: the regimes of feedback that were read, with their citations.
    fn feedbackRegimes() -> "FeedbackRegime[]" = answer(&feedback::shipped_regimes())?;
    /// Sổ số liệu của một kỳ: each name with its value, that of the same period last year, the difference, the target,
    /// the sources and the ids behind. A bad entry does not throw: it stands in `issues`. Throws
    /// `calendar.reversed_dates`, `input.duplicate_id`.
    fn ledgerReport(data: &js::LedgerData) -> "LedgerReport" = answer(&ledger::ledger_report(&read(data)?)?)?;
    /// Các tên số liệu được cung cấp kèm: what each counts, in which unit, and whether it adds up.
    fn ledgerNames() -> "LedgerName[]" = answer(&ledger::shipped_names())?;
}
