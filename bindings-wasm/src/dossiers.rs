//! Hồ sơ theo sự kiện: histories, their audit, the codes of records and the indicators counted from dossiers, each
//! one call of the core.

use crate::arguments as js;
use crate::convert::{Answer, Calendar, answer, chosen, day, handle, json, moment, optional, read, text};
use crate::door::door;
use cchc::dossier::CodeRegime;
use cchc::{DossierCode, History, ProcedureCode, SectorCode, audit as audits, history, indicators as counts};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("dossiers.ts");

door! {
    /// Diễn lại một hồ sơ: what its events come to by a moment: the state, the due date, the outcome, who held it and
    /// whom it waited on. Throws `history.illegal_event`, `input.empty_list`, `input.out_of_range`, and as `deadlineCase`.
    fn replay(history: &js::History, as_of: &js::Moment, calendar: Calendar) -> "Replay" =
        answer(&read::<History>(history)?.replay(&chosen(calendar)?, moment(as_of)?)?)?;
    /// Diễn lại nhiều hồ sơ: an answer in the place of each. One that has none does not throw: its reason stands in
    /// `issues`. Throws `document.invalid` for what is no list.
    fn replayAll(histories: &js::Histories, as_of: &js::Moment, calendar: Calendar) -> "Replays" =
        answer(&history::replay_all_json(&chosen(calendar)?, &json(histories)?, moment(as_of)?)?)?;
    /// Soi chiếu lịch sử hồ sơ: rows of evidence of what does not go together. A record that cannot be checked does not
    /// throw: it stands in `issues`. Throws `input.out_of_range`, `calendar.reversed_dates`.
    fn audit(
        histories: &js::Histories, as_of: &js::Moment, settings: Option<js::AuditSettings>, calendar: Calendar
    ) -> "Audit" = {
        let settings = optional(settings)?.unwrap_or_default();
        answer(&audits::audit_json(&chosen(calendar)?, &json(histories)?, &settings, moment(as_of)?)?)?
    };
    /// Soi chiếu hồ sơ: the same of plain dossiers, for the kinds that their dates show. Throws as `audit`.
    fn auditDossiers(
        dossiers: &js::Dossiers, as_of: &js::Moment, settings: Option<js::AuditSettings>, calendar: Calendar
    ) -> "Audit" = {
        let settings = optional(settings)?.unwrap_or_default();
        answer(&audits::audit_dossiers_json(&chosen(calendar)?, &json(dossiers)?, &settings, moment(as_of)?)?)?
    };
    /// Mã hồ sơ: its parts, as far as the code tells, or as the text named says. Throws `dossier.invalid_code`.
    fn dossierCode(code: &js::Text, regime: Option<js::CodeRegime>) -> "DossierCodeParts" =
        answer(&text(code).parse::<DossierCode>()?.parts(optional::<CodeRegime>(regime)?)?)?;
    /// Mã thủ tục: the procedure, whose version and which case of it. Throws `procedure.invalid_code`.
    fn procedureCode(code: &js::Text) -> "ProcedureCodeParts" = answer(&text(code).parse::<ProcedureCode>()?.parts())?;
    /// Mã lĩnh vực: the ministry or province, and the sector. Throws `procedure.invalid_sector_code`.
    fn sectorCode(code: &js::Text) -> "SectorCodeParts" = answer(&text(code).parse::<SectorCode>()?.parts())?;
    /// Chỉ số từ hồ sơ: the evidence of a rule set's criteria counted from the lists of one body and period, with the ids
    /// behind every figure; what cannot be computed says why. Throws `rules.year_outside`, `input.unknown_id`,
    /// `calendar.reversed_dates`.
    fn indicators(
        rules: &js::RuleSet, data: &js::IndicatorData, as_of: &js::IsoDate, calendar: Calendar
    ) -> "IndicatorEvidence" =
        answer(&counts::indicators(&handle(rules)?, &read(data)?, &chosen(calendar)?, day(as_of)?)?)?;
    /// Bảng điểm có nguồn: the same, scored with the evidence given besides, and the ids that cost each criterion its
    /// points. Throws as `indicators` and `RuleSet.score`.
    fn indicatorSheet(
        rules: &js::RuleSet, data: &js::IndicatorData, as_of: &js::IsoDate, evidence: Option<js::Evidence>,
        calendar: Calendar
    ) -> "IndicatorSheet" = {
        let besides: Vec<_> = optional(evidence)?.unwrap_or_default();
        answer(&counts::indicator_sheet(&handle(rules)?, &read(data)?, &besides, &chosen(calendar)?, day(as_of)?)?)?
    };
}
