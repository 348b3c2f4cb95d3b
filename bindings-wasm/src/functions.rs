//! Hàm: the calculations that need no handle, each one call of the core.

use crate::arguments as js;
use crate::convert::{Answer, Calendar, Failure, answer, chosen, moment, optional, read, table, text, whole};
use cchc::statistics::ApologyDuty;
use cchc::{Deadline, Dossier, OnTimeStats, Ranking, Rounding, Standing};
use cchc::{insight, inspection::Inspection, number, plan, procedure};
use wasm_bindgen::prelude::*;

/// Hạn trả kết quả: the due date, with every day counted and skipped and its reason.
/// Throws `input.out_of_range`, `calendar.horizon`, `calendar.horizon_adding`.
#[wasm_bindgen(unchecked_return_type = "Deadline")]
pub fn deadline(received: &js::IsoDate, limit: &js::TimeLimit, calendar: Calendar) -> Answer {
    answer(&Deadline::compute(&chosen(calendar)?, moment(received)?.date(), read(limit)?)?)
}
/// Phân loại hồ sơ: where a dossier stands at the end of a day. Throws `dossier.*`, and as `deadline`.
#[wasm_bindgen(unchecked_return_type = "Classification")]
pub fn classify(dossier: &js::Dossier, as_of: &js::IsoDate, calendar: Calendar) -> Answer {
    answer(&read::<Dossier>(dossier)?.classify(moment(as_of)?.date(), &chosen(calendar)?)?)
}
/// Thống kê đúng hạn: dossiers by outcome, with totals and rates. Throws as `classify`, for the first bad one.
#[wasm_bindgen(js_name = onTimeStats, unchecked_return_type = "StatsSummary")]
pub fn on_time_stats(dossiers: &js::Dossiers, as_of: &js::IsoDate, calendar: Calendar) -> Answer {
    let dossiers: Vec<Dossier> = read(dossiers)?;
    answer(&OnTimeStats::of(&dossiers, moment(as_of)?.date(), &chosen(calendar)?)?.summary()?)
}
/// Tổng hợp số hồ sơ: the totals and rates of counts. Throws `input.out_of_range`.
#[wasm_bindgen(js_name = statsSummary, unchecked_return_type = "StatsSummary")]
pub fn stats_summary(counts: &js::OutcomeCounts) -> Answer {
    answer(&read::<OnTimeStats>(counts)?.summary()?)
}
/// Bảng hồ sơ: a portal's CSV export, as text or its bytes, by mechanism, agency and procedure.
/// A bad row does not throw: it stands in `issues`. Throws the `table.*` codes of the header.
#[wasm_bindgen(js_name = dossierTable, unchecked_return_type = "OnTimeTable")]
pub fn dossier_table(csv: &js::Csv, as_of: &js::IsoDate, calendar: Calendar) -> Answer {
    answer(&table(csv, as_of, calendar)?)
}
/// Nghĩa vụ xin lỗi: overdue dossiers apologised for. Throws `statistics.more_apologies_than_owed`.
#[wasm_bindgen(js_name = apologyDuty, unchecked_return_type = "ApologyDuty")]
pub fn apology_duty(owed: &js::Number, apologised: &js::Number, as_of: &js::IsoDate) -> Answer {
    answer(&ApologyDuty::new(whole("owed", owed)?, whole("apologised", apologised)?, moment(as_of)?.date())?)
}
/// Xếp hạng: entries, most points first. Throws `input.empty_list`, `input.duplicate_id`, `ranking.tie_undecided`.
#[wasm_bindgen(unchecked_return_type = "Ranking")]
pub fn rank(entries: &js::Entries, ties: Option<js::TieRule>) -> Answer {
    answer(&ranked(entries, ties)?)
}
/// Bậc kế tiếp: what an entry lacks to rank higher; `null` for the first. Throws `input.unknown_id`, and as `rank`.
#[wasm_bindgen(js_name = nextPlace, unchecked_return_type = "NextPlace | null")]
pub fn next_place(entries: &js::Entries, id: &js::Text, ties: Option<js::TieRule>) -> Answer {
    answer(&insight::next_place(&ranked(entries, ties)?, &text(id))?)
}

fn ranked(entries: &js::Entries, ties: Option<js::TieRule>) -> Result<Ranking, Failure> {
    Ok(Ranking::of(&read::<Vec<_>>(entries)?, optional(ties)?.unwrap_or_default())?)
}
/// Biến động: the change from an earlier standing to this one.
#[wasm_bindgen(unchecked_return_type = "Movement")]
pub fn movement(now: &js::Standing, earlier: &js::Standing) -> Answer {
    answer(&read::<Standing>(now)?.movement_since(&read(earlier)?))
}
/// Vị trí năm trước: from which a movement led here, `of` so many then. Throws `input.out_of_range`.
#[wasm_bindgen(js_name = standingBefore, unchecked_return_type = "Standing")]
pub fn standing_before(now: &js::Standing, movement: &js::Movement, of: Option<js::Number>) -> Answer {
    let of = of.map(|of| whole("of", &of)).transpose()?;
    answer(&read::<Standing>(now)?.before(&read(movement)?, of)?)
}
/// Trung bình cộng: the mean, half up at `places` decimals. Throws `input.empty_list`, `input.out_of_range`.
#[wasm_bindgen(unchecked_return_type = "Exact")]
pub fn mean(values: &js::Exacts, places: &js::Number) -> Answer {
    answer(&Rounding::half_up(whole("places", places)?)?.apply(number::mean(&read::<Vec<_>>(values)?)?))
}
/// Tổng số thủ tục: the sum over the levels of a list. Throws `input.empty_list`, `input.duplicate_id`.
#[wasm_bindgen(js_name = proceduresTotal, unchecked_return_type = "number")]
pub fn procedures_total(published: &js::Published) -> Answer {
    answer(&procedure::total(&read::<Vec<_>>(published)?)?)
}
/// Tiến độ kế hoạch: tasks by their state at the end of a day. Throws `input.empty_list`, `input.duplicate_id`.
#[wasm_bindgen(js_name = planProgress, unchecked_return_type = "Progress")]
pub fn plan_progress(tasks: &js::Tasks, as_of: &js::IsoDate) -> Answer {
    answer(&plan::progress(&read::<Vec<_>>(tasks)?, moment(as_of)?.date())?)
}
/// Tổng hợp kiểm tra: coverage, findings, follow-up on a day. Throws `input.duplicate_id`, `input.unknown_id`.
#[wasm_bindgen(js_name = inspectionSummary, unchecked_return_type = "InspectionSummary")]
pub fn inspection_summary(inspection: &js::Inspection, as_of: &js::IsoDate) -> Answer {
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
    cchc::ERROR_CODES.iter().map(ToString::to_string).collect()
}
