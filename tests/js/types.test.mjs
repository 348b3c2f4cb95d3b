// The documents' TypeScript says what the answers hold: every interface against a real answer.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as cchc from "cchc";

const source = readFileSync(new URL("../../bindings-wasm/src/types.ts", import.meta.url), "utf8");

/** The members of an interface and of what it extends, by name. */
function members(name) {
  const found = new RegExp(`export interface ${name}(?: extends ([^{]+?))? \\{\\n(.*?)\\n\\}`, "s").exec(source);
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
const ratio = { ratio: { numerator: 0, denominator: 82 } };
const sheet = rules.score([{ criterion: "1.1", measure: ratio }], { id: "H15", name: "Đắk Lắk" });
const entries = ["a", "b"].map((id, place) => ({ id, points: String(2 - place) }));
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
const weekly = [{ days: ["monday", "tuesday", "wednesday", "thursday", "friday"], intervals: [["07:00", "11:30"]] }];
const season = { from: "04-15", until: "10-15", weekly };
const calendar = cchc.WorkCalendar.vietnam().withHours({ weekly, seasons: [season], source: { document: "QC" } });
const answers = {
  Text: deadline.text,
  DayReason: calendar.explain("2026-02-13"),
  OfficeHours: calendar.hours,
  WeekdayHours: calendar.hours.weekly[0],
  Season: calendar.hours.seasons[0],
  NumberColumn: calendar.addWorkingDaysColumn(Int32Array.of(20_685), 2),
  FlagColumn: calendar.isWorkingDayColumn(Int32Array.of(20_685)),
  Deadline: deadline,
  Rate: table.total.on_time_of_resolved,
  StatsSummary: table.total,
  AgencyStats: table.agencies[0],
  ProcedureStats: table.agencies[0].procedures[0],
  OnTimeTable: table,
  Issue: table.issues[0],
  ApologyDuty: cchc.apologyDuty(2, 1, "2026-03-31"),
  ClassBand: rules.classOf("76.37"),
  RuleApplied: sheet.criteria[0].children[0].rule,
  ScoreNode: sheet.criteria[0],
  ScoreSheet: sheet,
  Agency: sheet.unit,
  Loss: rules.losses([{ criterion: "1.1", measure: ratio }])[0],
  LeastIncrease: rules.leastIncrease("1.1", ratio, "0.34"),
  Ranking: cchc.rank(entries),
  RankedEntry: cchc.rank(entries).entries[0],
  NextPlace: cchc.nextPlace(entries, "b"),
  Movement: cchc.movement({ rank: 8 }, { rank: 15 }),
  Standing: cchc.standingBefore({ rank: 8 }, { places: 7 }),
  Progress: cchc.planProgress([{ id: "1" }], "2026-03-31"),
  InspectionSummary: inspection,
  ReportDocument: report,
  Section: report.sections[0],
  Figure: report.figures[0],
};

for (const [name, answer] of Object.entries(answers)) {
  test(`interface ${name}`, () => assert.deepEqual(members(name), Object.keys(answer).sort()));
}

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
