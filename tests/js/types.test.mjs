// The documents' TypeScript says what the answers hold: every interface against a real answer.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import * as cchc from "cchc";

const read = (name) => readFileSync(new URL(`../../bindings-wasm/src/${name}`, import.meta.url), "utf8");
const files = ["types", "scoring", "dossiers", "tallies", "feedback", "plans", "catalogue", "agencies", "reports"];
const source = files.map((name) => read(`${name}.ts`)).join("");

/** The members of an interface and of what it extends, by name. */
function members(name) {
  const found = new RegExp(`(?:export )?interface ${name}(?: extends ([^{]+?))? \\{\\n(.*?)\\n\\}`, "s").exec(source);
  assert.ok(found, `${name} is declared`);
  const own = [...found[2].matchAll(/^ {2}(\w+)\??:/gm)].map((member) => member[1]);
  const record = /Record<(\w+), \w+>/.exec(found[1] ?? "");
  if (record) {
    const union = new RegExp(`export type ${record[1]} =([^;]+);`).exec(source)[1];
    own.push(...[...union.matchAll(/"(\w+)"/g)].map((word) => word[1]));
  } else if (found[1]) {
    own.push(...found[1].split(",").flatMap((base) => members(base.trim())));
  }
  return own.sort();
}

const csv = "MaHoSo,NgayTiepNhan,NgayHenTra,NgayKetThucXuLy\nA,2026-03-02,2026-03-06,2026-03-05\nB,31/02/2026,,\n";
const rules = cchc.RuleSet.shipped("qd-766-2022");
const published = ["CKMB", "TDGQ", "CLGQ", "TTTT", "MDHL", "MDSH"].map((code) => ({ code, points: Int32Array.of(1) }));
const scores = rules.scoreColumns(published);
const table = cchc.dossierTable(csv, "2026-03-31");
const report = cchc.Report.ofDossiers(csv, "2026-03-31").toObject();
const deadline = cchc.deadline("2026-02-13", { working_days: 3 });
const inspection = cchc.inspectionSummary(
  {
    units: [{ name: "u" }],
    subjects: [{ id: "s", title: { vi: "s", en: "s" } }],
    findings: [{ id: "f", unit: "u", subjects: ["s"], statement: { vi: "f", en: "f" } }],
    recommendations: [{ finding: "f" }],
  },
  "2026-03-31",
);
const title = { vi: "t", en: "t" };
const plan = {
  year: 2026,
  targets: [{ id: "1", title, unit: "%", direction: "at_least", value: "95" }],
  tasks: [{ id: "1", due: { ongoing: true } }],
};
const planned = cchc.planReport(plan, "2026-03-31", 30);
const again = { unit: "u", subjects: ["steering"], statement: title, kind: "k" };
const yearly = (year) => ({
  id: String(year),
  form: "direct",
  subject_set: "cchc_2021",
  units: [{ name: "u", inspected: `${year}-03-02` }],
  findings: [{ id: "f", ...again }],
  recommendations: [{ finding: "f" }],
});
const inspected = cchc.inspectionReport(
  { plans: [{ year: 2026, own_units: [{ name: "u" }], planned: ["u"] }], inspections: [yearly(2025), yearly(2026)] },
  "2026-03-31",
);
const weekly = [{ days: ["monday", "tuesday", "wednesday", "thursday", "friday"], intervals: [["07:00", "11:30"]] }];
const season = { from: "04-15", until: "10-15", weekly };
const calendar = cchc.WorkCalendar.vietnam().withHours({ weekly, seasons: [season], source: { document: "QC" } });
const dossierCase = {
  received: "2026-03-02T09:00:00",
  rule: { limit: { working_hours: 2 }, cut_off: "63/2024/NĐ-CP" },
  events: [{ event: "excluded", at: "2026-03-02T09:30:00", to: "2026-03-02T10:00:00", ground: "niêm yết" }],
  as_of: "2026-03-02T10:00:00",
  history: true,
};
const clock = cchc.deadlineCase(dossierCase, calendar);
const flow = { received: "2026-03-02", limit: { working_days: 4 }, flow: [{ id: "a", limit: { working_days: 5 } }] };
const stages = cchc.stageReport(flow);
const apology = { due: "2024-03-11" };
const old = calendar.knownAt("2025-12-24");
const recomputed = cchc.recompute(old, null, [{ id: "A", received: "2025-12-30", limit: { working_days: 2 } }], "2026-01-03");
const history = {
  id: "H56.14-260302-0001",
  rule: { limit: { working_days: 5 }, supplement: "suspend" },
  events: [
    { event: "received", at: "2026-03-02" },
    { event: "supplement_asked", at: "2026-03-03" },
    { event: "supplement_received", at: "2026-03-04", due_after: "2026-03-20" },
  ],
};
const replay = cchc.replay(history, "2026-03-05");
const audit = cchc.audit([history], "2026-03-05");
const tallySpec = { periods: [{ from: "2026-02-01", through: "2026-02-28" }], working_time: "working_days" };
const counted = cchc.Tally.ofDossiers([{ id: "A", received: "2026-02-02", due: "2026-02-03", finished: "2026-02-03T08:00" }], tallySpec);
const view = counted.tally.view();
const effect = counted.tally.policyEffect({ no_due: "within" });
const [tallied] = view.totals;
const july = { level: "commune", period: { from: "2026-07-01", through: "2026-07-31" } };
const julySheet = cchc.indicatorSheet(rules, { ...july, dossiers: [{ id: "A", received: "2026-07-01", due: "2026-07-02" }, { id: "B", received: "2026-07-01" }] }, "2026-08-03");
const onTime = cchc.indicators(rules, { ...july, dossiers: [{ id: "A", received: "2026-07-01", due: "2026-07-02" }] }, "2026-08-03");
const tt01 = cchc.RuleSet.shipped("tt-01-2018-agencies");
const settled = { id: "A", received: "2025-03-03", due: "2025-03-05", finished: "2025-03-04", status: 9 };
const march = { level: "commune", period: { from: "2025-03-01", through: "2025-03-31" } };
const levels = cchc.indicators(tt01, { ...march, dossiers: [settled] }, "2025-04-01").lineage[0].levels;
const provinces = cchc.AgencyRegister.provinces();
const yenBai = { id: "1", kind: "dossier", agency: "yen-bai", opened: "2025-06-20" };
const handed = cchc.handover(provinces, { day: "2025-07-01", as_of: "2025-07-31", items: [yenBai] });
const merged = provinces.carry({ how: "sum", onto: "2025-07-01", values: [{ agency: "yen-bai", year: 2024, value: 1 }] });
const followed = provinces.successors("yen-bai", "2025-07-01");
const quangNinh = cchc.provinceOfCode("22");
const answers = {
  AgencyAt: provinces.agencyAt("yen-bai", "2025-06-30"),
  IdentifierAt: provinces.agencyAt("yen-bai", "2025-06-30").identifier,
  AgenciesAt: provinces.treeAt("2025-06-30"),
  AgencyRef: followed.of,
  Succession: followed,
  Relative: followed.found[0],
  SuccessionStep: followed.found[0].through[0],
  Responsible: provinces.responsible("yen-bai", "2025-07-01"),
  CarriedSeries: merged,
  Carried: merged.values[0],
  Contribution: merged.values[0].parts[0],
  Province: quangNinh,
  Upgrade: quangNinh.upgrade,
  ProvinceRef: cchc.provinceOfCode("02").successor,
  Handover: handed,
  AgencyHandover: handed.agencies[0],
  ItemCounts: handed.agencies[0].eve,
  ItemHandover: handed.items[0],
  HandoverTotal: handed.totals[0],
  HandoverScope: handed.scope,
  Period: cchc.period("reporting", "quarter", 2026, 1),
  CountedTally: counted,
  CountedColumns: cchc.Tally.ofColumns({ received: new Int32Array() }, tallySpec),
  TallySpec: { ...counted.tally.spec, working_time: null },
  Span: counted.tally.spec.periods[0],
  TallyView: view,
  TallyPolicy: view.policy,
  TallyRecords: view.records,
  ViewRow: tallied,
  TallyFigures: tallied.figures,
  ReceivedFigures: tallied.figures.received,
  ResolvedFigures: tallied.figures.resolved,
  PendingFigures: tallied.figures.pending,
  ApartFigures: tallied.figures.apart,
  FormRow: tallied.form,
  Identities: tallied.identities,
  Identity: tallied.identities.whole,
  TallyRates: tallied.rates,
  WorkingTimes: tallied.working_time,
  TimeCount: tallied.working_time.distribution[0],
  PolicyEffect: effect,
  EffectRow: effect.total,
  TallyColumns: counted.tally.figures(),
  IndicatorEvidence: onTime,
  IndicatorSheet: julySheet,
  PointsBehind: julySheet.points[0],
  Lineage: onTime.lineage[0],
  LevelCount: levels[0],
  NotComputed: julySheet.indicators.not_computed[0],
  RecordIds: julySheet.indicators.not_computed.find(({ criterion }) => criterion === "2.1").unknown[0],
  RecordCount: onTime.records[0],
  Replay: replay,
  StageTime: replay.stages[0],
  Spent: replay.stages[0].spent,
  Wait: replay.waits[0],
  WaitTotal: replay.waited[0],
  TimelineEntry: replay.timeline[0],
  Replays: cchc.replayAll([history], "2026-03-05"),
  Audit: audit,
  AuditSettings: audit.settings,
  Finding: audit.findings[0],
  Compared: audit.findings[0].compared[0],
  KindCount: audit.by_kind[0],
  AgencyCount: audit.by_agency[0],
  DossierCodeParts: cchc.dossierCode("H56.14-240823-0001"),
  ProcedureCodeParts: cchc.procedureCode("1.012766"),
  SectorCodeParts: cchc.sectorCode("G03-GD10"),
  Text: deadline.text,
  DayReason: calendar.explain("2026-02-13"),
  OfficeHours: calendar.hours,
  WeekdayHours: calendar.hours.weekly[0],
  Season: calendar.hours.seasons[0],
  NumberColumn: calendar.addWorkingDaysColumn(Int32Array.of(20_685), 2),
  FlagColumn: calendar.isWorkingDayColumn(Int32Array.of(20_685)),
  Deadline: deadline,
  DeadlineResults: cchc.deadlineColumns({ received: Int32Array.of(28_000_000), rules: [dossierCase.rule] }),
  ClockStart: clock.start,
  Appointment: clock.appointments[0],
  CountedDay: clock.counted[0],
  PauseSpan: clock.pauses[0],
  Effect: clock.effects[0],
  ClockProgress: clock.progress,
  Remark: stages.remarks[0],
  StageReport: stages,
  StageProgress: stages.stages[0],
  Apology: cchc.apology(apology, "2024-03-31"),
  ApologyCompliance: cchc.apologyCompliance([apology], "2024-03-31"),
  Notice: cchc.notices("2026-03-02", "counter", "66.7/2025/NQ-CP")[0],
  LunarDay: cchc.lunarDay("2026-02-17"),
  LunarDate: cchc.lunarDay("2026-02-17").lunar,
  Recomputed: recomputed,
  Change: recomputed.changed[0],
  Rate: table.total.on_time_of_resolved,
  StatsSummary: table.total,
  AgencyStats: table.agencies[0],
  ProcedureStats: table.agencies[0].procedures[0],
  OnTimeTable: table,
  Issue: table.issues[0],
  ApologyDuty: cchc.apologyDuty(2, 1, "2026-03-31"),
  Years: rules.years,
  RuleSetCheck: cchc.RuleSet.check(rules.toJson()),
  ScoreResults: scores,
  Movement: cchc.movement({ rank: 8 }, { rank: 15 }),
  Standing: cchc.standingBefore({ rank: 8 }, { places: 7 }),
  Progress: cchc.planProgress([{ id: "1" }], "2026-03-31"),
  InspectionSummary: inspection,
  PlanReport: planned,
  PlanMovement: cchc.planMovement(plan, "2026-01-31", "2026-03-31"),
  CarriedPlan: cchc.planCarryOver(plan, 2027, "2026-12-31"),
  TaskStatus: planned.tasks[0],
  TaskGroup: planned.by_field[0],
  Share: planned.done_of_all,
  StateCount: planned.states[0],
  TargetReport: planned.targets,
  TargetStatus: planned.targets.rows[0],
  InspectionReport: inspected,
  InspectionRow: inspected.inspections[0],
  InspectionGroup: inspected.by_form[0],
  FindingCount: inspected.by_unit[0],
  FollowUpCount: inspected.follow_up[0],
  RecommendationStatus: inspected.rows[0],
  RepeatedFinding: inspected.repeated[0],
  RepeatLink: inspected.repeated[0].findings[0],
  PlanCoverage: inspected.plans[0],
  UnitCoverage: inspected.units[0],
  UnitsCovered: inspected.plans[0].own_planned,
  ReportDocument: report,
  Section: report.sections[0],
  Figure: report.figures[0],
};

for (const [name, answer] of Object.entries(answers)) {
  test(`interface ${name}`, () => assert.deepEqual(members(name), Object.keys(answer).sort()));
}

/** The words the core lists when it is given one it does not know. */
function known(call) {
  const { reason } = thrown(call).details;
  return [...reason.slice(reason.indexOf("expected")).matchAll(/`(\w+)`/g)].map((word) => word[1]).sort();
}

function thrown(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
  return assert.fail("nothing was thrown");
}

/** What stands in quotes in a type, after `label` where there is one. */
function quoted(name, label = "") {
  const [, type] = new RegExp(`export type ${name} =(.*?);\n\n`, "s").exec(source);
  return [...new Set([...type.matchAll(new RegExp(`${label}"(\\w+)"`, "g"))].map((word) => word[1]))].sort();
}

describe("what is given has every form the core knows, and no other", () => {
  const given = (rule, more) => () => cchc.deadlineCase({ received: "2026-03-02", rule, ...more }, calendar);

  test("events, and what each says", () => {
    const names = known(given({}, { events: [{ event: "x", at: "2026-03-03" }] }));
    assert.deepEqual(quoted("ClockEvent", "event: "), names);
    for (const event of names) {
      const [, type] = new RegExp(`\\{ event: "${event}";(.*?) \\}`).exec(source);
      const fields = [...type.matchAll(/(\w+)\??:/g)].map((field) => field[1]).sort();
      // Nothing but the name says which field is missing first, and an unknown one lists them all.
      const full = { event, at: "2026-03-03", to: "2026-03-04", ground: "g", by: { working_days: 1 }, due: "2026-03-05" };
      const own = Object.fromEntries(Object.entries(full).filter(([key]) => key === "event" || fields.includes(key)));
      const listed = known(given({ limit: { working_days: 3 } }, { events: [{ ...own, x: 1 }] }));
      assert.deepEqual(listed, fields, event);
    }
  });

  test("histories, their events and what an audit is made with", () => {
    const replayed = (more) => () => cchc.replay({ ...history, ...more }, "2026-03-05");
    assert.deepEqual(known(replayed({ x: 1 })), members("History"));
    assert.deepEqual(known(replayed({ printed: [{ x: 1 }] })), members("PrintedDue"));
    assert.deepEqual(known(replayed({ channel: "x" })), quoted("Channel"));
    const names = known(replayed({ events: [{ event: "x", at: "2026-03-03" }] }));
    assert.deepEqual(quoted("DossierEvent", "event: "), names);
    const events = /export type DossierEvent =(.*?);\n\n/s.exec(source)[1];
    for (const event of names) {
      const [, type] = new RegExp(`\\{ event: "${event}"(.*?) \\}`).exec(events);
      const fields = [...type.matchAll(/(\w+)\??:/g)].map((field) => field[1]).concat(members("Recorded")).sort();
      const full = { to: "2026-03-04", from: "A", of: "A", ground: "g", by: { working_days: 1 }, due: "2026-03-05" };
      const own = Object.fromEntries(Object.entries(full).filter(([key]) => fields.includes(key)));
      const listed = known(replayed({ events: [{ event, at: "2026-03-03", ...own, x: 1 }] }));
      assert.deepEqual(listed, fields, event);
    }
    assert.deepEqual(known(() => cchc.audit([], "2026-03-05", { x: 1 })), members("AuditSettings"));
    assert.deepEqual(known(() => cchc.audit([], "2026-03-05", { period: { x: 1 } })), members("AuditPeriod"));
    assert.deepEqual(known(() => cchc.audit([], "2026-03-05", { kinds: ["x"] })), quoted("FindingKind"));
    assert.deepEqual(known(() => cchc.audit([], "2026-03-05", { cluster_by: "x" })), ["agency", "official"]);
  });

  test("what indicators are counted from", () => {
    const given = (more) => () => cchc.indicators(rules, { ...july, ...more }, "2026-08-03");
    assert.deepEqual(known(given({ x: 1 })), members("IndicatorData"));
    assert.deepEqual(known(given({ level: "x" })), quoted("AgencyKind"));
    assert.deepEqual(known(given({ procedures: [{ x: 1 }] })), members("CatalogueProcedure"));
    assert.deepEqual(known(given({ procedures: [{ id: "1", announcements: [{ x: 1 }] }] })), members("Announcement"));
    assert.deepEqual(known(given({ procedures: [{ id: "1", parts: ["x"] }] })), quoted("ProcedurePart"));
    assert.deepEqual(known(given({ procedures: [{ id: "1", service: "x" }] })), quoted("ServiceLevel"));
    assert.deepEqual(known(given({ feedback: [{ x: 1 }] })), members("Feedback"));
    assert.deepEqual(known(given({ feedback: [{ id: "1", sent: "2026-07-01", about: "x" }] })), quoted("FeedbackSubject"));
    assert.deepEqual(known(given({ sync: { x: 1 } })), members("SyncFigures"));
    assert.deepEqual(known(given({ own_parts: [{ x: 1 }] })), members("OwnPart"));
    assert.deepEqual(known(given({ contacts: [{ x: 1 }] })), members("Contact"));
    assert.deepEqual(known(given({ contacts: [{ dossier: "1", bodies: "x" }] })), quoted("BodiesContacted"));
  });

  test("feedback, regimes and the ledger", () => {
    const case_ = (more, regime) => () => cchc.feedbackCase({ id: "1", sent: "2026-07-01", ...more }, "2026-07-31", regime);
    assert.deepEqual(known(case_({ channel: "x" })), quoted("FeedbackChannel"));
    assert.deepEqual(known(case_({ kind: "x" })), quoted("FeedbackKind"));
    assert.deepEqual(known(case_({ prolongations: [{ x: 1 }] })), members("Prolongation"));
    assert.deepEqual(known(case_({}, { x: 1 })), members("FeedbackRegime"));
    const title = { vi: "x", en: "x" };
    const ruled = (rule) => case_({}, { id: "x", title, rules: [rule] });
    assert.deepEqual(known(ruled({ x: 1 })), members("FeedbackRule"));
    assert.deepEqual(known(ruled({ step: "x" })), quoted("FeedbackStep"));
    assert.deepEqual(known(ruled({ step: "answer", when: { x: 1 } })), members("FeedbackCondition"));
    assert.deepEqual(known(ruled({ step: "answer", when: { class: "x" } })), quoted("FeedbackClass"));
    assert.deepEqual(known(() => cchc.feedbackReport({ x: 1 }, "2026-07-31")), members("FeedbackData"));
    assert.deepEqual(known(() => cchc.ledgerReport({ x: 1 })), members("LedgerData"));
    const period = { from: "2026-07-01", through: "2026-07-31" };
    const ledger = (more) => () => cchc.ledgerReport({ period, entries: [], ...more });
    assert.deepEqual(known(ledger({ names: [{ x: 1 }] })), members("LedgerName"));
    assert.deepEqual(known(ledger({ entries: [{ x: 1 }] })), members("LedgerEntry"));
    assert.deepEqual(known(ledger({ entries: [{ id: "1", name: "x", nature: "x" }] })), quoted("Nature"));
    assert.deepEqual(known(ledger({ entries: [{ id: "1", name: "x", target: { x: 1 } }] })), members("LedgerTarget"));
  });

  test("members of rules, cases and flows", () => {
    assert.deepEqual(known(given({ x: 1 })), members("DeadlineRule"));
    assert.deepEqual(known(given({}, { x: 1 })), members("DeadlineCase"));
    assert.deepEqual(known(given({ pieces: [{ x: 1 }] })), members("Piece"));
    assert.deepEqual(known(given({ areas: [{ x: 1 }] })), members("AreaExtension"));
    assert.deepEqual(known(given({ supplement: "x" })), ["restart", "suspend"]);
    assert.deepEqual(known(() => cchc.stageReport({ x: 1 })), members("StageFlow"));
    const nodes = known(() => cchc.stageReport({ ...flow, flow: [{ x: 1 }] }));
    assert.deepEqual(nodes, [...members("Stage"), "sequence", "parallel"].sort());
    assert.deepEqual(known(() => cchc.apology({ x: 1 }, "2024-03-31")), members("ApologyCase"));
    assert.deepEqual(known(() => cchc.solarDay({ x: 1 })), members("LunarDate"));
    assert.deepEqual(known(() => cchc.notices("2026-03-02", "x")), ["counter", "online", "post"]);
  });

  test("specifications, requests, policies and selections of tallies, and figures as columns", () => {
    const { tally } = cchc.Tally.ofColumns({ received: Int32Array.of(20_500) }, tallySpec);
    const counted = (more) => () => cchc.Tally.empty({ ...tallySpec, ...more });
    assert.deepEqual(known(counted({ x: 1 })), members("TallySpec"));
    assert.deepEqual(known(counted({ counted: "x" })), ["by_reception", "in_period"]);
    assert.deepEqual(known(counted({ working_time: "x" })), ["working_days", "working_minutes"]);
    // A period may stand as the whole answer it is.
    assert.deepEqual(known(counted({ periods: [{ x: 1 }] })), members("Period"));
    assert.deepEqual(known(() => cchc.yearBefore({ x: 1 })), members("Period"));
    const view = (request) => () => tally.view(request);
    assert.deepEqual(known(view({ x: 1 })), members("ViewRequest"));
    assert.deepEqual(known(view({ policy: { x: 1 } })), members("TallyPolicy"));
    assert.deepEqual(known(view({ policy: { refused: "x" } })), quoted("Placement"));
    assert.deepEqual(known(view({ policy: { compare: "x" } })), ["day", "hour", "instant"]);
    assert.deepEqual(known(view({ tree: [{ x: 1 }] })), members("AgencyNode"));
    const behind = (selection) => () => cchc.Tally.members({ received: new Int32Array() }, tallySpec, selection);
    assert.deepEqual(known(behind({ x: 1 })), members("TallySelection"));
    assert.deepEqual(known(behind({ standings: ["x"] })), quoted("DossierStanding"));
    assert.deepEqual(known(behind({ places: ["x"] })), quoted("FormPlace"));
    const odd = () => cchc.period("reporting", "x", 2026, 1);
    assert.deepEqual(known(odd), quoted("PeriodKind"));
    assert.deepEqual(Object.keys(tally.figures().figures).sort(), quoted("FigureName"));
    const { details } = thrown(() => cchc.Tally.ofColumns({ x: 1 }, tallySpec));
    assert.deepEqual(details.reason.split("expected ")[1].split(", ").sort(), members("DossierTable"));
  });

  test("columns of dossiers", () => {
    const { details } = thrown(() => cchc.deadlineColumns({ x: 1 }));
    assert.deepEqual(details.reason.split("expected ")[1].split(", ").sort(), members("DeadlineColumns"));
  });

  test("limits come back as they are given", () => {
    const limits = [
      ...[{ working_days: 3 }, { working_days: "0.25", minutes_per_day: 480 }, { working_hours: 8 }],
      ...[{ working_minutes: 90 }, { calendar_days: 15 }, { weeks: 2 }, { months: 1 }, { years: 1 }, { hours: 24 }],
      ...[{ in_the_day: true }, { not_counted: true }],
    ];
    const units = known(() => cchc.deadline("2024-03-04", { x: 1 }));
    assert.deepEqual([...new Set(limits.flatMap(Object.keys))].sort(), units);
    const [, type] = /export type TimeLimit =(.*?);\n\/\*\*/s.exec(source);
    assert.deepEqual([...type.matchAll(/(\w+)\??: /g)].map((unit) => unit[1]).sort(), units);
    for (const limit of limits) {
      const { stages } = cchc.stageReport({ ...flow, received: "2024-03-04T08:00:00", flow: [{ id: "a", limit }] }, calendar);
      assert.deepEqual(stages[0].limit, limit);
    }
    const half = cchc.deadline("2024-03-04T08:00:00", { working_hours: "1.5" }, calendar);
    assert.deepEqual([half.limit, half.unit], [{ working_minutes: 90 }, "working_minutes"]);
  });

  test("cut-offs", () => {
    const source = { document: "QC" };
    const forms = [{ effect: "transfer", at: "15:00" }, { effect: "clock", at: "15:00" }, { effect: "same_day", at: "15:00" }];
    forms.push({ effect: "next_morning", at: "16:00", resume: "07:30" }, { effect: "last_minutes", minutes: 30 });
    assert.deepEqual(forms.map(({ effect }) => effect).sort(), quoted("CutOff"));
    for (const form of forms) {
      const cut_off = { ...form, source };
      const { start } = given({ limit: { in_the_day: true }, cut_off }, { received: "2026-03-02T16:45:00" })();
      assert.deepEqual([start.source, start.transfer_by ?? start.at.slice(0, 10)], [source, "2026-03-03"], form.effect);
    }
  });
});

test("every function and method says what it does, in words and not as Rust writes them", () => {
  const declared = readFileSync(new URL("../../bindings-wasm/pkg/cchc.d.ts", import.meta.url), "utf8");
  const [ours] = declared.split("export type InitInput");
  assert.doesNotMatch(ours, /\* r#*"/);
  const lines = ours.slice(ours.indexOf("export class")).split("\n");
  const functions = lines.filter((line) => /^(export function|    static|    readonly|    \w+\()/.test(line));
  assert.ok(functions.length > 50);
  for (const line of functions) {
    if (/\bfree\(\)/.test(line)) continue;
    assert.equal(lines[lines.indexOf(line) - 1].trim(), "*/", line);
  }
});
