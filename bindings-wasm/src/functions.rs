//! Hàm: the calculations that need no handle, each one call of the core.

use crate::arguments as js;
use crate::columns::{at, deadlines, minute};
use crate::convert::{
    Answer, Calendar, Failure, answer, bytes, chosen, day, exact, instant, json, moment, optional, read, rounding,
    table, text, whole,
};
use crate::door::door;
use crate::draws::{self, floats};
use crate::scores;
use cchc::deadline::{LimitUnit, StageFlow, duties};
use cchc::ranking::MovementCase;
use cchc::report::{self, Outline};
use cchc::rules::{ClassCase, ClassRules};
use cchc::scoring::ScoreReason;
use cchc::survey::{self, Questionnaire};
use cchc::{Deadline, Dossier, Moment, OnTimeStats, Ranking, Standing, robustness, statistics::ApologyDuty};
use cchc::{calendar::Reason, dossier, insight, inspection::Inspection, lunar, number, plan, procedure};
use wasm_bindgen::prelude::*;

door! {
    /// Hạn trả kết quả: the due date, with every day counted and skipped and its reason.
    /// Throws `input.out_of_range`, `deadline.not_counted`, `deadline.time_needed`, `deadline.conversion_undeclared`,
    /// `calendar.no_hours`, `calendar.horizon`, `calendar.horizon_adding`.
    fn deadline(received: &js::Moment, limit: &js::TimeLimit, calendar: Calendar) -> "Deadline" =
        answer(&Deadline::compute(&chosen(calendar)?, moment(received)?, read(limit)?)?)?;
    /// Hạn của một hồ sơ: the deadline under its procedure's rule, after everything that happened to it. Throws
    /// the `deadline.*` codes, `input.unknown_id`, `law.not_in_force`, `calendar.reversed_dates`, and as `deadline`.
    fn deadlineCase(dossier: &js::DeadlineCase, calendar: Calendar) -> "Deadline" =
        answer(&Deadline::of_case(&chosen(calendar)?, &read(dossier)?)?)?;
    /// Hạn từng bước liên thông: every step of a flow with its own due date, and whether the steps fit the whole.
    /// Throws `input.empty_list`, `deadline.event_before_reception`, `dossier.finish_before_reception`, and as `deadline`.
    fn stageReport(flow: &js::StageFlow, calendar: Calendar) -> "StageReport" =
        answer(&read::<StageFlow>(flow)?.report(&chosen(calendar)?)?)?;
    /// Hạn của nhiều hồ sơ: `deadlineCase` for columns of dossiers, without the days. A row without an answer does not
    /// throw: its reason stands in `reasons`. Throws `document.invalid`, `columns.length`, `input.empty_list`.
    fn deadlineColumns(dossiers: &js::DeadlineColumns, calendar: Calendar) -> "DeadlineResults" =
        deadlines(dossiers, &chosen(calendar)?)?;
    /// The outcomes by the numbers that stand in the `outcome` of a column; 0 is none.
    fn outcomeNames() -> "string[]" = answer(&["", "early", "on_time", "late", "in_progress", "overdue"])?;
    /// The units by the numbers that stand in the `unit` of a column; 0 is the limit of the row's rule.
    fn limitUnits() -> "string[]" = answer(&LimitUnit::ALL.map(LimitUnit::name))?;
    /// Xin lỗi khi quá hạn: whether a dossier owes an apology at the end of a day, by when, and whether it came in
    /// time. Throws `input.unknown_id`, `law.not_in_force`, `calendar.horizon`, `calendar.horizon_subtracting`.
    fn apology(dossier: &js::ApologyCase, as_of: &js::IsoDate, calendar: Calendar) -> "Apology" =
        answer(&duties::apology(&chosen(calendar)?, &read(dossier)?, day(as_of)?)?)?;
    /// Tỷ lệ xin lỗi: the apologies of many dossiers, those that owe none apart. Throws as `apology`, for the first bad one.
    fn apologyCompliance(dossiers: &js::ApologyCases, as_of: &js::IsoDate, calendar: Calendar) -> "ApologyCompliance" =
        answer(&duties::apology_compliance(&chosen(calendar)?, &read::<Vec<_>>(dossiers)?, day(as_of)?)?)?;
    /// Thông báo phải gửi: the notices owed for an incomplete dossier, by the texts in force when it was submitted and
    /// those of its group of procedures, such as `297/2025/NĐ-CP`. Throws `input.unknown_id`, and as `deadline`.
    fn notices(submitted: &js::Moment, channel: &js::Channel, group: Option<js::Text>, calendar: Calendar) -> "Notice[]" =
        answer(&duties::notices(&chosen(calendar)?, moment(submitted)?, read(channel)?, optional::<String>(group)?.as_deref())?)?;
    /// Phân loại hồ sơ: where a dossier stands at the end of a day. Throws `dossier.*`, and as `deadline`.
    fn classify(dossier: &js::Dossier, as_of: &js::IsoDate, calendar: Calendar) -> "Classification" =
        answer(&read::<Dossier>(dossier)?.classify(day(as_of)?, &chosen(calendar)?)?)?;
    /// Tính lại khi lịch thay đổi: the dossiers whose due day or class differs between two calendars at the end of a
    /// day; `null` is the shipped one. A dossier that cannot be judged does not throw: it stands in `issues`.
    fn recompute(old_calendar: Calendar, new_calendar: Calendar, dossiers: &js::Dossiers, as_of: &js::IsoDate) -> "Recomputed" =
        answer(&dossier::recompute(&chosen(old_calendar)?, &chosen(new_calendar)?, &read::<Vec<_>>(dossiers)?, day(as_of)?))?;
    /// Thống kê đúng hạn: dossiers by outcome, with totals and rates. Throws as `classify`, for the first bad one.
    fn onTimeStats(dossiers: &js::Dossiers, as_of: &js::IsoDate, calendar: Calendar) -> "StatsSummary" =
        answer(&OnTimeStats::of(&read::<Vec<_>>(dossiers)?, day(as_of)?, &chosen(calendar)?)?.summary()?)?;
    /// Tổng hợp số hồ sơ: the totals and rates of counts. Throws `input.out_of_range`.
    fn statsSummary(counts: &js::OutcomeCounts) -> "StatsSummary" = answer(&read::<OnTimeStats>(counts)?.summary()?)?;
    /// Bảng hồ sơ: a portal's CSV export or JSON records, as text or its bytes, by mechanism, agency and procedure;
    /// `columns` says how a table that is not the portal's own is read.
    /// A bad row does not throw: it stands in `issues`. Throws as `readDossiers`.
    fn dossierTable(csv: &js::Csv, as_of: &js::IsoDate, calendar: Calendar, columns: Option<js::ColumnMap>) -> "OnTimeTable" =
        answer(&table(csv, as_of, calendar, columns)?)?;
    /// Nhập hồ sơ: the dossiers of a CSV export or of JSON records, as text or its bytes, and a reason for every row
    /// that is none. No personal data are read. Throws the `table.*` codes of the header and of the map, `date.invalid`
    /// for a word of the map, `document.invalid`.
    fn readDossiers(csv: &js::Csv, columns: Option<js::ColumnMap>) -> "Import" =
        answer(&dossier::read_dossiers(&bytes(csv)?, &optional(columns)?.unwrap_or_default())?)?;
    /// Tiến trình xử lý: the steps of dossiers from CSV or JSON, joined to them: which was late by its own due date, and
    /// how long each unit had the dossier. Throws as `readDossiers`.
    fn readProgress(
        csv: &js::Csv, dossiers: &js::Dossiers, as_of: &js::IsoDate, columns: Option<js::ColumnMap>, calendar: Calendar
    ) -> "ProgressImport" = {
        let (map, dossiers) = (optional(columns)?.unwrap_or_default(), read::<Vec<_>>(dossiers)?);
        answer(&dossier::read_progress(&bytes(csv)?, &map, &dossiers, day(as_of)?, &chosen(calendar)?)?)?
    };
    /// Nghĩa vụ xin lỗi: overdue dossiers apologised for. Throws `statistics.more_apologies_than_owed`.
    fn apologyDuty(owed: &js::Number, apologised: &js::Number, as_of: &js::IsoDate) -> "ApologyDuty" =
        answer(&ApologyDuty::new(whole("owed", owed)?, whole("apologised", apologised)?, day(as_of)?)?)?;
    /// Xếp hạng: entries, most points first. Throws `input.empty_list`, `input.duplicate_id`, `ranking.tie_undecided`.
    fn rank(entries: &js::Entries, ties: Option<js::TieRule>) -> "Ranking" = answer(&ranked(entries, ties)?)?;
    /// Hạng của cả cột: the ranks of `rank` for a column of whole numbers, such as the `unrounded` of `scoreColumns`; 0
    /// for a missing one. Throws `ranking.tie_undecided`.
    fn rankColumn(points: &js::Wholes, ties: Option<js::TieRule>) -> "Uint32Array" =
        scores::ranked(points, optional(ties)?.unwrap_or_default())?;
    /// Bậc kế tiếp: what an entry lacks to rank higher; `null` for the first. Throws `input.unknown_id`, and as `rank`.
    fn nextPlace(entries: &js::Entries, id: &js::Text, ties: Option<js::TieRule>) -> "NextPlace | null" =
        answer(&insight::next_place(&ranked(entries, ties)?, &text(id))?)?;
    /// Biến động: the change from an earlier standing to this one.
    fn movement(now: &js::Standing, earlier: &js::Standing) -> "Movement" =
        answer(&read::<Standing>(now)?.movement_since(&read(earlier)?))?;
    /// Vị trí năm trước: from which a movement led here, `of` so many then. Throws `input.out_of_range`.
    fn standingBefore(now: &js::Standing, movement: &js::Movement, of: Option<js::Number>) -> "Standing" =
        answer(&read::<Standing>(now)?.before(&read(movement)?, of.map(|of| whole("of", &of)).transpose()?)?)?;
    /// Biến động giữa hai năm: every unit, those new and gone, mergers, and groups compared. Throws `input.empty_list`,
    /// `input.duplicate_id`, `input.unknown_id`, `ranking.rank_mismatch`, and as `rank`.
    fn movements(lists: &js::MovementCase) -> "Movements" = answer(&read::<MovementCase>(lists)?.movements()?)?;
    /// Xếp loại theo quy tắc riêng: units by classes of your own, as `RuleSet.classify`. Throws `rules.invalid`, and as that.
    fn classifyUnits(units: &js::ClassCase) -> "ClassResults" = answer(&read::<ClassCase>(units)?.classify()?)?;
    /// Kiểm tra quy tắc xếp loại: all that is wrong with class rules, and the cases they leave undefined.
    fn checkClasses(classes: &js::ClassRules) -> "RuleSetCheck" = answer(&read::<ClassRules>(classes)?.checked())?;
    /// Độ vững của thứ hạng: how far ranks depend on weights, samples, single criteria and methods, by seeded draws.
    /// Throws the `robustness.*` codes, the `input.*` codes, `scoring.incomplete`, `scoring.duplicate_evidence`.
    fn robustness(input: &js::Robustness) -> "RobustnessReport" = answer(&robustness::analyse(&read(input)?)?)?;
    /// Xếp hạng hàng loạt: the ranks of every draw, one row of units after the other. `values` are units by criteria and
    /// `weights` draws by criteria, row after row; equal totals share a rank. Throws `input.empty_list`,
    /// `columns.length`, `input.out_of_range`.
    fn rankDraws(values: &js::Floats, weights: &js::Floats, criteria: &js::Number) -> "Uint32Array" =
        draws::ranks(&floats("values", values)?, &floats("weights", weights)?, whole::<u32>("criteria", criteria)?)?;
    /// Hạng khi nhiễu trọng số: how often each unit had each rank, one row of ranks from 1 a unit, in seeded draws from
    /// one place up to another. What a draw gives depends on the seed and its place alone: counts of draws made apart,
    /// in workers, add up. Throws as `rankDraws`.
    fn tallyDraws(values: &js::Floats, noise: &js::MatrixNoise, from: &js::Number, to: &js::Number) -> "Uint32Array" =
        draws::tally(&floats("values", values)?, noise, whole("from", from)?..whole("to", to)?)?;
    /// Phiếu điều tra: a questionnaire as it is read. Throws `document.invalid`, `survey.invalid`.
    fn surveyQuestionnaire(document: &js::Questionnaire) -> "Questionnaire" = answer(&questionnaire(document)?)?;
    /// Tổng hợp phiếu: answers counted by question, factor and stratum. A row that cannot be used does not throw: it
    /// stands in `issues`. Throws as `surveyQuestionnaire`.
    fn surveyTally(questionnaire: &js::Questionnaire, data: &js::SurveyData) -> "SurveyTally" =
        answer(&self::questionnaire(questionnaire)?.tally(&read(data)?)?)?;
    /// Kết quả điều tra: questions, factors and the whole, in all and by stratum, weighted where the population is
    /// given, too small cells withheld. Throws the `survey.*` codes, and as `surveyTally`.
    fn surveyResults(
        questionnaire: &js::Questionnaire, data: &js::SurveyData, population: Option<js::Population>
    ) -> "SurveyResults" = {
        let (questionnaire, population) = (self::questionnaire(questionnaire)?, optional::<Vec<_>>(population)?);
        answer(&questionnaire.results(&questionnaire.tally(&read(data)?)?, population.as_deref())?)?
    };
    /// Khoảng tin cậy bằng lấy mẫu lại: the intervals of every figure, from seeded draws of the respondents. Throws the
    /// `survey.*` codes, and as `surveyTally`.
    fn surveyBootstrap(
        questionnaire: &js::Questionnaire, responses: &js::Responses, plan: &js::BootstrapPlan, population: Option<js::Population>
    ) -> "BootstrapResults" = {
        let (responses, population) = (read::<Vec<_>>(responses)?, optional::<Vec<_>>(population)?);
        answer(&self::questionnaire(questionnaire)?.bootstrap(&responses, population.as_deref(), &read(plan)?)?)?
    };
    /// Cỡ mẫu: how many to ask of a population for a margin such as 0.05, written as text. Throws `input.out_of_range`.
    fn surveySampleSize(population: &js::Number, margin: &js::Exact) -> "SampleSize" =
        answer(&survey::sample_size(whole("population", population)?, exact(margin)?)?)?;
    /// Sai số: the margin that a sample of a population gives, half up at `places` decimals. Throws `input.out_of_range`.
    fn surveyMargin(population: &js::Number, sample: &js::Number, places: &js::Number) -> "Margin" =
        answer(&survey::margin(whole("population", population)?, whole("sample", sample)?, rounding(places)?)?)?;
    /// Khoảng tin cậy của một tỷ lệ: Wilson's, for those satisfied of those who answered. Throws `input.out_of_range`.
    fn surveyWilson(
        satisfied: &js::Number, answered: &js::Number, confidence: &js::Confidence, places: &js::Number
    ) -> "WilsonInterval" = {
        let (satisfied, answered) = (whole("satisfied", satisfied)?, whole("answered", answered)?);
        answer(&survey::wilson(satisfied, answered, read(confidence)?, rounding(places)?)?)?
    };
    /// Trung bình cộng: the mean, half up at `places` decimals. Throws `input.empty_list`, `input.out_of_range`.
    fn mean(values: &js::Exacts, places: &js::Number) -> "Exact" =
        answer(&rounding(places)?.apply(number::mean(&read::<Vec<_>>(values)?)?))?;
    /// Tổng số thủ tục: the sum over the levels of a list. Throws `input.empty_list`, `input.duplicate_id`.
    fn proceduresTotal(published: &js::Published) -> "number" = answer(&procedure::total(&read::<Vec<_>>(published)?)?)?;
    /// Tiến độ kế hoạch: tasks by their state at the end of a day. Throws `input.empty_list`, `input.duplicate_id`.
    fn planProgress(tasks: &js::Tasks, as_of: &js::IsoDate) -> "Progress" =
        answer(&plan::progress(&read::<Vec<_>>(tasks)?, day(as_of)?)?)?;
    /// Tổng hợp kiểm tra: coverage, findings, follow-up on a day. Throws `input.duplicate_id`, `input.unknown_id`.
    fn inspectionSummary(inspection: &js::Inspection, as_of: &js::IsoDate) -> "InspectionSummary" =
        answer(&read::<Inspection>(inspection)?.summary(day(as_of)?)?)?;
    /// Ngày âm lịch: the lunar day of a date, with how sure it is and why. Throws `lunar.out_of_range`.
    fn lunarDay(date: &js::IsoDate) -> "LunarDay" = answer(&lunar::explain(day(date)?)?)?;
    /// Ngày dương lịch: the date of a lunar day. Throws `lunar.out_of_range`, `lunar.no_such_day`.
    fn solarDay(date: &js::LunarDate) -> "IsoDate" = lunar::to_solar(read(date)?)?.to_string();
    /// The number a day has in a column: days since 1970-01-01. Throws `date.invalid`.
    fn dayNumber(date: &js::IsoDate) -> "number" = day(date)?.to_epoch_days();
    /// The day of a number; `null` for the missing day of a column. Throws `input.out_of_range`.
    fn isoDay(day: &js::Number) -> "IsoDate | null" =
        at("day", day, 86_400)?.map_or(JsValue::NULL, |at| at.date().to_string().into());
    /// The number an instant has in a column: minutes since 1970-01-01T00:00 in Việt Nam, seconds dropped.
    /// Of a `Date` it is `Math.floor(date.getTime() / 60_000) + 420`. Throws `date.invalid`, `input.out_of_range`.
    fn minuteNumber(instant: &js::Instant) -> "number" = minute(self::instant(instant)?)?;
    /// The instant of a number; `null` for the missing one of a column. Throws `input.out_of_range`.
    fn isoMinute(minute: &js::Number) -> "Instant | null" =
        at("minute", minute, 60)?.map_or(JsValue::NULL, |at| Moment::from(at).to_string().into());
    /// The error codes by the numbers that stand in the `reasons` of a column; 0 is an answer and has none.
    fn reasonCodes() -> "string[]" = answer(&Reason::ALL.map(Reason::code))?;
    /// The same for the `reasons` of `scoreColumns`.
    fn scoreReasonCodes() -> "string[]" = answer(&ScoreReason::ALL.map(ScoreReason::code))?;
    /// Đề cương có sẵn: the outlines a report can follow, each a document to start an own one from.
    fn reportOutlines() -> "Outline[]" = answer(&Outline::all())?;
    /// Mẫu câu: every phrase of a report that can be worded otherwise, with the places it may fill.
    fn reportPhrases() -> "Phrase[]" = answer(&report::phrases())?;
    /// The edition of the shipped data, such as `2026-11`.
    fn dataEdition() -> "string" = cchc::DATA_EDITION;
    /// Every code a `CchcError` or an issue can carry.
    fn errorCodes() -> "string[]" = answer(&cchc::ERROR_CODES)?;
}

fn ranked(entries: &js::Entries, ties: Option<js::TieRule>) -> Result<Ranking, Failure> {
    Ok(Ranking::of(&read::<Vec<_>>(entries)?, optional(ties)?.unwrap_or_default())?)
}

fn questionnaire(document: &js::Questionnaire) -> Result<Questionnaire, Failure> {
    Ok(Questionnaire::from_json(&json(document)?)?)
}
