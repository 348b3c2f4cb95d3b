//! The npm package of cchc: the calculations of Vietnam's administrative reform in JavaScript.
//!
//! Dates are ISO text, points are decimal text, documents are plain objects, columns are typed
//! arrays. What is refused is thrown as an `Error` named `CchcError` with a stable `code`.

#![forbid(unsafe_code)]
#![allow(non_snake_case, reason = "functions and methods are written under the names JavaScript knows them by")]

pub mod agencies;
mod arguments;
pub mod catalogue;
mod columns;
mod convert;
mod door;
pub mod dossiers;
mod draws;
pub mod feedback;
pub mod functions;
pub mod plans;
mod scores;
mod tables;
pub mod tally;

use crate::arguments as js;
use cchc::Evidence;
use cchc::calendar::CalendarUse;
use cchc::insight::{self, YearData};
use cchc::scoring::LeagueCase;
use cchc_wasm_loops as loops;
use columns::{adding, columnOf, columns, narrow, wide};
use convert::{Answer, Calendar, answer, bytes, chosen, day, exact, instant, lang, optional, other, parsed, read};
use convert::{sheet, table, text, whole, written};
use door::door;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.ts");
#[wasm_bindgen(typescript_custom_section)]
const SCORING: &str = include_str!("scoring.ts");
#[wasm_bindgen(typescript_custom_section)]
const REPORTS: &str = include_str!("reports.ts");

door! {
    /// Lịch làm việc: the working-day calendar of administrative bodies, and of who differs from them.
    struct WorkCalendar(cchc::WorkCalendar) {
        /// The shipped edition, from 2008 to the last announced year.
        fn vietnam() -> "WorkCalendar" = Self(cchc::WorkCalendar::vietnam().clone());
        /// A calendar of your own from JSON text. Throws `document.invalid`, `calendar.invalid`.
        fn fromJson(json: &js::Text) -> "WorkCalendar" = Self(cchc::WorkCalendar::from_json(&text(json))?);
        /// The same calendar, also answering for years that are only estimated.
        fn projected(&self) -> "WorkCalendar" = Self(self.0.projected());
        /// The calendar as it was known at the end of a day. Throws `calendar.not_known`.
        fn knownAt(&self, date: &js::IsoDate) -> "WorkCalendar" = Self(self.0.known_at(day(date)?)?);
        /// The calendar of another sector: enterprises need not follow the swaps of public bodies.
        fn forSector(&self, sector: &js::Sector) -> "WorkCalendar" = Self(self.0.for_sector(read(sector)?)?);
        /// The calendar of an agency, with the overlays that are its own or everybody's; for counting
        /// time limits unless `purpose` is `reception`. Throws `calendar.invalid`, `calendar.no_working_days`.
        fn overlaid(
            &self, overlays: &js::Overlays, agency: Option<js::Text>, purpose: Option<js::CalendarUse>
        ) -> "WorkCalendar" = {
            let purpose = optional(purpose)?.unwrap_or(CalendarUse::Counting);
            Self(self.0.overlaid(&read::<Vec<_>>(overlays)?, optional::<String>(agency)?.as_deref(), purpose)?)
        };
        /// The calendar with office hours, so that minutes can be counted. Throws `calendar.invalid`, `calendar.no_hours`.
        fn withHours(&self, hours: &js::OfficeHours) -> "WorkCalendar" = Self(self.0.with_hours(read(hours)?)?);
        /// A second handle on the same calendar.
        fn share(&self) -> skip_typescript "WorkCalendar" = Self(self.0.clone());
        /// The edition of the data.
        fn edition(&self) -> getter "string" = self.0.edition();
        /// Whose calendar it is.
        fn sector(&self) -> getter "Sector" = answer(&self.0.sector())?;
        /// The office hours; `null` where the calendar has none.
        fn hours(&self) -> getter "OfficeHours | null" = answer(&self.0.hours())?;
        /// The first day the calendar answers for.
        fn first(&self) -> getter "IsoDate" = self.0.first().to_string();
        /// The last day the calendar answers for.
        fn last(&self) -> getter "IsoDate" = self.0.last().to_string();
        /// Whether administrative bodies work on the day. Throws `calendar.horizon`.
        fn isWorkingDay(&self, date: &js::IsoDate) -> "boolean" = self.0.is_working_day(day(date)?)?;
        /// The day `days` working days after `start`. Throws `input.out_of_range`, `calendar.horizon`, `calendar.horizon_adding`.
        fn addWorkingDays(&self, start: &js::IsoDate, days: &js::Number) -> "IsoDate" =
            self.0.add_working_days(day(start)?, whole("days", days)?)?.to_string();
        /// The day `days` working days before `end`. Throws `input.out_of_range`, `calendar.horizon`, `calendar.horizon_subtracting`.
        fn subtractWorkingDays(&self, end: &js::IsoDate, days: &js::Number) -> "IsoDate" =
            self.0.subtract_working_days(day(end)?, whole("days", days)?)?.to_string();
        /// Working days after `after`, through `through`. Throws `calendar.reversed_dates`, `calendar.horizon`.
        fn countWorkingDays(&self, after: &js::IsoDate, through: &js::IsoDate) -> "number" =
            self.0.count_working_days(day(after)?, day(through)?)?;
        /// The instant at which `minutes` working minutes after `start` are done. Throws `calendar.no_hours`, and as `addWorkingDays`.
        fn addWorkingMinutes(&self, start: &js::Instant, minutes: &js::Number) -> "Instant" =
            cchc::Moment::from(self.0.add_working_minutes(instant(start)?, whole("minutes", minutes)?)?).to_string();
        /// Working minutes between two instants. Throws `calendar.no_hours`, and as `countWorkingDays`.
        fn countWorkingMinutes(&self, from: &js::Instant, to: &js::Instant) -> "number" =
            self.0.count_working_minutes(instant(from)?, instant(to)?)?;
        /// Khoảng giờ làm việc: the intervals worked on a day; none on a day off. Throws `calendar.no_hours`, `calendar.horizon`.
        fn intervals(&self, date: &js::IsoDate) -> "Interval[]" = answer(&self.0.intervals(day(date)?)?)?;
        /// Lý do của một ngày: why a day is worked or not, by which text. Throws `calendar.horizon`.
        fn explain(&self, date: &js::IsoDate) -> "DayReason" = answer(&self.0.explain(day(date)?)?)?;
        /// Lịch dạng iCalendar: the days that are not what their weekday says, for calendar programs; in
        /// Vietnamese unless `lang` is `en`. Throws `calendar.horizon`, `calendar.reversed_dates`.
        fn toIcs(&self, from: &js::IsoDate, to: &js::IsoDate, lang: Option<js::Lang>) -> "string" =
            self.0.to_ics(day(from)?, day(to)?, self::lang(lang)?)?;
        /// `addWorkingDays` for day numbers, by one number of days or one a row. Throws `columns.length`, `input.out_of_range`.
        fn addWorkingDaysColumn(&self, start: &js::Column, days: &js::Amounts) -> "NumberColumn" =
            adding(start, ("days", days), |start, days, due, why| loops::add_days(&self.0, start, days, due, why))?;
        /// `countWorkingDays` for day numbers. Throws `columns.length`.
        fn countWorkingDaysColumn(&self, after: &js::Column, through: &js::Column) -> "NumberColumn" =
            columns("numbers", [("after", columnOf(after)), ("through", columnOf(through))], |[after, through], ([count, ..], [_, why])| {
                loops::count_days(&self.0, after, through, count, why)
            })?;
        /// `isWorkingDay` for day numbers: 1 worked, 0 off or without an answer.
        fn isWorkingDayColumn(&self, dates: &js::Column) -> "FlagColumn" =
            columns("flags", [("dates", columnOf(dates))], |[dates], (_, [working, why])| {
                loops::is_working_day(&self.0, dates, working, why)
            })?;
        /// `addWorkingMinutes` for minute numbers. Throws `calendar.no_hours`, `columns.length`, `input.out_of_range`.
        fn addWorkingMinutesColumn(&self, start: &js::Column, minutes: &js::Amounts) -> "NumberColumn" =
            adding(start, ("minutes", minutes), |start, minutes, due, why| {
                let (start, mut wide_due) = (wide(start), vec![0; due.len()]);
                let failed = loops::add_minutes(&self.0, &start, minutes, &mut wide_due, why)?;
                narrow(&wide_due, due);
                Ok(failed)
            })?;
        /// `countWorkingMinutes` for minute numbers. Throws `calendar.no_hours`, `columns.length`.
        fn countWorkingMinutesColumn(&self, from: &js::Column, to: &js::Column) -> "NumberColumn" =
            columns("numbers", [("from", columnOf(from)), ("to", columnOf(to))], |[from, to], ([count, ..], [_, why])| {
                loops::count_minutes(&self.0, &wide(from), &wide(to), count, why)
            })?;
    }

    /// Bộ chỉ số: a scoring rule set, checked when it is loaded.
    struct RuleSet(cchc::RuleSet) {
        /// A rule set shipped with the package. Throws `rules.unknown_set`.
        fn shipped(id: &js::Text) -> "RuleSet" = Self(cchc::RuleSet::shipped(&text(id))?);
        /// The shipped edition of a series that evaluates a year. Throws `rules.no_edition`, `rules.unknown_set`.
        fn shippedFor(series: &js::Text, year: &js::Number) -> "RuleSet" =
            Self(cchc::RuleSet::shipped_for(&text(series), read(year)?)?);
        /// The identifiers of the shipped rule sets.
        fn shippedIds() -> "string[]" = answer(&cchc::RuleSet::shipped_ids().collect::<Vec<_>>())?;
        /// A rule set of your own from JSON text. Throws `document.invalid`, `rules.too_large`, `rules.invalid`.
        fn fromJson(json: &js::Text) -> "RuleSet" = Self(cchc::RuleSet::from_json(&text(json))?);
        /// A rule set of your own whose criteria are the rows of a CSV table, as text or its bytes, and whose other
        /// members are the header. Throws `table.encoding`, `table.empty`, `table.missing_column`, and as `fromJson`.
        fn fromCsv(header: &js::RuleHeader, csv: &js::Csv) -> "RuleSet" =
            Self(cchc::RuleSet::from_csv(&written(header)?, &bytes(csv)?)?);
        /// Kiểm tra bộ chỉ số: all that is wrong with a document, or its text, and all there is to remark on.
        /// Throws `document.invalid`, `rules.too_large`.
        fn check(document: &js::RuleText) -> "RuleSetCheck" = answer(&cchc::RuleSet::check(&written(document)?)?)?;
        /// The JSON Schema of rule-set documents, for editors and other tools.
        fn schema() -> "Record<string, unknown>" = parsed(cchc::RuleSet::schema())?;
        /// A second handle on the same rule set.
        fn shareRules(&self) -> skip_typescript "RuleSet" = Self(self.0.clone());
        /// The identifier.
        fn id(&self) -> getter "string" = self.0.id();
        /// The edition of the document.
        fn edition(&self) -> getter "string" = self.0.edition();
        /// The series of editions it belongs to.
        fn series(&self) -> getter "string" = self.0.series();
        /// Whether the set is the text, a reconstruction or a template.
        fn status(&self) -> getter "RuleSetStatus" = answer(&self.0.status())?;
        /// The years it evaluates.
        fn years(&self) -> getter "Years" = answer(&self.0.years())?;
        /// Nhận xét: what its text contradicts or leaves out, found when it was loaded.
        fn remarks(&self) -> getter "Issue[]" = answer(&self.0.remarks())?;
        /// The rule set as JSON text, as it was loaded.
        fn toJson(&self) -> "string" = self.0.to_json()?;
        /// Chấm điểm: the score sheet of a year's evidence, with a reason at every node. Throws `rules.year_outside`,
        /// the `scoring.*` codes, `input.out_of_range`, `calendar.reversed_dates`.
        fn score(&self, evidence: &js::Evidence, year: &js::Number, unit: Option<js::Agency>) -> "ScoreSheet" =
            answer(&sheet(&self.0, evidence, year, unit)?)?;
        /// Chấm nhiều đơn vị: each against the others where its rules ask for that. A unit that cannot be scored does
        /// not throw: it stands in `issues`. Throws `rules.year_outside`, `input.empty_list`, `input.duplicate_id`.
        fn scoreAll(&self, units: &js::Units, year: &js::Number) -> "ScoreSheets" =
            answer(&self.0.score_all(read(year)?, &read::<Vec<_>>(units)?)?)?;
        /// Chấm điểm, xếp hạng, xếp loại: units by the set's own rules; `decided` are the identifiers in the order the
        /// authority put equals in. Throws `ranking.tie_undecided`, and as `scoreAll`.
        fn league(&self, units: &js::LeagueUnits, year: &js::Number, decided: Option<js::Ids>) -> "ScoredLeague" = {
            let case = LeagueCase { units: read(units)?, decided: optional(decided)?.unwrap_or_default() };
            answer(&self.0.league(read(year)?, &case)?)?
        };
        /// Chấm điểm theo cột: the points of `score` for many units at once, one column a criterion. A row without a score
        /// does not throw: its reason stands in `reasons`. Throws `columns.length`, `rules.unknown_criterion`,
        /// `scoring.duplicate_evidence`, `scoring.conflicting_evidence`, `scoring.wrong_measure`, `scoring.incomplete`,
        /// `scoring.no_columns`, `input.out_of_range`.
        fn scoreColumns(&self, columns: &js::ScoreColumns) -> "ScoreResults" = scores::scores(&self.0, columns)?;
        /// Mức của một tổng điểm: by its points alone. Throws `rules.no_class`, `number.invalid`, and
        /// `scoring.part_missing` where conditions decide as well.
        fn classOf(&self, points: &js::Exact) -> "ClassBand" = answer(self.0.class_of(exact(points)?)?)?;
        /// Xếp loại: units by bands, conditions, vetoes, caps and quotas; `decided` as in `league`. What is wrong with
        /// one unit stands in its `issues`. Throws `input.empty_list`, `input.duplicate_id`, `rules.no_class`.
        fn classify(&self, units: &js::ClassedUnits, decided: Option<js::Ids>) -> "ClassResults" =
            answer(&self.0.classify(&read::<Vec<_>>(units)?, &optional::<Vec<_>>(decided)?.unwrap_or_default())?)?;
        /// Điểm mất: the criteria by the points they lose, most first. Throws as `score`.
        fn losses(&self, evidence: &js::Evidence, year: &js::Number) -> "Loss[]" =
            answer(&insight::losses(&sheet(&self.0, evidence, year, None)?))?;
        /// Điểm nghẽn: the losses with their shares of all lost points, and whether a lever moves them. Throws as `score`.
        fn bottlenecks(&self, evidence: &js::Evidence, year: &js::Number, levers: Option<js::Levers>) -> "Bottlenecks" = {
            let levers: Vec<_> = optional(levers)?.unwrap_or_default();
            answer(&insight::bottlenecks(&sheet(&self.0, evidence, year, None)?, &levers))?
        };
        /// Mức tăng ít nhất: the least addition to a numerator that gains points. Throws `insight.cannot_gain`, and as `score`.
        fn leastIncrease(&self, criterion: &js::Text, measure: &js::Measure, points: &js::Exact) -> "LeastIncrease" =
            answer(&self.0.least_increase(&text(criterion), &read(measure)?, exact(points)?)?)?;
        /// Phương án ít tốn kém nhất: the cheapest change of the evidence that reaches a goal. Throws
        /// `insight.cannot_gain`, `insight.lever_unfit`, `insight.search_too_large`, and as `score`.
        fn targetSearch(&self, request: &js::SearchRequest) -> "TargetPlan" =
            answer(&self.0.target_search(&read(request)?)?)?;
        /// Đóng góp vào tổng điểm: the lines that add up to the total, and every criterion's share. Throws as `score`.
        fn contributions(&self, evidence: &js::Evidence, year: &js::Number) -> "Contributions" =
            answer(&insight::contributions(&sheet(&self.0, evidence, year, None)?)?)?;
        /// Khoảng cách: of a total to that of other evidence, of the same year and rule set unless others are given, and
        /// the lines it is made of. Throws as `score`.
        fn gap(
            &self, evidence: &js::Evidence, year: &js::Number, other_evidence: &js::Evidence,
            other_year: Option<js::Number>, other_rules: Option<js::RuleSet>
        ) -> "Gap" = {
            let (rules, other_year) = (other(other_rules.as_ref(), &self.0)?, other_year.as_ref().unwrap_or(year));
            let theirs = sheet(&rules, other_evidence, other_year, None)?;
            answer(&insight::gap(&sheet(&self.0, evidence, year, None)?, &theirs)?)?
        };
        /// Khoảng cách với trung bình: of a total to the mean of others, itself among them where its evidence is given
        /// with theirs. Throws `input.empty_list`, and as `score`.
        fn gapToMean(&self, evidence: &js::Evidence, year: &js::Number, others: &js::EvidenceLists) -> "Gap" = {
            let (own, others) = (sheet(&self.0, evidence, year, None)?, read::<Vec<Vec<Evidence>>>(others)?);
            let year = own.year;
            let others = others.iter().map(|evidence| self.0.score(year, None, evidence));
            answer(&insight::gap_to_mean(&own, &others.collect::<Result<Vec<_>, _>>()?)?)?
        };
        /// Biến động giữa hai năm: the change from this set and year to a newer one, split into performance, rules and
        /// applicability; `codes` are the newer codes of criteria that changed theirs. Throws as `score`.
        fn changeTo(
            &self, newer: &js::RuleSet, evidence: &js::Evidence, year: &js::Number, newer_evidence: &js::Evidence,
            newer_year: &js::Number, codes: Option<js::Codes>
        ) -> "ScoreChange" = {
            let old = YearData { rules: self.0.clone(), year: read(year)?, evidence: read(evidence)? };
            let rules = other(Some(newer), &self.0)?;
            let new = YearData { rules, year: read(newer_year)?, evidence: read(newer_evidence)? };
            answer(&insight::change_between(&old, &new, &optional(codes)?.unwrap_or_default())?)?
        };
        /// Nếu như: the score before and after figures are replaced or added, with ranks where the unrounded totals of
        /// the other units are given. Throws as `score`.
        fn whatIf(
            &self, evidence: &js::Evidence, year: &js::Number, changes: &js::Evidence, league: Option<js::Entries>
        ) -> "WhatIf" = {
            let (evidence, changes, league) = (read::<Vec<_>>(evidence)?, read::<Vec<_>>(changes)?, optional::<Vec<_>>(league)?);
            answer(&self.0.what_if(read(year)?, &evidence, &changes, &league.unwrap_or_default())?)?
        };
        /// Ảnh hưởng của cách chấm tiêu chí không áp dụng: every unit's points and rank under each policy. Throws as
        /// `scoreAll`.
        fn applicabilityEffect(&self, units: &js::Units, year: &js::Number) -> "ApplicabilityEffect" =
            answer(&insight::applicability_effect(&self.0, read(year)?, &read::<Vec<_>>(units)?)?)?;
        /// So sánh hai bộ chỉ số: what a newer edition adds, removes and changes; `codes` as in `changeTo`. Throws
        /// `scoring.unknown_criterion`, `input.duplicate_id`.
        fn diff(&self, newer: &js::RuleSet, codes: Option<js::Codes>) -> "RuleSetDiff" =
            answer(&self.0.diff(&other(Some(newer), &self.0)?, &optional(codes)?.unwrap_or_default())?)?;
        /// Cùng số liệu theo hai bộ chỉ số: points, ranks and criteria before and after; `codes` as in `changeTo`.
        /// Throws `input.empty_list`, and as `diff`.
        fn diffScores(&self, newer: &js::RuleSet, units: &js::Units, codes: Option<js::Codes>) -> "ScoreDiff" = {
            let (newer, codes) = (other(Some(newer), &self.0)?, optional(codes)?.unwrap_or_default());
            answer(&insight::diff_scores(&self.0, &newer, &read::<Vec<_>>(units)?, &codes)?)?
        };
    }

    /// Báo cáo định kỳ: sections to read and figures to check.
    struct Report(cchc::Report) {
        /// Writes the report of a period's records. Throws what the calculations in it throw.
        fn write(records: &js::Records, calendar: Calendar) -> "Report" =
            Self(cchc::Report::write(&read(records)?, &chosen(calendar)?)?);
        /// Writes the dossier report of a CSV export, as text or its bytes. Throws as `dossierTable`.
        fn ofDossiers(csv: &js::Csv, as_of: &js::IsoDate, calendar: Calendar, columns: Option<js::ColumnMap>) -> "Report" =
            Self(cchc::Report::of_dossiers(&table(csv, as_of, calendar, columns)?)?);
        /// The report as plain text, in Vietnamese unless `lang` is `en`. Throws `text.unknown_language`.
        fn toText(&self, lang: Option<js::Lang>) -> "string" = self.0.to_text(self::lang(lang)?);
        /// The report as Markdown, in Vietnamese unless `lang` is `en`. Throws `text.unknown_language`.
        fn toMarkdown(&self, lang: Option<js::Lang>) -> "string" = self.0.to_markdown(self::lang(lang)?);
        /// The report as one page of HTML that needs nothing else, in Vietnamese unless `lang` is `en`. Throws
        /// `text.unknown_language`.
        fn toHtml(&self, lang: Option<js::Lang>) -> "string" = self.0.to_html(self::lang(lang)?);
        /// Biểu đồ: a chart by its id as SVG; `null` where the report has none of that id. Throws `text.unknown_language`.
        fn chartSvg(&self, id: &js::Text, lang: Option<js::Lang>) -> "string | null" =
            self.0.chart_svg(&text(id), self::lang(lang)?).map_or(JsValue::NULL, JsValue::from);
        /// The whole report as a plain object.
        fn toObject(&self) -> "ReportDocument" = answer(&self.0)?;
        /// Con số: a figure by its name; `null` where the report has none of that name.
        fn figure(&self, id: &js::Text) -> "Figure | null" = answer(&self.0.figure(&text(id)))?;
    }
}
