// Times the columns of the npm package and its rivals on the shared workloads:
//
//     bash bindings-wasm/build.sh && (cd tests/js && npm ci) && node benches/js.mjs <folder>
//
// The folder holds little-endian 32-bit columns: start_days, limits and due_days (days since
// 1970-01-01), start_minutes, minutes and due_minutes (minutes since 1970-01-01T00:00), each as
// <name>.i32, and hours.json where the office hours are not those below. Every answer is compared
// with the expected column before it is timed. One line of JSON a measurement.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { WorkCalendar, dayNumber, isoDay } from "../bindings-wasm/node.mjs";

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

function officeHours() {
  const own = join(folder, "hours.json");
  if (existsSync(own)) return JSON.parse(readFileSync(own, "utf8"));
  const days = ["monday", "tuesday", "wednesday", "thursday", "friday"];
  const intervals = [["07:00", "11:30"], ["13:30", "17:00"]];
  return { weekly: [{ days, intervals }], source: { document: "benches" } };
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

const withHours = calendar.withHours(officeHours());
const [startMinutes, minutes, dueMinutes] = ["start_minutes", "minutes", "due_minutes"].map(column);
measure(
  "add_working_minutes",
  "cchc wasm, typed arrays copied in and out",
  startMinutes.length,
  () => withHours.addWorkingMinutesColumn(startMinutes, minutes),
  ({ answers, failed }) => {
    assert.equal(failed, 0);
    equal(dueMinutes)(answers);
  },
);
