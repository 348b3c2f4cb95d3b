//! Hàm: the calculations that need no handle, each one call of the core.

use crate::convert::{Answer, CalendarArgument, answer, calendar, moment, read, table, text, whole};
use crate::errors::Failure;
use cchc::inspection::Inspection;
use cchc::statistics::ApologyDuty;
use cchc::{Deadline, Dossier, Error, Movement, OnTimeStats, Ranking, Rounding, Standing, TieRule};
use cchc::{insight, number, plan, procedure};
use wasm_bindgen::prelude::*;

/// Hạn trả kết quả: the due date, with every day counted and skipped and its reason.
///
/// Throws `input.out_of_range`, `calendar.horizon`, `calendar.horizon_adding`.
#[wasm_bindgen(unchecked_return_type = "Deadline")]
pub fn deadline(
    #[wasm_bindgen(unchecked_param_type = "IsoDate")] received: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "TimeLimit")] limit: &JsValue,
    calendar_: Option<CalendarArgument>,
) -> Answer {
    let calendar = calendar(calendar_.as_ref())?;
    answer(&Deadline::compute(&calendar, moment(received)?.date(), read(limit)?)?)
}

/// Phân loại hồ sơ: where a dossier stands at the end of the day `asOf`.
///
/// Throws the `dossier.*` codes, and those of `deadline` where the due date is computed.
#[wasm_bindgen(unchecked_return_type = "Classification")]
pub fn classify(
    #[wasm_bindgen(unchecked_param_type = "Dossier")] dossier: &JsValue,
    #[wasm_bindgen(js_name = asOf, unchecked_param_type = "IsoDate")] as_of: &JsValue,
    calendar_: Option<CalendarArgument>,
) -> Answer {
    let calendar = calendar(calendar_.as_ref())?;
    answer(&read::<Dossier>(dossier)?.classify(moment(as_of)?.date(), &calendar)?)
}

/// Thống kê đúng hạn: dossiers counted by outcome, with totals and rates.
///
/// Throws as `classify`: the first dossier that cannot be classified stops the count.
#[wasm_bindgen(js_name = onTimeStats, unchecked_return_type = "StatsSummary")]
pub fn on_time_stats(
    #[wasm_bindgen(unchecked_param_type = "readonly Dossier[]")] dossiers: &JsValue,
    #[wasm_bindgen(js_name = asOf, unchecked_param_type = "IsoDate")] as_of: &JsValue,
    calendar_: Option<CalendarArgument>,
) -> Answer {
    let (calendar, dossiers) = (calendar(calendar_.as_ref())?, read::<Vec<Dossier>>(dossiers)?);
    answer(&OnTimeStats::of(&dossiers, moment(as_of)?.date(), &calendar)?.summary()?)
}

/// Tổng hợp số hồ sơ: the totals and rates of counts.
///
/// Throws `input.out_of_range`.
#[wasm_bindgen(js_name = statsSummary, unchecked_return_type = "StatsSummary")]
pub fn stats_summary(#[wasm_bindgen(unchecked_param_type = "OutcomeCounts")] counts: &JsValue) -> Answer {
    answer(&read::<OnTimeStats>(counts)?.summary()?)
}

/// Bảng hồ sơ: a portal's CSV export, as text or its bytes, by mechanism, agency and procedure.
///
/// A bad row does not throw: it stands in `issues`. Throws the `table.*` codes of the header.
#[wasm_bindgen(js_name = dossierTable, unchecked_return_type = "OnTimeTable")]
pub fn dossier_table(
    #[wasm_bindgen(unchecked_param_type = "string | Uint8Array")] csv: &JsValue,
    #[wasm_bindgen(js_name = asOf, unchecked_param_type = "IsoDate")] as_of: &JsValue,
    calendar_: Option<CalendarArgument>,
) -> Answer {
    answer(&table(csv, as_of, calendar_.as_ref())?)
}

/// Nghĩa vụ xin lỗi: how many overdue dossiers were apologised for.
///
/// Throws `statistics.more_apologies_than_owed`.
#[wasm_bindgen(js_name = apologyDuty, unchecked_return_type = "ApologyDuty")]
pub fn apology_duty(
    #[wasm_bindgen(unchecked_param_type = "number")] owed: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "number")] apologised: &JsValue,
) -> Answer {
    answer(&ApologyDuty::new(whole("owed", owed)?.into(), whole("apologised", apologised)?.into())?)
}

/// Xếp hạng: entries by points, most first.
///
/// Throws `input.empty_list`, `input.duplicate_id`, `ranking.tie_undecided`.
#[wasm_bindgen(unchecked_return_type = "Ranking")]
pub fn rank(
    #[wasm_bindgen(unchecked_param_type = "readonly Entry[]")] entries: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "TieRule")] ties: &JsValue,
) -> Answer {
    answer(&ranking(entries, ties)?)
}

/// Bậc kế tiếp: the points an entry lacks to share the next higher rank; `null` for the first.
///
/// Throws `input.unknown_id` and the codes of `rank`.
#[wasm_bindgen(js_name = nextPlace, unchecked_return_type = "NextPlace | null")]
pub fn next_place(
    #[wasm_bindgen(unchecked_param_type = "readonly Entry[]")] entries: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] id: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "TieRule")] ties: &JsValue,
) -> Answer {
    answer(&insight::next_place(&ranking(entries, ties)?, &text(id))?)
}

fn ranking(entries: &JsValue, ties: &JsValue) -> Result<Ranking, Failure> {
    let ties = read::<Option<TieRule>>(ties)?.unwrap_or_default();
    Ok(Ranking::of(&read::<Vec<_>>(entries)?, ties)?)
}

/// Biến động: the change from an earlier standing to this one.
#[wasm_bindgen(unchecked_return_type = "Movement")]
pub fn movement(
    #[wasm_bindgen(unchecked_param_type = "StandingInput")] now: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "StandingInput")] earlier: &JsValue,
) -> Answer {
    answer(&read::<Standing>(now)?.movement_since(&read(earlier)?))
}

/// Vị trí năm trước: the standing from which a movement led to this one.
///
/// Throws `input.out_of_range` when the earlier rank would not exist.
#[wasm_bindgen(js_name = standingBefore, unchecked_return_type = "Standing")]
pub fn standing_before(
    #[wasm_bindgen(unchecked_param_type = "StandingInput")] now: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "MovementInput")] movement: &JsValue,
) -> Answer {
    answer(&read::<Standing>(now)?.before(&read::<Movement>(movement)?)?)
}

/// Trung bình cộng: the exact mean, rounded half up at `places` decimals.
///
/// Throws `input.empty_list`, `input.out_of_range`.
#[wasm_bindgen(unchecked_return_type = "Exact")]
pub fn mean(
    #[wasm_bindgen(unchecked_param_type = "readonly ExactInput[]")] values: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "number")] places: &JsValue,
) -> Answer {
    let mean = number::mean(&read::<Vec<_>>(values)?).ok_or(Error::EmptyList { what: "average" })?;
    answer(&Rounding::half_up(whole("places", places)?).apply(mean))
}

/// Tổng số thủ tục: the sum over the levels of a published list.
///
/// Throws `input.empty_list`, `input.duplicate_id`, `input.out_of_range`.
#[wasm_bindgen(js_name = proceduresTotal, unchecked_return_type = "number")]
pub fn procedures_total(
    #[wasm_bindgen(unchecked_param_type = "readonly PublishedProcedures[]")] published: &JsValue,
) -> Answer {
    answer(&procedure::total(&read::<Vec<_>>(published)?)?)
}

/// Tiến độ kế hoạch: tasks by their state at the end of the day `asOf`.
///
/// Throws `input.empty_list`, `input.duplicate_id`.
#[wasm_bindgen(js_name = planProgress, unchecked_return_type = "Progress")]
pub fn plan_progress(
    #[wasm_bindgen(unchecked_param_type = "readonly Task[]")] tasks: &JsValue,
    #[wasm_bindgen(js_name = asOf, unchecked_param_type = "IsoDate")] as_of: &JsValue,
) -> Answer {
    answer(&plan::progress(&read::<Vec<_>>(tasks)?, moment(as_of)?.date())?)
}

/// Tổng hợp kiểm tra: coverage, findings and their follow-up at the end of the day `asOf`.
///
/// Throws `input.duplicate_id`, `input.unknown_id`.
#[wasm_bindgen(js_name = inspectionSummary, unchecked_return_type = "InspectionSummary")]
pub fn inspection_summary(
    #[wasm_bindgen(unchecked_param_type = "Inspection")] inspection: &JsValue,
    #[wasm_bindgen(js_name = asOf, unchecked_param_type = "IsoDate")] as_of: &JsValue,
) -> Answer {
    answer(&read::<Inspection>(inspection)?.summary(moment(as_of)?.date())?)
}

/// The edition of the shipped data, such as `2026-11`.
#[wasm_bindgen(js_name = dataEdition)]
pub fn data_edition() -> String {
    cchc::DATA_EDITION.to_owned()
}

/// Every code a `CchcError` or an issue can carry.
#[wasm_bindgen(js_name = errorCodes)]
pub fn error_codes() -> Vec<String> {
    cchc::ERROR_CODES.iter().map(|code| (*code).to_owned()).collect()
}
