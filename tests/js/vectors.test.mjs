// Runs the shared vectors on the npm package, and writes every full answer to target/vectors/js.json.

import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { after, test } from "node:test";
import * as cchc from "cchc";
import { complaints } from "./typed.mjs";

const tests = new URL("../", import.meta.url);
const isWide = (key, value) => key === "seed" && typeof value === "string" && value.length > 15;
/** A seed past 2^53 is a BigInt, as in the package; JavaScript would round it. */
const load = (name) => {
  const text = readFileSync(new URL(name, tests), "utf8").replace(/("seed": ?)(\d{16,})/g, '$1"$2"');
  return JSON.parse(text, (key, value) => (isWide(key, value) ? BigInt(value) : value));
};
/** The answers as the text that the other packages write. */
const textOf = (value) => {
  const text = JSON.stringify(value, (_, value) => (typeof value === "bigint" ? String(value) : value));
  return text.replace(/"seed":"(\d{16,})"/g, '"seed":$1');
};

/** The calendar of a case: none, for the shipped one; `"projected"`; or what to make of the shipped one, in this order. */
const calendarOf = ({ calendar }) => {
  if (calendar === undefined) return undefined;
  const wanted = calendar === "projected" ? { projected: true } : calendar;
  assert.ok(isObject(wanted), "an unknown calendar");
  onlyKeys("in.calendar", wanted, "sector known_at hours overlays agency use projected");
  let own = cchc.WorkCalendar.vietnam();
  if ("sector" in wanted) own = own.forSector(wanted.sector);
  if ("known_at" in wanted) own = own.knownAt(wanted.known_at);
  if ("hours" in wanted) own = own.withHours(wanted.hours);
  if ("overlays" in wanted) own = own.overlaid(wanted.overlays, wanted.agency, wanted.use);
  return wanted.projected ? own.projected() : own;
};
const chosen = (given) => calendarOf(given) ?? cchc.WorkCalendar.vietnam();
/** The rule set of a case: a shipped one, or a document of its own. */
const rules = (g) => (g.rules ? cchc.RuleSet.fromJson(JSON.stringify(g.rules)) : cchc.RuleSet.shipped(g.rule_set));
const scored = "rule_set rules year evidence";
const about = ({ id, edition, status }) => ({ id, edition, status });
const csvOf = ({ csv, bytes }) => (bytes ? Uint8Array.from(bytes) : csv);

/** A number of the calendar or a count, `NO_DAY` a missing one. */
const cells = (list, of = (cell) => cell) => Int32Array.from(list, (cell) => (cell === null ? cchc.NO_DAY : of(cell)));
const smallCells = (list) => Uint8Array.from(list, (cell) => cell ?? 0);
/** Days, or minutes where any cell has an hour. */
const moments = (list) => {
  if (!list.some((cell) => cell?.includes("T"))) return cells(list, cchc.dayNumber);
  return { minutes: cells(list, cchc.minuteNumber) };
};
const columnsOf = {
  ...{ received: moments, due: moments, finished: moments, paused_since: moments, limit: cells, worked: cells },
  ...{ status: smallCells, channel: smallCells, id: (list) => list },
  by: (by) => mapMembers(by, ({ codes, labels }) => ({ codes: Int32Array.from(codes, (code) => code ?? -1), labels })),
};
/** The table of a case as typed arrays. */
const tableOf = ({ table }) => {
  onlyKeys("in.table", table, Object.keys(columnsOf).join(" "));
  const columns = Object.entries(table).map(([name, list]) => [name === "paused_since" ? "pausedSince" : name, columnsOf[name](list)]);
  return Object.fromEntries(columns);
};
const tallyOf = (g) => cchc.Tally.ofDossiers(g.dossiers, g.spec, calendarOf(g)).tally;
const hexOf = (bytes) => Buffer.from(bytes).toString("hex");
/** The faults of a tree of agencies: none where it stands. */
const faultsOf = (tree) => {
  try {
    cchc.Tally.empty({ periods: [{ from: "2026-01-01", through: "2026-01-31" }], by: ["agency"] }).view({ tree });
    return [];
  } catch (error) {
    if (error.code !== "agency.invalid_tree") throw error;
    return error.details.issues;
  }
};

/** The register of a case: its own, or that of the provinces. */
const registerOf = ({ register }) =>
  register === undefined ? cchc.AgencyRegister.provinces() : cchc.AgencyRegister.fromJson(register);
/** The faults of a register of agencies: none where it is sound. */
const registerIssues = (register) => {
  try {
    cchc.AgencyRegister.fromJson(register);
    return [];
  } catch (error) {
    if (error.code !== "records.invalid") throw error;
    return error.details.issues;
  }
};

/** Each call with the keys its `in` may have. */
const calls = {
  "calendar.is_working_day": ["date", (g) => chosen(g).isWorkingDay(g.date)],
  "calendar.add_working_days": ["start days", (g) => chosen(g).addWorkingDays(g.start, g.days)],
  "calendar.count_working_days": ["after through", (g) => chosen(g).countWorkingDays(g.after, g.through)],
  "calendar.subtract_working_days": ["end days", (g) => chosen(g).subtractWorkingDays(g.end, g.days)],
  "calendar.add_working_minutes": ["start minutes", (g) => chosen(g).addWorkingMinutes(g.start, g.minutes)],
  "calendar.count_working_minutes": ["from to", (g) => chosen(g).countWorkingMinutes(g.from, g.to)],
  "calendar.intervals": ["date", (g) => chosen(g).intervals(g.date)],
  "calendar.to_ics": ["from to lang", (g) => chosen(g).toIcs(g.from, g.to, g.lang)],
  "calendar.explain": ["date", (g) => chosen(g).explain(g.date)],
  "calendar.load": ["text", (g) => ({ edition: cchc.WorkCalendar.fromJson(g.text).edition })],
  deadline: ["received limit", (g) => cchc.deadline(g.received, g.limit, calendarOf(g))],
  deadline_case: ["case", (g) => cchc.deadlineCase(g.case, calendarOf(g))],
  stage_report: ["flow", (g) => cchc.stageReport(g.flow, calendarOf(g))],
  apology: ["case as_of", (g) => cchc.apology(g.case, g.as_of, calendarOf(g))],
  apology_compliance: ["cases as_of", (g) => cchc.apologyCompliance(g.cases, g.as_of, calendarOf(g))],
  notices: ["submitted channel group", (g) => cchc.notices(g.submitted, g.channel, g.group, calendarOf(g))],
  replay: ["history as_of", (g) => cchc.replay(g.history, g.as_of, calendarOf(g))],
  replay_all: ["histories as_of", (g) => cchc.replayAll(g.histories, g.as_of, calendarOf(g))],
  audit: ["histories as_of settings", (g) => cchc.audit(g.histories, g.as_of, g.settings, calendarOf(g))],
  audit_dossiers: [
    "dossiers as_of settings",
    (g) => cchc.auditDossiers(g.dossiers, g.as_of, g.settings, calendarOf(g)),
  ],
  indicators: ["rule_set rules data as_of", (g) => cchc.indicators(rules(g), g.data, g.as_of, calendarOf(g))],
  indicator_sheet: [
    "rule_set rules data as_of evidence",
    (g) => cchc.indicatorSheet(rules(g), g.data, g.as_of, g.evidence, calendarOf(g)),
  ],
  feedback_case: ["record as_of regime", (g) => cchc.feedbackCase(g.record, g.as_of, g.regime, calendarOf(g))],
  feedback_report: ["data as_of", (g) => cchc.feedbackReport(g.data, g.as_of, calendarOf(g))],
  feedback_regimes: ["", () => cchc.feedbackRegimes()],
  ledger_report: ["data", (g) => cchc.ledgerReport(g.data)],
  ledger_names: ["", () => cchc.ledgerNames()],
  dossier_code: ["code regime", (g) => cchc.dossierCode(g.code, g.regime)],
  procedure_code: ["code", (g) => cchc.procedureCode(g.code)],
  sector_code: ["code", (g) => cchc.sectorCode(g.code)],
  "lunar.explain": ["date", (g) => cchc.lunarDay(g.date)],
  "lunar.to_solar": ["date", (g) => cchc.solarDay(g.date)],
  recompute: [
    "dossiers as_of old new",
    ({ dossiers, as_of, ...g }) =>
      cchc.recompute(calendarOf({ calendar: g.old }), calendarOf({ calendar: g.new }), dossiers, as_of),
  ],
  classify: ["dossier as_of", (g) => cchc.classify(g.dossier, g.as_of, calendarOf(g))],
  on_time_stats: ["dossiers as_of", (g) => cchc.onTimeStats(g.dossiers, g.as_of, calendarOf(g))],
  stats_summary: ["counts", (g) => cchc.statsSummary(g.counts)],
  dossier_table: ["csv bytes as_of columns", (g) => cchc.dossierTable(csvOf(g), g.as_of, calendarOf(g), g.columns)],
  read_dossiers: ["csv bytes columns", (g) => cchc.readDossiers(csvOf(g), g.columns)],
  read_progress: [
    "csv bytes dossiers as_of columns",
    (g) => cchc.readProgress(csvOf(g), g.dossiers, g.as_of, g.columns, calendarOf(g)),
  ],
  apology_duty: ["owed apologised as_of", (g) => cchc.apologyDuty(g.owed, g.apologised, g.as_of)],
  "rules.shipped": ["id", (g) => about(cchc.RuleSet.shipped(g.id))],
  "rules.shipped_for": ["series year", (g) => about(cchc.RuleSet.shippedFor(g.series, g.year))],
  "rules.load": ["text document", (g) => about(cchc.RuleSet.fromJson(g.text ?? JSON.stringify(g.document)))],
  "rules.check": ["text document", (g) => cchc.RuleSet.check(g.text ?? g.document)],
  "rules.from_csv": ["header csv bytes", (g) => about(cchc.RuleSet.fromCsv(JSON.stringify(g.header), csvOf(g)))],
  "rules.diff": ["old new codes", (g) => rules(g.old).diff(rules(g.new), g.codes)],
  score: [`${scored} unit`, (g) => rules(g).score(g.evidence, g.year, g.unit)],
  score_all: ["rule_set rules year units", (g) => rules(g).scoreAll(g.units, g.year)],
  league: ["rule_set rules year units decided", (g) => rules(g).league(g.units, g.year, g.decided)],
  class_of: ["rule_set rules points", (g) => rules(g).classOf(g.points)],
  "rules.classify": ["rule_set rules units decided", (g) => rules(g).classify(g.units, g.decided)],
  classify_units: ["classes units decided", (g) => cchc.classifyUnits(g)],
  check_classes: ["classes", (g) => cchc.checkClasses(g.classes)],
  losses: [scored, (g) => rules(g).losses(g.evidence, g.year)],
  bottlenecks: [`${scored} levers`, (g) => rules(g).bottlenecks(g.evidence, g.year, g.levers)],
  target_search: ["rule_set rules request", (g) => rules(g).targetSearch(g.request)],
  contributions: [scored, (g) => rules(g).contributions(g.evidence, g.year)],
  gap: [
    `${scored} other`,
    ({ other, ...g }) => rules(g).gap(g.evidence, g.year, other.evidence, other.year, rules(other)),
  ],
  gap_to_mean: [`${scored} others`, (g) => rules(g).gapToMean(g.evidence, g.year, g.others)],
  change_between: [
    "old new codes",
    ({ old, new: now, codes }) =>
      rules(old).changeTo(rules(now), old.evidence, old.year, now.evidence, now.year, codes),
  ],
  what_if: [`${scored} changes league`, (g) => rules(g).whatIf(g.evidence, g.year, g.changes, g.league)],
  applicability_effect: ["rule_set rules year units", (g) => rules(g).applicabilityEffect(g.units, g.year)],
  diff_scores: ["old new codes units", (g) => rules(g.old).diffScores(rules(g.new), g.units, g.codes)],
  least_increase: [
    "rule_set rules criterion measure points",
    (g) => rules(g).leastIncrease(g.criterion, g.measure, g.points),
  ],
  rank: ["entries ties", (g) => cchc.rank(g.entries, g.ties)],
  next_place: ["entries id ties", (g) => cchc.nextPlace(g.entries, g.id, g.ties)],
  movements: ["now earlier ties mergers", (g) => cchc.movements(g)],
  robustness: ["document", (g) => cchc.robustness(g.document)],
  "survey.questionnaire": ["document", (g) => cchc.surveyQuestionnaire(g.document)],
  "survey.tally": ["questionnaire data", (g) => cchc.surveyTally(g.questionnaire, g.data)],
  "survey.results": [
    "questionnaire data population",
    (g) => cchc.surveyResults(g.questionnaire, g.data, g.population),
  ],
  "survey.bootstrap": [
    "questionnaire responses plan population",
    (g) => cchc.surveyBootstrap(g.questionnaire, g.responses, g.plan, g.population),
  ],
  "survey.sample_size": ["population margin", (g) => cchc.surveySampleSize(g.population, g.margin)],
  "survey.margin": ["population sample places", (g) => cchc.surveyMargin(g.population, g.sample, g.places)],
  "survey.wilson": [
    "satisfied answered confidence places",
    (g) => cchc.surveyWilson(g.satisfied, g.answered, g.confidence, g.places),
  ],
  movement: ["now earlier", (g) => cchc.movement(g.now, g.earlier)],
  standing_before: ["now movement of", (g) => cchc.standingBefore(g.now, g.movement, g.of)],
  mean: ["values places", (g) => cchc.mean(g.values, g.places)],
  procedures_total: ["published", (g) => cchc.proceduresTotal(g.published)],
  "catalogue.issues": ["catalogue", (g) => cchc.Catalogue.of(g.catalogue).issues],
  "catalogue.version_at": ["catalogue code day", (g) => cchc.Catalogue.of(g.catalogue).versionAt(g.code, g.day)],
  "catalogue.version_for": ["catalogue dossier", (g) => cchc.Catalogue.of(g.catalogue).versionFor(g.dossier)],
  "catalogue.online_at": ["catalogue code day", (g) => cchc.Catalogue.of(g.catalogue).onlineAt(g.code, g.day)],
  "catalogue.counts": ["catalogue day", (g) => cchc.Catalogue.of(g.catalogue).counts(g.day)],
  "catalogue.incomplete": ["catalogue day", (g) => cchc.Catalogue.of(g.catalogue).incomplete(g.day)],
  "catalogue.history": ["catalogue code", (g) => cchc.Catalogue.of(g.catalogue).history(g.code)],
  "catalogue.acts": ["catalogue from through by", (g) => cchc.Catalogue.of(g.catalogue).acts(g.from, g.through, g.by)],
  "catalogue.punctuality": [
    "catalogue rule_set rules level as_of",
    (g) => cchc.Catalogue.of(g.catalogue).punctuality(rules(g), g.level, g.as_of, calendarOf(g)),
  ],
  "catalogue.indicator_procedures": [
    "catalogue day agency",
    (g) => cchc.Catalogue.of(g.catalogue).indicatorProcedures(g.day, g.agency),
  ],
  "catalogue.indicators": [
    "catalogue rule_set rules level period as_of",
    (g) => {
      const procedures = cchc.Catalogue.of(g.catalogue).indicatorProcedures(g.as_of);
      return cchc.indicators(rules(g), { level: g.level, period: g.period, procedures }, g.as_of, calendarOf(g));
    },
  ],
  review_summary: ["review as_of", (g) => cchc.reviewSummary(g.review, g.as_of)],
  plan_progress: ["tasks as_of", (g) => cchc.planProgress(g.tasks, g.as_of)],
  inspection_summary: ["inspection as_of", (g) => cchc.inspectionSummary(g.inspection, g.as_of)],
  plan_report: ["plan as_of due_within", (g) => cchc.planReport(g.plan, g.as_of, g.due_within)],
  plan_movement: ["plan since as_of", (g) => cchc.planMovement(g.plan, g.since, g.as_of)],
  plan_carry_over: ["plan into as_of", (g) => cchc.planCarryOver(g.plan, g.into, g.as_of)],
  inspection_report: ["inspections as_of", (g) => cchc.inspectionReport(g.inspections, g.as_of, calendarOf(g))],
  period: ["rule kind year number", (g) => cchc.period(g.rule, g.kind, g.year, g.number)],
  periods: ["rule kind from through", (g) => cchc.periods(g.rule, g.kind, g.from, g.through)],
  year_before: ["period", (g) => cchc.yearBefore(g.period)],
  "agency.issues": ["register", (g) => registerIssues(g.register)],
  "agency.agency_at": ["register id day", (g) => registerOf(g).agencyAt(g.id, g.day)],
  "agency.tree_at": ["register day", (g) => registerOf(g).treeAt(g.day)],
  "agency.tree": ["register key", (g) => registerOf(g).tree(g.key)],
  "agency.successors": ["register id day", (g) => registerOf(g).successors(g.id, g.day)],
  "agency.predecessors": ["register id day", (g) => registerOf(g).predecessors(g.id, g.day)],
  "agency.responsible": ["register id day matter", (g) => registerOf(g).responsible(g.id, g.day, g.matter)],
  "agency.carry": ["register series", (g) => registerOf(g).carry(g.series)],
  handover: ["register case", (g) => cchc.handover(registerOf(g), g.case)],
  province_of_code: ["code day", (g) => cchc.provinceOfCode(g.code, g.day)],
  province_of_name: ["name day", (g) => cchc.provinceOfName(g.name, g.day)],
  provinces: ["day", (g) => cchc.provinces(g.day)],
  "tally.spec": ["spec", (g) => cchc.Tally.empty(g.spec, calendarOf(g)).spec],
  "tally.view": ["dossiers spec request", (g) => tallyOf(g).view(g.request)],
  "tally.from_csv": [
    "csv bytes spec request",
    (g) => cchc.Tally.fromCsv(csvOf(g), g.spec, calendarOf(g)).tally.view(g.request),
  ],
  "tally.issues": ["dossiers spec", (g) => cchc.Tally.ofDossiers(g.dossiers, g.spec, calendarOf(g)).issues],
  "tally.policy_effect": ["dossiers spec policy request", (g) => tallyOf(g).policyEffect(g.policy, g.request)],
  "tally.merged": [
    "parts spec request",
    ({ parts, request, ...g }) => cchc.Tally.merged(parts.map((part) => tallyOf({ ...g, ...part }))).view(request),
  ],
  "tally.tree": ["tree", (g) => faultsOf(g.tree)],
  "tally.to_bytes": ["dossiers spec", (g) => hexOf(tallyOf(g).toBytes())],
  "tally.from_bytes": ["hex request", (g) => cchc.Tally.fromBytes(Uint8Array.from(Buffer.from(g.hex, "hex"))).view(g.request)],
  "tally.from_json": ["document request", (g) => cchc.Tally.fromJson(JSON.stringify(g.document)).view(g.request)],
  "tally.of_columns": [
    "table spec request",
    (g) => cchc.Tally.ofColumns(tableOf(g), g.spec, calendarOf(g)).tally.view(g.request),
  ],
  "tally.of_tables": [
    "tables spec request",
    (g) => {
      const counter = cchc.TallyCounter.of(g.spec, calendarOf(g));
      for (const table of g.tables) counter.add(tableOf({ table }));
      return counter.finish().view(g.request);
    },
  ],
  "tally.reasons": [
    "table spec",
    (g) => Array.from(cchc.Tally.ofColumns(tableOf(g), g.spec, calendarOf(g)).reasons, (reason) => cchc.reasonCodes()[reason]),
  ],
  "tally.members": [
    "table spec selection",
    (g) => Array.from(cchc.Tally.members(tableOf(g), g.spec, g.selection, calendarOf(g))),
  ],
  report: ["records", (g) => cchc.Report.write(g.records, calendarOf(g)).toObject()],
  "report.written": [
    "records lang form look_for",
    (g) => {
      const report = cchc.Report.write(g.records, calendarOf(g));
      const forms = { text: "toText", markdown: "toMarkdown", html: "toHtml" };
      const text = g.form in forms ? report[forms[g.form]](g.lang) : (report.chartSvg(g.form, g.lang) ?? "");
      return { found: Object.fromEntries(g.look_for.map((part) => [part, text.includes(part)])), text };
    },
  ],
  "report.outlines": ["", () => cchc.reportOutlines()],
  "report.phrases": ["", () => cchc.reportPhrases()],
  "report.of_dossiers": [
    "csv bytes as_of columns",
    (g) => cchc.Report.ofDossiers(csvOf(g), g.as_of, calendarOf(g), g.columns).toObject(),
  ],
};

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const mapMembers = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

/** `{n}` in every text replaced by the number of the copy. */
function numbered(value, number) {
  if (typeof value === "string") return value.replaceAll("{n}", number);
  if (Array.isArray(value)) return value.map((item) => numbered(item, number));
  return isObject(value) ? mapMembers(value, (member) => numbered(member, number)) : value;
}

/** `$repeat` in arrays and `$file` in objects, everywhere in a document. */
function expand(value) {
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      if (!isObject(item) || !("$repeat" in item)) return [expand(item)];
      const of = expand(item.of);
      return Array.from({ length: item.$repeat }, (_, index) => numbered(of, index + 1));
    });
  }
  if (!isObject(value)) return value;
  if (!("$file" in value)) return mapMembers(value, expand);
  const content = expand(load(value.$file));
  return "$with" in value ? { ...content, ...expand(value.$with) } : content;
}

/** Objects are compared on the keys expected, arrays element by element, all else exactly. */
function difference(path, expected, got) {
  const pairs = (keys) => {
    for (const key of keys) {
      if (!Object.hasOwn(got, key)) return `${path}.${key} is missing`;
      const found = difference(`${path}.${key}`, expected[key], got[key]);
      if (found) return found;
    }
    return null;
  };
  if (isObject(expected) && isObject(got)) return pairs(Object.keys(expected));
  if (Array.isArray(expected) && Array.isArray(got) && expected.length === got.length) return pairs(expected.keys());
  return Object.is(expected, got) ? null : `${path}: expected ${textOf(expected)}, got ${textOf(got)}`;
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

/** What a case is compared with: for a report its figures by name, else the whole answer. */
function shown(call, answer) {
  if (!call.startsWith("report") || !("figures" in answer)) return answer;
  return { figures: Object.fromEntries(answer.figures.map(({ id, value }) => [id, value])) };
}

function onlyKeys(what, object, keys) {
  const unknown = Object.keys(object).filter((key) => !keys.split(" ").includes(key));
  assert.deepEqual(unknown, [], `unknown keys in ${what}`);
}

/** The TypeScript types of answers. */
const answerTypes = {
  "rules.check": "RuleSetCheck", score: "ScoreSheet", score_all: "ScoreSheets", league: "ScoredLeague",
  class_of: "ClassBand", "rules.classify": "ClassResults", classify_units: "ClassResults", check_classes: "RuleSetCheck",
  losses: "Loss[]", bottlenecks: "Bottlenecks", target_search: "TargetPlan", contributions: "Contributions", gap: "Gap",
  gap_to_mean: "Gap", change_between: "ScoreChange", what_if: "WhatIf", applicability_effect: "ApplicabilityEffect",
  "rules.diff": "RuleSetDiff", diff_scores: "ScoreDiff", least_increase: "LeastIncrease", rank: "Ranking",
  next_place: "NextPlace | null", movements: "Movements", robustness: "RobustnessReport",
  "survey.questionnaire": "Questionnaire", "survey.tally": "SurveyTally", "survey.results": "SurveyResults",
  "survey.bootstrap": "BootstrapResults", "survey.sample_size": "SampleSize", "survey.margin": "Margin",
  "survey.wilson": "WilsonInterval", recompute: "Recomputed", stage_report: "StageReport", report: "ReportDocument", "report.outlines": "Outline[]", "report.phrases": "Phrase[]",
  deadline: "Deadline", deadline_case: "Deadline", apology: "Apology", notices: "Notice[]",
  replay: "Replay", replay_all: "Replays", audit: "Audit", audit_dossiers: "Audit", dossier_code: "DossierCodeParts",
  indicators: "IndicatorEvidence", indicator_sheet: "IndicatorSheet",
  feedback_case: "FeedbackCase", feedback_report: "FeedbackReport", feedback_regimes: "FeedbackRegime[]",
  ledger_report: "LedgerReport", ledger_names: "LedgerName[]",
  procedure_code: "ProcedureCodeParts", sector_code: "SectorCodeParts",
  period: "Period", periods: "Period[]", year_before: "Period", "tally.view": "TallyView", "tally.merged": "TallyView",
  "tally.from_csv": "TallyView", "tally.from_bytes": "TallyView", "tally.from_json": "TallyView",
  "tally.of_columns": "TallyView", "tally.of_tables": "TallyView", "tally.policy_effect": "PolicyEffect", "tally.issues": "Issue[]",
  "tally.spec": "TallySpec",
  plan_report: "PlanReport", plan_movement: "PlanMovement", plan_carry_over: "CarriedPlan", plan_progress: "Progress",
  inspection_report: "InspectionReport", inspection_summary: "InspectionSummary",
  "catalogue.issues": "Issue[]", "catalogue.version_at": "ProcedureVersion", "catalogue.version_for": "KeptVersion",
  "catalogue.online_at": "OnlineStanding | null", "catalogue.counts": "CatalogueCounts",
  "catalogue.incomplete": "IncompleteProcedure[]", "catalogue.history": "ProcedureHistory",
  "catalogue.acts": "ActsInPeriod", "catalogue.punctuality": "Punctuality",
  "catalogue.indicator_procedures": "CatalogueProcedure[]", "catalogue.indicators": "IndicatorEvidence",
  review_summary: "ReviewSummary",
  "agency.agency_at": "AgencyAt", "agency.tree_at": "AgenciesAt", "agency.tree": "AgencyNode[]", "agency.carry": "CarriedSeries",
  "agency.successors": "Succession", "agency.predecessors": "Succession", "agency.responsible": "Responsible",
  handover: "Handover", province_of_code: "Province", province_of_name: "Province", provinces: "Province[]",
  dossier_table: "OnTimeTable", read_dossiers: "Import", read_progress: "ProgressImport",
};
/** Those of what is given, in the calls that take it. */
const givenTypes = {
  rules: "RuleSetDocument", evidence: "Evidence[]", unit: "Agency", entries: "Entry[]", changes: "Evidence[]",
  columns: "ColumnMap", others: "Evidence[][]", codes: "Codes", league: "Entry[]", request: "ViewRequest", measure: "Measure",
  questionnaire: "Questionnaire", responses: "SurveyResponse[]", plan: "BootstrapPlan", population: "PopulationStratum[]",
  data: "SurveyData", confidence: "Confidence", levers: "Lever[]", flow: "StageFlow", history: "History",
  catalogue: "CatalogueDocument", review: "Review",
  spec: "TallySpec", policy: "TallyPolicy", selection: "TallySelection", tree: "AgencyNode[]", period: "PeriodName | Period",
};
const givenTypesOf = {
  "agency.responsible": { matter: "Matter", register: "RegisterDocument" }, "agency.carry": { series: "Series" },
  handover: { case: "HandoverCase", register: "RegisterDocument" },
  "rules.load": { document: "RuleSetDocument" }, "rules.from_csv": { header: "RuleSetHeader" },
  score_all: { units: "UnitEvidence[]" }, league: { units: "LeagueUnit[]" }, diff_scores: { units: "UnitEvidence[]" },
  applicability_effect: { units: "UnitEvidence[]" }, "rules.classify": { units: "ClassifiedUnit[]" },
  classify_units: { ".": "ClassCase" }, movements: { ".": "MovementCase" }, robustness: { document: "RobustnessInput" },
  "survey.sample_size": { population: undefined }, "survey.margin": { population: undefined },
  feedback_case: { record: "Feedback", regime: "RegimeChoice" }, feedback_report: { data: "FeedbackData" },
  ledger_report: { data: "LedgerData" },
  indicators: { data: "IndicatorData" }, indicator_sheet: { data: "IndicatorData" },
  deadline_case: { case: "DeadlineCase" }, period: { ".": "PeriodName" }, target_search: { request: "SearchRequest" },
  recompute: { old: undefined, new: undefined },
  plan_report: { plan: "Plan" }, plan_movement: { plan: "Plan" }, plan_carry_over: { plan: "Plan" },
  plan_progress: { tasks: "Task[]" }, inspection_report: { inspections: "Inspections" },
  inspection_summary: { inspection: "Inspection" },
  recompute: { old: undefined, new: undefined }, "catalogue.version_for": { dossier: "Dossier" },
  "catalogue.indicators": { period: undefined },
};
const documents = [];

/** Keeps the documents of a case for TypeScript to look at. */
function keep({ call, error }, given, answer) {
  if (error !== undefined) return;
  if (answerTypes[call]) documents.push([answerTypes[call], answer]);
  const types = { ...givenTypes, ...givenTypesOf[call] };
  for (const [key, value] of Object.entries({ ...given, ".": given })) {
    if (types[key] && typeof value === "object") documents.push([types[key], value]);
  }
}

const answers = {};
let ran = 0;
let skipped = 0;

/** The answer of a call; an error the package throws is its code, any other is a failed case. */
function answerOf(run, given) {
  try {
    return run(given);
  } catch (error) {
    if (error?.name !== "CchcError") throw error;
    return { error: error.code };
  }
}

function runCase(vector) {
  onlyKeys(vector.id, vector, "id why call in out error source");
  for (const key of ["id", "why", "call"]) assert.equal(typeof vector[key], "string", `${vector.id}: ${key}`);
  assert.ok("out" in vector !== "error" in vector, "give exactly one of out and error");
  assert.ok(!Object.hasOwn(answers, vector.id), "the id is used twice");
  if (!Object.hasOwn(calls, vector.call)) {
    skipped += 1;
    return;
  }
  const [keys, run] = calls[vector.call];
  onlyKeys(`${vector.id}.in`, vector.in, `calendar ${keys}`);
  ran += 1;
  const given = expand(vector.in);
  const answer = answerOf(run, given);
  answers[vector.id] = answer;
  keep(vector, given, answer);
  const found =
    "error" in vector
      ? difference("error", vector.error, answer?.error)
      : difference("out", vector.out, shown(vector.call, answer));
  if (found) assert.fail(found);
}

for (const name of readdirSync(new URL("vectors/", tests)).filter((name) => name.endsWith(".json")).sort()) {
  test(`vectors/${name}`, () => {
    const file = load(`vectors/${name}`);
    onlyKeys(name, file, "room about source cases");
    const failures = [];
    for (const vector of file.cases) {
      try {
        runCase(vector);
      } catch (error) {
        failures.push(`${file.room}/${vector.id}: ${error.message}\n    ${vector.why}`);
      }
    }
    if (failures.length > 0) assert.fail(failures.join("\n"));
  });
}

after(() => {
  const written = new URL("../target/vectors/", tests);
  mkdirSync(written, { recursive: true });
  writeFileSync(new URL("js.json", written), textOf(sorted(answers)));
  console.log(`vectors js: ${ran} cases ran, ${skipped} skipped`);
});

test("what is given and what is answered has the TypeScript types declared for it", { timeout: 300_000 }, () => {
  // What no vector shows yet.
  for (const id of cchc.RuleSet.shippedIds()) documents.push(["RuleSetDocument", JSON.parse(cchc.RuleSet.shipped(id).toJson())]);
  const portal = cchc.RuleSet.shipped("qd-766-2022");
  const codes = JSON.parse(portal.toJson()).criteria.map(({ code }) => code);
  const unit = (id, codes, points) => ({ unit: { id, name: id }, evidence: codes.map((criterion) => ({ criterion, measure: { points } })) });
  const units = [unit("H15", codes, "10"), unit("H16", codes.slice(1), "9"), unit("H17", codes, "99")];
  documents.push(["ScoreSheets", portal.scoreAll(units, 2026)], ["ScoredLeague", portal.league(units, 2026)]);
  documents.push(["ScoreDiff", portal.diffScores(portal, units)]);
  const { checked, found } = complaints(documents);
  assert.ok(checked > 200, `${checked}`);
  assert.equal(found.length, 0, found.slice(0, 20).join("\n"));
  // What a type declares beyond that is in no document, and may not exist.
  const seen = new Set(textOf(documents).match(/"\w+"(?=:)/g));
  const source = readFileSync(new URL("../bindings-wasm/src/scoring.ts", tests), "utf8");
  const columns = /interface (ScoreResults|MatrixNoise) \{.*?\n\}/gs;
  const declared = source.replace(columns, "").matchAll(/^ {2}(\w+)\??:/gm);
  const unseen = [...declared].map(([, name]) => name).filter((name) => !seen.has(`"${name}"`));
  assert.deepEqual(unseen, []);
});

test("there are vectors", () => assert.ok(ran > 0));
