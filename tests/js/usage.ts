// Checked by `tsc`, never run: the types of the package as its users meet them.

import init, {
  apology, apologyCompliance, apologyDuty, classify, dataEdition, dayNumber, deadline, deadlineCase, deadlineColumns,
  dossierTable, errorCodes, inspectionSummary, isoDay, isoMinute, limitUnits, lunarDay, mean, minuteNumber, movement,
  movements, nextPlace, NO_DAY, notices, onTimeStats, outcomeNames, planProgress, proceduresTotal, rank, rankColumn,
  rankDraws, reasonCodes, recompute, Report, reportOutlines, reportPhrases, robustness, RuleSet, scoreReasonCodes, solarDay, stageReport,
  standingBefore, statsSummary, surveyBootstrap, surveyMargin, surveyQuestionnaire, surveyResults, surveySampleSize,
  surveyTally, surveyWilson, tallyDraws, WorkCalendar,
  audit, auditDossiers, dossierCode, indicators, indicatorSheet, procedureCode, replay, replayAll, sectorCode, period, periods,
  Tally, TallyCounter, yearBefore,
  feedbackCase, feedbackRegimes, feedbackReport, ledgerNames, ledgerReport,
  inspectionReport, planCarryOver, planMovement, planReport,
  Catalogue, reviewSummary,
  AgencyRegister, handover, provinceOfCode, provinceOfName, provinces,
} from "cchc";
import type { AgencyChange, AgencyNode, Province, RegisterDocument } from "cchc";
import type {
  Apology, ApologyCompliance, CchcError, Classification, ClockEvent, CutOff, Deadline, DeadlineCase, DeadlineColumns,
  DeadlineResults, DeadlineRule, Dossier, Evidence, Figure, FlagColumn, Flow, Interval, Issue, LeastIncrease, Loss, LunarDay, Measure, NextPlace, Notice,
  NumberColumn, OfficeHours, OnTimeTable, Outline, Overlay, Ranking, Recomputed, Records, ReportDocument, ScoreNode, ScoreSheet,
  ClassResults, Contributions, Gap, Movements, Questionnaire, RobustnessReport, RuleSetCheck, RuleSetDocument,
  ScoreChange, ScoreColumn, ScoredLeague, ScoreResults, ScoreSheets, Sector, StageFlow, StageReport, StatsSummary,
  SurveyData, TargetPlan, Text, TimeLimit, Years,
  Audit, Finding, History, IndicatorData, IndicatorEvidence, IndicatorSheet, Replay, Replays, CountedColumns, CountedTally, DossierTable, Period, PolicyEffect, TallyColumns,
  TallyPolicy, TallySpec, TallyView,
  Feedback, FeedbackRegime, LedgerEntry,
  Due, InspectionReport, Inspections, Plan, PlanReport,
  ProcedureVersion, Punctuality,
} from "cchc";

/** True only when the two types are the same, so that `any` passes for nothing. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Same<A, B>): void {}

await init();
await init({ module_or_path: new URL("https://example.org/cchc_bg.wasm") });

const calendar: WorkCalendar = WorkCalendar.vietnam();
same<ReturnType<WorkCalendar["isWorkingDay"]>, boolean>(true);
same<ReturnType<WorkCalendar["addWorkingDays"]>, string>(true);
same<ReturnType<WorkCalendar["countWorkingDays"]>, number>(true);
const reason = calendar.projected().explain("2027-02-08");
if (reason.status === "estimated" && reason.name !== null) console.log(reason.name.vi, reason.source.article);
// @ts-expect-error a Date has no day without a time zone
calendar.isWorkingDay(new Date());
// @ts-expect-error a number of days is a number
calendar.addWorkingDays("2026-08-20", "2");
// @ts-expect-error a calendar is not made with `new`
new WorkCalendar();
// @ts-expect-error the kind of a day is one of a closed list
if (reason.kind === "sunday") console.log();

const hours: OfficeHours = {
  weekly: [{ days: ["monday", "friday"], intervals: [["07:00", "11:30"]] }],
  source: { document: "QC 1" },
};
const storm: Overlay = {
  source: { document: "CĐ 1" },
  days_off: [{ from: "2026-09-24", reason: { vi: "bão", en: "storm" } }],
};
const office = calendar.forSector("public").knownAt("2026-06-01").overlaid([storm], "H15.15").withHours(hours);
const reception = office.overlaid([storm], null, "reception");
same<typeof office.sector, Sector>(true);
const shift: Interval | undefined = (reception.hours ?? hours).weekly[0]?.intervals[0];
same<ReturnType<WorkCalendar["intervals"]>, Interval[]>(true);
const instant: string = office.addWorkingMinutes("2026-03-02T11:00:00", 60);
const spent: number = office.countWorkingMinutes("2026-03-02T11:00:00", instant);
const earlier: string = office.subtractWorkingDays("2026-08-24", 1);
const ics: string = office.toIcs("2026-08-01", "2026-08-31", "en");
// @ts-expect-error a sector is one of two
calendar.forSector("private");
// @ts-expect-error hours say the text that sets them
calendar.withHours({ weekly: [] });
// @ts-expect-error a weekday has its English name
storm.weekly_days = [{ weekday: "thứ hai", reason: { vi: "", en: "" } }];

const received = Int32Array.of(dayNumber("2026-08-20"), NO_DAY);
same<ReturnType<WorkCalendar["addWorkingDaysColumn"]>, NumberColumn>(true);
same<ReturnType<WorkCalendar["isWorkingDayColumn"]>, FlagColumn>(true);
const dues: (string | null)[] = Array.from(calendar.addWorkingDaysColumn(received, 2).answers, isoDay);
const { answers, reasons, failed } = calendar.addWorkingDaysColumn(received, Int32Array.of(1, 2));
const codes: (string | undefined)[] = Array.from(reasons, (number) => reasonCodes()[number]);
const passed: Int32Array = calendar.countWorkingDaysColumn(received, answers).answers;
const starts = Int32Array.of(minuteNumber("2026-03-02T11:00:00"));
const done_at: string | null = isoMinute(office.addWorkingMinutesColumn(starts, 60).answers[0] ?? NO_DAY);
const worked: number = office.countWorkingMinutesColumn(starts, starts).failed + failed;
// @ts-expect-error a column is an Int32Array, not an array of numbers
calendar.addWorkingDaysColumn([20_685], 2);
// @ts-expect-error nor one of floats
calendar.isWorkingDayColumn(new Float64Array(1));
// @ts-expect-error the day of a missing number is null
const someDay: string = isoDay(NO_DAY);

same<ReturnType<typeof deadline>, Deadline>(true);
const due: string | null = deadline("2026-08-20", { working_days: 2 }, calendar).due;
// @ts-expect-error a limit says its unit
deadline("2026-08-20", 2);
// @ts-expect-error and one that exists
deadline("2026-08-20", { days: 2 });
const limits: TimeLimit[] = [
  { working_days: 3 }, { working_days: "0.25", minutes_per_day: 480 }, { working_hours: "1.5" }, { working_minutes: 90 },
  { calendar_days: 15 }, { weeks: 2 }, { months: 1 }, { years: 1 }, { hours: 24 }, { in_the_day: true }, { not_counted: true },
];
const { limit } = deadline("2026-08-20", { weeks: 2 });
if ("working_days" in limit) console.log(limit.working_days, limit.minutes_per_day);

const source = { document: "QĐ 1" };
const cutOffs: CutOff[] = [
  "63/2024/NĐ-CP", { effect: "clock", at: "15:00", source }, { effect: "last_minutes", minutes: 30, source },
  { effect: "next_morning", at: "16:00", resume: "07:30", source },
];
// @ts-expect-error what counts the last minutes says how many
cutOffs.push({ effect: "last_minutes", source });
const rule: DeadlineRule = {
  pieces: [{ from: 1, through: 10, limit: { working_days: 3 } }, { from: 11, limit: { working_days: 5 } }],
  cut_off: cutOffs[0] ?? null, supplement: "restart", after_payment: { working_days: 2 },
  areas: [{ area: "xã đảo", add: { working_days: 2 }, source }],
};
const events: ClockEvent[] = [
  { event: "excluded", at: "2026-03-04", to: "2026-03-06", ground: "niêm yết" },
  { event: "extended", at: "2026-03-09", by: { working_days: 2 } }, { event: "finished", at: "2026-03-12T09:00:00" },
];
// @ts-expect-error an exclusion says why
events.push({ event: "excluded", at: "2026-03-04", to: "2026-03-06" });
same<ReturnType<typeof deadlineCase>, Deadline>(true);
const history: DeadlineCase = { received: "2026-03-02", rule, count: 4, events, as_of: "2026-03-12" };
const counted_case = deadlineCase(history, calendar);
const left: number | undefined = counted_case.progress?.remaining;
const met: string | null | undefined = counted_case.appointments.at(-1)?.met_at;
if (counted_case.effects[0]?.event === "re_appointed") console.log(counted_case.effects[0].due_after);
// @ts-expect-error the clock may stand still
const promised: string = counted_case.due;

const pauses = { offsets: Int32Array.of(0, 0), from: new Int32Array(), to: new Int32Array() };
const batch: DeadlineColumns = {
  received: starts, rules: [rule], rule: Uint16Array.of(0), amount: Int32Array.of(3), unit: Uint8Array.of(1), pauses,
  finished: starts, asOf: "2026-03-12T17:00:00",
};
same<ReturnType<typeof deadlineColumns>, DeadlineResults>(true);
const results = deadlineColumns(batch, office);
const overdue: number = results.outcome.filter((number) => outcomeNames()[number] === "overdue").length + results.failed;
const late_by: Int32Array = deadlineColumns({ received: starts, rules: [rule], asOf: starts[0] ?? NO_DAY }).remaining;
const in_hours: number = limitUnits().indexOf("hours");
// @ts-expect-error the units of a column are bytes
deadlineColumns({ ...batch, unit: Int32Array.of(1) });

const flow: Flow[] = [
  { id: "UBND xã", limit: { working_days: 2 }, finished: "2026-03-05" },
  { parallel: [{ id: "Sở", agency: "H15.15", limit: { working_days: 3 } }, { sequence: [{ id: "Thuế", limit: { hours: 4 } }] }] },
];
// @ts-expect-error a step has a limit
flow.push({ id: "Bộ" });
const whole: StageFlow = { received: "2026-03-02", limit: { working_days: 5 }, flow, overlays: [storm], as_of: "2026-03-06" };
same<ReturnType<typeof stageReport>, StageReport>(true);
const steps: string[] = stageReport(whole).stages.map((stage) => `${stage.id}: ${stage.state}`);
same<ReturnType<typeof apology>, Apology>(true);
const owed_by: string | null = apology({ due: "2024-03-11" }, "2024-03-31", calendar).by_working_days;
same<ReturnType<typeof apologyCompliance>, ApologyCompliance>(true);
const undecided: number = apologyCompliance([{ due: "2024-03-11" }], "2024-03-31").undecided;
same<ReturnType<typeof notices>, Notice[]>(true);
const told: string[] = notices("2026-03-02T08:00:00", "online", null, office).map((notice) => notice.due);
// @ts-expect-error a channel is one of three
notices("2026-03-02", "phone");
const life: History = {
  id: "H56.14-260302-0001", rule: { limit: { working_days: 5 } }, channel: "post", received_by: "Một cửa",
  events: [{ event: "received", at: "2026-03-02" }, { event: "transferred", at: "2026-03-03", to: "Phòng A", who: "B" }],
};
// @ts-expect-error a transfer says where to
life.events.push({ event: "transferred", at: "2026-03-04" });
same<ReturnType<typeof replay>, Replay>(true);
const holders: (string | null)[] = replay(life, "2026-03-31", office).stages.map((stage) => stage.stage);
same<ReturnType<typeof replayAll>, Replays>(true);
const lived: (Replay | null)[] = replayAll([life], "2026-03-31").replays;
same<ReturnType<typeof audit>, Audit>(true);
const rows: Finding[] = audit([life], "2026-03-31", { cluster_by: "official", kinds: ["last_hour_cluster"] }).findings;
const cautions: Text[] = auditDossiers([{ id: "A" }], "2026-03-31").by_kind.map((kind) => kind.caution);
// @ts-expect-error a kind is one of ten
audit([life], "2026-03-31", { kinds: ["late"] });
const lists: IndicatorData = {
  level: "commune", period: { from: "2026-07-01", through: "2026-07-31" },
  dossiers: [{ id: "A", received: "2026-07-01", due: "2026-07-06" }], feedback: null,
};
const rulesOfIndex = RuleSet.shipped("qd-766-2022");
same<ReturnType<typeof indicators>, IndicatorEvidence>(true);
same<ReturnType<typeof indicatorSheet>, IndicatorSheet>(true);
const costly: string[] = indicators(rulesOfIndex, lists, "2026-08-03").lineage.flatMap((line) => line.behind);
const lostPoints: (string | null)[] = indicatorSheet(rulesOfIndex, lists, "2026-08-03", []).points.map((one) => one.lost_points);
// @ts-expect-error feedback is about one of four things
lists.feedback = [{ id: "1", sent: "2026-07-01", about: "noise" }];
const group: string | null = dossierCode("H56.14-240823-0001", "20/2020/QĐ-TTg").level_1;
const version: string | null = procedureCode("2.002409.H05").agency;
const sector: string = sectorCode("G03-GD10").sector;

same<ReturnType<typeof period>, Period>(true);
same<ReturnType<typeof periods>, Period[]>(true);
const quarter = period("reporting", "quarter", 2026, 2);
const send_by: string | null = yearBefore(quarter).send_by ?? yearBefore({ rule: "calendar", kind: "year", year: 2026, number: 1 }).send_by;
// @ts-expect-error which of the two rules is meant is always said
period("quarter", 2026, 2);
const tally_spec: TallySpec = { periods: [quarter], by: ["agency"], working_time: "working_days" };
same<ReturnType<typeof Tally.ofDossiers>, CountedTally>(true);
same<ReturnType<typeof Tally.ofColumns>, CountedColumns>(true);
const dossier_table: DossierTable = {
  received: { minutes: new Int32Array(2) }, due: new Int32Array(2), status: null,
  by: { agency: { codes: new Uint16Array(2), labels: ["Sở Nội vụ"] } },
};
const tally = Tally.merged([Tally.ofColumns(dossier_table, tally_spec, calendar).tally, Tally.fromCsv("", tally_spec).tally]);
const tally_bytes: Uint8Array = tally.merge(Tally.fromBytes(tally.toBytes())).toBytes();
const policy: TallyPolicy = { compare: "instant", withdrawn: "within" };
same<ReturnType<Tally["view"]>, TallyView>(true);
same<ReturnType<Tally["policyEffect"]>, PolicyEffect>(true);
same<ReturnType<Tally["figures"]>, TallyColumns>(true);
const view = tally.view({ by: ["agency"], each_period: true, policy, tree: [{ id: "H15", name: "Tỉnh" }] });
const c7: number | undefined = view.rows[0]?.form.c7;
const changed: number | undefined = tally.policyEffect(policy).total.changes.c8;
const behind_it: Uint32Array = Tally.members(dossier_table, tally_spec, { places: ["late"], carried_over: true });
const late_counts: BigUint64Array | undefined = tally.figures(policy, ["late"]).figures.late;
const counter: TallyCounter = TallyCounter.of(tally_spec, calendar);
const left_out: Uint8Array = counter.add(dossier_table);
const all_counted: Tally = counter.finish();
// @ts-expect-error codes come with their labels
Tally.ofColumns({ ...dossier_table, by: { agency: { codes: new Uint8Array(2) } } }, tally_spec);
// @ts-expect-error a figure is one of a closed list
tally.figures(policy, ["lates"]);

same<ReturnType<typeof lunarDay>, LunarDay>(true);
const tet: string = solarDay(lunarDay("2026-02-17").lunar);
const leap: string = solarDay({ year: 2025, month: 6, leap: true, day: 1 });

const dossier: Dossier = { id: "A-1", received: "2026-08-20T09:30:00", limit: { working_days: 2 } };
same<ReturnType<typeof classify>, Classification>(true);
const classified = classify(dossier, "2026-08-24");
const word: string = "outcome" in classified ? classified.outcome : classified.set_aside;
same<ReturnType<typeof onTimeStats>, StatsSummary>(true);
same<ReturnType<typeof recompute>, Recomputed>(true);
const moved_dates = recompute(calendar.knownAt("2025-12-24"), null, [dossier], "2026-08-24").changed;
const stats = statsSummary({ early: 1, set_aside: { waiting: 2 } });
const percent: string | null = stats.on_time_of_resolved.percent;
// @ts-expect-error a rate of nothing is null
const surely: string = stats.on_time_of_resolved.percent;
const kept: number = stats.set_aside.waiting + stats.in_progress;
same<ReturnType<typeof dossierTable>, OnTimeTable>(true);
const issues: Issue[] = dossierTable(new Uint8Array(), "2026-08-31", null).issues;
const applicable: boolean = apologyDuty(2, 1, "2026-03-31").applicable;

const rules = RuleSet.shipped(RuleSet.shippedIds()[0] ?? "");
same<typeof rules.status, "official" | "reconstructed" | "template">(true);
const measure: Measure = { ratio: { numerator: 79, denominator: "82" } };
const evidence: readonly Evidence[] = [{ criterion: "1.1", measure }, { criterion: "CLGQ", measure: { points: "8.97" } }];
same<ReturnType<RuleSet["score"]>, ScoreSheet>(true);
const office_unit = { id: "H15.15", name: "Sở Nội vụ" };
const sheet = rules.score(evidence, 2026, office_unit);
const leaves = (node: ScoreNode): ScoreNode[] => (node.children.length === 0 ? [node] : node.children.flatMap(leaves));
const titles: Text[] = sheet.criteria.flatMap(leaves).map((node) => node.title);
const shape = sheet.criteria[0]?.rule?.shape;
if (shape?.kind === "proportional") console.log(shape.target_percent, shape.zero_denominator);
same<ReturnType<RuleSet["losses"]>, Loss[]>(true);
same<ReturnType<RuleSet["leastIncrease"]>, LeastIncrease>(true);
// @ts-expect-error a score is of a year
rules.score(evidence);
// @ts-expect-error a measure has one of the forms there are
rules.score([{ criterion: "1.1", measure: { share: 5 } }], 2026);
const staged: Evidence = {
  criterion: "1.2", self: { points: "1.5" }, first_appraisal: { measure, note: "x" }, documents: ["BC 1"],
};
const measures: Measure[] = [
  { level: "late" }, { value: 5, previous: "4", peers: { mean: "4.5" } }, { items: [{ id: "a", count: 2 }] },
  { cases: [{ count: 3, measure }] }, { not_done: true }, { conditions: [{ id: "plan", met: true }] },
];
const own: RuleSetDocument = JSON.parse(rules.toJson());
same<ReturnType<typeof RuleSet.check>, RuleSetCheck>(true);
const wrong: Issue[] = RuleSet.check(own).issues;
const table = RuleSet.fromCsv(own, new Uint8Array());
same<typeof table.years, Years>(true);
same<ReturnType<RuleSet["scoreAll"]>, ScoreSheets>(true);
const league: ScoredLeague = rules.league([{ unit: office_unit, evidence: [staged], events: ["corruption"] }], 2026, ["H15.15"]);
const band: string | null | undefined = league.classification?.units[0]?.class;
const next_band: ClassResults = rules.classify([{ id: "a", points: "90", facts: [{ id: "on_time", value: 95 }] }]);
const made: Contributions = rules.contributions(evidence, 2026);
const behind: Gap = rules.gap(evidence, 2026, [staged], 2025, table);
const moved_by: ScoreChange = rules.changeTo(table, evidence, 2025, evidence, 2026, { "1.1": "1.2" });
const plan: TargetPlan = rules.targetSearch({ year: 2026, evidence, goal: { points: "2" }, every: 1 });
// @ts-expect-error a goal is one of five
rules.targetSearch({ year: 2026, evidence, goal: { share: "2" } });
const columns: ScoreColumn[] = [
  { code: "1.1", numerators: Int32Array.of(1), denominators: Int32Array.of(2) },
  { code: "1.2", points: BigInt64Array.of(125n), places: 2 }, { code: "1.3", levels: Uint8Array.of(1) },
];
const scores: ScoreResults = rules.scoreColumns(columns);
const ranks: Uint32Array = rankColumn(scores.unrounded, "dense");
const reasons_of = Array.from(scores.reasons, (number) => scoreReasonCodes()[number]);
const together: Movements = movements({ now: [{ id: "a", rank: 1 }], earlier: [{ id: "a", rank: 2 }] });

const questionnaire: Questionnaire = surveyQuestionnaire(JSON.parse("{}"));
const data: SurveyData = { responses: [{ respondent: "1", answers: [{ question: "q", option: "5" }] }] };
const counted_rows: number = surveyTally(questionnaire, data).rows_used;
const satisfied: string | undefined = surveyResults(questionnaire, data, [{ stratum: "a", population: 100 }]).total.overall.satisfied?.percent;
const seed: number | bigint = surveyBootstrap(questionnaire, [], { seed: 2n ** 60n, draws: 100, confidence_percent: "95" }).plan.seed;
const enough: number = surveySampleSize(1000, "0.05").size;
const off: string = surveyMargin(1000, 300, 4).margin + surveyWilson(5, 10, { percent: 95 }, 2).lower_percent;
const robust: RobustnessReport = robustness({
  criteria: [{ code: "1", maximum: "60" }], units: [{ id: "a", values: [{ criterion: "1", value: 5 }] }],
  normalisation: "none", aggregation: "arithmetic",
  settings: { seed: 1, draws: 100, confidence: "0.9", uncertainties: [{ weight_noise: { distribution: "bell", width: "0.2" } }] },
});
const drawn: Uint32Array = rankDraws(new Float64Array(4), new Float64Array(2), 2);
const noisy: Uint32Array = tallyDraws(new Float64Array(4), { weights: new Float64Array(2), distribution: "bell", width: 0.2, seed: 1n }, 0, 10);
// @ts-expect-error floats are in a Float64Array
rankDraws([1, 2], [1], 1);

same<ReturnType<typeof rank>, Ranking>(true);
same<ReturnType<typeof nextPlace>, NextPlace | null>(true);
const ranked = rank([{ id: "a", points: "65.47" }, { id: "b", points: 66 }], "dense");
const tied: number | undefined = ranked.entries[0]?.sharing;
// @ts-expect-error a tie rule is one of four
rank([], "olympic");
const moved = movement({ rank: 8, of: 17 }, { rank: 15, of: 17 });
const before = standingBefore({ points: "84.84", rank: 20 }, moved, 63);
const average: string = mean(["74.85", 76], 2);

const counted: number = proceduresTotal([{ level: "province", procedures: 1820, source: { document: "QĐ 1" } }]);
const done: string | null = planProgress([{ id: "1", done: "2026-02-10" }], "2026-03-14").done_percent;
const states = inspectionSummary({ units: [{ name: "A" }] }, "2026-03-14").follow_up.map((item) => item.state);

const heard: Feedback = { id: "F1", sent: "2026-07-01", kind: "unsuitable", competent: true, channel: "online" };
const answer_due = feedbackCase(heard, "2026-07-31", "18/2018/TT-BCT").steps.find((step) => step.step === "answer")?.due;
const house: FeedbackRegime = {
  id: "QC 1", title: { vi: "Quy chế", en: "House rules" },
  rules: [{ step: "answer", limit: { working_days: 15 }, source: { document: "QC 1" } }],
};
const july = { from: "2026-07-01", through: "2026-07-31" };
const still_open: string[] = feedbackReport({ period: july, regime: house, records: [heard] }, "2026-08-03").totals.open.ids;
const seen = feedbackRegimes().filter((regime) => regime.certainty === "seen").map((regime) => regime.from ?? regime.not_before);
const entry: LedgerEntry = { id: "a", name: "training_courses", value: 3, date: "2026-07-03", source: { document: "BC 1" } };
const grown = ledgerReport({ period: july, entries: [entry] }).lines.map((line) => line.change?.percent ?? line.previous_state);
const flows = ledgerNames().filter((name) => name.nature === "flow").length;
const yearPlan: Plan = {
  year: 2026, issued: "2026-01-05", targets: [{ id: "1", title: { vi: "Hài lòng", en: "Satisfied" }, unit: "%", direction: "at_least", value: 95 }],
  tasks: [
    { id: "1", due: { period: { rule: "calendar", kind: "quarter", year: 2026, number: 1 } }, reports: [{ date: "2026-02-02", percent: "50" }] },
    { id: "2", due: { ongoing: true }, depends_on: ["1"] },
    { id: "3", due: { own_plan: { title: "Kế hoạch riêng" } }, cancelled: { date: "2026-03-02", document: { document: "QĐ 1" } } },
  ],
};
same<ReturnType<typeof planReport>, PlanReport>(true);
const open_tasks: string[] = planReport(yearPlan, "2026-03-14", 30).states.flatMap((state) => state.ids);
const went_on: number = planMovement(yearPlan, "2026-01-31", "2026-03-14").unchanged;
const carried: string[] = planCarryOver(yearPlan, 2027, "2026-12-31").need_deadline;
// @ts-expect-error a period says by which rule it is counted
const undecidedDue: Due = { period: { kind: "quarter", year: 2026, number: 1 } };
const inspections: Inspections = {
  plans: [{ year: 2026, own_units: [{ name: "A" }], planned: ["A"], threshold: { shipped: "own_units_2025" } }],
  inspections: [{ id: "1", form: "direct", conclusion: { date: "2026-03-02" }, recommendations: [{ finding: "a", within: { working_days: 15 } }] }],
};
same<ReturnType<typeof inspectionReport>, InspectionReport>(true);
const never: string[] = inspectionReport(inspections, "2026-03-14", calendar).never_inspected;
const own_list = Catalogue.of({ decisions: [{ number: "1/QĐ-UBND", signed: "2026-03-16", acts: [] }] });
same<ReturnType<Catalogue["versionAt"]>, ProcedureVersion>(true);
const in_force: number = own_list.counts("2026-03-31").total;
const judged: Punctuality = own_list.punctuality(rules, "province", "2026-03-31");
// @ts-expect-error a period goes by the day of signing or of effect
own_list.acts("2026-01-01", "2026-03-31", "published");
const reviewed: string | null = reviewSummary({ documents: [{ number: "1" }] }, "2026-03-31").documents.reviewed_percent;

const records: Records = { id: "q1", title: { vi: "Quý I", en: "Q1" }, as_of: "2026-03-14", dossiers: [dossier] };
const report = Report.write(records, calendar);
same<ReturnType<Report["toObject"]>, ReportDocument>(true);
const figure: Figure | null = report.figure("q1.dossiers.one_stop.on_time");
for (const block of report.toObject().sections.flatMap((section) => section.blocks)) {
  if ("sentence" in block) console.log(block.sentence.vi);
  if ("item" in block) console.log(block.item.vi);
  if ("table" in block) console.log(block.table.columns.map((column) => column.title.en));
  if ("chart" in block) console.log(block.chart.alternative.vi, report.chartSvg(block.chart.id)?.length);
}
const lines: string[] = report.toText("en").split("\n");
const page: string = report.toHtml() + report.toMarkdown("en");
const fields: number = reportOutlines().flatMap((outline: Outline) => outline.sections.map((section) => section.sections.length))[0] ?? 0;
const worded: Records = { ...records, outline: "par-2021", phrases: [{ id: reportPhrases()[0]!.id, vi: "Đến {as_of}" }] };
// @ts-expect-error no such outline is shipped
const unknown_outline: Records = { ...records, outline: "par-1999" };
// @ts-expect-error a report is written in vi or en
report.toText("fr");

const departments: RegisterDocument = {
  agencies: [
    { id: "ld", level: "province", kind: "department", names: [{ name: "Sở LĐ-TB&XH" }], until: "2025-02-28" },
    { id: "nv", level: "province", kind: "department", names: [{ name: "Sở Nội vụ" }] },
  ],
  changes: [
    { id: "1", on: "2025-03-01", kind: "absorbed", from: ["ld"], into: [{ agency: "nv" }], source: { document: "45/2025/NĐ-CP" } },
  ],
};
const register = AgencyRegister.fromJson(departments);
const answering: string = register.responsible("ld", "2025-03-01", { field: "Việc làm" }).answers.name;
const tree_of: AgencyNode[] = register.tree("identifier");
const merged_into: string[] = register.successors("ld", "2025-03-01").found.map(({ agency }) => agency.id);
const open_items: number | undefined = handover(register, {
  day: "2025-03-01",
  as_of: "2025-03-31",
  items: [{ id: "1", kind: "dossier", agency: "ld", opened: "2025-02-20" }],
}).totals.at(-1)?.open;
const carried_series: (string | null)[] = AgencyRegister.provinces()
  .carry({ how: "sum", onto: "2025-07-01", values: [{ agency: "yen-bai", year: 2024, value: 3 }] })
  .values.map(({ shown }) => shown);
const then: Province = provinceOfCode("15", "2025-06-30");
// @ts-expect-error a change is of one of eight kinds
const unknown_kind: AgencyChange["kind"] = "sold";

try {
  using own = WorkCalendar.fromJson("{}");
  console.log(own.edition);
} catch (error) {
  const refused = error as CchcError;
  if (refused.name === "CchcError") console.log(refused.code, refused.kind, refused.messageVi, refused.details?.["path"]);
}

export const all = [
  word, percent, surely, kept, issues, applicable, titles, tied, before, average, counted, done, states, figure, lines,
  dataEdition(), errorCodes().length, shift, spent, earlier, ics, dues, codes, passed, done_at, worked, someDay,
  due, limits, left, met, promised, steps, owed_by, undecided, told, tet, leap, moved_dates, overdue, late_by,
  in_hours, measures, wrong, band, next_band, made, behind, moved_by, plan, ranks, reasons_of, together, counted_rows,
  satisfied, seed, enough, off, robust, drawn, noisy,
  open_tasks, went_on, carried, undecidedDue, never,
  in_force, judged, reviewed,
  answering, tree_of, merged_into, open_items, carried, then, unknown_kind, provinceOfName("Huế").code, provinces("2025-07-01").length,
  holders, lived, rows, cautions, group, version, sector, send_by, tally_bytes, c7, changed, behind_it, late_counts,
  answer_due, still_open, seen, grown, flows,
];
