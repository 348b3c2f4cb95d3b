// Times the count of a province's year in the npm package and by hand, on the columns of `province FOLDER`:
//
//     bash bindings-wasm/build.sh && node benches/tally.mjs <folder>
//
// Due day, outcome and count by agency, procedure and month of reception. By hand: the same tables of days that the
// package has, made from it, and the counts in a Map, or in sorted numbers. All counts are compared. One line of
// JSON a measurement.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { NO_DAY, Tally, WorkCalendar, dayNumber, isoDay, periods } from "../bindings-wasm/node.mjs";

const RUNS = 5;
const OUTCOMES = ["early", "on_time", "late", "in_time", "overdue"];
const folder = process.argv[2];
if (folder === undefined) {
  console.error("node benches/tally.mjs <folder of the province>");
  process.exit(2);
}

const read = (name, Type) => new Type(Uint8Array.from(readFileSync(join(folder, `province_${name}`))).buffer);
const about = JSON.parse(readFileSync(join(folder, "province.json"), "utf8"));
const [received, finished] = ["received_day.i32", "finished_day.i32"].map((name) => read(name, Int32Array));
const [agency, procedure] = ["agency.u16", "procedure.u16"].map((name) => read(name, Uint16Array));
const limit = Int32Array.from(read("limit.u8", Uint8Array));
const rows = received.length;
const year = about.as_of.slice(0, 4);
const months = periods("calendar", "month", `${year}-01-01`, `${year}-12-31`);
const numbered = (many) => Array.from({ length: many.length }, (_, number) => String(number).padStart(5, "0"));
const labels = { agency: numbered(about.agencies), procedure: numbered(about.procedures) };
const spec = { periods: months, as_of: about.as_of, counted: "by_reception", by: ["agency", "procedure"] };
const by = { agency: { codes: agency, labels: labels.agency }, procedure: { codes: procedure, labels: labels.procedure } };

/** Working days up to a day, the n-th of them, and the month of a day, from the first day of the year. */
function tables() {
  const calendar = WorkCalendar.vietnam();
  const [first, last] = [dayNumber(`${year}-01-01`), dayNumber(calendar.last)];
  const [rank, month, select] = [[], [], []];
  for (let day = first; day <= last; day++) {
    if (calendar.isWorkingDay(isoDay(day))) select.push(day);
    rank.push(select.length - 1);
    month.push(Number(isoDay(day).slice(5, 7)) - 1);
  }
  return { first, rank: Int32Array.from(rank), select: Int32Array.from(select), month: Int32Array.from(month) };
}

const { first, rank, select, month } = tables();
const asOf = dayNumber(about.as_of);

function key(row) {
  const since = received[row] - first;
  const due = select[rank[since] + limit[row]];
  const end = finished[row];
  const outcome = end === NO_DAY ? (due < asOf ? 4 : 3) : end < due ? 0 : end === due ? 1 : 2;
  return ((agency[row] * labels.procedure.length + procedure[row]) * 12 + month[since]) * 5 + outcome;
}

function byMap() {
  const counts = new Map();
  for (let row = 0; row < rows; row++) {
    const number = key(row);
    counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  return counts;
}

function bySorting() {
  const keys = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) keys[row] = key(row);
  keys.sort();
  const counts = [];
  for (let from = 0; from < rows; ) {
    let to = from;
    while (to < rows && keys[to] === keys[from]) to++;
    counts.push([keys[from], to - from]);
    from = to;
  }
  return counts;
}

function byPackage() {
  const { tally, reasons } = Tally.ofColumns({ received, limit, finished, by }, spec);
  const figures = tally.figures(undefined, OUTCOMES);
  tally.free();
  return { figures, reasons };
}

/** Without the table of figures, which is asked for apart. */
function byPackageAlone() {
  const counted = Tally.ofColumns({ received, limit, finished, by }, spec);
  counted.tally.free();
  return counted.reasons;
}

/** The counts of a table of figures by the numbers of `key`. */
function counted({ figures, reasons }) {
  assert.ok(reasons.every((reason) => reason === 0));
  const counts = new Map();
  const [agencies, procedures] = ["agency", "procedure"].map((name) => figures.by[name]);
  for (let row = 0; row < figures.period.length; row++) {
    const pair = Number(agencies.labels[agencies.codes[row]]) * labels.procedure.length + Number(procedures.labels[procedures.codes[row]]);
    OUTCOMES.forEach((name, outcome) => {
      const count = Number(figures.figures[name][row]);
      if (count > 0) counts.set((pair * 12 + figures.period[row]) * 5 + outcome, count);
    });
  }
  return counts;
}

/** The median of the runs, after a first one whose answer is looked at. */
function measure(who, run, check) {
  check(run());
  const seconds = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    run();
    return (performance.now() - start) / 1000;
  });
  const median = seconds.sort((a, b) => a - b)[Math.floor(RUNS / 2)];
  console.log(JSON.stringify({ door: "js", workload: "tally", who, rows, seconds: median }));
}

const expected = byMap();
const same = (counts) => {
  assert.equal(counts.size, expected.size);
  for (const [number, count] of counts) assert.equal(expected.get(number), count);
};
measure("cchc wasm, one thread, typed arrays copied in and figures out", byPackage, (answer) => same(counted(answer)));
measure("cchc wasm, one thread, typed arrays copied in, counted alone", byPackageAlone, (reasons) => {
  assert.ok(reasons.length === rows && reasons.every((reason) => reason === 0));
});
measure("JavaScript by hand, counts in a Map, one thread", byMap, same);
measure("JavaScript by hand, numbers sorted, one thread", bySorting, (counts) => same(new Map(counts)));
