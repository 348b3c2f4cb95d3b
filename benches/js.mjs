// Times the columns of the npm package and its rivals on the shared workloads:
//
//     bash bindings-wasm/build.sh && (cd tests/js && npm ci) && node benches/js.mjs <folder>
//
// The folder holds little-endian 32-bit columns: start_days, limits and due_days (days since
// 1970-01-01), start_minutes, minutes, due_minutes and due_minutes_varied (minutes since
// 1970-01-01T00:00), each as <name>.i32, and the scores and draws; columns.rs and ranks.rs write them. The two calendars of
// minutes are those of src/workload.rs. Every answer is compared with the expected column before it is
// timed. One line of JSON a measurement.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { RuleSet, WorkCalendar, dayNumber, deadlineColumns, isoDay, rankColumn, rankDraws, tallyDraws } from "../bindings-wasm/node.mjs";

const { addBusinessDays } = createRequire(new URL("../tests/js/package.json", import.meta.url))("date-fns");

const RUNS = 15;
const SLOW_ROWS = 20_000;
const DAY = 86_400_000;
const folder = process.argv[2];
if (folder === undefined) {
  console.error("node benches/js.mjs <folder of the columns>");
  process.exit(2);
}

function column(name) {
  const bytes = readFileSync(join(folder, `${name}.i32`));
  return Int32Array.from({ length: bytes.length / 4 }, (_, row) => bytes.readInt32LE(row * 4));
}

const source = { document: "Quy chế làm việc" };
const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"];

/** 07:00 to 11:30 and 13:30 to 17:00 on every working day. */
function officeHours() {
  const weekly = [{ days: weekdays, intervals: [["07:00", "11:30"], ["13:30", "17:00"]] }];
  return WorkCalendar.vietnam().withHours({ weekly, source });
}

/** Hours that differ by season and weekday, Saturday mornings, short days and a storm. */
function variedHours() {
  const { hours, overlays } = JSON.parse(readFileSync(new URL("varied_hours.json", import.meta.url), "utf8"));
  return WorkCalendar.vietnam().withHours(hours).overlaid(overlays);
}

/** The median of the runs, after a first one that checks the answer and some that warm the compilers up. */
function measure(workload, who, rows, run, check) {
  const more = check(run());
  for (const until = performance.now() + 300; performance.now() < until; ) run();
  const seconds = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    run();
    return (performance.now() - start) / 1000;
  });
  const median = seconds.sort((a, b) => a - b)[Math.floor(RUNS / 2)];
  console.log(JSON.stringify({ door: "js", workload, who, rows, seconds: median, ...more }));
}

function equal(expected) {
  return (got) => {
    const differ = expected.findIndex((value, row) => value !== got[row]);
    assert.equal(differ, -1, `row ${differ}: expected ${expected[differ]}, got ${got[differ]}`);
    assert.equal(got.length, expected.length);
  };
}

const calendar = WorkCalendar.vietnam();
const [start, limits, due] = ["start_days", "limits", "due_days"].map(column);
const rows = start.length;

measure(
  "add_working_days",
  "cchc wasm, typed arrays copied in and out",
  rows,
  () => calendar.addWorkingDaysColumn(start, limits),
  ({ answers, failed }) => {
    assert.equal(failed, 0);
    equal(due)(answers);
  },
);

// What someone who knows the trick would write: working days up to each day, and the n-th of them.
const first = dayNumber(calendar.first);
const every = Int32Array.from({ length: dayNumber(calendar.last) - first + 1 }, (_, day) => first + day);
const worked = calendar.isWorkingDayColumn(every).answers;
const rank = new Uint16Array(every.length);
const select = new Uint16Array(every.length);
for (let day = 0, count = 0; day < every.length; day += 1) {
  if (worked[day] === 1) select[count++] = day;
  rank[day] = count;
}
measure(
  "add_working_days",
  "rank and select by hand, no checks",
  rows,
  () => {
    const answers = new Int32Array(rows);
    for (let row = 0; row < rows; row += 1) {
      answers[row] = first + select[rank[start[row] - first] + limits[row] - 1];
    }
    return answers;
  },
  equal(due),
);

const few = Math.min(SLOW_ROWS, rows);
const days = Array.from(start.subarray(0, few), isoDay);
measure(
  "add_working_days",
  "cchc wasm, one call a row",
  few,
  () => days.map((day, row) => calendar.addWorkingDays(day, limits[row])),
  (answers) => equal(due.subarray(0, few))(answers.map(dayNumber)),
);

// Noon, so that no change of the clocks moves a date to another day.
const dates = Array.from(start.subarray(0, few), (day) => {
  const utc = new Date(day * DAY);
  return new Date(utc.getUTCFullYear(), utc.getUTCMonth(), utc.getUTCDate(), 12);
});
measure(
  "add_working_days",
  "date-fns addBusinessDays, which knows no holidays",
  few,
  () => dates.map((date, row) => addBusinessDays(date, limits[row])),
  (answers) => {
    const number = (date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY;
    return { rows_that_differ: answers.filter((date, row) => number(date) !== due[row]).length };
  },
);

const [startMinutes, minutes] = ["start_minutes", "minutes"].map(column);
for (const [hours, name, own] of [
  ["the same hours every day", "due_minutes", officeHours()],
  ["any hours a day", "due_minutes_varied", variedHours()],
]) {
  const expected = column(name);
  measure(
    "add_working_minutes",
    `cchc wasm, ${hours}, typed arrays copied in and out`,
    startMinutes.length,
    () => own.addWorkingMinutesColumn(startMinutes, minutes),
    ({ answers, failed }) => {
      assert.equal(failed, 0);
      equal(expected)(answers);
    },
  );
}

// Limits in days end on days, so the days of the column above are checked by their own receptions.
const received = start.map((day) => day * 1440);
measure(
  "deadlines",
  "cchc wasm, due, elapsed, remaining and outcome",
  rows,
  () => deadlineColumns({ received, amount: limits, rules: [{ limit: { working_days: 1 } }], asOf: 20_500 * 1440 }, calendar),
  (answer) => {
    assert.equal(answer.failed, 0);
    equal(due)(answer.due.map((minute) => minute / 1440));
  },
);

const AGENCIES = 10_000;
/** The columns of a table, each an indicator of all agencies. */
const table = (name) => {
  const whole = column(`scores_${name}`);
  return Array.from({ length: whole.length / AGENCIES }, (_, place) => whole.slice(place * AGENCIES, (place + 1) * AGENCIES));
};
const [values, numerators, denominators] = ["values", "numerators", "denominators"].map(table);
for (const [workload, cells] of [
  ["scores_banded", (place) => ({ values: values[place], places: 2 })],
  ["scores_proportional", (place) => ({ numerators: numerators[place], denominators: denominators[place] })],
]) {
  const rules = RuleSet.fromJson(readFileSync(join(folder, `${workload}_rules.json`), "utf8"));
  const codes = JSON.parse(rules.toJson()).criteria.flatMap((group) => group.children.map((leaf) => leaf.code));
  const columns = codes.map((code, place) => ({ code, ...cells(place) }));
  const [points, ranks] = [column(workload), column(`${workload}_ranks`)];
  measure(
    workload,
    "cchc wasm, scored and ranked, typed arrays copied in and out",
    codes.length * AGENCIES,
    () => {
      const scored = rules.scoreColumns(columns);
      return { scored, ranked: rankColumn(scored.unrounded) };
    },
    ({ scored, ranked }) => {
      assert.equal(scored.failed, 0);
      equal(points)(Int32Array.from(scored.points, Number));
      equal(ranks)(Int32Array.from(ranked));
    },
  );
}

const read = (name, Type) => new Type(Uint8Array.from(readFileSync(join(folder, name))).buffer);
const [shares, maxima, weights] = ["values", "maxima", "weights"].map((name) => read(`rank_${name}.f64`, Float64Array));
const draws = weights.length / maxima.length;
measure(
  "ranks",
  "cchc wasm, of weights given, typed arrays copied in and out",
  draws,
  () => rankDraws(shares, weights, maxima.length),
  equal(read("ranks.u32", Uint32Array)),
);
measure(
  "ranks",
  "cchc wasm, seeded, noise drawn and ranks counted",
  draws,
  () => tallyDraws(shares, { weights: maxima, distribution: "uniform", width: 0.25, seed: 2026 }, 0, draws),
  equal(read("rank_counts.u32", Uint32Array)),
);
