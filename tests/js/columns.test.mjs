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

/** The CchcError a call throws. */
function thrown(call) {
  try {
    call();
  } catch (error) {
    assert.equal(error.name, "CchcError", error.stack);
    return error;
  }
  return assert.fail("nothing was thrown");
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

describe("deadlines of columns", () => {
  const units = cchc.limitUnits();
  const outcomes = cchc.outcomeNames();
  const rules = [
    ...[{ limit: { working_days: 5 } }, { limit: { working_days: "1.25", minutes_per_day: 480 } }, { limit: { in_the_day: true } }],
    ...[{ limit: { calendar_days: 10 }, roll_last_day: false }, { limit: { months: 1 } }, { limit: { hours: 30 } }],
    ...[{ limit: { working_hours: 12 }, cut_off: "63/2024/NĐ-CP" }, { limit: { weeks: 2 }, cut_off: "63/2024/NĐ-CP" }],
    ...[{ limit: { not_counted: true } }, { limit: { working_days: "0.25" } }, { pieces: [{ from: 1, limit: { years: 1 } }] }],
  ];
  const asOf = minuteNumber("2025-04-03T10:15:00");
  const byTheMinute = (unit) => unit === "working_minutes" || unit === "minutes";

  /** Columns of dossiers received within 300 days before they are judged, with pauses one after the other. */
  function draw(rows, random, bad = 0) {
    const dossiers = {
      received: column(rows, () => (random(40) < bad ? [NO_DAY, first * 1440 - 1, (last + 1) * 1440][random(3)] : asOf - 1 - random(432_000))),
      rules,
      rule: Uint16Array.from({ length: rows }, () => (random(40) < bad ? 11 + random(65_525) : random(bad ? 11 : 8))),
      unit: Uint8Array.from({ length: rows }, () => (random(40) < bad ? 8 + random(248) : random(2) * random(8))),
    };
    const most = (unit) => ({ years: 1, months: 12 })[units[unit]] ?? 30;
    const amount = (row) => 1 + random(most(dossiers.unit[row]));
    dossiers.amount = column(rows, (_, row) => (random(40) < bad ? [NO_DAY, 0, -7, 1e9][random(4)] : amount(row)));
    const [offsets, from, to] = [[0], [], []];
    dossiers.finished = column(rows, (_, row) => {
      let at = Math.max(dossiers.received[row], first * 1440);
      for (let pauses = random(4); pauses > 0; pauses -= 1) {
        from.push((at += random(4000)));
        to.push((at += random(9000)));
      }
      offsets.push(from.length);
      const finished = at + random(60_000);
      // Some clocks still stand when they are judged; none that a cut-off may have set to begin after it stopped.
      const stands = to.length > offsets.at(-2) && random(4) === 0;
      if (stands) to[to.length - 1] = NO_DAY;
      if (random(2) === 0 || finished > last * 1440) return NO_DAY;
      return finished;
    });
    dossiers.pauses = { offsets: Int32Array.from(offsets), from: Int32Array.from(from), to: Int32Array.from(to) };
    return dossiers;
  }

  const pausesOf = ({ pauses }, row) => {
    const places = Array.from({ length: pauses.offsets[row + 1] - pauses.offsets[row] }, (_, place) => pauses.offsets[row] + place);
    return places.map((place) => [pauses.from[place], pauses.to[place]]);
  };

  /** The same dossier as a single case. */
  function caseOf(dossiers, row) {
    const events = pausesOf(dossiers, row).flatMap(([from, to]) => [
      { event: "suspended", at: isoMinute(from) },
      ...(to === NO_DAY ? [] : [{ event: "resumed", at: isoMinute(to) }]),
    ]);
    if (dossiers.finished[row] !== NO_DAY) events.push({ event: "finished", at: isoMinute(dossiers.finished[row]) });
    const unit = units[dossiers.unit[row]];
    const { limit, pieces, ...given } = dossiers.rules[dossiers.rule[row]];
    const rule = { ...given, limit: unit === "rule" ? limit : { [unit]: dossiers.amount[row] } };
    return { received: isoMinute(dossiers.received[row]), rule, events };
  }

  const single = (dossiers, row, as_of) => cchc.deadlineCase({ ...caseOf(dossiers, row), ...(as_of && { as_of }) }, calendar);
  const dueOf = ({ unit, due, due_at }) => {
    if (due === null) return NO_DAY;
    return byTheMinute(unit) ? minuteNumber(due_at) : dayNumber(due) * 1440;
  };

  test("each row is what a single case is", () => {
    const random = seeded(7);
    const dossiers = draw(1500, random);
    const answer = cchc.deadlineColumns({ ...dossiers, asOf }, calendar);
    assert.equal(answer.failed, 0);
    const seen = new Set();
    for (let row = 0; row < 1500; row += 1) {
      const judged = single(dossiers, row, dossiers.finished[row] === NO_DAY ? isoMinute(asOf) : undefined);
      const { elapsed, remaining } = judged.progress ?? { elapsed: NO_DAY, remaining: NO_DAY };
      const got = [answer.due[row], answer.elapsed[row], answer.remaining[row], outcomes[answer.outcome[row]]];
      assert.deepEqual(got, [dueOf(judged), elapsed, remaining, judged.outcome ?? ""], `row ${row}`);
      seen.add(judged.outcome);
    }
    const { due } = cchc.deadlineColumns({ ...dossiers, finished: null }, calendar);
    for (let row = 0; row < 300; row += 1) {
      const open = { ...dossiers, finished: column(1500, () => NO_DAY) };
      assert.equal(due[row], dueOf(single(open, row)), `row ${row}, judged at no moment`);
    }
    assert.deepEqual([...seen].sort(), ["early", "in_progress", "late", "on_time", "overdue", null].sort());
  });

  test("a row that has no answer says why, as a single case throws", () => {
    const dossiers = draw(2000, seeded(11), 3);
    delete dossiers.pauses;
    delete dossiers.finished;
    const { due, elapsed, remaining, outcome, reasons: numbers, failed } = cchc.deadlineColumns(dossiers, calendar);
    const none = { finished: column(2000, () => NO_DAY), pauses: { offsets: new Int32Array(2001) } };
    const seen = new Set();
    for (let row = 0; row < 2000; row += 1) {
      const unit = units[dossiers.unit[row]];
      const [received, amount] = [dossiers.received[row], dossiers.amount[row]];
      let [number, code] = [NO_DAY, ""];
      if (received === NO_DAY) code = "table.missing_field";
      else if (dossiers.rule[row] >= rules.length) code = "input.unknown_id";
      else if (unit !== "rule" && amount === NO_DAY) code = "table.missing_field";
      else if (unit === undefined || (unit !== "rule" && amount <= 0)) code = "input.out_of_range";
      else [number, code] = rowOf(() => single({ ...dossiers, ...none }, row), dueOf);
      // A row wrong in two ways may be told either.
      const wrong = [received === NO_DAY || received < first * 1440 || received >= (last + 1) * 1440];
      wrong.push(dossiers.rule[row] >= 8, unit === undefined, unit !== "rule" && (amount <= 0 || amount === 1e9));
      if (wrong.filter(Boolean).length > 1) assert.notEqual(numbers[row], 0);
      else assert.deepEqual([due[row], reasons[numbers[row]]], [number, code], `row ${row}`);
      assert.deepEqual([elapsed[row], remaining[row], outcome[row]], [NO_DAY, NO_DAY, 0]);
      seen.add(code);
    }
    assert.equal(failed, numbers.filter((number) => number !== 0).length);
    assert.ok(seen.size >= 8, [...seen].join(" "));
  });

  test("reasons of pauses and finishes, and of a calendar without hours", () => {
    const at = (text) => minuteNumber(`2024-03-${text}`);
    const pausesIn = (spans) => ({
      offsets: Int32Array.of(0, spans.length),
      ...{ from: Int32Array.from(spans, ([from]) => from), to: Int32Array.from(spans, ([, to]) => to) },
    });
    const reason = (more, own = calendar) => {
      const received = Int32Array.of(at("04T09:00:00"));
      const answer = cchc.deadlineColumns({ received, rules: [{ limit: { working_days: 5 } }], ...more }, own);
      return [reasons[answer.reasons[0]], answer.failed];
    };
    const [one, two, three] = [at("05T09:00:00"), at("06T09:00:00"), at("07T09:00:00")];
    assert.deepEqual(reason({ pauses: pausesIn([[one, two], [three, NO_DAY]]) }), ["", 0]);
    for (const spans of [[[two, one]], [[one, three], [two, three]], [[one, NO_DAY], [two, three]]]) {
      assert.deepEqual(reason({ pauses: pausesIn(spans) }), ["deadline.event_order", 1]);
    }
    assert.deepEqual(reason({ pauses: pausesIn([[NO_DAY, one]]) }), ["table.missing_field", 1]);
    for (const offsets of [[0, 2], [-1, 1], [1, 0], [NO_DAY, 1], [2 ** 31 - 1, 2 ** 31 - 1], [0, NO_DAY]]) {
      const pauses = { ...pausesIn([[one, two]]), offsets: Int32Array.from(offsets) };
      assert.deepEqual(reason({ pauses }), ["deadline.event_order", 1], offsets.join());
    }
    assert.deepEqual(reason({ finished: Int32Array.of(at("04T08:59:00")) }), ["dossier.finish_before_reception", 1]);
    const hours = { rules: [{ limit: { working_hours: 3 } }] };
    assert.deepEqual(reason(hours, WorkCalendar.vietnam()), ["calendar.no_hours", 1]);
    assert.deepEqual(reason(hours), ["", 0]);
  });

  test("what is left out is missing in every row", () => {
    const dossiers = draw(400, seeded(5));
    const answer = (more) => cchc.deadlineColumns({ received: dossiers.received, rules, ...more }, calendar);
    const zeros = { rule: new Uint16Array(400), unit: new Uint8Array(400) };
    const missing = column(400, () => NO_DAY);
    const empty = { offsets: new Int32Array(401), from: new Int32Array(), to: new Int32Array() };
    const full = { ...zeros, amount: missing, finished: missing, pauses: empty, asOf: NO_DAY };
    assert.deepEqual(answer({}), answer(full));
    assert.deepEqual(answer({}), answer(Object.fromEntries(Object.keys(full).map((name) => [name, null]))));
    const { amount } = dossiers;
    assert.deepEqual(answer({ amount }), answer({ amount, unit: zeros.unit.map(() => units.indexOf("working_days")) }));
    assert.deepEqual(answer({ asOf }), answer({ asOf: isoMinute(asOf) }));
    assert.notDeepEqual(answer({ asOf }), answer({}));
    // Without a calendar it is the shipped one.
    const shipped = { received: dossiers.received, rules: rules.slice(0, 1) };
    assert.deepEqual(cchc.deadlineColumns(shipped), cchc.deadlineColumns(shipped, WorkCalendar.vietnam()));
  });

  test("every length around the blocks they cross in, the pauses of each block its own", () => {
    const block = 2 ** 14;
    const rows = 2 * block + 3;
    const dossiers = draw(rows, seeded(3), 1);
    const part = (start, end) => ({
      ...Object.fromEntries(["received", "rule", "amount", "unit", "finished"].map((name) => [name, dossiers[name].slice(start, end)])),
      pauses: { ...dossiers.pauses, offsets: dossiers.pauses.offsets.slice(start, end + 1) },
      ...{ rules, asOf },
    });
    const whole = cchc.deadlineColumns({ ...dossiers, asOf }, calendar);
    assert.ok(whole.failed > 0 && whole.failed < rows / 2);
    for (const [start, end] of [[0, 1], [0, block], [block - 1, block + 1], [100, block + 105], [block, rows], [rows, rows]]) {
      const { failed, ...columns } = cchc.deadlineColumns(part(start, end), calendar);
      for (const [name, values] of Object.entries(columns)) assert.deepEqual(values, whole[name].slice(start, end), name);
      assert.equal(failed, columns.reasons.filter((reason) => reason !== 0).length);
    }
    // Views into larger buffers, and an odd offset in the last block that leaves the others as they were.
    const views = Object.fromEntries(["received", "rule", "amount", "unit", "finished"].map((name) => [name, dossiers[name].subarray(5, 300)]));
    const viewed = cchc.deadlineColumns({ ...part(5, 300), ...views }, calendar);
    assert.deepEqual(viewed.due, whole.due.slice(5, 300));
    const offsets = dossiers.pauses.offsets.slice();
    offsets[rows] = NO_DAY;
    const odd = cchc.deadlineColumns({ ...dossiers, pauses: { ...dossiers.pauses, offsets }, asOf }, calendar);
    assert.deepEqual(odd.due.subarray(0, -1), whole.due.subarray(0, -1));
    assert.equal(odd.due.at(-1), NO_DAY);
  });

  test("columns of different lengths, and what are no columns, are refused", () => {
    const three = draw(3, seeded(1));
    for (const name of ["rule", "amount", "unit", "finished"]) {
      const error = thrown(() => cchc.deadlineColumns({ ...three, [name]: three[name].subarray(1) }));
      assert.deepEqual([error.code, error.details], ["columns.length", { expected: 3, got: 2 }], name);
      assert.match(thrown(() => cchc.deadlineColumns({ ...three, [name]: [1, 2, 3] })).message, new RegExp(`at ${name}: expected an? \\w+Array, got Array`));
    }
    const { pauses } = three;
    const length = (more) => thrown(() => cchc.deadlineColumns({ ...three, pauses: { ...pauses, ...more } }));
    assert.deepEqual(length({ offsets: pauses.offsets.subarray(1) }).details, { expected: 3, got: 2 });
    assert.deepEqual(length({ to: new Int32Array(90) }).details, { expected: pauses.from.length, got: 90 });
    assert.match(length({ from: undefined }).message, /at pauses\.\w+: expected an Int32Array, got undefined/);
    assert.match(length({ until: pauses.to }).message, /unknown field `until`, expected offsets, from, to/);
    const refused = (dossiers, path) => assert.match(thrown(() => cchc.deadlineColumns(dossiers)).message, path);
    refused({ ...three, recieved: three.received }, /unknown field `recieved`/);
    refused({ rules }, /at received: expected an Int32Array, got undefined/);
    refused({ received: three.received }, /null/);
    refused({ ...three, rules: [{ limit: { days: 3 } }] }, /unknown field `days`/);
    refused({ ...three, asOf: new Date() }, /asOf is a Date object/);
    refused({ ...three, asOf: "2025-04-03" }, /'2025-04-03' cannot be read/);
    refused({ ...three, asOf: 0.5 }, /asOf is 0\.5, outside/);
    refused(null, /expected an object, got null/);
    assert.equal(thrown(() => cchc.deadlineColumns({ ...three, rules: [] })).code, "input.empty_list");
    assert.equal(thrown(() => cchc.deadlineColumns({ received: new Int32Array(), rules: [] })).code, "input.empty_list");
    const none = cchc.deadlineColumns({ received: new Int32Array(), rules });
    assert.deepEqual(none, { due: new Int32Array(), elapsed: new Int32Array(), remaining: new Int32Array(), outcome: new Uint8Array(), reasons: new Uint8Array(), failed: 0 });
  });
});
