// Columns answer what single calls answer, row by row, and refuse what is not a column.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as cchc from "cchc";

const { NO_DAY, WorkCalendar, dayNumber, isoDay, isoMinute, minuteNumber } = cchc;
const reasons = cchc.reasonCodes();
const weekly = [
  { days: ["monday", "tuesday", "wednesday", "thursday"], intervals: [["07:00", "11:30"], ["13:30", "17:00"]] },
  { days: ["friday"], intervals: [["07:30", "12:00"]] },
];
const calendar = WorkCalendar.vietnam().withHours({ weekly, source: { document: "Quy chế làm việc" } });
const [first, last] = [dayNumber(calendar.first), dayNumber(calendar.last)];

/** Numbers that are the same in every run. */
function seeded(seed) {
  return (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
}

const odd = [NO_DAY, NO_DAY + 1, 2 ** 31 - 1, 0, -1, 1];
const column = (rows, of) => Int32Array.from({ length: rows }, of);
/** Days of the calendar, its ends, and every now and then one that is missing or outside. */
const daysFrom = (random, scale = 1) => () => {
  if (random(12) === 0) return [...odd, first * scale, (last + 1) * scale - 1, first * scale - 1, (last + 1) * scale][random(10)];
  return (first + random(last - first + 1)) * scale + random(scale);
};
const amountsFrom = (random, most) => () => (random(10) === 0 ? [...odd, 1e9, -5, 70_000][random(9)] : random(most));

function codeOf(call) {
  try {
    call();
  } catch (error) {
    if (error.name !== "CchcError") throw error;
    return error.code;
  }
  return "";
}

/** The answer of a single call as a row of a column: its number and the code of its reason. */
function rowOf(call, number) {
  let answer = NO_DAY;
  const code = codeOf(() => {
    answer = number(call());
  });
  return [answer, code];
}

const missing = [NO_DAY, "table.missing_field"];
const outside = [NO_DAY, "calendar.horizon"];
const isKnown = (day) => day >= first && day <= last;

function single(call, of, start, amount, scale) {
  if (start === NO_DAY || amount === NO_DAY) return missing;
  if (!isKnown(Math.floor(start / scale))) return outside;
  return rowOf(() => call(of(start), amount), scale === 1 ? dayNumber : minuteNumber);
}

function between(call, of, from, to, scale) {
  if (from === NO_DAY || to === NO_DAY) return missing;
  if (![from, to].every((moment) => isKnown(Math.floor(moment / scale)))) return outside;
  return rowOf(() => call(of(from), of(to)), (count) => count);
}

function compare({ answers, reasons: numbers, failed }, expected) {
  assert.deepEqual([answers.length, numbers.length], [expected.length, expected.length]);
  expected.forEach(([answer, code], row) => {
    assert.deepEqual([answers[row], reasons[numbers[row]]], [answer, code], `row ${row}`);
  });
  assert.equal(failed, expected.filter(([, code]) => code !== "").length);
}

describe("a column answers as single calls do", () => {
  const random = seeded(2026);
  const rows = 3000;
  const start = column(rows, daysFrom(random));
  const days = column(rows, amountsFrom(random, 300));
  const instants = column(rows, daysFrom(random, 1440));
  // A row that lacks its amount and lies outside has two reasons; which one it gets is left open.
  const amount = amountsFrom(random, 40_000);
  const minutes = instants.map((minute) => (isKnown(Math.floor(minute / 1440)) ? amount() : Math.max(amount(), 0)));
  const addDays = (day, amount) => calendar.addWorkingDays(day, amount);
  const addMinutes = (instant, amount) => calendar.addWorkingMinutes(instant, amount);

  test("adding days, one amount a row", () => {
    compare(
      calendar.addWorkingDaysColumn(start, days),
      Array.from(start, (day, row) => single(addDays, isoDay, day, days[row], 1)),
    );
  });

  test("adding one amount of days to all", () => {
    for (const amount of [0, 1, 60, 100_000, 1e9, 2 ** 32 - 1]) {
      const expected = Array.from(start, (day) => single(addDays, isoDay, day, amount, 1));
      compare(calendar.addWorkingDaysColumn(start, amount), expected);
    }
  });

  test("adding minutes, one amount a row and one to all", () => {
    compare(
      calendar.addWorkingMinutesColumn(instants, minutes),
      Array.from(instants, (minute, row) => single(addMinutes, isoMinute, minute, minutes[row], 1440)),
    );
    for (const amount of [0, 1, 480, 1e9]) {
      const expected = Array.from(instants, (minute) => single(addMinutes, isoMinute, minute, amount, 1440));
      compare(calendar.addWorkingMinutesColumn(instants, amount), expected);
    }
  });

  test("counting days and minutes", () => {
    const later = (column) => column.map((value, row) => (row % 3 === 0 ? column[rows - 1 - row] : value + (row % 90)));
    const through = later(start);
    const countDays = (after, to) => calendar.countWorkingDays(after, to);
    compare(
      calendar.countWorkingDaysColumn(start, through),
      Array.from(start, (day, row) => between(countDays, isoDay, day, through[row], 1)),
    );
    const to = later(instants);
    const countMinutes = (from, until) => calendar.countWorkingMinutes(from, until);
    compare(
      calendar.countWorkingMinutesColumn(instants, to),
      Array.from(instants, (minute, row) => between(countMinutes, isoMinute, minute, to[row], 1440)),
    );
  });

  test("whether a day is worked", () => {
    const { answers, reasons: numbers, failed } = calendar.isWorkingDayColumn(start);
    assert.ok(answers instanceof Uint8Array);
    const expected = Array.from(start, (day) => {
      if (!isKnown(day)) return [0, (day === NO_DAY ? missing : outside)[1]];
      return [Number(calendar.isWorkingDay(isoDay(day))), ""];
    });
    compare({ answers, reasons: numbers, failed }, expected);
  });

  test("another calendar gives other answers", () => {
    const friday = Int32Array.of(dayNumber("2026-01-02"), last);
    assert.deepEqual([...calendar.isWorkingDayColumn(friday).answers], [0, 1]);
    assert.deepEqual([...calendar.knownAt("2025-12-24").projected().isWorkingDayColumn(friday).answers], [1, 1]);
    assert.equal(calendar.addWorkingDaysColumn(friday, 1).failed, 1);
    assert.equal(calendar.projected().addWorkingDaysColumn(friday, 1).failed, 0);
  });
});

describe("the shape of columns", () => {
  const monday = dayNumber("2026-03-02");

  test("every length around the blocks they cross in, with and without rows that fail", () => {
    const block = 2 ** 14;
    for (const rows of [1, 1023, 1025, block - 1, block, block + 1, 2 * block, 2 * block + 3]) {
      const start = column(rows, (_, row) => first + (row % 6000));
      const each = column(rows, (_, row) => 1 + (row % 9));
      const whole = calendar.addWorkingDaysColumn(start, each);
      assert.equal(whole.failed, 0);
      assert.ok(whole.reasons.every((reason) => reason === 0));
      const worked = calendar.isWorkingDayColumn(start).answers;
      for (const row of new Set([0, rows >> 1, rows - 1])) {
        assert.equal(isoDay(whole.answers[row]), calendar.addWorkingDays(isoDay(start[row]), each[row]));
        assert.equal(worked[row] === 1, calendar.isWorkingDay(isoDay(start[row])));
      }
      const holed = start.slice();
      holed[rows - 1] = NO_DAY;
      const partly = calendar.addWorkingDaysColumn(holed, each);
      assert.deepEqual([partly.failed, partly.answers.at(-1), partly.reasons.at(-1)], [1, NO_DAY, 1]);
      assert.deepEqual(partly.answers.subarray(0, -1), whole.answers.subarray(0, -1));
      assert.equal(partly.reasons.indexOf(1), rows - 1);
    }
  });

  test("no rows give no answers, and a calendar without hours says so even then", () => {
    const none = new Int32Array();
    for (const answer of [
      calendar.addWorkingDaysColumn(none, none),
      calendar.addWorkingDaysColumn(none, 5),
      calendar.countWorkingDaysColumn(none, none),
      calendar.isWorkingDayColumn(none),
      calendar.addWorkingMinutesColumn(none, none),
      calendar.countWorkingMinutesColumn(none, none),
    ]) {
      assert.deepEqual([answer.answers.length, answer.reasons.length, answer.failed], [0, 0, 0]);
    }
    const shipped = WorkCalendar.vietnam();
    assert.equal(codeOf(() => shipped.addWorkingMinutesColumn(none, 1)), "calendar.no_hours");
    assert.equal(codeOf(() => shipped.countWorkingMinutesColumn(none, none)), "calendar.no_hours");
  });

  test("columns of different lengths are refused with both", () => {
    const [three, two] = [column(3, () => monday), column(2, () => monday)];
    for (const call of [
      () => calendar.addWorkingDaysColumn(three, two),
      () => calendar.countWorkingDaysColumn(three, two),
      () => calendar.addWorkingMinutesColumn(three, two),
      () => calendar.countWorkingMinutesColumn(three, two),
    ]) {
      assert.throws(call, (error) => {
        assert.deepEqual([error.code, error.details], ["columns.length", { expected: 3, got: 2 }]);
        return true;
      });
    }
  });

  test("views into larger and shared buffers, and a class of one's own", () => {
    const wide = column(50, (_, row) => monday + row);
    const whole = calendar.addWorkingDaysColumn(wide, 3).answers;
    assert.deepEqual(calendar.addWorkingDaysColumn(wide.subarray(7, 19), 3).answers, whole.slice(7, 19));
    const threes = wide.map(() => 3).subarray(31, 43);
    assert.deepEqual(calendar.addWorkingDaysColumn(wide.subarray(7, 19), threes).answers, whole.slice(7, 19));
    const shared = new Int32Array(new SharedArrayBuffer(200));
    shared.set(wide);
    assert.deepEqual(calendar.addWorkingDaysColumn(shared, 3).answers, whole);
    class Own extends Int32Array {
      subarray() {
        return new Own(1);
      }
    }
    assert.deepEqual(calendar.addWorkingDaysColumn(Own.from(wide), 3).answers, whole);
    assert.deepEqual(wide, column(50, (_, row) => monday + row), "what is given stays as it is");
  });

  test("what is not an Int32Array is refused with its name and what it is", () => {
    const detached = new Int32Array(4);
    structuredClone(detached.buffer, { transfer: [detached.buffer] });
    const others = [[1, 2], new Float64Array(2), new Uint32Array(2), new BigInt64Array(2), new ArrayBuffer(8), {}, null];
    others.push(undefined, "20685", 20685, new DataView(new ArrayBuffer(8)), { [Symbol.toStringTag]: "Int32Array" });
    others.push(Object.create(Int32Array.prototype), new Proxy(new Int32Array(2), {}), detached, Symbol("s"), 1n);
    for (const other of others) {
      for (const call of [
        () => calendar.addWorkingDaysColumn(other, 1),
        () => calendar.countWorkingDaysColumn(other, new Int32Array(2)),
        () => calendar.isWorkingDayColumn(other),
        () => calendar.addWorkingMinutesColumn(other, 1),
        () => calendar.countWorkingMinutesColumn(other, new Int32Array(2)),
      ]) {
        assert.throws(call, { name: "CchcError", code: "document.invalid" });
      }
    }
    assert.throws(() => calendar.isWorkingDayColumn([1]), /at dates: expected an Int32Array, got Array/);
    assert.throws(() => calendar.addWorkingDaysColumn(new Int32Array(1), new Float64Array(1)), /at days: .*got Float64Array/);
    assert.throws(() => calendar.countWorkingMinutesColumn(new Int32Array(1)), /at to: .*got undefined/);
    assert.deepEqual([...calendar.isWorkingDayColumn(Int32Array.of(monday)).answers], [1], "and the module still works");
  });

  test("one amount for all is a whole number, as in a single call", () => {
    const start = Int32Array.of(monday);
    for (const amount of [2.5, -1, NaN, Infinity, 2 ** 32, "2", null, undefined, true]) {
      assert.equal(codeOf(() => calendar.addWorkingDaysColumn(start, amount)), "input.out_of_range");
      assert.equal(codeOf(() => calendar.addWorkingMinutesColumn(start, amount)), "input.out_of_range");
    }
    assert.equal(isoDay(calendar.addWorkingDaysColumn(start, 2n).answers[0]), "2026-03-04");
  });
});

describe("numbers of days and minutes", () => {
  test("there and back", () => {
    assert.equal(dayNumber("1970-01-01"), 0);
    assert.equal(dayNumber("20/08/2026"), 20_685);
    for (const day of ["0000-01-01", "1969-12-31", "2008-02-29", "9999-12-31"]) assert.equal(isoDay(dayNumber(day)), day);
    assert.equal(minuteNumber("1970-01-01T00:00:00"), 0);
    assert.equal(minuteNumber("1969-12-31T23:59:30"), -1);
    for (const instant of ["0000-01-01T00:00:00", "1969-12-31T23:59:00", "2026-03-02T14:00:00", "6053-01-23T02:07:00"]) {
      assert.equal(isoMinute(minuteNumber(instant)), instant);
    }
    assert.deepEqual([isoDay(NO_DAY), isoMinute(NO_DAY)], [null, null]);
  });

  test("of a Date, as documented", () => {
    const date = new Date("2026-03-02T11:00:59+07:00");
    assert.equal(Math.floor(date.getTime() / 60_000) + 420, minuteNumber("2026-03-02T11:00:00"));
    assert.equal(minuteNumber("2026-03-02T04:00:00Z"), minuteNumber("2026-03-02T11:00:00"));
  });

  test("what is none is refused", () => {
    for (const number of [0.5, NaN, 1e30, 3_000_000, -1_000_000, "today", null, undefined, {}, new Date()]) {
      assert.equal(codeOf(() => isoDay(number)), "input.out_of_range");
    }
    for (const number of [0.5, -Infinity, 1e30, 5e9, true]) {
      assert.equal(codeOf(() => isoMinute(number)), "input.out_of_range");
    }
    assert.throws(() => isoDay(3_000_000), /day is 3000000, outside -719528 to 2932896/);
    // Written into an Int32Array it would be another instant.
    assert.equal(codeOf(() => minuteNumber("6053-01-23T02:08:00")), "input.out_of_range");
    assert.equal(codeOf(() => minuteNumber("2026-03-02")), "date.invalid");
    assert.equal(codeOf(() => dayNumber("2026-02-30")), "date.invalid");
  });

  test("reasons have their place, and the codes are those of errors", () => {
    assert.equal(reasons[0], "");
    assert.deepEqual(reasons.slice(1, 3), ["table.missing_field", "calendar.horizon"]);
    assert.equal(new Set(reasons).size, reasons.length);
    for (const code of reasons.slice(1, 6)) assert.ok(cchc.errorCodes().includes(code), code);
  });
});
